"""How is a budget kept?  What an answer may cost at most is put aside before it is asked for."""

from __future__ import annotations

import asyncio

__all__ = ["Budget"]


class Budget:
    """Money that several systems share.

    What is put aside comes back when the true cost is known, so a question may have to wait for others to be
    settled before there is room for it.

    Args:
        limit_usd: Never to be passed; None for no limit.
        spent_usd: What this run has cost before.
    """

    def __init__(self, limit_usd: float | None, spent_usd: float = 0.0) -> None:
        self.limit_usd = limit_usd
        self.spent_usd = spent_usd
        self._reserved_usd = 0.0
        self._n_reserved = 0
        self._changed = asyncio.Condition()

    async def reserve(self, estimate_usd: float | None) -> bool:
        """Put an estimate aside; False when it cannot fit any more, however the rest turns out.

        An unknown estimate fits only where there is no limit.
        """
        if self.limit_usd is None or estimate_usd == 0.0:
            return True
        if estimate_usd is None:
            return False
        async with self._changed:
            while self.spent_usd + self._reserved_usd + estimate_usd > self.limit_usd:
                if self._n_reserved == 0 or self.spent_usd + estimate_usd > self.limit_usd:
                    return False
                await self._changed.wait()
            self._reserved_usd += estimate_usd
            self._n_reserved += 1
        return True

    async def settle(self, estimate_usd: float | None, cost_usd: float | None) -> None:
        """Take back what was put aside and book the true cost; the estimate where that is unknown."""
        if self.limit_usd is None or not estimate_usd:
            self.spent_usd += cost_usd or 0.0
            return
        async with self._changed:
            self._reserved_usd -= estimate_usd
            self._n_reserved -= 1
            self.spent_usd += estimate_usd if cost_usd is None else cost_usd
            self._changed.notify_all()
