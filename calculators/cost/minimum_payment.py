"""信用卡只还最低要还多久 · How long does a credit card take at the minimum payment?

Every month: interest on the opening balance, rounded; then the minimum, the larger of a fixed floor
and a percentage. What the percentage is taken of is a choice, because issuers differ and the answer
changes a lot. New purchases, fees and late charges are not included.

Rounding: interest and minimum half up to the fen each month; a rate is never rounded; the last
payment is what is left. Source: the way card statements are made up; `about/method`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from calculators.law import figure, rule
from calculators.maths import money as m
from calculators.maths import payoff
from calculators.maths.payoff import Statement
from calculators.page.answer import Answer, Chart, Fact, Next, Table
from calculators.page.fields import Invalid, choice, count, money, rate
from calculators.page.words import Instalments, Months, Percent, Text, Yuan, _

TITLE = _("信用卡只还最低，要还多久？")

BASES = {
    "balance_plus_interest": _("本金的百分之几，再加全部利息（国内账单多是这样）"),
    "balance": _("计息前余额的百分之几，利息包在里面"),
    "balance_interest": _("加上利息之后的余额的百分之几"),
}
CLEARED_IN = (12, 24, 36, 60)
_RATE = _("利率，填一项")
_PAY = _("打算每月还多少？不填就是只还最低")


@dataclass(frozen=True)
class Form:
    balance: Decimal = money(
        _("现在的欠款"),
        low=Decimal("0.01"),
        required=True,
        example="38600",
        hint=_("账单上的本金余额，不含还没出账的消费。"),
    )
    daily_rate: Decimal | None = rate(
        _("日利率"),
        per="day",
        group=_RATE,
        example="0.05",
        yields_to=("annual_rate",),
        hint=_("账单上常写“日利率万分之五”，就是 0.05%。"),
    )
    annual_rate: Decimal | None = rate(
        _("年利率"), per="year", group=_RATE, hint=_("写的是年利率时填这一项，按每月十二分之一算。")
    )
    minimum_rate: Decimal = rate(
        _("最低还款比例"),
        per="once",
        high=Decimal(1),
        default=Decimal("0.1"),
        example="10",
        hint=_("多是 10% 或 5%，看领用合约。"),
    )
    fixed_payment: Decimal | None = money(
        _("每月固定还"), low=Decimal("0.01"), group=_PAY, hint=_("每月都还这个数。")
    )
    extra: Decimal | None = money(
        _("在最低之上再多还"), group=_PAY, hint=_("每月最低还款额再加这个数。")
    )
    minimum_base: str = choice(_("最低还款额怎么算"), BASES, more=True)
    floor: Decimal = money(
        _("最低还款额不少于"),
        default=m.ZERO,
        more=True,
        example="100",
        hint=_("有的卡规定了底数，例如 100 元。没有就填 0。"),
    )
    days_per_month: int = count(
        _("一个月按几天计息"),
        low=28,
        high=31,
        unit=_("天"),
        default=30,
        more=True,
        hint=_("只和日利率一起用。"),
    )


@dataclass(frozen=True)
class Target:
    """The level payment that clears the card within `months`, in yuan."""

    months: int
    payment: Decimal
    total_interest: Decimal


@dataclass(frozen=True)
class Result:
    """Money in yuan. `never`: the payment does not exceed the interest; `months` is then `None`.

    `first_interest` and `first_minimum` are those of the first month; `minimum_months` and
    `minimum_interest` are those of paying the minimum only (`None` for never). `smallest_payment`
    is the smallest that reduces the balance in the first month.
    """

    first_payment: Decimal
    first_interest: Decimal
    first_minimum: Decimal
    smallest_payment: Decimal
    never: bool
    months: int | None
    total_interest: Decimal | None
    total_payment: Decimal | None
    minimum_months: int | None
    minimum_interest: Decimal | None
    payment_12: Decimal
    payment_24: Decimal
    payment_36: Decimal
    payment_60: Decimal
    targets: tuple[Target, ...]
    rows: tuple[Statement, ...]


def calculate(form: Form) -> Result:
    """Run the card month by month. Raises `Invalid` unless one rate and at most one payment is given."""
    _check(form)
    interest = payoff.share_of(_monthly_rate(form))
    minimum = _minimum(form)
    rows = payoff.pay_card(form.balance, interest, minimum, _payment(form))
    only = payoff.pay_card(form.balance, interest, minimum, lambda least: least)
    opening = payoff.to_fen(form.balance)
    due = interest(opening)
    least = min(minimum(opening, due), opening + due)
    first = min(_payment(form)(least), opening + due)
    targets = tuple(_target(form, interest, months) for months in CLEARED_IN)
    return Result(
        first_payment=payoff.to_yuan(first),
        first_interest=payoff.to_yuan(due),
        first_minimum=payoff.to_yuan(least),
        smallest_payment=payoff.to_yuan(due + 1),
        never=rows is None,
        months=None if rows is None else len(rows),
        total_interest=None if rows is None else sum((row.interest for row in rows), m.ZERO),
        total_payment=None if rows is None else sum((row.payment for row in rows), m.ZERO),
        minimum_months=None if only is None else len(only),
        minimum_interest=None if only is None else sum((row.interest for row in only), m.ZERO),
        payment_12=targets[0].payment,
        payment_24=targets[1].payment,
        payment_36=targets[2].payment,
        payment_60=targets[3].payment,
        targets=targets,
        rows=rows or (),
    )


def _check(form: Form) -> None:
    if form.annual_rate is None and form.daily_rate is None:
        raise Invalid(daily_rate=_("请填日利率或年利率，例如 0.05。免息请填 0。"))
    if form.annual_rate is not None and form.daily_rate is not None:
        raise Invalid(annual_rate=_("日利率和年利率只填一个。"))
    if form.fixed_payment is not None and form.extra is not None:
        raise Invalid(extra=_("“每月固定还”和“多还”只填一个。"))
    if not form.minimum_rate and not form.floor and form.minimum_base != "balance_plus_interest":
        raise Invalid(minimum_rate=_("比例和底数不能都是 0，否则没有最低还款额。"))


def _monthly_rate(form: Form) -> tuple[int, int]:
    """Interest of one month as an exact fraction: numerator and denominator."""
    if form.daily_rate is not None:
        up, down = form.daily_rate.as_integer_ratio()
        return up * form.days_per_month, down
    up, down = (form.annual_rate or Decimal(0)).as_integer_ratio()
    return up, down * 12


def _minimum(form: Form) -> Callable[[int, int], int]:
    """The minimum payment in fen, from the opening balance and the interest of the month."""
    share = payoff.share_of(form.minimum_rate.as_integer_ratio())
    floor = payoff.to_fen(form.floor)
    match form.minimum_base:
        case "balance_plus_interest":
            return lambda owed, due: max(floor, share(owed) + due)
        case "balance":
            return lambda owed, due: max(floor, share(owed))
        case _:
            return lambda owed, due: max(floor, share(owed + due))


def _payment(form: Form) -> Callable[[int], int]:
    """What is really paid, in fen, from the minimum."""
    if form.fixed_payment is not None:
        fixed = payoff.to_fen(form.fixed_payment)
        return lambda least: fixed
    extra = payoff.to_fen(form.extra or m.ZERO)
    return lambda least: least + extra


def _target(form: Form, interest: Callable[[int], int], months: int) -> Target:
    payment = payoff.payment_that_clears(form.balance, interest, months)
    fixed = payoff.to_fen(payment)
    rows = payoff.pay_card(form.balance, interest, lambda owed, due: 0, lambda least: fixed) or ()
    return Target(months, payment, sum((row.interest for row in rows), m.ZERO))


# --- in words ---------------------------------------------------------------------------------

_MOST_ROWS = 120


def explain(form: Form, result: Result) -> Answer:
    """Say how long and at what cost; then the payment that ends it sooner."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=_charts(result),
        tables=(_targets(result), *_table(result)),
        working=_working(form, result),
        assumptions=(
            _("从现在起不再刷这张卡；按时还，没有违约金，也没有年费和分期手续费。"),
            _("每个月先按月初余额计息，再还款。银行按天逐笔计息，结果会略有不同。"),
            _("最低还款比例、底数和基数看领用合约，各家不同，会改。"),
        ),
        sources=(rule("pboc-2016-111"), figure("card_daily_rate")),
        next=(
            Next("plan", _("和银行谈个性化分期，每月要还多少？")),
            Next("payoff", _("不止这一张卡？看先还哪一笔。"), _handed(form, result)),
            Next("budget", _("每月最多能拿出多少？")),
        ),
    )


def _handed(form: Form, result: Result) -> dict[str, str]:
    """This card as the first debt of `payoff`; a daily rate as a year of 365 days."""
    daily = form.daily_rate
    annual_rate = (form.annual_rate or Decimal(0)) if daily is None else daily * 365
    return {
        "debts.0.balance": str(form.balance),
        "debts.0.annual_rate": f"{annual_rate * 100:f}",
        "debts.0.minimum": str(result.first_minimum),
    }


def _headline(form: Form, result: Result) -> Text:
    if result.never and result.first_payment > result.first_interest:
        return _("照这样还，1,000 年也还不完：还款和利息几乎一样多。")
    if result.never:
        return _(
            "照这样还，永远还不完：第一个月利息 {interest}，只还 {payment}。",
            interest=Yuan(result.first_interest),
            payment=Yuan(result.first_payment),
        )
    given = {
        "months": Months(result.months or 0),
        "interest": Yuan(result.total_interest or m.ZERO, wan=True),
        "payment": Yuan(result.first_payment),
    }
    if form.fixed_payment is not None:
        return _("每月还 {payment}，要还 {months}，利息共 {interest}。", **given)
    if form.extra:
        return _("第一个月还 {payment}，要还 {months}，利息共 {interest}。", **given)
    return _("只还最低，要还 {months}，利息共 {interest}。", **given)


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(_("第一个月的利息"), Yuan(result.first_interest)),
        Fact(_("第一个月的最低还款额"), Yuan(result.first_minimum)),
    ]
    if result.never:
        facts.append(
            Fact(_("每月至少要还"), Yuan(result.smallest_payment), _("刚好超过第一个月的利息。"))
        )
    else:
        facts += [
            Fact(_("第一个月要还"), Yuan(result.first_payment)),
            Fact(_("一共还"), Yuan(result.total_payment or m.ZERO, wan=True)),
            Fact(
                _("每借 100 元，多付的利息"),
                Yuan((result.total_interest or m.ZERO) * 100 / form.balance),
            ),
        ]
    if form.fixed_payment is not None or form.extra:
        facts.append(
            Fact(
                _("只还最低"),
                _(
                    "{months}，利息 {interest}",
                    months=Months(result.minimum_months),
                    interest=Yuan(result.minimum_interest or m.ZERO, wan=True),
                )
                if result.minimum_months
                else _("永远还不完"),
            )
        )
    if form.daily_rate is not None:
        facts.append(Fact(_("日利率 × 365，一年是"), Percent(form.daily_rate * 365)))
    facts.append(Fact(_("{number}还清，每月要还", number=Instalments(60)), Yuan(result.payment_60)))
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    if result.never and form.fixed_payment is None:
        notes.append(_("最低还款额不比利息多，欠款不会变少。问清比例和底数有没有填对。"))
    if result.never:
        notes.append(_("可以和发卡行谈降低利率、停止计息或个性化分期，再定每月还多少。"))
    if form.fixed_payment is not None and form.fixed_payment < result.first_minimum:
        notes.append(
            _(
                "固定还的数比第一个月的最低还款额 {least}少，通常会算逾期，还可能收违约金。先和发卡行说好。",
                least=Yuan(result.first_minimum),
            )
        )
    if form.fixed_payment is None and not form.extra and not result.never:
        notes.append(
            _("最低还款额随欠款一起变小，所以越到后面还得越慢。固定还第一个月的数，会快得多。")
        )
    notes.append(
        _(
            "别处的数差很多，多半是最低还款额的基数不同：同样 7,500 元、22%、2% 或 35 元取大，"
            "按计息前余额要 1,010 个月，按加息后余额要 851 个月。"
        )
    )
    if form.daily_rate is not None:
        notes.append(
            _("只还最低，通常不再有免息期，利息从每笔消费入账那天算起；账单上可能比这里多一点。")
        )
    return notes


def _charts(result: Result) -> tuple[Chart, ...]:
    if result.never or len(result.rows) < 2:
        return ()
    every = -(-len(result.rows) // 24)
    if every > 1:
        every = -(-every // 12) * 12  # whole years
    kept = [row for row in result.rows if row.number % every == 0 or row is result.rows[-1]]
    points = tuple((_("第 {n} 个月", n=row.number), (row.balance,)) for row in kept)
    return (Chart(_("还到第几个月，还欠多少"), (_("欠款"),), points),)


def _targets(result: Result) -> Table:
    return Table(
        _("想在几个月里还清，每月要还多少"),
        (_("几个月还清"), _("每月还（元）"), _("利息合计（元）")),
        [(target.months, target.payment, target.total_interest) for target in result.targets],
        download="" if result.rows else "targets",
    )


def _table(result: Result) -> tuple[Table, ...]:
    if not result.rows:
        return ()
    every = 1 if len(result.rows) <= _MOST_ROWS else 12
    shown = [
        row for row in result.rows if row.number % every == 0 or row.number in (1, result.months)
    ]
    caption = _("每个月怎么还") if every == 1 else _("每满一年的那个月怎么还")
    return (
        Table(
            caption,
            (
                _("第几个月"),
                _("利息（元）"),
                _("最低还款额（元）"),
                _("还款（元）"),
                _("还欠（元）"),
            ),
            [(row.number, row.interest, row.minimum, row.payment, row.balance) for row in shown],
            (_("合计"), result.total_interest, None, result.total_payment, None),
            download="statements",
        ),
    )


def _working(form: Form, result: Result) -> list[Text]:
    given = {
        "balance": Yuan(form.balance),
        "interest": Yuan(result.first_interest),
        "share": Percent(form.minimum_rate),
        "floor": Yuan(form.floor),
        "least": Yuan(result.first_minimum),
    }
    lines = [
        _(
            "第一个月利息 = 欠款 × 日利率 × 天数 = {balance} × {rate} × {days} = {interest}",
            rate=Percent(form.daily_rate, 4),
            days=form.days_per_month,
            **given,
        )
        if form.daily_rate is not None
        else _(
            "第一个月利息 = 欠款 × 年利率 ÷ 12 = {balance} × {rate} ÷ 12 = {interest}",
            rate=Percent(form.annual_rate or Decimal(0)),
            **given,
        )
    ]
    match form.minimum_base:
        case "balance_plus_interest":
            lines.append(
                _(
                    "最低还款额 = 欠款 × 比例 + 利息 = {balance} × {share} + {interest}，"
                    "不少于 {floor}，等于 {least}",
                    **given,
                )
            )
        case "balance":
            lines.append(
                _(
                    "最低还款额 = 欠款 × 比例 = {balance} × {share}，不少于 {floor}，等于 {least}",
                    **given,
                )
            )
        case _:
            lines.append(
                _(
                    "最低还款额 =（欠款 + 利息）× 比例 =（{balance} + {interest}）× {share}，"
                    "不少于 {floor}，等于 {least}",
                    **given,
                )
            )
    if result.rows:
        first = result.rows[0]
        lines.append(
            _(
                "还款后欠 {balance} + {interest} − {payment} = {left}，下个月从这里再算",
                payment=Yuan(first.payment),
                left=Yuan(first.balance),
                balance=Yuan(form.balance),
                interest=Yuan(result.first_interest),
            )
        )
        lines.append(
            _(
                "一共还 = 欠款 + 利息合计 = {balance} + {interest} = {total}",
                balance=Yuan(form.balance),
                interest=Yuan(result.total_interest or m.ZERO),
                total=Yuan(result.total_payment or m.ZERO),
            )
        )
    return lines


EXAMPLES: dict[str, dict[str, str]] = {
    "self_employed": {
        "balance": "27500",
        "daily_rate": "0.05",
        "minimum_rate": "10",
        "fixed_payment": "1150",
    },
    "couple": {"balance": "12400", "daily_rate": "0.045", "minimum_rate": "5", "extra": "300"},
}
