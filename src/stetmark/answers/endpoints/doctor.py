"""Diagnose a system with one small request: what was sent and received, and how it was interpreted."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec

from stetmark.answers.endpoints.endpoint import EndpointSystem
from stetmark.answers.endpoints.outcomes import CapSpent, meaning, outcome_of
from stetmark.answers.endpoints.request_error import KEPT_BYTES, RequestError
from stetmark.answers.endpoints.wire import Parsed
from stetmark.answers.protocol import Question, System
from stetmark.errors import StetmarkError

__all__ = ["Examination", "examine"]

TEXT = {"en": "Teh cat sat on the mat.", "zh": "今天天汽很好。"}
#: Response headers that help; no others are shown.
SHOWN = ("content-type", "retry-after", "retry-after-ms", "server", "x-request-id", "request-id", "date")


class Examination(msgspec.Struct, frozen=True, kw_only=True):
    """What one request showed.

    Attributes:
        ok: An answer came that can be scored.
        sent, received, understood: Lines to show, the key masked.
        advice: What to change; empty when nothing has to be.
    """

    ok: bool
    sent: tuple[str, ...]
    received: tuple[str, ...]
    understood: tuple[str, ...]
    advice: tuple[str, ...] = ()


class _Ear:
    def __init__(self) -> None:
        self.notices: list[str] = []

    def retried(self, system: str, why: str, wait_s: float) -> None:
        """Nothing is sent twice here."""

    def notice(self, text: str) -> None:
        self.notices.append(text)


def examine(system: System, lang: str = "en") -> Examination:
    """Ask a system one tiny question, once, and say what is to be seen."""
    question = Question("doctor", TEXT[lang], lang)
    return asyncio.run(
        _endpoint(system, question) if isinstance(system, EndpointSystem) else _other(system, question)
    )


async def _other(system: System, question: Question) -> Examination:
    ear = _Ear()
    sent = (f"text: {question.source}",)
    try:
        await system.start(ear)
        try:
            reply = await system.ask(question)
        finally:
            await system.close()
    except StetmarkError as error:
        return Examination(
            ok=False, sent=sent, received=(), understood=(error.message,), advice=(error.hint,)
        )
    understood = (f"outcome: {reply.outcome}", *((f"error: {reply.error}",) if reply.error else ()))
    return Examination(
        ok=reply.outcome == "complete",
        sent=sent,
        received=(f"reply: {reply.reply!r}",),
        understood=understood,
    )


async def _endpoint(system: EndpointSystem, question: Question) -> Examination:
    request, ear = system.request, _Ear()
    body = request.body(question)
    sent = _sent(system, body)
    try:
        await system.start(ear)
        try:
            system.check()
            return await _exchange(system, body, question, sent, ear)
        finally:
            await system.close()
    except StetmarkError as error:
        return Examination(
            ok=False, sent=sent, received=(), understood=(error.message,), advice=(error.hint,)
        )


def _sent(system: EndpointSystem, body: bytes) -> tuple[str, ...]:
    headers = system.request.headers("****" if system.has_key else "")
    return (
        f"POST {system.request.url}",
        *(f"{name}: {value}" for name, value in headers.items()),
        msgspec.json.format(body, indent=2).decode(),
    )


async def _exchange(
    system: EndpointSystem, body: bytes, question: Question, sent: tuple[str, ...], ear: _Ear
) -> Examination:
    try:
        parsed, exchange = await system.exchange(body)
    except RequestError as error:
        headers: Any = error.headers
        received = _received(system, error.status, headers, error.raw)
        understood = (f"trouble ({error.kind}): {system.mask(str(error))}",)
        return Examination(
            ok=False, sent=sent, received=received, understood=understood, advice=_advice(system, error)
        )
    received = _received(system, exchange.status, exchange.headers, exchange.raw)
    native = parsed.finish
    try:
        outcome, why = outcome_of(parsed, system.request.preset.finish, question.source)
    except CapSpent:
        outcome, why = (
            "truncated",
            "the output cap was spent on thinking; a run would ask again with a higher cap",
        )
    except RequestError as error:
        outcome, why = "failed", str(error)
    understood = (
        f"outcome: {outcome}{f' ({why})' if why else ''}",
        f"reply: {parsed.text!r}",
        *((f"thinking: {len(parsed.reasoning)} characters, stored separately",) if parsed.reasoning else ()),
        f"finish reason: {native!r}, which means {meaning(native or '', system.request.preset.finish)}",
        f"model: requested {system.model}, served {parsed.model or 'not reported'}",
        f"usage: {parsed.usage or 'not reported, so the cost is unknown'}",
        f"streamed: {'yes' if exchange.streamed else 'no'}",
        *ear.notices,
    )
    return Examination(
        ok=outcome == "complete",
        sent=sent,
        received=received,
        understood=understood,
        advice=_hints(system, parsed, outcome, streamed=exchange.streamed),
    )


def _received(system: EndpointSystem, status: int | None, headers: Any, raw: bytes) -> tuple[str, ...]:
    if status is None:
        return ("nothing",)
    shown = [
        f"{name}: {value}"
        for name, value in headers.items()
        if name.lower() in SHOWN or "ratelimit" in name.lower()
    ]
    text = raw[:KEPT_BYTES].decode("utf-8", "replace")
    return (f"status {status}", *map(system.mask, shown), system.mask(text))


def _advice(system: EndpointSystem, error: RequestError) -> tuple[str, ...]:
    preset = system.request.preset
    by_status = {
        401: "The key was rejected. Is it for this vendor and region? China often needs separate keys.",
        402: "The account is out of credit.",
        403: "The key has no access to this model, or the text was refused.",
        404: f"Wrong URL or model id. Known ids: {', '.join(preset.models) or 'see the vendor'}.",
        429: "Rate limit or quota exceeded: the code above says which.",
    }
    found = [by_status[error.status]] if error.status in by_status else []
    if error.kind == "stray":
        found.append(f"Check base_url: {system.request.base_url} (only the route is appended to it).")
    if error.status is None:
        found.append("Is the server running, and can this machine reach it (proxy, firewall)?")
    if retired := system.request.retired():
        found.append(retired)
    if preset.note:
        found.append(preset.note)
    return tuple(found)


def _hints(system: EndpointSystem, parsed: Parsed, outcome: str, *, streamed: bool) -> tuple[str, ...]:
    request = system.request
    found = []
    if outcome == "failed" and parsed.finish:
        found.append(
            f'If {parsed.finish!r} means a complete answer, set finish.complete = ["{parsed.finish}"]'
            f" under [presets.{request.preset.name}] in stetmark.toml."
        )
    if request.stream and not streamed:
        found.append("It did not stream although asked to; set ?stream=off.")
    if parsed.model and parsed.model != system.model:
        found.append("A different model from the one requested answered; give its exact id.")
    if system.estimate_usd(Question("doctor", "", "en")) is None and parsed.cost_usd is None:
        found.append(
            "Its price is unknown: pip install 'stetmark[prices]', or add [[prices]] to stetmark.toml."
        )
    return tuple(found)
