"""Will the cash last? How likely every payment can be made when income and costs may fail.

Each month income comes in and living costs, what goes wrong and the payment go out; what is left is
kept. Below nothing a payment is missed and the plan is over.

All amounts are whole fen, so what has gone wrong so far has only as many values as there are ways
for it, and the chance of each is worked out from month to month (dynamic programming): no sampling,
no rounding of amounts. A chance is a whole number of 2^-200; in searches the chances under dozens of
plans stand side by side in one whole number, and what is left out is counted for and against.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext

MOST_STATES = 800_000
"""States looked at for one answer; beyond that it would keep the reader waiting."""
EXACT_BITS, SEARCH_BITS = 200, 72
TRIED_AT_ONCE = 32
UNLIKELY = (24, 36)
"""A search first leaves out states less likely than 2^-24, then 2^-36, then none."""
NOISE = Decimal("1e-12")


class TooMany(ValueError):
    """There are more ways for things to go wrong than can be looked at."""


@dataclass(frozen=True, slots=True)
class Cost:
    """A sum in fen that falls due in a month with this chance."""

    fen: int
    chance: Decimal


@dataclass(frozen=True, slots=True)
class Month:
    """What a month brings, in fen: income less living costs, and what may go wrong.

    In a gap `lost` of the income is missing. A gap begins with `gap_chance` where none is under way.
    """

    surplus: int
    lost: int = 0
    gap_chance: Decimal = Decimal(0)
    costs: Sequence[Cost] = ()


Plan = tuple[int, int]
"""Cash at the start and payment a month, in fen."""
States = dict[int, int]
"""Weight by what was lost so far, in fen; the weights under several plans side by side."""


@dataclass
class Outlook:
    """The months ahead; a gap in the income lasts `gap_months` of them, the first included."""

    months: Sequence[Month]
    gap_months: int = 1
    left: int = field(default=MOST_STATES, repr=False)

    def kept(self, cash: int, payment: int) -> list[Decimal]:
        """For each month the chance that all payments up to it are made. Raises `TooMany`."""
        run = self._run([(cash, payment)], EXACT_BITS)
        return [run.chances(run.totals[k], k)[0] for k in range(len(self.months))]

    def safe_payments(self, cash: int, unit: int, levels: Sequence[Decimal]) -> list[int | None]:
        """For each level the largest payment, a multiple of `unit`, kept with at least that chance.

        `None` where even without a payment the cash does not last so often. Raises `TooMany`.
        """
        best, inflow = None, cash
        for number, month in enumerate(self.months, 1):  # when nothing goes wrong
            inflow += month.surplus
            best = inflow // number if best is None else min(best, inflow // number)
        if best is None or best < 0:
            return [None] * len(levels)
        top = best // unit
        less = self._least(lambda x: (cash, (top - x) * unit), levels, top // 8 + 1, top)
        return [None if x is None else (top - x) * unit for x in less]

    def buffer(self, payment: int, unit: int, level: Decimal) -> int:
        """The least cash, a multiple of `unit`, that keeps this payment so often. Raises `TooMany`."""
        # Enough even if all that can go wrong goes wrong every month.
        most = sum(
            max(0, payment + month.lost + sum(cost.fen for cost in month.costs) - month.surplus)
            for month in self.months
        )
        (found,) = self._least(
            lambda x: (x * unit, payment), [level], 2 * payment // unit + 1, most // unit + 1
        )
        return (found or 0) * unit

    def _least(
        self, plan: Callable[[int], Plan], levels: Sequence[Decimal], reach: int, most: int
    ) -> list[int | None]:
        """For each level the smallest x up to `most` whose plan is kept so often; larger is safer."""
        fails, fits = [-1] * len(levels), [most + 1] * len(levels)
        low, high = 0, min(reach, most)
        points = _spread(low, high, TRIED_AT_ONCE)
        while points:
            for x, reached in zip(points, self._reached(plan, points, levels), strict=True):
                for k, is_kept in enumerate(reached):
                    if is_kept:
                        fits[k] = min(fits[k], x)
                    else:
                        fails[k] = max(fails[k], x)
            beyond = [k for k, x in enumerate(fits) if x > most]
            if beyond and high < most:
                low, high = high + 1, min(2 * high + 1, most)
                points = _spread(low, high, TRIED_AT_ONCE)
                continue
            open_ = {(a + 1, b - 1) for a, b in zip(fails, fits, strict=True) if a + 1 < b <= most}
            tried = TRIED_AT_ONCE // max(1, len(open_))
            points = sorted({x for a, b in open_ for x in _spread(a, b, tried)})
        return [x if x <= most else None for x in fits]

    def _reached(
        self, plan: Callable[[int], Plan], points: Sequence[int], levels: Sequence[Decimal]
    ) -> list[list[bool]]:
        """For each point and level whether its plan is kept at least so often."""
        for unlikely in (*UNLIKELY, 0):
            run = self._run([plan(x) for x in points], SEARCH_BITS, unlikely)
            kept, left_out = run.chances(run.totals[-1]), run.chances(run.left_out)
            if not any(
                k < level - NOISE <= k + out
                for k, out in zip(kept, left_out, strict=True)
                for level in levels
            ):
                break  # what was left out decides nothing
        return [[k >= level - NOISE for level in levels] for k in kept]

    def _run(self, plans: Sequence[Plan], bits: int, unlikely: int = 0) -> _Run:
        """Go through the months under all `plans` at once, the riskiest first.

        Whatever is lost under one of them is survived under those after it for longer, so a state
        that ends under a plan keeps the weights from some place on.
        """
        ratios = [
            [chance.as_integer_ratio() for chance in (month.gap_chance, *_chances(month))]
            for month in self.months
        ]
        wholes = [_product(whole for _part, whole in ratio) for ratio in ratios]
        width = bits + 2 + max(whole.bit_length() for whole in wholes)
        size = 1 + width * len(plans) // _LONG
        each = sum(1 << (place * width) for place in range(len(plans)))
        from_place = [
            (each >> (place * width)) << (place * width) for place in range(len(plans) + 1)
        ]
        one = 1 << bits
        run = _Run(width, len(plans))
        phases: dict[int, States] = {0: {0: each * one}}  # by months of a gap still to come
        inflow = 0
        for number, (month, ratio, whole) in enumerate(
            zip(self.months, ratios, wholes, strict=True), 1
        ):
            inflow += month.surplus
            rooms = [cash + inflow - number * payment for cash, payment in plans]
            self.left -= (sum(map(len, phases.values())) + 4 * len(phases)) * len(ratio) * size
            if self.left < 0:
                raise TooMany
            after = self._gaps(phases, month, ratio[0], rooms[-1])
            for cost, chance in zip(month.costs, ratio[1:], strict=True):
                for to_come, states in after.items():
                    after[to_come] = _charged(states, cost.fen, chance, rooms[-1])
            # Weights grew by `whole`: back to `bits`, and none where the cash did not suffice.
            shift = max(0, (one * whole).bit_length() - bits - 1)
            one = one * whole >> shift
            digits = (1 << (width - shift)) - 1
            masks = [places * digits for places in from_place]
            phases = {
                to_come: {
                    lost: (weight >> shift) & masks[bisect_left(rooms, lost)]
                    for lost, weight in states.items()
                }
                for to_come, states in after.items()
            }
            if unlikely:
                least = (one >> unlikely) << ((len(plans) - 1) * width)
                for states in phases.values():
                    rare = [lost for lost, weight in states.items() if weight < least]
                    run.left_out += sum(map(states.pop, rare))
            run.ones.append(one)
            run.totals.append(sum(sum(states.values()) for states in phases.values()))
        return run

    def _gaps(
        self, phases: dict[int, States], month: Month, chance: tuple[int, int], most: int
    ) -> dict[int, States]:
        """The states after the month's income: a gap begins, goes on, or there is none."""
        part, whole = chance
        after: dict[int, States] = {}
        for to_come, states in phases.items():
            if to_come:
                _move(states, month.lost, whole, most, after.setdefault(to_come - 1, {}))
                continue
            if part < whole:
                _move(states, 0, whole - part, most, after.setdefault(0, {}))
            if part:
                ahead = after.setdefault(self.gap_months - 1, {})
                _move(states, month.lost, part, most, ahead)
        return after


@dataclass
class _Run:
    """Weights month by month; of each plan `width` bits, out of `ones`."""

    width: int
    plans: int
    ones: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    left_out: int = 0

    def chances(self, total: int, month: int = -1) -> list[Decimal]:
        """The chance under each plan that a sum of weights stands for."""
        digits = (1 << self.width) - 1
        with localcontext() as context:
            context.prec = 70
            one = Decimal(self.ones[month])
            weights = [(total >> (place * self.width)) & digits for place in range(self.plans)]
            return [(weight / one).quantize(_SHOWN) for weight in map(Decimal, weights)]


_LONG = 8192
"""Digits of a whole number after which a sum with it takes noticeably longer."""
_SHOWN = Decimal("1e-40")
"""Weights round down, by far less than this."""


def _move(states: States, lost: int, times: int, most: int, after: States) -> None:
    """Add the states after a loss to `after`; where no plan has cash for it they end."""
    known = after.get
    for before, weight in states.items():
        so_far = before + lost
        if so_far <= most:
            after[so_far] = known(so_far, 0) + weight * times


def _charged(states: States, cost: int, chance: tuple[int, int], most: int) -> States:
    """The states after a cost that may fall due."""
    part, whole = chance
    after = {lost: weight * (whole - part) for lost, weight in states.items()}
    if part == whole:
        after = {}
    _move(states, cost, part, most, after)
    return after


def _chances(month: Month) -> list[Decimal]:
    return [cost.chance for cost in month.costs]


def _product(numbers: Iterable[int]) -> int:
    product = 1
    for number in numbers:
        product *= number
    return product


def _spread(low: int, high: int, most: int) -> list[int]:
    """At most so many whole numbers from `low` to `high`, both ends among them, evenly apart."""
    if high - low < most:
        return list(range(low, high + 1))
    return sorted({low + (high - low) * k // (most - 1) for k in range(most)})
