"""Worked examples with a source outside the project: each file of tests/cases is one."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import calculators

FOLDER = Path(__file__).parent / "cases"
CASES = {
    file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.toml"))
}
KINDS = {
    "regulator", "statute", "bank", "textbook", "library", "court", "agency", "spreadsheet", "university",
}  # fmt: skip


def as_number(value: Any) -> Any:
    """What a case writes, or a result holds, as something to compare."""
    if isinstance(value, bool) or value is None or isinstance(value, date):
        return value
    try:
        return Decimal(str(value))
    except ArithmeticError:
        return str(value)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_answer_is_the_published_one(case: dict[str, Any]) -> None:
    if "refuses" in case:
        with pytest.raises(calculators.Invalid) as refused:
            calculators.calculate(case["calculator"], case["values"])
        assert set(refused.value.errors) == set(case["refuses"]["fields"])
        return

    result = calculators.calculate(case["calculator"], case["values"])

    expected = {name: as_number(value) for name, value in case.get("expect", {}).items()}
    assert {name: as_number(getattr(result, name)) for name in expected} == expected
    for name, about in case.get("expect_about", {}).items():
        off = abs(getattr(result, name) - Decimal(about["value"]))
        assert off <= Decimal(about["within"]), f"{name} is {getattr(result, name)}"
    rows = {str(row.number): row for row in result.rows} if "expect_rows" in case else {}
    for number, cells in case.get("expect_rows", {}).items():
        found = {name: as_number(getattr(rows[number], name)) for name in cells}
        assert found == {name: as_number(value) for name, value in cells.items()}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_case_says_where_its_numbers_come_from(case: dict[str, Any]) -> None:
    assert case["calculator"] in calculators.names()
    assert all(case[key] for key in ("title_zh", "title_en", "proves"))
    assert case["source"]["kind"] in KINDS
    assert case["source"]["citation"]
    assert isinstance(case["source"]["seen"], date)
    assert any(key in case for key in ("expect", "expect_about", "expect_rows", "refuses"))


@pytest.mark.parametrize("name", calculators.names())
def test_every_calculator_has_ten_cases_from_outside(name: str) -> None:
    assert sum(case["calculator"] == name for case in CASES.values()) >= 10
