"""What was taken out here and put in there: one change, not two."""

from __future__ import annotations

from stetmark.judging.text_pair import FoundChange, TextPair
from stetmark.text.tokens import count_words, is_word, tokenize

__all__ = ["joined_moves"]

#: Unchanged characters between a word and where it went, if the two only changed places.
_BESIDE = 20


def joined_moves(changes: list[FoundChange], texts: TextPair) -> list[FoundChange]:  # noqa: C901
    """Return the changes with what was left out here joined to the same text put in there.

    This holds for two words and more, for one that occurs once in each text, and for neighbours that change
    places.
    """
    if len(changes) < 2:
        return changes
    if not any(p.start == p.end for p in changes) or not any(p.hyp_start == p.hyp_end for p in changes):
        return changes
    reference, hypothesis, _ = texts
    put: dict[str, list[int]] = {}
    for k, change in enumerate(changes):
        if change.start == change.end:
            text = hypothesis[change.hyp_start : change.hyp_end].strip()
            if is_word(text):
                put.setdefault(text, []).append(k)
    goes: dict[int, int] = {}
    for k, change in enumerate(changes):
        text = reference[change.start : change.end].strip()
        if not put.get(text) or change.hyp_start != change.hyp_end:
            continue
        beside = abs(put[text][0] - k) == 1 and _near(change, changes[put[text][0]], reference)
        if count_words(text) > 1 or beside or _occurs_once(text, reference, hypothesis):
            goes[k] = put[text].pop(0)
    if not goes:
        return changes
    there = set(goes.values())
    out: list[FoundChange] = []
    for k, change in enumerate(changes):
        if k in goes:
            target = changes[goes[k]]
            out.append(FoundChange("moved", change.start, change.end, target.hyp_start, target.hyp_end))
        elif k not in there:
            out.append(change)
    return out


def _near(one: FoundChange, other: FoundChange, reference: str) -> bool:
    """Whether two changes have one unchanged word between them."""
    first, last = sorted((one, other), key=lambda change: (change.start, change.hyp_start))
    return last.start - first.end <= _BESIDE and count_words(reference[first.end : last.start]) == 1


def _occurs_once(word: str, *texts: str) -> bool:
    """Whether a word, not only its letters inside another one, occurs once in each text."""
    return all(text.count(word) == 1 or tokenize(text).count(word) == 1 for text in texts)
