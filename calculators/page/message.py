"""The one message between the page and Python: JSON text in, JSON text out."""

from __future__ import annotations

import json

import calculators


def reply(message: str) -> str:
    """Answer `{"call", "name", "values", "lang", "kind"}`.

    `respond` gives `{"html"}`, `download` gives `{"filename", "media", "text"}`.
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
    raise ValueError(f"call: expected respond or download, got {asked['call']!r}")
