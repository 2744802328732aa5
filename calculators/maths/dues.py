"""What is due on which day, and what has been paid of it. Payments cover the earliest due first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from calculators.maths.dates import months_after
from calculators.maths.money import ZERO


@dataclass(frozen=True, slots=True)
class Due:
    """One instalment, in yuan; `date` is `None` while nobody said when."""

    number: int
    date: date | None
    amount: Decimal


def level(
    months: int, payment: Decimal, first: date | None = None, last: Decimal | None = None
) -> list[Due]:
    """The same payment every month from `first` on; the last one may differ."""
    amounts = [payment] * (months - 1) + [payment if last is None else last]
    return [
        Due(number, months_after(first, number - 1) if first else None, amount)
        for number, amount in enumerate(amounts, 1)
    ]


def in_months(dues: Sequence[Due]) -> list[Decimal]:
    """What is due in each month, the first due in month 1 and nothing in month 0.

    Counted by the calendar; by the place in the list while a day is missing or they go back.
    """
    days = [due.date for due in dues]
    months = list(range(1, len(dues) + 1))
    known = [day for day in days if day is not None]
    if len(known) == len(days) and known == sorted(known):
        start = known[0].year * 12 + known[0].month
        months = [day.year * 12 + day.month - start + 1 for day in known]
    flows = [ZERO] * (months[-1] + 1)
    for month, due in zip(months, dues, strict=True):
        flows[month] += due.amount
    return flows


@dataclass(frozen=True, slots=True)
class Payment:
    """Money paid on a day, in yuan."""

    date: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Covered:
    """A due with what has been paid of it; `on` is the day on which nothing of it was left."""

    due: Due
    paid: Decimal
    left: Decimal
    on: date | None


def covered(dues: Sequence[Due], payments: Sequence[Payment]) -> tuple[list[Covered], Decimal]:
    """Each of `dues` (in order) with its part of `payments` (in order), and what is left over."""
    waiting = list(reversed(payments))
    at_hand, day = ZERO, None
    found = []
    for due in dues:
        paid = ZERO
        while paid < due.amount and (at_hand or waiting):
            if not at_hand:
                payment = waiting.pop()
                at_hand, day = payment.amount, payment.date
            part = min(at_hand, due.amount - paid)
            paid += part
            at_hand -= part
        found.append(Covered(due, paid, due.amount - paid, day if paid == due.amount else None))
    return found, at_hand + sum((payment.amount for payment in waiting), ZERO)
