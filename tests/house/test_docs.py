"""The docs describe what exists: commands, options, files, and both READMEs the same."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from stetmark.cli.main import COMMANDS, main

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def command_lines(text: str) -> list[str]:
    """Every `stetmark …` line in the shell blocks of a page, continuation lines joined, comments dropped."""
    lines = []
    for language, block in FENCE.findall(text):
        if language not in {"", "sh", "bash", "console", "shell"}:
            continue
        for raw in block.replace("\\\n", " ").splitlines():
            line = raw.strip().removeprefix("$ ")
            parts = (part.strip() for part in re.split(r"\s(?:\||&&|>)\s", line))
            lines.extend(re.sub(r"\s+#.*$", "", part) for part in parts if part.startswith("stetmark "))
    return lines


def explain(line: str) -> str | None:
    """Why this command line cannot exist, or None."""
    words = shlex.split(line)[1:]
    command: click.Command = main
    context = click.Context(main)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        if found is None:
            return f"no command {words[0]!r}"
        command, words = found, words[1:]
    known = {option for p in command.params for option in (*p.opts, *p.secondary_opts)} | {"--help", "-h"}
    options = [w.split("=")[0] for w in words if re.fullmatch(r"--?[a-zA-Z][\w-]*(=.*)?", w)]
    unknown = [o for o in options if o not in known]
    return f"unknown options {unknown}" if unknown else None


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_in_the_docs_exist(page):
    """Each command line that a page shows names a command and options that exist."""
    wrong = {line: why for line in command_lines(page.read_text(encoding="utf-8")) if (why := explain(line))}

    assert wrong == {}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_inside_the_project_lead_somewhere(page):
    """A relative link or picture points to a file of the tree."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)|(?:src|srcset|href)=\"([^\"#]+)\"", text)
    local = [t for pair in targets for t in pair if t and not re.match(r"[a-z]+:", t)]

    assert [t for t in local if not (page.parent / t).exists()] == []


def test_both_readmes_show_the_same_commands():
    """README.zh.md is kept true to README.md: the same command lines in the same order."""
    english, chinese = (
        command_lines((ROOT / name).read_text(encoding="utf-8")) for name in ("README.md", "README.zh.md")
    )

    assert english == chinese
    assert len(english) >= 5


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_in_the_readme_and_has_help(name):
    """Each command is in the README; it and each of its options say what they do."""
    command = main.get_command(click.Context(main), name)

    assert command is not None
    assert command.help
    assert f"stetmark {name}" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert [
        p.name for p in command.params if isinstance(p, click.Option) and not p.help and not p.hidden
    ] == []


def test_design_notes_are_all_listed():
    """design/README.md links each note."""
    index = (ROOT / "design" / "README.md").read_text(encoding="utf-8")
    notes = [p.name for p in (ROOT / "design").glob("*.md") if p.name != "README.md"]

    assert [n for n in notes if f"({n})" not in index] == []
