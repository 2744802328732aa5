"""The promise on a first and on a later visit, in Chromium, Firefox and WebKitGTK."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from scripts.static_server import StaticServer
from tests.browser import engines
from tests.browser.conftest import BASE
from tests.browser.overlay import add_probe, copy_site
from tests.browser.section import path

ANSWER = 'async () => document.querySelector("[data-answer]").innerHTML'
SNAPSHOT = """async () => {
  for (let tries = 0; tries < 1500; tries++) {
    if (performance.getEntriesByName("calculators:snapshot").length) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}"""
TYPE = """async () => {
  const field = document.querySelector('[name="principal"]');
  const answer = document.querySelector("[data-answer]");
  field.value = "12345.67";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  while (!answer.textContent.includes("12,345.67") || answer.hasAttribute("aria-busy")) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return field.value;
}"""


@dataclass
class Visits:
    """What was written, what the button gave, and which files the worker asked for, by visit."""

    written: list[str]
    answered: list[str]
    asked: list[set[str]]
    snapshot: bool
    typed: Any


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def visits(
    request: pytest.FixtureRequest,
    site: Path,
    playwright: Playwright,
    tmp_path_factory: pytest.TempPathFactory,
) -> Visits:
    folder = copy_site(site, tmp_path_factory.mktemp("visited") / "site")
    add_probe(folder)
    seen = Visits([], [], [], False, None)
    with StaticServer(folder, base=BASE) as server:
        engine = engines.start(request.param, playwright)
        try:
            for visit in range(2):
                engine.open(server.url + path("instalment", "zh"))
                seen.written.append(engine.run(ANSWER))
                engine.run(engines.READY)
                seen.answered.append(engine.run(ANSWER))
                asked = engine.run("async () => window.probeWorker('resources')")
                seen.asked.append({address.rpartition("/")[2] for address in asked})
                if visit == 0:
                    seen.snapshot = engine.run(SNAPSHOT)
            seen.typed = engine.run(TYPE)
        finally:
            engine.close()
    return seen


def test_the_first_visit_gives_the_answer_that_was_written(visits: Visits) -> None:
    assert visits.answered[0] == visits.written[0]
    assert "python_stdlib.zip.packed" in visits.asked[0]


def test_the_later_visit_gives_it_from_the_snapshot(visits: Visits) -> None:
    assert visits.snapshot
    assert visits.answered[1] == visits.written[1]
    assert "python_stdlib_none.zip" in visits.asked[1]
    assert "python_stdlib.zip.packed" not in visits.asked[1]


def test_typing_is_answered_in_every_engine(visits: Visits) -> None:
    assert visits.typed == "12345.67"
