"""Sharing an amount of money so that no fen is lost: proportions, bounds, largest remainder."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from calculators.maths.money import FEN, ZERO


def share_out(
    amount: Decimal,
    weights: Sequence[Decimal],
    least: Sequence[Decimal] = (),
    most: Sequence[Decimal | None] = (),
) -> list[Decimal]:
    """Split `amount` in proportion to `weights` (at least 0), each part within its own bounds.

    What a bound takes or leaves is shared again among the others in the same proportion. Parts are
    rounded to the fen by largest remainder: half up, then the spare or missing fen goes where
    rounding took most, the earlier part first. They sum to `amount`, unless every part stands at a
    bound or has no weight. Bounds are whole fen; `None` is no upper bound.
    """
    lows = list(least) or [ZERO] * len(weights)
    highs = list(most) or [None] * len(weights)
    parts = [ZERO] * len(weights)
    free = list(range(len(weights)))
    rest = amount
    while free:
        total = sum((weights[k] for k in free), Decimal(0))
        wished = {k: rest * weights[k] / total if total else Decimal(0) for k in free}
        moved = {k: _within(wished[k], lows[k], highs[k]) for k in free}
        bound = [k for k in free if moved[k] != wished[k]]
        if not bound:
            for k, part in zip(free, _rounded(rest, [weights[k] for k in free]), strict=True):
                parts[k] = part
            break
        # Settle the bounds that cannot be undone by the others: the lower ones when bounds cost
        # more than they leave, otherwise the upper ones.
        change = sum((moved[k] - wished[k] for k in bound), Decimal(0))
        settled = [k for k in bound if change == 0 or (moved[k] > wished[k]) == (change > 0)]
        for k in settled:
            parts[k] = moved[k]
            rest -= moved[k]
        free = [k for k in free if k not in settled]
    return parts


def _within(part: Decimal, low: Decimal, high: Decimal | None) -> Decimal:
    if high is not None and part > high:
        return high
    return max(part, low)


def _rounded(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Proportional parts, rounded down, and the fen left over to the largest remainders."""
    total = sum(weights, Decimal(0))
    if not total:
        return [ZERO] * len(weights)
    # Whole fen and an exact remainder each, so that equal remainders are seen to be equal.
    exact = [divmod(amount * 100 * weight, total) for weight in weights]
    spare = int(amount * 100 - sum(fen for fen, _remainder in exact))
    by_remainder = sorted(range(len(exact)), key=lambda k: -exact[k][1])
    lucky = set(by_remainder[:spare])
    return [(fen + (k in lucky)) * FEN for k, (fen, _remainder) in enumerate(exact)]
