"""Model text on a terminal does nothing to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stetmark.tables import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07x", "x"),
        ("\x1b]8;;http://e\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jx", "x"),
        ("\x1bPq…\x1b\\x", "x"),
        ("a\x08b\x00", "a\ufffdb\ufffd"),
        ("a\r\nb\rc", "a\nb\ufffdc"),
        ("\u202eabc\u202c", "abc"),
        ("好\t\n👩‍👧", "好\t\n👩‍👧"),
        ("\x1b", ""),
    ],
)
def test_known_sequences(text: str, shown: str) -> None:
    """Colours, titles, links, cursor moves, backspaces, direction overrides."""
    assert plain(text) == shown


@given(st.text())
def test_no_control_is_left(text: str) -> None:
    """Whatever comes in, only line ends and tabs are left of the control characters."""
    for char in plain(text):
        assert char in "\n\t" or not (
            ord(char) < 32 or 127 <= ord(char) < 160 or 0x202A <= ord(char) <= 0x202E
        )
    assert not set(plain(text, one_line=True)) & set("\n\t")
