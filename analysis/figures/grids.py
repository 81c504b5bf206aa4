"""A grid of two numbers: the difference to the baseline and the pick at each of its points."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from analysis.report.words import unit_text
from sim.measures import MEASURES
from sim.scenario.sweep_form import GRID

if TYPE_CHECKING:
    from analysis.study.sweep.judge import Choice, Difference
    from analysis.study.sweep.result import Sweep
    from sim.scenario.axes import Axis

MOST: Final = 5
"""Alternatives that are shown: those that differ most from the baseline."""
_LARGE = ((1e9, "G "), (1e6, "M "), (1e3, "k "))


@dataclass(frozen=True, slots=True)
class Scale:
    """One of the two numbers: its levels, from the lowest to the highest."""

    title: str
    unit: str
    levels: tuple[float, ...]
    as_it_is: float | None
    """Where the scenario is, in places of levels; None: outside, or not known."""

    @property
    def label(self) -> str:
        """Its name with its unit."""
        return f"{self.title} [{unit_text(self.unit)}]" if self.unit else self.title


@dataclass(frozen=True, slots=True)
class Cell:
    """A point of the grid, for one alternative against the baseline."""

    across: int
    up: int
    value: float
    decided: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """The differences of one alternative."""

    alternative: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the grid, and what looks best there."""

    across: int
    up: int
    best: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What the figure shows."""

    context: str | None
    baseline: str
    alternatives: tuple[str, ...]
    measure: str
    unit: str
    better: str
    across: Scale
    up: Scale
    panels: tuple[Panel, ...]
    spots: tuple[Spot, ...]

    @property
    def is_within(self) -> bool:
        """Whether the scenario as it is lies within the grid."""
        return self.across.as_it_is is not None and self.up.as_it_is is not None

    @property
    def largest(self) -> float:
        """The largest difference: where the colours end, on both sides."""
        sizes = [abs(cell.value) for panel in self.panels for cell in panel.cells]
        return max((size for size in sizes if not math.isnan(size)), default=0.0) or 1.0

    @property
    def factor(self) -> tuple[float, str]:
        """What differences are divided by, so that all are written in one unit; and that unit."""
        if self.unit.startswith("share"):
            return 0.01, "points"
        for size, letter in _LARGE:
            if self.largest >= size:
                return size, f"{letter}{self.unit}"
        return 1.0, self.unit

    def written(self, value: float) -> str:
        """A difference in that unit, all with the same decimals."""
        if math.isnan(value):
            return "-"
        scale = self.factor[0]
        decimals = min(max(1 - math.floor(math.log10(self.largest / scale)), 0), 3)
        shown = round(value / scale, decimals) or 0.0
        return f"{shown:+.{decimals}f}" if shown else "0"


def analyse(sweep: Sweep, context: str | None = None) -> Result:
    """The differences to the baseline at the points of a two-way grid, and the picks.

    Raises:
        ValueError: the sweep is no grid of two numbers, or compares nothing.
    """
    base = sweep.plan.base
    if sweep.plan.design != GRID or len(sweep.plan.axes) != 2 or len(base.alternatives) < 2:
        raise ValueError("a map needs a grid of two numbers, and two alternatives")
    context = base.contexts[0] if context is None else context
    across, up = (_scale(sweep, place) for place in (0, 1))
    spots = tuple(
        _spot(sweep, one, across, up) for one in sweep.choices if one.pick.context == context
    )
    return Result(
        context, base.baseline, base.alternatives, MEASURES[base.decide_on].title,
        sweep.unit(base.decide_on), MEASURES[base.decide_on].better, across, up,
        _panels(sweep, context, across, up), spots,
    )  # fmt: skip


def _scale(sweep: Sweep, place: int) -> Scale:
    axis = sweep.plan.axes[place]
    levels = sorted({level.value for point in sweep.plan.points if (level := point[place])})
    return Scale(_title(axis), _unit(axis), tuple(levels), _between(levels, _as_it_is(sweep, axis)))


def _title(axis: Axis) -> str:
    return axis.name.removeprefix("process.").removeprefix("organisation.")


def _unit(axis: Axis) -> str:
    return axis.unit.replace("1 /", "per", 1) if axis.unit.startswith("1 /") else axis.unit


def _as_it_is(sweep: Sweep, axis: Axis) -> float | None:
    from analysis.study.sweep.plan import value_in

    return value_in(sweep.plan.base.world(), axis)


def _between(levels: Sequence[float], value: float | None) -> float | None:
    """A value in places of levels: 1.5 is in the middle between the second and the third."""
    if value is None or not levels[0] <= value <= levels[-1]:
        return None
    return float(np.interp(value, levels, range(len(levels))))


def _places(sweep: Sweep, point: int, across: Scale, up: Scale) -> tuple[int, int]:
    first, second = (level.value if level else math.nan for level in sweep.plan.points[point])
    return across.levels.index(first), up.levels.index(second)


def _panels(sweep: Sweep, context: str | None, across: Scale, up: Scale) -> tuple[Panel, ...]:
    from analysis.study.sweep.judge import against_baseline

    found: dict[str, list[Cell]] = {}
    for one in against_baseline(sweep, sweep.plan.base.decide_on):
        if one.comparison.context == context:
            cell = _cell(sweep, one, across, up)
            found.setdefault(one.comparison.alternative, []).append(cell)
    ranked = sorted(found, key=lambda one: -_size(found[one]))[:MOST]
    shown = [one for one in found if one in ranked]
    return tuple(Panel(one, tuple(found[one])) for one in shown)


def _cell(sweep: Sweep, one: Difference, across: Scale, up: Scale) -> Cell:
    decided = one.verdict not in ("undecided", "no data")
    places = _places(sweep, one.point, across, up)
    return Cell(*places, one.comparison.paired.difference, decided)


def _size(cells: Sequence[Cell]) -> float:
    return max((abs(cell.value) for cell in cells if not math.isnan(cell.value)), default=0.0)


def _spot(sweep: Sweep, one: Choice, across: Scale, up: Scale) -> Spot:
    return Spot(*_places(sweep, one.point, across, up), one.pick.best, one.name is not None)
