"""Counts of a stream of scores: one row of integers an item and system, however many scores there are.

A `Summarizer` takes scores and answers in any order. Counts of batches
(`stetmark.statistics.batch_counts`) lie in a ledger, on disk beyond a few megabytes; what is added one at a
time is held, 96 bytes an item and system. Nothing grows with answers, and nothing depends on order.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any, Self

from stetmark.errors import DataError
from stetmark.records import SCORED_OUTCOMES, Answer, Item, Score
from stetmark.statistics.audit import AuditTally
from stetmark.statistics.ledger import Ledger

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["COLUMN", "COLUMNS", "ItemFacts", "Summarizer", "SystemCounts"]

#: What is counted for each item and system; `n_answers` includes what was never scored.
COLUMNS = (
    "n_scored",
    "n_unassessable",
    "strict",
    "exact",
    "livebench",
    "tp",
    "fp",
    "fn",
    "n_words",
    "n_unneeded",
    "n_untouched",
    "n_answers",
)
COLUMN = {name: place for place, name in enumerate(COLUMNS)}
_WIDTH = len(COLUMNS)
(
    _N_SCORED,
    _N_UNASSESSABLE,
    _STRICT,
    _EXACT,
    _LIVEBENCH,
    _TP,
    _FP,
    _FN,
    _N_WORDS,
    _N_UNNEEDED,
    _N_UNTOUCHED,
    _N_ANSWERS,
) = range(_WIDTH)
_PICO = 10**12  # money is summed in integers, so that the sum does not depend on the order
_STEP = math.log(1.02)  # latencies are counted in steps of 2 %


class ItemFacts:
    """What statistics need to know of the items, without their texts."""

    __slots__ = ("clean", "clusters", "ids", "langs", "place", "retired", "tiers")

    def __init__(self, items: Iterable[Item]) -> None:
        self.ids: list[str] = []
        self.clusters: list[str] = []
        self.tiers: list[str] = []
        self.langs: list[str] = []
        self.clean = bytearray()
        self.place: dict[str, int] = {}
        self.retired: set[str] = set()
        for item in items:
            if item.retired:
                self.retired.add(item.id)
                continue
            if item.id in self.place:
                raise DataError(f"item id {item.id!r} occurs twice", hint="give each item a unique id")
            self.place[item.id] = len(self.ids)
            self.ids.append(item.id)
            # Each was decoded anew, and few are distinct: items of one text mostly follow on one another.
            cluster = item.cluster
            self.clusters.append(self.clusters[-1] if self.clusters[-1:] == [cluster] else cluster)
            self.tiers.append(intern(item.tier))
            self.langs.append(intern(item.lang))
            self.clean.append(item.source is not None and item.source == item.reference)

    def __len__(self) -> int:
        return len(self.ids)

    def find(self, item: str, what: str) -> int | None:
        """Return the item's place, None where it is retired.

        Raises:
            DataError: there is no such item.
        """
        place = self.place.get(item)
        if place is None and item not in self.retired:
            raise DataError(
                f"{what} of item {item!r}, which does not exist", hint="give the matching items file"
            )
        return place


class SystemCounts:
    """The counts of one system; its `rows` are there once one answer or score was added by itself."""

    def __init__(self, n_items: int) -> None:
        self.n_items = n_items
        self.rows = array("q")
        self.outcomes: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.envelope: Counter[str] = Counter()
        self.classes: Counter[str] = Counter()
        self.slot_classes: Counter[str] = Counter()
        self.latencies: Counter[int] = Counter()
        #: missed, miscorrected, n_clean, false_alarms, cost, n_cost, n_cost_unknown, latency_us, tokens
        self.sums: Counter[str] = Counter()

    def _begin(self) -> array[int]:
        self.rows = array("q", bytes(8 * _WIDTH * self.n_items))
        return self.rows

    def add(self, score: Score, place: int, *, clean: bool) -> None:
        """Count one score."""
        missed = miscorrected = 0
        for edit in score.edits:
            if edit.verdict == "missed":
                missed += 1
            elif edit.verdict == "miscorrected":
                miscorrected += 1
                self.slot_classes[edit.class_ or "other"] += 1
        untouched = score.assessable and not score.changes
        rows, at = self.rows or self._begin(), place * _WIDTH
        rows[at + _N_SCORED] += 1
        rows[at + _STRICT] += score.strict
        rows[at + _EXACT] += score.exact
        rows[at + _LIVEBENCH] += score.livebench
        rows[at + _TP] += len(score.edits) - missed - miscorrected
        rows[at + _FP] += miscorrected + score.n_changes
        rows[at + _FN] += missed + miscorrected
        if score.assessable:
            rows[at + _N_WORDS] += score.n_words
            rows[at + _N_UNNEEDED] += score.n_unneeded
            rows[at + _N_UNTOUCHED] += untouched
            if clean:
                self.sums["n_clean"] += 1
                self.sums["false_alarms"] += not untouched
        else:
            rows[at + _N_UNASSESSABLE] += 1
        self.sums["missed"] += missed
        self.sums["miscorrected"] += miscorrected
        self._add_names(score, slots=missed + miscorrected > 0)

    def _add_names(self, score: Score, *, slots: bool) -> None:
        for flag in score.envelope:
            self.envelope[flag] += 1
        if score.changes:
            for change in score.changes:
                self.classes[change.class_] += 1
            # Every newline changed is listed, but reflowing counts once an answer.
            if len(score.changes) > score.n_changes:
                self.classes["whitespace"] -= len(score.changes) - score.n_changes
        if not score.strict:
            if not score.assessable:
                kind = "unassessable"
            elif score.changes:
                kind = "both" if slots else "changes_only"
            else:
                kind = "slots_only" if slots else "envelope_only"
            self.failures[kind] += 1

    def add_answer(self, answer: Answer, place: int) -> None:
        """Count one answer's outcome, cost, time and tokens."""
        rows = self.rows or self._begin()
        rows[place * _WIDTH + _N_ANSWERS] += 1
        self.outcomes[answer.outcome] += 1
        sums = self.sums
        if answer.cost_usd is not None:
            sums["cost"] += round(answer.cost_usd * _PICO)
            sums["n_cost"] += 1
        elif answer.outcome in SCORED_OUTCOMES:
            sums["n_cost_unknown"] += 1
        if answer.latency_s is not None and answer.latency_s > 0:
            sums["latency_us"] += round(answer.latency_s * 1e6)
            self.latencies[round(math.log(answer.latency_s) / _STEP)] += 1
        if answer.usage is not None:
            for name in ("input_tokens", "output_tokens", "reasoning_tokens"):
                count = getattr(answer.usage, name)
                if count is not None:
                    sums[name] += count
                    sums["n_" + name] += 1

    def cost_usd(self) -> float:
        """The sum of all known costs."""
        return self.sums["cost"] / _PICO

    def latency(self, quantile: float) -> float:
        """The latency (seconds) that this share of the answers did not exceed, to within 1 %."""
        left = quantile * self.latencies.total()
        for step, count in sorted(self.latencies.items()):
            left -= count
            if left <= 0:
                return math.exp(step * _STEP)
        return 0.0


class Summarizer:
    """Takes scores and answers one at a time and concludes from them.

    Args:
        items: The items asked; only facts about them are kept.
        repeats: Answers expected of each system for each item.
        folder: Where counts of batches go when they are many; the system's temporary folder when None.
    """

    def __init__(self, items: Iterable[Item], *, repeats: int = 1, folder: Path | None = None) -> None:
        self.items = ItemFacts(items)
        self.repeats = repeats
        self.systems: dict[str, SystemCounts] = {}
        self.audit = AuditTally()
        self.ledger = Ledger(_WIDTH, folder)

    def system(self, name: str) -> SystemCounts:
        """Return the counts of a system, begun if there are none yet."""
        counts = self.systems.get(name)
        if counts is None:
            counts = self.systems[name] = SystemCounts(len(self.items))
        return counts

    def item_counts(self, system: str) -> NDArray[Any]:
        """Return what was counted of a system: one row an item, one column each of `COLUMNS` (int64)."""
        import numpy as np  # a command that scores nothing need not wait for it

        sums = self.ledger.dense(system, len(self.items))
        if rows := self.systems[system].rows:
            sums += np.frombuffer(rows, dtype=np.int64).reshape(sums.shape)
        return sums

    def add(self, score: Score) -> Self:
        """Count one score.

        Raises:
            DataError: it belongs to no item.
        """
        place = self.items.find(score.item, "a score")
        if place is not None:
            self.system(score.system).add(score, place, clean=bool(self.items.clean[place]))
            self.audit.add(score)
        return self

    def add_answer(self, answer: Answer) -> Self:
        """Count one answer.

        Raises:
            DataError: it belongs to no item.
        """
        place = self.items.find(answer.item, "an answer")
        if place is not None:
            self.system(answer.system).add_answer(answer, place)
        return self
