"""The error mix that is measured in real corrections, beside the one that Stetmark makes.

    python bench/calibrate.py [--rounds N]

Measured: distinct one-word slips in the corrections of python/peps (public domain) and ethereum/EIPs (CC0) in
the shared data; switches between British and American spelling are left out. Produced: misspellings that
`stetmark items make` plants in the bundled texts, gates included; and those of the bundled set. The distance
is the total variation over the twelve columns: half the sum of absolute differences.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
from collections import Counter
from pathlib import Path

from stetmark.items.core import core_texts, core_words
from stetmark.items.corrupt import plant
from stetmark.items.dataset import bundled
from stetmark.items.gate_lexicon import english_gate
from stetmark.items.make import Maker, Plan
from stetmark.items.prose import read_prose
from stetmark.misspelling.channel import slip_kind
from stetmark.misspelling.channel_figures import KINDS

SHARED = Path(os.environ.get("STETMARK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
REPOSITORIES = ("python/peps", "ethereum/EIPs")
COLUMNS = (*KINDS, "first letter")


def measured_pairs(path: Path) -> list[tuple[str, str]]:
    """Distinct (written, meant) of one-word corrections, US/UK switches left out."""
    lexicon = english_gate()
    pairs = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["repo"] not in REPOSITORIES:
            continue
        for edit in row["edits"]:
            written, meant = edit["o"].lower(), edit["c"].lower()
            plain = re.fullmatch(r"[a-z ]+", written) and re.fullmatch(r"[a-z ]+", meant)
            if edit["kind"] == "nonword" and plain and not (written in lexicon and lexicon.has_twin(meant)):
                pairs.add((written, meant))
    return sorted(pairs)


def shares(pairs: list[tuple[str, str]]) -> dict[str, float]:
    """Share of each column; "first letter" stands beside the kinds, not among them."""
    kinds = Counter(slip_kind(written.lower(), meant.lower()) for written, meant in pairs)
    total = sum(kinds[kind] for kind in KINDS)
    found = {kind: kinds[kind] / total for kind in KINDS}
    found["first letter"] = sum(w[:1].lower() != m[:1].lower() for w, m in pairs) / len(pairs)
    return found


def planted_pairs(rounds: int = 2) -> list[tuple[str, str]]:
    """What the channel profile plants in the bundled English texts at the medium tier."""
    maker = Maker(Plan(words=core_words()))
    speller = maker.speller("en")
    pairs = []
    for text in core_texts():
        if text.lang != "en" or text.kind != "plain":
            continue
        prose = read_prose(text.text, speller.lexicon)
        for turn in range(rounds):
            rng = random.Random(f"calibrate|{text.id}|{turn}")
            planted = plant(prose, round(prose.n_open / 20), rng, speller)
            pairs += [(new.replacement, text.text[new.start : new.end]) for new in planted]
    return pairs


def bundled_pairs() -> list[tuple[str, str]]:
    """What the bundled set holds, real-word confusions left out (well-known misspellings are in it)."""
    return [
        (item.source[edit.start : edit.end], edit.replacement)
        for item in bundled("core")
        if item.lang == "en" and item.source
        for edit in item.edits or ()
        if edit.kind not in ("real-word", "capital")
    ]


def distance(one: dict[str, float], other: dict[str, float]) -> float:
    """Total variation over the twelve columns."""
    return sum(abs(one[column] - other[column]) for column in COLUMNS) / 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    measured = shares(pairs := measured_pairs(SHARED / "data/mined_typo_fixes_en/pairs.jsonl"))
    planted = planted_pairs(arguments.rounds)
    produced = shares(planted)
    core = shares(kept := bundled_pairs())
    print(f"{'':<16} {'measured':>9} {'channel':>9} {'core':>9}")
    for column in COLUMNS:
        print(f"{column:<16} {measured[column]:>9.1%} {produced[column]:>9.1%} {core[column]:>9.1%}")
    print(f"{'n':<16} {len(pairs):>9} {len(planted):>9} {len(kept):>9}")
    apart = (distance(measured, produced), distance(measured, core))
    print(f"{'total variation':<16} {'':>9} {apart[0]:>9.3f} {apart[1]:>9.3f}")


if __name__ == "__main__":
    main()
