"""机构怎么看我的方案 · What is my plan worth to the lender?

A lender can take the plan, sell the loan, go to court, or leave it alone. Each is valued as money
today, as far as expected: payments while they last (of the plans kept so far a share stops every
month), and the chance, delay and cost of the other ways. Then: which lump sum, payment or number of
months is worth the same, and how often plans may stop before another way is worth more.

Every number about the lender is an assumption that the reader can change; where a public statistic
exists it is the default, with its date. Rounding: each value half up to the fen, payments up.
Source: expected present value of a temporary life annuity; `about/method`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from calculators.law import Figure, figure, rule
from calculators.maths import bands, hazard
from calculators.maths import money as m
from calculators.page import typed
from calculators.page.answer import Answer, Cell, Chart, Fact, Next, Table
from calculators.page.fields import MOST_MONTHS, Invalid, choice, count, money, rate
from calculators.page.words import Instalments, Months, Percent, Text, Yuan, _

TITLE = _("机构怎么看我的方案？")

PLAN = _("你的方案")
STOPS = _("假设一：方案会不会断（两格填一格）")
SALE = _("假设二：把债卖掉")
COURT = _("假设三：打官司（不填可能性就不比）")
NOTHING = _("假设四：先放着")

BASES = {"balance": _("欠款总额"), "principal": _("本金")}
WAYS = {
    "plan": _("接受你的方案"),
    "sale": _("把债卖掉"),
    "court": _("打官司"),
    "nothing": _("先放着"),
}

USUAL_DROPOUT = Decimal("0.015")
"""Where the reader has no number: of a hundred plans one or two stop each month."""
USUAL_COURT_MONTHS = 12
USUAL_NOTHING_MONTHS = 12


@dataclass(frozen=True)
class Form:
    balance: Decimal = money(
        _("现在一共欠"), low=Decimal("0.01"), required=True, group=PLAN, example="46000"
    )
    payment: Decimal = money(
        _("方案每月还多少"), low=Decimal("0.01"), required=True, group=PLAN, example="750.76"
    )
    months: int = count(
        _("分几期"), low=1, unit=_("期"), years=True, required=True, group=PLAN, example="62"
    )
    down: Decimal = money(_("现在先付"), default=m.ZERO, group=PLAN)
    other_payment: Decimal | None = money(
        _("换一个月供看看"),
        low=Decimal("0.01"),
        group=PLAN,
        example="600",
        hint=_("每月还这么多，要几期对方才一样值。"),
    )
    monthly_dropout: Decimal | None = rate(
        _("每个月有百分之几的方案断掉"),
        per="month",
        high=hazard.MOST_DROPOUT,
        group=STOPS,
        example="1.5",
        yields_to=("completion",),
        hint=_("没有公开的数字，只能估。两格都空着，按 {usual} 算。", usual=Percent(USUAL_DROPOUT)),
    )
    completion: Decimal | None = rate(
        _("或者：整个方案守到最后的可能"),
        per="once",
        low=Decimal("0.01"),
        high=Decimal(1),
        group=STOPS,
        hint=_("“撑得住吗”算出来的数可以填这里。"),
    )
    sale_price: Decimal | None = rate(
        _("能卖到百分之几"),
        per="once",
        high=Decimal(1),
        group=SALE,
        hint=_("空着，就用下面逾期天数对应的公开统计。"),
    )
    days_overdue: int | None = count(
        _("逾期多少天"), high=36_500, unit=_("天"), group=SALE, example="24"
    )
    court_probability: Decimal | None = rate(
        _("告了，最后收得到钱的可能"),
        per="once",
        high=Decimal(1),
        group=COURT,
        example="50",
        hint=_("判了不等于收得到。没有公开的数字，只能估。"),
    )
    court_recovery: Decimal = rate(
        _("收得到的话，能收回欠款的百分之几"),
        per="once",
        high=Decimal(1),
        default=Decimal(1),
        group=COURT,
        example="60",
        hint=_("空着按 100% 算。"),
    )
    court_months: int = count(
        _("从现在起，几个月后收到"),
        unit=_("个月"),
        default=USUAL_COURT_MONTHS,
        group=COURT,
        example="18",
    )
    court_cost: Decimal | None = money(
        _("机构要花的费用"),
        group=COURT,
        hint=_("空着，按减半的案件受理费估；律师费另加。"),
    )
    nothing_recovery: Decimal | None = rate(
        _("先放着，以后能收回本金的百分之几"),
        per="once",
        high=Decimal(1),
        group=NOTHING,
        hint=_("空着，就用公开统计的平均本金回收率。"),
    )
    nothing_months: int = count(
        _("几个月后收到"),
        unit=_("个月"),
        default=USUAL_NOTHING_MONTHS,
        group=NOTHING,
        example="24",
    )
    principal: Decimal | None = money(
        _("其中本金"), low=Decimal("0.01"), more=True, hint=_("空着，当作全是本金。")
    )
    discount_rate: Decimal | None = rate(
        _("机构的资金一年值百分之几"),
        per="year",
        more=True,
        hint=_("用来折到今天。空着，用一年期 LPR。"),
    )
    sale_base: str = choice(
        _("卖价按什么算"), BASES, more=True, hint=_("公开统计按债权额，也就是欠款总额。")
    )
    sale_months: int = count(
        _("几个月后卖掉"), unit=_("个月"), default=0, more=True, hint=_("现在就卖填 0。")
    )
    recovery: Decimal | None = rate(
        _("方案断了以后，剩下的还能收回百分之几"),
        per="once",
        high=Decimal(1),
        more=True,
        hint=_("空着，当作和卖价一样。"),
    )
    recovery_months: int = count(_("断了以后几个月收回"), unit=_("个月"), default=0, more=True)


EXAMPLES = {
    "self_employed": {
        "balance": "58000",
        "payment": "632.22",
        "months": "60",
        "down": "3000",
        "other_payment": "500",
        "monthly_dropout": "2.5",
        "days_overdue": "140",
        "court_probability": "40",
        "court_recovery": "70",
        "court_months": "18",
        "court_cost": "3000",
        "nothing_months": "24",
    },
    "couple": {
        "balance": "35000",
        "payment": "1362.15",
        "months": "36",
        "other_payment": "1100",
        "monthly_dropout": "0.8",
        "days_overdue": "0",
        "court_probability": "70",
        "court_recovery": "90",
        "court_months": "12",
        "nothing_months": "12",
    },
}


@dataclass(frozen=True)
class Line:
    """A point of the two lines of equal worth: `months`, and the smallest payment for each line.

    `payment` makes the lender as well off as your plan, `enough` as well off as the best other way
    does. `None` where no payment reaches it.
    """

    number: int
    months: int
    payment: Decimal | None
    enough: Decimal | None


@dataclass(frozen=True)
class Assumed:
    """The same plan when another share of plans stops each month (a fraction)."""

    dropout: Decimal
    completion: Decimal
    plan_value: Decimal
    is_best: bool


@dataclass(frozen=True)
class Result:
    """Values are yuan today, as expected; shares are fractions.

    `ranking` has the ways from the most to the least (`court` only if a chance was given); `best`
    is its first. `plan_value` is the first payment, `plan_paid` by instalments and `plan_recovered`
    after a stop. `equal_lump` paid today, or `equal_months` of the other payment, is worth the same
    as the plan; `enough_lump` and `enough_months` of the plan's payment as much as the best way
    without it; `None` where no number of months is. `break_even_dropout` is the share that may stop
    each month before another way is worth more: `None` if the plan is behind even when nobody
    stops, 1 if it is ahead though all stop.
    """

    plan_value: Decimal
    plan_paid: Decimal
    plan_recovered: Decimal
    sale_value: Decimal
    court_value: Decimal | None
    nothing_value: Decimal
    ranking: tuple[str, ...]
    equal_lump: Decimal
    equal_months: int | None
    enough_lump: Decimal
    enough_months: int | None
    break_even_dropout: Decimal | None
    dropout: Decimal
    completion: Decimal
    discount_rate: Decimal
    sale_price: Decimal
    court_cost: Decimal
    nothing_recovery: Decimal
    recovery: Decimal
    total_payment: Decimal
    rows: tuple[Line, ...]
    assumed: tuple[Assumed, ...]
    figures: tuple[Figure, ...]

    @property
    def best(self) -> str:
        """The way that is worth most to the lender under these assumptions."""
        return self.ranking[0]

    @property
    def best_other(self) -> str:
        """The best way without the plan."""
        return next(way for way in self.ranking if way != "plan")

    def value_of(self, way: str) -> Decimal:
        """The value of a way by its key."""
        return {
            "plan": self.plan_value,
            "sale": self.sale_value,
            "court": self.court_value or m.ZERO,
            "nothing": self.nothing_value,
        }[way]


GRID = (12, 24, 36, 48, 60, 72, 84, 120)
DROPOUTS = tuple(Decimal(text) for text in ("0", "0.005", "0.01", "0.02", "0.03", "0.05"))


def calculate(form: Form) -> Result:
    """Value the four ways, then find what is worth the same. Raises `Invalid` for contradictions."""
    _check(form)
    dropout = _dropout(form)
    figures: list[Figure] = []

    def given(typed_in: Decimal | None, name: str) -> Decimal:
        """What was typed, else the public number, which is then named among the sources."""
        if typed_in is not None:
            return typed_in
        figures.append(figure(name))
        return figures[-1].value

    discount = given(form.discount_rate, "lpr_1y")
    price = given(form.sale_price, _price_name(form.days_overdue))
    nothing = given(form.nothing_recovery, "npl_principal_recovery")
    cost = form.court_cost if form.court_cost is not None else m.ZERO
    if form.court_cost is None and form.court_probability is not None:
        fee, share = figure("court_fee"), figure("court_fee_reduced_share")
        figures += [fee, share]
        scale = [(band.above, band.rate) for band in fee.bands]
        cost = m.fen(bands.fee(fee.value, scale, form.balance) * share.value)
    recovery = form.recovery if form.recovery is not None else price
    i = discount / 12
    v = 1 / (1 + i)
    owed = form.balance - form.down

    def prospect(stopping: Decimal, most_months: int) -> hazard.Prospect:
        return hazard.Prospect(
            owed=owed,
            monthly_rate=i,
            dropout=stopping,
            recovery=recovery,
            delay=form.recovery_months,
            most_months=most_months,
        )

    def worth(stopping: Decimal) -> Decimal:
        return form.down + prospect(stopping, form.months).value(form.payment, form.months)

    line = prospect(dropout, MOST_MONTHS)
    paid, recovered = line.parts(form.payment, form.months)
    exact = form.down + paid + recovered
    others = {"sale": _base(form) * price * v**form.sale_months}
    if form.court_probability is not None:
        collected = form.balance * form.court_recovery * v**form.court_months
        others["court"] = form.court_probability * collected - cost
    others["nothing"] = _principal(form) * nothing * v**form.nothing_months
    values = {"plan": m.fen(exact)} | {way: m.fen(value) for way, value in others.items()}
    ranking = tuple(sorted(values, key=lambda way: -values[way]))
    best_other = max(others.values())
    return Result(
        plan_value=values["plan"],
        plan_paid=m.fen(paid),
        plan_recovered=m.fen(recovered),
        sale_value=values["sale"],
        court_value=values.get("court"),
        nothing_value=values["nothing"],
        ranking=ranking,
        equal_lump=values["plan"],
        equal_months=line.months_for(exact, form.other_payment) if form.other_payment else None,
        enough_lump=max(m.fen_up(best_other), m.ZERO),
        enough_months=line.months_for(best_other - form.down, form.payment),
        break_even_dropout=hazard.break_even(worth, best_other),
        dropout=dropout,
        completion=(1 - dropout) ** form.months,
        discount_rate=discount,
        sale_price=price,
        court_cost=cost,
        nothing_recovery=nothing,
        recovery=recovery,
        total_payment=form.down + form.payment * form.months,
        rows=tuple(
            Line(
                months,
                months,
                line.payment_for(exact - form.down, months),
                line.payment_for(best_other - form.down, months),
            )
            for months in sorted({*GRID, form.months})
        ),
        assumed=tuple(
            Assumed(
                stopping,
                (1 - stopping) ** form.months,
                m.fen(worth(stopping)),
                worth(stopping) >= best_other,
            )
            for stopping in sorted({*DROPOUTS, dropout})
        ),
        figures=tuple(figures),
    )


def _check(form: Form) -> None:
    if form.monthly_dropout is not None and form.completion is not None:
        raise Invalid(completion=_("“每个月断掉”和“守到最后”说的是一回事，只填一格。"))
    if form.down >= form.balance:
        raise Invalid(down=_("先付的已经不少于欠款，不用再分期。请核对。"))
    if form.principal is not None and form.principal > form.balance:
        raise Invalid(principal=_("本金比一共欠的还多，请核对。"))
    if form.court_probability is None and form.court_cost is not None:
        raise Invalid(court_probability=_("要和打官司比，请填收得到钱的可能。"))


def _dropout(form: Form) -> Decimal:
    if form.completion is not None:
        return min(hazard.dropout_of(form.completion, form.months), hazard.MOST_DROPOUT)
    return form.monthly_dropout if form.monthly_dropout is not None else USUAL_DROPOUT


def _principal(form: Form) -> Decimal:
    return form.principal if form.principal is not None else form.balance


def _base(form: Form) -> Decimal:
    """What the price of a sale is a share of."""
    return form.balance if form.sale_base == "balance" else _principal(form)


def _price_name(days_overdue: int | None) -> str:
    """The public price for this age; between one year and five only the average is known."""
    if days_overdue is None or 365 < days_overdue <= 5 * 365:
        return "npl_price"
    return "npl_price_under_one_year" if days_overdue <= 365 else "npl_price_over_five_years"


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """What the plan is worth beside the other ways; then what is worth the same, and from where."""
    return Answer(
        headline=_headline(result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=_charts(form, result),
        tables=(
            _ways(form, result),
            _lines(form, result),
            _if_more_stop(form, result),
            _assumptions(form, result),
        ),
        working=_working(form, result),
        assumptions=(
            _("机构内部怎么算，外面看不到；这里没有哪一个数是报价，也没有哪一个是承诺。"),
            _("每月一次，第一期在一个月之后；先付的一笔算在今天，当作一定付。"),
            _("断掉的可能当作和月供高低无关；月供超过你能还的，其实断得更多。"),
            _("断了就不再付；断的那个月起，剩下的按“还能收回百分之几”算一次。"),
            _("断了以后，当作减免不算数：剩下的 = 现在一共欠的 − 已经付的。"),
            _("每月按资金年率的十二分之一折到今天；也有人按复利有效年率折，数字略有不同。"),
            _("没有算以后还会增加的利息、罚息，也没有算机构的人工、拨备和考核。"),
        ),
        sources=(*result.figures, rule("npl-transfer-pilot"), rule("no-right-to-better-terms")),
        next=_next(form, result),
    )


def _headline(result: Result) -> Text:
    other = result.best_other
    given = {
        "value": Yuan(result.plan_value, wan=True),
        "way": WAYS[other],
        "gap": Yuan(abs(result.plan_value - result.value_of(other))),
    }
    if result.best == "plan":
        return _("照这些假设，你的方案对机构值 {value}，比{way}多 {gap}。", **given)
    return _("照这些假设，你的方案对机构值 {value}，比{way}少 {gap}。", **given)


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(
            _("方案一共付"),
            Yuan(result.total_payment, wan=True),
            _("折到今天、再算上可能断，才是上面的数。"),
        ),
        Fact(
            _("守到最后的可能（假设）"),
            Percent(result.completion),
            _("每月断掉 {dropout}，{number}。", dropout=Percent(result.dropout, 4),
              number=Instalments(form.months)),
        ),
        Fact(_("和方案一样值的一次付清"), Yuan(result.equal_lump, wan=True), _("今天付。")),
    ]  # fmt: skip
    if form.other_payment is not None:
        facts.append(
            Fact(
                _("每月 {payment}，一样值要几期", payment=Yuan(form.other_payment)),
                Instalments(result.equal_months)
                if result.equal_months is not None
                else _("再多期也不够"),
            )
        )
    facts += [
        Fact(
            _("和别的办法一样值的一次付清"),
            Yuan(result.enough_lump, wan=True),
            _("别的办法里最值的是{way}。", way=WAYS[result.best_other]),
        ),
        Fact(
            _("按现在的月供，几期就和别的办法一样值"),
            Instalments(result.enough_months)
            if result.enough_months is not None
            else _("再多期也不够"),
        ),
        Fact(_("断到什么程度，就不如别的办法"), _break_even(result)),
    ]
    return facts


def _break_even(result: Result) -> Text:
    if result.break_even_dropout is None:
        return _("一个不断也不如")
    if result.break_even_dropout == 1:
        return _("断得再多也不输")
    return _("每月断掉 {dropout} 以上", dropout=Percent(result.break_even_dropout))


def _notes(form: Form, result: Result) -> list[Text]:
    notes = [_("这些数都靠假设，不是承诺：换一个假设，次序就可能变。自己看，不用拿给对方。")]
    if form.days_overdue == 0:
        notes.append(_("还没有逾期，卖债、起诉一般还谈不上，那两项只作参考。"))
    if result.best == "plan":
        notes.append(
            _("能用在谈判里的是这一句：按时付、一直付，比拖着或断了值钱。材料要证明的就是它。")
        )
    elif result.enough_months is not None and result.enough_months > form.months:
        notes.append(
            _(
                "其他不变，分到 {number}，方案就和{way}一样值。",
                number=Instalments(result.enough_months),
                way=WAYS[result.best_other],
            )
        )
    else:
        notes.append(_("单靠加期数不够：看看月供、先付一笔，或者用材料说明方案守得住。"))
    notes += [
        _("债卖得便宜，不等于你只欠那么多；别拿卖价去压对方，也别等着它变便宜。"),
        _("不答应也正常。协商的时候，利息和期限都不会自己停。"),
    ]
    if result.total_payment > form.balance:
        notes.append(
            _(
                "方案一共付的比现在欠的多 {more}：是利息，还是最后一期会少付？签之前问清。",
                more=Yuan(result.total_payment - form.balance),
            )
        )
    return notes


def _charts(form: Form, result: Result) -> tuple[Chart, ...]:
    lines = [
        (Months(line.months), (line.payment,)) for line in result.rows if line.payment is not None
    ]
    ways = [
        (WAYS[way], (result.value_of(way),)) for way in result.ranking if result.value_of(way) >= 0
    ]
    charts = [Chart(_("四个办法，对机构各值多少"), (_("折到今天"),), ways, shape="bar")]
    if lines:
        charts.append(Chart(_("一样值的方案：多少期，每月多少"), (_("每月还多少"),), lines))
    return tuple(charts)


def _ways(form: Form, result: Result) -> Table:
    rows: list[Sequence[Cell]] = []
    for way in result.ranking:
        value = result.value_of(way)
        rows.append((WAYS[way], value, Percent(value / form.balance), value - result.plan_value))
    return Table(
        _("对机构来说，哪个办法值得多（都是假设下的估算）"),
        (_("办法"), _("折到今天（元）"), _("占欠款"), _("比你的方案多（元）")),
        rows,
        download="ways",
    )


def _lines(form: Form, result: Result) -> Table:
    rows: list[Sequence[Cell]] = [
        (
            Instalments(line.months),
            line.payment if line.payment is not None else _("再多也不够"),
            form.down + line.payment * line.months if line.payment is not None else None,
            line.enough if line.enough is not None else _("再多也不够"),
            _("你的方案") if line.months == form.months else None,
        )
        for line in result.rows
    ]
    return Table(
        _("两条等值线：期数和月供怎么换，对机构一样值"),
        (
            _("分几期"),
            _("和你的方案一样值，每月（元）"),
            _("这样一共付（元）"),
            _("和最值的别的办法一样，每月（元）"),
            _("说明"),
        ),
        rows,
    )


def _if_more_stop(form: Form, result: Result) -> Table:
    rows: list[Sequence[Cell]] = [
        (
            Percent(line.dropout, 4),
            Percent(line.completion),
            line.plan_value,
            _("方案") if line.is_best else WAYS[result.best_other],
            _YOURS if line.dropout == result.dropout else None,
        )
        for line in result.assumed
    ]
    return Table(
        _("断得多一点、少一点，方案值多少"),
        (_("每月断掉"), _("守到最后"), _("方案值（元）"), _("更值的"), _("说明")),
        rows,
    )


def _assumptions(form: Form, result: Result) -> Table:
    """Every number about the lender, and where it is from."""
    usual, years = (
        _("没有公开数字，只能估"),
        _("{percent}／年", percent=Percent(result.discount_rate)),
    )
    own_dropout = form.monthly_dropout is not None or form.completion is not None
    same_as_sale = _YOURS if form.recovery is not None else _("和卖价一样")
    rows: list[Sequence[Cell]] = [
        (_("每个月断掉"), Percent(result.dropout, 4), _YOURS if own_dropout else usual),
        (_("断了以后，剩下的还能收回"), Percent(result.recovery), same_as_sale),
        (
            _("卖价占{base}", base=BASES[form.sale_base]),
            Percent(result.sale_price),
            _origin(form.sale_price, _price_name(form.days_overdue), result),
        ),
        (_("先放着，以后能收回本金"), Percent(result.nothing_recovery),
         _origin(form.nothing_recovery, "npl_principal_recovery", result)),
        (_("资金一年值"), years, _origin(form.discount_rate, "lpr_1y", result)),
    ]  # fmt: skip
    if form.court_probability is not None:
        rows += [
            (_("告了，最后收得到钱"), Percent(form.court_probability), _YOURS),
            (_("收得到的话，收回欠款"), Percent(form.court_recovery), _YOURS),
            (_("几个月后收到"), Months(form.court_months), _YOURS),
            (
                _("打官司的费用"),
                Yuan(result.court_cost),
                _YOURS if form.court_cost is not None else _("受理费标准，减半"),
            ),
        ]
    return Table(_("用到的假设，每一个都可以改"), (_("假设"), _("数"), _("从哪里来")), rows)


_YOURS = _("你填的")


def _origin(typed_in: Decimal | None, name: str, result: Result) -> Text:
    if typed_in is not None:
        return _YOURS
    found = next(found for found in result.figures if found.name == name)
    return _("公开数据，{day}起", day=found.since)


def _working(form: Form, result: Result) -> list[Text]:
    annual = Percent(result.discount_rate)
    lines = [
        _("每期折到今天 = 月供 × (1 − 每月断掉)^{{k}} ÷ (1 + 资金年率 ÷ 12)^{{k}}，k 从 1 到期数"),
        _(
            "断了以后 = Σ 第 k 期断的可能 × 能收回的比例 × (欠款 − 已经付的) ÷ (1 + 资金年率 ÷ 12)^{{k}}"
        ),
        _(
            "你的方案 = 先付 {down} + 各期 {paid} + 断了以后 {recovered} = {value}"
            "（每月断掉 {dropout}，资金年率 {annual}）",
            down=Yuan(form.down),
            paid=Yuan(result.plan_paid),
            recovered=Yuan(result.plan_recovered),
            value=Yuan(result.plan_value),
            dropout=Percent(result.dropout, 4),
            annual=annual,
        ),
        _(
            "把债卖掉 = {base} × {price} ÷ (1 + {annual} ÷ 12)^{{{n}}} = {value}",
            base=Yuan(_base(form)),
            price=Percent(result.sale_price),
            annual=annual,
            n=form.sale_months,
            value=Yuan(result.sale_value),
        ),
    ]
    if result.court_value is not None:
        lines.append(
            _(
                "打官司 = {chance} × {balance} × {recovery} ÷ (1 + {annual} ÷ 12)^{{{n}}} − {cost} = {value}",
                chance=Percent(form.court_probability or m.ZERO),
                balance=Yuan(form.balance),
                recovery=Percent(form.court_recovery),
                annual=annual,
                n=form.court_months,
                cost=Yuan(result.court_cost),
                value=Yuan(result.court_value),
            )
        )
    lines += [
        _(
            "先放着 = {principal} × {recovery} ÷ (1 + {annual} ÷ 12)^{{{n}}} = {value}",
            principal=Yuan(_principal(form)),
            recovery=Percent(result.nothing_recovery),
            annual=annual,
            n=form.nothing_months,
            value=Yuan(result.nothing_value),
        ),
        _("一样值：找折到今天不少于它的最小月供（到分）或最少期数"),
    ]
    return lines


def _next(form: Form, result: Result) -> tuple[Next, ...]:
    mine = {"payment": typed.amount(form.payment), "months": str(form.months)}
    debt = {"balance": typed.amount(form.balance)}
    down = {"down": typed.amount(form.down)} if form.down else {}
    enough = {"enough_lump": typed.amount(result.enough_lump)} if result.enough_lump > 0 else {}
    plans = {f"plans.0.{name}": text for name, text in (mine | down).items()}
    if form.other_payment is not None and result.equal_months is not None:
        plans |= {
            "plans.1.payment": typed.amount(form.other_payment),
            "plans.1.months": str(result.equal_months),
        }
    lump = {f"plans.{2 if 'plans.1.months' in plans else 1}.lump": typed.amount(result.equal_lump)}
    shared = {
        "monthly_dropout": typed.percent(result.dropout.quantize(Decimal("1e-6"))),
        "lender_rate": typed.percent(result.discount_rate),
    }
    return (
        Next("compare", _("把等值的几个方案放在一起比。"), debt | plans | lump | shared),
        Next("stress", _("自己守不守得住？遇上意外还付得起吗？")),
        Next("ladder", _("定好先开什么价、守住哪条线。"), mine | debt | down | enough),
        Next("letter", _("把方案写成信。"), mine | debt),
        Next("plan", _("方案里减免几项，月供是多少？"), {"months": str(form.months)}),
    )
