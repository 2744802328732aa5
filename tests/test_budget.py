"""Laws of the budget, and its answers when nothing is left."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators

EVERY = ["day", "week", "two_weeks", "month", "quarter", "half_year", "year"]
amounts = st.decimals("0", "100000", places=2).map(str)
incomes = st.lists(
    st.fixed_dictionaries({"amount": amounts, "every": st.sampled_from(EVERY)}),
    min_size=1,
    max_size=6,
)
spendings = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["rent", "food", ""]),
            "amount": amounts,
            "every": st.sampled_from(EVERY),
            "kind": st.sampled_from(["essential", "priority", "other"]),
        }
    ),
    max_size=12,
)
reserves = st.decimals("0", "100", places=2).map(str)


def budget(**values: Any) -> Any:
    return calculators.calculate("budget", values)


@given(incomes, spendings, reserves)
def test_what_comes_in_is_spent_kept_or_paid_to_the_fen(
    income: Any, spending: Any, reserve_rate: str
) -> None:
    result = budget(income=income, spending=spending, reserve_rate=reserve_rate)

    spent = result.essential + result.priority + result.other
    assert spent == sum(row.monthly for row in result.rows)
    assert result.monthly_income == spent + result.reserve + result.can_pay
    assert result.surplus == result.monthly_income - spent


@given(incomes, spendings, reserves)
def test_nobody_is_told_to_pay_what_they_do_not_have(
    income: Any, spending: Any, reserve_rate: str
) -> None:
    result = budget(income=income, spending=spending, reserve_rate=reserve_rate)

    assert result.can_pay <= result.surplus
    assert (
        result.can_pay <= result.surplus * (1 - Decimal(reserve_rate) / 100) or result.surplus <= 0
    )
    assert (result.can_pay < 0) == (result.surplus < 0)


@given(amounts, st.sampled_from(EVERY))
def test_a_year_of_a_line_is_twelve_of_its_months(amount: str, every: str) -> None:
    times = {
        "day": 365,
        "week": 52,
        "two_weeks": 26,
        "month": 12,
        "quarter": 4,
        "half_year": 2,
        "year": 1,
    }

    result = budget(income=[{"amount": amount, "every": every}])

    assert abs(result.monthly_income * 12 - Decimal(amount) * times[every]) <= Decimal("0.06")


@pytest.mark.parametrize(
    ("rent", "left"), [("999.99", "0.01"), ("1000", "0.00"), ("1000.01", "-0.01")]
)
def test_a_negative_budget_stays_negative(rent: str, left: str) -> None:
    values = {"income": [{"amount": "1000"}], "spending": [{"amount": rent}], "reserve_rate": "0"}

    result = budget(**values)

    assert result.surplus == result.can_pay == Decimal(left)
    html = calculators.respond("budget", values, "en")
    assert ("You are ¥0.01 short" in html) is (result.surplus < 0)
    assert ("exactly equal" in html) is (result.surplus == 0)


def test_a_negative_budget_names_help_and_offers_no_payment() -> None:
    values = {"income": [{"amount": "1000"}], "spending": [{"amount": "1500"}]}

    html = calculators.respond("budget", values)

    assert "12356" in html
    assert "每月还差 500.00 元" in html
    assert "每月能还" not in html


def test_without_any_income_line_the_group_is_named() -> None:
    with pytest.raises(calculators.Invalid) as invalid:
        budget(spending=[{"amount": "5"}])

    assert set(invalid.value.errors) == {"income"}


def test_an_income_of_nothing_has_no_shares() -> None:
    result = budget(income=[{"amount": "0"}], spending=[{"amount": "5"}])

    assert result.spending_ratio is None
    assert result.can_pay == Decimal("-5.00")


@pytest.mark.parametrize(("amount", "asked"), [("299.99", False), ("300", False), ("300.01", True)])
def test_a_large_line_without_a_note_is_one_a_lender_asks_about(amount: str, asked: bool) -> None:
    spending = [{"name": "rent", "amount": amount}]

    without = budget(income=[{"amount": "1000"}], spending=spending)
    with_note = budget(income=[{"amount": "1000"}], spending=[spending[0] | {"note": "near work"}])

    assert without.needs_reason == (("rent",) if asked else ())
    assert with_note.needs_reason == ()


def test_the_living_cost_is_the_statistic_over_its_months_for_each_person() -> None:
    result = budget(income=[{"amount": "1"}], people="3", area="urban")

    assert result.reference == (Decimal("26510") / 9 * 3).quantize(Decimal("0.01"))
