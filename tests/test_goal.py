"""Laws of the inverse: any three of principal, rate, months and payment give back the fourth."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy_financial
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import calculators

FEN = Decimal("0.01")


def goal(**values: Any) -> Any:
    return calculators.calculate("goal", {name: str(typed) for name, typed in values.items()})


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        goal(**values)
    return set(invalid.value.errors)


principals = st.decimals("1000", "1000000", places=2)
rates = st.decimals("0.5", "36", places=2)
months = st.integers(2, 240)


@given(principals, rates, months)
def test_the_payment_found_is_that_of_a_schedule(
    principal: Decimal, rate: Decimal, months: int
) -> None:
    asked = {"principal": principal, "annual_rate": rate, "months": months}

    found = goal(**asked)

    schedule = calculators.calculate("instalment", {k: str(v) for k, v in asked.items()})
    assert (found.payment, found.last_payment) == (schedule.payment, schedule.last_payment)
    assert found.total_interest == schedule.total_interest


@given(principals, rates, months)
def test_the_payment_of_a_term_needs_about_that_term(
    principal: Decimal, rate: Decimal, months: int
) -> None:
    payment = goal(principal=principal, annual_rate=rate, months=months).payment + FEN

    found = goal(principal=principal, annual_rate=rate, payment=payment)

    assert found.months_exact < months
    assert found.months <= months
    assert found.last_payment <= payment


@given(principals, rates, months)
def test_rate_and_principal_are_found_again(principal: Decimal, rate: Decimal, months: int) -> None:
    payment = goal(principal=principal, annual_rate=rate, months=months).payment

    again = goal(principal=principal, months=months, payment=payment)
    worth = goal(payment=payment, annual_rate=rate, months=months).principal

    # Half a fen in the payment is at most half a fen times the annuity factor in the principal.
    assert abs(again.annual_rate - rate / 100) < Decimal("0.25") / principal
    assert abs(worth - principal) <= FEN / 2 * months + FEN


@given(principals, rates, st.decimals("10", "50000", places=2))
def test_the_months_agree_with_an_independent_library(
    principal: Decimal, rate: Decimal, payment: Decimal
) -> None:
    assume(payment > principal * rate / 1200 * Decimal("1.001"))

    found = goal(principal=principal, annual_rate=rate, payment=payment)

    independent = numpy_financial.nper(float(rate) / 1200, -float(payment), float(principal))
    assert abs(float(found.months_exact) - independent) < 1e-6 * independent
    assert abs(found.months - found.months_exact) < 1 + Decimal("0.01")


@given(
    principals, st.decimals("0.01", "36", places=2), months, st.decimals("100", "9999", places=2)
)
def test_principal_and_rate_agree_with_an_independent_library(
    principal: Decimal, rate: Decimal, months: int, payment: Decimal
) -> None:
    worth = goal(payment=payment, annual_rate=rate, months=months).principal

    independent = -numpy_financial.pv(float(rate) / 1200, months, float(payment))
    assert abs(float(worth) - independent) < 0.0051 + 1e-9 * independent


@given(principals, rates, st.decimals("200", "50000", places=2))
def test_rows_repay_the_principal_and_end_at_nothing(
    principal: Decimal, rate: Decimal, payment: Decimal
) -> None:
    found = goal(principal=principal, annual_rate=rate, payment=payment)
    assume(not found.never and found.months <= 600)

    assert sum(row.principal for row in found.rows) == principal
    assert found.rows[-1].balance == 0
    assert {row.payment for row in found.rows[:-1]} <= {payment}
    assert found.total_payment == sum(row.payment for row in found.rows)


@given(principals, rates, st.decimals("300", "50000", places=2))
def test_paying_more_never_takes_longer(
    principal: Decimal, rate: Decimal, payment: Decimal
) -> None:
    less = goal(principal=principal, annual_rate=rate, payment=payment)
    more = goal(principal=principal, annual_rate=rate, payment=payment + 1)

    assert less.never or not more.never
    assert less.never or more.months_exact < less.months_exact


@given(
    st.decimals("0", "30000", places=2),
    st.decimals("0", "30000", places=2),
    st.decimals("0", "30000", places=2),
    st.decimals("0", "100", places=2),
)
def test_what_an_income_bears_is_the_smaller_limit_and_never_negative(
    income: Decimal, essential: Decimal, other: Decimal, ratio: Decimal
) -> None:
    found = goal(monthly_income=income, essential=essential, other_debts=other, max_ratio=ratio)

    limits = (income - essential - other, income * ratio / 100 - other)
    assert found.max_payment == max(min(limits), Decimal(0)).quantize(FEN, "ROUND_DOWN")


@given(st.decimals("3000", "30000", places=2), rates, months)
def test_the_principal_an_income_bears_is_not_too_large(
    income: Decimal, rate: Decimal, months: int
) -> None:
    found = goal(monthly_income=income, essential=1000, annual_rate=rate, months=months)

    level = calculators.calculate(
        "instalment",
        {"principal": str(found.max_principal), "annual_rate": str(rate), "months": str(months)},
    )
    assert found.principal == found.max_principal
    assert level.payment <= found.max_payment


# --- boundaries and answers that are not a number ---------------------------------------------


@pytest.mark.parametrize(("payment", "never"), [("199.99", True), ("200", True), ("200.01", False)])
def test_a_payment_that_only_covers_the_interest_never_ends(payment: str, never: bool) -> None:
    found = goal(principal=10000, annual_rate=24, payment=payment)

    assert found.never is never
    assert found.smallest_payment == (Decimal("200.01") if never else None)
    assert found.payment_60 == (Decimal("287.68") if never else None)
    assert (found.months is None) is never


def test_never_says_what_works() -> None:
    html = calculators.respond(
        "goal", {"principal": "10000", "annual_rate": "24", "payment": "150"}
    )

    assert "永远还不完" in html
    assert "200.01" in html
    assert "287.68" in html


@pytest.mark.parametrize(
    ("payment", "months", "last"),
    [("99.99", 13, "0.12"), ("100", 12, "100.00"), ("100.01", 12, "99.89")],
)
def test_a_whole_number_of_months_is_not_rounded_up(payment: str, months: int, last: str) -> None:
    found = goal(principal=1200, annual_rate=0, payment=payment)

    assert (found.months, found.last_payment) == (months, Decimal(last))


def test_less_repaid_than_borrowed_has_a_negative_rate() -> None:
    assert goal(principal=1000, months=10, payment=90).annual_rate < 0
    assert goal(principal=1000, months=10, payment=100).annual_rate == 0
    assert goal(principal=1000, months=10, payment=110).annual_rate > 0


def test_an_income_fills_in_the_payment() -> None:
    found = goal(principal=46000, annual_rate=14.4, monthly_income=6500, essential=5000)

    assert (found.max_payment, found.payment, found.found) == (1500, 1500, "months")


def test_an_income_that_leaves_nothing_is_an_answer() -> None:
    found = goal(monthly_income=3000, essential=3500, annual_rate=12, months=36)

    assert (found.max_payment, found.max_principal) == (0, 0)
    assert "0.00" in calculators.respond("goal", {"monthly_income": "3000", "essential": "3500"})


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"principal"}),
        ({"principal": "1000"}, {"payment"}),
        ({"principal": "1000", "months": "12"}, {"payment"}),
        ({"principal": "1000", "months": "12", "payment": "90", "annual_rate": "5"}, {"payment"}),
        ({"essential": "1000"}, {"monthly_income"}),
        ({"max_ratio": "30"}, {"monthly_income"}),
        ({"max_ratio": "100.01", "monthly_income": "1"}, {"max_ratio"}),
        ({"principal": "0"}, {"principal"}),
        ({"months": "601"}, {"months"}),
        ({"annual_rate": "1000.01"}, {"annual_rate"}),
        ({"payment": "1000000000", "annual_rate": "1", "months": "600"}, {"principal"}),
        ({"principal": "0.01", "payment": "1000000000", "months": "600"}, {"payment"}),
    ],
)
def test_three_of_four_and_a_sentence_otherwise(values: dict[str, str], fields: set[str]) -> None:
    assert refused(**values) == fields


@pytest.mark.parametrize(
    "values",
    [
        {"principal": "1000000000", "annual_rate": "0.0001", "payment": "83.34"},
        {"principal": "1000000000", "annual_rate": "1000", "payment": "833333333.34"},
        {"principal": "1000000000", "annual_rate": "0", "payment": "0.01"},
        {"principal": "1000000000", "months": "600", "payment": "0.01"},
        {"principal": "1000000000", "annual_rate": "1000", "months": "600"},
        {"principal": "1000", "annual_rate": "0." + "0" * 50 + "1", "months": "600"},
    ],
)
def test_extremes_are_answered_not_hung(values: dict[str, str]) -> None:
    assert "data-headline" in calculators.respond("goal", values)
