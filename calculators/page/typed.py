"""How a value is typed into a form: numbers that one calculator hands to the next."""

from __future__ import annotations

from decimal import Decimal


def amount(value: Decimal) -> str:
    """Money or a plain number, without separators."""
    return f"{value:f}"


def percent(fraction: Decimal) -> str:
    """A rate held as a fraction, as the number of per cent."""
    return f"{(fraction * 100).normalize():f}"
