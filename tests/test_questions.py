"""Every question that readers ask has a page and a heading in both languages, and is in the search."""

import gzip
import json
import re
from functools import cache

import pytest

from scripts import questions
from scripts.questions import LANGUAGES, Question
from tests.test_site import PROJECT, SITE

HEADING = re.compile(r"^#{1,3} (.*?)(?: *\{ *#([^ }]+)[^}]*\})?$", re.MULTILINE)
ASKED = questions.questions()


@cache
def headings(page: str, language: str) -> dict[str, str]:
    """The headings of a page and the names of their anchors; none if it does not exist."""
    source = PROJECT / "docs" / language / f"{page}.md"
    if not source.is_file():
        return {}
    return dict(HEADING.findall(source.read_text("utf-8")))


def answered(question: Question, language: str) -> bool:
    found = headings(question.page, language)
    if question.at:
        return question.at in found.values()
    return questions.best(question.text(language), found)[0] >= questions.ALIKE


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_a_heading_that_answers_it(language: str) -> None:
    """The missing ones are listed. A heading in other words is named by `at` in the data file."""
    missing = [
        f"{question.page}: {question.text(language)}"
        for question in ASKED
        if not answered(question, language)
    ]

    assert missing == []


def test_another_question_is_no_answer() -> None:
    assert questions.likeness("会被起诉吗，多久会起诉？", "被起诉了还能协商吗？") < questions.ALIKE
    assert questions.likeness("Can I go to jail for debt?", "Can I go bankrupt?") < questions.ALIKE
    assert questions.likeness("能分几期？最多多少期？", "能分几期，最多多少期") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_twenty_questions_are_starred(language: str) -> None:
    assert sum(language in question.starred for question in ASKED) == 20


def test_no_question_stands_twice() -> None:
    for language in LANGUAGES:
        texts = [question.text(language) for question in ASKED]
        assert len(texts) == len(set(texts))


def test_every_page_that_words_lead_to_exists() -> None:
    data = questions.read()
    pages = {page for slang in questions.slang() for page in slang.pages}
    pages |= {entry["page"] for entry in [*data["first"], data["nothing"]]}

    for page in pages:
        for language in LANGUAGES:
            assert headings(page, language), f"docs/{language}/{page}.md"


def test_every_heading_shown_first_exists() -> None:
    for entry in questions.read()["first"]:
        for language in LANGUAGES:
            if "at" in entry:
                assert entry["at"] in headings(entry["page"], language).values()


@cache
def index(language: str) -> dict[str, dict[str, str]]:
    read = json.loads((SITE / "search" / f"{language}.json").read_text("utf-8"))
    return {entry["location"]: entry for entry in read["docs"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_of_a_language_holds_its_own_pages_only(language: str) -> None:
    assert {path.startswith("en/") for path in index(language)} == {language == "en"}
    assert not (SITE / "search" / "search_index.json").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_knows_every_question_and_word_of_slang(language: str) -> None:
    known: dict[str, set[str]] = {}
    for path, entry in index(language).items():
        known.setdefault(path.partition("#")[0], set()).update(entry.get("also", ()))
    for question in ASKED:
        assert question.text(language) in known[questions.address(question.page, language)]
    for slang in questions.slang():
        for page in slang.pages:
            assert set(slang.words(language)) <= known[questions.address(page, language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_search_holds_is_plain_text(language: str) -> None:
    for path, entry in index(language).items():
        for text in (entry["title"], entry["text"]):
            assert "\u200b" not in text, path
            assert not re.search(r"</?(p|li|ul|ol|code|sup)>|&(amp|lt|gt);", text), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_is_small(language: str) -> None:
    """It is fetched whole when a reader turns to the search, often over a slow line."""
    packed = gzip.compress((SITE / "search" / f"{language}.json").read_bytes())

    assert len(packed) < 200_000
