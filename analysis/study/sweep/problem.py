"""What is varied, as libraries of sensitivity analysis want it (SALib): names and bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.scenario.axes import Axis
from sim.scenario.layers import gather
from sim.scenario.loading import scenario_of
from sim.scenario.sweeping import ask, sweep_of


def problem(
    scenario: str | Path,
    *,
    over: Sequence[str] | Mapping[str, Any] = (),
    sets: Sequence[str] = (),
) -> dict[str, Any]:
    """What a sweep would vary, as SALib describes a problem.

    Args:
        scenario: the file of a scenario, or its name in the library.
        over: what is varied, as `analysis.sweep` takes it.
        sets: keys of the scenario's file that are set.

    Returns:
        `num_vars`, `names` (paths) and `bounds`, in the unit of tables.

    Raises:
        ScenarioErrors: the scenario, or its sweep, is not what it should be.
    """
    layers = gather(scenario, sets)
    ask(layers, over)
    scenario_of(layers)
    spreads = sweep_of(layers).spreads
    return described([one.axis for one in spreads], [(one.low, one.high) for one in spreads])


def described(axes: Sequence[Axis], bounds: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """Axes and their bounds as SALib has them."""
    names = [axis.name for axis in axes]
    return {"num_vars": len(names), "names": names, "bounds": [list(pair) for pair in bounds]}
