"""Mending a set."""

from __future__ import annotations

import pytest

from stetmark.errors import DataError, SettingsError
from stetmark.items.dataset import accept, bundled, bundled_names, find, retire
from stetmark.records import GoldEdit, Item
from stetmark.store import content_hash

ITEMS = [
    Item(
        id="a",
        source="teh cat",
        reference="the cat",
        edits=(GoldEdit(start=0, end=3, replacement="the"),),
    ),
    Item(id="b", source="x", reference="x"),
]


def test_accept_adds_a_text_and_changes_the_hash():
    """One more right answer at one place; everything else as it was."""
    mended = accept(ITEMS, "a", 0, "a")
    assert mended[0].edits[0].accept == ("a",)
    assert mended[1] is ITEMS[1]
    assert content_hash(mended) != content_hash(ITEMS)


def test_accept_refuses_what_makes_no_sense():
    """No edit there, no such item, or taken already."""
    with pytest.raises(DataError, match="no gold edit at 5"):
        accept(ITEMS, "a", 5, "x")
    with pytest.raises(DataError, match="unknown item 'z'"):
        accept(ITEMS, "z", 0, "x")
    with pytest.raises(DataError, match="already"):
        accept(ITEMS, "a", 0, "the")


def test_retire_keeps_the_item_with_its_reason():
    """Old runs can still be read."""
    mended = retire(ITEMS, "b", "two right answers")
    assert mended[1].retired == "two right answers"
    assert content_hash(mended) != content_hash(ITEMS)
    with pytest.raises(SettingsError, match="reason"):
        retire(ITEMS, "b", "  ")


def test_bundled_by_name():
    """The set is found by name, and an unknown name says which there are."""
    assert bundled_names() == ("core",)
    assert find(bundled(), bundled()[0].id).id == bundled()[0].id
    with pytest.raises(SettingsError, match="core"):
        bundled("nonesuch")
