"""The concessions in their order, the words for the call, and the card for oneself.

The words are spoken, so they are Chinese on every page and name no limit. The card is for the
reader's own eyes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calculators.page.answer import Paper, Table
from calculators.page.words import Instalments, Percent, Text, Yuan, _
from calculators.talks._ladder_form import Form, not_due


@dataclass(frozen=True)
class Trade:
    """What is given, what is asked for it, and what to take care of."""

    give: Text
    ask: Text
    care: Text


TRADES = {
    "reach": Trade(
        _("固定号码、固定时间接听"),
        _("只打这个号码，不找别人"),
        _("说了就接"),
    ),
    "papers": Trade(
        _("一页收支说明和证明"),
        _("转给能审批的部门，定答复日"),
        _("遮住用不着的号码"),
    ),
    "pay_day": Trade(
        _("还款日定在发薪后一两天"),
        _("改日子不收费"),
        _("留两三天余地"),
    ),
    "no_credit": Trade(
        _("不再新增借款"),
        _("方案期间停计罚息和违约金"),
        _("做得到才说"),
    ),
    "no_card": Trade(
        _("停用这张卡，不再新增借款"),
        _("方案期间停收息费"),
        _("协议会写不再申卡"),
    ),
    "review": Trade(
        _("几个月后复核一次"),
        _("开头几期少一点"),
        _("答应的是复核，不是加钱"),
    ),
    "first": Trade(
        _("书面确认当天付第一期"),
        _("从那天起停罚息"),
        _("先见文字再付"),
    ),
    "principal": Trade(
        _("本金全部还，时间拉长"),
        _("减罚息和违约金"),
        _("减哪一项、多少，都写明"),
    ),
    "interest": Trade(
        _("付一部分低一点的利息"),
        _("期限再长一点"),
        _("比一比总额"),
    ),
    "step_up": Trade(
        _("半年、一年后提高月供"),
        _("开头更低"),
        _("要有涨收入的材料"),
    ),
    "lump": Trade(
        _("一笔真正的闲钱"),
        _("减一部分息费"),
        _("先见文字，只付官方账户"),
    ),
    "debit": Trade(
        _("从小额账户自动扣款"),
        _("几天宽限"),
        _("不用工资卡"),
    ),
}


def order(form: Form) -> tuple[str, ...]:
    """The concessions there are, the cheap ones first; those without their condition left out."""
    late = not not_due(form)
    conditions = {
        "no_credit": late and form.debt_kind == "loan",
        "no_card": late and form.debt_kind == "card",
        "first": late,
        "principal": late and bool(form.waive),
        "interest": late and bool(form.plan_rate),
        "step_up": form.rise == "yes",
        "lump": bool(form.down),
    }
    return tuple(name for name in TRADES if conditions.get(name, True))


def table(form: Form, result: Any) -> Table:
    rows = [
        (number, TRADES[name].give, TRADES[name].ask, TRADES[name].care)
        for number, name in enumerate(result.trades, 1)
    ]
    return Table(
        _("让步的先后：一次只让一样，先说要换什么"),
        (_("先后"), _("先给什么"), _("换什么"), _("当心什么")),
        rows,
    )


def papers(form: Form, result: Any) -> tuple[Paper, ...]:
    return (
        Paper(_("照着念的话"), list(_script(form, result)), "script"),
        Paper(_("底线卡：只给自己看"), list(_card(form, result)), "card", for_lender=False),
    )


def _said(form: Form, payment: Decimal) -> dict[str, Text]:
    """Each concession in words: if you …, then I …"""
    return {
        "reach": _(
            "如果只打这个号码、不联系别人，那么我固定在{time}接听。",
            time=form.call_time or _("____（待填：方便接电话的时间）"),
        ),
        "papers": _("如果转给能审批的部门，那么一页收支说明和证明今天就交。"),
        "pay_day": _("如果还款日能改到发薪之后、不另收费，那么我每月那天付。"),
        "no_credit": _("如果方案期间停计罚息和违约金，那么我不再新增借款。"),
        "no_card": _("如果方案期间停收利息和费用，那么我停用这张卡，不再新增借款。"),
        "review": _("如果开头几期能少一点，那么我半年后主动交一次新的收支说明。"),
        "first": _(
            "如果书面写明从那天起停计罚息，那么我当天付第一期 {payment}。", payment=Yuan(payment)
        ),
        "principal": _(
            "如果罚息和费用能减 {waive}，那么本金我全部还，只是时间长一点。", waive=Yuan(form.waive)
        ),
        "interest": _("如果期限能再长一点，那么低一点的利息可以商量，请报年利率和总额。"),
        "step_up": _("如果开头几期再低一点，那么涨了收入以后我按材料提高。"),
        "lump": _(
            "如果书面写明息费减多少、这笔钱冲哪一项，那么我先付 {down}。", down=Yuan(form.down)
        ),
        "debit": _("如果能写上几天宽限，那么我从一个小额账户自动扣款。"),
    }


def _script(form: Form, result: Any) -> Iterator[Text]:
    opening = result.rows[0]
    said = _said(form, result.payment)
    yield _("您好，请报一下工号，本次通话我会录音。")
    yield _(
        "我是合同尾号{number}的借款人，我愿意还。",
        number=form.contract_last4 or _("____（待填：尾号）"),
    )
    first = form.first_payment_date or _("____（待填：首期还款日）")
    if not_due(form):
        yield _("我还没有逾期，想在到期之前申请调整还款计划。")
    if opening.months is None:
        yield _(
            "扣除基本生活后，能用于这笔的是每月 {payment}。请问有哪些暂缓、减免的办法？请登记。",
            payment=Yuan(result.payment),
        )
    else:
        given = {
            "payment": Yuan(result.payment),
            "first": first,
            "months": Instalments(opening.months),
        }
        yield (
            _(
                "扣除基本生活后，能用于这笔的是每月 {payment}。申请从{first}起分 {months}，利息照付，不另收费用。",
                **given,
            )
            if not_due(form)
            else _(
                "扣除基本生活后，能用于这笔的是每月 {payment}。"
                "申请从{first}起分 {months}，期间停计利息、罚息、违约金。",
                **given,
            )
        )
    yield _("这个账户现在有哪些方案？谁审批，哪天答复？")
    for number, name in enumerate(result.trades, 1):
        yield _("{number}. {words}", number=number, words=said[name])
    reply = form.reply_by or _("____（待填：哪天）")
    yield _("（超过我的数）这个数我守不住，先不签。请登记我的方案和不同意的理由，哪天可以再申请？")
    yield _("（要我马上定）请把方案发到App或短信，我看完再答复。")
    yield _("（收尾）我复述一遍，对吗？工单号是多少？我{reply}前再联系，再见。", reply=reply)


def _card(form: Form, result: Any) -> Iterator[Text]:
    opening, target, floor = result.rows
    if opening.months is not None:
        yield _(
            "开口：每月 {payment}，{months}",
            payment=Yuan(opening.payment),
            months=Instalments(opening.months),
        )
    if form.waive and target.months is not None:
        yield _(
            "目标：每月不变，减 {waive}，{months}",
            waive=Yuan(form.waive),
            months=Instalments(target.months),
        )
    yield _("底线：每月不超过 {limit}。拨号前念一遍，不说出口", limit=Yuan(result.limit))
    if form.down:
        yield _("最多先付 {down}，先见文字", down=Yuan(floor.down))
    if form.plan_rate and floor.months is not None:
        yield _(
            "年利率不高于 {rate}，照底线要 {months}",
            rate=Percent(form.plan_rate),
            months=Instalments(floor.months),
        )
    yield _("☐ 先核实对方：工号，合同上的电话")
    yield _("☐ 一次只让一样，先说要换什么")
    yield _("☐ 没有文字不付钱，只付官方App或合同账户")
    yield _("☐ 不报验证码、密码、完整卡号")
    yield _(
        "不拿来换：房租、吃饭、药费、上学、赡养、备用金；家人的名字；新借款；没核对的总额；别家的份额；公证强制执行"
    )
    yield _("紧张了就说：我记一下，请稍等")
    yield _("撑不住打 12356；有人威胁打 110")
