"""What is common to the four dialects that providers speak?"""

from __future__ import annotations

import json
from typing import Any, Protocol

import msgspec

from stetmark.records import Usage

__all__ = ["Collector", "Parsed", "ReportedError", "Unreadable", "Wire", "decode", "text_of", "tokens"]


class Parsed(msgspec.Struct, kw_only=True):
    """What a response says, before it is believed.

    Attributes:
        finish: The provider's own finish reason; None while none came.
        refusal: A refusal that came apart from the text.
        blocked: Why the provider withheld the answer, where it says so apart from the finish reason.
        odd: Something that makes the answer unusable, such as a tool call nobody asked for.
        cost_usd: The cost that the provider itself reports.
        host: Who served it, where the endpoint is only a broker.
    """

    text: str = ""
    reasoning: str = ""
    refusal: str = ""
    finish: str | None = None
    usage: Usage | None = None
    model: str = ""
    blocked: str = ""
    odd: str = ""
    cost_usd: float | None = None
    host: str = ""


class ReportedError(Exception):
    """The provider reports an error inside a response."""

    def __init__(self, codes: tuple[str, ...], message: str, wait: str = "") -> None:
        super().__init__(message)
        self.codes = codes
        self.message = message
        self.wait = wait


class Unreadable(Exception):  # noqa: N818 - as ReportedError
    """Bytes that are not an answer in this dialect; `cut` when they look like the beginning of one."""

    def __init__(self, message: str, *, cut: bool) -> None:
        super().__init__(message)
        self.cut = cut


class Collector(Protocol):
    """Takes one response in, whole or as events."""

    def whole(self, raw: bytes) -> None:
        """Take a complete body.

        Raises:
            ReportedError: It holds an error.
            Unreadable: It is not an answer.
        """

    def event(self, data: bytes) -> bool:
        """Take one server-sent event; True when it is the last.

        Raises:
            ReportedError: It holds an error.
            Unreadable: It is not an event of this dialect.
        """

    def parsed(self) -> Parsed:
        """Return what came so far."""


class Wire(Protocol):
    """One dialect."""

    def path(self, model: str, *, stream: bool) -> str:
        """Return what follows the base URL."""

    def body(self, model: str, prompt: str, *, cap_field: str, cap: int, stream: bool) -> dict[str, Any]:
        """Return the request body."""

    def key_header(self, key: str) -> tuple[str, str]:
        """Return the header that carries the key."""

    def param_path(self, name: str) -> str:
        """Return where a sampling parameter stands in the body, as a dotted path."""

    def collector(self) -> Collector:
        """Return a fresh collector."""


def decode(raw: bytes) -> Any:
    """Decode a JSON body into plain objects.

    A lone surrogate is legal in JSON and in no text: it becomes U+FFFD, the rest of the answer stays.

    Raises:
        Unreadable: It is no JSON.
    """
    try:
        return msgspec.json.decode(raw)
    except UnicodeDecodeError as error:
        raise Unreadable(f"not UTF-8 ({error.reason} at byte {error.start})", cut=True) from None
    except (msgspec.DecodeError, RecursionError) as error:
        try:
            plain = json.dumps(json.loads(raw), ensure_ascii=False)
            return json.loads(plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
        except (ValueError, RecursionError):
            pass
        # The beginning of an object is an answer that was cut; anything else never was one.
        raise Unreadable(f"not JSON ({error})", cut=raw.lstrip()[:1] in {b"{", b"[", b""}) from None


def text_of(content: Any) -> tuple[str, str]:
    """Return the text and the thinking in a `content`, be it a string or a list of parts."""
    if isinstance(content, str):
        return content, ""
    if not isinstance(content, list):
        return "", ""
    text, thinking = [], []
    for part in content:
        if isinstance(part, str):
            text.append(part)
        elif isinstance(part, dict):
            kind = part.get("type")
            if kind in {"text", "output_text"} and isinstance(part.get("text"), str):
                text.append(part["text"])
            elif kind in {"thinking", "reasoning"}:
                thinking.append(_thinking(part))
    return "".join(text), "".join(thinking)


def _thinking(part: dict[str, Any]) -> str:
    inner = part.get("thinking") or part.get("text") or part.get("reasoning") or ""
    return inner if isinstance(inner, str) else "".join(text_of(inner))


def tokens(usage: Any, *path: str) -> int | None:
    """Return a count from a provider's usage, None where it is not there."""
    for name in path:
        usage = usage.get(name) if isinstance(usage, dict) else None
    if usage is None:
        return None
    return int(usage) if isinstance(usage, (int, float)) and not isinstance(usage, bool) else None
