"""要备哪些证明材料 · Which papers prove it, and how do I list them?

A checklist by the cause of hardship: what proves what, where to get it, what to cover. From the
files chosen, an index sheet: number, file, pages, what it proves, SHA-256. A digest shows later that
a file is still the same; of the file itself nothing is read into the form.

Rounding: none. Source: the papers are those that lenders, courts and social security ask for; that a
list gives each a number, its source and what it proves is how courts want evidence; `about/method`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from calculators.law import Figure, Rule, rule
from calculators.page.answer import Answer, Cell, Fact, Next, Paper, Table
from calculators.page.choices import CAUSES
from calculators.page.fields import choice, count, day, rows
from calculators.page.free_text import fingerprint, free_text
from calculators.page.listed import Listed
from calculators.page.names import name as named
from calculators.page.phrases import in_both_languages
from calculators.page.words import Text, _
from calculators.papers._documents import CHOICES, DOCUMENTS, wanted

TITLE = _("要备哪些证明材料？怎么列成目录？")

GOOD_MANY = 6
"""More than so many files are seldom read: practice, no rule."""
MOST_SIZE = 10**12

WAYS = {
    "unstated": _("还没交"),
    "app": _("App、在线客服"),
    "email": _("官方邮箱"),
    "ems": _("EMS 邮寄"),
    "counter": _("网点柜台"),
    "mediator": _("调解组织"),
    "court": _("法院"),
}
DOCUMENT_LABELS = {key: title for key, (title, _proves) in CHOICES.items()}


@dataclass(frozen=True)
class File:
    name: str = free_text(_("文件名"), hint=_("选文件时自动填；纸质的写名称。"))
    document: str = choice(_("是哪一种材料"), DOCUMENT_LABELS)
    title: str = free_text(_("附件名称"), most=60, hint=_("不填，就用材料的名称。"))
    proves: str = free_text(_("证明什么"), most=60, hint=_("不填，就用清单上的。"))
    pages: int | None = count(_("页数"), low=1, high=9999, unit=_("页"))
    issuer: str = named(_("出具方"))
    issued: date | None = day(_("出具日期"))
    redacted: str = free_text(_("遮盖了什么"), most=60)
    size: int | None = count(_("大小"), high=MOST_SIZE, unit=_("字节"))
    sha256: str = fingerprint(_("SHA-256"))


@dataclass(frozen=True)
class Form:
    cause: str = choice(_("困难的原因"), CAUSES, example="illness")
    also_cause: str = choice(_("还有别的原因"), CAUSES, example="pay_cut")
    lender: str = named(_("给哪一家"), example=_("银行消费贷"))
    lender_full: str = free_text(
        _("债权人全称"),
        most=40,
        example=_("示例银行"),
        hint=_("印在目录和水印上。用中文写；不填就印上一格。"),
    )
    as_of: date | None = day(
        _("整理日期"), example="2026-11-21", hint=_("印在目录上，水印写年月。")
    )
    files: tuple[File, ...] = rows(
        _("已经有的文件"),
        File,
        default=(),
        files=True,
        hint=_("先遮盖，再选文件：目录上的指纹要和交出去的那一份一样。"),
        example=[
            {
                "name": _("01_工资流水_2026-05至2026-10.pdf"),
                "document": "bank_flow",
                "pages": "4",
                "issued": "2026-11-20",
                "redacted": _("和收入无关的对方户名"),
                "size": "412306",
                "sha256": "6b2b5e3fa16ad1f2bb04cba9ab5e6d0cf49c4b1ec2ce4d1fd0a9e3d2a2f0b8d1",
            },
            {
                "name": _("02_房租合同.pdf"),
                "document": "rent",
                "pages": "3",
                "issued": "2026-11-20",
                "redacted": _("房东的证件号、门牌"),
                "size": "288120",
                "sha256": "0f8c9e4dd83f0a3f4d15b6b62ad4e38a2fd2b4e6f0a4c7c9b1e05c3e7a9d6b42",
            },
            {
                "name": _("03_出院小结_结算单.pdf"),
                "document": "discharge",
                "pages": "2",
                "issued": "2026-10-12",
                "redacted": _("条码、床号、家属电话"),
                "size": "196544",
                "sha256": "b1d7a2c95e6f40318c2e9d74f5a06b3ed8c1720f9a4b5e6d3c8f17029eab4c56",
            },
            {
                "name": _("04_调薪通知.pdf"),
                "document": "pay_notice",
                "pages": "1",
                "issued": "2026-09-01",
                "redacted": _("商业秘密"),
                "size": "90112",
                "sha256": "3e5f7a9c1b2d4f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8",
            },
        ],
    )
    way: str = choice(_("怎么交"), WAYS, more=True)


EXAMPLES: dict[str, dict[str, object]] = {
    "self_employed": {
        "cause": "business",
        "lender": _("小贷公司贷款"),
        "lender_full": _("示例小额贷款公司"),
        "as_of": "2026-11-21",
        "files": [
            {
                "name": _("01_经营流水_2025-11至2026-10.pdf"),
                "document": "turnover",
                "pages": "8",
                "issued": "2026-11-18",
                "redacted": _("客户的信息"),
            },
            {
                "name": _("02_通话记录.pdf"),
                "document": "contact_record",
                "pages": "2",
                "issued": "2026-11-21",
            },
        ],
    },
    "couple": {
        "cause": "maternity",
        "lender": _("消费金融贷款"),
        "lender_full": _("示例消费金融公司"),
        "as_of": "2026-11-21",
        "files": [
            {
                "name": _("01_产假通知.pdf"),
                "document": "birth",
                "pages": "1",
                "issued": "2026-10-20",
                "redacted": _("孩子的信息"),
            },
            {
                "name": _("02_两人工资流水.pdf"),
                "document": "bank_flow",
                "pages": "6",
                "issued": "2026-11-15",
            },
        ],
    },
}


@dataclass(frozen=True)
class Item:
    """One paper of the checklist: `key` as in the choices, `have` how many files are there for it."""

    number: int
    key: str
    cause: str
    optional: bool
    have: int


@dataclass(frozen=True)
class Row:
    """One line of the index. `title` and `proves` are the reader's, else those of the checklist.

    `size` in bytes. `same_as` is the number of an earlier line with the same digest.
    """

    number: int
    name: str
    title: str
    proves: str
    pages: int | None
    issuer: str
    issued: date | None
    redacted: str
    size: int | None
    sha256: str
    same_as: int | None


@dataclass(frozen=True)
class Result:
    """`documents` counts the checklist, `there` its papers with a file.

    `total_pages` and `total_size` (bytes) add up what was given. `watermark` is what to print across
    copies.
    """

    documents: int
    there: int
    count: int
    total_pages: int
    total_size: int
    with_sha256: int
    watermark: Text
    checklist: tuple[Item, ...]
    rows: tuple[Row, ...]


def calculate(form: Form) -> Result:
    """Put the checklist together and number the files."""
    form = in_both_languages(form, EXAMPLES)
    keys = wanted(form.cause, form.also_cause)
    checklist = tuple(
        Item(
            number=k + 1,
            key=key,
            cause=DOCUMENTS[key].cause,
            optional=DOCUMENTS[key].optional,
            have=sum(file.document == key for file in form.files),
        )
        for k, key in enumerate(keys)
    )
    found = tuple(_row(form, k) for k in range(len(form.files)))
    return Result(
        documents=len(checklist),
        there=sum(bool(item.have) for item in checklist),
        count=len(found),
        total_pages=sum(row.pages or 0 for row in found),
        total_size=sum(row.size or 0 for row in found),
        with_sha256=sum(bool(row.sha256) for row in found),
        watermark=_watermark(form),
        checklist=checklist,
        rows=found,
    )


def _row(form: Form, k: int) -> Row:
    file = form.files[k]
    title, proves = CHOICES[file.document]
    earlier = [
        other + 1 for other in range(k) if file.sha256 and form.files[other].sha256 == file.sha256
    ]
    return Row(
        number=k + 1,
        name=file.name,
        title=file.title or (title if file.document != "other" else file.name or title),
        proves=file.proves or proves,
        pages=file.pages,
        issuer=file.issuer,
        issued=file.issued,
        redacted=file.redacted,
        size=file.size,
        sha256=file.sha256,
        same_as=earlier[0] if earlier else None,
    )


def _watermark(form: Form) -> Text:
    lender = form.lender_full or form.lender or Text("____")
    if form.as_of is None:
        return _("仅供{lender}核对还款困难使用", lender=lender)
    month = f"{form.as_of.year}-{form.as_of.month:02}"
    return _("仅供{lender}核对还款困难使用 {month}", lender=lender, month=month)


# --- in words ---------------------------------------------------------------------------------

COVER = (
    _("证件号、卡号：只留后四位"),
    _("人脸、别人的签名、二维码、条码：遮住"),
    _("别人的姓名：改成“某”"),
    _("日期、出具方、公章、能证明的那个数：一个都不遮"),
    _("遮盖要压进图片里，不是盖一层；删掉照片里的位置信息"),
    _("遮了什么写进目录；没遮的原件自己留着，要看再出示"),
)


def explain(form: Form, result: Result) -> Answer:
    """How many papers and which are there; then the index to hand in, the list to tick off."""
    form = in_both_languages(form, EXAMPLES)
    return Answer(
        headline=_headline(form, result),
        facts=(
            Fact(
                _("清单上的材料"),
                _("{count} 种，已有 {there} 种", count=result.documents, there=result.there),
            ),
            Fact(_("目录上的文件"), _("{count} 个", count=result.count)),
            Fact(_("一共几页"), _("{pages} 页", pages=result.total_pages)),
            Fact(_("有指纹的"), _("{count} 个", count=result.with_sha256)),
        ),
        notes=_notes(form, result),
        papers=(*_index(form, result), _checklist(form, result), _cover(result)),
        tables=(*_files(result), _what_proves_what(result)),
        assumptions=(
            _("清单是常见做法，各家要的不一样，先问这家要哪几样。"),
            _("SHA-256 是文件的指纹：改一个字就变。目录留一份，以后能证明交的就是这一份。"),
            _("文件的内容没有读进来，也没有存；这里只有名称、大小和指纹。"),
            _("遮盖会改变文件，指纹也就变了，所以先遮盖再选文件。"),
        ),
        sources=_sources(form),
        next=_next(form, result),
    )


def _headline(form: Form, result: Result) -> Text:
    if not result.count:
        return _(
            "清单上有 {count} 种材料，交其中 4 到 6 种就够；先备近六个月流水。",
            count=result.documents,
        )
    return _(
        "目录上有 {count} 个文件，共 {pages} 页。一般交 4 到 6 个就够，少而准。",
        count=result.count,
        pages=result.total_pages,
    )


def _notes(form: Form, result: Result) -> list[Text]:
    notes = []
    if form.cause == "unstated":
        notes.append(_("选了困难的原因，清单才会写出专门的几种。"))
    same = [row for row in result.rows if row.same_as is not None]
    if same:
        notes.append(
            _(
                "第 {numbers} 个和前面的是同一个文件，删掉一个。",
                numbers=Listed(tuple(row.number for row in same)),
            )
        )
    bare = [row.number for row in result.rows if not row.proves]
    if bare:
        notes.append(
            _("第 {numbers} 个没写证明什么。写不出来的，多半不用交。", numbers=Listed(tuple(bare)))
        )
    if result.count > GOOD_MANY:
        notes.append(_("文件多了，对方未必看得完。挑最能说明的，合成一个 PDF。"))
    if "student" in (form.cause, form.also_cause):
        notes.append(_("在校期间借的，先看清放款的是谁；机构违规可以向监管反映，本金一般仍要还。"))
    notes.append(
        _("不少社区已经不盖“困难证明”一类的章。先问能用什么代替，或者自己写一份签名的说明。")
    )
    notes.append(_("不买、不改、不借材料。真的材料不够，就少写，不要编。"))
    return notes


def _index(form: Form, result: Result) -> tuple[Paper, ...]:
    if not result.rows:
        return ()
    lines: list[Text] = []
    for row in result.rows:
        lines += _entry(row)
    way = Text("____") if form.way == "unstated" else WAYS[form.way]
    lines += [
        _(
            "共 {count} 个文件，{pages} 页。原件由本人保存，可供核对。",
            count=result.count,
            pages=result.total_pages,
        ),
        _(
            "交给：{lender}　日期：{day}　方式：{way}",
            lender=form.lender_full or form.lender or _("____（待填：债权人全称）"),
            day=form.as_of or Text("____"),
            way=way,
        ),
        _("签名：____"),
    ]
    return (Paper(_("证据目录"), lines, kind="sheet"),)


def _entry(row: Row) -> list[Text]:
    what: list[object] = []
    if row.pages is not None:
        what.append(_("{pages} 页", pages=row.pages))
    if row.issuer:
        what.append(_("{issuer}出具", issuer=row.issuer))
    if row.issued is not None:
        what.append(row.issued)
    lines = [
        _(
            "{number}. {title}（{what}）",
            number=row.number,
            title=row.title,
            what=Listed(tuple(what), "，"),
        )
        if what
        else _("{number}. {title}", number=row.number, title=row.title),
        _("　证明：{proves}", proves=row.proves or Text("____")),
    ]
    if row.name and row.name != row.title:
        lines.append(_("　文件：{name}", name=row.name))
    if row.redacted:
        lines.append(_("　遮盖：{redacted}", redacted=row.redacted))
    if row.sha256:
        lines.append(_("　SHA-256：{digest}", digest=row.sha256))
    return lines


def _checklist(form: Form, result: Result) -> Paper:
    lines = []
    for item in result.checklist:
        paper = DOCUMENTS[item.key]
        box = "☑" if item.have else "☐"
        sentence = (
            _("{box} {title}（有更好）：{where}", box=box, title=paper.title, where=paper.where)
            if item.optional
            else _("{box} {title}：{where}", box=box, title=paper.title, where=paper.where)
        )
        lines.append(sentence)
    causes = tuple(
        CAUSES[key]
        for key in dict.fromkeys((form.cause, form.also_cause))
        if key not in ("unstated", "other")
    )
    title = _("准备清单：{causes}", causes=Listed(causes)) if causes else _("准备清单")
    return Paper(title, lines, kind="card", for_lender=False)


def _cover(result: Result) -> Paper:
    lines = [_("☐ {what}", what=line) for line in COVER]
    lines.append(_("☐ 每一页加水印：{text}", text=result.watermark))
    return Paper(_("交之前遮什么"), lines, kind="card", for_lender=False)


def _files(result: Result) -> tuple[Table, ...]:
    if not result.rows:
        return ()
    lines: list[Sequence[Cell]] = [
        (
            row.number,
            row.name,
            row.title,
            row.issuer,
            row.issued,
            row.pages,
            row.proves,
            row.redacted,
            row.sha256,
        )
        for row in result.rows
    ]
    return (
        Table(
            _("证据目录（表格）"),
            (
                _("序号"),
                _("文件名"),
                _("附件名称"),
                _("出具方"),
                _("出具日期"),
                _("页数"),
                _("证明什么"),
                _("遮盖了什么"),
                _("SHA-256"),
            ),
            lines,
            (_("合计"), None, None, None, None, result.total_pages, None, None, None),
            download="index",
        ),
    )


def _what_proves_what(result: Result) -> Table:
    lines: list[Sequence[Cell]] = [
        (
            DOCUMENTS[item.key].title,
            DOCUMENTS[item.key].proves,
            DOCUMENTS[item.key].where,
            DOCUMENTS[item.key].care,
            _("有了") if item.have else _("有更好") if item.optional else None,
        )
        for item in result.checklist
    ]
    return Table(
        _("什么能证明什么"),
        (_("材料"), _("证明什么"), _("去哪里拿"), _("遮什么、注意什么"), _("有没有")),
        lines,
        download="" if result.rows else "checklist",
    )


def _sources(form: Form) -> list[Figure | Rule]:
    sources: list[Figure | Rule] = [rule("evidence-rules"), rule("criminal-280-forgery")]
    if "student" in (form.cause, form.also_cause):
        sources.append(rule("student-loans-2021"))
    return sources


def _next(form: Form, result: Result) -> tuple[Next, ...]:
    names = {"lender": form.lender, "lender_full": form.lender_full}
    shared = {name: typed for name, typed in names.items() if typed}
    if form.cause not in ("unstated", "other"):
        shared["cause"] = form.cause
    annexes = shared | {
        f"attachments.{k}.{name}": typed
        for k, row in enumerate(result.rows)
        for name, typed in _handed(row).items()
    }
    return (
        Next("statement", _("把附件带进收支说明。"), annexes),
        Next("letter", _("写信：附件已经列好。"), annexes),
        Next("contact_log", _("交出去以后，记一笔：哪天、交给谁、工单号。")),
    )


def _handed(row: Row) -> dict[str, str]:
    values = {
        "title": row.title if len(row.title) <= 60 else row.title[:60],
        "issuer": row.issuer,
        "issued": row.issued.isoformat() if row.issued else "",
        "pages": str(row.pages or ""),
        "proves": row.proves,
        "redacted": row.redacted,
        "sha256": row.sha256,
    }
    return {name: typed for name, typed in values.items() if typed}
