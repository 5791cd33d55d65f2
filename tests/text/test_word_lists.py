"""The reader of word lists."""

from __future__ import annotations

import sys

import pytest

from stetmark.text.word_lists import link_groups, read_list, read_sections, split_words

LIST = "# Written for this test.\n\nits it's\n[pairs]\nsite sight\nsight cite\n"


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package with one list."""
    (tmp_path / "listed").mkdir()
    (tmp_path / "listed" / "__init__.py").write_text("")
    (tmp_path / "listed" / "words.txt").write_text(LIST, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "listed"
    sys.modules.pop("listed", None)


def test_comments_headings_and_empty_lines_are_no_entries(package):
    """The lines that are left, in the order of the file."""
    assert read_list(package, "words.txt") == ["its it's", "site sight", "sight cite"]


def test_sections_have_the_lines_under_their_heading(package):
    """What precedes the first heading is under the empty name."""
    assert read_sections(package, "words.txt") == {"": ["its it's"], "pairs": ["site sight", "sight cite"]}


def test_a_word_of_two_groups_is_linked_with_both():
    """But never with itself."""
    links = link_groups(["site sight", "sight cite"])

    assert links["sight"] == {"site", "cite"}
    assert links["site"] == {"sight"}


def test_words_of_several_lines_are_one_set():
    """Divided by any white space."""
    assert split_words(["a b", "b\tc"]) == {"a", "b", "c"}
