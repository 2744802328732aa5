"""Laws of the ladder: nothing said is above the limit, levels foot, gates hold, trades keep order."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.page.calculator import answer
from calculators.page.words import say

FEN = Decimal("0.01")
OPEN = {"untouched_three_years": "no"}
MODULE = calculators.load("ladder")


def ladder(**values: Any) -> Any:
    return calculators.calculate("ladder", OPEN | {k: str(v) for k, v in values.items()})


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        ladder(**values)
    return set(invalid.value.errors)


def said(paper: Any) -> str:
    return "\n".join(say(line) for line in paper.lines)


def papers(**values: Any) -> list[Any]:
    return list(answer(MODULE, OPEN | {k: str(v) for k, v in values.items()})[1].papers)


def amounts(low: int, high: int) -> st.SearchStrategy[Decimal]:
    return st.integers(low, high).map(lambda fen: Decimal(fen).scaleb(-2))


# --- the limit --------------------------------------------------------------------------------


@given(amounts(1, 500_000), amounts(1, 500_000), amounts(1, 900_000))
def test_the_limit_is_the_share_in_proportion_and_never_rounded_up(
    share: Decimal, others: Decimal, safe: Decimal
) -> None:
    everyone = share + others

    found = ladder(balance="1000000", share=share, can_pay=everyone, safe_payment=safe)

    exact = min(Fraction(share), Fraction(share) * Fraction(safe) / Fraction(everyone))
    assert Fraction(found.limit) <= exact < Fraction(found.limit) + Fraction(FEN)
    assert found.limit == found.limit.quantize(FEN, ROUND_DOWN)


@pytest.mark.parametrize(
    ("safe", "limit"), [("999.99", "499.99"), ("1000", "500"), ("1001", "500")]
)
def test_a_safe_payment_counts_only_below_the_total(safe: str, limit: str) -> None:
    found = ladder(balance="9000", share="500", can_pay="1000", safe_payment=safe)

    assert found.limit == Decimal(limit)


@pytest.mark.parametrize(("payment", "figure"), [("499", "499"), ("500", "500"), ("501", "500")])
def test_the_figure_said_is_never_above_the_limit(payment: str, figure: str) -> None:
    found = ladder(balance="9000", share="500", payment=payment)

    assert found.payment == Decimal(figure)
    assert [row.payment for row in found.rows[:2]] == [found.payment] * 2


# --- the levels -------------------------------------------------------------------------------


@given(amounts(100, 5_000_000), amounts(10_000, 300_000), st.integers(0, 100), st.integers(0, 36))
def test_every_level_that_ends_foots_to_the_fen(
    balance: Decimal, share: Decimal, percent: int, rate: int
) -> None:
    waive = (balance * percent / 200).quantize(FEN, ROUND_DOWN)

    found = ladder(balance=balance, share=share, charges=balance, waive=waive, plan_rate=rate)

    for row in found.rows:
        if row.months is None:
            continue
        assert 0 < row.last_payment <= row.payment
        assert row.total == row.down + row.payment * (row.months - 1) + row.last_payment
        if not row.annual_rate:
            assert row.total + row.waived == balance
        else:
            assert row.total >= balance


@given(amounts(10_000, 5_000_000), amounts(1_000, 300_000), st.integers(1, 600))
def test_the_gap_is_what_the_term_leaves_and_a_waiver_narrows_it(
    balance: Decimal, share: Decimal, months: int
) -> None:
    found = ladder(
        balance=balance, share=share, charges=balance, waive=FEN * 100, most_months=months
    )

    assert found.gap == max(balance - share * months, 0)
    assert found.gap_after == max(balance - 1 - share * months, 0)
    assert (found.gap == 0) == (found.rows[0].months is not None and found.rows[0].months <= months)


@given(amounts(10_000, 5_000_000), amounts(1_000, 300_000), st.integers(0, 36))
def test_a_longer_term_asks_less_and_what_is_above_the_limit_is_said(
    balance: Decimal, share: Decimal, rate: int
) -> None:
    found = ladder(balance=balance, share=share, plan_rate=rate, days_overdue=0)

    payments = [row.payment for row in found.counters]
    assert payments == sorted(payments, reverse=True)
    for row in found.counters:
        assert row.over == max(row.payment - found.limit, 0)
        if row.over > FEN:  # the payment for a term is rounded by half a fen at most
            assert row.left > 0


def test_a_payment_that_does_not_exceed_the_interest_never_ends() -> None:
    found = ladder(balance="100", share="1", plan_rate="12")

    assert found.rows[2].months is None
    assert found.rows[2].total is None
    assert ladder(balance="100", share="1.01", plan_rate="12").rows[2].months is not None


def test_what_six_hundred_months_do_not_repay_is_said_in_words() -> None:
    values = OPEN | {"balance": "1000000", "share": "1"}

    assert calculators.calculate("ladder", values).rows[0].months is None
    assert "600 期 也还不完" in calculators.respond("ladder", values)


# --- gates ------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["unknown", "yes"])
def test_a_debt_that_may_be_old_gets_no_figures_before_advice(typed: str) -> None:
    values = {"untouched_three_years": typed, "balance": "8000", "share": "200"}

    found = calculators.calculate("ladder", values)

    assert (found.held, found.rows, found.trades) == ("limitation", (), ())
    assert answer(MODULE, values)[1].papers == ()
    asked = calculators.calculate("ladder", values | {"asked_12348": "yes"})
    assert asked.held == ""


@pytest.mark.parametrize(("days", "held"), [("1079", ""), ("1080", "limitation")])
def test_days_overdue_near_three_years_ask_for_advice_too(days: str, held: str) -> None:
    assert ladder(balance="8000", share="200", days_overdue=days).held == held


def test_without_money_nothing_is_offered() -> None:
    for values in (
        {"share": "0"},
        {"share": "5", "can_pay": "10", "safe_payment": "0"},
    ):
        assert ladder(balance="1000", **values).held == "no_money"
        assert papers(balance="1000", **values) == []


def test_court_papers_come_first() -> None:
    html = calculators.respond(
        "ladder", OPEN | {"balance": "900", "share": "90", "court_papers": "received"}
    )

    assert html.index("法院的事先办") < html.index("月供从头到尾")


# --- trades and papers ------------------------------------------------------------------------

FULL = ("reach", "papers", "pay_day", "no_credit", "review", "first", "principal", "interest",
        "step_up", "lump", "debit")  # fmt: skip
EVERYTHING = {
    "balance": "9000", "share": "90", "charges": "500", "waive": "200", "plan_rate": "3",
    "rise": "yes", "down": "300", "days_overdue": "40",
}  # fmt: skip


def test_the_eleven_concessions_keep_their_order() -> None:
    assert ladder(**EVERYTHING).trades == FULL


@pytest.mark.parametrize(
    ("left_out", "trade"),
    [("waive", "principal"), ("plan_rate", "interest"), ("rise", "step_up"), ("down", "lump")],
)
def test_a_concession_without_its_condition_is_not_offered(left_out: str, trade: str) -> None:
    values = {name: typed for name, typed in EVERYTHING.items() if name != left_out}

    assert ladder(**values).trades == tuple(name for name in FULL if name != trade)


def test_a_card_is_put_away_and_nothing_overdue_has_nothing_to_stop() -> None:
    assert "no_card" in ladder(**EVERYTHING, debt_kind="card").trades
    early = ladder(**(EVERYTHING | {"days_overdue": "0"})).trades
    assert early == ("reach", "papers", "pay_day", "review", "step_up", "lump", "debit")


def test_every_concession_asks_for_something_first() -> None:
    script, _card = papers(**EVERYTHING)

    lines = [say(line) for line in script.lines if re.match(r"\d+\. ", say(line))]
    assert len(lines) == len(FULL)
    assert all(re.match(r"\d+\. 如果.+，那么.+。", line) for line in lines)


def test_the_limit_stands_on_the_card_and_is_never_spoken() -> None:
    script, card = papers(balance="9000", share="123.45", payment="100", plan_rate="7.77")

    assert script.for_lender
    assert not card.for_lender
    assert "123.45" not in said(script)
    assert "7.77" not in said(script)
    assert "123.45" in said(card)


@given(amounts(10_000, 900_000), amounts(1_000, 90_000), amounts(1_000, 90_000))
def test_the_letter_gets_the_figure_said_and_never_a_higher_one(
    balance: Decimal, share: Decimal, safe: Decimal
) -> None:
    values = OPEN | {
        "balance": str(balance), "share": str(share), "can_pay": str(share * 2),
        "safe_payment": str(safe),
    }  # fmt: skip
    _form, found = answer(MODULE, values)

    letter = next(step.values for step in found.next if step.name == "letter")
    limit = calculators.calculate("ladder", values).limit
    assert Decimal(letter["payment"]) <= limit
    assert Decimal(letter.get("share", "0")) <= limit
    if "months" in letter:
        paid = Decimal(letter["payment"]) * (int(letter["months"]) - 1)
        assert paid + Decimal(letter["last_payment"]) == Decimal(letter["total_payment"]) == balance


def test_what_is_missing_is_a_blank_and_not_a_guess() -> None:
    script, _card = papers(balance="9000", share="90")

    assert said(script).count("____") == 4


WRONG = re.compile(r"一定|保证|你们违法|停息挂账|我没钱|我全认|不可抗力|有权")


def test_words_to_drop_are_not_said() -> None:
    for values in (
        EVERYTHING,
        EVERYTHING | {"debt_kind": "card"},
        EVERYTHING | {"days_overdue": "0"},
    ):
        for paper in papers(**values):
            assert not WRONG.search(said(paper))


# --- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"safe_payment": "5"}, "can_pay"),
        ({"can_pay": "89.99"}, "share"),
        ({"charges": "900.01"}, "charges"),
        ({"waive": "0.01"}, "waive"),
        ({"charges": "900", "waive": "900"}, "waive"),
        ({"down": "900"}, "down"),
        ({"charges": "500", "waive": "500", "down": "400"}, "down"),
        ({"most_months": "0"}, "most_months"),
        ({"call_time": "6222 0202 0001 1234 567"}, "call_time"),
        ({"contract_last4": "123456"}, "contract_last4"),
    ],
)
def test_contradictions_are_refused_at_their_field(values: dict[str, Any], field: str) -> None:
    assert refused(**({"balance": "900", "share": "90"} | values)) == {field}


def test_hostile_text_is_never_markup() -> None:
    values = OPEN | {"balance": "900", "share": "90", "call_time": "<img src=x onerror=alert(1)>"}

    assert "<img" not in calculators.respond("ladder", values)
