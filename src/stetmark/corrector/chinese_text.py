"""Chinese in `local:stet` and `local:stet-lm`: one corrector for both, loaded with the first Chinese text.

It needs the extra `[zh]`. What a system does with Chinese is part of its version: two behaviours never share
a name, and an answer given without the extra is not taken for one given with it.
"""

from __future__ import annotations

import importlib.metadata
from functools import cache

from stetmark.corrector.chinese import HanCorrector
from stetmark.corrector.chinese_counts import HAN_VERSION, han_available, han_words
from stetmark.lexicon.script import simplified
from stetmark.text.scripts import count_han

__all__ = ["HAN_CORRECTOR_VERSION", "chinese_version", "correct_chinese"]

#: Raise it whenever an answer could change.
HAN_CORRECTOR_VERSION = "2"
#: More traditional characters than this in a hundred, and the text is left alone: the lists are simplified.
_TRADITIONAL = 2


@cache
def _corrector() -> HanCorrector:
    return HanCorrector(han_words())


def chinese_version() -> str:
    """What the version of a system says of its Chinese: "+zh 1 …", or "" where Chinese is left as it is."""
    if not han_available():
        return ""
    lists = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("jieba", "pypinyin"))
    return f" +zh {HAN_CORRECTOR_VERSION} counts {HAN_VERSION} ({lists})"


def correct_chinese(text: str) -> str:
    """Give Chinese text with wrong characters repaired; as it is if traditional or without `[zh]`."""
    if not han_available() or _is_traditional(text):
        return text
    return _corrector().correct(text)


def _is_traditional(text: str) -> bool:
    plain = simplified(text)
    if len(plain) != len(text):
        return True
    n_traditional = sum(a != b for a, b in zip(text, plain, strict=True))
    return 100 * n_traditional > _TRADITIONAL * count_han(text)
