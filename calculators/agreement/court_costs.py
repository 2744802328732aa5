"""打官司大概多少钱 · What would a lawsuit cost, and what of it could fall to me?

The court's fee grows in bands with the sum claimed: a flat fee, then a rate on each part above
(分段累计). Summary procedure and mediation take half, a payment order a third. Freezing assets and
enforcement have scales of their own. Who bears what is for the court; a settlement can agree on it.

Rounding: each fee to the fen, half up, after halving or dividing; a court may bill whole yuan.
Source: Measures on the Payment of Litigation Costs (State Council Order No. 481), arts. 13-16,
by the figures in `law`; `about/method`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from calculators.law import Figure, figure, rule
from calculators.maths import bands
from calculators.maths import money as m
from calculators.page.answer import Answer, Cell, Chart, Fact, Next, Table
from calculators.page.conventions import days
from calculators.page.fields import Invalid, choice, count, money, rate
from calculators.page.words import Percent, Text, Yuan, _

TITLE = _("打官司大概多少钱，我要出多少？")

SUIT = _("官司")
AFTER = _("判了以后")

PROCEDURES = {
    "summary": _("简易程序"),
    "ordinary": _("普通程序"),
    "mediated": _("调解结案"),
    "payment_order": _("支付令（不开庭）"),
}
WHOLE = Decimal(1)
SMALL = Decimal("0.1")
"""Of the claim: below it the answer says that the costs are much smaller than the debt."""


@dataclass(frozen=True)
class Form:
    amount: Decimal = money(
        _("对方要你付多少"),
        low=Decimal("0.01"),
        required=True,
        group=SUIT,
        example="46000",
        hint=_("起诉状里的诉讼请求，或支付令上的金额。还没被起诉，就填现在一共欠的。"),
    )
    procedure: str = choice(
        _("走哪一种程序"),
        PROCEDURES,
        group=SUIT,
        hint=_("看传票或通知书；不知道就留着简易程序，下面每一种都列出来。"),
    )
    preservation_amount: Decimal | None = money(
        _("冻结、查封多少"),
        group=SUIT,
        example="46000",
        hint=_("裁定书上写的保全数额。没有保全就空着。"),
    )
    lawyer_fee: Decimal = money(
        _("对方要你付的律师费"),
        default=m.ZERO,
        group=SUIT,
        hint=_("起诉状里写了才填。要不要付，看合同有没有约定、有没有证据。"),
    )
    enforcement_amount: Decimal | None = money(
        _("申请执行多少"),
        group=AFTER,
        example="46000",
        hint=_("判了没有按期付，对方才会申请。不算这一步就空着。"),
    )
    late_days: int = count(
        _("判决给的期限过了几天"),
        high=36_500,
        unit=_("天"),
        default=0,
        group=AFTER,
        hint=_("按期付就填 0。"),
    )
    late_base: Decimal | None = money(
        _("判决里没有付清的钱（不含利息）"),
        group=AFTER,
        hint=_("用来算迟延的加倍部分。空着，当作和“对方要你付多少”一样。"),
    )
    borne_share: Decimal = rate(
        _("受理费和保全费由你负担百分之几"),
        per="once",
        high=WHOLE,
        default=WHOLE,
        more=True,
        hint=_("空着按 100% 算，也就是全输。部分胜败的由法院分配。"),
    )


EXAMPLES = {
    "self_employed": {
        "amount": "58000",
        "procedure": "payment_order",
        "enforcement_amount": "58000",
        "late_days": "60",
    },
    "couple": {"amount": "35000", "procedure": "mediated"},
}


@dataclass(frozen=True)
class Row:
    """A band of the court's scale, numbered from 1: what of the claim lies in it, and its fee."""

    number: int
    low: Decimal
    high: Decimal | None
    rate: Decimal | None
    part: Decimal
    fee: Decimal


@dataclass(frozen=True)
class Result:
    """Money in yuan. `case_fee` is the whole fee by the scale, `procedure_fee` that of the chosen
    procedure. `case_fee_borne` and `preservation_borne` are the reader's shares; `total` is all that
    could fall to the reader, `total_share` that as a fraction of the claim. `settled_saves` is how
    much lower the court's fee is after mediation than by the ordinary procedure.
    """

    case_fee: Decimal
    reduced_fee: Decimal
    payment_order_fee: Decimal
    procedure_fee: Decimal
    preservation_fee: Decimal
    preservation_is_capped: bool
    enforcement_fee: Decimal
    case_fee_borne: Decimal
    preservation_borne: Decimal
    late_interest: Decimal
    late_per_day: Decimal
    lawyer_fee: Decimal
    total: Decimal
    total_share: Decimal
    settled_saves: Decimal
    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]


def calculate(form: Form) -> Result:
    """Every fee by its scale, then the reader's part. Raises `Invalid` for contradictions."""
    _check(form)
    scale, share = figure("court_fee"), figure("court_fee_reduced_share")
    divisor = figure("payment_order_fee_divisor")
    figures = [scale, share, divisor]
    whole = _fee(scale, form.amount)
    fees = {
        "ordinary": m.fen(whole),
        "summary": m.fen(whole * share.value),
        "mediated": m.fen(whole * share.value),
        "payment_order": m.fen(whole / divisor.value),
    }
    preservation, capped = m.ZERO, False
    if form.preservation_amount is not None:
        freezing, most = figure("preservation_fee"), figure("preservation_fee_max")
        figures += [freezing, most]
        preservation = m.fen(_fee(freezing, form.preservation_amount))
        capped, preservation = preservation > most.value, min(preservation, m.fen(most.value))
    enforcement = m.ZERO
    if form.enforcement_amount is not None:
        figures.append(figure("enforcement_fee"))
        enforcement = m.fen(_fee(figures[-1], form.enforcement_amount))
    late = per_day = m.ZERO
    if form.late_days:
        figures.append(figure("double_interest_daily_rate"))
        daily = _late_base(form) * figures[-1].value
        late, per_day = m.fen(daily * form.late_days), m.fen(daily)
    borne = m.fen(fees[form.procedure] * form.borne_share)
    frozen = m.fen(preservation * form.borne_share)
    total = borne + frozen + enforcement + late + form.lawyer_fee
    return Result(
        case_fee=fees["ordinary"],
        reduced_fee=fees["summary"],
        payment_order_fee=fees["payment_order"],
        procedure_fee=fees[form.procedure],
        preservation_fee=preservation,
        preservation_is_capped=capped,
        enforcement_fee=enforcement,
        case_fee_borne=borne,
        preservation_borne=frozen,
        late_interest=late,
        late_per_day=per_day,
        lawyer_fee=form.lawyer_fee,
        total=total,
        total_share=total / form.amount,
        settled_saves=fees["ordinary"] - fees["mediated"],
        rows=_rows(scale, form.amount),
        figures=tuple(figures),
    )


def _check(form: Form) -> None:
    if form.procedure == "payment_order" and form.borne_share != WHOLE:
        raise Invalid(borne_share=_("支付令不分担：请清空“由你负担百分之几”，或换一种程序。"))
    if form.late_base is not None and not form.late_days:
        raise Invalid(late_days=_("请填“判决给的期限过了几天”，例如 30；没有过期，清空下面一格。"))


def _late_base(form: Form) -> Decimal:
    return form.amount if form.late_base is None else form.late_base


def _pairs(scale: Figure) -> list[tuple[Decimal, Decimal]]:
    return [(band.above, band.rate) for band in scale.bands]


def _fee(scale: Figure, amount: Decimal) -> Decimal:
    return bands.fee(scale.value, _pairs(scale), amount) if amount else Decimal(0)


def _rows(scale: Figure, amount: Decimal) -> tuple[Row, ...]:
    found = bands.parts(scale.value, _pairs(scale), amount)
    return tuple(
        Row(
            number,
            part.low,
            part.high,
            part.rate,
            (amount if part.high is None else min(amount, part.high)) - part.low,
            m.fen(part.fee),
        )
        for number, part in enumerate(found, 1)
    )


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """What could fall to the reader, then each fee, the other procedures and the bands."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=_charts(form, result),
        tables=(_by_procedure(form, result), _by_band(result)),
        working=_working(form, result),
        assumptions=(
            _("按诉讼请求的总额算；利息还在涨，立案时的数会大一点。"),
            _("减半只减一次：简易程序又调解的，还是一半。"),
            _("每项四舍五入到分；法院常收整数，以缴费通知和判决书为准。"),
            _("公告、鉴定这些按实际花的收，没有统一标准，没有算进来；上诉、再审也没有算。"),
            _("只是费用，不说明谁会赢。"),
        ),
        sources=(*result.figures, *_order_days(form), rule("court-fees")),
        next=(
            Next("timeline", _("收到法院的东西，哪天前要回应？")),
            Next("lender_view", _("打官司对机构值不值？"), {"balance": f"{form.amount:f}"}),
            Next("plan", _("判之前谈成，每月还多少？")),
            Next("letter", _("写调解申请。"), {"kind": "mediation"}),
        ),
    )


def _order_days(form: Form) -> list[Figure]:
    """The days for an objection, where the answer speaks of them."""
    return [figure("payment_order_objection_days")] if form.procedure == "payment_order" else []


def _headline(form: Form, result: Result) -> Text:
    given = {"total": Yuan(result.total), "share": Percent(result.total_share)}
    if form.borne_share < WHOLE:
        return _("照这个分担，你要出的费用大约 {total}，是对方要的钱的 {share}。", **given)
    return _("全由你负担的话，费用大约 {total}，是对方要的钱的 {share}。", **given)


def _items(form: Form, result: Result) -> list[tuple[Text, Decimal, Text]]:
    """What makes up the total: the name, the reader's part, and who bears it as a rule."""
    order = form.procedure == "payment_order"
    items = [
        (
            _("支付令申请费")
            if order
            else _("案件受理费（{way}）", way=PROCEDURES[form.procedure]),
            result.case_fee_borne,
            _("不提异议的，由债务人负担") if order else _("一般败诉方；调解可以商量"),
        )
    ]
    if form.preservation_amount is not None:
        items.append((_("保全费"), result.preservation_borne, _("对方先付，可以列入请求")))
    if form.lawyer_fee:
        items.append((_("对方的律师费"), result.lawyer_fee, _("看合同约定和证据")))
    if form.enforcement_amount is not None:
        items.append((_("执行费"), result.enforcement_fee, _("被执行人")))
    if form.late_days:
        items.append((_("迟延的加倍部分"), result.late_interest, _("过期没付的一方")))
    return items


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [Fact(label, Yuan(part), whom) for label, part, whom in _items(form, result)]
    if form.procedure != "payment_order":
        facts.append(
            Fact(
                _("调解结案，受理费比普通程序少"),
                Yuan(result.settled_saves),
                _("谁出也可以一起商量。"),
            )
        )
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    if form.procedure == "payment_order":
        notes.append(
            _(
                "支付令：收到后 {days}内，有真实争议就书面提异议，没有争议就谈妥。只说没钱挡不住。",
                days=days(int(figure("payment_order_objection_days").value)),
            )
        )
    if result.preservation_is_capped:
        notes.append(_("保全费算出来超过最高额，按最高额收。"))
    if form.lawyer_fee:
        notes.append(_("律师费要看合同写没写、票据齐不齐；对不上的，可以在答辩里提。"))
    if form.enforcement_amount is not None:
        notes.append(_("按判决的期限付清，就没有执行费；执行中和解的，谁出可以商量。"))
    if result.total_share < SMALL:
        notes.append(_("费用比欠款小得多，不用为省它去借新债；也别因为怕它，不看法院的文书。"))
    notes += [
        _("起诉以后还能谈。调解书里写清：诉讼费谁出，保全什么时候解除。"),
        _(
            "看不懂就打 12348 免费问；真假打 12368 核。你自己起诉、上诉有困难，可以申请缓、减、免交。"
        ),
    ]
    return notes


def _charts(form: Form, result: Result) -> tuple[Chart, ...]:
    points = [(label, (part,)) for label, part, _whom in _items(form, result)]
    if len(points) < 2:
        return ()
    return (Chart(_("你可能要出的几项"), (_("金额"),), points, shape="bar"),)


def _by_procedure(form: Form, result: Result) -> Table:
    fees = {
        "summary": result.reduced_fee,
        "ordinary": result.case_fee,
        "mediated": result.reduced_fee,
        "payment_order": result.payment_order_fee,
    }
    rows: list[Sequence[Cell]] = [
        (way, fees[key], _("你选的") if key == form.procedure else None)
        for key, way in PROCEDURES.items()
    ]
    return Table(_("换一种程序，法院收多少"), (_("程序"), _("收费（元）"), _("说明")), rows)


def _by_band(result: Result) -> Table:
    rows: list[Sequence[Cell]] = [
        (
            row.low,
            row.high if row.high is not None else _("以上"),
            row.part,
            Percent(row.rate) if row.rate is not None else _("每件"),
            row.fee,
        )
        for row in result.rows
    ]
    return Table(
        _("受理费一段一段怎么加（减半以前）"),
        (_("超过（元）"), _("到（元）"), _("这一段（元）"), _("比例"), _("收费（元）")),
        rows,
        (_("合计"), None, None, None, result.case_fee),
        download="court-costs",
    )


def _working(form: Form, result: Result) -> list[Text]:
    lines = [
        _("受理费 = 每件的定额 + 每一段的金额 × 这一段的比例 = {fee}", fee=Yuan(result.case_fee)),
        _("简易程序、调解 = 受理费减半 = {fee}", fee=Yuan(result.reduced_fee)),
        _(
            "支付令 = 受理费 ÷ {divisor} = {fee}",
            divisor=int(figure("payment_order_fee_divisor").value),
            fee=Yuan(result.payment_order_fee),
        ),
    ]
    if form.borne_share < WHOLE:
        lines.append(
            _(
                "你的部分 = {fee} × {share} = {part}",
                fee=Yuan(result.procedure_fee),
                share=Percent(form.borne_share),
                part=Yuan(result.case_fee_borne),
            )
        )
    if form.preservation_amount is not None:
        lines.append(
            _(
                "保全费 = 保全的 {amount} 分段累计，不超过最高额 = {fee}",
                amount=Yuan(form.preservation_amount),
                fee=Yuan(result.preservation_fee),
            )
        )
    if form.enforcement_amount is not None:
        lines.append(
            _(
                "执行费 = 执行的 {amount} 分段累计 = {fee}",
                amount=Yuan(form.enforcement_amount),
                fee=Yuan(result.enforcement_fee),
            )
        )
    if form.late_days:
        lines.append(
            _(
                "迟延的加倍部分 = {base} × 每天 {rate} × {days} = {fee}",
                base=Yuan(_late_base(form)),
                rate=Percent(figure("double_interest_daily_rate").value, 4),
                days=days(form.late_days),
                fee=Yuan(result.late_interest),
            )
        )
    lines.append(_("合计 = {total}", total=Yuan(result.total)))
    return lines
