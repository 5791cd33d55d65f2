"""Runs every benchmark and writes bench/RESULTS.md: machine, versions, date, and what each one printed.

    make bench                                # everything; some 35 minutes; leave the machine alone
    python bench/all.py --quick               # the same at a tenth of the size: figures wobble
    python bench/all.py --only growth,score   # run these anew, keep the other sections as they are

A benchmark is a program of its own that prints Markdown (or plain text, which is fenced). One that fails
leaves its section with what it said, and the command ends with 1: no figure is ever carried over by hand.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"

#: name, program, heading, arguments when quick, arguments when full. A file that is not there is left out.
BENCHES: list[tuple[str, str, str, list[str], list[str]]] = [
    ("score", "score", "Scoring one answer", ["--answers", "4000", "--peers", "300", "--turns", "1"], []),
    ("growth", "scale", "Scoring many answers", ["--only", "growth", "--quick"], ["--only", "growth"]),
    ("workers", "scale", "Workers", ["--only", "workers", "--quick"], ["--only", "workers"]),
    ("length", "scale", "Long items", ["--only", "length,order", "--quick"], ["--only", "length,order"]),
    ("resume", "scale", "Resuming a run", ["--only", "resume", "--quick"], ["--only", "resume"]),
    ("run", "run", "Asking", [], ["-n", "20000", "-c", "64"]),
    ("items", "items", "Making items", ["--items", "2000"], []),
    ("itemsmemory", "items", "Memory of making items", ["--memory", "5,50"], ["--memory", "50,500"]),
    ("report", "report", "The report", ["--quick"], []),
    ("start", "start", "Start and size", ["--turns", "5"], []),
    ("calibrate", "calibrate", "Misspellings beside real ones", [], []),
]
PACKAGES = (
    "stetmark aiohttp click msgspec numpy opencc rapidfuzz rich symspellpy jiwer sacrebleu errant pyarrow "
    "ray openai httpx inspect-ai lm-eval nlpaug xllamacpp harper-py"
).split()
LIMIT_S = 3600


def machine() -> list[tuple[str, str]]:
    """What the figures were taken on."""
    cpu, memory = platform.processor() or platform.machine(), ""
    try:
        found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
        cpu = found.group(1) if found else cpu
        total = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
        memory = f"{int(total.group(1)) / 2**20:.0f} GiB" if total else ""
    except OSError:
        pass
    load = ", ".join(f"{n:.1f}" for n in os.getloadavg())
    return [
        ("date", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"),
        ("machine", f"{os.cpu_count()} cores, {cpu}, {memory}"),
        ("system", f"{platform.system()} {platform.release()}, Python {platform.python_version()}"),
        ("load before", load),
        ("commit", commit()),
    ]


def commit() -> str:
    """The commit, marked where something in the tree differs from it."""
    try:
        name = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True, cwd=HERE
        ).stdout.strip()
        changed = subprocess.run(
            ["git", "status", "--porcelain", "--untracked-files=no", "../src"],
            capture_output=True,
            text=True,
            check=True,
            cwd=HERE,
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return name + (" and changes" if changed else "")


def versions() -> str:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)


def run_bench(name: str, arguments: list[str]) -> tuple[str, bool]:
    """Return what a benchmark printed, as Markdown, and whether it went well."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "160"}
    begin = time.monotonic()
    load = os.getloadavg()[0]
    command = [sys.executable, str(HERE / f"{name}.py"), *arguments]
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, text=True, timeout=LIMIT_S, check=False, env=environment
        )
        out, code = done.stdout, done.returncode
    except subprocess.TimeoutExpired as late:
        out, code = (late.stdout or b"").decode(), -1
    shown = clean(out).strip()
    if not re.search(r"^(#|\|)", shown, re.MULTILINE):
        shown = f"```text\n{shown}\n```"
    shown = re.sub(r"^#{1,2} ", "### ", shown, flags=re.MULTILINE)
    said = f"`python bench/{name}.py {' '.join(arguments)}".rstrip() + "`"
    took = f"{said}, {time.monotonic() - begin:.0f} s, load {load:.1f} before"
    if code != 0:
        took += f" — **failed** ({'too slow' if code == -1 else f'exit code {code}'})"
    return f"{took}\n\n{shown}\n", code == 0


def clean(text: str) -> str:
    """Without terminal codes and without paths of this machine."""
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
    return text.replace(str(HERE.parent), ".").replace(str(Path.home()), "~")


def sections_of(text: str) -> dict[str, str]:
    """The sections of an earlier RESULTS.md by benchmark."""
    parts = re.split(r"^<!-- bench:(\w+) -->\n", text, flags=re.MULTILINE)
    return {name: body.strip() + "\n" for name, body in zip(parts[1::2], parts[2::2], strict=True)}


def write(head: str, sections: dict[str, str]) -> None:
    body = "\n".join(f"<!-- bench:{name} -->\n{sections[name]}" for name, *_ in BENCHES if name in sections)
    RESULTS.write_text(f"{head}\n{body}", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    chosen = set(args.only.split(",")) if args.only else {name for name, *_ in BENCHES}
    if unknown := chosen - {name for name, *_ in BENCHES}:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    sections = sections_of(RESULTS.read_text(encoding="utf-8")) if args.only and RESULTS.exists() else {}
    facts = "\n".join(f"| {name} | {value} |" for name, value in [*machine(), ("versions", versions())])
    head = (
        "# Results\n\nWritten by `make bench`; not edited. Ours beside each peer in the same run, ratios\n"
        "first, the physical limit beside them. How a figure is taken stands at the head of its program.\n"
        "How good the correctors on this machine are: [docs/local-systems.md](../docs/local-systems.md), "
        "by `make bench-local`.\n\n"
        f"| | |\n|---|---|\n{facts}\n"
    )
    failed = []
    for name, program, heading, quick, full in BENCHES:
        if name not in chosen or not (HERE / f"{program}.py").exists():
            continue
        print(f"{name} …", file=sys.stderr, flush=True)
        shown, well = run_bench(program, quick if args.quick else full)
        sections[name] = f"## {heading}\n\n{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {commit()} · {shown}"
        failed += [] if well else [name]
        write(head, sections)  # what is measured is kept, whatever comes after
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
