"""Laws of following a debt day by day, and its refusals."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import pyxirr
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.maths.days import YEAR

FEN = Decimal("0.01")


def replay(history: list[dict[str, str]], annual_rates: Any, **more: Any) -> Any:
    values = {"history": history, "annual_rates": annual_rates}
    return calculators.calculate("replay", values | {n: str(v) for n, v in more.items()})


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        calculators.calculate("replay", values)
    return set(invalid.value.errors)


@st.composite
def histories(draw: Any, most: int = 12) -> list[dict[str, str]]:
    """A loan and what followed, oldest first."""
    amounts = st.decimals("0", "50000", places=2)
    day = date(2024, 1, 31)
    lines = [{"date": day.isoformat(), "drawn": str(draw(st.decimals("1", "100000", places=2)))}]
    for _number in range(draw(st.integers(0, most))):
        day += timedelta(days=draw(st.integers(0, 60)))
        line = {"date": day.isoformat(), "drawn": str(draw(st.sampled_from([0, 0, 0, 500]))),
                "paid": str(draw(amounts))}  # fmt: skip
        if Decimal(line["drawn"]) or Decimal(line["paid"]):
            lines.append(line)
    return lines


rates = st.decimals("0", "60", places=2)
options = st.fixed_dictionaries(
    {
        "day_count": st.sampled_from(["360", "365", "30/360"]),
        "end_day": st.sampled_from(["exclusive", "inclusive"]),
        "order": st.sampled_from(["interest_first", "principal_first"]),
    }
)


@given(histories(), rates, options)
def test_drawn_and_interest_are_paid_or_still_owed_to_the_fen(
    history: list[dict[str, str]], rate: Decimal, chosen: dict[str, str]
) -> None:
    result = replay(history, str(rate), as_of="2026-11-21", **chosen)

    (row,) = result.rows
    assert result.total_drawn + row.total_interest == (
        result.total_paid + row.balance - row.overpaid
    )
    assert not (row.balance and row.overpaid)
    assert row.balance == row.principal + row.unpaid_interest


@given(histories(), rates, options)
def test_every_line_follows_from_the_one_before(
    history: list[dict[str, str]], rate: Decimal, chosen: dict[str, str]
) -> None:
    (row,) = replay(history, str(rate), as_of="2026-11-21", **chosen).rows
    year = YEAR[chosen["day_count"]]

    before = None
    for entry in row.audit:
        owed = before.principal + before.unpaid_interest - before.credit if before else Decimal(0)
        after = entry.principal + entry.unpaid_interest - entry.credit
        assert after == owed + entry.interest + entry.drawn - entry.paid
        if before:
            exact = before.principal * rate / 100 * entry.days / year
            assert abs(entry.interest - exact) <= FEN / 2
        before = entry
    assert row.audit[-1].date == date(2026, 11, 21)


@given(histories(), rates, rates, options)
def test_a_higher_rate_never_leaves_less(
    history: list[dict[str, str]], one: Decimal, other: Decimal, chosen: dict[str, str]
) -> None:
    low, high = sorted((one, other))

    result = replay(history, f"{low}, {high}", as_of="2026-11-21", **chosen)

    if low != high:
        assert result.rows[1].difference >= -FEN * len(history)
        assert result.rows[0].difference == 0


@given(histories(), rates)
def test_principal_first_never_costs_more(history: list[dict[str, str]], rate: Decimal) -> None:
    interest_first = replay(history, str(rate), as_of="2026-11-21")
    principal_first = replay(history, str(rate), as_of="2026-11-21", order="principal_first")

    assert principal_first.total_interest <= interest_first.total_interest + FEN * len(history)


@given(histories())
def test_without_interest_it_is_a_plain_sum(history: list[dict[str, str]]) -> None:
    result = replay(history, "0", as_of="2026-11-21")

    assert result.total_interest == 0
    assert result.balance - result.overpaid == result.total_drawn - result.total_paid


@given(st.decimals("1000", "100000", places=2), st.decimals("1", "60", places=2),
       st.integers(1, 3000))  # fmt: skip
def test_a_single_payment_agrees_with_an_independent_library(
    drawn: Decimal, rate: Decimal, days: int
) -> None:
    """One stretch: XIRR of what is owed is (1 + rate × days/365)^(365/days) − 1."""
    start = date(2018, 5, 1)
    end = start + timedelta(days=days)
    history = [{"date": start.isoformat(), "drawn": str(drawn)}]

    owed = replay(history, str(rate), as_of=end, day_count="365").balance

    found = pyxirr.xirr([start, end], [float(drawn), -float(owed)])
    expected = (1 + float(rate) / 100 * days / 365) ** (365 / days) - 1
    assert found == pytest.approx(expected, abs=0.006 * 366 / days / float(drawn) * (2 + expected))


# --- worked by hand ---------------------------------------------------------------------------


def test_a_payment_covers_interest_before_principal() -> None:
    history = [
        {"date": "2026-01-01", "drawn": "36000"},
        {"date": "2026-01-31", "paid": "300"},
        {"date": "2026-03-02", "paid": "1000"},
    ]

    (row,) = replay(history, "12", as_of="2026-03-12").rows

    # 360.00 of interest, 300 paid: 60.00 stay unpaid and bear nothing; then 360.00 more
    cells = [(e.interest, e.paid_interest, e.paid_principal, e.principal, e.unpaid_interest)
             for e in row.audit]  # fmt: skip
    assert cells == [
        (0, 0, 0, 36000, 0),
        (360, 300, 0, 36000, 60),
        (360, 420, 580, 35420, 0),
        (Decimal("118.07"), 0, 0, 35420, Decimal("118.07")),
    ]


def test_what_is_overpaid_covers_the_next_loan_first() -> None:
    history = [
        {"date": "2026-01-01", "drawn": "1000"},
        {"date": "2026-01-01", "paid": "1200"},
        {"date": "2026-02-01", "drawn": "500"},
    ]

    (row,) = replay(history, "36", as_of="2026-03-03").rows

    assert [entry.credit for entry in row.audit] == [0, 200, 0, 0]
    assert (row.principal, row.unpaid_interest) == (300, 9)  # 300 × 36 % × 30 ÷ 360


def test_the_lines_may_come_in_any_order() -> None:
    lines = [
        {"date": "2026-03-01", "paid": "100"},
        {"date": "2026-01-01", "drawn": "1000"},
        {"date": "2026-02-01", "paid": "100"},
    ]

    assert replay(lines, "12").rows == replay(sorted(lines, key=lambda x: x["date"]), "12").rows


def test_without_a_day_it_is_reckoned_to_the_last_line() -> None:
    result = replay([{"date": "2026-01-01", "drawn": "1000"},
                     {"date": "2026-07-01", "paid": "10"}], "12")  # fmt: skip

    assert result.as_of == date(2026, 7, 1)


def test_the_day_of_reckoning_can_count() -> None:
    history = [{"date": "2026-01-01", "drawn": "36000"}]

    without = replay(history, "10", as_of="2026-01-31")
    counted = replay(history, "10", as_of="2026-01-31", end_day="inclusive")

    assert (without.total_interest, counted.total_interest) == (300, 310)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("24", ["0.24"]),
        ("24, 15.4", ["0.24", "0.154"]),
        ("24%　15.4％", ["0.24", "0.154"]),
        ("24、15.4；0", ["0.24", "0.154", "0"]),
        ("24\n24\n9", ["0.24", "0.09"]),
        (["24", "15.4"], ["0.24", "0.154"]),
    ],
)
def test_rates_are_read_from_a_list(typed: Any, expected: list[str]) -> None:
    result = replay([{"date": "2026-01-01", "drawn": "1000"}], typed)

    assert [row.annual_rate for row in result.rows] == [Decimal(rate) for rate in expected]


def test_the_lenders_figure_is_compared_with_every_rate() -> None:
    history = [{"date": "2026-01-01", "drawn": "36000"}]

    result = replay(history, "10, 20", as_of="2026-01-31", claimed="36600")

    assert [row.claimed_difference for row in result.rows] == [300, 0]


def test_an_overpayment_never_tells_the_reader_to_stop() -> None:
    values = {"history": [{"date": "2026-01-01", "drawn": "100", "paid": "150"}],
              "annual_rates": "12"}  # fmt: skip

    html = calculators.respond("replay", values)

    assert "多还 50.00 元" in html
    assert "不要因此自己停止还款" in html


LINE = {"date": "2026-01-01", "drawn": "1000"}


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"annual_rates": "12"}, {"history"}),
        ({"history": [LINE]}, {"annual_rates"}),
        ({"history": [LINE], "annual_rates": ","}, {"annual_rates"}),
        ({"history": [LINE], "annual_rates": "abc"}, {"annual_rates"}),
        ({"history": [LINE], "annual_rates": "-1"}, {"annual_rates"}),
        ({"history": [LINE], "annual_rates": "1000.01"}, {"annual_rates"}),
        ({"history": [LINE], "annual_rates": ",".join(map(str, range(11)))}, {"annual_rates"}),
        ({"history": [{"date": "2026-01-01", "paid": "5"}], "annual_rates": "1"}, {"history"}),
        ({"history": [LINE, {"date": "2026-02-01"}], "annual_rates": "1"}, {"history.1.paid"}),
        ({"history": [LINE, {"paid": "3"}], "annual_rates": "1"}, {"history.1.date"}),
        ({"history": [{"date": "2025-12-31", "paid": "3"}, LINE], "annual_rates": "1"},
         {"history.0.date"}),
        ({"history": [LINE], "annual_rates": "1", "as_of": "2025-12-31"}, {"as_of"}),
        ({"history": [LINE] * 101, "annual_rates": "1"}, {"history"}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_name(values: dict[str, Any], fields: set[str]) -> None:
    assert refused(**values) == fields


def test_a_hundred_lines_at_ten_rates_are_answered() -> None:
    history = [{"date": "2020-01-01", "drawn": "1000000000"}] + [
        {"date": (date(2020, 1, 1) + timedelta(days=30 * n)).isoformat(), "paid": "1"}
        for n in range(1, 100)
    ]

    result = replay(history, "0,1,2,3,4,5,6,7,8,1000", as_of="2199-12-31")

    assert len(result.rows) == 10
    assert result.rows[-1].balance > result.rows[-2].balance
