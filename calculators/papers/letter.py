"""信、短信和电话稿 · What do I write to the lender?

One request, three forms: a letter of one page, a message for a chat box, words for a minute on the
telephone. They are filled with what was typed and nothing else; what is missing is a blank. Before
anything is printed two gates are passed: a debt untouched for about three years wants advice first,
and court papers have days of their own. Numbers that do not foot are not printed.

Rounding: none; amounts are those of the calculators they come from. Source: the form of Chinese
letters and the rules each kind names; limits of length are this site's; `about/method`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from calculators.law import Figure, Rule, figure, rule
from calculators.page import typed
from calculators.page.answer import Answer, Event, Fact, Next, Paper, Table
from calculators.page.choices import CAUSES
from calculators.page.fields import Invalid, questions
from calculators.page.words import Instalments, Text, Yuan, _
from calculators.papers import _letter_rules as rules
from calculators.papers import _letter_texts as texts
from calculators.papers._letter_form import KINDS, Form, may_be_old
from calculators.papers._letter_parts import (
    MOST_LETTER,
    MOST_MESSAGE,
    MOST_SCRIPT,
    Draft,
    Fill,
    Side,
    counted,
    indented,
    known,
    length,
    listed,
)
from calculators.papers._letter_sums import Sums, sums

__all__ = ["EXAMPLES", "TITLE", "Form", "Result", "calculate", "explain"]

TITLE = _("信、短信和电话稿怎么写？")

EXAMPLES: dict[str, dict[str, object]] = {
    "self_employed": {
        "kind": "complaint",
        "untouched_three_years": "no",
        "lender": _("小贷公司贷款"),
        "lender_full": _("示例小额贷款公司"),
        "lender_kind": "microloan",
        "contract_last4": "5813",
        "reply_by": "2026-12-06",
        "violation": "third_party",
        "event_date": "2026-11-18",
        "event_clock": "19:40",
        "event_channel": _("电话"),
        "event_number": "021-5550-0142",
        "staff_no": "A17",
        "event_fact": _("打给我店铺的房东，说出了我的欠款金额，要他转告我还钱"),
        "event_evidence": _("房东的通话截图"),
        "letter_date": "2026-11-21",
    },
    "couple": {
        "kind": "extension",
        "untouched_three_years": "no",
        "lender": _("消费金融贷款"),
        "lender_full": _("示例消费金融公司"),
        "lender_kind": "consumer_finance",
        "contract_last4": "7390",
        "due_date": "2026-12-05",
        "cause": "maternity",
        "cause_since": "2026-11-01",
        "expected_until": "2027-03-01",
        "grace_months": "3",
        "first_payment_date": "2027-03-05",
        "grace": "interest_only",
        "payment": "1382.02",
        "letter_date": "2026-11-21",
    },
}


@dataclass(frozen=True)
class Line:
    """One line of a paper, counted from 1 through all of them."""

    number: int
    paper: str
    text: Text


@dataclass(frozen=True)
class Result:
    """The papers, and how long their Chinese texts are without line ends.

    `held` is "limitation" when nothing is printed because the debt may be too old to write about
    without advice, else "". `court` when the letter carries the notice about court papers. `rules`
    are the ids of the rules a complaint names, with blanks between. `payment`, `total` and
    `waive_total` are the numbers printed, in yuan.
    """

    kind: str
    held: str
    court: bool
    papers: tuple[Paper, ...]
    letter: str
    message: str
    script: str
    letter_length: int
    message_length: int
    script_length: int
    blanks: tuple[Text, ...]
    rules: str
    payment: Decimal | None
    total: Decimal | None
    waive_total: Decimal | None
    rows: tuple[Line, ...]


FREE_OF_GATE = ("credit_objection",)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|「[^」]*」")
_HARDSHIP = re.compile(
    r"我[^，。；]{0,6}(?:还不起|还不上|没钱|没有钱|没有能力|困难)"
    r"|(?:不同意|拒绝|不给|不批)[^，。；]{0,4}(?:分期|减免|展期|延期|停息|协商)"
)


def calculate(form: Form) -> Result:
    """Pass the gates, check the numbers, write the papers. Raises `Invalid` for what stays out."""
    _check_complaint(form)
    found = sums(form)
    if _held(form):
        return _nothing(form, found)
    fill = Fill(form)
    draft = texts.DRAFTS[form.kind](fill, found)
    letter = (draft.title, *_letter(fill, draft))
    message = _fitting(form, found, draft)
    script = _script(form, found, draft)
    papers = (
        Paper(draft.title, letter[1:], "letter"),
        Paper(_("短信、在线客服用"), (message,), "message"),
        Paper(_("60 秒电话稿"), script, "script"),
    )
    lines = [(paper.kind, line) for paper in papers for line in paper.lines]
    return Result(
        kind=form.kind,
        held="",
        court=form.court_papers == "received",
        papers=papers,
        letter="\n".join(letter),
        message=str(message),
        script="\n".join(script),
        letter_length=length(letter[1:]),
        message_length=len(message),
        script_length=length(script),
        blanks=tuple(dict.fromkeys(fill.blanks.values())),
        rules=" ".join(ground.rule for ground in _grounds(form)),
        payment=found.payment,
        total=found.total,
        waive_total=found.waive_total,
        rows=tuple(Line(k + 1, kind, line) for k, (kind, line) in enumerate(lines)),
    )


# --- what stays out ---------------------------------------------------------------------------


def _typed(form: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every text of the reader's own by field, cells of rows as `group.0.field`."""
    for field in fields(form):
        value = getattr(form, field.name)
        if isinstance(value, tuple):
            for k, row in enumerate(value):
                yield from _typed(row, f"{field.name}.{k}.")
        elif isinstance(value, str) and value:
            yield prefix + field.name, value


def _check_complaint(form: Form) -> None:
    """A complaint states a violation; being short of money, or a plan refused, is none."""
    if form.kind != "complaint":
        return
    errors: dict[str, Text] = {}
    told = {"": form} | {f"events.{k}.": row for k, row in enumerate(form.events)}
    for prefix, row in told.items():
        if row.violation == "unstated":
            errors[f"{prefix}violation"] = _(
                "请选对方做了什么。还不上、对方不同意方案都不是违规，请改写“分期还款申请”或“调解申请书”。"
            )
        elif _HARDSHIP.search(_QUOTED.sub("", row.event_fact)):
            errors[f"{prefix}event_fact"] = _(
                "这句说的是困难，或对方没同意方案，不是违规：请移到分期申请里。是对方的原话，就加上引号。"
            )
    if errors:
        raise Invalid(**errors)


def _held(form: Form) -> bool:
    """Whether advice comes first: a debt that may be old, and nobody asked yet."""
    if not may_be_old(form) or form.asked_12348 == "yes":
        return False
    if form.kind == "complaint":
        named = [form.violation, *(row.violation for row in form.events)]
        return not all(rules.VIOLATIONS[name].conduct for name in named)
    return form.kind not in FREE_OF_GATE


def _nothing(form: Form, found: Sums) -> Result:
    return Result(
        kind=form.kind,
        held="limitation",
        court=form.court_papers == "received",
        papers=(),
        letter="",
        message="",
        script="",
        letter_length=0,
        message_length=0,
        script_length=0,
        blanks=(),
        rules=" ".join(ground.rule for ground in _grounds(form)),
        payment=found.payment,
        total=found.total,
        waive_total=found.waive_total,
        rows=(),
    )


def _grounds(form: Form) -> list[rules.Ground]:
    return texts.complaint_grounds(form) if form.kind == "complaint" else []


# --- the three papers -------------------------------------------------------------------------


def _letter(fill: Fill, draft: Draft) -> list[Text]:
    """The frame of a Chinese letter: whom it is to, the body, the close, annexes, who signs."""
    lines = [_("{to}：", to=draft.to), *(indented(line) for line in draft.body)]
    lines += [_("　　此致"), _("敬礼！")]
    if draft.annexes:
        annexes = counted([_("{annex}", annex=annex) for annex in draft.annexes])
        lines.append(_("　　附件：{list}", list=Side(annexes, "　")))
    lines.append(_("{signer}：____（签名）", signer=draft.signer))
    lines.append(
        _(
            "联系电话：____（贵方预留的尾号{contact_phone_last4}）",
            contact_phone_last4=fill["contact_phone_last4"],
        )
        if fill.given("contact_phone_last4")
        else _("联系电话：____")
    )
    lines.append(_day(fill.form.letter_date))
    return lines


def _day(day: date | None) -> Text:
    return _("____年____月____日") if day is None else _("{day}", day=day)


def _fitting(form: Form, found: Sums, draft: Draft) -> Text:
    """The message, its blanks unlabelled if need be. Raises `Invalid` when it stays too long."""
    if len(draft.message) <= MOST_MESSAGE:
        return draft.message
    bare = Fill(form, labelled=False)
    message = texts.DRAFTS[form.kind](bare, found).message
    if len(message) <= MOST_MESSAGE:
        return message
    own = {name: value for name, value in _typed(form) if value in str(message)}
    asked = questions(Form)
    free = {name: value for name, value in own.items() if "." not in name and name not in _CHOICES}
    longest = max(free, key=lambda name: len(free[name]), default="kind")
    raise Invalid(
        **{
            longest: _(
                "短信要在 {most} 字以内，现在是 {length} 字。“{label}”最长，请写短一些，至少少 {over} 字。",
                most=MOST_MESSAGE,
                length=len(message),
                label=asked[longest].label,
                over=len(message) - MOST_MESSAGE,
            )
        }
    )


_CHOICES = frozenset(
    name
    for name, question in questions(Form).items()
    if question.kind == "choice" and name != "cause"
)


def _script(form: Form, found: Sums, draft: Draft) -> tuple[Text, ...]:
    """Opening, what is said, recap."""
    said = draft.script
    spoken = (_OPENING, said, _RECAP)
    if length(spoken) > MOST_SCRIPT:
        spoken = (
            _OPENING,
            texts.DRAFTS[form.kind](Fill(form, labelled=False), found).script,
            _RECAP,
        )
    return spoken


_OPENING = _("您好，请报一下工号，本次通话我会录音。")
_RECAP = _("我复述一遍您的答复，对吗？工单号是多少？")


# --- in words ---------------------------------------------------------------------------------


def explain(form: Form, result: Result) -> Answer:
    """How long the papers are and what is still blank; then the papers, and where they go."""
    return Answer(
        headline=_headline(form, result),
        facts=_facts(form, result),
        notes=[*_court(result), *_notes(form, result)],
        papers=result.papers,
        tables=() if result.held else (_ways(form),),
        working=_working(form, result),
        assumptions=(
            _("只印你填的；没填的留空，括号里写着缺什么。打印后手写姓名、证件和完整电话。"),
            _("字数按中文算，不计空格和换行。英文是给你对照看的，发给对方的是中文。"),
            _("可以申请，对方可以不同意；写了信，利息、逾期天数和法院期限都不会停。"),
            _("一般信息，不是法律意见；本站不收费、不代办。"),
        ),
        sources=_sources(form, result),
        next=_next(form, result),
        events=() if result.held else tuple(_events(form)),
    )


def _headline(form: Form, result: Result) -> Text:
    if result.held:
        return _(
            "先打 12348 免费问清，再写信：这笔债可能大约三年没有动静，写错一句就可能重新起算。"
        )
    given = {
        "kind": KINDS[form.kind],
        "letter": result.letter_length,
        "message": result.message_length,
        "script": result.script_length,
    }
    if result.blanks:
        return _(
            "{kind}：信 {letter} 字，短信 {message} 字，电话稿 {script} 字；还有 {blanks} 处要填。",
            blanks=len(result.blanks),
            **given,
        )
    return _("{kind}：信 {letter} 字，短信 {message} 字，电话稿 {script} 字。", **given)


def _facts(form: Form, result: Result) -> list[Fact]:
    if result.held:
        return []
    facts = []
    if result.payment is not None and form.months is not None and form.kind in _PAID:
        facts.append(
            Fact(
                _("信里写的每期和期数"),
                _(
                    "{payment} × {months}",
                    payment=Yuan(result.payment),
                    months=Instalments(form.months),
                ),
            )
        )
    if result.total is not None and form.kind in _PAID:
        facts.append(Fact(_("还款合计"), Yuan(result.total, wan=True)))
    if form.kind == "settlement" and form.lump is not None:
        facts.append(Fact(_("一次付"), Yuan(form.lump, wan=True)))
    if result.waive_total is not None and form.kind in _WAIVED:
        facts.append(Fact(_("申请减免"), Yuan(result.waive_total)))
    return facts


_PAID = ("instalment_plan", "waiver", "confirm_terms", "mediation")
_WAIVED = ("waiver", "settlement", "confirm_terms", "mediation")


def _court(result: Result) -> list[Text]:
    """The banner: court papers have days of their own, and no letter stops them."""
    if not result.court:
        return []
    return [
        _(
            "法院的事先办：支付令收到后 {objection} 天内书面异议，起诉状收到后 {answer} 天内答辩，次日起算。"
            "这封信不会让任何期限停下来。真假打 12368 核实。",
            objection=int(figure("payment_order_objection_days").value),
            answer=int(figure("answer_days").value),
        )
    ]


def _notes(form: Form, result: Result) -> list[Text]:
    if result.held:
        return [
            _("打 12348，说清：哪年借的、最后一次还款和收到催款是什么时候、有没有签过东西。"),
            _("问清以前，不付款、不签字、不答应、不写“我欠你们多少”。信用卡的短信没看也算催过。"),
            _("问过了，或看过提示仍要写的：在“打 12348 问过了吗”里选一下，信就印出来。"),
        ]
    notes = []
    if may_be_old(form) and form.kind not in ("complaint", *FREE_OF_GATE):
        notes.append(
            _(
                "这笔债可能很久没有动静：写了愿意还、要延期或提了方案，时效都可能重新起算。寄之前再想一遍。"
            )
        )
    if result.blanks:
        named = listed(list(result.blanks[:_MOST_NAMED]))
        more = len(result.blanks) - _MOST_NAMED
        notes.append(
            _("还要填：{labels}，另有 {more} 处。", labels=named, more=more)
            if more > 0
            else _("还要填：{labels}。", labels=named)
        )
    foreign = [
        questions(Form)[name].label
        for name, value in _typed(form)
        if "." not in name and name not in _CHOICES and value not in CAUSES and _is_foreign(value)
    ]
    if foreign:
        notes.append(
            _("这几格不是中文，信里会原样印出，对方可能看不懂：{labels}。", labels=listed(foreign))
        )
    if result.letter_length > MOST_LETTER:
        notes.append(
            _("信有 {n} 字，超过 {most} 字，一页可能放不下。把长的几格写短，细节放附件。",
              n=result.letter_length, most=MOST_LETTER)
        )  # fmt: skip
    if result.script_length > MOST_SCRIPT:
        notes.append(
            _("电话稿有 {n} 字，一分钟念不完。先念前两句，其余的等对方问。", n=result.script_length)
        )
    notes += _of_kind(form, result)
    notes.append(_BEFORE_SENDING[form.kind])
    return notes


_MOST_NAMED = 8


def _is_foreign(value: str) -> bool:
    if isinstance(known(value), Text):
        return False
    letters = [c for c in value if c.isalpha()]
    return len(letters) > 3 and not any("\u4e00" <= c <= "\u9fff" for c in letters)


def _of_kind(form: Form, result: Result) -> Iterator[Text]:
    """What the numbers and dates of this letter call for."""
    if form.kind == "hold_action" and form.days_overdue == 0:
        yield _("还没到期的，写“展期、延期申请”更合适，要在到期前提。")
    if form.kind == "hold_action" and (form.hold_days or 0) > _LONG_HOLD:
        yield _("超过 {n} 天的暂缓很少批。写短一些，到期前再谈。", n=_LONG_HOLD)
    if form.kind == "extension" and form.days_overdue:
        yield _("已经逾期了：展期要在到期前提，现在对方可能只按重组来谈，逾期记录已经在了。")
    offered = form.kind in ("instalment_plan", "mediation") and form.plan_rate in (None, 0)
    if offered and result.payment is not None and form.months and form.balance:
        paid = result.payment * form.months if result.total is None else result.total
        if paid < form.balance and not result.waive_total:
            yield _(
                "{months}一共 {paid}，比欠款少 {gap}。对方会问差的这部分，先想好：加期数，还是另写减免申请。",
                months=Instalments(form.months),
                paid=Yuan(paid),
                gap=Yuan(form.balance - paid),
            )
    if form.kind in ("instalment_plan", "waiver", "mediation") and form.share is None:
        yield _(
            "“分给这一家”还空着：先用“多家之间怎么公平分”算出来，信、说明、电话里都用同一个数。"
        )
    if form.kind == "complaint":
        yield _(
            "先向机构投诉：简单的一般 {n} 天内答复（按现行规定）。不服再向监管投诉。",
            n=int(figure("complaint_days").value),
        )
        if any(name == "insult" for name in [form.violation, *(r.violation for r in form.events)]):
            yield _("有人身威胁、上门闹事的，先打 110。难受的时候，打 12356 心理援助热线。")
        if may_be_old(form):
            yield _(
                "这笔债可能很久没有动静：投诉里不写欠多少、不写愿意还；信里已写明不涉及确认债务。"
            )
    if form.kind == "mediation":
        yield _(
            "只找监管部门指导的、人民调解的或法院的调解组织，先问收不收费；收“调解费”的商业公司不去。"
        )


_LONG_HOLD = 30

_BEFORE_SENDING: Mapping[str, Text] = {
    "instalment_plan": _("每月的数和收支说明、电话里说的一样。不写“一定”“有权”，不写两个数。"),
    "hold_action": _("不写欠款数额，不答应付款日期；请求的是几天时间，不是“停止一切催收”。"),
    "extension": _("到期前送到，附上暂时困难和会恢复的证明。没有尽头的困难，写分期申请。"),
    "waiver": _("要哪一项、多少，写清楚；不写“高利贷”“无效”，不用投诉来换减免。"),
    "settlement": _("先拿到书面确认再付，只付到合同账户；不动房租、药费和备用金。"),
    "confirm_terms": _("通话当天就发。只写说过的；对方没有回复，不等于同意。"),
    "settlement_certificate": _("先在官方App里找；身份证号只填在机构自己的表里，不写在邮件里。"),
    "complaint": _("只写发生过的、有证据的。还款方案另写一封；不用“不减免就投诉”。"),
    "mediation": _("调成的协议可能直接强制执行，超过预算的条款不签。"),
    "credit_objection": _("只改错的和漏的；真实的逾期不能靠异议删除，不要找收费的“修复”。"),
}


def _ways(form: Form) -> Table:
    """How to send it and how to prove that it arrived."""
    lines = [
        (_("官方App、在线客服"), _("贴短信稿，上传一个PDF"), _("带日期的截图、工单号")),
        (_("官方热线"), _("照电话稿说"), _("号码、时间、工号、工单号，自己的录音")),
        (
            _("邮政EMS，寄注册地址或卡中心"),
            _("寄信；内件品名写文件题名加合同尾号"),
            _("底单、收据、物流全程截图；退回的不拆"),
        ),
    ]
    if form.kind == "complaint":
        lines.append(
            (_("向哪里投诉"), _ROUTES.get(form.lender_kind, _ROUTE), _("受理编号、答复日期"))
        )
    if form.kind == "credit_objection":
        lines.append(
            (_("向哪里提"), _("报送的机构，或征信中心；之后 12363"), _("异议编号、书面答复"))
        )
    if form.kind == "mediation":
        lines = [
            (_("监管部门指导的调解组织"), _("现场、电话或线上交申请"), _("受理回执、笔录")),
            (_("人民调解委员会"), _("问 12348 或街道，不收费"), _("受理回执、调解协议")),
            (_("法院诉前调解"), _("问 12368"), _("立案、委派的通知")),
        ]
    return Table(
        _("怎么送，怎么留证"),
        (_("用哪条路"), _("怎么做"), _("留什么")),
        lines,
    )


_ROUTE = _("先放款机构；再 12378（银行、消费金融等）或 12345（小贷、担保）")
_ROUTES: Mapping[str, Text] = {
    "bank": _("先贷款方；再 12378；再金融调解、法院 12368"),
    "card": _("先贷款方；再 12378；再金融调解、法院 12368"),
    "consumer_finance": _("先贷款方；再 12378；再金融调解"),
    "other_licensed": _("先贷款方；再 12378；再金融调解"),
    "assisted": _("先平台和放款银行；再 12378"),
    "microloan": _("先贷款方；再地方金融管理部门，可经 12345 转"),
    "unlicensed": _("有威胁的先 110；被骗的 96110"),
}


def _working(form: Form, result: Result) -> list[Text]:
    lines = []
    if form.kind in _PAID and None not in (result.payment, form.months, result.total):
        last = (result.total or 0) - (result.payment or 0) * ((form.months or 1) - 1)
        lines.append(
            _(
                "{payment} × {number} + 末期 {last} = 合计 {total}",
                payment=Yuan(result.payment or Decimal(0)),
                number=(form.months or 1) - 1,
                last=Yuan(Decimal(last)),
                total=Yuan(result.total or Decimal(0)),
            )
        )
    if form.kind == "settlement" and None not in (form.lump, form.balance, result.waive_total):
        lines.append(
            _(
                "一次付 {lump} + 减免 {waived} = 欠款 {balance}",
                lump=Yuan(form.lump or Decimal(0)),
                waived=Yuan(result.waive_total or Decimal(0)),
                balance=Yuan(form.balance or Decimal(0)),
            )
        )
    return lines


_RULES_OF: Mapping[str, tuple[str, ...]] = {
    "instalment_plan": ("cc-art-543-544", "no-right-to-better-terms"),
    "hold_action": ("no-right-to-better-terms", "cbirc-2022-9-art-41"),
    "extension": ("cc-art-678",),
    "waiver": ("cc-art-575", "no-right-to-better-terms"),
    "settlement": ("cc-art-575", "cc-art-545-548", "upfront-fee-pattern"),
    "confirm_terms": ("cc-art-543-544", "evidence-rules"),
    "settlement_certificate": ("credit-reg-art-15-16", "cc-art-524-700"),
    "complaint": ("cbirc-2020-3-complaints", "evidence-rules"),
    "mediation": ("mediation-2025-14", "people-mediation-law", "cpl-205-206"),
    "credit_objection": ("credit-reg-art-25-26", "credit-reg-art-15-16"),
}


_OLD = ("spc-limitation-art-8-14-19", "cc-art-192-193", "spc-bank-card-2021-art-2-3")


def _sources(form: Form, result: Result) -> list[Figure | Rule]:
    used: list[Figure | Rule] = []
    if result.court:
        used += [figure("payment_order_objection_days"), figure("answer_days")]
    if may_be_old(form) and form.kind not in FREE_OF_GATE:
        used += [rule(name) for name in _OLD]
    if result.held:
        return used
    named = [*result.rules.split(), *_RULES_OF[form.kind]]
    if form.kind == "instalment_plan":
        card = form.lender_kind == "card"
        named.insert(0, "card-art-70" if card else "card-art-70-not-online-loans")
        used += [figure("card_plan_max_months")] if card else []
    if form.kind == "complaint":
        used.append(figure("complaint_days"))
    if form.kind == "credit_objection":
        used.append(figure("credit_objection_days"))
    if form.kind == "waiver" and form.line_name != "none":
        used.append(rules.LINES[form.line_name].figure)
    if "credit-reg-art-15-16" in named:
        used.append(figure("credit_record_years"))
    return [*used, *(rule(name) for name in dict.fromkeys(named))]


def _events(form: Form) -> Iterator[Event]:
    """Days to keep in mind; a plan not agreed yet has none for paying."""
    title = KINDS[form.kind]
    if form.reply_by is not None:
        yield Event(
            form.reply_by,
            _("等答复到今天：{title}", title=title),
            _("没有答复就再问一次，记下工单号和时间。"),
        )
    if form.kind == "hold_action" and form.statement_date is not None:
        yield Event(form.statement_date, _("交《个人收支与债务说明》和方案"))
    if form.kind == "settlement" and form.valid_until is not None:
        yield Event(form.valid_until, _("一次性结清方案到期"))
    if form.kind == "instalment_plan" and form.review_date is not None:
        yield Event(form.review_date, _("复核还款方案"))


# --- what the next forms take -----------------------------------------------------------------


def _next(form: Form, result: Result) -> list[Next]:
    values = _handed(form)
    if result.held:
        return [Next("timeline", _("先看期限：时效、投诉、法院。"), values)]
    reasons: dict[str, Text | None] = dict.fromkeys(
        ("statement", "evidence", "contact_log", "rehearsal", "agreement", "timeline")
    )
    reasons |= _REASONS[form.kind]
    return [
        Next(name, reason, _promised(values) if name == "agreement" else values)
        for name, reason in reasons.items()
    ]


_PROMISED = {
    "payment": "promised_payment",
    "months": "promised_months",
    "first_payment_date": "promised_first_date",
}
_IN_THE_TEXT = frozenset({"last_payment", "total_payment"})


def _promised(values: Mapping[str, str]) -> dict[str, str]:
    """What was asked for is what an agreement is checked against; what it says is the lender's."""
    return {
        _PROMISED.get(name, name): text for name, text in values.items() if name not in _IN_THE_TEXT
    }


_LOG = _("寄出、打完电话，记一笔。")
_REASONS: Mapping[str, dict[str, Text]] = {
    "instalment_plan": {
        "statement": _("附件1：个人收支与债务说明，数要和信一样。"),
        "rehearsal": _("打电话之前，先演练一次。"),
        "contact_log": _LOG,
    },
    "hold_action": {"statement": _("暂缓的几天里，把收支说明写好。"), "contact_log": _LOG},
    "extension": {"evidence": _("备好暂时困难和会恢复的证明。"), "contact_log": _LOG},
    "waiver": {"statement": _("附上收支说明，数要和信一样。"), "contact_log": _LOG},
    "settlement": {"agreement": _("收到书面方案，先对一遍再付。"), "contact_log": _LOG},
    "confirm_terms": {"agreement": _("对方发来协议，和说好的对一遍。"), "contact_log": _LOG},
    "settlement_certificate": {"contact_log": _LOG},
    "complaint": {"timeline": _("投诉哪天该有答复。"), "contact_log": _LOG},
    "mediation": {"statement": _("调解要带收支说明。"), "evidence": _("整理证据目录。")},
    "credit_objection": {"timeline": _("异议哪天该有答复。"), "evidence": _("整理证据目录。")},
}
_KEPT_HERE = frozenset({"kind", "untouched_three_years", "asked_12348", "court_papers"})


def _handed(form: Form) -> dict[str, str]:
    """Everything typed, as text under its own name: the same name means the same in every form."""
    values = {}
    for name, question in questions(Form).items():
        value = getattr(form, name)
        if name in _KEPT_HERE or value in (None, "", (), "unstated", "none", "unknown"):
            continue
        if isinstance(value, Decimal):
            values[name] = typed.percent(value) if question.kind == "rate" else typed.amount(value)
        elif isinstance(value, date):
            values[name] = value.isoformat()
        elif not isinstance(value, tuple):
            values[name] = str(value)
    return values
