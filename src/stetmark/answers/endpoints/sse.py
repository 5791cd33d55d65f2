"""How are server-sent events read?  (WHATWG HTML, section 9.2, as far as providers use it.)."""

from __future__ import annotations

__all__ = ["EventLines"]

MAX_EVENT_BYTES = 32 * 1024 * 1024


class EventLines:
    """Takes the bytes of a stream as they come and gives the data of whole events.

    Comments (": keep-alive"), blank lines, `event:` and `id:` fields are passed over: every dialect names the
    event inside its data. Data of several lines is joined with newlines. A line may end in CR LF.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._data: list[bytes] = []
        self._first = True

    def feed(self, chunk: bytes) -> list[bytes]:
        """Take some bytes, return the data of the events that are whole by now.

        Raises:
            ValueError: An event does not end.
        """
        block = self._rest + chunk if self._rest else chunk
        if self._first and block:
            block = block.removeprefix(b"\xef\xbb\xbf")
            self._first = False
        lines = block.split(b"\n")
        self._rest = lines.pop()
        if len(self._rest) > MAX_EVENT_BYTES:
            raise ValueError(f"an event of more than {MAX_EVENT_BYTES:,} bytes")
        events: list[bytes] = []
        for line in lines:
            self._line(line, events)
        return events

    def close(self) -> list[bytes]:
        """Return the event that the stream ended in: some servers leave out the last blank line."""
        events: list[bytes] = []
        if self._rest:
            self._line(self._rest, events)
            self._rest = b""
        self._line(b"", events)
        return events

    def _line(self, line: bytes, events: list[bytes]) -> None:
        line = line.removesuffix(b"\r")
        if line.startswith(b"data:"):
            self._data.append(line[6:] if line[5:6] == b" " else line[5:])
        elif not line and self._data:
            events.append(self._data[0] if len(self._data) == 1 else b"\n".join(self._data))
            self._data.clear()
