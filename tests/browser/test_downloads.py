"""Files of an answer, papers to copy and print, files chosen by the reader, in Chromium."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import calculators
from calculators.page import calculator as contract
from calculators.page.downloads import KINDS, offered
from scripts.static_server import StaticServer
from tests.browser.conftest import Visit
from tests.browser.section import LANGUAGES, NAMES, Section, path

EXAMPLES = {
    name: contract.answer(calculators.load(name), calculators.example(name))[1] for name in NAMES
}
FIRST = {
    kind: next((name for name in NAMES if kind in offered(EXAMPLES[name])), None) for kind in KINDS
}
"""A calculator for each kind of file."""
LIBRARIES = {"xlsx": "xlsxwriter.zip", "ics": "icalendar.zip"}
WITH_LIBRARY = [(kind, FIRST[kind]) for kind in LIBRARIES if FIRST[kind]]
WITH_PAPERS = ["budget", "statement"]  # words to say, and a sheet
WITH_FILES = [
    (name, field)
    for name in NAMES
    for field, question in calculators.form(name).items()
    if question.files
]


def pause(context: BrowserContext, idle: int) -> None:
    """Everything is kept for the next visit after `idle` milliseconds without a question."""
    context.add_init_script(
        f"globalThis.calculatorLimits = {{ start: 90_000, request: 90_000, idle: {idle} }};"
    )


def download(section: Section, kind: str) -> tuple[str, bytes]:
    """Press the button and take the file."""
    with section.page.expect_download() as coming:
        section.root.locator(f'[data-kind="{kind}"]').click()
    return coming.value.suggested_filename, Path(coming.value.path()).read_bytes()


def asked_for(server: StaticServer, file: str) -> int:
    return sum(address.endswith(f"/{file}") for address in server.requests)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("kind", "name"), [(k, n) for k, n in FIRST.items() if n and k != "txt"])
def test_a_button_gives_the_file_that_cpython_writes(
    kind: str, name: str, lang: str, visit: Visit
) -> None:
    section = Section(visit(path(name, lang)), name)
    section.calculate()

    filename, content = download(section, kind)

    expected, _media, data = calculators.download(name, section.values(), kind, lang)
    assert (filename, content) == (expected, data)


@pytest.mark.parametrize(("kind", "name"), WITH_LIBRARY)
def test_a_library_for_downloads_comes_once_and_only_when_it_is_asked_for(
    kind: str, name: str, visit: Visit, server: StaticServer, context: BrowserContext
) -> None:
    pause(context, 600_000)
    section = Section(visit(path(name, "zh")), name)
    section.calculate()
    assert not [a for a in server.requests if a.endswith(tuple(LIBRARIES.values()))]

    first, again = download(section, kind), download(section, kind)

    assert first == again
    assert asked_for(server, LIBRARIES[kind]) == 1
    assert asked_for(server, "python_stdlib_all.zip") == 0


@pytest.mark.parametrize(("kind", "name"), WITH_LIBRARY)
def test_a_library_that_does_not_come_is_said_and_python_goes_on(
    kind: str, name: str, visit: Visit, server: StaticServer, context: BrowserContext
) -> None:
    pause(context, 600_000)
    server.max_age = 0
    section = Section(visit(path(name, "zh")), name)
    written = section.calculate()
    said = section.root.locator("[data-failed]")
    expect(said).to_be_hidden()
    server.missing.add(LIBRARIES[kind])

    section.root.locator(f'[data-kind="{kind}"]').click()

    expect(said).to_be_visible()
    assert section.calculate() == written
    starts = "() => performance.getEntriesByName('calculators:ready').length"
    assert section.page.evaluate(starts) == 1
    server.release()
    assert download(section, kind)[1]
    expect(said).to_be_hidden()


@pytest.mark.parametrize(("kind", "name"), WITH_LIBRARY)
def test_without_a_network_a_later_visit_makes_the_same_file(
    kind: str, name: str, visit: Visit, server: StaticServer, context: BrowserContext, site: Path
) -> None:
    """After a quiet moment everything is there; the library was not used before."""
    pause(context, 100)
    page = visit(path(name, "zh"))
    section = Section(page, name)
    written = section.calculate()
    made = calculators.download(name, section.values(), kind)[2]
    manifest = json.loads((site / "assets" / "runtime" / "manifest.json").read_text("utf-8"))
    folder = f"{server.url}assets/runtime/{manifest['folder']}"
    for address in (folder + LIBRARIES[kind], f"{folder}snapshot", page.url):
        wait_for_cache(page, address)
    context.set_offline(True)
    server.shutdown()
    server.server_close()

    page.reload()

    assert section.calculate() == written
    assert download(section, kind)[1] == made


def wait_for_cache(page: Page, address: str) -> None:
    page.evaluate(
        """async (address) => {
          while (!(await caches.match(address))) await new Promise((go) => setTimeout(go, 100));
        }""",
        address,
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", WITH_PAPERS)
def test_a_copied_paper_is_its_lines_in_chinese(
    name: str, lang: str, visit: Visit, context: BrowserContext
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    section = Section(visit(path(name, lang)), name)
    section.calculate()
    found = contract.answer(calculators.load(name), section.values())[1]
    paper = found.papers[0]

    section.root.locator('[data-action="copy-paper"]').first.click()

    expect(section.root.locator("[data-copied]:visible")).to_have_count(1)
    text = section.page.evaluate("() => navigator.clipboard.readText()")
    if paper.for_lender:
        assert text.endswith("\n".join(paper.lines).strip())
    html = section.page.evaluate(
        """async () => {
          const [copied] = await navigator.clipboard.read();
          return (await copied.getType("text/html")).text();
        }"""
    )
    assert "<p" in html  # paragraphs for a word processor
    section.root.locator('.actions [data-action="copy"]').click()
    text = section.page.evaluate("() => navigator.clipboard.readText()")
    for button in section.root.locator(".paper-buttons button").all():
        assert button.inner_text() not in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", WITH_PAPERS)
def test_a_paper_is_printed_alone(name: str, lang: str, visit: Visit) -> None:
    page = visit(path(name, lang))
    section = Section(page, name)
    section.calculate()
    page.evaluate("window.print = () => (window.printed = true)")

    section.root.locator('[data-action="print-paper"]').first.click()

    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(section.root.locator("[data-paper-text]").first).to_be_visible()
    for part in (section.headline, section.root.locator(".calculator-title"), page.locator("h1")):
        expect(part).to_be_hidden()
    for part in section.root.locator("[data-paper-text]").all()[1:]:
        expect(part).to_be_hidden()
    for part in section.root.locator(".paper-reading, button").all():
        expect(part).to_be_hidden()
    assert b"/MediaBox [0 0 594.95996 841.91998]" in page.pdf(prefer_css_page_size=True)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(section.headline).to_be_visible()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_statement_is_one_page_of_paper(lang: str, visit: Visit) -> None:
    page = visit(path("statement", lang))
    section = Section(page, "statement")
    section.calculate()
    page.evaluate("() => { window.print = () => {}; }")

    section.root.locator('[data-action="print-paper"]').first.click()

    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


@pytest.mark.parametrize(("name", "field"), WITH_FILES)
def test_chosen_files_become_rows_with_their_digest_and_stay_here(
    name: str, field: str, visit: Visit, tmp_path: Path
) -> None:
    section = Section(visit(path(name, "zh")), name)
    section.button("clear").click()
    contents = {"催收通话.m4a": b"hello", "合同.pdf": b"x" * 3_000_000}
    for file, content in contents.items():
        (tmp_path / file).write_bytes(content)
    too_big = tmp_path / "录像.mp4"
    with too_big.open("wb") as sparse:
        sparse.truncate(200 * 2**20 + 1)

    section.root.locator(f'[data-files="{field}"]').set_input_files(
        [*(tmp_path / file for file in contents), too_big]
    )

    expect(section.root.locator("[data-files-left]")).to_contain_text("录像.mp4")
    values = section.values()
    for index, (file, content) in enumerate(contents.items()):
        assert values[f"{field}.{index}.name"] == file
        assert values[f"{field}.{index}.size"] == str(len(content))
        assert values[f"{field}.{index}.sha256"] == hashlib.sha256(content).hexdigest()
    assert f"{field}.2.name" not in values
    assert section.root.locator(f'[data-files="{field}"]').input_value() == ""


@pytest.mark.parametrize(("kind", "name"), [("xlsx", FIRST["xlsx"]), ("csv", FIRST["csv"])])
def test_a_form_with_a_mistake_offers_no_file(kind: str, name: str, visit: Visit) -> None:
    section = Section(visit(path(name, "zh")), name)
    section.calculate()
    button = section.root.locator(f'[data-kind="{kind}"]')
    expect(button).to_be_enabled()
    section.root.locator('input[inputmode="decimal"]').first.fill("many")
    expect(section.summary).to_be_visible()
    expect(button).to_be_disabled()
