"""What a reader gets from a calculator, in Chromium."""

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import Visit
from tests.browser.section import LANGUAGES, NAMES, WATCH, Section, path


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_pressing_the_button_untouched_gives_the_answer_that_was_there(
    name: str, lang: str, visit: Visit, context: BrowserContext, complaints: list[str]
) -> None:
    context.add_init_script(WATCH)
    section = Section(visit(path(name, lang)), name)
    written = section.answer.inner_html()
    assert section.calculate() == written
    states = section.page.evaluate("name => window.states[name]", name)
    assert states in (
        ["static", "starting", "working", "ready"],
        ["static", "starting", "ready", "working", "ready"],  # it was ready before the press
    )
    assert complaints == []
