"""Is this change of Chinese characters the correction of a wrong one that sounds or looks like it?"""

from __future__ import annotations

from typing import Protocol

from stetmark.text.words import Lexicon

__all__ = ["Alike", "judge_han"]

_NUMBERS = frozenset("零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟半双几第兩萬億貳參陸")
_NEGATIONS = frozenset("不没未无非否勿莫别毋沒無別")
#: Characters that sound or look alike and do not mean alike: who, which way, which sum.
_MEANING = tuple(
    frozenset(group)
    for group in [
        "他她它牠祂",
        "买卖買賣",
        "元圆员",
        "上下",
        "左右",
        "大小太",
        "多少",
        "是否",
        "有无",
        "前后",
        "受授",
        "天夫",
        "末未",
        "日曰",
        "人入",
        "己已",
        "来去",
        "问闻",
        "克刻",
        "里哩",
        "年月日",
        "男女",
        "输赢",
        "借贷",
        "进出",
        "你您",
    ]
)
#: Mixed up in spelling although meanings differ: 的地得 and the like are what proofreading Chinese is about.
_ALLOWED = tuple(
    frozenset(group)
    for group in [
        "的地得",
        "在再",
        "做作",
        "己已",
        "末未",
        "那哪",
        "象像",
        "带戴",
        "坐座",
        "需须",
        "炼练",
        "期其",
        "侯候",
        "即既",
        "竟竞",
        "辩辨",
        "历厉",
        "以已",
        "份分",
        "份纷",
        "帐账",
        "决绝",
        "人入",
        "问闻",
    ]
)
#: A doubled one of these is a slip; of others it may be a word (看看, 天天).
_NEVER_DOUBLED = frozenset("的了是在和与及就也都而但为被把对从向到其或于以将会能可这那")


class Alike(Protocol):
    """Whether two characters sound or look alike: what `lexicon.alike`, where there is one, answers."""

    def __call__(self, one: str, other: str) -> bool:
        """Whether they do."""
        ...


def judge_han(old: str, new: str, lexicon: Lexicon, *, before: str, after: str) -> tuple[bool, str]:  # noqa: PLR0911
    """Whether Han characters `old` → `new` is kept, and why.

    Args:
        old: Characters of the source; may be empty.
        new: Characters of the hypothesis; may be empty.
        lexicon: Tells traditional from simplified; its `alike(one, other)`, where it has one, tells which
            characters sound or look alike.
        before: The character before.
        after: The character after.
    """
    if lexicon.to_simplified(old) == lexicon.to_simplified(new):
        return False, "simplified and traditional characters are not spelling"
    if set(old + new) & _NUMBERS and (set(old) & _NUMBERS) != (set(new) & _NUMBERS):
        return False, "a number"
    if (set(old) & _NEGATIONS) != (set(new) & _NEGATIONS):
        pair = frozenset((old, new))
        if pair not in _ALLOWED:
            return False, "a negation"
    if not new and len(old) == 1:
        if old in _NEVER_DOUBLED and old in (before, after):
            return True, f"{old} stands here twice"
        return False, "a character left out is not a spelling correction that can be told"
    if len(old) != len(new) or not 1 <= len(old) <= 4:
        return False, "not character for character"
    return _characters(old, new, lexicon)


def _characters(old: str, new: str, lexicon: Lexicon) -> tuple[bool, str]:
    alike: Alike | None = getattr(lexicon, "alike", None)
    for one, other in zip(old, new, strict=True):
        if one == other:
            continue
        pair = frozenset((one, other))
        if pair <= frozenset("的地得") or pair in _ALLOWED:
            continue
        if any(pair <= group for group in _MEANING):
            return False, f"{one} → {other} changes the meaning"
        if alike is None:
            return False, "nothing here tells which characters sound alike (pip install 'stetmark[zh]')"
        if not alike(one, other):
            return False, f"{one} and {other} neither sound nor look alike"
    return True, f"{old} and {new} sound or look alike"
