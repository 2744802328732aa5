"""What every page has, and what a page and its twin in the other language share."""

import re
from collections.abc import Iterator
from datetime import date

from calculators.law import figure
from calculators.page.words import say_date
from scripts import facts
from scripts.prose import LINK, Fault, Text

LONGEST = {"zh": 80, "en": 160}
"""Characters of a description: what search engines show on a phone."""


def faults(text: Text) -> Iterator[Fault]:
    """What is missing from one page."""
    zh = text.language == "zh"
    for key in ("title", "description", "checked"):
        if not text.meta.get(key):
            words = (
                f"开头两条 --- 之间没有 {key}。" if zh else f"{key} is missing between the two ---."
            )
            yield Fault(text.file, 1, words)
    yield from _description(text)
    yield from _checked(text)
    yield from _ending(text)
    yield from _safety(text)


def twin_faults(text: Text, twin: Text) -> Iterator[Fault]:
    """What the twin has and this page has not: headings in their order, rules, figures, contacts."""
    zh = text.language == "zh"
    own, other = ([(h.level, h.anchor) for h in page.headings] for page in (text, twin))
    if own != other:
        place = next(
            (i for i, pair in enumerate(zip(own, other, strict=False)) if len(set(pair)) > 1), -1
        )
        heading = text.headings[place] if text.headings else None
        line, name = (heading.line, heading.text) if heading else (1, "")
        yield Fault(
            text.file,
            line,
            f"两种语言的标题对不上，从“{name}”起：级别、顺序和 {{ #编号 }} 都要和 {twin.file} 一样。"
            if zh
            else f'The headings differ from "{name}" on: levels, order and {{ #ids }} must be those of'
            f" {twin.file}.",
        )
    for kind, name in sorted(twin.markers - text.markers):
        marker = f"{{{{ {kind} {name} }}}}"
        yield Fault(
            text.file,
            1,
            f"{twin.file} 用了 {marker}，这一页没有：两种语言的出处要一样。"
            if zh
            else f"{twin.file} has {marker} and this page has not: both languages cite the same.",
        )


def nameless(text: Text) -> Iterator[Fault]:
    """Headings without an id of their own, which a link from elsewhere could not rely on."""
    for heading in text.headings:
        if heading.level > 1 and not heading.anchor:
            zh = text.language == "zh"
            words = (
                f"标题“{heading.text}”后面要有 {{ #编号 }}，两种语言用同一个。"
                if zh
                else f'The heading "{heading.text}" needs an {{ #id }}, the same in both languages.'
            )
            yield Fault(text.file, heading.line, words)


def _description(text: Text) -> Iterator[Fault]:
    length = len(str(text.meta.get("description", "")))
    if length > LONGEST[text.language]:
        limit = LONGEST[text.language]
        yield Fault(
            text.file,
            1,
            f"description 有 {length} 个字，最多 {limit} 个。"
            if text.language == "zh"
            else f"The description has {length} letters; {limit} at most.",
        )


def _checked(text: Text) -> Iterator[Fault]:
    """A page is read again whenever something it cites was checked again."""
    on = text.meta.get("checked")
    if not isinstance(on, date):
        return
    for kind, name in sorted(text.markers):
        last = last_check(kind, name)
        if last and on < last:
            day = say_date(last, text.language)
            yield Fault(
                text.file,
                1,
                f"{name} 在{day}重新核对过，比这一页的 checked 晚：请重读这一页，再改日期。"
                if text.language == "zh"
                else f"{name} was checked again on {day}, after this page's `checked`: read the page"
                " again, then change the day.",
            )


def last_check(kind: str, name: str) -> date | None:
    """The day on which what a marker names was checked; None for a name that does not exist."""
    name = name.split()[0]
    try:
        match kind:
            case "figure":
                return figure(name).checked
            case "rule":
                return facts.day(facts.rule(name)["checked"])
            case "contact":
                return facts.day(facts.read("contacts")[name]["checked"])
    except (KeyError, facts.Unknown):
        return None  # the build stops at it and says so
    return None


def _ending(text: Text) -> Iterator[Fault]:
    notice = f"{text.language}/notice.md"
    last = text.blocks[-1] if text.blocks else None
    if not last or (last.kind, last.text) != ("include", notice):
        yield Fault(
            text.file,
            last.line if last else 1,
            f"最后一行要是 {{!{notice}!}}。"
            if text.language == "zh"
            else f"The last line must be {{!{notice}!}}.",
        )


def _safety(text: Text) -> Iterator[Fault]:
    """Where a page speaks of threats or despair, the numbers to call are on it or one link away."""
    if f"{text.language}/safety.md" in text.includes:
        return
    for block in text.blocks:
        found = _DISTRESS[text.language].search(_BANNED.sub("", block.text))
        if block.kind in ("words", "heading") or not found or _helps(block.text):
            continue
        yield Fault(
            text.file,
            block.line,
            f"说到“{found[0]}”的页面，要有一行 {{!zh/safety.md!}}，或在这一段写上 {{{{ contact 110 }}}}、"
            "{{ contact 12356 }}，或链接到 stop.md#threats。"
            if text.language == "zh"
            else f'A page that speaks of "{found[0]}" needs a line {{!en/safety.md!}}, or in this'
            " paragraph {{ contact 110 }} or {{ contact 12356 }}, or a link to stop.md#threats.",
        )
        return


def _helps(words: str) -> bool:
    links = [target for _, target in LINK.findall(words)]
    return bool(re.search(r"contact (110|12356)\b", words)) or any(
        target.endswith(("#threats", "#cope")) for target in links
    )


_BANNED = re.compile(
    r"(?:不得|不许|不准|禁止)[^。；]*|\b(?:without|may not|must not) [^.;]*", re.IGNORECASE
)
"""What a rule forbids collectors to do is not what happens to the reader."""

_DISTRESS = {
    "zh": re.compile(r"轻生|不想活|自杀|想死|撑不住|睡不着|恐吓|威胁|暴力|闯门|上门闹|动手打"),
    "en": re.compile(
        r"\bsuicid\w+|\bkill (?:my|your)self|\bend(?:ing)? (?:my|your) life|\bcannot cope\b"
        r"|\bthreats?\b|\bthreaten(?:ed\b|s? (?:me|you|him|her|them|us|your|my)\b)"
        r"|\bviolen\w+|\bforces? (?:the|your) door",
        re.IGNORECASE,
    ),
}
