"""A document through a system, under the guard: what was found, what was put back, and the new bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from stetmark.answers.guarded import guarded_name
from stetmark.answers.protocol import Question, Reply, System
from stetmark.answers.running.asking import ask_questions
from stetmark.answers.systems import parse_system
from stetmark.documents import Block, Document, Edit, read
from stetmark.envelope.peel import peel
from stetmark.errors import ProviderError, SettingsError
from stetmark.guarding.guard import Decision, Guarded, Policy
from stetmark.guarding.guard import guard as guard_texts
from stetmark.guarding.replies import GuardLexicon
from stetmark.proofread.chunks import Chunk, chunks
from stetmark.settings import Settings
from stetmark.text.classify import classify
from stetmark.text.pairing import pair

__all__ = ["DEFAULT_SYSTEM", "Finding", "Proofread", "fix", "open_system", "proofread"]

DEFAULT_SYSTEM = "local:stet"


@dataclass(frozen=True, slots=True)
class Finding:
    """One change of a document, kept or put back.

    `start,end` are offsets in the document's text, `where` the place a reader would look for.
    """

    start: int
    end: int
    where: str
    source: str
    replacement: str
    class_: str
    kept: bool
    reason: str

    def as_json(self) -> dict[str, Any]:
        """The finding as scripts read it."""
        return {
            "start": self.start,
            "end": self.end,
            "where": self.where,
            "source": self.source,
            "replacement": self.replacement,
            "class": self.class_,
            "kept": self.kept,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Proofread:
    """What a system found in a document and what was let through.

    Attributes:
        document: The document as it was.
        findings: Every change the system made, in order.
        edits: Those that were kept, as edits of the document.
        data: The document with them made; the same bytes where there are none.
        failures: Why portions of the text are as they were; empty if all went well.
    """

    document: Document
    findings: tuple[Finding, ...]
    edits: tuple[Edit, ...]
    data: bytes = field(repr=False)
    failures: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything is to be changed."""
        return bool(self.edits)


def open_system(spec: str, settings: Settings | None = None) -> System:
    """Return the system that a specification names, ready to be given documents.

    `guard(SYSTEM)` is SYSTEM here: what is fixed goes through the guard anyway. A local system answers in
    this process.

    Raises:
        SettingsError: It names nothing, or what it needs is not installed.
    """
    spec = spec.strip()
    while (inner := guarded_name(spec)) is not None:
        spec = inner
    if spec.startswith("recorded:"):
        raise SettingsError(f"{spec} answers what it was asked once, not your text")
    return parse_system(spec, settings or Settings(), in_process=True)


def proofread(
    document: Document,
    system: System,
    *,
    guarded: bool = True,
    policy: Policy = "spelling",
    words: Iterable[str] = (),
    progress: Callable[[int, int], None] | None = None,
    notice: Callable[[str], None] | None = None,
) -> Proofread:
    """Put a document's paragraphs to a system and keep what the guard lets through.

    Args:
        document: From `stetmark.documents.read`.
        system: From `open_system`.
        guarded: Without the guard every change inside prose is made.
        policy: See `stetmark.guarding.guard.guard`.
        words: Names and terms that are right as they are.
        progress: Told how many portions of how many are answered.
        notice: Told what the user should know.

    Raises:
        ProviderError: The system cannot answer at all.
    """
    portions = [portion for portion in chunks(document.blocks) if portion.text.strip()]
    replies = ask_questions(
        system,
        [Question(f"part {n}", part.text, part.lang) for n, part in enumerate(portions, 1)],
        done=lambda n: progress(n, len(portions)) if progress else None,
        notice=notice,
    )
    own = frozenset(word.lower() for word in words)
    lexicon = GuardLexicon(own)
    found: list[tuple[Finding, Edit | None]] = []
    failures: list[str] = []
    for portion, reply in zip(portions, replies, strict=True):
        if reply.outcome in {"failed", "filtered"}:
            failures.append(f"{document.where(portion.parts[0][0].start)}: {reply.error or reply.outcome}")
            continue
        guard_result = _judged(portion, reply, lexicon, policy, guarded=guarded)
        if guard_result.fallback:
            failures.append(
                f"{document.where(portion.parts[0][0].start)}: {guard_result.fallback}; left as it was"
            )
        found += _placed(document, portion, _spared(guard_result, own))
    if replies and all(reply.outcome == "failed" for reply in replies):
        raise ProviderError(failures[0], system=system.name)
    edits = tuple(edit for finding, edit in found if edit is not None and finding.kept)
    return Proofread(document, tuple(f for f, _ in found), edits, document.replace(edits), tuple(failures))


def _judged(portion: Chunk, reply: Reply, lexicon: GuardLexicon, policy: Policy, *, guarded: bool) -> Guarded:
    if reply.outcome in {"refused", "truncated", "empty"}:
        return Guarded(portion.text, (), (), f"the answer is {reply.outcome}")
    if guarded:
        return guard_texts(portion.text, reply.reply, lexicon=lexicon, policy=policy)
    given = peel(reply.reply, portion.text, portion.text).hypothesis
    decisions = []
    for start, end, low, high in pair(portion.text, given):
        old, new = portion.text[start:end], given[low:high]
        kind = classify(old, new, lexicon=lexicon)
        decisions.append(Decision(start, end, old, new, kind, kept=True, reason="not guarded"))
    return Guarded(given, tuple(decisions), ())


def _spared(guarded: Guarded, own: frozenset[str]) -> list[Decision]:
    """The decisions, less changes of the user's own words."""
    return [
        replace(d, kept=False, reason="one of your own words") if d.kept and d.source.lower() in own else d
        for d in guarded.decisions
    ]


def _placed(
    document: Document, portion: Chunk, decisions: Sequence[Decision]
) -> list[tuple[Finding, Edit | None]]:
    """Decisions on a portion as findings in the document, each with its edit where there is to be one."""
    grown: dict[int, int] = {}
    found = []
    for decision in decisions:
        placed = portion.edit(decision.start, decision.end, decision.hypothesis)
        kept, reason = decision.kept, decision.reason
        if placed is None:
            kept, reason = False, reason if not kept else "reaches into code, markup or a line break"
        elif kept and not _fits(*placed, grown):
            kept, reason = False, "the title would outgrow its underline"
        edit = placed[1] if placed else None
        start, end = _span(document, portion, decision, edit)
        where, old, new = document.where(start), decision.source, decision.hypothesis
        finding = Finding(start, end, where, old, new, decision.class_, kept, reason)
        found.append((finding, edit if kept else None))
    return found


def _fits(block: Block, edit: Edit, grown: dict[int, int]) -> bool:
    if block.growth is None:
        return True
    more = grown.get(block.start, 0) + len(edit.replacement) - (edit.end - edit.start)
    if more > block.growth:
        return False
    grown[block.start] = more
    return True


def _span(document: Document, portion: Chunk, decision: Decision, edit: Edit | None) -> tuple[int, int]:
    """Where the changed words stand in the document; where markup cuts them, the part that changes."""
    start = _near(portion, decision.start)
    end = start + len(decision.source)
    if document.text[start:end] == decision.source:
        return start, end
    return (edit.start, edit.end) if edit else (start, start)


def _near(portion: Chunk, start: int) -> int:
    """The place in the document of an offset in the portion; of the prose before it where that is none."""
    for low in range(start, -1, -1):
        placed = portion.edit(low, low, "")
        if placed is not None:
            return placed[1].start
    return portion.parts[0][0].start


def fix(
    text: str,
    *,
    system: str = DEFAULT_SYSTEM,
    format: str = "txt",  # noqa: A002
    guard: bool = True,
    policy: Policy = "spelling",
    words: Iterable[str] = (),
    settings: Settings | None = None,
) -> str:
    """Proofread a text and give it back with its misspellings mended and everything else as it was.

    Args:
        text: What to proofread.
        system: Any system; by default the one that works offline.
        format: `txt md tex rst html`: what in the text is prose.
        guard: Without it every change the system makes inside prose is made.
        policy: `spelling`, `spelling+grammar`, or a function that is shown each decision.
        words: Names and terms that are right as they are.
        settings: Named systems and keys; by default none.

    Raises:
        SettingsError: There is no such system or format.
        ProviderError: The system cannot answer at all.

    Example:
        >>> fix("We recieved it -- `teh_code` stays.", format="md")
        'We received it -- `teh_code` stays.'
    """
    document = read(text.encode("utf-8", "surrogatepass"), format, "text")
    result = proofread(document, open_system(system, settings), guarded=guard, policy=policy, words=words)
    return result.data.decode("utf-8")
