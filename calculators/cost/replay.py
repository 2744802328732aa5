"""按不同利率逐笔重算 · What would be owed at other rates, payment by payment?

The history is gone through in the order of days. Between two days interest is
principal × annual rate × days ÷ 360 (or 365); a payment goes to interest first, then to principal, or
the other way round. Interest that was not paid bears none. The same history is worked out at every
rate given, so that the difference can be shown line by line.

Rounding: interest of every line to the fen, half up; a rate is never rounded.
Source: Civil Code art. 561 for the order of payment; `about/method`.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calculators.law import Figure, Rule, rule
from calculators.maths import money as m
from calculators.maths.days import YEAR
from calculators.maths.ledger import Entry, Event, ledger
from calculators.page.answer import Answer, Chart, Fact, Next, Table
from calculators.page.conventions import DAY_COUNTS, DAY_COUNTS_SAID, END_DAYS
from calculators.page.fields import (
    MOST_ANNUAL_RATE,
    Invalid,
    Question,
    Unreadable,
    choice,
    day,
    money,
    rows,
    tidy,
    to_number,
)
from calculators.page.words import Percent, Text, Yuan, _

TITLE = _("换一个利率逐笔重算，还欠多少？")
MOST_RATES = 10


@dataclass(frozen=True)
class Line:
    date: datetime.date = day(_("日期"), required=True)
    drawn: Decimal = money(_("借到"), default=m.ZERO)
    paid: Decimal = money(_("还了"), default=m.ZERO)


def _read_rates(typed: str) -> tuple[Decimal, ...]:
    """Yearly rates in per cent between blanks, commas or lines: 24, 15.4%, 9."""
    rates = []
    for piece in re.split(r"[\s,;、/]+", tidy(typed.replace("、", ","))):
        if not piece:
            continue
        number = to_number(piece.rstrip("%"))
        if number is None:
            raise Unreadable(
                _("看不懂“{typed}”。请填年利率，用逗号隔开，例如 24, 15.4。", typed=piece[:24])
            )
        if not 0 <= number.scaleb(-2) <= MOST_ANNUAL_RATE:
            raise Unreadable(_("年利率要在 0 到 {most} 之间。", most=Percent(MOST_ANNUAL_RATE)))
        if number.scaleb(-2) not in rates:
            rates.append(number.scaleb(-2))
    if len(rates) > MOST_RATES:
        raise Unreadable(_("最多比较 {most} 个利率。", most=MOST_RATES))
    if not rates:
        raise Unreadable(_("请至少填一个年利率，例如 24。"))
    return tuple(rates)


def _rates_question() -> Any:
    return dataclasses.field(
        metadata={
            "question": Question(
                kind="amounts",
                label=_("按哪些年利率算"),
                unit=_("%／年"),
                read=_read_rates,
                show=lambda rates: " · ".join(Percent(rate).say("en") for rate in rates),
                required=True,
                example="9, 24",
                hint=_("用逗号隔开，第一个是比较的基准。例如合同利率和你想比的一条线。"),
            )
        }
    )


@dataclass(frozen=True)
class Form:
    history: tuple[Line, ...] = rows(
        _("借款和还款记录"),
        Line,
        required=True,
        hint=_("一天一行，照银行流水填。当天另交的费用要算进来，就填在“还了”里。"),
        example=[
            {"date": "2026-06-15", "drawn": "21400", "paid": "428"},
            {"date": "2026-07-15", "paid": "1052.17"},
            {"date": "2026-08-15", "paid": "1052.17"},
            {"date": "2026-09-15", "paid": "1052.17"},
            {"date": "2026-10-15", "paid": "1052.17"},
            {"date": "2026-11-15", "paid": "1052.17"},
        ],
    )
    annual_rates: tuple[Decimal, ...] = _rates_question()
    as_of: datetime.date | None = day(
        _("算到哪一天"), example="2026-11-21", hint=_("不填就算到最后一笔。")
    )
    claimed: Decimal | None = money(
        _("对方说还欠多少"), hint=_("填了会写出和每个结果的差。"), example="16941.65"
    )
    day_count: str = choice(_("一年按多少天"), DAY_COUNTS, more=True)
    end_day: str = choice(_("最后一天算不算"), END_DAYS, more=True)
    order: str = choice(
        _("还的钱先抵什么"),
        {"interest_first": _("先抵利息，再抵本金"), "principal_first": _("先抵本金，再抵利息")},
        more=True,
    )


EXAMPLES = {
    "self_employed": {
        "history": [
            {"date": "2026-01-10", "drawn": "18000"},
            *({"date": f"2026-{month:02}-10", "paid": "1900"} for month in range(2, 11)),
        ],
        "annual_rates": "12, 24",
        "as_of": "2026-11-21",
        "day_count": "365",
    },
    "couple": {
        "history": [
            {"date": "2026-08-20", "drawn": "9800"},
            {"date": "2026-09-20", "paid": "500"},
            {"date": "2026-10-20", "paid": "500"},
            {"date": "2026-11-20", "paid": "500"},
        ],
        "annual_rates": "18, 12",
        "as_of": "2026-11-21",
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """The history at one rate; `balance` = principal + unpaid interest, or 0.00 with `overpaid`.

    `difference` is what is owed (less what is overpaid) at this rate beyond the first rate;
    `claimed_difference` is the lender's figure less what is owed here. `audit` has every line.
    """

    number: int
    annual_rate: Decimal
    total_interest: Decimal
    principal: Decimal
    unpaid_interest: Decimal
    balance: Decimal
    overpaid: Decimal
    difference: Decimal
    claimed_difference: Decimal | None
    audit: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Money in yuan; one row for each rate. `balance`, `overpaid`, `total_interest`: first rate."""

    rows: tuple[Row, ...]
    as_of: datetime.date
    total_drawn: Decimal
    total_paid: Decimal
    total_interest: Decimal
    balance: Decimal
    overpaid: Decimal


def calculate(form: Form) -> Result:
    """Go through the history once for each rate. Raises `Invalid` for days out of order."""
    as_of = _check(form)
    # on one day what was drawn counts before what was paid
    lines = sorted(form.history, key=lambda line: (line.date, not line.drawn))
    events = [Event(line.date, line.drawn, line.paid) for line in lines]
    found: list[Row] = []
    for number, annual_rate in enumerate(form.annual_rates, 1):
        audit = ledger(
            events,
            annual_rate,
            as_of,
            day_count=form.day_count,
            inclusive=form.end_day == "inclusive",
            principal_first=form.order == "principal_first",
        )
        last = audit[-1]
        balance = last.principal + last.unpaid_interest
        owed = balance - last.credit
        first = found[0].balance - found[0].overpaid if found else owed
        found.append(
            Row(
                number=number,
                annual_rate=annual_rate,
                total_interest=sum((entry.interest for entry in audit), m.ZERO),
                principal=last.principal,
                unpaid_interest=last.unpaid_interest,
                balance=balance,
                overpaid=last.credit,
                difference=owed - first,
                claimed_difference=None if form.claimed is None else form.claimed - owed,
                audit=tuple(audit),
            )
        )
    return Result(
        rows=tuple(found),
        as_of=as_of,
        total_drawn=sum((event.drawn for event in events), m.ZERO),
        total_paid=sum((event.paid for event in events), m.ZERO),
        total_interest=found[0].total_interest,
        balance=found[0].balance,
        overpaid=found[0].overpaid,
    )


def _check(form: Form) -> datetime.date:
    """The day of reckoning, once the history makes sense."""
    errors = {
        f"history.{index}.paid": _("这一行要填借到或还了多少。")
        for index, line in enumerate(form.history)
        if not line.drawn and not line.paid
    }
    if errors:
        raise Invalid(**errors)
    begins = min((line.date for line in form.history if line.drawn), default=None)
    if begins is None:
        raise Invalid(history=_("至少要有一行是借到的钱。"))
    for index, line in enumerate(form.history):
        if line.date < begins:
            raise Invalid(**{f"history.{index}.date": _("这笔还款比第一笔借款还早，请核对日期。")})
    last = max(line.date for line in form.history)
    if form.as_of is not None and form.as_of < last:
        raise Invalid(as_of=_("不能早于最后一笔记录（{day}）。", day=last))
    return form.as_of or last


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """What is owed at the first rate and at the others; then every line of the history."""
    return Answer(
        headline=_headline(result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=_charts(result),
        tables=[_summary(form, result), *(_audit(row) for row in result.rows)],
        working=_working(form, result),
        assumptions=_assumptions(form),
        sources=_sources(form),
        next=(
            Next("rate_cap", _("该和哪条利率线比？先看放款方是谁。")),
            Next("reconcile", _("某一段利息对不上？看看是哪种算法。")),
            Next("settlement", _("剩下的一次结清还是分期？")),
        ),
    )


def _owed(row: Row) -> Text:
    if row.overpaid:
        return _("多还 {amount}", amount=Yuan(row.overpaid))
    return _("还欠 {amount}", amount=Yuan(row.balance, wan=True))


def _headline(result: Result) -> Text:
    first, *others = result.rows
    if not others:
        return _(
            "按年利率 {rate}，到{day}{owed}。",
            rate=Percent(first.annual_rate),
            day=result.as_of,
            owed=_owed(first),
        )
    other = others[-1]
    return _(
        "到{day}，按 {rate} {owed}；按 {other_rate} {other}。",
        day=result.as_of,
        rate=Percent(first.annual_rate),
        owed=_owed(first),
        other_rate=Percent(other.annual_rate),
        other=_owed(other),
    )


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(_("一共借到"), Yuan(result.total_drawn, wan=True)),
        Fact(_("一共还了"), Yuan(result.total_paid, wan=True)),
    ]
    for row in result.rows:
        facts.append(
            Fact(
                _("按 {rate}", rate=Percent(row.annual_rate)),
                _owed(row),
                _("全部利息 {interest}。", interest=Yuan(row.total_interest)),
            )
        )
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    first, *others = result.rows
    notes = []
    for row in others:
        if row.difference:
            notes.append(
                _(
                    "按 {rate} 比按 {base} 多 {gap}。",
                    gap=Yuan(row.difference),
                    **_rates(row, first),
                )
                if row.difference > 0
                else _(
                    "按 {rate} 比按 {base} 少 {gap}。",
                    gap=Yuan(-row.difference),
                    **_rates(row, first),
                )
            )
    for row in result.rows:
        if row.claimed_difference is None:
            continue
        given = {"rate": Percent(row.annual_rate), "gap": Yuan(abs(row.claimed_difference))}
        if row.claimed_difference > 0:
            notes.append(_("对方的数字比按 {rate} 重算的多 {gap}。请对方给出逐笔明细。", **given))
        elif row.claimed_difference < 0:
            notes.append(_("对方的数字比按 {rate} 重算的少 {gap}。", **given))
        else:
            notes.append(_("对方的数字和按 {rate} 重算的一分不差。", **given))
    if any(row.overpaid for row in result.rows):
        notes.append(
            _(
                "算出“多还”，只说明按这个利率是这样。能不能这样算，要看放款方是谁、适用哪条规定，"
                "有争议由法院认定。不要因此自己停止还款。"
            )
        )
    return notes


def _rates(row: Row, base: Row) -> dict[str, Percent]:
    return {"rate": Percent(row.annual_rate), "base": Percent(base.annual_rate)}


def _charts(result: Result) -> tuple[Chart, ...]:
    points = [
        (Percent(row.annual_rate), (row.principal, row.unpaid_interest)) for row in result.rows
    ]
    return (Chart(_("不同利率下还欠多少"), (_("本金"), _("没还的利息")), points, shape="bar"),)


def _summary(form: Form, result: Result) -> Table:
    columns = [
        _("年利率"),
        _("全部利息（元）"),
        _("还欠（元）"),
        _("多还（元）"),
        _("比第一个利率（元）"),
    ]
    if form.claimed is not None:
        columns.append(_("对方多出（元）"))
    lines = []
    for row in result.rows:
        line = [
            Percent(row.annual_rate),
            row.total_interest,
            row.balance,
            row.overpaid,
            row.difference,
        ]
        lines.append(line + ([row.claimed_difference] if form.claimed is not None else []))
    return Table(_("几个利率放在一起"), columns, lines)


def _audit(row: Row) -> Table:
    return Table(
        _("按 {rate} 逐笔", rate=Percent(row.annual_rate)),
        (
            _("日期"),
            _("天数"),
            _("借到（元）"),
            _("这段利息（元）"),
            _("还了（元）"),
            _("抵利息（元）"),
            _("抵本金（元）"),
            _("剩余本金（元）"),
            _("没还的利息（元）"),
            _("多还（元）"),
        ),
        [
            (
                entry.date,
                entry.days,
                entry.drawn,
                entry.interest,
                entry.paid,
                entry.paid_interest,
                entry.paid_principal,
                entry.principal,
                entry.unpaid_interest,
                entry.credit,
            )
            for entry in row.audit
        ],
        download="replay",
    )


def _working(form: Form, result: Result) -> list[Text]:
    lines = [_("每段利息 = 剩余本金 × 年利率 × 天数 ÷ {year}", year=YEAR[form.day_count])]
    row = result.rows[0]
    before, entry = next(
        (
            (before, entry)
            for before, entry in zip(row.audit, row.audit[1:], strict=False)
            if entry.days
        ),
        (None, None),
    )
    if before and entry:
        lines.append(
            _(
                "{start}到{end}：{principal} × {rate} × {n} ÷ {year} = {interest}",
                start=before.date,
                end=entry.date,
                principal=Yuan(before.principal),
                rate=Percent(row.annual_rate),
                n=entry.days,
                year=YEAR[form.day_count],
                interest=Yuan(entry.interest),
            )
        )
    lines.append(
        _(
            "核对：借到 {drawn} + 利息 {interest} − 还了 {paid} = {owed}",
            drawn=Yuan(result.total_drawn),
            interest=Yuan(row.total_interest),
            paid=Yuan(result.total_paid),
            owed=Yuan(row.balance - row.overpaid),
        )
    )
    return lines


def _assumptions(form: Form) -> list[Text]:
    return [
        DAY_COUNTS_SAID[form.day_count],
        _("借款当天开始计息，算到的那天不计。")
        if form.end_day == "exclusive"
        else _("借款当天开始计息，算到的那天也计一天。"),
        _("还的钱先抵利息，再抵本金；合同可以另定顺序。")
        if form.order == "interest_first"
        else _("还的钱先抵本金，再抵利息；要合同或协商这样约定。"),
        _("没还的利息不再生利息，也没有罚息和违约金。"),
        _("多还的钱留着抵后面的借款，不计利息。"),
        _("同一天又借又还的，先算借到的。"),
    ]


def _sources(form: Form) -> list[Figure | Rule]:
    return [rule("cc-art-560-561")] if form.order == "interest_first" else []
