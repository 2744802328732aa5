"""Rates of equal monthly payments: the one that makes what is paid worth what was received.

Rates are fractions (0.02 = 2 %). Every rate is reported three ways, because authorities differ:
see `Triple`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_PRECISE = Decimal("1e-18")
_LOWEST = Decimal("-0.99")
_HIGHEST = Decimal("1e6")


@dataclass(frozen=True, slots=True)
class Triple:
    """A monthly rate i, the nominal annual rate 12 i (单利) and the effective (1+i)^12 - 1 (复利)."""

    monthly_rate: Decimal
    annual_nominal: Decimal
    annual_effective: Decimal


def triple(monthly_rate: Decimal) -> Triple:
    """Say a monthly rate in all three ways."""
    return Triple(monthly_rate, monthly_rate * 12, (1 + monthly_rate) ** 12 - 1)


def monthly_of_effective(annual_effective: Decimal) -> Decimal:
    """The monthly rate i with (1+i)^12 - 1 = `annual_effective` (above -1)."""
    return (1 + annual_effective) ** (Decimal(1) / 12) - 1


def monthly_rate(received: Decimal, payments: Sequence[Decimal]) -> Decimal | None:
    """Solve received = Σ payments[t] / (1+i)^t for i, where t = 0 is the day of receipt.

    `payments` are amounts of at least 0, one for each month from t = 0 on. With `received` net of
    what is paid at t = 0 there is one change of sign, so exactly one root above -1. `None` where
    there is no such rate: nothing received, or nothing paid later.

    Newton's method on ln f as a function of ln x, x = 1/(1+i), because that is nearly a straight
    line where f is steep; kept inside a bracket, until i moves by less than 1e-18.
    """
    net = received - payments[0] if payments else received
    later = list(payments[1:])
    if net <= 0 or not any(later):
        return None
    # f(x) = Σ payments x^t − net rises with x > 0; x = 1 is a rate of nothing.
    low, high = 1 / (1 + _HIGHEST), 1 / (1 + _LOWEST)
    largest = max(later)
    # The first halves are bounds of f that cost no evaluation and decide almost always.
    if largest * low > net * (1 - low) and _value(later, low)[0] > net:
        return None
    if largest * high < net and _value(later, high)[0] < net:
        return None
    x, step, step_before = Decimal(1), high - low, high - low
    while abs(step) >= _PRECISE * x * x:
        value, slope = _value(later, x)
        if value == net:
            break
        if value > net:
            high = x
        else:
            low = x
        newton = x * (net / value) ** (value / (x * slope))
        # Newton's step, unless it leaves the bracket or does not halve the step before the last.
        if low < newton < high and 2 * abs(newton - x) <= abs(step_before):
            step_before, step, x = step, newton - x, newton
        else:
            step_before, step = step, (high - low) / 2
            x = low + step
    return 1 / x - 1


def _value(payments: Sequence[Decimal], x: Decimal) -> tuple[Decimal, Decimal]:
    """Σ payments[t-1] x^t and its slope, by Horner's rule."""
    value = slope = Decimal(0)
    for payment in reversed(payments):
        slope = slope * x + value
        value = value * x + payment
    return value * x, slope * x + value
