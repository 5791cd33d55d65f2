"""Do two systems differ beyond noise on the texts both answered?  The test of ranking and of `compare` alike.

The sign of each text's difference is turned at random; where each text has one answer of each system and the
metric is a yes or no, that is McNemar's exact test. Intervals of a difference come from the paired bootstrap,
the same texts drawn for both systems.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from stetmark.statistics.significance import (
    MIN_UNITS,
    bootstrap_interval,
    group_units,
    mcnemar,
    n_needed,
    n_needed_paired,
    resample_sums,
    sign_flip_test,
    swap_test,
)
from stetmark.summary import Interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "PairedTest",
    "compare_counts",
    "compare_differences",
    "count_discordant",
    "difference_intervals",
    "texts_needed",
]

#: Sums of rates that differ by less than this are equal: what floats lose on the way.
_EQUAL = 1e-12


class PairedTest(NamedTuple):
    """The outcome of a test: `p` is two-sided; `p_worse` asks whether the second system is worse."""

    method: str
    p: float
    p_worse: float


def compare_differences(differences: NDArray[Any], *, binary: bool, seed: int = 0) -> PairedTest:
    """Return the test of one number a text, the first system's less the second's.

    Args:
        differences: One a text.
        binary: Each is the difference of two yes-or-no answers, so -1, 0 or 1.
        seed: Random seed of the draws.
    """
    if binary:
        only_a, only_b = count_discordant(differences)
        return PairedTest("mcnemar_exact", mcnemar(only_a, only_b), mcnemar(only_a, only_b, one_sided=True))
    return PairedTest("paired_randomisation", *sign_flip_test(differences.tolist(), seed=seed))


def compare_counts(
    a: NDArray[Any], b: NDArray[Any], metric: Callable[[Any], Any], *, seed: int = 0
) -> PairedTest:
    """Return the test of a metric that only sums of counts have, such as F0.5.

    Args:
        a: Counts of the first system, one row a text.
        b: Counts of the second, the same texts.
        metric: From column sums to values, higher being better; nan where undefined.
        seed: Random seed of the draws.
    """
    return PairedTest("paired_randomisation", *swap_test(group_units(a), group_units(b), metric, seed=seed))


def count_discordant(differences: NDArray[Any]) -> tuple[int, int]:
    """Return on how many texts the first system is better, and on how many the second."""
    return int((differences > _EQUAL).sum()), int((differences < -_EQUAL).sum())


def texts_needed(differences: NDArray[Any], *, binary: bool) -> int | None:
    """Return how many texts would separate the systems with 80 % power if the difference is what was seen.

    None if no difference was seen. Arguments as for `compare_differences`.
    """
    if binary:
        only_a, only_b = count_discordant(differences)
        return n_needed(only_a / len(differences), only_b / len(differences))
    return n_needed_paired(differences)


def difference_intervals(
    pairs: Sequence[NDArray[Any]], difference: Callable[[NDArray[Any]], NDArray[Any]], *, seed: int = 0
) -> list[Interval | None]:
    """Return the interval of each pair's difference, the same texts drawn for all pairs.

    Args:
        pairs: What each pair's difference is made of, one row a text; the same texts and columns for all.
        difference: From sums of such rows, shape (resamples, columns), to differences, shape (resamples,).
        seed: Random seed of the draws.

    Returns:
        None for all of them where there are fewer than `MIN_UNITS` texts.
    """
    import numpy as np

    if not pairs or len(pairs[0]) < MIN_UNITS:
        return [None] * len(pairs)
    width = pairs[0].shape[1]
    sums = resample_sums(np.concatenate([group_units(pair) for pair in pairs], axis=1), seed=seed)
    return [bootstrap_interval(difference(sums[:, at : at + width])) for at in range(0, sums.shape[1], width)]
