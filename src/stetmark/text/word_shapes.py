"""What does a word look like? The shapes that more than one room asks for."""

from __future__ import annotations

import re

__all__ = ["ANY_WORD", "LATIN_LETTERS", "LATIN_WORD", "UNIT_SPACE"]

#: Letters of Latin alphabets, for use in a character class: no digit, no underscore, nothing of a script
#: that is written without spaces.
LATIN_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏ"
#: A word of Latin letters with inner apostrophes: "don't", "naïve".
LATIN_WORD = re.compile(rf"[{LATIN_LETTERS}]+(?:['’][{LATIN_LETTERS}]+)*")
#: Letters of any script and digits, with inner apostrophes.
ANY_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: What may stand between a number and its unit, for use in a pattern: a space of any kind, of LaTeX too.
UNIT_SPACE = r"(?:\s|~|\\[,;: ])?"
