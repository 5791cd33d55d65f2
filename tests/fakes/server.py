"""A server on loopback that speaks every vendor's dialect and breaks in every way on demand."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from fakes.dialects import VENDORS, Said, Vendor
from fakes.loop import LoopServer

#: Little patience, so that tests are quick.
QUICK = {"backoff_s": 0.001, "ceiling_s": 0.05, "attempts": 3, "rate_attempts": 4}
KEY = "sk-test-0123456789abcdefWXYZ"


@dataclass(kw_only=True)
class Status:
    """A response of one's own: any status, body, headers."""

    status: int = 200
    body: Any = None
    raw: bytes | None = None
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class Broken:
    """A response that breaks: `said` up to some event, then `how`: end, reset or hang; or raw events."""

    said: Said = field(default_factory=Said)
    events: int = 3
    how: str = "end"
    then: bytes = b""
    bytes_only: int | None = None


@dataclass(kw_only=True)
class Stream:
    """Raw bytes as an event stream."""

    raw: bytes


Act = Said | Status | Broken | Stream


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    raw: bytes


class FakeServer(LoopServer):
    """Plays a list of acts, one a request, the last one for ever; a function of the request does as well.

    Attributes:
        requests: What came in, in order.
    """

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[Request] = []
        self.acts: list[Act] = [Said(text="The cat.")]
        self.chooser: Callable[[Request, int], Act] | None = None
        self.delay_s = 0.0
        self.calls: Counter[str] = Counter()

    def base(self, vendor: str) -> str:
        """Return the base URL of one vendor."""
        return self.url + VENDORS[vendor].path

    def play(self, *acts: Act) -> None:
        """Set what is to come."""
        self.acts = list(acts)
        self.requests.clear()

    def app(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/{tail:.*}", self._handle)
        return app

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        seen = Request(request.path, dict(request.headers), json.loads(raw) if raw else {}, raw)
        self.requests.append(seen)
        n = len(self.requests) - 1
        act = self.chooser(seen, n) if self.chooser else self.acts[min(n, len(self.acts) - 1)]
        vendor = next((v for v in VENDORS.values() if _fits(v, request.path)), None)
        if vendor is None:
            return web.json_response({"error": {"message": f"no such path {request.path}"}}, status=404)
        if self.delay_s:
            await asyncio.sleep(self.delay_s)
        if isinstance(act, Said | Broken) and (refused := _refuse(vendor, request, seen)):
            return refused
        return await self._act(act, vendor, request, seen)

    async def _act(self, act: Act, vendor: Vendor, request: web.Request, seen: Request) -> web.StreamResponse:
        if isinstance(act, Status):
            body = act.raw if act.raw is not None else json.dumps(act.body).encode()
            headers = {"Content-Type": act.kind, **act.headers}
            return web.Response(status=act.status, body=body, headers=headers)
        if isinstance(act, Stream):
            return await _stream(request, [act.raw])
        said = act if isinstance(act, Said) else act.said
        model = seen.body.get("model") or request.path.rpartition("/models/")[2].partition(":")[0]
        streamed = bool(seen.body.get("stream")) or "streamGenerateContent" in request.path
        if isinstance(act, Said):
            if not streamed:
                return web.Response(body=vendor.whole(said, model), content_type="application/json")
            return await _stream(request, vendor.stream(said, model))
        return await _break(act, vendor, request, model, streamed)


def _fits(vendor: Vendor, path: str) -> bool:
    routes = {"chat": "/chat/completions", "responses": "/responses", "anthropic": "/messages"}
    if vendor.dialect == "gemini":
        return path.startswith(f"{vendor.path}/models/")
    return path == vendor.path + routes[vendor.dialect]


def _refuse(vendor: Vendor, request: web.Request, seen: Request) -> web.Response | None:
    """Do as the vendor does: no key, no answer; a parameter it does not take, no answer."""
    given = request.headers.get(vendor.header, "")
    own = vendor.path.startswith(("/vllm", "/ollama", "/lmstudio", "/llamacpp"))
    if given != vendor.scheme + KEY and not own:
        message = f"Incorrect API key provided: {given[-28:][:8]}**********{given[-4:]}."
        return web.json_response({"error": {"message": message, "code": "invalid_api_key"}}, status=401)
    if problem := vendor.check(seen.body):
        return web.json_response(problem[1], status=problem[0])
    return None


async def _stream(request: web.Request, lines: list[bytes]) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    for line in lines:
        await response.write(line)
    await response.write_eof()
    return response


async def _break(
    act: Broken, vendor: Vendor, request: web.Request, model: str, streamed: bool
) -> web.StreamResponse:
    if streamed:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        lines = [b"".join(vendor.stream(act.said, model)[: act.events]) + act.then]
    else:
        body = vendor.whole(act.said, model)
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        if act.how != "end":
            response.headers["Content-Length"] = str(len(body))
        lines = [body[: act.bytes_only or len(body) // 2]]
    await response.prepare(request)
    for line in lines:
        await response.write(line)
    if act.how == "hang":
        await asyncio.sleep(60)
    if act.how == "reset":
        await asyncio.sleep(0.02)
        reset(request.transport)
        return response
    await response.write_eof()
    return response


def reset(transport: Any) -> None:
    """Close a connection with RST, as a crashing gateway does."""
    sock = transport.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


@contextmanager
def fake_server() -> Iterator[FakeServer]:
    server = FakeServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()
