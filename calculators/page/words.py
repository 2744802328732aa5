"""Sentences and quantities: written once in Chinese, said in either language.

`_("每月还 {payment}。", payment=Yuan(x))` makes a `Text`. As a `str` it is the Chinese sentence;
`say(text, "en")` is the English one, from the gettext catalogue in `locale/`. Quantities know how
each language writes them, so no calculator formats a number itself.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from pathlib import Path
from typing import Any, Self

LANGUAGES = ("zh", "en")
SOURCE_LANGUAGE = "zh"
LOCALE = Path(__file__).parent / "locale"


@cache
def catalogue(lang: str) -> gettext.NullTranslations:
    """Return the translations for `lang`; Chinese is the source and needs none.

    Raises `ValueError` for another language and `FileNotFoundError` for a catalogue not compiled.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"lang: expected one of {', '.join(LANGUAGES)}, got {lang!r}")
    if lang == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    with (LOCALE / lang / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


class Text(str):
    """A sentence with its values kept apart, so that it can be said in another language.

    `template` is the Chinese text with `{name}` places; `values` fills them.
    """

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Self:
        text = super().__new__(cls, _fill(template, values, SOURCE_LANGUAGE))
        text.template = template
        text.values = values
        return text


_ = Text


@dataclass(frozen=True, slots=True)
class Yuan:
    """Money in yuan to the fen; `wan` adds the amount in 万元, as Chinese readers speak of it."""

    amount: Decimal
    wan: bool = False

    def say(self, lang: str) -> str:
        number = grouped(self.amount)
        if lang == "en":
            return number.replace("−", "−¥", 1) if number.startswith("−") else f"¥{number}"
        if self.wan and abs(self.amount) >= 10_000:
            return f"{number} 元（{_in_wan(self.amount)}）"
        return f"{number} 元"


@dataclass(frozen=True, slots=True)
class Percent:
    """A rate held as a fraction (0.18 = 18 %), shown with two to `places` decimals."""

    fraction: Decimal
    places: int = 2

    def say(self, lang: str) -> str:
        number = grouped(self.fraction * 100, self.places)
        spare = len(number) - self.places + 2  # decimals past the second go when they are zeros
        return f"{number[:spare]}{number[spare:].rstrip('0')}%"


@dataclass(frozen=True, slots=True)
class Number:
    """A plain number, such as a multiple; `places` decimals."""

    value: Decimal
    places: int = 2

    def say(self, lang: str) -> str:
        return grouped(self.value, self.places)


@dataclass(frozen=True, slots=True)
class Months:
    """A number of months."""

    number: int

    def say(self, lang: str) -> str:
        return _plural(lang, "{n} 个月", self.number)


@dataclass(frozen=True, slots=True)
class Instalments:
    """A number of instalments (期)."""

    number: int

    def say(self, lang: str) -> str:
        return _plural(lang, "{n} 期", self.number)


@dataclass(frozen=True, slots=True)
class People:
    """A number of people."""

    number: int

    def say(self, lang: str) -> str:
        return _plural(lang, "{n} 人", self.number)


def n_(template: str) -> str:
    """Mark the text of a counted quantity for the catalogue, where English has two forms."""
    return template


COUNTED = (n_("{n} 个月"), n_("{n} 期"), n_("{n} 人"))


def say(value: Any, lang: str = SOURCE_LANGUAGE) -> str:
    """Return `value` as the language writes it: a text, a quantity, a date, a count, typed text."""
    if isinstance(value, Text):
        return str(value) if lang == SOURCE_LANGUAGE else _fill(value.template, value.values, lang)
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return grouped(value)
    if isinstance(value, date):
        return say_date(value, lang)
    if isinstance(value, int):
        return f"{value:,}"
    return str(value.say(lang))


def say_date(day: date, lang: str) -> str:
    """2026年11月21日, or 21 Nov 2026."""
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"


def grouped(number: Decimal, places: int = 2) -> str:
    """Round half up to `places` decimals, with thousands separators and a true minus sign."""
    rounded = number.quantize(_UNITS[places], ROUND_HALF_UP, _WIDE)
    # The copying forms of minus and abs: the plain ones would round to the context's digits.
    return f"−{rounded.copy_abs():,}" if rounded < 0 else f"{rounded.copy_abs():,}"


_UNITS = [Decimal(1).scaleb(-places) for places in range(13)]
_WIDE = Context(prec=1000)


def _in_wan(amount: Decimal) -> str:
    wan = amount / 10_000
    shown = wan.quantize(Decimal("0.01"), ROUND_HALF_UP)
    about = "" if shown == wan else "约 "
    number = f"{abs(shown):,}".rstrip("0").rstrip(".")
    return f"{about}{'−' if amount < 0 else ''}{number} 万元"


def _fill(template: str, values: Mapping[str, Any], lang: str) -> str:
    is_source = lang == SOURCE_LANGUAGE or not template  # under "" a catalogue keeps its header
    translated = template if is_source else catalogue(lang).gettext(template)
    return translated.format(**{name: say(value, lang) for name, value in values.items()})


def _plural(lang: str, template: str, number: int) -> str:
    return catalogue(lang).ngettext(template, template, number).format(n=f"{number:,}")


_ENGLISH_MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
