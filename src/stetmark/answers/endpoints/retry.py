"""How long until the next attempt?  As long as the provider says, else longer each time, with full jitter."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from stetmark.answers.endpoints.presets import RetryPolicy

__all__ = ["backoff_s", "parse_wait", "wait_from"]

_DURATION = re.compile(r"(?:(\d+(?:\.\d+)?)(ms|us|ns|[dhms]))", re.ASCII)
_UNIT_S = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9}
#: Waits above this are not meant in seconds (some send a Unix time).
EPOCH_FROM = 1_000_000_000


def parse_wait(value: str, now: datetime) -> float | None:
    """Return a wait in seconds from any of its spellings; None for anything that is not a wait.

    Seconds ("1.5"), a duration ("1m30s", "500ms"), an HTTP date, ISO 8601, a Unix time (s or ms).
    """
    value = value.strip()
    try:
        seconds = float(value)
    except ValueError:
        seconds = _worded(value, now)
    else:
        if math.isfinite(seconds) and seconds >= EPOCH_FROM:
            seconds = seconds / (1000.0 if seconds >= EPOCH_FROM * 1000 else 1.0) - now.timestamp()
            return max(seconds, 0.0)
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _worded(value: str, now: datetime) -> float:
    if value and not _DURATION.sub("", value).strip():
        return sum(float(number) * _UNIT_S[unit] for number, unit in _DURATION.findall(value))
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = parse(value)
        except (ValueError, TypeError):
            continue
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        # A moment that has passed means: now.
        return max((moment - now).total_seconds(), 0.0)
    return math.nan


def wait_from(headers: Mapping[str, str], body_wait: str = "") -> float | None:
    """Return how long a response asks us to wait, in seconds; None when it does not say.

    `retry-after-ms`, `Retry-After`, the body's own hint (Gemini's `retryDelay`), else the longest reset
    header whose limit is used up. Dates count from the server's own clock (its `Date`), not from ours.
    """
    now = datetime.now(UTC)
    if date := headers.get("Date"):
        try:
            now = parsedate_to_datetime(date)
        except (ValueError, TypeError):
            pass
        else:
            now = now if now.tzinfo else now.replace(tzinfo=UTC)
    if (raw := headers.get("retry-after-ms")) and (wait := parse_wait(raw, now)) is not None:
        return wait / 1000.0
    for value in (headers.get("Retry-After"), body_wait):
        if value and (wait := parse_wait(value, now)) is not None:
            return wait
    resets = [
        wait
        for name, value in headers.items()
        if "ratelimit" in name.lower() and "reset" in name.lower()
        if not _something_left(headers, name)
        if (wait := parse_wait(value, now)) is not None
    ]
    return max(resets, default=None)


def _something_left(headers: Mapping[str, str], reset: str) -> bool:
    """Whether the limit that a reset header belongs to is known not to be used up."""
    left = headers.get(re.sub("reset", "remaining", reset, flags=re.IGNORECASE), "")
    return left.strip().isdigit() and int(left) > 0


def backoff_s(policy: RetryPolicy, attempt: int, asked_s: float | None, rng: random.Random) -> float:
    """Return the wait before the next attempt, in seconds.

    Args:
        policy: The first wait and the ceiling.
        attempt: How many attempts were made (from 1).
        asked_s: What the provider asked for; it is kept, plus a little so that not all come back at once.
        rng: Where the jitter comes from.
    """
    if asked_s is not None:
        return min(asked_s * (1 + 0.1 * rng.random()) + 0.05 * rng.random(), policy.ceiling_s)
    longest = min(policy.backoff_s * 2.0 ** min(attempt - 1, 10), 60.0, policy.ceiling_s)
    return rng.uniform(0.1, 1.0) * longest
