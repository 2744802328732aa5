"""Laws of dated cash flows: one rate, several rates or none, by three conventions."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy_financial
import pytest
import pyxirr
from hypothesis import assume, given
from hypothesis import strategies as st

from calculators.maths import flows
from calculators.maths.dates import months_after
from calculators.maths.flows import Flow, Unit


def on(day: str, amount: str) -> Flow:
    return Flow(date.fromisoformat(day), Decimal(amount))


def paid_back(day: str, principal: str, first: str, payment: str, count: int, **every: int) -> list[Flow]:  # fmt: skip
    """A loan and `count` payments, `months` or `days` apart."""
    start = date.fromisoformat(first)
    days = (
        months_after(start, k * every["months"]) if "months" in every
        else start + timedelta(k * every["days"])
        for k in range(count)
    )  # fmt: skip
    return [on(day, principal), *(Flow(d, -Decimal(payment)) for d in days)]


ODD_FIRST_PERIOD = paid_back("2025-01-10", "10000", "2025-02-25", "900", 12, months=1)


def test_one_loan_has_three_rates_by_three_conventions() -> None:
    american = flows.regz_apr(ODD_FIRST_PERIOD).apr
    european = flows.eu_apr(ODD_FIRST_PERIOD).rate
    spreadsheet = flows.xirr(ODD_FIRST_PERIOD).rate

    assert american is not None
    assert european is not None
    assert spreadsheet is not None
    assert [round(rate * 100, 2) for rate in (american, european, spreadsheet)] == [
        Decimal("13.39"), Decimal("14.27"), Decimal("14.32"),
    ]  # fmt: skip


SEMIMONTHLY = [on("1978-02-23", "5000")] + [
    Flow(months_after(date.fromisoformat(day), k), Decimal("-219.17"))
    for k in range(12)
    for day in ("1978-03-01", "1978-03-16")
]


FOUR_WEEKLY = [
    on("1978-04-20", "-39.50"),
    *paid_back("1978-03-18", "400", "1978-05-18", "38.31", 11, days=28),
]
FORTNIGHTLY = [
    on("1979-01-02", "-30"),
    *paid_back("1978-04-03", "200", "1978-04-11", "9.50", 19, days=14),
]
TWO_MONTHLY = [
    on("1978-03-01", "-449.36"),
    on("1981-05-01", "-200"),
    *paid_back("1978-01-10", "8000", "1978-05-01", "465", 18, months=2),
]


@pytest.mark.parametrize(
    ("loan", "apr", "unit"),
    [
        (paid_back("1978-01-10", "5000", "1978-02-10", "230", 24, months=1), "9.69", Unit("month", 1)),
        (paid_back("1978-02-10", "6000", "1978-04-01", "200", 36, months=1), "11.82", Unit("month", 1)),
        (SEMIMONTHLY, "10.34", Unit("semimonth", 1)),
        (paid_back("1978-05-23", "10000", "1978-10-01", "385", 40, months=3), "8.97", Unit("month", 3)),
        (paid_back("1978-03-20", "500", "1978-04-21", "17.60", 30, days=7), "14.96", Unit("week", 1)),
        (FOUR_WEEKLY, "28.50", Unit("week", 4)),
        (FORTNIGHTLY, "12.22", Unit("week", 2)),
        (TWO_MONTHLY, "7.30", Unit("month", 2)),
        ([on("1978-01-03", "1000"), on("1978-09-15", "-1080")], "11.45", Unit("term", 255)),
        (paid_back("2023-10-26", "1000", "2023-11-30", "220", 5, days=1), "94.15", Unit("day", 1)),
        (paid_back("2023-10-26", "1000", "2023-11-30", "500", 5, months=12), "78.34", Unit("year", 1)),
    ],
)  # fmt: skip
def test_the_examples_of_regulation_z_come_out(loan: list[Flow], apr: str, unit: Unit) -> None:
    found = flows.regz_apr(loan)

    assert found.unit == unit
    assert found.apr is not None
    assert round(found.apr * 100, 2) == Decimal(apr)


def test_the_directives_first_example_has_two_rates() -> None:
    """1,000 lent, 1,200 after a year and a half: by days 546/365, by months 18/12."""
    after = Flow(date(1999, 1, 1) + timedelta(546), Decimal(-1200))
    by_days = flows.xirr([on("1999-01-01", "1000"), after])
    by_months = flows.eu_apr([on("1999-01-01", "1000"), on("2000-07-01", "-1200")])

    assert by_days.rate is not None
    assert by_months.rate is not None
    assert round(by_days.rate * 100, 2) == Decimal("12.96")
    assert round(by_months.rate * 100, 2) == Decimal("12.92")


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2012-01-12", "2012-02-15", Decimal(1) / 12 + Decimal(3) / 365),
        ("2013-01-12", "2013-02-15", Decimal(1) / 12 + Decimal(3) / 366),
        ("2012-02-26", "2012-03-29", Decimal(1) / 12 + Decimal(3) / 366),
        ("2024-02-28", "2025-02-27", Decimal(11) / 12 + Decimal(28) / 366),
        ("2024-12-31", "2025-02-28", Decimal(2) / 12),
        ("2024-02-29", "2025-03-31", Decimal(13) / 12),
        ("2023-02-28", "2024-02-29", Decimal(1)),
    ],
)
def test_the_european_interval_is_counted_back_in_months_then_days(
    start: str, end: str, years: Decimal
) -> None:
    doubled = flows.eu_apr([on(start, "1"), on(end, "-2")])

    assert doubled.rate is not None
    assert abs((1 + doubled.rate) ** years - 2) < Decimal("1e-20")


amounts = st.decimals("1", "100000", places=2)


@given(
    amounts,
    st.lists(st.tuples(st.integers(1, 200), st.integers(1, 1000)), min_size=1, max_size=30),
    st.decimals("0.6", "2.5", places=2),
)
def test_a_loan_has_the_rate_that_an_independent_library_finds(
    principal: Decimal, steps: list[tuple[int, int]], multiple: Decimal
) -> None:
    day, loan = date(2024, 1, 31), [Flow(date(2024, 1, 31), principal)]
    weights = sum(weight for _gap, weight in steps)
    for gap, weight in steps:
        day += timedelta(gap)
        loan.append(Flow(day, -(principal * multiple * weight / weights).quantize(Decimal("0.01"))))
    solved = flows.xirr(loan)
    assume(solved.rate is not None and abs(solved.rate) < 20)

    other = pyxirr.xirr([f.day for f in loan], [float(f.amount) for f in loan])

    assert solved.rate is not None
    assume(other is not None)
    assert abs(float(solved.rate) - (other or 0)) < 1e-7 * (1 + abs(float(solved.rate)))
    worth = sum(f.amount / (1 + solved.rate) ** (Decimal((f.day - loan[0].day).days) / 365) for f in loan)  # fmt: skip
    assert abs(worth) < Decimal("1e-15") * principal


@given(amounts, st.integers(1, 60), st.decimals("0.1", "3", places=2))
def test_regular_months_have_twelve_times_the_monthly_rate_in_america(
    principal: Decimal, months: int, multiple: Decimal
) -> None:
    payment = (principal * multiple / months).quantize(Decimal("0.01"))
    assume(payment)
    loan = paid_back("2025-01-15", str(principal), "2025-02-15", str(payment), months, months=1)

    found = flows.regz_apr(loan).apr

    monthly = numpy_financial.irr([float(principal), *[-float(payment)] * months])
    assume(monthly == monthly and found is not None and months > 1)  # not a number: it gave up
    assert found is not None
    assert abs(float(found) - 12 * monthly) < 1e-7 * (1 + abs(12 * monthly))


@given(st.lists(st.integers(2, 60), min_size=1, max_size=5, unique_by=lambda tenth: tenth // 2))
def test_every_rate_that_fits_is_found(tenths: list[int]) -> None:
    """Flows made from their rates: the product of (growth − x), one year apart."""
    growths = sorted(Decimal(tenth) / 10 for tenth in tenths)
    coefficients = [Decimal(1)]
    for growth in growths:
        longer = [*coefficients, Decimal(0)]
        for k, coefficient in enumerate(coefficients):
            longer[k + 1] -= growth * coefficient
        coefficients = longer
    first = date(2023, 1, 1)
    made = [Flow(first + timedelta(365 * k), c) for k, c in enumerate(coefficients)]

    solved = flows.xirr(made)

    assert len(solved.roots) == len(growths)
    assert all(abs(r + 1 - g) < Decimal("1e-9") for r, g in zip(solved.roots, growths, strict=True))
    assert solved.rate == (solved.roots[0] if len(growths) == 1 else None)
    assert solved.why == ("" if len(growths) == 1 else "several")


def test_borrowing_and_paying_in_turns_still_has_one_rate() -> None:
    """Many changes of sign, but something is always owed: the rate is the only one."""
    turns = [on("2025-01-01", "1000"), on("2025-02-01", "-500"), on("2025-03-01", "800"),
             on("2025-04-01", "-300"), on("2025-05-01", "500"), on("2026-01-01", "-1700")]  # fmt: skip

    solved = flows.xirr(turns)

    assert solved.why == ""
    assert len(solved.roots) == 1


@pytest.mark.parametrize(
    ("made", "why"),
    [
        ([], "one_sign"),
        ([on("2025-01-01", "1000")], "one_sign"),
        ([on("2025-01-01", "1000"), on("2025-06-01", "1000")], "one_sign"),
        ([on("2025-01-01", "1000"), on("2025-01-01", "-1000")], "one_sign"),
        ([on("2021-01-01", "-100"), on("2022-01-01", "100"), on("2023-01-01", "-132")], "none"),
        ([on("2025-01-01", "1"), on("2025-01-02", "-1000")], "extreme"),
        ([on("2025-01-01", "1000"), on("2025-01-02", "-1")], "extreme"),
    ],
)
def test_flows_without_a_rate_say_why(made: list[Flow], why: str) -> None:
    solved = flows.xirr(made)

    assert (solved.rate, solved.why) == (None, why)
    assert flows.regz_apr(made).apr is None


def test_a_rate_that_is_only_touched_counts_once() -> None:
    made = [on("2021-01-01", "-100"), on("2022-01-01", "200"), on("2023-01-01", "-100")]

    (root,) = flows.xirr(made).roots

    assert abs(root) < Decimal("1e-9")


@given(st.lists(st.tuples(st.integers(0, 20000), st.integers(-(10**9), 10**9)), max_size=60))
def test_any_flows_get_an_answer(lines: list[tuple[int, int]]) -> None:
    made = [Flow(date(1990, 1, 1) + timedelta(k), Decimal(cents) / 100) for k, cents in lines]

    solved = flows.xirr(made)

    assert (solved.rate is None) == bool(solved.why)
    assert list(solved.roots) == sorted(solved.roots)


def test_without_a_common_period_the_average_to_the_nearest_standard_one_is_the_unit() -> None:
    made = [on("2025-01-01", "1000"), on("2025-01-31", "-300"), on("2025-03-01", "-400")]

    assert flows.unit_period([*made, on("2025-04-03", "-400")]) == Unit("month", 1)


@pytest.mark.parametrize(
    ("end", "amount", "apr"),
    [("1979-01-15", "-1044", "8.80"), ("1979-07-17", "-1135.19", "8.76"), ("1980-01-03", "-1240", "11.36")],
)  # fmt: skip
def test_a_single_payment_takes_the_term_as_its_unit(end: str, amount: str, apr: str) -> None:
    start = {"1979-01-15": "1978-07-15", "1979-07-17": "1978-01-17", "1980-01-03": "1978-01-03"}
    found = flows.regz_apr([on(start[end], "1000"), on(end, amount)]).apr

    assert found is not None
    assert round(found * 100, 2) == Decimal(apr)
