"""Following the payments: what is short, ahead and next, and what goes into calendar and sheet."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import icalendar
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.agreement import tracker as module
from calculators.page import calculator as contract
from calculators.page.answer import Answer, Table

PLAN = {"first_payment_date": "2027-01-10", "months": "4", "payment": "100"}


def tracker(**values: Any) -> Any:
    return calculators.calculate("tracker", values)


def answered(**values: Any) -> Answer:
    return contract.answer(calculators.load("tracker"), values)[1]


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        tracker(**values)
    return set(invalid.value.errors)


def paid(*lines: tuple[str, str]) -> list[dict[str, str]]:
    return [{"date": day, "amount": amount} for day, amount in lines]


money = st.decimals("0.01", "5000", places=2)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
payments = st.lists(st.tuples(days, money), max_size=12)
plans = st.fixed_dictionaries(
    {
        "first_payment_date": days.map(date.isoformat),
        "months": st.integers(1, 24).map(str),
        "payment": money.map(str),
    }
)


# --- laws -------------------------------------------------------------------------------------


@given(plans, payments, days)
def test_no_fen_is_lost_between_plan_and_payments(
    plan: dict[str, str], made: list[tuple[date, Decimal]], as_of: date
) -> None:
    made = [(day, amount) for day, amount in made if day <= as_of]

    found = tracker(
        as_of=as_of.isoformat(),
        payments=paid(*((day.isoformat(), str(amount)) for day, amount in made)),
        **plan,
    )

    assert found.paid == sum((amount for _day, amount in made), Decimal(0))
    assert found.paid == sum(row.paid for row in found.rows) + found.over
    assert found.total == sum(row.payment for row in found.rows) == found.rows[-1].due_by_then
    assert all(row.paid + row.left == row.payment for row in found.rows)
    assert found.left == sum(row.left for row in found.rows)
    assert found.due_to_date == sum(row.payment for row in found.rows if row.date <= as_of)
    assert found.short == max(found.due_to_date - found.paid, 0)
    assert found.short == sum(row.left for row in found.rows if row.date <= as_of)
    assert found.overdue == sum(row.left for row in found.rows if row.date < as_of)
    assert found.short - found.ahead == found.due_to_date - (found.paid - found.over)
    assert not (found.short and found.ahead)


@given(plans, payments, days)
def test_the_earliest_instalment_is_covered_first(
    plan: dict[str, str], made: list[tuple[date, Decimal]], as_of: date
) -> None:
    made = [(day, amount) for day, amount in made if day <= as_of]

    found = tracker(
        as_of=as_of.isoformat(),
        payments=paid(*((day.isoformat(), str(amount)) for day, amount in made)),
        **plan,
    )

    open_rows = [row for row in found.rows if row.left]
    assert all(not row.paid for row in open_rows[1:])
    assert all(not row.left for row in found.rows[: len(found.rows) - len(open_rows)])
    assert found.paid_rows == len(found.rows) - len(open_rows)
    if open_rows and open_rows[0].date < as_of:
        assert found.days_overdue == (as_of - open_rows[0].date).days
    else:
        assert found.days_overdue == 0


@given(plans, payments, days, st.randoms(use_true_random=False))
def test_the_order_in_which_payments_are_typed_changes_nothing(
    plan: dict[str, str], made: list[tuple[date, Decimal]], as_of: date, random: Any
) -> None:
    lines = [(day.isoformat(), str(amount)) for day, amount in made if day <= as_of]
    mixed = random.sample(lines, len(lines))

    one = tracker(as_of=as_of.isoformat(), payments=paid(*lines), **plan)
    other = tracker(as_of=as_of.isoformat(), payments=paid(*mixed), **plan)

    assert [(row.paid, row.on, row.status) for row in one.rows] == [
        (row.paid, row.on, row.status) for row in other.rows
    ]


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 120))
def test_due_days_never_drift(first: date, months: int) -> None:
    found = tracker(
        as_of="2026-11-21",
        first_payment_date=first.isoformat(),
        months=str(months),
        payment="1",
    )

    assert [row.date for row in found.rows] == [
        first + relativedelta(months=k) for k in range(months)
    ]


# --- one day before, on and after ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "short", "overdue", "status", "late"),
    [
        ("2027-01-09", "0.00", "0.00", "coming", 0),
        ("2027-01-10", "100.00", "0.00", "today", 0),
        ("2027-01-11", "100.00", "100.00", "overdue", 1),
    ],
)
def test_an_instalment_is_late_from_the_day_after(
    as_of: str, short: str, overdue: str, status: str, late: int
) -> None:
    found = tracker(as_of=as_of, **PLAN)

    assert (found.short, found.overdue) == (Decimal(short), Decimal(overdue))
    assert (found.rows[0].status, found.days_overdue) == (status, late)


@pytest.mark.parametrize(
    ("amount", "status", "next_amount", "ahead"),
    [
        ("199.99", "overdue_part", "100.00", "0.00"),
        ("200.00", "paid_late", "100.00", "0.00"),
        ("200.01", "paid_late", "99.99", "0.01"),
    ],
)
def test_a_fen_decides(amount: str, status: str, next_amount: str, ahead: str) -> None:
    found = tracker(as_of="2027-02-20", payments=paid(("2027-02-15", amount)), **PLAN)

    assert found.rows[1].status == status
    assert found.due_next_date == date(2027, 3, 10)
    assert (found.due_next_amount, found.ahead) == (Decimal(next_amount), Decimal(ahead))


@pytest.mark.parametrize(
    ("day", "status", "late"),
    [("2027-01-16", "paid", 0), ("2027-01-18", "paid", 0), ("2027-01-19", "paid_late", 1)],
)
def test_a_saturday_may_move_to_monday(day: str, status: str, late: int) -> None:
    values = {"as_of": "2027-01-20", "months": "1", "payment": "100"}
    values |= {"first_payment_date": "2027-01-16", "weekend": "next_monday"}

    found = tracker(payments=paid((day, "100")), **values)

    assert (found.rows[0].status, found.rows[0].days_late) == (status, late)


@pytest.mark.parametrize(("grace", "within"), [("4", False), ("5", True), ("6", True)])
def test_days_of_grace_are_said_while_they_last(grace: str, within: bool) -> None:
    notes = " ".join(answered(as_of="2027-01-15", grace_days=grace, **PLAN).notes)

    assert ("宽限期" in notes) == within


@pytest.mark.parametrize(("as_of", "said"), [("2027-01-13", True), ("2027-01-14", False)])
def test_the_customary_grace_of_cards_is_for_cards_and_three_days(as_of: str, said: bool) -> None:
    card = " ".join(answered(as_of=as_of, kind="card", **PLAN).notes)
    loan = " ".join(answered(as_of=as_of, kind="loan", **PLAN).notes)

    assert ("发卡行" in card) == said
    assert "发卡行" not in loan


# --- what is typed ----------------------------------------------------------------------------


def test_rows_and_months_say_the_same_plan() -> None:
    by_months = tracker(as_of="2027-02-20", **PLAN)
    rows = [{"date": row.date.isoformat(), "payment": "100"} for row in by_months.rows]

    assert tracker(as_of="2027-02-20", rows=rows).rows == by_months.rows
    assert tracker(as_of="2027-02-20", rows=rows[::-1]).total == by_months.total


def test_days_without_a_year_are_found_from_today() -> None:
    found = tracker(
        as_of="2027-01-20",
        rows=[{"date": "12月10日", "payment": "100"}, {"date": "1月10日", "payment": "100"}],
        payments=paid(("12月12号", "100"), ("1月9号", "100")),
    )

    assert [row.date for row in found.rows] == [date(2026, 12, 10), date(2027, 1, 10)]
    assert [payment.date for payment in found.payments] == [date(2026, 12, 12), date(2027, 1, 9)]


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"as_of"}),
        ({"as_of": "2027-01-01"}, {"rows"}),
        ({"as_of": "2027-01-01", "months": "4"}, {"first_payment_date", "payment"}),
        (
            {"as_of": "2027-01-01", **PLAN, "payments": paid(("2027-01-02", "1"))},
            {"payments.0.date"},
        ),
        (
            {"as_of": "2027-01-01", **PLAN, "payments": paid(("2026-01-02", "0"))},
            {"payments.0.amount"},
        ),
        ({"as_of": "2027-01-01", "rows": [{"payment": "1"}]}, {"rows.0.date"}),
        ({"as_of": "2027-01-01", **PLAN, "lender": "6222021234567890123"}, {"lender"}),
    ],
)
def test_what_contradicts_itself_is_refused_where_it_stands(
    values: dict[str, Any], fields: set[str]
) -> None:
    assert refused(**values) == fields


@given(st.text(max_size=40).filter(lambda text: text.strip()))
def test_hostile_names_stay_text(lender: str) -> None:
    html = calculators.respond("tracker", {"as_of": "2027-01-01", **PLAN, "lender": "<b>" + lender})

    assert "<b>" not in html


def test_a_payment_typed_twice_is_asked_about_and_counted() -> None:
    values = {"as_of": "2027-03-01", **PLAN}
    values["payments"] = paid(("2027-01-10", "100"), ("2027-01-10", "100"))

    assert tracker(**values).paid == 200
    assert "填了两笔" in " ".join(answered(**values).notes)


# --- what comes of it -------------------------------------------------------------------------


@given(plans, days)
def test_the_calendar_file_has_every_instalment_still_to_come(
    plan: dict[str, str], as_of: date
) -> None:
    values = {"as_of": as_of.isoformat(), **plan}
    coming = [row.date for row in tracker(**values).rows if row.date >= as_of]

    events = answered(**values).events

    assert [event.day for event in events] == coming


def test_a_calendar_opens_the_file_and_rings_three_days_and_one_day_before() -> None:
    file = calculators.download("tracker", {"as_of": "2027-01-11", **PLAN, "lender": "甲"}, "ics")[
        2
    ]

    entries = icalendar.Calendar.from_ical(file).walk("VEVENT")
    assert [entry.decoded("DTSTART") for entry in entries] == [
        date(2027, 2, 10),
        date(2027, 3, 10),
        date(2027, 4, 10),
    ]
    assert "甲" in str(entries[0]["SUMMARY"])
    rings = [alarm.decoded("TRIGGER") for alarm in entries[0].walk("VALARM")]
    assert [ring.days for ring in rings] == [-3, -1]


def test_a_settled_plan_leads_to_the_certificate_and_the_credit_report() -> None:
    values = {"as_of": "2027-05-01", **PLAN, "payments": paid(("2027-04-10", "400"))}

    found = answered(**values)

    letter = next(step for step in found.next if step.name == "letter")
    assert letter.values["kind"] == "settlement_certificate"
    assert letter.values["settled_on"] == "2027-04-10"
    assert letter.values["total_paid"] == "400.00"
    assert [event.day for event in found.events] == [date(2027, 6, 10)]
    assert "全部还清" in found.headline


def test_a_missed_payment_leads_back_to_budget_and_plan() -> None:
    found = answered(as_of="2027-02-20", **PLAN, payments=paid(("2027-01-10", "100")))

    steps = {step.name: step.values for step in found.next}
    assert next(iter(steps)) == "budget"
    assert steps["plan"] == {"kind": "loan", "principal": "300.00", "months": "3"}
    assert calculators.calculate("plan", steps["plan"]).total == 300
    month = calculators.calculate("calendar", dict(steps["calendar"]))
    assert month.rows[-1].month <= date(2027, 8, 1)
    assert month.total_due == 200


def test_nothing_said_about_a_late_payment_promises_or_threatens() -> None:
    found = answered(as_of="2027-06-20", **PLAN)
    said = " ".join([*found.notes, found.headline])

    for word in ("一定", "必须立即", "起诉", "坐牢", "有权"):
        assert word not in said


CELL = re.compile(r"([A-Z])(\d+)")


def recomputed(table: Table) -> None:
    """Every formula of a table, evaluated on its own cells, gives the number that stands there."""
    cells = {
        f"{chr(65 + column)}{row}": cell
        for row, line in enumerate(table.rows, 2)
        for column, cell in enumerate(line)
    }
    for column, formula in table.formulas.items():
        for row in range(3, len(table.rows) + 2):
            terms = re.findall(r"([+-]?)([A-Z]\d+)", formula.format(row=row, above=row - 1))
            value = sum(
                (-1 if sign == "-" else 1) * (cells[place] or Decimal(0)) for sign, place in terms
            )
            assert value == cells[f"{chr(65 + column)}{row}"]


@pytest.mark.parametrize("name", ["agreement", "tracker", "calendar"])
@pytest.mark.parametrize("story", ["", *module.EXAMPLES])
def test_the_formulas_of_the_sheet_give_its_numbers(name: str, story: str) -> None:
    form = calculators.load(name)
    values = form.EXAMPLES[story] if story else calculators.example(name)

    tables = contract.answer(form, values)[1].tables

    assert any(table.formulas for table in tables)
    for table in tables:
        recomputed(table)


def test_a_plan_of_fifty_years_is_answered() -> None:
    found = tracker(
        as_of="2050-01-01",
        first_payment_date="2026-12-31",
        months="600",
        payment="1000000000",
        payments=paid(*[("2030-01-01", "1000000000")] * 100),
    )

    assert found.paid_rows == 100
    assert found.rows[-1].date == date(2026, 12, 31) + relativedelta(months=599)
    assert timedelta(days=found.days_overdue) == date(2050, 1, 1) - found.rows[100].date
