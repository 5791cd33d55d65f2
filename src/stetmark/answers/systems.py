"""What does a system's name on the command line mean?

`preset:model?param=value&prompt=name` · a named `[systems.x]` · `local:NAME` · `command:PROGRAM ARGS` ·
`recorded:FILE` or `recorded:FILE#SYSTEM` · `guard(SYSTEM)`.

Endpoints bring an HTTP client and recorded answers the table readers: each is imported when one is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from stetmark.answers.command import CommandSystem
from stetmark.answers.guarded import GuardedSystem, guarded_name
from stetmark.answers.local.registry import LOCAL
from stetmark.answers.local.system import OfflineSystem
from stetmark.answers.protocol import System
from stetmark.errors import SettingsError
from stetmark.settings import Settings

__all__ = ["choose_systems", "parse_system", "parse_systems"]


def parse_system(spec: str, settings: Settings, *, prompt: str = "", in_process: bool = False) -> System:
    """Make the one system that a specification names.

    Args:
        spec: See the module.
        settings: Named systems, presets, prompts, keys.
        prompt: The prompt where the specification names none; by the item's language when empty.
        in_process: Ask a `local:` system in this process (see `OfflineSystem`).

    Raises:
        SettingsError: It names nothing, more than one system, or something that cannot be set up; a key that
            is missing is found at the first question, not here.
        DataError: A `recorded:` file cannot be used.
    """
    found = _parse(spec.strip(), settings, prompt, in_process=in_process)
    if len(found) != 1:
        names = ", ".join(f"{spec}#{system.name}" for system in found)
        raise SettingsError(f"{spec} contains {len(found)} systems", hint=f"Name one: {names}")
    return found[0]


def parse_systems(specs: Iterable[str], settings: Settings, *, prompt: str = "") -> list[System]:
    """Make all systems that these specifications name; a `recorded:` file may give several.

    Raises:
        SettingsError: As `parse_system`; or a system is named twice.
    """
    systems = [system for spec in specs for system in _parse(spec.strip(), settings, prompt)]
    twice = [name for name, n in Counter(system.name for system in systems).items() if n > 1]
    if twice:
        raise SettingsError(
            f"{twice[0]} is listed twice", hint="Use --repeats to ask a system more than once."
        )
    return systems


def choose_systems(specs: Sequence[str], settings: Settings, *, prompt: str = "") -> list[System]:
    """Return the systems to ask; by default, the light ones that need no key and no network.

    One of these is also guarded, to show what the guard does. A `guard(SYSTEM)` adds
    SYSTEM, because its answers are computed from that system's replies.

    Raises:
        SettingsError: A specification is not a known system.
    """
    light = [f"local:{name}" for name, info in LOCAL.items() if info.light]
    systems = parse_systems(specs or [*light, "guard(local:symspell)"], settings, prompt=prompt)
    names = {system.name for system in systems}
    brought = [s.inner for s in systems if isinstance(s, GuardedSystem) and s.inner.name not in names]
    return [*{system.name: system for system in brought}.values(), *systems]


def _parse(spec: str, settings: Settings, prompt: str, *, in_process: bool = False) -> list[System]:
    if (inner := guarded_name(spec)) is not None:
        return [GuardedSystem(system) for system in _parse(inner, settings, prompt)]
    kind, colon, rest = spec.partition(":")
    if colon and kind == "local":
        return [OfflineSystem(rest, in_process=in_process)]
    if colon and kind == "command":
        return [CommandSystem(rest)]
    if colon and kind == "recorded":
        return _recorded(rest)
    name = spec.partition("?")[0]
    if settings.systems.get(name, {}).get("command"):
        return [_named_command(name, settings.systems[name])]
    from stetmark.answers.endpoints.specification import endpoint_system

    return [endpoint_system(spec, settings, prompt=prompt)]


def _recorded(rest: str) -> list[System]:
    from stetmark.answers.recorded import read_recorded

    path, _, name = rest.rpartition("#") if "#" in rest and not Path(rest).exists() else (rest, "", "")
    systems = read_recorded(path)
    if not name:
        return list(systems)
    chosen = [system for system in systems if system.name == name]
    if not chosen:
        known = ", ".join(sorted(system.name for system in systems))
        raise SettingsError(f"recorded:{path} has no system {name!r}", hint=f"Systems in it: {known}.")
    return list(chosen)


def _named_command(name: str, table: Mapping[str, Any]) -> System:
    unknown = sorted(set(table) - {"command", "timeout_s", "concurrency"})
    if unknown:
        raise SettingsError(
            f"[systems.{name}]: unknown field {unknown[0]} for a command",
            hint="Fields: timeout_s, concurrency.",
        )
    timeout_s, concurrency = table.get("timeout_s", 600.0), table.get("concurrency")
    if not isinstance(timeout_s, (int, float)) or not isinstance(concurrency, (int, type(None))):
        raise SettingsError(f"[systems.{name}]: timeout_s and concurrency must be numbers")
    return CommandSystem(
        str(table["command"]), name=name, timeout_s=float(timeout_s), concurrency=concurrency
    )
