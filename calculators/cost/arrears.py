"""逾期到今天一共多少，每天涨多少 · What is overdue in all today, and what does each day add?

Each overdue instalment is counted from its own due date:
penalty interest = base × annual rate × penalty multiple × days ÷ 360 (or another day count). The penalty rate takes
the place of the contract rate; with `add_on` contract interest runs on and only the part above it is
penalty interest, so nothing is charged twice. Compound interest, where the contract has it, is added
on the due day of every month and shown as a line of its own. The default charge bears no interest.

Rounding: every item of every instalment to the fen, half up; with compounding every monthly rest. A
rate is never rounded. Totals are sums of rows.
Source: PBoC notice 2003 no. 251, item 3; Civil Code art. 676; `about/method`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from calculators.law import Figure, Rule, figure, rule
from calculators.maths import money as m
from calculators.maths import schedule
from calculators.maths.dates import months_after
from calculators.maths.days import YEAR, after_weekend, days_after, days_between
from calculators.maths.penalty import interest_for_days, with_monthly_rests
from calculators.page.answer import Answer, Chart, Fact, Next, Table
from calculators.page.choices import METHODS
from calculators.page.conventions import DAY_COUNTS, DAY_COUNTS_SAID, END_DAYS, days, multiple
from calculators.page.fields import Invalid, choice, count, day, money, rate, rows
from calculators.page.typed import amount, percent
from calculators.page.words import Months, Number, Percent, Text, Yuan, _

TITLE = _("逾期到今天一共多少，每天涨多少？")

FROM_LOAN = _("从整笔贷款算（记得哪几期没还就填这里）")
LATER = (30, 60, 90, 180)
MOST_MONTHS_OVERDUE = 600
_MOST_GROWTH = Decimal("1e15")


@dataclass(frozen=True)
class Overdue:
    due_date: datetime.date = day(_("应还日"), required=True)
    principal: Decimal = money(_("没还的本金"), default=m.ZERO)
    interest: Decimal = money(_("没还的利息"), default=m.ZERO)


@dataclass(frozen=True)
class Form:
    as_of: datetime.date = day(
        _("算到哪一天"),
        required=True,
        example="2026-11-21",
        hint=_("今天，或打算还款的那一天。"),
    )
    annual_rate: Decimal = rate(
        _("合同年利率"),
        per="year",
        required=True,
        example="14.4",
        hint=_("借款时约定的年利率，不是罚息利率。"),
    )
    loan_principal: Decimal | None = money(
        _("贷款本金"),
        low=Decimal("0.01"),
        group=FROM_LOAN,
        example="46000",
        yields_to=("overdue",),
        hint=_("放款时的本金。"),
    )
    loan_months: int | None = count(
        _("一共几期"),
        low=1,
        unit=_("期"),
        years=True,
        group=FROM_LOAN,
        example="36",
        yields_to=("overdue",),
    )
    method: str = choice(_("还款方式"), METHODS, group=FROM_LOAN)
    start_date: datetime.date | None = day(
        _("放款日"),
        group=FROM_LOAN,
        example="2026-09-28",
        yields_to=("overdue",),
        hint=_("第一期在一个月后的同一天到期。"),
    )
    paid_months: int = count(
        _("已经还清几期"),
        unit=_("期"),
        default=0,
        group=FROM_LOAN,
        example="0",
        yields_to=("overdue",),
    )
    overdue: tuple[Overdue, ...] = rows(
        _("或者一期一行，填逾期的各期"),
        Overdue,
        hint=_("有账单明细时填这里，上面“从整笔贷款算”就留空。"),
    )
    penalty_multiple: Decimal = multiple(
        _("罚息是合同利率的几倍"),
        default="1.5",
        example="1.5",
        hint=_("合同写“加收 50%”就填 1.5。"),
    )
    penalty_kind: str = choice(
        _("罚息和合同利息"),
        {
            "replaces": _("罚息利率代替合同利率"),
            "add_on": _("合同利息照算，多出的部分另记罚息"),
        },
        more=True,
        hint=_("两种写法合起来一样多。倍数都填总的倍数。"),
    )
    penalty_base: str = choice(
        _("罚息按什么计"),
        {"principal": _("逾期的本金"), "principal_interest": _("逾期的本金和利息")},
        more=True,
    )
    compound: str = choice(
        _("复利（利息再生利息）"),
        {"none": _("不计复利"), "monthly": _("每月加进去一次")},
        more=True,
        hint=_("合同写了才有。"),
    )
    day_count: str = choice(_("一年按多少天"), DAY_COUNTS, more=True)
    end_day: str = choice(_("最后一天算不算"), END_DAYS, more=True)
    default_charge: Decimal = money(
        _("违约金"), default=m.ZERO, more=True, hint=_("对方列出的金额；不再生利息。")
    )
    default_charge_rate: Decimal | None = rate(
        _("或违约金比例"), per="once", high=Decimal(1), more=True, hint=_("信用卡常见 5%。")
    )
    default_charge_base: Decimal | None = money(
        _("违约金按多少钱收"), more=True, hint=_("信用卡填最低还款额没还的部分；不填按当期欠款。")
    )
    default_charge_floor: Decimal = money(_("违约金最低收"), default=m.ZERO, more=True)
    default_charge_cap: Decimal | None = money(_("违约金最高收"), more=True)
    default_charge_times: str = choice(
        _("违约金收几次"),
        {"once": _("只收一次"), "each": _("每一期逾期收一次")},
        more=True,
    )
    accelerated_on: datetime.date | None = day(
        _("整笔提前到期日"),
        more=True,
        hint=_("对方书面通知全部提前到期的那一天；没有通知就留空。"),
    )
    not_due: Decimal | None = money(
        _("提前到期的本金"), more=True, hint=_("一期一行填写时才要填：那天还没到期的本金。")
    )
    weekend: str = choice(
        _("应还日是周末"),
        {"same_day": _("不顺延"), "next_monday": _("顺延到周一")},
        more=True,
    )
    grace_days: int = count(_("宽限几天"), high=90, unit=_("天"), default=0, more=True)
    grace_missed: str = choice(
        _("过了宽限期怎么算"),
        {"from_due_date": _("从应还日算起"), "after_grace": _("从宽限期满算起")},
        more=True,
    )


EXAMPLES = {
    "self_employed": {
        "as_of": "2026-11-21",
        "annual_rate": "24",
        "overdue": [
            {"due_date": "2026-07-04", "principal": "1906.51", "interest": "1160.00"},
            {"due_date": "2026-08-04", "principal": "1944.64", "interest": "1121.87"},
            {"due_date": "2026-09-04", "principal": "1983.53", "interest": "1082.98"},
            {"due_date": "2026-10-04", "principal": "2023.20", "interest": "1043.31"},
            {"due_date": "2026-11-04", "principal": "2063.67", "interest": "1002.84"},
        ],
        "penalty_multiple": "1.5",
        "compound": "monthly",
    },
    "couple": {
        "as_of": "2027-01-04",
        "annual_rate": "23.4",
        "loan_principal": "35000",
        "loan_months": "18",
        "start_date": "2026-11-05",
        "penalty_multiple": "1.5",
        "default_charge": "50",
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """One overdue instalment with what has come on top of it; `days` are those that were counted.

    `running_interest` (only with `add_on`) is contract interest since the due date; it is part of
    `interest`. `accelerated` marks the balance that was called in early.
    """

    number: int
    due_date: datetime.date
    days: int
    principal: Decimal
    interest: Decimal
    running_interest: Decimal
    penalty_interest: Decimal
    compound_interest: Decimal
    default_charge: Decimal
    total: Decimal
    accelerated: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """What today's rows come to `days` after `as_of` if nothing is paid; `newly_due` is not in it."""

    days: int
    date: datetime.date
    days_overdue: int
    penalty_interest: Decimal
    compound_interest: Decimal
    total: Decimal
    added: Decimal
    newly_due: Decimal


@dataclass(frozen=True, slots=True)
class Result:
    """Money in yuan, rates as fractions; sums are those of `rows`.

    `days` are those of the oldest row; `per_day` is what the next day adds; `projection` says what
    the rows come to later. `not_due` is principal of the loan that is not due yet (`None` when only
    rows are known).
    """

    rows: tuple[Row, ...]
    days: int
    principal: Decimal
    interest: Decimal
    penalty_interest: Decimal
    compound_interest: Decimal
    default_charge: Decimal
    total: Decimal
    per_day: Decimal
    penalty_rate: Decimal
    projection: tuple[Later, ...]
    not_due: Decimal | None


@dataclass(frozen=True, slots=True)
class _Due:
    """An amount that fell due: what penalty interest is counted on."""

    date: datetime.date
    principal: Decimal
    interest: Decimal
    accelerated: bool = False


def calculate(form: Form) -> Result:
    """Find what is due, then add what late payment costs. Raises `Invalid` for contradictions."""
    _check(form)
    loan = _loan(form)
    dues = _dues(form, loan)
    earliest = min((due.date for due in dues), default=form.as_of)
    if months_after(earliest, MOST_MONTHS_OVERDUE) < form.as_of:
        raise Invalid(as_of=_("离应还日太久：最多 {most}。", most=Months(MOST_MONTHS_OVERDUE)))
    dates = [days_after(form.as_of, later) for later in (0, *LATER)]
    columns, daily = [], Decimal(0)
    for number, due in enumerate(dues, 1):
        each = form.default_charge_times == "each" and not due.accelerated
        charge = _default_charge(form, due) if number == 1 or each else m.ZERO
        column, more = _over_time(form, number, due, charge, dates)
        columns.append(column)
        daily += more
    today, *later = list(zip(*columns, strict=True)) or [()] * len(dates)
    total = _sum(row.total for row in today)
    return Result(
        rows=today,
        days=max((row.days for row in today), default=0),
        principal=_sum(row.principal for row in today),
        interest=_sum(row.interest for row in today),
        penalty_interest=_sum(row.penalty_interest for row in today),
        compound_interest=_sum(row.compound_interest for row in today),
        default_charge=_sum(row.default_charge for row in today),
        total=total,
        per_day=m.fen(daily),
        penalty_rate=form.annual_rate * form.penalty_multiple,
        projection=tuple(
            Later(
                days=ahead,
                date=date,
                days_overdue=max((row.days for row in then), default=0),
                penalty_interest=_sum(row.penalty_interest for row in then),
                compound_interest=_sum(row.compound_interest for row in then),
                total=_sum(row.total for row in then),
                added=_sum(row.total for row in then) - total,
                newly_due=_newly_due(form, loan, date),
            )
            for ahead, date, then in zip(LATER, dates[1:], later, strict=True)
        ),
        not_due=_not_due(form, loan),
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, m.ZERO)


def _check(form: Form) -> None:
    from_loan = {
        "loan_principal": form.loan_principal,
        "loan_months": form.loan_months,
        "start_date": form.start_date,
    }
    if form.overdue and any(given is not None for given in from_loan.values()):
        raise Invalid(overdue=_("两种填法只用一种：清空“从整笔贷款算”，或删掉这些行。"))
    if not form.overdue:
        if all(given is None for given in from_loan.values()):
            raise Invalid(overdue=_("请填逾期的各期，或者填整笔贷款。"))
        missing = [name for name, given in from_loan.items() if given is None]
        if missing:
            raise Invalid(**dict.fromkeys(missing, _("从整笔贷款算时，这一格也要填。")))
        if form.paid_months > (form.loan_months or 0):
            raise Invalid(paid_months=_("不能超过一共的期数。"))
        if form.start_date and form.start_date > form.as_of:
            raise Invalid(start_date=_("放款日不能晚于“{label}”。", label=_("算到哪一天")))
    for index, row in enumerate(form.overdue):
        if row.due_date > form.as_of:
            raise Invalid(**{f"overdue.{index}.due_date": _("到那一天还没到期，请删掉这一行。")})
        if not row.principal + row.interest:
            raise Invalid(**{f"overdue.{index}.principal": _("请填这一期没还的本金或利息。")})
    if form.penalty_kind == "add_on" and form.penalty_multiple < 1:
        raise Invalid(penalty_multiple=_("请填总的倍数：合同利息之外加收 50%，就填 1.5。"))
    _check_default_charge(form)
    _check_acceleration(form)


def _check_default_charge(form: Form) -> None:
    if form.default_charge_rate is not None and form.default_charge:
        raise Invalid(default_charge_rate=_("违约金填金额或比例，只填一个。"))
    if form.default_charge_rate is None and form.default_charge_base is not None:
        raise Invalid(default_charge_rate=_("请填比例，例如 5%。"))
    if form.default_charge_cap is not None and form.default_charge_cap < form.default_charge_floor:
        raise Invalid(default_charge_cap=_("最高的金额不能小于最低的。"))


def _check_acceleration(form: Form) -> None:
    if form.accelerated_on is None:
        if form.not_due is not None:
            raise Invalid(accelerated_on=_("请填整笔提前到期的那一天。"))
        return
    if form.accelerated_on > form.as_of:
        raise Invalid(accelerated_on=_("不能晚于“{label}”。", label=_("算到哪一天")))
    if form.overdue and form.not_due is None:
        raise Invalid(not_due=_("请填那一天还没到期的本金。"))
    if not form.overdue and form.not_due is not None:
        raise Invalid(not_due=_("从整笔贷款算时不用填，会自动算出来。"))
    if form.start_date and form.accelerated_on < form.start_date:
        raise Invalid(accelerated_on=_("不能早于放款日。"))


# --- what is due ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Loan:
    """The unpaid instalments of the loan with their days, and what was owed before them."""

    dues: tuple[_Due, ...]
    balance: Decimal
    paid_until: datetime.date


def _loan(form: Form) -> _Loan | None:
    if form.loan_principal is None or form.loan_months is None or form.start_date is None:
        return None
    planned = schedule.by_method(
        form.method, form.loan_principal, form.annual_rate, form.loan_months, m.fen
    )
    paid = [row for row in planned if row.number <= form.paid_months]
    return _Loan(
        tuple(
            _Due(months_after(form.start_date, row.number), row.principal, row.interest)
            for row in planned[len(paid) :]
        ),
        form.loan_principal - _sum(row.principal for row in paid),
        months_after(form.start_date, form.paid_months),
    )


def _dues(form: Form, loan: _Loan | None) -> list[_Due]:
    """What is overdue on `as_of`, with the balance called in early as the last one."""
    until = form.accelerated_on or form.as_of
    if loan is None:
        dues = [_Due(row.due_date, row.principal, row.interest) for row in form.overdue]
        dues.sort(key=lambda due: due.date)
        if form.accelerated_on and form.not_due:
            dues.append(_Due(form.accelerated_on, form.not_due, m.ZERO, accelerated=True))
        return dues
    dues = [due for due in loan.dues if due.date <= until]
    if form.accelerated_on:
        rest = _sum(due.principal for due in loan.dues[len(dues) :])
        since = dues[-1].date if dues else loan.paid_until
        if rest:
            dues.append(
                _Due(until, rest, _until_called(form, rest, since, until), accelerated=True)
            )
    return dues


def _until_called(form: Form, rest: Decimal, since: datetime.date, until: datetime.date) -> Decimal:
    """Contract interest from the last due date until the balance was called in, by days."""
    elapsed = max(days_between(since, until, form.day_count), 0)
    base = form.loan_principal or m.ZERO if form.method == "flat" else rest
    annual_rate = Decimal(0) if form.method == "principal_only" else form.annual_rate
    return interest_for_days(base, annual_rate, elapsed, YEAR[form.day_count])


def _not_due(form: Form, loan: _Loan | None) -> Decimal | None:
    if loan is None:
        return None
    if form.accelerated_on:
        return m.ZERO
    return _sum(due.principal for due in loan.dues if due.date > form.as_of)


def _newly_due(form: Form, loan: _Loan | None, date: datetime.date) -> Decimal:
    """Instalments of the loan that fall due after `as_of`, up to `date`."""
    if loan is None or form.accelerated_on:
        return m.ZERO
    return _sum(due.principal + due.interest for due in loan.dues if form.as_of < due.date <= date)


# --- what late payment adds -------------------------------------------------------------------


def _over_time(
    form: Form, number: int, due: _Due, charge: Decimal, dates: Sequence[datetime.date]
) -> tuple[list[Row], Decimal]:
    """One due amount on each of `dates`, and what the day after the first of them adds."""
    year, full_rate = YEAR[form.day_count], form.annual_rate * form.penalty_multiple
    running, penalty = _yearly(form, due)
    start = _counted_from(form, due)
    compounded = None
    if form.compound == "monthly":
        try:
            compounded = with_monthly_rests(
                running + penalty,
                full_rate,
                start,
                dates,
                form.day_count,
                inclusive=form.end_day == "inclusive",
                most=_MOST_GROWTH,
            )
        except OverflowError:
            raise Invalid(compound=_("利滚利的结果太大，算不了，请核对利率和日期。")) from None
    rows = []
    for index, date in enumerate(dates):
        counted = _days(form, due, date)
        parts = [m.fen(running * counted / year), m.fen(penalty * counted / year), m.ZERO]
        if compounded and counted:
            parts[2] = max(compounded[index].total - parts[0] - parts[1], m.ZERO)
        charged = charge if counted else m.ZERO
        rows.append(
            Row(
                number=number,
                due_date=due.date,
                days=counted,
                principal=due.principal,
                interest=due.interest + parts[0],
                running_interest=parts[0],
                penalty_interest=parts[1],
                compound_interest=parts[2],
                default_charge=charged,
                total=due.principal + due.interest + sum(parts, charged),
                accelerated=due.accelerated,
            )
        )
    if not rows[0].days and dates[0] != start:
        return rows, Decimal(0)  # within the days of grace
    added = compounded[0].added if compounded else Decimal(0)
    return rows, (running + penalty + added * full_rate) / year


def _yearly(form: Form, due: _Due) -> tuple[Decimal, Decimal]:
    """Contract interest that runs on, and penalty interest, for a year; together never twice."""
    base = due.principal
    if form.penalty_base == "principal_interest":
        base += due.interest
    if form.penalty_kind == "add_on":
        return (
            due.principal * form.annual_rate,
            base * form.annual_rate * (form.penalty_multiple - 1),
        )
    return Decimal(0), base * form.annual_rate * form.penalty_multiple


def _payable_until(form: Form, due: _Due) -> datetime.date:
    """The due date, moved past a weekend where the contract says so."""
    if form.weekend == "next_monday" and not due.accelerated:
        return after_weekend(due.date)
    return due.date


def _counted_from(form: Form, due: _Due) -> datetime.date:
    start = _payable_until(form, due)
    if form.grace_missed == "after_grace" and not due.accelerated:
        start = days_after(start, form.grace_days)
    return start


def _days(form: Form, due: _Due, date: datetime.date) -> int:
    """Days that bear penalty interest: none up to the due date and its days of grace."""
    grace = 0 if due.accelerated else form.grace_days
    if date <= days_after(_payable_until(form, due), grace):
        return 0
    inclusive = form.end_day == "inclusive"
    return days_between(_counted_from(form, due), date, form.day_count, inclusive)


def _default_charge(form: Form, due: _Due) -> Decimal:
    """The charge for one missed instalment: the amount named, or a percentage with its limits."""
    if form.default_charge_rate is None:
        return form.default_charge
    base = form.default_charge_base
    if base is None:
        base = due.principal + due.interest
    charge = max(m.fen(base * form.default_charge_rate), form.default_charge_floor)
    return charge if form.default_charge_cap is None else min(charge, form.default_charge_cap)


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """The total and what a day adds; then the parts, what waiting costs, and the sums often wrong."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=_charts(result),
        tables=_tables(result),
        working=_working(form, result),
        assumptions=_assumptions(form),
        sources=_sources(form, result),
        next=_next(form, result),
    )


def _next(form: Form, result: Result) -> tuple[Next, ...]:
    owed = {
        "payment": amount(result.total),
        "principal": amount(result.principal + (result.not_due or m.ZERO)),
        "interest": amount(result.interest + result.penalty_interest + result.compound_interest),
        "default_charges": amount(result.default_charge),
        "annual_rate": percent(form.annual_rate),
    }
    first = next((row for row in result.rows if row.penalty_interest), None)
    counted = (
        {
            "amount": amount(first.penalty_interest),
            "principal": amount(first.principal),
            "annual_rate": percent(form.annual_rate),
            "penalty_multiple": amount(form.penalty_multiple),
            "from": first.due_date.isoformat(),
            "to": form.as_of.isoformat(),
        }
        if first and first.principal
        else {}
    )
    return (
        Next(
            "rate_cap",
            _("加上罚息以后，和各条利率线比一比。"),
            {"annual_rate": percent(result.penalty_rate)},
        ),
        Next("application", _("先还一部分，会先还掉哪一项？"), owed if result.total else {}),
        Next("reconcile", _("和对方的数字对不上？看看是哪种算法。"), counted),
    )


def _headline(form: Form, result: Result) -> Text:
    if not result.rows:
        return _("到{day}，没有逾期的款项。", day=form.as_of)
    given = {
        "day": form.as_of,
        "days": days(result.days),
        "total": Yuan(result.total, wan=True),
        "daily": Yuan(result.per_day),
    }
    if not result.days:
        return _("到{day}要还 {total}，还没有逾期。过了这一天，每天多 {daily}。", **given)
    if form.compound == "monthly":
        return _("到{day}逾期 {days}，一共 {total}。现在每天多 {daily}，以后会越来越多。", **given)
    return _("到{day}逾期 {days}，一共 {total}。每天多 {daily}。", **given)


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(_("到期没还的本金"), Yuan(result.principal, wan=True)),
        Fact(_("到期没还的利息"), Yuan(result.interest)),
        Fact(
            _("罚息"),
            Yuan(result.penalty_interest),
            _("罚息利率是每年 {rate}。", rate=Percent(result.penalty_rate, 4))
            if form.penalty_kind == "replaces"
            else _(
                "加收的部分是每年 {rate}。", rate=Percent(result.penalty_rate - form.annual_rate, 4)
            ),
        ),
    ]
    if form.compound == "monthly":
        facts.append(
            Fact(_("复利"), Yuan(result.compound_interest), _("合同写明按月计复利才有这一项。"))
        )
    if result.default_charge:
        facts.append(Fact(_("违约金"), Yuan(result.default_charge), _("这里不对违约金再计利息。")))
    facts.append(Fact(_("逾期第一天到现在，比按时还多出"), Yuan(_extra(result))))
    if result.not_due:
        facts.append(
            Fact(
                _("还没到期的本金"),
                Yuan(result.not_due, wan=True),
                _("不在上面的总额里。没有通知提前到期的话，只有逾期的各期计罚息。"),
            )
        )
    return facts


def _extra(result: Result) -> Decimal:
    running = sum((row.running_interest for row in result.rows), m.ZERO)
    return running + result.penalty_interest + result.compound_interest + result.default_charge


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    if form.penalty_kind == "replaces" and form.annual_rate and form.penalty_multiple > 1:
        notes.append(
            _(
                "罚息利率 {penalty} 已经代替合同利率 {contract}。两个加在一起，就重复算了。",
                penalty=Percent(result.penalty_rate, 4),
                contract=Percent(form.annual_rate),
            )
        )
    if result.penalty_interest:
        notes.append(
            _(
                "看到大得多的数字，可能是忘了除以一年的天数。"
                "网上有个例子：10,000 元、年利率 10%、1.5 倍、30 天，写成 4,500 元；"
                "正确的是 10,000 × 10% × 1.5 × 30 ÷ 360 = 125.00 元。"
            )
        )
    low, high = figure("penalty_multiple_min").value, figure("penalty_multiple_max").value
    if form.annual_rate and not low <= form.penalty_multiple <= high:
        notes.append(
            _(
                "金融机构的罚息利率通常是合同利率的 {low} 到 {high} 倍，这里填的是 {typed} 倍，请对照合同。",
                low=Number(low, 1),
                high=Number(high, 1),
                typed=Number(form.penalty_multiple),
            )
        )
    line = figure("court_line_licensed_lender")
    if result.penalty_rate > line.value:
        notes.append(
            _(
                "罚息利率每年 {penalty}，高于每年 {line}。放款方是银行、消费金融等持牌机构的，"
                "打官司时借款人可以请求法院调减超过这条线的部分。先请对方说明怎么算的。",
                penalty=Percent(result.penalty_rate, 4),
                line=Percent(line.value),
            )
        )
    if any(row.accelerated for row in result.rows):
        notes.append(_("提前到期以后，罚息按整笔剩下的本金计，所以每天多得更快。"))
    return notes


def _charts(result: Result) -> tuple[Chart, ...]:
    if not result.days:
        return ()
    fixed = result.total - result.penalty_interest - result.compound_interest
    points = [(days(result.days), (fixed, result.penalty_interest + result.compound_interest))]
    for later in result.projection:
        late = later.penalty_interest + later.compound_interest
        points.append((days(later.days_overdue), (later.total - late, late)))
    return (
        Chart(
            _("逾期天数和欠款总额"),
            (_("本金、利息和违约金"), _("罚息和复利")),
            points,
            shape="bar",
        ),
    )


def _tables(result: Result) -> list[Table]:
    if not result.rows:
        return []
    columns = [_("应还日"), _("计罚天数"), _("本金（元）"), _("利息（元）"), _("罚息（元）")]
    columns += [_("复利（元）"), _("违约金（元）"), _("合计（元）")]
    by_due = Table(
        _("逾期的各期"),
        columns,
        [
            (
                row.due_date,
                row.days,
                row.principal,
                row.interest,
                row.penalty_interest,
                row.compound_interest,
                row.default_charge,
                row.total,
            )
            for row in result.rows
        ],
        (
            _("合计"),
            None,
            result.principal,
            result.interest,
            result.penalty_interest,
            result.compound_interest,
            result.default_charge,
            result.total,
        ),
        download="arrears" if len(result.rows) > 1 else "",
    )
    later = Table(
        _("一直不还，以后是多少"),
        (
            _("再过几天"),
            _("到哪一天"),
            _("罚息和复利（元）"),
            _("合计（元）"),
            _("比现在多（元）"),
            _("另外新到期的各期（元）"),
        ),
        [
            (
                row.days,
                row.date,
                row.penalty_interest + row.compound_interest,
                row.total,
                row.added,
                row.newly_due,
            )
            for row in result.projection
        ],
        download="later",
    )
    return [by_due, later]


def _working(form: Form, result: Result) -> list[Text]:
    if not result.rows:
        return []
    first, year = result.rows[0], YEAR[form.day_count]
    base = first.principal
    if form.penalty_base == "principal_interest":
        base += first.interest - first.running_interest
    lines = [
        _("罚息 = 计罚的金额 × 年利率 × 倍数 × 天数 ÷ 一年的天数")
        if form.penalty_kind == "replaces"
        else _("罚息 = 计罚的金额 × 年利率 ×（倍数 − 1）× 天数 ÷ 一年的天数"),
        _(
            "应还日{day}的一期：{base} × {annual} × {times} × {n} ÷ {year} = {penalty}",
            day=first.due_date,
            base=Yuan(base),
            annual=Percent(form.annual_rate),
            times=Number(form.penalty_multiple - (1 if form.penalty_kind == "add_on" else 0)),
            n=first.days,
            year=year,
            penalty=Yuan(first.penalty_interest),
        ),
    ]
    if form.penalty_kind == "add_on":
        lines.append(
            _(
                "照算的合同利息：{principal} × {annual} × {n} ÷ {year} = {interest}",
                principal=Yuan(first.principal),
                annual=Percent(form.annual_rate),
                n=first.days,
                year=year,
                interest=Yuan(first.running_interest),
            )
        )
    if form.compound == "monthly":
        lines.append(_("复利 = 每月把罚息加进去再计息的结果 − 不加进去的结果"))
    lines.append(
        _(
            "合计 = 本金 {principal} + 利息 {interest} + 罚息 {penalty} + 复利 {compound}"
            " + 违约金 {charge} = {total}",
            principal=Yuan(result.principal),
            interest=Yuan(result.interest),
            penalty=Yuan(result.penalty_interest),
            compound=Yuan(result.compound_interest),
            charge=Yuan(result.default_charge),
            total=Yuan(result.total),
        )
    )
    return lines


def _assumptions(form: Form) -> list[Text]:
    said = [
        DAY_COUNTS_SAID[form.day_count],
        _("从应还日算起，最后一天不计；有的机构头尾都计，会多一天。")
        if form.end_day == "exclusive"
        else _("从应还日算起，最后一天也计；多数合同不计，会少一天。"),
        _("罚息只按逾期的本金计；有的合同连逾期的利息也计。")
        if form.penalty_base == "principal"
        else _("罚息按逾期的本金和利息计；有的合同只按本金计。"),
        _("没有计复利；合同写明复利的，请在更多选项里选上。")
        if form.compound == "none"
        else _("复利每月加一次，在应还日的同一天；没有这一天的月份在月末。"),
        _("每一期的每一项都四舍五入到分，再相加。"),
        _("假定逾期以后一分未还，利率也没有变。"),
    ]
    if form.weekend == "next_monday":
        said.append(_("应还日是周末的顺延到周一，没有算法定节假日。"))
    if form.grace_days:
        said.append(
            _("宽限期内还清不计罚息；过了宽限期，从应还日算起，多数机构这样算。")
            if form.grace_missed == "from_due_date"
            else _("宽限期内不计罚息；过了以后从宽限期满那天算起。")
        )
    return said


def _sources(form: Form, result: Result) -> list[Figure | Rule]:
    used: list[Figure | Rule] = [
        figure("penalty_multiple_min"),
        figure("penalty_multiple_max"),
        rule("cc-art-676"),
    ]
    if result.penalty_rate > figure("court_line_licensed_lender").value:
        used.append(figure("court_line_licensed_lender"))
    return used
