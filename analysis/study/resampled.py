"""Bootstrap intervals of a mean, BCa and percentile.

Efron (1987, Better bootstrap confidence intervals) and, for the quantiles, Hyndman and Fan (1996,
Sample quantiles in statistical packages; their type 7). The same to the last bit as those of
`scipy.stats.bootstrap`, which a test compares: importing that takes longer than all that most
studies do with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal

import numpy as np
from scipy.special import ndtr, ndtri

from analysis.study.moments import Array

RESAMPLES = 5000
AT_ONCE = 500
"""Resamples that are in memory together."""


def bootstrap(
    values: Array, confidence: float, method: Literal["BCa", "percentile"] = "BCa"
) -> tuple[float, float]:
    """A bootstrap interval of the mean, the same every time; NaN where it does not exist.

    Raises:
        ValueError: there are fewer than two values.
    """
    if values.size < 2:
        raise ValueError("a bootstrap needs two values or more")
    means, alpha = _means(values), (1 - confidence) / 2
    with np.errstate(all="ignore"):  # what is degenerate is NaN: no interval
        ends = _bca(values, means, alpha) if method == "BCa" else (alpha, 1 - alpha)
        ordered = np.sort(means)
        return _quantile(ordered, ends[0]), _quantile(ordered, ends[1])


def _means(values: Array) -> Array:
    """Means of resamples."""
    luck = np.random.default_rng(0)
    size = (AT_ONCE, values.size)
    some = [
        values[luck.integers(0, values.size, size)].mean(axis=-1)
        for _ in range(RESAMPLES // AT_ONCE)
    ]
    return np.concatenate(some)


def _bca(values: Array, means: Array, alpha: float) -> tuple[float, float]:
    """Which quantiles of the means are the ends: corrected for bias, and for how the spread of the
    mean changes with it, as leaving one value out tells."""
    whole = values.mean()
    below = np.count_nonzero(means < whole) + np.count_nonzero(means <= whole)
    bias = ndtri(below / (2 * means.size))
    without = np.concatenate(list(_without_one(values)))
    pull = (values.size - 1) * (without.mean() - without)
    bend = 1 / 6 * ((pull**3).sum() / values.size**3) / ((pull**2).sum() / values.size**2) ** 1.5
    z = float(ndtri(alpha))
    low, high = (bias + (bias + side) / (1 - bend * (bias + side)) for side in (z, -z))
    return float(ndtr(low)), float(ndtr(high))


def _without_one(values: Array) -> Iterator[Array]:
    """Means of all values but one, some at a time."""
    everyone = np.arange(values.size)
    for first in range(0, values.size, AT_ONCE):
        left_out = everyone[first : first + AT_ONCE, None]
        others = np.broadcast_to(everyone, (left_out.size, values.size))[left_out != everyone]
        yield values[others.reshape(left_out.size, -1)].mean(axis=-1)


def _quantile(ordered: Array, share: float) -> float:
    if math.isnan(share):
        return math.nan
    place = share * ordered.size + (1 - share)
    last = ordered.size - 1
    below, part = min(max(int(place // 1) - 1, 0), last), place % 1
    above = min(below + 1, last)
    return float((1 - part) * ordered[below] + part * ordered[above])
