"""A name that the reader gives to something: never a person's, never a number that identifies one."""

from __future__ import annotations

from typing import Any

from calculators.page.free_text import free_text
from calculators.page.words import Text

_MOST = 60


def name(label: Text, **more: Any) -> Any:
    """A short text, as `str`; one with the digits of a card or an identity card is refused."""
    return free_text(label, most=_MOST, **more)
