"""每月哪天要准备多少 · On which day of the month must how much be there?

All plans, bills and pay days on one calendar: what is at hand is followed from day to day, what goes
out before what comes in. Between two pay days the lowest day says how tight it gets.

Rounding: living costs are spread over the days of each month, to the fen, so that a whole month
adds up to them; everything else is exact. Days that a month does not have fall on its last day.
Source: addition; `about/method`.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calculators.maths import money as m
from calculators.maths import purse
from calculators.maths.dates import months_after
from calculators.page import fields as f
from calculators.page import typed
from calculators.page.answer import Answer, Cell, Chart, Event, Fact, Next, Table
from calculators.page.fields import Invalid, count, day, money
from calculators.page.names import name
from calculators.page.words import Text, Yuan, _

TITLE = _("每月哪天要准备多少？")

MOST_AHEAD = 24
"""Months that are followed day by day."""


@dataclass(frozen=True)
class Plan:
    """One agreement, or what is left of it."""

    lender: str = name(_("贷款方"))
    first_payment_date: datetime.date = day(_("下一个还款日"), required=True)
    months: int = count(_("还剩几期"), low=1, unit=_("期"), years=True, required=True)
    payment: Decimal = money(_("每期还多少"), low=Decimal("0.01"), required=True)


@dataclass(frozen=True)
class EveryMonth:
    """Money that comes or goes on the same day of every month."""

    name: str = name(_("什么"))
    pay_day: int = count(_("每月几号"), low=1, high=31, unit=_("号"), required=True)
    amount: Decimal = money(_("多少钱"), low=Decimal("0.01"), required=True)


@dataclass(frozen=True)
class Form:
    as_of: datetime.date = day(
        _("今天"), required=True, example="2026-11-21", hint=_("从这天早上算起。")
    )
    start_balance: Decimal = money(
        _("现在账上能用的钱"), default=m.ZERO, example="3600", hint=_("备用金不算进来。")
    )
    plans: tuple[Plan, ...] = f.rows(
        _("每一家的还款"),
        Plan,
        required=True,
        hint=_("一家一行。没谈过的按合同填。"),
        example=[
            {
                "lender": _("信用卡"),
                "first_payment_date": "2026-12-12",
                "months": "60",
                "payment": "626",
            },
            {
                "lender": _("分期平台"),
                "first_payment_date": "2026-12-15",
                "months": "62",
                "payment": "345.16",
            },
            {
                "lender": _("银行消费贷"),
                "first_payment_date": "2026-12-15",
                "months": "62",
                "payment": "750.76",
            },
        ],
    )
    pay_days: tuple[EveryMonth, ...] = f.rows(
        _("哪天有收入"),
        EveryMonth,
        hint=_("工资、补贴、家人固定给的。没有 31 号的月份，算在月末。"),
        example=[{"name": _("工资（病后）"), "pay_day": "10", "amount": "6500"}],
    )
    bills: tuple[EveryMonth, ...] = f.rows(
        _("哪天有固定的大额开支"),
        EveryMonth,
        hint=_("房租、社保、给家人的。"),
        example=[
            {"name": _("房租"), "pay_day": "1", "amount": "1500"},
            {"name": _("给父亲的赡养费"), "pay_day": "16", "amount": "800"},
        ],
    )
    monthly_spending: Decimal = money(
        _("其余生活开支，每月"),
        default=m.ZERO,
        example="2277.75",
        hint=_("吃饭、交通、水电、看病等，平摊到每一天。"),
    )
    months_ahead: int = count(
        _("往后看几个月"),
        low=1,
        high=MOST_AHEAD,
        unit=_("个月"),
        years=True,
        default=6,
        example="6",
        more=True,
    )


EXAMPLES = {
    "self_employed": {
        "as_of": "2026-11-21",
        "start_balance": "2600",
        "plans": [
            {
                "lender": _("小贷公司贷款"),
                "first_payment_date": "2026-12-20",
                "months": "60",
                "payment": "630",
            },
            {
                "lender": _("信用卡"),
                "first_payment_date": "2026-12-20",
                "months": "60",
                "payment": "431.67",
            },
        ],
        "pay_days": [
            {"name": _("平台结算"), "pay_day": "10", "amount": "2900"},
            {"name": _("平台结算"), "pay_day": "25", "amount": "2900"},
        ],
        "bills": [{"name": _("房租"), "pay_day": "5", "amount": "1300"}],
        "monthly_spending": "3150",
    },
    "couple": {
        "as_of": "2026-11-21",
        "start_balance": "9000",
        "plans": [
            {
                "lender": _("消费金融贷款"),
                "first_payment_date": "2026-12-08",
                "months": "36",
                "payment": "1162.50",
            },
            {
                "lender": _("信用卡一"),
                "first_payment_date": "2026-12-05",
                "months": "24",
                "payment": "547.87",
            },
            {
                "lender": _("信用卡二"),
                "first_payment_date": "2026-12-12",
                "months": "24",
                "payment": "433",
            },
        ],
        "pay_days": [
            {"name": _("工资一"), "pay_day": "10", "amount": "8600"},
            {"name": _("工资二"), "pay_day": "31", "amount": "7200"},
        ],
        "bills": [{"name": _("房贷"), "pay_day": "20", "amount": "4600"}],
        "monthly_spending": "8300",
    },
}


@dataclass(frozen=True)
class Move:
    """Something on a day: income, a bill or an instalment; money in yuan.

    `spent` is what was lived on since the line before, `balance` what is left after it.
    """

    date: datetime.date
    what: str
    income: Decimal
    out: Decimal
    spent: Decimal
    balance: Decimal
    kind: str


@dataclass(frozen=True)
class Low:
    """The lowest day between two incomes; `until` is the day the next one comes, if any does."""

    date: datetime.date
    balance: Decimal
    until: datetime.date | None


@dataclass(frozen=True)
class MonthRow:
    """A calendar month, in yuan: instalments, other spending, income, the lowest and the last day."""

    number: int
    month: datetime.date
    due: Decimal
    spending: Decimal
    income: Decimal
    low: Decimal
    low_date: datetime.date
    end: Decimal


@dataclass(frozen=True)
class Result:
    """Money in yuan. `lowest` is the lowest day of all; `needed` is what it lacks to nothing.

    `first_short_date` is the first day on which the money does not suffice. `monthly_due` is what
    all plans together take in their fullest month.
    """

    lowest: Decimal
    lowest_date: datetime.date
    needed: Decimal
    first_short_date: datetime.date | None
    short_days: int
    monthly_due: Decimal
    total_due: Decimal
    total_income: Decimal
    total_spending: Decimal
    end_balance: Decimal
    end_date: datetime.date
    lows: tuple[Low, ...]
    rows: tuple[MonthRow, ...]
    moves: tuple[Move, ...]


def calculate(form: Form) -> Result:
    """Follow the money from `as_of` day by day. Raises `Invalid` where nothing is due in sight."""
    start = form.as_of
    end = months_after(start, form.months_ahead)
    moves = sorted(_moves(form, start, end), key=lambda move: (move.date, move.income > 0))
    if not any(move.kind == "due" for move in moves):
        raise Invalid(plans=_("到{end}没有要还的，请核对还款日，或者往后多看几个月。", end=end))
    income: dict[datetime.date, Decimal] = defaultdict(Decimal)
    out: dict[datetime.date, Decimal] = defaultdict(Decimal)
    for move in moves:
        income[move.date] += move.income
        out[move.date] += move.out
    days = list(purse.days(start, end, form.start_balance, income, out, form.monthly_spending))
    lowest = min(days, key=lambda one: one.low)
    short = [one.date for one in days if one.low < 0]
    rows = tuple(_months(days, moves))
    return Result(
        lowest=lowest.low,
        lowest_date=lowest.date,
        needed=max(-lowest.low, m.ZERO),
        first_short_date=short[0] if short else None,
        short_days=len(short),
        monthly_due=max(row.due for row in rows),
        total_due=sum((row.due for row in rows), m.ZERO),
        total_income=sum((row.income for row in rows), m.ZERO),
        total_spending=sum((row.spending for row in rows), m.ZERO),
        end_balance=days[-1].balance,
        end_date=end,
        lows=tuple(_lows(days)),
        rows=rows,
        moves=tuple(_followed(form, days, moves)),
    )


def _moves(form: Form, start: datetime.date, end: datetime.date) -> Iterator[Move]:
    """Everything that comes or goes from `start` to `end`, both counted."""
    for place, plan in enumerate(form.plans, 1):
        lender = plan.lender or _("第 {place} 家", place=place)
        for date in _due_days(plan, start, end):
            yield _move(date, lender, "due", out=plan.payment)
    months = (end.year - start.year) * 12 + end.month - start.month
    for kind, lines in (("income", form.pay_days), ("bill", form.bills)):
        for line in lines:
            for index in range(months + 1):
                date = purse.in_month(line.pay_day, months_after(start.replace(day=1), index))
                if start <= date <= end:
                    amount = {"income" if kind == "income" else "out": line.amount}
                    yield _move(date, line.name or KINDS[kind], kind, **amount)


def _due_days(plan: Plan, start: datetime.date, end: datetime.date) -> Iterator[datetime.date]:
    first = plan.first_payment_date
    passed = (start.year - first.year) * 12 + start.month - first.month
    for index in range(max(passed, 0), plan.months):
        date = months_after(first, index)
        if date > end:
            return
        if date >= start:
            yield date


KINDS = {"income": _("收入"), "bill": _("开支"), "due": _("还款")}


def _move(
    date: datetime.date, what: str, kind: str, income: Decimal = m.ZERO, out: Decimal = m.ZERO
) -> Move:
    return Move(date, what, income, out, m.ZERO, m.ZERO, kind)


def _lows(days: Sequence[purse.Day]) -> Iterator[Low]:
    incomes = [one.date for one in days if one.income]
    for lowest in purse.lows(days):
        until = next((date for date in incomes if date >= lowest.date), None)
        yield Low(lowest.date, lowest.low, until)


def _months(days: Sequence[purse.Day], moves: Sequence[Move]) -> Iterator[MonthRow]:
    due: dict[datetime.date, Decimal] = defaultdict(Decimal)
    for move in moves:
        if move.kind == "due":
            due[move.date.replace(day=1)] += move.out
    months: dict[datetime.date, list[purse.Day]] = defaultdict(list)
    for one in days:
        months[one.date.replace(day=1)].append(one)
    for number, (month, part) in enumerate(months.items(), 1):
        lowest = min(part, key=lambda one: one.low)
        owed = due[month] + m.ZERO
        yield MonthRow(
            number=number,
            month=month,
            due=owed,
            spending=sum((one.out + one.spent for one in part), m.ZERO) - owed,
            income=sum((one.income for one in part), m.ZERO),
            low=lowest.low,
            low_date=lowest.date,
            end=part[-1].balance,
        )


def _followed(form: Form, days: Sequence[purse.Day], moves: Sequence[Move]) -> Iterator[Move]:
    """The moves with what was lived on in between, and what is left after each."""
    balance, waiting = form.start_balance, list(reversed(moves))
    spent = m.ZERO
    for one in days:
        spent += one.spent
        while waiting and waiting[-1].date == one.date:
            move = waiting.pop()
            balance += move.income - move.out - spent
            yield Move(move.date, move.what, move.income, move.out, spent, balance, move.kind)
            spent = m.ZERO
    end = days[-1]
    yield Move(end.date, "", m.ZERO, m.ZERO, spent, end.balance, "end")


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """The tightest day first; then the months, and every day on which something comes or goes."""
    return Answer(
        headline=_headline(result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=(
            Chart(
                _("每次有收入以前，最少的一天还剩多少")
                if not result.needed
                else _("每次有收入以前，最少的一天还剩多少（不够的画成 0）"),
                (_("还剩"),),
                [(low.date, (max(low.balance, m.ZERO),)) for low in result.lows],
            ),
        ),
        tables=_tables(form, result),
        working=_working(form, result),
        assumptions=(
            _("同一天里先算付出，再算收入：扣款多在早上，工资不一定几点到。"),
            _("其余生活开支平摊到每一天；没有算利息、罚息和临时的开支。"),
            _("没有这一天的月份，算在月末。周末和节假日没有顺延，请提前一个工作日备好。"),
            _("每期按一样多算；最后一期差几分的，以协议为准。"),
        ),
        next=_next(form, result),
        events=_events(form, result),
    )


def _headline(result: Result) -> Text:
    given = {"date": result.lowest_date, "left": Yuan(result.lowest), "need": Yuan(result.needed)}
    if result.needed:
        return _("{date}最紧：账上差 {need}。", **given)
    return _("{date}最紧：账上只剩 {left}。到{end}都够。", end=result.end_date, **given)


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(_("各家加起来，最多的一个月"), Yuan(result.monthly_due)),
        Fact(_("这段时间一共要还"), Yuan(result.total_due, wan=True)),
        Fact(_("收入减全部付出"), Yuan(result.end_balance - form.start_balance)),
        Fact(_("到期末账上"), Yuan(result.end_balance), _("{end}。", end=result.end_date)),
    ]
    if result.first_short_date is not None:
        facts.insert(0, Fact(_("第一次不够的日子"), result.first_short_date))
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    if result.needed:
        low = next(low for low in result.lows if low.date == result.lowest_date)
        if low.until:
            notes.append(
                _(
                    "{until}有钱进来。可以问各家，能不能把还款日改到那天以后；要在到期前问，改了要有文字。",
                    until=low.until,
                )
            )
        if result.end_balance < form.start_balance:
            notes.append(_("每月付出的比收入多，只改日子不够。先重算预算，再谈金额。"))
        notes.append(_("差的钱不要借新的来补，也不动药费和饭钱。"))
    elif result.end_balance < form.start_balance:
        notes.append(_("这段时间够，但账上一直在变少。收入不变的话，后面会不够。"))
    if not form.pay_days:
        notes.append(_("没有填收入，账上只会越来越少。"))
    if not form.monthly_spending and not form.bills:
        notes.append(_("没有填生活开支，剩下的钱看着会比实际多。"))
    notes.append(_("日历文件里，每个还款日提前 3 天和 1 天提醒。"))
    return notes


def _tables(form: Form, result: Result) -> list[Table]:
    months: list[Sequence[Cell]] = [
        (
            _("{year}年{month}月", year=str(row.month.year), month=row.month.month),
            row.due,
            row.spending,
            row.income,
            row.low,
            row.low_date,
            row.end,
        )
        for row in result.rows
    ]
    first = (form.as_of, _("现在账上"), None, None, None, form.start_balance)
    moves: list[Sequence[Cell]] = [
        (
            move.date,
            move.what or _("期末"),
            move.income or None,
            move.out or None,
            move.spent,
            move.balance,
        )
        for move in result.moves
    ]
    return [
        Table(
            _("每个月"),
            (
                _("月份"),
                _("还款（元）"),
                _("其他付出（元）"),
                _("收入（元）"),
                _("最少时（元）"),
                _("最少的一天"),
                _("月末（元）"),
            ),
            months,
            (
                _("合计"),
                result.total_due,
                result.total_spending,
                result.total_income,
                None,
                None,
                None,
            ),
        ),
        Table(
            _("每一天"),
            (
                _("日期"),
                _("什么"),
                _("收入（元）"),
                _("付出（元）"),
                _("上一行以来的生活开支（元）"),
                _("还剩（元）"),
            ),
            [first, *moves],
            download="calendar",
            formulas={5: "=F{above}+C{row}-D{row}-E{row}"},
        ),
        Table(
            _("每次有收入以前，最少的一天"),
            (_("哪一天"), _("还剩（元）"), _("下一次收入")),
            [(low.date, low.balance, low.until) for low in result.lows],
        ),
    ]


def _working(form: Form, result: Result) -> list[Text]:
    return [
        _("每天还剩 = 前一天 − 当天还款和开支 − 当天的生活开支 + 当天收入"),
        _(
            "期末 = {start} + 收入 {income} − 还款 {due} − 其他付出 {spending} = {end}",
            start=Yuan(form.start_balance),
            income=Yuan(result.total_income),
            due=Yuan(result.total_due),
            spending=Yuan(result.total_spending),
            end=Yuan(result.end_balance),
        ),
        _("每天的生活开支 = 每月的钱 × 到这天的天数 ÷ 这个月的天数，再减去到前一天的"),
    ]


def _events(form: Form, result: Result) -> list[Event]:
    """Every instalment in sight; a day on which the money does not suffice gets its own reminder."""
    events = [
        Event(
            move.date,
            _("还 {amount}：{who}", amount=Yuan(move.out), who=move.what),
            _("付完账上约 {left}。", left=Yuan(move.balance)),
        )
        for move in result.moves
        if move.kind == "due"
    ]
    for low in result.lows:
        if low.balance < 0:
            title = _("这天账上差 {need}", need=Yuan(-low.balance))
            events.append(Event(low.date, title, _("早点联系，问能不能改日子。"), (14, 7)))
    return sorted(events, key=lambda event: event.day)


def _next(form: Form, result: Result) -> list[Next]:
    payment = sum((plan.payment for plan in form.plans), m.ZERO)
    months = max(plan.months for plan in form.plans)
    values: dict[str, Any] = {"payment": typed.amount(payment), "months": str(months)}
    steps = [
        Next("stress", _("收入断一两个月，还守得住吗？"), values),
        Next("budget", _("每月一共能拿出多少？先算收支。")),
    ]
    return list(reversed(steps)) if result.needed else steps
