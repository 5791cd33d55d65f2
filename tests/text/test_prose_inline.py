"""What runs from one sign to another: labels and the text of tags (the spans themselves: test_prose)."""

from __future__ import annotations

import pytest

from stetmark.text.prose_inline import normalize_label, tag_prose


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ('<img alt="Teh cat" src="teh">', ["Teh cat"]),
        ('<a title="Teh end" href="teh">', ["Teh end"]),
        ('<a href="teh">', []),
        ("<b>", []),
    ],
)
def test_text_in_tags_that_people_read(tag, found):
    """`alt` and `title`, and nothing else of a tag."""
    assert [tag[start:end] for start, end in tag_prose(tag)] == found


def test_labels_are_compared_as_commonmark_does():
    """Case and white space do not matter."""
    assert normalize_label(" Two\n Words ") == "two words"
    assert normalize_label("GROSS") == normalize_label("groß")
