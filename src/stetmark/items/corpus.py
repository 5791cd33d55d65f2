"""Files, folders, globs and arXiv -> clean paragraphs, one at a time and in a fixed order.

Files are read through `stetmark.documents`; a .jsonl file and a very large .txt file are read as a stream, so
that memory does not grow with the corpus.
"""

from __future__ import annotations

import glob
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from stetmark.documents import read
from stetmark.documents.read import SUFFIXES
from stetmark.errors import DataError
from stetmark.items.make import CleanText, Refusal
from stetmark.text.prose import not_prose as shapes_not_prose
from stetmark.text.scripts import main_language

__all__ = ["TEXT_FIELDS", "Corpus"]

#: Text files above this are read line by line.
STREAM_FROM = 8_000_000
#: No paragraph is longer; what is, is refused without being kept in memory.
LONGEST = 100_000
#: Names under which a record may hold its text.
TEXT_FIELDS = ("text", "reference", "abstract", "summary", "paragraph", "content", "body")
_BITS = 1 << 25


class _Seen:
    """Remembers texts in four megabytes, however many: a Bloom filter, 1 in 5,000 wrong at a million."""

    def __init__(self) -> None:
        self._bits = bytearray(_BITS // 8)

    def add(self, digest: bytes) -> bool:
        """Add a text by its digest; True if it was there already."""
        known = True
        for i in range(0, 16, 4):
            bit = int.from_bytes(digest[i : i + 4], "big") % _BITS
            mask = 1 << (bit & 7)
            known = known and bool(self._bits[bit >> 3] & mask)
            self._bits[bit >> 3] |= mask
        return known


class Corpus:
    """The clean texts of some sources.

    Args:
        sources: Files, folders (searched below, hidden files left out) and glob patterns.
        lang: Language of all texts; None finds it for each.
        licence: Licence note for all texts; a .jsonl record's own `licence` goes before it.
    """

    def __init__(self, sources: Iterable[str], *, lang: str | None = None, licence: str = "") -> None:
        self.sources = tuple(sources)
        self.lang = lang
        self.licence = licence
        self._seen = _Seen()
        self._ids = _Seen()

    def files(self) -> list[tuple[Path, bool]]:
        """Return the files to read in order, each with whether it was named itself.

        Raises:
            DataError: A source does not exist, or holds no file that can be read.
        """
        found: dict[Path, bool] = {}
        for source in self.sources:
            path = Path(source)
            if path.is_file():
                found[path] = True
                continue
            if path.is_dir():
                names = (p for p in path.rglob("*") if not any(part.startswith(".") for part in p.parts[-1:]))
            else:
                names = (Path(name) for name in glob.iglob(source, recursive=True))  # noqa: PTH207  (a pattern)
            below = sorted(p for p in names if p.is_file() and p.suffix.lower() in SUFFIXES)
            if not below:
                what = "contains no text files" if path.is_dir() else "no such file or folder"
                raise DataError(what, path=source, hint=f"supported suffixes: {' '.join(sorted(SUFFIXES))}")
            for p in below:
                found.setdefault(p, False)
        return list(found.items())

    def size(self) -> int:
        """Bytes of all files."""
        return sum(path.stat().st_size for path, _ in self.files())

    def texts(self) -> Iterator[CleanText | Refusal]:
        """Yield every paragraph, or why a file or paragraph was left out.

        Raises:
            DataError: A file that was named itself cannot be read (one found in a folder is refused).
        """
        for path, named in self.files():
            try:
                yield from self._texts_of(path)
            except DataError as error:
                if named:
                    raise
                yield Refusal(str(path), "unreadable", error.message)

    def _texts_of(self, path: Path) -> Iterator[CleanText | Refusal]:
        if path.suffix.lower() == ".jsonl":
            yield from self._records(path)
        elif path.suffix.lower() in (".txt", ".text") and path.stat().st_size > STREAM_FROM:
            for text in _paragraphs(path):
                yield self._text(text, path)
        else:
            for block in read(path).blocks:
                known = tuple(block.outside.without(shapes_not_prose(block.text)))
                yield self.clean_text(block.text, path.name, {}, not_prose=known)

    def _records(self, path: Path) -> Iterator[CleanText | Refusal]:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    record = msgspec.json.decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    raise DataError(f"not JSON: {error}", path=path, line=number) from None
                text = record if isinstance(record, str) else _field(record)
                if text is None:
                    hint = f"a string, or an object with one of {', '.join(TEXT_FIELDS)}"
                    raise DataError("contains no text", path=path, line=number, hint=hint)
                yield self._text(text, path, record if isinstance(record, dict) else {})

    def _text(self, text: str, path: Path, record: Mapping[str, Any] | None = None) -> CleanText | Refusal:
        return self.clean_text(text.strip(), path.name, record or {})

    def clean_text(
        self,
        text: str,
        name: str,
        record: Mapping[str, Any],
        *,
        not_prose: tuple[tuple[int, int], ...] = (),
    ) -> CleanText | Refusal:
        """Return one paragraph as a `CleanText`; its id is its record's, or made of file name and content.

        Args:
            text: The paragraph.
            name: Of its file.
            record: Other facts about it.
            not_prose: Stretches that its document knows not to be prose though the text does not show it.
        """
        if len(text) > LONGEST:
            return Refusal(name, "length", f"{len(text):,} characters, at most {LONGEST:,}")
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        own = record.get("id")
        stem = re.sub(r"\W+", "-", name.rsplit(".", 1)[0]).strip("-")[:24]
        label = own if isinstance(own, str) and own else f"{stem}-{digest.hex()[:10]}"
        if label == own and self._ids.add(hashlib.sha256(own.encode("utf-8", "surrogatepass")).digest()):
            label = f"{own}-{digest.hex()[:10]}"  # two texts under one id would be one cluster
        if self._seen.add(digest):
            return Refusal(label, "duplicate", "the same paragraph occurs elsewhere")
        return CleanText(
            id=label,
            text=text,
            lang=self.lang or _string(record, "lang") or main_language(text),
            kind=_string(record, "kind") or "plain",
            register=_string(record, "register"),
            variety=_string(record, "variety"),
            origin=_string(record, "origin") or name,
            licence=_string(record, "licence") or _string(record, "license") or self.licence,
            not_prose=not_prose,
        )


def _string(record: Mapping[str, Any], field: str) -> str:
    value = record.get(field)
    return value if isinstance(value, str) else ""


def _field(record: object) -> str | None:
    if isinstance(record, dict):
        for name in TEXT_FIELDS:
            if isinstance(record.get(name), str):
                text: str = record[name]
                return text
    return None


def _paragraphs(path: Path) -> Iterator[str]:
    """Paragraphs of a large text file, divided by empty lines; one that is too long keeps only its length."""
    lines: list[str] = []
    size = 0
    try:
        with path.open(encoding="utf-8-sig") as file:
            while chunk := file.readline(1 << 16):
                if chunk.strip():
                    size += len(chunk)
                    if size <= 2 * LONGEST:
                        lines.append(chunk)
                elif lines:
                    yield "".join(lines).strip()
                    lines, size = [], 0
    except UnicodeDecodeError as error:
        raise DataError(f"not UTF-8: {error.reason} at byte {error.start}", path=path) from None
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path=path) from None
    if lines:
        yield "".join(lines).strip()
