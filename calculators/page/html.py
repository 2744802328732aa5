"""The only file that writes a tag: a calculator's section, its answer, and the list of mistakes.

The same functions run when the site is built and in the reader's browser, so both give the same
HTML. Everything typed or translated is escaped here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from calculators.law import Figure, Rule
from calculators.page.answer import Answer, Chart, Fact, Paper, Table
from calculators.page.calculator import STORIES, Calculator, answer
from calculators.page.dossier import MOST_TYPED, VERSION
from calculators.page.downloads import offered
from calculators.page.fields import Invalid, Question, example, flat, questions
from calculators.page.sources import cited
from calculators.page.words import SOURCE_LANGUAGE, Percent, Text, Yuan, _, grouped, say, say_date

_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&#39;",
        "{": "&#123;",
        "}": "&#125;",
    }
)
_SPECIAL = re.compile(f"[{''.join(map(chr, _ESCAPES))}]").search
_CHINESE = re.compile("[\u4e00-\u9fff]+")
LANG_TAGS = {"zh": "zh-CN", "en": "en"}
SOURCES = "../../about/sources/"
"""Pages with a calculator lie two levels deep, so this reaches the sources of the same language."""


def escape(value: Any, lang: str) -> str:
    """Say `value` and make it safe as text or as a quoted attribute."""
    said = say(value, lang)
    return said.translate(_ESCAPES) if _SPECIAL(said) else said


# --- the section: form and answer -------------------------------------------------------------


def section(name: str, calculator: Calculator, lang: str) -> str:
    """The whole calculator with its worked example, as it stands in the page before any script."""
    form = calculator.Form
    typed = example(form, lang)
    read, found = answer(calculator, typed)
    return "".join(
        (
            f'<section class="calculator" data-calculator="{name}" data-state="static"',
            f' lang="{LANG_TAGS[lang]}" aria-labelledby="{name}-title">\n',
            f'<h2 class="calculator-title" id="{name}-title">{escape(calculator.TITLE, lang)}</h2>\n',
            f'<p class="example-note">{escape(_EXAMPLE_NOTE, lang)}</p>\n',
            _stories(calculator, lang),
            '<form class="calculator-form" novalidate autocomplete="off">\n',
            _fields(name, form, typed, lang),
            _buttons(lang),
            "</form>\n",
            _kept(lang),
            _status(lang),
            '<p class="live" data-live aria-live="polite"></p>\n',
            f'<div class="answer" data-answer>{of_answer(read, found, lang)}</div>\n',
            _actions(found, lang),
            "</section>\n",
        )
    )


_EXAMPLE_NOTE = _("下面是示例借款人的数字。改成你的，答案会跟着变。输入的内容不离开你的设备。")


def _stories(calculator: Calculator, lang: str) -> str:
    """A button for each of the other examples; it carries their texts for every field."""
    buttons = "".join(
        f'<button type="button" class="md-button" data-action="example" data-values="'
        f'{escape(json.dumps(flat(calculator.Form, values, lang), ensure_ascii=False), lang)}">'
        f"{escape(STORIES[story], lang)}</button>"
        for story, values in calculator.EXAMPLES.items()
    )
    label = escape(_("换一个例子："), lang)
    return f'<p class="stories" data-stories>{label}{buttons}</p>\n' if buttons else ""


def _fields(name: str, form: type, typed: Mapping[str, Any], lang: str) -> str:
    html: list[str] = []
    folded: list[str] = []
    group: Text | None = None
    for field, question in questions(form).items():
        if question.group != group:
            html.append("</fieldset>\n" if group else "")
            group = question.group
            html.append(
                f'<fieldset class="group"><legend>{escape(group, lang)}</legend>\n' if group else ""
            )
        part = _field(name, field, question, typed.get(field, ""), lang)
        (folded if question.more else html).append(part)
    html.append("</fieldset>\n" if group else "")
    if folded:
        html.append(
            f'<details class="more"><summary>{escape(_("更多选项"), lang)}</summary>\n'
            f"<div>{''.join(folded)}</div></details>\n"
        )
    return "".join(html)


def _field(section: str, name: str, question: Question, typed: Any, lang: str) -> str:
    if question.kind == "rows":
        return _rows(section, name, question, typed, lang)
    key = f"{section}-{name.replace('.', '-')}"
    label = escape(question.label, lang)
    if question.unit:
        unit = escape(question.unit, lang)
        label += f"（{unit}）" if lang == "zh" else f" ({unit})"
    hint = (
        f'<p class="hint" id="{key}-hint">{escape(question.hint, lang)}</p>'
        if question.hint
        else ""
    )
    described = f"{key}-hint {key}-error" if question.hint else f"{key}-error"
    return (
        f'<div class="field field-{question.kind}" data-field="{name}"'
        f"{_only(question)}{_yields(question)}>"
        f'<label for="{key}">{label}</label>{hint}<p class="field-error" id="{key}-error" hidden></p>'
        f"{_control(key, name, question, typed, described, lang)}</div>\n"
    )


def _control(key: str, name: str, question: Question, typed: Any, described: str, lang: str) -> str:
    shared = f'id="{key}" name="{name}" aria-describedby="{described}"'
    value = escape(str(typed), lang)
    if question.kind == "choice":
        options = "".join(
            f'<option value="{option}"{" selected" if option == typed else ""}>'
            f"{escape(label, lang)}</option>"
            for option, label in question.choices.items()
        )
        return f'<span class="input"><select {shared}>{options}</select></span>'
    if question.kind == "amounts":
        return f'<span class="input"><textarea {shared} rows="3">{value}</textarea></span>'
    mode = {"money": "decimal", "rate": "decimal", "count": "numeric"}.get(question.kind, "text")
    unit = (
        f'<span class="unit" aria-hidden="true">{escape(question.unit, lang)}</span>'
        if question.unit
        else ""
    )
    return f'<span class="input"><input {shared} type="text" inputmode="{mode}" value="{value}">{unit}</span>'


def _rows(section: str, name: str, question: Question, typed: Any, lang: str) -> str:
    form = question.row
    if form is None:
        raise TypeError(f"{name}: a repeating group needs a row form")
    key = f"{section}-{name}"
    hint = f'<p class="hint">{escape(question.hint, lang)}</p>' if question.hint else ""
    shown = "".join(
        _row(section, f"{name}.{index}", form, row, lang) for index, row in enumerate(typed or ())
    )
    chooser = _chooser(key, name, lang) if question.files else ""
    return (
        f'<fieldset class="rows" data-rows="{name}" data-field="{name}" id="{key}" tabindex="-1"'
        f"{_only(question)}>"
        f"<legend>{escape(question.label, lang)}</legend>{hint}{chooser}"
        f'<p class="field-error" id="{key}-error" hidden></p>\n<div data-row-list>{shown}</div>'
        f"<template data-row-template>{_row(section, f'{name}.__n__', form, {}, lang)}</template>"
        f'<p><button type="button" class="md-button" data-action="add">{escape(_("再加一行"), lang)}'
        "</button></p></fieldset>\n"
    )


def _only(question: Question) -> str:
    """For which answers to which choice the page shows this question."""
    if question.only is None:
        return ""
    name, answers = question.only
    return f' data-only="{name}={" ".join(answers)}"'


def _yields(question: Question) -> str:
    """Which questions are answered instead of this one."""
    return f' data-yields-to="{" ".join(question.yields_to)}"' if question.yields_to else ""


def _chooser(key: str, name: str, lang: str) -> str:
    """Files whose name, size and SHA-256 the page writes into rows; without a name, so not sent."""
    return (
        f'<div class="field files"><label for="{key}-files">{escape(_("选择文件，可以选多个"), lang)}'
        f'</label><p class="hint" id="{key}-files-hint">{escape(_FILES_STAY, lang)}</p>'
        f'<span class="input"><input type="file" multiple id="{key}-files" data-files="{name}"'
        f' aria-describedby="{key}-files-hint"></span>'
        f'<p class="field-error" role="alert" data-files-left hidden>{escape(_FILES_LEFT, lang)}'
        "<span></span></p></div>"
    )


_FILES_STAY = _(
    "文件不上传，也不保存。只在你的设备上算出名称、大小和 SHA-256 指纹，填进下面；每个不超过 200 MB。"
)
_FILES_LEFT = _("这些没有填进去（超过 200 MB、读不出来，或者行数满了）：")


def _row(section: str, prefix: str, form: type, typed: Mapping[str, Any], lang: str) -> str:
    cells = []
    for field, question in questions(form).items():
        given = typed.get(field, question.default if question.kind == "choice" else "")
        cells.append(_field(section, f"{prefix}.{field}", question, given, lang))
    moves = "".join(
        f'<button type="button" data-action="{action}" aria-label="{escape(label, lang)}"'
        f' title="{escape(label, lang)}">{sign}</button>'
        for action, label, sign in (
            ("up", _("上移这一行"), "↑"),
            ("down", _("下移这一行"), "↓"),
            ("remove", _("删除这一行"), "×"),
        )
    )
    return f'<div class="row" data-row>{"".join(cells)}<p class="row-buttons">{moves}</p></div>\n'


def _buttons(lang: str) -> str:
    return (
        '<p class="buttons"><button type="submit" class="md-button md-button--primary"'
        f' data-action="calculate">{escape(_("计算"), lang)}</button>'
        f'<button type="reset" class="md-button">{escape(_("恢复示例"), lang)}</button>'
        f'<button type="button" class="md-button" data-action="clear">{escape(_("清空"), lang)}</button>'
        '<button type="button" class="md-button" data-action="veil" aria-pressed="false">'
        f"{escape(_('遮住数字'), lang)}</button></p>\n"
    )


def _kept(lang: str) -> str:
    """Where what is typed is kept; the page script shows the line for the state it finds."""
    lines = "".join(
        f'<p data-kept-when="{state}"{" role=alert" if state in _KEPT_ALERTS else ""} hidden>'
        f"{escape(sentence, lang)}"
        + ("<b data-kept-title></b> " if state == "on" else "")
        + "".join(
            f' <button type="button" class="md-button" data-kept-action="{action}">'
            f"{escape(label, lang)}</button>"
            for action, label in _KEPT_BUTTONS.get(state, ())
        )
        + (_KEPT_LINK.format(escape(_("我的档案"), lang)) if state not in ("off", "undo") else "")
        + "</p>"
        for state, sentence in _KEPT.items()
    )
    title = escape(_("我的档案"), lang)
    return (
        f'<div class="kept" data-kept data-version="{VERSION}" data-most="{MOST_TYPED}"'
        f' data-title="{title}" hidden>'
        f"{lines}<div data-kept-examples></div></div>\n"
    )


_KEPT = {
    "off": _("填的内容只在这个标签页里，关掉就没了。"),
    "on": _("已存在这台设备上，档案："),
    "undo": _("这一页的数已换掉。"),
    "conflict": _("另一个窗口改了这一页的数。要留哪一份？没选之前，这里填的先不存。"),
    "full": _("设备的存储满了，刚填的没有存进去。它还在这个标签页里，先别关，可以导出文件。"),
    "long": _("有一格的字太多，那一项没有存。请缩短。"),
    "refused": _("浏览器不让本站存东西，例如无痕窗口就是这样。填的还在这个标签页里，关掉就没了。"),
    "newer": _("这台设备上的档案是更新的版本写的，请联网刷新页面。填的先留在这个标签页里。"),
    "broken": _("存着的档案读不出来，没有动它。填的先留在这个标签页里。"),
    "gone": _("这份档案已经在别处删了。填的还在这个标签页里，关掉就没了。"),
}
_KEPT_ALERTS = ("conflict", "full", "long", "refused", "newer", "broken", "gone")
_KEPT_BUTTONS = {
    "off": (("keep", _("在本机保存")),),
    "undo": (("undo", _("撤销")),),
    "conflict": (("theirs", _("用另一个窗口的")), ("ours", _("留下这里的"))),
    "full": (("again", _("再试一次")),),
    "gone": (("keep", _("在本机保存")),),
}
_KEPT_LINK = ' <a href="../../case/">{}</a>'


def _status(lang: str) -> str:
    retry = f'<button type="button" class="md-button" data-action="retry">{escape(_("再试一次"), lang)}</button>'
    return (
        '<div class="status" data-status>'
        f'<p data-when="starting">{escape(_("正在准备计算程序，只需下载一次。"), lang)}'
        " <progress></progress> <span data-loaded></span></p>"
        f'<p data-when="working">{escape(_("正在计算……"), lang)}</p>'
        f'<p data-when="failed" role="alert">{escape(_FAILED, lang)} {retry}</p>'
        f"<noscript><p>{escape(_NO_SCRIPT, lang)}</p></noscript></div>\n"
    )


_FAILED = _(
    "计算程序没有启动成功，可能是网络慢，或浏览器不支持。你填的内容还在。下面的示例和算法照样可以看。"
)
_NO_SCRIPT = _("这里没有运行脚本，不能改数字。下面的示例、公式和表格都可以照着算。")


def _actions(found: Answer, lang: str) -> str:
    """What can be done with an answer; files of the kinds that the worked example has."""
    buttons = "".join(
        (
            _button(_("复制答案"), lang, action="copy"),
            *(_button(_FILES[kind], lang, action="download", kind=kind) for kind in offered(found)),
            _button(_("打印"), lang, action="print"),
        )
    )
    return (
        f'<p class="actions">{buttons} {_copied(lang)} <span data-failed role="alert" hidden>'
        f"{escape(_NO_FILE, lang)}</span></p>\n"
    )


_FILES = {
    "csv": _("下载表格（CSV）"),
    "xlsx": _("下载表格（Excel）"),
    "ics": _("加到日历（.ics）"),
    "json": _("下载数据（JSON）"),
}
_NO_FILE = _("文件没有做成，可能是网络断了。你填的内容还在，再按一次试试。")


def _button(label: Text, lang: str, **data: str) -> str:
    """A button that page.js knows by its `data`."""
    hooks = "".join(f' data-{name}="{value}"' for name, value in data.items())
    return f'<button type="button" class="md-button"{hooks}>{escape(label, lang)}</button>'


def _copied(lang: str) -> str:
    return f'<span data-copied role="status" hidden>{escape(_("已复制。"), lang)}</span>'


# --- the answer -------------------------------------------------------------------------------


def of_answer(form: Any, found: Answer, lang: str) -> str:
    """An answer: headline, facts, notes, charts, tables, working, assumptions, sources, next.

    `form` is what was read; it is said back, so that a misread number shows.
    """
    return "".join(
        (
            f'<p class="headline" data-headline data-kinds="{" ".join(offered(found))}">'
            f"{escape(found.headline, lang)}</p>\n",
            _facts(found.facts, lang),
            _list("notes", found.notes, lang),
            *(_paper(paper, lang) for paper in found.papers),
            *(_chart(chart, lang) for chart in found.charts),
            *(_table(table, lang) for table in found.tables),
            _folded("working", _("怎么算出来的"), found.working, lang),
            _folded("assumptions", _("这个答案的前提"), found.assumptions, lang),
            _read_back(form, lang),
            _sources(found.sources, lang),
            _next(found, lang),
        )
    )


def of_summary(form: Any, found: Answer, lang: str) -> str:
    """An answer within the print of a whole case: headline, facts, tables, and what was typed."""
    said = [escape(sentence, lang) for sentence in _said_back(form)]
    return "".join(
        (
            f'<p class="headline">{escape(found.headline, lang)}</p>\n',
            _facts(found.facts, lang),
            *(_table(table, lang) for table in found.tables),
            f'<p class="read-back">{(" · ").join(said)}</p>\n' if said else "",
        )
    )


def of_mistakes(name: str, invalid: Invalid, lang: str) -> str:
    """What cannot be read, each sentence linked to its field."""
    items = "".join(
        f'<li><a href="#{name}-{_identifier(field)}" data-error-for="{_identifier(field, ".")}">'
        f"{escape(sentence, lang)}</a></li>"
        for field, sentence in invalid.errors.items()
    )
    return (
        f'<div class="errors" data-error-summary tabindex="-1"><p>{escape(_MISTAKES, lang)}</p>'
        f"<ul>{items}</ul></div>\n"
    )


_MISTAKES = _("还差一点，改好下面几处就能算：")


def _identifier(field: str, dot: str = "-") -> str:
    return "".join(c if c.isalnum() or c == "_" else dot for c in field).translate(_ESCAPES)


def _facts(facts: Sequence[Fact], lang: str) -> str:
    if not facts:
        return ""
    items = "".join(
        f"<div><dt>{escape(fact.label, lang)}</dt><dd>{escape(fact.value, lang)}"
        + (f"<small>{escape(fact.note, lang)}</small>" if fact.note else "")
        + "</dd></div>"
        for fact in facts
    )
    return f'<dl class="facts">{items}</dl>\n'


def _list(kind: str, sentences: Sequence[Text], lang: str) -> str:
    if not sentences:
        return ""
    items = "".join(f"<li>{_raised(escape(sentence, lang))}</li>" for sentence in sentences)
    return f'<ul class="{kind}">{items}</ul>\n'


def _read_back(form: Any, lang: str) -> str:
    return _folded("read-back", _("你填的内容，我们这样理解"), _said_back(form), lang)


def _said_back(form: Any) -> list[Text]:
    return [
        _("{label}：{value}", label=question.label, value=question.show(getattr(form, name)))
        for name, question in questions(type(form)).items()
        if getattr(form, name) not in (None, (), "")
    ]


def _folded(kind: str, title: Text, sentences: Sequence[Text], lang: str) -> str:
    if not sentences:
        return ""
    return (
        f'<details class="{kind}"><summary>{escape(title, lang)}</summary>'
        f"{_list(kind, sentences, lang)}</details>\n"
    )


def _raised(escaped: str) -> str:
    """Turn ^{exponent}, already escaped, into a superscript."""
    html, *rest = escaped.split("^&#123;")
    for part in rest:
        exponent, _closed, after = part.partition("&#125;")
        html += f"<sup>{exponent}</sup>{after}"
    return html


_HEADED = ("letter", "card", "sheet")
"""Kinds of paper whose title stands on the paper itself; what is said or sent has none."""


def _paper(paper: Paper, lang: str) -> str:
    """A text to copy or print, in Chinese where it is for the lender, and what it says beside it."""
    title = escape(paper.title, lang)
    said_in = SOURCE_LANGUAGE if paper.for_lender else lang
    foreign = said_in != lang
    headed = paper.kind in _HEADED
    heading = f'<h3 class="paper-title">{title}</h3>'
    above = "" if headed and not foreign else heading
    first = ""
    if headed:
        first = (
            f'<p class="paper-heading">{escape(paper.title, said_in)}</p>' if foreign else heading
        )
    reading = (
        f'<div class="paper-reading"><p class="hint">{escape(_READING_COPY, lang)}</p>'
        f"<div>{_paper_lines(paper, lang)}</div></div>"
        if foreign
        else ""
    )
    copy = _button(_("复制这一份"), lang, action="copy-paper")
    printing = _button(_("打印这一份"), lang, action="print-paper")
    return (
        f'<section class="paper paper-{paper.kind}" data-paper aria-label="{title}">{above}'
        f'<div class="paper-text" data-paper-text lang="{LANG_TAGS[said_in]}">'
        f"{first}{_paper_lines(paper, said_in)}</div>{reading}"
        f'<p class="paper-buttons">{copy}{printing} {_copied(lang)}</p></section>\n'
    )


_READING_COPY = _("英文是给你对照看的；发给对方的是中文那一份。")


def _paper_lines(paper: Paper, lang: str) -> str:
    return "".join(f"<p>{_BLANK.sub(_marked, escape(line, lang))}</p>" for line in paper.lines)


_BLANK = re.compile(r"_{4,}(?:（[^（）]*）| ?\([^()]*\))?")


def _marked(blank: re.Match[str]) -> str:
    """What the reader still has to write, so that it is seen."""
    return f"<mark>{blank[0]}</mark>"


def _table(table: Table, lang: str) -> str:
    heads = "".join(f'<th scope="col">{escape(column, lang)}</th>' for column in table.columns)
    cell = _cells(lang)
    body = "".join(
        f'<tr><th scope="row">{cell(row[0])}</th>'
        + "".join([f"<td>{cell(value)}</td>" for value in row[1:]])
        + "</tr>\n"
        for row in table.rows
    )
    caption = escape(table.caption, lang)
    total = (
        f'<tfoot><tr><th scope="row">{cell(table.total[0])}</th>'
        + "".join(f"<td>{cell(value)}</td>" for value in table.total[1:])
        + "</tr></tfoot>"
        if table.total
        else ""
    )
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{caption}">'
        f'<table class="rows-table"><caption>{caption}</caption><thead><tr>{heads}</tr></thead>\n'
        f"<tbody>{body}</tbody>{total}</table></div>\n"
    )


def _cells(lang: str) -> Any:
    """How a table cell is written; the common kinds first, as tables can have thousands of cells."""

    def cell(value: Any) -> str:
        if type(value) is Decimal:
            return grouped(value)
        if value is None:
            return ""
        if isinstance(value, date):
            return value.isoformat() if lang == "zh" else say_date(value, lang)
        return escape(value, lang)

    return cell


def _chart(chart: Chart, lang: str) -> str:
    """A Charts.css table: the numbers stay readable as a table without any style sheet."""
    top = max((sum(parts, Decimal(0)) for _label, parts in chart.points), default=Decimal(0))
    series = len(chart.series)
    shape = f"charts-css {chart.shape} show-heading show-labels data-spacing-2"
    shape += " multiple stacked" if series > 1 else ""
    heads = "".join(f'<th scope="col">{escape(name, lang)}</th>' for name in chart.series)
    quantity = Yuan if chart.unit == "yuan" else Percent
    body = "".join(
        f'<tr><th scope="row">{escape(label, lang)}</th>'
        + "".join(
            f'<td style="--size: {_size(part, top)}"><span class="data">'
            f"{escape(quantity(part), lang)}</span></td>"
            for part in parts
        )
        + "</tr>\n"
        for label, parts in chart.points
    )
    legend = "".join(f"<li>{escape(name, lang)}</li>" for name in chart.series)
    legend = (
        f'<ul class="charts-css legend legend-inline legend-square">{legend}</ul>'
        if series > 1
        else ""
    )
    return (
        f'<figure class="chart chart-{chart.shape}"><table class="{shape}">'
        f"<caption>{escape(chart.caption, lang)}</caption>"
        f"<thead><tr><td></td>{heads}</tr></thead>\n<tbody>{body}</tbody></table>{legend}</figure>\n"
    )


def _size(part: Decimal, top: Decimal) -> str:
    return str((part / top).quantize(Decimal("0.0001"))) if top > 0 and part > 0 else "0"


def _sources(sources: Iterable[Figure | Rule], lang: str) -> str:
    items = "".join(_source(source, lang) for source in sources)
    if not items:
        return ""
    title = escape(_("用到的规定和数据"), lang)
    return f'<details class="sources"><summary>{title}</summary><ul>{items}</ul></details>\n'


def _source(source: Figure | Rule, lang: str) -> str:
    found = cited(source, lang)
    since = f" <span>{escape(found.since, lang)}</span>" if found.since else ""
    return (
        f'<li>{escape(found.says, lang)}{since} — <a href="{SOURCES}#{found.rule}">'
        f"{_quoting(found.title, lang)}</a> <small>{escape(found.checked, lang)} "
        f"{_quoting(found.caveat, lang)}</small></li>"
    )


def _quoting(text: str, lang: str) -> str:
    """Escaped, with Chinese words in another language marked as such, for screen readers."""
    said = escape(text, lang)
    if lang == SOURCE_LANGUAGE:
        return said
    return _CHINESE.sub(rf'<span lang="{LANG_TAGS[SOURCE_LANGUAGE]}">\g<0></span>', said)


def _next(found: Answer, lang: str) -> str:
    items = "".join(
        f'<li><a href="../../calculators/{step.name}/{_fragment(step.values)}">'
        f"{escape(step.reason, lang)}</a></li>"
        for step in found.next
        if step.reason is not None
    )
    title = escape(_("接下来可以算"), lang)
    return f'<p class="next-title">{title}</p><ul class="next">{items}</ul>\n' if items else ""


def _fragment(values: Mapping[str, str]) -> str:
    """The values after a #, which no browser sends to a server; empty for none."""
    pairs = (f"{_quoted(name)}={_quoted(typed)}" for name, typed in values.items())
    return "#" + "&amp;".join(pairs) if values else ""


def _quoted(text: str) -> str:
    return "".join(
        chr(byte) if (chr(byte).isalnum() and byte < 128) or chr(byte) in "._-" else f"%{byte:02X}"
        for byte in text.encode()
    )
