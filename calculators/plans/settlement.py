"""一次性结清还是分期 · One sum now, or instalments?

What a lump sum leaves out, part by part, and what the instalments are worth today at the reader's
own yearly rate: present value = Σ payment ÷ (1 + annual ÷ 12)^k, the first one month from now. The
rate at which both are worth the same is 12 × RATE(months, −payment, lump).

Rounding: percentages and the present value half up to the fen; a rate is never rounded. Source: PV
and RATE of any spreadsheet; Civil Code art. 575 for who can waive; `about/method`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from decimal import Decimal

from calculators.law import rule
from calculators.maths import annuity
from calculators.maths import money as m
from calculators.page import typed
from calculators.page.answer import Answer, Chart, Fact, Next, Table
from calculators.page.fields import Invalid, choice, count, day, money, rate
from calculators.page.rates import rate_facts
from calculators.page.words import Instalments, Percent, Text, Yuan, _

TITLE = _("一次性结清还是分期？")

OWED = _("现在一共欠多少，分开填")
OFFER = _("一次结清：金额和比例填一项")
PLAN = _("分期：对方给的方案")

PARTS = {
    "principal": _("本金"),
    "interest": _("利息"),
    "penalty_interest": _("罚息"),
    "charges": _("违约金和费用"),
}
ORDERS = {
    "principal_first": _("先算本金，再算利息、罚息、费用"),
    "costs_interest_principal": _("先算费用，再算罚息、利息、本金"),
}
ORDER_OF = {
    "principal_first": ("principal", "interest", "penalty_interest", "charges"),
    "costs_interest_principal": ("charges", "penalty_interest", "interest", "principal"),
}


@dataclass(frozen=True)
class Form:
    principal: Decimal = money(
        _("本金"), low=Decimal("0.01"), required=True, group=OWED, example="20200"
    )
    interest: Decimal = money(_("利息"), default=m.ZERO, group=OWED, example="860")
    penalty_interest: Decimal = money(_("罚息"), default=m.ZERO, group=OWED, example="140")
    charges: Decimal = money(_("违约金和费用"), default=m.ZERO, group=OWED, example="200")
    lump: Decimal | None = money(
        _("一次付多少"),
        low=Decimal("0.01"),
        group=OFFER,
        example="17000",
        yields_to=("percent",),
        hint=_("付完这笔，其余书面免除。"),
    )
    percent: Decimal | None = rate(
        _("付欠款总额的百分之几"),
        per="once",
        high=Decimal(1),
        group=OFFER,
        hint=_("按上面四项的合计。六成就填 60。"),
    )
    payment: Decimal | None = money(
        _("分期每月还多少"), low=Decimal("0.01"), group=PLAN, example="356.67"
    )
    months: int | None = count(
        _("分几期"), low=1, unit=_("期"), years=True, group=PLAN, example="60"
    )
    annual_rate: Decimal = rate(
        _("这笔钱一年值百分之几"),
        per="year",
        default=Decimal(0),
        example="3",
        hint=_("不拿去结清，一年能赚到或省下的。存款利率是个起点；不确定就填 0。"),
    )
    down_payment: Decimal = money(
        _("分期方案先付一笔"), default=m.ZERO, more=True, hint=_("签的那天就付的。")
    )
    order: str = choice(
        _("一次付的钱先算哪一项"),
        ORDERS,
        more=True,
        hint=_("只影响“每一项少付多少”，以书面为准。"),
    )
    date: datetime.date | None = day(_("最晚哪天付"), more=True, hint=_("对方报价的截止日。"))


EXAMPLES = {
    "self_employed": {
        "principal": "24000",
        "interest": "1900",
        "penalty_interest": "950",
        "charges": "650",
        "percent": "70",
        "payment": "458.33",
        "months": "60",
        "annual_rate": "3",
    },
    "couple": {
        "principal": "9800",
        "lump": "9800",
        "payment": "433",
        "months": "24",
        "annual_rate": "1.5",
    },
}


@dataclass(frozen=True)
class Part:
    """One part of the debt: owed, covered by the lump sum, and left out."""

    part: str
    owed: Decimal
    paid: Decimal
    saved: Decimal


@dataclass(frozen=True)
class Result:
    """Money in yuan, rates as fractions.

    `difference` = `present_value` − `lump`: positive when the lump sum is worth less than the
    instalments. `None` where no instalments are given. The rates are those of `break_even`:
    keeping the lump sum and paying instalments costs as much as a loan at that rate.
    """

    lump: Decimal
    total_owed: Decimal
    saved: Decimal
    saved_principal: Decimal
    saved_interest: Decimal
    saved_penalty_interest: Decimal
    saved_charges: Decimal
    percent_of_principal: Decimal
    percent_of_total: Decimal
    rows: tuple[Part, ...]
    total_payment: Decimal | None = None
    present_value: Decimal | None = None
    difference: Decimal | None = None
    break_even_annual_rate: Decimal | None = None
    monthly_rate: Decimal | None = None
    annual_nominal: Decimal | None = None
    annual_effective: Decimal | None = None
    date: datetime.date | None = None


def calculate(form: Form) -> Result:
    """Spread the lump sum over the parts, then compare it with the instalments."""
    owed = {part: getattr(form, part) for part in PARTS}
    total = sum(owed.values(), m.ZERO)
    lump = _lump(form, total)
    if (form.payment is None) != (form.months is None):
        missing = "payment" if form.payment is None else "months"
        raise Invalid(**{missing: _("分期的月供和期数要一起填，或者都不填。")})
    if form.down_payment and form.payment is None:
        raise Invalid(payment=_("请填分期每月还多少。"))
    left, paid = lump, dict.fromkeys(PARTS, m.ZERO)
    for part in ORDER_OF[form.order]:
        paid[part] = min(left, owed[part])
        left -= paid[part]
    rows = tuple(Part(part, owed[part], paid[part], owed[part] - paid[part]) for part in PARTS)
    saved = {f"saved_{row.part}": row.saved for row in rows}
    common = Result(
        lump=lump,
        total_owed=total,
        saved=total - lump,
        **saved,
        percent_of_principal=lump / form.principal,
        percent_of_total=lump / total,
        rows=rows,
        date=form.date,
    )
    return _compared(form, common)


def _lump(form: Form, total: Decimal) -> Decimal:
    if (form.lump is None) == (form.percent is None):
        field = "lump" if form.lump is None else "percent"
        raise Invalid(**{field: _("一次付多少、付百分之几，这两项填一项。")})
    lump = form.lump if form.lump is not None else m.fen(total * (form.percent or 0))
    if lump > total:
        raise Invalid(lump=_("比欠款总额 {total} 还多，请核对。", total=Yuan(total)))
    if not lump:
        raise Invalid(percent=_("要大于 0。"))
    return lump


def _compared(form: Form, result: Result) -> Result:
    if form.payment is None or form.months is None:
        return result
    payments = [form.down_payment, *[form.payment] * form.months]
    present = m.fen(annuity.present_value(payments, form.annual_rate / 12))
    rates = annuity.rates(result.lump, payments)
    return replace(
        result,
        total_payment=sum(payments, m.ZERO),
        present_value=present,
        difference=present - result.lump,
        break_even_annual_rate=rates.annual_nominal if rates else None,
        monthly_rate=rates.monthly_rate if rates else None,
        annual_nominal=rates.annual_nominal if rates else None,
        annual_effective=rates.annual_effective if rates else None,
    )


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """What is left out and which of the two is cheaper in today's money; then part by part."""
    return Answer(
        headline=_headline(result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=(
            Chart(
                _("每一项：付多少，少付多少"),
                (_("要付"), _("少付")),
                [(PARTS[row.part], (row.paid, row.saved)) for row in result.rows if row.owed],
                shape="bar",
            ),
        ),
        tables=(
            Table(
                _("一次结清后，每一项少付多少"),
                (_("项目"), _("欠（元）"), _("付（元）"), _("少付（元）")),
                [(PARTS[row.part], row.owed, row.paid, row.saved) for row in result.rows],
                (_("合计"), result.total_owed, result.lump, result.saved),
                download="parts",
            ),
        ),
        working=_working(form, result),
        assumptions=(
            _("一次结清今天付，分期第一期在一个月之后，每月一样多。"),
            _("每月按年率的十二分之一折算；也有人按复利有效年率折算，数字会略小。"),
            _("哪一项先免、哪一项照付，由双方写明；这里的分法只是一种算法。"),
            _("没有算结清对信用报告的影响，也没有算分期中途断供的后果。"),
        ),
        sources=(rule("cc-art-575"),),
        next=(
            Next("compare", _("再加几个方案一起比。"), _handed(form, result)),
            Next("letter", _("一次付清，写成信。"), _handed_letter(result)),
            Next("budget", _("付完这笔，生活费还够吗？")),
        ),
    )


def _handed_letter(result: Result) -> dict[str, str]:
    return {
        "balance": typed.amount(result.total_owed),
        "lump": typed.amount(result.lump),
        "waive_total": typed.amount(result.saved),
    }


def _handed(form: Form, result: Result) -> dict[str, str]:
    values = {
        "balance": typed.amount(result.total_owed),
        "annual_rate": typed.percent(form.annual_rate),
        "plans.0.lump": typed.amount(result.lump),
    }
    if form.payment is not None and form.months is not None:
        values |= {
            "plans.1.payment": typed.amount(form.payment),
            "plans.1.months": str(form.months),
            "plans.1.down": typed.amount(form.down_payment),
        }
    return values


def _headline(result: Result) -> Text:
    lump, saved = Yuan(result.lump, wan=True), Yuan(result.saved)
    if result.difference is None:
        return _("一次付 {lump}，少付 {saved}。", lump=lump, saved=saved)
    given = {"lump": lump, "saved": saved, "difference": Yuan(abs(result.difference))}
    if result.difference > 0:
        return _("一次付 {lump}，少付 {saved}；折到今天，比分期便宜 {difference}。", **given)
    if result.difference < 0:
        return _("一次付 {lump}，少付 {saved}；折到今天，比分期还贵 {difference}。", **given)
    return _("一次付 {lump}，少付 {saved}；折到今天，和分期一样。", **given)


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(_("现在一共欠"), Yuan(result.total_owed, wan=True)),
        Fact(_("一次付的占本金"), Percent(result.percent_of_principal)),
        Fact(_("一次付的占欠款总额"), Percent(result.percent_of_total)),
    ]
    if result.date:
        facts.append(Fact(_("最晚哪天付"), result.date))
    if result.present_value is not None and result.total_payment is not None:
        facts += [
            Fact(
                _("分期一共还"),
                Yuan(result.total_payment, wan=True),
                _("比一次付多 {more}。", more=Yuan(result.total_payment - result.lump)),
            ),
            Fact(_("分期折到今天值"), Yuan(result.present_value, wan=True)),
        ]
        if result.break_even_annual_rate is not None:
            facts.append(
                Fact(
                    _("两边一样的年率"),
                    Percent(result.break_even_annual_rate),
                    _("你的钱一年值得比它多，分期合算；比它少，一次付合算。"),
                )
            )
            facts += rate_facts(
                result.monthly_rate or m.ZERO,
                result.annual_nominal or m.ZERO,
                result.annual_effective or m.ZERO,
            )
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = [
        _("只用真正的闲钱，备用金先留够；不借新债，不动房租和药费。"),
        _("先拿到书面确认：总额、免哪几项、哪天前付、付到合同账户、付完余额为零。再要结清证明。"),
    ]
    if result.total_owed > form.principal:
        notes.append(
            _(
                "“打几折”先问按什么算：按欠款总额是 {total}，按本金是 {principal}。",
                total=Percent(result.percent_of_total),
                principal=Percent(result.percent_of_principal),
            )
        )
    if result.present_value is not None and result.total_payment is not None and form.annual_rate:
        notes.append(
            _(
                "直接拿分期总额 {total} 和一次付的比，没有算早付的代价；折到今天是 {present}。",
                total=Yuan(result.total_payment),
                present=Yuan(result.present_value),
            )
        )
    rate_found = result.break_even_annual_rate
    if rate_found is not None and rate_found < 0:
        notes.append(_("分期总额比一次付的还少，所以这个年率是负的：分期更便宜。"))
    if result.present_value is not None and rate_found is None:
        notes.append(
            _("先付的一笔已经不比一次付的少，没有让两边一样的年率。")
            if form.down_payment >= result.lump
            else _("分期和一次付相差太大，没有说得通的年率。请核对金额和期数。")
        )
    return notes


def _working(form: Form, result: Result) -> list[Text]:
    lines = [
        _(
            "欠款总额 = {principal} + {interest} + {penalty} + {charges} = {total}",
            principal=Yuan(form.principal),
            interest=Yuan(form.interest),
            penalty=Yuan(form.penalty_interest),
            charges=Yuan(form.charges),
            total=Yuan(result.total_owed),
        )
    ]
    if form.percent is not None:
        lines.append(
            _(
                "一次付 = {total} × {percent} = {lump}",
                total=Yuan(result.total_owed),
                percent=Percent(form.percent),
                lump=Yuan(result.lump),
            )
        )
    lines.append(
        _(
            "少付 = {total} − {lump} = {saved}",
            total=Yuan(result.total_owed),
            lump=Yuan(result.lump),
            saved=Yuan(result.saved),
        )
    )
    if result.present_value is None or form.payment is None or form.months is None:
        return lines
    lines.append(
        _(
            "分期折到今天 = {down} + Σ {payment} ÷ (1 + {annual} ÷ 12)^{{k}}，k 从 1 到 {n} = {present}",
            down=Yuan(form.down_payment),
            payment=Yuan(form.payment),
            annual=Percent(form.annual_rate),
            n=form.months,
            present=Yuan(result.present_value),
        )
    )
    if result.monthly_rate is not None:
        lines.append(
            _(
                "两边一样：{lump} − {down} = Σ {payment} ÷ (1 + i)^{{k}}，解得 i = {rate}，× 12 = {annual}",
                lump=Yuan(result.lump),
                down=Yuan(form.down_payment),
                payment=Yuan(form.payment),
                rate=Percent(result.monthly_rate, 6),
                annual=Percent(result.break_even_annual_rate or m.ZERO),
            )
        )
    lines.append(
        _(
            "差额 = {present} − {lump} = {difference}（{number}）",
            present=Yuan(result.present_value),
            lump=Yuan(result.lump),
            difference=Yuan(result.difference or m.ZERO),
            number=Instalments(form.months),
        )
    )
    return lines
