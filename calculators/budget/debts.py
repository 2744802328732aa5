"""欠谁、欠多少、先处理哪笔 · Whom do I owe, how much, and which debt comes first?

Adds every debt up and puts them in the order in which they want an answer: court papers, debts with
security, those just past the due date, the overdue ones, those not yet overdue, and last the very old ones,
which want advice first. To handle first is to answer first, not always to pay first.

Rounding: interest of a month is principal × annual rate ÷ 12, half up to the fen for each debt.
Source: the order is debt advisers' practice, the deadlines are figures of law; `about/method`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from calculators.law import Figure, Rule, figure, rule
from calculators.maths import money as m
from calculators.page import typed
from calculators.page.answer import Answer, Cell, Chart, Fact, Next, Paper, Table
from calculators.page.choices import LENDER_KINDS as KINDS
from calculators.page.choices import SECURED
from calculators.page.fields import choice, count, money, rate, rows, text
from calculators.page.words import Percent, Text, Yuan, _

TITLE = _("欠谁、欠多少，先处理哪一笔？")

COURT = {
    "none": _("没有收到"),
    "payment_order": _("支付令"),
    "lawsuit": _("起诉状、传票"),
    "enforcement": _("执行通知"),
}
TIERS = ("court", "secured", "grace", "overdue", "current", "old")
MOST_DAYS = 36500


@dataclass(frozen=True)
class DebtRow:
    lender: str = text(_("贷款方"), hint=_("合同上放款的那一家。"))
    kind: str = choice(_("哪一类"), KINDS)
    principal: Decimal = money(_("本金"), required=True, hint=_("还没还的本金。"))
    interest: Decimal = money(_("利息"), default=m.ZERO, hint=_("到今天没付的利息、罚息。"))
    charges: Decimal = money(_("费用"), default=m.ZERO, hint=_("违约金、手续费、担保费等。"))
    annual_rate: Decimal | None = rate(_("年利率"), per="year", hint=_("不知道就空着。"))
    monthly_payment: Decimal = money(_("每月该还"), default=m.ZERO)
    days_overdue: int = count(
        _("逾期天数"), high=MOST_DAYS, unit=_("天"), default=0, hint=_("没逾期填 0。")
    )
    secured: str = choice(_("有没有抵押"), SECURED)
    court: str = choice(_("收到法院的东西"), COURT)


@dataclass(frozen=True)
class Form:
    debts: tuple[DebtRow, ...] = rows(
        _("每一笔债"),
        DebtRow,
        required=True,
        hint=_("一笔一行，包括房贷、车贷和亲友的。"),
        example=[
            {
                "lender": _("信用卡"),
                "kind": "card",
                "principal": "38600",
                "annual_rate": "18.25",
                "monthly_payment": "4439",
            },
            {
                "lender": _("分期平台"),
                "kind": "platform",
                "principal": "21400",
                "annual_rate": "16.42",
                "monthly_payment": "1052.17",
            },
            {
                "lender": _("银行消费贷"),
                "kind": "bank_loan",
                "principal": "46000",
                "annual_rate": "14.4",
                "monthly_payment": "1581.12",
                "days_overdue": "24",
            },
        ],
    )


@dataclass(frozen=True)
class Row:
    """One debt in its place: `number` counts from 1, `tier` is one of `TIERS`.

    Money in yuan; `monthly_interest` is `None` when the rate is not known. `index` is the place in
    the form, counted from 0.
    """

    number: int
    index: int
    lender: str
    kind: str
    total: Decimal
    annual_rate: Decimal | None
    monthly_interest: Decimal | None
    days_overdue: int
    tier: str


@dataclass(frozen=True)
class Result:
    """Totals in yuan; `average_rate` is weighted by principal over the debts with a known rate.

    `monthly_interest` is what all known rates add in a month. `overdue` is the total of the overdue
    debts. `order` is the order of handling as places in the form, counted from 0; `rows` follow it.
    """

    total: Decimal
    principal: Decimal
    interest: Decimal
    charges: Decimal
    monthly_payment: Decimal
    monthly_interest: Decimal
    overdue: Decimal
    average_rate: Decimal | None
    order: tuple[int, ...]
    rows: tuple[Row, ...]


def calculate(form: Form) -> Result:
    """Add the debts up and put them in order."""
    tiers = [_tier(row) for row in form.debts]
    order = sorted(range(len(form.debts)), key=lambda k: _key(form.debts[k], tiers[k]))
    known = [row for row in form.debts if row.annual_rate is not None]
    weight = sum((row.principal for row in known), m.ZERO)
    monthly = [_monthly_interest(row) for row in form.debts]
    return Result(
        total=sum((_total(row) for row in form.debts), m.ZERO),
        principal=sum((row.principal for row in form.debts), m.ZERO),
        interest=sum((row.interest for row in form.debts), m.ZERO),
        charges=sum((row.charges for row in form.debts), m.ZERO),
        monthly_payment=sum((row.monthly_payment for row in form.debts), m.ZERO),
        monthly_interest=sum((each or m.ZERO for each in monthly), m.ZERO),
        overdue=sum((_total(row) for row in form.debts if row.days_overdue), m.ZERO),
        average_rate=sum((row.principal * (row.annual_rate or 0) for row in known), Decimal(0))
        / weight
        if weight
        else None,
        order=tuple(order),
        rows=tuple(
            Row(
                number,
                k,
                form.debts[k].lender or f"#{k + 1}",
                form.debts[k].kind,
                _total(form.debts[k]),
                form.debts[k].annual_rate,
                monthly[k],
                form.debts[k].days_overdue,
                tiers[k],
            )
            for number, k in enumerate(order, 1)
        ),
    )


def _total(row: DebtRow) -> Decimal:
    return row.principal + row.interest + row.charges


def _monthly_interest(row: DebtRow) -> Decimal | None:
    return None if row.annual_rate is None else m.fen(row.principal * row.annual_rate / 12)


def _tier(row: DebtRow) -> str:
    """Which of `TIERS` a debt belongs to; the first that fits."""
    if row.court != "none":
        return "court"
    if row.secured == "yes" or row.kind in ("mortgage", "car_loan"):
        return "secured"
    if row.days_overdue >= figure("limitation_years").value * 365:
        return "old"
    if row.days_overdue == 0:
        return "current"
    if row.kind == "card" and row.days_overdue <= figure("card_grace_days").value:
        return "grace"
    return "overdue"


def _key(row: DebtRow, tier: str) -> tuple[int, Decimal, Decimal]:
    """Tier first; then the dearest, an unknown rate last; then the larger."""
    rate = Decimal(-1) if row.annual_rate is None else row.annual_rate
    return TIERS.index(tier), -rate, -_total(row)


# --- in words ---------------------------------------------------------------------------------

REASONS = {
    "court": _("有法院的东西，日子在走"),
    "secured": _("有抵押，断供的后果和信用卡不同"),
    "grace": _("刚过还款日，补上也许还来得及"),
    "current": _("还没逾期，到期前就能申请调整"),
    "old": _("时间很久了，先问清再动"),
}


def explain(form: Form, result: Result) -> Answer:
    """How much in all and which first; then the order with reasons and next actions."""
    return Answer(
        headline=_headline(result),
        facts=_facts(form, result),
        notes=_notes(form, result),
        papers=(_words(result),),
        charts=_charts(form, result),
        tables=(_order(form, result), _amounts(form, result)),
        working=_working(form, result),
        assumptions=(
            _("“先处理”是先回应、先联系，不一定先付钱。钱怎么分，另外算。"),
            _("先后是常见做法，不是法律规定；同一类里，利率高的在前，再看欠得多的。"),
            _("欠款数以对方给的明细为准，最好要一份分成本金、利息、费用的。"),
        ),
        sources=_sources(form, result),
        next=(
            Next("split", _("每月的钱，各家怎么分？"), _handed(form, ("lender", "balance"))),
            Next("payoff", _("月供都付得起，先多还哪一笔？"), _handed(form, _PAYOFF)),
            Next("statement", _("写进收支说明。"), _handed(form, ("lender", "balance"))),
            Next("budget", _("每月一共能拿出多少？")),
            Next("arrears", _("逾期的那笔，利息罚息算得对吗？")),
            Next("real_rate", _("分期费率的真实年化是多少？"), _handed_payment(form)),
            Next("plan", None, _handed_largest(form)),
        ),
    )


def _handed_largest(form: Form) -> dict[str, str]:
    """The parts of the largest debt, which gets most when shared by what is owed."""
    row = max(form.debts, key=_total)
    parts = {
        name: typed.amount(getattr(row, name)) for name in ("principal", "interest", "charges")
    }
    return parts | {"kind": "card" if row.kind == "card" else "loan"}


def _handed_payment(form: Form) -> dict[str, str]:
    """What the largest debt in instalments takes a month."""
    rows = [row for row in form.debts if row.kind != "card" and row.monthly_payment]
    largest = max(rows, key=_total, default=None)
    return {} if largest is None else {"payment": typed.amount(largest.monthly_payment)}


_PAYOFF = ("lender", "balance", "annual_rate", "minimum")
_MOST_HANDED = 20


def _handed(form: Form, names: Sequence[str]) -> dict[str, str]:
    """The debts as another calculator reads them; long lists are left out of the address."""
    values: dict[str, str] = {}
    for k, row in enumerate(form.debts[:_MOST_HANDED]):
        known = {
            "lender": row.lender,
            "balance": str(_total(row)),
            "annual_rate": "" if row.annual_rate is None else f"{row.annual_rate * 100:f}",
            "minimum": str(row.monthly_payment),
        }
        if _total(row):
            values |= {f"debts.{k}.{name}": known[name] for name in names if known[name]}
    return values


def _headline(result: Result) -> Text:
    first = result.rows[0]
    return _(
        "一共欠 {total}，{count} 笔；先处理{lender}。",
        total=Yuan(result.total, wan=True),
        count=len(result.rows),
        lender=first.lender,
    )


def _words(result: Result) -> Paper:
    """What to ask every lender for, once the list is there; nothing owned up to with an old debt."""
    old = any(row.tier == "old" for row in result.rows)
    told = _(
        "我一共有 {count} 笔贷款，合计欠 {total}，正在算每月能还多少。",
        count=len(result.rows),
        total=Yuan(result.total),
    )
    return Paper(
        _("向每一家要明细（老债先别问），可以这样说") if old else _("向每一家要明细，可以这样说"),
        [
            *(() if old else (told,)),
            _("请把我在你们这里的明细发给我：本金、利息、罚息、费用分开列，写明算到哪一天。"),
            _("再请告诉我：这笔债现在的债权人是谁，有没有担保方，合同在哪里下载。"),
        ],
        kind="script",
    )


def _facts(form: Form, result: Result) -> list[Fact]:
    facts = [
        Fact(_("本金合计"), Yuan(result.principal, wan=True)),
        Fact(_("利息合计"), Yuan(result.interest)),
        Fact(_("费用合计"), Yuan(result.charges)),
        Fact(_("每月该还的合计"), Yuan(result.monthly_payment)),
        Fact(
            _("每月涨的利息"),
            Yuan(result.monthly_interest),
            _("按本金和年利率算，不含罚息和违约金。"),
        ),
        Fact(_("已经逾期的"), Yuan(result.overdue, wan=True)),
    ]
    if result.average_rate is not None:
        facts.append(Fact(_("平均年利率（按本金加权）"), Percent(result.average_rate)))
    return facts


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    if any(row.annual_rate is None for row in form.debts):
        notes.append(
            _("有的利率没有填，排在同类后面。合同或 App 的借款详情里有，费率要先折成年化。")
        )
    if any(row.kind == "card" and row.days_overdue for row in form.debts):
        notes.append(
            _(
                "信用卡逾期的，电话、地址换了要告诉银行，银行的电话要接。保持联系得上，对持卡人格外要紧。"
            )
        )
    if any(row.kind == "platform" for row in form.debts):
        notes.append(_("平台多半只是中间人。先在合同和信用报告里找出真正放款的一家，再谈。"))
    if any(row.tier == "old" for row in result.rows):
        notes.append(
            _(
                "大约三年没有动静的旧账：付款、签字、答应之前，先打 12348 免费问。不要自己断定过期没过期。"
            )
        )
    if any(row.tier == "court" for row in result.rows):
        notes.append(_("谈判、投诉、调解都不会让法院的日子停下来。真假打 12368 核实。"))
    if any(row.days_overdue > 90 for row in form.debts):
        notes.append(_("压力大、睡不着，可以打 12356 心理援助热线；有人威胁，打 110。"))
    notes.append(_("每家看到的都应当是同一张表、同一个规则。不要谁催得紧先给谁。"))
    return notes


def _reason(row: Row) -> Text:
    if row.tier in REASONS:
        return REASONS[row.tier]
    if row.annual_rate is None or row.monthly_interest is None:
        return _("已经逾期，利率还不清楚")
    return _(
        "年利率 {rate}，每月涨 {interest}",
        rate=Percent(row.annual_rate),
        interest=Yuan(row.monthly_interest),
    )


def _action(debt: DebtRow, tier: str) -> Text:
    """The next thing to do, by tier, kind and days overdue."""
    if tier == "court":
        return _COURT_ACTIONS[debt.court]
    if tier == "secured":
        return _SECURED_LATE if debt.days_overdue else _SECURED
    if tier == "old":
        return _("先打 12348 问清，再决定付不付、签不签")
    if debt.kind == "card":
        return _card_action(debt, tier)
    return (_ACTIONS_LATE if debt.days_overdue else _ACTIONS)[debt.kind]


def _card_action(debt: DebtRow, tier: str) -> Text:
    if tier == "current":
        return _("到期前尽量还上最低；还不上，先打卡背面的电话问分期")
    if tier == "grace":
        return _(
            "多数卡有 {days} 天左右的宽限：今天补上，并问清算不算逾期",
            days=int(figure("card_grace_days").value),
        )
    most = int(figure("card_plan_max_months").value)
    first = int(figure("card_principal_first_from_day").value)
    if debt.days_overdue < first:
        return _(
            "申请个性化分期（最长 {most} 期，银行可以同意也可以不同意）；现在还的先冲利息费用",
            most=most,
        )
    return _(
        "申请个性化分期（最长 {most} 期，要银行同意）；第 {first} 天起还的先冲本金",
        most=most,
        first=first,
    )


_COURT_ACTIONS = {
    "payment_order": _(
        "核真假；收到起 {days} 天内，要么还，要么提书面异议",
        days=int(figure("payment_order_objection_days").value),
    ),
    "lawsuit": _(
        "核真假；收到起 {days} 天内可以交答辩状，按时到庭", days=int(figure("answer_days").value)
    ),
    "enforcement": _("按时如实报告财产；请法院留出生活费；问对方能不能执行和解"),
}
_SECURED = _("月供放进“必须先付”；付不起就在到期前问经办银行")
_SECURED_LATE = _("今天就联系经办银行，问能不能调整还款")
_ACTIONS = {
    "bank_loan": _("到期前申请展期或改还款计划，要对方书面同意"),
    "consumer_finance": _("到期前在官方 App 或客服申请延期、改期数"),
    "small_loan": _("到期前向公司官方客服申请，要书面答复"),
    "platform": _("先查清真正放款的是谁，再在到期前向它申请"),
    "private": _("主动说明情况，把本金、已付的、还欠的写成对账单"),
    "other": _("到期前联系对方，说清困难和能付的数"),
}
_ACTIONS_LATE = {
    "bank_loan": _("向经办支行或官方客服提方案，附收支表，要工单号"),
    "consumer_finance": _("向官方客服提方案，要工单号；不受理再投诉，打 12378"),
    "small_loan": _("向公司官方客服提方案；有争议找地方金融管理部门，12345 可转"),
    "platform": _("先查清真正放款的是谁，再向它提方案；不经中介"),
    "private": _("一起对账，写下还款日期；不清楚的数先不认"),
    "other": _("联系对方，给出每月能付的数和哪天答复"),
}


def _order(form: Form, result: Result) -> Table:
    lines: list[Sequence[Cell]] = [
        (
            row.number,
            row.lender,
            KINDS[row.kind],
            row.total,
            row.days_overdue,
            _reason(row),
            _action(form.debts[row.index], row.tier),
        )
        for row in result.rows
    ]
    return Table(
        _("先处理哪一笔，下一步做什么"),
        (
            _("先后"),
            _("贷款方"),
            _("类别"),
            _("欠款（元）"),
            _("逾期天数"),
            _("为什么排在这里"),
            _("下一步"),
        ),
        lines,
        (_("合计"), None, None, result.total, None, None, None),
        download="debts",
    )


def _amounts(form: Form, result: Result) -> Table:
    lines: list[Sequence[Cell]] = []
    for row in result.rows:
        debt = form.debts[row.index]
        lines.append(
            (
                row.lender,
                debt.principal,
                debt.interest,
                debt.charges,
                row.total,
                None if row.annual_rate is None else Percent(row.annual_rate),
                row.monthly_interest,
                debt.monthly_payment,
            )
        )
    return Table(
        _("每一笔欠多少"),
        (
            _("贷款方"),
            _("本金（元）"),
            _("利息（元）"),
            _("费用（元）"),
            _("合计（元）"),
            _("年利率"),
            _("每月利息（元）"),
            _("每月该还（元）"),
        ),
        lines,
        (
            _("合计"),
            result.principal,
            result.interest,
            result.charges,
            result.total,
            None if result.average_rate is None else Percent(result.average_rate),
            result.monthly_interest,
            result.monthly_payment,
        ),
    )


def _charts(form: Form, result: Result) -> tuple[Chart, ...]:
    ages = [
        (_("没有逾期"), 0, 0),
        (_("1–30 天"), 1, 30),
        (_("31–90 天"), 31, 90),
        (_("91 天以上"), 91, MOST_DAYS),
    ]
    by_age = [
        (label, (sum((r.total for r in result.rows if low <= r.days_overdue <= high), m.ZERO),))
        for label, low, high in ages
    ]
    parts = [
        (row.lender, (debt.principal, debt.interest, debt.charges))
        for row in result.rows
        for debt in (form.debts[row.index],)
    ]
    return (
        Chart(_("每一笔由什么组成"), (_("本金"), _("利息"), _("费用")), parts, shape="bar"),
        Chart(_("按逾期天数，各欠多少"), (_("欠款"),), by_age, shape="bar"),
    )


def _working(form: Form, result: Result) -> list[Text]:
    lines = [
        _(
            "欠款合计 = 本金 {principal} + 利息 {interest} + 费用 {charges} = {total}",
            principal=Yuan(result.principal),
            interest=Yuan(result.interest),
            charges=Yuan(result.charges),
            total=Yuan(result.total),
        ),
        _("每月涨的利息 = 每笔本金 × 年利率 ÷ 12，四舍五入到分后相加"),
    ]
    if result.average_rate is not None:
        lines.append(
            _(
                "平均年利率 = Σ 本金 × 年利率 ÷ Σ 本金 = {rate}",
                rate=Percent(result.average_rate),
            )
        )
    lines.append(
        _(
            "先后：法院的东西 → 有抵押的 → 刚过还款日的信用卡 → 已逾期的 → 还没逾期的 → 很久的旧账；"
            "同一类里利率高的在前"
        )
    )
    return lines


def _sources(form: Form, result: Result) -> list[Figure | Rule]:
    tiers = {row.tier for row in result.rows}
    late_card = any(row.kind == "card" and row.days_overdue for row in form.debts)
    used: list[Figure | Rule] = []
    if any(row.court == "payment_order" for row in form.debts):
        used.append(figure("payment_order_objection_days"))
    if any(row.court == "lawsuit" for row in form.debts):
        used.append(figure("answer_days"))
    if "current" in tiers:
        used.append(rule("cc-art-678"))
    if late_card:
        used += [
            figure("card_grace_days"),
            figure("card_plan_max_months"),
            figure("card_principal_first_from_day"),
            figure("card_overdraft_crime_principal"),
        ]
    if "old" in tiers:
        used += [figure("limitation_years"), rule("spc-limitation-art-8-14-19")]
    return used


EXAMPLES: dict[str, dict[str, object]] = {
    "self_employed": {
        "debts": [
            {
                "lender": _("小贷公司贷款"),
                "kind": "small_loan",
                "principal": "58000",
                "interest": "5413.33",
                "annual_rate": "24",
                "days_overdue": "140",
            },
            {
                "lender": _("信用卡"),
                "kind": "card",
                "principal": "27500",
                "interest": "1925",
                "charges": "540",
                "annual_rate": "18.25",
                "days_overdue": "140",
            },
            {
                "lender": _("向熟人借的"),
                "kind": "private",
                "principal": "20000",
                "annual_rate": "12",
            },
        ],
    },
    "couple": {
        "debts": [
            {
                "lender": _("房贷"),
                "kind": "mortgage",
                "principal": "620000",
                "annual_rate": "3.6",
                "monthly_payment": "4600",
                "secured": "yes",
            },
            {
                "lender": _("车贷"),
                "kind": "car_loan",
                "principal": "68000",
                "annual_rate": "7.2",
                "monthly_payment": "2483.56",
                "secured": "yes",
            },
            {
                "lender": _("消费金融贷款"),
                "kind": "consumer_finance",
                "principal": "35000",
                "annual_rate": "23.4",
                "monthly_payment": "2324.32",
            },
            {
                "lender": _("信用卡一"),
                "kind": "card",
                "principal": "12400",
                "annual_rate": "18.25",
                "monthly_payment": "1426",
            },
            {
                "lender": _("信用卡二"),
                "kind": "card",
                "principal": "9800",
                "annual_rate": "18.25",
                "monthly_payment": "1127",
            },
        ],
    },
}
