"""What is known of Chinese characters: sound, shape, words."""

from __future__ import annotations

import pytest

pytest.importorskip("jieba")
pytest.importorskip("pypinyin")

from stetmark.guarding.chinese_knowledge import chinese_or_none


@pytest.fixture(scope="module")
def chinese():
    return chinese_or_none()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("在", "再", True), ("今", "金", True), ("天", "夫", True), ("安", "按", True), ("书", "山", False)],
)
def test_characters_that_sound_or_look_alike(chinese, one, other, alike):
    """Both ways."""
    assert chinese.alike(one, other) is alike
    assert chinese.alike(other, one) is alike


def test_words(chinese):
    """Of the list."""
    assert chinese.is_word("安装")
    assert not chinese.is_word("按装")


def test_a_row_of_words_is_likelier_than_one_of_characters(chinese):
    """The neighbours are taken up to the next sign."""
    assert chinese.gain("我们", "按装", "安装", "软件") > 0 > chinese.gain("我们", "安装", "按装", "软件")
    assert chinese.gain("，", "天", "天", "。") == 0.0
