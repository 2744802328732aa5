"""Real browsers on the built site, served gzipped below a sub-path, as GitHub Pages does.

Nothing is simulated. Chromium is driven by Playwright; Firefox and WebKitGTK by `engines.py`. An
engine that is not installed fails its tests by name. `SITE=/folder` tests another built copy.
"""

import fcntl
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from scripts.static_server import StaticServer
from tests.browser import engines
from tests.browser.overlay import copy_site

PROJECT = Path(__file__).resolve().parents[2]
BASE = "/repay/"
PATIENT = int(os.environ.get("PATIENT", 60_000))
"""Milliseconds: far more than a slow machine needs. No test passes or fails by speed."""

expect.set_options(timeout=PATIENT)


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built site; built once when it is not there."""
    folder = Path(os.environ.get("SITE", PROJECT / "site"))
    with (PROJECT / ".python-version").open() as lock:  # one builds, the other workers wait
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "index.html").is_file():
            built = subprocess.run(
                [PROJECT / "scripts" / "build"], capture_output=True, text=True, check=False
            )
            if built.returncode or not (folder / "index.html").is_file():
                pytest.fail(f"scripts/build did not write {folder}:\n{built.stderr[-2000:]}")
    return folder


@pytest.fixture
def server(site: Path) -> Iterator[StaticServer]:
    """The site at a port of its own, so with storage and caches of its own in every browser."""
    with StaticServer(site, base=BASE) as serving:
        yield serving


@pytest.fixture
def changed_server(site: Path, tmp_path: Path) -> Iterator[StaticServer]:
    """The same with a copy of the site, for tests that change files."""
    with StaticServer(copy_site(site, tmp_path / "site"), base=BASE) as serving:
        yield serving


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=engines.chromium_path(playwright), args=engines.CHROMIUM_FLAGS
    )
    yield browser
    browser.close()


Visit = Callable[..., Page]


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A reader who was never here before."""
    fresh = chromium.new_context(accept_downloads=True)
    fresh.set_default_timeout(PATIENT)
    # No answer is wrong for being slow on a busy machine; tests of the limits set their own.
    fresh.add_init_script("globalThis.calculatorLimits = { start: 90_000, request: 90_000 };")
    yield fresh
    fresh.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the consoles said: errors, refusals of the policy, exceptions nobody caught."""
    return []


@pytest.fixture
def visit(context: BrowserContext, server: StaticServer, complaints: list[str]) -> Visit:
    """`visit("en/guide/cost/")` opens a page of the site in a new tab."""

    def open_tab(path: str = "") -> Page:
        page = context.new_page()
        listen(page, complaints)
        page.goto(server.url + path)
        return page

    return open_tab


def listen(page: Page, complaints: list[str]) -> None:
    """Collect what a page complains about."""
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda said: (
            complaints.append(f"{page.url}: {said.text}")
            if said.type in ("error", "warning") or "Content Security Policy" in said.text
            else None
        ),
    )
