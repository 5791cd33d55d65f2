"""Local systems, bare and guarded, on texts full of words that no list holds: arXiv abstracts of 2026.

    STETMARK_SHARED=… python bench/jargon.py [--systems symspell,harper,hunspell,stet] [--limit N] [--clean]
                                             [--show]

Misspellings are planted with the error model (tier medium), in each abstract by a seed of its own. Abstracts
whose id hashes to an even number are what the guard and the corrector may be tuned on; the others decide.
`--clean` plants nothing and adds the paragraphs of documentation kept for this, so that every change is an
unneeded one. `--show` lists each change nobody asked for and each correction the guard lost. An abstract may
hold misspellings of its own, so unneeded changes are an upper bound. Prints Markdown.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections import defaultdict
from pathlib import Path

from stetmark.answers.local.registry import LOCAL, load, missing
from stetmark.items.make import CleanText, Maker, Plan
from stetmark.judging.judge import Judge
from stetmark.proofread import guard
from stetmark.records import Answer, Item, Score

ARXIV = Path("data/arxiv_abstracts_2026.jsonl")
CLEAN = Path("data/clean_text")
TUNED = frozenset({"python/peps", "ethereum/EIPs"})
#: hunspell takes ten milliseconds for a suggestion, SmolLM2 a second for a text.
SLOW = {"hunspell": 60, "stet-lm": 30}


def is_tuned(name: str) -> bool:
    """Whether a text belongs to the half that rules may be tuned on."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


def clean_texts(shared: Path) -> dict[str, list[CleanText]]:
    """Part -> paragraphs: abstracts by half and documentation by file; Chinese left out."""
    found: dict[str, list[CleanText]] = defaultdict(list)
    for line in (shared / ARXIV).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        part = "arXiv, tuned on" if is_tuned(row["id"]) else "arXiv, held out"
        found[part].append(CleanText(id=row["id"], text=row["abstract"]))
    for path in sorted((shared / CLEAN).glob("*.jsonl")):
        if path.name.startswith("zh_"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            part = path.name.partition("_")[0] + (", tuned on" if row["repo"] in TUNED else ", held out")
            found[part].append(CleanText(id=f"{path.stem}-{number}", text=row["text"]))
    return found


def misspelt(texts: list[CleanText], limit: int) -> list[Item]:
    """The first so many texts that have room for misspellings, with them."""
    maker = Maker(Plan(tiers=("medium",), skip=frozenset({"spelling", "quotes", "double_space", "length"})))
    found: list[Item] = []
    for text in texts:
        if len(found) == limit:
            break
        found += maker.make(text).items
    return found


def as_items(texts: list[CleanText], limit: int) -> list[Item]:
    """Texts as items without an error."""
    return [Item(id=t.id, source=t.text, reference=t.text, lang="en") for t in texts[:limit]]


class Tally:
    """What became of the errors and of everything else."""

    def __init__(self) -> None:
        self.right = self.edits = self.unneeded = self.words = 0

    def add(self, score: Score) -> None:
        self.right += score.tp
        self.edits += score.tp + score.fn
        self.unneeded += score.n_unneeded
        self.words += score.n_words

    def cells(self) -> str:
        recall = f"{100 * self.right / self.edits:.1f} % of {self.edits}" if self.edits else "–"
        return f" {recall} | {1000 * self.unneeded / max(1, self.words):.2f} ({self.unneeded}) |"


def show(item: Item, bare: Score, guarded: Score) -> None:
    """List what is wrong with a guarded answer, and right in the bare one alone."""
    for change in guarded.changes:
        around = (item.reference or "")[max(0, change.start - 30) : change.end + 30].replace("\n", " ")
        print(f"  unneeded {item.id}: {change.reference} → {change.hypothesis}  [{change.class_}] …{around}…")
    for edit, kept in zip(bare.edits, guarded.edits, strict=True):
        if edit.verdict == "corrected" and kept.verdict != "corrected":
            print(f"  lost {item.id}: {edit.source} → {edit.reference}")


def measure(name: str, items: list[Item], *, shown: bool) -> tuple[Tally, Tally]:
    """One system on some items, bare and guarded."""
    system, tallies = load(name), (Tally(), Tally())
    for item in items[: SLOW.get(name, len(items))]:
        source = item.source or ""
        bare = system.correct(source, "en")
        judge = Judge(item)
        scores = [
            judge.score(Answer(item=item.id, system=name, outcome="complete", reply=reply))
            for reply in (bare, guard(source, bare).text)
        ]
        for tally, score in zip(tallies, scores, strict=True):
            tally.add(score)
        if shown:
            show(item, *scores)
    return tallies


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--systems", default="symspell,harper,hunspell,stet")
    parser.add_argument("--limit", type=int, default=250, help="so many texts of each part")
    parser.add_argument("--parts", default="", help="only parts whose name holds this")
    parser.add_argument("--clean", action="store_true", help="plant nothing; documentation too")
    parser.add_argument("--show", action="store_true", help="list what is wrong under the guard")
    arguments = parser.parse_args()
    shared = Path(os.environ.get("STETMARK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    print("| system | part | recall | unneeded / 1,000 | guarded: recall | guarded: unneeded / 1,000 |")
    print("|---|---|---|---|---|---|")
    for part, texts in clean_texts(shared).items():
        if arguments.parts not in part or not (arguments.clean or part.startswith("arXiv")):
            continue
        items = as_items(texts, arguments.limit) if arguments.clean else misspelt(texts, arguments.limit)
        for name in arguments.systems.split(","):
            if name not in LOCAL or missing(name):
                print(f"| `local:{name}` | not installed | | | | |")
                continue
            bare, guarded = measure(name, items, shown=arguments.show)
            print(f"| `local:{name}` | {part} |{bare.cells()}{guarded.cells()}", flush=True)


if __name__ == "__main__":
    main()
