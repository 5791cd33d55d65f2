"""Which spelling has a word on the other side of the Atlantic? Rules first, pairs where there is no rule."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["variants"]

#: British stems in -our whose American twin has -or; endings follow.
_OUR = [
    "arbour",
    "ardour",
    "armour",
    "behaviour",
    "candour",
    "clamour",
    "clangour",
    "colour",
    "demeanour",
    "dolour",
    "enamour",
    "endeavour",
    "favour",
    "fervour",
    "flavour",
    "glamour",
    "harbour",
    "honour",
    "humour",
    "labour",
    "misdemeanour",
    "neighbour",
    "odour",
    "parlour",
    "rancour",
    "rigour",
    "rumour",
    "saviour",
    "savour",
    "splendour",
    "succour",
    "tumour",
    "valour",
    "vapour",
    "vigour",
]
#: British stems in -tre/-bre and so on whose American twin has -er.
_RE = [
    "accoutre",
    "calibre",
    "centre",
    "epicentre",
    "fibre",
    "goitre",
    "kilolitre",
    "kilometre",
    "litre",
    "louvre",
    "lustre",
    "manoeuvre",
    "meagre",
    "metre",
    "millilitre",
    "millimetre",
    "centimetre",
    "mitre",
    "nanometre",
    "micrometre",
    "nitre",
    "ochre",
    "sabre",
    "saltpetre",
    "sceptre",
    "sepulchre",
    "sombre",
    "spectre",
    "theatre",
    "amphitheatre",
    "titre",
]
#: Verbs that double their l before a vowel in Britain only.
_EL = [
    "apparel",
    "barrel",
    "bevel",
    "cancel",
    "carol",
    "cavil",
    "channel",
    "chisel",
    "counsel",
    "cudgel",
    "dial",
    "dishevel",
    "duel",
    "enamel",
    "equal",
    "fuel",
    "funnel",
    "gambol",
    "gravel",
    "grovel",
    "initial",
    "jewel",
    "kennel",
    "label",
    "laurel",
    "level",
    "libel",
    "marshal",
    "marvel",
    "medal",
    "metal",
    "model",
    "panel",
    "parcel",
    "pedal",
    "pencil",
    "peril",
    "pummel",
    "quarrel",
    "ravel",
    "rival",
    "shovel",
    "shrivel",
    "signal",
    "snivel",
    "spiral",
    "squirrel",
    "stencil",
    "swivel",
    "symbol",
    "tassel",
    "tinsel",
    "total",
    "towel",
    "trammel",
    "travel",
    "trowel",
    "tunnel",
    "unravel",
    "wool",
    "yodel",
]
_EL_ENDINGS = ("ed", "ing", "er", "ers", "ings", "en", "ous", "or", "ors", "ist", "ists")
#: British, American; each also with the endings below where they make sense.
_PAIRS = """
    grey gray, greyer grayer, greyest grayest, greyish grayish, aluminium aluminum, aeroplane airplane,
    aeroplanes airplanes, ageing aging, artefact artifact, artefacts artifacts, axe ax, cheque check,
    cheques checks, chequered checkered, cosy cozy, cosier cozier, cosily cozily, draught draft, draughts
    drafts, defence defense, defences defenses, defenceless defenseless, offence offense, offences
    offenses, licence license, licences licenses, pretence pretense, pretences pretenses, practise
    practice, practised practiced, practising practicing, practises practices, disc disk, discs disks,
    enrol enroll, enrols enrolls, enrolment enrollment, enrolments enrollments, fulfil fulfill, fulfils
    fulfills, fulfilment fulfillment, instil instill, instils instills, instalment installment,
    instalments installments, skilful skillful, skilfully skillfully, wilful willful, wilfully willfully,
    distil distill, distils distills, appal appall, appals appalls, jewellery jewelry, judgement judgment,
    judgements judgments, acknowledgement acknowledgment, acknowledgements acknowledgments, abridgement
    abridgment, kerb curb, kerbs curbs, mould mold, moulds molds, moulded molded, moulding molding, mouldy
    moldy, moult molt, moulted molted, smoulder smolder, smouldering smoldering, plough plow, ploughs
    plows, ploughed plowed, ploughing plowing, programme program, programmes programs, pyjamas pajamas,
    sceptic skeptic, sceptics skeptics, sceptical skeptical, sceptically skeptically, scepticism
    skepticism, storey story, storeys stories, sulphur sulfur, sulphate sulfate, sulphates sulfates,
    sulphide sulfide, sulphuric sulfuric, tyre tire, tyres tires, tonne ton, tonnes tons, whisky whiskey,
    woollen woolen, woolly wooly, catalogue catalog, catalogues catalogs, catalogued cataloged,
    cataloguing cataloging, analogue analog, analogues analogs, dialogue dialog, dialogues dialogs,
    monologue monolog, monologues monologs, epilogue epilog, prologue prolog, travelogue travelog,
    speciality specialty, specialities specialties, learnt learned, burnt burned, dreamt dreamed, spelt
    spelled, spilt spilled, spoilt spoiled, leapt leaped, smelt smelled, dwelt dwelled, knelt kneeled,
    leant leaned, whilst while, amongst among, amidst amid, towards toward, afterwards afterward,
    backwards backward, forwards forward, upwards upward, downwards downward, inwards inward, outwards
    outward, onwards onward, mum mom, mums moms, maths math, liquorice licorice, marvellous marvelous,
    moustache mustache, moustaches mustaches, carat karat, furore furor, gaol jail, omelette omelet,
    omelettes omelets, doughnut donut, doughnuts donuts, racoon raccoon, routeing routing, likeable
    likable, sizeable sizable, saleable salable, liveable livable, unshakeable unshakable, ageless
    ageless, aestheticism estheticism, mediaeval medieval, anaemia anemia, anaemic anemic, anaesthesia
    anesthesia, anaesthetic anesthetic, anaesthetics anesthetics, anaesthetist anesthetist, archaeology
    archeology, archaeological archeological, archaeologist archeologist, caesium cesium, encyclopaedia
    encyclopedia, encyclopaedias encyclopedias, faeces feces, foetus fetus, foetal fetal, gynaecology
    gynecology, haemoglobin hemoglobin, haemorrhage hemorrhage, leukaemia leukemia, manoeuvre maneuver,
    manoeuvres maneuvers, manoeuvred maneuvered, manoeuvring maneuvering, oesophagus esophagus, oestrogen
    estrogen, orthopaedic orthopedic, paediatric pediatric, paediatrics pediatrics, paediatrician
    pediatrician, palaeontology paleontology, diarrhoea diarrhea, aesthetic esthetic, aesthetics
    esthetics, homoeopathy homeopathy, amoeba ameba, learnt learned, per_cent percent, tranquillity
    tranquility, tranquillise tranquilize, cancellation cancelation, modelling modeling, focussed focused,
    focussing focusing, biassed biased, benefitted benefited, benefitting benefiting, worshipped
    worshiped, worshipping worshiping, kidnapped kidnaped, programmer programer, aerofoil airfoil, behove
    behoove, cypher cipher, gauge gage, gauges gages, grille grill, vice vise, snowplough snowplow,
    premise premiss, connexion connection, inflexion inflection
"""
#: Words in -ise or -ize that are no pair: another word, or only ever spelt one way.
_NOT_ISE = frozenset(
    ["prise", "prize", "size", "rise", "wise", "seise", "seize", "maise", "maize", "assize", "guise", "baize"]
)
_ISE = re.compile(
    r"(?P<stem>[a-z]{2,}(?:i|ly))(?P<s>[sz])"
    r"(?P<end>e|ed|es|er|ers|ing|ings|able|ation|ations|ational|ement|or|ors)"
)


def _table() -> dict[str, set[str]]:
    """Both directions of all pairs."""
    pairs: list[tuple[str, str]] = []
    for pair in _PAIRS.split(","):
        british, american = pair.split()
        pairs.append((british, american))
    for stem in _OUR:
        other = stem[:-3] + "or"
        pairs += [(stem + end, other + end) for end in _OUR_ENDINGS]
    for stem in _RE:
        base, other = stem[:-2], stem[:-2] + "er"
        pairs += [(stem, other), (stem + "s", other + "s"), (base + "red", other + "ed")]
        pairs.append((base + "ring", other + "ing"))
    for stem in _EL:
        pairs += [(stem + stem[-1] + end, stem + end) for end in _EL_ENDINGS]
    table: dict[str, set[str]] = {}
    for one, other in pairs:
        if one != other:
            table.setdefault(one, set()).add(other)
            table.setdefault(other, set()).add(one)
    return table


_OUR_ENDINGS = (
    "", "s", "ed", "ing", "er", "ers", "able", "ably", "al", "ally", "ful", "fully", "less", "ite", "ites",
    "hood",
    "hoods", "ly", "y", "some", "ist", "ists", "ings",
)  # fmt: skip


@lru_cache(maxsize=1)
def _pairs() -> dict[str, set[str]]:
    return _table()


@lru_cache(maxsize=4096)
def variants(word: str) -> frozenset[str]:
    """Return the spellings of `word` in the other kind of English, in lower case; empty if it has none.

    Example:
        >>> sorted(variants("Colour"))
        ['color']
    """
    word = word.lower()
    found = set(_pairs().get(word, ()))
    match = _ISE.fullmatch(word)
    if match and len(word) > 5 and word not in _NOT_ISE:
        swapped = "z" if match["s"] == "s" else "s"
        found.add(f"{match['stem']}{swapped}{match['end']}")
    return frozenset(found)
