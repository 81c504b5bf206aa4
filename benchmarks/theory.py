"""The closed form of W without projects: machine interference, M/M/c//N."""

from dataclasses import dataclass
from itertools import accumulate
from math import fsum

from benchmarks.workload import DAYS_OF_REFRESH, DAYS_TO_DRIFT, Size


@dataclass(frozen=True, slots=True)
class SteadyState:
    """Long-run averages.

    Attributes:
        stale: number of models drifted and not yet refreshed.
        refreshing: share of the people's time that goes to refreshes.
    """

    stale: float
    refreshing: float


def steady_state(size: Size) -> SteadyState:
    """Averages of the birth-death chain of the number of stale models, without projects."""
    weights = _weights(size)
    total = fsum(weights)
    stale = fsum(n * weight for n, weight in enumerate(weights)) / total
    busy = fsum(min(n, size.people) * weight for n, weight in enumerate(weights)) / total
    return SteadyState(stale, busy / size.people)


def _weights(size: Size) -> list[float]:
    """Of 0, 1, ..., N stale models, each from the one before: its births over its deaths."""
    offered = DAYS_OF_REFRESH / DAYS_TO_DRIFT
    births_over_deaths = (
        (size.models - n) * offered / min(n + 1, size.people) for n in range(size.models)
    )
    return list(accumulate(births_over_deaths, lambda weight, ratio: weight * ratio, initial=1.0))
