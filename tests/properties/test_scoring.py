"""What holds of every score, whatever the texts."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from properties.sound_scoring import judged, judged_slots, outside
from properties.synthetic import answer, plant
from stetmark.judging.judge import Judge, score_text
from stetmark.records import Answer, GoldEdit, Item

WORDS = [
    "the",
    "teh",
    "cat",
    "Cat",
    "of",
    "ship's",
    "在",
    "的",
    "海",
    "model",
    "x",
    "1",
    "नमस्ते",
    "ไทย",
    "كتاب",
]
SIGNS = [
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "\r\n",
    ",",
    ".",
    "-",
    "—",
    '"',
    "“",
    "*",
    "$",
    "：",
    ":",
    "\u00a0",
    "\u200b",
    "👩‍👧",
    "\u0301",
]
TEXT = st.lists(st.sampled_from(WORDS + SIGNS), max_size=30).map("".join)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
WRAPPED = st.lists(
    st.sampled_from(
        [
            *WORDS,
            *SIGNS,
            "<think>",
            "</think>",
            "<solution>",
            "</solution>",
            "```",
            "\n```\n",
            "'",
            "I'm sorry",
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=100, deadline=None)
@given(TEXT, TEXT, WRAPPED)
@example("a\u0301", "a", "\u0301")
@example("", "", "")
@example("x", "", "")
@example("", "x", "x y")
@example("teh the", "teh ", "teh the")
@example("\nteh", " the", "the")
@example("", "the\nthe", "the\r\nthe")
def test_any_texts_score(source, reference, reply):
    """Whatever the three texts are, there is a score, and it is sound."""
    judged(Item(id="", source=source, reference=reference), reply)
    judged(Item(id="", reference=reference), reply)


@settings(max_examples=80, deadline=None)
@given(ANYTHING, ANYTHING)
def test_any_characters_score(reference, reply):
    """Lone surrogates, NULs, controls: never an exception."""
    judged(Item(id="", reference=reference), reply)


@settings(max_examples=40, deadline=None)
@given(TEXT, TEXT)
def test_the_reference_is_exact_and_the_source_corrects_nothing(source, reference):
    """The reference is exact by every rung of ours; the source misses every edit and changes nothing else."""
    if not reference.strip(" \t\r\n"):
        return
    assert score_text(source, reference, reference).strict
    got = score_text(source, reference, source)
    if got.assessable and not got.envelope and source.strip() == source and reference.strip() != source:
        assert all(edit.verdict == "missed" for edit in got.edits)
        assert got.changes == ()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_every_difference_is_named_once(seed):
    """Outside slots and changes, reference and hypothesis are the same text."""
    rng = random.Random(seed)
    text = " ".join(
        rng.choice("model question answer, paragraph reader. writer number letter the of".split())
        for _ in range(60)
    )
    item = plant(text, 5, rng)
    given_ = answer(item, rng, n_changes=5, missed=0.2, wrong=0.2)
    judge = Judge(Item(id="i", source=item.source, reference=item.reference, edits=tuple(item.edits)))
    score = judge.score(Answer(item="i", system="", outcome="complete", reply=given_.text))
    if not score.assessable:
        return
    slots = [(slot.ref_start, slot.ref_end) for slot in judged_slots(judge.item)]
    mine = outside(item.reference, [*slots, *((c.start, c.end) for c in score.changes)])
    theirs = outside(
        score.hypothesis,
        [
            *((e.hyp_start, e.hyp_end) for e in score.edits),
            *((c.hyp_start, c.hyp_end) for c in score.changes),
        ],
    )
    empty = any(e.verdict == "miscorrected" and not e.hypothesis for e in score.edits)
    assert mine == theirs or (empty and mine.split() == theirs.split())


@pytest.mark.parametrize("lang", ["en"])
@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_envelopes_change_no_verdict(lang, seed):
    """An answer in a fence with a line before it gets the verdicts of the bare answer."""
    rng = random.Random(seed)
    text = " ".join(
        rng.choice("model question answer paragraph reader writer number letter garden window".split())
        for _ in range(60)
    )
    item = plant(text, 5, rng, lang=lang)
    bare = answer(item, rng, n_changes=2).text
    one = score_text(item.source, item.reference, bare, edits=item.edits)
    other = score_text(item.source, item.reference, f"Here you are:\n```\n{bare}\n```", edits=item.edits)
    assert (one.edits, one.changes) == (other.edits, other.changes)
    assert other.envelope == ("preamble", "fence")


def edit(start, end, replacement, *accept):
    return GoldEdit(start=start, end=end, replacement=replacement, accept=accept)


MARK = "\u202e"
FOUND_BY_FUZZING = {
    "the reference of a text that repeats itself, met again elsewhere": (
        f":{5 * MARK}a:{5 * MARK}a{MARK}`{5 * MARK}`",
        (
            edit(2, 4, f"{2 * MARK}e", "`"),
            edit(5, 8, f":a{MARK}"),
            edit(8, 13, f"{5 * MARK} ", "\u200d"),
            edit(17, 20, 3 * MARK, "The"),
        ),
        f":{2 * MARK}{MARK}e{MARK}:a{MARK}{5 * MARK} a{MARK}`{5 * MARK}`",
    ),
    "two slots at one place, of which one takes what stands there": (
        "👩👩",
        (edit(1, 1, "\t", "\r\n"), edit(1, 1, "x"), edit(2, 2, "抱歉")),
        "tehtehtehtehteh👩抱歉",
    ),
    "a long agreement that ends in a slot, right before another": (
        "天色的暗在窗前写色的暗在窗前写信。信写的很长，外面的雨一直在下，没有人来敲门。",
        (
            edit(3, 12, "暗在窗前写色的暗在o", ""),
            edit(13, 19, "前写信。信写o"),
            edit(20, 25, "面外，长很"),
            edit(25, 36, "~~~\n", "the"),
        ),
        "नि天色的暗在窗前写色的暗在o窗前写信。信写o的面外，长很~~~\n敲门。",
    ),
    "a fence in a reply to an empty text": ("\n", (), "\n`\n```\n"),
    "a gap beside a slot without text": (
        "~~~\n~~~\n~~~\n~~~\n~~~\n",
        (edit(2, 2, "e"), edit(5, 7, ""), edit(11, 12, ""), edit(14, 15, "門")),
        "~~e~\n~\n~~~~\n~~~~~門\n~~~\n\n",
    ),
    "a gap that ends in a slot it took with it": (
        "Tahore -- not.n\x1cd  s",
        (edit(1, 2, "नि"), edit(9, 10, " 的"), edit(12, 20, "--")),
        "-no--",
    ),
    "a hyphen held by a slot without text, before a dash": (
        "We studd i y i stu--  -- alot.",
        (
            edit(3, 8, "stud"),
            edit(9, 10, "dy"),
            edit(11, 12, "i"),
            edit(18, 18, " -"),
            edit(23, 24, ""),
            edit(29, 29, "的"),
        ),
        "We dy i - alo s-----tu iy i sstud",
    ),
    "hyphens of a slot beside a dash": (
        "他门----",
        (edit(0, 2, "\u200d", "ไทย", "ß"), edit(4, 6, "--a", "I'm sorry"), edit(6, 6, "a")),
        "\u200d-~~~\n---aa",
    ),
    "words put in at two slots of one place": (
        3 * MARK + "`",
        (edit(0, 0, "Here it is:\n\n"), edit(0, 0, "x", "\x1c"), edit(1, 2, MARK)),
        "teh\u202e\u202e\u202eTheTheTheThe\u202e>",
    ),
    "slots of white space that touch": (
        "We ity it, a",
        (edit(0, 1, "W "), edit(2, 7, ",", "İ"), edit(8, 10, "t, ", MARK), edit(10, 11, " ", "<think>")),
        "W e,it  ,a",
    ),
    "a slot without text behind one of white space": (
        "t",
        (edit(0, 1, "\x1c", "抱歉", " -- "), edit(1, 1, "🇫🇷")),
        "🇫🇷\x1c",
    ),
    "a slot that holds its source once the space beside it is counted apart": (
        "wE aat, DY  -- it, a, alote" + MARK,
        (edit(3, 7, "aat, "), edit(27, 27, ":")),
        f"wEaat, . Dte:{MARK}- ite:{MARK}",
    ),
    "a line of no white space that is stripped": (
        "E STUDDY IT IT, IT IT, ALOt.",
        (edit(0, 8, "```\nT Y"),),
        "\x85\n```\nT Y IT IT, IT IT, ALOt.",
    ),
}


@pytest.mark.parametrize("name", FOUND_BY_FUZZING)
def test_found_by_fuzzing(name):
    """What a fuzzer found once."""
    source, edits, reply = FOUND_BY_FUZZING[name]
    reference, at = "", 0
    for one in edits:
        reference += source[at : one.start] + one.replacement
        at = one.end
    item = Item(id="", source=source, reference=reference + source[at:], edits=edits)
    judged(item, reply)
    assert judged(item, item.reference).strict


def test_slots_in_the_outer_white_space_say_what_the_source_has_there():
    """Two slots in a reference's outer white space: the source of the second is where it says."""
    item = Item(id="", source="A's L\r\n\r\n\r”\r\n", reference="a L”\n\r\n\r\n\r")
    for reply in (item.reference, item.source, "\r\n”\n\r", "a L”\n\r\n\r"):
        judged(item, reply)
