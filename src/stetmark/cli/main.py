"""Define the `stetmark` command and its subcommands.

A command's module is imported only when that command runs, so `--help` needs only click.
"""

from __future__ import annotations

import importlib

import click

from stetmark._version import __version__

__all__ = ["main"]

#: name -> (module in stetmark.cli, what `--help` says). The command object in the module is called `command`.
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("run", "Ask systems to proofread items, score every answer and show a leaderboard."),
    "score": ("score", "Score answers from anywhere: a table, a JSONL file or a run folder."),
    "report": ("report", "Write a run as a web page, a table or a figure."),
    "compare": ("compare", "Test whether one system is better than another, beyond noise."),
    "guard": ("guard", "Show what a model changed in a file; keep spelling corrections, revert the rest."),
    "fix": ("fix", "Proofread documents with any system, protected by the guard."),
    "items": ("items", "Make, check, list, show and repair items."),
    "systems": ("systems", "List systems, test one, or install local models."),
    "docs": ("docs", "List the documentation pages, or print one."),
}


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        if ctx.resilient_parsing:
            return click.Command(cmd_name)
        module = importlib.import_module(f"stetmark.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(
    cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="stetmark")
def main() -> None:
    """Measure and guarantee that a language model fixes misspellings and leaves everything else alone.

    `stetmark run` needs no key and no network: it proofreads the bundled items with the offline systems.
    """
