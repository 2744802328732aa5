"""python -m calculators NAME field=text … [--input FILE.json] [--lang en] [--json]"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import calculators
from calculators.page import text
from calculators.page.calculator import answer
from calculators.page.plain import as_json
from calculators.page.words import LANGUAGES, say


def main(arguments: list[str] | None = None) -> int:
    """Print an answer as text or a result as JSON; 2 and a sentence per field for bad input."""
    parser = argparse.ArgumentParser(prog="python -m calculators", description=calculators.__doc__)
    parser.add_argument("name", nargs="?", help="a calculator; without one, all are listed")
    parser.add_argument("values", nargs="*", metavar="field=text", help="rows as JSON")
    parser.add_argument("--input", type=Path, metavar="FILE.json", help="values from a file")
    parser.add_argument("--lang", choices=LANGUAGES, default="zh")
    parser.add_argument("--json", action="store_true", help="print the result, numbers as strings")
    asked = parser.parse_args(arguments)
    if asked.name is None:
        for name in calculators.names():
            print(f"{name:20} {say(calculators.load(name).TITLE, asked.lang)}")
        return 0
    try:
        calculator = calculators.load(asked.name)
        values = _values(asked.input, asked.values)
        if asked.json:
            print(as_json(calculators.calculate(asked.name, values)))
        else:
            print(text.of_answer(answer(calculator, values)[1], asked.lang), end="")
    except calculators.Invalid as invalid:
        for field, sentence in invalid.errors.items():
            print(f"{field}: {say(sentence, asked.lang)}", file=sys.stderr)
        return 2
    except (KeyError, OSError, ValueError) as error:
        print(error.args[0] if isinstance(error, KeyError) else error, file=sys.stderr)
        return 2
    return 0


def _values(file: Path | None, pairs: list[str]) -> dict[str, Any]:
    """Values of the file, then those of the command line; rows may be written as JSON."""
    values: dict[str, Any] = {}
    if file:
        read = json.loads(file.read_text("utf-8"), parse_float=str, parse_int=str)
        if not isinstance(read, dict):
            raise ValueError(f"{file}: expected one JSON object with a text for each field")
        values |= read
    for pair in pairs:
        field, equals, typed = pair.partition("=")
        if not equals:
            raise ValueError(f"expected field=text, got {pair!r}")
        values[field] = (
            json.loads(typed, parse_float=str, parse_int=str) if typed[:1] == "[" else typed
        )
    return values


if __name__ == "__main__":
    sys.exit(main())
