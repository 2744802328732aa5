"""Bring the rules that answers cite from docs/_data/law.yml to calculators/law/rules.json.

An entry with `short_zh` and `short_en`, one sentence each, is one that calculators may cite.
"""

import json
from dataclasses import fields
from pathlib import Path

from calculators.law import Rule
from scripts import facts

OUT = Path(__file__).resolve().parent.parent / "calculators" / "law" / "rules.json"


def rules() -> list[dict[str, str]]:
    """The fields of `law.Rule` of every such entry."""
    return [
        {field.name: entry[field.name.replace("says", "short")] for field in fields(Rule)}
        for entry in facts.read("law").values()
        if "short_zh" in entry
    ]


if __name__ == "__main__":
    OUT.write_text(json.dumps(rules(), ensure_ascii=False, separators=(",", ":")), "utf-8")
