"""还到哪了，差多少 · How far have I paid, and what is missing?

Payments made cover the instalments in the order of their due days, the earliest first. What was due
by the day of asking less what was paid is short; what was paid beyond it is ahead.

Rounding: sums of amounts as typed, exact. Source: Civil Code art. 560 for the order without another
agreement; arts. 577-579 for a payment not made; `about/method`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from calculators.law import Figure, Rule, figure, rule
from calculators.maths import dues
from calculators.maths import money as m
from calculators.maths.dates import months_after
from calculators.maths.days import after_weekend, days_after
from calculators.maths.dues import Due, Payment
from calculators.page import fields as f
from calculators.page import typed
from calculators.page.answer import Answer, Cell, Chart, Event, Fact, Next, Paper, Table
from calculators.page.choices import DEBT_KINDS as KINDS
from calculators.page.conventions import days as in_days
from calculators.page.fields import Invalid, choice, count, day, money
from calculators.page.names import name
from calculators.page.short_day import Day, following, latest, short_day
from calculators.page.words import Instalments, Percent, Text, Yuan, _

TITLE = _("还到哪了，差多少？")

PLAN = _("协议的还款计划：粘贴，或者填期数和每期")
STATUSES = {
    "paid": _("已还"),
    "paid_late": _("晚了，已还"),
    "overdue": _("没还"),
    "overdue_part": _("还差一部分"),
    "today": _("今天到期"),
    "ahead": _("提前还了一部分"),
    "coming": _("还没到"),
}


@dataclass(frozen=True)
class Line:
    """One instalment of the plan."""

    number: int | None = count(_("第几期"), low=1, unit=_("期"))
    date: Day | None = short_day(_("还款日"), required=True)
    payment: Decimal = money(_("还多少"), low=Decimal("0.01"), required=True)


@dataclass(frozen=True)
class Paid:
    """Money that was paid."""

    date: Day = short_day(_("哪天还的"), required=True)
    amount: Decimal = money(_("还了多少"), low=Decimal("0.01"), required=True)


@dataclass(frozen=True)
class Form:
    lender: str = name(_("贷款方"), example=_("银行消费贷"))
    as_of: datetime.date = day(
        _("今天"), required=True, example="2027-03-20", hint=_("算到哪天为止。")
    )
    rows: tuple[Line, ...] = f.rows(
        _("还款计划"),
        Line,
        group=PLAN,
        hint=_(
            "按“再加一行”，把 App 页面、聊天记录或表格整段粘贴到任何一格，会自动分行。"
            "最多 100 行；更长又每期一样的，填下面几格。"
        ),
    )
    first_payment_date: datetime.date | None = day(
        _("第一期还款日"), group=PLAN, example="2026-12-15"
    )
    months: int | None = count(
        _("分几期"), low=1, unit=_("期"), years=True, group=PLAN, example="62"
    )
    payment: Decimal | None = money(
        _("每期还多少"), low=Decimal("0.01"), group=PLAN, example="750.76"
    )
    last_payment: Decimal | None = money(
        _("最后一期还多少"),
        low=Decimal("0.01"),
        group=PLAN,
        example="203.64",
        hint=_("和别的一样就不填。"),
    )
    payments: tuple[Paid, ...] = f.rows(
        _("已经还的每一笔"),
        Paid,
        hint=_("一笔一行，照回单填。银行短信、账单也可以整段粘贴。"),
        example=[
            {"date": "2026-12-15", "amount": "750.76"},
            {"date": "2027-01-18", "amount": "750.76"},
            {"date": "2027-02-15", "amount": "750.76"},
            {"date": "2027-03-15", "amount": "400"},
        ],
    )
    kind: str = choice(_("哪一种欠款"), KINDS, default="loan", more=True)
    weekend: str = choice(
        _("应还日是周末"),
        {"same_day": _("不顺延"), "next_monday": _("顺延到周一")},
        more=True,
    )
    grace_days: int = count(
        _("宽限几天"), high=90, unit=_("天"), default=0, more=True, hint=_("协议写了才有。")
    )


EXAMPLES = {
    "self_employed": {
        "lender": _("信用卡"),
        "kind": "card",
        "as_of": "2027-03-20",
        "first_payment_date": "2026-12-20",
        "months": "60",
        "payment": "431.67",
        "last_payment": "431.47",
        "payments": [
            {"date": "2026-12-20", "amount": "431.67"},
            {"date": "2027-01-20", "amount": "431.67"},
            {"date": "2027-02-19", "amount": "431.67"},
            {"date": "2027-03-19", "amount": "431.67"},
        ],
    },
    "couple": {
        "lender": _("消费金融贷款"),
        "kind": "loan",
        "as_of": "2027-03-20",
        "first_payment_date": "2026-12-08",
        "months": "36",
        "payment": "1162.50",
        "last_payment": "1162.51",
        "payments": [
            {"date": "2026-12-08", "amount": "1162.50"},
            {"date": "2027-01-08", "amount": "2000"},
            {"date": "2027-02-08", "amount": "1162.50"},
            {"date": "2027-03-08", "amount": "1162.50"},
        ],
    },
}


@dataclass(frozen=True)
class Row:
    """One instalment: what is due, paid and left of it in yuan; `on` is when nothing was left.

    `days_late` is how late it was paid, or how late it is by now; `due_by_then` adds up the dues.
    """

    number: int
    date: datetime.date
    payment: Decimal
    paid: Decimal
    left: Decimal
    due_by_then: Decimal
    on: datetime.date | None
    days_late: int
    status: str


@dataclass(frozen=True)
class DueNext:
    """The next instalment that is not paid, and what is left of it in yuan."""

    date: datetime.date
    amount: Decimal
    number: int


@dataclass(frozen=True)
class Result:
    """Money in yuan.

    `due_to_date` is due up to and including the day of asking. `short` or `ahead` is what `paid`
    lacks or has beyond it; `overdue` is the part of `short` due before that day. `over` is what was
    paid beyond the whole plan, `left` what is still to pay of it.
    """

    total: Decimal
    paid: Decimal
    left: Decimal
    due_to_date: Decimal
    short: Decimal
    ahead: Decimal
    overdue: Decimal
    over: Decimal
    due_next: DueNext | None
    days_overdue: int
    paid_rows: int
    late_rows: int
    settled_on: datetime.date | None
    end_date: datetime.date
    rows: tuple[Row, ...]
    payments: tuple[Payment, ...]

    @property
    def due_next_date(self) -> datetime.date | None:
        """When the next instalment is due."""
        return self.due_next.date if self.due_next else None

    @property
    def due_next_amount(self) -> Decimal | None:
        """What is left to pay of it."""
        return self.due_next.amount if self.due_next else None


def calculate(form: Form) -> Result:
    """Put the payments against the plan. Raises `Invalid` without a plan or with days to come."""
    plan = _moved(form, _plan(form))
    payments = _payments(form)
    covered, over = dues.covered(plan, payments)
    rows = []
    due_by_then = m.ZERO
    for part in covered:
        due_by_then += part.due.amount
        rows.append(_row(form, part, due_by_then))
    paid = sum((payment.amount for payment in payments), m.ZERO)
    due_to_date = sum((row.payment for row in rows if row.date <= form.as_of), m.ZERO)
    late = [row for row in rows if row.left and row.date < form.as_of]
    following_ones = (row for row in rows if row.left and row.date >= form.as_of)
    due_next = next((DueNext(row.date, row.left, row.number) for row in following_ones), None)
    left = sum((row.left for row in rows), m.ZERO)
    return Result(
        total=due_by_then,
        paid=paid,
        left=left,
        due_to_date=due_to_date,
        short=max(due_to_date - paid, m.ZERO),
        ahead=max(paid - over - due_to_date, m.ZERO),
        overdue=sum((row.left for row in late), m.ZERO),
        over=over,
        due_next=due_next,
        days_overdue=(form.as_of - late[0].date).days if late else 0,
        paid_rows=sum(not row.left for row in rows),
        late_rows=sum(row.status in ("paid_late", "overdue", "overdue_part") for row in rows),
        settled_on=rows[-1].on if not left else None,
        end_date=rows[-1].date,
        rows=tuple(rows),
        payments=tuple(payments),
    )


def _plan(form: Form) -> list[Due]:
    """The instalments in the order of their days."""
    if form.rows:
        days = following([row.date for row in form.rows], form.as_of)
        plan = [
            Due(row.number or place, date, row.payment)
            for place, (row, date) in enumerate(zip(form.rows, days, strict=True), 1)
        ]
        return sorted(plan, key=lambda due: (due.date or datetime.date.min, due.number))
    asked = ("first_payment_date", "months", "payment")
    missing = [field for field in asked if getattr(form, field) is None]
    if missing == list(asked):
        raise Invalid(rows=_("请粘贴还款计划，或者填第一期还款日、期数和每期还多少。"))
    if missing or form.months is None or form.payment is None:
        raise Invalid(**dict.fromkeys(missing, _("没有粘贴还款计划时，这一格要填。")))
    return dues.level(form.months, form.payment, form.first_payment_date, last=form.last_payment)


def _moved(form: Form, plan: list[Due]) -> list[Due]:
    """The plan with its days past weekends, where the agreement says so."""
    if form.weekend == "same_day":
        return plan
    return [replace(due, date=after_weekend(due.date)) for due in plan if due.date is not None]


def _payments(form: Form) -> list[Payment]:
    found = []
    errors: dict[str, Text] = {}
    for index, paid in enumerate(form.payments):
        on = latest(paid.date, form.as_of)
        if on > form.as_of:
            errors[f"payments.{index}.date"] = _("比“今天”{as_of}还晚，请核对。", as_of=form.as_of)
        found.append(Payment(on, paid.amount))
    if errors:
        raise Invalid(**errors)
    return sorted(found, key=lambda payment: payment.date)


def _row(form: Form, part: dues.Covered, due_by_then: Decimal) -> Row:
    date = part.due.date or datetime.date.min
    until = part.on or form.as_of
    late = max((until - date).days, 0)
    return Row(
        number=part.due.number,
        date=date,
        payment=part.due.amount,
        paid=part.paid,
        left=part.left,
        due_by_then=due_by_then,
        on=part.on,
        days_late=late,
        status=_status(form, part, date, late),
    )


def _status(form: Form, part: dues.Covered, date: datetime.date, late: int) -> str:
    if not part.left:
        return "paid_late" if late else "paid"
    if date < form.as_of:
        return "overdue_part" if part.paid else "overdue"
    if date == form.as_of:
        return "today"
    return "ahead" if part.paid else "coming"


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """Short, ahead or on time; what comes next; every instalment; what a late one may bring."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        papers=(_words(result),),
        charts=(
            Chart(
                _("整个计划：还了多少，还剩多少"),
                (_("已还"), _("还剩")),
                [(form.lender or _("这一家"), (result.total - result.left, result.left))],
                shape="bar",
            ),
        ),
        tables=_tables(result),
        working=_working(form, result),
        assumptions=(
            _("还的钱先抵最早到期的一期，再抵后面的。没有另外约定时通常这样算。"),
            _("没有算罚息和违约金：晚了怎么收，看协议，也可以用逾期那张表算。"),
            _("到账日以对方系统为准，转账可能晚一天。"),
            _("应还日是周末的不顺延；协议写明顺延的，在更多选项里改。")
            if form.weekend == "same_day"
            else _("应还日是周末的顺延到周一，没有算法定节假日。"),
            _("没写年份的日子：计划按离今天最近的算，还款按过去最近的算。"),
        ),
        sources=_sources(form, result),
        next=_next(form, result),
        events=_events(form, result),
    )


def _headline(form: Form, result: Result) -> Text:
    given = {
        "paid": Yuan(result.paid, wan=True),
        "number": Instalments(result.paid_rows),
        "short": Yuan(result.short),
        "overdue": Yuan(result.overdue),
    }
    if not result.left:
        return _("全部还清了：{number}，一共 {paid}。", **given)
    if result.overdue:
        return _(
            "还差 {overdue}，最早的一期晚了 {late}。一共已还 {paid}。",
            late=in_days(result.days_overdue),
            **given,
        )
    if result.short:
        return _("今天到期，还要付 {short}。前面的都还了，一共 {paid}。", **given)
    if result.ahead:
        return _("没有欠，还多付了 {ahead}。一共已还 {paid}。", ahead=Yuan(result.ahead), **given)
    return _("不差：到今天该还的都还了，一共 {paid}。", **given)


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(_("到今天该还"), Yuan(result.due_to_date, wan=True)),
        Fact(_("到今天已还"), Yuan(result.paid, wan=True)),
        Fact(
            _("计划还清了"),
            Percent((result.total - result.left) / result.total),
            _("还剩 {left}。", left=Yuan(result.left, wan=True)),
        ),
    ]
    if result.due_next is not None:
        facts += [
            Fact(_("下一个还款日"), result.due_next.date),
            Fact(_("那天要还"), Yuan(result.due_next.amount), _fuller(result)),
        ]
    if result.over:
        facts.append(Fact(_("比整个计划多付"), Yuan(result.over)))
    if result.settled_on:
        facts.append(Fact(_("哪天还清的"), result.settled_on))
    elif result.rows:
        facts.append(Fact(_("按计划还清"), result.end_date))
    return facts


def _fuller(result: Result) -> Text | None:
    if not result.overdue or result.due_next is None:
        return None
    together = result.overdue + result.due_next.amount
    return _("加上前面差的，一共 {together}。", together=Yuan(together))


def _words(result: Result) -> Paper:
    """What to ask the lender to confirm."""
    lines = [
        _(
            "按协议，我到今天一共还了 {paid}，还剩 {left}。",
            paid=Yuan(result.paid),
            left=Yuan(result.left),
        ),
        _("请核对你们系统里是不是这个数；不一样，请告诉我差在哪一笔。"),
    ]
    if not result.left:
        lines.append(_("已经还清，请给我开结清证明，并告诉我征信什么时候更新。"))
    elif result.short:
        lines.append(
            _(
                "到今天还差 {short}，我想 ____（待填：日期）补上。请先按这个记下。",
                short=Yuan(result.short),
            )
        )
    return Paper(_("和对方对账，可以这样说"), lines, kind="script")


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    if result.overdue:
        notes += _when_late(form, result)
    twice = [
        payment
        for place, payment in enumerate(result.payments)
        if payment in result.payments[:place]
    ]
    if twice:
        notes.append(
            _(
                "{date}的 {amount} 填了两笔。真付了两次就留着，填重了请删一笔。",
                date=twice[0].date,
                amount=Yuan(twice[0].amount),
            )
        )
    if result.over:
        notes.append(_("多付的先核对回单，再请对方书面说明怎么退、怎么抵。"))
    if not result.left:
        notes.append(_("还清以后要结清证明，一两个月后查一次信用报告，回单至少留五年。"))
    else:
        notes.append(_("只付到合同写的账户或官方 App。每付一笔，留下回单。"))
    return notes


def _when_late(form: Form, result: Result) -> list[Text]:
    """What a late payment may bring, in the order in which it can still be mended."""
    notes = []
    if result.days_overdue <= form.grace_days:
        until = days_after(form.as_of, form.grace_days - result.days_overdue)
        notes.append(_("还在协议写的宽限期里，最晚{until}补齐。", until=until))
    elif form.kind == "card" and result.days_overdue <= figure("card_grace_days").value:
        notes.append(
            _(
                "多数发卡行至少有 {days}宽限，以它公布的为准。今天就问还算不算按时。",
                days=in_days(int(figure("card_grace_days").value)),
            )
        )
    return [
        *notes,
        _("能补齐的，先补这 {overdue}，当天截图。", overdue=Yuan(result.overdue)),
        _("补不齐的，今天就联系，别等电话：说清差多少、哪天能补，请对方书面答复。"),
        _("看协议“断一期”那一条：只补这一期，还是整个计划失效、减免的要还回来。没写清的就问。"),
        _("晚还可能产生罚息，也可能报送信用报告；报送以前应当告知你。"),
        _("收入又变了，就重算预算，再谈一次。改了要有文字，口头说的不算数。"),
    ]


def _tables(result: Result) -> list[Table]:
    lines: list[Sequence[Cell]] = [
        (
            row.number,
            row.date,
            row.payment,
            row.paid,
            row.left,
            row.due_by_then,
            row.on,
            row.days_late or None,
            STATUSES[row.status],
        )
        for row in result.rows
    ]
    tables = [
        Table(
            _("每一期还到哪了"),
            (
                _("期数"),
                _("还款日"),
                _("应还（元）"),
                _("已还（元）"),
                _("还差（元）"),
                _("应还累计（元）"),
                _("哪天还齐"),
                _("晚了几天"),
                _("现在"),
            ),
            lines,
            (
                _("合计"),
                None,
                result.total,
                result.total - result.left,
                result.left,
                None,
                None,
                None,
                None,
            ),
            download="tracker",
            formulas={4: "=C{row}-D{row}", 5: "=F{above}+C{row}"},
        )
    ]
    if result.payments:
        made = m.ZERO
        paid: list[Sequence[Cell]] = []
        for payment in result.payments:
            made += payment.amount
            paid.append((payment.date, payment.amount, made))
        tables.append(
            Table(
                _("已经还的每一笔"),
                (_("哪天还的"), _("还了多少（元）"), _("累计（元）")),
                paid,
                (_("合计"), result.paid, None),
                formulas={2: "=C{above}+B{row}"},
            )
        )
    return tables


def _working(form: Form, result: Result) -> list[Text]:
    due = sum(row.date <= form.as_of for row in result.rows)
    given = {
        "as_of": form.as_of,
        "number": Instalments(due),
        "due": Yuan(result.due_to_date),
        "paid": Yuan(result.paid),
    }
    lines = [_("到{as_of}（含当天）该还的 = 前 {number}相加 = {due}", **given)]
    if result.short:
        lines.append(_("还差 = {due} − {paid} = {short}", short=Yuan(result.short), **given))
    elif result.over:
        lines.append(
            _(
                "多付 = {paid} − 整个计划 {total} = {over}",
                total=Yuan(result.total),
                over=Yuan(result.over),
                **given,
            )
        )
    else:
        lines.append(_("提前 = {paid} − {due} = {ahead}", ahead=Yuan(result.ahead), **given))
    return lines


def _sources(form: Form, result: Result) -> list[Figure | Rule]:
    if not result.overdue:
        return (
            [rule("credit-reg-art-15-16"), figure("credit_record_years")]
            if result.late_rows
            else []
        )
    used: list[Figure | Rule] = [
        rule("cc-art-577-579"),
        rule("cc-art-543-544"),
        rule("credit-reg-art-15-16"),
    ]
    if form.kind == "card" and result.days_overdue <= figure("card_grace_days").value:
        used.append(figure("card_grace_days"))
    return [*used, figure("credit_record_years")]


def _events(form: Form, result: Result) -> list[Event]:
    """Every instalment still to pay from today on; after the last one, the credit report."""
    who = form.lender or _("这一家")
    events = [
        Event(
            row.date,
            _("还 {amount}：{who}", amount=Yuan(row.left), who=who),
            _("第 {number} 期，共 {total} 期。", number=row.number, total=len(result.rows)),
        )
        for row in result.rows
        if row.left and row.date >= form.as_of
    ]
    if result.settled_on:
        check = months_after(result.settled_on, 2)
        events.append(Event(check, _("查信用报告：{who}显示结清了吗", who=who), None, (0,)))
    return events


def _next(form: Form, result: Result) -> list[Next]:
    told = {"lender": form.lender} if form.lender else {}
    if not result.left:
        done = {"total_paid": typed.amount(result.paid)}
        if result.settled_on:
            done["settled_on"] = result.settled_on.isoformat()
        settled = {"kind": "settlement_certificate", **told, **done}
        return [
            Next("letter", _("写一封信，要结清证明。"), settled),
            Next("budget", _("每月空出来的钱，怎么用？")),
        ]
    usual = result.rows[0].payment
    coming = [row for row in result.rows if row.left]
    rest = {"payment": typed.amount(usual), "months": str(len(coming))}
    steps = [Next("calendar", _("哪天要备好多少钱？和发薪日对一对。"), _plan_of(form, result))]
    if not result.overdue:
        return [*steps, Next("stress", _("收入再少一点，还守得住吗？"), rest)]
    again = {"kind": form.kind, "principal": typed.amount(result.left), "months": rest["months"]}
    return [
        Next("budget", _("先重算：现在每月还能拿出多少？")),
        Next("plan", _("守不住了，剩下的重新排。"), again),
        Next("letter", _("补的日子谈好了，写成确认函。"), {"kind": "confirm_terms", **told}),
        Next("stress", _("收入再少一点，还守得住吗？"), rest),
        *steps,
    ]


def _plan_of(form: Form, result: Result) -> dict[str, str]:
    """What is still to come, as one line of the calendar."""
    coming = [row for row in result.rows if row.left and row.date >= form.as_of]
    if not coming:
        return {}
    values = {
        "plans.0.first_payment_date": coming[0].date.isoformat(),
        "plans.0.months": str(len(coming)),
        "plans.0.payment": typed.amount(
            coming[-1].payment if len(coming) < 3 else coming[1].payment
        ),
        "as_of": form.as_of.isoformat(),
    }
    if form.lender:
        values["plans.0.lender"] = form.lender
    return values
