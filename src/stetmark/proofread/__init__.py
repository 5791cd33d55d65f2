"""Documents through a system, under the guard."""

from __future__ import annotations

from stetmark.guarding.replies import guard, guard_answers, guarded_key
from stetmark.proofread.fixing import fix, open_system, proofread
from stetmark.proofread.guarded_document import GuardedDocument

__all__ = [
    "GuardedDocument",
    "fix",
    "guard",
    "guard_answers",
    "guarded_key",
    "open_system",
    "proofread",
]
