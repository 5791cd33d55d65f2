"""Implement `stetmark items`: make, check, list, show and repair items."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from stetmark.items.generate import Tally
    from stetmark.records import Item

__all__ = ["command"]

TIER_NAMES = ["light", "medium", "heavy", "real-word", "markup", "clean", "stet"]
FILE = click.Path(path_type=Path)


@click.group("items")
def command() -> None:
    """Make, check, list, show and repair items."""


@command.command("make")
@click.argument("texts", nargs=-1, required=True)
@click.option("-o", "--out", type=FILE, required=True, help="Items file to write (.jsonl or .parquet).")
@click.option(
    "--tier",
    "tiers",
    multiple=True,
    type=click.Choice(TIER_NAMES),
    help="Make an item of this tier from every text; repeatable.  [default: light, medium, heavy or clean]",
)
@click.option("--lang", metavar="CODE", help="Language of the texts.  [default: detect en or zh]")
@click.option(
    "--seed", default="0", show_default=True, help="Random seed; each seed plants different misspellings."
)
@click.option(
    "-n", "--limit", type=click.IntRange(min=1), help="Draw this many items at random (by the seed)."
)
@click.option(
    "--split",
    metavar="NAME=SHARE,…",
    help="Write one file per split, divided by text, e.g. dev=0.2,test=0.8.",
)
@click.option(
    "--errors",
    type=click.Choice(["channel", "mixed", "famous"]),
    help="Error mix: as measured, 20 % famous misspellings, or famous wherever possible.  [default: channel]",
)
@click.option(
    "--keyboard",
    type=click.Choice(["qwerty", "azerty", "qwertz"]),
    default="qwerty",
    show_default=True,
    help="Keyboard layout for typing errors.",
)
@click.option(
    "--words", type=FILE, help="List of correct words; required for languages other than en and zh."
)
@click.option("--skip", multiple=True, metavar="GATE", help="Gate to skip; repeatable.")
@click.option("--licence", default="", help="Licence note to record in the items.")
@click.option("--since", metavar="DATE", help="Date of the first arXiv abstracts to fetch (YYYY-MM-DD).")
@click.option(
    "--abstracts",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    help="Maximum number of arXiv abstracts.",
)
@click.option(
    "--cache", type=FILE, help="Folder that caches arXiv responses.  [default: ~/.cache/stetmark/arxiv]"
)
@click.option("--arxiv-url", hidden=True)
@click.option("--arxiv-pause", type=float, hidden=True)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Use ray when one machine would take too long; the items are the same.",
)
@click.option("--address", metavar="ADDRESS", help="Ray cluster address.  [default: start Ray locally]")
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    help="Worker processes; the items are the same.  [default: as needed, up to one per core]",
)
def make(texts: tuple[str, ...], *, out: Path, split: str | None, **options: Any) -> int:
    """Turn clean TEXTS into a private benchmark.

    TEXTS are files, folders or globs (.txt .md .tex .rst .html .jsonl .docx .ipynb); local or remote .parquet
    files with a text column; or arxiv:CATEGORY with --since, fetched now at the rate arXiv asks for. Each
    paragraph that passes the gates gets misspellings that have one best correction. The same texts, seed and
    version give the same bytes.
    """
    from stetmark import pipeline

    made = pipeline.make(
        texts, out, notice=lambda text: click.echo(text, err=True), split=_shares(split), **options
    )
    for written in made.files:
        click.echo(f"{written.path}: {written.n_items} items, content {written.content_hash[:12]}")
    click.echo(_table(made.tally), err=True)
    if not made.files:
        from stetmark.errors import DataError

        raise DataError(
            "these texts yielded no items", hint="see the table above for the reasons, and --skip and --words"
        )
    return 0


def _shares(split: str | None) -> dict[str, float]:
    """Return the share of each split."""
    from stetmark.errors import SettingsError

    shares: dict[str, float] = {}
    for part in split.split(",") if split else ():
        name, _, share = part.partition("=")
        try:
            shares[name.strip()] = float(share)
        except ValueError:
            raise SettingsError(f"--split {split!r}: {part!r} is not NAME=SHARE") from None
        if not name.strip() or not shares[name.strip()] > 0:
            raise SettingsError(f"--split {split!r}: {part!r} needs a name and a share above 0")
    return shares


def _table(tally: Tally) -> str:
    """Return what was taken, what was refused and why."""
    lines = [f"{tally.texts:>8}  paragraphs"]
    lines += [f"{n:>8}  {tier} items" for tier, n in sorted(tally.items.items())]
    for gate, n in tally.refused.most_common():
        shown = tally.examples[gate][0]
        lines.append(f"{n:>8}  rejected by {gate}: {shown.text}: {shown.detail}"[:160])
    return "\n".join(lines)


# --- check -----------------------------------------------------------------------------------------------


@command.command("check")
@click.argument("items", type=FILE)
@click.option("--words", type=FILE, help="List of correct words, in addition to the dictionary.")
@click.option("--skip", multiple=True, metavar="GATE", help="Gate to skip; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per problem.")
def check(items: Path, *, words: Path | None, skip: tuple[str, ...], as_json: bool) -> int:
    """Run every gate on ITEMS; exit with status 1 if any item fails.

    ITEMS is a .jsonl or .json file, or the name of a bundled set.
    """
    import json

    from stetmark import pipeline

    gates = pipeline.gates()
    failed: Counter[str] = Counter()
    n_items = n_derived = 0
    for item, problems in pipeline.check(items, words=words, skip=skip):
        n_items += 1
        n_derived += item.source is not None and item.edits is None
        for problem in problems:
            failed[problem.gate] += 1
            if as_json:
                click.echo(json.dumps({"item": item.id, **problem._asdict()}, ensure_ascii=False))
            else:
                click.echo(f"{item.id}: {problem.gate}: {problem.detail}{' *' * problem.derived}")
    click.echo(f"{n_items} items, {len(gates) - len(set(skip))} gates", err=True)
    if n_derived:
        click.echo(
            f"* {n_derived} of these items record no edits; they were found by comparing the texts",
            err=True,
        )
    for gate in gates:
        if failed[gate]:
            click.echo(f"{failed[gate]:>8}  failed {gate}", err=True)
    return 1 if failed else 0


# --- list and show ---------------------------------------------------------------------------------------


@command.command("list")
@click.argument("items", type=FILE, default=Path("core"))
@click.option("--lang", help="Only items in this language.")
@click.option("--tier", type=click.Choice(TIER_NAMES), help="Only items in this tier.")
@click.option("--ids", is_flag=True, help="Print one id per line.")
def list_(items: Path, *, lang: str | None, tier: str | None, ids: bool) -> int:
    """Summarize ITEMS, a file or a bundled set (`core` by default)."""
    from stetmark import pipeline
    from stetmark.store import content_hash

    name, chosen = pipeline.open_items(items)
    shown = [i for i in chosen if lang in (None, i.lang) and tier in (None, i.tier)]
    if ids:
        for item in shown:
            click.echo(item.id)
        return 0
    click.echo(f"{name or items}: {len(chosen)} items, content {content_hash(chosen)[:12]}")
    counts = Counter((i.lang, i.tier) for i in shown)
    for (language, level), n in sorted(counts.items()):
        group = [i for i in shown if (i.lang, i.tier) == (language, level)]
        n_edits = sum(len(i.edits or ()) for i in group)
        n_texts = len({i.cluster for i in group})
        click.echo(
            f"{n:>6}  {language or '?'}  {level or '?':<10} {n_texts:>5} texts  {n_edits:>6} misspellings"
        )
    return 0


@command.command("show")
@click.argument("name", metavar="ID")
@click.option("--items", type=FILE, default=Path("core"), help="Items file or bundled set.  [default: core]")
@click.option(
    "--plain", is_flag=True, help="No colour; mark edits as {wrong→right}.  [default when not on a terminal]"
)
def show(name: str, *, items: Path, plain: bool) -> int:
    """Print one item with its gold edits marked, and the kind of each."""
    from stetmark import pipeline
    from stetmark.cli.visible import visible

    item = pipeline.find_item(items, name)
    facts = [item.lang, item.tier, *item.tags, item.licence]
    click.echo(visible(f"{item.id}  {' · '.join(fact for fact in facts if fact)}") + "\n")
    click.echo(_marked(item, plain=plain or not _has_colour()))
    for number, edit in enumerate(item.edits or (), 1):
        wrong = (item.source or "")[edit.start : edit.end]
        accepted = f"  or {', '.join(edit.accept)}" if edit.accept else ""
        told = f"{edit.kind:<14} {wrong} → {edit.replacement}{accepted}"
        click.echo(f"{number:>4}  at {edit.start:<5} {visible(told)}")
    return 0


def _has_colour() -> bool:
    """Return whether to use colour: on a terminal without NO_COLOR, or when the caller asks for it."""
    wanted = click.get_current_context().color
    return (sys.stdout.isatty() and "NO_COLOR" not in os.environ) if wanted is None else wanted


def _marked(item: Item, *, plain: bool) -> str:
    from stetmark.cli.visible import visible

    source = item.source if item.source is not None else item.reference
    parts, at = [], 0
    for edit in item.edits or ():
        wrong = visible(source[edit.start : edit.end], lines=True)
        right = visible(edit.replacement, lines=True)
        both = (
            f"{{{wrong}→{right}}}"
            if plain
            else click.style(wrong, fg="red", strikethrough=True) + click.style(right, fg="green")
        )
        parts += [visible(source[at : edit.start], lines=True), both]
        at = edit.end
    return "".join([*parts, visible(source[at:], lines=True)]) + "\n"


# --- repair ----------------------------------------------------------------------------------------------


@command.command("accept")
@click.argument("items", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("name", metavar="ID")
@click.argument("start", type=int)
@click.argument("text")
def accept(items: Path, name: str, start: int, text: str) -> int:
    """Accept TEXT as another correct answer to the gold edit at START in item ID.

    This changes the content hash of the set; older runs keep their own copy of the items.
    """
    from stetmark import pipeline

    _say_content(items, pipeline.accept(items, name, start, text))
    return 0


@command.command("retire")
@click.argument("items", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("name", metavar="ID")
@click.option("--why", required=True, help="Reason, recorded in the item.")
def retire(items: Path, name: str, why: str) -> int:
    """Retire item ID: it is no longer asked or scored."""
    from stetmark import pipeline

    _say_content(items, pipeline.retire(items, name, why))
    return 0


def _say_content(path: Path, items: list[Item]) -> None:
    from stetmark.store import content_hash

    click.echo(f"{path}: {len(items)} items, content {content_hash(items)[:12]}")
