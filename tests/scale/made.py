"""A small run for the tests of scale: items and answers of every kind, seeded."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec

from stetmark.records import Answer, GoldEdit, Item, Manifest, Usage
from stetmark.store import RunFolder

_WORDS = (
    "the boat came in late and nobody on the quay had seen the lamp which hung above the door 👍 灯".split()
)


def make_items(n: int, seed: int = 0) -> list[Item]:
    """Items of some twenty words, one misspelling each; every seventh is clean, the last is retired."""
    rng = random.Random(seed)
    items = []
    for number in range(n):
        words = [rng.choice(_WORDS) for _ in range(18)] + ["harbour", f"number{number}"]
        reference = " ".join(words) + "."
        at = reference.index("harbour")
        clean = number % 7 == 6
        source = reference if clean else reference.replace("harbour", "habrour")
        edits = (
            () if clean else (GoldEdit(start=at, end=at + 7, replacement="harbour", kind="transposition"),)
        )
        items.append(
            Item(
                id=f"i{number}",
                text=f"t{number // 2}",
                lang="en",
                tier="clean" if clean else "light",
                source=source,
                reference=reference,
                edits=edits,
                retired="unfair" if number == n - 1 else "",
            )
        )
    return items


def make_answers(items: list[Item], n_systems: int = 3, repeats: int = 2, seed: int = 0) -> list[Answer]:
    """Answers item by item: exact, with changes, wrapped, refused, failed."""
    rng = random.Random(seed)
    answers = []
    for item in items:
        for system in range(n_systems):
            for repeat in range(1, repeats + 1):
                outcome, reply = _reply(item, rng)
                answers.append(
                    Answer(
                        item=item.id,
                        system=f"s{system}",
                        repeat=repeat,
                        outcome=outcome,
                        reply=reply,
                        usage=Usage(input_tokens=20, output_tokens=len(reply)),
                        latency_s=round(rng.uniform(0.1, 2), 3),
                        cost_usd=None if system == 2 else 0.0001,
                        error="timed out" if outcome == "failed" else "",
                    )
                )
    return answers


def _reply(item: Item, rng: random.Random) -> tuple[str, str]:
    kind = rng.randrange(8)
    text = item.reference
    if kind == 0:
        return "failed", ""
    if kind == 1:
        return "refused", "I cannot help with that."
    replies = {
        2: text.replace(" the ", " ", 1),
        3: "Here is the corrected text:\n\n" + text,
        4: item.source or "",
        5: text.replace("harbour", "harbor"),
        6: text.replace(" ", "\n", 1) + f" {rng.randrange(10**6)}",
    }
    return "complete", replies.get(kind, text)


def make_run(folder: Path, n_items: int = 60, **how: int) -> RunFolder:
    """Write such a run to disk."""
    items = make_items(n_items)
    answers = make_answers(items, **how)
    manifest = Manifest(stetmark="0", created="2026-11-22", items_sha256="", repeats=how.get("repeats", 2))
    run = RunFolder.create(folder, manifest, items)
    encode = msgspec.json.Encoder().encode
    (folder / "answers.jsonl").write_bytes(b"".join(encode(answer) + b"\n" for answer in answers))
    return run
