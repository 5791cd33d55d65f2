"""Read and write data at scale: Parquet or JSONL, a file or a folder of them, on disk or in a bucket."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from stetmark.errors import DataError, SettingsError
from stetmark.records import Item
from stetmark.store import validate_item, write_jsonl
from stetmark.store.items import iter_items
from stetmark.store.parquet import list_files, locate, read_parquet, replacing_at

__all__ = ["ENGINES", "form_of", "items_on_disk", "new_folder", "read_items_from", "within", "write_bytes"]

ENGINES = ("local", "ray")


def form_of(path: str | Path) -> str:
    """Return `.parquet` or `.jsonl`: what a file is by its name, or a folder by what is in it.

    Raises:
        DataError: It is neither, or there is nothing there.
    """
    _, names = list_files(path, ".parquet", ".jsonl")
    forms = {Path(name).suffix for name in names}
    if len(forms) > 1 or not forms <= {".parquet", ".jsonl"}:
        raise DataError(
            f"contains {' and '.join(sorted(forms))}", path=path, hint="Give either .parquet or .jsonl files."
        )
    return forms.pop()


def within(folder: str | Path, name: str) -> str:
    """Return the path or URL of what is in a folder; a URL's query stays at its end.

    Example:
        >>> within("s3://bucket/out/?endpoint_override=minio:9000", "summary.json")
        's3://bucket/out/summary.json?endpoint_override=minio:9000'
    """
    base, mark, query = str(folder).partition("?") if "://" in str(folder) else (str(folder), "", "")
    return f"{base.rstrip('/')}/{name}{mark}{query}"


@contextmanager
def items_on_disk(path: str | Path) -> Iterator[Path]:
    """Provide a JSONL file of the items on the local disk while the block runs.

    Raises:
        DataError: The items cannot be used.
    """
    if "://" not in str(path) and Path(path).is_file() and Path(path).suffix == ".jsonl":
        yield Path(path)
        return
    folder = Path(tempfile.mkdtemp(prefix="stetmark-"))
    try:
        write_jsonl(folder / "items.jsonl", read_items_from(path))
        yield folder / "items.jsonl"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def read_items_from(path: str | Path) -> Iterator[Item]:
    """Yield the items of a file or folder, each checked.

    Raises:
        DataError: As `stetmark.store.read_items`.
    """
    if "://" not in str(path) and Path(path).suffix in {".json", ".jsonl"}:
        yield from iter_items(path)
        return
    form = form_of(path)
    seen: set[str] = set()
    for item in read_parquet(path, Item) if form == ".parquet" else _lines_of(path):
        if problem := validate_item(item):
            raise DataError(f"item {item.id!r}: {problem}", path=path)
        if item.id in seen:
            raise DataError(f"item id {item.id!r} occurs twice", path=path)
        seen.add(item.id)
        yield item


def _lines_of(path: str | Path) -> Iterator[Item]:
    system, names = list_files(path, ".jsonl")
    decode = msgspec.json.Decoder(Item).decode
    for name in names:
        with system.open_input_stream(name) as file:
            rest = b""
            while block := file.read(1 << 20):
                *lines, rest = (rest + block).split(b"\n")
                yield from (decode(line) for line in lines if line.strip())
            if rest.strip():
                yield decode(rest)


def new_folder(path: str | Path) -> None:
    """Make a folder for results.

    Raises:
        DataError: It already exists and is not empty.
    """
    from pyarrow import fs

    system, inside = locate(path)
    there = system.get_file_info(inside)
    if there.type == fs.FileType.File or (
        there.type == fs.FileType.Directory and system.get_file_info(fs.FileSelector(inside))
    ):
        raise DataError("already exists", path=path, hint="Choose a folder that does not exist yet.")
    try:
        system.create_dir(inside, recursive=True)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written: {error}") from None


def write_bytes(path: str, content: bytes) -> None:
    """Write a file, wherever it is: it is there entirely or not at all."""
    with replacing_at(path) as file:
        file.write(content)
