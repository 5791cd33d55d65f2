"""Word documents: running text in, tracked changes out.

Every edit becomes a `w:del` and a `w:ins` that an editor can accept or refuse one by one; accepting all gives
the edited text, refusing all the text as it was. All other members of the archive keep their bytes.
"""

from __future__ import annotations

import bisect
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from stetmark.documents.docx_part import Paragraph, Piece, parse_part
from stetmark.documents.model import Block, Document, Mask, make_block
from stetmark.errors import DataError
from stetmark.text.edits import Edit

__all__ = ["DocxDocument", "read"]

_MAIN = re.compile(
    rb'Type="[^"]*/officeDocument"[^>]*?Target="/?([^"]+)"|Target="/?([^"]+)"[^>]*?/officeDocument"'
)
_LARGEST_PART = 200_000_000
_SPACE_TO_KEEP = b' xml:space="preserve"'


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a piece that may be edited stands in the document's text."""

    start: int
    end: int
    part: str
    piece: Piece


@dataclass(frozen=True)
class DocxDocument(Document):
    """A Word document; offsets are in its paragraphs joined by newlines."""

    places: tuple[_Place, ...] = field(default=(), repr=False)
    labels: tuple[tuple[int, str], ...] = field(default=(), repr=False)
    next_id: int = 1

    def where(self, offset: int) -> str:
        """`paragraph 12:5`: the paragraph, counted from 1 in its part, and the character in it."""
        at = bisect.bisect_right(self.labels, (offset, "\U0010ffff")) - 1
        start, label = self.labels[max(at, 0)]
        return f"{label}:{offset - start + 1}"

    def replace(
        self, edits: Iterable[Edit], *, author: str = "Stetmark", date: datetime | None = None
    ) -> bytes:
        """The document with these edits as tracked changes.

        Args:
            edits: Inside prose, as everywhere; each is widened to whole words, as an editor reads them.
            author: The name that stands at every change.
            date: When they were made; by default now.
        """
        wide = _whole_words(self, self.checked(edits))
        if not wide:
            return self.data
        stamp = (date or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        by = f"w:author={quoteattr(author)} w:date={quoteattr(stamp)}"
        cuts: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        starts = [place.start for place in self.places]
        for edit in wide:
            index = max(bisect.bisect_right(starts, edit.start) - 1, 0)
            if edit.start == edit.end and index and self.places[index].start == edit.start:
                index -= (
                    self.places[index - 1].end == edit.start
                )  # an insertion belongs to the word before it
            new = edit.replacement
            while True:
                place = self.places[index]
                low, high = max(edit.start, place.start), min(edit.end, place.end)
                cuts[index].append((low - place.start, high - place.start, new))
                new = ""
                index += 1
                if place.end >= edit.end or index == len(self.places):
                    break
        return self._written(cuts, by)

    def _written(self, cuts: dict[int, list[tuple[int, int, str]]], by: str) -> bytes:
        changed: dict[str, list[tuple[int, int, bytes]]] = defaultdict(list)
        number = self.next_id
        for index in sorted(cuts):
            place = self.places[index]
            splice, number = _tracked(place.piece, sorted(cuts[index]), by, number)
            changed[place.part].append(splice)
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.data)) as old, zipfile.ZipFile(out, "w") as new:
            new.comment = old.comment
            for info in old.infolist():
                content = old.read(info)
                for start, end, xml in sorted(changed.get(info.filename, []), reverse=True):
                    content = content[:start] + xml + content[end:]
                new.writestr(info, content, compress_type=info.compress_type)
        return out.getvalue()


def _whole_words(document: DocxDocument, edits: list[Edit]) -> list[Edit]:
    """The edits widened to the words they are in, those in one word made one."""
    text, spans = document.text, document.spans
    found: list[Edit] = []
    for edit in edits:
        span = next(s for s in spans if s.start <= edit.start and edit.end <= s.end)
        low, high = edit.start, edit.end
        while low > span.start and (text[low - 1].isalnum() or text[low - 1] in "'’"):
            low -= 1
        while high < span.end and (text[high].isalnum() or text[high] in "'’"):
            high += 1
        new = text[low : edit.start] + edit.replacement + text[edit.end : high]
        if found and found[-1].end > low:
            last = found.pop()
            kept = last.replacement[: len(last.replacement) - (last.end - edit.start)]
            new = kept + edit.replacement + text[edit.end : high]
            low = last.start
        found.append(Edit(low, high, new))
    return found


def _tracked(
    piece: Piece, cuts: list[tuple[int, int, str]], by: str, number: int
) -> tuple[tuple[int, int, bytes], int]:
    """The bytes that replace one `w:t` (or its whole run, where nothing of it is left before or after)."""
    run = piece.run
    if run is None:
        raise DataError("an edit covers text that must not be edited")
    w = run.prefix
    opening = run.tag + run.properties
    text_opening = b"<" + w + b"t" + _SPACE_TO_KEEP + b">"
    text_closing = b"</" + w + b"t>"
    run_closing = b"</" + w + b"r>"
    prefixed = by.encode() if w == b"w:" else by.replace("w:", w.decode()).encode()
    alone_before = run.body + len(run.properties) == piece.start
    alone_after = piece.end + len(run_closing) == run.end
    out: list[bytes] = []
    at = 0
    for position, (low, high, new) in enumerate(cuts):
        before = b"".join(piece.units[at:low])
        if position == 0 and not (alone_before and not before):
            out += [text_opening, before, text_closing, run_closing]
        elif position and before:
            out += [opening, text_opening, before, text_closing, run_closing]
        if high > low:
            old = b"".join(piece.units[low:high])
            out += [b"<" + w + b'del %sid="%d" ' % (w, number), prefixed, b">", opening]
            out += [b"<" + w + b"delText" + _SPACE_TO_KEEP + b">", old, b"</" + w + b"delText>", run_closing]
            out += [b"</" + w + b"del>"]
            number += 1
        if new:
            out += [b"<" + w + b'ins %sid="%d" ' % (w, number), prefixed, b">", opening, text_opening]
            out += [escape(new).encode(), text_closing, run_closing, b"</" + w + b"ins>"]
            number += 1
        at = high
    rest = b"".join(piece.units[at:])
    start = run.start if alone_before and not piece.units[: cuts[0][0]] else piece.start
    end = piece.end
    if rest or not alone_after:
        out += [opening, text_opening, rest, text_closing]
    else:
        end = run.end
    return (start, end, b"".join(out)), number


def read(data: bytes, name: str) -> DocxDocument:
    """A Word document.

    Raises:
        DataError: Not a .docx, damaged, or protected by a password.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DataError(
            "an old .doc or a password-protected file", path=name, hint="save it as .docx without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part: archive.read(part) for part in _part_names(archive, name)}
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError) as e:
        raise DataError(f"not a Word document: {e}", path=name) from None
    texts: list[str] = []
    blocks: list[Block] = []
    places: list[_Place] = []
    labels: list[tuple[int, str]] = []
    at = top = 0
    for part, xml in parts.items():
        paragraphs, highest = parse_part(xml, name)
        top = max(top, highest)
        for number, paragraph in enumerate(paragraphs, 1):
            labels.append((at, f"{_label(part)} {number}"))
            texts.append("".join(piece.text for piece in paragraph.pieces))
            places += _places(paragraph, part, at)
            at += len(texts[-1]) + 1
    whole = "\n".join(texts)
    free = sorted((p.start, p.end) for p in places)
    starts = [start for start, _ in labels]
    for start, end in pairwise([*starts, len(whole) + 1]):
        block = make_block(whole, start, end - 1, _masks(free, start, end - 1))
        if block is not None:
            blocks.append(block)
    return DocxDocument(
        whole, tuple(blocks), "docx", name, data, places=tuple(places), labels=tuple(labels), next_id=top + 1
    )


def _part_names(archive: zipfile.ZipFile, name: str) -> list[str]:
    """The main part and the notes, in the order in which they are read."""
    members = {info.filename: info for info in archive.infolist()}
    if len(members) != len(archive.infolist()):
        raise DataError("damaged Word document: two members with the same name", path=name)
    match = _MAIN.search(archive.read("_rels/.rels")) if "_rels/.rels" in members else None
    main = (match[1] or match[2]).decode() if match else "word/document.xml"
    folder = main.rpartition("/")[0]
    found = [main, *(f"{folder}/{note}.xml" for note in ("footnotes", "endnotes"))]
    found = [part for part in found if part in members or part == main]
    if any(members[part].file_size > _LARGEST_PART for part in found if part in members):
        raise DataError(f"a part is larger than {_LARGEST_PART:,} bytes", path=name)
    return found


def _label(part: str) -> str:
    stem = part.rpartition("/")[2].removesuffix(".xml")
    return {"footnotes": "footnote paragraph", "endnotes": "endnote paragraph"}.get(stem, "paragraph")


def _places(paragraph: Paragraph, part: str, at: int) -> list[_Place]:
    found = []
    for piece in paragraph.pieces:
        if piece.run is not None and piece.text and not paragraph.code:
            found.append(_Place(at, at + len(piece.text), part, piece))
        at += len(piece.text)
    return found


def _masks(free: list[tuple[int, int]], start: int, end: int) -> list[Mask]:
    """What is not free between `start` and `end`."""
    masks, at = [], start
    for low, high in free[bisect.bisect_left(free, (start, start)) :]:
        if low >= end:
            break
        if low > at:
            masks.append(Mask(at, low))
        at = high
    if at < end:
        masks.append(Mask(at, end))
    return masks
