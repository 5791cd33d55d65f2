"""Which spelling has a word on the other side of the Atlantic? Rules first, pairs where there is no rule."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from stetmark.text.word_lists import read_sections, split_words

__all__ = ["variants"]

_EL_ENDINGS = ("ed", "ing", "er", "ers", "ings", "en", "ous", "or", "ors", "ist", "ists")
_ISE = re.compile(
    r"(?P<stem>[a-z]{2,}(?:i|ly))(?P<s>[sz])"
    r"(?P<end>e|ed|es|er|ers|ing|ings|able|ation|ations|ational|ement|or|ors)"
)

#: Nouns of verbs in -dge keep their e in Britain: judgement, acknowledgement, and with any prefix.
_DGEMENT = re.compile(
    r"(?P<stem>(?:[a-z]{2,6})?(?:jud|acknowled|abrid|lod|dislod|fled|prejud))g(?P<e>e?)ment(?P<end>s|al|ally)?"
)


@cache
def _lists() -> dict[str, list[str]]:
    return read_sections("stetmark.lexicon", "variants.txt")


@cache
def _not_ise() -> frozenset[str]:
    """Words in -ise or -ize that do not pair."""
    return split_words(_lists()["not-ise"])


def _table() -> dict[str, set[str]]:
    """Both directions of all pairs."""
    pairs: list[tuple[str, str]] = []
    lists = _lists()
    for line in lists["pairs"]:
        british, american = line.split()
        pairs.append((british, american))
    for stem in split_words(lists["our"]):
        other = stem[:-3] + "or"
        pairs += [(stem + end, other + end) for end in _OUR_ENDINGS]
    for stem in split_words(lists["re"]):
        base, other = stem[:-2], stem[:-2] + "er"
        pairs += [(stem, other), (stem + "s", other + "s"), (base + "red", other + "ed")]
        pairs.append((base + "ring", other + "ing"))
    for stem in split_words(lists["l"]):
        pairs += [(stem + stem[-1] + end, stem + end) for end in _EL_ENDINGS]
    table: dict[str, set[str]] = {}
    for one, other in pairs:
        if one != other:
            table.setdefault(one, set()).add(other)
            table.setdefault(other, set()).add(one)
    return table


_OUR_ENDINGS = (
    "", "s", "ed", "ing", "er", "ers", "able", "ably", "al", "ally", "ful", "fully", "less", "ite", "ites",
    "hood",
    "hoods", "ly", "y", "some", "ist", "ists", "ings",
)  # fmt: skip


@lru_cache(maxsize=1)
def _pairs() -> dict[str, set[str]]:
    return _table()


@lru_cache(maxsize=4096)
def variants(word: str) -> frozenset[str]:
    """Return the spellings of `word` in the other kind of English, in lower case; empty if it has none.

    Example:
        >>> sorted(variants("Colour"))
        ['color']
    """
    word = word.lower()
    found = set(_pairs().get(word, ()))
    match = _ISE.fullmatch(word)
    if match and len(word) > 5 and word not in _not_ise():
        swapped = "z" if match["s"] == "s" else "s"
        found.add(f"{match['stem']}{swapped}{match['end']}")
    match = _DGEMENT.fullmatch(word)
    if match:
        found.add(f"{match['stem']}g{'' if match['e'] else 'e'}ment{match['end'] or ''}")
    return frozenset(found)
