"""Which alternative a study picks in a context, and how far the data support it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.study.compare import Comparison, Study
    from analysis.study.moments import Array
    from analysis.study.sequential import Course


@dataclass(frozen=True, slots=True)
class Standing:
    """An alternative's place in a context, by the measure that decides."""

    context: str | None
    rank: int
    alternative: str
    measure: str
    worlds: int
    """Worlds in which no alternative of the context failed."""
    undefined: int
    """Worlds among these in which this alternative does not have the measure."""
    mean: float
    """Over the worlds in which it has the measure."""
    low: float
    """Student's interval of the mean by itself, at the study's confidence."""
    high: float
    against_best: str
    """"best", "worse", "undecided" (cannot be told from the best), "identical" or "no data"."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A context's answer: the alternative that looks best, and whether the data support it."""

    context: str | None
    baseline: str
    standings: tuple[Standing, ...]
    versus: tuple[Comparison, ...]
    """The alternative that looks best against each other one, in the order of the standings."""
    course: Course | None = None
    """How the study went on, where its end was not fixed."""

    @property
    def best(self) -> str:
        """The alternative that looks best; a pick only if `supported`."""
        return self.standings[0].alternative

    @property
    def supported(self) -> bool:
        """Whether the best is better than every other alternative, all comparisons considered."""
        return bool(self.versus) and all(one.verdict == "better" for one in self.versus)

    @property
    def selected(self) -> bool:
        """Whether the best is what a selection has left over (KN)."""
        return self.course is not None and self.course.selected == self.best

    @property
    def named(self) -> bool:
        """Whether the best may be named: it is better than every other, or selected."""
        return self.supported or self.selected

    @property
    def open(self) -> tuple[Comparison, ...]:
        """The comparisons that keep the best from being the pick."""
        return tuple(one for one in self.versus if one.verdict != "better")


def pick(study: Study, context: str | None) -> Pick:
    """Ranks the alternatives of a context by the study's measure that decides."""
    names = _ranked(study, context)
    versus = tuple(between(study, context, names[0], other) for other in names[1:])
    verdicts = ["best", *(_seen_from_below(one.verdict) for one in versus)]
    values = _columns(study, context, names)
    standings = tuple(
        _standing(study, context, rank, name, column, verdict)
        for rank, (name, column, verdict) in enumerate(zip(names, values, verdicts, strict=True), 1)
    )
    course = study.courses.get(context)
    return Pick(context, study.scenario.baseline, standings, versus, course)


def _columns(study: Study, context: str | None, names: list[str]) -> list[Array]:
    """What decides, by alternative; of those that were screened out as far as they went."""
    measure = study.scenario.decide_on
    if study.scenario.is_open:
        return [study.values(context, measure, name)[0] for name in names]
    return study.values(context, measure, *names)


def between(study: Study, context: str | None, one: str, other: str) -> Comparison:
    """The study's comparison of two alternatives by the measure that decides, seen from `one`."""
    measure = study.scenario.decide_on
    for found in study.comparisons:
        if (found.context, found.measure) == (context, measure):
            if (found.alternative, found.reference) == (one, other):
                return found
            if (found.alternative, found.reference) == (other, one):
                return _swapped(study, found)
    raise KeyError((context, one, other))


def _swapped(study: Study, found: Comparison) -> Comparison:
    from analysis.study.compare import paired_by

    one, other = found.reference, found.alternative
    turned = paired_by(study, found.context, found.measure, one, other)
    return replace(found, alternative=one, reference=other, paired=turned)


def _ranked(study: Study, context: str | None) -> list[str]:
    """Best first; whoever has been screened out behind those who went on."""
    course = study.courses.get(context)
    if course is None:
        return _by_mean(study, context, study.alternatives)
    far: dict[int, list[str]] = {}
    for name in study.alternatives:
        lived = sum(look <= study.lived[context, name] for look in course.looks)
        left = course.out.get(name)
        stage = lived if left is None else course.looks.index(left)
        far.setdefault(stage, []).append(name)
    stages = sorted(far, reverse=True)
    return [name for stage in stages for name in _by_mean(study, context, far[stage])]


def _by_mean(study: Study, context: str | None, names: Sequence[str]) -> list[str]:
    """Best first: by the mean over worlds in which all have the measure; without such worlds, by
    the number of worlds in which they have it. Ties keep the scenario's order."""
    from sim.measures import MEASURES

    values = study.values(context, study.scenario.decide_on, *names)
    sign = -1.0 if MEASURES[study.scenario.decide_on].better == "up" else 1.0
    scores = [sign * mean for mean in _complete_means(values)]
    if any(math.isnan(score) for score in scores):
        scores = [float(_missing(column)) for column in values]
    return [name for _, _, name in sorted(zip(scores, range(len(names)), names, strict=True))]


def _complete_means(values: list[Array]) -> list[float]:
    import numpy as np

    together = np.array(values)
    complete = together[:, ~np.isnan(together).any(axis=0)]
    if not complete.size:
        return [math.nan] * len(values)
    return [float(mean) for mean in complete.mean(axis=1)]


def _missing(column: Array) -> int:
    return sum(math.isnan(value) for value in column)


def _standing(
    study: Study, context: str | None, rank: int, name: str, column: Array, verdict: str
) -> Standing:
    import numpy as np

    from analysis.study.statistics import interval

    known = column[~np.isnan(column)]
    low, high = interval(known, study.level)
    mean = float(known.mean()) if known.size else math.nan
    measure, missing = study.scenario.decide_on, column.size - known.size
    return Standing(context, rank, name, measure, column.size, missing, mean, low, high, verdict)


def _seen_from_below(verdict: str) -> str:
    """The verdict of best against other, said of the other."""
    return {"better": "worse", "worse": "better"}.get(verdict, verdict)
