"""What a page can send elsewhere: nothing. The browser enforces it, in three engines.

Another server records whatever reaches it. From a page without a policy every way gets through,
which shows that the tries are real; from our pages and from the worker none does.
"""

import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from scripts.static_server import StaticServer
from tests.browser import engines
from tests.browser.conftest import BASE
from tests.browser.overlay import add_probe, copy_site
from tests.browser.section import path


class _Recorder(BaseHTTPRequestHandler):
    server: "Elsewhere"

    def _record(self) -> None:
        self.server.seen.append(self.path)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = do_HEAD = do_OPTIONS = _record  # noqa: N815

    def log_message(self, *_said: object) -> None:
        pass


class Elsewhere(ThreadingHTTPServer):
    """Another host that lets everybody in and remembers every request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Recorder)
        self.seen: list[str] = []
        self.url = f"http://localhost:{self.server_address[1]}/"


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Elsewhere]:
    with Elsewhere() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


@dataclass
class Findings:
    """What reached the other host from each place, and the answers of our own."""

    engine: str
    tried: dict[str, set[str]] = field(default_factory=dict)
    arrived: dict[str, set[str]] = field(default_factory=dict)
    own: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def findings(
    request: pytest.FixtureRequest,
    site: Path,
    elsewhere: Elsewhere,
    playwright: Playwright,
    tmp_path_factory: pytest.TempPathFactory,
) -> Findings:
    """Every way tried once from an unprotected page, from a calculator's page and its worker."""
    folder = copy_site(site, tmp_path_factory.mktemp("probed") / "site")
    add_probe(folder)
    found = Findings(request.param)

    def attempt(place: str, run: str) -> None:
        elsewhere.seen.clear()
        tried = engine.run(run, elsewhere.url)
        found.tried[place] = set(tried)
        found.arrived[place] = {address.rpartition("/")[2] for address in elsewhere.seen}

    with StaticServer(folder, base=BASE) as server:
        engine = engines.start(request.param, playwright)
        try:
            engine.open(server.url + "open.html")
            attempt("open", "async (to) => window.probe.tryAll(to)")
            engine.open(server.url + path("instalment", "zh"))
            engine.run(engines.READY)
            attempt("page", "async (to) => window.probe.tryAll(to)")
            attempt("worker", "async (to) => window.probeWorker('tryAll', to)")
            own = server.url + "assets/runtime/manifest.json"
            found.own["page"] = engine.run("async (own) => window.probe.own(own)", own)
            found.own["worker"] = engine.run("async (own) => window.probeWorker('own', own)", own)
        finally:
            engine.close()
    return found


def test_the_other_host_records(elsewhere: Elsewhere) -> None:
    elsewhere.seen.clear()
    urllib.request.urlopen(elsewhere.url + "hello").close()
    assert elsewhere.seen == ["/hello"]


def test_without_a_policy_every_way_of_sending_gets_through(findings: Findings) -> None:
    expected = set(findings.tried["open"])
    if findings.engine != "chromium":
        expected -= {"prefetch"}  # the others do not prefetch
    assert findings.arrived["open"] == expected


def test_a_page_cannot_send_anything_elsewhere(findings: Findings) -> None:
    assert len(findings.tried["page"]) > 12
    assert findings.arrived["page"] == set()


def test_the_worker_cannot_send_anything_elsewhere(findings: Findings) -> None:
    assert len(findings.tried["worker"]) > 4
    assert findings.arrived["worker"] == set()


def test_page_and_worker_can_ask_their_own_host(findings: Findings) -> None:
    assert findings.own == {"page": 200, "worker": 200}
