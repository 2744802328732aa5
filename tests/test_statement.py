"""The statement adds up or says where it does not; page, data and budget carry the same numbers."""

from __future__ import annotations

import copy
import hashlib
import json
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.maths import monthly
from calculators.page import choices
from calculators.page.answer import Answer, Next
from calculators.page.calculator import answer
from calculators.page.dossier import question
from calculators.page.fields import flat
from calculators.page.words import LANGUAGES, say
from calculators.papers import _statement_form as form
from calculators.papers import _statement_sheet as sheet

SCHEMA = json.loads(
    (Path(__file__).parent.parent / "docs/assets/statement-1.schema.json").read_text("utf-8")
)
VALID = jsonschema.Draft202012Validator(SCHEMA)
MODULE = calculators.load("statement")
STORIES = {"borrower": calculators.example("statement"), **MODULE.EXAMPLES}
each_story = pytest.mark.parametrize("story", STORIES)

money = st.decimals("0", "30000", places=2).map(str)
every = st.sampled_from(list(form.EVERY))
incomes = st.lists(st.fixed_dictionaries({"amount": money, "every": every}), min_size=1, max_size=6)
spendings = st.lists(
    st.fixed_dictionaries(
        {"amount": money, "every": every, "kind": st.sampled_from(list(form.KINDS))}
    ),
    max_size=8,
)
debts = st.lists(
    st.fixed_dictionaries(
        {
            "balance": st.decimals("1", "500000", places=2).map(str),
            "monthly_payment": st.decimals("0.01", "9000", places=2).map(str),
            "secured": st.sampled_from(["no", "no", "yes"]),
        }
    ),
    max_size=8,
)


def values(**more: Any) -> dict[str, Any]:
    """A small statement: 6,000 in, 4,000 out, 1,800 to share, two lenders."""
    return {
        "created": "2026-11-21",
        "untouched_three_years": "no",
        "income": [{"name": "工资", "amount": "6000"}],
        "spending": [
            {"name": "房租", "amount": "2500", "category": "housing"},
            {"name": "吃饭", "amount": "1000", "category": "food"},
            {"name": "赡养", "amount": "400", "kind": "priority", "category": "care"},
            {"name": "通勤", "amount": "100", "kind": "other", "category": "transport"},
        ],
        "reserve_rate": "10",
        "debts": [
            {"lender": "甲银行", "balance": "30000"},
            {"lender": "乙公司", "balance": "15000"},
        ],
        "lender": "甲银行",
        "offer_kind": "none",
    } | more


def calculate(**more: Any) -> Any:
    return calculators.calculate("statement", values(**more))


def said(typed: dict[str, Any]) -> Answer:
    return answer(MODULE, typed)[1]


def refused(**more: Any) -> dict[str, str]:
    with pytest.raises(calculators.Invalid) as invalid:
        calculate(**more)
    return {name: str(text) for name, text in invalid.value.errors.items()}


# --- the same numbers everywhere --------------------------------------------------------------


@each_story
def test_the_budget_comes_to_the_same_totals(story: str) -> None:
    typed = STORIES[story]
    names = ("name", "amount", "every")
    budget = calculators.calculate(
        "budget",
        {
            "income": [{name: row.get(name, "") for name in names} for row in typed["income"]],
            "spending": [
                {name: row.get(name, "") for name in (*names, "kind")} for row in typed["spending"]
            ],
            "reserve_rate": typed["reserve_rate"],
            "people": str(calculators.calculate("statement", typed).people),
            "area": typed["area"],
        },
    )

    result = calculators.calculate("statement", typed)

    for name in (
        "monthly_income",
        "essential",
        "priority",
        "other",
        "surplus",
        "reserve",
        "can_pay",
        "reference",
        "reference_ratio",
    ):
        assert getattr(result, name) == getattr(budget, name)


def test_the_borrowers_statement_is_the_example_of_budget_debts_and_split() -> None:
    result = calculators.calculate("statement", STORIES["borrower"])
    budget = calculators.calculate("budget", calculators.example("budget"))
    debts = calculators.calculate("debts", calculators.example("debts"))
    split = calculators.calculate("split", calculators.example("split"))

    assert (result.monthly_income, result.can_pay) == (budget.monthly_income, budget.can_pay)
    assert result.total_balance == debts.total
    assert [row.share for row in result.rows] == [row.share for row in split.rows]
    assert [row.share_percent for row in result.rows] == [row.percent for row in split.rows]


@each_story
def test_every_story_gives_what_split_gives(story: str) -> None:
    split = calculators.load("split")
    examples = {"borrower": calculators.example("split"), **split.EXAMPLES}

    shares = calculators.calculate("split", examples[story]).rows
    rows = calculators.calculate("statement", STORIES[story]).rows

    assert [(str(row.lender), row.share) for row in shares] == [
        (str(row.lender), row.share) for row in rows
    ]


@given(incomes, spendings, debts, st.sampled_from(["balance", "contract", "equal"]))
def test_typing_the_totals_of_the_budget_changes_nothing(
    income: list[Any], spending: list[Any], owed: list[Any], rule: str
) -> None:
    typed = {"income": income, "spending": spending, "debts": owed, "rule": rule}
    alone = calculate(**typed, lender="")
    budget = calculators.calculate(
        "budget", {"income": income, "spending": spending, "reserve_rate": "10"}
    )
    totals = {
        name: str(getattr(budget, name))
        for name in (
            "monthly_income",
            "essential",
            "priority",
            "other",
            "surplus",
            "reserve",
            "can_pay",
        )
    }

    assert calculate(**typed, **totals, lender="") == alone


def test_every_period_that_can_be_chosen_has_its_months() -> None:
    assert set(choices.EVERY) == set(monthly.TIMES_A_YEAR)


# --- it adds up -------------------------------------------------------------------------------


@given(incomes, spendings, debts, st.sampled_from(["balance", "contract", "equal"]))
def test_everything_adds_up_to_the_fen(
    income: list[Any], spending: list[Any], owed: list[Any], rule: str
) -> None:
    result = calculate(income=income, spending=spending, debts=owed, rule=rule, lender="")

    assert result.monthly_income == sum(line.monthly for line in result.income_rows)
    spent = result.essential + result.priority + result.other
    assert spent == sum(line.monthly for line in result.spending_rows)
    assert result.surplus == result.monthly_income - spent
    assert result.can_pay == result.surplus - result.reserve
    taking_part = [row for row in result.rows if not row.secured]
    owed_in_all = sum((row.balance for row in taking_part), Decimal(0))
    assert result.total_share == min(max(result.can_pay, Decimal(0)), owed_in_all)
    assert result.total_share == sum((row.share for row in taking_part), Decimal(0))
    assert all(row.share is None for row in result.rows if row.secured)


TOTALS = {
    "monthly_income": "6000.00",
    "essential": "3500.00",
    "priority": "400.00",
    "other": "100.00",
    "surplus": "2000.00",
    "reserve": "200.00",
    "can_pay": "1800.00",
    "share": "1200.00",
}


@pytest.mark.parametrize("name", TOTALS)
def test_a_total_that_is_a_fen_off_is_refused_at_its_field(name: str) -> None:
    right = Decimal(TOTALS[name])
    fen = Decimal("0.01")

    assert calculate(**{name: str(right)}).can_pay == 1800
    for wrong in (right - fen, right + fen):
        sentence = refused(**{name: str(wrong)})[name]
        assert f"{wrong:,}" in sentence
        assert f"{right:,}" in sentence


@pytest.mark.parametrize("available", ["1799.99", "1800", "1800.01"])
def test_no_more_is_shared_than_is_left(available: str) -> None:
    if Decimal(available) > 1800:
        assert set(refused(available=available)) == {"available"}
    else:
        assert calculate(available=available).total_share == Decimal(available)


@pytest.mark.parametrize("second", ["599.99", "600", "600.01"])
def test_typed_shares_have_to_make_the_amount_shared(second: str) -> None:
    owed = [
        {"lender": "甲银行", "balance": "30000", "share": "1200"},
        {"lender": "乙公司", "balance": "15000", "share": second},
    ]
    if second == "600":
        assert calculate(debts=owed, available="1800").total_share == 1800
    else:
        assert refused(debts=owed, available="1800")
    if Decimal(second) > 600:
        assert set(refused(debts=owed)) == {"debts"}
    else:
        assert calculate(debts=owed).total_share == 1200 + Decimal(second)


def test_when_one_share_is_typed_all_are() -> None:
    owed = [
        {"lender": "甲银行", "balance": "30000", "share": "900"},
        {"lender": "乙公司", "balance": "15000"},
        {"lender": "丙银行", "balance": "15000", "secured": "yes"},
    ]

    assert set(refused(debts=owed)) == {"debts.1.share"}


@pytest.mark.parametrize("charges", ["499.99", "500", "500.01"])
def test_the_parts_of_a_debt_make_its_balance(charges: str) -> None:
    debt = {"lender": "甲银行", "principal": "29000", "interest": "500", "charges": charges}

    if charges == "500":
        assert calculate(debts=[debt | {"balance": "30000"}]).rows[0].balance == 30000
    else:
        assert set(refused(debts=[debt | {"balance": "30000"}])) == {"debts.0.balance"}
    assert calculate(debts=[debt]).rows[0].balance == 29500 + Decimal(charges)


def test_a_balance_may_be_known_without_its_parts_but_not_be_less_than_them() -> None:
    assert calculate(debts=[{"lender": "甲银行", "balance": "30000", "principal": "29000"}])
    assert set(refused(debts=[{"lender": "甲银行", "balance": "30000", "principal": "30001"}])) == {
        "debts.0.balance"
    }
    assert set(refused(debts=[{"lender": "甲银行", "interest": "10"}])) == {"debts.0.balance"}


@pytest.mark.parametrize("field", ["payment", "last_payment"])
@pytest.mark.parametrize("amount", ["1199.99", "1200", "1200.01"])
def test_no_instalment_is_above_this_lenders_share(field: str, amount: str) -> None:
    offer = {"offer_kind": "instalment_plan", "payment": "1000", "months": "24", field: amount}

    if amount == "1200.01":
        assert set(refused(**offer)) == {field}
    else:
        assert calculate(**offer).share == 1200


@pytest.mark.parametrize("total", ["24999.99", "25000", "25000.01"])
def test_the_offer_makes_its_total(total: str) -> None:
    offer = {
        "offer_kind": "instalment_plan",
        "down_payment": "1000",
        "payment": "900",
        "months": "26",
        "step_up": [{"from_month": "13", "payment": "950"}],
        "last_payment": "800",
    }
    # 1,000 + 12 × 900 + 13 × 950 + 800 = 24,950; with a last payment of 850 it is 25,000
    offer |= {"last_payment": "850", "total_payment": total}

    if total == "25000":
        assert calculate(**offer).total_payment == 25000
    else:
        assert set(refused(**offer)) == {"total_payment"}


@given(st.integers(1, 600), st.decimals("0.01", "1200", places=2), st.data())
def test_steps_add_up_as_one_by_one(months: int, payment: Decimal, data: Any) -> None:
    starts = sorted(data.draw(st.sets(st.integers(2, months), max_size=4))) if months > 1 else []
    steps = {start: data.draw(st.decimals("0.01", "1200", places=2)) for start in starts}
    paid, total = payment, Decimal(0)
    for number in range(1, months + 1):
        paid = steps.get(number, paid)
        total += paid

    result = calculate(
        offer_kind="instalment_plan",
        payment=str(payment),
        months=str(months),
        step_up=[{"from_month": str(k), "payment": str(v)} for k, v in steps.items()],
    )

    assert result.total_payment == total


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"first_payment_date": "2026-11-21"}, {"first_payment_date"}),
        ({"review_date": "2026-11-20"}, {"review_date"}),
        ({"first_payment_date": "2026-12-15", "pay_day": "16"}, {"pay_day"}),
        ({"first_payment_date": "2026-12-30", "pay_day": "31"}, {"pay_day"}),
        ({"step_up": [{"from_month": "2", "payment": "5"}]}, {"payment"}),
        (
            {"payment": "5", "months": "3", "step_up": [{"from_month": "4", "payment": "5"}]},
            {"step_up.0.from_month"},
        ),
        ({"waive_list": "罚息、车位费"}, {"waive_list"}),
        ({"cause_since": "2026-05-01", "expected_until": "2026-04-30"}, {"expected_until"}),
    ],
)
def test_an_offer_that_contradicts_itself_is_refused(
    wrong: dict[str, Any], fields: set[str]
) -> None:
    assert set(refused(offer_kind="instalment_plan", **wrong)) == fields


@pytest.mark.parametrize(
    ("first", "pay_day"), [("2026-12-15", "15"), ("2027-02-28", "31"), ("2026-11-30", "31")]
)
def test_a_day_that_a_month_lacks_is_its_last_one(first: str, pay_day: str) -> None:
    assert calculate(offer_kind="extension", first_payment_date=first, pay_day=pay_day)


def test_the_lender_addressed_is_one_of_the_debts() -> None:
    assert set(refused(lender="丁银行")) == {"lender"}
    assert calculate(lender="甲 银行").share == 1200
    assert calculate(lender="丁银行", debts=[]).share is None


def test_two_debts_to_one_lender_make_one_share() -> None:
    owed = [
        {"lender": "甲银行", "balance": "10000"},
        {"lender": "乙公司", "balance": "15000"},
        {"lender": "甲银行", "balance": "20000"},
    ]

    assert calculate(debts=owed).share == 1200


@pytest.mark.parametrize(
    ("status", "days", "field"),
    [("current", "1", "status"), ("overdue", "0", "days_overdue")],
)
def test_status_and_days_agree(status: str, days: str, field: str) -> None:
    debt = {"lender": "甲银行", "balance": "1", "status": status, "days_overdue": days}

    assert set(refused(debts=[debt])) == {f"debts.0.{field}"}


def test_a_household_has_its_people() -> None:
    assert calculate(adults="2", children="1").people == 3
    assert calculate(adults="1", dependants="1", people="2").people == 2
    assert set(refused(adults="1", dependants="1", people="3")) == {"people"}


@pytest.mark.parametrize("typed", ["3", "0", "1、4", "流水"])
def test_evidence_names_annexes_that_are_there(typed: str) -> None:
    annexes = [{"title": "流水"}, {"title": "合同"}]
    income = [{"amount": "6000", "evidence": typed}]

    assert set(refused(income=income, attachments=annexes)) == {"income.0.evidence"}
    good = [{"amount": "6000", "evidence": "附件1、2"}]
    assert calculate(income=good, attachments=annexes).income_rows[0].evidence == (1, 2)


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("罚息、违约金", ("penalty_interest", "default_charge")),
        ("违约金和罚息", ("penalty_interest", "default_charge")),
        ("利息", ("interest",)),
        ("罚息", ("penalty_interest",)),
        ("Penalty interest, interest", ("penalty_interest", "interest")),
        ("复利；担保费", ("compound_interest", "service_fee")),
        ("", ()),
    ],
)
def test_what_to_waive_is_read_as_items(typed: str, items: tuple[str, ...]) -> None:
    assert calculate(waive_list=typed).waive == items


# --- what a lender asks -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "asked"), [("1799.99", False), ("1800", False), ("1800.01", True)]
)
def test_a_line_above_three_tenths_of_income_wants_a_reason(amount: str, asked: bool) -> None:
    line = {"name": "房租", "amount": amount, "category": "housing"}

    assert calculate(spending=[line]).needs_reason == (("房租",) if asked else ())
    assert calculate(spending=[line | {"reason": "三个人住"}]).needs_reason == ()


def test_nothing_for_food_home_or_transport_is_told() -> None:
    assert calculate(spending=[]).missing == ("food", "housing", "transport")
    line = {"name": "住宿", "amount": "0", "category": "housing"}
    assert calculate(spending=[line]).needs_reason == ("住宿",)


# --- gates and the empty purse ----------------------------------------------------------------


@pytest.mark.parametrize("untouched", ["unknown", "yes"])
def test_nothing_is_printed_about_an_old_debt_before_advice(untouched: str) -> None:
    held = said(values(untouched_three_years=untouched))
    asked = said(values(untouched_three_years=untouched, asked_12348="yes"))

    assert (held.papers, held.data, held.events) == ((), None, [])
    assert "12348" in held.headline
    assert asked.papers
    assert any("12348" in note for note in asked.notes)


def test_a_page_not_checked_is_a_draft() -> None:
    draft = said(values(declaration="no"))

    assert "草稿" in draft.papers[0].title
    assert draft.data is not None
    assert draft.data["declaration"]["ticked"] is False


@pytest.mark.parametrize("rent", ["4499.99", "4500", "4500.01"])
def test_an_empty_purse_is_said_and_nothing_is_promised(rent: str) -> None:
    spending = [{"amount": rent, "category": "housing"}, {"amount": "1500", "category": "food"}]
    result = calculate(spending=spending)
    found = said(values(spending=spending, offer_kind="instalment_plan"))
    page = "\n".join(found.papers[0].lines)

    assert result.surplus == Decimal("4500") - Decimal(rent)
    if rent == "4499.99":  # one fen is left and goes into the reserve
        assert (result.reserve, result.can_pay) == (Decimal("0.01"), 0)
    assert result.total_share == 0
    assert "没有余额" in page
    assert set(refused(spending=spending, offer_kind="extension", payment="0.01")) == {"payment"}
    VALID.validate(found.data)


# --- the page ---------------------------------------------------------------------------------


@each_story
def test_the_page_is_signed_by_hand_and_fits_on_a_sheet(story: str) -> None:
    page = said(STORIES[story]).papers[0]

    assert page.kind == "sheet"
    assert page.for_lender
    assert page.lines[-1].startswith("签名：____")
    assert sheet.lines_on_paper(page) <= sheet.PAGE_LINES
    assert len([line for line in page.lines if line[:2] in "一、二、三、四、五、六、七、"]) == 7


def test_a_page_that_is_too_long_says_so() -> None:
    many = [{"name": f"第 {k} 项", "amount": "10"} for k in range(60)]

    assert any("A4" in note for note in said(values(spending=many)).notes)


def test_other_lenders_stay_unnamed_unless_the_reader_wants() -> None:
    hidden = "\n".join(said(values()).papers[0].lines)
    named = "\n".join(said(values(naming="names")).papers[0].lines)

    assert "乙公司" not in hidden
    assert "乙公司" in named


def test_the_chinese_page_is_the_same_whichever_language_the_example_is_in() -> None:
    pages = [said(calculators.example("statement", lang)) for lang in LANGUAGES]

    assert pages[0].papers[0].lines == pages[1].papers[0].lines
    assert pages[0].data == pages[1].data
    english = [say(line, "en") for line in pages[1].papers[0].lines]
    assert not [c for line in english for c in line if "\u4e00" <= c <= "\u9fff"]


# --- the data ---------------------------------------------------------------------------------


@each_story
def test_the_file_is_what_the_schema_says(story: str) -> None:
    _name, _media, file = calculators.download("statement", STORIES[story], "json")
    document = json.loads(file)

    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    VALID.validate(document)
    assert document == said(STORIES[story]).data


@given(incomes, spendings, debts, st.sampled_from(list(form.OFFERS)), st.data())
def test_whatever_adds_up_is_valid_data(
    income: list[Any], spending: list[Any], owed: list[Any], offer: str, data: Any
) -> None:
    typed = values(
        income=income,
        spending=spending,
        debts=owed,
        lender="",
        offer_kind=offer,
        cause=data.draw(st.sampled_from(list(form.CAUSES))),
        employment=data.draw(st.sampled_from(list(form.EMPLOYMENT))),
        housing=data.draw(st.sampled_from(list(form.HOUSING))),
        assets=[
            {
                "kind": "car",
                "needed_for": "送货",
                "value_band": data.draw(st.sampled_from(list(form.BANDS))),
            }
        ],
        waive_list=data.draw(st.sampled_from(["", "罚息", "利息、复利"])),
        attachments=[{"title": "流水", "sha256": "AB" * 32, "issued": "2026-11-01"}],
    )

    VALID.validate(said(typed).data)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("totals", "can_pay"), 1730.02),
        (("totals", "can_pay"), "1730.0"),
        (("created",), "21.11.2026"),
        (("schema",), "repayment-statement/2"),
        (("addressee", "contract_last4"), "622202001234"),
        (("attachments", 0, "sha256"), "abc"),
        (("debts", 0, "ref"), "信用卡"),
        (("offer", "waive"), ["principal"]),
        (("declaration", "id"), "something else"),
        (("holder",), "a name"),
    ],
)
def test_the_schema_refuses_what_is_not_a_statement(path: tuple[Any, ...], wrong: Any) -> None:
    document = copy.deepcopy(dict(said(STORIES["borrower"]).data or {}))
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = wrong

    assert not VALID.is_valid(document)


def test_schema_and_form_know_the_same_choices() -> None:
    parts = SCHEMA["properties"]
    row = {name: parts[name]["items"]["properties"] for name in ("income", "spending", "debts")}
    offer = parts["offer"]["anyOf"][1]["properties"]
    known = [
        (parts["situation"]["properties"]["cause"], form.CAUSES),
        (parts["situation"]["properties"]["employment"], form.EMPLOYMENT),
        (parts["household"]["properties"]["housing"], form.HOUSING),
        (row["income"]["kind"], form.INCOME_KINDS),
        (row["spending"]["kind"], form.KINDS),
        (row["spending"]["category"], form.CATEGORIES),
        (SCHEMA["$defs"]["every"], form.EVERY),
        (row["debts"]["lender_kind"], form.LENDER_KINDS),
        (row["debts"]["status"], form.STATUS),
        (parts["rule"]["properties"]["name"], form.RULES),
        (parts["assets"]["items"]["properties"]["kind"], form.ASSETS),
        (parts["assets"]["items"]["properties"]["value_band"], form.BANDS),
        (offer["kind"], form.OFFERS),
        (offer["waive"]["items"], MODULE.ITEMS),  # type: ignore[attr-defined]
    ]
    for listed, wanted in known:
        assert set(listed["enum"]) - {None} == set(wanted) - {"unstated", "none"} | (
            {"none"} if wanted is form.BANDS else set()
        )


def test_the_check_code_is_that_of_the_file() -> None:
    _name, _media, file = calculators.download("statement", STORIES["borrower"], "json")

    assert hashlib.sha256(file).hexdigest()[:8] in said(STORIES["borrower"]).papers[0].lines[-1]


@each_story
def test_the_file_names_no_lender(story: str) -> None:
    text = calculators.download("statement", STORIES[story], "json")[2].decode()

    for debt in STORIES[story]["debts"]:
        assert f'"{debt["lender"]}"' not in text


# --- hostile text -----------------------------------------------------------------------------


TEXTS = [
    name
    for name, asked in calculators.form("statement").items()
    if asked.kind == "text" and name not in ("contract_last4", "waive_list")
]


class Tags(HTMLParser):
    """The tags of a text, with the names of their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[tuple[str, tuple[str, ...]]] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, tuple(name for name, _value in attrs)))


hostile = st.text(alphabet="<>&\"'/={}_^`-!abijmgsrcxonerr =:;(\u202e\n", max_size=40)
OURS = Tags(calculators.respond("statement", STORIES["borrower"])).found | {("sup", ())}


@given(hostile, st.sampled_from([*TEXTS, "row"]))
def test_typed_text_never_becomes_markup(typed: str, field: str) -> None:
    rows = [*values()["debts"], {"lender": typed, "balance": "5"}]
    more: dict[str, Any] = {"debts": rows} if field == "row" else {field: typed}
    if field == "lender":
        more["debts"] = []

    page = calculators.respond("statement", values(**more))

    assert "data-headline" in page
    assert Tags(page).found <= OURS


@pytest.mark.parametrize("typed", ["<img src=x onerror=alert(1)>", "{0}", "{name}", "}{", "'\"&"])
@pytest.mark.parametrize("field", TEXTS)
def test_signs_of_markup_are_shown_as_they_are(typed: str, field: str) -> None:
    more: dict[str, Any] = {field: typed}
    if field == "lender":
        more["debts"] = [{"lender": typed, "balance": "5"}]

    found = calculators.respond("statement", values(**more))

    assert "data-headline" in found
    assert "<img" not in found


NUMBERS = [
    "1" * 15,
    "6222021234567890123",
    "6222 0212 3456 7890 123",
    "６２２２０２１２３４５６７８９０１２３",
    "610104199703121234",
]


@pytest.mark.parametrize("digits", NUMBERS)
@pytest.mark.parametrize("field", [*TEXTS, "contract_last4"])
def test_the_number_of_a_card_or_a_person_is_refused(digits: str, field: str) -> None:
    assert field in refused(**{field: f"{digits}"})


def test_no_cell_takes_the_number_of_a_card() -> None:
    number = "6222021234567890123"
    typed = values()
    typed["income"][0]["name"] = number
    typed["spending"][0]["reason"] = f"转到 {number}"
    typed["debts"][1]["lender"] = number
    typed["attachments"] = [{"title": number}]

    with pytest.raises(calculators.Invalid) as invalid:
        calculators.calculate("statement", typed)

    assert set(invalid.value.errors) == {
        "income.0.name",
        "spending.0.reason",
        "debts.1.lender",
        "attachments.0.title",
    }


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_typed_names_are_no_formulas_in_the_file(typed: str) -> None:
    rows = values(income=[{"name": typed, "amount": "6000"}])

    line = calculators.download("statement", rows, "csv")[2].decode().splitlines()[1]

    assert line.lstrip('"').startswith("'" + typed[0])


# --- bounds and neighbours --------------------------------------------------------------------


def test_the_largest_statement_is_answered() -> None:
    most = "1000000000"
    result = calculate(
        income=[{"amount": most, "every": "day"}] * 100,
        spending=[{"amount": most, "every": "month"}] * 100,
        debts=[{"balance": most, "lender": f"L{k}"} for k in range(100)],
        lender="L0",
        offer_kind="instalment_plan",
        payment=most,
        months="600",
    )

    assert result.total_payment == 600 * Decimal(most)
    assert result.total_share == 100 * Decimal(most)


def handed(name: str, typed: dict[str, Any]) -> Next:
    return next(step for step in said(typed).next if step.name == name)


@each_story
def test_the_letter_takes_every_number_along(story: str) -> None:
    step = handed("letter", STORIES[story])
    result = calculators.calculate("statement", STORIES[story])
    known = calculators.form("letter")
    for name, typed in step.values.items():
        asked = question(known, name)
        assert asked is None or asked.read(say(typed)) is not None

    assert step.values["share"] == str(result.share)
    assert step.values["can_pay"] == str(result.can_pay)
    assert step.values["monthly_income"] == str(result.monthly_income)


@each_story
def test_what_the_form_shows_is_what_it_reads(story: str) -> None:
    shown = flat(MODULE.Form, STORIES[story])

    assert calculators.calculate("statement", shown) == calculators.calculate(
        "statement", STORIES[story]
    )
