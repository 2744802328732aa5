"""Laws of the rehearsal: one step a turn, losses end it, good words never harm, nothing is random."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.page.calculator import answer
from calculators.page.words import say
from calculators.talks._rehearsal_lines import ANSWERS, LINES

OPEN = {"untouched_three_years": "no", "balance": "46000", "share": "750.76", "asked_sum": "500"}
MODULE = calculators.load("rehearsal")
HARMFUL = ("accept", "vague", "argue", "give", "false", "hang")


def turns(*pairs: tuple[str, str]) -> dict[str, str]:
    found = {}
    for number, (they, mine) in enumerate(pairs, 1):
        found |= {f"they_{number}": they, f"answer_{number}": mine}
    return found


def rehearse(*pairs: tuple[str, str], **values: str) -> Any:
    return calculators.calculate("rehearsal", OPEN | turns(*pairs) | values)


def script(*pairs: tuple[str, str], **values: str) -> str:
    papers = answer(MODULE, OPEN | turns(*pairs) | values)[1].papers
    return "\n".join(say(line) for paper in papers for line in paper.lines)


CALLS = st.lists(
    st.tuples(st.sampled_from(list(LINES)), st.sampled_from([a for a in ANSWERS if a != "none"])),
    min_size=1,
    max_size=5,
)


@given(CALLS, st.sampled_from(["mine", "theirs", "checked"]), st.sampled_from(["yes", "no"]))
def test_a_mood_moves_one_step_a_turn_within_its_bounds(
    pairs: list[tuple[str, str]], call: str, ready: str
) -> None:
    found = rehearse(*pairs, call=call, papers_ready=ready)

    moods = [0, *(row.mood for row in found.rows)]
    assert all(0 <= mood <= 4 for mood in moods)
    assert all(abs(b - a) <= 1 for a, b in pairwise(moods))
    assert found.mood == moods[-1]
    assert found.habits == sum(found.kept)


@given(CALLS)
def test_a_call_goes_on_until_it_ends_and_only_what_is_open_goes_on(
    pairs: list[tuple[str, str]],
) -> None:
    found = rehearse(*pairs)

    assert (found.ending == "open") <= (len(found.rows) == len(pairs))
    assert bool(found.coming) == (found.ending == "open")
    assert bool(found.lost) == (found.ending == "lost")


@given(CALLS)
def test_the_same_call_has_the_same_answer(pairs: list[tuple[str, str]]) -> None:
    values = OPEN | turns(*pairs)

    assert calculators.respond("rehearsal", values) == calculators.respond("rehearsal", values)


@given(CALLS)
def test_nothing_is_lost_by_answers_that_do_no_harm(pairs: list[tuple[str, str]]) -> None:
    kind = [(they, mine if mine not in HARMFUL else LINES[they].best[0]) for they, mine in pairs]

    found = rehearse(*kind)

    assert found.lost == ""
    assert found.kept[0]
    assert found.kept[3]


WRONG = re.compile(r"一定|保证|随便你|你们违法|停息挂账|我没钱|我全认|不可抗力|有权|这周")


@pytest.mark.parametrize("they", LINES)
@pytest.mark.parametrize("mine", [a for a in ANSWERS if a != "none"])
def test_words_to_say_are_never_the_harmful_ones(they: str, mine: str) -> None:
    said = script((they, mine), payment="700")
    words = [line.partition("我：")[2] for line in said.splitlines() if "我：" in line]

    assert len(words) == 1
    assert len(words[0]) >= 10
    assert not WRONG.search(words[0])
    assert "750.76" not in said  # the limit is not spoken


@pytest.mark.parametrize(("months", "over"), [("61", "3.34"), ("62", "0"), ("60", "15.91")])
def test_what_agreeing_costs_is_set_beside_the_limit(months: str, over: str) -> None:
    found = rehearse(("shorter", "accept"), lender_months=months)

    assert found.rows[0].over == Decimal(over)
    assert (found.ending == "lost") == (over != "0")


@pytest.mark.parametrize(("spare", "lost"), [("499.99", "above"), ("500", ""), ("500.01", "")])
def test_a_sum_today_is_set_beside_spare_money(spare: str, lost: str) -> None:
    assert rehearse(("pay_today", "accept"), spare=spare).lost == lost


def test_money_before_checking_the_caller_breaks_a_habit() -> None:
    early = rehearse(("pay_today", "accept"), ("agreed", "text"), call="theirs", spare="500")
    later = rehearse(("last_chance", "verify"), ("pay_today", "accept"), call="theirs", spare="500")

    assert not early.kept[1]
    assert later.kept[1]


def test_without_money_no_figure_is_said() -> None:
    said = script(("full_only", "number"), share="0")

    assert "没有余额" in said
    assert " 元" not in said


@pytest.mark.parametrize(
    "values", [{"untouched_three_years": "yes"}, {"untouched_three_years": "unknown"},
               {"days_overdue": "1080"}],
)  # fmt: skip
def test_a_debt_that_may_be_old_has_one_sentence_only(values: dict[str, str]) -> None:
    assert script(("pay_today", "accept"), **values) == (
        "我需要查记录并咨询后再答复。今天不确认金额、不承诺、不付款。"
    )
    assert rehearse(("pay_today", "text"), **values, asked_12348="yes").ending == "open"


def test_what_may_come_next_is_named_while_the_call_is_open() -> None:
    html = calculators.respond("rehearsal", OPEN | turns(("full_only", "number")))

    assert "接下来可以练" in html


def test_help_is_named_in_every_open_call() -> None:
    html = calculators.respond("rehearsal", OPEN | turns(("contacts", "reach")))

    assert "12356" in html
    assert "110" in html


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "they_1"),
        ({"they_1": "sue"}, "answer_1"),
        (turns(("sue", "text")) | {"payment": "750.77"}, "payment"),
        (turns(("pay_today", "accept")) | {"asked_sum": ""}, "asked_sum"),
        (turns(("sue", "text")) | {"lender_months": "0"}, "lender_months"),
        (turns(("sue", "text")) | {"they_2": "nobody"}, "they_2"),
        (turns(("sue", "text")) | {"call_time": "6222 0202 0001 1234 567"}, "call_time"),
    ],
)
def test_what_says_nothing_is_refused_at_its_field(values: dict[str, str], field: str) -> None:
    with pytest.raises(calculators.Invalid) as invalid:
        calculators.calculate("rehearsal", OPEN | values)

    assert set(invalid.value.errors) == {field}


def test_hostile_text_is_never_markup() -> None:
    values = OPEN | turns(("contacts", "reach")) | {"call_time": "<img src=x onerror=alert(1)>"}

    assert "<img" not in calculators.respond("rehearsal", values)
