"""How does `guard(SYSTEM)` take part in a run?  It stands for guarded answers and asks nothing itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from stetmark.answers.protocol import Question, Reply, System, Watcher

__all__ = ["GuardedSystem", "guarded_name", "guarded_names"]


class GuardedSystem:
    """`guard(SYSTEM)`: stands for the guarded answers of another system and asks nothing itself.

    Its answers are worked out from the stored replies of `inner` (see `stetmark.guarding.guard`).
    """

    def __init__(self, inner: System) -> None:
        self.inner = inner
        self.name = f"guard({inner.name})"
        self.model, self.remote = inner.model, inner.remote
        self.concurrency = 0

    def facts(self) -> dict[str, Any]:
        """Say whose answers it guards."""
        return {"kind": "guard", "of": self.inner.name}

    def key(self, question: Question) -> str:
        """Return the key of the answer it is worked out from."""
        return self.inner.key(question)

    def estimate_usd(self, question: Question) -> float | None:
        """Return 0: nothing is asked again."""
        del question
        return 0.0

    async def start(self, watcher: Watcher) -> None:
        """Nothing to get ready."""

    def prepare(self, concurrency: int | None) -> int:
        """Return how many questions at once may be put."""
        del concurrency
        return self.concurrency

    async def ask(self, question: Question) -> Reply:
        """Never called by the runner: see the class."""
        del question
        return Reply(
            outcome="failed", error=f"{self.name} is computed from stored replies and cannot be asked"
        )

    def drain(self) -> None:
        """Nothing waits here."""

    async def close(self) -> None:
        """Nothing to let go of."""


def guarded_name(spec: str) -> str | None:
    """Return the SYSTEM of `guard(SYSTEM)`, None for anything else."""
    spec = spec.strip()
    return spec[len("guard(") : -1].strip() if spec.startswith("guard(") and spec.endswith(")") else None


def guarded_names(systems: Iterable[System]) -> dict[str, str]:
    """Return the name of each `guard(SYSTEM)` among the systems by that of its SYSTEM."""
    return {s.inner.name: s.name for s in systems if isinstance(s, GuardedSystem)}
