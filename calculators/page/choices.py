"""Answers to choose from that several forms ask for: the same keys, so that a dossier carries them,
and the same words.
"""

from __future__ import annotations

from calculators.page.words import _

CAUSES = {
    "unstated": _("还没选"),
    "job_loss": _("失业"),
    "pay_cut": _("降薪"),
    "illness": _("生病"),
    "family": _("家庭变故"),
    "business": _("生意失败"),
    "disaster": _("受灾"),
    "student": _("在校没有收入"),
    "maternity": _("怀孕生育"),
    "other": _("其他"),
}

LENDER_KINDS = {
    "card": _("信用卡"),
    "bank_loan": _("银行贷款"),
    "consumer_finance": _("消费金融公司"),
    "small_loan": _("小额贷款公司"),
    "platform": _("平台、App"),
    "private": _("个人借款"),
    "mortgage": _("房贷"),
    "car_loan": _("车贷"),
    "other": _("其他"),
}

SECURED = {"no": _("没有抵押"), "yes": _("有抵押")}

SHARE_RULES = {
    "balance": _("按欠款占比"),
    "contract": _("按合同月供占比"),
    "equal": _("每家一样多"),
    "weights": _("按自己定的权重"),
}

DEBT_KINDS = {"card": _("信用卡"), "loan": _("贷款、网贷、平台分期")}

EVERY = {
    "month": _("每月"),
    "day": _("每天"),
    "week": _("每周"),
    "two_weeks": _("每两周"),
    "quarter": _("每季度"),
    "half_year": _("每半年"),
    "year": _("每年"),
}

SPENDING_KINDS = {
    "essential": _("基本生活"),
    "priority": _("必须先付"),
    "other": _("其他"),
}

AREAS = {"national": _("全国"), "urban": _("城镇"), "rural": _("农村")}

METHODS = {
    "level_payment": _("等额本息（每月还一样多）"),
    "equal_principal": _("等额本金（每月还的本金一样多）"),
    "flat": _("等本等息（按原始本金每月收费）"),
    "interest_only": _("先息后本（平时只还利息）"),
    "bullet": _("利随本清（到期一次还清）"),
    "principal_only": _("停息分期（只分期还本金）"),
}
"""Ways of repaying, as `maths.schedule.by_method` names them."""
