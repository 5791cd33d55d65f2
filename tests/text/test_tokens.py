"""One lossless rule of tokens for all languages."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stetmark.text.marks import MARKS
from stetmark.text.tokens import count_words, is_boundary, is_word, tokenize

TEXTS = {
    "don't—stop": ["don't", "—", "stop"],
    "rock’n’roll's": ["rock’n’roll's"],
    "'quoted'": ["'", "quoted", "'"],
    "a--b_c": ["a", "-", "-", "b", "_", "c"],
    "x = \\alpha$": ["x", " ", "=", " ", "\\", "alpha", "$"],
    "one\r\ntwo\n\nthree": ["one", "\r\n", "two", "\n", "\n", "three"],
    "我们用GPT-4改3个字。": ["我", "们", "用", "GPT", "-", "4", "改", "3", "个", "字", "。"],
    "カタカナーとひらがな": list("カタカナーとひらがな"),
    "한국어 테스트": ["한국어", " ", "테스트"],
    "हिन्दी में": ["हिन्दी", " ", "में"],
    "العَرَبِيَّة": ["العَرَبِيَّة"],
    "น้ำดี": ["น้ำ", "ดี"],
    "👩‍👩‍👧 👍🏽 🇫🇷🇩🇪 1️⃣": ["👩‍👩‍👧", " ", "👍🏽", " ", "🇫🇷", "🇩🇪", " ", "1️⃣"],
    "cafe\u0301": ["cafe\u0301"],
    "a\u00a0b": ["a", "\u00a0", "b"],
}


@pytest.mark.parametrize("text", TEXTS)
def test_tokens(text):
    """Words, Han characters, graphemes, line ends and signs come out as a reader would part them."""
    assert tokenize(text) == TEXTS[text]


@given(st.text(st.characters(exclude_categories=())))
def test_lossless(text):
    """Any string at all, lone surrogates too, is the join of its tokens."""
    assert "".join(tokenize(text)) == text


@given(st.text(alphabet="aZ9 '’-\r\n\t\u0301\u200d👩🏽🇫🇷我กำ्क”é", max_size=30))
def test_boundaries_are_token_boundaries(text):
    """Where two characters alone say that a token ends, one ends."""
    starts = {0}
    at = 0
    for token in tokenize(text):
        at += len(token)
        starts.add(at)
    assert {at for at in range(len(text) + 1) if is_boundary(text, at)} <= starts


@given(st.text(max_size=30), st.integers(0, 30))
def test_cut_at_a_boundary_tokens_stay(text, at):
    """Tokens of two halves cut at a boundary are the tokens of the whole."""
    at = min(at, len(text))
    if is_boundary(text, at):
        assert tokenize(text[:at]) + tokenize(text[at:]) == tokenize(text)


def test_words_are_counted_as_words_and_han_characters():
    """Signs and spaces are not words; a number is one, and so is each Han character."""
    assert count_words("It's 5 o'clock -- 现在五点。") == 3 + 4
    assert not is_word("—")
    assert not is_word(" ")
    assert is_word("7B")


def test_marks_table_is_unicodes():
    """Every combining mark is in the table, and nothing assigned that is none."""
    marks = re.compile(f"[{MARKS}]")
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        category = unicodedata.category(sign)
        if marks.match(sign):
            assert category[0] == "M" or category == "Cn", hex(code)
        elif category[0] == "M":
            # Later Unicode versions may add a few outside the ranges of the one the table was made from.
            assert unicodedata.unidata_version != "14.0.0", hex(code)
