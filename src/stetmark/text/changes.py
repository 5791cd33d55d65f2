"""From token steps to changes: one for each thing an editor would name.

A run of differing tokens, unbroken by white space between words, is cut between words and signs unless all of
it is one event of form (" -- " → "—"). What was taken out here and stands there is one `moved`; six words or
more with over half of them changed are one `rewrite`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stetmark.text.chain import Difference
from stetmark.text.classify import classify, form_class
from stetmark.text.tokens import count_words, is_word
from stetmark.text.words import Lexicon

__all__ = ["Piece", "pieces_of"]

_REWRITE_WORDS = 6
#: Words from which on something put in or taken out is one change with the signs in it.
_CLAUSE = 4
_ONE_EVENT = frozenset({"unicode", "dash", "quote", "width", "whitespace", "split_join", "hyphen", "markup"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One change with its class; `weight` is how many unneeded changes it counts as."""

    class_: str
    start: int
    end: int
    hyp_start: int
    hyp_end: int
    weight: int = 1


Span = tuple[int, int, int, int]
Atom = tuple[Span, str]


def pieces_of(
    differences: Sequence[Difference],
    reference: str,
    hypothesis: str,
    walls: Sequence[tuple[int, int]],
    lexicon: Lexicon,
    joins: Sequence[Difference] = (),
) -> list[Piece]:
    """Return the changes that the steps amount to, in the order of the reference.

    Args:
        differences: Steps outside slots, in order.
        reference: The text they start from.
        hypothesis: The text they lead to.
        walls: Reference spans of the slots, which no change crosses.
        lexicon: Decides the classes of words; on spans it bears only in that another script is no rewrite.
        joins: Spaces that came or went beside a slot, each a `split_join`.
    """
    spans: list[Span] = []
    for run in _runs(differences, reference, hypothesis, walls):
        spans += _cut(run, reference, hypothesis)
    pieces = _moved(spans, reference, hypothesis)
    pieces = _rewritten(pieces, reference, hypothesis, walls, lexicon)
    if joins:
        pieces = sorted(
            [*pieces, *(_joined(join, reference, hypothesis) for join in joins)],
            key=lambda p: (p.start, p.hyp_start),
        )
    return [
        piece
        if piece.class_
        else Piece(
            classify(
                reference[piece.start : piece.end],
                hypothesis[piece.hyp_start : piece.hyp_end],
                lexicon=lexicon,
            ),
            piece.start,
            piece.end,
            piece.hyp_start,
            piece.hyp_end,
        )
        for piece in pieces
    ]


def _joined(join: Difference, reference: str, hypothesis: str) -> Piece:
    """White space inside or beside a slot: another one, or words split or joined."""
    old, new = reference[join.start : join.end], hypothesis[join.hyp_start : join.hyp_end]
    return Piece("whitespace" if old.isspace() and new.isspace() else "split_join", *join)


def _kind(old: str, new: str) -> str:
    """ "W" a word written otherwise, "w" one gained or lost; "P", "p" for signs; "s" white space."""
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


def _cut(run: list[Atom], reference: str, hypothesis: str) -> list[Span]:
    """The run as one span if it is one event of form, else a span for each stretch of words and of signs."""
    whole = (run[0][0][0], run[-1][0][1], run[0][0][2], run[-1][0][3])
    if (
        len(run) == 1
        or form_class(reference[whole[0] : whole[1]], hypothesis[whole[2] : whole[3]]) in _ONE_EVENT
    ):
        return [_trimmed(whole, reference, hypothesis)]
    cut_short = whole[1] == len(reference) and whole[3] == len(hypothesis)
    if _is_one_loss([kind for _, kind in run], run, cut_short=cut_short):
        return [_trimmed(whole, reference, hypothesis)]
    labels = _labels([kind for _, kind in run])
    spans: list[Span] = []
    for k, (span, _) in enumerate(run):
        if k and labels[k] == labels[k - 1]:
            last = spans[-1]
            spans[-1] = (last[0], span[1], last[2], span[3])
        else:
            spans.append(span)
    trimmed = [_trimmed(span, reference, hypothesis) for span in spans]
    return [span for span in trimmed if span[0] < span[1] or span[2] < span[3]]


def _is_one_loss(kinds: list[str], run: list[Atom], *, cut_short: bool) -> bool:
    """Whether the run only takes out, or only puts in, more words than a phrase: a clause, signs and all.

    Where the text ends in the middle of a word, that word's rest goes with what is missing after it.
    """
    if kinds.count("w") < _CLAUSE:
        return False
    parts = [span for span, kind in run if kind != "="]
    if cut_short:
        while parts and len(run) - len(parts) < _CLAUSE and parts[0][2] < parts[0][3]:
            parts = parts[1:]
        return bool(parts) and all(start == end for _, _, start, end in parts)
    return all(start == end for start, end, _, _ in parts) or all(start == end for _, _, start, end in parts)


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


def _moved(spans: list[Span], reference: str, hypothesis: str) -> list[Piece]:
    """Join what was left out here with the same text put in there: two words, or one that stands once."""
    put: dict[str, list[int]] = {}
    for k, (start, end, hyp_start, hyp_end) in enumerate(spans):
        text = hypothesis[hyp_start:hyp_end].strip()
        if text and not reference[start:end].strip() and is_word(text):
            put.setdefault(text, []).append(k)
    goes: dict[int, int] = {}
    for k, (start, end, hyp_start, hyp_end) in enumerate(spans):
        text = reference[start:end].strip()
        if text not in put or not put[text] or hypothesis[hyp_start:hyp_end].strip():
            continue
        if count_words(text) > 1 or reference.count(text) == hypothesis.count(text) == 1:
            goes[k] = put[text].pop(0)
    there = set(goes.values())
    pieces: list[Piece] = []
    for k, span in enumerate(spans):
        if k in goes:
            target = spans[goes[k]]
            pieces.append(Piece("moved", span[0], span[1], target[2], target[3]))
        elif k not in there:
            pieces.append(Piece("", *span))
    return pieces


def _rewritten(
    pieces: list[Piece],
    reference: str,
    hypothesis: str,
    walls: Sequence[tuple[int, int]],
    lexicon: Lexicon,
) -> list[Piece]:
    """Stretches of at least six words, over half of them changed on both sides, as one `rewrite`."""
    if sum(not piece.class_ for piece in pieces) == 0:
        return pieces
    out: list[Piece] = []
    k = 0
    while k < len(pieces):
        best, weight = k, 0
        for m in range(k, len(pieces)):
            if (
                pieces[m].class_
                or _walled(pieces[k], pieces[m], walls)
                or _is_clause(pieces[m], reference, hypothesis)
            ):
                break
            changed = _is_rewrite(pieces[k : m + 1], reference, hypothesis, lexicon)
            if changed:
                best, weight = m, changed
            elif pieces[m].start - pieces[k].start > 40 * (m - k + 1) + 200:
                break
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
    words = count_words(reference[piece.start : piece.end])
    hyp_words = count_words(hypothesis[piece.hyp_start : piece.hyp_end])
    return max(words, hyp_words) >= _CLAUSE and min(words, hyp_words) <= 1


def _walled(first: Piece, last: Piece, walls: Sequence[tuple[int, int]]) -> bool:
    return any(first.start <= start and end <= last.end for start, end in walls)


def _is_rewrite(pieces: list[Piece], reference: str, hypothesis: str, lexicon: Lexicon) -> int:
    """How many words changed, if the stretch is a rewrite; else 0."""
    first, last = pieces[0], pieces[-1]
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
