"""The lists of cues."""

from __future__ import annotations

import pytest

from stetmark.envelope.talk_cues import CUES, LISTS, Cue, made_of_entries, plain_words


def test_words_beginnings_and_phrases():
    """Each is found as a whole."""
    cue = Cue(["typo*", "kept", "as is"], "en")

    assert cue.found("two typos were kept as is") == {"typos", "kept", "as is"}
    assert cue.found("keptas a basis") == set()


def test_chinese_cues_are_found_anywhere():
    """There are no spaces to go by."""
    assert Cue(["修改", "错别字"], "zh").found("已修改错别字") == {"修改", "错别字"}


@pytest.mark.parametrize(("text", "made"), [("修改后的文本：", True), ("修改后的大海", False)])
def test_a_chinese_label_falls_into_entries(text, made):
    """The longest first, signs passed over."""
    assert made_of_entries(text, "label") is made


def test_words_keep_hyphens_and_apostrophes():
    """They are one word each."""
    assert plain_words("i've proof-read it") == ("i've", "proof-read", "it")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_list_has_entries_in_lower_case(lang):
    """And the core of a list is part of it where a text must be made of the list."""
    for name, entries in LISTS[lang].items():
        assert entries, name
        assert all(entry == entry.casefold() for entry in entries), name
    assert set(LISTS[lang]) == set(CUES[lang])
