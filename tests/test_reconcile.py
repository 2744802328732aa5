"""Laws of finding out how a figure was counted, and its refusals."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators

FEN = Decimal("0.01")


def reconcile(**values: Any) -> Any:
    values["from"] = values.pop("start")
    return calculators.calculate("reconcile", {name: str(v) for name, v in values.items()})


def found(result: Any, rounding: str = "half_up") -> set[tuple[str, str]]:
    return {(r.day_count, r.end_day) for r in result.matches if r.rounding == rounding}


principals = st.decimals("1000", "1000000", places=2)
rates = st.decimals("1", "60", places=2)
starts = st.dates(date(2015, 1, 1), date(2035, 12, 31))
spans = st.integers(1, 1000)


@given(principals, rates, starts, spans, st.sampled_from(["1", "1.3", "1.5"]),
       st.sampled_from(["360", "365"]), st.booleans())  # fmt: skip
def test_a_figure_counted_in_one_way_is_found_again(
    principal: Decimal, rate: Decimal, start: date, days: int, multiple: str, year: str,
    inclusive: bool,
) -> None:  # fmt: skip
    exact = principal * rate / 100 * Decimal(multiple) * (days + inclusive) / int(year)
    amount = exact.quantize(FEN, ROUND_HALF_UP)

    result = reconcile(
        amount=amount, principal=principal, annual_rate=rate, penalty_multiple=multiple,
        start=start, to=start + timedelta(days=days),
    )  # fmt: skip

    assert (year, "inclusive" if inclusive else "exclusive") in found(result)
    assert result.closest.residual == 0


@given(principals, rates, starts, st.integers(0, 1000), st.decimals("0.01", "100000", places=2))
def test_residuals_are_the_lenders_figure_less_the_result(
    principal: Decimal, rate: Decimal, start: date, days: int, amount: Decimal
) -> None:
    result = reconcile(
        amount=amount, principal=principal, annual_rate=rate,
        start=start, to=start + timedelta(days=days),
    )  # fmt: skip

    assert all(row.amount + row.residual == amount for row in result.rows)
    assert all(row.reproduces is (row in result.matches) for row in result.rows)
    assert abs(result.closest.residual) == min(abs(row.residual) for row in result.rows)
    assert len({(r.day_count, r.end_day, r.rounding) for r in result.rows}) == 4 * 2 * 7
    assert [row.number for row in result.rows] == list(range(1, 57))


@given(principals, rates, starts, spans, st.decimals("1", "100000", places=2))
def test_what_the_figure_implies_gives_the_figure_back(
    principal: Decimal, rate: Decimal, start: date, days: int, amount: Decimal
) -> None:
    result = reconcile(
        amount=amount, principal=principal, annual_rate=rate, penalty_multiple="1.5",
        start=start, to=start + timedelta(days=days),
    )  # fmt: skip

    tiny = Decimal("1e-15")
    by_rate = principal * result.implied_annual_rate * Decimal("1.5") * days / 360
    by_days = principal * rate / 100 * Decimal("1.5") * result.implied_days / 360
    assert abs(by_rate - amount) < tiny
    assert abs(by_days - amount) < tiny


def lender(amount: str, **more: str) -> Any:
    """30,000 yuan at 18 %, from 15 January to 15 April 2026: 90 actual days."""
    values = {"principal": "30000", "annual_rate": "18", "start": "2026-01-15", "to": "2026-04-15"}
    return reconcile(amount=amount, **values | more)


@pytest.mark.parametrize(
    ("amount", "ways"),
    [
        ("2025.00", {("360", "exclusive"), ("30/360", "exclusive"), ("months", "exclusive")}),
        ("1997.26", {("365", "exclusive")}),
        ("2019.45", {("365", "inclusive")}),
        ("2047.50", {("360", "inclusive"), ("30/360", "inclusive"), ("months", "inclusive")}),
        ("2025.01", set()),
    ],
)
def test_each_way_of_counting_days_has_its_own_figure(
    amount: str, ways: set[tuple[str, str]]
) -> None:
    assert found(lender(amount)) == ways


@pytest.mark.parametrize(
    ("rounding", "amount"),
    [  # 1,000.05 × 10 % × 9 ÷ 360 = 2.500125
        ("half_up", "2.50"),
        ("half_even", "2.50"),
        ("down", "2.50"),
        ("up", "2.51"),
        ("daily", "2.52"),  # 0.2777… a day is 0.28
        ("rate_6", "2.50"),  # 0.000278 × 1,000.05 × 9 = 2.5021
        ("rate_8", "2.50"),
    ],
)
def test_each_way_of_rounding_has_its_own_figure(rounding: str, amount: str) -> None:
    result = reconcile(
        amount=amount, principal="1000.05", annual_rate="10", penalty_multiple="1",
        start="2026-01-01", to="2026-01-10",
    )  # fmt: skip

    assert ("360", "exclusive") in found(result, rounding)


@pytest.mark.parametrize(
    ("rounding", "amount"), [("half_up", "0.13"), ("half_even", "0.12"), ("up", "0.13"),
                             ("down", "0.12")]
)  # fmt: skip
def test_half_a_fen_tells_the_roundings_apart(rounding: str, amount: str) -> None:
    # 45 × 10 % × 10 ÷ 360 = 0.125
    result = reconcile(
        amount=amount, principal="45", annual_rate="10", penalty_multiple="1",
        start="2026-01-01", to="2026-01-11",
    )  # fmt: skip

    assert ("360", "exclusive") in found(result, rounding)


def test_a_rounded_daily_rate_is_told_from_an_exact_one() -> None:
    # 27 % ÷ 365 = 0.000739726…: 0.00074 to six decimals, 300,000 × 90 days
    values = {"principal": "300000", "annual_rate": "18", "start": "2026-01-15",
              "to": "2026-04-15"}  # fmt: skip

    assert found(reconcile(amount="19980.00", **values), "rate_6") == {("365", "exclusive")}
    assert found(reconcile(amount="19980.00", **values)) == set()
    assert found(reconcile(amount="19972.71", **values), "rate_8") == {("365", "exclusive")}


@pytest.mark.parametrize(
    ("amount", "kind", "multiple"),
    [
        ("1350.00", "multiple", "1"),  # contract rate only
        ("1755.00", "multiple", "1.3"),
        ("1890.00", "multiple", "1.4"),
        ("3375.00", "added_up", "2.5"),  # 18 % and 27 % added up
        ("729000.00", "not_divided", "1.5"),  # 30,000 × 27 % × 90
        ("2070.85", "compounded", "1.5"),  # 697.50 + 644.65 + 728.70
    ],
)
def test_known_mistakes_and_other_terms_are_named(amount: str, kind: str, multiple: str) -> None:
    result = lender(amount)

    assert not result.matches
    kinds = {(e.kind, e.multiple, e.day_count, e.end_day) for e in result.explanations}
    assert (kind, Decimal(multiple), "360", "exclusive") in kinds


def test_no_days_give_no_interest_and_no_rate() -> None:
    result = lender("5", to="2026-01-15")

    assert result.implied_annual_rate is None
    assert result.rows[0].amount == 0
    assert lender("5", annual_rate="0").implied_days is None


@pytest.mark.parametrize(("to", "is_fine"), [("2026-01-14", False), ("2026-01-15", True),
                                             ("2026-01-16", True)])  # fmt: skip
def test_days_may_not_run_backwards(to: str, is_fine: bool) -> None:
    if is_fine:
        assert lender("5", to=to).rows
    else:
        with pytest.raises(calculators.Invalid) as invalid:
            lender("5", to=to)
        assert set(invalid.value.errors) == {"to"}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": ""}, "amount"),
        ({"principal": "0"}, "principal"),
        ({"annual_rate": ""}, "annual_rate"),
        ({"annual_rate": "1001"}, "annual_rate"),
        ({"penalty_multiple": "11"}, "penalty_multiple"),
        ({"from": "2026-02-30"}, "from"),
        ({"from": ""}, "from"),
        ({"to": "soon"}, "to"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(values: dict[str, str], field: str) -> None:
    typed = {"amount": "5", "principal": "100", "annual_rate": "10", "from": "2026-01-01",
             "to": "2026-02-01"}  # fmt: skip

    with pytest.raises(calculators.Invalid) as invalid:
        calculators.calculate("reconcile", typed | values)

    assert set(invalid.value.errors) == {field}


def test_the_answer_never_says_the_lender_is_wrong() -> None:
    values = {"amount": "9999.99", "principal": "30000", "annual_rate": "18", "from": "2026-01-15",
              "to": "2026-04-15"}  # fmt: skip

    html = calculators.respond("reconcile", values)

    assert "对不上不等于算错" in html


def test_the_longest_span_at_the_highest_rate_is_answered() -> None:
    result = reconcile(
        amount="1000000000", principal="1000000000", annual_rate="1000", penalty_multiple="10",
        start="1990-01-01", to="2199-12-31",
    )  # fmt: skip

    assert result.closest.residual < 0
