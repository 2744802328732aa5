"""A page as its editor sees it: front matter, and blocks of text with their lines. Nothing is rendered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
LANGUAGES = ("zh", "en")

MARKER = re.compile(r"\{\{\s*(rule|figure|contact|calculator)\s+(.*?)\s*\}\}")
INCLUDE = re.compile(r"\{!(.*?)!\}")
QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|「[^」]*」|(?<![\w\"])\"[^\"]*\"(?!\w)")
LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")

_FENCE = re.compile(r"\s*(```|~~~)")
_HEADING = re.compile(r"(#+)\s+(.*?)\s*(?:\{[^}]*?#([\w-]+)[^}]*\})?\s*$")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+\.)\s+(?:\[[ x]\]\s+)?")
_RULE_OF_TABLE = re.compile(r"\s*\|?[\s:|-]+\|[\s:|-]*$")
_DRAWING = re.compile(r"\s*<(figure|svg|table|math)\b")
_SENTENCE_END = {
    "zh": re.compile(r"(?<=[。！？；])(?!\*\*)|(?<=[。！？；]\*\*)|\n"),
    "en": re.compile(
        r"(?<=[.!?;])(?<!\bart\.)(?<!\barts\.)(?<!\bNo\.)(?<!e\.g\.)(?=[\s{])|(?<=[.!?;]\*\*)|\n"
    ),
}


@dataclass(frozen=True)
class Block:
    """A paragraph, an item of a list, a row of a table, a heading, or a line of words to copy.

    `intro` is the paragraph that a list or table follows. `line` counts from 1.
    """

    kind: str  # paragraph, item, row, heading, words, include
    line: int
    text: str
    level: int = 0
    anchor: str = ""
    intro: str = ""

    @property
    def markers(self) -> list[tuple[str, str]]:
        """Kind and name of each marker: ("figure", "lpr_1y on 2020-12-01")."""
        return MARKER.findall(self.text)

    def sentences(self, language: str) -> Iterator[tuple[int, str]]:
        """Each sentence with its line. A line break ends one, a stop within quotation marks does not."""
        quiet = QUOTED.sub(lambda quote: "_" * len(quote[0]), self.text)
        start = 0
        for end in [*(m.start() for m in _SENTENCE_END[language].finditer(quiet)), None]:
            piece = self.text[start:end]
            if piece.strip():
                shift = len(piece) - len(piece.lstrip())
                yield self.line + self.text.count("\n", 0, start + shift), piece.strip()
            start = end or 0


@dataclass(frozen=True)
class Text:
    """One page in one language. `path` is as in docs: zh/guide/stop.md."""

    path: str
    meta: dict[str, Any]
    blocks: tuple[Block, ...]

    @property
    def language(self) -> str:
        return self.path.split("/")[0]

    @property
    def name(self) -> str:
        """The path within its language: guide/stop.md."""
        return self.path.split("/", 1)[1]

    @property
    def file(self) -> str:
        return f"docs/{self.path}"

    @property
    def markers(self) -> set[tuple[str, str]]:
        return {marker for block in self.blocks for marker in block.markers}

    @property
    def includes(self) -> list[str]:
        return [block.text for block in self.blocks if block.kind == "include"]

    @property
    def headings(self) -> list[Block]:
        return [block for block in self.blocks if block.kind == "heading"]

    def section(self, anchor: str) -> list[Block]:
        """The blocks under the heading with this id, up to the next heading as high."""
        found: list[Block] = []
        level = 0
        for block in self.blocks:
            if block.kind == "heading" and (level == 0 or block.level <= level):
                level = block.level if block.anchor == anchor else 0
            elif level:
                found.append(block)
        return found


@dataclass(frozen=True)
class Fault:
    """What is wrong where, in words for somebody who edits the page in a browser."""

    file: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.says}"


def pages(*folders: str) -> list[Text]:
    """All pages of both languages, or those in these folders ("" is the top)."""
    return [
        read(path)
        for language in LANGUAGES
        for path in sorted((DOCS / language).rglob("*.md"))
        if not folders or path.relative_to(DOCS / language).parts[:-1][:1] in _tops(folders)
    ]


def read(path: Path) -> Text:
    return parse(path.read_text("utf-8"), path.relative_to(DOCS).as_posix())


def parse(source: str, path: str) -> Text:
    """The page with this source; `path` as in docs."""
    lines = source.splitlines()
    meta: dict[str, Any] = {}
    first = 0
    if lines[:1] == ["---"] and "---" in lines[1:]:
        first = lines.index("---", 1) + 1
        meta = yaml.safe_load("\n".join(lines[1 : first - 1])) or {}
    return Text(path, meta, tuple(_blocks(lines, first)))


def _tops(folders: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {(folder,) if folder else () for folder in folders}


def _blocks(lines: list[str], first: int) -> Iterator[Block]:
    """A block may take several lines; a blank line, a new item or another kind of block ends it."""
    kind, start, held = "", 0, list[str]()
    intro = ""
    fence = drawing = ""

    def flush() -> Iterator[Block]:
        nonlocal kind, held, intro
        if held:
            text = "\n".join(held)
            yield Block(kind, start, text, intro="" if kind == "paragraph" else intro)
            if kind == "paragraph":
                intro = text
        kind, held = "", []

    for number, line in enumerate(lines[first:], first + 1):
        opening = _FENCE.match(line)
        if fence:
            if opening and opening[1] == fence:
                fence = ""
            elif line.strip():
                yield Block("words", number, line.strip())
        elif drawing:
            drawing = "" if f"</{drawing}>" in line else drawing
        elif opening:
            yield from flush()
            fence = opening[1]
        elif found := _DRAWING.match(line):
            yield from flush()
            drawing = "" if f"</{found[1]}>" in line else found[1]
        elif not line.strip() or line.lstrip().startswith(("<", "*[")):
            yield from flush()
        elif INCLUDE.fullmatch(line.strip()):
            yield from flush()
            yield Block("include", number, line.strip()[2:-2])
        elif found := _HEADING.fullmatch(line):
            yield from flush()
            intro = ""
            yield Block("heading", number, found[2], level=len(found[1]), anchor=found[3] or "")
        elif line.lstrip().startswith("|"):
            yield from flush()
            if not _RULE_OF_TABLE.fullmatch(line):
                yield Block("row", number, line.strip(), intro=intro)
        elif found := _ITEM.match(line):
            yield from flush()
            kind, start, held = "item", number, [line[found.end() :]]
        else:
            if not held:
                kind, start = "paragraph", number
            held.append(line.strip().removeprefix("> "))
    yield from flush()
