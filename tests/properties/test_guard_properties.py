"""What holds of the guard for any two texts."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stetmark.misspelling.channel import Channel
from stetmark.proofread import guard

WORDS = (
    "the recieve receive teh not now can can't cant its it's 15 mg -- — `code` http://a.b/c don’t dont naïve "
    "Johnson colour color 在 再 的 的的 他 她 三 买 , . \n \n\n [sic] $x$ \\cite{a} “ ” form from andthe data base"
).split(" ")
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=14).map("".join),
)
SETTINGS = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def rebuilt(source, decisions):
    """The source with the kept edits made, by hand."""
    out, at = [], 0
    for decision in decisions:
        out += [source[at : decision.start], decision.hypothesis]
        at = decision.end
    return "".join([*out, source[at:]])


@SETTINGS
@given(TEXTS, TEXTS)
def test_the_result_differs_from_the_source_only_inside_kept_edits(source, hypothesis):
    """Whatever comes back, the text is the source with the kept edits and nothing else."""
    guarded = guard(source, hypothesis)

    assert guarded.text == rebuilt(source, guarded.kept)
    assert all(source[d.start : d.end] == d.source for d in guarded.decisions)
    spans = [(d.start, d.end) for d in guarded.kept]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@SETTINGS
@given(TEXTS, TEXTS)
def test_the_guard_is_idempotent(source, hypothesis):
    """Guarding a guarded text changes nothing more."""
    once = guard(source, hypothesis).text

    assert guard(source, once).text == once


@SETTINGS
@given(TEXTS)
def test_a_text_given_back_is_untouched(source):
    """The same text has no decisions."""
    assert guard(source, source).decisions == ()


@SETTINGS
@given(TEXTS, st.text(alphabet="0123456789.,%$€-—()[]{}*#/\\\"'", max_size=12), st.integers(0, 60))
def test_signs_and_numbers_cannot_be_smuggled_in(source, signs, at):
    """Whatever is put in that holds no letter is put back."""
    at = min(at, len(source))
    guarded = guard(source, source[:at] + signs + source[at:])

    assert sorted(filter(str.isdigit, guarded.text)) == sorted(filter(str.isdigit, source))


CLEAN = (
    "The committee met on Tuesday to consider the report. Members agreed that the figures for the second quarter "
    "were better than expected, although the cost of materials had risen. Nobody spoke against the proposal, and it "
    "was carried without a vote. The secretary will write to the council before the end of the month."
)


@pytest.mark.parametrize("seed", range(40))
def test_planted_slips_are_mended_and_noise_is_not(seed):
    """Slips that the error model plants come back right under the guard, random other changes go."""
    rng = random.Random(seed)
    channel = Channel()
    words = CLEAN.split(" ")
    planted = list(words)
    at = rng.sample([i for i, w in enumerate(words) if w.isalpha() and w.islower() and len(w) > 5], 4)
    for i in at:
        planted[i] = channel.corrupt(words[i], rng)[0]
    noisy = list(words)
    for i in rng.sample([i for i, w in enumerate(words) if i not in at and w.islower()], 4):
        noisy[i] = rng.choice(["indeed", "", noisy[i].title(), f"{noisy[i]},", "not", f"very {noisy[i]}"])
    guarded = guard(" ".join(planted), " ".join(w for w in noisy if w))
    wrong = [w for w, right in zip(guarded.text.split(" "), words, strict=True) if w != right]

    assert len(guarded.text.split(" ")) == len(words)
    assert len(wrong) <= 1, wrong
