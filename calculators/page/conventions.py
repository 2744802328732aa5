"""Questions about how interest is counted, asked in the same words by several calculators."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal
from typing import Any

from calculators.page.fields import Question, Unreadable, tidy, to_number
from calculators.page.words import Number, Text, _

DAY_COUNTS = {
    "360": _("实际天数 ÷ 360（银行常用）"),
    "365": _("实际天数 ÷ 365（法院、民间借贷常用）"),
    "30/360": _("每月 30 天 ÷ 360（少见）"),
}
DAY_COUNTS_SAID = {
    "360": _("按实际天数 ÷ 360 算，银行合同多这样写；法院和民间借贷多按 365，数字会小一点。"),
    "365": _("按实际天数 ÷ 365 算，法院和民间借贷多用；银行合同多按 360，数字会大一点。"),
    "30/360": _("每月都按 30 天、一年 360 天算（31 日当 30 日）；合同写明才用。"),
}
"""What an answer says about its day count, and when a lender uses the other one."""
END_DAYS = {
    "exclusive": _("算头不算尾（最后一天不计）"),
    "inclusive": _("头尾都算（最后一天也计）"),
}
MOST_MULTIPLE = Decimal(10)


def days(number: int) -> Text:
    """A number of days."""
    return _("1 天") if number == 1 else _("{n} 天", n=number)


def multiple(label: Text, *, default: str, **more: Any) -> Any:
    """How many times the contract rate, 0 to 10, as `Decimal`: 1.5, 1.5倍 and 150% are the same."""
    return dataclasses.field(
        metadata={
            "question": Question(
                kind="rate",
                label=label,
                unit=_("倍"),
                read=_read_multiple,
                show=lambda value: _("{times} 倍", times=Number(value)),
                default=Decimal(default),
                **more,
            )
        }
    )


def _read_multiple(typed: str) -> Decimal:
    text = re.sub(r"\s*(?:倍|times|x|×)$", "", tidy(typed), flags=re.IGNORECASE)
    percent = text.endswith("%")
    number = to_number(text.rstrip("%").rstrip())
    if number is None:
        raise Unreadable(_("看不懂“{typed}”。请填倍数，例如 1.5 或 150%。", typed=text[:24]))
    value = number.scaleb(-2) if percent else number
    if not 0 <= value <= MOST_MULTIPLE:
        raise Unreadable(_("倍数要在 0 到 {most} 之间，例如 1.5。", most=int(MOST_MULTIPLE)))
    return value
