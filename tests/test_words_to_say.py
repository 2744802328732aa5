"""What the calculators of the guide's steps give the reader to say, with the reader's figures."""

import re
from dataclasses import replace

import pytest

import calculators
from calculators.page.calculator import answer
from calculators.page.html import of_answer
from calculators.page.words import say

SPOKEN = ["debts", "real_rate", "budget", "instalment", "compare", "tracker", "extension"]
"""The calculators that stand inside pages of the guide."""

MORE = {
    "budget": [{"income.0.amount": "1000"}, {"reserve_rate": "0"}],
    "instalment": [{"method": "equal_principal"}, {"down_payment": "1000"}, {"grace_months": "3"}],
    "extension": [{"method": "interest_only"}, {"grace_months": "0", "new_months": "48"}],
    "compare": [{"can_pay": "10"}, {"can_pay": ""}],
    "real_rate": [{"fee_rate": "1.2"}],
}


def forms() -> list[tuple[str, dict[str, str]]]:
    return [(name, typed) for name in SPOKEN for typed in [{}, *MORE.get(name, [])]]


@pytest.mark.parametrize(("name", "typed"), forms())
def test_every_figure_to_say_stands_in_the_answer_it_came_from(
    name: str, typed: dict[str, str]
) -> None:
    module = calculators.load(name)
    form, found = answer(module, calculators.example(name, "zh") | typed)
    (paper,) = (one for one in found.papers if one.kind == "script")
    spoken = " ".join(say(line) for line in paper.lines)

    rest = of_answer(form, replace(found, papers=()), "zh")
    amounts = re.findall(r"[\d,]+\.\d\d", spoken)

    assert amounts
    assert [one for one in amounts if one not in rest] == []


def test_a_budget_without_anything_left_promises_nothing() -> None:
    _form, found = answer(
        calculators.load("budget"), calculators.example("budget", "zh") | MORE["budget"][0]
    )

    (paper,) = found.papers
    spoken = " ".join(say(line) for line in paper.lines)

    assert "没有余额可以还款" in spoken
    assert "每月最多能还" not in spoken


def test_what_is_said_is_chinese_with_english_beside_it() -> None:
    html = calculators.respond("budget", calculators.example("budget", "en"), "en")

    assert "每月最多能还" in html
    assert "The most I can pay is" in html


def test_with_an_old_debt_nothing_is_owned_up_to() -> None:
    debts = {"debts.0.lender": "甲", "debts.0.kind": "card", "debts.0.principal": "9000"}
    module = calculators.load("debts")

    def spoken(days: str) -> str:
        (paper,) = answer(module, debts | {"debts.0.days_overdue": days})[1].papers
        return " ".join(say(line) for line in (paper.title, *paper.lines))

    assert "合计欠" in spoken("1094")
    for days in ("1095", "1096"):
        assert "欠" not in spoken(days)
        assert "老债先别问" in spoken(days)


@pytest.mark.parametrize("name", ["budget", "instalment", "extension", "compare"])
def test_above_words_that_promise_stands_what_to_do_with_an_old_debt(name: str) -> None:
    found = answer(calculators.load(name), calculators.example(name, "zh"))[1]

    assert "12348" in say(found.notes[-1])
