"""Implement `stetmark run`: ask, score and report in one command that can be resumed."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from stetmark.answers.running.progress import Progress
    from stetmark.answers.running.runner import RunResult
    from stetmark.store import RunFolder

__all__ = ["command"]


@click.command("run")
@click.argument("items", required=False)
@click.option(
    "-s", "--system", "systems", multiple=True, metavar="SYSTEM", help="System to ask; repeat for several."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Run folder; an existing run is resumed.  [default: runs/<UTC time>-<items>]",
)
@click.option("--repeats", type=click.IntRange(min=1), help="Times to ask each item.  [default: 1]")
@click.option(
    "--limit", type=click.IntRange(min=1), help="Use a fixed, stratified sample of this many items."
)
@click.option("--all", "everything", is_flag=True, help="Use every item in the set.")
@click.option("--only", "only_lang", type=click.Choice(["en", "zh"]), help="Use only items in this language.")
@click.option(
    "--prompt", default="", metavar="NAME", help="Prompt to use.  [default: by the item's language]"
)
@click.option("--concurrency", type=click.IntRange(min=1), help="Concurrent requests per system.")
@click.option(
    "--budget-usd", type=click.FloatRange(min=0), help="Stop before spending more than this (US dollars)."
)
@click.option(
    "--dry-run", is_flag=True, help="Show what would be asked and what it would cost; send nothing."
)
@click.option(
    "--lang", type=click.Choice(["en", "zh"]), help="Language of the tables and the page.  [default: en]"
)
@click.option("--quiet", is_flag=True, help="Do not show progress.")
def command(
    items: str | None,
    systems: tuple[str, ...],
    out: Path | None,
    *,
    repeats: int | None,
    limit: int | None,
    everything: bool,
    only_lang: str | None,
    prompt: str,
    concurrency: int | None,
    budget_usd: float | None,
    dry_run: bool,
    lang: str | None,
    quiet: bool,
) -> int:
    """Ask systems to proofread items, score every answer and show a leaderboard.

    ITEMS is an items file or the name of a bundled set. With no arguments, it runs the light offline systems
    on 100 bundled items, without an API key or network. SYSTEM is preset:model?param=value, local:NAME,
    command:PROGRAM, recorded:FILE or guard(SYSTEM); `stetmark systems list` shows them. The leaderboard goes
    to standard output. `stetmark run --out RUN` resumes a stopped run. stetmark.toml can set defaults.
    """
    from stetmark import pipeline
    from stetmark.settings import load_settings
    from stetmark.store import RunFolder

    settings = load_settings()
    defaults = settings.run
    repeats = repeats or defaults.repeats
    specs = systems or defaults.systems
    if out is not None and RunFolder.is_run(out) and items is None and limit is None and not everything:
        before = RunFolder.open(out)
        set_name, chosen = before.manifest.items_name, list(before.items())
        specs = systems or tuple(facts.get("spec", name) for name, facts in before.manifest.systems.items())
        repeats = max(repeats, before.manifest.repeats)
        lang = lang or _language_of(before.manifest.argv)
    else:
        set_name, chosen = pipeline.choose_items(items, limit=limit, everything=everything, lang=only_lang)
    lang = lang or defaults.lang or "en"
    asked = pipeline.choose_systems(specs, settings, prompt=prompt or defaults.prompt)
    if dry_run:
        click.echo(pipeline.estimate(asked, chosen, repeats=repeats, lang=lang))
        return 0
    out = out or pipeline.default_folder(set_name)
    folder = pipeline.start_run(
        out, chosen, set_name, asked, repeats=repeats, argv=["stetmark", *sys.argv[1:]]
    )
    resume = f"stetmark run --out {shlex.quote(str(out))}"
    click.echo(f"{len(chosen)} items of {set_name} × {len(asked)} systems → {out}", err=True)
    click.echo(f"to resume if interrupted: {resume}", err=True)
    result = pipeline.ask(
        folder,
        asked,
        repeats=repeats,
        concurrency=concurrency or defaults.concurrency,
        budget_usd=defaults.budget_usd if budget_usd is None else budget_usd,
        progress=_progress(quiet=quiet),
    )
    return _conclude(folder, result, resume, lang)


def _language_of(argv: Sequence[str]) -> str | None:
    """Return the --lang that a run was started with, or None."""
    words = [word for arg in argv for word in arg.split("=", 1)]
    return next((words[k + 1] for k, word in enumerate(words[:-1]) if word == "--lang"), None)


def _progress(*, quiet: bool) -> Progress:
    from stetmark.cli.run_display import make_progress

    return make_progress(quiet=quiet)


def _conclude(folder: RunFolder, result: RunResult, resume: str, lang: str) -> int:
    """Score and show the answers, print how the run ended, and return the exit status."""
    from stetmark import pipeline
    from stetmark.report.leaderboard import leaderboard

    summary = pipeline.score(folder)
    click.echo(leaderboard(summary, lang=lang))
    page = pipeline.report(folder, to="html", lang=lang)
    click.echo(f"page: {page}", err=True)
    for system, why in result.stopped.items():
        click.echo(f"gave up on {system}: {why}", err=True)
    if result.interrupted or result.n_left:
        click.echo(f"{result.n_left} questions remaining; to resume: {resume}", err=True)
    if result.interrupted:
        return 130
    return 4 if result.stopped else 0
