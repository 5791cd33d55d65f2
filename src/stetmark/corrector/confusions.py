"""Right words that are written for one another, and words of dialect and chat: `confusions.txt`."""

from __future__ import annotations

from functools import cache

from stetmark.text.word_lists import link_groups, read_sections, split_words

__all__ = ["ARTICLES", "OWN", "VERBS", "casual", "classic", "confusions", "never_owned", "short_words"]

#: A contraction, and the possessive that sounds like it.
OWN = {"it's": "its", "who's": "whose", "you're": "your", "they're": "their"}
VERBS = {"s": "is", "re": "are"}
#: No possessive precedes one of these.
ARTICLES = frozenset(["a", "an", "the", "been"])


@cache
def _sections() -> dict[str, list[str]]:
    return read_sections("stetmark.corrector", "confusions.txt")


@cache
def confusions() -> dict[str, frozenset[str]]:
    """Return for each word, in lower case, those it is mistaken for."""
    return link_groups(_sections()["confused"])


@cache
def classic() -> frozenset[tuple[str, str]]:
    """Return pairs (written, meant) that everybody has seen mixed up, and that neighbours can tell apart."""
    found = set()
    for line in _sections()["classic"]:
        one, other = line.split()
        found |= {(one, other), (other, one)}
    for line in _sections()["classic-one-way"]:
        written, meant = line.split()
        found.add((written, meant))
    return frozenset(found)


@cache
def never_owned() -> frozenset[str]:
    """Return what follows "it's" and never "its"."""
    return split_words(_sections()["never-owned"])


@cache
def casual() -> frozenset[str]:
    """Return words of dialect, of chat and of speech as it is spelt for the ear."""
    return split_words(_sections()["casual"])


@cache
def short_words() -> frozenset[str]:
    """Return the words of one or two letters that may be offered as corrections."""
    return split_words(_sections()["short"])
