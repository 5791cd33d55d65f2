"""Answer -> Score: every gold edit judged, every other difference named once.

What depends on an item alone (tokens, slots) is worked out when its `Judge` is made; see `stetmark.text` for
how an answer is peeled, aligned and cut into changes, and docs/scoring.md for what each number means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from stetmark.errors import DataError
from stetmark.lexicon.default import default_lexicon
from stetmark.records import (
    ENVELOPE_FLAGS,
    SCORED_OUTCOMES,
    UNASSESSABLE_FLAGS,
    Answer,
    Change,
    EditVerdict,
    GoldEdit,
    Item,
    Score,
)
from stetmark.text.chain import Chain, Held
from stetmark.text.changes import Piece, pieces_of
from stetmark.text.classify import form_class, word_class
from stetmark.text.diagnose import diagnose
from stetmark.text.envelope import OUTER, peel
from stetmark.text.folds import folds_between
from stetmark.text.livebench import livebench_passes
from stetmark.text.slots import slots_of
from stetmark.text.tokens import count_words
from stetmark.text.words import Lexicon

__all__ = ["Judge", "score_answers", "score_text"]

#: These cost `exact` as well as `strict`: nobody could tell which copy to take, or where the rest is.
_COSTS_EXACT = frozenset({"duplicated", "source_echoed", "truncated"}) | UNASSESSABLE_FLAGS


class Judge:
    """Scores answers to one item.

    Args:
        item: The item; its slots are its gold edits, or what a diff of source and reference finds.
        lexicon: Decides the classes of words; by default the one every signature names.

    Raises:
        DataError: The item's edits do not fit its source and reference.
    """

    def __init__(self, item: Item, *, lexicon: Lexicon | None = None) -> None:
        self.item = item
        self._lexicon: Lexicon = default_lexicon() if lexicon is None else lexicon
        try:
            self._chain = Chain(item.reference, slots_of(item.source, item.reference, item.edits))
        except DataError as error:
            raise DataError(f"item {item.id!r}: {error.message}", hint=error.hint) from error
        self._walls = [(slot.ref_start, slot.ref_end) for slot in self._chain.slots]
        inside = sum(count_words(slot.reference) for slot in self._chain.slots)
        self._n_words = count_words(item.reference) - inside
        self._wanted = item.reference.strip(OUTER)

    def score(self, answer: Answer) -> Score:
        """Return the judgement of one answer.

        Raises:
            DataError: Its outcome is `filtered` or `failed`: that is no answer of the system and has no score.
        """
        if answer.outcome not in SCORED_OUTCOMES:
            raise DataError(
                f"item {answer.item!r}, system {answer.system!r}: an answer {answer.outcome} is never scored",
                hint="leave it out; it is shown beside the scores",
            )
        reply = answer.reply
        peeled = peel(reply, self.item.reference, self.item.source)
        flags = set(peeled.flags)
        if answer.outcome in {"refused", "empty", "truncated"}:
            flags.add(answer.outcome)
        if not peeled.hypothesis:
            flags.add("empty")
        envelope = tuple(flag for flag in ENVELOPE_FLAGS if flag in flags)
        assessable = not flags & UNASSESSABLE_FLAGS
        livebench = livebench_passes(self.item.reference, reply)
        if not assessable:
            return self._unassessable(
                answer, envelope, livebench=livebench, hypothesis=peeled.hypothesis, start=peeled.start
            )
        edits, changes, weights = self._compare(peeled.hypothesis)
        exact = not flags & _COSTS_EXACT and not changes and all(e.verdict == "corrected" for e in edits)
        reflow = [("\n" in c.reference + c.hypothesis) and c.class_ == "whitespace" for c in changes]
        n_reflow = max(0, sum(reflow) - 1)
        return Score(
            item=answer.item,
            system=answer.system,
            repeat=answer.repeat,
            outcome=answer.outcome,
            strict=exact and not flags,
            exact=exact,
            livebench=livebench,
            envelope=envelope,
            folds=() if exact else folds_between(self._wanted, peeled.hypothesis),
            item_flags=tuple(sorted({c.class_ for c in changes} & {"unplanted_fix"})),
            diagnosis=diagnose(exact=exact, envelope=envelope, edits=edits, changes=changes),
            hypothesis=peeled.hypothesis,
            hypothesis_start=peeled.start,
            edits=edits,
            changes=changes,
            n_words=self._n_words,
            n_changes=len(changes) - n_reflow,
            n_unneeded=sum(weights) - n_reflow,
        )

    def _compare(self, hypothesis: str) -> tuple[tuple[EditVerdict, ...], tuple[Change, ...], list[int]]:
        """Verdicts, changes and what each change weighs among the unneeded."""
        chain = self._chain
        placed = chain.place(hypothesis)
        pieces = pieces_of(placed.differences, chain.reference, hypothesis, self._walls, self._lexicon)
        edits = tuple(self._verdict(k, held, hypothesis) for k, held in enumerate(placed.held))
        changes = tuple(self._change(piece, hypothesis) for piece in pieces)
        return edits, changes, [piece.weight for piece in pieces]

    def _verdict(self, number: int, held: Held, hypothesis: str) -> EditVerdict:
        slot = self._chain.slots[number]
        text = hypothesis[held.hyp_start : held.hyp_end]
        class_ = None
        if text == slot.reference or text in slot.accept:
            verdict = "corrected"
        elif text == slot.source:
            verdict = "missed"
        else:
            verdict = "miscorrected"
            class_ = self._slot_class(slot.reference, text)
        return EditVerdict(
            verdict=verdict,  # type: ignore[arg-type]
            class_=class_,
            source=slot.source,
            reference=slot.reference,
            hypothesis=text,
            start=slot.start,
            end=slot.end,
            hyp_start=held.hyp_start,
            hyp_end=held.hyp_end,
        )

    def _slot_class(self, reference: str, text: str) -> str | None:
        """What kind of miscorrection: only case, only US/UK, only spaces, nothing there; None for another word."""
        found = form_class(reference, text) or word_class(reference, text, self._lexicon)
        return (
            found
            if found in {"case", "spelling_variant", "script_variant", "split_join", "deleted"}
            else None
        )

    def _change(self, piece: Piece, hypothesis: str) -> Change:
        return Change(
            class_=piece.class_,
            reference=self.item.reference[piece.start : piece.end],
            hypothesis=hypothesis[piece.hyp_start : piece.hyp_end],
            start=piece.start,
            end=piece.end,
            hyp_start=piece.hyp_start,
            hyp_end=piece.hyp_end,
        )

    def _unassessable(
        self, answer: Answer, envelope: tuple[str, ...], *, livebench: bool, hypothesis: str, start: int
    ) -> Score:
        """All gold edits missed, no change listed, no words counted."""
        edits = tuple(
            EditVerdict(
                verdict="missed",
                source=slot.source,
                reference=slot.reference,
                hypothesis="",
                start=slot.start,
                end=slot.end,
                hyp_start=0,
                hyp_end=0,
            )
            for slot in self._chain.slots
        )
        return Score(
            item=answer.item,
            system=answer.system,
            repeat=answer.repeat,
            outcome=answer.outcome,
            strict=False,
            exact=False,
            livebench=livebench,
            assessable=False,
            envelope=envelope,
            diagnosis=diagnose(exact=False, envelope=envelope, edits=edits, changes=()),
            hypothesis=hypothesis,
            hypothesis_start=start,
            edits=edits,
        )


def score_text(
    source: str | None, reference: str, reply: str, *, edits: Sequence[GoldEdit] | None = None
) -> Score:
    """Return the judgement of one reply.

    Args:
        source: The text with misspellings; None where only the reference is known.
        reference: The correct text.
        reply: What the system gave, as it came.
        edits: The gold edits; without them source and reference are diffed.

    Raises:
        DataError: The edits do not fit source and reference.

    Example:
        >>> score_text("teh cat", "the cat", "Here it is:\\nthe cat").envelope
        ('preamble',)
    """
    item = Item(id="", source=source, reference=reference, edits=None if edits is None else tuple(edits))
    return Judge(item).score(Answer(item="", system="", outcome="complete", reply=reply))


def score_answers(items: Iterable[Item], answers: Iterable[Answer]) -> Iterator[Score]:
    """Yield the score of each answer that can have one, in the order of the answers.

    Answers `filtered` or `failed` are passed over.

    Raises:
        DataError: An answer names an item that is not among the items.
    """
    known = {item.id: item for item in items}
    judges: dict[str, Judge] = {}
    for answer in answers:
        if answer.outcome not in SCORED_OUTCOMES:
            continue
        judge = judges.get(answer.item)
        if judge is None:
            if answer.item not in known:
                raise DataError(
                    f"an answer of {answer.system!r} is to item {answer.item!r}, which is not among the items"
                )
            judge = judges[answer.item] = Judge(known[answer.item])
        yield judge.score(answer)
