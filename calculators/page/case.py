"""The dossier in words and tags: notes beside the questions of a form, and the page of one's case.

Besides `html.py` the only file that writes a tag. Everything typed or translated is escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import calculators
from calculators.page import dossier as d
from calculators.page import html
from calculators.page.answer import Answer, Event
from calculators.page.fields import Invalid, Question, flat
from calculators.page.html import escape
from calculators.page.words import Text, _, say, say_date

# --- beside the questions of a form -----------------------------------------------------------


def notes(
    name: str, values: d.Typed, mine: Set[str], dossier: d.Dossier, lang: str
) -> dict[str, Any]:
    """For the page script: texts to put into the form, and the notes beside its questions.

    `{"taken": {question: {field: text}}, "notes": {question: html}, "examples": html}`.
    """
    found = d.fill(name, values, mine, dossier, lang)
    known = calculators.form(name)
    beside = {asked: _taken(offer.source, lang) for asked, offer in found.taken.items()}
    beside |= {asked: _taken(source, lang) for asked, source in found.agreed.items()}
    beside |= {
        asked: _offered(asked, known[asked], offer, lang) for asked, offer in found.offered.items()
    }
    return {
        "taken": {asked: dict(offer.texts) for asked, offer in found.taken.items()},
        "notes": beside,
        "examples": _examples([known[asked].label for asked in found.examples], lang),
    }


def _taken(source: str, lang: str) -> str:
    return f'<p class="kept-note">{escape(_("取自："), lang)}{_link(source, "../../", lang)}</p>'


def _offered(asked: str, question: Question, offer: d.Offer, lang: str) -> str:
    texts = json.dumps(dict(offer.texts), ensure_ascii=False)
    return (
        f'<p class="kept-note kept-offer">{_link(offer.source, "../../", lang)}'
        f"{escape(_('：现在是 {value}。', value=_said(question, offer.texts)), lang)} "
        f'<button type="button" class="md-button" data-kept-take="{asked}"'
        f' data-values="{escape(texts, lang)}">{escape(_("换成这个"), lang)}</button></p>'
    )


def _said(question: Question, texts: d.Typed) -> Any:
    """What a question would say with these texts."""
    if question.row is not None:
        return _("{count} 行", count=len({field.split(".")[1] for field in texts}))
    read = d.reading(question, next(iter(texts.values())))
    return next(iter(texts.values())) if read is None else question.show(read)


def _examples(labels: Sequence[Text], lang: str) -> str:
    if not labels:
        return ""
    named = _listed([say(label, lang) for label in labels[:4]], lang)
    sentence = (
        _("还是示例的数字，没有存，也不带到别的表：{labels}。", labels=named)
        if len(labels) <= 4
        else _(
            "还是示例的数字，没有存，也不带到别的表：{labels}等 {count} 项。",
            labels=named,
            count=len(labels),
        )
    )
    return (
        f'<p class="kept-examples">{escape(sentence, lang)} <button type="button" class="md-button"'
        f' data-kept-action="mine">{escape(_("这些也是我的"), lang)}</button></p>'
    )


def _listed(words: Sequence[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(words)


def _link(name: str, root: str, lang: str) -> str:
    title = escape(calculators.load(name).TITLE, lang)
    return f'<a href="{root}calculators/{name}/">{title}</a>'


# --- the road ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One step of the guide: its page, the calculators everybody needs there, and the others."""

    page: str
    title: Text
    needs: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


ROAD = (
    Step("stop", _("先止血"), (), ("refinance", "intermediary")),
    Step(
        "list",
        _("摸清家底"),
        ("debts",),
        ("arrears", "application", "replay", "reconcile"),
    ),
    Step(
        "cost",
        _("算清真实成本"),
        (),
        ("real_rate", "rate_units", "all_in_cost", "rate_cap", "minimum_payment"),
    ),
    Step("budget", _("算出能还多少"), ("budget", "split"), ("payoff", "lump_sum")),
    Step(
        "plan",
        _("定目标和方案"),
        ("plan",),
        ("instalment", "goal", "extension", "settlement", "compare"),
    ),
    Step("papers", _("备材料"), ("statement",), ("evidence",)),
    Step("contact", _("联系"), ("letter",), ("contact_log",)),
    Step("negotiate", _("谈判"), (), ("ladder", "rehearsal", "lender_view", "stress")),
    Step("agree", _("书面协议"), ("agreement",)),
    Step("pay", _("履约"), ("tracker",), ("calendar", "early_repayment")),
    Step("again", _("情况有变")),
    Step("refused", _("谈不成"), (), ("timeline", "court_costs")),
)

_STATES = {
    "done": _("做完了"),
    "looked": _("算过了"),
    "started": _("填了一半"),
    "next": _("下一步"),
    "open": _("还没填"),
    "": None,
}


@dataclass(frozen=True)
class Progress:
    """How far the reader is: what each filled form says, and the first form still needed."""

    said: Mapping[str, Answer | Invalid]
    next: str | None

    def state(self, step: Step) -> str:
        forms = _there((*step.needs, *step.others))
        if any(isinstance(self.said.get(name), Invalid) for name in forms):
            return "started"
        done = [name for name in forms if name in self.said]
        if done and all(name in self.said for name in _there(step.needs)):
            return "done" if step.needs else "looked"
        if self.next in step.needs:
            return "next"
        return "started" if done else "open" if forms else ""


def progress(dossier: d.Dossier) -> Progress:
    """Ask every form that has something typed in it."""
    said = {
        name: d.answer(name, typed)
        for name, typed in dossier.values.items()
        if d.is_filled(name, typed)
    }
    needed = (name for step in ROAD for name in _there(step.needs))
    missing = (name for name in needed if not isinstance(said.get(name), Answer))
    return Progress(said, next(missing, None))


def _there(names: Iterable[str]) -> list[str]:
    return [name for name in names if name in calculators.names()]


# --- the page of one's case -------------------------------------------------------------------

UP = "../"
"""The page lies one level deep in its language."""


def view(dossier: d.Dossier, today: str, pages: Sequence[str], lang: str) -> str:
    """Where the reader is, what comes next, what is due, what is missing, what has changed.

    `today` is the reader's day as 2026-11-22; `pages` are the pages of the guide that there are.
    """
    found = progress(dossier)
    return "".join(
        (
            _headline(found, lang),
            _due(found, today, lang),
            _missing(found, lang),
            _changed(dossier, found, lang),
            f"<h3>{escape(_('十二步走到哪了'), lang)}</h3>\n",
            '<ol class="case-road">',
            *(_step(step, found, pages, lang) for step in ROAD),
            "</ol>\n",
        )
    )


def _headline(found: Progress, lang: str) -> str:
    if found.next is None:
        sentence = escape(_("主要的表都填过了。按协议付款，情况变了就回来改数。"), lang)
        return f'<p class="headline" data-headline>{sentence}</p>\n'
    number, step = next(
        (index, step) for index, step in enumerate(ROAD, 1) if found.next in step.needs
    )
    where = escape(_("第 {number} 步：{title}。接着填：", number=number, title=step.title), lang)
    return f'<p class="headline" data-headline>{where}{_link(found.next, UP, lang)}</p>\n'


def _due(found: Progress, today: str, lang: str) -> str:
    now = _day(today)
    events = [
        (event, name)
        for name, said in found.said.items()
        if isinstance(said, Answer)
        for event in said.events
        if now is not None and event.day >= now
    ]
    if not events:
        return ""
    items = "".join(
        _event(event, name, lang) for event, name in sorted(events, key=lambda one: one[0].day)[:8]
    )
    return f'<h3>{escape(_("快到的日子"), lang)}</h3>\n<ul class="case-due">{items}</ul>\n'


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _event(event: Event, name: str, lang: str) -> str:
    return (
        f"<li><b>{escape(say_date(event.day, lang), lang)}</b> {escape(event.title, lang)}"
        f" <small>{_link(name, UP, lang)}</small></li>"
    )


def _missing(found: Progress, lang: str) -> str:
    items = "".join(
        f"<li>{_link(name, UP, lang)} <small>"
        f"{escape(_joined(said.errors.values(), lang), lang)}</small></li>"
        for name, said in found.said.items()
        if isinstance(said, Invalid)
    )
    if not items:
        return ""
    return f'<h3>{escape(_("还缺什么"), lang)}</h3>\n<ul class="case-missing">{items}</ul>\n'


def _joined(sentences: Iterable[Text], lang: str) -> str:
    return ("" if lang == "zh" else " ").join(say(sentence, lang) for sentence in sentences)


def _changed(dossier: d.Dossier, found: Progress, lang: str) -> str:
    """Forms in which another number stands than a form changed later says."""
    items = ""
    for name in found.said:
        typed = dossier.values[name]
        mine = {d.group(field) for field in typed}
        offered = d.fill(name, typed, mine, dossier, lang).offered
        known = calculators.form(name)
        for asked, offer in offered.items():
            empty = not d.is_typed(known[asked], d.of_question(asked, typed))
            if empty or known[asked].kind == "choice":  # nothing of the reader's that differs
                continue
            sentence = _(
                "“{label}”：别处现在是 {value}。",
                label=known[asked].label,
                value=_said(known[asked], offer.texts),
            )
            items += f"<li>{_link(name, UP, lang)} <small>{escape(sentence, lang)}</small></li>"
    if not items:
        return ""
    return f'<h3>{escape(_("别处改了的数"), lang)}</h3>\n<ul class="case-changed">{items}</ul>\n'


def _step(step: Step, found: Progress, pages: Sequence[str], lang: str) -> str:
    state = found.state(step)
    title = escape(step.title, lang)
    if step.page in pages:
        title = f'<a href="{UP}guide/{step.page}/">{title}</a>'
    said = _STATES[state]
    word = f" <small>{escape(said, lang)}</small>" if said else ""
    forms = _there(step.needs) + [name for name in _there(step.others) if name in found.said]
    rest = [name for name in _there(step.others) if name not in found.said]
    lines = "".join(f"<li>{_form(name, found, lang)}</li>" for name in forms)
    lines = f"<ul>{lines}</ul>" if lines else ""
    more = "".join(f"<li>{_link(name, UP, lang)}</li>" for name in rest)
    if more:
        more = f"<details><summary>{escape(_('这一步还能算'), lang)}</summary><ul>{more}</ul></details>"
    return (
        f'<li data-step="{step.page}" data-step-state="{state}">{title}{word}{lines}{more}</li>\n'
    )


def _form(name: str, found: Progress, lang: str) -> str:
    said = found.said.get(name)
    if isinstance(said, Answer):
        return f"{_link(name, UP, lang)} <small>{escape(said.headline, lang)}</small>"
    word = _("还没填") if said is None else _("填了一半")
    return f"{_link(name, UP, lang)} <small>{escape(word, lang)}</small>"


# --- on paper ---------------------------------------------------------------------------------


def printed(dossier: d.Dossier, today: str, *, redact: bool, lang: str) -> str:
    """The whole case for someone who advises or mediates, in the order of the road.

    With `redact`, lenders are 贷款方 A, B, … and every other text of the reader is left out.
    """
    now = _day(today)
    shown = redacted(dossier, lang) if redact else dossier
    title = _("我的情况（遮去名称）") if redact else _("我的情况")
    told = _("一般信息，不是法律意见。数字由本人填写，算法公开；本站不收费，不代办。")
    parts = [f"<h2>{escape(title, lang)}</h2>\n<p>"]
    if now is not None:
        parts.append(escape(_("{day}打印。", day=now), lang))
    parts.append(f"{escape(told, lang)}</p>\n")
    names = dict.fromkeys(name for step in ROAD for name in (*step.needs, *step.others))
    for name in (*names, *(name for name in calculators.names() if name not in names)):
        typed = shown.values.get(name)
        if typed is not None and d.is_filled(name, typed):
            parts.append(_part(name, typed, lang))
    return "".join(parts)


def _part(name: str, typed: d.Typed, lang: str) -> str:
    module = calculators.load(name)
    title = f"<h3>{escape(module.TITLE, lang)}</h3>\n"
    try:
        form, found = d.result(name, typed)
    except Invalid as invalid:
        told = escape(_("还没填完："), lang) + escape(_joined(invalid.errors.values(), lang), lang)
        return f'<section class="case-part">{title}<p>{told}</p></section>\n'
    return f'<section class="case-part">{title}{html.of_summary(form, found, lang)}</section>\n'


_NUMBERS_IN_WORDS = re.compile(
    r"[\d.,，。%‰/万千百分之厘一二两三四五六七八九零半 -]{1,16}", re.ASCII
)


def redacted(dossier: d.Dossier, lang: str) -> d.Dossier:
    """The same numbers without anybody's words: only the site's own names of lines stay."""
    letters: dict[str, str] = {}
    values = {
        name: {field: _redacted(name, field, text, letters, lang) for field, text in typed.items()}
        for name, typed in dossier.values.items()
    }
    return replace(dossier, title="", values=values)


def _redacted(name: str, field: str, text: str, letters: dict[str, str], lang: str) -> str:
    asked = d.question(calculators.form(name), field)
    if asked is None or not text.strip():
        return ""
    cell = field.rpartition(".")[2]
    if cell == "lender":
        place = len(letters)
        letter = chr(65 + place % 26) + (str(place // 26 + 1) if place >= 26 else "")
        return letters.setdefault(text.strip(), say(_("贷款方 {letter}", letter=letter), lang))
    if cell.endswith("last4"):
        return ""
    if asked.kind in ("money", "rate", "count", "choice", "day"):
        return text if d.reading(asked, text) is not None else ""
    if asked.kind == "amounts" or _NUMBERS_IN_WORDS.fullmatch(text) or _ours(name, field, text):
        return text
    return say(_("（略）"), lang) if asked.required else ""


def _ours(name: str, field: str, text: str) -> bool:
    """Whether a worked example has this very text in this column."""
    column = re.sub(r"\.\d+\.", ".", field)
    module = calculators.load(name)
    given = [calculators.example(name, lang) for lang in ("zh", "en")] + [*module.EXAMPLES.values()]
    return any(
        text in (say(words, "zh"), say(words, "en"))
        for values in given
        for shown, words in flat(module.Form, values).items()
        if re.sub(r"\.\d+\.", ".", shown) == column
    )


# --- the page before any script ---------------------------------------------------------------


def section(pages: Sequence[str], lang: str) -> str:
    """The tools of the page: keep, look, print, hand on, take in, erase. Needs scripts to work."""
    return "".join(
        (
            f'<section class="case calculator" data-case data-state="static"'
            f' lang="{html.LANG_TAGS[lang]}" data-version="{d.VERSION}"'
            f' data-title="{escape(_DEFAULT_TITLE, lang)}" data-pages="{" ".join(pages)}"'
            f' aria-labelledby="case-title">\n',
            f'<h2 class="calculator-title" id="case-title">{escape(_("这台设备上的档案"), lang)}</h2>\n',
            f"<noscript><p>{escape(_NO_SCRIPT, lang)}</p></noscript>\n",
            _sayings(lang),
            f'<div data-case-when="off" hidden>{_off(lang)}</div>\n',
            f'<div data-case-when="on" hidden>{_on(lang)}</div>\n',
            f'<div data-case-when="off on" hidden>{_always(lang)}</div>\n',
            "</section>\n",
            '<div class="case-print" data-case-print hidden></div>\n',
        )
    )


_DEFAULT_TITLE = _("我的档案")
_NO_SCRIPT = _("这里没有运行脚本，不能存档案。要留住数字，请抄在纸上，或把算好的页面打印出来。")
_PLAIN_WARNING = _("别写真名、证件号、卡号。写得出是谁就行，例如“甲”“案一”。")

SAYINGS: Mapping[str, Text] = {
    "kept": _("已存在这台设备上。以后填的，会自动存进去。"),
    "closed": _("已收起来。档案还在这台设备上，新填的不再存进去。"),
    "named": _("名字改好了。"),
    "imported": _("已导入，作为另一份档案。原来的没有动。"),
    "example": _("已打开示例，作为另一份档案。可以随便改，不用了就删除。"),
    "same": _("这台设备上已经有一模一样的一份，没有重复导入。"),
    "removed": _("这一份已删除。"),
    "erased": _(
        "已全部删除：档案、这个标签页里填的、缓存的页面和计算程序。下载过的文件不归浏览器管，要自己删。"
    ),
    "left": _("没有删干净。请关掉本站的其他窗口再按一次，或在浏览器设置里清除本站数据。"),
    "copied": _("已复制。"),
    "refused": _("浏览器不让本站存东西，例如无痕窗口就是这样。什么都没有存。可以导出文件。"),
    "full": _("设备的存储满了，没有存进去。请腾出一些空间，或导出文件。"),
    "newer": _("这台设备上的档案是更新的版本写的。请联网刷新页面再试。什么都没有动。"),
    "broken": _("存着的档案读不出来。它还在，没有动：可以在下面看原文、导出或删除。"),
    "gone": _("这份档案已经在别处删了。"),
    "passphrase": _("口令不对，或文件坏了。什么都没有改。"),
    "short": _("口令至少 8 个字符，长一点、几个词连起来更好。"),
    "differ": _("两次口令不一样。"),
    "sealed": _("这是加密的文件。请填口令，再按导入。"),
    "insecure": _("这个地址不是加密连接，浏览器不给加密功能。可以导出普通文件。"),
    "big": _("文件太大了，不像是本站的档案。"),
    "unreadable": _("这不是本站的档案，或者文件坏了。什么都没有改。"),
    "later": _("文件是更新的版本写的。请联网刷新页面再试。什么都没有改。"),
    "nothing": _("还没选文件，也没粘贴内容。"),
    "empty": _("这个标签页里还没填什么，没有可导出的。"),
    "failed": _("计算程序没有启动成功，可能是网络慢。档案没有动，请刷新页面再试。"),
}
"""What the page can tell, by the key that the script knows."""


def _sayings(lang: str) -> str:
    told = "".join(
        f'<p data-say="{key}" hidden>{escape(sentence, lang)}</p>'
        for key, sentence in SAYINGS.items()
    )
    undo = _button("undo", _("撤销"), lang)
    return (
        f'<div class="case-said" data-case-said role="status">{told}<p data-say="" hidden></p></div>'
        f"<p data-case-undo hidden>{undo}</p>\n"
    )


def _off(lang: str) -> str:
    told = _("现在没有存任何东西：填的内容只在标签页里，关掉就没了。要接着用，就存在这台设备上。")
    return (
        f"<p>{escape(told, lang)}</p><p>{_button('keep', _('在本机保存'), lang, primary=True)}</p>"
    )


def _on(lang: str) -> str:
    using = escape(_("正在用："), lang)
    return "".join(
        (
            f"<p>{using}<b data-case-title></b> <small data-case-changed></small></p>\n",
            '<div class="answer" data-case-view aria-busy="true"></div>\n',
            f'<p class="buttons">{_button("print", _("打印整份"), lang, primary=True)}'
            f"{_button('redact', _('打印遮去名称的一份'), lang)}</p>\n",
            _folded(
                "kept",
                _("看看存了什么"),
                f"<p>{escape(_KEPT_TOLD, lang)}</p>"
                f'<pre data-case-kept tabindex="0" aria-label="{escape(_("存的全部内容"), lang)}"></pre>'
                f"<p>{_button('copy', _('复制'), lang)}</p>"
                f"<p>{escape(_VERSIONS_TOLD, lang)} <code data-case-versions></code></p>",
                lang,
            ),
            _folded(
                "rename",
                _("改名、收起、删除这一份"),
                _input("case-name", _("这份档案叫什么"), "text", _PLAIN_WARNING, lang)
                + f"<p>{_button('rename', _('改名'), lang)}</p>"
                + f"<p>{_button('close', _('收起来，先不存了'), lang)}"
                + f" {_button('remove', _('删除这一份'), lang)}</p>",
                lang,
            ),
        )
    )


_KEPT_TOLD = _("下面就是存着的全部内容。它在这台设备的浏览器里，不会发到任何地方。")
_VERSIONS_TOLD = _("另外只记着每张表存过几次，用来发现两个窗口同时在改：")


def _export(lang: str) -> str:
    told = _("普通文件谁拿到都能看。加密的文件要口令才能打开；口令忘了，没有人能找回。")
    return (
        f"<p>{escape(told, lang)}</p><p>{_button('export', _('导出普通文件'), lang)}</p>"
        + _input("case-secret", _("口令"), "password", _("至少 8 个字符。"), lang)
        + _input("case-secret-again", _("口令再写一遍"), "password", None, lang)
        + f"<p>{_button('seal', _('导出加密文件'), lang)}</p>"
    )


def _always(lang: str) -> str:
    stories = " ".join(
        f'<button type="button" class="md-button" data-case-action="example" data-story="{story}">'
        f"{escape(title, lang)}</button>"
        for story, title in d.EXAMPLES.items()
    )
    others = (
        f"<div data-case-others hidden><p>{escape(_('这台设备上的档案：'), lang)}</p>"
        f"<ul data-case-list></ul><template><li><span data-title></span> <small data-changed></small> "
        f"{_button('open', _('打开'), lang)}</li></template></div>"
    )
    new = (
        _input("case-new", _("给谁的（只写代号）"), "text", _PLAIN_WARNING, lang)
        + f"<p>{_button('new', _('另建一份'), lang)}</p>"
    )
    file = (
        f'<p class="case-field"><label for="case-file">{escape(_("档案文件"), lang)}</label>'
        '<input id="case-file" type="file" accept=".json,application/json"></p>'
        f'<p class="case-field"><label for="case-text">{escape(_("或把内容粘贴在这里"), lang)}</label>'
        '<textarea id="case-text" rows="3" autocomplete="off" spellcheck="false"></textarea></p>'
    )
    secret = _input("case-open", _("文件加了密的，填口令"), "password", None, lang)
    erase = _(
        "一次删掉本站在这台设备上的全部内容：所有档案、填过的数、缓存的页面和程序。不能恢复。"
    )
    return "".join(
        (
            _folded("others", _("几份档案：帮几个人，就建几份"), others + new, lang),
            _folded("export", _("导出成文件"), _export(lang), lang),
            _folded(
                "import",
                _("导入档案文件"),
                f"{file}{secret}<p>{_button('import', _('导入'), lang)}</p>",
                lang,
            ),
            _folded("examples", _("打开一份示例档案"), f'<p class="stories">{stories}</p>', lang),
            f'<p class="case-erase">{escape(erase, lang)}</p>',
            f"<p>{_button('erase', _('全部删除'), lang)}</p>",
        )
    )


def _folded(kind: str, title: Text, inside: str, lang: str) -> str:
    return f'<details data-case-fold="{kind}"><summary>{escape(title, lang)}</summary>{inside}</details>\n'


def _button(action: str, label: Text, lang: str, *, primary: bool = False) -> str:
    kind = "md-button md-button--primary" if primary else "md-button"
    return (
        f'<button type="button" class="{kind}" data-case-action="{action}">'
        f"{escape(label, lang)}</button>"
    )


def _input(key: str, label: Text, kind: str, hint: Text | None, lang: str) -> str:
    told = f'<small id="{key}-hint">{escape(hint, lang)}</small>' if hint else ""
    described = f' aria-describedby="{key}-hint"' if hint else ""
    return (
        f'<p class="case-field"><label for="{key}">{escape(label, lang)}</label>{told}'
        f'<input id="{key}" type="{kind}" autocomplete="off"{described}></p>'
    )
