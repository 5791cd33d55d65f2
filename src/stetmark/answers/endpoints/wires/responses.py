"""How is an endpoint asked that speaks OpenAI's Responses API?  (Some models answer nowhere else.)."""

from __future__ import annotations

from typing import Any

from stetmark.answers.endpoints.request_error import find_error
from stetmark.answers.endpoints.wire import Parsed, ReportedError, Unreadable, decode, text_of, tokens
from stetmark.records import Usage

__all__ = ["Responses"]


class Responses:
    """The dialect. `store` is false: no text stays with the provider longer than it must."""

    def path(self, model: str, *, stream: bool) -> str:
        """Return what follows the base URL."""
        del model, stream
        return "/responses"

    def body(self, model: str, prompt: str, *, cap_field: str, cap: int, stream: bool) -> dict[str, Any]:
        """Return the request body."""
        del cap_field
        body: dict[str, Any] = {
            "model": model,
            "input": [{"role": "user", "content": prompt}],
            "max_output_tokens": cap,
            "store": False,
        }
        if stream:
            body["stream"] = True
        return body

    def key_header(self, key: str) -> tuple[str, str]:
        """Return the header that carries the key."""
        return "Authorization", f"Bearer {key}"

    def param_path(self, name: str) -> str:
        """Return where a sampling parameter stands in the body."""
        return name

    def collector(self) -> ResponsesCollector:
        """Return a fresh collector."""
        return ResponsesCollector()


class ResponsesCollector:
    """One response. A stream's last event holds it whole; the pieces are kept for a stream that is cut."""

    def __init__(self) -> None:
        self._parsed = Parsed()
        self._pieces: list[str] = []

    def whole(self, raw: bytes) -> None:
        """Take a complete body."""
        self._response(decode(raw))

    def event(self, data: bytes) -> bool:
        """Take one event."""
        if data == b"[DONE]":
            return True
        event = decode(data)
        if not isinstance(event, dict):
            raise Unreadable("no event", cut=False)
        kind = event.get("type")
        if kind == "response.output_text.delta":
            self._pieces.append(str(event.get("delta") or ""))
        elif kind == "error":
            raise ReportedError(*(find_error({"error": event.get("error") or event}) or ((), "error")))
        elif kind in {"response.completed", "response.incomplete", "response.failed", "response.cancelled"}:
            self._response(event.get("response"))
            return True
        elif kind is None and (problem := find_error(event)):
            raise ReportedError(*problem)
        return False

    def parsed(self) -> Parsed:
        """Return what came so far."""
        if self._parsed.finish is None and not self._parsed.text:
            self._parsed.text = "".join(self._pieces)
        return self._parsed

    def _response(self, body: Any) -> None:
        if problem := find_error(body):
            raise ReportedError(*problem)
        if not isinstance(body, dict) or not isinstance(body.get("output"), list):
            raise Unreadable("the response has no output", cut=True)
        parsed, text, thinking = self._parsed, [], []
        for part in body["output"]:
            kind = part.get("type") if isinstance(part, dict) else None
            if kind == "message":
                text.append(text_of(part.get("content"))[0])
                parsed.refusal += _refusal(part.get("content"))
            elif kind == "reasoning":
                thinking += [str(s.get("text", "")) for s in part.get("summary") or () if isinstance(s, dict)]
            elif kind is not None:
                parsed.odd = f"sent a {kind} that was not requested"
        parsed.text, parsed.reasoning = "".join(text), "\n\n".join(thinking)
        details = body.get("incomplete_details")
        reason = details.get("reason") if isinstance(details, dict) else None
        parsed.finish = str(reason or body.get("status") or "completed")
        parsed.model = str(body.get("model") or "")
        usage = body.get("usage")
        if isinstance(usage, dict):
            parsed.usage = Usage(
                input_tokens=tokens(usage, "input_tokens"),
                output_tokens=tokens(usage, "output_tokens"),
                reasoning_tokens=tokens(usage, "output_tokens_details", "reasoning_tokens"),
                cached_tokens=tokens(usage, "input_tokens_details", "cached_tokens"),
            )


def _refusal(content: Any) -> str:
    parts = content if isinstance(content, list) else ()
    return "".join(
        str(p.get("refusal", "")) for p in parts if isinstance(p, dict) and p.get("type") == "refusal"
    )
