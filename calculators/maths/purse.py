"""Money at hand from day to day: what comes in, what goes out, what is lived on."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from calculators.maths.days import days_after
from calculators.maths.money import ZERO, fen


@dataclass(frozen=True, slots=True)
class Day:
    """One day, in yuan: what went out counts before what came in.

    `low` is what is left before anything comes in, `balance` what is left in the evening.
    """

    date: date
    income: Decimal
    out: Decimal
    spent: Decimal
    low: Decimal
    balance: Decimal


def days(
    start: date,
    end: date,
    balance: Decimal,
    income: dict[date, Decimal],
    out: dict[date, Decimal],
    monthly_spending: Decimal,
) -> Iterator[Day]:
    """Every day from `start` to `end`, both counted; `balance` is what there is on that morning.

    Monthly spending is spread over the days of each month so that a whole month adds up to it.
    """
    day = start
    while day <= end:
        spent = _of_day(monthly_spending, day)
        low = balance - out.get(day, ZERO) - spent
        balance = low + income.get(day, ZERO)
        yield Day(day, income.get(day, ZERO), out.get(day, ZERO), spent, low, balance)
        day = days_after(day, 1)


def _of_day(monthly: Decimal, day: date) -> Decimal:
    in_month = monthrange(day.year, day.month)[1]
    return fen(monthly * day.day / in_month) - fen(monthly * (day.day - 1) / in_month)


def lows(found: Iterable[Day]) -> Iterator[Day]:
    """The lowest day of each stretch that ends with money coming in, and of the last stretch."""
    lowest: Day | None = None
    for day in found:
        if lowest is None or day.low < lowest.low:
            lowest = day
        if day.income:
            yield lowest
            lowest = None
    if lowest is not None:
        yield lowest


def in_month(day: int, month: date) -> date:
    """The `day` of the month of `month`, else its last day."""
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))
