"""What does a system's name on the command line mean?

`preset:model?param=value&prompt=name` · a named `[systems.x]` · `local:NAME` · `command:PROGRAM ARGS` ·
`recorded:FILE` or `recorded:FILE#SYSTEM` · `guard(SYSTEM)`.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from stetmark.answers.command import CommandSystem
from stetmark.answers.endpoints.endpoint import EndpointSystem
from stetmark.answers.endpoints.presets import Preset, find_preset
from stetmark.answers.endpoints.request import Params, Request, make_params, parse_params
from stetmark.answers.local.system import OfflineSystem
from stetmark.answers.protocol import Question, Reply, System, Watcher
from stetmark.answers.recorded import read_recorded
from stetmark.errors import SettingsError
from stetmark.settings import Settings

__all__ = ["GuardedSystem", "guarded_name", "parse_system", "parse_systems"]


class GuardedSystem:
    """`guard(SYSTEM)`: stands for the guarded answers of another system and asks nothing itself.

    Its answers are worked out from the stored replies of `inner` (see `stetmark.guarding.guard`).
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

    def prepare(self, concurrency: int | None) -> int:
        """Return how many questions at once may be put."""
        del concurrency
        return self.concurrency

    async def ask(self, question: Question) -> Reply:
        """Never called by the runner: see the class."""
        del question
        return Reply(outcome="failed", error=f"{self.name} is worked out from stored replies, never asked")

    def hurry(self) -> None:
        """Nothing waits here."""

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
    name, _, query = spec.partition("?")
    if name in settings.systems:
        return _named(spec, name, query, settings, prompt)
    preset_name, colon, model = name.partition(":")
    if not colon or not model:
        raise SettingsError(
            f"there is no system {spec!r}",
            hint="`stetmark systems list` shows what can be asked: "
            "preset:model, local:NAME, command:…, recorded:FILE.",
        )
    params = parse_params(query, spec)
    spec, params = _with_prompt(spec, params, prompt)
    request = Request(spec, find_preset(preset_name, settings), model, params, settings)
    return EndpointSystem(request, settings)


def _named(spec: str, name: str, query: str, settings: Settings, prompt: str) -> System:
    """Make a `[systems.NAME]` of stetmark.toml: a command, or a model behind an address."""
    table = dict(settings.systems[name])
    if command := table.pop("command", None):
        return _named_command(name, str(command), table)
    model = str(table.pop("model", ""))
    own_params = {**table.pop("params", {}), **({"prompt": table.pop("prompt")} if "prompt" in table else {})}
    preset = _named_preset(name, table, settings)
    written = {**own_params, **dict(parse_qsl(query, keep_blank_values=True))}
    params = make_params(written, f"[systems.{name}]")
    spec, params = _with_prompt(spec, params, prompt)
    if not model:
        raise SettingsError(
            f"[systems.{name}] names no model", hint='model = "…" is what the endpoint is asked for.'
        )
    return EndpointSystem(Request(spec, preset, model, params, settings), settings)


def _with_prompt(spec: str, params: Params, prompt: str) -> tuple[str, Params]:
    """Add a prompt that was named apart, to the name as well: another prompt makes another system."""
    if not prompt or params.prompt:
        return spec, params
    mark = "&" if "?" in spec else "?"
    return f"{spec}{mark}prompt={prompt}", msgspec.structs.replace(params, prompt=prompt)


def _named_preset(name: str, table: dict[str, Any], settings: Settings) -> Preset:
    like = str(table.pop("preset", "custom"))
    if like == "custom" and "base_url" not in table:
        raise SettingsError(f"[systems.{name}] has neither preset nor base_url")
    if isinstance(table.get("key_env"), str):
        table["key_env"] = [table["key_env"]]
    if like == "custom":
        # The key of one endpoint is never sent to another: a system of one's own names its own variable.
        table = {"key_env": [], "label": name, **table}
    one = dataclasses.replace(settings, presets={**settings.presets, name: {"like": like, **table}})
    return find_preset(name, one)


def _named_command(name: str, command: str, table: dict[str, Any]) -> System:
    unknown = sorted(set(table) - {"timeout_s", "concurrency"})
    if unknown:
        raise SettingsError(
            f"[systems.{name}]: a command takes no {unknown[0]}", hint="timeout_s, concurrency"
        )
    timeout_s, concurrency = table.get("timeout_s", 600.0), table.get("concurrency")
    if not isinstance(timeout_s, (int, float)) or not isinstance(concurrency, (int, type(None))):
        raise SettingsError(f"[systems.{name}]: timeout_s and concurrency are numbers")
    return CommandSystem(command, name=name, timeout_s=float(timeout_s), concurrency=concurrency)
