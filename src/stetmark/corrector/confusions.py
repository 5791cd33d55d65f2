"""Right words that are written for one another, and words of dialect and chat. Both lists are our own."""

from __future__ import annotations

from functools import cache

__all__ = ["CASUAL", "confusions"]

_SETS = """
    accept except, adapt adopt, advice advise, affect effect, affects effects, allowed aloud, altar
    alter, assure ensure, bare bear, beside besides, breath breathe, buy by, brake break, capital
    capitol, chose choose, cite site sight, cloths clothes, coarse course, complement compliment,
    council counsel, contact contract, dairy diary, desert dessert, device devise, discreet discrete,
    dose does, elicit illicit, ensure insure, envelop envelope, fair fare, farther father, form from,
    formally formerly, forth fourth, hear here, hole whole, its it's, knew new, know now, know no, later
    latter, lead led, lessen lesson, loose lose, looses loses, loosing losing, maybe may, moral morale,
    of off, on one, than then, that than, their there they're, them then, thorough through though
    thought, threw through, to too two, trail trial, united untied, use us, vary very, waist waste, wait
    weight, want what, wear where were, weather whether, we're were, which witch, who's whose, with
    which, your you're, personal personnel, piece peace, plain plane, pray prey, precede proceed,
    principal principle, prove proof, quiet quite, quit quite, raise rise, right write, sale sell, scene
    seen, sense since, sea see, set sit, sole soul, some same, son sun, stationary stationery, steal
    steel, tail tale, team teem, thank think, thing think, things thinks, this these, those these, tough
    though, while whole, wander wonder, lightening lightning, bought brought, casual causal, corporate
    cooperate, current currant, costumer customer, defiantly definitely, diffuse defuse, expand expend,
    experience experiment, find fine, found fond, hole hold, if of, in is, an and, and any, are our, as
    is, ask as, at as, be by, been being, best beset, bit but, black block, bed bad, cold could, ever
    every, even ever, few view, fist first, for far, form forum, full fill, had has, has have, he her,
    him his, how who, lack lake, last least, list lits, live life, lives lifes, main mean, make made,
    mane main, mad made, most must, must just, near hear, not now, noting nothing, only one, our out,
    other over, part port, pant paint, past passed, place palace, plan plane, pose post, pubic public,
    read red, reel real, rely reply, reserve reverse, role roll, root route, run ran, sad said, say
    stay, scared sacred, send sent, sever server, shod should, sing sign, so do, soon son, spilt split,
    state stare, step stop, store story, sued used, suit suite, sure sore, take talk, tarp trap, test
    text, they the, thee the, there three, tie time, top stop, trough through, tree three, untied
    united, until unit, wale whale, walk work, warm worm, was has, way why, week weak, well will, went
    want, when then, where here, wold would, won own, won one, word work, word world, wore were, worse
    worst, worth with, wont won't, cant can't, dont don't, lets let's, were where, woman women, year
    years, you our, yes yet, precedence precedents, patience patients, presence presents, instance
    instants, elude allude, illusion allusion, imminent eminent, lay lie, emigrate immigrate, ingenious
    ingenuous, perspective prospective, respectfully respectively, than that, through throw, track
    tract, vain vein vane
"""

#: Words of dialect, of chat and of speech as it is spelt for the ear: right where they stand.
CASUAL = frozenset(
    """
    afaik aint aye ayup bairn bby bc brb btw bout cannae canna cos coz cuz da dat dem den dey didnae
    didna dinna dinnae dis dno doan doesnae dontcha dude dunno eh em fam ffs finna fr fyi gie gimme
    gonna gotcha gotta gr gud haha hahaha hae hafta hella hiya hmm hoo idc idk iirc ikr imho imma imo
    innit irl isna isnae jk kinda ken lad laddie lass lassie lemme lil lmao lmk lol lolol luv maun mebbe
    msg mah mate nah naw nay ngl nite nope nowt nuff nvm ofc oh ok okay omg oughta outta owt pic pls plz
    ppl prob probs prolly rly rn reckon sez shoulda sista smh somethin sorta soz srsly summat sup tae
    tbf tbh tha thang thee tho thru thx tis tmi tmrw tonite twas ty tyvm uhh ugh uh um umm ur urself viz
    wae wanna wassup wasna wasnae wat watcha wee wha whatcha whaddya wil wiv wont woulda wouldna
    wouldnae wot wtf ya yall yeah yep yer yez yo yonder youse yup zzz
    """.split()
)


@cache
def confusions() -> dict[str, frozenset[str]]:
    """Return for each word, in lower case, those it is mistaken for."""
    table: dict[str, set[str]] = {}
    for group in _SETS.split(","):
        words = group.split()
        for word in words:
            table.setdefault(word, set()).update(w for w in words if w != word)
    return {word: frozenset(others) for word, others in table.items()}
