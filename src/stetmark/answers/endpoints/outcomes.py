"""Which outcome is a response?  Only an answer that the provider says is whole counts as complete."""

from __future__ import annotations

from typing import Literal

from stetmark.answers.endpoints.presets import FinishWords
from stetmark.answers.endpoints.request_error import RequestError
from stetmark.answers.endpoints.wire import Parsed
from stetmark.records import Outcome

__all__ = ["CapSpent", "meaning", "outcome_of", "split_thinking"]

Meaning = Literal["complete", "truncated", "filtered", "refused", "retry", "unknown"]

#: Finish reasons of all vendors that mean the same wherever they occur, in lower case.
WORDS: dict[str, Meaning] = {
    **dict.fromkeys(
        ("stop", "end_turn", "stop_sequence", "eos", "eos_token", "complete", "completed"), "complete"
    ),
    **dict.fromkeys(
        ("length", "max_tokens", "max_output_tokens", "model_length", "model_context_window_exceeded"),
        "truncated",
    ),
    **dict.fromkeys(
        ("content_filter", "sensitive", "safety", "recitation", "blocklist", "prohibited_content", "spii"),
        "filtered",
    ),
    **dict.fromkeys(("error_toxic", "guardrail_intervened", "ban_round", "language"), "filtered"),
    "refusal": "refused",
    **dict.fromkeys(("network_error", "error", "insufficient_system_resource", "aborted", "failed"), "retry"),
}


class CapSpent(Exception):  # noqa: N818 - asked again with more room, not an error
    """The output cap went into thinking: no text came."""


def meaning(finish: str, words: FinishWords) -> Meaning:
    """Say what a vendor's finish reason means; "unknown" for a word nobody knows."""
    for own in ("complete", "truncated", "filtered", "refused", "retry"):
        if finish in getattr(words, own):
            return own
    return WORDS.get(finish.lower(), "unknown")


def outcome_of(  # noqa: PLR0911 - one return an outcome reads best
    parsed: Parsed, words: FinishWords, source: str
) -> tuple[Outcome, str]:
    """Say what a response comes to, and why if it is not an answer. Keeps thinking and text apart on the way.

    Args:
        parsed: The response; its `text` and `reasoning` are put in order.
        words: The vendor's own finish reasons.
        source: The text that was asked about.

    Raises:
        RequestError: The provider says that this is not an answer (retry), or never said that it is whole.
        CapSpent: The cap was spent on thinking.
    """
    if parsed.blocked:
        return "filtered", f"withheld: {parsed.blocked}"
    if parsed.finish is None:
        raise RequestError(
            "retry", "the answer was cut off: no finish reason received", billed=True, partial=parsed.text
        )
    means = meaning(parsed.finish, words)
    if means == "retry":
        raise RequestError(
            "retry",
            "the provider could not finish",
            code=parsed.finish,
            billed=True,
            finish_reason=parsed.finish,
        )
    if means == "filtered":
        return "filtered", f"withheld: {parsed.finish}"
    if parsed.odd:
        return "failed", parsed.odd
    if means == "unknown":
        return "failed", f"unknown finish reason {parsed.finish!r}"
    split_thinking(parsed, source, cut=means == "truncated")
    if means == "refused" or parsed.refusal:
        parsed.text = parsed.refusal or parsed.text
        return "refused", ""
    if means == "truncated":
        if not parsed.text.strip():
            raise CapSpent
        return "truncated", ""
    return ("complete", "") if parsed.text.strip() else ("empty", "")


def split_thinking(parsed: Parsed, source: str, *, cut: bool) -> None:
    """Move a leading `<think>` block from the text to the reasoning.

    Without a reasoning parser a server leaves it in the text, sometimes without the opening tag, which its
    template put into the prompt. A source that holds such tags itself is left alone.
    """
    text = parsed.text
    if "think>" not in text or "think>" in source:
        return
    start = text.lstrip()
    opened = start.startswith("<think>")
    inner, close, rest = start.removeprefix("<think>").partition("</think>")
    if close and (opened or "<think>" not in inner):
        parsed.reasoning = parsed.reasoning + inner.strip("\n")
        parsed.text = rest.lstrip("\r\n")
    elif opened and cut:
        parsed.reasoning, parsed.text = parsed.reasoning + inner, ""
