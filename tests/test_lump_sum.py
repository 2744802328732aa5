"""Laws of settling several debts with one sum."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators

balances = st.lists(st.decimals("1", "100000", places=2), min_size=1, max_size=10)
lumps = st.decimals("1", "100000", places=2)
percents = st.decimals("1", "100", places=1)


def lump_sum(debts: list[dict[str, str]], **values: str) -> Any:
    return calculators.calculate("lump_sum", {"debts": debts} | values)


def debts_of(balances: list[Decimal]) -> list[dict[str, str]]:
    return [{"balance": str(balance)} for balance in balances]


@given(balances, lumps)
def test_pro_rata_uses_the_whole_sum_and_offers_nobody_more_than_is_owed(
    balances: list[Decimal], lump: Decimal
) -> None:
    result = lump_sum(debts_of(balances), lump=str(lump))

    assert result.total_offer == min(lump, sum(balances))
    assert result.remaining == lump - result.total_offer
    assert result.unsettled == 0
    assert all(0 <= row.offer <= row.balance for row in result.rows)


@given(balances, lumps)
def test_pro_rata_offers_everyone_the_same_percentage(
    balances: list[Decimal], lump: Decimal
) -> None:
    result = lump_sum(debts_of(balances), lump=str(lump))

    for row in result.rows:
        assert abs(row.offer - row.balance * min(lump / sum(balances), 1)) < Decimal("0.01")


@given(balances, lumps, percents, st.sampled_from(["listed", "smallest", "largest"]))
def test_offers_of_a_percentage_never_spend_more_than_there_is(
    balances: list[Decimal], lump: Decimal, percent: Decimal, order: str
) -> None:
    result = lump_sum(debts_of(balances), lump=str(lump), percent=str(percent), order=order)

    for row in result.rows:
        assert row.offer == (row.balance * percent / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert row.offer + row.waived == row.balance
    settled = [row for row in result.rows if row.affordable]
    assert result.total_offer == sum(row.offer for row in settled) <= lump
    assert result.total_offer + result.remaining == result.available
    assert result.unsettled == result.total_balance - sum(row.balance for row in settled)
    assert all(row.offer > result.remaining for row in result.rows if not row.affordable)


@given(balances, lumps, percents)
def test_smallest_first_settles_the_most_debts(
    balances: list[Decimal], lump: Decimal, percent: Decimal
) -> None:
    settled = {
        order: sum(
            row.affordable
            for row in lump_sum(
                debts_of(balances), lump=str(lump), percent=str(percent), order=order
            ).rows
        )
        for order in ("listed", "smallest", "largest")
    }

    assert settled["smallest"] == max(settled.values())


def test_a_percentage_a_lender_named_is_used_for_that_lender() -> None:
    debts = [{"balance": "10000", "percent": "80"}, {"balance": "10000"}, {"balance": "20000"}]

    pro_rata = lump_sum(debts, lump="14000")
    fixed = lump_sum(debts, lump="30000", percent="50")

    assert [str(offer) for offer in pro_rata.offers] == ["8000.00", "2000.00", "4000.00"]
    assert [str(offer) for offer in fixed.offers] == ["8000.00", "5000.00", "10000.00"]


def test_named_percentages_beyond_the_money_leave_nothing_for_the_others() -> None:
    debts = [{"balance": "10000", "percent": "80"}, {"balance": "10000"}]

    result = lump_sum(debts, lump="5000")

    assert result.rows[0].affordable is False
    assert result.needed == Decimal("8000.00")
    assert result.shortfall == Decimal("3000.00")
    assert result.unsettled == Decimal("10000.00")


@pytest.mark.parametrize(("lump", "settled"), [("5999.99", 0), ("6000", 1), ("6000.01", 1)])
def test_an_offer_counts_when_the_money_reaches_it(lump: str, settled: int) -> None:
    debts = [{"balance": "10000"}]

    result = lump_sum(debts, lump=lump, percent="60")

    assert sum(row.affordable for row in result.rows) == settled
    html = calculators.respond("lump_sum", {"debts": debts, "lump": lump, "percent": "60"})
    assert ("一家也谈不下来" in html) is (settled == 0)


def test_what_is_kept_back_is_not_offered() -> None:
    result = lump_sum([{"balance": "10000"}], lump="5000", reserve="1000")

    assert result.available == result.total_offer == Decimal("4000.00")


def test_the_order_decides_who_is_settled() -> None:
    debts = [{"balance": "5000"}, {"balance": "2000"}, {"balance": "9000"}]

    def settled(order: str) -> list[int]:
        rows = lump_sum(debts, lump="9000", percent="100", order=order).rows
        return [row.number for row in rows if row.affordable]

    assert settled("listed") == [1, 2]
    assert settled("smallest") == [1, 2]
    assert settled("largest") == [3]


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"lump"}),
        ({"lump": "0"}, {"lump"}),
        ({"lump": "100", "reserve": "100"}, {"reserve"}),
        ({"lump": "100", "percent": "100.01"}, {"percent"}),
        ({"lump": "100", "percent": "-1"}, {"percent"}),
        ({"lump": "100", "order": "loudest"}, {"order"}),
    ],
)
def test_bad_input_is_refused_by_field(values: dict[str, str], fields: set[str]) -> None:
    with pytest.raises(calculators.Invalid) as invalid:
        lump_sum([{"balance": "10000"}], **values)

    assert set(invalid.value.errors) == fields


def test_a_bad_row_is_refused_by_its_cell() -> None:
    with pytest.raises(calculators.Invalid) as invalid:
        lump_sum([{"balance": "0", "percent": "101"}], lump="5")

    assert set(invalid.value.errors) == {"debts.0.balance", "debts.0.percent"}


def test_a_hundred_debts_at_the_bounds_are_answered() -> None:
    debts = [{"balance": "1000000000"}] * 100

    result = lump_sum(debts, lump="1000000000")

    assert result.total_offer == Decimal("1000000000.00")
