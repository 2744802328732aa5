"""Laws of the all-in cost: every sum counts, on its day, whatever it is called."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import pyxirr
from hypothesis import assume, given
from hypothesis import strategies as st

import calculators


def all_in(flows: list[dict[str, str]], **values: str) -> Any:
    return calculators.calculate("all_in_cost", {"flows": flows, **values})


def refused(values: dict[str, Any]) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        calculators.calculate("all_in_cost", values)
    return set(invalid.value.errors)


def line(on: str, amount: Any, kind: str = "loan", times: str = "1") -> dict[str, str]:
    return {"date": on, "amount": str(amount), "kind": kind, "times": times}


def loan(principal: Any, payment: Any, months: int) -> list[dict[str, str]]:
    return [line("2025-01-10", principal), line("2025-02-10", f"-{payment}", times=str(months))]


principals = st.decimals("1000", "100000", places=2)
months = st.integers(2, 48)
dearness = st.decimals("1.01", "1.9", places=2)
FEES = ["fee", "guarantee", "insurance", "membership", "penalty", "other"]


@given(principals, dearness, months)
def test_the_rate_is_the_spreadsheets(principal: Decimal, dear: Decimal, n: int) -> None:
    payment = (principal * dear / n).quantize(Decimal("0.01"))

    result = all_in(loan(principal, payment, n))

    other = pyxirr.xirr(
        [row.date for row in result.rows], [float(row.amount) for row in result.rows]
    )
    assume(other is not None)
    assert abs(float(result.annual_effective) - (other or 0)) < 1e-8 * (1 + (other or 0))
    assert abs((1 + result.monthly_rate) ** 12 - 1 - result.annual_effective) < Decimal("1e-20")
    assert abs(result.annual_nominal - 12 * result.monthly_rate) < Decimal("1e-20")
    assert result.rows[-1].balance == 0


@given(
    principals,
    dearness,
    months,
    st.lists(st.sampled_from(FEES), min_size=1, max_size=6, unique=True),
    st.decimals("1", "50", places=2),
)
def test_the_steps_lead_from_the_loan_alone_to_everything(
    principal: Decimal, dear: Decimal, n: int, kinds: list[str], fee: Decimal
) -> None:
    payment = (principal * dear / n).quantize(Decimal("0.01"))
    alone = all_in(loan(principal, payment, n))
    fees = [line("2025-01-10", -fee, kind) for kind in kinds]

    result = all_in([*loan(principal, payment, n), *fees])

    first, *others = result.steps
    assert first.annual_effective == alone.annual_effective
    assert result.steps[-1].annual_effective == result.annual_effective
    assert {step.kind for step in others} == set(kinds)
    assert all(step.added > 0 and step.cost == fee for step in others)
    assert sum(step.cost for step in result.steps) == result.total_cost
    assert result.total_cost == result.paid - result.received


@given(principals, dearness, months)
def test_a_line_for_many_months_is_as_many_lines(principal: Decimal, dear: Decimal, n: int) -> None:
    payment = (principal * dear / n).quantize(Decimal("0.01"))
    short = all_in(loan(principal, payment, n))

    long = all_in([line(row.date.isoformat(), row.amount) for row in reversed(short.rows)])

    assert long == short


@given(principals, dearness, months)
def test_it_does_not_matter_what_a_sum_is_called(principal: Decimal, dear: Decimal, n: int) -> None:
    payment = (principal * dear / n).quantize(Decimal("0.01"))
    named = [line("2025-01-10", principal), line("2025-02-10", f"-{payment}", "other", str(n))]

    result = all_in(named)

    assert result.annual_effective == all_in(loan(principal, payment, n)).annual_effective
    assert result.regz_apr == all_in(loan(principal, payment, n)).regz_apr
    assert result.steps[0].annual_effective is None


@given(st.integers(1, 3000), principals, st.decimals("0.5", "1.5", places=2))
def test_one_payment_back_has_the_growth_of_its_days(
    days: int, principal: Decimal, multiple: Decimal
) -> None:
    back = (principal * multiple).quantize(Decimal("0.01"))
    assume(abs(back / principal - 1) * 365 / days < 5)
    end = (date(2025, 1, 10) + timedelta(days)).isoformat()
    flows = [line("2025-01-10", principal), line(end, -back)]

    long, short = all_in(flows), all_in(flows, day_count="360")

    for result, year in ((long, 365), (short, 360)):
        growth = (1 + result.annual_effective) ** (Decimal(days) / year)
        assert abs(growth * principal - back) < Decimal("1e-12")
    assert long.eu_apr_days == short.eu_apr_days == long.annual_effective


@pytest.mark.parametrize(("payment", "sign"), [("999.99", -1), ("1000.00", 0), ("1000.01", 1)])
def test_the_rate_has_the_sign_of_the_cost(payment: str, sign: int) -> None:
    result = all_in(loan(12000, payment, 12))

    rates = (result.annual_effective, result.annual_nominal, result.regz_apr, result.eu_apr)
    assert {(rate > 0) - (rate < 0) if abs(rate) > Decimal("1e-20") else 0 for rate in rates} == {
        sign
    }


def test_several_rates_are_said_and_none_is_chosen() -> None:
    flows = [line("2025-01-01", -1000), line("2026-01-01", 2300), line("2027-01-01", -1320)]

    result = all_in(flows)

    assert (result.annual_effective, result.regz_apr, result.why) == (None, None, "several")
    assert [round(root, 6) for root in result.roots] == [Decimal("0.1"), Decimal("0.2")]
    for lang, words in (("zh", "有 2 个年化都对得上"), ("en", "2 yearly rates fit")):
        assert words in calculators.respond("all_in_cost", {"flows": flows}, lang)


@pytest.mark.parametrize(
    ("flows", "why", "words"),
    [
        ([line("2025-01-01", 1000)], "one_sign", "只有一个方向的钱"),
        ([line("2025-01-01", 1000), line("2025-01-01", -1000)], "one_sign", "只有一个方向的钱"),
        ([line("2025-01-01", 1), line("2025-01-02", -9999)], "extreme", "没有意义"),
        ([line("2021-01-01", -100), line("2022-01-01", 100), line("2023-01-01", -132)], "none", "没有一个年化"),
    ],
)  # fmt: skip
def test_no_rate_is_an_answer_with_its_reason(
    flows: list[dict[str, str]], why: str, words: str
) -> None:
    assert all_in(flows).why == why
    assert words in calculators.respond("all_in_cost", {"flows": flows})


def test_money_taken_back_lowers_the_rate() -> None:
    plain = all_in(loan(10000, 900, 12))

    refunded = all_in([*loan(10000, 900, 12), line("2025-06-10", 50, "membership")])

    assert refunded.annual_effective < plain.annual_effective
    assert refunded.steps[-1].cost == -50
    assert refunded.steps[-1].added < 0


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"flows"}),
        ({"flows": []}, {"flows"}),
        ({"flows": [{"amount": "1"}]}, {"flows.0.date"}),
        ({"flows": [{"date": "2025-01-01"}]}, {"flows.0.amount"}),
        ({"flows": [{"date": "2025-02-30", "amount": "x"}]}, {"flows.0.date", "flows.0.amount"}),
        ({"flows": [line("2025-01-01", 1, "tip")]}, {"flows.0.kind"}),
        ({"flows": [line("2025-01-01", 1, times="0")]}, {"flows.0.times"}),
        ({"flows": [line("2025-01-01", 1, times="400"), line("2025-01-01", -1, times="201")]}, {"flows"}),
        ({"flows": [line("2025-01-01", 1)] * 101}, {"flows"}),
        ({"flows": [line("2025-01-01", 1)], "day_count": "364"}, {"day_count"}),
        ({"flows": [line("2025-01-01", "10000000000")]}, {"flows.0.amount"}),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_by_its_field(
    values: dict[str, Any], fields: set[str]
) -> None:
    assert refused(values) == fields


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_six_hundred_wild_sums_are_answered(lang: str) -> None:
    flows = [
        line("1990-01-01", 10**9 if k % 2 else -(10**9) + k, FEES[k % 6], "6") for k in range(100)
    ]

    assert "data-headline" in calculators.respond("all_in_cost", {"flows": flows}, lang)


def test_typed_dates_and_amounts_are_read_as_people_write_them() -> None:
    flows = [
        {"date": "2025年1月10日", "amount": "1万元"},
        {"date": "2025/02/10", "amount": "－９００．００元", "times": "12个月"},
    ]

    assert all_in(flows) == all_in(loan(10000, 900, 12))
