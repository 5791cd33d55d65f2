"""Two sentences made of one, or one of two: the sign and the capital are one change of punctuation."""

from __future__ import annotations

from itertools import pairwise

from stetmark.judging.text_pair import FoundChange, TextPair

__all__ = ["joined_sentence_ends"]

_ENDS = frozenset(".!?。！？…")
_SIGNS = frozenset({"punctuation", "dash"})
_LINKS = frozenset({"and", "but", "so", "or", "而", "但", "并", "而且", "但是"})


def joined_sentence_ends(changes: list[FoundChange], texts: TextPair) -> list[FoundChange]:
    """Return the changes with those that split or merge two sentences made one: ", and he" → ". He"."""
    if not any(change.class_ == "case" for change in changes):
        return changes
    out: list[FoundChange] = []
    for change in changes:
        out.append(change)
        for n in (2, 3):
            if len(out) >= n and _is_sentence_end(out[-n:], texts):
                first = out[-n]
                del out[-n:]
                span = (first.start, change.end, first.hyp_start, change.hyp_end)
                out.append(FoundChange("punctuation", *span))
                break
    return out


def _is_sentence_end(changes: list[FoundChange], texts: TextPair) -> bool:
    """Whether a sign, perhaps a linking word, and the case of the word behind it changed together."""
    sign, last = changes[0], changes[-1]
    if sign.class_ not in _SIGNS or last.class_ != "case" or any(change.parts for change in changes):
        return False
    old, new = texts.texts(sign)
    if _ENDS.isdisjoint(old) == _ENDS.isdisjoint(new):
        return False
    if len(changes) == 3:
        link = changes[1]
        word = "".join(texts.texts(link)).strip().lower()
        if link.class_ not in {"inserted", "deleted"} or word not in _LINKS:
            return False
    # The sentence begins where the sign ends it.
    ended, begun = texts.texts(last) if _ENDS.isdisjoint(new) else texts.texts(last)[::-1]
    if not (ended[:1].isupper() and begun[:1].islower() and ended[1:] == begun[1:]):
        return False
    for one, other in pairwise(changes):
        if (texts.reference[one.end : other.start] + texts.hypothesis[one.hyp_end : other.hyp_start]).strip():
            return False
    k = texts.next_slot(sign.end)
    return not (k < len(texts.slot_spans) and texts.slot_spans[k][1] <= last.start)
