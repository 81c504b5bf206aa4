"""The scenario language: what people write, checked and resolved into what the model runs.

The machine form is all that a replication needs. What reads, writes and describes the human form is
imported when it is asked for: workers never do.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sim.scenario.machine import Cell, Change, Scenario, World

if TYPE_CHECKING:
    from sim.scenario.errors import Mistake, ScenarioErrors
    from sim.scenario.for_editors import json_schema
    from sim.scenario.loading import load
    from sim.scenario.remarking import remarks
    from sim.scenario.resolved import write

__all__ = [
    "Cell",
    "Change",
    "Mistake",
    "Scenario",
    "ScenarioErrors",
    "World",
    "json_schema",
    "load",
    "remarks",
    "write",
]

_HOMES = {
    "Mistake": "sim.scenario.errors",
    "ScenarioErrors": "sim.scenario.errors",
    "json_schema": "sim.scenario.for_editors",
    "load": "sim.scenario.loading",
    "remarks": "sim.scenario.remarking",
    "write": "sim.scenario.resolved",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sim.scenario' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
