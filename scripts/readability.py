"""How long the sentences of each page are. A report for writers; nothing fails by it."""

import re
from collections.abc import Iterator

from scripts.prose import INCLUDE, LINK, MARKER, Text, pages

LONG = {"zh": 30, "en": 20}
"""More Chinese characters, or English words, than a frightened reader takes in at once."""

_WORDS = {"zh": re.compile(r"[\u3400-\u9fff]"), "en": re.compile(r"[A-Za-z0-9][\w'’.,%-]*")}


def sentences(text: Text) -> Iterator[tuple[int, int, str]]:
    """Length, line and words of each sentence in paragraphs and lists."""
    for block in text.blocks:
        if block.kind in ("paragraph", "item"):
            for line, sentence in block.sentences(text.language):
                plain = INCLUDE.sub("", MARKER.sub("", LINK.sub(r"\1", sentence))).strip("*_ ")
                if length := len(_WORDS[text.language].findall(plain)):
                    yield length, line, plain


def long_share(text: Text) -> tuple[int, int]:
    """How many sentences are long, and how many there are."""
    lengths = [length for length, _, _ in sentences(text)]
    return sum(length > LONG[text.language] for length in lengths), len(lengths)


def report(longest: int = 10) -> str:
    """Markdown: each page with its share of long sentences and the longest of them."""
    lines = ["Sentences over 30 Chinese characters or 20 English words, and the longest ten.", ""]
    for text in pages("", "guide", "topics"):
        long, count = long_share(text)
        if not count:
            continue
        lines += [f"## {text.file}: {long} of {count} ({long / count:.0%})", ""]
        over = sorted((s for s in sentences(text) if s[0] > LONG[text.language]), reverse=True)
        lines += [f"- {length} · line {line}: {words}" for length, line, words in over[:longest]]
        lines += [""] if over else []
    return "\n".join(lines) + "\n"
