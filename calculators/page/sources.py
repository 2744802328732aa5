"""A figure or a rule as an answer cites it: what it says, by which text, checked when and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calculators.law import Figure, Rule
from calculators.page.words import Text, _, say

SEEN = {
    "statute text read": _("读过条文"),
    "official page": _("看过官方页面"),
    "secondary source": _("见于转载或报道，未见官方原文"),
    "recall only": _("一般常识，没有查到原文"),
}
"""How something was checked."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One source in one language. `rule` is its place on the page of sources; `since` "" or a day."""

    rule: str
    says: str
    since: str
    title: str
    checked: str
    caveat: str


def cited(source: Figure | Rule, lang: str) -> Cited:
    """The source as both the page and the text say it."""
    zh = lang == "zh"
    if isinstance(source, Rule):
        rule, since = source.id, ""
        says = source.says_zh if zh else source.says_en
        title = source.title_zh if zh else source.title_en
    else:
        rule, since = source.rule, say(_("自 {day} 起", day=source.since), lang)
        says = source.title_zh if zh else source.title_en
        title = source.source_zh if zh else source.source_en
    return Cited(
        rule,
        says,
        since,
        title,
        say(checked(source.checked, source.seen), lang),
        source.caveat_zh if zh else source.caveat_en,
    )


def checked(on: date, seen: str) -> Text:
    """When and how something was checked, as a sentence."""
    return _("核对：{day}，{how}。", day=on, how=SEEN[seen])
