"""How decisions and differences are shown: lists and unified diffs, and never a raw control sign."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from stetmark.cli.visible import visible
from stetmark.text.align import diff

if TYPE_CHECKING:
    from rich.text import Text

    from stetmark.guarding.guard import Decision
    from stetmark.proofread import GuardedDocument

__all__ = ["decisions_json", "print_decisions", "print_unified", "unified"]


def print_decisions(name: str, result: GuardedDocument, *, everything: bool) -> None:
    """List what was changed, one line each, on stdout.

    Args:
        name: The file's name.
        result: What was kept and put back.
        everything: Also print the changes that were put back.
    """
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for decision in result.decisions:
        if not decision.kept and not everything:
            continue
        line = Text(f"{visible(name)}:{result.where(decision)}: ")
        mark = ("kept", "green") if decision.kept else ("put back", "yellow")
        if everything:
            line.append(f"{mark[0]:<8} ", mark[1])
            line.append(f"{decision.class_:<16} ", "dim")
        line.append(visible(decision.source) or "∅", "red")
        line.append(" → ")
        line.append(visible(decision.hypothesis) or "∅", "green" if decision.kept else "yellow")
        line.append(f"  {visible(decision.reason)}", "dim")
        console.print(line)


def decisions_json(result: GuardedDocument, decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """Return decisions as scripts read them."""
    return [
        {
            "start": decision.start,
            "end": decision.end,
            "where": result.where(decision),
            "source": decision.source,
            "replacement": decision.hypothesis,
            "class": decision.class_,
            "kept": decision.kept,
            "reason": decision.reason,
        }
        for decision in decisions
    ]


def unified(old: str, new: str, name: str) -> Iterator[str]:
    """Yield the lines of a unified diff with their line endings, as `patch` reads them."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if "".join(before).count("\n") != len(before) - (
        not old.endswith("\n")
    ):  # line endings other than \n also count
        before, after = _lines(old), _lines(new)
    name = name.lstrip("/")
    for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    parts = text.split("\n")
    return [part + "\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def print_unified(old: str, new: str, name: str) -> None:
    """Print a unified diff, with changed words highlighted on a terminal."""
    lines = list(unified(old, new, name))
    if not sys.stdout.isatty():
        sys.stdout.writelines(lines)
        return
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for line in _coloured(lines):
        console.print(line)


def _coloured(lines: Sequence[str]) -> Iterator[Text]:
    from rich.text import Text

    i = 0
    while i < len(lines):
        if not lines[i].startswith("-") or lines[i].startswith("---"):
            style = (
                "bold" if lines[i].startswith(("---", "+++")) else "cyan" if lines[i].startswith("@@") else ""
            )
            yield Text(visible(lines[i].rstrip("\r\n")), style)
            i += 1
            continue
        end = i
        while end < len(lines) and lines[end][:1] == "-":
            end += 1
        last = end
        while last < len(lines) and lines[last][:1] == "+":
            last += 1
        minus, plus = lines[i:end], lines[end:last]
        if len(minus) == len(plus):
            pairs = [_marked(one[1:], other[1:]) for one, other in zip(minus, plus, strict=True)]
            yield from (one for one, _ in pairs)
            yield from (other for _, other in pairs)
        else:
            yield from (
                Text(visible(line.rstrip("\r\n")), "red" if line[0] == "-" else "green")
                for line in lines[i:last]
            )
        i = last


def _marked(old: str, new: str) -> tuple[Text, Text]:
    """Return both lines with the differing words in reverse video."""
    old, new = old.rstrip("\r\n"), new.rstrip("\r\n")
    differences = diff(old, new)
    return (
        _strokes("-", old, [(d.start, d.end) for d in differences], "red"),
        _strokes("+", new, [(d.hyp_start, d.hyp_end) for d in differences], "green"),
    )


def _strokes(sign: str, text: str, spans: Iterable[tuple[int, int]], colour: str) -> Text:
    from rich.text import Text

    line, at = Text(sign, colour), 0
    for start, end in spans:
        line.append(visible(text[at:start]), colour)
        line.append(visible(text[start:end]), f"{colour} reverse")
        at = end
    line.append(visible(text[at:]), colour)
    return line
