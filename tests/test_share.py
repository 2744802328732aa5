"""Laws of sharing: nothing is lost, nobody is passed over, a tie goes to the earlier part."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calculators.maths.share import share_out

amounts = st.decimals("0.01", "1000000", places=2)
weights = st.lists(st.decimals("0.01", "1000000", places=2), min_size=1, max_size=20)


def shares(amount: str, *weights: str, **bounds: list[Decimal | None]) -> list[str]:
    return [
        str(part)
        for part in share_out(
            Decimal(amount),
            [Decimal(weight) for weight in weights],
            [low or Decimal(0) for low in bounds.get("least", [])],
            bounds.get("most", []),
        )
    ]


@given(amounts, weights)
def test_shares_add_up_to_the_amount_to_the_fen(amount: Decimal, weights: list[Decimal]) -> None:
    parts = share_out(amount, weights)

    assert sum(parts) == amount
    assert all(part == part.quantize(Decimal("0.01")) and part >= 0 for part in parts)


@given(amounts, weights)
def test_no_share_is_a_fen_or_more_from_its_proportion(
    amount: Decimal, weights: list[Decimal]
) -> None:
    total = sum(weights)

    for part, weight in zip(share_out(amount, weights), weights, strict=True):
        assert abs(part - amount * weight / total) < Decimal("0.01")


@given(amounts, weights)
def test_a_larger_weight_never_gets_less(amount: Decimal, weights: list[Decimal]) -> None:
    found = sorted(zip(weights, share_out(amount, weights), strict=True))

    for (low, less), (high, more) in itertools.pairwise(found):
        assert less <= more or low == high


@given(amounts, weights)
def test_shares_are_rounded_half_up_but_for_the_fen_that_do_not_fit(
    amount: Decimal, weights: list[Decimal]
) -> None:
    """The fewest parts possible differ from plain rounding."""
    total = sum(weights)
    rounded = [
        (amount * weight / total).quantize(Decimal("0.01"), "ROUND_HALF_UP") for weight in weights
    ]

    differing = sum(a != b for a, b in zip(share_out(amount, weights), rounded, strict=True))

    assert differing == abs(amount - sum(rounded)) * 100


@given(
    amounts,
    st.lists(
        st.tuples(
            st.decimals("0.01", "1000", places=2),
            st.decimals("0", "5000", places=2),
            st.decimals("0", "50000", places=2),
        ),
        min_size=1,
        max_size=12,
    ),
)
def test_bounds_are_kept_and_the_rest_is_still_shared_to_the_fen(
    amount: Decimal, rows: list[tuple[Decimal, Decimal, Decimal]]
) -> None:
    weights = [weight for weight, _low, _room in rows]
    lows = [low for _weight, low, _room in rows]
    highs = [low + room for _weight, low, room in rows]
    assume(sum(lows) <= amount)

    parts = share_out(amount, weights, lows, highs)

    assert all(low <= part <= high for low, part, high in zip(lows, parts, highs, strict=True))
    assert sum(parts) == min(amount, sum(highs))


@given(amounts, weights, st.integers(1, 9))
def test_the_unit_of_the_weights_does_not_matter(
    amount: Decimal, weights: list[Decimal], times: int
) -> None:
    assert share_out(amount, weights) == share_out(amount, [weight * times for weight in weights])


def test_equal_remainders_go_to_the_earlier_part() -> None:
    assert shares("100", "1", "1", "1") == ["33.34", "33.33", "33.33"]
    assert shares("0.02", "1", "1", "1") == ["0.01", "0.01", "0.00"]


def test_a_part_without_weight_gets_its_lower_bound_only() -> None:
    zero, five = Decimal("0.00"), Decimal("5.00")

    assert shares("20", "0", "1", least=[five, zero]) == ["5.00", "15.00"]
    assert shares("20", "0", "0") == ["0.00", "0.00"]


@pytest.mark.parametrize(
    ("room", "first"), [("29.99", "29.99"), ("30.00", "30.00"), ("30.01", "30.00")]
)
def test_what_a_bound_leaves_goes_to_the_others(room: str, first: str) -> None:
    found = shares("100", "3", "7", most=[Decimal(room), None])

    assert found == [first, str(Decimal(100) - Decimal(first))]


def test_a_hundred_parts_at_bounds_do_not_hang() -> None:
    weights = [Decimal(k + 1) for k in range(100)]
    highs: list[Decimal | None] = [Decimal(100 * (k + 1) * (k + 2)) for k in range(100)]

    assert sum(share_out(Decimal("999999.99"), weights, [], highs)) == Decimal("999999.99")
