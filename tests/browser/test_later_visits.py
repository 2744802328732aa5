"""The second visit, the visit without a network, and the visit after a new release, in Chromium."""

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

import calculators
from scripts.static_server import StaticServer
from tests.browser.conftest import Visit
from tests.browser.overlay import release_again
from tests.browser.section import Section, path

HERE = path("instalment", "zh")
IN_CACHE = """async (address) => {
  while (!(await caches.match(address))) await new Promise((resolve) => setTimeout(resolve, 100));
}"""
SNAPSHOT_MADE = """async () => {
  while (!performance.getEntriesByName("calculators:snapshot").length) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}"""


@pytest.fixture(autouse=True)
def _soon(context: BrowserContext) -> None:
    context.add_init_script(
        "globalThis.calculatorLimits = { start: 90_000, request: 90_000, idle: 100 };"
    )


def first_visit(page: Page) -> Section:
    """Calculate, and wait until everything is kept for the next visit."""
    section = Section(page, "instalment")
    section.calculate()
    page.evaluate(SNAPSHOT_MADE)
    return section


def asked_by_workers(page: Page) -> set[str]:
    """The names of the files that the page's workers asked for."""
    found: set[str] = set()
    for worker in page.workers:
        try:
            names = worker.evaluate(
                "() => performance.getEntriesByType('resource').map((entry) => entry.name)"
            )
        except Error:
            continue  # the worker that makes the snapshot ends when it has
        found |= {name.rpartition("/")[2] for name in names}
    return found


def runtime_requests(server: StaticServer) -> list[str]:
    return [name for name in server.requests if re.search(r"/runtime/[^/]+/", name)]


def test_a_later_visit_starts_from_the_snapshot_and_brings_no_runtime(
    visit: Visit, server: StaticServer
) -> None:
    server.max_age = 0  # nothing may come from the ordinary cache of the browser
    section = first_visit(visit(HERE))
    assert "python_stdlib.zip.packed" in asked_by_workers(section.page)
    server.requests.clear()
    section.page.reload()
    written = section.answer.inner_html()
    assert section.calculate() == written
    asked = asked_by_workers(section.page)
    assert "python_stdlib_none.zip" in asked
    assert "python_stdlib.zip.packed" not in asked
    assert runtime_requests(server) == []


def test_a_later_visit_knows_the_figures_that_no_example_uses(visit: Visit) -> None:
    section = first_visit(visit(HERE))
    section.page.reload()
    section.calculate()
    values = {"debts.0.lender": "甲", "debts.0.kind": "card", "debts.0.principal": "9000",
              "debts.0.days_overdue": "2"}  # fmt: skip

    answer = section.page.evaluate(
        """async (values) => {
          const python = await import(new URL("../../assets/python.js", location));
          return python.ask({ call: "respond", name: "debts", lang: "zh", values });
        }""",
        values,
    )

    assert answer["html"] == calculators.respond("debts", values, "zh")


DAMAGE = {
    "a byte flipped": "bytes[bytes.length >> 1] ^= 1;",
    "truncated": "bytes = bytes.slice(0, bytes.length >> 1);",
    "empty": "bytes = new Uint8Array();",
    "another runtime's": """
        bytes = new Uint8Array(20_000_000);
        headers.set("digest", await digest(bytes));""",
    "not memory": """
        bytes = new TextEncoder().encode("hello");
        headers.set("digest", await digest(bytes));""",
}
REPLACE = """async () => {
  const digest = async (bytes) => Array.from(
    new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)),
    (byte) => byte.toString(16).padStart(2, "0")).join("");
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      if (!url.endsWith("/snapshot")) continue;
      const stored = await cache.match(url);
      let bytes = new Uint8Array(await stored.arrayBuffer());
      const headers = new Headers(stored.headers);
      %s
      await cache.put(url, new Response(bytes, { headers }));
      return url;
    }
  }
}"""


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_snapshot_leads_to_the_ordinary_start_and_is_made_anew(
    damage: str, visit: Visit
) -> None:
    section = first_visit(visit(HERE))
    page = section.page
    assert page.evaluate(REPLACE % DAMAGE[damage])
    page.reload()
    written = section.answer.inner_html()
    assert section.calculate() == written
    assert "python_stdlib.zip.packed" in asked_by_workers(page)
    page.evaluate(SNAPSHOT_MADE)
    page.reload()
    assert section.calculate() == written
    assert "python_stdlib.zip.packed" not in asked_by_workers(page)


def test_with_the_quota_used_up_every_visit_is_a_first_one(
    context: BrowserContext, visit: Visit, server: StaticServer
) -> None:
    page = visit("about/privacy/")
    session = context.new_cdp_session(page)
    origin = server.url.removesuffix("/repay/")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 200_000})
    section = Section(page, "instalment")
    for _visit in range(2):
        with page.expect_console_message(lambda said: "nothing kept" in said.text):
            page.goto(server.url + HERE)
            written = section.answer.inner_html()
            assert section.calculate() == written
        assert "python_stdlib.zip.packed" in asked_by_workers(page)


def test_without_a_network_the_open_tab_calculates(
    context: BrowserContext, visit: Visit, server: StaticServer
) -> None:
    section = Section(visit(HERE), "instalment")
    written = section.calculate()
    context.set_offline(True)
    server.shutdown()
    server.server_close()
    section.field("principal").fill("12345.67")
    expect(section.answer.locator("details.read-back")).to_contain_text("12,345.67")
    section.root.locator("button[type=reset]").click()
    assert section.calculate() == written


def test_without_a_network_a_visited_page_opens_and_calculates(
    context: BrowserContext, visit: Visit, server: StaticServer
) -> None:
    page = visit("en/guide/cost/")
    page.evaluate(IN_CACHE, page.url)
    title = page.title()
    page.goto(server.url + HERE)
    section = first_visit(page)
    written = section.answer.inner_html()
    page.evaluate(IN_CACHE, page.url)
    context.set_offline(True)
    server.shutdown()
    server.server_close()
    page.reload()
    assert section.calculate() == written
    page.goto(server.url + "en/guide/cost/")
    assert page.title() == title
    assert page.evaluate(
        "() => getComputedStyle(document.querySelector('.md-header')).position"
    ) == ("sticky")


def test_a_new_release_replaces_the_old_one_cleanly(
    context: BrowserContext, changed_server: StaticServer
) -> None:
    server, page = changed_server, context.new_page()
    server.max_age = 0
    page.goto(server.url + HERE)
    section = first_visit(page)
    written = section.answer.inner_html()
    old = release_again(server.folder, "0123456789abcdef")
    assert section.calculate() == written  # the tab that is open stays as it is
    server.requests.clear()
    page.reload()
    assert section.calculate() == written
    page.evaluate(SNAPSHOT_MADE)
    asked = runtime_requests(server)
    assert asked
    assert all("/0123456789abcdef/" in address for address in asked), asked
    kept = json.dumps(page.evaluate("() => caches.keys()"))
    assert "0123456789abcdef" in kept
    assert old not in kept
    server.requests.clear()
    page.reload()
    assert section.calculate() == written
    assert runtime_requests(server) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_press_takes_the_whole_guide_along(visit: Visit, lang: str) -> None:
    folder = "" if lang == "zh" else "en/"
    page = visit(f"{folder}about/offline/")
    place = page.locator("[data-take-along]")
    place.get_by_role("button").click()
    expect(place.locator('[data-say="done"]')).to_be_visible()

    page.context.set_offline(True)
    for never_opened in ("guide/negotiate/", "topics/court/", "about/sources/"):
        page.goto(page.url.split("/repay/")[0] + f"/repay/{folder}{never_opened}")
        expect(page.locator("article h1")).to_be_visible()
    for name in ("instalment", "letter"):
        page.goto(page.url.split("/repay/")[0] + "/repay/" + path(name, lang))
        Section(page, name).calculate()
    page.goto(page.url.split("/repay/")[0] + f"/repay/{folder}case/")
    expect(page.locator("[data-case]")).to_have_attribute("data-state", "off")
    kept = page.evaluate(
        """async () => {
          let bytes = 0;
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const stored of await cache.matchAll()) {
              bytes += (await stored.arrayBuffer()).byteLength;
            }
          }
          return bytes;
        }"""
    )
    assert kept < 45_000_000  # what about/offline says


def test_pressed_again_the_whole_guide_is_renewed(visit: Visit) -> None:
    page = visit("about/offline/")
    place = page.locator("[data-take-along]")
    place.get_by_role("button").click()
    expect(place.locator('[data-say="done"]')).to_be_visible()
    stale = """async (address) => {
      const name = (await caches.keys()).find((one) => one.endsWith(" pages"));
      await (await caches.open(name)).put(address, new Response("an older release"));
    }"""
    there = page.url.replace("about/offline/", "topics/court/")
    page.evaluate(stale, there)

    place.get_by_role("button").click()
    expect(place.locator('[data-say="done"]')).to_be_visible()

    stored = page.evaluate("async (address) => (await caches.match(address)).text()", there)
    assert "an older release" not in stored


def test_without_a_network_one_press_says_that_nothing_was_kept(visit: Visit) -> None:
    page = visit("about/offline/")
    page.evaluate("navigator.serviceWorker.ready")
    page.context.set_offline(True)
    place = page.locator("[data-take-along]")
    place.get_by_role("button").click()
    expect(place.locator('[data-say="failed"], [data-say="part"]')).to_have_count(2)
    expect(place.locator('[data-say="failed"]:visible, [data-say="part"]:visible')).to_have_count(1)
