"""`stetmark score`: judge answers from anywhere."""

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
    """A path, or a URL as it was typed: a `Path` would take two slashes for one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if "://" in str(value):
            return str(value)
        return Path(str(super().convert(value, param, ctx)))


@click.command("score")
@click.argument("answers", type=_Place())
@click.option(
    "--items",
    type=_Place(),
    help="The items they answer (.jsonl, .json, or LiveBench's question file). Without: as the table says.",
)
@click.option(
    "--columns",
    metavar="FIELD=HEADING,…",
    help="Which column is which, where the headings do not say it: system, answer, reference, source, id.",
)
@click.option("--out", type=_Place(), help="Make a run folder, for report and compare.")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["table", "json", "md", "csv"]),
    default="table",
    show_default=True,
    help="The leaderboard; everything; or each answer with its verdict, as a table.",
)
@click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    help="The language of headings, verdicts and diagnoses.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="For the intervals.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes.  [default: all cores, if worth it]")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Ray, for what one machine cannot hold: .parquet or .jsonl answers, with --items and --out.",
)
@click.option(
    "--address", "ray_address", metavar="ADDRESS", help="Of a Ray cluster; without it Ray starts here."
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
    """Judge answers from anywhere, without a key and without a network.

    ANSWERS is a table (.md, .csv, .tsv, .xlsx) with the columns model, model answer, correct answer; a .jsonl
    file (ours, LiveBench's model_answer, or rows with these keys); a folder of LiveBench's files; or a run
    folder, whose scores and summary are then written anew. Parquet, or --engine ray, needs --items and --out
    and writes scores as Parquet.
    """
    from stetmark import pipeline

    if engine == "ray" or isinstance(answers, str) or answers.suffix == ".parquet":
        if items is None or out is None:
            raise click.UsageError("Parquet, a URL and --engine ray need --items and --out")
        if fmt not in ("table", "json"):
            raise click.UsageError(f"--format {fmt} is for answers that one machine holds")
        summary, scores_at, summary_at = pipeline.judge_at_scale(
            answers, items, out, engine=engine, address=ray_address, workers=workers, seed=seed
        )
        click.echo(f"scores: {scores_at}   summary: {summary_at}", err=True)
        _show_summary(summary, fmt, lang)
        return 0
    if isinstance(items, str) or isinstance(out, str):
        raise click.UsageError("--items and --out may be URLs where the answers are Parquet or a URL")
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

        # No byte-order mark on stdout: what reads a pipe would take it for part of the first heading.
        extras = extras_for(scored.rows())
        for part in render_table(scored.rows(), fmt, lang, extras=extras, mark=False):
            sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()


def _print_json(scored: Scored) -> None:
    """Print one object; the scores are copied line by line, so that a million of them need no memory."""
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
