"""A scenario at a point of a sweep: a patch above everything, as `--set` is, and nothing else.

The files are read once; a point costs what it takes to check and resolve their tree.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.scenario.axes import Axis, Level
from sim.scenario.layers import Layers, put
from sim.scenario.loading import scenario_of
from sim.scenario.machine import Scenario
from sim.scenario.sweeping import KEY

Point = Sequence[Level | None]
"""For each axis its level; None: as the scenario has it."""


def scenario_at(layers: Layers, axes: Sequence[Axis], point: Point) -> Scenario:
    """The scenario at a point.

    Args:
        layers: of the scenario; they are left as they are.
        axes: what is varied.
        point: the level of each.

    Raises:
        ScenarioErrors: it cannot be so there; the places are those of the levels.
    """
    # The sweep itself has been read, and is no part of what is studied.
    patched = Layers(layers.file.without([KEY]), layers.above, list(layers.mistakes))
    for axis, level in zip(axes, point, strict=True):
        if level is not None:
            put(patched, axis.path, level.mark, axis.node(level))
    return scenario_of(patched)
