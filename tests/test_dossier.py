"""The dossier: what is read and refused, what one form has for another, and its page."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import calculators
from calculators.page import case
from calculators.page import dossier as d
from calculators.page.answer import Answer, Event, Next
from calculators.page.fields import Invalid, Question, questions
from calculators.page.message import reply
from calculators.page.words import LANGUAGES, Text, say
from tests.test_answers import Nesting

PINNED = Path(__file__).parent / "dossier-1.json"
MOMENT = "2026-11-22T08:30:00Z"
TODAY = "2026-11-22"
HOSTILE = "</p><script>alert(1)</script>\"'{{x}}<img src=x onerror=alert(1)>=1+1\u202e"


def made(values: Mapping[str, d.Typed], title: str = "甲") -> d.Dossier:
    return d.Dossier("a1", title, MOMENT, values)


def document(**changed: Any) -> dict[str, Any]:
    return d.as_dict(made({"budget": {"people": "2", "income.0.amount": "6500"}})) | changed


def refused(text: str) -> str:
    with pytest.raises(Invalid) as caught:
        d.read(text)
    assert list(caught.value.errors) == ["dossier"]
    return say(caught.value.errors["dossier"])


def flat_names(name: str) -> list[str]:
    """Every field of a form, with two rows in each group."""
    found = []
    for field, asked in calculators.form(name).items():
        if asked.row is None:
            found.append(field)
        else:
            found += [f"{field}.{row}.{cell}" for row in (0, 7) for cell in questions(asked.row)]
    return found


TEXTS = st.text(max_size=12) | st.sampled_from([HOSTILE, "1,730.02", "", " ", "=1+1", "\x00\ufeff"])


@st.composite
def dossiers(draw: st.DrawFn) -> d.Dossier:
    names = draw(st.lists(st.sampled_from(calculators.names()), max_size=4, unique=True))
    values = {
        name: draw(st.dictionaries(st.sampled_from(flat_names(name)), TEXTS, max_size=8))
        for name in names
    }
    return made(values, draw(st.sampled_from(["", "甲", "A & <b>", "x" * 40])))


# --- read and write ---------------------------------------------------------------------------


@given(dossiers())
def test_what_is_written_is_read_back_and_fits_the_schema(kept: d.Dossier) -> None:
    written = d.as_dict(kept)

    assert d.read(json.dumps(written)) == kept
    assert list(d.read(json.dumps(written)).values) == list(kept.values)
    jsonschema.validate(written, d.schema(), jsonschema.Draft202012Validator)


def test_the_schema_is_one_and_names_every_form() -> None:
    jsonschema.Draft202012Validator.check_schema(d.schema())

    assert set(d.schema()["properties"]["values"]["properties"]) == set(calculators.names())


@pytest.mark.parametrize("story", d.EXAMPLES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_worked_example_is_a_dossier_whose_forms_all_answer(story: str, lang: str) -> None:
    kept = made(d.example(story, lang))

    assert d.read(json.dumps(d.as_dict(kept))) == kept
    assert set(kept.values) == set(calculators.names())
    assert [
        name for name in kept.values if isinstance(d.answer(name, kept.values[name]), Invalid)
    ] == []


def test_a_file_of_the_first_release_still_opens() -> None:
    """When this fails a field was renamed or removed: raise VERSION and write a migration."""
    d.read(PINNED.read_text("utf-8"))


def test_an_older_dossier_is_brought_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    def first(old: dict[str, Any]) -> dict[str, Any]:
        values = {name: dict(typed) for name, typed in old["values"].items()}
        values["budget"]["people"] = values["budget"].pop("heads")
        return old | {"values": values}

    def second(old: dict[str, Any]) -> dict[str, Any]:
        return old | {"title": old["title"] + "+"}

    monkeypatch.setattr(d, "VERSION", 3)
    monkeypatch.setattr(d, "MIGRATIONS", {1: first, 2: second})

    read = d.read(json.dumps(document(version=1, values={"budget": {"heads": "4"}})))

    assert (read.values, read.title) == ({"budget": {"people": "4"}}, "甲+")
    assert d.as_dict(read)["version"] == 3


@pytest.mark.parametrize("version", [2, 10**6])
def test_a_newer_dossier_is_refused_by_its_number(version: int) -> None:
    assert "更新的版本" in refused(json.dumps(document(version=version)))


@pytest.mark.parametrize(
    "changed",
    [
        {"version": 0},
        {"version": -1},
        {"version": True},
        {"version": "1"},
        {"version": 1.0},
        {"version": None},
        {"id": ""},
        {"id": "a/b"},
        {"id": "a" * 65},
        {"id": 7},
        {"title": 7},
        {"title": None},
        {"changed": "yesterday"},
        {"changed": "2026-11-22"},
        {"changed": 0},
        {"values": []},
        {"values": "x"},
        {"values": {"budget": []}},
        {"values": {"budget": {"people": 2}}},
        {"values": {"budget": {"people": None}}},
        {"values": {"budget": {"people": "x" * (d.MOST_TYPED + 1)}}},
        {"name": "张三"},
        {"__proto__": {}},
    ],
    ids=str,
)
def test_what_is_no_dossier_is_refused_in_a_sentence(changed: dict[str, Any]) -> None:
    assert refused(json.dumps(document(**changed))).startswith("这不是本站的档案")


@pytest.mark.parametrize(
    "values",
    [
        {"no_such": {}},
        {"__proto__": {"people": "1"}},
        {"constructor": {}},
        {"budget": {"no_such": "1"}},
        {"budget": {"__proto__": "1"}},
        {"budget": {"people.0": "1"}},
        {"budget": {"income": "1"}},
        {"budget": {"income.0": "1"}},
        {"budget": {"income.100.amount": "1"}},
        {"budget": {"income.00.amount": "1"}},
        {"budget": {"income.-1.amount": "1"}},
        {"budget": {"income.１.amount": "1"}},
        {"budget": {"income.0.no_such": "1"}},
        {"budget": {"income.0.amount.x": "1"}},
        {HOSTILE: {}},
    ],
    ids=str,
)
def test_what_this_release_does_not_know_is_refused_by_its_name(values: dict[str, Any]) -> None:
    assert refused(json.dumps(document(values=values))).startswith("档案里有这个版本没有的内容")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "null",
        "[]",
        '"x"',
        "1",
        "NaN",
        "[" * 100_000,
        '{"a":' * 100_000,
        "]" * 1000,
        "9" * 10_000,
        '{"version": 1, "version": 1}',
        '{"version": Infinity}',
        "\ufeff{}",
        '"' + "\\" * 1001,
    ],
    ids=lambda text: text[:12],
)
def test_a_broken_file_is_refused_in_a_sentence(text: str) -> None:
    assert refused(text).startswith("这不是本站的档案")


def test_a_key_that_comes_twice_is_refused() -> None:
    text = json.dumps(document()).replace('"people": "2"', '"people": "2", "people": "3"')

    assert refused(text).startswith("这不是本站的档案")


def test_a_huge_file_is_refused_without_being_parsed() -> None:
    assert "太大" in refused(" " * (d.MOST_SIZE + 1))


def read_or_refused(text: str) -> d.Dossier | None:
    """The dossier, or nothing when it is refused; another exception fails the test."""
    with contextlib.suppress(Invalid):
        return d.read(text)
    return None


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refused(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from([*document(), "x"]), JSON, max_size=3),
    st.integers(0, 400),
    TEXTS,
)
def test_any_change_to_a_file_is_read_or_refused_and_agrees_with_the_schema(
    changed: dict[str, Any], place: int, put: str
) -> None:
    text = json.dumps(document() | changed)
    for one in (text, text[:place] + put + text[place:], text[:place]):
        kept = read_or_refused(one)
        if kept is not None:
            jsonschema.validate(d.as_dict(kept), d.schema())


@pytest.mark.parametrize(
    "number", ["6222020200012345678", "6222 0202 0001 2345", "61010119900101123X"]
)
def test_a_card_or_identity_number_is_no_name_for_a_dossier(number: str) -> None:
    assert "证件号" in refused(json.dumps(document(title=f"甲 {number}")))


def test_the_name_of_a_dossier_is_tidied_and_has_a_limit() -> None:
    assert d.label("  甲\n\u202e乙  ") == "甲 乙"
    assert d.label("x" * d.MOST_TITLE) == "x" * d.MOST_TITLE
    with pytest.raises(Invalid):
        d.label("x" * (d.MOST_TITLE + 1))


# --- one form for another ---------------------------------------------------------------------


def says(monkeypatch: pytest.MonkeyPatch, **steps: list[Next]) -> None:
    """Let the calculators of these names hand over this, and the others nothing."""

    def answer(name: str, typed: d.Typed) -> Answer:
        return Answer(headline=Text("…"), next=steps.get(name, ()))

    monkeypatch.setattr(d, "answer", answer)


def test_debts_typed_once_are_there_in_every_form_that_asks_for_them() -> None:
    kept = made({"debts": d.example("borrower")["debts"]})
    result = calculators.calculate("debts", kept.values["debts"])

    for name in ("split", "payoff"):
        offered = d.offers(name, kept)
        assert {source for _text, source in offered.values()} == {"debts"}
        for number, row in enumerate(result.rows):
            line = next(
                index for index in range(3) if offered[f"debts.{index}.lender"][0] == row.lender
            )
            assert offered[f"debts.{line}.balance"][0] == str(row.total), number


def test_a_step_without_a_reason_hands_over_too(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, budget=[Next("split", None, {"available": "1200.00"})])

    assert d.offers("split", made({"budget": {"people": "1"}})) == {
        "available": ("1200.00", "budget")
    }


def test_the_form_changed_last_has_the_last_word(monkeypatch: pytest.MonkeyPatch) -> None:
    says(
        monkeypatch,
        budget=[Next("compare", None, {"can_pay": "1"})],
        plan=[Next("compare", None, {"can_pay": "2"})],
    )

    for first, last, text in (("budget", "plan", "2"), ("plan", "budget", "1")):
        assert d.offers("compare", made({first: {}, last: {}})) == {"can_pay": (text, last)}


def test_rows_come_from_one_form_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    one = {f"debts.{row}.balance": "5" for row in range(3)}
    other = {"debts.0.balance": "7", "debts.0.lender": "甲"}
    says(monkeypatch, debts=[Next("split", None, one)], payoff=[Next("split", None, other)])

    offered = d.offers("split", made({"debts": {}, "payoff": {}}))

    assert {field: text for field, (text, _source) in offered.items()} == other


def test_what_no_such_field_can_read_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"available": "a lot", "no_such": "1", "debts": "1", "debts.0.x": "1", "minimum": "5"}
    says(monkeypatch, budget=[Next("split", None, values)])

    assert d.offers("split", made({"budget": {}})) == {"minimum": ("5", "budget")}


def test_a_form_with_figures_of_the_example_left_has_no_answer_and_offers_nothing() -> None:
    income = {"income.0.name": "工资", "income.0.amount": "7200", "income.0.every": "month"}
    kept = d.Dossier("x", "甲", "2026-11-22T08:30:00Z", {"budget": income})

    found = d.answer("budget", kept.values["budget"])

    assert isinstance(found, Invalid)
    assert "开支" in str(found)  # left out, it would hand on 6,480 of 7,200 yuan
    assert d.offers("split", kept) == {}
    assert case.progress(kept).state(case.ROAD[3]) == "started"


def test_a_question_that_was_emptied_is_no_longer_the_examples() -> None:
    everything = d.example("borrower")["goal"]

    assert isinstance(d.answer("goal", everything), Answer)
    assert d.unsaid("goal", {}) != []
    assert d.unsaid("goal", dict.fromkeys(everything, "")) == []


def test_an_example_that_gives_way_is_no_longer_the_examples() -> None:
    everything = d.example("borrower")["real_rate"]
    own = {name: text for name, text in everything.items() if name != "fee_rate"}

    assert d.unsaid("real_rate", own) == ["fee_rate"]
    assert d.unsaid("real_rate", own | {"payment": "1052.17"}) == []
    assert isinstance(d.answer("real_rate", own | {"payment": "1052.17"}), Answer)


def test_a_form_that_cannot_be_answered_offers_nothing() -> None:
    assert d.offers("split", made({"debts": {"debts.0.principal": "many"}})) == {}
    assert d.offers("split", made({"debts": {}})) == {}


def test_of_steps_that_contradict_each_other_the_first_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    says(
        monkeypatch,
        split=[
            Next("plan", None, {"can_pay": "10", "months": "12"}),
            Next("plan", None, {"can_pay": "20", "annual_rate": "6"}),
            Next("plan", None, {"plan_fee": "3"}),
        ],
    )
    offered = d.offers("plan", made({"split": {}}))
    assert {field: text for field, (text, _source) in offered.items()} == {
        "can_pay": "10",
        "months": "12",
        "plan_fee": "3",
    }


def test_only_what_belongs_to_the_lender_typed_here_is_offered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = {
        name: Question(kind="text", label=Text(name), read=str, show=str)
        for name in ("lender", "share")
    }
    monkeypatch.setattr(calculators, "form", lambda _name: known)
    says(
        monkeypatch,
        split=[
            Next("letter", None, {"lender": "甲银行", "share": "10"}),
            Next("letter", None, {"lender": "乙平台", "share": "20"}),
        ],
    )

    def share(lender: str) -> str | None:
        kept = made({"letter": {"lender": lender}, "split": {}})
        return d.offers("letter", kept).get("share", (None,))[0]

    assert [share(lender) for lender in ("甲银行", "乙平台", "丙", "")] == ["10", "20", None, "10"]


def test_of_several_steps_the_one_that_fits_what_was_typed_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    labels = ("kind", "share", "note")
    known = {name: Question(kind="text", label=Text(name), read=str, show=str) for name in labels}
    monkeypatch.setattr(calculators, "form", lambda _name: known)
    says(
        monkeypatch,
        contact_log=[
            Next("letter", None, {"kind": "confirm", "note": "1"}),
            Next("letter", None, {"kind": "complaint", "note": "2"}),
        ],
    )

    for kind, note in (("confirm", "1"), ("complaint", "2"), ("", "1"), ("other", "1")):
        kept = made({"letter": {"kind": kind}, "contact_log": {}})
        assert d.offers("letter", kept)["note"] == (note, "contact_log")


def test_two_forms_that_hand_each_other_values_agree_with_the_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    says(
        monkeypatch,
        plan=[Next("compare", None, {"can_pay": "1"})],
        compare=[Next("plan", None, {"can_pay": "2"})],
    )
    kept = made({"plan": {}, "compare": {}})

    assert d.offers("plan", kept) == {"can_pay": ("2", "compare")}
    assert d.offers("compare", kept) == {}


SHOWN = {"available": "1730.02", "rule": "balance", "debts.0.lender": "甲", "debts.0.balance": "9"}


def test_questions_of_the_example_take_what_another_form_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    says(monkeypatch, budget=[Next("split", None, {"available": "1200.00"})])

    found = d.fill("split", SHOWN, set(), made({"budget": {}}))

    assert found.taken == {"available": d.Offer({"available": "1200.00"}, "budget")}
    assert (found.offered, found.agreed, found.examples) == ({}, {}, ("debts",))


def test_what_the_reader_typed_is_never_replaced_and_a_later_change_is_offered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    says(monkeypatch, budget=[Next("split", None, {"available": "1200.00"})])
    own = {"available": "1,000"}

    later = d.fill("split", SHOWN | own, {"available"}, made({"split": own, "budget": {}}))
    earlier = d.fill("split", SHOWN | own, {"available"}, made({"budget": {}, "split": own}))
    same = d.fill(
        "split", {"available": "1,200 元"}, {"available"}, made({"split": {}, "budget": {}})
    )

    assert later.taken == earlier.taken == {}
    assert later.offered == {"available": d.Offer({"available": "1200.00"}, "budget")}
    assert earlier.offered == {}
    assert (same.offered, same.agreed) == ({}, {"available": "budget"})


def test_an_empty_text_clears_the_example_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, budget=[Next("split", None, {"available": ""})])
    kept = made({"split": SHOWN, "budget": {}})

    assert d.fill("split", SHOWN, set(), kept).taken["available"].texts == {"available": ""}
    assert d.fill("split", SHOWN, {"available"}, kept).offered == {}


def test_rows_offered_keep_the_other_cells_of_the_row_with_the_same_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    values = {
        "debts.0.lender": "乙",
        "debts.0.balance": "8",
        "debts.1.lender": "丙",
        "debts.1.balance": "7",
    }
    says(monkeypatch, debts=[Next("split", None, values)])
    shown = {
        f"debts.{row}.{cell}": text
        for row, line in enumerate([("甲", "1", "2"), ("乙", "3", "4")])
        for cell, text in zip(("lender", "balance", "weight"), line, strict=True)
    }

    offer = d.fill("split", shown, {"debts"}, made({"split": shown, "debts": {}})).offered["debts"]

    assert offer.texts["debts.0.weight"] == "4"
    assert offer.texts["debts.1.weight"] == ""
    assert {field.split(".")[2] for field in offer.texts} == set(
        questions(calculators.form("split")["debts"].row or object)
    )


@given(dossiers())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_dossier_fills_any_form_with_texts_of_that_form(kept: d.Dossier) -> None:
    for name in ("split", "compare", "arrears"):
        shown = dict.fromkeys(flat_names(name), "1")
        found = d.fill(name, shown, {"debts"}, kept)
        for offer in (*found.taken.values(), *found.offered.values()):
            d.of(document(values={name: dict(offer.texts)}))


def test_an_answer_takes_empty_fields_from_the_dossier() -> None:
    kept = made({"debts": d.example("borrower")["debts"]})
    rows = {field: text for field, (text, _source) in d.offers("split", kept).items()}

    expected = calculators.respond("split", {"available": "1000"} | rows)

    for given_ in (kept, d.as_dict(kept), json.dumps(d.as_dict(kept))):
        assert calculators.respond("split", {"available": "1000"}, dossier=given_) == expected
    assert (
        calculators.respond("split", {"available": "1000", "debts": []}, dossier=kept) == expected
    )


def test_what_is_typed_goes_before_what_is_kept_and_that_before_what_is_handed_on() -> None:
    own = {"available": "900", "debts.0.lender": "甲", "debts.0.balance": "50"}
    kept = made({"debts": d.example("borrower")["debts"], "split": own})
    typed = [{"lender": "乙", "balance": "70"}]

    assert calculators.respond("split", {}, dossier=kept) == calculators.respond("split", own)
    assert calculators.respond("split", {"debts": typed}, dossier=kept) == calculators.respond(
        "split", {"available": "900", "debts": typed}
    )


def test_an_unknown_field_is_a_mistake_with_a_dossier_too() -> None:
    html = calculators.respond("split", {"no_such": "1"}, dossier=made({}))

    assert 'data-error-for="no_such"' in html


def test_an_answer_with_a_broken_dossier_is_refused() -> None:
    with pytest.raises(Invalid, match="档案"):
        calculators.respond("split", {}, dossier="{}")


def test_of_a_tab_only_what_is_no_longer_the_example_is_adopted() -> None:
    shown = {lang: d.example("borrower", lang) for lang in LANGUAGES}
    for lang in LANGUAGES:
        changed = shown[lang]["budget"] | {"people": "3"}
        typed = {"budget": changed, "split": shown[lang]["split"], "no_such": {"x": "1"}}

        assert d.adopted(typed) == {"budget": {"people": "3"}}


def test_of_rows_the_whole_group_is_adopted_when_one_cell_changed() -> None:
    shown = d.example("borrower")["split"]
    typed = shown | {"debts.1.balance": "5"}

    kept = d.adopted({"split": typed})["split"]

    assert kept == {field: text for field, text in typed.items() if field.startswith("debts.")}


# --- in words ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_notes_beside_questions_name_and_link_their_form(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(monkeypatch, budget=[Next("split", None, {"available": "1200.00", "rule": "equal"})])
    kept = made({"split": {"available": "9"}, "budget": {}})

    found = case.notes("split", SHOWN | {"available": "9"}, {"available"}, kept, lang)

    title = say(calculators.load("budget").TITLE, lang)
    assert list(found["taken"]) == ["rule"]
    for html in found["notes"].values():
        Nesting(html)
        assert f'<a href="../../calculators/budget/">{title}</a>' in html.replace("&#39;", "'")
    assert "1,200.00" in found["notes"]["available"]
    assert 'data-kept-take="available"' in found["notes"]["available"]
    assert 'data-kept-action="mine"' in found["examples"]
    assert case.notes("split", {}, set(), made({}), lang) == {
        "taken": {}, "notes": {}, "examples": "",
    }  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("story", d.EXAMPLES)
def test_the_page_of_a_case_is_well_formed_and_leads_only_where_there_is_something(
    story: str, lang: str
) -> None:
    html = case.view(made(d.example(story, lang)), TODAY, ["stop", "budget"], lang)

    Nesting(html)
    led = set(re.findall(r'href="\.\./([^"]+)"', html))
    there = {f"calculators/{name}/" for name in calculators.names()}
    assert led == there | {"guide/stop/", "guide/budget/"}


def test_every_calculator_has_its_place_on_the_road() -> None:
    placed = [name for step in case.ROAD for name in (*step.needs, *step.others)]

    assert len(placed) == len(set(placed))
    assert set(calculators.names()) <= set(placed)
    assert len(case.ROAD) == 12


def states(kept: d.Dossier) -> dict[str, str]:
    html = case.view(kept, TODAY, [], "zh")
    return dict(re.findall(r'data-step="(\w+)" data-step-state="(\w*)"', html))


def test_the_road_says_what_is_done_half_done_next_and_open() -> None:
    example = d.example("borrower")
    nothing = states(made({}))
    some = states(made({name: example[name] for name in ("debts", "budget", "real_rate")}))
    broken = states(made({"debts": {"debts.0.principal": "many"}}))

    assert (nothing["list"], nothing["budget"], nothing["cost"]) == ("next", "open", "open")
    assert (some["list"], some["budget"], some["cost"]) == ("done", "next", "looked")
    assert broken["list"] == "started"


def test_what_is_missing_is_said_in_the_sentences_of_the_form() -> None:
    html = case.view(made({"debts": {"debts.0.principal": "many"}}), TODAY, [], "zh")

    assert '<ul class="case-missing">' in html
    assert "看不懂“many”" in html


def test_days_to_come_are_listed_in_order_and_past_ones_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days = [date(2026, 12, 9), date(2026, 11, 21), date(2026, 11, 22), date(2027, 1, 1)]

    def answer(name: str, typed: d.Typed) -> Answer:
        return Answer(
            headline=Text("…"),
            events=[
                Event(day, Text(f"{HOSTILE.replace('{', '')}".replace("}", ""))) for day in days
            ],
        )

    monkeypatch.setattr(d, "answer", answer)
    html = case.view(made({"budget": {"people": "1"}}), TODAY, [], "zh")
    listed = re.findall(r"<li><b>([^<]+)</b>", html)

    assert listed == ["2026年11月22日", "2026年12月9日", "2027年1月1日"]
    assert "<script" not in html
    assert "case-due" not in case.view(made({"budget": {"people": "1"}}), "x", [], "zh")


def test_a_number_changed_elsewhere_is_named_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, budget=[Next("split", None, {"available": "1200.00"})])
    kept = made({"split": {"available": "9"}, "budget": {"people": "1"}})

    assert "别处现在是 1,200.00 元" in case.view(kept, TODAY, [], "zh")


def everything(word: str) -> d.Dossier:
    """Every form with its worked example, and `word` in every text the reader could write.

    (In one form a text is a rate.)
    """
    values = {}
    for name, typed in d.example("borrower").items():
        known = calculators.form(name)
        values[name] = {
            field: word
            if (asked := d.question(known, field)) and asked.kind == "text" and field != "rate"
            else text
            for field, text in typed.items()
        }
    return made(values, word)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_redacted_print_holds_no_word_of_the_reader(lang: str) -> None:
    word = "ZhangSan"

    whole = case.printed(everything(word), TODAY, redact=False, lang=lang)
    redacted = case.printed(everything(word), TODAY, redact=True, lang=lang)

    Nesting(whole)
    Nesting(redacted)
    assert word in whole
    assert word not in redacted
    assert ("贷款方 A" if lang == "zh" else "Lender A") in redacted
    assert redacted.count("case-part") == whole.count("case-part")


def test_a_lender_has_the_same_letter_in_every_form() -> None:
    values = d.example("borrower")
    found = case.redacted(made(values), "zh").values

    def letters(name: str) -> dict[str, str]:
        return {
            values[name][field]: text
            for field, text in found[name].items()
            if field.endswith("lender")
        }

    assert len(set(letters("debts").values())) == 3
    assert letters("debts").items() >= letters("split").items()


def test_numbers_stay_as_they_are_in_a_redacted_print() -> None:
    values = d.example("self_employed")
    found = case.redacted(made(values), "zh").values

    for name, typed in values.items():
        known = calculators.form(name)
        for field, text in typed.items():
            asked = d.question(known, field)
            if asked and asked.kind in ("money", "rate", "count", "day", "choice"):
                assert found[name][field] == text, (name, field)


def test_a_print_has_every_headline_and_table_of_what_was_filled_in() -> None:
    values = d.example("couple")
    html = case.printed(made(values), TODAY, redact=False, lang="zh")

    for name, typed in values.items():
        said = d.answer(name, typed)
        assert isinstance(said, Answer)
        assert say(said.headline) in html
        for table in said.tables:
            assert say(table.caption) in html
    assert "2026年11月22日" in html


@given(dossiers(), st.sampled_from(LANGUAGES), st.booleans())
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40, deadline=None)
def test_nothing_typed_becomes_markup(kept: d.Dossier, lang: str, redact: bool) -> None:
    for html in (
        case.view(kept, TODAY, [], lang),
        case.printed(kept, TODAY, redact=redact, lang=lang),
        *case.notes("split", kept.values.get("split", {}), {"available"}, kept, lang)[
            "notes"
        ].values(),
    ):
        Nesting(html)
        assert not re.search(r"<(script|img)|\{\{|<[^>]*\son\w+=", html)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tools_of_the_page_are_well_formed_and_labelled(lang: str) -> None:
    page = Nesting(case.section(["stop"], lang))

    assert len(page.ids) == len(set(page.ids))
    assert set(page.referred) <= set(page.ids)


# --- messages ---------------------------------------------------------------------------------


def ask(**asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(reply(json.dumps({"lang": "zh"} | asked)))
    return found


def test_the_page_scripts_get_dossiers_prints_and_sentences() -> None:
    kept = document()

    assert ask(call="dossier", do="read", text=json.dumps(kept)) == {"dossier": kept}
    assert "sentence" in ask(call="dossier", do="read", text="x")
    assert ask(call="dossier", do="title", title=" 甲 ") == {"title": "甲"}
    assert "sentence" in ask(call="dossier", do="title", title="6222020200012345678")
    assert ask(call="dossier", do="adopt", typed={"budget": {"people": "9"}})["values"]["budget"]
    assert set(ask(call="dossier", do="example", story="couple")) == {"title", "values"}
    viewed = ask(call="dossier", do="view", dossier=kept, today=TODAY, pages=["stop"])
    assert viewed["dossier"] == kept
    assert "case-road" in viewed["html"]
    assert "<h2>" in ask(call="dossier", do="print", dossier=kept, today=TODAY, redact=True)["html"]
    assert "sentence" in ask(call="dossier", do="view", dossier={}, today=TODAY, pages=[])
    form = {"call": "offers", "name": "split", "values": SHOWN, "mine": []}
    assert set(ask(dossier=kept, **form)) == {"taken", "notes", "examples"}
    assert "sentence" in ask(dossier=document(version=2), **form)
    with pytest.raises(ValueError, match="do: "):
        ask(call="dossier", do="no such")
