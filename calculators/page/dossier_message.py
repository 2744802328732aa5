"""What the page scripts ask about dossiers: a dictionary in, a dictionary out."""

from __future__ import annotations

from typing import Any

from calculators.page import case
from calculators.page import dossier as d
from calculators.page.fields import Invalid
from calculators.page.words import say


def offers(asked: dict[str, Any]) -> dict[str, Any]:
    """`{"name", "values", "mine", "dossier", "lang"}`: what the dossier does to a form."""
    try:
        kept = d.of(asked["dossier"])
    except Invalid as invalid:
        return _sentence(invalid, asked["lang"])
    return case.notes(asked["name"], asked["values"], set(asked["mine"]), kept, asked["lang"])


def dossier(asked: dict[str, Any]) -> dict[str, Any]:
    """By `"do"`: `read` the `text` of a file, tidy a `title`, take up what `typed` has in a tab, fill
    an `example`, `view` a `dossier` on its page, or `print` it, `redact`ed or not.

    `{"sentence"}` says what is wrong with a file, a dossier or a title.
    """
    lang = asked["lang"]
    try:
        match asked["do"]:
            case "read":
                return {"dossier": d.as_dict(d.read(asked["text"]))}
            case "title":
                return {"title": d.label(asked["title"])}
            case "adopt":
                return {"values": d.adopted(asked["typed"])}
            case "example":
                title = say(d.EXAMPLES[asked["story"]], lang)
                return {"title": title, "values": d.example(asked["story"], lang)}
            case "view":
                kept = d.of(asked["dossier"])
                html = case.view(kept, asked["today"], asked["pages"], lang)
                return {"html": html, "dossier": d.as_dict(kept)}
            case "print":
                kept = d.of(asked["dossier"])
                html = case.printed(kept, asked["today"], redact=asked["redact"], lang=lang)
                return {"html": html}
    except Invalid as invalid:
        return _sentence(invalid, lang)
    raise ValueError(
        f"do: expected read, title, adopt, example, view or print, got {asked['do']!r}"
    )


def _sentence(invalid: Invalid, lang: str) -> dict[str, Any]:
    return {"sentence": " ".join(say(text, lang) for text in invalid.errors.values())}
