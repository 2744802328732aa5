"""CPython and the browser's Python give the same JSON for the same typed text, in Chromium."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import calculators
from calculators.page.fields import Question, questions
from calculators.page.message import reply
from scripts.static_server import StaticServer
from tests.browser.conftest import BASE, PATIENT
from tests.browser.section import LANGUAGES, NAMES, path

HOW_MANY = 240
AT_ONCE = 30

UNREADABLE = (
    "many",
    "一" * 201,
    "-5",
    "1.2.3",
    "1,23",
    "1e3",
    "=1+1",
    "<b>5</b>",
    "９９９９９９９９９９９９",
)
DAYS = ("2026-12-15", "2027年1月31日", "2028/2/29", "20270815", "2026-02-30", "next week")
WORDS = ("工资", "房租 & 水电", '<img src="x">', "{{ rule x }}", "Miete", "", "一二三四" * 50)


def money(random: Random) -> str:
    amount = random.randrange(1, 10 ** random.randrange(3, 9)) / 100
    return random.choice(
        (f"{amount:.2f}", f"{amount:,.2f}", f"￥{amount:.1f}元", f"{amount:.2f}万")
    )


def rate(random: Random) -> str:
    percent = random.randrange(0, 10 ** random.randrange(1, 5)) / 100
    spoken = ("万分之五", "1分5厘", "千分之六", "１２．５％", "0")
    return random.choice((f"{percent}", f"{percent}%", f" {percent} ％ ", random.choice(spoken)))


def count(random: Random) -> str:
    number = random.randrange(0, 10 ** random.choice((1, 2, 2)))
    return random.choice((f"{number}", f"{number}期", f"{number} 个月", "3年", "２４", "600"))


def amounts(random: Random) -> str:
    pieces = [money(random) for _ in range(random.randrange(1, 14))]
    return random.choice(("\n", "; ")).join([*pieces, "500 × 12"])


def typed(question: Question, random: Random) -> Any:
    """What somebody may type into a field: mostly sense, sometimes not."""
    if question.kind == "rows":
        asked = questions(question.row) if question.row else {}
        return [
            {name: typed(cell, random) for name, cell in asked.items()}
            for _row in range(random.randrange(1, 5))
        ]
    if random.random() < 0.02:
        return random.choice(UNREADABLE)
    kinds = {"money": money, "rate": rate, "count": count, "amounts": amounts}
    if question.kind in kinds:
        return kinds[question.kind](random)
    return random.choice({"day": DAYS, "text": WORDS}.get(question.kind, list(question.choices)))


def inputs(name: str) -> Iterator[dict[str, Any]]:
    """The worked example with some fields typed anew or emptied: rather those it has than others."""
    random = Random(f"the same numbers for {name} on every run")
    asked = calculators.form(name)
    for number in range(HOW_MANY):
        values = dict(calculators.example(name, LANGUAGES[number % 2]))
        # Some three fields anew, however many there are: forms whose figures must agree allow no more.
        given, empty = len(values), len(asked) - len(values)
        likely = {
            field: min(0.3, 2.5 / given) if field in values else min(0.06, 0.5 / max(1, empty))
            for field in asked
        }
        for field, question in asked.items():
            if random.random() < likely[field]:
                values[field] = typed(question, random) if random.random() < 0.93 else ""
        yield values


@pytest.fixture(scope="module")
def page(chromium: Browser, site: Path) -> Iterator[Page]:
    with StaticServer(site, base=BASE) as server:
        context = chromium.new_context()
        context.set_default_timeout(PATIENT)
        # The page's own limit is for readers; here no answer is wrong for being slow.
        context.add_init_script("window.calculatorLimits = { request: 300_000 };")
        page = context.new_page()
        page.goto(server.url + path(NAMES[0], "zh"))
        yield page
        context.close()


ASK = """async (messages) => {
  const python = await import(new URL("../../assets/python.js", location));
  const answers = [];
  for (const message of messages) answers.push(await python.ask(message));
  return answers;
}"""


@pytest.mark.parametrize("name", NAMES)
def test_random_input_gives_the_same_json_everywhere(name: str, page: Page) -> None:
    messages = [
        {"call": "calculate", "name": name, "values": values, "lang": LANGUAGES[number % 2]}
        for number, values in enumerate(inputs(name))
    ]
    answers: list[Any] = []
    for first in range(0, len(messages), AT_ONCE):
        answers += page.evaluate(ASK, messages[first : first + AT_ONCE])
    for message, answer in zip(messages, answers, strict=True):
        assert answer == json.loads(reply(json.dumps(message))), message["values"]
    results = sum("result" in answer for answer in answers)
    assert HOW_MANY / 5 < results < HOW_MANY, f"{results} of {HOW_MANY} could be calculated"
