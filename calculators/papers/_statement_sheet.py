"""The statement as one page of paper: what is typed, what it adds up to, and blanks for the pen."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from calculators.page import choices
from calculators.page.answer import Paper
from calculators.page.conventions import days
from calculators.page.listed import Listed
from calculators.page.words import Instalments, Percent, Text, Yuan, _, say
from calculators.papers import _statement_form as f
from calculators.papers._statement_form import Form

if TYPE_CHECKING:
    from calculators.papers.statement import Line, Result, Row

PAGE_LINES = 50
LINE_WIDTH = 92
"""What an A4 page holds in 10.5 points: lines, and half-width columns of each."""

WAIVED = {
    "penalty_interest": _("罚息"),
    "compound_interest": _("复利"),
    "default_charge": _("违约金"),
    "service_fee": _("服务费、担保费"),
    "interest": _("利息"),
}
_TRUE = _("以上据实填写，材料可核对。欠款数额据本人记录，以双方核对为准。")
_BLANK_DAY = _("____（待填：日期）")


def paper(form: Form, result: Result, digest: str) -> Paper:
    """The page for the lender, in Chinese; a draft says so in its title."""
    is_final = form.declaration == "yes"
    return Paper(
        _("个人收支与债务说明") if is_final else _("个人收支与债务说明（草稿，还没核对）"),
        [
            *_head(form, result),
            *_situation(form),
            *_money(form, result),
            *_debts(form, result),
            *_assets(form),
            *_offer(form, result),
            *_foot(form, digest),
        ],
        kind="sheet",
    )


def lines_on_paper(page: Paper) -> int:
    """How many lines the Chinese page takes in print, its title too."""
    return 2 + sum(max(1, -(-_columns(say(line)) // LINE_WIDTH)) for line in page.lines)


def _columns(text: str) -> int:
    return sum(2 if "\u2e80" <= c <= "\uffef" else 1 for c in text)


def _head(form: Form, result: Result) -> Iterable[Text]:
    yield _(
        "致：{lender}　合同尾号：{last4}",
        lender=form.lender_full or form.lender or _("____（待填：债权人全称）"),
        last4=form.contract_last4 or Text("____"),
    )
    yield _(
        "填表日期：{created}　有效至：{until}　第 {version} 版",
        created=result.created,
        until=result.valid_until,
        version=form.version,
    )


def _situation(form: Form) -> Iterable[Text]:
    yield _("一、情况")
    cause = [form.cause_detail] if form.cause_detail else []
    if form.cause != "unstated":
        cause = [choices.CAUSES[form.cause], *cause]
    yield _("原因：{cause}", cause=Listed(tuple(cause), "，") if cause else Text("____"))
    until = _("还不清楚") if form.expected_until is None else form.expected_until
    yield _("从哪天起：{since}　预计到：{until}", since=form.cause_since or _BLANK_DAY, until=until)
    known = [
        _("就业：{employment}", employment=_choice(f.EMPLOYMENT, form.employment)),
        _("住房：{housing}", housing=_choice(f.HOUSING, form.housing)),
    ]
    if form.region:
        known.append(_("所在地：{region}", region=form.region))
    yield _("{facts}", facts=Listed(tuple(known), "；"))
    yield _(
        "家庭：成人 {adults} 人，未成年 {children} 人，另要赡养、抚养 {dependants} 人",
        adults=form.adults,
        children=form.children,
        dependants=form.dependants,
    )


def _choice(labels: dict[str, Text], key: str) -> Text:
    return Text("____") if key == "unstated" else labels[key]


def _money(form: Form, result: Result) -> Iterable[Text]:
    yield _("二、收入：每月 {income}", income=Yuan(result.monthly_income))
    for line in result.income_rows:
        yield _line(line, f.INCOME_KINDS[line.kind])
    spent = result.essential + result.priority + result.other
    yield _("三、支出：每月 {spent}", spent=Yuan(spent))
    for kind, total in (
        ("essential", result.essential),
        ("priority", result.priority),
        ("other", result.other),
    ):
        yield _("{kind}：每月 {total}", kind=choices.SPENDING_KINDS[kind], total=Yuan(total))
        for line in result.spending_rows:
            if line.kind == kind:
                yield _line(line)
    yield _("四、结余")
    yield _(
        "{income} − {spent} ＝ {surplus}；留出 {rate} 备用 {reserve}；可用于还债 {can_pay}",
        income=Yuan(result.monthly_income),
        spent=Yuan(spent),
        surplus=Yuan(result.surplus),
        rate=Percent(result.reserve_rate),
        reserve=Yuan(result.reserve),
        can_pay=Yuan(max(result.can_pay, Decimal("0.00"))),
    )
    if result.can_pay <= 0:
        yield _("目前扣除基本生活后，没有余额可以用来还款。")


def _line(line: Line, kind: Text | None = None) -> Text:
    parts: list[Any] = [kind] if kind else []
    if line.every != "month":
        parts.append(
            _("{every} {amount}", every=choices.EVERY[line.every], amount=Yuan(line.amount))
        )
    parts.append(_("每月 {monthly}", monthly=Yuan(line.monthly)))
    if line.reason:
        parts.append(line.reason)
    if line.evidence:
        parts.append(_("附件 {numbers}", numbers=Listed(line.evidence)))
    return _("· {name}：{parts}", name=line.name or "—", parts=Listed(tuple(parts), "，"))


def _debts(form: Form, result: Result) -> Iterable[Text]:
    if not result.rows:
        yield _("五、债务与分配：____（待填：各家余额）")
        return
    yield _(
        "五、债务与分配：{rule}，{count} 家同一个规则{note}",
        rule=choices.SHARE_RULES[form.rule],
        count=result.lenders_count,
        note=_("（{note}）", note=form.rule_note) if form.rule_note else Text(""),
    )
    for row in result.rows:
        yield _debt(form, row)
    yield _(
        "合计：余额 {balance}，每月分配 {shared}",
        balance=Yuan(result.total_balance or Decimal("0.00")),
        shared=Yuan(result.total_share),
    )


def who(form: Form, row: Row) -> Text:
    """A lender as the addressed one may see it: another one's name only if the reader wants."""
    kind = choices.LENDER_KINDS[row.lender_kind]
    if row.own:
        return _("贵方（{kind}）", kind=kind)
    if form.naming == "names" and row.lender:
        return _("{lender}（{kind}）", lender=row.lender, kind=kind)
    return _("机构 {number}（{kind}）", number=row.number, kind=kind)


def _debt(form: Form, row: Row) -> Text:
    parts = [_("余额 {balance}", balance=Yuan(row.balance or Decimal("0.00")))]
    if row.principal is not None and row.interest is not None and row.charges is not None:
        parts.append(
            _(
                "本金 {principal}、利息 {interest}、费用 {charges}",
                principal=Yuan(row.principal),
                interest=Yuan(row.interest),
                charges=Yuan(row.charges),
            )
        )
    if row.days_overdue:
        parts.append(_("逾期 {days}", days=days(row.days_overdue)))
    if row.status != "overdue" or not row.days_overdue:
        parts.append(f.STATUS[row.status])
    if row.monthly_payment is not None:
        parts.append(_("每月该还 {payment}", payment=Yuan(row.monthly_payment)))
    if row.share is None:
        parts.append(choices.SECURED["yes"] if row.secured else _("不参加分配"))
    elif row.share_percent is None:
        parts.append(_("每月分到 {share}", share=Yuan(row.share)))
    else:
        parts.append(
            _(
                "每月分到 {share}（{percent}）",
                share=Yuan(row.share),
                percent=Percent(row.share_percent),
            )
        )
    return _(
        "· {ref} {who}：{parts}",
        ref=row.ref,
        who=who(form, row),
        parts=Listed(tuple(parts), "，"),
    )


def _assets(form: Form) -> Iterable[Text]:
    if not form.assets:
        yield _("六、资产：____（可以不填）")
        return
    yield _("六、资产")
    for asset in form.assets:
        parts: list[Any] = [f.EXISTS[asset.exists]]
        if asset.value_band != "unstated":
            parts.append(f.BANDS[asset.value_band])
        parts.append(asset.needed_for)
        yield _("· {name}：{parts}", name=f.ASSETS[asset.kind], parts=Listed(tuple(parts), "，"))


def _offer(form: Form, result: Result) -> Iterable[Text]:
    if form.offer_kind == "none":
        yield _("七、方案：核对收支后另行提出")
        return
    yield _("七、对贵方的方案：{kind}", kind=f.OFFERS[form.offer_kind])
    if form.down_payment:
        yield _("先付一笔：{down}", down=Yuan(form.down_payment))
    if result.can_pay <= 0:
        day = form.review_date or _BLANK_DAY
        yield _("目前没有余额，先不写月供。{day}前重新核算，并主动联系。", day=day)
    elif form.offer_kind not in ("settlement", "hold_action") or form.payment is not None:
        yield from _instalments(form)
    if result.waive:
        yield _(
            "期间申请停收、减免：{items}",
            items=Listed(tuple(WAIVED[item] for item in result.waive)),
        )
    if result.can_pay > 0 and form.review_date is not None:
        yield _("{day}主动复核，收入恢复就提高。", day=form.review_date)
    if result.total_payment is not None:
        yield _("方案总额：{total}", total=Yuan(result.total_payment))


def _instalments(form: Form) -> Iterable[Text]:
    yield _(
        "每月 {payment}，共 {months}，首期 {first}，每月 {day} 日还",
        payment=Text("____") if form.payment is None else Yuan(form.payment),
        months=Text("____") if form.months is None else Instalments(form.months),
        first=form.first_payment_date or Text("____"),
        day=Text("____") if form.pay_day is None else form.pay_day,
    )
    for step in form.step_up:
        yield _(
            "从第 {number} 期起每月 {payment}",
            number=step.from_month,
            payment=Yuan(step.payment),
        )
    if form.last_payment is not None:
        yield _("末期 {payment}", payment=Yuan(form.last_payment))


def _foot(form: Form, digest: str) -> Iterable[Text]:
    yield _TRUE
    if form.attachments:
        papers = tuple(
            _("{number}. {title}", number=number, title=_paged(paper.title, paper.pages))
            for number, paper in enumerate(form.attachments, 1)
        )
        yield _("附件：{papers}", papers=Listed(papers, "；"))
    yield _("签名：____　日期：____　和数据文件的核对码：{digest}", digest=digest)


def _paged(title: str, pages: int | None) -> Any:
    return title if pages is None else _("{title}（{pages} 页）", title=title, pages=pages)
