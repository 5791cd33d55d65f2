"""What is known of Chinese words: the figures that are shipped, and the lists they belong to."""

import lzma
import math
import struct
from importlib.resources import files

import numpy as np
import pytest

from stetmark.corrector.chinese_counts import HanWords, _hashes, han_words, hash_of, unpack_counts


@pytest.fixture(scope="module")
def words():
    pytest.importorskip("jieba")
    pytest.importorskip("pypinyin")
    return han_words()


def test_hash_is_fnv_1a_of_utf_16():
    """Worked by hand for one character: 一 is U+4E00, bytes 00 and 4E."""
    prime, mask = 1_099_511_628_211, (1 << 64) - 1
    state = (0xCBF29CE484222325 ^ 0x00) * prime & mask
    assert hash_of("一") == (state ^ 0x4E) * prime & mask
    assert hash_of("") == 0xCBF29CE484222325
    assert hash_of("国", hash_of("中")) == hash_of("中国")


def test_many_hashes_are_the_single_ones():
    """The quick way gives what the plain way gives, in the same order."""
    some = ["中国", "的", "神经网络", "我们", "一"]
    assert _hashes(some) == [hash_of(word) >> 32 for word in some]


def test_unpacks_what_was_packed():
    """Gaps between hashes and eighths of a nat come back."""
    hashes = np.array([5, 70_000, 4_000_000_000], "<u4")
    gaps = np.diff(hashes, prepend=np.uint32(0)).astype("<u4")
    planes = gaps.view(np.uint8).reshape(-1, 4).T.tobytes()
    packed = lzma.compress(struct.pack("<I", 3) + planes + bytes([0, 8, 40]))
    assert unpack_counts(packed) == pytest.approx({5: 1.0, 70_000: math.e, 4_000_000_000: math.exp(5)})


def test_the_file_holds_figures_and_no_text():
    """Hashes and counts, as many as the design note says, and small."""
    packed = files("stetmark.corrector").joinpath("han_counts.xz").read_bytes()
    assert len(packed) < 1_000_000
    counts = unpack_counts(packed)
    assert len(counts) == 391_144
    assert max(counts) < 2**32
    assert counts[hash_of("的") >> 32] == pytest.approx(358_156, rel=0.07)
    assert counts[hash_of("中国@人民") >> 32] == pytest.approx(1_202, rel=0.07)


def test_counts_of_a_small_list():
    """Counts of both sources add up; a pair that was counted is likelier than its words alone."""
    counted = {hash_of("吃") >> 32: 100.0, hash_of("吃@饭") >> 32: 60.0, hash_of("饭") >> 32: 90.0}
    readings = {"吃": ["chi"], "饭": ["fan"], "犯": ["fan"], "米": ["mi"]}
    model = HanWords(
        {"吃": 10, "饭": 10, "米饭": 5, "犯": 1}, counted, readings, coined=["扫码"], single=["饭犯"]
    )
    assert "米饭" in model
    assert "扫码" in model
    assert "饭米" not in model
    assert model.after("饭", "吃") > model.alone("饭")
    assert model.after("犯", "吃") < model.alone("犯")
    assert model.after("饭", "没见过") == model.alone("饭")
    assert model.alone("饭米") < model.alone("犯")
    assert model.heard(model.sounds("米犯")) == ["米饭"]
    assert model.confused("犯") == "饭"
    assert model.same("饭", "犯")
    assert not model.same("饭", "米")


def test_sounds_are_those_of_a_southern_ear(words):
    """zh = z, n- = l-, -ng = -n; a character of several readings is heard in all of them."""
    assert words.sounds("张南") == words.sounds("赞兰")
    assert words.sounds("是") != words.sounds("不")
    assert "重新" in words.heard(words.sounds("从新"))
    assert words.same("重", "虫")
    assert not words.same("张", "赞")


def test_every_word_of_ours_is_chinese_and_listed_once():
    """Newer words and groups of single characters."""
    folder = files("stetmark.corrector")
    for name, sizes in (("han_coined.txt", range(1, 10)), ("han_single.txt", range(2, 4))):
        lines = folder.joinpath(name).read_text(encoding="utf-8").splitlines()
        found = [word for line in lines if not line.startswith("#") for word in line.split()]
        assert all(len(word) in sizes and all("\u4e00" <= c <= "\u9fff" for c in word) for word in found)
        assert sorted(found) == sorted(set(found)), [w for w in found if found.count(w) > 1]
