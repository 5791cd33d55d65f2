"""What kind of change is it? The first class that fits, in the order of `records.CHANGE_CLASSES`.

Only the two texts and a lexicon decide; `moved` and `rewrite` are seen only with the whole answer in view and
are given by `changes`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import OSA, Indel

from stetmark.text.folds import DASHES, NARROW, QUOTES, strip_format
from stetmark.text.lexicon import Lexicon
from stetmark.text.markup import has_markup, visible
from stetmark.text.numbers import number_class
from stetmark.text.tokens import is_word, tokenize
from stetmark.text.word_lists import read_sections
from stetmark.text.wordforms import is_inflection

__all__ = ["classify", "form_class", "word_class"]

_LONG_DASH = DASHES - set("-‐‑")
_MARKUP = frozenset("*_`$\\{}#~^|<>")
_HYPHEN = frozenset("-‐‑")
_QUOTE_LIKE = QUOTES | {"`"}
_BRACKETS = frozenset("()[]!/")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?|</?[A-Za-z][^<>]*>|[*_`$\\{}#~^|]")
_HYPHENS = re.compile(r"[-‐‑\s]+")
_CURLY = dict.fromkeys(map(ord, "‘’‚‛`´′＇"), "'") | dict.fromkeys(map(ord, "“”„‟«»″＂「」『』"), '"')
#: How alike two words must be for one to be a misspelling of the other, of 1.
_ALIKE = 0.6
#: Characters of a change whose class is kept.
_KEPT_LENGTH = 40


def classify(reference: str, hypothesis: str, *, lexicon: Lexicon) -> str:
    """Return the class of the change from `reference` to `hypothesis`, one of `records.CHANGE_CLASSES`.

    Either text may be empty (something put in or left out); they differ.
    """
    if len(reference) + len(hypothesis) <= _KEPT_LENGTH:
        return _kept_class(reference, hypothesis, lexicon)
    return form_class(reference, hypothesis) or word_class(reference, hypothesis, lexicon)


@lru_cache(maxsize=1 << 15)
def _kept_class(reference: str, hypothesis: str, lexicon: Lexicon) -> str:
    """The class of a short change: the same ones come again in answer after answer."""
    return form_class(reference, hypothesis) or word_class(reference, hypothesis, lexicon)


def form_class(reference: str, hypothesis: str) -> str:  # noqa: C901, PLR0911  one return a class, in order
    """The class where only the form differs: signs, white space, case; empty for a change of words."""
    both = reference + hypothesis
    plain = both.isascii()
    if plain and both.isalpha():
        # The common case: one word for another, or one more or less.
        return "case" if reference.lower() == hypothesis.lower() else ""
    if not plain and strip_format(reference) == strip_format(hypothesis):
        return "unicode"
    bare = {sign for sign in both if not sign.isspace()}
    if bare and bare <= DASHES and (bare & _LONG_DASH or "--" in both):
        return "dash"
    if (bare & _QUOTE_LIKE) and _is_quote(reference, hypothesis, bare):
        return "quote"
    if not plain and reference.translate(NARROW) == hypothesis.translate(NARROW):
        return "width"
    if not bare:
        return "whitespace"
    worded = any(map(str.isalnum, bare))
    if "".join(reference.split()) == "".join(hypothesis.split()):
        return "split_join" if worded else "whitespace"
    if worded and reference.casefold() == hypothesis.casefold():
        return "case"
    if (
        bare & _HYPHEN
        and _HYPHENS.sub("", reference) == _HYPHENS.sub("", hypothesis)
        and number_class(reference, hypothesis) != "number_value"  # a minus sign is not a hyphen
    ):
        return "hyphen"
    if (bare & _MARKUP or has_markup(both)) and _is_markup(reference, hypothesis, bare):
        return "markup"
    return "" if worded else "punctuation"


def _is_quote(reference: str, hypothesis: str, bare: set[str]) -> bool:
    """Whether quotes or apostrophes alone differ. A lone backtick is markup."""
    plain = reference.replace("``", '"').replace("''", '"').translate(_CURLY)
    other = hypothesis.replace("``", '"').replace("''", '"').translate(_CURLY)
    if plain == other and (bare & QUOTES) - {"`"}:
        return True
    if not bare or not bare <= QUOTES or "```" in reference + hypothesis:
        return False  # three are a fence
    return bare != {"`"} or "``" in reference + hypothesis


def _is_markup(reference: str, hypothesis: str, bare: set[str]) -> bool:
    """Whether what differs is markup: LaTeX or HTML commands, Markdown signs, brackets beside them."""
    if bare & _MARKUP:
        if bare <= _MARKUP | _BRACKETS:
            return True
        plain, other = (_COMMAND.sub("", text).split() for text in (reference, hypothesis))
        if plain == other:
            return True
    return visible(reference) == visible(hypothesis)


def word_class(reference: str, hypothesis: str, lexicon: Lexicon) -> str:  # noqa: PLR0911  one a class
    """The class of a change of words."""
    old, new = _words(reference), _words(hypothesis)
    if not old or not new:
        return "inserted" if new else "deleted"
    of_number = number_class(reference, hypothesis)
    if of_number:
        return of_number
    if len(old) == len(new):
        if all(_is_variant(one, two, lexicon) for one, two in zip(old, new, strict=True)):
            return "spelling_variant"
        if not reference.isascii() and lexicon.to_simplified(reference) == lexicon.to_simplified(hypothesis):
            return "script_variant"
    if len(old) == len(new) == 1 and old[0].isascii() and new[0].isascii():
        found = _spelling_class(old[0], new[0], lexicon)
        if found:
            return found
    if (
        len(old) == len(new)
        and old[0][0].isascii()
        and all(
            one == two or is_inflection(one.lower(), two.lower()) for one, two in zip(old, new, strict=True)
        )
    ):
        return "inflection"
    return "reworded"


def _words(text: str) -> list[str]:
    text = text.strip()
    if text.isascii() and text.isalnum():
        return [text]
    return [token for token in tokenize(text) if is_word(token)] if text else []


def _is_variant(one: str, other: str, lexicon: Lexicon) -> bool:
    return one == other or other.lower() in lexicon.variants(one)


def _spelling_class(old: str, new: str, lexicon: Lexicon) -> str:
    """Whether a word became a misspelling, or a misspelling a word; empty if neither."""
    if not (old.replace("'", "").isalpha() and new.replace("'", "").isalpha()):
        return ""
    if Indel.normalized_similarity(old.lower(), new.lower()) < _ALIKE:
        return ""
    was, now = old in lexicon, new in lexicon
    if was and not now:
        return "typo_introduced"
    return "unplanted_fix" if now and not was and _is_respelling(old.lower(), new.lower(), lexicon) else ""


def _is_respelling(old: str, new: str, lexicon: Lexicon) -> bool:
    """Whether a word in no list is `new` misspelt, and not a word of its own like "focalization"."""
    if lexicon.is_coined(old):
        return False
    far = 1 if len(old) < 5 else 2 if len(old) < 10 else 3
    if OSA.distance(old, new) > far or (len(old) >= 5 and old[1:] == new[1:]):
        return False
    for ending in _deriving():
        stem = old.removesuffix(ending)
        if stem == old or len(stem) < 4:
            continue
        # The word that replaces it has another stem with the same ending, or is the stem itself.
        if stem == new or (stem in lexicon and new.endswith(ending) and new.removesuffix(ending) in lexicon):
            return False
    return True


@cache
def _deriving() -> tuple[str, ...]:
    """Endings that make a word of a word, the longest first; what they make is rarely in a list."""
    return tuple(sorted(read_sections("stetmark.text", "word_forms.txt")["deriving"], key=len, reverse=True))
