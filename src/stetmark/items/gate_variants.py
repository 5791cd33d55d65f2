"""British spellings by rule: is a British word right, and has a word a twin across the Atlantic?

Only for the gates of items, where a rule that says "perhaps" too often does no harm: a word with a twin is
not planted on. The scorer's pairs are in `stetmark.lexicon.variants`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stetmark.text.word_lists import read_list

__all__ = ["american", "may_have_twin"]

_OUR = (
    "arb?d|arm|behavi|cand|clam|col|dem?ean|endeav|enam|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|parl|ranc"
    "|rig|rum|sav|savi|splend|succ|tum|val|vap|vig|misdemean"
)
#: (letters that are in every word the rule changes, what is British, American letters for it)
_RULES: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (sign, re.compile(pattern), new)
    for sign, pattern, new in (
        ("our", rf"\A((?:dis|un|re|multi|out)?(?:{_OUR}))our", r"\1or"),
        ("is", r"(\w{2})is(e|ed|es|er|ers|ing|ings|ation|ations|ational|able|ably)\Z", r"\1iz\2"),
        ("ys", r"(\w{2})ys(e|ed|es|er|ers|ing)\Z", r"\1yz\2"),
        (
            "re",
            r"\A((?:kilo|centi|milli|micro|nano|peri|para)?(?:met|lit|cent|theat|fib|spect|lust|sab|calib|mit|ti|"
            r"somb|meag|goit|manoeuv|epicent|reconnoit|louv|och))re(s?)\Z",
            r"\1er\2",
        ),
        ("centr", r"\A(\w*cent)r(ed|ing)\Z", r"\1er\2"),
        ("ll", r"(\w{2}[aeiou])ll(ed|ing|ings|er|ers|or|ors|ist|ists|ous|able)\Z", r"\1l\2"),
        ("logue", r"(\w{2})logue(s?)\Z", r"\1log\2"),
        ("ence", r"\A(\w*(?:def|off|pret|lic))ence(s?)\Z", r"\1ense\2"),
        ("practis", r"\A(practi)s(e|es|ed|ing)\Z", r"\1c\2"),
        ("programme", r"\A(program)me(s?)\Z", r"\1\2"),
        ("e", r"\A(\w*)(?:ae|oe)(\w+)\Z", r"\1e\2"),
        ("dge", r"\A(\w{2,}(?:dg))e(ments?)\Z", r"\1\2"),
        ("mou", r"\A(\w*m)ou(ld|lds|lded|lder|ldy|lt|lts|lted|lting|lding)\Z", r"\1o\2"),
        ("l", r"\A(enrol|fulfil|instal|distil|instil|skil|wil)(s|ment|ments|ful|fully)?\Z", r"\1l\2"),
    )
)
#: British -> American where no rule holds; both ends of each pair have a twin.
_PAIRS: dict[str, str] = dict(line.split() for line in read_list("stetmark.items", "gate_pairs.txt"))
_AMERICAN = frozenset(_PAIRS.values())
#: Never with z: the -ise here is not an ending.
_ALWAYS_ISE = re.compile(
    r"(?:surpr|exerc|adv|comprom|prom|prem|disgu|desp|dev|superv|telev|improv|rev|circumc|exc|inc|franch|merchand|"
    r"enterpr|pra|ra|w|no|po|r|prec|conc|anis|mort|cru|bru|tort|porpo|turquo|chem|expert|pr|s|d|m|v|th)i[sz]"
)
_AMERICAN_SHAPES = re.compile(
    rf"\A(?:dis|un|re|multi|out)?(?:{_OUR})or(?!\w*(?:ific|ous\Z|at|ary|ial))"
    r"|\w{2}i[sz](?:e|ed|es|er|ers|ing|ings|ation|ations|ational|able)\Z|\w{2}y[sz](?:e|ed|es|er|ers|ing)\Z"
    r"|\A(?:kilo|centi|milli)?(?:met|lit|cent|theat|fib|spect|lust|sab|calib|somb|meag)ers?\Z"
    r"|[^aeiou][aeiou]l(?:ed|ing)\Z|\w{2}log(?:ue)?s?\Z|\A\w*(?:def|off|pret|lic)enses?\Z"
    r"|\Aprograms?\Z|\Apracti[cs]e[sd]?\Z|\A(?:anaemi|anemi|paed|ped[io]|haem|hemo|oestr|estro|archae|arche|mediev)"
)


def american(word: str) -> Iterator[str]:
    """American spellings of a word that may be British, in lower case; not all of them are words."""
    if word in _PAIRS:
        yield _PAIRS[word]
    for sign, pattern, new in _RULES:
        match = pattern.search(word) if sign in word else None
        if match:
            yield word[: match.start()] + match.expand(new) + word[match.end() :]


def may_have_twin(word: str) -> bool:
    """Return whether a lower-case word looks as if it had a British twin; says yes rather too often."""
    if word in _PAIRS or word in _AMERICAN:
        return True
    return bool(_AMERICAN_SHAPES.search(word)) and not _ALWAYS_ISE.match(word)
