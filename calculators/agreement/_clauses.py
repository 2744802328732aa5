"""What an agreement should say: each clause, how to see it, and what to ask while it is missing."""

from __future__ import annotations

from calculators.page.words import Text, _

ABOUT_MONEY = _("协议里有没有：钱")
ABOUT_CHANGE = _("协议里有没有：晚还、有变、征信")
ABOUT_SIGNING = _("协议里有没有：签字前再看")

STATES = {"unknown": _("不确定"), "yes": _("有，没问题"), "no": _("没有，或不对")}
CLAUSES: dict[str, tuple[Text, Text, Text]] = {
    "balance_parts": (
        ABOUT_MONEY,
        _("本金、利息、罚息、费用分开写，有截止日"),
        _("本金、利息、罚息、费用各多少，截至哪天？"),
    ),
    "payments": (
        ABOUT_MONEY,
        _("每期的金额和日期、末期金额、总额"),
        _("每期金额日期、末期多少，加起来等于总额吗？"),
    ),
    "plan_rate": (
        ABOUT_MONEY,
        _("期间计不计息，按什么计"),
        _("方案期间计不计息，按什么，真实年化多少？"),
    ),
    "fee": (
        ABOUT_MONEY,
        _("手续费：没有，或写了多少、退不退"),
        _("有手续费吗，能否不收，违约退不退？"),
    ),
    "waiver": (
        ABOUT_MONEY,
        _("减免哪项、多少、什么时候生效"),
        _("减哪项、多少，立即生效还是还完生效？"),
    ),
    "order": (ABOUT_MONEY, _("每期的钱先冲什么"), _("每期先冲什么？")),
    "first_payment": (
        ABOUT_MONEY,
        _("首付算第一期；没批怎么退"),
        _("首付算第一期吗，没批怎么退或怎么抵？"),
    ),
    "payee": (
        ABOUT_MONEY,
        _("收款户名和合同一致"),
        _("收款户名与合同一致吗，扣款失败怎么办？"),
    ),
    "grace": (
        ABOUT_CHANGE,
        _("宽限几天，短几分钱不算违约"),
        _("宽限几天，短几分钱算违约吗？"),
    ),
    "default": (
        ABOUT_CHANGE,
        _("晚一期先通知、能补救，写明恢复哪部分"),
        _("断一期先通知吗，恢复哪部分，已减的回来吗？"),
    ),
    "change": (
        ABOUT_CHANGE,
        _("收入再变，可以申请改一次"),
        _("收入再变能改一次吗，怎么申请？"),
    ),
    "early": (
        ABOUT_CHANGE,
        _("提前还清少多少，收不收费"),
        _("提前还清少多少，要费用吗？"),
    ),
    "reporting": (
        ABOUT_CHANGE,
        _("谁报征信、怎么显示、何时更新"),
        _("谁报征信、怎么显示、何时更新，已发生的逾期呢？"),
    ),
    "collection": (
        ABOUT_CHANGE,
        _("哪天停止催收，谁通知外包"),
        _("谁通知外包停、哪天生效、再来电找谁？"),
    ),
    "suit": (
        ABOUT_CHANGE,
        _("没有起诉；或写了撤诉、解封、费用"),
        _("撤诉、解封由谁办，几日内，费用谁付？"),
    ),
    "certificate": (
        ABOUT_CHANGE,
        _("结清后几天出证明，写什么"),
        _("结清后几天出证明，注明什么？"),
    ),
    "parties": (
        ABOUT_SIGNING,
        _("签约方是合同债权人，或有受让、代偿、授权凭证"),
        _("签约方是不是合同债权人？受让、代偿或授权凭证能给我吗？"),
    ),
    "address": (
        ABOUT_SIGNING,
        _("送达地址和电话是现在用的"),
        _("送达地址电话对吗，变更怎么告知？"),
    ),
    "lawyer_fee": (
        ABOUT_SIGNING,
        _("律师费谁担、哪里打官司，写了并且看得懂"),
        _("律师费谁担，法院还是仲裁，在哪里？"),
    ),
    "notary": (
        ABOUT_SIGNING,
        _("没有强制执行公证、司法确认；或已讲清楚"),
        _("有没有强制执行公证或司法确认，不办行不行？"),
    ),
    "family": (
        ABOUT_SIGNING,
        _("不用家人签字、担保"),
        _("需要家人签吗？我不希望家人签。"),
    ),
    "new_loan": (
        ABOUT_SIGNING,
        _("是改原合同；是新借款的，给了成本明示表"),
        _("是原合同变更还是新借款，有没有成本明示表？"),
    ),
    "rights": (
        ABOUT_SIGNING,
        _("没有放弃异议、投诉、抗辩的话"),
        _("有没有放弃异议、投诉、抗辩的话？"),
    ),
    "data": (
        ABOUT_SIGNING,
        _("资料给谁用、结清后怎么处理"),
        _("谁会拿到我的资料，结清后怎么处理？"),
    ),
    "copies": (
        ABOUT_SIGNING,
        _("双方各一份，电子版和录音保存多久"),
        _("双方各一份吗，电子版和录音保存多久？"),
    ),
    "blanks": (
        ABOUT_SIGNING,
        _("没有空格，也不是只写“以系统为准”"),
        _("空着的地方能填完再签吗？“以系统为准”的数字能写进来吗？"),
    ),
    "no_new_cards": (
        ABOUT_SIGNING,
        _("信用卡：还清前不再申请信用卡的约定"),
        _("还清以前不申请信用卡，这一条怎么写、管哪些银行？"),
    ),
}
"""Each clause: where it is asked, what to look for, and what to ask while it is missing."""

RED = ("default", "payee", "family", "blanks", "rights")
"""Clauses without which nobody should sign before they have asked."""
CARD_CONTENTS = {
    "balance_parts": (_("欠款余额和结构"), ("balance_parts",)),
    "payments": (_("每期金额、日期和还款方式"), ("payments",)),
    "charges": (_("还款期间收不收年费、利息和其他费用"), ("plan_rate", "fee")),
    "no_new_cards": (_("还清以前不再申请信用卡的承诺"), ("no_new_cards",)),
    "default": (_("双方的权利义务和违约责任"), ("default",)),
    "other": (_("和还款有关的其他事项"), ("reporting", "certificate")),
}
"""What a personalised card plan has to say at least, by the clauses that say it."""
