"""个人收支与债务说明 · A statement of income, spending and debts on one page that adds up

Eight blocks for one lender, the same numbers as in the budget and in the split. What does not add
up is refused with a sentence at the field: rows against totals, parts against balances, shares
against what is left, the offer against this lender's share.

Rounding: each line to the fen a month, half up; the reserve up; shares by largest remainder. Source:
the one-page statements of debt advice (Standard Financial Statement), a court's form of income and
property; `about/method`. The data file follows `docs/assets/statement-1.schema.json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from calculators.law import figure
from calculators.maths import money as m
from calculators.maths.dates import months_after
from calculators.maths.monthly import monthly
from calculators.maths.share import share_out
from calculators.page.answer import Answer
from calculators.page.choices import SHARE_RULES
from calculators.page.fields import Invalid, tidy
from calculators.page.phrases import in_both_languages
from calculators.page.words import Text, Yuan, _
from calculators.papers import _statement_words
from calculators.papers._statement_form import Debt, Form, Income, Spending

__all__ = ["EXAMPLES", "TITLE", "Form", "Result", "calculate", "explain"]

TITLE = _("收支和债务，怎么写成一页说明？")

VALID_MONTHS = 3
"""A statement, and its proofs, are taken for recent that long: practice, no rule."""
LARGE_SHARE = Decimal("0.3")
LARGE_OTHER_SHARE = Decimal("0.05")
"""As in `budget`: a line above these shares of income is one that a lender asks about."""
NEVER_NOTHING = ("food", "housing", "transport")
"""Spending that a lender misses when there is none of it."""

ITEMS = {
    "penalty_interest": ("罚息", "penalty interest"),
    "compound_interest": ("复利", "compound interest"),
    "default_charge": ("违约金", "滞纳金", "default charge", "late charge", "late fee"),
    "service_fee": ("服务费", "担保费", "手续费", "service fee", "guarantee fee"),
    "interest": ("正常利息", "利息", "ordinary interest", "interest"),
}
"""What can be waived or stopped, by the words that mean it."""


@dataclass(frozen=True)
class Line:
    """One line of income or spending; `monthly` in yuan a month.

    `evidence` are the numbers of annexes. `asked_about` when a lender is likely to ask and no
    reason stands there.
    """

    number: int
    name: str
    kind: str
    category: str
    amount: Decimal
    every: str
    monthly: Decimal
    reason: str
    evidence: tuple[int, ...]
    asked_about: bool


@dataclass(frozen=True)
class Row:
    """One debt, as `D1`, `D2`, …; `own` is a debt to the lender addressed.

    `share` in yuan a month and `share_percent` a fraction of all shares; both `None` for a debt
    that takes no part because it is secured, `share_percent` also when nothing is shared.
    """

    number: int
    ref: str
    lender: str
    lender_kind: str
    own: bool
    balance: Decimal | None
    principal: Decimal | None
    interest: Decimal | None
    charges: Decimal | None
    days_overdue: int
    monthly_payment: Decimal | None
    secured: bool
    status: str
    share: Decimal | None
    share_percent: Decimal | None


@dataclass(frozen=True)
class Result:
    """Money in yuan, by the month unless said otherwise; `surplus` and `can_pay` may be negative.

    `share` is what the lender addressed gets a month (`None`: no debt of theirs is listed), and
    `lenders_count` how many take part. `total_payment` is everything the offer pays, over all its
    months (`None` while it is not complete). `reference` is the average consumption of `people`,
    `reference_ratio` essential spending as a fraction of it. `needs_reason` names lines, `missing`
    categories without a line. `held_back` says why there is no paper yet: "limitation" or "".
    """

    created: date
    valid_until: date
    people: int
    monthly_income: Decimal
    essential: Decimal
    priority: Decimal
    other: Decimal
    surplus: Decimal
    reserve_rate: Decimal
    reserve: Decimal
    can_pay: Decimal
    available: Decimal
    total_share: Decimal
    share: Decimal | None
    lenders_count: int
    total_balance: Decimal | None
    waive: tuple[str, ...]
    total_payment: Decimal | None
    reference: Decimal
    reference_ratio: Decimal
    income_rows: tuple[Line, ...]
    spending_rows: tuple[Line, ...]
    rows: tuple[Row, ...]
    needs_reason: tuple[str, ...]
    missing: tuple[str, ...]
    held_back: str


def calculate(form: Form) -> Result:
    """Add everything up. Raises `Invalid` with a sentence for each field that contradicts another."""
    form = in_both_languages(form, EXAMPLES)
    errors: dict[str, Text] = {}
    income = _income(form, errors)
    monthly_income = sum((line.monthly for line in income), m.ZERO)
    spending = _spending(form, monthly_income, errors)
    by_kind = {
        kind: sum((line.monthly for line in spending if line.kind == kind), m.ZERO)
        for kind in ("essential", "priority", "other")
    }
    surplus = monthly_income - sum(by_kind.values(), m.ZERO)
    reserve = m.fen_up(surplus * form.reserve_rate) if surplus > 0 else m.ZERO
    can_pay = surplus - reserve
    totals = {"monthly_income": monthly_income} | by_kind | {"surplus": surplus}
    _check_totals(form, totals | {"reserve": reserve, "can_pay": can_pay}, errors)

    balances = [_balance(k, debt, errors) for k, debt in enumerate(form.debts)]
    _check_debts(form, errors)
    shares = _shares(form, balances, max(can_pay, m.ZERO), errors)
    own = _own(form, errors)
    own_share = _own_share(form, own, shares, errors)
    waive = _waive(form.waive_list, errors)
    total_payment = _offer(form, own_share, max(can_pay, m.ZERO), errors)
    people = _people(form, errors)
    if errors:
        raise Invalid(**errors)

    total_share = sum((share or m.ZERO for share in shares), m.ZERO)
    reference = m.fen(
        figure(f"living_cost_{form.area}").value * people / figure("living_cost_months").value
    )
    here = {line.category for line in spending}
    return Result(
        created=form.created,
        valid_until=months_after(form.created, VALID_MONTHS),
        people=people,
        **totals,
        reserve_rate=form.reserve_rate,
        reserve=reserve,
        can_pay=can_pay,
        available=max(can_pay, m.ZERO) if form.available is None else form.available,
        total_share=total_share,
        share=own_share,
        lenders_count=sum(share is not None for share in shares),
        total_balance=_sum_known(balances),
        waive=waive,
        total_payment=total_payment,
        reference=reference,
        reference_ratio=by_kind["essential"] / reference,
        income_rows=income,
        spending_rows=spending,
        rows=tuple(
            _row(form, k, balances[k], shares[k], total_share, own) for k in range(len(form.debts))
        ),
        needs_reason=tuple(line.name for line in spending if line.asked_about),
        missing=tuple(category for category in NEVER_NOTHING if category not in here),
        held_back=_held_back(form),
    )


# --- income, spending, totals -----------------------------------------------------------------


def _income(form: Form, errors: dict[str, Text]) -> tuple[Line, ...]:
    return tuple(
        Line(
            number=k + 1,
            name=line.name,
            kind=line.kind,
            category="",
            amount=line.amount,
            every=line.every,
            monthly=monthly(line.amount, line.every),
            reason="",
            evidence=_evidence(form, f"income.{k}", line, errors),
            asked_about=False,
        )
        for k, line in enumerate(form.income)
    )


def _spending(form: Form, income: Decimal, errors: dict[str, Text]) -> tuple[Line, ...]:
    lines = []
    for k, line in enumerate(form.spending):
        a_month = monthly(line.amount, line.every)
        most = LARGE_OTHER_SHARE if line.kind == "other" else LARGE_SHARE
        is_odd = a_month > most * income if a_month else line.category in NEVER_NOTHING
        lines.append(
            Line(
                number=k + 1,
                name=line.name,
                kind=line.kind,
                category=line.category,
                amount=line.amount,
                every=line.every,
                monthly=a_month,
                reason=line.reason,
                evidence=_evidence(form, f"spending.{k}", line, errors),
                asked_about=is_odd and not line.reason,
            )
        )
    return tuple(lines)


def _evidence(
    form: Form, place: str, line: Income | Spending, errors: dict[str, Text]
) -> tuple[int, ...]:
    """Numbers of annexes, such as `1、2`; each has to be there."""
    typed = tidy(line.evidence)
    numbers = tuple(int(number) for number in re.findall(r"\d{1,4}", typed, re.ASCII))
    if re.sub(r"[\d\s,;.和及附件]", "", typed, flags=re.ASCII):
        errors[f"{place}.evidence"] = _("只写附件的号码，例如 1、2。")
    elif any(not 1 <= number <= len(form.attachments) for number in numbers):
        errors[f"{place}.evidence"] = _(
            "附件一共 {count} 份，没有这个号码。请核对这里和“附件”。",
            count=len(form.attachments),
        )
    return numbers


_TOTALS = {
    "monthly_income": _("“收入”各行折成每月，加起来"),
    "essential": _("“开支”里基本生活各行加起来"),
    "priority": _("“开支”里必须先付各行加起来"),
    "other": _("“开支”里其他各行加起来"),
    "surplus": _("“每月收入合计”减三类开支"),
    "reserve": _("“收入减开支”乘以“留作备用金的比例”"),
    "can_pay": _("“收入减开支”减“备用金”"),
}


def _check_totals(form: Form, found: dict[str, Decimal], errors: dict[str, Text]) -> None:
    for name, sum_of in _TOTALS.items():
        typed = getattr(form, name)
        if typed is not None and typed != found[name]:
            errors[name] = _(
                "{sum_of}是 {found}，这里是 {typed}。请核对这几处。",
                sum_of=sum_of,
                found=Yuan(found[name]),
                typed=Yuan(typed),
            )


def _people(form: Form, errors: dict[str, Text]) -> int:
    here = form.adults + form.children
    if form.people is not None and form.people > here + form.dependants:
        errors["people"] = _(
            "家里的人加起来是 {count} 人，这里比它多。请核对“情况”里的人数。",
            count=here + form.dependants,
        )
    return here if form.people is None else form.people


# --- debts and shares -------------------------------------------------------------------------


def _balance(k: int, debt: Debt, errors: dict[str, Text]) -> Decimal | None:
    """What is owed: as typed, or the sum of its three parts; they have to agree."""
    parts = [debt.principal, debt.interest, debt.charges]
    total = sum((part or m.ZERO for part in parts), m.ZERO)
    if debt.balance is None:
        if debt.principal is None:
            errors[f"debts.{k}.balance"] = _("请填余额；或者填本金、利息、费用。")
        return total
    if (None not in parts and total != debt.balance) or total > debt.balance:
        errors[f"debts.{k}.balance"] = _(
            "本金、利息、费用加起来是 {parts}，余额是 {balance}。请核对这四格。",
            parts=Yuan(total),
            balance=Yuan(debt.balance),
        )
    return debt.balance


def _check_debts(form: Form, errors: dict[str, Text]) -> None:
    for k, debt in enumerate(form.debts):
        if debt.status == "current" and debt.days_overdue:
            errors[f"debts.{k}.status"] = _("写了“没有逾期”，逾期天数却不是 0。请核对这两格。")
        if debt.status == "overdue" and not debt.days_overdue:
            errors[f"debts.{k}.days_overdue"] = _("写了“已逾期”，逾期天数要大于 0。")


def _shares(
    form: Form, balances: Sequence[Decimal | None], can_pay: Decimal, errors: dict[str, Text]
) -> list[Decimal | None]:
    """What each gets a month: as typed, or by the rule. Secured debts take no part."""
    if form.available is not None and form.available > can_pay:
        errors["available"] = _(
            "拿来分的 {available} 比可用于还债的 {can_pay} 多。说明里不能答应拿不出的钱。",
            available=Yuan(form.available),
            can_pay=Yuan(can_pay),
        )
    typed = {k: debt.share for k, debt in enumerate(form.debts) if debt.share is not None}
    taking_part = [k for k, debt in enumerate(form.debts) if debt.secured == "no" or k in typed]
    if not typed:
        available = can_pay if form.available is None else form.available
        by_rule = _by_rule(form, balances, taking_part, available, errors)
        return [by_rule.get(k) for k in range(len(form.debts))]
    for k in taking_part:
        if k not in typed:
            errors[f"debts.{k}.share"] = _("有的分到多少填了，这一格也要填；没有就填 0。")
    shared = sum(typed.values(), m.ZERO)
    everything = sum((balances[k] or m.ZERO for k in taking_part), m.ZERO)
    for k, share in typed.items():
        if share > (balances[k] or m.ZERO):
            errors[f"debts.{k}.share"] = _("分到的比余额多。请核对这两格。")
    if shared > can_pay:
        errors["debts"] = _(
            "各家“每月分到”加起来是 {shared}，比可用于还债的 {can_pay} 多。",
            shared=Yuan(shared),
            can_pay=Yuan(can_pay),
        )
    elif form.available is not None and shared != min(form.available, everything):
        errors["available"] = _(
            "各家“每月分到”加起来是 {shared}，这里是 {available}。两处要一样。",
            shared=Yuan(shared),
            available=Yuan(form.available),
        )
    return [typed.get(k) for k in range(len(form.debts))]


def _by_rule(
    form: Form,
    balances: Sequence[Decimal | None],
    taking_part: Sequence[int],
    available: Decimal,
    errors: dict[str, Text],
) -> dict[int, Decimal]:
    sentence = _("按“{rule}”分，这一格要填。", rule=SHARE_RULES[form.rule])
    field = {"contract": "monthly_payment", "weights": "share"}.get(form.rule)
    weights = []
    for k in taking_part:
        weight = getattr(form.debts[k], field) if field else Decimal(1)
        weight = balances[k] if form.rule == "balance" else weight
        if weight is None:
            errors[f"debts.{k}.{field}"] = sentence
        weights.append(weight or m.ZERO)
    most = [balances[k] for k in taking_part]
    shares = share_out(available, weights, [m.ZERO] * len(weights), most)
    return dict(zip(taking_part, shares, strict=True))


def _own(form: Form, errors: dict[str, Text]) -> tuple[int, ...]:
    """The debts of the lender addressed, by its name."""
    own = tuple(k for k, debt in enumerate(form.debts) if _same(debt.lender, form.lender))
    if form.lender and form.debts and not own:
        errors["lender"] = _(
            "“各笔债务”里没有“{lender}”。两处的名字要写成一样。", lender=form.lender
        )
    return own if form.lender else ()


def _same(one: str, other: str) -> bool:
    return tidy(one).replace(" ", "") == tidy(other).replace(" ", "")


def _own_share(
    form: Form,
    own: Sequence[int],
    shares: Sequence[Decimal | None],
    errors: dict[str, Text],
) -> Decimal | None:
    known = [share for k in own if (share := shares[k]) is not None]
    if not known:
        return form.share
    found = sum(known, m.ZERO)
    if form.share is not None and form.share != found:
        errors["share"] = _(
            "“各笔债务”里分到这一家的是 {found}，这里是 {typed}。两处要一样。",
            found=Yuan(found),
            typed=Yuan(form.share),
        )
    return found


def _row(
    form: Form,
    k: int,
    balance: Decimal | None,
    share: Decimal | None,
    total_share: Decimal,
    own: Sequence[int],
) -> Row:
    debt = form.debts[k]
    status = debt.status
    if status == "unstated":
        status = "overdue" if debt.days_overdue else "current"
    return Row(
        number=k + 1,
        ref=f"D{k + 1}",
        lender=debt.lender,
        lender_kind=debt.lender_kind,
        own=k in own,
        balance=balance,
        principal=debt.principal,
        interest=debt.interest,
        charges=debt.charges,
        days_overdue=debt.days_overdue,
        monthly_payment=debt.monthly_payment,
        secured=debt.secured == "yes",
        status=status,
        share=share,
        share_percent=share / total_share if share is not None and total_share else None,
    )


def _sum_known(balances: Iterable[Decimal | None]) -> Decimal | None:
    known = [balance for balance in balances if balance is not None]
    return sum(known, m.ZERO) if known else None


# --- the offer --------------------------------------------------------------------------------


def _offer(
    form: Form, share: Decimal | None, can_pay: Decimal, errors: dict[str, Text]
) -> Decimal | None:
    """Everything the offer pays, or `None` while it is not complete."""
    if form.offer_kind == "none":
        return None
    most = can_pay if share is None else share
    for name in ("payment", "last_payment"):
        typed = getattr(form, name)
        if typed is not None and typed > most:
            errors[name] = (
                _("扣除基本生活后没有余额，这里先空着。")
                if not most
                else _(
                    "{typed} 比分到这一家的 {share} 多。各家看到的是同一张表，不能多给。",
                    typed=Yuan(typed),
                    share=Yuan(most),
                )
            )
    _check_days(form, errors)
    _check_steps(form, errors)
    total = _total(form)
    if form.total_payment is not None and total is not None and form.total_payment != total:
        errors["total_payment"] = _(
            "先付的一笔加各期一共是 {found}，这里是 {typed}。请核对每期、期数、末期。",
            found=Yuan(total),
            typed=Yuan(form.total_payment),
        )
    return total


def _check_days(form: Form, errors: dict[str, Text]) -> None:
    for name in ("first_payment_date", "review_date"):
        day = getattr(form, name)
        if day is not None and day <= form.created:
            errors[name] = _("要在填表日期（{created}）之后。", created=form.created)
    first = form.first_payment_date
    if first is not None and form.pay_day is not None and first.day != form.pay_day:
        is_last = months_after(first.replace(day=1), 1).toordinal() == first.toordinal() + 1
        if not (is_last and form.pay_day > first.day):
            errors["pay_day"] = _("首期是 {day}，和每月几号还对不上。请核对这两格。", day=first)
    since, until = form.cause_since, form.expected_until
    if since is not None and until is not None and until < since:
        errors["expected_until"] = _("预计到的那天在开始之前。请核对这两格。")


def _check_steps(form: Form, errors: dict[str, Text]) -> None:
    if form.step_up and (form.payment is None or form.months is None):
        errors["payment"] = _("写了以后增加的，每月还多少和分几期也要填。")
        return
    before = 1
    for k, step in enumerate(form.step_up):
        if step.from_month <= before:
            errors[f"step_up.{k}.from_month"] = _("要比上一行的期数大。")
        elif form.months is not None and step.from_month > form.months:
            errors[f"step_up.{k}.from_month"] = _(
                "一共 {months} 期，没有这一期。", months=form.months
            )
        before = max(before, step.from_month)


def _total(form: Form) -> Decimal | None:
    """The down payment and all instalments; the last one may differ."""
    if form.payment is None or form.months is None:
        return form.down_payment if form.offer_kind == "settlement" and form.down_payment else None
    starts = [1, *(step.from_month for step in form.step_up)]
    ends = [*starts[1:], form.months + 1]
    payments = [form.payment, *(step.payment for step in form.step_up)]
    total = form.down_payment + sum(
        (
            payment * max(end - start, 0)
            for payment, start, end in zip(payments, starts, ends, strict=True)
        ),
        m.ZERO,
    )
    if form.last_payment is not None:
        total += form.last_payment - payments[-1]
    return total


def _waive(typed: str, errors: dict[str, Text]) -> tuple[str, ...]:
    """The items named, in the order of `ITEMS`."""
    rest = tidy(typed).lower()
    words = sorted(((word, key) for key, said in ITEMS.items() for word in said), key=_longest)
    found = set()
    for word, key in words:
        if word in rest:
            found.add(key)
            rest = rest.replace(word, " ")
    if re.sub(r"[\s,;./和及与、]|and", "", rest):
        errors["waive_list"] = _("看不懂这里的项目。可以写：罚息、复利、违约金、服务费、利息。")
    return tuple(key for key in ITEMS if key in found)


def _longest(pair: tuple[str, str]) -> int:
    return -len(pair[0])


def _held_back(form: Form) -> str:
    """A debt untouched for years wants advice before anything is written about it."""
    is_clear = form.untouched_three_years == "no" or form.asked_12348 == "yes"
    return "" if is_clear else "limitation"


def explain(form: Form, result: Result) -> Answer:
    """Whether it adds up first; then the page to print, the data, and what a lender may ask."""
    return _statement_words.answer(in_both_languages(form, EXAMPLES), result)


EXAMPLES: dict[str, dict[str, object]] = {
    "self_employed": {
        "lender": _("小贷公司贷款"),
        "lender_full": _("示例小额贷款公司"),
        "contract_last4": "5813",
        "created": "2026-11-21",
        "cause": "business",
        "cause_detail": _("小店淡季，每月净收入降到 4,200 元"),
        "cause_since": "2026-06-01",
        "employment": "self_employed",
        "adults": "1",
        "dependants": "1",
        "housing": "rent",
        "income": [
            {
                "name": _("小店净收入（淡季）"),
                "kind": "business",
                "amount": "4200",
                "every": "month",
                "evidence": "1",
            },
            {"name": _("周末零活"), "kind": "wage", "amount": "150", "every": "week"},
        ],
        "spending": [
            {
                "name": _("房租"),
                "kind": "essential",
                "category": "housing",
                "amount": "1300",
                "every": "month",
            },
            {
                "name": _("吃饭"),
                "kind": "essential",
                "category": "food",
                "amount": "38",
                "every": "day",
            },
            {
                "name": _("水电燃气"),
                "kind": "essential",
                "category": "utilities",
                "amount": "420",
                "every": "quarter",
            },
            {
                "name": _("手机和网络"),
                "kind": "essential",
                "category": "communication",
                "amount": "59",
                "every": "month",
            },
            {
                "name": _("孩子的抚养费"),
                "kind": "priority",
                "category": "care",
                "amount": "800",
                "every": "month",
            },
        ],
        "reserve_rate": "10",
        "debts": [
            {
                "lender": _("小贷公司贷款"),
                "lender_kind": "small_loan",
                "balance": "58000",
                "days_overdue": "140",
                "status": "outsourced",
                "share": "576.61",
            },
            {
                "lender": _("信用卡"),
                "lender_kind": "card",
                "balance": "27500",
                "days_overdue": "140",
                "share": "273.39",
            },
            {
                "lender": _("向熟人借的"),
                "lender_kind": "private",
                "balance": "20000",
                "share": "300",
            },
        ],
        "available": "1150",
        "rule": "balance",
        "rule_note": _("熟人的 300 元是已谈定的"),
        "offer_kind": "instalment_plan",
        "payment": "576.61",
        "months": "60",
        "first_payment_date": "2026-12-20",
        "pay_day": "20",
        "waive_list": _("罚息、违约金"),
        "review_date": "2027-05-20",
        "untouched_three_years": "no",
        "area": "urban",
        "attachments": [
            {
                "title": _("12 个月经营流水、开票或平台结算"),
                "issued": "2026-11-18",
                "pages": "8",
                "proves": _("生意少了多少"),
                "redacted": _("客户的信息"),
            },
            {
                "title": _("沟通记录、录音、截图"),
                "issued": "2026-11-21",
                "pages": "2",
                "proves": _("哪天谁说过什么"),
            },
        ],
    },
    "couple": {
        "lender": _("消费金融贷款"),
        "lender_full": _("示例消费金融公司"),
        "contract_last4": "7390",
        "created": "2026-11-21",
        "cause": "maternity",
        "cause_detail": _("一方产假后奖金减少"),
        "cause_since": "2026-11-01",
        "expected_until": "2027-03-01",
        "employment": "employed",
        "adults": "2",
        "children": "1",
        "housing": "own",
        "income": [
            {"name": _("两人工资"), "kind": "wage", "amount": "15800", "every": "month"},
        ],
        "spending": [
            {
                "name": _("房贷"),
                "kind": "priority",
                "category": "housing",
                "amount": "4600",
                "every": "month",
            },
            {
                "name": _("车贷"),
                "kind": "priority",
                "category": "transport",
                "amount": "2484",
                "every": "month",
            },
            {
                "name": _("吃饭"),
                "kind": "essential",
                "category": "food",
                "amount": "95",
                "every": "day",
            },
            {
                "name": _("水电燃气和物业"),
                "kind": "essential",
                "category": "utilities",
                "amount": "1500",
                "every": "quarter",
            },
            {
                "name": _("交通"),
                "kind": "essential",
                "category": "transport",
                "amount": "800",
                "every": "month",
            },
            {
                "name": _("手机和网络"),
                "kind": "essential",
                "category": "communication",
                "amount": "218",
                "every": "month",
            },
            {
                "name": _("衣服和日用"),
                "kind": "other",
                "category": "personal",
                "amount": "3600",
                "every": "half_year",
            },
            {
                "name": _("孩子上学"),
                "kind": "priority",
                "category": "education",
                "amount": "460",
                "every": "month",
            },
        ],
        "reserve_rate": "10",
        "debts": [
            {
                "lender": _("消费金融贷款"),
                "lender_kind": "consumer_finance",
                "balance": "35000",
                "monthly_payment": "2324.32",
            },
            {
                "lender": _("信用卡一"),
                "lender_kind": "card",
                "balance": "12400",
                "monthly_payment": "1426",
            },
            {
                "lender": _("信用卡二"),
                "lender_kind": "card",
                "balance": "9800",
                "monthly_payment": "1127",
            },
        ],
        "available": "2900",
        "rule": "contract",
        "offer_kind": "extension",
        "payment": "1382.02",
        "first_payment_date": "2027-03-05",
        "pay_day": "5",
        "review_date": "2027-09-01",
        "untouched_three_years": "no",
        "area": "urban",
        "attachments": [
            {
                "title": _("产检或出生证明首页、产假通知"),
                "issued": "2026-10-20",
                "pages": "1",
                "proves": _("从哪天到哪天"),
                "redacted": _("孩子的信息"),
            },
            {
                "title": _("近六个月工资或经营流水"),
                "issued": "2026-11-15",
                "pages": "6",
                "proves": _("收入以前多少、现在多少"),
            },
        ],
    },
}
