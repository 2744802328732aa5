"""分期费率的真实年化是多少 · What does this instalment plan really cost a year?

A monthly fee is charged on the original amount although less and less of it is still owed, so the
rate of interest is nearly twice the fee. The answer is the rate i that makes the payments worth
what was really received: received = Σ payment_t ÷ (1 + i)^t, one month to a step.

Rounding: every instalment to the fen, half up, the last principal part takes the rest; a rate is
never rounded. Source: the internal rate of return, as PBoC announcement 2021 no. 3 accepts it;
`about/method`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from calculators.law import rule
from calculators.maths import money as m
from calculators.maths import schedule
from calculators.maths.rates import monthly_rate, triple
from calculators.page.answer import Answer, Chart, Fact, Next, Paper, Table
from calculators.page.fields import Invalid, amounts, choice, count, money, rate
from calculators.page.rates import rate_facts
from calculators.page.words import Instalments, Number, Percent, Text, Yuan, _

TITLE = _("分期费率的真实年化是多少？")

ONE_OF = _("你知道哪一项？只填一项")


@dataclass(frozen=True)
class Form:
    principal: Decimal = money(
        _("借款本金"),
        low=Decimal("0.01"),
        required=True,
        example="21400",
        hint=_("合同上写的金额。到手少了的，在更多选项里填扣掉多少。"),
    )
    months: int | None = count(
        _("分几期"), low=1, unit=_("期"), years=True, example="24", hint=_("一个月一期。")
    )
    fee_rate: Decimal | None = rate(
        _("每月费率"),
        per="month",
        group=ONE_OF,
        example="0.75",
        yields_to=("payment", "total_fee", "annual_rate", "payments"),
        hint=_("按原始本金每月收的百分数，例如 0.75。"),
    )
    payment: Decimal | None = money(
        _("每期还多少"), low=Decimal("0.01"), group=ONE_OF, hint=_("每期都一样时填这一项。")
    )
    total_fee: Decimal | None = money(
        _("总手续费"), group=ONE_OF, hint=_("全部期数加起来的手续费或利息。")
    )
    annual_rate: Decimal | None = rate(
        _("等额本息的年利率"), per="year", group=ONE_OF, hint=_("合同按年利率算等额本息时填。")
    )
    payments: tuple[Decimal, ...] = amounts(
        _("每期还款不一样"),
        group=ONE_OF,
        hint=_("一行一个金额，可以整段粘贴；“900 × 12”表示 12 期都是 900。"),
    )
    upfront_fee: Decimal = money(
        _("开头另交的费用"),
        default=m.ZERO,
        more=True,
        example="428",
        hint=_("担保费、服务费、保险等，借款当天付的。"),
    )
    deducted: Decimal = money(
        _("放款时扣掉的钱"), default=m.ZERO, more=True, hint=_("砍头息：合同金额减去到手金额。")
    )
    fee_timing: str = choice(
        _("手续费什么时候收"),
        {
            "each": _("每期都收一份"),
            "first": _("第一期一次收完"),
            "upfront": _("借款当天一次收完"),
        },
        more=True,
    )
    first_payment: str = choice(
        _("第一期什么时候还"),
        {"end": _("一个月以后"), "start": _("借款当天")},
        more=True,
    )


EXAMPLES = {
    "self_employed": {"principal": "20000", "deducted": "2000", "payments": "1900 × 12"},
    "couple": {"principal": "12400", "months": "12", "fee_rate": "0.6", "fee_timing": "first"},
}


@dataclass(frozen=True)
class Instalment:
    """One payment, in months after the money came."""

    number: int
    payment: Decimal


@dataclass(frozen=True)
class Result:
    """Money in yuan, rates as fractions.

    `received` is what really arrived, net of everything paid on the day; `total_fee` is everything
    paid back less that. `headline_rate` is the yearly rate as advertised (the fee × 12 on the
    original amount, or the contract's own rate). Rates are `None` when there is no such rate.
    """

    payment: Decimal
    total_fee: Decimal
    total_payment: Decimal
    received: Decimal
    monthly_rate: Decimal | None
    annual_nominal: Decimal | None
    annual_effective: Decimal | None
    headline_rate: Decimal
    times_headline: Decimal | None
    rule_of_thumb: Decimal | None
    rows: tuple[Instalment, ...]


def calculate(form: Form) -> Result:
    """Lay out the payments, then solve for the rate. Raises `Invalid` unless exactly one is given."""
    months = _check(form)
    payments, fee_now = _payments(form, months)
    received = form.principal - form.deducted - form.upfront_fee - fee_now
    if received <= 0:
        raise Invalid(
            principal=_("扣掉费用后到手的钱是 {received}，没法算利率。", received=Yuan(received))
        )
    first = 0 if form.first_payment == "start" else 1
    i = monthly_rate(received, [m.ZERO] * first + payments)
    rates = triple(i) if i is not None else None
    total = sum(payments, m.ZERO)
    headline, thumb = _headline_rate(form, months, total)
    return Result(
        payment=payments[0],
        total_fee=total - received,
        total_payment=total,
        received=received,
        monthly_rate=rates.monthly_rate if rates else None,
        annual_nominal=rates.annual_nominal if rates else None,
        annual_effective=rates.annual_effective if rates else None,
        headline_rate=headline,
        times_headline=rates.annual_nominal / headline if rates and headline > 0 else None,
        rule_of_thumb=thumb,
        rows=tuple(Instalment(first + t, payment) for t, payment in enumerate(payments)),
    )


def _check(form: Form) -> int:
    """The number of months, once exactly one of the five questions is answered."""
    given = {
        "fee_rate": form.fee_rate is not None,
        "payment": form.payment is not None,
        "total_fee": form.total_fee is not None,
        "annual_rate": form.annual_rate is not None,
        "payments": bool(form.payments),
    }
    known = [name for name, is_given in given.items() if is_given]
    if not known:
        raise Invalid(fee_rate=_("这五项里请填一项，例如每月费率。"))
    if len(known) > 1:
        sentence = _("五项里只能填一项，请清空多余的。")
        raise Invalid(**dict.fromkeys(known[1:], sentence))
    if form.payments:
        if form.months is not None and form.months != len(form.payments):
            raise Invalid(
                months=_(
                    "下面列了 {listed}，这里是 {months}。请核对，或把这里清空。",
                    listed=Instalments(len(form.payments)),
                    months=Instalments(form.months),
                )
            )
        return len(form.payments)
    if form.months is None:
        raise Invalid(months=_("请填分几期，例如 12。"))
    if form.fee_timing != "each" and known[0] not in ("fee_rate", "total_fee"):
        raise Invalid(fee_timing=_("只有填费率或总手续费时才用得上，请改回“每期都收一份”。"))
    return form.months


def _payments(form: Form, months: int) -> tuple[list[Decimal], Decimal]:
    """The instalments, and a fee taken on the day the money came."""
    if form.payments:
        return list(form.payments), m.ZERO
    if form.payment is not None:
        return [form.payment] * months, m.ZERO
    if form.annual_rate is not None:
        return _level(form, form.annual_rate, months), m.ZERO
    parts = _parts(form.principal, months)
    if form.fee_rate is not None:
        fees = [m.fen(form.principal * form.fee_rate)] * months
    else:
        fees = _parts(form.total_fee or m.ZERO, months)
    if form.fee_timing == "upfront":
        return parts, sum(fees, m.ZERO)
    if form.fee_timing == "first":
        fees = [sum(fees, m.ZERO)] + [m.ZERO] * (months - 1)
    return [part + fee for part, fee in zip(parts, fees, strict=True)], m.ZERO


def _level(form: Form, annual_rate: Decimal, months: int) -> list[Decimal]:
    """Level payments; the first of those that start on the day of the loan bears no interest."""
    payment = schedule.level_payment(form.principal, annual_rate, months)
    if form.first_payment == "end":
        payments = [m.fen(payment)] * months
        return _paid(schedule.level(form.principal, annual_rate, payments, m.fen), months)
    first = m.fen(payment / (1 + annual_rate / 12))
    if months == 1:
        return [form.principal]
    later = schedule.level(form.principal - first, annual_rate, [first] * (months - 1), m.fen)
    return [first, *_paid(later, months - 1)]


def _parts(amount: Decimal, months: int) -> list[Decimal]:
    """Equal parts to the fen; the last takes the rest."""
    return _paid(schedule.flat(amount, Decimal(0), months, m.fen), months)


def _paid(rows: list[schedule.Row], months: int) -> list[Decimal]:
    """The payments, and nothing in the months after the balance is gone."""
    return [row.payment for row in rows] + [m.ZERO] * (months - len(rows))


def _headline_rate(form: Form, months: int, total: Decimal) -> tuple[Decimal, Decimal | None]:
    """The advertised yearly rate, and what the rule of thumb 24 f n ÷ (n + 1) would make of a fee."""
    if form.annual_rate is not None:
        return form.annual_rate, None
    if form.fee_rate is not None:
        flat = form.fee_rate
    elif form.total_fee is not None:
        flat = form.total_fee / form.principal / months
    else:
        flat = (total - form.principal) / form.principal / months
    thumb = 24 * flat * months / (months + 1) if form.fee_timing == "each" else None
    return flat * 12, thumb


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """The yearly rate first, beside the advertised one; then what is paid, and how it is solved."""
    return Answer(
        headline=_headline(result),
        facts=_facts(result),
        notes=_notes(form, result),
        papers=_words(result),
        charts=_charts(result),
        tables=(
            Table(
                _("每期还款"),
                (_("借款后第几个月"), _("还款（元）")),
                [(row.number, row.payment) for row in result.rows],
                (_("合计"), result.total_payment),
                download="payments",
            ),
        ),
        working=_working(form, result),
        assumptions=(
            _("每月还一次，按期足额还；没有算逾期和提前还款。"),
            _("一个月算一步，不按天数。按天的算法结果会略有不同。"),
            _("担保费、会员费、保险费若是借款的条件，应当算进来；请填在相应的格子里。"),
        ),
        sources=(rule("pboc-2021-3-apr"),),
        next=(
            Next("instalment", _("换一种还法，每月还多少？")),
            Next("budget", _("每月能拿出多少来还？")),
        ),
    )


def _headline(result: Result) -> Text:
    if result.annual_nominal is None or result.annual_effective is None:
        return _("这组还款算不出利率：借到钱之后要有还款，才有利率可算。")
    if result.annual_nominal < 0:
        return _(
            "还的比到手的少，真实年化是负的：{nominal}（单利）。",
            nominal=Percent(result.annual_nominal),
        )
    return _(
        "真实年化 {nominal}（单利），按复利说是 {effective}。",
        nominal=Percent(result.annual_nominal),
        effective=Percent(result.annual_effective),
    )


def _facts(result: Result) -> list[Fact]:
    facts = [
        Fact(_("到手的钱"), Yuan(result.received, wan=True)),
        Fact(_("一共还"), Yuan(result.total_payment, wan=True)),
        Fact(_("利息和费用合计"), Yuan(result.total_fee, wan=True)),
        Fact(_("第一期还"), Yuan(result.payment)),
        Fact(_("宣传口径的年化（费率 × 12 或合同利率）"), Percent(result.headline_rate)),
    ]
    if result.times_headline is not None:
        facts.append(
            Fact(_("真实年化是它的"), _("{times} 倍", times=Number(result.times_headline)))
        )
    if result.monthly_rate is not None:
        facts += rate_facts(
            result.monthly_rate, result.annual_nominal or m.ZERO, result.annual_effective or m.ZERO
        )
    return facts


def _words(result: Result) -> tuple[Paper, ...]:
    """What to ask about the price; nothing where there is no rate."""
    if result.annual_nominal is None:
        return ()
    return (
        Paper(
            _("问对方成本，可以这样说"),
            [
                _(
                    "我实际收到 {received}，一共要还 {total}。我按单利算，年化是 {rate}。",
                    received=Yuan(result.received),
                    total=Yuan(result.total_payment),
                    rate=Percent(result.annual_nominal),
                ),
                _("请告诉我：每一项费用叫什么，收多少，谁收的，合同第几条。"),
                _("请把这笔贷款一年的全部成本写下来发给我。"),
            ],
            kind="script",
        ),
    )


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    if form.fee_rate is not None:
        notes.append(
            _(
                "月费率不是月利率：费用按原始本金收，本金却在一期期减少，所以真实利率接近费率的两倍。"
            )
        )
    if result.rule_of_thumb is not None and result.annual_nominal and form.fee_rate is not None:
        notes.append(
            _(
                "网上常见的“24 × 费率 × 期数 ÷（期数 + 1）”会得到 {thumb}，那只是估算，也没有算另交的费用。",
                thumb=Percent(result.rule_of_thumb),
            )
        )
    if form.deducted:
        notes.append(
            _(
                "放款时扣掉了 {deducted}，这里按到手金额算。能不能调整要问贷款方，有争议由法院认定。",
                deducted=Yuan(form.deducted),
            )
        )
    return notes


def _charts(result: Result) -> tuple[Chart, ...]:
    if (
        result.annual_nominal is None
        or result.annual_effective is None
        or result.annual_nominal < 0
    ):
        return ()
    points = (
        (_("宣传口径"), (max(result.headline_rate, Decimal(0)),)),
        (_("真实年化（单利）"), (result.annual_nominal,)),
        (_("真实年化（复利）"), (result.annual_effective,)),
    )
    return (Chart(_("同一笔钱的三个年化"), (_("年化"),), points, shape="bar", unit="percent"),)


def _working(form: Form, result: Result) -> list[Text]:
    lines = [
        _(
            "到手 = 本金 {principal} − 扣掉 {deducted} − 当天另交 {upfront} = {received}",
            principal=Yuan(form.principal),
            deducted=Yuan(form.deducted),
            upfront=Yuan(form.principal - form.deducted - result.received),
            received=Yuan(result.received),
        )
    ]
    if form.fee_rate is not None and form.fee_timing == "each":
        lines.append(
            _(
                "每期还款 = 本金 ÷ 期数 + 本金 × 月费率 = {principal} ÷ {n} + {principal} × {fee} = {payment}",
                principal=Yuan(form.principal),
                n=len(result.rows),
                fee=Percent(form.fee_rate, 4),
                payment=Yuan(result.payment),
            )
        )
    if result.monthly_rate is not None:
        lines += [
            _("到手 = 各期还款 ÷ (1 + i)^{{月数}} 之和，试出让两边相等的 i"),
            _(
                "{received} = Σ 还款 ÷ (1 + {rate})^{{月数}}",
                received=Yuan(result.received),
                rate=Percent(result.monthly_rate, 6),
            ),
            _(
                "年化（单利）= {rate} × 12 = {nominal}",
                rate=Percent(result.monthly_rate, 6),
                nominal=Percent(result.annual_nominal or m.ZERO),
            ),
            _(
                "年化（复利）= (1 + {rate})^{{12}} − 1 = {effective}",
                rate=Percent(result.monthly_rate, 6),
                effective=Percent(result.annual_effective or m.ZERO),
            ),
        ]
    return lines
