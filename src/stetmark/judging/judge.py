"""Answer -> Score: every gold edit judged, every other difference named once.

What depends on an item alone (tokens, slots) is worked out when its `Judge` is made; an answer that is the
reference or the source itself is judged once. docs/scoring.md says what each number means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec.structs import replace

from stetmark.envelope.bodies import BODY_SHARE, no_body
from stetmark.envelope.peel import Peeled, peel_stripped
from stetmark.errors import DataError
from stetmark.judging.chain import Chain
from stetmark.judging.diagnosis import diagnose
from stetmark.judging.encoding import plain
from stetmark.judging.hypothesis import JudgedHypothesis, judge_hypothesis
from stetmark.judging.livebench_rule import livebench_passes
from stetmark.judging.texts import Texts
from stetmark.lexicon.default import default_lexicon
from stetmark.records import (
    ENVELOPE_FLAGS,
    SCORED_OUTCOMES,
    UNASSESSABLE_FLAGS,
    Answer,
    EditVerdict,
    GoldEdit,
    Item,
    Score,
)
from stetmark.text.lexicon import Lexicon
from stetmark.text.slots import inner_slots, slots_of
from stetmark.text.tokens import OUTER, count_word_tokens

__all__ = ["Judge", "score_answers", "score_text"]

#: These cost `exact` as well as `strict`: nobody could tell which copy to take, or where the rest is.
_COSTS_EXACT = frozenset({"duplicated", "source_echoed", "truncated"}) | UNASSESSABLE_FLAGS
_OUTCOME_FLAGS = frozenset({"refused", "empty", "truncated"})
_FEW_WORDS = 7
#: Items whose judges `score_text` keeps, the last used ones.
_KEPT_JUDGES = 64


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
        self._texts = Texts.of(item)
        reference, source = self._texts.reference.text, self._texts.source
        self._wanted = reference.strip()
        self._outer = reference.strip(OUTER)
        #: White space around the reference does not belong to it; offsets are still those of the whole.
        self._lead = reference.index(self._wanted)
        try:
            slots = slots_of(source.text if source else None, reference, self._texts.edits)
        except DataError as error:
            raise DataError(f"item {item.id!r}: {error.message}", hint=error.hint) from error
        self._chain = Chain(self._wanted, inner_slots(slots, reference, self._lead, len(self._wanted)))
        chain = self._chain
        inside = sum(count_word_tokens(chain.tokens[slot.start : slot.end]) for slot in chain.slots)
        self._n_all_words = count_word_tokens(chain.tokens)
        self._n_words = self._n_all_words - inside
        self._source = source.text.strip() if source else None
        self._known = {item.reference, self._wanted, item.source}
        self._templates: dict[str, Score] = {}
        self._found: dict[str, JudgedHypothesis] = {}

    def score(self, answer: Answer) -> Score:
        """Return the judgement of one answer.

        Raises:
            DataError: Its outcome is `filtered` or `failed`: that is not an answer and has no score.
        """
        outcome = answer.outcome
        if outcome not in SCORED_OUTCOMES:
            raise DataError(
                f"item {answer.item!r}, system {answer.system!r}: outcome {outcome} is not scored",
                hint="omit it; it is reported separately",
            )
        reply = answer.reply
        if outcome == "complete":
            template = self._templates.get(reply)
            if template is not None:
                return replace(template, item=answer.item, system=answer.system, repeat=answer.repeat)
        score = self._scored(answer, reply)
        if outcome == "complete" and reply in self._known:
            # Half of all answers are the reference or the source itself: judged once.
            self._templates[reply] = score
        return score

    def _scored(self, answer: Answer, reply: str) -> Score:
        """The judgement of a reply that is not known yet, its offsets those of the texts as they came."""
        came = plain(reply)
        return self._texts.restored(self._judged(answer, came.text), came)

    def _judged(self, answer: Answer, reply: str) -> Score:
        """The judgement of a reply whose encoding is normalized."""
        outcome = answer.outcome
        peeled = peel_stripped(reply, self._wanted, self._source, self._lexicon)
        flags = set(peeled.flags)
        if outcome in _OUTCOME_FLAGS:
            flags.add(outcome)
        livebench = livebench_passes(self._texts.reference.text, reply)
        if not flags.isdisjoint(UNASSESSABLE_FLAGS):
            return self._unassessable(answer, peeled, flags, livebench=livebench)
        found = self._compared(peeled.hypothesis)
        if (
            found.n_lost > (1 - BODY_SHARE) * (self._n_all_words + 1)
            and self._n_all_words > _FEW_WORDS
            and not found.cut_short
        ):
            flags.add(no_body(peeled.hypothesis, self._wanted))
            return self._unassessable(answer, peeled, flags, livebench=livebench)
        if found.cut_short:
            flags.add("truncated")
        right = not found.changes and found.all_corrected
        exact = right and flags.isdisjoint(_COSTS_EXACT)
        envelope = _ordered(flags)
        return Score(
            item=answer.item,
            system=answer.system,
            repeat=answer.repeat,
            outcome=outcome,
            strict=exact and not flags and self._has_outer_space_of_reference(reply, peeled.hypothesis),
            exact=exact,
            livebench=livebench,
            envelope=envelope,
            folds=found.folds,
            item_flags=found.item_flags,
            diagnosis=diagnose(exact=exact, envelope=envelope, edits=found.edits, changes=found.changes),
            hypothesis=peeled.hypothesis,
            hypothesis_start=peeled.start,
            edits=found.edits,
            changes=found.changes,
            n_words=self._n_words,
            n_changes=found.n_changes,
            n_unneeded=found.n_unneeded,
        )

    def _has_outer_space_of_reference(self, reply: str, hypothesis: str) -> bool:
        """Whether no-break and ideographic spaces round the text are those of the reference."""
        at = self._outer.index(self._wanted)
        return reply.strip(OUTER) == self._outer[:at] + hypothesis + self._outer[at + len(self._wanted) :]

    def _compared(self, hypothesis: str) -> JudgedHypothesis:
        """Verdicts and changes; those of the reference and the source are worked out once."""
        found = self._found.get(hypothesis)
        if found is None:
            found = judge_hypothesis(self._chain, hypothesis, self._lexicon, lead=self._lead)
            if hypothesis in self._known:
                self._found[hypothesis] = found
        return found

    def _unassessable(self, answer: Answer, peeled: Peeled, flags: set[str], *, livebench: bool) -> Score:
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
            for slot in self._chain.gold_slots
        )
        envelope = _ordered(flags)
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
            hypothesis=peeled.hypothesis,
            hypothesis_start=peeled.start,
            edits=edits,
        )


def _ordered(flags: set[str]) -> tuple[str, ...]:
    return tuple(flag for flag in ENVELOPE_FLAGS if flag in flags) if flags else ()


def score_text(
    source: str | None, reference: str, reply: str, *, edits: Sequence[GoldEdit] | None = None
) -> Score:
    r"""Return the judgement of one reply.

    Args:
        source: The text with misspellings; None where only the reference is known.
        reference: The correct text.
        reply: What the system gave, as it came.
        edits: The gold edits; without them source and reference are diffed.

    Raises:
        DataError: The edits do not fit source and reference.

    Example:
        >>> score_text("teh cat", "the cat", "Here it is:\nthe cat").envelope
        ('preamble',)
    """
    judge = _judge_of(source, reference, None if edits is None else tuple(edits))
    return judge.score(Answer(item="", system="", outcome="complete", reply=reply))


@lru_cache(maxsize=_KEPT_JUDGES)
def _judge_of(source: str | None, reference: str, edits: tuple[GoldEdit, ...] | None) -> Judge:
    """Return the judge of an item: what depends on the item alone is worked out once."""
    return Judge(Item(id="", source=source, reference=reference, edits=edits))


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
                    f"an answer from {answer.system!r} is to item {answer.item!r}, which is not in the items"
                )
            judge = judges[answer.item] = Judge(known[answer.item])
        yield judge.score(answer)
