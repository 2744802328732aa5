"""Rules a letter relies on: what a complaint may state, and the lines a waiver may be held beside.

A complaint states what was done and the rule about it, by name, with how strong that rule is. Being
short of money, or a plan refused, is no violation and stands in no list here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from calculators.law import Figure, figure
from calculators.page.words import Percent, Text, _

LICENSED = ("bank", "card", "assisted", "consumer_finance", "microloan", "other_licensed")
UNDER_NFRA = ("bank", "card", "assisted", "consumer_finance", "other_licensed")


def _number(name: str) -> int:
    return int(figure(name).value)


# --- what a complaint may state ---------------------------------------------------------------


@dataclass(frozen=True)
class Ground:
    """One rule about a violation, as the letter quotes it; `kinds` of lender it is about."""

    rule: str
    quote: Text
    kinds: Collection[str] = ()
    since: date | None = None

    def holds(self, lender_kind: str, contract: date | None) -> bool:
        """Whether it is about this lender, and about a contract of that day."""
        of_kind = not self.kinds or lender_kind in self.kinds
        return of_kind and (self.since is None or (contract is not None and contract >= self.since))


@dataclass(frozen=True)
class Violation:
    """What was done, in a few words, what is asked for, and the rules, the closest first.

    `conduct` is about how someone acts; the rest is about money or papers.
    """

    label: Text
    request: Text
    grounds: Sequence[Ground]
    conduct: bool = True


_FROM, _TO = _number("collection_quiet_from_hour"), _number("collection_quiet_to_hour")
_CALLS = _number("collection_calls_per_day")
_TRIES = _number("collection_unanswered_attempts_per_day")
_COMPLAINT_DAYS = _number("complaint_days")

_NOT_CARD = ("bank", "assisted", "consumer_finance", "microloan", "other_licensed", "claimant", "unknown")  # fmt: skip
_MEMBERS = ("bank", "card", "assisted", "consumer_finance")
_STOP = _("停止这种做法，并约束受托机构")

VIOLATIONS: Mapping[str, Violation] = {
    "quiet_hours": Violation(
        _("夜里催收"),
        _("今后不在夜间催收"),
        (
            Ground(
                "cba-collection-guideline-2026",
                _(
                    "中国银行业协会催收工作指引（2026年，会员自律）：未经同意，{start}时至次日{end}时不得催收。",
                    start=_FROM,
                    end=_TO,
                ),
                ("card",),
            ),
            Ground(
                "gbt-45251-2025",
                _(
                    "国家标准GB/T 45251—2025（推荐性）：未另有约定的，{start}时至次日{end}时不催收。",
                    start=_FROM,
                    end=_TO,
                ),
                _NOT_CARD,
            ),
        ),
    ),
    "too_many_calls": Violation(
        _("一天多次打通电话催收"),
        _("控制通话次数"),
        (
            Ground(
                "gbt-45251-2025",
                _(
                    "国家标准GB/T 45251—2025（推荐性）：对同一债务人，主动的有效通话每天不超过{n}次。",
                    n=_CALLS,
                ),
                _NOT_CARD,
            ),
        ),
    ),
    "too_many_attempts": Violation(
        _("没接通还反复拨打"),
        _("控制拨打次数"),
        (
            Ground(
                "cba-collection-guideline-2026",
                _(
                    "中国银行业协会催收工作指引（2026年，会员自律）：未接通的，对同一号码当天尝试不宜超过{n}次。",
                    n=_TRIES,
                ),
                _MEMBERS,
            ),
        ),
    ),
    "third_party": Violation(
        _("向无关的人催收"),
        _("停止联系第三人"),
        (
            Ground(
                "card-art-68-69",
                _(
                    "《商业银行信用卡业务监督管理办法》第六十八条、第六十九条：不得向与债务无关的第三人催收。"
                ),
                ("card",),
            ),
            Ground(
                "consumer-finance-company-measures-2024",
                _("《消费金融公司管理办法》（2024年第4号令）：不得向无关第三人催收。"),
                ("consumer_finance",),
            ),
            Ground(
                "gbt-45251-2025",
                _(
                    "国家标准GB/T 45251—2025（推荐性）：只向债务人催收；联系不上等情形才可联系联系人，且不得透露欠款。"
                ),
                _NOT_CARD,
            ),
        ),
    ),
    "insult": Violation(
        _("辱骂、威胁、恐吓"),
        _STOP,
        (
            Ground(
                "card-art-68-69",
                _(
                    "《商业银行信用卡业务监督管理办法》第六十八条、第六十九条：不得暴力、胁迫、恐吓、辱骂。"
                ),
                ("card",),
            ),
            Ground(
                "consumer-finance-company-measures-2024",
                _("《消费金融公司管理办法》（2024年第4号令）：不得暴力、威胁、恐吓，不得骚扰。"),
                ("consumer_finance",),
            ),
        ),
    ),
    "privacy": Violation(
        _("向别人散布欠款或隐私"),
        _("停止散布，并删除已发出的内容"),
        (),
    ),
    "impersonation": Violation(
        _("冒充司法、行政机关"),
        _STOP,
        (
            Ground(
                "cba-collection-guideline-2026",
                _(
                    "中国银行业协会催收工作指引（2026年，会员自律）：不得冒充司法行政机关，不得夸大后果。"
                ),
                _MEMBERS,
            ),
        ),
    ),
    "home_visit": Violation(
        _("未经同意进住处或办公区"),
        _STOP,
        (
            Ground(
                "cba-collection-guideline-2026",
                _("中国银行业协会催收工作指引（2026年，会员自律）：不得未经同意进入住宅和办公区。"),
                _MEMBERS,
            ),
        ),
    ),
    "new_borrowing": Violation(
        _("逼人借新债来还"),
        _STOP,
        (
            Ground(
                "cba-collection-guideline-2026",
                _("中国银行业协会催收工作指引（2026年，会员自律）：不得逼迫债务人借新债。"),
                _MEMBERS,
            ),
        ),
    ),
    "collection_fee": Violation(
        _("以催收名义另收费用"),
        _("停止另行收费，说明已收款项的依据"),
        (
            Ground(
                "cba-collection-guideline-2026",
                _("中国银行业协会催收工作指引（2026年，会员自律）：不得以催收名义另收费用。"),
                _MEMBERS,
            ),
        ),
    ),
    "no_notice": Violation(
        _("委托催收前没有告知"),
        _("补充告知委托的时间和范围"),
        (
            Ground(
                "cbirc-2022-9-art-41",
                _(
                    "《银行保险机构消费者权益保护管理办法》第四十一条：委托外部催收前，要用适当方式告知债务人。"
                ),
                ("bank", "card", "assisted", "other_licensed"),
            ),
        ),
    ),
    "agreement_not_kept": Violation(
        _("说好的没有照办"),
        _("按已达成的约定办理"),
        (
            Ground(
                "card-art-70",
                _(
                    "《商业银行信用卡业务监督管理办法》第七十条：个性化分期签订后应停止催收，持卡人违约的除外。"
                ),
                ("card",),
            ),
        ),
    ),
    "papers_refused": Violation(
        _("不给合同或欠款明细"),
        _("提供合同文本和逐项明细"),
        (),
        conduct=False,
    ),
    "charges": Violation(
        _("收费没有说清楚"),
        _("提供逐项明细和收费依据，有误的更正"),
        (
            Ground(
                "nfra-pboc-2026-2-cost-disclosure",
                _(
                    "《个人贷款业务明示综合融资成本规定》（金规〔2026〕2号）：签约前给出成本明示表，明示之外不得再收。"
                ),
                LICENSED,
                date(2026, 8, 1),
            ),
            Ground(
                "pboc-2021-3-apr",
                _(
                    "中国人民银行公告〔2021〕第3号：要明示年化利率，贷款成本包括利息和直接相关的各类费用。"
                ),
            ),
        ),
        conduct=False,
    ),
    "deducted": Violation(
        _("利息先从本金里扣"),
        _("按实际到手的本金重新计算并说明"),
        (
            Ground(
                "cc-art-670",
                _("《民法典》第六百七十条：利息不得预先在本金中扣除。"),
            ),
        ),
        conduct=False,
    ),
    "report_no_notice": Violation(
        _("报送不良信息前没有告知"),
        _("说明告知的时间和方式"),
        (
            Ground(
                "credit-reg-art-15-16",
                _("《征信业管理条例》第十五条：报送不良信息前应当告知本人。"),
            ),
        ),
    ),
    "no_reply": Violation(
        _("投诉到期没有答复"),
        _("对前次投诉书面答复"),
        (
            Ground(
                "cbirc-2020-3-complaints",
                _(
                    "《银行业保险业消费投诉处理管理办法》（据查现行）：事实清楚、争议简单的，{n}日内答复。",
                    n=_COMPLAINT_DAYS,
                ),
                UNDER_NFRA,
            ),
        ),
    ),
}
_PEACE = Ground(
    "cc-art-1032-1033",
    _("《民法典》第一千零三十二条、第一千零三十三条：不得以电话、短信等侵扰安宁，不得散布隐私。"),
)
_FAITH = Ground(
    "cc-art-509",
    _("《民法典》第五百零九条：按约定全面履行，并依诚信履行通知、协助、保密等义务。"),
)
_PRIVATE = ("quiet_hours", "too_many_calls", "too_many_attempts", "third_party", "insult",
            "privacy", "impersonation", "home_visit", "new_borrowing")  # fmt: skip


def grounds(violations: Sequence[str], lender_kind: str, contract: date | None) -> list[Ground]:
    """The rules a complaint names: the closest one to each violation, at most three in all."""
    found: dict[str, Ground] = {}
    for name in violations:
        general = _PEACE if name in _PRIVATE else _FAITH
        own = (g for g in VIOLATIONS[name].grounds if g.holds(lender_kind, contract))
        ground = next(own, general)
        found.setdefault(str(ground.quote), ground)
    return list(found.values())[:3]


# --- the lines a waiver may be held beside ----------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A line of law beside which a yearly rate may be held, and the lenders it is about."""

    name: str
    label: Text
    kinds: Collection[str]

    @property
    def figure(self) -> Figure:
        return figure(self.name)

    @property
    def value(self) -> Decimal:
        return self.figure.value

    def said(self) -> Text:
        """年 24%（……）."""
        return _("年{rate}（{label}）", rate=Percent(self.value, 2), label=self.label)


LINES: Mapping[str, Line] = {
    "court_line_licensed_lender": Line(
        "court_line_licensed_lender", _("法院可应借款人请求调减的线"), LICENSED
    ),
    "assisted_lending_line": Line(
        "assisted_lending_line", _("监管对新的助贷业务的要求"), ("assisted",)
    ),
    "microloan_line": Line("microloan_line", _("监管对小贷公司新贷款的要求"), ("microloan",)),
}
