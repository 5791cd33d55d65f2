"""`local:stet-lm`: the contextual minimal-edit corrector with SmolLM2-135M as its judge.

Detection, candidates and error model are those of `local:stet`. Where candidates compete, or keeping the word
competes with changing it, the language model says how likely each is before the words that follow. The whole
paragraph, with the best guess at every other place, is read once; a candidate costs only its own few tokens.
Weights: see `weights`. Inference is numpy, so nothing but the weights has to be fetched.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np

from stetmark.corrector.chinese_text import chinese_version, correct_chinese
from stetmark.corrector.llama import Branch, Llama
from stetmark.corrector.model import Option, Query
from stetmark.corrector.stet import STET_VERSION, corrector
from stetmark.corrector.weights import PINNED, weights_path
from stetmark.lexicon.ngrams import NGRAMS_VERSION
from stetmark.text.edits import Edit, apply_edits, reference_starts

__all__ = ["LmScorer", "StetLm", "Weights", "make"]


class Weights(msgspec.Struct, frozen=True):
    """How the language model's nats join the others, and where it is asked at all.

    `model` weighs the language model, `ngram` the n-grams beside it, `channel` the error model, `keep_ngram`
    the n-gram corrector's own score of leaving an unknown word, to which `keep` is added; `keep_known` is
    added to leaving a known one. The model is asked where leaving and changing are within `near` nats by
    n-grams, or the two best candidates within `gap`.
    """

    model: float = 0.55
    ngram: float = 0.45
    channel: float = 0.85
    keep: float = -1.0
    keep_ngram: float = 0.4
    keep_known: float = -0.9
    near: float = 9.0
    gap: float = 5.0
    within: float = 8.0


class Asked(msgspec.Struct, frozen=True):
    """What the model said of one query: nats of each option and of the word as it stands."""

    query: Query
    options: tuple[float, ...]
    keep: float


class LmScorer:
    """Scores the options of many places in one pass.

    Args:
        model: The language model.
        weights: See `Weights`.
        right: How many tokens after the word are judged with it.
        window: How many tokens of a long text are read at once.
        overlap: How many tokens before such a window are read again for their context.
    """

    def __init__(
        self,
        model: Llama,
        weights: Weights | None = None,
        *,
        right: int = 5,
        window: int = 224,
        overlap: int = 48,
    ) -> None:
        self.model = model
        self.weights = weights or Weights()
        self.right = right
        self.window = window
        self.overlap = overlap
        self.n_sites = 0
        self.n_asked = 0
        self._lock = threading.Lock()

    def rescore(self, source: str, queries: Sequence[Query]) -> list[Query]:
        """Give each query with the joint judgement; those beyond doubt come back as they were."""
        doubtful = [query for query in queries if self.competes(query)]
        with self._lock:
            self.n_sites += len(queries)
            self.n_asked += len(doubtful)
        judged = {asked.query.start: self._joined(asked) for asked in self.ask(source, queries, doubtful)}
        return [judged.get(query.start, query) for query in queries]

    def competes(self, query: Query) -> bool:
        """Whether the model could change what becomes of the place."""
        gain = query.options[0].score - query.keep
        if abs(gain) < self.weights.near:
            return True
        gap = query.options[0].score - query.options[1].score if len(query.options) > 1 else np.inf
        return bool(gap < self.weights.gap and gain > 0)

    def _joined(self, asked: Asked) -> Query:
        query, weights = asked.query, self.weights
        options = tuple(
            Option(
                option.text, weights.model * nats + weights.ngram * option.fit, weights.channel * option.cost
            )
            for option, nats in zip(query.options, asked.options, strict=False)
        )
        keep = weights.model * asked.keep + (
            weights.keep_known + weights.ngram * query.keep
            if query.known
            else weights.keep + weights.keep_ngram * query.keep
        )
        return msgspec.structs.replace(query, options=options, keep=keep)

    def ask(self, source: str, queries: Sequence[Query], doubtful: Sequence[Query]) -> Iterator[Asked]:
        """Ask the model about the doubtful queries, the others being settled by their best guess."""
        if not doubtful:
            return
        text, places = _best_guess(source, queries)
        pieces = self.model.tokenizer.pieces(text)
        starts, at = [], 0
        for piece in pieces:
            starts.append(at)
            at += len(piece)
        index_at = {start: i for i, start in enumerate(starts)}
        trunk: list[int] = []
        token_at = []
        for piece in pieces:
            token_at.append(len(trunk))
            trunk.extend(self.model.tokenizer.piece(piece))
        todo = []
        for query in doubtful:
            start, end = places[query.start]
            first = index_at.get(start, index_at.get(start - 1))
            if first is None:
                continue
            todo.append((query, token_at[first], text[starts[first] : start], text[end : end + 80]))
        yield from self._windows(source, trunk, todo)

    def _windows(
        self, source: str, trunk: Sequence[int], todo: Sequence[tuple[Query, int, str, str]]
    ) -> Iterator[Asked]:
        begin = 0
        while todo:
            end = begin + self.window
            mine = [entry for entry in todo if entry[1] < end - self.right - 2 or end >= len(trunk)]
            todo = todo[len(mine) :]
            if mine:
                offset = max(0, begin - self.overlap)
                last = max(entry[1] for entry in mine) + self.right + 2
                yield from self._pass(source, trunk[offset : min(end, last)], offset, mine)
            begin = todo[0][1] if todo else end

    def _pass(
        self, source: str, trunk: Sequence[int], offset: int, todo: Sequence[tuple[Query, int, str, str]]
    ) -> Iterator[Asked]:
        branches: list[Branch] = []
        counts = []
        for query, at, before, after in todo:
            rivals = self._rivals(query)
            follow = self._follow(after)
            for text in [*(option.text for option in rivals), source[query.start : query.end]]:
                tokens = [*self.model.tokenizer.encode(before + text), *follow]
                branches.append(Branch(at - offset + 1, tokens))
            counts.append((query, rivals))
        nats = iter(self.model.log_probs([self.model.start, *trunk], branches))
        for query, rivals in counts:
            options = tuple(next(nats) for _ in rivals)
            chosen = msgspec.structs.replace(query, options=rivals)
            yield Asked(chosen, options, next(nats))

    def _rivals(self, query: Query) -> tuple[Option, ...]:
        best = query.options[0].score
        return tuple(o for o in query.options[:5] if o.score > best - self.weights.within)

    def _follow(self, after: str) -> list[int]:
        tokens: list[int] = []
        for piece in self.model.tokenizer.pieces(after)[:-1] or self.model.tokenizer.pieces(after):
            tokens.extend(self.model.tokenizer.piece(piece))
            if len(tokens) >= self.right:
                break
        return tokens[: self.right]


def _best_guess(source: str, queries: Sequence[Query]) -> tuple[str, dict[int, tuple[int, int]]]:
    """Give the text with the n-grams' choice at each place, and where each place then lies."""
    choices = [
        Edit(q.start, q.end, best.text if (best := q.options[0]).score > q.keep else source[q.start : q.end])
        for q in queries
    ]
    places = {
        choice.start: (start, start + len(choice.replacement))
        for choice, start in zip(choices, reference_starts(choices), strict=True)
    }
    return apply_edits(source, choices), places


class StetLm:
    """The corrector with SmolLM2 as its judge."""

    name = "stet-lm"

    def __init__(self, weights: Weights | None = None) -> None:
        self.scorer = LmScorer(Llama(weights_path()), weights)
        self._corrector = corrector(scorer=self.scorer)
        self.version = f"stet-lm {STET_VERSION} ngrams {NGRAMS_VERSION} weights:{PINNED['sha256'][:12]}"
        self.version += chinese_version()

    def correct(self, text: str, lang: str) -> str:
        """Give the text with its misspellings repaired; Chinese as `local:stet` does, SmolLM2 knows none."""
        return correct_chinese(text) if lang == "zh" else self._corrector.correct(text)


def make() -> StetLm:
    """Load the weights (about two seconds, 0.6 GB) and make the system."""
    return StetLm()
