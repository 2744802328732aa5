"""Three engines with one interface: `open(address)`, `run(function, *arguments)`, `close()`.

`run` evaluates an async JavaScript function in the page and returns what it returns. Chromium is
driven by Playwright, Firefox by Puppeteer over WebDriver BiDi (`firefox.mjs`), WebKitGTK by
Selenium in a virtual display. Looking for a program raises `Missing` with its name.
"""

import glob
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Playwright
from selenium import webdriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    # Pages of the browser's own address bar, which every new window would load.
    "--disable-features=WebUIOmniboxAimPopup,WebUIOmniboxPopup",
]
LIMIT = 240
"""Seconds for one `open` or `run`: WebKitGTK without a graphics card needs half a minute."""

READY = """async () => {
  const section = document.querySelector("[data-calculator]");
  section.querySelector("form [data-action=calculate]").click();
  while (!["ready", "failed"].includes(section.dataset.state) ||
         section.querySelector("[data-answer]").hasAttribute("aria-busy")) {
    if (section.dataset.state === "failed") throw new Error("the calculator failed");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}"""
"""For `run`: press the button of the first calculator and wait for its answer."""


class Missing(Exception):
    """A browser that these tests need is not installed."""


def _program(name: str, *places: str | None) -> str:
    for place in places:
        if place and (found := shutil.which(place)):
            return found
    raise Missing(f"{name} was not found: install it, or see scripts/test")


def chromium_path(playwright: Playwright) -> str:
    return _program(
        "Chromium",
        os.environ.get("CHROMIUM"),
        "/usr/bin/chromium",
        "chromium",
        "google-chrome",
        playwright.chromium.executable_path,
    )


class Engine(Protocol):
    """A browser with one tab."""

    def open(self, address: str) -> None: ...

    def run(self, function: str, *arguments: Any) -> Any: ...

    def close(self) -> None: ...


class Chromium:
    def __init__(self, playwright: Playwright) -> None:
        self.browser = playwright.chromium.launch(
            executable_path=chromium_path(playwright), args=CHROMIUM_FLAGS
        )
        self.page = self.browser.new_page()
        self.page.set_default_timeout(LIMIT * 1000)

    def open(self, address: str) -> None:
        self.page.goto(address)

    def run(self, function: str, *arguments: Any) -> Any:
        return self.page.evaluate(f"given => ({function})(...given)", list(arguments))

    def close(self) -> None:
        self.browser.close()


class Firefox:
    def __init__(self) -> None:
        path = _program("Firefox", os.environ.get("FIREFOX"), "firefox-esr", "firefox")
        node = _program("Node", "node", str(Path(sys.executable).parent / "node"))
        self.driver = subprocess.Popen(
            [node, str(Path(__file__).with_name("firefox.mjs")), path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _call(self, **message: Any) -> Any:
        assert self.driver.stdin
        assert self.driver.stdout
        self.driver.stdin.write(json.dumps(message) + "\n")
        self.driver.stdin.flush()
        line = self.driver.stdout.readline()
        if not line:
            raise RuntimeError("the driver of Firefox ended")
        reply = json.loads(line)
        if "error" in reply:
            raise RuntimeError(reply["error"])
        return reply.get("value")

    def open(self, address: str) -> None:
        self._call(open=address)

    def run(self, function: str, *arguments: Any) -> Any:
        return self._call(run=f"({function})(...{json.dumps(arguments)})")

    def close(self) -> None:
        assert self.driver.stdin
        self.driver.stdin.close()
        try:
            self.driver.wait(30)
        except subprocess.TimeoutExpired:
            self.driver.kill()


class WebKit:
    def __init__(self) -> None:
        driver = _program("WebKitWebDriver (webkit2gtk-driver)", "WebKitWebDriver")
        browsers = glob.glob("/usr/lib*/webkit*/MiniBrowser") + glob.glob(
            "/usr/lib*/*/webkit*/MiniBrowser"
        )
        options = Options()
        options.binary_location = _program("MiniBrowser of WebKitGTK", *browsers)
        options.add_argument("--automation")
        self.screen = _Screen()
        service = Service(driver, env={**os.environ, "DISPLAY": self.screen.name})
        self.browser = webdriver.WebKitGTK(options=options, service=service)
        self.browser.set_page_load_timeout(LIMIT)
        self.browser.set_script_timeout(LIMIT)

    def open(self, address: str) -> None:
        self.browser.get("about:blank")  # so that the same address is loaded anew
        self.browser.get(address)

    def run(self, function: str, *arguments: Any) -> Any:
        reply = self.browser.execute_async_script(
            f"""const [given, done] = arguments;
            ({function})(...given).then((value) => done({{ value }}),
                                        (error) => done({{ error: String(error) }}));""",
            list(arguments),
        )
        if "error" in reply:
            raise RuntimeError(reply["error"])
        return reply.get("value")

    def close(self) -> None:
        try:
            self.browser.quit()
        finally:
            self.screen.close()


class _Screen:
    """A virtual display of its own."""

    def __init__(self) -> None:
        path = _program("Xvfb", "Xvfb")
        reading, writing = os.pipe()
        self.server = subprocess.Popen(
            [path, "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as pipe:
            self.name = f":{pipe.readline().strip()}"

    def close(self) -> None:
        self.server.terminate()
        self.server.wait()


def start(name: str, playwright: Playwright) -> Engine:
    """The engine of that name."""
    match name:
        case "chromium":
            return Chromium(playwright)
        case "firefox":
            return Firefox()
        case "webkit":
            return WebKit()
    raise ValueError(f"no such engine: {name}")
