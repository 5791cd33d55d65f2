r"""What is one thing to an editor, however many tokens it has: a formula, a link, an entity, a number.

Steps that touch such a construct in either text are one run with all of it: `$\mu$m` → `μm`,
`12,500` → `12500`, `1.` → `-` in front of a list item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stetmark.judging.text_pair import FoundChange, TextPair
from stetmark.text.align import Difference
from stetmark.text.classify import form_class
from stetmark.text.markup import visible
from stetmark.text.numbers import NUMBER_WORDS, find_numbers, number_class, number_value
from stetmark.text.tokens import count_words, is_word

__all__ = ["CLAUSE", "whole_constructs"]

#: Words from which on something put in or taken out is one change with the signs in it.
CLAUSE = 4
#: Characters on either side of a step in which a construct that it touches is looked for.
_REACH = 320
#: The same for numbers, which are shorter; what a number without English words holds.
_NUMBER_REACH = 48
_NUMERAL = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿]")
_HAN_NUMBERS = frozenset("零〇一二两三四五六七八九十百千万亿点第")
_TRIGGER = re.compile(r"[0-9$€£%％\\&;\[\]()（）#①-⑳、]")
_BESIDE_SIGNS = frozenset("-−+*•–·.,，:：")
_MARKUP = re.compile(
    r"""
    (?P<link>!?\[[^\[\]\n]{1,300}\](?:\([^()\n]{1,500}\)|\[[^\[\]\n]{0,80}\]))
  | (?P<formula>(?<![A-Za-z0-9])[A-Za-z0-9]*+
        (?:(?P<dollar>\$\$?)(?=[^\s$])[^$\n]{1,300}(?<!\s)(?P=dollar)(?![0-9])|\\\([^\n]{1,300}?\\\))[A-Za-z0-9]*+)
  | (?P<macro>(?<![A-Za-z\\])(?:[A-Za-z]*+\\(?:["'`^~=.]\s?(?:\{\\?[A-Za-z]\}|\\?[A-Za-z])
        |[uvHckrdb]\{[A-Za-z]\}
        |(?:ss|ae|AE|oe|OE|aa|AA|[oOlL])(?![A-Za-z])(?:\{\}|[ ])?|[%&\#_$]))++[A-Za-z]*+)
  | (?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,20}|\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6});)
    """,
    re.VERBOSE,
)
_SIGN = re.compile(r"[$\\&\[]")
_BARE_LINK = re.compile(r"!?\[\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_MARKER = re.compile(
    r"^[ \t]*(?:(?:\d{1,3}[.)]|[a-z][.)]|[-*+•–·]|\#{1,6}|[-*+][ ]\[[ xX]\])[ \t]+"
    r"|[（(][0-9一二三四五六七八九十]{1,3}[)）][ \t]*|[0-9一二三四五六七八九十]{1,3}、[ \t]*|[①-⑳][ \t]*)",
    re.MULTILINE,
)
_BOLD = re.compile(r"[*_]{1,3}")


class _Construct(NamedTuple):
    """A formula, link and so on in one text."""

    start: int
    end: int
    kind: str


def whole_constructs(
    differences: Sequence[Difference], texts: TextPair
) -> tuple[list[FoundChange], Sequence[Difference]]:
    """Return one change for each construct that steps touch, and the steps that touch none.

    Args:
        differences: Steps outside slots, in order.
        texts: The texts they lie between; no change crosses a slot.
    """
    touched = [k for k, step in enumerate(differences) if _may_touch(step, texts)]
    if not touched:
        return [], differences
    found: list[FoundChange] = []
    used: set[int] = set()
    done = -1
    for k in touched:
        if k <= done:
            continue
        group = _Group(differences, k, done + 1, texts)
        change = group.change()
        if change is not None:
            found.append(change)
            used.update(range(group.first, group.last + 1))
            done = group.last
    return found, [step for k, step in enumerate(differences) if k not in used] if used else differences


def _may_touch(step: Difference, texts: TextPair) -> bool:
    """Whether a step holds what constructs are made of: a quick look before the exact one."""
    old, new = texts.texts(step)
    both = old + new
    if _TRIGGER.search(both) or not _HAN_NUMBERS.isdisjoint(both):
        return True
    if both.isalpha():
        return old.lower() in NUMBER_WORDS or new.lower() in NUMBER_WORDS
    if _BESIDE_SIGNS.isdisjoint(both):
        return False
    # A sign counts at the beginning of a line or a number, or inside one.
    before = (
        texts.reference[step.start - 1 : step.start],
        texts.hypothesis[step.hyp_start - 1 : step.hyp_start],
    )
    return any(not sign or sign.isspace() or sign.isdigit() for sign in before)


class _Group:
    """The steps from `first` to `last`, with the spans that they and the constructs they touch take up."""

    def __init__(self, steps: Sequence[Difference], k: int, low: int, texts: TextPair) -> None:
        self.steps, self.texts, self.low = steps, texts, low
        self.first = self.last = k
        self.start, self.end, self.hyp_start, self.hyp_end = steps[k]
        self.kinds: set[str] = set()
        #: Whether number words are at stake, and not digits alone.
        self.words = any(token.lower() in NUMBER_WORDS for token in texts.texts(steps[k]))
        self.whole = self._grow()

    def _grow(self) -> bool:
        """Take in all that the constructs touched need; whether that works without crossing a slot."""
        while True:
            start, end, kinds = _reach(self.texts.reference, self.start, self.end, words=self.words)
            hyp_start, hyp_end, hyp_kinds = _reach(
                self.texts.hypothesis, self.hyp_start, self.hyp_end, words=self.words
            )
            self.kinds |= kinds | hyp_kinds
            if (start, end, hyp_start, hyp_end) == (self.start, self.end, self.hyp_start, self.hyp_end):
                return True
            if not (self._right(end, hyp_end) and self._left(start, hyp_start)):
                return False

    def _right(self, end: int, hyp_end: int) -> bool:
        while self.end < end or self.hyp_end < hyp_end:
            after = self.steps[self.last + 1] if self.last + 1 < len(self.steps) else None
            need = max(end - self.end, hyp_end - self.hyp_end)
            room = after.start - self.end if after else need
            if room and not self._is_common(self.end, self.end + min(need, room), self.hyp_end):
                return False
            self.end, self.hyp_end = self.end + min(need, room), self.hyp_end + min(need, room)
            if need > room:
                if after is None or after.hyp_start != self.hyp_end:
                    return False
                self.last += 1
                self.end, self.hyp_end = after.end, after.hyp_end
        return True

    def _left(self, start: int, hyp_start: int) -> bool:
        while self.start > start or self.hyp_start > hyp_start:
            before = self.steps[self.first - 1] if self.first > self.low else None
            need = max(self.start - start, self.hyp_start - hyp_start)
            room = self.start - before.end if before else need
            n = min(need, room)
            if n > min(self.start, self.hyp_start):
                return False
            if n and not self._is_common(self.start - n, self.start, self.hyp_start - n):
                return False
            self.start, self.hyp_start = self.start - n, self.hyp_start - n
            if need > room:
                if before is None or before.hyp_end != self.hyp_start:
                    return False
                self.first -= 1
                self.start, self.hyp_start = before.start, before.hyp_start
        return True

    def _is_common(self, start: int, end: int, hyp_start: int) -> bool:
        """Whether both texts have the same there, and no slot."""
        reference, hypothesis, slot_spans = self.texts
        if reference[start:end] != hypothesis[hyp_start : hyp_start + end - start]:
            return False
        k = self.texts.next_slot(start)
        return not ((k < len(slot_spans) and slot_spans[k][0] < end) or (k and slot_spans[k - 1][1] > start))

    def change(self) -> FoundChange | None:  # noqa: PLR0911  one return a kind of event
        """The one change that the group is; None where its steps are events of their own."""
        if not self.kinds:
            return None
        if not self.whole:
            return self._round_a_slot() if "link" in self.kinds else None
        old, new = (
            self.texts.reference[self.start : self.end],
            self.texts.hypothesis[self.hyp_start : self.hyp_end],
        )
        if old == new:
            return None
        words = max(count_words(old), count_words(new))
        if "marker" in self.kinds and self._only_markers(old, new):
            return FoundChange("markup", *self._trimmed(), 1, words)
        if self.kinds & {"digits", "number"} and (number_class(old, new) or self._one_sided_number(old, new)):
            class_ = (form_class(old, new) or number_class(old, new)) if old.strip() and new.strip() else ""
            self._take_space()
            return FoundChange(class_, *self._trimmed(), 1, words) if self._with_loss() else None
        if self.kinds & {"formula", "macro", "entity", "link"} and self._is_markup_event(old, new):
            self._take_space()
            return FoundChange("", *self._trimmed(), 1, words) if self._with_loss() else None
        return None

    def _is_markup_event(self, old: str, new: str) -> bool:
        """Whether a construct changed its form, or came or went; not what stands inside one that stays."""
        if not old.strip() or not new.strip():
            return True
        was, now = _MARKUP.fullmatch(old), _MARKUP.fullmatch(new)
        if was and now and was.lastgroup == now.lastgroup and (old[0], old[-1]) == (new[0], new[-1]):
            return False
        return form_class(old, new) != "" or visible(old) == visible(new) or (was is None) != (now is None)

    def _one_sided_number(self, old: str, new: str) -> bool:
        """Whether a number in digits came, went, or gave way to something that is not a number."""
        if "digits" not in self.kinds:
            return False
        if not old.strip() or not new.strip():
            return True
        number, other = (old, new) if number_value(old.strip()) is not None else (new, old)
        return (
            number_value(number.strip()) is not None
            and count_words(other) < CLAUSE
            and not any(map(str.isdigit, other))
        )

    def _only_markers(self, old: str, new: str) -> bool:
        """Whether all of it is a marker at the beginning of a line, the text behind it untouched."""
        reference, hypothesis, _ = self.texts
        for text in (old, new):
            if text.strip() and not (_MARKER.fullmatch(text.rstrip() + " ") or _BOLD.fullmatch(text)):
                return False
        for text, at in ((reference, self.start), (hypothesis, self.hyp_start)):
            if text[:at].rpartition("\n")[2].strip():
                return False
        after = self.steps[self.last + 1] if self.last + 1 < len(self.steps) else None
        before = self.steps[self.first - 1] if self.first else None
        return not (
            (after and (after.start, after.hyp_start) == (self.end, self.hyp_end))
            or (before and (before.end, before.hyp_end) == (self.start, self.hyp_start))
        )

    def _with_loss(self) -> bool:
        """Take in the words taken out, or put in, together with a number; False where they are a clause."""
        side = 2 if self.start == self.end else 0 if self.hyp_start == self.hyp_end else -1
        if side < 0:
            return True
        first, last = self.first, self.last
        while last + 1 < len(self.steps) and self._goes_on(self.steps[last], self.steps[last + 1], side):
            last += 1
        while first > self.low and self._goes_on(self.steps[first - 1], self.steps[first], side):
            first -= 1
        span = Difference(
            self.steps[first].start,
            self.steps[last].end,
            self.steps[first].hyp_start,
            self.steps[last].hyp_end,
        )
        whole = "".join(self.texts.texts(span))
        at_end = span.end == len(self.texts.reference) and span.hyp_end == len(self.texts.hypothesis)
        if count_words(whole) >= CLAUSE or at_end:
            return False
        while self.last < last and self._is_plain(self.steps[self.last + 1]):
            self.last += 1
            self.end, self.hyp_end = self.steps[self.last].end, self.steps[self.last].hyp_end
        while self.first > first and self._is_plain(self.steps[self.first - 1]):
            self.first -= 1
            self.start, self.hyp_start = self.steps[self.first].start, self.steps[self.first].hyp_start
        return True

    def _goes_on(self, one: Difference, other: Difference, side: int) -> bool:
        """Whether two steps touch, and both only take out, or only put in."""
        return (one.end, one.hyp_end) == (other.start, other.hyp_start) and all(
            (step.start, step.hyp_start)[side == 0] == (step.end, step.hyp_end)[side == 0]
            for step in (one, other)
        )

    def _is_plain(self, step: Difference) -> bool:
        """Whether a step is a word or white space, and not a number of its own."""
        token = "".join(self.texts.texts(step))
        return token.isspace() or (is_word(token) and not token[0].isdigit())

    def _take_space(self) -> None:
        """Take in the white space that came or went beside what is one event."""
        if self.last + 1 < len(self.steps):
            step = self.steps[self.last + 1]
            if (step.start, step.hyp_start) == (self.end, self.hyp_end) and "".join(
                self.texts.texts(step)
            ).isspace():
                self.last += 1
                self.end, self.hyp_end = step.end, step.hyp_end
        if self.first > self.low:
            step = self.steps[self.first - 1]
            if (step.end, step.hyp_end) == (self.start, self.hyp_start) and "".join(
                self.texts.texts(step)
            ).isspace():
                self.first -= 1
                self.start, self.hyp_start = step.start, step.hyp_start

    def _round_a_slot(self) -> FoundChange | None:
        """A link round a slot that lost or gained its signs: one change, in two places."""
        reference, hypothesis, _ = self.texts
        runs: list[Difference] = []
        k = self.first
        while k < len(self.steps):
            step = self.steps[k]
            if runs and (step.start, step.hyp_start) == (runs[-1].end, runs[-1].hyp_end):
                runs[-1] = Difference(runs[-1].start, step.end, runs[-1].hyp_start, step.hyp_end)
            elif len(runs) < 2:
                runs.append(step)
            else:
                break
            self.last = k
            old = "".join(reference[run.start : run.end] for run in runs)
            new = "".join(hypothesis[run.hyp_start : run.hyp_end] for run in runs)
            if len(runs) == 2 and (
                (_BARE_LINK.fullmatch(old) and not new) or (_BARE_LINK.fullmatch(new) and not old)
            ):
                return FoundChange("markup", *runs[0], parts=tuple(runs))
            k += 1
        return None

    def _trimmed(self) -> Difference:
        """The spans without the white space that both texts have at their ends."""
        reference, hypothesis, _ = self.texts
        start, end, hyp_start, hyp_end = self.start, self.end, self.hyp_start, self.hyp_end
        while start < end and hyp_start < hyp_end and reference[end - 1] == hypothesis[hyp_end - 1] == " ":
            end, hyp_end = end - 1, hyp_end - 1
        while start < end and hyp_start < hyp_end and reference[start] == hypothesis[hyp_start] == " ":
            start, hyp_start = start + 1, hyp_start + 1
        return Difference(start, end, hyp_start, hyp_end)


def _reach(text: str, start: int, end: int, *, words: bool) -> tuple[int, int, set[str]]:
    """A span of `text` with the constructs that it touches, and their kinds."""
    first, last, kinds = start, end, set[str]()
    for one in _constructs(text, start, end, words=words):
        inside = one.start < end and start < one.end if start < end else one.start < start < one.end
        if inside:
            first, last = min(first, one.start), max(last, one.end)
            kinds.add(one.kind)
    return first, last, kinds


def _constructs(text: str, start: int, end: int, *, words: bool) -> Iterator[_Construct]:
    """The constructs in the line or lines round a span, not further than `_REACH` from it."""
    low = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    high = text.find("\n", end)
    high = min(high if high >= 0 else len(text), end + _REACH)
    for match in _MARKUP.finditer(text, low, high) if _SIGN.search(text, low, high) else ():
        yield _Construct(*match.span(), match.lastgroup or "")
    if low == 0 or text[low - 1] == "\n":
        marker = _MARKER.match(text, low, high)
        if marker:
            yield _Construct(*marker.span(), "marker")
    low, high = max(low, start - _NUMBER_REACH), min(high, end + _NUMBER_REACH)
    if not words and _NUMERAL.search(text, low, high) is None:
        return
    for first, last, in_digits in find_numbers(text, low, high):
        yield _Construct(first, last, "digits" if in_digits else "number")
