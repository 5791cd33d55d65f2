"""Chinese items: what is planted and what never is."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("pypinyin")

from stetmark.items.chinese import CHINESE_MIX, plant_chinese
from stetmark.items.core import core_texts
from stetmark.items.corrupt import edits_of
from stetmark.items.gates import check_item
from stetmark.items.make import RECIPES, Maker, Plan
from stetmark.lexicon.pinyin import chinese_words, fuzzy, is_common
from stetmark.lexicon.shapes import look_alikes
from stetmark.misspelling.channel import Channel
from stetmark.text.edits import apply_edits

TEXTS = [text for text in core_texts() if text.lang == "zh" and text.kind != "stet"]


@pytest.fixture(scope="module")
def words():
    return chinese_words()


@pytest.fixture(scope="module")
def planted():
    return [
        (text, new)
        for text in TEXTS[:15]
        for new in plant_chinese(text.text, 10.0, "medium", random.Random(text.id))[0]
    ]


def test_all_kinds_occur(planted):
    """Each kind of the mix has its places."""
    assert {new.kind for _, new in planted} >= set(CHINESE_MIX) - {"de"}


def test_same_sound(planted, words):
    """A word for a word is of the same syllables and shares no character."""
    for text, new in planted:
        right = text.text[new.start : new.end]
        if new.kind == "pinyin-word":
            assert words.reading(new.replacement) == words.reading(right)
            assert words.count(new.replacement)
            assert not set(new.replacement) & set(right)


def test_one_character(planted, words):
    """A wrong character leaves no word, sounds or looks like the right one and is in common use."""
    alike = look_alikes()
    for text, new in planted:
        right = text.text[new.start : new.end]
        if new.kind not in ("pinyin-char", "near-pinyin", "shape"):
            continue
        assert not words.count(new.replacement)
        ((was, now),) = [(a, b) for a, b in zip(right, new.replacement, strict=True) if a != b]
        assert is_common(now)
        if new.kind == "pinyin-char":
            assert words.reading(was) == words.reading(now)
        elif new.kind == "near-pinyin":
            assert words.reading(was) != words.reading(now)
            assert fuzzy(words.reading(was)[0]) == fuzzy(words.reading(now)[0])
        else:
            assert now in alike[was]


def test_items_pass_the_gates_and_can_be_undone():
    """Whole items of all tiers."""
    maker = Maker(Plan())
    channel = Channel()
    for text in TEXTS[:12]:
        for item in maker.make(text, [RECIPES[t] for t in ("light", "medium", "heavy", "real-word")]).items:
            assert check_item(item, None, channel) == []
            assert apply_edits(item.source, item.edits) == text.text
            if item.tier == "real-word":
                assert {edit.kind for edit in item.edits} == {"pinyin-word"}


def test_nothing_in_quotations_names_and_formulas():
    """Names after a surname, quoted text, Latin neighbours and formulas stay."""
    text = "王建设说：“已经开始研究。”其中 $已经$ 见 `研究` 和 MySQL 研究，张观察点头。"
    for seed in range(30):
        source, edits = edits_of(text, plant_chinese(text, 30.0, "heavy", random.Random(seed))[0])
        for kept in ("“已经开始研究。”", "$已经$", "`研究`", "王建设", "张观察"):
            assert kept in source
        assert apply_edits(source, edits) == text


def test_segmentation_is_lossless(words):
    """The words of a text joined are the text."""
    for text in TEXTS[:10]:
        assert "".join(token.word for token in words.segment(text.text)) == text.text


@pytest.mark.parametrize(("one", "two"), [("zhang", "zan"), ("nan", "lang"), ("shi", "si"), ("ying", "yin")])
def test_near_sounds(one, two):
    """Syllables that southern speakers do not tell apart."""
    assert fuzzy(one) == fuzzy(two)


def test_distinct_sounds():
    """Others stay apart."""
    assert fuzzy("ma") != fuzzy("mo")
    assert fuzzy("ng") == "ng"
