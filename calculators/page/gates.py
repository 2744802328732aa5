"""What is asked before anything is said or sent: it may revive an old debt, or miss a court's day."""

from __future__ import annotations

from typing import Any

from calculators.law import figure
from calculators.page.fields import choice
from calculators.page.words import Text, _

UNTOUCHED = {
    "unknown": _("不清楚"),
    "no": _("不是，三年内有过动静"),
    "yes": _("是，大约三年没有动静"),
}
ASKED = _("问过了")


def untouched_three_years(**more: Any) -> Any:
    """Whether limitation may have run out; the answer asked for is "no"."""
    return choice(
        _("这笔债大约三年没有动静了吗"),
        UNTOUCHED,
        example="no",
        hint=_("没还过款，也没有收到催款、没签过东西、没打过官司。"),
        **more,
    )


def asked_12348(yes: Text = ASKED, **more: Any) -> Any:
    """Whether legal aid was asked about such a debt; `yes` says with what outcome."""
    answers = {"no": _("还没有"), "yes": yes}
    return choice(_("选“是”或“不清楚”的：打 12348 问过了吗"), answers, **more)


def court_papers(**more: Any) -> Any:
    """Whether a court's days are running."""
    answers = {"none": _("没有收到"), "received": _("收到了（支付令、起诉状、传票）")}
    return choice(_("收到法院的东西了吗"), answers, **more)


def may_be_old(untouched: str, days_overdue: int | None) -> bool:
    """Untouched for about three years, or overdue for so long that the answer wants a second look."""
    long = (days_overdue or 0) >= int(figure("limitation_years").value) * 360
    return untouched != "no" or long
