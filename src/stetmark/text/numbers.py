"""Which number does a text write, in digits or in words, and is another one the same number?

Digits with separators, sign, currency, per cent or unit; English and Chinese number words; dates and times of
day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

__all__ = ["NUMBER_WORDS", "find_numbers", "number_class", "number_value"]

#: What a number is: its kind ("number", "ordinal", "date", "time", "version"), its value, its unit.
Value = tuple[str, object, str]

_UNITS = """
    %: ％ percent pct per_cent; $: us$ usd dollar dollars 美元; €: eur euro euros 欧元;
    £: gbp pound pounds 英镑; ¥: ￥ cny rmb yuan 元; km: kilometre kilometres kilometer kilometers 公里 千米;
    m: metre metres meter meters 米; cm: centimetre centimetres centimeter centimeters 厘米;
    mm: millimetre millimetres millimeter millimeters 毫米; mi: mile miles 英里; ft: foot feet; inch: inches;
    kg: kilo kilos kilogram kilograms 公斤 千克; g: gram grams 克; lb: lbs; t: tonne tonnes; oz: ounce ounces;
    l: litre litres liter liters 升; ml: millilitre millilitres milliliter milliliters 毫升;
    h: hr hrs hour hours 小时; min: mins minute minutes 分钟; s: sec secs seconds 秒; ms: milliseconds;
    °c: ℃ 摄氏度; °f: ℉; kb: kilobytes; mb: megabytes; gb: gigabytes; tb: terabytes; hz: hertz; w: watt watts;
    kw: kilowatt kilowatts; v: volt volts; mph:
"""
_UNIT_OF = {
    alias.replace("_", " "): unit
    for unit, aliases in (group.split(":") for group in "".join(_UNITS.split("\n")).split(";"))
    for unit in [unit.strip()]
    for alias in [unit, *aliases.split()]
}
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_WORD_VALUE = {word: n for n, word in enumerate(_SMALL)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_ORDINAL_VALUE = {word: n for n, word in enumerate(_ORDINALS, 1)}
_PARTS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "third": Fraction(1, 3)}
_MONTHS = ("january february march april may june july august september october november december").split()
_MONTH = {month[:n]: k for k, month in enumerate(_MONTHS, 1) for n in (3, len(month))} | {"sept": 9}
_HAN_DIGITS = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
#: English words that stand in a number.
NUMBER_WORDS = frozenset(
    {*_WORD_VALUE, *_SCALES, *_ORDINAL_VALUE, *_PARTS, *_MONTH, "hundred", "dozen", "point"}
)
NUMBER_WORDS |= frozenset(alias for alias in _UNIT_OF if len(alias) > 1)

_WORDS = "|".join(
    sorted({*_WORD_VALUE, *_SCALES, *_ORDINAL_VALUE, "hundred", "dozen"}, key=len, reverse=True)
)
_MONTH_NAMES = "|".join([*_MONTHS, *(rf"{month[:3]}\.?" for month in _MONTHS), r"sept\.?"])
_UNIT_NAMES = "|".join(re.escape(alias) for alias in sorted(_UNIT_OF, key=len, reverse=True))
_HAN = "零〇一二两三四五六七八九十百千万亿"
_DIGITS = r"\d{1,3}(?:[,，'’ \u00a0\u202f]\d{3}(?!\d))+(?:\.\d+)?|\d+,\d{1,2}(?![\d,])|\d+(?:\.\d+)*"
_AFTER = r"(?![A-Za-z0-9_])"
_NUMBER = re.compile(
    rf"""
    (?P<date>
        \d{{4}}(?P<sep>[-/.])\d{{1,2}}(?P=sep)\d{{1,2}}(?!\d)
      | \d{{4}}年\d{{1,2}}月(?:\d{{1,2}}[日号])?
      | (?:{_MONTH_NAMES})[ ]\d{{1,2}}(?:st|nd|rd|th)?(?:,?[ ]\d{{4}})?{_AFTER}
      | \d{{1,2}}(?:st|nd|rd|th)?[ ](?:of[ ])?(?:{_MONTH_NAMES})(?:,?[ ]\d{{4}})?{_AFTER}
    )
  | (?P<time>\d{{1,2}}[:.]\d{{2}}[ ]?[ap]\.?m\.?|\d{{1,2}}[:：]\d{{2}}(?!\d)|\d{{1,2}}[ ]?[ap]\.?m\b\.?)
  | (?:(?P<money>(?:(?<![A-Za-z])US)?[$€£¥￥])[ ]?)?
    (?:(?P<sign>(?<![^\s(（\[$])[-+−])(?=[\d$€£]))?(?P<inner>[$€£])?
    (?:
        (?P<digits>{_DIGITS})(?P<ordinal>st|nd|rd|th)?
      | (?<![A-Za-z])(?P<words>(?:an?[ ](?=hundred|thousand|million|billion|dozen))?(?:{_WORDS})
            (?:(?:[ ]and[ ]|[ -])(?:{_WORDS}))*
            (?:[ ]point(?:[ ](?:{"|".join(_SMALL[:10])}))+)?
            (?:[ ]and[ ](?:an?|one)[ ](?:half|quarter|third))?)(?![A-Za-z])
      | (?P<share>百分之)?(?P<nth>第)?
        (?:(?P<han>[{_HAN}]+(?:点[零〇一二三四五六七八九]+)?)|(?P<plain>\d+(?:\.\d+)?))
    )
    (?:[ ]?(?P<scale>thousand|million|billion|trillion|[百千万亿](?![米克瓦]))(?![A-Za-z]))?
    (?:[ \u00a0]?(?P<unit>{_UNIT_NAMES})(?![A-Za-z0-9]))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: Letters that the expression takes for others, case ignored.
_LETTERS = str.maketrans("ſıİ\u212a", "siik")
_LEFT = re.compile(r"[A-Za-z0-9_.]")
_GROUPS = re.compile(r"[,，'’ \u00a0\u202f]")


def find_numbers(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the numbers in `text[start:end]`: start, end, and whether it is written in digits."""
    for match in _NUMBER.finditer(text, start, end):
        first, last = match.span()
        if not (first and text[first].isascii() and text[first].isdigit() and _LEFT.match(text[first - 1])):
            yield first, last, match["words"] is None and match["han"] is None


def number_class(reference: str, hypothesis: str) -> str:
    """Return the class of the change of a number into a number; empty if one of the texts is not one."""
    old, new = number_value(reference.strip()), number_value(hypothesis.strip())
    if old is None or new is None:
        return ""
    return "number_form" if old == new else "number_value"


@lru_cache(maxsize=1 << 12)
def number_value(text: str) -> Value | None:
    """Return kind, value and unit of the number that `text` is; None if it is not one number."""
    match = _NUMBER.fullmatch(text.translate(_LETTERS))
    if match is None:
        return None
    if match["date"]:
        return _date(match["date"].lower())
    if match["time"]:
        return _time(match["time"].lower())
    kind, value = "number", _amount(match)
    if value is None:
        return ("version", match["digits"], "") if match["digits"] else None
    last_word = (match["words"] or "").lower().rpartition("-")[2].rpartition(" ")[2]
    if match["ordinal"] or match["nth"] or last_word in _ORDINAL_VALUE:
        kind = "ordinal"
    scale = (match["scale"] or "").lower()
    value *= _SCALES.get(scale) or _HAN_SCALES.get(scale, 1)
    if match["sign"] in ("-", "−"):
        value = -value
    money = (match["money"] or match["inner"] or match["unit"] or "").lower().strip()
    unit = "%" if match["share"] else _UNIT_OF.get(money, money)
    return kind, value, unit


def _amount(match: re.Match[str]) -> Fraction | None:
    """The amount without scale, sign and unit; None where it is not a number."""
    if match["words"]:
        return _words_value(match["words"].lower())
    if match["han"]:
        return _han_value(match["han"])
    text = match["digits"] or match["plain"]
    if re.fullmatch(r"\d+,\d{1,2}", text):
        return Fraction(text.replace(",", "."))
    text = _GROUPS.sub("", text)
    return Fraction(text) if text.count(".") <= 1 else None


def _words_value(text: str) -> Fraction | None:
    """The value of English number words; None where they are several numbers in a row."""
    part = Fraction(0)
    head, found, tail = text.rpartition(" and ")
    if found and tail.rpartition(" ")[2] in _PARTS:
        text, part = head, _PARTS[tail.rpartition(" ")[2]]
    text, _, decimals = text.partition(" point ")
    if decimals:
        part += Fraction("0." + "".join(str(_WORD_VALUE[word]) for word in decimals.split()))
    total = here = 0
    for word in re.split(r"[ -]", text):
        value = _WORD_VALUE.get(word, _ORDINAL_VALUE.get(word, -1))
        if word in {"and", "a", "an"}:
            continue
        if word in {"hundred", "dozen"}:
            here = max(1, here) * (100 if word == "hundred" else 12)
        elif word in _SCALES:
            total, here = total + max(1, here) * _SCALES[word], 0
        elif (value >= 10 and here % 100) or (here % 10) or (here % 100 == 10):
            return None
        else:
            here += value
    return total + here + part


def _han_value(text: str) -> Fraction | None:
    """The value of Chinese number words ("二〇二四", "三百二十"); None for a scale alone."""
    if len(text) == 1 and text in "百千万亿":
        return None
    text, _, decimals = text.partition("点")
    part = Fraction("0." + "".join(str(_HAN_DIGITS[sign]) for sign in decimals)) if decimals else Fraction(0)
    if not any(sign in _HAN_SCALES for sign in text):
        return Fraction("".join(str(_HAN_DIGITS[sign]) for sign in text)) + part
    total = section = digit = 0
    for sign in text:
        if sign in _HAN_DIGITS:
            digit = _HAN_DIGITS[sign]
        elif _HAN_SCALES[sign] >= 10**4:
            scale, here = _HAN_SCALES[sign], section + digit
            total = total + here * scale if here and total >= scale else (total + here or 1) * scale
            section = digit = 0
        else:
            section, digit = section + (digit or 1) * _HAN_SCALES[sign], 0
    return total + section + digit + part


def _date(text: str) -> Value:
    """Year (0 where it is left out), month and day (0 likewise)."""
    numbers = [int(digits) for digits in re.findall(r"\d+", text)]
    name = next((word for word in re.findall(r"[a-z]{3,}", text) if word in _MONTH), "")
    if not name:
        return "date", (numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else 0), ""
    return "date", (numbers[1] if len(numbers) > 1 else 0, _MONTH[name], numbers[0]), ""


def _time(text: str) -> Value:
    """Minutes since midnight."""
    hours, *minutes = (int(digits) for digits in re.findall(r"\d+", text))
    if "p" in text and hours < 12:
        hours += 12
    elif "a" in text and hours == 12:
        hours = 0
    return "time", 60 * hours + sum(minutes), ""
