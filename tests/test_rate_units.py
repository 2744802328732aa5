"""Laws of rates by the day, the month and the year."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators


def units(**values: Any) -> Any:
    return calculators.calculate("rate_units", {k: str(typed) for k, typed in values.items()})


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        units(**values)
    return set(invalid.value.errors)


def test_five_in_ten_thousand_a_day_has_three_yearly_rates() -> None:
    short = units(rate="5", unit="daily_bp", day_count="360")
    long = units(rate="5", unit="daily_bp", day_count="365")
    daily = units(rate="5", unit="daily_bp", day_count="365", compounding_per_year="365")

    assert (short.annual_nominal, long.annual_nominal) == (Decimal("0.18"), Decimal("0.1825"))
    assert round(daily.annual_effective * 100, 2) == Decimal("20.02")
    assert daily.annual_effective == long.annual_effective_daily == long.bases[1].daily_compound


@pytest.mark.parametrize(
    ("typed", "unit", "nominal"),
    [
        ("万分之五", "", "0.18"),
        ("万分之五", "daily_bp", "0.18"),
        ("万五", "", "0.18"),
        ("千分之一", "", "0.36"),
        ("０．０５％", "daily", "0.18"),
        ("0.05", "daily", "0.18"),
        ("0.5‰", "daily", "0.18"),
        ("1分5厘", "", "0.18"),
        ("1分5厘", "monthly_fen", "0.18"),
        ("一分五", "monthly_fen", "0.18"),
        ("1.5", "monthly_fen", "0.18"),
        ("15厘", "monthly_fen", "0.18"),
        ("1.5", "monthly", "0.18"),
        ("18", "annual_nominal", "0.18"),
        ("18 %", "annual_nominal", "0.18"),
    ],
)
def test_a_rate_is_read_as_it_is_said(typed: str, unit: str, nominal: str) -> None:
    assert units(rate=typed, unit=unit).annual_nominal == Decimal(nominal)


rates = st.decimals("0.01", "900", places=2)
bases = st.sampled_from(["360", "365"])


@given(rates, st.integers(1, 366), bases)
def test_simple_to_compound_and_back_is_the_same_rate(rate: Decimal, k: int, days: str) -> None:
    there = units(rate=rate, unit="annual_nominal", compounding_per_year=k, day_count=days)

    effective = (there.annual_effective * 100).quantize(Decimal("1e-16"))
    if effective > 1000:
        assert refused(rate=effective, unit="annual_effective") == {"rate"}
        return
    back = units(rate=effective, unit="annual_effective", compounding_per_year=k, day_count=days)

    assert abs(back.annual_nominal - there.annual_nominal) < Decimal("1e-15")


@given(rates, bases)
def test_day_month_and_year_are_one_rate(rate: Decimal, days: str) -> None:
    result = units(rate=rate, unit="annual_nominal", day_count=days)

    assert abs(result.daily_rate * int(days) - rate / 100) < Decimal("1e-20")
    assert abs(result.monthly_rate * 12 - rate / 100) < Decimal("1e-20")


@given(st.decimals("0.1", "20", places=2))
def test_a_longer_year_makes_a_daily_rate_dearer(rate: Decimal) -> None:
    short = units(rate=rate, unit="daily_bp", day_count="360")
    long = units(rate=rate, unit="daily_bp", day_count="365")

    assert short.daily_rate == long.daily_rate == rate / 10000
    assert long.annual_nominal * 360 == short.annual_nominal * 365


@given(rates)
def test_compounding_more_often_is_never_cheaper(rate: Decimal) -> None:
    effective = [
        units(rate=rate, unit="annual_nominal", compounding_per_year=k).annual_effective
        for k in (1, 2, 12, 360)
    ]

    assert effective[0] == rate / 100
    assert effective == sorted(effective)
    assert len(set(effective)) == 4


@given(
    st.decimals("0.01", "1000", places=2), st.decimals("100", "100000", places=2), st.integers(1, 400)
)  # fmt: skip
def test_a_charge_is_the_daily_rate_on_the_sum_for_the_days(
    charge: Decimal, principal: Decimal, days: int
) -> None:
    result = units(charge=charge, principal=principal, days=days)

    assert abs(result.daily_rate * principal * days - charge) < Decimal("1e-20")
    assert abs(result.annual_nominal - result.daily_rate * 360) < Decimal("1e-20")


def test_a_charge_for_a_whole_year_is_its_own_effective_rate() -> None:
    result = units(charge=1000, principal=10000, days=365, day_count=365)

    assert result.annual_nominal == Decimal("0.1")
    assert abs(result.annual_effective_term - Decimal("0.1")) < Decimal("1e-20")


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"rate"}),
        ({"rate": "5"}, {"unit"}),
        ({"rate": "5", "unit": "weekly"}, {"unit"}),
        ({"rate": "abc", "unit": "daily"}, {"rate"}),
        ({"rate": "-5", "unit": "daily_bp"}, {"rate"}),
        ({"rate": "5万", "unit": "daily_bp"}, {"rate"}),
        ({"rate": "万分之五", "unit": "annual_nominal"}, {"rate"}),
        ({"rate": "1分5厘", "unit": "annual_nominal"}, {"rate"}),
        ({"rate": "1分5厘", "unit": "daily_bp"}, {"rate"}),
        ({"rate": "5", "unit": "daily_bp", "charge": "1"}, {"rate"}),
        ({"charge": "300"}, {"principal", "days"}),
        ({"charge": "300", "principal": "1000"}, {"days"}),
        ({"charge": "0", "principal": "1000", "days": "7"}, {"charge"}),
        ({"rate": "5", "unit": "daily_bp", "compounding_per_year": "0"}, {"compounding_per_year"}),
        ({"rate": "5", "unit": "daily_bp", "day_count": "364"}, {"day_count"}),
    ],
)
def test_what_does_not_fit_is_refused_by_its_field(
    values: dict[str, str], fields: set[str]
) -> None:
    assert refused(**values) == fields


@pytest.mark.parametrize(("typed", "fits"), [("999.99", True), ("1000", True), ("1000.01", False)])
def test_a_thousand_per_cent_a_year_is_the_most(typed: str, fits: bool) -> None:
    if fits:
        assert units(rate=typed, unit="annual_nominal").annual_nominal == Decimal(typed) / 100
    else:
        assert refused(rate=typed, unit="annual_nominal") == {"rate"}


def test_a_rate_of_nothing_is_nothing_every_way() -> None:
    result = units(rate="0", unit="daily_bp")

    assert (result.annual_nominal, result.annual_effective, result.daily_rate) == (0, 0, 0)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_extremes_are_answered_in_words(lang: str) -> None:
    values = {"charge": "1000000000", "principal": "0.01", "days": "1"}

    assert units(**values).annual_effective is None
    assert "data-headline" in calculators.respond("rate_units", values, lang)
