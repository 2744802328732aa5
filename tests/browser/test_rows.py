"""Repeating groups of a form, by keyboard only, in Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.section import Section, path


@pytest.fixture
def section(visit: Visit) -> Section:
    return Section(visit(path("budget", "zh")), "budget")


def names(section: Section) -> list[str]:
    """What the lines of spending are called, from the top."""
    return [
        value for name, value in section.values().items()
        if name.startswith("spending.") and name.endswith(".name")
    ]  # fmt: skip


def press(section: Section, action: str, row: int) -> None:
    """Go to a button of a row of spending and press it, without a mouse."""
    rows = section.root.locator('[data-rows="spending"] [data-row]')
    rows.nth(row).locator(f'[data-action="{action}"]').focus()
    section.page.keyboard.press("Enter")


def test_a_line_moves_down_and_up_with_what_was_typed(section: Section) -> None:
    before = names(section)
    press(section, "down", 0)
    assert names(section) == [before[1], before[0], *before[2:]]
    press(section, "up", 1)
    assert names(section) == before


def test_removing_a_line_moves_the_focus_to_the_next_and_asks_again(section: Section) -> None:
    section.calculate()
    before, written = names(section), section.answer.inner_html()
    press(section, "remove", 1)
    assert names(section) == [before[0], *before[2:]]
    focused = section.page.locator(":focus")
    expect(focused).to_have_attribute("data-action", "remove")
    expect(section.answer).not_to_have_attribute("aria-busy", "true")
    assert section.answer.inner_html() != written


def test_an_added_line_takes_the_focus_and_counts(section: Section) -> None:
    section.calculate()
    count, written = len(names(section)), section.answer.inner_html()
    section.root.locator('[data-rows="spending"] [data-action="add"]').focus()
    section.page.keyboard.press("Enter")
    assert len(names(section)) == count + 1
    expect(section.field(f"spending.{count}.name")).to_be_focused()
    section.page.keyboard.type("药费")
    section.page.keyboard.press("Tab")
    section.page.keyboard.type("321.5")
    expect(section.field(f"spending.{count}.amount")).to_have_value("321.5")
    expect(section.answer).to_contain_text("321.50")
    assert section.answer.inner_html() != written


def test_a_mistake_in_a_line_is_shown_at_that_line(section: Section) -> None:
    section.field("spending.1.amount").fill("many")
    expect(section.error("spending.1.amount")).to_contain_text("many")
    press(section, "up", 1)
    expect(section.error("spending.0.amount")).to_contain_text("many")
    expect(section.field("spending.0.amount")).to_have_attribute("aria-invalid", "true")
    expect(section.error("spending.1.amount")).to_be_hidden()


def test_added_lines_survive_a_reload(section: Section) -> None:
    press(section, "remove", 0)
    section.root.locator('[data-rows="income"] [data-action="add"]').click()
    section.field("income.1.name").fill("兼职")
    section.field("income.1.amount").fill("800")
    values = section.values()
    section.page.reload()
    expect(section.field("income.1.amount")).to_have_value("800")
    assert section.values() == values
