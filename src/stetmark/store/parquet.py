"""How do records lie in Parquet?  One column a field, read and written in batches, on any filesystem.

Needs pyarrow (`pip install 'stetmark[parquet]'`). A path may be a URL that pyarrow or fsspec knows
(`s3://…`, `gs://…`, `hdfs://…`, `memory://…`); a folder stands for the files in it, in order of their names.
"""

from __future__ import annotations

import importlib
import types
import typing
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from stetmark.errors import DataError, SettingsError
from stetmark.store.ranges import cut
from stetmark.store.replace import replacing

__all__ = [
    "BATCH_ROWS",
    "arrow_schema",
    "from_table",
    "jsonl_to_parquet",
    "list_files",
    "locate",
    "needs_arrow",
    "read_parquet",
    "read_tables",
    "replacing_at",
    "table_of_lines",
    "write_parquet",
]

T = TypeVar("T")

#: Rows that are read at once, and written as one row group.
BATCH_ROWS = 1024
GROUP_ROWS = 16 * BATCH_ROWS


def needs_arrow() -> Any:
    """Return the module pyarrow.

    Raises:
        SettingsError: It is not installed.
    """
    try:
        import pyarrow as pa  # 100 ms that only Parquet is worth
    except ImportError:
        raise SettingsError(
            "Parquet needs pyarrow, which is not installed", hint="pip install 'stetmark[parquet]'"
        ) from None
    return pa


def locate(path: str | Path) -> tuple[Any, str]:
    """Return the filesystem (pyarrow's) that a path or URL lies on, and the path there.

    Raises:
        SettingsError: No filesystem goes by this URL here.
    """
    needs_arrow()
    from pyarrow import ArrowInvalid, fs

    text = str(path)
    if "://" not in text:
        return fs.LocalFileSystem(), str(Path(text).absolute())
    try:
        found, inside = fs.FileSystem.from_uri(text)
    except (ArrowInvalid, OSError) as error:
        try:
            known, inside = importlib.import_module("fsspec.core").url_to_fs(text)
        except (ImportError, ValueError):
            raise SettingsError(
                f"{text}: {error}", hint="Install the fsspec package for this protocol."
            ) from None
        found = fs.PyFileSystem(fs.FSSpecHandler(known))
    return found, inside


def list_files(path: str | Path, *suffixes: str) -> tuple[Any, list[str]]:
    """Return the filesystem and the files that a path stands for: itself, or what is in the folder, by name.

    Raises:
        DataError: There is nothing there.
    """
    from pyarrow import fs

    system, inside = locate(path)
    kind = system.get_file_info(inside).type
    if kind == fs.FileType.File:
        return system, [inside]
    names: list[str] = []
    if kind == fs.FileType.Directory:
        found = system.get_file_info(fs.FileSelector(inside))
        names = sorted(
            f.path
            for f in found
            if f.is_file and f.path.endswith(suffixes) and not f.base_name.startswith((".", "_"))
        )
    if not names:
        raise DataError(f"contains no {' or '.join(suffixes)} file", path=path)
    return system, names


@cache
def arrow_schema(type_: type) -> Any:
    """Return the Arrow schema of a record (a msgspec Struct), one field each, under its name in JSON."""
    pa = needs_arrow()
    return pa.schema([_field(pa, field.encode_name, field.type) for field in _fields(type_)])


def _fields(type_: type) -> Iterable[msgspec.structs.FieldInfo]:
    return msgspec.structs.fields(type_)


def _field(pa: Any, name: str, type_: Any) -> Any:
    return pa.field(name, _arrow_type(pa, type_))


def _arrow_type(pa: Any, type_: Any) -> Any:
    origin, parts = typing.get_origin(type_), typing.get_args(type_)
    if origin in {typing.Union, types.UnionType}:
        return _arrow_type(pa, next(part for part in parts if part is not type(None)))
    if origin is tuple:
        return pa.list_(_arrow_type(pa, parts[0]))
    if origin is typing.Literal:
        return pa.string()
    if isinstance(type_, type) and issubclass(type_, msgspec.Struct):
        return pa.struct([_field(pa, field.encode_name, field.type) for field in _fields(type_)])
    plain = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    return plain[type_]


def read_tables(path: str | Path, type_: type, *, columns: Iterable[str] | None = None) -> Iterator[Any]:
    """Yield Arrow batches of at most `BATCH_ROWS` rows, in the order of files and rows.

    Args:
        path: A Parquet file or a folder of them.
        type_: Their columns' record; columns it does not know are not read.
        columns: Read only these.

    Raises:
        DataError: There is no such file, or it is no Parquet.
    """
    pa = needs_arrow()
    import pyarrow.parquet as pq

    system, names = list_files(path, ".parquet")
    known = set(arrow_schema(type_).names if columns is None else columns)
    for name in names:
        try:
            # Pages are read as they are needed: a row group may be larger than the memory.
            with (
                system.open_input_file(name) as file,
                pq.ParquetFile(file, buffer_size=1 << 20, pre_buffer=False) as table,
            ):
                wanted = [column for column in table.schema_arrow.names if column in known]
                yield from table.iter_batches(BATCH_ROWS, columns=wanted, use_threads=False)
        except (pa.ArrowException, OSError) as error:
            raise DataError(f"cannot be read as Parquet: {error}", path=name) from None


def read_parquet(path: str | Path, type_: type[T], *, columns: Iterable[str] | None = None) -> Iterator[T]:
    """Yield the records of Parquet files, in constant memory; else as `read_tables`.

    Raises:
        DataError: As `read_tables`; a row is not such a record.
    """
    for batch in read_tables(path, type_, columns=columns):
        try:
            yield from from_table(batch, type_)
        except msgspec.ValidationError as error:
            raise DataError(f"not a {type_.__name__} record: {error}", path=path) from None


def from_table(table: Any, type_: type[T]) -> list[T]:
    """Return the records of an Arrow table or batch; a null is a field that is not given.

    Raises:
        msgspec.ValidationError: A row is not such a record.
    """
    names = table.schema.names
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    given = [
        {name: value for name, value in zip(names, row, strict=True) if value is not None} for row in rows
    ]
    return msgspec.convert(_without_nulls(given), list[type_])  # type: ignore[valid-type]


def _without_nulls(value: Any) -> Any:
    """Drop the nulls of structs within structs, which Arrow gives for fields that are not given."""
    if isinstance(value, dict):
        return {name: _without_nulls(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_without_nulls(inner) for inner in value]
    return value


def table_of_lines(lines: bytes, type_: type) -> Any:
    """Return JSONL as an Arrow table with the columns of a record."""
    from pyarrow import BufferReader, json

    schema = arrow_schema(type_)
    if not lines.strip():
        return schema.empty_table()
    how = json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")
    read = json.ReadOptions(use_threads=False, block_size=len(lines) + 1)
    return json.read_json(BufferReader(lines), read, how).select(schema.names)


@contextmanager
def write_parquet(path: str | Path, type_: type) -> Iterator[typing.Callable[[bytes], None]]:
    """Give a function that takes records as JSONL and writes them; the file is there once the block ends.

    Row groups hold some `GROUP_ROWS` rows, so that memory is constant and readers can share the work.
    """
    needs_arrow()
    import pyarrow.parquet as pq

    waiting: list[Any] = []

    def flush() -> None:
        if waiting:
            pa = needs_arrow()
            writer.write_table(pa.concat_tables(waiting))
            waiting.clear()

    def write(lines: bytes) -> None:
        waiting.append(table_of_lines(lines, type_))
        if sum(table.num_rows for table in waiting) >= GROUP_ROWS or (
            sum(table.nbytes for table in waiting) >= (64 << 20)
        ):
            flush()

    with (
        replacing_at(path) as file,
        pq.ParquetWriter(file, arrow_schema(type_), compression="zstd") as writer,
    ):
        yield write
        flush()


@contextmanager
def replacing_at(path: str | Path) -> Iterator[Any]:
    """Open a file, wherever it is, that is there once the block ends without an exception, or not at all.

    On this machine as `stetmark.store.replace.replacing`; elsewhere under another name until it is whole.
    """
    if "://" not in str(path):
        with replacing(path) as file:
            yield file
        return
    system, inside = locate(path)
    system.create_dir(inside.rpartition("/")[0], recursive=True)
    half = f"{inside}.writing"
    try:
        with system.open_output_stream(half) as file:
            yield file
    except BaseException:
        system.delete_file(half)
        raise
    system.move(half, inside)


def jsonl_to_parquet(lines: str | Path, path: str | Path, type_: type) -> None:
    """Write the records of a JSONL file as Parquet, in constant memory.

    Raises:
        DataError: A line is not such a record.
    """
    pa = needs_arrow()
    with write_parquet(path, type_) as write:
        for piece in cut(lines, 1 << 20):
            with piece.path.open("rb") as file:
                file.seek(piece.start)
                block = file.read(piece.end - piece.start)
            try:
                write(block)
            except pa.ArrowException as error:
                raise DataError(f"not {type_.__name__} records: {error}", path=piece.path) from None
