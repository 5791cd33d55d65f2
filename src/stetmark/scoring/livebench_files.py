"""LiveBench's files: `question.jsonl` and `model_answer/MODEL.jsonl`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from rapidfuzz.distance import Indel

from stetmark.errors import DataError
from stetmark.records import Answer, Item, Outcome
from stetmark.store import read_jsonl
from stetmark.store.jsonl import numbered

__all__ = ["is_answer", "is_question_file", "read_model_answers", "read_questions"]

#: What LiveBench writes where a call failed; it counts these as wrong answers, we do not.
_ERROR = "$ERROR$"
_BREAK = re.compile(r"\n+")
#: A prompt of more lines than this is cut at blank lines alone.
_MANY_LINES = 60
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
#: A part of the prompt is taken for the source if it is at least so like the reference.
_LIKE = 0.5


class _Question(msgspec.Struct, frozen=True):
    question_id: str | int
    ground_truth: Any
    turns: list[str] = []
    task: str = ""
    category: str = ""


class _Choice(msgspec.Struct, frozen=True):
    turns: list[str | None]
    index: int = 0


class _ModelAnswer(msgspec.Struct, frozen=True):
    question_id: str | int
    choices: list[_Choice]
    model_id: str = ""


def is_answer(record: dict[str, Any]) -> bool:
    """Return whether a decoded line is a line of a model_answer file."""
    return "question_id" in record and "choices" in record


def is_question_file(path: Path) -> bool:
    """Return whether a file's first line is a LiveBench question."""
    if path.suffix.lower() != ".jsonl" or not path.is_file():
        return False
    first = next(read_jsonl(path, dict[str, Any]), None)
    return first is not None and "question_id" in first and "ground_truth" in first


def read_questions(path: Path, notice: Callable[[str], None]) -> list[Item]:
    """Return the questions of the typos task as items.

    The source is the part of the prompt most similar to the correct answer. A file that names tasks may
    contain others; they are ignored.

    Raises:
        DataError: a line is not a question, or none is of the typos task, or an id occurs twice.
    """
    items: list[Item] = []
    seen: set[str] = set()
    n_other = 0
    for line, question in numbered(path, _Question):
        if question.task and question.task != "typos":
            n_other += 1
            continue
        name = str(question.question_id)
        if name in seen:
            raise DataError(f"question {name!r} occurs twice", path=path, line=line)
        seen.add(name)
        if not isinstance(question.ground_truth, str) or not question.ground_truth:
            raise DataError(f"question {name!r}: ground_truth is not text", path=path, line=line)
        source = _source(question.turns[0] if question.turns else "", question.ground_truth)
        if source is None:
            notice(f"{path}:{line}: no text like the correct answer in the prompt; scoring without a source")
        items.append(
            Item(
                id=name,
                source=source,
                reference=question.ground_truth,
                lang="en",
                tags=("livebench",),
            )
        )
    if n_other:
        notice(f"{n_other} questions of other tasks ignored")
    if not items:
        raise DataError("contains no question of the typos task", path=path)
    return items


def _source(prompt: str, reference: str) -> str | None:
    """Return the lines of the prompt most similar to the reference, with the reference's outer space."""
    breaks = list(_BREAK.finditer(prompt))
    if len(breaks) > _MANY_LINES:
        breaks = list(_BLANK_LINE.finditer(prompt))
    starts = [0, *(match.end() for match in breaks)]
    stops = [*(match.start() for match in breaks), len(prompt)]
    best, most = None, _LIKE
    for i, start in enumerate(starts):
        for stop in stops[i:]:
            part = prompt[start:stop].strip(" \t\r\n")
            like = Indel.normalized_similarity(part, reference, score_cutoff=most)
            if like > most:
                best, most = part, like
    if best is None:
        return None
    body = reference.strip(" \t\r\n")
    before, _, after = reference.partition(body)
    if "\n" in best and "\n" not in body:
        # The rule joins the lines of an answer, and the answer it is held against has none.
        best = " ".join(filter(None, best.split("\n")))
    return before + best + after


def read_model_answers(
    files: Iterable[Path], items: Sequence[Item], notice: Callable[[str], None]
) -> list[Answer]:
    """Return the answers of model_answer files; a second answer of one model to one question is repeat 2.

    Raises:
        DataError: A line is not such an answer, or no answer belongs to any of the items.
    """
    known = {item.id for item in items}
    repeats: dict[tuple[str, str], int] = defaultdict(int)
    answers: list[Answer] = []
    n_other = 0
    path = Path()
    for path in files:
        for line, record in numbered(path, _ModelAnswer):
            name = str(record.question_id)
            if name not in known:
                n_other += 1
                continue
            system = record.model_id or path.stem
            for choice in record.choices:
                if not choice.turns:
                    raise DataError("a choice without a turn", path=path, line=line)
                repeats[name, system] += 1
                answers.append(_answer(name, system, repeats[name, system], choice.turns[0]))
    if n_other:
        notice(f"{n_other} answers to other questions ignored")
    if not answers:
        raise DataError("no answer to any of the questions", path=path)
    return answers


def _answer(item: str, system: str, repeat: int, reply: str | None) -> Answer:
    if reply is None or reply.strip() == _ERROR:
        return Answer(item=item, system=system, repeat=repeat, outcome="failed", error=_ERROR)
    outcome: Outcome = "complete" if reply.strip() else "empty"
    return Answer(item=item, system=system, repeat=repeat, outcome=outcome, reply=reply)
