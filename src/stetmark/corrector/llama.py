"""How likely does SmolLM2 find each of many continuations? A Llama forward pass in numpy.

Many short continuations of one text are packed into one pass: they are rows of the same matrices, each sees
only the text before its place and its own tokens. A matrix product over 300 rows does four times the work a
second of one over 8 rows, which is why this is faster here than one call of an inference engine a candidate.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stetmark.corrector.bpe import Tokenizer
from stetmark.corrector.gguf import Floats, Gguf

__all__ = ["Branch", "Llama"]

Ints = npt.NDArray[np.int64]


class Branch:
    """A continuation: after the first `at` tokens of the trunk come `tokens`."""

    __slots__ = ("at", "tokens")

    def __init__(self, at: int, tokens: Sequence[int]) -> None:
        self.at = at
        self.tokens = tuple(tokens)


class Llama:
    """Weights and vocabulary of a Llama model in float32.

    Args:
        path: A GGUF file.
    """

    def __init__(self, path: Path) -> None:
        file = Gguf(path)
        fields = file.fields
        self.tokenizer = Tokenizer(fields["tokenizer.ggml.tokens"], fields["tokenizer.ggml.merges"])
        #: <|endoftext|>, which parted documents in training: better than the chat template's start token.
        self.start = int(fields["tokenizer.ggml.unknown_token_id"])
        self._heads = int(fields["llama.attention.head_count"])
        self._groups = int(fields["llama.attention.head_count_kv"])
        self._size = int(fields["llama.embedding_length"]) // self._heads
        self._eps = float(fields["llama.attention.layer_norm_rms_epsilon"])
        self._turns = float(fields["llama.rope.freq_base"]) ** (
            -np.arange(0, self._size, 2, dtype=np.float32) / self._size
        )
        self._embedding = file.tensor("token_embd.weight")
        self._last_norm = file.tensor("output_norm.weight")
        self._layers = [_Layer(file, i) for i in range(int(fields["llama.block_count"]))]

    def log_probs(self, trunk: Sequence[int], branches: Sequence[Branch]) -> list[float]:
        """Give log P(branch tokens | the trunk before them), natural logarithm, for each branch.

        Args:
            trunk: Tokens, the first of them the start token.
            branches: Continuations; `at` is at least 1.
        """
        ids = list(trunk)
        places = list(range(len(trunk)))
        owners = [-1] * len(trunk)
        cuts = [0] * len(trunk)
        rows: list[int] = []
        targets: list[int] = []
        sums: list[int] = []
        for number, branch in enumerate(branches):
            before = branch.at - 1
            shared = 0
            same = True  # as far as it says what the trunk says, the trunk's rows are its rows
            for i, token in enumerate(branch.tokens):
                rows.append(before)
                targets.append(token)
                sums.append(number)
                same = same and branch.at + i < len(trunk) and trunk[branch.at + i] == token
                if same:
                    shared, before = i + 1, branch.at + i
                elif i + 1 < len(branch.tokens):  # the last token predicts nothing
                    before = len(ids)
                    ids.append(token)
                    places.append(branch.at + i)
                    owners.append(number)
                    cuts.append(branch.at + shared)
        hidden = self._forward(np.array(ids), np.array(places), self._mask(len(trunk), places, owners, cuts))
        logs = self._log_softmax(hidden, np.array(rows), np.array(targets))
        totals = np.zeros(len(branches))
        np.add.at(totals, np.array(sums), logs)
        return [float(total) for total in totals]

    @staticmethod
    def _mask(
        trunk: int, places: Sequence[int], owners: Sequence[int], cuts: Sequence[int]
    ) -> npt.NDArray[np.bool_]:
        """True where a row must not look."""
        place, owner, cut = np.array(places), np.array(owners), np.array(cuts)
        n = len(place)
        columns = np.arange(n)
        own = (owner[:, None] == owner[None, :]) & (place[:, None] >= place[None, :])
        before = (columns[None, :] < trunk) & (columns[None, :] < cut[:, None])
        hidden: npt.NDArray[np.bool_] = ~(own | before)
        return hidden

    def _forward(self, ids: Ints, places: Ints, mask: npt.NDArray[np.bool_]) -> Floats:
        x = self._embedding[ids]
        angles = places[:, None].astype(np.float32) * self._turns
        cos, sin = np.cos(angles)[:, None, :], np.sin(angles)[:, None, :]
        bias = np.where(mask, np.float32(-1e9), np.float32(0))
        n, heads, groups, size = len(ids), self._heads, self._groups, self._size
        for layer in self._layers:
            qkv = self._norm(x, layer.attention_norm) @ layer.qkv.T
            q = _turn(qkv[:, : heads * size].reshape(n, heads, size), cos, sin)
            k = _turn(qkv[:, heads * size : (heads + groups) * size].reshape(n, groups, size), cos, sin)
            v = qkv[:, (heads + groups) * size :].reshape(n, groups, size)
            q = q.reshape(n, groups, heads // groups, size).transpose(1, 2, 0, 3).reshape(groups, -1, size)
            weights = q @ k.transpose(1, 2, 0)
            weights *= np.float32(size**-0.5)
            weights = weights.reshape(groups, heads // groups, n, n)
            weights += bias
            weights -= weights.max(axis=-1, keepdims=True)
            np.exp(weights, out=weights)
            weights /= weights.sum(axis=-1, keepdims=True)
            mixed = weights.reshape(groups, -1, n) @ v.transpose(1, 0, 2)
            mixed = mixed.reshape(heads, n, size).transpose(1, 0, 2).reshape(n, -1)
            x = x + mixed @ layer.output.T
            gate_up = self._norm(x, layer.feed_norm) @ layer.gate_up.T
            half = gate_up.shape[1] // 2
            gate, up = gate_up[:, :half], gate_up[:, half:]
            x = x + (gate / (1 + np.exp(-gate)) * up) @ layer.down.T
        return self._norm(x, self._last_norm)

    def _norm(self, x: Floats, weight: Floats) -> Floats:
        result: Floats = x / np.sqrt(np.mean(x * x, axis=-1, keepdims=True) + self._eps) * weight
        return result

    def _log_softmax(self, hidden: Floats, rows: Ints, targets: Ints) -> Floats:
        """Log probability of each target after its row; a row asked for twice is multiplied out once."""
        unique, inverse = np.unique(rows, return_inverse=True)
        result = np.empty(len(rows), dtype=np.float32)
        for begin in range(0, len(unique), 128):
            logits = hidden[unique[begin : begin + 128]] @ self._embedding.T
            logits -= logits.max(axis=1, keepdims=True)
            chosen = np.nonzero((inverse >= begin) & (inverse < begin + 128))[0]
            picked = logits[inverse[chosen] - begin, targets[chosen]]
            np.exp(logits, out=logits)
            result[chosen] = picked - np.log(logits.sum(axis=1))[inverse[chosen] - begin]
        return result


class _Layer:
    def __init__(self, file: Gguf, number: int) -> None:
        def weight(name: str) -> Floats:
            return file.tensor(f"blk.{number}.{name}.weight")

        self.attention_norm = weight("attn_norm")
        self.qkv = np.concatenate([weight("attn_q"), weight("attn_k"), weight("attn_v")])
        self.output = weight("attn_output")
        self.feed_norm = weight("ffn_norm")
        self.gate_up = np.concatenate([weight("ffn_gate"), weight("ffn_up")])
        self.down = weight("ffn_down")


def _turn(x: Floats, cos: Floats, sin: Floats) -> Floats:
    """Rotary places, on neighbouring pairs, as llama.cpp stores Llama weights."""
    even, odd = x[..., 0::2], x[..., 1::2]
    turned = np.empty_like(x)
    turned[..., 0::2] = even * cos - odd * sin
    turned[..., 1::2] = even * sin + odd * cos
    return turned
