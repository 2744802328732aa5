"""Letters say what was typed and no more, fit their place, and wait at two gates."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.law import figure
from calculators.page import fields
from calculators.page.calculator import answer
from calculators.page.words import LANGUAGES, grouped, say
from calculators.papers import _letter_form as letter_form
from calculators.papers import _letter_rules as letter_rules

MODULE = calculators.load("letter")
KINDS = tuple(letter_form.KINDS)
OPEN = {"untouched_three_years": "no"}

PEOPLE: dict[str, dict[str, Any]] = {
    "borrower": {
        "lender_full": "示例银行", "lender_kind": "bank", "contract_last4": "2046",
        "product": "个人消费贷款", "balance": "46000", "as_of": "2026-11-21",
        "due_date": "2026-10-28", "days_overdue": "24", "cause": "illness",
        "cause_since": "2026-08-01", "income_before": "9800", "monthly_income": "6500",
        "essential": "3544.42", "priority": "833.33", "other": "200", "reserve": "192.23",
        "can_pay": "1730.02", "lenders_count": "3", "rule": "balance", "share": "750.76",
        "months": "62", "first_payment_date": "2026-12-15", "last_payment": "203.64",
        "total_payment": "46000", "plan_rate": "0", "review_date": "2027-05-15",
        "call_time": "12:00–13:00", "reply_by": "2026-12-05", "letter_date": "2026-11-21",
    },
    "self_employed": {
        "lender_full": "示例小额贷款公司", "lender_kind": "microloan", "contract_last4": "5813",
        "balance": "58000", "as_of": "2026-11-21", "due_date": "2026-07-04",
        "days_overdue": "140", "cause": "business", "cause_since": "2026-06-01",
        "income_before": "9000", "monthly_income": "4850", "essential": "2654.83",
        "can_pay": "1150", "lenders_count": "3", "rule": "balance", "share": "576.61",
        "months": "101", "first_payment_date": "2026-12-10", "last_payment": "339",
        "total_payment": "58000", "plan_rate": "0", "review_date": "2027-06-10",
        "call_time": "工作日中午", "reply_by": "2026-12-06", "letter_date": "2026-11-21",
    },
    "couple": {
        "lender_full": "示例消费金融公司", "lender_kind": "consumer_finance",
        "contract_last4": "7390", "balance": "35000", "as_of": "2026-11-21",
        "due_date": "2026-12-05", "days_overdue": "0", "cause": "maternity",
        "cause_since": "2026-11-01", "income_before": "19800", "monthly_income": "15800",
        "essential": "4507.58", "can_pay": "2900", "lenders_count": "3", "rule": "contract",
        "share": "1382.02", "months": "36", "payment": "1162.50", "plan_rate": "12",
        "first_payment_date": "2027-01-05", "review_date": "2027-07-05",
        "call_time": "工作日晚上", "reply_by": "2026-12-01", "letter_date": "2026-11-21",
    },
}  # fmt: skip
FOR_KIND: dict[str, dict[str, Any]] = {
    "instalment_plan": {},
    "hold_action": {"hold_days": "15", "statement_date": "2026-12-01"},
    "extension": {
        "grace_months": "3", "expected_until": "2027-02-20", "payment": "1300",
        "first_payment_date": "2027-03-05", "grace": "interest_only",
    },
    "waiver": {
        "principal": "20000", "interest": "1900", "charges": "1600", "balance": "23500",
        "months": "40", "payment": "", "last_payment": "", "total_payment": "", "plan_rate": "",
        "waive": [
            {"item": "penalty_interest", "amount": "950"},
            {"item": "default_charge", "amount": "650"},
        ],
    },
    "settlement": {
        "balance": "22000", "lump": "17000", "lump_source": "家人帮助",
        "valid_until": "2026-12-31",
    },
    "confirm_terms": {
        "call_date": "2026-11-20", "call_clock": "14:30", "channel": "电话", "staff_no": "8021",
        "ticket_no": "20261120077", "principal": "20000", "balance": "24000", "months": "60",
        "payment": "380", "last_payment": "380", "total_payment": "22800", "plan_rate": "0",
        "plan_fee": "0", "waive": [{"item": "default_charge", "amount": "1200"}],
        "waive_effective": "签约当天", "payee": "示例银行", "grace_days": "3",
        "default_terms": "先短信通知，五天内补上不算违约", "reporting": "按实际还款情况",
        "withdrawal": "签约后三天内", "certificate_days": "10",
    },
    "settlement_certificate": {
        "settled_on": "2026-11-10", "total_paid": "45000", "agreement_date": "2026-05-10",
        "waive_total": "1000",
    },
    "complaint": {
        "violation": "third_party", "event_date": "2026-11-18", "event_clock": "19:40",
        "event_channel": "电话", "event_number": "021-5550-0142", "event_party": "贷后人员",
        "staff_no": "A17", "event_fact": "打给我单位的同事，说出了我的欠款金额",
        "event_evidence": "同事的通话截图", "earlier_date": "2026-11-19",
        "earlier_desk": "官方客服", "earlier_answer": "转交处理", "ticket_no": "881201",
    },
    "mediation": {
        "borrow_date": "2025-06-18", "loan_principal": "60000", "loan_months": "36",
        "talk_count": "3", "disagreement": "每期的数额和罚息", "mediation_way": "online",
        "city": "西安", "mediation_body": "示例金融纠纷调解中心", "lender_demand": "一次还清",
        "ticket_no": "881201",
    },
    "credit_objection": {
        "report_date": "2026-11-15", "field_name": "还款状态", "shown": "逾期",
        "actual": "正常还款", "reason": "当期款在还款日前已全额扣划",
        "evidence_list": "扣款凭证、还款记录",
    },
}  # fmt: skip

each_kind = pytest.mark.parametrize("kind", KINDS)
each_person = pytest.mark.parametrize("person", PEOPLE)
each_language = pytest.mark.parametrize("lang", LANGUAGES)


def values(kind: str, person: str = "borrower", **more: Any) -> dict[str, Any]:
    return PEOPLE[person] | FOR_KIND[kind] | OPEN | {"kind": kind} | more


def letter(kind: str, person: str = "borrower", **more: Any) -> Any:
    return calculators.calculate("letter", values(kind, person, **more))


def refused(kind: str, **more: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        letter(kind, **more)
    return set(invalid.value.errors)


def texts(result: Any, lang: str = "zh") -> list[str]:
    return [say(line, lang) for paper in result.papers for line in paper.lines]


# --- what comes out ---------------------------------------------------------------------------


@each_person
@each_kind
def test_every_kind_is_a_letter_a_message_and_a_minute_of_words(kind: str, person: str) -> None:
    found = letter(kind, person)

    assert [paper.kind for paper in found.papers] == ["letter", "message", "script"]
    assert all(paper.for_lender for paper in found.papers)
    assert 300 <= found.letter_length <= 500
    assert found.message_length <= 200
    assert found.script_length <= 240
    assert found.blanks == ()


@each_language
@each_person
@each_kind
def test_no_brace_is_left_over_and_the_lender_reads_chinese(
    kind: str, person: str, lang: str
) -> None:
    html = calculators.respond("letter", values(kind, person), lang)

    bodies = re.findall(r'data-paper-text lang="([^"]+)">(.*?)</div>', html, re.DOTALL)
    assert [language for language, _body in bodies] == ["zh-CN"] * 3
    for _language, body in bodies:
        assert "&#123;" not in body
        assert "{" not in body
        words = [c for c in re.sub(r"<[^>]*>|&[^;]*;", "", body) if c.isalpha()]
        assert sum("\u4e00" <= c <= "\u9fff" for c in words) > 0.9 * len(words)


@each_person
@each_kind
def test_the_copy_to_read_along_is_english(kind: str, person: str) -> None:
    given = values(kind, person) | {
        "lender_full": "Example Bank", "call_time": "noon", "event_fact": "rang my colleague",
        "event_evidence": "screenshot", "event_party": "collections", "earlier_desk": "hotline",
        "earlier_answer": "passed on", "disagreement": "the sum", "mediation_body": "Body",
        "city": "Xi'an", "lender_demand": "everything", "product": "", "field_name": "status",
        "shown": "late", "actual": "on time", "reason": "paid", "evidence_list": "receipt",
        "lump_source": "savings", "payee": "Example Bank", "channel": "telephone",
        "waive_effective": "now", "default_terms": "notice", "reporting": "as it is",
        "withdrawal": "now", "event_channel": "telephone",
    }  # fmt: skip

    found = calculators.calculate("letter", given)

    assert not [c for line in texts(found, "en") for c in line if "\u4e00" <= c <= "\u9fff"]
    assert not [line for line in texts(found, "en") if "{" in line or "  " in line]


@each_language
@pytest.mark.parametrize("story", ["", *MODULE.EXAMPLES])
def test_the_stories_are_printed_whole_and_in_chinese_in_either_language(
    story: str, lang: str
) -> None:
    typed = MODULE.EXAMPLES[story] if story else calculators.example("letter", lang)
    flat_values = fields.flat(MODULE.Form, typed, lang)

    found = calculators.calculate("letter", flat_values)

    assert len(found.papers) == 3
    assert 300 <= found.letter_length <= 500
    assert found.blanks == ()
    assert not re.search(r"[A-Za-z]{4,}", found.letter + found.message + found.script)


@each_kind
def test_an_empty_form_prints_blanks_with_labels_within_the_limits(kind: str) -> None:
    found = calculators.calculate("letter", {"kind": kind, "violation": "insult", **OPEN})

    assert found.blanks
    assert found.message_length <= 200
    assert found.script_length <= 240
    for label in found.blanks:
        assert f"____（待填：{label}）" in "\n".join(texts(found)) or "____" in found.message
    assert "None" not in found.letter + found.message + found.script


@each_kind
def test_nothing_is_printed_that_was_not_typed(kind: str) -> None:
    found = calculators.calculate("letter", {"kind": kind, "violation": "insult", **OPEN})

    digits = set(re.findall(r"\d+", found.letter + found.message + found.script))
    numbers_of_rules = {"1", "2", "3", "4", "110", "12363"} | {
        str(int(figure("credit_objection_days").value)), "1032", "1033"}  # fmt: skip
    assert digits <= numbers_of_rules


@each_kind
def test_a_letter_asks_for_nothing_as_of_right(kind: str) -> None:
    found = letter(kind)

    for word in ("有权", "必须", "违法", "无效", "高利贷", "不用还", "律师", "最后通牒", "！！"):
        assert word not in (found.letter + found.message + found.script).replace("必须先付", "")


def test_a_bracket_is_printed_only_when_its_fields_are_given() -> None:
    assert "停计罚息" not in letter("hold_action").letter
    assert "停计罚息" in letter("hold_action", stop_charges="yes").letter
    assert "主动复核" in letter("instalment_plan").letter
    assert "现住" not in letter("mediation", city="").letter
    assert "此前反映" not in letter("complaint", earlier_desk="").letter


@pytest.mark.parametrize(("kind", "word"), [("card", "个性化分期"), ("bank", "调整还款计划")])
def test_a_card_asks_for_a_personalised_plan_and_a_loan_for_a_changed_one(
    kind: str, word: str
) -> None:
    found = letter(
        "instalment_plan", lender_kind=kind, months="", last_payment="", total_payment=""
    )

    assert word in found.papers[0].title
    assert ("不再用卡" in found.letter) is (kind == "card")


def test_a_cause_may_be_a_choice_its_name_in_either_language_or_words_of_ones_own() -> None:
    said = {letter("hold_action", cause=c).message for c in ("illness", "生病", "Illness")}

    assert len(said) == 1
    assert "因生病自" in said.pop()
    assert "因摔伤住院自" in letter("hold_action", cause="摔伤住院").message
    assert "因住院转岗自" in letter("hold_action", cause_detail="住院转岗").message


# --- numbers are those of the calculators -----------------------------------------------------


def test_the_letter_of_the_example_has_the_numbers_of_split_and_budget() -> None:
    split = calculators.calculate("split", calculators.example("split"))
    budget = calculators.calculate("budget", calculators.example("budget"))
    mine = split.rows[2]

    found = calculators.calculate("letter", calculators.example("letter"))

    assert (found.payment, found.total) == (mine.share, mine.balance)
    last = found.total - found.payment * (mine.months - 1)
    for number in (mine.share, last, mine.balance, budget.monthly_income, budget.essential,
                   budget.priority, budget.other, budget.reserve, budget.can_pay):  # fmt: skip
        assert grouped(number) in found.letter
    assert f"共{mine.months}期" in found.letter
    assert grouped(mine.share) in found.message
    assert grouped(mine.share) in found.script


@pytest.mark.parametrize("months", ["24", "62", "60"])
def test_numbers_handed_over_from_plan_are_printed_as_they_are(months: str) -> None:
    plan = calculators.calculate(
        "plan", {"kind": "loan", "principal": "46000", "months": months, "can_pay": "2000"}
    )

    found = letter(
        "instalment_plan", share="", can_pay="", payment=f"{plan.payment}", months=months,
        last_payment=f"{plan.last_payment}", total_payment=f"{plan.total}",
    )  # fmt: skip

    for number in (plan.payment, plan.last_payment, plan.total):
        assert grouped(number) in found.letter


def test_a_settlement_letter_has_the_numbers_of_settlement() -> None:
    settled = calculators.calculate("settlement", calculators.example("settlement"))

    found = letter("settlement", balance=f"{settled.total_owed}", lump=f"{settled.lump}")

    assert found.waive_total == settled.saved
    assert f"减免其余{grouped(settled.saved)}元" in found.letter


@given(st.decimals("0.01", "1000000", places=2), st.integers(1, 600),
       st.decimals("0.01", "1000000", places=2))  # fmt: skip
def test_a_schedule_that_foots_is_printed_and_one_a_fen_off_is_not(
    payment: Decimal, months: int, last: Decimal
) -> None:
    total = payment * (months - 1) + last
    if total >= Decimal("1000000000"):
        return
    given_values = {"payment": f"{payment}", "months": str(months), "last_payment": f"{last}",
                    "balance": "", "plan_rate": "", "waive": []}  # fmt: skip

    found = letter("confirm_terms", total_payment=f"{total}", **given_values)

    assert found.total == total
    assert grouped(total) in found.letter
    off = f"{total + Decimal('0.01')}"
    assert refused("confirm_terms", total_payment=off, **given_values) == {"total_payment"}


@given(st.lists(st.decimals("0.01", "10000", places=2), min_size=1, max_size=5),
       st.decimals("0.01", "100000", places=2))  # fmt: skip
def test_what_is_paid_once_and_what_is_waived_make_up_the_whole(
    waived: list[Decimal], lump: Decimal
) -> None:
    rows = [{"item": "service_fee", "amount": f"{amount}"} for amount in waived]
    whole = lump + sum(waived)

    found = letter("settlement", waive=rows, lump=f"{lump}", balance=f"{whole}")

    assert found.waive_total == sum(waived)
    assert found.waive_total + lump == whole
    more = f"{whole + Decimal('0.01')}"
    assert refused("settlement", waive=rows, lump=f"{lump}", balance=more) == {"waive"}


@pytest.mark.parametrize(
    ("kind", "more", "named"),
    [
        ("instalment_plan", {"share": "0"}, {"share"}),
        ("instalment_plan", {"share": "1730.03"}, {"share"}),
        ("instalment_plan", {"payment": "750.77"}, {"payment"}),
        ("instalment_plan", {"can_pay": "1730.03"}, {"can_pay"}),
        ("instalment_plan", {"can_pay": "1730.01"}, {"can_pay"}),
        ("instalment_plan", {"reserve": "", "can_pay": "1922.26"}, {"can_pay"}),
        ("instalment_plan", {"last_payment": "203.65"}, {"total_payment"}),
        ("instalment_plan", {"last_payment": ""}, {"last_payment"}),
        ("instalment_plan", {"balance": "46000.01"}, {"total_payment"}),
        ("instalment_plan", {"pay_day": "16"}, {"pay_day"}),
        ("instalment_plan", {"reply_by": "2026-11-21"}, {"reply_by"}),
        ("instalment_plan", {"lender_kind": "card"}, {"months"}),
        ("instalment_plan", {"contract_last4": "62001"}, {"contract_last4"}),
        ("instalment_plan", {"contact_phone_last4": "123"}, {"contact_phone_last4"}),
        ("waiver", {"balance": "23500.01"}, {"balance"}),
        ("waiver", {"charges": "1599.99", "balance": "23499.99"}, {"waive"}),
        ("waiver", {"waive_total": "1599.99"}, {"waive_total"}),
        ("waiver", {"waive": [{"item": "principal", "amount": "5"}]}, {"waive.0.item"}),
        ("settlement", {"lump": "22000.01"}, {"lump"}),
        ("settlement", {"waive_total": "5000.01"}, {"waive_total"}),
        ("settlement", {"lump_source": "找朋友借"}, {"lump_source"}),
        ("settlement", {"valid_until": "2026-11-21"}, {"valid_until"}),
        ("confirm_terms", {"balance": "24000.01"}, {"total_payment"}),
        ("extension", {"first_payment_date": "2026-10-28"}, {"first_payment_date"}),
        ("extension", {"expected_until": "2026-08-01"}, {"expected_until"}),
        ("mediation", {"share": "0"}, {"share"}),
        ("complaint", {"violation": "unstated"}, {"violation"}),
        ("complaint", {"violation": "hardship"}, {"violation"}),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_refused_by_the_names_of_its_fields(
    kind: str, more: dict[str, Any], named: set[str]
) -> None:
    assert refused(kind, **more) == named


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("instalment_plan", {"share": "1730.02"}),
        ("instalment_plan", {"reserve": "", "can_pay": "1922.25"}),
        ("instalment_plan", {"pay_day": "15"}),
        ("instalment_plan", {"reply_by": "2026-11-22"}),
        ("instalment_plan", {"first_payment_date": "2027-02-28", "pay_day": "31"}),
        ("settlement", {"lump": "22000"}),
        ("settlement", {"lump_source": "自己的存款，不是借的"}),
    ],
)
def test_what_just_agrees_is_printed(kind: str, more: dict[str, Any]) -> None:
    if "share" in more:
        more = more | {"payment": "750.76"}
    assert letter(kind, **more).papers


# --- the gates --------------------------------------------------------------------------------


@pytest.mark.parametrize("untouched", ["yes", "unknown", ""])
@each_kind
def test_an_old_debt_waits_for_advice_unless_the_letter_admits_nothing(
    kind: str, untouched: str
) -> None:
    free = kind in ("complaint", "credit_objection")

    held = letter(kind, untouched_three_years=untouched)
    asked = letter(kind, untouched_three_years=untouched, asked_12348="yes")
    html = calculators.respond("letter", values(kind, untouched_three_years=untouched))

    assert bool(held.papers) is free
    assert ("data-paper" in html) is free
    assert free or ("12348" in html and held.held == "limitation")
    assert len(asked.papers) == 3


def test_a_complaint_about_money_waits_and_one_about_conduct_does_not() -> None:
    assert letter("complaint", untouched_three_years="yes", violation="insult").papers
    assert not letter("complaint", untouched_three_years="yes", violation="charges").papers


def test_a_complaint_about_an_old_debt_neither_offers_nor_confirms_anything() -> None:
    old = letter("complaint", untouched_three_years="unknown").letter

    assert "还款事宜我另行协商" not in old
    assert "不涉及对债务的确认" in old


@pytest.mark.parametrize(("days", "held"), [("1079", False), ("1080", True), ("1081", True)])
def test_three_years_overdue_wants_a_second_look_whatever_was_chosen(days: str, held: bool) -> None:
    found = letter("hold_action", days_overdue=days, due_date="", untouched_three_years="no")

    assert bool(found.held) is held


@each_language
@each_kind
def test_court_papers_put_their_days_above_the_letter(kind: str, lang: str) -> None:
    html = calculators.respond("letter", values(kind, court_papers="received"), lang)

    notes = html.partition('<ul class="notes">')[2]
    banner = notes[: notes.index("</li>")]
    assert html.index('<ul class="notes">') < html.index("data-paper-text")
    assert "12368" in banner
    for name in ("payment_order_objection_days", "answer_days"):
        assert f"{figure(name).value}" in banner


# --- complaints -------------------------------------------------------------------------------


@pytest.mark.parametrize("lender_kind", list(letter_form.LENDERS))
@pytest.mark.parametrize("violation", list(letter_rules.VIOLATIONS))
def test_a_complaint_names_the_violation_and_a_rule_about_this_lender(
    violation: str, lender_kind: str
) -> None:
    found = letter("complaint", violation=violation, lender_kind=lender_kind)

    named = found.rules.split()
    assert 1 <= len(named) <= 3
    assert letter_rules.VIOLATIONS[violation].label in found.letter
    if lender_kind != "card":
        assert not {"card-art-68-69", "card-art-70"} & set(named)
    else:
        assert "gbt-45251-2025" not in named
    if lender_kind in ("microloan", "private", "unlicensed", "claimant", "unknown"):
        assert not {"cba-collection-guideline-2026", "cbirc-2022-9-art-41",
                    "cbirc-2020-3-complaints"} & set(named)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "named"),
    [("2026-07-31", "pboc-2021-3-apr"), ("2026-08-01", "nfra-pboc-2026-2-cost-disclosure"),
     ("2026-08-02", "nfra-pboc-2026-2-cost-disclosure"), ("", "pboc-2021-3-apr")],
)  # fmt: skip
def test_the_sheet_of_costs_is_named_only_for_contracts_since_it_is_due(
    day: str, named: str
) -> None:
    assert letter("complaint", violation="charges", borrow_date=day).rules == named


def test_no_violation_is_hardship_or_a_refusal() -> None:
    for violation in letter_rules.VIOLATIONS.values():
        assert not re.search(r"困难|还不起|还不上|不同意|拒绝减免|没钱", violation.label)


@pytest.mark.parametrize(
    ("fact", "fine"),
    [
        ("我还不上，他们天天打电话", False),
        ("客服不同意分期", False),
        ("他说“我还不上就去单位找我”", True),
        ("当着同事的面骂人", True),
    ],
)
def test_hardship_is_no_fact_of_a_complaint(fact: str, fine: bool) -> None:
    if fine:
        assert fact in letter("complaint", event_fact=fact).letter
    else:
        assert refused("complaint", event_fact=fact) == {"event_fact"}


def test_every_event_has_its_own_line_and_proof() -> None:
    more = {"event_date": "2026-11-19", "violation": "quiet_hours", "event_fact": "夜里来电",
            "event_evidence": "通话记录"}  # fmt: skip

    found = letter("complaint", events=[more])

    assert "　　1. 2026年11月18日19:40" in found.letter
    assert "　　2. 2026年11月19日，夜里来电（证据：通话记录）" in found.letter
    assert refused("complaint", events=[more | {"violation": ""}]) == {"events.0.violation"}


# --- a line beside a rate ---------------------------------------------------------------------


@pytest.mark.parametrize(("rate", "fits"), [("23.99", False), ("24", False), ("24.01", True)])
def test_a_line_is_named_only_when_the_rate_is_above_it(rate: str, fits: bool) -> None:
    given_values = {"all_in_rate": rate, "line_name": "court_line_licensed_lender"}

    if fits:
        assert "请说明超过" in letter("waiver", **given_values).letter
    else:
        assert refused("waiver", **given_values) == {"all_in_rate"}


@pytest.mark.parametrize("lender_kind", ["private", "unlicensed", "claimant", "unknown"])
def test_a_line_is_never_held_beside_a_lender_it_is_not_about(lender_kind: str) -> None:
    given_values = {"all_in_rate": "30", "line_name": "court_line_licensed_lender"}

    assert refused("waiver", lender_kind=lender_kind, **given_values) == {"line_name"}


@pytest.mark.parametrize(
    ("day", "fits"), [("2025-12-23", False), ("2025-12-24", True), ("", False)]
)
def test_a_line_for_new_loans_wants_the_day_of_the_loan(day: str, fits: bool) -> None:
    given_values = {"all_in_rate": "30", "line_name": "microloan_line", "borrow_date": day}

    if fits:
        assert "请说明超过" in letter("waiver", "self_employed", **given_values).letter
    else:
        assert refused("waiver", lender_kind="microloan", **given_values) == {"line_name"}


# --- what is typed ----------------------------------------------------------------------------

TEXTS = [name for name, question in calculators.form("letter").items() if question.kind == "text"]


@pytest.mark.parametrize("digits", [15, 18, 19, 24])
@pytest.mark.parametrize("field", TEXTS)
def test_the_digits_of_a_card_or_identity_are_refused_in_every_text(
    field: str, digits: int
) -> None:
    number = ("62220212345678901234567890")[:digits]

    assert field in refused("complaint", **{field: number})
    assert field in refused("complaint", **{field: " ".join(re.findall(r"\d{1,4}", number))})


@pytest.mark.parametrize("hostile", [
    "<script>alert(1)</script>", "{cause}", "{0}", "{__class__}", "&lt;b&gt;", "=1+1", "%s",
    "‮倒", "____（待填：x）", "\\u003cb\\u003e", "'\"><img src=x>",
])  # fmt: skip
@each_language
def test_hostile_text_is_only_text(hostile: str, lang: str) -> None:
    for kind in KINDS:
        typed = {name: hostile[:10] for name in TEXTS if "last4" not in name}
        typed |= {
            "lump_source": "存款",
            "lender": hostile,
            "lender_full": hostile,
            "cause": hostile,
        }

        html = calculators.respond("letter", values(kind) | typed, lang)

        assert "<script" not in html
        assert "<img" not in html
        assert "<b>" not in html


@given(st.text(max_size=24), st.text(max_size=30))
def test_any_text_is_printed_as_it_is_or_refused(cause: str, lender: str) -> None:
    found, errors = attempt(values("hold_action", cause_detail=cause, lender_full=lender))

    assert set(errors) <= {"cause_detail", "lender_full"}
    if not errors:
        assert found.papers[0].lines[0].endswith("：")
        assert found.message_length <= 200


def attempt(typed: dict[str, Any]) -> tuple[Any, dict[str, str]]:
    """The result, or the sentence for every field."""
    try:
        return calculators.calculate("letter", typed), {}
    except calculators.Invalid as invalid:
        return None, dict(invalid.errors)


@each_kind
def test_a_message_that_stays_too_long_names_the_longest_field(kind: str) -> None:
    asked = calculators.form("letter")
    long = {}
    for name in TEXTS:
        most = next((n for n in range(120, 0, -1) if _reads(asked[name], "长" * n)), 0)
        long[name] = "长" * most
    long |= {"lump_source": "长" * 20}

    found, errors = attempt(values(kind, **long))

    assert set(errors) <= set(TEXTS)
    assert all("200 字" in sentence for sentence in errors.values())
    assert errors or found.message_length <= 200


def _reads(question: Any, text: str) -> bool:
    try:
        question.read(text)
    except ValueError:
        return False
    return True


@each_kind
def test_the_largest_numbers_fit_the_message(kind: str) -> None:
    big = {
        name: "1000000000"
        for name, question in calculators.form("letter").items()
        if question.kind == "money"
    }
    big |= dict.fromkeys(("essential", "priority", "other", "reserve"), "0")
    big |= {"principal": "0", "interest": "0", "charges": "1000000000", "months": "1",
            "lump": "500000000", "waive_total": "500000000", "charges_per_month": ""}  # fmt: skip
    if kind != "settlement":
        big |= {"waive_total": "", "plan_rate": "1"}

    found = letter(kind, waive=[], **big)

    assert found.message_length <= 200
    assert calculators.respond("letter", values(kind, waive=[], **big))


def test_other_names_of_lenders_are_understood() -> None:
    assert letter("hold_action", lender_kind="bank_loan").papers
    card_rule = letter("complaint", lender_kind="card").rules
    assert letter("complaint", lender_kind="small_loan").rules != card_rule


@each_language
def test_days_to_answer_by_become_dates(lang: str) -> None:
    _form, found = answer(MODULE, values("hold_action"))

    assert [event.day.isoformat() for event in found.events] == ["2026-12-05", "2026-12-01"]
    assert all(say(event.title, lang) for event in found.events)


def test_everything_typed_is_handed_on_under_its_own_name() -> None:
    _form, found = answer(MODULE, values("instalment_plan"))

    handed = next(step for step in found.next if step.name == "statement").values
    assert {name: handed[name] for name in ("share", "months", "pay_day") if name in handed} == {
        "share": "750.76", "months": "62"}  # fmt: skip
    assert handed["first_payment_date"] == "2026-12-15"
    assert "kind" not in handed


def test_the_letter_is_in_the_form_of_chinese_letters() -> None:
    lines = letter("instalment_plan").letter.split("\n")

    assert lines[0] == "关于调整还款计划的申请"
    assert lines[1] == "示例银行："
    assert lines[2].startswith("　　我是贵方合同尾号2046")
    assert "　　此致" in lines
    assert lines[lines.index("　　此致") + 1] == "敬礼！"
    assert lines[-1] == "2026年11月21日"
    assert [line for line in lines if re.match("　　[一二三四]、", line)]


FILLED: dict[str, Any] = {
    **PEOPLE["borrower"], **{name: typed for kind in FOR_KIND.values() for name, typed in kind.items()},
    "asked_12348": "yes", "pay_day": "15", "cause_detail": "住院两次", "stop_charges": "yes",
    "charges_per_month": "500", "all_in_rate": "30", "line_name": "microloan_line",
    "other_terms": "别的不变", "request_2": "请道歉", "request_3": "请改正",
    "events": [{"event_date": "2026-11-19", "violation": "quiet_hours", "event_fact": "夜里来电"}],
    "entry_is": "missing", "contact_phone_last4": "1234",
}  # fmt: skip
"""Something for every question."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_the_page_hides_changes_nothing_that_is_printed(kind: str) -> None:
    hidden = {
        name: asked.only[1]
        for name, asked in fields.questions(letter_form.Form).items()
        if asked.only and kind not in asked.only[1]
    }
    own = OPEN | PEOPLE["borrower"] | FOR_KIND[kind] | {"kind": kind}
    shown = {name: typed for name, typed in own.items() if name not in hidden}

    def papers(typed: dict[str, Any]) -> list[list[str]] | set[str]:
        try:
            _form, found = answer(MODULE, typed)
        except fields.Invalid as invalid:
            return set(invalid.errors)
        return [[say(line) for line in paper.lines] for paper in found.papers]

    for name in hidden:
        assert name in FILLED, "something to type"
        with_it = papers(shown | {name: FILLED[name]})
        refused = isinstance(with_it, set) and name in with_it  # then the page shows the question
        assert refused or with_it == papers(shown), name


def test_the_last_digits_of_a_telephone_stand_below_the_name() -> None:
    assert "联系电话：____（贵方预留的尾号1234）" in letter(
        "instalment_plan", contact_phone_last4="1234"
    ).letter.split("\n")


def test_an_agreement_is_handed_what_was_asked_for_and_not_what_its_text_says() -> None:
    handed = next(
        step.values
        for step in answer(MODULE, values("confirm_terms"))[1].next
        if step.name == "agreement"
    )

    assert {"promised_payment", "promised_months"} <= set(handed)
    assert not {"payment", "months", "first_payment_date", "last_payment", "total_payment"} & set(
        handed
    )
