"""Laws of counting days, against an independent library and published pairs of dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.maths.dates import months_after
from calculators.maths.days import YEAR, after_weekend, days_between, months_and_days

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
counts = st.sampled_from(sorted(YEAR))

THIRTY_EUROPEAN = [
    # Pairs of dates like those of ISDA's workbook for 30E/360; every number from QuantLib 1.44,
    # Thirty360(European).dayCount.
    ("2006-08-20", "2007-02-20", 180),
    ("2007-02-20", "2007-08-20", 180),
    ("2007-08-20", "2008-02-20", 180),
    ("2008-02-20", "2008-08-20", 180),
    ("2008-08-20", "2009-02-20", 180),
    ("2009-02-20", "2009-08-20", 180),
    ("2006-02-28", "2006-08-31", 182),
    ("2006-08-31", "2007-02-28", 178),
    ("2007-02-28", "2007-08-31", 182),
    ("2007-08-31", "2008-02-29", 179),
    ("2008-02-29", "2008-08-31", 181),
    ("2008-08-31", "2009-02-28", 178),
    ("2009-02-28", "2009-08-31", 182),
    ("2009-08-31", "2010-02-28", 178),
    ("2010-02-28", "2010-08-31", 182),
    ("2010-08-31", "2011-02-28", 178),
    ("2011-02-28", "2011-08-31", 182),
    ("2011-08-31", "2012-02-29", 179),
    ("2006-01-31", "2006-02-28", 28),
    ("2006-01-30", "2006-02-28", 28),
    ("2006-02-28", "2006-03-03", 5),
    ("2006-02-14", "2006-02-28", 14),
    ("2006-09-30", "2006-10-31", 30),
    ("2006-10-31", "2006-11-28", 28),
    ("2007-08-31", "2008-02-28", 178),
    ("2008-02-28", "2008-08-28", 180),
    ("2008-02-28", "2008-08-30", 182),
    ("2008-02-28", "2008-08-31", 182),
    ("2007-02-26", "2008-02-28", 362),
    ("2007-02-26", "2008-02-29", 363),
    ("2008-02-29", "2009-02-28", 359),
    ("2008-02-28", "2008-03-30", 32),
    ("2008-02-28", "2008-03-31", 32),
]


@pytest.mark.parametrize(("start", "end", "expected"), THIRTY_EUROPEAN)
def test_thirty_day_months_agree_with_quantlib(start: str, end: str, expected: int) -> None:
    found = days_between(date.fromisoformat(start), date.fromisoformat(end), "30/360")

    assert found == expected


@given(days, days)
def test_actual_days_are_those_of_the_calendar(start: date, end: date) -> None:
    assert start + timedelta(days=days_between(start, end, "360")) == end
    assert days_between(start, end, "360") == days_between(start, end, "365")


@given(days, days, counts)
def test_the_last_day_counted_is_one_day_more(start: date, end: date, day_count: str) -> None:
    without = days_between(start, end, day_count)

    assert days_between(start, end, day_count, inclusive=True) == without + 1


@given(days, days)
def test_thirty_day_months_are_the_same_both_ways(start: date, end: date) -> None:
    assert days_between(start, end, "30/360") == -days_between(end, start, "30/360")


@given(days, st.integers(0, 400), counts)
def test_a_later_day_never_counts_fewer_days(start: date, later: int, day_count: str) -> None:
    end = start + timedelta(days=later)

    step = days_between(start, end + timedelta(days=1), day_count) - days_between(
        start, end, day_count
    )
    # Thirty-day months stand still on a 31st and make up for the end of February.
    assert step in ((1,) if day_count in ("360", "365") else range(4))


@given(days, st.integers(0, 600))
def test_whole_months_are_found_again(start: date, months: int) -> None:
    assert months_and_days(start, months_after(start, months)) == (months, 0)


@given(days, st.integers(0, 20000))
def test_months_and_days_together_reach_the_end(start: date, later: int) -> None:
    end = start + timedelta(days=later)

    months, left = months_and_days(start, end)

    assert months_after(start, months) + timedelta(days=left) == end
    assert 0 <= left < 31
    assert months_after(start, months + 1) > end


def test_months_at_the_end_of_a_month_never_drift() -> None:
    start = date(2025, 1, 31)

    found = [months_and_days(start, date(2025, month, day)) for month, day in
             ((2, 27), (2, 28), (3, 1), (3, 30), (3, 31))]  # fmt: skip

    assert found == [(0, 27), (1, 0), (1, 1), (1, 30), (2, 0)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("2026-11-20", "2026-11-20"), ("2026-11-21", "2026-11-23"), ("2026-11-22", "2026-11-23"),
     ("2026-11-23", "2026-11-23")],
)  # fmt: skip
def test_a_weekend_moves_to_monday(typed: str, expected: str) -> None:
    assert after_weekend(date.fromisoformat(typed)).isoformat() == expected


def test_an_unknown_day_count_is_an_error() -> None:
    with pytest.raises(KeyError):
        days_between(date(2026, 1, 1), date(2026, 2, 1), "actual/actual")
