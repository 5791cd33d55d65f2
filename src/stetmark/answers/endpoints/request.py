"""What exactly is sent, and where to?"""

from __future__ import annotations

import math
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from yarl import URL

from stetmark._version import __version__
from stetmark.answers.endpoints.output_cap import output_cap
from stetmark.answers.endpoints.presets import Preset, resolve_base_url
from stetmark.answers.endpoints.prompts import Prompt, default_prompt, find_prompt
from stetmark.answers.endpoints.wire import Wire
from stetmark.answers.endpoints.wires.anthropic import Anthropic
from stetmark.answers.endpoints.wires.chat import Chat
from stetmark.answers.endpoints.wires.gemini import Gemini
from stetmark.answers.endpoints.wires.responses import Responses
from stetmark.answers.protocol import Question
from stetmark.errors import SettingsError
from stetmark.settings import Hidden, Settings

__all__ = ["Params", "Request", "parse_params"]

WIRES: dict[str, Wire] = {
    "chat": Chat(),
    "responses": Responses(),
    "anthropic": Anthropic(),
    "gemini": Gemini(),
}
NUMBERS = {
    "temperature": float,
    "top_p": float,
    "top_k": int,
    "seed": int,
    "frequency_penalty": float,
    "presence_penalty": float,
}
KNOWN = ("prompt", "effort", "think", "stream", "max_tokens", "provider", *NUMBERS)


class Params(msgspec.Struct, frozen=True, kw_only=True):
    """What the user set for one system. `body` is what goes into the request as it is, by dotted path."""

    prompt: str = ""
    effort: str = ""
    think: bool | None = None
    stream: bool | None = None
    max_tokens: int | None = None
    sampling: dict[str, float] = {}
    body: dict[str, Any] = {}


def parse_params(text: str, where: str) -> Params:
    """Read `effort=low&prompt=stet-en&body.top_k=5`.

    Raises:
        SettingsError: A parameter nobody knows, twice the same, or a value it cannot have.
    """
    fields: dict[str, Any] = {}
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text))
    except ValueError:
        raise SettingsError(f"{where}: {text!r} is not of the form name=value&name=value") from None
    for name, value in pairs:
        if name in fields:
            raise SettingsError(f"{where}: {name} is set twice")
        fields[name] = value
    return make_params(fields, where)


def make_params(fields: dict[str, Any], where: str) -> Params:
    """Make parameters from names and values, be they text or already typed.

    Raises:
        SettingsError: As `parse_params`.
    """
    known: dict[str, Any] = {"sampling": {}, "body": {}}
    for name, value in fields.items():
        if name in {"prompt", "effort"}:
            known[name] = str(value)
        elif name in {"think", "stream"}:
            known[name] = _switch(value, name, where)
        elif name == "max_tokens":
            known[name] = int(_number(value, int, name, where))
        elif name in NUMBERS:
            known["sampling"][name] = _number(value, NUMBERS[name], name, where)
        elif name == "provider":
            known["body"]["provider.order"] = str(value).split(",")
        elif name.startswith("body."):
            known["body"][name.removeprefix("body.")] = _literal(value)
        else:
            raise SettingsError(
                f"{where}: unknown parameter {name!r}",
                hint=f"Parameters: {', '.join(KNOWN)}; body.NAME=value adds any other field to the request.",
            )
    return Params(**known)


def _switch(value: Any, name: str, where: str) -> bool:
    words = {
        "on": True,
        "true": True,
        "1": True,
        "yes": True,
        "off": False,
        "false": False,
        "0": False,
        "no": False,
    }
    if str(value).lower() not in words:
        raise SettingsError(f"{where}: {name}={value} must be on or off")
    return words[str(value).lower()]


def _number(value: Any, kind: type[float], name: str, where: str) -> float:
    try:
        number = kind(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number) or (number < 0 and name not in {"frequency_penalty", "presence_penalty"}):
        raise SettingsError(f"{where}: {name}={value} is not a valid value")
    return number


def _literal(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return msgspec.json.decode(value)
    except msgspec.DecodeError:
        return value


class Request:
    """Everything about a request but the text and the key.

    Args:
        name: The system, as the user wrote it.
        preset: The endpoint.
        model: The model.
        params: What the user set.
        settings: Where prompts and the variables in the address come from.

    Raises:
        SettingsError: The vendor refuses a parameter, there is no such prompt, or the address is incomplete.
    """

    def __init__(self, name: str, preset: Preset, model: str, params: Params, settings: Settings) -> None:
        self.name, self.model = name, model
        self.all_models = preset
        self.preset = preset = preset.for_model(model)
        self.params = params
        self.wire = WIRES[preset.adapter]
        self.base_url = resolve_base_url(preset.base_url, settings, name)
        self.stream = preset.stream if params.stream is None else params.stream
        self.url = URL(self.base_url + self.wire.path(model, stream=self.stream), encoded=True)
        self._prompts: dict[str, Prompt] = {}
        self._prompt = find_prompt(params.prompt, settings) if params.prompt else None
        self._settings = settings
        self._extra = self._extra_fields()

    def prompt_for(self, lang: str) -> Prompt:
        """Return the prompt for an item's language."""
        if self._prompt:
            return self._prompt
        if lang not in self._prompts:
            self._prompts[lang] = find_prompt(default_prompt(lang), self._settings)
        return self._prompts[lang]

    def cap_for(self, source: str) -> int:
        """Return the output cap for a text, in tokens."""
        if self.params.max_tokens:
            return self.params.max_tokens
        thinks = self.preset.thinks and self.params.think is not False
        return output_cap(source, thinks=thinks, most=self.preset.max_output)

    def body(self, question: Question, *, cap: int | None = None) -> bytes:
        """Return the request body."""
        body = self.wire.body(
            self.model,
            self.prompt_for(question.lang).fill(question.source),
            cap_field=self.preset.cap_field,
            cap=cap or self.cap_for(question.source),
            stream=self.stream,
        )
        if not self.preset.stream_usage:
            body.pop("stream_options", None)
        for path, value in self._extra:
            _put(body, path, value)
        return msgspec.json.encode(body)

    def headers(self, key: str) -> Hidden:
        """Return the request headers; the only place where the key goes."""
        headers = {
            "Content-Type": "application/json",
            "Accept": "text/event-stream" if self.stream else "application/json",
            "User-Agent": f"stetmark/{__version__}",
            **self.preset.headers,
        }
        if key:
            name, value = self.wire.key_header(key)
            headers[self.preset.key_header or name] = key if self.preset.key_header else value
        return Hidden(headers)

    def facts(self) -> dict[str, Any]:
        """Say what is asked of whom, without the key."""
        prompts = (
            [self._prompt]
            if self._prompt
            else [find_prompt(n, self._settings) for n in ("stet-en", "stet-zh")]
        )
        return {
            "kind": "endpoint",
            "preset": self.preset.name,
            "model": self.model,
            "url": str(self.url.with_query(None)),
            "adapter": self.preset.adapter,
            "stream": self.stream,
            "parameters": {".".join(path): value for path, value in self._extra},
            "prompt": prompts[0].name if self._prompt else "by language",
            "prompts": {prompt.name: prompt.facts() for prompt in prompts},
            "verified": self.preset.verified,
            "facts": self.preset.facts,
        }

    def retired(self) -> str:
        """Say that the model is gone, or will be, and what stands in its place; empty when it is not."""
        for old in self.all_models.retired:
            if old.id == self.model:
                since = f" on {old.date}" if old.date else ""
                instead = (
                    f"; the vendor's successor, {old.successor}, is a different model"
                    if old.successor
                    else ""
                )
                return f"{old.id} was shut down{since}{instead}"
        return ""

    def _extra_fields(self) -> list[tuple[tuple[str, ...], Any]]:
        """Return what goes into every body beside the text and the cap, as paths and values."""
        preset, params = self.preset, self.params
        extra: list[tuple[tuple[str, ...], Any]] = [((name,), value) for name, value in preset.body.items()]
        if params.think is not None:
            switch = preset.think_on if params.think else preset.think_off
            if switch is None:
                state = "on" if params.think else "off"
                raise SettingsError(f"{self.name}: {preset.label} cannot turn thinking {state}")
            extra += [((name,), value) for name, value in switch.items()]
        if params.effort:
            if not preset.effort:
                raise SettingsError(f"{self.name}: {preset.label} does not support effort")
            extra.append((tuple(preset.effort.split(".")), params.effort))
        for name, value in params.sampling.items():
            if name in preset.drop:
                raise SettingsError(
                    f"{self.name}: {preset.label} refuses or ignores {name}",
                    hint=f"Omit it, or force it with body.{name}={value}.",
                )
            extra.append((tuple(self.wire.param_path(name).split(".")), value))
        extra += [(tuple(path.split(".")), value) for path, value in params.body.items()]
        return extra


def _put(body: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        inner = body.get(name)
        body[name] = dict(inner) if isinstance(inner, dict) else {}
        body = body[name]
    body[path[-1]] = value
