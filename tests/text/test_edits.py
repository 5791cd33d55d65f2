"""Edits are applied in one way, whoever applies them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stetmark.corrector.model import Option, Query
from stetmark.documents import Document, read
from stetmark.errors import DataError
from stetmark.guarding.default_lexicon import DefaultGuardLexicon
from stetmark.guarding.guard import guard
from stetmark.items.corrupt import Planted, edits_of
from stetmark.records import GoldEdit, Item
from stetmark.store import validate_item
from stetmark.text.edits import Edit, apply_edits, check_edits, reference_starts
from stetmark.text.slots import slots_of

#: source, edits, what comes out. No edit is empty, each changes something, and none is at a place of another.
CASES = {
    "nothing": ("teh cat", [], "teh cat"),
    "at the start": ("teh cat", [Edit(0, 3, "the")], "the cat"),
    "at the end": ("a cta", [Edit(2, 5, "cat")], "a cat"),
    "the whole text": ("teh", [Edit(0, 3, "the")], "the"),
    "longer and shorter": ("alot of teh catt", [Edit(0, 4, "a lot"), Edit(8, 11, "the"), Edit(12, 16, "cat")], "a lot of the cat"),
    "taken out": ("the the cat", [Edit(3, 7, "")], "the cat"),
    "put in": ("a nd", [Edit(4, 4, " so")], "a nd so"),
    "side by side": ("recoment", [Edit(0, 4, "reco"), Edit(4, 8, "mmend")], "recommend"),
    "beyond the basic plane": ("😀teh𠮷", [Edit(1, 4, "the")], "😀the𠮷"),
    "Chinese": ("他在书桌前坐在。", [Edit(6, 7, "着")], "他在书桌前坐着。"),
}  # fmt: skip
each_case = pytest.mark.parametrize(("source", "edits", "text"), CASES.values(), ids=list(CASES))


@each_case
def test_applied_here(source, edits, text):
    """In whatever order they come."""
    assert apply_edits(source, edits) == text
    assert apply_edits(source, reversed(edits)) == text
    assert (
        apply_edits(source, (GoldEdit(start=e.start, end=e.end, replacement=e.replacement) for e in edits))
        == text
    )


@each_case
def test_applied_by_a_document(source, edits, text):
    """To a file's text, and from there to its bytes."""
    document: Document = read(source.encode(), "txt", "page.txt")
    if len(document.spans) == 1 and document.text[slice(*document.spans[0])] == source:
        assert document.replace(edits) == text.encode()


@each_case
def test_applied_by_items(source, edits, text):
    """An item's gold edits lead from the source to the reference; the store and the scorer agree."""
    gold = tuple(GoldEdit(start=e.start, end=e.end, replacement=e.replacement) for e in edits)
    if any(source[e.start : e.end] == e.replacement for e in edits):
        return
    assert validate_item(Item(id="a", source=source, reference=text, edits=gold)) == ""
    assert (
        "does not give" in validate_item(Item(id="a", source=source, reference=text + "x", edits=gold))
        or not gold
    )
    slots_of(source, text, gold)


@each_case
def test_planted_and_undone(source, edits, text):
    """What is planted into a clean text is undone by the gold edits that come with it."""
    planted = [Planted(e.start, e.end, e.replacement, "typo") for e in edits]
    misspelt, gold = edits_of(source, planted)
    assert misspelt == text
    assert apply_edits(misspelt, gold) == source
    assert [misspelt[g.start : g.end] for g in gold] == [e.replacement for e in edits]


@each_case
def test_applied_by_the_guard(source, edits, text):
    """What the guard keeps of two texts, it applies to the source; told to keep all, it gives the edited text."""
    assert guard(source, text, lexicon=DefaultGuardLexicon(), policy=lambda _: True).text == text


@each_case
def test_applied_by_the_language_model(source, edits, text):
    """The n-grams' best guess, and where each of its choices lies."""
    pytest.importorskip("numpy")
    from stetmark.corrector.stet_lm import _best_guess

    queries = [_query(e) for e in edits]
    guess, places = _best_guess(source, queries)
    assert guess == text
    assert [guess[slice(*places[e.start])] for e in edits] == [e.replacement for e in edits]


def _query(edit):
    return Query(edit.start, edit.end, (Option(edit.replacement, fit=1.0, cost=0.0),), keep=0.0, known=False)


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 3, "x"), Edit(2, 4, "y")],
        [Edit(0, 4, "x"), Edit(1, 2, "y")],
        [Edit(-1, 2, "x")],
        [Edit(5, 8, "x")],
        [Edit(3, 2, "x")],
    ],
)
def test_what_overlaps_or_lies_outside_is_refused(edits):
    """Never a text with something twice or gone."""
    with pytest.raises(DataError, match="overlaps another edit or is outside the text of 7 characters"):
        apply_edits("teh cat", edits)


@given(st.text(), st.data())
def test_undone_edits_give_the_text_back(text, data):
    """Any edits that are apart, undone where `reference_starts` says they landed."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), unique=True, max_size=8)))
    edits = [Edit(a, b, data.draw(st.text(max_size=5))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    there = apply_edits(text, edits)
    back = [
        Edit(at, at + len(e.replacement), text[e.start : e.end])
        for at, e in zip(reference_starts(edits), edits, strict=True)
    ]
    assert apply_edits(there, back) == text


@st.composite
def text_and_edits(draw):
    """A text and edits of it, in order and apart."""
    text = draw(st.text(max_size=30))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    edits = [GoldEdit(start=a, end=b, replacement=draw(st.text(max_size=4))) for a, b in pairs]
    return text, [edit for edit in edits if text[edit.start : edit.end] != edit.replacement]


@given(text_and_edits())
def test_each_replacement_stands_where_it_is_said_to(case):
    """And between the replacements the text is as it was."""
    text, edits = case
    check_edits(text, edits)
    made = apply_edits(text, edits)
    kept, at, ref_at = [], 0, 0
    for edit, start in zip(edits, reference_starts(edits), strict=True):
        assert made[start : start + len(edit.replacement)] == edit.replacement
        kept.append(made[ref_at:start] == text[at : edit.start])
        at, ref_at = edit.end, start + len(edit.replacement)
    assert all(kept)
    assert made[ref_at:] == text[at:]


@pytest.mark.parametrize(
    ("edits", "why"),
    [
        ([(0, 9, "")], "spans 0..9, the source has 3 characters"),
        ([(0, 2, ""), (1, 3, "")], "starts at 1, before the previous one ends"),
        ([(1, 1, "")], "changes nothing"),
    ],
)
def test_edits_that_cannot_be_are_named(edits, why):
    """With the number of the edit and the name of the item."""
    made = [GoldEdit(start=start, end=end, replacement=text) for start, end, text in edits]
    with pytest.raises(DataError, match=why) as caught:
        check_edits("abc", made, what="item 'x'")
    assert caught.value.message.startswith(f"item 'x': edit {len(edits) - 1} ")
    assert caught.value.hint


def test_edits_may_touch():
    """One may begin where the one in front ends."""
    check_edits("abc", [GoldEdit(start=0, end=1, replacement="x"), GoldEdit(start=1, end=1, replacement="y")])


def test_an_edit_that_changes_nothing_is_refused():
    """It would count as corrected for every system, whatever it answers."""
    with pytest.raises(DataError, match=r"item 'x': edit 1 at 3\.\.7 replaces 'life' with itself"):
        check_edits(
            "My life is hard",
            [GoldEdit(start=0, end=2, replacement="Our"), GoldEdit(start=3, end=7, replacement="life")],
            what="item 'x'",
        )
