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

from calculators.law import Figure
from calculators.page.words import Text

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
    """Rows under headings; `total` is the footer. `download` names the file of its CSV."""

    caption: Text
    columns: Sequence[Text]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()
    download: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A table drawn as bars or columns: a label and a non-negative amount for each series."""

    caption: Text
    series: Sequence[Text]
    points: Sequence[tuple[Cell, Sequence[Decimal]]]
    shape: Literal["bar", "column"] = "column"
    unit: Literal["yuan", "percent"] = "yuan"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule without a number that the answer relies on; numbers come as a `law.Figure`.

    `id` is the entry under which the page of sources lists it.
    """

    id: str
    statement: Text
    instrument: Text
    checked: date


@dataclass(frozen=True, slots=True)
class Next:
    """Another calculator worth opening now, why, and the typed values it takes along."""

    name: str
    reason: Text
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Headline first: the reader's question answered with a number and a unit."""

    headline: Text
    facts: Sequence[Fact] = ()
    notes: Sequence[Text] = ()
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    working: Sequence[Text] = ()
    assumptions: Sequence[Text] = ()
    sources: Sequence[Figure | Rule] = ()
    next: Sequence[Next] = ()
