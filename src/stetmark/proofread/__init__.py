"""Documents through a system, under the guard."""

from __future__ import annotations

from stetmark.proofread.fixing import Finding, Proofread, fix, proofread
from stetmark.proofread.guarding import guard, guard_answers, guarded_key

__all__ = ["Finding", "Proofread", "fix", "guard", "guard_answers", "guarded_key", "proofread"]
