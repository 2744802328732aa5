"""An answer as plain text, for the command line and for a chat box, and a table as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from calculators.page.answer import Answer, Paper, Table
from calculators.page.sources import cited
from calculators.page.words import SOURCE_LANGUAGE, _, grouped, say


def of_answer(found: Answer, lang: str) -> str:
    """The answer line by line; rows of tables are separated by blanks wide enough to align."""
    return "\n".join(_lines(found, lang)) + "\n"


def _lines(found: Answer, lang: str) -> Iterator[str]:
    yield say(found.headline, lang)
    yield ""
    for fact in found.facts:
        yield f"{say(fact.label, lang)}{_colon(lang)}{say(fact.value, lang)}"
    for note in found.notes:
        yield f"- {say(note, lang)}"
    for paper in found.papers:
        yield from _paper(paper, lang)
    for table in found.tables:
        yield ""
        yield say(table.caption, lang)
        yield from _aligned(table, lang)
    for title, sentences in (
        (_("怎么算出来的"), found.working),
        (_("这个答案的前提"), found.assumptions),
    ):
        if sentences:
            yield ""
            yield say(title, lang)
            for sentence in sentences:
                yield f"- {say(sentence, lang).replace('^{', '^(').replace('}', ')')}"
    if found.sources:
        yield ""
        yield say(_("用到的规定和数据"), lang)
    for source in found.sources:
        told = cited(source, lang)
        yield f"- {' '.join(filter(None, (told.says, told.since)))} — {told.title}"
        yield f"  {told.checked} {told.caveat}"


def _paper(paper: Paper, lang: str) -> Iterator[str]:
    """The text as it is sent, below its title; then what it says, where that is another language."""
    languages = [SOURCE_LANGUAGE, lang] if paper.for_lender else [lang]
    for said_in in dict.fromkeys(languages):
        yield ""
        yield say(paper.title, said_in)
        for line in paper.lines:
            yield say(line, said_in)


def _colon(lang: str) -> str:
    return "：" if lang == "zh" else ": "


def _aligned(table: Table, lang: str) -> Iterator[str]:
    heads = [say(column, lang) for column in table.columns]
    rows = [[_cell(cell, lang) for cell in row] for row in (*table.rows, table.total) if row]
    widths = [max(_width(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    for row in [heads, *rows]:
        yield "  ".join(
            " " * (width - _width(cell)) + cell for cell, width in zip(row, widths, strict=True)
        ).rstrip()


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if "\u2e80" <= c <= "\uffef" else 1 for c in text)


def _cell(value: Any, lang: str) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return grouped(value) if isinstance(value, Decimal) else say(value, lang)


def of_table(table: Table, lang: str) -> bytes:
    """CSV with a byte-order mark, so that spreadsheets read Chinese; numbers are plain.

    A text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(_plain(table.columns, lang))
    for row in (*table.rows, table.total):
        if row:
            writer.writerow(_plain(row, lang))
    return ("\ufeff" + file.getvalue()).encode()


def _plain(row: Sequence[Any], lang: str) -> list[str]:
    cells = []
    for value in row:
        if value is None:
            cells.append("")
        elif isinstance(value, Decimal | int):
            cells.append(str(value))
        elif isinstance(value, date):
            cells.append(value.isoformat())
        else:
            text = say(value, lang)
            cells.append(f"'{text}" if text[:1] in _FORMULA_SIGNS else text)
    return cells


_FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")
"""What a text begins with that some spreadsheet runs, wide forms included."""
