"""The terms of docs/_data/terms.yml: which words pages use, and which they leave alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import yaml

from scripts.prose import DOCS, LINK, QUOTED, Fault, Text


@dataclass(frozen=True)
class Term:
    """An entry of the glossary: its anchor, the forms a page may use, and those it may not."""

    id: str
    forms: tuple[str, ...]
    avoided: tuple[str, ...]

    def in_use(self, text: str) -> re.Match[str] | None:
        """The first use of the term in a text."""
        return _pattern(self.forms).search(text) if self.forms else None


@cache
def terms(language: str) -> tuple[Term, ...]:
    entries = yaml.safe_load((DOCS / "_data" / "terms.yml").read_text("utf-8"))
    return tuple(
        Term(entry["id"], tuple(entry[language]), tuple(entry.get(f"not_{language}", ())))
        for entry in entries
    )


def faults(text: Text) -> Iterator[Fault]:
    """Words that the glossary has another word for, where that word does not stand beside them."""
    for block in text.blocks:
        if block.kind in ("heading", "include"):
            continue
        plain = QUOTED.sub("", LINK.sub(r"\1", block.text))
        for term in terms(text.language):
            found = _pattern(term.avoided).search(plain) if term.avoided else None
            if found and not term.in_use(_pattern(term.avoided).sub("", plain)):
                yield Fault(text.file, block.line, _says(text.language, found[0], term))


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the forms, the longest first; a Latin one as a word, in either case, with its plural.

    Within the name of a body ("征信中心") a term is no term.
    """
    latin, han = r"(?<![A-Za-z])(?:{})s?(?![A-Za-z])", "{}(?!中心|业)"
    return re.compile(
        "|".join(
            (latin if form.isascii() else han).format(re.escape(form))
            for form in sorted(forms, key=len, reverse=True)
        ),
        re.IGNORECASE,
    )


def _says(language: str, word: str, term: Term) -> str:
    use = term.forms[0] if term.forms else term.id
    if language == "zh":
        return (
            f"名词表用“{use}”，不用“{word}”（about/glossary.md#{term.id}）。引用别人的话请加引号。"
        )
    return (
        f'The glossary says "{use}", not "{word}" (about/glossary.md#{term.id}). Put words of others'
        " between quotation marks."
    )
