"""LiveBench's typo rule as it is today, in linear time.

It passes preambles, duplicates and wrong-then-right answers, and fails a correct solution of two lines: it is
here so that figures can be compared, not because it is right.
"""

from __future__ import annotations

__all__ = ["livebench_passes"]

_OPEN, _CLOSE, _BAR = "<solution>", "</solution>", " --- "


def livebench_passes(reference: str, reply: str) -> bool:
    """Whether today's LiveBench rule calls `reply` right.

    Thinking is dropped, the last one-line `<solution>` taken; without one, what is between two ` --- ` on
    a line, or all of it; its non-empty lines are joined by spaces, and the reference must be contained.
    """
    if "<" not in reply and "\n" not in reply and _BAR not in reply:
        return reference in reply.strip()
    text = _without_thinking(reply)
    solution = _last_solution(text)
    if solution is None:
        text = text.replace(_OPEN, "").replace(_CLOSE, "")
        solution = _between_bars(text)
    return reference in " ".join(line for line in solution.strip().split("\n") if line)


def _without_thinking(text: str) -> str:
    """`re.sub("<think>.*?</think>", "", text, flags=DOTALL)`."""
    parts: list[str] = []
    at = 0
    while (start := text.find("<think>", at)) >= 0 and (end := text.find("</think>", start + 7)) >= 0:
        parts.append(text[at:start])
        at = end + 8
    return "".join(parts) + text[at:] if parts else text[at:]


def _last_solution(text: str) -> str | None:
    """The last of `re.findall("<solution>(.*?)</solution>", text)`."""
    if _OPEN not in text:
        return None
    for line in reversed(text.split("\n")):
        found = None
        at = 0
        while (start := line.find(_OPEN, at)) >= 0 and (end := line.find(_CLOSE, start + len(_OPEN))) >= 0:
            found = line[start + len(_OPEN) : end]
            at = end + len(_CLOSE)
        if found is not None:
            return found
    return None


def _between_bars(text: str) -> str:
    """The group of `re.search(".* --- (.*?) --- .*", text)`, or `text` where it does not match."""
    if _BAR not in text:
        return text
    for line in text.split("\n"):
        last = line.rfind(_BAR)
        start = line.rfind(_BAR, 0, last) if last > 0 else -1
        if start >= 0:
            start += len(_BAR)
            return line[start : line.find(_BAR, start)]
    return text
