"""期限：投诉、时效、征信 · Which days matter: complaints, court papers, limitation, credit report?

From the days that a reader knows: by when an answer is due and by when something has to be done;
from which day limitation runs again; when a credit-report entry ends. "Today" is a field.

Days run from the day after (从次日起算): the last is the first day + n. Years and months end on the
same day, or on the last of a shorter month. A court period that ends on a Saturday or Sunday moves
to Monday (`moved`); public holidays are not known, and `date` is the safe one. Limitation is the
earliest day it could end: what the reader did not see can only make it later, so it is no
deadline to wait for, and it is never put into the calendar file.

Nothing is rounded. Source: the figures in `law`, of which the answer shows those it used;
`about/method`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from calculators.agreement import _timeline_words as words
from calculators.law import Figure, figure
from calculators.maths.dates import months_after
from calculators.maths.days import after_weekend, days_after
from calculators.page.answer import Answer
from calculators.page.fields import Invalid, choice, day, rows
from calculators.page.words import Text, _

TITLE = _("期限：投诉、法院、时效、征信，各到哪一天？")

COMPLAINT = _("投诉")
COURT = _("法院和调解")
CREDIT = _("征信")
LIMITATION = _("诉讼时效（先问 12348，再动）")


@dataclass(frozen=True)
class Happened:
    """Something that may restart limitation."""

    date: datetime.date = day(_("哪一天"), required=True)
    kind: str = choice(_("发生了什么"), words.KINDS)
    ended: datetime.date | None = day(_("官司、仲裁哪天结束"))


@dataclass(frozen=True)
class Form:
    as_of: datetime.date = day(_("今天"), required=True, example="2026-11-21")
    complaint_date: datetime.date | None = day(
        _("机构哪天收到投诉"), group=COMPLAINT, example="2026-11-18", hint=_("看工单或回执。")
    )
    complaint_kind: str = choice(
        _("这件投诉有多复杂"), words.COMPLAINTS, group=COMPLAINT, hint=_("不知道就留着第一项。")
    )
    decision_date: datetime.date | None = day(
        _("哪天收到处理决定"), group=COMPLAINT, hint=_("还没收到就空着。")
    )
    payment_order_date: datetime.date | None = day(
        _("哪天收到支付令"), group=COURT, hint=_("先打 12368 核真假。同住的家人代收也算。")
    )
    claim_date: datetime.date | None = day(_("哪天收到起诉状副本"), group=COURT)
    judgment_date: datetime.date | None = day(
        _("哪天收到判决书"), group=COURT, hint=_("小额诉讼不能上诉，空着。")
    )
    mediation_date: datetime.date | None = day(
        _("调解协议哪天生效"), group=COURT, hint=_("法院外的调解组织调成的。")
    )
    objection_date: datetime.date | None = day(_("哪天提出征信异议"), group=CREDIT)
    pboc_date: datetime.date | None = day(_("人民银行哪天受理征信投诉"), group=CREDIT)
    cleared_date: datetime.date | None = day(
        _("逾期的钱哪天全部还清"),
        group=CREDIT,
        example="2026-12-10",
        hint=_("还没还清就空着，或填打算还清的日子。"),
    )
    last_due_date: datetime.date | None = day(
        _("合同的最后一期哪天到期"),
        group=LIMITATION,
        example="2028-10-28",
        hint=_("是最后一期，不是第一次逾期那天。"),
    )
    accelerated_date: datetime.date | None = day(
        _("对方哪天宣布全部提前到期"), group=LIMITATION, hint=_("没有就空着。")
    )
    happened: tuple[Happened, ...] = rows(
        _("到期以后发生过什么"),
        Happened,
        default=(),
        hint=_("催收、扣款、还款、答应过的，一件一行。没看到的短信也可能算。"),
    )
    first_missed_date: datetime.date | None = day(
        _("第一次没还是哪天"), more=True, hint=_("只用来看最长的保护期间。")
    )


EXAMPLES = {
    "self_employed": {
        "as_of": "2026-11-21",
        "payment_order_date": "2026-11-16",
        "last_due_date": "2027-04-08",
        "accelerated_date": "2026-09-01",
        "happened": [
            {"date": "2026-10-12", "kind": "demand"},
            {"date": "2026-10-20", "kind": "part_payment"},
        ],
        "first_missed_date": "2026-07-04",
    },
    "couple": {
        "as_of": "2026-11-21",
        "complaint_date": "2026-11-12",
        "objection_date": "2026-11-10",
    },
}


@dataclass(frozen=True)
class Row:
    """One day to know, numbered in the order of the days. `name` is a key of `words.NAMES`.

    `start` is the day typed, `date` the last day of the period, `moved` the Monday after it where a
    court period ends on a weekend, else the same. `days_left` counts from today to `date`, negative
    after it; `is_past` when `moved` is over as well. `yours` tells whether the reader has to act, or somebody else.
    """

    number: int
    name: str
    start: datetime.date
    date: datetime.date
    moved: datetime.date
    days_left: int
    is_past: bool
    yours: bool
    figure: Figure


@dataclass(frozen=True)
class Effect:
    """What an event did to limitation: "restart", "before" it ran, "inside" proceedings or "after".

    `end` is the earliest end from then on; `None` while proceedings are open.
    """

    date: datetime.date
    kind: str
    effect: str
    end: datetime.date | None


@dataclass(frozen=True)
class Result:
    """Days; `None` where nothing was typed.

    `limitation_state`: "none" (not asked), "running", "maybe_over" (by the days typed), "pending"
    (proceedings are open) or "given_up" (paid or agreed after the days typed had run out).
    `limitation_from` is the day from which the period runs now, `limitation_end` the earliest day
    it could end, `limitation_max` the outer limit. `next_date` is the reader's next own deadline.
    """

    complaint_reply_by: datetime.date | None
    complaint_reply_longest: datetime.date | None
    review_by: datetime.date | None
    payment_order_by: datetime.date | None
    answer_by: datetime.date | None
    appeal_by: datetime.date | None
    confirmation_by: datetime.date | None
    objection_reply_by: datetime.date | None
    pboc_reply_by: datetime.date | None
    record_end: datetime.date | None
    limitation_state: str
    limitation_from: datetime.date | None
    limitation_end: datetime.date | None
    limitation_max: datetime.date | None
    next_date: datetime.date | None
    rows: tuple[Row, ...]
    effects: tuple[Effect, ...]
    figures: tuple[Figure, ...]


PERIODS = (
    ("complaint_reply", "complaint_date", "", False),
    ("complaint_longest", "complaint_date", "complaint_days_longest", False),
    ("review", "decision_date", "complaint_review_days", True),
    ("payment_order", "payment_order_date", "payment_order_objection_days", True),
    ("answer", "claim_date", "answer_days", True),
    ("appeal", "judgment_date", "appeal_days", True),
    ("confirmation", "mediation_date", "mediation_confirmation_days", True),
    ("objection_reply", "objection_date", "credit_objection_days", False),
    ("pboc_reply", "pboc_date", "credit_complaint_days", False),
    ("record_end", "cleared_date", "credit_record_years", False),
)
"""Name, field, figure (by the kind of complaint for the first) and whether the reader must act."""

COURT_PERIODS = ("payment_order", "answer", "appeal")
DEBTORS = ("part_payment", "promise")
"""What a borrower did himself."""


def calculate(form: Form) -> Result:
    """Count every period from its day. Raises `Invalid` for days that contradict each other."""
    _check(form)
    found = sorted(_rows(form), key=lambda row: (row.date, row.name))
    ordered = tuple(replace(row, number=number) for number, row in enumerate(found, 1))
    by = {row.name: row.date for row in ordered}
    state, since, end, effects = _limitation(form)
    figures = [row.figure for row in ordered]
    longest = None
    if form.last_due_date is not None:
        figures.append(figure("limitation_years"))
    if form.first_missed_date is not None:
        figures.append(figure("limitation_max_years"))
        longest = _years_after(form.first_missed_date, figures[-1])
    return Result(
        complaint_reply_by=by.get("complaint_reply"),
        complaint_reply_longest=by.get("complaint_longest", by.get("complaint_reply")),
        review_by=by.get("review"),
        payment_order_by=by.get("payment_order"),
        answer_by=by.get("answer"),
        appeal_by=by.get("appeal"),
        confirmation_by=by.get("confirmation"),
        objection_reply_by=by.get("objection_reply"),
        pboc_reply_by=by.get("pboc_reply"),
        record_end=by.get("record_end"),
        limitation_state=state,
        limitation_from=since,
        limitation_end=end,
        limitation_max=longest,
        next_date=next((row.date for row in ordered if row.yours and not row.is_past), None),
        rows=ordered,
        effects=effects,
        figures=tuple(figures),
    )


def _check(form: Form) -> None:
    dates = [field for _name, field, _figure, _yours in PERIODS]
    if not any(getattr(form, name) for name in (*dates, "last_due_date", "first_missed_date")):
        raise Invalid(complaint_date=_("至少填一个日子，例如投诉那天 2026-11-18。"))
    errors: dict[str, Text] = {}
    if form.complaint_date and form.decision_date and form.decision_date < form.complaint_date:
        errors["decision_date"] = _("收到决定的日子比投诉还早，请核对。")
    if form.last_due_date is None and (form.happened or form.accelerated_date):
        errors["last_due_date"] = _("要看时效，请填合同最后一期的到期日，例如 2028-10-28。")
    for index, one in enumerate(form.happened):
        if one.date > form.as_of:
            errors[f"happened.{index}.date"] = _("这一天还没到，请核对日期，或核对“今天”。")
        if one.ended is not None and one.kind != "suit":
            errors[f"happened.{index}.ended"] = _("只有起诉、仲裁这类才填结束的日子，请清空。")
        elif one.ended is not None and one.ended < one.date:
            errors[f"happened.{index}.ended"] = _("结束的日子比开始还早，请核对。")
    if errors:
        raise Invalid(**errors)


def _rows(form: Form) -> Iterator[Row]:
    for name, field, named, yours in PERIODS:
        start = getattr(form, field)
        longest = name == "complaint_longest"
        if start is None or (longest and form.complaint_kind == "exceptional"):
            continue
        used = figure(named or words.COMPLAINT_FIGURES[form.complaint_kind])
        date = _last_day(start, used)
        moved = after_weekend(date) if name in COURT_PERIODS else date
        left = (date - form.as_of).days
        yield Row(0, name, start, date, moved, left, moved < form.as_of, yours, used)


def _last_day(start: datetime.date, used: Figure) -> datetime.date:
    if used.unit == "years":
        return _years_after(start, used)
    return days_after(start, int(used.value))


def _years_after(start: datetime.date, years: Figure) -> datetime.date:
    return months_after(start, int(years.value) * 12)


# --- limitation -------------------------------------------------------------------------------

Limitation = tuple[str, datetime.date | None, datetime.date | None, tuple[Effect, ...]]


def _limitation(form: Form) -> Limitation:
    """The state, the day it runs from, its earliest end, and what each event did."""
    if form.last_due_date is None:
        return "none", None, None, ()
    years = figure("limitation_years")
    start = min(form.last_due_date, form.accelerated_date or form.last_due_date)
    end: datetime.date | None = _years_after(start, years)
    effects: list[Effect] = []
    given_up = False
    for one in sorted(form.happened, key=lambda happened: happened.date):
        if end is None:
            effect = "inside"
        elif one.date < start:
            effect = "inside" if _in_proceedings(form, one) else "before"
        elif one.date > end:
            effect = "after"
            given_up = given_up or one.kind in DEBTORS
        else:
            effect = "restart"
            if one.kind == "suit" and (one.ended is None or one.ended > form.as_of):
                end = None
            else:
                start = one.ended or one.date
                end = _years_after(start, years)
        effects.append(Effect(one.date, one.kind, effect, end))
    if end is None:
        return "pending", None, None, tuple(effects)
    if given_up:
        return "given_up", start, None, tuple(effects)
    return ("maybe_over" if end < form.as_of else "running"), start, end, tuple(effects)


def _in_proceedings(form: Form, one: Happened) -> bool:
    """Whether this happened while a lawsuit or arbitration that has ended was still open."""
    return any(
        other.ended is not None and other.date <= one.date < other.ended
        for other in form.happened
        if other is not one
    )


def explain(form: Form, result: Result) -> Answer:
    """The reader's next deadline first; then every day, limitation and what restarts it."""
    return words.answer(form, result)
