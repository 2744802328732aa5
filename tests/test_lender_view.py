"""Laws of the lender's view: a life annuity with the same chance of a stop, and what is worth the same."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import numpy_financial
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import calculators
from calculators.law import figure
from calculators.maths import hazard

FEN = Decimal("0.01")
SURE = {"recovery": "0", "sale_price": "0", "nothing_recovery": "0"}
"""Nothing comes in but what is paid."""


def view(**values: Any) -> Any:
    return calculators.calculate(
        "lender_view", {name: str(typed) for name, typed in values.items()}
    )


def refused(**values: Any) -> set[str]:
    with pytest.raises(calculators.Invalid) as invalid:
        view(**values)
    return set(invalid.value.errors)


balances = st.decimals("1000", "200000", places=2)
payments = st.decimals("50", "5000", places=2)
terms = st.integers(1, 120)
stops = st.decimals("0", "20", places=2)
annual = st.decimals("0", "24", places=2)
shares = st.decimals("0", "100", places=1)


def by_cases(
    owed: Decimal, payment: Decimal, months: int, stop: Decimal, rate: Decimal, share: Decimal
) -> Fraction:
    """Every way it can end, one after the other, as fractions: stop in month 1, 2, … or never."""
    h, v, s = Fraction(stop) / 100, 1 / (1 + Fraction(rate) / 1200), Fraction(share) / 100
    paid, kept, expected = Fraction(0), Fraction(1), Fraction(0)
    for k in range(1, months + 1):
        left = max(Fraction(owed) - (k - 1) * Fraction(payment), Fraction(0))
        expected += kept * h * (paid + s * left * v**k)
        kept *= 1 - h
        paid += Fraction(payment) * v**k
    return expected + kept * paid


@given(balances, payments, st.integers(1, 40), stops, annual, shares)
def test_the_plan_is_worth_the_sum_over_all_ways_it_can_end(
    balance: Decimal, payment: Decimal, months: int, stop: Decimal, rate: Decimal, share: Decimal
) -> None:
    found = view(
        balance=balance, payment=payment, months=months, monthly_dropout=stop, discount_rate=rate,
        recovery=share,
    )  # fmt: skip

    expected = by_cases(balance, payment, months, stop, rate, share)
    assert abs(Fraction(found.plan_value) - expected) <= Fraction(5, 1000) + Fraction(1, 10**12)


@given(balances, payments, terms, stops, annual)
def test_without_recovery_it_is_an_annuity_at_the_higher_rate(
    balance: Decimal, payment: Decimal, months: int, stop: Decimal, rate: Decimal
) -> None:
    found = view(
        balance=balance, payment=payment, months=months, monthly_dropout=stop, discount_rate=rate,
        **SURE,
    )  # fmt: skip

    both = (1 + float(rate) / 1200) / (1 - float(stop) / 100) - 1
    independent = -numpy_financial.pv(both, months, float(payment))
    assert abs(float(found.plan_value) - independent) < 0.0051 + 1e-9 * independent
    assert found.plan_value == found.equal_lump


@given(balances, payments, terms, stops, annual, st.decimals("0", "1", places=2))
def test_no_plan_that_stops_more_often_is_worth_more(
    balance: Decimal, payment: Decimal, months: int, stop: Decimal, rate: Decimal, part: Decimal
) -> None:
    # A stop never brings in more than the payment it ends.
    recovery = min(100 * part * payment / balance, Decimal(100)).quantize(FEN, "ROUND_DOWN")
    given_ = {
        "balance": balance, "payment": payment, "months": months, "discount_rate": rate,
        "recovery": recovery,
    }  # fmt: skip

    values = [
        view(**given_, monthly_dropout=more).plan_value for more in (stop, stop + 1, stop + 5)
    ]

    assert values == sorted(values, reverse=True)


@given(balances, payments, terms, stops, annual, shares)
def test_a_higher_payment_and_more_months_are_never_worth_less(
    balance: Decimal, payment: Decimal, months: int, stop: Decimal, rate: Decimal, share: Decimal
) -> None:
    given_ = {"balance": balance, "monthly_dropout": stop, "discount_rate": rate, "recovery": share}

    value = view(**given_, payment=payment, months=months).plan_value

    assert view(**given_, payment=payment + 1, months=months).plan_value >= value
    assert view(**given_, payment=payment, months=months + 1).plan_value >= value


@settings(max_examples=25)
@given(balances, payments, terms, stops, annual, shares)
def test_every_point_of_the_lines_is_the_smallest_payment_worth_as_much(
    balance: Decimal, payment: Decimal, months: int, stop: Decimal, rate: Decimal, share: Decimal
) -> None:
    given_ = {"balance": balance, "monthly_dropout": stop, "discount_rate": rate, "recovery": share,
              "sale_price": 10}  # fmt: skip
    found = view(**given_, payment=payment, months=months)
    other = max(found.sale_value, found.nothing_value)

    for line in found.rows:
        for least, worth in ((line.payment, found.plan_value), (line.enough, other)):
            assert least is not None
            if least >= FEN:
                at = view(**given_, payment=least, months=line.months).plan_value
                assert at >= worth - FEN
            if least > FEN:
                below = view(**given_, payment=least - FEN, months=line.months).plan_value
                assert below <= worth + FEN
    (own,) = [line for line in found.rows if line.months == months]
    assert own.payment is not None
    assert own.payment <= payment


@given(balances, payments, st.integers(2, 120), stops, annual, st.decimals("50", "150", places=0))
def test_the_other_payment_takes_the_fewest_months_worth_as_much(
    balance: Decimal, payment: Decimal, months: int, stop: Decimal, rate: Decimal, percent: Decimal
) -> None:
    given_ = {"balance": balance, "monthly_dropout": stop, "discount_rate": rate, "recovery": 10}
    other = (payment * percent / 100).quantize(FEN)

    found = view(**given_, payment=payment, months=months, other_payment=other)

    if found.equal_months is None:
        most = view(**given_, payment=other, months=600).plan_value
        assert most <= found.plan_value
        return
    assert view(**given_, payment=other, months=found.equal_months).plan_value >= found.plan_value
    if found.equal_months > 1:
        fewer = view(**given_, payment=other, months=found.equal_months - 1).plan_value
        assert fewer <= found.plan_value


@given(balances, payments, terms, annual, st.decimals("1", "60", places=1))
def test_at_the_break_even_the_plan_and_the_best_other_way_are_equal(
    balance: Decimal, payment: Decimal, months: int, rate: Decimal, price: Decimal
) -> None:
    given_ = {"balance": balance, "payment": payment, "months": months, "discount_rate": rate,
              "sale_price": price, "recovery": 0}  # fmt: skip
    found = view(**given_, monthly_dropout=1)
    at = found.break_even_dropout

    if at is None:
        assert view(**given_, monthly_dropout=0).plan_value <= max(
            found.sale_value, found.nothing_value
        )
        return
    assume(at < 1)
    equal = view(**given_, monthly_dropout=f"{at * 100:f}").plan_value
    best = max(found.sale_value, found.nothing_value)
    assert abs(equal - best) <= Decimal("0.02") + best * months * Decimal("1e-8")


@given(st.decimals("1", "100", places=2), terms)
def test_the_chance_to_the_end_and_the_monthly_share_say_the_same(
    completion: Decimal, months: int
) -> None:
    found = view(balance=10000, payment=100, months=months, completion=completion)

    if found.dropout < hazard.MOST_DROPOUT:
        assert abs(found.completion - completion / 100) < Decimal("1e-30")


@given(balances, payments, terms, stops, shares, shares, st.integers(0, 60), annual)
def test_the_ways_are_ranked_from_the_most_to_the_least(
    balance: Decimal, payment: Decimal, months: int, stop: Decimal, price: Decimal, chance: Decimal,
    later: int, rate: Decimal,
) -> None:  # fmt: skip
    found = view(
        balance=balance, payment=payment, months=months, monthly_dropout=stop, sale_price=price,
        court_probability=chance, court_months=later, discount_rate=rate,
    )  # fmt: skip

    values = [found.value_of(way) for way in found.ranking]
    assert values == sorted(values, reverse=True)
    assert set(found.ranking) == {"plan", "sale", "court", "nothing"}
    assert found.best == found.ranking[0]
    assert found.enough_lump >= max(v for w, v in zip(found.ranking, values, strict=True) if w != "plan")  # fmt: skip
    v = 1 / (1 + Fraction(rate) / 1200) ** later
    court = Fraction(chance) / 100 * Fraction(balance) * v - Fraction(found.court_cost)
    assert abs(Fraction(found.court_value) - court) <= Fraction(5, 1000) + Fraction(1, 10**12)


# --- figures, boundaries, and answers that are not a number ------------------------------------

PLAN = {"balance": "46000", "payment": "750.76", "months": "62"}


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (None, "npl_price"),
        (0, "npl_price_under_one_year"),
        (364, "npl_price_under_one_year"),
        (365, "npl_price_under_one_year"),
        (366, "npl_price"),
        (1825, "npl_price"),
        (1826, "npl_price_over_five_years"),
        (1827, "npl_price_over_five_years"),
    ],
)
def test_the_public_price_follows_the_age_of_the_debt(days: int | None, name: str) -> None:
    found = view(**PLAN, **({} if days is None else {"days_overdue": days}))

    assert found.sale_price == figure(name).value
    assert name in [used.name for used in found.figures]


def test_what_is_typed_replaces_the_public_figures() -> None:
    found = view(
        **PLAN, sale_price=30, nothing_recovery=20, discount_rate=4, court_probability=50,
        court_cost=1000,
    )  # fmt: skip

    assert found.figures == ()
    assert (found.sale_price, found.nothing_recovery) == (Decimal("0.30"), Decimal("0.20"))
    assert found.sale_value == Decimal("13800.00")


def test_every_default_is_named_with_its_source_in_the_answer() -> None:
    html = calculators.respond("lender_view", PLAN)

    for name in ("lpr_1y", "npl_price", "npl_principal_recovery"):
        assert figure(name).title_zh in html
    assert "court_fee" not in [used.name for used in view(**PLAN).figures]


@pytest.mark.parametrize(
    ("balance", "cost"),
    [("10000", "25.00"), ("10000.40", "25.01"), ("100000", "1150.00"), ("46000", "475.00")],
)
def test_the_court_costs_half_the_fee_of_the_scale(balance: str, cost: str) -> None:
    found = view(balance=balance, payment=100, months=12, court_probability=50)

    assert found.court_cost == Decimal(cost)


def test_a_way_without_a_chance_is_not_compared() -> None:
    found = view(**PLAN)

    assert found.court_value is None
    assert "court" not in found.ranking
    assert "打官司 =" not in calculators.respond("lender_view", PLAN)


def test_a_plan_behind_even_if_none_stops_has_no_break_even() -> None:
    values = {"balance": "46000", "payment": "10", "months": "12", "sale_price": "50"}

    found = view(**values)

    assert found.break_even_dropout is None
    assert found.best == "sale"
    assert "一个不断也不如" in calculators.respond("lender_view", values)


def test_a_first_payment_alone_can_beat_the_other_ways() -> None:
    found = view(**PLAN, down=20000)

    assert found.break_even_dropout == 1
    assert found.enough_months == 1


def test_no_number_of_months_may_be_enough() -> None:
    values = PLAN | {"other_payment": "1", "monthly_dropout": "3"}

    assert view(**values).equal_months is None
    assert "再多期也不够" in calculators.respond("lender_view", values)


def test_without_a_number_of_the_reader_the_usual_share_is_used() -> None:
    assert view(**PLAN).dropout == Decimal("0.015")
    assert "没有公开数字，只能估" in calculators.respond("lender_view", PLAN)


def test_the_answer_says_it_promises_nothing_and_warns_against_using_the_price() -> None:
    html = calculators.respond("lender_view", calculators.example("lender_view"))

    assert "不是承诺" in html
    assert "不等于你只欠那么多" in html


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"monthly_dropout": "1", "completion": "50"}, "completion"),
        ({"down": "46000"}, "down"),
        ({"principal": "46000.01"}, "principal"),
        ({"court_cost": "100"}, "court_probability"),
        ({"monthly_dropout": "99.01"}, "monthly_dropout"),
        ({"completion": "0.99"}, "completion"),
        ({"months": "0"}, "months"),
        ({"months": "601"}, "months"),
        ({"payment": "0"}, "payment"),
        ({"sale_price": "101"}, "sale_price"),
        ({"balance": "1000000000.01"}, "balance"),
        ({"sale_base": "<b>"}, "sale_base"),
    ],
)
def test_contradictions_are_refused_at_their_field(values: dict[str, str], field: str) -> None:
    assert refused(**(PLAN | values)) == {field}


def test_extremes_are_answered_not_hung() -> None:
    huge = {
        "balance": "1000000000", "payment": "1000000000", "months": "600", "monthly_dropout": "99",
        "discount_rate": "1000", "court_probability": "100", "court_months": "600",
        "nothing_months": "600", "sale_months": "600", "recovery_months": "600",
        "other_payment": "0.01",
    }  # fmt: skip
    tiny = {
        "balance": "0.01", "payment": "1000000000", "months": "600", "completion": "100",
        "discount_rate": "0." + "0" * 40 + "1", "other_payment": "0.01",
    }  # fmt: skip
    for values in (huge, tiny, huge | {"monthly_dropout": "0", "discount_rate": "0"}):
        assert "data-headline" in calculators.respond("lender_view", values)


def test_hostile_text_is_never_markup() -> None:
    html = calculators.respond("lender_view", PLAN | {"sale_base": "<script>alert(1)</script>"})

    assert "<script" not in html


def test_equal_annual_rates_and_stops_make_one_net_rate() -> None:
    with localcontext(prec=50):
        i = hazard.net_rate(Decimal("0.01"), Decimal("0.02"))

    assert abs((1 + i) * Decimal("0.98") - Decimal("1.01")) < Decimal("1e-45")
