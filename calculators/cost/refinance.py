"""以贷养贷划算吗 · Does a new loan to pay off old ones save or lose money?

Both ways are laid out month by month: the old payments as they would have gone on, and the payments
of the new loan with every fee. What the new loan really brings, less what settling the old debts
costs, is cash in hand (or to be found). True saving = old payments − new payments + that cash.

Rounding: payments to the fen, half up, the last row takes the rest; a rate is never rounded.
Source: comparison of two cash flows; rates by the internal rate of return; `about/method`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calculators.law import rule
from calculators.maths import money as m
from calculators.maths import schedule
from calculators.maths.rates import Triple, monthly_rate, triple
from calculators.page.answer import Answer, Chart, Fact, Next, Table
from calculators.page.fields import (
    MOST_MONTHS,
    Invalid,
    choice,
    count,
    money,
    rate,
    rows,
    text,
)
from calculators.page.words import Months, Percent, Text, Yuan, _

TITLE = _("借新还旧（以贷养贷），到底省还是亏？")

NEW = _("新贷款怎么还？只填一项")


@dataclass(frozen=True)
class Debt:
    lender: str = text(_("哪一笔"))
    balance: Decimal = money(_("还剩多少本金"), low=Decimal("0.01"), required=True)
    monthly_payment: Decimal | None = money(_("每月还多少"), low=Decimal("0.01"))
    months: int | None = count(_("还剩几期"), low=1, unit=_("期"), years=True)
    annual_rate: Decimal | None = rate(_("年利率"), per="year")
    exit_fee: Decimal = money(_("提前结清要另付"), default=m.ZERO)


@dataclass(frozen=True)
class Form:
    debts: tuple[Debt, ...] = rows(
        _("要还掉的旧债"),
        Debt,
        required=True,
        hint=_("每笔填剩余本金，再填月供、期数、年利率里的两项。"),
        example=[
            {"lender": _("信用卡"), "balance": "38600", "months": "24", "annual_rate": "18.25"},
            {
                "lender": _("分期平台"),
                "balance": "21400",
                "monthly_payment": "1052.17",
                "months": "24",
            },
        ],
    )
    new_principal: Decimal = money(
        _("新贷款的合同金额"), low=Decimal("0.01"), required=True, example="60000"
    )
    new_months: int = count(
        _("新贷款分几期"), low=1, unit=_("期"), years=True, required=True, example="36"
    )
    new_annual_rate: Decimal | None = rate(_("年利率（等额本息）"), per="year", group=NEW)
    new_fee_rate: Decimal | None = rate(
        _("月费率（按最初本金收）"),
        per="month",
        group=NEW,
        example="0.8",
        yields_to=("new_annual_rate", "new_payment"),
    )
    new_payment: Decimal | None = money(_("每期还多少"), low=Decimal("0.01"), group=NEW)
    new_upfront_fee: Decimal = money(
        _("办新贷款另付的钱"),
        default=m.ZERO,
        example="1800",
        hint=_("中介费、服务费、担保费、保险，一次付的全部加起来。"),
    )
    new_deducted: Decimal = money(
        _("放款时扣掉的钱"), default=m.ZERO, more=True, hint=_("合同金额减去到账金额。")
    )
    new_monthly_fee: Decimal = money(
        _("每期另收的费用"), default=m.ZERO, more=True, hint=_("每月另扣的担保费、会员费。")
    )
    new_secured: str = choice(
        _("新贷款要抵押吗"),
        {"no": _("不要抵押"), "yes": _("要抵押房子、车子，或要人担保")},
        more=True,
    )


EXAMPLES = {
    "self_employed": {
        "debts": [
            {"lender": _("小贷公司"), "balance": "58000", "months": "24", "annual_rate": "24"},
            {"lender": _("信用卡"), "balance": "27500", "months": "24", "annual_rate": "18.25"},
            {"lender": _("熟人借款"), "balance": "20000", "months": "24", "annual_rate": "12"},
        ],
        "new_principal": "110000",
        "new_months": "36",
        "new_fee_rate": "1.2",
        "new_upfront_fee": "5500",
        "new_secured": "yes",
    },
    "couple": {
        "debts": [
            {"lender": _("消费金融"), "balance": "35000", "months": "18", "annual_rate": "23.4"},
            {
                "lender": _("第一张信用卡"),
                "balance": "12400",
                "months": "18",
                "annual_rate": "18.25",
            },
            {
                "lender": _("第二张信用卡"),
                "balance": "9800",
                "months": "18",
                "annual_rate": "18.25",
            },
        ],
        "new_principal": "57200",
        "new_months": "24",
        "new_annual_rate": "9.6",
    },
}


@dataclass(frozen=True)
class OldDebt:
    """An old debt as it would go on: `total` is all payments, `cost` what exceeds the balance.

    `annual_nominal` is the contract rate where that was given, else solved from the payments.
    """

    lender: str
    balance: Decimal
    payment: Decimal
    months: int
    total: Decimal
    cost: Decimal
    annual_nominal: Decimal | None


@dataclass(frozen=True)
class Row:
    """One month: old and new payment, old − new, and the sum so far with the cash of the start."""

    number: int
    old: Decimal
    new: Decimal
    saving: Decimal
    so_far: Decimal


@dataclass(frozen=True)
class Result:
    """Money in yuan, rates as fractions (`None` where there is no such rate).

    Savings are positive, losses negative: `monthly_saving` in the first month, `total_saving` over
    everything. `cash` is received − pay-off: left in hand, or to be found when negative. The triple
    is that of the new loan, all in; `old_…` are the old debts together. `dearer_from` is the first
    month in which the new payment is the higher one, `behind_from` the first month from which the
    sum so far stays below nothing. `same_term_payment` is what the old debts would cost a month at
    their own rate over the new term.
    """

    monthly_saving: Decimal
    total_saving: Decimal
    old_monthly: Decimal
    new_monthly: Decimal
    old_total: Decimal
    new_total: Decimal
    old_cost: Decimal
    new_cost: Decimal
    exit_fees: Decimal
    payoff: Decimal
    received: Decimal
    cash: Decimal
    old_months: int
    new_months: int
    extra_months: int
    monthly_rate: Decimal | None
    annual_nominal: Decimal | None
    annual_effective: Decimal | None
    old_annual_nominal: Decimal | None
    old_annual_effective: Decimal | None
    dearer_from: int | None
    behind_from: int | None
    same_term_payment: Decimal | None
    same_term_total: Decimal | None
    old_debts: tuple[OldDebt, ...]
    rows: tuple[Row, ...]


def calculate(form: Form) -> Result:
    """Lay out old and new payments, then compare. Raises `Invalid` for what does not fit together."""
    olds = [_old_payments(index, debt) for index, debt in enumerate(form.debts)]
    new = _new_payments(form)
    received = form.new_principal - form.new_deducted - form.new_upfront_fee
    if received <= 0:
        field = "new_deducted" if form.new_deducted >= form.new_principal else "new_upfront_fee"
        raise Invalid(
            **{field: _("扣掉费用后到手的钱是 {received}，请核对。", received=Yuan(received))}
        )
    length = max(len(new), *(len(payments) for payments in olds))
    old = [sum((p[k] for p in olds if k < len(p)), m.ZERO) for k in range(length)]
    balances = sum((debt.balance for debt in form.debts), m.ZERO)
    fees = sum((debt.exit_fee for debt in form.debts), m.ZERO)
    old_total, new_total = sum(old, m.ZERO), sum(new, m.ZERO)
    cash = received - balances - fees
    monthly = _rows(old, new, cash)
    rates, old_rates = _triple(received, new), _triple(balances, old)
    payment, total = _same_term(balances, old_rates, len(new))
    return Result(
        monthly_saving=old[0] - new[0],
        total_saving=old_total - new_total + cash,
        old_monthly=old[0],
        new_monthly=new[0],
        old_total=old_total,
        new_total=new_total,
        old_cost=old_total - balances,
        new_cost=new_total - received,
        exit_fees=fees,
        payoff=balances + fees,
        received=received,
        cash=cash,
        old_months=max(len(payments) for payments in olds),
        new_months=len(new),
        extra_months=len(new) - max(len(payments) for payments in olds),
        monthly_rate=rates.monthly_rate if rates else None,
        annual_nominal=rates.annual_nominal if rates else None,
        annual_effective=rates.annual_effective if rates else None,
        old_annual_nominal=old_rates.annual_nominal if old_rates else None,
        old_annual_effective=old_rates.annual_effective if old_rates else None,
        dearer_from=next((row.number for row in monthly if row.saving < 0), None),
        behind_from=_behind_from(monthly),
        same_term_payment=payment,
        same_term_total=total,
        old_debts=tuple(_summed(d, p) for d, p in zip(form.debts, olds, strict=True)),
        rows=monthly,
    )


def _triple(received: Decimal, payments: Sequence[Decimal]) -> Triple | None:
    i = monthly_rate(received, [m.ZERO, *payments])
    return triple(i) if i is not None else None


def _old_payments(index: int, debt: Debt) -> list[Decimal]:
    """What the old debt still takes every month, from two of payment, number and rate."""
    if debt.monthly_payment is not None and debt.months is not None:
        return [debt.monthly_payment] * debt.months
    if debt.annual_rate is None:
        field = "months" if debt.monthly_payment is not None else "monthly_payment"
        raise Invalid(
            **{f"debts.{index}.{field}": _("月供、期数、年利率请填两项，例如年利率和期数。")}
        )
    if debt.months is not None:
        return _level(debt.balance, debt.annual_rate, debt.months)
    if debt.monthly_payment is None:
        raise Invalid(**{f"debts.{index}.months": _("还要填月供或还剩几期，例如 24。")})
    interest = m.fen(debt.balance * debt.annual_rate / 12)
    payments = [debt.monthly_payment] * MOST_MONTHS
    lines = schedule.level(debt.balance, debt.annual_rate, payments, m.fen)
    if debt.monthly_payment <= interest or len(lines) == MOST_MONTHS:
        raise Invalid(
            **{
                f"debts.{index}.monthly_payment": _(
                    "按这个月供还不完：第一个月的利息就有 {interest}。请改填打算几期还清。",
                    interest=Yuan(interest),
                )
            }
        )
    return [line.payment for line in lines]


def _level(balance: Decimal, annual_rate: Decimal, months: int) -> list[Decimal]:
    payment = m.fen(schedule.level_payment(balance, annual_rate, months))
    return [row.payment for row in schedule.level(balance, annual_rate, [payment] * months, m.fen)]


def _new_payments(form: Form) -> list[Decimal]:
    given = {
        "new_annual_rate": form.new_annual_rate,
        "new_fee_rate": form.new_fee_rate,
        "new_payment": form.new_payment,
    }
    known = [name for name, value in given.items() if value is not None]
    if not known:
        raise Invalid(new_annual_rate=_("年利率、月费率、每期还多少，请填一项。"))
    if len(known) > 1:
        raise Invalid(**dict.fromkeys(known[1:], _("三项里只能填一项，请清空多余的。")))
    if form.new_annual_rate is not None:
        payments = _level(form.new_principal, form.new_annual_rate, form.new_months)
    elif form.new_fee_rate is not None:
        lines = schedule.flat(form.new_principal, form.new_fee_rate * 12, form.new_months, m.fen)
        payments = [line.payment for line in lines]
    else:
        payments = [form.new_payment or m.ZERO] * form.new_months
    return [payment + form.new_monthly_fee for payment in payments]


def _summed(debt: Debt, payments: Sequence[Decimal]) -> OldDebt:
    total = sum(payments, m.ZERO)
    nominal = debt.annual_rate
    if debt.monthly_payment is not None and debt.months is not None:
        rates = _triple(debt.balance, payments)
        nominal = rates.annual_nominal if rates else None
    return OldDebt(
        debt.lender,
        debt.balance,
        payments[0],
        len(payments),
        total,
        total - debt.balance,
        nominal,
    )


def _rows(old: Sequence[Decimal], new: Sequence[Decimal], cash: Decimal) -> tuple[Row, ...]:
    so_far, rows = cash, []
    for k, before in enumerate(old):
        after = new[k] if k < len(new) else m.ZERO
        so_far += before - after
        rows.append(Row(k + 1, before, after, before - after, so_far))
    return tuple(rows)


def _behind_from(rows: Sequence[Row]) -> int | None:
    """The first month from which the sum so far is below nothing to the end."""
    found = None
    for row in reversed(rows):
        if row.so_far >= 0:
            break
        found = row.number
    return found


def _same_term(
    balances: Decimal, rates: Triple | None, months: int
) -> tuple[Decimal | None, Decimal | None]:
    if rates is None or rates.annual_nominal < 0:
        return None, None
    payments = _level(balances, rates.annual_nominal, months)
    return payments[0], sum(payments, m.ZERO)


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """Per month and in total, saving or loss; then where it comes from and what may go wrong."""
    return Answer(
        headline=_headline(result),
        facts=_facts(result),
        notes=_notes(form, result),
        charts=(_chart(result),),
        tables=(_compared(result), _debts(result), _calendar(result)),
        working=_working(result),
        assumptions=(
            _("旧债按你填的月供还到底，新贷款每期按时还，都没有算逾期。"),
            _("新贷款到账当天就把旧债全部结清。晚几天，旧债还会多算几天利息。"),
            _("一个月算一步；将来的一元和今天的一元一样看。"),
        ),
        sources=(
            rule("nfra-2024-12-24-warning"),
            rule("upfront-fee-pattern"),
            rule("ab-loan"),
            rule("cc-art-673"),
            rule("pboc-2021-3-apr"),
        ),
        next=(
            Next("extension", _("先问旧债能不能延长：展期的代价。")),
            Next("plan", _("和旧债的贷款方谈分期，每月多少？")),
            Next("payoff", _("不借新的，多笔债先还哪一笔？")),
        ),
    )


def _headline(result: Result) -> Text:
    monthly, total = Yuan(abs(result.monthly_saving)), Yuan(abs(result.total_saving), wan=True)
    if result.total_saving < 0:
        if result.monthly_saving > 0:
            return _("每月少还 {monthly}，总共却多花 {total}。", monthly=monthly, total=total)
        if result.monthly_saving < 0:
            return _("每月多还 {monthly}，总共还多花 {total}。", monthly=monthly, total=total)
        return _("每月还的一样，总共多花 {total}。", total=total)
    if result.total_saving > 0:
        if result.monthly_saving > 0:
            return _("每月少还 {monthly}，总共省 {total}。", monthly=monthly, total=total)
        if result.monthly_saving < 0:
            return _("每月多还 {monthly}，总共省 {total}。", monthly=monthly, total=total)
        return _("每月还的一样，总共省 {total}。", total=total)
    return _("总共不省也不亏；第一个月相差 {monthly}。", monthly=monthly)


_MOST_EFFECTIVE = Decimal("1e9")


def _percent(value: Decimal | None) -> Any:
    if value is None:
        return _("没有")
    return Percent(value) if value <= _MOST_EFFECTIVE else _("大到没有意义")


def _facts(result: Result) -> list[Fact]:
    facts = [
        Fact(_("旧债现在每月还"), Yuan(result.old_monthly)),
        Fact(_("新贷款每月还"), Yuan(result.new_monthly)),
        Fact(_("旧债综合年化（单利）"), _percent(result.old_annual_nominal)),
        Fact(_("新贷款综合年化（单利，含全部费用）"), _percent(result.annual_nominal)),
        Fact(_("新贷款综合年化（复利）"), _percent(result.annual_effective)),
        Fact(_("还清要"), _("{old} → {new}", old=Months(result.old_months), new=Months(result.new_months))),
    ]  # fmt: skip
    if result.same_term_payment is not None and result.same_term_total is not None:
        facts.append(
            Fact(
                _("旧债按原来的利率也分 {n}，每月还", n=Months(result.new_months)),
                Yuan(result.same_term_payment),
                _(
                    "总共 {total}。延长期限可以先找原来的贷款方谈。",
                    total=Yuan(result.same_term_total),
                ),
            )
        )
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    if result.annual_nominal is not None and result.old_annual_nominal is not None:
        if result.annual_nominal > result.old_annual_nominal:
            notes.append(_("新贷款的综合年化比旧债高，一年下来更贵。"))
        elif result.total_saving < 0:
            notes.append(_("新贷款的年化更低，可是还得更久，或者结清旧债要另付钱，总数还是更多。"))
    if result.monthly_saving > 0 and result.total_saving < 0:
        notes.append(_("只比月供容易看错：月供变小，是因为还的月数变多，或者现在多借了钱。"))
    if result.cash > 0:
        notes.append(
            _("付清旧债后手里多出 {cash}，这是新借的钱，也要还。", cash=Yuan(result.cash, wan=True))
        )
    if result.cash < 0:
        notes.append(
            _(
                "到手的钱不够结清旧债，还要自己拿出 {gap}；拿不出来，旧债就留着一截，变成新旧一起还。",
                gap=Yuan(-result.cash, wan=True),
            )
        )
    if result.dearer_from is not None and result.monthly_saving >= 0:
        notes.append(_("从第 {n} 个月起，每月还的反而比不换更多。", n=result.dearer_from))
    if result.extra_months > 0:
        notes.append(_("比原来多还 {months}。", months=Months(result.extra_months)))
    if form.new_secured == "yes":
        notes.append(
            _(
                "旧债多半没有抵押。换成有抵押或有人担保的，还不上时会失去房子、车子，或连累担保的人。"
            )
        )
    notes += [
        _("信用卡和旧平台的额度空出来以后再用，债就成了两份。结清后请关掉额度，要结清证明。"),
        _("新贷款常写明不能用来还别的债。写着“消费用”的钱拿去还贷，可能被要求提前还清。"),
        _("先要收费、要你转到个人账户、要亲友“帮忙刷脸”的，都停下来，打合同上的官方电话核实。"),
    ]
    return notes


def _chart(result: Result) -> Chart:
    """What is paid in all, without and with the new loan: money that was used, and its price."""
    keep = (result.old_total - max(result.old_cost, m.ZERO), max(result.old_cost, m.ZERO))
    price = max(result.new_cost, m.ZERO)
    change = (result.new_total - price, price + result.exit_fees)
    return Chart(
        _("一共付出多少"),
        (_("本金"), _("利息和费用")),
        [(_("不换，旧债还到底"), keep), (_("换成新贷款"), change)],
        shape="bar",
    )


def _compared(result: Result) -> Table:
    return Table(
        _("换与不换"),
        (_("项目"), _("不换（元）"), _("换（元）"), _("省（元，负数是多花）")),
        [
            (_("第一个月还"), result.old_monthly, result.new_monthly, result.monthly_saving),
            (_("以后一共还"), result.old_total, result.new_total, result.old_total - result.new_total),
            (_("到手减去结清旧债"), m.ZERO, result.cash, result.cash),
        ],
        (_("合计"), None, None, result.total_saving),
        download="comparison",
    )  # fmt: skip


def _debts(result: Result) -> Table:
    return Table(
        _("每笔旧债还到底"),
        (_("哪一笔"), _("剩余本金（元）"), _("月供（元）"), _("期数"), _("以后一共还（元）"), _("年化（单利）")),
        [
            (old.lender, old.balance, old.payment, old.months, old.total, _percent(old.annual_nominal))
            for old in result.old_debts
        ],
        (_("合计"), result.old_total - result.old_cost, result.old_monthly, None, result.old_total,
         _percent(result.old_annual_nominal)),
    )  # fmt: skip


def _calendar(result: Result) -> Table:
    return Table(
        _("逐月对比"),
        (_("第几个月"), _("旧债还（元）"), _("新贷款还（元）"), _("少还（元）"), _("累计省（元）")),
        [(row.number, row.old, row.new, row.saving, row.so_far) for row in result.rows],
        (_("合计"), result.old_total, result.new_total, result.old_total - result.new_total,
         result.total_saving),
    )  # fmt: skip


def _working(result: Result) -> list[Text]:
    return [
        _(
            "手里的现金 = 到手 − 结清旧债 = {received} − {payoff} = {cash}",
            received=Yuan(result.received),
            payoff=Yuan(result.payoff),
            cash=Yuan(result.cash),
        ),
        _(
            "总共省 = 旧债以后一共还 − 新贷款一共还 + 现金 = {old} − {new} + {cash} = {saving}",
            old=Yuan(result.old_total),
            new=Yuan(result.new_total),
            cash=Yuan(result.cash),
            saving=Yuan(result.total_saving),
        ),
        _(
            "也就是：旧债的利息 {old} − 新贷款的利息和费用 {new} − 结清另付 {fees} = {saving}",
            old=Yuan(result.old_cost),
            new=Yuan(result.new_cost),
            fees=Yuan(result.exit_fees),
            saving=Yuan(result.total_saving),
        ),
        _(
            "每月省 = {old} − {new} = {saving}",
            old=Yuan(result.old_monthly),
            new=Yuan(result.new_monthly),
            saving=Yuan(result.monthly_saving),
        ),
    ]


_DAY = datetime.date(2026, 11, 21)
