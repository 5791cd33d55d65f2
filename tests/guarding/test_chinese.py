"""The guard on Chinese: characters that sound or look alike, and meanings that stay."""

from __future__ import annotations

import pytest

from fakes.lexicon import FewWords
from stetmark.guarding.chinese import Place, judge_han
from stetmark.proofread import guard

pytest.importorskip("jieba")


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("我门都在按装软件。", "我们都在安装软件。"),
        ("他跑的很快。", "他跑得很快。"),
        ("我以经到家了。", "我已经到家了。"),
        ("今夫天气很好。", "今天天气很好。"),
        ("请在三天內权利完成。", "请在三天內权力完成。"),
        ("他的的书在桌上。", "他的书在桌上。"),
        ("达到了68%的侧略", "达到了68%的策略"),
        ("请意杨批改。", "请一样批改。"),
    ],
)
def test_a_wrong_character_is_corrected(source, wanted):
    """A character that sounds or looks like the right one is mended."""
    assert guard(source, wanted).text == wanted


@pytest.mark.parametrize(
    ("source", "hypothesis"),
    [
        ("他在家。", "她在家。"),
        ("三月开会。", "四月开会。"),
        ("我买了股票。", "我卖了股票。"),
        ("不能去。", "没能去。"),
        ("他能去。", "他不能去。"),
        ("軟件很好。", "软件很好。"),
        ("很好,谢谢。", "很好，谢谢。"),
        ("他看书。", "他读书。"),
        ("我喜欢猫。", "我非常喜欢猫。"),
        ("今天天气很好。", "今天气很好。"),
        ("看看书。", "看书。"),
        ("运行`按装`命令。", "运行`安装`命令。"),
    ],
)
def test_a_change_of_meaning_or_style_is_put_back(source, hypothesis):
    """Pronouns, numbers, negations, script, punctuation and other words stay as they were."""
    guarded = guard(source, hypothesis)

    assert guarded.text == source
    assert guarded.reverted


class Known:
    """Knows the words it is given, finds all characters alike, and finds each change a gain of so many nats."""

    def __init__(self, words: str, gain: float = 9.0) -> None:
        self._words, self._gain = frozenset(words.split()), gain

    def alike(self, one: str, other: str) -> bool:
        return True

    def is_word(self, text: str) -> bool:
        return text in self._words

    def gain(self, before: str, old: str, new: str, after: str) -> float:
        return self._gain


def judged(before: str, old: str, new: str, after: str, chinese: Known | None) -> bool:
    return judge_han(Place(before, old, new, after), FewWords(chinese=chinese))[0]


@pytest.mark.parametrize(
    ("place", "words", "gain", "kept"),
    [
        (("我们", "", "天", "气"), "天气", 9.0, True),
        (("我们", "", "天", "气"), "天气", 1.9, False),
        (("我们", "", "天", "气"), "", 9.0, False),
        (("明", "", "天", "去"), "明天", 9.0, True),
        # A character that is a word by itself is none that is missing from a word.
        (("", "", "天", ""), "天", 9.0, False),
        (("", "", "天", "去"), "天", 9.0, False),
        (("", "", "三", "天"), "三天", 9.0, False),
        (("", "", "不", "能"), "不能", 9.0, False),
    ],
)
def test_a_missing_character_is_put_in_only_where_a_word_lacks_it(place, words, gain, kept):
    """Never a number, never a negation, and only where the text is clearly likelier with it."""
    assert judged(*place, Known(words, gain)) is kept
    assert not judged(*place, None)


@pytest.mark.parametrize(
    ("place", "words", "kept"),
    [
        (("他的", "的", "", "书"), "", True),
        (("照片", "片", "", "很"), "照片", True),
        (("看", "看", "", "书"), "看看 看书", False),
        (("三", "三", "", "天"), "三天", False),
        (("天", "气", "", "好"), "天气", False),
    ],
)
def test_a_character_that_stands_twice_is_one_too_many_only_by_a_slip(place, words, kept):
    """Not where the two are a word, nor where it is a number."""
    assert judged(*place, Known(words)) is kept


@pytest.mark.parametrize(
    ("old", "new", "gain", "kept"),
    [
        ("的", "得", 0.0, True),
        ("在", "再", 0.0, True),
        ("安", "按", 0.0, True),
        ("他", "她", 0.0, False),
        ("他", "她", 2.1, True),
        ("三", "四", 9.0, False),
        ("软", "軟", 9.0, False),
    ],
)
def test_one_character_for_another(old, new, gain, kept):
    """Those that everybody mixes up, those that are alike, and those on which the meaning hangs."""
    assert judged("", old, new, "", Known("", gain)) is kept
