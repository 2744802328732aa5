"""Offers: something now, equal monthly payments, a lump sum; and the changes that help both sides.

An offer is out of reach of the one who pays; the other side shall get no less. Nothing is rounded
but payments, which go up to the fen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from calculators.maths import annuity
from calculators.maths import money as m


@dataclass(frozen=True, slots=True)
class Offer:
    """`now` is paid today, then `payment` for `months`; `lump` in month `lump_month`, 0 for today."""

    now: Decimal
    payment: Decimal
    months: int
    lump: Decimal = m.ZERO
    lump_month: int = 0

    def flows(self) -> list[Decimal]:
        """What is paid in month 0 (today), 1, 2 …"""
        flows = [m.ZERO] * (max(self.months, self.lump_month) + 1)
        for month in range(1, self.months + 1):
            flows[month] = self.payment
        flows[0] += self.now
        flows[self.lump_month] += self.lump
        return flows

    def worth(self, monthly_rate: Decimal) -> Decimal:
        """All payments in today's money."""
        return annuity.present_value(self.flows(), monthly_rate)


Condition = tuple[Decimal, Decimal]
"""A rate of a month, and what the payments have to be worth at it."""


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of a month of the one who is paid: for time alone, and with the chance of a stop.

    `before` is for the offer as it stands, `after` once it is within reach.
    """

    time: Decimal
    before: Decimal
    after: Decimal


def within_reach(
    offer: Offer, rates: Rates, can_pay: Decimal, cash: Decimal | None, most_months: int
) -> Iterator[tuple[str, Offer]]:
    """The changes after which payments are at most `can_pay`, today's at most `cash` if given.

    Each leaves no less in two ways: worth of all payments for time alone, and with the chance of a
    stop. "longer" changes months; "now" pays more today and keeps the months; "cash" pays today what
    there is and changes the months.
    """
    fixed = replace(offer, payment=m.ZERO)
    conditions = [
        (after, offer.worth(before) - fixed.worth(after))
        for before, after in ((rates.time, rates.time), (rates.before, rates.after))
    ]
    short = max(worth - can_pay * annuity.factor(i, offer.months) for i, worth in conditions)
    extras = {"longer": m.ZERO}
    if cash is not None:
        enough = m.fen_up(max(short, m.ZERO))
        spare = cash - offer.flows()[0]
        extras |= {"now": enough} if enough <= spare else {"cash": spare}
    for lever, extra in extras.items():
        if offer.now + extra < 0 or (lever != "longer" and not extra):
            continue
        if cash is not None and offer.flows()[0] + extra > cash:
            continue
        left = [(i, worth - extra) for i, worth in conditions]
        found = fewest(left, can_pay, most_months)
        if found is not None:
            payment, months = found
            yield lever, replace(offer, now=offer.now + extra, payment=payment, months=months)


def fewest(
    conditions: Sequence[Condition], most: Decimal, most_months: int
) -> tuple[Decimal, int] | None:
    """The fewest equal payments of at most `most` that meet all conditions: payment and months.

    `None` where no number of them does.
    """
    months = 1
    for i, worth in conditions:
        if worth > 0:
            exact = annuity.months_needed(worth, i * 12, most)
            if exact is None or exact > most_months:
                return None
            months = max(months, annuity.whole(exact))
    payment = max(m.fen_up(worth / annuity.factor(i, months)) for i, worth in conditions)
    return (max(payment, m.FEN), months) if payment <= most else None
