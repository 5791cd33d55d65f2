"""Mutate texts and score them, a million times: never an exception, always a sound score; the slowest is told.

    python tests/fuzz/fuzz_score.py [EXECUTIONS] [SEED]

Not a coverage-guided fuzzer (that is fuzz_score_atheris.py): a seeded one, so that a finding is found again by
its number. It keeps a pool of triples (source, reference, reply), changes one of the three each time, and keeps
what gave a score of a new kind (flags, classes, verdicts), which leads it into odd corners. A third of the items
have recorded edits with accepted alternatives, a tenth no source. What earlier runs found stands in the golden
cases and properties; the list is in design/scoring.md.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from texts import SEEDS, mutate, recorded

from fakes.growth import cpu_budget
from judging.test_livebench_rule import as_described
from properties.sound_scoring import holds, judged_slots
from stetmark.judging.judge import Judge
from stetmark.records import Answer, Item

#: Texts are cut at so many characters; after so many findings it stops.
SHORT, LONG, MANY = 45, 320, 20


def item_of(source: str, reference: str, rng: random.Random) -> Item:
    draw = rng.random()
    if draw < 0.1:
        return Item(id="", reference=reference)
    return recorded(source, rng) if draw < 0.4 else Item(id="", source=source, reference=reference)


def checked(judge: Judge, reply: str, *, again: bool) -> tuple[object, float]:
    """The kind of the score and the CPU seconds it took, once everything that must hold was held against it."""
    item = judge.item
    answer = Answer(item="", system="", outcome="complete", reply=reply)
    began = time.process_time()
    with cpu_budget():
        score = judge.score(answer)
    spent = time.process_time() - began
    holds(score, item.source or "", item.reference, reply, judged_slots(item))
    assert score.livebench == as_described(item.reference, reply)
    if again:
        assert Judge(item).score(answer) == score, "a judge used before says something else"
    kind = (
        score.envelope,
        frozenset(change.class_ for change in score.changes),
        frozenset((edit.verdict, edit.class_) for edit in score.edits),
        score.folds,
    )
    return kind, spent


def main() -> None:
    executions = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    checked(Judge(Item(id="", source="teh color", reference="the color")), "the colour 門", again=False)
    pool = [*SEEDS]
    seen: set[object] = set()
    slowest, found = 0.0, 0
    start = time.process_time()
    n = -1
    while n + 1 < executions and found < MANY:
        source, reference, reply = rng.choice(pool)
        limit = rng.choice([SHORT, SHORT, LONG])
        if rng.random() < 0.5:
            source = mutate(source, [source, reference, reply], rng, limit)
        if rng.random() < 0.3:
            reference = mutate(reference, [source, reference, reply], rng, limit)
        item = item_of(source, reference, rng)
        judge = Judge(item)
        base = rng.choice([reply, item.reference])
        for _ in range(12):
            n += 1
            made = mutate(base, [source, item.reference, reply], rng, 2 * limit)
            try:
                kind, spent = checked(judge, made, again=n % 4 == 0)
            except Exception as error:  # noqa: BLE001  whatever it is, it is a finding
                found += 1
                at = traceback.extract_tb(error.__traceback__)[-1]
                print(f"{n}: {type(error).__name__}: {error!s:.200}\n  {at.name}: {at.line}")
                print(f"  {item!r}\n  {made!r}", flush=True)
                continue
            slowest = max(slowest, spent)
            if kind not in seen:
                seen.add(kind)
                pool.append((source, item.reference, made))
            if n % 50_000 == 0:
                print(
                    f"{n:,} executions, {len(seen)} kinds, slowest {1000 * slowest:.0f} ms, "
                    f"{time.process_time() - start:.0f} CPU s",
                    flush=True,
                )
    print(
        f"{n + 1:,} executions, {len(seen)} kinds of scores, slowest {1000 * slowest:.0f} ms, findings: {found}"
    )


if __name__ == "__main__":
    main()
