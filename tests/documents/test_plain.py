"""Plain text: paragraphs and the line breaks in them."""

from __future__ import annotations

import pytest

from stetmark.documents.plain import blocks, soft_breaks

FULL = "This line was broken because it was as full as it gets,"


def shown(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n\n"])
def test_blank_lines_part_paragraphs(gap):
    """Whatever line ends the file has, and however many; a line of spaces is a blank one."""
    assert shown(f"One.{gap}Two.") == ["One.", "Two."]


def test_a_break_after_a_full_line_is_a_space_and_after_a_short_one_stays():
    """A list or a poem keeps its lines; running text is read as one."""
    assert shown(f"{FULL}\nand goes on.") == [f"{FULL} and goes on."]
    assert shown("Roses are red,\nviolets are blue.") == ["Roses are red,\nviolets are blue."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_system(end):
    """One of them, with spaces around it, is a break in the paragraph; two are its end."""
    assert shown(f"{FULL}  {end}  and goes on.") == [f"{FULL} and goes on."]
    assert shown(f"One.{end}{end}Two.") == ["One.", "Two."]


def test_each_break_is_one_mask():
    """With the spaces around it; none in a single line."""
    text = "one  \n  two"

    assert [(m.start, m.end, m.shown) for m in soft_breaks(text, 0, len(text))] == [(3, 8, "\n")]
    assert list(soft_breaks("one two", 0, 7)) == []
    assert list(soft_breaks("one\ntwo", 4, 7)) == []
