"""Implement `stetmark score`: score answers from anywhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from stetmark.scoring.stream import Scored
    from stetmark.summary import Summary

__all__ = ["command"]


class _Place(click.Path):
    """A path, or a URL exactly as typed: a `Path` would merge its two slashes."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if "://" in str(value):
            return str(value)
        return Path(str(super().convert(value, param, ctx)))


@click.command("score")
@click.argument("answers", type=_Place())
@click.option(
    "--items",
    type=_Place(),
    help="Items file (.jsonl, .json, or LiveBench's question file). By default, items come from the table.",
)
@click.option(
    "--columns",
    metavar="FIELD=HEADING,…",
    help="Map columns whose headings are not recognized. Fields: system, answer, reference, source, id.",
)
@click.option("--out", type=_Place(), help="Write a run folder, which report and compare can read.")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["table", "json", "md", "csv"]),
    default="table",
    show_default=True,
    help="table: the leaderboard. json: everything. md, csv: one row per answer, with its verdict.",
)
@click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    help="Language of headings, verdicts and diagnoses.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Random seed (bootstrap intervals).")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Worker processes.  [default: as needed, up to one per core]",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Use ray for data too large for one machine: .parquet or .jsonl answers, with --items and --out.",
)
@click.option(
    "--address", "ray_address", metavar="ADDRESS", help="Ray cluster address.  [default: start Ray locally]"
)
def command(
    answers: Path | str,
    *,
    items: Path | str | None,
    columns: str | None,
    out: Path | str | None,
    fmt: str,
    lang: str,
    seed: int,
    workers: int | None,
    engine: str,
    ray_address: str | None,
) -> int:
    """Score answers from anywhere. Needs no API key and no network.

    ANSWERS is a table (.md, .csv, .tsv, .xlsx) with the columns model, model answer, correct answer; a .jsonl
    file (Stetmark's answers.jsonl, LiveBench's model_answer, or rows with these keys); a folder of LiveBench
    files; or a run folder, whose scores and summary are then rewritten. Parquet input and --engine ray need
    --items and --out, and write scores as Parquet.
    """
    from stetmark import pipeline

    if engine == "ray" or isinstance(answers, str) or answers.suffix == ".parquet":
        if items is None or out is None:
            raise click.UsageError("Parquet, URLs and --engine ray need --items and --out")
        if fmt not in ("table", "json"):
            raise click.UsageError(
                f"--format {fmt} does not work with Parquet, URLs or --engine ray; use table or json"
            )
        summary, scores_at, summary_at = pipeline.judge_at_scale(
            answers, items, out, engine=engine, address=ray_address, workers=workers, seed=seed
        )
        click.echo(f"scores: {scores_at}   summary: {summary_at}", err=True)
        _show_summary(summary, fmt, lang)
        return 0
    if isinstance(items, str) or isinstance(out, str):
        raise click.UsageError("--items and --out may be URLs only when ANSWERS is Parquet or a URL")
    argv = ["stetmark", *sys.argv[1:]]
    with pipeline.judge(
        answers, items, columns, out=out, notice=_notice, seed=seed, workers=workers, argv=argv
    ) as scored:
        _show(scored, fmt, lang)
    if out is not None:
        click.echo(f"run folder: {out}   next: stetmark report {out}", err=True)
    return 0


def _notice(message: str) -> None:
    click.echo(f"note: {message}", err=True)


def _show_summary(summary: Summary, fmt: str, lang: str) -> None:
    if fmt == "json":
        from stetmark.summary import dump_summary

        click.echo(dump_summary(summary).decode(), nl=False)
        return
    from stetmark.report.leaderboard import leaderboard

    click.echo(leaderboard(summary, lang=lang), nl=False)


def _show(scored: Scored, fmt: str, lang: str) -> None:
    if fmt == "json":
        _print_json(scored)
    elif fmt == "table":
        _show_summary(scored.summary, fmt, lang)
    else:
        from stetmark.tables import extras_for, render_table

        # No byte-order mark on stdout: a program reading the pipe would take it as part of the first heading.
        extras = extras_for(scored.rows())
        for part in render_table(scored.rows(), fmt, lang, extras=extras, mark=False):
            sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()


def _print_json(scored: Scored) -> None:
    """Print one object, copying scores line by line so that memory stays constant."""
    import msgspec

    encode = msgspec.json.Encoder().encode
    out = sys.stdout.buffer
    head = msgspec.to_builtins(scored.summary)
    for name in ("signature", "systems"):
        out.write((b"{" if name == "signature" else b",\n") + encode(name) + b": " + encode(head.pop(name)))
    for name, value in head.items():
        out.write(b",\n" + encode(name) + b": " + encode(value))
    out.write(b',\n"scores": [')
    with scored.path.open("rb") as lines:
        for number, line in enumerate(lines):
            out.write((b",\n" if number else b"\n") + line.rstrip(b"\n"))
    out.write(b'\n],\n"unscored": [')
    for number, answer in enumerate(scored.unscored()):
        kept = {"item": answer.item, "system": answer.system, "repeat": answer.repeat}
        kept |= {"outcome": answer.outcome, "error": answer.error}
        out.write((b",\n" if number else b"\n") + encode(kept))
    out.write(b"\n]}\n")
    out.flush()
