"""A calculator in an open page, by the hooks that `calculators/page/html.py` writes."""

from collections.abc import Mapping
from typing import Any, cast

from playwright.sync_api import Locator, Page, expect

import calculators
from tests.browser.conftest import PROJECT

AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAMES = calculators.names()
FORMS = ("instalment", "real_rate", "budget")
"""Three forms with every kind of field: what holds for the page scripts is shown on these."""
LANGUAGES = ("zh", "en")
FOLDERS = {"zh": "", "en": "en/"}
"""Where a language begins below the site's root."""

WATCH = """
addEventListener("DOMContentLoaded", () => {
  for (const section of document.querySelectorAll("[data-calculator]")) {
    const states = [section.dataset.state];
    new MutationObserver(() => states.push(section.dataset.state))
      .observe(section, { attributeFilter: ["data-state"] });
    (window.states ??= {})[section.dataset.calculator] = states;
  }
});
"""
"""Keeps the states that every section goes through, from the first one on."""


def path(name: str, lang: str) -> str:
    """The address of a calculator's own page below the site."""
    return f"{FOLDERS[lang]}calculators/{name}/"


class Section:
    """What a reader sees and does."""

    def __init__(self, page: Page, name: str, lang: str = "zh") -> None:
        self.page = page
        self.name = name
        self.lang = lang
        self.root = page.locator(f'[data-calculator="{name}"]')
        self.answer = self.root.locator("[data-answer]")
        self.headline = self.answer.locator("[data-headline]")
        self.summary = self.answer.locator("[data-error-summary]")
        self.live = self.root.locator("[data-live]")

    def field(self, name: str) -> Locator:
        return self.root.locator(f'[name="{name}"]')

    def number(self) -> Locator:
        """The first number of the worked example; a rate in words is typed as text."""
        filled = "input:visible:not([value=''])"
        numbers = self.root.locator(f":is(.field-money, .field-rate, .field-count) {filled}")
        return (numbers if numbers.count() else self.root.locator(f"form {filled}")).first

    def python_says(self) -> str:
        """What CPython answers to what the form holds, as a browser writes it down."""
        html = calculators.respond(self.name, self.values(), self.lang)
        return cast(
            str,
            self.page.evaluate(
                "html => Object.assign(document.createElement('div'), { innerHTML: html }).innerHTML",
                html,
            ),
        )

    def violations(self) -> list[str]:
        """What axe, which the page must have as a first script, finds in the calculator."""
        found = self.page.evaluate(
            """([name, rules]) => {
              scrollTo(0, 0); // or the header lies over some field
              return axe.run(`[data-calculator=${name}]`, { runOnly: rules });
            }""",
            [self.name, RULES],
        )
        return [
            f"{fault['id']}: {node['target']} {node['html'][:120]}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    def button(self, action: str) -> Locator:
        return self.root.locator(f'button[data-action="{action}"]:visible')

    def error(self, name: str) -> Locator:
        """The place for a sentence beside a field."""
        return self.root.locator(f'[id="{self.name}-{name.replace(".", "-")}-error"]')

    def values(self) -> dict[str, str]:
        """What the form holds, by field name."""
        found: dict[str, str] = self.root.locator("form").evaluate(
            "form => Object.fromEntries(new FormData(form))"
        )
        return found

    def calculate(self) -> str:
        """Press the button and wait for the answer that comes."""
        old = self.answer.evaluate_handle("answer => answer.firstElementChild")
        self.button("calculate").click()
        self.answered(old)
        return self.answer.inner_html()

    def answered(self, old: Any) -> None:
        """Wait until the answer that `old` was part of has been replaced, and nothing is open."""
        expect(self.root).to_have_attribute("data-state", "ready")
        expect(self.answer).not_to_have_attribute("aria-busy", "true")
        assert not old.evaluate("part => part?.isConnected ?? false"), "no answer came"

    def unfold(self) -> None:
        """Open every folded part of the form."""
        self.root.locator("form details").evaluate_all(
            "parts => parts.forEach((part) => (part.open = true))"
        )

    def fill(self, values: Mapping[str, str]) -> None:
        self.unfold()
        for name, text in values.items():
            field = self.field(name)
            if field.evaluate("field => field.localName") == "select":
                field.select_option(text)
            else:
                field.fill(text)
