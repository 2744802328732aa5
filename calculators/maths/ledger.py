"""A debt followed day by day: what was drawn, what was paid, and the interest in between.

Interest for the days between two events is balance × annual rate × days ÷ year, billed at every
event; it bears no interest itself. What is paid beyond all that is owed is kept as a credit, without
interest, and covers later draws first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from calculators.maths.days import YEAR, days_between
from calculators.maths.money import ZERO
from calculators.maths.penalty import applied, interest_for_days


@dataclass(frozen=True, slots=True)
class Event:
    """Money drawn and paid on one day, in yuan; what is drawn counts first."""

    date: date
    drawn: Decimal
    paid: Decimal


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: interest for `days` since the line before, then draw and payment.

    `principal`, `unpaid_interest` and `credit` are what stands after it.
    """

    number: int
    date: date
    days: int
    drawn: Decimal
    interest: Decimal
    paid: Decimal
    paid_interest: Decimal
    paid_principal: Decimal
    principal: Decimal
    unpaid_interest: Decimal
    credit: Decimal


def ledger(
    events: Sequence[Event],
    annual_rate: Decimal,
    as_of: date,
    *,
    day_count: str = "360",
    inclusive: bool = False,
    principal_first: bool = False,
) -> list[Entry]:
    """The lines for `events` (in order of their days) and one for `as_of`, the day of reckoning.

    A payment goes to interest first, or to the principal. With `inclusive` the day of reckoning
    itself bears interest too.
    """
    principal = unpaid = credit = ZERO
    last = events[0].date
    entries: list[Entry] = []
    if events[-1].date < as_of or inclusive:
        events = [*events, Event(as_of, ZERO, ZERO)]
    for number, event in enumerate(events, 1):
        ends = inclusive and number == len(events)
        elapsed = days_between(last, event.date, day_count, inclusive=ends)
        interest = interest_for_days(principal, annual_rate, elapsed, YEAR[day_count])
        unpaid += interest
        from_credit = min(credit, event.drawn)
        credit -= from_credit
        principal += event.drawn - from_credit
        owed = (principal, unpaid) if principal_first else (unpaid, principal)
        parts = applied(event.paid, owed)
        paid_principal, paid_interest = parts if principal_first else reversed(parts)
        principal -= paid_principal
        unpaid -= paid_interest
        credit += event.paid - paid_principal - paid_interest
        last = event.date
        entries.append(
            Entry(
                number=number,
                date=event.date,
                days=elapsed,
                drawn=event.drawn,
                interest=interest,
                paid=event.paid,
                paid_interest=paid_interest,
                paid_principal=paid_principal,
                principal=principal,
                unpaid_interest=unpaid,
                credit=credit,
            )
        )
    return entries
