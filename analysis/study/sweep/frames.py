"""The tables of a sweep, each held to its schema (analysis/schemas.py)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from analysis.frames import as_frame, table
from analysis.schemas import SCHEMAS, Column
from analysis.study.comparisons import as_row
from analysis.study.steady import as_document
from analysis.study.sweep.lived import NAMES

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from analysis.study.sweep.judge import Choice, Difference
    from analysis.study.sweep.result import Sweep
    from analysis.study.sweep.tornado import Swing


def of_sweep(sweep: Sweep, name: str) -> pd.DataFrame:
    """A table of a sweep as a DataFrame of its own for whoever asks."""
    return as_frame(TABLES[name](sweep))


def points(sweep: Sweep) -> pa.Table:
    """A row for each point: the numbers that are varied."""
    axes = sweep.plan.axes
    columns = [
        Column(axis.name, "number", axis.unit, _meaning(axis.name), "as the scenario has it")
        for axis in axes
    ]
    rows = [
        (number, *(None if level is None else level.value for level in point))
        for number, point in enumerate(sweep.plan.points)
    ]
    return table("sweep points", rows, columns)


def _meaning(name: str) -> str:
    """What a path stands for."""
    from sim.process import PARAMETERS

    row = PARAMETERS.get(name.removeprefix("process."))
    if row is None:
        return "what the scenario has there"
    mean = "the mean of " if row.kind.startswith("distribution") else ""
    return f"{mean}{row.meaning}"


def runs(sweep: Sweep) -> pa.Table:
    """A row for each replication of each cell at each point, failed ones included."""
    from sim.measures import MEASURES

    missing = "not reached, not defined, or the replication failed"
    measures = [
        Column(name, "number", sweep.unit(name), MEASURES[name].meaning, missing) for name in NAMES
    ]
    return table("sweep runs", _runs(sweep), measures)


def _runs(sweep: Sweep) -> Iterator[tuple[Any, ...]]:
    seed, worlds = sweep.plan.base.seed, range(sweep.plan.base.replications)
    for point, scenario in enumerate(sweep.plan.scenarios):
        for place, cell in enumerate(scenario.cells):
            for world in worlds:
                error = sweep.lived.errors.get((point, place, world))
                values = sweep.lived.values[point, place, world].tolist()
                yield (point, cell.context, cell.alternative, world, seed, error, *values)


def differences(sweep: Sweep) -> pa.Table:
    """A row for each comparison at each point."""
    names = SCHEMAS["sweep differences"].names
    rows = (_difference(one) for one in sweep.compared)
    return table("sweep differences", ([row[name] for name in names] for row in rows))


def _difference(one: Difference) -> dict[str, Any]:
    return {
        **as_row(one.comparison),
        "point": one.point,
        "verdict": one.verdict,
        "simultaneous_low": one.simultaneous_low,
        "simultaneous_high": one.simultaneous_high,
    }


def picks(sweep: Sweep) -> pa.Table:
    """A row for each point and context: what looks best, and whether it is sure."""
    return table("sweep picks", (_pick(one) for one in sweep.choices))


def _pick(one: Choice) -> tuple[Any, ...]:
    first = one.pick.standings[0]
    ends = as_document(one.cut)
    return (
        one.point,
        one.pick.context,
        one.pick.best,
        one.name,
        ", ".join(other.reference for other in one.pick.open) or None,
        first.mean,
        ends["simulation"],
        ends.get("quarters_cut"),
        ends.get("too_short"),
    )


def tornado(sweep: Sweep) -> pa.Table:
    """A row for each level that is looked at alone, alternative and context."""
    from analysis.study.sweep.tornado import swings

    rows = [
        (
            swing.context, swing.alternative, rank, swing.parameter, bar.value, swing.unit,
            bar.point, bar.difference, swing.as_it_is, bar.change, bar.low, bar.high, swing.size,
            bar.pick,
        )
        for rank, swing in _ranked(swings(sweep))
        for bar in swing.bars
    ]  # fmt: skip
    return table("sweep tornado", rows)


def _ranked(found: list[Swing]) -> Iterator[tuple[int, Swing]]:
    """Each swing with its place among those of its alternative in its context, from 1."""
    places: Counter[tuple[str | None, str]] = Counter()
    for swing in found:
        places[swing.context, swing.alternative] += 1
        yield places[swing.context, swing.alternative], swing


TABLES: dict[str, Callable[[Sweep], pa.Table]] = {
    "points": points,
    "runs": runs,
    "differences": differences,
    "picks": picks,
    "tornado": tornado,
}
"""Every table, by the name of its file."""
