"""A table pasted from a spreadsheet, an app page or a chat becomes rows."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.page import message, paste

SPENDING = calculators.form("budget")["spending"]


@pytest.mark.parametrize(
    "pasted",
    [
        "房租\t1,500.00\t每月\n吃饭\t45\t每天",
        "项目\t金额\t多久一次\n房租\t1,500.00\t每月\n吃饭\t45\t每天\n",
        "房租  1,500.00元  每月\n\n吃饭  45元  每天",
        "1,500.00 房租 每月\n45 吃饭 每天",
        "房租 | 1,500.00 | 每月\n吃饭 | 45 | 每天",
    ],
)
def test_cells_find_their_fields_whatever_parts_them(pasted: str) -> None:
    rows = paste.rows(SPENDING, pasted)

    assert [(row["name"], row["every"]) for row in rows] == [("房租", "每月"), ("吃饭", "每天")]
    result = calculators.calculate("budget", {"income": [{"amount": "9000"}], "spending": rows})
    assert [str(row.monthly) for row in result.rows] == ["1500.00", "1368.75"]


def test_dates_rates_and_amounts_are_told_apart() -> None:
    debts = calculators.form("payoff")["debts"]

    rows = paste.rows(debts, "信用卡\t38,600.00\t18.25%\t3,860\n平台\t21400元\t16.42%\t1052.17")

    assert [row["annual_rate"] for row in rows] == ["18.25%", "16.42%"]
    assert [row["balance"] for row in rows] == ["38,600.00", "21400元"]


def test_no_more_rows_than_a_group_takes() -> None:
    assert len(paste.rows(SPENDING, "房租\t1500\n" * 150)) == 100


@given(st.text(max_size=200))
def test_hostile_text_only_becomes_texts(pasted: str) -> None:
    asked = {"call": "rows", "name": "budget", "lang": "zh", "field": "spending", "text": pasted}

    rows = json.loads(message.reply(json.dumps(asked)))["rows"]

    assert all(isinstance(cell, str) for row in rows for cell in row.values())
