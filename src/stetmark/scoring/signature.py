"""Build the signature: one line, shown with every table, that names everything that could change a number."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from importlib.metadata import version

from stetmark._version import __version__
from stetmark.lexicon.default import LEXICON_VERSION
from stetmark.records import Item
from stetmark.statistics.significance import CONFIDENCE, RESAMPLES
from stetmark.store import content_hash

__all__ = ["RULES", "run_signature", "signature"]

#: One more with each change of the rules that can move a score, between versions too (CHANGELOG.md).
RULES = 4
#: In the order in which they are shown; other facts follow by name.
_ORDER = ("rules", "rung", "beta", "lexicon", "items", "prompts", "repeats")


def signature(**facts: object) -> str:
    """Return `stetmark:VERSION|rules:N|rung:exact|beta:0.5|…`, in the manner of sacreBLEU (Post 2018).

    Args:
        facts: What else the numbers hang on, e.g. `lexicon`, `items` (their content hash, cut to 12 digits),
            `repeats`, `seed`. A fact that is None or empty is left out.

    Example:
        >>> signature(items="0123456789abcdef", seed=0).split("|")[4]
        'items:0123456789ab'
    """
    known: dict[str, object] = {"rung": "exact", "beta": 0.5, "seed": 0, **facts}
    if isinstance(known.get("items"), str):
        known["items"] = str(known["items"])[:12]
    known["rules"] = RULES
    known["bootstrap"] = f"{RESAMPLES}x{CONFIDENCE:g}"
    known["unicode"] = unicodedata.unidata_version
    known["rapidfuzz"] = version("rapidfuzz")
    names = [n for n in _ORDER if n in known] + sorted(set(known) - set(_ORDER))
    shown = [f"{n}:{_clean(known[n])}" for n in names if known[n] not in (None, "")]
    return "|".join([f"stetmark:{__version__}", *shown])


def run_signature(items: Iterable[Item], *, repeats: int = 1, seed: int = 0) -> str:
    """Return the signature of a run scored by this version."""
    return signature(
        lexicon=LEXICON_VERSION,
        items=content_hash(items),
        repeats=repeats,
        seed=seed,
    )


def _clean(value: object) -> str:
    return str(value).replace("|", "/").replace("\n", " ")
