"""Numbers that look like law and stand in a page without a marker beside them.

A number is taken for law if it stands with a unit in a sentence that speaks of rules, courts,
lenders' duties or limits. What a sentence reckons for the example is not law, and neither are
words to copy, headings, quoted speech and the texts of links.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from scripts import facts
from scripts.prose import LINK, MARKER, QUOTED, ROOT, Block, Fault, Text

EXCEPTIONS = ROOT / "tests" / "uncited.toml"


@dataclass(frozen=True)
class Exceptions:
    """tests/uncited.toml: `sentences` by page, and `expressions` that are law on no page."""

    sentences: tuple[tuple[str, str], ...]
    expressions: tuple[str, ...]

    def without(self, path: str, sentence: str) -> str:
        """What is left of a sentence to look at; "" if the sentence is excepted."""
        if any(page == path and text in sentence for page, text in self.sentences):
            return ""
        for expression in self.expressions:
            sentence = re.sub(expression, "", sentence, flags=re.IGNORECASE)
        return sentence


@cache
def exceptions() -> Exceptions:
    table = tomllib.loads(EXCEPTIONS.read_text("utf-8"))
    return Exceptions(
        tuple((entry["page"], entry["text"]) for entry in table.get("sentence", [])),
        tuple(entry["pattern"] for entry in table.get("expression", [])),
    )


def faults(text: Text, allowed: Exceptions | None = None) -> Iterator[Fault]:
    """Each number of a page that needs a marker and has none."""
    allowed = exceptions() if allowed is None else allowed
    for block in text.blocks:
        if block.kind == "include":
            continue
        for line, sentence in block.sentences(text.language) if block.kind != "heading" else ():
            left = allowed.without(text.path, MARKER.sub("", sentence))
            for number in hotlines(left):
                yield Fault(text.file, line, _HOTLINE[text.language].format(number, sentence))
        if block.kind in ("paragraph", "item", "row") and not _sourced(block):
            for line, sentence in _own_sentences(block, text.language):
                found = law(allowed.without(text.path, sentence), text.language)
                if found:
                    yield Fault(text.file, line, _NUMBER[text.language].format(found, sentence))


def hotlines(sentence: str) -> list[str]:
    """Telephone numbers typed by hand."""
    found = [m[0] for m in _telephone().finditer(sentence)]
    return found + [m[1] for m in _SHORT.finditer(sentence)]


def law(sentence: str, language: str) -> str:
    """The number or title in the sentence that needs a source; "" if there is none."""
    plain = QUOTED.sub("", LINK.sub("", sentence))
    if title := _TITLE[language].search(plain):
        return title[0]
    if _COMPUTED.search(plain) or _HEARSAY.search(plain) or not _CUE[language].search(plain):
        return ""
    found = _QUANTITY[language].search(plain)
    return found[0].strip() if found else ""


def _sourced(block: Block) -> bool:
    """Whether a block, or the line that introduces it, names a source or says that none was found."""
    introduced = _SOURCED_INTRO[block.kind].search(block.intro) if block.intro else None
    cited = any(kind in ("rule", "figure") for kind, _ in block.markers)
    return bool(cited or introduced or _NOT_FOUND.search(block.text))


def _own_sentences(block: Block, language: str) -> Iterator[tuple[int, str]]:
    """Sentences up to the first that begins an example; none if an example introduces the block."""
    if _introduces_example(block, language):
        return
    for line, sentence in block.sentences(language):
        if _EXAMPLE[language].search(_BRACKETED.sub("", sentence)):
            return
        yield line, sentence


def _introduces_example(block: Block, language: str) -> bool:
    """Whether the paragraph before a list or table says that an example follows."""
    *before, last = [s for _, s in Block("", 0, block.intro).sentences(language)] or [""]
    said = " ".join([*before, last]) if block.kind == "row" else last
    return bool(_EXAMPLE[language].search(said) or _COMPUTED.search(said))


# What the guide's own example owes and earns (docs and the calculators' examples); a sentence with
# one of these sums, with fen, or with a sign of reckoning speaks of the example.
_STORY = r"38,600|21,400|46,000|106,000|9,800|14\.4 ?%|0\.75 ?%"
_COMPUTED = re.compile(rf"{_STORY}|\d\.\d\d(?!\d)|[×÷＝]|\d ?= ?\d")

_HEARSAY = re.compile(
    r"有人(?:报告|反映|说|遇到)|多见|据说|\b(?:(?:some|people|borrowers|users) (?:report|say)|own practice)\b",
    re.IGNORECASE,
)
"""What people report is said as such, and never as a rule."""

# "There are two ways:{{ rule … }}" speaks for the list that follows, any last line for a table.
_SOURCED_INTRO = {
    "item": re.compile(r"[：:]\s*(?:\{\{ (?:rule|figure) [^}]*\}\}\s*)+$"),
    "row": re.compile(r"\{\{ (?:rule|figure) [^}]*\}\}\s*$"),
}

_NOT_FOUND = re.compile(
    r"(?:没有?|未|不是[^，。]*)(?:查到|核到)|\b(?:found no|not (?:known|found|verified))\b",
    re.IGNORECASE,
)

_EXAMPLE = {
    "zh": re.compile(r"比如|例如|示例|例子|假如|假设|举例|譬如"),
    "en": re.compile(
        r"\b(?:for example|for instance|e\.g\.|suppose|say,|imagine|examples?|our borrower)\b"
        r"|\bsay \d",
        re.IGNORECASE,
    ),
}

_BRACKETED = re.compile(r"（[^）]*）|\([^)]*\)")

_TITLE = {
    "zh": re.compile(r"第[一二三四五六七八九十百零\d]+条|《[^》]+》"),
    "en": re.compile(r"\barts?\. ?\d+|\barticles? \d+|《[^》]+》", re.IGNORECASE),
}

_HAN = "[一二两三四五六七八九十百半]+"
_WORD = (
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty"
    r"|ninety|half)"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_QUANTITY = {
    "zh": re.compile(
        r"\d[\d,.]*\s*(?:多|余)?\s*(?:万元|个月|个?工作日|小时|[日天年周点次倍元]|%|％)"
        rf"|\d+:\d\d|(?<![第一两三])(?!一[天次]|[一两三][两三五][天次]){_HAN}(?:个月|个?工作日|小时|[日天年倍次])|[百千万]分之{_HAN}"
    ),
    "en": re.compile(
        r"¥ ?\d[\d,]*|\d[\d,.]*\s*(?:%|per ?cent|yuan|(?:working )?days?|weeks?|months?|years?"
        rf"|hours?|times)|\d+:\d\d|\b\d{{1,2}} {_MONTH}"
        rf"|\b(?:in|since|from|until|by|of|before|after) (?:{_MONTH} )?(?:19|20)\d\d\b"
        rf"|{_WORD}[- ](?:(?:working|calendar|natural) )?(?:day|week|month|year|hour|time)s?\b"
        rf"|{_WORD} (?:times|per cent)",
        re.IGNORECASE,
    ),
}
"""A number with its unit, in digits or words."""

_CUE = {
    "zh": re.compile(
        r"法院|法庭|法律|规定|办法|条例|民法典|刑法|时效|期限|期间|应当|不得|必须|有权|起诉|答辩|异议|上诉"
        r"|判决|裁定|裁决|执行|仲裁|传票|支付令|保存|征信|信用报告|不良|监管|最长|最多|最高|最低|最短|累计"
        r"|不超过|不低于|[日天月年]内|[日天月年]起|上限|处罚|拘留|罚|刑|投诉|复核|受理|答复|立案|送达"
        r"|公告|失信|催收|推荐标准|LPR|利率线|24%|36%|宽限期|逾期.{0,4}\d|免费|公布|实施|施行|生效|取消"
        r"|补缴|缴费|领取|低保|条件|管理局|协会|央行|人民银行|犯罪|伪造|限制|[年天日元]以[上下]"
    ),
    "en": re.compile(
        r"\b(?:courts?|laws?|legal|rules?|measures|regulations?|guidelines?|civil code|criminal"
        r"|limitation|deadlines?|must(?! be asked)|shall|may not|entitled|lawsuits?|su(?:e|ed|ing)|objections?|object"
        r"|appeals?|judgments?|rulings?|enforce\w*|arbitrat\w*|summons|payment order|kept|stays?"
        r"|on record|credit reports?|regulators?|longest|at most|at least|up to|no more than"
        r"|no longer than|maximum|minimum|within|ceilings?|capped|punish\w*|detention|fined?|prison"
        r"|complain\w*|reviews?|accept\w*|served|service|notices?|list(?:ed|ing)|collect(?:ion|ors?)"
        r"|standard|LPR|24%|36%|grace|days? overdue|free|in force|took effect|takes? effect|since"
        r"|until|abolished|ended|associations?|authorit\w+|PBoC|NFRA|supreme|provided|conditions?|acceptance"
        r"|overdue rate|extendable|regarded as|runs|most banks)\b"
        r"|24%|36%",
        re.IGNORECASE,
    ),
}
"""Words that make a number sound like a rule."""

# 110 and 120 are amounts as well: they are telephone numbers only after a word for calling.
_SHORT = re.compile(
    r"(?:[打拨]|\bcall|\bdial|\bring|\bpolice on|\bphone)\s*(1[12]\d)(?![\d,%]|\.\d| ?元)",
    re.IGNORECASE,
)

_HOTLINE = {
    "zh": "电话号码 {0} 是手打的。请换成 {{{{ contact … }}}}，编号在 docs/_data/contacts.yml。这一句：{1}",
    "en": "The telephone number {0} is typed by hand. Write {{{{ contact … }}}} instead, with the id"
    " from docs/_data/contacts.yml. The sentence: {1}",
}
_NUMBER = {
    "zh": "“{0}”像是法律或规定里的数字，这一段没有出处。请在句子后面加 {{{{ rule … }}}}，或用"
    " {{{{ figure … }}}} 代替这个数；如果是例子，请写明“比如”。这一句：{1}",
    "en": '"{0}" reads like a number from a law or rule, and nothing in the paragraph says where it'
    " comes from. Add {{{{ rule … }}}} after the sentence, or put {{{{ figure … }}}} in place of the"
    ' number. If it is an example, say "for example". The sentence: {1}',
}


@cache
def _telephone() -> re.Pattern[str]:
    """The numbers of contacts.yml, and whatever looks like a service line or a telephone."""
    known = sorted({e["number"] for e in facts.read("contacts").values() if e["number"]})
    long = "|".join(re.escape(number) for number in known if len(number) > 3)
    patterns = (
        rf"{long}|12\d{{3}}|9[56]\d{{3}}|[48]00[- ]?\d{{3,4}}[- ]?\d{{3,4}}|0\d{{2,3}}-\d{{7,8}}"
    )
    return re.compile(rf"(?<![\d,.¥×÷])(?:{patterns})(?![\d]|[,.]\d| ?(?:元|%|yuan|天|期|年)|-\d)")
