"""Implement `stetmark report`: a run as a web page, a table or a figure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from stetmark.store import RunFolder

__all__ = ["command"]

_FORMS = ("html", "md", "csv", "xlsx", "json", "parquet", "svg", "png")


@click.command("report")
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--to",
    type=click.Choice(_FORMS),
    help="Output format.  [default: html, and also print the leaderboard]",
)
@click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    help="Language of tables and figures, and the page's initial language.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Output file; - for standard output.  [default: report.FORMAT in the run folder]",
)
@click.option("--item", metavar="ID", help="Print every answer to one item with its verdicts; write nothing.")
@click.option("--open", "open_", is_flag=True, help="Open the written file.")
def command(
    run: Path, *, to: str | None, lang: str, output: Path | None, item: str | None, open_: bool
) -> int:
    """Write a scored run as a web page, a table or a figure.

    md, csv and xlsx contain the table `model | model answer | correct answer` with verdict and diagnosis;
    `stetmark score` can read it back. json is the output of `stetmark score --format json`. svg and png are
    figures for a paper or a README. parquet contains every answer with its score.
    """
    from stetmark import pipeline
    from stetmark.store import RunFolder

    folder = RunFolder.open(run)
    if item is not None:
        _show_item(folder, item, lang)
        return 0
    if str(output) == "-":
        _to_stdout(folder, to or "html", lang)
        return 0
    path = pipeline.report(folder, to=to or "html", lang=lang, out=output)
    if to is None:
        from stetmark.report.leaderboard import leaderboard
        from stetmark.summary import load_summary

        click.echo(leaderboard(load_summary(folder.read_summary()), lang=lang), nl=False)
    click.echo(f"wrote {path}", err=True)
    if open_:
        click.launch(path.resolve().as_uri())
    return 0


def _show_item(folder: RunFolder, name: str, lang: str) -> None:
    from stetmark import pipeline
    from stetmark.report.diffs import show_item

    item, answers = pipeline.answers_to(folder, name)
    show_item(item, answers, lang=lang)


def _to_stdout(folder: RunFolder, to: str, lang: str) -> None:
    import sys
    import tempfile

    from stetmark import pipeline

    with tempfile.TemporaryDirectory() as place:
        path = pipeline.report(folder, to=to, lang=lang, out=Path(place) / f"report.{to}")
        sys.stdout.buffer.write(path.read_bytes())
        sys.stdout.buffer.flush()
