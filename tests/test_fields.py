"""How typed text is read: generous in spelling, strict in meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.page import fields
from calculators.page.words import Text, _, say


@dataclass(frozen=True)
class Cell:
    name: str = fields.text(_("项目"))
    amount: Decimal = fields.money(_("金额"), required=True)
    every: str = fields.choice(_("多久一次"), {"month": _("每月"), "day": _("每天")})


@dataclass(frozen=True)
class Form:
    money: Decimal | None = fields.money(_("金额"))
    yearly: Decimal | None = fields.rate(_("年利率"), per="year")
    monthly: Decimal | None = fields.rate(_("月费率"), per="month")
    daily: Decimal | None = fields.rate(_("年利率"), per="day")
    months: int | None = fields.count(_("分几期"), low=1, unit=_("期"), years=True)
    day: date | None = fields.day(_("还款日"))
    method: str = fields.choice(_("多久一次"), {"month": _("每月"), "day": _("每天")})
    amounts: tuple[Decimal, ...] = fields.amounts(_("每期还款"))
    cells: tuple[Cell, ...] = fields.rows(_("开支"), Cell, default=())


def read(**values: Any) -> Form:
    return fields.read(Form, values)


def refusal(**values: Any) -> dict[str, str]:
    with pytest.raises(fields.Invalid) as refused:
        read(**values)
    return {name: say(sentence, "en") for name, sentence in refused.value.errors.items()}


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("38600", "38600.00"),
        ("38,600.00元", "38600.00"),
        ("３８６００", "38600.00"),
        ("３８，６００．５０", "38600.50"),
        ("¥ 38 600", "38600.00"),
        ("人民币38600元整", "38600.00"),
        ("3.86万", "38600.00"),
        ("3.86 万元", "38600.00"),
        ("1亿", "100000000.00"),
        ("2千", "2000.00"),
        ("38600 yuan", "38600.00"),
        ("\u200b38600\u00a0元 ", "38600.00"),
        ("0", "0.00"),
        (".5", "0.50"),
        ("1000000000.00", "1000000000.00"),
    ],
)
def test_money_is_read_as_people_write_it(typed: str, amount: str) -> None:
    assert read(money=typed).money == Decimal(amount)


@pytest.mark.parametrize(
    "typed",
    ["abc", "1e5", "NaN", "Infinity", "12,34", "1.234.5", "12.345", "-1", "1000000000.01", "三千",
     "3万5", "=1+1", "<b>5</b>", "5 6", "0x10", "٣", "9" * 25, "9" * 26, "9" * 60, "9" * 80],
)  # fmt: skip
def test_money_that_could_mean_anything_else_is_refused(typed: str) -> None:
    assert list(refusal(money=typed)) == ["money"]


@pytest.mark.parametrize(
    ("field", "typed", "fraction"),
    [
        ("yearly", "18%", "0.18"),
        ("yearly", "18", "0.18"),
        ("yearly", "０.18", "0.0018"),
        ("yearly", "0.18", "0.0018"),
        ("yearly", "百分之十八", None),
        ("yearly", "百分之18", "0.18"),
        ("yearly", "1000", "10"),
        ("yearly", "1000.01", None),
        ("yearly", "万分之五", None),
        ("yearly", "1分5厘", None),
        ("monthly", "0.75", "0.0075"),
        ("monthly", "7.5‰", "0.0075"),
        ("monthly", "1分5厘", "0.015"),
        ("monthly", "1分5", "0.015"),
        ("monthly", "一分半", "0.015"),
        ("monthly", "8厘", "0.008"),
        ("monthly", "两分", "0.02"),
        ("daily", "万分之五", "0.0005"),
        ("daily", "万五", "0.0005"),
        ("daily", "万分之3.5", "0.00035"),
        ("daily", "千分之一", "0.001"),
        ("daily", "1分", None),
    ],
)
def test_a_rate_is_per_cent_unless_spoken_otherwise(
    field: str, typed: str, fraction: str | None
) -> None:
    if fraction is None:
        assert list(refusal(**{field: typed})) == [field]
    else:
        assert getattr(read(**{field: typed}), field) == Decimal(fraction)


@pytest.mark.parametrize(
    ("typed", "months"),
    [("24", 24), ("24期", 24), ("24 个月", 24), ("２４", 24), ("2年", 24), ("2 years", 24),
     ("1.5年", None), ("24.0", 24), ("24.5", None), ("0", None), ("600", 600), ("601", None)],
)  # fmt: skip
def test_months_are_whole_and_within_bounds(typed: str, months: int | None) -> None:
    if months is None:
        assert list(refusal(months=typed)) == ["months"]
    else:
        assert read(months=typed).months == months


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        ("2026/11/21", date(2026, 11, 21)),
        ("2026.1.2", date(2026, 1, 2)),
        ("2026年11月21日", date(2026, 11, 21)),
        ("20261121", date(2026, 11, 21)),
        ("２０２６－１１－２１", date(2026, 11, 21)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2025-02-29", None),
        ("21.11.2026", None),
        ("1989-12-31", None),
        ("tomorrow", None),
    ],
)
def test_days_are_read_as_they_are_pasted(typed: str, day: date | None) -> None:
    if day is None:
        assert list(refusal(day=typed)) == ["day"]
    else:
        assert read(day=typed).day == day


@pytest.mark.parametrize(
    ("typed", "amounts"),
    [
        ("900\n900\n850.50", "900 900 850.5"),
        ("900, 900, 850.50", "900 900 850.5"),
        ("900,900", "900900"),  # one number with a separator; the answer says it back
        ("1,200.00\t1,300.00", "1200 1300"),
        ("900 × 3；1000", "900 900 900 1000"),
        ("900x3 850", "900 900 900 850"),
        ("900元、850元", "900 850"),
        ([{"amount": "900"}, {"amount": "1,850.00元"}], "900 1850"),
    ],
)
def test_a_pasted_list_becomes_amounts(typed: Any, amounts: str) -> None:
    assert read(amounts=typed).amounts == tuple(map(Decimal, amounts.split()))


def test_more_amounts_than_months_are_refused() -> None:
    assert len(read(amounts="1 × 600").amounts) == 600
    assert list(refusal(amounts="1 × 601")) == ["amounts"]
    assert list(refusal(amounts="1 × 9999 1 × 9999")) == ["amounts"]


def test_choices_are_known_by_key_and_by_label_in_both_languages() -> None:
    assert read(method="day").method == "day"
    assert read(method="每天").method == "day"
    assert read(method="every day").method == "day"
    assert read(method="").method == "month"
    assert "month, day" in refusal(method="hourly")["method"]


def test_rows_are_read_nested_and_flat_alike() -> None:
    nested = read(cells=[{"name": "房租", "amount": "1500"}, {"amount": "20", "every": "day"}])

    flat = read(**{"cells.0.name": "房租", "cells.0.amount": "1500", "cells.1.amount": "20",
                   "cells.1.every": "day"})  # fmt: skip

    assert nested == flat
    assert nested.cells[1] == Cell("", Decimal("20.00"), "day")


def test_an_empty_line_of_a_group_is_no_row() -> None:
    rows = [{"name": "", "amount": " ", "every": "month"}, {"amount": "5", "every": "month"}]

    assert len(read(cells=rows).cells) == 1


def test_a_bad_cell_is_named_by_its_row() -> None:
    assert list(refusal(cells=[{"amount": "5"}, {"amount": "x"}])) == ["cells.1.amount"]
    assert list(refusal(cells=[{"name": "房租"}])) == ["cells.0.amount"]


@pytest.mark.parametrize(("count", "refused"), [(99, False), (100, False), (101, True)])
def test_a_group_has_at_most_a_hundred_rows(count: int, refused: bool) -> None:
    rows = [{"amount": "1"}] * count
    if refused:
        assert list(refusal(cells=rows)) == ["cells"]
    else:
        assert len(read(cells=rows).cells) == count


def test_all_bad_fields_are_named_at_once_and_unknown_ones_too() -> None:
    assert set(refusal(money="x", months="y", nonsense="1")) == {"money", "months", "nonsense"}


def test_a_sentence_names_what_was_typed_and_what_to_type() -> None:
    assert refusal(money="abc")["money"] == (
        "“abc” cannot be read. Type an amount, for example 38600 or 38,600.00."
    )


HOSTILE = st.one_of(
    st.text(max_size=120),
    st.text(alphabet="0123456789.,，。万千亿元%‰分厘×x -+年月日/{}<>&'\"=\u202e\x00", max_size=40),
)


@given(st.dictionaries(st.sampled_from([*fields.questions(Form), "cells.0.amount", "cells.7.name",
       "cells.99999.amount", "cells..", "{x}"]), HOSTILE, max_size=6))  # fmt: skip
def test_hostile_text_raises_nothing_but_invalid(values: dict[str, str]) -> None:
    errors: dict[str, Text] = {}
    try:
        fields.read(Form, values)
    except fields.Invalid as refused:
        errors = refused.errors
    assert all(say(sentence, "en") for sentence in errors.values())


@given(
    st.sampled_from(calculators.names()),
    st.sampled_from(["zh", "en"]),
    st.data(),
)
def test_hostile_text_in_any_field_never_becomes_markup(
    name: str, lang: str, data: st.DataObject
) -> None:
    typed = calculators.example(name, lang)
    field = data.draw(st.sampled_from(list(calculators.form(name))))
    hostile = data.draw(HOSTILE) + "<img src=x onerror=alert(1)>\"'"
    question = calculators.form(name)[field]
    if question.kind == "rows":
        typed[field] = [dict.fromkeys(fields.questions(question.row or object), hostile)]
    else:
        typed[field] = hostile

    html = calculators.respond(name, typed, lang)

    assert "<img" not in html
    assert "onerror=alert(1)>" not in html


@pytest.mark.parametrize("name", calculators.names())
def test_an_example_gives_way_only_to_questions_of_its_form_that_have_none(name: str) -> None:
    asked = calculators.form(name)
    for question in asked.values():
        for other in question.yields_to:
            assert question.example
            assert not asked[other].example
