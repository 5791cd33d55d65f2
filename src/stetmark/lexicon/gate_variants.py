"""British spellings by rule: is a British word right, and has a word a twin across the Atlantic?

Only for the gates of items, where a rule that says "perhaps" too often does no harm: a word with a twin is not
planted on. The scorer's pairs are in `stetmark.lexicon.variants`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["american", "may_have_twin"]

_OUR = (
    "arb?d|arm|behavi|cand|clam|col|dem?ean|endeav|enam|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|parl|ranc"
    "|rig|rum|sav|savi|splend|succ|tum|val|vap|vig|misdemean"
)
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (rf"\A((?:dis|un|re|multi|out)?(?:{_OUR}))our", r"\1or"),
        (r"(\w{2})is(e|ed|es|er|ers|ing|ings|ation|ations|ational|able|ably)\Z", r"\1iz\2"),
        (r"(\w{2})ys(e|ed|es|er|ers|ing)\Z", r"\1yz\2"),
        (
            r"\A((?:kilo|centi|milli|micro|nano|peri|para)?(?:met|lit|cent|theat|fib|spect|lust|sab|calib|mit|ti|"
            r"somb|meag|goit|manoeuv|epicent|reconnoit|louv|och))re(s?)\Z",
            r"\1er\2",
        ),
        (r"\A(\w*cent)r(ed|ing)\Z", r"\1er\2"),
        (r"(\w{2}[aeiou])ll(ed|ing|ings|er|ers|or|ors|ist|ists|ous|able)\Z", r"\1l\2"),
        (r"(\w{2})logue(s?)\Z", r"\1log\2"),
        (r"\A(\w*(?:def|off|pret|lic))ence(s?)\Z", r"\1ense\2"),
        (r"\A(practi)s(e|es|ed|ing)\Z", r"\1c\2"),
        (r"\A(program)me(s?)\Z", r"\1\2"),
        (r"\A(\w*)(?:ae|oe)(\w+)\Z", r"\1e\2"),
        (r"\A(\w{2,}(?:dg))e(ments?)\Z", r"\1\2"),
        (r"\A(\w*m)ou(ld|lds|lded|lder|ldy|lt|lts|lted|lting|lding)\Z", r"\1o\2"),
        (r"\A(enrol|fulfil|instal|distil|instil|skil|wil)(s|ment|ments|ful|fully)?\Z", r"\1l\2"),
    )
)
#: British -> American where no rule holds; both ends of each pair have a twin.
_PAIRS: dict[str, str] = dict(
    pair.split(":")
    for pair in """
    grey:gray greys:grays greyer:grayer greyish:grayish tyre:tire tyres:tires kerb:curb kerbs:curbs cheque:check
    cheques:checks plough:plow ploughs:plows ploughed:plowed ploughing:plowing sceptical:skeptical
    sceptic:skeptic sceptics:skeptics scepticism:skepticism chilli:chili chillies:chilies doughnut:donut
    doughnuts:donuts jewellery:jewelry storey:story storeys:stories draught:draft draughts:drafts
    draughty:drafty aluminium:aluminum cosy:cozy cosier:cozier cosily:cozily pyjamas:pajamas mum:mom mums:moms
    axe:ax ageing:aging mollusc:mollusk moustache:mustache sulphur:sulfur sulphate:sulfate waggon:wagon
    waggons:wagons woollen:woolen woolly:wooly artefact:artifact artefacts:artifacts catalogue:catalog
    dialogue:dialog analogue:analog cancelled:canceled cancelling:canceling cancellation:cancelation
    focussed:focused focussing:focusing benefitted:benefited learnt:learned spelt:spelled burnt:burned
    dreamt:dreamed leant:leaned leapt:leaped spoilt:spoiled spilt:spilled whilst:while amongst:among
    towards:toward afterwards:afterward backwards:backward forwards:forward upwards:upward
    downwards:downward inwards:inward outwards:outward cafe:café naive:naïve licence:license
    licences:licenses licensed:licenced speciality:specialty specialities:specialties maths:math
    orientated:oriented omelette:omelet yoghurt:yogurt hiccough:hiccup gaol:jail furore:furor
    whisky:whiskey titbit:tidbit programme:program programmed:programed counsellor:counselor
    tranquillity:tranquility skilful:skillful fulfil:fulfill fulfils:fulfills enrol:enroll enrols:enrolls
    enrolment:enrollment instalment:installment transferrable:transferable sharable:shareable
    judgement:judgment judgements:judgments acknowledgement:acknowledgment acknowledgements:acknowledgments
    modelled:modeled modelling:modeling travelled:traveled travelling:traveling traveller:traveler
    travellers:travelers labelled:labeled labelling:labeling signalling:signaling signalled:signaled
    levelled:leveled levelling:leveling fuelled:fueled marvellous:marvelous plies:plys
    """.split()
)
_AMERICAN = frozenset(_PAIRS.values())
#: Never with z: the -ise here is no ending.
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
    for pattern, new in _RULES:
        changed = pattern.sub(new, word, count=1)
        if changed != word:
            yield changed


def may_have_twin(word: str) -> bool:
    """Whether a lower-case word looks as if it had a British twin; says yes rather too often."""
    if word in _PAIRS or word in _AMERICAN:
        return True
    return bool(_AMERICAN_SHAPES.search(word)) and not _ALWAYS_ISE.match(word)
