"""What a page is, for search engines: schema.org as JSON-LD, made of the page's own words.

Questions and their first paragraphs (FAQPage), the road as steps (HowTo), and the way from the home
page (BreadcrumbList). Nothing here that the page does not show.
"""

import json
from collections.abc import Iterator
from urllib.parse import urljoin

from scripts.outline import Section, sections

type Item = dict[str, object]

LIMIT = 7_500
"""Bytes of one page's JSON; questions beyond it are left out, the last ones first."""
HOME = {"zh": "首页", "en": "Home"}
CALCULATORS = {"zh": "计算器", "en": "Calculators"}
ROAD = "road"
"""The heading of the home page under which the steps are listed."""


def structured(html: str, path: str, title: str, language: str, host: str) -> str:
    """The JSON for the head of the page at `path` (guide/cost/); `host` is empty if not known."""
    base = host or "../" * path.count("/") or "./"
    here = urljoin(host, path) if host else "./"
    parts = sections(html)
    within = path.removeprefix("en/")
    graph: list[Item] = []
    if within:
        graph.append(_way(path, title, language, base))
    else:
        graph.extend(_road(parts, here))
    questions = list(_questions(parts)) if not within.startswith("about/") else []
    while questions:
        whole = _json([*graph, {"@type": "FAQPage", "mainEntity": questions}])
        if len(whole.encode()) <= LIMIT:
            return whole
        questions.pop()
    return _json(graph)


def _json(graph: list[Item]) -> str:
    whole = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("&", "\\u0026")  # may stand in a script element


def _way(path: str, title: str, language: str, base: str) -> Item:
    root = "en/" if language == "en" else ""
    steps = [(HOME[language], base + root)]
    if path.startswith(f"{root}calculators/") and path != f"{root}calculators/":
        steps.append((CALCULATORS[language], f"{base}{root}calculators/"))
    steps.append((title, base + path))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(steps, 1)
        ],
    }


def _road(parts: list[Section], here: str) -> Iterator[Item]:
    """The steps of the road: the items of the numbered list under its heading."""
    for part in parts:
        steps = [block for block in part.blocks if block.ordered]
        if part.id == ROAD and steps:
            yield {
                "@type": "HowTo",
                "name": part.title,
                "step": [
                    {
                        "@type": "HowToStep",
                        "position": position,
                        "text": step.text,
                        "url": urljoin(here, next(iter(step.links), f"#{ROAD}")),
                    }
                    for position, step in enumerate(steps, 1)
                ],
            }


def _questions(parts: list[Section]) -> Iterator[Item]:
    """Headings that ask, with the paragraph that answers."""
    for part in parts:
        answer = _answer(part)
        if part.level > 1 and part.title.endswith(("？", "?")) and answer:
            yield {
                "@type": "Question",
                "name": part.title,
                "acceptedAnswer": {"@type": "Answer", "text": answer},
            }


def _answer(part: Section) -> str:
    """The first paragraph; where it only leads to a list, the list too."""
    blocks = part.blocks
    if not blocks or blocks[0].tag != "p":
        return ""
    text = blocks[0].text
    if text.endswith(("：", ":")):
        items = [block.text for block in blocks[1:] if block.tag == "li"]
        return " ".join([text, *items]) if items else ""
    return text
