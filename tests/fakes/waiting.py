"""Waiting for something that another process, thread or task does."""

from __future__ import annotations

import time
from collections.abc import Callable

#: Seconds after which what is waited for is taken to hang. Nothing comes near it, not even on a busy machine, so
#: that no test hangs on how quick the machine is.
HANG_S = 300.0


def wait_until(condition: Callable[[], object], what: str) -> None:
    """Return once `condition()` is true.

    Raises:
        AssertionError: It never became true; the message names `what`.
    """
    deadline = time.monotonic() + HANG_S
    while not condition():
        assert time.monotonic() < deadline, f"never happened: {what}"
        time.sleep(0.005)
