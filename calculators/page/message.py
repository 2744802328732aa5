"""The one message between the page and Python: JSON text in, JSON text out."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Decimal
from typing import Any

import calculators
from calculators.page import paste
from calculators.page.words import say


def reply(message: str) -> str:
    """Answer `{"call", "name", "values", "lang", "kind", "field", "text"}`.

    `respond` gives `{"html"}`, `download` gives `{"filename", "media", "text"}`, `rows` gives
    `{"rows"}` of a group for a pasted `text`, and `calculate` gives `{"result"}`, or `{"errors"}`
    with a sentence for each field.
    """
    asked = json.loads(message)
    match asked["call"]:
        case "respond":
            html = calculators.respond(asked["name"], asked["values"], asked["lang"])
            return json.dumps({"html": html})
        case "download":
            filename, media, data = calculators.download(
                asked["name"], asked["values"], asked["kind"], asked["lang"]
            )
            return json.dumps({"filename": filename, "media": media, "text": data.decode()})
        case "rows":
            group = calculators.form(asked["name"])[asked["field"]]
            return json.dumps({"rows": paste.rows(group, asked["text"])})
        case "calculate":
            try:
                return as_json({"result": calculators.calculate(asked["name"], asked["values"])})
            except calculators.Invalid as invalid:
                errors = {name: say(text, asked["lang"]) for name, text in invalid.errors.items()}
                return as_json({"errors": errors})
    raise ValueError(f"call: expected respond, download, rows or calculate, got {asked['call']!r}")


def as_json(result: Any) -> str:
    """A result as JSON: numbers as strings, so that none is ever read as a float."""
    return json.dumps(_plain(result), ensure_ascii=False, indent=2)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {
            field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)
