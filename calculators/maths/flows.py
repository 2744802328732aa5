"""Dated cash flows: the yearly rate at which what was received is worth what is paid.

Three conventions measure the time between two days; they give three numbers for the same loan:

- `xirr`: days ÷ 365 (or 360) from the first day, compound — the spreadsheet function XIRR;
- `eu_apr`: whole months ÷ 12 and the odd days ÷ 365 or 366, compound — Directives 98/7/EC,
  2008/48/EC and (EU) 2023/2225;
- `regz_apr`: unit periods with simple interest inside an odd one, nominal — US Regulation Z,
  Appendix J, actuarial method.

Amounts are + received and − paid; rates are fractions a year. Several rates can fit flows that
change sign more than once: then all of them are returned and none is chosen.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise

_DIGITS = 36
_PRECISE = Decimal("1e-22")
_LOWEST, _HIGHEST = Decimal("1e-9"), Decimal("1e12")
"""Growth in a year beyond which a rate says nothing any more."""
_NOISE = Decimal("1e-12")


@dataclass(frozen=True, slots=True)
class Flow:
    """Money that came (+) or went (−) on a day, in yuan."""

    day: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Solved:
    """The one `rate`, or why there is none.

    `why` is "" with a rate, else "one_sign" (nothing received or nothing paid), "none" (no rate
    fits), "several" (`roots` has them, lowest first) or "extreme" (beyond any rate worth saying).
    """

    rate: Decimal | None
    roots: tuple[Decimal, ...] = ()
    why: str = ""


def netted(flows: Sequence[Flow]) -> list[Flow]:
    """One flow a day, in order of the days; days on which nothing remains are left out."""
    sums: dict[date, Decimal] = {}
    for flow in flows:
        sums[flow.day] = sums.get(flow.day, Decimal(0)) + flow.amount
    return [Flow(day, sums[day]) for day in sorted(sums) if sums[day]]


def xirr(flows: Sequence[Flow], basis: int = 365) -> Solved:
    """Solve Σ amount ÷ (1 + r)^(days ÷ basis) = 0, days counted from the first flow."""
    lines = netted(flows)
    return _solve([(f.amount, (f.day - lines[0].day).days) for f in lines], basis)


def eu_apr(flows: Sequence[Flow]) -> Solved:
    """The same with whole months ÷ 12 and odd days ÷ the days of the year before them.

    Months are counted back from each flow to the first; the odd days are left at the beginning.
    The year that ends where they end has 366 days if it contains a 29 February.
    """
    lines = netted(flows)
    terms = []
    for flow in lines:
        months, odd, reached = _months_and_days(lines[0].day, flow.day, lines)
        year = (reached - _months_back(reached, 12, reached.day)).days
        terms.append((flow.amount, months * (_EU_YEAR // 12) + odd * (_EU_YEAR // year)))
    return _solve(terms, _EU_YEAR)


_EU_YEAR = 12 * 365 * 61  # a twelfth, a 365th and a 366th of a year are whole numbers of it


# --- time as whole numbers --------------------------------------------------------------------

Terms = Sequence[tuple[Decimal, int]]
"""Amounts and when they flow, in equal parts of a year, in order."""


def _solve(terms: Terms, per_year: int) -> Solved:
    """All rates r > −1 with Σ amount × (1 + r)^(−time ÷ per_year) = 0.

    Descartes: one change of sign among the amounts, one rate. With more, a rate is still the only
    one if the balance that it produces never changes sign before the end (Soper 1959); otherwise
    every rate is looked for.
    """
    changes = sum((a > 0) != (b > 0) for (a, _s), (b, _t) in pairwise(terms))
    if not changes:
        return Solved(None, (), "one_sign")
    with localcontext() as context:
        context.prec = _DIGITS
        logs = _Logs(terms, per_year)
        low, high = _LOWEST.ln(), _HIGHEST.ln()
        if (logs(low)[0] > 0) != (logs(high)[0] > 0):
            z = _newton(logs, low, high, Decimal("0.2"))
            if changes == 1 or _always_owed(terms, per_year, z):
                return Solved(z.exp() - 1, (z.exp() - 1,))
        elif changes == 1:
            return Solved(None, (), "extreme")
        roots = tuple(z.exp() - 1 for z in _all_roots(logs, low, high))
    if len(roots) == 1:
        return Solved(roots[0], roots)
    return Solved(None, roots, "several" if roots else "extreme" if changes % 2 else "none")


class _Logs:
    """ln(worth of what is paid ÷ worth of what is received) and its slope, at z = ln(1 + r).

    Nearly a straight line, so that Newton's method needs a handful of steps.
    """

    def __init__(self, terms: Terms, per_year: int) -> None:
        self.terms = terms
        self.per_year = per_year

    def powers(self, z: Decimal) -> list[Decimal]:
        """(1 + r)^(−time) for every term, by the gaps between them."""
        v = (-z / self.per_year).exp()
        known: dict[int, Decimal] = {}
        worth, at, powers = Decimal(1), 0, []
        for _amount, time in self.terms:
            gap, at = time - at, time
            if gap:
                if gap not in known:
                    known[gap] = v**gap
                worth *= known[gap]
            powers.append(worth)
        return powers

    def __call__(self, z: Decimal) -> tuple[Decimal, Decimal]:
        paid = received = paid_slope = received_slope = Decimal(0)
        for (amount, time), power in zip(self.terms, self.powers(z), strict=True):
            worth = amount * power
            if amount > 0:
                received += worth
                received_slope -= worth * time
            else:
                paid -= worth
                paid_slope += worth * time
        slope = (paid_slope / paid - received_slope / received) / self.per_year
        return (paid / received).ln(), slope


def _newton(
    function: Callable[[Decimal], tuple[Decimal, Decimal]],
    low: Decimal,
    high: Decimal,
    start: Decimal,
) -> Decimal:
    """A zero between `low` and `high`, where the signs differ; Newton inside the bracket."""
    falling = function(low)[0] > 0
    x = start if low < start < high else (low + high) / 2
    for _step in range(400):
        value, slope = function(x)
        if not value:
            return x
        if (value > 0) == falling:
            low = x
        else:
            high = x
        better = x - value / slope if slope else (low + high) / 2
        if not low < better < high:
            better = (low + high) / 2
        if abs(better - x) < _PRECISE * max(Decimal(1), abs(x)):
            return better
        x = better
    return x


def _always_owed(terms: Terms, per_year: int, z: Decimal) -> bool:
    """Whether the balance at this rate keeps one sign until the last flow."""
    growth = (z / per_year).exp()
    signs, balance, at = set(), Decimal(0), 0
    small = max(abs(amount) for amount, _time in terms) * _NOISE
    for amount, time in terms[:-1]:
        balance = balance * growth ** (time - at) + amount
        at = time
        if abs(balance) > small:
            signs.add(balance > 0)
    return len(signs) < 2


def _all_roots(logs: _Logs, low: Decimal, high: Decimal) -> list[Decimal]:
    """Every zero between `low` and `high`: halve until the worth cannot vanish, or only once.

    On an interval each term lies between its values at the ends, which bounds the worth and its
    second derivative; with value and slope in the middle that bounds value and slope all over it.
    Below z = 0 all is brought forward to the last day, above back to the first.
    """
    last = logs.terms[-1][1]
    roots: list[Decimal] = []
    for left, right, to in ((low, Decimal(0), last), (Decimal(0), high, 0)):
        queue = [(left, right)]
        steps = 0
        while queue and steps < 4000:
            steps += 1
            a, b = queue.pop()
            middle, half = (a + b) / 2, (b - a) / 2
            at_a, at_b = _worths(logs, a, to), _worths(logs, b, to)
            least, most = _bounds(at_a, at_b)
            if least > 0 or most < 0:
                continue
            times = [Decimal(to - time) / logs.per_year for _amount, time in logs.terms]
            bent = max(abs(x) for x in _bounds(*(_bent(worths, times) for worths in (at_a, at_b))))
            at_middle = _worths(logs, middle, to)
            value = sum(at_middle, Decimal(0))
            slope = sum((t * w for t, w in zip(times, at_middle, strict=True)), Decimal(0))
            if abs(value) > half * (abs(slope) + half * bent):
                continue
            if abs(slope) > half * bent:
                start, end = sum(at_a, Decimal(0)), sum(at_b, Decimal(0))
                if not start:
                    roots.append(a)
                elif (start > 0) != (end > 0):
                    roots.append(_newton(logs, a, b, middle))
            elif half < _TOUCHED:
                roots.append(middle)  # a rate at which the worth touches nothing and turns
            else:
                queue += [(middle, b), (a, middle)]
    return _distinct(roots)


_TOUCHED = Decimal("1e-11")


def _worths(logs: _Logs, z: Decimal, to: int) -> list[Decimal]:
    """What each term is worth on the first day (`to` 0) or brought forward to the last."""
    powers = logs.powers(z)
    scale = 1 / powers[-1] if to else Decimal(1)
    return [amount * p * scale for (amount, _time), p in zip(logs.terms, powers, strict=True)]


def _bent(worths: Sequence[Decimal], times: Sequence[Decimal]) -> list[Decimal]:
    return [t * t * worth for t, worth in zip(times, worths, strict=True)]


def _bounds(at_a: Sequence[Decimal], at_b: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """The least and the most that terms between these two values can add up to."""
    pairs = list(zip(at_a, at_b, strict=True))
    least = sum((min(pair) for pair in pairs), Decimal(0))
    return least, sum((max(pair) for pair in pairs), Decimal(0))


def _distinct(roots: list[Decimal]) -> list[Decimal]:
    """Zeros found twice, at the joint of two intervals, counted once."""
    kept: list[Decimal] = []
    for root in sorted(roots):
        if not kept or root - kept[-1] > Decimal("1e-6"):
            kept.append(root)
    return kept


# --- whole months, and the unit periods of Regulation Z ---------------------------------------


def _months_back(day: date, months: int, anchor: int) -> date:
    """The day `anchor` of the month `months` earlier, else the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(anchor, monthrange(year, month + 1)[1]))


def _months_and_days(start: date, end: date, flows: Sequence[Flow]) -> tuple[int, int, date]:
    """Whole months counted back from `end`, the odd days before them, and where they meet.

    The last day of a month stands for the 29th, 30th or 31st when other flows fall on those days.
    """
    anchor = end.day
    if anchor == monthrange(end.year, end.month)[1]:
        anchor = max(anchor, *(flow.day.day for flow in flows))
    months = (end.year - start.year) * 12 + end.month - start.month
    if months and _months_back(end, months, anchor) < start:
        months -= 1
    reached = _months_back(end, months, anchor) if months else end
    return months, (reached - start).days, reached


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit period: so many of a "month", "semimonth", "week", "day", "year" or the "term"."""

    kind: str
    number: int

    @property
    def days(self) -> int:
        """Length for comparing: months count 30 days, a year 365."""
        return self.number * {"month": 30, "semimonth": 15, "week": 7, "year": 365}.get(
            self.kind, 1
        )


@dataclass(frozen=True, slots=True)
class RegZ:
    """The nominal rate a year and the unit period it was found with; `None` for no single rate."""

    apr: Decimal | None
    unit: Unit | None = None


def regz_apr(flows: Sequence[Flow], near: Decimal | None = None) -> RegZ:
    """Solve Σ amount ÷ ((1 + f i)(1 + i)^t) = 0; the rate is i × unit periods a year.

    t whole unit periods and the fraction f of one lie between the first flow and the other. None
    where the flows have no rate or several. `near` is their `xirr`, if it is known already.
    """
    lines = netted(flows)
    near = xirr(lines).rate if near is None else near
    if near is None:
        return RegZ(None)
    unit = unit_period(lines)
    per_year, times = _unit_times(lines, unit)
    with localcontext() as context:
        context.prec = _DIGITS

        def logs(i: Decimal) -> tuple[Decimal, Decimal]:
            paid = received = paid_slope = received_slope = Decimal(0)
            grown, whole, step = Decimal(1), 0, 1 + i
            for flow, (t, f) in zip(lines, times, strict=True):
                if t != whole:
                    grown, whole = grown * step ** (t - whole), t
                odd = 1 + f * i
                worth = flow.amount / (odd * grown)
                slope = -worth * (t / step + f / odd)
                if flow.amount > 0:
                    received += worth
                    received_slope += slope
                else:
                    paid -= worth
                    paid_slope -= slope
            return (paid / received).ln(), paid_slope / paid - received_slope / received

        start = ((1 + near).ln() / per_year).exp() - 1
        step = Decimal("0.001") + abs(start) / 4
        for _wider in range(40):
            low, high = max(start - step, (start - 1) / 2), start + step
            if (logs(low)[0] > 0) != (logs(high)[0] > 0):
                return RegZ(_newton(logs, low, high, start) * per_year, unit)
            step *= 2
    return RegZ(None, unit)


def unit_period(flows: Sequence[Flow]) -> Unit:
    """The interval between payments (or advances) that is met most often, at most a year.

    Of equally frequent ones the shorter; if none is met twice, their average to the nearest
    standard interval; with one advance and one payment the term itself (Appendix J (b)(4)).
    """
    advances = [flow.day for flow in flows if flow.amount > 0]
    payments = [flow.day for flow in flows if flow.amount < 0]
    if len(advances) == len(payments) == 1:
        return _term(flows[0].day, flows[-1].day, flows)
    series = [advances, payments if payments[0] == flows[0].day else [flows[0].day, *payments]]
    met: Counter[Unit] = Counter()
    lengths = []
    for days in series:
        for k, (start, end) in enumerate(pairwise(days)):
            lengths.append((end - start).days)
            met.update(_intervals(start, end, flows))
            third = days[k + 2] if k + 2 < len(days) else None
            if lengths[-1] < 18 and third and _months_and_days(start, third, flows)[:2] == (1, 0):
                met[Unit("semimonth", 1)] += 2
    common = [(count, -unit.days, unit) for unit, count in met.items() if count > 1]
    if common:
        return max(common, key=lambda found: found[:2])[2]
    average = Decimal(sum(lengths)) / len(lengths)
    standard = [Unit("day", 1), *(Unit("week", n) for n in range(1, 53)), Unit("semimonth", 1)]
    standard += [*(Unit("month", n) for n in range(1, 12)), Unit("year", 1)]
    return min(standard, key=lambda unit: (abs(unit.days - average), unit.days))


def _intervals(start: date, end: date, flows: Sequence[Flow]) -> list[Unit]:
    """The standard intervals that exactly fill the time between two days, at most a year."""
    months, odd, _reached = _months_and_days(start, end, flows)
    days = (end - start).days
    found = []
    if not odd and 1 <= months <= 11:
        found.append(Unit("month", months))
    elif not odd and months == 12:
        found.append(Unit("year", 1))
    if days % 7 == 0 and days <= 364:
        found.append(Unit("week", days // 7))
    elif not found and days <= 365:
        found.append(Unit("day", days))
    return found


def _term(start: date, end: date, flows: Sequence[Flow]) -> Unit:
    months, odd, _reached = _months_and_days(start, end, flows)
    if months >= 12:
        return Unit("year", 1)
    return Unit("term", (end - start).days) if odd else Unit("month", months)


def _unit_times(flows: Sequence[Flow], unit: Unit) -> tuple[Decimal, list[tuple[int, Decimal]]]:
    """Unit periods in a year, and for each flow the whole ones and the fraction before it."""
    start = flows[0].day
    times: list[tuple[int, Decimal]] = []
    for flow in flows:
        months, odd, _reached = _months_and_days(start, flow.day, flows)
        days = (flow.day - start).days
        if unit.kind == "month" and unit.number == 1:
            times.append((months, Decimal(odd) / 30))
            continue
        if unit.kind == "year":
            years, months = divmod(months, 12)
            since = (_months_back(flow.day, 12 * years, flow.day.day) - start).days
            part = Decimal(since) / 365 if odd else Decimal(months) / 12
            times.append((years, part))
            continue
        length = unit.days
        if unit.kind in ("month", "semimonth"):
            days = 30 * months + odd
        times.append((days // length, Decimal(days % length) / length))
    per_year = {
        "month": Decimal(12) / unit.number,
        "semimonth": Decimal(24),
        "week": Decimal(52) / unit.number,
        "year": Decimal(1),
    }.get(unit.kind, Decimal(365) / unit.number)
    return per_year, times
