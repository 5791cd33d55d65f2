"""Find the copies of an answer in a text, and tell whether there is an answer at all.

Copies are cut at a line break or after a colon, and only if the rest then fits reference or source better
than the whole. A text that shares too few words in order with both is not an answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, islice
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from stetmark.text.align import EXACT_CELLS, matching_blocks
from stetmark.text.lexicon import NO_LEXICON, Lexicon
from stetmark.text.scripts import script_shares
from stetmark.text.tokens import is_word, tokenize
from stetmark.text.word_lists import read_list, read_sections, split_words

__all__ = [
    "BODY_SHARE",
    "COPY_SHARE",
    "Copies",
    "begins_like",
    "find_copies",
    "is_answer",
    "no_body",
    "shared_words",
    "words_of",
]

#: A copy holds at least this share of the reference's words in order, a body at least this share.
COPY_SHARE, BODY_SHARE = 0.5, 0.35
#: Of a fragment, this share of its words must begin the reference, else it is not a truncated answer.
_FRAGMENT_SHARE = 0.8
_FEW_WORDS, _FEW_ALIKE = 8, 0.4
_HEAD = 24
#: How alike the first letters of a copy and of the reference are.
_BEGINS = 0.75
_MAX_CUTS = 48
#: A copy with this share of another's words is as complete.
_AS_COMPLETE = 0.9
#: What is missing is so many times as long as a remark after a text that breaks off.
_TIMES_REMARK = 2
_HERE = "stetmark.envelope"
_LINE = re.compile(r"[\r\n]+")
_START = re.compile(r"[\r\n]+|[:：]")


class Copies(NamedTuple):
    """The copy that counts, `text[start:end]`, what the others mean, and what stands around all."""

    start: int
    end: int
    flags: frozenset[str]
    around: tuple[str, ...]


def is_answer(text: str, wanted: tuple[str, ...], lexicon: Lexicon = NO_LEXICON) -> bool:
    """Return whether `text` shares enough with an item's texts, in either Chinese script, to be judged."""
    return _is_answer(text, wanted) or (
        "han" in script_shares(text)
        and _is_answer(lexicon.to_simplified(text), tuple(map(lexicon.to_simplified, wanted)))
    )


def begins_like(text: str, at: int, wanted: Sequence[str]) -> bool:
    """Return whether the text from `at` on begins as one of the item's texts does."""
    return any(_alike(text, at, one) >= _BEGINS for one in wanted)


def words_of(text: str) -> list[str]:
    """Return the words of a text, whatever their case."""
    return [token for token in tokenize(text.casefold()) if is_word(token)]


def shared_words(one: list[str], other: list[str]) -> int:
    """Return how many words both have in the same order."""
    if len(one) * len(other) > EXACT_CELLS:
        return sum(block.n for block in matching_blocks(one, other))
    return int(LCSseq.similarity(one, other))


def _is_answer(text: str, wanted: tuple[str, ...]) -> bool:
    """Return whether a text shares enough with reference or source to be judged edit by edit."""
    words = words_of(text)
    for one in wanted:
        expected = words_of(one)
        if shared_words(words, expected) >= BODY_SHARE * len(expected) and expected:
            return True
        if text and one.startswith(text):
            return True
        begin = expected[: len(words) + 2]
        if 2 < len(words) < len(expected) and shared_words(words, begin) >= _FRAGMENT_SHARE * len(words):
            return True
        if len(expected) < _FEW_WORDS and len(text) <= 2 * len(one) + 20:
            # Too short for words to tell: letters do.
            alike = Indel.normalized_similarity(text, one)
            if alike > _FEW_ALIKE or not expected:
                return True
    return False


def no_body(text: str, reference: str) -> str:
    """Return what a text is that shares too little with the reference: refused, translated or rewritten."""
    if _refusal().search(text[:400]):
        return "refused"
    mine, theirs = script_shares(text), script_shares(reference)
    if theirs and mine and sum(abs(mine.get(s, 0) - theirs.get(s, 0)) for s in {*mine, *theirs}) > 0.8:
        return "translated"
    return "translated" if _other_language(text, reference) else "rewritten"


@cache
def _refusal() -> re.Pattern[str]:
    return re.compile("|".join(read_list(_HERE, "refusals.txt")), re.IGNORECASE)


@cache
def _common_words() -> dict[str, frozenset[str]]:
    """Return the commonest short words of languages in Latin script: which one is a text in?"""
    return {name: split_words(lines) for name, lines in read_sections(_HERE, "languages.txt").items()}


def _other_language(text: str, reference: str) -> bool:
    """Return whether two texts in Latin script are in different languages, by their commonest words."""
    mine, theirs = _language(text), _language(reference)
    return bool(mine and theirs and mine != theirs)


def _language(text: str) -> str:
    """The language whose short words make up most of the text; empty where none does."""
    words = [word.lower() for word in words_of(text[:4000])]
    if len(words) < 6:
        return ""
    common = _common_words()
    share = {name: sum(map(common[name].__contains__, words)) / len(words) for name in common}
    best = max(share, key=lambda name: share[name])
    return best if share[best] > 0.15 else ""


def find_copies(text: str, reference: str, source: str | None) -> Copies | None:
    """Several copies of the answer, or of the source beside it; None where there is one at most."""
    if len(text) < 1.4 * min(len(reference), len(source) if source else len(reference)):
        return None
    starts = _heads(text, reference, source)
    if len(starts) < 2:
        return None
    expected = words_of(reference)
    given = words_of(source) if source is not None else expected
    spans: list[tuple[int, int]] = []
    held: list[int] = []
    unlike: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        words = words_of(text[start:end])
        right, wrong = shared_words(words, expected), shared_words(words, given)
        if max(right, wrong) >= COPY_SHARE * len(expected):
            spans.append((start, end))
            held.append(right)
            # How far the copy is from the source; one that is nearer to the reference is not an echo.
            unlike.append(len(given) - wrong if wrong > right else len(given))
    if len(spans) < 2:
        return None
    least = min(unlike)
    echoes = least <= 1 and len(set(unlike)) > 1
    answers = [k for k, far in enumerate(unlike) if not (echoes and far == least)]
    flags: set[str] = set()
    if answers and len(answers) < len(spans):
        flags.add("source_echoed")
    if len(answers) > 1 or not answers:
        flags.add("duplicated")
    # The last copy that is as complete as the others: one may break off.
    some = answers or range(len(spans))
    most = max(held[k] for k in some)
    taken = [k for k in some if held[k] >= _AS_COMPLETE * most][-1]
    wanted = (reference,) if source is None else (reference, source)
    bodies = [_within(text, one, wanted) for one in spans]
    start, end = bodies[taken]
    stops = [0, *(stop for _, stop in bodies)]
    begins = [*(begin for begin, _ in bodies), len(text)]
    around = [text[stop:begin] for stop, begin in zip(stops, begins, strict=True)]
    return Copies(start, end, frozenset(flags), tuple(around))


def _within(text: str, span: tuple[int, int], wanted: tuple[str, ...]) -> tuple[int, int]:
    """Return the body inside one copy."""
    first, last = _located(text[span[0] : span[1]], wanted)
    return span[0] + first, span[0] + last


def _heads(text: str, reference: str, source: str | None) -> list[int]:  # noqa: C901  a story told in order
    """Where reference or source seem to begin: lines that begin like them, and their first words anywhere."""
    wanted = (reference,) if source is None or source == reference else (reference, source)
    size = min(map(len, wanted))
    found = {0, *(m.end() for m in islice(_START.finditer(text), 4 * _MAX_CUTS))}
    for one in (*wanted, text):
        for offset in (0, _HEAD):
            head = one[offset : offset + _HEAD]
            if len(head) < max(1, min(8, size)):
                continue
            at = text.find(head)
            while at >= 0 and len(found) < 8 * _MAX_CUTS:
                if offset == 0:
                    found.add(at)
                elif at >= offset:
                    found.add(_aligned(text, at, one[:offset]))
                at = text.find(head, at + max(len(head), size // 4))
    # Of candidates near each other the one that begins most alike is the beginning.
    starts: list[int] = []
    likeness: list[float] = []
    for at in sorted(found):
        alike = max(_alike(text, at, one) for one in wanted)
        if alike < _BEGINS:
            continue
        alike += 0.2 if at == 0 or text[at - 1] in "\r\n" else 0.1 if text[at - 1].isspace() else 0
        if not starts or at - starts[-1] > 0.4 * size:
            starts.append(at)
            likeness.append(alike)
        elif alike > likeness[-1]:
            starts[-1], likeness[-1] = at, alike
    return starts


def _alike(text: str, at: int, wanted: str) -> float:
    """Return how much the text from `at` on begins like `wanted`."""
    n = min(2 * _HEAD, len(wanted))
    # White space before the beginning is looked over, but a megabyte of it not once for each line.
    at += n - len(text[at : at + n].lstrip(" \t\r\n")) if at + n <= len(text) else 0
    return float(Indel.normalized_similarity(text[at : at + n], wanted[:n]))


def _aligned(text: str, until: int, head: str) -> int:
    """The place from which the text up to `until` is most like `head`."""
    options = range(max(0, until - len(head) - 4), max(1, until - len(head) + 5))
    return min(
        options, key=lambda at: (Indel.distance(text[at:until], head), text[at - 1 : at].isalnum(), at)
    )


def _located(text: str, wanted: tuple[str, ...]) -> tuple[int, int]:
    """Return the span between the cuts that fit best."""
    best = (0, len(text))
    most = -1
    tokens = tokenize(text)
    at = list(accumulate(map(len, tokens), initial=0))
    for one in wanted:
        theirs = tokenize(one)
        their_at = list(accumulate(map(len, theirs), initial=0))
        found = matching_blocks(theirs, tokens)
        long = [b for b in found if sum(map(is_word, theirs[b.i : b.i + b.n])) >= 3]
        if not long:
            long = [b for b in found if any(map(is_word, theirs[b.i : b.i + b.n]))]
        if not long:
            continue
        shared = sum(b.n for b in found)
        if shared <= most:
            continue
        most = shared
        first, last = long[0], long[-1]
        start = _best_start(text, at[first.j], one[: their_at[first.i]])
        since, rest = at[last.j + last.n], one[their_at[last.i + last.n] :]
        end = _less_remark(text, since, _best_end(text, since, rest), rest)
        best = (start, max(start, end))
    return best


def _best_start(text: str, until: int, reference: str) -> int:
    """The cut after which the text up to the first agreement is most like the reference up to there."""
    cuts = [m.end() for m in _START.finditer(text, 0, until) if m.end() <= until]
    options = [0, *cuts[:_MAX_CUTS], *cuts[-_MAX_CUTS:]]
    return min(options, key=lambda cut: (_unlike(text, cut, until, reference), cut))


def _best_end(text: str, since: int, reference: str) -> int:
    """As `_best_start`, at the end."""
    cuts = [m.start() for m in _LINE.finditer(text, since)]
    options = [len(text), *cuts[:_MAX_CUTS], *cuts[-_MAX_CUTS:]]
    return min(options, key=lambda cut: (_unlike(text, since, cut, reference), -cut))


def _less_remark(text: str, since: int, end: int, rest: str) -> int:
    """Return the end of the body, if an answer breaks off and is followed by unrelated lines."""
    line = _LINE.search(text, since, end)
    if line is None or len(rest) < max(_HEAD, _TIMES_REMARK * (end - line.start())):
        return end
    remark = words_of(text[line.end() : end])
    return end if 2 * shared_words(remark, words_of(rest)) > len(remark) else line.start()


def _unlike(text: str, start: int, end: int, reference: str) -> int:
    """Letters that part a stretch from the reference's; by length alone where one is far longer."""
    if end - start > 2 * len(reference) + 400:
        return end - start - len(reference) + len(reference)
    return int(Indel.distance(text[start:end].strip().casefold(), reference.strip().casefold()))
