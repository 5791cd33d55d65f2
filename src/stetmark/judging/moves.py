"""What was taken out here and put in there: one change, not two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from stetmark.judging.text_pair import FoundChange, TextPair, in_parts
from stetmark.text.align import Difference
from stetmark.text.tokens import count_words, is_word, tokenize

__all__ = ["joined_moves"]

#: Unchanged characters between a word and where it went, if the two only changed places.
_BESIDE = 20
#: Members of a list that change places, at most, and unchanged characters from one to the next.
_MEMBERS, _APART = 8, 60
#: Han characters from which on two parts that change places are a move, and not another word.
_HAN_MOVE = 3


def joined_moves(
    changes: list[FoundChange], texts: TextPair, deleted: Sequence[tuple[int, int]] = ()
) -> list[FoundChange]:
    """Return the changes with what was left out here joined to the same text put in there.

    This holds for two words and more, for one that occurs once in each text, for neighbours that change
    places, and for the members of a list in another order.

    Args:
        changes: Changes, most without a class, in order.
        texts: The texts they lie between.
        deleted: Reference spans of slots inside deletions: they move with them.
    """
    changes = [_swapped_words(change, texts) for change in changes]
    changes = _reordered(changes, texts)
    lost = [k for k, change in enumerate(changes) if change.hyp_start == change.hyp_end and not change.class_]
    put = [k for k, change in enumerate(changes) if change.start == change.end and not change.class_]
    if not lost or not put:
        return changes
    goes = _goes(changes, lost, put, texts, deleted)
    if not goes:
        return changes
    there = {target for target, _ in goes.values()}
    out: list[FoundChange] = []
    for k, change in enumerate(changes):
        if k in goes:
            out.append(goes[k][1])
        elif k not in there:
            out.append(change)
    return _reordered_lines(out, texts)


def _goes(
    changes: list[FoundChange],
    lost: list[int],
    put: list[int],
    texts: TextPair,
    deleted: Sequence[tuple[int, int]],
) -> dict[int, tuple[int, FoundChange]]:
    """For each loss that was put in elsewhere: where, and the move that the two are."""
    reference, hypothesis, _ = texts
    free: dict[str, list[int]] = {}
    for k in put:
        text = hypothesis[changes[k].hyp_start : changes[k].hyp_end].strip()
        if is_word(text.lstrip("\"'“‘「『(（*-#•> ")):
            free.setdefault(text, []).append(k)
    goes: dict[int, tuple[int, FoundChange]] = {}
    for k in lost:
        change = changes[k]
        text = reference[change.start : change.end].strip()
        inside = [span for span in deleted if change.start <= span[0] and span[1] <= change.end]
        if inside:
            for text_there, places in free.items():
                moved = (
                    _moved_with_slots(change, inside, text_there, changes[places[0]], texts)
                    if places
                    else None
                )
                if moved:
                    goes[k] = places.pop(0), moved
                    break
        if k in goes or not free.get(text):
            continue
        target = changes[free[text][0]]
        beside = abs(free[text][0] - k) == 1 and _near(change, target, reference)
        if count_words(text) > 1 or beside or _occurs_once(text, reference, hypothesis):
            span = (change.start, change.end, target.hyp_start, target.hyp_end)
            goes[k] = free[text].pop(0), FoundChange("moved", *span)
    return goes


def _moved_with_slots(
    change: FoundChange,
    slots: Sequence[tuple[int, int]],
    text: str,
    target: FoundChange,
    texts: TextPair,
) -> FoundChange | None:
    """The move of a passage with slots, if what is put in elsewhere is that passage but for its slots."""
    reference, hypothesis, _ = texts
    start, end = change.start, change.end
    while start < end and reference[start].isspace() and start < slots[0][0]:
        start += 1
    while start < end and reference[end - 1].isspace() and end > slots[-1][1]:
        end -= 1
    cuts = [start, *(at for span in slots for at in span), end]
    pieces = [(cuts[n], cuts[n + 1]) for n in range(0, len(cuts), 2)]
    if count_words("".join(reference[a:b] for a, b in pieces)) < 2:
        return None
    at = hypothesis.index(text, target.hyp_start)
    places = _places([reference[a:b] for a, b in pieces], hypothesis, at, at + len(text))
    if places is None:
        return None
    parts = [
        Difference(*piece, *place) for piece, place in zip(pieces, places, strict=True) if piece[0] < piece[1]
    ]
    held: list[tuple[int, int, int]] = []
    for (slot_start, slot_end), (before, after) in zip(slots, pairwise(places), strict=True):
        if after[0] - before[1] > 3 * (slot_end - slot_start) + 10:
            return None
        held.append((slot_start, before[1], after[0]))
    # White space beside the passage goes with it.
    if parts[0].start == start:
        parts[0] = parts[0]._replace(start=change.start, hyp_start=target.hyp_start)
    if parts[-1].end == end:
        parts[-1] = parts[-1]._replace(end=change.end, hyp_end=target.hyp_end)
    return FoundChange("moved", *parts[0], parts=tuple(parts) if len(parts) > 1 else (), held=tuple(held))


def _places(pieces: Sequence[str], text: str, start: int, end: int) -> list[tuple[int, int]] | None:
    """Where pieces stand one after the other in `text[start:end]`, all of it; None if they do not."""
    places: list[tuple[int, int]] = []
    at = start
    for n, piece in enumerate(pieces):
        if n == 0:
            place = at if text.startswith(piece, at, end) else -1
        elif n == len(pieces) - 1:
            place = end - len(piece) if text.endswith(piece, at, end) else -1
        else:
            place = text.find(piece, at, end) if piece else -1
        if place < at:
            return None
        at = place + len(piece)
        places.append((place, at))
    return places


def _swapped_words(change: FoundChange, texts: TextPair) -> FoundChange:
    """The change, named a move where the words are the same in another order."""
    if change.class_ or change.words < 2 or change.start == change.end or change.hyp_start == change.hyp_end:
        return change
    old, new = (tokenize(text.strip()) for text in texts.texts(change))
    if len(old) != len(new) or len(old) < 2:
        return change
    one, other = ([token.casefold() for token in tokens] for tokens in (old, new))
    if one == other or Counter(one) != Counter(other):
        return change
    if max(map(len, old)) == 1 and not old[0].isascii():
        joined = "".join(old)
        if len(joined) < _HAN_MOVE or "".join(new) not in joined + joined:
            return change
    elif sum(map(is_word, old)) < 2:
        return change
    return change.classed("moved")


def _reordered(changes: list[FoundChange], texts: TextPair) -> list[FoundChange]:
    """The changes with members of a list that changed places among themselves made one move."""
    out: list[FoundChange] = []
    k = 0
    while k < len(changes):
        stop = _permuted(changes, k, texts)
        if stop:
            out.append(in_parts("moved", changes[k:stop]))
            k = stop
        else:
            out.append(changes[k])
            k += 1
    return out


def _permuted(changes: list[FoundChange], first: int, texts: TextPair) -> int:
    """Where the changes from `first` on end whose texts are the same in another order; 0 if none do."""
    olds: Counter[str] = Counter()
    news: Counter[str] = Counter()
    for k in range(first, min(len(changes), first + _MEMBERS)):
        change = changes[k]
        if change.class_ or change.start == change.end or change.hyp_start == change.hyp_end:
            return 0
        if k > first:
            between = texts.reference[changes[k - 1].end : change.start]
            if len(between) > _APART or "\n\n" in between:
                return 0
        old, new = texts.texts(change)
        if not is_word(old) or (len(old) == 1 and not old.isascii()):
            return 0
        old, new = old.strip().casefold(), new.strip().casefold()
        if old == new:
            return 0
        olds[old] += 1
        news[new] += 1
        if k > first and olds == news:
            return k + 1
    return 0


def _reordered_lines(changes: list[FoundChange], texts: TextPair) -> list[FoundChange]:
    """The changes with moved lines of one list, one after the other, made one move."""
    if sum(change.class_ == "moved" for change in changes) < 2:
        return changes
    out = changes[:1]
    for before, change in pairwise(changes):
        if (
            out[-1].class_ == change.class_ == "moved"
            and _is_line(before, texts)
            and _is_line(change, texts)
            and "\n\n" not in texts.reference[before.end : change.start].strip(" ")
        ):
            held = (*out[-1].held, *change.held)
            out[-1] = in_parts("moved", (out[-1], change), held)
        else:
            out.append(change)
    return out


def _is_line(change: FoundChange, texts: TextPair) -> bool:
    """Whether a change is one line or several of the reference."""
    reference = texts.reference
    first, last = change.places()[0].start, change.places()[-1].end
    text = reference[first:last]
    first += len(text) - len(text.lstrip())
    last -= len(text) - len(text.rstrip())
    starts = not reference[:first].rpartition("\n")[2].strip()
    return starts and not reference[last:].partition("\n")[0].strip()


def _near(one: FoundChange, other: FoundChange, reference: str) -> bool:
    """Whether two changes have one unchanged word between them."""
    first, last = sorted((one, other), key=lambda change: (change.start, change.hyp_start))
    return last.start - first.end <= _BESIDE and count_words(reference[first.end : last.start]) == 1


def _occurs_once(word: str, *texts: str) -> bool:
    """Whether a word, not only its letters inside another one, occurs once in each text."""
    return all(text.count(word) == 1 or tokenize(text).count(word) == 1 for text in texts)
