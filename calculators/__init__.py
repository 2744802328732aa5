"""Calculators for people negotiating the repayment of loans: text in, an exact answer out.

`names()` lists them; `calculate(name, values)` gives the result; `respond(name, values, lang)` the
answer as HTML. `values` are texts by field name, as typed; a field left out means its default.
"""

from __future__ import annotations

import importlib
import os
from functools import cache
from typing import Any, cast

from calculators.page import calculator as contract
from calculators.page import dossier as dossiers
from calculators.page import downloads, fields, html
from calculators.page.fields import Invalid

__all__ = [
    "Invalid",
    "calculate",
    "download",
    "example",
    "form",
    "load",
    "names",
    "respond",
    "section",
]

GROUPS = ("cost", "budget", "plans", "talks", "agreement", "papers")
_HERE = os.path.dirname(__file__)


@cache
def _modules() -> dict[str, str]:
    """Module path by calculator name: every file of a group is a calculator."""
    found = {}
    for group in GROUPS:
        folder = os.path.join(_HERE, group)
        for file in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            name, kind = os.path.splitext(file)
            if kind in (".py", ".pyc") and not name.startswith("_"):
                found[name] = f"calculators.{group}.{name}"
    return found


def names() -> tuple[str, ...]:
    """The names of all calculators, in the order of the guide's groups."""
    return tuple(_modules())


def load(name: str) -> contract.Calculator:
    """Import a calculator. Raises `KeyError` naming the calculators there are."""
    if name not in _modules():
        raise KeyError(f"no calculator is called {name!r}; there are {', '.join(names())}")
    return cast(contract.Calculator, importlib.import_module(_modules()[name]))


def form(name: str) -> dict[str, fields.Question]:
    """The questions of a calculator by field name."""
    return fields.questions(load(name).Form)


def example(name: str, lang: str = "zh") -> dict[str, Any]:
    """The worked example, as `values`; names in it are in `lang`."""
    return fields.example(load(name).Form, lang)


def calculate(name: str, values: fields.Values) -> Any:
    """The result of a calculator. Raises `Invalid` with a sentence for each field."""
    return contract.result(load(name), values)[1]


def respond(name: str, values: fields.Values, lang: str = "zh", dossier: Any = None) -> str:
    """The answer as HTML, or what has to be mended in the form.

    Fields left empty are taken from `dossier` (a document or its text): what is kept there for this
    form, or what its other forms hand over. Raises `Invalid` for a dossier that cannot be read.
    """
    if dossier is not None:
        values = dossiers.with_offers(name, values, dossier, lang)
    try:
        read, found = contract.answer(load(name), values)
    except Invalid as invalid:
        return html.of_mistakes(name, invalid, lang)
    return html.of_answer(read, found, lang)


def section(name: str, lang: str = "zh") -> str:
    """The calculator as it stands in a page: form, worked example and its answer."""
    return html.section(name, load(name), lang)


def download(
    name: str, values: fields.Values, kind: str, lang: str = "zh"
) -> tuple[str, str, bytes]:
    """A file of the answer as name, media type and bytes: `csv` (its table), `xlsx` (all tables),
    `ics` (its days, for a calendar), `json` (its data) or `txt` (all its words).

    Raises `Invalid` for values that cannot be read and `ValueError` for a kind there is not.
    """
    _form, found = contract.answer(load(name), values)
    return downloads.of_answer(name, found, kind, lang)
