"""Laws of paying a card by its minimum, and the answer when it never ends."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy_financial
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import calculators

BASES = ["balance_plus_interest", "balance", "balance_interest"]
balances = st.decimals("1", "100000", places=2)
few = settings(max_examples=50)
rates = st.decimals("0", "36", places=2)


def card(**values: Any) -> Any:
    return calculators.calculate(
        "minimum_payment", {name: str(typed) for name, typed in values.items()}
    )


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        card(**values)
    return set(invalid.value.errors)


def fen(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


@few
@given(
    balances, rates, st.sampled_from(BASES), st.decimals("3", "100", places=1), st.integers(0, 100)
)
def test_every_fen_paid_is_balance_or_interest(
    balance: Decimal, rate: Decimal, base: str, share: Decimal, floor: int
) -> None:
    result = card(
        balance=balance, annual_rate=rate, minimum_base=base, minimum_rate=share, floor=floor
    )

    assume(not result.never)
    assert result.total_payment == balance + result.total_interest
    assert sum(row.principal for row in result.rows) == balance
    assert result.rows[-1].balance == 0
    assert result.months == len(result.rows)
    assert result.total_interest == sum(row.interest for row in result.rows)


@few
@given(
    balances, rates, st.sampled_from(BASES), st.decimals("3", "100", places=1), st.integers(0, 100)
)
def test_each_row_is_interest_on_the_opening_balance_then_the_minimum(
    balance: Decimal, rate: Decimal, base: str, share: Decimal, floor: int
) -> None:
    result = card(
        balance=balance, annual_rate=rate, minimum_base=base, minimum_rate=share, floor=floor
    )

    opening = balance
    for row in result.rows[:200]:
        assert row.interest == fen(opening * rate / 1200)
        percentage = {
            "balance": fen(opening * share / 100),
            "balance_interest": fen((opening + row.interest) * share / 100),
            "balance_plus_interest": fen(opening * share / 100 + row.interest),
        }[base]
        assert row.minimum == min(max(Decimal(floor), percentage), opening + row.interest)
        assert row.balance == opening + row.interest - row.payment
        assert row.payment == row.minimum or row.balance == 0
        opening = row.balance


@few
@given(balances, rates, st.sampled_from([12, 24, 36, 60]))
def test_the_clearing_payment_is_the_smallest_that_clears(
    balance: Decimal, rate: Decimal, months: int
) -> None:
    assume(balance > 100)
    payment = getattr(card(balance=balance, annual_rate=rate), f"payment_{months}")

    enough = card(balance=balance, annual_rate=rate, fixed_payment=payment)
    less = card(balance=balance, annual_rate=rate, fixed_payment=payment - Decimal("0.01"))

    assert enough.months <= months
    assert less.never or less.months > months


@few
@given(balances, rates, st.sampled_from([12, 24, 36, 60]))
def test_the_clearing_payment_agrees_with_an_independent_library(
    balance: Decimal, rate: Decimal, months: int
) -> None:
    payment = getattr(card(balance=balance, annual_rate=rate), f"payment_{months}")

    exact = -numpy_financial.pmt(float(rate) / 1200, months, float(balance))

    assert abs(float(payment) - exact) <= 0.02


@few
@given(balances, st.decimals("1", "36", places=2), st.decimals("0.01", "500", places=2))
def test_paying_more_is_never_slower_or_dearer(
    balance: Decimal, rate: Decimal, extra: Decimal
) -> None:
    plain = card(balance=balance, annual_rate=rate, floor=50)

    more = card(balance=balance, annual_rate=rate, floor=50, extra=extra)

    assert more.months <= plain.months
    assert more.total_interest <= plain.total_interest
    assert (more.minimum_months, more.minimum_interest) == (plain.months, plain.total_interest)
    assert more.first_payment == min(plain.first_payment + extra, balance + plain.first_interest)


def test_the_base_of_the_minimum_changes_the_answer() -> None:
    months = {
        base: card(balance=7500, annual_rate=22, minimum_rate=2, floor=35, minimum_base=base).months
        for base in BASES
    }

    assert months["balance"] == 1010
    assert months["balance_interest"] == 851
    assert months["balance_plus_interest"] < 200


@pytest.mark.parametrize(("payment", "never"), [("18.74", True), ("18.75", True), ("18.76", False)])
def test_it_never_ends_when_the_payment_does_not_exceed_the_interest(
    payment: str, never: bool
) -> None:
    result = card(balance=1000, annual_rate="22.5", fixed_payment=payment)

    assert result.first_interest == Decimal("18.75")
    assert result.never is never
    assert (result.months is None) is never
    assert result.smallest_payment == Decimal("18.76")


def test_never_comes_with_the_payment_that_works_and_the_one_for_sixty_months() -> None:
    values = {
        "balance": "38600",
        "annual_rate": "24",
        "minimum_rate": "2",
        "minimum_base": "balance",
    }

    html = calculators.respond("minimum_payment", values)

    assert "永远还不完" in html
    assert "772.01 元" in html  # a fen above the interest of the first month
    clears = -numpy_financial.pmt(0.02, 60, 38600)
    assert abs(float(card(**values).payment_60) - clears) < 0.02
    assert f"{card(**values).payment_60:,} 元" in html


@pytest.mark.parametrize(("days", "interest"), [(30, "579.00"), (31, "598.30"), (28, "540.40")])
def test_a_daily_rate_counts_the_days_of_the_month(days: int, interest: str) -> None:
    result = card(balance=38600, daily_rate="0.05", days_per_month=days)

    assert result.first_interest == Decimal(interest)
    assert result.first_minimum == Decimal(3860) + Decimal(interest)


def test_a_spoken_daily_rate_is_read() -> None:
    assert card(balance=38600, daily_rate="万分之五").first_interest == Decimal("579.00")


@pytest.mark.parametrize(
    ("floor", "first"), [("99.99", "100.00"), ("100", "100.00"), ("100.01", "100.01")]
)
def test_the_floor_holds_when_the_percentage_is_smaller(floor: str, first: str) -> None:
    result = card(balance=1000, annual_rate=0, minimum_rate=10, floor=floor)

    assert result.first_payment == Decimal(first)


def test_a_minimum_above_the_balance_pays_it_all() -> None:
    result = card(balance=50, annual_rate=12, floor=100)

    assert (result.months, result.first_payment) == (1, Decimal("50.50"))


def test_a_fixed_payment_below_the_minimum_is_named() -> None:
    values = {"balance": "38600", "annual_rate": "18.25", "fixed_payment": "1150"}

    html = calculators.respond("minimum_payment", values)

    assert "通常会算逾期" in html
    assert "每月还 1,150.00 元，要还 48 个月" in html


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"daily_rate"}),
        ({"daily_rate": "0.05", "annual_rate": "18"}, {"annual_rate"}),
        ({"annual_rate": "18", "fixed_payment": "500", "extra": "1"}, {"extra"}),
        ({"annual_rate": "18", "fixed_payment": "0"}, {"fixed_payment"}),
        ({"annual_rate": "18", "minimum_rate": "0", "minimum_base": "balance"}, {"minimum_rate"}),
        ({"annual_rate": "18", "minimum_rate": "101"}, {"minimum_rate"}),
        ({"annual_rate": "1000.01"}, {"annual_rate"}),
        ({"annual_rate": "18", "days_per_month": "27"}, {"days_per_month"}),
        ({"annual_rate": "18", "balance": "0"}, {"balance"}),
        ({"annual_rate": "18", "floor": "-1"}, {"floor"}),
        ({"annual_rate": "18", "minimum_base": "principal"}, {"minimum_base"}),
    ],
)
def test_what_contradicts_itself_is_refused_by_field(
    values: dict[str, str], fields: set[str]
) -> None:
    assert refused(**{"balance": "38600"} | values) == fields


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("rate", ["0", "0.01", "23.99", "1000"])
def test_extremes_are_answered(base: str, rate: str) -> None:
    values = {
        "balance": "1000000000",
        "annual_rate": rate,
        "minimum_rate": "2",
        "minimum_base": base,
    }

    assert "data-headline" in calculators.respond("minimum_payment", values)
