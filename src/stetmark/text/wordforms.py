"""Are these two words forms of one word? And which forms of a word does a list lack?

Three questions, each with its own answer, over one table of endings (`word_forms.txt`): `is_inflection` for
the class of a change, `are_related` for what context may not tell apart, `is_derived_form` for what a system
may have put in another's place on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import cache

from rapidfuzz.distance import Prefix

from stetmark.text.word_lists import read_sections

__all__ = [
    "SHORTEST_STEM",
    "are_related",
    "has_plain_ending",
    "is_derived_form",
    "is_inflection",
    "missing_forms",
    "related_endings",
]

#: Forms of one word begin with at least this many letters of it.
SHORTEST_STEM = 3
#: ... and where more endings count, with this many.
_SHORTEST_DERIVED_STEM = 4
#: Endings that follow an e alone.
_AFTER_E = frozenset(["d", "r", "rs"])
#: After one of these letters an ending changes the spelling, or stands for another slip.
_NOT_PLAIN = frozenset("sxzey")
_NO_GROUPS: frozenset[int] = frozenset()


@cache
def _sections() -> dict[str, list[str]]:
    return read_sections("stetmark.text", "word_forms.txt")


@cache
def _groups() -> dict[str, frozenset[int]]:
    """Each irregular word with the numbers of the groups it is in."""
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(_sections()["irregular"]):
        for word in line.split():
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


@cache
def _endings(role: str) -> frozenset[str]:
    rows = [line.split() for line in _sections()["endings"]]
    return frozenset("" if ending == "-" else ending for ending, *roles in rows if role in roles)


@cache
def _slips() -> frozenset[tuple[str, str]]:
    """Pairs of endings of which a slip puts the first for the second."""
    rows = (line.replace("-", "").split(" ") for line in _sections()["slips"])
    return frozenset((one, other) for one, other in rows)


def related_endings() -> frozenset[str]:
    """Return the endings that `are_related` counts."""
    return _endings("related")


def is_inflection(one: str, other: str) -> bool:
    """Return whether two different lower-case English words are inflected forms of one.

    They differ by a regular ending, with or without a doubled consonant, or are listed as irregular.

    Example:
        >>> is_inflection("stop", "stopped"), is_inflection("go", "went"), is_inflection("stop", "stone")
        (True, True, False)
    """
    if one == other:
        return False
    groups = _groups()
    if not groups.get(one, _NO_GROUPS).isdisjoint(groups.get(other, _NO_GROUPS)):
        return True
    shared = Prefix.similarity(one, other)
    if shared < SHORTEST_STEM:
        return False
    endings = _endings("inflected")
    if one[shared:] in endings and other[shared:] in endings:
        return True
    # A doubled consonant: "stop", "stopped".
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return shared == len(shorter) and longer[shared] == shorter[-1] and longer[shared + 1 :] in endings


def are_related(one: str, other: str) -> bool:
    """Return whether two words differ by an ending alone ("test", "tests"): context may allow both."""
    shared = Prefix.similarity(one, other)
    endings = _endings("related")
    return shared >= SHORTEST_STEM and one[shared:] in endings and other[shared:] in endings


def has_plain_ending(word: str, stem: str) -> bool:
    """Return whether `word` is `stem` with one of the commonest endings after it, as spelling allows."""
    ending = word.removeprefix(stem)
    return ending != word and ending in _endings("added") and stem[-1:] not in _NOT_PLAIN


def is_derived_form(one: str, other: str) -> bool:
    """Return whether `one` has the stem of `other` and another ending, which no slip explains.

    Example:
        >>> is_derived_form("includers", "includes"), is_derived_form("counterss", "counters")
        (True, False)
    """
    start = int(Prefix.similarity(one, other))
    for n in (1, 2):  # written twice: counterss, dancerers
        if one[start : start + n] == one[start - n : start] and one[:start] + one[start + n :] == other:
            return False
    endings, slips = _endings("derived"), _slips()
    # The ending may begin before the two part: includ-ed, includ-es.
    return any(
        one[at:] in endings
        and other[at:] in endings
        and one[at:] != other[at:]
        and (one[at:], other[at:]) not in slips
        and (one[at:] not in _AFTER_E or one[at - 1] == "e")
        for at in range(max(_SHORTEST_DERIVED_STEM, start - 3), start + 1)
    )


_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_NO_PLURAL = re.compile(r"(?:s|ed|ing|ly|est|ous|ive|ful|less|able|ible|ically|ish|ary|wise|ward|ness|'.*)$")
_ADJECTIVE = re.compile(r"(?:al|ic|ive|ous|ful|less|able|ible|ent|ant|ary)$")
_DOUBLES = re.compile(r"[^aeiou][aeiou][bdfgklmnprtvz]$")
#: Words more frequent than this are function words, not stems.
_FUNCTION_WORD = 700_000_000


def missing_forms(counts: Mapping[str, int], *, least: int) -> dict[str, int]:
    """Return regular forms of known words that are not themselves known, with a modest count.

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
