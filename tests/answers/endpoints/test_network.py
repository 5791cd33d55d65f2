"""Time-outs, proxies, certificates, dead servers: what lies between us and an endpoint."""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.dialects import VENDORS, Said
from fakes.server import KEY, QUICK, Broken, FakeServer
from stetmark.answers.endpoints.http import proxy_for
from stetmark.answers.endpoints.sse import EventLines
from stetmark.answers.protocol import Question, Reply
from stetmark.answers.systems import parse_system
from stetmark.errors import SettingsError
from stetmark.settings import Settings


def settings_for(url: str, env: dict[str, str] | None = None, **retry: float) -> Settings:
    return Settings(
        presets={"vllm": {"base_url": url, "retry": {**QUICK, **retry}}},
        env={"VLLM_API_KEY": KEY, **(env or {})},
    )


def ask(settings: Settings, params: str = "") -> Reply:
    class Ear:
        def retried(self, *_: object) -> None: ...
        def notice(self, text: str) -> None: ...

    system = parse_system(f"vllm:m{params}", settings)

    async def main() -> Reply:
        await system.start(Ear())
        try:
            system.prepare(1)
            return await system.ask(Question("i", "Teh cat", "en"))
        finally:
            await system.close()

    return asyncio.run(main())


@pytest.mark.parametrize("stream", ["on", "off"])
@pytest.mark.parametrize(("retry", "events"), [({"gap_s": 0.2}, 3), ({"total_s": 0.3}, 3)])
def test_an_answer_that_stalls_is_given_up(server: FakeServer, stream, retry, events):
    """A gap that is too long, or the whole taking too long, ends an attempt, which is tried again."""
    server.play(Broken(said=Said(text="The cat sat."), how="hang", events=events), Said(text="The cat."))
    found = ask(settings_for(server.base("vllm"), **retry), f"?stream={stream}")
    assert (found.outcome, found.reply, found.attempts, found.maybe_billed) == ("complete", "The cat.", 2, 1)


def test_an_answer_that_does_not_begin_is_given_up(server: FakeServer):
    """The first byte may take long, but not for ever."""
    server.delay_s = 1.0
    found = ask(settings_for(server.base("vllm"), first_byte_s=0.1, attempts=2))
    assert found.outcome == "failed"
    assert "no data for too long" in found.error
    assert (found.attempts, found.maybe_billed) == (2, 2)


def test_a_server_that_is_not_there():
    """A refused connection is tried again and named; it cannot have been billed."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{sock.getsockname()[1]}/v1"
    found = ask(settings_for(url))
    assert (found.outcome, found.attempts, found.maybe_billed) == ("failed", 3, 0)
    assert "connection failed" in found.error


@pytest.mark.parametrize(
    ("env", "url", "proxy"),
    [
        ({}, "https://a.b/v1", None),
        ({"HTTPS_PROXY": "http://p:3128"}, "https://a.b/v1", "http://p:3128"),
        ({"https_proxy": "p:3128"}, "https://a.b/v1", "http://p:3128"),
        ({"HTTP_PROXY": "http://p:3128"}, "https://a.b/v1", None),
        ({"ALL_PROXY": "http://p:1"}, "http://a.b/v1", "http://p:1"),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "a.b,other"}, "https://a.b/v1", None),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": ".b"}, "https://a.b/v1", None),
        ({"HTTPS_PROXY": "http://p:1", "no_proxy": "*"}, "https://a.b/v1", None),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "127.0.0.1:8000"}, "http://127.0.0.1:8000/v1", None),
    ],
)
def test_which_proxy(env, url, proxy):
    """The usual variables, in capitals or not, say which proxy; NO_PROXY says for whom none."""
    assert proxy_for(url, env) == proxy


def test_a_socks_proxy_is_explained():
    """A proxy that cannot be used is named before anything is sent."""
    with pytest.raises(SettingsError, match="socks5 proxy"):
        proxy_for("https://a.b", {"ALL_PROXY": "socks5://127.0.0.1:1080"})


def test_a_proxy_is_used(server: FakeServer):
    """With HTTP_PROXY the request goes to the proxy, which sees the whole address."""
    seen: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            seen.append(connection.recv(65536))
            connection.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        env = {"HTTP_PROXY": f"http://127.0.0.1:{listener.getsockname()[1]}"}
        found = ask(settings_for("http://model.example/v1", env, attempts=1))
        thread.join(5)
    assert seen[0].startswith(b"POST http://model.example/v1/chat/completions HTTP/1.1")
    assert found.error.startswith("502")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    argv = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    argv += [
        "-addext",
        "subjectAltName=DNS:localhost",
        "-keyout",
        str(folder / "key.pem"),
        "-out",
        str(folder / "cert.pem"),
    ]
    subprocess.run(argv, check=True, capture_output=True)
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture
def tls(certificate: tuple[Path, Path]) -> Iterator[str]:
    """A server behind a certificate that only its owner trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    body = VENDORS["vllm"].whole(Said(text="The cat."), "m")

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(
            next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")).split(
                b":"
            )[1]
        )
        await reader.readexactly(length)
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
            % (len(body), body)
        )
        await writer.drain()
        writer.close()

    loop, ready, port = asyncio.new_event_loop(), threading.Event(), []

    def run() -> None:
        loop.set_exception_handler(lambda *_: None)
        server = loop.run_until_complete(asyncio.start_server(handle, "127.0.0.1", 0, ssl=context))
        port.append(server.sockets[0].getsockname()[1])
        ready.set()
        loop.run_forever()
        server.close()
        loop.run_until_complete(server.wait_closed())
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    yield f"https://localhost:{port[0]}/v1"
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


def test_a_certificate_of_ones_own(tls: str, certificate: tuple[Path, Path]):
    """SSL_CERT_FILE says whom to trust; without it the server is not believed, and nothing is tried again."""
    assert ask(settings_for(tls, {"SSL_CERT_FILE": str(certificate[0])}), "?stream=off").outcome == "complete"
    found = ask(settings_for(tls), "?stream=off")
    assert (found.outcome, found.dead, found.attempts) == ("failed", True, 1)
    assert "SSL_CERT_FILE" in found.error
    with pytest.raises(SettingsError, match="SSL_CERT_FILE"):
        ask(settings_for(tls, {"SSL_CERT_FILE": "/nowhere.pem"}))


def test_events_whole_however_they_are_cut():
    """Cut at every byte, a stream gives the same events."""
    raw = b'\xef\xbb\xbf: hi\r\n\r\ndata: {"a":1}\r\n\r\nevent: x\nid: 3\ndata:two\ndata: lines\n\n\n\ndata: \xe7\x8c\xab\n\ndata: [DONE]\n\n'
    whole = EventLines()
    expected = whole.feed(raw) + whole.close()
    assert expected == [b'{"a":1}', b"two\nlines", "猫".encode(), b"[DONE]"]
    for size in (1, 2, 3, 7):
        lines = EventLines()
        events = [event for at in range(0, len(raw), size) for event in lines.feed(raw[at : at + size])]
        assert events + lines.close() == expected
