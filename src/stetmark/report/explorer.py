"""Build the data of the page's item explorer: every item with every answer, as compact JSON.

Replies are not included, only their differences from the reference (`stetmark.report.spans`) and wrapping
around the text. Above `SAMPLE_ABOVE` answers, items are sampled by a hash of their ids: the sample is the
same for everyone and independent of the order; items named in the audit are always included.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import msgspec

from stetmark.records import (
    CHANGE_CLASSES,
    ENVELOPE_FLAGS,
    FOLDS,
    OUTCOMES,
    SCORED_OUTCOMES,
    TIERS,
    Answer,
    Item,
    Score,
)
from stetmark.report.spans import draw, gold, slot_places, utf16
from stetmark.summary import Summary

__all__ = ["AUDIT_SHOWN", "SAMPLE_ABOVE", "Explorer", "json_block"]

SAMPLE_ABOVE = 100_000
AUDIT_SHOWN = 100  # places of the audit that the page lists; their items are never sampled away
_SAMPLE = 20_000  # answers aimed at when a sample is taken
_SHOWN = 6_000  # characters of a reply that cannot be drawn as a diff
_ROUND = 600  # characters shown of what stands before or after the text

_ASSESSABLE = 8


class Explorer:
    """Collects items, scores and answers, in this order, each in any order within.

    Attributes:
        sampled: Whether only some items are held.
    """

    def __init__(self, summary: Summary) -> None:
        ranked = sorted(summary.systems, key=lambda s: s.rank)
        self._systems = {s.system: place for place, s in enumerate(ranked)}
        total = sum(max(s.n_answers, s.n_scored) for s in summary.systems)
        self.sampled = total > SAMPLE_ABOVE
        self._share = _SAMPLE / total if self.sampled else 1.0
        self._always = {entry.item for entry in summary.audit[:AUDIT_SHOWN]}
        self._items: dict[str, dict[str, Any]] = {}
        self._found: dict[tuple[str, str, int], tuple[dict[str, Any], int, int]] = {}
        self.n_answers = 0

    @property
    def n_items(self) -> int:
        """How many items are held."""
        return len(self._items)

    def _kept(self, item: str) -> bool:
        if not self.sampled or item in self._always:
            return True
        digest = hashlib.sha256(item.encode("utf-8", "replace")).digest()
        return int.from_bytes(digest[:6], "big") / 2**48 < self._share

    def add_items(self, items: Iterable[Item]) -> None:
        """Take items in; retired ones too, for their answers can still be looked at."""
        for item in items:
            if self._kept(item.id):
                self._items[item.id] = {"item": item, "gold": [], "flags": [], "answers": [], "places": None}

    def add_scores(self, scores: Iterable[Score]) -> None:
        """Take judgements in; those of items that are not held are passed over."""
        for score in scores:
            held = self._items.get(score.item)
            if held is not None:
                self._add_score(held, score)

    def _add_score(self, held: dict[str, Any], score: Score) -> None:
        item: Item = held["item"]
        if held["places"] is None:
            held["places"] = slot_places(score.edits)
            held["gold"] = gold(item.source or "", score.edits)
        held["flags"] += [flag for flag in score.item_flags if flag not in held["flags"]]
        # The script's BIT: strict 1, exact 2, livebench 4, assessable 8, scored 16.
        bits = score.strict + 2 * score.exact + 4 * score.livebench + _ASSESSABLE * score.assessable + 16
        entry: dict[str, Any] = {"s": self._place(score.system), "b": bits}
        if score.repeat != 1:
            entry["r"] = score.repeat
        if score.outcome != "complete":
            entry["o"] = OUTCOMES.index(score.outcome)
        drawing = draw(score, item.reference, held["places"])
        if drawing != 0:
            entry["d"] = drawing
        if score.envelope:
            entry["e"] = [ENVELOPE_FLAGS.index(f) for f in score.envelope if f in ENVELOPE_FLAGS]
        if score.folds:
            entry["f"] = [FOLDS.index(f) for f in score.folds if f in FOLDS]
        held["answers"].append(entry)
        self.n_answers += 1
        end = score.hypothesis_start + len(score.hypothesis)
        self._found[score.item, score.system, score.repeat] = (entry, score.hypothesis_start, end)

    def _place(self, system: str) -> int:
        return self._systems.setdefault(system, len(self._systems))

    def add_answers(self, answers: Iterable[Answer]) -> None:
        """Add replies, for the wrapping around the text, and calls without an answer."""
        for answer in answers:
            held = self._items.get(answer.item)
            if held is None:
                continue
            found = self._found.get((answer.item, answer.system, answer.repeat))
            if found is not None:
                _add_round(answer.reply, *found)
            elif answer.outcome not in SCORED_OUTCOMES:
                entry: dict[str, Any] = {
                    "s": self._place(answer.system),
                    "b": 0,
                    "o": OUTCOMES.index(answer.outcome),
                }
                if answer.repeat != 1:
                    entry["r"] = answer.repeat
                if answer.error:
                    entry["x"] = answer.error[:_ROUND]
                held["answers"].append(entry)
                self.n_answers += 1

    def item(self, name: str) -> Item | None:
        """Return an item that is held."""
        held = self._items.get(name)
        return None if held is None else held["item"]

    def data(self) -> dict[str, Any]:
        """Return what goes into the page, as plain JSON values."""
        tiers = _present((h["item"].tier for h in self._items.values()), TIERS)
        langs = _present((h["item"].lang for h in self._items.values()), ())
        items = []
        for held in self._items.values():
            item: Item = held["item"]
            held["answers"].sort(key=lambda a: (a["s"], a.get("r", 1)))
            entry = {"i": item.id, "t": item.reference, "a": held["answers"]}
            if item.source is None:
                entry["w"] = 1
            elif item.source != item.reference:
                entry["o"] = item.source
            if held["gold"]:
                entry["g"] = held["gold"]
            entry["k"] = tiers.index(item.tier)
            entry["l"] = langs.index(item.lang)
            if held["flags"]:
                entry["f"] = held["flags"]
            if item.retired:
                entry["x"] = item.retired
            items.append(entry)
        return {
            "systems": list(self._systems),
            "classes": CHANGE_CLASSES,
            "tiers": tiers,
            "langs": langs,
            "flags": ENVELOPE_FLAGS,
            "folds": FOLDS,
            "outcomes": OUTCOMES,
            "items": items,
        }


def _add_round(reply: str, entry: dict[str, Any], start: int, end: int) -> None:
    if not entry["b"] & _ASSESSABLE:
        entry["y"] = reply[:_SHOWN]
        if len(reply) > _SHOWN:
            entry["z"] = utf16(reply) - utf16(reply[:_SHOWN])
        return
    before, after = reply[:start], reply[end:]
    if before.strip():
        entry["p"] = before if len(before) <= _ROUND else before[:_ROUND] + "…"
    if after.strip():
        entry["q"] = after if len(after) <= _ROUND else after[:_ROUND] + "…"


def _present(values: Iterable[str], order: tuple[str, ...]) -> list[str]:
    found = set(values)
    return [v for v in order if v in found] + sorted(v for v in found if v not in order)


def json_block(value: Any) -> str:
    """Return JSON that is safe inside a script element, because it contains no `<`."""
    try:
        text = msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # a lone surrogate, which JSON can say and UTF-8 cannot
        text = json.dumps(value, separators=(",", ":"))
    return text.replace("<", "\\u003c")
