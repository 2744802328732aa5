"""Every calculator in both languages: HTML, plain text, files and the command line."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import calculators
from calculators.page import message
from calculators.page.calculator import answer
from calculators.page.downloads import offered
from calculators.page.words import LANGUAGES

everywhere = pytest.mark.parametrize("lang", LANGUAGES)
each = pytest.mark.parametrize("name", calculators.names())
VOID = {"input", "br", "img", "meta", "link", "hr"}


class Nesting(HTMLParser):
    """Fails on a tag that closes another one; collects ids and what refers to them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.referred: list[str] = []
        self.in_template = 0
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("for", "aria-describedby", "aria-labelledby"):
                self.referred += (value or "").split()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@everywhere
@each
def test_the_example_is_answered_as_it_stands_in_the_page(name: str, lang: str) -> None:
    section = calculators.section(name, lang)

    answer = calculators.respond(name, calculators.example(name, lang), lang)

    assert f"data-answer>{answer}</div>" in section


@everywhere
@each
def test_a_section_is_well_formed_and_every_label_has_its_field(name: str, lang: str) -> None:
    page = Nesting(calculators.section(name, lang))

    assert len(page.ids) == len(set(page.ids))
    assert set(page.referred) <= set(page.ids)


@each
def test_english_answers_have_no_chinese_but_quoted_terms(name: str) -> None:
    html = calculators.section(name, "en").replace("分 is 1% a month", "").replace("(砍头息)", "")
    html = re.sub(r'<div class="paper-text" data-paper-text lang="zh-CN">.*?</div>', "", html)
    html = re.sub(r'<span lang="zh-CN">.*?</span>', "", html)

    assert not [c for c in html if "\u4e00" <= c <= "\u9fff"]


@everywhere
@each
def test_bad_input_is_listed_with_a_link_to_each_field(name: str, lang: str) -> None:
    values = dict.fromkeys(calculators.form(name), "?!")

    html = calculators.respond(name, values, lang)

    page = Nesting(html)
    assert "data-error-summary" in html
    assert page.ids == []
    assert all(f'href="#{name}-' in part for part in html.split("<li>")[1:])
    assert "data-headline" not in html


@everywhere
@each
def test_the_table_is_a_file_a_spreadsheet_opens(name: str, lang: str) -> None:
    if "csv" not in offered(answer(calculators.load(name), calculators.example(name))[1]):
        pytest.skip("an answer in words only")
    filename, media, data = calculators.download(name, calculators.example(name, lang), "csv", lang)

    assert filename.endswith(".csv")
    assert media.startswith("text/csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 3


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")'])
def test_typed_text_is_never_a_formula_in_a_file(typed: str) -> None:
    values = {"income": [{"name": typed, "amount": "5"}], "spending": []}

    _name, _media, data = calculators.download("budget", values, "csv")

    cell = data.decode().splitlines()[1]
    assert cell.lstrip('"').startswith("'" + typed[0])


@everywhere
@each
def test_a_message_is_answered_with_the_same_html(name: str, lang: str) -> None:
    values = calculators.example(name, lang)
    asked = {"call": "respond", "name": name, "values": values, "lang": lang}

    assert json.loads(message.reply(json.dumps(asked))) == {
        "html": calculators.respond(name, values, lang)
    }


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "calculators", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_line_lists_answers_and_refuses(tmp_path: Path) -> None:
    listed = run("--lang", "en")
    answered = run("instalment", "principal=50000", "annual_rate=18%", "months=24", "--lang", "en")
    as_json = run("instalment", "principal=50000", "annual_rate=18%", "months=24", "--json")
    refused = run("instalment", "principal=x", "months=24", "annual_rate=1", "--lang", "en")

    assert [line.split()[0] for line in listed.stdout.splitlines()] == list(calculators.names())
    assert answered.stdout.startswith("¥2,496.21 a month, 24 instalments")
    assert json.loads(as_json.stdout)["payment"] == "2496.21"
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("principal: “x” cannot be read.")


def test_the_command_line_reads_values_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "values.json"
    file.write_text('{"income": [{"amount": 1000.10}], "spending": [{"amount": "200"}]}', "utf-8")

    result = json.loads(run("budget", "--input", str(file), "--json").stdout)

    assert result["monthly_income"] == "1000.10"
    assert result["surplus"] == "800.10"


@pytest.mark.parametrize(
    "arguments", [["no_such"], ["instalment", "months"], ["budget", "--input", "no-such-file.json"]]
)
def test_the_command_line_says_what_is_wrong_with_its_arguments(arguments: list[str]) -> None:
    refused = run(*arguments)

    assert refused.returncode == 2
    assert len(refused.stderr.strip().splitlines()) == 1
