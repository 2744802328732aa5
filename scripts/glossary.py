"""The first use of a term on a page leads to its entry in the glossary. Writers write nothing for it."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from scripts.terms import Term, terms

PAGES = re.compile(r"(?:zh|en)/(?:index|guide/.+|topics/.+)\.md")
"""Where readers are told something; calculators and about keep to themselves."""

PROSE = {"p", "li", "dd", "blockquote"}
QUIET = {"a", "code", "pre", "label", "sup", "h1", "h2", "h3", "h4", "h5", "h6", "table", "figure"}
"""No link within a link, a heading, words to copy, a box to tick, a footnote's number or a table."""

# After inline text (20), line breaks (16) and boxes (15); before MkDocs makes links of paths (0).
PRIORITY = 14


class Glossary(Extension):
    """The Markdown extension. `page` is the page being read, as `zh/guide/cost.md`."""

    def __init__(self) -> None:
        super().__init__()
        self.page = ""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name Python-Markdown calls
        md.treeprocessors.register(_Links(md, self), "glossary", PRIORITY)


class _Links(Treeprocessor):
    def __init__(self, md: Markdown, glossary: Glossary) -> None:
        super().__init__(md)
        self.glossary = glossary

    def run(self, root: Element) -> None:
        page = self.glossary.page
        if not PAGES.fullmatch(page):
            return
        language, *path = page.split("/")
        target = "../" * (len(path) - 1) + "about/glossary.md#"
        linked = {link.get("href", "").partition("glossary.md#")[2] for link in root.iter("a")}
        for term in terms(language):
            if term.id not in linked:
                _link_first(root, term, target + term.id)


def _link_first(root: Element, term: Term, target: str) -> None:
    """Text before a child stands in `text` of its parent, text after it in its own `tail`."""
    for parent, child in _places(root):
        text = (parent.text if child is None else child.tail) or ""
        found = term.in_use(text)
        if not found:
            continue
        link = Element("a", {"class": "term", "href": target})
        link.text = found[0]
        link.tail = text[found.end() :]
        if child is None:
            parent.text = text[: found.start()]
            parent.insert(0, link)
        else:
            child.tail = text[: found.start()]
            parent.insert(list(parent).index(child) + 1, link)
        return


def _places(
    element: Element, *, in_prose: bool = False
) -> Iterator[tuple[Element, Element | None]]:
    """Where prose may stand, in reading order: (parent, child before it, or None)."""
    if element.tag in QUIET or element.get("class") == "footnote":
        return
    in_prose = in_prose or element.tag in PROSE
    if in_prose:
        yield element, None
    for child in list(element):
        yield from _places(child, in_prose=in_prose)
        if in_prose:
            yield element, child
