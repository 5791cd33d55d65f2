"""The leaderboard of the local systems, bare and guarded, by tier and by where the errors come from.

    make bench-local                             # 200 English items, SmolLM2 as a chat model on 60
    python bench/leaderboard.py --all            # every English bundled item
    python bench/leaderboard.py --systems stet,symspell --limit 100 --out runs/mine
    python bench/leaderboard.py --docs           # and put the tables between the marks of READMEs and docs

It asks through the same runner as `stetmark run` and keeps the answers in a run folder (runs/bench-local), so
a second call asks only what is missing. Writes bench/LOCAL.md. Systems that are not installed are named and
left out. Figures of one machine carry over to another: nothing here depends on speed.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from stetmark import pipeline
from stetmark.answers.local.registry import LOCAL, missing
from stetmark.items.dataset import SAMPLE_SEED, bundled, sample
from stetmark.records import Item, Score
from stetmark.settings import load_settings
from stetmark.statistics.significance import wilson
from stetmark.store import RunFolder

HERE = Path(__file__).parent
RESULTS = HERE / "LOCAL.md"
ROOT = HERE.parent
MARKS = ("<!-- leaderboard -->", "<!-- /leaderboard -->")
CHINESE = {
    "unneeded / 1,000 words": "多改 / 千词",
    "guarded: ": "护栏后：",
    "system": "系统",
    "exact": "完全正确",
    "recall": "召回率",
    " items)": " 道题)",
}
CHAT = "smollm2"
TIERS = ("light", "medium", "heavy", "real-word", "markup", "clean", "stet")
SOURCES = {
    "errors:channel": "random slips, from no list",
    "errors:famous": "well-known misspellings",
    "errors:real-word": "right words in the wrong place",
}


class Tally:
    """Counts of one system on some items, one row a text for the intervals."""

    def __init__(self) -> None:
        self.rows: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(6))

    def add(self, item: Item, score: Score) -> None:
        corrected = sum(edit.verdict == "corrected" for edit in score.edits)
        self.rows[item.cluster] += (
            1,
            score.exact,
            corrected,
            len(score.edits),
            score.n_unneeded,
            score.n_words,
        )

    def totals(self) -> np.ndarray:
        return np.sum(list(self.rows.values()), axis=0) if self.rows else np.zeros(6)

    def exact(self) -> str:
        n, exact = self.totals()[:2]
        if not n:
            return "–"
        low, high = self.interval(1, 0, 100.0) if n > len(self.rows) else (100 * x for x in wilson(exact, n))
        return f"{100 * exact / n:.0f} % [{low:.0f}, {high:.0f}]"

    def recall(self) -> str:
        total = self.totals()
        return f"{100 * total[2] / total[3]:.0f} %" if total[3] else "–"

    def unneeded(self) -> str:
        total = self.totals()
        if not total[5]:
            return "–"
        low, high = self.interval(4, 5, 1000.0)
        return f"{1000 * total[4] / total[5]:.1f} [{low:.1f}, {high:.1f}]"

    def interval(self, above: int, below: int, scale: float) -> tuple[float, float]:
        """95 % percentile bootstrap over texts, seed 0."""
        rows = np.array(list(self.rows.values()))
        rng = np.random.default_rng(0)
        picks = rng.integers(0, len(rows), (2000, len(rows)))
        sums = rows[picks].sum(axis=1)
        rates = scale * sums[:, above] / np.maximum(sums[:, below], 1e-9)
        low, high = np.percentile(rates, [2.5, 97.5])
        return float(low), float(high)


def ask(names: list[str], items: list[Item], folder_path: Path) -> RunFolder:
    """Ask what is missing, guard every system, judge everything."""
    specs = [spec for name in names for spec in (f"local:{name}", f"guard(local:{name})")]
    systems = pipeline.choose_systems(specs, load_settings())
    folder = pipeline.start_run(
        folder_path, items, "core-en", systems, repeats=1, argv=["bench/leaderboard.py"]
    )
    pipeline.ask(folder, systems)
    pipeline.score(folder)
    return folder


def tallies(folder: RunFolder) -> dict[str, dict[str, Tally]]:
    """System -> part of the items ("all", a tier, an error source) -> counts."""
    items = {item.id: item for item in folder.items()}
    found: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for score in folder.scores():
        item = items[score.item]
        for part in ("all", item.tier, *(tag for tag in item.tags if tag in SOURCES)):
            found[score.system][part].add(item, score)
    return found


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def label(system: str, n: int, most: int) -> str:
    return f"`{system}`" + (f" ({n} items)" if n < most else "")


def overall(found: dict[str, dict[str, Tally]], most: int) -> str:
    def order(system: str) -> float:
        total = found[system]["all"].totals()
        return -total[1] / max(1, total[0])

    rows = []
    for system in sorted((s for s in found if not s.startswith("guard(")), key=order):
        guarded = found.get(f"guard({system})", {}).get("all", Tally())
        bare = found[system]["all"]
        rows.append(
            [
                label(system, int(bare.totals()[0]), most),
                bare.exact(),
                bare.recall(),
                bare.unneeded(),
                guarded.exact(),
                guarded.recall(),
                guarded.unneeded(),
            ]
        )
    head = ["system", "exact", "recall", "unneeded / 1,000 words"]
    return table([*head, *(f"guarded: {h}" for h in head[1:])], rows)


def by_part(found: dict[str, dict[str, Tally]], parts: list[str], what: str) -> str:
    head = ["system", *(f"{part}" for part in parts)]
    rows = []
    for system in sorted(found, key=lambda s: (s.removeprefix("guard("), s)):
        cells = []
        for part in parts:
            tally = found[system].get(part, Tally())
            cells.append(getattr(tally, what)())
        rows.append([f"`{system}`", *cells])
    return table(head, rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--limit", type=int, default=200, help="so many English items, a fixed, stratified sample"
    )
    parser.add_argument("--all", action="store_true", help="every English item")
    parser.add_argument("--chat-limit", type=int, default=60, help="items for SmolLM2 as a chat model")
    parser.add_argument("--systems", default=",".join(LOCAL), help="names, with commas")
    parser.add_argument("--out", type=Path, default=Path("runs/bench-local"))
    parser.add_argument("--docs", action="store_true")
    arguments = parser.parse_args()
    english = [item for item in bundled() if item.lang == "en" and not item.retired]
    items = english if arguments.all else sample(english, arguments.limit, SAMPLE_SEED)
    names = [name.removeprefix("local:") for name in arguments.systems.split(",")]
    absent = {name: missing(name) for name in names if missing(name)}
    names = [name for name in names if name not in absent]
    found: dict[str, dict[str, Tally]] = {}
    rest = [name for name in names if name != CHAT]
    if rest:
        found |= tallies(ask(rest, items, arguments.out))
    if CHAT in names:
        few = sample(english, arguments.chat_limit, SAMPLE_SEED)
        found |= tallies(ask([CHAT], few, arguments.out.with_name(arguments.out.name + "-chat")))
    n_texts = len({item.cluster for item in items})
    first = overall(found, len(items))
    head = (
        f"{len(items)} English items of the bundled `core` set over {n_texts} texts, "
        f"{datetime.now(UTC):%Y-%m-%d}. 95 % intervals in brackets, resampled by text. *Exact*: the whole "
        "text is right. *Unneeded*: changes nobody asked for per 1,000 right words."
    )
    if CHAT in names:
        head += f" SmolLM2 as a chat model answered {arguments.chat_limit} of them."
    notes = "".join(f"\nNot installed here: `local:{n}` ({', '.join(w)})." for n, w in absent.items())
    sources = [s for s in SOURCES if any(s in parts for parts in found.values())]
    named = {s: {SOURCES.get(p, p): t for p, t in parts.items()} for s, parts in found.items()}
    text = "\n\n".join(
        [
            "# Local systems",
            head + notes,
            first,
            "## Exact, by tier",
            by_part(found, list(TIERS), "exact"),
            "## Unneeded changes per 1,000 words, by tier",
            by_part(found, list(TIERS), "unneeded"),
            "## Recall, by where the errors come from",
            "A corrector that holds the list the errors came from looks perfect: compare the columns.",
            by_part(named, [SOURCES[s] for s in sources], "recall"),
            "## Exact, by where the errors come from",
            by_part(named, [SOURCES[s] for s in sources], "exact"),
        ]
    )
    RESULTS.write_text(text + "\n")
    print(text)
    if arguments.docs:
        put(ROOT / "README.md", first)
        put(ROOT / "README.zh.md", in_chinese(first))
        put(ROOT / "docs" / "local-systems.md", text.partition("\n")[2].strip().replace("\n## ", "\n### "))


def in_chinese(table_text: str) -> str:
    """The table with its heading, and what stands in brackets behind a name, in Chinese."""
    head, _, rows = table_text.partition("\n")
    for english, chinese in CHINESE.items():
        head = head.replace(english, chinese)
    return head + "\n" + rows.replace(" items)", CHINESE[" items)"])


def put(path: Path, block: str) -> None:
    """Put a block between the marks of a page; a page without marks is an error."""
    page = path.read_text(encoding="utf-8")
    start, end = MARKS
    if start not in page or end not in page:
        raise SystemExit(f"{path}: no {start} … {end} to put the table between")
    before, after = page.partition(start)[0], page.partition(end)[2]
    path.write_text(f"{before}{start}\n{block}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
