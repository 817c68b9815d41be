"""Words of a text, Chinese cut by jieba; the same cut for what is kept and for what is asked."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rjieba import Jieba

SCHEME = 1
"""Raised when the same text would give other words, so that what is kept is made anew."""

BODY_LENGTH_MAX = 20_000
"""Characters of a description that count."""

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_IS_HAN = re.compile(rf"[{_HAN}]")


def words_of(text: str) -> list[str]:
    """Words in order, small, once for each way to cut: 保湿面霜 gives 保湿, 面霜."""
    found: list[str] = []
    for run in runs_of(text):
        found.extend(_cutter().cut_for_search(run) if is_han(run) else [run])
    return found


def characters_of(text: str) -> list[str]:
    """Chinese characters one by one, so that any part of a name is found, however it is cut."""
    return [letter for run in runs_of(text) if is_han(run) for letter in run]


def code_words(codes: Iterable[str]) -> list[str]:
    """Codes whole, without what stands between, and in parts: SKU-1 gives sku1, sku, 1."""
    found: list[str] = []
    for code in codes:
        parts = runs_of(code)
        found.extend(["".join(parts), *parts] if len(parts) > 1 else parts)
    return found


def runs_of(text: str) -> list[str]:
    """Runs of Chinese, and runs of other letters and digits, in one width and case."""
    return _RUN.findall(unicodedata.normalize("NFKC", text).lower())


def is_han(run: str) -> bool:
    """Whether a run is Chinese."""
    return bool(_IS_HAN.match(run))


def joined(words: Sequence[str]) -> str:
    """As the index keeps them."""
    return " ".join(words)


@cache
def _cutter() -> "Jieba":
    # Its dictionary takes about 35 MiB and a third of a second: not before somebody searches.
    from rjieba import Jieba

    return Jieba()
