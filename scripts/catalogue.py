"""Hold the translations against the code: `python -m scripts.catalogue` names what is missing or stale.

`python -m scripts.catalogue --update` writes the entries that are missing, empty, into the
catalogues and takes out those no longer used.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "calculators"
LOCALE = SOURCES / "page" / "locale"

# `_("…")` is a sentence, `n_("…")` one with a counted number: Chinese has one form for both.
KEYWORDS = {"_": None, "n_": (1, 1)}


def wanted() -> Catalog:
    """Every sentence in the code."""
    catalogue = Catalog()
    for file, line, message, _comments, _context in extract_from_dir(SOURCES, keywords=KEYWORDS):
        catalogue.add(message, locations=[(f"calculators/{file}", line)])
    return catalogue


def faults(code: Catalog, translated: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue, a line each."""
    for message in code:
        if not message.id:
            continue
        entry = translated.get(message.id)
        place = ":".join(map(str, message.locations[0]))
        if entry is None:
            yield f"missing: {message.id} ({place})"
        elif entry.fuzzy or not all(_forms(entry)):
            yield f"not translated: {message.id} ({place})"
        else:
            for form in _forms(entry):
                if places(form) != places(_source(message)):
                    yield f"other {{places}} than the Chinese: {form}"
    for message in translated:
        if message.id and code.get(message.id) is None:
            yield f"no longer used: {message.id}"


def places(text: str) -> set[str]:
    """The names in braces; doubled braces are braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def main(*, update: bool) -> int:
    code = wanted()
    found = 0
    for file in sorted(LOCALE.glob("*/LC_MESSAGES/messages.po")):
        with file.open("rb") as opened:
            translated = read_po(opened, locale=file.parts[-3])
        if update:
            translated.update(code, no_fuzzy_matching=True)
            translated.obsolete.clear()
            with file.open("wb") as opened:
                write_po(opened, translated, width=100, omit_header=False)
        for fault in faults(code, translated):
            print(f"{file.relative_to(ROOT)}: {fault}")
            found += 1
    return found


if __name__ == "__main__":
    sys.exit(1 if main(update="--update" in sys.argv) else 0)
