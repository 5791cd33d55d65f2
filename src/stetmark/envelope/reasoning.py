r"""What a model served with another chat template leaves in its reply: reasoning blocks and control tokens.

Every dialect marks its reasoning by a pair of signs, or by the closing sign alone where the template wrote
the opening one. What follows the last closing sign is the answer; where nothing follows, what precedes the
first opening one is. Signs that the text itself has are text.

Dialects: `<think>` and its relatives (DeepSeek R1, Qwen 3, GLM, MiniMax), `[THINK]` (Magistral), `◁think▷`
(Kimi), `<seed:think>` (Seed-OSS), `<|begin_of_thought|>` and `<|START_THINKING|>` (Command A),
`<unused94>thought` (Gemma), harmony channels (gpt-oss), also with their special tokens stripped:
`analysis…assistantfinal…`.
"""

from __future__ import annotations

import re
from collections import deque
from typing import NamedTuple

__all__ = ["Span", "without_control_tokens", "without_reasoning"]

_NAMES = (
    r"(?:\w{1,20}:)?(?:think|thinking|thoughts?|reason|reasoning|reflection|scratchpad|analysis|cot"
    r"|chain[_-]of[_-]thought|inner[_-]monologue|internal|plan|planning|思考|推理|分析)"
)
#: Opening and closing sign of each dialect; the first group of both, where there is one, is the same name.
_PAIRS = tuple(
    (re.compile(opening, re.IGNORECASE), re.compile(closing, re.IGNORECASE))
    for opening, closing in (
        (rf"<({_NAMES})(?:\s[^<>]{{0,100}})?>", rf"</({_NAMES})\s?>"),
        (rf"\[({_NAMES})\]", rf"\[/({_NAMES})\]"),
        (rf"【({_NAMES})】", rf"【/({_NAMES})】"),
        (r"◁think▷", r"◁/think▷"),
        (
            r"<\|(?:begin|start)_?(?:of_)?_?(?:thinking|thought|reasoning)\|>",
            r"<\|end_?(?:of_)?_?(?:thinking|thought|reasoning)\|>",
        ),
        (r"<unused94>(?:thought)?", r"<unused95>"),
    )
)
#: Harmony: a channel's name, its message, its end; the answer is in the channel `final`.
_FINAL = re.compile(
    r"(?:<\|start\|>\s?assistant\s?)?<\|channel\|>\s?final\s?(?:<\|constrain\|>\s?\w{0,20}\s?)?<\|message\|>"
)
_CHANNEL = re.compile(
    r"(?:<\|start\|>\s?assistant\s?)?<\|channel\|>\s?(?:analysis|commentary)[^<]{0,80}<\|message\|>"
)
_FINAL_STRIPPED = re.compile(r"assistant(?:commentary)?final(?=\S)|(?<=\n)final(?=[A-Z\n])")
_ANALYSIS_STRIPPED = re.compile(r"\s*(?:assistant)?analysis(?=\S)")
_CONTROL = (
    r"(?:<[|｜][\w▁ /:.-]{1,40}[|｜]>|</?s>|<eos>|<bos>|<pad>|<unk>|<(?:start|end)_of_turn>|\[/?INST\]"
    r"|\[(?:EOS|BOS|SEP|CLS|PAD|END|gMASK)\]|<(?:eop|eod|sop)>|<0x0A>)"
)
_TOKENS_BEFORE = re.compile(rf"(?:\s*{_CONTROL}(?:\s?(?:assistant|model)(?=[\s<]))?)+")
_TOKEN_AT_END = re.compile(rf"{_CONTROL}\s*\Z")
#: The longest control token with its white space, and how many may follow one another.
_TOKEN_LENGTH, _MOST_TOKENS = 64, 40


class Span(NamedTuple):
    """What is left, `reply[start:end]`, and whether anything was taken off."""

    start: int
    end: int
    taken: bool


def without_reasoning(reply: str, start: int, end: int, known: str) -> Span:
    """Return the answer's span in `reply[start:end]` once reasoning is off.

    Args:
        reply: The reply as it came.
        start: Where to begin.
        end: Where to end.
        known: The item's texts; signs that are in them are never reasoning.
    """
    taken = False
    channel = _harmony(reply, start, end, known)
    if channel is not None:
        start, end, taken = channel
    for opening, closing in _PAIRS:
        first = opening.search(reply, start, end)
        last = _last(closing, reply, start, end)
        sign = last or first
        if sign is None or sign.group() in known or (first and first.group() in known):
            continue
        taken = True
        if last is not None and reply[last.end() : end].strip():
            start = last.end()
        else:
            # Reasoning to the end: the answer, if any, precedes it.
            end = max(start, first.start() if first else start)
    return Span(start, end, taken)


def _last(sign: re.Pattern[str], reply: str, start: int, end: int) -> re.Match[str] | None:
    return deque(sign.finditer(reply, start, end), maxlen=1).pop() if sign.search(reply, start, end) else None


def _harmony(reply: str, start: int, end: int, known: str) -> Span | None:
    if "<|channel|>" in known or "assistantfinal" in known:
        return None
    if "<|channel|>" in reply:
        final = _last(_FINAL, reply, start, end)
        if final is not None:
            return Span(final.end(), end, taken=True)
        first = _CHANNEL.search(reply, start, end)
        return None if first is None else Span(start, first.start(), taken=True)
    if _ANALYSIS_STRIPPED.match(reply, start, end):
        final = _last(_FINAL_STRIPPED, reply, start, end)
        if final is not None:
            return Span(final.end(), end, taken=True)
    return None


def without_control_tokens(reply: str, start: int, end: int, known: str) -> Span:
    """Return `reply[start:end]` without the control tokens at either end; those in `known` are text."""
    taken = False
    before = _TOKENS_BEFORE.match(reply, start, end)
    if before and not _has_token(known):
        start, taken = before.end(), True
    for _ in range(_MOST_TOKENS):
        after = _TOKEN_AT_END.search(reply, max(start, end - _TOKEN_LENGTH), end)
        if after is None or _has_token(known):
            break
        end, taken = after.start(), True
    return Span(start, max(start, end), taken)


def _has_token(known: str) -> bool:
    return "<" in known and re.search(_CONTROL, known) is not None
