"""One hypothesis against one item: verdicts, changes, and how each counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from stetmark.records import Change, EditVerdict
from stetmark.text.chain import Chain, Held
from stetmark.text.changes import Piece, pieces_of
from stetmark.text.classify import form_class, word_class
from stetmark.text.laying import place
from stetmark.text.folds import folds_between
from stetmark.text.tokens import count_words, tokenize
from stetmark.text.verdicts import settle
from stetmark.text.words import Lexicon

__all__ = ["Comparison", "compare"]

#: Foldings can make an answer equal only where nothing but form differs.
_FORM = frozenset(
    {"unicode", "dash", "quote", "whitespace", "split_join", "case", "hyphen", "punctuation", "width"}
)
_SAME_WORDS = _FORM | {"markup", "spelling_variant", "script_variant"}
_SLOT_CLASSES = frozenset({"case", "spelling_variant", "script_variant", "split_join", "deleted"})
#: A truncated answer lacks at least this share of the reference at its end, and was right before it so far.
_LACKS, _WRONG_BEFORE, _LACKS_CHARACTERS = 0.07, 0.15, 8


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `Score` says of a hypothesis, whatever envelope it came in.

    `n_lost` counts the reference words that changes touch; `cut_short` says that the end is missing.
    """

    edits: tuple[EditVerdict, ...]
    changes: tuple[Change, ...]
    all_corrected: bool
    folds: tuple[str, ...]
    item_flags: tuple[str, ...]
    n_changes: int
    n_unneeded: int
    n_lost: int
    cut_short: bool


def compare(chain: Chain, hypothesis: str, lexicon: Lexicon, *, lead: str = "", tail: str = "") -> Comparison:
    """Return verdicts and changes of `hypothesis`; `lead` and `tail` are the outer space the reference has."""
    text = lead + hypothesis + tail if lead or tail else hypothesis
    placed = place(chain, text)
    settled = settle(chain, placed, text)
    shift = len(lead)
    edits = tuple(_verdict(chain, k, held, text, shift, lexicon) for k, held in enumerate(settled.held))
    all_corrected = all(edit.verdict == "corrected" for edit in edits)
    if not settled.differences and not settled.joins:
        folds = () if all_corrected else _folds(chain, edits, (), text)
        return Comparison(edits, (), all_corrected, folds, (), 0, 0, 0, cut_short=False)
    pieces = pieces_of(settled.differences, chain.reference, text, settled.walls, lexicon, settled.joins)
    changes = tuple(_change(chain, piece, text, shift) for piece in pieces)
    reflows = sum(change.class_ == "whitespace" and _is_reflow(change) for change in changes)
    spare = max(0, reflows - 1)
    classes = {change.class_ for change in changes}
    n_lost = sum(count_words(change.reference) for change in changes if change.class_ not in _SAME_WORDS)
    return Comparison(
        edits,
        changes,
        all_corrected,
        _folds(chain, edits, changes, text),
        ("unplanted_fix",) if "unplanted_fix" in classes else (),
        len(changes) - spare,
        sum(piece.weight for piece in pieces) - spare,
        n_lost,
        _cut_short(chain, pieces, edits, text),
    )


def _verdict(chain: Chain, k: int, held: Held, text: str, shift: int, lexicon: Lexicon) -> EditVerdict:
    slot = chain.slots[k]
    holds = text[held.hyp_start : held.hyp_end]
    verdict: Literal["corrected", "missed", "miscorrected"]
    class_ = None
    if held.branch >= 0:
        # A text that only line breaks part from its branch fits that branch, so the branch decides.
        text_of = chain.texts[k][held.branch]
        verdict = "corrected" if text_of == slot.reference or text_of in slot.accept else "missed"
    elif held.branch == -1:
        verdict = "miscorrected"
        found = form_class(slot.reference, holds) or word_class(slot.reference, holds, lexicon)
        class_ = found if found in _SLOT_CLASSES else None
    else:
        verdict = "missed"
    return EditVerdict(
        verdict=verdict,
        class_=class_,
        source=slot.source,
        reference=slot.reference,
        hypothesis=holds,
        start=slot.start,
        end=slot.end,
        hyp_start=held.hyp_start - shift,
        hyp_end=held.hyp_end - shift,
    )


def _change(chain: Chain, piece: Piece, text: str, shift: int) -> Change:
    return Change(
        class_=piece.class_,
        reference=chain.reference[piece.start : piece.end],
        hypothesis=text[piece.hyp_start : piece.hyp_end],
        start=piece.start,
        end=piece.end,
        hyp_start=piece.hyp_start - shift,
        hyp_end=piece.hyp_end - shift,
    )


def _is_reflow(change: Change) -> bool:
    """Whether a change of white space only moves line breaks: however many there are, they count once."""
    return (
        "\n" in change.reference or "\n" in change.hypothesis or "\r" in change.reference + change.hypothesis
    )


def _folds(
    chain: Chain, edits: Sequence[EditVerdict], changes: Sequence[Change], text: str
) -> tuple[str, ...]:
    """The foldings that would make the answer right; none where it is, or where more than form differs."""
    if not all(change.class_ in _FORM for change in changes):
        return ()
    if any(e.verdict == "missed" or (e.verdict == "miscorrected" and e.class_ is None) for e in edits):
        # A missed or wrong word may still differ in form alone ("Teh" for "the" does not, "THE" does).
        if any(_letters(e.reference) != _letters(e.hypothesis) for e in edits if e.verdict != "corrected"):
            return ()
    reference = chain.reference
    for slot, edit in reversed(list(zip(chain.slots, edits, strict=True))):
        if edit.verdict == "corrected" and edit.hypothesis != slot.reference:
            reference = reference[: slot.ref_start] + edit.hypothesis + reference[slot.ref_end :]
    return folds_between(reference, text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _cut_short(chain: Chain, pieces: Sequence[Piece], edits: Sequence[EditVerdict], text: str) -> bool:
    """Whether the answer ends early: its end is lost, and what stands before it is mostly right."""
    last = max(pieces, key=lambda piece: (piece.end, piece.hyp_end), default=None)
    reference = chain.reference
    size = len(reference.rstrip())
    if last is None or last.end < size or last.class_ == "moved" or last.hyp_end < len(text.rstrip()):
        return False
    lost, left = reference[last.start : last.end], text[last.hyp_start : last.hyp_end].strip(" .…\t\r\n")
    if len(lost) < max(_LACKS * size, _LACKS_CHARACTERS) or 2 * len(left) > len(lost):
        return False
    ends = tokenize(left)
    if len(ends) > 1 and not any(token.startswith(ends[-1]) for token in tokenize(lost)):
        return False
    wrong = sum(piece.weight * max(1, piece.end - piece.start) for piece in pieces if piece is not last)
    wrong += sum(e.hyp_end - e.hyp_start for e in edits if e.verdict == "miscorrected")
    return wrong <= _WRONG_BEFORE * max(1, last.start) or last.start == 0
