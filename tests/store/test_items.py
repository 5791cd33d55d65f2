"""Items: read from either form, refused with file, line and reason when they cannot be right."""

from __future__ import annotations

import json

import pytest

from stetmark.errors import DataError
from stetmark.records import GoldEdit, Item
from stetmark.store import content_hash, read_items
from stetmark.store import items as store_items
from stetmark.store.items import ContentHash

GOOD = {
    "id": "a",
    "source": "Teh cat",
    "reference": "The cat",
    "edits": [{"start": 0, "end": 3, "replacement": "The"}],
}


def write(path, *items):
    path.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return path


def test_both_forms(tmp_path):
    """One item, a list of them, or one a line; unknown fields are passed over."""
    (tmp_path / "one.json").write_text(json.dumps({**GOOD, "prompt": "x"}))
    (tmp_path / "two.json").write_text(json.dumps([GOOD, {**GOOD, "id": "b"}]))
    write(tmp_path / "two.jsonl", GOOD, {**GOOD, "id": "b"})
    assert read_items(tmp_path / "one.json")[0].edits == (GoldEdit(start=0, end=3, replacement="The"),)
    assert read_items(tmp_path / "two.json") == read_items(tmp_path / "two.jsonl")


def test_the_founding_item(shared):
    """The item of the founding table is read as it is."""
    [item] = read_items(shared / "data" / "founding-item.json")
    assert item.id == "emergent-abilities"
    assert item.source.startswith("Recent studies hvea")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"id": " "}, "the id is empty"),
        ({"reference": ""}, "the reference is empty"),
        ({"source": None}, "no source"),
        ({"edits": [{"start": 0, "end": 99, "replacement": "x"}]}, "outside the source of 7 characters"),
        ({"edits": [{"start": -1, "end": 2, "replacement": "x"}]}, "outside"),
        (
            {
                "edits": [
                    {"start": 0, "end": 3, "replacement": "The"},
                    {"start": 2, "end": 4, "replacement": "x"},
                ]
            },
            "overlaps",
        ),
        ({"edits": [{"start": 0, "end": 3, "replacement": "Teh"}]}, "changes nothing"),
        ({"edits": [{"start": 0, "end": 3, "replacement": "Tha"}]}, "does not give the reference"),
    ],
)
def test_items_that_cannot_be_right(tmp_path, change, what):
    """Each mistake is named with file, line and item."""
    path = write(tmp_path / "i.jsonl", {**GOOD, "id": "first"}, {**GOOD, **change})
    with pytest.raises(DataError, match=what) as caught:
        read_items(path)
    assert (caught.value.path, caught.value.line) == (path, 2)


def test_an_id_may_be_used_once(tmp_path):
    """The second use is named with the line of the first; blank lines do not shift the count."""
    path = write(tmp_path / "i.jsonl", GOOD)
    path.write_text("\n" + path.read_text() + "\n" + path.read_text())
    with pytest.raises(DataError, match="item id 'a' is already used at line 2") as caught:
        read_items(path)
    assert caught.value.line == 4


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe", b"[]", b"3", b'{"id":"a"}'])
@pytest.mark.parametrize("name", ["i.json", "i.jsonl"])
def test_what_is_no_item_file(tmp_path, name, content):
    """Empty files, other encodings and other JSON are refused."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError):
        read_items(tmp_path / name)


def test_the_hash_is_of_the_content_not_of_the_order():
    """Any change to any item changes the hash; another order does not."""
    a = Item(id="a", source="Teh", reference="The")
    b = Item(id="b", source="Teh", reference="The")
    assert content_hash([a, b]) == content_hash([b, a]) != content_hash([a])
    accepted = Item(
        id="b",
        source="Teh",
        reference="The",
        edits=(GoldEdit(start=0, end=3, replacement="The", accept=("Ten",)),),
    )
    assert content_hash([a, accepted]) != content_hash([a, b])


def test_the_content_hash_of_many_is_that_of_few(monkeypatch):
    """Digests put away in files come out sorted as a list of them would."""
    items = [Item(id=str(k), lang="en", reference=f"text {k}") for k in range(300)]
    plain = content_hash(items)
    monkeypatch.setattr(store_items, "_IN_MEMORY", 7)
    assert content_hash(items) == content_hash(reversed(items)) == plain
    assert content_hash(items[1:]) != plain
    whole = ContentHash()
    assert list(whole.passing(items)) == items
    assert whole.hexdigest() == plain
