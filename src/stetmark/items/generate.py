"""Many texts -> many items: a stream over all cores that comes out the same for any number of them."""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from stetmark.items.make import CleanText, Made, Maker, Plan, Refusal
from stetmark.records import Item
from stetmark.workers import Workers

__all__ = ["Tally", "choose", "generate", "split_of"]

#: Texts that go to a process at once.
CHUNK = 64


@dataclass
class Tally:
    """What was taken and what was refused, and why.

    Attributes:
        texts: Paragraphs seen.
        items: Items made, by tier.
        refused: Texts and items refused, by gate.
        examples: For each gate the first few refusals.
    """

    texts: int = 0
    items: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Refusal]] = field(default_factory=dict)

    def refuse(self, refusal: Refusal) -> None:
        """Count one refusal."""
        self.refused[refusal.gate] += 1
        shown = self.examples.setdefault(refusal.gate, [])
        if len(shown) < 3:
            shown.append(refusal)

    def take(self, made: Made) -> list[Item]:
        """Count what came of one text and hand its items on."""
        self.texts += 1
        self.items.update(item.tier for item in made.items)
        for refusal in made.refused:
            self.refuse(refusal)
        return made.items


def generate(
    texts: Iterable[CleanText | Refusal], plan: Plan, tally: Tally, *, processes: int = 1
) -> Iterator[Item]:
    """Items of all texts, in the order of the texts.

    Each item depends on its text, the plan and the version alone, so the number of processes changes nothing.

    Args:
        texts: Clean texts; refusals among them are counted.
        plan: What to make.
        tally: Filled on the way.
        processes: Worker processes; 1 works here.
    """
    plan.check()
    clean = _count_refusals(texts, tally)
    if processes <= 1:
        maker = Maker(plan)
        for text in clean:
            yield from tally.take(maker.make(text))
        return
    chunks = iter(lambda: list(islice(clean, CHUNK)), [])
    with Workers[list[CleanText], list[Made]](processes, partial(_make_worker, plan)) as workers:
        for chunk in workers.map(chunks):
            for made in chunk:
                yield from tally.take(made)


def _count_refusals(texts: Iterable[CleanText | Refusal], tally: Tally) -> Iterator[CleanText]:
    for text in texts:
        if isinstance(text, Refusal):
            tally.texts += 1
            tally.refuse(text)
        else:
            yield text


def _make_worker(plan: Plan) -> Callable[[list[CleanText]], list[Made]]:
    maker = Maker(plan)
    return lambda texts: [maker.make(text) for text in texts]


def choose(items: Iterable[Item], n: int, seed: str) -> list[Item]:
    """`n` of the items in their order, drawn by a hash of seed and id; holds no more than `n` in memory."""
    heap: list[tuple[int, int, Item]] = []
    for order, item in enumerate(items):
        rank = int.from_bytes(hashlib.sha256(f"{seed}|{item.id}".encode()).digest()[:8], "big")
        entry = (-rank, -order, item)
        if len(heap) < n:
            heapq.heappush(heap, entry)
        elif entry[:2] > heap[0][:2]:
            heapq.heapreplace(heap, entry)
    return [item for _, _, item in sorted(heap, key=lambda entry: -entry[1])]


def split_of(item: Item, shares: Mapping[str, float], seed: str) -> str:
    """The name of the split an item belongs to; all items of a text go to one split."""
    digest = hashlib.sha256(f"{seed}|split|{item.cluster}".encode()).digest()
    at = int.from_bytes(digest[:8], "big") / 2**64 * sum(shares.values())
    name = ""
    for name, share in shares.items():  # noqa: B007  (the last one also takes what rounding leaves)
        at -= share
        if at < 0:
            break
    return name
