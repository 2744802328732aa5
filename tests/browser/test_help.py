"""Help in a bad moment: the link to the first step is always in sight, and ticks are not lost."""

import pytest
from playwright.sync_api import BrowserContext, expect

from scripts.static_server import StaticServer
from tests.browser.conftest import Visit


@pytest.mark.parametrize(
    ("path", "target"), [("guide/plan/", "guide/stop/"), ("en/", "en/guide/stop/")]
)
@pytest.mark.parametrize("width", [320, 1280])
def test_the_first_step_is_one_press_away_wherever_the_page_is_scrolled_to(
    visit: Visit, server: StaticServer, path: str, target: str, width: int
) -> None:
    page = visit(path)
    page.set_viewport_size({"width": width, "height": 640})
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    link = page.locator("header .stop")

    expect(link).to_be_in_viewport(ratio=1)
    box = link.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    link.click()
    expect(page).to_have_url(server.url + target)
    expect(page.locator("header .stop")).to_have_attribute("aria-current", "page")


def test_the_first_step_can_be_reached_by_keyboard(visit: Visit) -> None:
    page = visit("guide/plan/")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.stop')"):
            return
    pytest.fail("not among the first eight stops of the Tab key")


def test_ticks_stay_while_the_tab_is_open_and_only_there(
    context: BrowserContext, visit: Visit
) -> None:
    page = visit("guide/stop/")
    boxes = page.locator(".task input")
    boxes.nth(1).check()
    boxes.nth(2).check()
    boxes.nth(2).uncheck()

    page.reload()
    expect(boxes.nth(1)).to_be_checked()
    for other in (0, 2):
        expect(boxes.nth(other)).not_to_be_checked()

    expect(visit("en/guide/stop/").locator(".task input").nth(1)).not_to_be_checked()
    expect(visit("guide/stop/").locator(".task input").nth(1)).not_to_be_checked()


def test_without_storage_a_list_can_still_be_ticked(
    context: BrowserContext, visit: Visit, complaints: list[str]
) -> None:
    context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('refused'); } })"
    )
    box = visit("guide/stop/").locator(".task input").first
    box.check()

    expect(box).to_be_checked()
    assert complaints == []
