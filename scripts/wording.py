"""Sentences that promise, condemn or excuse more than the facts bear, in either language.

Words between quotation marks are somebody else's, a question asks, and a sentence may deny what it
names ("nobody can guarantee"): none of these is a fault.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.prose import LINK, MARKER, QUOTED, Fault, Text


@dataclass(frozen=True)
class Rule:
    """Words not to write. `denied` before them in the clause, or `framed` in the sentence, excuses."""

    words: str
    denied: str
    framed: str
    instead: str

    def found(self, sentence: str) -> str:
        """The words as they stand in the sentence; "" if there are none or they are excused."""
        if sentence.endswith(("？", "?")) or re.search(self.framed, sentence, re.IGNORECASE):
            return ""
        for match in re.finditer(self.words, sentence, re.IGNORECASE):
            clause = _CLAUSE.split(sentence[: match.start()])[-1]
            if not re.search(self.denied, clause, re.IGNORECASE):
                return match[0]
        return ""


def faults(text: Text) -> Iterator[Fault]:
    """Every such sentence of a page: prose, headings, words to copy, title and description."""
    for line, sentence in _sentences(text):
        plain = QUOTED.sub("", MARKER.sub("", LINK.sub(r"\1", sentence))).strip()
        for rule in RULES[text.language]:
            if words := rule.found(plain):
                says = _SAYS[text.language].format(words, rule.instead, sentence)
                yield Fault(text.file, line, says)


def _sentences(text: Text) -> Iterator[tuple[int, str]]:
    for key in ("title", "description"):
        if key in text.meta:
            yield 1, str(text.meta[key])
    for block in text.blocks:
        if block.kind != "include":
            yield from block.sentences(text.language)


_CLAUSE = re.compile(r"[，。；：、！？]|[,;:!?] | but | and ")
_NEVER = r"(?!)"

_SAYS = {
    "zh": "“{0}”这样的话本站不写。{1} 这一句：{2}",
    "en": 'This guide does not say "{0}". {1} The sentence: {2}',
}

_ASKED = r"减免|停息|展期|分期|延期|延长|免息|减息|宽限|少还|缓还|只还本金|打折"
_RATE = r"利率|利息|息费|年化|费率|LPR|24 ?%|36 ?%|[二三]十[四六]|超过的|超出的|线外"
_KIN = r"家人|家属|亲属|亲友|亲戚|父母|子女|孩子|配偶|妻子|丈夫|老公|老婆"

_CHINESE = (
    Rule(
        words=rf"有权(?:利)?[^，。；]{{0,8}}(?:{_ASKED})|(?:{_ASKED}|协商)[^，。；]{{0,6}}的(?:法定)?权利",
        denied=r"没有|不是|并无|并非|无权|不等于|不代表|不说|别说|不写",
        framed=r"没有[^，。；]*的权利|不是[^，。；]*权利|不产生[^，。；]*权利",
        instead="减免、停息、展期、分期都要对方同意，请写“可以申请”或“可以协商”。",
    ),
    Rule(
        words=r"(?:必须|应当|有义务|不得不|不能不)(?:同意|接受|批准|减免|展期|分期)|不得拒绝|无权拒绝",
        denied=r"没|不|并非|无",
        framed=r"没有[^。]*必须",
        instead="贷款方可以拒绝，请写“对方同意才算数”。",
    ),
    Rule(
        words=r"一定能|一定会(?:同意|批|通过|成功)|肯定(?:能|会|可以|批)|必定|包过|包成|包批|稳过|必过"
        r"|百分之?百|100 ?%(?:能|会|成功|通过|批)"
        r"|保证[^，。；]{0,10}(?:成功|办成|办下来|通过|同意|批|不上征信|不影响|不受|减免|停息|结果|解决|退|拿到手)",
        denied=r"没|不|无|别|谁|哪|未必|难|敢",
        framed=r"骗|套路|中介|声称|自称|号称|广告|话术|招揽|提示过|承诺的人|看做法",
        instead="没有人能答应结果，请写“可能”“多见”，或写明谁来决定。",
    ),
    Rule(
        words=r"(?:不用|不必|无需|无须|不需要|不需|用不着)再?(?:偿|归)?还(?!的钱|是|有|要|没)|可以(?:先)?不还(?!的理由)|免于偿还",
        denied=r"不是|不等于|不代表|并不|不说明|不意味|不会|以为|误认|没有|不能说|不说",
        framed=rf"除非|以为|只看|(?:{_KIN})[^。]*(?:签|担保|答应|共同)|继承",
        instead="欠的钱只有还清或对方明确免除才没有，请写清哪一部分、由谁决定。",
    ),
    Rule(
        words=rf"(?:{_RATE})[^。；]{{0,16}}(?:违法|非法|无效|作废|不合法|不受(?:法律)?保护|必须退|应当退|应该退|可以要回)"
        rf"|(?:违法|非法|无效)的?(?:{_RATE})|高利贷",
        denied=r"不|没|并非|未必|是否|是不是|别",
        framed=r"犯罪|[^财]罪|由法院|法院认定|可能无效|自动(?:作废|无效|失效)[^。]*不|(?:不会|不是|并不|不能|本身不)[^。]{0,12}(?:违法|非法|无效|作废)",
        instead="先写放款方是谁，再写“法院可能按请求调减”，不下“违法、无效”的结论。",
    ),
    Rule(
        words=r"(?:协商|谈判|投诉|调解|申请)(?:期间|的时候|以后|之后|后|时|中)[^。；]{0,12}"
        r"(?:会停|就停|停息|停止计|不计息|不计利息|暂停|中止|冻结|不能起诉)|自动(?:停息|停催|减免|延期|展期)",
        denied=r"不|没|无|别",
        framed=r"(?:不会|不让|不能|不等于|不自动|没有)[^。]{0,20}(?:停|中止|冻结)|书面|除非",
        instead="谈判、投诉、调解都不让利息、逾期天数和法院期限停下来，除非对方书面写明。",
    ),
    Rule(
        words=rf"(?:{_KIN})(?:都|一般|通常|就|也)?(?:没有(?:义务|责任)|没义务|不用|不必|无需|不需要)(?:替|帮|为|承担|负|还|管)",
        denied=_NEVER,
        framed=r"除非|签|担保|答应|承诺|共同|继承",
        instead="同一句里要写“除非签过字、担保过、答应过”；配偶还要看是否用于家庭日常生活。",
    ),
)

_BETTER = (
    r"(?:(?:a|an|the|any) )?(?:waiver|extension|instal\w+|plan|reduction|discount|relief|restructur\w+"
    r"|grace|pause|defer\w*|reschedul\w+|pay less|lower|better|stop(?:ping)? interest)"
)
_KINDRED = r"(?:family|relatives?|parents?|spouses?|wife|husband|children|friends?)"

_ENGLISH = (
    Rule(
        words=rf"\b(?:right|entitled|entitlement) to (?:demand |claim |ask for )?{_BETTER}",
        denied=r"\b(?:no|not|never|nobody|nothing|without|neither|cannot|n't)\b|n't",
        framed=_NEVER,
        instead='The lender decides on all of these. Write "may apply" or "may ask".',
    ),
    Rule(
        words=r"\b(?:lenders?|banks?|platforms?|they) (?:(?:must|shall|(?:is|are) (?:obliged|required) to)"
        r" (?:agree|accept|grant|waive|offer|reduce|extend)\b|(?:cannot|may not) refuse\b)",
        denied=r"\b(?:no|not|never|nothing|neither)\b|n't",
        framed=r"\bonly if\b|\bcourt\b",
        instead="A lender may refuse. Say that it counts only if the lender agrees.",
    ),
    Rule(
        words=r"\bguaranteed (?:to|result|success|approval|outcome)|\b(?:is|are|be) guaranteed\b(?! by)"
        r"|\bwe guarantee|\bguarantees (?:that|success|approval|results?|you)\b|\b(?:certain|sure|bound)"
        r" to (?:agree|succeed|work|win|be approved|get)|\bwill (?:certainly|definitely|surely|always)"
        r"|\balways (?:works?|agrees?|accepts?|succeeds?)|\bcannot fail\b|\b100 ?% success",
        denied=r"\b(?:no|not|never|nobody|nothing|neither|cannot|none)\b|n't|no one",
        framed=r"\b(?:scams?|fraud\w*|brokers?|helpers?|advert\w*|claims?|fakes?|warn\w*)\b",
        instead='Nobody can promise a result. Write "may" or "often", or say who decides.',
    ),
    Rule(
        words=r"\bneeds? not (?:be )?(?:repaid|repay|paid|pay)\b(?! (?:to|for|any)\b)"
        r"|\b(?:do|does)(?: not|n't) (?:have|need) to (?:be )?(?:repaid|repay|paid|pay)\b"
        r"|\bno need to (?:re)?pay\b|(?<!who )\bowes? nothing\b"
        r"|\bnothing is owed\b|\bno longer owe[sd]?\b",
        denied=r"not mean|never means|does not follow|not that|\b(?:think|believe|believing)\b",
        framed=r"\bunless\b|\b(?:fees?|helpers?|brokers?|apply|asking|advice|complain\w*|estate|inherit)\b",
        instead="A debt ends when it is paid or the lender clearly waives it. Say which part, and who"
        " decides.",
    ),
    Rule(
        words=r"\b(?:rates?|interest|charges?|costs?|24 ?%|36 ?%|LPR|line|part above|contract)\b[^.;]{0,60}"
        r"\b(?:illegal|unlawful|void|invalid|usurious|refundable|must be refunded)\b"
        r"|\b(?:illegal|unlawful|void|invalid|usurious) (?:rates?|interest|charges?)\b|\busury\b"
        r"|\bloan shark",
        denied=r"\b(?:whether|nor|neither)\b",
        framed=r"\b(?:not|never|n't)\b[^.;]{0,40}\b(?:illegal|unlawful|void|invalid|refund\w*)\b|n't"
        r"|\bcrimes?\b|\bcriminal\b|\bfor (?:a|the) court\b|\b(?:a|the) court (?:says|finds|decides)\b|\bwhether\b",
        instead='Name the lender first; then "a court may reduce it on request". No verdicts.',
    ),
    Rule(
        words=r"\b(?:while|during|once|after) (?:you |your |the |a )?(?:talks?|negotiat\w+|complain\w*"
        r"|mediation|appl\w+)\b[^.;]{0,60}\b(?:stops?|pauses?|freez\w+|frozen|suspended|on hold)\b"
        r"|\binterest (?:automatically )?(?:stops|pauses|freezes)\b|\bautomatic(?:ally)? (?:waive\w*|extend\w*)",
        denied=r"\b(?:no|not|never|nothing|neither|nor)\b|n't",
        framed=r"\b(?:unless|if|whether|in writing|written|nothing|neither|none|not|nor)\b|n't",
        instead="Talks, complaints and mediation stop neither interest nor deadlines, unless the lender"
        " says so in writing.",
    ),
    Rule(
        words=rf"\b{_KINDRED} (?:need not|do(?:es)? not have to|do(?:es)?n't have to|never have to"
        r"|are not liable|is not liable|owe nothing)",
        denied=_NEVER,
        framed=r"\bunless\b|\bsigned?\b|\bguarant\w+|\bpromis\w+|\bjoint\w*|\binherit\w*",
        instead='Add "unless they signed, guaranteed or promised" in the same sentence; for a spouse,'
        " the rule on everyday family needs too.",
    ),
)

RULES = {"zh": _CHINESE, "en": _ENGLISH}
