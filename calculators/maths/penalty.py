"""Interest on what is overdue, and in which order a payment is applied.

Interest for days is base × annual rate × days ÷ year, multiplied first and divided last, billed once
for the whole time. With monthly rests (按月计复利) what has accrued is billed on the due day of every
month, added, and bears interest itself from then on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from calculators.maths.dates import months_after
from calculators.maths.days import YEAR, days_between
from calculators.maths.money import ZERO, Billing, fen


def interest_for_days(
    base: Decimal, annual_rate: Decimal, days: int, year: int, bill: Billing = fen
) -> Decimal:
    """base × annual rate × days ÷ year, billed."""
    return bill(base * annual_rate * days / year)


class Accrued(NamedTuple):
    """Interest that has come together: all of it, and the part that was added and bears interest."""

    total: Decimal
    added: Decimal


def with_monthly_rests(
    yearly: Decimal,
    annual_rate: Decimal,
    start: date,
    ends: Sequence[date],
    day_count: str,
    *,
    inclusive: bool = False,
    most: Decimal | None = None,
) -> list[Accrued]:
    """What has accrued from `start` to each of `ends` (ascending) when it is added every month.

    `yearly` is the interest of a year on the debt itself, in yuan; `annual_rate` is what interest
    bears once it was added; `day_count` is one of `days.YEAR`. Rests fall on the day of `start` in
    every month, else on the month's last day, always counted from `start`. Raises `OverflowError`
    beyond `most`.
    """
    added, last, months = ZERO, start, 1
    found = []
    for end in ends:
        while (rest := months_after(start, months)) < end:
            elapsed = days_between(last, rest, day_count)
            added += fen((yearly + added * annual_rate) * elapsed / YEAR[day_count])
            last, months = rest, months + 1
            if most is not None and added > most:
                raise OverflowError(f"interest grows beyond {most}")
        elapsed = days_between(last, end, day_count, inclusive) if end > start else 0
        total = added + fen((yearly + added * annual_rate) * elapsed / YEAR[day_count])
        found.append(Accrued(total, added))
    return found


def applied(payment: Decimal, owed: Sequence[Decimal]) -> list[Decimal]:
    """How much of each part of a debt a payment covers, the parts in their order of payment."""
    paid = []
    for part in owed:
        paid.append(min(part, payment))
        payment -= paid[-1]
    return paid
