"""Paying several debts month by month out of one budget, and one card by its minimum payment.

Inside, money is counted in whole fen as `int`: exact, and quick enough for 100 debts in a browser.
Interest is balance × annual rate ÷ 12, rounded half up to the fen, once a month.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from calculators.maths.money import FEN, ZERO, fen_up
from calculators.maths.schedule import level_payment

MOST_MONTHS = 600
MOST_MINIMUM_MONTHS = 12_000
"""A thousand years: minimum payments that need longer are called never."""


@dataclass(frozen=True, slots=True)
class Debt:
    """What is owed now, the annual rate as a fraction, and the payment due every month, in yuan."""

    balance: Decimal
    annual_rate: Decimal
    minimum: Decimal


@dataclass(frozen=True, slots=True)
class Month:
    """One month of all debts together, in yuan; `payments` and `balances` by debt, as listed."""

    number: int
    payment: Decimal
    interest: Decimal
    balance: Decimal
    payments: tuple[Decimal, ...]
    balances: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Payoff:
    """`months` is `None` when something is still owed after `MOST_MONTHS`; sums are then so far.

    `ends` is the month in which each debt is paid off, as listed. `short_months` counts months whose
    money did not cover every minimum, `first_short` is the first of them.
    """

    order: tuple[int, ...]
    months: int | None
    total_interest: Decimal
    total_payment: Decimal
    ends: tuple[int | None, ...]
    totals: tuple[Decimal, ...]
    short_months: int
    first_short: int | None
    rows: tuple[Month, ...]


def to_fen(amount: Decimal) -> int:
    """Yuan as whole fen."""
    return int(amount * 100)


def to_yuan(fen: int) -> Decimal:
    """Whole fen as yuan with two decimals."""
    return Decimal(fen).scaleb(-2)


def avalanche(debts: Sequence[Debt]) -> list[int]:
    """Highest rate first; of equal rates the smaller balance."""
    return sorted(range(len(debts)), key=lambda k: (-debts[k].annual_rate, debts[k].balance))


def snowball(debts: Sequence[Debt]) -> list[int]:
    """Smallest balance first; of equal balances the higher rate."""
    return sorted(range(len(debts)), key=lambda k: (debts[k].balance, -debts[k].annual_rate))


def repay(
    debts: Sequence[Debt],
    order: Sequence[int],
    budgets: Sequence[int],
    *,
    resort: bool = False,
    keep_rows: bool = False,
) -> Payoff:
    """Pay `debts` in `order` with `budgets` (fen of each month, at most `MOST_MONTHS`).

    Every month: interest on every debt, then every minimum in the order, then the rest to the first
    debt in the order and on to the next in the same month. What a paid debt needed stays in the
    budget. `resort` puts the smallest balance first again every month.
    """
    owed = [to_fen(debt.balance) for debt in debts]
    minimums = [to_fen(debt.minimum) for debt in debts]
    # interest = (owed × up + half) // down is owed × annual rate ÷ 12, half a fen up
    ratios = [debt.annual_rate.as_integer_ratio() for debt in debts]
    ups = [2 * up for up, _down in ratios]
    downs = [24 * down for _up, down in ratios]
    halves = [12 * down for _up, down in ratios]
    payable = sum(budgets)
    total = sum(owed)
    live = [k for k in order if owed[k]]
    ends: list[int | None] = [None] * len(debts)
    all_interest = all_paid = short_months = 0
    first_short: int | None = None
    totals: list[Decimal] = []
    rows: list[Month] = []
    for number, money in enumerate(budgets, 1):
        # Nothing can be cleared any more once more is owed than all months to come can bring.
        if not live or total > payable:
            break
        payable -= money
        before, interest, short = money, 0, False
        if resort:
            live.sort(key=owed.__getitem__)
        paid = dict.fromkeys(live, 0) if keep_rows else {}
        for k in live:
            due = (owed[k] * ups[k] + halves[k]) // downs[k]
            interest += due
            left = owed[k] + due
            part = minimums[k] if minimums[k] < left else left
            if part > money:
                part, short = money, True
            money -= part
            owed[k] = left - part
            if keep_rows:
                paid[k] = part
        for k in live:
            if not money:
                break
            part = owed[k] if owed[k] < money else money
            money -= part
            owed[k] -= part
            if keep_rows:
                paid[k] += part
        for k in live:
            if not owed[k]:
                ends[k] = number
        live = [k for k in live if owed[k]]
        total += interest - (before - money)
        all_interest += interest
        all_paid += before - money
        totals.append(to_yuan(total))
        if short:
            short_months += 1
            first_short = first_short or number
        if keep_rows:
            rows.append(
                Month(
                    number,
                    to_yuan(before - money),
                    to_yuan(interest),
                    to_yuan(total),
                    tuple(to_yuan(paid.get(k, 0)) for k in range(len(debts))),
                    tuple(map(to_yuan, owed)),
                )
            )
    return Payoff(
        order=tuple(order),
        months=None if live else len(totals),
        total_interest=to_yuan(all_interest),
        total_payment=to_yuan(all_paid),
        ends=tuple(ends),
        totals=tuple(totals),
        short_months=short_months,
        first_short=first_short,
        rows=tuple(rows),
    )


def level_budget(debts: Sequence[Debt]) -> Decimal:
    """A level budget that pays all debts off in `MOST_MONTHS`: the sum of their level payments.

    A little more than the least, as money set free by one debt then goes to the others.
    """
    payments = [level_payment(debt.balance, debt.annual_rate, MOST_MONTHS) for debt in debts]
    budget = sum((fen_up(payment) for payment in payments), ZERO)
    order = avalanche(debts)
    more = FEN * len(debts)
    while repay(debts, order, [to_fen(budget)] * MOST_MONTHS).months is None:
        budget += more  # interest rounded up a little can outgrow a bare level payment
        more *= 2
    return budget


def budget_for(debts: Sequence[Debt], months: int) -> Decimal:
    """The smallest level budget that pays all debts off in `months`, highest rate first."""
    order = avalanche(debts)
    first = sum(to_fen(debt.balance * debt.annual_rate / 12) for debt in debts)
    low, high = 0, first + 1
    while repay(debts, order, [high] * months).months is None:
        low, high = high, high * 2
    while low + 1 < high:
        middle = (low + high) // 2
        if repay(debts, order, [middle] * months).months is None:
            low = middle
        else:
            high = middle
    return to_yuan(high)


# --- one card -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Statement:
    """One month of a card: interest on the opening balance, then the payment. Yuan."""

    number: int
    interest: Decimal
    minimum: Decimal
    payment: Decimal
    principal: Decimal
    balance: Decimal


def share_of(fraction: tuple[int, int]) -> Callable[[int], int]:
    """A function that gives numerator ÷ denominator of an amount in fen, half a fen up."""
    up, down = fraction
    return lambda fen: (2 * fen * up + down) // (2 * down)


def pay_card(
    balance: Decimal,
    interest: Callable[[int], int],
    minimum: Callable[[int, int], int],
    payment: Callable[[int], int],
) -> tuple[Statement, ...] | None:
    """Statements until the card is paid off, or `None` when it never is.

    All three work in fen: `interest(balance)`, `minimum(balance, interest)` before it is capped at
    what is owed, `payment(minimum)`. A last remainder under one yuan that a rounded minimum no
    longer reduces is paid at once.
    """
    rows = []
    owed = to_fen(balance)
    while owed:
        due = interest(owed)
        least = min(minimum(owed, due), owed + due)
        part = min(payment(least), owed + due)
        if part <= due:
            if owed >= 100:
                return None
            part = owed + due
        owed += due - part
        rows.append((due, least, part, owed))
        if len(rows) > MOST_MINIMUM_MONTHS:
            return None
    return tuple(
        Statement(
            number, to_yuan(due), to_yuan(least), to_yuan(part), to_yuan(part - due), to_yuan(left)
        )
        for number, (due, least, part, left) in enumerate(rows, 1)
    )


def payment_that_clears(balance: Decimal, interest: Callable[[int], int], months: int) -> Decimal:
    """The smallest level payment that clears a card within `months`, by halving the interval."""
    start = to_fen(balance)

    def clears(part: int) -> bool:
        owed = start
        for _month in range(months):
            owed += interest(owed) - part
            if owed <= 0:
                return True
        return False

    low, high = 0, start + interest(start)
    while low + 1 < high:
        middle = (low + high) // 2
        if clears(middle):
            high = middle
        else:
            low = middle
    return to_yuan(high)
