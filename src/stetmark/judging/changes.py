"""From token steps to changes: one for each thing an editor would name.

A run of differing tokens, unbroken by white space between words, is cut between words and signs unless all of
it is one event of form (" -- " → "—"). What was taken out here and put in there is one `moved`; six words
or more with over half of them changed are one `rewrite`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from stetmark.judging.constructs import CLAUSE, whole_constructs
from stetmark.judging.dashes import whole_dashes
from stetmark.judging.gaps import merged_gaps
from stetmark.judging.moves import joined_moves
from stetmark.judging.pairs import joined_pairs
from stetmark.judging.sentences import joined_sentence_ends
from stetmark.judging.text_pair import FoundChange, TextPair
from stetmark.text.align import Difference
from stetmark.text.classify import classify, form_class
from stetmark.text.folds import DASHES
from stetmark.text.lexicon import Lexicon
from stetmark.text.tokens import count_words, is_word

__all__ = ["find_changes"]

_REWRITE_WORDS = 6
#: Unchanged characters between two changes that are no longer one rewrite.
_APART = 60
_SPELLING = frozenset({"typo_introduced", "unplanted_fix"})
_WORD_AND_SPACE = {"w", "s"}
_ONE_EVENT = frozenset({"unicode", "dash", "quote", "width", "whitespace", "split_join", "hyphen", "markup"})

#: A token step with its kind, as `_kind` has it, or "=" for unchanged white space.
_Step = tuple[Difference, str]


def find_changes(
    texts: TextPair,
    differences: Sequence[Difference],
    lexicon: Lexicon,
    *,
    joins: Sequence[Difference] = (),
    deleted: Sequence[tuple[int, int]] = (),
) -> list[FoundChange]:
    """Return the changes that the steps amount to, in the order of the reference.

    Args:
        texts: The texts they lie between, and the slots that no change crosses.
        differences: Steps outside slots, in order.
        lexicon: Decides the classes of words; on spans it bears only in that another script is not a rewrite.
        joins: Spaces that came or went beside a slot, each a `split_join`.
        deleted: Reference spans of slots that a longer deletion took with it.
    """
    steps = merged_gaps(differences, texts, deleted)
    changes, rest = whole_constructs(steps, texts)
    for run in _runs(rest, texts):
        changes += _cut(run, texts)
    if len(rest) < len(steps):
        changes.sort(key=_place)
    if "-" in texts.reference:
        changes = whole_dashes(changes, texts)
    changes = joined_moves(changes, texts, deleted)
    changes = _rewritten(changes, texts, lexicon)
    changes = [
        change if change.class_ else change.classed(classify(*texts.texts(change), lexicon=lexicon))
        for change in changes
    ]
    # A token put in and the same one taken out beside it come to nothing.
    reference, hypothesis, _ = texts
    changes = [
        change
        for change in _less_fragments(changes)
        if change.class_ == "moved"
        or reference[change.start : change.end] != hypothesis[change.hyp_start : change.hyp_end]
    ]
    changes = joined_pairs(joined_sentence_ends(changes, texts), texts)
    if joins:
        changes += [_joined(join, texts) for join in joins]
        changes.sort(key=_place)
    return changes


def _place(change: FoundChange) -> tuple[int, int]:
    return change.start, change.hyp_start


def _less_fragments(changes: list[FoundChange]) -> list[FoundChange]:
    """The changes, none named for the spelling of what is only a part of a word with signs: "U.S." → "US"."""
    for k, change in enumerate(changes):
        if change.class_ in _SPELLING and any(
            (a.end, a.hyp_end) == (b.start, b.hyp_start) for a, b in pairwise(changes[max(0, k - 1) : k + 2])
        ):
            changes[k] = change.classed("reworded")
    return changes


def _joined(join: Difference, texts: TextPair) -> FoundChange:
    """White space or a hyphen inside or beside a slot: another one, or words split or joined."""
    old, new = texts.texts(join)
    if old.isspace() and new.isspace():
        return FoundChange("whitespace", *join)
    return FoundChange("split_join" if DASHES.isdisjoint(old + new) else "hyphen", *join)


def _kind(old: str, new: str) -> str:
    """A step in a letter: W a word written otherwise, w one gained or lost; P, p for signs; s white space."""
    token = old or new
    if token.isspace():
        return "s"
    kind = "w" if is_word(token) else "p"
    return kind.upper() if old and new else kind


def _runs(differences: Sequence[Difference], texts: TextPair) -> list[list[_Step]]:
    """Steps in runs, with the unchanged white space that does not part two words ("=")."""
    reference, hypothesis, slot_spans = texts
    runs: list[list[_Step]] = []
    slot = 0
    end = hyp_end = -1
    for step in differences:
        start, step_end, hyp_start, hyp_step_end = step
        while slot < len(slot_spans) and slot_spans[slot][0] < start:
            slot += 1
        kind = _kind(reference[start:step_end], hypothesis[hyp_start:hyp_step_end])
        parted = slot > 0 and (slot_spans[slot - 1][1] > end or slot_spans[slot - 1][0] >= end)
        if runs and not parted and start == end and hyp_start == hyp_end:
            runs[-1].append((step, kind))
        elif (
            runs
            and not parted
            and kind in "wW"
            and runs[-1][-1][1] in "wWs"
            and any(k in "wW" for _, k in runs[-1][-2:])
            and reference[end:start].isspace()
            and hypothesis[hyp_end:hyp_start] == reference[end:start]
        ):
            runs[-1] += [(Difference(end, start, hyp_end, hyp_start), "="), (step, kind)]
        else:
            runs.append([(step, kind)])
        end, hyp_end = step_end, hyp_step_end
    return runs


def _cut(run: list[_Step], texts: TextPair) -> list[FoundChange]:
    """The run as one change if it is one event of form, else one for each stretch of words or signs."""
    if len(run) == 1:
        step, kind = run[0]
        return [FoundChange("", *step, 1, int(kind in "wW"))]
    whole = _span(run)
    if (
        len(run) == 2
        and (whole.start == whole.end or whole.hyp_start == whole.hyp_end)
        and {run[0][1], run[1][1]} == _WORD_AND_SPACE
    ):
        # One word more or one less, with its space: the usual case.
        return [FoundChange("", *whole, 1, 1)]
    class_ = form_class(*texts.texts(whole))
    if class_ in _ONE_EVENT:
        return [FoundChange(class_, *_trimmed(whole, texts))]
    kinds = [kind for _, kind in run]
    cut_short = whole.end == len(texts.reference) and whole.hyp_end == len(texts.hypothesis)
    if _is_one_loss(kinds, run, cut_short=cut_short) or (
        cut_short and whole.hyp_start == whole.hyp_end and "w" in kinds
    ):
        words = kinds.count("w") + kinds.count("W")
        return [FoundChange("", *_trimmed(whole, texts), 1, words)]
    changes: list[FoundChange] = []
    for first, last, lost in _stretches(run, kinds):
        if lost:
            words = kinds[first:last].count("w")
            changes.append(FoundChange("", *_trimmed(_span(run[first:last]), texts), 1, words))
        else:
            changes += _by_kind(run[first:last], texts)
    return changes


def _span(run: list[_Step]) -> Difference:
    first, last = run[0][0], run[-1][0]
    return Difference(first.start, last.end, first.hyp_start, last.hyp_end)


def _stretches(run: list[_Step], kinds: list[str]) -> list[tuple[int, int, bool]]:
    """The run cut at what is only taken out, or only put in, for a clause or more; marked where it is."""
    out: list[tuple[int, int, bool]] = []
    done = k = 0
    while k < len(run):
        stop = k
        for side in (0, 2):
            m = k
            while m < len(run) and kinds[m] in "wps" and run[m][0][side] == run[m][0][side + 1]:
                m += 1
            stop = max(stop, m)
        if kinds[k:stop].count("w") >= CLAUSE:
            if done < k:
                out.append((done, k, False))
            out.append((k, stop, True))
            done = stop
        k = max(stop, k + 1)
    if done < len(run):
        out.append((done, len(run), False))
    return out


def _by_kind(run: list[_Step], texts: TextPair) -> list[FoundChange]:
    """One change for each stretch of words or of signs."""
    kinds = [kind for _, kind in run]
    labels = _labels(kinds)
    changes: list[FoundChange] = []
    start = 0
    for k in range(1, len(run) + 1):
        if k < len(run) and labels[k] == labels[start]:
            continue
        span = _trimmed(_span(run[start:k]), texts)
        if span.start < span.end or span.hyp_start < span.hyp_end:
            words = sum(kind in "wW" for kind in kinds[start:k])
            changes.append(FoundChange("", *span, 1, words))
        start = k
    return changes


def _is_one_loss(kinds: list[str], run: list[_Step], *, cut_short: bool) -> bool:
    """Whether the run only takes out, or only puts in, more words than a phrase: a clause, signs and all.

    Where the text ends in the middle of a word, that word's rest goes with what is missing after it.
    """
    if kinds.count("w") < CLAUSE:
        return False
    parts = [span for span, kind in run if kind != "="]
    if all(start == end for start, end, _, _ in parts):
        return True
    if cut_short:
        while parts and len(run) - len(parts) < CLAUSE and parts[0][2] < parts[0][3]:
            parts = parts[1:]
        return bool(parts) and all(start == end for _, _, start, end in parts)
    return all(start == end for _, _, start, end in parts)


def _labels(kinds: list[str]) -> list[str]:
    """Words or signs: white space goes with the gained or lost word beside it, then with such a sign."""
    labels: list[str] = []
    for k, kind in enumerate(kinds):
        if kind not in "s=":
            labels.append(kind.upper())
            continue
        before = next((x for x in reversed(kinds[:k]) if x not in "s="), "")
        after = next((x for x in kinds[k + 1 :] if x not in "s="), "")
        if "w" in (before, after) or (before and after and before in "wW" and after in "wW"):
            labels.append("W")
        elif "p" in (before, after) or "P" in (before, after):
            labels.append("P")
        else:
            labels.append("S")
    return labels


def _trimmed(span: Difference, texts: TextPair) -> Difference:
    """The span without white space that both sides have at an end."""
    reference, hypothesis, _ = texts
    start, end, hyp_start, hyp_end = span
    while (
        start < end
        and hyp_start < hyp_end
        and reference[end - 1] == hypothesis[hyp_end - 1]
        and reference[end - 1].isspace()
    ):
        end, hyp_end = end - 1, hyp_end - 1
    while (
        start < end
        and hyp_start < hyp_end
        and reference[start] == hypothesis[hyp_start]
        and reference[start].isspace()
    ):
        start, hyp_start = start + 1, hyp_start + 1
    return Difference(start, end, hyp_start, hyp_end)


def _rewritten(changes: list[FoundChange], texts: TextPair, lexicon: Lexicon) -> list[FoundChange]:
    """Stretches of at least six words, over half of them changed on both sides, as one `rewrite`."""
    # More than half of six words is four; fewer changed words cannot be a rewrite.
    if sum(change.words for change in changes) < CLAUSE:
        return changes
    out: list[FoundChange] = []
    k = 0
    while k < len(changes):
        best, weight, words = k, 0, 0
        for m in range(k, len(changes)):
            change = changes[m]
            if (
                change.class_
                or (m > k and change.start - changes[m - 1].end > _APART)
                or _is_clause(change, texts)
                or _has_slot_between(changes[k], change, texts)
            ):
                break
            words += change.words
            changed = _changed_words(changes[k : m + 1], texts, lexicon) if words >= CLAUSE else 0
            if changed:
                best, weight = m, changed
        if weight:
            first, last = changes[k], changes[best]
            out.append(FoundChange("rewrite", first.start, last.end, first.hyp_start, last.hyp_end, weight))
            k = best + 1
        else:
            out.append(changes[k])
            k += 1
    return out


def _is_clause(change: FoundChange, texts: TextPair) -> bool:
    """Whether the change takes out or puts in so much that it is named as that, and part of no rewrite."""
    if change.words < CLAUSE:
        return False
    words, hyp_words = map(count_words, texts.texts(change))
    return max(words, hyp_words) >= CLAUSE and min(words, hyp_words) <= 1


def _has_slot_between(first: FoundChange, last: FoundChange, texts: TextPair) -> bool:
    k = texts.next_slot(first.start)
    return k < len(texts.slot_spans) and texts.slot_spans[k][1] <= last.end


def _changed_words(changes: list[FoundChange], texts: TextPair, lexicon: Lexicon) -> int:
    """How many words changed, if the stretch is a rewrite; else 0."""
    first, last = changes[0], changes[-1]
    whole = Difference(first.start, last.end, first.hyp_start, last.hyp_end)
    if max(whole.end - whole.start, whole.hyp_end - whole.hyp_start) < _REWRITE_WORDS:
        return 0
    words, hyp_words = map(count_words, texts.texts(whole))
    if max(words, hyp_words) < _REWRITE_WORDS or min(words, hyp_words) < _REWRITE_WORDS // 2:
        return 0
    changed = 0
    for change in changes:
        old, new = texts.texts(change)
        if not form_class(old, new) and lexicon.to_simplified(old) != lexicon.to_simplified(new):
            changed += max(count_words(old), count_words(new))
    return changed if 2 * changed > max(words, hyp_words) else 0
