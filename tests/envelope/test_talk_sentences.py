"""What one sentence beside an answer is."""

from __future__ import annotations

import pytest

from stetmark.envelope.talk_context import context_of
from stetmark.envelope.talk_sentences import (
    CONTENT,
    PAIR,
    TALK,
    WEAK,
    is_count,
    is_label_line,
    is_strong,
    sentence_kind,
)

CONTEXT = context_of("We received it on Monday.", "We recieved it on Monday.")
CHINESE = context_of("请确认这份账单。", "请确人这份帐单。")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("I corrected the spelling.", TALK),
        ("Only the misspelling was changed.", TALK),
        ("Let me know if you want other edits.", TALK),
        ("Hope this helps!", TALK),
        ("recieved → received", PAIR),
        ("Note:", WEAK),
        ("The payment was made on Tuesday.", CONTENT),
        ("Please correct any errors by Friday.", CONTENT),
        ("I look forward to your reply on Monday.", CONTENT),
    ],
)
def test_english(sentence, kind):
    """Talk about the corrections, a pair, a heading that may talk, or new text."""
    assert sentence_kind(sentence, CONTEXT, before=False) == kind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("以上共改正两处错别字。", TALK),
        ("需要我再检查标点吗？", TALK),
        ("“确人”应为“确认”。", PAIR),
        ("逾期将收取滞纳金。", CONTENT),
        ("请修改密码后再登录。", CONTENT),
    ],
)
def test_chinese(sentence, kind):
    """The same."""
    assert sentence_kind(sentence, CHINESE, before=False) == kind


def test_an_acknowledgement_is_talk_in_front_of_the_text_only():
    """Behind it "Yes." may be an answer of the text's own."""
    assert sentence_kind("Sure!", CONTEXT, before=True) == TALK
    assert sentence_kind("Sure!", CONTEXT, before=False) == CONTENT


@pytest.mark.parametrize(("line", "label"), [("**Corrected text:**", True), ("Invoice for March", False)])
def test_labels(line, label):
    """Made of words that name the answer, and of nothing else."""
    assert is_label_line(line, CONTEXT) is label


@pytest.mark.parametrize(
    ("text", "count"), [("2 corrections", True), ("共修改三处", True), ("2 letters", False)]
)
def test_counts(text, count):
    """Of corrections or words."""
    assert is_count(text) is count


def test_what_leaves_no_doubt():
    """It says "I" and what was corrected, or names a misspelling."""
    assert is_strong("I fixed one typo.", CONTEXT, TALK)
    assert not is_strong("Hope this helps!", CONTEXT, TALK)
    assert not is_strong("It rained.", CONTEXT, CONTENT)
