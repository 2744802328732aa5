"""反求：月供、期数、利率、本金 · Three of four are known: what is the fourth?

Level payments at the end of each month: principal = payment × (1 − (1+i)^−n) ÷ i, i = annual rate ÷ 12.
Solved for whichever is left empty. A payment that never covers the interest is an answer. From an
income: the payment it bears is the smaller of income × ratio − other debts and income − essentials
− other debts, and the principal that this payment repays.

Rounding: a payment half up to the fen, what an income bears down; rows as in `instalment`; the
number of months up to a whole one, whose payment takes the rest. Source: NPER, PMT, PV and RATE of
any spreadsheet; `about/method`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from calculators.law import figure, rule
from calculators.maths import annuity, schedule
from calculators.maths import money as m
from calculators.maths.rates import Triple, triple
from calculators.page import typed
from calculators.page.answer import Answer, Chart, Fact, Next, Table
from calculators.page.fields import (
    MOST_ANNUAL_RATE,
    MOST_MONEY,
    MOST_MONTHS,
    Invalid,
    count,
    money,
    rate,
)
from calculators.page.rates import rate_facts
from calculators.page.words import Instalments, Number, Percent, Text, Yuan, _

TITLE = _("知道三样，第四样是多少？")

THREE = _("四样里填三样，想求的那一样空着")
INCOME = _("也可以从收入算起")


@dataclass(frozen=True)
class Form:
    principal: Decimal | None = money(
        _("要还的金额"),
        low=Decimal("0.01"),
        group=THREE,
        example="46000",
        hint=_("空着，就求这样还能还清多少。"),
    )
    payment: Decimal | None = money(
        _("每月还多少"),
        low=Decimal("0.01"),
        group=THREE,
        example="750.76",
        hint=_("空着，就求月供。"),
    )
    months: int | None = count(
        _("分几期"),
        low=1,
        unit=_("期"),
        years=True,
        group=THREE,
        hint=_("空着，就求要还多少期。"),
    )
    annual_rate: Decimal | None = rate(
        _("年利率"),
        per="year",
        group=THREE,
        example="14.4",
        hint=_("空着，就求利率。免息请填 0。"),
    )
    monthly_income: Decimal | None = money(
        _("每月收入"), group=INCOME, more=True, hint=_("填了，就按收入算出能承受的月供。")
    )
    essential: Decimal = money(
        _("每月基本开支"), default=m.ZERO, group=INCOME, more=True, hint=_("吃住、看病、赡养等。")
    )
    other_debts: Decimal = money(_("别的欠款每月要还"), default=m.ZERO, group=INCOME, more=True)
    max_ratio: Decimal | None = rate(
        _("还款最多占收入的比例"),
        per="once",
        high=Decimal(1),
        group=INCOME,
        more=True,
        hint=_("所有欠款加起来。可以不填。"),
    )


EXAMPLES = {
    "self_employed": {"principal": "58000", "payment": "1150", "annual_rate": "24"},
    "couple": {"principal": "35000", "months": "36", "payment": "1300"},
}

MOST_ROWS = 1200
"""Longer schedules are answered by formula: nobody reads a century of rows."""


@dataclass(frozen=True)
class Result:
    """`found` names what was solved for. Money in yuan, rates as fractions.

    `annual_rate` is nominal (12 i), as typed or as found. `months_exact` is the number of months
    before it is made whole. `never`: the payment does not cover the interest; then
    `smallest_payment` works and `payment_60` ends in 60 months. `max_payment`, `max_principal`
    come from an income (the principal only with a rate and a number of months).
    """

    found: str
    principal: Decimal | None = None
    annual_rate: Decimal | None = None
    months: int | None = None
    payment: Decimal | None = None
    months_exact: Decimal | None = None
    last_payment: Decimal | None = None
    total_payment: Decimal | None = None
    total_interest: Decimal | None = None
    monthly_rate: Decimal | None = None
    annual_nominal: Decimal | None = None
    annual_effective: Decimal | None = None
    never: bool = False
    smallest_payment: Decimal | None = None
    payment_60: Decimal | None = None
    max_payment: Decimal | None = None
    max_principal: Decimal | None = None
    rows: tuple[schedule.Row, ...] = ()


def calculate(form: Form) -> Result:
    """Solve for what is missing. Raises `Invalid` unless three of four (or an income) are given."""
    limit = _max_payment(form)
    known = {
        "principal": form.principal,
        "payment": form.payment,
        "months": form.months,
        "annual_rate": form.annual_rate,
    }
    missing = [name for name, value in known.items() if value is None]
    borne = None
    if limit and form.annual_rate is not None and form.months is not None:
        borne = _principal(limit, form.annual_rate, form.months, m.fen_down)
    if limit is not None and len(missing) == 2 and "payment" in missing and limit > 0:
        known["payment"] = limit  # an income answers the question of the payment
        missing.remove("payment")
    if not missing:
        raise Invalid(payment=_("四样里只填三样：把想求的那一样清空。"))
    if len(missing) > 1:
        if limit is None:
            raise Invalid(**{missing[0]: _("四样里要填三样，或者填每月收入。")})
        return Result(
            found="max_payment",
            max_payment=limit,
            max_principal=m.ZERO if limit == 0 and "principal" in missing else None,
        )
    return _solved(missing[0], known, limit, borne)


def _max_payment(form: Form) -> Decimal | None:
    """What the income bears, never below nothing, without the part of a fen."""
    if form.monthly_income is None:
        if form.essential or form.other_debts or form.max_ratio is not None:
            raise Invalid(monthly_income=_("请填每月收入。"))
        return None
    most = form.monthly_income - form.essential
    if form.max_ratio is not None:
        most = min(most, form.monthly_income * form.max_ratio)
    return m.fen_down(max(most - form.other_debts, m.ZERO))


def _principal(payment: Decimal, annual_rate: Decimal, months: int, bill: m.Billing) -> Decimal:
    return bill(payment * annuity.factor(annual_rate / 12, months))


def _solved(
    found: str,
    known: dict[str, Decimal | int | None],
    limit: Decimal | None,
    borne: Decimal | None,
) -> Result:
    principal = Decimal(known["principal"] or 0)
    payment = Decimal(known["payment"] or 0)
    months = int(known["months"] or 0)
    annual_rate = Decimal(known["annual_rate"] or 0)
    exact: Decimal | None = None
    i: Decimal | None = annual_rate / 12
    match found:
        case "principal":
            bill = (
                m.fen if payment != limit else m.fen_down
            )  # what one can bear is never rounded up
            principal = _principal(payment, annual_rate, months, bill)
        case "payment":
            payment = m.fen(schedule.level_payment(principal, annual_rate, months))
        case "annual_rate":
            solved = annuity.rates(principal, [m.ZERO] + [payment] * months)
            if solved is None or solved.annual_nominal > MOST_ANNUAL_RATE:
                raise Invalid(
                    payment=_(
                        "这样算出来的年利率超过 {most}，请核对金额和期数。",
                        most=Percent(MOST_ANNUAL_RATE),
                    )
                )
            i, annual_rate = solved.monthly_rate, solved.annual_nominal
        case "months":
            exact = annuity.months_needed(principal, annual_rate, payment)
    if payment > MOST_MONEY or principal > MOST_MONEY:
        raise Invalid(**{found: _("算出来超过 {most}，请核对。", most=Yuan(MOST_MONEY))})
    base = Result(
        found=found,
        principal=principal,
        payment=payment,
        annual_rate=annual_rate,
        months=months or None,
        max_payment=limit,
        max_principal=borne,
    )
    interest = m.fen(principal * annual_rate / 12)
    if payment <= interest and months != 1 and found in ("payment", "months"):
        works = m.fen(schedule.level_payment(principal, annual_rate, 60))
        return replace(
            base,
            never=True,
            smallest_payment=interest + m.FEN,
            payment_60=max(works, interest + m.FEN),
        )
    months = months or annuity.whole(exact or Decimal(1))
    rates = triple(i or Decimal(0))
    rows: list[schedule.Row] = []
    if found == "annual_rate":
        last, total = payment, payment * months
    elif months <= MOST_ROWS:
        rows = schedule.level(principal, annual_rate, [payment] * months, m.fen)
        months = len(rows) if found == "months" else months
        last, total = rows[-1].payment, sum((row.payment for row in rows), m.ZERO)
    else:
        last = m.fen(_left(principal, rates, payment, months - 1) * (1 + rates.monthly_rate))
        total = payment * (months - 1) + last
    return replace(
        base,
        months=months,
        months_exact=exact,
        last_payment=last,
        total_payment=total,
        total_interest=total - principal,
        monthly_rate=rates.monthly_rate,
        annual_nominal=rates.annual_nominal,
        annual_effective=rates.annual_effective,
        rows=tuple(rows),
    )


def _left(principal: Decimal, rates: Triple, payment: Decimal, months: int) -> Decimal:
    """What is owed after so many payments, by formula: no rows, nothing rounded."""
    i = rates.monthly_rate
    if abs(i) < annuity.NEGLIGIBLE:
        return principal - payment * months
    grown = (1 + i) ** months
    return principal * grown - payment * (grown - 1) / i


# --- in words ---------------------------------------------------------------------------------

TERMS = (12, 24, 36, 48, 60)


def explain(form: Form, result: Result) -> Answer:
    """What was asked for first; then the same debt over other terms, and the formula."""
    return Answer(
        headline=_headline(result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=_charts(result),
        tables=_tables(result),
        working=_working(form, result),
        assumptions=(
            _("每月还一次，第一期在一个月之后；每月还一样多，最后一期还清剩下的。"),
            _("利息每期四舍五入到分；按天计息、首期不足一个月的贷款方，结果会差几元。"),
            _("没有算手续费、罚息和违约金。有手续费的，用真实年化那一页。"),
        ),
        sources=(rule("pboc-2021-3-apr"),) if result.found == "annual_rate" else (),
        next=_next(result),
    )


def _headline(result: Result) -> Text:
    payment, principal = Yuan(result.payment or m.ZERO), Yuan(result.principal or m.ZERO, wan=True)
    if result.found == "max_payment":
        if not result.max_payment:
            return _("按填的收入和开支，现在每月拿不出钱还款：{zero}。", zero=Yuan(m.ZERO))
        return _("按填的收入和开支，每月最多还 {payment}。", payment=Yuan(result.max_payment))
    if result.never:
        return _("按每月 {payment}，永远还不完：每月的利息就不比它少。", payment=payment)
    match result.found:
        case "principal":
            return _(
                "每月还 {payment}，{number}能还清 {principal}。",
                payment=payment,
                number=Instalments(result.months or 0),
                principal=principal,
            )
        case "payment":
            return _(
                "每月还 {payment}，{number}还清。",
                payment=payment,
                number=Instalments(result.months or 0),
            )
        case "annual_rate":
            return _(
                "年利率是 {nominal}（单利），按复利说是 {effective}。",
                nominal=Percent(result.annual_nominal or m.ZERO),
                effective=Percent(result.annual_effective or m.ZERO),
            )
    return _(
        "每月还 {payment}，要还 {number}，最后一期 {last}。",
        payment=payment,
        number=Instalments(result.months or 0),
        last=Yuan(result.last_payment or m.ZERO),
    )


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = []
    if result.never:
        facts += [
            Fact(
                _("每月至少要还"),
                Yuan(result.smallest_payment or m.ZERO),
                _("刚好超过第一个月的利息。"),
            ),
            Fact(
                _("{number}还清，每月要还", number=Instalments(60)),
                Yuan(result.payment_60 or m.ZERO),
            ),
        ]
    elif result.total_payment is not None:
        facts += [
            Fact(_("一共还"), Yuan(result.total_payment, wan=True)),
            Fact(_("其中利息"), Yuan(result.total_interest or m.ZERO, wan=True)),
        ]
        if result.months_exact is not None:
            facts.append(
                Fact(
                    _("不取整的期数"),
                    Number(result.months_exact, 4),
                    _("不足一期的部分，就是最后一期比较少。"),
                )
            )
        facts.append(Fact(_("最后一期"), Yuan(result.last_payment or m.ZERO)))
        if result.found == "annual_rate":
            facts += rate_facts(
                result.monthly_rate or m.ZERO,
                result.annual_nominal or m.ZERO,
                result.annual_effective or m.ZERO,
            )
    if result.max_payment is not None and result.found != "max_payment":
        facts.append(Fact(_("收入能承受的月供"), Yuan(result.max_payment), _("不往上凑。")))
    if result.max_principal is not None:
        facts.append(
            Fact(
                _("这个月供能还清的本金"),
                Yuan(result.max_principal, wan=True),
                _("按填的年利率和期数。"),
            )
        )
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    payment, most = result.payment, result.max_payment
    if result.never:
        notes.append(_("可以和对方谈降低利率、减免息费或先停息，再谈月供。"))
    if most is not None and payment is not None and payment > most:
        notes.append(_("月供比收入能承受的多 {over}。", over=Yuan(payment - most)))
    if result.max_payment == 0:
        notes.append(
            _("先保住基本生活。可以如实告诉贷款方：现在没有余额，并约好下次重新核算的日期。")
        )
    if result.found == "months" and result.months and result.principal and payment:
        plain = result.principal / payment
        if result.months_exact and result.months_exact - plain > 1:
            notes.append(
                _(
                    "用金额除以月供会得到约 {plain} 期：那样没有算利息。",
                    plain=Number(plain, 1),
                )
            )
        if result.months > MOST_MONTHS:
            notes.append(
                _(
                    "这超过 {most}：在实际中等于还不完。月供只比利息多一点点，多还一点就会短很多。",
                    most=Instalments(MOST_MONTHS),
                )
            )
        elif result.months > figure("card_plan_max_months").value:
            notes.append(_CARD_LIMIT())
    if result.found == "annual_rate" and result.annual_nominal is not None:
        if result.annual_nominal < 0:
            notes.append(_("还的比本金少，利率是负的：这在减免后的方案里会出现。"))
        elif result.principal and result.months and result.total_interest:
            thumb = result.total_interest / result.principal * 12 / result.months
            notes.append(
                _(
                    "用总利息除以本金再除以年数，会得到 {thumb}：那样当作本金一直没有减少，偏低。",
                    thumb=Percent(thumb),
                )
            )
    return notes


def _CARD_LIMIT() -> Text:  # noqa: N802 - a sentence, read with its figure
    return _(
        "信用卡的个性化分期最长 {months}；更长的方案要看是哪一种贷款。",
        months=Instalments(int(figure("card_plan_max_months").value)),
    )


def _charts(result: Result) -> tuple[Chart, ...]:
    """What is still owed, at most two dozen columns."""
    if len(result.rows) < 2:
        return ()
    size = -(-len(result.rows) // 24)
    points = [
        (_("第 {n} 期", n=row.number), (row.balance + row.principal,))
        for row in result.rows[::size]
    ]
    return (Chart(_("每期之前还欠多少本金"), (_("剩余本金"),), points),)


def _tables(result: Result) -> list[Table]:
    tables = []
    if result.principal and result.annual_rate is not None and result.annual_rate >= 0:
        lines = []
        for months in TERMS:
            payment = m.fen(schedule.level_payment(result.principal, result.annual_rate, months))
            rows = schedule.level(result.principal, result.annual_rate, [payment] * months, m.fen)
            total = sum((row.payment for row in rows), m.ZERO)
            lines.append((months, payment, total, total - result.principal))
        tables.append(
            Table(
                _("换成别的期数"),
                (_("期数"), _("每月还（元）"), _("一共还（元）"), _("其中利息（元）")),
                lines,
                download="terms",
            )
        )
    if result.rows and len(result.rows) <= MOST_MONTHS:
        principal = sum((row.principal for row in result.rows), m.ZERO)
        tables.append(
            Table(
                _("还款表"),
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
                (_("合计"), result.total_payment, principal, result.total_interest, None),
                download="schedule",
            )
        )
    return tables


def _working(form: Form, result: Result) -> list[Text]:
    lines = []
    if form.monthly_income is not None and result.max_payment is not None:
        lines += [
            _(
                "能承受的月供 = 收入 − 基本开支 − 别的欠款，有比例的，再和收入 × 比例 − 别的欠款比，取小的"
            ),
            _(
                "收入 {income}，基本开支 {essential}，别的欠款 {other}：{payment}",
                income=Yuan(form.monthly_income),
                essential=Yuan(form.essential),
                other=Yuan(form.other_debts),
                payment=Yuan(result.max_payment),
            ),
        ]
    if result.found == "max_payment" or result.annual_rate is None:
        return lines
    given = {
        "principal": Yuan(result.principal or m.ZERO),
        "payment": Yuan(result.payment or m.ZERO),
        "annual": Percent(result.annual_rate),
        "n": result.months or 0,
    }
    lines.append(_("本金 = 月供 × (1 − (1 + 月利率)^{{−期数}}) ÷ 月利率，月利率 = 年利率 ÷ 12"))
    if result.never:
        lines.append(
            _(
                "第一个月的利息 = {principal} × {annual} ÷ 12 = {interest}",
                interest=Yuan((result.smallest_payment or m.FEN) - m.FEN),
                **given,
            )
        )
        return lines
    match result.found:
        case "principal":
            lines.append(
                _(
                    "{payment} × (1 − (1 + {annual} ÷ 12)^{{−{n}}}) ÷ ({annual} ÷ 12) = {principal}",
                    **given,
                )
                if result.annual_rate
                else _("免息：{payment} × {n} = {principal}", **given)
            )
        case "payment":
            lines.append(
                _(
                    "{principal} × ({annual} ÷ 12) ÷ (1 − (1 + {annual} ÷ 12)^{{−{n}}}) = {payment}",
                    **given,
                )
                if result.annual_rate
                else _("免息：{principal} ÷ {n} = {payment}", **given)
            )
        case "annual_rate":
            lines.append(
                _(
                    "{principal} = Σ {payment} ÷ (1 + i)^{{k}}，k 从 1 到 {n}，解得 i = {rate}，× 12 = {annual}",
                    rate=Percent(result.monthly_rate or m.ZERO, 6),
                    **given,
                )
            )
        case "months":
            exact = Number(result.months_exact or m.ZERO, 4)
            lines.append(
                _(
                    "期数 = −ln(1 − {principal} × ({annual} ÷ 12) ÷ {payment}) ÷ ln(1 + {annual} ÷ 12) = {exact}",
                    exact=exact,
                    **given,
                )
                if result.annual_rate
                else _("免息：{principal} ÷ {payment} = {exact}", exact=exact, **given)
            )
            lines.append(
                _(
                    "取整是 {n} 期；最后一期付剩下的本金和当月利息 {last}",
                    last=Yuan(result.last_payment or m.ZERO),
                    **given,
                )
            )
    return lines


def _next(result: Result) -> tuple[Next, ...]:
    values = {}
    if result.principal and result.annual_rate is not None and result.annual_rate >= 0:
        values = {
            "principal": typed.amount(result.principal),
            "annual_rate": typed.percent(result.annual_rate.quantize(Decimal("1e-8"))),
        }
        if result.months and result.months <= MOST_MONTHS:
            values["months"] = str(result.months)
    steps = [
        Next("instalment", _("换一种还法，每月还多少？"), values),
        Next("budget", _("每月能拿出多少来还？")),
    ]
    if result.never:
        steps.insert(0, Next("plan", _("减免一部分之后，每月还多少？")))
    return tuple(steps)
