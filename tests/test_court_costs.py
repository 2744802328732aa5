"""Laws of court fees: the published quick table, continuity, monotony, sums that foot."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.law import figure
from calculators.maths import bands
from calculators.page import calculator as contract

FEN = Decimal("0.01")

QUICK = (
    (10_000, "0", "50"),
    (100_000, "0.025", "-200"),
    (200_000, "0.02", "300"),
    (500_000, "0.015", "1300"),
    (1_000_000, "0.01", "3800"),
    (2_000_000, "0.009", "4800"),
    (5_000_000, "0.008", "6800"),
    (10_000_000, "0.007", "11800"),
    (20_000_000, "0.006", "21800"),
    (10**9, "0.005", "41800"),
)
"""Upper end, rate and constant: amount × rate + constant, as courts print it (速算表)."""


def costs(**values: Any) -> Any:
    return calculators.calculate("court_costs", {k: str(v) for k, v in values.items()})


def quick(amount: Decimal) -> Decimal:
    rate, constant = next((r, c) for top, r, c in QUICK if amount <= top)
    return amount * Decimal(rate) + Decimal(constant)


def fen(amount: Decimal) -> Decimal:
    return amount.quantize(FEN, ROUND_HALF_UP)


amounts = st.decimals("0.01", "1000000000", places=2) | st.sampled_from(
    [Decimal(top) + step for top, _r, _c in QUICK[:-1] for step in (-FEN, Decimal(0), FEN)]
)


@given(amounts)
def test_the_fee_is_that_of_the_quick_table(amount: Decimal) -> None:
    found = costs(amount=amount, procedure="ordinary")

    assert found.case_fee == found.procedure_fee == fen(quick(amount))
    assert found.reduced_fee == fen(quick(amount) / 2)
    assert found.payment_order_fee == fen(quick(amount) / 3)


@given(amounts)
def test_the_bands_cover_the_claim_once_and_sum_to_the_fee(amount: Decimal) -> None:
    found = costs(amount=amount)

    assert sum(row.part for row in found.rows) == amount
    assert abs(sum(row.fee for row in found.rows) - found.case_fee) <= FEN * len(found.rows)
    for before, after in zip(found.rows, found.rows[1:], strict=False):
        assert before.high == after.low
        assert before.part == before.high - before.low


@given(amounts, st.decimals("0.01", "100000", places=2))
def test_more_claimed_never_costs_less(amount: Decimal, more: Decimal) -> None:
    bigger = min(amount + more, Decimal(10**9))
    for name in ("case_fee", "reduced_fee", "payment_order_fee"):
        assert getattr(costs(amount=bigger), name) >= getattr(costs(amount=amount), name)


@given(amounts)
def test_freezing_never_costs_more_than_its_maximum(amount: Decimal) -> None:
    found = costs(amount=100, preservation_amount=amount)

    most = figure("preservation_fee_max").value
    assert 0 < found.preservation_fee <= most
    assert found.preservation_is_capped == (amount > 896_000)


@given(
    amounts,
    st.sampled_from(["summary", "ordinary", "mediated"]),
    st.none() | amounts,
    st.none() | amounts,
    st.decimals("0", "100", places=1),
    st.integers(0, 1000),
    st.decimals("0", "100000", places=2),
)
def test_the_total_is_the_sum_of_its_items(
    amount: Decimal,
    procedure: str,
    frozen: Decimal | None,
    enforced: Decimal | None,
    share: Decimal,
    late: int,
    lawyer: Decimal,
) -> None:
    values: dict[str, Any] = {"amount": amount, "procedure": procedure, "borne_share": share}
    values |= {"late_days": late, "lawyer_fee": lawyer}
    values |= {"preservation_amount": frozen} if frozen is not None else {}
    values |= {"enforcement_amount": enforced} if enforced is not None else {}

    found = costs(**values)

    assert found.case_fee_borne == fen(found.procedure_fee * share / 100)
    assert found.preservation_borne == fen(found.preservation_fee * share / 100)
    assert found.late_interest == fen(amount * late * Decimal("0.000175"))
    assert found.total == (
        found.case_fee_borne
        + found.preservation_borne
        + found.enforcement_fee
        + found.late_interest
        + lawyer
    )


@pytest.mark.parametrize(
    ("amount", "fee"),
    [("10000", "50.00"), ("46000", "590.00"), ("100000", "1400.00"), ("5000000", "52400.00")],
)
def test_enforcement_has_a_scale_of_its_own(amount: str, fee: str) -> None:
    assert costs(amount=1, enforcement_amount=amount).enforcement_fee == Decimal(fee)


@pytest.mark.parametrize("amount", ["0", "-1", "1000000000.01", "", "abc"])
def test_a_claim_that_cannot_be_is_refused_at_its_field(amount: str) -> None:
    with pytest.raises(calculators.Invalid) as refused:
        costs(amount=amount)

    assert set(refused.value.errors) == {"amount"}


def test_nothing_frozen_or_enforced_costs_nothing() -> None:
    found = costs(amount=46000, preservation_amount=0, enforcement_amount=0)

    assert (found.preservation_fee, found.enforcement_fee) == (0, 0)
    assert found.total == Decimal("475.00")


@pytest.mark.parametrize("story", ["", "self_employed", "couple"])
def test_the_answer_names_every_figure_it_used(story: str) -> None:
    module = calculators.load("court_costs")
    values = module.EXAMPLES[story] if story else calculators.example("court_costs")

    _form, answer = contract.answer(module, values)

    assert "court_fee" in [getattr(source, "name", "") for source in answer.sources]
    assert "保证" not in answer.headline


def test_a_scale_without_bands_is_its_flat_fee() -> None:
    assert bands.fee(Decimal(50), [], Decimal(10**6)) == 50
