"""What went wrong with a request, and is there any use in sending it again?"""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from typing import Any, Literal

from stetmark.answers.endpoints.presets import ErrorWords

__all__ = ["Kind", "RequestError", "body_wait", "classify", "find_error", "status_in"]

#: retry may pass · rate the provider asks for less · filtered the text was blocked · fatal this question will
#: not be answered · dead no question will · stray something that is no answer came from the wrong place
Kind = Literal["retry", "rate", "filtered", "fatal", "dead", "stray"]

RETRY_STATUS = frozenset({408, 409, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
#: Nothing will be answered with this key, address or model. 403 may be about one text only.
DEAD_STATUS = frozenset({401, 402, 404, 405})
#: How much of a body is shown, and how much is looked at where it reports an error.
KEPT_BYTES, READ_BYTES = 2048, 65536
#: What holds the answer in one dialect or another; where one is filled, `code` and `message` are not errors.
ANSWER_FIELDS = ("choices", "candidates", "content", "output")

COMMON = ErrorWords(
    filtered=("content_filter", "content_policy_violation", "data_inspection_failed"),
    rate=("rate_limit_exceeded", "rate_limit_error", "too_many_requests", "throttling*"),
    retry=("overloaded_error", "server_error", "service_unavailable", "engine_overloaded_error"),
    quota=("insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached", "billing_error"),
    dead=("invalid_api_key", "authentication_error", "model_not_found", "unexpected endpoint*"),
    dead_text=("unexpected endpoint or method",),
)


class RequestError(Exception):
    """A request that did not bring an answer.

    Args:
        kind: See `Kind`.
        message: What the provider said, or what we saw.
        status: The HTTP status; None when there was no response.
        code: The provider's own code or type.
        wait_s: How long the provider asks us to wait.
        billed: It was sent and may be charged although no answer came of it.
        partial: The text that had come before.
        raw: The beginning of the response body.
    """

    def __init__(
        self,
        kind: Kind,
        message: str,
        *,
        status: int | None = None,
        code: str = "",
        wait_s: float | None = None,
        billed: bool = False,
        partial: str = "",
        finish_reason: str | None = None,
        raw: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.kind: Kind = kind
        self.message = message
        self.status = status
        self.code = code
        self.wait_s = wait_s
        self.billed = billed
        self.partial = partial
        self.finish_reason = finish_reason
        self.raw = raw[:READ_BYTES]
        self.headers: Mapping[str, str] = headers or {}

    def __str__(self) -> str:
        front = " ".join(str(part) for part in (self.status, self.code) if part)
        return f"{front}: {self.message}" if front else self.message


def classify(
    words: ErrorWords, *, status: int | None, codes: tuple[str, ...], message: str
) -> tuple[Kind, str]:
    """Say what kind of trouble a provider's error is, by its own words first, then by the HTTP status.

    Returns:
        The kind, and the code that decided (or the first one).
    """
    lower = message.lower()
    for table in (words, COMMON):
        for kind, patterns in _kinds(table):
            if code := _first(patterns, codes):
                return kind, code
        for kind, phrases in _texts(table):
            if any(phrase in lower for phrase in phrases):
                return kind, codes[0] if codes else ""
    return _by_status(status, lower), codes[0] if codes else ""


def _kinds(table: ErrorWords) -> tuple[tuple[Kind, tuple[str, ...]], ...]:
    # Quota before rate: an empty account often comes dressed as a rate limit (429).
    return (
        ("dead", table.quota),
        ("filtered", table.filtered),
        ("rate", table.rate),
        ("retry", table.retry),
        ("dead", table.dead),
        ("fatal", table.fatal),
    )


def _texts(table: ErrorWords) -> tuple[tuple[Kind, tuple[str, ...]], ...]:
    return (("filtered", table.filtered_text), ("rate", table.rate_text), ("dead", table.dead_text))


def _first(patterns: tuple[str, ...], codes: tuple[str, ...]) -> str:
    for code in codes:
        if any(fnmatch.fnmatchcase(code.lower(), pattern) for pattern in patterns):
            return code
    return ""


def _by_status(status: int | None, message: str) -> Kind:
    if status == 429:
        return "rate"
    if status in RETRY_STATUS:
        # "503 System is really busy", "503 throttled": less is asked for, not another try at once.
        return "rate" if status == 503 and ("throttl" in message or "rate limit" in message) else "retry"
    if status in DEAD_STATUS:
        return "dead"
    if status == 400 and ("unexpected end of json" in message or "eof while parsing" in message):
        return "retry"  # the request was cut on its way, not wrong
    return "fatal"


def find_error(body: Any) -> tuple[tuple[str, ...], str] | None:
    """Find an error in a decoded body, however the vendor wraps it.

    `{"error": {…}}`, `{"error": "…"}`, `[{"error": …}]`, `{"base_resp": {"status_code": …}}`,
    `{"code": …, "message": …}` without an answer, `{"object": "error", …}`, a bare string.

    Returns:
        Its codes and types, and its message; None when there is no error.
    """
    if isinstance(body, list) and body:
        body = body[0]
    if isinstance(body, str):
        return (), body
    if not isinstance(body, dict):
        return None
    base = body.get("base_resp")
    if error := body.get("error"):
        return _described(error)
    if isinstance(base, dict) and base.get("status_code"):
        return (str(base["status_code"]),), str(base.get("status_msg") or "")
    return None if any(body.get(part) for part in ANSWER_FIELDS) else _bare(body)


def _bare(body: dict[str, Any]) -> tuple[tuple[str, ...], str] | None:
    """Find an error that lies at the top of a body without an answer."""
    message = body.get("message") or body.get("msg")
    if (body.get("code") or body.get("object") == "error") and message:
        return _described(body)
    detail = body.get("detail")
    return ((), str(detail)) if detail else None


def _described(error: Any) -> tuple[tuple[str, ...], str]:
    if not isinstance(error, dict):
        return (str(error).lower(),) if isinstance(error, str) else (), str(error)
    details = error.get("details")
    inner = details.get("error_code") if isinstance(details, dict) else None
    metadata = error.get("metadata")
    reason = metadata.get("error_type") if isinstance(metadata, dict) else None
    codes = (inner, error.get("code"), error.get("type"), error.get("status"), reason)
    message = error.get("message") or error.get("msg") or error.get("status_msg") or ""
    return tuple(str(code) for code in codes if code not in (None, "")), str(message)


def status_in(codes: tuple[str, ...]) -> int | None:
    """Some report an error inside a success, with what would have been its HTTP status as the code."""
    return next((int(code) for code in codes if code.isdigit() and 400 <= int(code) < 600), None)


def body_wait(raw: bytes) -> str:
    """Return the wait that an error's body asks for (Google's `retryDelay`), empty without one."""
    _, found, rest = raw.partition(b'"retryDelay"')
    return rest.partition(b'"')[2].partition(b'"')[0].decode("ascii", "ignore") if found else ""
