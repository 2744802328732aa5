"""Texts of the worked examples that are known in both languages, wherever they are typed.

A paper for the lender is Chinese on every page. What a reader types stands in it as typed; what the
examples typed is said in the language of the paper.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterator, Mapping
from functools import cache
from typing import Any, cast

from calculators.page.fields import questions
from calculators.page.words import LANGUAGES, Text, say


def in_both_languages[F](form: F, stories: Mapping[str, Any]) -> F:
    """`form` with every text of the examples, in whichever language, as a `Text`."""
    known = _known(cast(Hashable, type(form)), _Stories(stories))
    found: F = _replaced(form, known)
    return found


class _Stories:
    """The other examples of a module: there is one object of them, so it is its own key."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def __hash__(self) -> int:
        return id(self.values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Stories) and self.values is other.values


@cache
def _known(form: Hashable, stories: _Stories) -> dict[str, Text]:
    examples = [asked.example for asked in questions(cast(type, form)).values()]
    return {
        say(text, lang): text
        for text in _texts([*examples, *stories.values.values()])
        for lang in LANGUAGES
    }


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _replaced(form: Any, known: Mapping[str, Text]) -> Any:
    changed: dict[str, Any] = {}
    for name, asked in questions(type(form)).items():
        value = getattr(form, name)
        if asked.kind == "text" and isinstance(value, str) and value in known:
            changed[name] = known[value]
        elif asked.kind == "rows":
            changed[name] = tuple(_replaced(row, known) for row in value)
    return dataclasses.replace(form, **changed)
