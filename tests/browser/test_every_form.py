"""Every calculator in both languages: the example answered, a number changed, refused, mended, and
taken back.

`test_form.py` looks closely at three forms with every kind of field; this goes through all of them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from scripts.static_server import StaticServer
from tests.browser.conftest import BASE, PATIENT, Visit, listen
from tests.browser.section import AXE, LANGUAGES, NAMES, WATCH, Section, path


@pytest.fixture(scope="module", params=NAMES)
def reader(
    request: pytest.FixtureRequest, chromium: Browser, site: Path
) -> Iterator[tuple[str, str, BrowserContext]]:
    """Somebody who was never here, and reads the page of a calculator in one language first."""
    with StaticServer(site, base=BASE) as server:
        context = chromium.new_context(viewport={"width": 360, "height": 740})
        context.set_default_timeout(PATIENT)
        context.add_init_script(path=AXE)
        context.add_init_script(WATCH)
        yield request.param, server.url, context
        context.close()


@pytest.fixture(params=LANGUAGES)
def opened(
    request: pytest.FixtureRequest,
    reader: tuple[str, str, BrowserContext],
    complaints: list[str],
) -> Iterator[Section]:
    name, home, context = reader
    page = context.new_page()
    listen(page, complaints)
    page.goto(home + path(name, request.param))
    yield Section(page, name, request.param)
    page.close()


def test_a_form_answers_as_written_refuses_forgives_and_goes_back(
    opened: Section, complaints: list[str]
) -> None:
    example, written = opened.values(), opened.answer.inner_html()
    assert opened.calculate() == written
    assert written == opened.python_says()
    states = opened.page.evaluate("name => window.states[name]", opened.name)
    before = states[:-2]
    assert states[-2:] == ["working", "ready"]
    assert before[-1] == "starting" or before[-2:] == ["starting", "ready"]  # before the press
    assert set(before) <= {"static", "starting", "ready"}
    assert complaints == []

    field = opened.number()
    name, typed = field.get_attribute("name") or "", field.input_value()
    field.fill("many")
    expect(opened.error(name)).to_contain_text("many")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(field).to_have_value("many")
    expect(opened.summary).to_be_visible()
    assert opened.violations() == []

    field.fill(typed[:-1] + "2" if re.fullmatch(r"\d{4}-\d\d-\d\d", typed) else "1" + typed)
    expect(opened.error(name)).to_be_hidden()
    expect(opened.answer).not_to_have_attribute("aria-busy", "true")
    expect(opened.root).to_have_attribute("data-state", "ready")
    assert opened.answer.inner_html() == opened.python_says()
    assert opened.violations() == []

    opened.root.locator("button[type=reset]").click()
    assert opened.values() == example
    assert opened.answer.inner_html() == written


def test_a_letter_shows_only_the_questions_of_its_kind(visit: Visit) -> None:
    form = Section(visit(path("letter", "zh")), "letter", "zh")
    for kind, shown, hidden in (
        ("instalment_plan", "months", "violation"),
        ("complaint", "violation", "months"),
        ("settlement", "lump", "violation"),
    ):
        form.field("kind").select_option(kind)
        expect(form.field(shown)).to_be_visible()
        expect(form.field(hidden)).to_be_hidden()
    expect(form.root.locator("fieldset.group > legend:visible")).to_have_count(5)

    form.root.locator("button[type=reset]").click()
    expect(form.field("months")).to_be_visible()
    expect(form.field("lump")).to_be_hidden()

    form.field("months").fill("many")
    form.field("kind").select_option("complaint")
    expect(form.error("months")).to_be_visible()


def test_an_example_gives_way_to_what_is_filled_in_instead(visit: Visit) -> None:
    form = Section(visit(path("real_rate", "zh")), "real_rate")
    form.field("payment").fill("1052.17")
    expect(form.field("fee_rate")).to_have_value("")
    form.calculate()
    expect(form.summary).to_have_count(0)

    form.root.locator("button[type=reset]").click()
    form.field("fee_rate").fill("0.8")
    form.field("payment").fill("1052.17")
    expect(form.field("fee_rate")).to_have_value("0.8")
    form.calculate()
    expect(form.summary).to_be_visible()
