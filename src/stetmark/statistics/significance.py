"""How sure is a rate, and is a difference more than noise?

Texts are what is resampled, never answers: items of one text and repeats of one item are not independent.
numpy is imported inside the functions that need it, so that scoring one table does not pay for it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = [
    "ALPHA",
    "CONFIDENCE",
    "MAX_UNITS",
    "MIN_UNITS",
    "RESAMPLES",
    "bootstrap_interval",
    "group_units",
    "holm",
    "mcnemar",
    "n_needed",
    "n_needed_paired",
    "resample_sums",
    "sign_flip_test",
    "swap_test",
    "wilson",
]

CONFIDENCE = 0.95
ALPHA = 1 - CONFIDENCE
POWER = 0.80
RESAMPLES = 2_000
#: Draws for a randomisation p-value; the smallest p it can give is 1 / (DRAWS + 1).
DRAWS = 10_000
#: Above this many texts, texts are resampled in this many random groups: the variance stays unbiased, and
#: memory and time no longer grow.
MAX_UNITS = 4_000
#: Fewer texts than this say nothing about their own spread: no bootstrap interval is given.
MIN_UNITS = 10
_FEWEST = 6  # texts that must differ, all one way, before the exact test can reach 5 %
_CHUNK = 500_000  # cells of one weight matrix held at a time
_EXACT_FLIPS = 12
_NORMAL_FLIPS = 200


def wilson(k: float, n: float, confidence: float = CONFIDENCE) -> tuple[float, float] | None:
    """Return Wilson's score interval for k of n; None for n = 0.

    Source: Wilson 1927, JASA 22:209; Brown, Cai & DasGupta 2001, Statist. Sci. 16:101 (why not Wald).

    Example:
        >>> [round(x, 3) for x in wilson(0, 1)]
        [0.0, 0.793]
    """
    if n <= 0:
        return None
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    rate = k / n
    centre = (rate + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    return (0.0 if k == 0 else max(0.0, centre - half), 1.0 if k == n else min(1.0, centre + half))


def mcnemar(only_a: int, only_b: int, *, one_sided: bool = False) -> float:
    """Return the exact p of McNemar's test from the two discordant counts.

    Two-sided: either differs. One-sided: `b` is worse than `a`, that is, `only_a` is too large for chance.

    Source: McNemar 1947, Psychometrika 12:153; exact by the binomial with 1/2.

    Example:
        >>> mcnemar(5, 0), mcnemar(5, 0, one_sided=True)
        (0.0625, 0.03125)
    """
    n = only_a + only_b
    if n == 0:
        return 1.0
    if one_sided:
        return _binomial_tail(only_a, n)
    return min(1.0, 2 * _binomial_tail(max(only_a, only_b), n))


def _binomial_tail(k: int, n: int) -> float:
    """P(X >= k) for X ~ Binomial(n, 1/2), by logarithms where the integers would grow too long."""
    if n <= 1_000:
        total, ways = 0, math.comb(n, k)
        for i in range(k, n + 1):
            total += ways
            ways = ways * (n - i) // (i + 1)  # the next binomial coefficient, exactly
        return total / (1 << n)
    log_half = n * math.log(2)
    terms = [
        math.exp(math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) - log_half)
        for i in range(k, n + 1)
    ]
    return min(1.0, math.fsum(terms))


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values adjusted by Holm's step-down procedure, in the given order.

    Source: Holm 1979, Scand. J. Statist. 6:65. Controls the family-wise error rate with no assumption.

    Example:
        >>> holm([0.01, 0.04, 0.03])
        [0.03, 0.06, 0.06]
    """
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for step, index in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - step) * p_values[index]))
        adjusted[index] = highest
    return adjusted


def n_needed(p_a: float, p_b: float) -> int | None:
    """Return how many texts would separate two systems, each text answered once by both.

    Args:
        p_a: Share of texts that only the first got exact.
        p_b: Share of texts that only the second got exact.

    Returns:
        Texts for 80 % power at a two-sided 5 % McNemar test, and at least so many that the exact test can
        reach 5 % at all; None if the shares are equal.

    Source: Connor 1987, Biometrics 43:207.

    Example:
        >>> n_needed(0.125, 0.075)  # 5 points apart, 20 % discordant
        626
    """
    gap, discordant = abs(p_a - p_b), p_a + p_b
    if gap == 0:
        return None
    z_alpha, z_beta = NormalDist().inv_cdf(1 - ALPHA / 2), NormalDist().inv_cdf(POWER)
    spread = max(0.0, discordant - gap * gap)
    usual = ((z_alpha * math.sqrt(discordant) + z_beta * math.sqrt(spread)) / gap) ** 2
    return math.ceil(max(usual, _FEWEST / discordant) - 1e-9)


def n_needed_paired(differences: Sequence[float] | Floats) -> int | None:
    """Return how many texts would separate two systems, from the difference seen on each text.

    The same as `n_needed` for any per-text difference: texts for 80 % power at a two-sided 5 % test of a
    mean. None if the mean is 0 or there are fewer than two texts.

    Source: the sample size of a paired z-test, (z + z)² s² / d², e.g. Cohen 1988, section 2.4.
    """
    import numpy as np

    values = np.asarray(differences, dtype=np.float64)
    n = len(values)
    mean = math.fsum(values.tolist()) / n if n else 0.0
    if n < 2 or abs(mean) < 1e-12:
        return None
    variance = math.fsum(((values - mean) ** 2).tolist()) / (n - 1)
    z = NormalDist().inv_cdf(1 - ALPHA / 2) + NormalDist().inv_cdf(POWER)
    return max(2, math.ceil(z * z * variance / (mean * mean)))


def sign_flip_test(differences: Sequence[float], *, seed: int = 0) -> tuple[float, float]:
    """Return (two-sided, one-sided) p-values of a paired randomisation test.

    Under no difference each text's sign is a coin. Exact for up to 12 texts that differ, 10,000 seeded draws
    below 200, its normal limit from there on. Where every difference is ±1 this is McNemar's exact test. The
    one-sided p asks only whether the second system is worse (a positive sum too large for chance).

    Args:
        differences: One number a text: first system less second.
        seed: Random seed of the draws.

    Source: Fisher 1935; for system comparison Yeh 2000 (COLING) and Noreen 1989, approximate randomisation.
    """
    kept = sorted(d for d in differences if abs(d) > 1e-12)
    if not kept:
        return 1.0, 1.0
    total = math.fsum(kept)
    if len(kept) >= _NORMAL_FLIPS:
        z = total / math.sqrt(math.fsum(d * d for d in kept))
        return math.erfc(abs(z) / math.sqrt(2)), NormalDist().cdf(-z)
    import numpy as np

    values = np.asarray(kept)
    if len(kept) <= _EXACT_FLIPS:
        bits = (np.arange(2 ** len(kept))[:, None] >> np.arange(len(kept))) & 1
        sums = (1 - 2 * bits) @ values
        added = 0
    else:
        sums = _signs(seed)[:, : len(kept)] @ values
        added = 1  # the labelling that was seen is one of all (Phipson & Smyth 2010)
    two = int((np.abs(sums) >= abs(total) - 1e-9).sum())
    one = int((sums >= total - 1e-9).sum())
    return (two + added) / (len(sums) + added), (one + added) / (len(sums) + added)


@lru_cache(maxsize=1)
def _signs(seed: int) -> Floats:
    """Return coins, shape (draws, texts): drawn once for all pairs, for drawing is what takes the time."""
    import numpy as np

    coins = np.random.default_rng(seed).integers(0, 2, (DRAWS, _NORMAL_FLIPS), dtype=np.int8)
    return (1 - 2 * coins).astype(np.float64)


def group_units(matrix: Floats, limit: int = MAX_UNITS) -> Floats:
    """Return the rows summed into at most `limit` groups, dealt out in order."""
    if len(matrix) <= limit:
        return matrix
    import numpy as np

    grouped = np.zeros((limit, matrix.shape[1]))
    for start in range(0, len(matrix), limit):
        dealt = matrix[start : start + limit]
        grouped[: len(dealt)] += dealt
    return grouped


def resample_sums(matrix: Floats, *, seed: int = 0, resamples: int = RESAMPLES) -> Floats:
    """Return the column sums of `resamples` bootstrap samples of the rows, shape (resamples, columns).

    Source: Efron & Tibshirani 1993, ch. 6 and 8: the cluster (here the text) is the unit that is drawn.
    """
    import numpy as np

    rows = len(matrix)
    rng = np.random.default_rng(seed)
    sums = np.empty((resamples, matrix.shape[1]))
    chunk = max(1, _CHUNK // max(1, rows))
    for start in range(0, resamples, chunk):
        size = min(chunk, resamples - start)
        drawn = rng.integers(0, rows, (size, rows))
        drawn += np.arange(size)[:, None] * rows
        weights = np.bincount(drawn.ravel(), minlength=size * rows).reshape(size, rows)
        sums[start : start + size] = weights.astype(np.float64) @ matrix
    return sums


def bootstrap_interval(values: Floats, confidence: float = CONFIDENCE) -> tuple[float, float] | None:
    """Return the percentile interval of resampled values; those that are undefined (nan) are left out.

    None if fewer than half of the resamples are defined.
    """
    import numpy as np

    defined = values[~np.isnan(values)]
    if len(defined) < len(values) / 2:
        return None
    low, high = np.quantile(defined, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def swap_test(
    a: Floats, b: Floats, metric: Callable[[Any], Any], *, seed: int = 0, draws: int = DRAWS
) -> tuple[float, float]:
    """Return (two-sided, one-sided) p-values for any metric of summed counts, by swapping texts.

    Under no difference the two systems' counts on a text can be swapped. The one-sided p asks whether
    `metric` of `b` is lower than that of `a` beyond chance.

    Args:
        a: Counts of the first system, one row a text.
        b: Counts of the second, the same texts.
        metric: From column sums, shape (..., columns), to values, shape (...); nan where undefined.
        seed: For the draws.
        draws: How many labellings are tried.

    Source: as `sign_flip_test`.
    """
    import numpy as np

    middle, half = (a + b).sum(axis=0) / 2, (a - b) / 2
    seen = float(metric(a.sum(axis=0)) - metric(b.sum(axis=0)))
    if math.isnan(seen):
        return 1.0, 1.0
    rng = np.random.default_rng(seed)
    two = one = tried = 0
    chunk = max(1, _CHUNK // max(1, len(a)))
    for start in range(0, draws, chunk):
        size = min(chunk, draws - start)
        signs = 1.0 - 2.0 * rng.integers(0, 2, (size, len(a)))
        moved = signs @ half
        gaps = metric(middle + moved) - metric(middle - moved)
        gaps = gaps[~np.isnan(gaps)]
        tried += len(gaps)
        two += int((np.abs(gaps) >= abs(seen) - 1e-12).sum())
        one += int((gaps >= seen - 1e-12).sum())
    return (two + 1) / (tried + 1), (one + 1) / (tried + 1)
