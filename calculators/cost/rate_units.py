"""万分之五、1分5厘、月利率，年化是多少 · What is 5 in ten thousand a day, or 1.5 fen, a year?

A rate said by the day, the month or the year, or a charge on a sum for some days, in every other
way: daily = nominal ÷ days of the year, monthly = nominal ÷ 12, effective = (1 + nominal ÷ k)^k − 1
with interest added k times a year (12 unless chosen). A year has 360 days in bank practice and 365
in court and private lending: 0.05 % a day is 18.00 % or 18.25 %, and 20.02 % when it compounds.

Rounding: none; rates are shown to the places printed. Source: the conversion of the People's Bank
of China (year ÷ 12, year ÷ 360); PBoC announcement 2021 no. 3 for simple and compound;
`about/method`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calculators.law import Figure, Rule, figure, rule
from calculators.maths import money as m
from calculators.page.answer import Answer, Chart, Fact, Next, Table
from calculators.page.fields import (
    MOST_ANNUAL_RATE,
    Invalid,
    Unreadable,
    choice,
    count,
    money,
    rate,
    text,
    tidy,
    to_number,
)
from calculators.page.rates import rate_facts
from calculators.page.words import Number, Percent, Text, Yuan, _

TITLE = _("日息万分之五、月息 1 分 5 厘，年化是多少？")

UNITS = {
    "daily_bp": _("万分之几（日）"),
    "daily": _("%（日）"),
    "monthly": _("%（月）"),
    "monthly_fen": _("几分几厘（月）"),
    "annual_nominal": _("%（年，单利）"),
    "annual_effective": _("%（年，复利）"),
}
_PER = {"daily_bp": "day", "daily": "day", "monthly": "month", "monthly_fen": "month"}
CHARGE = _("或者：一笔钱用了几天，收了多少")
_MOST_EFFECTIVE = Decimal("1e9")
TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True)
class Form:
    rate: str = text(
        _("利率"),
        example="5",
        yields_to=("charge", "principal", "days"),
        hint=_("只写数，单位在下一格选。也可以照原话写：万分之五、1分5厘、1.5%。"),
    )
    unit: str | None = choice(_("这个数的单位"), UNITS, default=None, example="daily_bp")
    day_count: str = choice(
        _("一年按多少天"),
        {"360": _("360 天（银行常用）"), "365": _("365 天（法院、民间借贷常用）")},
    )
    compounding_per_year: int = count(
        _("一年算几次复利"),
        low=1,
        high=366,
        unit=_("次"),
        default=12,
        more=True,
        hint=_("按月填 12，按日填 360 或 365，按年填 1。"),
    )
    charge: Decimal | None = money(
        _("收了多少利息和费用"), low=Decimal("0.01"), group=CHARGE, hint=_("例如借 7 天收 300 元。")
    )
    principal: Decimal | None = money(_("到手多少"), low=Decimal("0.01"), group=CHARGE)
    days: int | None = count(_("用了几天"), low=1, high=36500, unit=_("天"), group=CHARGE)


EXAMPLES = {
    "self_employed": {"rate": "2", "unit": "monthly_fen", "day_count": "365"},
    "couple": {"rate": "23.4", "unit": "annual_nominal", "day_count": "360"},
}


@dataclass(frozen=True)
class Basis:
    """The same rate with a year of `days`: rates are fractions.

    `monthly_compound` and `daily_compound` are effective annual rates, `None` beyond telling.
    """

    days: int
    daily_rate: Decimal
    monthly_rate: Decimal
    annual_nominal: Decimal
    monthly_compound: Decimal | None
    daily_compound: Decimal | None


@dataclass(frozen=True)
class Result:
    """Rates as fractions. `annual_effective` compounds as often a year as was asked for.

    `bases` has everything with 360 and with 365 days; `annual_effective_daily` is compounded every
    day. `annual_effective_term` is what a charge comes to if it is repeated term after term. An
    effective rate is `None` when it is too large to mean anything (above 10^9). `unit` is the one
    the rate was read in, `None` for a charge.
    """

    daily_rate: Decimal
    monthly_rate: Decimal
    annual_nominal: Decimal
    annual_effective: Decimal | None
    annual_effective_daily: Decimal | None
    annual_effective_term: Decimal | None
    bases: tuple[Basis, ...]
    unit: str | None = None


def calculate(form: Form) -> Result:
    """Turn whatever was said into a nominal rate a year, and that into everything else."""
    if form.charge is not None or form.principal is not None or form.days is not None:
        return _of_charge(form)
    if not form.rate:
        raise Invalid(rate=_("请填利率，例如 5；或者填下面收了多少、到手多少和用了几天。"))
    unit = _unit(form)
    fraction = _read(form.rate, unit)
    result = _converted(form, fraction, unit)
    if result.annual_nominal > MOST_ANNUAL_RATE:
        raise Invalid(
            rate=_("折成年化超过 {most}，请核对数和单位。", most=Percent(MOST_ANNUAL_RATE))
        )
    return result


_READERS = {
    per: rate(_("利率"), per=per, high=MOST_ANNUAL_RATE).metadata["question"].read
    for per in ("day", "month", "year")
}


def _unit(form: Form) -> str:
    """The unit that was chosen; without one, the unit of the words: 万分之 is daily, 分 monthly."""
    if form.unit is not None:
        return form.unit
    said = tidy(form.rate)
    if "分之" in said or said[:1] in ("万", "千"):
        return "daily"
    if "分" in said or "厘" in said:
        return "monthly_fen"
    raise Invalid(unit=_("请选这个数的单位：按日、按月还是按年。"))


def _read(typed: str, unit: str) -> Decimal:
    """The fraction for the period of the unit."""
    plain = to_number(typed)
    if plain is not None and unit == "daily_bp" and plain >= 0:
        return plain.scaleb(-4)
    try:
        fraction = _READERS[_PER.get(unit, "year")](typed)
    except Unreadable as unreadable:
        raise Invalid(rate=unreadable.sentence) from None
    return Decimal(fraction)


def _converted(form: Form, fraction: Decimal, unit: str) -> Result:
    bases = tuple(_basis(fraction, unit, days, form.compounding_per_year) for days in (360, 365))
    chosen = bases[form.day_count == "365"]
    k = form.compounding_per_year
    return Result(
        daily_rate=chosen.daily_rate,
        monthly_rate=chosen.monthly_rate,
        annual_nominal=chosen.annual_nominal,
        annual_effective=fraction
        if unit == "annual_effective"
        else _compounded(chosen.annual_nominal, k),
        annual_effective_daily=chosen.daily_compound,
        annual_effective_term=None,
        bases=bases,
        unit=unit,
    )


def _basis(fraction: Decimal, unit: str, days: int, k: int) -> Basis:
    match unit:
        case "daily_bp" | "daily":
            nominal = fraction * days
        case "monthly" | "monthly_fen":
            nominal = fraction * 12
        case "annual_nominal":
            nominal = fraction
        case "annual_effective":
            nominal = ((1 + fraction) ** (Decimal(1) / k) - 1) * k
        case _:
            raise ValueError(f"unit: no such unit: {unit!r}")
    return Basis(
        days=days,
        daily_rate=fraction if unit in ("daily_bp", "daily") else nominal / days,
        monthly_rate=nominal / 12,
        annual_nominal=nominal,
        monthly_compound=_compounded(nominal, 12),
        daily_compound=_compounded(nominal, days),
    )


def _compounded(nominal: Decimal, times: int) -> Decimal | None:
    """(1 + nominal ÷ times)^times − 1, or `None` where it is too large to mean anything."""
    effective = (1 + nominal / times) ** times - 1
    return effective if effective <= _MOST_EFFECTIVE else None


def _of_charge(form: Form) -> Result:
    if form.rate:
        raise Invalid(rate=_("利率和收费只填一样。要按收费算，请把这一格清空。"))
    missing = {
        "charge": (form.charge, _("请填收了多少，例如 300。")),
        "principal": (form.principal, _("请填到手多少，例如 10000。")),
        "days": (form.days, _("请填用了几天，例如 7。")),
    }
    unknown = {name: sentence for name, (value, sentence) in missing.items() if value is None}
    if unknown or form.charge is None or form.principal is None or form.days is None:
        raise Invalid(**unknown)
    whole = form.principal * form.days
    bases = tuple(_charged(form.charge, whole, days) for days in (360, 365))
    chosen = bases[form.day_count == "365"]
    grown = (1 + form.charge / form.principal).ln() * chosen.days / form.days
    known = grown < _MOST_EFFECTIVE.ln()
    return Result(
        daily_rate=chosen.daily_rate,
        monthly_rate=chosen.monthly_rate,
        annual_nominal=chosen.annual_nominal,
        annual_effective=_compounded(chosen.annual_nominal, form.compounding_per_year),
        annual_effective_daily=chosen.daily_compound,
        annual_effective_term=grown.exp() - 1 if known else None,
        bases=bases,
    )


def _charged(charge: Decimal, principal_days: Decimal, days: int) -> Basis:
    nominal = charge * days / principal_days
    return Basis(
        days=days,
        daily_rate=charge / principal_days,
        monthly_rate=charge * days / (principal_days * 12),
        annual_nominal=nominal,
        monthly_compound=_compounded(nominal, 12),
        daily_compound=_compounded(nominal, days),
    )


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """The yearly rate first, simple and compound; then every other way of saying it."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=_charts(result),
        tables=(_table(result),),
        working=_working(form, result),
        assumptions=(
            _("360 天是银行借款和信用卡的常用算法；法院、民间借贷和比利率线时多按 365 天。"),
            _("月利率按年利率 ÷ 12，不按每月的天数。"),
            _("这里只换算单位。分期的月费率按原始本金收，不能直接当月利率填。"),
        ),
        sources=_sources(result),
        next=(
            Next("real_rate", _("对方说的是分期费率？折成真实年化。")),
            Next("all_in_cost", _("还收了担保费、会员费？按日期全部算进来。")),
            Next("rate_cap", _("和各条利率线比一比。")),
        ),
    )


def _effective(value: Decimal | None) -> Any:
    return Percent(value) if value is not None else _("大到没有意义")


def _headline(form: Form, result: Result) -> Text:
    if form.compounding_per_year == 12:
        return _(
            "年化 {nominal}（单利，一年按 {days} 天），按月复利是 {effective}。",
            nominal=Percent(result.annual_nominal),
            days=int(form.day_count),
            effective=_effective(result.annual_effective),
        )
    return _(
        "年化 {nominal}（单利，一年按 {days} 天）；一年复利 {times} 次是 {effective}。",
        nominal=Percent(result.annual_nominal),
        days=int(form.day_count),
        times=form.compounding_per_year,
        effective=_effective(result.annual_effective),
    )


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [Fact(_("日利率"), Percent(result.daily_rate, 6))]
    if form.compounding_per_year == 12 and result.annual_effective is not None:
        facts += rate_facts(result.monthly_rate, result.annual_nominal, result.annual_effective)
    else:
        facts += [
            Fact(_("月利率"), Percent(result.monthly_rate, 4)),
            Fact(_("年化（单利）"), Percent(result.annual_nominal)),
            Fact(
                _("年化（复利，一年 {times} 次）", times=form.compounding_per_year),
                _effective(result.annual_effective),
            ),
        ]
    facts.append(Fact(_("年化（按日复利）"), _effective(result.annual_effective_daily)))
    if result.annual_effective_term is not None:
        facts.append(
            Fact(
                _("一期接一期借下去的年化"),
                Percent(result.annual_effective_term),
                _("每到期就连本带息再借，借满一年。"),
            )
        )
    for label, days in ((_("1 万元用 1 天"), 1), (_("1 万元用 30 天"), 30)):
        facts.append(Fact(label, Yuan(m.fen(TEN_THOUSAND * result.daily_rate * days))))
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    short, long = result.bases
    notes = []
    if short.annual_nominal != long.annual_nominal and long.daily_compound is not None:
        notes.append(
            _(
                "一年按 360 天是 {short}，按 365 天是 {long}，按日复利是 {daily}。三个数都有人用，先问是哪一个。",
                short=Percent(short.annual_nominal),
                long=Percent(long.annual_nominal),
                daily=Percent(long.daily_compound),
            )
        )
    if result.unit == "monthly_fen":
        notes.append(
            _(
                "口头的“分”多指月息：1 分是每月 1%，1 厘是 0.1%。说年息时 1 分又可能是 10%，要问清楚。"
            )
        )
    if form.charge is not None:
        notes.append(_("到手的钱才算本金。先扣掉的，请从本金里减去再填。"))
    notes.append(_("同一个利率，按天说显得最小，按年复利说显得最大，欠的钱是一样的。"))
    return notes


def _charts(result: Result) -> tuple[Chart, ...]:
    long = result.bases[1]
    if long.daily_compound is None or long.monthly_compound is None or long.annual_nominal > 10:
        return ()
    points = (
        (_("单利，360 天"), (result.bases[0].annual_nominal,)),
        (_("单利，365 天"), (long.annual_nominal,)),
        (_("按月复利，365 天"), (long.monthly_compound,)),
        (_("按日复利，365 天"), (long.daily_compound,)),
    )
    return (Chart(_("同一个利率的几种年化"), (_("年化"),), points, shape="bar", unit="percent"),)


def _table(result: Result) -> Table:
    short, long = result.bases

    def line(label: Text, name: str, places: int) -> tuple[Any, ...]:
        cells = (getattr(basis, name) for basis in (short, long))
        return (label, *(_effective(x) if x is None else Percent(x, places) for x in cells))

    return Table(
        _("换成别的说法"),
        (_("怎么说"), _("一年按 360 天"), _("一年按 365 天")),
        [
            line(_("日利率"), "daily_rate", 6),
            line(_("月利率"), "monthly_rate", 4),
            line(_("年化（单利）"), "annual_nominal", 2),
            line(_("年化（按月复利）"), "monthly_compound", 2),
            line(_("年化（按日复利）"), "daily_compound", 2),
        ],
        download="rates",
    )


def _working(form: Form, result: Result) -> list[Text]:
    days = int(form.day_count)
    lines = []
    if form.charge is not None and form.principal is not None and form.days is not None:
        lines.append(
            _(
                "日利率 = 收费 ÷ 到手 ÷ 天数 = {charge} ÷ {principal} ÷ {n} = {daily}",
                charge=Yuan(form.charge),
                principal=Yuan(form.principal),
                n=form.days,
                daily=Percent(result.daily_rate, 6),
            )
        )
    nominal, k = Percent(result.annual_nominal, 4), form.compounding_per_year
    match result.unit:
        case "monthly" | "monthly_fen":
            monthly = Percent(result.monthly_rate, 6)
            lines.append(
                _(
                    "年化（单利）= 月利率 × 12 = {monthly} × 12 = {nominal}",
                    monthly=monthly,
                    nominal=nominal,
                )
            )
        case "annual_effective":
            lines.append(
                _(
                    "年化（单利）= ((1 + {effective})^{{1 ÷ {k}}} − 1) × {k} = {nominal}",
                    effective=_effective(result.annual_effective),
                    k=k,
                    nominal=nominal,
                )
            )
        case "annual_nominal":
            pass
        case _:
            daily = Percent(result.daily_rate, 6)
            lines.append(
                _(
                    "年化（单利）= 日利率 × {days} = {daily} × {days} = {nominal}",
                    days=days,
                    daily=daily,
                    nominal=nominal,
                )
            )
    if result.unit not in ("daily_bp", "daily", None):
        lines.append(
            _(
                "日利率 = 年化（单利）÷ {days} = {daily}",
                days=days,
                daily=Percent(result.daily_rate, 6),
            )
        )
    if result.unit != "annual_effective":
        lines.append(
            _(
                "年化（复利）= (1 + {nominal} ÷ {k})^{{{k}}} − 1 = {effective}",
                nominal=nominal,
                k=k,
                effective=_effective(result.annual_effective),
            )
        )
    if result.annual_effective is not None and result.annual_nominal:
        lines.append(
            _(
                "复利是单利的 {times} 倍",
                times=Number(result.annual_effective / result.annual_nominal, 3),
            )
        )
    return lines


def _sources(result: Result) -> tuple[Figure | Rule, ...]:
    custom = figure("card_daily_rate")
    if result.daily_rate == custom.value:
        return (rule("pboc-2021-3-apr"), custom)
    return (rule("pboc-2021-3-apr"),)
