"""What investments change once they are built: parameters that will differ, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.report.resolved import short
from analysis.report.tables import Table
from analysis.report.words import joined, quoted

if TYPE_CHECKING:
    from sim.process import Parameter
    from sim.scenario.machine import Scenario, World
    from sim.units import Value

Differs = Mapping[str, tuple[str, str]]
TITLE = "Once everything is built, and adopted"
_NOTE = "Beside what the plan changes; what the scenario sets itself stays as it is set."
_LIMITS = {"alternative": 30, "parameter": 40, "before": 28, "after": 28}


def differs(world: World) -> Differs:
    """The process parameters of the first day that differ when all investments are built, with what
    they require: as texts, before and after. Empty if nothing is built."""
    from sim.process import PARAMETERS
    from sim.scenario.composition import way_of_working
    from sim.scenario.once_built import held_once_built
    from sim.units import text

    def said(row: Parameter, value: Value) -> str:
        return short(text(value, row.kind, row.none_word))

    if not world.investments:
        return {}
    *_, held = held_once_built(world, world.held)
    after = way_of_working(held, world.capabilities)
    return {
        name: (said(row, before), said(row, after[name]))
        for name, row in PARAMETERS.items()
        if (before := world.process[name]) != after[name] and name not in world.written
    }


def table(scenario: Scenario, context: str | None) -> Table:
    """A row for each parameter that an alternative's investments change, in a context; alternatives
    that change the same share their rows. No rows if nothing is built."""
    sharing: dict[tuple[tuple[str, tuple[str, str]], ...], list[str]] = {}
    for name in scenario.alternatives:
        if found := differs(scenario.world(name, context)):
            sharing.setdefault(tuple(found.items()), []).append(name)
    rows = tuple(
        (joined(list(map(quoted, names))) if first else "", parameter, *texts)
        for found, names in sharing.items()
        for first, (parameter, texts) in zip((True, *[False] * len(found)), found, strict=False)
    )
    heads = ("alternative", "parameter", "before", "after")
    return Table(TITLE, heads, rows, notes=(_NOTE,), limits=_LIMITS)


def document(scenario: Scenario) -> list[dict[str, str]]:
    """The same of a scenario of one cell, for `mlorg show --json`."""
    rows = differs(scenario.cells[0].world).items()
    return [{"parameter": name, "before": old, "after": new} for name, (old, new) in rows]
