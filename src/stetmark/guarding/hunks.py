"""One place where source and hypothesis differ: which words stand for which, and what is decided on each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from stetmark.guarding.chinese import Place, judge_han
from stetmark.guarding.grammar import keeps_grammar
from stetmark.guarding.known import Words, slips
from stetmark.guarding.lexicon import GuardLexicon
from stetmark.guarding.rules import Context, Judgement, judge_words
from stetmark.lexicon.affixes import prefixes
from stetmark.text.classify import classify
from stetmark.text.correctable import Site, sites
from stetmark.text.lettercase import match_apostrophes
from stetmark.text.regions import Regions
from stetmark.text.scripts import is_han
from stetmark.text.tokens import is_word, tokenize
from stetmark.text.word_shapes import UNIT_SPACE

__all__ = ["Decision", "Texts", "decide", "glued"]

_SHAPES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))
#: Words on one side of a difference; beyond, only words at about the same place are compared.
_BAND = 40
_NUMBER_BEFORE = re.compile(rf"\d[\d.,]*{UNIT_SPACE}\Z")

#: Why a change of each class is put back.
_REASONS = {
    "unicode": "the same characters in another encoding",
    "dash": "dashes are style",
    "quote": "quotation marks are style",
    "width": "character width is style",
    "whitespace": "spaces and line breaks are kept",
    "split_join": "joining or splitting words is style",
    "case": "capitals are not spelling",
    "hyphen": "hyphens are style",
    "markup": "markup stays",
    "number_value": "numbers stay",
    "number_form": "how a number is written is style",
    "punctuation": "punctuation is not spelling",
    "spelling_variant": "regional spellings of the same word",
    "script_variant": "simplified and traditional characters are not spelling",
    "typo_introduced": "a word was replaced by a non-word",
    "unplanted_fix": "too different to be a misspelling",
    "inflection": "another form of the same word: grammar, not spelling",
    "inserted": "insertions are not allowed",
    "deleted": "deletions are not allowed",
    "moved": "moves are not allowed",
    "reworded": "other words",
    "rewrite": "other words",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of one change.

    `source` is `source_text[start:end]`; `hypothesis` what the system (or, where kept, the guard in the
    source's letter case) puts there; `class_` one of `records.CHANGE_CLASSES`, or `misspelling` for what is
    the correction of one.
    """

    start: int
    end: int
    source: str
    hypothesis: str
    class_: str
    kept: bool
    reason: str


class _Word(NamedTuple):
    start: int
    end: int
    text: str


class _Match(NamedTuple):
    i: int
    n_old: int
    j: int
    n_new: int
    judgement: Judgement


@dataclass
class Texts:
    """The two texts of one guarding and what is known about them; what costs is worked out when asked."""

    source: str
    hypothesis: str
    lexicon: GuardLexicon
    words: Words
    policy: Any
    #: What of the source is not prose.
    outside: Regions

    @cached_property
    def _sites(self) -> dict[int, Site]:
        return {site.start: site for site in sites(self.source, self.outside)}

    def site(self, start: int) -> Site | None:
        """What is known about the word that starts here; None where it may not be touched."""
        return self._sites.get(start)


def glued(texts: Texts, spans: Iterable[tuple[int, int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """The differences, neighbours made one: a Chinese word and words parted by a space are judged whole."""
    last: tuple[int, int, int, int] | None = None
    for start, end, low, high in spans:
        if last is not None:
            between, theirs = texts.source[last[1] : start], texts.hypothesis[last[3] : low]
            han = not between and not theirs and is_han(texts.source[last[0] : end])
            if han or (between == theirs and len(between) == 1 and between.isspace()):
                last = (last[0], end, last[2], high)
                continue
            yield last
        last = (start, end, low, high)
    if last is not None:
        yield last


def decide(texts: Texts, start: int, end: int, hyp_start: int, hyp_end: int) -> list[Decision]:
    """Decide about one difference, word by word, in order."""
    old, new = texts.source[start:end], texts.hypothesis[hyp_start:hyp_end]
    if is_han(old + new):
        return [_han(texts, start, end, new)]
    mine, theirs = _find_words(old, start), _find_words(new, hyp_start)
    found: list[Decision] = []
    at, hyp_at = start, hyp_start
    for match in _matched(texts, mine, theirs):
        low, high = mine[match.i].start, mine[match.i + match.n_old - 1].end
        hyp_low, hyp_high = theirs[match.j].start, theirs[match.j + match.n_new - 1].end
        found += _rest(texts, at, low, hyp_at, hyp_low)
        found += _word(texts, low, high, texts.hypothesis[hyp_low:hyp_high], match.judgement)
        at, hyp_at = high, hyp_high
    return found + _rest(texts, at, end, hyp_at, hyp_end)


def _find_words(text: str, at: int) -> list[_Word]:
    found = []
    for token in tokenize(text):
        if is_word(token):
            found.append(_Word(at, at + len(token), token))
        at += len(token)
    return found


def _matched(texts: Texts, mine: list[_Word], theirs: list[_Word]) -> list[_Match]:
    """Words of the source and the words of the hypothesis that stand for them: most that fit, in order."""
    n, m = len(mine), len(theirs)
    best: list[list[tuple[int, _Match | None]]] = [[(0, None)] * (m + 1) for _ in range(n + 1)]
    wide = max(n, m) > _BAND
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            value, choice = best[i + 1][j][0], None
            value = max(value, best[i][j + 1][0])
            if not wide or abs(i * m - j * n) <= _BAND * max(n, m) // 4:
                for di, dj in _SHAPES:
                    if i + di > n or j + dj > m:
                        continue
                    gain, match = _gain(texts, mine, theirs, i, j, di, dj)
                    if match and gain + best[i + di][j + dj][0] > value:
                        value, choice = gain + best[i + di][j + dj][0], match
            best[i][j] = (value, choice)
    return _walk(best, n, m)


def _walk(best: list[list[tuple[int, _Match | None]]], n: int, m: int) -> list[_Match]:
    found: list[_Match] = []
    i = j = 0
    while i < n and j < m:
        value, match = best[i][j]
        if match is not None:
            found.append(match)
            i, j = i + match.n_old, j + match.n_new
        elif best[i + 1][j][0] == value:
            i += 1
        else:
            j += 1
    return found


def _gain(
    texts: Texts, mine: list[_Word], theirs: list[_Word], i: int, j: int, di: int, dj: int
) -> tuple[int, _Match | None]:
    """What it is worth that these words stand for those: nothing unless they fit, most if kept."""
    old, new = mine[i : i + di], theirs[j : j + dj]
    low, high = old[0].start, old[-1].end
    if di == dj == 1 and old[0].text == new[0].text:
        return 100, _Match(i, di, j, dj, Judgement(kept=False, text=new[0].text, reason="", fits=True))
    if di > 1 and texts.source[low:high] != " ".join(word.text for word in old):
        return 0, None
    if dj > 1 and texts.hypothesis[new[0].start : new[-1].end] != " ".join(word.text for word in new):
        return 0, None
    judgement = _judge(texts, old, [word.text for word in new])
    if not judgement.fits:
        return 0, None
    worth = 60 * di + 4 * dj if judgement.kept else 20
    return worth - 8 * slips(texts.source[low:high], " ".join(word.text for word in new)), _Match(
        i, di, j, dj, judgement
    )


def _judge(texts: Texts, old: list[_Word], new: list[str]) -> Judgement:
    low, high = old[0].start, old[-1].end
    first = texts.site(low)
    last = texts.site(old[-1].start)
    around = Context(
        starts=first is None or first.starts,
        after_number=bool(_NUMBER_BEFORE.search(texts.source, max(0, low - 24), low)),
        left=first.left if first else "",
        right=last.right if last else "",
    )
    judgement = judge_words([word.text for word in old], new, texts.words, around)
    if not judgement.kept:
        return judgement
    if texts.outside.meets(low, high):
        return judgement._replace(
            kept=False, reason="inside code, a formula, a URL, a number or a quoted error"
        )
    known = [texts.site(word.start) for word in old]
    if any(site is None or site.odd for site in known):
        return judgement._replace(
            kept=False, reason="shortened or joined deliberately: dialect, chat or code"
        )
    part = first is not None and first.hyphened
    if part and (high - low <= 3 or texts.source[low:high].lower() in prefixes("guard")):
        return judgement._replace(kept=False, reason="part of a hyphenated word")
    return judgement._replace(text=match_apostrophes(judgement.text, texts.source))


def _word(texts: Texts, start: int, end: int, given: str, judgement: Judgement) -> list[Decision]:
    old = texts.source[start:end]
    if old == given:
        return []
    if judgement.kept:
        return [Decision(start, end, old, judgement.text, "misspelling", kept=True, reason=judgement.reason)]
    return [_put_back(texts, start, end, given, judgement.reason)]


def _put_back(texts: Texts, start: int, end: int, given: str, reason: str = "") -> Decision:
    old = texts.source[start:end]
    found = classify(old, given, lexicon=texts.lexicon)
    if (
        texts.policy == "spelling+grammar"
        and not texts.outside.meets(start, end)
        and keeps_grammar(old, given, found)
    ):
        return Decision(
            start, end, old, given, found, kept=True, reason="grammar or punctuation, allowed by the policy"
        )
    return Decision(start, end, old, given, found, kept=False, reason=reason or _REASONS[found])


def _rest(texts: Texts, start: int, end: int, hyp_start: int, hyp_end: int) -> list[Decision]:
    """What no word of the other side stands for."""
    old, new = texts.source[start:end], texts.hypothesis[hyp_start:hyp_end]
    return [] if old == new else [_put_back(texts, start, end, new)]


def _han(texts: Texts, start: int, end: int, new: str) -> Decision:
    old = texts.source[start:end]
    place = Place(texts.source[max(start - 8, 0) : start], old, new, texts.source[end : end + 8])
    kept, reason = judge_han(place, texts.lexicon)
    if kept and texts.outside.meets(start, end):
        kept, reason = False, "inside code, a formula, a URL or a quoted error"
    if kept:
        return Decision(start, end, old, new, "misspelling", kept=True, reason=reason)
    return _put_back(texts, start, end, new, reason)
