"""Fee scales: a flat fee, then a rate on the part of the amount in each band (分段累计)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """What falls between `low` and `high` (None: no end), the rate on it, and the exact fee.

    The first part is the flat fee and has no rate.
    """

    low: Decimal
    high: Decimal | None
    rate: Decimal | None
    fee: Decimal


def parts(flat: Decimal, bands: Sequence[tuple[Decimal, Decimal]], amount: Decimal) -> list[Part]:
    """The fee for `amount`, band by band. `bands` are pairs of lower end and rate, the lowest first.

    The flat fee is for anything up to the first band; bands that the amount does not reach are left
    out. Nothing is rounded.
    """
    ends: list[Decimal | None] = [low for low, _rate in bands[1:]]
    found = [Part(Decimal(0), bands[0][0] if bands else None, None, flat)]
    for (low, rate), high in zip(bands, [*ends, None], strict=False):
        if amount > low:
            top = amount if high is None else min(amount, high)
            found.append(Part(low, high, rate, (top - low) * rate))
    return found


def fee(flat: Decimal, bands: Sequence[tuple[Decimal, Decimal]], amount: Decimal) -> Decimal:
    """The sum of the parts, exact."""
    return sum((part.fee for part in parts(flat, bands, amount)), Decimal(0))
