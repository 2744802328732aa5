"""Everything wrong with the pages, a line each: `python -m scripts.pages`.

What the tests hold the pages to, said for somebody who changed one in a browser.
"""

import sys
from collections.abc import Callable, Iterator

from calculators.law import figure
from scripts import facts, form, terms, uncited, wording
from scripts.prose import LANGUAGES, Fault, Text, pages

ROADS = ("", "guide", "topics")
"""The folders of what readers are told; calculators and about have forms of their own."""

MYTHS = "topics/myths.md"

type Check = Callable[[Text], Iterator[Fault]]

CHECKS: dict[str, tuple[Check, tuple[str, ...]]] = {
    "a number has its source": (uncited.faults, ROADS),
    "words promise nothing": (wording.faults, ()),
    "terms are those of the glossary": (terms.faults, (*ROADS, "calculators")),
    "headings have ids": (form.nameless, ROADS),
    "a page has its parts": (form.faults, ()),
}
"""Each check of a single page, and the folders it is for (none: all)."""


def faults() -> Iterator[Fault]:
    for check, folders in CHECKS.values():
        for text in pages(*folders):
            yield from check(text)
    yield from twins()
    yield from unanswered()


def twins() -> Iterator[Fault]:
    """Differences between the two languages, and pages that only one of them has."""
    by_path = {text.path: text for text in pages()}
    for text in by_path.values():
        other = "en" if text.language == "zh" else "zh"
        twin = by_path.get(f"{other}/{text.name}")
        if twin:
            yield from form.twin_faults(text, twin)
        else:
            yield Fault(
                f"docs/{other}/{text.name}",
                1,
                f"这一页只有中文，没有英文：请先照 {text.file} 写一份，不会英文就在 pull request 里说一声。"
                if text.language == "zh"
                else f"This page exists in English only: write it in Chinese after {text.file}.",
            )


def unanswered() -> Iterator[Fault]:
    """Claims of docs/_data/claims.yml that the page of myths does not answer with a source."""
    myths = {text.language: text for text in pages("topics") if text.name == MYTHS}
    for claim in facts.read("claims").values():
        for language in LANGUAGES:
            section = myths[language].section(claim["answered"])
            cited = {rule_of(*marker) for block in section for marker in block.markers}
            if not cited & set(claim["rules"]):
                yield Fault(
                    myths[language].file,
                    section[0].line if section else 1,
                    f"“{claim['says']}”（{claim['id']}）要在标题 {{ #{claim['answered']} }} 下面回答，"
                    f"并引用其中一条：{'、'.join(claim['rules'])}。"
                    if language == "zh"
                    else f"Claim {claim['id']} ({claim['says']}) is to be answered under the heading"
                    f" {{ #{claim['answered']} }}, citing one of: {', '.join(claim['rules'])}.",
                )


def rule_of(kind: str, name: str) -> str:
    """The rule a marker rests on; a figure rests on the one it comes from."""
    return figure(name.split()[0]).rule if kind == "figure" else name


def main() -> int:
    found = sorted(faults(), key=lambda fault: (fault.file, fault.line))
    print("## 页面检查 · Pages\n")
    if not found:
        print(
            "页面没有问题。如果检查没通过，原因在别处。 · The pages are in order; look elsewhere."
        )
        return 0
    print(f"有 {len(found)} 处要改，都能在网页上改好。 · {len(found)} places to mend.\n")
    for fault in found:
        print(f"- `{fault.file}` 第 {fault.line} 行 · line {fault.line}: {fault.says}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
