"""`local:stet-lm`: reading GGUF, tokens, the numpy forward pass, and how its judgement joins the others."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from stetmark.corrector.bpe import Tokenizer, _byte_signs
from stetmark.corrector.gguf import Gguf
from stetmark.corrector.llama import Branch, Llama
from stetmark.corrector.model import Option, Query
from stetmark.corrector.stet_lm import LmScorer
from stetmark.corrector.weights import weights_path
from stetmark.errors import DataError


def _string(text):
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _field(key, value):
    if isinstance(value, int):
        return _string(key) + struct.pack("<II", 4, value)
    if isinstance(value, float):
        return _string(key) + struct.pack("<If", 6, value)
    return _string(key) + struct.pack("<IIQ", 9, 8, len(value)) + b"".join(map(_string, value))


def write_tiny(path, *, seed=3):
    """A Llama of two layers with random weights, over single bytes and two merges."""
    rng = np.random.default_rng(seed)
    signs = _byte_signs()
    tokens = ["<|endoftext|>", *(signs[b] for b in range(256)), "th", "the"]
    d, heads, groups, feed, layers = 64, 4, 2, 96, 2
    fields = {
        "llama.block_count": layers,
        "llama.attention.head_count": heads,
        "llama.attention.head_count_kv": groups,
        "llama.embedding_length": d,
        "llama.attention.layer_norm_rms_epsilon": 1e-5,
        "llama.rope.freq_base": 10000.0,
        "tokenizer.ggml.tokens": tokens,
        "tokenizer.ggml.merges": ["t h", "th e"],
        "tokenizer.ggml.unknown_token_id": 0,
    }
    shapes = {"token_embd.weight": (len(tokens), d), "output_norm.weight": (d,)}
    for i in range(layers):
        kv = d // heads * groups
        for name, shape in {
            "attn_norm": (d,),
            "attn_q": (d, d),
            "attn_k": (kv, d),
            "attn_v": (kv, d),
            "attn_output": (d, d),
            "ffn_norm": (d,),
            "ffn_gate": (feed, d),
            "ffn_up": (feed, d),
            "ffn_down": (d, feed),
        }.items():
            shapes[f"blk.{i}.{name}.weight"] = shape
    head = b"GGUF" + struct.pack("<IQQ", 3, len(shapes), len(fields))
    head += b"".join(_field(key, value) for key, value in fields.items())
    data = b""
    for name, shape in shapes.items():
        head += _string(name) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *shape[::-1])
        head += struct.pack("<IQ", 0, len(data))
        data += (rng.standard_normal(shape) * 0.2).astype("<f4").tobytes()
        data += b"\0" * (-len(data) % 32)
    path.write_bytes(head + b"\0" * (-len(head) % 32) + data)
    return path


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return Llama(write_tiny(tmp_path_factory.mktemp("tiny") / "tiny.gguf"))


def test_a_file_that_is_no_gguf_says_so(tmp_path):
    """The path is named."""
    path = tmp_path / "no.gguf"
    path.write_bytes(b"hello" * 20)
    with pytest.raises(DataError, match=r"no\.gguf"):
        Gguf(path)


def test_quantized_blocks_are_read_as_the_format_says():
    """Q4_1 is d*q + m with low nibbles first, Q8_0 is d*q."""
    from stetmark.corrector.gguf import _floats

    q4 = np.frombuffer(np.array([0.5, -1.0], "<f2").tobytes() + bytes(range(16)), np.uint8)
    expected = np.concatenate([np.arange(16) % 16, np.arange(16) // 16]) * 0.5 - 1.0
    assert np.allclose(_floats(q4, 3), expected)
    q8 = np.frombuffer(
        np.array([0.25], "<f2").tobytes() + np.arange(-16, 16, dtype=np.int8).tobytes(), np.uint8
    )
    assert np.allclose(_floats(q8, 8), np.arange(-16, 16) * 0.25)


def test_tokens_of_pieces_put_together_are_the_text():
    """Any text is cut without loss; merges join in their order."""
    signs = _byte_signs()
    tokenizer = Tokenizer(["?", *(signs[b] for b in range(256)), "th", "the"], ["t h", "th e"])
    for text in ("the then", "a  b\n\nc", "don't 42 你好 🙂 __x__", "\ud800"):
        assert "".join(tokenizer.pieces(text)) == text
    assert tokenizer.encode("the") == [258]
    assert len(tokenizer.encode("42")) == 2


def test_packed_branches_equal_one_pass_each(tiny):
    """A branch sees the text before its place and itself, nothing else in the pack."""
    rng = np.random.default_rng(1)
    trunk = [0, *rng.integers(1, 250, 20).tolist()]
    branches = [Branch(int(at), rng.integers(1, 250, 4).tolist()) for at in (3, 9, 9, 21)]
    branches.append(Branch(5, trunk[5:9]))  # as the trunk goes on
    branches.append(Branch(5, [*trunk[5:7], 7, 8]))  # as the trunk goes on, then not
    packed = tiny.log_probs(trunk, branches)
    for branch, together in zip(branches, packed, strict=True):
        alone = 0.0
        for i, token in enumerate(branch.tokens):
            before = [*trunk[: branch.at], *branch.tokens[:i]]
            alone += tiny.log_probs(before, [Branch(len(before), [token])])[0]
        assert together == pytest.approx(alone, abs=1e-3)


def test_probabilities_of_all_next_tokens_sum_to_one(tiny):
    """A softmax over the whole vocabulary."""
    nats = tiny.log_probs([0, 5, 6], [Branch(3, [t]) for t in range(259)])
    assert np.exp(nats).sum() == pytest.approx(1.0, abs=1e-4)


def test_the_model_is_asked_only_where_it_matters(tiny):
    """A place settled by n-grams comes back as it was; a doubtful one with new scores."""
    scorer = LmScorer(tiny, window=24, overlap=8)
    source = "we recieve teh post " * 12
    queries = []
    for n in range(12):
        at = n * 20 + 3
        keep = -60.0 if n % 2 else -20.0
        queries.append(
            Query(
                at, at + 7, (Option("receive", -12.0, 6.0), Option("relieve", -25.0, 9.0)), keep, known=False
            )
        )
    judged = scorer.rescore(source, queries)
    assert [q == j for q, j in zip(queries, judged, strict=True)] == [bool(n % 2) for n in range(12)]
    assert (scorer.n_asked, scorer.n_sites) == (6, 12)
    assert all(j.start == q.start and j.keep != 0 for q, j in zip(queries, judged, strict=True))


@pytest.mark.slow
@pytest.mark.real_server
def test_smollm2_chooses_by_context():
    """The real weights tell "piece" from "peace" and find real-word errors that n-grams let pass."""
    if not weights_path().is_file():
        pytest.skip("needs the weights: stetmark systems install smollm2")
    from stetmark.corrector.stet_lm import make

    system = make()
    text = "They signed a pece treaty after the war, and she ate a pece of cake at the party."
    expected = "They signed a peace treaty after the war, and she ate a piece of cake at the party."
    assert system.correct(text, "en") == expected
    clean = "The weather was fine, so we walked to the harbour and looked at the boats for an hour."
    assert system.correct(clean, "en") == clean


@pytest.mark.slow
@pytest.mark.real_server
def test_tokens_agree_with_llama_cpp():
    """Our cutting of text is llama.cpp's: the number of prompt tokens it counts is ours."""
    if not weights_path().is_file():
        pytest.skip("needs the weights: stetmark systems install smollm2")
    pytest.importorskip("xllamacpp")
    from stetmark.answers.local.smollm2 import make

    chat = make()
    model = Llama(weights_path())
    base = None
    for text in (
        "Hello",
        "Hello, it's 2026 and we've 14 grams -- more than the bat's own.",
        "Naïve façade: “quoted” — 你好, e-mail_me  twice\n\n\tnow!",
    ):
        request = {"messages": [{"role": "user", "content": text}], "max_tokens": 1, "temperature": 0.0}
        counted = chat._server.handle_chat_completions(request)["usage"]["prompt_tokens"]
        base = counted - len(model.tokenizer.encode(text)) if base is None else base
        assert counted - len(model.tokenizer.encode(text)) == base, text
