"""Is this change of Latin words the correction of a misspelling, and of nothing else?

A word that is no word may become a near word. A right word may only become one it is known to be mistaken
for. Whatever touches names, numbers, units, negation, case, region or style is not spelling.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from stetmark.text import guard_words as known
from stetmark.text.words import Lexicon

__all__ = ["Judgement", "Words", "judge_words", "slips"]

_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+(?:['’][A-Za-zÀ-ÖØ-öø-ɏ]+)*\Z")
_STUCK_SHIFT = re.compile(r"[A-Z]{2}[a-z]+\Z")
#: Of 500 billion words a rare one has fewer than this many, and the word it is a slip of so many times more.
_RARE, _TIMES = 1_000_000, 500
_ENDINGS = ("s", "es", "'s", "ed", "ing", "er", "ers", "ly")


class Judgement(NamedTuple):
    """Whether a change is kept, as what text, and why. `fits`: the two are forms of one word at all."""

    kept: bool
    text: str
    reason: str
    fits: bool = True


class Words:
    """What counts as a word in one source.

    Args:
        lexicon: The words known everywhere.
        terms: Words, in lower case, that stand in the source several times and that the hypothesis kept
            somewhere: names of things, whatever the lexicon says.
        attested: All words of the source, in lower case.
    """

    def __init__(self, lexicon: Lexicon, terms: Container[str] = (), attested: Container[str] = ()) -> None:
        self._lexicon = lexicon
        self._terms = terms
        self._attested = attested

    def __contains__(self, word: str) -> bool:
        bare = word.replace("’", "'")
        if len(bare) == 1:
            return bare.lower() in known.SMALL_WORDS
        return bare in self._lexicon

    def is_term(self, word: str) -> bool:
        """Whether a word stands in the source several times and was let stand at least once."""
        return word.lower() in self._terms

    def is_attested(self, word: str) -> bool:
        """Whether the source has the word elsewhere."""
        return word.lower() in self._attested

    def is_hapax(self, word: str, other: str) -> bool:
        """Whether a listed word is so rare beside one a single slip away that it is a slip itself.

        Lists counted from the web hold surnames and other people's misspellings. Only a lexicon that counts
        (`count(word)`) can tell.
        """
        count = getattr(self._lexicon, "count", None)
        if count is None or len(word) < 3 or _distance(word, other) != 1:
            return False
        return count(word) < _RARE and count(other) > _TIMES * max(count(word), 1)

    def variants(self, word: str) -> frozenset[str]:
        """The other region's spellings of a word."""
        return self._lexicon.variants(word)


@lru_cache(maxsize=65_536)
def _distance(one: str, other: str) -> int:
    return OSA.distance(one, other)


def _letters(text: str) -> str:
    return "".join(ch for ch in text.lower() if ch.isalnum())


def _reach(length: int) -> int:
    """How many slips a word of this length may hold and still be told."""
    return 1 if length <= 3 else 2 if length <= 6 else 3 if length <= 9 else 4


def slips(old: str, new: str) -> int:
    """How many slips lie between the two, spaces, apostrophes and case aside."""
    return _distance(_letters(old), _letters(new))


def near(old: str, new: str) -> bool:
    """Whether one can be a misspelling of the other, spaces and apostrophes aside."""
    a, b = _letters(old), _letters(new)
    if not a or not b:
        return False
    if known.are_confused(old.lower().replace("’", "'"), new.lower().replace("’", "'")):
        return True
    shorter = min(len(a), len(b))
    return _distance(a, b) <= min(_reach(max(len(a), len(b))), max(1, (shorter + 1) // 2))


def judge_words(  # noqa: PLR0911  one way out for each rule, in their order
    old: list[str], new: list[str], words: Words, *, starts: bool, after_number: bool
) -> Judgement:
    """Judge a change of `old` words, parted by single spaces, into `new` ones.

    Args:
        old: One to three words of the source.
        new: One to three words of the hypothesis.
        words: What is a word.
        starts: A sentence may begin here, so a capital is no sign of a name.
        after_number: A number stands before, so a short word is a unit.
    """
    source, text = " ".join(old), " ".join(new)
    if not all(_LATIN.match(word) for word in (*old, *new)):
        return _no(text, "not words of letters alone", fits=False)
    if not near(source, text):
        return _no(text, f"{text!r} is another word, not {source!r} spelled right", fits=False)
    if source.lower().replace("’", "'") == text.lower().replace("’", "'"):
        return _case_alone(source, text)
    meaning = _meaning(source, text, after_number=after_number)
    if meaning:
        return _no(text, meaning)
    if len(old) > 1:
        return _join(old, text, words)
    if len(new) > 1:
        return _split(source, new, words)
    return _one(source, text, words, starts=starts)


def _no(text: str, reason: str, *, fits: bool = True) -> Judgement:
    return Judgement(kept=False, text=text, reason=reason, fits=fits)


def _yes(source: str, text: str, reason: str) -> Judgement:
    return Judgement(kept=True, text=_like(source, text), reason=reason)


def _like(source: str, text: str) -> str:
    """The corrected text in the source's letter case, but for a name or a stuck shift key."""
    if _STUCK_SHIFT.match(source) or text.lower() in known.NAMES or text == "I" or text.startswith("I'"):
        return text
    if source.isupper() and len(source) > 1:
        return text.upper()
    if source[:1].isupper():
        return text[:1].upper() + text[1:]
    return text[:1].lower() + text[1:] if text[1:].islower() or len(text) == 1 else text


def _case_alone(source: str, text: str) -> Judgement:
    if "’" in source + text and source.replace("’", "'") == text.replace("’", "'"):
        return _no(text, "an apostrophe's shape is not spelling")
    if _STUCK_SHIFT.match(source) and (text.istitle() or text.islower()):
        return Judgement(
            kept=True, text=text, reason=f"{source!r} has two capitals by a slip of the shift key"
        )
    return _no(text, "capitals are not spelling")


def _meaning(source: str, text: str, *, after_number: bool) -> str:
    """Why this change could be one of meaning; empty where it is none."""
    a, b = source.lower().replace("’", "'"), text.lower().replace("’", "'")
    if _negates(a, b):
        return f"{source!r} → {text!r} may turn the meaning round"
    if after_number and len(a) <= 4 and (a in known.UNITS or b in known.UNITS):
        return "a unit after a number"
    if (b in known.NUMBERS or a in known.NUMBERS) and not known.are_confused(a, b):
        if a in known.NUMBERS or _could_be_another_number(a, b):
            return f"a number: {source!r} could be another than {text!r}"
    return _prefix_changed(a, b)


def _could_be_another_number(a: str, b: str) -> bool:
    """Whether `a` is as near to another number as to `b`. The last letter tells "fiften" from "fifty"."""
    mine = _distance(a, b)
    for other in known.NUMBERS - {b}:
        theirs = _distance(a, other) if abs(len(other) - len(a)) <= mine else mine + 1
        if theirs < mine or (theirs == mine and (other[-1] == a[-1] or b[-1] != a[-1])):
            return True
    return False


def _negates(a: str, b: str) -> bool:
    """Whether a negation comes or goes with this change."""
    bare_a, bare_b = a.replace("'", "").replace(" ", ""), b.replace("'", "").replace(" ", "")
    negated = set(known.NEGATED.values()) | {"cannot"}
    if bare_b in negated:
        return (
            not ("n" in bare_a[1:] and "t" in bare_a[2:] and _distance(bare_a, bare_b) <= 2)
            or bare_a in known.NEGATED
        )
    if b in known.NEGATED:  # a plain verb, from what may have been its negation
        verb = known.NEGATED[b]
        return _distance(bare_a, verb) <= _distance(bare_a, b)
    return (a in known.NEGATIONS) != (b in known.NEGATIONS) and a in known.NEGATIONS


def _prefix_changed(a: str, b: str) -> str:
    for group in known.CONTRASTS:
        mine = [p for p in group if a.startswith(p) and len(a) > len(p) + 2]
        theirs = [p for p in group if b.startswith(p) and len(b) > len(p) + 2]
        if mine and theirs and max(mine, key=len) != max(theirs, key=len):
            return f"{max(mine, key=len)}- → {max(theirs, key=len)}- changes the meaning"
    if a[:1] != b[:1] or len(a) != len(b):
        for prefix in known.PREFIXES:
            for one, other in ((a, b), (b, a)):
                rest = one.removeprefix(prefix)
                dropped = rest != one and len(rest) > 3 and not other.startswith(prefix)
                if dropped and _distance(rest, other) < _distance(one, other) and len(prefix) > 1:
                    return "" if a == "irregardless" else f"{prefix}- gained or lost may change the meaning"
    return ""


def _one(source: str, text: str, words: Words, *, starts: bool) -> Judgement:  # noqa: PLR0911  as above
    """One word for one word."""
    a, b = source.lower().replace("’", "'"), text.lower().replace("’", "'")
    if b in words.variants(a) or a in words.variants(b):
        return _no(text, f"{source!r} and {text!r} are two regions' spellings of one word")
    if a.replace("'", "") == b.replace("'", "") and source not in words and text in words:
        return _yes(source, text, f"{source!r} lacks its apostrophe")
    if known.are_confused(a, b):
        return _yes(source, text, f"{source!r} and {text!r} are often written for one another")
    if source in words and not words.is_hapax(a, b):
        return _no(text, f"{source!r} and {text!r} are both words: that is not spelling")
    dropped = _dropped(a, b)
    if dropped:
        return _no(text, f"{source!r} is {text!r} glued to {dropped!r}, which would be lost")
    if words.is_term(source):
        return _no(text, f"{source!r} stands here several times: a term of this text")
    if text not in words and not words.is_attested(text):
        return _no(text, f"neither {source!r} nor {text!r} is a known word")
    if source[:1].isupper() and not starts and b not in known.NAMES and not _STUCK_SHIFT.match(source):
        return _no(text, f"{source!r} looks like a name")
    if source.isupper() and len(source) <= 5:
        return _no(text, f"{source!r} looks like an abbreviation")
    if len(b) > 3 and any(a == b + ending and b[-1] not in "sxzey" for ending in _ENDINGS):
        return _no(text, f"{source!r} may be a form of {text!r}")
    return _yes(source, text, f"{source!r} is no word, {text!r} is")


def _dropped(a: str, b: str) -> str:
    """The small word that is glued to `b` in `a`; empty if there is none."""
    if a.endswith(b):
        rest, twice = a.removesuffix(b), b.startswith(a.removesuffix(b))
    elif a.startswith(b):
        rest, twice = a.removeprefix(b), b.endswith(a.removeprefix(b))
    else:
        return ""
    small = len(rest) > 1 and not twice and (rest in known.FUNCTION_WORDS or rest in known.NEGATIONS)
    return rest if small else ""


def _join(old: list[str], text: str, words: Words) -> Judgement:
    """Two or three words become one."""
    source = " ".join(old)
    if text not in words:
        return _no(text, f"{text!r} is no known word")
    whole = all(word in words for word in old)
    if whole and text.lower() not in known.JOINS:
        return _no(text, f"{source!r} are words of their own; writing them together is style")
    if any(word[:1].isupper() and word not in words for word in old[1:]):
        return _no(text, f"{source!r} holds what looks like a name")
    return _yes(source, text, f"{text!r} was broken by a space")


def _split(source: str, new: list[str], words: Words) -> Judgement:
    """One word becomes two or three."""
    text = " ".join(new)
    if source in words or words.is_term(source):
        return _no(text, f"{source!r} is a word: writing it apart is style")
    if not all(word in words for word in new):
        return _no(text, f"not all of {text!r} are known words")
    content = [word for word in new if word.lower() not in known.FUNCTION_WORDS]
    if (
        len(content) == len(new)
        and new[-1].lower() in known.CLOSED_HEADS
        and _letters(source) == _letters(text)
    ):
        return _no(text, f"{source!r} may be a compound; writing it apart is style")
    if source[:1].isupper() and source[1:].lower() != source[1:]:
        return _no(text, f"{source!r} looks like a name")
    return _yes(source, text, f"{source!r} is no word: {text!r} glued together")
