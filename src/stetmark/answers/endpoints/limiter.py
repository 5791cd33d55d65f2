"""How many questions at once does an endpoint bear?  More while all goes well, fewer when it says "less".

Additive increase, multiplicative decrease (Chiu and Jain 1989), with TCP's quick start: until the first
"less" every answer makes room for one more. One "less" takes a third away, as in CUBIC (RFC 9438 takes 0.3),
and a round of answers gives 1/32 of the most back: 256 at once are reached again after some twenty rounds.
"""

from __future__ import annotations

import asyncio
from collections import deque

__all__ = ["Limiter"]


class Limiter:
    """Slots for requests to one endpoint.

    Args:
        most: Never more than this many at once.
        start: How many at first; all of them when None.
    """

    def __init__(self, most: int, start: int | None = None) -> None:
        self.most = max(1, most)
        self.limit = float(min(self.most, start or self.most))
        self.in_flight = 0
        self._waiters: deque[asyncio.Future[None]] = deque()
        self._quick = True
        self._paused_until = 0.0
        self._cut_at = 0.0

    async def acquire(self) -> float:
        """Wait for a slot; returns when it was got (loop time), to be handed to `less`."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        if self._waiters or self.in_flight >= int(self.limit) or now < self._paused_until:
            waiter: asyncio.Future[None] = loop.create_future()
            self._waiters.append(waiter)
            self._wake()
            try:
                await waiter
            except BaseException:
                if waiter.done() and not waiter.cancelled():
                    self.release()
                raise
            return loop.time()
        self.in_flight += 1
        return now

    def release(self) -> None:
        """Give a slot back."""
        self.in_flight -= 1
        if self._waiters:
            self._wake()

    def more(self) -> None:
        """An answer came: the endpoint bears this much."""
        if self.limit < self.most:
            step = 1.0 if self._quick else max(1.0, self.most / 32) / self.limit
            self.limit = min(float(self.most), self.limit + step)
            self._wake()

    def less(self, since: float, wait_s: float) -> None:
        """The endpoint asks for less: give way once for all requests of one burst, and pause.

        Args:
            since: When the request that was turned away got its slot.
            wait_s: Nobody asks anything for this long.
        """
        loop = asyncio.get_running_loop()
        now = loop.time()
        if since >= self._cut_at:
            self._quick = False
            self._cut_at = now
            self.limit = max(1.0, self.limit * 0.7)
        if now + wait_s > self._paused_until:
            self._paused_until = now + wait_s
            loop.call_later(wait_s, self._wake)

    def _wake(self) -> None:
        if not self._waiters:
            return
        # The loop's clock may lag its timers by its own resolution.
        if asyncio.get_running_loop().time() + 0.002 < self._paused_until:
            return
        while self._waiters and self.in_flight < int(self.limit):
            waiter = self._waiters.popleft()
            if not waiter.done():
                self.in_flight += 1
                waiter.set_result(None)
