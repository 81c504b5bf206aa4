"""The scenario language: what people write, checked and resolved into what the model runs."""

from sim.scenario.errors import Mistake, ScenarioErrors
from sim.scenario.json_schema import json_schema
from sim.scenario.load import load
from sim.scenario.machine import Cell, Change, Scenario, World
from sim.scenario.remarks import remarks
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
