"""What each number moves when it alone is varied: the rows of a tornado.

The difference to the baseline at a level, less the difference where the scenario is as it is, world
by world: both lived through the same worlds, so what is left is due to the number, and its
interval is a paired one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from analysis.study.moments import mean
from sim.scenario.sweep_form import ONE_AT_A_TIME

if TYPE_CHECKING:
    from analysis.study.sweep.result import Sweep


@dataclass(frozen=True, slots=True)
class Bar:
    """A level of a number, in one context, for one alternative against the baseline."""

    point: int
    context: str | None
    alternative: str
    parameter: str
    value: float
    """The level, in the unit of tables."""
    difference: float
    """By the measure that decides, at this level."""
    change: float
    """The same less that of the scenario as it is, in the worlds that have both."""
    low: float
    """Interval of the change by itself."""
    high: float
    pick: str | None
    """What is picked at this level, all points considered; None: it is not sure."""


@dataclass(frozen=True, slots=True)
class Swing:
    """All levels of a number, in one context, for one alternative."""

    context: str | None
    alternative: str
    parameter: str
    unit: str
    as_it_is: float
    """The difference to the baseline where the scenario is as it is."""
    bars: tuple[Bar, ...]
    """From the lowest level to the highest."""

    @property
    def size(self) -> float:
        """How far the difference moves from one level to another."""
        found = [bar.difference for bar in self.bars if not math.isnan(bar.difference)]
        return max(found) - min(found) if found else math.nan


def swings(sweep: Sweep) -> list[Swing]:
    """What each number moves, context by context and alternative by alternative, the most first.

    Raises:
        ValueError: the sweep is none of one at a time.
    """
    plan = sweep.plan
    if plan.design != ONE_AT_A_TIME:
        raise ValueError(f"a tornado needs the design {ONE_AT_A_TIME}; this is {plan.design}")
    others = [name for name in plan.base.alternatives if name != plan.base.baseline]
    found = []
    for context in plan.base.contexts:
        for name in others:
            some = list(_of_alternative(sweep, context, name))
            found += sorted(some, key=lambda one: -one.size if one.size == one.size else math.inf)
    return found


def _of_alternative(sweep: Sweep, context: str | None, name: str) -> Iterator[Swing]:
    plan = sweep.plan
    chosen = {(one.point, one.pick.context): one.name for one in sweep.choices}
    base = _by_world(sweep, 0, context, name)
    varied = [
        (place, number)
        for number, point in enumerate(plan.points)
        for place, level in enumerate(point)
        if level is not None
    ]
    for place, points in groupby(sorted(varied), key=lambda pair: pair[0]):
        axis = plan.axes[place]
        bars = []
        for _, point in points:
            level = plan.points[point][place]
            assert level is not None
            here = _by_world(sweep, point, context, name)
            bars.append(
                Bar(
                    point, context, name, axis.name, level.value,
                    mean(_array(here)), *_change(sweep, here, base), chosen[point, context],
                )
            )  # fmt: skip
        bars.sort(key=lambda bar: bar.value)
        yield Swing(context, name, axis.name, axis.unit, mean(_array(base)), tuple(bars))


def _by_world(sweep: Sweep, point: int, context: str | None, name: str) -> dict[int, float]:
    """By observation, the difference to the baseline in what decides, where both have it."""
    base = sweep.plan.base
    study = sweep.study(point)
    numbers, (a, b) = study.observations(context, base.decide_on, name, base.baseline)
    pairs = zip(numbers, (a - b).tolist(), strict=True)
    return {number: value for number, value in pairs if not math.isnan(value)}


def _array(values: dict[int, float]) -> Any:
    import numpy as np

    return np.array(list(values.values()), dtype=np.float64)


def _change(
    sweep: Sweep, here: dict[int, float], base: dict[int, float]
) -> tuple[float, float, float]:
    from analysis.study.statistics import interval

    moved = _array({world: here[world] - base[world] for world in here if world in base})
    return (mean(moved), *interval(moved, sweep.plan.base.confidence))
