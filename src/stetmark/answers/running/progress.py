"""What does the runner tell whoever watches?

How it looks is for `stetmark.cli.run_display` to say.
"""

from __future__ import annotations

from typing import Protocol

from stetmark.records import Answer

__all__ = ["Progress", "Silent"]


class Progress(Protocol):
    """Told what happens in a run; every call is quick and comes from one thread."""

    def started(self, system: str, n_total: int, n_reused: int) -> None:
        """A system is about to be asked; `n_reused` of its `n_total` answers are on disk already."""

    def answered(self, answer: Answer) -> None:
        """An answer is on disk."""

    def retried(self, system: str, why: str, wait_s: float) -> None:
        """A request is sent again after a wait."""

    def notice(self, text: str) -> None:
        """Something the user should know."""

    def stopped(self, system: str, why: str) -> None:
        """A system is asked nothing more, though something was left to ask."""

    def finished(self) -> None:
        """All is over."""


class Silent:
    """Tells nobody anything."""

    def started(self, system: str, n_total: int, n_reused: int) -> None:
        """Do nothing."""

    def answered(self, answer: Answer) -> None:
        """Do nothing."""

    def retried(self, system: str, why: str, wait_s: float) -> None:
        """Do nothing."""

    def notice(self, text: str) -> None:
        """Do nothing."""

    def stopped(self, system: str, why: str) -> None:
        """Do nothing."""

    def finished(self) -> None:
        """Do nothing."""
