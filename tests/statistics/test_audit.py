"""Deviations that several systems share at one place."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.scores import change, items, score
from stetmark.statistics import audit
from stetmark.statistics.audit import AuditTally, describe
from stetmark.statistics.summarize import summarize


@pytest.mark.parametrize(
    ("reference", "written", "source", "said"),
    [
        ("that the", "that", "tyhathten", ("drop", "the")),
        ("regardless", "irregardless", "irregardless", ("leave", "irregardless")),
        ("regardless", "irrespective", "irregardless", ("write", "irrespective")),
        ("the", "the very", "teh", ("add", "very")),
        ("", "when ", None, ("add", "when")),
        ("the ", "", None, ("drop", "the")),
        ("其实是", "其是", "其时是", ("drop", "实")),
        ("a", "b", None, ("write", "b")),
    ],
)
def test_deviations_in_a_word(reference, written, source, said) -> None:
    """What was left, dropped, added, or written instead."""
    assert describe(reference, written, source) == said


def test_a_shared_place_is_listed_with_who_wrote_what() -> None:
    """Two texts at one slot: both are told, the more frequent first, against all answers of the item."""
    scores = [score(system=f"s{i}", verdicts=["corrected"]) for i in range(4)]
    scores += [score(system=f"m{i}", verdicts=["missed", "corrected"]) for i in range(2)]
    scores += [score(system="w", verdicts=["miscorrected"])]
    scores += [score(system="t", verdicts=["missed"], assessable=False)]
    (entry,) = summarize(items(1), scores).audit
    assert (entry.item, entry.place, entry.start, entry.end) == ("i0", "slot", 0, 3)
    assert (entry.n_deviating, entry.n_answers, entry.n_systems) == (3, 8, 3)
    assert [(w.text, w.n_answers, w.systems, w.action) for w in entry.written] == [
        ("teh", 2, ("m0", "m1"), "leave"),
        ("x", 1, ("w",), "write"),
    ]


def test_changes_are_listed_too() -> None:
    """A change has its place in the reference."""
    scores = [score(system=s, changes=[change("dash", 7)]) for s in "ab"] + [score(system="c")]
    (entry,) = summarize(items(1), scores).audit
    assert (entry.place, entry.start, entry.reference, entry.n_deviating) == ("change", 7, "a", 2)


def test_one_system_alone_is_no_pattern() -> None:
    """However often one system deviates, it takes two to make a trap; and a few of many are noise."""
    assert summarize(items(1), [score(repeat=i, verdicts=["miscorrected"]) for i in range(5)]).audit == ()
    many = [score(system=f"s{i}", changes=[change()] if i < 2 else []) for i in range(20)]
    assert summarize(items(1), many).audit == ()


def test_what_weak_systems_miss_is_no_finding() -> None:
    """A place that less than half miss, and nobody gets wrong otherwise, is not listed."""
    weak = [score(system=f"s{i}", verdicts=["missed" if i < 2 else "corrected"]) for i in range(5)]
    assert summarize(items(1), weak).audit == ()


def test_a_copy_is_no_witness() -> None:
    """An answer that corrects nothing at all counts among the answers, not among those that deviate."""
    copies = [score(system=f"c{i}", verdicts=["missed", "missed"]) for i in range(3)]
    assert summarize(items(1), copies).audit == ()
    partly = [score(system=f"p{i}", verdicts=["missed", "corrected"]) for i in range(4)]
    (entry,) = summarize(items(1), [*copies, *partly]).audit
    assert (entry.n_deviating, entry.n_answers) == (4, 7)


def test_what_is_changed_comes_before_what_is_only_missed() -> None:
    """A wrong text that several share tells more than a misspelling that all leave."""
    scores = [score(system=s, verdicts=["missed", "miscorrected", "corrected"]) for s in "ab"]
    scores += [score(system="c", verdicts=["missed", "corrected", "corrected"])]
    assert [e.start for e in summarize(items(1), scores).audit] == [10, 0]


def test_item_flags() -> None:
    """What scoring itself found doubtful about an item."""
    flagged = msgspec.structs.replace(score(changes=[change("unplanted_fix")]), item_flags=("unplanted_fix",))
    (found,) = summarize(items(2), [flagged, score(system="b")]).flagged_items
    assert (found.item, found.flag, found.n_deviating, found.n_answers) == ("i0", "unplanted_fix", 1, 2)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound the rarest are forgotten, the shared are kept, and the list says so."""
    monkeypatch.setattr(audit, "MAX_ENTRIES", 50)
    tally = AuditTally()
    for i in range(300):
        tally.add(score("i0", f"s{i % 3}", verdicts=["miscorrected"], changes=[change(at=100 + i)]))
    assert len(tally.entries) <= 50
    assert not tally.complete
    assert tally.list({"i0": 300})[0].n_deviating == 300


@given(
    st.tuples(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6), st.text(max_size=6)),
    st.integers(0, 99),
)
def test_a_place_can_be_taken_apart_whatever_it_holds(texts, start) -> None:
    """Ids and texts may hold digits, blanks and line breaks: what is put in comes out."""
    item, source, reference, written = texts
    place = audit._place(item, "slot", start, start + 3, source, reference)
    assert audit._place_of(place + written) == place
    assert audit._parted(place) == (item, "slot", start, start + 3, source, reference)
