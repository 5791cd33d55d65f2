"""How does scoring grow?  1,000 to 1,000,000 answers, 50 to 10,000 words, one worker to two; and resuming.

    python bench/scale.py            # up to 1,000,000 answers: some minutes, 8 GB of scratch space
    python bench/scale.py --quick    # up to 10,000
    python bench/scale.py --only growth,length,workers,order,resume

Each figure comes from a process of its own, so that peak memory and CPU time are that job's alone. Next to
ours stand the limits that nothing can beat: reading the bytes, and one bare alignment (rapidfuzz, words) of
reply and reference, which gives no verdict.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from stetmark.records import Answer
from stetmark.store import RunFolder, read_jsonl
from workload import Workload, make

SYSTEMS = 20
WORDS = (50, 170, 500, 1_000, 2_000, 5_000, 10_000)


# -- jobs: each runs in a process of its own and prints one JSON object --------------------------------


def job_score(folder: str, workers: str) -> dict:
    from stetmark.scoring import run

    conclude, spent = run.conclude, []

    def timed(state, **how):
        begin = time.perf_counter()
        try:
            return conclude(state, **how)
        finally:
            spent.append(time.perf_counter() - begin)

    run.conclude = timed
    summary = run.score_run(RunFolder.open(folder), workers=int(workers) or None)
    return {
        "n": sum(s.n_answers for s in summary.systems),
        "exact": sum(s.exact for s in summary.systems),
        "finish_s": spent[0],
    }


def job_make(folder: str, items: str, words: str, edits: str, by: str, systems: str) -> dict:
    workload = Workload(int(items), int(systems), n_words=int(words), n_edits=int(edits), by=by)
    make(Path(folder), workload)
    return {"bytes": sum(p.stat().st_size for p in Path(folder).iterdir())}


def job_read(folder: str) -> dict:
    """The floor: every byte of the answers read once."""
    with (Path(folder) / "answers.jsonl").open("rb") as file:
        while file.read(1 << 20):
            pass
    return {}


def job_align(folder: str) -> dict:
    """The floor: one bare word alignment each, of at most 5,000 answers."""
    from rapidfuzz.distance import LCSseq

    run = RunFolder.open(folder)
    references = {item.id: item.reference.split() for item in run.items()}
    n = 0
    begin = time.process_time()
    reading = 0.0
    answers = read_jsonl(run.path / "answers.jsonl", Answer)
    for _ in range(5000):
        before = time.process_time()
        answer = next(answers, None)
        reading += time.process_time() - before
        if answer is None:
            break
        LCSseq.opcodes(references[answer.item], answer.reply.split())
        n += 1
    return {"us": (time.process_time() - begin - reading) / n * 1e6}


def job_resume(folder: str, n: str, stored: str) -> dict:
    """A run of n questions whose first `stored` answers are on disk: when is the next one asked?"""
    from stetmark.answers.running.runner import run_sync

    run = RunFolder.open(folder)
    asked: list[float] = []
    spent: list[float] = []
    begin, cpu = time.perf_counter(), time.process_time()
    system = _system()
    ask = system.ask

    def noted(question):
        asked.append(time.perf_counter())
        spent.append(time.process_time())
        return ask(question)

    system.ask = noted
    result = run_sync([system], None, run, concurrency=4)
    del n, stored
    return {
        "first_s": asked[0] - begin,
        "first_cpu_s": spent[0] - cpu,
        "all_s": time.perf_counter() - begin,
        "asked": result.n_asked,
    }


def _system():
    """The system of a resumed run: the one that gives its input back."""
    from stetmark.answers.systems import parse_systems
    from stetmark.settings import load_settings

    return parse_systems(["local:copy"], load_settings())[0]


def job_make_resume(folder: str, n: str, stored: str) -> dict:
    import msgspec

    from stetmark.answers.protocol import Question
    from stetmark.answers.recorded import reference_hash

    workload = Workload(int(n), 1)
    path = Path(folder)
    run = make(path, Workload(0, 1))
    shutil.rmtree(path)
    encode = msgspec.json.Encoder().encode
    system = _system()
    asyncio.run(system.start(None))  # its version is part of the key
    path.mkdir()
    with (path / "items.jsonl").open("wb") as items, (path / "answers.jsonl").open("wb") as answers:
        for number, item in enumerate(workload.items()):
            items.write(encode(item) + b"\n")
            if number < int(stored):
                question = Question(item.id, item.source, item.lang, 1, reference_hash(item.reference))
                answer = Answer(
                    item=item.id,
                    system=system.name,
                    outcome="complete",
                    reply=item.source,
                    latency_s=0.5,
                    cost_usd=0.0001,
                    key=system.key(question),
                    at="2026-11-22T12:00:00.000+00:00",
                )
                answers.write(encode(answer) + b"\n")
    run.write_manifest(msgspec.structs.replace(run.manifest, items_sha256="0" * 64))
    return {}


def run_job(name: str, *args: object) -> dict:
    """Run one job in a process of its own; adds wall, CPU seconds and peak memory (MB)."""
    command = [sys.executable, __file__, "--job", name, *map(str, args)]
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=env)
    return json.loads(done.stdout.splitlines()[-1])


def do_job(name: str, args: list[str]) -> None:
    begin = time.perf_counter()
    found = globals()[f"job_{name}"](*args)
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    found |= {
        "wall_s": time.perf_counter() - begin,
        "cpu_s": own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime,
        "own_cpu_s": own.ru_utime + own.ru_stime,
        "mb": own.ru_maxrss / 1024,
        "worker_mb": workers.ru_maxrss / 1024,
    }
    print(json.dumps(found))


# -- sections ------------------------------------------------------------------------------------------


def table(heads: list[str], rows: list[list[object]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + "--:|" * len(heads)]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join(lines)


def growth(scratch: Path, sizes: list[int]) -> None:
    print("### Scoring and summary: growth with the number of answers\n")
    print(
        f"{SYSTEMS} systems, 170 words, 5 misspellings, all cores; time includes start, summary and files.\n"
    )
    rows, first = [], 0.0
    for n in sizes:
        folder = scratch / f"growth-{n}"
        made = run_job("make", folder, n // SYSTEMS, 170, 5, "item", SYSTEMS)
        run_job("read", folder)
        floor, align, ours = run_job("read", folder), run_job("align", folder), run_job("score", folder, 0)
        us = ours["cpu_s"] / n * 1e6
        first = first or us
        rows.append(
            [
                f"{n:,}",
                f"{us / align['us']:.1f}",
                f"{ours['wall_s']:.1f}",
                f"{n / ours['wall_s']:,.0f}",
                f"{us:,.0f}",
                f"{ours['finish_s']:.1f}",
                f"{ours['mb']:.0f}",
                f"{ours['worker_mb']:.0f}",
                f"{made['bytes'] / 1e6:,.0f}",
                f"{floor['wall_s']:.2f}",
                f"{align['us']:.0f}",
            ]
        )
        shutil.rmtree(folder)
    print(
        table(
            [
                "answers",
                "CPU ÷ bare alignment",
                "wall s",
                "answers/s",
                "CPU µs/answer",
                "of it summary s",
                "peak MB",
                "peak MB, a worker",
                "MB on disk",
                "floor: bytes read, s",
                "floor: bare alignment µs",
            ],
            rows,
        )
        + "\n"
    )


def length(scratch: Path, sizes: tuple[int, ...], n_answers: int) -> None:
    print("### Item length\n")
    print("One process; 5 misspellings per 170 words; judges are made within the time.\n")
    rows = []
    for words in sizes:
        folder = scratch / f"length-{words}"
        n = max(100, n_answers * 170 // max(170, words) // SYSTEMS * SYSTEMS)
        run_job("make", folder, n // SYSTEMS, words, max(1, words * 5 // 170), "item", SYSTEMS)
        base, ours, align = run_job("score", folder, 1), run_job("score", folder, 1), run_job("align", folder)
        us = (min(base["cpu_s"], ours["cpu_s"]) - ours["finish_s"]) / n * 1e6
        rows.append(
            [
                f"{words:,}",
                f"{us / align['us']:.1f}",
                f"{n:,}",
                f"{us:,.0f}",
                f"{us / words:.2f}",
                f"{ours['mb']:.0f}",
                f"{align['us']:,.0f}",
            ]
        )
        shutil.rmtree(folder)
    print(
        table(
            [
                "words",
                "CPU ÷ bare alignment",
                "answers",
                "CPU µs/answer",
                "µs/word",
                "peak MB",
                "floor: bare alignment µs",
            ],
            rows,
        )
        + "\n"
    )


def workers(scratch: Path, n: int, turns: int) -> None:
    print("### One worker, two workers\n")
    folder = scratch / "workers"
    run_job("make", folder, n // SYSTEMS, 170, 5, "item", SYSTEMS)
    found: dict[int, list[dict]] = {1: [], 2: []}
    for _ in range(turns):
        for count, runs in found.items():
            runs.append(run_job("score", folder, count))
    best = {count: min(runs, key=lambda r: r["wall_s"] - r["finish_s"]) for count, runs in found.items()}
    judged = {count: best[count]["wall_s"] - best[count]["finish_s"] for count in found}
    speed_up = judged[1] / judged[2]
    free = 2 * (best[1]["cpu_s"] - best[1]["finish_s"]) / (best[2]["cpu_s"] - best[2]["finish_s"])
    print(f"{n:,} answers, best of {turns} turns. Two reach **{speed_up:.2f}×** one, judging. The start of")
    print("workers, reading, sending, adding up and writing count; the summary, one core's work, does not.")
    print(f"By CPU time alone, what two cores that nobody else uses can reach: {free:.2f}×.\n")
    print(
        table(
            [
                "workers",
                "× one",
                "judging s",
                "with summary s",
                "CPU s",
                "parent's CPU s",
                "peak MB",
                "a worker's",
            ],
            [
                [
                    count,
                    f"{judged[1] / judged[count]:.2f}",
                    f"{judged[count]:.2f}",
                    f"{run['wall_s']:.2f}",
                    f"{run['cpu_s']:.2f}",
                    f"{run['own_cpu_s']:.2f}",
                    f"{run['mb']:.0f}",
                    f"{run['worker_mb']:.0f}",
                ]
                for count, run in best.items()
            ],
        )
        + "\n"
    )
    shutil.rmtree(folder)


def order(scratch: Path, n: int) -> None:
    print("### Answers in another order\n")
    print("Item by item (as a run writes them) a judge is made once an item; else it may be let go of.\n")
    rows = []
    for by in ("item", "system"):
        folder = scratch / f"order-{by}"
        run_job("make", folder, n // SYSTEMS, 170, 5, by, SYSTEMS)
        ours = run_job("score", folder, 1)
        rows.append([by, f"{(ours['cpu_s'] - ours['finish_s']) / n * 1e6:,.0f}", f"{ours['mb']:.0f}"])
        shutil.rmtree(folder)
    print(table(["answers come by", "CPU µs/answer", "peak MB"], rows) + "\n")


def resume(scratch: Path, sizes: list[int]) -> None:
    print("### Resuming\n")
    print("All answers but 100 are on disk; time from the call to the first new question.\n")
    rows = []
    for n in sizes:
        folder = scratch / f"resume-{n}"
        run_job("make_resume", folder, n, n - 100)
        size = (folder / "answers.jsonl").stat().st_size
        run_job("read", folder)
        floor = run_job("read", folder)
        found = run_job("resume", folder, n, n - 100)
        rows.append(
            [
                f"{n:,}",
                f"{found['first_s']:.2f}",
                f"{found['first_cpu_s']:.2f}",
                f"{found['first_cpu_s'] / n * 1e6:.1f}",
                f"{found['mb']:.0f}",
                f"{found['asked']}",
                f"{size / 1e6:,.0f}",
                f"{floor['wall_s']:.2f}",
            ]
        )
        shutil.rmtree(folder)
    heads = [
        "answers",
        "first question after s",
        "CPU s until then",
        "CPU µs/answer",
        "peak MB",
        "asked",
        "MB",
        "floor: bytes read, s",
    ]
    print(table(heads, rows) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="growth,length,workers,order,resume")
    parser.add_argument("--max", type=int, default=1_000_000, help="answers of the largest run")
    parser.add_argument("--job", nargs="+", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.job:
        do_job(args.job[0], args.job[1:])
        return
    largest = 10_000 if args.quick else args.max
    sizes = [n for n in (1_000, 10_000, 100_000, 1_000_000) if n <= largest]
    only = set(args.only.split(","))
    scratch = Path(tempfile.mkdtemp(prefix="stetmark-bench-"))
    try:
        if "growth" in only:
            growth(scratch, sizes)
        if "length" in only:
            length(scratch, WORDS[:4] if args.quick else WORDS, 500 if args.quick else 4_000)
        if "workers" in only:
            workers(scratch, 4_000 if args.quick else 100_000, 1 if args.quick else 3)
        if "order" in only:
            order(scratch, 4_000 if args.quick else 40_000)
        if "resume" in only:
            resume(scratch, sizes)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
