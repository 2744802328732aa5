"""几个方案放在一起 · Which of these plans?

Each plan is a payment now, equal monthly payments, perhaps a fee and a lump sum. Side by side: what
is due each month, for how long, in all, and worth today at the reader's own yearly rate. A plan is
dominated when another asks no more now, no more a month, no more in all and no more in today's
money, and less of one of them. The smallest change that helps both sides keeps what the lender gets
in today's money: more months until the payment is within reach, or one month fewer where there is
room.

Rounding: present values half up to the fen, a changed payment up; rates never. Source: PV and RATE
of any spreadsheet; `about/method`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from calculators.maths import annuity
from calculators.maths import money as m
from calculators.page import typed
from calculators.page.answer import Answer, Cell, Chart, Fact, Next, Table
from calculators.page.fields import MOST_MONTHS, Invalid, count, money, rate, rows, text
from calculators.page.rates import ANNUAL_RATE_RULE
from calculators.page.words import Instalments, Percent, Text, Yuan, _

TITLE = _("几个方案，哪个合适？")

MOST_PLANS = 5


@dataclass(frozen=True)
class Plan:
    name: str = text(_("方案"), hint=_("起个名字，例如“36 期”。"))
    payment: Decimal = money(_("每月还多少"), default=m.ZERO)
    months: int = count(_("分几期"), unit=_("期"), years=True, default=0)
    down: Decimal = money(_("现在先付"), default=m.ZERO)
    fee: Decimal = money(_("手续费"), default=m.ZERO, hint=_("签的时候付的。"))
    lump: Decimal = money(_("另外一次付"), default=m.ZERO, hint=_("一次结清，或最后的大额尾款。"))
    lump_month: int = count(_("第几个月付"), unit=_("个月"), default=0, hint=_("今天付就不填。"))


@dataclass(frozen=True)
class Form:
    plans: tuple[Plan, ...] = rows(
        _("方案（最多 5 个）"),
        Plan,
        required=True,
        hint=_("一次结清的，只填“另外一次付”。"),
        example=[
            {"name": _("原利率，36 期"), "payment": "1581.12", "months": "36"},
            {"name": _("年利率 6%，60 期"), "payment": "889.31", "months": "60"},
            {"name": _("不再计息，60 期"), "payment": "766.67", "months": "60"},
            {"name": _("先付 5,000，再 48 期"), "down": "5000", "payment": "900", "months": "48"},
        ],
    )
    balance: Decimal | None = money(
        _("现在一共欠"),
        low=Decimal("0.01"),
        example="46000",
        hint=_("填了，才能算每个方案的年化。"),
    )
    can_pay: Decimal | None = money(
        _("每月能还多少"),
        low=Decimal("0.01"),
        example="750.76",
        hint=_("预算里能给这一家的数。"),
    )
    cash: Decimal | None = money(
        _("现在能拿出多少"), more=True, hint=_("留够备用金以后。超过它的首付算付不起。")
    )
    annual_rate: Decimal = rate(
        _("折到今天用的年率"),
        per="year",
        default=Decimal(0),
        example="3",
        hint=_("钱晚付一年值百分之几。不确定就填 0，只比总额。"),
    )


EXAMPLES = {
    "self_employed": {
        "plans": [
            {"name": _("分 60 期"), "payment": "1450", "months": "60"},
            {"name": _("一次结清"), "lump": "45000"},
            {"name": _("首付加 60 期"), "down": "8000", "payment": "1100", "months": "60"},
        ],
        "balance": "58000",
        "can_pay": "1150",
        "cash": "9000",
        "annual_rate": "3",
    },
    "couple": {
        "plans": [
            {"name": _("照旧，18 期"), "payment": "2324.32", "months": "18"},
            {"name": _("重排，36 期"), "payment": "1362.15", "months": "36"},
            {"name": _("减息到 12%，36 期"), "payment": "1162.50", "months": "36"},
        ],
        "balance": "35000",
        "can_pay": "1300",
        "annual_rate": "2",
    },
}


@dataclass(frozen=True)
class Change:
    """A plan with other months, worth no less today to whoever gets the money."""

    payment: Decimal
    months: int
    total: Decimal
    present_value: Decimal


@dataclass(frozen=True)
class PlanRow:
    """One plan. Money in yuan, rates as fractions; rates need the balance owed.

    `now` is paid today (down, fee, a lump sum at once); `within_reach` is `None` when the reader
    gave no limit. `dominated_by` is the number of the plan that is better in everything.
    """

    number: int
    name: str
    now: Decimal
    monthly: Decimal
    months: int
    total: Decimal
    present_value: Decimal
    monthly_rate: Decimal | None
    annual_nominal: Decimal | None
    annual_effective: Decimal | None
    share_of_can_pay: Decimal | None
    within_reach: bool | None
    dominated: bool = False
    dominated_by: int | None = None
    change: Change | None = None


@dataclass(frozen=True)
class Result:
    """`best` is the number of the cheapest plan within reach; `None` when there is none.

    `closest` is the plan within reach, or the one that misses by least.
    """

    rows: tuple[PlanRow, ...]
    best: int | None
    closest: int
    change: Change | None

    @property
    def change_months(self) -> int | None:
        """The months of the smallest change; `None` when nothing helps both sides."""
        return self.change.months if self.change else None

    @property
    def change_payment(self) -> Decimal | None:
        """The payment of the smallest change."""
        return self.change.payment if self.change else None


def calculate(form: Form) -> Result:
    """Measure every plan, then compare them two by two. Raises `Invalid` beyond five plans."""
    if len(form.plans) > MOST_PLANS:
        raise Invalid(plans=_("最多 {most} 个方案，请先去掉几个。", most=MOST_PLANS))
    errors: dict[str, Text] = {}
    for index, plan in enumerate(form.plans):
        errors |= _mistakes(index, plan)
    if errors:
        raise Invalid(**errors)
    measured = [_measured(form, index + 1, plan) for index, plan in enumerate(form.plans)]
    compared = tuple(_dominated(row, measured) for row in measured)
    reach = [row for row in compared if row.within_reach is not False]
    best = min(reach, key=lambda row: (row.total, row.present_value), default=None)
    closest = best or min(compared, key=lambda row: (row.monthly, row.total))
    return Result(
        rows=compared,
        best=best.number if best else None,
        closest=closest.number,
        change=closest.change,
    )


def _mistakes(index: int, plan: Plan) -> dict[str, Text]:
    """Rows are told apart by their place, as the form names them."""
    here = f"plans.{index}."
    if plan.payment and not plan.months:
        return {here + "months": _("请填分几期。")}
    if plan.months and not plan.payment:
        return {here + "payment": _("请填每月还多少。")}
    if plan.lump_month and not plan.lump:
        return {here + "lump": _("请填这一次付多少。")}
    if not plan.payment and not plan.lump and not plan.down:
        return {here + "payment": _("这个方案还没有金额。")}
    return {}


def _flows(plan: Plan) -> list[Decimal]:
    """What is paid in month 0 (today), 1, 2 …"""
    flows = [m.ZERO] * (max(plan.months, plan.lump_month) + 1)
    for month in range(1, plan.months + 1):
        flows[month] = plan.payment
    flows[0] += plan.down + plan.fee
    flows[plan.lump_month] += plan.lump
    return flows


def _measured(form: Form, number: int, plan: Plan) -> PlanRow:
    flows = _flows(plan)
    rates = annuity.rates(form.balance, flows) if form.balance is not None else None
    within = None
    if form.can_pay is not None or form.cash is not None:
        within = plan.payment <= (plan.payment if form.can_pay is None else form.can_pay)
        within = within and flows[0] <= (flows[0] if form.cash is None else form.cash)
    return PlanRow(
        number=number,
        name=plan.name or _("方案 {number}", number=number),
        now=flows[0],
        monthly=plan.payment,
        months=len(flows) - 1,
        total=sum(flows, m.ZERO),
        present_value=m.fen(annuity.present_value(flows, form.annual_rate / 12)),
        monthly_rate=rates.monthly_rate if rates else None,
        annual_nominal=rates.annual_nominal if rates else None,
        annual_effective=rates.annual_effective if rates else None,
        share_of_can_pay=plan.payment / form.can_pay if form.can_pay is not None else None,
        within_reach=within,
        change=_change(form, plan),
    )


def _dominated(row: PlanRow, others: Sequence[PlanRow]) -> PlanRow:
    """Mark a plan that another beats in everything that costs the reader."""
    mine = _costs(row)
    for other in others:
        theirs = _costs(other)
        if theirs != mine and all(a <= b for a, b in zip(theirs, mine, strict=True)):
            return replace(row, dominated=True, dominated_by=other.number)
    return row


def _costs(row: PlanRow) -> tuple[Decimal, ...]:
    return row.now, row.monthly, row.total, row.present_value


def _change(form: Form, plan: Plan) -> Change | None:
    """The fewest months added, or one taken away, that leave the lender no less in today's money."""
    if not plan.payment:
        return None
    i = form.annual_rate / 12
    worth = plan.payment * annuity.factor(i, plan.months)
    if form.can_pay is not None and plan.payment > form.can_pay:
        exact = annuity.months_needed(worth, form.annual_rate, form.can_pay)
        months = annuity.whole(exact) if exact is not None else MOST_MONTHS + 1
    else:
        months = plan.months - 1
    if not 1 <= months <= MOST_MONTHS:
        return None
    payment = m.fen_up(worth / annuity.factor(i, months))
    changed = replace(plan, payment=payment, months=months)
    total = sum(_flows(changed), m.ZERO)
    shorter = months < plan.months
    if form.can_pay is not None and payment > form.can_pay:
        return None
    if shorter and total >= sum(_flows(plan), m.ZERO):
        return None  # nothing gained for the one who pays
    value = m.fen(annuity.present_value(_flows(changed), i))
    return Change(payment=payment, months=months, total=total, present_value=value)


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """The cheapest plan within reach first, else the one that misses by least and what would help."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=(
            Chart(
                _("每个方案一共付多少"),
                (_("现在付"), _("以后付")),
                [(row.name, (row.now, row.total - row.now)) for row in result.rows],
                shape="bar",
            ),
        ),
        tables=_tables(form, result),
        working=_working(form, result),
        assumptions=(
            _("按期付清；没有算断供的后果。守得住比便宜更要紧。"),
            _("每月付一次，第一期在一个月之后；首付、手续费和今天的一次付都算在今天。"),
            _("折到今天每月用年率的十二分之一；也有人用复利有效年率，数字略有不同。"),
            _("“更差”指另一个方案今天付的、每月付的、总额、现值都不更多，而且至少一样更少。"),
        ),
        sources=(ANNUAL_RATE_RULE,) if form.balance is not None else (),
        next=_next(form, result),
    )


def _next(form: Form, result: Result) -> tuple[Next, ...]:
    row = result.rows[result.closest - 1]
    values = {"payment": typed.amount(row.monthly), "months": str(row.months)}
    if form.balance is not None:
        values["principal"] = typed.amount(form.balance)
    first = Next("budget", _("月供定多少？先算每月能拿出多少。"))
    if not row.monthly:
        return (first,)
    return (first, Next("goal", _("换一个月供，要还几期？"), values))


def _headline(form: Form, result: Result) -> Text:
    row = result.rows[result.closest - 1]
    given = {
        "name": row.name,
        "monthly": Yuan(row.monthly),
        "total": Yuan(row.total, wan=True),
        "now": Yuan(row.now),
    }
    if result.best is None:
        over = row.monthly - (form.can_pay or row.monthly)
        if over > 0:
            return _(
                "没有一个方案在能还的范围里。最接近的是“{name}”：每月 {monthly}，还差 {over}。",
                over=Yuan(over),
                **given,
            )
        return _("没有一个方案付得起：“{name}”现在要付 {now}。", **given)
    if not row.monthly:
        return _("总额最少的是“{name}”：现在付 {now}，一共 {total}。", **given)
    if row.within_reach:
        return _("付得起的里面，“{name}”总额最少：每月 {monthly}，一共 {total}。", **given)
    return _("总额最少的是“{name}”：每月 {monthly}，一共 {total}。", **given)


def _facts(form: Form, result: Result) -> list[Fact]:
    row = result.rows[result.closest - 1]
    facts = [
        Fact(_("方案"), row.name),
        Fact(_("要付多久"), Instalments(row.months)),
        Fact(_("折到今天值"), Yuan(row.present_value, wan=True)),
    ]
    if row.share_of_can_pay is not None:
        facts.append(Fact(_("占每月能还的"), Percent(row.share_of_can_pay)))
    if result.change is not None:
        facts.append(
            Fact(
                _("对双方都好的最小改动"),
                _(
                    "每月 {payment}，{number}",
                    payment=Yuan(result.change.payment),
                    number=Instalments(result.change.months),
                ),
                _(
                    "一共 {total}；对方拿到的折到今天是 {value}，不少于原来。",
                    total=Yuan(result.change.total),
                    value=Yuan(result.change.present_value),
                ),
            )
        )
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = [
        _(
            "“{name}”每一样都不比“{other}”好，可以先放一边。",
            name=row.name,
            other=result.rows[row.dominated_by - 1].name,
        )
        for row in result.rows
        if row.dominated_by is not None
    ]
    if len(result.rows) > 1:
        least = min(result.rows, key=lambda row: row.monthly)
        cheapest = min(result.rows, key=lambda row: row.total)
        if least.number != cheapest.number:
            notes.append(
                _(
                    "只看月供会选“{least}”，只看总额会选“{cheapest}”：先看哪个守得住。",
                    least=least.name,
                    cheapest=cheapest.name,
                )
            )
    if result.best is None and result.change is None:
        notes.append(_("只拉长期数不够：要谈的是减免或利率，或者先重新算预算。"))
    if any(plan.lump and plan.lump_month for plan in form.plans):
        notes.append(_("有大额尾款的方案，先想好那一天的钱从哪里来。"))
    notes.append(_("没有哪个方案是对方必须同意的。可以按这个顺序去谈。"))
    return notes


def _tables(form: Form, result: Result) -> list[Table]:
    lines: list[Sequence[Cell]] = []
    for row in result.rows:
        lines.append(
            (
                row.name,
                row.now,
                row.monthly,
                row.months,
                row.total,
                row.present_value,
                Percent(row.annual_nominal) if row.annual_nominal is not None else None,
                Percent(row.annual_effective) if row.annual_effective is not None else None,
                Percent(row.share_of_can_pay) if row.share_of_can_pay is not None else None,
                _verdict(row, result),
            )
        )
    tables = [
        Table(
            _("方案对照"),
            (
                _("方案"),
                _("现在付（元）"),
                _("每月（元）"),
                _("期数"),
                _("一共（元）"),
                _("折到今天（元）"),
                _("年化（单利）"),
                _("年化（复利）"),
                _("占每月能还的"),
                _("结论"),
            ),
            lines,
            download="plans",
        )
    ]
    changes: list[Sequence[Cell]] = [
        (
            row.name,
            row.change.payment,
            row.change.months,
            row.change.total,
            row.change.total - row.total,
            row.change.present_value,
        )
        for row in result.rows
        if row.change is not None
    ]
    if changes:
        tables.append(
            Table(
                _("对方不吃亏的最小改动"),
                (
                    _("方案"),
                    _("改成每月（元）"),
                    _("改成几期"),
                    _("一共（元）"),
                    _("比原来多付（元）"),
                    _("折到今天（元）"),
                ),
                changes,
            )
        )
    return tables


def _verdict(row: PlanRow, result: Result) -> Text:
    if row.dominated_by is not None:
        return _("不如“{name}”", name=result.rows[row.dominated_by - 1].name)
    if row.within_reach is False:
        return _("超出能还的")
    if row.number == result.best:
        return _("总额最少")
    return _("可以考虑")


def _working(form: Form, result: Result) -> list[Text]:
    lines = [_("一共 = 现在付的（首付、手续费、今天的一次付）+ 每月 × 期数 + 以后一次付的")]
    for plan, row in zip(form.plans, result.rows, strict=True):
        lines.append(
            _(
                "“{name}”：{now} + {payment} × {n} + {later} = {total}；折到今天 {value}",
                name=row.name,
                now=Yuan(row.now),
                payment=Yuan(plan.payment),
                n=plan.months,
                later=Yuan(plan.lump if plan.lump_month else m.ZERO),
                total=Yuan(row.total),
                value=Yuan(row.present_value),
            )
        )
    lines.append(_("折到今天 = Σ 第 k 个月付的 ÷ (1 + 年率 ÷ 12)^{{k}}"))
    lines.append(_("占每月能还的 = 每月 ÷ 每月能还的数"))
    lines.append(_("最小改动：分期那部分的现值不变，找月供不超过能还的数的最少期数，月供进到分"))
    return lines
