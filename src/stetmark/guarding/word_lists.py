"""What the guard knows by heart: words mistaken for one another, and words whose change is one of meaning."""

# ruff: noqa: E501  lists of words read best unbroken
from __future__ import annotations

__all__ = [
    "ABBREVIATIONS",
    "CLITICS",
    "CLOSED_HEADS",
    "CONTRASTS",
    "FORMING_ENDINGS",
    "FORMING_PREFIXES",
    "FORM_ENDINGS",
    "FUNCTION_WORDS",
    "JOINS",
    "NAMES",
    "NEGATED",
    "NEGATIONS",
    "NUMBERS",
    "PREFIXES",
    "SLIPPED_ENDINGS",
    "SMALL_WORDS",
    "UNITS",
    "are_confused",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Groups of right words that writers take for one another by sound or by slip. Within a group a change is a
#: spelling correction. Groups that differ in polarity or quantity (no/know, can/can't) are left out on purpose.
_GROUPS = """
accept except|accepted excepted|access excess|adapt adopt|advice advise|advices advises|affect effect
affected effected|affects effects|aid aide|aisle isle|allot alot|allowed aloud|allude elude|altar alter
angel angle|assent ascent|baited bated|bare bear|bath bathe|beach beech|been bean|berry bury|berth birth|bloc block
board bored|border boarder|born borne|bought brought|brake break|brakes breaks|breach breech|breath breathe
breaths breathes|bridal bridle|by buy bye|canvas canvass|capital capitol|casual causal|ceiling sealing|cell sell
censor censure sensor|cereal serial|choose chose|cite site sight|cites sites sights|cited sited|climactic climatic
cloth clothe|clothes cloths|coarse course|collage college|coma comma|complement compliment
complementary complimentary|complements compliments|conscience conscious|coral corral|council counsel
councillor counsellor|councils counsels|currant current|dairy diary|decent descent dissent|defuse diffuse|desert dessert
deserts desserts|device devise|devices devises|dew due|diner dinner|discreet discrete|draft draught|dual duel
dyeing dying|elicit illicit|emigrate immigrate|eminent imminent|ensure insure|envelop envelope|faint feint|fair fare
fir fur|flair flare|flea flee|flour flower|forego forgo|foreword forward|form from|forms froms|formally formerly
forth fourth|foul fowl|gait gate|gorilla guerrilla|grate great|groan grown|guessed guest|hair hare|hall haul|hangar hanger
heal heel|heals heels|hear here|heard herd|heroin heroine|higher hire|hoard horde|hoarse horse|hole whole|hoping hopping
hour our|hours ours|human humane|idle idol|incidence incidents|ingenious ingenuous|its it's|knew new|know now
knight night|later latter|lead led|lessen lesson|liable libel|lightening lightning|loan lone|loath loathe|loose lose
looses loses|loosing losing|made maid|mail male|main mane|manner manor|meat meet|medal meddle metal mettle|miner minor
moral morale|morning mourning|muscle mussel|naval navel|one won|ordinance ordnance|pail pale|pain pane|pair pear pare
passed past|patience patients|peace piece|peak peek pique|peal peel|pedal peddle petal|perpetrate perpetuate
personal personnel|perspective prospective|plain plane|pole poll|pore pour|pray prey|precede proceed
preceding proceeding|presence presents|price prize|principal principle|principals principles|prophecy prophesy
quiet quite|rain reign rein|raise raze|rap wrap|right write rite|ring wring|road rode rowed|role roll|roles rolls
root route|sail sale|sauce source|scene seen|scent sent cent|shear sheer|shone shown|soar sore|sole soul|some sum|son sun
stair stare|stairs stares|stake steak|stationary stationery|steal steel|straight strait|suit suite|tail tale
taught taut|team teem|than then|that's thats|their there they're|theirs there's|thorough through threw|throne thrown
tide tied|to too|toe tow|track tract|trail trial|trails trials|united untied|vain vane vein|vale veil|vary very
vice vise|wail whale|waist waste|wait weight|waive wave|waived waved|wander wonder|wandered wondered|
war wore|ware wear where|warn worn|way weigh|weak week|weaker weeker|weather whether|were where we're|which witch
while wile|who's whose|wood would|wrote rote|yoke yolk|you're your|yore your|you've youve|i'm im|i've ive|let's lets
he's hes|she's shes|we've weve|they've theyve|what's whats|who's whos|here's heres|cant can't|wont won't|thing think
things thinks|though thought through tough|thought though|though through|thrust trust|of off|or our|our out|use sue|used sued
be bee|an and|on one|aft after|fro for|fir for|ot to|hat that|hen then when|tan than|tat that|te the|the they
them then|this thus|thy they|wan want|wen when|wit with|wiht with|width with|whit with|wold would|cold could|coud could
shod should|sue use|ab able|form from|fro from|manger manager|modle model|exiting exciting|martial marital
bread bred|cat cast|county country|dose does|causal casual|does dose|form forum
lightening lighting|pubic public|sacred scared|singed signed|sing sign|singer signer|singing signing|tired tried
united untied|untied united|trial trail|unite untie|quiet quit|quite quit|best beast|tech teach|beside besides|rational rationale
wee we|hew how|off of|thru through|vise vice|bee be|inn in|butt but|oar or|thee the|wether weather whether
""".replace("\n", "|")

_GROUPED: dict[str, set[str]] = {}
for _group in _GROUPS.split("|"):
    for _word in _group.split():
        _GROUPED.setdefault(_word, set()).update(_group.split())


def are_confused(one: str, other: str) -> bool:
    """Whether two lower-case right words are known to be written for one another."""
    return other in _GROUPED.get(one, ())


#: Two words written for one, where both parts are words themselves and the meaning is the same.
JOINS = _words(
    "another without throughout therefore nevertheless nonetheless myself himself herself itself ourselves themselves"
    " yourself yourselves something nothing anything everything however moreover furthermore although already"
    " altogether whenever wherever whatever whichever otherwise meanwhile somehow somewhere likewise elsewhere"
    " because before behind below between become became today tomorrow tonight yesterday together inside outside within"
    " upon whereas thereby hereby overall network software hardware keyboard database framework"
)

NEGATIONS = _words(
    "not no never none nor neither nothing nobody nowhere cannot without hardly barely scarcely ain't"
)
#: Verb -> its negated form without apostrophe.
NEGATED = {
    "do": "dont", "does": "doesnt", "did": "didnt", "is": "isnt", "are": "arent", "was": "wasnt", "were": "werent",
    "has": "hasnt", "have": "havent", "had": "hadnt", "can": "cant", "could": "couldnt", "will": "wont",
    "would": "wouldnt", "should": "shouldnt", "must": "mustnt", "need": "neednt", "might": "mightnt", "may": "maynt",
    "shall": "shant", "dare": "darent", "ought": "oughtnt",
}  # fmt: skip
#: Prefixes that turn a meaning round or change a degree; a correction may neither add nor drop one.
PREFIXES = (
    "un",
    "in",
    "im",
    "ir",
    "il",
    "dis",
    "non",
    "mis",
    "de",
    "anti",
    "counter",
    "under",
    "over",
    "re",
    "ab",
    "a",
)
#: Prefixes that a slip of the hand turns into their opposite or into another size.
CONTRASTS = tuple(
    frozenset(group.split())
    for group in (
        "hyper hypo",
        "inter intra",
        "macro micro",
        "milli micro nano pico kilo mega giga tera centi deci deca",
        "ante anti",
        "over under",
        "up down",
        "pre pro post",
        "super sub",
        "endo exo ecto",
        "mono di tri poly",
        "bi tri uni quad",
        "ex in",
        "max min",
        "north south",
        "east west",
    )
)
#: Words of number; a misspelt one may only become the nearest of them.
NUMBERS = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion"
    " first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth hundredth thousandth"
    " millionth billionth once twice thrice half halves quarter quarters dozen double triple single both"
)
UNITS = _words(
    "mm cm dm m km nm um µm pm mg cg g kg t ml cl dl l hl s ms ns us µs min h hr hrs d wk mo yr w kw mw gw v kv mv a ma hz"
    " khz mhz ghz thz pa kpa mpa bar j kj mj cal kcal k f c n kn mol mmol db b kb mb gb tb pb kib mib gib bit bits byte"
    " bytes px pt em rem in ft yd mi oz lb lbs st gal mph kph rpm ppm ppb usd eur gbp cny am pm bc ad"
)
#: Names that everybody spells alike: a misspelt one is mended although it is a name.
NAMES = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december english french german spanish italian chinese japanese korean russian arabic"
    " portuguese dutch greek latin turkish polish swedish norwegian danish finnish hungarian czech romanian hebrew hindi"
    " american british european african asian australian canadian mexican brazilian indian irish scottish welsh swiss"
    " austrian belgian egyptian israeli iranian iraqi pakistani vietnamese indonesian christian jewish muslim islamic"
    " buddhist catholic protestant england france germany spain italy china japan korea russia portugal netherlands"
    " greece turkey poland sweden norway denmark finland hungary romania america britain europe africa asia australia"
    " canada mexico brazil india ireland scotland wales switzerland austria belgium egypt israel iran iraq pakistan"
    " vietnam indonesia argentina chile colombia london paris berlin rome madrid washington chicago boston atlantic"
    " pacific mediterranean christmas easter thanksgiving internet"
)
#: Short words that gluing and splitting slips are about.
FUNCTION_WORDS = _words(
    "a an the of in on at to by for with from as and or but nor so if that this these those is are was were be been has"
    " have had do does did not it its he she they we you i his her their our your my which who what when where how than"
    " then there will would can could may might should must all any some no more most such into over under about after"
    " before between through during each also only both very just up out off"
)
#: Second halves of compounds that are written together in some places and apart in others: a matter of style.
CLOSED_HEADS = _words(
    "base flow step time line set work ware book path name space point side stamp log file list box board code node thread"
    " proof wise wide scale mark way house room land man woman men women day end up down in out off on over back front"
    " care shop store site page net web phone mail cast pack lock key hold head master free like size type test data"
)
FORMING_PREFIXES = tuple(
    "multi sub inter intra over under hyper super pseudo semi anti counter micro macro auto de dis mis pre re non un co"
    " bio electro geo photo neuro tele trans ultra meta mini mono poly proto quasi cyber nano cross mid out self uni epi peri para hetero homo iso eigen omni endo exo thermo hydro immuno cardio psycho".split(
        " "
    )
)
#: Ending of a made word, ending of the word it is made of.
FORMING_ENDINGS = (
    ("izes", "ize"), ("ises", "ise"), ("ized", "ize"), ("ised", "ise"), ("izing", "ize"), ("ising", "ise"),
    ("ness", ""), ("iness", "y"), ("fulness", "ful"), ("ability", "able"), ("ability", ""),
    ("able", ""), ("less", ""), ("ship", ""), ("wise", ""), ("ization", "ize"), ("isation", "ise"), ("izer", "ize"),
    ("ers", "er"), ("ors", "or"), ("ors", "e"), ("or", "e"), ("izing", "y"), ("izes", ""), ("ings", "ing"), ("ions", "ion"), ("isms", "ism"), ("ists", "ist"), ("ments", "ment"),
)  # fmt: skip
#: Endings by which the forms of one word differ, and which of them a slip or a wrong rule puts for another.
FORM_ENDINGS = _words(
    "s d r rs ed es ing ings er ers or ors ion ions ator ators ic ics ia al ive ist ists ism istic able ity ize izes ized"
    " izer izing ise ises ised iser ising e y"
) | {""}
SLIPPED_ENDINGS = frozenset(
    (one, other)
    for one, other in (
        ("s", "es"), ("es", "s"), ("ed", "d"), ("d", "ed"), ("er", "or"), ("or", "er"), ("ers", "ors"), ("ors", "ers"),
        ("e", ""), ("", "e"), ("y", ""), ("", "y"), ("y", "e"), ("e", "y"), ("d", ""), ("", "d"), ("", "s"), ("", "ed"),
        ("", "ing"), ("", "er"), ("", "r"), ("e", "er"), ("e", "es"), ("e", "ed"), ("ic", "ics"), ("ise", "ize"),
        ("d", "r"), ("r", "d"), ("er", "ed"), ("ed", "er"), ("", "ity"), ("", "al"), ("", "ion"), ("ion", "ions"),
    )
)  # fmt: skip
SMALL_WORDS = frozenset("ai")
CLITICS = _words("s t re ve ll d m")
ABBREVIATIONS = _words(
    "mr mrs ms dr st jr sr vs eg ie etc cf al no nos vol pp ed eds fig figs eq eqs ch sec ref refs dept approx abt min max"
    " inc ltd co corp plc prof gen col capt sgt rev hon gov sen rep ave blvd rd sq ft mt tel ext misc temp jan feb mar apr"
    " jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun am pm lbs qty amt btw imo lol idk tbh omg"
    " ctrl alt esc cmd txt md rst tex docx xlsx pptx html xml json jsonl yaml toml csv tsv svg png jpg pdf cli api url uri"
    " http https ssh ftp sql css js ts py rs cpp src lib libs dir dirs env cfg conf repo repos args params init auth dev"
    " prod regex str int bool func var vars nats"
    " et ii iii iv vi vii viii ix xi xii"
    " ah aha ahem argh aw bah eek eh er erm gee ha haha hah hm huh mhm nah ok okay oh ohh ooh oof oops ouch ow phew psst"
    " ugh uh um ew yay yikes yo yup whoa wow ye thee thou thy hath doth tis twas nae dinna cannae wouldnae didnae wee bairn"
    " mins secs hrs tmrw tomoz srsly obvs prob probs def defo soz ppl convo fam bro bruv sis hun dunno innit tonite nite"
    " luv gr8 l8r wknd bday fyi asap afaik iirc irl smh nvm ttyl rn ngl fr tho tbf lmao rofl xx xoxo"
    " pls plz thx u ur r y k n b c tho thru bc cuz gonna wanna gotta gimme lemme kinda sorta dunno ya yep nah yeah hmm"
)
