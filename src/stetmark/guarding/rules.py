"""Is this change of Latin words the correction of a misspelling, and of nothing else?

A form that is not a word may become a near word. A right word may only become one it is known to be mistaken
for. Whatever touches names, numbers, units, negation, case, region or style is not spelling.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import NamedTuple

from stetmark.guarding.known import Words, distance, letters, near
from stetmark.guarding.meaning import changed_meaning
from stetmark.guarding.word_lists import are_confused, guard_lists
from stetmark.lexicon.affixes import prefixes
from stetmark.text.lettercase import match_case, normalize_word, straighten_apostrophes
from stetmark.text.word_shapes import LATIN_WORD
from stetmark.text.wordforms import has_plain_ending, is_derived_form

__all__ = ["Context", "Judgement", "judge_words"]

_STUCK_SHIFT = re.compile(r"[A-Z]{2}[a-z]+\Z")
#: A word with fewer than this many of 500 billion is rare enough to doubt.
_COMMON = 5_000_000
#: A word this frequent is what a slip of one letter meant, even if the slip looks like a made word: presure.
_FREQUENT = 30_000_000
#: Nats by which the neighbours must speak against a change between two right words to put it back. Of planted
#: real-word errors 0.6 % are lost by it; of the same changes made backwards 90 % are put back.
_AGAINST = -2.0
#: Nats by which a slip may be less likely than an unlisted word: 1 % of human and planted corrections are
#: less likely, 80 % of the replaced terms of arXiv abstracts.
_LEAST = -1.0
#: ... and must be likelier where the source could be made of known parts.
_MADE, _COMPOUND = 1.5, 7.0
_DRAWN = re.compile(r"([aeiouyhmsz])\1{2,}")


class Judgement(NamedTuple):
    """Whether a change is kept, as what text, and why. `fits`: the two are forms of one word at all."""

    kept: bool
    text: str
    reason: str
    fits: bool = True


class Context(NamedTuple):
    """What stands round the words.

    `starts`: a sentence may begin here, so a capital does not mark a name. `after_number`: a number stands
    before, so a short word is a unit. `left`, `right`: the neighbouring words in lower case, "" for none.
    """

    starts: bool
    after_number: bool
    left: str
    right: str


def judge_words(  # noqa: PLR0911  one way out for each rule, in their order
    old: list[str], new: list[str], words: Words, around: Context
) -> Judgement:
    """Judge a change of `old` words, parted by single spaces, into `new` ones.

    Args:
        old: One to three words of the source.
        new: One to three words of the hypothesis.
        words: What is a word.
        around: What stands round them.
    """
    source, text = " ".join(old), " ".join(new)
    if not all(LATIN_WORD.fullmatch(word) for word in (*old, *new)):
        return _no(text, "not made of letters only", fits=False)
    if not near(source, text) or _has_a_nearer_part(old, new):
        return _no(text, f"{text!r} is a different word, not a correction of {source!r}", fits=False)
    if normalize_word(source) == normalize_word(text):
        return _case_alone(source, text)
    meaning = changed_meaning(source, text, after_number=around.after_number)
    if meaning:
        return _no(text, meaning)
    if len(old) > 1:
        return _join(old, text, words)
    if len(new) > 1:
        return _split(source, new, words, around)
    return _one(source, text, words, around)


def _has_a_nearer_part(old: list[str], new: list[str]) -> bool:
    """Whether one of several words is as near to the other side as all of them: the others came or went."""
    source, text = letters("".join(old)), letters("".join(new))
    whole = distance(source, text)
    if len(old) > 1 and any(distance(letters(word), text) <= whole for word in old):
        return True
    return len(new) > 1 and any(distance(source, letters(word)) <= whole for word in new)


def _no(text: str, reason: str, *, fits: bool = True) -> Judgement:
    return Judgement(kept=False, text=text, reason=reason, fits=fits)


def _yes(source: str, text: str, reason: str) -> Judgement:
    return Judgement(kept=True, text=_cased(source, text), reason=reason)


def _cased(source: str, text: str) -> str:
    """The corrected text in the source's letter case, but for a name or a stuck shift key."""
    if (
        _STUCK_SHIFT.match(source)
        or text.lower() in guard_lists().names
        or text == "I"
        or text.startswith("I'")
    ):
        return text
    return match_case(text, source)


def _case_alone(source: str, text: str) -> Judgement:
    if "’" in source + text and straighten_apostrophes(source) == straighten_apostrophes(text):
        return _no(text, "the shape of an apostrophe is not spelling")
    if _STUCK_SHIFT.match(source) and (text.istitle() or text.islower()):
        return Judgement(kept=True, text=text, reason=f"{source!r} starts with two capitals by mistake")
    return _no(text, "capitals are not spelling")


def _one(source: str, text: str, words: Words, around: Context) -> Judgement:
    """One word for one word."""
    a, b = normalize_word(source), normalize_word(text)
    if words.are_variants(a, b):
        return _no(text, f"{source!r} and {text!r} are regional spellings of the same word")
    if are_confused(a, b):
        return _confused(source, text, words, around)
    why = (
        _apostrophes(a, b, words)
        or _not_misspelt(source, text, words, around)
        or _no_correction(source, text, words)
    )
    why = why or _a_name(source, text, words, around) or _unlikely(source, text, words, around)
    return _no(text, why) if why else _yes(source, text, f"{source!r} is not a word; {text!r} is")


def _confused(source: str, text: str, words: Words, around: Context) -> Judgement:
    """Two right words that are written for one another: kept unless the neighbours speak against it."""
    a, b = normalize_word(source), normalize_word(text)
    if "'" in a and "'" not in b:
        if b not in guard_lists().from_contractions:
            return _no(text, f"{source!r} needs its apostrophe")
        verb = "are" if a.endswith("'re") else "is"
        plain = not around.right or around.right.endswith("ing")
        plain = plain or around.right in guard_lists().after_contractions
        # "it is free" against "its free": which of the two does the next word follow sooner?
        if plain or words.gain(verb, b, "", around.right) < words.gain(verb, b, "", ""):
            return _no(text, f"{source!r} is right before {around.right or 'a stop'!r}")
    elif "'" not in b and words.gain(a, b, around.left, around.right) < _AGAINST:
        return _no(text, f"{source!r} fits better here than {text!r}")
    return _yes(source, text, f"{source!r} and {text!r} are often confused")


def _apostrophes(a: str, b: str, words: Words) -> str:
    """Why a word with an apostrophe is left alone: dialect, verse, or a right one."""
    if "'" not in a:
        return ""
    if a.replace("'", "") == b.replace("'", "") and "'" in b:
        return f"{a!r} is a word" if a in words else ""
    clitic = a.rpartition("'")[2]
    same_end = clitic in guard_lists().clitics and b.endswith(f"'{clitic}")
    return "" if same_end else f"{a!r} may be dialect, verse or a name"


def _slip_of_formed(a: str, b: str, words: Words, around: Context) -> bool:
    """Whether a word that may be made of known parts is a slip all the same: presure, verifyable."""
    if distance(a, b) == 1 and words.count(b) >= _COMMON:
        return True
    nats = words.advantage(a, b, around.left, around.right)
    return math.isfinite(nats) and nats >= (_COMPOUND if words.is_compound(a) else _MADE)


def _not_misspelt(source: str, text: str, words: Words, around: Context) -> str:
    """Why the source is no misspelling of this word."""
    a, b = normalize_word(source), normalize_word(text)
    if source in words and not words.is_hapax(a, b):
        return f"{source!r} and {text!r} are both words, so this is not spelling"
    if words.is_term(source):
        return f"{source!r} occurs several times, so it is taken for a term"
    if len(a) == 1 or a in guard_lists().abbreviations or (len(a) == 2 and source[:1].isupper()):
        return f"{source!r} may be an abbreviation"
    if words.is_formed(a) and not _slip_of_formed(a, b, words, around):
        return f"{source!r} is made of known parts"
    dropped = _dropped(a, b)
    return f"{source!r} is {text!r} joined to {dropped!r}, which would be lost" if dropped else ""


def _no_correction(source: str, text: str, words: Words) -> str:
    """Why the text is no correction."""
    a, b = normalize_word(source), normalize_word(text)
    if _plain(a) == _plain(b):
        return "an accent is not a misspelling"
    if any(
        short in words and short != b
        for short in (_DRAWN.sub(r"\1", a), _DRAWN.sub(r"\1\1", a))
        if short != a
    ):
        return f"{source!r} is lengthened deliberately"
    if text not in words and not words.is_attested(text):
        return f"neither {source!r} nor {text!r} is a known word"
    if len(b) > 3 and has_plain_ending(a, b):
        return f"{source!r} may be a form of {text!r}"
    return ""


def _unlikely(source: str, text: str, words: Words, around: Context) -> str:
    """Why the source is likelier a right word that no list holds than a slip of the text."""
    a, b = normalize_word(source), normalize_word(text)
    if is_derived_form(a, b):
        return f"{source!r} may be another form of {text!r}"
    if a.endswith(b) and len(a) - len(b) > 1 and a != "irregardless":
        return f"{source!r} may be {text!r} with a prefix"
    if words.advantage(a, b, around.left, around.right) < _LEAST:
        return f"{source!r} is more likely an unlisted word than a misspelling of {text!r}"
    return ""


def _plain(word: str) -> str:
    """The word without its accents."""
    return unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode()


def _a_name(source: str, text: str, words: Words, around: Context) -> str:
    """Why the source looks like a name or an abbreviation."""
    b = text.lower()
    slipped = _STUCK_SHIFT.match(source) and len(source) >= 5 and source[0].lower() == b[0]
    if slipped or b in guard_lists().names or source.lower() == source:
        return ""
    if not source[:1].isupper():
        return f"{source!r} has unusual capitals"
    if source[1:].lower() != source[1:]:
        return f"{source!r} looks like an abbreviation"
    a = source.lower()
    n_slips = distance(a, b)
    alike = a[0] == b[0] or sorted(a[:2]) == sorted(b[:2])
    # A slip of an everyday word; where no sentence begins, only a long word is told from a name.
    length = len(a) if around.starts else len(a) - 2
    enough = (n_slips == 1 and length >= 6) or (n_slips == 2 and length >= 9)
    short = around.starts and n_slips == 1 and words.count(b) >= _FREQUENT
    if alike and (enough or short) and words.is_everyday(b) and not words.is_repeated(source):
        return ""
    return f"{source!r} may be a name" if around.starts else f"{source!r} looks like a name"


def _dropped(a: str, b: str) -> str:
    """The small word that is glued to `b` in `a`; empty if there is none."""
    if a.endswith(b):
        rest, twice = a.removesuffix(b), b.startswith(a.removesuffix(b))
    elif a.startswith(b):
        rest, twice = a.removeprefix(b), b.endswith(a.removeprefix(b))
    else:
        return ""
    known = guard_lists()
    small = len(rest) > 1 and not twice and (rest in known.function_words or rest in known.negations)
    return rest if small else ""


def _join(old: list[str], text: str, words: Words) -> Judgement:
    """Two or three words become one."""
    source = " ".join(old)
    if text not in words:
        return _no(text, f"{text!r} is not a known word")
    whole = all(word in words for word in old)
    if whole and text.lower() not in guard_lists().joins:
        return _no(text, f"{source!r} are separate words; joining them is style")
    if any(word[:1].isupper() and word not in words for word in old[1:]):
        return _no(text, f"{source!r} contains what looks like a name")
    return _yes(source, text, f"{text!r} was split by a space")


def _split(source: str, new: list[str], words: Words, around: Context) -> Judgement:
    """One word becomes two or three."""
    text = " ".join(new)
    if source in words or words.is_term(source):
        return _no(text, f"{source!r} is a word; splitting it is style")
    if not all(word in words for word in new):
        return _no(text, f"not all of {text!r} are known words")
    if source[:1].isupper() and not (around.starts and source[1:].islower()):
        return _no(text, f"{source!r} looks like a name")
    known = guard_lists()
    small = any(word.lower() in known.function_words for word in new)
    prefixed = new[0].lower() in prefixes("guard") and new[1].lower() not in known.function_words
    compound = prefixed or (not small and new[-1].lower() in known.compound_heads)
    if compound and letters(source) == letters(text):
        return _no(text, f"{source!r} may be a compound; splitting it is style")
    if not small and (source[:1].isupper() or min(map(words.count, new)) < _COMMON):
        return _no(text, f"{source!r} may be a name or a term")
    return _yes(source, text, f"{source!r} is not a word; it is {text!r} run together")
