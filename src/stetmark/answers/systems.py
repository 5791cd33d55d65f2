"""What does a system's name on the command line mean?

`preset:model?param=value&prompt=name` · a named `[systems.x]` · `local:NAME` · `command:PROGRAM ARGS` ·
`recorded:FILE` or `recorded:FILE#SYSTEM` · `guard(SYSTEM)`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from stetmark.answers.command import CommandSystem
from stetmark.answers.offline import OfflineSystem
from stetmark.answers.protocol import Question, Reply, System, Watcher
from stetmark.answers.recorded import read_recorded
from stetmark.errors import SettingsError
from stetmark.settings import Settings

__all__ = ["GuardedSystem", "guarded_name", "parse_system", "parse_systems"]


class GuardedSystem:
    """`guard(SYSTEM)`: stands for the guarded answers of another system and asks nothing itself.

    Its answers are worked out from the stored replies of `inner` (see `stetmark.text.guard`).
    """

    def __init__(self, inner: System) -> None:
        self.inner = inner
        self.name = f"guard({inner.name})"
        self.model = inner.model
        self.concurrency = 0

    def facts(self) -> dict[str, Any]:
        """Say whose answers it guards."""
        return {"kind": "guard", "of": self.inner.name}

    def key(self, question: Question) -> str:
        """Return the key of the answer it is worked out from."""
        return self.inner.key(question)

    def estimate_usd(self, question: Question) -> float | None:
        """Return 0: nothing is asked again."""
        del question
        return 0.0

    async def start(self, watcher: Watcher) -> None:
        """Nothing to get ready."""

    async def ask(self, question: Question) -> Reply:
        """Never called by the runner: see the class."""
        del question
        return Reply(outcome="failed", error=f"{self.name} is worked out from stored replies, never asked")

    async def close(self) -> None:
        """Nothing to let go of."""


def guarded_name(spec: str) -> str | None:
    """Return the SYSTEM of `guard(SYSTEM)`, None for anything else."""
    spec = spec.strip()
    return spec[len("guard(") : -1].strip() if spec.startswith("guard(") and spec.endswith(")") else None


def parse_system(spec: str, settings: Settings, *, prompt: str = "") -> System:
    """Make the one system that a specification names.

    Args:
        spec: See the module.
        settings: Named systems, presets, prompts, keys.
        prompt: The prompt where the specification names none; by the item's language when empty.

    Raises:
        SettingsError: It names nothing, more than one system, or something that cannot be set up; a key that
            is missing is found at the first question, not here.
        DataError: A `recorded:` file cannot be used.
    """
    found = _parse(spec.strip(), settings, prompt)
    if len(found) != 1:
        names = ", ".join(f"{spec}#{system.name}" for system in found)
        raise SettingsError(f"{spec} holds {len(found)} systems", hint=f"Name one: {names}")
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
            f"{twice[0]} is named twice", hint="Use --repeats to ask a system more than once."
        )
    return systems


def _parse(spec: str, settings: Settings, prompt: str) -> list[System]:
    if (inner := guarded_name(spec)) is not None:
        return [GuardedSystem(system) for system in _parse(inner, settings, prompt)]
    kind, colon, rest = spec.partition(":")
    if colon and kind == "local":
        return [OfflineSystem(rest)]
    if colon and kind == "command":
        return [CommandSystem(rest)]
    if colon and kind == "recorded":
        return _recorded(rest)
    return [_asked(spec, settings, prompt)]


def _recorded(rest: str) -> list[System]:
    path, _, name = rest.rpartition("#") if "#" in rest and not Path(rest).exists() else (rest, "", "")
    systems = read_recorded(path)
    if not name:
        return list(systems)
    chosen = [system for system in systems if system.name == name]
    if not chosen:
        known = ", ".join(sorted(system.name for system in systems))
        raise SettingsError(f"recorded:{path} has no system {name!r}", hint=f"It has {known}.")
    return list(chosen)


def _asked(spec: str, settings: Settings, prompt: str) -> System:
    del settings, prompt
    raise SettingsError(
        f"there is no system {spec!r}",
        hint="`stetmark systems list` shows what can be asked: "
        "preset:model, local:NAME, command:…, recorded:FILE.",
    )
