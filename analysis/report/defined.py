"""The capabilities that a scenario defines, beside those that are built in and held."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from analysis.report.catalogue import Row, capabilities
from analysis.report.tables import Table

if TYPE_CHECKING:
    from sim.scenario.machine import Scenario

_LIMITS = {"capability": 24, "takes": 46, "acts on": 52}
_BY_ROLE, _OF_ALL = ("build", "upkeep", "adopt"), ("lead_time", "price", "licence")
_VERBS = ("set", "times", "plus")
_OVERRULED = " (overruled)"
_NOTE = "Overruled: does not happen, for the scenario writes the parameter under `process`."


def defined(scenario: Scenario) -> list[Row]:
    """All that is known of the capabilities of a scenario's own; [] if it defines none."""
    from sim.capabilities import CAPABILITIES

    rows = capabilities(scenario.cells[0].world.capabilities)
    return [row for row in rows if row["capability"] not in CAPABILITIES]


def table(scenario: Scenario) -> Table:
    """What the own capabilities take and act on, and below them the built-in ones that are held
    from the first day on; no rows if the scenario defines none. An effect is marked where the
    scenario has written the parameter itself, so that it does not happen."""
    from sim.scenario.overruling import overruled_at_first

    world = scenario.cells[0].world
    own = defined(scenario)
    names = [row["capability"] for row in own]
    held = [
        row
        for row in capabilities(world.capabilities)
        if row["capability"] in world.held and row["capability"] not in names
    ]
    overruled = overruled_at_first(world)
    cells = tuple(
        (
            row["capability"],
            "own" if row in own else "built in",
            "yes" if row["capability"] in world.held else "no",
            "; ".join(_takes(row)) or "nothing",
            "; ".join(_acts(row, overruled.get(row["capability"], ()))) or "nothing",
        )
        for row in [*own, *held]
    )
    heads = ("capability", "of", "held", "takes", "acts on")
    notes = (_NOTE,) if overruled else ()
    rows = cells if own else ()
    return Table("Own capabilities, and what is held", heads, rows, notes=notes, limits=_LIMITS)


def figures(scenario: Scenario) -> Table:
    """Every figure of the own capabilities, with its range and source; no rows if there is none."""
    cells = tuple(
        (row["capability"], what, figure["value"], figure["range"] or "-", figure["source"])
        for row in defined(scenario)
        for what, figure in _figures(row)
    )
    heads = ("capability", "figure", "value", "range", "source")
    return Table("Own capabilities: what they take, and what they change", heads, cells)


def _figures(row: Row) -> Iterator[tuple[str, Row]]:
    for key in _BY_ROLE:
        for role, figure in row[key].items():
            yield f"{key} {role}", figure
    for key in _OF_ALL:
        if row[key] is not None:
            yield key.replace("_", " "), row[key]
    for effect in row["effects"]:
        for verb in _VERBS:
            if verb in effect:
                yield f"{effect['parameter']} {verb}", {**effect, "value": _value(effect[verb])}


def _takes(row: Row) -> Iterator[str]:
    """The figures, each with what it is."""
    for key in _BY_ROLE:
        for role, figure in row[key].items():
            yield f"{key} {role} {figure['value']}"
    for key in _OF_ALL:
        if row[key] is not None:
            yield f"{key.replace('_', ' ')} {row[key]['value']}"


def _acts(row: Row, overruled: Container[str]) -> Iterator[str]:
    for effect in row["effects"]:
        mark = _OVERRULED if effect["parameter"] in overruled else ""
        for verb in _VERBS:
            if verb in effect:
                yield f"{effect['parameter']} {verb} {_value(effect[verb])}{mark}"


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
