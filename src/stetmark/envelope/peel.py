"""What surrounds the text in a reply? Peeled off layer by layer, each layer named by a flag.

Four kinds of layer, tried in turn until none is left: control tokens and reasoning; a fence; a wrapper round
the whole text; talk at either end. A reply that is the reference has no envelope, and what the item's own
text has is never taken for one. What is left is the hypothesis: a title, a greeting or a new sentence
at either end belongs to it, and is a change.

Whether there is a text at all, twice, or cut short, is judged by how many of its words the item's texts have
in the same order; which letters they have matters only for telling a refusal or a translation from other
text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from stetmark.envelope.bodies import Copies, begins_like, find_copies, is_answer, no_body
from stetmark.envelope.fences import find_fence
from stetmark.envelope.reasoning import without_control_tokens, without_reasoning
from stetmark.envelope.talk import talk_after, talk_before
from stetmark.envelope.talk_context import Context, context_of
from stetmark.envelope.talk_sentences import is_label_line
from stetmark.envelope.talk_units import unclosed, unopened
from stetmark.envelope.wrappers import Unwrapped, from_blockquote, from_json, from_pair
from stetmark.records import ENVELOPE_FLAGS
from stetmark.text.align import matching_blocks
from stetmark.text.lexicon import NO_LEXICON, Lexicon
from stetmark.text.tokens import is_word, tokenize

__all__ = ["Peeled", "peel", "peel_stripped"]

#: Layers taken off at the most: no reply has more, and each costs a look at the whole text.
_MOST_LAYERS = 16
#: Signs with which a wrapper, a control token or reasoning begins or ends.
_SIGNS = re.compile(r"[^\w\s.,;:!?'’()。，；：！？、-]")
#: So many signs at either end decide whether there can be talk.
_END = 24
#: Ends a sentence, a lead-in or a label; and where a new sentence or line begins.
_ENDED = re.compile(r"(?:[.!?…:。！？：；，—–→⇒-]|[*_`\"'”’）)\]】」』>~])\s*\Z|\n\s*\Z|\A\s*\Z")
_BREAK = re.compile(r"[\r\n]+|\A\s*(?=[(（\[【✅])|[.!?…:][\"'”’)\]}*_`]{0,4}\s|[。！？：][”’）】」』]{0,3}")
#: Words in a row that are the item's, and not by chance.
_RUN = 3
#: What follows the beginning of a text is at least this share of it.
_MOSTLY = 0.9
_PARTNERS = {'"': '"', "“": "”", "‘": "’", "「": "」", "『": "』", "«": "»", "*": "*", "`": "`", "_": "_"}
#: Labelled lines looked at.
_MOST_LABELS = 400


class Peeled(NamedTuple):
    """The hypothesis, where it starts in the reply, and the envelope flags in the order of the records.

    The hypothesis is `reply[start : start + len(hypothesis)]` except where a wrapper writes the text in
    another way: in JSON, or in a block quote.
    """

    hypothesis: str
    start: int
    flags: tuple[str, ...]


class _View(NamedTuple):
    """A text, and where in the reply it begins."""

    text: str
    at: int

    def cut(self, start: int, end: int) -> _View:
        """The part of it without its outer white space."""
        inner = self.text[start:end]
        bare = inner.strip()
        return _View(bare, self.at + start + (len(inner) - len(inner.lstrip()) if bare else 0))


class _Known:
    """The texts of an item, and what is worked out of them when it is first asked for."""

    def __init__(self, wanted: str, source: str | None) -> None:
        self.wanted = wanted
        self.source = source
        self.texts: tuple[str, ...] = (wanted,) if source is None or source == wanted else (wanted, source)
        self.joined = "\n".join(self.texts)
        self._context: Context | None = None

    @property
    def context(self) -> Context:
        if self._context is None:
            self._context = context_of(self.wanted, self.source)
        return self._context


_Layer = Callable[[_View, _Known, set[str]], _View | None]


def peel(reply: str, reference: str, source: str | None = None, *, lexicon: Lexicon = NO_LEXICON) -> Peeled:
    """Return the text that `reply` holds and what had to be taken off.

    Args:
        reply: The raw text.
        reference: The correct answer.
        source: The text with misspellings; a reply that keeps it is still an answer.
        lexicon: Knows simplified from traditional characters; a reply in the other script is still an answer.
    """
    return peel_stripped(reply, reference.strip(), source.strip() if source else None, lexicon)


def peel_stripped(reply: str, wanted: str, source: str | None, lexicon: Lexicon) -> Peeled:
    """As `peel`, where reference and source have no outer white space any more."""
    view = _View(reply, 0).cut(0, len(reply))
    if view.text == wanted:
        return Peeled(wanted, view.at, ())
    known = _Known(wanted, source)
    flags: set[str] = set()
    view = _without_layers(view, known, flags, _MARKED)
    copies = find_copies(view.text, wanted, source)
    if copies is not None:
        view = _one_of(copies, view, known, flags)
    view = _without_layers(view, known, flags, _LAYERS)
    if not view.text:
        return Peeled("", view.at, _ordered(flags | {"empty"}))
    if copies is None and view.text != wanted and not is_answer(view.text, known.texts, lexicon):
        flags -= {"preamble", "postamble"}
        view = _View(reply, 0).cut(0, len(reply))
        flags.add(no_body(view.text, wanted))
    return Peeled(view.text, view.at, _ordered(flags))


def _one_of(copies: Copies, view: _View, known: _Known, flags: set[str]) -> _View:
    """The copy that counts, and what the others mean."""
    found = set(copies.flags)
    if found == {"source_echoed"} and _all_labelled(copies.around, known):
        found = set()  # "Original: … Corrected: …" leaves no doubt which is which
    if any(text.strip() for text in copies.around[:-1]):
        found.add("preamble")
    if copies.around[-1].strip():
        found.add("postamble")
    flags |= found
    start, end = copies.start, copies.end
    while start and _PARTNERS.get(view.text[start - 1]) == view.text[end - 1] and start < end:
        start -= 1  # the pair stands round this copy
        if not start or view.text[start - 1] != view.text[start]:
            break
    return view.cut(start, end)


def _all_labelled(around: Sequence[str], known: _Known) -> bool:
    """Return whether a label stands before each copy."""
    return all(
        text.strip() and is_label_line(text.strip().splitlines()[-1], known.context) for text in around[:-1]
    )


def _without_layers(view: _View, known: _Known, flags: set[str], layers: Sequence[_Layer]) -> _View:
    """The view once no layer is left."""
    for _ in range(_MOST_LAYERS):
        if view.text in known.texts or not view.text:
            break
        for layer in layers:
            found = layer(view, known, flags)
            if found is not None:
                view = found
                break
        else:
            break
    return view


def _tokens_and_reasoning(view: _View, known: _Known, flags: set[str]) -> _View | None:
    text = view.text
    if not (
        "<" in text
        or "[" in text
        or "▷" in text
        or "【" in text
        or text.lstrip()[:17].startswith(("analysis", "assistantanalysis"))
    ):
        return None
    start, end, reasoned = without_reasoning(text, 0, len(text), known.joined)
    if reasoned:
        flags.add("think_block")
    start, end, cut = without_control_tokens(text, start, end, known.joined)
    if cut:
        flags.add("control_token")
    return view.cut(start, end) if reasoned or cut else None


def _fence(view: _View, known: _Known, flags: set[str]) -> _View | None:
    text = view.text
    if "```" not in text and "~~~" not in text:
        return None
    fenced = find_fence(text, known.wanted, known.source)
    if fenced is None:
        return None
    before, after = text[: fenced.opened], text[fenced.after :]
    if not (_may_be_outside(before, known) and _may_be_outside(after, known)):
        return None
    if fenced.text != text:
        # Copies in several fences: with the fence lines blanked they must be told apart.
        blanked = _View(fenced.text, view.at).cut(fenced.start, fenced.end)
        if find_copies(blanked.text, known.wanted, known.source) is None:
            return None
        flags |= fenced.flags
        return blanked
    flags |= fenced.flags
    return view.cut(fenced.start, fenced.end)


def _may_be_outside(text: str, known: _Known) -> bool:
    """Return whether what stands outside a fence can be talk: some of it is, or it leads in by a colon."""
    if not text.strip() or text.rstrip().endswith((":", "：")):
        return True
    return talk_before(text, known.context) > 0 or talk_after(text, known.context) < len(text)


def _json(view: _View, known: _Known, flags: set[str]) -> _View | None:
    return _unwrapped(view, from_json(view.text, known.texts), flags)


def _pair(view: _View, known: _Known, flags: set[str]) -> _View | None:
    text = view.text
    if not (_SIGNS.match(text) or _SIGNS.match(text[-1]) or text[0] in "'’(" or "<" in text):
        return None
    return _unwrapped(view, from_pair(text, known.texts), flags)


def _blockquote(view: _View, known: _Known, flags: set[str]) -> _View | None:
    return _unwrapped(view, from_blockquote(view.text, known.texts), flags)


def _unwrapped(view: _View, found: Unwrapped | None, flags: set[str]) -> _View | None:
    if found is None:
        return None
    flags |= found.flags
    return _View(found.text, view.at + found.start)


def _talk(view: _View, known: _Known, flags: set[str]) -> _View | None:
    """Without talk at either end."""
    text = view.text
    first, last = _anchored(text, known.texts)
    whole = text[:last].endswith(tuple(one[-_END:] for one in known.texts))
    before, after = text[:first], text[last:]
    before, after = before[: unopened(before)], after[unclosed(after) :]
    start = talk_before(before[: _sentence_end(before)], known.context)
    ended = whole or _ENDED.search(text, max(0, last - 12), len(text) - len(after))
    since = 0 if ended else _next_sentence(after)
    end = len(text) - len(after) + since + talk_after(after[since:], known.context)
    if start >= end:
        return None  # all of it talks: it is for `no_body` to say what it is
    if start:
        flags.add("preamble")
    if end < len(text):
        flags.add("postamble")
    return view.cut(start, end) if (start, end) != (0, len(text)) else None


def _sentence_end(before: str) -> int:
    """Where the last whole sentence or line ends: a sentence that runs on into the text is text."""
    if before[-1:] in {"\n", "\r", ""} or _ENDED.search(before):
        return len(before)
    found = 0
    for match in _BREAK.finditer(before):
        found = match.end()
    return found


def _next_sentence(after: str) -> int:
    """Where the first new sentence or line begins: what ends the text's own sentence is text."""
    match = _BREAK.search(after)
    return match.end() if match else len(after)


def _anchored(text: str, known: Sequence[str]) -> tuple[int, int]:
    """How far talk may go from the start, and from where on at the end: where the item's text is met again.

    Where neither end is found as it is in the item, talk is looked for in all of the text.
    """
    found = [_first_anchor(text, one) for one in known]
    followed = [at for at, most_follows in found if most_follows]
    first = max(followed) if followed else min(at for at, _ in found)
    last = max(_last_anchor(text, one) for one in known)
    begins = any(text.startswith(one[:_END], first) for one in known)
    ends = text[:last].endswith(tuple(one[-_END:] for one in known))
    if not (begins and ends):
        # An end that is not as in the item: words in the same order tell how far the text goes.
        aligned = _aligned(text, known[0])
        first = first if begins else min(first, aligned[0])
        last = last if ends else max(last, aligned[1])
    if first < len(text) and last <= first:
        last = first
    elif last and first == len(text):
        first = last
    return first, last


def _aligned(text: str, one: str) -> tuple[int, int]:
    """Where the first and the last run of words that `text` shares with `one` begin and end."""
    tokens = tokenize(text)
    at = list(accumulate(map(len, tokens), initial=0))
    runs = [
        block
        for block in matching_blocks(tokenize(one), tokens)
        if sum(map(is_word, tokens[block.j : block.j + block.n])) >= _RUN
    ]
    return (at[runs[0].j], at[runs[-1].j + runs[-1].n]) if runs else (len(text), 0)


def _stretches(size: int) -> Iterator[int]:
    """How far from an end the stretches are that are looked for, the outermost first."""
    return (skip for skip in (0, _END, 2 * _END) if not skip or skip + _END <= size)


def _first_anchor(text: str, one: str) -> tuple[int, bool]:
    """Where `one` begins in `text`, and whether most of it can follow; the end of the text if nowhere.

    What stands before may quote the beginning as well, so that the last place with room is the right one.
    """
    for skip in _stretches(len(one)):
        head = one[skip : skip + _END]
        room = len(text) - int(_MOSTLY * (len(one) - skip)) + len(head)
        if (at := text.rfind(head, 0, max(len(head), room))) >= 0:
            return at, True
        if (at := text.find(head)) >= 0:
            return at, False
    return len(text), False


def _last_anchor(text: str, one: str) -> int:
    """Where `one` ends in `text`; 0 if it does not."""
    for skip in _stretches(len(one)):
        tail = one[max(0, len(one) - skip - _END) : len(one) - skip]
        if (at := text.rfind(tail)) >= 0:
            return at + len(tail)
    return 0


def _labelled(view: _View, known: _Known, flags: set[str]) -> _View | None:
    """The text behind the last label that is followed by it: "…so I keep it. Corrected text: …"."""
    text = view.text
    if any(text.startswith(one[:_END]) for one in known.texts):
        return None
    found = 0
    for n, line in enumerate(re.finditer(r"[^\r\n]+", text)):
        if n >= _MOST_LABELS:
            break
        for end in (
            line.end(),
            *(line.start() + m.end() for m in re.finditer(r"[:：][*_]{0,3}\s*", line.group()[:80])),
        ):
            label = text[line.start() : end]
            follows = end + len(text[end:]) - len(text[end:].lstrip())
            if (
                follows < len(text)
                and is_label_line(label, known.context)
                and begins_like(text, follows, known.texts)
            ):
                found = follows
    if not found:
        return None
    flags.add("preamble")
    return view.cut(found, len(text))


#: Layers that signs mark, whatever the language; then these and talk, before a pair: the pair may stand round
#: the text alone.
_MARKED: tuple[_Layer, ...] = (_tokens_and_reasoning, _json, _fence, _blockquote)
_LAYERS: tuple[_Layer, ...] = (*_MARKED, _talk, _pair, _labelled)


def _ordered(flags: set[str]) -> tuple[str, ...]:
    return tuple(flag for flag in ENVELOPE_FLAGS if flag in flags) if flags else ()
