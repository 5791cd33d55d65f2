"""A blind check of the items' fairness by readers who see the sources alone.

    python bench/blind.py draw --out sources.txt [--seed N] [--n 30]     # n English and n Chinese sources
    python bench/blind.py score CORRECTIONS [--seed N] [--n 30]          # every disagreement

Corrections are the same file with the texts mended: blocks that begin with a line `=== item-NN`. Where a
correction holds an accepted text in a gold edit's place, it counts as equal.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
from pathlib import Path

from stetmark.items.dataset import bundled
from stetmark.records import Item
from stetmark.text.edits import apply_edits

HEAD = re.compile(r"^=== (\S+)$", re.MULTILINE)


def drawn(seed: int, n: int) -> list[Item]:
    """`n` items of each language, no two of one text, the tiers in turn."""
    chosen: list[Item] = []
    for lang in ("en", "zh"):
        rng = random.Random(f"blind|{seed}|{lang}")
        items = [item for item in bundled("core") if item.lang == lang and not item.retired]
        rng.shuffle(items)
        by_tier: dict[str, list[Item]] = {}
        for item in items:
            by_tier.setdefault(item.tier, []).append(item)
        texts: set[str] = set()
        picked: list[Item] = []
        for queue in itertools.cycle(list(by_tier.values())):
            if len(picked) == n:
                break
            fresh = next((item for item in queue if item.cluster not in texts), None)
            if fresh:
                queue.remove(fresh)
                texts.add(fresh.cluster)
                picked.append(fresh)
            elif not any(i.cluster not in texts for q in by_tier.values() for i in q):
                break
        chosen += picked
    return chosen


def acceptable(item: Item) -> set[str]:
    """The reference, and the reference with each combination of accepted texts (up to 64 of them)."""
    edits = item.edits or ()
    choices = [(edit.replacement, *edit.accept) for edit in edits]
    found = {item.reference}
    for combination in itertools.islice(itertools.product(*choices), 64):
        changed = [
            type(edit)(start=edit.start, end=edit.end, replacement=text)
            for edit, text in zip(edits, combination, strict=True)
        ]
        found.add(apply_edits(item.source or "", changed))
    return found


def blocks(text: str) -> dict[str, str]:
    """ID -> text of a file of sources or corrections."""
    parts = HEAD.split(text)
    return {name: body.strip("\n") for name, body in zip(parts[1::2], parts[2::2], strict=True)}


def first_difference(one: str, two: str) -> str:
    """The places where two texts part, with a little of what stands round them."""
    from rapidfuzz.distance import Levenshtein

    shown, last = [], -1
    for op in Levenshtein.opcodes(one, two):
        if op.tag == "equal" or op.src_start < last:
            continue
        low, high = max(0, op.src_start - 18), op.src_end + 18
        last = high
        theirs = two[max(0, op.dest_start - 18) : op.dest_end + 18]
        shown.append(f"  reference …{one[low:high]!r}…  reader …{theirs!r}…")
    return "\n".join(shown[:8])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("action", choices=["draw", "score"])
    parser.add_argument("corrections", nargs="?", type=Path)
    parser.add_argument("--out", type=Path, default=Path("blind-sources.txt"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--n", type=int, default=30)
    arguments = parser.parse_args()
    items = drawn(arguments.seed, arguments.n)
    if arguments.action == "draw":
        parts = (f"=== {_alias(n)}\n{item.source or item.reference}\n\n" for n, item in enumerate(items))
        text = "".join(parts)
        arguments.out.write_text(text, encoding="utf-8")
        print(f"{arguments.out}: {len(items)} sources")
        return
    given = blocks(arguments.corrections.read_text(encoding="utf-8"))
    n_equal = n_seen = 0
    for number, item in enumerate(items):
        mended = given.get(_alias(number))
        if mended is None:
            print(f"{_alias(number)} ({item.id}): no correction")
            continue
        n_seen += 1
        wanted = {text.strip("\n") for text in acceptable(item)}
        if mended in wanted:
            n_equal += 1
        else:
            print(f"{_alias(number)} ({item.id}, {item.tier}):")
            print(first_difference(item.reference.strip("\n"), mended))
    share = n_equal / max(1, n_seen)
    print(f"{n_equal} of {n_seen} corrections equal the reference ({share:.1%}); {len(items)} drawn")


def _alias(number: int) -> str:
    """A name that does not give the tier away."""
    return f"item-{number + 1:02d}"


if __name__ == "__main__":
    main()
