"""A text in the reader's own words: anything but a number that tells who somebody is."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any

from calculators.page.dossier import LONG_NUMBER
from calculators.page.fields import MOST_TEXT, Question, Unreadable, text, tidy
from calculators.page.words import Text, _

_DAY = r"(?:19|20)\d\d(?:[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{4})"
_NOT_NUMBERS = re.compile(
    rf"(?<!\d){_DAY}[-~_至到 ]+{_DAY}(?!\d)"  # from one day to another, as in names of files
    r"|(?<!\d)(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?!\d)",
    re.ASCII,
)
_COUNTRY = re.compile(r"^(?:\+|00)\s?86[ -]?", re.ASCII)


def free_text(label: Text, *, most: int = MOST_TEXT, **more: Any) -> Any:
    """Up to `most` characters, as `str`; the digits of a card or an identity card are refused.

    Dates do not count.
    """
    return _asked(label, lambda asked, typed: _read(asked, typed, most), **more)


def caller(label: Text, **more: Any) -> Any:
    """The number a call or message came from, as `str`.

    It may have a country code, or be one of the long numbers of mass messages (106…).
    """

    def read(asked: Question, typed: str) -> str:
        shown = tidy(typed)
        is_mass = shown.startswith("106")
        _read(asked, "" if is_mass else _COUNTRY.sub("", shown), 40)
        return str(asked.read(typed))

    return _asked(label, read, **more)


def fingerprint(label: Text, **more: Any) -> Any:
    """A SHA-256 digest: 64 hexadecimal digits, as `str` in small letters; empty means ""."""
    return _asked(label, lambda _asked, typed: _digest(typed), **more)


def last4(label: Text, **more: Any) -> Any:
    """The last four characters of a contract's number, as `str`; nothing longer is taken."""
    return _asked(label, lambda _asked, typed: _four(typed), **more)


def _asked(label: Text, read: Callable[[Question, str], str], **more: Any) -> Any:
    asked: Question = text(label, **more).metadata["question"]
    return dataclasses.field(
        metadata={
            "question": dataclasses.replace(asked, read=lambda typed: read(asked, typed)),
        }
    )


def _digest(typed: str) -> str:
    digest = tidy(typed).replace(" ", "").lower()
    if not re.fullmatch(r"[0-9a-f]{64}", digest, re.ASCII):
        raise Unreadable(_("SHA-256 是 64 位，只有数字和 a 到 f。请重新选择文件，或者清空这一格。"))
    return digest


def _four(typed: str) -> str:
    digits = tidy(typed)
    if not re.fullmatch(r"[0-9A-Za-z]{4}", digits, re.ASCII):
        raise Unreadable(_("只写最后四位，例如 1234。不要写完整的合同号、卡号。"))
    return digits


def _read(asked: Question, typed: str, most: int) -> str:
    shown = tidy(typed)
    if LONG_NUMBER.search(_NOT_NUMBERS.sub("…", shown)):
        raise Unreadable(_LONG)
    found: str = asked.read(typed)
    if len(found) > most:
        raise Unreadable(_("最多 {most} 个字，请写短一些。", most=most))
    return found


_LONG = _("这里有一长串数字，像卡号、证件号。请删掉，只留最后四位；很长的工单号也只留后几位。")
