"""个性化分期、减免后怎么还 · What do I pay after a waiver, in a personalised plan?

Each part of the debt less what is waived of it, less a down payment, is repaid over the months:
without interest (equal parts), or at a rate (level payments, which may grow step by step). What it
costs is measured against what is owed now: the rate i with owed = Σ everything paid ÷ (1 + i)^k,
negative when less is paid than is owed.

Rounding: each waiver and the payment half up to the fen, the last row takes the rest. Source: Civil
Code arts. 543-544 and 575, credit-card measures art. 70 for the 60 months; `about/method`.
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
from calculators.page import typed
from calculators.page.answer import Answer, Cell, Chart, Fact, Next, Table
from calculators.page.choices import DEBT_KINDS as KINDS
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
from calculators.page.words import Instalments, Percent, Text, Yuan, _

TITLE = _("减免、分期以后怎么还？")

OWED = _("现在一共欠多少，分开填")
WAIVED = _("对方同意减免多少")

PARTS = {
    "principal": _("本金"),
    "interest": _("利息"),
    "penalty_interest": _("罚息"),
    "charges": _("违约金和费用"),
}
TIMING = {
    "upfront": _("签的时候一次付"),
    "first": _("和第一期一起付"),
    "each": _("平摊到每一期"),
}


def _share(label: Text, example: str = "") -> Decimal:
    share: Decimal = rate(
        label, per="once", high=Decimal(1), default=Decimal(0), group=WAIVED, example=example
    )
    return share


@dataclass(frozen=True)
class Form:
    kind: str = choice(_("哪一种欠款"), KINDS)
    principal: Decimal = money(
        _("本金"), low=Decimal("0.01"), required=True, group=OWED, example="36900"
    )
    interest: Decimal = money(_("利息"), default=m.ZERO, group=OWED, example="1320")
    penalty_interest: Decimal = money(_("罚息"), default=m.ZERO, group=OWED)
    charges: Decimal = money(_("违约金和费用"), default=m.ZERO, group=OWED, example="380")
    waive_principal: Decimal = _share(_("减免本金的百分之几"))
    waive_interest: Decimal = _share(_("减免利息的百分之几"), "50")
    waive_penalty_interest: Decimal = _share(_("减免罚息的百分之几"))
    waive_charges: Decimal = _share(_("减免违约金和费用的百分之几"), "100")
    months: int = count(_("分几期"), low=1, unit=_("期"), years=True, required=True, example="60")
    annual_rate: Decimal = rate(
        _("分期期间的年利率"),
        per="year",
        default=Decimal(0),
        hint=_("不再计息就填 0 或不填。"),
    )
    can_pay: Decimal | None = money(
        _("每月能给这一家多少"),
        low=Decimal("0.01"),
        example="629.99",
        hint=_("预算里分给这一家的数。可以不填。"),
    )
    down_payment: Decimal = money(
        _("先还一笔"), default=m.ZERO, more=True, hint=_("签协议时先还的钱，剩下的再分期。")
    )
    plan_fee: Decimal = money(
        _("分期手续费"), default=m.ZERO, more=True, hint=_("为这个方案总共收的钱。")
    )
    fee_timing: str = choice(_("手续费什么时候收"), TIMING, more=True)
    step_rate: Decimal = rate(
        _("每次递增"),
        per="once",
        low=Decimal("-0.5"),
        high=Decimal(1),
        default=Decimal(0),
        more=True,
        hint=_("月供以后一步步加的百分数。"),
    )
    step_months: int = count(_("每几个月递增一次"), low=1, unit=_("个月"), default=12, more=True)
    first_payment_date: datetime.date | None = day(
        _("第一期还款日"), more=True, hint=_("可以不填。填了，还款表会写出每期的日期。")
    )


EXAMPLES = {
    "self_employed": {
        "kind": "card",
        "principal": "24000",
        "interest": "1900",
        "penalty_interest": "950",
        "charges": "650",
        "waive_penalty_interest": "100",
        "waive_charges": "100",
        "months": "60",
        "can_pay": "450",
    },
    "couple": {
        "kind": "loan",
        "principal": "35000",
        "months": "36",
        "annual_rate": "12",
        "can_pay": "1200",
    },
}


@dataclass(frozen=True)
class Part:
    """One part of the debt: owed, waived, and what remains of it."""

    part: str
    owed: Decimal
    waived: Decimal
    left: Decimal


@dataclass(frozen=True)
class PlanRow(schedule.Row):
    """One instalment; `payment` = interest + fee + principal."""

    fee: Decimal = m.ZERO
    date: datetime.date | None = None


@dataclass(frozen=True)
class Result:
    """Money in yuan, rates as fractions.

    `total` is everything paid: down payment, fee and rows. `saved` = `owed` − `total`, negative
    when the plan costs more than is owed now; `waived` is what is struck off. `payment` is the
    first row's, `highest_payment` the largest (it is what `share_of_can_pay` is measured by).
    """

    owed: Decimal
    waived: Decimal
    waived_principal: Decimal
    waived_interest: Decimal
    waived_penalty_interest: Decimal
    waived_charges: Decimal
    plan_balance: Decimal
    payment: Decimal
    highest_payment: Decimal
    last_payment: Decimal
    total: Decimal
    total_interest: Decimal
    saved: Decimal
    share_of_can_pay: Decimal | None
    end_date: datetime.date | None
    monthly_rate: Decimal | None
    annual_nominal: Decimal | None
    annual_effective: Decimal | None
    parts: tuple[Part, ...]
    rows: tuple[PlanRow, ...]


def calculate(form: Form) -> Result:
    """Strike off, then repay the rest. Raises `Invalid` beyond the 60 months of a card plan."""
    parts = tuple(_part(form, part) for part in PARTS)
    owed = sum((part.owed for part in parts), m.ZERO)
    waived = sum((part.waived for part in parts), m.ZERO)
    balance = owed - waived - form.down_payment
    _check(form, owed - waived, balance)
    rows = _rows(form, balance)
    upfront = form.plan_fee if form.fee_timing == "upfront" else m.ZERO
    total = form.down_payment + upfront + sum((row.payment for row in rows), m.ZERO)
    flows = [form.down_payment + upfront] + [m.ZERO] * form.months
    for row in rows:
        flows[row.number] = row.payment
    rates = annuity.rates(owed, flows)
    highest = _highest_payment(rows)
    return Result(
        owed=owed,
        waived=waived,
        **{f"waived_{part.part}": part.waived for part in parts},
        plan_balance=balance,
        payment=rows[0].payment,
        highest_payment=highest,
        last_payment=rows[-1].payment,
        total=total,
        total_interest=sum((row.interest for row in rows), m.ZERO),
        saved=owed - total,
        share_of_can_pay=highest / form.can_pay if form.can_pay else None,
        end_date=rows[-1].date,
        monthly_rate=rates.monthly_rate if rates else None,
        annual_nominal=rates.annual_nominal if rates else None,
        annual_effective=rates.annual_effective if rates else None,
        parts=parts,
        rows=tuple(rows),
    )


def _part(form: Form, part: str) -> Part:
    owed: Decimal = getattr(form, part)
    waived = m.fen(owed * getattr(form, f"waive_{part}"))
    return Part(part, owed, waived, owed - waived)


def _check(form: Form, left: Decimal, balance: Decimal) -> None:
    most = int(figure("card_plan_max_months").value)
    if form.kind == "card" and form.months > most:
        raise Invalid(
            months=_(
                "信用卡的个性化分期最长 {months}。别的欠款请在“哪一种欠款”里选贷款。",
                months=Instalments(most),
            )
        )
    if not left:
        raise Invalid(waive_principal=_("全部减免了，就没有什么可分期。"))
    if balance <= 0:
        raise Invalid(
            down_payment=_("要小于减免后的 {left}，否则没有什么可分期。", left=Yuan(left))
        )
    if form.plan_fee >= balance:
        raise Invalid(plan_fee=_("费用要小于分期的金额，请核对。"))


def _rows(form: Form, balance: Decimal) -> list[PlanRow]:
    months, annual = form.months, form.annual_rate
    if form.step_rate:
        steps = (form.step_rate, form.step_months)
        payments = schedule.stepped_payments(balance, annual, months, *steps)
        if max(payments) <= MOST_MONEY:
            payments = [m.fen(payment) for payment in payments]
        if max(payments) > MOST_MONEY or _peak(balance, annual, payments) > MOST_MONEY:
            raise Invalid(step_rate=_("这样递增，欠款或月供会超过 {most}。", most=Yuan(MOST_MONEY)))
    else:
        payments = [m.fen(schedule.level_payment(balance, annual, months))] * months
    rows = schedule.level(balance, annual, payments, m.fen)
    fees = _fees(form, len(rows))
    first = form.first_payment_date
    return [
        PlanRow(
            row.number,
            row.payment + fee,
            row.interest,
            row.principal,
            row.balance,
            fee,
            months_after(first, row.number - 1) if first else None,
        )
        for row, fee in zip(rows, fees, strict=True)
    ]


def _peak(balance: Decimal, annual: Decimal, payments: Sequence[Decimal]) -> Decimal:
    """The most that is ever owed: first payments that do not cover the interest let it grow."""
    most = balance
    for payment in payments:
        balance += balance * annual / 12 - payment
        most = max(most, balance)
    return most


def _fees(form: Form, months: int) -> list[Decimal]:
    """The fee inside each row; the last part of a spread fee takes the rest."""
    if form.fee_timing == "each":
        parts = [row.payment for row in schedule.flat(form.plan_fee, Decimal(0), months, m.fen)]
        return parts + [m.ZERO] * (months - len(parts))
    first = form.plan_fee if form.fee_timing == "first" else m.ZERO
    return [first] + [m.ZERO] * (months - 1)


def _highest_payment(rows: Sequence[PlanRow]) -> Decimal:
    """The largest payment; a last one that only takes the rest of rounding does not count."""
    before, last = [row.payment for row in rows[:-1]], rows[-1].payment
    highest = max(before, default=last)
    return max(highest, last) if last > highest + m.FEN * len(rows) else highest


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """The payment first, beside what can be paid; then what is struck off and what is paid."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=(
            Chart(
                _("每一项：还要还多少，减免多少"),
                (_("还要还"), _("减免")),
                [
                    (PARTS[part.part], (part.left, part.waived))
                    for part in result.parts
                    if part.owed
                ],
                shape="bar",
            ),
        ),
        tables=_tables(form, result),
        working=_working(form, result),
        assumptions=(
            _("减免、停息、期数都要对方书面同意；这里只是把条件算出来。"),
            _("先从每一项里减掉减免的，再减先还的一笔，剩下的分期。"),
            _("每月还一次，第一期在一个月之后；最后一期还清剩下的。"),
            _("有的机构只减免利息费用，有的把减免放到最后一期才生效，断一期就没有了：签之前问清。"),
        ),
        sources=_sources(form),
        next=(
            Next("compare", _("和别的方案放在一起比。"), _handed(form, result)),
            Next("settlement", _("一次结清，还是这样分期？"), _handed_parts(form, result)),
            Next("stress", _("遇上断收、大额开支，守得住吗？"), _handed_payments(result)),
            Next("letter", _("把这个方案写成信。"), _handed_offer(result)),
            Next("agreement", _("对方发来协议，和这个方案对一遍。"), _handed_promise(result)),
            Next("statement", None, _handed_instalments(result)),
            Next("ladder", None, _handed_ladder(result)),
            Next("budget", _("先算每月能拿出多少。")),
        ),
    )


def _handed_payments(result: Result) -> dict[str, str]:
    return {
        "balance": typed.amount(result.owed),
        "payment": typed.amount(result.payment),
        "months": str(len(result.rows)),
    }


def _handed_offer(result: Result) -> dict[str, str]:
    values = _handed_payments(result) | {
        "last_payment": typed.amount(result.rows[-1].payment),
        "total_payment": typed.amount(result.total),
    }
    return values | ({"waive_total": typed.amount(result.waived)} if result.waived else {})


def _handed_instalments(result: Result) -> dict[str, str]:
    values = _handed_offer(result)
    return {name: values[name] for name in ("payment", "months", "last_payment")}


def _handed_ladder(result: Result) -> dict[str, str]:
    values = _handed_payments(result)
    return {name: values[name] for name in ("balance", "payment")}


def _handed_promise(result: Result) -> dict[str, str]:
    values = _handed_offer(result)
    names = ("balance", "waive_total")
    kept = {name: values[name] for name in names if name in values}
    return kept | {"promised_payment": values["payment"], "promised_months": values["months"]}


def _handed(form: Form, result: Result) -> dict[str, str]:
    values = {
        "balance": typed.amount(result.owed),
        "plans.0.down": typed.amount(form.down_payment),
        "plans.0.payment": typed.amount(result.payment),
        "plans.0.months": str(len(result.rows)),
    }
    if form.can_pay:
        values["can_pay"] = typed.amount(form.can_pay)
    return values


def _handed_parts(form: Form, result: Result) -> dict[str, str]:
    values = {part: typed.amount(getattr(form, part)) for part in PARTS}
    return values | {"payment": typed.amount(result.payment), "months": str(len(result.rows))}


def _headline(form: Form, result: Result) -> Text:
    given = {
        "payment": Yuan(result.payment),
        "number": Instalments(len(result.rows)),
        "total": Yuan(result.total, wan=True),
        "last": Yuan(result.highest_payment),
    }
    if form.step_rate:
        return _("第一期还 {payment}，最多的一期 {last}，{number}一共 {total}。", **given)
    return _("每月还 {payment}，还 {number}，一共 {total}。", **given)


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(_("现在一共欠"), Yuan(result.owed, wan=True)),
        Fact(_("减免"), Yuan(result.waived, wan=True)),
        Fact(_("分期的金额"), Yuan(result.plan_balance, wan=True)),
        Fact(
            _("比现在欠的少还"),
            Yuan(result.saved),
            _("减免的，减去分期的利息和手续费。负数是多还。"),
        ),
    ]
    if result.share_of_can_pay is not None:
        facts.append(
            Fact(
                _("最多的一期占每月能还的"),
                Percent(result.share_of_can_pay),
                _("超过 100% 就守不住。"),
            )
        )
    facts.append(Fact(_("最后一期"), Yuan(result.last_payment)))
    if result.end_date:
        facts.append(Fact(_("还清日期"), result.end_date))
    if result.monthly_rate is not None:
        facts += rate_facts(
            result.monthly_rate, result.annual_nominal or m.ZERO, result.annual_effective or m.ZERO
        )
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    if form.can_pay is not None and result.highest_payment > form.can_pay:
        longer = _months_at(form, result)
        over = Yuan(result.highest_payment - form.can_pay)
        if longer:
            notes.append(
                _(
                    "比每月能还的多 {over}。其他不变，分 {number}就够了。",
                    over=over,
                    number=Instalments(longer),
                )
            )
        else:
            notes.append(
                _(
                    "比每月能还的多 {over}。只拉长期数不够，要再谈减免、利率，或重新算预算。",
                    over=over,
                )
            )
    if form.kind == "card":
        notes.append(
            _(
                "信用卡个性化分期最长 {months}，是“可以”协商，不是必须；停不停息也要谈。",
                months=Instalments(int(figure("card_plan_max_months").value)),
            )
        )
    else:
        notes.append(_("“停息挂账”只管信用卡；贷款可以申请调整还款计划，看合同和对方的政策。"))
    if form.plan_fee and not form.annual_rate:
        notes.append(_("叫“免息”，但收了手续费：按现在欠的算，年化见上面。"))
    if result.annual_nominal is not None and result.annual_nominal < 0:
        notes.append(_("一共还的比现在欠的少，所以年化是负的。"))
    if result.waived_principal:
        notes.append(_("本金很少减免。请对方写明减免后的本金余额，不要只听口头说。"))
    return notes


def _months_at(form: Form, result: Result) -> int | None:
    """The fewest months at which the highest payment is within reach; `None` when none allowed is."""
    if form.step_rate or form.can_pay is None:
        return None  # growing payments depend on when they end; the reader tries them
    low = form.months
    high = int(figure("card_plan_max_months").value) if form.kind == "card" else MOST_MONTHS

    def fits(months: int) -> bool:
        rows = _rows(replace(form, months=months), result.plan_balance)
        return _highest_payment(rows) <= (form.can_pay or m.ZERO)

    if not fits(high):
        return None
    while low + 1 < high:  # more months, lower payments
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


def _tables(form: Form, result: Result) -> list[Table]:
    dated = form.first_payment_date is not None
    columns = [_("期数"), _("还款日")] if dated else [_("期数")]
    columns += [
        _("还款（元）"),
        _("本金（元）"),
        _("利息（元）"),
        _("手续费（元）"),
        _("剩余（元）"),
    ]
    rows: list[Sequence[Cell]] = []
    for row in result.rows:
        first: list[Cell] = [row.number, row.date] if dated else [row.number]
        rows.append([*first, row.payment, row.principal, row.interest, row.fee, row.balance])
    total: list[Cell] = [_("合计"), None] if dated else [_("合计")]
    total += [
        sum((row.payment for row in result.rows), m.ZERO),
        result.plan_balance,
        result.total_interest,
        sum((row.fee for row in result.rows), m.ZERO),
        None,
    ]
    return [
        Table(
            _("每一项减免多少"),
            (_("项目"), _("欠（元）"), _("减免（元）"), _("还要还（元）")),
            [(PARTS[part.part], part.owed, part.waived, part.left) for part in result.parts],
            (_("合计"), result.owed, result.waived, result.owed - result.waived),
        ),
        Table(_("还款表"), columns, rows, total, download="schedule"),
    ]


def _working(form: Form, result: Result) -> list[Text]:
    given = {
        "balance": Yuan(result.plan_balance),
        "n": form.months,
        "payment": Yuan(result.rows[0].payment - result.rows[0].fee),
        "annual": Percent(form.annual_rate),
    }
    lines = [
        _(
            "分期的金额 = 欠款 {owed} − 减免 {waived} − 先还 {down} = {balance}",
            owed=Yuan(result.owed),
            waived=Yuan(result.waived),
            down=Yuan(form.down_payment),
            **given,
        )
    ]
    if form.step_rate:
        lines.append(
            _(
                "第一期 = 本金 ÷ Σ(1 + {step})^{{⌊(k−1)÷{every}⌋}} ÷ (1 + {annual} ÷ 12)^{{k}}，"
                "k 从 1 到 {n}，等于 {payment}",
                step=Percent(form.step_rate),
                every=form.step_months,
                **given,
            )
        )
    elif form.annual_rate:
        lines.append(
            _(
                "= {balance} × ({annual} ÷ 12) ÷ (1 − (1 + {annual} ÷ 12)^{{−{n}}}) = {payment}",
                **given,
            )
        )
    else:
        lines.append(_("不计息：{balance} ÷ {n} = {payment}", **given))
    if form.plan_fee:
        lines.append(
            _("手续费 {fee}：{timing}", fee=Yuan(form.plan_fee), timing=TIMING[form.fee_timing])
        )
    lines.append(
        _(
            "一共 {total}；比现在欠的 {owed} 少 {saved}",
            total=Yuan(result.total),
            owed=Yuan(result.owed),
            saved=Yuan(result.saved),
        )
    )
    if result.monthly_rate is not None:
        lines.append(
            _(
                "年化按现在欠的算：{owed} = 每一笔还款 ÷ (1 + i)^{{月数}} 之和，解得 i = {rate}",
                owed=Yuan(result.owed),
                rate=Percent(result.monthly_rate, 6),
            )
        )
    return lines


def _sources(form: Form) -> list[Figure | Rule]:
    used: list[Figure | Rule] = [rule("cc-art-543-544")]
    if form.kind == "card":
        used.insert(0, figure("card_plan_max_months"))
    return [*used, rule("pboc-2021-3-apr")]
