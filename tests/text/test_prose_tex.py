"""What of LaTeX is printed: environments, accents, brackets."""

from __future__ import annotations

import pytest

from stetmark.text.prose_tex import ACCENTED, KNOWN, OPAQUE_ENVIRONMENT, PROSE_LAST, PROSE_SECOND, closings


@pytest.mark.parametrize(
    ("name", "opaque"),
    [("verbatim", True), ("align*", True), ("quote", False), ("itemize", False), ("codes", False)],
)
def test_environments(name, opaque):
    """Code, formulas and tables are not running text; those of any other name are."""
    assert bool(OPAQUE_ENVIRONMENT.match(name)) is opaque


@pytest.mark.parametrize("word", [r"na\"{\i}ve", r"Erd\H{o}s", r"\'etude", r"stra\ss e", r"\oe uvre"])
def test_a_word_with_accents_is_one_word(word):
    """From its first letter to its last."""
    match = ACCENTED.match(word + ", on")

    assert match is not None
    assert match.group() == word


def test_brackets_close_where_they_do():
    """Nested, not after a backslash, and never across a blank line."""
    text = r"\a{b {c} \} d} {e" + "\n\nf}"
    found = {text[start]: text[start : end + 1] for start, end in closings(text, "{", "}").items()}

    assert closings(text, "{", "}") == {2: 13, 5: 7}
    assert found["{"] in (r"{b {c} \} d}", "{c}")
    assert closings("[a{b]c}", "{[", "}]") == {2: 4, 0: 6}


def test_commands_are_in_one_list_only():
    """A command prints its last argument or its second."""
    assert not PROSE_LAST & PROSE_SECOND
    assert PROSE_LAST | PROSE_SECOND <= KNOWN
