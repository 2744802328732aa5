"""The ten kinds of letter: what each asks, in a letter, a message and words for the telephone.

In these functions `_` fills a template from the form. A sentence that needs an answer the reader
did not give shows a blank; a part in a condition is left out. No sentence claims a right, admits an
amount for certain, or says more than was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from calculators.law import figure
from calculators.page.words import Text
from calculators.papers._letter_form import GRACE, ITEMS, WRONG, EventRow, Form, may_be_old
from calculators.papers._letter_parts import (
    Draft,
    Fill,
    Side,
    Tight,
    Within,
    clauses,
    counted,
    each_month_on,
    joined,
    listed,
    numbered,
    yuan,
)
from calculators.papers._letter_rules import LINES, VIOLATIONS, Ground, grounds
from calculators.papers._letter_sums import Sums


def hold_action(_: Fill, sums: Sums) -> Draft:
    return Draft(
        title=_("关于暂缓催收的申请"),
        to=_["lender"],
        body=(
            _(
                "我是贵方合同尾号{contract_last4}的借款人。因{cause}（自{cause_since}起），我自{due_date}起未能足额还款。"
                "我愿意妥善解决，并非回避。",
                cause=cause(_),
            ),
            _("为了提出自己守得住的方案，我正在整理家庭收支和全部债务，需要{hold_days}。现申请："),
            *numbered(
                _(
                    "收到本函后暂缓催收{hold_days}；确需联系的，请在{call_time}拨打本人电话，不联系其他人。"
                ),
                _("期间停计罚息和违约金。") if _.form.stop_charges == "yes" else None,
                _("告知期间息费如何计算，是否已委托外部机构及其名称。"),
                _("告知受理部门、工单号和答复日期。"),
            ),
            _(
                "我将在{statement_date}前提交《个人收支与债务说明》和还款方案，期间保持电话畅通，情况有变会及时告知。"
                "欠款数额以双方核对为准。"
            ),
            _("请在{reply_by}前答复；如不能同意，请告知理由和可以给的天数。"),
        ),
        message=_(
            "您好，我是合同尾号{contract_last4}的借款人，因{cause}自{due_date}起未能足额还款。我愿意解决，"
            "申请暂缓催收{hold_days}，{statement_date}前提交收支说明和方案。期间请只在{call_time}联系本号码。"
            "请回复工单号、答复日期，并告知息费是否照算。",
            cause=cause(_),
        ),
        script=_(
            "我是合同尾号{contract_last4}的借款人，来电是想解决。{cause_since}起{cause}，收入变成{monthly_income}。"
            "我正在把收支和几家债务算清楚，申请给{hold_days}，{statement_date}前交一页说明和方案。"
            "这段时间请只打这个号码，{call_time}我接，不用联系别人。能不能批？只能给几天的话，哪个岗位能给更多？"
            "这几天利息和罚息算不算？",
            cause=cause(_),
        ),
        annexes=annexes(_),
    )


def instalment_plan(_: Fill, sums: Sums) -> Draft:
    card = _.form.lender_kind == "card"
    no_rate = _.form.plan_rate == 0
    return Draft(
        title=_("关于个性化分期还款的申请") if card else _("关于调整还款计划的申请"),
        to=_["lender"],
        body=(
            _(
                "我是贵方合同尾号{contract_last4}{product}的借款人。据我记录，截至{as_of}欠款约{balance}，请以核对为准。",
                product=product(_),
            ),
            joined(
                _(
                    "自{cause_since}起因{cause}，家庭月收入由{income_before}变为{monthly_income}。",
                    cause=cause(_),
                ),
                _(
                    "扣除{spending}，{reserve}后，每月可用于还债{can_pay}，{shared}，贵方为{share}，明细见附件。",
                    spending=spending(_),
                    reserve=_("留出备用{reserve}") if _.given("reserve") else _("并留出备用"),
                    shared=shared(_),
                ),
            ),
            _("现申请："),
            *numbered(
                joined(
                    _(
                        "自{first_payment_date}起{pay_day}还{payment}，共{months}",
                        payment=each(_, sums),
                        pay_day=pay_day(_, sums),
                    ),
                    whole(_, sums),
                ),
                _("期间不再计收利息、罚息和违约金。")
                if no_rate
                else _("期间停计罚息和违约金，正常利息按年利率{plan_rate}计。"),
                _("书面列明每期金额、停减项目、晚还一期的处理和征信报送方式。"),
                _("方案生效后撤回委外催收。"),
            ),
            joined(
                _("{review_date}我会主动复核，收入恢复即提高。"),
                _("方案期间我不再用卡，不新增信用。") if card else None,
            ),
            _("请在{reply_by}前答复；如不能同意，请告知理由、可选方案和可再次申请的时间。"),
        ),
        message=_(
            "合同尾号{contract_last4}，因{cause}收入降至{monthly_income}，扣除基本生活{shared}后，"
            "每月可还{payment}。申请自{first_payment_date}起分{months}，{stopped}。收支说明和证明已备。"
            "请登记并书面告知结果、所需材料、工单号。",
            cause=cause(_),
            shared=_("并按同一规则分给{lenders_count}") if many(_) else Text(""),
            payment=each(_, sums),
            stopped=_("期间不再计息、停计罚息和违约金") if no_rate else _("期间停计罚息和违约金"),
        ),
        script=_(
            "合同尾号{contract_last4}。{cause_since}起{cause}，现在家庭月收入{monthly_income}，基本支出{essential}，"
            "剩下的{shared}，给贵方每月{payment}。我申请{first_payment_date}起分{months}，{stopped}，"
            "{review_date}复核一次。一页说明和证明今天可以交。这个账户现在有哪些方案？谁审批，哪天答复？"
            "不批的话理由是什么？",
            cause=cause(_),
            shared=_("按同一规则分给{lenders_count}") if many(_) else _("都用来还这一笔"),
            payment=each(_, sums),
            stopped=_("期间停利息、罚息和违约金") if no_rate else _("期间停罚息和违约金"),
        ),
        annexes=annexes(_, _("《个人收支与债务说明》")),
    )


def extension(_: Fill, sums: Sums) -> Draft:
    late = bool(_.form.days_overdue)
    paid = _.form.grace != "capitalised"
    return Draft(
        title=_("关于延期还款的申请"),
        to=_["lender"],
        body=(
            _(
                "我是贵方合同尾号{contract_last4}{product}的借款人，{state}。",
                product=product(_),
                state=_("{due_date}应还的一期已逾期{days_overdue}")
                if late
                else _("下一还款日为{due_date}，目前未逾期"),
            ),
            _(
                "因{cause}，自{cause_since}起收入暂时减少，预计{expected_until}恢复，依据见附件。",
                cause=cause(_),
            ),
            _("现申请："),
            *numbered(
                _("还款日顺延{grace_months}，首个新还款日为{first_payment_date}。"),
                _("顺延期间{grace}。", grace=grace(_)),
                _("告知需要签署的文件、总费用的变化和新的还款计划表。"),
                _("告知顺延期间征信如何报送，会不会显示逾期。"),
                _("告知顺延期间会不会扣款、催收，由哪个部门负责。"),
            ),
            _(
                "恢复后我将按新计划每月还{payment}。如收入提前恢复，我会提前告知并恢复还款。欠款数额以双方核对为准。",
                payment=each(_, sums),
            ),
            _("请在{due_date}之前答复；如不能同意，请告知理由和可选的办法。")
            if not late
            else _("请在{reply_by}前答复；如不能同意，请告知理由和可选的办法。"),
        ),
        message=_(
            "合同尾号{contract_last4}，{state}。因{cause}，预计{expected_until}恢复。"
            "申请延期{grace_months}，{meanwhile}，{first_payment_date}起恢复还款。"
            "请告知是否受理、费用、征信如何显示、工单号。",
            state=_("{due_date}应还，已逾期{days_overdue}") if late else _("下次还款日{due_date}"),
            cause=cause(_),
            meanwhile=_("期间每月可付利息") if paid else _("期间利息并入以后各期"),
        ),
        script=_(
            "合同尾号{contract_last4}。{state}。因{cause}，预计{expected_until}恢复，有材料。我申请延期{grace_months}，"
            "{meanwhile}，之后每月{payment}。要不要重新签？总共多出多少钱？征信上会不会显示逾期？今天能登记吗，"
            "哪天能答复？",
            state=_("{due_date}应还的一期，我已逾期{days_overdue}，想尽快办好")
            if late
            else _("我还没逾期，{due_date}到期，想提前说"),
            cause=cause(_),
            meanwhile=_("期间利息我照付") if paid else _("期间利息并入以后各期"),
            payment=each(_, sums),
        ),
        annexes=annexes(_),
    )


def waiver(_: Fill, sums: Sums) -> Draft:
    kept = "interest" not in [row.item for row in _.form.waive]
    willing = _("本金和正常利息我愿意承担") if kept else _("本金我愿意承担")
    return Draft(
        title=_("关于减免息费的申请"),
        to=_["lender"],
        body=(
            _(
                "我是贵方合同尾号{contract_last4}的借款人。据我记录，截至{as_of}本金{principal}，利息{interest}，"
                "罚息、违约金及其他费用{charges}，请以逐项明细核对。"
            ),
            joined(
                _(
                    "因{cause}，自{cause_since}起我的还款能力下降。{willing}。",
                    cause=cause(_),
                    willing=willing,
                ),
                _("罚息和费用每月约增加{charges_per_month}，超过我每月能还的{share}。")
                if sums.charges_outgrow
                else None,
                _(
                    "按合同所列各项收费推算，综合年化约{all_in_rate}，请说明超过{line}部分的计算依据或予以调整。",
                    line=LINES[_.form.line_name].said(),
                )
                if sums.above_line
                else None,
            ),
            _("现申请："),
            *numbered(
                _("提供本金、利息、罚息、违约金、担保或服务费的逐项明细，注明计算的起止日和利率。"),
                _("减免{waive_list}。", waive_list=waive_list(_, sums)),
                _("减免的项目、金额和生效时间在账单或协议中列明。"),
            ),
            joined(
                _(
                    "相应地，我自{first_payment_date}起每月还{payment}，共{months}",
                    payment=each(_, sums),
                ),
                whole(_, sums),
            ),
            _("请在{reply_by}前书面答复；如只能减免一部分，请告知是哪几项。"),
        ),
        message=_(
            "合同尾号{contract_last4}，截至{as_of}本金{principal}、罚息和费用{charges}。因{cause}还款能力下降，"
            "{willing}，申请减免{waive_total}，自{first_payment_date}起每月还{payment}。"
            "请提供逐项明细，并书面答复减免项目和金额。",
            cause=cause(_),
            willing=willing,
            waive_total=waive_short(_, sums),
            payment=each(_, sums),
        ),
        script=_(
            "想先请贵方发欠款明细：本金、正常利息、罚息、违约金、担保或服务费各多少。{willing}。"
            "因{cause}，我每月能还的是{payment}，所以申请减免{waive_total}；我这边{first_payment_date}起按月还。"
            "减免要写进账单或协议。谁审批？多久？如果只能减一部分，能减哪一项？",
            willing=willing,
            cause=cause(_),
            waive_total=waive_short(_, sums),
            payment=each(_, sums),
        ),
        annexes=annexes(_, _("《个人收支与债务说明》")),
    )


def settlement(_: Fill, sums: Sums) -> Draft:
    rest = _("减免{waive_list}", waive_list=waive_list(_, sums)) if sums.waive_total else None
    return Draft(
        title=_("关于一次性结清的申请"),
        to=_["lender"],
        body=(
            _(
                "我是贵方合同尾号{contract_last4}的借款人，因{cause}无法按原约还款。据我记录，截至{as_of}欠款约{balance}，"
                "请以核对为准。",
                cause=cause(_),
            ),
            _(
                "我现有一笔{lump}可用于了结本合同，来源为{lump_source}，不是借款，可用到{valid_until}，证明见附件。"
            ),
            _(
                "现申请：以{lump}一次性结清，{rest}。付款前请书面确认：",
                rest=rest or _("减免其余欠款"),
            ),
            *numbered(
                _("债权人和收款账户。"),
                _("金额和最迟付款日。"),
                _("减免的项目，付清后本合同余额为零。"),
                _("账户和代扣的关闭。"),
                _("征信报送方式。"),
                _("委外催收的撤回。"),
                _("结清证明的出具时间。"),
            ),
            _("收到确认后我按期付款；未达成一致前，本方案不代表对数额的确认。"),
            _("请在{reply_by}前答复；如不能同意，请告知理由和可以接受的条件。"),
        ),
        message=_(
            "合同尾号{contract_last4}，我有一笔{lump}（来源：{lump_source}），可在{valid_until}前一次付清，"
            "申请减免其余息费并结清账户。请书面确认：金额、期限、收款账户、减免项、结清日和征信报送、出具结清证明。"
            "收到确认后付款。"
        ),
        script=_(
            "我有{lump}，来源是{lump_source}，不是借的，{valid_until}前有效，想一次结清合同尾号{contract_last4}，"
            "其余申请减免。批准的话请用官方短信或App发：总额、哪天前、哪个账户、减了哪几项、付完账户是不是零、"
            "征信怎么报、几天能开结清证明、委外哪天撤。收到我就付，没有文字我先不付。谁能批？"
        ),
        annexes=annexes(_, _("资金证明")),
    )


def confirm_terms(_: Fill, sums: Sums) -> Draft:
    return Draft(
        title=_("关于确认协商内容的函"),
        to=_["lender"],
        body=(
            _(
                "{call_date}{call_clock}，我与贵方工号{staff_no}通过{channel}沟通（工单{ticket_no}），"
                "合同尾号{contract_last4}。为免误解，把当时说定的内容列下："
            ),
            *numbered(
                _("截至{as_of}总额{balance}，其中本金{principal}。"),
                _(
                    "自{first_payment_date}起{pay_day}还{payment}，共{months}，末期{last_payment}，合计{total}。",
                    pay_day=pay_day(_, sums),
                    payment=each(_, sums),
                    last_payment=_.blank("last_payment") if sums.last is None else yuan(sums.last),
                    total=_.blank("total_payment") if sums.total is None else yuan(sums.total),
                ),
                _(
                    "减免{waive_list}，生效时间：{waive_effective}。",
                    waive_list=waive_list(_, sums),
                ),
                _("期间年利率{plan_rate}，手续费{plan_fee}。"),
                _("收款户名{payee}。"),
                _("宽限{grace_days}；未按期时：{default_terms}。"),
                _("征信报送：{reporting}。委外撤回：{withdrawal}。"),
                _("结清后{certificate_days}内出具证明。"),
                _("另外说定：{other_terms}。") if _.given("other_terms") else None,
            ),
            _(
                "当时没有谈到的，我以空白标出，请补充。如与贵方记录不同，请在{reply_by}前告知；"
                "无误的，请以短信、App或盖章文件确认。"
            ),
        ),
        message=joined(
            _(
                "{call_date}{call_clock}与贵方{staff_no}沟通（工单{ticket_no}），确认：尾号{contract_last4}分{months}，"
                "每期{payment}，首期{first_payment_date}",
                payment=each(_, sums),
            ),
            _("，减免{waive_total}", waive_total=yuan(sums.waive_total))
            if sums.waive_total
            else None,
            _("，{other_terms}") if _.given("other_terms") else None,
            _("。请短信或App确认；如有出入请在{reply_by}前告知。"),
        ),
        script=_(
            "我把刚才说的复述一遍，请您逐条说对或不对：总额{balance}；每月{payment}，共{months}；"
            "首期{first_payment_date}；付到哪个账户；减免哪几项、什么时候生效；晚一两天怎么处理；断一期恢复哪些钱；"
            "征信怎么显示；谁通知外包停止；结清后几天有证明。请把这些用短信或App发我。",
            payment=each(_, sums),
        ),
        annexes=annexes(_),
    )


def settlement_certificate(_: Fill, sums: Sums) -> Draft:
    waived = _.given("agreement_date") and sums.waive_total
    return Draft(
        title=_("关于出具结清证明的申请"),
        to=_["lender"],
        body=(
            joined(
                _(
                    "我是贵方合同尾号{contract_last4}{product}的借款人，该合同已于{settled_on}还清，共付{total_paid}",
                    product=product(_),
                ),
                _(
                    "，其中按{agreement_date}协议减免{waive_total}",
                    waive_total=yuan(sums.waive_total),
                )
                if waived and sums.waive_total
                else None,
                _("，凭证见附件。"),
            ),
            _("现申请："),
            *numbered(
                _("出具盖章的结清证明，写明合同号、放款日、结清日、结清方式和余额为零。"),
                _("关闭账户及全部代扣授权，并告知关闭日期。"),
                _("有资金方、担保公司或受让方的，请一并出具，或告知办理途径。"),
                _("按实际情况更新征信报送，并告知更新日期。"),
                _("通知受托机构停止联系。"),
                _("提供合同文本副本和全部还款明细，便于本人留存。"),
            ),
            _("证明可以从官方App下载的，请告知路径；需要到网点办理的，请告知地点和所带材料。"),
            _("请在{reply_by}前告知领取方式。如贵方记录尚有余额，请说明项目和金额，以便核对。"),
        ),
        message=_(
            "合同尾号{contract_last4}已于{settled_on}还清，共付{total_paid}。请出具盖章结清证明（注明合同号、结清日、"
            "余额为零{waived}），关闭代扣和账户，按实际更新征信报送，通知外包停止联系。请告知领取方式和时间。",
            waived=_("、减免已生效") if waived else Text(""),
        ),
        script=_(
            "合同尾号{contract_last4}我{settled_on}还清了，总共{total_paid}，凭证都在。请帮我查三件事："
            "账户余额是不是零、代扣授权有没有关、外包有没有撤。然后请开结清证明，写合同号、结清日期、余额零；"
            "资金方或担保公司另有证明的，也请告诉我找谁。征信一般哪天更新？哪里下载？"
        ),
        annexes=annexes(_, _("还款凭证")),
    )


def complaint(_: Fill, sums: Sums) -> Draft:
    form: Form = _.form
    rules = complaint_grounds(form)
    first = VIOLATIONS[form.violation]
    happened = [event(_)] + [event(Fill(row, within=_)) for row in form.events]
    earlier = None
    if _.given("earlier_date", "earlier_desk"):
        earlier = _(
            "此前反映。{earlier_date}已向{earlier_desk}反映{ticket}，答复：{earlier_answer}。",
            ticket=_("（工单{ticket_no}）") if _.given("ticket_no") else Text(""),
        )
    requests = [
        _("核查并书面答复事实是否属实"),
        _["request_2"] if form.request_2 else first.request,
        *([_["request_3"]] if form.request_3 else []),
        _("告知受托机构名称"),
    ]
    asked = [_("{number}.{text}", number=k + 1, text=text) for k, text in enumerate(requests)]
    apart = (
        _("本投诉只谈上述事实，不涉及对债务的确认。")
        if may_be_old(form)
        else _("还款事宜我另行协商，与本投诉分开处理。")
    )
    return Draft(
        title=_("投诉书"),
        to=_["lender"],
        body=(
            _("投诉人：____（签名）。被投诉机构：{lender}，合同尾号{contract_last4}。"),
            *numbered(_("事实（{what}）。", what=what(form))),
            *counted(happened),
            *numbered(
                earlier,
                joined(
                    _("依据。"),
                    *(ground.quote for ground in rules),
                ),
                _("请求：{requests}。", requests=Side(asked, "；", "; ")),
                _("证据目录。{list}", list=evidence(_)),
                start=1,
            ),
            _("以上内容属实，原始载体由我保存，可供核对。{apart}", apart=apart),
            _("请登记投诉编号，并在{reply_by}前书面答复。"),
        ),
        message=_(
            "投诉：合同尾号{contract_last4}。{event_date}{event_clock}，{fact}（{what}）。证据：{evidence}。"
            "请求：1.核查并书面答复；2.{request}；3.告知受托机构名称。请回复投诉编号和答复期限。",
            event_clock=_["event_clock"] if form.event_clock else Text(""),
            fact=_["event_fact"],
            what=first.label,
            evidence=_["event_evidence"],
            request=_["request_2"] if form.request_2 else first.request,
        ),
        script=_(
            "我要登记投诉，不是申请减免。合同尾号{contract_last4}。{event_date}{event_clock}，{fact}，我有{evidence}。"
            "请求三件事：核实并书面答复；{request}；告诉我受托的是哪家机构。请给投诉编号、受理部门、答复期限。",
            event_clock=_["event_clock"] if form.event_clock else Text(""),
            fact=_["event_fact"],
            evidence=_["event_evidence"],
            request=_["request_2"] if form.request_2 else first.request,
        ),
        annexes=annexes(_),
        signer=_("投诉人"),
    )


def mediation(_: Fill, sums: Sums) -> Draft:
    return Draft(
        title=_("调解申请书"),
        to=_["mediation_body"],
        body=(
            joined(
                _("申请人：____（签名）"),
                _("，现住{city}") if _.given("city") else None,
                _("。被申请人：{lender}。"),
            ),
            *numbered(
                joined(
                    _(
                        "纠纷情况。{borrow_date}，申请人向被申请人借款{loan_principal}，合同尾号{contract_last4}"
                    ),
                    _("，期限{loan_months}") if _.given("loan_months") else None,
                    _(
                        "。因{cause}，自{due_date}起未能足额还款，截至{as_of}欠款约{balance}（以核对为准）。"
                        "双方已沟通{talk_count}，分歧在于{disagreement}。",
                        cause=cause(_),
                    ),
                ),
                _("调解请求。"),
            ),
            *counted(
                [
                    joined(
                        _(
                            "欠款分{months}，自{first_payment_date}起每期{payment}",
                            payment=each(_, sums),
                        ),
                        whole(_, sums),
                    ),
                    *(
                        [_("协商减免{waive_list}。", waive_list=waive_list(_, sums))]
                        if _.form.waive or sums.waive_total
                        else []
                    ),
                    _("协议中列明收款账户、晚还的处理、征信报送和停止委外。"),
                ]
            ),
            *numbered(
                _(
                    "申请人自愿申请调解，所述属实，愿提供收支说明和证明，接受{mediation_way}调解。上面每期的数是"
                    "扣除基本支出后守得住的，更高的数申请人无法履行。"
                ),
                start=2,
            ),
            _("请告知是否受理、是否收费、由谁指导、所需材料。"),
        ),
        message=_(
            "申请调解：我与{lender}合同尾号{contract_last4}的还款纠纷。欠款约{balance}（以核对为准），因{cause}无法按原约还款，"
            "与机构沟通{ticket}未成。请求：分{months}、每期{payment}，协商息费。请告知是否受理、是否收费、所需材料。",
            cause=cause(_),
            ticket=_("（工单{ticket_no}）") if _.given("ticket_no") else Text(""),
            payment=each(_, sums),
        ),
        script=_(
            "我想申请调解。对方是{lender}，欠款约{balance}，数额有待核对。我愿意还，因{cause}每月最多{payment}，"
            "{demand}谈了{talk_count}没成。我有收支说明、流水、通话记录。想请问：你们由谁指导、收不收费、"
            "对方要不要同意、能不能线上、调成以后是否做司法确认？",
            cause=cause(_),
            payment=each(_, sums),
            demand=_("机构要求{lender_demand}，") if _.given("lender_demand") else Text(""),
        ),
        annexes=annexes(
            _,
            _("《个人收支与债务说明》"),
            _("合同"),
            _("还款记录"),
            _("沟通记录"),
        ),
    )


def credit_objection(_: Fill, sums: Sums) -> Draft:
    wrong = WRONG[_.form.entry_is]
    days = int(figure("credit_objection_days").value)
    return Draft(
        title=_("征信异议申请书"),
        to=_["lender"],
        body=(
            _("异议人：____（签名，证件信息按受理机构的表格填写）。"),
            *numbered(
                _(
                    "我于{report_date}查询本人信用报告，其中{lender}尾号{contract_last4}账户的“{field_name}”显示为“{shown}”。"
                ),
                _(
                    "我认为该信息{wrong}，实际应为“{actual}”，理由：{reason}。",
                    wrong=wrong,
                ),
                _("证据：{evidence_list}。复印件见附件，原件由我保存，可供核对。"),
                _(
                    "请求：核查并更正；自收到之日起{days}日内书面答复结果和依据（《征信业管理条例》第二十五条）；"
                    "如认为无误，请告知依据，以及如何申请附加本人说明。",
                    days=days,
                ),
                _("更正由其他机构报送的，请一并转送，或告知受理机构和联系方式。"),
            ),
            _("本异议只针对上述信息，其他内容无异议；不要求删除真实的记录。"),
        ),
        message=_(
            "征信异议：{report_date}的报告，贵方尾号{contract_last4}账户“{field_name}”显示“{shown}”，实际为“{actual}”，"
            "依据{evidence_list}。请核查更正并书面答复；如认为无误，请说明依据。异议编号？"
        ),
        script=_(
            "我要提征信异议。{report_date}的报告里，尾号{contract_last4}账户的{field_name}显示{shown}，实际是{actual}，"
            "我有{evidence_list}。请问由你们处理，还是找报送机构？材料怎么交？编号多少、哪天答复？"
            "如果说没错，我怎么申请加一段本人说明？"
        ),
        annexes=annexes(_, _("信用报告相关页")),
        signer=_("异议人"),
    )


DRAFTS: Mapping[str, Callable[[Fill, Sums], Draft]] = {
    "instalment_plan": instalment_plan,
    "hold_action": hold_action,
    "extension": extension,
    "waiver": waiver,
    "settlement": settlement,
    "confirm_terms": confirm_terms,
    "settlement_certificate": settlement_certificate,
    "complaint": complaint,
    "mediation": mediation,
    "credit_objection": credit_objection,
}

# --- parts several kinds share ----------------------------------------------------------------


def cause(_: Fill) -> Any:
    """The cause in the reader's own words where there are any."""
    return _["cause_detail"] if _.given("cause_detail") else _["cause"]


def product(_: Fill) -> Text:
    return _("（{product}）") if _.given("product") else Text("")


def many(_: Fill) -> bool:
    """Whether other lenders have to be paid too; not said is taken so, and leaves a blank."""
    return bool(_.form.lenders_count != 1)


def shared(_: Fill) -> Text:
    if not many(_):
        return _("只有贵方一家")
    if _.given("rule"):
        return _("由{lenders_count}按同一规则（{rule}）分配")
    return _("由{lenders_count}按同一规则分配")


def spending(_: Fill) -> Text:
    parts = [_("住房、饮食、医疗等基本支出{essential}")]
    if _.form.priority:
        parts.append(_("必须先付的{priority}"))
    if _.form.other:
        parts.append(_("其他{other}"))
    return listed(parts)


def each(_: Fill, sums: Sums) -> Any:
    """What is paid each time, or a blank."""
    return _.blank("payment") if sums.payment is None else yuan(sums.payment)


def pay_day(_: Fill, sums: Sums) -> Any:
    """The day of the month, or that of the first payment."""
    if _.given("pay_day") or sums.pay_day is None:
        return _["pay_day"]
    return Tight(each_month_on(sums.pay_day))


def whole(_: Fill, sums: Sums) -> Text:
    """The last payment and the sum, where both are known."""
    if sums.last is None or sums.total is None:
        return _("。")
    return _("，末期{last}，合计{total}。", last=yuan(sums.last), total=yuan(sums.total))


def grace(_: Fill) -> Any:
    return Within(GRACE[_.form.grace]) if _.given("grace") else _.blank("grace")


def waive_list(_: Fill, sums: Sums) -> Text:
    """罚息 950.00 元、违约金 650.00 元，合计 1,600.00 元."""
    lines = [
        _("{item}{amount}", item=Within(ITEMS[row.item]), amount=yuan(row.amount))
        if row.amount is not None
        else _("{item}（金额以明细为准）", item=Within(ITEMS[row.item]))
        for row in _.form.waive
    ]
    if not lines:
        if sums.waive_total:
            return _("其余{waive_total}", waive_total=yuan(sums.waive_total))
        return _.blank("waive")
    if sums.waive_total is None or len(lines) == 1:
        return listed(lines)
    return _("{list}，合计{total}", list=listed(lines), total=yuan(sums.waive_total))


def waive_short(_: Fill, sums: Sums) -> Text:
    """Items and the sum, short enough for a message."""
    items = listed(
        [Within(ITEMS[name]) for name in dict.fromkeys(row.item for row in _.form.waive)]
    )
    if sums.waive_total and items:
        return _("{items}共{total}", items=items, total=yuan(sums.waive_total))
    if sums.waive_total:
        return _("{total}", total=yuan(sums.waive_total))
    return items or _.blank("waive")


def annexes(_: Fill, *usual: Text) -> list[Any]:
    """What the reader listed; else what goes with this kind."""
    listed_ = [
        _("{title}（{pages}）", title=row.title, pages=_("{n}页", n=row.pages))
        if row.pages
        else row.title
        for row in _.form.attachments
        if row.title
    ]
    return listed_ or list(usual)


def complaint_grounds(form: Form) -> list[Ground]:
    """The rules for everything complained of."""
    named = [form.violation, *(row.violation for row in form.events)]
    return grounds(list(dict.fromkeys(named)), form.lender_kind, form.borrow_date)


def what(form: Form) -> Text:
    named = dict.fromkeys([form.violation, *(row.violation for row in form.events)])
    return listed([VIOLATIONS[name].label for name in named])


def event(_: Fill) -> Text:
    """One thing that happened: when, how, who, what, and one proof."""
    form: Form | EventRow = _.form
    parts: list[Any] = [
        joined(_("{event_date}"), _("{event_clock}") if form.event_clock else None),
    ]
    if form.event_channel:
        parts.append(_["event_channel"])
    if form.event_number:
        parts.append(_("号码{event_number}"))
    if form.event_party or form.staff_no:
        who = _("对方自称{event_party}") if form.event_party else _("对方")
        staff = _("（工号{staff_no}）") if form.staff_no else None
        parts.append(joined(who, staff))
    parts.append(_("{event_fact}（证据：{event_evidence}）。"))
    return clauses(parts)


def evidence(_: Fill) -> Text:
    return _("{evidence_list}。") if _.given("evidence_list") else _("见附件。")
