"""Schedules of payments as people get them: an app's page, a chat, a spreadsheet, a bank's messages."""

from __future__ import annotations

import csv
import io
import json
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.page import message, paste
from calculators.page.fields import questions
from calculators.page.short_day import MonthDay, following, latest

PLAN = calculators.form("agreement")["rows"]
MADE = calculators.form("tracker")["payments"]

Read = tuple[str, str, str]


def plan(pasted: str) -> list[Read]:
    """What was read, as number, day and payment."""
    rows = paste.rows(PLAN, pasted)
    return [(row.get("number", ""), row.get("date", ""), row["payment"]) for row in rows]


def made(pasted: str) -> list[tuple[str, str]]:
    return [(row["date"], row["amount"]) for row in paste.rows(MADE, pasted)]


TWO = [("1", "2026-12-10", "766.67"), ("2", "2027-01-10", "766.67")]


@pytest.mark.parametrize(
    "pasted",
    [
        "第1期 2026-12-10 应还 766.67 元 本金 700.00\n第2期 2027-01-10 应还 766.67 元 本金 710.00",
        "还款计划\n共2期\n第1期\n2026-12-10\n待还 ¥766.67\n本金700.00+利息66.67\n第2期\n2027-01-10\n待还 ¥766.67\n",
        "1\n2026-12-10\n766.67\n2\n2027-01-10\n766.67",
        "2026-12-10 第1期 ￥766.67\n2027-01-10 第2期 ￥766.67\n合计 1,533.34",
        "1\t2026-12-10\t766.67\n2\t2027-01-10\t766.67",
        "1,2026-12-10,766.67\n2,2027-01-10,766.67",
        "1  2026-12-10  700.00  66.67  766.67  45,233.33\n2  2027-01-10  700.00  66.67  766.67  44,466.66",
        "期数\t还款日\t还款（元）\t本金（元）\t剩余本金（元）\n"
        "1\t2026-12-10\t766.67\t766.67\t45,233.33\n2\t2027-01-10\t766.67\t766.67\t44,466.66\n"
        "合计\t\t1,533.34\t1,533.34\t",
        "| 期次 | 应还日期 | 本金 | 利息 | 应还金额 |\n|---|---|---|---|---|\n"
        "| 1 | 2026-12-10 | 700 | 66.67 | 766.67 |\n| 2 | 2027-01-10 | 700 | 66.67 | 766.67 |",
        "No.\tDate\tPayment (yuan)\tBalance\n1\t10 Dec 2026\t766.67\t45,233.33\n2\t10 Jan 2027\t766.67\t0.00",
        "Instalment 1 due Dec 10, 2026: ¥766.67\nInstalment 2 due January 10, 2027: ¥766.67",
    ],
)
def test_one_schedule_reads_the_same_however_it_was_laid_out(pasted: str) -> None:
    assert plan(pasted) == TWO


@pytest.mark.parametrize(
    ("pasted", "read"),
    [
        ("12月10号还767，1月10号还767。", [("", "12月10号", "767"), ("", "1月10号", "767")]),
        ("12.10 还767\n1.10 还767", [("", "12月10日", "767"), ("", "1月10日", "767")]),
        ("首期12月10日还1000，之后每月10日还766.67，共60期", [("", "12月10日", "1000")]),
        ("每月10号还767，一共60期，总共46020", []),
        ("第十二期 11月10日 766.7", [("12", "11月10日", "766.7")]),
        ("3/60期 2027.02.10 766.67元", [("3", "2027.02.10", "766.67")]),
        ("第1期 12月10日 本金700 利息66.67", [("1", "12月10日", "766.67")]),
        (
            "12月10日 还款766.67元 剩余本金45,233.33元",
            [("", "12月10日", "766.67")],
        ),
        ("12月10日 剩余应还45,233.33元 本期766.67元", [("", "12月10日", "766.67")]),
        ("12月10日 还 1.2万元", [("", "12月10日", "1.2万")]),
        ("１２月１０日　还７６７元", [("", "12月10日", "767")]),
        ("年化 14.4%，24个月，第1期 12月10日 767", [("1", "12月10日", "767")]),
        ("2026-02-30 还767", [("", "2026-02-30", "767")]),
        ("好的，谢谢", []),
    ],
)
def test_lines_of_a_chat(pasted: str, read: list[Read]) -> None:
    assert plan(pasted) == read


@pytest.mark.parametrize(
    ("pasted", "read"),
    [
        (
            "【某银行】您尾号1234的账户12月10日15:03支出人民币767.00元，余额3,210.55元\n"
            "【某银行】您尾号1234的账户1月12日09:00支出人民币700.00元，余额510.55元",
            [("12月10日", "767.00"), ("1月12日", "700.00")],
        ),
        ("2026-12-10 15:03:22\t转账\t-767.00", [("2026-12-10", "767.00")]),
        (
            "期数\t应还日\t应还金额\t实还日期\t实还金额\n1\t2026-12-10\t767\t2026-12-11\t700",
            [("2026-12-11", "700")],
        ),
        ("12月10号还了767，1月12号还了700", [("12月10号", "767"), ("1月12号", "700")]),
    ],
)
def test_messages_of_a_bank_become_payments_made(pasted: str, read: list[tuple[str, str]]) -> None:
    assert made(pasted) == read


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_of_another_calculator_can_be_pasted(lang: str) -> None:
    values = {"principal": "46000", "annual_rate": "14.4", "months": "36"}
    values["first_payment_date"] = "2026-12-31"
    table = calculators.download("instalment", values, "csv", lang)[2].decode("utf-8-sig")
    pasted = "\n".join("\t".join(row) for row in csv.reader(io.StringIO(table)))

    found = calculators.calculate("agreement", {"rows": paste.rows(PLAN, pasted)})

    there = calculators.calculate("instalment", values)
    assert [(row.number, row.date, row.payment) for row in found.rows] == [
        (row.number, row.date, row.payment) for row in there.rows
    ]
    assert found.problems == []


def test_what_was_read_fills_the_form() -> None:
    pasted = "12月10号还767，1月10号还767，2月10号还767。"

    found = calculators.calculate(
        "agreement", {"rows": paste.rows(PLAN, pasted), "as_of": "2026-11-21"}
    )

    assert [row.date for row in found.rows] == [
        date(2026, 12, 10),
        date(2027, 1, 10),
        date(2027, 2, 10),
    ]
    assert found.total == Decimal("2301.00")


@given(
    st.lists(
        st.tuples(
            st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.decimals("0.01", "999999", places=2)
        ),
        min_size=1,
        max_size=30,
    ),
    st.sampled_from(["{n}\t{day}\t{sum}", "第{n}期 {day} 应还{sum}元", "{day} 第{n}期 {sum}元"]),
)
def test_numbers_days_and_amounts_come_back(lines: list[tuple[date, Decimal]], layout: str) -> None:
    pasted = "\n".join(
        layout.format(n=n, day=day.isoformat(), sum=f"{amount:,}")
        for n, (day, amount) in enumerate(lines, 1)
    )

    assert plan(pasted) == [
        (str(n), day.isoformat(), f"{amount:,}") for n, (day, amount) in enumerate(lines, 1)
    ]


@given(
    st.text(max_size=300) | st.text("第期月日号年元¥,.-/|\t\n 0123456789每还本金合计", max_size=300)
)
def test_hostile_text_only_becomes_texts_of_known_fields(pasted: str) -> None:
    asked = {"call": "rows", "name": "agreement", "lang": "zh", "field": "rows", "text": pasted}

    rows = json.loads(message.reply(json.dumps(asked)))["rows"]

    known = set(questions(PLAN.row or type(None)))
    assert all(set(row) <= known and "payment" in row for row in rows)
    assert all(isinstance(cell, str) for row in rows for cell in row.values())


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "1\n", "1,", "1-", "1.1 ", " ", "第", "一", "第1期 ", "* ", "本金", "1|", "12月"],
)
def test_a_very_long_text_takes_no_longer_than_a_moment(piece: str) -> None:
    start = time.perf_counter()

    paste.rows(PLAN, piece * (200_000 // len(piece)))

    assert time.perf_counter() - start < 2


def test_no_more_rows_than_a_group_takes() -> None:
    assert len(paste.rows(PLAN, "第1期 2026-12-10 767\n" * 150)) == 100


def test_plain_numbers_of_a_table_stand_in_the_order_of_the_fields() -> None:
    plans = calculators.form("calendar")["plans"]

    rows = paste.rows(plans, "信用卡\t2026-12-10\t60\t626\n平台\t2026-12-15\t62\t345.16")

    assert [(row["months"], row["payment"]) for row in rows] == [("60", "626"), ("62", "345.16")]


# --- days without a year ----------------------------------------------------------------------


@pytest.mark.parametrize("near", [date(2026, 11, 21), date(2026, 6, 11), date(2027, 6, 9)])
def test_the_first_day_without_a_year_is_the_nearest(near: date) -> None:
    assert following([MonthDay(12, 10)], near) == [date(2026, 12, 10)]


@given(st.dates(date(1995, 1, 1), date(2150, 1, 1)), st.integers(1, 40))
def test_days_of_a_plan_follow_each_other(first: date, months: int) -> None:
    days = [
        date(
            first.year + (first.month - 1 + k) // 12,
            (first.month - 1 + k) % 12 + 1,
            min(first.day, 28),
        )
        for k in range(months)
    ]

    found = following([days[0], *(MonthDay(day.month, day.day) for day in days[1:])], first)

    assert found == days


@pytest.mark.parametrize(
    ("until", "found"),
    [
        (date(2027, 1, 9), date(2026, 1, 10)),
        (date(2027, 1, 10), date(2027, 1, 10)),
        (date(2027, 1, 11), date(2027, 1, 10)),
    ],
)
def test_a_payment_without_a_year_is_the_last_one_that_has_been(until: date, found: date) -> None:
    assert latest(MonthDay(1, 10), until) == found


def test_29_february_is_a_day_of_leap_years() -> None:
    assert latest(MonthDay(2, 29), date(2027, 1, 1)) == date(2024, 2, 29)
    assert following([date(2097, 1, 1), MonthDay(2, 29)], date(2097, 1, 1))[1] == date(2104, 2, 29)
