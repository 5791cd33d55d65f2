"""Well-known misspellings, and right words that are mistaken for one another. Written for Stetmark."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["FAMOUS", "REAL_WORDS", "Confusion"]

#: Right word -> the misspellings that everybody has seen.
FAMOUS: dict[str, tuple[str, ...]] = {
    right: tuple(wrong.split(","))
    for right, _, wrong in (
        pair.partition(":")
        for pair in """
        absence:absense accept:acept accidentally:accidently accommodate:accomodate
        accommodation:accomodation according:acording achieve:acheive achieved:acheived across:accross
        address:adress,addres addresses:adresses advertisement:advertisment aggressive:agressive
        almost:allmost already:allready although:allthough always:allways amateur:amatuer among:amoung
        amount:ammount annual:anual apartment:appartment apparent:apparant apparently:apparantly
        appearance:appearence appreciate:apreciate approximately:approximatly argument:arguement
        arguments:arguements assistance:assistence athlete:athelete attendance:attendence attempt:atempt
        awkward:awkard balance:ballance basically:basicly beautiful:beautifull,beatiful because:becuase,beacuse
        becoming:becomming before:befor,befoer beginning:begining believe:beleive believed:beleived
        benefit:benifit benefits:benifits between:beetween,betwen bicycle:bycicle breakfast:brekfast
        brilliant:briliant budget:buget building:bulding business:buisness,bussiness businesses:buisnesses
        calendar:calender careful:carefull carefully:carefuly carrying:carying category:catagory
        ceiling:cieling,ceilling cemetery:cemetary century:centery certain:certian certainly:certainley
        changeable:changable character:charactor,caracter choose:chosse coming:comming committed:commited
        committee:comittee,commitee comparison:comparision completely:completly concentrate:consentrate
        condition:condtion conscience:concience conscious:concious consistent:consistant
        continuous:continous convenient:convienient correct:corect criticism:critisism curiosity:curiousity
        daughter:dauhgter deceive:decieve decided:desided decision:desicion definite:definate
        definitely:definately,definitly dependent:dependant describe:discribe described:discribed
        description:discription desperate:desparate determine:determin develop:develope
        development:developement difference:diffrence different:diffrent difficult:dificult
        difficulty:dificulty dilemma:dilemna dining:dinning disappear:dissapear disappeared:dissapeared
        disappoint:dissapoint disappointed:dissapointed disappointment:dissapointment disaster:disasterous
        discipline:disipline discussed:discused disease:desease doctor:docter does:dose during:durring
        easily:easilly eighth:eigth either:iether eligible:eligable embarrass:embarass
        embarrassed:embarassed encourage:encorage enemy:enemey enough:enuogh,enouhg entirely:entirly
        environment:enviroment equipment:equiptment equipped:equiped especially:especialy,expecially
        essential:essencial eventually:eventualy every:evrey everything:everythign evidence:evidance
        exactly:exactley exaggerate:exagerate excellent:excelent except:exept exciting:exiteing
        exercise:excercise existence:existance expected:excpected expense:expence experience:experiance
        experiment:experament explanation:explaination extremely:extremly familiar:familar
        family:famliy famous:fameous fascinating:facinating february:febuary field:feild fields:feilds
        fiery:firey finally:finaly following:folowing foreign:foriegn forty:fourty forward:foward
        fourth:forth friend:freind friends:freinds fulfilled:fullfilled further:futher
        generally:generaly genuine:genuin ghost:gohst glimpse:glimse government:goverment
        governor:govenor gradually:gradualy grammar:grammer grateful:greatful gratefully:greatfully
        great:graet group:gruop guarantee:garantee,guarentee guaranteed:guarenteed guard:gaurd
        guards:gaurds guess:geuss guest:geust guidance:guidence happened:happend happiness:happyness
        harass:harrass height:heigth,hieght heard:haerd heroes:heros hundred:hundered hurriedly:hurridly
        hygiene:hygeine ideally:idealy identical:identicle immediate:imediate immediately:immediatly,imediately
        imagine:immagine importance:importence important:importent,improtant incident:incidant
        incidentally:incidently independence:independance independent:independant information:infomation
        inoculate:innoculate instead:insted intelligence:inteligence intelligent:inteligent
        interest:intrest interested:intrested interesting:intresting interrupt:interupt
        interrupted:interupted irrelevant:irrelevent island:iland jealous:jelous judgment:judgemnt
        kitchen:kichen knife:knive knowledge:knowlege laboratory:labratory language:langauge
        languages:langauges laughter:laugher lawyer:laywer leisure:liesure length:lenght lengths:lenghts
        liaison:liason library:libary,liberry lightning:lightening likely:likley listening:listning
        literature:litrature little:littel lonely:lonley loneliness:lonliness machine:machien
        maintenance:maintainance,maintenence manageable:managable manager:manger maneuver:manuever
        married:marryed material:materiel mathematics:mathmatics meant:ment measure:mesure measured:mesured
        measurement:measurment measurements:measurments medicine:medecine medieval:midieval
        message:messege millennium:millenium minimum:minumum minute:minuet minutes:mintues
        mischievous:mischievious misspell:mispell misspelled:mispelled money:monney morning:morining
        mountain:moutain mysterious:misterious naturally:naturaly necessary:neccessary,necesary
        necessarily:neccessarily negotiate:negociate neighbor:nieghbor neither:niether nervous:nervious
        ninety:ninty ninth:nineth notice:notise noticeable:noticable noticed:notised nuisance:nusance
        obedient:obediant occasion:occassion occasional:occassional occasionally:occasionaly,occassionally
        occurred:occured occurrence:occurence occurring:occuring official:offical often:offten
        omitted:ommited,ommitted operate:opperate opinion:opinon opponent:oponent opportunity:oppurtunity,oportunity
        opposite:oposite ordinary:ordinery original:orignal originally:orginally other:ohter
        parallel:paralell,parrallel parliament:parliment particular:particuler particularly:particulary
        people:poeple,peopel perfectly:perfectley perform:preform performance:performence perhaps:perhpas
        permanent:permenant permission:permision persistent:persistant personal:presonal
        persuade:pursuade physical:fysical picture:pitcure piece:peice pieces:peices pleasant:plesant
        planned:planed please:plese political:politcal popular:populer portrait:portriat possess:posess
        possession:posession possessions:posessions possible:possable possibly:possibley potato:potatoe
        potatoes:potatos practical:practicle preceding:preceeding precisely:precisley preferred:prefered
        preparation:preperation present:presant pressure:presure previous:previuos primitive:primative
        principal:principel privilege:priviledge,privelege probably:probaly,probly problem:probelm
        problems:probelms procedure:proceedure proceed:procede process:proccess produce:prodcue
        professional:proffesional professor:proffessor pronunciation:pronounciation properly:properley
        protein:protien psychology:pyschology publicly:publically purpose:porpose pursue:persue
        pursued:persued quantity:quanity quarter:quater question:queston questions:questons
        questionnaire:questionaire quickly:quikly quietly:queitly quite:qutie realise:realize
        really:realy,reallly reason:reson receipt:reciept receipts:reciepts receive:recieve
        received:recieved receiver:reciever recently:recentley recipe:recepie recognize:reconize
        recommend:recomend,reccomend recommendation:recomendation recommended:recomended reference:referance
        referred:refered referring:refering regular:reguler regularly:regulary relevant:relevent
        relief:releif relieve:releive relieved:releived religious:religous remember:rember,remeber
        remembered:rembered removed:removd repetition:repitition repeated:repeted representative:representive
        rescue:rescew resistance:resistence resource:resourse resources:resourses response:responce
        responsibility:responsability responsible:responsable restaurant:restaraunt,resturant result:reslut
        rhyme:ryhme rhythm:rythm,rhythym ridiculous:rediculous sacrifice:sacrafice safely:safley
        safety:saftey satellite:satelite saturday:saterday schedule:scedule,schedual scheduled:scheduald
        science:sceince scissors:sissors secretary:secratary seize:sieze seized:siezed sense:sence
        sensible:sensable sentence:sentance sentences:sentances separate:seperate separated:seperated
        separately:seperately sergeant:sargent several:severl,serveral shepherd:shephard shining:shinning
        shoulder:sholder should:shoud,shuold siege:seige signature:signiture significant:signifigant
        similar:similiar,similer similarly:similiarly simply:simpley sincerely:sincerly situation:situtation
        skillful:skilfull soldier:solider something:somthing,somehting sometimes:sometims somewhere:somewere
        source:sourse speech:speach standard:standerd statement:statment statements:statments
        stomach:stomache stopped:stoped straight:strait,straigt strange:stange strength:strenght
        strictly:stricly studying:studing subtle:suttle succeed:suceed success:sucess,succes
        successful:succesful,sucessful,successfull successfully:succesfully sufficient:sufficent
        suggest:sugest suggested:sugested summary:sumary superintendent:superintendant supersede:supercede
        support:suport supposed:suposed surely:surley surface:surfice surprise:suprise surprised:suprised
        surprising:suprising surround:suround surrounded:surounded survey:servey suspicious:suspicous
        sweet:sweat sympathetic:simpathetic symptom:symtom symptoms:symtoms system:sytem,systme
        technical:tecnical technique:technic,tecnique temperature:temperture,temprature temporary:temporay,tempory
        tendency:tendancy terrible:terible themselves:themselfs therefore:therfore,therefor they:thye
        thorough:thourough thoroughly:thouroughly though:thuogh thought:thougth threshold:threshhold
        through:thruogh,trhough throughout:throughtout together:togather,togeather tomato:tomatoe
        tomatoes:tomatos tomorrow:tommorow,tommorrow tongue:tounge tonight:tonite toward:torward
        tragedy:tradgedy transferred:transfered treasure:tresure trouble:truoble truly:truely
        twelfth:twelth,twelveth twelve:twelv twenty:twenry typical:typicle tyranny:tyrrany under:udner
        undoubtedly:undoubtably unfortunately:unfortunatly,unfortunatley unique:uniqe unnecessary:unneccessary
        until:untill,unitl unusual:unusal useful:usefull,useful usually:usally,usualy vacuum:vaccum,vacume
        valuable:valueable various:vairous vegetable:vegatable vegetables:vegatables vehicle:vehical
        vehicles:vehicals version:verison very:verry view:veiw views:veiws village:villiage
        villain:villian violence:violance visible:visable vicious:viscious vision:vison volume:volumne
        water:watre weather:wheather wednesday:wensday weird:wierd welcome:wellcome where:whre
        whether:wether,wheather which:wich,whcih while:whiel whole:hwole widely:widley window:windwo
        winter:wintre with:wiht,whit without:withuot,wihtout woman:womam wonderful:wonderfull work:wrok
        working:wroking worked:wroked world:wrold would:woudl,wuold writing:writting,writeing written:writen
        year:yaer years:yaers yesterday:yesteday yield:yeild young:yuong
        the:teh,hte and:adn,nad that:taht their:thier there:tehre they're:theyre these:theese those:thsoe this:htis
        have:ahve,haev from:form,fomr when:wehn what:waht your:yuor about:abuot after:aftre again:agian,agin
        against:aginst only:onyl over:ovre make:amke more:moer many:mnay most:msot much:mcuh than:thna
        then:tehn them:tehm were:wree will:wlil doesn't:dosen't,doesnt didn't:didnt,did'nt don't:dont
        isn't:isnt wasn't:wasnt couldn't:couldnt,could'nt wouldn't:wouldnt shouldn't:shouldnt won't:wont
        can't:cant aren't:arent weren't:werent hasn't:hasnt haven't:havent hadn't:hadnt
        """.split()
    )
}


class Confusion(NamedTuple):
    """`right` written as `wrong`, where the text around it leaves no doubt.

    `before` must match what stands before the word and `after` what follows it, so that `wrong` is wrong and
    `right` the only right reading. `accept` are other texts as right in the word's place.
    """

    right: str
    wrong: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    accept: tuple[str, ...] = ()


_NOUNISH = (
    r" (?!(?:is|are|was|were|a|an|the|not|been|being|to|of|in|on|at|and|or|but|that|as|too|so)\b)[a-z]{3,}"
)
_VERB_TO = r"\b(?:to|will|would|can|could|may|might|must|should|not|n't) \Z"

#: right, wrong, before, after, accept (space between; "" for anything).
_TABLE: tuple[tuple[str, str, str, str, str], ...] = (
    ("than", "then", r"\b(?:more|less|fewer|rather|other|better|worse|older|younger|larger|smaller|higher|lower|"
     r"longer|shorter|greater|faster|slower|earlier|later|further|heavier|lighter|wider|deeper|taller|closer|"
     r"stronger|warmer|colder|easier|harder|farther|bigger|cheaper|thinner|sooner)(?: [a-z]+){0,2} \Z", r" \w", ""),
    ("then", "than", r"(?:[.!?] |, and |; |, |\band )\Z", r" (?:the|a|an|he|she|it|they|we|i|you|to|in|at|his|"
     r"her|my|our|their|there|add|put|take|turn|went|came|said|looked|began|returned|press|lower|stir|fold)\b", ""),
    ("its", "it's", r"\b(?:of|in|on|with|from|by|for|to|at|into|under|over|round|around|and|lost|has|had|kept|"
     r"changed|changing|left|make|makes|made|shows|showed|opened|reached) \Z", _NOUNISH, ""),
    ("it's", "its", r"", r" (?:a|an|the|not|been|too|so|only|just|still|all|easy|hard|time|because)\b", "it&is"),
    ("their", "there", r"\b(?:of|in|on|with|from|by|for|at|into|under|lost|kept|and|all|took|made|give|gave|"
     r"sold|left|find|found|opened|wash|closed) \Z", _NOUNISH, ""),
    ("there", "their", r"", r" (?:is|are|was|were|has been|have been|will be|would be|must be|had been|may be)\b", ""),
    ("they're", "their", r"", r" (?:not|going|all|still|only|just|too|so|in|on|the|a)\b", "they&are"),
    ("your", "you're", r"\b(?:of|in|on|with|from|by|for|to|at|into|under|place|open|keep|check|take|give|bring|"
     r"wash|hold|turn|save|all|when|if|and|use|change|see|put) \Z", _NOUNISH, ""),
    ("you're", "your", r"", r" (?:not|going|all|still|only|just|too|so|in|on|the|a|sitting|welcome|right)\b", "you&are"),
    ("too", "to", r"\b(?:is|are|was|were|be|been|not|far|much|it|looked|seemed|felt|became|grew|arrived|came|come) \Z",
     r" (?:much|many|late|early|long|short|large|small|high|low|big|hot|cold|heavy|hard|soon|slow|slowly|fast|"
     r"few|little|often|close|far|wide|narrow|quiet|deep|dark|old|young|tired|dry|wet|loud|thick|thin)\b", ""),
    ("were", "where", r"\b(?:they|we|you|there|which|who|people|men|women|children|results|two|three|four|five|"
     r"both|these|those|[a-z]{3,}[^s\W]s) \Z", r" (?:not|no|all|in|on|at|the|a|still|also|then|[a-z]+ed|made|sent|"
     r"given|taken|found|held|left|kept|built|lost|told|asked|about|only|so|too)\b", ""),
    ("where", "were", r"(?:\b(?:place|spot|point|room|places|house|street|school|town|from|know|see|tell|shows?|"
     r"exactly|is|somewhere|road|field|garden|kitchen|hall|village|area|areas|harbour|harbor), ?|"
     r"\b(?:place|spot|point|room|places|know|see|tell|shows?|exactly|from) )\Z",
     r" (?:the|a|an|he|she|it|they|we|i|you|his|her|there|my|our|their)\b", ""),
    ("whose", "who's", r"(?:, |\b(?:one|people|someone|man|woman|those|anyone|person|of) )\Z", r" [a-z]{3,}", ""),
    ("affect", "effect", r"\b(?:to|will|would|can|could|may|might|not|does|do|did|n't) \Z", r" (?:the|a|an|how|his|"
     r"her|its|their|your|our|any|all|only|you|us|them|it|both|every|each|most)\b", ""),
    ("affects", "effects", r"\b(?:it|which|that|this|what|also|only|medicine|weather|noise|water|heat) \Z",
     r" (?:the|a|an|how|his|her|its|their|your|our|any|all|only|you|us|them|both|most)\b", ""),
    ("affected", "effected", r"\b(?:is|are|was|were|be|been|not|badly|most|worst|least|has|have|had|by) \Z", r"", ""),
    ("effect", "affect", r"\b(?:the|an|no|any|this|that|little|its|same|take|takes|took|into|in|side|some|main) \Z", r"", ""),
    ("effects", "affects", r"\b(?:the|no|any|these|those|side|its|their|of|some|main|ill|after) \Z", r"", ""),
    ("from", "form", r"\b(?:away|down|up|far|come|comes|came|back|out|taken|letter|heard|made|water|move|moved|"
     r"different|free|only|people|everyone|runs|ran|collected|fell|measured|removed|returned|home|walked|rose) \Z",
     r" (?:the|a|an|his|her|its|their|my|our|one|two|behind|above|below|under|every|each|all|this|that|these|"
     r"here|there|time|it|them|him|us|me)\b", ""),
    ("form", "from", r"\b(?:the|a|this|that|same|application|in|entry|any|short|order|printed|claim|paper) \Z",
     r"(?: (?:of|is|was|at|on|and|must|below|to|for|with)\b|[.,;])", ""),
    ("lose", "loose", _VERB_TO, r" (?:the|a|an|his|her|its|their|my|our|your|it|one|heat|weight|time|water|their|any|some|two|"
     r"everything|nothing|interest)\b", ""),
    ("loose", "lose", r"\b(?:the|a|is|are|was|were|some|any|came|come|comes|of|with|work|worked) \Z", r"(?: (?:[a-z]{4,})|[.,;])", ""),
    ("quite", "quiet", r"\b(?:is|are|was|were|not|been|be|it|had|looked|seemed|felt) \Z", r" (?:a|an|the|so|as|"
     r"[a-z]{3,})\b", ""),
    ("quiet", "quite", r"\b(?:a|the|very|so|too|kept|keep|was|is|went|stayed|that) \Z", r"(?: (?:street|room|voice|"
     r"man|woman|place|corner|town|evening|morning|day|until|for|and|enough)\b|[.,;])", ""),
    ("weather", "whether", r"\b(?:the|wet|dry|cold|hot|warm|bad|good|fine|winter|summer|in|this) \Z", r"", ""),
    ("whether", "weather", r"\b(?:ask|asked|asks|asking|know|knows|knew|decide|decided|see|wonder|wondered|wonders|"
     r"of|test|tested|check|checked|on|to|question|clear|sure|doubt|about|matter|out) \Z",
     r" (?:the|a|an|he|she|it|they|we|i|you|his|her|there|my|our|their|or|to|this|that|any)\b", ""),
    ("principal", "principle", r"\b(?:the|a|our|its|school's|their|new|former|vice|assistant) \Z", r"(?: (?:of the school|said|"
     r"cause|reason|aim|teacher|guest|[A-Z])|, )", ""),
    ("principle", "principal", r"\b(?:in|this|that|same|simple|general|first|basic|of) \Z", r"(?: (?:that|is|of|behind)\b|[.,;])", ""),
    ("passed", "past", r"\b(?:he|she|they|we|it|i|who|which|had|has|have|was|were|been|be|hours|years|minutes|"
     r"days|months|weeks|train|bus|bill|motion) \Z", r" (?:the|a|an|his|her|by|through|over|before|since|without|on|"
     r"between|away|unanimously|with|into|it|them)\b", ""),
    ("past", "passed", r"\b(?:the|half|quarter|minutes|walked|ran|went|drove|going|walk|run|rode|far|just|in|long|"
     r"straight|right|slipped|pushed|flew|goes|go) \Z", r" (?:the|a|an|his|her|its|ten|two|three|four|five|six|seven|"
     r"eight|nine|eleven|twelve|one|my|our|their|year|years|month|week|decade|few|it|him|them)\b", ""),
    ("through", "threw", r"\b(?:half|halfway|went|go|walked|ran|passed|looked|came|all|pass|fell|right|water|pushed|"
     r"passes|running|move|moved|path|way|leading|looking|read|got|get|put|straight|it|them|push|walking) \Z",
     r" (?:the|a|an|his|her|its|their|my|our|your|it|them|which|each|every|one|two|this|that|these)\b", ""),
    ("threw", "through", r"\b(?:he|she|they|we|i|who|it|and|then|[A-Z][a-z]+) \Z", r" (?:the|a|an|his|her|its|it|them|"
     r"him|out|away|up|in|down|back|open)\b", ""),
    ("knew", "new", r"\b(?:he|she|they|we|i|who|never|always|already|nobody|everyone|everybody|you|had|one|i've) \Z",
     r"(?: (?:the|a|an|how|what|that|where|why|it|nothing|about|which|he|she|they|him|her|his|better|whether|well|not|"
     r"of|all|every|when|exactly|most)\b|[.,;])", ""),
    ("know", "now", r"\b(?:to|not|n't|you|we|they|i|already|will|would|did|do|who|really|ever|never|let (?:us|me|you)) \Z",
     r"(?: (?:the|a|an|how|what|that|where|why|it|nothing|about|which|whether|if|when|who|exactly|of|his|her|them)\b|[.;])", ""),
    ("here", "hear", r"\b(?:from|right|are|is|was|were|been|live|lived|come|came|over|around|up|down|stay|in|out|not|wait) \Z",
     r"(?: (?:for|to|and|in|on|since|at|before|last|by|is|as|when|with|that|until|every|again|now|today)\b|[.,;?!])", ""),
    ("hear", "here", r"\b(?:to|could|can|not|n't|would|will|you|we|they|i|and|may|might|ever) \Z",
     r" (?:the|a|an|it|him|her|them|his|how|what|that|from|you|about|me|us|each|every|any|anything|nothing|one|my|"
     r"your|their|something|someone|no)\b", ""),
    ("piece", "peace", r"\b(?:a|one|each|every|small|large|this|another|last|long|second|single|the) \Z", r" of\b", ""),
    ("break", "brake", _VERB_TO, r" (?:the|a|an|it|them|into|up|off|down|in|out|through|any|his|her|their|his|even)\b", ""),
    ("whole", "hole", r"\b(?:the|a|his|her|its|their|my|our) \Z", r" (?:thing|time|day|night|way|village|family|town|"
     r"world|house|street|story|set|text|group|team|week|year|point|business|bed|archive|building|field|length)\b", ""),
    ("week", "weak", r"\b(?:a|the|last|next|this|each|every|one|first|second|third|per|all|once a|whole|that|final|previous) \Z", r"", ""),
    ("weak", "week", r"\b(?:too|very|so|a|is|was|were|are|of|how) \Z", r"(?: (?:[a-z]{4,})|[.,;])", ""),
    ("would", "wood", r"\b(?:he|she|they|we|it|i|that|who|this|which|and|there|nobody|you|what|one) \Z",
     r" (?:be|have|not|never|make|take|like|give|come|go|only|also|need|rather|always|still|do|say|see|cost|mean)\b", ""),
    ("site", "sight", r"\b(?:the|this|building|web|each|camp|a|every|on|test|any|our) \Z", r"(?: (?:of the|is|was|has|manager|plan|"
     r"visit|will|and|at|for)\b|[.,;])", ""),
    ("sight", "site", r"\b(?:of|first|in|at|out of|catch|caught|lost|plain) \Z", r"(?: (?:of)\b|[.,;])", ""),
    ("role", "roll", r"\b(?:a|the|his|her|its|their|new|main|key|important|no|this|leading|any) \Z", r"(?: (?:in|of|for|as|is|was|and)\b|[.,;])", ""),
    ("course", "coarse", r"\b(?:of|the|a|first|main|this|golf|training|race|due|six-week) \Z", r"(?: (?:of|is|was|in|and|for|on|at)\b|[.,;])", ""),
    ("coarse", "course", r"\b(?:a|with|of|some|the|and|too|very) \Z", r" (?:sand|salt|cloth|grain|gravel|hair|grass|sugar|crumbs|grit|voice|brush|cotton)\b", ""),
    ("bare", "bear", r"\b(?:his|her|their|the|with|was|were|a|my|almost) \Z", r" (?:feet|hands|arms|walls|floor|ground|branches|"
     r"trees|boards|wood|minimum|head|skin|rock|wall|branch|foot|hand)\b", ""),
    ("plain", "plane", r"\b(?:a|the|in|was|is|of|some|made|it) \Z", r" (?:flour|water|text|white|paper|English|that|wood|"
     r"words|language|bread|yogurt|yoghurt|view|sight)\b", ""),
    ("breath", "breathe", r"\b(?:a|his|her|my|their|deep|of|your|long|each|every|last|held (?:his|her|my|their)|out of|short) \Z",
     r"(?: (?:and|for|of|in|as|until|before|when|was|or)\b|[.,;])", ""),
    ("breathe", "breath", r"\b(?:to|could|can|not|n't|they|we|will) \Z", r"(?: (?:in|out|again|through|the|deeply|more|slowly|"
     r"properly|freely|and)\b|[.,;])", ""),
    ("advice", "advise", r"\b(?:the|some|his|her|my|their|any|good|of|this|for|legal|medical|your|no|with|our|ask|free|seek|best) \Z", r"", ""),
    ("desert", "dessert", r"\b(?:the|a|open|stony|high|cold) \Z", r"(?: (?:floor|sand|air|road|plants|night|is|was|wind|sun|in|of)\b|[.,])", ""),
    ("dessert", "desert", r"\b(?:a|for|the|of|any|this|with) \Z", r"(?: (?:wine|spoon|menu|plates?|with|that|for|is)\b|[.,;])", ""),
    ("diary", "dairy", r"\b(?:the|a|his|her|my|your|in|this|kept a|garden) \Z", r"", ""),
    ("dairy", "diary", r"\b(?:the|a|of|local|small|family|any|with|no) \Z", r" (?:farm|farmer|farms|farmers|cows|herd|products?|milk|cow|free)\b", ""),
    ("trail", "trial", r"\b(?:the|a|mountain|this|steep|muddy|forest|nature|coastal|their|hiking|main) \Z", r"", ""),
    ("trial", "trail", r"\b(?:clinical|on|a fair|free|the court|two-week|three-month|six-month|randomized|randomised|field|seed|drug|court|jury|stand) \Z", r"", ""),
    ("casual", "causal", r"\b(?:a|very|was|so|the|too|in) \Z", r" (?:visitor|conversation|remark|way|work|glance|clothes|worker|reader|workers|visitors|chat|observer)\b", ""),
    ("angle", "angel", r"\b(?:an|the|right|this|that|same|any|steep|slight|at an) \Z", r"(?: (?:of|is|was|between|so|to|at|and|that)\b|[.,;])", ""),
    ("united", "untied", r"\b(?:a|were|was|the|are|stood|more) \Z", r"", ""),
    ("complement", "compliment", r"\b(?:to|which|that|not|and|they|would) \Z", r" (?:the|each|it|one|them|our)\b", ""),
    ("compliment", "complement", r"\b(?:a|the|this|that|no|back-handed|nice|greatest|highest|every) \Z", r"(?: (?:to|from|on|and|that)\b|[.,;])", ""),
    ("stationary", "stationery", r"\b(?:remain|remained|stay|is|was|were|the|a|nearly|almost|kept|any|and|while) \Z", r"", ""),
    ("stationery", "stationary", r"\b(?:of|school|the|office|some|buy|and|sells|bought|headed) \Z", r"", ""),
    ("brought", "bought", r"\b(?:he|she|they|we|it|i|had|has|was|were|who|which|and|have|been|also) \Z", r" (?:back|about|up|together|in by|"
     r"down|round|the matter|an end|to an end|to the boil|forward|to court|him to|her to|them to|to a)\b", ""),
    ("accept", "except", _VERB_TO, r"", ""),
    ("accepted", "excepted", r"\b(?:was|were|is|are|be|been|he|she|they|we|i|had|has|have|not|and|n't) \Z", r"", ""),
    ("except", "accept", r"(?:, |\b(?:all|everything|nothing|everyone|nobody|anything|colour|color|day|nothing|anyone|no one) )\Z",
     r" (?:the|a|for|that|when|in|on|one|to|by|with|where|him|her|as|those|two|under|what|perhaps)\b", ""),
    ("which", "witch", r"(?:, |\b(?:in|of|on|by|from|to|with|for|at|through|under|over|after|upon) )\Z", r" (?:is|was|are|were|the|had|has|have|he|she|it|they|we|i|"
     r"a|no|can|may|must|will|would|makes|made|means|meant|could|you)\b", ""),
    ("no", "know", r"\b(?:is|was|are|were|had|has|have|there's|with|of|in|made|gives|makes) \Z", r" (?:one|more|longer|way|reason|sign|time|"
     r"idea|doubt|need|use|money|wind|water|trace|difference|other|further|such|clear|answer|effect|charge|hurry)\b", ""),
    ("won", "one", r"\b(?:he|she|they|we|i|who|had|has|have|never|once|team|twice|and|side) \Z", r" (?:the|a|an|by|it|their|his|her|two|three|"
     r"four|five|all|seven|only|six|every)\b", ""),
    ("wait", "weight", r"\b(?:to|and|must|will|had to|could|can|please|you|we|they|n't|then|long|not) \Z", r" (?:for|until|a|at|in|and|"
     r"till|ten|five|two|an|about|there|outside|while|here)\b", ""),
    ("weight", "wait", r"\b(?:the|its|his|her|their|body|total|of|extra|my|losing|in|own|full|lose|whose) \Z", r"(?: (?:of|in|is|was|on|and|to|by|at)\b|[.,;])", ""),
    ("road", "rode", r"\b(?:the|a|this|main|steep|back|that|coast|narrow|across the|same|new|quiet|per|each|of) \Z", r"", ""),
    ("sent", "scent", r"\b(?:was|were|be|been|is|are|he|she|they|we|had|has|have|i|and|being|it) \Z", r" (?:to|by|a|the|him|her|them|home|out|"
     r"back|for|from|in|on|it|me|us|off|away|down|with)\b", ""),
    ("waste", "waist", r"\b(?:the|a|of|food|not|to|no|garden|household|kitchen|n't|their|green|do) \Z", r"(?: (?:of|is|was|time|water|money|"
     r"and|in|paper|it|any|your|my|heat|food|into|from)\b|[.,;])", ""),
    ("meet", "meat", _VERB_TO, r" (?:the|a|at|in|again|on|him|her|them|their|us|with|you|every|for|once|these|this|all|any)\b", ""),
    ("due", "dew", r"\b(?:is|was|are|were|be|not|falls|fell|partly|mainly|largely|payment) \Z", r" (?:to|on|in|by|for|at|the|back|within)\b", ""),
    ("steel", "steal", r"\b(?:a|the|of|stainless|thin|with|small|two|cold|and|sheet|from|mild) \Z", r"", ""),
    ("heel", "heal", r"\b(?:the|his|her|left|right|a|each|your|my|of) \Z", r"", ""),
    ("heels", "heals", r"\b(?:the|his|her|their|my|on|your) \Z", r"", ""),
    ("pair", "pear", r"\b(?:a|the|each|one|second|another|new|this|every|first) \Z", r"(?: (?:of|is|was|were|had|for)\b)", ""),
    ("stairs", "stares", r"\b(?:the|steep|stone|of|wooden|those|these|down|up) \Z", r"", ""),
    ("flour", "flower", r"\b(?:plain|the|of|some|white|strong|wholemeal|bread|rice|a little|more|all-purpose|with|rye|and|sifted) \Z",
     r"(?: (?:and|is|in|into|with|to|over|until|on|a|through)\b|[.,;])", ""),
    ("peel", "peal", r"\b(?:the|lemon|orange|and|to|then|grated) \Z", r"(?: (?:the|and|of|off|away|them|it|is|in)\b|[.,;])", ""),
    ("aisle", "isle", r"\b(?:the|an|centre|center|each|across the|narrow|middle) \Z", r"", ""),
    ("ceiling", "sealing", r"\b(?:the|a|low|high|kitchen|to the|its|white) \Z", r"", ""),
    ("buy", "by", r"\b(?:to|could|can|not|n't|would|will|you|we|they|must|may) \Z", r" (?:a|the|an|it|them|one|two|more|another|some|"
     r"new|him|her|bread|any|what|their|your|our|from)\b", ""),
    ("write", "right", r"\b(?:to|not|n't|will|you|would|could|can|please|then|or|and|must) \Z", r" (?:to|a|the|it|in|on|your|down|them|about|"
     r"something|this|and|for|with|his|her|their|my|an|back|what|that|at)\b", ""),
    ("hour", "our", r"\b(?:an|half an|the|each|every|one|per|first|last|next|another|this|that|rush|quarter of an|lunch|full|a quarter of an) \Z", r"", ""),
    ("fourth", "forth", r"\b(?:the|a|his|her|their|every|its|in|our) \Z", r" [a-z]{3,}", ""),
    ("hours", "ours", r"\b(?:two|three|four|five|six|few|opening|several|of|eight|ten|twelve|many|working|twenty-four|24|48|72|visiting|school|\d+) \Z", r"", ""),
    ("allowed", "aloud", r"\b(?:is|are|was|were|be|been|not|he|she|they|has|have|had|only|them|we) \Z", r" (?:to|in|on|by|for|the|only|him|"
     r"her|them|us|no|into|inside|near)\b", ""),
    ("aloud", "allowed", r"\b(?:read|said|laughed|out|it|them|letter|reading|spoke|wondered|him|her|thought|words) \Z", r"(?: (?:to|in|and|at|for|from|by)\b|[.,;])", ""),
    ("guest", "guessed", r"\b(?:a|the|each|every|one|no|any|our|first|last|house) \Z", r"", ""),
    ("higher", "hire", r"\b(?:a|the|no|much|is|was|are|were|and|even|far|slightly|little) \Z", r" (?:than|price|rate|up|and|ground|in|the|dose|at|level|"
     r"temperature|still|for|education)\b", ""),
    ("board", "bored", r"\b(?:the|a|on|school|of|chopping|cutting|notice|this|local|each|review|whole|wooden|parish|our) \Z",
     r"(?: (?:of|is|was|has|will|with|and|for|agreed|members?|meeting|in|to|the|may|at|that)\b|[.,;])", ""),
    ("lessen", "lesson", _VERB_TO, r" (?:the|any|its)\b", ""),
    ("lesson", "lessen", r"\b(?:a|the|first|next|one|each|this|last|swimming|piano|music|that|my|riding|second|no) \Z", r"", ""),
    ("lightning", "lightening", r"\b(?:by|of|the|and|like|a flash of|summer|struck by) \Z", r"", ""),
    ("personnel", "personal", r"\b(?:the|of|all|trained|new|military|medical|authorized|authorised|other|key|and) \Z", r"(?: (?:who|were|are|is|and|must|to|from|in|on)\b|[.,;])", ""),
    ("later", "latter", r"\b(?:years|hours|days|minutes|weeks|months|a little|year|week|month|moment|much|sooner or|two|day|hour|while|until|not|no|bit) \Z", r"", ""),
    ("latter", "later", r"\b(?:the) \Z", r" (?:is|was|are|were|has|have|of|case|half|two|can|may)\b", ""),
    ("hopping", "hoping", r"\b(?:went|came|kept|is|was|birds?) \Z", r" (?:along|over|across|from|up|down|about|on|around)\b", ""),
    ("hoping", "hopping", r"\b(?:was|were|is|are|been|and|am|had been|still|not|,) \Z", r" (?:to|for|that|it|they|he|she|the|you|we|someone|nobody)\b", ""),
    ("dinner", "diner", r"\b(?:for|the|a|after|before|at|to|of|sunday|christmas|during|have|had|hot|cook|cooked|over|her|his|their|my|our|school) \Z",
     r"(?: (?:and|was|is|at|with|on|in|for|table|party|to|that|when|we|he|she|they|plates?|guests?)\b|[.,;])", ""),
    ("moral", "morale", r"\b(?:a|the|no|of|any|this|only|clear) \Z", r" (?:duty|obligation|reason|question|right|courage|of the|support|law|story|sense|rights|argument)\b", ""),
    ("morale", "moral", r"\b(?:the|crew's|team's|high|low|of|for|staff|their|raised|lifted|good|boost) \Z", r"(?: (?:is|was|of|has|in|and|at|had)\b|[.,;])", ""),
    ("sole", "soul", r"\b(?:the|his|her|my|its|was|is|a) \Z", r" (?:owner|reason|purpose|survivor|source|judge|aim|right|responsibility|tenant|trustee)\b", ""),
    ("faint", "feint", r"\b(?:a|the|felt|very|feel|so|some|only|was) \Z", r"(?: (?:smell|light|sound|line|glow|smile|voice|and|or|lines|noise|hum|mark|ring|hope|scratch)\b)", ""),
)  # fmt: skip

REAL_WORDS: tuple[Confusion, ...] = tuple(
    Confusion(
        right,
        wrong,
        re.compile(before, re.IGNORECASE),
        re.compile(after),
        tuple(a.replace("&", " ") for a in accept.split()),
    )
    for right, wrong, before, after, accept in _TABLE
)
