"""Texts in cells come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stetmark.tables.escape import (
    escape_markdown,
    escape_sheet,
    guard_formula,
    unescape_markdown,
    unescape_sheet,
    unguard_formula,
)

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
@example("\\|`*_[]~$&<>")
@example(" x ")
def test_markdown_comes_back(text):
    """And stays in one line and one cell on the way."""
    written = escape_markdown(text)

    assert unescape_markdown(written) == text
    assert not set(written) & set("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
    assert written.count("|") == written.count("\\|")
    assert written == written.strip(" ")


@given(ANY)
@example("_x0041_")
@example("_x005F_x0041_")
def test_sheets_come_back(text):
    """And hold nothing that XML cannot hold."""
    written = escape_sheet(text)

    assert unescape_sheet(written) == text
    assert all(sign in "\t\n" or ord(sign) >= 32 for sign in written)


@given(ANY)
def test_no_text_is_run_as_a_formula(text):
    """What a spreadsheet would run has an apostrophe in front, and loses it again."""
    written = guard_formula(text)

    assert unguard_formula(written) == text
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a | b\n c", "a \\| b<br> c"),
        (" a ", "&#x20;a&#x20;"),
        ("a\xa0b\x1b", "a&nbsp;b&#x1B;"),
        ("&lt;", "&amp;lt;"),
    ],
)
def test_markdown_is_written_so_that_it_shows_itself(text, written):
    """Signs are escaped, what is invisible is named."""
    assert escape_markdown(text) == written


def test_foreign_escapes_are_read_too():
    """What Excel itself writes, and what Markdown of others escapes."""
    assert unescape_sheet("a_x000D_b") == "a\rb"
    assert unescape_markdown(r"a\!b<br>c") == "a!b\nc"
