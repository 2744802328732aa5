"""Laws of the real rate: it is the rate at which the payments are worth what was received."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy_financial
import pytest
import pyxirr
from hypothesis import assume, given
from hypothesis import strategies as st

import calculators


def real_rate(**values: Any) -> Any:
    return calculators.calculate("real_rate", {name: str(typed) for name, typed in values.items()})


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        real_rate(**values)
    return set(invalid.value.errors)


principals = st.decimals("100", "1000000", places=2)
fees = st.decimals("0.01", "5", places=2)
months = st.integers(1, 120)


@given(principals, fees, months, st.sampled_from(["each", "first", "upfront"]))
def test_the_payments_at_the_rate_are_worth_what_was_received(
    principal: Decimal, fee: Decimal, months: int, timing: str
) -> None:
    assume(fee * months < 90)

    result = real_rate(principal=principal, months=months, fee_rate=fee, fee_timing=timing)

    worth = sum(row.payment / (1 + result.monthly_rate) ** row.number for row in result.rows)
    assert abs(worth - result.received) < Decimal("1e-12") * principal
    assert result.total_fee == result.total_payment - result.received


@given(principals, fees, st.integers(1, 60))
def test_the_rate_agrees_with_independent_libraries_to_1e_8(
    principal: Decimal, fee: Decimal, months: int
) -> None:
    result = real_rate(principal=principal, months=months, fee_rate=fee)

    flows = [-float(result.received), *(float(row.payment) for row in result.rows)]

    assert abs(float(result.monthly_rate) - numpy_financial.irr(flows)) < 1e-8
    assert abs(float(result.monthly_rate) - (pyxirr.irr(flows) or 0)) < 1e-8


@given(principals, st.decimals("0.5", "60", places=2), months)
def test_a_level_loan_has_the_rate_of_its_contract(
    principal: Decimal, rate: Decimal, months: int
) -> None:
    result = real_rate(principal=principal, months=months, annual_rate=rate)

    assert abs(result.annual_nominal - rate / 100) < Decimal("0.25") / principal
    assert result.headline_rate == rate / 100


@given(principals, fees, st.integers(2, 120))
def test_a_flat_fee_is_always_dearer_than_it_sounds(
    principal: Decimal, fee: Decimal, months: int
) -> None:
    assume(fee * principal > 10)

    result = real_rate(principal=principal, months=months, fee_rate=fee)

    assert result.times_headline > 1
    assert result.annual_effective > result.annual_nominal


@given(principals, fees, months, st.decimals("0.01", "50", places=2))
def test_less_money_in_hand_means_a_higher_rate(
    principal: Decimal, fee: Decimal, months: int, deducted: Decimal
) -> None:
    plain = real_rate(principal=principal, months=months, fee_rate=fee)

    cut = real_rate(principal=principal, months=months, fee_rate=fee, deducted=deducted)

    assert cut.received == plain.received - deducted
    assert cut.annual_nominal > plain.annual_nominal


@given(principals, st.integers(2, 60), st.decimals("1", "99", places=2))
def test_paying_back_less_has_a_negative_rate(
    principal: Decimal, months: int, percent: Decimal
) -> None:
    payment = (principal * percent / 100 / months).quantize(Decimal("0.01"))
    assume(payment > 0 and payment * months < principal)

    result = real_rate(principal=principal, months=months, payment=payment)

    assert result.annual_nominal < 0
    assert result.total_fee < 0


@given(principals, st.integers(2, 60), fees)
def test_a_list_of_equal_payments_is_the_same_as_the_payment(
    principal: Decimal, months: int, fee: Decimal
) -> None:
    payment = (principal * (1 + fee) / months).quantize(Decimal("0.01"))

    listed = real_rate(principal=principal, payments=f"{payment} × {months}")

    assert listed == real_rate(principal=principal, months=months, payment=payment)


@pytest.mark.parametrize("payment", ["999.99", "1000.00", "1000.01"])
def test_the_rate_is_nothing_exactly_when_payments_equal_the_money(payment: str) -> None:
    rate = real_rate(principal=12000, months=12, payment=payment).annual_nominal

    assert (rate > 0) - (rate < 0) == (Decimal(payment) > 1000) - (Decimal(payment) < 1000)
    assert rate != 0 or payment == "1000.00"


@pytest.mark.parametrize(
    ("principal", "payments"),
    [("5000", "1" + " 0" * 78 + " 0.01"), ("0.01", "5000 × 12"), ("1000000000", "0.01 × 600")],
)
def test_the_strangest_payments_still_have_their_own_rate(principal: str, payments: str) -> None:
    result = real_rate(principal=principal, payments=payments)

    worth = sum(row.payment / (1 + result.monthly_rate) ** row.number for row in result.rows)
    assert abs(worth / result.received - 1) < Decimal("1e-12")
    assert "%" in calculators.respond("real_rate", {"principal": principal, "payments": payments})


def test_money_that_is_never_paid_back_has_no_rate() -> None:
    result = real_rate(principal=1000, payments="0 0 0")

    assert result.monthly_rate is None
    assert "算不出利率" in calculators.respond(
        "real_rate", {"principal": "1000", "payments": "0 0"}
    )


def test_one_payment_on_the_day_of_the_loan_has_no_rate() -> None:
    assert (
        real_rate(principal=1000, months=1, payment=900, first_payment="start").monthly_rate is None
    )


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"fee_rate"}),
        ({"fee_rate": "0.6", "payment": "900"}, {"payment"}),
        ({"fee_rate": "0.6", "payment": "900", "payments": "900"}, {"payment", "payments"}),
        ({"fee_rate": "0.6", "months": ""}, {"months"}),
        ({"payments": "900 900", "months": "3"}, {"months"}),
        ({"payment": "900", "fee_timing": "first"}, {"fee_timing"}),
        ({"fee_rate": "0.6", "deducted": "10000"}, {"principal"}),
        ({"fee_rate": "83.34"}, {"fee_rate"}),
        ({"fee_rate": "万分之x"}, {"fee_rate"}),
    ],
)
def test_exactly_one_of_the_five_and_a_sentence_otherwise(
    values: dict[str, str], fields: set[str]
) -> None:
    assert refused(**{"principal": "10000", "months": "12"} | values) == fields
