"""One XML part of a Word document: its paragraphs, each text run with its place in the bytes.

Expat tells the byte at which every tag begins, so that a change is spliced into the XML as it was written and
nothing is serialized anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from stetmark.errors import DataError

__all__ = ["Paragraph", "Piece", "Run", "parse_part"]

_W = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_UNIT = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);|.", re.DOTALL)
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
#: Styles whose text is code.
_CODE = re.compile(r"code|verbatim|preformat|source|listing|macro|keyboard|typewriter", re.IGNORECASE)
#: What a run holds beside text, as a reader sees it.
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": "\u00ad"}


@dataclass(slots=True)
class Run:
    """A `w:r`: its opening tag and its properties as written, where it begins and ends."""

    start: int
    tag: bytes
    body: int
    prefix: bytes
    properties: bytes = b""
    end: int = 0


@dataclass(slots=True)
class Piece:
    """A stretch of a paragraph's text: a whole `w:t`, or (without a run) what no edit may reach."""

    text: str
    run: Run | None = None
    start: int = 0  # the whole <w:t>…</w:t>
    end: int = 0
    units: list[bytes] = field(default_factory=list)  # each character as it is written


@dataclass(slots=True)
class Paragraph:
    """A `w:p` with its text in pieces."""

    pieces: list[Piece] = field(default_factory=list)
    code: bool = False


def parse_part(xml: bytes, name: str) -> tuple[list[Paragraph], int]:
    """The paragraphs of a part, and the highest `w:id` in it.

    Raises:
        DataError: Not XML, not UTF-8, or with a document type (which no Word file has).
    """
    reader = _Reader(xml)
    try:
        xml.decode("utf-8")
        reader.parse()
    except (expat.ExpatError, UnicodeDecodeError) as e:
        raise DataError(f"damaged Word document: {e}", path=name) from None
    return reader.paragraphs, reader.top_id


class _Reader:
    def __init__(self, xml: bytes) -> None:
        self.paragraphs: list[Paragraph] = []
        self.top_id = 0
        self._xml = xml
        self._stack: list[str] = []
        self._paragraph: Paragraph | None = None
        self._run: Run | None = None
        self._run_pieces: list[Piece] = []
        self._fixed = False
        self._field = 0
        self._text_start = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype

    def parse(self) -> None:
        self._parser.Parse(self._xml, True)

    def _doctype(self, *_: object) -> None:
        raise expat.ExpatError("a document type declaration is not allowed")

    def _here(self) -> int:
        return self._parser.CurrentByteIndex

    def _tag(self) -> bytes:
        match = _TAG.match(self._xml, self._here())
        return match[0] if match else b""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = next((name.removeprefix(w) for w in _W if name.startswith(w)), "")
        value = next((attributes[w + "val"] for w in _W if w + "val" in attributes), "")
        number = next((attributes[w + "id"] for w in _W if w + "id" in attributes), "")
        if number.isdecimal():
            self.top_id = max(self.top_id, int(number))
        self._stack.append(local)
        if local == "p":
            self._open_paragraph()
        elif local == "pStyle" and self._paragraph:
            self._paragraph.code |= bool(_CODE.search(value))
        elif local == "r" and "r" not in self._stack[:-1]:
            tag = self._tag()
            prefix = tag[1:].partition(b"r")[0]
            self._run = Run(self._here(), tag, self._here() + len(tag), prefix)
            self._run_pieces = []
            self._fixed = bool({"ins", "moveTo"} & set(self._stack)) or self._field > 0
        elif self._run is not None and self._stack.count("r") == 1:
            self._inside_run(local, value, attributes)

    def _open_paragraph(self) -> None:
        if "r" in self._stack:  # a text box inside a run: its text stands in the file twice
            return
        self._paragraph = Paragraph()
        self.paragraphs.append(self._paragraph)

    def _inside_run(self, local: str, value: str, attributes: dict[str, str]) -> None:
        off = value.lower() in {"0", "false", "off"}
        if local == "rStyle":
            self._fixed |= bool(_CODE.search(value))
        elif local in {"noProof", "vanish", "webHidden"}:
            self._fixed |= not off
        elif local == "fldChar":
            kind = next((v for k, v in attributes.items() if k.endswith("fldCharType")), "")
            self._field += {"begin": 1, "end": -1}.get(kind, 0)
        elif local == "t":
            self._text_start = self._here() + len(self._tag())
        elif local in _SIGNS:
            self._run_pieces.append(Piece(_SIGNS[local]))
        elif local == "rPr" and self._stack[-2] == "r":
            self._run_properties = self._here()

    def _end(self, name: str) -> None:
        local = self._stack.pop()
        del name
        if local == "p" and "r" not in self._stack:
            self._paragraph = None
        elif self._run is None:
            return
        elif local == "rPr" and self._stack[-1] == "r" and self._stack.count("r") == 1:
            self._run.properties = self._xml[self._run_properties : self._after()]
        elif local == "t" and self._stack.count("r") == 1:
            self._text()
        elif local == "r" and "r" not in self._stack:
            self._close_run(self._run)

    def _after(self) -> int:
        """Where the element that ends here ends: an empty one is reported at its only tag."""
        return self._here() + len(self._tag())

    def _text(self) -> None:
        run = self._run
        low, high = self._text_start, self._here()
        if run is None or high < low:  # <w:t/>
            return
        written = self._xml[low:high].decode("utf-8")
        units = _UNIT.findall(written)
        start = self._xml.rfind(b"<", 0, low)
        text = "".join(_character(unit) for unit in units)
        if "<" in written or "\r" in written or len(text) != len(units):
            self._run_pieces.append(Piece(text))  # CDATA, comments: rare, and left alone
            return
        self._run_pieces.append(Piece(text, run, start, self._after(), [u.encode() for u in units]))

    def _close_run(self, run: Run) -> None:
        run.end = self._after()
        self._run = None
        if self._paragraph is None or {"del", "moveFrom"} & set(self._stack):
            return
        for piece in self._run_pieces:
            if self._fixed:
                piece.run = None
            self._paragraph.pieces.append(piece)


def _character(unit: str) -> str:
    if len(unit) == 1:
        return unit
    body = unit[1:-1]
    if body.startswith("#x"):
        return chr(int(body.removeprefix("#x"), base=16))
    return chr(int(body[1:])) if body.startswith("#") else _NAMED.get(body, unit)
