"""底线、目标、让步顺序 · Where do I open, where do I stop, and what do I trade?

The limit is the most a month that can be kept: this lender's share; where all plans together can
only be kept at less, the share is cut in the same proportion. The figure said is that of the plan,
never above the limit, and stays the same from the first word to the last. What moves is the rest:

    opening  the figure, all that is owed, interest and charges stopped (running, if nothing is due)
    target   the same figure, part of the charges waived
    limit    the most a month, a payment first if there is one, interest if it must be

Each month: interest on what is left, then the payment; the last instalment takes the rest. More
than 600 instalments, or a payment that does not exceed the interest, is no end.
Rounding: the limit down to the fen; interest each month half up to the fen; the payment for a given
number of instalments half up, the last one takes the rest. Source: proportion and the schedules of
`about/method`; the order of concessions is bargaining practice and this site's judgement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from calculators.law import figure
from calculators.maths import money as m
from calculators.maths import schedule
from calculators.page import typed
from calculators.page.answer import Answer, Next
from calculators.page.fields import MOST_MONTHS, Invalid
from calculators.page.words import Instalments, Text, Yuan, _
from calculators.talks import _ladder_papers as papers
from calculators.talks import _ladder_words as words
from calculators.talks._ladder_form import EXAMPLES, Form, may_be_old, not_due

__all__ = ["EXAMPLES", "TITLE", "Form", "Result", "calculate", "explain"]

TITLE = _("开什么价、守住哪条线、先让哪一步？")

GRID = (12, 24, 36, 60)


@dataclass(frozen=True)
class Rung:
    """One level, counted from 1: opening, target, limit. `months` is `None` where it never ends."""

    number: int
    payment: Decimal
    down: Decimal
    waived: Decimal
    annual_rate: Decimal
    months: int | None
    last_payment: Decimal | None
    total: Decimal | None


@dataclass(frozen=True)
class Counter:
    """If the lender says so many instalments: what each would be, how much that is above the limit,
    and what is left after so many at the limit. Interest as in the opening."""

    months: int
    payment: Decimal
    over: Decimal
    left: Decimal


@dataclass(frozen=True)
class Result:
    """Money in yuan.

    `held` is "limitation" while advice comes first, "no_money" where nothing can be paid, else "";
    then there are no levels and no papers. `limit` is the most a month, `payment` the figure that is
    said. `most_months` is the longest term there is; `gap` is what is left after it at the figure
    said, `gap_after` the same after the waiver and the payment first. `trades` are the concessions
    in order, by name.
    """

    held: str
    limit: Decimal
    payment: Decimal
    most_months: int | None
    gap: Decimal | None
    gap_after: Decimal | None
    rows: tuple[Rung, ...]
    counters: tuple[Counter, ...]
    trades: tuple[str, ...]


def calculate(form: Form) -> Result:
    """Find the limit, then the three levels. Raises `Invalid` for amounts that contradict."""
    errors = _mistakes(form)
    if errors:
        raise Invalid(**errors)
    limit = _limit(form)
    held = "limitation" if may_be_old(form) and form.asked_12348 == "no" else ""
    if held or not limit:
        return Result(held or "no_money", limit, m.ZERO, None, None, None, (), (), ())
    payment = min(form.payment or limit, limit)
    rate = form.plan_rate if not_due(form) else Decimal(0)
    most = form.most_months
    if most is None and form.debt_kind == "card":
        most = int(figure("card_plan_max_months").value)
    owed = form.balance
    return Result(
        held="",
        limit=limit,
        payment=payment,
        most_months=most,
        gap=_gap(owed, payment, rate, most),
        gap_after=_gap(owed - form.waive - form.down, payment, rate, most),
        rows=(
            _rung(1, owed, payment, m.ZERO, m.ZERO, rate),
            _rung(2, owed, payment, m.ZERO, form.waive, rate),
            _rung(3, owed, limit, form.down, m.ZERO, form.plan_rate),
        ),
        counters=tuple(_counter(owed, limit, rate, n) for n in sorted({*GRID, most or GRID[-1]})),
        trades=papers.order(form),
    )


def _mistakes(form: Form) -> dict[str, Text]:
    errors: dict[str, Text] = {}
    if form.can_pay is None and form.safe_payment is not None:
        errors["can_pay"] = _(
            "填了守得住的数，这里也要填各家合计；只有一家就填“每月最多能给这一家”的数。"
        )
    elif form.can_pay is not None and form.share > form.can_pay:
        errors["share"] = _("比各家合计的 {all} 还多，请核对。", all=Yuan(form.can_pay))
    if form.charges > form.balance:
        errors["charges"] = _("比现在一共欠的还多，请核对。")
    elif form.waive > form.charges:
        errors["waive"] = _(
            "比罚息、违约金和费用还多。先只谈这些，最多填 {most}。", most=Yuan(form.charges)
        )
    elif form.waive == form.balance:
        errors["waive"] = _("全减掉就没有要还的了，请填少一点。")
    if form.down and form.waive + form.down >= form.balance:
        errors["down"] = _(
            "先付的加上减掉的已经不少于欠款，不用再分期，请看“一次性结清还是分期？”。"
        )
    return errors


def _limit(form: Form) -> Decimal:
    """The share, or its proportion of what all plans together can be kept at."""
    safe, everyone = form.safe_payment, form.can_pay
    if safe is None or everyone is None or safe >= everyone:
        return form.share
    return m.fen_down(form.share * safe / everyone)


def _due(owed: Decimal, payment: Decimal, rate: Decimal) -> Iterator[Decimal]:
    """What is left with the interest of the month, before each payment; 0 once it is paid off."""
    left = owed
    while True:
        due = left + m.fen(left * rate / 12)
        yield due
        left = max(due - payment, m.ZERO)


def _rung(
    number: int, owed: Decimal, payment: Decimal, down: Decimal, waived: Decimal, rate: Decimal
) -> Rung:
    left = owed - down - waived
    for month, due in enumerate(islice(_due(left, payment, rate), MOST_MONTHS), 1):
        if due <= payment:
            total = down + payment * (month - 1) + due
            return Rung(number, payment, down, waived, rate, month, due, total)
    return Rung(number, payment, down, waived, rate, None, None, None)


def _gap(owed: Decimal, payment: Decimal, rate: Decimal, months: int | None) -> Decimal | None:
    """What is left after so many payments."""
    if months is None:
        return None
    last = next(islice(_due(owed, payment, rate), months - 1, None))
    return max(last - payment, m.ZERO)


def _counter(owed: Decimal, limit: Decimal, rate: Decimal, months: int) -> Counter:
    payment = m.fen(schedule.level_payment(owed, rate, months))
    left = _gap(owed, limit, rate, months) or m.ZERO
    return Counter(months, payment, max(payment - limit, m.ZERO), left)


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """What to say and where to stop; the card; then the levels, their numbers and the trades."""
    shown = not result.held
    return Answer(
        headline=_headline(form, result),
        facts=words.facts(form, result) if shown else [],
        notes=[*words.court(form), *words.notes(form, result)],
        papers=papers.papers(form, result) if shown else (),
        tables=(words.levels(result), words.counters(form, result), papers.table(form, result))
        if shown
        else (),
        working=words.working(form, result) if shown else [],
        assumptions=(
            _("三格都要对方同意才算数；对方可以一格也不同意，协商时利息和期限照走。"),
            _("逾期的，开口和目标按不再计息算，计息看底线那一格；没逾期的，三格都按填的年利率。"),
            _("让步的先后是谈判的通行办法加上本站的判断，不是规定，也不是哪一家的承诺。"),
            _("没有算以后还会增加的利息、罚息和违约金。"),
        ),
        sources=words.sources(form, result),
        next=_next(form, result),
    )


def _headline(form: Form, result: Result) -> Text:
    if result.held == "limitation":
        return _(
            "先打 12348 免费问清，再谈价：这笔债可能大约三年没有动静，说错一句就可能重新起算。"
        )
    if result.held:
        return _("现在没有能给这一家的钱：先不报数，也先不答应任何月供。")
    opening = result.rows[0]
    if opening.months is None:
        return _(
            "每月 {payment} 是现在能说的数，但照它 {most} 也还不完：先谈暂缓和减免，不往上加。",
            payment=Yuan(result.payment),
            most=Instalments(MOST_MONTHS),
        )
    return _(
        "开口说每月 {payment}、{months}；每月超过 {limit}，这一通就不答应。",
        payment=Yuan(result.payment),
        months=Instalments(opening.months),
        limit=Yuan(result.limit),
    )


def _next(form: Form, result: Result) -> tuple[Next, ...]:
    """The limit goes to the rehearsal only: a letter shows the figure that is said."""
    if result.held == "limitation":
        return (Next("timeline", _("先看期限：时效、投诉、法院。")),)
    if result.held:
        return (
            Next("budget", _("先看预算里还有什么能调。")),
            Next("letter", _("申请暂缓，写成信。"), {"balance": typed.amount(form.balance)}),
        )
    opening = result.rows[0]
    said = {"balance": typed.amount(form.balance), "payment": typed.amount(result.payment)}
    plan = dict(said)
    if opening.months is not None and opening.last_payment is not None:
        plan |= {
            "months": str(opening.months),
            "last_payment": typed.amount(opening.last_payment),
            "total_payment": typed.amount(opening.total or m.ZERO),
            "plan_rate": typed.percent(opening.annual_rate),
        }
    lower = {"share": said["payment"]} if result.limit < form.share else {}
    limit = {"share": typed.amount(result.limit)}
    return (
        Next("rehearsal", _("打电话之前，先演练一次。"), plan | limit),
        Next("letter", _("把开口的方案写成信。"), plan | lower),
        Next("stress", _("底线守不守得住？遇上意外还付得起吗？")),
        Next("compare", _("对方还了价，放在一起比。"), {"balance": said["balance"]}),
        Next("contact_log", _("打完电话，记一笔。")),
    )
