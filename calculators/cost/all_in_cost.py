"""加上担保费、会员费、保险后的综合成本 · What does this loan cost a year with every fee?

Every sum that came and went, with its day. The rate r is the one that makes both sides worth the
same: Σ amount ÷ (1 + r)^(days ÷ 365) = 0, days from the first flow (XIRR, compound). The rate of
the loan alone comes first, then one kind of fee after the other is added: headline to all-in. For
comparison abroad the same flows by the American and the European rules.

Rounding: none but for show. Source: PBoC announcement 2021 no. 3 (all fees directly related, IRR);
US Regulation Z, Appendix J; Directives 98/7/EC and 2008/48/EC, Annex I; `about/method`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calculators.law import rule
from calculators.maths import flows as f
from calculators.maths import money as m
from calculators.maths.dates import months_after
from calculators.maths.rates import monthly_of_effective, triple
from calculators.page.answer import Answer, Chart, Fact, Next, Table
from calculators.page.fields import (
    MOST_MONEY,
    MOST_MONTHS,
    Invalid,
    choice,
    count,
    day,
    money,
    rate,
    rows,
)
from calculators.page.rates import rate_facts
from calculators.page.words import Number, Percent, Text, Yuan, _

TITLE = _("加上担保费、会员费、保险，综合年化是多少？")

KINDS = {
    "loan": _("放款和还款"),
    "principal": _("本金"),
    "interest": _("利息"),
    "fee": _("手续费、服务费"),
    "guarantee": _("担保费"),
    "insurance": _("保险费"),
    "membership": _("会员费"),
    "penalty": _("罚息、违约金"),
    "other": _("其他费用"),
}
LENDING = ("loan", "principal", "interest")
"""The flows of the loan itself; every other kind is a fee on top."""


@dataclass(frozen=True)
class Line:
    date: datetime.date = day(_("日期"), required=True)
    amount: Decimal = money(_("金额（到手为正，付出为负）"), low=-MOST_MONEY, required=True)
    kind: str = choice(_("是什么钱"), KINDS)
    times: int = count(
        _("连续几个月"),
        low=1,
        unit=_("个月"),
        default=1,
        hint=_("每月同一天都一样的，写一行，在这里填几个月。"),
    )


@dataclass(frozen=True)
class Form:
    flows: tuple[Line, ...] = rows(
        _("每一笔收付"),
        Line,
        required=True,
        hint=_("到账写正数，还款和各种费用写负数。按银行流水抄，一笔一行。"),
        example=[
            {"date": "2026-03-10", "amount": "21400", "kind": "loan"},
            {"date": "2026-03-10", "amount": "-428", "kind": "guarantee"},
            {"date": "2026-04-10", "amount": "-1052.17", "kind": "loan", "times": "23"},
            {"date": "2028-03-10", "amount": "-1052.09", "kind": "loan"},
        ],
    )
    headline_rate: Decimal | None = rate(
        _("宣传的年利率"), per="year", example="9", hint=_("可以不填。填了就放在第一格比。")
    )
    day_count: str = choice(
        _("一年按多少天"),
        {"365": _("365 天（XIRR）"), "360": _("360 天")},
        more=True,
    )


EXAMPLES = {
    "self_employed": {
        "flows": [
            {"date": "2025-04-08", "amount": "58000", "kind": "loan"},
            {"date": "2025-04-08", "amount": "-1740", "kind": "fee"},
            {"date": "2025-05-08", "amount": "-3066.52", "kind": "loan", "times": "24"},
        ],
        "headline_rate": "24",
    },
    "couple": {
        "flows": [
            {"date": "2026-05-20", "amount": "35000", "kind": "loan"},
            {"date": "2026-06-20", "amount": "-2324.32", "kind": "loan", "times": "18"},
            {"date": "2026-06-20", "amount": "-29.90", "kind": "membership", "times": "18"},
        ],
        "headline_rate": "23.4",
    },
}


@dataclass(frozen=True)
class Row:
    """One flow in order of the days; `balance` is what is still owed after it at the rate found."""

    number: int
    date: datetime.date
    amount: Decimal
    kind: str
    days: int
    balance: Decimal | None


@dataclass(frozen=True)
class Step:
    """The rates once this kind of fee is in; `cost` is what it comes to in yuan.

    The first step is the loan alone, its cost the interest. `added` is the rise of the nominal rate.
    """

    kind: str
    cost: Decimal
    annual_nominal: Decimal | None
    annual_effective: Decimal | None
    added: Decimal | None


@dataclass(frozen=True)
class Result:
    """Money in yuan, rates as fractions a year (`None` where there is no single rate).

    `annual_effective` is XIRR; `monthly_rate` and `annual_nominal` follow from it. `why` says why
    there is no rate ("one_sign", "none", "several", "extreme") and `roots` has all rates that fit.
    `eu_apr` counts months and days, `eu_apr_days` days ÷ 365; `regz_apr` is nominal.
    """

    annual_effective: Decimal | None
    monthly_rate: Decimal | None
    annual_nominal: Decimal | None
    regz_apr: Decimal | None
    regz_unit: str
    regz_number: int
    eu_apr: Decimal | None
    eu_apr_days: Decimal | None
    received: Decimal
    paid: Decimal
    total_cost: Decimal
    steps: tuple[Step, ...]
    roots: tuple[Decimal, ...]
    why: str
    rows: tuple[Row, ...]


def calculate(form: Form) -> Result:
    """Lay the flows out by day, solve, and solve again for each kind of fee left out."""
    lines = _laid_out(form)
    basis = int(form.day_count)
    everything = [f.Flow(on, amount) for on, amount, _kind in lines]
    solved = f.xirr(everything, basis)
    by_days = solved.rate if basis == 365 else f.xirr(everything).rate
    single = solved.rate is not None
    regz = f.regz_apr(everything, solved.rate) if single else f.RegZ(None)
    rates = triple(monthly_of_effective(solved.rate)) if solved.rate is not None else None
    received = sum((amount for _on, amount, _kind in lines if amount > 0), m.ZERO)
    paid = -sum((amount for _on, amount, _kind in lines if amount < 0), m.ZERO)
    return Result(
        annual_effective=solved.rate,
        monthly_rate=rates.monthly_rate if rates else None,
        annual_nominal=rates.annual_nominal if rates else None,
        regz_apr=regz.apr,
        regz_unit=regz.unit.kind if regz.unit else "",
        regz_number=regz.unit.number if regz.unit else 0,
        eu_apr=f.eu_apr(everything).rate if single else None,
        eu_apr_days=by_days if single else None,
        received=received,
        paid=paid,
        total_cost=paid - received,
        steps=_steps(lines, basis, solved.rate),
        roots=solved.roots,
        why=solved.why,
        rows=_rows(lines, basis, solved.rate),
    )


Dated = tuple[datetime.date, Decimal, str]


def _laid_out(form: Form) -> list[Dated]:
    """Every single flow with its kind, in order of the days."""
    total = sum(line.times for line in form.flows)
    if total > MOST_MONTHS:
        raise Invalid(flows=_("一共最多 {most} 笔，请合并一些。", most=MOST_MONTHS))
    lines = [
        (months_after(line.date, month), line.amount, line.kind)
        for line in form.flows
        for month in range(line.times)
    ]
    return sorted(lines, key=lambda line: line[0])


def _steps(lines: Sequence[Dated], basis: int, all_in: Decimal | None) -> tuple[Step, ...]:
    """The loan alone, then each kind of fee that occurs, in the order of `KINDS`."""
    present = [kind for kind in KINDS if any(line[2] == kind for line in lines)]
    fees = [kind for kind in present if kind not in LENDING]
    included = set(LENDING)
    steps: list[Step] = []
    for kind in ["loan", *fees]:
        included.add(kind)
        own = LENDING if kind == "loan" else (kind,)
        effective = (
            all_in
            if kind == (fees or ["loan"])[-1]
            else f.xirr([f.Flow(on, a) for on, a, k in lines if k in included], basis).rate
        )
        nominal = 12 * monthly_of_effective(effective) if effective is not None else None
        before = steps[-1].annual_nominal if steps else None
        steps.append(
            Step(
                kind,
                -sum((amount for _on, amount, k in lines if k in own), m.ZERO),
                nominal,
                effective,
                nominal - before if nominal is not None and before is not None else None,
            )
        )
    return tuple(steps)


def _rows(lines: Sequence[Dated], basis: int, annual: Decimal | None) -> tuple[Row, ...]:
    first = lines[0][0]
    growth = (1 + annual) ** (Decimal(1) / basis) if annual is not None else None
    balance, before, rows = Decimal(0), 0, []
    for number, (on, amount, kind) in enumerate(lines, start=1):
        days = (on - first).days
        if growth is not None:
            balance = balance * growth ** (days - before) + amount
        before = days
        rows.append(Row(number, on, amount, kind, days, None if growth is None else m.fen(balance)))
    return tuple(rows)


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """The all-in rate first, then how each kind of fee raised it and what others would call it."""
    return Answer(
        headline=_headline(result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=_charts(form, result),
        tables=(*_step_tables(form, result), *_abroad_tables(result), _flow_table(result)),
        working=_working(form, result),
        assumptions=(
            _(
                "按每笔钱的实际日期算，一年固定 {days} 天，闰年也一样，复利。",
                days=int(form.day_count),
            ),
            _("欧盟的算法把整月算作十二分之一年，零头的天数再除以 365 或 366。"),
            _("美国的算法按付款间隔计息、不算复利，所以数字小一些。"),
            _("只算填进来的钱。漏填一笔费用，年化就偏低。"),
        ),
        sources=(rule("pboc-2021-3-apr"),),
        next=(
            Next("rate_cap", _("和各条利率线比一比。")),
            Next("refinance", _("想借新还旧？先算真实的省或亏。")),
            Next("real_rate", _("每月还一样多？用更短的表算。")),
        ),
    )


def _headline(result: Result) -> Text:
    if result.annual_effective is not None and result.annual_nominal is not None:
        if result.annual_effective < 0:
            return _(
                "付出的比到手的少，综合年化是负的：{effective}（复利）。",
                effective=Percent(result.annual_effective),
            )
        return _(
            "全部费用算进来，综合年化 {effective}（复利），折成单利 {nominal}。",
            effective=Percent(result.annual_effective),
            nominal=Percent(result.annual_nominal),
        )
    if result.why == "several":
        return _(
            "有 {n} 个年化都对得上，这里不挑一个给你：{roots}。",
            n=len(result.roots),
            roots=_listed([Percent(root) for root in result.roots[:6]]),
        )
    if result.why == "extreme":
        return _("收付相差太大，年化大到或小到没有意义。请核对金额和日期。")
    if result.why == "none":
        return _("没有一个年化能让收到的和付出的对上。请核对正负号和日期。")
    return _("只有一个方向的钱，算不出年化：到手的填正数，付出的填负数。")


def _listed(items: Sequence[Any]) -> Text:
    """Quantities after one another: a, b, c."""
    text = _("{first}", first=items[0])
    for item in items[1:]:
        text = _("{before}、{next}", before=text, next=item)
    return text


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(_("到手合计"), Yuan(result.received, wan=True)),
        Fact(_("付出合计"), Yuan(result.paid, wan=True)),
        Fact(_("利息和费用合计"), Yuan(result.total_cost, wan=True)),
    ]
    if form.headline_rate is not None:
        facts.append(Fact(_("宣传的年利率"), Percent(form.headline_rate)))
        if result.annual_nominal is not None and form.headline_rate > 0:
            times = result.annual_nominal / form.headline_rate
            facts.append(Fact(_("综合年化（单利）是它的"), _("{times} 倍", times=Number(times))))
    if result.monthly_rate is not None:
        facts += rate_facts(
            result.monthly_rate, result.annual_nominal or m.ZERO, result.annual_effective or m.ZERO
        )
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    if result.why == "several":
        notes += [
            _("钱的方向变了好几次（先付、再收、再付），同一组收付就可能有几个年化，数学上都成立。"),
            _("借款之前先付的费用，可以把日期改成放款那天再算一次；几笔贷款混在一起的，请分开算。"),
        ]
    fees = [step for step in result.steps[1:] if step.cost]
    if fees and result.steps[0].annual_nominal is not None and result.annual_nominal is not None:
        notes.append(
            _(
                "单看放款和还款是 {alone}，费用一共 {cost}，把年化带到 {all_in}（都是单利）。",
                alone=Percent(result.steps[0].annual_nominal),
                cost=Yuan(sum((step.cost for step in fees), m.ZERO)),
                all_in=Percent(result.annual_nominal),
            )
        )
        notes.append(
            _("常见的错法：把每种费用各自折成年化再相加。费用多半在开头付，合起来算才对。")
        )
    if result.rows[0].amount < 0 and result.why == "":
        notes.append(
            _(
                "第一笔就是付出：放款之前付的钱也是成本。要你先交钱才放款的，先停下，打合同上的官方电话核实。"
            )
        )
    if result.regz_apr is not None and result.eu_apr is not None:
        notes.append(_("别处的数字不一样，先看口径：下表三种算法用的是同一组收付。"))
    return notes


def _charts(form: Form, result: Result) -> tuple[Chart, ...]:
    """The waterfall: what was there before, and what this kind of fee adds, nominal."""
    points: list[tuple[Any, Sequence[Decimal]]] = []
    if form.headline_rate is not None:
        points.append((_("宣传"), (form.headline_rate, Decimal(0))))
    before = Decimal(0)
    for step in result.steps:
        if step.annual_nominal is None or step.annual_nominal < before:
            return ()
        label = _("放款和还款") if step.kind == "loan" else KINDS[step.kind]
        alone = step.kind == "loan"
        parts = (
            (step.annual_nominal, Decimal(0)) if alone else (before, step.annual_nominal - before)
        )
        points.append((label, parts))
        before = step.annual_nominal
    if len(points) < 2:
        return ()
    caption = _("从宣传到综合：每加一种费用，年化（单利）到哪里")
    return (Chart(caption, (_("之前"), _("这一项加上的")), points, shape="bar", unit="percent"),)


def _step_tables(form: Form, result: Result) -> tuple[Table, ...]:
    def percent(value: Decimal | None) -> Any:
        return _("没有") if value is None else Percent(value)

    lines: list[Sequence[Any]] = []
    if form.headline_rate is not None:
        lines.append((_("宣传的年利率"), None, Percent(form.headline_rate), None, None))
    for step in result.steps:
        alone = step.kind == "loan"
        lines.append(
            (
                _("放款和还款（利息）") if alone else KINDS[step.kind],
                step.cost,
                percent(step.annual_nominal),
                percent(step.annual_effective),
                None if step.added is None else Percent(step.added),
            )
        )
    return (
        Table(
            _("从宣传到综合，一项一项加"),
            (_("加到哪一项"), _("花费（元）"), _("年化（单利）"), _("年化（复利）"), _("单利多了")),
            lines,
            (_("合计"), result.total_cost, percent(result.annual_nominal),
             percent(result.annual_effective), None),
        ),
    )  # fmt: skip


def _regz_unit(kind: str, number: int) -> Text:
    """The unit period of Regulation Z in words."""
    match kind:
        case "month":
            return _("单位期：{n} 个月", n=number)
        case "semimonth":
            return _("单位期：半个月")
        case "week":
            return _("单位期：{n} 周", n=number)
        case "year":
            return _("单位期：一年")
        case "day":
            return _("单位期：{n} 天", n=number)
    return _("单位期：整个借期，{n} 天", n=number)


def _abroad_tables(result: Result) -> tuple[Table, ...]:
    if result.annual_effective is None:
        return ()
    lines: list[Sequence[Any]] = [
        (_("XIRR，按天，复利"), Percent(result.annual_effective), _("电子表格、本页的标题数字")),
        (_("XIRR 折成单利"), Percent(result.annual_nominal or m.ZERO), _("和“IRR × 12”比时用")),
    ]
    if result.eu_apr is not None:
        lines.append(
            (_("欧盟 APR，按月加天，复利"), Percent(result.eu_apr), _("98/7、2008/48 号指令"))
        )
    if result.eu_apr_days is not None:
        lines.append(
            (_("欧盟 APR，按天 ÷ 365，复利"), Percent(result.eu_apr_days), _("指令里的另一种算法"))
        )
    if result.regz_apr is not None:
        unit = _regz_unit(result.regz_unit, result.regz_number)
        lines.append((_("美国 Reg Z APR，单利"), Percent(result.regz_apr), unit))
    return (Table(_("同一组收付，不同地方的算法"), (_("算法"), _("年化"), _("说明")), lines),)


def _flow_table(result: Result) -> Table:
    return Table(
        _("每一笔，和按这个年化还欠多少"),
        (_("日期"), _("第几天"), _("是什么钱"), _("收（＋）付（−）（元）"), _("之后还欠（元）")),
        [(row.date, row.days, KINDS[row.kind], row.amount, row.balance) for row in result.rows],
        (_("合计"), None, None, result.received - result.paid, None),
        download="flows",
    )


def _working(form: Form, result: Result) -> list[Text]:
    days = int(form.day_count)
    lines = [
        _("Σ 金额 ÷ (1 + r)^{{第几天 ÷ {days}}} = 0，试出让收和付相等的 r", days=days),
    ]
    if result.annual_effective is None:
        return lines
    last = result.rows[-1]
    return [
        *lines,
        _(
            "最后一笔：{amount} ÷ (1 + {rate})^{{{n} ÷ {days}}}",
            amount=Yuan(last.amount),
            rate=Percent(result.annual_effective, 6),
            n=last.days,
            days=days,
        ),
        _(
            "月利率 = (1 + {rate})^{{1 ÷ 12}} − 1 = {monthly}",
            rate=Percent(result.annual_effective, 6),
            monthly=Percent(result.monthly_rate or m.ZERO, 6),
        ),
        _(
            "年化（单利）= {monthly} × 12 = {nominal}",
            monthly=Percent(result.monthly_rate or m.ZERO, 6),
            nominal=Percent(result.annual_nominal or m.ZERO),
        ),
    ]
