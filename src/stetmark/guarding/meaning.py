"""Which changes of words could be changes of meaning, whatever they look like?

Negations, numbers, units, and prefixes that turn a word round or change its size.
"""

from __future__ import annotations

from stetmark.guarding.known import distance
from stetmark.guarding.word_lists import are_confused, guard_lists
from stetmark.lexicon.affixes import prefixes
from stetmark.text.lettercase import normalize_word

__all__ = ["changed_meaning"]


def changed_meaning(source: str, text: str, *, after_number: bool) -> str:
    """Why this change could be one of meaning; empty where it is none."""
    a, b = normalize_word(source), normalize_word(text)
    known = guard_lists()
    if _negates(a, b):
        return f"{source!r} → {text!r} may reverse the meaning"
    if after_number and len(a) <= 4 and (a in known.units or b in known.units):
        return "a unit after a number"
    number = (b in known.numbers or a in known.numbers) and not are_confused(a, b)
    if number and (a in known.numbers or _could_be_another_number(a, b)):
        return f"a number: {source!r} may not mean {text!r}"
    return _prefix_changed(a, b)


def _could_be_another_number(a: str, b: str) -> bool:
    """Whether `a` is as near to another number as to `b`. The last letter tells "fiften" from "fifty"."""
    mine = distance(a, b)
    for other in guard_lists().numbers - {b}:
        theirs = distance(a, other) if abs(len(other) - len(a)) <= mine else mine + 1
        if theirs < mine or (theirs == mine and (other[-1] == a[-1] or b[-1] != a[-1])):
            return True
    return False


def _negates(a: str, b: str) -> bool:
    """Whether a negation comes or goes with this change."""
    bare_a, bare_b = a.replace("'", "").replace(" ", ""), b.replace("'", "").replace(" ", "")
    known = guard_lists()
    negated = set(known.negated.values()) | {"cannot"}
    if bare_b in negated:
        return (
            not ("n" in bare_a[1:] and "t" in bare_a[2:] and distance(bare_a, bare_b) <= 2)
            or bare_a in known.negated
        )
    if b in known.negated:  # a plain verb, from what may have been its negation
        verb = known.negated[b]
        return distance(bare_a, verb) <= distance(bare_a, b)
    return (a in known.negations) != (b in known.negations) and a in known.negations


def _prefix_changed(a: str, b: str) -> str:
    for group in guard_lists().contrasts:
        mine = [p for p in group if a.startswith(p) and len(a) > len(p) + 2]
        theirs = [p for p in group if b.startswith(p) and len(b) > len(p) + 2]
        if mine and theirs and max(mine, key=len) != max(theirs, key=len):
            return f"{max(mine, key=len)}- → {max(theirs, key=len)}- changes the meaning"
    if a[:1] != b[:1] or len(a) != len(b):
        for prefix in prefixes("meaning"):
            for one, other in ((a, b), (b, a)):
                rest = one.removeprefix(prefix)
                dropped = rest != one and len(rest) > 3 and not other.startswith(prefix)
                if dropped and distance(rest, other) < distance(one, other) and len(prefix) > 1:
                    return "" if a == "irregardless" else f"{prefix}- added or removed may change the meaning"
    return ""
