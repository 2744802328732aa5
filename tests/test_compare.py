"""Laws of comparing: who is dominated, what is within reach, and a change that hurts nobody."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy_financial
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import calculators

FEN = Decimal("0.01")


def compare(*plans: dict[str, Any], **values: Any) -> Any:
    texts: dict[str, Any] = {name: str(typed) for name, typed in values.items()}
    texts["plans"] = [{name: str(typed) for name, typed in plan.items()} for plan in plans]
    return calculators.calculate("compare", texts)


def refused(*plans: dict[str, Any], **values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        compare(*plans, **values)
    return set(invalid.value.errors)


a_plan = st.fixed_dictionaries(
    {
        "payment": st.decimals("1", "3000", places=2),
        "months": st.integers(1, 120),
        "down": st.decimals("0", "3000", places=2),
        "fee": st.decimals("0", "300", places=2),
        "lump": st.decimals("0", "3000", places=2),
        "lump_month": st.integers(0, 130),
    }
).map(lambda plan: plan if plan["lump"] else plan | {"lump_month": 0})
some_plans = st.lists(a_plan, min_size=1, max_size=5)
rates = st.decimals("0", "24", places=2)


@given(some_plans, rates)
def test_totals_and_present_values_agree_with_an_independent_library(
    plans: list[dict[str, Any]], rate: Decimal
) -> None:
    found = compare(*plans, annual_rate=rate, balance=100000)

    for plan, row in zip(plans, found.rows, strict=True):
        flows = [float(plan["down"] + plan["fee"])] + [0.0] * max(
            plan["months"], plan["lump_month"]
        )
        for month in range(1, plan["months"] + 1):
            flows[month] += float(plan["payment"])
        flows[plan["lump_month"]] += float(plan["lump"])
        assert row.total == sum(
            (plan["down"], plan["fee"], plan["lump"], plan["payment"] * plan["months"]), Decimal(0)
        )
        independent = numpy_financial.npv(float(rate) / 1200, flows)
        assert abs(float(row.present_value) - independent) < 0.0051 + 1e-9 * independent


@given(some_plans, rates)
def test_a_dominated_plan_is_worse_than_a_named_one_in_everything(
    plans: list[dict[str, Any]], rate: Decimal
) -> None:
    found = compare(*plans, annual_rate=rate)

    def costs(row: Any) -> tuple[Decimal, ...]:
        return row.now, row.monthly, row.total, row.present_value

    for row in found.rows:
        better = [
            other
            for other in found.rows
            if costs(other) != costs(row)
            and all(a <= b for a, b in zip(costs(other), costs(row), strict=True))
        ]
        assert row.dominated == bool(better) == (row.dominated_by is not None)
        assert not better or found.rows[row.dominated_by - 1] in better
    assert not all(row.dominated for row in found.rows)


@given(some_plans, st.decimals("1", "3000", places=2), st.decimals("0", "3000", places=2))
def test_the_best_plan_is_the_cheapest_within_reach(
    plans: list[dict[str, Any]], can_pay: Decimal, cash: Decimal
) -> None:
    found = compare(*plans, can_pay=can_pay, cash=cash)

    reach = [row for row in found.rows if row.monthly <= can_pay and row.now <= cash]
    assert [row.number for row in found.rows if row.within_reach] == [row.number for row in reach]
    if reach:
        assert found.rows[found.best - 1].total == min(row.total for row in reach)
    else:
        assert found.best is None


@given(a_plan, st.decimals("1", "3000", places=2), st.decimals("0.5", "24", places=2))
def test_the_smallest_change_leaves_the_lender_no_less_and_the_payment_within_reach(
    plan: dict[str, Any], can_pay: Decimal, rate: Decimal
) -> None:
    (row,) = compare(plan, can_pay=can_pay, annual_rate=rate).rows
    assume(row.change is not None)

    assert row.change.payment <= can_pay
    assert row.change.present_value >= row.present_value - FEN
    if row.monthly <= can_pay:
        assert row.change.months == plan["months"] - 1
        assert row.change.total < row.total
    else:
        fewer = row.change.months - 1
        worth = -numpy_financial.pv(float(rate) / 1200, plan["months"], float(plan["payment"]))
        needed = -numpy_financial.pmt(float(rate) / 1200, fewer, worth) if fewer else float("inf")
        assert needed > float(can_pay) * (1 - 1e-9)  # one month less would not do


@given(a_plan, st.decimals("5000", "90000", places=2))
def test_the_rate_makes_the_payments_worth_what_is_owed(
    plan: dict[str, Any], balance: Decimal
) -> None:
    (row,) = compare(plan, balance=balance).rows
    assume(row.monthly_rate is not None and row.monthly_rate > Decimal("-0.05"))

    later = [plan["payment"] if t <= plan["months"] else Decimal(0) for t in range(1, 131)]
    if plan["lump_month"]:
        later[plan["lump_month"] - 1] += plan["lump"]
    worth = row.now + sum(x / (1 + row.monthly_rate) ** (t + 1) for t, x in enumerate(later))
    assert abs(worth - balance) < Decimal("1e-6")


# --- the board of counter-offers --------------------------------------------------------------

sides = st.sampled_from(["lender", "me"])
offered = st.tuples(a_plan, sides).map(lambda pair: pair[0] | {"by": pair[1]})
stops = st.decimals("0", "8", places=1)


def expected(plan: dict[str, Any], annual: Decimal, stop: Decimal) -> float:
    """What a plan is worth when a share stops each month, by an independent library."""
    flows = [float(plan["down"] + plan["fee"])] + [0.0] * max(plan["months"], plan["lump_month"])
    for month in range(1, plan["months"] + 1):
        flows[month] += float(plan["payment"])
    flows[plan["lump_month"]] += float(plan["lump"])
    flows = [flow * (1 - float(stop) / 100) ** month for month, flow in enumerate(flows)]
    return float(numpy_financial.npv(float(annual) / 1200, flows))


@given(st.lists(offered, min_size=1, max_size=5), rates, stops, stops)
def test_the_lender_expects_less_where_more_stop(
    plans: list[dict[str, Any]], rate: Decimal, stop: Decimal, beyond: Decimal
) -> None:
    found = compare(
        *plans, can_pay=1000, lender_rate=rate, monthly_dropout=stop, dropout_beyond=beyond
    )

    for plan, row in zip(plans, found.rows, strict=True):
        chance = beyond if plan["payment"] > 1000 else stop
        independent = expected(plan, rate, chance)
        assert abs(float(row.lender_value) - independent) < 0.0051 + 1e-9 * independent
        assert row.by == plan["by"]


@given(some_plans, rates)
def test_where_nothing_is_said_of_the_other_side_both_see_the_same_worth(
    plans: list[dict[str, Any]], rate: Decimal
) -> None:
    found = compare(*plans, annual_rate=rate)

    assert all(row.lender_value == row.present_value for row in found.rows)
    assert (found.mine, found.gap_value, found.meet_months) == (None, None, None)


@given(st.lists(offered, min_size=2, max_size=5), stops, stops)
def test_a_plan_worse_for_both_costs_no_less_and_brings_no_more(
    plans: list[dict[str, Any]], stop: Decimal, beyond: Decimal
) -> None:
    found = compare(
        *plans, can_pay=1000, lender_rate=4, monthly_dropout=stop, dropout_beyond=beyond
    )

    def both(row: Any) -> tuple[Decimal, ...]:
        return row.now, row.monthly, row.total, -row.lender_value

    for row in found.rows:
        better = [
            other.number
            for other in found.rows
            if both(other) != both(row)
            and all(a <= b for a, b in zip(both(other), both(row), strict=True))
        ]
        assert row.worse_for_both == bool(better)
        assert row.worse_for_both_than in (better or [None])


@example(
    {"payment": Decimal(1), "months": 106, "down": Decimal(0), "fee": Decimal("141.14"),
     "lump": Decimal(0), "lump_month": 0},
    Decimal("6.35"), Decimal(0), Decimal("5.2"), Decimal(3), Decimal(0),
)  # fmt: skip
@given(
    a_plan, st.decimals("1", "2000", places=2), st.none() | st.decimals("0", "9000", places=2),
    st.decimals("0", "12", places=1), stops, stops,
)  # fmt: skip
def test_a_counter_offer_can_be_kept_and_leaves_the_lender_no_less(
    plan: dict[str, Any], can_pay: Decimal, cash: Decimal | None, rate: Decimal, stop: Decimal,
    more: Decimal,
) -> None:  # fmt: skip
    beyond = min(stop + more, Decimal(90))
    limit = {} if cash is None else {"cash": cash}
    found = compare(
        plan,
        can_pay=can_pay,
        lender_rate=rate,
        monthly_dropout=stop,
        dropout_beyond=beyond,
        **limit,
    )

    (row,) = found.rows
    for counter in found.counters:
        changed = plan | {"payment": counter.payment, "months": counter.months}
        changed["down"] = (
            counter.now - plan["fee"] - (plan["lump"] if not plan["lump_month"] else 0)
        )
        assert counter.payment <= can_pay
        assert cash is None or counter.now <= cash
        assert counter.now == row.now or cash is not None
        assert expected(changed, rate, Decimal(0)) >= expected(plan, rate, Decimal(0)) - 1e-6
        assert counter.gain >= -FEN
        assert counter.lender_value == row.lender_value + counter.gain
        assert counter.total == row.total + counter.more
        if counter.months > 1:  # a month fewer would not do: the payment would be too high
            own = beyond if plan["payment"] > can_pay else stop
            for chance, chance_before in ((Decimal(0), Decimal(0)), (stop, own)):
                fewer = changed | {"months": counter.months - 1, "payment": can_pay}
                # Not the row's own value: that is rounded to the fen.
                if expected(fewer, rate, chance) < expected(plan, rate, chance_before) + 1e-6:
                    break
            else:
                raise AssertionError(counter)
    if found.counters:
        assert found.counter in found.counters
        assert found.counter.more == min(counter.more for counter in found.counters)


@given(a_plan, a_plan, rates, stops)
def test_after_the_meeting_months_my_offer_is_worth_theirs(
    mine: dict[str, Any], theirs: dict[str, Any], rate: Decimal, stop: Decimal
) -> None:
    found = compare(mine | {"by": "me"}, theirs, lender_rate=rate, monthly_dropout=stop)

    ours, other = found.rows
    assert (found.mine, found.theirs) == (1, 2)
    assert found.gap_value == other.lender_value - ours.lender_value
    assert found.gap_monthly == other.monthly - ours.monthly
    if found.gap_value <= 0:
        assert found.meet_months is None
    elif found.meet_months is not None:
        longer = mine | {"months": found.meet_months}
        assert expected(longer, rate, stop) >= float(other.lender_value) - 0.01
        if found.meet_months > 1:
            fewer = mine | {"months": found.meet_months - 1}
            assert expected(fewer, rate, stop) < float(other.lender_value) + 0.01


def test_a_higher_payment_that_stops_more_often_is_worse_for_both() -> None:
    keep = {"payment": 700, "months": 60, "name": "甲"}
    high = {"payment": 900, "months": 48, "name": "乙"}

    found = compare(keep, high, can_pay=750, monthly_dropout=1, dropout_beyond=6)

    assert [row.worse_for_both_than for row in found.rows] == [None, 1]
    values = {
        "plans": [{k: str(v) for k, v in plan.items()} for plan in (keep, high)],
        "can_pay": "750", "monthly_dropout": "1", "dropout_beyond": "6",
    }  # fmt: skip
    assert "“乙”对双方都不如“甲”" in calculators.respond("compare", values)


@pytest.mark.parametrize(
    ("cash", "levers"),
    [("0", ["longer"]), ("999.99", ["longer", "cash"]), ("3000", ["longer", "now"])],
)
def test_cash_in_hand_opens_other_ways(cash: str, levers: list[str]) -> None:
    found = compare({"payment": 150, "months": 24}, can_pay=100, cash=cash)

    assert [counter.lever for counter in found.counters] == levers
    assert all(counter.total >= 3600 for counter in found.counters)


def test_my_own_offers_are_not_answered() -> None:
    found = compare({"payment": 150, "months": 24, "by": "me"}, can_pay=100)

    assert found.counters == ()
    assert found.counter is None


def test_the_best_offer_is_handed_on_and_nothing_out_of_reach() -> None:
    from calculators.page.calculator import answer

    module = calculators.load("compare")
    found = answer(module, calculators.example("compare"))[1]
    ladder = next(step.values for step in found.next if step.name == "ladder")

    assert dict(ladder) == {"payment": "743.75", "months": "62", "balance": "46000.00"}


# --- boundaries and answers that are not a number ---------------------------------------------

TWELVE = {"payment": "100", "months": "12"}


def test_the_same_plan_twice_dominates_nobody() -> None:
    found = compare(TWELVE, TWELVE)

    assert not any(row.dominated for row in found.rows)


@pytest.mark.parametrize(("can_pay", "within"), [("99.99", False), ("100", True), ("100.01", True)])
def test_within_reach_up_to_what_can_be_paid(can_pay: str, within: bool) -> None:
    (row,) = compare(TWELVE, can_pay=can_pay).rows

    assert row.within_reach is within
    assert abs(row.share_of_can_pay * Decimal(can_pay) - 100) < Decimal("1e-9")


def test_without_a_rate_more_months_cost_the_same_and_fewer_gain_nothing() -> None:
    longer = compare(TWELVE, can_pay=99).change
    room = compare(TWELVE, can_pay=200).change

    assert (longer.payment, longer.months, longer.total) == (
        Decimal("92.31"),
        13,
        Decimal("1200.03"),
    )
    assert room is None


def test_when_no_term_is_long_enough_there_is_no_change_but_words() -> None:
    values = {"plans": [{"payment": "1000", "months": "60"}], "can_pay": "10", "annual_rate": "24"}

    assert compare(*values["plans"], can_pay=10, annual_rate=24).change is None
    assert "只拉长期数不够" in calculators.respond("compare", values)


def test_a_lump_sum_above_the_cash_is_out_of_reach() -> None:
    values = {"plans": [{"lump": "5000"}], "cash": "4999.99"}

    assert compare({"lump": 5000}, cash="4999.99").best is None
    assert "没有一个方案付得起" in calculators.respond("compare", values)


def test_a_plan_without_a_name_is_called_by_its_number() -> None:
    html = calculators.respond("compare", {"plans": [TWELVE, TWELVE | {"name": "甲"}]}, "en")

    assert "Plan 1" in html
    assert "甲" in html


@pytest.mark.parametrize(("plans", "is_fine"), [(4, True), (5, True), (6, False)])
def test_at_most_five_plans(plans: int, is_fine: bool) -> None:
    if is_fine:
        assert len(compare(*[TWELVE] * plans).rows) == plans
    else:
        assert refused(*[TWELVE] * plans) == {"plans"}


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        ({"payment": "100"}, "months"),
        ({"months": "12"}, "payment"),
        ({"fee": "12"}, "payment"),
        ({"payment": "100", "months": "12", "lump_month": "3"}, "lump"),
        ({"payment": "100", "months": "601"}, "months"),
        ({"payment": "100", "months": "12", "name": "6222020200011234567"}, "name"),
        ({"payment": "-1", "months": "12"}, "payment"),
    ],
)
def test_an_unfinished_plan_is_refused_in_its_row(plan: dict[str, str], field: str) -> None:
    assert refused(TWELVE, plan) == {f"plans.1.{field}"}


def test_no_plan_at_all_is_refused() -> None:
    assert refused() == {"plans"}


def test_extremes_are_answered_not_hung() -> None:
    huge = {"payment": "1000000000", "months": "600", "lump": "1000000000", "lump_month": "600"}
    values = {
        "plans": [huge] * 5,
        "balance": "1000000000",
        "can_pay": "0.01",
        "annual_rate": "1000",
        "cash": "1000000000",
        "monthly_dropout": "99",
        "dropout_beyond": "99",
        "lender_rate": "1000",
    }

    assert "data-headline" in calculators.respond("compare", values)
    tiny = values | {"annual_rate": "0." + "0" * 40 + "1"}
    assert "data-headline" in calculators.respond("compare", tiny)
