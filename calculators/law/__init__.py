"""Legal and statistical numbers, each with the day from which it holds and where it was seen; and
the rules without a number that answers rely on.

A number lives in ``NAME.toml`` beside this file; nothing else in the project types it again. A rule
lives in docs/_data/law.yml; `scripts/rules.py` brings those with a sentence for answers to
``rules.json``. This package reads these files and knows no calculator, no page and no clock.
"""

import json
import os
import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

__all__ = ["Band", "Figure", "NotInForce", "Rule", "figure", "figures", "load", "rule"]


class NotInForce(ValueError):
    """The figure is asked for on a day on which it did not hold."""


@dataclass(frozen=True)
class Band:
    """A rate that is charged on the part of an amount above `above` yuan, up to the next band."""

    above: Decimal
    rate: Decimal


@dataclass(frozen=True)
class Figure:
    """A number as it held on one day.

    `since` is its first day, `until` the first day on which it no longer held (None: open).
    `unit` is plain English ("fraction a year": 0.24 is 24 % a year). `rule` is an id in
    docs/_data/law.yml or statistics.yml. `bands` is filled for fee scales only: the fee is `value`
    plus each band's rate on its part of the amount.
    """

    name: str
    value: Decimal
    since: date
    until: date | None
    unit: str
    rule: str
    title_zh: str
    title_en: str
    source_zh: str
    source_en: str
    checked: date
    seen: str
    caveat_zh: str
    caveat_en: str
    review: date
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A rule without a number, in one sentence. `id` is its entry in docs/_data/law.yml."""

    id: str
    says_zh: str
    says_en: str
    title_zh: str
    title_en: str
    checked: date
    seen: str
    caveat_zh: str
    caveat_en: str


def rule(name: str) -> Rule:
    """The rule with this id. Raises KeyError for one without a sentence for answers."""
    if name not in _rules():
        raise KeyError(f"no rule with a sentence for answers is called {name!r}")
    return _rules()[name]


def figure(name: str, on: date | None = None) -> Figure:
    """The figure as it held on the day `on`; the latest one when no day is given.

    Raises KeyError for a name without a file, NotInForce before its first day or after its end.
    """
    periods = _read(name)
    if on is None:
        return periods[-1]
    if on < periods[0].since:
        raise NotInForce(f"{name} holds from {periods[0].since} on; it was asked for on {on}")
    found = next(period for period in reversed(periods) if period.since <= on)
    if found.until and on >= found.until:
        raise NotInForce(f"{name} ended: {found.until} is the first day without it, asked for {on}")
    return found


@cache
def figures() -> tuple[str, ...]:
    """The names of all figures, sorted."""
    return tuple(sorted(f.removesuffix(".toml") for f in os.listdir(_HERE) if f.endswith(".toml")))


def load() -> None:
    """Read everything now: a memory snapshot keeps what was read, but not the files."""
    _rules()
    for name in figures():
        _read(name)


_HERE = os.path.dirname(__file__)  # os.path rather than pathlib: already loaded, quicker to start


@cache
def _rules() -> dict[str, Rule]:
    with open(os.path.join(_HERE, "rules.json"), encoding="utf-8") as file:
        entries: list[dict[str, Any]] = json.load(file)
    return {
        entry["id"]: Rule(**entry | {"checked": date.fromisoformat(entry["checked"])})
        for entry in entries
    }


@cache
def _read(name: str) -> tuple[Figure, ...]:
    """All periods of a figure, the oldest first."""
    if name not in figures():
        raise KeyError(f"no figure is called {name!r}")
    with open(os.path.join(_HERE, f"{name}.toml"), "rb") as file:
        table: dict[str, Any] = tomllib.load(file, parse_float=Decimal)
    values = table.pop("values")
    # A period ends where it says so, otherwise where the next one begins.
    ends = [value["from"] for value in values[1:]] + [None]
    return tuple(
        Figure(
            name=name,
            value=Decimal(value["value"]),
            since=value["from"],
            until=value.get("until", end),
            bands=tuple(
                Band(Decimal(band["above"]), Decimal(band["rate"]))
                for band in value.get("bands", [])
            ),
            **table,
        )
        for value, end in zip(values, ends, strict=True)
    )
