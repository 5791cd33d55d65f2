"""Implement `stetmark fix`: proofread documents with any system, protected by the guard."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from stetmark.answers.protocol import System
    from stetmark.documents import Document
    from stetmark.proofread import GuardedDocument

__all__ = ["command"]


@click.command("fix")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("-s", "--system", default="local:stet", show_default=True, help="System to use.")
@click.option("-i", "--in-place", is_flag=True, help="Write the corrections back to the files.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Output file (for a single input).",
)
@click.option("--diff", "as_diff", is_flag=True, help="Show a unified diff.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print every change with its reason, one JSON object per file."
)
@click.option(
    "--check", is_flag=True, help="Exit with status 1 if anything would change (with --in-place: did change)."
)
@click.option("--no-guard", is_flag=True, help="Accept every change the system makes to prose.")
@click.option(
    "--policy",
    type=click.Choice(["spelling", "spelling+grammar"]),
    default="spelling",
    show_default=True,
    help="Kinds of changes that the guard accepts.",
)
@click.option(
    "--format", "kind", help="txt, md, tex, rst, html, ipynb, docx or jsonl.  [default: from the file name]"
)
@click.option(
    "--stdin-filename", type=click.Path(path_type=Path), help="File name to assume for standard input."
)
@click.option(
    "--words",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Extra word list, in addition to .stetmark-words.",
)
@click.option("-v", "--verbose", is_flag=True, help="Also list the changes that the guard put back.")
@click.option("-q", "--quiet", is_flag=True, help="Do not show progress or notices.")
def command(
    files: tuple[Path, ...],
    system: str,
    in_place: bool,  # noqa: FBT001
    output: Path | None,
    as_diff: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    check: bool,  # noqa: FBT001
    no_guard: bool,  # noqa: FBT001
    policy: str,
    kind: str | None,
    stdin_filename: Path | None,
    words: Path | None,
    verbose: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
) -> int:
    """Proofread documents: fix the misspellings and leave everything else as it is, byte for byte.

    FILES are .txt, .md, .tex, .rst, .html, .ipynb or .docx (corrected with tracked changes). Without FILES,
    or with "-", corrects standard input to standard output. Files are changed only with --in-place or -o;
    otherwise the corrections are listed. Markup, code, formulas, links and line endings are never touched.
    """
    from stetmark import pipeline
    from stetmark.settings import load_settings

    _check_usage(files, in_place=in_place, output=output)
    worker = _Worker(
        pipeline.open_system(system, load_settings()),
        guarded=not no_guard,
        policy=policy,
        kind=kind,
        words=words,
        quiet=quiet,
    )
    shown = _Shown(
        in_place=in_place, output=output, as_diff=as_diff, as_json=as_json, verbose=verbose, check=check
    )
    changed = failed = False
    for path in files or (Path("-"),):
        name = stdin_filename or Path("-") if str(path) == "-" else path
        result = worker.proofread(path, name)
        shown.show(path, name, result)
        changed |= result.changed
        failed |= bool(result.failures)
        for failure in () if quiet else result.failures:
            click.echo(f"stetmark: {name}:{failure}", err=True)
    if changed and not (in_place or output or as_diff or as_json or check or quiet) and files:
        click.echo("stetmark: no files changed; use --in-place to write the corrections", err=True)
    return 4 if failed else 1 if check and changed else 0


def _check_usage(files: tuple[Path, ...], *, in_place: bool, output: Path | None) -> None:
    named = [path for path in files if str(path) != "-"]
    if in_place and not named:
        raise click.UsageError("--in-place needs a file")
    if output and (in_place or len(files) > 1):
        raise click.UsageError("-o works with a single file and without --in-place")


class _Worker:
    """Read files and proofread them, printing notices on stderr."""

    def __init__(
        self, system: System, *, guarded: bool, policy: str, kind: str | None, words: Path | None, quiet: bool
    ) -> None:
        self._system = system
        self._guarded, self._policy, self._kind, self._words, self._quiet = (
            guarded,
            policy,
            kind,
            words,
            quiet,
        )

    def proofread(self, path: Path, name: Path) -> GuardedDocument:
        """Return one document proofread by the system."""
        from stetmark import pipeline
        from stetmark.documents import read

        if str(path) == "-":
            document = read(sys.stdin.buffer.read(), self._kind, str(name))
        else:
            document = read(path, self._kind)
        own = pipeline.own_words(name, self._words)
        self._say_where_to(document, name)
        with _progress(str(name), quiet=self._quiet) as progress:
            return pipeline.fix(
                document,
                self._system,
                guarded=self._guarded,
                policy=self._policy,
                words=own,
                progress=progress,
                notice=lambda text: None if self._quiet else click.echo(f"stetmark: {text}", err=True),
            )

    def _say_where_to(self, document: Document, name: Path) -> None:
        """Print what is about to be sent and where; --quiet does not hide this."""
        if self._system.remote:
            n = sum(len(block.text) for block in document.blocks)
            where = f"{self._system.name} ({self._system.remote})"
            click.echo(f"stetmark: sending {n:,} characters of {name} to {where}", err=True)


@contextmanager
def _progress(name: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class _Shown:
    """Print and write the result for each file."""

    def __init__(
        self, *, in_place: bool, output: Path | None, as_diff: bool, as_json: bool, verbose: bool, check: bool
    ) -> None:
        self._in_place, self._output = in_place, output
        self._as_diff, self._as_json, self._verbose, self._check = as_diff, as_json, verbose, check

    def show(self, path: Path, name: Path, result: GuardedDocument) -> None:
        """Print the result, and write it if requested."""
        from stetmark import pipeline
        from stetmark.cli.fix_output import print_decisions, print_unified

        listed = str(path) != "-" or self._check
        if self._as_json:
            print(_json(name, result))
        elif self._as_diff:
            print_unified(*_texts(result), str(name))
        elif listed:
            print_decisions(str(name), result, everything=self._verbose)
        if self._output:
            pipeline.write_document(self._output, result.data)
        elif self._in_place and str(path) != "-":
            if result.changed:
                pipeline.write_document(path, result.data, result.document.data)
        elif str(path) == "-" and not (self._as_json or self._as_diff or self._check):
            stream = sys.stdout.buffer
            stream.write(result.data)
            stream.flush()


def _texts(result: GuardedDocument) -> tuple[str, str]:
    """Return the old and new text to diff: the file itself if it is text, otherwise its extracted text."""
    from stetmark.text.edits import apply_edits

    document = result.document
    if document.format == "docx":
        return document.text, apply_edits(document.text, result.edits)
    decode = document.encoding
    return tuple(data[len(document.bom) :].decode(decode) for data in (document.data, result.data))  # type: ignore[return-value]


def _json(name: Path, result: GuardedDocument) -> str:
    import json

    from stetmark.cli.fix_output import decisions_json

    found = {
        "file": str(name),
        "changed": result.changed,
        "edits": decisions_json(result, result.kept),
        "put_back": decisions_json(result, result.reverted),
        "failures": result.failures,
    }
    return json.dumps(found, ensure_ascii=False)
