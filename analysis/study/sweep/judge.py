"""What a sweep says at its points, all of them considered together.

Whoever looks at a hundred points and believes a 95 % interval at each will believe some difference
that is luck. So what decides is judged over all points at once: every two alternatives at every
point, in every context, are one family, and Holm's procedure keeps the chance of *any* false
verdict in it, so of any wrong pick on the map, at or below 1 - confidence. That holds whatever the
dependence, and points depend on each other strongly: they live through the same worlds. Other
measures are described, with intervals that hold each by itself, and get no verdict.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analysis.study.comparisons import Comparison
from analysis.study.family import Adjusted, adjust
from analysis.study.moments import NOTHING
from analysis.study.ranking import Pick, pick
from analysis.study.statistics import half_width

if TYPE_CHECKING:
    from analysis.study.steady import Cut
    from analysis.study.sweep.result import Sweep

DESCRIBED = Adjusted(NOTHING, False, None)
"""What is left of a comparison that takes no part in the family."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A comparison at a point."""

    point: int
    comparison: Comparison
    simultaneous_low: float
    """Bonferroni's interval: all of the sweep's by what decides hold together; NaN for others."""
    simultaneous_high: float

    @property
    def verdict(self) -> str | None:
        """As `Comparison.verdict`; None where nothing is judged."""
        return None if self.comparison.adjusted is DESCRIBED else self.comparison.verdict


@dataclass(frozen=True, slots=True)
class Choice:
    """What a point says in a context: the alternative that looks best, and whether it holds."""

    point: int
    pick: Pick
    cut: Cut | None

    @property
    def name(self) -> str | None:
        """The alternative that is picked, all points considered; None: it is not sure."""
        return self.pick.best if self.pick.supported else None


def judge(sweep: Sweep) -> tuple[tuple[Difference, ...], tuple[Choice, ...]]:
    """All comparisons of a sweep, and what each point says."""
    alone, chosen = [], []
    for point in range(len(sweep.plan.points)):
        study = sweep.study(point)
        alone += [(point, one) for one in study.comparisons]
        chosen += [Choice(point, pick(study, context), study.cut) for context in study.contexts]
    family = [place for place, (_, one) in enumerate(alone) if _decides(sweep, one)]
    confidence = sweep.plan.base.confidence
    adjusted = adjust([alone[place][1].paired for place in family], confidence)
    judged = dict(zip(family, adjusted, strict=True))
    size = max(1, sum(not math.isnan(one.p_holm) for one in adjusted))
    found = [
        _difference(sweep, point, one, judged.get(place), 1 - (1 - confidence) / size)
        for place, (point, one) in enumerate(alone)
    ]
    known = {_key(one.point, one.comparison): one.comparison.adjusted for one in found}
    return tuple(found), tuple(_settled(one, known) for one in chosen)


def _decides(sweep: Sweep, one: Comparison) -> bool:
    return one.measure == sweep.plan.base.decide_on


def _difference(
    sweep: Sweep, point: int, one: Comparison, adjusted: Adjusted | None, level: float
) -> Difference:
    if adjusted is None:
        return Difference(point, replace(one, adjusted=DESCRIBED), NOTHING, NOTHING)
    cut, paired = sweep.lived.cuts[point], one.paired
    if cut is not None and cut.refused:
        adjusted = replace(adjusted, decided=False, replications_needed=None)
    half = half_width(paired.both_defined, paired.deviation, level)
    judged = replace(one, adjusted=adjusted)
    return Difference(point, judged, paired.difference - half, paired.difference + half)


def _key(point: int, one: Comparison) -> tuple[Any, ...]:
    return point, one.context, one.measure, frozenset((one.alternative, one.reference))


def _settled(choice: Choice, known: Mapping[tuple[Any, ...], Adjusted]) -> Choice:
    """A pick by the family of the whole sweep, in place of that of its point alone."""
    versus = tuple(
        replace(one, adjusted=known[_key(choice.point, one)]) for one in choice.pick.versus
    )
    return replace(choice, pick=replace(choice.pick, versus=versus))


def tested(differences: Sequence[Difference]) -> int:
    """How many comparisons are judged together."""
    return sum(not math.isnan(one.comparison.adjusted.p_holm) for one in differences)


def against_baseline(sweep: Sweep, measure: str) -> Iterator[Difference]:
    """The comparisons with the baseline by a measure, point by point."""
    baseline = sweep.plan.base.baseline
    for one in sweep.compared:
        if (one.comparison.measure, one.comparison.reference) == (measure, baseline):
            yield one
