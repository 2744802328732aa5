"""A schedule of payments as people really get it: an app's page, lines of a chat, spreadsheet cells.

A table is read by its headings. Anything else is read as one stream of days, numbers of instalments
and amounts, in which the words before an amount say what it is: 应还 766.67 is the payment, 本金 and
利息 are its parts, 剩余 and 合计 are neither. What is found stays text, as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from calculators.page.fields import Question, tidy, to_number

MOST_PASTED = 40_000
"""Characters that are looked at: more than a hundred lines of any schedule."""
_MOST_INSTALMENTS = 600
_MOST_AMOUNTS = 12

Row = dict[str, str]


@dataclass(frozen=True)
class Fields:
    """The names of the fields of one row: its day, its amount, its number if it is asked for.

    `done` says that payments are asked for that were made, not those to come.
    """

    day: str
    amount: str
    number: str | None

    @property
    def done(self) -> bool:
        return self.number is None


def fields_of(asked: Mapping[str, Question]) -> Fields | None:
    """The fields of a group of one day, one amount and perhaps a number; `None` for any other."""
    kinds = {question.kind: name for name, question in asked.items()}
    if len(kinds) != len(asked) or not {"day", "money"} <= set(kinds) <= {"day", "money", "count"}:
        return None
    return Fields(kinds["day"], kinds["money"], kinds.get("count"))


def rows(asked: Fields, pasted: str) -> list[Row]:
    """The rows in `pasted`; what has no amount, or neither day nor number, is left out."""
    lines = [_plain(line) for line in pasted[:MOST_PASTED].splitlines()]
    return list(_by_headings(asked, lines)) or list(_by_words(asked, lines))


def _plain(line: str) -> str:
    """Half-width; marks between sentences become blanks, so that none is taken for a decimal point."""
    line = re.sub(r"(?<=\d)，(?=\d{3}(?!\d))", ",", line.replace("\t", "|"))
    return re.sub(r"[\[\]()]", " ", tidy(re.sub(r"[。、，；]", " ; ", line)))


# --- a table with headings --------------------------------------------------------------------

_CELLS = re.compile(r"\s*[|│]\s*|\s{2,}|,(?!\d{3}(?!\d))")
_REST = re.compile(
    r"剩余|余额|余欠|结余|累计|未还本金|已还本金|balance|remaining|outstanding", re.IGNORECASE
)
_PART = re.compile(
    r"本金|利息|费|罚息|违约金|减免|principal|interest|fees?\b|charge", re.IGNORECASE
)
_SUM = re.compile(r"合计|总计|共计|总共|一共|总额|共$|\btotals?\b", re.IGNORECASE)
_PAYMENT = re.compile(
    r"应还|待还|已还|月供|还款|还$|金额|本息|扣款|支出|转出|转账|支付|付款|付$|payment|amount|paid|due",
    re.IGNORECASE,
)
_DAY = re.compile(r"日期|还款日|到期日|应还日|时间|\bdate|due date|^day$", re.IGNORECASE)
_NUMBER = re.compile(
    r"期[数次号序]|序号|^期$|^第?几?期$|^no\.?$|^#$|number|^instalments?$", re.IGNORECASE
)
_DONE = re.compile(r"已|实|支出|转出|paid", re.IGNORECASE)


def _by_headings(asked: Fields, lines: Sequence[str]) -> Iterator[Row]:
    """Rows below a line of headings that names a payment and a day or a number."""
    columns: dict[str, int] = {}
    wide = 0
    for line in lines:
        cells = _CELLS.split(line.strip("| "))
        if len(cells) > 1 and not re.search(r"\d", line):
            columns, wide = _columns(asked, cells), len(cells)
        elif columns and len(cells) == wide:
            row = {name: cells[index].strip() for name, index in columns.items()}
            if to_number(_bare(row[asked.amount])) is not None and _is_line(asked, row):
                yield {name: _cell(asked, name, cell) for name, cell in row.items()}


def _columns(asked: Fields, heads: Sequence[str]) -> dict[str, int]:
    """Which column holds which field; nothing when payment, or both day and number, are missing."""
    kinds = [_kind_of_heading(head) for head in heads]
    found = {}
    for name, kind in ((asked.day, "day"), (asked.amount, "payment"), (asked.number, "number")):
        places = [index for index, of in enumerate(kinds) if of == kind]
        fitting = [index for index in places if bool(_DONE.search(heads[index])) == asked.done]
        if name and places:
            found[name] = (fitting or places)[0]
    return found if asked.amount in found and len(found) > 1 else {}


def _kind_of_heading(head: str) -> str:
    for kind, pattern in (
        ("rest", _REST),
        ("day", _DAY),
        ("number", _NUMBER),
        ("part", _PART),
        ("payment", _PAYMENT),
        ("payment", _SUM),
    ):
        if pattern.search(head.strip()):
            return kind
    return ""


def _is_line(asked: Fields, row: Row) -> bool:
    """Not the line of sums, which has neither day nor number."""
    return any(re.search(r"\d", row.get(name or "", "")) for name in (asked.day, asked.number))


def _cell(asked: Fields, name: str, cell: str) -> str:
    return {asked.day: _day, asked.amount: _bare}.get(name, str)(cell)


def _bare(amount: str) -> str:
    """Without the sign of the currency, which comes in many shapes."""
    return re.sub(r"^[¥￥$]\s*|\s*(?:元整?|块钱?|RMB|yuan)$", "", amount, flags=re.IGNORECASE)


# --- words and numbers ------------------------------------------------------------------------

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_TOKEN = re.compile(
    rf"""
    (?P<day> \d{{4}}\s*[-/.年]\s*\d{{1,2}}\s*[-/.月]\s*\d{{1,2}}(?!\d)\s*[日号]?
            | (?<!\d)20\d{{6}}(?!\d)
            | \d{{1,2}}\s*月\s*\d{{1,2}}\s*[日号]?
            | \b\d{{1,2}}\s+(?:{_MONTHS})[a-z]*\.?,?\s+\d{{4}}
            | \b(?:{_MONTHS})[a-z]*\.?\s+\d{{1,2}},?\s+\d{{4}}
            | (?<![\d/.-])\d{{1,2}}[-/]\d{{1,2}}(?![\d/.-]|\s*期) )
  | (?P<number> 第\s*(?:\d{{1,3}}|[一二三四五六七八九十百零]{{1,6}})\s*(?:/\s*\d{{1,3}}\s*)?[期笔]
            | (?<![\d/.-])\d{{1,3}}\s*/\s*\d{{1,3}}\s*期
            | (?:\#|\binstall?ment\b)\s*\d{{1,3}}(?![\d.,]) )
  | (?P<every> 每个?[月期] | \bevery\b | \ba\ month\b | \bmonthly\b )
  | (?P<skip> (?:尾号|卡号|工单|编号|电话)\s*\d+ | \d*\*+\d+ | (?<!\d)\d{{11,}} | \d{{1,2}}:\d\d(?::\d\d)?
            | \d+(?:\.\d+)?\s*[%‰] | [共分]\s*\d{{1,3}}\s*期
            | \d+\s*(?:个月|[年月日号天人]|小时) )
  | (?P<count> \d{{1,3}}\s*期 )
  | (?P<amount> (?:[¥￥$]\s*)?(?:\d{{1,3}}(?:,\d{{3}}(?!\d))+|\d+)(?:\.\d+)?\s*[万千]?\s*(?:元|块钱?|RMB|yuan)? )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DOTTED_DAY = re.compile(r"^\s*(\d{1,2})\.(\d{1,2})(?=[^\d.])(?=.*\d)")


@dataclass
class _Record:
    """What has been read of one instalment."""

    first: str = ""
    day: str = ""
    number: str = ""
    amounts: list[tuple[str, str]] = field(default_factory=list)

    def add(self, kind: str, amount: str) -> None:
        if len(self.amounts) < _MOST_AMOUNTS:
            self.amounts.append((kind, amount))

    @property
    def complete(self) -> bool:
        return bool(self.amounts and (self.day or self.number))


def _by_words(asked: Fields, lines: Sequence[str]) -> Iterator[Row]:
    record, label, closed, expected = _Record(), "", False, 1
    for line in lines:
        new_line = True
        for kind, text, words in _tokens(asked, line, expected):
            label = f"{label} {words}"[-24:]
            if kind == "every":
                closed = True  # 每月还 766.67: a sum of each month, of no day
            elif kind in ("day", "number") or (kind == "amount" and not closed):
                if _starts_another(record, kind, new_line):
                    yield from _row(asked, record)
                    record = _Record()
                closed = False
                record.first = record.first or kind
                if kind == "amount":
                    record.add(_kind_of_amount(label), _bare(text))
                elif kind == "day":
                    record.day = _day(text)
                else:
                    record.number = _digits(text)
                    expected = int(record.number) + 1 if record.number else expected
                label = ""
                new_line = False
            if kind != "words":
                label = ""
    yield from _row(asked, record)


def _tokens(asked: Fields, line: str, expected: int) -> Iterator[tuple[str, str, str]]:
    """The kind and text of each token of a line, and the words before it; at last the words left."""
    dotted = _DOTTED_DAY.match(line)
    if dotted and not re.search(r"月|\d[-/]\d", line) and 1 <= int(dotted[1]) <= 12:
        line = f"{dotted[1]}月{dotted[2]}日" + line[dotted.end() :]
    found = list(_TOKEN.finditer(line))
    kinds = [match.lastgroup or "" for match in found]
    if found and _is_number(asked, line, found, kinds, expected):
        kinds[0] = "number"
    end = 0
    for kind, match in zip(kinds, found, strict=True):
        yield kind, match[0].strip(), line[end : match.start()]
        end = match.end()
    yield "words", "", line[end:]


def _is_number(
    asked: Fields, line: str, found: Sequence[re.Match[str]], kinds: Sequence[str], expected: int
) -> bool:
    """Whether a line begins with the number of an instalment: 1, 2, 3 …, or 1期."""
    text, before = found[0][0].strip(), line[: found[0].start()]
    if not asked.number or before.strip(" |#") or kinds[0] not in ("amount", "count"):
        return False
    if kinds[0] == "count":
        return "day" in kinds or int(_digits(text)) == expected
    if not re.fullmatch(r"\d{1,3}", text):
        return False
    numbered = "day" in kinds and "amount" in kinds[1:] and int(text) <= _MOST_INSTALMENTS
    alone = len(found) == 1 and line[found[0].end() :].strip(" |.:;")
    return numbered or (int(text) == expected and not alone)


def _starts_another(record: _Record, kind: str, new_line: bool) -> bool:
    """Whether a token belongs to the next instalment: what it says, this one has already."""
    if kind == "amount":
        return record.first == "amount" and new_line and record.complete
    return bool(getattr(record, kind)) or (record.complete and record.first == kind)


def _kind_of_amount(label: str) -> str:
    """What the words before an amount make of it."""
    last = [
        (match.end(), kind)
        for kind, pattern in (("part", _PART), ("payment", _PAYMENT), ("sum", _SUM))
        for match in pattern.finditer(label.rstrip(" |:=;¥￥"))
    ]
    return "rest" if _REST.search(label) else max(last)[1] if last else ""


def _row(asked: Fields, record: _Record) -> Iterator[Row]:
    amount = _payment(record.amounts)
    named = {asked.day: record.day, asked.number or "": record.number}
    row = {name: text for name, text in named.items() if name and text}
    if row and amount:
        yield row | {asked.amount: amount}


def _payment(amounts: Sequence[tuple[str, str]]) -> str:
    """The one that is paid: by its words, else the one that is the sum of others, else the first."""
    for wanted in ("payment", "", "sum"):
        found = [text for kind, text in amounts if kind == wanted]
        if found:
            return found[0] if wanted else _sum_of_others(found)
    parts = [_value(text) for kind, text in amounts if kind == "part"]
    return f"{sum(parts, Decimal(0)):f}" if parts else ""


def _sum_of_others(texts: Sequence[str]) -> str:
    """Of amounts without words, such as total, principal and interest: the sum of two or three."""
    values = [_value(text) for text in texts]
    for index, value in enumerate(values):
        others = values[:index] + values[index + 1 :]
        for start in range(len(others)):
            for size in (2, 3):
                if (
                    len(others[start : start + size]) == size
                    and value
                    and (sum(others[start : start + size], Decimal(0)) == value)
                ):
                    return texts[index]
    return texts[0]


def _value(text: str) -> Decimal:
    return to_number(text) or Decimal(0)


_CHINESE = {word: value for value, word in enumerate("零一二三四五六七八九")}


def _digits(number: str) -> str:
    """The number of an instalment, from 第12期, 3/60期 or 第十二期; "" for none."""
    plain = re.search(r"\d+", number)
    if plain:
        return plain[0]
    hundreds, _hundred, rest = number.strip("第期笔 ").rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = _CHINESE.get(hundreds, 0) * 100
    value += (_CHINESE.get(tens.lstrip("零"), 1 if ten and not tens else 0)) * 10 if ten else 0
    value += _CHINESE.get(ones.lstrip("零"), 0)
    return str(value) if value else ""


def _day(text: str) -> str:
    """As it was written; a day with an English month by year, month and day."""
    month = re.search(_MONTHS, text, re.IGNORECASE)
    if not month:
        return text
    day, year = sorted(re.findall(r"\d+", text), key=len)
    number = _MONTHS.split("|").index(month[0].title()) + 1
    return f"{year}-{number:02}-{int(day):02}"
