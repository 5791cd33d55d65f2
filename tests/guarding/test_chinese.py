"""The guard on Chinese: characters that sound or look alike, and meanings that stay."""

from __future__ import annotations

import pytest

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
