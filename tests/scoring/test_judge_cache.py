"""Items by id, and the judges of those that are asked for again and again."""

from __future__ import annotations

import msgspec
import pytest

from scale.made import make_items
from stetmark.errors import DataError
from stetmark.judging.judge import Judge
from stetmark.records import Item
from stetmark.scoring import judge_cache as cache_module
from stetmark.scoring.judge_cache import JudgeCache, encode_items


def test_judges_are_let_go_of(tmp_path):
    """However many items there are, the judges kept stay within their bound, and come back right."""
    items = make_items(50)
    cache = JudgeCache(encode_items(items), max_kept=500)
    for item in items + items[:3]:
        judge = cache.judge(cache.item(item.id))
        assert isinstance(judge, Judge)
        assert judge.item == item
        assert sum(len(j.item.reference) for j in cache._judges.values()) <= 500


def test_more_judges_are_kept_once_items_come_back(monkeypatch):
    """Few where answers come item by item; all that may be where one that was let go of is asked for again."""
    monkeypatch.setattr(cache_module, "KEPT_CHARACTERS", 500)
    items = make_items(50)
    cache = JudgeCache(encode_items(items))
    for item in items:
        first = cache.judge(cache.item(item.id))
        assert cache.judge(cache.item(item.id)) is first
    few = len(cache._judges)
    assert few < 25
    for item in items:
        cache.judge(cache.item(item.id))
    assert len(cache._judges) == 50
    assert all(cache.judge(item) is cache._judges[item.id] for item in items)


def test_items_that_share_a_hash_are_told_apart(monkeypatch):
    """An item is found by the hash of its id, and then known by its id."""
    monkeypatch.setattr(cache_module, "hash", lambda _: 7, raising=False)
    items = make_items(5)
    cache = JudgeCache(encode_items(items))
    assert [cache.item(i.id) for i in items] == items
    assert "nobody" not in cache
    with pytest.raises(KeyError):
        cache.item("nobody")


def test_a_cache_over_a_file_holds_what_the_file_holds(tmp_path):
    """A byte order mark, blank lines and a last line without its end make no difference."""
    items = make_items(5)
    path = tmp_path / "items.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + b"\n\n".join(msgspec.json.encode(i) for i in items))
    cache = JudgeCache(path)
    assert len(cache) == 5
    assert [cache.item(i.id) for i in items] == items
    assert "i3" in cache
    assert "i9" not in cache


def test_items_come_out_of_the_cache_as_they_went_in():
    """No field is lost between a record and its bytes."""
    item = Item(id="x", reference="a\u2028b \U0001f44d", source=None, tags=("t",), origin="o", licence="l")
    assert JudgeCache(encode_items([item])).item("x") == item


def test_an_id_that_occurs_twice_is_refused():
    """Which of the two would be meant?"""
    items = make_items(2)
    with pytest.raises(DataError, match="item id 'i0' occurs twice"):
        encode_items([*items, items[0]])
