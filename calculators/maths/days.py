"""Days between two dates as contracts count them, and the year they are divided by.

Interest for a broken period is balance × annual rate × days ÷ year, with one of these counts:

`360`     actual days ÷ 360: the usual count of Chinese banks, as daily rate = annual rate ÷ 360.
`365`     actual days ÷ 365, in leap years too: courts, private lending, ceilings.
`30/360`  every month has 30 days, the year 360. The variant is 30E/360 (ISDA 4.16(g), "Eurobond
          basis", `DAYS360(from; to; 1)` in a spreadsheet): a 31st counts as a 30th at either end
          and February is left as it is. It is the only variant in which neither end depends on the
          other; the American one differs where the last day is a 31st or the first the end of
          February.
`months`  whole months of 30 days, then the days left over as they are, over 360 (整月加零头天数).

The first day is counted and the last is not (算头不算尾); `inclusive` counts the last day as well.
"""

from __future__ import annotations

from datetime import date, timedelta

from calculators.maths.dates import months_after

YEAR = {"360": 360, "365": 365, "30/360": 360, "months": 360}
"""The days of a year, by day count."""


def days_between(start: date, end: date, day_count: str, inclusive: bool = False) -> int:
    """Days from `start` to `end`, negative when `end` is earlier. Raises `KeyError` for no such count."""
    counted = _COUNTS[day_count](start, end)
    return counted + 1 if inclusive else counted


def months_and_days(start: date, end: date) -> tuple[int, int]:
    """Whole months from `start`, and the days left. Months end on the same day, or on the last day
    of a shorter month; they are counted from `start` each time, so they never drift.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    if months_after(start, months) > end:
        months -= 1
    return months, (end - months_after(start, months)).days


def days_after(day: date, days: int) -> date:
    """Return the day `days` days after `day`, or before it when `days` is negative."""
    return day + timedelta(days=days)


def after_weekend(day: date) -> date:
    """Return `day`, or the Monday after it if it is a Saturday or Sunday. Knows no public holidays."""
    return days_after(day, 7 - day.weekday() if day.weekday() >= _SATURDAY else 0)


_SATURDAY = 5


def _actual(start: date, end: date) -> int:
    return (end - start).days


def _thirty(start: date, end: date) -> int:
    months = (end.year - start.year) * 12 + end.month - start.month
    return months * 30 + min(end.day, 30) - min(start.day, 30)


def _months(start: date, end: date) -> int:
    months, days = months_and_days(start, end)
    return months * 30 + days


_COUNTS = {"360": _actual, "365": _actual, "30/360": _thirty, "months": _months}
