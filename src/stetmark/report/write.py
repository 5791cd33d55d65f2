"""In which form is a run handed on?  One function a form; all read the run folder and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from stetmark.errors import DataError, SettingsError
from stetmark.records import Answer, Score
from stetmark.report.leaderboard import leaderboard_markdown, notes
from stetmark.report.words import words
from stetmark.store import RunFolder, replacing, write_atomic
from stetmark.summary import Summary, load_summary
from stetmark.tables import Row, extras_for, render_table

__all__ = ["FORMS", "table_rows", "write_report"]


def write_report(folder: RunFolder, *, to: str = "html", lang: str = "en", out: Path | None = None) -> Path:
    """Write a run in one form, whole or not at all.

    Args:
        folder: A run that has been scored.
        to: One of `FORMS`.
        lang: `en` or `zh`.
        out: The file; None for `report.SUFFIX` in the run folder.

    Returns:
        The path.

    Raises:
        DataError: the run has no scores yet, or the file cannot be written.
        SettingsError: no such form or language, or what it needs is not installed.
    """
    if to not in FORMS:
        raise SettingsError(f"unknown report format {to!r}", hint=f"formats: {', '.join(FORMS)}")
    words(lang)
    path = folder.path / f"report.{to}" if out is None else out
    try:
        summary = load_summary(folder.read_summary())
    except msgspec.DecodeError as error:
        hint = f"Score it again: stetmark score {folder.path}"
        raise DataError(
            f"not a summary written by this version: {error}", path=folder.path / "summary.json", hint=hint
        ) from None
    FORMS[to](folder, summary, lang, path)
    return path


def _html(folder: RunFolder, summary: Summary, lang: str, path: Path) -> None:
    from stetmark.report.page import render_page  # jinja2, for this form alone

    page = render_page(folder.manifest, folder.items(), folder.scores(), folder.answers(), summary, lang=lang)
    write_atomic(path, page.encode("utf-8", "replace"))


def table_rows(folder: RunFolder) -> Iterator[Row]:
    """Yield every answer of a run as a row of the plain table, in the order it was given."""
    items = {item.id: item for item in folder.items()}
    scores = {(s.item, s.system, s.repeat): s for s in folder.scores()}
    for answer in folder.answers():
        item = items.get(answer.item)
        if item is None:
            raise DataError(f"an answer to item {answer.item!r}, which is not in the run", path=folder.path)
        yield Row(
            system=answer.system,
            answer=answer.reply,
            reference=item.reference,
            source=item.source,
            item=answer.item,
            repeat=answer.repeat,
            outcome=answer.outcome,
            score=scores.get((answer.item, answer.system, answer.repeat)),
        )


def _table(folder: RunFolder, lang: str, path: Path, fmt: str, head: str = "") -> None:
    rows = list(table_rows(folder))
    if not rows:
        raise DataError("has no answers yet, so no table can be written", path=folder.path)
    parts = render_table(rows, fmt, lang, extras=extras_for(rows))
    write_atomic(path, head.encode() + b"".join(parts))


def _md(folder: RunFolder, summary: Summary, lang: str, path: Path) -> None:
    w = words(lang)
    lines = [f"# {w['title']}: {folder.manifest.items_name or folder.path.name}", ""]
    lines += ["\n\n".join(notes(summary, w)), "", leaderboard_markdown(summary, lang=lang)]
    lines += [f"`{summary.signature or folder.manifest.signature}`", "", f"## {w['items']}", "", ""]
    _table(folder, lang, path, "md", "\n".join(lines))


def _csv(folder: RunFolder, summary: Summary, lang: str, path: Path) -> None:
    del summary
    _table(folder, lang, path, "csv")


def _xlsx(folder: RunFolder, summary: Summary, lang: str, path: Path) -> None:
    del summary
    _table(folder, lang, path, "xlsx")


def _json(folder: RunFolder, summary: Summary, lang: str, path: Path) -> None:
    """Write the object that `stetmark score --format json` prints: the summary's fields and the scores."""
    del lang
    encode = msgspec.json.encode
    fields = {name: getattr(summary, name) for name in summary.__struct_fields__}
    order = ["signature", "systems", *(name for name in fields if name not in ("signature", "systems"))]
    head = ",\n".join(f"{encode(name).decode()}: {encode(fields[name]).decode()}" for name in order)
    scores = b",\n".join(encode(score) for score in folder.scores())
    write_atomic(path, f'{{{head},\n"scores": [\n'.encode() + scores + b"\n]}\n")


_BATCH = 20_000


def _parquet(folder: RunFolder, summary: Summary, lang: str, path: Path) -> None:
    """Write one row per answer: outcome, cost, time, and its score with edits and changes as lists."""
    del summary, lang
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise SettingsError(
            "Parquet needs pyarrow, which is not installed", hint="pip install 'stetmark[parquet]'"
        ) from None
    schema = _schema(pa)
    scores = {(s.item, s.system, s.repeat): s for s in folder.scores()}
    with replacing(path) as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        batch: list[dict[str, Any]] = []
        for answer in folder.answers():
            batch.append(_flat(answer, scores.get((answer.item, answer.system, answer.repeat))))
            if len(batch) == _BATCH:
                writer.write_table(pa.Table.from_pylist(batch, schema=schema))
                batch.clear()
        writer.write_table(pa.Table.from_pylist(batch, schema=schema))


def _schema(pa: Any) -> Any:
    text, whole, real, truth = pa.string(), pa.int64(), pa.float64(), pa.bool_()
    spans = [(name, whole) for name in ("start", "end", "hyp_start", "hyp_end")]
    texts = [("reference", text), ("hypothesis", text)]
    edits = pa.struct([("verdict", text), ("class", text), ("source", text), *texts, *spans])
    changes = pa.struct([("class", text), *texts, *spans, ("parts", pa.list_(pa.list_(whole)))])
    return pa.schema(
        [
            ("item", text), ("system", text), ("repeat", whole), ("outcome", text), ("reply", text),
            ("latency_s", real), ("cost_usd", real), ("served_model", text), ("at", text), ("key", text),
            ("strict", truth), ("exact", truth), ("livebench", truth), ("assessable", truth),
            ("envelope", pa.list_(text)), ("folds", pa.list_(text)), ("item_flags", pa.list_(text)),
            ("diagnosis", text), ("hypothesis", text), ("hypothesis_start", whole),
            ("edits", pa.list_(edits)), ("changes", pa.list_(changes)),
            ("n_words", whole), ("n_changes", whole), ("n_unneeded", whole),
        ]
    )  # fmt: skip


_OF_ANSWER = (
    "item", "system", "repeat", "outcome", "reply",
    "latency_s", "cost_usd", "served_model", "at", "key",
)  # fmt: skip


def _flat(answer: Answer, score: Score | None) -> dict[str, Any]:
    row: dict[str, Any] = {} if score is None else msgspec.to_builtins(score)
    for name in _OF_ANSWER:
        row[name] = getattr(answer, name)
    return row


def _svg_text(summary: Summary, lang: str) -> str:
    from stetmark.report.chart import leaderboard_figure

    return leaderboard_figure(summary, words(lang))


def _svg(folder: RunFolder, summary: Summary, lang: str, path: Path) -> None:
    del folder
    write_atomic(path, _svg_text(summary, lang).encode("utf-8", "replace") + b"\n")


def _png(folder: RunFolder, summary: Summary, lang: str, path: Path) -> None:
    del folder
    try:
        import resvg_py
    except ImportError:
        raise SettingsError(
            "PNG needs resvg_py, which is not installed",
            hint="pip install 'stetmark[figures]', or use --to svg, which needs no extra package",
        ) from None
    image = resvg_py.svg_to_bytes(svg_string=_svg_text(summary, lang), zoom=2, languages=[lang])
    write_atomic(path, bytes(image))


#: form -> what writes it
FORMS: dict[str, Callable[[RunFolder, Summary, str, Path], None]] = {
    "html": _html,
    "md": _md,
    "csv": _csv,
    "xlsx": _xlsx,
    "json": _json,
    "parquet": _parquet,
    "svg": _svg,
    "png": _png,
}
