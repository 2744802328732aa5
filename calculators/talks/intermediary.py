"""交 5%“垫付手续费”划算吗 · Is a paid helper who fronts the money worth the fee?

Four ways side by side, in cash: the helper, if everything promised comes true; the helper, if the
lender agrees to nothing; what the lender has agreed to directly; doing it oneself without relief.
Fee ÷ money fronted × 365 ÷ days is the simple yearly rate of the bridge, (1 + fee ÷ money fronted)
to the power 365 ÷ days − 1 the effective one. Then months of surplus lost, and red flags.

Rounding: fees to the fen, half up; rates never. Source: simple and effective annual rate of a single
payment; the warnings of regulators as rules in the answer; `about/method`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from calculators.law import rule
from calculators.maths import money as m
from calculators.page import typed
from calculators.page.answer import Answer, Cell, Chart, Fact, Next, Table
from calculators.page.conventions import days
from calculators.page.fields import Invalid, choice, count, money, rate
from calculators.page.words import Number, Percent, Text, Yuan, _
from calculators.talks._red_flags import ASK, FLAG_LABELS, HEARD

TITLE = _("交 5%“垫付手续费”，划算吗？")

HELPER = _("对方怎么收")
OWN = _("不找人，自己办")
FLAGS = _("对方有没有这样说、这样做")

YEAR = 365
MOST_EFFECTIVE = Decimal("1e9")
"""A yearly rate beyond which the number says nothing any more."""


@dataclass(frozen=True)
class Form:
    balance: Decimal = money(
        _("现在一共欠"), low=Decimal("0.01"), required=True, group=HELPER, example="106000"
    )
    advance: Decimal | None = money(
        _("对方说垫付多少"),
        low=Decimal("0.01"),
        group=HELPER,
        hint=_("空着，当作全部垫。不垫付、只代办的也空着。"),
    )
    fee_rate: Decimal | None = rate(
        _("手续费百分之几"),
        per="once",
        high=Decimal(1),
        group=HELPER,
        example="5",
        yields_to=("fee",),
        hint=_("按垫付的钱算。下面一格和它只填一个。"),
    )
    fee: Decimal | None = money(_("或者：手续费一共多少"), group=HELPER)
    other_fees: Decimal = money(
        _("另收的钱"),
        default=m.ZERO,
        group=HELPER,
        hint=_("保证金、咨询费、会员费，新贷款再抽的服务费，全加起来。"),
    )
    days: int | None = count(
        _("垫几天"),
        low=1,
        high=3650,
        unit=_("天"),
        group=HELPER,
        example="15",
        hint=_("到要你还回去的那天。不垫付就空着。"),
    )
    promised_waiver: Decimal = money(
        _("对方说能帮你减多少"),
        default=m.ZERO,
        group=HELPER,
        example="5000",
        hint=_("嘴上说的，先照填。"),
    )
    lender_waiver: Decimal = money(
        _("贷款方自己答应减多少"),
        default=m.ZERO,
        group=OWN,
        hint=_("写下来的才填；没谈过就空着。"),
    )
    own_cost: Decimal = money(
        _("自己办要花的钱"),
        default=m.ZERO,
        group=OWN,
        example="60",
        hint=_("打印、快递、车费。协商本身不收费。"),
    )
    can_pay: Decimal | None = money(
        _("每月能拿出多少还债"), low=Decimal("0.01"), group=OWN, example="1730.02"
    )
    fee_first: str = choice(FLAG_LABELS["fee_first"], HEARD, group=FLAGS, example="yes")
    personal_account: str = choice(FLAG_LABELS["personal_account"], HEARD, group=FLAGS)
    promises: str = choice(FLAG_LABELS["promises"], HEARD, group=FLAGS, example="yes")
    no_contact: str = choice(FLAG_LABELS["no_contact"], HEARD, group=FLAGS)
    cards: str = choice(FLAG_LABELS["cards"], HEARD, group=FLAGS)
    new_loan: str = choice(FLAG_LABELS["new_loan"], HEARD, group=FLAGS)
    false_papers: str = choice(FLAG_LABELS["false_papers"], HEARD, group=FLAGS)


EXAMPLES = {
    "self_employed": {
        "balance": "105500",
        "advance": "58000",
        "fee_rate": "5",
        "other_fees": "2000",
        "days": "20",
        "promised_waiver": "20000",
        "lender_waiver": "3200",
        "can_pay": "1064",
        "fee_first": "yes",
        "new_loan": "yes",
    },
    "couple": {
        "balance": "57200",
        "fee": "2600",
        "promised_waiver": "5000",
        "own_cost": "40",
        "can_pay": "2900",
        "promises": "yes",
        "no_contact": "yes",
    },
}

WAYS = {
    "promised": _("找人，说的全做到"),
    "failed": _("找人，一分没减成"),
    "lender": _("自己办，按贷款方已答应的"),
    "alone": _("自己办，一分没减"),
}


@dataclass(frozen=True)
class Row:
    """One way: what is waived, what is paid to others, and all the cash it takes, in yuan."""

    number: int
    name: str
    waived: Decimal
    fees: Decimal
    cash: Decimal


@dataclass(frozen=True)
class Result:
    """Money in yuan, rates as fractions a year (`None` without days, or beyond any sense).

    `total_fee` is the fee and what is charged besides. `extra_cash` is what the helper costs more
    than the lender's own relief even if every promise is kept (negative: less), `lost_cash` if none
    is. `break_even_waiver` is what the lender would have to waive through the helper before the fee
    is earned. `months_lost` is the fee in months of what the reader can pay. `flags` are the names
    of the red flags seen, `unclear` how many are not known.
    """

    fee: Decimal
    total_fee: Decimal
    fee_share: Decimal
    advance: Decimal
    annual_nominal: Decimal | None
    annual_effective: Decimal | None
    helper_cash: Decimal
    failed_cash: Decimal
    lender_cash: Decimal
    own_cash: Decimal
    extra_cash: Decimal
    lost_cash: Decimal
    break_even_waiver: Decimal
    months_lost: Decimal | None
    flags: tuple[str, ...]
    unclear: int
    rows: tuple[Row, ...]


def calculate(form: Form) -> Result:
    """Lay out the four ways. Raises `Invalid` for what does not fit together."""
    _check(form)
    advance = form.balance if form.advance is None else form.advance
    fee = form.fee if form.fee is not None else m.fen(advance * (form.fee_rate or Decimal(0)))
    total = fee + form.other_fees
    nominal = effective = None
    if form.days is not None:
        nominal = total * YEAR / (advance * form.days)
        effective = _effective(total / advance, form.days)
    rows = tuple(
        Row(number, name, waived, fees, form.balance - waived + fees)
        for number, (name, waived, fees) in enumerate(
            (
                ("promised", form.promised_waiver, total),
                ("failed", m.ZERO, total),
                ("lender", form.lender_waiver, form.own_cost),
                ("alone", m.ZERO, form.own_cost),
            ),
            1,
        )
    )
    promised, failed, lender, alone = (row.cash for row in rows)
    return Result(
        fee=fee,
        total_fee=total,
        fee_share=total / form.balance,
        advance=advance,
        annual_nominal=nominal,
        annual_effective=effective,
        helper_cash=promised,
        failed_cash=failed,
        lender_cash=lender,
        own_cash=alone,
        extra_cash=promised - lender,
        lost_cash=failed - lender,
        break_even_waiver=max(form.lender_waiver + total - form.own_cost, m.ZERO),
        months_lost=total / form.can_pay if form.can_pay is not None else None,
        flags=tuple(name for name in FLAG_LABELS if getattr(form, name) == "yes"),
        unclear=sum(getattr(form, name) == "unknown" for name in FLAG_LABELS),
        rows=rows,
    )


def _effective(charge: Decimal, over: int) -> Decimal | None:
    """(1 + charge)^(365 ÷ days) − 1; `None` where it is too large to mean anything."""
    grown = (1 + charge).ln() * YEAR / over
    return grown.exp() - 1 if grown < MOST_EFFECTIVE.ln() else None


def _check(form: Form) -> None:
    if form.fee_rate is None and form.fee is None:
        raise Invalid(fee_rate=_("请填手续费：百分之几，例如 5；或者在下一格填一共多少。"))
    if form.fee_rate is not None and form.fee is not None:
        raise Invalid(fee=_("手续费的百分比和金额只填一格，请清空一格。"))
    for name in ("advance", "promised_waiver", "lender_waiver"):
        amount = getattr(form, name)
        if amount is not None and amount > form.balance:
            raise Invalid(
                **{name: _("比一共欠的还多，请核对，最多 {most}。", most=Yuan(form.balance))}
            )


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """The fee and what it takes to be earned; the ways in cash; red flags and questions to ask."""
    return Answer(
        headline=_headline(result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=(
            Chart(
                _("四个办法，一共要拿出多少"),
                (_("现金"),),
                [(WAYS[row.name], (row.cash,)) for row in result.rows],
                shape="bar",
            ),
        ),
        tables=(_ways(result), _questions(form)),
        working=_working(form, result),
        assumptions=(
            _("“说的全做到”只是照对方的话算；减不减，由贷款方定，不由中介定。"),
            _("都是今天的现金，没有折现，也没有算以后的利息、罚息；拖的每一天，它们照走。"),
            _("垫付的钱要还给垫的人；新贷款没批下来，可能两边都欠。"),
            _("折成年化按一年 {year} 天；手续费和另收的钱都算在里面。", year=YEAR),
        ),
        sources=(
            rule("upfront-fee-pattern"),
            rule("nfra-2024-12-24-warning"),
            rule("five-dept-2026-02-06-warning"),
        ),
        next=_next(form, result),
    )


def _headline(result: Result) -> Text:
    given = {"fee": Yuan(result.total_fee), "need": Yuan(result.break_even_waiver)}
    if not result.total_fee:
        return _("没有手续费？先问清还有哪些钱，再看下面的几句话占了几样。")
    if result.months_lost is not None:
        return _(
            "要交 {fee}，等于 {months} 个月能还的钱；贷款方要减够 {need}，才刚刚不亏。",
            months=Number(result.months_lost, 1),
            **given,
        )
    return _("要交 {fee}；贷款方要减够 {need}，才刚刚不亏。", **given)


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(_("手续费占欠款"), Percent(result.fee_share), _("交了，债一分没少。")),
        Fact(_("一分没减成，白花掉"), Yuan(result.lost_cash), _("和自己办相比。")),
    ]
    if result.extra_cash > 0:
        facts.append(Fact(_("就算说的全做到，还比自己办多花"), Yuan(result.extra_cash)))
    else:
        facts.append(
            Fact(
                _("说的全做到，比自己办少花"),
                Yuan(-result.extra_cash),
                _("要贷款方真的减了才有；同样的话，可以自己去问，不收费。"),
            )
        )
    if form.days is not None and result.annual_nominal is not None:
        facts.append(
            Fact(_("垫 {days}的年化（单利）", days=days(form.days)), Percent(result.annual_nominal))
        )
        if result.annual_effective is not None:
            facts.append(Fact(_("同一笔按复利说"), Percent(result.annual_effective)))
    facts.append(
        Fact(
            _("危险信号"),
            _("{n} 样", n=len(result.flags)),
            _("还有 {n} 样不清楚。", n=result.unclear) if result.unclear else None,
        )
    )
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    if result.flags:
        notes.append(
            _("占了一样就先停：不付第一笔，也不付第二笔。挂断，用合同或官方 App 上的号码拨回去问。")
        )
    if "cards" in result.flags:
        notes.append(_("卡、密码、验证码已经给了的：马上联系银行，再打 110。"))
    if "new_loan" in result.flags:
        notes.append(_("新贷款是又一笔债；请朋友刷脸，借款人就可能是朋友。两样都先别答应。"))
    if "false_papers" in result.flags:
        notes.append(_("假材料会让你自己担责。只交真的，不够就写明还缺什么。"))
    notes += [
        _("他们做的多半是打电话、交申请、提投诉，你自己也能办；批不批都由贷款方定。"),
        _("已经付了钱的，别再付；聊天、转账、合同先留好，打 96110 问，钱已转走打 110。"),
        _("真想请律师，先打 12348 免费问一次，再决定。"),
    ]
    return notes


def _ways(result: Result) -> Table:
    rows: list[Sequence[Cell]] = [
        (WAYS[row.name], row.waived, row.fees, row.cash, row.cash - result.lender_cash)
        for row in result.rows
    ]
    return Table(
        _("四个办法放在一起"),
        (
            _("办法"),
            _("减掉（元）"),
            _("付给别人（元）"),
            _("一共拿出（元）"),
            _("比自己办多（元）"),
        ),
        rows,
        download="ways",
    )


def _questions(form: Form) -> Table:
    rows: list[Sequence[Cell]] = [
        (label, HEARD[getattr(form, name)], ASK[name]) for name, label in FLAG_LABELS.items()
    ]
    return Table(_("危险信号，和可以问的一句话"), (_("信号"), _("有没有"), _("问他")), rows)


def _working(form: Form, result: Result) -> list[Text]:
    lines = []
    if form.fee_rate is not None:
        lines.append(
            _(
                "手续费 = {advance} × {rate} = {fee}",
                advance=Yuan(result.advance),
                rate=Percent(form.fee_rate),
                fee=Yuan(result.fee),
            )
        )
    lines += [
        _(
            "不亏的减免 = 自己能谈到的 {waiver} + 交的 {fee} − 自己办的 {cost} = {need}",
            waiver=Yuan(form.lender_waiver),
            fee=Yuan(result.total_fee),
            cost=Yuan(form.own_cost),
            need=Yuan(result.break_even_waiver),
        ),
        _("一共拿出 = 一共欠 − 减掉 + 付给别人"),
    ]
    if form.can_pay is not None and result.months_lost is not None:
        lines.append(
            _(
                "少还几个月 = {fee} ÷ {can_pay} = {months}",
                fee=Yuan(result.total_fee),
                can_pay=Yuan(form.can_pay),
                months=Number(result.months_lost),
            )
        )
    if form.days is not None and result.annual_nominal is not None:
        lines.append(
            _(
                "垫付的年化（单利） = {fee} ÷ {advance} × {year} ÷ {days} = {nominal}",
                fee=Yuan(result.total_fee),
                advance=Yuan(result.advance),
                year=YEAR,
                days=days(form.days),
                nominal=Percent(result.annual_nominal),
            )
        )
    return lines


def _next(form: Form, result: Result) -> tuple[Next, ...]:
    return (
        Next("letter", _("自己写一封协商信，不收费。")),
        Next("budget", _("先算每月能拿出多少。")),
        Next("refinance", _("要你换新贷款的，整笔算一遍。")),
        Next("lender_view", _("贷款方会怎么看方案？"), {"balance": typed.amount(form.balance)}),
    )
