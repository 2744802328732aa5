"""Pages in Chromium: nothing is refused, search, print, no scripts. `test_every_page.py` looks on."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Request, expect

from scripts.static_server import StaticServer
from tests.browser.conftest import BASE, PATIENT, Visit, listen
from tests.test_site import PAGES


@pytest.fixture(scope="module")
def reader(chromium: Browser, site: Path) -> Iterator[tuple[str, BrowserContext]]:
    """Somebody who looks at every page."""
    with StaticServer(site, base=BASE) as server, chromium.new_context() as context:
        context.set_default_timeout(PATIENT)
        yield server.url, context


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_another_host_or_meets_a_refusal(
    reader: tuple[str, BrowserContext], complaints: list[str], path: str
) -> None:
    home, context = reader
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    context.on("request", note)
    page = context.new_page()
    listen(page, complaints)
    page.goto(home + path)
    page.wait_for_load_state("networkidle")
    page.close()
    context.remove_listener("request", note)

    assert asked
    assert [url for url in asked if not url.startswith((home, "blob:", "data:"))] == []
    assert complaints == []


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("", "分期"),
        ("", "罚息"),
        ("guide/stop/", "协商"),
        ("en/", "分期"),
        ("en/guide/plan/", "instalments"),
        ("en/", "negotiate"),
        ("en/", "penalty interest"),
    ],
)
def test_search_finds_words_of_both_languages(
    visit: Visit, complaints: list[str], path: str, query: str
) -> None:
    page = visit(path)

    page.locator("[data-md-component=search-query]").click()
    page.locator("[data-md-component=search-query]").fill(query)

    found = page.locator(".md-search-result__item", has_text=re.compile(query, re.IGNORECASE))
    expect(found.first).to_be_visible()
    assert complaints == []


@pytest.mark.parametrize("path", ["no-such-page", "guide/cost/no/such/page/"])
def test_a_wrong_address_leads_home_whatever_the_base_path(
    context: BrowserContext, server: StaticServer, path: str
) -> None:
    page = context.new_page()
    page.goto(server.url + path)

    home, english = page.locator("[data-home]").all()
    expect(home).to_have_attribute("href", server.url)
    expect(english).to_have_attribute("href", server.url + "en/")


def test_a_list_can_be_ticked_by_keyboard(visit: Visit) -> None:
    page = visit("guide/stop/")
    box = page.locator(".task input").first

    box.focus()
    page.keyboard.press("Space")

    expect(box).to_be_checked()


@pytest.mark.parametrize(
    ("path", "copied"), [("guide/stop/", "已复制"), ("en/guide/stop/", "Copied")]
)
def test_words_to_say_can_be_copied(
    context: BrowserContext, visit: Visit, path: str, copied: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit(path)
    words = page.locator(".language-text code").first
    button = page.locator(".language-text .copy").first

    button.click()

    expect(button).to_contain_text(copied)
    assert page.evaluate("navigator.clipboard.readText()") == words.text_content()


def test_what_has_the_focus_is_never_under_the_header(visit: Visit) -> None:
    page = visit("guide/cost/")
    page.set_viewport_size({"width": 360, "height": 640})

    for _ in range(60):
        page.keyboard.press("Tab")
        # Until it is so: the menu of languages folds up slowly when the focus leaves it.
        page.locator(":root").evaluate(
            """async () => {
                const covered = () => {
                    const focused = document.activeElement;
                    if (focused === document.body || focused.closest("header, .md-sidebar")) return false;
                    const { top, left, width, height } = focused.getBoundingClientRect();
                    const at = document.elementFromPoint(left + width / 2, top + Math.min(height, 640) / 2);
                    return Boolean(at?.closest("header"));
                };
                const begun = performance.now();
                while (covered()) {
                    if (performance.now() - begun > 5000) throw Error(document.activeElement.outerHTML);
                    await new Promise(requestAnimationFrame);
                }
            }"""
        )


def test_paper_shows_the_answer_and_no_navigation(visit: Visit) -> None:
    page = visit("calculators/instalment/")
    page.emulate_media(media="print", color_scheme="dark")

    expect(page.locator("[data-headline]")).to_be_visible()
    for hidden in (".md-header", ".md-sidebar--primary", ".actions", ".buttons"):
        expect(page.locator(hidden).first).to_be_hidden()
    body = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert body == "rgb(255, 255, 255)"


def test_a_page_reads_without_scripts(chromium: Browser, server: StaticServer) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        listen(page, [])
        page.goto(server.url + "calculators/budget/")

        expect(page.locator("[data-headline]")).to_be_visible()
        expect(page.locator("noscript").first).to_be_visible()
