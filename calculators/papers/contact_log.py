"""谁哪天说过什么，下一步做什么 · Who said what, and what do I do next?

Every contact becomes a line of a timeline. From the lines: what was promised and by when, calls of
a day beside the numbers of the national standard and of the banking association, and the next step
with its day. A breach supports a complaint; it is no reason to stop paying.

Counted: calls the other side made and that were answered, by lender and day; calls not answered
likewise; contacts from 22:00 to 8:00. Rounding: none. Source: the figures of law named in the
answer; which steps follow is practice; `about/method`. No clock: the day of today is typed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from calculators.law import NotInForce, figure
from calculators.page.answer import Answer
from calculators.page.fields import Invalid, tidy
from calculators.page.phrases import in_both_languages
from calculators.page.words import Text, _
from calculators.papers import _contact_words
from calculators.papers._contact_form import ORAL, Entry, Form

__all__ = ["EXAMPLES", "TITLE", "Form", "Result", "calculate", "explain"]

TITLE = _("谁哪天说过什么？下一步做什么？")

MANY_NIGHTS = 3
"""So many contacts at night make a clear complaint: practice, no rule."""
_AT_ONCE = ("phone", "sms", "app", "wechat", "visit")
"""Channels whose contacts reach the reader when they are made."""
COMPLAINED_OF = ("threat", "insult", "third_party", "impersonation", "new_loan", "fee")
TO_VERIFY = ("fee", "private_account", "link", "impersonation")


@dataclass(frozen=True)
class Row:
    """One contact; `number` is its place in the form, counted from 1.

    `night` in the hours without collection, `None` when no rule held that day or no time was
    typed. `unconfirmed`: something was promised aloud, and no later message of that lender promises
    anything. `over_share`: the reader promised more a month than this lender's share. `files` are the
    names of its recordings.
    """

    number: int
    date: datetime.date
    time: str
    lender: str
    entry: Entry
    night: bool | None
    unconfirmed: bool
    over_share: bool
    conduct: tuple[str, ...]
    files: tuple[str, ...]
    sha256: tuple[str, ...]


@dataclass(frozen=True)
class Day:
    """Contacts of one lender on one day; `number` counts the days.

    `calls` were answered, `unanswered` not; `over_calls` and `over_unanswered` say whether they are
    more than the figure of that day (`None`: no figure held yet).
    """

    number: int
    date: datetime.date
    lender: str
    calls: int
    unanswered: int
    night: int
    over_calls: bool | None
    over_unanswered: bool | None


@dataclass(frozen=True)
class Step:
    """What to do: `what` is police, verify, confirm_terms, record, change_promise, keep, watch, ask,
    own, ticket or complaint. `by` is its day, `entry` the contact it comes from.
    """

    number: int
    what: str
    by: datetime.date | None
    entry: int
    late: bool


@dataclass(frozen=True)
class Result:
    """`contacts` counts the lines, `most_calls` and `most_unanswered` the most of one lender in one
    day, `nights` the contacts at night, `unconfirmed` promises that stand nowhere in writing.
    `rows` are in the order of time, `steps` in the order of their days.
    """

    contacts: int
    most_calls: int
    most_unanswered: int
    nights: int
    unconfirmed: int
    days_over: int
    rows: tuple[Row, ...]
    days: tuple[Day, ...]
    steps: tuple[Step, ...]


def calculate(form: Form) -> Result:
    """Put the contacts in order and look at each. Raises `Invalid` for a file without its contact."""
    form = in_both_languages(form, EXAMPLES)
    _check(form)
    found = [_row(form, k) for k in range(len(form.entries))]
    found.sort(key=lambda row: (row.date, row.time or "99", row.number))
    rows = tuple(_confirmed(found))
    days = tuple(_days(rows))
    return Result(
        contacts=len(rows),
        most_calls=max(day.calls for day in days),
        most_unanswered=max(day.unanswered for day in days),
        nights=sum(bool(row.night) for row in rows),
        unconfirmed=sum(row.unconfirmed for row in rows),
        days_over=sum(bool(day.over_calls or day.over_unanswered) for day in days),
        rows=rows,
        days=days,
        steps=_steps(form, rows, days),
    )


def _check(form: Form) -> None:
    errors: dict[str, Text] = {}
    for k, file in enumerate(form.files):
        if file.entry is not None and file.entry > len(form.entries):
            errors[f"files.{k}.entry"] = _(
                "上面一共 {count} 条，没有这一条。", count=len(form.entries)
            )
    for k, entry in enumerate(form.entries):
        if form.as_of is not None and entry.date > form.as_of:
            errors[f"entries.{k}.date"] = _("这一天在“今天是哪天”之后。请核对这两格。")
        for name in ("they_promised_by", "i_promised_by", "next_by"):
            by = getattr(entry, name)
            if by is not None and by < entry.date:
                errors[f"entries.{k}.{name}"] = _("比联系的那天还早。请核对这两格。")
    if errors:
        raise Invalid(**errors)


def _row(form: Form, k: int) -> Row:
    entry = form.entries[k]
    lender = entry.lender or form.lender
    files = [file for file in form.files if file.entry == k + 1]
    is_own = _same(lender, form.lender)
    return Row(
        number=k + 1,
        date=entry.date,
        time="" if entry.time is None else entry.time.strftime("%H:%M"),
        lender=lender,
        entry=entry,
        night=_night(entry),
        unconfirmed=False,
        over_share=is_own
        and form.share is not None
        and entry.i_promised_amount is not None
        and entry.i_promised_amount > form.share
        and entry.done == "no",
        conduct=tuple(
            dict.fromkeys(what for what in (entry.conduct, entry.also_conduct) if what != "none")
        ),
        files=tuple(file.name for file in files),
        sha256=tuple(file.sha256 for file in files),
    )


def _same(one: str, other: str) -> bool:
    return tidy(one).replace(" ", "") == tidy(other).replace(" ", "")


def _night(entry: Entry) -> bool | None:
    """Whether the other side came in the hours without collection."""
    start = limit("collection_quiet_from_hour", entry.date)
    end = limit("collection_quiet_to_hour", entry.date)
    if start is None or end is None or entry.time is None:
        return None
    is_reached = entry.direction == "in" and entry.channel in _AT_ONCE
    return is_reached and (entry.time.hour >= start or entry.time.hour < end)


def limit(name: str, day: datetime.date) -> int | None:
    """A figure as it held that day, or `None` before its first day."""
    try:
        return int(figure(name, on=day).value)
    except NotInForce:
        return None


def _confirmed(rows: Sequence[Row]) -> Iterator[Row]:
    """Each row, told whether a promise made aloud still stands nowhere in writing."""
    for k, row in enumerate(rows):
        entry = row.entry
        is_aloud = bool(entry.they_promised) and entry.channel in ORAL and entry.answered == "yes"
        in_writing = any(
            later.entry.direction == "in"
            and later.entry.channel not in ORAL
            and bool(later.entry.they_promised)
            and _same(later.lender, row.lender)
            for later in rows[k + 1 :]
        )
        yield replace(row, unconfirmed=is_aloud and not in_writing and entry.done == "no")


def _days(rows: Sequence[Row]) -> Iterator[Day]:
    groups = dict.fromkeys((row.date, row.lender) for row in rows)
    for number, (day, lender) in enumerate(groups, 1):
        here = [row for row in rows if (row.date, row.lender) == (day, lender)]
        rung = [row for row in here if row.entry.channel == "phone" and row.entry.direction == "in"]
        calls = sum(row.entry.answered == "yes" for row in rung)
        most_calls = limit("collection_calls_per_day", day)
        most_attempts = limit("collection_unanswered_attempts_per_day", day)
        yield Day(
            number=number,
            date=day,
            lender=lender,
            calls=calls,
            unanswered=len(rung) - calls,
            night=sum(bool(row.night) for row in here),
            over_calls=None if most_calls is None else calls > most_calls,
            over_unanswered=None if most_attempts is None else len(rung) - calls > most_attempts,
        )


# --- what to do next --------------------------------------------------------------------------


def _steps(form: Form, rows: Sequence[Row], days: Sequence[Day]) -> tuple[Step, ...]:
    wanted = [step for row in rows for step in _of(form, row)]
    wanted += _complaints(rows, days)
    wanted.sort(key=lambda step: (step[0] or datetime.date.max, step[2]))
    return tuple(
        Step(
            number=number,
            what=what,
            by=by,
            entry=entry,
            late=by is not None and form.as_of is not None and by < form.as_of,
        )
        for number, (by, what, entry) in enumerate(wanted, 1)
    )


_Wanted = tuple[datetime.date | None, str, int]


def _of(form: Form, row: Row) -> Iterator[_Wanted]:
    """The steps that one contact asks for; none when it is done."""
    entry, number = row.entry, row.number
    if entry.done == "yes":
        return
    if "threat" in row.conduct:
        yield row.date, "police", number
    is_false = entry.party == "claims_law" or any(what in TO_VERIFY for what in row.conduct)
    if is_false and entry.verified == "unverified":
        yield row.date, "verify", number
    if row.unconfirmed:
        yield row.date, "confirm_terms", number
    if (row.night or row.conduct) and not row.files:
        yield row.date, "record", number
    if row.over_share:
        yield row.date, "change_promise", number
    if entry.i_promised or entry.i_promised_amount is not None:
        yield entry.i_promised_by, "keep", number
    if entry.they_promised_by is not None:
        is_past = form.as_of is not None and entry.they_promised_by < form.as_of
        yield entry.they_promised_by, "ask" if is_past else "watch", number
    if entry.next_step:
        yield entry.next_by, "own", number
    if entry.direction == "out" and entry.channel in ("phone", "app") and not entry.ticket_no:
        yield row.date, "ticket", number


def _complaints(rows: Sequence[Row], days: Sequence[Day]) -> Iterator[_Wanted]:
    """One step for each lender of whom there is enough to complain about, at its latest contact."""
    for lender in dict.fromkeys(row.lender for row in rows):
        here = [row for row in rows if row.lender == lender and row.entry.done == "no"]
        is_over = any(day.over_calls or day.over_unanswered for day in days if day.lender == lender)
        nights = [row for row in here if row.night]
        bad = [row for row in here if any(what in COMPLAINED_OF for what in row.conduct)]
        if here and (bad or is_over or len(nights) >= MANY_NIGHTS):
            yield None, "complaint", (bad or nights or here)[-1].number


def explain(form: Form, result: Result) -> Answer:
    """The next step first; then the timeline, the counts of each day, and papers to keep."""
    return _contact_words.answer(in_both_languages(form, EXAMPLES), result)


EXAMPLES: dict[str, dict[str, object]] = {
    "self_employed": {
        "as_of": "2026-11-21",
        "lender": _("小贷公司贷款"),
        "share": "576.61",
        "entries": [
            {
                "date": "2026-11-17",
                "time": "09:20",
                "lender": _("小贷公司贷款"),
                "contract_last4": "5813",
                "channel": "phone",
                "number_shown": "021-5550-0142",
                "party": "agency",
                "they_said": _("本周先还 2,000 元"),
                "i_said": _("每月能给 576.61 元"),
                "i_promised": _("先还一笔"),
                "i_promised_amount": "1000",
                "i_promised_by": "2026-11-28",
            },
            {
                "date": "2026-11-17",
                "time": "13:05",
                "lender": _("小贷公司贷款"),
                "contract_last4": "5813",
                "channel": "phone",
                "number_shown": "021-5550-0142",
                "party": "agency",
                "they_said": _("同样的话"),
            },
            {
                "date": "2026-11-17",
                "time": "16:30",
                "lender": _("小贷公司贷款"),
                "contract_last4": "5813",
                "channel": "phone",
                "number_shown": "021-5550-0143",
                "party": "agency",
                "they_said": _("同样的话"),
            },
            {
                "date": "2026-11-17",
                "time": "19:50",
                "lender": _("小贷公司贷款"),
                "contract_last4": "5813",
                "channel": "phone",
                "number_shown": "021-5550-0142",
                "party": "agency",
                "they_said": _("骂我是老赖"),
                "conduct": "insult",
            },
            {
                "date": "2026-11-18",
                "time": "19:40",
                "lender": _("小贷公司贷款"),
                "contract_last4": "5813",
                "channel": "phone",
                "number_shown": "021-5550-0142",
                "party": "agency",
                "staff_no": "A17",
                "they_said": _("打给我店铺的房东，说出了我的欠款金额，要他转告我还钱"),
                "conduct": "third_party",
                "third_party": _("房东"),
            },
        ],
    },
    "couple": {
        "as_of": "2026-11-21",
        "lender": _("消费金融贷款"),
        "share": "1382.02",
        "entries": [
            {
                "date": "2026-11-20",
                "time": "14:10",
                "lender": _("消费金融贷款"),
                "contract_last4": "7390",
                "direction": "out",
                "channel": "app",
                "party": "lender",
                "verified": "app",
                "they_said": _("到期前可以申请延期，要产假证明"),
                "i_said": _("申请延期三个月，利息照付"),
                "they_promised": _("三天内答复"),
                "they_promised_by": "2026-11-23",
                "next_step": _("上传产假通知"),
                "next_by": "2026-11-22",
            },
        ],
    },
}
