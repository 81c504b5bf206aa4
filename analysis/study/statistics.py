"""What paired replications of two alternatives say, and how far it can be trusted.

Both alternatives live through the same worlds (common random numbers), so each world gives one
difference, and the differences are independent of each other: a paired-t interval applies. Three
things stand between that and a verdict, and none is assumed away:

- many comparisons are made at once: analysis/study/family.py judges them together;
- differences may be skewed: where the t interval is doubtful, a bootstrap (BCa) must agree with it;
- a measure may be undefined in a world ("no model was ever released"): see `paired`.

docs/comparing.md says it at length.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtrit

from analysis.study.moments import NOTHING, Array, deviation, mean, skewness
from analysis.study.resampled import bootstrap
from analysis.study.significance import mean_test, sign_test

ROUNDING = 1e-12
"""Differences smaller than this share of the values themselves are rounding, not differences."""


@dataclass(frozen=True, slots=True)
class Paired:
    """One alternative against another in the same worlds; numbers are NaN where undefined.

    Differences are alternative minus reference, in the measure's unit. "Better" is higher or
    lower as the measure says; where it says neither, the shares are NaN.
    """

    worlds: int
    """Worlds in which neither replication failed."""
    both_defined: int
    """Worlds among these in which both alternatives have the measure; means are over these."""
    undefined_alternative: int
    undefined_reference: int
    mean_alternative: float
    mean_reference: float
    difference: float
    deviation: float
    """Standard deviation of the differences."""
    low: float
    """The paired-t interval of this comparison by itself, at the study's confidence."""
    high: float
    p: float
    """Two-sided, of this comparison by itself."""
    share_better: float
    share_better_low: float
    """The Wilson interval of `share_better`, at the study's confidence."""
    share_better_high: float
    share_equal: float
    variance_saved: float
    """1 - Var(difference) / (Var(alternative) + Var(reference)), by common random numbers."""
    skewness: float
    bootstrap_low: float
    """The BCa interval; only where skewness makes the t interval doubtful, else NaN."""
    bootstrap_high: float
    settled: bool = False
    """Whether the plan alone settles the measure, whatever the luck of a world."""

    @property
    def alike(self) -> bool:
        """Whether the two differ, and by the same in every world: of luck, or since it has to."""
        return self.both_defined == self.worlds > 1 and self.deviation == 0 and self.difference != 0

    @property
    def certain(self) -> bool:
        """Whether it has to: the plan alone settles it, so there is nothing to test. Worlds that
        are alike, however many, do not say that all are."""
        return self.alike and self.settled

    @property
    def identical(self) -> bool:
        """Whether the measure is the same in every world."""
        everywhere = self.both_defined == self.worlds > 0
        return self.share_equal == 1 or (everywhere and self.difference == self.deviation == 0)

    @property
    def bootstrap_disagrees(self) -> bool:
        """Whether only one of the t interval and the BCa interval excludes no difference."""
        if math.isnan(self.bootstrap_low) or math.isnan(self.low):
            return False
        return _excludes_zero(self.low, self.high) != _excludes_zero(
            self.bootstrap_low, self.bootstrap_high
        )


def paired(
    alternative: Sequence[float] | Array,
    reference: Sequence[float] | Array,
    *,
    better: str,
    confidence: float,
    settled: bool = False,
    worlds: tuple[Array, Array] | None = None,
) -> Paired:
    """Compares two alternatives in the same worlds.

    Intervals and means are over the worlds in which both have the measure. Where some have not,
    that is a selection; so, for a measure with a direction, having it counts as better than not
    having it, and p is the larger of the t test's and of a sign test over all worlds.

    Args:
        alternative: the measure in each world; NaN where the alternative does not have it.
        reference: the same worlds, in the same order.
        better: "up", "down" or "neither".
        confidence: of the intervals, as a share.
        settled: whether the plan alone settles the measure, so that no luck is in it.
        worlds: both by world, where an observation is the mean of several worlds: of these the
            share in which the alternative is better is told.

    Raises:
        ValueError: the two are not of the same length.
    """
    a, b = np.asarray(alternative, float), np.asarray(reference, float)
    if a.shape != b.shape:
        raise ValueError(f"{a.size} worlds against {b.size}: not paired")
    both = ~(np.isnan(a) | np.isnan(b))
    x, y = a[both], b[both]
    d = differences(x, y)
    low, high = interval(d, confidence)
    wins, losses = _wins(a, b, better)
    one, other = worlds or (a, b)
    bootstrap_low, bootstrap_high = _bootstrap(d, confidence)
    return Paired(
        a.size,
        d.size,
        int(np.isnan(a).sum()),
        int(np.isnan(b).sum()),
        mean(x),
        mean(y),
        mean(d),
        deviation(d),
        low,
        high,
        _p(d, wins, losses, partial=d.size < a.size, better=better),
        *_shares(*_wins(one, other, better), one.size, a.size, confidence, better),
        _variance_saved(x, y, d),
        skewness(d),
        bootstrap_low,
        bootstrap_high,
        settled,
    )


def differences(a: Array, b: Array) -> Array:
    """a - b, where differences no larger than rounding errors of a and b are none."""
    d = a - b
    if not d.size:
        return d
    grain = ROUNDING * max(np.abs(a).max(), np.abs(b).max())
    if np.ptp(d) <= grain:  # the same in every world: what varies is rounding
        d = np.full_like(d, d[0])
    d[np.abs(d) <= grain] = 0.0
    return d


def interval(values: Array, confidence: float) -> tuple[float, float]:
    """Student's interval of the mean; NaN for fewer than two values."""
    if values.size < 2:
        return NOTHING, NOTHING
    middle, half = mean(values), half_width(values.size, deviation(values), confidence)
    return middle - half, middle + half


def wilson(successes: float, trials: int, confidence: float) -> tuple[float, float]:
    """Wilson's score interval of a share; NaN without trials."""
    if not trials:
        return NOTHING, NOTHING
    z, share = float(ndtri((1 + confidence) / 2)), successes / trials
    scale = 1 + z * z / trials
    centre = (share + z * z / (2 * trials)) / scale
    half = z / scale * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return max(0.0, centre - half), min(1.0, centre + half)


def half_width(size: int, deviation: float, confidence: float) -> float:
    """Half of Student's interval of the mean of `size` values; NaN for fewer than two."""
    if size < 2:
        return NOTHING
    return float(stdtrit(size - 1, (1 + confidence) / 2)) * deviation / math.sqrt(size)


def _p(d: Array, wins: int, losses: int, *, partial: bool, better: str) -> float:
    of_mean = mean_test(d)
    if not partial or better == "neither":
        return of_mean
    if _contradict(mean(d) if better == "up" else -mean(d), wins - losses):
        return 1.0
    signs = sign_test(wins, losses)
    return signs if math.isnan(of_mean) else max(of_mean, signs)


def _contradict(mean: float, balance: int) -> bool:
    return mean * balance < 0


def _wins(a: Array, b: Array, better: str) -> tuple[int, int]:
    """In how many worlds a is better than b, and worse; not having the measure is worst."""
    sign = {"up": 1.0, "down": -1.0, "neither": NOTHING}[better]
    x = np.where(np.isnan(a), -np.inf, sign * a)
    y = np.where(np.isnan(b), -np.inf, sign * b)
    grain = ROUNDING * np.maximum(np.abs(np.nan_to_num(a)), np.abs(np.nan_to_num(b)))
    with np.errstate(invalid="ignore"):  # neither has it: no difference
        gap = x - y
    return int((gap > grain).sum()), int((gap < -grain).sum())


def _shares(
    wins: int, losses: int, worlds: int, trials: int, confidence: float, better: str
) -> tuple[float, float, float, float]:
    """Of worlds; their interval is that of so many independent trials, if there are fewer."""
    if better == "neither" or not worlds:
        return NOTHING, NOTHING, NOTHING, NOTHING
    share, equal = wins / worlds, (worlds - wins - losses) / worlds
    return share, *wilson(share * trials, trials, confidence), equal


def _variance_saved(x: Array, y: Array, d: Array) -> float:
    apart = deviation(x) ** 2 + deviation(y) ** 2
    return 1 - deviation(d) ** 2 / apart if apart > 0 else NOTHING


def _bootstrap(d: Array, confidence: float) -> tuple[float, float]:
    """The BCa interval where Cochran's rule doubts the t interval."""
    return bootstrap(d, confidence) if too_skewed(d) else (NOTHING, NOTHING)


def too_skewed(d: Array) -> bool:
    """Whether values are too skewed for their mean to be nearly normal: Cochran's rule asks for
    more than 25 times their squared skewness. Equal values are not."""
    skew = skewness(d)
    return not math.isnan(skew) and d.size <= 25 * skew**2


def _excludes_zero(low: float, high: float) -> bool:
    return low > 0 or high < 0
