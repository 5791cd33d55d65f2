"""Is this change of Chinese characters the correction of a wrong one that sounds or looks like it?"""

from __future__ import annotations

from typing import NamedTuple

from stetmark.guarding.lexicon import ChineseKnowledge, GuardLexicon

__all__ = ["Place", "judge_han"]

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


#: Nats by which a change must make the text likelier as a row of words, where sound and shape are not enough.
_CLEARLY, _SURELY = 2.0, 2.0
_CONTEXT = 5


class Place(NamedTuple):
    """Characters `old` of the source, `new` of the hypothesis, and the source before and after them."""

    before: str
    old: str
    new: str
    after: str


def judge_han(place: Place, lexicon: GuardLexicon) -> tuple[bool, str]:
    """Whether a change of Han characters is kept, and why."""
    old, new = place.old, place.new
    if lexicon.to_simplified(old) == lexicon.to_simplified(new):
        return False, "simplified and traditional characters are not spelling"
    chinese = lexicon.chinese
    if len(old) == 1 and not new:
        return _one_too_many(place, chinese)
    if len(new) == 1 and not old:
        return _one_missing(place, chinese)
    if len(old) != len(new) or not 1 <= len(old) <= 4:
        return False, "not character for character"
    return _characters(place, chinese)


def _gain(place: Place, chinese: ChineseKnowledge) -> float:
    return chinese.gain(place.before[-_CONTEXT:], place.old, place.new, place.after[:_CONTEXT])


def _one_too_many(place: Place, chinese: ChineseKnowledge | None) -> tuple[bool, str]:
    old, left, right = place.old, place.before[-1:], place.after[:1]
    if old in {left, right} and old not in _NUMBERS:
        if old in _NEVER_DOUBLED:
            return True, f"{old} stands here twice"
        if chinese is not None and _doubled_by_slip(place, chinese):
            return True, f"{old} stands here twice"
    return False, "a character left out is not a spelling correction that can be told"


def _doubled_by_slip(place: Place, chinese: ChineseKnowledge) -> bool:
    """Whether one of the two is in a word with what stands beside them, and the other is in none."""
    old = place.old
    left, right = place.before.removesuffix(old)[-1:], place.after.removeprefix(old)[:1]
    in_word = [bool(left) and chinese.is_word(left + old), bool(right) and chinese.is_word(old + right)]
    # 看看 is a word of its own before 书, but not after 照: 照片片.
    return in_word == [True, False] or (in_word == [False, True] and not chinese.is_word(old * 2))


def _one_missing(place: Place, chinese: ChineseKnowledge | None) -> tuple[bool, str]:
    new = place.new
    if chinese is None or new in _NUMBERS or new in _NEGATIONS:
        return False, "nothing is put in"
    near = (place.before[-1:] + new, new + place.after[:1], place.before[-2:] + new, new + place.after[:2])
    around = place.before[-1:] + new + place.after[:1]
    makes_word = any(len(word) > 1 and chinese.is_word(word) for word in (*near, around))
    if makes_word and _gain(place, chinese) >= _CLEARLY:
        return True, f"{new} is missing from a word"
    return False, "nothing is put in"


def _characters(place: Place, chinese: ChineseKnowledge | None) -> tuple[bool, str]:
    """Character for character: alike in sound or shape, and surer than that where meaning hangs on it."""
    old, new = place.old, place.new
    pairs = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    if all({*pair} <= {*"的地得"} or frozenset(pair) in _ALLOWED for pair in pairs):
        return True, f"{old} and {new} are often written for one another"
    if chinese is None:
        return False, "nothing here tells which characters sound alike (pip install 'stetmark[zh]')"
    for one, other in pairs:
        if not chinese.alike(one, other):
            return False, f"{one} and {other} neither sound nor look alike"
    whole = len(old) > 1 and chinese.is_word(new) and not set(new) <= _NUMBERS
    grave = [pair for pair in pairs if _bears_meaning(*pair) and not (whole and set(pair) & _NUMBERS)]
    clear = not any(set(pair) <= _NUMBERS or set(pair) <= _NEGATIONS for pair in pairs)
    if grave and not (clear and not (whole and chinese.is_word(old)) and _gain(place, chinese) >= _SURELY):
        return False, f"{old} → {new} may change the meaning"
    return (clear, f"{old} and {new} sound or look alike" if clear else "a number or a negation")


def _bears_meaning(one: str, other: str) -> bool:
    """A number, a negation, or two characters that are alike and say different things."""
    pair = {one, other}
    return bool(pair & (_NUMBERS | _NEGATIONS)) or any(pair <= group for group in _MEANING)
