"""提前还款值不值 · Is repaying early worth it?

After k instalments the balance B is known from the schedule. Settle it (B, with fees and, between
due dates, interest by the day), or prepay a part **after** the instalment of that day and either
lower the payment (recomputed on B − prepaid over the months left) or shorten the term (the payment
stays until the balance is gone). Interest saved = difference of the sums of rows.

Rounding: as in `instalment`; fees and rebates half up to the fen. Source: Civil Code art. 677
(interest for the time the money was used, unless agreed otherwise); the Rule of 78 as contracts
that still use it define it; `about/method`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from calculators.law import rule
from calculators.maths import annuity, schedule
from calculators.maths import money as m
from calculators.page import typed
from calculators.page.answer import Answer, Chart, Fact, Next, Table
from calculators.page.choices import METHODS
from calculators.page.fields import Invalid, choice, count, money, rate
from calculators.page.rates import rate_facts
from calculators.page.words import Instalments, Percent, Text, Yuan, _

TITLE = _("提前还款值不值？")

MODES = {
    "settle": _("全部结清"),
    "reduce_payment": _("还一部分，期数不变，月供变少"),
    "reduce_term": _("还一部分，月供不变，早点还完"),
}
CHARGED = {
    "actual": _("只收到还款那天的"),
    "all": _("剩下各期的利息费用照收"),
    "rule_of_78": _("按 78 法则退一部分"),
}
DAY_COUNT = {"360": _("一年按 360 天"), "365": _("一年按 365 天")}


@dataclass(frozen=True)
class Form:
    principal: Decimal = money(
        _("借款本金"),
        low=Decimal("0.01"),
        required=True,
        example="46000",
        hint=_("当初借的金额，不是现在剩下的。"),
    )
    method: str = choice(_("还款方式"), METHODS)
    annual_rate: Decimal | None = rate(
        _("年利率"),
        per="year",
        example="14.4",
        hint=_("等本等息填月费率 × 12。免息请填 0。"),
    )
    months: int = count(_("分几期"), low=1, unit=_("期"), years=True, required=True, example="36")
    paid_months: int = count(
        _("已经还了几期"),
        unit=_("期"),
        required=True,
        example="12",
        hint=_("包括提前还款那天要还的一期。"),
    )
    mode: str = choice(_("想怎么提前还"), MODES, example="reduce_payment")
    prepay: Decimal | None = money(
        _("提前还多少"),
        low=Decimal("0.01"),
        example="5000",
        hint=_("当期月供之外多还的钱。全部结清不用填。"),
    )
    fee_rate: Decimal = rate(
        _("提前还款手续费"),
        per="once",
        high=Decimal(1),
        default=Decimal(0),
        example="1",
        hint=_("按提前还的本金收的百分数，看合同。没有就不填。"),
    )
    fee: Decimal = money(
        _("还要付的其他费用"), default=m.ZERO, more=True, hint=_("按笔收的，或还没收完的费用。")
    )
    charged: str = choice(
        _("剩下的利息怎么收"), CHARGED, more=True, hint=_("看合同怎么写；只用于全部结清。")
    )
    days: int = count(
        _("上一个还款日过了几天"),
        unit=_("天"),
        high=366,
        default=0,
        more=True,
        hint=_("不在还款日结清时填，这几天按天计息。"),
    )
    day_count: str = choice(_("按天计息的口径"), DAY_COUNT, more=True)


EXAMPLES = {
    "self_employed": {
        "principal": "58000",
        "annual_rate": "24",
        "months": "24",
        "paid_months": "18",
        "mode": "settle",
        "fee_rate": "3",
    },
    "couple": {
        "principal": "68000",
        "annual_rate": "7.2",
        "months": "30",
        "paid_months": "6",
        "mode": "reduce_term",
        "prepay": "10000",
    },
}


@dataclass(frozen=True)
class Result:
    """Money in yuan, rates as fractions.

    `balance_before` is the principal owed on that day, `settlement` what would clear everything on
    it, `paid_now` what the chosen way takes. `fees` are not inside `interest_saved`; `net_saved` is.
    The rates are those of the whole loan as it then was; `None` between due dates.
    """

    balance_before: Decimal
    settlement: Decimal
    paid_now: Decimal
    payment: Decimal
    new_payment: Decimal
    last_payment: Decimal
    months_left: int
    months_saved: int
    interest_before: Decimal
    interest_after: Decimal
    interest_saved: Decimal
    fees: Decimal
    net_saved: Decimal
    accrued: Decimal
    rebate: Decimal
    monthly_rate: Decimal | None
    annual_nominal: Decimal | None
    annual_effective: Decimal | None
    rows: tuple[schedule.Row, ...]


def calculate(form: Form) -> Result:
    """Compare the rows that were left with those that remain. Raises `Invalid` for what clashes."""
    _check(form)
    rows = _schedule(form, form.annual_rate or Decimal(0))
    result = _repaid(form, rows)
    paid = [row for row in rows if row.number <= form.paid_months]
    flows = _flows(form.paid_months, paid, result.paid_now, result.rows)
    rates = None if form.days else annuity.rates(form.principal, flows)
    return replace(
        result,
        monthly_rate=rates.monthly_rate if rates else None,
        annual_nominal=rates.annual_nominal if rates else None,
        annual_effective=rates.annual_effective if rates else None,
    )


def _repaid(form: Form, rows: Sequence[schedule.Row]) -> Result:
    """What changes on `rows`, the schedule of the loan as it was; without the rates."""
    annual, k = form.annual_rate or Decimal(0), form.paid_months
    paid, left = [r for r in rows if r.number <= k], [r for r in rows if r.number > k]
    if not left:
        raise Invalid(paid_months=_("这笔钱到这一期已经还清了，请核对。"))
    balance = paid[-1].balance if paid else form.principal
    interest_before = _interest(left)
    accrued = _accrued(form, annual, balance)
    rebate = interest_before - accrued
    if form.charged == "all":
        rebate = m.ZERO
    elif form.charged == "rule_of_78":
        rest, n = form.months - k, form.months
        rebate = m.fen(_interest(rows) * rest * (rest + 1) / (n * (n + 1)))
    settle_fees = m.fen(balance * form.fee_rate) + form.fee
    settlement = balance + interest_before - rebate + settle_fees
    if form.mode == "settle":
        paid_now, fees, new = settlement, settle_fees, []
        interest_after = interest_before - rebate
    else:
        prepay = _prepaid(form, balance)
        fees = m.fen(prepay * form.fee_rate) + form.fee
        paid_now = prepay + fees
        new = _rest(form, annual, balance - prepay, rows[0])
        interest_after = _interest(new)
    return Result(
        balance_before=balance,
        settlement=settlement,
        paid_now=paid_now,
        payment=left[0].payment,
        new_payment=new[0].payment if new else m.ZERO,
        last_payment=new[-1].payment if new else m.ZERO,
        months_left=len(new),
        months_saved=left[-1].number - k - len(new),
        interest_before=interest_before,
        interest_after=interest_after,
        interest_saved=interest_before - interest_after,
        fees=fees,
        net_saved=interest_before - interest_after - fees,
        accrued=accrued,
        rebate=rebate,
        monthly_rate=None,
        annual_nominal=None,
        annual_effective=None,
        rows=tuple(new),
    )


def _check(form: Form) -> None:
    if form.annual_rate is None and form.method != "principal_only":
        raise Invalid(annual_rate=_("请填年利率。免息请填 0。"))
    if form.paid_months >= form.months:
        raise Invalid(paid_months=_("要少于总期数，否则已经还完了。"))
    if form.mode != "settle":
        if form.prepay is None:
            raise Invalid(prepay=_("请填提前还多少。"))
        if form.method in ("flat", "bullet"):
            raise Invalid(mode=_("这种还款方式这里只能算全部结清；部分提前还要看合同怎么重排。"))
        if form.method == "interest_only" and form.mode == "reduce_term":
            raise Invalid(mode=_("先息后本的期数不会因此变短，请选月供变少。"))
        if form.days:
            raise Invalid(days=_("部分提前还款按还款日当天算，请填 0。"))
        if form.charged != "actual":
            raise Invalid(charged=_("只用于全部结清，请改回“只收到还款那天的”。"))
    elif form.charged == "rule_of_78" and form.days:
        raise Invalid(days=_("78 法则按整期算，请填 0。"))


def _prepaid(form: Form, balance: Decimal) -> Decimal:
    prepay = form.prepay or m.ZERO
    if prepay >= balance:
        raise Invalid(
            prepay=_("要小于剩余本金 {balance}；想还清请选全部结清。", balance=Yuan(balance))
        )
    return prepay


def _schedule(form: Form, annual: Decimal) -> list[schedule.Row]:
    return schedule.by_method(form.method, form.principal, annual, form.months, m.fen)


def _rest(
    form: Form, annual: Decimal, balance: Decimal, before: schedule.Row
) -> list[schedule.Row]:
    """The rows after a prepayment; `before` is the first instalment of the loan as it was."""
    months, first = form.months - form.paid_months, form.paid_months + 1
    shorter = form.mode == "reduce_term"
    match form.method:
        case "level_payment":
            payment = before.payment
            if not shorter:
                payment = m.fen(schedule.level_payment(balance, annual, months))
            return schedule.level(balance, annual, [payment] * months, m.fen, first)
        case "interest_only":
            rows = schedule.interest_only(balance, annual, months, m.fen)
            return [replace(row, number=row.number + form.paid_months) for row in rows]
    if form.method == "principal_only":
        annual = Decimal(0)
    part = before.principal if shorter else None
    return schedule.equal_principal(balance, annual, months, m.fen, first, part)


def _accrued(form: Form, annual: Decimal, balance: Decimal) -> Decimal:
    """Interest of the days since the last due date; of the whole time for a bullet loan."""
    base = form.principal if form.method == "flat" else balance
    by_day = m.fen(base * annual * form.days / int(form.day_count))
    if form.method == "bullet":
        return by_day + m.fen(form.principal * annual * form.paid_months / 12)
    return by_day if form.method != "principal_only" else m.ZERO


def _interest(rows: Sequence[schedule.Row]) -> Decimal:
    return sum((row.interest for row in rows), m.ZERO)


def _flows(
    k: int, paid: Sequence[schedule.Row], paid_now: Decimal, new: Sequence[schedule.Row]
) -> list[Decimal]:
    """What is paid in month 0, 1, 2 …: the instalments so far, the early payment, the rest."""
    flows = [m.ZERO] * (k + 1 + len(new))
    for row in (*paid, *new):
        flows[row.number] += row.payment
    flows[k] += paid_now
    return flows


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """What is saved after fees; then the ways side by side, and what remains."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=(
            Chart(
                _("从这天起还要付的利息和手续费"),
                (_("利息"), _("手续费")),
                [
                    (_("不提前还"), (result.interest_before, m.ZERO)),
                    (_("提前还之后"), (max(result.interest_after, m.ZERO), result.fees)),
                ],
                shape="bar",
            ),
        ),
        tables=_tables(form, result),
        working=_working(form, result),
        assumptions=(
            _("提前还的钱在当期月供之后还，第一期和以后都隔一个月。"),
            _("前面各期都按时还了；没有罚息和违约金。"),
            _("利息每期四舍五入到分。贷款方可能按天计息，差几元是正常的。"),
            _("按天计息时，银行多用一年 360 天，民间借贷和法院多用 365 天。"),
            _("结清金额以贷款方那天给出的为准；付完要结清证明。"),
        ),
        sources=(rule("cc-art-677"),),
        next=(
            Next("settlement", _("一次结清还是分期，哪个合算？"), _handed(result)),
            Next("budget", _("留够生活费了吗？先算每月能拿出多少。")),
        ),
    )


def _handed(result: Result) -> dict[str, str]:
    return {
        "principal": typed.amount(result.balance_before),
        "lump": typed.amount(result.settlement),
        "payment": typed.amount(result.payment),
        "months": str(result.months_left + result.months_saved),
    }


def _headline(form: Form, result: Result) -> Text:
    given = {"now": Yuan(result.paid_now), "saved": Yuan(abs(result.net_saved))}
    if form.mode == "settle":
        if result.net_saved < 0:
            return _("现在结清要 {now}，扣掉手续费反而多付 {saved}。", **given)
        return _("现在结清要 {now}，比按期还少付 {saved}。", **given)
    if result.net_saved < 0:
        return _("现在多还 {now}（含手续费），手续费比省下的利息还多 {saved}。", **given)
    if form.mode == "reduce_payment":
        return _(
            "现在多还 {now}（含手续费），月供从 {old} 变成 {new}，一共少付 {saved}。",
            old=Yuan(result.payment),
            new=Yuan(result.new_payment),
            **given,
        )
    return _(
        "现在多还 {now}（含手续费），月供不变，还剩 {left}，一共少付 {saved}。",
        left=Instalments(result.months_left),
        **given,
    )


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(_("还款前的剩余本金"), Yuan(result.balance_before, wan=True)),
        Fact(_("这天全部结清要付"), Yuan(result.settlement, wan=True)),
        Fact(_("省下的利息"), Yuan(result.interest_saved)),
        Fact(_("手续费和其他费用"), Yuan(result.fees)),
        Fact(_("扣掉费用以后省下"), Yuan(result.net_saved)),
    ]
    if result.rows:
        facts += [
            Fact(_("以后每期"), Yuan(result.new_payment)),
            Fact(_("最后一期"), Yuan(result.last_payment)),
            Fact(_("还剩"), Instalments(result.months_left)),
        ]
    if result.accrued and form.mode == "settle":
        facts.append(Fact(_("到还款那天的利息"), Yuan(result.accrued)))
    if result.monthly_rate is not None:
        facts += rate_facts(
            result.monthly_rate, result.annual_nominal or m.ZERO, result.annual_effective or m.ZERO
        )
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = [_("只用闲钱提前还。生活费、药费和备用金先留够，不要借新的来提前还。")]
    annual = form.annual_rate or Decimal(0)
    if form.mode == "settle" and form.prepay is not None:
        notes.append(_("选了全部结清，“提前还多少”没有用到。"))
    if form.mode == "settle" and form.charged == "actual" and result.interest_before:
        notes.append(
            _(
                "把剩下的 {number}加起来是 {total}，那里面有还没发生的利息，不是结清金额。",
                number=Instalments(result.months_saved),
                total=Yuan(result.balance_before + result.interest_before),
            )
        )
    if form.charged == "all":
        notes.append(_("剩下的利息费用照收，提前还就省不了利息。可以问对方依据合同哪一条。"))
    if form.charged == "rule_of_78":
        notes.append(_("78 法则把利息多算在前面几期，退的比按余额算的少。只有合同写明才用。"))
    if form.method == "level_payment" and form.mode == "reduce_payment" and form.paid_months:
        months = form.months - form.paid_months
        before = _schedule(form, annual)[form.paid_months - 1]
        other = m.fen(
            schedule.level_payment(
                before.balance + before.principal - (form.prepay or m.ZERO), annual, months
            )
        )
        notes.append(
            _(
                "有的计算器用当期还款之前的余额来算，月供会变成 {other}，偏高。",
                other=Yuan(other),
            )
        )
    return notes


def _tables(form: Form, result: Result) -> list[Table]:
    """The ways that are possible side by side, then the rows that remain."""
    lines = []
    rows = _schedule(form, form.annual_rate or Decimal(0))
    for mode, name in MODES.items():
        asked = replace(form, mode=mode)
        try:
            _check(asked)
            other = result if mode == form.mode else _repaid(asked, rows)
        except Invalid:
            continue  # this way does not fit the loan or the amount
        lines.append(
            (
                name,
                other.paid_now,
                other.new_payment,
                other.months_left,
                other.interest_saved,
                other.fees,
                other.net_saved,
            )
        )
    tables = [
        Table(
            _("几种提前还法放在一起"),
            (
                _("还法"),
                _("现在付（元）"),
                _("以后每期（元）"),
                _("还剩几期"),
                _("省下利息（元）"),
                _("手续费（元）"),
                _("净省（元）"),
            ),
            lines,
            download="ways" if not result.rows else "",
        )
    ]
    if result.rows:
        total = sum((row.payment for row in result.rows), m.ZERO)
        principal = sum((row.principal for row in result.rows), m.ZERO)
        tables.append(
            Table(
                _("提前还之后的还款表"),
                (
                    _("期数"),
                    _("还款（元）"),
                    _("本金（元）"),
                    _("利息和费用（元）"),
                    _("剩余本金（元）"),
                ),
                [
                    (row.number, row.payment, row.principal, row.interest, row.balance)
                    for row in result.rows
                ],
                (_("合计"), total, principal, result.interest_after, None),
                download="schedule",
            )
        )
    return tables


def _working(form: Form, result: Result) -> list[Text]:
    annual = Percent(form.annual_rate or Decimal(0))
    balance, months = Yuan(result.balance_before), form.months - form.paid_months
    lines = [_("还了 {k} 期以后的剩余本金 = {balance}", k=form.paid_months, balance=balance)]
    if form.mode == "settle":
        if form.days:
            lines.append(
                _(
                    "按天的利息 = {base} × {annual} × {days} ÷ {basis}，四舍五入到分",
                    base=Yuan(form.principal) if form.method == "flat" else balance,
                    annual=annual,
                    days=form.days,
                    basis=int(form.day_count),
                )
            )
        if form.charged == "rule_of_78":
            lines.append(
                _(
                    "78 法则退的利息 = 全部利息 × {rest} × ({rest} + 1) ÷ ({n} × ({n} + 1)) = {rebate}",
                    rest=months,
                    n=form.months,
                    rebate=Yuan(result.rebate),
                )
            )
        lines.append(
            _(
                "结清 = 剩余本金 {balance} + 利息 {interest} + 手续费 {fees} = {settlement}",
                balance=balance,
                interest=Yuan(result.interest_after),
                fees=Yuan(result.fees),
                settlement=Yuan(result.settlement),
            )
        )
    else:
        left = result.balance_before - (form.prepay or m.ZERO)
        lines.append(
            _(
                "提前还后的本金 = {balance} − {prepay} = {left}",
                balance=balance,
                prepay=Yuan(form.prepay or m.ZERO),
                left=Yuan(left),
            )
        )
        if form.mode == "reduce_payment":
            lines.append(
                _(
                    "用 {left}、年利率 {annual}、{n} 期重新算：第一期 {payment}",
                    left=Yuan(left),
                    annual=annual,
                    n=months,
                    payment=Yuan(result.new_payment),
                )
            )
        else:
            lines.append(
                _(
                    "每期仍还 {payment}，{n} 期还清",
                    payment=Yuan(result.new_payment),
                    n=result.months_left,
                )
            )
    lines.append(
        _(
            "省下的利息 = 原来剩下的 {before} − 现在的 {after} = {saved}",
            before=Yuan(result.interest_before),
            after=Yuan(result.interest_after),
            saved=Yuan(result.interest_saved),
        )
    )
    lines.append(
        _(
            "净省 = {saved} − 手续费 {fees} = {net}",
            saved=Yuan(result.interest_saved),
            fees=Yuan(result.fees),
            net=Yuan(result.net_saved),
        )
    )
    return lines
