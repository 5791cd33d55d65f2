"""How do answers that were given elsewhere or before take part in a run?  They are looked up, never asked."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from stetmark.answers.protocol import Question, Reply, Watcher, hash_key
from stetmark.errors import DataError, SettingsError
from stetmark.records import Answer
from stetmark.store import RunFolder, read_jsonl
from stetmark.tables import read_table

__all__ = ["RecordedSystem", "read_recorded", "reference_hash"]


class RecordedSystem:
    """The stored answers of one system.

    An answer belongs to an item by its id; where the record has no ids (a table), by its source, else by its
    reference.

    Args:
        name: What the system is called.
        answers: Stored answers by item (or by `reference_hash`, or the hash of the source) and repeat.
        origin: Where they come from, for the manifest.
    """

    def __init__(self, name: str, answers: dict[tuple[str, int], Answer], origin: str) -> None:
        self.name = name
        self.model = next((a.requested_model for a in answers.values() if a.requested_model), "")
        self.remote = ""
        self.concurrency = 1
        self._answers = answers
        self._origin = origin

    def facts(self) -> dict[str, Any]:
        """Say where the answers come from."""
        spec = f"recorded:{self._origin}#{self.name}"
        return {"kind": "recorded", "spec": spec, "n_answers": len(self._answers)}

    def key(self, question: Question) -> str:
        """Return the hash of the stored answer and the question."""
        found = self._find(question)
        stored = (found.key, found.outcome, found.reply) if found else None
        return hash_key("recorded", self.name, stored, question.source, question.repeat)

    def estimate_usd(self, question: Question) -> float | None:
        """Return 0: it was paid for before."""
        del question
        return 0.0

    async def start(self, watcher: Watcher) -> None:
        """Nothing to get ready."""

    def drain(self) -> None:
        """Nothing waits here."""

    async def close(self) -> None:
        """Nothing to let go of."""

    def prepare(self, concurrency: int | None) -> int:
        """Return how many questions at once may be put."""
        del concurrency
        return self.concurrency

    async def ask(self, question: Question) -> Reply:
        """Look one answer up."""
        found = self._find(question)
        if found is None:
            where = f"item {question.item!r}, repeat {question.repeat}"
            return Reply(outcome="failed", error=f"no recorded answer to {where}")
        return Reply(
            outcome=found.outcome,
            reply=found.reply,
            reasoning=found.reasoning,
            finish_reason=found.finish_reason,
            usage=found.usage,
            cost_usd=found.cost_usd,
            served_model=found.served_model,
            error=found.error,
            attempts=found.attempts,
            latency_s=found.latency_s,
        )

    def _find(self, question: Question) -> Answer | None:
        for ident in (question.item, reference_hash(question.source), question.reference_hash):
            if found := self._answers.get((ident, question.repeat)):
                return found
        return None


def reference_hash(text: str) -> str:
    """Return a hash that a text keeps when it goes through a table: NFC, outer whitespace aside."""
    plain = unicodedata.normalize("NFC", text.strip())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def read_recorded(path: str | Path) -> list[RecordedSystem]:
    """Read every system that has answers in a file: answers.jsonl, a run folder, or a three-column table.

    Raises:
        DataError: The file cannot be read or holds no answers.
        SettingsError: There is no such file.
    """
    path = Path(path)
    if not path.exists():
        raise SettingsError(
            f"recorded:{path}: no such file", hint="Give the path of an answers.jsonl file or a table."
        )
    if path.is_dir():
        found = _group(RunFolder.open(path).answers())
    elif path.suffix == ".jsonl":
        found = _group(read_jsonl(path, Answer, torn=True))
    else:
        found = _from_table(path)
    if not found:
        raise DataError("contains no answers", path=path)
    return [RecordedSystem(name, answers, str(path)) for name, answers in found.items()]


def _group(answers: Iterable[Answer]) -> dict[str, dict[tuple[str, int], Answer]]:
    systems: dict[str, dict[tuple[str, int], Answer]] = {}
    for answer in answers:
        systems.setdefault(answer.system, {})[answer.item, answer.repeat] = answer
    return systems


def _from_table(path: Path) -> dict[str, dict[tuple[str, int], Answer]]:
    systems: dict[str, dict[tuple[str, int], Answer]] = {}
    for row in read_table(path).rows:
        ident = row.item or reference_hash(row.source or row.reference)
        answers = systems.setdefault(row.system, {})
        repeat = row.repeat or 1 + sum(1 for known, _ in answers if known == ident)
        written: Any = row.outcome or ("complete" if row.answer.strip() else "empty")
        answers[ident, repeat] = Answer(
            item=row.item, system=row.system, repeat=repeat, outcome=written, reply=row.answer
        )
    return systems
