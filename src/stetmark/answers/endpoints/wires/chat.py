"""How is an endpoint asked that speaks OpenAI's chat completions?  (All but three vendors do.)."""

from __future__ import annotations

from typing import Any

import msgspec

from stetmark.answers.endpoints.request_error import find_error
from stetmark.answers.endpoints.wire import Parsed, ReportedError, Unreadable, decode, text_of, tokens
from stetmark.records import Usage

__all__ = ["Chat"]


class _Message(msgspec.Struct):
    content: Any = None
    reasoning_content: Any = None
    reasoning: Any = None
    reasoning_details: Any = None
    refusal: Any = None
    tool_calls: Any = None


class _Choice(msgspec.Struct):
    delta: _Message | None = None
    message: _Message | None = None
    finish_reason: str | None = None
    flag: Any = None
    index: Any = 0
    usage: Any = None
    error: Any = None


class _Body(msgspec.Struct):
    choices: list[_Choice] | None = None
    usage: Any = None
    model: Any = None
    error: Any = None
    base_resp: Any = None
    code: Any = None
    object: Any = None
    detail: Any = None
    provider: Any = None
    input_sensitive: Any = None
    output_sensitive: Any = None
    need_clear_history: Any = None


_decode = msgspec.json.Decoder(_Body).decode


class Chat:
    """The dialect. The instruction goes into the user's turn: some models take no system prompt."""

    def path(self, model: str, *, stream: bool) -> str:
        """Return what follows the base URL."""
        del model, stream
        return "/chat/completions"

    def body(self, model: str, prompt: str, *, cap_field: str, cap: int, stream: bool) -> dict[str, Any]:
        """Return the request body."""
        body: dict[str, Any] = {
            "model": model,
            "messages": [{"role": "user", "content": prompt}],
            cap_field: cap,
        }
        if stream:
            body["stream"] = True
            body["stream_options"] = {"include_usage": True}
        return body

    def key_header(self, key: str) -> tuple[str, str]:
        """Return the header that carries the key."""
        return "Authorization", f"Bearer {key}"

    def param_path(self, name: str) -> str:
        """Return where a sampling parameter stands in the body."""
        return name

    def collector(self) -> ChatCollector:
        """Return a fresh collector."""
        return ChatCollector()


class ChatCollector:
    """One response, whole or streamed."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._reasoning: list[str] = []
        self._parsed = Parsed()
        self._usage: Any = None

    def whole(self, raw: bytes) -> None:
        """Take a complete body."""
        body = self._read(raw)
        if not body.choices:
            raise Unreadable("the response has no choices", cut=True)
        self._take(body, streamed=False)

    def event(self, data: bytes) -> bool:
        """Take one event."""
        if data == b"[DONE]":
            return True
        self._take(self._read(data), streamed=True)
        return False

    def parsed(self) -> Parsed:
        """Return what came so far."""
        parsed = self._parsed
        parsed.text, parsed.reasoning = "".join(self._text), "".join(self._reasoning)
        if isinstance(self._usage, dict):
            parsed.usage = _usage(self._usage)
            cost = self._usage.get("cost")
            parsed.cost_usd = float(cost) if isinstance(cost, (int, float)) else None
        return parsed

    def _read(self, raw: bytes) -> _Body:
        try:
            body = _decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            plain = decode(raw)
            if problem := find_error(plain):
                raise ReportedError(*problem) from None
            try:
                body = msgspec.convert(plain, _Body)
            except msgspec.ValidationError as error:
                raise Unreadable(f"not a chat completion: {error}", cut=False) from None
        if body.error or body.base_resp or not body.choices:
            self._look_for_problem(raw, body)
        return body

    def _look_for_problem(self, raw: bytes, body: _Body) -> None:
        if body.input_sensitive or body.output_sensitive:
            self._parsed.blocked = "output_sensitive" if body.output_sensitive else "input_sensitive"
        if problem := find_error(decode(raw)):
            raise ReportedError(*problem)

    def _take(self, body: _Body, *, streamed: bool) -> None:
        parsed = self._parsed
        if body.usage:
            self._usage = body.usage
        if not parsed.model and isinstance(body.model, str):
            parsed.model = body.model
        if body.provider and isinstance(body.provider, str):
            parsed.host = body.provider
        if body.input_sensitive or body.output_sensitive:
            parsed.blocked = "output_sensitive" if body.output_sensitive else "input_sensitive"
        if body.need_clear_history:
            parsed.blocked = "need_clear_history"
        for choice in body.choices or ():
            if choice.index in {0, None}:
                self._choice(choice, streamed=streamed)

    def _choice(self, choice: _Choice, *, streamed: bool) -> None:
        parsed = self._parsed
        if choice.error and (problem := find_error({"error": choice.error})):
            raise ReportedError(*problem)
        if choice.usage and not self._usage:
            self._usage = choice.usage
        if choice.flag not in {None, 0, "0"}:
            parsed.blocked = f"flag {choice.flag}"
        if choice.finish_reason:
            parsed.finish = choice.finish_reason
        # Some end a stream with the whole message once more: it counts only where no piece came before.
        message = choice.delta if streamed and choice.delta is not None else choice.message
        if message is not None and not (streamed and choice.delta is None and self._text):
            self._message(message)

    def _message(self, message: _Message) -> None:
        content = message.content
        if isinstance(content, str):
            self._text.append(content)
        elif content:
            text, thinking = text_of(content)
            self._text.append(text)
            self._reasoning.append(thinking)
        if thinking := _reasoning(message):
            self._reasoning.append(thinking)
        if isinstance(message.refusal, str):
            self._parsed.refusal += message.refusal
        if message.tool_calls:
            self._parsed.odd = "called a tool that was not offered"


def _reasoning(message: _Message) -> str:
    """Return the thinking, which vendors put into three fields, some of them into two at once."""
    if isinstance(message.reasoning_content, str) and message.reasoning_content:
        return message.reasoning_content
    if isinstance(message.reasoning, str) and message.reasoning:
        return message.reasoning
    details = message.reasoning_details
    if not isinstance(details, list):
        return ""
    return "".join(
        str(part.get("text") or part.get("summary") or "") for part in details if isinstance(part, dict)
    )


def _usage(usage: dict[str, Any]) -> Usage:
    into, out = usage.get("prompt_tokens"), usage.get("completion_tokens")
    cached = tokens(usage, "prompt_tokens_details", "cached_tokens")
    if cached is None:
        cached = tokens(usage, "prompt_cache_hit_tokens")
    if cached is None:
        cached = tokens(usage, "cached_tokens")
    return Usage(
        input_tokens=into if type(into) is int else tokens(usage, "prompt_tokens"),
        output_tokens=out if type(out) is int else tokens(usage, "completion_tokens"),
        reasoning_tokens=tokens(usage, "completion_tokens_details", "reasoning_tokens"),
        cached_tokens=cached,
    )
