"""Clean Chinese prose -> the misspellings to plant in it, as input methods and hands make them.

A planted form is fair when a careful reader sees at once that it is wrong and what it should be: a word is taken
for another that sounds the same but shares no character with it, or one character of a word goes wrong so that no
word is left and no other word is as near. Names, numbers and quotations are left alone.
"""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections.abc import Callable, Iterable
from itertools import accumulate

from stetmark.items.corrupt import Planted
from stetmark.items.protect import Regions, find_protected
from stetmark.lexicon.pinyin import ChineseWords, Token, chinese_words, is_common
from stetmark.lexicon.shapes import LOOK_ALIKES

__all__ = ["CHINESE_MIX", "ChineseMisspeller", "plant_chinese"]

#: Share of each kind; nearly half of the mined Chinese corrections are exact homophones.
CHINESE_MIX = {
    "pinyin-word": 0.34,
    "pinyin-char": 0.22,
    "near-pinyin": 0.12,
    "shape": 0.13,
    "missing": 0.08,
    "doubled": 0.05,
    "de": 0.06,
}
#: Parts of speech whose words may be misspelt (jieba's tags): no names, numbers, measures, particles, sounds.
_OPEN = re.compile(r"(?:n|v|a|d|vn|vd|ad|an|c|p|l|i|t|f|z|b|r|s|j)\Z")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚"
    "方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚陶柳温莫"
)
#: Rarest word that may be misspelt, rarest word that may be taken for another.
_LEAST, _LEAST_WRONG = 60, 150
#: A word must be so many times as common as all its rivals together.
_TIMES = 8
_DE_WORDS = frozenset(
    "觉得 获得 值得 使得 显得 懂得 记得 舍得 取得 免得 晓得 省得 赢得 不得不 不由得 难得".split()
)
_PARTICLES = frozenset("的在是和把被从与将就都也")
#: Words that nobody should meet in a test by accident.
_UNFIT = frozenset("遗精 阴精 尸体 妓女 性交 强奸 自尽 私通 奸情 尸骨 野猪 氢弹".split())
#: Right word and another of the same sound that a reader could take for meant in some context.
_UNCLEAR = frozenset(
    "检查监察 可以刻意 慢慢漫漫 慢慢满满 舞蹈误导 技术基数 表示标识 表示镖师 经历精力 男人难忍 一边以便 通知通志 手段首段 只有止有 "
    "往往望望 时间世间 不是不时 只能职能 以为意味 知道执导 知道制导 有时优势 优势有时 就是旧事 但是但使 截至介质 会议回忆 达到打倒 "
    "放置防止 经营精英 终端中段 事实时时 联系练习 线路显露 体型提醒 题型提醒 取出驱除 取出去除 及时即时 继续急需 工资公子 直到指导 "
    "直到知道 知道指导 意见一剑 事故尸骨 告知高职 显示现实 显示现时 权利全力 数值树枝 复议服役 保障暴涨 消失消逝 审理神力 列席裂隙 "
    "市场时常 市场失常 方式方始 公示攻势 停止挺直 注意逐一 交叉较差 信息欣喜 原因援引 机会忌讳 家乡假想 家乡假象 温室问世 失误事务 "
    "失误实务 伸手深受 计时即使 预计淤积 积蓄继续 出身初审 达到答道 上游尚有 布置不知 答复大夫 自身资深 皮肤批复 一致意志 目的墓地 "
    "建议检疫 建议简易 期限起先 身后深厚 组织阻止 积蓄急需 舒服束缚 业主野猪 尽管金冠 颁发办法 办法颁发".split()
)
#: What a lost character leaves that people do write.
_USED_SHORT = frozenset(
    "同个 村部 村干 作日 前一 小候 件名 是是 每只 这那 员会 多生 梧树 验室 交车 年人".split()
)
_SAID_TWICE = frozenset("学会上下来去说看听想做走问试笑谈等读写天人年月日家个星处时时久")
#: Written both ways by careful people, so that neither is an error for the other.
_EITHER = frozenset(
    "做作 象像 帐账 份分 它他 她他 哪那 订定 需须 惟唯 熔溶 溶融 熔融 粘黏 连联 历厉 反返 采彩 幅副 渡度 坐座 带戴 合和 拌伴 "
    "计记 纪记 截节 辨辩 启起 交叫 绝决 做坐 座作 漫慢 弥迷 坚艰 树竖 复覆 至致 磨摩 燃然 搜收 会汇 汇会 制治 练炼 飘漂 化画 画划 划化 "
    "作做 像象 账帐 分份 佣雇 侦真 震振 振震 竟境 烦繁 凑奏 泄泻 撒洒 洒撒 折褶 缴交 吊掉 扑朴 叠迭 订盯 名明 名鸣 "
    "点电 察查 查察 利力 力利 映应 应映 义意 意义 意议 式势 势式 形型 型形 形行 行形 事势 实事 时实 练链 侯候 密蜜".split()
)


class ChineseMisspeller:
    """Fair misspellings of Chinese words.

    Args:
        words: Words, counts and readings.
    """

    def __init__(self, words: ChineseWords) -> None:
        self.words = words
        self._forms: dict[tuple[str, str], tuple[tuple[str, int], ...]] = {}
        self._makers: dict[str, Callable[[str], Iterable[tuple[str, int]]]] = {
            "pinyin-word": self._same_word,
            "pinyin-char": self._same_char,
            "near-pinyin": self._near_char,
            "shape": self._shape,
            "missing": self._missing,
            "de": self._de,
        }

    def forms(self, word: str, kind: str) -> tuple[tuple[str, int], ...]:
        """Wrong forms of a word by one kind of error, each with its weight; the same on every call."""
        key = (word, kind)
        found = self._forms.get(key)
        if found is None:
            found = self._forms[key] = tuple(self._makers[kind](word))
        return found

    def _same_word(self, word: str) -> Iterable[tuple[str, int]]:
        if not 2 <= len(word) <= 3:
            return
        for other in self.words.same_sound(word)[:6]:
            count = self.words.count(other)
            tag = self.words.tags.get(other, "")
            if count < _LEAST_WRONG or other in _UNFIT or not _OPEN.match(tag):
                continue
            if word + other in _UNCLEAR or other + word in _UNCLEAR:
                continue
            if len(other) == len(word) and not set(word) & set(other):
                yield other, count

    def _swapped(
        self, word: str, others: Callable[[str], Iterable[str]], least: int
    ) -> Iterable[tuple[str, int]]:
        for at, char in enumerate(word):
            for other in others(char):
                form = word[:at] + other + word[at + 1 :]
                if (
                    self.words.count(other) < least
                    or not is_common(other)
                    or char + other in _EITHER
                    or other + char in _EITHER
                ):
                    continue
                if not self.words.count(form) and self._is_nearest(form, word):
                    yield form, self.words.count(other)

    def _is_nearest(self, form: str, word: str) -> bool:
        """Whether no other word that sounds like `word` is one character from `form`."""
        rivals = self.words.same_sound(word) + self.words.near_sound(word)
        near = sum(
            self.words.count(r)
            for r in rivals
            if len(r) == len(form) and sum(a != b for a, b in zip(r, form, strict=True)) <= 1
        )
        return self.words.count(word) >= _TIMES * near

    def _same_char(self, word: str) -> Iterable[tuple[str, int]]:
        if len(word) >= 2:
            yield from self._swapped(word, lambda c: self.words.chars_like(c)[:7], 3000)

    def _near_char(self, word: str) -> Iterable[tuple[str, int]]:
        if len(word) >= 2:
            yield from self._swapped(word, lambda c: self.words.chars_near(c)[:5], 5000)

    def _shape(self, word: str) -> Iterable[tuple[str, int]]:
        if len(word) >= 2:
            yield from ((form, 1) for form, _ in self._swapped(word, lambda c: LOOK_ALIKES.get(c, ""), 200))

    def _missing(self, word: str) -> Iterable[tuple[str, int]]:
        if not 3 <= len(word) <= 4 or not self.words.tags[word].startswith(("n", "l", "i", "v")):
            return
        for at in range(len(word)):
            form = word[:at] + word[at + 1 :]
            if self.words.count(form) or form in _USED_SHORT or word[at] in word[:at] + word[at + 1 :]:
                continue
            rivals = sum(self.words.count(w) for w in self.words.completions(form) if w != word)
            parts = len(form) == 2 or not any(
                self.words.count(form[:i]) > 500 and self.words.count(form[i:]) > 500
                for i in range(1, len(form))
            )
            if parts and self.words.count(word) >= _TIMES * rivals:
                yield form, 1

    @staticmethod
    def _de(word: str) -> Iterable[tuple[str, int]]:
        if word in _DE_WORDS:
            yield word.replace("得", "的"), 1
        elif word == "目的":
            yield "目地", 1


def plant_chinese(text: str, per_100: float, tier: str, rng: random.Random) -> tuple[list[Planted], int]:
    """Choose misspellings for a Chinese text, at least two untouched characters between any two.

    Args:
        text: The clean text.
        per_100: Misspellings per 100 words; a word is taken as 1.6 characters.
        tier: In `real-word` every planted form is a word (same sound, other characters).
        rng: Where chance comes from.

    Returns:
        The planted errors in order, and how many were wanted.
    """
    speller = _speller()
    protected = find_protected(text)
    tokens = speller.words.segment(text)
    n_han = sum("\u4e00" <= c <= "\u9fff" and not protected.meets(i, i + 1) for i, c in enumerate(text))
    wanted = max(1, round(per_100 * n_han / 160))
    sites = [i for i in range(len(tokens)) if _is_site(tokens, i, protected, speller.words)]
    kinds = ["pinyin-word"] if tier == "real-word" else list(CHINESE_MIX)
    weights = list(accumulate(CHINESE_MIX[k] for k in kinds))
    planted: list[Planted] = []
    for _ in range(wanted):
        for _ in range(6):
            kind = rng.choices(kinds, cum_weights=weights)[0]
            new = _plant_one(text, tokens, sites, kind, planted, rng, speller)
            if new:
                planted.append(new)
                break
    return sorted(planted), wanted if tier != "real-word" else 2


def _speller(cache: list[ChineseMisspeller] = []) -> ChineseMisspeller:  # noqa: B006  (one for the process)
    if not cache:
        cache.append(ChineseMisspeller(chinese_words()))
    return cache[0]


def _is_site(tokens: list[Token], i: int, protected: Regions, words: ChineseWords) -> bool:
    token = tokens[i]
    if len(token.word) < 2 or not _OPEN.match(token.tag) or words.count(token.word) < _LEAST:
        return False
    if protected.meets(token.start, token.end):
        return False
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if before and (
        before.word[-1] in _SURNAMES
        or before.tag.startswith("nr")
        or before.word.isascii()
        and before.word.isalnum()
    ):
        return False
    return not (after and (after.tag.startswith("nr") or after.word.isascii() and after.word.isalnum()))


def _plant_one(
    text: str,
    tokens: list[Token],
    sites: list[int],
    kind: str,
    planted: list[Planted],
    rng: random.Random,
    speller: ChineseMisspeller,
) -> Planted | None:
    if kind == "doubled":
        return _double(text, tokens, sites, planted, rng)
    pool = [i for i in sites if speller.forms(tokens[i].word, kind)]
    rng.shuffle(pool)
    for i in pool:
        token = tokens[i]
        if any(token.start < p.end + 2 and p.start < token.end + 2 for p in planted):
            continue
        if text.count(token.word) > 1 and any(p.form for p in planted if text[p.start : p.end] == token.word):
            continue
        forms = [f for f in speller.forms(token.word, kind) if _stands_out(text, token, f[0], speller.words)]
        if forms:
            weights = list(accumulate(max(1.0, w**0.5) for _, w in forms))
            form = forms[bisect(weights, rng.random() * weights[-1])][0]
            return Planted(token.start, token.end, form, kind)
    return None


def _stands_out(text: str, token: Token, form: str, words: ChineseWords) -> bool:
    """Whether the form makes no word with the characters beside it."""
    before, after = text[max(0, token.start - 1) : token.start], text[token.end : token.end + 1]
    if before and words.count(before + form[0]) > 100:
        return False
    if after and words.count(form[-1] + after) > 100:
        return False
    return not (words.count(before + form) if before else 0) and not (
        words.count(form + after) if after else 0
    )


def _double(
    text: str, tokens: list[Token], sites: list[int], planted: list[Planted], rng: random.Random
) -> Planted | None:
    """Write one character twice: a particle between words, or the end of a word of two."""
    chosen = set(sites)
    places = [
        t
        for i, t in enumerate(tokens)
        if 0 < i < len(tokens) - 1
        and (
            t.word in _PARTICLES
            or (i in chosen and len(t.word) == 2 and t.tag in ("n", "vn") and t.word[0] != t.word[1])
        )
    ]
    rng.shuffle(places)
    for t in places:
        last = t.word[-1]
        beside = text[t.end : t.end + 1] + (text[t.start - 1] if len(t.word) == 1 else "")
        if (
            last in beside
            or last in _SAID_TWICE
            or any(t.start < p.end + 2 and p.start < t.end + 2 for p in planted)
        ):
            continue
        if not "\u4e00" <= text[t.end : t.end + 1] <= "\u9fff" and len(t.word) == 1:
            continue
        return Planted(t.start, t.end, t.word + last, "doubled")
    return None
