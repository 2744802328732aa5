"""Typing into every calculator, in Chromium, on one page each."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser, expect

import calculators
from scripts.static_server import StaticServer
from tests.browser.conftest import BASE, PATIENT
from tests.browser.section import FORMS, LANGUAGES, Section, path

PAIRS = [(name, lang) for name in FORMS for lang in LANGUAGES]


@pytest.fixture(scope="module", params=PAIRS, ids=lambda pair: "-".join(pair))
def opened(request: pytest.FixtureRequest, chromium: Browser, site: Path) -> Iterator[Section]:
    name, lang = request.param
    with StaticServer(site, base=BASE) as server:
        context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
        context.set_default_timeout(PATIENT)
        page = context.new_page()
        page.goto(server.url + path(name, lang))
        section = Section(page, name, lang)
        section.calculate()
        yield section
        context.close()


@pytest.fixture
def section(opened: Section) -> Section:
    """The worked example again, as after "back to the example"."""
    opened.root.locator("button[type=reset]").click()
    opened.page.evaluate("document.activeElement.blur()")
    return opened


def test_a_changed_number_is_answered_without_a_press(section: Section) -> None:
    before = section.answer.inner_html()
    field = section.number()
    field.fill(field.input_value() + "0")
    expect(section.answer).not_to_have_attribute("aria-busy", "true")
    expect(section.root).to_have_attribute("data-state", "ready")
    assert section.answer.inner_html() != before
    assert section.answer.inner_html() == section.python_says()
    expect(field).to_be_focused()


def test_every_choice_is_answered_as_cpython_answers(section: Section) -> None:
    section.unfold()
    for field in section.root.locator("form select:visible").all()[:6]:
        for value in field.locator("option").evaluate_all("all => all.map((one) => one.value)"):
            field.select_option(value)
            expect(section.answer).not_to_have_attribute("aria-busy", "true")
            assert section.answer.inner_html() == section.python_says()


def test_bad_input_gets_a_sentence_at_its_field_and_leaves_the_focus_while_typing(
    section: Section,
) -> None:
    field = section.number()
    name = cast(str, field.get_attribute("name"))
    field.fill("many")
    expect(section.error(name)).to_be_visible()
    expect(section.error(name)).to_contain_text("many")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(field).to_have_value("many")
    described = cast(str, field.get_attribute("aria-describedby")).split()
    assert section.error(name).get_attribute("id") in described
    expect(section.summary).to_be_visible()
    expect(section.live).to_have_text("")


def test_the_button_moves_the_focus_to_the_summary_and_its_link_to_the_field(
    section: Section,
) -> None:
    field = section.number()
    field.fill("many")
    section.calculate()
    expect(section.summary).to_be_focused()
    expect(field).to_have_value("many")
    section.summary.get_by_role("link").first.click()
    expect(field).to_be_focused()


def test_correcting_the_field_clears_its_sentence_and_brings_the_answer(section: Section) -> None:
    field = section.number()
    name, good = cast(str, field.get_attribute("name")), field.input_value()
    written = section.answer.inner_html()
    field.fill("many")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill(good)
    expect(section.error(name)).to_be_hidden()
    expect(section.error(name)).to_have_text("")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(section.summary).to_have_count(0)
    assert section.answer.inner_html() == written


def test_the_live_region_speaks_the_headline_and_nothing_else(section: Section) -> None:
    field = section.number()
    field.fill(field.input_value() + "0")
    expect(section.answer).not_to_have_attribute("aria-busy", "true")
    expect(section.live).to_have_text(section.headline.inner_text())
    speaking = section.page.locator(
        f'[data-calculator="{section.name}"] :is([aria-live], [role=status], [role=alert]):visible'
    )
    assert [part.get_attribute("data-live") is not None for part in speaking.all()] == [True]


def test_going_back_to_the_example_restores_fields_and_answer(section: Section) -> None:
    values, written = section.values(), section.answer.inner_html()
    field = section.number()
    field.fill("many")
    expect(section.summary).to_be_visible()
    section.root.locator("button[type=reset]").click()
    assert section.values() == values
    assert section.answer.inner_html() == written
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_an_emptied_form_asks_for_what_is_missing(section: Section) -> None:
    section.button("clear").click()
    assert not section.answer.inner_html()
    assert all(value in ("", None) or len(value) > 2 for value in section.values().values())
    section.calculate()
    expect(section.summary).to_be_focused()


def test_the_copied_answer_is_the_answer_as_text(section: Section) -> None:
    section.button("copy").click()
    expect(section.root.locator(".actions [data-copied]")).to_be_visible()
    text = section.page.evaluate("() => navigator.clipboard.readText()")
    assert section.root.locator(".calculator-title").inner_text() in text
    assert section.headline.inner_text() in text
    for value in section.answer.locator(".facts dd").all():
        assert value.inner_text().splitlines()[0] in text


def test_the_csv_is_the_file_that_cpython_writes(section: Section) -> None:
    field = section.number()
    field.fill(field.input_value() + "0")
    expect(section.answer).not_to_have_attribute("aria-busy", "true")
    with section.page.expect_download() as coming:
        section.root.locator('[data-kind="csv"]').click()
    filename, _media, content = calculators.download(
        section.name, section.values(), "csv", section.lang
    )
    assert coming.value.suggested_filename == filename
    assert coming.value.path().read_bytes() == content


def test_paper_carries_the_answer_and_no_navigation(section: Section) -> None:
    page = section.page
    page.evaluate("window.print = () => (window.printed = true)")
    section.button("print").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    try:
        for part in (".md-header", ".md-tabs", ".md-sidebar", ".md-footer__inner", ".md-search"):
            for found in page.locator(part).all():
                expect(found).to_be_hidden()
        for button in section.root.locator("button").all():
            expect(button).to_be_hidden()
        expect(section.headline).to_be_visible()
        assert b"/MediaBox [0 0 594.95996 841.91998]" in page.pdf(prefer_css_page_size=True)
    finally:
        page.emulate_media(media="screen")


def test_what_was_typed_survives_a_reload_and_the_other_language(section: Section) -> None:
    page = section.page
    field = section.number()
    name, typed = cast(str, field.get_attribute("name")), field.input_value() + "0"
    field.fill(typed)
    expect(section.answer).not_to_have_attribute("aria-busy", "true")
    answered = section.answer.inner_html()
    page.reload()
    expect(section.field(name)).to_have_value(typed)
    expect(section.root).to_have_attribute("data-state", "ready")
    expect(section.answer).not_to_have_attribute("aria-busy", "true")
    assert section.answer.inner_html() == answered
    other = "en" if section.lang == "zh" else "zh"
    here = page.url
    page.goto(here.replace(path(section.name, section.lang), path(section.name, other)))
    expect(section.field(name)).to_have_value(typed)
    page.goto(here)


def test_figures_can_be_hidden_from_whoever_looks_over_the_shoulder(section: Section) -> None:
    button = section.root.locator('[data-action="veil"]')
    field, page = section.number(), section.page
    blurred = "one => getComputedStyle(one).filter"
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert "blur" in field.evaluate(blurred)
    assert "blur" in section.answer.evaluate(blurred)
    field.focus()
    assert field.evaluate(blurred) == "none"

    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert "blur" in section.answer.evaluate(blurred)
    page.emulate_media(media="print")
    assert section.answer.evaluate(blurred) == "none"
    page.emulate_media(media="screen")
    button.click()
    assert section.answer.evaluate(blurred) == "none"
    section.calculate()


@pytest.mark.parametrize("width", [360, 1280])
def test_folded_fields_stand_apart_below_their_summary(section: Section, width: int) -> None:
    section.page.set_viewport_size({"width": width, "height": 740})
    section.unfold()
    summary = section.root.locator("details.more summary").bounding_box()
    boxes = [
        field.bounding_box() for field in section.root.locator("details.more .field:visible").all()
    ]
    assert summary
    for number, box in enumerate(boxes):
        assert box
        assert box["y"] >= summary["y"] + summary["height"]
        for other in filter(None, boxes[:number]):
            beside = box["x"] >= other["x"] + other["width"] + 8
            below = box["y"] >= other["y"] + other["height"] + 8
            before = other["x"] >= box["x"] + box["width"] + 8
            assert beside or below or before
