"""Amounts of any period as amounts a month: times a year ÷ 12, to the fen, half up."""

from __future__ import annotations

from decimal import Decimal

from calculators.maths.money import fen

TIMES_A_YEAR = {
    "day": 365,
    "week": 52,
    "two_weeks": 26,
    "month": 12,
    "quarter": 4,
    "half_year": 2,
    "year": 1,
}


def monthly(amount: Decimal, every: str) -> Decimal:
    """Return `amount`, due once `every` one of `TIMES_A_YEAR`, as yuan a month."""
    return fen(amount * TIMES_A_YEAR[every] / 12)
