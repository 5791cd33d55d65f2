"""From clean texts, wherever they are, to files of items: what `stetmark items make` does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from stetmark.errors import SettingsError
from stetmark.items import arxiv
from stetmark.items.corpus import Corpus
from stetmark.items.gates import TEXT_GATES
from stetmark.items.generate import Tally, choose, generate, split_of
from stetmark.items.make import CleanText, Plan, Refusal
from stetmark.lexicon.word_list import read_words
from stetmark.records import Item
from stetmark.store import write_jsonl
from stetmark.store.items import ContentHash
from stetmark.store.jsonl import numbered
from stetmark.workers import n_cores

__all__ = ["Made", "Options", "WrittenItems", "make_items"]

#: Bytes of text above which starting more than one process pays off.
WORTH_PROCESSES = 4_000_000


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to make of the texts.

    Attributes:
        tiers: Every text in each of these; none for each text in one of the usual ones.
        lang: The language of the texts; found out when None.
        seed: Goes into every draw.
        limit: How many items, drawn by the seed; all when None.
        split: The share of each split; one file each.
        errors: Error profile; None takes the tier's own.
        keyboard: The layout that typing errors are made on.
        words: A list of right words; needed for languages other than English and Chinese.
        skip: Gates that are not asked of the texts.
        licence: What the items carry.
        since: First day of arXiv abstracts (YYYY-MM-DD).
        abstracts: At most how many of them.
        cache: Where arXiv's pages are kept.
        arxiv_url: Where arXiv is asked; the real one when None.
        arxiv_pause: Seconds between two requests to it; what it asks for when None.
        engine: `local` or `ray`.
        address: Of a Ray cluster; without it Ray starts here.
        processes: Worker processes; all cores, where they are worth it, when None.
    """

    tiers: tuple[str, ...] = ()
    lang: str | None = None
    seed: str = "0"
    limit: int | None = None
    split: Mapping[str, float] = {}
    errors: str | None = None
    keyboard: str = "qwerty"
    words: Path | None = None
    skip: tuple[str, ...] = ()
    licence: str = ""
    since: str | None = None
    abstracts: int = 1000
    cache: Path | None = None
    arxiv_url: str | None = None
    arxiv_pause: float | None = None
    engine: str = "local"
    address: str | None = None
    processes: int | None = None


class WrittenItems(NamedTuple):
    """A file that was written."""

    path: Path
    n_items: int
    content_hash: str


class Made(NamedTuple):
    """What was taken and refused, and the files written; none where no text passed the gates."""

    tally: Tally
    files: list[WrittenItems]


class AtScale(Protocol):
    """What `stetmark.scale.items` adds: texts in Parquet, and making items on Ray."""

    @property
    def texts_of_parquet(self) -> Callable[[str, Corpus], Iterator[CleanText | Refusal]]:
        """Read clean texts from a table."""
        ...

    @property
    def generate_on_ray(self) -> Callable[..., Iterator[Item]]:
        """Make items on Ray."""
        ...


def make_items(
    texts: Iterable[str],
    out: Path,
    options: Options,
    *,
    notice: Callable[[str], None],
    at_scale: AtScale,
) -> Made:
    """Turn clean texts into items and write them.

    Args:
        texts: Files, folders, globs, .parquet files, URLs, and `arxiv:CATEGORY`.
        out: The file to write; with splits, its name and the split's make the name of each.
        options: What to make of them.
        notice: Told what the user should know.
        at_scale: What reads Parquet and runs on Ray.

    Raises:
        SettingsError: The options name what does not exist.
        DataError: A text cannot be read.
    """
    plan = _plan(options)
    source, size = _source(list(texts), options, notice, at_scale)
    processes = options.processes or (n_cores() if size > WORTH_PROCESSES else 1)
    tally = Tally()
    items: Iterator[Item]
    if options.engine == "ray":
        items = at_scale.generate_on_ray(source, plan, tally, address=options.address)
    else:
        items = generate(source, plan, tally, processes=processes)
    if options.limit:
        items = iter(choose(items, options.limit, options.seed))
    first = next(items, None)
    if first is None:
        return Made(tally, [])
    return Made(tally, _write(out, chain([first], items), options.split, options.seed))


def _plan(options: Options) -> Plan:
    for gate in options.skip:
        if gate not in TEXT_GATES:
            raise SettingsError(f"unknown gate {gate!r}", hint=f"gates: {', '.join(TEXT_GATES)}")
    return Plan(
        tiers=options.tiers or Plan.tiers,
        one_each=not options.tiers,
        seed=options.seed,
        profile=options.errors,
        keyboard=options.keyboard,
        words=read_words(options.words) if options.words else frozenset(),
        skip=frozenset(options.skip),
    )


def _source(
    texts: list[str], options: Options, notice: Callable[[str], None], at_scale: AtScale
) -> tuple[Iterable[CleanText | Refusal], int]:
    """Return all texts as a stream, and how many bytes the files among them have."""
    tables = [text for text in texts if text.endswith(".parquet") or "://" in text]
    files = [text for text in texts if arxiv.parse_source(text) is None and text not in tables]
    corpus = Corpus(files, lang=options.lang, licence=options.licence)
    size = corpus.size()
    fetched = [
        _abstracts(text, corpus, options, notice)
        for text in texts
        if text not in files and text not in tables
    ]
    if not tables:
        return chain(corpus.texts(), *fetched), size
    columns = [at_scale.texts_of_parquet(table, corpus) for table in tables]
    return chain(corpus.texts(), *columns, *fetched), max(size, WORTH_PROCESSES + 1)


def _abstracts(
    source: str, corpus: Corpus, options: Options, notice: Callable[[str], None]
) -> Iterator[CleanText | Refusal]:
    category = arxiv.parse_source(source) or ""
    try:
        since = date.fromisoformat(options.since or "")
    except ValueError:
        raise SettingsError(
            f"{source} needs --since YYYY-MM-DD", hint="the date of the first abstracts to fetch"
        ) from None
    today = datetime.now(UTC).date()
    found = arxiv.abstracts(
        category,
        since,
        today,
        options.cache or Path.home() / ".cache" / "stetmark" / "arxiv",
        limit=options.abstracts,
        url=options.arxiv_url or arxiv.API,
        pause_s=arxiv.PAUSE_S if options.arxiv_pause is None else options.arxiv_pause,
        notice=notice,
    )
    for paper in found:
        record = {
            "id": f"arxiv-{paper.number.replace('/', '-')}",
            "origin": f"https://arxiv.org/abs/{paper.number} ({paper.day})",
            "licence": "CC0-1.0 (arXiv metadata)",
        }
        yield corpus.clean_text(paper.text, category, record)


def _write(out: Path, items: Iterable[Item], shares: Mapping[str, float], seed: str) -> list[WrittenItems]:
    """Write the items whole, or one file for each split."""
    if not shares:
        return [_write_file(out, items)]
    whole = out.with_name(f".{out.name}.whole.jsonl")
    try:
        write_jsonl(whole, items)
        written = []
        for name in shares:
            path = out.with_name(f"{out.stem}.{name}{out.suffix}")
            of_split = (i for _, i in numbered(whole, Item) if split_of(i, shares, seed) == name)
            written.append(_write_file(path, of_split))
        return written
    finally:
        whole.unlink(missing_ok=True)


def _write_file(path: Path, items: Iterable[Item]) -> WrittenItems:
    lines = path.with_name(f".{path.name}.jsonl") if path.suffix == ".parquet" else path
    try:
        content = ContentHash()
        n = write_jsonl(lines, content.passing(items))
        if lines != path:
            from stetmark.store.parquet import jsonl_to_parquet

            jsonl_to_parquet(lines, path, Item)
    finally:
        if lines != path:
            lines.unlink(missing_ok=True)
    return WrittenItems(path, n, content.hexdigest())
