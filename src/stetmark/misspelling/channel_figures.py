"""How often people slip in which way: the figures behind the error model.

Counted over the 636 distinct one-word slips that editors of the Python Enhancement Proposals and the Ethereum
Improvement Proposals found and mended (both public domain or CC0); switches between British and American
spelling are left out. Only counts were taken over, no text. `bench/calibrate.py` counts them again and shows
them beside what `Channel.corrupt` makes.
"""

from __future__ import annotations

__all__ = [
    "CAPITAL_SHARE",
    "FIRST_LETTER_SHARE",
    "INSERTED",
    "KINDS",
    "MIX",
    "PHONETIC",
    "POSITIONS",
    "TWO_SLIPS",
    "VOWELS",
    "VOWEL_SLIPS",
]

#: Share of each kind of slip among misspelt words. The first eight are one slip; the names are gold kinds.
MIX: dict[str, float] = {
    "omission": 0.327,
    "undoubling": 0.061,
    "insertion": 0.151,
    "doubling": 0.069,
    "transposition": 0.124,
    "vowel": 0.068,
    "key": 0.038,
    "substitution": 0.033,
    "two-slips": 0.097,
    "three-slips": 0.013,
    "join": 0.019,
}
KINDS = tuple(MIX)
#: Misspelt words whose first letter is wrong.
FIRST_LETTER_SHARE = 0.022
#: Slips of the shift key ("THe"): not among the mined pairs, so this share is a guess on the low side.
CAPITAL_SHARE = 0.01

#: Where in the word, as counts: first letter, the four quarters between, last letter.
POSITIONS: dict[str, tuple[int, int, int, int, int, int]] = {
    "omission": (3, 44, 53, 69, 31, 8),
    "insertion": (1, 11, 20, 22, 16, 27),
    "doubling": (1, 5, 9, 13, 8, 9),
    "transposition": (2, 23, 23, 25, 6, 0),
    "substitution": (7, 18, 25, 27, 13, 9),
}

#: Where an added letter comes from: a letter close by in the word, a key beside it, a vowel, anywhere.
INSERTED = {"echo": 0.40, "key": 0.31, "vowel": 0.10, "any": 0.19}

#: What two slips in one word are: a syllable lost or said twice, letters swapped across one, two apart.
TWO_SLIPS = {"lost": 0.25, "twice": 0.14, "across": 0.10, "apart": 0.51}

VOWELS = frozenset("aeiouyàâäáãæéèêëíîïóôöõœúùûüÿ")
#: meant vowel -> {written vowel: count}; every other pair of vowels counts 0.3.
VOWEL_SLIPS: dict[str, dict[str, int]] = {
    "a": {"e": 8, "i": 3, "o": 3},
    "e": {"a": 7, "i": 4, "o": 2},
    "i": {"a": 5, "u": 3, "y": 2, "e": 1},
    "o": {"a": 1},
    "u": {"y": 1, "i": 1, "a": 1},
    "y": {"i": 1},
}
#: Consonants that sound alike: preferred when a letter is neither a vowel nor hit beside its key.
PHONETIC: dict[str, str] = {
    "c": "sk",
    "s": "cz",
    "z": "s",
    "k": "c",
    "t": "dc",
    "d": "t",
    "n": "m",
    "m": "n",
    "g": "j",
    "j": "g",
    "f": "v",
    "v": "f",
    "p": "b",
    "b": "p",
}
