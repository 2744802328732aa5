"""Every term has its pair and a number, pages use it, and its first use leads to the glossary."""

import re

import pytest
from markdown import Markdown

from scripts.checklist import Checklists
from scripts.glossary import Glossary
from scripts.prose import DOCS, LANGUAGES, Block, Text, parse, read
from scripts.terms import Term, faults, terms

GLOSSARY = {language: read(DOCS / language / "about" / "glossary.md") for language in LANGUAGES}
NUMBER = re.compile(r"\d|\{\{ figure|\b(?:thirty-six|tenth)\b", re.IGNORECASE)
PAIR = re.compile(r"(.+?) · (.+)")


def entries(text: Text) -> dict[str, Block]:
    return {heading.anchor: heading for heading in text.headings if heading.level == 3}


def words(heading: str) -> tuple[str, str]:
    """The two halves of "罚息 · <span lang="en">penalty interest</span>", without tags."""
    found = PAIR.fullmatch(re.sub(r"<[^>]+>", "", heading))
    assert found, heading
    return found[1], found[2]


def html(text: str, page: str = "zh/guide/cost.md") -> str:
    glossary = Glossary()
    glossary.page = page
    return Markdown(
        extensions=["footnotes", "fenced_code", "tables", Checklists(), glossary]
    ).convert(text)


def linked(text: str, page: str = "zh/guide/cost.md") -> list[tuple[str, str]]:
    """Target and text of each link to the glossary, in order."""
    return re.findall(r'<a class="term" href="([^"]+)">([^<]+)</a>', html(text, page))


# The glossary


def test_every_term_stands_in_both_languages_under_the_same_id() -> None:
    assert list(entries(GLOSSARY["zh"])) == list(entries(GLOSSARY["en"]))


@pytest.mark.parametrize("anchor", entries(GLOSSARY["zh"]))
def test_a_term_is_paired_with_the_other_language_in_the_same_words(anchor: str) -> None:
    chinese, its_english = words(entries(GLOSSARY["zh"])[anchor].text)
    english, its_chinese = words(entries(GLOSSARY["en"])[anchor].text)

    assert chinese.replace("24% ", "") == its_chinese.replace("24% ", "")
    assert english.casefold() == its_english.casefold()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("anchor", entries(GLOSSARY["zh"]))
def test_a_term_is_explained_with_a_number(anchor: str, language: str) -> None:
    said = " ".join(block.text for block in GLOSSARY[language].section(anchor))

    assert NUMBER.search(re.sub(r"\{\{ (?!figure).*?\}\}", "", said))


# The table of terms


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_form_of_a_term_is_the_one_in_its_heading(language: str) -> None:
    headings = entries(GLOSSARY[language])
    for term in terms(language):
        assert term.id in headings
        assert all(form.casefold() in headings[term.id].text.casefold() for form in term.forms[:1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_term_is_avoided_in_another_place(language: str) -> None:
    used = {form.casefold() for term in terms(language) for form in term.forms}
    avoided = [form.casefold() for term in terms(language) for form in term.avoided]

    assert not used & set(avoided)
    assert len(avoided) == len(set(avoided))


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("逾期罚息照算。", "zh/guide/cost.md"),
        ("要一张还清证明。", "zh/guide/pay.md"),
        ("过了追诉时效。", "zh/topics/old-debts.md"),
        ("信用卡的滞纳金。", "zh/topics/cards.md"),
        ("Ask for a settlement certificate.", "en/guide/pay.md"),
        ("The statute of limitations has run.", "en/topics/old-debts.md"),
        ("Pay each installment.", "en/guide/pay.md"),
        ("Default interest runs on.", "en/guide/cost.md"),
    ],
)
def test_another_word_for_a_term_is_found(text: str, page: str) -> None:
    assert len(list(faults(parse(text, page)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "罚息照算。",
        "## 滞纳金怎么办？ { #late }",
        "他们说的“滞纳金”。",
        "滞纳金已经取消，改成违约金。",
    ],
)
def test_the_term_itself_headings_quotes_and_explanations_are_left_alone(text: str) -> None:
    assert list(faults(parse(text, "zh/guide/cost.md"))) == []


# Links


def test_the_first_use_of_a_term_leads_to_the_glossary_and_the_second_does_not() -> None:
    assert linked("先看罚息。罚息照算。\n\n罚息和违约金。") == [
        ("../about/glossary.md#penalty-interest", "罚息"),
        ("../about/glossary.md#default-charge", "违约金"),
    ]


def test_the_text_around_a_link_stays_as_it_was() -> None:
    text = "先看**罚息**，再看[怎么算](x.md)的违约金，最后是 LPR。"

    without = re.sub(r'<a class="term"[^>]*>([^<]*)</a>', r"\1", html(text))

    assert without == html(text, "zh/about/method.md")
    assert len(linked(text)) == 3


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ("zh/index.md", "about/glossary.md#penalty-interest"),
        ("zh/guide/cost.md", "../about/glossary.md#penalty-interest"),
        ("zh/topics/local/xian.md", "../../about/glossary.md#penalty-interest"),
    ],
)
def test_a_link_finds_the_glossary_from_any_depth(page: str, target: str) -> None:
    assert linked("罚息。", page) == [(target, "罚息")]


@pytest.mark.parametrize(
    "text",
    [
        "# 罚息\n\n## 罚息",
        "[罚息怎么算](x.md)",
        "`罚息`",
        "```text\n罚息照算吗？\n```",
        "- [ ] 问罚息。",
        "| 罚息 |\n|---|\n| 罚息 |",
        "话。[^1]\n\n[^1]: 罚息。",
        '<div class="calculator">罚息</div>',
        "向征信中心要一份。",
    ],
)
def test_no_link_in_headings_links_code_boxes_tables_notes_calculators_or_names(text: str) -> None:
    assert linked(text) == []


def test_a_term_the_writer_linked_is_not_linked_again() -> None:
    assert linked("先看罚息，见[名词](../about/glossary.md#penalty-interest)。") == []


@pytest.mark.parametrize("page", ["zh/about/glossary.md", "zh/calculators/arrears.md"])
def test_the_glossary_itself_and_calculators_have_no_such_links(page: str) -> None:
    assert linked("罚息。", page) == []


def test_an_english_term_is_linked_as_a_word_in_either_case_and_number() -> None:
    page = "en/guide/cost.md"

    assert linked("Default charges and penalty interest.", page) == [
        ("../about/glossary.md#default-charge", "Default charges"),
        ("../about/glossary.md#penalty-interest", "penalty interest"),
    ]
    assert linked("The overextension of disinterest.", page) == []


def test_a_longer_form_wins() -> None:
    term = Term("irr", ("IRR", "internal rate of return"), ())

    found = term.in_use("the internal rate of return (IRR)")

    assert found
    assert found[0] == "internal rate of return"
