"""How a rate is said: by the month and by the year, simple and compound, and who uses which."""

from __future__ import annotations

from decimal import Decimal

from calculators.page.answer import Fact
from calculators.page.words import Percent, _


def rate_facts(
    monthly_rate: Decimal, annual_nominal: Decimal, annual_effective: Decimal
) -> tuple[Fact, ...]:
    """The three forms of one rate, each with the authority that uses it."""
    return (
        Fact(_("真实月利率"), Percent(monthly_rate, 4)),
        Fact(
            _("真实年化（单利，月利率 × 12）"),
            Percent(annual_nominal),
            _("银行页面上的“近似折算年化利率（单利法）”是这个算法。"),
        ),
        Fact(
            _("真实年化（复利，按月计息）"),
            Percent(annual_effective),
            _("同一笔钱按复利说的年利率，也叫有效年利率；数字总是大一些。"),
        ),
    )
