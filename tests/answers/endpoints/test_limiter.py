"""The limiter: as many as the endpoint bears, fewer after a "less", nobody lost."""

from __future__ import annotations

import asyncio

import pytest

from stetmark.answers.endpoints.limiter import Limiter


def test_never_more_than_the_limit():
    """With 50 askers and 4 slots there are never more than 4 at once, and all get their turn."""

    async def main() -> tuple[int, int]:
        limiter, most, done = Limiter(4), 0, 0

        async def work() -> None:
            nonlocal most, done
            await limiter.acquire()
            most = max(most, limiter.in_flight)
            await asyncio.sleep(0.001)
            limiter.release()
            done += 1

        await asyncio.gather(*(work() for _ in range(50)))
        return most, done

    assert asyncio.run(main()) == (4, 50)


def test_one_burst_counts_once_and_success_grows_again():
    """Turning a whole burst away lowers the limit once; then a round of answers gives 1/32 of the most back."""

    async def main() -> list[float]:
        limiter = Limiter(64)
        since = [await limiter.acquire() for _ in range(32)]
        await asyncio.sleep(0.001)
        for moment in since:
            limiter.release()
            limiter.less(moment, 0.0)
        after = limiter.limit
        for _ in range(32):
            limiter.more()
        return [after, round(limiter.limit)]

    assert asyncio.run(main()) == [44.8, 46]


def test_quick_start():
    """Until the first "less" every answer makes room for one more, up to the most."""

    async def main() -> list[float]:
        limiter = Limiter(20, 8)
        seen = [limiter.limit]
        for _ in range(30):
            limiter.more()
        return [*seen, limiter.limit]

    assert asyncio.run(main()) == [8.0, 20.0]


def test_a_pause_holds_everybody_back():
    """During a pause nobody gets a slot; afterwards all do."""

    async def main() -> list[str]:
        limiter = Limiter(10)
        loop = asyncio.get_running_loop()
        seen: list[str] = []

        async def ask() -> None:
            await limiter.acquire()
            seen.append("asked")

        begin = loop.time()
        limiter.less(begin, 0.05)
        loop.call_at(begin + 0.045, seen.append, "still paused")
        await asyncio.gather(*(ask() for _ in range(5)))
        return seen

    assert asyncio.run(main()) == ["still paused", *["asked"] * 5]


def test_a_cancelled_asker_takes_no_slot_with_it():
    """Cancelling those who wait loses no slot."""

    async def main() -> int:
        limiter = Limiter(1)
        await limiter.acquire()
        waiting = [asyncio.create_task(limiter.acquire()) for _ in range(5)]
        await asyncio.sleep(0)
        for task in waiting[:3]:
            task.cancel()
        limiter.release()
        waiting[3].cancel()  # its slot is granted, but it has not run yet
        await asyncio.gather(*waiting[:4], return_exceptions=True)
        await waiting[4]
        limiter.release()
        return limiter.in_flight

    assert asyncio.run(main()) == 0


@pytest.mark.parametrize("most", [0, 1])
def test_there_is_always_room_for_one(most):
    """However often less is asked for, one question at a time goes on."""

    async def main() -> float:
        limiter = Limiter(most)
        for _ in range(10):
            since = await limiter.acquire()
            limiter.release()
            limiter.less(since, 0.0)
        return limiter.limit

    assert asyncio.run(main()) == 1.0
