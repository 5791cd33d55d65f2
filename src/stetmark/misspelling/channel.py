"""How people misspell: a noisy channel from the word that was meant to the word that was written.

Two questions have one answer here: what does a likely misspelling of a word look like (`Channel.corrupt`),
and how likely is it that a written form stands for a word (`Channel.cost`). Source of the model: Kernighan,
Church and Gale 1990; Damerau's four operations, with doubling, vowels and keyboard neighbours counted apart
and two slips in a word as people make them. The figures are in `channel_figures`.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA, Postfix, Prefix

from stetmark.misspelling.channel_figures import (
    CAPITAL_SHARE,
    INSERTED,
    MIX,
    PHONETIC,
    POSITIONS,
    TWO_SLIPS,
    VOWEL_SLIPS,
    VOWELS,
)
from stetmark.misspelling.keyboards import KEYBOARDS
from stetmark.text.lettercase import match_case

__all__ = ["Channel", "slip_kind"]
_INF = math.inf
#: Slips that come together in one word: of the ear and the hand rather than of a single key.
_JOINT = ("omission", "undoubling", "doubling", "transposition", "vowel")
_SINGLE = ("omission", "undoubling", "insertion", "doubling", "transposition", "vowel", "key", "substitution")


@lru_cache(maxsize=512)
def _place_weights(group: str, slots: int) -> tuple[float, ...]:
    """P(place) of a slip for a word with that many places it can happen at; sums to 1."""
    counts = POSITIONS[group]
    if slots == 1:
        return (1.0,)
    bins = [0 if i == 0 else 5 if i == slots - 1 else 1 + (4 * (i - 1)) // (slots - 2) for i in range(slots)]
    weights = [(counts[b] + 0.5) / bins.count(b) for b in bins]
    total = sum(weights)
    return tuple(w / total for w in weights)


def _core(written: str, meant: str) -> tuple[int, str, str]:
    """Where the two part, and what is left of each once the common start and end are gone."""
    start = Prefix.similarity(written, meant)
    end = min(Postfix.similarity(written, meant), min(len(written), len(meant)) - start)
    return start, written[start : len(written) - end], meant[start : len(meant) - end]


def slip_kind(written: str, meant: str, keyboard: str = "qwerty") -> str:
    """Name the kind of slip that turned `meant` into `written`, as the columns of the error mix are named.

    Returns:
        One of `channel_figures.KINDS`, "capital" where only case differs, "same", or "other" past distance 3.
    """
    if written == meant:
        return "same"
    low, goal = written.casefold(), meant.casefold()
    if low == goal:
        return "capital"
    if (" " in low or " " in goal) and low.replace(" ", "") == goal.replace(" ", ""):
        return "join"
    distance = OSA.distance(low, goal, score_cutoff=3)
    if distance > 1:
        return {2: "two-slips", 3: "three-slips"}.get(distance, "other")
    return _single_kind(low, goal, KEYBOARDS[keyboard])


def _single_kind(written: str, meant: str, keys: Mapping[str, str]) -> str:
    start, wrote, goal = _core(written, meant)
    after = start + len(goal)
    beside = (meant[start - 1 : start] if start else "") + meant[after : after + 1]
    if not wrote:
        return "undoubling" if goal in beside else "omission"
    if not goal:
        return "doubling" if wrote in beside else "insertion"
    if len(wrote) == 2:
        return "transposition"
    if wrote in VOWELS and goal in VOWELS:
        return "vowel"
    return "key" if wrote in keys.get(goal, "") else "substitution"


class Channel:
    """The error model for one keyboard.

    Args:
        keyboard: A name in `KEYBOARDS`; other letters than its own are left alone or dropped, never made.
        mix: Share of each kind of slip; the measured `channel_figures.MIX` by default.
        slip_rate: P(a word is misspelt at all), which `cost` needs to weigh "as it stands" against a change.
    """

    def __init__(
        self, keyboard: str = "qwerty", *, mix: Mapping[str, float] = MIX, slip_rate: float = 0.02
    ) -> None:
        self.keyboard = keyboard
        self.keys = KEYBOARDS[keyboard]
        self.letters = "".join(sorted(self.keys))
        self.mix = dict(mix)
        self.slip_rate = slip_rate
        total = sum(self.mix.values())
        single = sum(self.mix.get(kind, 0.0) for kind in _SINGLE)
        self._one_slip = -math.log(single / total)
        self._nats = {k: -math.log(v / total) if v else _INF for k, v in self.mix.items()}
        self._single_nats = {k: -math.log(self.mix[k] / single) if self.mix.get(k) else _INF for k in _SINGLE}
        self._slipped = -math.log(slip_rate)
        self._stayed = -math.log1p(-slip_rate)

    # --- how likely -------------------------------------------------------------------------------------

    def cost(self, written: str, meant: str) -> float:  # noqa: PLR0911  (one way out for each shape)
        """How surprising `written` is when `meant` was meant.

        Case is compared apart from letters. Of the ways to get from one to the other the likeliest counts.

        Returns:
            -ln P(written | meant) in nats: near 0 when they are equal, `inf` past three slips.
        """
        if written == meant:
            return self._stayed
        low, goal = written.lower(), meant.lower()
        if low == goal:
            return self._slipped - math.log(CAPITAL_SHARE)
        start, wrote, lost = _core(low, goal)
        n_wrote, n_lost = len(wrote), len(lost)
        if n_wrote - n_lost > 3 or n_lost - n_wrote > 3:
            return _INF
        if " " in wrote or " " in lost:
            if n_wrote + n_lost == 1:
                return self._slipped + self._nats.get("join", _INF) + math.log(max(1, len(goal) - 1))
        elif (n_wrote <= 1 and n_lost <= 1) or (n_wrote == 2 == n_lost and wrote == lost[::-1]):
            return self._slipped + self._one(goal, start, wrote, lost) + self._shift(0)
        distance = OSA.distance(wrote, lost, score_cutoff=3)
        if distance > 3:
            return _INF
        return self._slipped + self._several(goal, start, wrote, lost, distance)

    def _shift(self, extra: int) -> float:
        """-ln P(this many slips beyond the first), from the shares of one, two and three slips."""
        if extra == 0:
            return self._one_slip
        return self._nats.get("two-slips" if extra == 1 else "three-slips", _INF)

    def _several(self, goal: str, start: int, wrote: str, lost: str, distance: int) -> float:
        best = self._shift(distance - 1) + self._align(goal, start, wrote, lost)
        if distance == 2 and not wrote:
            lost_syllable = math.log(max(1, len(goal) - 1)) - math.log(TWO_SLIPS["lost"])
            best = min(best, self._nats.get("two-slips", _INF) + lost_syllable)
        elif (
            distance == 2 and not lost and wrote in (goal[max(0, start - 2) : start], goal[start : start + 2])
        ):
            said_twice = math.log(max(1, len(goal) - 1)) - math.log(TWO_SLIPS["twice"])
            best = min(best, self._nats.get("two-slips", _INF) + said_twice)
        elif distance == 2 and len(wrote) == 3 == len(lost) and wrote == lost[::-1]:
            across = math.log(max(1, len(goal) - 2)) - math.log(TWO_SLIPS["across"])
            best = min(best, self._nats.get("two-slips", _INF) + across)
        return best

    def _one(self, goal: str, at: int, wrote: str, lost: str) -> float:  # noqa: PLR0911  (one for each kind)
        """-ln P(this one slip | one slip is made in `goal`): kind, then place, then letter."""
        n = len(goal)
        if not wrote:
            if lost == goal[at - 1 : at] or lost == goal[at + 1 : at + 2]:
                doubles = sum(a == b for a, b in pairwise(goal))
                return self._single_nats["undoubling"] + math.log(max(1, doubles))
            return self._single_nats["omission"] - math.log(_place_weights("omission", n)[at])
        if not lost:
            if wrote == goal[at - 1 : at] or wrote == goal[at : at + 1]:
                where = min(max(at - 1, 0), n - 1)
                return self._single_nats["doubling"] - math.log(_place_weights("doubling", n)[where])
            place = _place_weights("insertion", n + 1)[at]
            return self._single_nats["insertion"] - math.log(place * self._inserted(goal, at, wrote))
        if len(wrote) == 2:
            return self._single_nats["transposition"] - math.log(
                _place_weights("transposition", max(2, n))[at]
            )
        place = _place_weights("substitution", n)[at]
        if wrote in VOWELS and lost in VOWELS:
            row = VOWEL_SLIPS.get(lost, {})
            share = (row.get(wrote, 0) + 0.3) / (sum(row.values()) + 0.3 * 6)
            return self._single_nats["vowel"] - math.log(place * share)
        beside = self.keys.get(lost, "")
        if wrote in beside:
            return self._single_nats["key"] - math.log(place / len(beside))
        alike = PHONETIC.get(lost, "")
        share = 0.5 / len(alike) if wrote in alike else 0.5 / 20
        return self._single_nats["substitution"] - math.log(place * share)

    def _inserted(self, goal: str, at: int, wrote: str) -> float:
        near = set(goal[max(0, at - 3) : at + 3])
        beside = set(self.keys.get(goal[at - 1 : at], "")) | set(self.keys.get(goal[at : at + 1], ""))
        share = INSERTED["any"] / 26
        if wrote in near:
            share += INSERTED["echo"] / len(near)
        if wrote in beside:
            share += INSERTED["key"] / len(beside)
        if wrote in VOWELS:
            share += INSERTED["vowel"] / 6
        return share

    def _align(self, goal: str, start: int, wrote: str, lost: str) -> float:
        """The cheapest chain of slips between the two cores (optimal string alignment, weighted)."""
        rows, columns = len(wrote), len(lost)
        table = [[0.0] * (columns + 1) for _ in range(rows + 1)]
        for i in range(rows + 1):
            for j in range(columns + 1):
                if i == j == 0:
                    continue
                at = start + j
                best = _INF
                if j:
                    best = table[i][j - 1] + self._one(goal, at - 1, "", lost[j - 1])
                if i:
                    best = min(best, table[i - 1][j] + self._one(goal, at, wrote[i - 1], ""))
                if i and j:
                    step = table[i - 1][j - 1]
                    if wrote[i - 1] != lost[j - 1]:
                        step += self._one(goal, at - 1, wrote[i - 1], lost[j - 1])
                    best = min(best, step)
                if i > 1 and j > 1 and wrote[i - 2 : i] == lost[j - 1] + lost[j - 2] != lost[j - 2 : j]:
                    swapped = self._one(goal, at - 2, wrote[i - 2 : i], lost[j - 2 : j])
                    best = min(best, table[i - 2][j - 2] + swapped)
                table[i][j] = best
        return table[rows][columns]

    # --- what it looks like -----------------------------------------------------------------------------

    def corrupt(self, word: str, rng: random.Random) -> tuple[str, str]:
        """Misspell one word as people do.

        A kind of slip is drawn from the mix; where the word has no place for it, the next kind is drawn.

        Returns:
            The misspelt form and the kind of slip; the word itself and "same" where nothing can slip (a word
            of one letter, or of signs alone). Whether the form is another word is the caller's to ask.
        """
        kinds = list(self.mix)
        weights = [self.mix[k] for k in kinds]
        while kinds:
            index = rng.choices(range(len(kinds)), weights)[0]
            kind = kinds.pop(index)
            weights.pop(index)
            form = self.slip(word, kind, rng)
            if form is not None:
                return form, kind
            if not any(weights):
                break
        return word, "same"

    def slip(self, word: str, kind: str, rng: random.Random, pattern: str | None = None) -> str | None:
        """Misspell `word` by one given kind of slip; None where it has no place for one.

        Args:
            word: The right word; two words with a space for "join".
            kind: One of `channel_figures.KINDS`, or "capital".
            rng: Where chance comes from.
            pattern: For "two-slips", one of `channel_figures.TWO_SLIPS`; drawn where it is None.
        """
        if kind in ("two-slips", "three-slips"):
            form = self._slips(word, rng, 2 if kind == "two-slips" else 3, pattern)
        elif kind == "join":
            form = word.replace(" ", "", 1) if " " in word else None
        elif kind == "capital":
            two_letters = word[:2].isalpha() and word[:1].isupper() and len(word) > 2 and word[1].islower()
            form = word[0] + word[1].upper() + word[2:] if two_letters else None
        else:
            form = self._make(word, kind, rng)
        if form is None or form == word:
            return None
        return form if kind in ("join", "capital") or slip_kind(form, word, self.keyboard) == kind else None

    def _make(self, word: str, kind: str, rng: random.Random) -> str | None:  # noqa: PLR0911  (as above)
        n = len(word)
        if n < 2:
            return None
        low = word.lower()
        places = self._places(low, kind)
        if not places:
            return None
        group = kind if kind in POSITIONS else "substitution"
        slots = n + 1 if kind == "insertion" else n
        weights = _place_weights(group, slots)
        at = rng.choices(places, [weights[p] for p in places])[0]
        if kind in ("omission", "undoubling"):
            return _cased(word[:at] + word[at + 1 :], word)
        if kind == "doubling":
            return _cased(word[: at + 1] + low[at] + word[at + 1 :], word)
        if kind == "transposition":
            return _cased(word[:at] + word[at + 1] + word[at] + word[at + 2 :], word)
        if kind == "insertion":
            return _cased(word[:at] + self._draw_inserted(low, at, rng) + word[at:], word)
        return _cased(word[:at] + self._draw_other(low[at], kind, rng) + word[at + 1 :], word)

    def _places(self, low: str, kind: str) -> list[int]:
        if kind == "insertion":
            return list(range(len(low) + 1))
        if kind == "vowel":
            return [i for i, letter in enumerate(low) if letter in VOWELS and letter in self.keys]
        if kind in ("key", "substitution"):
            return [i for i, letter in enumerate(low) if letter in self.keys]
        pairs = enumerate(pairwise(low))
        if kind == "undoubling":
            return [i for i, (one, two) in pairs if one == two]
        if kind == "transposition":
            return [i for i, (one, two) in pairs if one != two and one.isalpha() and two.isalpha()]
        around = enumerate(zip("\0" + low, low, low[1:] + "\0", strict=False))
        return [i for i, (before, one, after) in around if before != one != after and one.isalpha()]

    def _draw_inserted(self, low: str, at: int, rng: random.Random) -> str:
        source = rng.choices(list(INSERTED), list(INSERTED.values()))[0]
        if source == "echo":
            pool = "".join(sorted({c for c in low[max(0, at - 3) : at + 3] if c.isalpha()}))
        elif source == "key":
            pool = self.keys.get(low[at - 1 : at], "") + self.keys.get(low[at : at + 1], "")
        elif source == "vowel":
            pool = "aeiou"
        else:
            pool = self.letters
        return rng.choice(pool or self.letters)

    def _draw_other(self, meant: str, kind: str, rng: random.Random) -> str:
        if kind == "vowel":
            row = VOWEL_SLIPS.get(meant, {})
            pool = [v for v in "aeiouy" if v != meant]
            return rng.choices(pool, [row.get(v, 0) + 0.3 for v in pool])[0]
        if kind == "key":
            return rng.choice(self.keys[meant])
        alike = PHONETIC.get(meant, "")
        return rng.choice(alike) if alike and rng.random() < 0.5 else rng.choice(self.letters)

    def _slips(self, word: str, rng: random.Random, count: int, pattern: str | None) -> str | None:
        n = len(word)
        if n < 4 + count:
            return None
        if count == 2:
            pattern = pattern or rng.choices(list(TWO_SLIPS), list(TWO_SLIPS.values()))[0]
            at = rng.randrange(2, n - 2)
            if pattern == "lost":
                return word[:at] + word[at + 2 :]
            if pattern == "twice":  # never the first syllable: nobody stammers in writing
                at = rng.randrange(4, n)
                return word[:at] + word[at - 2 : at] + word[at:]
            if pattern == "across":
                return word[: at - 1] + word[at + 1] + word[at] + word[at - 1] + word[at + 2 :]
        for _ in range(count):
            kind = rng.choices(_JOINT, [self.mix.get(k, 0.0) for k in _JOINT])[0]
            word = self._make(word, kind, rng) or word
        return word


def _cased(form: str, word: str) -> str:
    """A misspelt form with the capitals of its word, wherever letters were dropped, added or swapped."""
    return match_case(form.lower() if word[1:].islower() else form, word)
