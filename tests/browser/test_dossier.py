"""The dossier in Chromium: kept only when asked, never lost silently, never sent, erased at once."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect

import calculators
from calculators.page import case as words
from calculators.page import dossier as d
from calculators.page.words import say
from scripts.static_server import StaticServer
from tests.browser.conftest import BASE, PATIENT, PROJECT, Visit, listen
from tests.browser.section import FOLDERS, Section, path

AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
DATABASE = "calculators /repay/"
PASSPHRASE = "three blue 马 walk"

READ = """async (name) => {
  if (!(await indexedDB.databases()).some((one) => one.name === name)) return null;
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const base = request.result;
      const all = base.transaction("dossiers").objectStore("dossiers").getAll();
      all.onsuccess = () => { base.close(); resolve(all.result); };
    };
  });
}"""
"""Every record of the database; nothing when there is none."""

DELETE = """(name) => new Promise((resolve) => {
  indexedDB.deleteDatabase(name).onsuccess = resolve;
})"""
SNAPSHOT_MADE = """async () => {
  while (!performance.getEntriesByName("calculators:snapshot").length)
    await new Promise((resolve) => setTimeout(resolve, 100));
}"""
WRITE = """async ([name, record, layout]) => {
  await new Promise((resolve) => { indexedDB.deleteDatabase(name).onsuccess = resolve; });
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, layout);
    request.onerror = () => reject(request.error);
    request.onupgradeneeded = () => {
      if (layout > 1) return;
      request.result.createObjectStore("dossiers", { keyPath: "id" });
      request.result.createObjectStore("state");
    };
    request.onsuccess = () => {
      const base = request.result;
      if (layout > 1) { base.close(); resolve(); return; }
      const writing = base.transaction(["dossiers", "state"], "readwrite");
      writing.objectStore("dossiers").put(record);
      writing.objectStore("state").put(record.id, "current");
      writing.oncomplete = () => { base.close(); resolve(); };
    };
  });
}"""
"""A database with this one record in use, whatever it looks like."""


class Form(Section):
    """A form and the line below it that says where it is kept."""

    @property
    def bar(self) -> Locator:
        return self.root.locator("div.kept")

    def is_(self, state: str) -> None:
        expect(self.root).to_have_attribute("data-kept", state)
        if state != "broken":
            expect(self.bar.locator(f'[data-kept-when="{state}"]')).to_be_visible()

    def press(self, action: str) -> None:
        self.bar.locator(f'[data-kept-action="{action}"]:visible').click()

    def keep(self) -> None:
        self.is_("off")
        self.press("keep")
        self.is_("on")

    def saved(self, field: str, text: str) -> None:
        """Wait until this text has reached the device."""
        for _try in range(200):
            if any(
                record["dossier"]["values"].get(self.name, {}).get(field) == text
                for record in records(self.page)
            ):
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"{field} was never kept: {records(self.page)}")

    def note(self, question: str) -> Locator:
        return self.root.locator(f'[data-field="{question}"] > .kept-note')


class Case:
    """The page of one's case."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("[data-case]")
        self.view = self.root.locator("[data-case-view]")

    def is_(self, state: str) -> None:
        expect(self.root).to_have_attribute("data-state", state)
        if state == "on":
            expect(self.view).not_to_have_attribute("aria-busy", "true")

    def unfold(self) -> None:
        self.root.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")

    def press(self, action: str) -> None:
        self.unfold()
        self.click(f'[data-case-action="{action}"]:visible')

    def click(self, button: str) -> None:
        """Press it, and wait until what it does is done."""
        done = int(self.root.get_attribute("data-done") or 0)
        self.root.locator(button).first.click()
        expect(self.root).to_have_attribute("data-done", str(done + 1))

    def says(self, key: str) -> None:
        expect(self.root.locator(f'[data-say="{key}"]')).to_be_visible()
        expect(self.root.locator("[data-say]:visible")).to_have_count(1)

    def kept(self) -> dict[str, Any]:
        """What the page shows as kept."""
        return cast(
            dict[str, Any], json.loads(self.root.locator("[data-case-kept]").text_content() or "")
        )

    def titles(self) -> list[str]:
        """The dossiers that are not in use."""
        return self.root.locator("[data-case-list] [data-title]").all_text_contents()

    def bring(self, file: Path | str, passphrase: str = "") -> None:
        """Import a file, or a text."""
        self.unfold()
        if isinstance(file, Path):
            self.root.locator("#case-file").set_input_files(file)
        else:
            self.root.locator("#case-text").fill(file)
        self.root.locator("#case-open").fill(passphrase)
        self.press("import")

    def download(self, action: str) -> tuple[str, str]:
        self.unfold()
        with self.page.expect_download() as coming:
            self.press(action)
        return coming.value.suggested_filename, coming.value.path().read_text("utf-8")


@dataclass
class Warm:
    """A reader who was here before: Python starts quickly."""

    context: BrowserContext
    server: StaticServer


@pytest.fixture(scope="module")
def warm(chromium: Browser, site: Path) -> Iterator[Warm]:
    with StaticServer(site, base=BASE) as server:
        context = chromium.new_context(accept_downloads=True)
        context.set_default_timeout(PATIENT)
        context.add_init_script(
            "globalThis.calculatorLimits = { start: 90_000, request: 90_000, idle: 100 };"
        )
        page = context.new_page()
        page.goto(server.url + path("budget", "zh"))
        Section(page, "budget").calculate()
        page.evaluate(SNAPSHOT_MADE)
        page.close()
        yield Warm(context, server)
        context.close()


@pytest.fixture
def visit(warm: Warm) -> Iterator[Visit]:
    """Tabs of that reader, who has no dossier yet."""

    def open_tab(path_: str = "") -> Page:
        page = warm.context.new_page()
        page.goto(warm.server.url + path_)
        return page

    yield open_tab
    for page in warm.context.pages:
        page.close()
    page = open_tab("about/privacy/")
    page.evaluate(DELETE, DATABASE)
    page.close()


@pytest.fixture
def alone(context: BrowserContext, server: StaticServer) -> Visit:
    """Tabs of a reader who was never here, in a browser of their own that a test may change."""

    def open_tab(path_: str = "") -> Page:
        page = context.new_page()
        page.goto(server.url + path_)
        return page

    return open_tab


def records(page: Page) -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], page.evaluate(READ, DATABASE) or [])


def opened(visit: Visit, name: str, lang: str = "zh") -> Form:
    return Form(visit(path(name, lang)), name)


def case(visit: Visit, lang: str = "zh", state: str = "on") -> Case:
    found = Case(visit(f"{FOLDERS[lang]}case/"))
    found.is_(state)
    return found


def plain(values: dict[str, dict[str, str]], title: str = "甲", **changed: Any) -> str:
    kept = d.Dossier("f00", title, "2026-11-22T08:30:00Z", values)
    return json.dumps(d.as_dict(kept) | changed, ensure_ascii=False)


DEBTS = d.example("borrower")["debts"]
OWN = {"debts": DEBTS | {"debts.0.lender": "ZQX银行", "debts.0.principal": "7654.32"}}


# --- off until asked, and then kept -----------------------------------------------------------


def test_nothing_is_kept_until_the_reader_asks(visit: Visit) -> None:
    form = opened(visit, "budget")
    form.field("people").fill("3")
    expect(form.root).to_have_attribute("data-state", "ready")
    form.is_("off")
    case(visit, state="off")

    assert form.page.evaluate("indexedDB.databases()") == []


def test_what_is_typed_is_kept_and_is_there_in_another_tab(visit: Visit) -> None:
    form = opened(visit, "budget")
    form.field("people").fill("3")
    form.keep()
    form.field("income.0.amount").fill("7654.32")
    form.saved("income.0.amount", "7654.32")
    expect(form.answer).not_to_have_attribute("aria-busy", "true")
    written = form.answer.inner_html()

    form.page.reload()
    form.is_("on")
    other = opened(visit, "budget")
    other.is_("on")

    for one in (form, other):
        expect(one.field("people")).to_have_value("3")
        expect(one.field("income.0.amount")).to_have_value("7654.32")
        expect(one.root).to_have_attribute("data-state", "ready")
        expect(one.answer).not_to_have_attribute("aria-busy", "true")
    assert re.sub(r'href="[^"]*/calculators/[^"]*"', "", other.answer.inner_html()) == re.sub(
        r'href="[^"]*/calculators/[^"]*"', "", written
    )


def test_the_form_in_the_other_language_has_the_same_figures(visit: Visit) -> None:
    form = opened(visit, "budget")
    form.field("people").fill("3")
    form.keep()
    form.saved("people", "3")

    other = opened(visit, "budget", "en")
    other.is_("on")

    expect(other.field("people")).to_have_value("3")
    expect(other.bar).to_contain_text("Saved on this device")


def test_figures_of_the_example_are_not_kept_as_the_readers_until_they_say_so(visit: Visit) -> None:
    form = opened(visit, "budget")
    form.keep()
    form.field("people").fill("3")
    form.saved("people", "3")

    assert records(form.page)[0]["dossier"]["values"] == {"budget": {"people": "3"}}
    form.press("mine")
    form.saved("reserve_rate", "10")
    expect(form.bar.locator(".kept-examples")).to_have_count(0)
    assert records(form.page)[0]["dossier"]["values"]["budget"] == form.values()


def test_what_was_typed_in_other_forms_before_is_taken_up(visit: Visit) -> None:
    form = opened(visit, "budget")
    form.field("people").fill("3")
    form.page.goto(form.page.url.replace("budget", "split"))
    form = Form(form.page, "split")
    form.field("available").fill("1234.5")
    form.keep()

    values = records(form.page)[0]["dossier"]["values"]
    assert values == {"budget": {"people": "3"}, "split": {"available": "1234.5"}}


def test_the_page_shows_exactly_what_is_kept(visit: Visit) -> None:
    page = case(visit, state="off")
    page.bring(plain(OWN))
    page.says("imported")
    page.is_("on")

    [record] = records(page.page)
    assert page.kept() == record["dossier"]
    assert set(record) == {"id", "dossier", "versions"}
    assert record["dossier"]["values"] == OWN


def test_back_to_the_example_and_an_emptied_form_can_be_undone(visit: Visit) -> None:
    form = opened(visit, "budget")
    form.keep()
    form.field("people").fill("3")
    form.saved("people", "3")

    form.root.locator("button[type=reset]").click()
    expect(form.field("people")).to_have_value("1")
    form.press("undo")
    expect(form.field("people")).to_have_value("3")
    form.button("clear").click()
    expect(form.field("people")).to_have_value("")
    form.saved("people", "")
    form.press("undo")
    expect(form.field("people")).to_have_value("3")
    form.saved("people", "3")


# --- one form for another ---------------------------------------------------------------------


def test_debts_typed_once_are_taken_by_another_form_and_marked(visit: Visit) -> None:
    page = case(visit, state="off")
    page.bring(plain(OWN))
    page.is_("on")

    form = opened(visit, "split")
    expect(form.note("debts")).to_be_visible()

    offered = d.offers("split", d.read(plain(OWN)))
    shown = form.values()
    assert all(shown[field] == text for field, (text, _source) in offered.items())
    expect(form.note("debts").get_by_role("link")).to_have_attribute(
        "href", "../../calculators/debts/"
    )
    expect(form.answer).not_to_have_attribute("aria-busy", "true")
    expect(form.answer).to_contain_text("ZQX银行")


def test_a_later_change_is_offered_elsewhere_and_never_forced(visit: Visit) -> None:
    page = case(visit, state="off")
    page.bring(plain(OWN))
    page.is_("on")
    form = opened(visit, "split")
    expect(form.note("debts")).to_be_visible()
    form.field("available").fill("900")
    form.saved("debts.0.balance", form.values()["debts.0.balance"])
    before = form.values()

    debts = opened(visit, "debts")
    debts.is_("on")
    debts.field("debts.0.principal").fill("9999")
    debts.saved("debts.0.principal", "9999")

    exchange = form.root.locator("[data-kept-take]")
    expect(exchange).to_be_visible()
    assert form.values() == before
    exchange.click()
    expect(form.field("debts.0.balance")).not_to_have_value(before["debts.0.balance"])
    form.press("undo")
    expect(form.field("debts.0.balance")).to_have_value(before["debts.0.balance"])


def test_links_of_an_answer_carry_no_figures(visit: Visit) -> None:
    page = case(visit, state="off")
    page.bring(plain(OWN))
    page.is_("on")
    form = opened(visit, "debts")
    form.is_("on")
    form.field("debts.0.principal").fill("8888")
    expect(form.answer).to_contain_text("8,888.00")

    links = form.answer.locator(".next a").evaluate_all("all => all.map((one) => one.href)")
    assert links
    assert [link for link in links if "#" in link] == []


def test_a_link_of_an_answer_hands_its_own_figures_over_and_that_can_be_undone(
    visit: Visit,
) -> None:
    page = case(visit, state="off")
    own = {"debts.0.lender": "甲", "debts.0.balance": "50", "available": "900"}
    page.bring(plain({"split": own, "debts": OWN["debts"]}))
    page.is_("on")
    form = opened(visit, "debts")
    form.is_("on")
    form.calculate()
    form.answer.locator('.next a[href$="/split/"]').click()

    form = Form(form.page, "split")
    form.is_("on")
    expect(form.field("debts.0.lender")).to_have_value("ZQX银行")
    expect(form.field("available")).to_have_value("900")
    assert "#" not in form.page.url
    form.press("undo")
    expect(form.field("debts.0.balance")).to_have_value("50")
    form.saved("debts.0.balance", "50")
    form.page.reload()
    expect(form.field("debts.0.balance")).to_have_value("50")


# --- two tabs ---------------------------------------------------------------------------------


def two_tabs(visit: Visit) -> tuple[Form, Form]:
    """The same form in two tabs; the first has saved another number since."""
    first = opened(visit, "budget")
    first.keep()
    first.field("people").fill("2")
    first.saved("people", "2")
    second = opened(visit, "budget")
    second.is_("on")
    expect(second.field("people")).to_have_value("2")
    first.field("people").fill("3")
    first.saved("people", "3")
    return first, second


@pytest.mark.parametrize(
    ("choice", "told"),
    [("theirs", True), ("ours", True), ("ours", False)],
    ids=["told at once, theirs", "told at once, ours", "found when saving"],
)
def test_the_second_tab_is_told_and_chooses(
    choice: str, told: bool, alone: Visit, context: BrowserContext
) -> None:
    if not told:
        context.add_init_script("delete globalThis.BroadcastChannel;")
    first, second = two_tabs(alone)
    if told:
        second.is_("conflict")
    second.field("people").fill("4")
    second.is_("conflict")
    second.page.wait_for_timeout(300)
    assert records(second.page)[0]["dossier"]["values"]["budget"]["people"] == "3"

    second.press(choice)

    second.is_("on")
    text = {"theirs": "3", "ours": "4"}[choice]
    expect(second.field("people")).to_have_value(text)
    second.saved("people", text)
    if choice == "ours" and told:
        first.is_("conflict")


def test_while_not_chosen_what_was_typed_survives_a_reload(visit: Visit) -> None:
    _first, second = two_tabs(visit)
    second.field("people").fill("4")
    second.is_("conflict")
    second.page.reload()
    second.is_("conflict")
    expect(second.field("people")).to_have_value("4")


def test_two_tabs_with_two_forms_do_not_disturb_each_other(visit: Visit) -> None:
    first = opened(visit, "budget")
    first.keep()
    second = opened(visit, "split")
    second.is_("on")
    for number in ("2", "3"):
        first.field("people").fill(number)
        second.field("available").fill(f"{number}00")
        first.saved("people", number)
        second.saved("available", f"{number}00")
    first.is_("on")
    second.is_("on")


def test_a_tab_that_typed_before_the_dossier_was_there_is_asked(visit: Visit) -> None:
    early = opened(visit, "budget")
    early.field("people").fill("5")
    expect(early.root).to_have_attribute("data-state", "ready")
    other = opened(visit, "budget")
    other.keep()
    other.field("people").fill("2")
    other.saved("people", "2")

    early.page.reload()

    early.is_("conflict")
    expect(early.field("people")).to_have_value("5")
    early.press("theirs")
    expect(early.field("people")).to_have_value("2")


def test_a_dossier_deleted_in_another_tab_is_said_and_the_figures_stay(visit: Visit) -> None:
    form = opened(visit, "budget")
    form.keep()
    form.field("people").fill("3")
    form.saved("people", "3")
    page = case(visit)
    page.press("remove")
    page.says("removed")

    form.is_("gone")
    expect(form.field("people")).to_have_value("3")
    page.press("undo")
    page.is_("on")
    assert page.kept()["values"]["budget"] == {"people": "3"}


# --- when storage fails -----------------------------------------------------------------------


def limit(context: BrowserContext, page: Page, size: int | None) -> None:
    """Let the device have room for so many bytes of this site, or as many as it had."""
    origin = re.sub(r"(//[^/]+).*", r"\1", page.url)
    room = {} if size is None else {"quotaSize": size}
    context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", {"origin": origin, **room})


def test_a_full_device_is_said_and_what_was_typed_stays_in_the_tab(
    context: BrowserContext, alone: Visit
) -> None:
    page = alone("about/privacy/")
    limit(context, page, 150_000)
    form = opened(alone, "budget")
    form.keep()
    form.field("people").fill("3")
    form.saved("people", "3")

    form.field("income.0.name").fill("工" * 60_000)
    form.is_("full")
    expect(form.bar.get_by_role("alert")).to_have_count(1)
    form.page.reload()
    form.is_("full")
    expect(form.field("income.0.name")).to_have_value("工" * 60_000)
    assert records(form.page)[0]["dossier"]["values"]["budget"] == {"people": "3"}

    limit(context, page, None)
    form.press("again")
    form.is_("on")
    form.saved("income.0.name", "工" * 60_000)


def test_a_device_without_any_room_keeps_nothing_and_says_so(
    context: BrowserContext, alone: Visit
) -> None:
    limit(context, alone("about/privacy/"), 1)
    form = opened(alone, "budget")
    form.field("people").fill("3")
    form.press("keep")
    form.is_("full")
    form.page.reload()
    expect(form.field("people")).to_have_value("3")
    assert records(form.page) == []


def test_a_text_too_long_to_be_kept_is_said_and_the_rest_is_kept(visit: Visit) -> None:
    form = opened(visit, "budget")
    form.keep()
    form.field("income.0.name").fill("工" * (d.MOST_TYPED + 1))
    form.is_("long")
    form.field("people").fill("3")
    form.saved("people", "3")
    assert "income.0.name" not in records(form.page)[0]["dossier"]["values"]["budget"]
    form.field("income.0.name").fill("工资")
    form.is_("on")
    form.saved("income.0.name", "工资")


REFUSE = """
const refuse = () => { throw new DOMException("no", "SecurityError"); };
Object.defineProperty(IDBFactory.prototype, "open", { value: refuse });
"""
FAIL = """
const open = IDBFactory.prototype.open;
Object.defineProperty(IDBFactory.prototype, "open", { value: function (...given) {
  const request = {};
  setTimeout(() => {
    request.error = new DOMException("A mutation operation was attempted", "InvalidStateError");
    request.onerror({ preventDefault() {} });
  });
  return request;
} });
"""


@pytest.mark.parametrize("way", [REFUSE, FAIL], ids=["refused at once", "refused later"])
def test_a_browser_that_keeps_nothing_says_so_and_still_exports(
    way: str, context: BrowserContext, alone: Visit
) -> None:
    context.add_init_script(way)
    form = opened(alone, "budget")
    form.field("people").fill("3")
    form.is_("off")
    form.press("keep")
    form.is_("refused")
    expect(form.field("people")).to_have_value("3")
    form.page.reload()
    expect(form.field("people")).to_have_value("3")

    form.page.goto(form.page.url.replace("calculators/budget/", "case/"))
    page = Case(form.page)
    page.is_("off")
    page.press("keep")
    page.says("refused")
    _name, text = page.download("export")
    assert d.read(text).values == {"budget": {"people": "3"}}


def test_a_tab_that_crashes_loses_nothing(alone: Visit) -> None:
    form = opened(alone, "budget")
    form.keep()
    form.field("people").fill("3")
    form.field("income.0.amount").fill("7654.32")
    form.saved("income.0.amount", "7654.32")
    with form.page.expect_event("crash"), pytest.raises(Error):
        form.page.goto("chrome://crash", timeout=5_000)

    again = opened(alone, "budget")
    again.is_("on")

    expect(again.field("people")).to_have_value("3")
    expect(again.field("income.0.amount")).to_have_value("7654.32")


GARBAGE: list[Any] = [
    {"id": "x"},
    {"id": "x", "dossier": "hello", "versions": {}},
    {"id": "x", "dossier": {"values": []}, "versions": {}},
    {"id": "x", "dossier": {"version": 1, "values": {"budget": ["3"]}}, "versions": {}},
    {
        "id": "x",
        "dossier": {"version": 1, "values": {"budget": {"people": {"a": 1}}}},
        "versions": {},
    },
    {"id": "x", "dossier": {"version": 1, "values": {"no_such": {}}}, "versions": {}},
]


def test_a_record_that_cannot_be_read_is_said_left_alone_and_can_be_deleted(visit: Visit) -> None:
    page = visit("about/privacy/")
    form, found = Form(visit(), "budget"), Case(visit())
    for record in GARBAGE:
        page.evaluate(WRITE, [DATABASE, record, 1])
        form.page.goto(page.url.replace("about/privacy/", path("budget", "zh")))
        expect(form.root).to_have_attribute("data-kept", "broken")
        form.field("people").fill("3")
        form.calculate()
        expect(form.headline).to_be_visible()
        assert records(page) == [record]
        found.page.goto(page.url.replace("about/privacy/", "case/"))
        found.is_("on")
        expect(found.root.locator("[data-say]:visible")).to_have_count(1)
        found.press("remove")
        found.says("removed")
        assert records(page) == []
        form.root.locator("button[type=reset]").click()


def test_a_dossier_of_a_newer_release_is_refused_and_left_alone(visit: Visit) -> None:
    record = {"id": "x", "dossier": json.loads(plain({}, version=2)), "versions": {}}
    page = visit("about/privacy/")
    page.evaluate(WRITE, [DATABASE, record, 1])

    form = opened(visit, "budget")
    form.is_("newer")
    form.field("people").fill("3")
    form.calculate()
    found = Case(visit("case/"))
    expect(found.root.locator('[data-say=""]')).to_contain_text("更新的版本")

    assert records(page) == [record]


def test_a_database_of_a_newer_release_is_refused_and_left_alone(visit: Visit) -> None:
    page = visit("about/privacy/")
    page.evaluate(WRITE, [DATABASE, {"id": "x"}, 7])

    form = opened(visit, "budget")
    form.is_("newer")
    found = case(visit, state="off")
    found.says("newer")
    found.press("keep")
    found.says("newer")

    assert page.evaluate("indexedDB.databases()") == [{"name": DATABASE, "version": 7}]


# --- files ------------------------------------------------------------------------------------


def test_a_plain_file_goes_to_another_device(
    chromium: Browser, visit: Visit, server: StaticServer, tmp_path: Path
) -> None:
    here = case(visit, state="off")
    here.bring(plain(OWN))
    here.is_("on")
    name, text = here.download("export")
    file = tmp_path / name
    file.write_text(text, "utf-8")

    with chromium.new_context() as elsewhere:
        there = Case(elsewhere.new_page())
        there.page.goto(server.url + "en/case/")
        there.is_("off")
        there.bring(file)
        there.says("imported")
        there.is_("on")
        assert there.kept()["values"] == OWN
    assert re.fullmatch(r"dossier-\d{4}-\d\d-\d\d\.json", name)
    assert d.read(text).values == OWN


def test_an_import_adds_and_never_overwrites(visit: Visit) -> None:
    page = case(visit, state="off")
    page.bring(plain(OWN, "甲"))
    page.is_("on")
    page.bring(plain({"budget": {"people": "3"}}, "乙"))
    page.says("imported")
    page.is_("on")
    assert (page.kept()["title"], page.titles()) == ("乙", ["甲"])

    page.bring(plain(OWN, "甲"))
    page.says("same")
    page.is_("on")
    assert (page.kept()["title"], page.titles()) == ("甲", ["乙"])
    assert page.kept()["values"] == OWN


def hostile_files() -> dict[str, str]:
    script = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>"
    return {
        "empty": "   ",
        "text": "hello",
        "array": "[]",
        "deep": "[" * 200_000,
        "deep objects": '{"a":' * 100_000,
        "newer": plain({}, version=99),
        "older than any": plain({}, version=0),
        "unknown form": plain({"no_such": {}}),
        "unknown field": plain({"budget": {"no_such": "1"}}),
        "number": plain({"budget": {"people": "1"}}).replace('"1"', "1"),
        "prototype": '{"__proto__": {"polluted": 1}, ' + plain({})[1:],
        "prototype inside": plain({}).replace(
            '"values": {}', '"values": {"__proto__": {"people": "1"}}'
        ),
        "markup as name": plain({script: {}}),
        "title": plain({}, "6222020200012345678"),
        "extra": plain({}, owner="somebody"),
        "cut": plain(OWN)[:300],
        "sealed by a later release": '{"format": "repayment-dossier-sealed", "version": 2}',
        "sealed with nothing in it": '{"format": "repayment-dossier-sealed", "version": 1}',
    }


def test_hostile_and_broken_files_are_refused_in_a_sentence_and_nothing_is_lost(
    visit: Visit, tmp_path: Path
) -> None:
    page = case(visit, state="off")
    page.bring(plain(OWN))
    page.is_("on")
    title, before = page.page.title(), records(page.page)

    for number, (kind, text) in enumerate(hostile_files().items()):
        file = tmp_path / f"{number}.json"
        file.write_text(text, "utf-8")
        page.bring(file)
        said = page.root.locator("[data-say]:visible")
        expect(said, kind).to_have_count(1)
        expect(said, kind).not_to_have_text(say(words.SAYINGS["imported"]))
        page.page.reload()
        page.is_("on")
        assert records(page.page) == before, kind
        assert page.page.title() == title, kind
        assert page.page.evaluate("() => ({}).polluted") is None, kind


def test_a_huge_file_is_refused_before_it_is_read(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "huge.json"
    file.write_bytes(b" " * 30_000_000)
    page = case(visit, state="off")
    page.bring(file)
    page.says("big")


def test_markup_in_a_dossier_stays_text_everywhere(visit: Visit) -> None:
    script = (
        "</p><img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>"
    )
    values = {"debts": DEBTS | {"debts.0.lender": script}, "budget": {"income.0.name": script}}
    page = case(visit, state="off")
    page.bring(plain(values, "<b>甲</b>"))
    page.is_("on")
    page.page.evaluate("window.print = () => {}")
    page.press("print")
    expect(page.page.locator("[data-case-print]")).to_contain_text("<img src=x")
    form = opened(visit, "split")
    expect(form.note("debts")).to_be_visible()
    expect(form.answer).not_to_have_attribute("aria-busy", "true")
    expect(form.field("debts.0.lender")).to_have_value(script)
    expect(form.bar).to_contain_text("<b>甲</b>")

    for one in (page.page, form.page):
        assert one.locator("main img:not([alt=logo])").count() == 0
        assert "pwned" not in one.title()


def test_a_sealed_file_opens_with_its_passphrase_only(visit: Visit, tmp_path: Path) -> None:
    page = case(visit, state="off")
    page.bring(plain(OWN))
    page.is_("on")
    page.unfold()
    for secret, again, key in (("short", "short", "short"), (PASSPHRASE, "other words", "differ")):
        page.root.locator("#case-secret").fill(secret)
        page.root.locator("#case-secret-again").fill(again)
        page.press("seal")
        page.says(key)
    page.root.locator("#case-secret").fill(PASSPHRASE)
    page.root.locator("#case-secret-again").fill(PASSPHRASE)
    name, text = page.download("seal")
    before = records(page.page)

    head = json.loads(text)
    assert head["kdf"]["name"], head["kdf"]["hash"] == ("PBKDF2", "SHA-256")
    assert head["kdf"]["iterations"] >= 600_000
    assert (head["cipher"]["name"], head["cipher"]["length"]) == ("AES-GCM", 256)
    assert "ZQX" not in text
    assert "7654" not in text
    assert name.endswith(".sealed.json")
    expect(page.root.locator("#case-secret")).to_have_value("")

    page.press("remove")
    page.is_("off")
    file = tmp_path / name
    changed = json.dumps(head | {"kdf": head["kdf"] | {"iterations": 600_001}})
    for content, passphrase, key in (
        (text, "", "sealed"),
        (text, PASSPHRASE + "!", "passphrase"),
        (changed, PASSPHRASE, "passphrase"),
        (text.replace('"data": "', '"data": "AAAA'), PASSPHRASE, "passphrase"),
    ):
        file.write_text(content, "utf-8")
        page.bring(file, passphrase)
        page.says(key)
        assert records(page.page) == []
    file.write_text(text, "utf-8")
    page.bring(file, PASSPHRASE)
    page.says("imported")
    page.is_("on")
    assert page.kept()["values"] == before[0]["dossier"]["values"]


def test_two_seals_of_the_same_dossier_have_nothing_in_common(visit: Visit) -> None:
    page = case(visit, state="off")
    page.bring(plain(OWN))
    page.is_("on")
    page.unfold()
    files = []
    for _time in range(2):
        page.root.locator("#case-secret").fill(PASSPHRASE)
        page.root.locator("#case-secret-again").fill(PASSPHRASE)
        files.append(json.loads(page.download("seal")[1]))

    one, other = files
    assert one["kdf"]["salt"] != other["kdf"]["salt"]
    assert one["cipher"]["iv"] != other["cipher"]["iv"]
    assert one["data"][:40] != other["data"][:40]


# --- several people ---------------------------------------------------------------------------


def test_several_dossiers_are_never_mixed(visit: Visit) -> None:
    page = case(visit, state="off")
    page.bring(plain({"budget": {"people": "2"}}, "甲"))
    page.is_("on")
    first = opened(visit, "budget")
    first.is_("on")
    page.bring(plain({"budget": {"people": "5"}}, "乙"))
    page.is_("on")
    second = opened(visit, "budget")
    second.is_("on")

    expect(first.bar.locator("[data-kept-title]")).to_have_text("甲")
    expect(second.bar.locator("[data-kept-title]")).to_have_text("乙")
    first.field("people").fill("3")
    second.field("people").fill("6")
    first.saved("people", "3")
    second.saved("people", "6")
    first.page.goto(first.page.url.replace("budget", "split"))
    Form(first.page, "split").is_("on")
    expect(first.page.locator("[data-kept-title]").first).to_have_text("甲")

    found = {
        one["dossier"]["title"]: one["dossier"]["values"]["budget"] for one in records(page.page)
    }
    assert found == {"甲": {"people": "3"}, "乙": {"people": "6"}}


def test_a_dossier_is_named_opened_and_put_away(visit: Visit) -> None:
    page = case(visit, state="off")
    page.bring(plain(OWN, "甲"))
    page.is_("on")
    page.unfold()
    page.root.locator("#case-new").fill("乙")
    page.press("new")
    page.is_("on")
    assert (page.kept()["title"], page.kept()["values"], page.titles()) == ("乙", {}, ["甲"])
    page.root.locator("#case-name").fill("6222020200012345678")
    page.press("rename")
    expect(page.root.locator('[data-say=""]')).to_contain_text("证件号")
    page.root.locator("#case-name").fill("丙")
    page.press("rename")
    page.says("named")
    expect(page.root.locator("[data-case-title]")).to_have_text("丙")
    page.press("open")
    page.is_("on")
    expect(page.root.locator("[data-case-title]")).to_have_text("甲")

    page.press("close")
    page.says("closed")
    page.is_("off")
    form = opened(visit, "budget")
    form.is_("off")
    form.field("people").fill("9")
    expect(form.root).to_have_attribute("data-state", "ready")
    assert "9" not in json.dumps(
        [one["dossier"]["values"].get("budget") for one in records(page.page)]
    )


def test_every_worked_example_opens_as_a_dossier(visit: Visit) -> None:
    page, form = case(visit, state="off"), Form(visit(), "budget")
    for story in d.EXAMPLES:
        page.unfold()
        page.click(f'[data-story="{story}"]')
        page.says("example")
        page.is_("on")
        assert page.kept()["values"] == d.example(story)
        expect(page.view.locator(".case-missing")).to_have_count(0)
        form.page.evaluate("sessionStorage.clear()")
        form.page.goto(page.page.url.replace("case/", path("budget", "zh")))
        form.is_("on")
        assert form.values() == d.example(story)["budget"]
    page.page.reload()
    page.is_("on")
    assert len(page.titles()) == len(d.EXAMPLES) - 1


# --- the page ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_says_where_one_is_and_what_is_next(lang: str, visit: Visit) -> None:
    page = case(visit, lang, "off")
    page.bring(plain(OWN))
    page.is_("on")

    expect(page.view.locator("[data-step]")).to_have_count(12)
    expect(page.view.locator('[data-step="list"]')).to_have_attribute("data-step-state", "done")
    link = page.view.locator("[data-headline] a")
    expect(link).to_have_attribute("href", "../calculators/budget/")
    link.click()
    Form(page.page, "budget").is_("on")


def test_the_whole_case_is_printed_and_once_without_names(visit: Visit) -> None:
    page = case(visit, state="off")
    page.bring(plain(OWN))
    page.is_("on")
    page.page.evaluate(
        "() => { window.print = () => (window.printed = (window.printed ?? 0) + 1); }"
    )
    paper = page.page.locator("[data-case-print]")

    page.press("print")
    expect(paper).to_contain_text("ZQX银行")
    expect(paper).to_contain_text("7,654.32")
    page.page.emulate_media(media="print")
    expect(paper).to_be_visible()
    expect(page.root).to_be_hidden()
    expect(page.page.locator("h1")).to_be_hidden()
    page.page.emulate_media(media="screen")
    page.press("redact")
    expect(paper).to_contain_text("贷款方 A")
    expect(paper).to_contain_text("7,654.32")
    expect(paper).not_to_contain_text("ZQX")
    assert page.page.evaluate("window.printed") == 2


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "dark"), ("en", "light")])
def test_axe_finds_nothing_wrong_in_a_case(
    lang: str, scheme: str, chromium: Browser, server: StaticServer
) -> None:
    with chromium.new_context(
        color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True
    ) as context:
        page = Case(context.new_page())
        page.page.goto(f"{server.url}{FOLDERS[lang]}case/")
        page.is_("off")
        page.bring(plain(OWN))
        page.is_("on")
        page.bring(plain({}, "乙"))
        page.is_("on")
        page.press("open")
        page.is_("on")
        page.unfold()
        page.page.add_script_tag(path=AXE)
        found = page.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        form = Form(page.page, "split")
        page.page.goto(server.url + path("split", lang))
        expect(form.note("debts")).to_be_visible()
        page.page.add_script_tag(path=AXE)
        again = page.page.evaluate("axe.run(document, {resultTypes: ['violations']})")

    assert [
        f"{fault['id']}: {node['html'][:100]}"
        for fault in found["violations"] + again["violations"]
        for node in fault["nodes"]
    ] == []


def test_a_case_fits_a_phone_and_a_finger(chromium: Browser, server: StaticServer) -> None:
    with chromium.new_context(viewport={"width": 320, "height": 640}) as context:
        page = Case(context.new_page())
        page.page.goto(f"{server.url}case/")
        page.is_("off")
        page.bring(plain(OWN))
        page.is_("on")
        page.unfold()
        wide = page.page.evaluate("document.documentElement.scrollWidth")
        small = page.root.locator("button:visible, input:visible, summary:visible").evaluate_all(
            """all => all.map((one) => [one.outerHTML.slice(0, 100), one.getBoundingClientRect()])
                 .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
        )

    assert wide <= 320
    assert small == []


def test_without_scripts_the_page_explains_itself(chromium: Browser, server: StaticServer) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(server.url + "case/")
        expect(page.locator("[data-case] noscript")).to_be_visible()
        expect(page.locator("[data-case] button:visible")).to_have_count(0)
        assert len(page.locator("main h2:visible").all()) > 4


# --- nothing leaves, and everything goes when asked -------------------------------------------


def test_working_through_a_case_puts_nothing_of_it_into_a_request_an_address_a_title_or_a_log(
    context: BrowserContext, alone: Visit, server: StaticServer
) -> None:
    secrets = ("7654", "ZQX", "4321", "马")
    seen: list[str] = []
    context.on("request", lambda request: seen.append(f"{request.url} {request.post_data}"))

    def watched(path_: str) -> Page:
        page = alone(path_)
        page.on("console", lambda said: seen.append(said.text))
        page.on("framenavigated", lambda frame: seen.append(frame.url))
        return page

    form = Form(watched(path("debts", "zh")), "debts")
    form.keep()
    form.field("debts.0.lender").fill("ZQX银行")
    form.field("debts.0.principal").fill("7654.32")
    form.saved("debts.0.principal", "7654.32")
    form.calculate()
    form.answer.locator(".next a").first.click()
    form = Form(form.page, "split")
    expect(form.note("debts")).to_be_visible()
    form.field("available").fill("4321")
    form.calculate()
    form.answer.locator(".next a").first.click()
    form.page.go_back()
    page = Case(watched("case/"))
    page.is_("on")
    page.page.evaluate("window.print = () => {}")
    page.press("print")
    expect(page.page.locator("[data-case-print]")).to_contain_text("ZQX")
    page.download("export")
    page.root.locator("#case-secret").fill(PASSPHRASE)
    page.root.locator("#case-secret-again").fill(PASSPHRASE)
    page.download("seal")
    page.bring(plain(OWN, "ZQX"))
    page.is_("on")
    page.view.locator("[data-headline] a").click()
    Form(page.page, "budget").is_("on")
    page.page.wait_for_timeout(2500)  # the service worker keeps the pages now

    for one in (form.page, page.page):
        seen.append(one.title())
        session = context.new_cdp_session(one)
        entries = session.send("Page.getNavigationHistory")["entries"]
        seen += [f"{entry['url']} {entry['title']}" for entry in entries]
    stored = page.page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys())
            for (const { url } of await (await caches.open(name)).keys()) found.push(url);
          return [...found, document.cookie, JSON.stringify(localStorage)];
        }"""
    )
    everything = [*seen, *stored, *server.requests]
    assert len(server.requests) > 20
    assert [one for one in everything if any(secret in one for secret in secrets)] == []


def test_one_press_erases_everything_in_every_tab(
    context: BrowserContext, alone: Visit, complaints: list[str]
) -> None:
    context.add_init_script(
        "globalThis.calculatorLimits = { start: 90_000, request: 90_000, idle: 100 };"
    )
    form = opened(alone, "budget")
    form.keep()
    form.field("people").fill("3")
    form.saved("people", "3")
    form.page.evaluate(
        """async () => {
          await navigator.serviceWorker.ready;
          while (!performance.getEntriesByName("calculators:snapshot").length)
            await new Promise((resolve) => setTimeout(resolve, 100));
        }"""
    )
    typed = opened(alone, "split")
    typed.is_("on")
    page = case(alone)
    page.page.evaluate("localStorage.setItem('/repay/.__palette', '{}')")

    page.press("erase")

    page.says("erased")
    page.is_("off")
    form.is_("off")
    expect(form.field("people")).to_have_value("1")
    left = """async () => [
      (await indexedDB.databases()).length, (await caches.keys()).length,
      (await navigator.serviceWorker.getRegistrations()).length,
      Object.keys(sessionStorage).length, Object.keys(localStorage).filter((key) => key !== "x").length,
    ]"""
    page.page.wait_for_timeout(3000)  # nothing comes back by itself
    for one in (page.page, form.page, typed.page):
        assert one.evaluate(left) == [0, 0, 0, 0, 0]
    assert "3" not in page.root.locator("[data-case-kept]").inner_text()


def test_without_a_network_a_kept_form_opens_and_keeps(
    context: BrowserContext, alone: Visit, server: StaticServer
) -> None:
    context.add_init_script(
        "globalThis.calculatorLimits = { start: 90_000, request: 90_000, idle: 100 };"
    )
    form = opened(alone, "budget")
    form.keep()
    form.field("people").fill("3")
    form.saved("people", "3")
    page = alone("case/")
    kept = """async (address) => {
      while (!(await caches.match(address))) await new Promise((resolve) => setTimeout(resolve, 100));
    }"""
    form.page.evaluate(kept, form.page.url)
    page.evaluate(kept, page.url)
    page.evaluate(kept, server.url + "assets/case.js")
    context.set_offline(True)
    server.shutdown()
    server.server_close()

    form.page.reload()
    form.is_("on")
    form.field("people").fill("4")
    form.saved("people", "4")
    page.reload()
    found = Case(page)
    found.is_("on")
    assert found.kept()["values"]["budget"]["people"] == "4"


def test_pages_with_a_dossier_complain_of_nothing(
    context: BrowserContext, server: StaticServer
) -> None:
    complaints: list[str] = []
    page = context.new_page()
    listen(page, complaints)
    page.goto(server.url + path("budget", "zh"))
    form = Form(page, "budget")
    form.keep()
    form.field("people").fill("3")
    form.saved("people", "3")
    page.goto(server.url + "case/")
    found = Case(page)
    found.is_("on")
    found.press("export")

    assert complaints == []


def test_the_schema_is_published(visit: Visit) -> None:
    page = visit("case/")
    link = page.locator('a[href$="dossier-1.schema.json"]')

    published = page.evaluate(
        "async (at) => (await fetch(at)).json()", link.evaluate("a => a.href")
    )

    assert published == d.schema()
    assert calculators.names()
