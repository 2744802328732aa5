"""When something is missing, slow, refused or broken: a sentence, nothing lost, and a way on."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from scripts.static_server import StaticServer
from tests.browser import engines
from tests.browser.conftest import PATIENT, Visit
from tests.browser.section import Section, path

SHORT = "globalThis.calculatorLimits = { start: 12_000, request: 12_000, idle: 200 };"
"""Waits less long than readers do."""

TYPED = "12345.67"


@pytest.fixture(autouse=True)
def _short_limits(context: BrowserContext) -> None:
    context.add_init_script(SHORT)


def type_number(page: Page) -> Section:
    """A reader comes and types a number into the instalment calculator."""
    section = Section(page, "instalment")
    section.field("principal").fill(TYPED)
    return section


def assert_said_so(section: Section, lang: str) -> None:
    """The sentence is there in the reader's language; the example is readable; nothing is lost."""
    said = section.root.locator("[data-when=failed]")
    expect(said).to_be_visible()
    section.root.evaluate(STAYS_FAILED)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in said.inner_text()) == (lang == "zh")
    expect(section.headline).to_be_visible()
    expect(section.answer.locator("table").first).to_be_visible()
    expect(section.field("principal")).to_have_value(TYPED)


STAYS_FAILED = """async (section) => {
  for (let still = 0; still < 15; still++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (section.dataset.state !== "failed") still = 0;
  }
}"""
"""The typing itself starts Python once more after a start on focus; this waits for the last try."""


def assert_retry_works(section: Section) -> None:
    """The button brings the answer for what was typed."""
    section.root.locator("button[data-action=retry]").click()
    assert_answered(section)


def assert_answered(section: Section) -> None:
    expect(section.root).to_have_attribute("data-state", "ready")
    expect(section.answer).not_to_have_attribute("aria-busy", "true")
    expect(section.answer.locator("details.read-back")).to_contain_text("12,345.67")
    expect(section.field("principal")).to_have_value(TYPED)


@pytest.mark.parametrize(
    ("file", "lang"),
    [
        ("manifest.json", "zh"),
        ("pyodide.mjs", "en"),
        ("pyodide.asm.js", "zh"),
        ("pyodide.asm.wasm", "en"),
        ("python_stdlib.zip", "zh"),
        (".whl", "en"),
        ("worker.js", "zh"),
    ],
)
def test_a_missing_file_is_said_and_retried(
    file: str, lang: str, visit: Visit, server: StaticServer
) -> None:
    server.missing.add(file)
    section = type_number(visit(path("instalment", lang)))
    assert_said_so(section, lang)
    server.release()
    assert_retry_works(section)


@pytest.mark.parametrize(
    ("file", "lang"),
    [("manifest.json", "en"), ("pyodide.asm.wasm", "zh"), ("python_stdlib.zip", "en")],
)
def test_a_server_that_hangs_is_said_and_retried(
    file: str, lang: str, visit: Visit, server: StaticServer
) -> None:
    server.hanging.add(file)
    section = type_number(visit(path("instalment", lang)))
    assert_said_so(section, lang)
    server.release()
    assert_retry_works(section)


def test_a_broken_connection_is_said_and_retried(visit: Visit, server: StaticServer) -> None:
    server.broken.add("pyodide.asm.wasm")
    section = type_number(visit(path("instalment", "zh")))
    assert_said_so(section, "zh")
    server.release()
    assert_retry_works(section)


@pytest.fixture
def without_webassembly(playwright: Playwright) -> Iterator[Page]:
    browser = playwright.chromium.launch(
        executable_path=engines.chromium_path(playwright),
        args=[*engines.CHROMIUM_FLAGS, "--js-flags=--jitless"],
    )
    context = browser.new_context()
    context.set_default_timeout(PATIENT)
    context.add_init_script(SHORT)
    yield context.new_page()
    browser.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_browser_without_webassembly_says_so(
    lang: str, without_webassembly: Page, server: StaticServer
) -> None:
    without_webassembly.goto(server.url + path("instalment", lang))
    assert without_webassembly.evaluate("() => typeof WebAssembly") == "undefined"
    assert_said_so(type_number(without_webassembly), lang)


@pytest.mark.parametrize(
    "blocked",
    ["undefined", "class { constructor() { throw new DOMException('no', 'SecurityError'); } }"],
)
def test_a_blocked_worker_is_said_and_retried(
    blocked: str, context: BrowserContext, visit: Visit
) -> None:
    context.add_init_script(f"globalThis.Allowed = Worker; globalThis.Worker = {blocked};")
    section = type_number(visit(path("instalment", "en")))
    assert_said_so(section, "en")
    section.page.evaluate("() => { globalThis.Worker = globalThis.Allowed; }")
    assert_retry_works(section)


@pytest.fixture
def without_storage(playwright: Playwright, tmp_path: Path) -> Iterator[Page]:
    """Chromium with its setting "do not allow sites to save data on my device"."""
    settings = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(settings))
    context = playwright.chromium.launch_persistent_context(
        tmp_path,
        executable_path=engines.chromium_path(playwright),
        args=engines.CHROMIUM_FLAGS,
    )
    context.set_default_timeout(PATIENT)
    yield context.new_page()
    context.close()


def test_a_browser_that_refuses_storage_calculates_all_the_same(
    without_storage: Page, server: StaticServer
) -> None:
    without_storage.goto(server.url + path("instalment", "zh"))
    refused = without_storage.evaluate(
        """() => ["sessionStorage", "localStorage", "indexedDB"].filter((name) => {
          try { globalThis[name].length; return false; } catch { return true; }
        })"""
    )
    assert "sessionStorage" in refused
    assert_answered(type_number(without_storage))


def test_storage_that_throws_at_every_call_is_no_harm(
    context: BrowserContext, visit: Visit
) -> None:
    context.add_init_script(
        """
        const refuse = () => { throw new DOMException("no", "SecurityError"); };
        for (const name of ["sessionStorage", "localStorage", "indexedDB", "caches"]) {
          Object.defineProperty(globalThis, name, { get: refuse });
        }
        """
    )
    assert_answered(type_number(visit(path("instalment", "en"))))


def ready(visit: Visit, lang: str = "zh") -> Section:
    section = Section(visit(path("instalment", lang)), "instalment")
    section.calculate()
    return section


def test_a_worker_that_crashes_is_started_again(visit: Visit) -> None:
    section = ready(visit)
    for worker in section.page.workers:
        worker.evaluate("() => { setTimeout(() => { throw new Error('crash'); }); }")
    section.field("principal").fill(TYPED)
    assert_answered(section)


@pytest.mark.parametrize("end", ["close()", "setTimeout(() => { for (;;); })"])
def test_a_worker_that_falls_silent_is_said_and_retried(end: str, visit: Visit) -> None:
    section = ready(visit, "en")
    for worker in section.page.workers:
        worker.evaluate(f"() => {{ {end}; }}")
    section.field("principal").fill(TYPED)
    assert_said_so(section, "en")
    assert_retry_works(section)
