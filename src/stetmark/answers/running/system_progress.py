"""How does one system fare on its way through the questions, and what is kept of each?"""

from __future__ import annotations

from datetime import UTC, datetime

from stetmark.answers.protocol import Question, Reply, System
from stetmark.records import Answer

__all__ = ["SystemProgress", "answer_from", "billed_cost"]

#: So many failures in a row say that nothing will come any more: at the start, and later on.
HOPELESS_AT_FIRST, HOPELESS_LATER = 20, 50


class SystemProgress:
    """One system's way through the questions."""

    def __init__(self, system: System, n_total: int) -> None:
        self.system = system
        self.n_total = n_total
        self.n_reused = self.n_asked = self.n_failed = self.n_ok = 0
        self.in_a_row = 0
        self.why_stopped = ""
        #: A mark for each question, by its place, that is answered on disk; empty where none is.
        self.reused = bytearray()

    @property
    def n_left(self) -> int:
        """How many questions are neither answered on disk nor asked."""
        return self.n_total - self.n_reused - self.n_asked

    def note(self, reply: Reply) -> None:
        """Count a reply, and see whether asking on makes sense."""
        self.n_asked += 1
        if reply.outcome != "failed":
            self.n_ok += 1
            self.in_a_row = 0
            return
        self.n_failed += 1
        self.in_a_row += 1
        if self.why_stopped:
            return
        if reply.dead:
            self.why_stopped = reply.error
        elif self.in_a_row >= (HOPELESS_LATER if self.n_ok else HOPELESS_AT_FIRST):
            self.why_stopped = f"{self.in_a_row} failures in a row, the last: {reply.error}"


def billed_cost(reply: Reply, estimate: float | None) -> float | None:
    """Return what an answer is booked with: the attempts that may be billed count in full."""
    if reply.outcome == "failed" and reply.cost_usd is None:
        return reply.maybe_billed * (estimate or 0.0)
    if reply.cost_usd is None:
        return None
    return reply.cost_usd + reply.maybe_billed * (estimate or 0.0)


def answer_from(system: System, question: Question, key: str, reply: Reply) -> Answer:
    """Return what is kept of a reply."""
    return Answer(
        item=question.item,
        system=system.name,
        repeat=question.repeat,
        outcome=reply.outcome,
        reply=reply.reply,
        reasoning=reply.reasoning,
        finish_reason=reply.finish_reason,
        usage=reply.usage,
        latency_s=reply.latency_s and round(reply.latency_s, 4),
        cost_usd=reply.cost_usd,
        attempts=reply.attempts,
        requested_model=system.model,
        served_model=reply.served_model,
        error=reply.error,
        key=key,
        at=datetime.now(UTC).isoformat(timespec="milliseconds"),
    )
