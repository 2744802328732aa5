"""Papers that prove hardship: what each proves, where to get it, what to cover before handing it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calculators.page.words import Text, _


@dataclass(frozen=True, slots=True)
class Document:
    """`cause` is one of `CAUSES`, or "every". `optional` papers only add to others."""

    cause: str
    title: Text
    proves: Text
    where: Text
    care: Text
    optional: bool = False


_NOTHING = _("—")

DOCUMENTS: Mapping[str, Document] = {
    "bank_flow": Document(
        "every",
        _("近六个月工资或经营流水"),
        _("收入以前多少、现在多少"),
        _("银行 App，选带电子章的"),
        _("和收入无关的对方户名"),
    ),
    "social_security": Document(
        "every",
        _("社保、公积金缴费记录"),
        _("在哪里上班，缴费基数"),
        _("电子社保卡、公积金 App，或问 12333"),
        _("证件号只留后四位"),
    ),
    "tax": Document(
        "every",
        _("个人所得税收入明细"),
        _("申报的收入"),
        _("个人所得税 App"),
        _("证件号只留后四位"),
    ),
    "contract": Document(
        "every",
        _("合同、还款计划、还款记录、息费明细"),
        _("欠多少，怎么来的"),
        _("贷款方官方 App 或客服"),
        _("卡号只留后四位"),
    ),
    "rent": Document(
        "every",
        _("房租合同和转账记录"),
        _("住房花多少"),
        _("自己保存的合同，银行或微信、支付宝账单"),
        _("房东的证件号、门牌"),
    ),
    "credit_report": Document(
        "every",
        _("征信报告摘要"),
        _("一共有哪些债"),
        _("中国人民银行征信中心"),
        _("只给这家看相关的几行"),
    ),
    "termination": Document(
        "job_loss",
        _("解除、终止劳动关系证明"),
        _("哪天离职，什么原因"),
        _("原单位；不给就书面要"),
        _("同事的姓名"),
    ),
    "unemployment": Document(
        "job_loss",
        _("失业登记或失业金发放记录"),
        _("失业，每月领多少"),
        _("人社服务大厅、电子社保卡，或问 12333"),
        _("证件号只留后四位"),
    ),
    "social_stopped": Document(
        "job_loss",
        _("社保停缴记录"),
        _("最后缴到哪个月"),
        _("电子社保卡"),
        _NOTHING,
    ),
    "job_search": Document(
        "job_loss",
        _("求职投递记录"),
        _("正在找工作"),
        _("招聘网站"),
        _("别人的联系方式"),
        optional=True,
    ),
    "pay_notice": Document(
        "pay_cut",
        _("调薪、停工通知，或新合同"),
        _("从哪天起，降到多少"),
        _("单位、人事邮件"),
        _("商业秘密；公章要留着看得见"),
    ),
    "payslips": Document(
        "pay_cut",
        _("降薪前后各三个月的工资条或流水"),
        _("少了多少"),
        _("单位、银行"),
        _("和收入无关的对方户名"),
    ),
    "base_change": Document(
        "pay_cut",
        _("公积金或社保基数变化"),
        _("第三方也看得到收入变了"),
        _("公积金 App、电子社保卡"),
        _NOTHING,
    ),
    "diagnosis": Document(
        "illness",
        _("诊断证明、病假建议"),
        _("哪段时间不能工作"),
        _("医院"),
        _("病名细节可以盖住；留医院、日期、休息建议"),
    ),
    "discharge": Document(
        "illness",
        _("出院小结首页、费用清单、医保结算单"),
        _("自己花了多少"),
        _("医院、医保 App"),
        _("条码、床号、家属电话"),
    ),
    "long_term": Document(
        "illness",
        _("长期用药处方、残疾证"),
        _("以后每月还要花多少"),
        _("医院、残联"),
        _("证上的号码"),
        optional=True,
    ),
    "death_or_hospital": Document(
        "family",
        _("家人死亡或住院的证明"),
        _("出了什么事，哪天"),
        _("医院、派出所"),
        _("别人的证件号、住址"),
    ),
    "divorce": Document(
        "family",
        _("离婚证或调解书的相关页"),
        _("抚养费多少，债怎么分"),
        _("民政部门、法院"),
        _("和财产有关的页不用给"),
    ),
    "support_flow": Document(
        "family",
        _("赡养、抚养支出的流水"),
        _("每月负担多少"),
        _("银行"),
        _("孩子的姓名"),
    ),
    "closing": Document(
        "business",
        _("注销、停业、退租的文件"),
        _("哪天不做了"),
        _("市场监管部门、房东"),
        _("合伙人的信息"),
    ),
    "turnover": Document(
        "business",
        _("12 个月经营流水、开票或平台结算"),
        _("生意少了多少"),
        _("银行、税务、平台"),
        _("客户的信息"),
    ),
    "receivable": Document(
        "business",
        _("应收款的判决或催款记录"),
        _("别人欠你多少"),
        _("法院、自己保存的"),
        _("欠款人的信息"),
        optional=True,
    ),
    "notice": Document(
        "disaster",
        _("政府的灾情公告"),
        _("哪里，哪天"),
        _("政府网站"),
        _NOTHING,
    ),
    "insurance_claim": Document(
        "disaster",
        _("保险报案和定损、受灾登记"),
        _("损失多少"),
        _("保险公司、乡镇或街道"),
        _("保单号"),
    ),
    "photos": Document(
        "disaster",
        _("带日期的照片"),
        _("坏成什么样"),
        _("自己拍的"),
        _("人脸、车牌、照片里的位置信息"),
    ),
    "enrolment": Document(
        "student",
        _("学籍在线验证报告"),
        _("还在上学"),
        _("学信网"),
        _("照片；用完让验证码失效"),
    ),
    "grant": Document(
        "student",
        _("家庭经济困难认定或资助记录"),
        _("属于哪一档"),
        _("学校"),
        _("同学的信息"),
    ),
    "loan_page": Document(
        "student",
        _("借款产品页、放款机构"),
        _("谁放的款，能不能放给学生"),
        _("合同、App"),
        _("卡号只留后四位"),
    ),
    "birth": Document(
        "maternity",
        _("产检或出生证明首页、产假通知"),
        _("从哪天到哪天"),
        _("医院、单位"),
        _("孩子的信息"),
    ),
    "allowance": Document(
        "maternity",
        _("生育津贴到账、工资差额"),
        _("少了多少"),
        _("社保部门、银行"),
        _NOTHING,
    ),
}
"""By key. The papers for every cause come first."""

MORE = {
    "other": (_("其他材料"), Text("")),
    "statement": (_("个人收支与债务说明"), _("收支、各家怎么分、方案")),
    "contact_record": (_("沟通记录、录音、截图"), _("哪天谁说过什么")),
}
"""What else stands in an index, with what it proves."""
CHOICES = MORE | {key: (paper.title, paper.proves) for key, paper in DOCUMENTS.items()}


def wanted(*causes: str) -> list[str]:
    """The keys of the papers for these causes, in the order of the list."""
    return [key for key, paper in DOCUMENTS.items() if paper.cause in ("every", *causes)]
