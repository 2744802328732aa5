"""Rules, figures, statistics and contacts whose day of review has come, as text for an issue.

A figure names its day. Anything else is due half a year after its check, or on the last day for
which it was found to hold (`figures: valid_to`), whichever comes first; `review` in its entry
overrides both.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from calculators.law import figure, figures
from calculators.maths.dates import months_after
from scripts import facts, readability

MONTHS = 6
"""How long a check is trusted when nothing names another day."""


@dataclass(frozen=True, order=True)
class Due:
    """What is to be looked at again, and by when."""

    day: date
    file: str
    name: str
    title: str

    def __str__(self) -> str:
        return f"- [ ] {self.day} · `{self.name}` · {self.title} ({self.file})"


def everything() -> list[Due]:
    """All that has a day of review, the earliest first."""
    return sorted([*_figures(), *_entries()])


def report(today: date, within: int) -> str:
    """Markdown with what is past and what comes within so many days; "" if there is nothing."""
    due = everything()
    past = [entry for entry in due if entry.day <= today]
    soon = [entry for entry in due if today < entry.day <= today + timedelta(days=within)]
    parts = [
        f"## {title} ({len(entries)})\n\n" + "\n".join(map(str, entries)) + "\n"
        for title, entries in (("Due", past), (f"Within {within} days", soon))
        if entries
    ]
    if not parts:
        return ""
    return "\n".join([f"Rules and figures to check again, as of {today}.\n", *parts, HOW_TO])


HOW_TO = """\
Look at the source, then change `checked` (and `review` of a figure) to the new day.
If a number has changed, add a `[[values]]` table with its first day and keep the old one.
Pages that cite what was checked again are read again too: a test names them.
"""


def _figures() -> Iterator[Due]:
    for name in figures():
        found = figure(name)
        yield Due(found.review, f"calculators/law/{name}.toml", name, found.title_en)


def _entries() -> Iterator[Due]:
    for file in ("law", "statistics", "contacts"):
        for name, entry in facts.read(file).items():
            if "review" in entry:
                day = facts.day(entry["review"])
            else:
                days = [months_after(facts.day(entry["checked"]), MONTHS)]
                if last := entry.get("figures", {}).get("valid_to"):
                    days.append(facts.day(last))
                day = min(days)
            title = entry["title_en" if file != "contacts" else "name_en"]
            yield Due(day, f"docs/_data/{file}.yml", name, title)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="scripts/review", description=__doc__)
    parser.add_argument("--today", type=date.fromisoformat, default=date.today(), metavar="DAY")
    parser.add_argument("--within", type=int, default=30, metavar="DAYS", help="30 by default")
    parser.add_argument("--readability", action="store_true", help="long sentences instead")
    given = parser.parse_args(arguments)
    print(readability.report() if given.readability else report(given.today, given.within), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
