"""Which endpoints are known, and how does each differ from the others?  All of it is data (presets.toml)."""

from __future__ import annotations

import fnmatch
import functools
import re
import tomllib
from importlib.resources import files
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

from stetmark.errors import SettingsError
from stetmark.settings import Settings

__all__ = ["ErrorWords", "FinishWords", "Preset", "Retired", "RetryPolicy", "find_preset", "presets"]

#: What everything in presets.toml was collected on, where an entry does not say otherwise.
FACTS = "2026-11-22"


class Retired(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A model id that is gone (or will be at `date`); `date` is empty where it is not known."""

    id: str
    date: str = ""
    successor: str = ""


class FinishWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Finish reasons of one vendor, beside those every adapter knows."""

    complete: tuple[str, ...] = ()
    truncated: tuple[str, ...] = ()
    filtered: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    retry: tuple[str, ...] = ()


class ErrorWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Error codes and types of one vendor as shell patterns in lower case, and phrases in its messages.

    `quota` and `dead` say that no further question will be answered, `fatal` that this one will not.
    """

    filtered: tuple[str, ...] = ()
    rate: tuple[str, ...] = ()
    retry: tuple[str, ...] = ()
    quota: tuple[str, ...] = ()
    fatal: tuple[str, ...] = ()
    dead: tuple[str, ...] = ()
    filtered_text: tuple[str, ...] = ()
    rate_text: tuple[str, ...] = ()
    dead_text: tuple[str, ...] = ()


class RetryPolicy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long is waited, in seconds, and how often tried.

    Attributes:
        connect_s: For a connection.
        first_byte_s: For the first byte of the answer (DeepSeek queues up to ten minutes).
        gap_s: Between two pieces of an answer.
        total_s: For a whole attempt.
        attempts: Attempts after which what may be transient counts as failed.
        rate_attempts: Attempts after which a rate limit counts as failed.
        backoff_s: The first wait before another attempt; doubled each time, with full jitter.
        ceiling_s: The longest wait, whatever the provider asks for.
    """

    connect_s: float = 60.0
    first_byte_s: float = 600.0
    gap_s: float = 300.0
    total_s: float = 1800.0
    attempts: int = 6
    rate_attempts: int = 14
    backoff_s: float = 1.0
    ceiling_s: float = 900.0


class Preset(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One endpoint and its habits; presets.toml explains the fields.

    Attributes:
        key_header: The header that carries the key; `Authorization: Bearer` when empty.
        think_on: What `?think=on` adds to the body, think_off what `?think=off` adds.
        effort: Where `?effort=` goes in the body, as a dotted path.
        drop: Parameters the vendor refuses or ignores; naming one is an error.
        concurrency: How many questions at once at most, unless the user says otherwise.
        stream_usage: A stream may be asked to count tokens at its end (`stream_options`).
        free: Costs nothing to ask: it runs on the user's own machine.
    """

    label: str
    base_url: str
    name: str = ""
    adapter: Literal["chat", "responses", "anthropic", "gemini"] = "chat"
    key_env: tuple[str, ...] = ()
    key_header: str = ""
    cap_field: str = "max_tokens"
    max_output: int | None = None
    thinks: bool = False
    think_on: dict[str, Any] | None = None
    think_off: dict[str, Any] | None = None
    effort: str = ""
    drop: tuple[str, ...] = ()
    body: dict[str, Any] = {}
    headers: dict[str, str] = {}
    stream: bool = True
    stream_usage: bool = True
    concurrency: int = 64
    free: bool = False
    models: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    retired: tuple[Retired, ...] = ()
    finish: FinishWords = FinishWords()
    errors: ErrorWords = ErrorWords()
    retry: RetryPolicy = RetryPolicy()
    rules: tuple[dict[str, Any], ...] = ()
    verified: str = "never"
    facts: str = FACTS
    note: str = ""

    def for_model(self, model: str) -> Preset:
        """Return the preset as it holds for one model."""
        changed = self
        for rule in self.rules:
            if fnmatch.fnmatchcase(model.lower(), str(rule.get("match", "")).lower()):
                fields = {name: value for name, value in rule.items() if name != "match"}
                changed = msgspec.structs.replace(changed, **fields)
        return changed


def presets(settings: Settings) -> dict[str, Preset]:
    """Return all presets by name: the built-in ones, with `[presets.NAME]` of stetmark.toml laid over.

    Raises:
        SettingsError: One of the user's is not understood.
    """
    tables = {**_tables()}
    for name, own in settings.presets.items():
        tables[name] = _merge(tables.get(name, {}), _modern(own))
    return {name: _convert(name, tables) for name in tables}


def find_preset(name: str, settings: Settings) -> Preset:
    """Return one preset.

    Raises:
        SettingsError: There is none of that name.
    """
    tables = _tables()
    if name not in settings.presets and name in tables:
        return _convert(name, tables)
    if name not in settings.presets:
        near = [known for known in tables if known.startswith(name[:3])]
        hint = f"Did you mean {', '.join(near)}? " if near else ""
        raise SettingsError(
            f"unknown preset {name!r}", hint=f"{hint}`stetmark systems list` shows all presets."
        )
    return presets(settings)[name]


def resolve_base_url(url: str, settings: Settings, name: str) -> str:
    """Return a base URL as requests need it: `{VARIABLE}` filled in, no trailing slash, no pasted route.

    Nothing is ever added to it: some end in /v4, /api/v3 or /v2.

    Raises:
        SettingsError: A variable is not set, or it is not an http(s) URL.
    """

    def fill(match: re.Match[str]) -> str:
        value = settings.env.get(match[1], "").strip()
        if not value:
            raise SettingsError(f"{name}: its base URL needs {match[1]}, which is not set")
        return value

    url = re.sub(r"\{([A-Z0-9_]+)\}", fill, url).strip().rstrip("/")
    for route in ("/chat/completions", "/responses", "/messages"):
        url = url.removesuffix(route).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsError(f"{name}: {url!r} is not an http(s) URL")
    if parts.username or parts.password:
        raise SettingsError(
            f"{name}: its base URL contains a user name or password",
            hint="Put the key in an environment variable (key_env).",
        )
    return url


@functools.cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("stetmark.answers.endpoints") / "presets.toml").read_text(encoding="utf-8"))


def _merge(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        inner = merged.get(key)
        merged[key] = _merge(inner, value) if isinstance(inner, dict) and isinstance(value, dict) else value
    return merged


def _modern(own: dict[str, Any]) -> dict[str, Any]:
    """Return a user's table with fields under the names they have now: `retry` was `patience` once."""
    if "patience" not in own:
        return own
    table = {name: value for name, value in own.items() if name != "patience"}
    return _merge({"retry": own["patience"]}, table)


def _convert(name: str, tables: dict[str, dict[str, Any]]) -> Preset:
    table = dict(tables[name])
    if like := table.pop("like", ""):
        if like not in tables:
            raise SettingsError(f"preset {name}: it is like = {like!r}, which is not a preset")
        table = _merge(tables[like], table)
        table.pop("like", None)
    try:
        return msgspec.convert({**table, "name": name}, Preset)
    except msgspec.ValidationError as error:
        raise SettingsError(f"preset {name}: {error}", hint="docs/systems.md explains every field.") from None
