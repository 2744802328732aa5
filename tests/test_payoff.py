"""Laws of paying several debts from one budget, against a plain simulation in `Decimal`."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import calculators

CENT = Decimal("0.01")
rows = st.lists(
    st.fixed_dictionaries(
        {
            "balance": st.decimals("10", "50000", places=2),
            "annual_rate": st.decimals("0", "36", places=2),
            "minimum": st.decimals("0", "400", places=2),
        }
    ),
    min_size=1,
    max_size=6,
)
extras = st.decimals("50", "3000", places=2)
few = settings(max_examples=40)
"""Each example runs three orders over hundreds of months."""
methods = st.sampled_from(["avalanche", "snowball", "custom"])


def payoff(debts: list[dict[str, Any]], **values: Any) -> Any:
    typed = [{name: str(cell) for name, cell in row.items()} for row in debts]
    return calculators.calculate("payoff", {"debts": typed} | values)


def refused(debts: list[dict[str, Any]], **values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        payoff(debts, **values)
    return set(invalid.value.errors)


def simulate(
    debts: list[dict[str, Any]], order: list[int], budgets: list[Decimal], resort: bool = False
) -> tuple[int | None, Decimal, list[int | None]]:
    """The rules word by word, one Decimal at a time: months, interest, month each debt ends."""
    owed = [debt["balance"] for debt in debts]
    ends: list[int | None] = [None] * len(debts)
    interest = Decimal(0)
    for number, budget in enumerate(budgets, 1):
        left = budget
        if resort:
            order = sorted(order, key=lambda k: owed[k])
        for k in order:
            due = (owed[k] * debts[k]["annual_rate"] / 1200).quantize(CENT, ROUND_HALF_UP)
            owed[k] += due
            interest += due
        for k in order:
            part = min(debts[k]["minimum"], owed[k], left)
            owed[k] -= part
            left -= part
        for k in order:
            part = min(owed[k], left)
            owed[k] -= part
            left -= part
        for k in order:
            if not owed[k] and ends[k] is None:
                ends[k] = number
        if not any(owed):
            return number, interest, ends
    return None, interest, ends


@few
@given(rows, extras, methods)
def test_the_answer_is_that_of_a_plain_simulation(
    debts: list[dict[str, Any]], extra: Decimal, method: str
) -> None:
    result = payoff(debts, extra=str(extra), method=method)

    outcome = getattr(result, method)
    months, interest, ends = simulate(debts, list(outcome.order), [result.budget] * 600)
    assert result.months == months
    if months is not None:
        assert result.total_interest == interest
        assert list(result.ends) == ends


@few
@given(rows, extras, methods)
def test_every_fen_paid_is_a_balance_or_interest(
    debts: list[dict[str, Any]], extra: Decimal, method: str
) -> None:
    result = payoff(debts, extra=str(extra), method=method)

    assume(not result.never)
    assert result.total_payment == result.total_balance + result.total_interest
    assert result.rows[-1].balance == 0
    assert sum(row.payment for row in result.rows) == result.total_payment
    assert all(sum(row.payments) == row.payment for row in result.rows)
    assert all(sum(row.balances) == row.balance for row in result.rows)


@few
@given(rows, extras)
def test_the_whole_budget_is_used_until_the_last_month(
    debts: list[dict[str, Any]], extra: Decimal
) -> None:
    result = payoff(debts, extra=str(extra))

    assume(not result.never)
    assert all(row.payment == result.budget for row in result.rows[:-1])
    assert 0 < result.rows[-1].payment <= result.budget


@few
@given(rows, extras)
def test_the_avalanche_costs_no_more_interest_than_any_other_order(
    debts: list[dict[str, Any]], extra: Decimal
) -> None:
    """But for the rounding of interest, half a fen a debt and month."""
    result = payoff(debts, extra=str(extra))

    assume(result.snowball.months is not None and result.custom.months is not None)
    slack = CENT * len(debts) * result.snowball.months
    assert result.avalanche.total_interest <= result.snowball.total_interest + slack
    assert result.avalanche.total_interest <= result.custom.total_interest + slack


@few
@given(rows, extras, methods)
def test_one_yuan_more_is_never_slower(
    debts: list[dict[str, Any]], extra: Decimal, method: str
) -> None:
    less = payoff(debts, extra=str(extra), method=method)

    more = payoff(debts, extra=str(extra + 1), method=method)

    assume(less.months is not None)
    assert more.months <= less.months


@few
@given(st.lists(st.decimals("10", "50000", places=2), min_size=1, max_size=6), extras)
def test_without_interest_the_months_are_the_debts_over_the_budget(
    balances: list[Decimal], budget: Decimal
) -> None:
    debts = [{"balance": balance, "annual_rate": 0} for balance in balances]

    result = payoff(debts, monthly_budget=str(budget))

    assume(sum(balances) <= budget * 600)
    assert result.months == math.ceil(sum(balances) / budget)
    assert result.total_interest == 0


@few
@given(rows, extras)
def test_one_off_money_shortens_it_and_a_missing_month_does_not(
    debts: list[dict[str, Any]], extra: Decimal
) -> None:
    plain = payoff(debts, extra=str(extra))
    assume(plain.months is not None and plain.months < 500)

    helped = payoff(debts, extra=str(extra), one_offs=[{"month": "1", "amount": "500"}])
    missed = payoff(debts, extra=str(extra), one_offs=[{"month": "1", "amount": "-100000000"}])

    assert helped.months <= plain.months
    assert missed.months is None or missed.months > plain.months or plain.months == 1
    assert missed.months is None or missed.avalanche.totals[0] >= plain.total_balance


@few
@given(rows, extras, st.integers(1, 24), st.decimals("0", "5000", places=2))
def test_a_change_of_income_holds_from_its_month_on(
    debts: list[dict[str, Any]], extra: Decimal, month: int, budget: Decimal
) -> None:
    result = payoff(
        debts, extra=str(extra), changes=[{"month": str(month), "monthly_budget": str(budget)}]
    )

    budgets = [result.budget] * (month - 1) + [budget] * (601 - month)
    months, interest, _ends = simulate(debts, list(result.avalanche.order), budgets)
    assert result.months == months
    assert months is None or result.total_interest == interest


THREE = [
    {"lender": "a", "balance": "3000", "annual_rate": "12", "minimum": "100"},
    {"lender": "b", "balance": "1000", "annual_rate": "12", "minimum": "100"},
    {"lender": "c", "balance": "1000", "annual_rate": "18", "minimum": "100"},
]


def test_ties_go_to_the_smaller_balance_and_to_the_higher_rate() -> None:
    result = payoff(THREE, monthly_budget="500")

    assert result.avalanche.order == (2, 1, 0)
    assert result.snowball.order == (2, 1, 0)
    assert result.custom.order == (0, 1, 2)


def test_the_order_of_the_snowball_is_fixed_unless_sorted_every_month() -> None:
    """At first the second debt is smaller; its minimum is small, so later it is the larger one."""
    debts = [
        {"balance": Decimal(1000), "annual_rate": Decimal(0), "minimum": Decimal(300)},
        {"balance": Decimal(990), "annual_rate": Decimal(36), "minimum": Decimal(10)},
        {"balance": Decimal(5000), "annual_rate": Decimal(12), "minimum": Decimal(50)},
    ]

    fixed = payoff(debts, monthly_budget="500", method="snowball")
    sorted_again = payoff(debts, monthly_budget="500", method="snowball", resort="monthly")

    assert fixed.rows[0].payments == sorted_again.rows[0].payments
    for result, resort in ((fixed, False), (sorted_again, True)):
        assert (result.months, result.total_interest, list(result.ends)) == simulate(
            debts, [1, 0, 2], [Decimal(500)] * 600, resort
        )


def test_freed_money_rolls_on_in_the_same_month() -> None:
    debts = [
        {"balance": "100", "annual_rate": "0", "minimum": "80"},
        {"balance": "1000", "annual_rate": "0", "minimum": "20"},
    ]

    rows = payoff(debts, monthly_budget="100", method="snowball").rows

    assert [row.payments for row in rows[:3]] == [(80, 20), (20, 80), (0, 100)]


def test_the_own_minimum_is_paid_before_the_target_gets_more() -> None:
    first = payoff(THREE, monthly_budget="450").rows[0]

    assert first.payments == (Decimal(100), Decimal(100), Decimal(250))


@pytest.mark.parametrize(("budget", "short"), [("300.01", "0"), ("300", "0"), ("299.99", "0.01")])
def test_a_budget_below_the_minimums_is_reported(budget: str, short: str) -> None:
    result = payoff(THREE, monthly_budget=budget)

    assert result.minimums == 300
    assert result.shortfall == Decimal(short)
    assert bool(result.avalanche.short_months) is (short != "0")
    html = calculators.respond("payoff", {"debts": THREE, "monthly_budget": budget})
    assert ("比各家最少还款少" in html) is (short != "0")


def test_never_comes_with_the_budget_that_works_and_the_one_for_sixty_months() -> None:
    debts = [{"balance": "10000", "annual_rate": "24", "minimum": "0"}]

    for budget, never in (("199.99", True), ("200", True), ("200.01", False)):
        assert payoff(debts, monthly_budget=budget).never is never
    result = payoff(debts, monthly_budget="200")

    assert result.smallest_budget == Decimal("200.01")
    assert result.rows == ()
    assert payoff(debts, monthly_budget=str(result.budget_60)).months == 60
    assert payoff(debts, monthly_budget=str(result.budget_60 - CENT)).months == 61
    assert "还不完" in calculators.respond("payoff", {"debts": debts, "monthly_budget": "200"})


def test_the_months_have_dates_that_never_drift() -> None:
    rows = payoff(THREE, monthly_budget="400", first_payment_date="2026-12-31").rows

    assert [row.date.isoformat() for row in rows[:4]] == [
        "2026-12-31",
        "2027-01-31",
        "2027-02-28",
        "2027-03-31",
    ]


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"monthly_budget"}),
        ({"monthly_budget": "500", "extra": "5"}, {"extra"}),
        ({"monthly_budget": "x"}, {"monthly_budget"}),
        ({"monthly_budget": "500", "method": "tsunami"}, {"method"}),
        ({"monthly_budget": "500", "one_offs": [{"amount": "5"}]}, {"one_offs.0.month"}),
        (
            {"monthly_budget": "500", "one_offs": [{"month": "601", "amount": "5"}]},
            {"one_offs.0.month"},
        ),
        (
            {"monthly_budget": "500", "changes": [{"month": "0", "monthly_budget": "5"}]},
            {"changes.0.month"},
        ),
        ({"monthly_budget": "500", "resort": "daily"}, {"resort"}),
        ({"monthly_budget": "500", "first_payment_date": "2026-13-01"}, {"first_payment_date"}),
    ],
)
def test_bad_input_is_refused_by_field(values: dict[str, Any], fields: set[str]) -> None:
    assert refused(THREE, **values) == fields


def test_a_bad_row_is_refused_by_its_cell() -> None:
    bad = [{"lender": "a", "balance": "0", "annual_rate": "1000.01", "minimum": "-1"}]

    assert refused(bad, monthly_budget="5") == {
        "debts.0.balance",
        "debts.0.annual_rate",
        "debts.0.minimum",
    }
    assert refused([], monthly_budget="5") == {"debts"}
    assert refused([THREE[0]] * 101, monthly_budget="5") == {"debts"}


@pytest.mark.parametrize(
    ("balance", "rate", "budget"),
    [
        ("1000000", "1", "220000"),
        ("1000000000", "1000", "1000000000"),
        ("1000000000", "0", "0.01"),
        ("0.01", "1000", "0.01"),
    ],
)
def test_a_hundred_debts_and_six_hundred_months_are_answered(
    balance: str, rate: str, budget: str
) -> None:
    debts = [{"balance": balance, "annual_rate": rate, "minimum": "20"}] * 100
    html = calculators.respond("payoff", {"debts": debts, "monthly_budget": budget})

    assert "data-headline" in html
