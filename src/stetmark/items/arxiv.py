"""Fetch new abstracts through arXiv's public API, at the rate its terms ask for: one request every 3 seconds.

Descriptive metadata, including abstracts, is CC0 under arXiv's API terms. Each complete page is cached, so
an interrupted fetch resumes where it stopped. Source: https://info.arxiv.org/help/api/user-manual.html.
"""

from __future__ import annotations

import hashlib
import re
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from stetmark._version import __version__
from stetmark.errors import DataError, SettingsError
from stetmark.store import write_atomic

__all__ = ["API", "PAUSE_S", "Abstract", "abstracts", "parse_source"]

API = "https://export.arxiv.org/api/query"
#: Seconds between two requests, over one connection at a time, as arXiv's terms of use ask.
PAUSE_S = 3.0
PAGE = 200
_TIMEOUT_S = 60.0
_TRIES = 3
_ATOM = "{http://www.w3.org/2005/Atom}"
_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_CATEGORY = re.compile(r"arxiv:([a-z-]+(?:\.[A-Za-z*-]+)?)\Z")


class Abstract(NamedTuple):
    """One paper: its arXiv number, the abstract with line breaks undone, and the day it was sent in."""

    number: str
    text: str
    day: str


def parse_source(source: str) -> str | None:
    """Return the category of a source such as `arxiv:cs.CL`; None if it is not an arXiv source.

    Raises:
        SettingsError: It starts like one but does not name a category.
    """
    if not source.startswith("arxiv:"):
        return None
    match = _CATEGORY.match(source)
    if not match:
        raise SettingsError(f"{source!r} does not name an arXiv category", hint="for example arxiv:cs.CL")
    return match.group(1)


def abstracts(
    category: str,
    since: date,
    until: date,
    cache: Path,
    *,
    limit: int = 1000,
    url: str = API,
    pause_s: float = PAUSE_S,
    notice: Callable[[str], None] | None = None,
) -> Iterator[Abstract]:
    """Abstracts sent in from `since` to `until`, oldest first.

    Args:
        category: Such as `cs.CL`.
        since: First day.
        until: Last day; part of the name under which pages are kept.
        cache: Folder for pages.
        limit: At most so many.
        url: The API's address.
        pause_s: Seconds between requests.
        notice: Told about each page that is asked for.

    Raises:
        DataError: The API cannot be reached or answers something else. What came is kept.
    """
    span = f"[{since:%Y%m%d}0000 TO {until:%Y%m%d}2359]"
    query = f"cat:{category} AND submittedDate:{span}"
    folder = cache / hashlib.sha256(f"{url}|{query}".encode()).hexdigest()[:16]
    start, total = 0, 1
    last = 0.0
    while start < min(total, limit):
        page = folder / f"{start:06d}.xml"
        if not page.exists():
            time.sleep(max(0.0, last + pause_s - time.monotonic()) if last else 0.0)
            if notice:
                notice(f"arXiv {category}: fetching from {start}")
            body = _ask(url, query, start, pause_s)
            last = time.monotonic()
            _parse(body)
            write_atomic(page, body)
        total, found = _parse(page.read_bytes())
        if not found:
            return
        yield from found[: limit - start]
        start += len(found)


def _ask(url: str, query: str, start: int, pause_s: float) -> bytes:
    parameters = {
        "search_query": query,
        "start": start,
        "max_results": PAGE,
        "sortBy": "submittedDate",
        "sortOrder": "ascending",
    }
    request = urllib.request.Request(  # noqa: S310  (the address is arXiv's, or the user's own)
        f"{url}?{urlencode(parameters)}", headers={"User-Agent": f"stetmark/{__version__}"}
    )
    problem = ""
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(pause_s * 2**attempt)
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as reply:  # noqa: S310
                body: bytes = reply.read()
                expected = reply.headers.get("Content-Length")
            if expected is None or len(body) == int(expected):
                return body
            problem = f"connection lost after {len(body)} of {expected} bytes"
        except (OSError, urllib.error.HTTPError) as error:
            problem = str(getattr(error, "reason", "") or error)
            if isinstance(error, urllib.error.HTTPError) and error.code < 500 and error.code != 429:
                break
        except Exception as error:  # noqa: BLE001  (http.client raises what it likes when a line drops)
            problem = str(error) or type(error).__name__
    raise DataError(
        f"arXiv cannot be reached at {url}: {problem}",
        hint="run the same command again: complete pages are cached",
    )


def _parse(body: bytes) -> tuple[int, list[Abstract]]:
    """Return how many papers there are in all, and those of this page."""
    try:
        root = ET.fromstring(body)  # noqa: S314  (expat limits what entities can grow to)
    except ET.ParseError as error:
        raise DataError(f"arXiv's response is not an Atom feed: {error}", hint="try again later") from None
    found = []
    for entry in root.iter(f"{_ATOM}entry"):
        link = entry.findtext(f"{_ATOM}id", "")
        if "/abs/" not in link:
            raise DataError(f"arXiv answered: {entry.findtext(f'{_ATOM}summary', '').strip() or link}")
        text = " ".join(entry.findtext(f"{_ATOM}summary", "").split())
        found.append(Abstract(link.rsplit("/abs/", 1)[1], text, entry.findtext(f"{_ATOM}published", "")[:10]))
    return int(root.findtext(f"{_SEARCH}totalResults", str(len(found)))), found
