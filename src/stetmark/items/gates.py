"""Is a clean text clean, and is an item fair? Each question is one named check.

`TEXT_GATES` are asked of a clean text before anything is planted, `ITEM_GATES` of a whole item, ours or
anyone's. A check returns what is wrong, or "" when nothing is.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from stetmark.errors import DataError
from stetmark.items.confusables import famous as famous_list
from stetmark.items.corrupt import FAMOUS_MARGIN, MARGIN
from stetmark.items.gate_lexicon import GateLexicon
from stetmark.items.prose import read_words
from stetmark.items.words import pieces_for
from stetmark.misspelling.channel import Channel
from stetmark.records import GoldEdit, Item
from stetmark.text.edits import apply_edits, reference_starts
from stetmark.text.prose import not_prose
from stetmark.text.regions import Regions
from stetmark.text.scripts import count_han, is_cjk_language
from stetmark.text.slots import slots_of
from stetmark.text.word_shapes import ANY_WORD

__all__ = ["ITEM_GATES", "LENGTHS", "TEXT_GATES", "Problem", "check_item", "check_text"]

#: Language -> (fewest, most) words of a text; Han characters for Chinese.
LENGTHS = {"zh": (60, 1200)}
DEFAULT_LENGTH = (20, 1200)

_SPACES = re.compile(r"(?<=\S)  +(?=\S)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufeff\u200b\u2028\u2029]")
_LIST_SIGN = re.compile(r"(?:(?<=\s)|^)[\w.]{1,4}\)|[:;]-?[()]", re.MULTILINE)
_ASCII_BRACKETS = {"(": ")", "[": "]"}
_BRACKETS = _ASCII_BRACKETS | {"（": "）", "【": "】", "「": "」", "『": "』", "《": "》", "“": "”"}


class Problem(NamedTuple):
    """One failed check: its name, what is wrong, and the number of the gold edit where one is to blame.

    `derived` where the item records no edits and this one was found by comparing its two texts.
    """

    gate: str
    detail: str
    edit: int | None = None
    derived: bool = False


# --- of a clean text --------------------------------------------------------------------------------------


def _nfc(text: str, *_: object) -> str:
    return "" if unicodedata.is_normalized("NFC", text) else "not in Unicode normal form C"


def _control(text: str, *_: object) -> str:
    if text.replace("\n", "").isprintable() and "\ufffd" not in text:  # most texts, in a third of the time
        return ""
    found = _CONTROL.search(text)
    return f"control or replacement character U+{ord(found.group()):04X}" if found else ""


def _double_space(text: str, regions: Regions, *_: object) -> str:
    for match in _SPACES.finditer(text) if "  " in text else ():
        if not regions.meets(*match.span()) and not text[: match.start()].endswith("\n"):
            return f"two spaces in a row at {match.start()}"
    return ""


def _quotes(text: str, regions: Regions, *_: object) -> str:
    plain = _without(text, regions)
    if plain.count('"') % 2:
        return 'an odd number of " marks'
    return _unbalanced(plain) and _unbalanced(_LIST_SIGN.sub("", plain))


def _unbalanced(plain: str) -> str:
    for opening, closing in (_ASCII_BRACKETS if plain.isascii() else _BRACKETS).items():
        if opening not in plain and closing not in plain:
            continue
        n_open, n_closed = plain.count(opening), plain.count(closing)
        if opening == "“":  # every paragraph of a long quotation opens, only the last one closes
            n_open -= len(re.findall(r"“[^“”]*\n\n(?=“)", plain))
        if n_open != n_closed:
            return f"{n_open} {opening} but {n_closed} {closing}"
    return ""


def _without(text: str, regions: Regions) -> str:
    """The prose of the text."""
    parts, at = [], 0
    for start, end in zip(regions.starts, regions.ends, strict=True):
        parts.append(text[at:start])
        at = end
    parts.append(text[at:])
    return " ".join(parts) if len(parts) > 1 else text


def _length(text: str, regions: Regions, lexicon: GateLexicon | None, lang: str) -> str:
    del regions
    low, high = LENGTHS.get(lang.split("-", maxsplit=1)[0], DEFAULT_LENGTH)
    if is_cjk_language(lang):
        n = count_han(text)
    else:
        n = len(read_words(text, lexicon).starts if lexicon else ANY_WORD.findall(text))
    unit = "characters" if is_cjk_language(lang) else "words"
    return "" if low <= n <= high else f"{n} {unit}; must have {low} to {high}"


def _spelling(text: str, regions: Regions, lexicon: GateLexicon | None, lang: str) -> str:
    if lexicon is None or is_cjk_language(lang):
        return ""
    words = read_words(text, lexicon)
    if 0 not in words.traits:
        return ""
    strange = [number for number, trait in enumerate(words.traits) if not trait]
    unknown = [
        words.word(number) for number in strange if not regions.meets(words.starts[number], words.end(number))
    ]
    seen = Counter(word.removesuffix("'s").removesuffix("’s") for word in unknown)
    wrong = [w for w in dict.fromkeys(unknown) if not _is_name(w, seen)]
    return f"not in the dictionary: {', '.join(wrong[:6])}" if wrong else ""


def _is_name(word: str, seen: Mapping[str, int]) -> bool:
    """A name is capitalised and seen twice; an abbreviation or a name with a capital inside needs no more."""
    base = word.removesuffix("'s").removesuffix("’s")
    if any(c.isupper() for c in base[1:]):
        return len(base) <= 6 or not base.isupper()
    return base[:1].isupper() and seen[base] >= 2


TextGate = Callable[[str, Regions, GateLexicon | None, str], str]
#: Name -> check of a clean text: (text, regions that are not prose, lexicon, language) -> what is wrong.
TEXT_GATES: dict[str, TextGate] = {
    "nfc": _nfc,
    "control": _control,
    "length": _length,
    "double_space": _double_space,
    "quotes": _quotes,
    "spelling": _spelling,
}


def check_text(
    text: str,
    lang: str,
    lexicon: GateLexicon | None,
    *,
    skip: Iterable[str] = (),
    regions: Regions | None = None,
) -> Problem | None:
    """Return the first text gate that `text` fails; None when it passes all of them.

    Args:
        text: A clean text.
        lang: Its language.
        lexicon: The gate's words; None where there is no list (Chinese).
        skip: Names of gates that are not asked.
        regions: Stretches that are not prose, where more is known than the shapes of the text tell.
    """
    if regions is None:
        regions = not_prose(text)
    for name, gate in TEXT_GATES.items():
        if name not in skip and (detail := gate(text, regions, lexicon, lang)):
            return Problem(name, detail)
    return None


# --- of an item -------------------------------------------------------------------------------------------


class _Case(NamedTuple):
    item: Item
    source: str
    edits: tuple[GoldEdit, ...]
    starts: list[int]
    lexicon: GateLexicon | None
    channel: Channel


def _spans(case: _Case) -> Iterable[Problem]:
    end = 0
    for number, edit in enumerate(case.edits):
        if not end <= edit.start <= edit.end <= len(case.source):
            yield Problem(
                "spans", f"{edit.start}..{edit.end} overlaps another edit or is outside the source", number
            )
        elif case.source[edit.start : edit.end] == edit.replacement:
            yield Problem("spans", f"changes nothing at {edit.start}", number)
        end = max(end, edit.end)


def _invertible(case: _Case) -> Iterable[Problem]:
    try:
        undone = apply_edits(case.source, case.edits)
    except DataError:  # `_spans` says which
        undone = None
    if undone != case.item.reference:
        yield Problem("invertible", "undoing the edits does not give the reference")


def _apart(case: _Case) -> Iterable[Problem]:
    least = 2 if is_cjk_language(case.item.lang) else 1
    for number, (one, two) in enumerate(zip(case.edits, case.edits[1:], strict=False), 1):
        between = case.source[one.end : two.start]
        inner = count_han(between) if least == 2 else 0
        if inner < 2 and not re.search(r"(?<!\S)[^\w\s]*\w[\w'’-]*[^\w\s]*(?!\S)|\W\w+\W", between):
            yield Problem("apart", f"no untouched word before {case.source[two.start : two.end]!r}", number)


def _nonword(case: _Case) -> Iterable[Problem]:
    if case.lexicon is None:
        return
    for number, edit in enumerate(case.edits):
        form = case.source[edit.start : edit.end]
        if (
            edit.kind in ("real-word", "capital")
            or case.item.tier == "real-word"
            or not ANY_WORD.fullmatch(form)
        ):
            continue
        if form in case.lexicon:
            yield Problem("nonword", f"{form!r} is a word, but the tier is not real-word", number)


def _one_best(case: _Case) -> Iterable[Problem]:
    if case.lexicon is None:
        return
    for number, edit in enumerate(case.edits):
        form, meant = case.source[edit.start : edit.end], edit.replacement
        if edit.kind in ("real-word", "capital") or edit.accept or not form.isalpha() or form in case.lexicon:
            continue
        if " " in meant and form.lower() != meant.replace(" ", "").lower():
            continue  # the gate `glued` says so
        known = famous_list().get(meant.lower(), ())
        needed = FAMOUS_MARGIN if form.lower() in known else MARGIN
        if not case.lexicon.is_clear(form, meant, case.channel, needed):
            yield Problem("one_best", f"{form!r} may be meant as another word than {meant!r}", number)


def _glued(case: _Case) -> Iterable[Problem]:
    """Words run together are fair as "ofthe"; with a slip besides nobody sees where one ends: "ofhten"."""
    for number, edit in enumerate(case.edits):
        form, meant = case.source[edit.start : edit.end], edit.replacement
        glued = " " in meant and form.isalpha() and len(form) > 1 and not edit.accept
        if glued and form.lower() != meant.replace(" ", "").lower():
            yield Problem("glued", f"{form!r} runs {meant!r} together and also misspells it", number)


def _protected(case: _Case) -> Iterable[Problem]:
    if not case.edits:
        return
    regions = _outside(case.item)
    for number, (edit, start) in enumerate(zip(case.edits, case.starts, strict=True)):
        end = start + len(edit.replacement)
        if regions.meets(start, end):
            what = "in code, a formula, an address, markup or a quoted error"
            yield Problem("protected", f"{edit.replacement!r} stands {what}", number)
        elif any(c.isdigit() for c in edit.replacement):
            yield Problem("protected", f"{edit.replacement!r} contains a number", number)
        elif case.lexicon is not None and not all(
            pieces_for(case.lexicon).words[word] for word in edit.replacement.split()
        ):
            yield Problem("protected", f"{edit.replacement!r} is a name or not in the dictionary", number)


def _variety(case: _Case) -> Iterable[Problem]:
    if case.lexicon is None:
        return
    for number, edit in enumerate(case.edits):
        word = edit.replacement
        if edit.kind != "real-word" and not edit.accept and " " not in word and case.lexicon.has_twin(word):
            yield Problem(
                "variety",
                f"{edit.replacement!r} is spelled differently in British and American English",
                number,
            )


def _tier(case: _Case) -> Iterable[Problem]:
    if case.item.tier == "clean" and case.edits:
        yield Problem("tier", "a clean item must have no edits")
    elif case.item.tier in ("light", "medium", "heavy", "real-word") and not case.edits:
        yield Problem("tier", f"a {case.item.tier} item must have a misspelling")


def _outside(item: Item) -> Regions:
    """Return what of an item's reference is not prose: what it shows, and what its document knew."""
    shown = not_prose(item.reference)
    return shown | item.not_prose if item.not_prose else shown


ItemGate = Callable[[_Case], Iterable[Problem]]
#: Name -> check of a whole item.
ITEM_GATES: dict[str, ItemGate] = {
    "spans": _spans,
    "invertible": _invertible,
    "apart": _apart,
    "nonword": _nonword,
    "one_best": _one_best,
    "glued": _glued,
    "protected": _protected,
    "variety": _variety,
    "tier": _tier,
}


def check_item(
    item: Item, lexicon: GateLexicon | None, channel: Channel, *, skip: Iterable[str] = ()
) -> list[Problem]:
    """Return every gate that an item fails.

    Args:
        item: Any item. Without a source only its reference is checked; without recorded edits they are
            found by comparing source and reference, as scoring does.
        lexicon: The gate's words for its language; None where there is no list.
        channel: The error model for the one-best-correction gate.
        skip: Names of gates that are not asked.
    """
    skip = set(skip)
    if item.tier == "stet":  # odd on purpose: what is odd in it is the point
        skip |= {"spelling", "quotes", "double_space"}
    first = check_text(item.reference, item.lang, lexicon, skip=skip, regions=_outside(item))
    problems = [first] if first else []
    if item.source is None:
        return problems
    derived = item.edits is None
    edits = _derived(item.source, item.reference) if item.edits is None else item.edits
    case = _Case(item, item.source, edits, reference_starts(edits), lexicon, channel)
    for name, gate in ITEM_GATES.items():
        if name not in skip:
            found = list(gate(case))
            problems += [problem._replace(derived=derived) for problem in found]
            if found and name in ("spans", "invertible"):
                break
    return problems


def _derived(source: str, reference: str) -> tuple[GoldEdit, ...]:
    """The edits that scoring finds where none are recorded."""
    return tuple(
        GoldEdit(start=slot.start, end=slot.end, replacement=slot.reference, kind="derived")
        for slot in slots_of(source, reference)
    )
