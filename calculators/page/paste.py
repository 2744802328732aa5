"""A table pasted from a spreadsheet, an app page or a chat becomes rows of a group.

Cells stay text; each goes to the first free field of the row that can read it: a day to a day, a
percentage to a rate, a number to money or a count, words to a name. A line of headings is known by
having no number in it. A schedule of payments has a reader of its own.
"""

from __future__ import annotations

import re

from calculators.page import paste_schedule
from calculators.page.fields import Question, Unreadable, questions, tidy, to_number

_CELLS = re.compile(r"\t+|\s*[|│]\s*|\s{2,}|[,;](?=\s)|;")
_PREFERRED = ("day", "rate", "money", "count", "choice", "text")


def rows(group: Question, pasted: str, most: int = 100) -> list[dict[str, str]]:
    """Rows for the fields of `group`, at most `most`; lines that fit nowhere are left out."""
    if group.row is None:
        raise TypeError("only a repeating group takes a pasted table")
    asked = questions(group.row)
    schedule = paste_schedule.fields_of(asked)
    if schedule:
        return paste_schedule.rows(schedule, pasted)[:most]
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
    """Each cell in the first free field that reads it; fields in the order of what reads least.

    Plain numbers fit every such field: as many of them as there are fields stand in their order.
    """
    row = _in_order(asked, [cell for cell in cells if to_number(cell) is not None])
    cells = [cell for cell in cells if cell not in row.values()]
    ordered = sorted(asked, key=lambda name: _PREFERRED.index(asked[name].kind))
    for cell in cells:
        for name in ordered:
            if name not in row and _reads(asked[name], cell):
                row[name] = cell
                break
    return row


def _in_order(asked: dict[str, Question], numbers: list[str]) -> dict[str, str]:
    """One number for each field of numbers, in order; nothing unless all can be read."""
    names = [name for name, question in asked.items() if question.kind in ("money", "count")]
    row = dict(zip(names, numbers, strict=False))
    fits = len(names) == len(numbers) > 1 and all(_reads(asked[name], row[name]) for name in row)
    return row if fits else {}


def _reads(question: Question, cell: str) -> bool:
    is_percent = bool(re.search(r"[%‰]|分之|[分厘]$", tidy(cell)))
    if (question.kind == "rate") != is_percent and question.kind in ("rate", "money", "count"):
        return False
    try:
        question.read(cell)
    except Unreadable:
        return False
    return question.kind != "text" or not re.fullmatch(r"[\d.,]+", tidy(cell))
