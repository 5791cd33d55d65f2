"""Files, folders and globs -> paragraphs; and what cannot be read."""

from __future__ import annotations

import json

import pytest

from stetmark.errors import DataError
from stetmark.items.corpus import LONGEST, Corpus
from stetmark.items.make import CleanText, Refusal

ONE = "The morning was quiet and the boats came home with the last of the light."
TWO = "A second paragraph stands here, and it says something else about the boats."


def texts(*sources, **options):
    """All clean texts of some sources."""
    return [t for t in Corpus(map(str, sources), **options).texts() if isinstance(t, CleanText)]


def refusals(*sources):
    """All refusals of some sources."""
    return [t for t in Corpus(map(str, sources)).texts() if isinstance(t, Refusal)]


def test_plain_text(tmp_path):
    """Paragraphs are divided by empty lines; the origin is the file."""
    path = tmp_path / "a.txt"
    path.write_text(f"{ONE}\n\n{TWO}\n", encoding="utf-8")
    found = texts(path, licence="mine")
    assert [t.text for t in found] == [ONE, TWO]
    assert {t.origin for t in found} == {"a.txt"}
    assert {t.licence for t in found} == {"mine"}
    assert len({t.id for t in found}) == 2


def test_markdown_and_html(tmp_path):
    """Other formats are read through the document readers."""
    (tmp_path / "a.md").write_text(f"# Title here\n\n{ONE}\n\n```\ncode\n```\n", encoding="utf-8")
    (tmp_path / "b.html").write_text(f"<html><body><p>{TWO}</p></body></html>", encoding="utf-8")
    found = {t.text for t in texts(tmp_path)}
    assert {ONE, TWO} <= found
    assert not any("code" in text for text in found)


def test_jsonl_records(tmp_path):
    """A record's own id, language, licence and origin go before the options."""
    path = tmp_path / "a.jsonl"
    rows = [
        {"id": "x1", "text": ONE, "lang": "en", "licence": "CC0-1.0", "origin": "there"},
        {"abstract": TWO},
        "A bare string is a text too, if it is long enough to be one.",
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = texts(path, licence="mine")
    assert (found[0].id, found[0].licence, found[0].origin) == ("x1", "CC0-1.0", "there")
    assert found[1].licence == "mine"
    assert len(found) == 3


def test_folders_and_globs_come_in_order(tmp_path):
    """The order of files does not depend on the file system; nothing is read twice."""
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{ONE} {name}", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("no", encoding="utf-8")
    (tmp_path / "image.png").write_bytes(b"\x89PNG")
    whole = [t.origin for t in texts(tmp_path)]
    assert whole == ["a.txt", "b.txt", "c.txt"]
    assert [t.origin for t in texts(tmp_path / "*.txt")] == whole
    assert [t.origin for t in texts(tmp_path, tmp_path / "a.txt")] == whole


def test_duplicates_are_refused(tmp_path):
    """The same paragraph counts once."""
    (tmp_path / "a.txt").write_text(f"{ONE}\n\n{ONE}", encoding="utf-8")
    assert len(texts(tmp_path)) == 1
    assert [r.gate for r in refusals(tmp_path)] == ["duplicate"]


def test_a_paragraph_of_a_megabyte_is_refused(tmp_path):
    """Small or large file, a monster paragraph is left out and the rest is read."""
    path = tmp_path / "a.txt"
    path.write_text("word " * 250_000 + f"\n\n{ONE}", encoding="utf-8")
    assert [t.text for t in texts(path)] == [ONE]
    assert [r.gate for r in refusals(path)] == ["length"]
    path.write_text("word " * 2_000_000 + f"\n\n{ONE}\n\n{TWO}", encoding="utf-8")
    assert [t.text for t in texts(path)] == [ONE, TWO]
    assert LONGEST < 1_000_000


def test_nothing_there(tmp_path):
    """A missing file, an empty folder, a glob that matches nothing: an error that names it."""
    for source in (tmp_path / "no.txt", tmp_path, tmp_path / "*.txt"):
        with pytest.raises(DataError, match=str(source).replace("*", r"\*")):
            texts(source)


def test_a_binary_file(tmp_path):
    """Named itself it is an error; found in a folder it is refused and the rest is read."""
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(256)) * 40)
    (tmp_path / "b.txt").write_text(ONE, encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.txt"):
        texts(path)
    assert [t.text for t in texts(tmp_path)] == [ONE]
    assert [r.gate for r in refusals(tmp_path)] == ["unreadable"]


def test_broken_json(tmp_path):
    """Path and line are named."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": ONE}) + '\n{"text": "torn\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.jsonl:2: not JSON"):
        texts(path)
    path.write_text('{"title": "only"}\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.jsonl:1: contains no text"):
        texts(path)


def test_a_large_file_in_another_encoding(tmp_path):
    """The stream reads UTF-8 alone and says where it stopped."""
    path = tmp_path / "a.txt"
    path.write_bytes(("word " * 2000 + "\n\n").encode() * 900 + "é".encode("latin-1"))
    with pytest.raises(DataError, match="not UTF-8"):
        texts(path)


def test_two_texts_under_one_id_are_told_apart(tmp_path):
    """Items are matched by id: the second text of an id gets one of its own, the same on every reading."""
    path = tmp_path / "a.jsonl"
    path.write_text(
        "\n".join(json.dumps({"id": "x1", "text": text}) for text in (ONE, TWO)), encoding="utf-8"
    )
    first, second = texts(path)
    assert first.id == "x1"
    assert second.id.startswith("x1-")
    assert [t.id for t in texts(path)] == [first.id, second.id]
