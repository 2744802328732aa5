"""What the other side says, what it usually means, and the kinds of answer there are.

The lines and meanings are patterns seen at some lenders, marked with how well they are known; none
is a rule. `needs` says what somebody who agrees would be promising: a sum at once or a month.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from calculators.page.words import Text, _

SEEN = _("见过的")
PARTLY = _("一部分网传，未核实")

Needs = Literal["all", "sum", "month"]


@dataclass(frozen=True)
class Line:
    """`best` are the answers to try first; a `fake` line is answered by hanging up and checking."""

    said: Text
    meaning: Text
    known: Text
    best: tuple[str, ...]
    needs: Needs = "month"
    fake: bool = False


LINES = {
    "full_only": Line(
        _("“必须一次结清，不接受分期。”"),
        _("多半是开场的话，或者这个阶段没开方案，不一定是最后答复。"),
        SEEN,
        ("number", "ticket"),
        needs="all",
    ),
    "system_no": Line(
        _("“系统不支持，没有这个政策。”"),
        _("多半是这个岗位、这个阶段、这个产品办不了。"),
        SEEN,
        ("ticket",),
    ),
    "income_high": Line(
        _("“你收入不低，不符合困难条件。”"),
        _("对方只听见了收入，没听见基本开支。"),
        SEEN,
        ("number",),
    ),
    "shorter": Line(
        _("“最多这么多期。”"),
        _("是这个岗位的档位；更长的要往上批，或换个阶段。长短的说法是网传。"),
        PARTLY,
        ("number", "text"),
    ),
    "pay_today": Line(
        _("“今天先还一笔，表示诚意。”"),
        _("对方按当天收到的钱算；付了不等于有方案，钱常先冲息费。"),
        SEEN,
        ("text", "number"),
        needs="sum",
    ),
    "down_payment": Line(
        _("“先付首付才能分期。”"),
        _("用来看诚意；首付能商量是网传。要付给个人的，是危险信号。"),
        PARTLY,
        ("text", "number"),
        needs="sum",
    ),
    "last_chance": Line(
        _("“今天不定，明天就没有了。”"),
        _("催你定下来的说法；有时明天确实换人，方案在那里还能提。"),
        SEEN,
        ("text",),
    ),
    "sue": Line(
        _("“再不还就起诉你。”"),
        _("逾期以后对方可以起诉；电话里说，不等于已经立案。"),
        SEEN,
        ("ticket", "number"),
    ),
    "court_text": Line(
        _("“法院已立案，点链接、加微信处理。”"),
        _("真的调解有，仿冒的也有；要点链接、加微信的多半是仿冒。"),
        SEEN,
        ("verify",),
        needs="sum",
        fake=True,
    ),
    "contacts": Line(
        _("“不处理就打你通讯录、单位。”"),
        _("是施压；几份规则不允许这样对无关的人，但有人遇到过。"),
        SEEN,
        ("reach", "ticket"),
    ),
    "shame": Line(
        _("“几千块都拿不出？别装了。”"),
        _("是激你；一发火，就容易乱答应。"),
        SEEN,
        ("number", "reach"),
    ),
    "private": Line(
        _("“报一下验证码，转到这个收款码。”"),
        _("真的机构不要验证码，也不用个人收款码。"),
        SEEN,
        ("verify",),
        needs="sum",
        fake=True,
    ),
    "no_writing": Line(
        _("“不出书面，电话里有录音就行。”"),
        _("有时真的只有 App 页面和录音；有时是什么都还没批。"),
        SEEN,
        ("text",),
    ),
    "agreed": Line(
        _("“可以，就按你的方案。”"),
        _("口头答应不够：先见文字，再付第一期。"),
        SEEN,
        ("text",),
    ),
    "refused": Line(
        _("“不同意，没有办法。”"),
        _("拒绝也正常：登记、书面、换部门、再约日期。"),
        SEEN,
        ("ticket",),
    ),
}

ANSWERS = {
    "none": _("（停在这里）"),
    "number": _("说方案里的数和依据"),
    "ticket": _("请登记，要工单号和答复日期"),
    "text": _("请发文字，看完再答复"),
    "verify": _("挂断，用合同上的电话核实"),
    "reach": _("说我联系得上，请文明沟通"),
    "accept": _("答应对方的要求"),
    "vague": _("“这周想办法”"),
    "argue": _("争吵，拿法条压对方"),
    "give": _("报验证码，或先转一点"),
    "false": _("把收入往低里说"),
    "hang": _("挂掉，以后不接"),
}

MOODS = (_("拒绝"), _("松动"), _("有条件"), _("在谈"), _("同意"))
COMING = (
    ("full_only", "system_no", "income_high"),
    ("sue", "last_chance", "contacts"),
    ("shorter", "pay_today", "down_payment"),
    ("no_writing", "last_chance"),
    ("agreed", "refused"),
)
"""What tends to come next, by mood."""

AFTER = {
    "number": _("对方有了可以登记的数。"),
    "ticket": _("留下一次申请的记录，知道找谁、等到哪天。"),
    "text": _("没有文字就没有方案；有文字再核对。"),
    "verify": _("真的愿意等你拨回去，假的会急。"),
    "reach": _("回到正事，也留下你联系得上的记录。"),
    "accept": _("答应的数会记下来，到期要付。"),
    "vague": _("听着像推托，下次更难谈。"),
    "argue": _("谈话会停在气头上，方案没有登记。"),
    "give": _("钱和账户都可能保不住。"),
    "false": _("对不上，整张收支表都没人信，还可能担责。"),
    "hang": _("失联对你不利，也错过了登记。"),
}
LOST = {
    "above": _("答应的超过了底线"),
    "gave": _("报了验证码，或把钱转给了私人"),
    "untrue": _("说了不真实的数"),
    "court": _("对法院的事没有回应"),
}
HABITS = (
    _("没有超过底线"),
    _("先核实，再谈钱"),
    _("要了文字"),
    _("没有争吵"),
    _("要了工单号和答复日期"),
)
