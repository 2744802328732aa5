"""Laws of extensions: interest for a longer time costs more unless it is waived."""

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


def extension(**values: Any) -> Any:
    return calculators.calculate("extension", {name: str(typed) for name, typed in values.items()})


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        extension(**values)
    return set(invalid.value.errors)


loans = st.fixed_dictionaries(
    {
        "balance": st.decimals("1000", "1000000", places=2),
        "annual_rate": st.decimals("0", "36", places=2),
        "months_left": st.integers(1, 120),
        "grace_months": st.integers(0, 24),
        "grace": st.sampled_from(["paid", "capitalised", "waived"]),
        "method": st.sampled_from(["level_payment", "equal_principal", "interest_only"]),
    }
)


@given(loans)
def test_principal_parts_sum_to_the_balance_and_end_at_nothing(values: dict[str, Any]) -> None:
    found = extension(**values)

    assert sum(row.principal for row in found.rows) == values["balance"]
    assert found.rows[-1].balance == 0
    assert found.total_after == sum(row.payment for row in found.rows)
    assert found.extra_interest == found.total_after - found.total_before


@given(loans)
def test_numbers_run_from_one_to_the_new_end(values: dict[str, Any]) -> None:
    found = extension(**values)

    assert [row.number for row in found.rows] == list(range(1, len(found.rows) + 1))
    assert found.months_after == len(found.rows)


@given(loans)
def test_added_interest_costs_most_and_waived_interest_nothing(values: dict[str, Any]) -> None:
    kinds = ("waived", "paid", "capitalised")
    costs = [extension(**values | {"grace": kind}).extra_interest for kind in kinds]

    slack = FEN * (values["months_left"] + values["grace_months"])
    assert abs(costs[0]) == 0
    assert costs[0] <= costs[1] <= costs[2] + slack


@given(loans)
def test_the_pause_takes_the_interest_the_reader_chose(values: dict[str, Any]) -> None:
    found = extension(**values)

    pause = found.rows[: values["grace_months"]]
    paid, due = sum(row.payment for row in pause), sum(row.interest for row in pause)
    assert due == found.grace_interest
    assert paid == (due if values["grace"] == "paid" else 0)
    grown = values["balance"] + (due if values["grace"] == "capitalised" else 0)
    assert found.balance_after_grace == grown


@given(loans, st.integers(1, 240))
def test_the_later_payment_agrees_with_an_independent_library(
    values: dict[str, Any], months: int
) -> None:
    assume(values["method"] == "level_payment" and values["annual_rate"] > 0 and months > 1)

    found = extension(**values, new_months=months)

    rate = float(values["annual_rate"]) / 1200
    independent = -numpy_financial.pmt(rate, months, float(found.balance_after_grace))
    assert abs(float(found.payment_after) - independent) < 0.0051 + 1e-9 * float(values["balance"])


@given(loans)
def test_the_rate_of_a_paid_pause_is_the_contract_rate(values: dict[str, Any]) -> None:
    assume(values["grace"] != "waived" and values["annual_rate"] >= 1)

    found = extension(**values)
    with_fee = extension(**values, extension_fee=5)

    assert (
        abs(found.annual_nominal - values["annual_rate"] / 100) < Decimal("1") / values["balance"]
    )
    assert with_fee.annual_nominal > found.annual_nominal
    assert with_fee.extra_cost == found.extra_cost + 5


@given(loans)
def test_more_instalments_never_raise_the_payment(values: dict[str, Any]) -> None:
    assume(values["method"] != "interest_only")
    months = values["months_left"]

    longer = extension(**values | {"new_months": months + 1})

    assert longer.payment_after <= extension(**values | {"new_months": months}).payment_after + FEN


# --- boundaries -------------------------------------------------------------------------------

LOAN = {"balance": "10000", "annual_rate": "12", "months_left": "12", "grace_months": "3"}


def test_without_a_pause_or_a_new_term_nothing_changes() -> None:
    found = extension(**LOAN | {"grace_months": "0"})

    assert (found.jump, found.extra_cost, found.grace_payment) == (0, 0, 0)
    assert "不多付利息" in calculators.respond("extension", LOAN | {"grace_months": "0"})


def test_a_pause_inside_the_old_term_makes_the_payment_jump() -> None:
    found = extension(**LOAN, grace="waived", new_months=9)

    assert found.months_after == found.months_before
    assert found.jump == found.payment_after - found.payment_before > 250


def test_a_new_rate_holds_from_the_pause_on() -> None:
    found = extension(**LOAN, grace="paid", new_annual_rate=6)

    assert found.grace_payment == 50
    assert found.extra_cost < 0


def test_end_dates_are_counted_from_the_next_due_date() -> None:
    found = extension(**LOAN, grace="paid", first_payment_date="2026-10-31")

    assert found.end_date_before == date(2027, 9, 30)
    assert found.end_date == date(2027, 12, 31)
    assert [row.date for row in found.rows[:3]] == [
        date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)
    ]  # fmt: skip


@pytest.mark.parametrize(("grace_months", "said"), [("11", False), ("12", False), ("13", True)])
def test_a_short_loan_is_held_against_its_original_term(grace_months: str, said: bool) -> None:
    html = calculators.respond(
        "extension", LOAN | {"grace_months": grace_months, "original_months": "12"}
    )

    assert ("展期累计一般不超过原期限" in html) is said


@pytest.mark.parametrize(("grace_months", "said"), [("11", False), ("12", False), ("13", True)])
def test_a_long_loan_is_held_against_the_longest_term(grace_months: str, said: bool) -> None:
    html = calculators.respond(
        "extension", LOAN | {"grace_months": grace_months, "original_months": "48"}
    )

    assert ("原期限加展期，一般不超过" in html) is said


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"balance": ""}, {"balance"}),
        ({"balance": "0"}, {"balance"}),
        ({"annual_rate": ""}, {"annual_rate"}),
        ({"grace_months": ""}, {"grace_months"}),
        ({"grace_months": "589"}, {"grace_months"}),
        ({"new_months": "0"}, {"new_months"}),
        ({"extension_fee": "10000"}, {"extension_fee"}),
        ({"original_months": "11"}, {"original_months"}),
        ({"grace": "free"}, {"grace"}),
        ({"grace_months": "500", "grace": "capitalised", "annual_rate": "1000"}, {"grace_months"}),
    ],
)
def test_questions_that_contradict_each_other_are_refused_by_name(
    values: dict[str, str], fields: set[str]
) -> None:
    assert refused(**LOAN | values) == fields


@pytest.mark.parametrize("grace", ["paid", "waived"])
def test_extremes_are_answered_not_hung(grace: str) -> None:
    values = {"balance": "1000000000", "annual_rate": "1000", "months_left": "600",
              "grace_months": "300", "new_months": "300", "grace": grace}  # fmt: skip

    assert "data-headline" in calculators.respond("extension", values)
