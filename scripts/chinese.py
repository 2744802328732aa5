"""Chinese text written one sentence a line: the line break is no space, as Chinese has none."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

# Han characters, and the punctuation and full-width forms that go with them.
HAN = r"\u2014-\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
BREAK = re.compile(rf"(?<=[{HAN}])\s*\n\s*|\s*\n\s*(?=[{HAN}])")


class ChineseLines(Extension):
    """Joins lines next to a Chinese character. `language` is that of the page being read."""

    def __init__(self) -> None:
        super().__init__()
        self.language = "zh"

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name Python-Markdown calls
        md.treeprocessors.register(_Lines(md, self), "chinese-lines", 16)  # after inline text (20)


class _Lines(Treeprocessor):
    def __init__(self, md: Markdown, lines: ChineseLines) -> None:
        super().__init__(md)
        self.lines = lines

    def run(self, root: Element) -> None:
        if self.lines.language != "zh":
            return
        for element in root.iter():
            if element.text:
                element.text = BREAK.sub("", element.text)
            if element.tail:
                element.tail = BREAK.sub("", element.tail)
