"""Laws of repaying early: what is saved is what the rows no longer ask for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy_financial
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import calculators

FEN = Decimal("0.01")


def early(**values: Any) -> Any:
    return calculators.calculate(
        "early_repayment", {name: str(typed) for name, typed in values.items()}
    )


def instalment(**values: Any) -> Any:
    return calculators.calculate("instalment", {name: str(typed) for name, typed in values.items()})


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        early(**values)
    return set(invalid.value.errors)


principals = st.decimals("1000", "1000000", places=2)
rates = st.decimals("0.5", "36", places=2)
months = st.integers(3, 120)
partial = st.sampled_from(["level_payment", "equal_principal", "principal_only"])
parts = st.decimals("0.01", "0.99", places=2)


@given(
    principals, rates, months, st.data(),
    st.sampled_from(["level_payment", "equal_principal", "flat", "interest_only", "principal_only"]),
)  # fmt: skip
def test_settling_on_a_due_date_takes_the_balance_of_the_schedule(
    principal: Decimal, rate: Decimal, months: int, data: st.DataObject, method: str
) -> None:
    k = data.draw(st.integers(1, months - 1))
    loan = {"principal": principal, "annual_rate": rate, "months": months, "method": method}
    if method == "principal_only":
        del loan["annual_rate"]
    rows = instalment(**loan).rows

    found = early(**loan, paid_months=k, mode="settle")

    assert found.balance_before == found.settlement == rows[k - 1].balance
    assert found.interest_saved == sum(row.interest for row in rows[k:])
    assert (found.months_left, found.months_saved) == (0, months - k)


@given(principals, rates, months, st.data(), partial, parts,
       st.sampled_from(["reduce_payment", "reduce_term"]))  # fmt: skip
def test_a_partial_repayment_is_conserved_to_the_fen(
    principal: Decimal, rate: Decimal, months: int, data: st.DataObject, method: str,
    part: Decimal, mode: str,
) -> None:  # fmt: skip
    k = data.draw(st.integers(1, months - 1))
    loan = {"principal": principal, "annual_rate": rate, "months": months, "method": method}
    balance = early(**loan, paid_months=k, mode="settle").balance_before
    prepay = (balance * part).quantize(FEN)
    assume(0 < prepay < balance)

    found = early(**loan, paid_months=k, mode=mode, prepay=prepay)

    assert sum(row.principal for row in found.rows) == balance - prepay
    assert found.rows[-1].balance == 0
    assert found.rows[0].number == k + 1
    assert found.interest_before - found.interest_after == found.interest_saved
    assert found.interest_after == sum(row.interest for row in found.rows)


@given(principals, rates, months, st.data(), st.sampled_from(["level_payment", "equal_principal"]),
       parts)  # fmt: skip
def test_a_shorter_term_saves_at_least_as_much_as_a_lower_payment(
    principal: Decimal, rate: Decimal, months: int, data: st.DataObject, method: str, part: Decimal
) -> None:
    k = data.draw(st.integers(1, months - 1))
    loan = {"principal": principal, "annual_rate": rate, "months": months, "method": method}
    balance = early(**loan, paid_months=k, mode="settle").balance_before
    prepay = (balance * part).quantize(FEN)
    assume(0 < prepay < balance)

    lower = early(**loan, paid_months=k, mode="reduce_payment", prepay=prepay)
    shorter = early(**loan, paid_months=k, mode="reduce_term", prepay=prepay)
    all_of_it = early(**loan, paid_months=k, mode="settle")

    slack = FEN * months
    assert lower.interest_saved - slack <= shorter.interest_saved
    assert shorter.interest_saved <= all_of_it.interest_saved + slack
    assert lower.months_left >= shorter.months_left
    assert lower.new_payment <= shorter.new_payment + slack


@given(principals, rates, months, st.data())
def test_the_new_payment_agrees_with_an_independent_library(
    principal: Decimal, rate: Decimal, months: int, data: st.DataObject
) -> None:
    k = data.draw(st.integers(1, months - 1))
    loan = {"principal": principal, "annual_rate": rate, "months": months, "paid_months": k}
    balance = early(**loan, mode="settle").balance_before
    prepay = (balance / 2).quantize(FEN)
    assume(0 < prepay < balance)

    found = early(**loan, mode="reduce_payment", prepay=prepay)

    independent = -numpy_financial.pmt(float(rate) / 1200, months - k, float(balance - prepay))
    assume(months - k > 1)  # a single row is the balance with its interest, rounded by itself
    assert abs(float(found.new_payment) - independent) < 0.0051 + 1e-9 * float(principal)


@given(principals, rates, months, st.data())
def test_without_a_fee_repaying_early_does_not_change_the_rate(
    principal: Decimal, rate: Decimal, months: int, data: st.DataObject
) -> None:
    k = data.draw(st.integers(1, months - 1))
    loan = {"principal": principal, "annual_rate": rate, "months": months, "paid_months": k}

    free = early(**loan, mode="settle")
    with_fee = early(**loan, mode="settle", fee_rate=3)

    assert abs(free.annual_nominal - rate / 100) < Decimal("0.5") / principal
    assert with_fee.annual_nominal >= free.annual_nominal
    assert with_fee.net_saved == free.net_saved - with_fee.fees


@given(principals, rates, months, st.data())
def test_the_rule_of_78_never_gives_back_more_than_interest_on_the_balance(
    principal: Decimal, rate: Decimal, months: int, data: st.DataObject
) -> None:
    k = data.draw(st.integers(1, months - 1))
    loan = {"principal": principal, "annual_rate": rate, "months": months, "paid_months": k}

    actual = early(**loan, mode="settle")
    by_78 = early(**loan, mode="settle", charged="rule_of_78")
    everything = early(**loan, mode="settle", charged="all")

    slack = FEN * months
    assert by_78.rebate <= actual.rebate + slack
    assert everything.interest_saved == 0
    assert everything.settlement == everything.balance_before + everything.interest_before


# --- boundaries and answers that are not a number ---------------------------------------------

LOAN = {"principal": "10000", "annual_rate": "12", "months": "12"}


@pytest.mark.parametrize("days", ["0", "1", "30"])
def test_between_due_dates_interest_runs_by_the_day(days: str) -> None:
    found = early(**LOAN, paid_months=6, mode="settle", days=days, fee="1.5")

    accrued = (found.balance_before * Decimal("0.12") * int(days) / 360).quantize(
        FEN, "ROUND_HALF_UP"
    )
    assert found.accrued == accrued
    assert found.settlement == found.balance_before + accrued + Decimal("1.50")


def test_a_year_of_365_days_charges_less_than_one_of_360() -> None:
    short = early(**LOAN, paid_months=6, mode="settle", days=30, day_count="360")
    long = early(**LOAN, paid_months=6, mode="settle", days=30, day_count="365")

    assert long.accrued < short.accrued
    assert short.annual_nominal is None  # between due dates there is no monthly rate


def test_a_bullet_loan_is_settled_with_interest_for_the_months_used() -> None:
    found = early(**LOAN, method="bullet", paid_months=3, mode="settle")

    assert (found.balance_before, found.settlement) == (Decimal("10000.00"), Decimal("10300.00"))
    assert found.interest_saved == 900


def test_interest_only_keeps_the_term_and_lowers_the_interest() -> None:
    found = early(**LOAN, method="interest_only", paid_months=2, mode="reduce_payment", prepay=4000)

    assert (found.payment, found.new_payment, found.last_payment) == (100, 60, 6060)
    assert [row.number for row in found.rows] == list(range(3, 13))


def test_the_wrong_but_common_payment_is_named() -> None:
    html = calculators.respond("early_repayment", calculators.example("early_repayment"))

    assert "1,396.67" in html  # from the balance before the instalment of that date


@pytest.mark.parametrize("prepay", ["8226.69", "8226.70", "8226.71"])
def test_a_part_is_less_than_the_balance(prepay: str) -> None:
    values = {**LOAN, "method": "principal_only", "paid_months": "3", "mode": "reduce_term"}
    balance = early(**values, prepay="1").balance_before
    given = balance + Decimal(prepay) - Decimal("8226.70")

    if given < balance:
        assert early(**values, prepay=given).months_left == 1
    else:
        assert refused(**values, prepay=given) == {"prepay"}


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"annual_rate": ""}, {"annual_rate"}),
        ({"paid_months": "12"}, {"paid_months"}),
        ({"paid_months": ""}, {"paid_months"}),
        ({"mode": "reduce_term"}, {"prepay"}),
        ({"mode": "reduce_term", "prepay": "10", "method": "flat"}, {"mode"}),
        ({"mode": "reduce_payment", "prepay": "10", "method": "bullet"}, {"mode"}),
        ({"mode": "reduce_term", "prepay": "10", "method": "interest_only"}, {"mode"}),
        ({"mode": "reduce_term", "prepay": "10", "days": "3"}, {"days"}),
        ({"mode": "reduce_term", "prepay": "10", "charged": "all"}, {"charged"}),
        ({"charged": "rule_of_78", "days": "3"}, {"days"}),
        ({"fee_rate": "100.01"}, {"fee_rate"}),
        ({"days": "367"}, {"days"}),
        ({"mode": "half"}, {"mode"}),
        ({"principal": "1000000000.01"}, {"principal"}),
    ],
)
def test_questions_that_contradict_each_other_are_refused_by_name(
    values: dict[str, str], fields: set[str]
) -> None:
    assert refused(**{**LOAN, "paid_months": "6", "mode": "settle"} | values) == fields


@pytest.mark.parametrize("mode", ["settle", "reduce_payment", "reduce_term"])
@pytest.mark.parametrize("method", ["level_payment", "equal_principal", "interest_only"])
def test_extremes_are_answered_not_hung(mode: str, method: str) -> None:
    values = {
        "principal": "1000000000", "annual_rate": "1000", "months": "600", "method": method,
        "paid_months": "1", "mode": mode, "prepay": "1",
    }  # fmt: skip

    assert "data-answer" in calculators.section("early_repayment")
    assert calculators.respond("early_repayment", values)
