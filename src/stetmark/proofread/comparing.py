"""Two files: what was changed from one to the other, and what of it is a correction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from stetmark.documents import Document, Edit, format_of, read
from stetmark.documents.encoding import decode
from stetmark.guarding.guard import Decision, Policy
from stetmark.guarding.guard import guard as guard_texts
from stetmark.guarding.replies import GuardLexicon
from stetmark.proofread.fixing import Finding

__all__ = ["Compared", "compare_files"]

#: Formats that hold texts rather than being one: two such files are compared by their texts.
_CONTAINERS = {"docx", "ipynb", "jsonl"}


@dataclass(frozen=True)
class Compared:
    """What became of the changes between two files.

    Attributes:
        document: The original.
        findings: Every change, in order.
        edits: Those kept, as edits of the original.
        data: The original with them made.
        fallback: Why the whole edited text was thrown away; empty if it was not.
        envelope: What stood around the edited text, as flags.
    """

    document: Document
    findings: tuple[Finding, ...]
    edits: tuple[Edit, ...]
    data: bytes = field(repr=False)
    fallback: str = ""
    envelope: tuple[str, ...] = ()

    @property
    def kept(self) -> tuple[Finding, ...]:
        """What was kept."""
        return tuple(finding for finding in self.findings if finding.kept)

    @property
    def put_back(self) -> tuple[Finding, ...]:
        """What was put back."""
        return tuple(finding for finding in self.findings if not finding.kept)


def compare_files(
    original: Path,
    edited: Path,
    reply: bytes | None = None,
    *,
    policy: Policy = "spelling",
    words: Iterable[str] = (),
) -> Compared:
    """Guard what was made of a file.

    Args:
        original: The file as it was; its format says what in it is prose.
        edited: What it became: of the same format, or any text.
        reply: The content of `edited` where that is no file.
        policy: See `stetmark.guarding.guard.guard`.
        words: Names and terms that are right as they are.

    Raises:
        DataError: One of them cannot be read.
    """
    document = read(original)
    own = frozenset(word.lower() for word in words)
    given = _edited_text(edited, reply)
    guarded = guard_texts(document.text, given, lexicon=GuardLexicon(own), policy=policy)
    findings: list[Finding] = []
    edits: list[Edit] = []
    for decision in guarded.decisions:
        finding, edit = _placed(document, decision, own)
        findings.append(finding)
        if edit is not None:
            edits.append(edit)
    data = document.replace(edits)
    return Compared(document, tuple(findings), tuple(edits), data, guarded.fallback, guarded.envelope)


def _edited_text(edited: Path, reply: bytes | None) -> str:
    if reply is None:
        kind = format_of(edited)
        if kind in _CONTAINERS:
            return read(edited).text
        reply = read(edited, "txt").data
    text, _, _ = decode(reply, str(edited))
    return text


def _placed(document: Document, decision: Decision, own: frozenset[str]) -> tuple[Finding, Edit | None]:
    """The decision as a finding in the document; with its edit where it is kept and lies inside prose."""
    kept, reason = decision.kept, decision.reason
    edit = None
    if kept and decision.source.lower() in own:
        kept, reason = False, "one of your own words"
    if kept:
        edit = _inside_prose(document, decision)
        if edit is None:
            kept, reason = False, "in code, markup or what else is not prose"
    where = document.where(decision.start)
    finding = Finding(
        decision.start,
        decision.end,
        where,
        decision.source,
        decision.hypothesis,
        decision.class_,
        kept,
        reason,
    )
    return finding, edit


def _inside_prose(document: Document, decision: Decision) -> Edit | None:
    for block in document.blocks:
        for segment in block.segments:
            at, end = segment.at, segment.at + segment.end - segment.start
            if at <= decision.start and decision.end <= end:
                shift = segment.start - at
                return block.edit(decision.start + shift, decision.end + shift, decision.hypothesis)
    return None
