"""Several things in one sentence, with the marks of the language between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from calculators.page.words import say

_MARKS = {"、": ", ", "，": ", ", "；": "; ", "": " "}


@dataclass(frozen=True, slots=True)
class Listed:
    """`items` said one after the other; `mark` is the Chinese one: 、 ， ； or none."""

    items: tuple[Any, ...]
    mark: str = "、"

    def say(self, lang: str) -> str:
        mark = self.mark if lang == "zh" else _MARKS[self.mark]
        return mark.join(say(item, lang) for item in self.items)
