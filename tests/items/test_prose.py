"""A text cut into words, by either of the two patterns."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from stetmark.items import gates, prose
from stetmark.items.prose import WORD, word_spans, words_of

TEXTS = st.text(st.sampled_from("ab9é’'-–— ,.Ωж中_²\n"), max_size=40)


@given(TEXTS)
def test_words_are_what_the_pattern_finds(text):
    """Whatever alphabet: the quick class of Latin letters changes nothing."""
    assert words_of(text) == WORD.findall(text)
    assert word_spans(text) == [match.span() for match in WORD.finditer(text)]


def test_latin_letters_are_all_letters_and_digits_of_their_range():
    """In texts that take the quick way, no sign is a letter but those named."""
    quick = re.compile(prose._LATIN)
    for code in range(0x110000):
        sign = chr(code)
        if not prose._BEYOND_LATIN.match(sign):
            assert bool(quick.match(sign)) == bool(WORD.match(sign)), hex(code)


def test_printable_texts_hold_no_control_character():
    """The short way of the gate is never more lenient than its pattern."""
    for code in range(0x110000):
        text = f"a{chr(code)}b"
        assert bool(gates._control(text)) == bool(gates._CONTROL.search(text)), hex(code)
