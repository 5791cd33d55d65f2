"""Capitals and apostrophes: give a correction those of the word it replaces, or do without them."""

from __future__ import annotations

__all__ = ["match_apostrophes", "match_case", "normalize_word", "straighten_apostrophes"]


def normalize_word(word: str) -> str:
    """Return `word` as word lists hold it: in lower case, with straight apostrophes.

    Example:
        >>> normalize_word("Don’t")
        "don't"
    """
    return straighten_apostrophes(word.lower())


def straighten_apostrophes(text: str) -> str:
    """Return `text` with straight apostrophes in place of curly ones."""
    return text.replace("’", "'")


def match_apostrophes(word: str, like: str) -> str:
    """Return `word` with curly apostrophes if `like` has one, else with straight ones."""
    return word.replace("'", "’") if "’" in like else straighten_apostrophes(word)


def match_case(word: str, like: str) -> str:
    """Return `word` with the capitals of `like`, which it replaces.

    - `like` in capitals, more than one letter of it: all capitals.
    - Otherwise the first letter follows the first letter of `like`, and the others stay: "teh" → "the",
      "Teh" → "The", "I" → "A", "'Tis" → "'Twas". A word with capitals of its own ("iPhone") is never put in
      lower case.
    - Where both have the same number of parts between hyphens, each part follows its own.

    Title-case letters (ǅ) count as capitals.

    Example:
        >>> match_case("the", "Teh"), match_case("the", "TEH"), match_case("The", "teh")
        ('The', 'THE', 'the')
    """
    if like.islower() and word.islower():
        return word
    if "-" in like and word.count("-") == like.count("-"):
        parts = zip(word.split("-"), like.split("-"), strict=True)
        return "-".join(_match_part(part, model) for part, model in parts)
    return _match_part(word, like)


def _match_part(word: str, like: str) -> str:
    if like.isupper() and sum(map(str.isalpha, like)) > 1:
        return word.upper()
    model = _first_letter(like)
    at = _first_letter(word)
    if at == len(word) or model == len(like):
        return word
    first, rest = word[at], word[at + 1 :]
    if like[model].istitle():
        return word[:at] + first.title() + rest
    return word if rest != rest.lower() else word[:at] + first.lower() + rest


def _first_letter(word: str) -> int:
    """Return where the first letter of `word` is, its length if it has none."""
    return next((at for at, sign in enumerate(word) if sign.isalpha()), len(word))
