"""Mean, deviation, skewness and kurtosis of a few values; NaN where they do not exist."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
NOTHING = math.nan


def mean(values: Array) -> float:
    """The mean; NaN for no values."""
    return float(values.mean()) if values.size else NOTHING


def deviation(values: Array) -> float:
    """The standard deviation; NaN for fewer than two values."""
    if values.size < 2:
        return NOTHING
    # Equal values have none; computed, it would be a rounding error that looks like certainty.
    return float(values.std(ddof=1)) if np.ptp(values) else 0.0


def skewness(d: Array) -> float:
    """Skewness without bias for normal values; NaN for fewer than three or equal values."""
    n = d.size
    if n < 3 or np.ptp(d) == 0:
        return NOTHING
    centred = d - d.mean()
    plain = (centred**3).mean() / (centred**2).mean() ** 1.5
    return float(plain * math.sqrt(n * (n - 1)) / (n - 2))


def kurtosis(d: Array) -> float:
    """Excess kurtosis without bias for normal values; NaN for fewer than four or equal values."""
    n = d.size
    if n < 4 or np.ptp(d) == 0:
        return NOTHING
    centred = d - d.mean()
    plain = (centred**4).mean() / (centred**2).mean() ** 2 - 3
    return float((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * plain + 6))
