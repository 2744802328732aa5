"""What readers ask, by the page that answers it: docs/_data/questions.yml."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

import yaml

from scripts.facts import DATA

LANGUAGES = ("zh", "en")
ALIKE = 0.6
"""From this likeness on a heading answers a question."""


@dataclass(frozen=True)
class Question:
    """What is asked, in both languages. `at` is the heading that answers, if it is named."""

    page: str
    zh: str
    en: str
    starred: tuple[str, ...] = ()
    words_zh: tuple[str, ...] = ()
    words_en: tuple[str, ...] = ()
    at: str = ""

    def text(self, language: str) -> str:
        return self.zh if language == "zh" else self.en

    def says(self, language: str) -> list[str]:
        """The question, and what may be typed instead."""
        return [self.text(language), *(self.words_zh if language == "zh" else self.words_en)]


@dataclass(frozen=True)
class Slang:
    """Words that mean what these pages are about."""

    pages: tuple[str, ...]
    zh: tuple[str, ...] = field(default=())
    en: tuple[str, ...] = field(default=())

    def words(self, language: str) -> tuple[str, ...]:
        return self.zh if language == "zh" else self.en


@cache
def read() -> dict[str, Any]:
    return cast(dict[str, Any], yaml.safe_load((DATA / "questions.yml").read_text("utf-8")))


@cache
def questions() -> tuple[Question, ...]:
    return tuple(
        Question(page, **{key: _frozen(value) for key, value in entry.items()})
        for page, entries in read()["questions"].items()
        for entry in entries
    )


@cache
def slang() -> tuple[Slang, ...]:
    return tuple(
        Slang(**{key: _frozen(value) for key, value in entry.items()}) for entry in read()["slang"]
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def address(page: str, language: str) -> str:
    """Where a page lies in the site: guide/cost → guide/cost/, en/guide/cost/."""
    path = "" if page == "index" else f"{page}/"
    return path if language == "zh" else f"en/{path}"


def likeness(question: str, heading: str) -> float:
    """How much of the question the heading says, or of the heading the question; 1 is all of it."""
    asked, said = grams(question), grams(heading)
    if not asked or not said:
        return 0.0
    shared = len(asked & said)
    return max(shared / len(asked), 2 * shared / (len(asked) + len(said)))


def best(question: str, headings: Iterable[str]) -> tuple[float, str]:
    """The heading most like the question, after how like it is."""
    return max(((likeness(question, heading), heading) for heading in headings), default=(0.0, ""))


def grams(text: str) -> frozenset[str]:
    """Pairs of Chinese characters next to each other, and other words without common endings."""
    text = text.lower()
    pairs = {
        run[at : at + 2]
        for run in re.findall(r"[\u3400-\u9fff]+", text)
        for at in range(max(1, len(run) - 1))
    }
    words = {
        re.sub(r"(?<=\w{4})(ments?|ing|ed|es|s|e)$", "", word)
        for word in re.findall(r"[a-z0-9.]*[a-z0-9]", text)
    }
    return frozenset(pairs | (words - COMMON))


COMMON = frozenset(
    ["a", "an", "the", "i", "my", "me", "do", "is", "are", "be", "to", "of", "on", "in", "it"]
)
