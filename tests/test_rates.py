"""The search for a rate, where a single payment a month later makes it paid ÷ received − 1."""

from decimal import Decimal

import pytest

from calculators.maths.rates import monthly_rate

ZERO = Decimal(0)


@pytest.mark.parametrize(
    ("received", "paid", "rate"),
    [
        ("1", "1000000", "999999"),
        ("1", "1000001", "1000000"),
        ("1", "1000002", None),
        ("1000", "11", "-0.989"),
        ("1000", "10", "-0.99"),
        ("1000", "9", None),
    ],
)
def test_a_rate_outside_of_what_is_searched_is_no_rate(
    received: str, paid: str, rate: str | None
) -> None:
    found = monthly_rate(Decimal(received), [ZERO, Decimal(paid)])

    if rate is None:
        assert found is None
    else:
        assert found is not None
        assert abs(found - Decimal(rate)) <= Decimal("1e-15") * (1 + abs(found))
