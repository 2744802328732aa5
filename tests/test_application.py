"""Laws of the order of payment, and its refusals."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators

PARTS = ("costs", "default_charges", "interest", "principal")


def application(**values: Any) -> Any:
    return calculators.calculate("application", {name: str(v) for name, v in values.items()})


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        application(**values)
    return set(invalid.value.errors)


amounts = st.decimals("0", "1000000.00", places=2)
owed = st.fixed_dictionaries(dict.fromkeys(PARTS, amounts)).filter(lambda o: any(o.values()))
payments = st.decimals("0.01", "3000000.00", places=2)
orders = st.sampled_from(
    ["costs_interest_principal", "principal_first", *map(",".join, permutations(PARTS))]
)


@given(owed, payments, orders)
def test_the_payment_is_spent_to_the_fen(
    owed: dict[str, Decimal], payment: Decimal, order: str
) -> None:
    result = application(payment=payment, order=order, **owed)

    paid = sum(result.paid[part] for part in PARTS)
    assert paid + result.unallocated == payment
    assert paid + result.total_remaining == sum(owed.values())
    assert not (result.unallocated and result.total_remaining)
    for row in result.rows:
        assert row.paid + row.remaining == row.owed == owed[row.part]


@given(owed, payments, orders)
def test_nothing_is_paid_out_of_turn(
    owed: dict[str, Decimal], payment: Decimal, order: str
) -> None:
    rows = application(payment=payment, order=order, **owed).rows

    short = next((i for i, row in enumerate(rows) if row.remaining), len(rows))
    assert not any(row.paid for row in rows[short + 1 :])


@given(owed, payments, orders)
def test_no_order_leaves_less_principal_than_principal_first(
    owed: dict[str, Decimal], payment: Decimal, order: str
) -> None:
    first = application(payment=payment, order="principal_first", annual_rate="24", **owed)
    other = application(payment=payment, order=order, annual_rate="24", **owed)

    assert first.remaining.principal <= other.remaining.principal
    assert first.next_month_interest <= other.next_month_interest
    assert first.total_remaining == other.total_remaining


@given(owed, payments, payments)
def test_two_payments_do_the_same_as_one(
    owed: dict[str, Decimal], first: Decimal, second: Decimal
) -> None:
    at_once = application(payment=first + second, **owed)
    begun = application(payment=first, **owed)
    left = {part: begun.remaining[part] for part in PARTS}
    if any(left.values()):
        assert application(payment=second, **left).remaining == at_once.remaining
    else:
        assert at_once.total_remaining == 0


def test_the_public_example_of_article_561() -> None:
    result = application(principal=100000, interest=5000, costs=3000, payment=30000)

    assert (result.paid.costs, result.paid.interest, result.paid.principal) == (3000, 5000, 22000)
    assert result.remaining.principal == 78000
    assert result.paid["principal"] == result.paid.principal


def test_every_order_is_compared_with_the_two_usual_ones() -> None:
    base: dict[str, Any] = {
        "principal": 100000, "interest": 5000, "costs": 3000, "payment": 30000, "annual_rate": 12,
    }  # fmt: skip

    def compared(order: str) -> dict[str, Decimal]:
        return {o.order: o.next_month_interest for o in application(order=order, **base).orders}

    assert compared("costs_interest_principal") == {
        "costs_interest_principal": 780, "principal_first": 700,
    }  # fmt: skip
    assert list(compared("principal_first")) == ["principal_first", "costs_interest_principal"]
    assert len(compared("interest,principal,costs,default_charges")) == 3


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("costs_interest_principal", PARTS),
        ("", PARTS),
        ("principal_first", ("principal", "costs", "default_charges", "interest")),
        ("interest, costs, principal, default_charges",
         ("interest", "costs", "principal", "default_charges")),
        ("principal→interest→default_charges→costs",
         ("principal", "interest", "default_charges", "costs")),
        ("costs default_charges interest principal", PARTS),
    ],
)  # fmt: skip
def test_an_order_is_a_name_or_the_four_parts_in_a_line(typed: str, order: tuple[str, ...]) -> None:
    assert application(principal=1, payment=1, order=typed).order == order


@pytest.mark.parametrize("typed", ["principal", "costs,interest,principal", "cards",
                                   "costs,costs,interest,principal"])  # fmt: skip
def test_an_order_without_every_part_is_refused(typed: str) -> None:
    assert refused(principal=1, payment=1, order=typed) == {"order"}


@pytest.mark.parametrize(("days", "first"), [(90, "costs"), (91, "principal"), (92, "principal")])
def test_cards_pay_principal_first_from_day_91(days: int, first: str) -> None:
    result = application(principal=1000, interest=100, payment=50, order="card", days_overdue=days)

    assert result.order[0] == first
    assert result.paid.principal == (50 if first == "principal" else 0)


@pytest.mark.parametrize(
    ("payment", "left", "over"),
    [("107.99", "0.01", "0"), ("108", "0", "0"), ("108.01", "0", "0.01")],
)
def test_more_than_everything_is_not_spent(payment: str, left: str, over: str) -> None:
    result = application(principal=100, interest=5, costs=3, payment=payment)

    assert (result.total_remaining, result.unallocated) == (Decimal(left), Decimal(over))


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"principal": "100"}, {"payment"}),
        ({"principal": "100", "payment": "0"}, {"payment"}),
        ({"payment": "5"}, {"principal"}),
        ({"payment": "5", "principal": "0"}, {"principal"}),
        ({"payment": "5", "principal": "1", "interest": "-1"}, {"interest"}),
        ({"payment": "5", "principal": "1", "order": "card"}, {"days_overdue"}),
        ({"payment": "5", "principal": "1", "annual_rate": "1000.01"}, {"annual_rate"}),
        ({"payment": "1000000000.01", "principal": "1"}, {"payment"}),
    ],
)
def test_what_cannot_be_is_refused_by_name(values: dict[str, str], fields: set[str]) -> None:
    assert refused(**values) == fields


def test_the_largest_amounts_are_answered() -> None:
    most = "1000000000"
    result = application(
        payment=most, principal=most, interest=most, costs=most, default_charges=most,
        annual_rate=1000,
    )  # fmt: skip

    assert result.total_remaining == 3 * Decimal(most)
