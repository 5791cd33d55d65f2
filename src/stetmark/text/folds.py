"""Foldings that make texts equal which differ only in form: quotes and dashes, white space, width, case."""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations

from rapidfuzz.distance import Postfix, Prefix

from stetmark.records import FORM_FOLDS

__all__ = ["DASHES", "NARROW", "QUOTES", "differing", "fold", "folds_between", "sign_class", "strip_format"]

DASHES = frozenset("-‐‑‒–—―−﹣－─")
QUOTES = frozenset("'\"‘’‚‛“”„‟«»‹›「」『』`´′″＂＇")

_DASH_RUN = re.compile(r"[^\S\n]*(?:-{2,}|[‐‑‒–—―−﹣－─]+)[^\S\n]*|[^\S\n]+-[^\S\n]+")
_SINGLE = dict.fromkeys(map(ord, "‘’‚‛`´′＇"), "'")
_DOUBLE = dict.fromkeys(map(ord, "“”„‟«»″＂"), '"')
_QUOTE_TABLE = {**_SINGLE, **_DOUBLE}
#: Full-width forms of ASCII, the ideographic space and full stop, as their narrow twins.
NARROW = {0x3000: " ", ord("。"): ".", ord("｡"): "."} | {
    code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)
}
#: Signs that no folding makes of others, but for their twins of another width: as many are in both texts.
_KEPT_SIGNS = (",，", ":：", ";；", "!！", "?？", "(（", ")）", "、")
_FORMAT = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]")


def strip_format(text: str) -> str:
    """Return `text` in NFC without invisible format characters, ligatures taken apart."""
    if text.isascii():
        return text
    text = _FORMAT.sub("", text)
    for sign, letters in (
        ("ﬀ", "ff"),
        ("ﬁ", "fi"),
        ("ﬂ", "fl"),
        ("ﬃ", "ffi"),
        ("ﬄ", "ffl"),
        ("ﬅ", "st"),
        ("ﬆ", "st"),
    ):
        text = text.replace(sign, letters)
    return unicodedata.normalize("NFC", text)


def fold(text: str, folds: tuple[str, ...]) -> str:
    """Return `text` under the given foldings, in the order of `records.FORM_FOLDS`."""
    plain = text.isascii()
    if "width" in folds and not plain:
        text = text.translate(NARROW)
    if "quotes_dashes" in folds:
        if not plain or "`" in text or "''" in text:
            text = text.replace("``", '"').replace("''", '"').translate(_QUOTE_TABLE)
        if not plain or "--" in text or " - " in text:
            text = _DASH_RUN.sub("-", text)
    if "whitespace" in folds:
        text = " ".join(text.split())
    if "case" in folds:
        text = text.lower()
    return text


def differing(one: str, other: str) -> tuple[str, str]:
    """Return the middles of two texts, less a beginning and an end that are the same letter for letter.

    Cut between two ASCII letters, over which no folding reaches: texts fold alike just if their middles do.

    Example:
        >>> differing("he said so -- then left", "he said so — then left")
        ('o -- t', 'o — t')
    """
    first = int(Prefix.similarity(one, other))
    while first and not (_between_letters(one, first) and _between_letters(other, first)):
        first -= 1
    one, other = one[first:], other[first:]
    last = int(Postfix.similarity(one, other))
    while last and not (
        _between_letters(one, len(one) - last) and _between_letters(other, len(other) - last)
    ):
        last -= 1
    return one[: len(one) - last], other[: len(other) - last]


def _between_letters(text: str, at: int) -> bool:
    """Whether `at` lies between two ASCII letters."""
    two = text[at - 1 : at + 1]
    return len(two) == 2 and two.isascii() and two.isalpha()


def folds_between(reference: str, hypothesis: str) -> tuple[str, ...]:
    """Return the fewest, then mildest foldings that make two texts equal; none if they are, or cannot be."""
    if reference == hypothesis or any(
        sum(map(reference.count, signs)) != sum(map(hypothesis.count, signs)) for signs in _KEPT_SIGNS
    ):
        return ()
    for one in FORM_FOLDS:
        if fold(reference, (one,)) == fold(hypothesis, (one,)):
            return (one,)
    if fold(reference, FORM_FOLDS) != fold(hypothesis, FORM_FOLDS):
        return ()
    for count in range(2, len(FORM_FOLDS)):
        for some in combinations(FORM_FOLDS, count):
            if fold(reference, some) == fold(hypothesis, some):
                return some
    return FORM_FOLDS


_DASH_TABLE = dict.fromkeys(map(ord, DASHES), "-")
_SPACED_DASH = re.compile(r"[^\S\n]*-{2,}[^\S\n]*|[^\S\n]*[–—―－─]+[^\S\n]*")


def sign_class(reference: str, hypothesis: str) -> str:
    """Return `quote`, `dash` or `width` if signs of that kind alone part two texts; empty otherwise.

    Where several kinds do, the first of them in the order of `records.CHANGE_CLASSES`.
    """
    if reference == hypothesis or (reference.isalnum() and hypothesis.isalnum() and hypothesis.isascii()):
        return ""
    width = reference.translate(NARROW) == hypothesis.translate(NARROW)
    if width:
        return "width"
    one, other = (_dashed(text.translate(NARROW)) for text in (reference, hypothesis))
    if one == other:
        return "dash"
    if _quoted(reference.translate(NARROW)) == _quoted(hypothesis.translate(NARROW)):
        return "quote"
    return "dash" if _quoted(one) == _quoted(other) else ""


def _dashed(text: str) -> str:
    """The text with every dash one hyphen, a long one without the spaces beside it."""
    return _SPACED_DASH.sub("-", text).translate(_DASH_TABLE)


def _quoted(text: str) -> str:
    """The text with every quote a straight one."""
    return text.replace("``", '"').replace("''", '"').translate(_QUOTE_TABLE)
