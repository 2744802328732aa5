"""The contact log's answer: the next step, the timeline, the counts of each day, papers to keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from calculators.law import Figure, Rule, figure, rule
from calculators.page.answer import Answer, Cell, Event, Fact, Next, Paper, Table
from calculators.page.listed import Listed
from calculators.page.words import Text, Yuan, _
from calculators.papers._contact_form import CHANNELS, CONDUCT, DIRECTIONS, PARTIES, Form

if TYPE_CHECKING:
    from calculators.papers.contact_log import Result, Row, Step

COLUMNS = (
    "id",
    "at",
    "direction",
    "channel",
    "number_shown",
    "verified",
    "party",
    "staff_no",
    "contract_last4",
    "days_overdue",
    "they_said",
    "i_said",
    "they_promised",
    "they_promised_by",
    "i_promised",
    "i_promised_by",
    "i_promised_amount",
    "reference",
    "file",
    "sha256",
    "third_party",
    "conduct",
    "answered",
    "minutes",
    "next_step",
    "next_by",
    "done",
)
"""The file's header: names for programs, the same in every language."""

_STEPS = {
    "police": _("有人身威胁、上门闹事的，先打 110；写清原话、号码、时间"),
    "verify": _("先别付、别点、别给验证码，用合同上的电话核实"),
    "confirm_terms": _("把口头答应的写成确认函，请对方用文字确认"),
    "record": _("留下截图或录音，记下号码、时间、原话"),
    "change_promise": _("答应的比分到这一家的多，早点说明，改成守得住的数"),
    "ticket": _("补要工单号和答复日期"),
    "complaint": _("可以先向机构投诉：只写经过，不写困难"),
}
VIOLATIONS = {
    "threat": "insult",
    "insult": "insult",
    "third_party": "third_party",
    "impersonation": "impersonation",
    "new_loan": "new_borrowing",
    "fee": "collection_fee",
}
"""What a complaint calls it, by what was noted."""
_MOST_HANDED = 10


def answer(form: Form, result: Result) -> Answer:
    """Everything there is to say of a log."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(result),
        notes=_notes(result),
        papers=(_sheet(result),),
        tables=(
            *_todo(form, result),
            _timeline(result),
            _days(result),
            *_files(result),
            _everything(result),
        ),
        assumptions=(
            _("接通的、没接通的，都按同一家、同一天数；没接通的按打到你同一个号码算。"),
            _("夜里的只算电话、短信、微信、App 消息和上门；几点没填的不算。"),
            _("机构和它的外包，填成同一家才会合在一起数。"),
            _("哪天前做什么，是常见做法，不是法律期限。"),
            _("录音、截图留在原来的设备里；这里只有文件名和指纹，没有内容。"),
        ),
        sources=_sources(),
        next=tuple(_next(form, result)),
        events=_events(form, result),
    )


def _what(form: Form, result: Result, step: Step) -> Any:
    """The step in words, with what was typed about it."""
    entry = form.entries[step.entry - 1]
    match step.what:
        case "keep":
            parts: list[Any] = [entry.i_promised] if entry.i_promised else []
            if entry.i_promised_amount is not None:
                parts.append(Yuan(entry.i_promised_amount))
            return _("我答应的：{what}", what=Listed(tuple(parts), "，"))
        case "watch":
            return _("看对方办了没有：{what}", what=entry.they_promised or "—")
        case "ask":
            return _("对方答应的日子过了，拿工单号去问：{what}", what=entry.they_promised or "—")
        case "own":
            return entry.next_step
    return _STEPS[step.what]


def _headline(form: Form, result: Result) -> Text:
    if not result.steps:
        return _("记了 {count} 次联系，没有要赶的事。", count=result.contacts)
    step = result.steps[0]
    what = _what(form, result, step)
    if step.by is None:
        return _("下一步：{what}。记了 {count} 次联系。", what=what, count=result.contacts)
    if step.late:
        return _(
            "先补这一步：{what}。原本是 {day}。一共要做 {count} 步。",
            what=what,
            day=step.by,
            count=len(result.steps),
        )
    return _(
        "下一步：{what}，{day}前。一共要做 {count} 步。",
        what=what,
        day=step.by,
        count=len(result.steps),
    )


def _facts(result: Result) -> list[Fact]:
    calls, attempts = (
        int(figure(name).value)
        for name in ("collection_calls_per_day", "collection_unanswered_attempts_per_day")
    )
    start, end = (
        int(figure(name).value)
        for name in ("collection_quiet_from_hour", "collection_quiet_to_hour")
    )
    return [
        Fact(_("记下的联系"), _("{count} 次", count=result.contacts)),
        Fact(
            _("一天里接通最多"),
            _("{count} 次", count=result.most_calls),
            _(
                "推荐性国家标准（网络消费信贷）：和同一个债务人，每天主动有效通话不超过 {most} 次。",
                most=calls,
            ),
        ),
        Fact(
            _("一天里没接通最多"),
            _("{count} 次", count=result.most_unanswered),
            _(
                "银行业协会指引（只管会员）：没接通的，对同一号码每天尝试不宜超过 {most} 次。",
                most=attempts,
            ),
        ),
        Fact(
            _("夜里的联系"),
            _("{count} 次", count=result.nights),
            _(
                "同一标准和指引：没有另外约定或同意的，{start}:00 到次日 {end}:00 不催收。",
                start=start,
                end=end,
            ),
        ),
        Fact(_("只有口头的答应"), _("{count} 个", count=result.unconfirmed)),
    ]


def _notes(result: Result) -> list[Text]:
    notes = []
    if result.days_over or result.nights:
        notes.append(
            _(
                "超过次数、夜里联系，可作投诉材料。违反推荐性标准和自律规则，本身不是犯罪，更不是停止还款的理由。"
            )
        )
    if result.unconfirmed:
        notes.append(_("口头答应的，没有文字就当还没有。发一份确认函，请对方用短信或 App 回。"))
    if any(row.over_share for row in result.rows):
        notes.append(_("答应一家的比份额多，别家就要少。守不住，比早点改口更伤。"))
    conduct = {what for row in result.rows for what in row.conduct}
    if conduct & {"fee", "private_account", "link", "impersonation"}:
        notes.append(_("协商不收费。要付到私人账户、要验证码的，先停下，问 96110。"))
    if conduct & {"threat", "insult", "third_party"} or result.nights:
        notes.append(_("压力大、睡不着，可以打 12356 心理援助热线；有人威胁，打 110。"))
    notes.append(_("一天接一次、固定时间，其余时候回文字。不要失联，电话换了要告诉对方。"))
    return notes


def _when(row: Row) -> Text:
    return (
        _("{day} {clock}", day=row.date, clock=row.time) if row.time else _("{day}", day=row.date)
    )


def _flags(row: Row) -> Listed | None:
    flags: list[Text] = []
    if row.night:
        flags.append(_("夜里"))
    flags += [CONDUCT[what] for what in row.conduct]
    if row.unconfirmed:
        flags.append(_("只有口头"))
    if row.over_share:
        flags.append(_("比份额多"))
    return Listed(tuple(flags)) if flags else None


def _todo(form: Form, result: Result) -> tuple[Table, ...]:
    if not result.steps:
        return ()
    lines: list[Sequence[Cell]] = [
        (
            step.number,
            step.by,
            _what(form, result, step),
            step.entry,
            _("已过") if step.late else None,
        )
        for step in result.steps
    ]
    return (
        Table(
            _("要做的事，按日子排"),
            (_("先后"), _("哪天前"), _("做什么"), _("来自第几条"), _("过了没有")),
            lines,
        ),
    )


def _timeline(result: Result) -> Table:
    lines: list[Sequence[Cell]] = [
        (
            row.number,
            _when(row),
            row.lender,
            CHANNELS[row.entry.channel],
            row.entry.they_said,
            row.entry.i_said,
            row.entry.they_promised,
            row.entry.ticket_no,
            _flags(row),
        )
        for row in result.rows
    ]
    return Table(
        _("时间线"),
        (
            _("第几条"),
            _("哪天几点"),
            _("哪一家的债"),
            _("用什么方式"),
            _("对方说"),
            _("我说"),
            _("对方答应"),
            _("工单号"),
            _("留意"),
        ),
        lines,
    )


def _days(result: Result) -> Table:
    lines: list[Sequence[Cell]] = [
        (
            day.date,
            day.lender,
            day.calls,
            day.unanswered,
            day.night,
            _("可作投诉材料") if day.over_calls or day.over_unanswered or day.night else None,
        )
        for day in result.days
    ]
    return Table(
        _("每一天的次数"),
        (
            _("哪天"),
            _("哪一家的债"),
            _("接通的来电"),
            _("没接通的来电"),
            _("夜里的联系"),
            _("对照标准和指引"),
        ),
        lines,
    )


def _files(result: Result) -> tuple[Table, ...]:
    lines: list[Sequence[Cell]] = [
        (row.number, _when(row), name, digest)
        for row in result.rows
        for name, digest in zip(row.files, row.sha256, strict=True)
    ]
    if not lines:
        return ()
    return (
        Table(
            _("证据索引"),
            (_("属于第几条"), _("哪天几点"), _("文件名"), _("SHA-256")),
            lines,
        ),
    )


def _everything(result: Result) -> Table:
    return Table(
        _("全部记录，列名给表格软件用"),
        tuple(Text(column) for column in COLUMNS),
        [_columns(result, row) for row in result.rows],
        download="log",
    )


def _columns(result: Result, row: Row) -> tuple[Cell, ...]:
    entry = row.entry
    frequent = any(
        day.date == row.date and day.lender == row.lender and day.over_calls for day in result.days
    )
    conduct = [
        *(["night"] if row.night else []),
        *(["frequent"] if frequent else []),
        *row.conduct,
    ]
    at = f"{row.date.isoformat()}T{row.time}" if row.time else row.date.isoformat()
    return (
        row.number,
        at,
        entry.direction,
        entry.channel,
        entry.number_shown,
        entry.verified,
        Listed(tuple(part for part in (row.lender, entry.party) if part), "；"),
        entry.staff_no,
        entry.contract_last4,
        entry.days_overdue,
        entry.they_said,
        entry.i_said,
        entry.they_promised,
        entry.they_promised_by,
        entry.i_promised,
        entry.i_promised_by,
        entry.i_promised_amount,
        entry.ticket_no,
        Listed(row.files, "；"),
        Listed(row.sha256, "；"),
        entry.third_party,
        Listed(tuple(conduct), "；"),
        entry.answered,
        entry.minutes,
        entry.next_step,
        entry.next_by,
        entry.done,
    )


def _sheet(result: Result) -> Paper:
    lines: list[Text] = []
    for row in result.rows:
        lines += _entry(row)
    lines.append(_("以上据实记录，原始录音、截图由本人保存，可供核对。"))
    lines.append(_("签名：____　日期：____"))
    return Paper(_("沟通记录"), lines, kind="sheet")


def _entry(row: Row) -> Iterator[Text]:
    entry = row.entry
    known: list[Any] = [DIRECTIONS[entry.direction], CHANNELS[entry.channel]]
    if entry.channel == "phone" and entry.answered == "no":
        known.append(_("没接通"))
    if row.lender:
        known.append(row.lender)
    if entry.party != "unknown":
        known.append(PARTIES[entry.party])
    if entry.number_shown:
        known.append(_("号码 {number}", number=entry.number_shown))
    if entry.staff_no:
        known.append(_("工号 {staff}", staff=entry.staff_no))
    if entry.ticket_no:
        known.append(_("工单 {ticket}", ticket=entry.ticket_no))
    yield _(
        "{number}. {when}　{facts}",
        number=row.number,
        when=_when(row),
        facts=Listed(tuple(known), "，"),
    )
    if entry.they_said:
        yield _("　对方说：{words}", words=entry.they_said)
    if entry.i_said:
        yield _("　我说：{words}", words=entry.i_said)
    if entry.they_promised:
        by = entry.they_promised_by or Text("____")
        yield _("　对方答应：{words}（{day}前）", words=entry.they_promised, day=by)
    flags = [CONDUCT[what] for what in row.conduct]
    if entry.third_party:
        flags = [flag for flag in flags if flag != CONDUCT["third_party"]]
        flags.append(_("联系了{who}", who=entry.third_party))
    if flags:
        yield _("　情况：{flags}", flags=Listed(tuple(flags)))
    if row.files:
        yield _("　证据：{files}", files=Listed(row.files))


def _sources() -> list[Figure | Rule]:
    return [
        figure("collection_calls_per_day"),
        figure("collection_unanswered_attempts_per_day"),
        figure("collection_quiet_from_hour"),
        figure("collection_quiet_to_hour"),
        rule("evidence-rules"),
        rule("cbirc-2020-3-complaints"),
    ]


def _events(form: Form, result: Result) -> list[Event]:
    """The promised days that are still to come. What was said stays in the note."""
    events = []
    for row in result.rows:
        entry = row.entry
        last4 = entry.contract_last4 or "____"
        days = (
            (entry.they_promised_by, _("看对方答应的办了没有（尾号 {last4}）", last4=last4)),
            (entry.i_promised_by, _("我答应的要办到（尾号 {last4}）", last4=last4)),
            (entry.next_by, _("协商的下一步（尾号 {last4}）", last4=last4)),
        )
        said = (entry.they_promised, entry.i_promised, entry.next_step)
        for (day, title), words in zip(days, said, strict=True):
            is_ahead = day is not None and (form.as_of is None or day >= form.as_of)
            if day is not None and is_ahead and entry.done == "no":
                events.append(Event(day, title, _("{words}", words=words) if words else None))
    return sorted(events, key=lambda event: event.day)


# --- what other forms take along --------------------------------------------------------------


def _next(form: Form, result: Result) -> Iterator[Next]:
    unconfirmed = next((row for row in result.rows if row.unconfirmed), None)
    if unconfirmed:
        yield Next("letter", _("把口头答应的写成确认函。"), _confirmation(unconfirmed))
    complaint = next((step for step in result.steps if step.what == "complaint"), None)
    if complaint:
        yield Next("letter", _("写投诉书：经过已经填好。"), _complaint(result, complaint))
        yield Next("timeline", _("投诉以后，哪天该有答复。"))
    if any(row.files for row in result.rows):
        yield Next("evidence", _("把录音、截图列进证据目录。"), _evidence(form))
    yield Next("rehearsal", _("下一次通话之前，先演练一遍。"))
    yield Next("tracker", _("已经说好并签了的，按月核对付款。"))


def _confirmation(row: Row) -> dict[str, str]:
    entry = row.entry
    return _filled(
        kind="confirm_terms",
        lender=row.lender,
        contract_last4=entry.contract_last4,
        call_date=row.date.isoformat(),
        call_clock=row.time,
        channel=CHANNELS[entry.channel],
        staff_no=entry.staff_no,
        ticket_no=entry.ticket_no,
        other_terms=entry.they_promised,
    )


def _complaint(result: Result, step: Step) -> dict[str, str]:
    """The contact a complaint begins with, then others of the same lender."""
    main = next(row for row in result.rows if row.number == step.entry)
    values = _filled(
        kind="complaint", lender=main.lender, contract_last4=main.entry.contract_last4
    ) | _event(result, main)
    others = [
        row
        for row in result.rows
        if row.lender == main.lender and row.number != main.number and _violation(result, row)
    ]
    for k, row in enumerate(others[:_MOST_HANDED]):
        values |= {f"events.{k}.{name}": typed for name, typed in _event(result, row).items()}
    return values


def _event(result: Result, row: Row) -> dict[str, str]:
    entry = row.entry
    return _filled(
        violation=_violation(result, row),
        event_date=row.date.isoformat(),
        event_clock=row.time,
        event_channel=CHANNELS[entry.channel],
        event_number=entry.number_shown,
        event_party="" if entry.party == "unknown" else PARTIES[entry.party],
        staff_no=entry.staff_no,
        event_fact=entry.they_said,
        event_evidence="、".join(row.files),
    )


def _violation(result: Result, row: Row) -> str:
    """The gravest of what was noted, else the count of that day."""
    for what, violation in VIOLATIONS.items():
        if what in row.conduct:
            return violation
    if row.night:
        return "quiet_hours"
    day = next(day for day in result.days if (day.date, day.lender) == (row.date, row.lender))
    if row.entry.channel != "phone" or row.entry.direction == "out":
        return ""
    if day.over_calls and row.entry.answered == "yes":
        return "too_many_calls"
    return "too_many_attempts" if day.over_unanswered and row.entry.answered == "no" else ""


def _evidence(form: Form) -> dict[str, str]:
    values: dict[str, str] = {}
    for k, file in enumerate(form.files):
        values |= {
            f"files.{k}.{name}": typed
            for name, typed in _filled(
                name=file.name,
                document="contact_record",
                size="" if file.size is None else str(file.size),
                sha256=file.sha256,
            ).items()
        }
    return values


def _filled(**values: str) -> dict[str, str]:
    return {name: typed for name, typed in values.items() if typed}
