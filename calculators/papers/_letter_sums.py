"""The numbers of a letter held against each other: one that does not foot is not printed.

Parts + the rest = the whole; payment × (instalments − 1) + last = the sum of payments. Every refusal
names the fields that do not agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from calculators.law import figure
from calculators.maths import money as m
from calculators.maths.days import days_after
from calculators.page.fields import Invalid
from calculators.page.words import Instalments, Percent, Text, Yuan, _
from calculators.papers._letter_form import Form
from calculators.papers._letter_rules import LINES

OFFERS = ("instalment_plan", "waiver", "mediation")
"""Kinds that offer this lender so much a month."""


@dataclass(frozen=True)
class Sums:
    """What follows from the numbers typed, in yuan; `None` where too few were.

    `payment` is each instalment, `last` the last one, `total` all of them; `waive_total` what is to
    be waived. `charges_outgrow` and `above_line`: whether that sentence may be written.
    """

    payment: Decimal | None = None
    last: Decimal | None = None
    total: Decimal | None = None
    pay_day: int | None = None
    waive_total: Decimal | None = None
    charges_outgrow: bool = False
    above_line: bool = False


def sums(form: Form) -> Sums:
    """Check the numbers this kind prints. Raises `Invalid` with a sentence for what does not foot."""
    errors: dict[str, Text] = {}
    _check_balance(form, errors)
    if form.kind in OFFERS:
        _check_offer(form, errors)
    _check_days(form, errors)
    payment = _payment(form)
    last, total = _schedule(form, payment, errors)
    waived = _waived(form, errors)
    if form.kind == "waiver":
        _check_waiver(form, errors)
    if form.kind in ("instalment_plan", "waiver", "confirm_terms", "mediation"):
        _check_whole(form, total, waived, errors)
    if form.kind == "settlement":
        _check_source(form, errors)
    above = _above_line(form, errors)
    if errors:
        raise Invalid(**errors)
    return Sums(
        payment=payment,
        last=last,
        total=total,
        pay_day=form.first_payment_date.day if form.first_payment_date else None,
        waive_total=waived,
        charges_outgrow=_outgrows(form),
        above_line=above,
    )


def _payment(form: Form) -> Decimal | None:
    """Each instalment; an offer is this lender's share unless something smaller is typed."""
    if form.payment is not None:
        return form.payment
    return form.share if form.kind in OFFERS else None


def _check_balance(form: Form, errors: dict[str, Text]) -> None:
    parts = (form.principal, form.interest, form.charges)
    if form.kind not in ("waiver", "settlement", "confirm_terms") or form.balance is None:
        return
    given = [part for part in parts if part is not None]
    whole = sum(given, m.ZERO)
    if whole > form.balance or (len(given) == len(parts) and whole != form.balance):
        errors["balance"] = _(
            "本金、利息、费用加起来是 {parts}，和“欠款合计”{balance} 对不上。改到一致才能印。",
            parts=Yuan(whole),
            balance=Yuan(form.balance),
        )


def _check_offer(form: Form, errors: dict[str, Text]) -> None:
    if form.share == 0:
        errors["share"] = _(
            "分给这一家的是 0，写不成还款方案。先申请暂缓催收，收支变了再提方案；不要答应拿不出的钱。"
        )
    if form.share is not None and form.can_pay is not None and form.share > form.can_pay:
        errors["share"] = _(
            "“分给这一家”{share} 比“每月一共能还”{can_pay} 还多，请核对这两格。",
            share=Yuan(form.share),
            can_pay=Yuan(form.can_pay),
        )
    if form.share and form.payment is not None and form.payment > form.share:
        errors["payment"] = _(
            "“每期还多少”{payment} 超过了“分给这一家”{share}。多出来的拿不出，请改小或加长期数。",
            payment=Yuan(form.payment),
            share=Yuan(form.share),
        )
    if form.kind == "instalment_plan":
        _check_budget(form, errors)
        most = int(figure("card_plan_max_months").value)
        if form.lender_kind == "card" and form.months is not None and form.months > most:
            errors["months"] = _("信用卡的个性化分期最长 {months}。", months=Instalments(most))


def _check_budget(form: Form, errors: dict[str, Text]) -> None:
    """Income less everything taken from it is what can be paid."""
    if form.monthly_income is None or form.can_pay is None:
        return
    taken = [form.essential, form.priority, form.other, form.reserve]
    left = form.monthly_income - sum((part for part in taken if part is not None), m.ZERO)
    complete = form.essential is not None and form.reserve is not None
    if left < form.can_pay or (complete and left != form.can_pay):
        errors["can_pay"] = _(
            "收入减去信里写的支出和备用是 {left}，和“每月一共能还”{can_pay} 对不上。请核对收入、支出、备用这几格。",
            left=Yuan(left),
            can_pay=Yuan(form.can_pay),
        )


def _check_days(form: Form, errors: dict[str, Text]) -> None:
    first, number = form.first_payment_date, form.pay_day
    if first and number and first.day != number:
        ends_month = days_after(first, 1).day == 1
        if not (ends_month and number > first.day):
            errors["pay_day"] = _(
                "首期是 {first}，和“每月几日还”不是同一天。请改一格。", first=first
            )
    later = [("first_payment_date", form.letter_date, form.first_payment_date)]
    later += [(n, form.letter_date, getattr(form, n)) for n in ("reply_by", "statement_date")]
    if form.kind == "extension":
        later.append(("first_payment_date", form.due_date, form.first_payment_date))
        later.append(("expected_until", form.cause_since, form.expected_until))
    if form.kind == "settlement":
        later.append(("valid_until", form.letter_date, form.valid_until))
    if form.kind in ("confirm_terms", "settlement_certificate"):
        later = later[1:]  # what was agreed may have begun
    for name, before, after in later:
        if before is not None and after is not None and after <= before:
            errors[name] = _("要晚于 {before}，请核对这两个日期。", before=before)


def _schedule(
    form: Form, payment: Decimal | None, errors: dict[str, Text]
) -> tuple[Decimal | None, Decimal | None]:
    """The last payment and the sum: payment × (months − 1) + last = total."""
    if form.kind not in (*OFFERS, "confirm_terms") or payment is None or form.months is None:
        return form.last_payment, form.total_payment
    before = payment * (form.months - 1)
    if form.total_payment is None:
        if form.last_payment is None:
            return None, None
        return form.last_payment, before + form.last_payment
    last = payment if form.last_payment is None else form.last_payment
    if before + last != form.total_payment and not errors:
        field = "last_payment" if form.last_payment is None else "total_payment"
        errors[field] = _(
            "{payment} × {number} + 末期 {last} = {sum}，和“还款合计”{total} 对不上。"
            "请核对每期、期数、末期、合计这四格。",
            payment=Yuan(payment),
            number=form.months - 1,
            last=Yuan(last),
            sum=Yuan(before + last),
            total=Yuan(form.total_payment),
        )
    return last, form.total_payment


def _waived(form: Form, errors: dict[str, Text]) -> Decimal | None:
    """What is to be waived: the rows, the sum typed, or what one payment leaves of the balance."""
    amounts = [row.amount for row in form.waive]
    rows = None if not amounts or None in amounts else sum((a or m.ZERO for a in amounts), m.ZERO)
    if rows is not None and form.waive_total is not None and rows != form.waive_total:
        errors["waive_total"] = _(
            "各项减免加起来是 {rows}，和“减免合计”{total} 对不上。改到一致才能印。",
            rows=Yuan(rows),
            total=Yuan(form.waive_total),
        )
    waived = form.waive_total if rows is None else rows
    if form.kind != "settlement" or form.lump is None or form.balance is None:
        return waived
    rest = form.balance - form.lump
    if rest < 0:
        errors["lump"] = _(
            "“一次付多少”比“欠款合计”{balance} 还多，请核对。", balance=Yuan(form.balance)
        )
    elif waived is not None and waived != rest:
        errors["waive" if rows is not None else "waive_total"] = _(
            "一次付 {lump} + 减免 {waived} = {sum}，和“欠款合计”{balance} 对不上。请核对这三格。",
            lump=Yuan(form.lump),
            waived=Yuan(waived),
            sum=Yuan(form.lump + waived),
            balance=Yuan(form.balance),
        )
    elif rest and not form.waive:
        return rest
    return waived


_BORROWED = re.compile(r"借|贷|套现|信用卡|垫资|刷卡")
_NOT_BORROWED = re.compile(r"(?:不是|并非|非|没有?|未)(?:向[^，。]{0,6})?[借贷]\w?")


def _check_source(form: Form, errors: dict[str, Text]) -> None:
    """The letter says that the money is not borrowed."""
    if _BORROWED.search(_NOT_BORROWED.sub("", form.lump_source)):
        errors["lump_source"] = _(
            "信里会写“不是借款”，这里像是借来的。借新还旧会越还越多：改用分期申请，或换成自己的钱。"
        )


def _check_waiver(form: Form, errors: dict[str, Text]) -> None:
    """No principal, and not more of a part than there is."""
    for k, row in enumerate(form.waive):
        if row.item == "principal":
            errors[f"waive.{k}.item"] = _(
                "息费减免申请里不写本金。要谈本金，请选“一次性结清方案”或“调解申请书”。"
            )
    for name, whole in (("interest", form.interest), ("charges", form.charges)):
        asked = sum(
            (
                r.amount or m.ZERO
                for r in form.waive
                if (r.item == "interest") == (name == "interest")
            ),
            m.ZERO,
        )
        if whole is not None and asked > whole and not errors:
            errors["waive"] = _(
                "申请减免 {asked}，比“{part}”{whole} 还多。请核对这两格。",
                asked=Yuan(asked),
                part=_("利息") if name == "interest" else _("罚息、违约金和费用"),
                whole=Yuan(whole),
            )


def _check_whole(
    form: Form, total: Decimal | None, waived: Decimal | None, errors: dict[str, Text]
) -> None:
    """Without interest and fee, what is paid and what is waived make up what is owed."""
    if form.plan_rate != 0 or form.plan_fee or total is None or form.balance is None or errors:
        return
    struck = m.ZERO if form.kind == "instalment_plan" else waived or m.ZERO
    if total + struck != form.balance:
        errors["total_payment"] = _(
            "不计息时，还款合计 {total} + 减免 {waived} = {sum}，和“欠款合计”{balance} 对不上。请核对这几格。",
            total=Yuan(total),
            waived=Yuan(struck),
            sum=Yuan(total + struck),
            balance=Yuan(form.balance),
        )


def _outgrows(form: Form) -> bool:
    return (
        form.charges_per_month is not None
        and form.share is not None
        and form.charges_per_month > form.share
    )


def _above_line(form: Form, errors: dict[str, Text]) -> bool:
    """Whether the all-in rate may be held beside the line chosen; refused where it is not true."""
    if form.kind != "waiver" or form.line_name == "none" or form.all_in_rate is None:
        return False
    line = LINES[form.line_name]
    if form.lender_kind not in line.kinds:
        errors["line_name"] = _("这条线管的不是这一类债权人。先核对“债权人是哪一类”，或选“不写”。")
        return False
    began = form.borrow_date
    if line.name != "court_line_licensed_lender" and (began is None or began < line.figure.since):
        errors["line_name"] = _(
            "这条线只管 {since} 以后的新贷款。请填“借款日”核对，或选“不写”。",
            since=line.figure.since,
        )
        return False
    if form.all_in_rate <= line.value:
        errors["all_in_rate"] = _(
            "没有超过 {line}，这句话写不成立。请选“不写”。", line=Percent(line.value)
        )
        return False
    return True
