"""Scores made by hand, for tests of what is counted from them."""

from __future__ import annotations

from collections.abc import Sequence

from stetmark.records import Answer, Change, EditVerdict, Item, Score


def edit(verdict: str, at: int = 0, *, written: str = "x", class_: str | None = None) -> EditVerdict:
    """One gold edit at a place, "teh" for "the"."""
    text = {"corrected": "the", "missed": "teh"}.get(verdict, written)
    return EditVerdict(
        verdict=verdict,
        class_=class_,
        source="teh",
        reference="the",
        hypothesis=text,
        start=at,
        end=at + 3,
        hyp_start=at,
        hyp_end=at + len(text),
    )


def change(class_: str = "reworded", at: int = 50, written: str = "b") -> Change:
    """One change of "a" at a place."""
    return Change(
        class_=class_,
        reference="a",
        hypothesis=written,
        start=at,
        end=at + 1,
        hyp_start=at,
        hyp_end=at + len(written),
    )


def score(
    item: str = "i0",
    system: str = "s",
    repeat: int = 1,
    *,
    verdicts: Sequence[str] = ("corrected",),
    changes: Sequence[Change] = (),
    envelope: Sequence[str] = (),
    exact: bool | None = None,
    assessable: bool = True,
    n_words: int = 100,
    n_changes: int | None = None,
    n_unneeded: int | None = None,
    livebench: bool = False,
) -> Score:
    """One score whose rungs follow from its edits, changes and envelope."""
    right = assessable and not changes and all(v == "corrected" for v in verdicts)
    right = right if exact is None else exact
    return Score(
        item=item,
        system=system,
        repeat=repeat,
        strict=right and not envelope,
        exact=right,
        livebench=livebench,
        assessable=assessable,
        envelope=tuple(envelope),
        edits=tuple(edit(v, 10 * i) for i, v in enumerate(verdicts)),
        changes=tuple(changes),
        n_words=n_words if assessable else 0,
        n_changes=len(changes) if n_changes is None else n_changes,
        n_unneeded=len(changes) if n_unneeded is None else n_unneeded,
    )


def items(
    n: int, *, texts: int | None = None, clean: bool = False, tier: str = "", lang: str = ""
) -> list[Item]:
    """`n` items of `texts` texts (each item its own by default)."""
    return [
        Item(
            id=f"i{i}",
            source="the" if clean else "teh",
            reference="the",
            text="" if texts is None else f"t{i % texts}",
            tier=tier,
            lang=lang,
        )
        for i in range(n)
    ]


def answer(
    item: str = "i0", system: str = "s", repeat: int = 1, outcome: str = "complete", **more: object
) -> Answer:
    """One answer."""
    return Answer(item=item, system=system, repeat=repeat, outcome=outcome, **more)  # type: ignore[arg-type]
