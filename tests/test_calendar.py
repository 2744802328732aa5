"""Plans, bills and pay days on one calendar: nothing is lost, and the low days are really the lowest."""

from __future__ import annotations

import datetime
from datetime import date
from decimal import Decimal
from typing import Any

import icalendar
import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, rrule
from hypothesis import given, settings
from hypothesis import strategies as st

import calculators
from calculators.agreement import calendar as module
from calculators.page import calculator as contract
from calculators.page.answer import Answer

AS_OF = date(2026, 11, 21)
PLAN = {"lender": "甲", "first_payment_date": "2026-12-10", "months": "6", "payment": "500"}


def month(**values: Any) -> Any:
    return calculators.calculate("calendar", {"as_of": AS_OF.isoformat(), **values})


def answered(**values: Any) -> Answer:
    return contract.answer(calculators.load("calendar"), {"as_of": AS_OF.isoformat(), **values})[1]


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        month(**values)
    return set(invalid.value.errors)


money = st.decimals("0.01", "9999", places=2)
plan = st.fixed_dictionaries(
    {
        "lender": st.sampled_from(["甲", "乙", ""]),
        "first_payment_date": st.dates(date(2026, 1, 1), date(2027, 2, 1)).map(date.isoformat),
        "months": st.integers(14, 60).map(str),
        "payment": money.map(str),
    }
)
every_month = st.fixed_dictionaries(
    {"pay_day": st.integers(1, 31).map(str), "amount": money.map(str)}
)
worlds = st.fixed_dictionaries(
    {
        "start_balance": money.map(str),
        "plans": st.lists(plan, min_size=1, max_size=3),
        "pay_days": st.lists(every_month, max_size=2),
        "bills": st.lists(every_month, max_size=2),
        "monthly_spending": st.decimals("0", "9999", places=2).map(str),
        "months_ahead": st.integers(3, 12).map(str),
    }
)


def walked(world: dict[str, Any]) -> tuple[list[date], list[Decimal], Decimal]:
    """The days, what is left on each before money comes in, and the balance of the last evening.

    Independent of the project: days by dateutil, whole fen by hand.
    """
    end = AS_OF + relativedelta(months=int(world["months_ahead"]))
    span = rrule(
        DAILY,
        dtstart=datetime.datetime(2026, 11, 21),
        until=datetime.datetime.combine(end, datetime.time()),
    )
    due: dict[date, int] = {}
    for line in world["plans"]:
        first = date.fromisoformat(line["first_payment_date"])
        for k in range(int(line["months"])):
            day = first + relativedelta(months=k)
            due[day] = due.get(day, 0) + fen(line["payment"])
    monthly = fen(world["monthly_spending"])
    balance, days, lows = fen(world["start_balance"]), [], []
    for day in (moment.date() for moment in span):
        last = (day + relativedelta(day=31)).day
        spent = (2 * monthly * day.day + last) // (2 * last) - (
            2 * monthly * (day.day - 1) + last
        ) // (2 * last)
        here = [line for line in world["bills"] if day.day == min(int(line["pay_day"]), last)]
        balance -= due.get(day, 0) + spent + sum(fen(line["amount"]) for line in here)
        days.append(day)
        lows.append(Decimal(balance) / 100)
        balance += sum(
            fen(line["amount"])
            for line in world["pay_days"]
            if day.day == min(int(line["pay_day"]), last)
        )
    return days, lows, Decimal(balance) / 100


def fen(amount: str) -> int:
    return int(Decimal(amount) * 100)


# --- laws -------------------------------------------------------------------------------------


@settings(deadline=None)
@given(worlds)
def test_an_independent_walk_through_the_days_agrees(world: dict[str, Any]) -> None:
    days, lows, end = walked(world)

    found = month(**world)

    assert found.lowest == min(lows)
    assert found.lowest_date == days[lows.index(min(lows))]
    assert found.needed == max(-min(lows), Decimal(0))
    assert found.short_days == sum(low < 0 for low in lows)
    assert found.end_balance == end


@given(worlds)
def test_months_and_days_add_up_to_the_same(world: dict[str, Any]) -> None:
    found = month(**world)

    change = found.total_income - found.total_due - found.total_spending
    assert found.end_balance - Decimal(world["start_balance"]) == change
    assert found.rows[-1].end == found.end_balance
    assert found.moves[-1].balance == found.end_balance
    assert found.total_due == sum(move.out for move in found.moves if move.kind == "due")
    assert found.total_income == sum(move.income for move in found.moves)
    assert min(row.low for row in found.rows) == found.lowest
    assert min(low.balance for low in found.lows) == found.lowest
    assert found.monthly_due == max(row.due for row in found.rows)


@given(worlds)
def test_between_two_incomes_no_day_is_lower_than_the_low_one(world: dict[str, Any]) -> None:
    found = month(**world)
    days, lows, _end = walked(world)

    incomes = sorted({move.date for move in found.moves if move.income})
    starts = [AS_OF, *(day + datetime.timedelta(days=1) for day in incomes)]
    stretches = zip(starts, [*incomes, found.end_date], strict=True)
    expected = []
    for start, end in stretches:
        inside = [low for day, low in zip(days, lows, strict=True) if start <= day <= end]
        if inside:
            expected.append(min(inside))
    assert [low.balance for low in found.lows] == expected
    for low in found.lows:
        assert low.until == next((day for day in incomes if day >= low.date), None)


@given(st.decimals("0", "99999", places=2), st.integers(1, 12))
def test_whole_months_of_living_costs_add_up_to_the_fen(monthly: Decimal, number: int) -> None:
    start = date(2027, number, 1)
    found = calculators.calculate(
        "calendar",
        {
            "as_of": start.isoformat(),
            "plans": [{"first_payment_date": start.isoformat(), "months": "1", "payment": "1"}],
            "monthly_spending": str(monthly),
            "months_ahead": "3",
        },
    )

    assert [row.spending for row in found.rows[:3]] == [monthly] * 3


@given(st.integers(1, 31))
def test_the_same_day_of_every_month_or_its_last(day: int) -> None:
    found = month(plans=[PLAN], pay_days=[{"pay_day": str(day), "amount": "1"}], months_ahead="12")

    expected = [date(2026, 11, 1) + relativedelta(months=k, day=day) for k in range(14)]
    assert [move.date for move in found.moves if move.income] == [
        one for one in expected if AS_OF <= one <= found.end_date
    ]


# --- boundaries -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "needed"), [("499.99", "0.01"), ("500", "0.00"), ("500.01", "0.00")]
)
def test_a_fen_decides_whether_it_suffices(start: str, needed: str) -> None:
    found = month(plans=[PLAN], start_balance=start, months_ahead="1")

    assert found.needed == Decimal(needed)
    assert (found.first_short_date is not None) == bool(found.needed)


@pytest.mark.parametrize(("pay_day", "needed"), [("9", "0.00"), ("10", "500.00"), ("11", "500.00")])
def test_pay_on_the_day_of_a_debit_comes_too_late(pay_day: str, needed: str) -> None:
    found = month(plans=[PLAN], pay_days=[{"pay_day": pay_day, "amount": "500"}], months_ahead="1")

    assert found.needed == Decimal(needed)


@pytest.mark.parametrize(
    ("first", "due"), [("2026-11-20", 0), ("2026-11-21", 1), ("2026-12-21", 1)]
)
def test_the_first_and_the_last_day_count(first: str, due: int) -> None:
    single = {"first_payment_date": first, "months": "1", "payment": "10"}

    found = month(plans=[single, PLAN], months_ahead="1")

    assert found.total_due == 500 + 10 * due


def test_what_is_over_before_today_is_left_out() -> None:
    old = PLAN | {"first_payment_date": "2026-08-31", "months": "5"}

    found = month(plans=[old], months_ahead="3")

    assert [move.date for move in found.moves if move.kind == "due"] == [
        date(2026, 11, 30),
        date(2026, 12, 31),
    ]


# --- refusals, words, files ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"plans"}),
        ({"plans": [PLAN | {"first_payment_date": "2028-01-01"}]}, {"plans"}),
        (
            {"plans": [{"lender": "甲"}]},
            {"plans.0.first_payment_date", "plans.0.months", "plans.0.payment"},
        ),
        ({"plans": [PLAN], "pay_days": [{"pay_day": "32", "amount": "1"}]}, {"pay_days.0.pay_day"}),
        ({"plans": [PLAN], "pay_days": [{"pay_day": "0", "amount": "1"}]}, {"pay_days.0.pay_day"}),
        ({"plans": [PLAN], "bills": [{"pay_day": "1"}]}, {"bills.0.amount"}),
        ({"plans": [PLAN], "months_ahead": "25"}, {"months_ahead"}),
        ({"plans": [PLAN | {"lender": "6222021234567890123"}]}, {"plans.0.lender"}),
    ],
)
def test_what_cannot_be_followed_is_refused_where_it_stands(
    values: dict[str, Any], fields: set[str]
) -> None:
    assert refused(**values) == fields


@given(st.text(max_size=40).filter(lambda text: text.strip()))
def test_hostile_names_stay_text(lender: str) -> None:
    values = {"as_of": AS_OF.isoformat(), "plans": [PLAN | {"lender": "<b>" + lender}]}

    assert "<b>" not in calculators.respond("calendar", values)


def test_a_calendar_opens_the_file_with_every_instalment() -> None:
    values = {
        "as_of": AS_OF.isoformat(),
        "plans": [PLAN, PLAN | {"lender": "乙"}],
        "start_balance": "9000",
    }

    entries = icalendar.Calendar.from_ical(calculators.download("calendar", values, "ics")[2]).walk(
        "VEVENT"
    )

    assert len(entries) == len({str(entry["UID"]) for entry in entries}) == 12
    assert {str(entry["SUMMARY"]) for entry in entries} == {"还 500.00 元：甲", "还 500.00 元：乙"}


def test_a_day_that_does_not_suffice_rings_two_weeks_before() -> None:
    events = answered(plans=[PLAN], months_ahead="1").events

    warning = next(event for event in events if "差" in event.title)
    assert (warning.day, warning.alarm_days) == (date(2026, 12, 10), (14, 7))


def test_when_it_does_not_suffice_the_budget_comes_first() -> None:
    short = answered(plans=[PLAN])
    enough = answered(plans=[PLAN], start_balance="9000")

    assert short.next[0].name == "budget"
    assert enough.next[0].name == "stress"
    assert any("不要借新的" in note for note in short.notes)


def test_the_name_of_the_module_hides_no_standard_one() -> None:
    import calendar

    assert calendar.monthrange(2028, 2) == (1, 29)
    assert calculators.load("calendar") is module
