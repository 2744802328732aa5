"""这份协议和说好的一样吗 · Does this agreement say what was said?

The schedule of the text (rows as pasted, or so many months at so much) is added up and held against
its own totals, the calendar, and what was promised. What hides in it as interest is the rate i with
balance − waiver = Σ everything paid ÷ (1 + i)^k, one month to a step; negative when less is paid.

Rounding: sums are exact; the schedule at a promised rate is level, to the fen, the last row takes
the rest. A total may be off by a fen for each row before it is called different. Source: Civil Code
arts. 543-544 and 575; credit-card measures art. 70 for the contents of a card plan; `about/method`.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from calculators.agreement._clauses import CARD_CONTENTS, CLAUSES, RED, STATES
from calculators.law import Figure, Rule, figure, rule
from calculators.maths import annuity, check_schedule, dues, schedule
from calculators.maths import money as m
from calculators.maths.check_schedule import Finding, slack
from calculators.maths.dates import months_after
from calculators.maths.dues import Due
from calculators.maths.rates import Triple
from calculators.page import typed
from calculators.page.answer import Answer, Cell, Fact, Next, Paper, Table
from calculators.page.choices import DEBT_KINDS as KINDS
from calculators.page.fields import MOST_ROWS, Invalid, choice, count, day, money, rate, rows
from calculators.page.free_text import last4
from calculators.page.names import name
from calculators.page.rates import rate_facts
from calculators.page.short_day import Day, following, lacks_year, short_day
from calculators.page.words import Instalments, Percent, Text, Yuan, _

TITLE = _("这份协议和说好的一样吗？")

TEXT = _("协议上写的：粘贴还款计划，或者填期数和每期")
PROMISED = _("谈的时候说好的，记得几项填几项")
INTEREST_FREE = {
    "unknown": _("没说，或不确定"),
    "yes": _("说好不再计息"),
    "no": _("说好要计息"),
}
FEE_TIMING = {
    "inside": _("已经含在每期里"),
    "first": _("和第一期一起，另付"),
    "upfront": _("签的时候，另付"),
}


def _clause(slug: str, example: str = "unknown") -> str:
    group, label, _question = CLAUSES[slug]
    asked: str = choice(label, STATES, group=group, example=example)
    return asked


@dataclass(frozen=True)
class Line:
    """One line of the schedule in the text."""

    number: int | None = count(_("第几期"), low=1, unit=_("期"))
    date: Day | None = short_day(_("还款日"))
    payment: Decimal = money(_("还多少"), low=Decimal("0.01"), required=True)


@dataclass(frozen=True)
class Form:
    lender: str = name(_("贷款方"), example=_("银行消费贷"), hint=_("写得出是哪一家就行。"))
    kind: str = choice(_("哪一种欠款"), KINDS, default="loan")
    balance: Decimal | None = money(
        _("协议确认一共欠"),
        low=Decimal("0.01"),
        example="46000",
        hint=_("减免以前的数。填了，才能算方案里藏了多少利息。"),
    )
    rows: tuple[Line, ...] = rows(
        _("还款计划"),
        Line,
        group=TEXT,
        hint=_(
            "按“再加一行”，把 App 页面、聊天记录或表格整段粘贴到任何一格，会自动分行。"
            "最多 100 行；更长又每期一样的，填下面几格。"
        ),
    )
    months: int | None = count(
        _("分几期"), low=1, unit=_("期"), years=True, group=TEXT, example="62", yields_to=("rows",)
    )
    payment: Decimal | None = money(
        _("每期还多少"), low=Decimal("0.01"), group=TEXT, example="750.76", yields_to=("rows",)
    )
    last_payment: Decimal | None = money(
        _("最后一期还多少"), low=Decimal("0.01"), group=TEXT, hint=_("和别的一样就不填。")
    )
    first_payment_date: Day | None = short_day(
        _("第一期还款日"), group=TEXT, example="2026-12-08", yields_to=("rows",)
    )
    total_payment: Decimal | None = money(
        _("协议上写的总额"),
        low=Decimal("0.01"),
        group=TEXT,
        example="46547.12",
        yields_to=("rows",),
    )
    promised_payment: Decimal | None = money(
        _("说好每期还多少"), low=Decimal("0.01"), group=PROMISED, example="750.76"
    )
    promised_months: int | None = count(
        _("说好分几期"), low=1, unit=_("期"), years=True, group=PROMISED, example="62"
    )
    promised_first_date: Day | None = short_day(
        _("说好第一期哪天还"), group=PROMISED, example="2026-12-15"
    )
    waive_total: Decimal = money(_("说好减免多少"), default=m.ZERO, group=PROMISED)
    interest_free: str = choice(_("期间还计息吗"), INTEREST_FREE, group=PROMISED, example="yes")
    promised_rate: Decimal | None = rate(_("说好的年利率"), per="year", group=PROMISED)
    clause_balance_parts: str = _clause("balance_parts", "yes")
    clause_payments: str = _clause("payments", "yes")
    clause_plan_rate: str = _clause("plan_rate", "yes")
    clause_fee: str = _clause("fee", "yes")
    clause_waiver: str = _clause("waiver")
    clause_order: str = _clause("order")
    clause_first_payment: str = _clause("first_payment")
    clause_payee: str = _clause("payee", "yes")
    clause_grace: str = _clause("grace", "no")
    clause_default: str = _clause("default", "no")
    clause_change: str = _clause("change")
    clause_early: str = _clause("early")
    clause_reporting: str = _clause("reporting", "no")
    clause_collection: str = _clause("collection", "no")
    clause_suit: str = _clause("suit")
    clause_certificate: str = _clause("certificate", "no")
    clause_parties: str = _clause("parties", "yes")
    clause_address: str = _clause("address")
    clause_lawyer_fee: str = _clause("lawyer_fee")
    clause_notary: str = _clause("notary")
    clause_family: str = _clause("family", "yes")
    clause_new_loan: str = _clause("new_loan", "yes")
    clause_rights: str = _clause("rights", "yes")
    clause_data: str = _clause("data")
    clause_copies: str = _clause("copies")
    clause_blanks: str = _clause("blanks")
    clause_no_new_cards: str = _clause("no_new_cards")
    as_of: datetime.date | None = day(
        _("今天"), more=True, example="2026-11-21", hint=_("没写年份的日子，按离它最近的算。")
    )
    down_payment: Decimal = money(_("签的时候先付一笔"), default=m.ZERO, more=True)
    plan_fee: Decimal = money(_("分期手续费"), default=m.ZERO, more=True)
    fee_timing: str = choice(_("手续费什么时候付"), FEE_TIMING, more=True)
    contract_last4: str = last4(_("合同或账户尾号"), more=True, hint=_("只写后四位。"))
    principal: Decimal | None = money(_("其中本金"), more=True)
    interest: Decimal | None = money(_("其中利息"), more=True)
    charges: Decimal | None = money(_("其中罚息、违约金和费用"), more=True)


_CALM = {f"clause_{slug}": "yes" for slug in CLAUSES}
EXAMPLES = {
    "self_employed": {
        "lender": _("小贷公司贷款"),
        "kind": "loan",
        "balance": "58000",
        "down_payment": "8000",
        "months": "60",
        "payment": "1100",
        "first_payment_date": "2026-12-20",
        "total_payment": "74000",
        "promised_months": "60",
        "promised_rate": "10",
        "as_of": "2026-11-21",
        "clause_balance_parts": "no",
        "clause_payments": "yes",
        "clause_payee": "no",
        "clause_family": "no",
    },
    "couple": {
        "lender": _("消费金融贷款"),
        "kind": "loan",
        "balance": "35000",
        "months": "36",
        "payment": "1162.50",
        "last_payment": "1162.51",
        "first_payment_date": "2026-12-08",
        "promised_months": "36",
        "promised_rate": "12",
        "promised_first_date": "2026-12-08",
        "as_of": "2026-11-21",
        **_CALM,
        "clause_early": "unknown",
    },
}


@dataclass(frozen=True)
class Row:
    """One instalment; `paid_by_then` is what all up to it come to, in yuan."""

    number: int
    date: datetime.date | None
    payment: Decimal
    paid_by_then: Decimal
    weekend: bool


@dataclass(frozen=True)
class Content:
    """One of the contents of a card plan: `state` is yes, no or unknown."""

    number: int
    slug: str
    state: str


@dataclass(frozen=True)
class Result:
    """Money in yuan, rates as fractions; `None` where too little is known.

    `total` is everything paid: rows, what is paid first, a fee beside them. `difference` is `total`
    less what was promised. `problems` are the slugs of `findings`; `missing` those of the clauses
    that are not there or not yet seen. Rates are of the balance less the waiver.
    """

    total: Decimal
    total_of_rows: Decimal
    months: int
    payment: Decimal
    last_payment: Decimal
    first_date: datetime.date | None
    end_date: datetime.date | None
    promised_total: Decimal | None
    difference: Decimal | None
    fee_share: Decimal | None
    monthly_rate: Decimal | None
    annual_nominal: Decimal | None
    annual_effective: Decimal | None
    weekends: int
    problems: list[str]
    findings: tuple[Finding, ...]
    missing: list[str]
    card_contents: tuple[Content, ...]
    rows: tuple[Row, ...]

    @property
    def problem_count(self) -> int:
        """How many things do not agree."""
        return len(self.problems)

    @property
    def missing_count(self) -> int:
        """How many clauses are still to be asked for."""
        return len(self.missing)

    @property
    def card_contents_missing(self) -> int:
        """How many of the contents of a card plan are not there, or not yet seen."""
        return sum(content.state != "yes" for content in self.card_contents)


def calculate(form: Form) -> Result:
    """Add the schedule up and look for what does not agree. Raises `Invalid` without a schedule."""
    _check(form)
    lines = _schedule(form)
    total_of_rows = sum((due.amount for due in lines), m.ZERO)
    beside = m.ZERO if form.fee_timing == "inside" else form.plan_fee
    total = total_of_rows + form.down_payment + beside
    promised = _promised_total(form, len(lines))
    rates = _rates(form, lines)
    found = (
        *_in_itself(form, lines, total_of_rows),
        *check_schedule.numbers(lines),
        *check_schedule.days(lines, form.as_of),
        *check_schedule.last(lines),
        *_against_the_balance(form, lines, total_of_rows),
        *_against_promises(form, lines, total, promised, rates),
    )
    findings = _once(found)
    asked = [slug for slug in CLAUSES if slug != "no_new_cards" or form.kind == "card"]
    paid = m.ZERO
    table = []
    for due in lines:
        paid += due.amount
        table.append(Row(due.number, due.date, due.amount, paid, _is_weekend(due.date)))
    financed = None if form.balance is None else form.balance - form.waive_total - form.down_payment
    return Result(
        total=total,
        total_of_rows=total_of_rows,
        months=len(lines),
        payment=_usual(lines),
        last_payment=lines[-1].amount,
        first_date=lines[0].date,
        end_date=lines[-1].date,
        promised_total=promised,
        difference=None if promised is None else total - promised,
        fee_share=form.plan_fee / financed if financed and form.plan_fee else None,
        monthly_rate=rates.monthly_rate if rates else None,
        annual_nominal=rates.annual_nominal if rates else None,
        annual_effective=rates.annual_effective if rates else None,
        weekends=sum(row.weekend for row in table),
        problems=[finding.slug for finding in findings],
        findings=findings,
        missing=[slug for slug in asked if _state(form, slug) != "yes"],
        card_contents=_card_contents(form),
        rows=tuple(table),
    )


def _once(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """The first finding of each kind, with how many there are."""
    times = Counter(finding.slug for finding in found)
    first = {finding.slug: finding for finding in reversed(found)}
    return tuple(replace(first[slug], times=times[slug]) for slug in times)


def _check(form: Form) -> None:
    if not form.rows:
        if form.months is None and form.payment is None:
            raise Invalid(rows=_("请粘贴还款计划，或者填“分几期”和“每期还多少”。"))
        if form.months is None:
            raise Invalid(months=_("请填分几期。"))
        if form.payment is None:
            raise Invalid(payment=_("请填每期还多少。"))
    days = [form.first_payment_date, form.promised_first_date, *(row.date for row in form.rows)]
    if form.as_of is None and lacks_year(days):
        raise Invalid(as_of=_("有的日子没写年份，请填今天是哪天。"))
    if form.interest_free == "yes" and form.promised_rate:
        raise Invalid(promised_rate=_("说好不再计息，就不用填年利率。"))
    if form.balance is not None:
        left = form.balance - form.waive_total
        if left <= 0:
            raise Invalid(waive_total=_("要小于欠款 {balance}。", balance=Yuan(form.balance)))
        if form.down_payment >= left:
            raise Invalid(
                down_payment=_("要小于减免后的 {left}，否则没有什么可分期。", left=Yuan(left))
            )


def _schedule(form: Form) -> list[Due]:
    """The instalments of the text, with whole days; only a schedule without any day is dated here."""
    first = _whole(form, form.first_payment_date)
    if not form.rows:
        return dues.level(form.months or 1, form.payment or m.ZERO, first, last=form.last_payment)
    days: Sequence[datetime.date | None] = [row.date for row in form.rows if row.date is None]
    if len(days) < len(form.rows):
        days = following([row.date for row in form.rows], form.as_of or datetime.date.min)
    elif first:
        days = [months_after(first, index) for index in range(len(form.rows))]
    return [
        Due(row.number or place, date, row.payment)
        for place, (row, date) in enumerate(zip(form.rows, days, strict=True), 1)
    ]


def _whole(form: Form, one: Day | None) -> datetime.date | None:
    return following([one], form.as_of or datetime.date.min)[0]


def _state(form: Form, slug: str) -> str:
    state: str = getattr(form, f"clause_{slug}")
    return state


def _usual(lines: Sequence[Due]) -> Decimal:
    """What is paid most often; of several, the one that comes first."""
    amounts = [due.amount for due in lines]
    return max(amounts, key=amounts.count) if len(amounts) <= 100 else amounts[0]


def _is_weekend(date: datetime.date | None) -> bool:
    return date is not None and date.weekday() >= 5


def _rates(form: Form, lines: Sequence[Due]) -> Triple | None:
    if form.balance is None:
        return None
    flows = dues.in_months(lines)
    flows[0] += form.down_payment + (form.plan_fee if form.fee_timing == "upfront" else m.ZERO)
    flows[1] += form.plan_fee if form.fee_timing == "first" else m.ZERO
    return annuity.rates(form.balance - form.waive_total, flows)


def _promised_total(form: Form, months: int) -> Decimal | None:
    """What was promised: the balance at the promised rate, else payment × months; `None` unless said."""
    months = form.promised_months or months
    if form.balance is None or (form.interest_free != "yes" and form.promised_rate is None):
        if form.promised_payment is None:
            return None
        return form.down_payment + form.promised_payment * months
    annual = form.promised_rate or Decimal(0)
    left = form.balance - form.waive_total - form.down_payment
    payment = m.fen(schedule.level_payment(left, annual, months))
    table = schedule.level(left, annual, [payment] * months, m.fen)
    return form.down_payment + sum((row.payment for row in table), m.ZERO)


def _card_contents(form: Form) -> tuple[Content, ...]:
    if form.kind != "card":
        return ()
    found = []
    for number, (slug, (_title, clauses)) in enumerate(CARD_CONTENTS.items(), 1):
        states = {_state(form, clause) for clause in clauses}
        state = "no" if "no" in states else "unknown" if "unknown" in states else "yes"
        found.append(Content(number, slug, state))
    return tuple(found)


# --- what does not agree ----------------------------------------------------------------------


def _in_itself(form: Form, lines: Sequence[Due], total: Decimal) -> Iterator[Finding]:
    """The text against itself: total, number of instalments, usual and last payment, parts."""
    beside = (m.ZERO, form.down_payment, form.plan_fee, form.down_payment + form.plan_fee)
    if form.total_payment is not None and form.total_payment - total not in beside:
        yield Finding("total", form.total_payment, total)
    if form.rows and form.months is not None and form.months != len(lines):
        yield Finding("count", form.months, len(lines))
    if form.rows and form.payment is not None:
        for due in lines[:-1] or lines:
            if due.amount != form.payment:
                yield Finding("payment", form.payment, due.amount, due.number)
    last = lines[-1]
    if form.rows and form.last_payment is not None and form.last_payment != last.amount:
        yield Finding("last_payment", form.last_payment, last.amount, last.number)
    if form.principal is not None and form.balance is not None:
        parts = sum((part or m.ZERO for part in (form.interest, form.charges)), form.principal)
        if parts != form.balance:
            yield Finding("parts", form.balance, parts)


def _against_the_balance(form: Form, lines: Sequence[Due], total: Decimal) -> Iterator[Finding]:
    """What is paid against what is owed: a rest that nobody waives, more months than a card takes."""
    if form.balance is not None:
        rest = form.balance - form.waive_total - form.down_payment - total
        if rest > slack(lines):
            yield Finding("rest", form.balance - form.waive_total, form.down_payment + total)
    if form.kind == "card" and len(lines) > figure("card_plan_max_months").value:
        yield Finding("card_months", int(figure("card_plan_max_months").value), len(lines))


def _against_promises(
    form: Form,
    lines: Sequence[Due],
    total: Decimal,
    promised: Decimal | None,
    rates: Triple | None,
) -> Iterator[Finding]:
    if form.promised_months is not None and form.promised_months != len(lines):
        yield Finding("promised_months", form.promised_months, len(lines))
    if form.promised_payment is not None and form.promised_payment != _usual(lines):
        yield Finding("promised_payment", form.promised_payment, _usual(lines))
    first = _whole(form, form.promised_first_date)
    if first and lines[0].date and first != lines[0].date:
        yield Finding("promised_date", first, lines[0].date)
    if promised is not None and total > promised + slack(lines):
        if form.balance is not None and form.interest_free == "yes":
            yield Finding("interest_free", promised, total)
        elif form.balance is not None and form.promised_rate is not None and rates:
            yield Finding("promised_rate", form.promised_rate, rates.annual_nominal)
        else:
            yield Finding("promised_total", promised, total)
    if form.waive_total and form.clause_waiver == "no":
        yield Finding("waiver", form.waive_total)


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """How much does not agree and how much is missing, then each of it, then a page to ask with."""
    return Answer(
        headline=_headline(result),
        facts=_facts(result),
        notes=_notes(form, result),
        papers=_papers(form, result),
        tables=_tables(form, result),
        working=_working(form, result),
        assumptions=(
            _("只核对填进来的内容，没有看协议原文。"),
            _("真实年化按一个月一期算，第一期在一个月之后；欠款先减掉说好减免的。"),
            _("每期四舍五入会差几分：合计的差不超过每期 1 分的，不算对不上。"),
            _("日子前后差 3 天以内，当作遇到周末和节假日，不算对不上。法定节假日没有算。"),
        ),
        sources=_sources(form, result),
        next=_next(form, result),
    )


def _headline(result: Result) -> Text:
    given = {
        "total": Yuan(result.total, wan=True),
        "problems": result.problem_count,
        "missing": result.missing_count,
        "number": Instalments(result.months),
    }
    if result.problems and result.missing:
        return _(
            "对不上的有 {problems} 处，没写清的有 {missing} 条。{number}一共要付 {total}。", **given
        )
    if result.problems:
        return _("对不上的有 {problems} 处。{number}一共要付 {total}。", **given)
    if result.missing:
        return _(
            "数字对得上：{number}一共 {total}。没写清的还有 {missing} 条，签字前先问。", **given
        )
    return _("数字对得上：{number}一共 {total}。要紧的条款也都有。", **given)


def _facts(result: Result) -> list[Fact]:
    facts = [Fact(_("一共要付"), Yuan(result.total, wan=True))]
    if result.promised_total is not None and result.difference is not None:
        facts.append(
            Fact(
                _("说好的一共"),
                Yuan(result.promised_total, wan=True),
                _("一分不差。")
                if not result.difference
                else _("协议多 {more}。", more=Yuan(result.difference))
                if result.difference > 0
                else _("协议少 {less}。", less=Yuan(-result.difference)),
            )
        )
    facts.append(Fact(_("平时每期"), Yuan(result.payment)))
    if result.last_payment != result.payment:
        facts.append(Fact(_("最后一期"), Yuan(result.last_payment)))
    if result.first_date:
        facts.append(Fact(_("第一期"), result.first_date))
    if result.end_date:
        facts.append(Fact(_("还清日期"), result.end_date))
    if result.fee_share is not None:
        facts.append(Fact(_("手续费占分期的金额"), Percent(result.fee_share)))
    if result.monthly_rate is not None:
        facts += rate_facts(
            result.monthly_rate, result.annual_nominal or m.ZERO, result.annual_effective or m.ZERO
        )
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = [_sentence(finding) for finding in result.findings]
    red = sum(slug in RED for slug in result.missing)
    if red:
        notes.append(
            _("没写清的里面，清单最前面的 {count} 条最要紧：没答复以前先不签。", count=red)
        )
    if result.weekends:
        day = next(row for row in result.rows if row.weekend)
        notes.append(
            _(
                "有 {number}落在周末，最早是{date}。问清顺延还是提前扣；钱提前一个工作日存进去。",
                number=Instalments(result.weekends),
                date=day.date,
            )
        )
    if form.down_payment or (form.plan_fee and form.fee_timing == "upfront"):
        notes.append(_("签的时候要先付钱的：先拿到书面方案，只付到合同写的账户或官方 App。"))
    if result.annual_nominal is not None and result.annual_nominal < 0:
        notes.append(_("一共付的比欠的少，所以年化是负的。少的部分要写明是减免。"))
    notes.append(
        _(
            "没写清不等于不答应。把下面这一页发过去，等文字的答复再签。签以前原合同照算，息费不会自己停。"
        )
    )
    return notes


def _sentence(finding: Finding) -> Text:
    """What does not agree, in one sentence, and how often."""
    given = {
        name: Yuan(value) if isinstance(value, Decimal) else value
        for name in ("said", "found", "number")
        if (value := getattr(finding, name)) is not None
    }
    if isinstance(finding.said, Decimal) and isinstance(finding.found, Decimal):
        given["gap"] = Yuan(abs(finding.found - finding.said))
    sentence = _in_words(finding.slug, given)
    if finding.times == 1:
        return sentence
    return _("{sentence}这样的一共 {times} 处。", sentence=sentence, times=finding.times)


def _in_words(slug: str, given: Mapping[str, Any]) -> Text:
    match slug:
        case "total":
            return _("协议写的总额是 {said}，各期加起来是 {found}，差 {gap}。", **given)
        case "count":
            return _("协议写的是 {said} 期，列出来的是 {found} 期。", **given)
        case "number":
            return _("期数不连着：第 {said} 期后面是第 {found} 期。", **given)
        case "duplicate_number":
            return _("第 {found} 期出现了两次。", **given)
        case "payment":
            return _("协议写每期 {said}，第 {number} 期却是 {found}，差 {gap}。", **given)
        case "last_payment":
            return _("协议写最后一期 {said}，列出来的是 {found}，差 {gap}。", **given)
        case "balloon":
            return _("最后一期要 {found}，比前面最多的一期 {said} 还多 {gap}。", **given)
        case "parts":
            return _("欠款写的是 {said}，分开的几项加起来是 {found}，差 {gap}。", **given)
        case "no_date":
            return _("第 {number} 期没写哪天还。", **given)
        case "past":
            return _("第 {number} 期是{found}，在{said}之前，已经过了。", **given)
        case "order":
            return _("第 {number} 期是{found}，比上一期的{said}还早。", **given)
        case "duplicate":
            return _("{found}这一天有两期。", **given)
        case "gap":
            return _("{said}之后，下一期是{found}，中间空了一段。", **given)
        case "day":
            return _("第 {number} 期是{found}，按每月同一天应当是{said}。", **given)
        case "rest":
            return _(
                "减免后该还 {said}，全部付完是 {found}，还差 {gap}：没写这部分免不免。", **given
            )
        case "card_months":
            return _("信用卡个性化分期最长 {said} 期，这里是 {found} 期。", **given)
        case "promised_months":
            return _("说好 {said} 期，协议是 {found} 期。", **given)
        case "promised_payment":
            return _("说好每期 {said}，协议是 {found}，差 {gap}。", **given)
        case "promised_date":
            return _("说好第一期是{said}，协议是{found}。", **given)
        case "promised_total":
            return _("按说好的一共 {said}，协议要付 {found}，多 {gap}。", **given)
        case "interest_free":
            return _("说好不再计息，一共应当是 {said}，协议要付 {found}，多 {gap}。", **given)
        case "promised_rate":
            rates = {"said": Percent(given["said"].amount), "found": Percent(given["found"].amount)}
            return _("说好年利率 {said}，连费用一起算出来是 {found}（单利）。", **rates)
        case "waiver":
            return _("说好减免 {said}，协议里没有写。", **given)
    raise ValueError(f"slug: there is no sentence for {slug!r}")


# --- the page to ask with ---------------------------------------------------------------------


def _papers(form: Form, result: Result) -> tuple[Paper, ...]:
    """One sheet: what does not agree, then a question for each clause that is missing."""
    if not result.problems and not result.missing:
        return ()
    lines: list[Text] = [
        _(
            "{lender}　合同尾号 {last4}",
            lender=form.lender or "____",
            last4=form.contract_last4 or "____",
        ),
        _("问的日期 ____　工号 ____　工单号 ____"),
    ]
    if result.findings:
        lines += [Text(""), _("这些数字对不上，请说明以哪个为准，并在协议里改好：")]
        lines += _numbered([_sentence(finding) for finding in result.findings])
    if result.missing:
        lines += [Text(""), _("这些没有写清，请逐条答复，并写进协议：")]
        lines += _numbered([CLAUSES[slug][2] for slug in _red_first(result.missing)])
    lines += [
        Text(""),
        _("请用 App、短信或盖章文件答复。收到以前，我先不签这份协议。"),
        _("一般信息，不是法律意见；本站不收费、不代办。"),
    ]
    return (Paper(_("签字前要问清的"), lines, kind="sheet"),)


def _numbered(sentences: Sequence[Text]) -> list[Text]:
    return [
        _("{place}. {sentence}　答：____", place=place, sentence=sentence)
        for place, sentence in enumerate(sentences, 1)
    ]


def _red_first(missing: Sequence[str]) -> list[str]:
    return sorted(missing, key=lambda slug: slug not in RED)


# --- tables, working, sources -----------------------------------------------------------------


def _tables(form: Form, result: Result) -> list[Table]:
    lines: list[Sequence[Cell]] = [
        (
            row.number,
            row.date,
            row.payment,
            row.paid_by_then,
            _("周末") if row.weekend else None,
        )
        for row in result.rows
    ]
    tables = [
        Table(
            _("协议的还款计划"),
            (_("期数"), _("还款日"), _("还款（元）"), _("累计（元）"), _("说明")),
            lines,
            (_("合计"), None, result.total_of_rows, None, None),
            download="schedule",
            formulas={3: "=D{above}+C{row}"},
        )
    ]
    if result.card_contents:
        said: list[Sequence[Cell]] = [
            (content.number, CARD_CONTENTS[content.slug][0], STATES[content.state])
            for content in result.card_contents
        ]
        tables.append(
            Table(
                _("信用卡个性化分期：协议至少要写的六项"),
                (_("第几项"), _("写什么"), _("协议里有没有")),
                said,
            )
        )
    return tables


def _working(form: Form, result: Result) -> list[Text]:
    beside = m.ZERO if form.fee_timing == "inside" else form.plan_fee
    lines = [
        _(
            "一共要付 = 各期 {rows} + 先付 {down} + 另付的手续费 {fee} = {total}",
            rows=Yuan(result.total_of_rows),
            down=Yuan(form.down_payment),
            fee=Yuan(beside),
            total=Yuan(result.total),
        )
    ]
    if result.promised_total is not None:
        lines.append(_promised_in_words(form, result))
    if result.monthly_rate is not None and form.balance is not None:
        lines.append(
            _(
                "真实月利率 i：{balance} − 减免 {waived} = 每月付的 ÷ (1 + i)^{{月数}} 之和，解得 i = {rate}",
                balance=Yuan(form.balance),
                waived=Yuan(form.waive_total),
                rate=Percent(result.monthly_rate, 6),
            )
        )
    return lines


def _promised_in_words(form: Form, result: Result) -> Text:
    given = {
        "n": form.promised_months or result.months,
        "down": Yuan(form.down_payment),
        "total": Yuan(result.promised_total or m.ZERO),
        "rate": Percent(form.promised_rate or Decimal(0)),
    }
    if form.balance is None or (form.interest_free != "yes" and form.promised_rate is None):
        payment = Yuan(form.promised_payment or m.ZERO)
        return _("说好的一共 = {payment} × {n} + 先付 {down} = {total}", payment=payment, **given)
    if form.interest_free == "yes":
        return _(
            "说好的一共 = 欠款 {balance} − 减免 {waived} = {total}（不再计息）",
            balance=Yuan(form.balance),
            waived=Yuan(form.waive_total),
            **given,
        )
    return _(
        "说好的一共 = 先付的，加上剩下的按年利率 {rate} 等额本息 {n} 期的各期 = {total}", **given
    )


def _sources(form: Form, result: Result) -> list[Figure | Rule]:
    used: list[Figure | Rule] = [rule("cc-art-543-544")]
    if form.waive_total:
        used.append(rule("cc-art-575"))
    if form.kind == "card":
        used += [rule("card-art-70"), figure("card_plan_max_months")]
    if result.monthly_rate is not None:
        used.append(rule("pboc-2021-3-apr"))
    if form.down_payment or form.plan_fee:
        used.append(rule("upfront-fee-pattern"))
    return [*used, rule("credit-report-special-transactions")]


def _next(form: Form, result: Result) -> list[Next]:
    schedule_values = _handed_schedule(result)
    told = {"lender": form.lender} if form.lender else {}
    contract = {"contract_last4": form.contract_last4} if form.contract_last4 else {}
    steps = [
        Next(
            "letter",
            _("把说好的写成确认函，今天就发。"),
            {"kind": "confirm_terms", **told, **contract, **_terms(form, result)},
        ),
        Next(
            "tracker",
            _("签了以后：还到哪了，差多少？"),
            {**told, "kind": form.kind, **schedule_values},
        ),
        Next("budget", _("这个月供付得起吗？先算每月能拿出多少。")),
    ]
    if result.first_date is not None:
        plan = {
            "plans.0.first_payment_date": result.first_date.isoformat(),
            "plans.0.months": str(result.months),
            "plans.0.payment": typed.amount(result.payment),
        }
        if form.lender:
            plan["plans.0.lender"] = form.lender
        steps.append(Next("calendar", _("和发薪日对一对：哪天要备好多少钱？"), plan))
    steps.append(
        Next(
            "stress", None, {"payment": typed.amount(result.payment), "months": str(result.months)}
        )
    )
    return steps


def _handed_schedule(result: Result) -> dict[str, str]:
    """The schedule for another form: as so many months at so much, else row by row."""
    lines = [Due(row.number, row.date, row.payment) for row in result.rows]
    regular = dues.level(len(lines), lines[0].amount, lines[0].date, last=lines[-1].amount)
    if lines != regular and len(lines) <= MOST_ROWS:
        return {
            f"rows.{place}.{field}": text
            for place, due in enumerate(lines)
            for field, text in (
                ("number", str(due.number)),
                ("date", due.date.isoformat() if due.date else ""),
                ("payment", typed.amount(due.amount)),
            )
        }
    values = {"months": str(len(lines)), "payment": typed.amount(lines[0].amount)}
    if lines[0].date:
        values["first_payment_date"] = lines[0].date.isoformat()
    if lines[-1].amount != lines[0].amount:
        values["last_payment"] = typed.amount(lines[-1].amount)
    return values


def _terms(form: Form, result: Result) -> dict[str, str]:
    """What was said, under the names of the letter that confirms it; the text where nobody said."""
    payment, months = form.promised_payment or result.payment, form.promised_months or result.months
    total = result.total_of_rows if result.promised_total is None else result.promised_total
    last = total - form.down_payment - payment * (months - 1)
    first = _whole(form, form.promised_first_date) or result.first_date
    values = {"payment": typed.amount(payment), "months": str(months)}
    values["total_payment"] = typed.amount(total)
    if last > 0:
        values["last_payment"] = typed.amount(last)
    if first is not None:
        values |= {"first_payment_date": first.isoformat(), "pay_day": str(first.day)}
    if form.promised_rate is not None:
        values["plan_rate"] = typed.percent(form.promised_rate)
    for field in ("balance", "principal", "waive_total"):
        amount = getattr(form, field)
        if amount:
            values[field] = typed.amount(amount)
    if form.as_of is not None:
        values["as_of"] = form.as_of.isoformat()
    return values
