"""Laws of periods: counted by hand, each event moves limitation only as it may, days in order."""

from __future__ import annotations

import datetime
from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.agreement import _timeline_words as words
from calculators.agreement import timeline as module
from calculators.page import calculator as contract
from calculators.page.answer import Answer

TODAY = date(2026, 11, 21)
days = st.dates(date(2021, 1, 1), date(2030, 12, 31))
PERIODS = {field: name for name, field, _figure, _yours in module.PERIODS}


def timeline(today: date = TODAY, **values: Any) -> Any:
    return calculators.calculate("timeline", {"as_of": today.isoformat(), **typed(values)})


def answered(today: date = TODAY, **values: Any) -> Answer:
    texts = {"as_of": today.isoformat(), **typed(values)}
    return contract.answer(calculators.load("timeline"), texts)[1]


def typed(values: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}


def happened(*events: tuple[date, str]) -> list[dict[str, str]]:
    return [{"date": day.isoformat(), "kind": kind} for day, kind in events]


def three_years_after(day: date) -> date:
    """By hand: the same day, or 28 February where there is no 29th."""
    leap = (day.month, day.day) == (2, 29)
    return date(day.year + 3, 2, 28) if leap else day.replace(year=day.year + 3)


@given(st.sampled_from(sorted(PERIODS)), days, days)
def test_a_period_has_as_many_days_after_its_first_as_the_figure_says(
    field: str, start: date, today: date
) -> None:
    for row in timeline(today, **{field: start}).rows:
        assert row.start == start
        assert row.days_left == (row.date - today).days
        if row.figure.unit == "days":
            counted = [start + timedelta(n) for n in range(1, int(row.figure.value) + 1)]
            assert row.date == counted[-1]
        else:
            assert row.date.year == start.year + row.figure.value


@given(st.sampled_from(sorted(PERIODS)), days)
def test_only_court_periods_move_and_only_past_a_weekend(field: str, start: date) -> None:
    for row in timeline(**{field: start}).rows:
        if row.name in module.COURT_PERIODS:
            assert row.moved.weekday() < 5
            assert timedelta(0) <= row.moved - row.date <= timedelta(2)
        else:
            assert row.moved == row.date
        assert row.is_past == (row.moved < TODAY)


@given(st.dictionaries(st.sampled_from(sorted(PERIODS)), days, min_size=1))
def test_the_days_are_in_order_and_numbered(given_days: dict[str, date]) -> None:
    found = timeline(**given_days) if _agree(given_days) else None

    if found:
        assert [row.number for row in found.rows] == list(range(1, len(found.rows) + 1))
        assert [row.date for row in found.rows] == sorted(row.date for row in found.rows)


def _agree(given_days: dict[str, date]) -> bool:
    complaint, decision = given_days.get("complaint_date"), given_days.get("decision_date")
    return not (complaint and decision and decision < complaint)


past_days = st.dates(date(2021, 1, 1), TODAY)
creditors = st.sampled_from(["demand", "deduction", "assignment", "mediation"])
events = st.lists(st.tuples(past_days, creditors | st.sampled_from(module.DEBTORS)), max_size=6)


@given(past_days, events)
def test_limitation_runs_from_the_due_day_or_the_last_event_that_restarted_it(
    due: date, some: list[tuple[date, str]]
) -> None:
    found = timeline(last_due_date=due, happened=happened(*some))

    start = due
    for day in sorted(day for day, _kind in some):
        if start <= day <= three_years_after(start):
            start = day
    assert found.limitation_from == start
    if found.limitation_end is not None:
        assert found.limitation_end == three_years_after(start)


@given(past_days, events, past_days, creditors)
def test_one_more_demand_never_brings_the_end_nearer(
    due: date, some: list[tuple[date, str]], day: date, kind: str
) -> None:
    before = timeline(last_due_date=due, happened=happened(*some))
    after = timeline(last_due_date=due, happened=happened(*some, (day, kind)))

    if before.limitation_end and after.limitation_end:
        assert after.limitation_end >= before.limitation_end


@given(past_days, events, st.randoms())
def test_the_order_of_the_rows_does_not_matter(
    due: date, some: list[tuple[date, str]], chance: Any
) -> None:
    shuffled = list(some)
    chance.shuffle(shuffled)

    one = timeline(last_due_date=due, happened=happened(*some))
    other = timeline(last_due_date=due, happened=happened(*shuffled))

    assert one.limitation_end == other.limitation_end
    assert one.limitation_state == other.limitation_state


@given(past_days, past_days)
def test_an_open_lawsuit_leaves_nothing_to_count(due: date, sued: date) -> None:
    found = timeline(last_due_date=due, happened=happened((sued, "suit")))

    if due <= sued <= three_years_after(due):
        assert (found.limitation_state, found.limitation_end) == ("pending", None)
    else:
        assert found.limitation_state in ("running", "maybe_over")


@given(days, days, past_days, events)
def test_the_end_of_limitation_is_never_a_day_in_the_calendar(
    complaint: date, cleared: date, due: date, some: list[tuple[date, str]]
) -> None:
    values = {"complaint_date": complaint, "cleared_date": cleared, "last_due_date": due}
    said = answered(**values, happened=happened(*some))

    allowed = {words.NAMES[row.name] for row in timeline(**values).rows}
    assert {event.title for event in said.events} <= allowed
    assert all(event.day >= TODAY for event in said.events)


@pytest.mark.parametrize("due", [date(2023, 11, 20), date(2021, 5, 1)])
def test_an_old_debt_sends_to_free_advice_and_not_to_silence(due: date) -> None:
    said = answered(last_due_date=due)

    assert timeline(last_due_date=due).limitation_state == "maybe_over"
    assert "12348" in said.headline
    text = " ".join([said.headline, *said.notes])
    assert "债还在" in text
    assert not any(word in text for word in ("不用还", "无效", "已过期"))


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 10, 27), "running"),
        (date(2026, 10, 28), "running"),
        (date(2026, 10, 29), "maybe_over"),
    ],
)
def test_the_last_day_of_limitation_still_belongs_to_it(today: date, state: str) -> None:
    assert timeline(today, last_due_date=date(2023, 10, 28)).limitation_state == state


def test_a_court_day_on_a_weekend_is_not_past_before_monday_is_over() -> None:
    received = date(2026, 11, 13)  # day 15 is Saturday 28 November
    sunday, monday, tuesday = (date(2026, 11, 29) + timedelta(n) for n in range(3))

    assert "顺延" in answered(sunday, payment_order_date=received).headline
    assert not timeline(monday, payment_order_date=received).rows[0].is_past
    assert "已经过了" in answered(tuesday, payment_order_date=received).headline


def test_a_court_day_that_is_past_is_told_beside_one_to_come() -> None:
    said = answered(payment_order_date=date(2026, 10, 1), decision_date=date(2026, 11, 20))

    assert "核查" in said.headline
    assert any("已经过了" in note for note in said.notes)


def test_the_calendar_file_has_the_days_to_act_on() -> None:
    values = {
        "as_of": "2026-11-21",
        "payment_order_date": "2026-11-16",
        "last_due_date": "2027-04-08",
    }

    file = calculators.download("timeline", values, "ics")[2]

    entries = icalendar.Calendar.from_ical(file).walk("VEVENT")
    assert [entry["dtstart"].dt for entry in entries] == [datetime.date(2026, 12, 1)]


@pytest.mark.parametrize("story", ["", "self_employed", "couple"])
def test_each_story_is_answered_with_the_figures_it_used(story: str) -> None:
    loaded = calculators.load("timeline")
    values = loaded.EXAMPLES[story] if story else calculators.example("timeline")

    _form, said = contract.answer(loaded, values)

    names = [getattr(source, "name", "") for source in said.sources]
    assert "credit_record_years" in names
    assert all(row.figure.name in names for row in calculators.calculate("timeline", values).rows)


@pytest.mark.parametrize(
    ("kind", "day", "state"),
    [
        ("demand", date(2024, 1, 5), "running"),
        ("demand", date(2024, 12, 5), "maybe_over"),
        ("promise", date(2024, 12, 5), "given_up"),
        ("suit", date(2024, 1, 5), "pending"),
    ],
)
def test_every_state_of_limitation_is_said(kind: str, day: date, state: str) -> None:
    values = {"last_due_date": date(2021, 6, 1), "happened": happened((day, kind))}
    today = date(2026, 11, 21)

    assert timeline(today, **values).limitation_state == state
    said = answered(today, **values)
    assert state == "running" or "12348" in said.headline
    assert any("12348" in str(fact.value) for fact in said.facts) == (
        state in ("maybe_over", "given_up")
    )
