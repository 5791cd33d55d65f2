"""Reasoning blocks and control tokens."""

from __future__ import annotations

import pytest

from stetmark.envelope.reasoning import without_control_tokens, without_reasoning


def left(reply: str, known: str = "") -> str:
    start, end, _ = without_reasoning(reply, 0, len(reply), known)
    return reply[start:end]


@pytest.mark.parametrize(
    "block",
    [
        "<think>{}</think>",
        "<THINKING>{}</THINKING>",
        "<seed:think>{}</seed:think>",
        "<reason>{}</reason>",
        "[THINK]{}[/THINK]",
        "◁think▷{}◁/think▷",
        "<|begin_of_thought|>{}<|end_of_thought|>",
        "<|START_THINKING|>{}<|END_THINKING|>",
        "<unused94>thought{}<unused95>",
        "{}</think>",
        "<|channel|>analysis<|message|>{}<|end|><|start|>assistant<|channel|>final<|message|>",
        "analysis{}assistantfinal",
    ],
)
def test_what_follows_the_reasoning_is_the_answer(block):
    """In every dialect."""
    assert left(block.format("two slips") + "The cat.") == "The cat."


def test_reasoning_to_the_end_leaves_what_precedes_it():
    """Perhaps nothing."""
    assert left("The cat.<think>two slips") == "The cat."
    assert left("<think>two slips") == ""


def test_signs_of_the_text_are_text():
    """They are not reasoning."""
    text = "Use <think>a</think> tags."
    assert left(text, known=text) == text


@pytest.mark.parametrize(
    "reply",
    [
        "The cat.<|im_end|>",
        "The cat.</s>",
        "<|im_start|>assistant\nThe cat.<|im_end|>\n",
        "<|start_header_id|>assistant<|end_header_id|>\n\nThe cat.<|eot_id|>",
        "The cat.<end_of_turn>",
        "The cat.<｜end▁of▁sentence｜>",
    ],
)
def test_control_tokens_at_both_ends(reply):
    """With the role that a header names."""
    start, end, taken = without_control_tokens(reply, 0, len(reply), "The cat.")

    assert (reply[start:end].strip(), taken) == ("The cat.", True)
