"""展期、宽限、延期的代价 · What does a pause or an extension cost?

For some months nothing of the principal is due. Their interest is paid as it falls due, added to
the balance (and then bears interest itself), or waived. Afterwards the balance is repaid over
`new_months`, by default as many as were left, so that the end moves back by the pause. Cost =
interest of the rows after − interest of the rows before.

Rounding: as in `instalment`. Source: the same schedules; Civil Code art. 678 for who decides;
`about/method`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from calculators.law import Figure, Rule, figure, rule
from calculators.maths import annuity, schedule
from calculators.maths import money as m
from calculators.maths.dates import months_after
from calculators.page import choices, typed
from calculators.page.answer import BEFORE_SPEAKING, Answer, Cell, Chart, Fact, Next, Paper, Table
from calculators.page.fields import (
    MOST_MONEY,
    MOST_MONTHS,
    Invalid,
    choice,
    count,
    day,
    money,
    rate,
)
from calculators.page.rates import rate_facts
from calculators.page.words import Instalments, Months, Percent, Text, Yuan, _

TITLE = _("展期、宽限、延期要多付多少？")

METHODS = {
    name: choices.METHODS[name] for name in ("level_payment", "equal_principal", "interest_only")
}
GRACE = {
    "paid": _("每月照付利息"),
    "capitalised": _("利息加进本金"),
    "waived": _("免收利息"),
}
_KINDS = {"paid": "interest_only", "capitalised": "capitalised", "waived": "waived"}


@dataclass(frozen=True)
class Form:
    balance: Decimal = money(
        _("剩余本金"),
        low=Decimal("0.01"),
        required=True,
        example="46000",
        hint=_("今天还没还的本金，不含罚息。"),
    )
    annual_rate: Decimal = rate(
        _("年利率"), per="year", required=True, example="14.4", hint=_("合同上的年利率。")
    )
    months_left: int = count(
        _("原来还剩几期"), low=1, unit=_("期"), years=True, required=True, example="36"
    )
    grace_months: int = count(
        _("宽限几个月"),
        unit=_("个月"),
        required=True,
        example="6",
        hint=_("这几个月不还本金。只想拉长期数，填 0。"),
    )
    grace: str = choice(_("宽限期的利息"), GRACE, example="capitalised")
    new_months: int | None = count(
        _("宽限之后分几期还"),
        low=1,
        unit=_("期"),
        years=True,
        hint=_("不填就和原来剩的一样多，最后一期往后移。"),
    )
    method: str = choice(_("还款方式"), METHODS, more=True)
    new_annual_rate: Decimal | None = rate(
        _("延期后的年利率"), per="year", more=True, hint=_("不填就和原来一样。")
    )
    extension_fee: Decimal = money(
        _("办理费用"), default=m.ZERO, more=True, hint=_("为延期一次收的费用。")
    )
    first_payment_date: datetime.date | None = day(
        _("下一个还款日"), more=True, hint=_("可以不填。填了，会写出原来和以后的还清日期。")
    )
    original_months: int | None = count(
        _("贷款原来一共几期"),
        low=1,
        unit=_("期"),
        years=True,
        more=True,
        hint=_("填了，会和银行个人贷款展期的一般限制比一比。"),
    )


EXAMPLES = {
    "self_employed": {
        "balance": "58000",
        "annual_rate": "24",
        "months_left": "12",
        "grace_months": "3",
        "grace": "waived",
        "new_months": "36",
    },
    "couple": {
        "balance": "68000",
        "annual_rate": "7.2",
        "months_left": "30",
        "grace_months": "6",
        "grace": "paid",
    },
}


@dataclass(frozen=True)
class DatedRow(schedule.Row):
    """One instalment with its day, where the next payment date is known."""

    date: datetime.date | None = None


@dataclass(frozen=True)
class Result:
    """Money in yuan, rates as fractions. `jump` = `payment_after` − `payment_before`.

    `grace_payment` is the first month's payment of the pause (nothing without one). The rates are
    those of the balance kept now, less the fee, against the new rows. `jump_ratio` is a fraction of
    the payment before.
    """

    payment_before: Decimal
    payment_after: Decimal
    jump: Decimal
    jump_ratio: Decimal | None
    grace_payment: Decimal
    grace_interest: Decimal
    balance_after_grace: Decimal
    months_before: int
    months_after: int
    interest_before: Decimal
    interest_after: Decimal
    extra_interest: Decimal
    extra_cost: Decimal
    total_before: Decimal
    total_after: Decimal
    end_date_before: datetime.date | None
    end_date: datetime.date | None
    last_payment: Decimal
    monthly_rate: Decimal | None
    annual_nominal: Decimal | None
    annual_effective: Decimal | None
    rows: tuple[DatedRow, ...]
    rows_before: tuple[schedule.Row, ...]


def calculate(form: Form) -> Result:
    """Both schedules, and their difference. Raises `Invalid` when the new one is out of bounds."""
    annual = form.annual_rate if form.new_annual_rate is None else form.new_annual_rate
    months = form.new_months or form.months_left
    _check(form, annual, months)
    before = _rows(form.method, form.balance, form.annual_rate, form.months_left)
    pause = schedule.grace(form.balance, annual, form.grace_months, _KINDS[form.grace], m.fen)
    balance = pause[-1].balance if pause else form.balance
    after = _rows(form.method, balance, annual, months, form.grace_months)
    rows = [*pause, *after]
    total_before = sum((row.payment for row in before), m.ZERO)
    total_after = sum((row.payment for row in rows), m.ZERO)
    interest_before = sum((row.interest for row in before), m.ZERO)
    interest_after = sum((row.interest for row in rows), m.ZERO)
    kept = form.balance - form.extension_fee
    rates = annuity.rates(kept, [m.ZERO, *(row.payment for row in rows)])
    first = form.first_payment_date
    jump = after[0].payment - before[0].payment
    return Result(
        payment_before=before[0].payment,
        payment_after=after[0].payment,
        jump=jump,
        jump_ratio=jump / before[0].payment if before[0].payment else None,
        grace_payment=pause[0].payment if pause else m.ZERO,
        grace_interest=sum((row.interest for row in pause), m.ZERO),
        balance_after_grace=balance,
        months_before=len(before),
        months_after=len(rows),
        interest_before=interest_before,
        interest_after=interest_after,
        extra_interest=interest_after - interest_before,
        extra_cost=interest_after - interest_before + form.extension_fee,
        total_before=total_before,
        total_after=total_after + form.extension_fee,
        end_date_before=months_after(first, len(before) - 1) if first else None,
        end_date=months_after(first, len(rows) - 1) if first else None,
        last_payment=rows[-1].payment,
        monthly_rate=rates.monthly_rate if rates else None,
        annual_nominal=rates.annual_nominal if rates else None,
        annual_effective=rates.annual_effective if rates else None,
        rows=tuple(
            DatedRow(
                row.number,
                row.payment,
                row.interest,
                row.principal,
                row.balance,
                months_after(first, row.number - 1) if first else None,
            )
            for row in rows
        ),
        rows_before=tuple(before),
    )


def _check(form: Form, annual: Decimal, months: int) -> None:
    if form.grace_months + months > MOST_MONTHS:
        raise Invalid(grace_months=_("延期后总共超过 {most} 期，请核对。", most=MOST_MONTHS))
    if form.extension_fee >= form.balance:
        raise Invalid(extension_fee=_("费用要小于剩余本金，请核对。"))
    grown = form.balance * (1 + annual / 12) ** form.grace_months
    if form.grace == "capitalised" and grown > MOST_MONEY:
        raise Invalid(grace_months=_("宽限期结束时余额会超过 {most}。", most=Yuan(MOST_MONEY)))
    if form.original_months is not None and form.original_months < form.months_left:
        raise Invalid(original_months=_("不能少于还剩的期数。"))


def _rows(
    method: str, balance: Decimal, annual: Decimal, months: int, after: int = 0
) -> list[schedule.Row]:
    """The schedule of a balance; numbers start behind the first `after` months."""
    if method == "equal_principal":
        return schedule.equal_principal(balance, annual, months, m.fen, after + 1)
    if method == "interest_only":
        rows = schedule.interest_only(balance, annual, months, m.fen)
        return [replace(row, number=row.number + after) for row in rows]
    payment = m.fen(schedule.level_payment(balance, annual, months))
    return schedule.level(balance, annual, [payment] * months, m.fen, after + 1)


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """What it costs and what the payment becomes; then both schedules side by side."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=[*_notes(form, result), BEFORE_SPEAKING],
        papers=(_words(form, result),),
        charts=(_chart(result),),
        tables=_tables(form, result),
        working=_working(form, result),
        assumptions=(
            _("从今天的剩余本金算起，第一期在一个月之后；没有算已经产生的罚息。"),
            _("展期要对方同意，费用和利息怎么收以书面为准；谈的时候利息和逾期照算。"),
            _("利息每期四舍五入到分；宽限期的利息加进本金时，也先舍入再加。"),
            _("有的贷款方在宽限期按天计息，结果会差几元。"),
        ),
        sources=_sources(form),
        next=(
            Next("budget", _("以后的月供付得起吗？先算每月能拿出多少。")),
            Next("compare", _("和别的方案放在一起比。"), _handed(form, result)),
        ),
    )


def _handed(form: Form, result: Result) -> dict[str, str]:
    """The extension as a row of `compare`: only where every payment is the same."""
    if form.grace_months and form.grace == "paid":
        return {"balance": typed.amount(form.balance)}
    return {
        "balance": typed.amount(form.balance),
        "plans.0.months": str(result.months_before),
        "plans.0.payment": typed.amount(result.payment_before),
    }


def _headline(form: Form, result: Result) -> Text:
    given = {
        "after": Yuan(result.payment_after),
        "before": Yuan(result.payment_before),
        "extra": Yuan(abs(result.extra_cost)),
    }
    if result.extra_cost < 0:
        return _("月供从 {before} 变成 {after}，利息和费用一共少 {extra}。", **given)
    if result.jump == 0 and result.extra_cost > 0:
        return _("以后的月供还是 {after}，利息和费用一共多 {extra}。", **given)
    if result.extra_cost == 0:
        return _("月供从 {before} 变成 {after}，不多付利息。", **given)
    return _("月供从 {before} 变成 {after}，利息和费用一共多 {extra}。", **given)


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = []
    if form.grace_months:
        facts += [
            Fact(
                _("宽限期里每月还"),
                Yuan(result.grace_payment),
                _("共 {months}。", months=Months(form.grace_months)),
            ),
            Fact(_("宽限期产生的利息"), Yuan(result.grace_interest)),
            Fact(_("宽限结束时的本金"), Yuan(result.balance_after_grace, wan=True)),
        ]
    facts += [
        Fact(
            _("以后的月供比原来"),
            Yuan(result.jump),
            _("原来的 {share}。", share=Percent(1 + result.jump_ratio))
            if result.jump_ratio is not None
            else None,
        ),
        Fact(_("多付的利息"), Yuan(result.extra_interest)),
        Fact(
            _("还清要几期"),
            Instalments(result.months_after),
            _("原来 {number}。", number=Instalments(result.months_before)),
        ),
        Fact(
            _("一共还"),
            Yuan(result.total_after, wan=True),
            _("原来 {total}。", total=Yuan(result.total_before)),
        ),
    ]
    if result.end_date and result.end_date_before:
        facts.append(
            Fact(
                _("还清日期"),
                result.end_date,
                _("原来 {day}。", day=result.end_date_before),
            )
        )
    if result.monthly_rate is not None:
        facts += rate_facts(
            result.monthly_rate, result.annual_nominal or m.ZERO, result.annual_effective or m.ZERO
        )
    return facts


def _words(form: Form, result: Result) -> Paper:
    """How to ask for more time."""
    asked = {
        "balance": Yuan(form.balance),
        "months": Months(result.months_after),
        "after": Yuan(result.payment_after),
    }
    if form.method != "level_payment":
        wish = _("我还欠本金 {balance}。想用 {months}还清，以后第一期还 {after}。", **asked)
    elif form.grace_months:
        wish = _(
            "我还欠本金 {balance}。想先缓 {grace}，以后每月还 {after}，一共 {months}还清。",
            grace=Months(form.grace_months),
            **asked,
        )
    else:
        wish = _("我还欠本金 {balance}。想改成 {months}还清，每月还 {after}。", **asked)
    return Paper(
        _("要多一点时间，可以这样说"),
        [
            wish,
            _("请告诉我：这期间利息怎么算，另收什么费用，征信怎么报。"),
            _("说好以后，请给我书面的。没说好之前，我按原来的约定想办法，不当作已经同意。"),
        ],
        kind="script",
    )


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    if form.grace_months and form.grace == "capitalised":
        plain = m.fen(form.balance * form.annual_rate / 12) * form.grace_months
        notes.append(
            _(
                "利息加进本金以后会再生利息：宽限期看着只有约 {plain}，最后多付 {extra}。",
                plain=Yuan(plain),
                extra=Yuan(result.extra_interest),
            )
        )
    if form.grace_months and form.grace == "paid":
        notes.append(_("宽限期付的都是利息，本金一分没少。"))
    if form.grace_months and form.grace == "waived":
        notes.append(_("免收利息要对方写明；写“延期”不等于写了“免息”。"))
    if result.jump > 0:
        notes.append(_("签之前先看以后的月供付不付得起，不只看宽限这几个月。"))
    if result.payment_after < result.payment_before and result.extra_interest > 0:
        notes.append(_("月供少了，总额多了：这是时间的价钱。"))
    notes.append(_("还没到期的，到期前就申请；到期以后也能谈，但逾期记录已经在了。"))
    limit = _limit(form, result)
    if limit is not None:
        notes.append(limit)
    return notes


def _limit(form: Form, result: Result) -> Text | None:
    """How the extension stands to the usual limits of bank loans; `None` when it is within them."""
    if form.original_months is None:
        return None
    short = int(figure("short_loan_max_years").value) * 12
    added = result.months_after - result.months_before
    most = form.original_months * int(figure("short_loan_extension_multiple").value)
    if form.original_months <= short:
        if added <= most:
            return None
        return _(
            "银行一年以内的个人贷款，展期累计一般不超过原期限 {months}；以对方答复为准。",
            months=Months(most),
        )
    longest = int(figure("consumer_loan_max_years").value) * 12
    if form.original_months + added <= longest:
        return None
    return _(
        "银行个人消费贷款的原期限加展期，一般不超过 {months}；别的贷款方另有规则，以对方答复为准。",
        months=Months(longest),
    )


def _sources(form: Form) -> list[Figure | Rule]:
    used: list[Figure | Rule] = [rule("cc-art-678")]
    if form.original_months is not None:
        used += [figure("short_loan_extension_multiple"), figure("consumer_loan_max_years")]
    return used


def _chart(result: Result) -> Chart:
    """What is paid each month, at most two dozen columns."""
    size = -(-len(result.rows) // 24)
    points = [
        (
            _("第 {n} 期", n=row.number),
            (max(row.principal, m.ZERO), row.payment - max(row.principal, m.ZERO)),
        )
        for row in result.rows[::size]
    ]
    return Chart(_("延期后每期还多少"), (_("本金"), _("利息和费用")), points)


def _tables(form: Form, result: Result) -> list[Table]:
    dated = form.first_payment_date is not None
    columns = [_("期数"), _("还款日")] if dated else [_("期数")]
    columns += [_("还款（元）"), _("本金（元）"), _("利息和费用（元）"), _("剩余本金（元）")]
    rows: list[Sequence[Cell]] = []
    for row in result.rows:
        first: list[Cell] = [row.number, row.date] if dated else [row.number]
        rows.append([*first, row.payment, row.principal, row.interest, row.balance])
    total: list[Cell] = [_("合计"), None] if dated else [_("合计")]
    total += [result.total_after - form.extension_fee, form.balance, result.interest_after, None]
    lines: list[Sequence[Cell]] = []
    for kind, name in GRACE.items():
        other = result
        if kind != form.grace:
            try:
                other = calculate(replace(form, grace=kind))
            except Invalid:
                continue  # added interest would outgrow what can be counted
        lines.append(
            (
                name,
                other.grace_payment,
                other.payment_after,
                other.total_after,
                other.extra_cost,
            )
        )
    tables = []
    if form.grace_months:
        tables.append(
            Table(
                _("宽限期利息的三种处理"),
                (
                    _("利息"),
                    _("宽限期每月（元）"),
                    _("以后每期（元）"),
                    _("一共还（元）"),
                    _("多付（元）"),
                ),
                lines,
            )
        )
    tables.append(Table(_("延期后的还款表"), columns, rows, total, download="schedule"))
    return tables


def _working(form: Form, result: Result) -> list[Text]:
    annual = form.annual_rate if form.new_annual_rate is None else form.new_annual_rate
    lines = [
        _(
            "原来：{balance}、年利率 {annual}、{n} 期，第一期 {payment}，利息共 {interest}",
            balance=Yuan(form.balance),
            annual=Percent(form.annual_rate),
            n=form.months_left,
            payment=Yuan(result.payment_before),
            interest=Yuan(result.interest_before),
        )
    ]
    if form.grace_months:
        lines.append(_("宽限期每月的利息 = 余额 × 年利率 ÷ 12，四舍五入到分"))
        lines.append(
            _(
                "宽限 {months} 之后的本金 = {balance}",
                months=Months(form.grace_months),
                balance=Yuan(result.balance_after_grace),
            )
        )
    lines += [
        _(
            "以后：{balance}、年利率 {annual}、{n} 期，第一期 {payment}，利息共 {interest}（含宽限期）",
            balance=Yuan(result.balance_after_grace),
            annual=Percent(annual),
            n=result.months_after - form.grace_months,
            payment=Yuan(result.payment_after),
            interest=Yuan(result.interest_after),
        ),
        _(
            "多付的利息 = {after} − {before} = {extra}",
            after=Yuan(result.interest_after),
            before=Yuan(result.interest_before),
            extra=Yuan(result.extra_interest),
        ),
    ]
    return lines
