"""Calendar days of instalments."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later, else the last day of that month.

    Always counted from the first day, so 31 January, 28 February, 31 March: it never drifts.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
