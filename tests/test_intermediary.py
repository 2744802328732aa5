"""Laws of a helper's fee: four ways that foot, the waiver that earns it, rates of the bridge."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.page import calculator as contract
from calculators.talks import _red_flags as red

FLAGS = sorted(red.FLAG_LABELS)


def helped(**values: Any) -> Any:
    return calculators.calculate("intermediary", {k: str(v) for k, v in values.items()})


def yuan(low: str, high: str) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, places=2)


balances = yuan("1000", "1000000")
fees = yuan("0", "50000")


@given(balances, fees, fees, yuan("0", "1000"), yuan("0", "1000"), yuan("0", "500"))
def test_every_way_is_the_debt_less_what_is_waived_plus_what_is_paid_to_others(
    balance: Decimal,
    fee: Decimal,
    other: Decimal,
    promised: Decimal,
    waived: Decimal,
    cost: Decimal,
) -> None:
    found = helped(
        balance=balance, fee=fee, other_fees=other, promised_waiver=promised,
        lender_waiver=waived, own_cost=cost,
    )  # fmt: skip

    for row in found.rows:
        assert row.cash == balance - row.waived + row.fees
    assert found.failed_cash - found.helper_cash == promised
    assert found.own_cash - found.lender_cash == waived
    assert found.extra_cash == found.helper_cash - found.lender_cash
    assert found.total_fee == fee + other


@given(balances, fees, yuan("0", "500"), yuan("0", "500"))
def test_the_waiver_that_earns_the_fee_makes_both_ways_equal(
    balance: Decimal, fee: Decimal, waived: Decimal, cost: Decimal
) -> None:
    values = {"balance": balance, "fee": fee, "lender_waiver": waived, "own_cost": cost}
    needed = helped(**values).break_even_waiver

    if 0 < needed <= balance:
        assert helped(**values, promised_waiver=needed).extra_cash == 0
    if needed == 0:
        assert helped(**values).extra_cash <= 0


@given(balances, fees, st.integers(1, 3650))
def test_the_simple_rate_earns_the_fee_back_exactly(balance: Decimal, fee: Decimal, n: int) -> None:
    found = helped(balance=balance, fee=fee, days=n)

    exact = Fraction(fee) * 365 / (Fraction(balance) * n)
    assert abs(Fraction(found.annual_nominal) - exact) < Fraction(1, 10**30)


@given(balances, st.decimals("0.1", "20", places=1), st.integers(5, 365))
def test_the_effective_rate_grows_the_money_to_money_and_fee(
    balance: Decimal, percent: Decimal, n: int
) -> None:
    found = helped(balance=balance, fee_rate=percent, days=n)

    grown = balance * (1 + found.annual_effective) ** (Decimal(n) / 365)
    assert abs(grown - balance - found.fee) < Decimal("1e-6")
    assert found.annual_effective >= found.annual_nominal - Decimal("1e-20")


@given(balances, fees, fees)
def test_a_higher_fee_never_helps(balance: Decimal, fee: Decimal, more: Decimal) -> None:
    less, higher = helped(balance=balance, fee=fee), helped(balance=balance, fee=fee + more)

    assert higher.helper_cash >= less.helper_cash
    assert higher.break_even_waiver >= less.break_even_waiver
    assert higher.own_cash == less.own_cash


@given(st.dictionaries(st.sampled_from(FLAGS), st.sampled_from(["yes", "no", "unknown"])))
def test_every_red_flag_is_counted_once(flags: dict[str, str]) -> None:
    found = helped(balance=10000, fee=500, **flags)

    assert sorted(found.flags) == sorted(k for k, heard in flags.items() if heard == "yes")
    assert found.unclear == len(FLAGS) - sum(heard != "unknown" for heard in flags.values())


def test_each_red_flag_has_a_question_and_a_field() -> None:
    assert set(red.FLAG_LABELS) == set(red.ASK)
    assert set(red.FLAG_LABELS) <= set(calculators.form("intermediary"))


def test_a_rate_beyond_any_sense_is_not_said() -> None:
    found = helped(balance=100, fee=100, days=1)

    assert found.annual_effective is None
    assert found.annual_nominal == 365


def test_without_days_there_is_no_rate() -> None:
    assert helped(balance=100, fee=5).annual_nominal is None


@pytest.mark.parametrize("story", ["", "self_employed", "couple"])
def test_the_answer_never_recommends_the_helper(story: str) -> None:
    module = calculators.load("intermediary")
    values = module.EXAMPLES[story] if story else calculators.example("intermediary")

    _form, said = contract.answer(module, values)

    assert {source.id for source in said.sources} >= {"upfront-fee-pattern"}
    assert any("你自己也能办" in note for note in said.notes)
    assert any("96110" in note for note in said.notes)


@pytest.mark.parametrize("field", ["advance", "promised_waiver", "lender_waiver"])
def test_more_than_the_debt_is_refused_at_its_field(field: str) -> None:
    with pytest.raises(calculators.Invalid) as refused:
        helped(balance=1000, fee=50, **{field: "1000.01"})
    assert set(refused.value.errors) == {field}

    helped(balance=1000, fee=50, **{field: "1000"})
