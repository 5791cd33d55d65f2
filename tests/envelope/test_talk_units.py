"""Lines and sentences, and each without the marks round it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stetmark.envelope.talk_units import (
    bare_of,
    has_check_mark,
    is_acknowledgement,
    lines_of,
    sentences_of,
    unclosed,
    unopened,
    words_in,
)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Sure! Here it is: a", ["Sure! ", "Here it is: ", "a"]),
        ("好的，以下是文本：甲", ["好的，", "以下是文本：", "甲"]),
        ("Happy to help! 😊", ["Happy to help! 😊"]),
        ("Done. ✅", ["Done. ", "✅"]),
    ],
)
def test_sentences(line, parts):
    """A lead-in ends at its colon; a picture belongs to the sentence before it, a check mark is one of its own."""
    assert [line[start:end] for start, end in sentences_of(line)] == parts


@given(st.text(alphabet="ab .!?:：。，✅😊—-", max_size=40))
def test_sentences_cover_a_line(line):
    """In order, with nothing between them but white space."""
    spans = list(sentences_of(line))
    assert "".join(line[start:end] for start, end in spans).split() == line.split()


@pytest.mark.parametrize(
    ("text", "bare"),
    [("**Corrected text:**", "corrected text"), ("- (2 changes)", "2 changes"), ("<b>Output</b>:", "output")],
)
def test_marks_tags_and_brackets_are_off(text, bare):
    """In lower case."""
    assert bare_of(text) == bare


def test_blank_lines_are_no_lines():
    """The others are spans of the text."""
    text = "a\n\n \nb"
    assert [text[start:end] for start, end in lines_of(text)] == ["a", "b"]


def test_signs_that_open_or_close_a_pair_stay_with_the_text():
    """Those that are closed, or opened, beside it do not."""
    assert unopened("Corrected: “") == len("Corrected: ")
    assert unopened("**Corrected:**") == len("**Corrected:**")
    assert unclosed("”\n\nDone.") == 1
    assert unclosed("“a” is fixed") == 0


def test_acknowledgements():
    """Nothing but yes."""
    assert is_acknowledgement("sure, i can do that")
    assert is_acknowledgement("好的")
    assert not is_acknowledgement("sure signs of rain")


def test_check_marks_and_words():
    """Stars are not check marks."""
    assert has_check_mark("ok ✅")
    assert not has_check_mark("★★★")
    assert words_in("It’s 5") == ["it's", "5"]
