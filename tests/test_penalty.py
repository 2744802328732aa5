"""Laws of penalty interest, compounding and the order of payment."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy_financial
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.maths.dates import months_after
from calculators.maths.money import FEN
from calculators.maths.penalty import applied, interest_for_days, with_monthly_rests

amounts = st.decimals("0", "1000000", places=2)
rates = st.decimals("0", "2", places=4)
starts = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def compounded(
    principal: Decimal, annual_rate: Decimal, start: date, end: date, day_count: str = "360"
) -> Decimal:
    (accrued,) = with_monthly_rests(principal * annual_rate, annual_rate, start, [end], day_count)
    return accrued.total


@pytest.mark.parametrize(("year", "expected"), [(360, "2025.00"), (365, "1997.26")])
def test_thirty_thousand_for_ninety_days(year: int, expected: str) -> None:
    assert interest_for_days(Decimal(30000), Decimal("0.27"), 90, year) == Decimal(expected)


def test_a_year_of_days_with_and_without_compounding() -> None:
    start, end = date(2025, 1, 1), date(2025, 12, 31)
    principal, annual_rate = Decimal(30000), Decimal("0.27")

    assert (end - start).days == 364
    assert interest_for_days(principal, annual_rate, 364, 360) == Decimal("8190.00")
    assert compounded(principal, annual_rate, start, end) == Decimal("9296.51")


def test_half_a_fen_goes_up() -> None:
    assert interest_for_days(Decimal("1.80"), Decimal("0.10"), 10, 360) == Decimal("0.01")
    assert interest_for_days(Decimal("1.79"), Decimal("0.10"), 10, 360) == Decimal("0.00")


@given(amounts, rates, starts, st.integers(0, 31))
def test_up_to_the_first_rest_nothing_is_compounded(
    principal: Decimal, annual_rate: Decimal, start: date, days: int
) -> None:
    end = min(start + timedelta(days=days), months_after(start, 1))

    simple = interest_for_days(principal, annual_rate, (end - start).days, 360)

    assert compounded(principal, annual_rate, start, end) == simple


@given(amounts, rates, starts, st.integers(0, 2000))
def test_compounding_never_gives_less_than_simple_interest(
    principal: Decimal, annual_rate: Decimal, start: date, days: int
) -> None:
    end = start + timedelta(days=days)

    simple = interest_for_days(principal, annual_rate, days, 360)

    rests = days // 28 + 1  # half a fen is lost at most at each of them
    assert compounded(principal, annual_rate, start, end) >= simple - FEN * rests


@given(amounts, rates, starts, st.lists(st.integers(0, 1500), min_size=1, max_size=5))
def test_several_days_at_once_are_the_same_as_one_by_one(
    principal: Decimal, annual_rate: Decimal, start: date, later: list[int]
) -> None:
    ends = [start + timedelta(days=days) for days in sorted(later)]

    together = with_monthly_rests(principal * annual_rate, annual_rate, start, ends, "365")

    alone = [compounded(principal, annual_rate, start, end, "365") for end in ends]
    assert [accrued.total for accrued in together] == alone


@given(st.decimals("1000", "1000000", places=2), st.decimals("0.01", "0.6", places=4),
       st.integers(1, 24))  # fmt: skip
def test_monthly_rests_agree_with_the_future_value_of_an_independent_library(
    principal: Decimal, annual_rate: Decimal, months: int
) -> None:
    """February of a common year has 28 days: rests in months of equal length, one at a time."""
    start = date(2026, 2, 1)
    balance = float(principal)
    for number in range(months):
        days = (months_after(start, number + 1) - months_after(start, number)).days
        balance = -float(numpy_financial.fv(float(annual_rate) * days / 360, 1, 0, balance))

    found = compounded(principal, annual_rate, start, months_after(start, months))

    assert abs(float(found) - (balance - float(principal))) < 0.0051 * months * 2


def test_rests_at_the_end_of_a_month_are_counted_from_the_first_day() -> None:
    start = date(2025, 1, 31)  # rests on 28 February, 31 March, 30 April
    accrued = with_monthly_rests(
        Decimal(36000), Decimal("0.36"), start, [date(2025, 3, 31), date(2025, 4, 1)], "360"
    )

    first = Decimal("2800.00")  # 28 days at 100 a day
    second = Decimal("3100.00") + Decimal("86.80")  # 31 days, and 2,800 × 36 % × 31 ÷ 360
    assert accrued[0].total == first + second
    assert accrued[1].total == first + second + Decimal("105.99")
    # 100 a day and (5,986.80 × 0.36 ÷ 360 = 5.9868, half up with it: 105.99)
    assert accrued[1].added == first + second


def test_the_last_day_counts_once_when_it_is_included() -> None:
    end = date(2025, 3, 1)
    (without,) = with_monthly_rests(
        Decimal(36000), Decimal("0.36"), date(2025, 1, 15), [end], "360"
    )
    (counted,) = with_monthly_rests(
        Decimal(36000), Decimal("0.36"), date(2025, 1, 15), [end], "360", inclusive=True
    )

    assert counted.total - without.total == Decimal("103.10")  # 100 and 1 ‰ of 3,100 added


def test_growth_beyond_the_bound_stops() -> None:
    with pytest.raises(OverflowError):
        with_monthly_rests(
            Decimal(10), Decimal(1), date(1990, 1, 1), [date(2190, 1, 1)], "360",
            most=Decimal("1e6"),
        )  # fmt: skip


@given(st.lists(amounts, min_size=1, max_size=6), amounts)
def test_a_payment_is_spent_to_the_fen_or_everything_is_paid(
    owed: list[Decimal], payment: Decimal
) -> None:
    paid = applied(payment, owed)

    assert sum(paid) == min(payment, sum(owed))
    assert all(0 <= part <= due for part, due in zip(paid, owed, strict=True))
    # nothing goes to a later part while an earlier one is unpaid
    short = next((i for i, due in enumerate(owed) if paid[i] < due), len(owed))
    assert not any(paid[short + 1 :])
