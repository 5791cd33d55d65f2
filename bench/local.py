"""Words per second, memory and load time of every local system, each in a process of its own.

    python bench/local.py            # a minute or two of words for each
    python bench/local.py --quick    # a tenth of them

Texts: the sources of the bundled English medium items. CPU seconds count child processes too (typos and
codespell start once a text), on one thread; peak memory is the process's resident set, children included.
Prints Markdown. Systems that are not installed are named.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time

#: Words for each system: enough for some ten seconds of work.
WORDS = {"hunspell": 1500, "stet-lm": 1500, "smollm2": 400, "codespell": 3000, "typos": 6000, "harper": 6000}
MOST = 20_000


def texts(words: int) -> list[str]:
    from stetmark.items.dataset import bundled

    chosen, n = [], 0
    for item in bundled():
        if item.lang == "en" and item.tier == "medium" and item.source and n < words:
            chosen.append(item.source)
            n += len(item.source.split())
    return chosen


def cpu() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def measure(name: str, words: int) -> dict[str, float | str]:
    sources = texts(words)
    n = sum(len(text.split()) for text in sources)
    from stetmark.answers.local.registry import load

    start, wall = cpu(), time.perf_counter()
    system = load(name)
    loaded, loaded_wall = cpu() - start, time.perf_counter() - wall
    start, wall = cpu(), time.perf_counter()
    for text in sources:
        system.correct(text, "en")
    used, took = cpu() - start, time.perf_counter() - wall
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    scorer = getattr(system, "scorer", None)
    asked = f"{100 * scorer.n_asked / scorer.n_sites:.0f} % of {scorer.n_sites}" if scorer else ""
    return {
        "words": n,
        "load_cpu_s": loaded,
        "load_wall_s": loaded_wall,
        "per_cpu_s": n / max(used, 1e-9),
        "per_s": n / max(took, 1e-9),
        "peak_mb": peak / 1024,
        "asked": asked,
        "version": system.version,
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--systems", default="")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--words", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.one, arguments.words)))
        return 0
    from stetmark.answers.local.registry import LOCAL, missing

    print(
        "| system | words/s of one core | words/s by the clock | load, CPU s | peak memory | words | notes |"
    )
    print("|---|---|---|---|---|---|---|")
    failed = 0
    for name in arguments.systems.split(",") if arguments.systems else LOCAL:
        if missing(name):
            print(f"| `local:{name}` | – | – | – | – | – | not installed: {', '.join(missing(name))} |")
            continue
        words = max(100, WORDS.get(name, MOST) // (10 if arguments.quick else 1))
        command = [sys.executable, __file__, "--one", name, "--words", str(words)]
        one_thread = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        done = subprocess.run(command, capture_output=True, text=True, env=one_thread, check=False)
        if done.returncode:
            print(f"| `local:{name}` | failed: {done.stderr.strip().splitlines()[-1:]} |")
            failed = 1
            continue
        got = json.loads(done.stdout.splitlines()[-1])
        note = f"{got['version']}{'; asked ' + got['asked'] if got['asked'] else ''}"
        print(
            f"| `local:{name}` | {got['per_cpu_s']:,.0f} | {got['per_s']:,.0f} | {got['load_cpu_s']:.1f} |"
            f" {got['peak_mb']:,.0f} MB | {got['words']:,} | {note} |",
            flush=True,
        )
    return failed


if __name__ == "__main__":
    sys.exit(main())
