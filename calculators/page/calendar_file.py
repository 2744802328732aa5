"""Days to remember as a calendar file (RFC 5545), written by the icalendar library.

The library is imported when a file is asked for: in the browser it travels only then.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from calculators.page.answer import Event
from calculators.page.words import say

REMIND_AT = timedelta(hours=9)
"""A reminder rings in the morning, local time; a whole day begins at midnight."""
_PRODUCT = "-//calculators//{name}//{lang}"


def of_events(name: str, events: Sequence[Event], lang: str) -> bytes:
    """The calendar file of the calculator `name`.

    An event is known by its day and its Chinese words: to import a file again replaces what has
    not changed and adds the rest, in either language. There is no clock, so the time stamp that
    the format wants is the beginning of the day itself.
    """
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", _PRODUCT.format(name=name, lang=lang.upper()))
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    seen: Counter[str] = Counter()
    for event in events:
        identity = f"{name}\n{event.day.isoformat()}\n{event.title}"
        seen[identity] += 1
        title = _safe(say(event.title, lang)).replace("\n", " ")
        entry = icalendar.Event()
        entry.add("uid", _uid(f"{identity}\n{seen[identity]}"))
        stamp = datetime.combine(event.day, time(), UTC)
        entry.add("dtstamp", icalendar.vDDDTypes(stamp))  # as it is: no table of time zones needed
        entry.add("dtstart", event.day)
        entry.add("dtend", event.day + timedelta(days=1))
        entry.add("summary", title)
        if event.note:
            entry.add("description", _safe(say(event.note, lang)))
        entry.add("transp", "TRANSPARENT")  # a day with a reminder is not a day that is taken
        for days in event.alarm_days:
            alarm = icalendar.Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", title)
            alarm.add("trigger", REMIND_AT - timedelta(days=days))
            entry.add_component(alarm)
        calendar.add_component(entry)
    file: bytes = calendar.to_ical()
    return file


def _uid(identity: str) -> str:
    return f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}@calculators"


def _safe(text: str) -> str:
    """Lines of printable characters; a backslash, which programs read differently, is widened."""
    return "\n".join(
        "".join(c if c.isprintable() else " " for c in line).replace("\\", "＼")
        for line in text.splitlines()
    )
