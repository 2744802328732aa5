"""What is asked of one contact with a lender or a collector: a line of the log."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from calculators.page.clock_time import clock_time
from calculators.page.fields import choice, count, day, money, rows
from calculators.page.free_text import caller, fingerprint, free_text, last4
from calculators.page.names import name
from calculators.page.words import _

DIRECTIONS = {"in": _("对方打来、发来"), "out": _("我打去、发去")}
CHANNELS = {
    "phone": _("电话"),
    "sms": _("短信"),
    "app": _("App、在线客服"),
    "email": _("邮件"),
    "ems": _("EMS"),
    "visit": _("上门"),
    "wechat": _("微信"),
}
ORAL = ("phone", "visit")
"""What was said there stands nowhere."""
PARTIES = {
    "unknown": _("不清楚"),
    "lender": _("机构自己的人"),
    "agency": _("外包机构"),
    "claims_law": _("自称律师、法院、公安"),
}
VERIFIED = {
    "unverified": _("未核实"),
    "called_back": _("拨官方电话核实过"),
    "app": _("在官方 App 核对过"),
}
ANSWERED = {"yes": _("接通了"), "no": _("没接通")}
CONDUCT = {
    "none": _("没有特别的"),
    "threat": _("威胁"),
    "insult": _("辱骂"),
    "third_party": _("联系了别人"),
    "fee": _("要另外交费"),
    "private_account": _("要付到私人账户"),
    "link": _("发链接，要验证码或共享屏幕"),
    "impersonation": _("冒充司法、行政机关"),
    "new_loan": _("让我借新还旧"),
}
DONE = {"no": _("还没办完"), "yes": _("办完了")}

MOST_DAYS = 36500


@dataclass(frozen=True)
class Entry:
    date: datetime.date = day(_("哪天"), required=True)
    time: datetime.time | None = clock_time(_("几点"), hint=_("24 小时，例如 22:40。"))
    lender: str = name(_("哪一家的债"))
    contract_last4: str = last4(_("合同尾号"))
    direction: str = choice(_("谁找谁"), DIRECTIONS)
    channel: str = choice(_("用什么方式"), CHANNELS)
    answered: str = choice(_("接通没有"), ANSWERED, hint=_("只对电话有用。"))
    number_shown: str = caller(_("显示的号码"))
    party: str = choice(_("对方是谁"), PARTIES)
    staff_no: str = free_text(_("工号"), most=20)
    ticket_no: str = free_text(_("工单号"), most=20, hint=_("太长的写后几位。"))
    they_said: str = free_text(_("对方说"), hint=_("原话，一两句。"))
    i_said: str = free_text(_("我说"))
    they_promised: str = free_text(_("对方答应"), hint=_("没有答应就空着。"))
    they_promised_by: datetime.date | None = day(_("对方哪天前办"))
    i_promised: str = free_text(_("我答应"), hint=_("没有答应就空着。"))
    i_promised_amount: Decimal | None = money(_("我答应付多少"))
    i_promised_by: datetime.date | None = day(_("我哪天前办"))
    conduct: str = choice(_("有没有过分的"), CONDUCT)
    also_conduct: str = choice(_("还有一样"), CONDUCT)
    third_party: str = free_text(_("联系了谁"), most=40, hint=_("写关系，不写姓名，例如：同事。"))
    verified: str = choice(_("核实了没有"), VERIFIED)
    minutes: int | None = count(_("几分钟"), high=600, unit=_("分钟"))
    days_overdue: int | None = count(_("那天逾期多少天"), high=MOST_DAYS, unit=_("天"))
    next_step: str = free_text(_("下一步"))
    next_by: datetime.date | None = day(_("下一步哪天前"))
    done: str = choice(_("办完没有"), DONE)


@dataclass(frozen=True)
class File:
    name: str = free_text(_("文件名"), hint=_("录音、截图；选文件时自动填。"))
    entry: int | None = count(_("属于第几条"), low=1, high=100, unit=_("条"))
    size: int | None = count(_("大小"), high=10**12, unit=_("字节"))
    sha256: str = fingerprint(_("SHA-256"))


@dataclass(frozen=True)
class Form:
    as_of: datetime.date | None = day(
        _("今天是哪天"), example="2026-11-21", hint=_("用来看哪些日子已经过了。")
    )
    lender: str = name(_("主要是哪一家"), example=_("银行消费贷"))
    share: Decimal | None = money(
        _("分到这一家"),
        example="750.76",
        hint=_("每月最多能给这一家的数。答应的比它多，会提醒你。"),
    )
    entries: tuple[Entry, ...] = rows(
        _("每一次联系"),
        Entry,
        required=True,
        hint=_("挂了电话就记，一次一行。先填前几格，其余有就填。"),
        example=[
            {
                "date": "2026-11-10",
                "time": "10:15",
                "lender": _("银行消费贷"),
                "contract_last4": "2046",
                "direction": "out",
                "channel": "phone",
                "party": "lender",
                "staff_no": "A1023",
                "ticket_no": "1110-338",
                "they_said": _("先登记，要收支说明"),
                "i_said": _("因病收入减少，想按月还，本周交说明"),
                "verified": "called_back",
                "i_promised": _("交收支说明"),
                "i_promised_by": "2026-11-14",
                "done": "yes",
            },
            {
                "date": "2026-11-16",
                "time": "22:40",
                "lender": _("银行消费贷"),
                "contract_last4": "2046",
                "channel": "phone",
                "number_shown": "021-5550-0161",
                "party": "agency",
                "they_said": _("今晚必须还一笔"),
                "i_said": _("我在走协商，请白天联系"),
            },
            {
                "date": "2026-11-18",
                "time": "11:05",
                "lender": _("银行消费贷"),
                "contract_last4": "2046",
                "channel": "phone",
                "number_shown": "021-5550-0162",
                "party": "lender",
                "staff_no": "A1088",
                "ticket_no": "1118-052",
                "they_said": _("分 62 期可以报批，期间停罚息"),
                "i_said": _("每月还 750.76 元"),
                "they_promised": _("五个工作日内短信答复"),
                "they_promised_by": "2026-11-25",
                "verified": "called_back",
            },
        ],
    )
    files: tuple[File, ...] = rows(
        _("录音、截图"),
        File,
        default=(),
        files=True,
        hint=_("写明属于上面第几条。原文件留在手机里，别删。"),
        example=[
            {
                "name": _("1116_2240_通话录音.m4a"),
                "entry": "2",
                "size": "1048576",
                "sha256": "5a1f3c7e9b2d4068f1a3c5e7092b4d6f8a0c2e4061b3d5f7981a3c5e7f902b4d",
            }
        ],
    )
