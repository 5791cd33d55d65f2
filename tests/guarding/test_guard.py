"""The guard: what it keeps, what it puts back, and what it says about it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fakes.lexicon import FewWords
from stetmark.guarding.guard import guard as pure_guard
from stetmark.judging.judge import score_text
from stetmark.proofread import guard
from stetmark.records import CHANGE_CLASSES
from stetmark.tables import read_table

ROOT = Path(__file__).resolve().parents[2]

KEPT = [
    ("I recieve it.", "I receive it."),
    ("Teh end.", "The end."),
    ("a questionhten belief", "a question the belief"),
    ("inhten lens of it", "in the lens of it"),
    ("n o w it is th e end", "n o w it is the end"),
    ("we met thier friend", "we met their friend"),
    ("it was more then enough", "it was more than enough"),
    ("the dog wagged it's tail", "the dog wagged its tail"),
    ("i dont know", "i don't know"),
    ("THe end", "The end"),
    ("a curly doesnt’t matter: ’tis dont", "a curly doesnt’t matter: ’tis don’t"),
    ("continuity, irregardless of metrics", "continuity, regardless of metrics"),
    ("on Wensday", "on Wednesday"),
    ("abilityes of modle", "abilities of model"),
    ("fourty people", "forty people"),
    ("the **recieved** text", "the **received** text"),
    ("pre-trianing loss", "pre-training loss"),
    ("in bewteen (realy)", "in between (really)"),
    # Made of known parts, or of one stem, and a slip all the same.
    ("all counterss are set", "all counters are set"),
    ("three dancerers came", "three dancers came"),
    ("weak corelations between them", "weak correlations between them"),
    ("a famework for this", "a framework for this"),
    ("it is verifyable", "it is verifiable"),
    # The text of a link and words in emphasis are prose.
    ("see [the respository](https://github.com/a/b)", "see [the repository](https://github.com/a/b)"),
    ("goals of _quartely milestones_ and", "goals of _quarterly milestones_ and"),
    ("it went overthe hill", "it went over the hill"),
]

#: Right words that no list holds, and what a speller made of them: likelier a word than a slip.
TERMS = [
    ("a parcellation of the cortex", "a cancellation of the cortex"),
    ("the abductive step", "the addictive step"),
    ("at each timestep", "at each timestamp"),
    ("two includers of it", "two includes of it"),
    ("it decentralizes power", "it decentralized power"),
    ("spatio-temporal data", "patio-temporal data"),
    ("the (mis)alignment of both", "the (is)alignment of both"),
    ("signs of ischemia", "signs of ischaemia"),
    ("an unfavorable wind", "an unfavourable wind"),
    ("run by XInsight", "run by Insight"),
    ("a transboundary river", "a trans boundary river"),
    ("we reframe eviction", "we re frame eviction"),
    ("call x_recieve_all or recieve_", "call x_receive_all or receive_"),
    ("a wideband signal", "a sideband signal"),
    ("with pyperformance", "with performance"),
    ("an agentic system", "an agent system"),
]

PUT_BACK = [
    ("It is not true.", "It is now true.", "reworded"),
    ("You can go.", "You can't go.", "reworded"),
    ("You can't go.", "You can go.", "reworded"),
    ("We dont agree.", "We do agree.", None),
    ("It does work.", "It doesn't work.", None),
    ("It is 15 mg.", "It is 50 mg.", None),
    ("It is 15 mg.", "It is 15 kg.", None),
    ("She weighs 71~kg now.", "She weighs 71~pkg now.", None),
    (r"She weighs 71\,kg now.", r"She weighs 71\,pkg now.", None),
    ("It has fifteen parts.", "It has fifty parts.", None),
    ("It is unnecessary.", "It is necessary.", None),
    ("a posible way", "an impossible way", None),
    ("hypertenion", "hypotension", None),
    ("Mr Johanson left.", "Mr Johnson left.", None),
    ("He met Johanson there.", "He met Johnson there.", None),
    ("the colour of it", "the color of it", "spelling_variant"),
    ("a -- b", "a — b", "dash"),
    ('he said "no"', "he said “no”", "quote"),
    ("in the lens", "through the lens", "reworded"),
    ("in the lens", "in lens", "deleted"),
    ("in lens", "in the lens", "inserted"),
    ("well known fact", "well-known fact", "hyphen"),
    ("english words", "English words", "case"),
    ("one  two", "one two", "whitespace"),
    ("one two, three", "one two three", "punctuation"),
    ("two cat sat", "two cats sat", "inflection"),
    ("the `teh` command", "the `the` command", None),
    ("see http://x.org/recieve now", "see http://x.org/receive now", None),
    ("use recieve_all here", "use receive_all here", None),
    (r"a \recieve{x} b", r"a \receive{x} b", None),
    ("she wrote “I recieve” [sic] twice", "she wrote “I receive” [sic] twice", None),
    ("café society", "cafe society", None),
    ("a database schema", "a data base schema", None),
    ("may be so", "maybe so", None),
    ("goin’ home", "going home", None),
    ("NASA and ESAA", "NASA and ESA", None),
    ("the vnode and the vnode", "the node and the vnode", None),
    ("a  nothe way", "a  the way", None),
    ("the patient’s chart", "the patients chart", None),
    ("It's free.", "Its free.", None),
]


@pytest.mark.parametrize(("source", "wanted"), KEPT)
def test_a_corrected_misspelling_is_kept(source, wanted):
    """A correction of a misspelling passes as it is."""
    guarded = guard(source, wanted)

    assert guarded.text == wanted
    assert not guarded.reverted
    assert all(d.class_ == "misspelling" and d.reason for d in guarded.kept)


@pytest.mark.parametrize(("source", "hypothesis", "class_"), PUT_BACK)
def test_anything_else_is_put_back(source, hypothesis, class_):
    """A change that is not a correction, or that hides one of meaning, leaves the source as it was."""
    guarded = guard(source, hypothesis)

    assert guarded.text == source
    assert guarded.reverted
    assert not guarded.kept
    assert all(d.class_ in CHANGE_CLASSES and d.reason for d in guarded.reverted)
    assert class_ is None or {d.class_ for d in guarded.reverted} == {class_}


def test_offsets_are_those_of_the_source():
    """A decision's span holds the source's words, wherever the reply begins."""
    source = "  We recieved it -- twice.\n"
    guarded = guard(source, "Sure, here it is:\n\nWe received it — twice.")

    assert guarded.text == "  We received it -- twice.\n"
    assert guarded.envelope == ("preamble",)
    assert [source[d.start : d.end] for d in guarded.decisions] == [d.source for d in guarded.decisions]


def test_a_correction_in_a_reworded_sentence_is_kept_alone():
    """Inside rewording, the misspelt words that stand for near ones are still mended."""
    guarded = guard(
        "Before reaching htis threshold, its perfomance remains at the leval of random guessing in all tests.",
        "Before this threshold is reached, its performance stays at the level of guessing at random in all tests.",
    )

    assert guarded.text == (
        "Before reaching this threshold, its performance remains at the level of random guessing in all tests."
    )


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ("", "empty"),
        ("I'm sorry, but I can't help with that.", "refusal"),
        (
            "最近的研究对这一信念提出了质疑，即涌现能力是大型语言模型所独有的，小模型也可以。",
            "a different language",
        ),
        (
            "A poem on cats and dogs and rain, with nothing at all of what was asked in it.",
            "a different text",
        ),
        ("Recent studies have put into question the belief that emergent abilities in language", "cut off"),
    ],
)
def test_a_hopeless_answer_falls_back_to_the_source(reply, why):
    """A reply that does not answer the text leaves the source as it was, and says why."""
    source = (
        "Recent studies have put into question teh belief that emergent abilities in language models "
        "are exclusive to large models. This skepticism arises from two observations. Small models can "
        "also do well on such tasks, and there is doubt on the measures that were used."
    )
    guarded = guard(source, reply)

    assert guarded.text == source
    assert why in guarded.fallback


def test_a_policy_by_function_sees_every_decision():
    """A user's function decides over kept and put back alike, with class and reason before it."""
    seen = []

    def dashes_only(decision):
        seen.append(decision)
        return decision.class_ == "dash"

    guarded = guard("I recieve it -- now", "I receive it — now", policy=dashes_only)

    assert guarded.text == "I recieve it — now"
    assert [d.class_ for d in seen[:2]] == ["misspelling", "dash"]


def test_the_grammar_policy_keeps_small_words_but_no_meaning():
    """`spelling+grammar` lets articles, inflections and commas through, never negations or numbers."""
    guarded = guard(
        "She walk to school, and he did not see two house",
        "She walks to the school and he did see three houses",
        policy="spelling+grammar",
    )

    assert guarded.text == "She walks to the school and he did not see two houses"


def test_an_unknown_policy_is_refused():
    """A policy that does not exist is named, with those that do."""
    with pytest.raises(ValueError, match="spelling\\+grammar"):
        guard("a b", "a c", policy="everything")


def test_own_words_are_right():
    """A user's own word is never corrected, and a correction into one is."""
    assert guard("the frobnicat", "the frobnicate", words=["frobnicat"]).text == "the frobnicat"
    assert guard("the frobnicat", "the frobnicate", words=["Frobnicate"]).text == "the frobnicate"


def test_without_a_lexicon_nothing_is_a_misspelling():
    """The pure function with an empty lexicon keeps nothing but known confusions."""
    assert pure_guard("Teh end", "The end", lexicon=FewWords()).text == "Teh end"


def test_the_founding_answers_lose_every_unneeded_change(shared):
    """Of the 16 founding answers, guarded: no correction lost, no change left that is not one."""
    item = json.loads((shared / "data" / "founding-item.json").read_text(encoding="utf-8"))
    rows = read_table(shared / "data" / "founding-table.md").rows
    texts = [guard(item["source"], row.answer).text for row in rows]
    bare = sum(row.answer.strip() == item["reference"] for row in rows)
    scores = [score_text(item["source"], item["reference"], text) for text in texts]

    assert len(rows) == 16
    assert bare == sum(score.exact for score in scores) == 4
    assert not [change for score in scores for change in score.changes]
    for row, score in zip(rows, scores, strict=True):
        found = score_text(item["source"], item["reference"], row.answer)
        assert score.tp == (found.tp if found.assessable else 0)


@pytest.mark.parametrize(("source", "hypothesis"), TERMS)
def test_a_term_is_put_back(source, hypothesis):
    """What is likelier a right word that no list holds than a slip of the other stays, whoever changed it."""
    found = guard(source, hypothesis)

    assert found.text == source
    assert found.reverted


def test_the_table_of_the_founding_answers_is_the_documented_one(shared):
    """docs/guard.md shows what the guard does to each of the sixteen answers, as bench/founding.py prints it."""
    printed = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "founding.py")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "STETMARK_SHARED": str(shared), "PYTHONIOENCODING": "utf-8"},
    ).stdout
    rows = printed.splitlines()[2:]
    documented = (ROOT / "docs" / "guard.md").read_text(encoding="utf-8")

    assert len(rows) == 16
    assert printed.strip() in documented
