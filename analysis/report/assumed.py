"""What a study rests on that nobody has measured: defaults whose source is an assumption."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.report.resolved import short
from analysis.report.tables import Table

if TYPE_CHECKING:
    from sim.process import Parameter
    from sim.scenario.machine import World


def assumptions(worlds: Sequence[World]) -> list[Parameter]:
    """The parameters that are assumptions, and at their default in all of these worlds, always."""
    from sim.process import PARAMETERS
    from sim.scenario.values import default

    changed = [change.process for world in worlds for change in world.changes]
    in_force = [*(world.process for world in worlds), *filter(None, changed)]
    return [
        row
        for row in PARAMETERS.values()
        if row.source == "assumption"
        and all(process[row.name] == default(row.name) for process in in_force)
    ]


def assumed(worlds: Sequence[World]) -> str:
    """What the intervals of a study of these worlds say nothing about."""
    from sim.process import PARAMETERS

    return (
        f"Luck only: the interval holds for the inputs as written; {len(assumptions(worlds))} of "
        f"{len(PARAMETERS)} parameters are at defaults that are assumptions (see mlorg show)."
    )


def table(worlds: Sequence[World]) -> Table:
    """Each of them: its value, unit, the range of what it may be, and what it means."""
    heads = ("parameter", "value", "unit", "range", "meaning")
    rows = tuple(map(_row, assumptions(worlds)))
    return Table("Defaults that are assumptions", heads, rows)


def _row(row: Parameter) -> tuple[str, ...]:
    from sim.scenario.values import default
    from sim.units import text

    between = ", ".join(row.choices) if row.low is None else f"{row.low} to {row.high}"
    value = short(text(default(row.name), row.kind, row.none_word))
    return row.name, value, row.unit, between, _in_a_line(row.meaning)


def _in_a_line(meaning: str) -> str:
    """The first sentence."""
    first, stop, _ = meaning.partition(". ")
    return f"{first}." if stop else meaning
