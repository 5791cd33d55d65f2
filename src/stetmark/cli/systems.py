"""Implement `stetmark systems`: list systems, test one, install a local model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from stetmark.answers.endpoints.presets import Preset
    from stetmark.settings import Settings

__all__ = ["command"]


@click.group("systems", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """List systems, test one, or install local models. Without a subcommand: list."""
    if context.invoked_subcommand is None:
        context.invoke(list_systems)


@command.command("list")
@click.option("--all", "everything", is_flag=True, help="Include model ids, retired ids and notes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_systems(*, everything: bool, as_json: bool) -> int:
    """List presets and local systems, with each key variable and whether it is set."""
    from stetmark import pipeline
    from stetmark.settings import load_settings

    settings = load_settings()
    known = pipeline.presets(settings)
    if as_json:
        import msgspec

        found = {name: _facts(preset, settings) for name, preset in known.items()}
        local = {name: info.summary for name, (info, _) in pipeline.local_systems().items()}
        content = {"presets": found, "local": local, "named": sorted(settings.systems)}
        click.echo(msgspec.json.format(msgspec.json.encode(content), indent=2).decode())
        return 0
    click.echo("preset:model   (parameters: ?effort=low&think=off&prompt=NAME&temperature=0&stream=off)\n")
    rows = [("PRESET", "KEY VARIABLE", "SET", "VERIFIED", "PROVIDER; FOUNDING-TABLE ROWS")]
    for name, preset in known.items():
        stands = f"{preset.label}; {', '.join(preset.rows)}" if preset.rows else preset.label
        rows.append((name, _keys(preset), _is_set(preset, settings), preset.verified, stands))
    _columns(rows)
    if everything:
        for name, preset in known.items():
            _details(name, preset)
    click.echo("\nlocal:NAME   (offline)\n")
    _columns([("NAME", "READY", "DESCRIPTION"), *_local_rows()])
    if settings.systems:
        click.echo(f"\nnamed in {settings.path}: {', '.join(sorted(settings.systems))}")
    click.echo(
        "\ncommand:PROGRAM ARGS   any program that reads text on stdin and writes its answer to stdout"
    )
    click.echo("recorded:FILE[#SYSTEM]  answers.jsonl, a run folder, or a three-column table")
    click.echo("guard(SYSTEM)          the same answers, with everything but spelling corrections put back")
    if not everything:
        click.echo("\nModel ids, retired ids and notes: stetmark systems list --all")
    return 0


@command.command("doctor")
@click.argument("system")
@click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    help="Language of the test question.",
)
def doctor(system: str, lang: str) -> int:
    """Send SYSTEM one small request; show the request, the response and how it was interpreted."""
    from stetmark import pipeline
    from stetmark.settings import load_settings
    from stetmark.tables import plain

    finding = pipeline.examine(system, load_settings(), lang)
    for heading, lines in (
        ("sent", finding.sent),
        ("received", finding.received),
        ("interpreted as", finding.understood),
        ("what to change", finding.advice),
    ):
        if any(lines):
            click.secho(heading, bold=True)
            for line in "\n".join(lines).splitlines():
                click.echo(f"  {plain(line)}")
    click.echo("works" if finding.ok else "does not work")
    return 0 if finding.ok else 4


@command.command("install")
@click.argument("name")
def install_model(name: str) -> int:
    """Download the weights of a local model (smollm2), verify them and cache them."""
    from stetmark import pipeline

    pipeline.install(name, lambda line: click.echo(line, err=True))
    return 0


def _local_rows() -> list[tuple[str, str, str]]:
    from stetmark import pipeline

    rows = []
    for name, (info, is_ready) in pipeline.local_systems().items():
        what = info.summary if is_ready else f"{info.summary} [{info.install_hint}]"
        rows.append((name, "yes" if is_ready else "no", what))
    return rows


def _keys(preset: Preset) -> str:
    return " or ".join(preset.key_env) or "–"


def _is_set(preset: Preset, settings: Settings) -> str:
    if not preset.key_env:
        return "–"
    return "yes" if settings.secret(*preset.key_env) else "no"


def _facts(preset: Preset, settings: Settings) -> dict[str, Any]:
    import msgspec

    fields = (
        "label",
        "base_url",
        "adapter",
        "key_env",
        "models",
        "rows",
        "retired",
        "verified",
        "facts",
        "note",
    )
    facts: dict[str, Any] = {name: msgspec.to_builtins(getattr(preset, name)) for name in fields}
    return {**facts, "key_set": settings.secret(*preset.key_env) is not None}


def _details(name: str, preset: Preset) -> None:
    click.echo(f"\n{name}: {preset.base_url}   (facts as of {preset.facts})")
    if preset.models:
        click.echo(f"  models   {', '.join(preset.models)}")
    for old in preset.retired:
        since = old.date or "date unknown"
        instead = f"; use {old.successor}" if old.successor else "; no successor"
        click.echo(f"  retired  {old.id} ({since}{instead})")
    if preset.note:
        click.echo(f"  note     {preset.note}")


def _columns(rows: Sequence[tuple[str, ...]]) -> None:
    from rich.cells import cell_len

    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row[:-1], widths, strict=True)]
        click.echo("  ".join([*cells, row[-1]]))
