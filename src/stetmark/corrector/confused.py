"""Right words that everybody has seen written for one another: the corrector asks less evidence for them.

Pairs of which one is so common in every place that its neighbours tell little (of and if, to and two, now and
not) are left out, and so are those whose neighbours are alike: adapt and adopt, coarse and course.
"""

from __future__ import annotations

__all__ = ["ARTICLES", "CLASSIC", "NEVER_OWNED", "OWN", "VERBS"]

_BOTH_WAYS = """
    then than, there their, affect effect, affects effects, weather whether, weak week, quiet quite,
    roll role, rolls roles, past passed, wait weight, accept except, loose lose, peace piece,
    principle principal, advice advise, breath breathe, device devise, brake break, waist waste,
    wander wonder, steal steel, sight site, threw through, whole hole, complement compliment,
    stationary stationery, lead led, moral morale, cloths clothes, personal personnel, desert
    dessert, bare bear, right write, which witch, allowed aloud, knew new, hear here, lessen lesson,
    forth fourth, prey pray, plane plain, sole soul, vain vein, thorough through, board bored
"""
_WRONG_AND_RIGHT = """
    aloud allowed, know no, wood would, ours hours, witch which, effected affected, excepted
    accepted, dew due, hole whole, seen scene, sea see, untied united, costumer customer,
    defiantly definitely, choose chose, where were, of off, prophesy prophecy, heal heel,
    sail sale, tail tale, fair fare, meat meet, mail male
"""


def _pairs() -> frozenset[tuple[str, str]]:
    found = set()
    for text, both in ((_BOTH_WAYS, True), (_WRONG_AND_RIGHT, False)):
        for pair in text.split(","):
            one, other = pair.split()
            found.add((one, other))
            if both:
                found.add((other, one))
    return frozenset(found)


#: (written, meant).
CLASSIC = _pairs()
#: A contraction, and the possessive that sounds like it.
OWN = {"it's": "its", "who's": "whose", "you're": "your", "they're": "their"}
VERBS = {"s": "is", "re": "are"}
#: No possessive stands before one of these.
ARTICLES = frozenset(["a", "an", "the", "been"])
#: What stands after "it's" and never after "its".
NEVER_OWNED = frozenset(
    "not no also so just because about in on at to too being going always never"
    " only possible likely important that this what how why when".split()
)
