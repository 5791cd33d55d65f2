"""A workload of any size: items made from the bundled texts, and answers as systems give them.

    python bench/workload.py FOLDER --items 50000 --systems 20        # a run folder with 1,000,000 answers

Seeded: the same figures give the same bytes. Nothing of it is committed. Of the answers about a third are
exact; the others miss misspellings, touch dashes, quotes and words, put something in front, stop early,
refuse or fail, in shares that differ from system to system.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import msgspec

from stetmark.misspelling.channel import Channel
from stetmark.records import Answer, GoldEdit, Item, Manifest, Usage
from stetmark.store import RunFolder

WORD = re.compile(r"[A-Za-z]{4,}")
SWAPS = {" the ": " this ", " in ": " within ", " and ": " as well as ", " is ": " remains ", " of ": " in "}


class Workload:
    """`n_items` items of about `n_words` words with `n_edits` misspellings, `systems` systems, `repeats`."""

    def __init__(
        self, n_items: int, systems: int = 20, *, n_words=170, n_edits=5, repeats=1, seed=0, by="item"
    ):
        self.n_items, self.n_systems, self.repeats, self.seed, self.by = n_items, systems, repeats, seed, by
        self.n_words, self.n_edits = n_words, n_edits
        self.channel = Channel()
        self.sentences = _sentences()
        self.n_answers = n_items * systems * repeats

    def items(self) -> Iterator[Item]:
        for number in range(self.n_items):
            yield self.item(number)

    def item(self, number: int) -> Item:
        rng = random.Random(self.seed * 1_000_003 + number)
        parts: list[str] = []
        words = 0
        while words < self.n_words:
            sentence = self.sentences[rng.randrange(len(self.sentences))]
            parts.append(sentence)
            words += sentence.count(" ") + 1
        reference = " ".join(parts)
        sites = [m.span() for m in WORD.finditer(reference)][1::3]
        chosen = sorted(rng.sample(sites, min(self.n_edits, len(sites))))
        edits, pieces, at, shift = [], [], 0, 0
        for start, end in chosen:
            word = reference[start:end]
            wrong, kind = self.channel.corrupt(word, rng)
            if wrong == word:
                continue
            pieces += (reference[at:start], wrong)
            edits.append(
                GoldEdit(start=start + shift, end=start + shift + len(wrong), replacement=word, kind=kind)
            )
            shift += len(wrong) - len(word)
            at = end
        source = "".join(pieces) + reference[at:]
        return Item(
            id=f"w{number:07}",
            text=f"t{number // 2:07}",
            lang="en",
            tier=("light", "medium", "heavy")[number % 3],
            source=source,
            reference=reference,
            edits=tuple(edits),
        )

    def answers(self) -> Iterator[Answer]:
        """Item by item, as a run writes them; with `by="system"` one system after the other."""
        if self.by == "system":
            for system in range(self.n_systems):
                for item in self.items():
                    yield from self._of(item, system)
            return
        for item in self.items():
            for system in range(self.n_systems):
                yield from self._of(item, system)

    def _of(self, item: Item, system: int) -> Iterator[Answer]:
        number = int(item.id[1:])
        for repeat in range(1, self.repeats + 1):
            rng = random.Random(((self.seed * 1_000_003 + number) * 1009 + system) * 31 + repeat)
            outcome, reply = reply_to(item, rng, system / max(1, self.n_systems - 1))
            yield Answer(
                item=item.id,
                system=f"maker:model-{system:03}",
                repeat=repeat,
                outcome=outcome,
                reply=reply,
                finish_reason="stop",
                usage=Usage(input_tokens=len(item.source or "") // 4, output_tokens=len(reply) // 4),
                latency_s=round(0.3 + rng.random(), 4),
                cost_usd=round(len(reply) * 1e-6, 8),
                requested_model=f"model-{system:03}",
                served_model=f"model-{system:03}-2026-10",
                error="timed out" if outcome == "failed" else "",
                key=f"{rng.getrandbits(128):032x}",
                at="2026-11-22T12:00:00.000+00:00",
            )


def reply_to(item: Item, rng: random.Random, weakness: float) -> tuple[str, str]:
    """What a system of this weakness (0 to 1) says."""
    draw = rng.random()
    if draw < 0.01:
        return "failed", ""
    if draw < 0.015:
        return "refused", "I'm sorry, but I can't help with that."
    text = item.reference
    if draw < 0.20 + 0.35 * weakness:  # misspellings left, or mended into something else
        text = _partly(item, rng)
    if draw > 0.60 - 0.3 * weakness:
        text = _touched(text, rng)
    if rng.random() < 0.06:
        text = "Here is the corrected text:\n\n" + text
    if rng.random() < 0.02:
        text = f"```\n{text}\n```"
    if rng.random() < 0.01:
        return "truncated", text[: len(text) * 2 // 3]
    return "complete", text


def _partly(item: Item, rng: random.Random) -> str:
    source, pieces, at = item.source or "", [], 0
    for edit in item.edits or ():
        draw = rng.random()
        wrong = source[edit.start : edit.end]
        held = edit.replacement if draw < 0.7 else wrong if draw < 0.9 else edit.replacement + "s"
        pieces += (source[at : edit.start], held)
        at = edit.end
    return "".join(pieces) + source[at:]


def _touched(text: str, rng: random.Random) -> str:
    kind = rng.randrange(6)
    if kind == 0:
        return text.replace(" -- ", "—").replace("'", "’")
    if kind == 1:
        at = text.find(" the ", rng.randrange(len(text)))
        return text[:at] + text[at + 4 :] if at > 0 else text + " "
    if kind == 2:
        return text.replace(". ", ".\n", 2)
    if kind == 3:
        words = text.split(" ")
        at = rng.randrange(max(1, len(words) - 12))
        words[at : at + 10] = ["put", "another", "way", "it", "was", "rather", "like", "that"]
        return " ".join(words)
    old = rng.choice(list(SWAPS))
    return text.replace(old, SWAPS[old], 1 + (kind == 5))


def _sentences() -> list[str]:
    folder = resources.files("stetmark.items") / "bundled" / "texts"
    found: list[str] = []
    for name in ("en-a.jsonl", "en-b.jsonl", "en-c.jsonl"):
        for line in (folder / name).read_bytes().splitlines():
            text = msgspec.json.decode(line)["text"]
            found += re.split(r"(?<=[.!?]) +", text.replace("\n", " "))
    return sorted(s for s in set(found) if 5 <= s.count(" ") <= 60)


def make(folder: Path, workload: Workload) -> RunFolder:
    """Write the workload as a run folder."""
    manifest = Manifest(
        stetmark="bench",
        created="2026-11-22T12:00:00Z",
        items_sha256="",
        items_name=f"bench-{workload.n_items}",
        systems={f"maker:model-{n:03}": {"kind": "bench"} for n in range(workload.n_systems)},
        repeats=workload.repeats,
    )
    run = RunFolder.create(folder, manifest, workload.items())
    encode = msgspec.json.Encoder().encode
    with (folder / "answers.jsonl").open("wb") as file:
        for answer in workload.answers():
            file.write(encode(answer) + b"\n")
    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--items", type=int, default=1000)
    parser.add_argument("--systems", type=int, default=20)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--words", type=int, default=170)
    parser.add_argument("--edits", type=int, default=5)
    parser.add_argument("--by", choices=["item", "system"], default="item")
    args = parser.parse_args()
    make(
        args.folder,
        Workload(
            args.items, args.systems, n_words=args.words, n_edits=args.edits, repeats=args.repeats, by=args.by
        ),
    )


if __name__ == "__main__":
    main()
