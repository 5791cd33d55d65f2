"""Local systems on misspellings that people made and other people mended, in lines of eight repositories.

    STETMARK_SHARED=… python bench/mined.py [--systems stet,symspell] [--limit N]

Recall and unneeded changes, not exact: other errors may remain in these lines, so a repair of one of them
counts as unneeded here and the figure is an upper bound. The last row is the human correction itself, after
the guard: what it loses of right corrections. python/peps and ethereum/EIPs are what the error
model and the corrector were tuned on; the other repositories decide. Prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from jargon import Tally
from stetmark.answers.local.registry import LOCAL, load, missing
from stetmark.judging.judge import Judge
from stetmark.proofread import guard
from stetmark.records import Answer, Item

TUNED = frozenset({"python/peps", "ethereum/EIPs"})
ROWS = Path("data/mined_typo_fixes_en/pairs.jsonl")
#: Slow systems take the first so many lines of each part.
SLOW = {"stet-lm": 60, "hunspell": 100, "codespell": 200, "smollm2": 20}


def items(path: Path) -> dict[str, list[Item]]:
    """Part -> items: tuned on or held out, misspellings or right words in the wrong place."""
    found: dict[str, list[Item]] = defaultdict(list)
    seen = set()
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            kinds = {edit["kind"] for edit in row["edits"]}
            if len(kinds) != 1 or row["source"] in seen or len(row["source"]) > 1500:
                continue
            seen.add(row["source"])
            what = "misspellings" if kinds == {"nonword"} else "right words"
            where = "tuned on" if row["repo"] in TUNED else "held out"
            found[f"{what}, {where}"].append(
                Item(id=str(number), source=row["source"], reference=row["target"], lang="en")
            )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--systems", default="stet,stet-lm,symspell,typos,codespell,harper,hunspell")
    parser.add_argument("--limit", type=int, default=10_000, help="so many lines of each part")
    arguments = parser.parse_args()
    shared = Path(os.environ.get("STETMARK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    parts = {
        part: found for part, found in items(shared / ROWS).items() if not part.startswith("right words, t")
    }
    print("| system |" + "".join(f" {part}: recall | unneeded / 1,000 |" for part in parts))
    print("|---|" + "---|---|" * len(parts))
    for name in arguments.systems.split(","):
        if name not in LOCAL or missing(name):
            print(f"| `local:{name}` | not installed |")
            continue
        system = load(name)
        limit = min(arguments.limit, SLOW.get(name, arguments.limit))
        cells = [
            row(rows[:limit], lambda item, correct=system.correct: correct(item.source or "", "en"))
            for rows in parts.values()
        ]
        print(f"| `local:{name}` |" + "".join(cells), flush=True)
    cells = [
        row(rows[: arguments.limit], lambda item: guard(item.source or "", item.reference).text)
        for rows in parts.values()
    ]
    print("| people, guarded |" + "".join(cells), flush=True)


def row(items: list[Item], correct: Callable[[Item], str]) -> str:
    """Recall and unneeded changes of one system on one part."""
    tally = Tally()
    for item in items:
        answer = Answer(item=item.id, system="", outcome="complete", reply=correct(item))
        tally.add(Judge(item).score(answer))
    return tally.cells()


if __name__ == "__main__":
    main()
