"""Laws of what late payment adds, and the boundaries of its options."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators

FEN = Decimal("0.01")
DUE = date(2026, 1, 15)


def arrears(**values: Any) -> Any:
    typed = {
        name: value if isinstance(value, list) else str(value) for name, value in values.items()
    }
    return calculators.calculate("arrears", typed)


def one(principal: Any, annual_rate: Any, days: int, interest: Any = 0, **more: Any) -> Any:
    """One instalment, `days` overdue."""
    row = {"due_date": DUE.isoformat(), "principal": str(principal), "interest": str(interest)}
    as_of = (DUE + timedelta(days=days)).isoformat()
    return arrears(overdue=[row], annual_rate=annual_rate, as_of=as_of, **more)


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        arrears(**values)
    return set(invalid.value.errors)


principals = st.decimals("0.01", "1000000.00", places=2)
interests = st.decimals("0", "100000.00", places=2)
rates = st.decimals("0", "60", places=2)
overdue_days = st.integers(0, 1500)
lines = st.lists(
    st.fixed_dictionaries(
        {
            "due_date": st.dates(date(2024, 1, 1), date(2026, 11, 21)).map(date.isoformat),
            "principal": principals.map(str),
            "interest": interests.map(str),
        }
    ),
    min_size=1,
    max_size=12,
)
options = st.fixed_dictionaries(
    {
        "annual_rate": rates.map(str),
        "penalty_multiple": st.sampled_from(["1", "1.3", "1.5", "2"]),
        "penalty_kind": st.sampled_from(["replaces", "add_on"]),
        "penalty_base": st.sampled_from(["principal", "principal_interest"]),
        "compound": st.sampled_from(["none", "monthly"]),
        "day_count": st.sampled_from(["360", "365", "30/360"]),
        "end_day": st.sampled_from(["exclusive", "inclusive"]),
        "default_charge": st.decimals("0", "500", places=2).map(str),
        "default_charge_times": st.sampled_from(["once", "each"]),
    }
)


# --- laws -------------------------------------------------------------------------------------


@given(lines, options)
def test_totals_are_sums_of_rows_and_every_row_adds_up(
    overdue: list[dict[str, str]], chosen: dict[str, str]
) -> None:
    result = arrears(overdue=overdue, as_of="2026-11-21", **chosen)

    names = ("principal", "interest", "penalty_interest", "compound_interest", "default_charge")
    for name in (*names, "total"):
        assert getattr(result, name) == sum(getattr(row, name) for row in result.rows)
    for row in result.rows:
        assert row.total == sum(getattr(row, name) for name in names)
        assert row.total == row.total.quantize(FEN)
        assert min(getattr(row, name) for name in names) >= 0


@given(lines, options)
def test_waiting_never_makes_it_less(overdue: list[dict[str, str]], chosen: dict[str, str]) -> None:
    result = arrears(overdue=overdue, as_of="2026-11-21", **chosen)

    # compounding rounds at every rest instead of once: half a fen each
    slack = FEN * len(result.rows) * 50 if chosen["compound"] == "monthly" else 0
    sums = [result.total, *(later.total for later in result.projection)]
    assert all(later >= now - slack for now, later in pairwise(sums))
    assert [later.days for later in result.projection] == [30, 60, 90, 180]


@given(lines, options, st.sampled_from([30, 60, 90, 180]))
def test_the_projection_is_what_that_day_will_say(
    overdue: list[dict[str, str]], chosen: dict[str, str], ahead: int
) -> None:
    now = arrears(overdue=overdue, as_of="2026-11-21", **chosen)
    then = arrears(overdue=overdue, as_of=date(2026, 11, 21) + timedelta(days=ahead), **chosen)

    (later,) = [later for later in now.projection if later.days == ahead]
    assert (later.total, later.penalty_interest, later.compound_interest) == (
        then.total, then.penalty_interest, then.compound_interest,
    )  # fmt: skip


@given(principals, interests, rates, overdue_days, st.sampled_from(["1", "1.3", "1.4", "1.5"]))
def test_adding_on_counts_nothing_twice(
    principal: Decimal, interest: Decimal, rate: Decimal, days: int, multiple: str
) -> None:
    given_ = {"interest": interest, "penalty_multiple": multiple}
    replaces = one(principal, rate, days, **given_)
    add_on = one(principal, rate, days, penalty_kind="add_on", **given_)

    assert abs(add_on.total - replaces.total) <= FEN  # two roundings instead of one
    assert add_on.per_day == replaces.per_day
    assert add_on.penalty_interest <= replaces.penalty_interest


@given(principals, rates, overdue_days)
def test_a_year_of_360_days_costs_at_least_as_much_as_one_of_365(
    principal: Decimal, rate: Decimal, days: int
) -> None:
    by_360, by_365 = (one(principal, rate, days, day_count=c) for c in ("360", "365"))

    assert by_360.penalty_interest >= by_365.penalty_interest
    assert abs(by_360.penalty_interest * 360 - by_365.penalty_interest * 365) <= FEN * 363


@given(principals, interests, rates, overdue_days)
def test_charging_interest_on_interest_too_never_costs_less(
    principal: Decimal, interest: Decimal, rate: Decimal, days: int
) -> None:
    narrow = one(principal, rate, days, interest)
    wide = one(principal, rate, days, interest, penalty_base="principal_interest")

    assert wide.penalty_interest >= narrow.penalty_interest
    assert one(principal + interest, rate, days).penalty_interest == wide.penalty_interest


@given(st.decimals("1000", "1000000", places=2), st.decimals("0.1", "60", places=2),
       st.integers(1, 60), st.integers(0, 60),
       st.sampled_from(["level_payment", "equal_principal", "flat", "interest_only"]))  # fmt: skip
def test_a_loan_gives_the_same_as_its_rows_typed_one_by_one(
    principal: Decimal, rate: Decimal, months: int, paid: int, method: str
) -> None:
    paid = min(paid, months)
    schedule = calculators.calculate(
        "instalment",
        {
            "principal": str(principal), "annual_rate": str(rate), "months": str(months),
            "method": method, "first_payment_date": "2025-03-31",
        },
    )  # fmt: skip
    due = [row for row in schedule.rows if row.number > paid and row.date <= date(2026, 11, 21)]

    from_loan = arrears(
        loan_principal=principal, loan_months=months, start_date="2025-02-28", method=method,
        annual_rate=rate, paid_months=paid, as_of="2026-11-21",
    )  # fmt: skip

    assert [row.principal for row in from_loan.rows] == [row.principal for row in due]
    assert [row.interest for row in from_loan.rows] == [row.interest for row in due]
    assert from_loan.not_due + from_loan.principal == sum(
        row.principal for row in schedule.rows if row.number > paid
    )


# --- worked by hand ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "penalty"),
    [
        ({}, "2025.00"),
        ({"day_count": "365"}, "1997.26"),
        ({"day_count": "30/360"}, "2025.00"),
        ({"end_day": "inclusive"}, "2047.50"),
        ({"penalty_multiple": "1.3"}, "1755.00"),
        ({"penalty_multiple": "150%"}, "2025.00"),
        ({"penalty_multiple": "1.5倍"}, "2025.00"),
        ({"penalty_multiple": "0"}, "0.00"),
    ],
)
def test_thirty_thousand_at_eighteen_per_cent_for_ninety_days(
    options: dict[str, str], penalty: str
) -> None:
    assert one(30000, 18, 90, **options).penalty_interest == Decimal(penalty)


def test_ten_thousand_for_thirty_days_is_125_and_not_4500() -> None:
    result = one(10000, 10, 30)

    assert result.penalty_interest == Decimal("125.00")
    assert "4,500" in calculators.respond(
        "arrears",
        {"overdue": [{"due_date": "2026-01-15", "principal": "10000"}], "annual_rate": "10",
         "as_of": "2026-02-14"},
    )  # fmt: skip


def test_compound_interest_is_a_line_of_its_own() -> None:
    values: dict[str, Any] = {
        "overdue": [{"due_date": "2025-01-01", "principal": "30000"}],
        "annual_rate": "18",
        "as_of": "2025-12-31",
    }
    simple, compound = arrears(**values), arrears(compound="monthly", **values)

    assert (simple.penalty_interest, simple.compound_interest) == (Decimal("8190.00"), 0)
    assert compound.penalty_interest == Decimal("8190.00")
    assert compound.penalty_interest + compound.compound_interest == Decimal("9296.51")


@pytest.mark.parametrize(("days", "counted"), [(0, 0), (1, 1), (2, 2)])
def test_a_payment_on_the_due_date_is_not_late(days: int, counted: int) -> None:
    assert one(3600, 24, days).days == counted
    assert one(3600, 24, days, penalty_multiple="1").penalty_interest == Decimal("2.40") * counted


@pytest.mark.parametrize(("days", "counted"), [(0, 0), (1, 2), (2, 3)])
def test_counting_both_ends_begins_once_it_is_late(days: int, counted: int) -> None:
    assert one(3600, 24, days, end_day="inclusive").days == counted


@pytest.mark.parametrize(
    ("missed", "days", "counted"),
    [("from_due_date", 2, 0), ("from_due_date", 3, 0), ("from_due_date", 4, 4),
     ("after_grace", 2, 0), ("after_grace", 3, 0), ("after_grace", 4, 1)],
)  # fmt: skip
def test_days_of_grace_are_free_until_they_are_missed(missed: str, days: int, counted: int) -> None:
    result = one(3600, 24, days, grace_days="3", grace_missed=missed, default_charge="50")

    assert result.days == counted
    assert bool(result.penalty_interest) is bool(counted)
    assert bool(result.default_charge) is bool(counted)


@pytest.mark.parametrize(("as_of", "days"), [("2026-11-23", 0), ("2026-11-24", 1)])
def test_a_due_date_on_a_saturday_can_move_to_monday(as_of: str, days: int) -> None:
    overdue = [{"due_date": "2026-11-21", "principal": "3600"}]

    moved = arrears(overdue=overdue, annual_rate=24, as_of=as_of, weekend="next_monday")

    assert moved.days == days
    assert arrears(overdue=overdue, annual_rate=24, as_of=as_of).days == days + 2


@pytest.mark.parametrize(
    ("options", "charge"),
    [
        ({"default_charge": "80"}, "80.00"),
        ({"default_charge": "80", "default_charge_times": "each"}, "160.00"),
        ({"default_charge_rate": "5"}, "55.00"),
        ({"default_charge_rate": "5", "default_charge_times": "each"}, "110.00"),
        ({"default_charge_rate": "5", "default_charge_base": "300"}, "15.00"),
        ({"default_charge_rate": "5", "default_charge_base": "300", "default_charge_floor": "20"},
         "20.00"),
        ({"default_charge_rate": "5", "default_charge_cap": "54.99"}, "54.99"),
    ],
)  # fmt: skip
def test_the_default_charge_is_an_amount_or_a_percentage_with_limits(
    options: dict[str, str], charge: str
) -> None:
    overdue = [
        {"due_date": "2026-01-15", "principal": "1000", "interest": "100"},
        {"due_date": "2026-02-15", "principal": "1000", "interest": "100"},
    ]

    result = arrears(overdue=overdue, annual_rate=24, as_of="2026-03-15", **options)

    assert result.default_charge == Decimal(charge)
    # and it bears no interest
    plain = arrears(overdue=overdue, annual_rate=24, as_of="2026-03-15")
    assert result.penalty_interest == plain.penalty_interest
    assert result.projection[-1].total - plain.projection[-1].total == Decimal(charge)


def test_calling_the_loan_in_makes_the_whole_balance_the_base() -> None:
    loan = {
        "loan_principal": 36000, "loan_months": 12, "start_date": "2026-01-10",
        "method": "interest_only", "annual_rate": 12, "as_of": "2026-06-10",
    }  # fmt: skip
    before = arrears(paid_months=3, **loan)  # 10 May and 10 June are unpaid: interest only
    called = arrears(paid_months=3, accelerated_on="2026-05-20", **loan)

    assert before.not_due == 36000
    assert (before.principal, before.penalty_interest) == (0, 0)
    assert [row.accelerated for row in called.rows] == [False, True]
    assert called.principal == 36000
    assert called.rows[1].interest == Decimal("120.00")  # 10 days to 20 May at 12 a day
    assert called.penalty_interest == Decimal("378.00")  # 21 days at 18 a day
    assert called.per_day == Decimal("18.00")
    assert called.not_due == 0


def test_a_balance_called_in_can_be_typed_beside_the_rows() -> None:
    result = arrears(
        overdue=[{"due_date": "2026-05-10", "principal": "1000", "interest": "100"}],
        annual_rate=12, as_of="2026-06-10", accelerated_on="2026-05-20", not_due="35000",
    )  # fmt: skip

    assert [row.principal for row in result.rows] == [1000, 35000]
    assert [row.penalty_interest for row in result.rows] == [Decimal("15.50"), Decimal("367.50")]


@pytest.mark.parametrize(
    ("method", "principal", "interest"),
    [
        ("level_payment", "946.19", "120.00"),  # 1,066.19 a month
        ("equal_principal", "1000.00", "120.00"),
        ("flat", "1000.00", "120.00"),
        ("interest_only", "0.00", "120.00"),
        ("principal_only", "1000.00", "0.00"),
    ],
)
def test_every_way_of_repaying_can_be_overdue(method: str, principal: str, interest: str) -> None:
    result = arrears(
        loan_principal=12000, loan_months=12, start_date="2026-01-10", method=method,
        annual_rate=12, as_of="2026-02-20",
    )  # fmt: skip

    assert (result.principal, result.interest) == (Decimal(principal), Decimal(interest))


def test_a_bullet_loan_is_overdue_once_and_in_full() -> None:
    result = arrears(
        loan_principal=12000, loan_months=3, start_date="2026-01-10", method="bullet",
        annual_rate=12, as_of="2026-04-20",
    )  # fmt: skip

    assert (result.principal, result.interest, result.days) == (12000, 360, 10)


def test_instalments_that_fall_due_later_are_named_beside_the_projection() -> None:
    result = arrears(
        loan_principal=12000, loan_months=12, start_date="2026-01-10", method="equal_principal",
        annual_rate=12, as_of="2026-02-20",
    )  # fmt: skip

    # 10 March within 30 days: 1,000 and 110 of interest
    assert result.projection[0].newly_due == 1110
    assert result.projection[0].total == result.total + result.projection[0].added


def test_the_example_of_the_guide() -> None:
    result = calculators.calculate("arrears", calculators.example("arrears"))

    assert (result.days, result.total) == (24, Decimal("1595.94"))
    assert result.principal + result.not_due == 46000


# --- refusals and answers that are not a sum --------------------------------------------------


ROW = {"due_date": "2026-01-15", "principal": "1000"}
BASE: dict[str, Any] = {"overdue": [ROW], "annual_rate": "12", "as_of": "2026-03-15"}
LOAN: dict[str, Any] = {
    "loan_principal": "1000", "loan_months": "12", "start_date": "2026-01-15",
    "annual_rate": "12", "as_of": "2026-03-15",
}  # fmt: skip


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        (BASE | {"overdue": []}, {"overdue"}),
        (BASE | LOAN, {"overdue"}),
        (LOAN | {"loan_months": ""}, {"loan_months"}),
        (LOAN | {"start_date": ""}, {"start_date"}),
        (LOAN | {"paid_months": "13"}, {"paid_months"}),
        (LOAN | {"start_date": "2026-03-16"}, {"start_date"}),
        (BASE | {"as_of": ""}, {"as_of"}),
        (BASE | {"annual_rate": ""}, {"annual_rate"}),
        (BASE | {"overdue": [ROW, {"due_date": "2026-03-16", "principal": "1"}]},
         {"overdue.1.due_date"}),
        (BASE | {"overdue": [{"due_date": "2026-01-15"}]}, {"overdue.0.principal"}),
        (BASE | {"overdue": [{"principal": "5"}]}, {"overdue.0.due_date"}),
        (BASE | {"penalty_kind": "add_on", "penalty_multiple": "0.5"}, {"penalty_multiple"}),
        (BASE | {"penalty_multiple": "10.01"}, {"penalty_multiple"}),
        (BASE | {"penalty_multiple": "-1"}, {"penalty_multiple"}),
        (BASE | {"default_charge": "5", "default_charge_rate": "5"}, {"default_charge_rate"}),
        (BASE | {"default_charge_base": "5"}, {"default_charge_rate"}),
        (BASE | {"default_charge_floor": "6", "default_charge_cap": "5"}, {"default_charge_cap"}),
        (BASE | {"not_due": "5"}, {"accelerated_on"}),
        (BASE | {"accelerated_on": "2026-03-01"}, {"not_due"}),
        (BASE | {"accelerated_on": "2026-03-16", "not_due": "5"}, {"accelerated_on"}),
        (LOAN | {"accelerated_on": "2026-03-01", "not_due": "5"}, {"not_due"}),
        (LOAN | {"accelerated_on": "2026-01-14"}, {"accelerated_on"}),
        (BASE | {"as_of": "2076-01-16"}, {"as_of"}),
    ],
)  # fmt: skip
def test_contradictions_are_refused_by_name(values: dict[str, Any], fields: set[str]) -> None:
    assert refused(**values) == fields


def test_fifty_years_overdue_is_the_most() -> None:
    assert arrears(**BASE | {"as_of": "2076-01-15"}).days == 18262


@pytest.mark.parametrize(
    ("as_of", "headline"),
    [("2026-02-14", "没有逾期的款项"), ("2026-02-15", "还没有逾期"), ("2026-02-16", "逾期 1 天")],
)
def test_not_yet_overdue_is_an_answer(as_of: str, headline: str) -> None:
    html = calculators.respond("arrears", LOAN | {"as_of": as_of})

    assert headline in html


@pytest.mark.parametrize(("multiple", "mentioned"), [("1.29", True), ("1.3", False),
                                                     ("1.5", False), ("1.51", True)])  # fmt: skip
def test_an_unusual_multiple_is_mentioned(multiple: str, mentioned: bool) -> None:
    html = calculators.respond("arrears", BASE | {"penalty_multiple": multiple})

    assert ("1.3 到 1.5 倍" in html) is mentioned


@pytest.mark.parametrize(("rate", "mentioned"), [("15.99", False), ("16", False), ("16.01", True)])
def test_a_penalty_rate_above_the_court_line_is_mentioned(rate: str, mentioned: bool) -> None:
    html = calculators.respond("arrears", BASE | {"annual_rate": rate})

    assert ("可以请求法院调减" in html) is mentioned


def test_the_largest_debts_at_the_highest_rate_do_not_hang() -> None:
    many = [{"due_date": "1990-01-31", "principal": "1000000000"}] * 100
    worst: dict[str, Any] = {
        "overdue": many, "annual_rate": "1000", "penalty_multiple": "10", "as_of": "2039-12-31",
    }  # fmt: skip

    assert refused(compound="monthly", **worst) == {"compound"}
    assert arrears(**worst).total > 0
    assert arrears(compound="monthly", **worst | {"annual_rate": "1"}).total > 0
