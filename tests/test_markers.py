"""Markers in pages: what they become, and that a wrong one stops the build."""

from pathlib import Path

import pytest
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

import calculators
from calculators.law import figure, figures
from calculators.page.sources import SEEN
from calculators.page.words import say
from scripts import facts
from scripts.checklist import Checklists
from scripts.chinese import ChineseLines
from scripts.markers import Markers

PROJECT = Path(__file__).parent.parent


def read(text: str, page: str = "zh/guide/cost.md") -> str:
    """The HTML of a page with this text."""
    markers = Markers()
    markers.page = page
    return Markdown(
        extensions=["footnotes", "fenced_code", "tables", markers, Checklists()]
    ).convert(text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_rule_becomes_a_footnote_with_instrument_day_manner_and_caveat(language: str) -> None:
    entry = facts.rule("cc-art-678")

    html = read("可以申请。{{ rule cc-art-678 }}", f"{language}/guide/plan.md")

    assert 'href="#fn:cc-art-678"' in html
    assert f'<a href="../about/sources.md#cc-art-678">{entry[f"title_{language}"]}</a>' in html
    assert ("2026年11月21日" if language == "zh" else "21 Nov 2026") in html
    assert say(SEEN[entry["seen"]], language) in html
    assert entry[f"caveat_{language}"][:20] in html


def test_the_start_page_links_its_sources_without_leaving_its_folder() -> None:
    assert 'href="about/sources.md#cc-art-678"' in read("{{ rule cc-art-678 }}", "zh/index.md")


@pytest.mark.parametrize(
    ("language", "expected"), [("zh", "最长 60 个月"), ("en", "最长 60 months")]
)
def test_a_figure_is_the_number_with_its_unit_and_its_source(language: str, expected: str) -> None:
    html = read("最长 {{ figure card_plan_max_months }}。", f"{language}/guide/plan.md")

    assert expected in html
    assert "about/sources.md#card-art-70" in html


def test_a_figure_can_be_quoted_as_it_was_on_a_day() -> None:
    now = figure("lpr_1y")
    before = figure("lpr_1y", on=now.since.replace(year=2020))

    html = read("{{ figure lpr_1y on 2020-12-01 }} 与 {{ figure lpr_1y }}")

    assert now.value != before.value
    assert facts.number(now.value, now.unit, "zh") in html
    assert facts.number(before.value, before.unit, "zh") in html


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", figures())
def test_every_figure_can_be_written_in_both_languages(name: str, language: str) -> None:
    found = figure(name)

    assert any(character.isdigit() for character in facts.number(found.value, found.unit, language))
    assert facts.figure_note(found, language, "sources.md")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_and_contact_has_its_words_in_both_languages(language: str) -> None:
    for file in ("law", "statistics"):
        for name in facts.read(file):
            assert facts.rule_note(name, language, "sources.md").startswith("[")
    for name in facts.read("contacts"):
        assert facts.contact(name, language)[0]


def test_a_contact_is_its_number_with_what_it_is_for() -> None:
    html = read("打 {{ contact 12378 }}。")

    assert "打 12378<sup" in html
    assert facts.read("contacts")["12378"]["for_what_zh"][:15] in html


def test_words_to_copy_get_the_number_without_a_footnote() -> None:
    html = read("```text\n最长 {{ figure card_plan_max_months }}。\n```")

    assert "最长 60 个月。" in html
    assert "footnote" not in html


def test_a_calculator_stands_in_the_page_exactly_as_python_wrote_it() -> None:
    html = read("前\n\n{{ calculator real_rate }}\n\n后", "en/calculators/real_rate.md")

    assert calculators.section("real_rate", "en") in html


def test_no_page_shows_the_reprint_on_which_a_rule_was_seen() -> None:
    html = read("{{ sources }}", "zh/about/sources.md")

    for entry in facts.read("law").values():
        assert f'id="{entry["id"]}"' in html
        assert not entry.get("source_url")
        assert not entry.get("note_to_editors") or entry["note_to_editors"] not in html


def test_every_case_is_listed_with_its_source() -> None:
    html = read("{{ accuracy }}", "en/about/accuracy.md")

    assert html.count("<tr") - html.count("<thead") == len(
        list((PROJECT / "tests" / "cases").glob("*.toml"))
    )


def test_a_box_to_tick_is_labelled_by_its_text() -> None:
    html = read("- [ ] 打 [电话](x.md)\n- [x] 做完")

    assert '<ul class="tasks">' in html
    assert '<label><input autocomplete="off" type="checkbox"' in html
    assert '<span>打 <a href="x.md">电话</a></span></label>' in html
    assert html.count("checked=") == 1


def test_a_line_break_in_chinese_text_is_no_space() -> None:
    chinese = ChineseLines()
    markdown = Markdown(extensions=["footnotes", chinese])

    assert markdown.convert("先停。\n再**算**\n一算 LPR\n的数。") == (
        "<p>先停。再<strong>算</strong>一算 LPR的数。</p>"
    )
    chinese.language = "en"
    assert (
        markdown.convert("The word 协商\nmeans to talk.") == "<p>The word 协商\nmeans to talk.</p>"
    )


@pytest.mark.parametrize(
    "marker",
    [
        "{{ rule no-such-rule }}",
        "{{ figure no_such_figure }}",
        "{{ figure lpr_1y on 1999-01-01 }}",
        "{{ figure lpr_1y on yesterday }}",
        "{{ figure lpr_1y 2020-12-01 }}",
        "{{ contact 00000 }}",
        "{{ calculator no_such_calculator }}",
        "{{ sources zh }}",
        "{{ }}",
        "{{rulecc-art-678}}",
        "{!zh/no-such-paragraph.md!}",
    ],
)
def test_a_marker_that_names_nothing_stops_the_build_naming_page_and_marker(marker: str) -> None:
    with pytest.raises(PluginError) as stopped:
        read(f"一句话。\n\n{marker}")

    assert "zh/guide/cost.md" in str(stopped.value)
    assert marker in str(stopped.value)


def test_a_calculator_too_high_or_too_deep_stops_the_build() -> None:
    """Answers link to the sources with `../../`."""
    for page in ("zh/index.md", "zh/topics/cards/plan.md"):
        with pytest.raises(PluginError, match="two levels deep"):
            read("{{ calculator real_rate }}", page)


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("# 一页\n\n好。{{ rule cc-art-678 }}", False),
        ("# 一页\n\n{{ rule no-such-rule }}", True),
        ("# 一页\n\n{!zh/no-such-paragraph.md!}", True),
        ("# 一页\n\n[没有这一页](nowhere.md)", True),
        ("# 一页\n\n[没有这一节](about/sources.md#nowhere)", True),
    ],
)
def test_a_strict_build_stops_at_what_does_not_exist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, stops: bool
) -> None:
    docs = tmp_path / "docs"
    for language in ("zh", "en"):
        (docs / language / "about").mkdir(parents=True)
        (docs / language / "about" / "sources.md").write_text("# 来源\n\n{{ sources }}\n")
        (docs / language / "index.md").write_text("# 首页\n")
    (docs / "zh" / "index.md").write_text(text)
    monkeypatch.chdir(PROJECT)
    config = load_config(
        str(PROJECT / "mkdocs.yml"),
        docs_dir=str(docs),
        site_dir=str(tmp_path / "site"),
        nav=["index.md", "about/sources.md"],
        strict=True,
    )

    # A missing paragraph is the include extension's own error, everything else is MkDocs's.
    if stops:
        with pytest.raises((Abort, FileNotFoundError)):
            build(config)
    else:
        build(config)
