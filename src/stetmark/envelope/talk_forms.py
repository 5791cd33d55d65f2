"""Forms of the text in what surrounds an answer: misspellings, their corrections, quoted words."""

from __future__ import annotations

import re
from itertools import pairwise

from rapidfuzz.distance import Indel

from stetmark.envelope.talk_context import Context, kind_of_mark
from stetmark.envelope.talk_cues import CUES
from stetmark.envelope.talk_units import (
    HAN_SIGN,
    LIST_MARK,
    NUMBER,
    bare_of,
    words_in,
)

__all__ = [
    "continues_a_list",
    "is_pairs",
    "is_slips",
    "is_wordish",
    "names_a_slip",
    "quoted_words",
    "quotes_a_form",
]

#: How alike two forms are of which one is the correction of the other.
_ALIKE = 0.6
_LONGEST_FORM = 60
#: A misspelling in a list of them is a word.
_LONGEST_WORD, _LONGEST_HAN_FORM = 24, 4
#: A wrong form of fewer letters may be a word of any sentence.
_SHORT = 3
_QUOTED = re.compile(
    r"[\"“‘`*「『《【](?P<a>[^\"“”‘’`*「」『』《》【】\n]{1,60})[\"”’`*」』》】]|(?<!\w)'(?P<b>[^'\n]{1,60})'(?!\w)"
)
_ARROW = re.compile(
    r"\s*(?:→|->|=>|⇒|➔|➜|⟶|—>|>>)\s*|\s+(?:to|became|becomes|instead of|should be|is now)\s+"
    r"|\s*(?:应该是|应该为|应改为|应为|应是|应作|改为|改成|改作|更正为|修改为)\s*"
)
_CELLS = re.compile(r"\s*(?:\||/|→|->|=>|⇒|➔|➜|⟶|:|：|=|\t|—|–| - |[(（])\s*")
_PARTS = re.compile(r"\s*[,;，；、]\s*(?:and\s+|和|以及)?|\s+and\s+(?=[\"“‘'`*])")


def is_pairs(bare: str, context: Context) -> bool:
    """Return whether a sentence is a list of source forms, each with its correction, and nothing else."""
    parts = [part for part in _PARTS.split(bare) if part]
    if not parts:
        return False
    paired = [_is_pair(part, context) for part in parts]
    return any(paired) and 2 * sum(paired) > len(parts) and paired[0]


def is_slips(bare: str, context: Context) -> bool:
    """Return whether a sentence is a list of misspellings of the source, and nothing else."""
    parts = [part.strip("\"'“”‘’「」 ") for part in _PARTS.split(bare)]
    return all(
        0 < len(part) <= (_LONGEST_HAN_FORM if HAN_SIGN.search(part) else _LONGEST_WORD)
        and part in context.source
        and part not in context.reference
        for part in parts
    )


def _is_pair(part: str, context: Context) -> bool:
    cells = [bare_of(cell) for cell in _CELLS.split(_ARROW.sub(" → ", part))]
    cells = [cell for cell in cells if cell and not NUMBER.fullmatch(cell)]
    pointed = _ARROW.search(part) is not None or "|" in part
    for left, right in pairwise(cells):
        forms = frozenset(words_in(left))
        if left == right or not forms or not forms <= context.words or len(left) > _LONGEST_FORM:
            continue
        wrong = bool(forms & context.wrong)
        corrected = wrong and not context.right.isdisjoint(words_in(right))
        if corrected or ((wrong or pointed) and _near(left, right)):
            return True
    return False


def _near(left: str, right: str) -> bool:
    start = right[: len(left) + 4]
    return (
        Indel.normalized_similarity(left, start) >= _ALIKE
        or Indel.normalized_similarity(left, right) >= _ALIKE
    )


def is_wordish(line: str, context: Context) -> bool:
    """Return whether a list item is nothing but forms that were corrected."""
    words = words_in(bare_of(line))
    return 0 < len(words) <= 40 and all(word in context.wrong or word in context.right for word in words)


def names_a_slip(bare: str, context: Context) -> bool:
    """Return whether a sentence has a misspelling of the source in it, quoted or beside a word about it."""
    for match in _QUOTED.finditer(bare):
        form = (match["a"] or match["b"]).strip(" .,;:!?。，")
        if form and form in context.source and form not in context.reference:
            return True
    cues = CUES["zh" if HAN_SIGN.search(bare) else "en"]
    if not (cues["slip"].found(bare) or cues["fixed"].found(bare) or cues["did"].found(bare)):
        return False
    if HAN_SIGN.search(bare):
        pairs = (bare[k : k + 2] for k in range(len(bare) - 1))
        return any(pair in context.source and pair not in context.reference for pair in pairs)
    return any(word in context.wrong and len(word) > _SHORT for word in words_in(bare))


def quoted_words(bare: str) -> set[str]:
    """Return the words in quotation or emphasis marks."""
    return {word for match in _QUOTED.finditer(bare) for word in words_in(match["a"] or match["b"])}


def quotes_a_form(bare: str, context: Context) -> bool:
    """Return whether a sentence quotes a word or a short stretch of the text."""
    for match in _QUOTED.finditer(bare):
        quoted = (match["a"] or match["b"]).strip(" .,;:!?。，")
        if not quoted:
            continue
        words = words_in(quoted)
        if words and any(word in context.wrong or word in context.right for word in words):
            return True
        if len(words) <= 6 and quoted in context.text and not HAN_SIGN.search(quoted):
            return True
        if HAN_SIGN.search(quoted) and quoted in context.text and len(quoted) <= 12:
            return True
    return False


def continues_a_list(line: str, context: Context) -> bool:
    """Return whether a line has the list mark of the item's own list, and does not name a misspelling."""
    mark = LIST_MARK.match(line)
    if mark is None or kind_of_mark(mark) not in context.marks:
        return False
    bare = bare_of(line)
    return not (is_pairs(bare, context) or names_a_slip(bare, context))
