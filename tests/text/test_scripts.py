"""One answer to "is this a Han character?", and every room that asks gets it."""

from __future__ import annotations

import random
import sys
import unicodedata

import pytest

from stetmark.corrector.chinese_counts import _hashes as hashes
from stetmark.corrector.chinese_counts import _readings, hash_of
from stetmark.corrector.chinese_model import han_runs
from stetmark.corrector.chinese_text import _is_traditional as is_traditional
from stetmark.documents.model import Block
from stetmark.envelope.bodies import no_body
from stetmark.guarding.replies import guard
from stetmark.items.chinese import ChineseMisspeller
from stetmark.items.chinese import _Passage as Passage
from stetmark.items.corpus import Corpus
from stetmark.items.corrupt import Planted
from stetmark.items.gates import check_text
from stetmark.lexicon.pinyin import ChineseWords, chinese_words
from stetmark.proofread.chunks import chunks
from stetmark.text.correctable import sites
from stetmark.text.prose import not_prose
from stetmark.text.regions import Regions
from stetmark.text.scripts import (
    count_han,
    is_cjk,
    is_cjk_language,
    is_han,
    is_kana,
    main_language,
    script_shares,
)
from stetmark.text.tokens import tokenize

#: Common, extension A, extension B, compatibility, compatibility supplement, extension G, and two marks.
HAN_CHARACTERS = ["汉", "㐀", "𠮷", "金", "\U0002f800", "\U00030000", "々", "〇"]
#: Kana, Hangul, Greek, Cyrillic, a full-width letter, a radical, signs, an emoji.
OTHERS = ["か", "カ", "한", "α", "я", "Ａ", "⺀", "。", "、", "·", "😀", "a", "1", " "]


@pytest.mark.parametrize("char", HAN_CHARACTERS)
def test_a_han_character_is_one_in_every_room(char, tmp_path):
    """The tokenizer, the gates, the guard, both correctors, the word list and `fix` all know it."""
    assert is_han(char)
    assert count_han(f"a{char}b{char}") == 2
    # The tokenizer: a token of its own.
    assert tokenize(f"a{char}{char}b") == ["a", char, char, "b"]
    # The length gate counts characters.
    problem = check_text(char * 59, "zh", None, skip={"nfc"})
    assert problem is not None
    assert "59 characters" in problem.detail
    assert check_text(char * 60, "zh", None, skip={"nfc"}) is None
    # The guard: a number and a code are not one identifier with it, and a change of it is one of characters.
    assert not not_prose(f"{char}68 {char}68")
    reasons = {decision.reason for decision in guard(f"我{char}你好", "我们你好").reverted}
    assert reasons.isdisjoint({"not made of letters only", "other words"})
    # The Chinese corrector's runs, and its test for traditional characters.
    assert [run.text for run in han_runs(f"abc {char}{char}, x")] == [char * 2]
    assert not is_traditional("汉字" * 60 + char)
    # jieba's words and what `items` plants on.
    path = tmp_path / "dict.txt"
    path.write_text(f"{char}{char} 9 n\nT恤 4 n\n", encoding="utf-8")
    assert list(ChineseWords(path).counts) == [char * 2]
    # What a text is written in.
    assert main_language(char * 3) == "zh"
    assert Corpus(()).clean_text(char * 40, "a.txt", {}).lang == "zh"
    assert [chunk.lang for chunk in chunks([Block(char * 9, ())])] == ["zh"]
    assert script_shares(char * 4) in ({"han": 1.0}, {})  # 〇 is a numeral, not a letter
    assert no_body(f"{char}汉字" * 9, "An English text of a few words.") == "translated"
    # An English word that touches it is a name.
    assert list(sites(f"{char}Word")) == []


def test_errors_are_planted_among_han_characters():
    """Characters beyond the basic plane are counted, and count as untouched text between two errors."""
    pytest.importorskip("jieba")
    passage = Passage("㐀𠮷々〇汉 abc", ChineseMisspeller(chinese_words()), random.Random(1), Regions())
    assert passage.n_open() == 5
    passage.planted.append(Planted(4, 5, "字", "pinyin-char"))
    assert passage._is_free(0, 2)
    assert not passage._is_free(0, 3)


def test_readings_reach_beyond_the_common_block():
    """The corrector hears rare characters too."""
    pytest.importorskip("pypinyin")
    assert {"汉", "㐀", "𪚥"} <= _readings().keys()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("A plain sentence.", "en"),
        ("一个句子。", "zh"),
        ("我们用 MySQL 存数据。", "zh"),
        ("用 Python 处理文本数据", "zh"),
        ("The character 汉 is Chinese.", "en"),
        ("㐀𠮷 1 2 3", "zh"),
        ("汉 abc", "zh"),
        ("汉 abcd", "en"),
    ],
)
def test_the_main_language(text, language):
    """A Han character counts for three other letters, for `items make` and for `fix` alike."""
    assert main_language(text) == language
    assert [chunk.lang for chunk in chunks([Block(text, ())])] == [language]
    assert Corpus(()).clean_text(text, "a.txt", {}).lang == language


def test_languages_written_in_han_characters():
    """By code, with or without a region."""
    assert all(map(is_cjk_language, ["zh", "zh-TW", "ja", "yue"]))
    assert not any(map(is_cjk_language, ["en", "ko", "", "zha"]))


@pytest.mark.parametrize("char", OTHERS)
def test_other_characters_are_not_han(char):
    """Kana, Hangul, radicals, full-width letters and signs are something else."""
    assert not is_han(char)
    assert count_han(char) == 0
    assert list(han_runs(char)) == []
    assert main_language(char) == "en"


def test_han_is_what_unicode_calls_an_ideograph():
    """No ideograph is left out, and nothing assigned with another name is let in but marks and numerals."""
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        name = unicodedata.name(char, "")
        ideograph = name.startswith(("CJK UNIFIED IDEOGRAPH", "CJK COMPATIBILITY IDEOGRAPH"))
        if ideograph:
            assert is_han(char), name
        elif name and is_han(char):
            assert code < 0x303C, name
        kana = name.startswith(("HIRAGANA LETTER", "KATAKANA LETTER"))
        if kana and not 0x1AFF0 <= code <= 0x1B16F:
            assert is_kana(char), name
        if code < 0x1AFF0 and name.startswith(
            (
                "HANGUL",
                "HIRAGANA",
                "KATAKANA",
                "FULLWIDTH",
                "HALFWIDTH",
                "CJK",
                "BOPOMOFO",
                "KANGXI",
                "IDEOGRAPHIC",
            )
        ):
            assert is_cjk(char), name


def test_the_hash_of_a_word_is_the_same_one_by_one_and_in_bulk():
    """Characters beyond the basic plane are two units in both."""
    words = ["汉字", "𠮷", "𠮷野家", "㐀", "好"]
    assert hashes(words) == [hash_of(word) >> 32 for word in words]
    assert hash_of("汉字") == hash_of("字", hash_of("汉"))
