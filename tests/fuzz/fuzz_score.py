"""Mutate texts and score them, a million times: never an exception, always a sound score, never slow.

    python tests/fuzz/fuzz_score.py [EXECUTIONS] [SEED]

Not a coverage-guided fuzzer: a seeded one, so that a finding is found again by its number. It keeps a pool of
triples (source, reference, reply), changes one of the three each time, and keeps what gave a score of a new
kind (flags, classes, verdicts), which leads it into odd corners. What earlier runs found stands in the golden
cases and properties; the list is in design/scoring.md.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from properties.test_scoring import holds
from stetmark.records import Answer, Item
from stetmark.scores.judge import Judge

SEEDS = [
    ("teh cat", "the cat", "the cat"),
    ("We studdy it, alot.", "We study it, a lot.", "Here it is:\n\nWe study it, a lot."),
    ("他门天汽好。", "他们天气好。", "「他们天氣好。」"),
    ("", "", ""),
    (
        "Teh ship left teh harbour at dawn, and nobody waved to it from the shore -- not one.",
        "The ship left the harbour at dawn, and nobody waved to it from the shore -- not one.",
        "The ship left the harbor at dawn and nobody waved to it from the shore—not one.",
    ),
]
PARTS = [
    " ", "  ", "\n", "\r\n", "\t", ",", ".", ":", "：", "-", "--", " -- ", "—", '"', "“", "”", "'", "’", "`", "```",
    "\n```\n", "~~~\n", "<think>", "</think>", "<solution>", "</solution>", "*", "$", "\\(", "\\emph{", "}", "the",
    "The", "teh", "a", "I'm sorry, I can't", "抱歉", "的", "地", "門", "あ", "ー", "ไทย", "น้ำ", "नि", "كتاب", "\u0301",
    "\u200b", "\u200d", "\ufeff", "\u00ad", "\u202e", "\x00", "\x1c", "\x85", "\u2028", "\ud800", "\udfff", "👩", "👩‍👧", "🇫🇷",
    "ﬁ", "ß", "İ", "ǅ", "²", "１", "，", "。", "\u00a0", "\u3000", "",
]  # fmt: skip


def mutate(text: str, others: list[str], rng: random.Random) -> str:
    for _ in range(rng.choice([1, 1, 1, 2, 4])):
        kind = rng.randrange(7)
        i, j = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
        if kind == 0:
            text = text[:i] + rng.choice(PARTS) + text[i:]
        elif kind == 1:
            text = text[:i] + text[min(j, i + 12) :]
        elif kind == 2:
            text = text[:i] + text[i:j] + text[i:]
        elif kind == 3:
            other = rng.choice(others)
            k = rng.randint(0, len(other))
            text = text[:i] + other[k : k + rng.randint(0, 30)] + text[j:]
        elif kind == 4:
            text = text[:i] + rng.choice(PARTS) * rng.randint(1, 5) + text[j:]
        elif kind == 5:
            words = text.split(" ")
            rng.shuffle(words)
            text = " ".join(words)
        else:
            text = text[:i] + text[i:j].swapcase() + text[j:]
    return text[:45]


def main() -> None:
    executions = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    pool = [*SEEDS]
    seen: set[object] = set()
    slowest, found = 0.0, 0
    start = time.time()
    n = -1
    while n + 1 < executions and found < 20:
        source, reference, reply = rng.choice(pool)
        if rng.random() < 0.5:
            source = mutate(source, [source, reference, reply], rng)
        if rng.random() < 0.3:
            reference = mutate(reference, [source, reference, reply], rng)
        two_way = rng.random() < 0.1
        judge = Judge(Item(id="", source=None if two_way else source, reference=reference))
        for _ in range(12):
            n += 1
            made = mutate(reply, [source, reference, reply], rng)
            began = time.process_time()
            try:
                score = judge.score(Answer(item="", system="", outcome="complete", reply=made))
                holds(score, "" if two_way else source, reference, made)
            except Exception as error:  # noqa: BLE001  whatever it is, it is a finding
                found += 1
                print(
                    f"{n}: {type(error).__name__}: {error!s:.200}\n  {source!r}\n  {reference!r}\n  {made!r}",
                    flush=True,
                )
                continue
            slowest = max(slowest, time.process_time() - began)
            kind = (
                score.envelope,
                frozenset(c.class_ for c in score.changes),
                frozenset(e.verdict for e in score.edits),
                score.folds,
            )
            if kind not in seen:
                seen.add(kind)
                pool.append((source, reference, made))
            if n % 50_000 == 0:
                print(
                    f"{n:,} executions, {len(seen)} kinds, slowest {1000 * slowest:.0f} ms, {time.time() - start:.0f} s",
                    flush=True,
                )
    print(
        f"{n + 1:,} executions, {len(seen)} kinds of scores, slowest {1000 * slowest:.0f} ms, findings: {found}"
    )


if __name__ == "__main__":
    main()
