"""What a word looks like."""

from __future__ import annotations

import pytest

from stetmark.text.word_shapes import ANY_WORD, LATIN_WORD


@pytest.mark.parametrize(
    ("text", "latin", "words"),
    [
        ("don't naïve rock’n’roll", ["don't", "naïve", "rock’n’roll"], ["don't", "naïve", "rock’n’roll"]),
        ("a_b x9", ["a", "b", "x"], ["a", "b", "x9"]),
        ("'tis dogs'", ["tis", "dogs"], ["tis", "dogs"]),
        ("слово 5", [], ["слово", "5"]),
    ],
)
def test_words(text, latin, words):
    """Of Latin letters, or of any letters and digits; apostrophes only inside."""
    assert LATIN_WORD.findall(text) == latin
    assert ANY_WORD.findall(text) == words
