"""Print what coverage.json says, room by room: statements and branches run by the quick tests."""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

SUMS = ("num_statements", "covered_lines", "num_branches", "covered_branches")


def room(path: str) -> str:
    """Return the room that a source file is in: the folder below `stetmark`, or the file itself."""
    parts = Path(path).parts
    return parts[parts.index("stetmark") + 1].removesuffix(".py")


def percent(part: int, whole: int) -> str:
    """Return a share in percent, a dash where there is nothing to share."""
    return f"{100 * part / whole:.1f} %" if whole else "-"


def main(report: Path) -> None:
    """Print one row a room, the least covered first, and the total."""
    rooms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path, file in json.loads(report.read_text(encoding="utf-8"))["files"].items():
        for name in (room(path), "all"):
            rooms[name].update({key: file["summary"][key] for key in SUMS})
    total = rooms.pop("all")
    least_first = sorted(
        rooms.items(), key=lambda row: row[1]["covered_lines"] / (row[1]["num_statements"] or 1)
    )
    print(f"{'room':<12} {'statements':>11} {'branches':>9}")
    for name, sums in (*least_first, ("all", total)):
        statements = percent(sums["covered_lines"], sums["num_statements"])
        print(f"{name:<12} {statements:>11} {percent(sums['covered_branches'], sums['num_branches']):>9}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
