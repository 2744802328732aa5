"""The files of an answer: which kinds there are, and each as name, media type and bytes."""

from __future__ import annotations

from calculators.page import calendar_file, text, workbook
from calculators.page.answer import Answer
from calculators.page.plain import as_json

KINDS = ("csv", "xlsx", "ics", "json", "txt")


def offered(found: Answer) -> tuple[str, ...]:
    """The kinds of file that `found` has something for, apart from its words."""
    tables = any(table.download for table in found.tables)
    there = {
        "csv": tables,
        "xlsx": tables,
        "ics": bool(found.events),
        "json": found.data is not None,
    }
    return tuple(kind for kind in KINDS if there.get(kind))


def of_answer(name: str, found: Answer, kind: str, lang: str) -> tuple[str, str, bytes]:
    """A file of the answer of the calculator `name`: `csv` is its table for download, `xlsx` all
    its tables, `ics` its events, `json` its data, `txt` all its words.

    Raises `ValueError` for another kind, or one that this answer has nothing for.
    """
    if kind not in KINDS:
        raise ValueError(f"kind: expected one of {', '.join(KINDS)}, got {kind!r}")
    if kind == "txt":
        return f"{name}.txt", "text/plain;charset=utf-8", text.of_answer(found, lang).encode()
    if kind not in offered(found):
        raise ValueError(f"this answer of {name} has nothing for a {kind} file")
    if kind == "csv":
        table = next(table for table in found.tables if table.download)
        return f"{name}-{table.download}.csv", "text/csv;charset=utf-8", text.of_table(table, lang)
    if kind == "xlsx":
        return f"{name}.xlsx", _XLSX, workbook.of_tables(found.tables, lang)
    if kind == "ics":
        events = calendar_file.of_events(name, found.events, lang)
        return f"{name}.ics", "text/calendar;charset=utf-8", events
    return f"{name}.json", "application/json", (as_json(found.data) + "\n").encode()


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
