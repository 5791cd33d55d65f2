"""JSON strings with their places, so that one can be rewritten and nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stetmark.documents.json_strings import JsonText, StringNode, escape, parse_json
from stetmark.errors import DataError

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def strings(found, value):
    """Each string of a parsed value beside the value it must have."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(found[key], inner)
    elif isinstance(value, list):
        for node, inner in zip(found, value, strict=True):
            yield from strings(node, inner)
    elif isinstance(value, str):
        yield found, value
    else:
        assert found is None


@given(VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_every_string_stands_where_it_is_said_to(value, ascii_only, indent):
    """Whatever the layout and the escapes, the literal at the place is the value's."""
    raw = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    for node, text in strings(parse_json(raw), value):
        assert isinstance(node, StringNode)
        assert node.value == text
        assert json.loads(raw[node.start : node.end]) == text


@given(st.text(st.characters(exclude_categories=["Cs"])), st.booleans())
def test_each_character_has_its_place(text, ascii_only):
    """An escape, a surrogate pair in ASCII too, is one character."""
    raw = json.dumps(text, ensure_ascii=ascii_only)
    found = JsonText(raw, [StringNode(text, 0, len(raw))])

    assert found.exact
    for k, sign in enumerate(text):
        start, end = found.place(k, k + 1)
        assert json.loads(f'"{raw[start:end]}"') == sign


def test_no_place_reaches_over_the_end_of_a_literal():
    """Two literals in a row are one text, and a seam lies between them."""
    raw = '["one ", "two"]'
    text = JsonText(raw, parse_json(raw))

    assert (text.text, text.seams) == ("one two", [4])
    assert text.place(0, 3) == (2, 5)
    assert text.place(4, 7) == (10, 13)
    assert text.place(2, 6) is None
    assert text.place(7, 7) == (13, 13)


def test_lone_surrogates_leave_the_text_alone():
    """Where characters and escapes do not match one to one nothing is edited."""
    raw = '"\\ud83d\\ude00 \\ud83d"'
    assert not JsonText('"x\\n"', [StringNode("x", 0, 5)]).exact
    assert parse_json(raw).value == "\U0001f600 \ud83d"


@pytest.mark.parametrize(
    ("text", "ascii_only", "written"), [("é\n", True, "\\u00e9\\n"), ('é"', False, 'é\\"')]
)
def test_escapes_are_the_files_own(text, ascii_only, written):
    """In ASCII where the file is, in letters where it is not."""
    assert escape(text, ascii_only=ascii_only) == written


@pytest.mark.parametrize("raw", ["", "{", '{"a":}', "[1,]", "[" * 5000])
def test_what_is_not_json_is_refused(raw):
    """With the file and the line."""
    with pytest.raises(DataError, match="not JSON") as caught:
        parse_json(raw, "x.jsonl", 7)
    assert (str(caught.value.path), caught.value.line) == ("x.jsonl", 7)
