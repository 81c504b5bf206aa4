"""The comparisons of a study: which there are, and what each says by itself and among all."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.family import Adjusted
    from analysis.study.moments import Array
    from analysis.study.statistics import Paired
    from sim.scenario.machine import Scenario


SETTLED = ("staff_cost",)
"""Measures that the plan alone settles where nobody leaves: head-counts and salaries."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One alternative against another by one measure, in one context."""

    context: str | None
    measure: str
    alternative: str
    reference: str
    better: str
    """Which way the measure is better: "up", "down" or "neither"."""
    paired: Paired
    """The comparison by itself."""
    adjusted: Adjusted
    """The comparison as one of all comparisons of the study."""

    @property
    def verdict(self) -> str:
        """One of "better", "worse", "higher", "lower", "undecided", "identical", "no data".

        `paired.certain` says of the first four whether they are certain.
        """
        if math.isnan(self.paired.p):
            return "no data"
        if self.paired.identical:
            return "identical"
        return self._direction if self.adjusted.decided else "undecided"

    @property
    def _direction(self) -> str:
        up = self._higher
        if self.better == "neither":
            return "higher" if up else "lower"
        return "better" if up == (self.better == "up") else "worse"

    @property
    def _higher(self) -> bool:
        paired = self.paired
        if paired.both_defined == paired.worlds or self.better == "neither":
            return paired.difference > 0
        # Not every world has the measure: more worlds in which it is better than worse decide.
        wins_more = 2 * paired.share_better + paired.share_equal > 1
        return wins_more == (self.better == "up")


def as_row(comparison: Comparison) -> dict[str, Any]:
    """A comparison as one flat row of `Study.differences()`."""
    row = {
        "context": comparison.context,
        "measure": comparison.measure,
        "alternative": comparison.alternative,
        "reference": comparison.reference,
        "verdict": comparison.verdict,
        "certain": comparison.paired.certain,
    }
    not_tested = {"p": math.nan} if comparison.paired.certain else {}
    return {**row, **asdict(comparison.paired), **asdict(comparison.adjusted), **not_tested}


def rows(study: Study) -> list[dict[str, Any]]:
    """All comparisons as rows, each with its interval that holds together with all others."""
    return [
        {**as_row(one), "simultaneous_low": low, "simultaneous_high": high}
        for one, (low, high) in zip(study.comparisons, study.simultaneous, strict=True)
    ]


def paired_by(
    study: Study, context: str | None, measure: str, alternative: str, reference: str
) -> Paired:
    """Two alternatives by a measure in one context, by themselves: no part of the family. Where a
    study is looked at on the way, what is said holds at any look."""
    from analysis.study.statistics import paired
    from sim.measures import MEASURES

    key = context, measure, alternative, reference
    mine, other = study.by_world(*key)
    one = paired(
        *study.values(*key),
        better=MEASURES[measure].better,
        confidence=study.level,
        settled=measure in SETTLED and not _people_leave(study.scenario),
        worlds=(mine, other),
    )
    return replace(one, p=study.allowance.any_look(one.p))


def _people_leave(scenario: Scenario) -> bool:
    """Whether chance decides who is there, in any alternative at any time."""
    from sim.vocabulary import ROLES

    worlds = [cell.world for cell in scenario.cells]
    changes = [change.process for world in worlds for change in world.changes if change.process]
    return any(
        process[f"people.leaving.rate.{role}"] != 0
        or process["people.hiring.planned"] != "on_the_day"
        for process in (*(world.process for world in worlds), *changes)
        for role in ROLES
    )


def compared(study: Study) -> Iterator[Comparison]:
    """Every alternative against the baseline by every measure, and every two by what decides."""
    from analysis.study.family import adjust
    from sim.measures import MEASURES

    asked = list(_asked(study))
    alone = [paired_by(study, *key) for key in asked]
    judged = adjust(alone, study.scenario.confidence, study.allowance)
    if study.cut is not None and study.cut.refused:
        judged = [replace(one, decided=False, replications_needed=None) for one in judged]
    for key, one, adjusted in zip(asked, alone, judged, strict=True):
        yield Comparison(*key, MEASURES[key[1]].better, one, adjusted)


def _asked(study: Study) -> Iterator[tuple[str | None, str, str, str]]:
    """What is compared: (context, measure, alternative, reference)."""
    baseline = study.scenario.baseline
    others = [name for name in study.alternatives if name != baseline]
    for context in study.contexts:
        for measure in study.measures:
            for name in others:
                yield context, measure, name, baseline
        for earlier, later in combinations(others, 2):
            yield context, study.scenario.decide_on, later, earlier


def held_together(study: Study) -> list[tuple[float, float]]:
    """Intervals of all comparisons that hold together, at any look where there are several."""
    from analysis.study.simultaneous import simultaneous

    columns = [_aligned(study, one) for one in study.comparisons]
    each = (1 - study.scenario.confidence) / study.allowance.looks  # Bonferroni over the looks
    return simultaneous(columns, 1 - each, sorted(set(study.observed.values())))


def _aligned(study: Study, one: Comparison) -> Array:
    """The differences of a comparison, each in the place of its observation; NaN: none."""
    import numpy as np

    from analysis.study.statistics import differences

    numbers, (a, b) = study.observations(one.context, one.measure, one.alternative, one.reference)
    known = ~np.isnan(a - b)
    column = np.full(max(study.observed.values(), default=0), np.nan)
    column[np.array(numbers, dtype=np.intp)[known]] = differences(a[known], b[known])
    return column
