"""Wrappers stand round the whole text."""

from __future__ import annotations

import json

import pytest

from stetmark.envelope.wrappers import from_blockquote, from_json, from_pair

TEXT = "The ship left the harbour at dawn and nobody waved."


@pytest.mark.parametrize(
    ("wrapper", "flag"),
    [
        ("<answer>{}</answer>", "tag"),
        ('<text lang="en">{}</text>', "tag"),
        ("<solution>{}</solution>", "solution_tag"),
        ("[OUTPUT]{}[/OUTPUT]", "tag"),
        ("<答案>{}</答案>", "tag"),
        ("**{}**", "marked"),
        ("_{}_", "marked"),
        ("~~{}~~", "marked"),
        ("\\boxed{{{}}}", "marked"),
        ("$\\boxed{{{}}}$", "marked"),
        ("【{}】", "marked"),
        ('"{}"', "quoted"),
        ('"""{}"""', "quoted"),
        ("「{}」", "quoted"),
        ("``{}''", "quoted"),
    ],
)
def test_a_pair_round_the_whole_text_is_taken_off(wrapper, flag):
    """Whichever it is."""
    found = from_pair(wrapper.format(TEXT), (TEXT,))

    assert found is not None
    assert (found.text, found.flags) == (TEXT, {flag})


@pytest.mark.parametrize("own", ['"{}"', "**{}**", "<p>{}</p>", "「{}」"])
def test_a_pair_that_the_item_has_is_text(own):
    """It is never taken off."""
    text = own.format(TEXT)
    assert from_pair(text, (text,)) is None


def test_a_pair_that_closes_before_the_end_is_text():
    """Its signs stand round a part."""
    text = '"The ship left," he said, "and nobody waved."'
    assert from_pair(text, (text.replace("waved", "wavd"),)) is None


@pytest.mark.parametrize(
    "value",
    [
        {"text": TEXT},
        {"a": {"b": TEXT}, "notes": ["x"]},
        [TEXT],
        {"lines": TEXT.split(" at ")[0:0] or [TEXT]},
    ],
)
def test_the_text_of_a_json_value(value):
    """Of any key, however deep."""
    found = from_json(json.dumps(value), (TEXT,))

    assert found is not None
    assert (found.text, found.flags) == (TEXT, {"json"})


def test_json_with_line_breaks_in_its_string():
    """As models write it."""
    found = from_json('{"text": "a b\nc d"}', ("a b\nc d",))
    assert found is not None
    assert found.text == "a b\nc d"


@pytest.mark.parametrize("text", ["{", '{"a": 1}', "[1, 2]", '{"a": "b"', "[" * 100_000 + '"'])
def test_what_is_no_json_text(text):
    """Numbers, broken values, nesting without end."""
    assert from_json(text, (TEXT,)) is None


def test_a_block_quote():
    """On every line; a quotation of the item's own is text."""
    quoted = "> a\n>\n> b"

    found = from_blockquote(quoted, ("a\n\nb",))
    assert found is not None
    assert found.text == "a\n\nb"
    assert from_blockquote(quoted, (quoted,)) is None
    assert from_blockquote("> a\nb", ("a\nb",)) is None
