"""Which script is a character in: Han, kana, a script without spaces? Every room asks here.

The constants are the inside of a `re` character class, so that a room can build its own pattern from them;
the functions are for everybody else.
"""

from __future__ import annotations

import re
from collections import Counter

__all__ = [
    "CJK",
    "CJK_SIGNS",
    "HAN",
    "KANA",
    "SPACELESS",
    "count_han",
    "is_cjk",
    "is_cjk_language",
    "is_han",
    "is_kana",
    "main_language",
    "script_shares",
]

#: Chinese characters: every block of unified and compatibility ideographs, with the planes kept free for more
#: of them, the iteration marks (々 〻), 〆, 〇 and the Suzhou numerals.
HAN = "\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: Hiragana and katakana with their iteration and length marks. Half-width katakana are not among them: they
#: are read as a run of letters.
KANA = "\u3031-\u3035\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\U0001b000-\U0001b16f"
#: Thai, Lao, Myanmar and Khmer: taken grapheme by grapheme.
_SOUTHEAST_ASIAN = (
    "\u0e01-\u0e30\u0e32\u0e40-\u0e4f\u0e80-\u0eb0\u0eb2\u0ebd-\u0ec6\u0edc-\u0edf\u1000-\u109f\u1780-\u17b3"
)
#: Letters of the scripts that are written without spaces between words.
SPACELESS = HAN + KANA + _SOUTHEAST_ASIAN
#: Punctuation of Chinese and its neighbours, and the full-width forms of ASCII signs.
CJK_SIGNS = (
    "\u3001-\u3004\u3008-\u3020\u302a-\u3030\u3036\u3037\u303c-\u303f\u30a0\u30fb"
    "\ufe10-\ufe1f\ufe30-\ufe4f\uff01-\uff65\uffe0-\uffee"
)
#: Everything that belongs to Chinese, Japanese or Korean text: letters, radicals, bopomofo and signs.
CJK = (
    HAN
    + KANA
    + CJK_SIGNS
    + "\u1100-\u11ff\u2e80-\u2fff\u3000\u3099-\u309c\u3100-\u31ef\u3200-\u33ff\ua960-\ua97f\uac00-\ud7ff"
    + "\uff66-\uffdc"
)

_HAN_RUN = re.compile(f"[{HAN}]+")
_KANA_RUN = re.compile(f"[{KANA}]+")
_CJK_RUN = re.compile(f"[{CJK}]+")
_HAN_CHARACTER = re.compile(f"[{HAN}]")
_HAN_OR_KANA = re.compile(f"[{HAN}{KANA}]")
#: A Chinese word has about 1.6 characters, an English one about five letters.
_LETTERS_PER_HAN = 3
_CJK_LANGUAGES = frozenset(["zh", "ja", "yue"])
#: Letters looked at to tell the scripts of a text.
_SAMPLE = 4000
#: The Latin letters of Basic Latin, Latin-1 and Latin Extended-A and -B end here.
_LATIN_END = "\u0250"


def is_han(text: str) -> bool:
    """Return whether `text` is Han characters alone, at least one.

    Example:
        >>> is_han("汉字"), is_han("㐀𠮷"), is_han("汉a"), is_han("")
        (True, True, False, False)
    """
    return _HAN_RUN.fullmatch(text) is not None


def is_kana(text: str) -> bool:
    """Return whether `text` is hiragana and katakana alone, at least one."""
    return _KANA_RUN.fullmatch(text) is not None


def is_cjk(text: str) -> bool:
    """Return whether `text` is letters and signs of Chinese, Japanese and Korean alone, at least one."""
    return _CJK_RUN.fullmatch(text) is not None


def count_han(text: str) -> int:
    """Return how many Han characters `text` has."""
    return 0 if text.isascii() else len(_HAN_CHARACTER.findall(text))


def is_cjk_language(lang: str) -> bool:
    """Return whether the language with the code `lang` is written in Han characters, without spaces."""
    return lang.partition("-")[0] in _CJK_LANGUAGES


def main_language(text: str) -> str:
    """Return the language that `text` is mostly in: "zh" where most words are in Han characters, else "en".

    A Han character counts for as much as three other letters.

    Example:
        >>> main_language("用 Python 处理文本数据"), main_language("The character 汉 is Chinese.")
        ('zh', 'en')
    """
    n_han = count_han(text)
    if not n_han:
        return "en"
    others = sum(map(str.isalpha, text)) - n_han
    return "zh" if _LETTERS_PER_HAN * n_han >= others else "en"


def script_shares(text: str) -> dict[str, float]:
    """Return the share of letters in each script: "latin", "han" (with kana), or a block of 256 code points.

    Only the first few thousand characters are looked at; empty where there is no letter among them.
    """
    counts = Counter(_script(sign) for sign in text[:_SAMPLE] if sign.isalpha())
    total = counts.total()
    return {script: count / total for script, count in counts.items()}


def _script(letter: str) -> str:
    if letter < _LATIN_END:
        return "latin"
    return "han" if _HAN_OR_KANA.match(letter) else str(ord(letter) >> 8)
