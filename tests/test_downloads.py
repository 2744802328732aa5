"""Papers, and the files of an answer: calendar, spreadsheet, table and data."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import calculators
from calculators.page import calculator as contract
from calculators.page import calendar_file, downloads, fields, html, message, text, workbook
from calculators.page.answer import Answer, Event, Next, Paper, Table
from calculators.page.words import LANGUAGES, Percent, Text, Yuan

DAY = date(2026, 12, 15)
HOSTILE = st.text(
    st.one_of(
        st.sampled_from("=+-@\t\r\n\\;,:\"'<>&{}_%\x00\x0b\x1f\x85\u2028\u202e，。年月"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=120,
)


def typed(words: str) -> Text:
    """A sentence that is nothing but what somebody typed."""
    return Text("{typed}", typed=words)


# --- papers -----------------------------------------------------------------------------------

LETTER = Paper(Text("合计"), [Text("日期"), Text("每月还 {x}。", x=Yuan(Decimal(5)))])


def shown(lang: str, **parts: object) -> str:
    """The HTML of an answer with these parts and an empty form."""
    made = Answer(headline=Text("合计"), **parts)  # type: ignore[arg-type]
    return html.of_answer(Nothing(), made, lang)


@dataclass(frozen=True)
class Nothing:
    """A form without questions."""


def test_a_paper_for_the_lender_is_chinese_on_an_english_page_with_a_reading_copy() -> None:
    page = shown("en", papers=[LETTER])
    sheet = re.search(r'data-paper-text lang="zh-CN">(.*?)</div>', page)
    reading = re.search(r'class="paper-reading">(.*?)</div></div>', page)

    assert sheet
    assert reading
    assert sheet[1] == '<p class="paper-heading">合计</p><p>日期</p><p>每月还 5.00 元。</p>'
    assert "<p>Date</p>" in reading[1]


def test_a_chinese_page_has_the_paper_once() -> None:
    page = shown("zh", papers=[LETTER])

    assert page.count("每月还 5.00 元。") == 1
    assert "paper-reading" not in page
    assert '<h3 class="paper-title">合计</h3>' in page


def test_a_paper_for_oneself_is_in_the_language_of_the_page() -> None:
    page = shown("en", papers=[Paper(Text("合计"), [Text("日期")], kind="card", for_lender=False)])

    assert '<div class="paper-text" data-paper-text lang="en">' in page
    assert "<p>Date</p>" in page
    assert "日期" not in page
    assert "paper-reading" not in page


@pytest.mark.parametrize("kind", ["message", "script"])
def test_what_is_sent_or_said_has_no_title_in_it(kind: str) -> None:
    paper = Paper(Text("合计"), [Text("日期")], kind=kind)  # type: ignore[arg-type]

    assert 'lang="zh-CN"><p>日期</p></div>' in shown("zh", papers=[paper])


def test_a_blank_with_its_label_is_marked() -> None:
    paper = Paper(Text("合计"), [Text("每月 ____（待填：发薪日）付，____。"), Text("__")])

    page = shown("zh", papers=[paper])

    assert "每月 <mark>____（待填：发薪日）</mark>付，<mark>____</mark>。" in page
    assert "<p>__</p>" in page


@given(HOSTILE, st.sampled_from(LANGUAGES))
def test_typed_text_is_no_markup_in_a_paper(words: str, lang: str) -> None:
    made = html._paper(Paper(typed(words), [typed(words)]), lang)
    plain = html._paper(Paper(Text("x"), [Text("x")]), lang)

    tags = re.findall(r"<[^>]*>", re.sub(r"</?mark>|aria-label=\"[^\"]*\"", "", made))
    assert tags == re.findall(r"<[^>]*>", re.sub(r"aria-label=\"[^\"]*\"", "", plain))


def test_an_answer_as_text_has_its_papers_in_both_languages() -> None:
    said = text.of_answer(Answer(headline=Text("合计"), papers=[LETTER]), "en")

    assert said == "Total\n\n\n合计\n日期\n每月还 5.00 元。\n\nTotal\nDate\n每月还 ¥5.00。\n"


def test_an_empty_line_stays_empty_in_english() -> None:
    assert (
        text.of_answer(
            Answer(
                headline=Text("合计"),
                papers=[Paper(Text("合计"), [Text(""), Text("日期")], for_lender=False)],
            ),
            "en",
        )
        == "Total\n\n\nTotal\n\nDate\n"
    )


def test_a_next_step_without_a_reason_is_no_link() -> None:
    page = shown("zh", next=[Next("budget", None, {"income.0.amount": "1"})])

    assert "budget" not in page
    assert "next" not in page


# --- which files there are --------------------------------------------------------------------

TABLE = Table(Text("合计"), (Text("日期"),), ((DAY,),), download="days")
EVENT = Event(DAY, Text("日期"))


@pytest.mark.parametrize(
    ("parts", "kinds"),
    [
        ({}, ()),
        ({"tables": [Table(Text("合计"), (Text("日期"),), ((DAY,),))]}, ()),
        ({"tables": [TABLE]}, ("csv", "xlsx")),
        ({"events": [EVENT]}, ("ics",)),
        ({"data": {}}, ("json",)),
        ({"tables": [TABLE], "events": [EVENT], "data": {}}, ("csv", "xlsx", "ics", "json")),
    ],
)
def test_files_are_offered_for_what_an_answer_has(
    parts: dict[str, object], kinds: tuple[str, ...]
) -> None:
    found = Answer(headline=Text("合计"), **parts)  # type: ignore[arg-type]

    assert downloads.offered(found) == kinds
    assert re.findall(r'data-kind="(\w+)"', html._actions(found, "zh")) == list(kinds)
    assert f'data-kinds="{" ".join(kinds)}"' in shown("zh", **parts)
    for kind in set(downloads.KINDS) - set(kinds) - {"txt"}:
        with pytest.raises(ValueError, match=kind):
            downloads.of_answer("name", found, kind, "zh")


def test_an_unknown_kind_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="expected one of csv, xlsx, ics, json, txt, got 'pdf'"):
        calculators.download("split", calculators.example("split"), "pdf")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", calculators.names())
def test_every_file_of_every_example_is_made_and_the_same_every_time(name: str, lang: str) -> None:
    values = calculators.example(name, lang)
    kinds = downloads.offered(contract.answer(calculators.load(name), values)[1])

    for kind in (*kinds, "txt"):
        filename, media, data = calculators.download(name, values, kind, lang)

        assert filename.endswith(f".{kind}")
        assert data
        assert calculators.download(name, values, kind, lang) == (filename, media, data)
        asked = {"call": "download", "name": name, "values": values, "kind": kind, "lang": lang}
        reply = json.loads(message.reply(json.dumps(asked)))
        sent = reply["text"].encode() if "text" in reply else base64.b64decode(reply["base64"])
        assert (reply["filename"], reply["media"], sent) == (filename, media, data)


# --- .csv and .json ---------------------------------------------------------------------------


@given(HOSTILE)
def test_no_text_in_a_csv_begins_like_a_formula(words: str) -> None:
    table = Table(Text("合计"), (typed(words), Text("x")), ((words, Decimal(-5)),), (words, None))

    data = text.of_table(table, "zh")

    assert data.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[1][1] == "-5"
    for cell in (row[0] for row in rows):
        assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))
        assert cell.removeprefix("'") == words.removeprefix("'")


def test_numbers_of_a_json_file_are_texts() -> None:
    rows = ({"day": DAY, "payment": Decimal("1730.02"), "number": 1, "paid": False, "note": None},)
    found = Answer(headline=Text("合计"), data={"payments": rows})

    name, media, data = downloads.of_answer("tracker", found, "json", "en")

    assert (name, media) == ("tracker.json", "application/json")
    assert json.loads(data) == {
        "payments": [
            {
                "day": "2026-12-15", "payment": "1730.02", "number": "1", "paid": False, "note": None,
            }
        ]
    }  # fmt: skip


# --- .ics -------------------------------------------------------------------------------------


def entries(events: list[Event], lang: str = "zh") -> list[icalendar.Event]:
    """The events of a calendar file, read back."""
    calendar = icalendar.Calendar.from_ical(calendar_file.of_events("tracker", events, lang))
    return list(calendar.walk("VEVENT"))


def test_an_event_is_a_whole_day_with_reminders_at_nine() -> None:
    note = Text("第一行\n第二行；逗号，分号;")
    (entry,) = entries([Event(DAY, Text("还 {x}", x=Yuan(Decimal("1730.02"))), note, (3, 1, 0))])

    assert entry["SUMMARY"] == "还 1,730.02 元"
    assert entry["DESCRIPTION"] == note
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (DAY, DAY + timedelta(days=1))
    assert [alarm.decoded("TRIGGER") for alarm in entry.walk("VALARM")] == [
        timedelta(hours=9, days=-days) for days in (3, 1, 0)
    ]
    assert {alarm["ACTION"] for alarm in entry.walk("VALARM")} == {"DISPLAY"}


def test_an_event_keeps_its_identity_in_both_languages_and_every_identity_is_one() -> None:
    events = [EVENT, EVENT, Event(DAY + timedelta(days=1), EVENT.title), Event(DAY, Text("合计"))]
    chinese, english = (
        [str(entry["UID"]) for entry in entries(events, lang)] for lang in LANGUAGES
    )

    assert chinese == english
    assert len(set(chinese)) == 4
    assert entries(events[1:])[0]["UID"] == chinese[0]


def test_a_calendar_file_has_no_clock() -> None:
    (entry,) = entries([EVENT])

    assert entry.decoded("DTSTAMP").isoformat() == "2026-12-15T00:00:00+00:00"


NAMES = (
    "BEGIN|END|VERSION|PRODID|CALSCALE|SUMMARY|DESCRIPTION|"
    "DTSTART|DTEND|DTSTAMP|UID|TRANSP|ACTION|TRIGGER"
)


@given(HOSTILE, HOSTILE, st.sampled_from(LANGUAGES))
def test_typed_text_stays_in_its_line_of_a_calendar_file(title: str, note: str, lang: str) -> None:
    file = calendar_file.of_events("tracker", [Event(DAY, typed(title), typed(note))], lang)

    lines = file.decode().removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = "\r\n".join(lines).replace("\r\n ", "").split("\r\n")
    assert all(re.match(rf"(?:{NAMES})[;:]", line) for line in unfolded)
    assert all(character.isprintable() for line in unfolded for character in line)
    names = [re.split("[;:]", line)[0] for line in unfolded]
    assert names.count("BEGIN") == names.count("END") == 4
    (entry,) = entries([Event(DAY, typed(title), typed(note))], lang)
    assert entry["SUMMARY"] == calendar_file._safe(title).replace("\n", " ")


# --- .xlsx ------------------------------------------------------------------------------------

_NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
Cell = tuple[str, str, str]
"""Type ("n" for a number, "s" for a text), formula and value."""


def cells(file: bytes) -> list[dict[str, Cell]]:
    """The cells of each sheet by their names; an independent reading of the format."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        texts = [
            "".join(part.text or "" for part in item.iter(f"{{{_NS['m']}}}t"))
            for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        ]
        count = sum(re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n) is not None
                    for n in archive.namelist())  # fmt: skip
        sheets = [
            ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            for number in range(1, count + 1)
        ]
    found = []
    for sheet in sheets:
        found.append({})
        for cell in sheet.iterfind(".//m:c", _NS):
            kind = cell.get("t", "n")
            value = cell.findtext("m:v", "", _NS)
            shown = texts[int(value)] if kind == "s" else value
            found[-1][cell.get("r", "")] = (kind, cell.findtext("m:f", "", _NS), shown)
    return found


SCHEDULE = Table(
    Text("还款表"),
    (Text("日期"), Text("还（元）"), Text("剩余（元）"), Text("利率"), Text("给谁")),
    [
        (DAY, Decimal("100.10"), Decimal("200.20"), Percent(Decimal("0.005")), "=1+1"),
        (DAY, Decimal("100.10"), Decimal("100.10"), Percent(Decimal("0.005")), "http://x.cn"),
        (DAY, Decimal("100.10"), Decimal("0.00"), None, "12345"),
    ],
    (Text("合计"), Decimal("300.30"), None, None, None),
    download="schedule",
    formulas={2: "=C{above}-B{row}"},
)


def test_a_spreadsheet_has_numbers_dates_texts_formulas_and_sums() -> None:
    (sheet,) = cells(workbook.of_tables([SCHEDULE], "zh"))

    assert sheet["A1"] == ("s", "", "日期")
    assert sheet["A2"] == ("n", "", "46371")  # days since 1899-12-30
    assert date(1899, 12, 30) + timedelta(days=46371) == DAY
    assert sheet["B2"] == ("n", "", "100.10")
    assert sheet["C2"] == ("n", "", "200.20")  # the row above has words
    assert sheet["C3"] == ("n", "C2-B3", "100.10")
    assert sheet["C4"] == ("n", "C3-B4", "0.00")
    assert sheet["D2"] == ("n", "", "0.005")
    assert sheet["D4"] == ("n", "", "")  # empty, which a formula takes for nothing
    assert [sheet[name][::2] for name in ("E2", "E3", "E4")] == [
        ("s", "=1+1"), ("s", "http://x.cn"), ("s", "12345"),
    ]  # fmt: skip
    assert sheet["B5"] == ("n", "SUM(B2:B4)", "300.30")


def test_a_footer_that_is_no_sum_is_a_number() -> None:
    table = Table(Text("合计"), (Text("还"),), [(Decimal(1),), (Decimal(2),)], (Decimal(4),))

    (sheet,) = cells(workbook.of_tables([table], "zh"))

    assert sheet["A4"] == ("n", "", "4")


def test_a_wide_sheet_names_its_columns_as_spreadsheets_do() -> None:
    assert [workbook._letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


@settings(max_examples=50)
@given(HOSTILE, HOSTILE, st.integers(1, 4))
def test_typed_text_in_a_spreadsheet_is_text_whatever_it_begins_with(
    words: str, caption: str, count: int
) -> None:
    table = Table(typed(caption), (typed(words),), [(words,)], (words,), download="x")

    file = workbook.of_tables([table] * count, "zh")

    for sheet in cells(file):
        assert {kind for kind, _formula, _value in sheet.values()} == {"s"}
        assert not any(formula for _kind, formula, _value in sheet.values())
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        assert not any("hyperlink" in archive.read(n).decode() for n in archive.namelist())
    names = [sheet.get("name", "") for sheet in book.iterfind(".//m:sheet", _NS)]
    assert len({name.casefold() for name in names}) == count
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\'")


SOFFICE = shutil.which("soffice")
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


@pytest.mark.skipif(SOFFICE is None, reason="soffice (LibreOffice) is not installed")
def test_libreoffice_calculates_what_the_cells_say(tmp_path: Path) -> None:
    """All tables of all stories, with the remembered values of the formulas taken out."""
    tables = [SCHEDULE]
    for name in calculators.names():
        calculator = calculators.load(name)
        for values in (calculators.example(name), *calculator.EXAMPLES.values()):
            tables += contract.answer(calculator, values)[1].tables
    file = workbook.of_tables(tables, "zh")
    source = tmp_path / "all.xlsx"
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(source, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, re.sub(rb"</f><v>[^<]*</v>", b"</f><v>0</v>", content))
    profile = tmp_path / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE)

    ran = subprocess.run(
        [SOFFICE, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "out"), str(source)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    counted = cells((tmp_path / "out" / "all.xlsx").read_bytes())
    wanted = cells(file)
    assert len(counted) == len(wanted) == len(tables)
    formulas = 0
    for table, said, found in zip(tables, wanted, counted, strict=True):
        for name, (kind, formula, value) in said.items():
            if kind == "n" and value:
                formulas += bool(formula)
                off = abs(Decimal(found[name][2]) - Decimal(value))
                assert off < Decimal("0.000001"), f"{table.caption} {name} {formula}: {found[name]}"
    assert formulas > 20


# --- files chosen by the reader ---------------------------------------------------------------


@dataclass(frozen=True)
class File:
    name: str = fields.text(Text("名称"))
    sha256: str = fields.text(Text("名称"))


@dataclass(frozen=True)
class Files:
    evidence: tuple[File, ...] = fields.rows(Text("合计"), File, files=True)
    others: tuple[File, ...] = fields.rows(Text("合计"), File)


def test_a_group_for_files_has_a_chooser_that_is_no_field_of_the_form() -> None:
    asked = fields.questions(Files)

    chooser = html._rows("page", "evidence", asked["evidence"], [], "en")
    plain = html._rows("page", "others", asked["others"], [], "en")

    assert re.findall(r"<input type=\"file\"[^>]*>", chooser) == [
        '<input type="file" multiple id="page-evidence-files" data-files="evidence"'
        ' aria-describedby="page-evidence-files-hint">'
    ]
    assert 'for="page-evidence-files"' in chooser
    assert 'type="file"' not in plain
