"""Portions of a document: whole paragraphs, none too long, and the way back to the document."""

from __future__ import annotations

import pytest

from stetmark.documents import read
from stetmark.proofread.chunks import CHUNK_CHARACTERS, chunks


def portions(text: str, limit: int = CHUNK_CHARACTERS, format: str = "txt"):  # noqa: A002
    return list(chunks(read(text.encode(), format).blocks, limit))


def test_paragraphs_go_together_up_to_the_limit():
    """As many whole paragraphs as fit, the blank lines between them counted; one character more begins a new portion."""
    two = "a" * 40 + "\n\n" + "b" * 58
    assert [p.text for p in portions(two, 100 + 2)] == [two]
    assert [p.text for p in portions(two, 99)] == ["a" * 40, "b" * 58]
    assert len(portions("a" * 40 + "\n\n" + "b" * 59, 100)) == 2


def test_the_default_is_about_six_hundred_words():
    """A paragraph of exactly the limit is one portion, one of a character more is cut."""
    assert CHUNK_CHARACTERS == 4_000
    assert len(portions("a" * 4_000)) == 1
    assert len(portions("a" * 4_001)) == 2


def test_a_long_paragraph_is_cut_after_the_last_sentence_that_fits():
    """The cut is behind the latest end of a sentence in the second half of the limit; no character is lost."""
    text = "One two. Three four five. Six seven eight nine ten. Eleven twelve."
    cut = portions(text, 40)
    assert [p.text for p in cut] == ["One two. Three four five.", "Six seven eight nine ten. Eleven twelve."]
    assert [p.parts[0][1] for p in cut] == [0, 26]


def test_an_early_end_of_a_sentence_is_not_where_it_is_cut():
    """An end in the first half would make portions too short: then it is cut at the last space."""
    cut = portions("Yes. " + "word " * 20, 50)
    assert cut[0].text.startswith("Yes. word")
    assert len(cut[0].text) > 25
    assert all(len(p.text) <= 50 for p in cut)
    assert " ".join(p.text for p in cut).split() == ("Yes. " + "word " * 20).split()


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        (
            "一二三四。五六七八。九十。",
            7,
            ["一二三四。", "五六七八。", "九十。"],
        ),  # no spaces between sentences
        ("abcdefghij" * 3, 12, ["abcdefghijab", "cdefghijabcd", "efghij"]),  # nothing to cut at
        ("aaaa bbbb cccc dddd", 10, ["aaaa bbbb", "cccc dddd"]),
    ],
)
def test_where_there_is_no_sentence(text, limit, expected):
    """Chinese is cut after its full stop, other text at a space, and what has neither at the limit."""
    assert [p.text for p in portions(text, limit)] == expected


def test_an_edit_of_a_portion_is_an_edit_of_the_document():
    """Offsets in the second paragraph of the second portion are those of the file."""
    text = "First one.\n\nTeh second.\n\nTeh third."
    document = read(text.encode(), "txt")
    [portion] = chunks(document.blocks)
    start = portion.text.rindex("Teh")
    block, edit = portion.edit(start, start + 3, "The")
    assert block is document.blocks[2]
    assert document.replace([edit]).decode() == "First one.\n\nTeh second.\n\nThe third."


def test_what_reaches_over_two_paragraphs_is_no_edit():
    """The blank line between two paragraphs is nobody's text."""
    [portion] = portions("One.\n\nTwo.")
    assert portion.edit(2, 8, "x") is None
    assert portion.edit(0, 4, "Two.") is not None


def test_where_words_cut_by_markup_are():
    """The words as they are in the file; where markup cuts them, the part that changes."""
    text = "We re**cieved** teh parcel."
    document = read(text.encode(), "md")
    [portion] = chunks(document.blocks)
    start = portion.text.index("teh")
    whole = portion.edit(start, start + 3, "the")[1]
    assert portion.span(document, start, "teh", whole) == (text.index("teh"), text.index("teh") + 3)
    shown = portion.text
    at = next(i for i in range(len(shown)) if shown.startswith("re", i))
    low, high = portion.span(document, at, "recieved", None)
    assert (low, high) == (text.index("re"), text.index("re"))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("plain English", "en"),
        ("这是中文。", "zh"),
        ("abcdef中文", "zh"),  # three letters for each
        ("abcdefg中文", "en"),
        ("12 中", "zh"),
    ],
)
def test_the_language_is_told_by_the_share_of_han(text, lang):
    """A Han character counts for three letters."""
    [portion] = portions(text)
    assert portion.lang == lang
