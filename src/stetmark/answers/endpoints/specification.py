"""Which endpoint, model and parameters does a specification name?

`preset:model?param=value&prompt=name`, or `name?param=value` for a `[systems.name]` of stetmark.toml.
"""

from __future__ import annotations

import dataclasses
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from stetmark.answers.endpoints.endpoint import EndpointSystem
from stetmark.answers.endpoints.presets import Preset, find_preset
from stetmark.answers.endpoints.request import Params, Request, make_params, parse_params
from stetmark.errors import SettingsError
from stetmark.settings import Settings

__all__ = ["endpoint_system"]


def endpoint_system(spec: str, settings: Settings, *, prompt: str = "") -> EndpointSystem:
    """Return the endpoint system that a specification names.

    Args:
        spec: See the module.
        settings: Named systems, presets, prompts, keys.
        prompt: The prompt where the specification names none; by the item's language when empty.

    Raises:
        SettingsError: It names nothing, or something that cannot be set up.
    """
    name, _, query = spec.partition("?")
    if name in settings.systems:
        return _named(spec, name, query, settings, prompt)
    preset_name, colon, model = name.partition(":")
    if not colon or not model:
        raise SettingsError(
            f"unknown system {spec!r}",
            hint="See `stetmark systems list`. A system is "
            "preset:model, local:NAME, command:… or recorded:FILE.",
        )
    params = parse_params(query, spec)
    spec, params = _with_prompt(spec, params, prompt)
    request = Request(spec, find_preset(preset_name, settings), model, params, settings)
    return EndpointSystem(request, settings)


def _named(spec: str, name: str, query: str, settings: Settings, prompt: str) -> EndpointSystem:
    """Make a `[systems.NAME]` of stetmark.toml that is a model behind an address."""
    table = dict(settings.systems[name])
    model = str(table.pop("model", ""))
    own_params = {**table.pop("params", {}), **({"prompt": table.pop("prompt")} if "prompt" in table else {})}
    preset = _named_preset(name, table, settings)
    written = {**own_params, **dict(parse_qsl(query, keep_blank_values=True))}
    params = make_params(written, f"[systems.{name}]")
    spec, params = _with_prompt(spec, params, prompt)
    if not model:
        raise SettingsError(
            f"[systems.{name}] has no model",
            hint='Add model = "…", the model id to request from the endpoint.',
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
