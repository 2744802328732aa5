"""雪崩、雪球还是自己排 · Avalanche, snowball or an order of my own?

One budget for all debts. Every month: interest on every debt, then every minimum, then all that is
left to the first debt in the order, rolling on to the next in the same month; what a paid debt
needed stays in the budget. 雪崩 (avalanche) puts the highest rate first, 雪球 (snowball) the
smallest balance.

Rounding: interest of each debt once a month, half up to the fen; the last payment of a debt is what
is left of it. Source: both methods as every debt adviser describes them; `about/method`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from calculators.maths import money as m
from calculators.maths import payoff
from calculators.maths.dates import months_after
from calculators.maths.payoff import Month
from calculators.page.answer import Answer, Cell, Chart, Fact, Next, Table
from calculators.page.fields import MOST_MONEY, Invalid, choice, count, day, money, rate, rows, text
from calculators.page.words import Instalments, Months, Percent, Text, Yuan, _

TITLE = _("几笔债，先还哪一笔？雪崩、雪球还是自己排")

METHODS = {
    "avalanche": _("雪崩：利率最高的先还"),
    "snowball": _("雪球：余额最小的先还"),
    "custom": _("自己排：按下面从上到下的顺序"),
}
SHORT = {"avalanche": _("雪崩"), "snowball": _("雪球"), "custom": _("自己排")}
RESORT = {"start": _("一开始排好，不再变"), "monthly": _("每个月重新排")}


@dataclass(frozen=True)
class DebtRow:
    lender: str = text(_("贷款方"), hint=_("例如某某银行信用卡。"))
    balance: Decimal = money(_("现在的欠款"), low=Decimal("0.01"), required=True)
    annual_rate: Decimal = rate(_("年利率"), per="year", required=True, hint=_("免息填 0。"))
    minimum: Decimal = money(
        _("每月最少还"), default=m.ZERO, hint=_("月供或最低还款额；没有就空着。")
    )


@dataclass(frozen=True)
class OneOff:
    month: int = count(_("第几个月"), low=1, unit=_("个月"), required=True)
    amount: Decimal = money(
        _("金额"), low=-MOST_MONEY, required=True, hint=_("多出来填正数，少掉填负数。")
    )


@dataclass(frozen=True)
class Change:
    month: int = count(_("从第几个月起"), low=1, unit=_("个月"), required=True)
    monthly_budget: Decimal = money(_("每月能还"), required=True)


@dataclass(frozen=True)
class Form:
    debts: tuple[DebtRow, ...] = rows(
        _("债务"),
        DebtRow,
        required=True,
        hint=_("“自己排”按这里的先后。每行右边的箭头可以移动。"),
        example=[
            {
                "lender": _("信用卡"),
                "balance": "38600",
                "annual_rate": "18.25",
                "minimum": "600",
            },
            {
                "lender": _("分期平台"),
                "balance": "21400",
                "annual_rate": "16.42",
                "minimum": "350",
            },
            {
                "lender": _("银行消费贷"),
                "balance": "46000",
                "annual_rate": "14.4",
                "minimum": "600",
            },
        ],
    )
    monthly_budget: Decimal | None = money(
        _("每月一共能还"),
        example="1730.02",
        yields_to=("extra",),
        hint=_("给所有债务加起来的数，不是每一笔的。"),
    )
    extra: Decimal | None = money(
        _("或者：在各家最少还款之上，每月再多还"), hint=_("和上一项只填一个。")
    )
    method: str = choice(_("表里按哪种顺序排"), METHODS)
    resort: str = choice(_("雪球的顺序"), RESORT, more=True)
    one_offs: tuple[OneOff, ...] = rows(
        _("一次性的钱"),
        OneOff,
        default=(),
        more=True,
        hint=_("例如第 3 个月有 5,000 元年终奖，或第 6 个月要少 2,000 元交学费。"),
    )
    changes: tuple[Change, ...] = rows(
        _("以后每月能还的数变了"), Change, default=(), more=True, hint=_("收入变化时填。")
    )
    first_payment_date: datetime.date | None = day(
        _("第一个月的还款日"), more=True, hint=_("填了，表里写出每个月的日期。")
    )


@dataclass(frozen=True)
class Outcome:
    """What one order leads to; money in yuan. `months` is `None` for never (600 months).

    `ends` and `order` name debts by their place in the form, counted from 0; `ends[k]` is the month
    in which debt k is paid off. `totals` is what is owed in all at the end of each month.
    """

    months: int | None
    total_interest: Decimal
    total_payment: Decimal
    order: tuple[int, ...]
    ends: tuple[int | None, ...]
    totals: tuple[Decimal, ...]
    short_months: int
    first_short: int | None


@dataclass(frozen=True)
class DatedMonth(Month):
    """One month of the calendar with its day, where the first one is known."""

    date: datetime.date | None = None


@dataclass(frozen=True)
class Result:
    """Money in yuan. `months`, the totals, `ends` and `rows` are those of the chosen `method`.

    `avalanche`, `snowball` and `custom` hold all three. `budget` is that of the first month without
    one-offs, `minimums` the sum of all minimums, `shortfall` what the budget lacks for them,
    `first_interest` all interest of the first month.
    `interest_saved` is what the avalanche saves against the snowball. `never`: not within 600
    months; `smallest_budget` is then about the least that does it, `budget_60` the least for 60.
    """

    budget: Decimal
    minimums: Decimal
    shortfall: Decimal
    first_interest: Decimal
    total_balance: Decimal
    never: bool
    months: int | None
    total_interest: Decimal
    total_payment: Decimal
    ends: tuple[int | None, ...]
    interest_saved: Decimal | None
    avalanche: Outcome
    snowball: Outcome
    custom: Outcome
    smallest_budget: Decimal | None
    budget_60: Decimal | None
    rows: tuple[DatedMonth, ...]


def calculate(form: Form) -> Result:
    """Run the three orders. Raises `Invalid` unless exactly one of budget and extra is given."""
    _check(form)
    debts = [payoff.Debt(row.balance, row.annual_rate, row.minimum) for row in form.debts]
    minimums = sum((debt.minimum for debt in debts), m.ZERO)
    budget = minimums + form.extra if form.extra is not None else form.monthly_budget or m.ZERO
    budgets = _budgets(form, budget)
    orders = {
        "avalanche": payoff.avalanche(debts),
        "snowball": payoff.snowball(debts),
        "custom": list(range(len(debts))),
    }
    runs = {
        name: payoff.repay(
            debts,
            order,
            budgets,
            resort=name == "snowball" and form.resort == "monthly",
            keep_rows=name == form.method,
        )
        for name, order in orders.items()
    }
    found = runs[form.method]
    a, b = runs["avalanche"], runs["snowball"]
    never = found.months is None
    return Result(
        budget=budget,
        minimums=minimums,
        shortfall=max(minimums - budget, m.ZERO),
        first_interest=_first_interest(debts),
        total_balance=sum((debt.balance for debt in debts), m.ZERO),
        never=never,
        months=found.months,
        total_interest=found.total_interest,
        total_payment=found.total_payment,
        ends=found.ends,
        interest_saved=b.total_interest - a.total_interest if a.months and b.months else None,
        avalanche=_outcome(a),
        snowball=_outcome(b),
        custom=_outcome(runs["custom"]),
        smallest_budget=payoff.level_budget(debts) if never else None,
        budget_60=payoff.budget_for(debts, 60) if never else None,
        rows=() if never else tuple(_dated(form, row) for row in found.rows),
    )


def _check(form: Form) -> None:
    if form.monthly_budget is None and form.extra is None:
        raise Invalid(monthly_budget=_("请填每月一共能还多少，例如 1730。"))
    if form.monthly_budget is not None and form.extra is not None:
        raise Invalid(extra=_("“每月一共能还”和“再多还”只填一个。"))


def _budgets(form: Form, budget: Decimal) -> list[int]:
    """Fen of each month: the level of that month and its one-offs, never below nothing."""
    levels = [payoff.to_fen(budget)] * payoff.MOST_MONTHS
    for change in sorted(form.changes, key=lambda change: change.month):
        left = payoff.MOST_MONTHS - change.month + 1
        levels[change.month - 1 :] = [payoff.to_fen(change.monthly_budget)] * left
    for one_off in form.one_offs:
        levels[one_off.month - 1] += payoff.to_fen(one_off.amount)
    return [max(level, 0) for level in levels]


def _first_interest(debts: Sequence[payoff.Debt]) -> Decimal:
    return sum((m.fen(debt.balance * debt.annual_rate / 12) for debt in debts), m.ZERO)


def _outcome(run: payoff.Payoff) -> Outcome:
    return Outcome(
        run.months,
        run.total_interest,
        run.total_payment,
        run.order,
        run.ends,
        run.totals,
        run.short_months,
        run.first_short,
    )


def _dated(form: Form, row: Month) -> DatedMonth:
    first = form.first_payment_date
    return DatedMonth(
        row.number,
        row.payment,
        row.interest,
        row.balance,
        row.payments,
        row.balances,
        months_after(first, row.number - 1) if first else None,
    )


# --- in words ---------------------------------------------------------------------------------

_MOST_COLUMNS = 6
_MOST_ROWS = 120
_MOST_HANDED = 20


def explain(form: Form, result: Result) -> Answer:
    """Months and interest of the chosen order first, beside the others; then the calendar."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=_charts(result),
        tables=(_comparison(form, result), _ends(form, result), *_calendar(form, result)),
        working=_working(form, result),
        assumptions=(
            _("每月还一次，每笔债每月按年利率的十二分之一计息一次；不再新借、新刷。"),
            _("还清一笔，它的月供留在总数里，当月就滚到下一笔。"),
            _("没有算违约金、罚息和提前还款费。分期手续费提前还不一定少收，先问清楚。"),
            _("这是同时付得起各家最少还款时的排法。付不起时，先和各家谈月供。"),
        ),
        next=(
            Next(
                "split",
                _("付不起各家的最少还款？按比例分，给各家看同一张表。"),
                {"available": str(result.budget)} | _handed(form),
            ),
            Next("budget", _("每月一共能还多少？先算收支。")),
            Next("early_repayment", _("其中一笔提前还，能省多少？")),
        ),
    )


def _handed(form: Form) -> dict[str, str]:
    """The debts as `split` reads them; long lists are left out of the address."""
    values: dict[str, str] = {}
    for k, row in enumerate(form.debts[:_MOST_HANDED]):
        cells = {
            "lender": row.lender,
            "balance": str(row.balance),
            "monthly_payment": str(row.minimum),
        }
        values |= {f"debts.{k}.{name}": cell for name, cell in cells.items() if cell}
    return values


def _headline(form: Form, result: Result) -> Text:
    if result.months is None:
        return _(
            "每月 {budget}，600 个月也还不完这些债：第一个月的利息就有 {interest}。",
            budget=Yuan(result.budget),
            interest=Yuan(result.first_interest),
        )
    return _(
        "按“{method}”，{months}还清，利息共 {interest}。",
        method=SHORT[form.method],
        months=Months(result.months),
        interest=Yuan(result.total_interest, wan=True),
    )


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(_("欠款合计"), Yuan(result.total_balance, wan=True)),
        Fact(_("每月一共还"), Yuan(result.budget)),
        Fact(_("各家最少还款合计"), Yuan(result.minimums)),
    ]
    if result.shortfall:
        facts.append(Fact(_("比各家最少还款少"), Yuan(result.shortfall)))
    if result.months is None:
        facts += [
            Fact(_("50 年还清，每月大约要还"), Yuan(result.smallest_budget or m.ZERO)),
            Fact(
                _("{number}还清，每月要还", number=Instalments(60)),
                Yuan(result.budget_60 or m.ZERO),
            ),
        ]
        return facts
    facts.append(Fact(_("一共还"), Yuan(result.total_payment, wan=True)))
    if result.interest_saved is not None:
        facts.append(Fact(_("雪崩比雪球少付利息"), Yuan(result.interest_saved)))
    if result.rows and result.rows[-1].date:
        facts.append(Fact(_("全部还清的日期"), result.rows[-1].date))
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    chosen: Outcome = getattr(result, form.method)
    if chosen.first_short is not None:
        notes.append(
            _(
                "有 {count} 个月的钱不够付各家的最少还款，第一次在第 {first} 个月。少付的那几家通常会算逾期，"
                "这里没有算罚息。先谈月供，再排先后。",
                count=chosen.short_months,
                first=chosen.first_short,
            )
        )
    if result.months is None:
        notes.append(_("可以谈降低利率、停止计息或减免一部分，再排先后。"))
        return notes
    interest = result.first_interest
    if interest * 2 > result.budget:
        notes.append(
            _(
                "每月 {budget}里，第一个月有 {interest}是利息。谈降息、停息，比排先后更管用。",
                budget=Yuan(result.budget),
                interest=Yuan(interest),
            )
        )
    firsts = [
        min((end for end in outcome.ends if end), default=0)
        for outcome in (result.avalanche, result.snowball)
    ]
    if result.interest_saved == 0 and result.avalanche.months == result.snowball.months:
        notes.append(_("两种排法结果一样，选你更容易坚持的。"))
    elif firsts[1] < firsts[0]:
        notes.append(
            _(
                "雪球在第 {snow} 个月还清第一笔，雪崩要到第 {ava} 个月。利息差得不多时，坚持得下去更要紧。",
                snow=firsts[1],
                ava=firsts[0],
            )
        )
    if any(not row.annual_rate for row in form.debts):
        notes.append(
            _("利率填 0 的那笔排在最后才多还。按月收手续费的分期，提前还不减手续费时就该这样填。")
        )
    return notes


def _charts(result: Result) -> tuple[Chart, ...]:
    both = [(SHORT[name], getattr(result, name)) for name in ("avalanche", "snowball")]
    if any(outcome.months is None for _name, outcome in both):
        return ()
    last = max(outcome.months for _name, outcome in both)
    every = 6 if last <= 36 else 12 if last <= 120 else 60
    points: list[tuple[Cell, Sequence[Decimal]]] = []
    for number in range(every, last + every, every):
        for name, outcome in both:
            left = outcome.totals[number - 1] if number <= len(outcome.totals) else m.ZERO
            points.append((_("{n} 个月后 · {name}", n=number, name=name), (left,)))
    interest = [(name, (outcome.total_interest,)) for name, outcome in both]
    if result.custom.months is not None:
        interest.append((SHORT["custom"], (result.custom.total_interest,)))
    return (
        Chart(_("利息合计：雪崩和雪球比"), (_("利息"),), interest, shape="bar"),
        Chart(_("还欠多少：雪崩和雪球比"), (_("欠款"),), points, shape="bar"),
    )


def _comparison(form: Form, result: Result) -> Table:
    lines: list[Sequence[Cell]] = []
    for name, label in METHODS.items():
        outcome: Outcome = getattr(result, name)
        done = outcome.months is not None
        lines.append(
            (
                label,
                Months(outcome.months) if outcome.months is not None else _("还不完"),
                outcome.total_interest if done else None,
                outcome.total_payment if done else None,
                _name(form, outcome.order[0]),
            )
        )
    return Table(
        _("三种排法比一比"),
        (_("排法"), _("多久还清"), _("利息合计（元）"), _("一共还（元）"), _("先还哪一笔")),
        lines,
        download="methods" if result.months is None else "",
    )


def _ends(form: Form, result: Result) -> Table:
    outcomes = (result.avalanche, result.snowball, result.custom)
    return Table(
        _("每笔债在第几个月还清"),
        (_("贷款方"), _("欠款（元）"), *SHORT.values()),
        [
            (
                _name(form, k),
                row.balance,
                *(_("还不完") if not outcome.ends[k] else outcome.ends[k] for outcome in outcomes),
            )
            for k, row in enumerate(form.debts)
        ],
    )


def _calendar(form: Form, result: Result) -> tuple[Table, ...]:
    if not result.rows:
        return ()
    dated, many = result.rows[0].date is not None, len(form.debts) > _MOST_COLUMNS
    every = 1 if len(result.rows) <= _MOST_ROWS or not many else 12
    columns = [_("第几个月"), *([_("还款日")] if dated else [])]
    if not many:
        columns += [_("还 {name}（元）", name=_name(form, k)) for k in range(len(form.debts))]
    columns += [_("一共还（元）"), _("利息（元）"), _("还欠（元）")]
    if many:
        columns.append(_("这个月还清"))
    cleared: dict[int, list[str]] = {}
    for k, end in enumerate(result.ends):
        cleared.setdefault(end or 0, []).append(_name(form, k))
    lines: list[list[Cell]] = []
    for row in result.rows:
        if (
            row.number % every
            and row.number not in (1, result.months)
            and row.number not in cleared
        ):
            continue
        line: list[Cell] = [row.number, *([row.date] if dated else [])]
        if not many:
            line += row.payments
        line += [row.payment, row.interest, row.balance]
        if many:
            line.append(" / ".join(cleared.get(row.number, ())) or None)
        lines.append(line)
    paid = [] if many else _columns(result)
    total: list[Cell] = [_("合计"), *([None] if dated else []), *paid]
    total += [result.total_payment, result.total_interest, None, *([None] if many else [])]
    return (
        Table(
            _("每个月怎么还（{method}）", method=SHORT[form.method]),
            columns,
            lines,
            total,
            download="calendar",
        ),
    )


def _columns(result: Result) -> list[Decimal]:
    """What is paid to each debt in all."""
    payments = zip(*(row.payments for row in result.rows), strict=True)
    return [sum(column, m.ZERO) for column in payments]


def _name(form: Form, k: int) -> str:
    return form.debts[k].lender or f"#{k + 1}"


def _working(form: Form, result: Result) -> list[Text]:
    chosen: Outcome = getattr(result, form.method)
    names = " → ".join(_name(form, k) for k in chosen.order)
    k = chosen.order[0]
    target = form.debts[k]
    lines = [
        _("顺序：{names}", names=names),
        _(
            "每月利息 = 欠款 × 年利率 ÷ 12。先还的一笔，第一个月：{balance} × {rate} ÷ 12 = {interest}",
            balance=Yuan(target.balance),
            rate=Percent(target.annual_rate),
            interest=Yuan(m.fen(target.balance * target.annual_rate / 12)),
        ),
        _(
            "每月 {budget}：先付各家最少还款 {minimums}，剩下的都给排在最前的一笔",
            budget=Yuan(result.budget),
            minimums=Yuan(result.minimums),
        ),
    ]
    if result.months is not None:
        lines.append(
            _(
                "一共还 = 欠款 + 利息 = {balance} + {interest} = {total}",
                balance=Yuan(result.total_balance),
                interest=Yuan(result.total_interest),
                total=Yuan(result.total_payment),
            )
        )
    return lines


EXAMPLES: dict[str, dict[str, object]] = {
    "self_employed": {
        "monthly_budget": "1150",
        "debts": [
            {
                "lender": _("小贷公司贷款"),
                "balance": "58000",
                "annual_rate": "24",
                "minimum": "600",
            },
            {"lender": _("信用卡"), "balance": "27500", "annual_rate": "18.25", "minimum": "250"},
            {"lender": _("向熟人借的"), "balance": "20000", "annual_rate": "12", "minimum": "200"},
        ],
    },
    "couple": {
        "monthly_budget": "2900",
        "method": "snowball",
        "debts": [
            {
                "lender": _("消费金融贷款"),
                "balance": "35000",
                "annual_rate": "23.4",
                "minimum": "1500",
            },
            {"lender": _("信用卡一"), "balance": "12400", "annual_rate": "18.25", "minimum": "600"},
            {"lender": _("信用卡二"), "balance": "9800", "annual_rate": "18.25", "minimum": "500"},
        ],
        "one_offs": [{"month": "3", "amount": "6000"}],
    },
}
