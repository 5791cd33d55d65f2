"""How is an endpoint asked that speaks Google's native Gemini API?"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from stetmark.answers.endpoints.request_error import find_error
from stetmark.answers.endpoints.wire import Parsed, ReportedError, Unreadable, decode, tokens
from stetmark.records import Usage

__all__ = ["Gemini"]

_NAMES = {
    "top_p": "topP",
    "top_k": "topK",
    "frequency_penalty": "frequencyPenalty",
    "presence_penalty": "presencePenalty",
}


class Gemini:
    """The dialect. The key goes into a header, never into the address."""

    def path(self, model: str, *, stream: bool) -> str:
        """Return what follows the base URL."""
        name = quote(model.removeprefix("models/"), safe="")
        return (
            f"/models/{name}:streamGenerateContent?alt=sse" if stream else f"/models/{name}:generateContent"
        )

    def body(self, model: str, prompt: str, *, cap_field: str, cap: int, stream: bool) -> dict[str, Any]:
        """Return the request body."""
        del model, stream
        contents = [{"role": "user", "parts": [{"text": prompt}]}]
        return {"contents": contents, "generationConfig": {cap_field: cap}}

    def key_header(self, key: str) -> tuple[str, str]:
        """Return the header that carries the key."""
        return "x-goog-api-key", key

    def param_path(self, name: str) -> str:
        """Return where a sampling parameter stands in the body."""
        return f"generationConfig.{_NAMES.get(name, name)}"

    def collector(self) -> GeminiCollector:
        """Return a fresh collector."""
        return GeminiCollector()


class GeminiCollector:
    """One response, whole or streamed: each event is a small whole one."""

    def __init__(self) -> None:
        self._parsed = Parsed()
        self._text: list[str] = []
        self._thinking: list[str] = []
        self._usage: dict[str, Any] = {}

    def whole(self, raw: bytes) -> None:
        """Take a complete body; an array of pieces is one too."""
        body = decode(raw)
        for piece in body if isinstance(body, list) else [body]:
            self._take(piece)
        if self._parsed.finish is None and not self._parsed.blocked:
            raise Unreadable("the response has no candidates", cut=True)

    def event(self, data: bytes) -> bool:
        """Take one event; nothing marks the last."""
        self._take(decode(data))
        return False

    def parsed(self) -> Parsed:
        """Return what came so far."""
        parsed = self._parsed
        parsed.text, parsed.reasoning = "".join(self._text), "".join(self._thinking)
        if self._usage:
            thoughts = tokens(self._usage, "thoughtsTokenCount")
            written = tokens(self._usage, "candidatesTokenCount")
            parsed.usage = Usage(
                input_tokens=tokens(self._usage, "promptTokenCount"),
                # Thinking is billed as output but counted apart.
                output_tokens=None
                if written is None and thoughts is None
                else (written or 0) + (thoughts or 0),
                reasoning_tokens=thoughts,
                cached_tokens=tokens(self._usage, "cachedContentTokenCount"),
            )
        return parsed

    def _take(self, body: Any) -> None:
        if problem := find_error(body):
            raise ReportedError(*problem, wait=_retry_delay(body))
        if not isinstance(body, dict):
            raise Unreadable("no response", cut=False)
        parsed = self._parsed
        parsed.model = str(body.get("modelVersion") or parsed.model)
        self._usage.update(body.get("usageMetadata") or {})
        feedback = body.get("promptFeedback")
        if isinstance(feedback, dict) and feedback.get("blockReason"):
            parsed.blocked = str(feedback["blockReason"])
        for candidate in (body.get("candidates") or ())[:1]:
            if candidate.get("finishReason"):
                parsed.finish = str(candidate["finishReason"])
            for part in (candidate.get("content") or {}).get("parts") or ():
                if isinstance(part.get("text"), str):
                    (self._thinking if part.get("thought") else self._text).append(part["text"])
                elif "functionCall" in part:
                    parsed.odd = "called a tool that was not offered"


def _retry_delay(body: Any) -> str:
    error = (body[0] if isinstance(body, list) and body else body).get("error")
    details = error.get("details") if isinstance(error, dict) else None
    found = (d.get("retryDelay") for d in details if isinstance(d, dict)) if isinstance(details, list) else ()
    return next((str(delay) for delay in found if delay), "")
