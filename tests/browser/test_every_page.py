"""Every page in Chromium, opened once: nobody is shut out, nothing scrolls sideways."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.static_server import StaticServer
from tests.browser.conftest import BASE, PATIENT
from tests.browser.section import AXE
from tests.test_site import PAGES

STILL = """addEventListener("DOMContentLoaded", () => {
  const style = document.createElement("style");
  style.textContent = "* { transition: none !important }";
  document.head.append(style);
});"""
"""Colours change at once, so that axe sees none in between."""


@pytest.fixture(scope="module")
def still(chromium: Browser, site: Path) -> Iterator[tuple[str, Page]]:
    """A tab in which calculators stay as the build made them: Python never arrives."""
    with (
        StaticServer(site, base=BASE) as server,
        chromium.new_context(bypass_csp=True) as context,  # for axe itself
    ):
        context.set_default_timeout(PATIENT)
        context.route("**/assets/runtime/**", lambda route: None)
        page = context.new_page()
        page.add_init_script(STILL)
        yield server.url, page


@pytest.fixture(scope="module", params=PAGES)
def page(request: pytest.FixtureRequest, still: tuple[str, Page]) -> Page:
    """One page after the other."""
    home, page = still
    page.goto(home + request.param)
    page.add_script_tag(path=AXE)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(page: Page, scheme: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    expect(page.locator("body")).to_have_attribute(
        "data-md-color-scheme", "slate" if scheme == "dark" else "default"
    )
    found = page.evaluate(
        "([rules]) => axe.run(document, {resultTypes: ['violations'], ...rules})",
        # In the dark nothing but colours is different.
        [{"runOnly": ["color-contrast"]} if scheme == "dark" else {}],
    )

    assert [
        f"{fault['id']}: {node['target']} {node['html'][:100]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ] == []


@pytest.mark.parametrize(("width", "percent"), [(320, 100), (640, 200)])
def test_nothing_scrolls_sideways(page: Page, width: int, percent: int) -> None:
    """On a phone of 320 px; and with text twice as large in a window twice as wide."""
    page.set_viewport_size({"width": width, "height": 640})
    shown = page.evaluate(
        """percent => {
            const root = document.documentElement;
            root.style.fontSize = `${percent * 1.25}%`; // the theme's own size is 125 %
            const { scrollWidth } = root;
            root.style.fontSize = "";
            return scrollWidth;
        }""",
        percent,
    )

    assert shown <= width
