"""Two files: what was changed from one to the other, and what of it is a correction."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from stetmark.documents import format_of, read
from stetmark.documents.encoding import decode
from stetmark.guarding.default_lexicon import DefaultGuardLexicon
from stetmark.guarding.guard import Policy
from stetmark.guarding.guard import guard as guard_texts
from stetmark.proofread.guarded_document import GuardedDocument, WholeText, place
from stetmark.text.lettercase import normalize_word

__all__ = ["compare_files"]

#: Formats that hold texts rather than being one: two such files are compared by their texts.
_CONTAINERS = {"docx", "ipynb", "jsonl"}


def compare_files(
    original: Path,
    edited: Path,
    reply: bytes | None = None,
    *,
    policy: Policy = "spelling",
    words: Iterable[str] = (),
) -> GuardedDocument:
    """Guard what was made of a file.

    Args:
        original: The file as it was; its format says what in it is prose.
        edited: What it became: of the same format, or any text.
        reply: The content of `edited` where that is not a file.
        policy: See `stetmark.guarding.guard.guard`.
        words: Names and terms that are right as they are.

    Raises:
        DataError: One of them cannot be read.
    """
    document = read(original)
    own = frozenset(map(normalize_word, words))
    given = _edited_text(edited, reply)
    guarded = guard_texts(
        document.text, given, lexicon=DefaultGuardLexicon(own), policy=policy, outside=document.outside
    )
    outside = "in code, markup or other non-prose"
    found = place(document, WholeText(document), guarded.decisions, own=own, outside=outside)
    edits = tuple(edit for _, edit in found if edit is not None)
    return GuardedDocument(
        document,
        tuple(decision for decision, _ in found),
        edits,
        document.replace(edits),
        (guarded.fallback,) if guarded.fallback else (),
        guarded.envelope,
    )


def _edited_text(edited: Path, reply: bytes | None) -> str:
    if reply is None:
        kind = format_of(edited)
        if kind in _CONTAINERS:
            return read(edited).text
        reply = read(edited, "txt").data
    text, _, _ = decode(reply, str(edited))
    return text
