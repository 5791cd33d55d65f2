"""How much may a model write?  Enough for the text and its thinking, never the vendor's silent default."""

from __future__ import annotations

import math

__all__ = ["REASONING_TOKENS", "estimate_tokens", "output_cap"]

#: Room for thinking where it counts inside the cap.
REASONING_TOKENS = 16_384


def estimate_tokens(text: str) -> int:
    """Return about how many tokens a text has, rather too many than too few.

    No tokenizer is asked: 3 characters a token for ASCII (misspelt English has shorter tokens than
    clean), and 1.2 tokens a character for the rest (Chinese in a tokenizer made for English).
    """
    n_ascii = len(text.encode("ascii", "ignore"))
    return math.ceil(n_ascii / 3 + 1.2 * (len(text) - n_ascii)) + 1


def output_cap(source: str, *, thinks: bool, most: int | None) -> int:
    """Return the output cap for a text, in tokens: 1.5 times the text and 256, plus room for thinking.

    Args:
        source: The text to be given back.
        thinks: Thinking counts inside the cap.
        most: The most the vendor takes.
    """
    cap = math.ceil(1.5 * estimate_tokens(source)) + 256 + (REASONING_TOKENS if thinks else 0)
    return min(cap, most) if most else cap
