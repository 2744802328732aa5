"""What is made from data: every rule, every figure, every case, the speed; as Markdown with HTML."""

import json
import tomllib
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import calculators
from calculators.law import Figure
from calculators.law import figures as figure_names
from calculators.page.words import say, say_date
from scripts import facts

CASES = Path(__file__).parent.parent / "tests" / "cases"

# The chapters of about/sources: their titles, and the topics of docs/_data/law.yml in them.
CHAPTERS: Sequence[tuple[str, str, str]] = [
    (
        "协商与借款合同",
        "Negotiating and the loan contract",
        "negotiation-basics loan-contract extension early-repayment agreement waiver allocation"
        " set-off breach contract-terms",
    ),
    (
        "利息、费用和上限",
        "Interest, charges and ceilings",
        "cost-disclosure interest-cap penalty-interest liquidated-damages",
    ),
    ("信用卡", "Credit cards", "credit-card credit-card-instalment"),
    ("放款机构要守的规矩", "What lenders must observe", "lender-rules"),
    ("催收和个人信息", "Collection and personal data", "collection collection-crime privacy"),
    ("债权转让、担保和家人", "Assignment, guarantors and family", "assignment guarantor family"),
    ("诉讼时效", "Limitation", "limitation"),
    (
        "投诉、调解和求助",
        "Complaints, mediation and help",
        "complaint mediation help hardship",
    ),
    (
        "法院和执行",
        "Courts and enforcement",
        "payment-order lawsuit court-fees evidence preservation enforcement insolvency",
    ),
    ("征信", "Credit reports", "credit-report"),
    ("骗局和犯罪界线", "Scams, and where crime begins", "scams crime-lines"),
    ("其他", "Other", "tax pointers"),
]

STATISTICS = ("统计数字", "Statistics")


def sources(language: str) -> str:
    """All rules by chapter, then the statistics; the id of each is the id of its heading."""
    column = 0 if language == "zh" else 1
    rules = facts.read("law").values()
    chapters = [
        (chapter[column], [entry for entry in rules if entry["topic"] in chapter[2].split()])
        for chapter in CHAPTERS
    ]
    listed = {entry["id"] for _, entries in chapters for entry in entries}
    if missing := [entry["id"] for entry in rules if entry["id"] not in listed]:
        raise facts.Unknown(f"topic in no chapter of scripts/tables.py: {', '.join(missing)}")
    chapters.append((STATISTICS[column], list(facts.read("statistics").values())))
    pieces = []
    for number, (title, entries) in enumerate(chapters, start=1):
        pieces += [
            f"### {title} {{ #chapter-{number} }}",
            "".join(_rule(entry, language) for entry in entries),
        ]
    return "\n\n".join(pieces)


def _rule(entry: facts.Entry, language: str) -> str:
    """One rule: its title, what it says in our words, who issued it, how it was checked, caveat."""
    zh = language == "zh"
    issuer = escape(entry[f"issuer_{language}"])
    if home := entry.get("official_home"):
        issuer = f'<a href="{escape(home)}" rel="noopener">{issuer}</a>'
    told = [issuer]
    if status := entry.get(f"status_{language}"):
        told.append(escape(status))
    if effective := entry.get("date_effective"):
        since = facts.since(effective, language)
        told.append(f"{since}起施行" if zh else f"effective {since}")
    checked = facts.checked(facts.day(entry["checked"]), entry["seen"], language)
    return "".join(
        (
            f'<section class="rule"><h4 id="{entry["id"]}">{escape(entry[f"title_{language}"])}</h4>',
            f"<p>{escape(entry[says])}</p>" if (says := f"says_{language}") in entry else "",
            f'<p class="fine">{("；" if zh else "; ").join(told)}{"。" if zh else "."}',
            f"{'' if zh else ' '}{checked}</p>",
            f'<p class="caveat">{escape(entry.get(f"caveat_{language}") or "")}</p></section>\n',
        )
    )


def figures(language: str) -> str:
    """Every figure: its value now and before, with the rule it comes from."""
    zh = language == "zh"
    rows = []
    for name in figure_names():
        now, *earlier = facts.periods(name)
        values = _value(now, language)
        if earlier:
            more = f"以前的 {len(earlier)} 个数" if zh else f"{len(earlier)} earlier"
            older = "".join(f"<li>{_value(found, language)}</li>" for found in earlier)
            values += f"<details><summary>{more}</summary><ul>{older}</ul></details>"
        source = escape(now.source_zh if zh else now.source_en)
        caveat = escape(now.caveat_zh if zh else now.caveat_en)
        rows.append(
            [
                f'<span id="{name}">{escape(now.title_zh if zh else now.title_en)}</span>',
                values,
                f'<a href="#{now.rule}">{source}</a>',
                f"{facts.checked(now.checked, now.seen, language)} {caveat}",
            ]
        )
    if zh:
        return _table("计算器用到的数字", ("数字", "数值", "出处", "核对与保留"), rows)
    return _table("Figures in use", ("Figure", "Value", "Source", "Check and caveat"), rows)


def _value(found: Figure, language: str) -> str:
    """A value with the days on which it holds."""
    value = facts.number(found.value, found.unit, language)
    since = say_date(found.since, language)
    if found.until:
        until = say_date(found.until, language)
        days = f"{since}起，{until}前" if language == "zh" else f"from {since} until before {until}"
    else:
        days = f"{since}起" if language == "zh" else f"from {since}"
    return f"{value}<br><small>{days}</small>"


def accuracy(language: str) -> str:
    """Every case with its source and the results that our calculators must give."""
    zh = language == "zh"
    pieces = []
    for name in calculators.names():
        cases = [case for case in _cases() if case["calculator"] == name]
        if not cases:
            continue
        title = escape(say(calculators.load(name).TITLE, language))
        rows = [_case(case, language) for case in cases]
        titles = ("例子", "来源", "结果") if zh else ("Example", "Source", "Results")
        pieces += [f"### {title} {{ #{name} }}", _table(title, titles, rows)]
    return "\n\n".join(pieces)


def _cases() -> list[dict[str, Any]]:
    return [tomllib.loads(file.read_text("utf-8")) for file in sorted(CASES.glob("*.toml"))]


def _case(case: dict[str, Any], language: str) -> list[str]:
    source = case["source"]
    citation = escape(source["citation"])
    if link := source.get("link"):
        citation = f'<a href="{escape(link)}" rel="noopener">{citation}</a>'
    results = [f"{name} = {value}" for name, value in case.get("expect", {}).items()]
    results += [
        f"{name} = {about['value']} ± {about['within']}"
        for name, about in case.get("expect_about", {}).items()
    ]
    rows = case.get("expect_rows", {})
    if rows:
        results.append(f"{len(rows)} 行明细" if language == "zh" else f"{len(rows)} rows")
    if refused := case.get("refuses"):
        fields = ", ".join(refused["fields"])
        results.append(f"拒绝：{fields}" if language == "zh" else f"refused: {fields}")
    items = "".join(f"<li><code>{escape(result)}</code></li>" for result in results)
    proves = case["proves_zh" if language == "zh" else "proves"]
    example = f"{escape(case[f'title_{language}'])}<br><small>{escape(proves)}</small>"
    return [example, citation, f"<ul>{items}</ul>"]


LARGE_ZH = {
    "600 instalments": "600 期分期",
    "100 debts in order": "100 笔债排先后",
    "100 debts refinanced": "100 笔债借新还旧",
    "5 plans of 60 months": "5 个方案，各 60 期",
}
"""The large questions of scripts/bench, in Chinese."""


def speed(language: str) -> str:
    """What scripts/bench measured; before its first run there is nothing to show."""
    report = facts.DATA / "speed.json"
    if not report.exists():
        return ""
    found = json.loads(report.read_text("utf-8"))
    kinds = ("stock", "first", "later")
    slow = found["slowed"]

    def start(of: Any) -> list[str]:
        return [f"{of['ms'][kind]['median'] / 1000:.2f} s" for kind in kinds]

    def answer(of: Any, rows: str) -> list[str]:
        return ["—", "—", f"{of[rows]['p50']:.1f} ms (p95: {of[rows]['p95']:.1f} ms)"]

    if language == "zh":
        titles = ("测了什么", "未改动的 Pyodide", "本站，第一次", "本站，以后")
        first, sent = "打开页面到第一个答案", "下载的字节（压缩后）"
        rows60, rows360 = "改一个数到新答案，60 行", "改一个数到新答案，360 行"
        slowed = f"，处理器放慢 {slow['factor']:.0f} 倍"
        caption = (
            f"{say_date(facts.day(found['measured']), language)}，{found['cores']} 核电脑，"
            f"{found['browser']}，每种 {found['runs']} 次的中位数；"
            f"生成整个网站用时 {found['build_seconds']:.0f} 秒"
        )
    else:
        titles = ("What", "Pyodide as shipped", "This site, first visit", "This site, later")
        first, sent = "Opening the page to the first answer", "Bytes downloaded (compressed)"
        rows60 = "Changing a number to the new answer, 60 rows"
        rows360 = "Changing a number to the new answer, 360 rows"
        slowed = f", processor slowed {slow['factor']:.0f} times"
        caption = (
            f"{say_date(facts.day(found['measured']), language)}, a computer with "
            f"{found['cores']} cores, {found['browser']}, medians of {found['runs']} runs each; "
            f"building the whole site took {found['build_seconds']:.0f} seconds"
        )
    sizes = [f"{found['start']['bytes'][kind] / 1e6:.2f} MB" for kind in kinds]
    table = [
        [first, *start(found["start"])],
        [first + slowed, *start(slow["start"])],
        [sent, *sizes],
        [rows60, *answer(found["answers"], "60")],
        [rows360, *answer(found["answers"], "360")],
        *(
            [LARGE_ZH[title] if language == "zh" else title, *answer(found["large"], title)]
            for title in found["large"]
        ),
        [rows60 + slowed, *answer(slow["answers"], "60")],
        [rows360 + slowed, *answer(slow["answers"], "360")],
    ]
    return _table(caption, titles, table)


def _table(caption: str, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table that becomes cards on a phone; roles keep it a table for screen readers there."""
    head = "".join(f'<th role="columnheader" scope="col">{title}</th>' for title in titles)
    body = "".join(
        '<tr role="row">'
        + "".join(
            f'<td role="cell" data-title="{title}">{cell}</td>'
            for title, cell in zip(titles, row, strict=True)
        )
        + "</tr>\n"
        for row in rows
    )
    return (
        f'<table class="cards" role="table"><caption>{caption}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
        f'<tbody role="rowgroup">{body}</tbody></table>\n'
    )
