"""What in a schedule of payments does not agree with itself or with the calendar. Knows no words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from calculators.maths.dates import months_after
from calculators.maths.days import months_and_days
from calculators.maths.dues import Due
from calculators.maths.money import FEN

CLOSE_TO_THE_DAY = 3
"""Days by which weekends and holidays usually move an instalment."""
NEARLY_A_MONTH = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not agree: what was `said` or expected, and what was `found` instead.

    `number` is the instalment where it is first seen, `times` how often it is.
    """

    slug: str
    said: Any = None
    found: Any = None
    number: int | None = None
    times: int = 1


def slack(dues: Sequence[Due]) -> Decimal:
    """What rounding each instalment to the fen may come to."""
    return FEN * len(dues)


def numbers(dues: Sequence[Due]) -> Iterator[Finding]:
    """`duplicate_number` twice the same, `number` one that does not follow the one before."""
    seen: set[int] = set()
    before = 0
    for due in dues:
        if due.number in seen:
            yield Finding("duplicate_number", found=due.number)
        elif due.number != before + 1:
            yield Finding("number", before, due.number)
        seen.add(due.number)
        before = due.number


def days(dues: Sequence[Due], as_of: date | None) -> Iterator[Finding]:
    """`no_date`, `past` before `as_of`, and from one day to the next: `order` back in time,
    `duplicate` the same day, `gap` much more than a month, `day` another day of the month.
    """
    missing = next((due.number for due in dues if due.date is None), None)
    if missing is not None:
        yield Finding("no_date", number=missing)
    dated = [(due.number, due.date) for due in dues if due.date is not None]
    if not dated:
        return
    start = before = dated[0][1]
    if as_of is not None and start < as_of:
        yield Finding("past", as_of, start, dated[0][0])
    for number, day in dated[1:]:
        months, odd = months_and_days(before, day) if day > before else (0, 0)
        usual = _same_day(start, day)
        if day < before:
            yield Finding("order", before, day, number)
        elif day == before:
            yield Finding("duplicate", found=day, number=number)
        elif months > 1 or (months == 1 and odd > NEARLY_A_MONTH):
            yield Finding("gap", before, day, number)
        elif abs((day - usual).days) > CLOSE_TO_THE_DAY:
            yield Finding("day", usual, day, number)
        before = day


def _same_day(start: date, day: date) -> date:
    """The day of some month, counted from `start`, that is closest to `day`."""
    apart = (day.year - start.year) * 12 + day.month - start.month
    near = (months_after(start, apart + month) for month in (-1, 0, 1))
    return min(near, key=lambda one: abs((one - day).days))


def last(dues: Sequence[Due]) -> Iterator[Finding]:
    """`balloon`: the last payment is more than any before it, by more than rounding."""
    highest = max((due.amount for due in dues[:-1]), default=dues[-1].amount)
    if dues[-1].amount > highest + slack(dues):
        yield Finding("balloon", highest, dues[-1].amount, dues[-1].number)
