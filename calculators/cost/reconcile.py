"""平台的数字是怎么算出来的 · How did the lender arrive at this figure?

Interest for days is principal × annual rate × multiple ÷ year × days, but lenders count days,
divide the year and round in different ways. Every usual combination is worked out; those that give
the lender's figure to the fen are shown first, and for the others how far off they are. Known
mistakes and other terms (contract and penalty rate added up, a year's rate taken for a day's,
monthly compounding) are tried as well.

Source: the day counts of `maths/days`; PBoC notice 2003 no. 251, item 3; `about/method`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from calculators.law import Figure, Rule, figure
from calculators.maths import money as m
from calculators.maths.days import YEAR, days_between
from calculators.maths.penalty import with_monthly_rests
from calculators.page.answer import Answer, Chart, Fact, Next, Table
from calculators.page.conventions import days, multiple
from calculators.page.fields import Invalid, day, money, rate
from calculators.page.typed import amount, percent
from calculators.page.words import Number, Percent, Text, Yuan, _

TITLE = _("平台的数字是怎么算出来的？")

COUNTS = {
    "360": _("实际天数 ÷ 360"),
    "365": _("实际天数 ÷ 365"),
    "30/360": _("每月 30 天 ÷ 360"),
    "months": _("整月加零头天数 ÷ 360"),
}
LAST_DAY = {"exclusive": _("最后一天不计"), "inclusive": _("最后一天也计")}
ROUNDING = {
    "half_up": _("四舍五入到分"),
    "half_even": _("银行家舍入到分"),
    "up": _("不足一分进到一分"),
    "down": _("不足一分舍去"),
    "daily": _("每天先舍入到分，再乘天数"),
    "rate_6": _("日利率先留六位小数"),
    "rate_8": _("日利率先留八位小数"),
}


@dataclass(frozen=True, init=False)
class Form:
    amount: Decimal = money(
        _("对方说的金额"),
        low=Decimal("0.01"),
        required=True,
        example="15.44",
        hint=_("只填这一项利息或罚息，不含本金和费用。"),
    )
    principal: Decimal = money(
        _("按多少本金计息"),
        low=Decimal("0.01"),
        required=True,
        example="1029.12",
        hint=_("逾期的本金；整笔提前到期的填全部剩余本金。"),
    )
    annual_rate: Decimal = rate(
        _("合同年利率"), per="year", required=True, example="14.4", hint=_("不是罚息利率。")
    )
    penalty_multiple: Decimal = multiple(
        _("罚息是合同利率的几倍"),
        default="1.5",
        example="1.5",
        hint=_("核对正常利息就填 1。"),
    )
    from_: datetime.date = day(
        _("从哪一天"), required=True, example="2026-10-28", hint=_("应还日，或上一次结息的日子。")
    )
    to: datetime.date = day(_("到哪一天"), required=True, example="2026-11-21")

    def __init__(self, **answers: Any) -> None:
        for name, value in (answers | {"from_": answers["from"]}).items():
            object.__setattr__(self, name, value)


# The question is called `from`, a word that Python keeps for itself.
Form.__dataclass_fields__["from_"].name = "from"

EXAMPLES = {
    "self_employed": {
        "amount": "263.26",
        "principal": "1906.51",
        "annual_rate": "24",
        "penalty_multiple": "1.5",
        "from": "2026-07-04",
        "to": "2026-11-21",
    },
    "couple": {
        "amount": "682.50",
        "principal": "35000",
        "annual_rate": "23.4",
        "penalty_multiple": "1",
        "from": "2026-11-05",
        "to": "2026-12-05",
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """One way of counting: `amount` is what it gives, `residual` the lender's figure less that."""

    number: int
    day_count: str
    end_day: str
    rounding: str
    days: int
    amount: Decimal
    residual: Decimal

    @property
    def reproduces(self) -> bool:
        """To the fen."""
        return not self.residual


@dataclass(frozen=True, slots=True)
class Explanation:
    """Another term or a known mistake that gives the lender's figure to the fen."""

    kind: str
    day_count: str
    end_day: str
    multiple: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Result:
    """Money in yuan, rates as fractions. `matches` are the rows that reproduce the figure.

    `closest` is the row with the smallest residual. `implied_annual_rate` (before the multiple) and
    `implied_days` are what the figure would mean on actual/360, the last day not counted; `None`
    where there is nothing to divide by.
    """

    rows: tuple[Row, ...]
    matches: tuple[Row, ...]
    closest: Row
    explanations: tuple[Explanation, ...]
    implied_annual_rate: Decimal | None
    implied_days: Decimal | None


def calculate(form: Form) -> Result:
    """Work out every combination. Raises `Invalid` when the days run backwards."""
    start, end = _period(form)
    if end < start:
        raise Invalid(to=_("不能早于“{label}”。", label=_("从哪一天")))
    rows: list[Row] = []
    for day_count in COUNTS:
        for end_day in LAST_DAY:
            number_of_days = days_between(start, end, day_count, end_day == "inclusive")
            for rounding in ROUNDING:
                amount = _billed(form, number_of_days, YEAR[day_count], rounding)
                rows.append(
                    Row(
                        number=len(rows) + 1,
                        day_count=day_count,
                        end_day=end_day,
                        rounding=rounding,
                        days=number_of_days,
                        amount=amount,
                        residual=form.amount - amount,
                    )
                )
    yearly = form.principal * form.annual_rate * form.penalty_multiple
    elapsed = (end - start).days
    base = form.principal * form.penalty_multiple * elapsed
    return Result(
        rows=tuple(rows),
        matches=tuple(row for row in rows if row.reproduces),
        closest=min(rows, key=lambda row: abs(row.residual)),
        explanations=tuple(_explanations(form)),
        implied_annual_rate=form.amount * 360 / base if base else None,
        implied_days=form.amount * 360 / yearly if yearly else None,
    )


def _period(form: Form) -> tuple[datetime.date, datetime.date]:
    return form.from_, form.to


def _billed(form: Form, number_of_days: int, year: int, rounding: str) -> Decimal:
    """Interest for the days, rounded in one of the ways of `ROUNDING`."""
    yearly = form.principal * form.annual_rate * form.penalty_multiple
    if rounding == "daily":
        return m.fen(yearly / year) * number_of_days
    if rounding in _RATE_PLACES:
        daily_rate = (form.annual_rate * form.penalty_multiple / year).quantize(
            _RATE_PLACES[rounding], ROUND_HALF_UP
        )
        return m.fen(form.principal * daily_rate * number_of_days)
    return _BILLING[rounding](yearly * number_of_days / year)


_RATE_PLACES = {"rate_6": Decimal("1e-6"), "rate_8": Decimal("1e-8")}
_BILLING: dict[str, Callable[[Decimal], Decimal]] = {
    "half_up": m.fen,
    "half_even": m.fen_half_even,
    "up": m.fen_up,
    "down": m.fen_down,
}


def _explanations(form: Form) -> list[Explanation]:
    """Other multiples, other terms and known mistakes that give the figure, on actual days."""
    start, end = _period(form)
    found = []
    for day_count in ("360", "365"):
        for end_day in LAST_DAY:
            inclusive = end_day == "inclusive"
            counted = days_between(start, end, day_count, inclusive)
            year = YEAR[day_count]
            simple = form.principal * form.annual_rate * counted
            tried = {
                ("multiple", times): simple * times / year
                for times in _MULTIPLES
                if times != form.penalty_multiple
            }
            tried["added_up", form.penalty_multiple + 1] = (
                simple * (form.penalty_multiple + 1) / year
            )
            if day_count == "360":
                tried["not_divided", form.penalty_multiple] = simple * form.penalty_multiple
            compounded = _compounded(form, start, end, day_count, inclusive)
            if compounded is not None and compounded != m.fen(
                simple * form.penalty_multiple / year
            ):
                tried["compounded", form.penalty_multiple] = compounded
            found += [
                Explanation(kind, day_count, end_day, times, m.fen(amount))
                for (kind, times), amount in tried.items()
                if m.fen(amount) == form.amount
            ]
    return found


_MULTIPLES = tuple(Decimal(times) for times in ("1", "1.3", "1.4", "1.5"))


def _compounded(
    form: Form, start: datetime.date, end: datetime.date, day_count: str, inclusive: bool
) -> Decimal | None:
    """Interest with monthly rests; `None` when it grows past any figure a lender could name."""
    annual_rate = form.annual_rate * form.penalty_multiple
    try:
        (accrued,) = with_monthly_rests(
            form.principal * annual_rate,
            annual_rate,
            start,
            [end],
            day_count,
            inclusive=inclusive,
            most=form.amount,
        )
    except OverflowError:
        return None
    return accrued.total


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """Which way of counting gives the figure, or which comes closest; then all of them."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=_charts(form, result),
        tables=_tables(result),
        working=_working(form, result),
        assumptions=(
            _("“每月 30 天”是欧式算法：31 日当 30 日，二月照旧；Excel 的 DAYS360 要选欧洲方法。"),
            _("“整月加零头”：满一个月算 30 天，剩下的按实际天数。"),
            _("“实际天数 ÷ 360”银行常用；“÷ 365”法院和民间借贷常用。"),
            _("整段时间里本金和利率都没有变。中途还过款的，请分段核对，或逐笔重算。"),
        ),
        sources=_sources(form),
        next=(
            Next(
                "arrears",
                _("按查到的算法，逾期到今天一共多少？"),
                {
                    "as_of": form.to.isoformat(),
                    "annual_rate": percent(form.annual_rate),
                    "penalty_multiple": amount(form.penalty_multiple),
                    "overdue.0.due_date": form.from_.isoformat(),
                    "overdue.0.principal": amount(form.principal),
                },
            ),
            Next("replay", _("中途还过款？按还款记录逐笔重算。")),
            Next("rate_cap", _("连同罚息折成年利率，和各条线比一比。")),
        ),
    )


def _ways(rows: tuple[Row, ...]) -> list[tuple[str, str]]:
    """The pairs of day count and end day among `rows`, in order."""
    return list(dict.fromkeys((row.day_count, row.end_day) for row in rows))


def _headline(form: Form, result: Result) -> Text:
    ways = _ways(result.matches)
    given: dict[str, Any] = {"amount": Yuan(form.amount)}
    if ways:
        count, last_day = COUNTS[ways[0][0]], LAST_DAY[ways[0][1]]
        if len(ways) == 1:
            return _("{amount} 是按“{count}，{end}”算的。", count=count, end=last_day, **given)
        return _(
            "{amount} 可以按“{count}，{end}”算出来；这样数天数的算法一共有 {n} 种。",
            count=count,
            end=last_day,
            n=len(ways),
            **given,
        )
    if result.explanations:
        return _("{amount} 是这样来的：{how}。", how=_how(result.explanations[0]), **given)
    closest = result.closest
    return _(
        "常见的算法都得不到 {amount}。最接近的是 {near}，相差 {gap}。",
        near=Yuan(closest.amount),
        gap=Yuan(abs(closest.residual)),
        **given,
    )


def _how(explanation: Explanation) -> Text:
    times = Number(explanation.multiple)
    match explanation.kind:
        case "multiple":
            if explanation.multiple == 1:
                return _("按合同利率算的，没有乘罚息倍数")
            return _("罚息按合同利率的 {times} 倍算的", times=times)
        case "added_up":
            return _("合同利息之外又收了整份罚息，合起来 {times} 倍", times=times)
        case "not_divided":
            return _("年利率直接乘了天数，没有除以一年的天数")
        case "compounded":
            return _("按月计了复利")
    raise ValueError(f"kind: no such explanation: {explanation.kind!r}")


def _facts(form: Form, result: Result) -> list[Fact]:
    simple = result.rows[0]
    facts = [
        Fact(
            _("银行常用的算法"),
            Yuan(simple.amount),
            _("实际天数 {days}，÷ 360，最后一天不计。", days=days(simple.days)),
        ),
        Fact(_("对方的数字减去它"), Yuan(form.amount - simple.amount)),
    ]
    if result.implied_annual_rate is not None:
        facts.append(
            Fact(
                _("按这个金额倒推的年利率"),
                Percent(result.implied_annual_rate, 4),
                _("乘倍数之前；按实际天数 ÷ 360。"),
            )
        )
    if result.implied_days is not None:
        facts.append(Fact(_("按这个金额倒推的天数"), _("{n} 天", n=Number(result.implied_days, 1))))
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = [
        _(
            "也可能是：{how}（{count}，{end}）。",
            how=_how(explanation),
            count=COUNTS[explanation.day_count],
            end=LAST_DAY[explanation.end_day],
        )
        for explanation in result.explanations[0 if result.matches else 1 :]
    ]
    if result.matches:
        notes.append(_("数字对得上，只说明是这样算的。合同是不是这样约定，要看合同。"))
    else:
        notes.append(
            _("对不上不等于算错：可能有你不知道的条款。请对方写明本金、利率、天数和算法。")
        )
    if any(explanation.kind == "added_up" for explanation in result.explanations):
        notes.append(_("罚息利率通常代替合同利率，不再另收合同利息。请对方说明依据。"))
    return notes


def _charts(form: Form, result: Result) -> tuple[Chart, ...]:
    points: list[tuple[Any, tuple[Decimal]]] = [(_("对方的数字"), (form.amount,))]
    points += [
        (_("{count}，{end}", count=COUNTS[row.day_count], end=LAST_DAY[row.end_day]), (row.amount,))
        for row in result.rows
        if row.rounding == "half_up"
    ]
    return (Chart(_("不同算法的结果"), (_("金额"),), points, shape="bar"),)


def _tables(result: Result) -> list[Table]:
    by_days = []
    for day_count, end_day in _ways(result.rows):
        ways = [row for row in result.rows if (row.day_count, row.end_day) == (day_count, end_day)]
        right = [ROUNDING[row.rounding] for row in ways if row.reproduces]
        by_days.append(
            (
                COUNTS[day_count],
                LAST_DAY[end_day],
                ways[0].days,
                ways[0].amount,
                ways[0].residual,
                right[0] if right else _("对不上"),
            )
        )
    ordered = sorted(result.rows, key=lambda row: (abs(row.residual), row.number))
    return [
        Table(
            _("八种数天数的方法，四舍五入到分"),
            (
                _("一年怎么算"),
                _("最后一天"),
                _("天数"),
                _("结果（元）"),
                _("对方多出（元）"),
                _("怎样舍入对得上"),
            ),
            by_days,
        ),
        Table(
            _("连舍入也换着试，最接近的在前"),
            (
                _("一年怎么算"),
                _("最后一天"),
                _("舍入"),
                _("天数"),
                _("结果（元）"),
                _("对方多出（元）"),
            ),
            [
                (
                    COUNTS[row.day_count],
                    LAST_DAY[row.end_day],
                    ROUNDING[row.rounding],
                    row.days,
                    row.amount,
                    row.residual,
                )
                for row in ordered
            ],
            download="reconcile",
        ),
    ]


def _working(form: Form, result: Result) -> list[Text]:
    row = (result.matches or (result.closest,))[0]
    return [
        _("利息 = 本金 × 年利率 × 倍数 × 天数 ÷ 一年的天数"),
        _(
            "{principal} × {annual} × {times} × {n} ÷ {year} = {amount}（{rounding}）",
            principal=Yuan(form.principal),
            annual=Percent(form.annual_rate, 4),
            times=Number(form.penalty_multiple),
            n=row.days,
            year=YEAR[row.day_count],
            amount=Yuan(row.amount),
            rounding=ROUNDING[row.rounding],
        ),
        _(
            "对方的数字 {amount} − {found} = {gap}",
            amount=Yuan(form.amount),
            found=Yuan(row.amount),
            gap=Yuan(row.residual),
        ),
    ]


def _sources(form: Form) -> list[Figure | Rule]:
    if form.penalty_multiple == 1:
        return []
    return [figure("penalty_multiple_min"), figure("penalty_multiple_max")]
