"""这个方案我撑得住吗 · Can I keep this plan?

Each month: income comes in, living costs and what goes wrong are paid, then the plan; what is left
is kept for later. A month in which the money does not suffice breaks the plan. The income may fail
for some months, be lower from some month on, and single costs may fall due, each with the chance
the reader gives. The chance that every payment is made is exact: all that can happen is followed in
fen from month to month (`maths/buffer`), nothing is drawn at random.

Rounding: lost income half up to the fen; the safe payment down and the buffer up to whole yuan.
Source: dynamic programming over the cash, as in any book on discrete-time ruin; `about/method`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calculators.law import rule
from calculators.maths import buffer as cash_buffer
from calculators.maths import money as m
from calculators.page import typed
from calculators.page.answer import Answer, Cell, Chart, Fact, Next, Table
from calculators.page.fields import Invalid, choice, count, money, rate, rows
from calculators.page.free_text import free_text
from calculators.page.words import Instalments, Months, Percent, Text, Yuan, _

TITLE = _("这个方案我撑得住吗？")

PLAN = _("方案和现在的收支")
GAP = _("意外一：收入断档（没有就不填）")
CUT = _("意外二：收入变少（没有就不填）")
BROKEN = _("要是断了，会多花多少（不清楚就不填）")

LEVELS = {"80": _("八成"), "90": _("九成"), "95": _("九成五")}


@dataclass(frozen=True)
class CostRow:
    name: str = free_text(_("什么事"))
    amount: Decimal | None = money(_("要花多少"), low=Decimal("0.01"))
    probability: Decimal | None = rate(
        _("发生的可能"),
        per="once",
        high=Decimal(1),
        hint=_("不填月份：每个月的可能。填了月份：那个月的可能，空着当作一定。"),
    )
    month: int | None = count(_("第几个月"), low=1, unit=_("个月"), hint=_("说不准就不填。"))


@dataclass(frozen=True)
class Form:
    payment: Decimal = money(
        _("每月要还多少"),
        low=Decimal("0.01"),
        required=True,
        group=PLAN,
        example="1730.02",
        hint=_("所有方案加起来。"),
    )
    months: int = count(
        _("要还几个月"), low=1, unit=_("个月"), years=True, required=True, group=PLAN, example="62"
    )
    monthly_income: Decimal = money(
        _("每月收入"), required=True, group=PLAN, example="6500", hint=_("平常月份到手的。")
    )
    monthly_spending: Decimal = money(
        _("每月开支"),
        required=True,
        group=PLAN,
        example="4577.75",
        hint=_("生活和必须先付的都算，不算这个方案。"),
    )
    buffer: Decimal = money(
        _("手上的备用金"), default=m.ZERO, group=PLAN, example="3000", hint=_("随时能用的钱。")
    )
    gap_months: int = count(_("一断几个月"), unit=_("个月"), default=0, group=GAP, example="2")
    gap_loss: Decimal = rate(
        _("那几个月少收入的百分之几"),
        per="once",
        high=Decimal(1),
        default=Decimal(1),
        group=GAP,
        example="40",
        hint=_("全没了填 100；病假工资拿六成就填 40。空着按 100。"),
    )
    gap_probability: Decimal | None = rate(
        _("发生的可能"),
        per="once",
        high=Decimal(1),
        group=GAP,
        example="0.5",
        hint=_("不填下一格：每个月开始断的可能。填了：那个月的可能，空着当作一定。"),
    )
    gap_month: int | None = count(
        _("从第几个月开始断"), low=1, unit=_("个月"), group=GAP, hint=_("说不准就不填。")
    )
    income_cut: Decimal | None = rate(
        _("以后一直少百分之几"), per="once", high=Decimal(1), group=CUT
    )
    cut_month: int | None = count(
        _("从第几个月起"), low=1, unit=_("个月"), group=CUT, hint=_("空着，从第 1 个月起。")
    )
    costs: tuple[CostRow, ...] = rows(
        _("意外三：一次性的开支"),
        CostRow,
        example=[
            {"name": _("看病、修东西"), "amount": "1500", "probability": "2"},
            {"name": _("过年"), "amount": "1500", "month": "3"},
        ],
    )
    level: str = choice(_("要几成把握"), LEVELS, default="90")
    balance: Decimal | None = money(
        _("现在一共欠"), low=Decimal("0.01"), group=BROKEN, example="106000"
    )
    waived: Decimal = money(
        _("方案里减免的"),
        default=m.ZERO,
        group=BROKEN,
        example="1040",
        hint=_("协议写明断了就恢复的那部分。"),
    )
    penalty_annual_rate: Decimal = rate(
        _("断了以后剩下的按多少年利率计"), per="year", default=Decimal(0), group=BROKEN,
        example="18.25",
    )  # fmt: skip
    late_months: int = count(
        _("断了以后几个月才重新谈好"), unit=_("个月"), default=0, group=BROKEN, example="6"
    )
    default_charge: Decimal = money(
        _("断一次收多少违约金"), default=m.ZERO, group=BROKEN, hint=_("看协议的违约条款。")
    )


EXAMPLES = {
    "self_employed": {
        "payment": "1150",
        "months": "60",
        "monthly_income": "5600",
        "monthly_spending": "4250",
        "buffer": "9000",
        "gap_months": "1",
        "gap_loss": "50",
        "gap_probability": "8",
        "costs": [{"name": _("修车、补货"), "amount": "2000", "probability": "2"}],
        "level": "80",
        "balance": "105500",
        "waived": "2000",
        "penalty_annual_rate": "24",
        "late_months": "6",
    },
    "couple": {
        "payment": "2900",
        "months": "36",
        "monthly_income": "15800",
        "monthly_spending": "12550",
        "buffer": "12000",
        "gap_months": "3",
        "gap_loss": "45",
        "gap_probability": "0.5",
        "income_cut": "2",
        "cut_month": "13",
        "costs": [
            {"name": _("孩子开学"), "amount": "3000", "month": "10"},
            {"name": _("看病、修东西"), "amount": "2500", "probability": "2"},
        ],
        "level": "95",
    },
}


@dataclass(frozen=True)
class Row:
    """A month of the plan: the chance that it is kept up to here, or breaks just here.

    `default_cost` is what a break in this month costs, in yuan; `None` without the amounts for it.
    """

    number: int
    kept: Decimal
    breaks: Decimal
    default_cost: Decimal | None


@dataclass(frozen=True)
class Level:
    """The largest payment, in whole yuan, that is kept at least this often (a fraction)."""

    level: Decimal
    safe_payment: Decimal | None


@dataclass(frozen=True)
class Result:
    """Money in yuan, chances as fractions.

    `safe_payment` (a month, for the plan's months and buffer) and `buffer_needed` (in all, for the
    plan's payment) reach the chosen `level`; `safe_payment` is `None` where even without a plan the
    money does not last so often. `second_default_cost` is what a break is expected to cost if it
    comes; `None` where it cannot come or the amounts are missing.
    """

    completion_probability: Decimal
    level: Decimal
    safe_payment: Decimal | None
    buffer_needed: Decimal
    second_default_cost: Decimal | None
    surplus: Decimal
    left_a_month: Decimal
    rows: tuple[Row, ...]
    levels: tuple[Level, ...]


def calculate(form: Form) -> Result:
    """Follow the cash through all that can happen. Raises `Invalid` for contradictions, and where
    there are too many ways for things to go wrong."""
    errors = _mistakes(form)
    if errors:
        raise Invalid(**errors)
    outlook = cash_buffer.Outlook(_months(form), max(1, min(form.gap_months, form.months)))
    levels = [Decimal(level).scaleb(-2) for level in LEVELS]
    level = Decimal(form.level).scaleb(-2)
    cash, payment = _fen(form.buffer), _fen(form.payment)
    try:
        kept = outlook.kept(cash, payment)
        safe = outlook.safe_payments(cash, 100, levels)
        needed = outlook.buffer(payment, 100, level)
    except cash_buffer.TooMany:
        sentence = _("可能的情况太多，一时算不完。请减少几行，或者把金额凑成整百。")
        raise Invalid(costs=sentence) from None
    found = tuple(
        Level(one, None if fen is None else Decimal(fen).scaleb(-2))
        for one, fen in zip(levels, safe, strict=True)
    )
    before = [Decimal(1), *kept]
    rows = tuple(
        Row(number, kept[number - 1], before[number - 1] - kept[number - 1], _cost(form, number))
        for number in range(1, form.months + 1)
    )
    surplus = form.monthly_income - form.monthly_spending
    return Result(
        completion_probability=kept[-1],
        level=level,
        safe_payment=next(one.safe_payment for one in found if one.level == level),
        buffer_needed=Decimal(needed).scaleb(-2),
        second_default_cost=_expected(rows),
        surplus=surplus,
        left_a_month=surplus - form.payment,
        rows=rows,
        levels=found,
    )


def _mistakes(form: Form) -> dict[str, Text]:
    late = _("方案只有 {n} 个月，请填 1 到 {n}。", n=form.months)
    errors: dict[str, Text] = {}
    if form.gap_months:
        if form.gap_probability is None and form.gap_month is None:
            errors["gap_probability"] = _("请填可能，或者填从第几个月开始断。")
    elif form.gap_probability or form.gap_month is not None:
        errors["gap_months"] = _("请填一断几个月。")
    if form.gap_month is not None and form.gap_month > form.months:
        errors["gap_month"] = late
    if form.cut_month is not None:
        if form.income_cut is None:
            errors["income_cut"] = _("请填以后一直少百分之几。")
        if form.cut_month > form.months:
            errors["cut_month"] = late
    for index, row in enumerate(form.costs):
        here = f"costs.{index}."
        if row.amount is None:
            errors[here + "amount"] = _("请填要花多少。")
        elif row.probability is None and row.month is None:
            errors[here + "probability"] = _("请填可能，或者填第几个月。")
        if row.month is not None and row.month > form.months:
            errors[here + "month"] = late
    if form.waived and form.balance is not None and form.waived > form.balance:
        errors["waived"] = _("减免的比一共欠的还多，请核对。")
    return errors


def _months(form: Form) -> list[cash_buffer.Month]:
    """What each month brings and what may go wrong in it, in fen."""
    months = []
    for number in range(1, form.months + 1):
        income = form.monthly_income
        if form.income_cut is not None and number >= (form.cut_month or 1):
            income -= m.fen(income * form.income_cut)
        gap = form.gap_month is None or form.gap_month == number
        costs = [
            cash_buffer.Cost(_fen(row.amount), chance)
            for row in form.costs
            if row.amount is not None and row.month in (None, number)
            if (chance := _chance(row.probability))
        ]
        months.append(
            cash_buffer.Month(
                surplus=_fen(income - form.monthly_spending),
                lost=_fen(m.fen(income * form.gap_loss)),
                gap_chance=_chance(form.gap_probability) if form.gap_months and gap else m.ZERO,
                costs=costs,
            )
        )
    return months


def _chance(typed_in: Decimal | None) -> Decimal:
    """A month that is named without a chance is certain."""
    return typed_in if typed_in is not None else Decimal(1)


def _fen(amount: Decimal) -> int:
    return int(amount.scaleb(2))


def _cost(form: Form, number: int) -> Decimal | None:
    """What is waived falls due again, the rest bears the penalty rate for a while, and the charge."""
    if form.balance is None and not form.waived and not form.default_charge:
        return None
    left = max((form.balance or m.ZERO) - form.payment * (number - 1), m.ZERO)
    interest = m.fen(left * form.penalty_annual_rate * form.late_months / 12)
    return form.waived + interest + form.default_charge


def _expected(rows: Sequence[Row]) -> Decimal | None:
    """The cost of each month weighed by how often the plan breaks there."""
    breaks = sum((row.breaks for row in rows), Decimal(0))
    if not breaks or rows[0].default_cost is None:
        return None
    return m.fen(sum(((r.default_cost or m.ZERO) * r.breaks for r in rows), Decimal(0)) / breaks)


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """How likely, and what would be safe; then month by month, and what a break costs."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=(_chart(result),),
        tables=(_levels(form, result), _by_month(result)),
        working=_working(form, result),
        assumptions=(
            _("可能性是你填的假设；算法没有抽样，每一种情况都算到了分。"),
            _("每个月先有收入，再付生活和意外，最后付方案；不够付这一期，就算断。"),
            _("每个月剩下的都留着当备用金；花掉了，把握就没有这么大。"),
            _("各种意外互不相干；一次断档没有结束，不会开始下一次。"),
            _("每期一样多；没有算以后加薪、借钱周转，也没有算对方给的宽限。"),
            _("断了要花的：减免恢复，加上剩下的按你填的利率计的利息，再加违约金。以协议为准。"),
        ),
        sources=(rule("cc-art-585"),),
        next=_next(form, result),
    )


def _shown(chance: Decimal) -> Any:
    """Never a chance rounded to certain or to impossible."""
    if 0 < chance < Decimal("0.0001"):
        return _("不到 0.01%")
    if Decimal("0.9999") < chance < 1:
        return _("99.99% 以上")
    return Percent(chance)


def _headline(form: Form, result: Result) -> Text:
    given = {
        "months": Instalments(form.months),
        "chance": _shown(result.completion_probability),
        "level": LEVELS[form.level],
    }
    if not result.safe_payment:
        return _(
            "照这些假设，{months}都付得上的可能是 {chance}；要有{level}把握，现在还不能答应月供。",
            **given,
        )
    return _(
        "照这些假设，{months}都付得上的可能是 {chance}；要有{level}把握，每月不超过 {safe}。",
        safe=Yuan(result.safe_payment),
        **given,
    )


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(_("收入减开支"), Yuan(result.surplus)),
        Fact(
            _("付完方案，平常每月还剩"),
            Yuan(result.left_a_month),
            _("负数就是每个月都在用备用金。") if result.left_a_month < 0 else None,
        ),
        Fact(
            _("按这个月供，{level}把握要备用金", level=LEVELS[form.level]),
            Yuan(result.buffer_needed, wan=True),
            _("现在有 {have}，还差 {short}。", have=Yuan(form.buffer),
              short=Yuan(result.buffer_needed - form.buffer))
            if result.buffer_needed > form.buffer
            else _("现在有 {have}，够了。", have=Yuan(form.buffer)),
        ),
    ]  # fmt: skip
    if form.months > 12:
        facts.append(Fact(_("头一年就断的可能"), _shown(1 - result.rows[11].kept)))
    if result.second_default_cost is not None:
        facts.append(
            Fact(
                _("真断了，平均多花"),
                Yuan(result.second_default_cost, wan=True),
                _("按各个月断掉的可能加权；第 1 个月就断是 {first}。",
                  first=Yuan(result.rows[0].default_cost or m.ZERO)),
            )
        )  # fmt: skip
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    if result.completion_probability < result.level:
        if result.safe_payment:
            notes.append(
                _("三条路：月供谈低一点，先攒够备用金再签，或者谈好遇事可以延几天、延一期。")
            )
        elif result.surplus <= 0:
            notes.append(_("开支已经用完收入，先别答应任何月供；重新算预算，再和对方谈。"))
        else:
            notes.append(_("光靠压低月供不够：先攒备用金，或者减开支，再谈方案。"))
    else:
        notes.append(_("把握够了。每月剩下的钱留着，别为了让对方高兴把月供加上去。"))
    if not (form.gap_months or form.costs or form.income_cut):
        notes.append(_("一样意外都没有填：这只说明平常的月份付不付得起。"))
    elif result.completion_probability == 1:
        notes.append(_("填的意外都遇上也付得起。没有填的意外，这里算不到。"))
    notes.append(_("知道付不上，在到期日之前就告诉对方，一般比断了再说好谈。"))
    notes.append(_("签之前看清断了怎么算：减免恢不恢复、剩下的要不要一次还清、宽限几天。"))
    return notes


def _chart(result: Result) -> Chart:
    """A dozen months, evenly apart, the last among them."""
    last = len(result.rows)
    shown = sorted({-(-last * k // 12) for k in range(1, 13)})
    return Chart(
        _("到第几个月还没断的可能"),
        (_("还没断"),),
        [(Months(number), (result.rows[number - 1].kept,)) for number in shown],
        unit="percent",
    )


def _levels(form: Form, result: Result) -> Table:
    rows: list[Sequence[Cell]] = [
        (
            LEVELS[key],
            one.safe_payment if one.safe_payment is not None else _("没有"),
            one.safe_payment - form.payment if one.safe_payment is not None else None,
            _("你选的") if one.level == result.level else None,
        )
        for key, one in zip(LEVELS, result.levels, strict=True)
    ]
    return Table(
        _("要几成把握，每月最多还多少（备用金 {buffer}）", buffer=Yuan(form.buffer)),
        (_("把握"), _("每月最多（元）"), _("比方案多（元）"), _("说明")),
        rows,
    )


def _by_month(result: Result) -> Table:
    """Every month of a short plan, every third or sixth of a longer one."""
    last = len(result.rows)
    step = 1 if last <= 12 else 3 if last <= 36 else 6
    rows: list[Sequence[Cell]] = [
        (row.number, _shown(row.kept), _shown(1 - row.kept), row.default_cost)
        for row in result.rows
        if row.number in (1, last) or row.number % step == 0
    ]
    return Table(
        _("到哪个月，断没断"),
        (_("第几个月"), _("还没断"), _("已经断了"), _("这个月断，多花（元）")),
        rows,
        download="months",
    )


def _working(form: Form, result: Result) -> list[Text]:
    lines = [
        _("月底的钱 = 月初的钱 + 收入 − 断档少的 − 开支 − 意外 − 月供；小于 0 就是断"),
        _(
            "平常一个月：{income} − {spending} − {payment} = {left}",
            income=Yuan(form.monthly_income),
            spending=Yuan(form.monthly_spending),
            payment=Yuan(form.payment),
            left=Yuan(result.left_a_month),
        ),
        _("还没断的可能 = 各种情况里，每个月月底的钱都不小于 0 的那些，可能性加起来"),
    ]
    if form.gap_months:
        lines.append(
            _(
                "断档一个月少 {income} × {loss} = {lost}",
                income=Yuan(form.monthly_income),
                loss=Percent(form.gap_loss),
                lost=Yuan(m.fen(form.monthly_income * form.gap_loss)),
            )
        )
    lines.append(_("每月最多 = 让这个可能不小于选的把握的最大月供，去掉不足一元的"))
    if result.rows[0].default_cost is not None:
        lines.append(
            _(
                "第 1 个月就断：{waived} + {left} × {rate} × {n} ÷ 12 + {charge} = {cost}",
                waived=Yuan(form.waived),
                left=Yuan(form.balance or m.ZERO),
                rate=Percent(form.penalty_annual_rate),
                n=form.late_months,
                charge=Yuan(form.default_charge),
                cost=Yuan(result.rows[0].default_cost),
            )
        )
    return lines


def _next(form: Form, result: Result) -> tuple[Next, ...]:
    """A lower payment for all lenders goes on; one that could be higher stays with the budget."""
    safe = result.safe_payment
    lower = {} if not safe or safe >= form.payment else {"available": typed.amount(safe)}
    limit = {"safe_payment": typed.amount(safe)} if safe else {}
    chance = result.completion_probability.quantize(Decimal("1e-6"))
    completion = {"completion": typed.percent(chance)} if chance >= Decimal("0.01") else {}
    return (
        Next("split", _("按守得住的数，再分给各家。"), lower),
        Next("compare", _("比一比各个方案，看哪个守得住。")),
        Next("ladder", _("把守得住的数定成底线。"), limit),
        Next("lender_view", _("同样的把握，方案对机构值多少？"), completion),
        Next("letter", _("定好了，写成信。")),
        Next("plan", _("月供谈低一点，要分几期？")),
    )
