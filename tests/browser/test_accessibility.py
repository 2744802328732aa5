"""Calculators for everybody: axe after an answer, narrow screens, keyboard only, in Chromium.

`test_pages.py` looks at every page as it is opened; this looks at what a calculator becomes.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from scripts.static_server import StaticServer
from tests.browser.conftest import BASE, PATIENT, Visit
from tests.browser.section import AXE, FORMS, LANGUAGES, Section, path

PAIRS = [(name, lang) for name in FORMS for lang in LANGUAGES]


@pytest.fixture(scope="module", params=PAIRS, ids="-".join)
def answered(request: pytest.FixtureRequest, chromium: Browser, site: Path) -> Iterator[Section]:
    """A calculator that has answered, with everything unfolded."""
    name, lang = request.param
    with StaticServer(site, base=BASE) as server:
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(PATIENT)
        context.add_init_script(path=AXE)
        page = context.new_page()
        page.goto(server.url + path(name, lang))
        section = Section(page, name)
        section.calculate()
        page.locator("main details").evaluate_all("all => all.forEach((one) => (one.open = true))")
        yield section
        context.close()


def violations(section: Section, scheme: str) -> list[str]:
    """What axe finds in the calculator; `test_pages.py` looks at the page around it."""
    section.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    expect(section.page.locator("body")).to_have_attribute(
        "data-md-color-scheme", "slate" if scheme == "dark" else "default"
    )
    return section.violations()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_after_an_answer(answered: Section, scheme: str) -> None:
    assert violations(answered, scheme) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_after_a_mistake(answered: Section, scheme: str) -> None:
    answered.root.locator('input[inputmode="decimal"]:visible').first.fill("many")
    answered.calculate()
    expect(answered.summary).to_be_focused()
    assert violations(answered, scheme) == []
    answered.root.locator("button[type=reset]").click()


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_large_enough_for_a_finger(answered: Section, width: int) -> None:
    """24 px by WCAG 2.2; links within a sentence are excepted there."""
    answered.page.set_viewport_size({"width": width, "height": 640})
    small = answered.root.locator(
        "button:visible, input:visible, select:visible, textarea:visible, summary:visible"
    ).evaluate_all(
        """all => all.map((one) => [one.outerHTML.slice(0, 100), one.getBoundingClientRect()])
             .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
    )
    assert small == []


def test_nothing_scrolls_sideways_at_400_percent_after_an_answer(answered: Section) -> None:
    """1280 px at 400 % are 320 px; wide tables scroll within themselves."""
    page = answered.page
    page.set_viewport_size({"width": 320, "height": 256})
    too_wide = page.evaluate(
        "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
    )
    assert too_wide <= 0
    answered.calculate()
    cut = answered.root.locator(".headline, .facts dd, label, .hint, button:visible").evaluate_all(
        """all => all.filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5)
             .map((one) => one.outerHTML.slice(0, 100))"""
    )
    assert cut == []


HIDDEN = """() => {
  const focused = document.activeElement, header = document.querySelector(".md-header");
  if (focused === document.body || header.contains(focused)) return null;
  const { left, right, top, bottom } = focused.getBoundingClientRect();
  const tall = bottom - top > innerHeight - header.offsetHeight;
  const middle = (left + right) / 2;
  const points = [[left + 1, top + 1], [right - 1, top + 1], [middle, (top + bottom) / 2],
                  [left + 1, bottom - 1], [right - 1, bottom - 1]];
  const over = points.map(([x, y]) => document.elementFromPoint(x, y));
  const seen = over.some((one) => focused.contains(one) || one?.contains(focused));
  const under = over.some((one) => header.contains(one));
  return (seen || tall) && (!under || tall) ? null : focused.outerHTML.slice(0, 120);
}"""
"""What has the focus, if a corner of it lies under the header or nothing of it can be seen.

What is taller than the window cannot be seen whole.
"""


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize("size", [(1280, 800), (320, 480)], ids=["desktop", "phone"])
def test_the_focus_is_never_hidden(visit: Visit, size: tuple[int, int], key: str) -> None:
    page = visit(path("instalment", "en"))
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(reduced_motion="reduce")
    section = Section(page, "instalment")
    section.calculate()
    start = section.field("principal") if key == "Tab" else page.locator(".md-footer a").last
    start.focus()
    for _press in range(60):
        assert page.evaluate(HIDDEN) is None
        page.keyboard.press(key)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_calculator_can_be_used_without_a_mouse(lang: str, visit: Visit) -> None:
    """From the top of the page to a number, a choice, the folded part, the button, the table."""
    page = visit(path("instalment", lang))
    section = Section(page, "instalment")
    pressed = 0

    def tab_to(selector: str) -> None:
        nonlocal pressed
        while not section.root.locator(selector).first.evaluate("one => one.matches(':focus')"):
            page.keyboard.press("Tab")
            pressed += 1
            assert pressed < 200, f"{selector} cannot be reached"

    tab_to('[name="principal"]')
    page.keyboard.type("50000")  # what was there is selected, so it is replaced
    expect(section.field("principal")).to_have_value("50000")
    tab_to('[name="method"]')
    page.keyboard.press("ArrowDown")
    expect(section.field("method")).to_have_value("equal_principal")
    tab_to("details.more summary")
    page.keyboard.press("Enter")
    tab_to('[name="first_payment_date"]')
    page.keyboard.type("2026-12-15")
    page.keyboard.press("Enter")
    expect(section.answer.locator("details.read-back")).to_contain_text("50,000.00")
    expect(section.answer.locator("tbody").last).to_contain_text("2026")
    tab_to('[data-action="calculate"]')
    page.keyboard.press("Space")
    expect(section.answer).not_to_have_attribute("aria-busy", "true")
    tab_to(".table-scroll")
    page.keyboard.press("End")
    tab_to("details.working summary")
    page.keyboard.press("Enter")
    expect(section.answer.locator("details.working li").first).to_be_visible()
    tab_to('[data-action="copy"]')


@pytest.mark.parametrize(("name", "lang"), PAIRS)
def test_without_scripts_example_working_and_table_are_there(
    name: str, lang: str, chromium: Browser, server: StaticServer
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url + path(name, lang))
    section = Section(page, name)
    expect(section.headline).to_be_visible()
    expect(section.answer.locator("table").first).to_be_visible()
    expect(section.root.locator(".status noscript p")).to_be_visible()
    section.answer.locator("details.working summary").click()
    expect(section.answer.locator("details.working li").first).to_be_visible()
    context.close()
