"""A text read by its pieces between spaces: as if its words and gaps were found one by one."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from stetmark.items import gates
from stetmark.items.core import core_texts
from stetmark.items.gate_lexicon import english_gate
from stetmark.items.prose import read_prose, read_words
from stetmark.items.quotations import quotations
from stetmark.items.words import ANYWHERE, BOTH, SIZE, pieces_for
from stetmark.text.prose import not_prose, set_apart
from stetmark.text.word_shapes import ANY_WORD as WORD

BITS = [*"The|after|Where|about|Grelm|é|Ω中|9|2²|_|'|’|-|–|.|, |: |!”|(|)|\n|\t| |  ".split("|"), "a" * SIZE]
TEXTS = st.lists(st.sampled_from(BITS), max_size=30).map("".join)
SENTENCE_END = re.compile(r"(?:[.!?:]['\"”’)]*\s+|\n\s*)\Z")


def slowly(text, lexicon):
    """Traits, starts and sites by the words of a text and the gaps between them."""
    matches = list(WORD.finditer(text))
    known = pieces_for(lexicon).words
    traits, sites = [], []
    for number, match in enumerate(matches):
        before = text[matches[number - 1].end() if number else 0 : match.start()]
        after = text[match.end() : match.end() + 1]
        trait = known[match.group()]
        beside = before[-1:] in {
            "",
            " ",
            "\n",
            "(",
        }  # after a tab nothing is planted, a sentence may start there or not
        where = (BOTH if not before or SENTENCE_END.search(before) else ANYWHERE) if beside else 0
        if after and after not in " \n.,;:!?)":
            where = 0
        traits.append(trait & ~BOTH)
        if trait & where:
            sites.append(number)
    return traits, [match.start() for match in matches], sites


@settings(deadline=None)  # the lexicon is read once
@given(TEXTS)
@example(".\tafter")
@example("The word")
@example("– The about")
@example("(The about) about-The about.The about(about")
def test_read_by_pieces(text):
    """Every word, where it starts, what it allows, and which may be misspelt."""
    lexicon = english_gate()
    words = read_words(text, lexicon)
    traits, starts, sites = slowly(text, lexicon)
    assert words.starts == starts
    assert [trait & ~BOTH & ~SIZE for trait in words.traits] == traits
    assert [words.word(number) for number in range(len(starts))] == WORD.findall(text)
    closed = not_prose(text) | quotations(text) | set_apart(text)
    prose = read_prose(text, lexicon)
    spans = [match.span() for match in WORD.finditer(text)]
    assert prose.sites == [number for number in sites if not closed.meets(*spans[number])]
    assert prose.n_open == sum(not closed.meets(*span) for span in spans)


def test_bundled_texts_are_read_by_pieces():
    """The same of whole texts, where pieces are met again."""
    lexicon = english_gate()
    for text in core_texts():
        if text.lang == "en":
            words = read_words(text.text, lexicon)
            traits, starts, sites = slowly(text.text, lexicon)
            assert words.starts == starts, text.id
            assert [trait & ~BOTH & ~SIZE for trait in words.traits] == traits, text.id
            assert set(read_prose(text.text, lexicon).sites) <= set(sites), text.id


def test_long_pieces_are_not_kept():
    """A megabyte without a space is read, not remembered."""
    lexicon = english_gate()
    known = pieces_for(lexicon)
    before = len(known), len(known.words)
    assert len(read_words("after-" * 200_000 + "w" * 100, lexicon).starts) == 200_001
    assert len(known) == before[0]
    assert len(known.words) <= before[1] + 1  # "after"


def test_printable_texts_hold_no_control_character():
    """The short way of the gate is never more lenient than its pattern."""
    for code in range(0x110000):
        text = f"a{chr(code)}b"
        assert bool(gates._control(text)) == bool(gates._CONTROL.search(text)), hex(code)
