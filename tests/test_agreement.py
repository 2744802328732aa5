"""Checking an agreement: sums, days, promises and what is missing, each where it belongs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.agreement import _clauses as clauses
from calculators.agreement import agreement as module
from calculators.page import calculator as contract
from calculators.page.answer import Answer
from calculators.page.words import LANGUAGES, say

LEVEL = {"months": "60", "payment": "766.67", "first_payment_date": "2026-12-10"}


def agreement(**values: Any) -> Any:
    return calculators.calculate("agreement", values)


def answered(**values: Any) -> Answer:
    return contract.answer(calculators.load("agreement"), values)[1]


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        agreement(**values)
    return set(invalid.value.errors)


def lines(*days: str | None, payment: str = "100") -> list[dict[str, str]]:
    return [{"date": day or "", "payment": payment} for day in days]


money = st.decimals("0.01", "100000", places=2)
firsts = st.dates(date(2000, 1, 1), date(2100, 1, 1))


# --- sums -------------------------------------------------------------------------------------


@given(st.lists(money, min_size=1, max_size=40), money, money)
def test_the_total_is_everything_that_is_paid(
    payments: list[Decimal], down: Decimal, fee: Decimal
) -> None:
    rows = [{"payment": str(payment)} for payment in payments]

    found = agreement(rows=rows, down_payment=str(down), plan_fee=str(fee), fee_timing="upfront")

    assert found.total_of_rows == sum(payments)
    assert found.total == sum(payments) + down + fee
    assert [row.paid_by_then for row in found.rows][-1] == found.total_of_rows
    assert agreement(rows=rows, plan_fee=str(fee)).total == sum(payments)  # the fee is inside


@given(money, st.integers(1, 60), money)
def test_months_and_payment_are_the_same_as_the_rows_they_stand_for(
    payment: Decimal, months: int, last: Decimal
) -> None:
    short = agreement(
        months=str(months),
        payment=str(payment),
        last_payment=str(last),
        first_payment_date="2026-12-31",
    )
    rows = [{"date": row.date.isoformat(), "payment": str(row.payment)} for row in short.rows]

    assert agreement(rows=rows).rows == short.rows


@pytest.mark.parametrize(
    ("stated", "problems"), [("45999.99", ["total"]), ("46000.20", []), ("46000.21", ["total"])]
)
def test_a_stated_total_has_to_be_the_sum_to_the_fen(stated: str, problems: list[str]) -> None:
    assert agreement(**LEVEL, total_payment=stated).problems == problems


@pytest.mark.parametrize("stated", ["46000.20", "47000.20", "46230.20", "47230.20"])
def test_a_stated_total_may_hold_what_is_paid_first_and_the_fee(stated: str) -> None:
    found = agreement(**LEVEL, total_payment=stated, down_payment="1000", plan_fee="230")

    assert found.problems == []


def test_the_text_is_held_against_its_own_list() -> None:
    found = agreement(
        rows=lines("2026-12-10", "2027-01-10", "2027-02-10"),
        months="4",
        payment="99",
        last_payment="98",
    )

    assert found.problems == ["count", "payment", "last_payment"]
    assert next(finding for finding in found.findings if finding.slug == "payment").times == 2


@pytest.mark.parametrize(
    ("last", "problems"), [("99", []), ("100.03", []), ("100.04", ["balloon"])]
)
def test_a_last_payment_is_named_when_it_is_more_than_rounding(
    last: str, problems: list[str]
) -> None:
    found = agreement(months="3", payment="100", last_payment=last, first_payment_date="2026-12-10")

    assert found.problems == problems


def test_the_parts_of_the_debt_have_to_add_up() -> None:
    parts = {"principal": "40000", "interest": "5000", "charges": "999.99"}

    assert agreement(**LEVEL, balance="46000", **parts).problems == ["parts"]
    assert agreement(**LEVEL, balance="45999.99", **parts).problems == []


# --- days -------------------------------------------------------------------------------------


@given(firsts, st.integers(1, 60))
def test_a_monthly_schedule_never_drifts_and_has_no_problem(first: date, months: int) -> None:
    found = agreement(months=str(months), payment="100", first_payment_date=first.isoformat())

    assert [row.date for row in found.rows] == [
        first + relativedelta(months=k) for k in range(months)
    ]
    assert found.problems == []
    rows = lines(*(row.date.isoformat() for row in found.rows))
    assert agreement(rows=rows).problems == []


@given(firsts.filter(lambda day: day.day <= 28), st.integers(-3, 3))
def test_a_weekend_or_holiday_may_move_a_day_by_three(first: date, moved: int) -> None:
    second = first + relativedelta(months=1) + timedelta(days=moved)

    assert agreement(rows=lines(first.isoformat(), second.isoformat())).problems == []


@pytest.mark.parametrize(
    ("days", "problems"),
    [
        (("2026-12-10", "2027-01-14"), ["day"]),
        (("2026-12-10", "2027-01-06"), ["day"]),
        (("2026-12-10", "2026-11-10"), ["order"]),
        (("2026-12-10", "2026-12-10"), ["duplicate"]),
        (("2026-12-10", "2027-02-10"), ["gap"]),
        (("2026-12-10", "2027-02-10", "2027-05-10"), ["gap"]),
        (("2026-12-10", None), ["no_date"]),
    ],
)
def test_days_that_are_out_of_step_are_named(
    days: tuple[str | None, ...], problems: list[str]
) -> None:
    assert agreement(rows=lines(*days)).problems == problems


def test_numbers_that_jump_or_come_twice_are_named() -> None:
    numbered = [{"number": number, "payment": "100"} for number in ("1", "3", "3")]

    found = agreement(rows=numbered, first_payment_date="2026-12-10")

    assert found.problems == ["number", "duplicate_number"]
    assert [row.number for row in found.rows] == [1, 3, 3]


@pytest.mark.parametrize(
    ("as_of", "problems"),
    [("2026-12-09", []), ("2026-12-10", []), ("2026-12-11", ["past"])],
)
def test_a_first_day_before_today_is_named(as_of: str, problems: list[str]) -> None:
    assert agreement(**LEVEL, as_of=as_of).problems == problems


def test_days_without_a_year_need_to_know_today() -> None:
    rows = lines("12月10日", "1月10日")

    assert refused(rows=rows) == {"as_of"}
    assert refused(**(LEVEL | {"first_payment_date": "12月10日"})) == {"as_of"}
    assert [row.date for row in agreement(rows=rows, as_of="2026-11-21").rows] == [
        date(2026, 12, 10),
        date(2027, 1, 10),
    ]


# --- promises ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("promise", "problems"),
    [
        ({"promised_months": "60"}, []),
        ({"promised_months": "48"}, ["promised_months"]),
        ({"promised_payment": "766.67"}, []),
        ({"promised_payment": "700"}, ["promised_payment", "promised_total"]),
        ({"promised_payment": "800"}, ["promised_payment"]),
        ({"promised_first_date": "2026-12-10"}, []),
        ({"promised_first_date": "2026-12-15"}, ["promised_date"]),
        ({"balance": "46000", "interest_free": "yes"}, []),
        ({"balance": "46000", "waive_total": "1000", "interest_free": "yes"}, ["interest_free"]),
        ({"balance": "44000", "promised_rate": "1"}, ["promised_rate"]),
        ({"balance": "44000", "promised_rate": "2"}, []),
        ({"balance": "47000"}, ["rest"]),
        ({"balance": "47000", "waive_total": "1000"}, []),
        ({"waive_total": "1000", "clause_waiver": "no"}, ["waiver"]),
        ({"waive_total": "1000", "clause_waiver": "yes"}, []),
    ],
)
def test_each_promise_is_held_against_the_text(
    promise: dict[str, str], problems: list[str]
) -> None:
    assert agreement(**LEVEL, **promise).problems == problems


@given(
    st.decimals("1000", "100000", places=2), st.integers(1, 60), st.decimals("0", "36", places=2)
)
def test_a_schedule_at_the_promised_rate_has_no_difference(
    balance: Decimal, months: int, rate: Decimal
) -> None:
    plan = calculators.calculate(
        "instalment", {"principal": str(balance), "annual_rate": str(rate), "months": str(months)}
    )
    rows = [{"payment": str(row.payment)} for row in plan.rows]

    found = agreement(
        rows=rows,
        first_payment_date="2026-12-10",
        balance=str(balance),
        promised_rate=str(rate),
        promised_months=str(months),
    )

    assert found.promised_total == found.total == plan.total_payment
    assert found.difference == 0
    assert not {"promised_rate", "rest"} & set(found.problems)


def test_without_a_promise_there_is_no_difference_to_it() -> None:
    found = agreement(**LEVEL, balance="46000", waive_total="10")

    assert (found.promised_total, found.difference) == (None, None)


# --- clauses ----------------------------------------------------------------------------------


@given(st.dictionaries(st.sampled_from(list(clauses.CLAUSES)), st.sampled_from(["yes", "no"])))
def test_every_clause_not_seen_is_asked_for_and_no_other(states: dict[str, str]) -> None:
    values = {f"clause_{slug}": state for slug, state in states.items()}

    found = agreement(kind="card", **LEVEL, **values)

    assert set(found.missing) == {slug for slug in clauses.CLAUSES if states.get(slug) != "yes"}
    paper = answered(kind="card", **LEVEL, **values).papers[0]
    asked = " ".join(paper.lines)
    for slug, (_group, _label, question) in clauses.CLAUSES.items():
        assert (question in asked) == (slug in found.missing)


def test_every_clause_has_a_question_in_the_form_and_stands_in_one_group() -> None:
    form = calculators.form("agreement")
    slugs = [name.removeprefix("clause_") for name in form if name.startswith("clause_")]

    assert slugs == list(clauses.CLAUSES)
    groups = [form[f"clause_{slug}"].group for slug in slugs]
    assert [group for k, group in enumerate(groups) if group != groups[k - 1]] == [
        clauses.ABOUT_MONEY,
        clauses.ABOUT_CHANGE,
        clauses.ABOUT_SIGNING,
    ]


def test_the_clauses_that_weigh_most_are_asked_first() -> None:
    paper = answered(**LEVEL).papers[0]
    questions = [line for line in paper.lines if line[:1].isdigit()]

    first = [clauses.CLAUSES[slug][2] for slug in clauses.RED]
    assert {line.partition(". ")[2].partition("　")[0] for line in questions[: len(first)]} == set(
        first
    )


def test_nothing_is_asked_when_nothing_is_open() -> None:
    calm = {f"clause_{slug}": "yes" for slug in clauses.CLAUSES}

    found = answered(**LEVEL, **calm)

    assert found.papers == ()
    assert "对得上" in found.headline


def test_the_sheet_is_for_the_lender_and_never_says_that_payments_stop() -> None:
    paper = answered(**LEVEL).papers[0]

    assert (paper.kind, paper.for_lender) == ("sheet", True)
    said = " ".join(paper.lines)
    assert "不付款" not in said
    assert "不是法律意见" in said


def test_the_last_four_digits_of_the_contract_stand_on_the_sheet() -> None:
    assert "合同尾号 2046" in answered(**LEVEL, contract_last4="2046").papers[0].lines[0]
    assert "合同尾号 ____" in answered(**LEVEL).papers[0].lines[0]
    assert refused(**LEVEL, contract_last4="62220212345") == {"contract_last4"}


@pytest.mark.parametrize(
    ("states", "missing"),
    [
        (("yes", "yes"), 0),
        (("yes", "no"), 1),
        (("no", "no"), 1),
        (("unknown", "yes"), 1),
    ],
)
def test_a_content_of_a_card_plan_needs_all_its_clauses(
    states: tuple[str, str], missing: int
) -> None:
    there = {
        f"clause_{clause}": "yes"
        for _title, named in clauses.CARD_CONTENTS.values()
        for clause in named
    }
    there |= dict(zip(("clause_plan_rate", "clause_fee"), states, strict=True))

    found = agreement(kind="card", **LEVEL, **there)

    assert len(found.card_contents) == 6
    assert found.card_contents_missing == missing
    assert agreement(kind="loan", **LEVEL, **there).card_contents == ()


@pytest.mark.parametrize(("months", "problems"), [("59", []), ("60", []), ("61", ["card_months"])])
def test_a_card_plan_has_at_most_sixty_months(months: str, problems: list[str]) -> None:
    values = LEVEL | {"months": months}

    assert agreement(kind="card", **values).problems == problems
    assert agreement(kind="loan", **values).problems == []


# --- refusals, words, hand-overs ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"rows"}),
        ({"months": "60"}, {"payment"}),
        ({"payment": "100"}, {"months"}),
        (LEVEL | {"interest_free": "yes", "promised_rate": "3"}, {"promised_rate"}),
        (LEVEL | {"balance": "100", "waive_total": "100"}, {"waive_total"}),
        (LEVEL | {"balance": "100", "down_payment": "100"}, {"down_payment"}),
        (LEVEL | {"lender": "卡号 6222021234567890123"}, {"lender"}),
        ({"rows": [{"date": "2026-02-30", "payment": "1"}]}, {"rows.0.date"}),
        ({"rows": [{"date": "2026-12-10"}]}, {"rows.0.payment"}),
        ({"rows": [{"payment": "1"}] * 101}, {"rows"}),
    ],
)
def test_what_contradicts_itself_is_refused_where_it_stands(
    values: dict[str, Any], fields: set[str]
) -> None:
    assert refused(**values) == fields


def test_every_finding_has_a_sentence_in_both_languages() -> None:
    values = {
        "kind": "card",
        "as_of": "2027-01-01",
        "rows": [
            {"number": n, "date": day, "payment": payment}
            for n, day, payment in (
                ("1", "2026-12-10", "100"),
                ("1", "2026-12-10", "100"),
                ("4", "2026-11-10", "100"),
                ("5", "2027-03-20", "90"),
                ("6", "", "500"),
            )
        ],
        "months": "9",
        "payment": "100",
        "last_payment": "9",
        "total_payment": "1",
        "balance": "50000",
        "principal": "1",
        "waive_total": "10",
        "clause_waiver": "no",
        "promised_months": "3",
        "promised_payment": "7",
        "promised_first_date": "2026-12-11",
    }
    found = agreement(**values)

    assert len(found.problems) > 14
    for finding in found.findings:
        sentence = module._sentence(finding)
        assert all(say(sentence, lang) for lang in LANGUAGES)


@given(st.text(max_size=40).filter(lambda text: text.strip()))
def test_hostile_names_stay_text(lender: str) -> None:
    html = calculators.respond("agreement", {**LEVEL, "lender": "<b>" + lender})

    assert "<b>" not in html


@pytest.mark.parametrize("story", ["borrower", "self_employed", "couple"])
def test_what_is_handed_on_fits_the_forms_it_goes_to(story: str) -> None:
    values = (
        calculators.example("agreement") if story == "borrower" else dict(module.EXAMPLES[story])
    )
    form = calculators.load("agreement")
    steps = {step.name: step.values for step in contract.answer(form, values)[1].next}

    text = agreement(**values)
    tracked = calculators.calculate("tracker", {**steps["tracker"], "as_of": "2026-11-21"})
    assert [(row.date, row.payment) for row in tracked.rows] == [
        (row.date, row.payment) for row in text.rows
    ]
    month = calculators.calculate("calendar", {**steps["calendar"], "as_of": "2026-11-21"})
    assert month.monthly_due == text.payment
    assert set(steps["letter"]) <= set(calculators.form("letter"))


def test_an_uneven_schedule_is_handed_on_row_by_row() -> None:
    rows = lines("2026-12-10", "2027-01-12", "2027-02-10")
    steps = {step.name: step.values for step in answered(rows=rows).next}

    tracked = calculators.calculate("tracker", {**steps["tracker"], "as_of": "2026-11-21"})

    assert [row.date for row in tracked.rows] == [
        date(2026, 12, 10),
        date(2027, 1, 12),
        date(2027, 2, 10),
    ]


def test_a_letter_confirms_what_was_said_not_what_the_text_made_of_it() -> None:
    steps = {step.name: step.values for step in answered(**calculators.example("agreement")).next}

    letter = steps["letter"]
    assert letter["first_payment_date"] == "2026-12-15"
    assert letter["total_payment"] == "46000.00"
    assert letter["last_payment"] == "203.64"
    payments = Decimal(letter["payment"]) * (int(letter["months"]) - 1)
    assert payments + Decimal(letter["last_payment"]) == Decimal(letter["total_payment"])
