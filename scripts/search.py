"""The search index: one small file for each language, and what readers type for what pages say.

Material writes one index for all languages, with markup and marks between Chinese words. Our own
worker (docs/assets/search.js) needs neither: it looks for the characters themselves.
"""

import html
import json
import re
from pathlib import Path
from typing import Any

from scripts import questions

type Entry = dict[str, Any]

# Here the headings are enough: figures, formulas, worked examples of calculators.
HEADINGS_ONLY = re.compile(r"(en/)?about/(sources|accuracy|method|changes)/|.*#\w+-title$")

# Words to send, which stand in English pages too: nobody looks for them there. Terms are shorter.
CHINESE_TO_COPY = re.compile(r"[\u3001-\u9fff\uff01-\uff5e“”\d]{12,}")


def hide(page: str) -> str:
    """The HTML of a page with its footnotes marked as not to be indexed."""
    return page.replace(
        '<div class="footnote">', '<div class="footnote" data-search-exclude="yes">'
    )


def divide(site: Path) -> None:
    """Replace Material's index by search/zh.json and search/en.json."""
    whole = site / "search" / "search_index.json"
    entries: list[Entry] = json.loads(whole.read_text("utf-8"))["docs"]
    for language in questions.LANGUAGES:
        docs = _docs(entries, language)
        for doc in docs:
            if "#" not in doc["location"]:
                _add_head(doc, site)
        index = {"config": _config(language), "docs": docs}
        text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
        whole.with_name(f"{language}.json").write_text(text, "utf-8")
    whole.unlink()


def _docs(entries: list[Entry], language: str) -> list[Entry]:
    docs: list[Entry] = [
        _doc(entry)
        for entry in entries
        if entry["location"].startswith("en/") == (language == "en")
    ]
    pages: dict[str, list[Entry]] = {}
    for doc in docs:
        pages.setdefault(doc["location"].partition("#")[0], []).append(doc)
    for page, sections in pages.items():
        _add_words(page, sections, language)
    return docs


def _add_words(page: str, sections: list[Entry], language: str) -> None:
    """Put what readers type into `also` of the section that answers, slang into the page's own."""
    for question in questions.questions():
        if questions.address(question.page, language) == page:
            answer = _answering(question, sections, language)
            answer.setdefault("also", []).extend(question.says(language))
    known = {word for section in sections for word in section.get("also", ())}
    for slang in questions.slang():
        if page in {questions.address(one, language) for one in slang.pages}:
            new = [word for word in slang.words(language) if word not in known]
            sections[0].setdefault("also", []).extend(new)


def _doc(entry: Entry) -> Entry:
    short = HEADINGS_ONLY.match(entry["location"])
    text = "" if short else _plain(entry["text"])
    if entry["location"].startswith("en/"):
        text = CHINESE_TO_COPY.sub(" ", text)
    return {"location": entry["location"], "title": _plain(entry["title"]), "text": text}


def _add_head(doc: Entry, site: Path) -> None:
    """A page is found by the title and description of its head too."""
    head = (site / doc["location"] / "index.html").read_text("utf-8").partition("</head>")[0]
    if title := re.search(r'<meta property="og:title" content="(.*?)"', head):
        doc.setdefault("also", []).append(html.unescape(title[1]))
    if description := re.search(r'<meta name="description" content="(.*?)"', head):
        doc["text"] = f"{html.unescape(description[1])} {doc['text']}"


def _plain(markup: str) -> str:
    """Text alone: no tags, no numbers of footnotes, no marks between words."""
    text = re.sub(r"<sup>.*?</sup>|\u200b", "", markup)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text))).strip()


def _answering(question: questions.Question, sections: list[Entry], language: str) -> Entry:
    """The section whose heading answers the question; else the page as a whole."""
    for section in sections:
        if question.at and section["location"].endswith(f"#{question.at}"):
            return section
    title = {section["title"]: section for section in reversed(sections)}
    like, heading = questions.best(question.text(language), title)
    return title[heading] if like >= questions.ALIKE else sections[0]


def _config(language: str) -> Entry:
    """What the worker must know besides the pages."""
    data = questions.read()
    return {
        "spellings": data["spellings"] | {pair[0]: pair[1] for pair in data["traditional"].split()},
        "first": [
            {
                "location": questions.address(entry["page"], language)
                + (f"#{entry['at']}" if "at" in entry else ""),
                "words": entry[language],
            }
            for entry in data["first"]
        ],
        "nothing": {
            "location": questions.address(data["nothing"]["page"], language),
            **data["nothing"][language],
        },
    }
