"""Laws of a new loan for old ones: what is saved is the difference of two cash flows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy_financial
import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators


def refinance(debts: list[dict[str, Any]], **values: Any) -> Any:
    typed = [{k: str(v) for k, v in debt.items()} for debt in debts]
    return calculators.calculate(
        "refinance", {"debts": typed, **{k: str(v) for k, v in values.items()}}
    )


def refused(debts: list[dict[str, Any]], **values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        refinance(debts, **values)
    return set(invalid.value.errors)


balances = st.decimals("100", "500000", places=2)
rates = st.decimals("0", "60", places=2)
months = st.integers(1, 84)
debts = st.lists(
    st.fixed_dictionaries({"balance": balances, "annual_rate": rates, "months": months}),
    min_size=1,
    max_size=5,
)
money = st.decimals("0", "50", places=2)


@given(debts, rates, months, money, money, money, money)
def test_the_saving_is_the_difference_of_the_two_prices(
    old: list[dict[str, Any]], rate: Decimal, n: int,
    upfront: Decimal, deducted: Decimal, monthly: Decimal, leaving: Decimal,
) -> None:  # fmt: skip
    old[0]["exit_fee"] = leaving
    principal = sum(debt["balance"] for debt in old) + 101

    result = refinance(
        old, new_principal=principal, new_months=n, new_annual_rate=rate,
        new_upfront_fee=upfront, new_deducted=deducted, new_monthly_fee=monthly,
    )  # fmt: skip

    assert result.total_saving == result.old_cost - result.new_cost - result.exit_fees
    assert result.total_saving == result.old_total - result.new_total + result.cash
    assert result.received == principal - upfront - deducted
    assert result.cash == result.received - sum(d["balance"] for d in old) - leaving
    assert result.old_total == sum(row.old for row in result.rows)
    assert result.new_total == sum(row.new for row in result.rows)
    assert result.rows[-1].so_far == result.total_saving
    assert result.monthly_saving == result.rows[0].saving
    assert sum(debt.total for debt in result.old_debts) == result.old_total


@given(balances, rates, months)
def test_the_same_loan_again_saves_nothing(balance: Decimal, rate: Decimal, n: int) -> None:
    old = [{"balance": balance, "annual_rate": rate, "months": n}]

    result = refinance(old, new_principal=balance, new_months=n, new_annual_rate=rate)

    assert (result.total_saving, result.monthly_saving, result.cash) == (0, 0, 0)
    assert result.annual_nominal == result.old_annual_nominal
    assert (result.dearer_from, result.behind_from, result.extra_months) == (None, None, 0)


@given(balances, rates, months, st.decimals("0.01", "99", places=2))
def test_every_fee_is_lost_in_full(balance: Decimal, rate: Decimal, n: int, fee: Decimal) -> None:
    old = [{"balance": balance, "annual_rate": rate, "months": n}]
    new = {"new_principal": balance, "new_months": n, "new_annual_rate": rate}

    once = refinance(old, **new, new_upfront_fee=fee)
    monthly = refinance(old, **new, new_monthly_fee=fee)
    leaving = refinance([{**old[0], "exit_fee": fee}], **new)

    assert once.total_saving == leaving.total_saving == -fee
    assert monthly.total_saving == -fee * len(monthly.rows)
    assert once.annual_nominal > once.old_annual_nominal


@given(
    st.decimals("1000", "100000", places=2), st.decimals("1", "40", places=2), st.integers(2, 60)
)
def test_a_longer_term_at_the_same_rate_is_less_a_month_and_more_in_all(
    balance: Decimal, rate: Decimal, n: int
) -> None:
    old = [{"balance": balance, "annual_rate": rate, "months": n}]

    result = refinance(old, new_principal=balance, new_months=2 * n, new_annual_rate=rate)

    assert result.monthly_saving > 0 > result.total_saving
    assert (result.dearer_from, result.extra_months) == (n + 1, n)
    assert abs(result.same_term_payment - result.new_monthly) <= Decimal("0.01")


@given(
    st.decimals("1000", "100000", places=2), st.decimals("0.1", "3", places=2), st.integers(2, 60)
)
def test_the_new_loans_rate_is_that_of_an_independent_library(
    principal: Decimal, fee_rate: Decimal, n: int
) -> None:
    old = [{"balance": "1000", "annual_rate": "10", "months": "12"}]

    result = refinance(
        old, new_principal=principal, new_months=n, new_fee_rate=fee_rate, new_upfront_fee="10"
    )

    flows = [-float(result.received), *(float(row.new) for row in result.rows[:n])]
    assert abs(float(result.monthly_rate) - numpy_financial.irr(flows)) < 1e-8


@given(
    st.decimals("1000", "100000", places=2), st.decimals("0", "40", places=2), st.integers(1, 60)
)
def test_two_of_payment_number_and_rate_say_the_same(
    balance: Decimal, rate: Decimal, n: int
) -> None:
    new = {"new_principal": balance, "new_months": "12", "new_annual_rate": "10"}
    by_number = refinance([{"balance": balance, "annual_rate": rate, "months": n}], **new)
    payment = by_number.old_debts[0].payment

    by_payment = refinance(
        [{"balance": balance, "annual_rate": rate, "monthly_payment": payment}], **new
    )

    (one,), (other,) = by_number.old_debts, by_payment.old_debts
    assert abs(one.total - other.total) <= Decimal("0.05") * n
    assert one.months <= other.months <= one.months + 1


GOOD = {"new_principal": "1000", "new_months": "12", "new_annual_rate": "10"}
OLD = {"balance": "1000", "annual_rate": "12", "months": "12"}


@pytest.mark.parametrize(
    ("debts", "values", "fields"),
    [
        ([], GOOD, {"debts"}),
        ([{"lender": "A"}], GOOD, {"debts.0.balance"}),
        ([{"balance": "1000"}], GOOD, {"debts.0.monthly_payment"}),
        ([{"balance": "1000", "months": "12"}], GOOD, {"debts.0.monthly_payment"}),
        ([{"balance": "1000", "monthly_payment": "100"}], GOOD, {"debts.0.months"}),
        ([OLD, {"balance": "1000", "annual_rate": "12"}], GOOD, {"debts.1.months"}),
        ([{"balance": "1000", "annual_rate": "12", "monthly_payment": "10"}], GOOD, {"debts.0.monthly_payment"}),
        ([OLD], {"new_principal": "1000", "new_months": "12"}, {"new_annual_rate"}),
        ([OLD], GOOD | {"new_fee_rate": "1", "new_payment": "100"}, {"new_fee_rate", "new_payment"}),
        ([OLD], GOOD | {"new_upfront_fee": "1000"}, {"new_upfront_fee"}),
        ([OLD], GOOD | {"new_deducted": "1000"}, {"new_deducted"}),
        ([OLD], GOOD | {"new_principal": ""}, {"new_principal"}),
        ([OLD], GOOD | {"new_months": "601"}, {"new_months"}),
        ([OLD] * 101, GOOD, {"debts"}),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_by_its_field(
    debts: list[dict[str, Any]], values: dict[str, str], fields: set[str]
) -> None:
    assert refused(debts, **values) == fields


@pytest.mark.parametrize(
    ("payment", "pays_off"), [("10.00", False), ("10.01", False), ("11.00", True)]
)
def test_an_old_payment_must_beat_the_interest(payment: str, pays_off: bool) -> None:
    """At 10.01 a month, one fen above the interest, 1,000 takes longer than 600 months."""
    debt = {"balance": "1000", "annual_rate": "12", "monthly_payment": payment}

    if pays_off:
        assert refinance([debt], **GOOD).old_months > 200
    else:
        assert refused([debt], **GOOD) == {"debts.0.monthly_payment"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_risk_is_said_in_words(lang: str) -> None:
    values = calculators.example("refinance", lang) | {"new_secured": "yes"}

    html = calculators.respond("refinance", values, lang)

    said = {
        "zh": ("抵押", "要结清证明", "先要收费"),
        "en": ("security", "certificate", "fee first"),
    }
    assert all(words in html for words in said[lang])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_extremes_are_answered(lang: str) -> None:
    debt = {"balance": "0.01", "monthly_payment": "1000000000", "months": "600"}
    values = {
        "debts": [debt] * 100, "new_principal": "0.01", "new_months": "600",
        "new_payment": "1000000000",
    }  # fmt: skip

    assert "data-headline" in calculators.respond("refinance", values, lang)
