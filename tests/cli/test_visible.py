"""What is shown on a terminal."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from stetmark.cli.visible import visible


def test_what_is_shown_cannot_steer_a_terminal():
    """Escapes, bidi marks and line breaks in a text are shown, not obeyed."""
    assert visible("a\x1b[31m\u202eb\n") == "a\\u001b[31m\\u202eb⏎"
    assert visible("two\n\tlines\r\n\u2028\ud800", lines=True) == "two\n⇥lines␍\n\\u2028\\ud800"
    assert visible("\U000e0001\ue000") == "\\U000e0001\\ue000"


def test_spaces_and_letters_of_any_script_stay():
    """A full-width space at the start of a Chinese paragraph is no oddity."""
    assert visible("\u3000全角 é\u2009x") == "\u3000全角 é\u2009x"


@given(st.text())
def test_nothing_is_left_to_obey(text):
    """No control, format or surrogate character, and no break of line, whatever the text."""
    for sign in visible(text):
        assert unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp"), hex(ord(sign))
