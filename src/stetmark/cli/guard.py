"""Implement `stetmark guard`: what did the model change in my file?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from stetmark.proofread import GuardedDocument

__all__ = ["command"]


@click.command("guard")
@click.argument("original", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("edited", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the original plus the kept corrections to this file.",
)
@click.option("--diff", "as_diff", is_flag=True, help="Show the kept corrections as a unified diff.")
@click.option("--json", "as_json", is_flag=True, help="Print every change with its class and reason as JSON.")
@click.option("--check", is_flag=True, help="Exit with status 1 if any change was put back.")
@click.option(
    "--policy",
    type=click.Choice(["spelling", "spelling+grammar"]),
    default="spelling",
    show_default=True,
    help="Kinds of changes to keep.",
)
@click.option(
    "--words",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Extra word list, in addition to .stetmark-words.",
)
def command(
    original: Path,
    edited: Path,
    output: Path | None,
    as_diff: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    check: bool,  # noqa: FBT001
    policy: str,
    words: Path | None,
) -> int:
    """Show what changed between two files; keep spelling corrections and put the rest back.

    Needs no model and no correct answer. EDITED may be the complete reply of a chat model, including any
    wrapping around the text; "-" reads it from standard input. Markup and code in ORIGINAL are preserved.
    """
    from stetmark import pipeline

    own = pipeline.own_words(original, words)
    reply = sys.stdin.buffer.read() if str(edited) == "-" else None
    compared = pipeline.guard(original, edited, reply, policy=policy, words=own)  # type: ignore[arg-type]
    if as_json:
        print(_json(original, edited, compared))
    elif as_diff:
        _diff(original, compared)
    else:
        _list(original, compared)
    if output:
        pipeline.write_document(output, compared.data)
    return 1 if check and (compared.failures or compared.reverted) else 0


def _diff(original: Path, compared: GuardedDocument) -> None:
    from stetmark.cli.fix_output import print_unified
    from stetmark.text.edits import apply_edits

    text = compared.document.text
    print_unified(text, apply_edits(text, compared.edits), str(original))


def _list(original: Path, compared: GuardedDocument) -> None:
    from stetmark.cli.fix_output import print_decisions

    print_decisions(str(original), compared, everything=True)
    kept, back = compared.kept, compared.reverted
    if compared.failures:
        summary = f"{compared.failures[0]}: keeping the original"
    elif not compared.decisions:
        summary = "no changes"
    else:
        summary = f"{len(kept) + len(back)} changes: {len(kept)} kept, {len(back)} put back"
    around = (
        f"; wrapping around the text: {', '.join(compared.envelope)}"
        if compared.envelope and not compared.failures
        else ""
    )
    click.echo(f"{summary}{around}")


def _json(original: Path, edited: Path, compared: GuardedDocument) -> str:
    import json

    from stetmark.cli.fix_output import decisions_json

    found = {
        "original": str(original),
        "edited": str(edited),
        "fallback": "".join(compared.failures),
        "envelope": compared.envelope,
        "kept": decisions_json(compared, compared.kept),
        "put_back": decisions_json(compared, compared.reverted),
    }
    return json.dumps(found, ensure_ascii=False)
