r"""Measure whether a language model fixes the misspellings in a text and lets everything else stand.

```python
import stetmark

score = stetmark.score_text("teh cat -- sat", "the cat -- sat", "Sure!\nthe cat — sat")
score.exact, score.envelope, score.diagnosis      # (False, ('preamble',), 'dash; preamble')
```

The names below are loaded when they are first used, so that `import stetmark` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stetmark._version import __version__

if TYPE_CHECKING:
    from stetmark.errors import DataError, ProviderError, SettingsError, StetmarkError
    from stetmark.judging.judge import score_answers, score_text
    from stetmark.proofread import fix, guard
    from stetmark.records import Answer, Change, EditVerdict, GoldEdit, Item, Score
    from stetmark.statistics.summarize import summarize
    from stetmark.store import read_items

__all__ = [
    "Answer",
    "Change",
    "DataError",
    "EditVerdict",
    "GoldEdit",
    "Item",
    "ProviderError",
    "Score",
    "SettingsError",
    "StetmarkError",
    "__version__",
    "fix",
    "guard",
    "read_items",
    "score_answers",
    "score_text",
    "summarize",
]

_HOMES = {
    "stetmark.errors": ("DataError", "ProviderError", "SettingsError", "StetmarkError"),
    "stetmark.proofread": ("fix", "guard"),
    "stetmark.records": ("Answer", "Change", "EditVerdict", "GoldEdit", "Item", "Score"),
    "stetmark.judging.judge": ("score_answers", "score_text"),
    "stetmark.statistics.summarize": ("summarize",),
    "stetmark.store": ("read_items",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            import importlib

            value = getattr(importlib.import_module(home), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'stetmark' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
