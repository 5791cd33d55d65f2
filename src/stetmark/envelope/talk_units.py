"""Lines and sentences of what surrounds an answer, and each of them without the marks round it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from stetmark.envelope.talk_cues import CUES, LISTS, made_of_entries, plain_words
from stetmark.text.scripts import HAN
from stetmark.text.tokens import is_word, tokenize

__all__ = [
    "HAN_SIGN",
    "LABEL_SIGNS",
    "LIST_MARK",
    "MOST_LINES",
    "NUMBER",
    "RULE_LINE",
    "TAG",
    "bare_of",
    "has_check_mark",
    "is_acknowledgement",
    "lines_of",
    "sentences_of",
    "unclosed",
    "unopened",
    "words_in",
]

#: A sentence is looked at up to here: a longer one says more than that it hands over an answer.
_LONGEST = 600
LABEL_SIGNS = 18
_CHECK_MARKS = frozenset("✅✔☑✓")
#: Lines and signs looked at on either side, from the outer end. What lies beyond them is content.
MOST_LINES, _MOST_SIGNS = 200, 12_000
HAN_SIGN = re.compile(f"[{HAN}]")
_MARKS = frozenset("→⇒～ \t\u00a0\u3000*_#`~>|•·‣▪–—-+=.,;:!?。，；：！？…、\u200b\ufe0f")
_BRACKETS = {
    "(": ")",
    "[": "]",
    "（": "）",
    "【": "】",
    "［": "］",
    "〔": "〕",
    "<": ">",
    '"': '"',
    "“": "”",
    "「": "」",
}
_BRACKETS |= {"‘": "’", "『": "』", "《": "》", "«": "»", "{": "}"}
_OPENINGS = {closing: opening for opening, closing in _BRACKETS.items() if opening != closing}
_SIGN = r"(?:\*{1,3}|_{1,3}|~~|`{1,3}|\"{1,3}|'{1,3}|[“”‘’「」『』《》«»„()（）\[\]【】{}])"
_SIGN_AT_END = re.compile(rf"(?<![*_`\"'~]){_SIGN}\Z|[“”‘’「」『』《》«»„()（）\[\]【】{{}}]\Z")
_SIGN_AT_START = re.compile(_SIGN)
TAG = re.compile(r"</?[A-Za-z\u4e00-\u9fff][\w:-]{0,30}(?:\s[^<>]{0,200})?/?>")
RULE_LINE = re.compile(r"[-–—_*=~#+·•⸻⁂※|:\s]+|(?:`{3,}|~{3,})[\w+-]*")
LIST_MARK = re.compile(r"\s*(?:[-*+•·‣▪–]\s+|\(?\d{1,3}[.)、．]\s*|[①-⑳]\s*|\|)")
NUMBER = re.compile(
    r"\d[\d,.]*|no|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|all|both|some|[一二两三四五六七八九十]"
)
_SENTENCE_END = re.compile(
    r"[.!?…:][\"'”’)\]}】）」』*_`~]{0,8}(?:</\w{1,10}>)?(?=\s|$)|[。！？：][”’）】」』*_]{0,4}|[】\]](?=\S)"
    r"|(?<=\w) [-–—]{1,2} (?=\S)|，(?=\S)"
)


def has_check_mark(text: str) -> bool:
    """Return whether there is a check mark, with which a system says that it is done."""
    return any(sign in _CHECK_MARKS for sign in text[:_LONGEST])


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """Return the spans of the lines that are not blank."""
    for match in re.finditer(r"[^\r\n]+", text):
        if match.group().strip():
            yield match.span()


def sentences_of(line: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of a line's sentences and lead-ins up to a colon, white space after them included.

    Pictures at the end of a sentence belong to it.
    """
    at = first = 0
    for match in _SENTENCE_END.finditer(line):
        if match.group() == "，" and not is_acknowledgement(bare_of(line[at : match.start()])):
            continue
        end = match.end()
        end += len(line[end:]) - len(line[end:].lstrip())
        if line[at:end].strip():
            if at > first:
                yield first, at
            first, at = at, end
    rest = line[at:]
    if rest.strip() and (at == first or bare_of(rest) or has_check_mark(rest)):
        if at > first:
            yield first, at
        yield at, len(line)
    elif at > first:
        yield first, len(line)


def bare_of(sentence: str) -> str:
    """A sentence without the marks, tags, brackets and pictures round it, in lower case."""
    text = TAG.sub(" ", sentence[:_LONGEST]).casefold().replace("’", "'")
    start, end = 0, len(text)
    while start < end:
        if text[start] in _MARKS or unicodedata.category(text[start]) in {"So", "Sk", "Cf"}:
            start += 1
        elif text[end - 1] in _MARKS or unicodedata.category(text[end - 1]) in {"So", "Cf"}:
            end -= 1
        elif (close := _BRACKETS.get(text[start])) == text[end - 1] and text.find(
            close, start + 1
        ) == end - 1:
            start, end = start + 1, end - 1
        elif match := LIST_MARK.match(text, start, end):
            start = match.end()
        elif text[start] in "([（【" and text[start + 1 : end].find(_BRACKETS[text[start]]) < 0:
            start += 1
        elif text[end - 1] in ")]）】" and not set(text[start:end]) & set("([（【"):
            end -= 1
        else:
            break
    return text[start:end]


def unopened(before: str) -> int:
    """Return where the signs begin, at the end of `before`, that open a pair which nothing in it closes."""
    at = len(before)
    while at and (run := _SIGN_AT_END.search(before, max(0, at - 8), at)):
        sign = run.group()
        if sign in _OPENINGS:
            break
        closing = _BRACKETS.get(sign, sign)
        if (
            before.count(sign, 0, at) % 2
            if closing == sign
            else before.count(sign, 0, at) > before.count(closing, 0, at)
        ):
            at = run.start()
        else:
            break
    return at


def unclosed(after: str) -> int:
    """Return where the signs end, at the start of `after`, that close a pair which nothing in it opens."""
    at = 0
    while at < len(after) and (run := _SIGN_AT_START.match(after, at)):
        sign = run.group()
        if sign in _BRACKETS and _BRACKETS[sign] != sign:
            break
        opening = _OPENINGS.get(sign, sign)
        if after.count(sign, at) % 2 if opening == sign else after.count(sign, at) > after.count(opening, at):
            at = run.end()
        else:
            break
    return at


def words_in(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return [token for token in tokenize(text.casefold().replace("’", "'")) if is_word(token)]


def is_acknowledgement(bare: str) -> bool:
    """Return whether a sentence only says yes: "Sure!", "好的"."""
    if not bare:
        return False
    lang = "zh" if HAN_SIGN.search(bare) else "en"
    if lang == "zh":
        return (
            len(bare) <= LABEL_SIGNS
            and made_of_entries(bare, "acknowledge")
            and bool(CUES["zh"]["acknowledge_core"].found(bare))
        )
    words = plain_words(bare)
    if len(bare) > 80 or not words or not CUES["en"]["acknowledge_core"].found(bare):
        return False
    known, at = LISTS["en"]["acknowledge"], 0
    while at < len(words):
        size = next(
            (n for n in range(min(5, len(words) - at), 0, -1) if " ".join(words[at : at + n]) in known), 0
        )
        if not size:
            return False
        at += size
    return True
