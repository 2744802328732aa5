"""The rehearsal in words: the reader's answers with own figures, the turns, and the script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calculators.law import Figure, Rule, rule
from calculators.page.answer import Cell, Fact, Paper, Table
from calculators.page.words import Instalments, Text, Yuan, _
from calculators.talks._rehearsal_form import Form, figure_said
from calculators.talks._rehearsal_lines import (
    AFTER,
    ANSWERS,
    HABITS,
    LINES,
    MOODS,
)


def spoken(form: Form, they: str, answer: str, asked: Any, over: Any) -> Text:
    """The words for one answer to one line; for an answer that harms, those of a better one."""
    if answer not in ("number", "ticket", "text", "verify", "reach", "accept"):
        answer = LINES[they].best[0]
    if answer == "accept":
        answer = "text"
    if answer == "number":
        return _number(form, they, asked, over)
    time = form.call_time or _("____（待填：方便接电话的时间）")
    match they, answer:
        case "sue", "ticket":
            return _(
                "我尊重贵方的权利，起诉或调解我都会应对。在那之前请先评估这份方案。"
                "如果已经起诉，请告诉我法院和案号，我向 12368 核实。工单号是多少？"
            )
        case "court_text", "verify":
            return _("请给法院全称、案号、承办人座机，我打 12368 核实后回电。链接我不点。")
        case "private", "verify":
            return _("我只付到官方App或合同账户，不报验证码。我挂断后拨合同上的电话核实。")
        case "no_writing", "text":
            return _("请在App或官方短信里列：余额、每期金额、日期、减免、断了怎么算。我看完再付。")
        case "pay_today" | "down_payment", "text":
            return _("先发来方案，写明付多少、哪天付、冲本金还是费用、没批怎么处理。我看过再定。")
        case "agreed", "text":
            return _("谢谢。请把余额、每期、日期、减免发到App或短信，我核对之后付第一期。")
        case "refused", "ticket":
            return _("请登记为“已申请、未同意”，写明理由。哪个部门、哪天可以再申请？工单号是多少？")
        case "contacts", "reach":
            return _(
                "我本人联系得上，{time}接听，不需要联系其他人。请报工号，这句话我已录音。",
                time=time,
            )
        case "shame", "reach":
            return _("骂我解决不了。请文明沟通，再这样我就挂断，并向贵司投诉。")
    return {
        "ticket": _("请登记我的申请，转给能审批的部门。需要哪些材料？工单号是多少，哪天答复？"),
        "text": _(
            "请把方案发到App或短信，我看完再答复。只能口头定的话，我先不答应，请备注我愿意还。"
        ),
        "verify": _("我先挂断，用合同上的电话核实。请告诉我工号。"),
        "reach": _("我联系得上，{time}接听。请说事情，我来记。", time=time),
    }[answer]


def _number(form: Form, they: str, asked: Any, over: Any) -> Text:
    figure = figure_said(form)
    if not figure:
        return _("目前扣除基本生活后没有余额，我会重新核算并主动联系。请备注我愿意还。")
    given: dict[str, Any] = {"payment": Yuan(figure)}
    if they == "income_high":
        return _(
            "请和支出一起看：扣掉房租、吃饭、看病、赡养，能给这笔的是 {payment}。明细一页，可以核对。",
            **given,
        )
    if they == "shame":
        return _("方案是每月 {payment}，您记还是不记？", **given)
    if they == "shorter" and over:
        return _(
            "{n}每月是 {asked}，超过我能守住的数。每月 {payment} 我守得住。可以先付着，到期再看剩下的吗？",
            n=Instalments(form.lender_months),
            asked=Yuan(asked),
            **given,
        )
    if they in ("pay_today", "down_payment"):
        return _(
            "今天没有这笔钱。书面方案出来以后，按方案每月 {payment}，从第一期付起。请备注。",
            **given,
        )
    if form.months is not None:
        return _(
            "我想还清。扣除基本生活后，每月 {payment}，{months}。材料可以交。这个账户现在有哪些方案？",
            months=Instalments(form.months),
            **given,
        )
    return _(
        "我想还清。扣除基本生活后，每月是 {payment}。材料可以交。这个账户现在有哪些方案？", **given
    )


def facts(result: Any) -> list[Fact]:
    if result.ending == "limitation":
        return []
    found = [
        Fact(habit, _("做到了") if kept else _("还没有"))
        for habit, kept in zip(HABITS, result.kept, strict=True)
    ]
    return [Fact(_("对方的态度"), MOODS[result.mood]), *found]


def notes(form: Form, result: Any) -> list[Text]:
    if result.ending == "limitation":
        return [
            _("打 12348，说清：哪年借的、最后一次还款和收到催款是什么时候、有没有签过东西。"),
            _(
                "对方来电就说：我需要先核实，今天不确认、不承诺、不付款。请先书面提供合同和债权凭证。"
            ),
        ]
    notes = []
    first = next((row for row in result.rows if row.answer not in LINES[row.they].best), None)
    if first is not None and first.answer in ("accept", "vague", "argue", "give", "false", "hang"):
        notes.append(
            _(
                "第 {n} 轮换成“{better}”试试。",
                n=first.number,
                better=ANSWERS[LINES[first.they].best[0]],
            )
        )
    if form.call == "theirs" and not result.kept[1]:
        notes.append(_("对方打来的，先挂断，用合同上的电话核实，再谈钱。"))
    if result.coming:
        notes.append(_("接下来可以练：{lines}", lines=_joined(result.coming)))
    notes += [
        _("紧张了就说“我记一下”，能缓一缓；任何时候都可以说“我需要核实，再联系您”，然后挂断。"),
        _("撑不住打 12356；有人威胁打 110。"),
    ]
    return notes


def _joined(names: Sequence[str]) -> Text:
    said = [LINES[name].said for name in names]
    if len(said) == 2:
        return _("{a} {b}", a=said[0], b=said[1])
    return _("{a} {b} {c}", a=said[0], b=said[1], c=said[2])


def papers(form: Form, result: Any) -> tuple[Paper, ...]:
    """What to say, turn by turn, to read out loud; nothing the reader should not say."""
    if result.ending == "limitation":
        return (
            Paper(
                _("照着念的话"),
                (_("我需要查记录并咨询后再答复。今天不确认金额、不承诺、不付款。"),),
                "script",
            ),
        )
    lines = [
        _("您好，请报一下工号，本次通话我会录音。"),
        _("我是合同尾号{number}的借款人，我愿意还。",
          number=form.contract_last4 or _("____（待填：尾号）")),
    ]  # fmt: skip
    for row in result.rows:
        lines.append(
            _("{n}. 对方：{they} 我：{mine}", n=row.number, they=LINES[row.they].said,
              mine=spoken(form, row.they, row.answer, row.asked, row.over))
        )  # fmt: skip
    reply = form.reply_by or _("____（待填：哪天）")
    lines.append(_("收尾：我需要核实，{reply}前再联系您。工单号是多少？再见。", reply=reply))
    return (Paper(_("照着念的话"), lines, "script"),)


def tables(form: Form, result: Any) -> tuple[Table, ...]:
    if result.ending == "limitation":
        return ()
    rows: list[Sequence[Cell]] = [
        (
            row.number,
            LINES[row.they].said,
            LINES[row.they].meaning,
            LINES[row.they].known,
            ANSWERS[row.answer],
            AFTER[row.answer],
            MOODS[row.mood],
        )
        for row in result.rows
    ]
    return (
        Table(
            _("这一通怎么走的"),
            (_("轮"), _("对方说"), _("多半是什么意思"), _("出处"), _("我答"), _("之后"),
             _("对方的态度")),
            rows,
            download="call",
        ),
    )  # fmt: skip


def working(form: Form, result: Any) -> list[Text]:
    lines = []
    for row in result.rows:
        if LINES[row.they].needs == "month" and row.they == "shorter":
            lines.append(
                _(
                    "第 {n} 轮，答应的话每月要：{balance} ÷ {months} = {asked}，比底线 {limit} 多 {over}",
                    n=row.number,
                    balance=Yuan(form.balance),
                    months=form.lender_months,
                    asked=Yuan(row.asked),
                    limit=Yuan(form.share),
                    over=Yuan(row.over),
                )
            )
    return lines


def sources(form: Form, result: Any) -> list[Figure | Rule]:
    if result.ending == "limitation":
        return [rule("spc-limitation-art-8-14-19")]
    used = ["no-right-to-better-terms", "cc-art-543-544", "upfront-fee-pattern"]
    if any(row.they == "contacts" for row in result.rows):
        used.append("cba-collection-guideline-2026")
    return [rule(name) for name in used]
