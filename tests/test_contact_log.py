"""The log puts contacts in order, counts them beside the figures, and says what to do by when."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.law import figure
from calculators.page.answer import Answer
from calculators.page.calculator import answer
from calculators.page.dossier import question
from calculators.page.fields import questions
from calculators.page.words import LANGUAGES, say
from calculators.papers import _contact_form as form
from calculators.papers._contact_words import COLUMNS, VIOLATIONS

MODULE = calculators.load("contact_log")
STORIES = {"borrower": calculators.example("contact_log"), **MODULE.EXAMPLES}
each_story = pytest.mark.parametrize("story", STORIES)

days = st.dates(date(2025, 1, 1), date(2026, 11, 21)).map(str)
times = st.times().map(lambda moment: moment.strftime("%H:%M")) | st.just("")
entries = st.lists(
    st.fixed_dictionaries(
        {
            "date": days,
            "time": times,
            "lender": st.sampled_from(["甲", "乙"]),
            "direction": st.sampled_from(list(form.DIRECTIONS)),
            "channel": st.sampled_from(list(form.CHANNELS)),
            "answered": st.sampled_from(list(form.ANSWERED)),
            "conduct": st.sampled_from(list(form.CONDUCT)),
            "they_promised": st.sampled_from(["", "答复"]),
            "done": st.sampled_from(list(form.DONE)),
        }
    ),
    min_size=1,
    max_size=15,
)


def entry(**more: str) -> dict[str, str]:
    return {"date": "2026-11-20", "time": "10:00", "lender": "甲"} | more


def log(*lines: dict[str, str], **more: Any) -> dict[str, Any]:
    return {"as_of": "2026-11-21", "lender": "甲", "entries": list(lines)} | more


def calculate(*lines: dict[str, str], **more: Any) -> Any:
    return calculators.calculate("contact_log", log(*lines, **more))


def said(*lines: dict[str, str], **more: Any) -> Answer:
    return answer(MODULE, log(*lines, **more))[1]


def steps(*lines: dict[str, str], **more: Any) -> list[str]:
    return [step.what for step in calculate(*lines, **more).steps]


def refused(*lines: dict[str, str], **more: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        calculate(*lines, **more)
    return set(invalid.value.errors)


# --- in order, and counted --------------------------------------------------------------------


@given(entries)
def test_the_timeline_has_every_contact_once_in_the_order_of_time(lines: list[Any]) -> None:
    result = calculate(*lines)

    assert sorted(row.number for row in result.rows) == list(range(1, len(lines) + 1))
    moments = [(row.date, row.time or "99") for row in result.rows]
    assert moments == sorted(moments)


@given(entries)
def test_the_counts_of_the_days_are_all_the_calls_there_were(lines: list[Any]) -> None:
    result = calculate(*lines)

    rung = [line for line in lines if (line["channel"], line["direction"]) == ("phone", "in")]
    answered = sum(line["answered"] == "yes" for line in rung)
    assert sum(day.calls for day in result.days) == answered
    assert sum(day.unanswered for day in result.days) == len(rung) - answered
    assert sum(day.night for day in result.days) == result.nights


@given(entries, st.randoms())
def test_the_order_of_typing_changes_no_count(lines: list[Any], random: Any) -> None:
    other = list(lines)
    random.shuffle(other)

    found = [calculate(*typed) for typed in (lines, other)]

    assert len({(f.nights, f.most_calls, f.most_unanswered, f.days_over) for f in found}) == 1


@pytest.mark.parametrize(("count", "over"), [(2, False), (3, False), (4, True)])
def test_more_than_three_answered_calls_a_day_are_over_the_standard(count: int, over: bool) -> None:
    assert figure("collection_calls_per_day").value == 3
    result = calculate(*[entry(time=f"1{k}:00") for k in range(count)])

    assert (result.most_calls, result.days[0].over_calls) == (count, over)
    assert result.days_over == over


@pytest.mark.parametrize(("count", "over"), [(5, False), (6, False), (7, True)])
def test_more_than_six_unanswered_calls_a_day_are_over_the_guideline(
    count: int, over: bool
) -> None:
    assert figure("collection_unanswered_attempts_per_day").value == 6
    result = calculate(*[entry(time=f"1{k}:00", answered="no") for k in range(count)])

    assert (result.most_unanswered, result.days[0].over_unanswered) == (count, over)
    assert result.most_calls == 0


@pytest.mark.parametrize(
    ("time", "night"),
    [
        ("21:59", False),
        ("22:00", True),
        ("23:59", True),
        ("00:00", True),
        ("07:59", True),
        ("08:00", False),
    ],
)
def test_the_quiet_hours_are_from_ten_to_eight(time: str, night: bool) -> None:
    assert calculate(entry(time=time)).rows[0].night is night


@pytest.mark.parametrize("more", [{"direction": "out"}, {"channel": "email"}, {"channel": "ems"}])
def test_what_i_sent_and_what_waits_in_a_box_is_no_call_at_night(more: dict[str, str]) -> None:
    assert calculate(entry(time="23:00", **more)).nights == 0


@pytest.mark.parametrize(
    ("day", "night", "over"),
    [("2025-02-27", None, None), ("2025-02-28", True, True), ("2025-03-01", True, True)],
)
def test_before_a_figure_holds_nothing_is_held_against_it(
    day: str, night: bool | None, over: bool | None
) -> None:
    result = calculate(*[entry(date=day, time="23:00") for _ in range(4)])

    assert (result.rows[0].night, result.days[0].over_calls) == (night, over)


@pytest.mark.parametrize(("day", "over"), [("2026-01-29", None), ("2026-01-30", True)])
def test_the_guideline_counts_from_its_own_day(day: str, over: bool | None) -> None:
    result = calculate(*[entry(date=day, answered="no") for _ in range(7)])

    assert result.days[0].over_unanswered is over


def test_lenders_are_counted_apart() -> None:
    lines = [entry(lender=name) for name in ("甲", "甲", "乙", "乙")]

    assert calculate(*lines).most_calls == 2


def test_a_contact_without_lender_belongs_to_the_main_one() -> None:
    assert calculate(entry(lender=""), entry()).most_calls == 2


# --- what to do next --------------------------------------------------------------------------


PROMISE = {"they_promised": "分 60 期", "staff_no": "A1", "ticket_no": "T1"}


def test_a_promise_by_telephone_is_to_be_confirmed() -> None:
    assert steps(entry(**PROMISE)) == ["confirm_terms"]
    assert calculate(entry(**PROMISE)).unconfirmed == 1


@pytest.mark.parametrize("channel", ["sms", "app", "email", "wechat"])
def test_a_promise_in_writing_needs_no_confirmation(channel: str) -> None:
    assert steps(entry(channel=channel, **PROMISE)) == []
    later = entry(date="2026-11-21", channel=channel, they_promised="同上")
    assert calculate(entry(**PROMISE), later).unconfirmed == 0


def test_writing_of_another_lender_or_an_earlier_day_confirms_nothing() -> None:
    other = entry(date="2026-11-21", channel="sms", they_promised="同上", lender="乙")
    earlier = entry(date="2026-11-19", channel="sms", they_promised="同上")

    assert calculate(entry(**PROMISE), other).unconfirmed == 1
    assert calculate(earlier, entry(**PROMISE)).unconfirmed == 1


@pytest.mark.parametrize(
    ("as_of", "what"), [("2026-11-24", "watch"), ("2026-11-25", "watch"), ("2026-11-26", "ask")]
)
def test_a_promised_day_is_watched_and_then_asked_about(as_of: str, what: str) -> None:
    line = entry(channel="sms", they_promised="答复", they_promised_by="2026-11-25")

    found = calculate(line, as_of=as_of).steps

    assert [(step.what, step.by) for step in found] == [(what, date(2026, 11, 25))]
    assert found[0].late is (what == "ask")


@pytest.mark.parametrize(("amount", "over"), [("749.99", False), ("750", False), ("750.01", True)])
def test_a_promise_above_the_share_is_to_be_changed(amount: str, over: bool) -> None:
    line = entry(i_promised_amount=amount)

    assert ("change_promise" in steps(line, share="750")) is over
    assert "change_promise" not in steps(line | {"lender": "乙"}, share="750")
    assert "change_promise" not in steps(line | {"done": "yes"}, share="750")


def test_my_own_promise_is_kept_by_its_day() -> None:
    line = entry(i_promised="交材料", i_promised_by="2026-11-24")

    assert [(s.what, s.by) for s in calculate(line).steps] == [("keep", date(2026, 11, 24))]


@pytest.mark.parametrize(("nights", "complain"), [(1, False), (2, False), (3, True)])
def test_each_night_is_recorded_and_the_third_is_enough_to_complain(
    nights: int, complain: bool
) -> None:
    lines = [entry(date=f"2026-11-1{k}", time="22:30") for k in range(nights)]

    assert steps(*lines) == ["record"] * nights + ["complaint"] * complain


def test_a_night_with_its_recording_needs_no_record() -> None:
    file = {"name": "录音.m4a", "entry": "1"}

    assert steps(entry(time="22:30"), files=[file]) == []


@pytest.mark.parametrize(
    "conduct", ["threat", "insult", "third_party", "impersonation", "new_loan", "fee"]
)
def test_conduct_with_a_rule_may_be_complained_of(conduct: str) -> None:
    assert "complaint" in steps(entry(conduct=conduct))
    assert conduct in VIOLATIONS


def test_a_threat_calls_the_police_first() -> None:
    found = steps(entry(also_conduct="threat"), entry(date="2026-11-21", **PROMISE))

    assert found[0] == "police"


@pytest.mark.parametrize("conduct", ["fee", "private_account", "link", "impersonation"])
def test_who_wants_money_or_codes_is_verified_first(conduct: str) -> None:
    assert "verify" in steps(entry(conduct=conduct))
    assert "verify" not in steps(entry(conduct=conduct, verified="called_back"))
    assert "verify" in steps(entry(party="claims_law"))


def test_an_own_call_without_a_ticket_wants_one() -> None:
    assert steps(entry(direction="out")) == ["ticket"]
    assert steps(entry(direction="out", ticket_no="T1")) == []
    assert steps(entry(direction="out", channel="ems")) == []


@given(entries)
def test_what_is_done_asks_for_nothing(lines: list[Any]) -> None:
    done = [line | {"done": "yes"} for line in lines]

    assert calculate(*done).steps == ()


@given(entries)
def test_steps_stand_in_the_order_of_their_days(lines: list[Any]) -> None:
    by = [step.by or date.max for step in calculate(*lines).steps]

    assert by == sorted(by)


def test_a_refusal_of_a_plan_is_nothing_to_complain_of() -> None:
    assert "complaint" not in steps(entry(they_said="不同意分期"))


# --- refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "good"), [("2026-11-20", True), ("2026-11-21", True), ("2026-11-22", False)]
)
def test_no_contact_is_after_today(day: str, good: bool) -> None:
    if good:
        assert calculate(entry(date=day)).contacts == 1
    else:
        assert refused(entry(date=day)) == {"entries.0.date"}


@pytest.mark.parametrize("name", ["they_promised_by", "i_promised_by", "next_by"])
def test_nothing_is_due_before_it_was_said(name: str) -> None:
    assert refused(entry(**{name: "2026-11-19"})) == {f"entries.0.{name}"}
    assert calculate(entry(**{name: "2026-11-20"})).contacts == 1


def test_a_file_belongs_to_a_contact_that_is_there() -> None:
    assert refused(entry(), files=[{"name": "a", "entry": "2"}]) == {"files.0.entry"}
    assert calculate(entry(), files=[{"name": "a", "entry": "1"}]).rows[0].files == ("a",)
    assert calculate(entry(), files=[{"name": "a"}]).rows[0].files == ()


def test_a_log_has_at_least_one_contact() -> None:
    assert refused() == {"entries"}


TEXTS = [
    name
    for name, asked in questions(form.Entry).items()
    if asked.kind == "text" and name not in ("time", "contract_last4", "number_shown")
]


@pytest.mark.parametrize("field", TEXTS)
def test_no_cell_takes_the_number_of_a_card_or_a_person(field: str) -> None:
    for number in ("622202123456789", "6222021234567890123", "610104199703121234"):
        assert refused(entry(**{field: number})) == {f"entries.0.{field}"}


@pytest.mark.parametrize(
    "number",
    ["+86 138 0013 8000", "0086-13800138000", "021-5550-0142", "106912345678901234", "95555"],
)
def test_numbers_that_call_are_taken(number: str) -> None:
    assert calculate(entry(number_shown=number)).rows[0].entry.number_shown == number


def test_a_card_number_is_no_caller() -> None:
    assert refused(entry(number_shown="6222021234567890123")) == {"entries.0.number_shown"}


@pytest.mark.parametrize("typed", ["25:00", "10:60", "晚上", "now", "1"])
def test_a_time_that_there_is_not_is_refused(typed: str) -> None:
    assert refused(entry(time=typed)) == {"entries.0.time"}


# --- papers, files, days ----------------------------------------------------------------------


def test_the_file_has_the_columns_for_programs_in_every_language() -> None:
    for lang in LANGUAGES:
        name, _media, data = calculators.download("contact_log", STORIES["borrower"], "csv", lang)
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert name == "contact_log-log.csv"
        assert tuple(rows[0]) == COLUMNS
        assert [row[0] for row in rows[1:]] == ["1", "2", "3"]
        night = dict(zip(rows[0], rows[2], strict=True))
        assert (night["at"], night["conduct"]) == ("2026-11-16T22:40", "night")
        assert len(night["sha256"]) == 64


def test_the_fourth_call_of_a_day_is_frequent_in_the_file() -> None:
    typed = log(*[entry(time=f"1{k}:00") for k in range(4)])
    data = calculators.download("contact_log", typed, "csv")[2].decode("utf-8-sig")

    assert {row["conduct"] for row in csv.DictReader(io.StringIO(data))} == {"frequent"}


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_typed_words_are_no_formulas_in_the_file(typed: str) -> None:
    data = calculators.download("contact_log", log(entry(they_said=typed)), "csv")[2]

    row = next(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert row["they_said"] == f"'{typed}"


@pytest.mark.parametrize(
    ("as_of", "there"), [("2026-11-24", True), ("2026-11-25", True), ("2026-11-26", False)]
)
def test_days_to_come_are_in_the_calendar(as_of: str, there: bool) -> None:
    line = entry(they_promised="答复", they_promised_by="2026-11-25", contract_last4="2046")

    events = said(line, as_of=as_of).events

    assert [event.day for event in events] == [date(2026, 11, 25)] * there
    assert all("答复" not in event.title for event in events)
    assert not said(line | {"done": "yes"}, as_of=as_of).events


@each_story
def test_the_record_is_signed_by_hand_and_has_every_contact(story: str) -> None:
    sheet = answer(MODULE, STORIES[story])[1].papers[0]

    numbered = [line for line in sheet.lines if line[0].isdigit()]
    assert (sheet.kind, sheet.for_lender) == ("sheet", True)
    assert len(numbered) == len(STORIES[story]["entries"])
    assert sheet.lines[-1].startswith("签名：____")


def test_the_chinese_record_is_the_same_whichever_language_the_example_is_in() -> None:
    pages = [answer(MODULE, calculators.example("contact_log", lang))[1] for lang in LANGUAGES]

    assert pages[0].papers[0].lines == pages[1].papers[0].lines


def test_no_answer_calls_a_breach_unlawful_or_a_reason_not_to_pay() -> None:
    for story in STORIES.values():
        for lang in LANGUAGES:
            page = calculators.respond("contact_log", story, lang).split('class="sources"')[0]
            assert "违法" not in page
            assert "不用还" not in page
            assert "illegal" not in page
            assert "unlawful" not in page


# --- what it hands on -------------------------------------------------------------------------


def letters(found: Answer) -> list[dict[str, str]]:
    return [dict(step.values) for step in found.next if step.name == "letter"]


def test_the_confirmation_takes_the_call_along() -> None:
    values = letters(answer(MODULE, STORIES["borrower"])[1])[0]

    assert values["kind"] == "confirm_terms"
    assert (values["call_date"], values["call_clock"]) == ("2026-11-18", "11:05")
    assert (values["staff_no"], values["ticket_no"]) == ("A1088", "1118-052")


def test_the_complaint_takes_what_happened_along() -> None:
    values = letters(answer(MODULE, STORIES["self_employed"])[1])[0]

    assert (values["kind"], values["violation"]) == ("complaint", "third_party")
    assert (values["event_date"], values["event_clock"]) == ("2026-11-18", "19:40")
    others = {typed for name, typed in values.items() if name.endswith(".violation")}
    assert others == {"too_many_calls", "insult"}


@each_story
def test_the_letter_reads_what_the_log_hands_over(story: str) -> None:
    known = calculators.form("letter")
    for values in letters(answer(MODULE, STORIES[story])[1]):
        for name, typed in values.items():
            asked = question(known, name)
            assert asked is not None, name
            assert asked.read(say(typed)) is not None


def test_recordings_become_evidence() -> None:
    found = answer(MODULE, STORIES["borrower"])[1]
    values = next(step.values for step in found.next if step.name == "evidence")

    row = calculators.calculate("evidence", {name: say(v) for name, v in values.items()}).rows[0]

    assert row.sha256 == STORIES["borrower"]["files"][0]["sha256"]
    assert row.title == "沟通记录、录音、截图"


# --- hostile text and bounds ------------------------------------------------------------------


class Tags(HTMLParser):
    """The tags of a text, with the names of their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[tuple[str, tuple[str, ...]]] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, tuple(name for name, _value in attrs)))


OURS = Tags(calculators.respond("contact_log", STORIES["borrower"])).found


@given(
    st.text(alphabet="<>&\"'/={}_`-!abijmgsrcxonerr =:;(\u202e\n", max_size=20),
    st.sampled_from(TEXTS),
)
def test_typed_text_never_becomes_markup(typed: str, field: str) -> None:
    page = calculators.respond("contact_log", log(entry(**{field: typed})))

    assert Tags(page).found <= OURS


@given(st.text(max_size=60))
def test_words_never_become_lines_of_a_calendar(typed: str) -> None:
    line = entry(they_promised=typed, they_promised_by="2026-11-25", next_step=typed)
    if refuses(line):
        return
    data = calculators.download("contact_log", log(line, as_of="2026-11-20"), "ics")[2]

    names = [
        part.split(":")[0].split(";")[0]
        for part in data.decode().split("\r\n")
        if part and part[0] != " "
    ]
    assert names.count("BEGIN") == 1 + 1 + 2
    assert set(names) <= {
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "DESCRIPTION",
        "TRANSP",
        "ACTION",
        "TRIGGER",
    }


def refuses(line: dict[str, str]) -> bool:
    try:
        calculate(line, as_of="2026-11-20")
    except calculators.Invalid:
        return True
    return False


def test_a_hundred_contacts_are_answered() -> None:
    start = date(2026, 1, 1)
    lines = [
        entry(
            date=str(start + timedelta(days=k)), time="23:00", conduct="insult", they_promised="x"
        )
        for k in range(100)
    ]

    assert calculate(*lines).nights == 100
    assert calculators.respond("contact_log", log(*lines))
