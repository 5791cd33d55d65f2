"""The bundled set: what it holds, that it is fair by every gate, that it can be made again."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from fakes.growth import steps
from stetmark.items.core import core_bytes, core_texts, core_words, make_core
from stetmark.items.dataset import bundled, sample
from stetmark.items.gates import check_item
from stetmark.items.make import CANARY, Maker, Plan
from stetmark.records import TIERS
from stetmark.store import content_hash, read_items
from stetmark.text.edits import apply_edits


@pytest.fixture(scope="module")
def core():
    return bundled("core")


def test_no_bundled_item_fails_a_gate(core):
    """An unfair item is a defect."""
    maker = Maker(Plan(words=core_words()))
    failed = [
        (item.id, problem)
        for item in core
        if not item.retired
        for problem in check_item(item, maker.lexicon(item.lang), maker.channel)
    ]
    assert failed == []


def test_counts(core):
    """Enough items of each language and tier, and of texts with nothing to mend."""
    langs = Counter(item.lang for item in core)
    assert langs["en"] >= 700
    assert langs["zh"] >= 350
    for lang in ("en", "zh"):
        tiers = {item.tier for item in core if item.lang == lang}
        assert tiers == set(TIERS)
        mine = [item for item in core if item.lang == lang]
        assert sum(item.tier == "clean" for item in mine) / len(mine) >= 0.08


def test_texts():
    """At least 150 English and 80 Chinese texts in ten registers, British and American."""
    texts = core_texts()
    assert sum(text.lang == "en" for text in texts) >= 150
    assert sum(text.lang == "zh" for text in texts) >= 80
    assert len({text.register for text in texts if text.lang == "en"}) >= 10
    assert {text.variety for text in texts if text.lang == "en"} == {"US", "GB"}


def test_each_item_carries_its_text_and_canary(core):
    """Clusters, licence and canary are on every item."""
    texts = {text.id: text.text for text in core_texts()}
    for item in core:
        assert texts[item.text] == item.reference
        assert item.licence == "Apache-2.0"
        assert CANARY in item.origin


def test_undoing_the_edits_gives_the_reference(core):
    """Byte for byte."""
    for item in core:
        assert apply_edits(item.source, item.edits) == item.reference


def test_the_file_reads_as_items(core):
    """The bundled file passes the same reader as anyone's."""
    path = files("stetmark.items").joinpath("bundled", "core.jsonl")
    assert content_hash(read_items(str(path))) == content_hash(core)


def test_loading_takes_few_steps(core):
    """The file is read once and not line by line in Python, so that `stetmark run` starts at once."""
    from stetmark.items import dataset

    dataset._load.cache_clear()
    assert steps(lambda: bundled("core")) < 20 * len(core)
    assert steps(lambda: bundled("core")) < 20


@pytest.mark.slow
def test_making_it_again_gives_the_same_bytes():
    """The bundled file is what the machinery makes of the texts."""
    pytest.importorskip("pypinyin")
    items, _ = make_core()
    assert core_bytes(items) == files("stetmark.items").joinpath("bundled", "core.jsonl").read_bytes()


def test_a_sample_is_fixed_and_stratified(core):
    """The default hundred: the same every time, each language and tier by its share, few texts twice."""
    first = sample(core, 100, 0)
    assert [i.id for i in first] == [i.id for i in sample(core, 100, 0)]
    assert [i.id for i in first] != [i.id for i in sample(core, 100, 1)]
    assert len(first) == 100
    whole, part = Counter((i.lang, i.tier) for i in core), Counter((i.lang, i.tier) for i in first)
    for stratum, n in whole.items():
        assert abs(part[stratum] - 100 * n / len(core)) <= 1
    assert len({i.text for i in first}) >= 95


def test_a_sample_leaves_retired_items_out(core):
    """What is retired is never asked, and a sample larger than the set is the set."""
    import msgspec

    items = [msgspec.structs.replace(core[0], retired="unfair"), *core[1:5]]
    assert sample(items, 3, 0) == sample(core[1:5], 3, 0)
    assert sample(items, 99, 0) == list(core[1:5])
