"""What do counts come to?  Every rate, and what it is where its denominator is zero.

TP gold edits corrected; FN missed or miscorrected; FP miscorrected, and changes nobody asked for. A
miscorrected edit counts as both FP and FN, as in ERRANT (Bryant et al. 2017, section 5). The envelope never
enters these counts. An unassessable answer has all its gold edits missed and no changes: it lowers recall
and leaves precision alone, so `n_unassessable` must stand beside every fidelity figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stetmark.statistics.accumulate import COLUMN

__all__ = [
    "METRICS",
    "f_score",
    "per_1000",
    "precision",
    "rate",
    "recall",
    "vector_metric",
]


def precision(tp: int, fp: int) -> float | None:
    """Return TP / (TP + FP); None ("–") where nothing was corrected and nothing else changed.

    ERRANT and M2 give 1.0 there (Dahlmeier & Ng 2012, section 3), which would praise a system that returns
    its input; the field's later practice leaves it undefined, and so do we.

    Example:
        >>> precision(3, 1), precision(0, 2), precision(0, 0)
        (0.75, 0.0, None)
    """
    return tp / (tp + fp) if tp + fp else None


def recall(tp: int, fn: int) -> float | None:
    """Return TP / (TP + FN); None where there is nothing to correct (clean texts, two-way scoring).

    Example:
        >>> recall(3, 1), recall(0, 0)
        (0.75, None)
    """
    return tp / (tp + fn) if tp + fn else None


def f_score(tp: int, fp: int, fn: int, beta: float = 0.5) -> float | None:
    """Return F_beta; with beta = 0.5 precision weighs twice as much as recall.

    0 where nothing is corrected but something is wrong (also where precision is undefined: a system that
    returns its input); None where there was nothing to correct and nothing was changed.

    Source: van Rijsbergen 1979, ch. 7; beta = 0.5 since CoNLL-2014 (Ng et al. 2014).

    Example:
        >>> f_score(1, 1, 1), f_score(0, 0, 4), f_score(0, 0, 0)
        (0.5, 0.0, None)
    """
    weighed = (1 + beta * beta) * tp + beta * beta * fn + fp
    return (1 + beta * beta) * tp / weighed if weighed else None


def rate(k: int, n: int) -> float | None:
    """Return k / n; None for n = 0."""
    return k / n if n else None


def per_1000(n_unneeded: int, n_words: int) -> float | None:
    """Return unneeded changes per 1,000 untouched reference words; None where no word was assessable.

    Words outside slots alone are counted (a word token, or one Han or kana character), of assessable answers
    alone. A `rewrite` counts its changed words, reflowing counts once an answer.
    """
    return 1000 * n_unneeded / n_words if n_words else None


#: metric -> (weighed counts over the line, weighed counts under it, whether higher is better)
METRICS: dict[str, tuple[Mapping[str, float], Mapping[str, float], bool]] = {
    "exact": ({"exact": 1}, {"n_scored": 1}, True),
    "strict": ({"strict": 1}, {"n_scored": 1}, True),
    "livebench": ({"livebench": 1}, {"n_scored": 1}, True),
    "precision": ({"tp": 1}, {"tp": 1, "fp": 1}, True),
    "recall": ({"tp": 1}, {"tp": 1, "fn": 1}, True),
    "f05": ({"tp": 1.25}, {"tp": 1.25, "fn": 0.25, "fp": 1}, True),
    "unneeded": ({"n_unneeded": 1000}, {"n_words": 1}, False),
    "untouched": ({"n_untouched": 1}, {"n_assessable": 1}, True),
}


def vector_metric(name: str, sums: Any, *, sign: bool = False) -> Any:
    """Return a metric of many column sums at once, shape (..., columns) to (...); nan where undefined.

    Args:
        name: One of `METRICS`.
        sums: A numpy array whose last axis is `stetmark.statistics.accumulate.COLUMNS`.
        sign: Turn the metric so that higher is better.
    """
    import numpy as np

    over, under, higher = METRICS[name]
    top = sum(weight * _column(sums, column) for column, weight in over.items())
    bottom = np.asarray(sum(weight * _column(sums, column) for column, weight in under.items()), dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1), np.nan)
    return -values if sign and not higher else values


def _column(sums: Any, column: str) -> Any:
    if column == "n_assessable":
        return sums[..., COLUMN["n_scored"]] - sums[..., COLUMN["n_unassessable"]]
    return sums[..., COLUMN[column]]
