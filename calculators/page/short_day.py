"""A day as people write it in a chat, without its year: 12月10号. The year comes from its neighbours."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from calculators.page.fields import Question, day, tidy
from calculators.page.words import Text, say_date

_LEAP_YEAR = 2000
_SHORT = re.compile(r"(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*[日号]?", re.ASCII)
_WHOLE = re.compile(r"(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2})\s*号", re.ASCII)


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A month and a day of some year."""

    month: int
    day: int

    def say(self, lang: str) -> str:
        if lang == "zh":
            return f"{self.month}月{self.day}日"
        return say_date(date(_LEAP_YEAR, self.month, self.day), lang).rpartition(" ")[0]

    def years_near(self, year: int) -> list[date]:
        """This day in the years around `year`; 29 February only where there is one."""
        found = []
        for near in range(max(year - 8, 1), year + 9):
            if (self.month, self.day) != (2, 29) or (
                near % 4 == 0 and (near % 100 or not near % 400)
            ):
                found.append(date(near, self.month, self.day))
        return found


Day = date | MonthDay


def short_day(label: Text, **more: Any) -> Any:
    """A calendar day, as `date`; without a year as `MonthDay`."""
    asked: Question = day(label, **more).metadata["question"]
    return dataclasses.field(
        metadata={
            "question": dataclasses.replace(asked, read=lambda typed: _read(asked, typed)),
        }
    )


def _read(asked: Question, typed: str) -> Day:
    text = tidy(typed)
    short = _SHORT.fullmatch(text)
    if short:
        month, number = int(short[1]), int(short[2])
        try:
            date(_LEAP_YEAR, month, number)
        except ValueError:
            return _as_whole_day(asked, typed)
        return MonthDay(month, number)
    whole = _WHOLE.fullmatch(text)
    return _as_whole_day(asked, whole[1] if whole else typed)


def _as_whole_day(asked: Question, typed: str) -> date:
    found: date = asked.read(typed)
    return found


def lacks_year(days: Iterable[Day | None]) -> bool:
    """Whether any of them has no year."""
    return any(isinstance(day, MonthDay) for day in days)


def following(days: Sequence[Day | None], near: date) -> list[date | None]:
    """Days of a plan, in order: without a year, the first one not before the day above it.

    At the top it is the one closest to `near`.
    """
    found: list[date | None] = []
    above: date | None = None
    for one in days:
        if isinstance(one, MonthDay):
            if above is None:
                one = min(one.years_near(near.year), key=lambda day: abs((day - near).days))
            else:
                one = min(day for day in one.years_near(above.year) if day >= above)
        above = one or above
        found.append(one)
    return found


def latest(one: Day, until: date) -> date:
    """A day that has been: without a year, the last one not after `until`."""
    if isinstance(one, MonthDay):
        return max(day for day in one.years_near(until.year) if day <= until)
    return one
