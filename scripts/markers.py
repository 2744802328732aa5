"""Markers in Markdown: `{{ calculator NAME }}`, `{{ rule ID }}`, `{{ figure NAME on DAY }}` and others.

They are filled after `markdown-include` brought in shared paragraphs. A marker that nobody knows,
or that names what does not exist, stops the build.
"""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from mkdocs.exceptions import PluginError

import calculators
from calculators.page import case
from scripts import facts, tables

DOCS = Path(__file__).parent.parent / "docs"
MARKER = re.compile(r"\{\{(.*?)\}\}")
INCLUDE = re.compile(r"\{!.*?!\}")
FENCE = re.compile(r"\s*(```|~~~)")

# After whitespace is normalised (30, which would remove our stashed HTML), before code (25) and HTML (20).
PRIORITY = 28

TABLES: dict[str, Callable[[str], str]] = {
    "sources": tables.sources,
    "figures": tables.figures,
    "accuracy": tables.accuracy,
    "speed": tables.speed,
}


class Markers(Extension):
    """The Markdown extension. `page` is the page being read, as `zh/guide/cost.md`."""

    def __init__(self) -> None:
        super().__init__()
        self.page = ""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name Python-Markdown calls
        md.preprocessors.register(_Filler(md, self), "markers", PRIORITY)


class _Filler(Preprocessor):
    def __init__(self, md: Markdown, markers: Markers) -> None:
        super().__init__(md)
        self.markdown = md
        self.markers = markers

    def run(self, lines: list[str]) -> list[str]:
        page = self.markers.page
        notes: dict[str, str] = {}
        filled: list[str] = []
        in_code = False
        for line in lines:
            if FENCE.match(line):
                in_code = not in_code
            try:
                if INCLUDE.search(line):
                    raise facts.Unknown("this paragraph is not in docs/_includes")
                alone = MARKER.fullmatch(line.strip())
                block = self._block(alone[1].split()) if alone else None
                if block is not None:
                    filled += ["", *block.splitlines(), ""]
                else:
                    fill = partial(_inline, page=page, notes=notes, in_code=in_code)
                    filled.append(MARKER.sub(fill, line))
            except facts.Unknown as error:
                raise PluginError(f"{page}: {line.strip()}: {error}") from error
        for name, text in notes.items():
            filled += ["", f"[^{name}]: {text}"]
        return filled

    def _block(self, marker: list[str]) -> str | None:
        """What stands for a marker alone on its line, as Markdown; None if it is an inline one."""
        page = self.markers.page
        language = page.split("/")[0]
        match marker:
            case ["calculator", name]:
                if page.count("/") != 2:
                    raise facts.Unknown(
                        "a calculator stands in a page two levels deep, as guide/cost"
                    )
                if name not in calculators.names():
                    raise facts.Unknown(f"there are {', '.join(calculators.names())}")
                # Put aside whole, so that the page shows exactly what the calculator said.
                return self.markdown.htmlStash.store(calculators.section(name, language))
            case ["case"]:
                return self.markdown.htmlStash.store(case.section(_guide(language), language))
            case [name] if name in TABLES:
                return TABLES[name](language)
        return None


def _guide(language: str) -> list[str]:
    """The pages of the guide that there are, by name."""
    return sorted(page.stem for page in (DOCS / language / "guide").glob("*.md"))


def _inline(marker: re.Match[str], *, page: str, notes: dict[str, str], in_code: bool) -> str:
    """What stands for a marker within a sentence; its footnote goes to `notes`.

    Text to be copied (`in_code`) gets the number alone: a footnote could not be copied with it.
    """
    language, *path = page.split("/")
    sources = "../" * (len(path) - 1) + "about/sources.md"
    match marker[1].split():
        case ["rule", name]:
            text, notes[name] = "", facts.rule_note(name, language, sources)
        case ["figure", name, *rest] if not rest or (rest[0] == "on" and len(rest) == 2):
            found = facts.quoted(name, rest[1] if rest else None)
            text = facts.number(found.value, found.unit, language)
            notes[name] = facts.figure_note(found, language, sources)
        case ["contact", name]:
            text, notes[name] = facts.contact(name, language)
        case _:
            raise facts.Unknown("no such marker")
    if in_code:
        del notes[name]
        return text
    return f"{text}[^{name}]"
