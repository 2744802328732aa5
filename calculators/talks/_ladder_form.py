"""What the ladder asks: one's own numbers, what the lender says, and two gates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from calculators.maths import money as m
from calculators.page import gates
from calculators.page.fields import choice, count, day, money, rate
from calculators.page.free_text import free_text, last4
from calculators.page.words import _

GATES = _("先过两关")
MINE = _("我的数")
ROOM = _("能减的：罚息、违约金和费用")
THEIRS = _("对方说的（没说就不填）")
CALL = _("印在卡上的")

KINDS = {"loan": _("贷款、网贷、平台分期"), "card": _("信用卡")}
RISE = {"no": _("没有"), "yes": _("有，拿得出材料")}


@dataclass(frozen=True)
class Form:
    untouched_three_years: str = gates.untouched_three_years(group=GATES)
    asked_12348: str = gates.asked_12348(group=GATES)
    court_papers: str = gates.court_papers(group=GATES)

    balance: Decimal = money(
        _("现在一共欠"), low=Decimal("0.01"), required=True, group=MINE, example="46000"
    )
    share: Decimal = money(
        _("每月最多能给这一家"),
        required=True,
        group=MINE,
        example="750.76",
        hint=_("预算里分给这一家的数。没有余额就填 0。"),
    )
    payment: Decimal | None = money(
        _("方案里写的每月数"),
        low=Decimal("0.01"),
        group=MINE,
        example="750.76",
        hint=_("信和收支说明里的那个数。不填就用上一格。"),
    )
    can_pay: Decimal | None = money(
        _("每月一共能还"), low=Decimal("0.01"), group=MINE, example="1730.02", hint=_("各家合计。")
    )
    safe_payment: Decimal | None = money(
        _("守得住的数（各家合计）"),
        group=MINE,
        example="1693",
        hint=_("“撑得住吗”里九成把握的每月最多。没算过就不填。"),
    )

    charges: Decimal = money(
        _("欠款里的罚息、违约金和费用"), default=m.ZERO, group=ROOM, example="1900"
    )
    waive: Decimal = money(
        _("希望减掉多少"),
        default=m.ZERO,
        group=ROOM,
        example="950",
        hint=_("本金很少能减，先从罚息和费用谈。"),
    )

    debt_kind: str = choice(_("哪一种欠款"), KINDS, group=THEIRS)
    days_overdue: int | None = count(
        _("逾期几天"), high=36500, unit=_("天"), group=THEIRS, example="24", hint=_("没逾期填 0。")
    )
    most_months: int | None = count(
        _("对方说最长几期"),
        low=1,
        unit=_("期"),
        years=True,
        group=THEIRS,
        example="60",
        hint=_("没说就不填；信用卡不填按规定的最长期限。"),
    )
    plan_rate: Decimal = rate(
        _("对方要计息的话，年利率最多接受多少"),
        per="year",
        default=Decimal(0),
        group=THEIRS,
        example="3",
        hint=_("逾期的只算到底线那一格；没逾期的，利息照付，三格都算。"),
    )
    down: Decimal = money(
        _("能先付的一笔闲钱"),
        default=m.ZERO,
        group=THEIRS,
        hint=_("不是借来的，也不是备用金、房租、药费。"),
    )
    rise: str = choice(_("半年、一年后涨收入，有依据吗"), RISE, group=THEIRS)

    contract_last4: str = last4(
        _("合同或账户尾号"), group=CALL, example="2046", hint=_("只写后四位。")
    )
    call_time: str = free_text(_("方便接电话的时间"), most=40, group=CALL, example="12:00–13:00")
    first_payment_date: date | None = day(_("首期还款日"), group=CALL, example="2026-12-15")
    reply_by: date | None = day(_("我哪天前再联系对方"), group=CALL, example="2026-12-05")

    enough_lump: Decimal | None = money(
        _("机构视角算出的一次付清"),
        low=Decimal("0.01"),
        more=True,
        hint=_("“机构怎么看”里，和别的办法一样值的那个数。"),
    )


EXAMPLES: dict[str, dict[str, object]] = {
    "self_employed": {
        "untouched_three_years": "no",
        "balance": "58000",
        "share": "576.61",
        "payment": "576.61",
        "can_pay": "1150",
        "safe_payment": "1053",
        "charges": "5400",
        "waive": "2700",
        "days_overdue": "140",
        "most_months": "36",
        "down": "3000",
        "contract_last4": "5813",
        "call_time": _("工作日中午"),
        "first_payment_date": "2026-12-10",
        "reply_by": "2026-12-06",
    },
    "couple": {
        "untouched_three_years": "no",
        "balance": "35000",
        "share": "1382.02",
        "payment": "1180",
        "can_pay": "2900",
        "safe_payment": "2525",
        "days_overdue": "0",
        "plan_rate": "12",
        "rise": "yes",
        "contract_last4": "7390",
        "call_time": _("工作日晚上"),
        "first_payment_date": "2027-01-05",
        "reply_by": "2026-12-01",
    },
}


def not_due(form: Form) -> bool:
    """Nothing is overdue: interest runs as agreed, and there is nothing to stop or to waive."""
    return form.days_overdue == 0


def may_be_old(form: Form) -> bool:
    """See `gates.may_be_old`."""
    return gates.may_be_old(form.untouched_three_years, form.days_overdue)
