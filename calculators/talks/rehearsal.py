"""演练一次通话 · What will they say, and what do I answer?

A call in up to five turns. In each the reader picks what the other side says and which kind of
answer is given; the words are filled with the reader's own figures. The other side's mood begins at
refusal (0) and moves one step a turn, between 0 and 4 (agreement): a figure with papers +1, having
checked the caller for the first time +1; a vague promise, a quarrel, hanging up −1; else it stays.

The call ends early when the caller was checked at a false line, when an agreement was asked for in
writing, when a refusal was noted, or when something is lost: a code or money given away, a promise
above the limit, an untrue figure, no answer about a court. What an acceptance would cost is the debt
÷ the lender's instalments, or the sum asked for. Five habits are counted, not victories.
Rounding: the payment half up to the fen. Source: patterns of collection calls, with their evidence;
see the page. Nothing is drawn at random and nothing is remembered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from calculators.maths import money as m
from calculators.page import gates, typed
from calculators.page.answer import Answer, Next
from calculators.page.fields import Invalid
from calculators.page.words import Text, Yuan, _
from calculators.talks import _rehearsal_words as words
from calculators.talks._rehearsal_form import EXAMPLES, TURNS, Form, figure_said
from calculators.talks._rehearsal_lines import COMING, LINES, LOST, MOODS

__all__ = ["EXAMPLES", "TITLE", "Form", "Result", "calculate", "explain"]

TITLE = _("打电话之前，怎么演练一次？")


@dataclass(frozen=True)
class Turn:
    """`mood` after the turn, 0 to 4. `asked` is what agreeing would cost, `over` how much of it is
    above what the reader has (a month, or at once)."""

    number: int
    they: str
    answer: str
    mood: int
    asked: Decimal
    over: Decimal


@dataclass(frozen=True)
class Result:
    """`ending`: "limitation" (advice first), "checked", "agreed", "refused", "lost" (`lost` says
    what) or "open". `kept` are the five habits in their order, `coming` the lines to try next."""

    ending: str
    lost: str
    mood: int
    rows: tuple[Turn, ...]
    kept: tuple[bool, ...]
    habits: int
    coming: tuple[str, ...]


STEPS = {"vague": -1, "argue": -1, "hang": -1}


def calculate(form: Form) -> Result:
    """Play the turns until the call ends. Raises `Invalid` for turns that say nothing."""
    _check(form)
    may_be_old = gates.may_be_old(form.untouched_three_years, form.days_overdue)
    if may_be_old and form.asked_12348 == "no":
        return Result("limitation", "", 0, (), (), 0, ())
    mood, checked, ending, lost = 0, form.call != "theirs", "open", ""
    rows: list[Turn] = []
    too_early = False
    for number, they, said in _turns(form):
        asked, have = _price(form, they)
        over = max(asked - have, m.ZERO)
        step = STEPS.get(said, 0)
        if said == "number" and form.papers_ready == "yes":
            step = 1
        if said == "verify" and not checked:
            checked, step = True, 1
        too_early |= said in ("accept", "give") and not checked
        mood = min(max(mood + step, 0), len(MOODS) - 1)
        rows.append(Turn(number, they, said, mood, asked, over))
        ending, lost = _ending(they, said, over)
        if ending != "open":
            break
    answers = [row.answer for row in rows]
    kept = (
        lost != "above",
        not too_early and "give" not in answers,
        "text" in answers,
        "argue" not in answers,
        "ticket" in answers,
    )
    return Result(
        ending=ending,
        lost=lost,
        mood=mood,
        rows=tuple(rows),
        kept=kept,
        habits=sum(kept),
        coming=COMING[mood] if ending == "open" else (),
    )


def _turns(form: Form) -> Iterator[tuple[int, str, str]]:
    for number in range(1, TURNS + 1):
        they, said = getattr(form, f"they_{number}"), getattr(form, f"answer_{number}")
        if "none" in (they, said):
            return
        yield number, they, said


def _check(form: Form) -> None:
    errors: dict[str, Text] = {}
    if form.payment is not None and form.payment > form.share:
        errors["payment"] = _("比底线还高。请填不超过 {limit} 的数。", limit=Yuan(form.share))
    if "none" in (form.they_1, form.answer_1):
        name = "they_1" if form.they_1 == "none" else "answer_1"
        errors[name] = _("第 1 轮请选一句。")
    for number in range(1, TURNS + 1):
        they, said = getattr(form, f"they_{number}"), getattr(form, f"answer_{number}")
        asks_sum = they != "none" and LINES[they].needs == "sum" and not LINES[they].fake
        if said == "accept" and asks_sum and form.asked_sum is None:
            errors["asked_sum"] = _("答应先付一笔的，请填对方要先付多少。")
    if errors:
        raise Invalid(**errors)


def _price(form: Form, they: str) -> tuple[Decimal, Decimal]:
    """What agreeing to this line costs, and what there is for it."""
    match LINES[they].needs:
        case "all":
            return form.balance, form.spare
        case "sum":
            return form.asked_sum or m.ZERO, form.spare
        case "month" if they == "agreed":
            return figure_said(form), form.share
        case "month":
            return m.fen(form.balance / form.lender_months), form.share


def _ending(they: str, said: str, over: Decimal) -> tuple[str, str]:
    if said == "give" or (said == "accept" and LINES[they].fake):
        return "lost", "gave"
    if said == "false":
        return "lost", "untrue"
    if said == "hang" and they == "court_text":
        return "lost", "court"
    if said == "accept" and over:
        return "lost", "above"
    if said == "verify" and LINES[they].fake:
        return "checked", ""
    if said == "text" and they == "agreed":
        return "agreed", ""
    if said in ("ticket", "text") and they == "refused":
        return "refused", ""
    return "open", ""


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """How the call ended; then every turn with better words, and a script to print."""
    return Answer(
        headline=_headline(result),
        facts=words.facts(result),
        notes=words.notes(form, result),
        papers=words.papers(form, result),
        tables=words.tables(form, result),
        working=words.working(form, result),
        assumptions=(
            _("对方要的期数，每月按不计息平分；要计息的话还会多一些。"),
            _("演练不是预测：对方会怎么说，各家各人都不同。"),
            _(
                "对方的态度每轮最多动一格：有材料的数、第一次核实，加一格；推托、争吵、挂断，减一格。"
            ),
            _("说法来自公开的客服规则、通话研究和媒体报道；网传的写明了。都不是规则。"),
            _("五个习惯只说做没做到，不说输赢；对方拒绝也是正常的结尾。"),
        ),
        sources=words.sources(form, result),
        next=_next(form, result),
    )


def _headline(result: Result) -> Text:
    kept = {"kept": result.habits}
    match result.ending:
        case "limitation":
            return _(
                "先打 12348 免费问清，再演练：这笔债可能大约三年没有动静，今天只说“我先核实”。"
            )
        case "lost":
            return _("这一通先停：{what}。换一句再练一遍。", what=LOST[result.lost])
        case "checked":
            return _("挂断去核实，是对的。五个习惯做到 {kept} 个。", **kept)
        case "agreed":
            return _("谈成了，等文字。五个习惯做到 {kept} 个。", **kept)
        case "refused":
            return _("对方拒绝，你留了记录，这一通没有白打。五个习惯做到 {kept} 个。", **kept)
    return _(
        "练到这里，对方的态度是“{mood}”。五个习惯做到 {kept} 个。", mood=MOODS[result.mood], **kept
    )


def _next(form: Form, result: Result) -> tuple[Next, ...]:
    if result.ending == "limitation":
        return (Next("timeline", _("先看期限：时效、投诉、法院。")),)
    said = figure_said(form)
    values = {"balance": typed.amount(form.balance)}
    if said:
        values["payment"] = typed.amount(said)
    return (
        Next("contact_log", _("真的打完，记一笔。")),
        Next("ladder", _("数没定好？先定底线。"), {"balance": values["balance"]}),
        Next("letter", _("同样的话，写成信发一遍。"), values),
        Next("compare", _("对方还了价，放在一起比。"), {"balance": values["balance"]}),
    )
