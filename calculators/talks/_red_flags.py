"""What a paid helper should not say or do, and a question for each."""

from __future__ import annotations

from calculators.page.words import _

HEARD = {"unknown": _("不清楚"), "yes": _("有"), "no": _("没有")}
FLAG_LABELS = {
    "fee_first": _("先交手续费、保证金，才肯办"),
    "personal_account": _("转到个人账户，或陌生公司的账户"),
    "promises": _("说包办成、内部渠道、保证停息或修复征信"),
    "no_contact": _("叫你别自己联系贷款方，或换号、失联"),
    "cards": _("要验证码、密码、银行卡、手机卡"),
    "new_loan": _("要你再贷一笔，或请朋友刷脸、加分"),
    "false_papers": _("教你编病历、编证明、编投诉"),
}
"""Red flags by their field; the words of the questions."""

ASK = {
    "fee_first": _("没办成，这笔钱怎么退？写在哪里？"),
    "personal_account": _("收款人是谁，和合同上的放款方有什么关系？"),
    "promises": _("是贷款方哪个部门批的？请给书面和工单号。"),
    "no_contact": _("为什么我不能自己问贷款方？"),
    "cards": _("贷款方从不要这些。为什么你要？"),
    "new_loan": _("新贷款的放款方、年化、总还款各是多少？借款人写谁？"),
    "false_papers": _("这份材料是真的吗？谁来担责？"),
}
"""A question to put to the helper, for each red flag."""
