"""Intervals that hold together: a max-t bootstrap over whole replications.

Every comparison of a study is made in the same worlds, so they err together, and intervals that
know it are narrower than Bonferroni's. Worlds are drawn anew, each with all its differences; in
each such study the largest |t| of all comparisons is found, and what only `1 - confidence` of them
exceed is how many standard errors every interval gets (Romano and Wolf 2005, Exact and approximate
stepdown methods for multiple hypothesis testing; Efron and Tibshirani 1993 for the bootstrap-t).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy.special import stdtrit

from analysis.study.moments import NOTHING, Array

RESAMPLES = 10_000
LEAST_APART = 10
"""In how many worlds a difference must not be what it is in most, or drawing worlds anew says
nothing of it: its interval is Student's with Bonferroni's share of the level."""
_CELLS = 2_000_000
"""Numbers held at once while drawing."""


def simultaneous(
    columns: Sequence[Array], confidence: float, blocks: Sequence[int] = ()
) -> list[tuple[float, float]]:
    """Intervals of the means of several columns, which all hold together.

    Args:
        columns: differences by world, the same worlds in the same order; NaN: not known there.
        confidence: that every interval holds the mean that it is for.
        blocks: ends of runs of worlds that are drawn apart, since some columns end there.

    Returns:
        Bounds of each column; NaN where it has fewer than two values.
    """
    if not columns:
        return []
    table = np.array(columns, dtype=np.float64).T
    counts = (~np.isnan(table)).sum(axis=0)
    means, errors = _moments(table, counts)
    drawn = _can_be_drawn(table, counts)
    each = (1 - confidence) / max(1, int((errors > 0).sum()))
    widths = _student(counts, each)
    if drawn.any():
        share = each * int(drawn.sum())
        ends = sorted({end for end in blocks if 0 < end < len(table)} | {len(table)})
        widths[drawn] = _largest(table[:, drawn] - means[drawn], 1 - share, ends)
    return [
        (float(mean - width * error), float(mean + width * error))
        if count > 1
        else (NOTHING, NOTHING)
        for mean, width, error, count in zip(means, widths, errors, counts, strict=True)
    ]


def _moments(table: Array, counts: Array) -> tuple[Array, Array]:
    """Means and standard errors; equal values have none, not a rounding error."""
    known = ~np.isnan(table)
    filled = np.where(known, table, 0.0)
    with np.errstate(all="ignore"):
        means = filled.sum(axis=0) / counts
        apart = np.where(known, table - means, 0.0)
        errors = np.sqrt((apart**2).sum(axis=0) / (counts - 1) / counts)
        high = np.where(known, table, -np.inf).max(axis=0)
        low = np.where(known, table, np.inf).min(axis=0)
    return means, np.where(high > low, errors, 0.0)


def _can_be_drawn(table: Array, counts: Array) -> np.ndarray:
    return np.array(
        [
            size - _commonest(column[~np.isnan(column)]) >= LEAST_APART
            for column, size in zip(table.T, counts, strict=True)
        ]
    )


def _commonest(values: Array) -> int:
    """How often the commonest value is there."""
    return int(np.unique(values, return_counts=True)[1].max()) if values.size else 0


def _student(counts: Array, alpha: float) -> Array:
    found: Array = np.array(
        [float(stdtrit(size - 1, 1 - alpha / 2)) if size > 1 else NOTHING for size in counts]
    )
    return found


def _largest(centred: Array, confidence: float, ends: Sequence[int]) -> float:
    """What the largest |t| of all columns exceeds in `1 - confidence` of the studies drawn."""
    known = ~np.isnan(centred)
    filled = np.where(known, centred, 0.0)
    # One product gives the sums, the sums of squares and the numbers of all drawn studies.
    stacked = np.hstack([filled, filled**2, known.astype(np.float64)])
    luck, found = np.random.default_rng(0), []
    most = max(1, _CELLS // len(centred))
    left = RESAMPLES
    while left:
        size = min(left, most)
        found.append(_largest_of(_weights(luck, size, ends) @ stacked, centred.shape[1]))
        left -= size
    return float(np.quantile(np.concatenate(found), confidence, method="higher"))


def _weights(luck: np.random.Generator, size: int, ends: Sequence[int]) -> Array:
    """How often each world is drawn, in each of so many studies."""
    parts = []
    for start, stop in pairwise((0, *ends)):
        length = stop - start
        picked = luck.integers(0, length, size=(size, length)) + length * np.arange(size)[:, None]
        drawn = np.bincount(picked.ravel(), minlength=size * length)
        parts.append(drawn.reshape(size, length).astype(np.float64))
    return np.hstack(parts)


def _largest_of(sums: Array, columns: int) -> Array:
    total, squares, counts = (sums[:, n * columns : (n + 1) * columns] for n in range(3))
    with np.errstate(all="ignore"):
        means = total / counts
        variances = (squares - total * means) / (counts - 1)
        scale = squares / np.maximum(counts, 1)
        flat = ~(variances > 1e-12 * scale)
        t = np.abs(means) / np.sqrt(np.where(flat, 1.0, variances) / counts)
    # A drawn study in which nothing varies is as far off as can be.
    t = np.where(flat | (counts < 2), math.inf, t)
    largest: Array = t.max(axis=1)
    return largest
