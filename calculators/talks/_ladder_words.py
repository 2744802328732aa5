"""What the ladder says besides its papers: facts, notes, tables, working and rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calculators.law import Figure, Rule, figure, rule
from calculators.maths import money as m
from calculators.page.answer import Cell, Fact, Table
from calculators.page.words import Instalments, Percent, Text, Yuan, _
from calculators.talks._ladder_form import Form, may_be_old, not_due

RUNGS = (_("开口"), _("目标"), _("底线"))


def facts(form: Form, result: Any) -> list[Fact]:
    _opening, target, floor = result.rows
    facts = [
        Fact(
            _("底线：每月最多"),
            Yuan(result.limit),
            _("从 {share} 按守得住的比例减下来。", share=Yuan(form.share))
            if result.limit < form.share
            else _("就是分给这一家的数。"),
        )
    ]
    if form.waive:
        facts.append(Fact(_("目标：减 {waived} 以后", waived=Yuan(form.waive)), _term(target)))
    if form.down or form.plan_rate:
        facts.append(Fact(_("底线：先付、计息都算上"), _term(floor)))
    if result.gap:
        facts.append(
            Fact(
                _("对方最长 {months}，到那时还剩", months=Instalments(result.most_months or 1)),
                Yuan(result.gap),
                _("减免和先付都谈成，还剩 {left}。", left=Yuan(result.gap_after or m.ZERO)),
            )
        )
    return facts


def _term(rung: Any) -> object:
    return _("还不完") if rung.months is None else Instalments(rung.months)


def court(form: Form) -> list[Text]:
    if form.court_papers != "received":
        return []
    return [
        _(
            "法院的事先办：支付令收到后 {objection} 天内书面异议，起诉状收到后 {answer} 天内答辩，次日起算。"
            "打电话不会让任何期限停下来。真假打 12368 核实。",
            objection=int(figure("payment_order_objection_days").value),
            answer=int(figure("answer_days").value),
        )
    ]


def notes(form: Form, result: Any) -> list[Text]:
    if result.held == "limitation":
        return [
            _("打 12348，说清：哪年借的、最后一次还款和收到催款是什么时候、有没有签过东西。"),
            _(
                "问清以前，不付款、不签字、不答应、不报数。对方来电就说：我需要先核实，今天不确认也不承诺。"
            ),
        ]
    if result.held:
        return [
            _("可以这样说：目前扣除基本生活后没有余额，我会重新核算，并主动联系。请备注我愿意还。"),
            _("先看预算里还有什么能调，再申请暂缓；不借新的来还这一笔。"),
        ]
    notes = []
    if form.payment is not None and form.payment > result.limit:
        notes.append(
            _(
                "方案里的 {payment} 超过守得住的 {limit}：按低的说，信和收支说明也改成同一个数。",
                payment=Yuan(form.payment),
                limit=Yuan(result.limit),
            )
        )
    if form.safe_payment is None:
        notes.append(_("还没试过遇上意外守不守得住：先算一次“撑得住吗”，底线可能要再低一点。"))
    notes += [
        _("月供从头到尾说同一个数；能换的是期数、日期、减免和材料。"),
        _("过了底线，就说守不住、先不签。不成也正常：登记、要理由、约下一次。"),
    ]
    if result.gap:
        notes.append(_("期数不够，先谈减免，再谈到期剩下的怎么办；都要写进书面，不用加月供去凑。"))
    if not_due(form):
        notes.append(_("还没逾期：在到期日之前申请调整，晚了就是另一种谈法。"))
    if form.enough_lump is not None and form.down:
        given = {"enough": Yuan(form.enough_lump), "down": Yuan(form.down)}
        notes.append(
            _(
                "照机构视角的假设，一次付 {enough} 就和别的办法一样值，你的 {down} 够了；只帮你想，不用说出来。",
                **given,
            )
            if form.down >= form.enough_lump
            else _(
                "照机构视角的假设，一次付 {enough} 才和别的办法一样值，你的 {down} 还不够；别借钱去凑。",
                **given,
            )
        )
    return notes


def levels(result: Any) -> Table:
    rows: list[Sequence[Cell]] = [
        (
            RUNGS[rung.number - 1],
            rung.payment,
            rung.down or None,
            rung.waived or None,
            Percent(rung.annual_rate),
            _term(rung),
            rung.last_payment,
            rung.total,
        )
        for rung in result.rows
    ]
    return Table(
        _("三格：从哪里开口，想到哪里，最多到哪里"),
        (_("哪一格"), _("每月（元）"), _("先付（元）"), _("减免（元）"), _("年利率"), _("几期"),
         _("末期（元）"), _("一共付（元）")),
        rows,
        download="levels",
    )  # fmt: skip


def counters(form: Form, result: Any) -> Table:
    rows: list[Sequence[Cell]] = [
        (
            Instalments(row.months),
            row.payment,
            row.over if row.over else _("在底线以内"),
            row.left if row.left else _("还清了"),
        )
        for row in result.counters
    ]
    return Table(
        _("对方说几期，每月要多少（年利率 {rate}）", rate=Percent(form.plan_rate))
        if not_due(form) and form.plan_rate
        else _("对方说几期，每月要多少（不计息）"),
        (_("对方说"), _("每月要（元）"), _("超过底线（元）"), _("按底线付到那时还剩（元）")),
        rows,
    )


def working(form: Form, result: Any) -> list[Text]:
    lines = []
    if result.limit < form.share:
        lines.append(
            _(
                "底线 = {share} × {safe} ÷ {all} = {limit}（去掉不足一分的）",
                share=Yuan(form.share),
                safe=Yuan(form.safe_payment or m.ZERO),
                all=Yuan(form.can_pay or m.ZERO),
                limit=Yuan(result.limit),
            )
        )
    for name, rung in zip(RUNGS, result.rows, strict=True):
        if rung.months is not None and rung.last_payment is not None and not rung.annual_rate:
            lines.append(
                _(
                    "{name}：{owed} = {payment} × {number} + 末期 {last}",
                    name=name,
                    owed=Yuan(form.balance - rung.down - rung.waived),
                    payment=Yuan(rung.payment),
                    number=rung.months - 1,
                    last=Yuan(rung.last_payment),
                )
            )
    if form.plan_rate:
        lines.append(_("计息的：每月利息 = 剩下的 × 年利率 ÷ 12，到分；付完利息的才还本金"))
    if result.gap and not result.rows[0].annual_rate:
        lines.append(
            _(
                "最长期数到了还剩 = {balance} − {payment} × {months} = {gap}",
                balance=Yuan(form.balance),
                payment=Yuan(result.payment),
                months=result.most_months or 1,
                gap=Yuan(result.gap),
            )
        )
    return lines


def sources(form: Form, result: Any) -> list[Figure | Rule]:
    used: list[Figure | Rule] = []
    if form.court_papers == "received":
        used += [figure("payment_order_objection_days"), figure("answer_days")]
    if may_be_old(form):
        used.append(rule("spc-limitation-art-8-14-19"))
    if result.held == "limitation":
        return used
    if form.debt_kind == "card":
        used += [rule("card-art-70"), figure("card_plan_max_months")]
    if not_due(form):
        used.append(rule("cc-art-678"))
    return [*used, rule("no-right-to-better-terms"), rule("cc-art-543-544")]
