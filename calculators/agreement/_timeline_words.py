"""The answer of `timeline`: the days in order, what they are for, and what restarts limitation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from calculators.law import Figure, Rule, figure, rule
from calculators.page.answer import Answer, Cell, Event, Fact, Next, Table
from calculators.page.conventions import days
from calculators.page.words import Text, _

if TYPE_CHECKING:
    from calculators.agreement.timeline import Form, Result, Row

COMPLAINTS = {
    "simple": _("事实清楚、争议简单"),
    "complex": _("情况复杂"),
    "exceptional": _("特别复杂，机构说经批准延长了"),
}
COMPLAINT_FIGURES = {
    "simple": "complaint_days",
    "complex": "complaint_days_complex",
    "exceptional": "complaint_days_longest",
}
KINDS = {
    "demand": _("对方催收：函、短信、邮件到了"),
    "deduction": _("对方依约从账户扣了一笔"),
    "part_payment": _("我还了一部分"),
    "promise": _("我答应还、请求延期、交还款计划"),
    "assignment": _("债权转让的通知到了"),
    "mediation": _("对方请调解组织处理"),
    "suit": _("起诉、仲裁、支付令、保全、执行"),
}
NAMES = {
    "complaint_reply": _("机构答复投诉"),
    "complaint_longest": _("投诉答复最晚（特别复杂、经批准）"),
    "review": _("不服处理决定，书面申请核查"),
    "payment_order": _("支付令：付清，或书面异议"),
    "answer": _("交答辩状，提管辖异议"),
    "appeal": _("对判决上诉"),
    "confirmation": _("双方共同申请司法确认"),
    "objection_reply": _("征信异议的书面答复"),
    "pboc_reply": _("人民银行答复征信投诉"),
    "record_end": _("不良记录保存期满"),
}
DO = {
    "complaint_reply": _("没有答复就追问工单号，要书面的。"),
    "complaint_longest": _("过了还没有，可以向监管反映。"),
    "review": _("写给它的上级机构，附上决定。"),
    "payment_order": _("异议要书面写真实的争议；只说没钱挡不住。"),
    "answer": _("早几天交；不交也会照样审。"),
    "appeal": _("交给法院，留好回执。"),
    "confirmation": _("确认以后断了，对方可以直接申请执行；守得住再去。"),
    "objection_reply": _("没有改、没有答复，可以向人民银行投诉。"),
    "pboc_reply": _("没有答复，打电话问受理的分支机构。"),
    "record_end": _("查一次报告；没有删，提异议。"),
}


def answer(form: Form, result: Result) -> Answer:
    """The reader's next deadline first, then all days; limitation last and with its hedge."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        tables=_tables(result),
        working=_working(result),
        assumptions=(
            _("从次日起数，最后一天也算在内。周末只往后推到星期一；节假日和调休没有算。"),
            _("最稳的做法：不等顺延，在表里的“到哪天”以前办完。"),
            _("投诉的天数按自然日数；原文没有核到是不是工作日，过几天再追问也不晚。"),
            _("投诉、调解、谈判，都不会让利息、逾期天数、时效和法院期限停下来。"),
            _("时效只按你填的日子数。没看到的催收、扣款会让它更晚，不会更早。"),
        ),
        sources=_sources(form, result),
        next=_next(form, result),
        events=[*_events(result)],
    )


def _headline(form: Form, result: Result) -> Text:
    nearest = next((row for row in result.rows if row.yours and not row.is_past), None)
    if nearest is not None:
        given = {"what": NAMES[nearest.name], "date": nearest.date, "moved": nearest.moved}
        if nearest.days_left > 0:
            left = days(nearest.days_left)
            return _("你要先办的：{what}，{date}以前，还有 {left}。", left=left, **given)
        if nearest.days_left < 0:
            return _("{what}：{date}是周末，顺延到 {moved}。今天就办。", **given)
        return _("今天就是最后一天：{what}。今天办。", **given)
    past = _past(form, result)
    if past:
        return past[-1]
    coming = next((row for row in result.rows if row.days_left >= 0), None)
    if coming is not None:
        return _("下一个日子是 {date}：{what}。", date=coming.date, what=NAMES[coming.name])
    if result.limitation_state == "running":
        return _(
            "按你填的日子，诉讼时效最早到 {end}；没看到的催收会让它更晚。",
            end=result.limitation_end,
        )
    if result.limitation_state != "none":
        return _("时效的事先别自己下结论：今天不签、不付、不答应，先打 12348 免费问。")
    return _("填的日子都过了。没有等到答复的，今天就追问。")


def _past(form: Form, result: Result) -> list[Text]:
    """Court periods that are over by the days typed; after a judgment the answer is history."""
    return [
        _(
            "{what}，按你填的日子 {date}已经过了。今天就打 12348 和法院公开电话，问还能做什么。",
            what=NAMES[row.name],
            date=row.moved,
        )
        for row in result.rows
        if row.is_past and row.name in COURT
        if not (row.name == "answer" and form.judgment_date)
    ]


COURT = ("payment_order", "answer", "appeal")


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(NAMES[row.name], row.date, _left(row))
        for row in result.rows
        if row.name != "record_end"
    ]
    if result.record_end is not None:
        facts.append(
            Fact(
                _("征信：不良记录最早删除"),
                result.record_end,
                _("从还清那天起算；以机构报送的终止日为准。"),
            )
        )
    else:
        facts.append(Fact(_("征信：不良记录"), _("没填还清的日子；没还清的，还没开始倒数")))
    if result.limitation_state != "none":
        facts.append(
            Fact(_("诉讼时效，按你填的日子"), _limitation(result), _("不是到期就不还的日子。"))
        )
    if result.limitation_max is not None:
        facts.append(
            Fact(
                _("最长的保护期间到"),
                result.limitation_max,
                _("从第一次没还算；特殊情况法院可以延长。"),
            )
        )
    return facts


def _left(row: Row) -> Text:
    if row.days_left < 0 and not row.is_past:
        return _("顺延到 {moved}。{do}", moved=row.moved, do=DO[row.name])
    if row.days_left < 0:
        return _("过了 {n}。{do}", n=days(-row.days_left), do=DO[row.name])
    if row.days_left == 0:
        return _("就是今天。{do}", do=DO[row.name])
    return _("还有 {n}。{do}", n=days(row.days_left), do=DO[row.name])


def _limitation(result: Result) -> Text:
    match result.limitation_state:
        case "running":
            return _("最早到 {end}", end=result.limitation_end)
        case "maybe_over":
            return _("按这些日子，可能过了；先打 12348")
        case "pending":
            return _("官司或程序没结束，先不数")
    return _("之后又还过或答应过，可能不能再提；先打 12348")


def _notes(form: Form, result: Result) -> list[Text]:
    headline = _headline(form, result)
    notes = [said for said in _past(form, result) if said != headline]
    if any(row.name in COURT for row in result.rows):
        notes += [
            _("先打 12368 或法院公开电话核真假，不点短信里的链接。谈判不会让这个期限停下来。"),
            _("期满前交邮，不算过期；留好邮寄单。"),
        ]
    if any(row.moved != row.date for row in result.rows):
        notes.append(_("最后一天是周末的，会顺延；别等那一天。"))
    if result.limitation_state in ("maybe_over", "given_up"):
        notes += [
            _("债还在，对方还可以来谈、来起诉；过没过，自己很容易数错。"),
            _("今天不签字、不付、不说“我认”。先打 12348，问时效可能从哪天算、什么时候提。"),
            _("已经签了、付了的，别慌，也别再签第二张；留好那张纸一起问。"),
        ]
    if result.limitation_state == "running":
        notes.append(_("对方一条短信就能让时效重新算，等它过去不是办法；没过的债，早谈不吃亏。"))
    if result.limitation_state != "none":
        notes.append(
            _("法院不会替你提时效。收到法院的文书，一定按期回应，有时效的事写进答辩或异议。")
        )
        if _before_law(form):
            notes.append(
                _(
                    "填的日子里有 {since}以前的，那时的规定这里没有收录，请把日子拿去问 12348。",
                    since=figure("limitation_years").since,
                )
            )
    if result.record_end is None:
        notes.append(_("真实的逾期，花钱也删不掉；还清以后，保存期才开始。"))
    return notes


def _before_law(form: Form) -> bool:
    since = figure("limitation_years").since
    typed = [form.last_due_date, form.accelerated_date, form.first_missed_date]
    typed += [one.date for one in form.happened]
    return any(day is not None and day < since for day in typed)


def _tables(result: Result) -> tuple[Table, ...]:
    lines: list[Sequence[Cell]] = [
        (
            row.date,
            NAMES[row.name],
            row.start,
            _length(row.figure),
            _("你") if row.yours else _("对方"),
            row.moved if row.moved != row.date else None,
        )
        for row in result.rows
    ]
    columns = (_("到哪天"), _("什么"), _("从哪天"), _("多久"), _("谁来办"), _("遇周末顺延到"))
    tables = [Table(_("按日子排好"), columns, lines, download="days")] if lines else []
    if result.effects:
        tables.append(
            Table(
                _("发生过的事，对时效有什么影响（按你填的）"),
                (_("哪天"), _("发生了什么"), _("影响"), _("之后最早到")),
                [
                    (one.date, KINDS[one.kind], EFFECTS[one.effect], one.end)
                    for one in result.effects
                ],
            )
        )
    if result.limitation_state != "none":
        tables.append(
            Table(
                _("哪些事会让时效重新算"),
                (_("谁做的"), _("什么事")),
                [
                    (_("你") if kind in ("part_payment", "promise") else _("对方"), said)
                    for kind, said in KINDS.items()
                ],
            )
        )
    return tuple(tables)


EFFECTS = {
    "restart": _("重新算"),
    "before": _("到期以前，还没开始算"),
    "inside": _("程序里面，不另外算"),
    "after": _("晚于前面的期限，怎么算要问"),
}


def _length(used: Figure) -> Text:
    number = int(used.value)
    return _("{n} 年", n=number) if used.unit == "years" else days(number)


def _working(result: Result) -> list[Text]:
    lines = [
        _(
            "{what}：{start} + {length} = {date}",
            what=NAMES[row.name],
            start=row.start,
            length=_length(row.figure),
            date=row.date,
        )
        for row in result.rows
    ]
    if result.limitation_end is not None:
        lines.append(
            _(
                "诉讼时效最早到：{start} + {length} = {date}",
                start=result.limitation_from,
                length=_length(figure("limitation_years")),
                date=result.limitation_end,
            )
        )
    return lines


def _sources(form: Form, result: Result) -> list[Figure | Rule]:
    sources: list[Figure | Rule] = [*result.figures]
    if result.record_end is None:
        sources.append(figure("credit_record_years"))
    if any(row.name in COURT for row in result.rows):
        sources.append(rule("cpl-service"))
    if result.limitation_state != "none":
        sources += [
            rule("spc-limitation-art-8-14-19"),
            rule("cc-art-192-193"),
            rule("spc-bank-card-2021-art-2-3"),
        ]
    return sources


def _events(result: Result) -> Iterator[Event]:
    """Days to act on or to ask; never the end of limitation, which is no day to wait for."""
    for row in result.rows:
        if row.days_left >= 0 and row.name != "complaint_longest":
            yield Event(row.date, NAMES[row.name], DO[row.name], (7, 3, 1) if row.yours else (0,))


def _next(form: Form, result: Result) -> tuple[Next, ...]:
    steps = []
    if any(row.name in COURT for row in result.rows):
        steps.append(Next("court_costs", _("打官司大概多少钱？")))
    if form.complaint_date is not None and result.limitation_state in ("none", "running"):
        steps.append(Next("letter", _("没有答复，写一封追问的投诉书。"), {"kind": "complaint"}))
    return (
        *steps,
        Next("contact_log", _("每次联系记一笔，日子就不会忘。")),
        Next("evidence", _("把回执、短信、文书编成目录。")),
    )
