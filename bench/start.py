"""How long until a command answers, and how much is installed?

    python bench/start.py [--turns 15]

Whole processes, wall time, the best and the median of many turns; the limit beside them is Python itself. The
peers' commands are timed where they are installed. Packages: what a plain `pip install stetmark` needs, from
the installed metadata.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

BIN = Path(sys.executable).parent
COMMANDS = {
    "python -c pass (the limit)": [sys.executable, "-c", "pass"],
    "stetmark --help": [str(BIN / "stetmark"), "--help"],
    "stetmark --version": [str(BIN / "stetmark"), "--version"],
    "stetmark run --help": [str(BIN / "stetmark"), "run", "--help"],
    "stetmark score (one table of 16 answers)": [str(BIN / "stetmark"), "score", "TABLE"],
    "inspect --help": ["inspect", "--help"],
    "lm_eval --help": ["lm_eval", "--help"],
    "promptfoo --help": ["promptfoo", "--help"],
    "import openai": [sys.executable, "-c", "import openai"],
}


def timed(command: list[str], turns: int) -> tuple[float, float]:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(turns + 1):
        begin = time.perf_counter()
        subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=True
        )
        times.append(time.perf_counter() - begin)
    return min(times[1:]), statistics.median(times[1:])


def packages(name: str) -> set[str]:
    """What a package needs without extras, itself included."""
    found: set[str] = set()
    left = [name]
    while left:
        one = re.sub(r"[-_.]+", "-", left.pop()).lower()
        if one in found:
            continue
        try:
            needed = distribution(one).requires or []
        except PackageNotFoundError:
            continue
        found.add(one)
        for requirement in needed:
            marker = requirement.partition(";")[2]
            if "extra" in marker or ("python_version" in marker and not _holds(marker)):
                continue
            left.append(re.match(r"[\w.-]+", requirement).group())
    return found


def _holds(marker: str) -> bool:
    found = re.search(r"python_version\s*(<|<=|>|>=|==)\s*[\"']([\d.]+)", marker)
    if not found:
        return True
    sign, said = found.group(1), tuple(map(int, found.group(2).split(".")))
    here = sys.version_info[: len(said)]
    return {"<": here < said, "<=": here <= said, ">": here > said, ">=": here >= said, "==": here == said}[
        sign
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--turns", type=int, default=15)
    args = parser.parse_args()
    example = Path(__file__).parent.parent / "examples" / "table.zh.md"
    base = 0.0
    print("| ÷ bare Python | command | best s | median s |\n|--:|---|--:|--:|")
    for name, command in COMMANDS.items():
        if "TABLE" in command and not example.exists():
            continue
        words = [str(example) if word == "TABLE" else word for word in command]
        if name == "import openai" and not packages("openai"):
            continue
        if shutil.which(words[0]) is None:
            continue
        best, median = timed(words, args.turns)
        base = base or best
        print(f"| {best / base:.1f} | `{name}` | {best:.3f} | {median:.3f} |")
    ours = packages("stetmark") - {"stetmark"}
    print(f"\nPackages that the core install needs beside itself: {len(ours)} ({', '.join(sorted(ours))}).")


if __name__ == "__main__":
    main()
