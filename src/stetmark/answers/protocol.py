"""What must a system be able to do, and what does it hand back?

Whatever is behind it (an endpoint, a program, a model on this machine, a file), the runner sees a `System`.
"""

from __future__ import annotations

import hashlib
from typing import Any, Protocol

import msgspec

from stetmark.records import Outcome, Usage

__all__ = ["Question", "Reply", "Stopped", "System", "Watcher", "hash_key"]


class Question(msgspec.Struct, frozen=True):
    """One thing to ask: the source of an item, for the `repeat`-th time (from 1).

    `reference_hash` lets recorded answers find their item; the reference itself is nothing a system may see.
    """

    item: str
    source: str
    lang: str
    repeat: int = 1
    reference_hash: str = ""


class Reply(msgspec.Struct, kw_only=True):
    """What came of asking. `error` says why where the outcome is filtered or failed.

    `dead` says that asking this system anything more makes no sense (no credit, no such model, a key that is
    refused). `latency_s` is that of the last attempt, `maybe_billed` the attempts before it that were cut or
    timed out after they were sent: the provider may charge for them.
    """

    outcome: Outcome
    reply: str = ""
    reasoning: str = ""
    finish_reason: str | None = None
    usage: Usage | None = None
    cost_usd: float | None = None
    served_model: str = ""
    error: str = ""
    attempts: int = 1
    latency_s: float | None = None
    maybe_billed: int = 0
    dead: bool = False


class Watcher(Protocol):
    """Who is told what happens while a system is asked."""

    def retried(self, system: str, why: str, wait_s: float) -> None:
        """A request is sent again after a wait."""

    def notice(self, text: str) -> None:
        """Something the user should know."""


class Stopped(Exception):  # noqa: N818 - the user's wish, not an error
    """A question was given back before an answer came: it was waiting when the run was told to stop."""


class System(Protocol):
    """Something that can be asked to proofread a text.

    Attributes:
        name: As the user wrote it; stands in every answer.
        model: The model asked for; empty where there is none.
        remote: The address that texts are sent to; empty where they stay on this machine.
        concurrency: How many questions at once make sense at most.
    """

    name: str
    model: str
    remote: str
    concurrency: int

    def facts(self) -> dict[str, Any]:
        """Say what the system is made of, for the manifest; never a key."""

    def key(self, question: Question) -> str:
        """Return the hash of everything the answer depends on."""

    def estimate_usd(self, question: Question) -> float | None:
        """Return what the answer may cost at most; None when unknown, 0.0 when it is free."""

    async def start(self, watcher: Watcher) -> None:
        """Get ready; called before anything else, and again to ask more after `close`. Nothing is sent."""

    def prepare(self, concurrency: int | None) -> int:
        """Make sure that there is what asking needs; called before the first question, if there is one.

        Args:
            concurrency: How many questions at once, when the user says so.

        Returns:
            How many questions at once may be put.

        Raises:
            AuthenticationError: There is no key, or it cannot be one.
        """

    async def ask(self, question: Question) -> Reply:
        """Put one question. Fails only by what it hands back, or when cancelled.

        Raises:
            Stopped: It was told to drain while it waited.
        """

    def drain(self) -> None:
        """The run is to end: give back what only waits, finish what is in flight."""

    async def close(self) -> None:
        """Let go of everything; called once for each `start`, whatever happened."""


def hash_key(*parts: Any) -> str:
    """Return 32 hex digits that stand for these values in this order."""
    return hashlib.sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()[:32]
