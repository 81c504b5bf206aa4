"""A sweep made ready: each point resolved, and all that is wrong said before anything runs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from analysis.study.scenarios import loaded
from analysis.study.sweep.designs import Point, differ, points_of
from sim.scenario.axes import Axis
from sim.scenario.errors import MOST_MISTAKES, Mistake, ScenarioErrors
from sim.scenario.flat import flat
from sim.scenario.layers import Layers, gather
from sim.scenario.loading import scenario_of
from sim.scenario.points import scenario_at
from sim.scenario.sweeping import KEY as SWEEP
from sim.scenario.sweeping import ask, sweep_of
from sim.scenario.tree import Mark
from sim.scenario.words import world_words
from sim.scenario.work import MOST_EVENTS_IN_ALL, expected_events_in_all
from sim.units import Distribution, UnitError

if TYPE_CHECKING:
    import pandas as pd

    from sim.scenario.machine import Cell, Scenario, World

    Points = int | str | Path | pd.DataFrame

GIVEN: Final = "given"
"""The design of points that somebody brings along."""
MOST_CELLS: Final = 20_000
"""Most alternatives and contexts at all points together."""
MOST_RUNS: Final = 500_000
"""Most replications of all of these together."""


@dataclass(frozen=True)
class Plan:
    """What is to be lived: a scenario at each of some points.

    Args:
        layers: what the scenario was read from.
        base: the scenario as it is.
        design: which points these are.
        axes: what differs between them.
        bounds: the lowest and the highest value of each axis, in the unit of tables.
        points: for each point the level of each axis.
        scenarios: the scenario at each point.
        sets: what was set in the scenario.
    """

    layers: Layers
    base: Scenario
    design: str
    axes: tuple[Axis, ...]
    bounds: tuple[tuple[float, float], ...]
    points: tuple[Point, ...]
    scenarios: tuple[Scenario, ...]
    sets: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the scenario is called."""
        return self.base.name

    @property
    def seed(self) -> int:
        """The root seed of all worlds."""
        return self.base.seed

    @property
    def steady(self) -> bool:
        """Whether the scenario never ends."""
        return self.base.steady

    @property
    def size(self) -> int:
        """Alternatives in contexts, at each point."""
        return len(self.base.cells)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of all points, point by point."""
        return tuple(cell for scenario in self.scenarios for cell in scenario.cells)

    @property
    def text(self) -> str:
        """The scenario as one file, from which the sweep can be repeated."""
        return flat(self.layers.file, [SWEEP] if self.design == GIVEN else [])

    @cached_property
    def hash(self) -> str:
        """32 hexadecimal digits that are equal only for sweeps that do the same."""
        return _digest(self.study_hash, str(self.base.replications))

    @cached_property
    def study_hash(self) -> str:
        """The same, however many replications there are."""
        points = [[None if level is None else level.text for level in one] for one in self.points]
        names = [axis.name for axis in self.axes]
        # What differs at no point of its own may do so at others: so the text counts, too.
        scenario = flat(self.layers.file, [SWEEP, "compare"])
        asked = json.dumps([self.design, names, points])
        return _digest(self.base.study_hash, scenario, asked)


def _digest(*words: str) -> str:
    return blake2b("\0".join(words).encode(), digest_size=16).hexdigest()


def planned(
    source: str | Path,
    *,
    over: Sequence[str] | Mapping[str, Any] = (),
    design: str | None = None,
    points: Points | None = None,
    sets: Sequence[str] = (),
    seed: int | None = None,
    replications: int | None = None,
) -> Plan:
    """Reads a scenario and the points of its sweep, and resolves it at each.

    Args:
        source: the file of a scenario, or its name in the library.
        over: what is varied, in place of what the file says: see `sim.scenario.sweeping.ask`.
        design: in place of the file's.
        points: how many a design draws; or a table of points, or the file of one.
        sets: keys of the scenario that are set.
        seed: root seed, in place of the file's.
        replications: worlds of each cell, in place of the file's.

    Raises:
        ScenarioErrors: mistakes of the scenario, of the sweep, or of any point.
    """
    layers = gather(source, sets)
    drawn = points if isinstance(points, int) else None
    ask(layers, over, design, drawn)
    base = _fixed(scenario_of(layers), layers, seed, replications)
    if points is None or isinstance(points, int):
        asked = sweep_of(layers)
        axes = tuple(spread.axis for spread in asked.spreads)
        bounds = tuple((spread.low, spread.high) for spread in asked.spreads)
        found: Sequence[Point] = points_of(asked, base.seed)
        _count(len(found), base, asked.mark)
        kind, mark = asked.design, asked.mark
    else:
        from analysis.study.sweep.given import given

        axes, found, mark = given(points, layers)
        differ(found, mark)
        kind, bounds = GIVEN, _bounds(found)
        _count(len(found), base, mark)
    scenarios = _at_all(layers, axes, found, seed, replications)
    _work(scenarios, mark)
    return Plan(layers, base, kind, axes, bounds, tuple(found), scenarios, tuple(sets))


def _bounds(points: Sequence[Point]) -> tuple[tuple[float, float], ...]:
    """The lowest and the highest value of each axis; NaN where no point has one."""
    columns = [[level.value for level in column if level] for column in zip(*points, strict=True)]
    nothing = float("nan")
    return tuple((min(one, default=nothing), max(one, default=nothing)) for one in columns)


def _fixed(
    scenario: Scenario, layers: Layers, seed: int | None, replications: int | None
) -> Scenario:
    """The scenario as the command line ends it: after a number of replications."""
    ready = loaded(scenario, seed=seed, replications=replications)
    if not ready.is_open:
        return ready
    from sim.scenario.places import Places

    asked = "precision" if ready.precision is not None else "indifference"
    found = "each point of a sweep has the same number of replications"
    places = Places(layers.file, layers.above)
    allowed = "--replications 20, or so; or compare.replications"
    raise ScenarioErrors([places.mistake(("compare", asked), found, allowed)])


def _count(points: int, base: Scenario, mark: Mark) -> None:
    """Refuses what is beyond all reason, before anything is resolved.

    Raises:
        ScenarioErrors: there are too many cells or replications.
    """
    cells = points * len(base.cells)
    runs = cells * base.replications
    many = "alternatives and contexts" if len(base.cells) > 1 else "alternative"
    shown = f"{points} points x {len(base.cells)} {many}"
    if cells > MOST_CELLS:
        raise ScenarioErrors([mark.mistake(("sweep",), shown, f"at most {MOST_CELLS:_} in all")])
    if runs > MOST_RUNS:
        found = f"{shown} x {base.replications} replications"
        raise ScenarioErrors([mark.mistake(("sweep",), found, f"at most {MOST_RUNS:_} in all")])


def _at_all(
    layers: Layers,
    axes: tuple[Axis, ...],
    points: Sequence[Point],
    seed: int | None,
    replications: int | None,
) -> tuple[Scenario, ...]:
    """The scenario at each point.

    Raises:
        ScenarioErrors: mistakes of any point; those that several have are said once.
    """
    wrong: dict[Mistake, Mistake] = {}
    found: list[Scenario] = []
    for point in points:
        try:
            at = scenario_at(layers, axes, point)
        except ScenarioErrors as errors:
            for one in errors.mistakes:
                wrong.setdefault(one, _at(one, axes, point))
            if len(wrong) > MOST_MISTAKES:
                break
            continue
        found.append(loaded(at, seed=seed, replications=replications))
    if wrong:
        raise ScenarioErrors(wrong.values())
    return tuple(found)


def _at(one: Mistake, axes: Sequence[Axis], point: Point) -> Mistake:
    """A mistake of a point with the levels that make it one, unless it stands at one of them."""
    marks = [level.mark for level in point if level is not None]
    if any((one.file, one.line, one.column) == (m.file, m.line, m.column) for m in marks):
        return one
    levels = [f"{axis.name} {level.text}" for axis, level in zip(axes, point, strict=True) if level]
    return replace(one, found=f"{one.found}, with {', '.join(levels)}") if levels else one


def _work(scenarios: Sequence[Scenario], mark: Mark) -> None:
    """Refuses more than a day of computing.

    Raises:
        ScenarioErrors: it is more.
    """
    total = 0.0
    for scenario in scenarios:
        total += expected_events_in_all(scenario)
    if total > MOST_EVENTS_IN_ALL:
        found = f"about {total:.1e} events at all points together"
        allowed = f"at most {MOST_EVENTS_IN_ALL:.0e}: fewer points, replications, models or days"
        raise ScenarioErrors([mark.mistake(("sweep",), found, allowed)])


def value_in(world: World, axis: Axis) -> float | None:
    """Where a world of the scenario as it is lies on an axis, in the unit of tables; None if that
    cannot be told: it is no number there, or belongs to something that has a name."""
    words = world_words(world)
    node: Any = words["process"] if axis.path[0] == "process" else words
    if axis.path[0] == "process":
        value = world.process[".".join(axis.path[1:])]
        if isinstance(value, Distribution):
            return value.mean()
        node = node[".".join(axis.path[1:])]
    elif axis.path[0] in ("organisation", "portfolio", "horizon", "history"):
        for key in axis.path[0 if len(axis.path) == 1 else 1 :]:
            node = node.get(key) if isinstance(node, dict) else None
    else:
        return None
    try:
        return axis.leaf.quantity.number(node) if isinstance(node, str) else None
    except UnitError:
        return None
