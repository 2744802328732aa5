"""Pages say nothing they cannot show, promise nothing, and say the same in both languages."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from scripts import facts, form, pages, uncited, wording
from scripts.catalogue import LOCALE
from scripts.prose import DOCS, LANGUAGES, Fault, Text, parse
from scripts.prose import pages as texts

NOTHING_EXCEPTED = uncited.Exceptions((), ())


def page(text: str, path: str = "zh/guide/cost.md") -> Text:
    return parse(text, path)


def numbers(text: str, path: str = "zh/guide/cost.md") -> list[Fault]:
    return list(uncited.faults(page(text, path), NOTHING_EXCEPTED))


def told(faults: Iterator[Fault] | list[Fault]) -> str:
    return "\n".join(map(str, faults))


# The pages themselves


def every_check() -> Iterator[object]:
    for claim, (check, folders) in pages.CHECKS.items():
        for text in texts(*folders):
            yield pytest.param(check, text, id=f"{claim}: {text.path}")


@pytest.mark.parametrize(("check", "text"), list(every_check()))
def test_in_every_page(check: pages.Check, text: Text) -> None:
    assert told(check(text)) == ""


def test_both_languages_have_the_same_pages_headings_and_markers() -> None:
    assert told(pages.twins()) == ""


# Every claim that circulates is answered


def test_every_claim_is_answered_among_the_myths_with_a_source() -> None:
    assert told(pages.unanswered()) == ""


def test_the_claims_of_all_five_articles_and_the_other_myths_are_listed() -> None:
    articles = {"000": 6, "001": 8, "002": 6, "003": 7, "004": 8}
    wanted = [f"{name}-{n}" for name, count in articles.items() for n in range(1, count + 1)]
    wanted += [f"m-{n:02}" for n in range(1, 25)]

    assert list(facts.read("claims")) == wanted
    for claim in facts.read("claims").values():
        assert [rule for rule in claim["rules"] if not facts.rule(rule)] == []


# What the check of numbers finds


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("收到支付令，15 日内可以提异议。", "15 日"),
        ("收到支付令，十五日内可以提异议。", "十五日"),
        ("银行可以依据第七十条和你商量。", "第七十条"),
        ("依照《民法典》，要还本金。", "《民法典》"),
        ("超过 24% 的部分，法院可以调减。", "24%"),
        ("- 不良记录保存 5 年。", "5 年"),
        ("催收每天不超过 3 次。", "3 次"),
        ("催收不得在 22:00 以后打电话。", "22:00"),
        ("| 平台 | 最长 24 个月 |", "24 个月"),
        ("2025 年 10 月 1 日起，平台不得收费。", "2025 年"),
        ("比起等待，起诉后 15 日内答辩更要紧。", "15 日"),
        ("恶意透支本金要在 5 万元以上才可能判刑。", "5 万元"),
        ("起诉后 15 日内答辩，不懂就打 {{ contact 12368 }}。", "15 日"),
        ("先看这个。{{ rule cpl-lawsuit }}\n\n- 法院给 15 日。", "15 日"),
    ],
)
def test_a_chinese_number_that_sounds_like_law_needs_a_source(text: str, number: str) -> None:
    assert [f"“{number}”" in fault.says for fault in numbers(text)] == [True]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("You have 15 days to file an objection.", "15 days"),
        ("You have fifteen days to file an objection.", "fifteen days"),
        ("The bank may agree under art. 70.", "art. 70"),
        ("The Civil Code (《民法典》) says so.", "《民法典》"),
        ("A court may reduce what is above 24%.", "24%"),
        ("- A default stays on record for 5 years.", "5 years"),
        ("Collectors may call at most three times a day.", "three times"),
        ("No collection calls after 22:00.", "22:00"),
        ("| Platform | at most 24 months |", "24 months"),
        ("Since 1 October 2025 platforms may not charge fees.", "1 October"),
        ("For card fraud of ¥50,000 the criminal law applies.", "¥50,000"),
    ],
)
def test_an_english_number_that_sounds_like_law_needs_a_source(text: str, number: str) -> None:
    found = numbers(text, "en/guide/cost.md")

    assert [f'"{number}"' in fault.says for fault in found] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "收到支付令，15 日内可以提异议。{{ rule cpl-payment-order }}",
        "收到支付令，{{ figure payment_order_objection_days }}内可以提异议。",
        "比如法院判的是 15 日内还清。",
        "示例借款人逾期 24 天，罚息照算。",
        "例子：\n\n法院那笔 46,000 元，30 天后多 552.00 元。",
        "对方说：“规定最长 12 个月。”",
        "## 15 日内要提异议吗？",
        "```text\n请在 15 日内答复，谢谢。\n```",
        "期限见[支付令 15 日](../calculators/arrears.md)。",
        "翻出最近 6 个月的流水。",
        "三种期限，比如这样：\n\n- 法院 15 日\n- 法院 30 日",
        "示例的三笔：\n\n| 法院 | 15 日 |\n|---|---|\n| 法院 | 30 日 |",
        "不用一天之内答复法院以外的人。",
        "分两步：{{ rule cpl-lawsuit }}\n\n- 法院给 15 日。\n- 法院再给 30 日。",
        "两种期限。{{ rule cpl-lawsuit }}\n\n| 法院 | 15 日 |\n|---|---|\n| 法院 | 30 日 |",
        "有人报告：催收答应最长 24 个月。",
        "法院要等多少天，本站没有查到，常说 15 天。",
    ],
)
def test_cited_numbers_examples_quotes_headings_and_words_to_copy_are_left_alone(text: str) -> None:
    assert told(numbers(text)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "For example, a court gave 15 days.",
        "Our borrower is 24 days overdue, so collection has begun.",
        'They say: "the rule allows 12 months at most".',
        "Get six months of statements.",
        "```text\nPlease answer within 15 days.\n```",
    ],
)
def test_english_examples_and_quotes_are_left_alone(text: str) -> None:
    assert told(numbers(text, "en/guide/cost.md")) == ""


def test_an_example_excuses_what_follows_it_and_not_what_stands_before_it() -> None:
    assert numbers("起诉后 15 日内答辩。比如 3 月 1 日收到，法院等到 3 月 16 日。")
    assert not numbers("比如 3 月 1 日收到，法院等到 3 月 16 日。法院再过 15 日开庭。")


@pytest.mark.parametrize("number", ["12378", "400-810-8866", "12321", "95588", "029-12345678"])
@pytest.mark.parametrize("frame", ["打 {} 问。{{{{ rule cc-art-678 }}}}", "```text\n打 {}\n```"])
def test_a_telephone_number_typed_by_hand_is_found_even_beside_a_source(
    number: str, frame: str
) -> None:
    assert [f" {number} " in fault.says for fault in numbers(frame.format(number))] == [True]


@pytest.mark.parametrize("text", ["打 110。", "Call 110 at once."])
def test_a_short_telephone_number_is_found_after_a_word_for_calling(text: str) -> None:
    path = f"{'en' if text.isascii() else 'zh'}/guide/stop.md"

    assert len(numbers(text, path)) == 1


@pytest.mark.parametrize(
    "text", ["共 12,345 元。", "一共 12625.96 元。", "付 110 元。", "付 12345 元。"]
)
def test_an_amount_is_no_telephone_number(text: str) -> None:
    assert told(numbers(text)) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_nine_in_ten_rules_would_be_found_if_a_page_repeated_them_without_a_source(
    language: str,
) -> None:
    path = f"{language}/guide/cost.md"
    said = [rule[f"says_{language}"] for rule in facts.read("law").values()]
    numbered = [
        text for text in said if re.search(r"\d+ ?(%|[日天年个]|days?|years?)|第.+条", text)
    ]
    found = [text for text in numbered if numbers(text, path)]

    assert len(numbered) > 40
    assert len(found) / len(numbered) > 0.9


def test_a_message_names_file_line_and_sentence() -> None:
    text = "---\ntitle: 一页\n---\n\n# 一页\n\n先看这里。\n法院给 15 日。\n"

    assert told(numbers(text)).startswith("docs/zh/guide/cost.md:8: “15 日”")
    assert told(numbers(text)).endswith("这一句：法院给 15 日。")


def test_every_exception_is_still_needed_and_says_why() -> None:
    table = uncited.exceptions()
    for path, sentence in table.sentences:
        without = uncited.Exceptions((), table.expressions)
        text = next(text for text in texts() if text.path == path)
        assert sentence in told(uncited.faults(text, without)), sentence
    for pattern in table.expressions:
        fewer = uncited.Exceptions(table.sentences, tuple({*table.expressions} - {pattern}))
        roads = texts(*pages.ROADS)
        assert any(told(uncited.faults(text, fewer)) for text in roads), pattern


# What the check of wording finds


@pytest.mark.parametrize(
    "sentence",
    [
        "你有权要求停息。",
        "协商还款是你的权利。",
        "银行必须同意分期。",
        "这样一定能谈成。",
        "我们保证办成。",
        "超过的部分不用还。",
        "利率超过 24%，超出的部分无效。",
        "年利率 36% 是违法的。",
        "这是高利贷。",
        "投诉期间会停息。",
        "家人不用替你还。",
    ],
)
def test_a_chinese_promise_or_verdict_is_found(sentence: str) -> None:
    assert len(list(wording.faults(page(sentence)))) == 1
    assert len(list(wording.faults(page(f"```text\n{sentence}\n```")))) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "You have a right to a waiver.",
        "You are entitled to an extension.",
        "The bank must accept a plan.",
        "Success is guaranteed.",
        "They are sure to agree.",
        "You need not pay the rest.",
        "You do not have to repay it.",
        "Interest above 24% is void.",
        "A rate above the line is illegal.",
        "That is usury.",
        "While you negotiate, interest is suspended.",
        "Parents do not have to repay it.",
    ],
)
def test_an_english_promise_or_verdict_is_found(sentence: str) -> None:
    assert list(wording.faults(page(sentence, "en/guide/cost.md")))


@pytest.mark.parametrize(
    "sentence",
    [
        "有人说“有权要求停息”，没有这回事。",
        "法律没有给你要求停息的权利。",
        "没有人能保证谈成。",
        "能不能不用还？",
        "这不是说不用还。",
        "超过的部分不会自动作废。",
        "投诉不会让利息停下来。",
        "家人不用替你还，除非签过字、担保过、答应过。",
        "停付“服务费、保证金”。",
        "保证人可以查账。",
    ],
)
def test_a_chinese_denial_question_or_quote_is_left_alone(sentence: str) -> None:
    assert told(wording.faults(page(sentence))) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        'He said "you are entitled to a waiver".',
        "Nobody has a right to a waiver.",
        "Nothing is guaranteed.",
        "Do I have a right to a plan?",
        "What is above 24% is not void by itself.",
        "Whether the contract is void is for the court.",
        "You need not pay a helper.",
        "A guarantee fee counts, and so does a guaranteed loan.",
        "Relatives do not have to repay it unless they signed, guaranteed or promised.",
        "While you talk, interest does not stop.",
    ],
)
def test_an_english_denial_question_or_quote_is_left_alone(sentence: str) -> None:
    assert told(wording.faults(page(sentence, "en/guide/cost.md"))) == ""


def test_a_promise_in_title_or_description_is_found() -> None:
    text = page("---\ntitle: 一定能谈成\ndescription: 超过的不用还\n---\n\n# 一页\n")

    assert len(list(wording.faults(text))) == 2


# What the check of form finds

WHOLE = """\
---
title: 一页
description: 一句话。
checked: 2026-11-21
---

# 一页

{!zh/notice.md!}
"""


def test_a_page_with_all_its_parts_is_in_form() -> None:
    assert told(form.faults(page(WHOLE))) == ""


@pytest.mark.parametrize(
    ("part", "instead", "says"),
    [
        ("title: 一页\n", "", "没有 title"),
        ("description: 一句话。\n", "", "没有 description"),
        ("checked: 2026-11-21\n", "", "没有 checked"),
        ("一句话。", "字" * 81, "81 个字"),
        ("{!zh/notice.md!}", "", "最后一行"),
        ("{!zh/notice.md!}", "{!zh/notice.md!}\n\n还有一句。", "最后一行"),
        ("{!zh/notice.md!}", "有人威胁你。\n\n{!zh/notice.md!}", "威胁"),
        (
            "2026-11-21\n---\n",
            "2020-01-01\n---\n{{ rule cc-art-678 }}\n",
            "重新核对过",
        ),
    ],
)
def test_a_missing_part_is_named(part: str, instead: str, says: str) -> None:
    found = told(form.faults(page(WHOLE.replace(part, instead, 1))))

    assert says in found
    assert found.count("\n") == 0


@pytest.mark.parametrize(
    "help_at_hand",
    [
        "有人威胁你，打 {{ contact 110 }}。",
        "有人威胁你，看[这里](stop.md#threats)。",
        "有人威胁你。\n\n{!zh/safety.md!}",
        "催收不得恐吓、威胁你。",
    ],
)
def test_where_threats_are_mentioned_help_is_at_hand(help_at_hand: str) -> None:
    whole = WHOLE.replace("{!zh/notice.md!}", help_at_hand + "\n\n{!zh/notice.md!}")

    assert told(form.faults(page(whole))) == ""


def test_other_headings_or_markers_in_the_other_language_are_found() -> None:
    chinese = page("## 一 { #one }\n\n话。{{ rule cc-art-678 }}\n\n## 二 { #two }")
    english = page("## One { #one }\n\nWords.\n\n## Two { #other }", "en/guide/cost.md")
    shorter = page("## One { #one }\n\nWords.{{ rule cc-art-678 }}", "en/guide/cost.md")

    assert told(form.twin_faults(chinese, chinese)) == ""
    assert told(form.twin_faults(english, chinese)) == (
        'docs/en/guide/cost.md:5: The headings differ from "Two" on: levels, order and { #ids } must'
        " be those of docs/zh/guide/cost.md.\n"
        "docs/en/guide/cost.md:1: docs/zh/guide/cost.md has {{ rule cc-art-678 }} and this page has"
        " not: both languages cite the same."
    )
    assert "The headings differ" in told(form.twin_faults(shorter, chinese))


def test_a_heading_without_an_id_is_found() -> None:
    assert len(list(form.nameless(page("# 题\n\n## 节\n\n## 又一节 { #named }")))) == 1


# The report for editors


def test_the_report_names_every_fault_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = Fault("docs/zh/guide/stop.md", 12, "这一句没有出处。")
    monkeypatch.setattr(pages, "faults", lambda: iter([fault]))

    assert pages.main() == 1
    assert "`docs/zh/guide/stop.md` 第 12 行" in capsys.readouterr().out

    monkeypatch.setattr(pages, "faults", lambda: iter([]))
    assert pages.main() == 0
    assert "没有问题" in capsys.readouterr().out


def test_included_paragraphs_promise_nothing_either() -> None:
    for file in sorted((DOCS / "_includes").glob("*/*.md")):
        text = parse(file.read_text("utf-8"), f"{file.parent.name}/{file.name}")
        assert told(wording.faults(text)) == ""


SAID_ON_PURPOSE = {
    "说包办成、内部渠道、保证停息或修复征信",  # a red flag of the other side
    "All four parts are 0: nothing is owed.",  # a sum
    "Penalty interest stops that day",  # a question on the card of the call
    "With an unlicensed business of lending the contract may be void and the agreed interest without "
    "basis; the principal received must still be returned. Whether it is void is for the court.",
}


def test_calculators_promise_nothing_either_but_what_is_listed() -> None:
    with (LOCALE / "en" / "LC_MESSAGES" / "messages.po").open("rb") as opened:
        messages = [message for message in read_po(opened, locale="en") if message.id]
    found = set()
    for language in LANGUAGES:
        said = [message.id if language == "zh" else message.string for message in messages]
        said += [rule.get(f"short_{language}", "") for rule in facts.read("law").values()]
        for parts in said:
            for sentence in (parts,) if isinstance(parts, str) else parts:
                if list(wording.faults(page(sentence, f"{language}/guide/cost.md"))):
                    found.add(sentence)

    assert found == SAID_ON_PURPOSE
