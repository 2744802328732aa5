"""每月能拿出多少还款 · What can I pay each month?

Income less living costs, all turned into months, less a reserve for what nobody foresaw. What is
left is what can honestly be offered to all lenders together. A negative budget is an answer of its
own and stays negative.

Rounding: each line to the fen a month, half up; what can be paid, down. Days, weeks and fortnights
become months by 365/12, 52/12 and 26/12. Source: the monthly factors and the reserve out of the
surplus follow the common debt-advice budget (Standard Financial Statement); `about/method`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from calculators.law import figure
from calculators.maths import money as m
from calculators.maths.monthly import monthly
from calculators.page import typed
from calculators.page.answer import BEFORE_SPEAKING, Answer, Chart, Fact, Next, Paper, Table
from calculators.page.choices import AREAS, EVERY
from calculators.page.choices import SPENDING_KINDS as KINDS
from calculators.page.fields import choice, count, money, rate, rows, text
from calculators.page.words import Months, People, Percent, Text, Yuan, _

TITLE = _("每月能拿出多少还款？")

LARGE_SHARE = Decimal("0.3")
LARGE_OTHER_SHARE = Decimal("0.05")
"""Our own threshold, not a rule: a line above these shares of income is one that a lender asks about."""


@dataclass(frozen=True)
class Income:
    name: str = text(_("收入来源"), hint=_("例如工资、兼职、补助。"))
    amount: Decimal = money(_("金额"), required=True)
    every: str = choice(_("多久一次"), EVERY)


@dataclass(frozen=True)
class Spending:
    name: str = text(_("开支"), hint=_("例如房租、吃饭、药费。"))
    amount: Decimal = money(_("金额"), required=True)
    every: str = choice(_("多久一次"), EVERY)
    kind: str = choice(_("类别"), KINDS)
    note: str = text(_("说明"), hint=_("数额大的写一句原因。"))


@dataclass(frozen=True)
class Form:
    income: tuple[Income, ...] = rows(
        _("收入"),
        Income,
        required=True,
        hint=_("只写到手的、接下来几个月靠得住的。"),
        example=[{"name": _("工资（病后）"), "amount": "6500", "every": "month"}],
    )
    spending: tuple[Spending, ...] = rows(
        _("开支"),
        Spending,
        default=(),
        hint=_("不要写要协商的那些欠款。房贷、车贷、抚养费这类不能断的，选“必须先付”。"),
        example=[
            {"name": _("房租"), "amount": "1500", "every": "month", "kind": "essential"},
            {"name": _("吃饭"), "amount": "45", "every": "day", "kind": "essential"},
            {"name": _("水电燃气"), "amount": "480", "every": "quarter", "kind": "essential"},
            {"name": _("交通"), "amount": "50", "every": "week", "kind": "essential"},
            {"name": _("手机和网络"), "amount": "79", "every": "month", "kind": "essential"},
            {"name": _("复查和药费"), "amount": "220", "every": "month", "kind": "essential"},
            {"name": _("给父亲的赡养费"), "amount": "800", "every": "month", "kind": "priority"},
            {"name": _("社保和医保个人缴费"), "amount": "400", "every": "year", "kind": "priority"},
            {"name": _("衣服和日用"), "amount": "1200", "every": "half_year", "kind": "other"},
        ],
    )
    people: int = count(
        _("靠这份收入生活的人数"),
        low=1,
        high=20,
        unit=_("人"),
        default=1,
        example="1",
        hint=_("只用来和统计的人均消费比一比。"),
    )
    reserve_rate: Decimal = rate(
        _("留作备用金的比例"),
        per="once",
        high=Decimal(1),
        default=Decimal("0.1"),
        example="10",
        hint=_("从结余里留下，应付突然的开支。常见做法是 10%。"),
    )
    area: str = choice(_("和哪里的人均消费比"), AREAS, example="urban", more=True)


EXAMPLES = {
    "self_employed": {
        "income": [
            {"name": _("小店净收入（淡季）"), "amount": "4200", "every": "month"},
            {"name": _("周末零活"), "amount": "150", "every": "week"},
        ],
        "spending": [
            {"name": _("房租"), "amount": "1300", "every": "month", "kind": "essential"},
            {"name": _("吃饭"), "amount": "38", "every": "day", "kind": "essential"},
            {"name": _("水电燃气"), "amount": "420", "every": "quarter", "kind": "essential"},
            {"name": _("手机和网络"), "amount": "59", "every": "month", "kind": "essential"},
            {"name": _("孩子的抚养费"), "amount": "800", "every": "month", "kind": "priority"},
        ],
        "people": "1",
        "reserve_rate": "10",
        "area": "urban",
    },
    "couple": {
        "income": [
            {"name": _("两人工资"), "amount": "15800", "every": "month"},
        ],
        "spending": [
            {"name": _("房贷"), "amount": "4600", "every": "month", "kind": "priority"},
            {"name": _("车贷"), "amount": "2484", "every": "month", "kind": "priority"},
            {"name": _("吃饭"), "amount": "95", "every": "day", "kind": "essential"},
            {
                "name": _("水电燃气和物业"),
                "amount": "1500",
                "every": "quarter",
                "kind": "essential",
            },
            {"name": _("交通"), "amount": "800", "every": "month", "kind": "essential"},
            {"name": _("手机和网络"), "amount": "218", "every": "month", "kind": "essential"},
            {"name": _("衣服和日用"), "amount": "3600", "every": "half_year", "kind": "other"},
            {"name": _("孩子上学"), "amount": "460", "every": "month", "kind": "priority"},
        ],
        "people": "3",
        "reserve_rate": "10",
        "area": "urban",
    },
}


@dataclass(frozen=True)
class Line:
    """One line of the budget as an amount a month; `asked_about` when a lender is likely to ask."""

    name: str
    kind: str
    monthly: Decimal
    share_of_income: Decimal | None
    asked_about: bool


@dataclass(frozen=True)
class Result:
    """Money in yuan a month; ratios are fractions of the monthly income (`None` without income).

    `surplus` and `can_pay` are negative when living costs exceed income. `reference` is the average
    consumption of that many people, `reference_ratio` essential spending as a fraction of it.
    """

    monthly_income: Decimal
    essential: Decimal
    priority: Decimal
    other: Decimal
    surplus: Decimal
    reserve: Decimal
    can_pay: Decimal
    essential_ratio: Decimal | None
    spending_ratio: Decimal | None
    can_pay_ratio: Decimal | None
    reference: Decimal
    reference_ratio: Decimal
    income_rows: tuple[Line, ...]
    rows: tuple[Line, ...]
    needs_reason: tuple[str, ...]


def calculate(form: Form) -> Result:
    """Add up the lines by kind. Raises `Invalid` when there is no income line at all."""
    monthly_income = sum((_monthly(line) for line in form.income), m.ZERO)
    income_rows = tuple(
        Line(line.name, "income", _monthly(line), _share(_monthly(line), monthly_income), False)
        for line in form.income
    )
    lines = tuple(_line(line, monthly_income) for line in form.spending)
    by_kind = {
        kind: sum((line.monthly for line in lines if line.kind == kind), m.ZERO) for kind in KINDS
    }
    spent = sum(by_kind.values(), m.ZERO)
    surplus = monthly_income - spent
    reserve = m.fen_up(surplus * form.reserve_rate) if surplus > 0 else m.ZERO
    reference = m.fen(_reference(form.area) * form.people)
    return Result(
        monthly_income=monthly_income,
        **by_kind,
        surplus=surplus,
        reserve=reserve,
        can_pay=surplus - reserve,
        essential_ratio=_share(by_kind["essential"], monthly_income),
        spending_ratio=_share(spent, monthly_income),
        can_pay_ratio=_share(surplus - reserve, monthly_income),
        reference=reference,
        reference_ratio=by_kind["essential"] / reference,
        income_rows=income_rows,
        rows=lines,
        needs_reason=tuple(line.name for line in lines if line.asked_about),
    )


def _monthly(line: Income | Spending) -> Decimal:
    return monthly(line.amount, line.every)


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return part / whole if whole else None


def _line(line: Spending, monthly_income: Decimal) -> Line:
    a_month = _monthly(line)
    share = _share(a_month, monthly_income)
    most = LARGE_OTHER_SHARE if line.kind == "other" else LARGE_SHARE
    large = share is None or share > most
    return Line(line.name, line.kind, a_month, share, large and a_month > 0 and not line.note)


def _reference(area: str) -> Decimal:
    """Average consumption of one person in a month, in yuan, not rounded."""
    return figure(f"living_cost_{area}").value / figure("living_cost_months").value


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """What can be paid first; a negative budget gets its own first steps."""
    return Answer(
        headline=_headline(result),
        facts=_facts(form, result),
        notes=[*_notes(form, result), BEFORE_SPEAKING],
        papers=(_words(result),),
        charts=(_chart(result),),
        tables=(_table(result),),
        working=_working(form, result),
        assumptions=(
            _("金额按填写的算；没有分到月的，按一年 12 个月摊开。"),
            _("这是能给所有贷款方加起来的钱，不是给每一家的。"),
            _("备用金的比例、“必须先付”的分法是常见做法，不是法律规定。"),
        ),
        sources=(figure(f"living_cost_{form.area}"),),
        next=(
            Next("instalment", _("用这个数试一试：分几期、每月还多少？")),
            Next("real_rate", _("对方报的费率，真实年化是多少？")),
            Next("stress", _("遇上断收、大额开支，这个数守得住吗？"), _handed_means(result)),
            Next("statement", _("写成一页收支说明。"), _handed_rows(form)),
            Next("letter", _("写信要用这几个数。"), _handed_sums(result)),
            Next(
                "split", _("不止一家？每月的钱，各家怎么分。"), _handed_limit(result, "available")
            ),
            Next("ladder", None, _handed_limit(result, "can_pay")),
            Next("compare", None, _handed_limit(result, "can_pay")),
        ),
    )


def _handed_sums(result: Result) -> dict[str, str]:
    names = ("monthly_income", "essential", "priority", "other", "reserve", "can_pay")
    if result.can_pay <= 0:
        return {}
    return {name: typed.amount(getattr(result, name)) for name in names}


def _handed_limit(result: Result, name: str) -> dict[str, str]:
    """What can be paid, for a form that calls it `name`."""
    return {name: typed.amount(result.can_pay)} if result.can_pay > 0 else {}


def _handed_means(result: Result) -> dict[str, str]:
    return {
        "monthly_income": typed.amount(result.monthly_income),
        "monthly_spending": typed.amount(result.monthly_income - result.surplus),
    }


def _handed_rows(form: Form) -> dict[str, str]:
    """The rows as the statement reads them, when they fit into an address."""
    values: dict[str, str] = {}
    for group in ("income", "spending"):
        for k, row in enumerate(getattr(form, group)):
            cells = {"name": row.name, "amount": typed.amount(row.amount), "every": row.every}
            if isinstance(row, Spending):
                cells["kind"] = row.kind
            values |= {f"{group}.{k}.{name}": text for name, text in cells.items() if text}
    return values if len(values) <= _MOST_HANDED else {}


_MOST_HANDED = 120


def _headline(result: Result) -> Text:
    if result.surplus < 0:
        return _(
            "每月还差 {short}：现在没有余额可以用来还款。先保住基本生活。",
            short=Yuan(-result.surplus),
        )
    if result.can_pay == 0:
        return _("每月收支刚好持平，现在没有余额可以用来还款。")
    return _("每月最多能拿出 {can_pay} 还款，给所有贷款方加起来。", can_pay=Yuan(result.can_pay))


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(_("每月收入"), Yuan(result.monthly_income)),
        Fact(_("基本生活"), Yuan(result.essential)),
        Fact(_("必须先付"), Yuan(result.priority)),
        Fact(_("其他开支"), Yuan(result.other)),
        Fact(_("收入减开支"), Yuan(result.surplus)),
    ]
    if result.surplus > 0:
        facts.append(Fact(_("留作备用金"), Yuan(result.reserve)))
        facts.append(Fact(_("每月能还"), Yuan(result.can_pay)))
    if result.spending_ratio is not None and result.can_pay_ratio is not None:
        facts.append(Fact(_("开支占收入"), Percent(result.spending_ratio)))
        if result.can_pay > 0:
            facts.append(Fact(_("还款占收入"), Percent(result.can_pay_ratio)))
    facts.append(
        Fact(
            _(
                "{people}的人均消费（{area}，每月）",
                people=People(form.people),
                area=AREAS[form.area],
            ),
            Yuan(result.reference),
            _(
                "统计平均数，不是标准，也不是受保护的底线。你的基本生活是它的 {ratio}。",
                ratio=Percent(result.reference_ratio),
            ),
        )
    )
    return facts


def _words(result: Result) -> Paper:
    """What to say when a lender asks how much can be paid."""
    lines = [
        _(
            "我每月收入 {income}：基本生活 {essential}，必须先付的 {priority}，其他 {other}。",
            income=Yuan(result.monthly_income),
            essential=Yuan(result.essential),
            priority=Yuan(result.priority),
            other=Yuan(result.other),
        )
    ]
    if result.can_pay > 0:
        lines += [
            _(
                "留 {reserve} 备用，每月最多能还 {can_pay}，这是给各家加起来的数。",
                reserve=Yuan(result.reserve),
                can_pay=Yuan(result.can_pay),
            ),
            _("我想要一个能一直守住的方案。再多，过几个月又会断。"),
        ]
    else:
        lines += [
            _("扣掉这些，现在没有余额可以还款，我不能答应一个做不到的数。"),
            _("请先记下我的情况。我 ____（待填：日期）重新核算，再联系你们。"),
        ]
    return Paper(_("对方问起还款，可以这样说"), lines, kind="script")


def _notes(form: Form, result: Result) -> list[Text]:
    if result.surplus < 0:
        return [
            _("不要为了还款再借钱，也不要答应任何月供。"),
            _("先付房租、吃饭、看病和必须先付的项目；再看哪些开支能减、有没有可以申请的补助。"),
            _("可以如实告诉贷款方：“扣除基本生活后没有余额”，约好下次重新核算的日期。"),
            _("压力大、睡不着，可以打 12356 心理援助热线；有人威胁，打 110。"),
        ]
    notes = [_("材料、信件和电话里都用这同一个数。不要为了让对方答应而报得更高。")]
    if result.needs_reason:
        notes.append(
            _(
                "这几行数额较大，对方可能会问原因，最好在“说明”里写一句：{names}。",
                names="、".join(name or "—" for name in result.needs_reason),
            )
        )
    if form.reserve_rate == 0:
        notes.append(_("没有留备用金。一次看病或修车，就可能让方案断掉。"))
    return notes


def _chart(result: Result) -> Chart:
    points: list[tuple[Text, tuple[Decimal, ...]]] = [
        (_("收入"), (result.monthly_income,)),
        (_("基本生活"), (result.essential,)),
        (_("必须先付"), (result.priority,)),
        (_("其他"), (result.other,)),
    ]
    if result.surplus < 0:
        points.append((_("还差"), (-result.surplus,)))
    else:
        points.append((_("备用金"), (result.reserve,)))
        points.append((_("能还款"), (result.can_pay,)))
    return Chart(_("每月的钱去了哪里"), (_("金额"),), points, shape="bar")


def _table(result: Result) -> Table:
    rows: list[Sequence[object]] = [
        (line.name or "—", _("收入"), line.monthly, _percent(line)) for line in result.income_rows
    ]
    rows += [
        (line.name or "—", KINDS[line.kind], -line.monthly, _percent(line)) for line in result.rows
    ]
    return Table(
        _("每一行折成每月"),
        (_("项目"), _("类别"), _("每月（元）"), _("占收入")),
        rows,
        (_("收入减开支"), None, result.surplus, None),
        download="budget",
    )


def _percent(line: Line) -> Percent | None:
    return None if line.share_of_income is None else Percent(line.share_of_income)


def _working(form: Form, result: Result) -> list[Text]:
    lines = [
        _("每月金额 = 金额 × 一年几次 ÷ 12；每天按一年 365 次，每周 52 次，每两周 26 次"),
        _(
            "收入减开支 = {income} − {essential} − {priority} − {other} = {surplus}",
            income=Yuan(result.monthly_income),
            essential=Yuan(result.essential),
            priority=Yuan(result.priority),
            other=Yuan(result.other),
            surplus=Yuan(result.surplus),
        ),
    ]
    if result.surplus > 0:
        lines.append(
            _(
                "每月能还 = {surplus} − {surplus} × {rate} = {can_pay}",
                surplus=Yuan(result.surplus),
                rate=Percent(form.reserve_rate),
                can_pay=Yuan(result.can_pay),
            )
        )
    lines.append(
        _(
            "人均消费 = {people} × {total} ÷ {months} = {reference}",
            people=People(form.people),
            total=Yuan(figure(f"living_cost_{form.area}").value),
            months=Months(int(figure("living_cost_months").value)),
            reference=Yuan(result.reference),
        )
    )
    return lines
