"""Means over worlds with their intervals, for the whole time and by quarter."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.study.by_quarter import table
from analysis.study.statistics import interval

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.moments import Array
    from analysis.study.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over the worlds that have it, with Student's interval; NaN where there is none."""

    mean: float
    low: float
    high: float

    @property
    def known(self) -> bool:
        """Whether any world has it."""
        return not math.isnan(self.mean)


def estimate(values: Array, confidence: float) -> Estimate:
    """The mean of values, NaN left out, with its interval."""
    found = values[~np.isnan(values)]
    if not found.size:
        return Estimate(math.nan, math.nan, math.nan)
    return Estimate(float(found.mean()), *interval(found, confidence))


def measured(study: Study, context: str | None, measure: str, alternative: str) -> Estimate:
    """A measure from day 0 to the horizon."""
    (values,) = study.values(context, measure, alternative)
    return estimate(values, study.level)


def outcomes(study: Study, context: str | None, alternative: str) -> dict[int, Outcome]:
    """The replications of a cell that did not fail, by world."""
    return {
        one.replication: one
        for one in study.outcomes
        if one.error is None and study.place(one)[:2] == (context, alternative)
    }


def by_quarter(
    study: Study, context: str | None, measures: Sequence[str]
) -> dict[tuple[str, str], dict[int, Array]]:
    """Measures of all alternatives by quarter.

    Returns:
        For each (alternative, measure) and observation its values from the first quarter on; NaN
        where it is not defined.
    """
    wanted = tuple(measures)
    found: dict[tuple[str, str], dict[int, Array]] = {}
    for alternative in study.alternatives:
        found |= {(alternative, measure): {} for measure in measures}
        for world, one in outcomes(study, context, alternative).items():
            for measure, values in zip(wanted, table(one.timeline, wanted), strict=True):
                found[alternative, measure][world] = values
    return {key: observed(study, worlds) for key, worlds in found.items()}


def observed(study: Study, worlds: dict[int, Array]) -> dict[int, Array]:
    """Values of worlds as independent observations: of an antithetic study, the means of pairs."""
    if not study.scenario.antithetic:
        return worlds
    both = [number for number in worlds if number % 2 == 0 and number + 1 in worlds]
    return {number // 2: (worlds[number] + worlds[number + 1]) / 2 for number in both}


def curve(worlds: dict[int, Array], confidence: float) -> tuple[Estimate, ...]:
    """An estimate for each quarter."""
    columns = np.array(list(worlds.values())).T if worlds else np.empty((0, 0))
    return tuple(estimate(column, confidence) for column in columns)


def apart(one: dict[int, Array], other: dict[int, Array]) -> dict[int, Array]:
    """Differences in the worlds that both have."""
    return {world: one[world] - other[world] for world in one if world in other}
