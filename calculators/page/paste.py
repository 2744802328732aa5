"""A table pasted from a spreadsheet, an app page or a chat becomes rows of a group.

Cells stay text; each goes to the first free field of the row that can read it: a day to a day, a
percentage to a rate, a number to money or a count, words to a name. A line of headings is known by
having no number in it.
"""

from __future__ import annotations

import re

from calculators.page.fields import Question, Unreadable, questions, tidy

_CELLS = re.compile(r"\t+|\s*[|│]\s*|\s{2,}|[,;](?=\s)|;")
_PREFERRED = ("day", "rate", "money", "count", "choice", "text")


def rows(group: Question, pasted: str, most: int = 100) -> list[dict[str, str]]:
    """Rows for the fields of `group`, at most `most`; lines that fit nowhere are left out."""
    if group.row is None:
        raise TypeError("only a repeating group takes a pasted table")
    asked = questions(group.row)
    found = []
    for line in pasted.splitlines()[: most * 2]:
        if not re.search(r"\d", line):
            continue  # headings and blank lines carry no number
        cells = [cell for cell in (c.strip() for c in _CELLS.split(line.strip())) if cell]
        if len(cells) == 1:
            cells = line.split()
        row = _fitted(asked, cells)
        if row:
            found.append(row)
    return found[:most]


def _fitted(asked: dict[str, Question], cells: list[str]) -> dict[str, str]:
    """Each cell in the first free field that reads it; fields in the order of what reads least."""
    row: dict[str, str] = {}
    ordered = sorted(asked, key=lambda name: _PREFERRED.index(asked[name].kind))
    for cell in cells:
        for name in ordered:
            if name not in row and _reads(asked[name], cell):
                row[name] = cell
                break
    return row


def _reads(question: Question, cell: str) -> bool:
    is_percent = bool(re.search(r"[%‰]|分之|[分厘]$", tidy(cell)))
    if (question.kind == "rate") != is_percent and question.kind in ("rate", "money", "count"):
        return False
    try:
        question.read(cell)
    except Unreadable:
        return False
    return question.kind != "text" or not re.fullmatch(r"[\d.,]+", tidy(cell))
