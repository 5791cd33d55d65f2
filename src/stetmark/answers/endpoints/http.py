"""How does one request go out and one response come in, with every way it can break named?"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import urllib.request
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp
import msgspec
from yarl import URL

from stetmark.answers.endpoints.presets import RetryPolicy
from stetmark.answers.endpoints.request_error import KEPT_BYTES, Kind, RequestError
from stetmark.answers.endpoints.sse import EventLines
from stetmark.answers.endpoints.wire import Collector, Unreadable
from stetmark.errors import SettingsError

__all__ = ["Exchange", "open_session", "post", "proxy_for"]

MAX_BODY_BYTES = 32 * 1024 * 1024
MAX_REDIRECTS = 3


class Exchange(msgspec.Struct, kw_only=True):
    """What went over the line, for `doctor`; `raw` is the beginning of the body."""

    status: int = 0
    headers: Mapping[str, str] = {}
    raw: bytes = b""
    streamed: bool = False
    n_events: int = 0


def proxy_for(url: str, env: Mapping[str, str]) -> str | None:
    """Return the proxy that the environment names for an address, None for none.

    HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY, in capitals or not.

    Raises:
        SettingsError: It is not an http proxy.
    """
    parts = urlsplit(url)

    def named(name: str) -> str:
        return env.get(name.lower(), "") or env.get(name.upper(), "")

    no_proxy = named("no_proxy")
    host = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
    if no_proxy and urllib.request.proxy_bypass_environment(host, {"no": no_proxy}):  # type: ignore[attr-defined]
        return None
    proxy = named(f"{parts.scheme}_proxy") or named("all_proxy")
    if not proxy:
        return None
    if "://" not in proxy:
        proxy = f"http://{proxy}"
    scheme = urlsplit(proxy).scheme
    if scheme not in {"http", "https"}:
        raise SettingsError(
            f"the environment sets a {scheme} proxy, which is not supported",
            hint="Set HTTPS_PROXY to an http:// proxy, or NO_PROXY for this host.",
        )
    return proxy


def open_session(
    url: str, env: Mapping[str, str], policy: RetryPolicy, headers: Mapping[str, str]
) -> aiohttp.ClientSession:
    """Return the one session of an endpoint: connections are kept, dead ones noticed, no cookies, no netrc.

    Raises:
        SettingsError: The proxy or the CA file (SSL_CERT_FILE, SSL_CERT_DIR) cannot be used.
    """
    connector = aiohttp.TCPConnector(
        limit=0,
        ssl=_ssl_context(env) if url.startswith("https:") else True,
        socket_factory=_keep_alive_socket,
    )
    return aiohttp.ClientSession(
        connector=connector,
        headers=headers,
        # Some gateways send policies of many kilobytes as one header.
        max_line_size=65536,
        max_field_size=65536,
        proxy=proxy_for(url, env),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=policy.connect_s),
    )


def _ssl_context(env: Mapping[str, str]) -> ssl.SSLContext:
    file, folder = env.get("SSL_CERT_FILE"), env.get("SSL_CERT_DIR")
    if file and not Path(file).is_file():
        raise SettingsError(f"SSL_CERT_FILE is {file}, which is not a file")
    try:
        return ssl.create_default_context(cafile=file or None, capath=folder or None)
    except (ssl.SSLError, OSError) as error:
        raise SettingsError(f"SSL_CERT_FILE: {file} contains no certificates ({error})") from None


def _keep_alive_socket(address: tuple[Any, Any, int, str, tuple[Any, ...]]) -> socket.socket:
    # Gateways drop silent connections after 120 to 350 s, and a model may think longer than that.
    family, kind, protocol, _, _ = address
    sock = socket.socket(family, kind, protocol)
    sock.setblocking(False)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 45), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4)):
        if option := getattr(socket, name, None):
            with contextlib.suppress(OSError):
                sock.setsockopt(socket.IPPROTO_TCP, option, value)
    return sock


async def post(
    session: aiohttp.ClientSession,
    url: URL,
    body: bytes,
    collector: Collector,
    *,
    policy: RetryPolicy,
) -> Exchange:
    """Send one request and let the collector take its response in.

    A redirect is followed only within the same host, so that the key goes nowhere else.

    Raises:
        RequestError: There was no connection, no time left, a status other than success (kind "fatal", to be
            classified by what the body says), or a response that broke off.
        ReportedError: The provider reports an error inside a response of status 200.
    """
    loop = asyncio.get_running_loop()
    begin = loop.time()
    exchange = Exchange()
    try:
        async with asyncio.timeout_at(begin + min(policy.first_byte_s, policy.total_s)) as clock:
            for _ in range(MAX_REDIRECTS):
                async with session.post(url, data=body, allow_redirects=False) as response:
                    exchange.status, exchange.headers = response.status, response.headers
                    if 300 <= response.status < 400:
                        url = _redirected(url, response)
                        continue
                    if not response.content.is_eof() and not _is_stream(response):
                        # A stream may open at once and think for long; a whole body follows its head.
                        clock.reschedule(min(loop.time() + policy.gap_s, begin + policy.total_s))
                    chunks = _chunks(response, clock, begin, policy)
                    await _read(response, chunks, collector, exchange)
                    return exchange
            raise RequestError("dead", "too many redirects", status=exchange.status)
    except TimeoutError:
        took = loop.time() - begin
        raise RequestError(
            "retry", f"no data for too long; timed out after {took:.0f} s", billed=True
        ) from None
    except (AttributeError, TypeError, KeyError, IndexError, RecursionError) as error:
        # Fields that should be texts are lists, or the like; no dialect's reader checks each of them.
        shape = f"undocumented response format ({type(error).__name__}: {error})"
        raise RequestError("retry", shape, status=exchange.status, billed=True, raw=exchange.raw) from None
    except aiohttp.ClientConnectorError as error:
        raise _no_connection(error) from None
    except (aiohttp.ClientError, ConnectionError, ValueError, OSError) as error:
        text = str(error) or type(error).__name__
        raise RequestError("retry", f"connection lost: {text}", status=None, billed=True) from None


def _no_connection(error: aiohttp.ClientConnectorError) -> RequestError:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return RequestError(
            "dead", f"its certificate is not trusted ({error}); if it is your own, set SSL_CERT_FILE"
        )
    if isinstance(error, aiohttp.ClientConnectorSSLError):
        return RequestError("retry", f"secure connection failed: {error}")
    return RequestError("retry", f"connection failed: {error}")


def _redirected(url: URL, response: aiohttp.ClientResponse) -> URL:
    target = URL(urljoin(str(url), response.headers.get("Location", "")), encoded=True)
    if target.origin() != url.origin() or response.status not in {307, 308}:
        raise RequestError(
            "dead",
            f"it redirects to {target.with_query(None)}; not followed, because the key is sent to one host"
            " only. Correct base_url.",
            status=response.status,
        )
    return target


async def _chunks(
    response: aiohttp.ClientResponse, clock: asyncio.Timeout, begin: float, policy: RetryPolicy
) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    n, moved = 0, 0.0
    async for chunk in response.content.iter_any():
        n += len(chunk)
        if n > MAX_BODY_BYTES:
            raise RequestError("fatal", f"a response of more than {MAX_BODY_BYTES:,} bytes", billed=True)
        # Moving the clock costs something, so it is not done for every one of a thousand tiny chunks.
        if (now := loop.time()) - moved > min(1.0, policy.gap_s / 10):
            clock.reschedule(min(now + policy.gap_s, begin + policy.total_s))
            moved = now
        yield chunk


async def _drain(chunks: AsyncIterator[bytes]) -> None:
    """Read what follows the last event, so that the connection can be used again; not for long."""
    with contextlib.suppress(TimeoutError, aiohttp.ClientError):
        async with asyncio.timeout(0.25):
            async for _ in chunks:
                pass


def _is_stream(response: aiohttp.ClientResponse) -> bool:
    return response.status == 200 and response.headers.get("Content-Type", "").startswith("text/event-stream")


async def _read(
    response: aiohttp.ClientResponse, chunks: AsyncIterator[bytes], collector: Collector, exchange: Exchange
) -> None:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if _is_stream(response):
        exchange.streamed = True
        await _events(chunks, collector, exchange)
        return
    if (response.content_length or MAX_BODY_BYTES) < MAX_BODY_BYTES:
        body = await response.read()
    else:
        body = b"".join([chunk async for chunk in chunks])
    exchange.raw = body[:KEPT_BYTES]
    if response.status >= 400 or response.status in {204, 205}:
        raise RequestError("fatal", "", status=response.status, raw=body, headers=response.headers)
    try:
        if body.lstrip()[:5] == b"data:":  # a stream that does not say so
            exchange.streamed = True
            lines = EventLines()
            for data in (*lines.feed(body), *lines.close()):
                if collector.event(data):
                    break
            return
        collector.whole(body)
    except Unreadable as error:
        raise _unreadable(error, body, kind, response.status) from None


def _unreadable(error: Unreadable, body: bytes, kind: str, status: int) -> RequestError:
    if not body.strip():
        return RequestError("retry", "an empty response", status=status, billed=True)
    if kind.endswith("html") or body.lstrip()[:1] == b"<":
        return RequestError(
            "stray", "got an HTML page instead of an API response; check base_url", status=status, raw=body
        )
    start = body[:80].decode("utf-8", "replace")
    shape: Kind = "retry" if error.cut else "stray"
    return RequestError(shape, f"{error}; it begins {start!r}", status=status, billed=error.cut, raw=body)


async def _events(chunks: AsyncIterator[bytes], collector: Collector, exchange: Exchange) -> None:
    lines = EventLines()
    try:
        async for chunk in chunks:
            if len(exchange.raw) < KEPT_BYTES:
                exchange.raw += chunk[: KEPT_BYTES - len(exchange.raw)]
            for data in lines.feed(chunk):
                exchange.n_events += 1
                if collector.event(data):
                    await _drain(chunks)
                    return
        for data in lines.close():
            exchange.n_events += 1
            if collector.event(data):
                return
    except Unreadable as error:
        raise RequestError("retry", f"malformed event: {error}", billed=True, raw=exchange.raw) from None
    if not exchange.n_events:
        raise RequestError("retry", "an empty stream", status=exchange.status, billed=True)
