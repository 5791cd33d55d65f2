"""An endpoint behind a bad line: it drops, delays, resets, truncates, storms and lies, and remembers all it said.

It answers with the text it was asked about plus a mark, so that a test can tell whose answer landed where.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import re
from collections import Counter
from typing import Self

from aiohttp import web

from fakes.loop import LoopServer
from fakes.server import reset

#: Later than the patience of the tests.
LATE_S = 4.0
ITEM = re.compile(r"item-(\d+)\b")
PLANS = ("ok",) * 9 + (
    "500",
    "529",
    "429",
    "drop",
    "reset",
    "cut",
    "cut-json",
    "html",
    "garbage",
    "empty",
    "filter",
)


class Chaos(LoopServer):
    """The endpoint.

    Args:
        seed: What happens when is random, but the same each time.
        storm: In these stretches of requests everything is turned away.

    Attributes:
        calls: How often each item was asked.
        good: How often each item got a whole answer, sent to its end.
    """

    def __init__(self, seed: int, storm: tuple[range, ...] = ()) -> None:
        super().__init__()
        self.calls: Counter[str] = Counter()
        self.good: Counter[str] = Counter()
        self.n = self.in_flight = self.most = 0
        self.filtered = {str(k) for k in range(0, 2000, 97)}
        self._rng = random.Random(seed)
        self._storm = storm

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def app(self) -> web.Application:
        # A client that gives up on a late answer is what this is about, not an error of the server.
        logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._handle)
        return app

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        item = ITEM.search(body["messages"][0]["content"])[1]
        self.calls[item] += 1
        self.n += 1
        self.in_flight += 1
        self.most = max(self.most, self.in_flight)
        try:
            await asyncio.sleep(self._rng.uniform(0, 0.02))
            return await self._answer(request, item, bool(body.get("stream")))
        finally:
            self.in_flight -= 1

    async def _answer(  # noqa: PLR0911 - one return a plan
        self, request: web.Request, item: str, stream: bool
    ) -> web.StreamResponse:
        plan = "429" if any(self.n in storm for storm in self._storm) else self._rng.choice(PLANS)
        if item in self.filtered and plan in {"ok", "filter"}:
            return web.json_response({"error": {"code": "content_filter", "message": "no"}}, status=400)
        if plan == "filter":
            plan = "ok"
        if plan in {"500", "529"}:
            return web.Response(status=int(plan), text="<html>oops</html>", content_type="text/html")
        if plan == "429":
            return web.json_response(
                {"error": {"message": "slow down"}}, status=429, headers={"Retry-After": "0.02"}
            )
        if plan == "html":
            return web.Response(text="<html>gateway</html>", content_type="text/html")
        if plan == "garbage":
            return web.Response(body=self._rng.randbytes(200), content_type="application/json")
        if plan == "empty":
            return web.Response(body=b"", content_type="application/json")
        if plan == "drop":
            request.transport.close()
            return web.Response()
        if self._rng.random() < 0.005:
            await asyncio.sleep(LATE_S)
        return await self._say(request, item, stream, plan)

    async def _say(self, request: web.Request, item: str, stream: bool, plan: str) -> web.StreamResponse:
        text = f"answer to item-{item}."
        if not stream:
            message = {"role": "assistant", "content": text}
            raw = json.dumps(
                {"model": "m", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
            ).encode()
            if plan in {"cut", "cut-json"}:
                raw = raw[: self._rng.randint(1, len(raw) - 1)]
            elif plan != "reset":
                self.good[item] += 1
            response = web.StreamResponse(headers={"Content-Type": "application/json"})
            response.content_length = len(raw) + (plan == "reset")
            await response.prepare(request)
            await response.write(raw)
        else:
            response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
            await response.prepare(request)
            events = [
                {"model": "m", "choices": [{"index": 0, "delta": {"content": piece}}]}
                for piece in re.findall(r"\S+\s*", text)
            ]
            events.append({"model": "m", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
            whole = plan not in {"cut", "cut-json", "reset"}
            for event in events if whole else events[: self._rng.randint(0, len(events) - 1)]:
                await response.write(f"data: {json.dumps(event)}\n\n".encode())
            if plan == "cut-json":
                await response.write(b'data: {"choices": [')
            elif whole:
                await response.write(b"data: [DONE]\n\n")
                self.good[item] += 1
        if plan == "reset":
            reset(request.transport)
            return response
        await response.write_eof()
        return response
