"""Laws of comparing with rate lines: it informs to the fen and never pronounces."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.cost import rate_cap
from calculators.law import Rule, figure
from calculators.page.calculator import answer
from calculators.page.words import say


def cap(**values: Any) -> Any:
    return calculators.calculate(
        "rate_cap", {k: v if isinstance(v, list) else str(v) for k, v in values.items()}
    )


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        cap(**values)
    return set(invalid.value.errors)


def lines(**values: Any) -> dict[str, Decimal]:
    return {line.name: line.annual_rate for line in cap(**values).lines}


def fen(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), "ROUND_HALF_UP")


principals = st.decimals("1", "1000000", places=2)
days = st.integers(1, 3650)


@given(principals, days, st.decimals("0", "900000", places=2), st.decimals("0.1", "100", places=1))
def test_allowed_and_excess_are_the_charge(
    principal: Decimal, n: int, charged: Decimal, percent: Decimal
) -> None:
    result = cap(principal=principal, days=n, charged=charged, cap_annual_rate=percent)

    (line,) = result.lines
    assert line.allowed == fen(principal * percent * n / 36500)
    assert line.excess == charged - line.allowed
    assert line.exceeds == (charged > line.allowed) == line.nominal_exceeds


@given(st.lists(st.tuples(principals, days), min_size=1, max_size=12))
def test_stretches_of_principal_are_rounded_one_by_one_and_added(
    stretches: list[tuple[Decimal, int]],
) -> None:
    segments = [{"principal": str(p), "days": str(n)} for p, n in stretches]

    result = cap(lender_kind="bank", segments=segments, charged="100")

    assert result.lines[0].allowed == sum(fen(p * 24 * n / 36500) for p, n in stretches)
    assert result.principal_days == sum(p * n for p, n in stretches)


@pytest.mark.parametrize(
    ("charged", "exceeds", "excess"),
    [("725.91", False, "-0.01"), ("725.92", False, "0.00"), ("725.93", True, "0.01")],
)
def test_just_under_at_and_just_over_the_line_in_money(
    charged: str, exceeds: bool, excess: str
) -> None:
    (line,) = cap(lender_kind="bank", principal="46000", days="24", charged=charged).lines

    assert (line.allowed, line.excess, line.exceeds) == (
        Decimal("725.92"),
        Decimal(excess),
        exceeds,
    )


@pytest.mark.parametrize(
    ("typed", "convention", "nominal", "effective"),
    [
        ("23.99", "nominal", False, True),
        ("24", "nominal", False, True),
        ("24.01", "nominal", True, True),
        ("21.7", "nominal", False, False),
        ("23.99", "effective", False, False),
        ("24", "effective", False, False),
        ("24.01", "effective", False, True),
        ("26.82", "effective", False, True),
        ("26.83", "effective", True, True),
    ],
)
def test_a_rate_is_held_beside_the_line_under_both_conventions(
    typed: str, convention: str, nominal: bool, effective: bool
) -> None:
    (line,) = cap(lender_kind="bank", annual_rate=typed, rate_convention=convention).lines

    assert (line.nominal_exceeds, line.effective_exceeds) == (nominal, effective)
    assert (line.exceeds, line.allowed, line.excess) == (nominal, None, None)


@pytest.mark.parametrize(
    ("kind", "on", "expected"),
    [
        ("bank", "2025-06-18", {"court"}),
        ("card", "2025-06-18", {"court"}),
        ("other_licensed", "2025-06-18", {"court"}),
        ("assisted", "2025-09-30", {"court"}),
        ("assisted", "2025-10-01", {"court", "assisted_lending"}),
        ("assisted", "2025-10-02", {"court", "assisted_lending"}),
        ("microloan", "2025-12-23", {"court"}),
        ("microloan", "2025-12-24", {"court", "microloan"}),
        ("microloan", "2025-12-25", {"court", "microloan"}),
        ("consumer_finance", "2026-03-31", {"court"}),
        ("consumer_finance", "2026-04-01", {"court", "consumer_finance"}),
        ("consumer_finance", "2026-04-02", {"court", "consumer_finance"}),
        ("consumer_finance", "", {"court", "consumer_finance"}),
        ("private", "2021-01-01", {"private"}),
        ("unlicensed", "2021-01-01", set()),
        ("claimant", "2021-01-01", set()),
        ("unknown", "2021-01-01", set()),
    ],
)
def test_each_lender_has_the_lines_of_its_day(kind: str, on: str, expected: set[str]) -> None:
    assert set(lines(lender_kind=kind, contract_date=on)) == expected


@pytest.mark.parametrize(
    ("on", "percent"),
    [
        ("2020-08-20", "15.4"), ("2021-12-19", "15.4"), ("2021-12-20", "15.2"), ("2022-01-20", "14.8"),
        ("2022-08-22", "14.6"), ("2023-06-20", "14.2"), ("2023-08-21", "13.8"), ("2024-07-22", "13.4"),
        ("2024-10-21", "12.4"), ("2025-05-19", "12.4"), ("2025-05-20", "12"), ("2026-09-20", "12"),
    ],
)  # fmt: skip
def test_private_lending_follows_the_lpr_of_the_contract_day(on: str, percent: str) -> None:
    assert lines(lender_kind="private", contract_date=on) == {"private": Decimal(percent) / 100}


@pytest.mark.parametrize(
    ("on", "names"),
    [
        ("2020-08-19", {"private_filing", "old_supported", "old_void"}),
        ("2019-08-19", {"private_filing", "old_supported", "old_void"}),
        ("2019-08-20", {"private_filing", "old_supported", "old_void"}),
        ("2015-09-01", {"private_filing", "old_supported", "old_void"}),
        ("2015-08-31", {"private_filing"}),
        ("2020-08-20", {"private"}),
        ("2020-08-21", {"private"}),
    ],
)
def test_private_loans_of_before_the_multiple_have_the_transitional_lines(
    on: str, names: set[str]
) -> None:
    assert set(lines(lender_kind="private", contract_date=on)) == names


def test_an_old_private_loan_takes_the_lpr_of_the_filing_day() -> None:
    found = lines(lender_kind="private", contract_date="2018-05-01", filing_date="2021-03-01")

    assert found["private_filing"] == Decimal("0.154")


@pytest.mark.parametrize(
    ("on", "verified"), [("2026-10-19", True), ("2026-10-20", False), ("2026-10-21", False), ("", False)]
)  # fmt: skip
def test_an_lpr_that_was_not_verified_is_marked_and_can_be_typed(on: str, verified: bool) -> None:
    (line,) = cap(lender_kind="private", contract_date=on).lines
    (typed,) = cap(lender_kind="private", contract_date=on, lpr="2.9").lines

    assert (line.verified, line.lpr) == (verified, Decimal("0.03"))
    assert (typed.verified, typed.annual_rate) == (True, Decimal("0.116"))


def test_the_day_from_which_the_lpr_is_unverified_is_the_figures() -> None:
    first = rate_cap.LPR_UNVERIFIED_FROM

    assert f"{first.month}月{first.day}日" in figure("lpr_1y").caveat_zh
    assert f"{first.day} October" in figure("lpr_1y").caveat_en


@given(principals, st.decimals("0.01", "300", places=2))
def test_a_balance_and_a_rate_are_compared_over_a_year(balance: Decimal, percent: Decimal) -> None:
    (line,) = (result := cap(lender_kind="bank", balance=balance, annual_rate=percent)).lines

    assert result.charged == fen(balance * percent / 100)
    assert line.allowed == fen(balance * 24 / 100)
    assert line.nominal_exceeds == (percent > 24)


def test_a_year_of_360_days_allows_more() -> None:
    asked = {"lender_kind": "bank", "principal": "36500", "days": "36", "charged": "1"}

    assert cap(**asked).lines[0].allowed == Decimal("864.00")
    assert cap(**asked, day_count="360").lines[0].allowed == Decimal("876.00")


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"charged": "100"}, {"principal"}),
        ({"charged": "100", "principal": "1000"}, {"days"}),
        ({"days": "30"}, {"principal"}),
        ({"segments": [{"principal": "1", "days": "1"}], "principal": "5"}, {"principal"}),
        ({"segments": [{"principal": "1", "days": "1"}], "days": "5"}, {"days"}),
        ({"segments": [{"principal": "1"}]}, {"segments.0.days"}),
        ({"lender_kind": "bank", "lpr": "3"}, {"lpr"}),
        ({"lender_kind": "bank", "filing_date": "2021-03-01"}, {"filing_date"}),
        ({"lender_kind": "private", "contract_date": "2021-01-01", "filing_date": "2021-03-01"}, {"filing_date"}),
        ({"lender_kind": "private", "contract_date": "2018-01-01", "filing_date": "2020-08-19"}, {"filing_date"}),
        ({"lender_kind": "loan shark"}, {"lender_kind"}),
        ({"contract_date": "2025-02-30"}, {"contract_date"}),
        ({"annual_rate": "1000.01"}, {"annual_rate"}),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_by_its_field(
    values: dict[str, Any], fields: set[str]
) -> None:
    assert refused(**values) == fields


WRITTEN = {"annual_rate": "60", "principal": "10000", "days": "100", "charged": "5000"}


@pytest.mark.parametrize("kind", list(rate_cap.LENDERS))
@pytest.mark.parametrize("on", ["", "2014-01-01", "2018-01-01", "2026-11-01"])
@pytest.mark.parametrize("numbers", [{}, {"annual_rate": "60"}, WRITTEN])
def test_no_answer_pronounces_anything_unlawful_or_refundable(
    kind: str, on: str, numbers: dict[str, str]
) -> None:
    values = {"lender_kind": kind, "contract_date": on, **numbers}

    said = answer(calculators.load("rate_cap"), values)[1]

    own = [said.headline, *said.notes, *said.assumptions, *said.working]
    rules = [source for source in said.sources if isinstance(source, Rule)]
    chinese = (
        "".join([*map(str, own), *(rule.says_zh for rule in rules)])
        .replace("不等于不用还", "")
        .replace("都不意味着本金不用还", "")
    )
    for word in ("违法", "非法", "高利贷", "不用还", "不必还", "可退", "退还", "有权"):
        assert word not in chinese
    english = "".join([*(say(text, "en") for text in own), *(rule.says_en for rule in rules)])
    english = english.lower()
    for word in ("illegal", "unlawful", "refund", "need not pay", "usur", "entitled"):
        assert word not in english


def test_extremes_are_answered() -> None:
    values = {"lender_kind": "bank", "principal": "0.01", "days": "1", "charged": "1000000000"}

    assert cap(**values).annual_effective is None
    assert "data-headline" in calculators.respond("rate_cap", values, "en")
