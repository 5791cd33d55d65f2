"""`stetmark run`: ask, score, report, in one go; run it again to go on where it stopped."""

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
    "-s", "--system", "systems", multiple=True, metavar="SYSTEM", help="Ask this system; may be repeated."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="The run folder; one that is there is gone on with.",
)
@click.option("--repeats", type=click.IntRange(min=1), help="Ask each item so often.  [default: 1]")
@click.option("--limit", type=click.IntRange(min=1), help="A fixed, stratified sample of so many items.")
@click.option("--all", "everything", is_flag=True, help="All items of the set.")
@click.option("--only", "only_lang", type=click.Choice(["en", "zh"]), help="Only items of this language.")
@click.option(
    "--prompt", default="", metavar="NAME", help="The prompt; by the item's language when not given."
)
@click.option("--concurrency", type=click.IntRange(min=1), help="Requests at once, each system.")
@click.option("--budget-usd", type=click.FloatRange(min=0), help="Stop before this is passed.")
@click.option("--dry-run", is_flag=True, help="Say what would be asked and what it would cost; ask nothing.")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language of tables and page.  [default: en]")
@click.option("--quiet", is_flag=True, help="No progress.")
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
    """Ask systems to proofread items, judge every answer, show the leaderboard.

    ITEMS is a file of items or a bundled set. With no arguments: 100 bundled items, the light offline
    systems, no key, no network. A SYSTEM is preset:model?param=value, local:NAME, command:PROGRAM,
    recorded:FILE or guard(SYSTEM); `stetmark systems list` shows them. The leaderboard goes to stdout.
    `stetmark run --out RUN` goes on with a run that was stopped. Defaults may stand in stetmark.toml.
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
    click.echo(f"stopped? go on with: {resume}", err=True)
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
    """The --lang a run was begun with."""
    words = [word for arg in argv for word in arg.split("=", 1)]
    return next((words[k + 1] for k, word in enumerate(words[:-1]) if word == "--lang"), None)


def _progress(*, quiet: bool) -> Progress:
    from stetmark.cli.run_display import make_progress

    return make_progress(quiet=quiet)


def _conclude(folder: RunFolder, result: RunResult, resume: str, lang: str) -> int:
    """Score and show what there is, and say how it ended."""
    from stetmark import pipeline
    from stetmark.report.leaderboard import leaderboard

    summary = pipeline.score(folder)
    click.echo(leaderboard(summary, lang=lang))
    page = pipeline.report(folder, to="html", lang=lang)
    click.echo(f"page: {page}", err=True)
    for system, why in result.stopped.items():
        click.echo(f"{system} was given up: {why}", err=True)
    if result.interrupted or result.n_left:
        click.echo(f"{result.n_left} questions are left; go on with: {resume}", err=True)
    if result.interrupted:
        return 130
    return 4 if result.stopped else 0
