"""Measure the calculators in a browser, beside stock Pyodide of the same version.

One run, one browser, everything interleaved, so that whatever else the machine does falls on all
alike. Medians. The site is served below a sub-path and gzipped, as GitHub Pages does.

- *Page to first answer*: from the beginning of the navigation until an answer that differs from the
  worked example is in the page. The button is pressed as soon as the page's own scripts have run.
- *Stock*: the same page, with a worker as Pyodide's documentation shows it: `pyodide.mjs`, its
  `python_stdlib.zip` of sources, our package as a zip of sources given to `unpackArchive`.
- A visit begins in a window that has come to rest, without the pages that Chromium's own address
  bar loads into a new one: 0.7 seconds of work that belongs to nobody's site.
- *Input to answer*: from the end of the pause after typing until the answer is in the page
  (the browser then draws it). The pause itself (200 ms, so that an answer is not computed for
  every key) is not in it.
- *Slowed*: every process of the browser is stopped again and again, because the slow-down of the
  developer tools reaches the page but not its worker. `factor` is what it came to, measured.
"""

import argparse
import json
import os
import platform
import shutil
import signal
import statistics
import subprocess
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import calculators
from calculators.page.fields import flat
from scripts import runtime
from scripts.static_server import StaticServer

PROJECT = Path(__file__).resolve().parent.parent
SITE = PROJECT / "site"
REPORT = PROJECT / "docs" / "_data" / "speed.json"
PAGE = "calculators/instalment/"
PAUSE = 200
"""Milliseconds that page.js waits after the last key; the pause itself is never counted."""

BARE = "--disable-features=WebUIOmniboxAimPopup,WebUIOmniboxPopup"
"""Chromium without the pages of its own address bar."""

SETTLED = 1.5
"""Seconds until a new window of the browser has come to rest."""

BARS = {
    "first_to_stock": 0.45,
    "later_to_stock": 0.27,
    "first_bytes": 4_600_000,
    "later_runtime_bytes": 0,
    "p95_60_ms": 16.0,
    "p95_360_ms": 50.0,
    "large_ms": 50.0,
}

PRESS = """
addEventListener("DOMContentLoaded", () => {
  const answer = document.querySelector("[data-answer]");
  const headline = () => answer.querySelector("[data-headline]")?.textContent;
  const example = headline();
  new MutationObserver(() => {
    if (!headline() || headline() === example || globalThis.firstAnswer) return;
    globalThis.firstAnswer = performance.now();
    document.documentElement.dataset.answered = "";
  }).observe(answer, { childList: true, subtree: true });
  const field = document.querySelector("[name=principal]");
  field.focus();
  field.value = "51234";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.form.requestSubmit();
});
"""
"""A reader who types and presses at once."""

EARLY = '<script src="../../assets/early.js"></script>'
"""What starts our worker before the page is read; the stock page has a worker of its own."""

STOCK_PAGE = """
const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
const section = document.querySelector("[data-calculator]");
section.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const values = Object.fromEntries(new FormData(event.target));
  worker.postMessage({ name: section.dataset.calculator, values });
});
worker.onmessage = ({ data }) => (section.querySelector("[data-answer]").innerHTML = data);
"""

STOCK_WORKER = """
import { loadPyodide } from "./pyodide.mjs";
const ready = (async () => {
  const pyodide = await loadPyodide();
  const response = await fetch(new URL("calculators.zip", import.meta.url));
  pyodide.unpackArchive(await response.arrayBuffer(), "zip");
  return { pyodide, calculators: pyodide.pyimport("calculators") };
})();
onmessage = async ({ data: { name, values } }) => {
  const { pyodide, calculators } = await ready;
  postMessage(calculators.respond(name, pyodide.toPy(values), "zh"));
};
"""


def serve_folder(scratch: Path) -> Path:
    """A copy of the site with the stock page in it."""
    folder = scratch / "site"
    shutil.copytree(SITE, folder)
    stock = folder / "assets" / "stock"
    stock.mkdir()
    for name in (
        "pyodide.mjs",
        "pyodide.asm.js",
        "pyodide.asm.wasm",
        "pyodide-lock.json",
        "python_stdlib.zip",
    ):
        shutil.copyfile(runtime.PYODIDE / name, stock / name)
    with zipfile.ZipFile(stock / "calculators.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in runtime.package_files().items():
            archive.writestr(name, content)
    (stock / "page.js").write_text(STOCK_PAGE)
    (stock / "worker.js").write_text(STOCK_WORKER)
    html = (folder / PAGE / "index.html").read_text()
    changed = html.replace("assets/page.js", "assets/stock/page.js")
    if changed == html:
        raise ValueError(f"{PAGE} does not load assets/page.js")
    changed = changed.replace(EARLY, "")
    (folder / "calculators" / "stock").mkdir()
    (folder / "calculators" / "stock" / "index.html").write_text(changed)
    return folder


# --- start-up ---------------------------------------------------------------------------------


def first_answer(context: BrowserContext, address: str) -> tuple[float, Page]:
    """Milliseconds from the beginning of the navigation to the first answer, and the page."""
    page = context.new_page()
    time.sleep(SETTLED)
    page.add_init_script(PRESS)
    page.goto(address, wait_until="commit")
    page.locator("html[data-answered]").wait_for(state="attached", timeout=120_000)
    return float(page.evaluate("firstAnswer")), page


def wait_for_mark(page: Page, name: str, seconds: float = 120) -> None:
    """Until the page has set a performance mark; Playwright's own waiting breaks under the CSP."""
    end = time.monotonic() + seconds
    while not page.evaluate("name => performance.getEntriesByName(name).length", name):
        if time.monotonic() > end:
            raise TimeoutError(f"no mark {name} within {seconds} seconds")
        time.sleep(0.1)


def start_up(browser: Browser, server: StaticServer, runs: int) -> dict[str, Any]:
    """First and later visits, stock and ours, in turn."""
    times: dict[str, list[float]] = {"stock": [], "stock_again": [], "first": [], "later": []}
    sent: dict[str, list[int]] = {
        "stock": [],
        "first": [],
        "first_idle": [],
        "later": [],
        "later_runtime": [],
    }

    def visit(kind: str, context: BrowserContext, path: str) -> Page:
        server.sent.clear()
        found, page = first_answer(context, server.url + path)
        times[kind].append(found)
        if kind in sent:
            sent[kind].append(sum(server.sent.values()))
        return page

    for _run in range(runs + 1):
        context = browser.new_context()
        visit("stock", context, "calculators/stock/").close()
        visit("stock_again", context, "calculators/stock/").close()
        context.close()

        context = browser.new_context()
        page = visit("first", context, PAGE)
        wait_for_mark(page, "calculators:snapshot")
        sent["first_idle"].append(sum(server.sent.values()))
        page.close()
        visit("later", context, PAGE).close()
        sent["later_runtime"].append(
            sum(
                size
                for address, size in server.sent.items()
                if "/runtime/" in address and not address.endswith("manifest.json")
            )
        )
        context.close()

    for found in times.values():
        del found[0]  # the browser's own first steps
    median = {kind: statistics.median(found) for kind, found in times.items()}
    return {
        "ms": {
            kind: {"median": round(median[kind]), "all": [round(one) for one in found]}
            for kind, found in times.items()
        },
        "first_to_stock": round(median["first"] / median["stock"], 3),
        "later_to_stock": round(median["later"] / median["stock"], 3),
        "later_to_stock_again": round(median["later"] / median["stock_again"], 3),
        "bytes": {kind: max(found) for kind, found in sent.items()},
    }


# --- answers ----------------------------------------------------------------------------------

TYPE = """
async ([count, name, from]) => {
  const field = document.querySelector(`[name=${name}]`);
  const answer = document.querySelector("[data-answer]");
  const once = (index) => new Promise((resolve) => {
    const seen = new PerformanceObserver((list) => {
      const [entry] = list.getEntries();
      seen.disconnect();
      resolve(entry.duration);
    });
    seen.observe({ type: "measure" });
    field.value = String(from + 137 * index);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const found = [];
  for (let index = 0; index < count; index += 1) found.push(await once(index));
  return [found, answer.querySelectorAll(".rows-table tbody tr").length];
}
"""


def answers(page: Page, rows: int, count: int) -> dict[str, float]:
    """Milliseconds from the end of the pause to the answer in the page, for `rows` instalments."""
    page.locator("[name=months]").fill(str(rows))
    shown, found = typed(page, "principal", 30_000, count)
    if shown != rows:
        raise ValueError(f"expected {rows} rows in the answer, got {shown}")
    return found


def typed(page: Page, field: str, start: int, count: int) -> tuple[int, dict[str, float]]:
    """Rows of the answer, and milliseconds to it, for `count` numbers typed into a field."""
    page.evaluate(TYPE, [12, field, start])  # the browser compiles what runs often
    found, shown = page.evaluate(TYPE, [count, field, start])
    ordered = sorted(found)
    return shown, {
        "p50": round(statistics.median(ordered), 1),
        "p95": round(ordered[int(len(ordered) * 0.95) - 1], 1),
        "count": len(ordered),
    }


def lenders(count: int) -> list[dict[str, str]]:
    """Debts of all sizes and rates."""
    return [
        {"lender": f"{n}", "balance": f"{2000 + 137 * n}", "annual_rate": f"{5 + n % 20}"}
        for n in range(count)
    ]


LARGE: dict[str, tuple[str, str, int, dict[str, Any]]] = {
    "600 instalments": (
        "instalment",
        "principal",
        300_000,
        {"principal": "300000", "annual_rate": "12", "months": "600", "method": "level_payment"},
    ),
    "100 debts in order": (
        "payoff",
        "monthly_budget",
        40_000,
        {"debts": [{**one, "minimum": "300"} for one in lenders(100)], "monthly_budget": "40000"},
    ),
    "100 debts refinanced": (
        "refinance",
        "new_principal",
        800_000,
        {
            "debts": [{**one, "months": "36"} for one in lenders(100)],
            "new_principal": "800000",
            "new_months": "36",
            "new_fee_rate": "0.5",
        },
    ),
    "5 plans of 60 months": (
        "compare",
        "can_pay",
        3_000,
        {
            "plans": [{"name": f"{n}", "months": "60", "payment": f"{900 + n}"} for n in range(5)],
            "can_pay": "3000",
        },
    ),
}
"""The largest questions: the calculator, the field that is typed into, from what, and the rest."""


def large(context: BrowserContext, server: StaticServer, count: int) -> dict[str, Any]:
    """Milliseconds to the answer of each large question."""
    found = {}
    for title, (name, field, start, values) in LARGE.items():
        page = context.new_page()
        kept = json.dumps(flat(calculators.load(name).Form, values, "zh"))
        page.add_init_script(f"sessionStorage.setItem('calculators/{name}', {json.dumps(kept)})")
        page.goto(f"{server.url}calculators/{name}/")
        page.locator("[data-state=ready]").wait_for(timeout=120_000)
        if page.locator("[data-error-summary]").count():
            raise ValueError(f"{title}: {page.locator('[data-error-summary]').inner_text()}")
        found[title] = typed(page, field, start, count)[1]
        page.close()
    return found


# --- a slower machine -------------------------------------------------------------------------

LOOP = """() => { const begun = performance.now(); let sum = 0;
  for (let index = 0; index < 6e7; index += 1) sum = (sum + index * 7) % 1000003;
  return performance.now() - begun; }"""


def loop_ms(page: Page) -> float:
    """How long the same work takes, as a worker of the page sees it."""
    worker = page.workers[0]
    return float(statistics.median(worker.evaluate(LOOP) for _run in range(5)))


def browser_processes(browser_pid: int) -> list[int]:
    """The browser and all its children."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue  # it ended just now
        children.setdefault(parent, []).append(int(stat.parent.name))
    found, queue = [], [browser_pid]
    while queue:
        pid = queue.pop()
        found.append(pid)
        queue += children.get(pid, [])
    return found


@contextmanager
def slowed(browser_pid: int, times: int, period: float = 0.012) -> Iterator[None]:
    """Let the browser run for one part in `times` of every `period` seconds."""
    stop = threading.Event()

    def send(what: signal.Signals) -> None:
        for pid in browser_processes(browser_pid):
            with suppress(ProcessLookupError):
                os.kill(pid, what)

    def beat() -> None:
        while not stop.is_set():
            send(signal.SIGSTOP)
            time.sleep(period * (times - 1) / times)
            send(signal.SIGCONT)
            time.sleep(period / times)

    thread = threading.Thread(target=beat)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        send(signal.SIGCONT)


def browser_pid(browser: Browser) -> int:
    """The process of the browser itself."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return int(next(one["id"] for one in processes if one["type"] == "browser"))


# --- the whole --------------------------------------------------------------------------------


def measure(runs: int, count: int, slow: int) -> dict[str, Any]:
    """Everything but the build."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        StaticServer(serve_folder(Path(scratch)), base="/guide/") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", BARE]
        )
        found: dict[str, Any] = {"browser": f"Chromium {browser.version}"}
        found["start"] = start_up(browser, server, runs)
        context = browser.new_context()
        _time, page = first_answer(context, server.url + PAGE)
        found["answers"] = {str(rows): answers(page, rows, count) for rows in (60, 360)}
        found["large"] = large(context, server, max(20, count // 3))

        plain = loop_ms(page)
        with slowed(browser_pid(browser), slow):
            factor = loop_ms(page) / plain
            found["slowed"] = {
                "factor": round(factor, 1),
                "answers": {str(rows): answers(page, rows, count) for rows in (60, 360)},
            }
        context.close()
        with slowed(browser_pid(browser), slow):
            found["slowed"]["start"] = start_up(browser, server, max(1, runs // 2))
        browser.close()
    return found


def build_seconds() -> float:
    """How long `scripts/build` takes when the runtime is there."""
    begun = time.monotonic()
    subprocess.run([PROJECT / "scripts" / "build"], check=True, capture_output=True)
    return round(time.monotonic() - begun, 1)


def verdict(found: dict[str, Any]) -> list[str]:
    """One line for each bar."""
    start, rows = found["start"], found["answers"]
    values = {
        "first_to_stock": start["first_to_stock"],
        "later_to_stock": start["later_to_stock"],
        "first_bytes": start["bytes"]["first"],
        "later_runtime_bytes": start["bytes"]["later_runtime"],
        "p95_60_ms": rows["60"]["p95"],
        "p95_360_ms": rows["360"]["p95"],
        "large_ms": max(one["p50"] for one in found["large"].values()),
    }
    return [
        f"{'ok  ' if values[name] <= bar else 'OVER'} {name}: {values[name]} (bar {bar})"
        for name, bar in BARS.items()
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=9, help="visits of each kind (9)")
    parser.add_argument("--count", type=int, default=60, help="answers for each size (60)")
    parser.add_argument("--slow", type=int, default=4, help="how many times slower (4)")
    parser.add_argument("--no-build", action="store_true", help="measure the site as it is")
    parser.add_argument("--dry", action="store_true", help="do not write docs/_data/speed.json")
    options = parser.parse_args()
    found: dict[str, Any] = {
        "measured": date.today().isoformat(),
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "pyodide": runtime.pyodide_version(),
        "pause_ms": PAUSE,
        "runs": options.runs,
        "bars": BARS,
    }
    if not options.no_build:
        found["build_seconds"] = build_seconds()
    found |= measure(options.runs, options.count, options.slow)
    if not options.dry:
        REPORT.parent.mkdir(parents=True, exist_ok=True)
        REPORT.write_text(json.dumps(found, indent=1) + "\n")
    print(json.dumps(found, indent=1))
    lines = verdict(found)
    print("\n".join(lines))
    return int(any(line.startswith("OVER") for line in lines))


if __name__ == "__main__":
    raise SystemExit(main())
