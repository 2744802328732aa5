"""Laws of keeping a plan: exact against enumeration, within a band of a simulation, monotone."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import comb
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import calculators
from calculators.maths.buffer import Cost, Month, Outlook, TooMany

YUAN = Decimal(1)


def stress(**values: Any) -> Any:
    texts = {k: typed if isinstance(typed, list) else str(typed) for k, typed in values.items()}
    return calculators.calculate("stress", texts)


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        stress(**values)
    return set(invalid.value.errors)


def by_enumeration(values: dict[str, Any]) -> list[Fraction]:
    """Every path written out, month by month, as fractions: kept up to each month."""
    kept = [Fraction(0)] * values["months"]

    def follow(month: int, cash: Fraction, to_come: int, chance: Fraction) -> None:
        if month > values["months"]:
            return
        income = Fraction(values["monthly_income"])
        lost = _lost(values)
        for gap, gap_chance in _gaps(values, month, to_come):
            now = cash + income - Fraction(values["monthly_spending"]) - (lost if gap else 0)
            for cost, cost_chance in _costs(values, month):
                left = now - cost - Fraction(values["payment"])
                weight = chance * gap_chance * cost_chance
                if left < 0 or not weight:
                    continue
                kept[month - 1] += weight
                begun = values["gap_months"] if gap and not to_come else to_come
                follow(month + 1, left, max(0, begun - 1), weight)

    follow(1, Fraction(values["buffer"]), 0, Fraction(1))
    return kept


def _lost(values: dict[str, Any]) -> Fraction:
    exact = Fraction(values["monthly_income"]) * Fraction(values["gap_loss"]) / 100
    return Fraction(int(exact * 100 + Fraction(1, 2)), 100)  # half up to the fen


def _gaps(values: dict[str, Any], month: int, to_come: int) -> Iterator[tuple[bool, Fraction]]:
    if to_come:
        yield True, Fraction(1)
        return
    chance = Fraction(values["gap_probability"]) / 100
    if values.get("gap_month") not in (None, month):
        chance = Fraction(0)
    yield False, 1 - chance
    yield True, chance


def _costs(values: dict[str, Any], month: int) -> Iterator[tuple[Fraction, Fraction]]:
    rows = [row for row in values["costs"] if row.get("month") in (None, month)]
    for fall_due in product((False, True), repeat=len(rows)):
        amount, chance = Fraction(0), Fraction(1)
        for row, falls in zip(rows, fall_due, strict=True):
            share = Fraction(row["probability"]) / 100
            amount += Fraction(row["amount"]) if falls else 0
            chance *= share if falls else 1 - share
        yield amount, chance


def typed(values: dict[str, Any]) -> dict[str, Any]:
    texts = {k: str(v) for k, v in values.items() if k != "costs" and v is not None}
    rows = [{k: str(v) for k, v in row.items() if v is not None} for row in values["costs"]]
    return texts | {"costs": rows}


def amounts(low: int, high: int) -> st.SearchStrategy[Decimal]:
    """Multiples of 50 yuan, sometimes a fen off: cash often just suffices or just does not."""
    rounds = st.integers(low, high).map(lambda n: Decimal(50 * n))
    return rounds | rounds.map(lambda yuan: yuan + Decimal("0.01"))


percents = st.sampled_from(["1", "12.5", "30", "33.3", "50", "100"])
a_case = st.fixed_dictionaries(
    {
        "payment": amounts(1, 8),
        "months": st.integers(1, 5),
        "monthly_income": amounts(10, 20),
        "monthly_spending": amounts(4, 14),
        "buffer": amounts(0, 20),
        "gap_months": st.integers(1, 3),
        "gap_loss": percents,
        "gap_probability": percents,
        "gap_month": st.none() | st.just(1),
        "costs": st.lists(
            st.fixed_dictionaries(
                {
                    "amount": amounts(1, 12),
                    "probability": percents,
                    "month": st.none() | st.just(1),
                }
            ),
            max_size=2,
        ),
    }
)


@given(a_case)
def test_every_chance_equals_the_sum_over_all_paths(values: dict[str, Any]) -> None:
    found = calculators.calculate("stress", typed(values))

    expected = by_enumeration(values)
    for row, chance in zip(found.rows, expected, strict=True):
        assert abs(Fraction(row.kept) - chance) <= Fraction(1, 10**40)
    assert found.completion_probability == found.rows[-1].kept


@given(a_case)
def test_breaks_and_what_is_kept_sum_to_one(values: dict[str, Any]) -> None:
    found = calculators.calculate("stress", typed(values))

    breaks = sum(Fraction(row.breaks) for row in found.rows)
    assert breaks + Fraction(found.completion_probability) == 1
    assert all(row.breaks >= 0 for row in found.rows)
    kept = [row.kept for row in found.rows]
    assert kept == sorted(kept, reverse=True)


@settings(max_examples=40)
@given(a_case)
def test_the_safe_payment_is_the_largest_whole_one_kept_so_often(values: dict[str, Any]) -> None:
    found = calculators.calculate("stress", typed(values))

    for one in found.levels:
        level = Fraction(one.level)
        if one.safe_payment is None:
            assert by_enumeration(values | {"payment": 0})[-1] < level
            continue
        assert one.safe_payment == one.safe_payment.to_integral_value()
        assert by_enumeration(values | {"payment": one.safe_payment})[-1] >= level
        assert by_enumeration(values | {"payment": one.safe_payment + 1})[-1] < level


@settings(max_examples=40)
@given(a_case, st.sampled_from(["80", "90", "95"]))
def test_the_buffer_is_the_least_whole_one_that_keeps_the_payment_so_often(
    values: dict[str, Any], level: str
) -> None:
    found = calculators.calculate("stress", typed(values) | {"level": level})

    enough = found.buffer_needed
    assert enough == enough.to_integral_value()
    assert by_enumeration(values | {"buffer": enough})[-1] >= Fraction(level) / 100
    if enough:
        assert by_enumeration(values | {"buffer": enough - 1})[-1] < Fraction(level) / 100


@given(a_case, st.decimals("0.01", "500", places=2))
def test_a_higher_payment_or_cost_or_less_cash_is_never_kept_more_often(
    values: dict[str, Any], more: Decimal
) -> None:
    base = calculators.calculate("stress", typed(values)).completion_probability

    worse = [
        values | {"payment": values["payment"] + more},
        values | {"monthly_spending": values["monthly_spending"] + more},
        values | {"buffer": max(values["buffer"] - more, Decimal(0))},
        values | {"months": values["months"] + 1},
        values | {"costs": [*values["costs"], {"amount": more, "probability": "20"}]},
    ]
    for case in worse:
        assert calculators.calculate("stress", typed(case)).completion_probability <= base


@given(a_case)
def test_surer_means_a_lower_payment_and_a_larger_buffer(values: dict[str, Any]) -> None:
    found = {
        level: calculators.calculate("stress", typed(values) | {"level": level})
        for level in ("80", "90", "95")
    }

    safe = [Decimal(-1) if r.safe_payment is None else r.safe_payment for r in found.values()]
    assert safe == sorted(safe, reverse=True)
    buffers = [r.buffer_needed for r in found.values()]
    assert buffers == sorted(buffers)


@pytest.mark.parametrize("pairs", [1, 5, 10, 20])
def test_a_walk_of_equal_steps_stays_up_as_feller_says(pairs: int) -> None:
    """One step up or down each month: never below nothing in 2n steps, C(2n, n) ÷ 2^2n."""
    found = stress(
        payment=1, months=2 * pairs, monthly_income=2, monthly_spending=0,
        costs=[{"amount": "2", "probability": "50"}],
    )  # fmt: skip

    expected = Fraction(comb(2 * pairs, pairs), 4**pairs)
    assert abs(Fraction(found.completion_probability) - expected) < Fraction(1, 10**39)


@pytest.mark.parametrize("story", ["", "self_employed", "couple"])
def test_a_seeded_simulation_comes_close(story: str) -> None:
    module = calculators.load("stress")
    values = module.EXAMPLES[story] if story else calculators.example("stress")
    found = calculators.calculate("stress", values)
    form = calculators.page.fields.read(module.Form, values)
    months = module._months(form)
    draw = random.Random(20261121)
    runs = 4000

    kept = 0
    for _run in range(runs):
        cash, to_come = int(form.buffer * 100), 0
        for month in months:
            if not to_come and draw.random() < month.gap_chance:
                to_come = form.gap_months
            cash += month.surplus - int(form.payment * 100) - (month.lost if to_come else 0)
            cash -= sum(cost.fen for cost in month.costs if draw.random() < cost.chance)
            to_come = max(0, to_come - 1)
            if cash < 0:
                break
        else:
            kept += 1

    exact = float(found.completion_probability)
    assert abs(kept / runs - exact) < 4 * (exact * (1 - exact) / runs) ** 0.5


# --- setbacks at a chosen month, boundaries, and answers that are not a number -----------------

EVEN = {"payment": "100", "months": "12", "monthly_income": "1000", "monthly_spending": "900"}


@pytest.mark.parametrize(("buffer", "chance"), [("0", "1"), ("0.01", "1")])
def test_a_payment_that_takes_exactly_what_is_left_is_kept(buffer: str, chance: str) -> None:
    assert stress(**EVEN, buffer=buffer).completion_probability == Decimal(chance)


@pytest.mark.parametrize(("payment", "kept"), [("99.99", 1), ("100", 1), ("100.01", 0)])
def test_one_fen_too_much_breaks_the_plan(payment: str, kept: int) -> None:
    found = stress(**(EVEN | {"payment": payment}))

    assert found.completion_probability == kept
    assert found.safe_payment == 100


@pytest.mark.parametrize(("buffer", "kept"), [("299.99", 0), ("300", 1), ("300.01", 1)])
def test_a_certain_cost_has_to_be_in_hand_when_it_falls_due(buffer: str, kept: int) -> None:
    found = stress(**EVEN, buffer=buffer, costs=[{"amount": "300", "month": "5"}])

    assert found.completion_probability == kept
    assert found.buffer_needed == 300


def test_a_cost_in_one_month_with_a_chance_breaks_only_so_often() -> None:
    found = stress(**EVEN, costs=[{"amount": "300", "month": "5", "probability": "10"}])

    assert found.completion_probability == Decimal("0.9")
    assert [row.breaks for row in found.rows if row.breaks] == [Decimal("0.1")]
    assert (found.safe_payment, found.buffer_needed) == (100, 0)  # 90 % is reached exactly


def test_a_gap_at_a_chosen_month_lasts_its_months() -> None:
    values = EVEN | {"gap_months": "3", "gap_loss": "40", "gap_month": "4"}

    assert stress(**values).buffer_needed == 1200
    assert stress(**values, buffer="1199.99").completion_probability == 0
    assert stress(**values, buffer="1200").completion_probability == 1
    late = values | {"gap_month": "11"}
    assert stress(**late).buffer_needed == 800  # only two of its months are within the plan


def test_a_gap_does_not_begin_again_before_it_ends() -> None:
    values = EVEN | {"months": "3", "gap_months": "2", "gap_loss": "10", "gap_probability": "50"}

    # Months of gap in three: 0 with 1/8; 1 with 1/8 (month 3); 2 with 1/4 + 1/4; 3 with 1/4.
    assert stress(**values, buffer="199.99").completion_probability == Decimal("0.25")
    assert stress(**values, buffer="200").completion_probability == Decimal("0.75")


def test_a_lower_income_holds_from_its_month_on() -> None:
    values = EVEN | {"income_cut": "5", "cut_month": "10"}

    assert stress(**values).buffer_needed == 150
    assert stress(**values).rows[8].kept == 1
    assert stress(**values).rows[9].kept == 0


def test_the_cost_of_a_break_is_waiver_interest_and_charge() -> None:
    found = stress(
        **EVEN, costs=[{"amount": "300", "month": "3"}], balance=1200, waived=50,
        penalty_annual_rate=18, late_months=6, default_charge=20,
    )  # fmt: skip

    # In month 3, after two payments: 50 + 1,000 × 18 % × 6 ÷ 12 + 20.
    assert found.second_default_cost == found.rows[2].default_cost == Decimal("160.00")
    assert found.rows[0].default_cost == Decimal("178.00")


def test_what_cannot_break_or_is_not_known_has_no_cost_of_a_break() -> None:
    assert stress(**EVEN, balance=1200, waived=50).second_default_cost is None
    assert stress(**(EVEN | {"payment": "101"})).second_default_cost is None


def test_where_spending_takes_all_there_is_no_safe_payment_but_words() -> None:
    values = EVEN | {"monthly_spending": "1000.01"}

    assert stress(**values).safe_payment is None
    html = calculators.respond("stress", values)
    assert "现在还不能答应月供" in html
    assert "先别答应任何月供" in html


def test_a_chance_is_never_rounded_to_certain_or_impossible() -> None:
    rare = EVEN | {"costs": [{"amount": "100", "month": "1", "probability": "0.001"}]}
    sure = EVEN | {"costs": [{"amount": "100", "month": "1", "probability": "99.999"}]}

    assert "99.99% 以上" in calculators.respond("stress", rare)
    assert "不到 0.01%" in calculators.respond("stress", sure)


def test_only_a_lower_payment_goes_on_to_the_shares() -> None:
    def handed(values: dict[str, Any]) -> dict[str, str]:
        found = calculators.page.calculator.answer(calculators.load("stress"), values)[1]
        return dict(next(step.values for step in found.next if step.name == "split"))

    assert handed(calculators.example("stress")) == {"available": "1693.00"}
    assert handed(EVEN | {"payment": "50"}) == {}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"gap_months": "2"}, "gap_probability"),
        ({"gap_probability": "2"}, "gap_months"),
        ({"gap_month": "2"}, "gap_months"),
        ({"gap_months": "2", "gap_month": "13"}, "gap_month"),
        ({"cut_month": "2"}, "income_cut"),
        ({"income_cut": "10", "cut_month": "13"}, "cut_month"),
        ({"costs": [{"name": "a"}]}, "costs.0.amount"),
        ({"costs": [{"amount": "5"}]}, "costs.0.probability"),
        ({"costs": [{"amount": "5", "month": "13"}]}, "costs.0.month"),
        (
            {"costs": [{"name": "6222 0202 0001 1234 567", "amount": "5", "month": "1"}]},
            "costs.0.name",
        ),
        ({"balance": "100", "waived": "100.01"}, "waived"),
        ({"months": "0"}, "months"),
        ({"months": "601"}, "months"),
        ({"payment": "0"}, "payment"),
        ({"gap_loss": "100.01"}, "gap_loss"),
        ({"level": "99"}, "level"),
    ],
)
def test_contradictions_are_refused_at_their_field(values: dict[str, Any], field: str) -> None:
    assert refused(**(EVEN | values)) == {field}


def test_too_many_cases_are_refused_in_a_sentence_and_not_hung() -> None:
    rows = [{"amount": f"{100 + 7.31 * k:.2f}", "probability": "1"} for k in range(100)]
    exact = [{"amount": "1000000000", "probability": "0." + "3" * 50}] * 100
    start = time.perf_counter()

    for costs in (rows, exact):
        assert refused(**(EVEN | {"months": "600", "payment": "1"}), costs=costs) == {"costs"}

    assert time.perf_counter() - start < 30  # a hang is minutes; slow machines are allowed for


def test_extremes_are_answered_or_refused() -> None:
    most = "1000000000"
    for values in (
        {"payment": most, "months": "600", "monthly_income": most, "monthly_spending": "0",
         "buffer": most, "gap_months": "600", "gap_probability": "1"},
        {"payment": "0.01", "months": "600", "monthly_income": most, "monthly_spending": "0",
         "gap_months": "600", "gap_month": "1"},
        {"payment": "0.01", "months": "600", "monthly_income": "0", "monthly_spending": most},
        {"payment": most, "months": "1", "monthly_income": "0", "monthly_spending": "0",
         "income_cut": "100", "costs": [{"amount": most, "probability": "100"}]},
    ):  # fmt: skip
        html = calculators.respond("stress", values)
        assert "data-headline" in html or "data-error-summary" in html


def test_hostile_text_is_never_markup() -> None:
    costs = [{"name": "<img src=x onerror=alert(1)>", "amount": "5", "month": "1"}]

    assert "<img" not in calculators.respond("stress", EVEN | {"costs": costs})


# --- the searches of the formula --------------------------------------------------------------


def test_a_search_gives_what_one_by_one_gives() -> None:
    months = [Month(30_00, 70_00, Decimal("0.1"), [Cost(45_00, Decimal("0.2"))])] * 8
    levels = [Decimal("0.5"), Decimal("0.8"), Decimal("0.95")]

    safe = Outlook(months, 2).safe_payments(100_00, 100, levels)

    chances = {yuan: Outlook(months, 2).kept(100_00, yuan * 100)[-1] for yuan in range(120)}
    assert safe == [
        max((yuan * 100 for yuan, chance in chances.items() if chance >= level), default=None)
        for level in levels
    ]
    for level in levels:
        least = next(
            yuan
            for yuan in range(10_000)
            if Outlook(months, 2).kept(yuan * 100, 25_00)[-1] >= level
        )
        assert Outlook(months, 2).buffer(25_00, 100, level) == least * 100


def test_too_many_states_are_said_not_waited_for() -> None:
    months = [Month(100_00, costs=[Cost(7_13 * k, Decimal("0.5")) for k in range(1, 9)])] * 100

    with pytest.raises(TooMany):
        Outlook(months).kept(1_000_000_00, 1)
