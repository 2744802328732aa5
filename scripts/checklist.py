"""Lists that can be ticked: `- [ ] text` becomes a box whose label is the text."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

BOX = re.compile(r"\[( |x)\] +")
BLOCKS = {"ul", "ol", "p", "div", "table", "blockquote"}


class Checklists(Extension):
    """Finds the boxes after inline text was read, so that the label holds links and emphasis too."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the name Python-Markdown calls
        md.treeprocessors.register(_Boxes(md), "checklists", 15)


class _Boxes(Treeprocessor):
    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            if parent.tag not in ("ul", "ol"):
                continue
            for item in parent.findall("li"):
                # A loose list has its text in a paragraph, a tight one in the item itself.
                holder = item[0] if not (item.text or "").strip() and len(item) else item
                if holder.tag in ("li", "p") and (box := BOX.match((holder.text or "").lstrip())):
                    _put_box(holder, ticked=box.group(1) == "x")
                    item.set("class", "task")
                    parent.set("class", "tasks")


def _put_box(holder: Element, *, ticked: bool) -> None:
    label = Element("label")
    checkbox = SubElement(label, "input", {"type": "checkbox", "autocomplete": "off"})
    if ticked:
        checkbox.set("checked", "checked")
    text = SubElement(label, "span")
    text.text = BOX.sub("", (holder.text or "").lstrip(), count=1)
    holder.text = None
    for child in list(holder):
        if child.tag in BLOCKS:
            break
        holder.remove(child)
        text.append(child)
    holder.insert(0, label)
