"""Words of the reader are taken as they are, except for numbers that tell who somebody is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.page.clock_time import clock_time
from calculators.page.fields import Invalid, read, rows, text
from calculators.page.free_text import free_text
from calculators.page.listed import Listed
from calculators.page.phrases import in_both_languages
from calculators.page.words import Text, Yuan, _, say


@dataclass(frozen=True)
class Line:
    name: str = text(_("名称"))


@dataclass(frozen=True)
class Form:
    words: str = free_text(_("名称"), most=40, example=_("西安"))
    moment: time | None = clock_time(_("几点"))
    lines: tuple[Line, ...] = rows(_("收入"), Line, default=())


def typed(**values: Any) -> Form:
    return read(Form, values)


@given(st.integers(15, 19), st.sampled_from(["", " ", "-"]), st.data())
def test_fifteen_to_nineteen_digits_are_refused_however_they_are_grouped(
    count: int, mark: str, data: Any
) -> None:
    digits = "62" + data.draw(st.text("3456789", min_size=count - 2, max_size=count - 2))
    grouped = mark.join(digits[k : k + 4] for k in range(0, count, 4))
    for words in (grouped, f"卡号{grouped}。"[:40]):
        with pytest.raises(Invalid):
            typed(words=words)


@pytest.mark.parametrize(
    "words",
    [
        "12345678901234",
        "2026-11-20 13800138000",
        "20260501-20261031",
        "2026年5月1日至2026年10月31日",
        "工单 20261120-338，电话 021-55500142",
    ],
)
def test_dates_and_telephone_numbers_are_no_card_numbers(words: str) -> None:
    assert typed(words=words).words == words


@pytest.mark.parametrize(("length", "good"), [(39, True), (40, True), (41, False)])
def test_a_text_has_its_own_length(length: int, good: bool) -> None:
    if good:
        assert typed(words="字" * length).words
    else:
        with pytest.raises(Invalid):
            typed(words="字" * length)


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("22:40", time(22, 40)),
        ("２２：４０", time(22, 40)),
        ("2240", time(22, 40)),
        ("9:05", time(9, 5)),
        ("22点40分", time(22, 40)),
        ("22点", time(22)),
        ("晚上10点半", time(22, 30)),
        ("下午3点", time(15)),
        ("中午12点半", time(12, 30)),
        ("中午1点", time(13)),
        ("凌晨1点", time(1)),
        ("凌晨12点", time(0)),
        ("夜里11点", time(23)),
        ("夜里2点", time(2)),
        ("晚上12点", time(0)),
        ("上午10:15", time(10, 15)),
        ("0:00", time(0)),
    ],
)
def test_a_time_is_read_as_it_is_written_and_said(said: str, moment: time) -> None:
    assert typed(moment=said).moment == moment


@given(st.times())
def test_every_minute_of_the_day_is_read(moment: time) -> None:
    minute = moment.replace(second=0, microsecond=0, tzinfo=None, fold=0)

    assert typed(moment=minute.strftime("%H:%M")).moment == minute


def test_phrases_of_the_examples_are_known_in_both_languages() -> None:
    stories = {"couple": {"lines": [{"name": _("房租")}]}}

    form = in_both_languages(
        typed(words=say(_("西安"), "en"), lines=[{"name": say(_("房租"), "en")}, {"name": "Else"}]),
        stories,
    )

    assert (form.words, form.lines[0].name, form.lines[1].name) == ("西安", "房租", "Else")
    assert isinstance(form.lines[0].name, Text)


def test_things_in_a_row_have_the_marks_of_the_language() -> None:
    row = _("附件：{papers}", papers=Listed((Yuan(Decimal(5)), 2), "；"))

    assert row == "附件：5.00 元；2"
    assert say(row, "en").endswith("¥5.00; 2")
