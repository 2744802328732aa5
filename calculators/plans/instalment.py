"""每月还多少，总共多少 · What do I pay each month, and how much in total?

Five ways of paying a balance off by the month: 等额本息 (level payment), 等额本金 (equal principal),
等本等息 (flat fee), 先息后本 (interest only, then everything), 利随本清 (everything at the end) — and
停息分期, equal parts without interest. Optional: months of grace at the start, a first payment now,
an upfront fee, payments that grow, a payment fixed by the lender.

Rounding: the level payment once, then interest, principal part and fee of every row, half up to the
fen; a rate is never rounded. The last row takes the rest; totals are sums of rows.
Source: the definitions of the five methods in any textbook of loan arithmetic; `about/method`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from calculators.law import Figure, Rule, figure, rule
from calculators.maths import money as m
from calculators.maths import schedule
from calculators.maths.dates import months_after
from calculators.maths.rates import monthly_rate, triple
from calculators.page.answer import BEFORE_SPEAKING, Answer, Cell, Chart, Fact, Next, Paper, Table
from calculators.page.choices import METHODS
from calculators.page.fields import MOST_MONEY, Invalid, choice, count, day, money, rate
from calculators.page.rates import rate_facts
from calculators.page.words import Instalments, Months, Percent, Text, Yuan, _

TITLE = _("每月还多少，总共多少？")

GRACE = {
    "interest_only": _("宽限期内只还利息"),
    "capitalised": _("宽限期利息加进本金"),
    "waived": _("宽限期免息"),
}
ROUNDING = {
    "half_up": _("四舍五入到分"),
    "half_even": _("银行家舍入到分"),
    "up": _("月供向上进到分"),
    "none": _("中间不舍入（像电子表格）"),
}
BILLING = {
    "half_up": m.fen,
    "half_even": m.fen_half_even,
    "up": m.fen,
    "none": m.unrounded,
}


@dataclass(frozen=True)
class Form:
    principal: Decimal = money(
        _("要还的金额"),
        low=Decimal("0.01"),
        required=True,
        example="46000",
        hint=_("贷款方确认的欠款，或协商后打算分期还的金额。"),
    )
    method: str = choice(_("还款方式"), METHODS)
    annual_rate: Decimal | None = rate(
        _("年利率"),
        per="year",
        example="14.4",
        yields_to=("fee_rate",),
        hint=_("合同上的年利率。免息请填 0。"),
    )
    fee_rate: Decimal | None = rate(
        _("月费率"), per="month", hint=_("只有等本等息要填：每月按原始本金收的百分数，例如 0.75。")
    )
    months: int = count(
        _("分几期"),
        low=1,
        unit=_("期"),
        years=True,
        required=True,
        example="36",
        hint=_("一个月一期。"),
    )
    first_payment_date: datetime.date | None = day(
        _("第一期还款日"), more=True, hint=_("可以不填。填了，还款表会写出每期的日期。")
    )
    down_payment: Decimal = money(
        _("先还一笔"), default=m.ZERO, more=True, hint=_("签协议时先还的钱，剩下的再分期。")
    )
    upfront_fee: Decimal = money(
        _("另收的费用"), default=m.ZERO, more=True, hint=_("办理时一次收的手续费，不算在本金里。")
    )
    grace_months: int = count(
        _("宽限几个月"), unit=_("个月"), default=0, more=True, hint=_("包括在上面的期数里。")
    )
    grace: str = choice(_("宽限期的利息"), GRACE, more=True)
    step_rate: Decimal = rate(
        _("每次递增"),
        per="once",
        low=Decimal("-0.5"),
        high=Decimal(1),
        default=Decimal(0),
        more=True,
        hint=_("月供逐步增加的百分数，只用于等额本息。"),
    )
    step_months: int = count(_("每几个月递增一次"), low=1, unit=_("个月"), default=12, more=True)
    payment: Decimal | None = money(
        _("贷款方定好的月供"),
        low=Decimal("0.01"),
        more=True,
        hint=_("填了就按这个月供排，最后一期还清剩余。"),
    )
    rounding: str = choice(_("舍入"), ROUNDING, more=True)
    from_month: int | None = count(
        _("小计从第几期"), low=1, unit=_("期"), more=True, hint=_("想知道某一段还了多少时填。")
    )
    to_month: int | None = count(_("小计到第几期"), low=1, unit=_("期"), more=True)


EXAMPLES = {
    "self_employed": {"principal": "58000", "annual_rate": "12", "months": "60"},
    "couple": {"principal": "35000", "annual_rate": "23.4", "months": "36"},
}


@dataclass(frozen=True)
class DatedRow(schedule.Row):
    """One instalment with its day, where the first payment date is known."""

    date: datetime.date | None = None


@dataclass(frozen=True)
class Result:
    """Money in yuan, rates as fractions. `never`: the payment does not even cover the interest.

    Rows and totals are on `principal` − `down_payment`; `total_out` adds the down payment and the
    fee. The rates are those of the money kept now against the rows. Sums of the segment are `None`
    when no segment was asked for.
    """

    payment: Decimal
    payment_after_grace: Decimal
    last_payment: Decimal | None = None
    rows: tuple[DatedRow, ...] = ()
    total_payment: Decimal | None = None
    total_interest: Decimal | None = None
    total_out: Decimal | None = None
    monthly_rate: Decimal | None = None
    annual_nominal: Decimal | None = None
    annual_effective: Decimal | None = None
    segment_payment: Decimal | None = None
    segment_interest: Decimal | None = None
    segment_principal: Decimal | None = None
    never: bool = False
    smallest_payment: Decimal | None = None


def calculate(form: Form) -> Result:
    """Build the rows, then add them up. Raises `Invalid` for questions that contradict each other."""
    _check(form)
    balance, annual_rate = form.principal - form.down_payment, _annual_rate(form)
    grown = balance * (1 + annual_rate / 12) ** form.grace_months
    if form.grace == "capitalised" and grown > MOST_MONEY:
        raise Invalid(grace_months=_("宽限期结束时余额会超过 {most}。", most=Yuan(MOST_MONEY)))
    bill = BILLING[form.rounding]
    rows = schedule.grace(balance, annual_rate, form.grace_months, form.grace, bill)
    if rows:
        balance = rows[-1].balance
    if form.method == "level_payment":
        payments = _level_payments(form, balance, annual_rate)
        interest = m.fen(balance * annual_rate / 12)
        if len(payments) > 1 and payments[0] <= interest and not form.step_rate:
            return Result(
                payment=payments[0],
                payment_after_grace=payments[0],
                never=True,
                smallest_payment=interest + m.FEN,
            )
    else:
        payments = []
    return _summed(form, [*rows, *_after_grace(form, balance, annual_rate, payments)])


def _check(form: Form) -> None:
    if form.annual_rate is None and form.fee_rate is None and form.method != "principal_only":
        raise Invalid(annual_rate=_("请填年利率。免息请填 0。"))
    if form.fee_rate is not None and form.method != "flat":
        raise Invalid(fee_rate=_("月费率只用于等本等息。其他方式请填年利率。"))
    if form.fee_rate is not None and form.annual_rate is not None:
        raise Invalid(fee_rate=_("年利率和月费率只填一个。"))
    if form.down_payment >= form.principal:
        raise Invalid(
            down_payment=_("要小于“{label}”，否则没有什么可分期。", label=_("要还的金额"))
        )
    if form.upfront_fee >= form.principal - form.down_payment:
        raise Invalid(upfront_fee=_("费用要小于分期的金额，请核对。"))
    if form.grace_months >= form.months:
        raise Invalid(grace_months=_("宽限期要短于总期数。"))
    if form.grace_months and form.method not in ("level_payment", "equal_principal"):
        raise Invalid(grace_months=_("宽限期只用于等额本息和等额本金。"))
    if form.method != "level_payment":
        if form.payment is not None:
            raise Invalid(payment=_("只有等额本息可以填固定月供。"))
        if form.step_rate:
            raise Invalid(step_rate=_("只有等额本息可以递增。"))
    if form.payment is not None and form.step_rate:
        raise Invalid(step_rate=_("填了固定月供就不能再递增。"))
    if form.from_month is not None or form.to_month is not None:
        first, last = form.from_month or 1, form.to_month or form.months
        if last > form.months:
            raise Invalid(to_month=_("不能超过总期数 {months}。", months=Instalments(form.months)))
        if first > last:
            raise Invalid(from_month=_("开始的一期不能晚于结束的一期。"))


def _annual_rate(form: Form) -> Decimal:
    if form.fee_rate is not None:
        return form.fee_rate * 12
    if form.method == "principal_only" or form.annual_rate is None:
        return Decimal(0)
    return form.annual_rate


def _after_grace(
    form: Form, balance: Decimal, annual_rate: Decimal, payments: Sequence[Decimal]
) -> list[schedule.Row]:
    bill, months = BILLING[form.rounding], form.months - form.grace_months
    match form.method:
        case "level_payment":
            return schedule.level(balance, annual_rate, payments, bill, form.grace_months + 1)
        case "equal_principal":
            return schedule.equal_principal(
                balance, annual_rate, months, bill, form.grace_months + 1
            )
    return schedule.by_method(form.method, balance, annual_rate, months, bill)


def _level_payments(form: Form, balance: Decimal, annual_rate: Decimal) -> list[Decimal]:
    bill = m.fen_up if form.rounding == "up" else BILLING[form.rounding]
    months = form.months - form.grace_months
    if form.payment is not None:
        return [form.payment] * months
    if form.step_rate:
        steps = (form.step_rate, form.step_months)
        payments = schedule.stepped_payments(balance, annual_rate, months, *steps)
        if max(payments) > MOST_MONEY:
            raise Invalid(step_rate=_("这样递增，后面的月供会超过 {most}。", most=Yuan(MOST_MONEY)))
        return [bill(payment) for payment in payments]
    return [bill(schedule.level_payment(balance, annual_rate, months))] * months


def _summed(form: Form, rows: Sequence[schedule.Row]) -> Result:
    cell = m.fen if form.rounding == "none" else m.unrounded  # rounded for show only
    kept = form.principal - form.down_payment - form.upfront_fee
    flows = {row.number: row.payment for row in rows}
    i = monthly_rate(kept, [flows.get(t, m.ZERO) for t in range(form.months + 1)])
    rates = triple(i) if i is not None else None
    total = sum((row.payment for row in rows), m.ZERO)
    segment: Sequence[schedule.Row] = ()
    if form.from_month is not None or form.to_month is not None:
        first, last = form.from_month or 1, form.to_month or form.months
        segment = [row for row in rows if first <= row.number <= last]
    dated = tuple(
        DatedRow(
            row.number,
            cell(row.payment),
            cell(row.interest),
            cell(row.principal),
            cell(row.balance),
            months_after(form.first_payment_date, row.number - 1)
            if form.first_payment_date
            else None,
        )
        for row in rows
    )
    return Result(
        payment=dated[0].payment,
        payment_after_grace=dated[min(form.grace_months, len(dated) - 1)].payment,
        last_payment=dated[-1].payment,
        rows=dated,
        total_payment=cell(total),
        total_interest=cell(sum((row.interest for row in rows), m.ZERO)),
        total_out=cell(total + form.down_payment + form.upfront_fee),
        monthly_rate=rates.monthly_rate if rates else None,
        annual_nominal=rates.annual_nominal if rates else None,
        annual_effective=rates.annual_effective if rates else None,
        segment_payment=cell(sum((row.payment for row in segment), m.ZERO)) if segment else None,
        segment_interest=cell(sum((row.interest for row in segment), m.ZERO)) if segment else None,
        segment_principal=cell(sum((row.principal for row in segment), m.ZERO))
        if segment
        else None,
    )


# --- in words ---------------------------------------------------------------------------------

_MOST_COLUMNS = 24


def explain(form: Form, result: Result) -> Answer:
    """Say the payment first, then the rows, the formula with the reader's numbers, and the rates."""
    if result.never or result.last_payment is None or result.total_payment is None:
        return _explain_never(form, result)
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=[*_notes(form, result), BEFORE_SPEAKING],
        papers=(_words(form, result),),
        charts=(_chart(result),),
        tables=(_table(result),),
        working=_working(form, result),
        assumptions=_assumptions(form),
        sources=_sources(form, result),
        next=(
            Next("budget", _("这个月供付得起吗？先算每月能拿出多少。")),
            Next("real_rate", _("对方说的是费率？先折成真实年化。")),
        ),
    )


def _headline(form: Form, result: Result) -> Text:
    number, total = Instalments(form.months), Yuan(result.total_payment or m.ZERO, wan=True)
    if len(result.rows) == 1:
        return _("{months}后一次还 {total}。", months=Months(form.months), total=total)
    if form.method == "level_payment" and not form.grace_months and not form.step_rate:
        return _(
            "每月还 {payment}，还 {number}，总共 {total}。",
            payment=Yuan(result.payment),
            number=Instalments(len(result.rows)),
            total=total,
        )
    return _(
        "第一期还 {payment}，最后一期还 {last}，{number}总共 {total}。",
        payment=Yuan(result.payment),
        last=Yuan(result.last_payment or m.ZERO),
        number=number,
        total=total,
    )


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(
            _("利息和费用合计"),
            Yuan((result.total_interest or m.ZERO) + form.upfront_fee, wan=True),
        ),
        Fact(_("最后一期"), Yuan(result.last_payment or m.ZERO)),
    ]
    if form.grace_months:
        facts.append(Fact(_("宽限期后每期"), Yuan(result.payment_after_grace)))
    if result.total_out != result.total_payment:
        facts.append(
            Fact(
                _("一共要拿出"),
                Yuan(result.total_out or m.ZERO, wan=True),
                _("包括先还的一笔和另收的费用。"),
            )
        )
    if result.rows[-1].date:
        facts.append(Fact(_("还清日期"), result.rows[-1].date))
    if result.segment_payment is not None:
        first, last = form.from_month or 1, form.to_month or form.months
        facts += [
            Fact(
                _("第 {first} 期到第 {last} 期一共还", first=first, last=last),
                Yuan(result.segment_payment),
                _(
                    "其中本金 {principal}，利息 {interest}。",
                    principal=Yuan(result.segment_principal or m.ZERO),
                    interest=Yuan(result.segment_interest or m.ZERO),
                ),
            )
        ]
    if result.monthly_rate is not None:
        facts += rate_facts(
            result.monthly_rate, result.annual_nominal or m.ZERO, result.annual_effective or m.ZERO
        )
    return facts


def _words(form: Form, result: Result) -> Paper:
    """How to ask for this plan."""
    rows, last = result.rows, result.last_payment or m.ZERO
    return Paper(
        _("提这个方案，可以这样说"),
        [
            _(
                "我想把 {principal}分{months}还：第一期 {first}，最后一期 {last}，一共 {total}。",
                principal=Yuan(form.principal - form.down_payment),
                months=Instalments(len(rows)),
                first=Yuan(rows[0].payment),
                last=Yuan(last),
                total=Yuan(result.total_payment or m.ZERO),
            ),
            _("要改期数、利率或者另收费用，请告诉我：每期多少，一共多少。"),
            _("说好以后，请给我书面的，写明金额、日期和减免了什么。"),
        ],
        kind="script",
    )


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    rows, last = result.rows, result.last_payment or m.ZERO
    if form.method == "flat" and result.annual_nominal:
        notes.append(
            _(
                "费用一直按原始本金收，本金却在减少：每月 {fee} 的费率，真实年化（单利）是 {annual}。",
                fee=Percent(_annual_rate(form) / 12, 4),
                annual=Percent(result.annual_nominal),
            )
        )
    if form.payment is not None and len(rows) < form.months:
        notes.append(_("按这个月供，{number}就还清了。", number=Instalments(len(rows))))
    if form.payment is not None and last > form.payment * 2:
        notes.append(
            _("月供不够在期内还清，最后一期要补 {last}。签之前先问清楚。", last=Yuan(last))
        )
    if form.method == "interest_only":
        notes.append(_("平时本金一分没少，最后一期要一次拿出全部本金。"))
    if form.grace == "capitalised" and form.grace_months:
        notes.append(_("宽限期的利息进了本金，以后会再生利息。"))
    if any(row.principal < 0 for row in rows[form.grace_months :]):
        notes.append(_("开头几期的月供不够付利息，欠款会先变多再变少。"))
    if form.months > figure("card_plan_max_months").value:
        notes.append(
            _(
                "信用卡的个性化分期最长 {months}；更长的方案要看是哪一种贷款。",
                months=Instalments(int(figure("card_plan_max_months").value)),
            )
        )
    return notes


def _chart(result: Result) -> Chart:
    """Interest and principal of every instalment, or of every year when there are many."""
    caption, size = _("每期还的本金和利息"), 1
    if len(result.rows) > _MOST_COLUMNS:
        caption, size = _("每年还的本金和利息"), 12
    points = []
    for start in range(0, len(result.rows), size):
        part = result.rows[start : start + size]
        label = (
            _("第 {n} 年", n=start // size + 1) if size > 1 else _("第 {n} 期", n=part[0].number)
        )
        points.append(
            (
                label,
                (
                    max(sum((row.principal for row in part), m.ZERO), m.ZERO),
                    sum((row.interest for row in part), m.ZERO),
                ),
            )
        )
    return Chart(caption=caption, series=(_("本金"), _("利息和费用")), points=points)


def _table(result: Result) -> Table:
    dated = result.rows[0].date is not None
    columns = [_("期数"), _("还款日")] if dated else [_("期数")]
    columns += [_("还款（元）"), _("本金（元）"), _("利息和费用（元）"), _("剩余本金（元）")]
    rows = []
    for row in result.rows:
        first = [row.number, row.date] if dated else [row.number]
        rows.append([*first, row.payment, row.principal, row.interest, row.balance])
    principal = sum((row.principal for row in result.rows), m.ZERO)
    total: list[Cell] = [_("合计"), None] if dated else [_("合计")]
    total += [result.total_payment, principal, result.total_interest, None]
    return Table(_("还款表"), columns, rows, total, download="schedule")


def _working(form: Form, result: Result) -> list[Text]:
    balance = form.principal - form.down_payment
    annual, months = _annual_rate(form), form.months - form.grace_months
    lines = []
    if form.down_payment:
        lines.append(
            _(
                "分期的金额 = {principal} − {down} = {balance}",
                principal=Yuan(form.principal),
                down=Yuan(form.down_payment),
                balance=Yuan(balance),
            )
        )
    if form.grace_months:
        balance = result.rows[form.grace_months - 1].balance
        lines.append(
            _(
                "宽限 {months} 之后的本金 = {balance}",
                months=Months(form.grace_months),
                balance=Yuan(balance),
            )
        )
    given = {
        "balance": Yuan(balance),
        "annual": Percent(annual),
        "n": months,
        "payment": Yuan(result.payment_after_grace),
    }
    match form.method:
        case "level_payment" if form.payment is not None:
            lines.append(_("月供由贷款方定好：{payment}", **given))
        case "level_payment" if form.step_rate:
            lines.append(
                _(
                    "第一期 = 本金 ÷ Σ(1 + {step})^{{⌊(k−1)÷{every}⌋}} ÷ (1 + {annual} ÷ 12)^{{k}}，"
                    "k 从 1 到 {n}，等于 {payment}",
                    step=Percent(form.step_rate),
                    every=form.step_months,
                    **given,
                )
            )
        case "level_payment" if annual:
            lines.append(_("月供 = 本金 × 月利率 ÷ (1 − (1 + 月利率)^{{−期数}})"))
            lines.append(
                _(
                    "= {balance} × ({annual} ÷ 12) ÷ (1 − (1 + {annual} ÷ 12)^{{−{n}}}) = {payment}",
                    **given,
                )
            )
        case "level_payment":
            lines.append(_("月供 = 本金 ÷ 期数 = {balance} ÷ {n} = {payment}", **given))
        case "equal_principal":
            part = result.rows[form.grace_months].principal
            lines.append(
                _("每期本金 = 本金 ÷ 期数 = {balance} ÷ {n} = {part}", part=Yuan(part), **given)
            )
        case "flat" | "principal_only":
            part, fee = result.rows[0].principal, result.rows[0].interest
            lines.append(
                _("每期本金 = 本金 ÷ 期数 = {balance} ÷ {n} = {part}", part=Yuan(part), **given)
            )
            if form.method == "flat":
                lines.append(
                    _(
                        "每期费用 = 原始本金 × 月费率 = {balance} × {rate} = {fee}",
                        rate=Percent(annual / 12, 4),
                        fee=Yuan(fee),
                        **given,
                    )
                )
        case "bullet":
            lines.append(
                _(
                    "利息 = 本金 × 年利率 × 月数 ÷ 12 = {balance} × {annual} × {n} ÷ 12 = {interest}",
                    interest=Yuan(result.rows[0].interest),
                    **given,
                )
            )
    if form.method in ("level_payment", "equal_principal", "interest_only") and annual:
        lines.append(_("每期利息 = 上期剩余本金 × 年利率 ÷ 12，再四舍五入到分"))
    first = result.rows[0]
    lines.append(
        _(
            "第 {number} 期：本金 {principal} + 利息和费用 {interest} = {payment}，剩余 {balance}",
            number=first.number,
            principal=Yuan(first.principal),
            interest=Yuan(first.interest),
            payment=Yuan(first.payment),
            balance=Yuan(first.balance),
        )
    )
    if result.monthly_rate is not None:
        lines.append(
            _(
                "真实月利率 i：到手 {kept} = 各期还款 ÷ (1 + i)^{{期数}} 之和，解得 i = {rate}",
                kept=Yuan(form.principal - form.down_payment - form.upfront_fee),
                rate=Percent(result.monthly_rate, 6),
            )
        )
    return lines


def _assumptions(form: Form) -> list[Text]:
    said = [_("每月还一次，第一期在一个月之后；每月按十二分之一年计息。")]
    if form.rounding == "none":
        said.append(_("中间不舍入，表里的数只在显示时保留两位，所以合计可能差几分。"))
    else:
        said.append(_("每一期的金额都舍入到分，最后一期还清剩下的全部。"))
    if form.rounding == "half_even":
        said.append(_("恰好半分时取偶数（银行家舍入）。"))
    if form.rounding == "up":
        said.append(_("月供不足一分的部分进到一分。"))
    if form.first_payment_date:
        said.append(_("没有这一天的月份，改在月末那天还。"))
    said.append(_("没有算逾期、罚息和提前还款。方案要对方书面同意才算数。"))
    return said


def _sources(form: Form, result: Result) -> list[Figure | Rule]:
    used: list[Figure | Rule] = []
    if form.months > figure("card_plan_max_months").value:
        used.append(figure("card_plan_max_months"))
    if result.monthly_rate is not None:
        used.append(rule("pboc-2021-3-apr"))
    return used


def _explain_never(form: Form, result: Result) -> Answer:
    balance = form.principal - form.down_payment
    annual_rate = _annual_rate(form)
    works = m.fen(schedule.level_payment(balance, annual_rate, form.months - form.grace_months))
    in_five_years = m.fen(schedule.level_payment(balance, annual_rate, 60))
    smallest = result.smallest_payment or m.ZERO
    return Answer(
        headline=_(
            "按每月 {payment}，永远还不完：每月的利息就不比它少。", payment=Yuan(result.payment)
        ),
        facts=[
            Fact(_("每月至少要还"), Yuan(smallest), _("刚好超过第一个月的利息。")),
            Fact(
                _("{number}还清，每月要还", number=Instalments(form.months)),
                Yuan(max(works, smallest)),
            ),
            Fact(
                _("{number}还清，每月要还", number=Instalments(60)),
                Yuan(max(in_five_years, smallest)),
            ),
        ],
        notes=[_("可以和对方谈降低利率、减免息费或先停息，再谈月供。")],
        working=[
            _(
                "第一个月的利息 = {balance} × {annual} ÷ 12 = {interest}",
                balance=Yuan(balance),
                annual=Percent(annual_rate),
                interest=Yuan(m.fen(balance * annual_rate / 12)),
            )
        ],
        assumptions=_assumptions(form),
        next=[Next("budget", _("先算每月能拿出多少。"))],
    )
