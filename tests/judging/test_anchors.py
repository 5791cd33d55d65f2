"""Where a stretch may be cut: long agreements, never in a slot that could be read another way."""

from __future__ import annotations

from stetmark.judging.anchors import LEVELS, Stretch, anchors
from stetmark.judging.chain import Chain
from stetmark.text.slots import slots_of
from stetmark.text.tokens import tokenize

WORDS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma".split()
)


def found(source, reference, hypothesis, level=1):
    chain = Chain(reference, slots_of(source, reference))
    stretch = Stretch(0, len(chain.tokens), 0, len(chain.slots), 0)
    tokens = tokenize(hypothesis)
    got = anchors(chain, level, stretch, tokens)
    for i, j, n in got:
        for k in range(n):
            own = [slot for slot in chain.slots if slot.start == i + k and slot.single]
            assert tokens[j + k] == chain.tokens[i + k] or (tokens[j + k],) in own[0].branches
    return [("".join(chain.tokens[i : i + n]), "".join(tokens[j : j + n])) for i, j, n in got]


def test_agreements_keep_a_margin():
    """Six equal tokens and more, less one on either side that stays in the windows beside it."""
    text = " ".join(WORDS[:4])
    assert found(None, text + " x " + text, text + " y " + text) == [
        (text[5:], text[5:]),
        (text[:-5], text[:-5]),
    ]


def test_short_agreements_count_only_at_the_last_level():
    """Three equal tokens are no anchor but where the window is too large otherwise."""
    reference, hypothesis = "alpha beta x", "alpha beta y"
    assert found(None, reference, hypothesis) == []
    assert found(None, reference, hypothesis, len(LEVELS) - 1) == [("alpha beta ", "alpha beta ")]


def test_a_slot_of_one_word_may_lie_in_an_agreement():
    """With its source text as well as with its reference text."""
    reference = " ".join(WORDS)
    source = reference.replace("iota", "itoa")
    for hypothesis in (reference, source):
        assert found(source, reference, hypothesis) == [(reference[5:-5], hypothesis[5:-5])]


def test_a_source_word_elsewhere_cuts_the_agreement():
    """What the slot's source text means is believed at the slot alone."""
    reference = " ".join([*WORDS[:6], "iota", *WORDS[6:]])
    source = " ".join([*WORDS[:6], "iota", *WORDS[6:8], "itoa", *WORDS[9:]])
    hypothesis = " ".join([*WORDS[:6], "itoa", *WORDS[6:]])
    texts = found(source, reference, hypothesis)
    assert all("itoa" not in theirs for _, theirs in texts)
    assert len(texts) == 2


def test_a_slot_of_two_shapes_is_left_out():
    """The agreement ends a token before it and begins again a token behind it."""
    reference = " ".join(WORDS)
    source = reference.replace("theta iota", "thetaiota")
    texts = [own for own, _ in found(source, reference, reference)]
    before, after = reference.split("theta iota")
    assert texts == [before[5:-1], after[1:-5]]
