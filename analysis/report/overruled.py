"""What a sweep takes away from capabilities: what is written at its points is final."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.report.words import joined

if TYPE_CHECKING:
    from analysis.study.sweep.plan import Plan
    from sim.scenario.machine import World


def overruled(plan: Plan) -> list[str]:
    """What capabilities would do to a row that is varied, and cannot: what is written is final."""
    told = []
    for axis in plan.axes:
        if axis.leaf.row is None or axis.path[0] != "process":
            continue
        found = {
            name
            for cell in plan.base.cells
            for name in _ever_held(cell.world)
            if any(e.parameter == axis.leaf.row.name for e in cell.world.capabilities[name].effects)
        }
        if found:
            told.append(
                f"{axis.name}: is written at every point, so that what {joined(sorted(found))} "
                f"would do to it does not happen (allowed; is it meant?)"
            )
    return told


def _ever_held(world: World) -> set[str]:
    """Capabilities that are held, built, or brought by a change, at any time."""
    changed = [name for change in world.changes for name in change.held or ()]
    return {*world.held, *changed, *(one.capability for one in world.investments)}
