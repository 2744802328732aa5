"""Figures hold from their first day on, agree with the facts and say where they come from."""

import ast
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from calculators import law
from calculators.law import Figure, NotInForce, figure, figures

ROOT = Path(__file__).parent.parent
DATA = ROOT / "docs" / "_data"
DAY = timedelta(days=1)
FACTS_CHECKED = date(2026, 11, 21)
SEEN = {"statute text read", "official page", "secondary source", "recall only"}
OFFICIAL_HOMES = {
    "https://flk.npc.gov.cn",
    "https://www.court.gov.cn",
    "https://www.nfra.gov.cn",
    "https://www.pbc.gov.cn",
    "https://www.samr.gov.cn",
}
UNITS = {
    "fraction", "fraction a day", "fraction a year", "times", "number",
    "count a day", "count a year", "hour", "day", "days", "months", "years",
    "yuan", "yuan a year", "yuan for the period", "yuan and bands",
}  # fmt: skip


def data(name: str) -> Any:
    return yaml.safe_load((DATA / f"{name}.yml").read_text(encoding="utf-8"))


LAW = data("law")
STATISTICS = data("statistics")
CONTACTS = data("contacts")
LPR = data("lpr")
RULES = {rule["id"]: rule for rule in LAW + STATISTICS}


def periods(name: str) -> list[Figure]:
    """The figure at each of its days of change, the oldest first, through the public function."""
    found = [figure(name)]
    while True:
        try:
            found.insert(0, figure(name, found[0].since - DAY))
        except NotInForce:
            return found


def numbers(value: object) -> Iterator[Decimal]:
    """Every number in a nest of lists and mappings."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from numbers(item)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield Decimal(str(value))


ALL_PERIODS = [pytest.param(p, id=f"{p.name}-{p.since}") for n in figures() for p in periods(n)]
every_figure = pytest.mark.parametrize("name", figures())
every_period = pytest.mark.parametrize("period", ALL_PERIODS)


# Days


@every_figure
def test_a_figure_raises_the_day_before_its_first_day_and_holds_from_then_on(name: str) -> None:
    first = periods(name)[0]
    with pytest.raises(NotInForce) as error:
        figure(name, first.since - DAY)
    assert name in str(error.value)
    assert str(first.since) in str(error.value)
    assert figure(name, first.since) == first
    assert figure(name, first.since + DAY) == first


@every_figure
def test_around_each_change_the_old_value_ends_and_the_new_one_begins(name: str) -> None:
    known = periods(name)
    for old, new in pairwise(known):
        assert old.until == new.since
        assert figure(name, new.since - DAY) == old
        assert figure(name, new.since) == new
        assert figure(name, new.since + DAY) == new


@every_figure
def test_a_figure_that_ended_raises_from_its_end_on_and_has_a_latest_value(name: str) -> None:
    last = figure(name)
    if last.until is None:
        return
    assert figure(name, last.until - DAY) == last
    for day in (last.until, last.until + DAY):
        with pytest.raises(NotInForce, match=str(last.until)):
            figure(name, day)


@every_figure
def test_no_quarter_between_the_first_day_and_today_is_without_a_value(name: str) -> None:
    known = periods(name)
    end = min(known[-1].until or FACTS_CHECKED, FACTS_CHECKED)
    day = known[0].since
    while day < end:
        assert figure(name, day).value == next(p.value for p in known[::-1] if p.since <= day)
        day += timedelta(days=91)


def test_an_unknown_name_is_a_key_error_that_names_it() -> None:
    with pytest.raises(KeyError, match="no_such_figure"):
        figure("no_such_figure")
    with pytest.raises(KeyError, match=r"\.\./law/lpr_1y"):
        figure("../law/lpr_1y")


def test_figures_lists_every_file_and_load_reads_them() -> None:
    files = (ROOT / "calculators" / "law").glob("*.toml")
    assert list(figures()) == sorted(file.stem for file in files)
    law.load()


# Sources


@every_period
def test_a_figure_names_its_source_check_and_doubt_in_both_languages(period: Figure) -> None:
    chinese = (period.title_zh, period.source_zh, period.caveat_zh)
    english = (period.title_en, period.source_en, period.caveat_en)
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in chinese)
    assert all(text.isascii() and text.strip() for text in english)
    assert period.checked >= FACTS_CHECKED
    assert period.checked < period.review <= period.checked + timedelta(days=366)
    assert period.unit in UNITS


@every_period
def test_a_figure_cites_a_rule_of_the_facts_and_was_seen_in_the_same_way(period: Figure) -> None:
    rule = RULES[period.rule]
    assert period.seen == rule["seen"]


@every_figure
def test_the_latest_value_of_a_figure_is_a_number_of_its_rule(name: str) -> None:
    latest = figure(name)
    assert latest.value in set(numbers(RULES[latest.rule]["figures"]))


@every_period
def test_a_figure_does_not_begin_before_its_rule(period: Figure) -> None:
    # These two begin earlier than the text they cite; their files say why.
    if period.name in {"lpr_1y", "private_lending_multiple"}:
        return
    starts = re.findall(r"\d{4}-\d\d(?:-\d\d)?", RULES[period.rule].get("date_effective") or "")
    assert not starts or str(period.since) >= min(starts)


@every_figure
def test_every_number_in_a_file_is_text_so_that_none_becomes_a_float(name: str) -> None:
    text = (ROOT / "calculators" / "law" / f"{name}.toml").read_text(encoding="utf-8")
    for line in re.findall(r"^(?:value|above|rate) = .*$", text, re.MULTILINE):
        assert re.fullmatch(r'\w+ = "\d+(\.\d+)?"', line)


# Numbers


def test_the_lpr_changes_are_those_of_the_facts() -> None:
    assert [(str(p.since), p.value) for p in periods("lpr_1y")] == [
        (change["from"], Decimal(str(change["lpr_1y"]))) for change in LPR["changes"]
    ]


@pytest.mark.parametrize("entry", LPR["entries"], ids=lambda entry: entry["date"])
def test_the_lpr_of_every_month_is_the_one_announced(entry: dict[str, Any]) -> None:
    day = date.fromisoformat(entry["date"])
    assert figure("lpr_1y", day).value == Decimal(str(entry["lpr_1y"]))


@pytest.mark.parametrize("change", LPR["changes"], ids=lambda change: change["from"])
def test_four_times_the_lpr_is_the_ceiling_of_the_facts(change: dict[str, Any]) -> None:
    multiple = figure("private_lending_multiple").value
    lpr = figure("lpr_1y", date.fromisoformat(change["from"])).value
    assert multiple * lpr == Decimal(str(change["four_times"]))


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("court_fee", "case"),
        ("enforcement_fee", "enforcement"),
        ("preservation_fee", "preservation"),
    ],
)
def test_fee_bands_are_those_of_the_facts_and_rise(name: str, prefix: str) -> None:
    fee, facts = figure(name), RULES["court-fees"]["figures"]
    assert fee.value == facts[f"{prefix}_first_band_cny"]
    assert [[band.above, band.rate] for band in fee.bands] == [
        [Decimal(above), Decimal(str(rate))] for above, rate in facts[f"{prefix}_bands"]
    ]
    assert [band.above for band in fee.bands] == sorted({band.above for band in fee.bands})


def test_the_court_fee_for_46_000_yuan_is_950_yuan() -> None:
    fee = figure("court_fee")
    ends = [band.above for band in fee.bands[1:]] + [Decimal(10**9)]
    parts = [
        max(Decimal(0), min(Decimal(46_000), end) - band.above) * band.rate
        for band, end in zip(fee.bands, ends, strict=True)
    ]
    assert fee.value + sum(parts) == 950  # 50 + 36,000 at 2.5 %


def test_only_fees_have_bands() -> None:
    banded = {name for name in figures() if figure(name).bands}
    assert banded == {name for name in figures() if figure(name).unit == "yuan and bands"}


# Rules that answers cite

CITED = [entry for entry in LAW if "short_zh" in entry]


@pytest.mark.parametrize("entry", CITED, ids=lambda entry: entry["id"])
def test_an_answer_cites_a_rule_as_the_facts_have_it(entry: dict[str, Any]) -> None:
    rule = law.rule(entry["id"])
    assert (rule.title_zh, rule.title_en) == (entry["title_zh"], entry["title_en"])
    assert (rule.caveat_zh, rule.caveat_en) == (entry["caveat_zh"], entry["caveat_en"])
    assert (str(rule.checked), rule.seen) == (entry["checked"], entry["seen"])
    assert rule.seen in SEEN - {"recall only"}
    assert re.search(r"[\u4e00-\u9fff]", rule.says_zh)
    assert not re.search(r"[\u4e00-\u9fff]", rule.says_en)
    assert len(rule.says_zh) <= 65  # one sentence
    assert (rule.says_zh + rule.says_en).count("\n") == 0
    # The caveat stands below this sentence too: it names what it doubts, not where that stands.
    assert not re.search(r"最后一句|前半部分|前述", rule.caveat_zh)
    assert not re.search(r"(?i)last sentence|final sentence|first parts", rule.caveat_en)


def test_every_rule_with_a_sentence_is_cited_and_every_cited_one_has_it() -> None:
    texts = set()
    called = set()
    for path in (ROOT / "calculators").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant):
                texts.add(node.value)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "rule":
                called |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    sentences = {entry["id"] for entry in CITED}
    assert sentences <= texts
    assert called <= sentences
    assert texts & set(RULES) <= sentences


def test_a_rule_without_a_sentence_is_a_key_error_that_names_it() -> None:
    with pytest.raises(KeyError, match="no-such-rule"):
        law.rule("no-such-rule")


# Facts


def test_ids_of_rules_contacts_and_ways_are_unique_and_references_exist() -> None:
    contacts = [contact["id"] for contact in CONTACTS["contacts"]]
    ways = [way["id"] for way in CONTACTS["routing"]]
    assert len(RULES) == len(LAW) + len(STATISTICS)
    assert len(set(contacts)) == len(contacts)
    assert len(set(ways)) == len(ways)
    assert {step for way in CONTACTS["routing"] for step in way["order"]} <= set(contacts)
    assert {other for rule in LAW for other in rule.get("see", [])} <= set(RULES)


@pytest.mark.parametrize("rule", LAW, ids=lambda rule: rule["id"])
def test_a_rule_says_everything_in_both_languages_with_its_check(rule: dict[str, Any]) -> None:
    for field in ("title", "issuer", "status", "says", "caveat"):
        assert re.search(r"[\u4e00-\u9fff]", rule[f"{field}_zh"]), field
        assert rule[f"{field}_en"].strip(), field
        assert " / " not in rule[f"{field}_zh"], field
    assert not re.search(r"[\u4e00-\u9fff]", rule["issuer_en"] + rule["status_en"])
    assert rule["seen"] in SEEN
    assert date.fromisoformat(rule["checked"]) >= FACTS_CHECKED


@pytest.mark.parametrize(
    "entry", LAW + STATISTICS + CONTACTS["contacts"], ids=lambda entry: entry["id"]
)
def test_what_readers_see_has_no_remarks_to_writers_and_no_ids(entry: dict[str, Any]) -> None:
    shown = [text for key, text in entry.items() if key.endswith(("_zh", "_en")) and text]
    assert ("caveat_zh" in entry) == ("caveat_en" in entry)
    for text in shown:
        assert not re.search(r"Writers|the reader|reader-facing|建议写", text)
        assert not re.search(r"https?://|\.yml", text)
        assert not set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", text)) & set(RULES)


@pytest.mark.parametrize(
    "entry", LAW + STATISTICS + CONTACTS["contacts"], ids=lambda entry: entry["id"]
)
def test_chinese_text_uses_chinese_punctuation(entry: dict[str, Any]) -> None:
    for key, text in entry.items():
        if key.endswith("_zh"):
            assert not re.search(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]", text), key


def test_readers_are_sent_to_official_homes_only() -> None:
    assert {rule["official_home"] for rule in LAW if "official_home" in rule} <= OFFICIAL_HOMES
    assert "source_url" not in {key for entry in RULES.values() for key in entry}
    assert LPR["official_home"] in OFFICIAL_HOMES
