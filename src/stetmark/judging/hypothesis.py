"""One hypothesis against one item: verdicts, changes, and how each counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from stetmark.judging.alignment import align
from stetmark.judging.chain import Chain, SlotText
from stetmark.judging.changes import find_changes
from stetmark.judging.text_pair import FoundChange, TextPair
from stetmark.judging.verdicts import IN_DELETION, ResolvedSlots, resolve_slots
from stetmark.records import FORM_FOLDS, Change, EditVerdict, Verdict
from stetmark.text.classify import classify
from stetmark.text.folds import differing, fold, folds_between, sign_class
from stetmark.text.lexicon import Lexicon
from stetmark.text.slots import Slot
from stetmark.text.tokens import count_words, tokenize

__all__ = ["JudgedHypothesis", "judge_hypothesis"]

#: What folding a change of a class needs, as a rule; only where form alone differs can foldings help.
_FOLDABLE = {
    "dash": "quotes_dashes",
    "quote": "quotes_dashes",
    "whitespace": "whitespace",
    "width": "width",
    "case": "case",
}
_FORM = frozenset({*_FOLDABLE, "split_join", "hyphen", "punctuation", "width"})
_SAME_WORDS = _FORM | {"markup", "number_form", "spelling_variant", "script_variant"}
_SLOT_CLASSES = frozenset({"case", "spelling_variant", "script_variant", "split_join", "deleted"})
#: A truncated answer lacks at least this share of the reference at its end, and was right before it so far.
_LACKS, _WRONG_BEFORE, _LACKS_CHARACTERS = 0.07, 0.15, 8
#: What a text that breaks off may end in: dots, and a short remark in brackets.
_DOTS = " .…\t\r\n"
_NOTE = re.compile(r"[\[(（【][^\[\](（）)【】\n]{0,40}[\])）】]$")
_SENTENCE_END = re.compile(r"[.!?。！？][\"'”’」』)）]*$")


class JudgedHypothesis(NamedTuple):
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


def judge_hypothesis(chain: Chain, text: str, lexicon: Lexicon, *, lead: int = 0) -> JudgedHypothesis:
    """Return verdicts and changes of hypothesis `text`; the chain starts at `lead` in the reference."""
    tail = _remark(chain, text)
    if tail:
        found = _judged(chain, text[: len(text) - len(tail)], lexicon, lead)
        if found.cut_short:
            return _with_tail(found, tail)
    return _judged(chain, text, lexicon, lead)


def _judged(chain: Chain, text: str, lexicon: Lexicon, lead: int) -> JudgedHypothesis:
    alignment = align(chain, text)
    resolved = resolve_slots(chain, alignment, text)
    found: list[FoundChange] = []
    if resolved.differences or resolved.joins:
        found = find_changes(
            TextPair(chain.reference, text, resolved.slot_spans),
            resolved.differences,
            lexicon,
            joins=resolved.joins,
            deleted=resolved.deleted,
        )
        _move_slots(chain, resolved, found, text)
    edits, all_corrected, signs = _verdicts(chain, resolved, text, lexicon)
    if signs:
        found = sorted([*found, *signs], key=lambda change: (change.start, change.hyp_start))
    if not found:
        folds = () if all_corrected else _folds(chain, edits, (), text)
        return JudgedHypothesis(edits, (), all_corrected, folds, (), 0, 0, 0, cut_short=False)
    changes = tuple(_change(chain, one, text, lead) for one in found)
    classes = [change.class_ for change in changes]
    spare = 0
    if classes.count("whitespace") > 1:
        spare = max(0, sum(change.class_ == "whitespace" and _is_reflow(change) for change in changes) - 1)
    n_lost = sum(count_words(change.reference) for change in changes if change.class_ not in _SAME_WORDS)
    cut_short = _cut_short(chain, found, edits, text)
    if cut_short:
        changes = (*changes[:-1], msgspec.structs.replace(changes[-1], class_="deleted"))
        found[-1] = found[-1]._replace(weight=1)
    return JudgedHypothesis(
        edits,
        changes,
        all_corrected,
        _folds(chain, edits, changes, text),
        ("unplanted_fix",) if "unplanted_fix" in classes else (),
        len(changes) - spare,
        sum(one.weight for one in found) - spare,
        n_lost,
        cut_short,
    )


def _move_slots(chain: Chain, resolved: ResolvedSlots, found: Sequence[FoundChange], text: str) -> None:
    """Look for the slots of moved passages where the passages went."""
    for change in found:
        for ref_start, hyp_start, hyp_end in change.held:
            k = next(
                k
                for k, (start, _) in enumerate(chain.slot_spans)
                if start == ref_start and resolved.slot_texts[k].branch == IN_DELETION
            )
            holds, texts = text[hyp_start:hyp_end], chain.slots[k].texts
            # The source is tested first.
            branch = len(texts) - 1 - texts[::-1].index(holds) if holds in texts else -1
            resolved.slot_texts[k] = SlotText(hyp_start, hyp_end, branch)


def _verdicts(
    chain: Chain, resolved: ResolvedSlots, text: str, lexicon: Lexicon
) -> tuple[tuple[EditVerdict, ...], bool, list[FoundChange]]:
    """The verdict of each slot, whether all are corrected, and what differs in signs alone inside slots."""
    respaced = resolved.respaced
    edits: list[EditVerdict] = []
    signs: list[FoundChange] = []
    right = True
    slots = zip(chain.gold_slots, chain.slots, resolved.slot_texts, strict=True)
    for k, (gold, slot, (start, end, branch)) in enumerate(slots):
        class_: str | None = None
        verdict: Verdict = "missed"
        if branch >= 0:
            if slot.right[branch]:
                verdict = "corrected"
            else:
                right = False
            # A text that only white space parts from its branch fits that branch, but is another text.
            holds = text[start:end] if respaced and k in respaced else slot.texts[branch]
        else:
            holds = text[start:end]
            sign = _sign_class(gold, holds) if branch != IN_DELETION else ""
            if sign:
                verdict = "corrected"
                signs.append(FoundChange(sign, *chain.slot_spans[k], start, end))
            elif branch == IN_DELETION:
                right = False
            else:
                right = False
                verdict = "miscorrected"
                found = [classify(want, holds, lexicon=lexicon) for want in (gold.reference, *gold.accept)]
                class_ = next((one for one in found if one in _SLOT_CLASSES), None)
        edits.append(
            EditVerdict(
                verdict=verdict,
                class_=class_,
                source=gold.source,
                reference=gold.reference,
                hypothesis=holds,
                start=gold.start,
                end=gold.end,
                hyp_start=start,
                hyp_end=end,
            )
        )
    return tuple(edits), right, signs


def _sign_class(gold: Slot, holds: str) -> str:
    """The class of what a slot holds where quotes, dashes or width alone part it from a right text."""
    if holds == gold.source or not holds:
        return ""
    return next(
        (one for one in (sign_class(want, holds) for want in (gold.reference, *gold.accept)) if one), ""
    )


def _change(chain: Chain, found: FoundChange, text: str, lead: int) -> Change:
    return Change(
        class_=found.class_,
        reference=chain.reference[found.start : found.end],
        hypothesis=text[found.hyp_start : found.hyp_end],
        start=found.start + lead,
        end=found.end + lead,
        hyp_start=found.hyp_start,
        hyp_end=found.hyp_end,
        parts=tuple((start + lead, end + lead, first, last) for start, end, first, last in found.parts),
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
    if any(change.class_ not in _FORM for change in changes):
        return ()
    reference = chain.reference
    needed = {_FOLDABLE[change.class_] for change in changes if change.class_ in _FOLDABLE}
    for slot, edit in zip(reversed(chain.gold_slots), reversed(edits), strict=True):
        if edit.verdict == "corrected":
            if edit.hypothesis != slot.reference and edit.hypothesis in slot.accept:
                reference = reference[: slot.ref_start] + edit.hypothesis + reference[slot.ref_end :]
        else:
            needs = folds_between(edit.reference, edit.hypothesis)
            if not needs:
                return ()
            needed.update(needs)
    # What each place needs is mostly what the whole needs; where it is not, all foldings are tried.
    some = tuple(one for one in FORM_FOLDS if one in needed)
    old, new = differing(reference, text)
    if some and fold(old, some) == fold(new, some):
        return some
    return folds_between(old, new)


def _remark(chain: Chain, text: str) -> str:
    """The dots or the remark in brackets in which a text ends that stops short; empty where there is none."""
    if len(text) > (1 - _LACKS) * len(chain.reference):
        return ""
    bare = text.rstrip(_DOTS)
    note = _NOTE.search(bare)
    tail = text[len(text[: note.start()].rstrip(_DOTS) if note else bare) :]
    # One full stop is the end of a sentence, and what the reference has as well is text.
    return tail if len(tail.strip()) > 1 and tail.strip() not in chain.reference else ""


def _with_tail(found: JudgedHypothesis, tail: str) -> JudgedHypothesis:
    """The judgement of a text that stops short, with `tail` as part of what replaces the missing end."""
    last = found.changes[-1]
    longer = msgspec.structs.replace(
        last, hypothesis=last.hypothesis + tail, hyp_end=last.hyp_end + len(tail)
    )
    return found._replace(changes=(*found.changes[:-1], longer))


def _cut_short(chain: Chain, found: Sequence[FoundChange], edits: Sequence[EditVerdict], text: str) -> bool:
    """Whether the answer ends early: its end is lost, and what comes before it is mostly right."""
    last = found[-1]
    reference = chain.reference
    size = len(reference)
    if last.end < size or last.class_ == "moved" or last.hyp_end < len(text.rstrip()):
        return False
    lost, left = reference[last.start : last.end], text[last.hyp_start : last.hyp_end].strip(_DOTS)
    if len(lost) < max(_LACKS * size, _LACKS_CHARACTERS) or 2 * len(left) > len(lost):
        return False
    ends = tokenize(left)
    if len(ends) > 1 and not any(token.startswith(ends[-1]) for token in tokenize(lost)):
        return False
    whole_sentences = _SENTENCE_END.search(reference[: last.start].rstrip()) is not None
    if not whole_sentences and _ends_otherwise(found, reference, text):
        return False
    wrong = sum(one.weight * max(1, one.end - one.start) for one in found if one is not last)
    wrong += sum(e.hyp_end - e.hyp_start for e in edits if e.verdict == "miscorrected")
    return wrong <= _WRONG_BEFORE * max(1, last.start) or last.start == 0


def _ends_otherwise(found: Sequence[FoundChange], reference: str, text: str) -> bool:
    """Whether the last sentence was rewritten: it ends as one, and more of it changed than its end."""
    text = text.rstrip()
    match = _SENTENCE_END.search(text)
    if match is None or _SENTENCE_END.search(reference.rstrip()) is None:
        return False
    begin = max(text.rfind(sign, 0, match.start()) for sign in ".!?。！？\n")
    return any(
        one.hyp_start > begin and one.class_ not in _SAME_WORDS and one.hyp_end > one.hyp_start
        for one in found[:-1]
    )
