"""Regular forms that a word list lacks although it holds the word: plurals, verb forms, adverbs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

__all__ = ["missing_forms"]

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_NO_PLURAL = re.compile(r"(?:s|ed|ing|ly|est|ous|ive|ful|less|able|ible|ically|ish|ary|wise|ward|ness|'.*)$")
_ADJECTIVE = re.compile(r"(?:al|ic|ive|ous|ful|less|able|ible|ent|ant|ary)$")
_DOUBLES = re.compile(r"[^aeiou][aeiou][bdfgklmnprtvz]$")
#: Words more frequent than this are function words, not stems.
_FUNCTION_WORD = 700_000_000


def missing_forms(counts: Mapping[str, int], *, least: int) -> dict[str, int]:
    """Give regular forms of known words that are not themselves known, with a modest count.

    A word is a verb where the list holds its -ed or -ing form; the spelling of that form (doubled consonant
    or not) decides how the others are spelt, so "occured" is never made.

    Args:
        counts: Known words in lower case and how often they were seen.
        least: Rarer words than this grow no forms.
    """
    forms: dict[str, int] = {}
    for word, count in counts.items():
        if least <= count < _FUNCTION_WORD and len(word) > 3 and word.isalpha():
            for form in _forms(word, counts):
                if form not in counts:
                    forms[form] = max(forms.get(form, 0), min(20_000, count // 50))
    return forms


def _forms(word: str, known: Container[str]) -> Iterator[str]:
    if not _NO_PLURAL.search(word):
        yield _with_s(word)
    if _ADJECTIVE.search(word):
        yield _adverb(word)
        return
    stem = word.removesuffix("e") if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) else word
    doubled = stem + stem[-1] if _DOUBLES.search(word) else ""
    for base in (doubled, stem):
        past = base[:-1] + "ied" if _CONSONANT_Y.search(base) else base + "ed"
        if base and (past in known or base + "ing" in known):
            yield past
            yield base + "ing"
            yield from (base + "er", base + "ers") if not base.endswith("y") else ()
            return


def _with_s(word: str) -> str:
    if _SIBILANT.search(word):
        return word + "es"
    return word[:-1] + "ies" if _CONSONANT_Y.search(word) else word + "s"


def _adverb(word: str) -> str:
    if word.endswith(("able", "ible")):
        return word[:-1] + "y"
    if word.endswith("ic"):
        return word + "ally"
    return word[:-1] + "ily" if word.endswith("y") else word + "ly"
