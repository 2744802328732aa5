"""多家之间怎么公平分 · How do I share one sum fairly among several lenders?

One amount a month, one rule for everyone: in proportion to balances, to the contract payments, in
equal parts, or by weights of one's own. A lender with an agreed amount gets that; nobody gets more
than is owed; what is left over is shared again by the same rule.

Rounding: shares to the fen by largest remainder (half up, then the spare or missing fen where
rounding took most), so that they add up exactly. Source: pro rata offers as in debt advice
everywhere; `about/method`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from calculators.law import rule
from calculators.maths import money as m
from calculators.maths.share import share_out
from calculators.page import typed
from calculators.page.answer import Answer, Cell, Chart, Fact, Next, Table
from calculators.page.choices import SHARE_RULES as RULES
from calculators.page.fields import Invalid, choice, money, rows, text
from calculators.page.words import Months, Percent, Text, Yuan, _

TITLE = _("多家之间怎么公平分？")

NAMES = {"names": _("写贷款方的名字"), "letters": _("用字母代替（A、B、C）")}


@dataclass(frozen=True)
class DebtRow:
    lender: str = text(_("贷款方"))
    balance: Decimal | None = money(
        _("现在的欠款"), low=Decimal("0.01"), hint=_("本金、利息、费用合计，看对方的明细。")
    )
    monthly_payment: Decimal | None = money(_("合同月供"), hint=_("按合同占比分时填。"))
    weight: Decimal | None = money(_("权重"), hint=_("按权重分时填，例如 2、1、1。"))
    agreed: Decimal | None = money(_("已谈定的月还款"), hint=_("已经和这家说好的数；没有就空着。"))


@dataclass(frozen=True)
class Form:
    available: Decimal = money(
        _("每月一共能拿出"),
        low=Decimal("0.01"),
        required=True,
        example="1730.02",
        hint=_("先算收支，再填这个数。"),
    )
    rule: str = choice(_("怎么分"), RULES)
    debts: tuple[DebtRow, ...] = rows(
        _("各家"),
        DebtRow,
        required=True,
        hint=_("要协商的都写上。房贷、车贷这类不能断的不要放进来。"),
        example=[
            {"lender": _("信用卡"), "balance": "38600", "monthly_payment": "4439"},
            {"lender": _("分期平台"), "balance": "21400", "monthly_payment": "1052.17"},
            {"lender": _("银行消费贷"), "balance": "46000", "monthly_payment": "1581.12"},
        ],
    )
    minimum: Decimal = money(
        _("每家最少给"), default=m.ZERO, more=True, hint=_("太少的份额抬到这个数，其余的再分。")
    )
    naming: str = choice(
        _("给贷款方看的那页上，别家"), NAMES, more=True, hint=_("别家的名字是你的隐私，可以不写。")
    )


@dataclass(frozen=True)
class Row:
    """One lender: `share` in yuan a month, `percent` of the amount shared out as a fraction.

    `months` is how many months the share needs for the balance without interest (`None` when the
    balance is not given or the share is nothing). `bound` says why the share differs from the plain
    rule: "agreed", "minimum", "balance" (not more than is owed), or "".
    """

    number: int
    lender: str
    balance: Decimal | None
    share: Decimal
    percent: Decimal
    months: int | None
    bound: str


@dataclass(frozen=True)
class Result:
    """Money in yuan a month. `total_share` + `left_over` = `available`.

    `minimum_met` is false when the amount does not reach the minimum for everyone; the shares then
    follow the rule without it, and `minimum_needed` says what it would take. `months` is the longest
    of the rows. `after` has the shares once the first lender is paid off (empty for one lender or
    when all end together); `after_months` is when.
    """

    available: Decimal
    total_share: Decimal
    left_over: Decimal
    total_balance: Decimal | None
    minimum_met: bool
    minimum_needed: Decimal
    months: int | None
    rows: tuple[Row, ...]
    after_months: int | None
    after: tuple[Row, ...]


def calculate(form: Form) -> Result:
    """Share `available` out. Raises `Invalid` where the rule needs a number that is missing."""
    weights = _weights(form)
    agreed = sum((row.agreed or m.ZERO for row in form.debts), m.ZERO)
    if agreed > form.available:
        raise Invalid(
            available=_("已谈定的加起来是 {agreed}，比这里的数多。请核对。", agreed=Yuan(agreed))
        )
    lows, highs = _bounds(form, form.minimum)
    needed = sum(lows, m.ZERO)
    minimum_met = needed <= form.available
    if not minimum_met:
        lows, highs = _bounds(form, m.ZERO)
    shares = share_out(form.available, weights, lows, highs)
    found = tuple(
        _row(form, k, shares[k], row.balance, minimum_met) for k, row in enumerate(form.debts)
    )
    balances = [row.balance for row in form.debts]
    months = [row.months for row in found]
    after_months, after = _after(form, found)
    return Result(
        available=form.available,
        total_share=sum(shares, m.ZERO),
        left_over=form.available - sum(shares, m.ZERO),
        total_balance=None if None in balances else sum((b or m.ZERO for b in balances), m.ZERO),
        minimum_met=minimum_met,
        minimum_needed=needed,
        months=None if None in months else max(number or 0 for number in months),
        rows=found,
        after_months=after_months,
        after=after,
    )


def _weights(form: Form) -> list[Decimal]:
    """The weight of each lender under the rule."""
    field = {"balance": "balance", "contract": "monthly_payment", "weights": "weight"}.get(
        form.rule
    )
    if field is None:
        return [Decimal(1)] * len(form.debts)
    missing = [k for k, row in enumerate(form.debts) if getattr(row, field) is None]
    if missing:
        sentence = _("按“{rule}”分，这一格要填。", rule=RULES[form.rule])
        raise Invalid(**{f"debts.{k}.{field}": sentence for k in missing})
    weights = [getattr(row, field) for row in form.debts]
    if not any(weights):
        raise Invalid(**{f"debts.0.{field}": _("不能全是 0，至少一家要大于 0。")})
    return weights


def _bounds(form: Form, minimum: Decimal) -> tuple[list[Decimal], list[Decimal | None]]:
    """The least and the most each lender gets: what was agreed, the minimum, what is owed."""
    lows: list[Decimal] = []
    highs: list[Decimal | None] = []
    for row in form.debts:
        most = row.balance
        if row.agreed is not None:
            least = most = row.agreed if most is None else min(row.agreed, most)
        else:
            least = minimum if most is None else min(minimum, most)
        lows.append(least)
        highs.append(most)
    return lows, highs


def _row(form: Form, k: int, share: Decimal, balance: Decimal | None, minimum_met: bool) -> Row:
    debt = form.debts[k]
    bound = ""
    if debt.agreed is not None:
        bound = "agreed"
    elif balance is not None and share == balance:
        bound = "balance"
    elif minimum_met and form.minimum and share == form.minimum:
        bound = "minimum"
    months = None
    if balance is not None and share:
        months = int((balance / share).to_integral_value(ROUND_CEILING))
    return Row(
        k + 1, debt.lender or f"#{k + 1}", balance, share, share / form.available, months, bound
    )


def _after(form: Form, found: Sequence[Row]) -> tuple[int | None, tuple[Row, ...]]:
    """The shares once the first lender is paid off, shared again by the same rule."""
    ends = [row.months for row in found if row.months is not None]
    if len(ends) < len(found) or min(ends) == max(ends):
        return None, ()
    first = min(ends)
    left = [
        (row.balance or m.ZERO) - min(row.share * first, row.balance or m.ZERO) for row in found
    ]
    kept = [k for k, balance in enumerate(left) if balance]
    later = replace(
        form,
        debts=tuple(replace(form.debts[k], lender=found[k].lender, balance=left[k]) for k in kept),
    )
    lows, highs = _bounds(later, form.minimum)
    met = sum(lows, m.ZERO) <= form.available
    if not met:
        lows, highs = _bounds(later, m.ZERO)
    weights = _weights(later) if any(_plain_weights(later)) else [Decimal(1)] * len(kept)
    shares = share_out(form.available, weights, lows, highs)
    return first, tuple(_row(later, k, shares[k], left[kept[k]], met) for k in range(len(kept)))


def _plain_weights(form: Form) -> list[Decimal]:
    field = {"contract": "monthly_payment", "weights": "weight"}.get(form.rule)
    return [getattr(row, field) if field else Decimal(1) for row in form.debts]


# --- in words ---------------------------------------------------------------------------------

_BOUNDS = {
    "agreed": _("已谈定"),
    "minimum": _("抬到每家最少"),
    "balance": _("不超过欠款"),
    "": None,
}


def explain(form: Form, result: Result) -> Answer:
    """The shares first; then the page for the lenders, and what changes when one is paid off."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        charts=(_chart(result),),
        tables=(_shares(form, result), _page(form, result), *_later(result)),
        working=_working(form, result),
        assumptions=(
            _("“几个月”是按不再计息算的；对方继续计息，就会更久。"),
            _("这是你的提案，各家可以不同意。谁要得多，就请它看同一张表。"),
            _("先留出生活费和必须先付的，剩下的才拿来分。"),
        ),
        sources=(rule("no-right-to-better-terms"),),
        next=(
            Next("plan", _("拿其中一家的份额，看要分几期。"), _handed_payment(form, result)),
            Next("payoff", _("各家月供都付得起？看先还哪一笔省利息。")),
            Next("lump_sum", _("有一笔整钱？看怎么分着谈结清。")),
            Next(
                "statement", _("把这个分法写进收支说明。"), _handed(form) | _handed_lender(result)
            ),
            Next("letter", _("给其中一家写信。"), _handed_first(form, result)),
            Next("ladder", None, _handed_share(form, result)),
            Next("rehearsal", None, _handed_share(form, result)),
        ),
    )


def _handed(form: Form) -> dict[str, str]:
    """What the statement asks for too; long lists are left out of the address."""
    values = {"available": typed.amount(form.available), "rule": form.rule}
    for k, row in enumerate(form.debts[:20]):
        cells = {
            "lender": row.lender,
            "balance": "" if row.balance is None else typed.amount(row.balance),
        }
        values |= {f"debts.{k}.{name}": text for name, text in cells.items() if text}
    return values


def _handed_first(form: Form, result: Result) -> dict[str, str]:
    """For a letter to the lender that gets most."""
    row = max(result.rows, key=lambda row: row.share)
    values = {
        "lender": row.lender,
        "can_pay": typed.amount(form.available),
        "lenders_count": str(len(result.rows)),
        "rule": form.rule,
        "share": typed.amount(row.share),
    }
    if row.balance is not None:
        values["balance"] = typed.amount(row.balance)
    return values


def _handed_payment(form: Form, result: Result) -> dict[str, str]:
    """What that lender can be paid, for a plan with it."""
    return {"can_pay": _handed_first(form, result)["share"]}


def _handed_lender(result: Result) -> dict[str, str]:
    return {"lender": max(result.rows, key=lambda row: row.share).lender}


def _handed_share(form: Form, result: Result) -> dict[str, str]:
    """For the talk with that lender."""
    handed = _handed_first(form, result)
    return {name: handed[name] for name in ("share", "balance") if name in handed}


def _headline(form: Form, result: Result) -> Text:
    top = max(result.rows, key=lambda row: row.share)
    if len(result.rows) == 1:
        return _("只有一家，每月给 {lender} {share}。", lender=top.lender, share=Yuan(top.share))
    return _(
        "{available}分给 {count} 家，最多的是{lender}，每月 {share}。",
        available=Yuan(result.available),
        count=len(result.rows),
        lender=top.lender,
        share=Yuan(top.share),
    )


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(_("每月一共能拿出"), Yuan(result.available)),
        Fact(_("各家份额加起来"), Yuan(result.total_share)),
    ]
    if result.left_over:
        facts.append(Fact(_("分完还剩"), Yuan(result.left_over)))
    if result.total_balance is not None:
        facts.append(Fact(_("欠款合计"), Yuan(result.total_balance, wan=True)))
    if result.months is not None:
        facts.append(
            Fact(_("全部还清（不再计息的话）"), Months(result.months), _("最久的那一家。"))
        )
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    if not result.minimum_met:
        notes.append(
            _(
                "每家至少给 {minimum}，一共要 {needed}，现在只有 {available}。下面先按规则分，没有保证每家最少。",
                minimum=Yuan(form.minimum),
                needed=Yuan(result.minimum_needed),
                available=Yuan(result.available),
            )
        )
    if result.left_over:
        notes.append(_("钱比要分的多，多出来的可以留作备用，或谈一次结清。"))
    contract = [row.monthly_payment for row in form.debts]
    if None not in contract:
        total = sum((payment or m.ZERO for payment in contract), m.ZERO)
        if total > result.available:
            notes.append(
                _(
                    "合同月供加起来是 {total}，每月差 {gap}。差的部分要各家同意才能少还。",
                    total=Yuan(total),
                    gap=Yuan(total - result.available),
                )
            )
    if form.rule == "equal":
        notes.append(_("每家一样多，小的会先还清，大的要更久，欠得多的一家可能不同意。"))
    notes.append(_("占比四舍五入以后，加起来可能是 99.99% 或 100.01%；金额一分不差。"))
    return notes


def _chart(result: Result) -> Chart:
    return Chart(
        _("每家每月分到多少"),
        (_("每月"),),
        [(row.lender, (row.share,)) for row in result.rows],
        shape="bar",
    )


def _shares(form: Form, result: Result) -> Table:
    lines = [
        (
            row.lender,
            row.balance,
            Percent(row.percent),
            row.share,
            None if row.months is None else Months(row.months),
            _BOUNDS[row.bound],
        )
        for row in result.rows
    ]
    return Table(
        _("各家每月的份额（{rule}）", rule=RULES[form.rule]),
        (_("贷款方"), _("欠款（元）"), _("占比"), _("每月份额（元）"), _("不计息要还"), _("说明")),
        lines,
        (_("合计"), result.total_balance, None, result.total_share, None, None),
        download="shares",
    )


def _page(form: Form, result: Result) -> Table:
    """The same for every lender: rule, amounts, shares; other names only if the reader wants."""
    letters = form.naming == "letters"
    return Table(
        _(
            "给贷款方看的一页：每月 {available}，{rule}，{count} 家同一个规则",
            available=Yuan(result.available),
            rule=RULES[form.rule],
            count=len(result.rows),
        ),
        (_("贷款方"), _("欠款（元）"), _("每月份额（元）"), _("占比")),
        [
            (
                _letter(row.number) if letters else row.lender,
                row.balance,
                row.share,
                Percent(row.percent),
            )
            for row in result.rows
        ],
        (_("合计"), result.total_balance, result.total_share, None),
    )


def _letter(number: int) -> Text:
    """A, B, … Z, A2, B2, …"""
    turn, place = divmod(number - 1, 26)
    return _("贷款方 {letter}", letter=chr(65 + place) + (str(turn + 1) if turn else ""))


def _later(result: Result) -> tuple[Table, ...]:
    if not result.after or result.after_months is None:
        return ()
    lines: list[Sequence[Cell]] = [
        (row.lender, row.balance, row.share, None if row.months is None else Months(row.months))
        for row in result.after
    ]
    return (
        Table(
            _(
                "{months}后先还清的一家退出，其余再按同一个规则分",
                months=Months(result.after_months),
            ),
            (_("贷款方"), _("那时还欠（元）"), _("每月份额（元）"), _("不计息还要")),
            lines,
        ),
    )


def _working(form: Form, result: Result) -> list[Text]:
    row = result.rows[0]
    lines = []
    match form.rule:
        case "balance" if result.total_balance is not None:
            lines.append(_("每家份额 = 能拿出的钱 × 这家欠款 ÷ 欠款合计"))
            if not any(found.bound for found in result.rows):
                lines.append(
                    _(
                        "{lender}：{available} × {part} ÷ {whole} = {share}",
                        lender=row.lender,
                        available=Yuan(result.available),
                        part=Yuan(row.balance or m.ZERO),
                        whole=Yuan(result.total_balance),
                        share=Yuan(row.share),
                    )
                )
        case "contract":
            lines.append(_("每家份额 = 能拿出的钱 × 这家合同月供 ÷ 合同月供合计"))
        case "equal":
            lines.append(_("每家份额 = 能拿出的钱 ÷ 家数"))
        case _:
            lines.append(_("每家份额 = 能拿出的钱 × 这家权重 ÷ 权重合计"))
    if any(row.bound for row in result.rows):
        lines.append(
            _("已谈定的、抬到最少的、不超过欠款的先定下，剩下的钱在其余各家里按同一规则再分。")
        )
    lines.append(_("每家先四舍五入到分；加起来多一分少一分的，按零头大小补，正好等于总数。"))
    return lines


EXAMPLES: dict[str, dict[str, object]] = {
    "self_employed": {
        "available": "1150",
        "rule": "balance",
        "minimum": "200",
        "debts": [
            {"lender": _("小贷公司贷款"), "balance": "58000"},
            {"lender": _("信用卡"), "balance": "27500"},
            {"lender": _("向熟人借的"), "balance": "20000", "agreed": "300"},
        ],
    },
    "couple": {
        "available": "2900",
        "rule": "contract",
        "debts": [
            {"lender": _("消费金融贷款"), "balance": "35000", "monthly_payment": "2324.32"},
            {"lender": _("信用卡一"), "balance": "12400", "monthly_payment": "1426"},
            {"lender": _("信用卡二"), "balance": "9800", "monthly_payment": "1127"},
        ],
    },
}
