"""Laws of settling: parts add up, and at the break-even rate both sides are worth the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import numpy_financial
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import calculators

PARTS = ("principal", "interest", "penalty_interest", "charges")


def settlement(**values: Any) -> Any:
    return calculators.calculate("settlement", {name: str(typed) for name, typed in values.items()})


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        settlement(**values)
    return set(invalid.value.errors)


money = st.decimals("0", "100000", places=2)
owed = st.fixed_dictionaries(dict.fromkeys(PARTS[1:], money)).flatmap(
    lambda rest: st.decimals("1", "100000", places=2).map(lambda p: rest | {"principal": p})
)


@given(owed, st.decimals("0.01", "100", places=2), st.sampled_from(
       ["principal_first", "costs_interest_principal"]))  # fmt: skip
def test_what_is_paid_and_left_out_sum_to_what_is_owed(
    parts: dict[str, Decimal], percent: Decimal, order: str
) -> None:
    assume(sum(parts.values()) * percent / 100 >= Decimal("0.01"))

    found = settlement(**parts, percent=percent, order=order)

    assert sum(row.paid for row in found.rows) == found.lump
    assert sum(row.saved for row in found.rows) == found.saved == found.total_owed - found.lump
    assert all(row.paid + row.saved == row.owed for row in found.rows)
    assert all(row.saved >= 0 and row.paid >= 0 for row in found.rows)
    assert [getattr(found, f"saved_{part}") for part in PARTS] == [row.saved for row in found.rows]


@given(owed, st.decimals("0.01", "100", places=2))
def test_the_order_decides_which_part_is_left_out(
    parts: dict[str, Decimal], percent: Decimal
) -> None:
    assume(sum(parts.values()) * percent / 100 >= Decimal("0.01"))

    principal_first = settlement(**parts, percent=percent)
    costs_first = settlement(**parts, percent=percent, order="costs_interest_principal")

    assert principal_first.saved_principal <= costs_first.saved_principal
    assert principal_first.saved_charges >= costs_first.saved_charges
    assert principal_first.saved == costs_first.saved


@given(
    st.decimals("1000", "100000", places=2),
    st.decimals("10", "5000", places=2),
    st.integers(1, 240),
    st.decimals("0", "36", places=2),
)
def test_the_present_value_agrees_with_an_independent_library(
    lump: Decimal, payment: Decimal, months: int, rate: Decimal
) -> None:
    found = settlement(principal=lump, lump=lump, payment=payment, months=months, annual_rate=rate)

    independent = -numpy_financial.pv(float(rate) / 1200, months, float(payment))
    assert abs(float(found.present_value) - independent) < 0.0051 + 1e-9 * independent
    assert found.difference == found.present_value - lump


@given(
    st.decimals("1000", "100000", places=2),
    st.decimals("10", "5000", places=2),
    st.integers(1, 120),
)
def test_the_break_even_rate_agrees_with_an_independent_library(
    lump: Decimal, payment: Decimal, months: int
) -> None:
    assume(Decimal("0.5") < payment * months / lump < 10)

    found = settlement(principal=lump, lump=lump, payment=payment, months=months)

    flows = [-float(lump), *[float(payment)] * months]
    assert abs(float(found.break_even_annual_rate) - 12 * numpy_financial.irr(flows)) < 1e-7
    assert found.break_even_annual_rate == found.annual_nominal


@given(
    st.decimals("1000", "100000", places=2),
    st.decimals("10", "5000", places=2),
    st.integers(1, 120),
    st.decimals("0", "36", places=2),
)
def test_below_the_break_even_rate_the_lump_sum_is_cheaper(
    lump: Decimal, payment: Decimal, months: int, rate: Decimal
) -> None:
    found = settlement(principal=lump, lump=lump, payment=payment, months=months, annual_rate=rate)
    assume(abs(found.difference) > Decimal("0.01") and found.break_even_annual_rate is not None)

    assert (found.difference > 0) == (found.break_even_annual_rate > rate / 100)


@given(st.decimals("10", "5000", places=2), st.integers(1, 120), st.decimals("0", "35", places=2))
def test_a_higher_rate_never_makes_instalments_worth_more(
    payment: Decimal, months: int, rate: Decimal
) -> None:
    plan = {"principal": 1000, "lump": 1000, "payment": payment, "months": months}

    low, high = settlement(**plan, annual_rate=rate), settlement(**plan, annual_rate=rate + 1)

    assert high.present_value <= low.present_value


# --- boundaries and answers that are not a number ---------------------------------------------

DEBT = {"principal": "8000", "interest": "1500", "penalty_interest": "300", "charges": "200"}


@pytest.mark.parametrize(
    ("lump", "principal", "interest", "charges"),
    [("7999.99", "0.01", "1500", "200"), ("8000", "0", "1500", "200"),
     ("8000.01", "0", "1499.99", "200"), ("9999.99", "0", "0", "0.01"), ("10000", "0", "0", "0")],
)  # fmt: skip
def test_principal_is_covered_before_interest(
    lump: str, principal: str, interest: str, charges: str
) -> None:
    found = settlement(**DEBT, lump=lump)

    left = (found.saved_principal, found.saved_interest, found.saved_charges)
    assert left == (Decimal(principal), Decimal(interest), Decimal(charges))


def test_shares_of_the_whole_and_of_the_principal_are_told_apart() -> None:
    found = settlement(**DEBT, percent=60)

    assert found.lump == 6000
    assert (found.percent_of_total, found.percent_of_principal) == (Decimal("0.6"), Decimal("0.75"))


def test_instalments_that_sum_to_less_have_a_negative_break_even() -> None:
    found = settlement(**DEBT, lump=8000, payment=700, months=10)

    assert found.break_even_annual_rate < 0
    assert "负的" in calculators.respond(
        "settlement", DEBT | {"lump": "8000", "payment": "700", "months": "10"}
    )


@pytest.mark.parametrize(("down", "has_rate"), [("7900", True), ("8000", False), ("8001", False)])
def test_a_first_payment_as_large_as_the_lump_sum_leaves_no_rate(down: str, has_rate: bool) -> None:
    found = settlement(**DEBT, lump=8000, payment=100, months=10, down_payment=down)

    assert (found.break_even_annual_rate is not None) is has_rate
    assert found.present_value == Decimal(down) + 1000


def test_instalments_far_from_the_lump_sum_have_no_rate_worth_naming() -> None:
    values = {"principal": "10000", "lump": "10000", "payment": "1", "months": "1"}

    assert settlement(**values).break_even_annual_rate is None
    assert "相差太大" in calculators.respond("settlement", values)


def test_without_instalments_only_the_lump_sum_is_answered() -> None:
    found = settlement(**DEBT, lump=6000, date="2026-12-31")

    assert (found.present_value, found.break_even_annual_rate) == (None, None)
    assert found.date == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"lump"}),
        ({"lump": "100", "percent": "50"}, {"percent"}),
        ({"lump": "10000.01"}, {"lump"}),
        ({"percent": "0"}, {"percent"}),
        ({"percent": "100.01"}, {"percent"}),
        ({"lump": "100", "payment": "10"}, {"months"}),
        ({"lump": "100", "months": "10"}, {"payment"}),
        ({"lump": "100", "down_payment": "10"}, {"payment"}),
        ({"lump": "100", "principal": ""}, {"principal"}),
        ({"lump": "100", "date": "明天"}, {"date"}),
        ({"lump": "100", "order": "x"}, {"order"}),
    ],
)
def test_questions_that_contradict_each_other_are_refused_by_name(
    values: dict[str, str], fields: set[str]
) -> None:
    assert refused(**DEBT | values) == fields


def test_extremes_are_answered_not_hung() -> None:
    values = {"principal": "1000000000", "lump": "0.01", "payment": "1000000000", "months": "600",
              "annual_rate": "1000"}  # fmt: skip

    assert "data-headline" in calculators.respond("settlement", values)
