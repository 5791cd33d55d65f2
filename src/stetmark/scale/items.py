"""Clean texts in Parquet or on any filesystem -> items, on Ray: the same items in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from stetmark.errors import DataError
from stetmark.items.corpus import TEXT_FIELDS, Corpus
from stetmark.items.generate import Tally
from stetmark.items.make import CleanText, Made, Maker, Plan, Refusal
from stetmark.records import Item
from stetmark.scale.session import ray_session
from stetmark.store.parquet import from_table, list_files, needs_arrow, table_of_lines

__all__ = ["generate_on_ray", "make_table", "texts_of_parquet"]

#: Texts that one task turns into items: about a second of work.
TEXTS_PER_TASK = 1024


def generate_on_ray(
    texts: Iterable[CleanText | Refusal], plan: Plan, tally: Tally, *, address: str | None = None
) -> Iterator[Item]:
    """Yield the items of all texts, in order, made on Ray; see `stetmark.items.generate.generate`.

    The texts are read here and wait in Ray's object store, which spills to disk; making takes about twenty
    times as long as reading.

    Args:
        texts: Clean texts; refusals among them are counted.
        plan: What to make.
        tally: Filled on the way.
        address: Of a Ray cluster; None starts Ray on this machine.

    Raises:
        SettingsError: Ray is not installed, there is no such cluster, or the plan is none.
    """
    plan.check()
    clean = iter(_clean(texts, tally))
    with ray_session(address) as ray:
        tables = []
        while block := list(islice(clean, TEXTS_PER_TASK)):
            tables.append(ray.put(_table(block)))
        if not tables:
            return
        made = ray.data.from_arrow_refs(tables).map_batches(
            make_table, fn_args=[plan], batch_format="pyarrow", batch_size=None
        )
        decode = msgspec.json.Decoder(list[Made]).decode
        for row in made.iter_rows():
            for one in decode(row["made"]):
                yield from tally.take(one)


def make_table(table: Any, plan: Plan) -> dict[str, list[bytes]]:
    """Return what came of a batch of clean texts, as JSON in one cell."""
    maker = _maker(plan)
    return {"made": [msgspec.json.encode([maker.make(text) for text in from_table(table, CleanText)])]}


@lru_cache(maxsize=1)
def _maker(plan: Plan) -> Maker:
    return Maker(plan)


def _table(texts: list[CleanText]) -> Any:
    return table_of_lines(b"\n".join(map(msgspec.json.Encoder().encode, texts)), CleanText)


def _clean(texts: Iterable[CleanText | Refusal], tally: Tally) -> Iterator[CleanText]:
    for text in texts:
        if isinstance(text, Refusal):
            tally.texts += 1
            tally.refuse(text)
        else:
            yield text


def texts_of_parquet(path: str | Path, corpus: Corpus) -> Iterator[CleanText | Refusal]:
    """Yield the clean texts of Parquet files with a column `text` (or another name that a corpus knows).

    Raises:
        DataError: The file does not exist, or has no text column.
    """
    needs_arrow()
    import pyarrow.parquet as pq

    system, names = list_files(path, ".parquet")
    for name in names:
        with system.open_input_file(name) as file, pq.ParquetFile(file, pre_buffer=False) as table:
            there = table.schema_arrow.names
            column = next((field for field in TEXT_FIELDS if field in there), None)
            if column is None:
                raise DataError("has no text column", path=name, hint=f"One of: {', '.join(TEXT_FIELDS)}.")
            wanted = [field for field in there if field == column or field in CleanText.__struct_fields__]
            for batch in table.iter_batches(1024, columns=wanted, use_threads=False):
                for record in batch.to_pylist():
                    text = record.pop(column) or ""
                    yield corpus.clean_text(text.strip(), Path(name).name, record)
