"""What the rehearsal asks: a gate, one's numbers, what the lender wants, and the turns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from calculators.maths import money as m
from calculators.page import gates
from calculators.page.fields import choice, count, day, money
from calculators.page.free_text import free_text, last4
from calculators.page.words import _
from calculators.talks._rehearsal_lines import ANSWERS, LINES

GATES = _("先过一关")
MINE = _("我的数")
THEIRS = _("对方要的")
TURNS = 5

CALLS = {
    "mine": _("我打官方电话"),
    "theirs": _("对方打来，还没核实"),
    "checked": _("对方打来，核实过了"),
}
READY = {"yes": _("备好了"), "no": _("还没有")}
SAYS = {"none": _("（到此为止）")} | {name: line.said for name, line in LINES.items()}


def _says(number: int, example: str = "none") -> str:
    said: str = choice(
        _("第 {n} 轮：对方说", n=number),
        SAYS,
        group=_("第 {n} 轮", n=number),
        default="none",
        example=example,
    )
    return said


def _answer(number: int, example: str = "none") -> str:
    said: str = choice(
        _("第 {n} 轮：我答", n=number),
        ANSWERS,
        group=_("第 {n} 轮", n=number),
        default="none",
        example=example,
    )
    return said


@dataclass(frozen=True)
class Form:
    untouched_three_years: str = gates.untouched_three_years(group=GATES)
    asked_12348: str = gates.asked_12348(group=GATES)

    balance: Decimal = money(
        _("现在一共欠"), low=Decimal("0.01"), required=True, group=MINE, example="46000"
    )
    share: Decimal = money(
        _("底线：每月最多"),
        required=True,
        group=MINE,
        example="734.69",
        hint=_("来自“开什么价、守住哪条线”。没有余额就填 0。"),
    )
    payment: Decimal | None = money(
        _("我说的数：每月"),
        low=Decimal("0.01"),
        group=MINE,
        example="734.69",
        hint=_("不填就用底线。"),
    )
    months: int | None = count(
        _("分几期"), low=1, unit=_("期"), years=True, group=MINE, example="63"
    )
    spare: Decimal = money(
        _("今天能动的闲钱"),
        default=m.ZERO,
        group=MINE,
        hint=_("不是借来的，也不是备用金、房租、药费。"),
    )
    papers_ready: str = choice(_("收支说明和证明"), READY, group=MINE)
    contract_last4: str = last4(
        _("合同或账户尾号"), group=MINE, example="2046", hint=_("只写后四位。")
    )
    call_time: str = free_text(_("方便接电话的时间"), most=40, group=MINE, example="12:00–13:00")
    reply_by: date | None = day(_("我哪天前再联系对方"), group=MINE, example="2026-12-05")
    days_overdue: int | None = count(
        _("逾期几天"), high=36500, unit=_("天"), group=MINE, example="24", hint=_("没逾期填 0。")
    )

    call: str = choice(_("谁打给谁"), CALLS, group=THEIRS)
    lender_months: int = count(
        _("对方说最多几期"),
        low=1,
        unit=_("期"),
        years=True,
        default=12,
        group=THEIRS,
        example="12",
        hint=_("空着按 12 期演练。"),
    )
    asked_sum: Decimal | None = money(
        _("对方要先付多少"), low=Decimal("0.01"), group=THEIRS, example="500"
    )

    they_1: str = _says(1, "full_only")
    answer_1: str = _answer(1, "number")
    they_2: str = _says(2, "sue")
    answer_2: str = _answer(2, "ticket")
    they_3: str = _says(3, "shorter")
    answer_3: str = _answer(3, "number")
    they_4: str = _says(4, "pay_today")
    answer_4: str = _answer(4, "text")
    they_5: str = _says(5, "refused")
    answer_5: str = _answer(5, "ticket")


EXAMPLES: dict[str, dict[str, object]] = {
    "self_employed": {
        "untouched_three_years": "no",
        "balance": "58000",
        "share": "527.97",
        "months": "110",
        "contract_last4": "5813",
        "call_time": _("工作日中午"),
        "reply_by": "2026-12-06",
        "days_overdue": "140",
        "call": "theirs",
        "asked_sum": "5800",
        "they_1": "contacts",
        "answer_1": "reach",
        "they_2": "down_payment",
        "answer_2": "verify",
        "they_3": "shame",
        "answer_3": "number",
        "they_4": "last_chance",
        "answer_4": "text",
        "they_5": "private",
        "answer_5": "verify",
    },
    "couple": {
        "untouched_three_years": "no",
        "balance": "35000",
        "share": "1203.31",
        "payment": "1180",
        "months": "36",
        "contract_last4": "7390",
        "call_time": _("工作日晚上"),
        "reply_by": "2026-12-01",
        "days_overdue": "0",
        "lender_months": "24",
        "they_1": "system_no",
        "answer_1": "ticket",
        "they_2": "income_high",
        "answer_2": "number",
        "they_3": "shorter",
        "answer_3": "number",
        "they_4": "agreed",
        "answer_4": "text",
    },
}


def figure_said(form: Form) -> Decimal:
    """The one monthly figure: the plan's, or the limit."""
    return form.payment if form.payment is not None else form.share
