"""Money: `Decimal` yuan, rounded to the fen wherever a contract bills an amount, never elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal

FEN = Decimal("0.01")
ZERO = Decimal("0.00")
# Powers and divisions are exact to some fifty digits only: a tie or a whole fen that they miss by
# the last digit is restored before rounding.
_NOISE = Decimal("1e-20")

Billing = Callable[[Decimal], Decimal]
"""Turns a computed amount into the amount that is billed."""


def fen(amount: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    """Return `amount` to the fen; half a fen goes up (四舍五入) unless another mode is named."""
    return amount.quantize(_NOISE).quantize(FEN, rounding)


def fen_down(amount: Decimal) -> Decimal:
    """Return `amount` without what is below a fen: what someone can pay is never rounded up."""
    return fen(amount, ROUND_DOWN)


def fen_up(amount: Decimal) -> Decimal:
    """Return `amount` with any part of a fen made whole."""
    return fen(amount, ROUND_UP)


def fen_half_even(amount: Decimal) -> Decimal:
    """Return `amount` to the fen; half a fen goes to the even neighbour (银行家舍入)."""
    return fen(amount, ROUND_HALF_EVEN)


def unrounded(amount: Decimal) -> Decimal:
    """Return `amount` as it is: nothing is rounded inside, as in a spreadsheet."""
    return amount
