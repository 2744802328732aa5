"""What a calculator says, before it is HTML or plain text. Holds values, not formatted numbers.

In tables and charts a `Decimal` is money with two decimals and its unit stands in the heading;
everywhere else quantities of `words` carry their unit themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from calculators.law import Figure, Rule
from calculators.page.words import Text, _

Cell = Any
"""`Text`, typed `str`, `Decimal` (money), `int`, `date`, a quantity of `words`, or `None` (empty)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line under the headline: what it is, and how much."""

    label: Text
    value: Any
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `total` is the footer. `download` names the file of its CSV.

    `formulas` says how a spreadsheet finds a column again: by its index, counted from 0, a formula
    in A1 with `{row}` (this row) and `{above}` (the row above), such as `=E{above}-D{row}`. Where
    the row above is the heading, or a cell is empty, the number stands as it is.
    """

    caption: Text
    columns: Sequence[Text]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()
    download: str = ""
    formulas: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chart:
    """A table drawn as bars or columns: a label and a non-negative amount for each series."""

    caption: Text
    series: Sequence[Text]
    points: Sequence[tuple[Cell, Sequence[Decimal]]]
    shape: Literal["bar", "column"] = "column"
    unit: Literal["yuan", "percent"] = "yuan"


@dataclass(frozen=True, slots=True)
class Paper:
    """A text to copy or print: a letter, a message, words to say, a card, a sheet to fill in.

    What is `for_lender` is in Chinese on every page, with a reading copy in the page's language. A
    blank is written `____`, a blank with a label `____（待填：发薪日）`; an empty line is `Text("")`.
    """

    title: Text
    lines: Sequence[Text]
    kind: Literal["letter", "message", "script", "card", "sheet"] = "letter"
    for_lender: bool = True


BEFORE_SPEAKING = _("三年左右没动静的老债，先打 12348 问过，再照下面的话说。")
"""The note above words that name a debt or promise a payment: they may acknowledge the debt."""


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day in the reader's calendar, and how many days before it to remind."""

    day: date
    title: Text
    note: Text | None = None
    alarm_days: tuple[int, ...] = (3, 1)


@dataclass(frozen=True, slots=True)
class Next:
    """Another calculator worth opening now, why, and the typed values it takes along.

    Without a reason it is no link; its values are there for the form of that name.
    """

    name: str
    reason: Text | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Headline first: the reader's question answered with a number and a unit.

    `events` become a calendar file and `data` a JSON file, in which numbers are texts.
    """

    headline: Text
    facts: Sequence[Fact] = ()
    notes: Sequence[Text] = ()
    papers: Sequence[Paper] = ()
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    working: Sequence[Text] = ()
    assumptions: Sequence[Text] = ()
    sources: Sequence[Figure | Rule] = ()
    next: Sequence[Next] = ()
    events: Sequence[Event] = ()
    data: Mapping[str, Any] | None = None
