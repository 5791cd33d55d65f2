"""How a text is encoded is never a difference."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from stetmark.judging.encoding import plain

SIGNS = st.text(
    alphabet="ae\r\n\u0301\u0323\u0327가\u1100\u1161\u11a8\ufeff\u09c7\u09be\u212b\u00e9", max_size=14
)


@given(SIGNS)
def test_line_ends_a_mark_and_canonical_equivalence(text):
    """Exactly these three are normalized."""
    bare = text.removeprefix("\ufeff")
    assert plain(text).text == unicodedata.normalize("NFC", bare.replace("\r\n", "\n").replace("\r", "\n"))


@given(SIGNS)
def test_every_offset_has_a_way_back(text):
    """In order, from the first to the last."""
    found = plain(text)
    back = [found.back(offset) for offset in range(len(found.text) + 1)]

    assert back == sorted(back)
    assert back[-1] == len(text)
    assert all(found.forth(found.back(offset)) <= offset for offset in range(len(found.text) + 1))


def test_a_plain_text_is_itself():
    """Nothing is worked out."""
    found = plain("café\n")
    assert (found.text, found.at, found.folds) == ("café\n", None, ())


def test_what_was_folded_is_said():
    """By name."""
    assert plain("\ufeffa\r\ne\u0301").folds == ("line_ends", "bom", "nfc")
