"""Repayment schedules with payments at the end of each month.

Amounts are rounded where they are billed, by a `Billing`; interest is multiplied first and divided
last, and the last row takes whatever is left, so the balance always ends at exactly nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from calculators.maths.annuity import NEGLIGIBLE
from calculators.maths.money import ZERO, Billing


@dataclass(frozen=True, slots=True)
class Row:
    """One instalment: payment = interest + principal; `balance` is what remains after it."""

    number: int
    payment: Decimal
    interest: Decimal
    principal: Decimal
    balance: Decimal


def level_payment(balance: Decimal, annual_rate: Decimal, months: int) -> Decimal:
    """P r / (1 − (1+r)^−n) with r = annual rate ÷ 12; P / n when r is nothing. Not rounded."""
    r = annual_rate / 12
    if r < NEGLIGIBLE:
        return balance / months
    return balance * r / (1 - (1 + r) ** -months)


def stepped_payments(
    balance: Decimal, annual_rate: Decimal, months: int, step_rate: Decimal, step_months: int
) -> list[Decimal]:
    """递增还款: payments that grow by the fraction `step_rate` every `step_months`. Not rounded.

    The first is P ÷ Σ (1+g)^⌊(k−1)/m⌋ / (1+r)^k over k = 1 … n.
    """
    growth = [(1 + step_rate) ** (k // step_months) for k in range(months)]
    discount = 1 / (1 + annual_rate / 12)
    worth = sum((g * discount ** (k + 1) for k, g in enumerate(growth)), Decimal(0))
    return [balance / worth * g for g in growth]


def level(
    balance: Decimal,
    annual_rate: Decimal,
    payments: Sequence[Decimal],
    bill: Billing,
    first: int = 1,
) -> list[Row]:
    """等额本息: each of `payments` covers the interest, the rest repays; the last row clears."""
    return _rows(
        balance,
        range(first, first + len(payments)),
        _interest(annual_rate, bill),
        lambda number, due: payments[number - first] - due,
    )


def equal_principal(
    balance: Decimal,
    annual_rate: Decimal,
    months: int,
    bill: Billing,
    first: int = 1,
    part: Decimal | None = None,
) -> list[Row]:
    """等额本金: the same part of the balance every month, and interest on what is left.

    A `part` fixed beforehand ends the schedule earlier when the balance is gone.
    """
    if part is None:
        part = bill(balance / months)
    numbers = range(first, first + months)
    return _rows(balance, numbers, _interest(annual_rate, bill), lambda number, due: part)


def flat(balance: Decimal, annual_rate: Decimal, months: int, bill: Billing) -> list[Row]:
    """等本等息: equal parts, and every month the same fee on the original amount.

    With a rate of nothing it is 停息分期: the balance in equal parts.
    """
    part, fee = bill(balance / months), bill(balance * annual_rate / 12)
    return _rows(balance, range(1, months + 1), lambda left: fee, lambda number, due: part)


def interest_only(balance: Decimal, annual_rate: Decimal, months: int, bill: Billing) -> list[Row]:
    """先息后本: interest every month, the whole balance with the last."""
    interest = _interest(annual_rate, bill)
    return _rows(balance, range(1, months + 1), interest, lambda number, due: ZERO)


def bullet(balance: Decimal, annual_rate: Decimal, months: int, bill: Billing) -> list[Row]:
    """利随本清: one row, the balance and simple interest for all months at the end."""
    due = bill(balance * annual_rate * months / 12)
    return [Row(months, balance + due, due, balance, ZERO)]


def by_method(
    method: str, balance: Decimal, annual_rate: Decimal, months: int, bill: Billing
) -> list[Row]:
    """The rows of a way of repaying, billed throughout. Raises ValueError for a name unknown."""
    match method:
        case "level_payment":
            payment = bill(level_payment(balance, annual_rate, months))
            return level(balance, annual_rate, [payment] * months, bill)
        case "equal_principal":
            return equal_principal(balance, annual_rate, months, bill)
        case "flat":
            return flat(balance, annual_rate, months, bill)
        case "interest_only":
            return interest_only(balance, annual_rate, months, bill)
        case "bullet":
            return bullet(balance, annual_rate, months, bill)
        case "principal_only":
            return flat(balance, Decimal(0), months, bill)
    raise ValueError(f"method: no such way of repaying: {method!r}")


def grace(
    balance: Decimal, annual_rate: Decimal, months: int, kind: str, bill: Billing
) -> list[Row]:
    """宽限期: the first `months` rows, in which no principal is due.

    `interest_only` pays the interest; `capitalised` adds it to the balance (a negative principal
    part, so that principal parts still sum to the loan); `waived` charges none.
    """
    interest = _interest(annual_rate, bill)
    rows = []
    for number in range(1, months + 1):
        due = ZERO if kind == "waived" else interest(balance)
        added = due if kind == "capitalised" else ZERO
        balance += added
        rows.append(Row(number, due - added, due, -added, balance))
    return rows


def _interest(annual_rate: Decimal, bill: Billing) -> Callable[[Decimal], Decimal]:
    return lambda balance: bill(balance * annual_rate / 12)


def _rows(
    balance: Decimal,
    numbers: range,
    interest: Callable[[Decimal], Decimal],
    principal: Callable[[int, Decimal], Decimal],
) -> list[Row]:
    """Rows that pay off `balance`, fewer when it is gone earlier; the last takes the rest.

    `interest(balance)` is billed for a month; `principal(number, due)` is the part that the
    instalment is meant to repay.
    """
    rows = []
    for number in numbers:
        due = interest(balance)
        part = balance if number == numbers[-1] else min(principal(number, due), balance)
        balance -= part
        rows.append(Row(number, due + part, due, part, balance))
        if not balance:
            break
    return rows
