"""一笔钱怎么分着谈结清 · How do I use one lump sum to settle several debts?

Either the same percentage to everyone, as far as the money goes (pro rata), or an offer of a fixed
percentage to each, made one after the other until the money is used up. A lender that has named its
own percentage gets that one.

Rounding: every offer half up to the fen; pro rata parts by largest remainder, so that they add up.
Source: full-and-final offers in debt advice, which are shared pro rata unless debts differ;
`about/method`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from calculators.law import rule
from calculators.maths import money as m
from calculators.maths.share import share_out
from calculators.page.answer import Answer, Cell, Chart, Fact, Next, Table
from calculators.page.fields import Invalid, choice, money, rate, rows, text
from calculators.page.words import Percent, Text, Yuan, _

TITLE = _("一笔钱怎么分着谈结清？")

ORDERS = {
    "listed": _("按下面从上到下"),
    "smallest": _("欠款最小的先谈"),
    "largest": _("欠款最大的先谈"),
}

LOW_OFFER = Decimal("0.3")
"""Our own threshold, not a rule: below it the answer says that an offer may well be refused."""


@dataclass(frozen=True)
class DebtRow:
    lender: str = text(_("贷款方"))
    balance: Decimal = money(_("现在的欠款"), low=Decimal("0.01"), required=True)
    percent: Decimal | None = rate(
        _("这家要几成"),
        per="once",
        high=Decimal(1),
        hint=_("已经说过“还百分之多少算结清”的才填。"),
    )


@dataclass(frozen=True)
class Form:
    lump: Decimal = money(
        _("手上的一笔钱"),
        low=Decimal("0.01"),
        required=True,
        example="30000",
        hint=_("亲友无条件帮的、卖东西的、奖金。不要为此再借。"),
    )
    reserve: Decimal = money(
        _("其中先留下"),
        default=m.ZERO,
        example="3000",
        hint=_("生活费、看病的钱不拿出去谈。"),
    )
    debts: tuple[DebtRow, ...] = rows(
        _("要谈的债"),
        DebtRow,
        required=True,
        example=[
            {"lender": _("信用卡"), "balance": "38600"},
            {"lender": _("分期平台"), "balance": "21400"},
            {"lender": _("银行消费贷"), "balance": "46000"},
        ],
    )
    percent: Decimal | None = rate(
        _("每家都提几成结清"),
        per="once",
        high=Decimal(1),
        hint=_("不填，就按欠款比例把钱全部分掉。填 60，就是每家都提欠款的 60%。"),
    )
    order: str = choice(_("钱不够时，先和谁谈"), ORDERS, more=True)


@dataclass(frozen=True)
class Row:
    """One lender: `offer` yuan, as `percent` of the balance; `waived` is what would be let off.

    `affordable` is false where the money was used up by those before; `offer` is then what it
    would take, and nothing of it counts in the totals. `turn` is the place in the talks.
    """

    number: int
    lender: str
    balance: Decimal
    offer: Decimal
    percent: Decimal
    waived: Decimal
    affordable: bool
    turn: int


@dataclass(frozen=True)
class Result:
    """Money in yuan. `total_offer` + `remaining` = `available`; `available` + reserve = lump.

    `percent` is what all offers together are of the debts they settle (a fraction). `unsettled` is
    the balance of the debts no money was left for, `needed` what all offers would take and
    `shortfall` what is missing for that.
    """

    available: Decimal
    total_balance: Decimal
    total_offer: Decimal
    total_waived: Decimal
    percent: Decimal | None
    remaining: Decimal
    unsettled: Decimal
    needed: Decimal
    shortfall: Decimal
    offers: tuple[Decimal, ...]
    rows: tuple[Row, ...]


def calculate(form: Form) -> Result:
    """Make the offers. Raises `Invalid` when nothing is left of the lump to offer."""
    available = form.lump - form.reserve
    if available <= 0:
        raise Invalid(reserve=_("留下的要比手上的钱少，否则没有钱可以谈。"))
    order = _order(form)
    if form.percent is None:
        offers = _pro_rata(form, available)
    else:
        offers = [
            m.fen(row.balance * (form.percent if row.percent is None else row.percent))
            for row in form.debts
        ]
    left, afforded = available, set[int]()
    for k in order:
        if offers[k] <= left:
            afforded.add(k)
            left -= offers[k]
    found = tuple(
        Row(
            k + 1,
            row.lender or f"#{k + 1}",
            row.balance,
            offers[k],
            offers[k] / row.balance,
            row.balance - offers[k],
            k in afforded,
            order.index(k) + 1,
        )
        for k, row in enumerate(form.debts)
    )
    settled = [row for row in found if row.affordable]
    total, balance = _sum(settled, "offer"), _sum(settled, "balance")
    return Result(
        available=available,
        total_balance=_sum(found, "balance"),
        total_offer=total,
        total_waived=_sum(settled, "waived"),
        percent=total / balance if balance else None,
        remaining=available - total,
        unsettled=_sum(found, "balance") - balance,
        needed=_sum(found, "offer"),
        shortfall=max(_sum(found, "offer") - available, m.ZERO),
        offers=tuple(offers),
        rows=found,
    )


def _order(form: Form) -> list[int]:
    order = list(range(len(form.debts)))
    if form.order != "listed":
        order.sort(key=lambda k: form.debts[k].balance, reverse=form.order == "largest")
    return order


def _pro_rata(form: Form, available: Decimal) -> list[Decimal]:
    """Named percentages first; what is left in proportion to the other balances, at most all."""
    named = [
        None if row.percent is None else m.fen(row.balance * row.percent) for row in form.debts
    ]
    fixed = sum((offer for offer in named if offer is not None), m.ZERO)
    weights = [
        row.balance if offer is None else Decimal(0)
        for row, offer in zip(form.debts, named, strict=True)
    ]
    shared = share_out(
        max(available - fixed, m.ZERO),
        weights,
        [m.ZERO] * len(weights),
        [row.balance for row in form.debts],
    )
    return [part if offer is None else offer for part, offer in zip(shared, named, strict=True)]


def _sum(found: Sequence[Row], field: str) -> Decimal:
    return sum((getattr(row, field) for row in found), m.ZERO)


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """What can be offered, what it would settle, what remains; then how to do it safely."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=(_chart(result),),
        tables=(_table(result),),
        working=_working(form, result),
        assumptions=(
            _("这是提案的数。对方同不同意、几成能结清，没有固定的比例；贷款方没有义务同意。"),
            _("欠款按今天的数，没有算谈的这段时间涨的利息。"),
            _("先写明“还这个数，其余免除，账户结清”，再付款；付到合同或官方 App 里的账户。"),
        ),
        sources=(rule("cc-art-575"),),
        next=(
            Next("settlement", _("其中一家：一次结清还是分期，哪个划算？")),
            Next("split", _("没有整钱？每月的钱怎么分。"), _handed(form)),
            Next("budget", _("先留够生活费，再拿钱去谈。")),
        ),
    )


_MOST_HANDED = 20


def _handed(form: Form) -> dict[str, str]:
    """The debts as `split` reads them; long lists are left out of the address."""
    values: dict[str, str] = {}
    for k, row in enumerate(form.debts[:_MOST_HANDED]):
        cells = {"lender": row.lender, "balance": str(row.balance)}
        values |= {f"debts.{k}.{name}": cell for name, cell in cells.items() if cell}
    return values


def _headline(form: Form, result: Result) -> Text:
    if result.percent is None:
        return _(
            "{available}一家也谈不下来：最少的一家要 {least}。",
            available=Yuan(result.available),
            least=Yuan(min(result.offers)),
        )
    settled = sum(row.affordable for row in result.rows)
    if settled == len(result.rows):
        return _(
            "{total}可以向 {count} 家提结清，平均是欠款的 {percent}。",
            total=Yuan(result.total_offer),
            count=settled,
            percent=Percent(result.percent),
        )
    return _(
        "{available}够和 {settled} 家谈结清，还有 {rest} 家的 {unsettled}要另想办法。",
        available=Yuan(result.available),
        settled=settled,
        rest=len(result.rows) - settled,
        unsettled=Yuan(result.unsettled),
    )


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(_("拿去谈的钱"), Yuan(result.available)),
        Fact(_("欠款合计"), Yuan(result.total_balance, wan=True)),
        Fact(_("提出来的合计"), Yuan(result.total_offer)),
        Fact(_("请求免除"), Yuan(result.total_waived, wan=True), _("要对方同意才算数。")),
        Fact(_("谈完手上还剩"), Yuan(result.remaining + form.reserve)),
    ]
    if result.unsettled:
        facts.append(Fact(_("没谈到的欠款"), Yuan(result.unsettled, wan=True)))
    if result.shortfall:
        facts.append(Fact(_("全部谈下来还差"), Yuan(result.shortfall)))
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = [
        _("先问每家一次结清要多少，再决定先付谁。钱一付出去，就没有再谈的余地了。"),
        _("按同一个比例提，各家看得到公平；有的家要得高，就换成分期，把钱留给别家。"),
    ]
    if not form.reserve:
        notes.append(_("没有留下一点备用的钱。结清以后生活也要过。"))
    if any(row.percent < LOW_OFFER for row in result.rows if row.affordable):
        notes.append(_("比例低的提案，对方可能不接；可以先谈分期，或只和一两家谈结清。"))
    if any(row.affordable and not row.offer for row in result.rows):
        notes.append(_("有的家分到 0 元：钱都被已经说好的几家用掉了。"))
    notes.append(
        _("有人说能“几折收购债权、代办结清”，要先收费的，先停下，用合同上的电话向贷款方核实。")
    )
    return notes


def _chart(result: Result) -> Chart:
    zero = m.ZERO
    return Chart(
        _("每家：提出来的和请求免除的"),
        (_("提出来的"), _("请求免除的")),
        [
            (row.lender, (row.offer, row.waived) if row.affordable else (zero, row.balance))
            for row in result.rows
        ],
        shape="bar",
    )


def _table(result: Result) -> Table:
    lines: list[Sequence[Cell]] = [
        (
            row.lender,
            row.turn,
            row.balance,
            row.offer,
            Percent(row.percent),
            row.waived,
            _("够") if row.affordable else _("不够"),
        )
        for row in result.rows
    ]
    return Table(
        _("给每家的提案"),
        (
            _("贷款方"),
            _("第几个谈"),
            _("欠款（元）"),
            _("提出（元）"),
            _("占欠款"),
            _("请求免除（元）"),
            _("钱够不够"),
        ),
        lines,
        (_("合计（够谈的）"), None, None, result.total_offer, None, result.total_waived, None),
        download="offers",
    )


def _working(form: Form, result: Result) -> list[Text]:
    row = result.rows[0]
    given = {
        "lender": row.lender,
        "balance": Yuan(row.balance),
        "offer": Yuan(row.offer),
        "total": Yuan(result.total_balance),
        "available": Yuan(result.available),
    }
    lines = [
        _(
            "拿去谈的钱 = {lump} − {reserve} = {available}",
            lump=Yuan(form.lump),
            reserve=Yuan(form.reserve),
            available=Yuan(result.available),
        )
    ]
    if form.percent is not None:
        lines.append(_("每家提案 = 欠款 × 几成，四舍五入到分；按顺序谈，钱不够的跳过"))
        lines.append(
            _(
                "{lender}：{balance} × {percent} = {offer}",
                percent=Percent(
                    form.percent if form.debts[0].percent is None else form.debts[0].percent
                ),
                **given,
            )
        )
    elif all(debt.percent is None for debt in form.debts) and row.offer < row.balance:
        lines.append(_("{lender}：{available} × {balance} ÷ {total} = {offer}", **given))
    else:
        lines.append(_("说好几成的先定下，剩下的钱按其余各家的欠款比例分，不超过欠款"))
    return lines


EXAMPLES: dict[str, dict[str, object]] = {
    "self_employed": {
        "lump": "20000",
        "reserve": "2000",
        "percent": "60",
        "order": "smallest",
        "debts": [
            {"lender": _("小贷公司贷款"), "balance": "58000"},
            {"lender": _("信用卡"), "balance": "27500"},
            {"lender": _("向熟人借的"), "balance": "20000"},
        ],
    },
    "couple": {
        "lump": "15000",
        "debts": [
            {"lender": _("信用卡一"), "balance": "12400"},
            {"lender": _("信用卡二"), "balance": "9800", "percent": "100"},
        ],
    },
}
