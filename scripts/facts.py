"""Rules, figures and contacts as pages quote them. What was seen on a reprint names no reprint."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from calculators.law import Figure, NotInForce, figure, figures
from calculators.page import sources
from calculators.page.words import say, say_date

DATA = Path(__file__).parent.parent / "docs" / "_data"

type Entry = Mapping[str, Any]


class Unknown(Exception):
    """A page or a data file names something that does not exist."""


# How each language writes a value, by the unit in the figure's file; English has one form for 1.
UNITS = {
    "fraction": {"zh": "{}%", "en": "{}%"},
    "fraction a day": {"zh": "{}%", "en": "{}%"},
    "fraction a year": {"zh": "{}%", "en": "{}%"},
    "yuan": {"zh": "{} 元", "en": "¥{}"},
    "yuan a year": {"zh": "{} 元", "en": "¥{}"},
    "yuan for the period": {"zh": "{} 元", "en": "¥{}"},
    "yuan and bands": {"zh": "{} 元", "en": "¥{}"},
    "hour": {"zh": "{} 点", "en": "{}:00"},
    "day": {"zh": "第 {} 天", "en": "day {}"},
    "days": {"zh": "{} 天", "en": "{} day{s}"},
    "months": {"zh": "{} 个月", "en": "{} month{s}"},
    "years": {"zh": "{} 年", "en": "{} year{s}"},
    "times": {"zh": "{} 倍", "en": "{} time{s}"},
    "count a day": {"zh": "每天 {} 次", "en": "{} time{s} a day"},
    "count a year": {"zh": "每年 {} 次", "en": "{} time{s} a year"},
    "number": {"zh": "{}", "en": "{}"},
}


@cache
def read(name: str) -> dict[str, Entry]:
    """The entries of docs/_data/NAME.yml by id."""
    loaded = yaml.safe_load((DATA / f"{name}.yml").read_text("utf-8"))
    return {entry["id"]: entry for entry in (loaded[name] if isinstance(loaded, dict) else loaded)}


@cache
def rule(name: str) -> Entry:
    """A rule, or the statistics a figure comes from."""
    for file in ("law", "statistics"):
        if name in read(file):
            return read(file)[name]
    raise Unknown(f"no rule is called {name!r} in docs/_data/law.yml or statistics.yml")


def periods(name: str) -> Iterator[Figure]:
    """A figure in all its periods, the latest first."""
    found = figure(name)
    while True:
        yield found
        try:
            found = figure(name, on=found.since - timedelta(days=1))
        except NotInForce:
            return


def quoted(name: str, on: str | None) -> Figure:
    """The figure a page asks for, as it is now or as it held on an ISO day."""
    try:
        return figure(name, on=day(on) if on else None)
    except (KeyError, NotInForce, ValueError) as error:
        raise Unknown(error.args[0]) from error


def last_check() -> date:
    """The latest day on which any rule or figure was checked."""
    days = [day(entry["checked"]) for entry in read("law").values()]
    return max(days + [figure(name).checked for name in figures()])


def day(text: str) -> date:
    """The day of an ISO date, as data files write it."""
    return date.fromisoformat(text)


def since(text: str, language: str) -> str:
    """The first days of a rule as the language writes them: "2021-01-01; 2025-02-01".

    Only the month where the day is not known: "2017-08".
    """
    joint = "、" if language == "zh" else ", "
    return joint.join(_day_or_month(part, language) for part in text.split("; "))


def _day_or_month(text: str, language: str) -> str:
    if len(text) == len("2017-08"):
        first = say_date(day(f"{text}-01"), language)
        return first.removesuffix("1日") if language == "zh" else first.removeprefix("1 ")
    return say_date(day(text), language)


def number(value: Decimal, unit: str, language: str) -> str:
    """A value as the language writes it. `unit` is as in the figure's file: "fraction a year"."""
    if unit not in UNITS:
        raise Unknown(f"unit {unit!r}: expected one of {', '.join(UNITS)}")
    shown = value * 100 if unit.startswith("fraction") else value
    digits = f"{shown.normalize():,f}"
    return UNITS[unit][language].replace("{s}", "" if shown == 1 else "s").format(digits)


def rule_note(name: str, language: str, sources: str) -> str:
    """The footnote of a rule, in Markdown: instrument, day and manner of check, caveat."""
    entry = rule(name)
    return _note(
        f"[{markdown(entry[f'title_{language}'])}]({sources}#{name})",
        day(entry["checked"]),
        entry["seen"],
        entry[f"caveat_{language}"],
        language,
    )


def figure_note(found: Figure, language: str, sources: str) -> str:
    """The footnote of a figure, in Markdown; the link leads to the rule it comes from."""
    rule(found.rule)
    zh = language == "zh"
    return _note(
        f"[{markdown(found.source_zh if zh else found.source_en)}]({sources}#{found.rule})",
        found.checked,
        found.seen,
        found.caveat_zh if zh else found.caveat_en,
        language,
    )


def contact(name: str, language: str) -> tuple[str, str]:
    """What to dial (or the name of a body without a number), and its footnote in Markdown."""
    if name not in read("contacts"):
        raise Unknown(f"no contact is called {name!r} in docs/_data/contacts.yml")
    entry = read("contacts")[name]
    hours = entry.get(f"hours_{language}")
    stop = "。" if language == "zh" else ". "
    lead = f"{entry[f'name_{language}']}{stop}{entry[f'for_what_{language}']}"
    if hours:
        lead += f"{'服务时间：' if language == 'zh' else ' Hours: '}{hours}{stop.rstrip()}"
    note = _note(
        markdown(lead),
        day(entry["checked"]),
        entry["seen"],
        entry.get(f"caveat_{language}", ""),
        language,
    )
    return entry["number"] or entry[f"name_{language}"], note


def checked(on: date, seen: str, language: str) -> str:
    """When and how something was checked, as a sentence."""
    if seen not in sources.SEEN:
        raise Unknown(f"seen: {seen!r}: expected one of {', '.join(sources.SEEN)}")
    return say(sources.checked(on, seen), language)


def markdown(text: str) -> str:
    """Plain text, safe within Markdown."""
    return re.sub(r"([\\`*_{}\[\]#|])", r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))


def _note(lead: str, on: date, seen: str, caveat: str, language: str) -> str:
    said = checked(on, seen, language)
    if language == "zh":
        return "".join([lead, "" if lead.endswith("。") else "。", said, markdown(caveat or "")])
    return " ".join([lead + ("" if lead.endswith(".") else "."), said, markdown(caveat or "")])
