"""Tables as a spreadsheet file, written by the XlsxWriter library.

The library is imported when a file is asked for: in the browser it travels only then.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from calculators.page.answer import Table
from calculators.page.words import Number, Percent, Yuan, say

_MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""There is no clock; a file says when it was made, so every file says the same."""
_MONEY, _WHOLE, _RATE, _DAY = "#,##0.00", "#,##0", "0.00##%", "yyyy-mm-dd"
_NO_GUESSING = dict.fromkeys(
    ("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False
)
_NO_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_NAME = 31
_WIDEST = 40


def of_tables(tables: Sequence[Table], lang: str) -> bytes:
    """A workbook with a sheet for each table.

    Money and rates are numbers; a text is never a formula, whatever it begins with. Formulas are
    those of `Table.formulas`, and sums in the footer where the column does add up to it; each
    carries its value for programs that do not count.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, **_NO_GUESSING})
    book.set_properties({"created": _MADE})
    names: set[str] = set()
    for table in tables:
        _Sheet(book, _name(say(table.caption, lang), names), lang).write(table)
    book.close()
    return file.getvalue()


def _name(caption: str, taken: set[str]) -> str:
    """A name that spreadsheet programs accept and that no other sheet has."""
    whole = " ".join("".join(c for c in caption if c.isprintable()).translate(_NO_NAME).split())
    whole = whole if whole.casefold() not in ("", "history") else "1"
    name, number = whole[:_LONGEST_NAME].rstrip(), 1
    while name.casefold() in taken:
        number += 1
        ending = f" {number}"
        name = whole[: _LONGEST_NAME - len(ending)].rstrip() + ending
    taken.add(name.casefold())
    return name


class _Sheet:
    """One table: headings in the first row, which stays in sight, the footer in the last."""

    def __init__(self, book: Any, name: str, lang: str) -> None:
        self.book, self.lang = book, lang
        self.sheet = book.add_worksheet(name)
        self.formats: dict[tuple[str, bool], Any] = {}

    def write(self, table: Table) -> None:
        heading = self.book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        for index, column in enumerate(table.columns):
            self.sheet.write_string(0, index, say(column, self.lang), heading)
        for number, row in enumerate(table.rows, start=1):
            for index, cell in enumerate(row):
                formula = table.formulas.get(index, "")
                if number == 1 and "{above}" in formula:
                    formula = ""  # above it there are words
                self.cell(number, index, cell, formula.format(row=number + 1, above=number))
        for index, cell in enumerate(table.total):
            self.cell(len(table.rows) + 1, index, cell, _sum(table, index), total=True)
        self.set_out(table)

    def cell(self, row: int, column: int, cell: Any, formula: str, *, total: bool = False) -> None:
        """Write a cell as what it is; a number by its formula, when it has one."""
        number, shown = _number(cell)
        style = self.style(shown, total)
        if cell is None:
            self.sheet.write_blank(row, column, None, style)  # not "", which no formula can add
        elif isinstance(cell, date):
            self.sheet.write_datetime(row, column, cell, style)
        elif number is None:
            self.sheet.write_string(row, column, say(cell, self.lang), style)
        elif formula:
            self.sheet.write_formula(row, column, formula, style, number)
        else:
            self.sheet.write_number(row, column, number, style)

    def style(self, shown: str, total: bool) -> Any:
        if (shown, total) not in self.formats:
            settings = {"num_format": shown} | ({"bold": True, "top": 1} if total else {})
            self.formats[shown, total] = self.book.add_format(settings)
        return self.formats[shown, total]

    def set_out(self, table: Table) -> None:
        """Widths, and how it prints: A4, as wide as the paper, the headings on every page."""
        for index, column in enumerate(table.columns):
            cells = [row[index] for row in (*table.rows, table.total) if index < len(row)]
            longest = max((_width(_shown(cell, self.lang)) for cell in cells), default=0)
            widest = max(longest, min(_width(say(column, self.lang)), 14))
            self.sheet.set_column(index, index, min(widest, _WIDEST) + 2)
        self.sheet.freeze_panes(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        if len(table.columns) > 6:
            self.sheet.set_landscape()


def _sum(table: Table, index: int) -> str:
    """The formula of a footer that is the sum of its column; of another footer, nothing."""
    cells = [_number(row[index])[0] for row in table.rows if index < len(row)]
    numbers = [number for number in cells if number is not None]
    total = _number(table.total[index])[0]
    if total is None or not numbers or sum(numbers, Decimal(0)) != total:
        return ""
    letter = _letters(index)
    return f"=SUM({letter}2:{letter}{len(table.rows) + 1})"


def _letters(index: int) -> str:
    """The name of a column in A1 notation, counted from 0."""
    before, last = divmod(index, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _number(cell: Any) -> tuple[Decimal | None, str]:
    """The number in a cell, if it has one, and how it is shown."""
    if isinstance(cell, bool):
        return None, "@"
    if isinstance(cell, Decimal):
        return cell, _MONEY
    if isinstance(cell, int):
        return Decimal(cell), _WHOLE
    if isinstance(cell, Yuan):
        return cell.amount, _MONEY
    if isinstance(cell, Percent):
        return cell.fraction, _RATE
    if isinstance(cell, Number):
        return cell.value, "#,##0.00##"
    return None, _DAY if isinstance(cell, date) else "@"


def _shown(cell: Any, lang: str) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else say(cell, lang)


def _width(text: str) -> int:
    """In columns of a sheet: a Chinese character takes two."""
    return sum(2 if "\u2e80" <= c <= "\uffef" else 1 for c in text)
