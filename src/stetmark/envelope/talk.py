"""Does a piece of text beside an answer talk about the answer, or would it be new text in it?

*Talk* refers to the answer, the task, the corrections, or further help with them: lead-ins, labels, notes on
what was changed, lists of corrections, offers. All else (titles, greetings, sign-offs, warnings, new
sentences) is content. A keyword is evidence, never proof, and a word that the source itself uses is no
evidence at all. In doubt it is content: a false "content" is seen and can be argued with, a false "talk"
hides an added sentence.

Cues are words of talk.toml, and each list of them is one linear pattern; what a sentence is follows from
which cues it has.
"""

from __future__ import annotations

from collections.abc import Sequence

from stetmark.envelope.talk_context import Context
from stetmark.envelope.talk_forms import (
    continues_a_list,
    is_pairs,
    is_wordish,
)
from stetmark.envelope.talk_sentences import (
    CONTENT,
    LISTED,
    PAIR,
    RULE,
    TALK,
    WEAK,
    is_count,
    is_strong,
    sentence_kind,
)
from stetmark.envelope.talk_units import (
    LIST_MARK,
    MOST_LINES,
    RULE_LINE,
    bare_of,
    has_check_mark,
    lines_of,
    sentences_of,
)

__all__ = ["talk_after", "talk_before"]

#: Signs looked at on either side, from the outer end. What lies beyond them is content.
_MOST_SIGNS = 12_000
#: A line longer than this is content, but for the sentences at its outer end.
_LONGEST_LINE = 3_000


def talk_before(text: str, context: Context) -> int:
    """Return how many characters at the start of `text`, which precedes the answer, are talk."""
    lines = list(lines_of(text[:_MOST_SIGNS]))
    kinds = _kinds([text[start:end] for start, end in lines[:MOST_LINES]], context, before=True)
    if context.ruled[0]:
        kinds = [CONTENT if kind == RULE else kind for kind in kinds]
    if (
        kinds
        and lines[-1][1] == len(text)
        and kinds[-1] == RULE
        and not has_check_mark(text[slice(*lines[-1])])
    ):
        kinds[-1] = CONTENT  # signs on the text's own line are text
    at = 0
    for (start, end), kind in zip(lines, kinds, strict=False):
        if kind == CONTENT:
            inner = _leading(text[start:end], context)
            return start + inner if inner else at
        at = end
    return len(text) if len(lines) <= MOST_LINES and len(text) <= _MOST_SIGNS else at


def talk_after(text: str, context: Context) -> int:
    """Return where the talk begins in which `text`, which follows the answer, ends."""
    beyond = max(0, len(text) - _MOST_SIGNS)
    lines = [(start + beyond, end + beyond) for start, end in lines_of(text[beyond:])]
    last = lines[-MOST_LINES:]
    kinds = _kinds([text[start:end] for start, end in last], context, before=False)
    if context.ruled[1]:
        kinds = [CONTENT if kind == RULE else kind for kind in kinds]
    if kinds and last[0][0] == 0 and kinds[0] == RULE and not has_check_mark(text[slice(*last[0])]):
        kinds[0] = CONTENT  # signs on the text's own line are text
    at = len(text)
    for (start, end), kind in zip(reversed(last), reversed(kinds), strict=True):
        if kind == CONTENT:
            inner = _trailing(text[start:end], context)
            return start + inner if inner < end - start else at
        at = start
    return 0 if len(lines) <= MOST_LINES and not beyond else at


def _kinds(lines: Sequence[str], context: Context, *, before: bool) -> list[str]:
    """Return what each line is; lists and headings are judged by what they belong to."""
    kinds = [_line_kind(line, context, before=before) for line in lines]
    _fenced_lists(lines, kinds)
    k = 0
    while k < len(kinds):
        if kinds[k] not in {PAIR, LISTED}:
            k += 1
            continue
        stop = k
        while stop < len(kinds) and kinds[stop] in {PAIR, LISTED, RULE}:
            stop += 1
        headed = k > 0 and kinds[k - 1] in {TALK, WEAK}
        rows = [kind for kind in kinds[k:stop] if kind != RULE]
        pairs = sum(
            kind == PAIR or is_wordish(line, context)
            for kind, line in zip(kinds[k:stop], lines[k:stop], strict=True)
        )
        talks = 2 * pairs > len(rows) or (headed and pairs > 0)
        kinds[k:stop] = [RULE if kind == RULE else TALK if talks else CONTENT for kind in kinds[k:stop]]
        k = stop
    for k in range(len(kinds) - 1, -1, -1):
        if kinds[k] == WEAK:
            after = next((kind for kind in kinds[k + 1 :] if kind != RULE), CONTENT)
            kinds[k] = TALK if after == TALK else CONTENT
    return kinds


def _fenced_lists(lines: Sequence[str], kinds: list[str]) -> None:
    """A fenced block under a line that talks belongs to it, whatever it holds."""
    fences = [k for k, line in enumerate(lines) if line.lstrip().startswith(("```", "~~~"))]
    for first, last in zip(fences[::2], fences[1::2], strict=False):
        if first and kinds[first - 1] in {TALK, WEAK}:
            kinds[first : last + 1] = [TALK] * (last + 1 - first)


def _line_kind(line: str, context: Context, *, before: bool) -> str:
    """Return what a line is by itself."""
    if RULE_LINE.fullmatch(line):
        return RULE
    if len(line) > _LONGEST_LINE or continues_a_list(line, context):
        return CONTENT
    stripped = line.strip()
    spans = list(sentences_of(stripped))
    found = [sentence_kind(stripped[a:b], context, before=before) for a, b in spans]
    bare = bare_of(stripped)
    if len(found) > 1 and is_pairs(bare, context):
        return PAIR
    if found and all(kind == WEAK for kind in found):
        return WEAK
    listed = stripped.partition(":")[2] or stripped.partition("：")[2]
    if (
        is_count(bare)
        or (found[:1] == [TALK] and is_wordish(listed, context))
        # In a paragraph that talks about its corrections every sentence does.
        or any(is_strong(stripped[a:b], context, kind) for (a, b), kind in zip(spans, found, strict=True))
        or all(kind in {TALK, WEAK, PAIR, RULE} for kind in found)
    ):
        return TALK
    return LISTED if LIST_MARK.match(line) and not LIST_MARK.fullmatch(line) else CONTENT


def _leading(line: str, context: Context) -> int:
    """How much of a line, from its start, is sentences that talk."""
    at = 0
    if continues_a_list(line, context):
        return at
    weak = False
    for start, end in sentences_of(line[:_LONGEST_LINE]):
        kind = sentence_kind(line[start:end], context, before=True)
        if kind in {CONTENT, RULE}:
            break
        weak = kind == WEAK
        if not weak:
            at = end
    return at


def _trailing(line: str, context: Context) -> int:
    """Where in a line the sentences begin that talk up to its end."""
    at = len(line)
    if continues_a_list(line, context):
        return at
    skipped = max(0, len(line) - _LONGEST_LINE)
    for start, end in reversed([(a + skipped, b + skipped) for a, b in sentences_of(line[skipped:])]):
        kind = sentence_kind(line[start:end], context, before=False)
        if kind in {CONTENT, RULE} or (kind == WEAK and at == len(line)):
            break
        at = start
    return at
