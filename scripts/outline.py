"""A page as its headings and what is said under each, read from its HTML."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

HEADING = re.compile(r"h[1-3]")
BLOCKS = {"p", "li"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Not prose: drawings, words to copy, calculators with their answers, formulas, marks of footnotes.
SILENT = {"svg", "pre", "table", "section", "details", "math", "script", "style", "sup"}


@dataclass
class Block:
    """A paragraph or an item of a list; the addresses it links to, as written."""

    tag: str
    text: str = ""
    links: list[str] = field(default_factory=list)
    ordered: bool = False


@dataclass
class Section:
    """A heading and the blocks until the next one."""

    level: int
    id: str
    title: str = ""
    blocks: list[Block] = field(default_factory=list)


def sections(html: str) -> list[Section]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for section in reader.sections:
        section.title = _tidy(section.title)
        for block in section.blocks:
            block.text = _tidy(block.text)
        section.blocks = [block for block in section.blocks if block.text]
    return reader.sections


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sections: list[Section] = []
        self._open: list[str] = []
        self._silent: int | None = None  # how deep the element lies whose content is not prose
        self._block: Block | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name: value or "" for name, value in attrs}
        if tag in VOID:
            return
        self._open.append(tag)
        if self._silent is not None:
            return
        if tag in SILENT or names.get("class") in ("headerlink", "footnote"):
            self._silent = len(self._open)
        elif HEADING.fullmatch(tag) and "id" in names:
            self.sections.append(Section(int(tag[1]), names["id"]))
            self._block = None
        elif tag in BLOCKS and self.sections and not (tag == "p" and "li" in self._open):
            lists = [name for name in self._open if name in ("ol", "ul")]
            self._block = Block(tag, ordered=tag == "li" and lists[-1:] == ["ol"])
            self.sections[-1].blocks.append(self._block)
        elif tag == "a" and self._block:
            self._block.links.append(names.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag not in self._open:
            return
        while self._open:
            closed = self._open.pop()
            if self._silent is not None and len(self._open) < self._silent:
                self._silent = None
            if closed == tag:
                break
        if tag in BLOCKS and not (tag == "p" and "li" in self._open):
            self._block = None

    def handle_data(self, data: str) -> None:
        if self._silent is not None or not self.sections:
            return
        if self._block:
            self._block.text += data
        elif any(HEADING.fullmatch(tag) for tag in self._open):
            self.sections[-1].title += data
