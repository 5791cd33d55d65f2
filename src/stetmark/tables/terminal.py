"""Make model output safe for a terminal: it cannot move the cursor, set the title or reverse a line."""

from __future__ import annotations

import re

__all__ = ["plain"]

# CSI, OSC/DCS/APC/PM/SOS strings (ended by BEL or ST, or never), then any other escape of two characters.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)?"
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str, *, one_line: bool = False) -> str:
    """Return text that shows on a terminal but does nothing to it.

    Escape sequences and direction controls are removed, other control characters become U+FFFD, so that a
    reader sees that something stood there.

    Args:
        text: Anything a model or a file gave.
        one_line: Show line ends and tabs as a space.
    """
    text = _BIDI.sub("", _CONTROL.sub("\ufffd", _SEQUENCE.sub("", text.replace("\r\n", "\n"))))
    return " ".join(re.split(r"[\n\t]", text)) if one_line else text
