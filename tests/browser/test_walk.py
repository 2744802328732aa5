"""One person with three debts goes the whole road on a phone, without a network after the first
page: every number is typed once, and one payment is missed.

`python -m tests.browser.test_walk FOLDER` keeps a picture of each step.
"""

import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from scripts.static_server import StaticServer
from tests.browser.conftest import BASE, PATIENT, PROJECT
from tests.browser.engines import CHROMIUM_FLAGS, chromium_path
from tests.browser.section import FOLDERS, Section

DEBTS = [
    {"lender": "甲消费金融", "kind": "consumer_finance", "principal": "18000",
     "annual_rate": "23.4", "monthly_payment": "1700", "days_overdue": "12"},
    {"lender": "乙银行", "kind": "bank_loan", "principal": "25000",
     "annual_rate": "18.25", "monthly_payment": "1501.40", "days_overdue": ""},
    {"lender": "丙小贷", "kind": "small_loan", "principal": "9000",
     "annual_rate": "24", "monthly_payment": "850", "days_overdue": "40"},
]  # fmt: skip


AGREED = "\n".join(
    f"第{number}期 {2026 + (number + 10) // 12}-{(number + 10) % 12 + 1:02d}-15 "
    + ("1,086.88元" if number == 23 else "1,086.96元")
    for number in range(1, 25)
)
"""What the lender's app shows: one instalment more than was said."""


PHONE: Any = {
    "viewport": {"width": 360, "height": 740},
    "permissions": ["clipboard-read", "clipboard-write"],
}


class Walk:
    """A reader with a dossier, who looks at one form after the other."""

    def __init__(self, page: Page, home: str, lang: str, pictures: Path | None) -> None:
        self.page, self.home, self.lang, self.pictures = page, home, lang, pictures
        self.steps = 0

    def go(self, path: str) -> None:
        self.page.goto(self.home + FOLDERS[self.lang] + path)

    def picture(self, name: str) -> None:
        if self.pictures:
            self.page.wait_for_timeout(1500)  # the notes of the dossier come after a pause
            self.steps += 1
            file = self.pictures / f"{self.lang}-{self.steps:02d}-{name}.png"
            self.page.screenshot(path=file)

    def everything_along(self) -> None:
        self.go("about/offline/")
        place = self.page.locator("[data-take-along]")
        place.get_by_role("button").click()
        expect(place.locator('[data-say="done"]')).to_be_visible()
        place.scroll_into_view_if_needed()
        self.picture("offline")
        self.page.context.set_offline(True)

    def open(self, name: str, path: str = "") -> Section:
        """A form once it has taken what the dossier has for it."""
        self.go(path or f"calculators/{name}/")
        form = Section(self.page, name, self.lang)
        expect(form.root).to_have_attribute("data-kept", "on")
        return form

    def paste(self, form: Section, group: str, text: str) -> None:
        """Into the first cell of a group, as copied from an app."""
        form.root.locator(f'[data-rows="{group}"] [data-action="add"]').click()
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        form.root.locator(f'[data-rows="{group}"] input').first.focus()
        self.page.keyboard.press("Control+V")
        expect(form.field(f"{group}.{text.count(chr(10))}.payment")).to_be_visible()

    def answer(self, form: Section, *, mine: bool = True) -> None:
        """What is left of the example is said to be the reader's too."""
        if mine:
            # At once: the line is renewed soon after something was typed, also while it is pressed.
            form.root.locator('[data-kept-action="mine"]').dispatch_event("click")
            expect(form.root.locator(".kept-examples")).to_have_count(0)
        form.calculate()
        expect(form.summary).to_have_count(0)
        form.headline.scroll_into_view_if_needed()
        self.picture(form.name)

    def holds(self, form: Section, **values: str) -> None:
        """These came from other forms."""
        for name, text in values.items():
            expect(form.field(name)).to_have_value(text)


def walked(page: Page, home: str, lang: str, pictures: Path | None = None) -> None:
    walk = Walk(page, home, lang, pictures)
    walk.everything_along()

    walk.go("guide/list/")
    form = Section(page, "debts", lang)
    form.root.locator('[data-kept-action="keep"]:visible').click()
    for number, debt in enumerate(DEBTS):
        form.fill({f"debts.{number}.{cell}": text for cell, text in debt.items()})
    walk.answer(form, mine=False)
    expect(form.headline).to_contain_text("52,000.00")

    form = walk.open("real_rate", "guide/cost/")
    walk.holds(form, payment="1501.40", fee_rate="")
    form.fill({"principal": "30000", "upfront_fee": "", "deducted": "600"})
    walk.answer(form)
    expect(form.headline).to_contain_text("20.35")

    form = walk.open("budget", "guide/budget/")
    form.fill({"income.0.amount": "7200"})
    walk.answer(form)
    expect(form.headline).to_contain_text("2,360.02")

    form = walk.open("split")
    walk.holds(form, available="2360.02", **{"debts.1.balance": "25000.00"})
    walk.answer(form, mine=False)
    expect(form.headline).to_contain_text("1,134.63")

    form = walk.open("plan")
    walk.holds(form, can_pay="1134.63", principal="25000.00")
    form.fill({"months": "23", "waive_interest": "0", "waive_charges": "0"})
    form.calculate()
    walk.answer(form, mine=False)
    expect(form.headline).to_contain_text("1,086.96")

    form = walk.open("statement", "guide/papers/")
    walk.holds(form, lender="乙银行", payment="1086.96", months="23", available="2360.02")
    form.fill({"lender_full": "乙银行股份有限公司"})
    walk.answer(form)
    expect(form.headline).to_contain_text("1,134.63")

    form = walk.open("letter")
    walk.holds(form, lender="乙银行", share="1134.63", payment="1086.96", monthly_income="7200.00")
    walk.answer(form)
    expect(form.answer).to_contain_text("1,086.96")

    form = walk.open("ladder")
    walk.holds(form, balance="25000.00", share="1134.63", can_pay="2360.02", payment="1086.96")
    form.fill({"safe_payment": "", "charges": "0", "waive": "0"})
    walk.answer(form)
    expect(form.headline).to_contain_text("1,134.63")

    form = walk.open("rehearsal")
    walk.holds(form, balance="25000.00")
    walk.answer(form)

    form = walk.open("agreement", "guide/agree/")
    walk.holds(form, promised_payment="1086.96", promised_months="23", balance="25000.00")
    expect(form.field("payment")).to_have_value("750.76")  # what the text says is not taken over
    walk.paste(form, "rows", AGREED)
    walk.answer(form, mine=False)
    expect(form.headline).to_contain_text("26,086.96")
    # The lender mends it.
    form.root.locator('[data-rows="rows"] [data-action="remove"]').last.click()
    walk.answer(form, mine=False)
    expect(form.headline).to_contain_text("25,000.00")

    form = walk.open("calendar")
    walk.holds(form, **{"plans.0.payment": "1086.96", "plans.0.months": "23"})
    walk.answer(form)

    form = walk.open("tracker", "guide/pay/")
    walk.holds(form, payment="1086.96", months="23", lender="乙银行")
    walk.answer(form)  # a payment of the example was short
    expect(form.headline).to_contain_text("1,695.56")

    form = walk.open("plan")
    note = form.root.locator('[data-field="principal"] > .kept-note')
    note.get_by_role("button").click()
    walk.holds(form, principal="22347.72")
    form.calculate()
    expect(form.headline).to_be_visible()
    form.headline.scroll_into_view_if_needed()
    walk.picture("plan-again")

    walk.go("case/")
    case = page.locator("[data-case]")
    expect(case).to_have_attribute("data-state", "on")
    expect(case.locator("[data-case-view]")).to_contain_text("乙银行")
    walk.picture("case")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_person_goes_the_whole_road_and_types_every_number_once(
    lang: str, chromium: Browser, server: StaticServer
) -> None:
    with chromium.new_context(**PHONE) as context:
        context.set_default_timeout(PATIENT)
        context.add_init_script("globalThis.calculatorLimits = { start: 90_000, request: 90_000 };")
        walked(context.new_page(), server.url, lang)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with StaticServer(PROJECT / "site", base=BASE) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(playwright), args=CHROMIUM_FLAGS
        )
        for language in FOLDERS:
            phone = browser.new_context(**PHONE)
            walked(phone.new_page(), site.url, language, folder)
            phone.close()
