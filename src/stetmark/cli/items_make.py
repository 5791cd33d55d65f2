"""What `stetmark items make` does between its options and the files it writes."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stetmark.items.generate import Tally
    from stetmark.items.make import CleanText, Plan, Refusal
    from stetmark.records import Item

__all__ = ["WORTH_PROCESSES", "cores", "plan", "shares", "source", "table", "write"]

#: Bytes of text from which more than one process is worth its start.
WORTH_PROCESSES = 4_000_000


def plan(options: dict[str, Any]) -> Plan:
    """The plan that the options ask for."""
    from stetmark.errors import SettingsError
    from stetmark.items.gate_lexicon import read_words
    from stetmark.items.gates import TEXT_GATES
    from stetmark.items.make import Plan

    for gate in options["skip"]:
        if gate not in TEXT_GATES:
            raise SettingsError(f"there is no gate {gate!r}", hint=f"one of {', '.join(TEXT_GATES)}")
    tiers = tuple(options["tiers"])
    return Plan(
        tiers=tiers or Plan.tiers,
        one_each=not tiers,
        seed=options["seed"],
        profile=options["errors"],
        keyboard=options["keyboard"],
        words=read_words(options["words"]) if options["words"] else frozenset(),
        skip=frozenset(options["skip"]),
    )


def source(texts: tuple[str, ...], options: dict[str, Any]) -> tuple[Iterable[CleanText | Refusal], int]:
    """All texts as a stream, and how many bytes the files among them have."""
    from stetmark.items.arxiv import parse_source
    from stetmark.items.corpus import Corpus

    tables = [text for text in texts if text.endswith(".parquet") or "://" in text]
    files = [text for text in texts if parse_source(text) is None and text not in tables]
    corpus = Corpus(files, lang=options["lang"], licence=options["licence"])
    size = corpus.size()
    fetched = [_arxiv(text, corpus, options) for text in texts if text not in files and text not in tables]
    if not tables:
        return chain(corpus.texts(), *fetched), size
    from stetmark.scale.items import texts_of_parquet

    columns = [texts_of_parquet(table, corpus) for table in tables]
    return chain(corpus.texts(), *columns, *fetched), max(size, WORTH_PROCESSES + 1)


def _arxiv(source: str, corpus: Any, options: dict[str, Any]) -> Iterator[CleanText | Refusal]:
    from datetime import UTC, date, datetime

    from stetmark.errors import SettingsError
    from stetmark.items import arxiv

    category = arxiv.parse_source(source)
    try:
        since = date.fromisoformat(options["since"] or "")
    except ValueError:
        raise SettingsError(f"{source} needs --since YYYY-MM-DD", hint="the first day to take") from None
    today = datetime.now(UTC).date()
    found = arxiv.abstracts(
        category or "",
        since,
        today,
        options["cache"] or Path.home() / ".cache" / "stetmark" / "arxiv",
        limit=options["abstracts"],
        url=options["arxiv_url"] or arxiv.API,
        pause_s=arxiv.PAUSE_S if options["arxiv_pause"] is None else options["arxiv_pause"],
        notice=lambda text: click.echo(text, err=True),
    )
    for paper in found:
        record = {
            "id": f"arxiv-{paper.number.replace('/', '-')}",
            "origin": f"https://arxiv.org/abs/{paper.number} ({paper.day})",
            "licence": "CC0-1.0 (arXiv metadata)",
        }
        yield corpus.clean_text(paper.text, category, record)


def cores() -> int:
    """How many cores this process may use."""
    import os

    return len(os.sched_getaffinity(0))


def shares(split: str | None) -> dict[str, float]:
    """Split name -> share."""
    from stetmark.errors import SettingsError

    shares: dict[str, float] = {}
    for part in split.split(",") if split else ():
        name, _, share = part.partition("=")
        try:
            shares[name.strip()] = float(share)
        except ValueError:
            raise SettingsError(f"--split {split!r}: {part!r} is no NAME=SHARE") from None
        if not name.strip() or not shares[name.strip()] > 0:
            raise SettingsError(f"--split {split!r}: {part!r} needs a name and a share above 0")
    return shares


def write(out: Path, items: Iterable[Item], shares: dict[str, float], seed: str) -> None:
    """Write the items whole, or one file for each split, and say what each holds."""
    from stetmark.items.generate import split_of
    from stetmark.records import Item
    from stetmark.store import write_jsonl
    from stetmark.store.items import ContentHash
    from stetmark.store.jsonl import numbered

    def put(path: Path, items: Iterable[Item]) -> None:
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
        click.echo(f"{path}: {n} items, content {content.hexdigest()[:12]}")

    if not shares:
        put(out, items)
        return
    whole = out.with_name(f".{out.name}.whole.jsonl")
    try:
        write_jsonl(whole, items)
        for name in shares:
            path = out.with_name(f"{out.stem}.{name}{out.suffix}")
            put(path, (i for _, i in numbered(whole, Item) if split_of(i, shares, seed) == name))
    finally:
        whole.unlink(missing_ok=True)


def table(tally: Tally) -> str:
    """What was taken, what was refused and why."""
    lines = [f"{tally.texts:>8}  paragraphs"]
    lines += [f"{n:>8}  {tier} items" for tier, n in sorted(tally.items.items())]
    for gate, n in tally.refused.most_common():
        shown = tally.examples[gate][0]
        lines.append(f"{n:>8}  refused by {gate}: {shown.text}: {shown.detail}"[:160])
    return "\n".join(lines)
