"""Payments that may stop: what a plan is worth when each month some of those who pay no longer do.

Of the plans kept so far a share h (`dropout`) stops every month, before that month's payment: with
i the rate of a month, payment k is worth (1−h)^k ÷ (1+i)^k of itself today. That is a temporary
life annuity with the same chance of death each month. Nothing is rounded here.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, Decimal
from itertools import accumulate

from calculators.maths import money as m


def net_rate(monthly_rate: Decimal, dropout: Decimal) -> Decimal:
    """The rate that discounts for time and for stopping at once: (1+i) ÷ (1−h) − 1; h below 1."""
    return (1 + monthly_rate) / (1 - dropout) - 1


def dropout_of(completion: Decimal, months: int) -> Decimal:
    """The share that stops each month when `completion` (above 0) of all keep up for `months`."""
    return 1 - completion ** (Decimal(1) / months)


class Prospect:
    """What equal payments are expected to be worth today, for any payment and number of months.

    Where they stop, `recovery` (a fraction) of what is then left of `owed` comes in, `delay` months
    later. What is left is `owed` less the payments made, and never below nothing.
    """

    def __init__(
        self,
        *,
        owed: Decimal,
        monthly_rate: Decimal,
        dropout: Decimal,
        recovery: Decimal = m.ZERO,
        delay: int = 0,
        most_months: int,
    ) -> None:
        self.owed = owed
        self.most_months = most_months
        kept, v = 1 - dropout, 1 / (1 + monthly_rate)
        paid = list(accumulate([kept * v] * most_months, Decimal.__mul__))
        # stopped[k] is what one yuan is worth that comes in because payment k+1 is the first not made
        first = dropout * v * recovery * v**delay
        stopped = list(accumulate([first] + [kept * v] * (most_months - 1), Decimal.__mul__))
        self._paid = [Decimal(0), *accumulate(paid)]
        self._stopped = [Decimal(0), *accumulate(stopped)]
        self._made = [Decimal(0), *accumulate(k * worth for k, worth in enumerate(stopped))]

    def value(self, payment: Decimal, months: int) -> Decimal:
        """All that is expected to come in: the sum of `parts`."""
        paid, recovered = self.parts(payment, months)
        return paid + recovered

    def parts(self, payment: Decimal, months: int) -> tuple[Decimal, Decimal]:
        """Payments while they last, and what comes in of the rest once they stop."""
        stops = months
        if payment * months > self.owed:  # later on nothing is left to recover
            stops = int((self.owed / payment).to_integral_value(ROUND_CEILING))
        recovered = self.owed * self._stopped[stops] - payment * self._made[stops]
        return payment * self._paid[months], recovered

    def payment_for(self, worth: Decimal, months: int) -> Decimal | None:
        """The smallest payment, to the fen, that is worth at least so much; `None` if beyond bounds."""
        if not self._paid[months]:
            return None
        # Once payments cover the sum by themselves, what comes in after a stop only adds to it.
        most = m.fen_up(max(worth, m.ZERO) / self._paid[months]) * 100 + 1
        fens = _least(
            lambda fen: self.value(Decimal(fen).scaleb(-2), months) >= worth, 0, int(most)
        )
        return Decimal(fens).scaleb(-2) if fens is not None else None

    def months_for(self, worth: Decimal, payment: Decimal) -> int | None:
        """The fewest months of this payment worth at least so much; `None` when none are enough."""
        return _least(lambda months: self.value(payment, months) >= worth, 1, self.most_months)


def _least(fits: Callable[[int], bool], low: int, high: int) -> int | None:
    """The smallest whole number from `low` to `high` that fits, if all above one that fits do."""
    if not fits(high):
        return None
    while low < high:
        middle = (low + high) // 2
        if fits(middle):
            high = middle
        else:
            low = middle + 1
    return low


def break_even(worth: Callable[[Decimal], Decimal], least: Decimal) -> Decimal | None:
    """The dropout at which something worth `worth(dropout)` is worth just `least`, to 1e-9.

    `None` where it is worth less even if nobody stops; 1 where it is worth as much though all stop.
    """
    if worth(Decimal(0)) < least:
        return None
    low, high = Decimal(0), MOST_DROPOUT
    if worth(high) >= least:
        return Decimal(1)
    while high - low > Decimal("1e-9"):
        middle = (low + high) / 2
        if worth(middle) >= least:
            low = middle
        else:
            high = middle
    return low


MOST_DROPOUT = Decimal("0.99")
"""A plan that more people leave each month is no plan."""
