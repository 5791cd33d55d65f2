"""Answer -> Score: the founding table, the ladder, conventions, what does not depend on what."""

from __future__ import annotations

import json
import random
import re
import string

import pytest

from stetmark.errors import DataError
from stetmark.judging.judge import Judge, score_answers, score_text
from stetmark.records import Answer, GoldEdit, Item

SOURCE = "Teh ship left teh harbour at dawn, and nobody waved to it from the shore."
REFERENCE = "The ship left the harbour at dawn, and nobody waved to it from the shore."
EDITS = (GoldEdit(start=0, end=3, replacement="The"), GoldEdit(start=14, end=17, replacement="the"))


def judged(reply, *, outcome="complete", source=SOURCE, reference=REFERENCE, edits=EDITS):
    item = Item(id="i", source=source, reference=reference, edits=edits)
    return Judge(item).score(Answer(item="i", system="s", outcome=outcome, reply=reply))


def founding(shared):
    item = json.loads((shared / "data" / "founding-item.json").read_text(encoding="utf-8"))
    verdicts = json.loads((shared / "data" / "founding-verdicts.json").read_text(encoding="utf-8"))["rows"]
    body = (shared / "data" / "founding-table.md").read_text(encoding="utf-8").split("|---|---|---|\n")[1]
    rows = re.findall(r"\|\s*(.*?)\s*\|\s*(.*?)\s*\|\s*(.*?)\s*\|\s*(?:\n|$)", body, flags=re.DOTALL)
    assert len(rows) == len(verdicts) == 16
    return item, list(zip(rows, verdicts, strict=True))


def plain(change, side):
    return " ".join(change[side].split())


def test_founding_table_as_read_by_hand(shared):
    """The 16 answers of the founding table get the verdicts a careful reader gave them."""
    item, rows = founding(shared)
    for (system, reply, _), wanted in rows:
        got = score_text(item["source"], item["reference"], reply)
        assert len(got.edits) == 45
        assert got.exact is wanted["exact"], system
        assert list(got.envelope) == wanted["envelope"], system
        if not got.assessable:
            assert got.fn == 45
            assert got.changes == ()
            continue
        held = [
            {"source": e.source, "reference": e.reference, "hypothesis": e.hypothesis, "verdict": e.verdict}
            for e in got.edits
            if e.verdict != "corrected"
        ]
        assert held == wanted["not_corrected"], system
        found = " ".join(plain({"h": c.hypothesis}, "h") for c in got.changes)
        for change in wanted["changes"]:
            for part in change["hypothesis"].replace("—", "— ").split():
                assert part in found, (system, change)
        assert bool(got.changes) is bool(wanted["changes"])


def test_founding_table_two_way(shared):
    """Without a source the same answers are exact or not as before, and all differences are changes."""
    item, rows = founding(shared)
    for (system, reply, _), wanted in rows:
        got = score_text(None, item["reference"], reply)
        assert got.exact is wanted["exact"], system
        assert got.edits == ()
        if got.assessable and not got.exact and not wanted["envelope"]:
            assert got.changes, system


def permutation(rng):
    lower = list(string.ascii_lowercase)
    rng.shuffle(lower)
    made = "".join(lower)
    return str.maketrans(string.ascii_lowercase + string.ascii_uppercase, made + made.upper())


def shape(score):
    return (
        score.exact,
        score.strict,
        score.assessable,
        [(e.verdict, e.start, e.end, e.hyp_start, e.hyp_end) for e in score.edits],
        [(c.start, c.end, c.hyp_start, c.hyp_end) for c in score.changes],
        score.hypothesis_start,
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_hangs_on_letters(shared, seed):
    """After a permutation of the letters slots, verdicts and spans of the founding table are the same."""
    table = permutation(random.Random(seed))
    item, rows = founding(shared)
    for (system, reply, _), _ in rows:
        if not reply.isascii() and "我" in reply:
            continue
        for source in (item["source"], None):
            # What talks about an answer is known by its words: the hypothesis is looked at, not the reply.
            text = score_text(source, item["reference"], reply).hypothesis
            one = score_text(source, item["reference"], text)
            other = score_text(
                source and source.translate(table), item["reference"].translate(table), text.translate(table)
            )
            assert shape(one) == shape(other), (system, source is None)


def test_the_reference_is_exact_on_every_rung():
    """The reference itself passes strict, exact and LiveBench's rung, with nothing to fold or to say."""
    got = judged(REFERENCE)
    assert (got.strict, got.exact, got.livebench, got.folds, got.changes) == (True, True, True, (), ())
    assert (got.tp, got.fp, got.fn) == (2, 0, 0)
    assert got.diagnosis == "exact"


def test_outer_white_space_is_forgiven_by_strict():
    """Space, tab, CR and LF round the answer are no part of it; a no-break space costs `strict`."""
    assert judged(f"\n {REFERENCE}\t\r\n").strict
    got = judged(f"\u3000{REFERENCE}\u00a0")
    assert got.exact
    assert not got.strict


def test_a_reference_with_outer_white_space_of_its_own():
    """Outer white space of the reference is forgiven alike, and offsets stay those of the texts."""
    got = judged("the cat sta", source="\nteh cat sat\n", reference="\nthe cat sat\n", edits=None)
    assert got.edits[0].verdict == "corrected"
    assert (got.edits[0].hyp_start, got.edits[0].hyp_end) == (0, 3)
    (change,) = got.changes
    assert got.hypothesis[change.hyp_start : change.hyp_end] == "sta"
    assert judged("the cat sat", source="\nteh cat sat\n", reference="\nthe cat sat\n", edits=None).strict


def test_accepted_texts_are_as_good_for_strict_and_exact_but_not_for_livebench():
    """The rungs know what a slot accepts; LiveBench knows the reference only."""
    edits = (GoldEdit(start=4, end=12, replacement="behaviour", accept=("behavior",)),)
    got = judged("His behavior", source="His behavour", reference="His behaviour", edits=edits)
    assert (got.strict, got.exact, got.livebench) == (True, True, False)


@pytest.mark.parametrize("outcome", ["truncated", "refused", "empty"])
def test_an_outcome_is_an_answer_by_whichever_path_it_came(outcome):
    """What the provider says of an answer costs exact even where the text is right."""
    got = judged(REFERENCE, outcome=outcome)
    assert not got.exact
    assert not got.strict
    assert outcome in got.envelope
    assert got.assessable is (outcome == "truncated")


@pytest.mark.parametrize("outcome", ["filtered", "failed"])
def test_what_is_no_answer_is_never_scored(outcome):
    """An answer filtered or failed has no score, and `score_answers` passes over it."""
    with pytest.raises(DataError, match=outcome):
        judged("", outcome=outcome)
    item = Item(id="i", source=SOURCE, reference=REFERENCE)
    answers = [
        Answer(item="i", system="s", outcome=outcome),
        Answer(item="i", system="s", outcome="complete", reply=SOURCE),
    ]
    assert [score.outcome for score in score_answers([item], answers)] == ["complete"]


def test_an_unassessable_answer_misses_everything_and_adds_no_words():
    """All gold edits missed, no changes, no words, not exact."""
    got = judged("I'm sorry, I can't help with that.")
    assert (got.assessable, got.exact, got.tp, got.fn, got.fp) == (False, False, 0, 2, 0)
    assert (got.changes, got.n_words, got.n_changes, got.n_unneeded) == ((), 0, 0, 0)


def test_untouched_words_are_those_outside_slots():
    """Words of the reference outside slots count, signs and spaces do not; in Chinese characters count."""
    assert judged(REFERENCE).n_words == 15 - 2
    got = judged("他们去了海边。", source="他门去了海边。", reference="他们去了海边。", edits=None)
    assert got.n_words == 6 - 1


def test_reflowing_counts_once_and_is_listed_each_time():
    """Three line breaks put in are three changes in the list and one in the rates."""
    words = REFERENCE.split(" ")
    reply = "\n".join(" ".join(words[k : k + 4]) for k in range(0, len(words), 4))
    got = judged(reply)
    assert [c.class_ for c in got.changes] == ["whitespace"] * 3
    assert (got.n_changes, got.n_unneeded, got.fp) == (1, 1, 1)
    assert got.folds == ("whitespace",)


def test_a_rewrite_counts_its_changed_words():
    """One change, but as many unneeded ones as words were changed."""
    got = judged(
        REFERENCE.replace("nobody waved to it from the shore", "not one soul on land raised any hand")
    )
    assert [c.class_ for c in got.changes] == ["rewrite"]
    assert got.n_changes == 1
    assert got.n_unneeded >= 6


def test_miscorrected_counts_on_both_sides():
    """The right place with the wrong text is a false positive and a false negative."""
    got = judged(REFERENCE.replace("The ship", "That ship"))
    assert (got.tp, got.fp, got.fn) == (1, 1, 1)


def test_the_item_is_flagged_where_the_reference_may_be_wrong():
    """A misspelling nobody planted, mended by the system, puts the item up for review and still counts."""
    got = judged(
        "It is definitely late.",
        source="It is definately laet.",
        reference="It is definately late.",
        edits=None,
    )
    assert got.item_flags == ("unplanted_fix",)
    assert got.n_changes == 1


@pytest.mark.parametrize(
    ("reply", "diagnosis"),
    [
        (REFERENCE, "exact"),
        (f"Here it is:\n{REFERENCE}", "exact; preamble"),
        (SOURCE, 'missed "Teh"; missed "teh"'),
        (REFERENCE.replace("The", "That"), '"Teh" → "That" (want "The")'),
        (REFERENCE.replace(", and", " -- and") + "\nI fixed two words.", 'punctuation "," → "--"; postamble'),
        ("", "empty"),
    ],
)
def test_diagnosis_is_one_short_line(reply, diagnosis):
    """Slots first, then changes, the envelope last; the same answer always gets the same line."""
    assert judged(reply).diagnosis == diagnosis


def test_spans_cut_the_texts_they_count_in():
    """Each span of each record holds what the record says stands there."""
    reply = f"Sure:\n{REFERENCE.replace('The', 'Teh').replace('dawn,', 'dusk').replace('nobody', 'no body')}"
    got = judged(reply)
    assert reply[got.hypothesis_start :].startswith(got.hypothesis)
    for edit in got.edits:
        assert SOURCE[edit.start : edit.end] == edit.source
        assert got.hypothesis[edit.hyp_start : edit.hyp_end] == edit.hypothesis
    for change in got.changes:
        assert REFERENCE[change.start : change.end] == change.reference
        assert got.hypothesis[change.hyp_start : change.hyp_end] == change.hypothesis


def test_edits_that_do_not_fit_are_refused_by_name():
    """The message names the item."""
    with pytest.raises(DataError, match=r"item 'i'.*edit 0 spans"):
        judged("x", edits=(GoldEdit(start=0, end=999, replacement="x"),))


def test_an_answer_to_an_unknown_item_is_refused():
    """`score_answers` says which answer names an item that is not there."""
    with pytest.raises(DataError, match="item 'j'"):
        list(score_answers([Item(id="i", reference="x")], [Answer(item="j", system="s", outcome="complete")]))


def test_a_kept_verdict_is_not_given_to_a_slot_with_another_space():
    """A judge that has seen "the cat" says of "the\u2028cat" what a fresh one says."""
    item = Item(id="i", source="see thecat now", reference="see the cat now")
    used = Judge(item)
    for reply in ("see the cat now", "see the\u2028cat now", "see the\tcat now"):
        answer = Answer(item="i", system="s", outcome="complete", reply=reply)
        assert used.score(answer) == Judge(item).score(answer)


def test_scores_do_not_depend_on_order_or_on_what_came_before():
    """The same answers in another order, by a fresh or a used judge, get the same scores."""
    item = Item(id="i", source=SOURCE, reference=REFERENCE, edits=EDITS)
    replies = [
        REFERENCE,
        SOURCE,
        REFERENCE.replace("dawn", "dusk"),
        "",
        f"<think>x</think>{REFERENCE}",
        SOURCE.upper(),
    ]
    answers = [
        Answer(item="i", system=str(k), outcome="complete", reply=reply) for k, reply in enumerate(replies)
    ]
    there = list(score_answers([item], answers))
    back = list(score_answers([item], answers[::-1] + answers))
    assert back[: len(answers)][::-1] == there
    assert back[len(answers) :] == there


def test_repr_is_one_readable_line():
    """The repr of a score says which answer, what counts and why, not every span."""
    score = score_text("Teh cat sat on teh mat.", "The cat sat on the mat.", "Teh cat sat on the mat.")

    assert (
        repr(score) == "Score(item='', system='', exact=False, tp=1, fp=0, fn=1, diagnosis='missed \"Teh\"')"
    )
