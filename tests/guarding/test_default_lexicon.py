"""What the guard knows of words by default."""

from __future__ import annotations

from stetmark.guarding.default_lexicon import DefaultGuardLexicon


def test_words_are_known_in_any_case_and_a_users_own_too():
    """Curly apostrophes are apostrophes."""
    lexicon = DefaultGuardLexicon(frozenset(["frobnicate"]))

    assert "Receive" in lexicon
    assert "don’t" in lexicon
    assert "Frobnicate" in lexicon
    assert "recieve" not in DefaultGuardLexicon()
    assert "frobnicate" not in DefaultGuardLexicon()


def test_what_it_can_tell_besides():
    """Counts, everyday words, neighbours, doubt, variants, scripts."""
    lexicon = DefaultGuardLexicon()

    assert lexicon.count("the") > lexicon.count("parcel") > lexicon.count("xqzzy") == 0
    assert lexicon.everyday("house")
    assert not lexicon.everyday("kovacs")
    assert lexicon.gain("then", "than", "more", "ever") > 0 > lexicon.gain("than", "then", "more", "ever")
    assert lexicon.advantage("recieve", "receive", "", "") > 0
    assert "color" in lexicon.variants("colour")
    assert lexicon.to_simplified("軟體") == "软体"
