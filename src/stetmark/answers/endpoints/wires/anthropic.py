"""How is an endpoint asked that speaks Anthropic's messages?"""

from __future__ import annotations

from typing import Any

from stetmark.answers.endpoints.request_error import find_error
from stetmark.answers.endpoints.wire import Parsed, ReportedError, Unreadable, decode, tokens
from stetmark.records import Usage

__all__ = ["Anthropic"]


class Anthropic:
    """The dialect. The output cap is required; sampling parameters are refused."""

    def path(self, model: str, *, stream: bool) -> str:
        """Return what follows the base URL."""
        del model, stream
        return "/messages"

    def body(self, model: str, prompt: str, *, cap_field: str, cap: int, stream: bool) -> dict[str, Any]:
        """Return the request body."""
        body: dict[str, Any] = {
            "model": model,
            cap_field: cap,
            "messages": [{"role": "user", "content": prompt}],
        }
        if stream:
            body["stream"] = True
        return body

    def key_header(self, key: str) -> tuple[str, str]:
        """Return the header that carries the key."""
        return "x-api-key", key

    def param_path(self, name: str) -> str:
        """Return where a sampling parameter stands in the body."""
        return name

    def collector(self) -> AnthropicCollector:
        """Return a fresh collector."""
        return AnthropicCollector()


class AnthropicCollector:
    """One response, whole or streamed."""

    def __init__(self) -> None:
        self._parsed = Parsed()
        self._text: list[str] = []
        self._thinking: list[str] = []
        self._usage: dict[str, Any] = {}

    def whole(self, raw: bytes) -> None:
        """Take a complete body."""
        body = decode(raw)
        if problem := find_error(body):
            raise ReportedError(*problem)
        if not isinstance(body, dict) or not isinstance(body.get("content"), list):
            raise Unreadable("the response has no content", cut=True)
        self._head(body)
        for block in body["content"]:
            self._block(block)
        self._stop(body)

    def event(self, data: bytes) -> bool:
        """Take one event."""
        event = decode(data)
        kind = event.get("type") if isinstance(event, dict) else None
        if kind == "content_block_delta":
            self._block(event.get("delta"))
        elif kind == "message_start":
            self._head(event.get("message"))
        elif kind == "content_block_start":
            self._block(event.get("content_block"))
        elif kind == "message_delta":
            self._stop({**(event.get("delta") or {}), "usage": event.get("usage")})
        elif kind == "message_stop":
            return True
        elif problem := find_error(event):
            raise ReportedError(*problem)
        return False

    def parsed(self) -> Parsed:
        """Return what came so far."""
        parsed = self._parsed
        parsed.text, parsed.reasoning = "".join(self._text), "".join(self._thinking)
        if self._usage:
            parsed.usage = Usage(
                input_tokens=tokens(self._usage, "input_tokens"),
                output_tokens=tokens(self._usage, "output_tokens"),
                cached_tokens=tokens(self._usage, "cache_read_input_tokens"),
            )
        return parsed

    def _head(self, message: Any) -> None:
        if isinstance(message, dict):
            self._parsed.model = str(message.get("model") or "")
            self._usage.update(message.get("usage") or {})

    def _stop(self, delta: dict[str, Any]) -> None:
        if delta.get("stop_reason"):
            self._parsed.finish = str(delta["stop_reason"])
        self._usage.update(delta.get("usage") or {})

    def _block(self, block: Any) -> None:
        if not isinstance(block, dict):
            return
        kind = block.get("type")
        if kind in {"text", "text_delta"}:
            self._text.append(str(block.get("text") or ""))
        elif kind in {"thinking", "thinking_delta"}:
            self._thinking.append(str(block.get("thinking") or ""))
        elif kind == "tool_use":
            self._parsed.odd = "called a tool that was not offered"
