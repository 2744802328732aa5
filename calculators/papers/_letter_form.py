"""What is asked for a letter. One form serves all kinds: what a kind does not use is not printed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from calculators.page import gates
from calculators.page.choices import CAUSES
from calculators.page.fields import (
    Question,
    choice,
    count,
    day,
    money,
    rate,
    rows,
    tidy,
)
from calculators.page.free_text import caller, free_text, last4
from calculators.page.words import Text, _, say
from calculators.papers._letter_rules import LINES, VIOLATIONS

KINDS = {
    "instalment_plan": _("分期还款（调整还款计划）申请"),
    "hold_action": _("暂缓催收申请"),
    "extension": _("展期、延期申请"),
    "waiver": _("息费减免申请"),
    "settlement": _("一次性结清方案"),
    "confirm_terms": _("协商内容确认函"),
    "settlement_certificate": _("结清证明申请"),
    "complaint": _("投诉书"),
    "mediation": _("调解申请书"),
    "credit_objection": _("征信异议申请"),
}
LENDERS = {
    "unknown": _("还不知道是谁"),
    "bank": _("银行贷款"),
    "card": _("信用卡"),
    "assisted": _("银行和平台合作的网贷（助贷）"),
    "consumer_finance": _("消费金融公司"),
    "microloan": _("小额贷款公司"),
    "other_licensed": _("信托、汽车金融、典当、融资租赁等持牌机构"),
    "private": _("个人，或普通公司偶尔出借"),
    "unlicensed": _("没有牌照、专门放贷的"),
    "claimant": _("担保公司、保险公司、债权受让人来追的"),
}
RULES = {
    "unstated": _("还没定"),
    "balance": _("按欠款占比"),
    "contract": _("按合同月供占比"),
    "equal": _("每家一样多"),
    "weights": _("按自己定的权重"),
}
ITEMS = {
    "penalty_interest": _("罚息"),
    "compound_interest": _("复利"),
    "default_charge": _("违约金"),
    "service_fee": _("服务费、担保费"),
    "interest": _("利息"),
    "principal": _("本金"),
}
GRACE = {
    "unstated": _("还没定"),
    "interest_only": _("按月付利息"),
    "capitalised": _("利息并入以后各期"),
}
WAYS = {
    "unstated": _("还没定"),
    "in_person": _("现场"),
    "phone": _("电话"),
    "online": _("线上"),
}
WRONG = {"wrong": _("有误"), "missing": _("有遗漏")}
STOP = {"no": _("不写"), "yes": _("写上：期间停计罚息和违约金")}
VIOLATED = {"unstated": _("请选一项")} | {
    key: violation.label for key, violation in VIOLATIONS.items()
}
LINE = {"none": _("不写")} | {key: line.label for key, line in LINES.items()}

GATES = _("先过两关")
WHO = _("对谁，哪一笔")
WHY = _("为什么")
OFFER = _("收支和方案：分期、减免、调解用")
REPLY = _("联系和答复")
EXTENDED = _("展期用")
RELIEF = _("减免、一次结清用")
TALK = _("确认函用：哪天，和谁说的")
SETTLED = _("结清证明用")
COMPLAINT = _("投诉用")
MEDIATION = _("调解用")
OBJECTION = _("征信异议用")
PROOF = _("证据")

_DAYS = _("天")
_MONTHS = _("个月")
_PERIODS = _("期")
_own_words = free_text(_("原因"), most=24).metadata["question"].read
_OTHER_NAMES = {
    "bank_loan": "bank",
    "mortgage": "bank",
    "car_loan": "bank",
    "small_loan": "microloan",
    "platform": "unknown",
    "other": "unknown",
}
"""What other forms call a kind of lender: a platform lends for others, so it says nothing yet."""


def _read_cause(typed: str) -> str:
    """One of `CAUSES`, or a cause in the reader's own few words."""
    wanted = tidy(typed).lower()
    for key, label in CAUSES.items():
        if wanted in (key, str(label), say(label, "en").lower()):
            return key
    return str(_own_words(typed))


def _cause(label: Text, **more: Any) -> Any:
    question = Question(
        kind="choice",
        label=label,
        choices=CAUSES,
        read=_read_cause,
        show=lambda key: CAUSES.get(key, key),
        default="unstated",
        **more,
    )
    return dataclasses.field(metadata={"question": question})


def _lender_kind(label: Text, **more: Any) -> Any:
    """One of `LENDERS`, also under the names of other forms."""
    field = choice(label, LENDERS, **more)
    asked: Question = field.metadata["question"]

    def read(typed: str) -> str:
        name = tidy(typed).lower()
        return _OTHER_NAMES.get(name) or str(asked.read(typed))

    return dataclasses.field(metadata={"question": dataclasses.replace(asked, read=read)})


@dataclass(frozen=True)
class WaiveRow:
    item: str = choice(_("减免哪一项"), ITEMS)
    amount: Decimal | None = money(_("金额"), low=Decimal("0.01"), hint=_("不知道就空着。"))


@dataclass(frozen=True)
class AnnexRow:
    title: str = free_text(_("附件名称"), most=60)
    pages: int | None = count(_("页数"), low=1, high=999, unit=_("页"))


@dataclass(frozen=True)
class EventRow:
    event_date: date | None = day(_("哪天"))
    event_clock: str = free_text(_("几点几分"), most=10)
    event_channel: str = free_text(_("电话、短信还是别的"), most=12)
    event_number: str = caller(_("对方号码"))
    event_party: str = free_text(_("对方自称是谁"), most=20)
    staff_no: str = free_text(_("工号"), most=14)
    violation: str = choice(_("对方做了什么"), VIOLATED)
    event_fact: str = free_text(_("经过，一句话"), most=120)
    event_evidence: str = free_text(_("证据"), most=60)


# Which kinds a question is for; `tests/test_letter.py` shows that the others do without.
_PLAN = ("kind", ("instalment_plan",))
_INCOME = ("kind", ("instalment_plan", "hold_action"))
_CAUSE = (
    "kind",
    ("instalment_plan", "hold_action", "extension", "waiver", "settlement", "mediation"),
)
_SINCE = ("kind", ("instalment_plan", "hold_action", "extension", "waiver"))
_SHARE = ("kind", ("instalment_plan", "waiver", "mediation"))
_TERMS = ("kind", ("instalment_plan", "waiver", "confirm_terms", "mediation"))
_PAID = ("kind", ("instalment_plan", "extension", "waiver", "confirm_terms", "mediation"))
_HOLD = ("kind", ("hold_action",))
_EXTENSION = ("kind", ("extension",))
_WAIVER = ("kind", ("waiver",))
_LUMP = ("kind", ("settlement",))
_WAIVED = (
    "kind",
    ("waiver", "settlement", "confirm_terms", "settlement_certificate", "mediation"),
)
_SPLIT = ("kind", ("waiver", "confirm_terms"))
_CONFIRMED = ("kind", ("confirm_terms",))
_SETTLED = ("kind", ("settlement_certificate",))
_COMPLAINT = ("kind", ("complaint",))
_MEDIATION = ("kind", ("mediation",))
_OBJECTION = ("kind", ("credit_objection",))
_PROOF = ("kind", ("complaint", "credit_objection"))
_SPOKEN = ("kind", ("confirm_terms", "complaint", "mediation"))
_AGREED = ("kind", ("settlement", "confirm_terms", "settlement_certificate", "mediation"))


@dataclass(frozen=True)
class Form:
    kind: str = choice(_("写哪一种"), KINDS, hint=_("一封信只办一件事。"))

    untouched_three_years: str = gates.untouched_three_years(group=GATES)
    asked_12348: str = gates.asked_12348(_("问过，或看过提示，仍要写信"), group=GATES)
    court_papers: str = gates.court_papers(group=GATES)

    lender: str = free_text(
        _("给哪一家"),
        most=40,
        group=WHO,
        example=_("银行消费贷"),
        hint=_("和其他表里写的一样。"),
    )
    lender_full: str = free_text(
        _("债权人全称"),
        most=40,
        group=WHO,
        example=_("示例银行"),
        hint=_(
            "合同上放款的那一家；已经转让的，写通知你的受让方。用中文写，信里原样印出；不填就印上一格。"
        ),
    )
    lender_kind: str = _lender_kind(_("债权人是哪一类"), group=WHO, example="bank")
    contract_last4: str = last4(
        _("合同或账户尾号"), group=WHO, example="2046", hint=_("只写后四位。")
    )
    balance: Decimal | None = money(
        _("欠款合计"), low=Decimal("0.01"), group=WHO, example="46000", hint=_("信里会写“请核对”。")
    )
    as_of: date | None = day(_("欠款算到哪天"), group=WHO, example="2026-11-21")
    due_date: date | None = day(
        _("应还日"), group=WHO, example="2026-10-28", hint=_("没逾期的写下一次；逾期的写最早那次。")
    )

    cause: str = _cause(_("原因"), group=WHY, example="illness", only=_CAUSE)
    cause_since: date | None = day(_("从哪天起"), group=WHY, example="2026-08-01", only=_SINCE)
    income_before: Decimal | None = money(
        _("以前家庭月收入"), group=WHY, example="9800", only=_PLAN
    )
    monthly_income: Decimal | None = money(
        _("现在家庭月收入"), group=WHY, example="6500", only=_INCOME
    )

    essential: Decimal | None = money(_("每月基本支出"), group=OFFER, example="3544.42", only=_PLAN)
    can_pay: Decimal | None = money(
        _("每月一共能还"),
        group=OFFER,
        example="1730.02",
        hint=_("各家合计，来自收支表。"),
        only=_PLAN,
    )
    lenders_count: int | None = count(
        _("一共几家"), low=1, high=100, unit=_("家"), group=OFFER, example="3", only=_PLAN
    )
    rule: str = choice(_("各家怎么分"), RULES, group=OFFER, example="balance", only=_PLAN)
    share: Decimal | None = money(
        _("分给这一家"),
        group=OFFER,
        example="750.76",
        hint=_("每月最多能给这一家的数。"),
        only=_SHARE,
    )
    payment: Decimal | None = money(
        _("每期还多少"),
        low=Decimal("0.01"),
        group=OFFER,
        example="750.76",
        hint=_("不填就用分给这一家的数。"),
        only=_PAID,
    )
    months: int | None = count(
        _("分几期"), low=1, unit=_PERIODS, years=True, group=OFFER, example="62", only=_TERMS
    )
    first_payment_date: date | None = day(
        _("首期还款日"), group=OFFER, example="2026-12-15", only=_PAID
    )

    call_time: str = free_text(_("方便接电话的时间"), most=40, group=REPLY, example="12:00–13:00")
    reply_by: date | None = day(_("请对方哪天前答复"), group=REPLY, example="2026-12-05")
    hold_days: int | None = count(
        _("暂缓几天"),
        low=1,
        high=90,
        unit=_DAYS,
        group=REPLY,
        hint=_("只在暂缓申请里用。7 到 30 天，多写 15。"),
        only=_HOLD,
    )
    statement_date: date | None = day(_("哪天前交收支说明"), group=REPLY, only=_HOLD)

    grace_months: int | None = count(
        _("延期几个月"), low=1, unit=_MONTHS, group=EXTENDED, only=_EXTENSION
    )
    expected_until: date | None = day(_("收入预计哪天恢复"), group=EXTENDED, only=_EXTENSION)
    grace: str = choice(_("延期期间的利息"), GRACE, group=EXTENDED, only=_EXTENSION)

    principal: Decimal | None = money(_("本金"), group=RELIEF, only=_SPLIT)
    interest: Decimal | None = money(_("利息"), group=RELIEF, only=_WAIVER)
    charges: Decimal | None = money(_("罚息、违约金和费用"), group=RELIEF, only=_WAIVER)
    waive: tuple[WaiveRow, ...] = rows(_("申请减免的项目"), WaiveRow, group=RELIEF, only=_WAIVED)
    lump: Decimal | None = money(_("一次付多少"), low=Decimal("0.01"), group=RELIEF, only=_LUMP)
    lump_source: str = free_text(
        _("这笔钱的来源"), most=40, group=RELIEF, hint=_("不能是借来的。"), only=_LUMP
    )
    valid_until: date | None = day(_("这个方案到哪天有效"), group=RELIEF, only=_LUMP)

    call_date: date | None = day(_("沟通日期"), group=TALK, only=_CONFIRMED)
    call_clock: str = free_text(_("沟通时间"), most=10, group=TALK, only=_CONFIRMED)
    channel: str = free_text(_("沟通方式"), most=12, group=TALK, only=_CONFIRMED)
    staff_no: str = free_text(_("对方工号"), most=14, group=TALK, only=_SPOKEN)
    ticket_no: str = free_text(
        _("工单号"), most=14, group=TALK, hint=_("太长的写后六位。"), only=_SPOKEN
    )

    settled_on: date | None = day(_("还清日期"), group=SETTLED, only=_SETTLED)
    total_paid: Decimal | None = money(
        _("一共付了多少"), low=Decimal("0.01"), group=SETTLED, only=_SETTLED
    )

    violation: str = choice(
        _("对方做了什么"),
        VIOLATED,
        group=COMPLAINT,
        hint=_("还不上、对方不同意方案，都不是违规。"),
        only=_COMPLAINT,
    )
    event_date: date | None = day(_("事情发生在哪天"), group=COMPLAINT, only=_COMPLAINT)
    event_fact: str = free_text(
        _("经过，一句话"),
        most=120,
        group=COMPLAINT,
        hint=_("谁，做了什么，说了什么。只写证据里有的。"),
        only=_COMPLAINT,
    )
    event_evidence: str = free_text(_("这件事的证据"), most=60, group=COMPLAINT, only=_COMPLAINT)

    disagreement: str = free_text(_("分歧在哪里"), most=40, group=MEDIATION, only=_MEDIATION)
    talk_count: int | None = count(
        _("谈过几次"), low=0, high=999, unit=_("次"), group=MEDIATION, only=_MEDIATION
    )

    report_date: date | None = day(_("信用报告日期"), group=OBJECTION, only=_OBJECTION)
    field_name: str = free_text(_("哪一项有问题"), most=20, group=OBJECTION, only=_OBJECTION)
    shown: str = free_text(_("报告上怎么写"), most=60, group=OBJECTION, only=_OBJECTION)
    actual: str = free_text(_("实际应该怎么写"), most=60, group=OBJECTION, only=_OBJECTION)
    reason: str = free_text(_("为什么"), most=120, group=OBJECTION, only=_OBJECTION)
    evidence_list: str = free_text(_("手里有什么证据"), most=40, group=PROOF, only=_PROOF)

    # Seldom needed: folded away.
    letter_date: date | None = day(_("信的日期"), more=True, example="2026-11-21")
    contact_phone_last4: str = last4(
        _("联系电话尾号"), more=True, hint=_("四位。完整号码打印后手写。")
    )
    product: str = free_text(_("产品名称"), most=40, more=True, example=_("个人消费贷款"))
    days_overdue: int | None = count(_("逾期天数"), high=36500, unit=_DAYS, more=True, example="24")
    cause_detail: str = free_text(
        _("原因，自己写"),
        most=40,
        more=True,
        hint=_("短一些，不写病名也可以；材料上有的才写。"),
        only=_CAUSE,
    )
    priority: Decimal | None = money(_("必须先付的支出"), more=True, example="833.33", only=_PLAN)
    other: Decimal | None = money(_("其他支出"), more=True, example="200", only=_PLAN)
    reserve: Decimal | None = money(_("留出的备用"), more=True, example="192.23", only=_PLAN)
    pay_day: int | None = count(
        _("每月几日还"),
        low=1,
        high=31,
        unit=_("日"),
        more=True,
        hint=_("不填就按首期还款日。"),
        only=_PAID,
    )
    last_payment: Decimal | None = money(
        _("末期还多少"), low=Decimal("0.01"), more=True, example="203.64", only=_TERMS
    )
    total_payment: Decimal | None = money(
        _("还款合计"), low=Decimal("0.01"), more=True, example="46000", only=_TERMS
    )
    plan_rate: Decimal | None = rate(
        _("方案期间的年利率"), per="year", more=True, example="0", hint=_("请对方不再计息就填 0。")
    )
    review_date: date | None = day(_("主动复核的日期"), more=True, example="2027-05-15", only=_PLAN)
    stop_charges: str = choice(_("暂缓申请里要不要请对方停计罚息"), STOP, more=True, only=_HOLD)
    attachments: tuple[AnnexRow, ...] = rows(_("附件"), AnnexRow, more=True)
    waive_total: Decimal | None = money(_("减免合计"), low=Decimal("0.01"), more=True, only=_AGREED)
    charges_per_month: Decimal | None = money(
        _("罚息和费用每月约增加"), low=Decimal("0.01"), more=True, only=_WAIVER
    )
    all_in_rate: Decimal | None = rate(_("综合年化"), per="year", more=True, only=_WAIVER)
    line_name: str = choice(_("和哪条线比"), LINE, more=True, only=_WAIVER)
    plan_fee: Decimal | None = money(_("方案手续费"), more=True, only=_CONFIRMED)
    waive_effective: str = free_text(_("减免什么时候生效"), most=20, more=True, only=_CONFIRMED)
    payee: str = free_text(_("收款户名"), most=60, more=True, only=_CONFIRMED)
    grace_days: int | None = count(_("宽限几天"), high=365, unit=_DAYS, more=True, only=_CONFIRMED)
    default_terms: str = free_text(_("晚还一期怎么处理"), most=40, more=True, only=_CONFIRMED)
    reporting: str = free_text(_("征信怎么报送"), most=60, more=True, only=_CONFIRMED)
    withdrawal: str = free_text(_("委外哪天撤回"), most=20, more=True, only=_CONFIRMED)
    certificate_days: int | None = count(
        _("结清后几天出证明"), high=365, unit=_DAYS, more=True, only=_CONFIRMED
    )
    other_terms: str = free_text(_("还说定了什么"), most=40, more=True, only=_CONFIRMED)
    agreement_date: date | None = day(_("减免协议日期"), more=True, only=_SETTLED)
    borrow_date: date | None = day(_("借款日"), more=True, only=_MEDIATION)
    loan_principal: Decimal | None = money(
        _("借了多少"), low=Decimal("0.01"), more=True, only=_MEDIATION
    )
    loan_months: int | None = count(
        _("原合同期数"), low=1, unit=_PERIODS, years=True, more=True, only=_MEDIATION
    )
    event_clock: str = free_text(_("事情发生在几点"), most=10, more=True, only=_COMPLAINT)
    event_channel: str = free_text(_("对方用什么方式"), most=12, more=True, only=_COMPLAINT)
    event_number: str = caller(_("对方号码"), more=True, only=_COMPLAINT)
    event_party: str = free_text(_("对方自称是谁"), most=20, more=True, only=_COMPLAINT)
    events: tuple[EventRow, ...] = rows(_("投诉的其他事情"), EventRow, more=True, only=_COMPLAINT)
    earlier_date: date | None = day(_("以前哪天反映过"), more=True, only=_COMPLAINT)
    earlier_desk: str = free_text(_("以前向谁反映过"), most=20, more=True, only=_COMPLAINT)
    earlier_answer: str = free_text(_("以前得到的答复"), most=40, more=True, only=_COMPLAINT)
    request_2: str = free_text(_("投诉请求，自己写"), most=60, more=True, only=_COMPLAINT)
    request_3: str = free_text(
        _("投诉请求，再加一条"),
        most=60,
        more=True,
        only=_COMPLAINT,
    )
    mediation_body: str = free_text(_("调解组织全称"), most=40, more=True, only=_MEDIATION)
    mediation_way: str = choice(_("现场、电话还是线上调解"), WAYS, more=True, only=_MEDIATION)
    city: str = free_text(_("现住城市"), most=12, more=True, only=_MEDIATION)
    lender_demand: str = free_text(_("机构要求怎么还"), most=60, more=True, only=_MEDIATION)
    entry_is: str = choice(_("异议的是"), WRONG, more=True, only=_OBJECTION)


def may_be_old(form: Form) -> bool:
    """See `gates.may_be_old`; counted to the day of the letter where that is known."""
    overdue = form.days_overdue or 0
    until = form.letter_date or form.as_of
    if form.due_date is not None and until is not None:
        overdue = max(overdue, (until - form.due_date).days)
    return gates.may_be_old(form.untouched_three_years, overdue)
