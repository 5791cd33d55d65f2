"""A document through a system, under the guard."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from stetmark.answers.guarded import guarded_name
from stetmark.answers.protocol import Question, Reply, System
from stetmark.answers.running.asking import ask_questions
from stetmark.answers.systems import parse_system
from stetmark.documents import Document, Edit, read
from stetmark.envelope.peel import peel
from stetmark.errors import ProviderError, SettingsError
from stetmark.guarding.default_lexicon import DefaultGuardLexicon
from stetmark.guarding.guard import Decision, Guarded, Policy
from stetmark.guarding.guard import guard as guard_texts
from stetmark.guarding.lexicon import GuardLexicon
from stetmark.proofread.chunks import Chunk, chunks
from stetmark.proofread.guarded_document import GuardedDocument, place
from stetmark.settings import Settings
from stetmark.text.classify import classify
from stetmark.text.lettercase import normalize_word
from stetmark.text.pairing import pair

__all__ = ["DEFAULT_SYSTEM", "fix", "open_system", "proofread"]

DEFAULT_SYSTEM = "local:stet"


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
        raise SettingsError(f"{spec} replays recorded answers and cannot proofread new text")
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
) -> GuardedDocument:
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
    own = frozenset(map(normalize_word, words))
    lexicon = DefaultGuardLexicon(own)
    found: list[tuple[Decision, Edit | None]] = []
    failures: list[str] = []
    for portion, reply in zip(portions, replies, strict=True):
        where = document.where(portion.parts[0][0].start)
        if reply.outcome in {"failed", "filtered"}:
            failures.append(f"{where}: {reply.error or reply.outcome}")
            continue
        judged = _judged(portion, reply, lexicon, policy, guarded=guarded)
        if judged.fallback:
            failures.append(f"{where}: {judged.fallback}; left unchanged")
        outside = "extends into code, markup or a line break"
        found += place(document, portion, judged.decisions, own=own, outside=outside)
    if replies and all(reply.outcome == "failed" for reply in replies):
        raise ProviderError(failures[0], system=system.name)
    edits = tuple(edit for _, edit in found if edit is not None)
    data = document.replace(edits)
    return GuardedDocument(document, tuple(decision for decision, _ in found), edits, data, tuple(failures))


def _judged(portion: Chunk, reply: Reply, lexicon: GuardLexicon, policy: Policy, *, guarded: bool) -> Guarded:
    if reply.outcome in {"refused", "truncated", "empty"}:
        return Guarded(portion.text, (), (), f"the answer is {reply.outcome}")
    if guarded:
        return guard_texts(portion.text, reply.reply, lexicon=lexicon, policy=policy, outside=portion.outside)
    given = peel(reply.reply, portion.text, portion.text).hypothesis
    decisions = []
    for start, end, low, high in pair(portion.text, given):
        old, new = portion.text[start:end], given[low:high]
        kind = classify(old, new, lexicon=lexicon)
        decisions.append(Decision(start, end, old, new, kind, kept=True, reason="not guarded"))
    return Guarded(given, tuple(decisions), ())


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
