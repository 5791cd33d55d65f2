"""How is a whole run judged?  Answers stream through, scores stream out, the summary grows beside them."""

from __future__ import annotations

from collections.abc import Iterator

from stetmark.records import Answer, Score
from stetmark.scores.judge import score_answers
from stetmark.scores.metrics import Summarizer
from stetmark.store import RunFolder
from stetmark.summary import Summary, dump_summary

__all__ = ["score_run"]


def score_run(folder: RunFolder, *, seed: int = 0) -> Summary:
    """Judge every answer of a run folder; write scores.jsonl and summary.json.

    Raises:
        DataError: An answer belongs to no item of the run, or a file cannot be used.
    """
    items = list(folder.items())
    summarizer = Summarizer(items)

    def scored() -> Iterator[Score]:
        answers: list[Answer] = []
        for answer in folder.answers():
            answers.append(answer)
            summarizer.add_answer(answer)
        for score in score_answers(items, answers):
            summarizer.add(score)
            yield score

    folder.write_scores(scored())
    summary = summarizer.finish(seed=seed)
    folder.write_summary(dump_summary(summary))
    return summary
