"""Is this change of Chinese characters the correction of a wrong one that sounds or looks like it?"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from stetmark.guarding.lexicon import ChineseKnowledge, GuardLexicon
from stetmark.lexicon.chinese_characters import characters
from stetmark.text.word_lists import read_sections

__all__ = ["Place", "judge_han"]


class _Lists(NamedTuple):
    """The sections of `chinese.txt`, which says what each is for."""

    numbers: frozenset[str]
    negations: frozenset[str]
    meaning: tuple[frozenset[str], ...]
    confused: tuple[frozenset[str], ...]


@cache
def _lists() -> _Lists:
    sections = read_sections("stetmark.guarding", "chinese.txt")
    return _Lists(
        numbers=frozenset("".join(sections["numbers"])),
        negations=frozenset("".join(sections["negations"])),
        meaning=tuple(map(frozenset, sections["meaning"])),
        confused=tuple(map(frozenset, sections["confused"])),
    )


#: Nats by which a change must make the text likelier as a row of words, where sound and shape are not enough.
_CLEARLY, _SURELY = 2.0, 2.0
_CONTEXT = 5


class Place(NamedTuple):
    """Characters `old` of the source, `new` of the hypothesis, and the source before and after them."""

    before: str
    old: str
    new: str
    after: str


def judge_han(place: Place, lexicon: GuardLexicon) -> tuple[bool, str]:
    """Whether a change of Han characters is kept, and why."""
    old, new = place.old, place.new
    if lexicon.to_simplified(old) == lexicon.to_simplified(new):
        return False, "simplified and traditional characters are not spelling"
    chinese = lexicon.chinese
    if len(old) == 1 and not new:
        return _one_too_many(place, chinese)
    if len(new) == 1 and not old:
        return _one_missing(place, chinese)
    if len(old) != len(new) or not 1 <= len(old) <= 4:
        return False, "not a one-to-one replacement of characters"
    return _characters(place, chinese)


def _gain(place: Place, chinese: ChineseKnowledge) -> float:
    return chinese.gain(place.before[-_CONTEXT:], place.old, place.new, place.after[:_CONTEXT])


def _one_too_many(place: Place, chinese: ChineseKnowledge | None) -> tuple[bool, str]:
    old, left, right = place.old, place.before[-1:], place.after[:1]
    if old in {left, right} and old not in _lists().numbers:
        if old in characters("never-doubled", "never-doubled-in-a-change"):
            return True, f"{old} occurs twice"
        if chinese is not None and _doubled_by_slip(place, chinese):
            return True, f"{old} occurs twice"
    return False, "cannot tell whether dropping a character is a spelling correction"


def _doubled_by_slip(place: Place, chinese: ChineseKnowledge) -> bool:
    """Whether one of the two is in a word with what stands beside them, and the other is in none."""
    old = place.old
    left, right = place.before.removesuffix(old)[-1:], place.after.removeprefix(old)[:1]
    in_word = [bool(left) and chinese.is_word(left + old), bool(right) and chinese.is_word(old + right)]
    # 看看 is a word of its own before 书, but not after 照: 照片片.
    return in_word == [True, False] or (in_word == [False, True] and not chinese.is_word(old * 2))


def _one_missing(place: Place, chinese: ChineseKnowledge | None) -> tuple[bool, str]:
    new = place.new
    if chinese is None or new in _lists().numbers or new in _lists().negations:
        return False, "insertions are not allowed"
    near = (place.before[-1:] + new, new + place.after[:1], place.before[-2:] + new, new + place.after[:2])
    around = place.before[-1:] + new + place.after[:1]
    makes_word = any(len(word) > 1 and chinese.is_word(word) for word in (*near, around))
    if makes_word and _gain(place, chinese) >= _CLEARLY:
        return True, f"{new} is missing from a word"
    return False, "insertions are not allowed"


def _characters(place: Place, chinese: ChineseKnowledge | None) -> tuple[bool, str]:
    """Character for character: alike in sound or shape, and surer than that where meaning hangs on it."""
    old, new = place.old, place.new
    pairs = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    if all({*pair} <= {*"的地得"} or frozenset(pair) in _lists().confused for pair in pairs):
        return True, f"{old} and {new} are often confused"
    if chinese is None:
        return False, "cannot tell which characters sound alike (pip install 'stetmark[zh]')"
    for one, other in pairs:
        if not chinese.alike(one, other):
            return False, f"{one} and {other} neither sound nor look alike"
    whole = len(old) > 1 and chinese.is_word(new) and not set(new) <= _lists().numbers
    grave = [pair for pair in pairs if _bears_meaning(*pair) and not (whole and set(pair) & _lists().numbers)]
    clear = not any(set(pair) <= _lists().numbers or set(pair) <= _lists().negations for pair in pairs)
    if grave and not (clear and not (whole and chinese.is_word(old)) and _gain(place, chinese) >= _SURELY):
        return False, f"{old} → {new} may change the meaning"
    return (clear, f"{old} and {new} sound or look alike" if clear else "a number or a negation")


def _bears_meaning(one: str, other: str) -> bool:
    """A number, a negation, or two characters that are alike and say different things."""
    pair, lists = {one, other}, _lists()
    return bool(pair & (lists.numbers | lists.negations)) or any(pair <= group for group in lists.meaning)
