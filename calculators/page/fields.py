"""Questions: one field of a form each, and how typed text is read.

A form is a frozen dataclass whose fields are made by `money`, `rate`, `count`, `choice`, `day`,
`text`, `rows` and `amounts`. `read(Form, values)` turns text into a form or raises `Invalid` with a
sentence for every field that cannot be read. Reading is generous in spelling (full-width digits,
commas, 元, %, 万) and strict in meaning: what could be two numbers is refused.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from typing import Any, cast

from calculators.page.words import Instalments, Percent, Text, Yuan, _, say

MOST_MONEY = Decimal("1000000000.00")
MOST_MONTHS = 600
MOST_ROWS = 100
MOST_ANNUAL_RATE = Decimal(10)
MOST_TEXT = 200

Values = Mapping[str, Any]

_WIDE = Context(prec=100)
"""Exact for every number that `to_number` reads."""


class Invalid(ValueError):
    """What was typed cannot be used. `errors` has a sentence for each field by its name.

    A cell of a repeating group is named `group.index.field`, counted from 0.
    """

    def __init__(self, **errors: Text) -> None:
        self.errors: dict[str, Text] = errors
        super().__init__(" ".join(errors.values()))


class Unreadable(ValueError):
    """One piece of text cannot be read; the message says what to type."""

    def __init__(self, sentence: Text) -> None:
        self.sentence = sentence
        super().__init__(sentence)


@dataclass(frozen=True, kw_only=True)
class Question:
    """One field: what is asked, in which unit, and how the answer is read and said back.

    `example` is the text of the worked example ("" for none; a list of rows for a group).
    `default` is the value when nothing was typed; `required` refuses that. `more` folds the field
    away; `group` is a heading shared by neighbouring fields. `only` names a choice and the answers to
    it that make this question worth asking: for others the page hides it. `yields_to` names the
    questions to be answered instead of this one: its example gives way when one of them is. `files`
    lets the page fill the fields `name`, `size` and `sha256` of a repeating group from files of the
    reader's choice.
    """

    kind: str
    label: Text
    read: Callable[[str], Any]
    show: Callable[[Any], Any]
    unit: Text | None = None
    hint: Text | None = None
    example: Any = ""
    default: Any = None
    required: bool = False
    more: bool = False
    group: Text | None = None
    choices: Mapping[str, Text] = dataclasses.field(default_factory=dict)
    row: type | None = None
    only: tuple[str, tuple[str, ...]] | None = None
    yields_to: tuple[str, ...] = ()
    files: bool = False


def questions(form: type) -> dict[str, Question]:
    """The questions of a form or of one row of a group, by field name, in order."""
    return {field.name: field.metadata["question"] for field in dataclasses.fields(form)}


def read[F](form: type[F], values: Values) -> F:
    """Read `values` (text by field name; rows as lists of such) into a `form`.

    A group may also come flat, as `debts.0.balance`. Raises `Invalid` naming every bad field.
    """
    typed = _nested(values)
    asked = questions(form)
    errors = {name: _UNKNOWN_FIELD for name in typed if name not in asked}
    answers: dict[str, Any] = {}
    for name, question in asked.items():
        try:
            answers[name] = _answer(name, question, typed.get(name, ""))
        except Invalid as invalid:
            errors.update(invalid.errors)
    if errors:
        raise Invalid(**errors)
    return form(**answers)


def _answer(name: str, question: Question, typed: Any) -> Any:
    if question.kind == "rows":
        return _read_rows(name, question, typed)
    if question.kind == "amounts" and isinstance(typed, list):
        typed = "\n".join(
            str(row.get("amount", "") if isinstance(row, dict) else row) for row in typed
        )
    if isinstance(typed, int | Decimal):
        typed = str(typed)
    if not isinstance(typed, str):
        raise Invalid(**{name: _("这里要填文字或数字。")})
    if not typed.strip():
        if question.required:
            raise Invalid(**{name: _("请填写“{label}”。", label=question.label)})
        return question.default
    try:
        return question.read(typed)
    except Unreadable as unreadable:
        raise Invalid(**{name: unreadable.sentence}) from None


def _read_rows(name: str, question: Question, typed: Any) -> tuple[Any, ...]:
    if isinstance(typed, Mapping):
        typed = list(typed.values())
    if typed == "":
        typed = []
    if not isinstance(typed, list) or not all(isinstance(row, Mapping) for row in typed):
        raise Invalid(**{name: _("“{label}”要一行一行地填。", label=question.label)})
    if len(typed) > MOST_ROWS:
        raise Invalid(**{name: _("最多 {most} 行，请合并一些。", most=MOST_ROWS)})
    form = cast(type, question.row)
    free = {field for field, asked in questions(form).items() if asked.kind == "choice"}
    lines: list[Any] = []
    errors: dict[str, Text] = {}
    for index, row in enumerate(typed):
        if not any(str(cell).strip() for field, cell in row.items() if field not in free):
            continue  # an empty line of the form is no row
        try:
            lines.append(read(form, row))
        except Invalid as invalid:
            errors.update({f"{name}.{index}.{cell}": text for cell, text in invalid.errors.items()})
    if errors:
        raise Invalid(**errors)
    if question.required and not lines:
        raise Invalid(**{name: _("“{label}”至少要填一行。", label=question.label)})
    return tuple(lines)


def _nested(values: Values) -> dict[str, Any]:
    """Fold names such as `debts.0.balance` into rows; leave everything else as it is."""
    nested: dict[str, Any] = {}
    groups: dict[str, dict[int, dict[str, Any]]] = {}
    for name, value in values.items():
        group, _dot, rest = name.partition(".")
        index, _dot, cell = rest.partition(".")
        if cell and index.isascii() and index.isdigit() and len(index) < 5:
            groups.setdefault(group, {}).setdefault(int(index), {})[cell] = value
        else:
            nested[name] = value
    for group, typed in groups.items():
        lines: list[dict[str, Any]] = [{} for _gap in range(min(max(typed), MOST_ROWS) + 1)]
        for number, line in typed.items():
            lines[min(number, MOST_ROWS)] = line
        nested[group] = lines
    return nested


# --- how text is read -------------------------------------------------------------------------

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0x00A0: " ",
    0x202F: " ",
    0x2009: " ",
    ord("−"): "-",
    ord("–"): "-",
    ord("。"): ".",
    ord("、"): ",",
}
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_PLAIN_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_GROUPED_NUMBER = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
_SPACED_NUMBER = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:\.\d*)?", re.ASCII)
_TIMES = re.compile(r"(.+?)\s*[x×*X]\s*(\d{1,4})", re.ASCII)
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", re.ASCII)
_DATE_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)

_UNKNOWN_FIELD = _("没有这一项，请核对名称。")


def tidy(typed: str) -> str:
    """Half-width, without control characters and outer blanks."""
    return _CONTROL.sub("", typed).translate(_HALF_WIDTH).strip()


def to_number(typed: str) -> Decimal | None:
    """The exact number written in `typed`, or `None`: 1234.5, 1,234.5, 1 234.5, 3万, 1.2亿."""
    text, scale = tidy(typed), 0
    for word, zeros in (("亿", 8), ("万", 4), ("千", 3)):
        if text.endswith(word):
            text, scale = text[: -len(word)].rstrip(), zeros
            break
    if len(text) > 60:
        return None
    if _GROUPED_NUMBER.fullmatch(text):
        text = text.replace(",", "")
    elif _SPACED_NUMBER.fullmatch(text):
        text = text.replace(" ", "")
    elif not _PLAIN_NUMBER.fullmatch(text):
        return None
    return Decimal(text).scaleb(scale, context=_WIDE)


def _read_money(typed: str, low: Decimal, high: Decimal) -> Decimal:
    text = re.sub(r"^(?:人民币|RMB|CNY|¥)\s*", "", tidy(typed), flags=re.IGNORECASE)
    text = re.sub(r"\s*(?:元整?|块钱?|RMB|CNY|yuan)$", "", text, flags=re.IGNORECASE)
    amount = to_number(text)
    if amount is None:
        raise Unreadable(
            _("看不懂“{typed}”。请填金额，例如 38600 或 3.86万。", typed=_short(typed))
        )
    whole_fen = amount.quantize(Decimal("0.01"), context=_WIDE)
    if amount != whole_fen:
        raise Unreadable(_("金额最多到分，也就是两位小数，例如 1234.56。"))
    _within(amount, low, high, Yuan)
    return whole_fen


def _read_rate(typed: str, low: Decimal, high: Decimal, per: str) -> Decimal:
    text = re.sub(r"\s*(?:%|percent|百分之)$", "", tidy(typed), flags=re.IGNORECASE)
    text = re.sub(r"^百分之\s*", "", text)
    scale = 2
    if text.endswith("‰"):
        text, scale = text[:-1].rstrip(), 3
    number = to_number(text) if not re.search(r"[万千亿]", text) else None
    if number is None:
        fraction = _spoken_rate(text, per)
        if fraction is None:
            raise Unreadable(
                _("看不懂“{typed}”。请填百分数，例如 18 或 18%，都表示 18%。", typed=_short(typed))
            )
    else:
        fraction = number.scaleb(-scale)
    _within(fraction, low, high, Percent)
    return fraction


_DIGIT = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"两": 2}


def _spoken_rate(text: str, per: str) -> Decimal | None:
    """万分之五, 千分之六, 万五, 1分5厘: as a fraction for the period they are usually said of.

    分 and 厘 are monthly (1分 = 1 %), 万分之 is daily. Elsewhere they are refused with the reason.
    """
    parts = re.fullmatch(r"([万千])(?:分之)?([\d.]+|[一二两三四五六七八九])", text, re.ASCII)
    if parts:
        if per == "year":
            raise Unreadable(
                _("“{typed}”通常是日利率或月费率。这里请填年利率，例如 18%。", typed=text)
            )
        number = _spoken_number(parts[2])
        return None if number is None else number.scaleb(-4 if parts[1] == "万" else -3)
    parts = re.fullmatch(
        r"(?:([\d.]+|[一二两三四五六七八九])分)?(?:([\d.]+|[一二两三四五六七八九半])厘?)?",
        text,
        re.ASCII,
    )
    if parts and ("分" in text or "厘" in text):
        if per != "month":
            raise Unreadable(
                _("“{typed}”通常是月利率：1 分 = 每月 1%。这里请填百分数。", typed=text)
            )
        cents, tenths = _spoken_number(parts[1] or "0"), _spoken_number(parts[2] or "0")
        return None if cents is None or tenths is None else cents.scaleb(-2) + tenths.scaleb(-3)
    return None


def _spoken_number(text: str) -> Decimal | None:
    if text == "半":
        return Decimal(5)  # 一分半 is 1.5 %
    return Decimal(_DIGIT[text]) if text in _DIGIT else to_number(text)


def _read_count(typed: str, low: int, high: int, years: bool) -> int:
    text = tidy(typed)
    factor = 1
    if years and re.search(r"(?:年|years?)$", text, re.IGNORECASE):
        factor = 12
    number = to_number(re.sub(r"\s*(?:个?月|期|年|人|天|日|months?|years?|days?)$", "", text))
    if number is None or number != number.to_integral_value():
        raise Unreadable(_("看不懂“{typed}”。请填整数，例如 24。", typed=_short(typed)))
    _within(number * factor, Decimal(low), Decimal(high), int)
    return int(number) * factor


def _read_day(typed: str) -> date:
    text = tidy(typed)
    parts = _DATE.fullmatch(text) or _DATE_TOGETHER.fullmatch(text)
    if parts:
        year, month, number = (int(part) for part in parts.groups())
        if 1990 <= year <= 2199:
            try:
                return date(year, month, number)
            except ValueError:
                raise Unreadable(
                    _("日历上没有“{typed}”这一天，请核对。", typed=_short(typed))
                ) from None
    raise Unreadable(_("看不懂“{typed}”。请按年、月、日填，例如 2026-12-15。", typed=_short(typed)))


def _read_text(typed: str) -> str:
    text = " ".join(_CONTROL.sub("", typed).split())
    if len(text) > MOST_TEXT:
        raise Unreadable(_("最多 {most} 个字，请写短一些。", most=MOST_TEXT))
    return text


def _read_choice(typed: str, choices: Mapping[str, Text]) -> str:
    text = tidy(typed).lower()
    if text in choices:
        return text
    for key, label in choices.items():
        if text in (str(label).lower(), say(label, "en").lower()):
            return key
    raise Unreadable(
        _("没有“{typed}”这个选项。可以填：{keys}。", typed=_short(typed), keys=", ".join(choices))
    )


def _read_amounts(typed: str, low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """Amounts on lines of their own, or between blanks, semicolons or commas; `900 × 12` repeats."""
    text = re.sub(r"\s*[x×*X]\s*(?=\d)", "×", tidy(typed.replace("、", "\n")))
    amounts: list[Decimal] = []
    for piece in re.split(r"[\s;]+|,(?=\D|$)|,(?!\d{3}(?!\d))", text):
        if not piece:
            continue
        repeated = _TIMES.fullmatch(piece)
        times = int(repeated[2]) if repeated else 1
        amounts += [_read_money(repeated[1] if repeated else piece, low, high)] * times
        if len(amounts) > MOST_MONTHS:
            raise Unreadable(_("最多 {most}，请核对。", most=Instalments(MOST_MONTHS)))
    return tuple(amounts)


def _within(value: Decimal, low: Decimal, high: Decimal, unit: Callable[..., Any]) -> None:
    if value < low:
        raise Unreadable(_("不能小于 {low}。", low=unit(low)))
    if value > high:
        raise Unreadable(_("不能大于 {high}。", high=unit(high)))


def _short(typed: str) -> str:
    text = _read_text(typed[:80])
    return text if len(text) <= 24 else text[:24] + "…"


# --- kinds of question ------------------------------------------------------------------------


def _lines(values: tuple[Any, ...]) -> Text:
    return _("{count} 行", count=len(values))


def _field(question: Question) -> Any:
    return dataclasses.field(metadata={"question": question})


def money(label: Text, *, low: Decimal | int = 0, high: Decimal = MOST_MONEY, **more: Any) -> Any:
    """Money in yuan to the fen, `low` to `high`, as `Decimal`."""
    return _field(
        Question(
            kind="money",
            label=label,
            unit=_("元"),
            read=lambda typed: _read_money(typed, Decimal(low), high),
            show=Yuan,
            **more,
        )
    )


def rate(
    label: Text, *, per: str, low: Decimal | int = 0, high: Decimal | None = None, **more: Any
) -> Any:
    """A rate in per cent for each `per` ("year", "month", "day" or "once"), as a fraction."""
    top = MOST_ANNUAL_RATE / {"year": 1, "month": 12, "day": 360, "once": 1}[per]
    units = {"year": _("%／年"), "month": _("%／月"), "day": _("%／日"), "once": _("%")}
    places = {"year": 2, "month": 4, "day": 4, "once": 2}[per]
    return _field(
        Question(
            kind="rate",
            label=label,
            unit=units[per],
            read=lambda typed: _read_rate(typed, Decimal(low), top if high is None else high, per),
            show=lambda fraction: Percent(fraction, places),
            **more,
        )
    )


def count(
    label: Text,
    *,
    low: int = 0,
    high: int = MOST_MONTHS,
    unit: Text,
    years: bool = False,
    **more: Any,
) -> Any:
    """A whole number; with `years`, "2年" means 24."""
    return _field(
        Question(
            kind="count",
            label=label,
            unit=unit,
            read=lambda typed: _read_count(typed, low, high, years),
            show=lambda number: _("{number} {unit}", number=number, unit=unit),
            **more,
        )
    )


def day(label: Text, **more: Any) -> Any:
    """A calendar day, as `date`."""
    return _field(
        Question(kind="day", label=label, read=_read_day, show=lambda value: value, **more)
    )


def text(label: Text, **more: Any) -> Any:
    """A short text of the reader's own, as `str`; empty means ""."""
    more.setdefault("default", "")
    return _field(Question(kind="text", label=label, read=_read_text, show=str, **more))


def choice(label: Text, choices: Mapping[str, Text], **more: Any) -> Any:
    """One of `choices` (key → label); the default is the first unless given."""
    more.setdefault("default", next(iter(choices)))
    more.setdefault("example", more["default"])
    return _field(
        Question(
            kind="choice",
            label=label,
            choices=choices,
            read=lambda typed: _read_choice(typed, choices),
            show=lambda key: choices[key],
            **more,
        )
    )


def rows(label: Text, row: type, **more: Any) -> Any:
    """A repeating group: a tuple of `row` forms; with `files=True` the page offers to choose files."""
    return _field(
        Question(
            kind="rows",
            label=label,
            row=row,
            read=_read_text,
            show=_lines,
            **more,
        )
    )


def amounts(label: Text, *, low: Decimal | int = 0, high: Decimal = MOST_MONEY, **more: Any) -> Any:
    """A pasted list of amounts of money, as a tuple of `Decimal`."""
    more.setdefault("default", ())
    return _field(
        Question(
            kind="amounts",
            label=label,
            unit=_("元"),
            read=lambda typed: _read_amounts(typed, Decimal(low), high),
            show=_lines,
            **more,
        )
    )


def example(form: type, lang: str = "zh") -> dict[str, Any]:
    """The texts of the worked example, as `read` takes them; empty fields are left out."""
    return {
        name: [_said(row, lang) for row in asked.example]
        if asked.kind == "rows"
        else say(asked.example, lang)
        for name, asked in questions(form).items()
        if asked.example
    }


def flat(form: type, typed: Values, lang: str = "zh") -> dict[str, str]:
    """`typed` with a text for every field of `form`, rows as `group.0.field`: what a page fills in.

    Choices not given take their default, other fields are empty.
    """
    texts: dict[str, str] = {}
    for name, asked in questions(form).items():
        given = typed.get(name, asked.default if asked.kind == "choice" else "")
        if asked.kind == "rows" and asked.row:
            for index, row in enumerate(given or ()):
                cells = flat(asked.row, row, lang)
                texts |= {f"{name}.{index}.{cell}": text for cell, text in cells.items()}
        else:
            texts[name] = say(given, lang)
    return texts


def _said(row: Mapping[str, str], lang: str) -> dict[str, str]:
    return {name: say(typed, lang) for name, typed in row.items()}
