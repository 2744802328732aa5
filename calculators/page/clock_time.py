"""A time of day as people write it: 22:40, 22点40分, 晚上10点半."""

from __future__ import annotations

import dataclasses
import re
from datetime import time
from typing import Any

from calculators.page.fields import Question, Unreadable, text, tidy
from calculators.page.words import Text, _

_EARLY, _LATE, _NIGHT = ("凌晨", "早上", "上午"), ("下午", "傍晚", "晚上"), ("夜里", "半夜", "深夜")
_SAID = re.compile(
    rf"({'|'.join((*_EARLY, '中午', *_LATE, *_NIGHT))})?\s*"
    r"(\d{1,2})\s*(?:[:.点时]\s*(?:(\d{1,2})\s*分?|(半)|(整))?)",
    re.ASCII,
)
_TOGETHER = re.compile(r"(\d\d)(\d\d)", re.ASCII)


def clock_time(label: Text, **more: Any) -> Any:
    """A time of day to the minute, as `time`; `None` when nothing was typed."""
    asked: Question = text(label, default=None, **more).metadata["question"]
    return dataclasses.field(
        metadata={"question": dataclasses.replace(asked, read=_read, show=said)}
    )


def said(moment: time) -> str:
    """22:40, in both languages."""
    return moment.strftime("%H:%M")


def _read(typed: str) -> time:
    text_ = tidy(typed)
    found = _time(text_)
    if found is None:
        raise Unreadable(_("看不懂这个时间。请按 24 小时填，例如 22:40。"))
    return found


def _time(typed: str) -> time | None:
    together = _TOGETHER.fullmatch(typed)
    parts = _SAID.fullmatch(typed)
    if together:
        hour, minute = int(together[1]), int(together[2])
    elif parts:
        hour, minute = int(parts[2]), 30 if parts[4] else int(parts[3] or 0)
        hour += _half_day(parts[1] or "", hour)
    else:
        return None
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _half_day(part: str, hour: int) -> int:
    """Hours to add to what was said of a part of the day; midnight is the beginning of a day."""
    if hour == 12:
        return -12 if part in (*_NIGHT, "晚上", "凌晨") else 0
    if part in _LATE or (part == "中午" and hour < 6) or (part in _NIGHT and hour >= 6):
        return 12 if hour < 12 else 0
    return 0
