"""From token steps to changes: one for each thing an editor would name.

A run of differing tokens, unbroken by white space between words, is cut between words and signs unless all of
it is one event of form (" -- " → "—"). What was taken out here and stands there is one `moved`; six words
or more with over half of them changed are one `rewrite`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from stetmark.judging.chain import Difference
from stetmark.judging.dashes import whole_dashes
from stetmark.judging.gaps import merged_gaps
from stetmark.judging.moves import Piece, joined_moves
from stetmark.text.classify import classify, form_class
from stetmark.text.folds import DASHES
from stetmark.text.lexicon import Lexicon
from stetmark.text.tokens import count_words, is_word

__all__ = ["Piece", "pieces_of"]

_REWRITE_WORDS = 6
#: Words from which on something put in or taken out is one change with the signs in it.
_CLAUSE = 4
#: Unchanged characters between two changes that are no longer one rewrite.
_APART = 60
_SPELLING = frozenset({"typo_introduced", "unplanted_fix"})
_WORD_AND_SPACE = {"w", "s"}
#: As in `laying`: quicker than a named tuple's own constructor.
new = tuple.__new__
_ONE_EVENT = frozenset({"unicode", "dash", "quote", "width", "whitespace", "split_join", "hyphen", "markup"})


Span = tuple[int, int, int, int]
Atom = tuple[Span, str]


def pieces_of(
    differences: Sequence[Difference],
    reference: str,
    hypothesis: str,
    walls: Sequence[tuple[int, int]],
    lexicon: Lexicon,
    joins: Sequence[Difference] = (),
    gone: Sequence[tuple[int, int]] = (),
) -> list[Piece]:
    """Return the changes that the steps amount to, in the order of the reference.

    Args:
        differences: Steps outside slots, in order.
        reference: The text they start from.
        hypothesis: The text they lead to.
        walls: Reference spans of the slots, which no change crosses.
        lexicon: Decides the classes of words; on spans it bears only in that another script is no rewrite.
        joins: Spaces that came or went beside a slot, each a `split_join`.
        gone: Reference spans of slots that a longer deletion took with it.
    """
    pieces: list[Piece] = []
    differences = merged_gaps(differences, reference, hypothesis, walls, gone)
    for run in _runs(differences, reference, hypothesis, walls):
        pieces += _cut(run, reference, hypothesis)
    if "-" in reference:
        pieces = whole_dashes(pieces, reference, hypothesis, walls)
    pieces = joined_moves(pieces, reference, hypothesis)
    pieces = _rewritten(pieces, reference, hypothesis, walls, lexicon)
    pieces = [
        piece
        if piece.class_
        else piece.classed(
            classify(
                reference[piece.start : piece.end],
                hypothesis[piece.hyp_start : piece.hyp_end],
                lexicon=lexicon,
            )
        )
        for piece in pieces
    ]
    # A token put in and the same one taken out beside it come to nothing.
    pieces = [
        piece
        for piece in _less_fragments(pieces)
        if piece.class_ == "moved"
        or reference[piece.start : piece.end] != hypothesis[piece.hyp_start : piece.hyp_end]
    ]
    if joins:
        pieces += [_joined(join, reference, hypothesis) for join in joins]
        pieces.sort(key=lambda piece: (piece.start, piece.hyp_start))
    return pieces


def _less_fragments(pieces: list[Piece]) -> list[Piece]:
    """The pieces, none named for the spelling of what is only a part of a word with signs: "U.S." → "US"."""
    for k, piece in enumerate(pieces):
        if piece.class_ in _SPELLING and any(
            (a.end, a.hyp_end) == (b.start, b.hyp_start) for a, b in pairwise(pieces[max(0, k - 1) : k + 2])
        ):
            pieces[k] = piece.classed("reworded")
    return pieces


def _joined(join: Difference, reference: str, hypothesis: str) -> Piece:
    """White space or a hyphen inside or beside a slot: another one, or words split or joined."""
    old, new = reference[join.start : join.end], hypothesis[join.hyp_start : join.hyp_end]
    if old.isspace() and new.isspace():
        return Piece("whitespace", *join)
    return Piece("split_join" if DASHES.isdisjoint(old + new) else "hyphen", *join)


def _kind(old: str, new: str) -> str:
    """A step in a letter: W a word written otherwise, w one gained or lost; P, p for signs; s white space."""
    token = old or new
    if token.isspace():
        return "s"
    kind = "w" if is_word(token) else "p"
    return kind.upper() if old and new else kind


def _runs(
    differences: Sequence[Difference], reference: str, hypothesis: str, walls: Sequence[tuple[int, int]]
) -> list[list[Atom]]:
    """Steps in runs, with the unchanged white space that does not part two words ("=")."""
    runs: list[list[Atom]] = []
    wall = 0
    end = hyp_end = -1
    for step in differences:
        start, step_end, hyp_start, hyp_step_end = step
        while wall < len(walls) and walls[wall][0] < start:
            wall += 1
        kind = _kind(reference[start:step_end], hypothesis[hyp_start:hyp_step_end])
        walled = (wall > 0 and walls[wall - 1][1] > end) or (wall > 0 and walls[wall - 1][0] >= end)
        if runs and not walled and start == end and hyp_start == hyp_end:
            runs[-1].append(((start, step_end, hyp_start, hyp_step_end), kind))
        elif (
            runs
            and not walled
            and kind in "wW"
            and runs[-1][-1][1] in "wWs"
            and any(k in "wW" for _, k in runs[-1][-2:])
            and reference[end:start].isspace()
            and hypothesis[hyp_end:hyp_start] == reference[end:start]
        ):
            runs[-1] += [
                ((end, start, hyp_end, hyp_start), "="),
                ((start, step_end, hyp_start, hyp_step_end), kind),
            ]
        else:
            runs.append([((start, step_end, hyp_start, hyp_step_end), kind)])
        end, hyp_end = step_end, hyp_step_end
    return runs


def _cut(run: list[Atom], reference: str, hypothesis: str) -> list[Piece]:
    """The run as one piece if it is one event of form, else one for each stretch of words or signs."""
    if len(run) == 1:
        (start, end, hyp_start, hyp_end), kind = run[0]
        return [new(Piece, ("", start, end, hyp_start, hyp_end, 1, int(kind in "wW")))]
    whole = (run[0][0][0], run[-1][0][1], run[0][0][2], run[-1][0][3])
    if (
        len(run) == 2
        and (whole[0] == whole[1] or whole[2] == whole[3])
        and {run[0][1], run[1][1]} == _WORD_AND_SPACE
    ):
        # One word more or one less, with its space: the usual case.
        return [new(Piece, ("", *whole, 1, 1))]
    class_ = form_class(reference[whole[0] : whole[1]], hypothesis[whole[2] : whole[3]])
    if class_ in _ONE_EVENT:
        return [Piece(class_, *_trimmed(whole, reference, hypothesis))]
    kinds = [kind for _, kind in run]
    cut_short = whole[1] == len(reference) and whole[3] == len(hypothesis)
    if _is_one_loss(kinds, run, cut_short=cut_short):
        words = kinds.count("w") + kinds.count("W")
        return [Piece("", *_trimmed(whole, reference, hypothesis), 1, words)]
    pieces: list[Piece] = []
    for first, last, lost in _stretches(run, kinds):
        if lost:
            words = kinds[first:last].count("w")
            pieces.append(Piece("", *_trimmed(_span(run[first:last]), reference, hypothesis), 1, words))
        else:
            pieces += _by_kind(run[first:last], reference, hypothesis)
    return pieces


def _span(run: list[Atom]) -> Span:
    first, last = run[0][0], run[-1][0]
    return first[0], last[1], first[2], last[3]


def _stretches(run: list[Atom], kinds: list[str]) -> list[tuple[int, int, bool]]:
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
        if kinds[k:stop].count("w") >= _CLAUSE:
            if done < k:
                out.append((done, k, False))
            out.append((k, stop, True))
            done = stop
        k = max(stop, k + 1)
    if done < len(run):
        out.append((done, len(run), False))
    return out


def _by_kind(run: list[Atom], reference: str, hypothesis: str) -> list[Piece]:
    """One piece for each stretch of words or of signs."""
    kinds = [kind for _, kind in run]
    labels = _labels(kinds)
    pieces: list[Piece] = []
    start = 0
    for k in range(1, len(run) + 1):
        if k < len(run) and labels[k] == labels[start]:
            continue
        span = _trimmed(_span(run[start:k]), reference, hypothesis)
        if span[0] < span[1] or span[2] < span[3]:
            words = sum(kind in "wW" for kind in kinds[start:k])
            pieces.append(new(Piece, ("", *span, 1, words)))
        start = k
    return pieces


def _is_one_loss(kinds: list[str], run: list[Atom], *, cut_short: bool) -> bool:
    """Whether the run only takes out, or only puts in, more words than a phrase: a clause, signs and all.

    Where the text ends in the middle of a word, that word's rest goes with what is missing after it.
    """
    if kinds.count("w") < _CLAUSE:
        return False
    parts = [span for span, kind in run if kind != "="]
    if all(start == end for start, end, _, _ in parts):
        return True
    if cut_short:
        while parts and len(run) - len(parts) < _CLAUSE and parts[0][2] < parts[0][3]:
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


def _trimmed(span: Span, reference: str, hypothesis: str) -> Span:
    """The span without white space that both sides have at an end."""
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
    return start, end, hyp_start, hyp_end


def _rewritten(
    pieces: list[Piece],
    reference: str,
    hypothesis: str,
    walls: Sequence[tuple[int, int]],
    lexicon: Lexicon,
) -> list[Piece]:
    """Stretches of at least six words, over half of them changed on both sides, as one `rewrite`."""
    # More than half of six words is four; fewer changed words cannot be a rewrite.
    if sum(piece.words for piece in pieces) < _CLAUSE:
        return pieces
    out: list[Piece] = []
    k = 0
    while k < len(pieces):
        best, weight, words = k, 0, 0
        for m in range(k, len(pieces)):
            piece = pieces[m]
            if (
                piece.class_
                or (m > k and piece.start - pieces[m - 1].end > _APART)
                or _is_clause(piece, reference, hypothesis)
                or _walled(pieces[k], piece, walls)
            ):
                break
            words += piece.words
            changed = (
                _is_rewrite(pieces[k : m + 1], reference, hypothesis, lexicon) if words >= _CLAUSE else 0
            )
            if changed:
                best, weight = m, changed
        if weight:
            first, last = pieces[k], pieces[best]
            out.append(Piece("rewrite", first.start, last.end, first.hyp_start, last.hyp_end, weight))
            k = best + 1
        else:
            out.append(pieces[k])
            k += 1
    return out


def _is_clause(piece: Piece, reference: str, hypothesis: str) -> bool:
    """Whether the piece takes out or puts in so much that it is named as that, and part of no rewrite."""
    if piece.words < _CLAUSE:
        return False
    words = count_words(reference[piece.start : piece.end])
    hyp_words = count_words(hypothesis[piece.hyp_start : piece.hyp_end])
    return max(words, hyp_words) >= _CLAUSE and min(words, hyp_words) <= 1


def _walled(first: Piece, last: Piece, walls: Sequence[tuple[int, int]]) -> bool:
    """Whether a slot stands between the two."""
    k = bisect_left(walls, (first.start, first.start))
    return k < len(walls) and walls[k][1] <= last.end


def _is_rewrite(pieces: list[Piece], reference: str, hypothesis: str, lexicon: Lexicon) -> int:
    """How many words changed, if the stretch is a rewrite; else 0."""
    first, last = pieces[0], pieces[-1]
    if max(last.end - first.start, last.hyp_end - first.hyp_start) < _REWRITE_WORDS:
        return 0
    words = count_words(reference[first.start : last.end])
    hyp_words = count_words(hypothesis[first.hyp_start : last.hyp_end])
    if max(words, hyp_words) < _REWRITE_WORDS or min(words, hyp_words) < _REWRITE_WORDS // 2:
        return 0
    changed = 0
    for piece in pieces:
        old, new = reference[piece.start : piece.end], hypothesis[piece.hyp_start : piece.hyp_end]
        if not form_class(old, new) and lexicon.to_simplified(old) != lexicon.to_simplified(new):
            changed += max(count_words(old), count_words(new))
    return changed if 2 * changed > max(words, hyp_words) else 0
