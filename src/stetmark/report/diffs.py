"""Show every answer to one item on a terminal, as a diff drawn from the scored spans.

Besides colours there are marks: `[-was-]{+now+}` an unneeded change, `[teh ≠ the]` a misspelling missed or
miscorrected; what was corrected is underlined.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace
from rich.console import Console
from rich.text import Text

from stetmark.errors import DataError
from stetmark.records import Answer, Change, EditVerdict, Item, Score
from stetmark.report.words import words
from stetmark.store import RunFolder
from stetmark.tables import diagnosis_text, plain, verdict_text

__all__ = ["answers_to", "diff_text", "show_item"]

_STYLES = {"corrected": "green underline", "missed": "yellow bold", "miscorrected": "magenta bold"}


def diff_text(score: Score, reference: str) -> Text:
    """Return the hypothesis with its findings marked; the bare hypothesis where it cannot be assessed."""
    text = Text()
    at = 0
    hypothesis = score.hypothesis
    if not score.assessable:
        return Text(plain(hypothesis))
    taken = {(c.hyp_start, c.hyp_end) for c in score.changes if c.hypothesis}
    # A slot that is right but for its quotes is shown as the change that it holds.
    found_all: list[EditVerdict | Change] = [
        e for e in score.edits if e.verdict != "corrected" or (e.hyp_start, e.hyp_end) not in taken
    ]
    for change in score.changes:
        found_all += [
            replace(
                change, start=a, hyp_start=c, hyp_end=d, reference=reference[a:b], hypothesis=hypothesis[c:d]
            )
            for a, b, c, d in change.places
        ]
    for found in sorted(found_all, key=lambda f: (f.hyp_start, f.start)):
        text.append(plain(hypothesis[at : found.hyp_start]))
        at = max(at, found.hyp_end)
        verdict = getattr(found, "verdict", "")
        was, now = (plain(t).replace("\n", "↵") for t in (found.reference, found.hypothesis))
        if verdict == "corrected":
            text.append(plain(found.hypothesis), style=_STYLES[verdict])
        elif verdict:
            text.append(f"[{now or '∅'} ≠ {was}]", style=_STYLES[verdict])
        else:
            if was:
                text.append(f"[-{was}-]", style="red strike")
            if now:
                text.append(f"{{+{now}+}}", style="red bold")
    text.append(plain(hypothesis[at:]))
    return text


def answers_to(folder: RunFolder, name: str) -> tuple[Item, list[tuple[Answer, Score | None]]]:
    """Return one item of a run and every answer to it, with its score where it has one.

    Raises:
        DataError: The run has no such item.
    """
    item = next((i for i in folder.items() if i.id == name), None)
    if item is None:
        raise DataError(f"has no item {name!r}", path=folder.path, hint="see items.jsonl for the ids")
    scores = {(s.system, s.repeat): s for s in folder.scores() if s.item == name}
    return item, [(a, scores.get((a.system, a.repeat))) for a in folder.answers() if a.item == name]


def show_item(
    item: Item,
    answers: Iterable[tuple[Answer, Score | None]],
    *,
    lang: str = "en",
    console: Console | None = None,
) -> None:
    """Print an item's source and every answer to it.

    Args:
        item: The item.
        answers: What was given, each with its judgement; None where a call gave no answer.
        lang: `en` or `zh`.
        console: Where to print; None for standard output.
    """
    console = console or Console(highlight=False)
    w = words(lang)
    console.print(Text(plain(item.id, one_line=True), style="bold"))
    _block(
        console,
        w["source"] if item.source is not None else w["reference"],
        Text(plain(item.source or item.reference)),
    )
    for answer, score in answers:
        name = plain(answer.system, one_line=True)
        if answer.repeat > 1:
            name += " " + w["repeat"].format(answer.repeat)
        why = plain(diagnosis_text(score, answer.outcome, lang), one_line=True)
        title = f"{name}: {verdict_text(score, lang)}" + (f" ({why})" if why else "")
        _block(
            console,
            title,
            diff_text(score, item.reference) if score is not None and not score.exact else None,
        )


def _block(console: Console, title: str, text: Text | None) -> None:
    console.print()
    console.print(Text(title, style="cyan"))
    if text is not None:
        console.print(text)
