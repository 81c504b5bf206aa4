"""Two-sided p values of one comparison by itself."""

from __future__ import annotations

import math

from scipy.special import bdtr, stdtr

from analysis.study.moments import NOTHING, Array, deviation, mean, skewness


def mean_test(d: Array) -> float:
    """Two-sided p that the mean difference is none: the larger of Student's and of Hall's.

    Student's t alone says too often that there is a difference when differences are skewed and
    many comparisons want a small p. Hall's transformation (1992, On the removal of skewness by
    transformation) takes the skewness out of t; the larger of the two is kept.
    """
    if d.size < 2:
        return NOTHING
    spread, middle = deviation(d), mean(d)
    if spread == 0:
        # The same difference in every world has no t. A sign test is the honest bound: two
        # worlds that agree prove little, a hundred prove much.
        return 1.0 if middle == 0 else sign_test(d.size, 0)
    root = math.sqrt(d.size)
    ts = (root * middle / spread, root * _hall(middle / spread, skewness(d), d.size))
    return max(float(2 * stdtr(d.size - 1, -abs(t))) for t in ts)


def _hall(ratio: float, skew: float, size: int) -> float:
    """Hall's transform of mean over deviation; the ratio itself for too few values to be skewed."""
    if math.isnan(skew):
        return ratio
    bend = skew * ratio**2 / 3 + skew**2 * ratio**3 / 27
    return ratio + bend + skew / (6 * size)


def sign_test(wins: int, losses: int) -> float:
    """Two-sided exact p that wins and losses are equally likely; NaN if there are none."""
    if wins + losses == 0:
        return NOTHING
    return min(1.0, 2 * float(bdtr(min(wins, losses), wins + losses, 0.5)))
