"""What is asked for the statement of income, spending and debts: eight blocks of one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from calculators.maths import money as m
from calculators.page import gates
from calculators.page.choices import AREAS, CAUSES, EVERY, LENDER_KINDS, SECURED
from calculators.page.choices import SHARE_RULES as RULES
from calculators.page.choices import SPENDING_KINDS as KINDS
from calculators.page.fields import choice, count, day, money, rate, rows
from calculators.page.free_text import fingerprint, free_text, last4
from calculators.page.names import name
from calculators.page.words import _

EMPLOYMENT = {
    "unstated": _("还没选"),
    "employed": _("在职"),
    "reduced": _("在职，收入或工时减少"),
    "gig": _("零工、灵活就业"),
    "self_employed": _("自己经营"),
    "unemployed": _("没有工作"),
    "sick_leave": _("病休"),
    "parental_leave": _("产假、育儿假"),
    "student": _("在校"),
    "retired": _("退休"),
}
HOUSING = {
    "unstated": _("还没选"),
    "rent": _("租房"),
    "own": _("自有住房"),
    "family": _("住家人的房子"),
    "dormitory": _("宿舍"),
}
INCOME_KINDS = {
    "wage": _("工资"),
    "business": _("经营"),
    "benefit": _("补贴、津贴"),
    "pension": _("养老金"),
    "family_support": _("家人固定支持"),
    "rent": _("租金"),
    "other": _("其他"),
}
CATEGORIES = {
    "other": _("其他"),
    "housing": _("住房"),
    "utilities": _("水电燃气网"),
    "food": _("吃饭日用"),
    "transport": _("通勤"),
    "health": _("医疗"),
    "education": _("教育托育"),
    "care": _("赡养抚养"),
    "insurance": _("社保医保"),
    "work": _("工作必需"),
    "communication": _("通讯"),
    "personal": _("个人用品"),
}
STATUS = {
    "unstated": _("按逾期天数"),
    "current": _("没有逾期"),
    "overdue": _("已逾期"),
    "outsourced": _("已委托外部催收"),
    "compensated": _("已由担保方代偿"),
    "assigned": _("债权已转让"),
    "sued": _("已起诉，或收到支付令"),
    "enforced": _("强制执行中"),
}
NAMES = {"numbers": _("只写“机构 2”"), "names": _("写贷款方的名字")}
ASSETS = {
    "cash": _("现金、存款"),
    "car": _("车"),
    "house": _("房"),
    "other": _("其他"),
}
EXISTS = {"yes": _("有"), "no": _("没有")}
BANDS = {
    "unstated": _("不写"),
    "none": _("无"),
    "under_5000": _("5,000 元以下"),
    "5000_to_50000": _("5,000 元到 5 万元"),
    "over_50000": _("5 万元以上"),
}
OFFERS = {
    "none": _("这次不提方案"),
    "instalment_plan": _("分期还款"),
    "extension": _("展期、延期"),
    "waiver": _("息费减免"),
    "settlement": _("一次性结清"),
    "mediation": _("调解"),
    "hold_action": _("暂缓催收"),
}
DECLARATION = {"yes": _("核对过，都是真的"), "no": _("还没核对完")}

HEAD = _("给谁，哪一天")
SITUATION = _("情况")
OFFER = _("给这一家的方案")

MOST_PEOPLE = 20
MOST_DAYS = 36500


@dataclass(frozen=True)
class Income:
    name: str = name(_("收入来源"), hint=_("例如工资、兼职、补助。"))
    kind: str = choice(_("哪一类收入"), INCOME_KINDS)
    amount: Decimal = money(_("金额"), required=True)
    every: str = choice(_("多久一次"), EVERY)
    evidence: str = free_text(_("附件号"), most=40, hint=_("证明在第几号附件，例如 1、2。"))


@dataclass(frozen=True)
class Spending:
    name: str = name(_("开支"), hint=_("例如房租、吃饭、药费。"))
    kind: str = choice(_("先后"), KINDS)
    category: str = choice(_("哪一类开支"), CATEGORIES)
    amount: Decimal = money(_("金额"), required=True)
    every: str = choice(_("多久一次"), EVERY)
    reason: str = free_text(_("原因"), most=60, hint=_("数额大的写一句。"))
    evidence: str = free_text(_("附件号"), most=40)


@dataclass(frozen=True)
class Debt:
    lender: str = name(_("贷款方"), hint=_("合同上放款的那一家。"))
    lender_kind: str = choice(_("哪一类贷款方"), LENDER_KINDS)
    balance: Decimal | None = money(_("余额"), hint=_("本金、利息、费用的合计。"))
    principal: Decimal | None = money(_("本金"))
    interest: Decimal | None = money(_("利息"))
    charges: Decimal | None = money(_("费用"))
    days_overdue: int = count(_("逾期天数"), high=MOST_DAYS, unit=_("天"), default=0)
    monthly_payment: Decimal | None = money(_("每月该还"))
    secured: str = choice(_("有没有抵押"), SECURED, hint=_("有抵押的不参加分配。"))
    status: str = choice(_("状态"), STATUS)
    share: Decimal | None = money(_("每月分到"), hint=_("不填，就按规则分。"))


@dataclass(frozen=True)
class Asset:
    kind: str = choice(_("哪一类资产"), ASSETS)
    exists: str = choice(_("有没有"), EXISTS)
    value_band: str = choice(_("大约值多少"), BANDS)
    needed_for: str = free_text(_("做什么用"), most=40, required=True, hint=_("不写账号、车牌。"))


@dataclass(frozen=True)
class Step:
    from_month: int = count(_("从第几期起"), low=2, unit=_("期"), required=True)
    payment: Decimal = money(_("每期"), low=Decimal("0.01"), required=True)


@dataclass(frozen=True)
class Attachment:
    title: str = free_text(_("附件名称"), most=80, required=True)
    issuer: str = name(_("出具方"))
    issued: date | None = day(_("出具日期"))
    pages: int | None = count(_("页数"), low=1, high=9999, unit=_("页"))
    proves: str = free_text(_("证明什么"), most=60)
    redacted: str = free_text(_("遮盖了什么"), most=60)
    sha256: str = fingerprint(_("SHA-256"))


@dataclass(frozen=True)
class Form:
    lender: str = name(
        _("给哪一家"),
        group=HEAD,
        example=_("银行消费贷"),
        hint=_("和下面“各笔债务”里写的一样。空着，就是没写收件人的一份。"),
    )
    lender_full: str = free_text(
        _("债权人全称"),
        most=40,
        group=HEAD,
        example=_("示例银行"),
        hint=_("印在“致”后面。用中文写；不填就印上一格。"),
    )
    contract_last4: str = last4(_("合同尾号"), group=HEAD, example="2046", hint=_("只写后四位。"))
    created: date = day(_("填表日期"), required=True, group=HEAD, example="2026-11-21")
    cause: str = choice(_("困难的原因"), CAUSES, group=SITUATION, example="illness")
    cause_detail: str = free_text(
        _("原因说一句"),
        most=120,
        group=SITUATION,
        example=_("住院后转岗，工资由 9,800 元变为 6,500 元"),
        hint=_("写事实，不写病名也可以。"),
    )
    cause_since: date | None = day(_("从哪天起"), group=SITUATION, example="2026-08-01")
    expected_until: date | None = day(
        _("预计到哪天"), group=SITUATION, example="2027-05-31", hint=_("不知道就空着。")
    )
    employment: str = choice(_("就业"), EMPLOYMENT, group=SITUATION, example="reduced")
    adults: int = count(
        _("家里的成人"),
        low=1,
        high=MOST_PEOPLE,
        unit=_("人"),
        default=1,
        group=SITUATION,
        example="1",
    )
    children: int = count(
        _("未成年的孩子"), high=MOST_PEOPLE, unit=_("人"), default=0, group=SITUATION
    )
    dependants: int = count(
        _("另外要赡养、抚养的人"),
        high=MOST_PEOPLE,
        unit=_("人"),
        default=0,
        group=SITUATION,
        example="1",
        hint=_("不住在一起、由你出钱的。"),
    )
    housing: str = choice(_("住房"), HOUSING, group=SITUATION, example="rent")
    region: str = name(_("住在哪个城市"), group=SITUATION, example=_("西安"))
    income: tuple[Income, ...] = rows(
        _("收入"),
        Income,
        required=True,
        hint=_("只写到手的、接下来几个月靠得住的。"),
        example=[
            {
                "name": _("工资（病后）"),
                "kind": "wage",
                "amount": "6500",
                "every": "month",
                "evidence": "1、4",
            }
        ],
    )
    spending: tuple[Spending, ...] = rows(
        _("开支"),
        Spending,
        default=(),
        hint=_("不要写要协商的那些欠款。房贷、车贷、抚养费这类不能断的，选“必须先付”。"),
        example=[
            {
                "name": _("房租"),
                "kind": "essential",
                "category": "housing",
                "amount": "1500",
                "every": "month",
                "evidence": "2",
            },
            {
                "name": _("吃饭"),
                "kind": "essential",
                "category": "food",
                "amount": "45",
                "every": "day",
            },
            {
                "name": _("水电燃气"),
                "kind": "essential",
                "category": "utilities",
                "amount": "480",
                "every": "quarter",
            },
            {
                "name": _("交通"),
                "kind": "essential",
                "category": "transport",
                "amount": "50",
                "every": "week",
            },
            {
                "name": _("手机和网络"),
                "kind": "essential",
                "category": "communication",
                "amount": "79",
                "every": "month",
            },
            {
                "name": _("复查和药费"),
                "kind": "essential",
                "category": "health",
                "amount": "220",
                "every": "month",
                "evidence": "3",
            },
            {
                "name": _("给父亲的赡养费"),
                "kind": "priority",
                "category": "care",
                "amount": "800",
                "every": "month",
            },
            {
                "name": _("社保和医保个人缴费"),
                "kind": "priority",
                "category": "insurance",
                "amount": "400",
                "every": "year",
            },
            {
                "name": _("衣服和日用"),
                "kind": "other",
                "category": "personal",
                "amount": "1200",
                "every": "half_year",
            },
        ],
    )
    reserve_rate: Decimal = rate(
        _("留作备用金的比例"),
        per="once",
        high=Decimal(1),
        default=Decimal("0.1"),
        example="10",
        hint=_("从结余里留下，应付突然的开支。常见做法是 10%。"),
    )
    debts: tuple[Debt, ...] = rows(
        _("各笔债务"),
        Debt,
        default=(),
        hint=_("一笔一行，全部写上。各家看到的是同一张表。"),
        example=[
            {
                "lender": _("信用卡"),
                "lender_kind": "card",
                "balance": "38600",
                "monthly_payment": "4439",
            },
            {
                "lender": _("分期平台"),
                "lender_kind": "platform",
                "balance": "21400",
                "monthly_payment": "1052.17",
            },
            {
                "lender": _("银行消费贷"),
                "lender_kind": "bank_loan",
                "balance": "46000",
                "days_overdue": "24",
                "monthly_payment": "1581.12",
            },
        ],
    )
    available: Decimal | None = money(
        _("每月拿来分的"), example="1730.02", hint=_("不填，就把可用于还债的全部拿来分。")
    )
    rule: str = choice(_("怎么分"), RULES)
    offer_kind: str = choice(_("提哪一种方案"), OFFERS, group=OFFER, example="instalment_plan")
    payment: Decimal | None = money(
        _("每月还多少"), low=Decimal("0.01"), group=OFFER, example="750.76"
    )
    months: int | None = count(
        _("分几期"), low=1, unit=_("期"), years=True, group=OFFER, example="62"
    )
    first_payment_date: date | None = day(_("首期哪天还"), group=OFFER, example="2026-12-15")
    pay_day: int | None = count(
        _("每月几号还"), low=1, high=31, unit=_("日"), group=OFFER, example="15"
    )
    waive_list: str = free_text(
        _("申请停收、减免哪几项"),
        most=60,
        group=OFFER,
        example=_("利息、罚息、违约金"),
        hint=_("可以写：罚息、复利、违约金、服务费、利息。"),
    )
    review_date: date | None = day(
        _("哪天主动复核"),
        group=OFFER,
        example="2027-05-15",
        hint=_("那天重新算一遍，收入恢复就提高。"),
    )
    down_payment: Decimal = money(
        _("先付一笔"), default=m.ZERO, group=OFFER, hint=_("首付，或一次性结清的钱。没有就空着。")
    )
    untouched_three_years: str = gates.untouched_three_years()
    asked_12348: str = gates.asked_12348(_("问过，或看过提示，仍要写"))
    declaration: str = choice(_("核对"), DECLARATION)
    attachments: tuple[Attachment, ...] = rows(
        _("附件"),
        Attachment,
        default=(),
        hint=_("在“证据目录”里填过的，会带过来。"),
        example=[
            {
                "title": _("近六个月工资或经营流水"),
                "issued": "2026-11-20",
                "pages": "4",
                "proves": _("收入以前多少、现在多少"),
                "redacted": _("和收入无关的对方户名"),
                "sha256": "6b2b5e3fa16ad1f2bb04cba9ab5e6d0cf49c4b1ec2ce4d1fd0a9e3d2a2f0b8d1",
            },
            {
                "title": _("房租合同和转账记录"),
                "issued": "2026-11-20",
                "pages": "3",
                "proves": _("住房花多少"),
                "redacted": _("房东的证件号、门牌"),
                "sha256": "0f8c9e4dd83f0a3f4d15b6b62ad4e38a2fd2b4e6f0a4c7c9b1e05c3e7a9d6b42",
            },
            {
                "title": _("出院小结首页、费用清单、医保结算单"),
                "issued": "2026-10-12",
                "pages": "2",
                "proves": _("自己花了多少"),
                "redacted": _("条码、床号、家属电话"),
                "sha256": "b1d7a2c95e6f40318c2e9d74f5a06b3ed8c1720f9a4b5e6d3c8f17029eab4c56",
            },
            {
                "title": _("调薪、停工通知，或新合同"),
                "issued": "2026-09-01",
                "pages": "1",
                "proves": _("从哪天起，降到多少"),
                "redacted": _("商业秘密"),
                "sha256": "3e5f7a9c1b2d4f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8",
            },
        ],
    )
    assets: tuple[Asset, ...] = rows(
        _("资产（可以不写）"),
        Asset,
        default=(),
        more=True,
        hint=_("只写有无和用途，不写账号、车牌、门牌。"),
    )
    step_up: tuple[Step, ...] = rows(
        _("以后每期增加到"), Step, default=(), more=True, hint=_("收入恢复以后才加的，才写。")
    )
    last_payment: Decimal | None = money(
        _("末期还多少"),
        low=Decimal("0.01"),
        more=True,
        example="203.64",
        hint=_("和每月一样就空着。"),
    )
    naming: str = choice(
        _("给贷款方看的那页上，别家"), NAMES, more=True, hint=_("别家的名字是你的隐私，可以不写。")
    )
    rule_note: str = free_text(_("分法的说明"), most=60, more=True)
    version: int = count(_("第几版"), low=1, high=999, unit=_("版"), default=1, more=True)
    people: int | None = count(
        _("靠这份收入生活的人数"),
        low=1,
        high=3 * MOST_PEOPLE,
        unit=_("人"),
        more=True,
        hint=_("不填，就是家里的成人加孩子。只用来和统计的人均消费比一比。"),
    )
    area: str = choice(_("和哪里的人均消费比"), AREAS, example="urban", more=True)
    monthly_income: Decimal | None = money(_("每月收入合计"), more=True, hint=_("核对用，可不填。"))
    essential: Decimal | None = money(_("基本生活合计"), more=True, hint=_("核对用，可不填。"))
    priority: Decimal | None = money(_("必须先付合计"), more=True, hint=_("核对用，可不填。"))
    other: Decimal | None = money(_("其他开支合计"), more=True, hint=_("核对用，可不填。"))
    surplus: Decimal | None = money(
        _("收入减开支"), low=-(10**9), more=True, hint=_("核对用，可不填。")
    )
    reserve: Decimal | None = money(_("备用金"), more=True, hint=_("核对用，可不填。"))
    can_pay: Decimal | None = money(
        _("可用于还债"), low=-(10**9), more=True, hint=_("核对用，可不填。")
    )
    share: Decimal | None = money(_("分到这一家"), more=True, hint=_("核对用，可不填。"))
    total_payment: Decimal | None = money(_("方案总额"), more=True, hint=_("核对用，可不填。"))
