"""The statement's answer: whether it adds up, the paper, the data, and what a lender may ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from calculators.law import Figure, Rule, figure, rule
from calculators.maths.dates import months_after
from calculators.maths.monthly import TIMES_A_YEAR
from calculators.page.answer import Answer, Cell, Event, Fact, Next, Table
from calculators.page.choices import AREAS, SPENDING_KINDS
from calculators.page.listed import Listed
from calculators.page.typed import amount
from calculators.page.words import People, Percent, Text, Yuan, _
from calculators.papers import _statement_data as data
from calculators.papers import _statement_sheet as sheet
from calculators.papers._statement_form import CATEGORIES, INCOME_KINDS, Form

if TYPE_CHECKING:
    from calculators.papers.statement import Result

_LENDERS_OF_LETTERS = {
    "card": "card",
    "bank_loan": "bank",
    "consumer_finance": "consumer_finance",
    "small_loan": "microloan",
    "private": "private",
}
"""Kinds of lender that the letters know, by the kind of debt."""


def answer(form: Form, result: Result) -> Answer:
    """Everything there is to say; no paper and no data while advice should come first."""
    document = data.of(form, result)
    page = sheet.paper(form, result, data.digest(document))
    is_held = bool(result.held_back)
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=_notes(form, result, sheet.lines_on_paper(page)),
        papers=() if is_held else (page,),
        tables=(_lines(result), *_shares(form, result)),
        working=_working(form, result),
        assumptions=(
            _("每一行、每个合计都对过；对不上就不出这一页。"),
            _("别家的名字默认不写，只写是哪一类机构。数据文件里没有姓名，也没有完整账号。"),
            _("有效期写三个月，证明材料也用三个月以内的，是常见做法。"),
            _("签名的人自己签，打印以后用笔写；证件号只填在对方自己的表上。"),
            _("一般信息，不是法律意见；本站不收费、不代办。"),
        ),
        sources=_sources(form, result),
        next=_next(form, result),
        events=_events(form, result),
        data=None if is_held else document,
    )


def _headline(form: Form, result: Result) -> Text:
    if result.held_back:
        return _("先不出这一页：这笔债可能大约三年没有动静。先打 12348 免费问清，再回来。")
    if result.can_pay <= 0:
        return _(
            "数字对得上：每月还差 {short}，现在没有余额可以还款。这一页照实写明。",
            short=Yuan(-result.can_pay),
        )
    if result.share is None:
        return _("数字对得上：每月可用于还债 {can_pay}。", can_pay=Yuan(result.can_pay))
    return _(
        "数字对得上：每月可用于还债 {can_pay}，分给{lender} {share}。",
        can_pay=Yuan(result.can_pay),
        lender=form.lender or _("这一家"),
        share=Yuan(result.share),
    )


def _facts(form: Form, result: Result) -> list[Fact]:
    spent = result.essential + result.priority + result.other
    facts = [
        Fact(_("每月收入"), Yuan(result.monthly_income)),
        Fact(_("每月开支"), Yuan(spent)),
        Fact(_("收入减开支"), Yuan(result.surplus)),
        Fact(_("留作备用金"), Yuan(result.reserve)),
        Fact(_("可用于还债"), Yuan(result.can_pay)),
    ]
    if result.rows:
        facts.append(Fact(_("各家份额加起来"), Yuan(result.total_share)))
    if result.share is not None:
        facts.append(Fact(_("分到这一家"), Yuan(result.share)))
    if result.total_payment is not None:
        facts.append(Fact(_("方案总额"), Yuan(result.total_payment, wan=True)))
    facts.append(Fact(_("有效至"), result.valid_until))
    facts.append(
        Fact(
            _(
                "{people}的人均消费（{area}，每月）",
                people=People(result.people),
                area=AREAS[form.area],
            ),
            Yuan(result.reference),
            _(
                "统计平均数，不是标准，也不是受保护的底线。你的基本生活是它的 {ratio}。",
                ratio=Percent(result.reference_ratio),
            ),
        )
    )
    return facts


def _notes(form: Form, result: Result, lines: int) -> list[Text]:
    notes = []
    if any(row.status in ("sued", "enforced") for row in result.rows):
        notes.append(_("有法院的东西：这份说明不会让任何法院期限停下来，先按期回应。"))
    if form.untouched_three_years != "no":
        notes.append(_("旧账：提交还款方案会让时效重新起算。照 12348 的意见再决定发给谁。"))
    if form.declaration == "no":
        notes.append(_("还没核对完，这一页标着“草稿”。核对完，把“核对”改一下再发。"))
    if result.needs_reason:
        notes.append(
            _(
                "这几行对方可能会问，最好写一句原因：{names}。",
                names=Listed(tuple(name or "—" for name in result.needs_reason)),
            )
        )
    if result.missing:
        notes.append(
            _(
                "没有写{categories}的开支，对方可能会问。真的不用花钱，就写一行 0 元和原因。",
                categories=Listed(tuple(CATEGORIES[key] for key in result.missing)),
            )
        )
    old = [paper.title for paper in form.attachments if _is_old(paper.issued, result.created)]
    if old:
        notes.append(
            _("出具超过三个月的附件：{titles}。有新的就换新的。", titles=Listed(tuple(old)))
        )
    if _is_long_card_plan(form, result):
        notes.append(
            _(
                "信用卡个性化分期最长 {most} 期，是“可以”协商，不是必须。",
                most=int(figure("card_plan_max_months").value),
            )
        )
    if any(result.share is not None and step.payment > result.share for step in form.step_up):
        notes.append(_("以后增加的数比现在的份额高。收入没恢复之前，不要答应。"))
    if lines > sheet.PAGE_LINES:
        notes.append(
            _(
                "现在约 {lines} 行，一页 A4 放 {most} 行。把小项合并，或把原因写短。",
                lines=lines,
                most=sheet.PAGE_LINES,
            )
        )
    notes.append(_("材料、信件和电话里都用这同一个数。不要为了让对方答应而报得更高。"))
    if result.can_pay <= 0:
        notes.append(_("压力大、睡不着，可以打 12356 心理援助热线；有人威胁，打 110。"))
    return notes


def _is_old(issued: date | None, created: date) -> bool:
    return issued is not None and months_after(issued, 3) < created


def _is_long_card_plan(form: Form, result: Result) -> bool:
    is_card = any(row.own and row.lender_kind == "card" for row in result.rows)
    most = figure("card_plan_max_months").value
    return is_card and form.months is not None and form.months > most


def _lines(result: Result) -> Table:
    rows: list[Sequence[Cell]] = [
        (
            line.name or "—",
            _("收入"),
            INCOME_KINDS[line.kind],
            line.amount,
            TIMES_A_YEAR[line.every],
            line.monthly,
        )
        for line in result.income_rows
    ]
    rows += [
        (
            line.name or "—",
            SPENDING_KINDS[line.kind],
            CATEGORIES[line.category],
            -line.amount,
            TIMES_A_YEAR[line.every],
            -line.monthly,
        )
        for line in result.spending_rows
    ]
    return Table(
        _("收入和开支"),
        (
            _("项目"),
            _("收支"),
            _("哪一类"),
            _("金额（元）"),
            _("一年几次"),
            _("每月（元）"),
        ),
        rows,
        (_("收入减开支"), None, None, None, None, result.surplus),
        download="statement",
        formulas={5: "=ROUND(D{row}*E{row}/12,2)"},
    )


def _shares(form: Form, result: Result) -> tuple[Table, ...]:
    if not result.rows:
        return ()
    lines = [
        (
            row.ref,
            row.lender or sheet.who(form, row),
            row.balance,
            row.days_overdue,
            row.monthly_payment,
            row.share,
            None if row.share_percent is None else Percent(row.share_percent),
        )
        for row in result.rows
    ]
    return (
        Table(
            _("各笔债务和分配（自己看的，写着名字）"),
            (
                _("编号"),
                _("贷款方"),
                _("余额（元）"),
                _("逾期天数"),
                _("每月该还（元）"),
                _("每月分到（元）"),
                _("占比"),
            ),
            lines,
            (_("合计"), None, result.total_balance, None, None, result.total_share, None),
        ),
    )


def _working(form: Form, result: Result) -> list[Text]:
    lines = [
        _("每月金额 = 金额 × 一年几次 ÷ 12；每天按一年 365 次，每周 52 次，每两周 26 次"),
        _(
            "收入减开支 = {income} − {essential} − {priority} − {other} = {surplus}",
            income=Yuan(result.monthly_income),
            essential=Yuan(result.essential),
            priority=Yuan(result.priority),
            other=Yuan(result.other),
            surplus=Yuan(result.surplus),
        ),
    ]
    if result.surplus > 0:
        lines.append(
            _(
                "每月能还 = {surplus} − {surplus} × {rate} = {can_pay}",
                surplus=Yuan(result.surplus),
                rate=Percent(result.reserve_rate),
                can_pay=Yuan(result.can_pay),
            )
        )
    shared = tuple(Yuan(row.share) for row in result.rows if row.share is not None)
    if 1 < len(shared) <= 10:
        lines.append(
            _(
                "各家每月分到：{shares}，加起来 {total}，不超过可用于还债的数",
                shares=Listed(shared),
                total=Yuan(result.total_share),
            )
        )
    if result.total_payment is not None and form.payment is not None and form.months is not None:
        lines.append(
            _(
                "方案总额 = 先付 {down} + 各期 = {total}；每期不超过分到这一家的",
                down=Yuan(form.down_payment),
                total=Yuan(result.total_payment),
            )
        )
    return lines


def _sources(form: Form, result: Result) -> list[Figure | Rule]:
    sources: list[Figure | Rule] = [
        rule("no-right-to-better-terms"),
        rule("concessions-when-protected"),
        figure(f"living_cost_{form.area}"),
    ]
    if form.untouched_three_years != "no":
        sources.append(rule("spc-limitation-art-8-14-19"))
    if _is_long_card_plan(form, result):
        sources.append(figure("card_plan_max_months"))
    return sources


def _events(form: Form, result: Result) -> list[Event]:
    if result.held_back:
        return []
    events = [Event(result.valid_until, _("收支说明到期，换新的一版"))]
    if form.offer_kind != "none" and form.review_date is not None:
        events.append(Event(form.review_date, _("重新核算收支，主动联系贷款方")))
    return events


def _next(form: Form, result: Result) -> tuple[Next, ...]:
    if result.held_back:
        return (Next("timeline", _("先看看时效和各种期限。")),)
    return (
        Next("letter", _("用同一组数字写信、写消息、写电话稿。"), _handed(form, result)),
        Next("evidence", _("整理证明材料，做一份证据目录。"), _cause(form)),
        Next("stress", _("这个数撑得住吗？收入断两个月试试。")),
        Next("budget", _("数字要改，回到收支预算。")),
    )


def _cause(form: Form) -> dict[str, str]:
    values = {"cause": form.cause, "lender": form.lender, "lender_full": form.lender_full}
    return {name: typed for name, typed in values.items() if typed not in ("", "unstated", "other")}


def _handed(form: Form, result: Result) -> dict[str, str]:
    """What a letter needs, under its names; nothing that was not typed."""
    own = next((row for row in result.rows if row.own), None)
    values: dict[str, Any] = {
        "kind": "" if form.offer_kind == "none" else form.offer_kind,
        "lender": form.lender,
        "lender_full": form.lender_full,
        "lender_kind": _LENDERS_OF_LETTERS.get(own.lender_kind, "") if own else "",
        "contract_last4": form.contract_last4,
        "cause": form.cause if form.cause not in ("unstated", "other") else "",
        "cause_detail": form.cause_detail if form.cause == "other" else "",
        "cause_since": form.cause_since,
        "as_of": form.created,
        "expected_until": form.expected_until,
        "monthly_income": result.monthly_income,
        "essential": result.essential,
        "can_pay": max(result.can_pay, Decimal("0.00")),
        "priority": result.priority,
        "other": result.other,
        "reserve": result.reserve,
        "share": result.share,
        "people": result.people,
        "lenders_count": result.lenders_count or "",
        "rule": form.rule,
        "balance": own.balance if own else None,
        "principal": own.principal if own else None,
        "interest": own.interest if own else None,
        "charges": own.charges if own else None,
        "days_overdue": own.days_overdue if own else None,
    }
    if form.offer_kind != "none":
        values |= {
            "months": form.months,
            "payment": form.payment,
            "last_payment": form.last_payment,
            "total_payment": result.total_payment,
            "first_payment_date": form.first_payment_date,
            "pay_day": form.pay_day,
            "review_date": form.review_date,
        }
    for k, paper in enumerate(form.attachments):
        values |= {f"attachments.{k}.title": paper.title, f"attachments.{k}.pages": paper.pages}
    return {name: _typed(value) for name, value in values.items() if value not in (None, "")}


def _typed(value: Any) -> str:
    if isinstance(value, Decimal):
        return amount(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else str(value)
