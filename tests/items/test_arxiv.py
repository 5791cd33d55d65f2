"""arXiv through a fake of its API on this machine: pages, pace, pauses, a line that drops."""

from __future__ import annotations

import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from urllib.parse import parse_qs, urlparse

import pytest

from stetmark.errors import DataError, SettingsError
from stetmark.items import arxiv
from stetmark.items.arxiv import abstracts, parse_source

SINCE, UNTIL = date(2026, 11, 1), date(2026, 11, 22)


class Clock:
    """What a client takes for the module `time`: sleeping moves it on, nothing else does."""

    def __init__(self) -> None:
        self._now = 1000.0

    def monotonic(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        self._now += seconds


class FakeArxiv:
    """So many papers in pages of 200, and what went wrong on request."""

    def __init__(self, papers: int) -> None:
        self.papers = papers
        self.asked: list[dict[str, str]] = []
        self.times: list[float] = []
        self.now = time.monotonic
        self.trouble: dict[int, str] = {}
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                query = {k: v[0] for k, v in parse_qs(urlparse(self.path).query).items()}
                fake.asked.append(query)
                fake.times.append(fake.now())
                trouble = fake.trouble.get(len(fake.asked), "")
                if trouble.isdigit():
                    self.send_error(int(trouble))
                    return
                body = fake.page(int(query["start"]), int(query["max_results"]))
                if trouble == "html":
                    body = b"<html><body>Rate exceeded.</body>"
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if trouble == "drop" else body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/api/query"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def page(self, start: int, size: int) -> bytes:
        """One Atom page."""
        entries = "".join(
            f"<entry><id>http://arxiv.org/abs/2611.{n:05d}v1</id><published>2026-11-02T00:00:00Z</published>"
            f"<summary>\n  Abstract number {n} is\n  about boats &amp; light.\n</summary></entry>"
            for n in range(start, min(self.papers, start + size))
        )
        return (
            '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
            f"<opensearch:totalResults>{self.papers}</opensearch:totalResults>{entries}</feed>"
        ).encode()


@pytest.fixture
def fake(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    servers = []

    def start(papers):
        servers.append(FakeArxiv(papers))
        return servers[-1]

    yield start
    for server in servers:
        server.server.shutdown()
        server.server.server_close()


def fetch(server, cache, **options):
    """All abstracts, without waiting."""
    options = {"pause_s": 0.0, **options}
    return list(abstracts("cs.CL", SINCE, UNTIL, cache, url=server.url, **options))


def test_pages_and_text(fake, tmp_path):
    """Every page is asked for once; line breaks in abstracts are undone."""
    server = fake(450)
    found = fetch(server, tmp_path)
    assert len(found) == 450
    assert found[7] == ("2611.00007v1", "Abstract number 7 is about boats & light.", "2026-11-02")
    assert [q["start"] for q in server.asked] == ["0", "200", "400"]
    assert server.asked[0]["search_query"] == "cat:cs.CL AND submittedDate:[202611010000 TO 202611222359]"


def test_pages_are_kept(fake, tmp_path):
    """The second time nothing is asked."""
    server = fake(250)
    first = fetch(server, tmp_path)
    asked = len(server.asked)
    assert fetch(server, tmp_path) == first
    assert len(server.asked) == asked


def test_limit_asks_no_more_than_needed(fake, tmp_path):
    """Fifty papers are one page."""
    server = fake(1000)
    assert len(fetch(server, tmp_path, limit=50)) == 50
    assert len(server.asked) == 1


def test_pace(fake, tmp_path, monkeypatch):
    """Requests are the pause apart, twice that after a failure; the default is arXiv's three seconds."""
    server = fake(600)
    clock = Clock()
    monkeypatch.setattr(arxiv, "time", clock)
    server.now = clock.monotonic
    server.trouble = {3: "503"}
    fetch(server, tmp_path, pause_s=arxiv.PAUSE_S)
    assert arxiv.PAUSE_S >= 3.0
    assert [b - a for a, b in pairwise(server.times)] == [arxiv.PAUSE_S, arxiv.PAUSE_S, 2 * arxiv.PAUSE_S]


def test_a_line_that_drops_and_is_taken_up_again(fake, tmp_path):
    """Half a page is never kept; what came whole is, and the next run goes on from there."""
    server = fake(600)
    server.trouble = {2: "drop", 3: "drop", 4: "drop"}
    with pytest.raises(DataError, match="run the same command again"):
        fetch(server, tmp_path)
    assert len(list(tmp_path.rglob("*.xml"))) == 1
    assert len(list(tmp_path.rglob("*"))) == 2
    server.trouble = {}
    assert len(fetch(server, tmp_path)) == 600
    assert [q["start"] for q in server.asked[4:]] == ["200", "400"]


def test_a_busy_server_is_asked_again(fake, tmp_path):
    """503 and 429 are waited out."""
    server = fake(100)
    server.trouble = {1: "503", 2: "429"}
    assert len(fetch(server, tmp_path)) == 100


def test_a_refusal_is_not_asked_again(fake, tmp_path):
    """400 will stay 400."""
    server = fake(100)
    server.trouble = {1: "400"}
    with pytest.raises(DataError, match="cannot be reached"):
        fetch(server, tmp_path)
    assert len(server.asked) == 1


def test_an_answer_that_is_no_feed(fake, tmp_path):
    """An error page is an error, and nothing is kept."""
    server = fake(100)
    server.trouble = {1: "html"}
    with pytest.raises(DataError, match="not an Atom feed"):
        fetch(server, tmp_path)
    assert list(tmp_path.rglob("*.xml")) == []


def test_nobody_there(tmp_path):
    """A closed port is a clear error."""
    with pytest.raises(DataError, match="cannot be reached"):
        list(abstracts("cs.CL", SINCE, UNTIL, tmp_path, url="http://127.0.0.1:9/", pause_s=0.0))


def test_sources():
    """What is an arXiv source and what is a file."""
    assert parse_source("arxiv:cs.CL") == "cs.CL"
    assert parse_source("arxiv:hep-th") == "hep-th"
    assert parse_source("notes.txt") is None
    with pytest.raises(SettingsError, match="category"):
        parse_source("arxiv:")
