"""An opening mark and its closing one that change together are one change in two places."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stetmark.judging.pairs import joined_pairs
from stetmark.judging.text_pair import FoundChange, TextPair
from stetmark.text.align import Difference


def between(pattern, class_="markup"):
    """The changes that a text marks as `⟪old→new⟫`, joined, and as they were."""
    reference = hypothesis = ""
    changes = []
    for k, part in enumerate(re.split(r"⟪(.*?)⟫", pattern)):
        old, new = part.split("→") if k % 2 else (part, part)
        if k % 2:
            ends = len(reference) + len(old), len(hypothesis) + len(new)
            changes.append(FoundChange(class_, len(reference), ends[0], len(hypothesis), ends[1]))
        reference, hypothesis = reference + old, hypothesis + new
    return joined_pairs(changes, TextPair(reference, hypothesis, [])), changes


@pytest.mark.parametrize(
    ("pattern", "class_"),
    [
        ("a ⟪**→⟫bold⟪**→⟫ word", "markup"),
        ("a ⟪→*⟫bold⟪→*⟫ word", "markup"),
        ('he said ⟪"→“⟫yes⟪"→”⟫ at once', "quote"),
        ("he said ⟪'→‘⟫yes⟪'→’⟫ at once", "quote"),
        ("he said ⟪``→“⟫yes⟪''→”⟫ at once", "quote"),
        ("他说⟪“→「⟫好⟪”→」⟫。", "quote"),
        ("这是⟪**→⟫重点⟪**→⟫。", "markup"),
        ("⟪<b>→**⟫so⟪</b>→**⟫ it is", "markup"),
        (r"⟪\emph{→*⟫so⟪}→*⟫ it is", "markup"),
        (r"⟪\begin{quote}→⟫so⟪\end{quote}→⟫ it is", "markup"),
        ("see ⟪[→⟫the page⟪](a.html)→⟫ now", "markup"),
        ("⟪## →**⟫Title⟪→**⟫", "markup"),
    ],
)
def test_a_pair_of_marks(pattern, class_):
    """One change of the same class that stands in both places."""
    got, (one, other) = between(pattern, class_)
    assert [(change.class_, change.parts) for change in got] == [
        (class_, (Difference(*one[1:5]), Difference(*other[1:5])))
    ]


@pytest.mark.parametrize(
    ("pattern", "class_"),
    [
        # No class of marks.
        ("a ⟪**→⟫bold⟪**→⟫ word", "punctuation"),
        # Another mark closes.
        ("a ⟪**→⟫bold⟪*→⟫ word", "markup"),
        ("他说⟪“→「⟫好⟪”→』⟫。", "quote"),
        ("⟪<b>→⟫so⟪</i>→⟫ it is", "markup"),
        # Another paragraph.
        ("a ⟪**→⟫bold\n\nnew⟪**→⟫ word", "markup"),
        # Apostrophes of two words.
        ("it⟪'→’⟫s the dogs⟪'→’⟫ food", "quote"),
        # Only one mark changed.
        ("a ⟪**→⟫bold word", "markup"),
    ],
)
def test_what_is_no_pair(pattern, class_):
    """The changes stay as they were."""
    got, changes = between(pattern, class_)
    assert got == changes


def test_pairs_inside_a_pair():
    """Each opening mark has the closing one that is its own."""
    got, changes = between("⟪<b>→⟫one ⟪<i>→⟫two⟪</i>→⟫ three⟪</b>→⟫")
    assert [change.parts for change in got] == [
        (Difference(*changes[0][1:5]), Difference(*changes[3][1:5])),
        (Difference(*changes[1][1:5]), Difference(*changes[2][1:5])),
    ]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["⟪**→⟫", "⟪*→_⟫", "⟪<b>→⟫", "⟪</b>→⟫", "⟪“→「⟫", "⟪”→」⟫", "a ", "好"])))
def test_no_place_is_lost(parts):
    """Joined or not, the changes stand where they stood, each place once."""
    got, changes = between("x".join(parts))
    assert sorted(place for change in got for place in change.places()) == sorted(
        place for change in changes for place in change.places()
    )
