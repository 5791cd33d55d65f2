r"""Where does one token end and the next begin? One lossless rule for all languages.

A token is, in this order: a run of letters and digits with inner apostrophes ("don't"); one Han character or
kana; one grapheme of Thai, Lao, Khmer or Myanmar; "\r\n"; one white-space character; any other character
alone, so that a hyphen, a dash, `$` and `\` each stand for themselves. Combining marks, variation selectors,
joiners and emoji modifiers stay with their base.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter
from string import ascii_letters, digits

from stetmark.text.marks import MARKS
from stetmark.text.scripts import SPACELESS

__all__ = ["OUTER", "count_word_tokens", "count_words", "is_boundary", "is_word", "token_spans", "tokenize"]

#: The outer characters that every rung forgives; NBSP and U+3000 are text.
OUTER = " \t\r\n"
#: Sara am is a letter to Unicode but completes the grapheme before it (UAX 29, SpacingMark).
_STAYS = MARKS + "\u0e33\u0eb3\u200c\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
_LETTER = rf"[^\W_{SPACELESS}]"

_ANY = re.compile(
    rf"{_LETTER}++(?:[{_STAYS}]+{_LETTER}*+)*+(?:['’]{_LETTER}++(?:[{_STAYS}]+{_LETTER}*+)*+)*+"
    rf"|[{SPACELESS}][{_STAYS}]*"
    r"|\r\n|\s"
    r"|[\U0001f1e6-\U0001f1ff]{2}"
    rf"|.(?:\u200d[^\W\d_]|\u200d[^\w\s]|[{_STAYS}])*",
    re.DOTALL,
)
_GLUED = re.compile(
    rf"(?:{_LETTER}|[{_STAYS}'’])(?:{_LETTER}|['’])|.[{_STAYS}]"
    r"|\r\n|\u200d.|[\U0001f1e6-\U0001f1ff]{2}",
    re.DOTALL,
)
#: The ASCII ones of those pairs: a look-up is quicker than a match.
_WORDLY = ascii_letters + digits + "'"
_GLUED_ASCII = frozenset({"\r\n", *(a + b for a in _WORDLY for b in _WORDLY)})
_FIRST = itemgetter(0)
_ASCII = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*|\r\n|.", re.DOTALL)


def tokenize(text: str) -> list[str]:
    """Return the tokens of `text` in order; joined they are `text` again.

    Example:
        >>> tokenize("don't—stop 的地")
        ["don't", '—', 'stop', ' ', '的', '地']
    """
    if not text.isascii():
        return _ANY.findall(text)
    return [text] if text.isalnum() else _ASCII.findall(text)


def token_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where each token of `text[start:end]` begins and ends, counted in characters of `text`.

    Example:
        >>> token_spans("to the end", 3, 10)
        [(3, 6), (6, 7), (7, 10)]
    """
    spans: list[tuple[int, int]] = []
    for token in tokenize(text[start:end]):
        spans.append((start, start + len(token)))
        start += len(token)
    return spans


def is_word(token: str) -> bool:
    """Whether a token is a word, a number or one Han character or kana (not white space, not a sign)."""
    return token[:1].isalnum()


def count_words(text: str) -> int:
    """How many words `text` has: word tokens, and Han characters or kana one by one."""
    if text.isascii() and text.isalnum():
        return 1
    return count_word_tokens(tokenize(text))


def count_word_tokens(tokens: Iterable[str]) -> int:
    """How many of `tokens`, none of them empty, are words."""
    return sum(map(str.isalnum, map(_FIRST, tokens)))


def is_boundary(text: str, at: int) -> bool:
    """Whether a token surely ends at `at`, by the two characters there alone; False where it may not."""
    if at <= 0 or at >= len(text):
        return True
    two = text[at - 1 : at + 1]
    if two.isascii():
        return two not in _GLUED_ASCII
    return (two[0] == " " and two[1] < "\u0300") or _GLUED.match(two) is None
