"""The dossier (我的档案): what one reader typed into all forms, and nothing else.

    {"version": 1, "id": "…", "title": "甲", "changed": "2026-11-22T08:30:00Z",
     "values": {"budget": {"people": "2", "income.0.amount": "6500", …}, …}}

The calculators in `values` stand in the order in which they were last changed. The browser keeps
dossiers and files; here they are read, brought up to date, and asked what one form has for another:
`offers`. A form hands numbers on by the `Next` of its answer, so nothing is typed twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import calculators
from calculators.page import calculator as contract
from calculators.page.answer import Answer, Next
from calculators.page.calculator import STORIES
from calculators.page.fields import Invalid, Question, Values, flat, questions
from calculators.page.listed import Listed
from calculators.page.words import LANGUAGES, Text, _, say

VERSION = 1
MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From each older version to the next: a function from document to document."""

MOST_SIZE = 3_000_000
MOST_TYPED = 100_000
MOST_TITLE = 40
DEEPEST = 3
ID = r"[A-Za-z0-9-]{1,64}"
CHANGED = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z"
LONG_NUMBER = re.compile(r"(?:\d[ -]?){14,18}[\dXx]", re.ASCII)
"""A card or identity number, written together or in groups."""

Typed = Mapping[str, str]


@dataclass(frozen=True)
class Dossier:
    """Texts by the name of the calculator and of the field, rows as `group.0.field`.

    `id` tells dossiers on one device apart, `title` is the reader's own label, `changed` the moment
    of the last change in UTC, as the browser wrote it.
    """

    id: str
    title: str
    changed: str
    values: Mapping[str, Typed]


# --- read and write ---------------------------------------------------------------------------


def read(text: str) -> Dossier:
    """A dossier from the text of a file. Raises `Invalid` with a sentence about what is wrong."""
    if len(text) > MOST_SIZE:
        raise Invalid(dossier=_("文件太大了，不像是本站的档案。"))
    if _depth(text) > DEEPEST:
        raise Invalid(dossier=_BROKEN)
    try:
        found = json.loads(text, object_pairs_hook=_pairs, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Invalid(dossier=_BROKEN) from None
    return of(found)


def of(found: Any) -> Dossier:
    """The same from a document already parsed. An older one is brought up to date."""
    if isinstance(found, Dossier):
        return found
    if not isinstance(found, Mapping):
        raise Invalid(dossier=_BROKEN)
    version = found.get("version")
    if type(version) is not int or version < 1:
        raise Invalid(dossier=_BROKEN)
    if version > VERSION:
        raise Invalid(
            dossier=_(
                "这份档案是更新的版本（{theirs}）写的，这里只认到 {ours}。请联网刷新页面再试。",
                theirs=str(version)[:9],
                ours=str(VERSION),
            )
        )
    document = dict(found)
    for older in range(version, VERSION):
        document = MIGRATIONS[older](document) | {"version": older + 1}
    return _checked(document)


def as_dict(dossier: Dossier) -> dict[str, Any]:
    """The document, ready to be kept or written to a file."""
    return {
        "version": VERSION,
        "id": dossier.id,
        "title": dossier.title,
        "changed": dossier.changed,
        "values": {name: dict(typed) for name, typed in dossier.values.items()},
    }


_BROKEN = _("这不是本站的档案，或者文件坏了。什么都没有改。")


def _depth(text: str) -> int:
    """How deep brackets nest outside of strings: asked before the parser meets them."""
    depth = deepest = 0
    for bracket in re.sub(r'"(?:[^"\\]|\\.)*"|[^\[\]{}"]+', "", text, flags=re.DOTALL):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key comes twice")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _checked(document: Mapping[str, Any]) -> Dossier:
    if set(document) != {"version", "id", "title", "changed", "values"}:
        raise Invalid(dossier=_BROKEN)
    given_id, title, changed, values = (
        document[key] for key in ("id", "title", "changed", "values")
    )
    if not (isinstance(given_id, str) and re.fullmatch(ID, given_id, re.ASCII)):
        raise Invalid(dossier=_BROKEN)
    if not (isinstance(changed, str) and re.fullmatch(CHANGED, changed, re.ASCII)):
        raise Invalid(dossier=_BROKEN)
    if not isinstance(values, Mapping):
        raise Invalid(dossier=_BROKEN)
    return Dossier(
        id=given_id,
        title=label(title),
        changed=changed,
        values={name: _checked_form(name, typed) for name, typed in values.items()},
    )


def label(title: Any) -> str:
    """The name a reader gives to a dossier, tidied. Raises `Invalid` for what looks like a person."""
    if not isinstance(title, str) or len(title) > 10 * MOST_TITLE:
        raise Invalid(dossier=_BROKEN)
    tidied = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    if len(tidied) > MOST_TITLE:
        raise Invalid(dossier=_("档案的名字最多 {most} 个字。", most=MOST_TITLE))
    if LONG_NUMBER.search(tidied):
        raise Invalid(dossier=_("档案的名字里别写证件号、卡号。写得出是谁就行，例如“甲”。"))
    return tidied


def _checked_form(name: Any, typed: Any) -> dict[str, str]:
    if name not in calculators.names():
        raise Invalid(
            dossier=_("档案里有这个版本没有的内容：{name}。什么都没有改。", name=_short(name))
        )
    if not isinstance(typed, Mapping):
        raise Invalid(dossier=_BROKEN)
    known = calculators.form(name)
    for field, text in typed.items():
        if question(known, field) is None:
            place = f"{name}: {_short(field)}"
            raise Invalid(
                dossier=_("档案里有这个版本没有的内容：{name}。什么都没有改。", name=place)
            )
        if not isinstance(text, str) or len(text) > MOST_TYPED:
            raise Invalid(dossier=_BROKEN)
    return dict(typed)


def _short(name: Any) -> str:
    text = "".join(c if c.isprintable() else " " for c in str(name)[:60])
    return text if len(text) <= 40 else text[:40] + "…"


def question(known: Mapping[str, Question], field: str) -> Question | None:
    """The question with this flat name, such as `people` or `income.0.amount`; `None` for none."""
    asked = known.get(group(field))
    if asked is None or asked.row is None:
        return asked if asked and "." not in field else None
    parts = field.split(".")
    if len(parts) != 3 or not re.fullmatch(r"0|[1-9]\d?", parts[1], re.ASCII):
        return None
    return questions(asked.row).get(parts[2])


def group(field: str) -> str:
    """The question a flat name belongs to: `income` for `income.0.amount`."""
    return field.partition(".")[0]


def schema() -> dict[str, Any]:
    """The JSON Schema of a dossier, with every form and field there is."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "我的档案 · dossier",
        "description": "What one reader typed into the forms, as text. No identity, no results.",
        "type": "object",
        "required": ["version", "id", "title", "changed", "values"],
        "additionalProperties": False,
        "properties": {
            "version": {"const": VERSION},
            "id": {"type": "string", "pattern": f"^{ID}$"},
            "title": {"type": "string", "maxLength": MOST_TITLE},
            "changed": {"type": "string", "pattern": f"^{CHANGED}$"},
            "values": {
                "description": "By calculator, in the order in which they were last changed.",
                "type": "object",
                "additionalProperties": False,
                "properties": {name: _form_schema(name) for name in calculators.names()},
            },
        },
    }


def _form_schema(name: str) -> dict[str, Any]:
    single: dict[str, Any] = {}
    rows: dict[str, Any] = {}
    for field, asked in calculators.form(name).items():
        if asked.row is None:
            single[field] = _field_schema(asked)
            continue
        for cell, inner in questions(asked.row).items():
            rows[rf"^{field}\.(0|[1-9][0-9]?)\.{cell}$"] = _field_schema(inner)
    title = calculators.load(name).TITLE
    return {
        "title": " · ".join(say(title, lang) for lang in LANGUAGES),
        "type": "object",
        "additionalProperties": False,
        "properties": single,
        "patternProperties": rows,
    }


def _field_schema(asked: Question) -> dict[str, Any]:
    said = " · ".join(say(asked.label, lang) for lang in LANGUAGES)
    return {"title": said, "type": "string", "maxLength": MOST_TYPED}


# --- what is in a form ------------------------------------------------------------------------


def is_filled(name: str, typed: Typed) -> bool:
    """Whether anything but choices was typed."""
    known = calculators.form(name)
    return any(
        text.strip()
        for field, text in typed.items()
        if (asked := question(known, field)) and asked.kind != "choice"
    )


def complete(name: str, typed: Typed) -> dict[str, Any]:
    """`typed` with the choices that the page shows where none was made.

    Other fields left out are empty: the worked example's numbers are nobody's.
    """
    known = calculators.form(name)
    shown = {field: asked.example for field, asked in known.items() if asked.kind == "choice"}
    return shown | dict(typed)


def unsaid(name: str, typed: Typed) -> list[str]:
    """The questions that show the worked example and that the reader has not made theirs.

    Choices count as made; so does a question that was emptied, or answered by another one.
    """
    said = {group(field) for field in typed}
    filled = {group(field) for field, text in typed.items() if text.strip()}
    choices = complete(name, typed)
    return [
        asked
        for asked, question_ in calculators.form(name).items()
        if question_.example
        and question_.kind != "choice"
        and asked not in said
        and not filled & set(question_.yields_to)
        and (question_.only is None or choices[question_.only[0]] in question_.only[1])
    ]


def answer(name: str, typed: Typed) -> Answer | Invalid:
    """The answer to what was typed, or the sentences about what cannot be read.

    None while something is still the example's: left out, it would give another answer than the
    page shows.
    """
    try:
        return result(name, typed)[1]
    except Invalid as invalid:
        return invalid


def result(name: str, typed: Typed) -> tuple[Any, Answer]:
    """The form and its answer. Raises `Invalid` where `answer` returns it."""
    if left := unsaid(name, typed):
        labels = Listed(tuple(calculators.form(name)[asked].label for asked in left[:4]))
        told = (
            _("还是示例的数字：{labels}。改成你的；一样的，按“这些也是我的”。", labels=labels)
            if len(left) <= 4
            else _(
                "还是示例的数字：{labels}等 {count} 项。改成你的；一样的，按“这些也是我的”。",
                labels=labels,
                count=len(left),
            )
        )
        raise Invalid(**{left[0]: told})
    return _result(name, tuple(typed.items()))


@lru_cache(maxsize=100)
def _result(name: str, typed: tuple[tuple[str, str], ...]) -> tuple[Any, Answer]:
    """Remembered, as every form asks all the others."""
    return contract.answer(calculators.load(name), complete(name, dict(typed)))


# --- one form for another ---------------------------------------------------------------------


def offers(name: str, dossier: Dossier, lang: str = "zh") -> dict[str, tuple[str, str]]:
    """What the other forms have for this one: text and calculator, by flat field name.

    The form changed last has the last word, and a group of rows comes from one form whole. Of two
    forms that hand each other values, only the one changed later does. Where there are several
    lenders, only what belongs to the one typed here is offered. An empty text means: leave empty.
    """
    known = calculators.form(name)
    said = {other: _said(other, typed) for other, typed in dossier.values.items()}
    order = list(dossier.values)
    here = order.index(name) if name in order else -1
    hands_to = {step.name for step in said.get(name, ())}
    own = dossier.values.get(name, {})
    found: dict[str, tuple[str, str]] = {}
    for place, other in enumerate(order):
        if other == name or (other in hands_to and place < here):
            continue
        texts = _handed(said[other], name, own, lang)
        given = {
            field: (text, other)
            for field, text in texts.items()
            if (asked := question(known, field)) and (not text or reading(asked, text) is not None)
        }
        asked_for = {group(field) for field in given}
        found = {field: offer for field, offer in found.items() if group(field) not in asked_for}
        found |= given
    return found


def _said(name: str, typed: Typed) -> Sequence[Next]:
    """Where the answer to these values leads; nowhere while it cannot be given."""
    found = answer(name, typed)
    return () if isinstance(found, Invalid) else found.next


def _handed(steps: Sequence[Next], name: str, own: Typed, lang: str) -> dict[str, str]:
    """What one answer has for the form `name`, in which `own` was typed.

    Of steps that contradict each other, the one that contradicts `own` least counts, or the first.
    """

    def contradicting(values: Typed) -> int:
        return sum(own.get(field, "").strip() not in ("", text) for field, text in values.items())

    offered = [
        {field: say(text, lang).strip() for field, text in step.values.items()}
        for step in steps
        if step.name == name
    ]
    lender = own.get("lender", "").strip()
    texts: dict[str, str] = {}
    for values in sorted(offered, key=contradicting):
        if lender and values.get("lender", lender) != lender:
            continue
        if all(texts.get(field, text) == text for field, text in values.items()):
            texts |= values
    return texts


def reading(asked: Question, text: str) -> Any:
    """What a text says in this field, so that 1,730.02 and 1730.02元 are the same; else `None`.

    Nothing typed says the default.
    """
    try:
        return asked.read(text) if text.strip() else asked.default
    except ValueError:
        return None


@dataclass(frozen=True)
class Offer:
    """The texts for one question, every cell of its rows, and the calculator they come from."""

    texts: Typed
    source: str


@dataclass(frozen=True)
class Filled:
    """What the dossier does to a form, by question.

    `taken`: the reader answered nothing there. `offered`: something else stands there, and the
    other form was changed later. `agreed`: the calculator that says the same. `examples`: questions
    that still show the worked example.
    """

    taken: Mapping[str, Offer]
    offered: Mapping[str, Offer]
    agreed: Mapping[str, str]
    examples: tuple[str, ...]


def fill(name: str, shown: Typed, mine: Set[str], dossier: Dossier, lang: str = "zh") -> Filled:
    """Decide for a form that shows these texts, of which the questions in `mine` are the reader's."""
    known = calculators.form(name)
    now = {asked: of_question(asked, shown) for asked in known}
    own = {field: text for field, text in shown.items() if group(field) in mine}
    order = [*dict.fromkeys((*dossier.values, name))]
    values = {other: own if other == name else dossier.values[other] for other in order}
    if name not in dossier.values:
        values = {name: own} | values  # never kept, so every other form is newer
    found = offers(name, replace(dossier, values=values), lang)
    taken: dict[str, Offer] = {}
    offered: dict[str, Offer] = {}
    agreed: dict[str, str] = {}
    for asked in dict.fromkeys(group(field) for field in found):
        given = {field: text for field, (text, _from) in found.items() if group(field) == asked}
        source = next(other for field, (_text, other) in found.items() if group(field) == asked)
        if asked not in mine:
            taken[asked] = Offer(_whole(asked, known[asked], given, {}, lang), source)
        elif _same(known, given, now[asked]):
            agreed[asked] = source
        elif any(given.values()) and list(values).index(source) > list(values).index(name):
            offered[asked] = Offer(_whole(asked, known[asked], given, now[asked], lang), source)
    return Filled(
        taken,
        offered,
        agreed,
        examples=tuple(
            asked
            for asked, question_ in known.items()
            if question_.kind != "choice"
            and asked not in mine
            and asked not in taken
            and is_typed(question_, now[asked])
        ),
    )


def of_question(asked: str, texts: Typed) -> dict[str, str]:
    """The texts of one question: its own, or the cells of its rows."""
    return {field: text for field, text in texts.items() if group(field) == asked}


def is_typed(asked: Question, texts: Typed) -> bool:
    """Whether anything stands in a question; in rows, anything but choices."""
    cells = questions(asked.row) if asked.row else {}
    return any(
        text.strip() and (not cells or cells[field.rpartition(".")[2]].kind != "choice")
        for field, text in texts.items()
    )


def _same(known: Mapping[str, Question], given: Typed, now: Typed) -> bool:
    """Whether a form already says what is offered; rows must also be as many."""
    return len(_lines(given)) == len(_lines(now)) and all(
        asked is not None and reading(asked, now.get(field, "")) == reading(asked, text)
        for field, text in given.items()
        for asked in (question(known, field),)
    )


def _whole(name: str, asked: Question, given: Typed, now: Typed, lang: str) -> dict[str, str]:
    """Every text of a question: in rows, cells not given stay as in the row with the same name."""
    if asked.row is None:
        return dict(given)
    cells = questions(asked.row)
    named = next((cell for cell, inner in cells.items() if inner.kind == "text"), "")
    old = {line[named]: line for line in _lines(now) if line.get(named)}
    texts: dict[str, str] = {}
    for index, line in enumerate(_lines(given)):
        row = flat(asked.row, old.get(line.get(named, ""), {}) | line, lang)
        texts |= {f"{name}.{index}.{cell}": text for cell, text in row.items()}
    return texts


def _lines(texts: Typed) -> list[dict[str, str]]:
    lines: dict[int, dict[str, str]] = {}
    for field, text in texts.items():
        if "." in field:
            _group, index, cell = field.split(".")
            lines.setdefault(int(index), {})[cell] = text
    return [lines[index] for index in sorted(lines)]


def with_offers(name: str, values: Values, dossier: Any, lang: str) -> dict[str, Any]:
    """`values` with what the dossier has for the questions they leave empty: kept here, or handed on."""
    kept = read(dossier) if isinstance(dossier, str) else of(dossier)
    answered = {group(field) for field, text in values.items() if text not in ("", None, [], ())}
    own = {
        field: text
        for field, text in kept.values.get(name, {}).items()
        if group(field) not in answered
    }
    mine = answered | {group(field) for field in own}
    typed = {field: text for field, text in values.items() if isinstance(text, str)}
    decided = fill(name, own | typed, mine, kept, lang)
    taken = {field: text for offer in decided.taken.values() for field, text in offer.texts.items()}
    rest = {field: text for field, text in values.items() if group(field) in answered}
    known = calculators.form(name)
    unknown = {field: text for field, text in values.items() if group(field) not in known}
    return unknown | rest | own | taken


# --- ready-made -------------------------------------------------------------------------------

EXAMPLES: Mapping[str, Text] = {"borrower": _("示例借款人，收入减少，逾期 24 天"), **STORIES}
"""The worked examples, which can be loaded as dossiers."""


def example(story: str, lang: str = "zh") -> dict[str, dict[str, str]]:
    """The values of a worked example, for every calculator. Raises `KeyError` for another name."""
    if story not in EXAMPLES:
        raise KeyError(f"no example is called {story!r}; there are {', '.join(EXAMPLES)}")
    values = {}
    for name in calculators.names():
        module = calculators.load(name)
        given = (
            calculators.example(name, lang) if story == "borrower" else module.EXAMPLES.get(story)
        )
        if given is not None:
            # A group without rows is one empty row, as the page shows it.
            groups: dict[str, Any] = {
                group: [{}] for group, asked in calculators.form(name).items() if asked.row
            }
            values[name] = flat(module.Form, groups | dict(given), lang)
    return values


def adopted(typed: Mapping[str, Typed]) -> dict[str, dict[str, str]]:
    """Of forms as they stood in a tab, what the reader typed: not what still is the example."""
    kept = {}
    for name in (name for name in typed if name in calculators.names()):
        known, form = calculators.form(name), calculators.load(name).Form
        texts = {
            field: text
            for field, text in typed[name].items()
            if len(text) <= MOST_TYPED and question(known, field)
        }
        examples = [flat(form, calculators.example(name, lang), lang) for lang in LANGUAGES]
        own = {
            asked
            for asked in known
            if of_question(asked, texts) not in [of_question(asked, one) for one in examples]
        }
        if any(known[asked].kind != "choice" for asked in own):
            kept[name] = {field: text for field, text in texts.items() if group(field) in own}
    return kept
