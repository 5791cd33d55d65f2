"""Flags > environment > stetmark.toml > defaults: what is set, read once, handed on as one frozen value.

Only this module reads the environment. Keys live there alone: a `Secret` shows itself masked wherever it is
printed, and a key written into stetmark.toml is refused.
"""

from __future__ import annotations

import dataclasses
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from stetmark.errors import SettingsError

__all__ = ["Hidden", "RunDefaults", "Secret", "Settings", "load_settings"]

#: A file may name a key's variable, never hold the key.
KEY_FIELDS = frozenset({"api_key", "key", "token", "secret", "apikey", "password", "authorization"})


class Secret:
    """A key that prints as `****` and can neither be pickled nor encoded.

    Args:
        value: The key itself.
        name: The variable it came from, which may be shown.
    """

    __slots__ = ("_value", "name")

    def __init__(self, value: str, name: str) -> None:
        self._value = value
        self.name = name

    def __repr__(self) -> str:
        return f"Secret({self.name}=****)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format(repr(self), spec)

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"the key in {self.name} must not be stored")

    def reveal(self) -> str:
        """Return the key; for the one request header that carries it."""
        return self._value

    def mask(self, text: str) -> str:
        """Return the text without the key, or the beginning or end of it that some vendors echo."""
        value = self._value
        if not value or not text:
            return text
        text = text.replace(value, "****")
        # Some vendors echo the first and last letters with stars between them.
        text = re.sub(r"[^\s\"'<>]*\*{3,}[^\s\"'<>]*", "****", text)
        for n in range(len(value) - 1, 3, -1):
            tail, head = value[-n:], value[:n]
            if tail in text:
                text = re.sub(rf"(?<![A-Za-z0-9]){re.escape(tail)}(?![A-Za-z0-9])", "****", text)
                text = text.replace(tail, "****") if n >= 8 else text
            if n >= 8 and head in text:
                text = text.replace(head, "****")
        return text


class Hidden(dict[str, str]):
    """A mapping that may hold a key and shows only its names."""

    def __repr__(self) -> str:
        return f"Hidden({', '.join(sorted(self)[:8])}{', …' if len(self) > 8 else ''})"

    __str__ = __repr__


class RunDefaults(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[run]` table: what the flags of `stetmark run` default to."""

    concurrency: int | None = None
    budget_usd: float | None = None
    repeats: int = 1
    prompt: str = ""
    lang: str = ""
    systems: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    run: RunDefaults = RunDefaults()
    systems: dict[str, dict[str, Any]] = {}
    presets: dict[str, dict[str, Any]] = {}
    prompts: dict[str, dict[str, Any]] = {}
    prices: list[dict[str, Any]] = []


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings:
    """What is set. Make one with `load_settings`; `Settings()` is the defaults, with no key at all.

    Attributes:
        path: The stetmark.toml that was read; None without one. Relative paths in it are relative to it.
        run: Defaults for the flags of `stetmark run`.
        systems: `[systems.NAME]`: named systems, as written.
        presets: `[presets.NAME]`: presets added to or laid over the built-in ones.
        prompts: `[prompts.NAME]`: prompts of one's own.
        prices: `[[prices]]`: prices of one's own.
    """

    path: Path | None = None
    run: RunDefaults = dataclasses.field(default_factory=RunDefaults)
    systems: Mapping[str, dict[str, Any]] = dataclasses.field(default_factory=dict)
    presets: Mapping[str, dict[str, Any]] = dataclasses.field(default_factory=dict)
    prompts: Mapping[str, dict[str, Any]] = dataclasses.field(default_factory=dict)
    prices: tuple[dict[str, Any], ...] = ()
    env: Mapping[str, str] = dataclasses.field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        # Whoever prints a system prints its settings: the environment holds every key the user owns.
        object.__setattr__(self, "env", Hidden(self.env))

    def secret(self, *names: str) -> Secret | None:
        """Return the key in the first of these variables that is set; None when none is."""
        for name in names:
            value = self.env.get(name, "").strip()
            if value:
                return Secret(value, name)
        return None

    @property
    def base_dir(self) -> Path:
        """What relative paths in the settings are relative to."""
        return self.path.parent if self.path else Path()


def load_settings(path: str | Path | None = None, env: Mapping[str, str] | None = None) -> Settings:
    """Read stetmark.toml and the environment.

    Args:
        path: The file; without one STETMARK_CONFIG, else ./stetmark.toml, else none.
        env: The environment; without one that of the process.

    Raises:
        SettingsError: The named file does not exist, is not valid TOML, has an unknown field, or
            holds a key.
    """
    env = dict(os.environ if env is None else env)
    named = path or env.get("STETMARK_CONFIG")
    file = Path(named) if named else Path("stetmark.toml")
    if not file.is_file():
        if named:
            raise SettingsError(f"no settings file at {file}", hint="Correct STETMARK_CONFIG, or unset it.")
        return Settings(env=env)
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{file} is not valid TOML: {error}") from None
    _refuse_keys(table, file)
    try:
        content = msgspec.convert(table, _File)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{file}: {error}", hint="See docs/systems.md for the allowed fields.") from None
    return Settings(
        path=file.resolve(),
        run=content.run,
        systems=content.systems,
        presets=content.presets,
        prompts=content.prompts,
        prices=tuple(content.prices),
        env=env,
    )


def _refuse_keys(table: Mapping[str, Any], file: Path, where: str = "") -> None:
    for name, value in table.items():
        if name.lower().replace("-", "_") in KEY_FIELDS and isinstance(value, str):
            raise SettingsError(
                f"{file}: {where}{name} looks like an API key",
                hint='Keep keys in environment variables: write key_env = "NAME_OF_THE_VARIABLE" instead.',
            )
        if isinstance(value, Mapping):
            _refuse_keys(value, file, f"{where}{name}.")
