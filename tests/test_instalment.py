"""Laws that hold for every repayment schedule, and the boundaries of its options."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import numpy_financial
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import calculators

FEN = Decimal("0.01")
METHODS = list(calculators.form("instalment")["method"].choices)


def instalment(**values: Any) -> Any:
    return calculators.calculate("instalment", {name: str(typed) for name, typed in values.items()})


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        instalment(**values)
    return set(invalid.value.errors)


principals = st.decimals("0.01", "1000000000.00", places=2)
rates = st.decimals("0", "60", places=2)
months = st.integers(1, 600)
plans = st.fixed_dictionaries(
    {
        "principal": principals,
        "annual_rate": rates,
        "months": st.integers(1, 120),
        "method": st.sampled_from(METHODS),
        "rounding": st.sampled_from(["half_up", "half_even", "up"]),
    }
)


@given(plans)
def test_principal_parts_sum_to_the_principal_and_the_last_balance_is_nothing(
    values: dict[str, Any],
) -> None:
    result = instalment(**values)
    assume(not result.never)

    assert sum(row.principal for row in result.rows) == values["principal"]
    assert result.rows[-1].balance == 0
    assert result.total_payment == sum(row.payment for row in result.rows)
    assert result.total_interest == result.total_payment - values["principal"]


@given(plans)
def test_every_row_adds_up_to_the_fen(values: dict[str, Any]) -> None:
    balance = values["principal"]
    for row in instalment(**values).rows:
        assert row.payment == row.interest + row.principal
        assert row.balance == balance - row.principal
        assert row.payment == row.payment.quantize(FEN)
        balance = row.balance


@given(principals, rates, st.integers(2, 120), st.integers(1, 119), st.sampled_from(
       ["interest_only", "capitalised", "waived"]))  # fmt: skip
def test_grace_keeps_the_sum_of_principal_parts(
    principal: Decimal, rate: Decimal, months: int, grace_months: int, grace: str
) -> None:
    assume(grace_months < months and principal < 1_000_000)

    result = instalment(
        principal=principal, annual_rate=rate, months=months, grace_months=grace_months, grace=grace
    )

    assume(not result.never)
    assert sum(row.principal for row in result.rows) == principal
    paid_in_grace = sum(row.payment for row in result.rows[:grace_months])
    interest_in_grace = sum(row.interest for row in result.rows[:grace_months])
    assert paid_in_grace == (interest_in_grace if grace == "interest_only" else 0)
    assert (interest_in_grace == 0) or grace != "waived"


@given(st.decimals("100", "1000000", places=2), st.decimals("0.01", "60", places=2), months)
def test_the_level_payment_agrees_with_an_independent_library(
    principal: Decimal, rate: Decimal, months: int
) -> None:
    result = instalment(principal=principal, annual_rate=rate, months=months)

    independent = -numpy_financial.pmt(float(rate) / 1200, months, float(principal))

    assert abs(float(result.payment) - independent) < 0.0051 + 1e-9 * float(principal)


@given(st.decimals("1000", "1000000", places=2), rates, st.integers(2, 120))
def test_more_months_never_cost_less_and_never_raise_the_payment(
    principal: Decimal, rate: Decimal, months: int
) -> None:
    shorter = instalment(principal=principal, annual_rate=rate, months=months)
    longer = instalment(principal=principal, annual_rate=rate, months=months + 1)

    assert longer.payment <= shorter.payment
    assert longer.total_interest >= shorter.total_interest - FEN * months


@given(
    st.decimals("1000", "1000000", places=2), st.decimals("1", "60", places=2), st.integers(2, 120)
)
def test_of_the_methods_with_interest_equal_principal_costs_least(
    principal: Decimal, rate: Decimal, months: int
) -> None:
    cost = {
        method: instalment(
            principal=principal, annual_rate=rate, months=months, method=method
        ).total_interest
        for method in ("equal_principal", "level_payment", "interest_only")
    }

    slack = FEN * months
    assert cost["equal_principal"] <= cost["level_payment"] + slack
    assert cost["level_payment"] <= cost["interest_only"] + slack


@given(
    st.decimals("1000", "1000000", places=2),
    st.decimals("0.5", "36", places=2),
    st.integers(1, 120),
)
def test_the_rate_of_a_loan_without_fees_is_the_contract_rate(
    principal: Decimal, rate: Decimal, months: int
) -> None:
    for method in ("level_payment", "equal_principal", "interest_only"):
        result = instalment(principal=principal, annual_rate=rate, months=months, method=method)

        # Half a fen in each row moves the rate by at most about half a fen on the average balance.
        assert abs(result.annual_nominal - rate / 100) < Decimal("0.25") / principal


@given(st.decimals("1000", "100000", places=2), st.decimals("0", "36", places=2), st.integers(2, 60),
       st.decimals("1", "10", places=2))  # fmt: skip
def test_growing_payments_grow_and_still_clear_the_balance(
    principal: Decimal, rate: Decimal, months: int, step_rate: Decimal
) -> None:
    result = instalment(
        principal=principal, annual_rate=rate, months=months, step_rate=step_rate, step_months=6
    )

    payments = [row.payment for row in result.rows[:-1]]
    assert payments == sorted(payments)
    assert sum(row.principal for row in result.rows) == principal
    assert result.rows[-1].balance == 0


# --- boundaries and answers that are not a number ---------------------------------------------


@pytest.mark.parametrize(
    ("payment", "never"), [("199.99", True), ("200.00", True), ("200.01", False)]
)
def test_a_payment_that_only_covers_the_interest_never_repays(payment: str, never: bool) -> None:
    result = instalment(principal=10000, annual_rate=24, months=12, payment=payment)

    assert result.never is never
    assert result.smallest_payment == (Decimal("200.01") if never else None)
    assert bool(result.rows) is not never


def test_never_repaid_says_which_payment_works() -> None:
    html = calculators.respond(
        "instalment",
        {"principal": "10000", "annual_rate": "24", "months": "12", "payment": "150"},
        "en",
    )

    assert "never repaid" in html
    assert "¥200.01" in html
    assert "¥945.60" in html  # what 12 months really need


@pytest.mark.parametrize(
    ("typed", "is_fine"), [("0", False), ("1", True), ("600", True), ("601", False)]
)
def test_months_from_one_to_six_hundred(typed: str, is_fine: bool) -> None:
    if is_fine:
        assert len(instalment(principal=100000, annual_rate=1, months=typed).rows) == int(typed)
    else:
        assert refused(principal=100000, annual_rate=1, months=typed) == {"months"}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"annual_rate": ""}, "annual_rate"),
        ({"fee_rate": "0.6"}, "fee_rate"),
        ({"method": "flat", "fee_rate": "0.6"}, "fee_rate"),  # and annual_rate
        ({"down_payment": "10000"}, "down_payment"),
        ({"down_payment": "5000", "upfront_fee": "5000"}, "upfront_fee"),
        ({"grace_months": "12"}, "grace_months"),
        ({"grace_months": "3", "method": "bullet"}, "grace_months"),
        ({"payment": "900", "method": "equal_principal"}, "payment"),
        ({"step_rate": "5", "method": "equal_principal"}, "step_rate"),
        ({"step_rate": "5", "payment": "900"}, "step_rate"),
        ({"from_month": "5", "to_month": "4"}, "from_month"),
        ({"to_month": "13"}, "to_month"),
        ({"step_months": "0"}, "step_months"),
        (
            {"annual_rate": "1000", "months": "600", "step_rate": "99.99", "step_months": "1"},
            "step_rate",
        ),
        ({"principal": "0"}, "principal"),
        ({"principal": "1000000000.01"}, "principal"),
        ({"annual_rate": "1000.01"}, "annual_rate"),
    ],
)
def test_questions_that_contradict_each_other_are_refused_by_name(
    values: dict[str, str], field: str
) -> None:
    base = {"principal": "10000", "annual_rate": "12", "months": "12"}

    assert refused(**base | values) == {field}


def test_the_largest_loan_at_the_highest_rate_is_answered_not_hung() -> None:
    values = {"principal": "1000000000", "annual_rate": "1000", "months": "600"}

    assert instalment(**values).never  # the rounded payment is no more than the interest
    assert instalment(**values, method="equal_principal").rows[-1].balance == 0
    assert refused(**values, grace_months="500", grace="capitalised") == {"grace_months"}


def test_payment_days_never_drift_from_the_first() -> None:
    days = [
        row.date
        for row in instalment(
            principal=1200, annual_rate=0, months=4, first_payment_date="2027-12-31"
        ).rows
    ]

    assert days == [date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31)]


@pytest.mark.parametrize("months", ["59", "60", "61"])
def test_the_limit_of_card_plans_is_mentioned_beyond_sixty_months(months: str) -> None:
    html = calculators.respond(
        "instalment", {"principal": "10000", "annual_rate": "12", "months": months}
    )

    assert ("个性化分期最长 60 期" in html) is (int(months) > 60)


def test_a_segment_adds_up_its_rows() -> None:
    result = instalment(principal=10000, annual_rate=12, months=12, from_month=4, to_month=6)

    rows = result.rows[3:6]
    assert result.segment_payment == sum(row.payment for row in rows)
    assert result.segment_interest == sum(row.interest for row in rows)
    assert result.segment_principal == sum(row.principal for row in rows)
