"""What readers type leads to the page that answers, among the first three pages, in Chromium.

The box is filled and its keys are answered as by Material; the results are read from the list.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from scripts import questions
from scripts.questions import LANGUAGES, address
from scripts.static_server import StaticServer
from tests.browser.conftest import PATIENT, Visit

FIRST = 3
BOX = "[data-md-component=search-query]"

# Not in docs/_data/questions.yml, so that the search has to find them by itself.
SHORT = {
    "zh": {
        "index": "还不上了怎么办 没有钱还怎么办 没钱还款 没逾期能协商吗 坐牢 欠钱会坐牢吗 网贷还不上会坐牢吗",
        "guide/stop": "要不要借新还旧 收到传票怎么办 代扣扣光了",
        "guide/list": "欠款明细 本金多少 到底欠谁的钱 合同怎么下载",
        "guide/cost": "真实年化是多少 担保费要不要算 提前结清还要付利息吗 超过24%要还吗",
        "guide/budget": "每月拿多少还债 生活费留多少",
        "guide/plan": "能分几期 最多分多少期 停息挂账网贷能办吗 能不能延期 宽限几天 只还本金 利息减免多少 打几折",
        "guide/papers": "准备材料 协商要什么材料 困难证明怎么开",
        "guide/contact": "电话第一句怎么说 打电话怎么开口 先别催 打来的是真的吗",
        "guide/negotiate": "客服说没有政策 系统不支持 必须全额结清 今天先还一点",
        "guide/agree": "协议要写什么 断一期会怎样",
        "guide/pay": "协商了还在催 结清证明",
        "guide/again": "方案又还不上了",
        "guide/refused": "谈不成找谁 12378有用吗",
        "topics/collectors": "打给家人 催收打给单位 一天打几次 上门怎么办",
        "topics/court": "会被起诉吗 多久会起诉 工资卡会冻结吗",
        "topics/credit-report": "上征信吗 逾期一天上征信 多久消除",
        "topics/scams": "债务优化公司靠谱吗",
        "topics/old-debts": "三年前的网贷",
        "topics/family": "要不要告诉家里人",
        "topics/personal-bankruptcy": "申请个人破产",
    },
    "en": {
        "index": "can't pay my debts|ask before due date|jail|will I go to prison for debt",
        "guide/stop": "which debt first|borrow to repay|stop answering the phone",
        "guide/list": "who is my creditor|where is my contract",
        "guide/cost": "what does it really cost|late charges|settle early interest",
        "guide/budget": "how much should I offer|how much can I keep to live",
        "guide/plan": "how many months|waive interest|only the principal|lump sum or instalments",
        "guide/papers": "documents I need|what papers",
        "guide/contact": "what to say on the phone|is the caller genuine|stop calling",
        "guide/negotiate": "pay something today|system does not allow|twelve months too short",
        "guide/agree": "what must the agreement say|miss one payment",
        "guide/pay": "proof it is settled|still asking after I paid",
        "guide/refused": "they refused|who can help me|free lawyer",
        "topics/collectors": "calling my family|call my employer|home visits by collectors",
        "topics/court": "will they sue|sued|wages frozen",
        "topics/credit-report": "how long on record|one day late reported",
        "topics/local/xian": "leave China with debts",
    },
}

# Types each question and waits for the list to change; returns the pages of the first results.
TYPE = """async (questions) => {
  const box = document.querySelector("[data-md-component=search-query]");
  const list = document.querySelector(".md-search-result__list");
  const found = [];
  for (const question of questions) {
    const changed = new Promise((resolve) => {
      const watching = new MutationObserver(() => {
        if (!list.children.length) return;
        watching.disconnect();
        resolve();
      });
      watching.observe(list, { childList: true });
    });
    box.value = question;
    box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    await changed;
    found.push(Array.from(list.children, (item) => item.querySelector("a").href));
  }
  return found;
}"""

Ask = Callable[[str, list[str]], list[list[str]]]


@pytest.fixture
def ask(chromium: Browser, server: StaticServer) -> Iterator[Ask]:
    """`ask("zh", [question, …])` gives for each the pages found, best first, as paths in the site."""
    with chromium.new_context() as context:
        context.set_default_timeout(PATIENT)

        def pages(language: str, asked: list[str]) -> list[list[str]]:
            page = context.new_page()
            page.goto(server.url + address("guide/cost", language))
            page.locator(BOX).click()
            page.locator(BOX).fill("wake up")
            expect(page.locator(".md-search-result__item").first).to_be_attached()
            return [
                [re.sub(r"[?#].*", "", link.removeprefix(server.url)) for link in links]
                for links in page.evaluate(TYPE, asked)
            ]

        yield pages


def lost(ask: Ask, language: str, expected: list[tuple[str, tuple[str, ...]]]) -> list[str]:
    """What was asked without finding one of its pages among the first."""
    found = ask(language, [question for question, _ in expected])
    return [
        f"{question}: {', '.join(pages)} is not in {', '.join(got[:FIRST])}"
        for (question, pages), got in zip(expected, found, strict=True)
        if not {address(page, language) for page in pages} & set(got[:FIRST])
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_finds_its_page(ask: Ask, language: str) -> None:
    """The starred ones are the most frequent; all are asked, as they stand in the headings."""
    asked = [(one.text(language), (one.page,)) for one in questions.questions()]

    assert lost(ask, language, asked) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_starred_question_finds_its_page_typed_without_punctuation(
    ask: Ask, language: str
) -> None:
    gap = "" if language == "zh" else " "
    asked = [
        (re.sub(r"[^\w]+", gap, one.text(language)).strip().lower(), (one.page,))
        for one in questions.questions()
        if language in one.starred
    ]

    assert lost(ask, language, asked) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_slang_finds_its_page(ask: Ask, language: str) -> None:
    asked = [(word, slang.pages) for slang in questions.slang() for word in slang.words(language)]

    assert lost(ask, language, list(dict(asked).items())) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_form_finds_its_page(ask: Ask, language: str) -> None:
    asked = [
        (short, (page,))
        for page, forms in SHORT[language].items()
        for short in forms.split(" " if language == "zh" else "|")
    ]

    assert lost(ask, language, asked) == []


def test_traditional_characters_and_slips_find_the_same_pages(ask: Ask) -> None:
    asked = [
        ("協商還款", ("index",)),
        ("徵信", ("topics/credit-report",)),
        ("催繳打給家人", ("topics/collectors",)),
        ("網貸停息掛賬", ("guide/plan",)),
        ("停息挂帐", ("guide/plan",)),
        ("预期了怎么办", ("index", "guide/stop")),
    ]

    assert lost(ask, "zh", asked) == []


@pytest.mark.parametrize(
    ("language", "question", "page"),
    [
        ("zh", "我不想活了", "index"),
        ("zh", "法院传票是真的吗", "topics/court"),
        ("zh", "代办停息挂账多少钱", "topics/scams"),
        ("en", "I want to die", "index"),
        ("en", "court summons", "topics/court"),
        ("en", "credit repair company", "topics/scams"),
    ],
)
def test_life_court_and_swindles_come_before_all_else(
    ask: Ask, language: str, question: str, page: str
) -> None:
    assert ask(language, [question])[0][0] == address(page, language)


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "出借人"), ("en", "full name of the lender")]
)
def test_the_name_of_a_product_leads_to_the_kinds_of_lender(
    visit: Visit, language: str, said: str
) -> None:
    page = visit(address("index", language))
    page.locator(BOX).click()
    page.locator(BOX).fill("qzxwv")

    item = page.locator(".md-search-result__item")
    expect(item).to_contain_text(said)
    expect(item.locator("a").first).to_have_attribute("href", re.compile("topics/lenders/$"))


def test_results_mark_what_was_typed_and_show_it_in_its_sentence(
    visit: Visit, complaints: list[str]
) -> None:
    page = visit("guide/cost/")
    page.locator(BOX).click()
    page.keyboard.insert_text("罚息怎么算")  # as pasted or spoken: no key is pressed

    expect(page.locator(".md-search-result__item mark").first).to_contain_text("罚息")
    expect(page.locator(".md-search-result__item a p").first).to_be_visible()
    assert complaints == []


def test_the_text_of_one_language_is_fetched_and_only_when_asked_for(
    visit: Visit, server: StaticServer
) -> None:
    page = visit("en/guide/cost/")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(server.url)))

    page.locator(BOX).click()
    page.locator(BOX).fill("interest")
    expect(page.locator(".md-search-result__item").first).to_be_visible()

    assert [path for path in asked if path.startswith("search/")] == ["search/en.json"]
    assert not [path for path in asked if "lunr" in path]
