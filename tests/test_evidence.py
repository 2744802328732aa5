"""The checklist follows the cause; the index says of each file what it proves and its digest."""

from __future__ import annotations

import hashlib
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.page.answer import Answer
from calculators.page.calculator import answer
from calculators.page.choices import CAUSES
from calculators.page.words import LANGUAGES, say
from calculators.papers._documents import DOCUMENTS, wanted

MODULE = calculators.load("evidence")
STORIES = {"borrower": calculators.example("evidence"), **MODULE.EXAMPLES}
each_story = pytest.mark.parametrize("story", STORIES)
ABC = hashlib.sha256(b"abc").hexdigest()

digests = st.binary(max_size=20).map(lambda content: hashlib.sha256(content).hexdigest())
files = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["流水.pdf", "合同.pdf", "录音.m4a"]),
            "document": st.sampled_from(list(DOCUMENTS)),
            "pages": st.integers(1, 9999).map(str),
            "size": st.integers(0, 10**12).map(str),
            "sha256": digests,
        }
    ),
    max_size=12,
)


def calculate(**values: Any) -> Any:
    return calculators.calculate("evidence", values)


def said(**values: Any) -> Answer:
    return answer(MODULE, values)[1]


def index(found: Answer) -> str:
    return "\n".join(next(p for p in found.papers if p.kind == "sheet").lines)


# --- the checklist ----------------------------------------------------------------------------


@pytest.mark.parametrize("cause", [key for key in CAUSES if key not in ("unstated", "other")])
def test_every_cause_adds_its_own_papers_to_those_for_all(cause: str) -> None:
    common = {item.key for item in calculate(cause="unstated").checklist}
    listed = {item.key for item in calculate(cause=cause).checklist}

    assert len(common) == 6
    assert common < listed
    assert {DOCUMENTS[key].cause for key in listed - common} == {cause}


def test_two_causes_list_both_and_nothing_twice() -> None:
    keys = [item.key for item in calculate(cause="illness", also_cause="pay_cut").checklist]

    assert keys == wanted("illness", "pay_cut")
    assert len(set(keys)) == len(keys) == 12
    once = calculate(cause="illness", also_cause="illness").checklist
    assert [item.key for item in once] == wanted("illness")


def test_a_paper_that_is_there_is_ticked() -> None:
    found = calculate(cause="illness", files=[{"name": "a", "document": "diagnosis"}])

    assert [item.key for item in found.checklist if item.have] == ["diagnosis"]
    assert found.there == 1
    card = said(cause="illness", files=[{"name": "a", "document": "diagnosis"}]).papers[1]
    assert sum(line.startswith("☑") for line in card.lines) == 1


def test_every_paper_says_in_both_languages_what_where_and_what_to_cover() -> None:
    for paper in DOCUMENTS.values():
        for text in (paper.title, paper.proves, paper.where, paper.care):
            assert say(text, "zh")
            assert not [c for c in say(text, "en") if "\u4e00" <= c <= "\u9fff"]


# --- the index --------------------------------------------------------------------------------


@given(files)
def test_the_index_adds_up_and_keeps_the_order(given_files: list[dict[str, str]]) -> None:
    result = calculate(files=given_files)

    assert [row.number for row in result.rows] == list(range(1, len(given_files) + 1))
    assert [row.sha256 for row in result.rows] == [file["sha256"] for file in given_files]
    assert result.total_pages == sum(int(file["pages"]) for file in given_files)
    assert result.total_size == sum(int(file["size"]) for file in given_files)
    assert all(row.title and row.proves for row in result.rows)


@given(files)
def test_the_same_file_is_told_by_its_digest(given_files: list[dict[str, str]]) -> None:
    for row in calculate(files=given_files).rows:
        before = [file["sha256"] for file in given_files[: row.number - 1]]
        first = before.index(row.sha256) + 1 if row.sha256 in before else None
        assert row.same_as == first


def test_what_the_reader_says_goes_before_the_list() -> None:
    file = {"name": "a.pdf", "document": "rent", "title": "租约", "proves": "每月 1,500 元"}

    row = calculate(files=[file]).rows[0]

    assert (row.title, row.proves) == ("租约", "每月 1,500 元")


def test_another_paper_is_called_by_its_file_and_asked_what_it_proves() -> None:
    found = said(files=[{"name": "a.pdf"}])

    assert calculate(files=[{"name": "a.pdf"}]).rows[0].title == "a.pdf"
    assert "证明：____" in index(found)
    assert any("第 1 个" in note for note in found.notes)


@pytest.mark.parametrize("typed", [ABC, ABC.upper(), f" {ABC} ", ABC[:32] + " " + ABC[32:]])
def test_a_digest_is_64_hexadecimal_digits(typed: str) -> None:
    assert calculate(files=[{"name": "a", "sha256": typed}]).rows[0].sha256 == ABC


@pytest.mark.parametrize("typed", [ABC[:-1], ABC + "0", ABC[:-1] + "g", "x", ABC[:40]])
def test_anything_else_is_no_digest(typed: str) -> None:
    with pytest.raises(calculators.Invalid) as invalid:
        calculate(files=[{"name": "a", "sha256": typed}])

    assert set(invalid.value.errors) == {"files.0.sha256"}


def test_paper_without_a_file_has_no_digest() -> None:
    found = said(files=[{"name": "纸质租约", "document": "rent", "pages": "3"}])

    assert "SHA-256" not in index(found)


@pytest.mark.parametrize(("count", "told"), [(5, False), (6, False), (7, True)])
def test_more_than_six_files_are_many(count: int, told: bool) -> None:
    found = said(files=[{"name": f"{k}.pdf", "document": "rent"} for k in range(count)])

    assert any("合成一个 PDF" in note for note in found.notes) is told


@each_story
def test_the_index_is_signed_by_hand_and_for_the_lender(story: str) -> None:
    sheet = answer(MODULE, STORIES[story])[1].papers[0]

    assert (sheet.kind, sheet.for_lender) == ("sheet", True)
    assert sheet.lines[-1] == "签名：____"


def test_the_chinese_index_is_the_same_whichever_language_the_example_is_in() -> None:
    pages = [answer(MODULE, calculators.example("evidence", lang))[1] for lang in LANGUAGES]

    assert index(pages[0]) == index(pages[1])


def test_without_files_there_is_a_list_and_no_index() -> None:
    found = said(cause="disaster")

    assert {paper.kind for paper in found.papers} == {"card"}
    assert not any(paper.for_lender for paper in found.papers)
    assert calculators.download("evidence", {"cause": "disaster"}, "csv")[0].endswith(
        "checklist.csv"
    )


def test_the_watermark_names_lender_and_month() -> None:
    typed = {"lender": "甲银行", "as_of": "2026-11-21"}

    assert calculate(**typed).watermark == "仅供甲银行核对还款困难使用 2026-11"
    assert calculate().watermark == "仅供____核对还款困难使用"


def test_a_students_list_has_the_rule_about_lending_to_students() -> None:
    def ids(cause: str) -> set[str]:
        return {getattr(source, "id", "") for source in said(cause=cause).sources}

    assert "student-loans-2021" in ids("student")
    assert "student-loans-2021" not in ids("illness")
    assert "criminal-280-forgery" in ids("illness")


# --- hostile text -----------------------------------------------------------------------------


TEXTS = ("name", "title", "proves", "issuer", "redacted")


class Tags(HTMLParser):
    """The tags of a text, with the names of their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[tuple[str, tuple[str, ...]]] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, tuple(name for name, _value in attrs)))


OURS = Tags(calculators.respond("evidence", STORIES["borrower"])).found


@given(
    st.text(alphabet="<>&\"'/={}_`-!abijmgsrcxonerr =:;(\u202e\n", max_size=40),
    st.sampled_from([*TEXTS, "lender"]),
)
def test_typed_text_never_becomes_markup(typed: str, field: str) -> None:
    file = {"name": "a", "document": "rent", "sha256": ABC}
    values = (
        {"files": [file], "lender": typed}
        if field == "lender"
        else {"files": [file | {field: typed}]}
    )

    page = calculators.respond("evidence", values)

    assert Tags(page).found <= OURS


@pytest.mark.parametrize("field", TEXTS)
def test_no_cell_takes_the_number_of_a_card_or_a_person(field: str) -> None:
    for number in ("6222021234567890123", "6222 0212 3456 7890", "610104199703121234"):
        with pytest.raises(calculators.Invalid) as invalid:
            calculate(files=[{"name": "a", field: f"扫描 {number}"}])
        assert set(invalid.value.errors) == {f"files.0.{field}"}


@pytest.mark.parametrize(
    "name",
    [
        "01_工资流水_2026-05-01至2026-10-31.pdf",
        "账单(20260501-20261031).pdf",
        "mmexport1763712345678.jpg",
        "IMG_20261121_093012.jpg",
    ],
)
def test_dates_in_names_of_files_are_no_card_numbers(name: str) -> None:
    assert calculate(files=[{"name": name}]).rows[0].name == name


@pytest.mark.parametrize("typed", ["=cmd()", "+1", "-1", "@A1"])
def test_names_of_files_are_no_formulas(typed: str) -> None:
    file = calculators.download("evidence", {"files": [{"name": typed}]}, "csv")[2].decode()

    assert f"1,'{typed}" in file


def test_the_longest_index_is_answered() -> None:
    many = [
        {"name": "文" * 200, "pages": "9999", "size": str(10**12), "sha256": ABC}
        for _ in range(100)
    ]

    assert calculate(files=many).total_pages == 999900


# --- what it hands on -------------------------------------------------------------------------


@each_story
def test_the_statement_reads_what_the_index_hands_over(story: str) -> None:
    steps = {step.name: step.values for step in answer(MODULE, STORIES[story])[1].next}
    basis = calculators.load("statement").EXAMPLES["couple"]
    values = {name: say(typed) for name, typed in steps["statement"].items()}
    debts = [{"lender": say(STORIES[story]["lender"]), "balance": "100"}]
    shown = {k: v for k, v in basis.items() if k in ("created", "income", "untouched_three_years")}

    form = answer(calculators.load("statement"), shown | {"debts": debts} | values)[0]

    rows = calculators.calculate("evidence", STORIES[story]).rows
    assert [(a.title, a.pages, a.sha256) for a in form.attachments] == [
        (row.title, row.pages, row.sha256) for row in rows
    ]
    assert form.cause == STORIES[story]["cause"]
