"""Equal monthly payments: what they are worth today, and how many of them a debt takes.

Payments come at the end of each month, the first one month from now. Nothing is rounded here.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from calculators.maths.rates import Triple, monthly_rate, triple

NEGLIGIBLE = Decimal("1e-20")
"""A monthly rate below this is no rate: a thousand million at it earns less than 1e-10 a month."""
MEANINGLESS = Decimal(50)
"""A monthly rate above this says nothing any more: each month fifty times what is owed."""


def factor(monthly_rate: Decimal, months: int) -> Decimal:
    """年金现值系数 (1 − (1+i)^−n) ÷ i: what one yuan a month is worth now; n when i is nothing."""
    if abs(monthly_rate) < NEGLIGIBLE:
        return Decimal(months)
    return (1 - (1 + monthly_rate) ** -months) / monthly_rate


def present_value(payments: Sequence[Decimal], monthly_rate: Decimal) -> Decimal:
    """Σ payments[t] ÷ (1+i)^t, where t = 0 is today; by Horner's rule."""
    discount = 1 / (1 + monthly_rate)
    value = Decimal(0)
    for payment in reversed(payments):
        value = value * discount + payment
    return value


def rates(received: Decimal, payments: Sequence[Decimal]) -> Triple | None:
    """The rate at which `payments` (from today on, by the month) are worth what was received.

    `None` where there is no such rate, or only one that says nothing.
    """
    i = monthly_rate(received, payments)
    return triple(i) if i is not None and i <= MEANINGLESS else None


def months_needed(balance: Decimal, annual_rate: Decimal, payment: Decimal) -> Decimal | None:
    """The exact number of payments: −ln(1 − P i ÷ A) ÷ ln(1 + i); P ÷ A without interest.

    `None` where the payment does not exceed the interest of the first month: it never ends.
    """
    i = annual_rate / 12
    if payment <= balance * i:
        return None
    if i < NEGLIGIBLE:
        return balance / payment
    return -(1 - balance * i / payment).ln() / (1 + i).ln()


def whole(months: Decimal) -> int:
    """The instalments that many months take: the last one is smaller, unless it comes out even."""
    return max(1, int((months - Decimal("1e-12")).to_integral_value(ROUND_CEILING)))
