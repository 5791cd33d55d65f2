"""Documents through a system, under the guard."""

from __future__ import annotations

from stetmark.guarding.replies import guard, guard_answers, guarded_key
from stetmark.proofread.fixing import Finding, Proofread, fix, open_system, proofread

__all__ = ["Finding", "Proofread", "fix", "guard", "guard_answers", "guarded_key", "open_system", "proofread"]
