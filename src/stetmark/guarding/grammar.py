"""Which changes beyond spelling the policy `spelling+grammar` keeps."""

from __future__ import annotations

import re

from stetmark.guarding.word_lists import guard_lists
from stetmark.text.lettercase import normalize_word
from stetmark.text.tokens import is_word, tokenize

__all__ = ["keeps_grammar"]

_SIGNS = re.compile(r"[\s,.;:!?，。；：！？、]*\Z")
_KEPT_CLASSES = frozenset(["inflection", "inserted", "deleted", "reworded", "punctuation"])


def keeps_grammar(old: str, new: str, class_: str) -> bool:
    """Whether a change is one of grammar: inflections, articles, prepositions, punctuation.

    Nothing that bears a number, a negation or a name is one.
    """
    if class_ not in _KEPT_CLASSES:
        return False
    mine = [token for token in tokenize(old) if is_word(token)]
    theirs = [token for token in tokenize(new) if is_word(token)]
    if any(_bears_meaning(word) for word in (*mine, *theirs)):
        return False
    if class_ == "punctuation":
        return bool(_SIGNS.match(old) and _SIGNS.match(new))
    if class_ == "inflection":
        return True
    words = {word.lower() for word in (*mine, *theirs)}
    return words <= guard_lists().grammar_words and max(len(mine), len(theirs)) == 1


def _bears_meaning(word: str) -> bool:
    low = normalize_word(word)
    known = guard_lists()
    negates = low in known.negations or low.endswith("n't") or low in known.negated.values()
    return (
        negates
        or low in known.numbers
        or any(map(str.isdigit, word))
        or (word[:1].isupper() and word[1:2].isupper())
    )
