"""Laws of sharing one monthly sum among lenders."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import calculators

rows = st.lists(
    st.fixed_dictionaries(
        {
            "balance": st.decimals("1", "500000", places=2).map(str),
            "monthly_payment": st.decimals("0.01", "5000", places=2).map(str),
            "weight": st.decimals("0.01", "10", places=2).map(str),
        }
    ),
    min_size=1,
    max_size=12,
)
amounts = st.decimals("0.01", "20000", places=2)
rules = st.sampled_from(["balance", "contract", "equal", "weights"])


def split(debts: list[dict[str, str]], **values: str) -> Any:
    return calculators.calculate("split", {"debts": debts} | values)


def refused(debts: list[dict[str, str]], **values: str) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        split(debts, **values)
    return set(invalid.value.errors)


def owed(debts: list[dict[str, str]]) -> Decimal:
    return sum((Decimal(row["balance"]) for row in debts), Decimal(0))


@given(rows, amounts, rules)
def test_shares_add_up_and_nobody_gets_more_than_is_owed(
    debts: list[dict[str, str]], available: Decimal, rule: str
) -> None:
    result = split(debts, available=str(available), rule=rule)

    assert result.total_share == min(available, owed(debts))
    assert result.total_share + result.left_over == available
    assert all(0 <= row.share <= row.balance for row in result.rows)


@given(rows, amounts, rules)
def test_the_months_are_the_fewest_whose_shares_cover_the_balance(
    debts: list[dict[str, str]], available: Decimal, rule: str
) -> None:
    result = split(debts, available=str(available), rule=rule)

    for row in result.rows:
        if row.share:
            assert row.share * (row.months - 1) < row.balance <= row.share * row.months
        else:
            assert row.months is None


@given(
    st.lists(st.decimals("5000", "50000", places=2), min_size=1, max_size=12),
    st.decimals("1200", "5000", places=2),
)
def test_in_proportion_to_balances_all_are_done_in_the_same_month_or_the_next(
    balances: list[Decimal], available: Decimal
) -> None:
    debts = [{"balance": str(balance)} for balance in balances]

    result = split(debts, available=str(available), rule="balance")

    together = math.ceil(sum(balances) / available)
    assert all(abs(row.months - together) <= 1 for row in result.rows)


@given(rows, amounts, st.decimals("0.01", "500", places=2), rules)
def test_everyone_gets_the_minimum_or_all_that_is_owed(
    debts: list[dict[str, str]], available: Decimal, minimum: Decimal, rule: str
) -> None:
    result = split(debts, available=str(available), minimum=str(minimum), rule=rule)

    needed = sum(min(minimum, row.balance) for row in result.rows)
    assert result.minimum_needed == needed
    assert result.minimum_met == (needed <= available)
    if result.minimum_met:
        assert all(row.share >= min(minimum, row.balance) for row in result.rows)
    assert result.total_share == min(available, owed(debts))


@given(rows, amounts, st.decimals("0", "1", places=2))
def test_an_agreed_amount_is_given_and_the_rest_is_shared_by_the_rule(
    debts: list[dict[str, str]], available: Decimal, part: Decimal
) -> None:
    agreed = min(Decimal(debts[0]["balance"]), available * part).quantize(
        Decimal("0.01"), "ROUND_DOWN"
    )
    fixed = [debts[0] | {"agreed": str(agreed)}, *debts[1:]]

    result = split(fixed, available=str(available))

    assert result.rows[0].share == agreed
    if len(debts) > 1 and agreed < available:
        others = split(debts[1:], available=str(available - agreed))
        assert [row.share for row in result.rows[1:]] == [row.share for row in others.rows]


@given(rows, amounts, rules)
def test_after_the_first_is_paid_off_the_others_share_the_whole_sum(
    debts: list[dict[str, str]], available: Decimal, rule: str
) -> None:
    result = split(debts, available=str(available), rule=rule)

    assume(result.after)
    assert result.after_months == min(row.months for row in result.rows)
    left = sum(row.balance for row in result.after)
    assert sum(row.share for row in result.after) == min(available, left)
    paid = sum(min(row.share * result.after_months, row.balance) for row in result.rows)
    assert left == owed(debts) - paid


TWO = [
    {"lender": "a", "balance": "30000", "monthly_payment": "900", "weight": "1"},
    {"lender": "b", "balance": "10000", "monthly_payment": "100", "weight": "1"},
]


@pytest.mark.parametrize(
    ("rule", "shares"),
    [
        ("balance", ["750.00", "250.00"]),
        ("contract", ["900.00", "100.00"]),
        ("equal", ["500.00", "500.00"]),
        ("weights", ["500.00", "500.00"]),
    ],
)
def test_each_rule_shares_by_its_own_measure(rule: str, shares: list[str]) -> None:
    result = split(TWO, available="1000", rule=rule)

    assert [str(row.share) for row in result.rows] == shares


@pytest.mark.parametrize(("minimum", "met"), [("499.99", True), ("500", True), ("500.01", False)])
def test_a_minimum_that_does_not_fit_is_said_and_left_out(minimum: str, met: bool) -> None:
    result = split(TWO, available="1000", minimum=minimum)

    assert result.minimum_met is met
    assert (result.rows[1].share == Decimal("250.00")) is not met
    html = calculators.respond("split", {"debts": TWO, "available": "1000", "minimum": minimum})
    assert ("没有保证每家最少" in html) is not met


def test_money_beyond_all_debts_is_left_over() -> None:
    result = split(TWO, available="40000.01")

    assert result.left_over == Decimal("0.01")
    assert [row.months for row in result.rows] == [1, 1]


def test_the_page_for_lenders_can_hide_the_names_of_the_others() -> None:
    values = {"debts": TWO, "available": "1000"}

    names = calculators.respond("split", values, "zh")
    letters = calculators.respond("split", values | {"naming": "letters"}, "zh")

    assert "贷款方 A" in letters
    assert "贷款方 A" not in names


@pytest.mark.parametrize(
    ("rule", "missing", "fields"),
    [
        ("balance", "balance", {"debts.1.balance"}),
        ("contract", "monthly_payment", {"debts.1.monthly_payment"}),
        ("weights", "weight", {"debts.1.weight"}),
    ],
)
def test_what_the_rule_needs_is_asked_for_by_its_cell(
    rule: str, missing: str, fields: set[str]
) -> None:
    debts = [TWO[0], {name: cell for name, cell in TWO[1].items() if name != missing}]

    assert refused(debts, available="1000", rule=rule) == fields
    assert split(debts, available="1000", rule="equal").rows[1].share == Decimal(500)


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"available": "0"}, {"available"}),
        ({}, {"available"}),
        ({"available": "1000", "rule": "loudest"}, {"rule"}),
        ({"available": "1000", "minimum": "-1"}, {"minimum"}),
        ({"available": "1000", "naming": "x"}, {"naming"}),
    ],
)
def test_bad_input_is_refused_by_field(values: dict[str, str], fields: set[str]) -> None:
    assert refused(TWO, **values) == fields


def test_weights_of_nothing_and_agreed_sums_beyond_the_money_are_refused() -> None:
    nothing = [row | {"weight": "0"} for row in TWO]
    agreed = [TWO[0] | {"agreed": "1000.01"}, TWO[1]]

    assert refused(nothing, available="5", rule="weights") == {"debts.0.weight"}
    assert refused(agreed, available="1000") == {"available"}
    assert refused([], available="5") == {"debts"}


def test_a_hundred_lenders_at_the_bounds_are_answered() -> None:
    debts = [{"balance": "1000000000", "weight": "1000000000"}] * 99 + [
        {"balance": "0.01", "weight": "0.01"}
    ]

    for rule in ("balance", "equal", "weights"):
        result = split(debts, available="1000000000", rule=rule, minimum="0.01")
        assert result.total_share == Decimal("1000000000.00")
