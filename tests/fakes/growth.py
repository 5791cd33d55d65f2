"""How work grows with its input, without a clock on the wall: steps are counted, and runaway work is cut off.

Seconds depend on what else the machine does, so no test asserts them. Two things do not:

- how many lines of Python a call runs. `assert_linear` compares that count at three sizes, so that a loop inside a
  loop fails on any machine;
- whether work ends at all within a CPU budget a hundred times what it needs. What C does in one call (a regular
  expression that backtracks, a comparison of all pairs) cannot be counted from Python; on a text long enough, one
  that grows with the square or worse needs minutes. `cpu_budget` is for that alone: choose the input so that
  linear work takes a fraction of a second.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, TypeVar

Input = TypeVar("Input")

#: CPU seconds after which work has run away.
RUNAWAY_S = 60.0


def steps(function: Callable[[], object]) -> int:
    """Return how many lines of Python `function()` runs, itself included."""
    count = 0

    def trace(_frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return count


def assert_linear(work: Callable[[Input], object], make: Callable[[int], Input], n: int) -> None:
    """Assert that the lines run by `work(make(n))` grow no faster than the size, from n over 4n to 16n.

    From 4n to 16n a linear count grows by four times what it grew by from n to 4n, a quadratic one by sixteen
    times; sorting and looking up in a heap stay below eight.
    """
    small, medium, large = (make(size) for size in (n, 4 * n, 16 * n))
    work(small)  # what is loaded or compiled once
    counts = [steps(lambda text=text: work(text)) for text in (small, medium, large)]
    assert counts[2] - counts[1] <= 8 * max(counts[1] - counts[0], 3 * n), counts


@contextmanager
def cpu_budget(seconds: float = RUNAWAY_S) -> Iterator[None]:
    """Raise AssertionError in the block once this process has spent so many CPU seconds in it.

    The kernel counts only the time this process is on a core, so other work on the machine does not matter.
    A signal ends even a regular expression that backtracks: the engine looks for signals while it matches.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"still busy after {seconds:g} CPU seconds")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
