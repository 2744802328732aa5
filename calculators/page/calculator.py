"""What every calculator module provides, and the way from typed text to a result."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Context, localcontext
from typing import Any, Protocol

from calculators.page import fields
from calculators.page.answer import Answer
from calculators.page.words import Text, _

EXACT = Context(prec=50, rounding=ROUND_HALF_EVEN)
"""Room for every product of an amount and a rate; only powers and divisions are inexact, at 1e-50."""


STORIES = {
    "self_employed": _("个体户，逾期 140 天，被催收"),
    "couple": _("夫妻两人，还没有逾期"),
}
"""The other people whose figures can be loaded into any form."""


class Calculator(Protocol):
    """A module that answers one question of a reader.

    `TITLE` is the question in the reader's words; `Form` a frozen dataclass of questions, whose
    examples are the story of the guide; `EXAMPLES` has the other stories of `STORIES` as values;
    `calculate(form)` returns a frozen dataclass of results or raises `Invalid`;
    `explain(form, result)` says them in words.
    """

    TITLE: Text
    Form: type[Any]
    EXAMPLES: Mapping[str, fields.Values]

    def calculate(self, form: Any, /) -> Any: ...

    def explain(self, form: Any, result: Any, /) -> Answer: ...


def result(calculator: Calculator, values: fields.Values) -> tuple[Any, Any]:
    """Read `values` and calculate: the form and the result. Raises `fields.Invalid`."""
    with localcontext(EXACT):
        form = fields.read(calculator.Form, values)
        return form, calculator.calculate(form)


def answer(calculator: Calculator, values: fields.Values) -> tuple[Any, Answer]:
    """Read `values`, calculate and explain: the form and the answer. Raises `fields.Invalid`."""
    with localcontext(EXACT):
        form, found = result(calculator, values)
        return form, calculator.explain(form, found)
