"""几个方案放在一起 · Which of these plans?

Each plan is a payment now, equal monthly payments, perhaps a fee and a lump sum. Side by side: what
is due each month, for how long, in all, and worth today at the reader's own yearly rate. A plan is
dominated when another asks no more now, no more a month, no more in all and no more in today's
money, and less of one of them. The smallest change that helps both sides keeps what the lender gets
in today's money: more months until the payment is within reach, or one month fewer where there is
room.

The board of counter-offers adds the other side: what each plan is expected to be worth to the
lender, whose offer it is, which plan is worse for both, and for every plan out of reach the changes
(more months, more now, or both) after which the reader can keep it and the lender expects no less.
A plan above what can be paid may be given a higher chance to stop each month.

Rounding: present values half up to the fen, a changed payment up; rates never. Source: PV and RATE
of any spreadsheet; `about/method`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from calculators.law import rule
from calculators.maths import annuity, hazard, offers
from calculators.maths import money as m
from calculators.page import typed
from calculators.page.answer import BEFORE_SPEAKING, Answer, Cell, Chart, Fact, Next, Paper, Table
from calculators.page.fields import MOST_MONTHS, Invalid, choice, count, money, rate, rows
from calculators.page.free_text import free_text
from calculators.page.words import Instalments, Percent, Text, Yuan, _

TITLE = _("几个方案，哪个合适？")

MOST_PLANS = 5
SIDES = {"lender": _("对方提的"), "me": _("我提的")}
BOARD = _("还价板：对方眼里值多少（不清楚就不填）")


@dataclass(frozen=True)
class Plan:
    name: str = free_text(_("方案"), hint=_("起个名字，例如“36 期”。"))
    payment: Decimal = money(_("每月还多少"), default=m.ZERO)
    months: int = count(_("分几期"), unit=_("期"), years=True, default=0)
    down: Decimal = money(_("现在先付"), default=m.ZERO)
    fee: Decimal = money(_("手续费"), default=m.ZERO, hint=_("签的时候付的。"))
    lump: Decimal = money(_("另外一次付"), default=m.ZERO, hint=_("一次结清，或最后的大额尾款。"))
    lump_month: int = count(_("第几个月付"), unit=_("个月"), default=0, hint=_("今天付就不填。"))
    by: str = choice(_("谁提的"), SIDES)


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
    monthly_dropout: Decimal = rate(
        _("守得住的方案，每个月有百分之几断掉"),
        per="month",
        high=hazard.MOST_DROPOUT,
        default=m.ZERO,
        group=BOARD,
        example="1.5",
        hint=_("没有公开的数字，只能估。空着当作不会断。"),
    )
    dropout_beyond: Decimal | None = rate(
        _("超出能还的方案，每个月断掉百分之几"),
        per="month",
        high=hazard.MOST_DROPOUT,
        group=BOARD,
        example="3",
        hint=_("付不起的断得更多。空着和上一格一样。"),
    )
    lender_rate: Decimal | None = rate(
        _("对方的资金一年值百分之几"),
        per="year",
        group=BOARD,
        hint=_("空着，和你折到今天的年率一样。"),
    )


EXAMPLES = {
    "self_employed": {
        "plans": [
            {"name": _("分 60 期"), "payment": "1450", "months": "60"},
            {"name": _("一次结清"), "lump": "45000"},
            {
                "name": _("首付加 60 期"),
                "down": "8000",
                "payment": "1100",
                "months": "60",
                "by": "me",
            },
        ],
        "balance": "58000",
        "can_pay": "1150",
        "cash": "9000",
        "annual_rate": "3",
        "monthly_dropout": "2.5",
        "dropout_beyond": "5",
    },
    "couple": {
        "plans": [
            {"name": _("照旧，18 期"), "payment": "2324.32", "months": "18"},
            {"name": _("重排，36 期"), "payment": "1362.15", "months": "36"},
            {"name": _("减息到 12%，36 期"), "payment": "1162.50", "months": "36", "by": "me"},
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
class Counter:
    """A plan out of reach, changed so that the reader can keep it and the lender expects no less.

    `lever` says what changes: "longer" (more months), "now" (more today, same months) or "cash" (all
    that can be paid today, and as many months as that leaves). `more` is what it adds to the total
    (below nothing: it saves), `gain` what it adds to the lender's expectation.
    """

    plan: int
    lever: str
    now: Decimal
    payment: Decimal
    months: int
    total: Decimal
    more: Decimal
    lender_value: Decimal
    gain: Decimal


@dataclass(frozen=True)
class PlanRow:
    """One plan. Money in yuan, rates as fractions; rates need the balance owed.

    `now` is paid today (down, fee, a lump sum at once); `within_reach` is `None` when the reader
    gave no limit. `dominated_by` is the number of the plan that is better in everything.
    `lender_value` is what the lender expects in today's money; `worse_for_both_than` the number of a
    plan that costs the reader no more and is worth no less to the lender.
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
    by: str = "lender"
    lender_value: Decimal = m.ZERO
    worse_for_both: bool = False
    worse_for_both_than: int | None = None


@dataclass(frozen=True)
class Result:
    """`best` is the number of the cheapest plan within reach; `None` when there is none.

    `closest` is the plan within reach, or the one that misses by least. `counters` are the changes
    that help both sides, those of one plan together; `counter` is the one that adds least to the
    total. `mine` and `theirs` are the offers of either side that are closest, `None` without both;
    `gap_monthly` and `gap_value` what theirs asks more a month and in the lender's money, and
    `meet_months` the months after which mine is worth as much to the lender.
    """

    rows: tuple[PlanRow, ...]
    best: int | None
    closest: int
    change: Change | None
    counters: tuple[Counter, ...] = ()
    mine: int | None = None
    theirs: int | None = None
    gap_monthly: Decimal | None = None
    gap_value: Decimal | None = None
    meet_months: int | None = None

    @property
    def counter(self) -> Counter | None:
        """The change that adds least to the total, then asks least today."""
        return min(self.counters, key=lambda counter: (counter.more, counter.now), default=None)

    @property
    def counter_months(self) -> int | None:
        """The months of the smallest counter-offer; `None` when there is none."""
        return self.counter.months if self.counter else None

    @property
    def counter_payment(self) -> Decimal | None:
        """The payment of the smallest counter-offer."""
        return self.counter.payment if self.counter else None

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
    compared = tuple(_worse(_dominated(row, measured), measured) for row in measured)
    reach = [row for row in compared if row.within_reach is not False]
    best = min(reach, key=lambda row: (row.total, row.present_value), default=None)
    closest = best or min(compared, key=lambda row: (row.monthly, row.total))
    counters = [
        counter
        for row, plan in zip(compared, form.plans, strict=True)
        if row.within_reach is False and not _beaten(row, compared)
        for counter in _counters(form, row, plan)
    ]
    common = Result(
        rows=compared,
        best=best.number if best else None,
        closest=closest.number,
        change=closest.change,
        counters=tuple(counters),
    )
    return _met(form, common)


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


def _offer(plan: Plan) -> offers.Offer:
    now = plan.down + plan.fee
    return offers.Offer(now, plan.payment, plan.months, plan.lump, plan.lump_month)


def _flows(plan: Plan) -> list[Decimal]:
    """What is paid in month 0 (today), 1, 2 …"""
    return _offer(plan).flows()


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
        by=plan.by,
        lender_value=m.fen(_offer(plan).worth(_lender_rate(form, plan.payment))),
    )


def _lender_rate(form: Form, payment: Decimal | None = None) -> Decimal:
    """The lender's rate of a month; with a payment, also for the plans that stop.

    More of them stop above what can be paid.
    """
    annual = form.lender_rate if form.lender_rate is not None else form.annual_rate
    if payment is None:
        return annual / 12
    beyond = form.can_pay is not None and payment > form.can_pay
    dropout = form.monthly_dropout
    if beyond and form.dropout_beyond is not None:
        dropout = form.dropout_beyond
    return hazard.net_rate(annual / 12, dropout)


def _dominated(row: PlanRow, others: Sequence[PlanRow]) -> PlanRow:
    """Mark a plan that another beats in everything that costs the reader."""
    mine = _costs(row)
    for other in others:
        theirs = _costs(other)
        if theirs != mine and all(a <= b for a, b in zip(theirs, mine, strict=True)):
            return replace(row, dominated=True, dominated_by=other.number)
    return row


def _worse(row: PlanRow, others: Sequence[PlanRow]) -> PlanRow:
    """Mark a plan that costs the reader no less than another and is worth no more to the lender."""
    mine = row.now, row.monthly, row.total, -row.lender_value
    for other in others:
        theirs = other.now, other.monthly, other.total, -other.lender_value
        if theirs != mine and all(a <= b for a, b in zip(theirs, mine, strict=True)):
            return replace(row, worse_for_both=True, worse_for_both_than=other.number)
    return row


def _beaten(row: PlanRow, others: Sequence[PlanRow]) -> bool:
    """Whether there is nothing to answer: my own offer, or the lender has a better one for me."""
    mine = _costs(row)
    return row.by == "me" or any(
        other.by == "lender"
        and _costs(other) != mine
        and all(a <= b for a, b in zip(_costs(other), mine, strict=True))
        for other in others
    )


def _counters(form: Form, row: PlanRow, plan: Plan) -> list[Counter]:
    """The ways to bring a plan within reach that leave the lender no less."""
    if form.can_pay is None or not plan.payment:
        return []
    rates = offers.Rates(
        time=_lender_rate(form),
        before=_lender_rate(form, plan.payment),
        after=_lender_rate(form, form.can_pay),
    )
    found = []
    for lever, changed in offers.within_reach(
        _offer(plan), rates, form.can_pay, form.cash, MOST_MONTHS
    ):
        flows = changed.flows()
        total, value = sum(flows, m.ZERO), m.fen(changed.worth(rates.after))
        found.append(
            Counter(
                plan=row.number,
                lever=lever,
                now=flows[0],
                payment=changed.payment,
                months=changed.months,
                total=total,
                more=total - row.total,
                lender_value=value,
                gain=value - row.lender_value,
            )
        )
    return found


def _met(form: Form, result: Result) -> Result:
    """How far the closest offers of both sides are apart, and how mine could meet theirs."""
    mine = [row for row in result.rows if row.by == "me"]
    theirs = [row for row in result.rows if row.by == "lender"]
    if not mine or not theirs:
        return result
    ours = max(mine, key=lambda row: (row.lender_value, -row.number))
    other = min(theirs, key=lambda row: (row.lender_value, row.number))
    plan = form.plans[ours.number - 1]
    months = None
    if plan.payment and other.lender_value > ours.lender_value:
        i = _lender_rate(form, plan.payment)
        rest = other.lender_value - _offer(replace(plan, payment=m.ZERO)).worth(i)
        found = offers.fewest([(i, rest)], plan.payment, MOST_MONTHS)
        months = found[1] if found else None
    return replace(
        result,
        mine=ours.number,
        theirs=other.number,
        gap_monthly=other.monthly - ours.monthly,
        gap_value=other.lender_value - ours.lender_value,
        meet_months=months,
    )


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
        notes=[*_notes(form, result), BEFORE_SPEAKING],
        papers=(_words(form, result),),
        charts=(
            Chart(
                _("每个方案一共付多少"),
                (_("现在付"), _("以后付")),
                [(row.name, (row.now, row.total - row.now)) for row in result.rows],
                shape="bar",
            ),
        ),
        tables=(*_tables(form, result), *_board(form, result)),
        working=_working(form, result),
        assumptions=(
            _("按期付清；没有算断供的后果。守得住比便宜更要紧。"),
            _("每月付一次，第一期在一个月之后；首付、手续费和今天的一次付都算在今天。"),
            _("折到今天每月用年率的十二分之一；也有人用复利有效年率，数字略有不同。"),
            _("“更差”指另一个方案今天付的、每月付的、总额、现值都不更多，而且至少一样更少。"),
            *(_BOARD_ASSUMPTIONS if _has_board(form) else ()),
        ),
        sources=(rule("pboc-2021-3-apr"),) if form.balance is not None else (),
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
    offer = _to_say(form, result)
    debt = {"balance": typed.amount(form.balance)} if form.balance is not None else {}
    return (
        first,
        Next("goal", _("换一个月供，要还几期？"), values),
        Next("stress", _("遇上意外，守不守得住？")),
        Next("lender_view", _("对方还有哪些办法，值多少？"), offer | debt),
        Next("ladder", _("定好开什么价、守住哪条线。"), offer | debt),
        Next("letter", _("定好了，写成信。"), offer | debt),
    )


def _to_say(form: Form, result: Result) -> dict[str, str]:
    """What the reader could say: the plan within reach, else the smallest counter-offer."""
    row, counter = result.rows[result.closest - 1], result.counter
    now, payment, months = form.plans[row.number - 1].down, row.monthly, row.months
    if result.best is None:
        if counter is None:
            return {}
        now, payment, months = counter.now, counter.payment, counter.months
    values = {"payment": typed.amount(payment), "months": str(months)}
    return values | ({"down": typed.amount(now)} if now else {})


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


def _words(form: Form, result: Result) -> Paper:
    """What to answer on the line: the plan that can be kept, or that none can."""
    row = result.rows[(result.best or result.closest) - 1]
    given = {"monthly": Yuan(row.monthly), "total": Yuan(row.total), "now": Yuan(row.now)}
    if result.best is None and form.can_pay is not None and row.monthly > form.can_pay:
        first = _(
            "这几个方案我都守不住：最少的也要每月 {monthly}，我每月最多 {can_pay}。",
            monthly=Yuan(min(one.monthly for one in result.rows if one.monthly)),
            can_pay=Yuan(form.can_pay),
        )
    elif result.best is None:
        first = _("这个方案现在要付 {now}，我拿不出。", **given)
    elif not row.monthly:
        first = _("一次付 {now} 结清，我可以做到。", **given)
    elif row.now:
        first = _("现在付 {now}，以后每月 {monthly}，一共 {total}，我守得住。", **given)
    else:
        first = _("每月 {monthly}，一共 {total}，这个方案我守得住。", **given)
    return Paper(
        _("回对方的方案，可以这样说"),
        [
            first,
            _("你们的方案，请发我书面的：每期多少，共几期，一共多少，减免了什么。"),
            _("我看过、算过再答复，今天不在电话里定。"),
        ],
        kind="script",
    )


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
    if result.gap_value is not None and result.gap_monthly is not None:
        facts.append(_gap(result, result.gap_value, result.gap_monthly))
    return facts


def _gap(result: Result, value: Decimal, monthly: Decimal) -> Fact:
    """How far apart the two sides are, and how to meet."""
    label = _("你和对方差多少（折到今天，对方预期）")
    if value <= 0:
        return Fact(label, Yuan(value), _("照这些假设，你的提案对方已经不少拿。"))
    if result.meet_months is None:
        return Fact(label, Yuan(value), _("单靠加期数补不上。"))
    return Fact(
        label,
        Yuan(value),
        _(
            "每月差 {monthly}；你的月供不变，分到 {number}，对方就不少拿。",
            monthly=Yuan(monthly),
            number=Instalments(result.meet_months),
        ),
    )


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    for row in result.rows:
        worse = row.worse_for_both_than if _has_board(form) else None
        if worse is not None:
            other = result.rows[worse - 1].name
            notes.append(
                _(
                    "“{name}”对双方都不如“{other}”：你付得不少，对方拿得也不多。",
                    name=row.name,
                    other=other,
                )
            )
        elif row.dominated_by is not None:
            other = result.rows[row.dominated_by - 1].name
            notes.append(
                _("“{name}”每一样都不比“{other}”好，可以先放一边。", name=row.name, other=other)
            )
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


_BOARD_ASSUMPTIONS = (
    _("对方预期：每期先乘还没断的可能，再折到今天；断了以后还能收回的没有算。"),
    _("还价守两条：折到今天不少于原来，算上会断的也不少于原来。断掉的可能都是假设，不是承诺。"),
)
LEVERS = {
    "longer": _("改月供和期数"),
    "now": _("先付一笔，月供降下来"),
    "cash": _("能先付的都先付，再改期数"),
}


def _has_board(form: Form) -> bool:
    """Whether anything was said about the other side."""
    return bool(
        form.monthly_dropout
        or form.dropout_beyond
        or form.lender_rate is not None
        or any(plan.by == "me" for plan in form.plans)
    )


def _board(form: Form, result: Result) -> list[Table]:
    """Both sides of every plan, and the changes that help both."""
    tables = []
    if _has_board(form):
        rows: list[Sequence[Cell]] = [
            (
                row.name,
                SIDES[row.by],
                row.now,
                row.monthly,
                row.lender_value,
                _for_both(row, result),
            )
            for row in result.rows
        ]
        heads = (
            _("方案"),
            _("谁提的"),
            _("你现在付（元）"),
            _("你每月付（元）"),
            _("对方预期拿到（元）"),
            _("对双方"),
        )
        tables.append(Table(_("还价板：两边各怎么样"), heads, rows))
    if result.counters and (_has_board(form) or form.cash is not None):
        smallest = result.counter
        answers: list[Sequence[Cell]] = [
            (
                result.rows[counter.plan - 1].name,
                LEVERS[counter.lever],
                counter.now,
                counter.payment,
                counter.months,
                counter.total,
                counter.more,
                counter.gain,
                _("改动最小") if counter == smallest else None,
            )
            for counter in result.counters
        ]
        columns = (
            _("对方的方案"),
            _("怎么改"),
            _("现在付（元）"),
            _("每月（元）"),
            _("分几期"),
            _("一共（元）"),
            _("你比原来多付（元）"),
            _("对方预期多拿（元）"),
            _("说明"),
        )
        tables.append(Table(_("可以还的价：你守得住，对方不少拿"), columns, answers))
    return tables


def _for_both(row: PlanRow, result: Result) -> Text:
    if row.worse_for_both_than is not None:
        return _("都不如“{name}”", name=result.rows[row.worse_for_both_than - 1].name)
    if row.within_reach is False:
        return _("你守不住")
    return _("可以谈")


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
    if _has_board(form):
        lines.append(
            _("对方预期 = Σ 第 k 个月付的 × (1 − 每月断掉)^{{k}} ÷ (1 + 对方资金年率 ÷ 12)^{{k}}")
        )
    return lines
