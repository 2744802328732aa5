"""Laws of the list of debts: totals foot, and the order is the one described."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.law import figure

KINDS = [
    "card", "bank_loan", "consumer_finance", "small_loan", "platform", "private", "mortgage",
    "car_loan", "other",
]  # fmt: skip
COURT = ["none", "payment_order", "lawsuit", "enforcement"]
money = st.decimals("0", "100000", places=2).map(str)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "lender": st.sampled_from(["a", "b", ""]),
            "kind": st.sampled_from(KINDS),
            "principal": money,
            "interest": money,
            "charges": money,
            "annual_rate": st.one_of(st.just(""), st.decimals("0", "36", places=2).map(str)),
            "monthly_payment": money,
            "days_overdue": st.integers(0, 4000).map(str),
            "secured": st.sampled_from(["no", "yes"]),
            "court": st.sampled_from(COURT),
        }
    ),
    min_size=1,
    max_size=10,
)


def debts(rows: list[dict[str, str]]) -> Any:
    return calculators.calculate("debts", {"debts": rows})


def debt(**cells: str) -> dict[str, str]:
    return {"lender": "x", "kind": "bank_loan", "principal": "1000"} | cells


@given(rows)
def test_totals_are_the_sums_of_the_rows_to_the_fen(typed: list[dict[str, str]]) -> None:
    result = debts(typed)

    for name in ("principal", "interest", "charges", "monthly_payment"):
        assert getattr(result, name) == sum(Decimal(row[name]) for row in typed)
    assert result.total == result.principal + result.interest + result.charges
    assert result.total == sum(row.total for row in result.rows)
    assert result.overdue == sum(row.total for row in result.rows if row.days_overdue)


@given(rows)
def test_the_interest_of_a_month_is_that_of_each_principal_rounded(
    typed: list[dict[str, str]],
) -> None:
    result = debts(typed)

    expected = [
        (Decimal(row["principal"]) * Decimal(row["annual_rate"]) / 1200).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )
        for row in typed
        if row["annual_rate"]
    ]
    assert result.monthly_interest == sum(expected)
    if result.average_rate is not None:
        rates = [Decimal(row["annual_rate"]) / 100 for row in typed if row["annual_rate"]]
        assert min(rates) <= result.average_rate <= max(rates)


@given(rows)
def test_every_debt_has_one_place_and_tiers_do_not_mix(typed: list[dict[str, str]]) -> None:
    result = debts(typed)

    assert sorted(result.order) == list(range(len(typed)))
    assert [row.number for row in result.rows] == list(range(1, len(typed) + 1))
    tiers = ["court", "secured", "grace", "overdue", "current", "old"]
    places = [tiers.index(row.tier) for row in result.rows]
    assert places == sorted(places)


@given(rows, st.randoms())
def test_the_order_does_not_depend_on_the_order_of_typing(
    typed: list[dict[str, str]], random: Any
) -> None:
    mixed = list(typed)
    random.shuffle(mixed)

    def seen(result: Any) -> list[Any]:
        return [(row.tier, row.annual_rate, row.total) for row in result.rows]

    assert seen(debts(typed)) == seen(debts(mixed))


def test_court_papers_then_security_then_the_dearest_overdue_debt_come_first() -> None:
    result = debts(
        [
            debt(annual_rate="36"),
            debt(annual_rate="10", days_overdue="40"),
            debt(annual_rate="20", days_overdue="40"),
            debt(kind="mortgage", annual_rate="3"),
            debt(secured="yes", annual_rate="4"),
            debt(court="payment_order"),
            debt(days_overdue="40"),
            debt(days_overdue="2000", annual_rate="30"),
        ]
    )

    assert result.order == (5, 4, 3, 2, 1, 6, 0, 7)


@pytest.mark.parametrize(
    ("days", "tier"), [("0", "current"), ("1", "grace"), ("3", "grace"), ("4", "overdue")]
)
def test_a_card_within_its_grace_period_is_marked(days: str, tier: str) -> None:
    assert debts([debt(kind="card", days_overdue=days)]).rows[0].tier == tier
    assert debts([debt(kind="platform", days_overdue="1")]).rows[0].tier == "overdue"


def test_a_debt_becomes_old_after_the_limitation_period_of_the_figure() -> None:
    days = int(figure("limitation_years").value) * 365

    tiers = [debts([debt(days_overdue=str(days + k))]).rows[0].tier for k in (-1, 0, 1)]

    assert tiers == ["overdue", "old", "old"]
    html = calculators.respond("debts", {"debts": [debt(days_overdue=str(days))]})
    assert "12348" in html
    assert "不要自己断定" in html


@pytest.mark.parametrize(
    ("days", "says"),
    [("90", "现在还的先冲利息费用"), ("91", "第 91 天起还的先冲本金"), ("92", "第 91 天起")],
)
def test_from_day_91_a_card_payment_goes_to_principal_first(days: str, says: str) -> None:
    assert says in calculators.respond("debts", {"debts": [debt(kind="card", days_overdue=days)]})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("days", ["0", "2", "24", "140"])
def test_every_kind_has_a_next_step_before_and_after_the_due_date(kind: str, days: str) -> None:
    assert "data-headline" in calculators.respond(
        "debts", {"debts": [debt(kind=kind, days_overdue=days)]}
    )


@pytest.mark.parametrize(
    ("paper", "says"),
    [("payment_order", "提书面异议"), ("lawsuit", "答辩状"), ("enforcement", "如实报告财产")],
)
def test_court_papers_name_what_to_do_and_that_talks_stop_nothing(paper: str, says: str) -> None:
    html = calculators.respond("debts", {"debts": [debt(court=paper)]})

    assert says in html
    assert "不会让法院的日子停下来" in html


def test_long_overdue_readers_are_given_the_help_line() -> None:
    html = calculators.respond("debts", {"debts": [debt(days_overdue="140")]})

    assert "12356" in html
    assert "12356" not in calculators.respond("debts", {"debts": [debt(days_overdue="24")]})


def test_the_debts_are_handed_on_to_the_next_calculators() -> None:
    html = calculators.respond("debts", {"debts": [debt(interest="5.50", annual_rate="14.4")]})

    assert "calculators/split/#debts.0.lender=x&amp;debts.0.balance=1005.50" in html
    assert "debts.0.annual_rate=14.4" in html


def test_an_unknown_rate_is_said_and_stands_last_of_its_tier() -> None:
    result = debts([debt(days_overdue="5"), debt(days_overdue="5", annual_rate="0")])

    assert result.order == (1, 0)
    assert result.average_rate == 0
    assert debts([debt()]).average_rate is None


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        ({"principal": ""}, {"debts.0.principal"}),
        ({"kind": "pawnshop"}, {"debts.0.kind"}),
        ({"days_overdue": "-1"}, {"debts.0.days_overdue"}),
        ({"days_overdue": "1.5"}, {"debts.0.days_overdue"}),
        ({"annual_rate": "万分之五"}, {"debts.0.annual_rate"}),
        ({"interest": "x", "charges": "-1"}, {"debts.0.interest", "debts.0.charges"}),
        ({"court": "rumour"}, {"debts.0.court"}),
    ],
)
def test_bad_cells_are_refused_by_name(cells: dict[str, str], fields: set[str]) -> None:
    with pytest.raises(calculators.Invalid) as invalid:
        debts([debt(**cells)])

    assert set(invalid.value.errors) == fields


def test_no_debt_and_too_many_are_refused_by_the_group() -> None:
    for typed in ([], [debt()] * 101):
        with pytest.raises(calculators.Invalid) as invalid:
            debts(typed)
        assert set(invalid.value.errors) == {"debts"}
