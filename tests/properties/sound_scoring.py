"""Everything that is so of every score, whatever the texts: what properties and fuzzers assert."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from stetmark.judging.encoding import plain
from stetmark.judging.judge import Judge
from stetmark.records import (
    CHANGE_CLASSES,
    ENCODING_FOLDS,
    ENVELOPE_FLAGS,
    FOLDS,
    UNASSESSABLE_FLAGS,
    Answer,
    Item,
    Score,
)
from stetmark.text.folds import sign_class
from stetmark.text.slots import inner_slots, slots_of

OUTER = " \t\r\n"
#: What may differ inside a corrected slot.
SIGNS = frozenset({"quote", "dash", "width"})
COSTS_EXACT = UNASSESSABLE_FLAGS | {"duplicated", "source_echoed", "truncated"}


def judged_slots(item):
    """The slots of an item, in its reference without outer white space; None where its encoding is changed."""
    if any(plain(text).at is not None for text in (item.reference, item.source or "")):
        return None
    wanted = item.reference.strip()
    if any(plain(text).at is not None for text in (item.reference, item.source or "")):
        return None
    slots = slots_of(item.source, item.reference, item.edits)
    return inner_slots(slots, item.reference, item.reference.index(wanted), len(wanted))


def outside(text, spans):
    """The text without the spans."""
    out, at = [], 0
    for start, end in sorted(spans):
        out.append(text[at : max(at, start)])
        at = max(at, end)
    return "".join(out) + text[at:]


def encodable(score):
    try:
        msgspec.json.encode(score).decode()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return False
    return True


def holds(score, source, reference, reply, slots=None):
    """Everything that is always so; with the item's slots also that each has its one verdict, in order."""
    hypothesis = score.hypothesis
    assert 0 <= score.hypothesis_start <= len(reply)
    assert reply[score.hypothesis_start :].startswith(hypothesis) or {"json", "marked"} & set(score.envelope)
    assert score.assessable == UNASSESSABLE_FLAGS.isdisjoint(score.envelope)
    assert list(score.envelope) == [flag for flag in ENVELOPE_FLAGS if flag in score.envelope]
    assert list(score.folds) == [fold for fold in FOLDS if fold in score.folds]
    assert score.tp + score.fn == len(score.edits)
    _ladder(score, reference, reply, any(slot.accept for slot in slots or ()))
    _edits(score, source, slots)
    _changes(score, reference)
    if score.assessable:
        _covers(score, reference, slots)
    assert score.diagnosis
    assert msgspec.json.decode(msgspec.json.encode(score), type=Score) == score if encodable(score) else True


def _ladder(score, reference, reply, accepts):
    """Strict within exact; exact where nothing is wrong and nowhere else; both by comparison of the texts."""
    reply, wanted = (plain(text).text for text in (reply, reference))
    assert not score.strict or (score.exact and not score.envelope)
    right = score.assessable and not score.changes and not score.fn
    assert score.exact == (right and COSTS_EXACT.isdisjoint(score.envelope))
    assert not (score.strict and score.envelope)
    assert not right or set(score.folds) <= set(ENCODING_FOLDS)
    wanted = plain(reference).text
    same = plain(reply).text.strip(OUTER) == wanted.strip(OUTER)
    if accepts:
        assert score.strict or not same
    else:
        assert score.strict == same
        assert right == (plain(score.hypothesis).text == wanted.strip() and score.assessable)


def _edits(score, source, slots):
    """One verdict a slot, in order; spans that hold what they say; verdicts that fit what stands there."""
    if slots is not None:
        assert [(e.source, e.reference, e.start, e.end) for e in score.edits] == [
            (s.source, s.reference, s.start, s.end) for s in slots
        ]
    at = 0
    #: Slots that moved with a passage are where it went; the others follow each other.
    moved = any(change.class_ == "moved" for change in score.changes)
    for k, edit in enumerate(score.edits):
        assert 0 <= edit.start <= edit.end <= len(source)
        assert source[edit.start : edit.end] == edit.source
        if not score.assessable:
            assert (edit.verdict, edit.hypothesis, edit.hyp_start, edit.hyp_end) == ("missed", "", 0, 0)
            continue
        assert 0 <= edit.hyp_start <= edit.hyp_end <= len(score.hypothesis)
        assert moved or at <= edit.hyp_start
        at = edit.hyp_end
        assert score.hypothesis[edit.hyp_start : edit.hyp_end] == edit.hypothesis
        assert edit.class_ is None or (edit.verdict == "miscorrected" and edit.class_ in CHANGE_CLASSES)
        fits = {edit.reference, *(slots[k].accept if slots is not None else ())}
        spaced = edit.hypothesis.split()
        if edit.verdict == "corrected":
            signs = any(sign_class(text, edit.hypothesis) for text in fits)
            assert (
                edit.hypothesis in fits or slots is None or signs or spaced in [text.split() for text in fits]
            )
            if signs and edit.hypothesis not in fits and spaced not in [text.split() for text in fits]:
                place = (edit.hyp_start, edit.hyp_end)
                assert any((c.hyp_start, c.hyp_end) == place and c.class_ in SIGNS for c in score.changes)
        elif edit.verdict == "missed":
            assert edit.hypothesis not in fits
            assert not edit.hypothesis or spaced == edit.source.split()
        else:
            assert edit.hypothesis not in fits
            assert edit.hypothesis != edit.source


def _changes(score, reference):
    assert score.n_changes <= len(score.changes) <= score.n_unneeded + len(score.changes)
    assert (score.n_changes == 0) == (not score.changes)
    assert score.assessable or not (score.changes or score.n_words or score.n_changes or score.n_unneeded)
    assert score.changes == () or score.n_unneeded >= 1
    assert [c.start for c in score.changes] == sorted(c.start for c in score.changes)
    for change in score.changes:
        assert change.class_ in CHANGE_CLASSES
        assert 0 <= change.start <= change.end <= len(reference)
        assert 0 <= change.hyp_start <= change.hyp_end <= len(score.hypothesis)
        assert reference[change.start : change.end] == change.reference
        assert score.hypothesis[change.hyp_start : change.hyp_end] == change.hypothesis
        assert change.reference != change.hypothesis or change.class_ == "moved"
        assert change.parts == () or len(change.parts) > 1 or change.class_ == "moved"
        assert change.parts == () or change.parts[0] == span(change)
        for start, end, hyp_start, hyp_end in change.parts:
            assert 0 <= start <= end <= len(reference)
            assert 0 <= hyp_start <= hyp_end <= len(score.hypothesis)


def span(change):
    return change.start, change.end, change.hyp_start, change.hyp_end


def places(change):
    """All places of a change."""
    return change.parts or (span(change),)


def _covers(score, reference, slots):
    """Outside slots and changes, reference and hypothesis are the same text: every difference is named once."""
    if slots is None:
        return
    lead = len(reference) - len(reference.lstrip())
    named = [(p[0] - lead, p[1] - lead, c.class_) for c in score.changes for p in places(c)]
    changed = [(start, end) for start, end, _ in named]
    lost = [(slot.ref_start, slot.ref_end) for slot in slots or ()]
    for (_, end), (start, _) in pairwise(sorted(changed)):
        assert end <= start, "two changes of the same text"
    for (start, end), edit in zip(lost, score.edits, strict=True):
        # Only a slot that is gone with its neighbours lies in a change, or white space that a slot holds otherwise.
        gone = start == end or (edit.verdict == "missed" and not edit.hypothesis)
        assert gone or all(
            e <= start or s >= end or kind == "whitespace"
            for s, e, kind in named
            if (s, e) != (start, end) or kind not in SIGNS
        )
    # Line ends, byte order marks and canonically equivalent characters are never a difference.
    mine = plain(outside(reference.strip(), [*lost, *changed])).text
    held = [(e.hyp_start, e.hyp_end) for e in score.edits] + [p[2:] for c in score.changes for p in places(c)]
    theirs = plain(outside(score.hypothesis, held)).text
    # White space beside what a slot holds, or does not hold any more, goes with it.
    assert mine == theirs or (score.edits and "".join(mine.split()) == "".join(theirs.split())), (
        mine,
        theirs,
    )


def judged(item: Item, reply: str, judge: Judge | None = None) -> Score:
    """Score a reply, assert all that is always so, and that a judge used before says the same as a new one."""
    if item.edits is not None:
        # Generated edits may change nothing: those are refused, and say nothing of the others.
        some = tuple(e for e in item.edits if item.source[e.start : e.end] != e.replacement)
        if len(some) < len(item.edits):
            item, judge = msgspec.structs.replace(item, edits=some), None
    fresh = Judge(item)
    answer = Answer(item=item.id, system="", outcome="complete", reply=reply)
    score = (judge or fresh).score(answer)
    holds(score, item.source or "", item.reference, reply, judged_slots(item))
    if judge is not None:
        assert fresh.score(answer) == score
    return score
