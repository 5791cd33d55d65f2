"""A user's word list means the same wherever it is taken."""

from __future__ import annotations

import sys

import pytest
from click.testing import CliRunner

from stetmark.cli.main import main
from stetmark.errors import DataError
from stetmark.lexicon.word_list import WORDS_FILE, find_words, parse_words, read_words

FORMS = {
    "plain": ("Zorbly\nfrabjous\n", {"Zorbly", "frabjous"}),
    "several on a line": ("Zorbly frabjous\tslithy", {"Zorbly", "frabjous", "slithy"}),
    "comments": ("# a list\nZorbly # our brand\n#frabjous\n", {"Zorbly"}),
    "byte-order mark": ("\ufeffZorbly\n", {"Zorbly"}),
    "CRLF": ("Zorbly\r\n# no\r\nfrabjous\r\n", {"Zorbly", "frabjous"}),
    "CR alone": ("Zorbly\r# no\rfrabjous", {"Zorbly", "frabjous"}),
    "typographic apostrophe": ("rock’n’roll O'Zorbly", {"rock'n'roll", "O'Zorbly"}),
    "other scripts": ("夒龘\u3000ﬁjne\n", {"夒龘", "ﬁjne"}),
    "nothing": ("\n \n# only this", set()),
}


@pytest.mark.parametrize(("text", "words"), FORMS.values(), ids=list(FORMS))
def test_every_form(text, words, tmp_path):
    """Read from a file, found beside one, or parsed: the same words."""
    (tmp_path / WORDS_FILE).write_bytes(text.encode())
    (tmp_path / ".git").mkdir()
    assert read_words(tmp_path / WORDS_FILE) == words
    assert find_words(tmp_path / "page.md") == words
    assert parse_words(text.removeprefix("\ufeff")) == words


def test_lists_of_the_folders_above_count_up_to_the_repository(tmp_path):
    """Not beyond it."""
    inner = tmp_path / "repository" / "docs" / "deep"
    inner.mkdir(parents=True)
    for folder, word in ((tmp_path, "outside"), (inner.parent.parent, "top"), (inner, "inner")):
        (folder / WORDS_FILE).write_text(word, encoding="utf-8")
    (tmp_path / "repository" / ".git").mkdir()
    assert find_words(inner / "page.md") == find_words(inner) == {"top", "inner"}


def _fix(folder, words):
    return ["fix", str(folder / "page.md"), "-s", "local:copy", "--words", str(words)]


def _guard(folder, words):
    return ["guard", str(folder / "page.md"), str(folder / "page.md"), "--words", str(words)]


def _make(folder, words):
    return [
        "items",
        "make",
        str(folder / "page.md"),
        "-o",
        str(folder / "items.jsonl"),
        "--words",
        str(words),
    ]


def _check(folder, words):
    (folder / "set.jsonl").write_text('{"id":"a","source":"Teh.","reference":"The."}\n', encoding="utf-8")
    return ["items", "check", str(folder / "set.jsonl"), "--words", str(words)]


@pytest.mark.parametrize("command", [_fix, _guard, _make, _check])
def test_a_list_that_is_not_utf8_is_named_with_its_line(command, tmp_path):
    """One error, whoever reads the list: path, line, what to do."""
    (tmp_path / "page.md").write_text("A plain page with a few words.\n", encoding="utf-8")
    words = tmp_path / "words.txt"
    words.write_bytes("maison\njardin\nfenêtre\n".encode("latin-1"))
    error = CliRunner().invoke(main, command(tmp_path, words)).exception
    assert isinstance(error, DataError)
    assert (error.path, error.line) == (words, 3)
    assert "UTF-8" in error.message
    assert error.hint


def test_a_list_that_cannot_be_read(tmp_path):
    """A folder, or nothing: a data error that names it."""
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(DataError, match="cannot be read") as caught:
            read_words(path)
        assert caught.value.path == path


def test_a_word_with_either_apostrophe_is_left_alone(tmp_path):
    """The list says it with one sign, the text with the other."""
    import stetmark

    for listed, written in (("o’recieve", "o'recieve"), ("o'recieve", "o’recieve")):
        (tmp_path / "words").write_text(listed, encoding="utf-8")
        source = f"They saw {written} again."
        edited = source.replace("recieve", "receive")
        own = read_words(tmp_path / "words")
        assert stetmark.guard(source, edited, words=own).text == source


@pytest.mark.parametrize(("listed", "written"), [("o’recieve", "o'recieve"), ("o'recieve", "o’recieve")])
def test_the_commands_leave_it_alone_as_well(listed, written, tmp_path):
    """`fix` without the guard, and `guard` on files."""
    (tmp_path / WORDS_FILE).write_text(listed, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    page, edited = tmp_path / "page.md", tmp_path / "edited.md"
    page.write_text(f"They saw {written} again.\n", encoding="utf-8")
    edited.write_text(f"They saw {written} again.\n".replace("recieve", "receive"), encoding="utf-8")
    assert (
        CliRunner().invoke(main, ["guard", str(page), str(edited), "-o", str(tmp_path / "safe.md")]).exit_code
        == 0
    )
    assert (tmp_path / "safe.md").read_bytes() == page.read_bytes()
    replace = f"{sys.executable} -c \"import sys; print(sys.stdin.read().replace('recieve', 'receive'))\""
    done = CliRunner().invoke(
        main, ["fix", str(page), "-s", f"command:{replace}", "--no-guard", "--in-place"]
    )
    assert done.exit_code == 0, done.output
    assert page.read_text(encoding="utf-8") == f"They saw {written} again.\n"
