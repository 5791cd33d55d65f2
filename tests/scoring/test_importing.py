"""Answers from anywhere, and which items they answer."""

from __future__ import annotations

import json

import pytest

from scale.made import make_run
from stetmark.errors import DataError, SettingsError
from stetmark.records import Answer, Item
from stetmark.scoring.importing import manifest_of, read_answers
from stetmark.store import write_jsonl

ITEMS = [Item(id="a", source="teh cat", reference="the cat"), Item(id="b", reference="a dog")]
TABLE = "system,answer,reference\nm,the cat,the cat\nn,a dog,a dog\n"


@pytest.fixture
def items(tmp_path):
    write_jsonl(tmp_path / "items.jsonl", ITEMS)
    return tmp_path / "items.jsonl"


def test_a_table_holds_its_own_items(tmp_path):
    """Without --items each distinct text is one; it can be read again and again."""
    (tmp_path / "t.csv").write_text(TABLE)
    found = read_answers(tmp_path / "t.csv")
    assert (found.name, found.repeats, found.n_bytes) == ("t", 1, len(TABLE))
    assert [item.reference for item in found.items] == ["the cat", "a dog"]
    assert [a.reply for a in found.answers()] == [a.reply for a in found.answers()] == ["the cat", "a dog"]


def test_a_table_of_given_items(tmp_path, items):
    """Rows find their items, and what has no answer is said."""
    (tmp_path / "t.csv").write_text(TABLE.rsplit("n,", 1)[0])
    told = []
    found = read_answers(tmp_path / "t.csv", items, notice=told.append)
    assert [a.item for a in found.answers()] == ["a"]
    assert found.items == ITEMS
    assert told == ["1 of 2 items have no answer here and are ignored"]


def test_our_own_lines_name_their_items(tmp_path, items):
    """They need the items; each item, system and repeat once, and repeats from 1."""
    path = tmp_path / "x.jsonl"
    answer = Answer(item="a", system="m", outcome="complete", reply="the cat")
    write_jsonl(path, [answer])
    assert list(read_answers(path, items).answers()) == [answer]
    with pytest.raises(DataError, match="the items are needed"):
        read_answers(path)
    for bad, told in (
        ([answer, answer], "a second answer from 'm' to item 'a', repeat 1"),
        ([Answer(item="x", system="m", outcome="complete")], "'x', which is not in the items file"),
        ([Answer(item="a", system="m", repeat=0, outcome="complete")], "repeat must be 1 or more, not 0"),
    ):
        write_jsonl(path, bad)
        found = read_answers(path, items)
        with pytest.raises(DataError, match=told) as caught:
            list(found.answers())
        assert caught.value.line == len(bad)


def test_lines_with_the_keys_of_a_table(tmp_path):
    """Each is a row; what is not text is refused by its line."""
    path = tmp_path / "rows.jsonl"
    row = {"model": "m", "answer": 12, "reference": "12", "source": None, "repeat": "2"}
    path.write_text(json.dumps(row) + "\n")
    (answer,) = read_answers(path).answers()
    assert (answer.system, answer.reply, answer.repeat) == ("m", "12", 2)
    for bad, told in (
        ({**row, "answer": ["x"]}, "'answer' must be text"),
        ({"model": "m"}, "without 'answer'"),
    ):
        path.write_text(json.dumps(row) + "\n" + json.dumps(bad) + "\n")
        with pytest.raises(DataError, match=f":2: .*{told}"):
            read_answers(path)


def test_a_run_folder_and_a_mended_set(tmp_path, items):
    """Its own items and manifest; under another set only items whose source is the same."""
    run = make_run(tmp_path / "run", n_items=5)
    found = read_answers(run.path)
    assert found.manifest == run.manifest
    assert list(found.answers()) == list(run.answers())
    asked = list(run.items())
    write_jsonl(tmp_path / "set.jsonl", [asked[0], Item(id=asked[1].id, source="other", reference="x")])
    told = []
    mended = read_answers(run.path, tmp_path / "set.jsonl", notice=told.append)
    assert [item.id for item in mended.items] == [asked[0].id]
    assert {a.item for a in mended.answers()} == {asked[0].id}
    assert told == ["4 of 5 items of the run are missing from the items file or differ there"]
    with pytest.raises(DataError, match="none of this run's items"):
        read_answers(run.path, items)


def test_what_cannot_be_read(tmp_path):
    """Nothing there, nothing in it, one JSON object, a folder of something else."""
    (tmp_path / "x.json").write_text("{}")
    (tmp_path / "x.jsonl").touch()
    (tmp_path / "folder").mkdir()
    for name, error in (
        ("no.csv", DataError),
        ("x.jsonl", DataError),
        ("x.json", SettingsError),
        ("folder", DataError),
    ):
        with pytest.raises(error):
            read_answers(tmp_path / name)


def test_the_manifest_of_answers_from_elsewhere(tmp_path):
    """What is known of them: their name, systems, items and signature; a run's own facts stay."""
    (tmp_path / "t.csv").write_text(TABLE)
    found = read_answers(tmp_path / "t.csv")
    manifest = manifest_of(found, ["n", "m"], created="now", argv=["x"], signature="line")
    assert (manifest.items_name, manifest.created, manifest.signature, manifest.argv) == (
        "t",
        "now",
        "line",
        ("x",),
    )
    assert manifest.systems == {"m": {"kind": "imported"}, "n": {"kind": "imported"}}
    run = make_run(tmp_path / "run", n_items=3)
    again = manifest_of(read_answers(run.path), ["x"], created="now", argv=[], signature="")
    assert (again.repeats, again.created) == (run.manifest.repeats, "now")
