"""What is one sentence beside an answer: talk, a pair of forms, a heading that may talk, or content?"""

from __future__ import annotations

import re

from stetmark.envelope.talk_context import Context, belongs, evidence
from stetmark.envelope.talk_cues import CUES, LISTS, Cue, made_of_entries
from stetmark.envelope.talk_forms import (
    is_pairs,
    is_slips,
    names_a_slip,
    quoted_words,
    quotes_a_form,
)
from stetmark.envelope.talk_units import (
    HAN_SIGN,
    LABEL_SIGNS,
    NUMBER,
    RULE_LINE,
    TAG,
    bare_of,
    has_check_mark,
    is_acknowledgement,
    words_in,
)

__all__ = [
    "CONTENT",
    "LISTED",
    "PAIR",
    "RULE",
    "TALK",
    "WEAK",
    "is_count",
    "is_label_line",
    "is_strong",
    "sentence_kind",
]

_LABEL_WORDS = 10
#: What a sentence must weigh to be talk, in cues found.
_ENOUGH = 3.0
_AFTER_COLON = ' \t\r\n*_`"”』」】)）'
_HELP_WORDS = 16
_ANSWERS = frozenset("answer result results response reply output 答案 结果".split())
_FEW_WORDS = 7
_SIGNATURE = 40
#: First words of sentences that tell what was done, or point at it.
_BEGINS_TOLD = frozenset("kept left made respelt that's these those there this they here".split())
TALK, PAIR, WEAK, LISTED, RULE, CONTENT = "talk", "pair", "weak", "listed", "rule", "content"


def is_label_line(line: str, context: Context) -> bool:
    """Return whether a line is a label of the answer, such as "Corrected text:", and nothing else."""
    bare = bare_of(line)
    return bool(bare) and _is_label(bare) and not belongs(bare, context)


def sentence_kind(sentence: str, context: Context, *, before: bool) -> str:
    """Return what a sentence is by itself."""
    bare = bare_of(sentence)
    if not bare:
        if TAG.search(sentence):
            return CONTENT
        return TALK if has_check_mark(sentence) else RULE if RULE_LINE.fullmatch(sentence) else CONTENT
    leads = before and sentence.rstrip(_AFTER_COLON).endswith((":", "："))
    kind = _kind_of(bare, context, before=before, leads=leads)
    return CONTENT if kind not in {CONTENT, PAIR} and belongs(bare, context) else kind


def _kind_of(bare: str, context: Context, *, before: bool, leads: bool) -> str:
    """Return what a sentence that no line of the item begins with is."""
    if _is_label(bare) or (before and is_acknowledgement(bare)) or is_count(bare):
        return TALK
    if _made_of(bare, "weak_label"):
        return WEAK
    if _made_of(bare, "signs") or _made_of(bare, "done") or _is_signed(bare):
        return TALK
    if is_pairs(bare, context) or is_slips(bare, context):
        return PAIR
    if leads and _leads_in(bare, context):
        return TALK
    talks = _talks_zh(bare, context) if HAN_SIGN.search(bare) else _talks_en(bare, context, before=before)
    return TALK if talks else CONTENT


def _is_signed(bare: str) -> bool:
    """Return whether a short line says by whom the text was corrected."""
    cues = CUES["zh" if HAN_SIGN.search(bare) else "en"]
    made = cues["fixed"].found(bare) or bare.startswith(("generated", "checked", "powered", "由", "本文由"))
    return len(bare) <= _SIGNATURE and bool(made and cues["signs"].found(bare))


def _names_the_text(cue: Cue, bare: str, context: Context) -> bool:
    """Return whether a lead-in names the text; "the answer" may be it."""
    named = {one for one in cue.found(bare) if one not in context.text}
    return bool(named - _ANSWERS) or (bool(named) and len(words_in(bare)) <= _FEW_WORDS)


def _leads_in(bare: str, context: Context) -> bool:
    """Return whether a sentence that ends in a colon names the text and what is wrong with it."""
    cues = CUES["zh" if HAN_SIGN.search(bare) else "en"]
    named = evidence(cues["text"], bare, context) or quotes_a_form(bare, context)
    named = (
        named or bare.split(None, 1)[0] in {"just", "only", "with", "without", "nothing"} or bare[0] == "只"
    )
    named = named or evidence(cues["rest"], bare, context) or evidence(cues["did"], bare, context)
    return bool(named and (evidence(cues["slip"], bare, context) or evidence(cues["fixed"], bare, context)))


def _talks_en(bare: str, context: Context, *, before: bool) -> bool:
    cues = CUES["en"]
    here, yours = cues["here"].found(bare), cues["yours"].found(bare)
    found = {
        name: evidence(cues[name], bare, context)
        for name in ("text", "fixed", "slip", "strong", "did", "rest")
    }
    about = found["slip"] or found["fixed"] or _names_the_text(cues["text"], bare, context)
    if before and bare.startswith("thank") and yours and cues["text"].found(bare):
        return True
    if here and (about or (yours and cues["text"].found(bare))):
        return True
    slips = names_a_slip(bare, context)
    quoted = slips or quotes_a_form(bare, context)
    corrected = any(word in context.right for word in quoted_words(bare))
    if quoted and (slips or found["did"] or found["strong"] or (corrected and cues["should"].found(bare))):
        return True
    if _is_offer(bare, context, "en"):
        return True
    begins = bare.split(None, 1)[0]
    first, state = cues["first"].found(bare), cues["state"].found(bare)
    sweeping = begins in {
        "no",
        "nothing",
        "only",
        "all",
        "everything",
        "every",
        "just",
        "some",
        "both",
        "none",
        "minor",
    }
    told = first or state or sweeping or quoted or (begins.endswith("ed") or begins in _BEGINS_TOLD)
    acts = found["did"] + found["strong"]
    both = len(cues["did"].found(bare) & cues["rest"].found(bare))
    weight = (
        2 * min(1, found["slip"])
        + min(1, found["text"])
        + min(1, found["fixed"])
        + min(2, found["rest"])
        + min(2, acts)
        - both
        + 2 * bool(quoted)
        + bool(first)
        + bool(sweeping)
        + 0.5 * bool(state)
    )
    about = found["slip"] or found["text"] or found["rest"] or quoted
    if told and acts and about and weight >= _ENOUGH and not (begins == "please" and not first):
        return True
    return _is_remark(bare, found)


def _talks_zh(bare: str, context: Context) -> bool:
    cues = CUES["zh"]
    found = {name: evidence(cues[name], bare, context) for name in ("text", "fixed", "slip", "did", "rest")}
    if cues["here"].found(bare) and (
        found["fixed"] or found["slip"] or _names_the_text(cues["text"], bare, context)
    ):
        return True
    slips = names_a_slip(bare, context)
    quoted = slips or quotes_a_form(bare, context)
    if quoted and (slips or found["did"] or found["fixed"]):
        return True
    if _is_offer(bare, context, "zh"):
        return True
    if re.match(r"(?:另外|此外|同时|还有)?[，,、]?(?:请|务必|须|需|记得)", bare):
        return False
    counted = cues["counted"].found(bare) and NUMBER.search(bare)
    first = cues["first"].found(bare)
    weight = (
        2 * min(1, found["slip"])
        + min(1, found["text"])
        + min(2, found["fixed"])
        + min(2, found["did"])
        + min(2, found["rest"])
        + (2 if quoted else 0)
        + (1 if first else 0)
        + (1 if counted else 0)
    )
    acts = found["fixed"] or found["did"]
    about = found["slip"] or found["text"] or found["rest"] or counted
    if acts and about and weight >= _ENOUGH:
        return True
    opens = bare.startswith(("这", "该", "您的", "你的", "本文", "全文", "全诗", "整", "原文", "文", "内容"))
    return bool(opens and (found["text"] or found["slip"]) and cues["remark"].found(bare))


def _is_remark(bare: str, found: dict[str, int]) -> bool:
    """Return whether a sentence says something of the text as a text: "Your text is well written."."""
    cues = CUES["en"]
    opens = bare.startswith(
        (
            "this ",
            "the ",
            "your ",
            "it ",
            "it's ",
            "that ",
            "overall",
            "what ",
            "great ",
            "nice ",
            "lovely ",
            "a ",
        )
    )
    if not opens:
        return False
    words = words_in(bare)
    if (
        len(words) <= 9
        and bare.startswith(
            ("this is a", "it is a", "it's a", "what a", "a ", "great ", "nice ", "lovely ", "this reads")
        )
        and words[-1] in LISTS["en"]["kinds"]
    ):
        return True
    return bool(cues["remark"].found(bare) and (found["text"] or found["slip"] or cues["yours"].found(bare)))


def _is_offer(bare: str, context: Context, lang: str) -> bool:
    """Return whether a sentence offers help that the text could not offer itself."""
    cues = CUES[lang]
    if cues["offer"].found(bare) and evidence(cues["more"], bare, context):
        return not (
            context.message
            and not evidence(cues["slip"], bare, context)
            and not evidence(cues["fixed"], bare, context)
            and len(words_in(bare)) > 20
        )
    if context.message or not cues["bare_offer"].found(bare):
        return False
    if lang == "zh":
        return "我们" not in bare and not re.search(r"\d", bare)
    words = words_in(bare)
    return len(words) <= _HELP_WORDS and not re.search(r"\d|@|\bus\b|\bour\b|\bwe\b", bare)


def _is_label(bare: str) -> bool:
    """Return whether a line is made of words that name the answer or the corrections, and of nothing else."""
    if HAN_SIGN.search(bare):
        return (
            len(bare) <= LABEL_SIGNS
            and made_of_entries(bare, "label")
            and bool(CUES["zh"]["label_core"].found(bare))
        )
    words = _label_words(bare)
    if not 0 < len(words) <= _LABEL_WORDS:
        return False
    known, core = LISTS["en"]["label"], LISTS["en"]["label_core"]
    return all(word in known for word in words) and any(word in core for word in words)


def _label_words(bare: str) -> list[str]:
    return [word for word in re.split(r"[\s/|&,()\[\]:#*_\"“”'→=>+-]+", bare) if word]


def is_count(bare: str) -> bool:
    """Return whether a sentence only counts words or corrections."""
    if len(bare) > 80 or not NUMBER.search(bare):
        return False
    lang = "zh" if HAN_SIGN.search(bare) else "en"
    if not CUES[lang]["counted"].found(bare):
        return False
    if lang == "zh":
        rest = re.sub(r"[\s\d一二两三四五六七八九十：:，,约]", "", bare)
        return len(rest) <= LABEL_SIGNS and made_of_entries(rest, "counts")
    words = [word for word in re.split(r"[\s:=~,()/-]+", bare) if word]
    known = LISTS["en"]["counts"]
    return all(word in known or NUMBER.fullmatch(word) or CUES["en"]["counted"].found(word) for word in words)


def _made_of(bare: str, name: str) -> bool:
    """Return whether a short text is one entry of a list, or several in a row."""
    if len(bare) > 60:
        return False
    if HAN_SIGN.search(bare):
        return made_of_entries(bare, name)
    return " ".join(bare.split()) in LISTS["en"][name]


def is_strong(sentence: str, context: Context, kind: str) -> bool:
    """Return whether talk leaves no doubt: it names a misspelling, or says "I" and what was corrected."""
    if kind == PAIR:
        return True
    if kind != TALK:
        return False
    bare = bare_of(sentence)
    cues = CUES["zh" if HAN_SIGN.search(bare) else "en"]
    about = evidence(cues["slip"], bare, context) or evidence(cues["fixed"], bare, context)
    told = cues["first"].found(bare) or cues["here"].found(bare)
    return names_a_slip(bare, context) or bool(told and about)
