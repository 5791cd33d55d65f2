"""Token-level differences between two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fakes.growth import cpu_budget
from stetmark.text import align
from stetmark.text.align import diff, matching_blocks
from stetmark.text.tokens import tokenize

WORDY = st.lists(st.sampled_from(["a", "b", "the", " ", " ", ",", "\n", "的", "é"]), max_size=25).map("".join)


@given(WORDY, WORDY)
def test_differences_make_one_text_the_other(a, b):
    """Putting each difference in turns the first text into the second."""
    made, at = "", 0
    for start, end, hyp_start, hyp_end in diff(a, b):
        made += a[at:start] + b[hyp_start:hyp_end]
        at = end
    assert made + a[at:] == b


@given(WORDY)
def test_equal_texts_have_no_differences(a):
    """A text does not differ from itself."""
    assert diff(a, a) == []


@given(WORDY, WORDY)
def test_as_many_tokens_are_kept_as_can_be(a, b):
    """The blocks are as long in sum as a longest common subsequence, found the slow way."""
    x, y = tokenize(a), tokenize(b)
    table = [[0] * (len(y) + 1) for _ in range(len(x) + 1)]
    for i in range(len(x) - 1, -1, -1):
        for j in range(len(y) - 1, -1, -1):
            table[i][j] = table[i + 1][j + 1] + 1 if x[i] == y[j] else max(table[i + 1][j], table[i][j + 1])
    assert sum(block.n for block in matching_blocks(x, y)) == table[0][0]


def test_a_difference_stands_as_far_right_as_it_can():
    """Of two equal words the first is kept, and the space after the word goes with it."""
    assert diff("in the the lens", "in the lens") == [(7, 11, 7, 7)]


def test_texts_beyond_the_exact_limit_are_cut_at_unique_tokens(monkeypatch):
    """Large texts are still compared to the end, and what is the same in them is found."""
    monkeypatch.setattr(align, "MAX_CELLS", 500)
    monkeypatch.setattr(align, "EXACT_CELLS", 400)
    a = " ".join(f"w{k}" for k in range(300))
    b = a.replace("w100 ", "").replace("w200", "x")
    assert [(a[s:e], b[hs:he]) for s, e, hs, he in diff(a, b)] == [("w100 ", ""), ("w200", "x")]


def test_large_texts_are_not_compared_pair_by_pair():
    """10,000 words against 10,000 other words, and half a megabyte of one sign against half of it."""
    a = " ".join(f"w{k % 997}" for k in range(10_000))
    with cpu_budget():
        diff(a, " ".join(f"w{(7 * k) % 991}" for k in range(10_000)))
        diff("." * 500_000, "." * 250_000)
