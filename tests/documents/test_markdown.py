"""Markdown: each content line found again in the file, and how line breaks read."""

from __future__ import annotations

import pytest

from stetmark.documents.markdown import blocks


def prose(text: str) -> list[list[str]]:
    """The prose of each paragraph, as it stands in the file."""
    return [[text[s.at : s.at + s.end - s.start] for s in block.segments] for block in blocks(text)]


def test_what_is_not_prose_is_masked_in_its_own_line():
    """In the third line of a paragraph as in the first."""
    text = "We `call` one,\nthen two,\nand `code` three."

    assert prose(text) == [["We ", " one,", "then two,", "and ", " three."]]
    assert [block.text for block in blocks(text)] == ["We `call` one, then two, and `code` three."]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("One\ntwo", "One two"), ("One\\\ntwo", "One\ntwo"), ("One  \ntwo", "One\ntwo")],
)
def test_hard_line_breaks_stay_and_soft_ones_are_spaces(text, shown):
    """A backslash or two spaces at the end of a line make its break a hard one."""
    assert [block.text for block in blocks(text)] == [shown]


def test_a_code_span_over_two_lines_reads_with_a_space():
    """The break inside it is a space, as CommonMark shows it."""
    assert [block.text for block in blocks("See `one\ntwo` now.")] == ["See `one two` now."]


def test_a_heading_that_is_linked_to_is_left_alone():
    """Mending it would break the link."""
    assert prose("# Teh end\n\nSee [it](#teh-end).")[0] != ["Teh end"]
    assert prose("# Teh end\n\nSee it.")[0] == ["Teh end"]
