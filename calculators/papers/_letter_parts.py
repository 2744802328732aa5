"""How a letter is put together: sentences filled from a form, blanks, numbered requests.

`Fill` turns a template such as `_("截至{as_of}欠款约{balance}")` into a `Text` with what was typed;
what was not typed becomes a blank with the label of its question. Nothing else is ever filled in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calculators.page.conventions import days
from calculators.page.fields import questions
from calculators.page.words import SOURCE_LANGUAGE, Instalments, Months, Text, Yuan, _, say

MOST_MESSAGE = 200
"""Characters of a message: what a chat box takes."""
MOST_SCRIPT = 240
"""Characters that can be said in about a minute."""
LEAST_LETTER, MOST_LETTER = 300, 500

UNSAID = frozenset({"unstated", "unknown", "none", "other"})
"""Choices that say nothing: in a letter they are blanks."""


@dataclass(frozen=True)
class Draft:
    """One request in three forms. `body` are paragraphs; `annexes` stand below the letter.

    `to` is who is addressed and `signer` what the writer is called below.
    """

    title: Text
    to: Any
    body: Sequence[Text]
    message: Text
    script: Text
    annexes: Sequence[Any] = ()
    signer: Text = _("申请人")


class Fill:
    """A form's answers for sentences. `blanks` has the label of every question left empty."""

    def __init__(self, form: Any, *, labelled: bool = True, within: Fill | None = None) -> None:
        self.form = form
        self.asked = questions(type(form))
        self.labelled: bool = within.labelled if within else labelled
        self.blanks: dict[str, Text] = within.blanks if within else {}

    def __call__(self, template: str, /, **more: Any) -> Text:
        """`template` with `more`, and for every other place what was typed or a blank."""
        places = dict.fromkeys(re.findall(r"\{(\w+)\}", template))
        return Text(
            template, **{name: more[name] if name in more else self[name] for name in places}
        )

    def __getitem__(self, name: str) -> Any:
        if name == "lender" and (self.form.lender_full or not self.form.lender):
            name = "lender_full"
        value = getattr(self.form, name)
        if not _is_said(value):
            return self.blank(name)
        return _shown(name, self.asked[name].show, value)

    def given(self, *names: str) -> bool:
        """Whether all of these were answered."""
        return all(_is_said(getattr(self.form, name)) for name in names)

    def blank(self, name: str, label: Text | None = None) -> Text:
        """`____` with the label of a question, to be filled in by pen."""
        label = label or self.asked[name].label
        self.blanks[name] = label
        return _("____（待填：{label}）", label=label) if self.labelled else Text("____")


@dataclass(frozen=True)
class Tight:
    """A quantity as a Chinese letter writes it, without blanks: 741.94元, 62期."""

    quantity: Any

    def say(self, lang: str) -> str:
        said = say(self.quantity, lang)
        return said.replace(" ", "") if lang == SOURCE_LANGUAGE else said


@dataclass(frozen=True)
class Within:
    """A label of a choice in the middle of a sentence: no capital in English."""

    label: Any

    def say(self, lang: str) -> str:
        said = say(self.label, lang)
        return said if lang == SOURCE_LANGUAGE else said[:1].lower() + said[1:]


def yuan(amount: Decimal) -> Tight:
    """Money in a letter."""
    return Tight(Yuan(amount))


def _is_said(value: Any) -> bool:
    return value not in (None, "", ()) and not (isinstance(value, str) and value in UNSAID)


def _shown(name: str, show: Callable[[Any], Any], value: Any) -> Any:
    if isinstance(value, str):
        shown = show(value)
        return Within(shown) if name in _LABELS else known(shown)
    return Tight(_SHOWN.get(name, show)(value))


_LABELS = frozenset({"rule", "mediation_way"})
_SHOWN: Mapping[str, Callable[[Any], Any]] = {
    "months": Instalments,
    "loan_months": Instalments,
    "grace_months": Months,
    "pay_day": lambda number: each_month_on(number),
    "lenders_count": lambda number: _("{number} 家", number=number),
    "hold_days": days,
    "days_overdue": days,
    "grace_days": days,
    "certificate_days": days,
    "talk_count": lambda number: _("一次") if number == 1 else _("{number} 次", number=number),
}


def each_month_on(number: int) -> Text:
    return _("每月 {day} 日", day=number)


# --- words the letters know in both languages -------------------------------------------------

PHRASES: tuple[Text, ...] = (
    _("示例银行"),
    _("示例小额贷款公司"),
    _("示例消费金融公司"),
    _("银行消费贷"),
    _("小贷公司贷款"),
    _("消费金融贷款"),
    _("个人消费贷款"),
    _("小额贷款"),
    _("信用卡"),
    _("电话"),
    _("短信"),
    _("在线客服"),
    _("存款"),
    _("家人帮助"),
    _("工作日中午"),
    _("工作日晚上"),
    _("打给我店铺的房东，说出了我的欠款金额，要他转告我还钱"),
    _("房东的通话截图"),
)


def known(typed: str) -> str:
    """What was typed; a phrase known in both languages is said in that of the page."""
    if isinstance(typed, Text):
        return typed
    return next((text for text in PHRASES if typed in (str(text), say(text, "en"))), typed)


# --- sentences side by side -------------------------------------------------------------------


@dataclass(frozen=True)
class Side:
    """Things said one after the other; `mark` stands between them in Chinese, `english` in English."""

    items: Sequence[Any]
    mark: str = ""
    english: str = " "

    def say(self, lang: str) -> str:
        said = [say(item, lang) for item in self.items]
        if lang == SOURCE_LANGUAGE:
            return self.mark.join(said)
        whole = self.english.join(said)
        return re.sub(r" +(?=[,.;)])", "", whole) if self.english == " " else whole


def joined(*texts: Text | None) -> Text:
    """One after the other, without those that are `None`."""
    return _("{text}", text=Side([text for text in texts if text]))


def listed(texts: Sequence[Any]) -> Text:
    """甲、乙、丙."""
    return _("{text}", text=Side(texts, "、", ", "))


def clauses(texts: Sequence[Any]) -> Text:
    """甲，乙，丙."""
    return _("{text}", text=Side(texts, "，", ", "))


NUMERALS = (
    _("一"),
    _("二"),
    _("三"),
    _("四"),
    _("五"),
    _("六"),
    _("七"),
    _("八"),
    _("九"),
    _("十"),
)


def numbered(*items: Text | None, start: int = 0) -> list[Text]:
    """一、…… 二、……, without those that are `None`."""
    kept = [item for item in items if item]
    return [
        _("{number}、{text}", number=NUMERALS[start + k], text=item) for k, item in enumerate(kept)
    ]


def counted(items: Sequence[Text]) -> list[Text]:
    """1. …… 2. ……, or the one thing without a number."""
    if len(items) == 1:
        return list(items)
    return [_("{number}. {text}", number=k + 1, text=item) for k, item in enumerate(items)]


def indented(paragraph: Text) -> Text:
    """A paragraph of a Chinese letter begins two characters in."""
    return _("　　{text}", text=paragraph)


_LABEL = re.compile(r"（待填：[^（）]*）")


def length(texts: Sequence[str]) -> int:
    """Characters of the Chinese text, without blanks, line ends and what a blank is labelled."""
    return sum(len("".join(_LABEL.sub("", say(text)).split())) for text in texts)
