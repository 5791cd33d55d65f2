"""Chinese in the local systems: with the extra, without it, and what the version says of it."""

import pytest

from stetmark.answers.local.registry import available
from stetmark.corrector import chinese_text as han
from stetmark.corrector.stet import Stet


@pytest.fixture(scope="module")
def stet():
    pytest.importorskip("jieba")
    pytest.importorskip("pypinyin")
    return Stet()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("这个方按已经得到部门批准。", "这个方案已经得到部门批准。"),
        ("老师要求学生按时完成座业。", "老师要求学生按时完成作业。"),
        ("会议决定推迟到下个星其举行。", "会议决定推迟到下个星期举行。"),
        ("他们的的工作得到了群众的好评。", "他们的工作得到了群众的好评。"),
        ("他的意见没有道里。", "他的意见没有道理。"),
    ],
)
def test_repairs_wrong_characters(stet, written, meant):
    """Sound, shape, and one character too many."""
    assert stet.correct(written, "zh") == meant


@pytest.mark.parametrize(
    "text",
    [
        "他用微信扫码支付，然后在直播间里点赞。",
        "服务器重启之后，像素和音频都恢复了正常。",
        "人人都爱看看书，天天向上。",
        "记者王银此在现场报道。",
        "他写道：“座业”（原文如此）。",
        "`座业` 是一个变量名。",
        "這個方按已經得到部門批準，老師們都很高興。",
        "Teh recieve 123。",
        "",
    ],
)
def test_lets_stand(stet, text):
    """Newer words, doubled words, names, quoted errors, code, traditional text, Latin."""
    assert stet.correct(text, "zh") == text


def test_english_is_not_changed_by_it(stet):
    """Chinese inside English text is left alone, as before."""
    assert stet.correct("他门明天在来。 We recieve letters.", "en") == "他门明天在来。 We receive letters."


def test_without_the_extra_chinese_comes_back_and_the_version_says_so(stet, monkeypatch):
    """Two behaviours never have one name."""
    assert " +zh " in stet.version
    monkeypatch.setattr(han, "han_available", lambda: False)
    bare = Stet()
    assert "+zh" not in bare.version
    assert stet.version.startswith(bare.version)
    assert bare.correct("完成座业。", "zh") == "完成座业。"


def test_the_registry_offers_it_for_chinese():
    """`langs` says what a system tries to correct."""
    assert {"stet", "copy"} <= set(available(lang="zh"))
