"""What the hall may ask about words."""

from __future__ import annotations

from stetmark.text.lexicon import NO_LEXICON


def test_no_lexicon_knows_nothing():
    """No word, no variant, no script."""
    assert "the" not in NO_LEXICON
    assert NO_LEXICON.variants("colour") == frozenset()
    assert NO_LEXICON.to_simplified("軟體") == "軟體"
