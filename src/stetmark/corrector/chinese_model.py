"""The words in which the Chinese corrector speaks: what is known of words, what a slip costs, where to look.

All in nats, as for English: see `correct_model`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import msgspec

from stetmark.text.scripts import HAN, KANA

__all__ = ["START", "HanCosts", "HanModel", "HanRun", "han_runs"]

#: What stands before the first word of a sentence.
START = "^"
_HAN_RUN = re.compile(f"[{HAN}]+")
#: Signs that the pair counts know as neighbours of a word; any other sign says nothing.
_LEFT_SIGNS, _RIGHT_SIGNS = frozenset("，、：（“”"), frozenset("，。、（）“”")
#: Beside kana it is Japanese; beside a middle dot a name as it sounds.
_FOREIGN = re.compile(f"[{KANA}・·•]")
_SENTENCE_END = frozenset("。！？；\n")
#: Spans in which no character is touched. Only what may hold Chinese is listed: the rest has none to touch.
_PROTECTED = re.compile(
    r"""
      ```.*?(?:```|\Z) | ~~~.*?(?:~~~|\Z) | ``[^`]{1,2000}`` | `[^`\n]{1,2000}`
    | \$\$.{1,3000}?\$\$ | \$(?!\s)[^$\n]{1,200}?(?<!\s)\$
    | \\\(.{1,2000}?\\\) | \\\[.{1,3000}?\\\]
    | \\(?:begin|end|label|ref|eqref|cite[a-z]{0,10}|includegraphics|input|include|url|href|texttt|verb)\*?
      (?:\[[^\]]{0,200}\])?\{[^{}]{0,500}\}
    | <!--.{0,5000}?--> | <(?:code|pre|script|style|kbd|samp|var)\b[^>]{0,400}>.{0,5000}?
      </(?:code|pre|script|style|kbd|samp|var)>
    | </?[A-Za-z][^<>]{0,400}> | \]\([^()\s]{0,400}\) | \{\{.{0,500}?\}\} | \{%.{0,500}?%\}
    | (?:https?|ftp|file)://[^\s，。；、）」”]+
    | ^(?:[ ]{4}|\t)[^\n]*[{}();=<>][^\n]*$
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
#: 原文如此 and its like mark what stands before as quoted with its errors.
_SIC = re.compile(r"[（(\[［【]\s*(?:原文如此|原文|sic|[Ss]ic!?)\s*[）)\]］】]")
_QUOTED = re.compile(r"[“「『‘\"《][^“”「」『』\"\n]{0,300}[”」』’\"》]?\Z")
_CLAUSE = re.compile(r"[^。！？；，\n]{0,60}\Z")


class HanModel(Protocol):
    """What is known of Chinese words: see `stetmark.corrector.chinese_counts.HanWords`."""

    def __contains__(self, word: str) -> bool: ...

    def alone(self, word: str) -> float:
        """Log P(word)."""
        ...

    def after(self, word: str, left: str) -> float:
        """Log P(word | left); `left` is a word, a sign, `START`, or "" where nothing is known."""
        ...

    def is_meant(self, word: str) -> bool:
        """Whether a word is common enough to be put in another's place."""
        ...

    def sounds(self, text: str) -> str:
        """One code a character for how it sounds to a southern ear."""
        ...

    def same(self, one: str, other: str) -> bool:
        """Whether two characters have the same syllable, tones aside."""
        ...

    def heard(self, sounds: str) -> Sequence[str]:
        """Words of two to four characters that sound so, most used first."""
        ...

    def confused(self, char: str) -> Sequence[str]:
        """Words of one character that are written for `char` by people who know better."""
        ...

    def looks(self, char: str) -> Sequence[str]:
        """Characters that look like `char`."""
        ...

    def completed(self, text: str) -> Sequence[str]:
        """Words that become `text` when a character is lost."""
        ...

    def is_surname(self, char: str) -> bool:
        """Whether a character that stands alone is likely a family name."""
        ...


class HanCosts(msgspec.Struct, frozen=True):
    """What has to be won by a change, in nats, by kind of slip.

    Set where one half of clean technical texts, drawn by hash, shows no false alarm; other texts show more.

    `char` is one character of a word, same syllable; `near` a syllable that only a careful ear tells apart;
    `shape` a look-alike; `word` a word for another of the same syllables; `part` the same where a character
    stays; `single` a word of one character for another; `missing` and `doubled` one character too few or too
    many. The others are added where they fit: `known` where what stands there is a word, `repeated` where it
    stands in the text more than once, `inside` (a gain) where the text has the candidate elsewhere. `reach`
    is by how much neighbours may help at most.
    """

    char: float = 8.0
    near: float = 8.0
    shape: float = 6.0
    word: float = 13.0
    part: float = 15.0
    single: float = 10.0
    missing: float = 9.0
    doubled: float = 3.5
    known: float = 2.0
    repeated: float = 6.0
    inside: float = 1.5
    reach: float = 12.0


class HanRun(NamedTuple):
    """Characters without a break: `text` begins at `start`; `left` and `right` are what the model knows."""

    start: int
    text: str
    left: str
    right: str


def han_runs(text: str) -> Iterator[HanRun]:
    """Give the runs of Chinese characters that may be touched, in order."""
    closed = bytearray(len(text))
    for match in _PROTECTED.finditer(text):
        closed[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    for match in _SIC.finditer(text):
        before = text[: match.start()]
        quoted = _QUOTED.search(before, max(0, len(before) - 320)) or _CLAUSE.search(before)
        start = quoted.start() if quoted else match.start()
        closed[start : match.end()] = b"\x01" * (match.end() - start)
    for match in _HAN_RUN.finditer(text):
        start, end = match.span()
        if closed.find(1, start, end) >= 0:
            continue
        before, after = text[start - 1 : start] if start else "\n", text[end : end + 1]
        if _FOREIGN.match(before) or _FOREIGN.match(after):
            continue
        left = START if before in _SENTENCE_END else before if before in _LEFT_SIGNS else ""
        yield HanRun(start, match.group(), left, after if after in _RIGHT_SIGNS else "")
