"""这笔钱先还了什么 · What did this payment go to first?

A payment that does not cover everything goes to the parts of the debt one after another until it is
used up. Unless something else was agreed: costs, default charges, interest (penalty interest is part
of it), principal. What is left of the principal decides the interest of the next month, so the order
changes the cost.

Rounding: amounts are to the fen already; next month's interest = principal left × annual rate ÷ 12,
half up to the fen. Source: Civil Code art. 561; credit-card measures art. 57; `about/method`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations
from typing import Any

from calculators.law import Figure, Rule, figure, rule
from calculators.maths import money as m
from calculators.maths.penalty import applied
from calculators.page.answer import Answer, Chart, Fact, Next, Table
from calculators.page.fields import Invalid, Question, Unreadable, count, money, rate, tidy
from calculators.page.words import Percent, Text, Yuan, _

TITLE = _("这笔钱先还了什么？")

PARTS = {
    "costs": _("追索费用"),
    "default_charges": _("违约金"),
    "interest": _("利息和罚息"),
    "principal": _("本金"),
}
NAMED = {
    "costs_interest_principal": ("costs", "default_charges", "interest", "principal"),
    "principal_first": ("principal", "costs", "default_charges", "interest"),
}
CARD = "card"


def _key(order: Sequence[str]) -> str:
    return ",".join(order)


ORDERS: dict[str, Text] = {
    "costs_interest_principal": _("费用、违约金、利息、本金（没有另外约定时）"),
    "principal_first": _("先还本金（协商时可以争取）"),
    CARD: _("信用卡：看逾期天数"),
} | {
    _key(order): _(
        "{a} → {b} → {c} → {d}", **{x: PARTS[p] for x, p in zip("abcd", order, strict=True)}
    )
    for order in permutations(PARTS)
    if order not in NAMED.values()
}


def _read_order(typed: str) -> str:
    """A key of `ORDERS`, or the four names in any order and between any separators."""
    text = tidy(typed)
    if text in ORDERS:
        return text
    names = tuple(re.findall(r"[a-z_]+", text.lower()))
    if sorted(names) != sorted(PARTS):
        raise Unreadable(
            _(
                "请选一种顺序，或把四个名称排成一行，每个一次：{names}。",
                names=", ".join(PARTS),
            )
        )
    return next((key for key, order in NAMED.items() if order == names), _key(names))


def _order_question() -> Any:
    return dataclasses.field(
        metadata={
            "question": Question(
                kind="choice",
                label=_("还款顺序"),
                choices=ORDERS,
                read=_read_order,
                show=ORDERS.__getitem__,
                default="costs_interest_principal",
                example="costs_interest_principal",
                hint=_("先看合同；合同没写的用第一种。"),
            )
        }
    )


@dataclass(frozen=True)
class Form:
    payment: Decimal = money(_("这次还多少"), low=Decimal("0.01"), required=True, example="1000")
    principal: Decimal = money(
        _("欠的本金"), required=True, example="46000", hint=_("对方明细里的本金余额。")
    )
    interest: Decimal = money(
        _("欠的利息和罚息"),
        default=m.ZERO,
        example="566.82",
        hint=_("到还款那天为止，罚息和复利也算在这里。"),
    )
    default_charges: Decimal = money(_("欠的违约金"), default=m.ZERO)
    costs: Decimal = money(
        _("追索费用"),
        default=m.ZERO,
        hint=_("诉讼费、律师费等，合同写明或法院判了要你承担的。"),
    )
    order: str = _order_question()
    days_overdue: int | None = count(
        _("逾期几天"), high=36500, unit=_("天"), hint=_("选“信用卡”时才要填。")
    )
    annual_rate: Decimal | None = rate(
        _("年利率"),
        per="year",
        example="14.4",
        hint=_("填了就能比较不同顺序下个月的利息。"),
    )


EXAMPLES = {
    "self_employed": {
        "payment": "3000",
        "principal": "58000",
        "interest": "6205.67",
        "costs": "800",
        "annual_rate": "24",
    },
    "couple": {
        "payment": "2000",
        "principal": "12400",
        "interest": "186",
        "order": "card",
        "days_overdue": "0",
        "annual_rate": "18",
    },
}


@dataclass(frozen=True, slots=True)
class Parts:
    """Yuan by part of the debt; `parts["interest"]` is the same as `parts.interest`."""

    costs: Decimal
    default_charges: Decimal
    interest: Decimal
    principal: Decimal

    def __getitem__(self, part: str) -> Decimal:
        if part not in PARTS:
            raise KeyError(part)
        amount: Decimal = getattr(self, part)
        return amount


@dataclass(frozen=True, slots=True)
class Row:
    """One part in the order of payment; owed = paid + remaining."""

    number: int
    part: str
    owed: Decimal
    paid: Decimal
    remaining: Decimal


@dataclass(frozen=True, slots=True)
class Other:
    """The same payment under an order; `next_month_interest` is `None` without a rate."""

    order: str
    paid: Parts
    remaining: Parts
    next_month_interest: Decimal | None


@dataclass(frozen=True, slots=True)
class Result:
    """Money in yuan. `order` names the parts in the order used; `unallocated` is more than was owed.

    `orders` compares the order used with the two usual ones. Interest left unpaid is still owed; no
    interest is counted on it.
    """

    order: tuple[str, ...]
    paid: Parts
    remaining: Parts
    unallocated: Decimal
    total_remaining: Decimal
    next_month_interest: Decimal | None
    rows: tuple[Row, ...]
    orders: tuple[Other, ...]


def calculate(form: Form) -> Result:
    """Give the payment to one part after another. Raises `Invalid` when nothing is owed."""
    owed = Parts(form.costs, form.default_charges, form.interest, form.principal)
    total = sum((owed[part] for part in PARTS), m.ZERO)
    if not total:
        raise Invalid(principal=_("四项都是 0，没有要还的。"))
    if form.order == CARD and form.days_overdue is None:
        raise Invalid(days_overdue=_("信用卡的顺序看逾期天数，请填；没有逾期填 0。"))
    order = _order(form)
    used = _applied(form, owed, form.order, order)
    others = [_applied(form, owed, name, usual) for name, usual in NAMED.items() if usual != order]
    return Result(
        order=order,
        paid=used.paid,
        remaining=used.remaining,
        unallocated=max(form.payment - total, m.ZERO),
        total_remaining=max(total - form.payment, m.ZERO),
        next_month_interest=used.next_month_interest,
        rows=tuple(
            Row(number, part, owed[part], used.paid[part], used.remaining[part])
            for number, part in enumerate(order, 1)
        ),
        orders=(used, *others),
    )


def _order(form: Form) -> tuple[str, ...]:
    """The four parts in the order of payment."""
    if form.order == CARD:
        late = (form.days_overdue or 0) >= figure("card_principal_first_from_day").value
        return NAMED["principal_first" if late else "costs_interest_principal"]
    return NAMED.get(form.order) or tuple(form.order.split(","))


def _applied(form: Form, owed: Parts, name: str, order: Sequence[str]) -> Other:
    amounts = applied(form.payment, [owed[part] for part in order])
    paid = Parts(**dict(zip(order, amounts, strict=True)))
    left = Parts(**{part: owed[part] - paid[part] for part in PARTS})
    interest = None
    if form.annual_rate is not None:
        interest = m.fen(left.principal * form.annual_rate / 12)
    return Other(name, paid, left, interest)


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """What the payment covered first; then what is left, and what another order would change."""
    return Answer(
        headline=_headline(result),
        facts=_facts(result),
        notes=_notes(form, result),
        charts=_charts(result),
        tables=_tables(form, result),
        working=_working(form, result),
        assumptions=_assumptions(form),
        sources=_sources(form),
        next=(
            Next("arrears", _("利息和罚息欠了多少，先算清楚。")),
            Next("plan", _("剩下的分期还，每期多少？")),
            Next("settlement", _("一次结清还是分期？")),
        ),
    )


def _headline(result: Result) -> Text:
    if not result.total_remaining:
        if result.unallocated:
            return _("全部还清，还多出 {extra}。", extra=Yuan(result.unallocated))
        return _("全部还清，一分不多，一分不少。")
    given = {
        "principal": Yuan(result.paid.principal),
        "other": Yuan(sum((row.paid for row in result.rows if row.part != "principal"), m.ZERO)),
        "left": Yuan(result.remaining.principal, wan=True),
    }
    if not result.paid.principal:
        return _("这笔钱先还了利息和费用 {other}，没有还到本金，本金还剩 {left}。", **given)
    return _("还掉本金 {principal}，利息和费用 {other}，本金还剩 {left}。", **given)


def _facts(result: Result) -> list[Fact]:
    facts = [
        Fact(
            PARTS[row.part],
            _("还 {paid}，剩 {left}", paid=Yuan(row.paid), left=Yuan(row.remaining)),
        )
        for row in result.rows
        if row.owed
    ]
    facts.append(Fact(_("还剩合计"), Yuan(result.total_remaining, wan=True)))
    if result.next_month_interest is not None:
        facts.append(
            Fact(
                _("下个月的利息"),
                Yuan(result.next_month_interest),
                _("只按剩下的本金，一个月按十二分之一年。"),
            )
        )
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    other = next((other for other in result.orders[1:] if other.order == "principal_first"), None)
    used = result.orders[0]
    if other and other.next_month_interest is not None and used.next_month_interest is not None:
        saved = used.next_month_interest - other.next_month_interest
        if saved > 0:
            notes.append(
                _(
                    "如果谈成先还本金，下个月的利息少 {saved}；没还的利息还在，要写清楚怎么还。",
                    saved=Yuan(saved),
                )
            )
    if form.order == CARD:
        notes.append(
            _(
                "信用卡逾期不到 {n} 天，先还利息和费用；从第 {n} 天起，先还本金。"
                "不要为了先还本金而等：拖到那时，征信和起诉的风险更大。",
                n=int(figure("card_principal_first_from_day").value),
            )
        )
    else:
        notes.append(_("合同或协商可以另定顺序。谈成“先还本金”的，请对方写进书面协议。"))
    if result.unallocated:
        notes.append(_("多出来的钱不会自动退回。付之前先请对方确认结清的总额。"))
    return notes


def _charts(result: Result) -> tuple[Chart, ...]:
    points = [(PARTS[row.part], (row.paid, row.remaining)) for row in result.rows if row.owed]
    return (Chart(_("每一项还了多少、剩多少"), (_("还了"), _("剩下")), points, shape="bar"),)


def _tables(form: Form, result: Result) -> list[Table]:
    rows = [
        (_("{n}. {part}", n=row.number, part=PARTS[row.part]), row.owed, row.paid, row.remaining)
        for row in result.rows
    ]
    total = sum((row.owed for row in result.rows), m.ZERO)
    by_part = Table(
        _("按顺序一项一项还"),
        (_("顺序"), _("欠（元）"), _("这次还（元）"), _("还剩（元）")),
        rows,
        (_("合计"), total, total - result.total_remaining, result.total_remaining),
        download="application",
    )
    columns = [_("还款顺序"), _("还掉本金（元）"), _("剩余本金（元）"), _("没还的利息和费用（元）")]
    if form.annual_rate is not None:
        columns.append(_("下个月的利息（元）"))
    lines = []
    for other in result.orders:
        unpaid = sum((other.remaining[part] for part in PARTS if part != "principal"), m.ZERO)
        line = [ORDERS[other.order], other.paid.principal, other.remaining.principal, unpaid]
        lines.append(line + ([other.next_month_interest] if form.annual_rate is not None else []))
    return [by_part, Table(_("换一种顺序"), columns, lines)]


def _working(form: Form, result: Result) -> list[Text]:
    lines, left = [], form.payment
    for row in result.rows:
        if row.owed:
            lines.append(
                _(
                    "{part}：欠 {owed}，手上有 {money}，还 {paid}，剩 {left}",
                    part=PARTS[row.part],
                    owed=Yuan(row.owed),
                    money=Yuan(left),
                    paid=Yuan(row.paid),
                    left=Yuan(row.remaining),
                )
            )
        left -= row.paid
    if form.annual_rate is not None:
        lines.append(
            _(
                "下个月的利息 = {principal} × {annual} ÷ 12 = {interest}",
                principal=Yuan(result.remaining.principal),
                annual=Percent(form.annual_rate),
                interest=Yuan(result.next_month_interest or m.ZERO),
            )
        )
    return lines


def _assumptions(form: Form) -> list[Text]:
    said = [
        _("没有另外约定时，先抵追索的费用，再抵利息，最后抵本金；罚息算作利息。"),
        _(
            "第五百六十一条没有单说违约金排在哪里。第一种顺序把它排在费用之后、利息之前；合同不同的请另选。"
        ),
        _("只看这一笔债。欠同一家好几笔的，还款时可以指定还哪一笔。"),
    ]
    if form.annual_rate is not None:
        said.append(_("没还的利息和费用不再生利息；合同写了复利的，会比这里多。"))
    return said


def _sources(form: Form) -> list[Figure | Rule]:
    used: list[Figure | Rule] = [rule("cc-art-560-561")]
    if form.order == CARD:
        used.append(figure("card_principal_first_from_day"))
    return used
