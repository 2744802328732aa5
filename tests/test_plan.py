"""Laws of a plan after a waiver: every fen is owed, waived, paid first or in a row."""

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
PARTS = ("principal", "interest", "penalty_interest", "charges")


def plan(**values: Any) -> Any:
    return calculators.calculate("plan", {name: str(typed) for name, typed in values.items()})


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        plan(**values)
    return set(invalid.value.errors)


shares = st.decimals("0", "100", places=2)
plans = st.fixed_dictionaries(
    {
        "principal": st.decimals("1000", "100000", places=2),
        "interest": st.decimals("0", "20000", places=2),
        "penalty_interest": st.decimals("0", "20000", places=2),
        "charges": st.decimals("0", "20000", places=2),
        "waive_principal": st.decimals("0", "80", places=2),
        "waive_interest": shares,
        "waive_penalty_interest": shares,
        "waive_charges": shares,
        "months": st.integers(1, 60),
        "annual_rate": st.decimals("0", "24", places=2),
    }
)


@given(plans)
def test_what_is_owed_is_waived_or_repaid_to_the_fen(values: dict[str, Any]) -> None:
    found = plan(**values)

    assert found.owed == sum(values[part] for part in PARTS)
    assert found.waived == sum(part.waived for part in found.parts)
    assert sum(row.principal for row in found.rows) == found.plan_balance
    assert found.plan_balance == found.owed - found.waived
    assert found.rows[-1].balance == 0
    assert found.total == sum(row.payment for row in found.rows)
    assert found.saved == found.owed - found.total


@given(plans, st.sampled_from(PARTS))
def test_waiving_all_of_a_part_leaves_nothing_of_it(values: dict[str, Any], part: str) -> None:
    assume(part != "principal")

    found = plan(**values | {f"waive_{part}": 100})

    assert getattr(found, f"waived_{part}") == values[part]
    assert next(p.left for p in found.parts if p.part == part) == 0


@given(plans)
def test_the_rate_is_the_one_at_which_the_payments_are_worth_what_is_owed(
    values: dict[str, Any],
) -> None:
    found = plan(**values)
    assume(found.total > found.owed / 2)

    flows = [-float(found.owed), *[float(row.payment) for row in found.rows]]
    assert abs(float(found.monthly_rate) - numpy_financial.irr(flows)) < 1e-7
    assert (found.annual_nominal > 0) == (found.saved < 0)


@given(plans, st.decimals("1", "500", places=2))
def test_a_fee_is_paid_once_whenever_it_is_charged(values: dict[str, Any], fee: Decimal) -> None:
    free = plan(**values)
    assume(fee < free.plan_balance)

    for timing in ("upfront", "first", "each"):
        found = plan(**values, plan_fee=fee, fee_timing=timing)

        assert found.total == free.total + fee
        assert all(row.fee >= 0 for row in found.rows)
        assert found.annual_nominal > free.annual_nominal


@given(plans, st.decimals("1", "900", places=2))
def test_a_down_payment_lowers_the_instalments(values: dict[str, Any], down: Decimal) -> None:
    plain = plan(**values)
    assume(down < plain.plan_balance)

    found = plan(**values, down_payment=down)

    assert found.payment <= plain.payment
    assert found.plan_balance == plain.plan_balance - down
    assert found.total == down + sum(row.payment for row in found.rows)


@given(plans, st.decimals("1", "10", places=2), st.integers(1, 24))
def test_growing_payments_grow_and_still_clear_the_balance(
    values: dict[str, Any], step: Decimal, every: int
) -> None:
    found = plan(**values, step_rate=step, step_months=every)

    payments = [row.payment for row in found.rows[:-1]]
    assert payments == sorted(payments)
    assert found.rows[-1].balance == 0
    assert sum(row.principal for row in found.rows) == found.plan_balance


@given(plans, st.decimals("100", "9000", places=2))
def test_the_share_of_what_can_be_paid_is_the_payment_over_it(
    values: dict[str, Any], can_pay: Decimal
) -> None:
    found = plan(**values, can_pay=can_pay)

    assert abs(found.share_of_can_pay * can_pay - found.highest_payment) < Decimal("1e-9")
    assert found.highest_payment >= found.payment


# --- boundaries -------------------------------------------------------------------------------

DEBT = {"principal": "6000", "interest": "600", "charges": "400", "months": "12"}


@pytest.mark.parametrize(("months", "is_fine"), [("59", True), ("60", True), ("61", False)])
def test_a_card_plan_runs_for_at_most_sixty_months(months: str, is_fine: bool) -> None:
    values = DEBT | {"months": months}

    if is_fine:
        assert len(plan(**values).rows) == int(months)
    else:
        assert refused(**values) == {"months"}
    assert len(plan(**values, kind="loan").rows) == int(months)


@pytest.mark.parametrize(
    ("can_pay", "said"), [("583.32", True), ("583.33", False), ("583.34", False)]
)
def test_a_payment_above_what_can_be_paid_names_the_months_that_would_do(
    can_pay: str, said: bool
) -> None:
    html = calculators.respond("plan", DEBT | {"can_pay": can_pay})

    assert ("其他不变，分 13 期就够了" in html) is said


@pytest.mark.parametrize(("can_pay", "enough"), [("116.66", False), ("116.67", True)])
def test_when_sixty_months_are_not_enough_it_says_what_else(can_pay: str, enough: bool) -> None:
    html = calculators.respond("plan", DEBT | {"can_pay": can_pay})

    assert ("分 60 期就够了" in html) is enough
    assert ("只拉长期数不够" in html) is not enough


def test_the_rest_of_rounding_in_the_last_row_is_not_the_highest_payment() -> None:
    found = plan(**DEBT | {"principal": "38600", "interest": "0", "charges": "0", "months": "60"})

    assert (found.payment, found.last_payment) == (Decimal("643.33"), Decimal("643.53"))
    assert found.highest_payment == Decimal("643.33")


def test_end_dates_are_counted_from_the_first() -> None:
    found = plan(**DEBT, first_payment_date="2026-12-31")

    assert found.end_date == date(2027, 11, 30)


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"principal": ""}, {"principal"}),
        ({"months": ""}, {"months"}),
        ({"months": "0"}, {"months"}),
        ({"waive_interest": "100.01"}, {"waive_interest"}),
        ({"waive_principal": "100", "waive_interest": "100", "waive_charges": "100"},
         {"waive_principal"}),
        ({"down_payment": "7000"}, {"down_payment"}),
        ({"down_payment": "6999.99", "plan_fee": "0.01"}, {"plan_fee"}),
        ({"plan_fee": "7000"}, {"plan_fee"}),
        ({"can_pay": "0"}, {"can_pay"}),
        ({"step_months": "0"}, {"step_months"}),
        ({"kind": "mortgage"}, {"kind"}),
        ({"principal": "1000000000", "annual_rate": "1000", "step_rate": "100", "step_months": "1"}, {"step_rate"}),
    ],
)  # fmt: skip
def test_questions_that_contradict_each_other_are_refused_by_name(
    values: dict[str, str], fields: set[str]
) -> None:
    assert refused(**DEBT | values) == fields


def test_extremes_are_answered_not_hung() -> None:
    values = {"kind": "loan", "principal": "1000000000", "annual_rate": "1000", "months": "600",
              "can_pay": "1"}  # fmt: skip

    assert "data-headline" in calculators.respond("plan", values)
    assert "data-headline" in calculators.respond("plan", {"principal": "0.01", "months": "60"})
