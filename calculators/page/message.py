"""The one message between the page and Python: JSON text in, JSON text out."""

from __future__ import annotations

import binascii
import json

import calculators
from calculators.page import dossier_message, paste
from calculators.page.plain import as_json
from calculators.page.words import say


def reply(message: str) -> str:
    """Answer `{"call", "name", "values", "lang", "kind", "field", "text"}`.

    `respond` gives `{"html"}`, `download` gives `{"filename", "media"}` with the file as `"text"`,
    or as `"base64"` when it is none, `rows` gives `{"rows"}` of a group for a pasted `text`, and
    `calculate` gives `{"result"}`, or `{"errors"}` with a sentence for each field.
    `offers` and `dossier` are those of `dossier_message`.
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
            file = {"filename": filename, "media": media}
            if asked["kind"] == "xlsx":
                return json.dumps(file | {"base64": binascii.b2a_base64(data).decode()})
            return json.dumps(file | {"text": data.decode()})
        case "rows":
            group = calculators.form(asked["name"])[asked["field"]]
            return json.dumps({"rows": paste.rows(group, asked["text"])})
        case "calculate":
            try:
                return as_json({"result": calculators.calculate(asked["name"], asked["values"])})
            except calculators.Invalid as invalid:
                errors = {name: say(text, asked["lang"]) for name, text in invalid.errors.items()}
                return as_json({"errors": errors})
        case "offers":
            return json.dumps(dossier_message.offers(asked))
        case "dossier":
            return json.dumps(dossier_message.dossier(asked))
    raise ValueError(f"call: there is none called {asked['call']!r}")
