"""Calculators for everybody: axe after an answer, narrow screens, keyboard only, in Chromium.

`test_pages.py` looks at every page as it is opened; this looks at what a calculator becomes.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.static_server import StaticServer
from tests.browser.conftest import BASE, PATIENT, PROJECT, Visit
from tests.browser.section import FOLDERS, LANGUAGES, NAMES, Section, path

AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAIRS = [(name, lang) for name in NAMES for lang in LANGUAGES]


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


def violations(page: Page) -> list[str]:
    found = page.evaluate(
        "rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", RULES
    )
    return [
        f"{fault['id']}: {node['target']} {node['html'][:120]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_after_an_answer(answered: Section, scheme: str) -> None:
    answered.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    expect(answered.page.locator("body")).to_have_attribute(
        "data-md-color-scheme", "default" if scheme == "light" else "slate"
    )
    assert violations(answered.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_after_a_mistake(answered: Section, scheme: str) -> None:
    answered.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    answered.root.locator('input[inputmode="decimal"]:visible').first.fill("many")
    answered.calculate()
    expect(answered.summary).to_be_focused()
    assert violations(answered.page) == []
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
  const focused = document.activeElement;
  if (focused === document.body || focused.closest(".md-header, .md-skip")) return null;
  const box = focused.getBoundingClientRect();
  const top = Math.max(box.top, 0) + 1, bottom = Math.min(box.bottom, innerHeight) - 1;
  const corners = [[box.left + 1, top], [box.right - 1, top],
                   [box.left + 1, bottom], [box.right - 1, bottom]];
  const covered = corners.some(([x, y]) => {
    const over = document.elementFromPoint(x, y);
    return over && !focused.contains(over) && over.closest(".md-header, .md-tabs, .md-top");
  });
  const outside = box.bottom < 0 || box.top > innerHeight;
  return covered || outside ? focused.outerHTML.slice(0, 120) : null;
}"""
"""What has the focus, if a corner of it lies under the header or it is out of sight."""


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
        target = section.root.locator(selector).first.element_handle()
        while not page.evaluate("target => target === document.activeElement", target):
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


@pytest.mark.parametrize(
    ("lang", "word"),
    [
        ("zh", "分期"),
        ("zh", "罚息"),
        ("zh", "协商"),
        ("en", "instalment"),
        ("en", "penalty interest"),
        ("en", "negotiate"),
    ],
)
def test_search_finds_pages_of_its_language(lang: str, word: str, visit: Visit) -> None:
    page = visit(FOLDERS[lang])
    page.keyboard.press("/")
    page.locator("[data-md-component=search-query]").fill(word)
    found = page.locator(".md-search-result__item a").first
    expect(found).to_be_visible()
    expect(found.locator("mark").first).to_be_visible()
    address = str(found.evaluate("link => link.href"))
    assert ("/en/" in address) == (lang == "en")
