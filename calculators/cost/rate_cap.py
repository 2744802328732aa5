"""和各条利率线比一比 · How does this rate stand beside each ceiling?

Which ceilings can be held beside a loan depends on who lent the money and when. For each of them:
allowed = principal × ceiling × days ÷ 365, excess = charged − allowed; and the yearly rate, simple
and effective, beside the ceiling, because the texts do not say which is meant. It informs: whether
anything follows is for the lender to explain and, in the end, for a court.

Rounding: the amount allowed on each stretch of principal to the fen, half up. Source: the figures
in `law`, of which the answer shows those it used; `about/method`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calculators.law import Figure, Rule, figure, rule
from calculators.maths import money as m
from calculators.maths.rates import monthly_of_effective
from calculators.page.answer import Answer, Chart, Fact, Next, Table
from calculators.page.fields import Invalid, choice, count, day, money, rate, rows
from calculators.page.words import Number, Percent, Text, Yuan, _

TITLE = _("和各条利率线比一比：我这笔在哪里？")

LENDERS = {
    "bank": _("银行贷款"),
    "card": _("信用卡"),
    "assisted": _("银行和平台合作的网贷（助贷）"),
    "consumer_finance": _("消费金融公司"),
    "microloan": _("小额贷款公司"),
    "other_licensed": _("信托、汽车金融、典当、融资租赁等持牌机构"),
    "private": _("个人，或普通公司偶尔出借"),
    "unlicensed": _("没有牌照、专门放贷的"),
    "claimant": _("担保公司、保险公司、债权受让人来追的"),
    "unknown": _("还不知道是谁"),
}
LICENSED = ("bank", "card", "assisted", "consumer_finance", "microloan", "other_licensed")
REGULATORS = {
    "assisted": "assisted_lending_line",
    "microloan": "microloan_line",
    "consumer_finance": "consumer_finance_line",
}
LPR_UNVERIFIED_FROM = datetime.date(2026, 10, 20)
"""The first monthly announcement that the figure lpr_1y says was not verified."""

_MULTIPLE_SINCE = figure("private_lending_multiple").since
BY_AMOUNT = _("按金额比：一段时间里收了多少")
_MOST_EFFECTIVE = Decimal("1e9")


@dataclass(frozen=True)
class Segment:
    principal: Decimal = money(_("这段时间的本金"), low=Decimal("0.01"), required=True)
    days: int = count(_("天数"), low=1, high=36500, unit=_("天"), required=True)


@dataclass(frozen=True)
class Form:
    lender_kind: str = choice(
        _("谁放的款"), LENDERS, default="unknown", example="bank",
        hint=_("看合同和信用报告上的放款方，不看 App 的名字。"),
    )  # fmt: skip
    contract_date: datetime.date | None = day(
        _("合同成立日"), example="2025-06-18", hint=_("签约或放款那天。不填就按现在能查到的比。")
    )
    annual_rate: Decimal | None = rate(
        _("年利率"),
        per="year",
        example="21.6",
        hint=_("包含全部费用的年化最好；先用前面的计算器算。"),
    )
    rate_convention: str = choice(
        _("这个年利率是"),
        {"nominal": _("单利（IRR × 12、合同利率）"), "effective": _("复利（XIRR、有效年利率）")},
    )
    balance: Decimal | None = money(
        _("欠款余额"),
        low=Decimal("0.01"),
        more=True,
        hint=_("只有利率、没有金额时填，按这个余额占用一年比。"),
    )
    principal: Decimal | None = money(
        _("本金"), low=Decimal("0.01"), group=BY_AMOUNT, example="46000", hint=_("实际占用的本金。")
    )
    days: int | None = count(
        _("占用天数"), low=1, high=36500, unit=_("天"), group=BY_AMOUNT, example="24"
    )
    charged: Decimal | None = money(
        _("这段时间收的利息、罚息、违约金和费用合计"),
        group=BY_AMOUNT,
        example="662.40",
        hint=_("全部加在一起，包括付给担保方的。"),
    )
    segments: tuple[Segment, ...] = rows(
        _("本金有变化时，一段一段填"),
        Segment,
        default=(),
        more=True,
        hint=_("填了这里，上面的本金和天数请留空。"),
    )
    day_count: str = choice(
        _("一年按多少天"),
        {"365": _("365 天（法院和比利率线常用）"), "360": _("360 天")},
        more=True,
    )
    cap_annual_rate: Decimal | None = rate(
        _("自己填一条线"), per="year", more=True, hint=_("例如合同、判决或别人说的上限。")
    )
    lpr: Decimal | None = rate(
        _("一年期 LPR"),
        per="year",
        more=True,
        hint=_("只用于民间借贷。查不到或没核对的月份，自己填当时公布的数。"),
    )
    filing_date: datetime.date | None = day(
        _("起诉日"), more=True, hint=_("只用于 {since}以前成立的民间借贷。", since=_MULTIPLE_SINCE)
    )


EXAMPLES = {
    "self_employed": {
        "lender_kind": "microloan",
        "contract_date": "2025-04-08",
        "annual_rate": "36",
        "principal": "58000",
        "days": "140",
        "charged": "8120",
    },
    "couple": {
        "lender_kind": "consumer_finance",
        "contract_date": "2026-05-20",
        "annual_rate": "23.4",
        "balance": "35000",
    },
}


@dataclass(frozen=True)
class Line:
    """One ceiling beside the loan, numbered from 1. Money in yuan, rates as fractions a year.

    `name`: court, assisted_lending, microloan, consumer_finance, private, private_filing,
    old_supported, old_void or typed. `since` and `until` are the days of the figure. `excess` is
    charged − allowed, so negative below; `exceeds` goes by amounts where there are any, else by the
    nominal rate. What cannot be compared is `None`. `verified` is False for an unverified LPR.
    """

    number: int
    name: str
    annual_rate: Decimal
    allowed: Decimal | None
    excess: Decimal | None
    exceeds: bool | None
    nominal_exceeds: bool | None
    effective_exceeds: bool | None
    since: datetime.date | None = None
    until: datetime.date | None = None
    multiple: Decimal | None = None
    lpr: Decimal | None = None
    verified: bool = True


@dataclass(frozen=True)
class Result:
    """`lines` as above; the loan's own rates; `charged` is what the lines are compared with.

    `charged_annual_rate` is charged × year ÷ (principal × days), the simple rate that was really
    taken. Without amounts, and without a rate, what cannot be known is `None`.
    """

    lines: tuple[Line, ...]
    annual_nominal: Decimal | None
    annual_effective: Decimal | None
    charged: Decimal | None
    charged_annual_rate: Decimal | None
    principal_days: Decimal

    @property
    def rows(self) -> tuple[Line, ...]:
        """The lines by their number."""
        return self.lines


def calculate(form: Form) -> Result:
    """Find the ceilings, then hold rates and amounts beside each of them."""
    segments = _segments(form)
    year = int(form.day_count)
    whole = sum((s * d for s, d in segments), Decimal(0))
    nominal = _nominal(form)
    charged = form.charged
    if charged is None and nominal is not None and segments:
        charged = sum((m.fen(s * nominal * d / year) for s, d in segments), m.ZERO)
    taken = form.charged * year / whole if form.charged is not None and whole else None
    if nominal is None:
        nominal = taken
    effective = form.annual_rate if form.rate_convention == "effective" else None
    if effective is None and nominal is not None:
        effective = (1 + nominal / 12) ** 12 - 1
        effective = effective if effective <= _MOST_EFFECTIVE else None
    lines = []
    for number, ceiling in enumerate(_ceilings(form), start=1):
        cap = ceiling.annual_rate
        allowed = sum((m.fen(s * cap * d / year) for s, d in segments), m.ZERO)
        by_amount = bool(segments) and charged is not None
        excess = charged - allowed if by_amount and charged is not None else None
        above = nominal > cap if nominal is not None else None
        if form.annual_rate is None and excess is not None:
            above = excess > 0  # a rate made from the amount itself says no more than the amount
        lines.append(
            Line(
                number=number,
                name=ceiling.name,
                annual_rate=cap,
                allowed=allowed if segments else None,
                excess=excess,
                exceeds=excess > 0 if excess is not None else above,
                nominal_exceeds=above,
                effective_exceeds=effective > cap if effective is not None else above,
                since=ceiling.since,
                until=ceiling.until,
                multiple=ceiling.multiple,
                lpr=ceiling.lpr,
                verified=ceiling.verified,
            )
        )
    return Result(tuple(lines), nominal, effective, charged, taken, whole)


def _nominal(form: Form) -> Decimal | None:
    if form.annual_rate is None or form.rate_convention == "nominal":
        return form.annual_rate
    return 12 * monthly_of_effective(form.annual_rate)


def _segments(form: Form) -> list[tuple[Decimal, int]]:
    """Stretches of principal and days; the balance alone stands for one year."""
    if form.segments:
        if form.principal is not None or form.days is not None:
            field = "principal" if form.principal is not None else "days"
            raise Invalid(**{field: _("已经一段一段填了，请把这一格清空。")})
        return [(segment.principal, segment.days) for segment in form.segments]
    if form.principal is not None and form.days is not None:
        return [(form.principal, form.days)]
    if form.charged is not None:
        if form.principal is None:
            raise Invalid(principal=_("按金额比，要填占用的本金，例如 46000。"))
        raise Invalid(days=_("按金额比，要填占用了几天，例如 24。"))
    if form.days is not None:
        raise Invalid(principal=_("填了天数，还要填占用的本金，例如 46000。"))
    known = form.principal if form.principal is not None else form.balance
    return [(known, int(form.day_count))] if known is not None else []


@dataclass(frozen=True)
class _Ceiling:
    name: str
    annual_rate: Decimal
    since: datetime.date | None = None
    until: datetime.date | None = None
    multiple: Decimal | None = None
    lpr: Decimal | None = None
    verified: bool = True


def _ceilings(form: Form) -> list[_Ceiling]:
    """Every line that can be held beside a loan of this lender and day; the reader's own last."""
    found: list[_Ceiling] = []
    if form.lpr is not None and form.lender_kind != "private":
        raise Invalid(lpr=_("LPR 的倍数只用于民间借贷，这类放款方请清空这一格。"))
    if form.filing_date is not None and not _before_2020(form):
        raise Invalid(
            filing_date=_("只有 {since}以前成立的民间借贷才用得上，请清空。", since=_MULTIPLE_SINCE)
        )
    if form.lender_kind in LICENSED:
        court = figure("court_line_licensed_lender")
        found.append(_Ceiling("court", court.value, court.since))
    if form.lender_kind in REGULATORS:
        line = figure(REGULATORS[form.lender_kind])
        if form.contract_date is None or form.contract_date >= line.since:
            name = REGULATORS[form.lender_kind].removesuffix("_line")
            found.append(_Ceiling(name, line.value, line.since))
    if form.lender_kind == "private":
        found += _private(form)
    if form.cap_annual_rate is not None:
        found.append(_Ceiling("typed", form.cap_annual_rate))
    return found


def _before_2020(form: Form) -> bool:
    """A private loan of before the day from which the multiple of the LPR holds."""
    return (
        form.lender_kind == "private"
        and form.contract_date is not None
        and form.contract_date < _MULTIPLE_SINCE
    )


def _private(form: Form) -> list[_Ceiling]:
    multiple = figure("private_lending_multiple")
    if not _before_2020(form):
        return [_multiple(form, "private", multiple, form.contract_date)]
    if form.filing_date is not None and form.filing_date < multiple.since:
        raise Invalid(
            filing_date=_(
                "{since}以前起诉的，不按 LPR 的倍数。请核对日期，或清空这一格。",
                since=multiple.since,
            )
        )
    found = [_multiple(form, "private_filing", multiple, form.filing_date)]
    for name in ("old_supported", "old_void"):
        old = figure(f"private_lending_{name}_rate")
        if form.contract_date is not None and form.contract_date >= old.since:
            found.append(_Ceiling(name, old.value, old.since, old.until))
    return found


def _multiple(form: Form, name: str, multiple: Figure, on: datetime.date | None) -> _Ceiling:
    known = figure("lpr_1y", on)
    lpr = known.value if form.lpr is None else form.lpr
    verified = form.lpr is not None or (on is not None and on < LPR_UNVERIFIED_FROM)
    return _Ceiling(name, multiple.value * lpr, multiple.since, None, multiple.value, lpr, verified)


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """Where the loan stands beside the first line, then beside all; whom each line is for."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=_charts(result),
        tables=_tables(result),
        working=_working(form, result),
        assumptions=(
            _("比的是全部利息、罚息、违约金和费用，不只是利息。"),
            _("一年按 {days} 天。对方按 360 天收，金额会略多一点。", days=int(form.day_count)),
            _("规定没有写用单利还是复利，所以两种都列。"),
            _("这里只做对照，不下结论：能不能调整，先请贷款方说明，有争议由法院认定。"),
        ),
        sources=_sources(form, result),
        next=(
            Next("all_in_cost", _("还没算全部费用？先算综合年化。")),
            Next("arrears", _("逾期的利息和罚息，从头算一遍。")),
            Next("application", _("还的钱先抵了什么？")),
        ),
    )


def _label(line: Line) -> Text:
    match line.name:
        case "court":
            return _("法院可以调减的线（持牌机构的借款官司）")
        case "assisted_lending":
            return _("监管对银行与平台合作贷款的要求")
        case "microloan":
            return _("监管对小贷公司新放贷款的要求")
        case "consumer_finance":
            return _("消费金融公司单笔成本（报道的窗口指导）")
        case "private":
            return _("合同成立时一年期 LPR 的 {times} 倍", times=_whole(line.multiple))
        case "private_filing":
            return _(
                "起诉时一年期 LPR 的 {times} 倍（{since}起的利息）",
                times=_whole(line.multiple),
                since=line.since,
            )
        case "old_supported":
            return _("旧规定的支持线（只看 {until}以前的利息）", until=line.until)
        case "old_void":
            return _("旧规定的无效线（只看 {until}以前的利息）", until=line.until)
    return _("你填的线")


def _whole(multiple: Decimal | None) -> Number:
    return Number(multiple or m.ZERO, 0)


def _headline(form: Form, result: Result) -> Text:
    if not result.lines:
        if result.annual_nominal is None:
            return _("先弄清是谁放的款，再谈哪一条线。")
        return _(
            "你的利率是 {nominal}（单利）。这类放款方没有现成的线可以直接对照，先看下面的说明。",
            nominal=Percent(result.annual_nominal),
        )
    line = result.lines[0]
    label, cap = _label(line), Percent(line.annual_rate)
    if form.charged is not None and line.excess is not None and line.allowed is not None:
        allowed, charged = Yuan(line.allowed), Yuan(form.charged)
        if line.excess > 0:
            return _(
                "{label}是年 {cap}：按它算 {allowed}，收了 {charged}，高出 {excess}。可以请贷款方说明或调整。",
                label=label, cap=cap, allowed=allowed, charged=charged, excess=Yuan(line.excess),
            )  # fmt: skip
        if not line.excess:
            return _(
                "{label}是年 {cap}：按它算 {allowed}，收的正好也是这么多。",
                label=label, cap=cap, allowed=allowed,
            )  # fmt: skip
        return _(
            "{label}是年 {cap}：按它算 {allowed}，收了 {charged}，低 {below}。",
            label=label, cap=cap, allowed=allowed, charged=charged, below=Yuan(-line.excess),
        )  # fmt: skip
    if result.annual_nominal is None or line.nominal_exceeds is None:
        return _(
            "可以对照的第一条线：{label}，年 {cap}。填上利率或金额就能比。", label=label, cap=cap
        )
    nominal = Percent(result.annual_nominal)
    if line.nominal_exceeds:
        return _(
            "年利率 {nominal}（单利），高于{label}的 {cap}。可以请贷款方说明或调整。",
            nominal=nominal, label=label, cap=cap,
        )  # fmt: skip
    if line.effective_exceeds:
        return _(
            "年利率 {nominal}（单利）不高于{label}的 {cap}，折成复利就高于它。",
            nominal=nominal, label=label, cap=cap,
        )  # fmt: skip
    return _(
        "年利率 {nominal}（单利），不高于{label}的 {cap}。",
        nominal=nominal, label=label, cap=cap,
    )  # fmt: skip


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [Fact(_("谁放的款"), LENDERS[form.lender_kind])]
    if result.annual_nominal is not None:
        facts.append(Fact(_("年利率（单利）"), Percent(result.annual_nominal)))
    if result.annual_effective is not None:
        facts.append(Fact(_("年利率（复利，按月计息）"), Percent(result.annual_effective)))
    if result.charged is not None:
        label = _("拿来比的收费") if form.charged is not None else _("按这个利率算的收费")
        facts.append(Fact(label, Yuan(result.charged, wan=True)))
    if result.charged_annual_rate is not None:
        facts.append(Fact(_("这笔收费折成年利率（单利）"), Percent(result.charged_annual_rate)))
    for line in result.lines:
        if line.allowed is not None:
            facts.append(Fact(_label(line), Yuan(line.allowed), _percent_note(line)))
    return facts


def _percent_note(line: Line) -> Text:
    return _("本金按年 {cap} 算出来的数", cap=Percent(line.annual_rate))


def _notes(form: Form, result: Result) -> list[Text]:
    notes = _lender_notes(form, result)
    if any(line.effective_exceeds and not line.nominal_exceeds for line in result.lines):
        notes.append(_("单利在线下、复利在线上。规定没写用哪一种，所以只能问，不能自己下结论。"))
    if any(line.exceeds for line in result.lines):
        notes.append(
            _(
                "高于某条线，不等于不用还：本金和线内的息费照还，多出的部分不会自动作废，也不要自己扣下不付。"
            )
        )
    elif result.lines and (result.annual_nominal is not None or result.charged is not None):
        notes.append(_("不高于一条线，也不说明每一项都收得对。可以照样要一份分项明细。"))
    if form.contract_date is None and result.lines:
        notes.append(_("没有填合同成立日，这里按现在能查到的数比。旧合同可能不一样。"))
    notes.append(_old_lines())
    return notes


def _old_lines() -> Text:
    """The pair of numbers that still circulates, and since when it is gone."""
    supported = figure("private_lending_old_supported_rate")
    void = figure("private_lending_old_void_rate")
    return _(
        "网上说的“{supported}、{void} 两条线”是以前民间借贷的旧规定，{until}起已经废止，也从来不管持牌机构。",
        supported=Percent(supported.value),
        void=Percent(void.value),
        until=supported.until,
    )


def _lender_notes(form: Form, result: Result) -> list[Text]:
    names = {line.name for line in result.lines}
    notes: list[Text] = []
    match form.lender_kind:
        case "private":
            notes = _private_notes(form, result)
        case "unlicensed":
            notes = [
                _(
                    "没有牌照却以放贷为业的，合同可能无效，约定的利息没有依据；收到的本金还是要还。是否无效由法院认定。"
                ),
                _("遇到威胁先报警 110；压力大可以打 12356 心理援助热线。"),
            ]
        case "claimant":
            notes = [
                _(
                    "担保公司、保险公司代偿后来追，或债权转让以后，哪条线都套不上。先打 12348 问免费的法律咨询。"
                ),
                _("想先看原来的放款方，把上面改成它再比一次。"),
            ]
        case "unknown":
            notes = [
                _(
                    "放款方写在合同首页和信用报告里，常常不是 App 的名字。找不到就请客服说出放款机构的全称。"
                ),
                _(
                    "个人之间看 LPR 的倍数；银行、消费金融、小贷等持牌机构不看它，官司里另有一条线。"
                ),
            ]
        case _:
            notes = [
                _(
                    "这条线只在借款官司里用，要你自己提出，法院才会考虑调减；它不自动生效，也管不了庭外。"
                ),
                _("一年期 LPR 的倍数只管民间借贷，不管银行、消费金融、小贷这些持牌机构。"),
            ]
    if form.lender_kind == "card":
        notes.append(_("信用卡官司另有 2021年的规定：总额过高可以请求适当减少，条文没有写百分比。"))
    if form.lender_kind == "microloan":
        target = figure("microloan_target_multiple")
        notes.append(
            _(
                "监管要小贷公司原则上在 2027年底前把新贷款压到一年期 LPR 的 {times} 倍以内。那是目标，不是每笔的上限。",
                times=Number(target.value, 0),
            )
        )
    if form.lender_kind == "consumer_finance":
        average = figure("consumer_finance_average_rate")
        notes.append(
            _(
                "消费金融的数只见于报道，没有公开文件，不能当作权利引用；{average} 是新贷款的平均数，不是每笔的上限。",
                average=Percent(average.value),
            )
        )
    if form.lender_kind in REGULATORS and form.contract_date is not None:
        line = figure(REGULATORS[form.lender_kind])
        if line.name.removesuffix("_line") not in names:
            notes.append(
                _(
                    "监管的那条线从 {since} 起管新放的贷款，这份合同更早，没有列进来。",
                    since=line.since,
                )
            )
    return notes


def _private_notes(form: Form, result: Result) -> list[Text]:
    notes = [
        _("利息、逾期利息、违约金和其他费用加在一起比；先扣利息的，本金按实际到手的数算。"),
    ]
    for line in result.lines:
        if line.lpr is not None and not line.verified:
            notes.append(
                _(
                    "这里用的一年期 LPR 是 {lpr}，是最近核到的一次，不一定是那一天的。查到当时的数，请在更多选项里填。",
                    lpr=Percent(line.lpr),
                )
            )
    if _before_2020(form):
        notes.append(
            _(
                "{since}以前成立的：这一天之前的利息可以请求按当时的规定，从这一天起的利息按起诉时的线。两段要分开算。",
                since=_MULTIPLE_SINCE,
            )
        )
        if len([line for line in result.lines if line.name.startswith("old_")]) == 0:
            first = figure("private_lending_old_supported_rate").since
            notes.append(_("{first}以前的旧规定，这里没有收录，请打 12348 问。", first=first))
    return notes


def _charts(result: Result) -> tuple[Chart, ...]:
    if result.annual_nominal is None or not result.lines:
        return ()
    points: list[tuple[Any, Sequence[Decimal]]] = [(_("你的（单利）"), (result.annual_nominal,))]
    if result.annual_effective is not None:
        points.append((_("你的（复利）"), (result.annual_effective,)))
    points += [(_label(line), (line.annual_rate,)) for line in result.lines]
    return (Chart(_("你的利率和各条线"), (_("年利率"),), points, shape="bar", unit="percent"),)


def _tables(result: Result) -> tuple[Table, ...]:
    lines: list[Sequence[Any]] = []
    for line in result.lines:
        label, cap = _label(line), Percent(line.annual_rate)
        if line.excess is not None:
            amounts = (result.charged, line.allowed, line.excess)
            lines.append((label, _("按金额（元）"), *amounts, _side(line.exceeds)))
        for how, own, above in (
            (_("按单利"), result.annual_nominal, line.nominal_exceeds),
            (_("按复利"), result.annual_effective, line.effective_exceeds),
        ):
            if own is not None:
                off = Percent(own - line.annual_rate)
                lines.append((label, how, Percent(own), cap, off, _side(above)))
    if not lines:
        lines = [(_label(line), None, None, Percent(line.annual_rate), None, None)
                 for line in result.lines]  # fmt: skip
    if not lines:
        return ()
    columns = (_("哪条线"), _("怎么比"), _("你的"), _("线"), _("相差"), _("结果"))
    return (Table(_("逐条对照"), columns, lines, download="lines"),)


def _side(exceeds: bool | None) -> Text | None:
    if exceeds is None:
        return None
    return _("高于") if exceeds else _("不高于")


def _working(form: Form, result: Result) -> list[Text]:
    year = int(form.day_count)
    lines: list[Text] = []
    for line in result.lines:
        if line.multiple is not None and line.lpr is not None:
            lines.append(
                _(
                    "{label} = {lpr} × {times} = {cap}",
                    label=_label(line),
                    lpr=Percent(line.lpr),
                    times=_whole(line.multiple),
                    cap=Percent(line.annual_rate),
                )
            )
    if not form.segments and form.principal is not None and form.days is not None:
        for line in result.lines:
            if line.allowed is None:
                continue
            lines.append(
                _(
                    "按线算 = 本金 × 线 × 天数 ÷ {year} = {principal} × {cap} × {days} ÷ {year} = {allowed}",
                    year=year,
                    principal=Yuan(form.principal),
                    cap=Percent(line.annual_rate),
                    days=form.days,
                    allowed=Yuan(line.allowed),
                )
            )
            if line.excess is not None and result.charged is not None:
                lines.append(
                    _(
                        "相差 = {charged} − {allowed} = {excess}",
                        charged=Yuan(result.charged),
                        allowed=Yuan(line.allowed),
                        excess=Yuan(line.excess),
                    )
                )
    elif result.principal_days:
        lines.append(
            _(
                "按线算 = 每段本金 × 线 × 天数 ÷ {year}，每段四舍五入到分再相加",
                year=year,
            )
        )
    if result.annual_nominal is not None and result.annual_effective is not None:
        lines.append(
            _(
                "复利 = (1 + {nominal} ÷ 12)^{{12}} − 1 = {effective}",
                nominal=Percent(result.annual_nominal),
                effective=Percent(result.annual_effective),
            )
        )
    return lines


_DAY = datetime.date(2026, 11, 21)


def _sources(form: Form, result: Result) -> tuple[Figure | Rule, ...]:
    found: list[Figure | Rule] = [rule("which-cap-applies")]
    if form.lender_kind in LICENSED:
        found += [figure("court_line_licensed_lender"), rule("spc-private-lending-scope")]
    if form.lender_kind in REGULATORS:
        found.append(figure(REGULATORS[form.lender_kind]))
    if form.lender_kind == "consumer_finance":
        found.append(figure("consumer_finance_average_rate"))
    if form.lender_kind == "microloan":
        found.append(figure("microloan_target_multiple"))
    if form.lender_kind == "card":
        found.append(rule("spc-bank-card-2021-art-2-3"))
    if form.lender_kind == "unlicensed":
        found.append(rule("spc-private-lending-art-13"))
    if form.lender_kind == "private":
        found += [figure("private_lending_multiple"), rule("spc-private-lending-art-26-31")]
        on = form.filing_date if _before_2020(form) else form.contract_date
        if form.lpr is None:
            found.append(figure("lpr_1y", on))
        found += [
            figure(f"private_lending_{line.name}_rate")
            for line in result.lines
            if line.name.startswith("old_")
        ]
    return tuple(found)
