"""Points that somebody brings along: a DataFrame, or a file of one.

A column is a path, as `--set` takes it, and a row a point. Cells are numbers in the unit of tables
(docs/sweeps.md), or texts as in a scenario file; an empty one is what the scenario says. A column
`point` is left aside, so that the points of a sweep can be given back to it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from analysis.study.sweep.designs import Point
from sim.scenario.axes import Axis, Level, axes_of
from sim.scenario.errors import MOST_MISTAKES, Mistake, ScenarioErrors, printable
from sim.scenario.layers import Layers
from sim.scenario.quantities import currency_of as currency_of_text
from sim.scenario.sweep_form import MOST_POINTS
from sim.scenario.sweeping import RESOLVED, text_of
from sim.scenario.tree import Entry, Map, Mark
from sim.units import UnitError

if TYPE_CHECKING:
    import pandas as pd

NUMBER: Final = "point"
LARGEST_FILE: Final = 16 * 1024 * 1024
"""Bytes of a file of points."""


def given(
    points: str | Path | pd.DataFrame, layers: Layers
) -> tuple[tuple[Axis, ...], tuple[Point, ...], Mark]:
    """The axes and points of a table, and where it is.

    Raises:
        ScenarioErrors: it is none; all its mistakes are in it.
    """
    name = printable(points, 200) if isinstance(points, str | Path) else "points"
    if "resolved" in layers.file.entries:
        raise ScenarioErrors([Mistake(name, 1, 1, "", RESOLVED, "sweep what was resolved")])
    heads, rows = _read(points, name)
    wrong: list[Mistake] = []
    marks = [Mark(name, 1, number) for number in range(1, len(heads) + 1)]
    columns = [place for place, head in enumerate(heads) if head != NUMBER]
    over = Map(Mark(name, 1, 1), {heads[n]: Entry(marks[n], Map(marks[n])) for n in columns})
    axes = axes_of(over, over.mark, layers.file, wrong)
    for place in columns:
        if heads.index(heads[place]) < place:
            wrong.append(marks[place].mistake((heads[place],), "varied twice", "once"))
    if not rows:
        wrong.append(Mistake(name, 1, 1, "", "no points", "a row for each point"))
    if len(rows) > MOST_POINTS:
        found = f"{len(rows)} points are absurdly many"
        wrong.append(Mistake(name, 1, 1, "", found, f"at most {MOST_POINTS}"))
    if wrong:
        raise ScenarioErrors(wrong)
    found_points = [_point(row, columns, axes, heads, number, name, layers, wrong)
                    for number, row in enumerate(rows, start=2)
                    if len(wrong) <= MOST_MISTAKES]  # fmt: skip
    if wrong:
        raise ScenarioErrors(wrong)
    return tuple(axes), tuple(found_points), over.mark


def _point(
    row: Sequence[Any], columns: Sequence[int], axes: Sequence[Axis], heads: Sequence[str],
    line: int, name: str, layers: Layers, wrong: list[Mistake],
) -> Point:  # fmt: skip
    levels = []
    for axis, column in zip(axes, columns, strict=True):
        mark = Mark(name, line, column + 1)
        try:
            levels.append(_level(row[column], axis, heads[column], mark, layers))
        except UnitError as error:
            found = f"{str(row[column])[:60]!r}: {error.message}"
            wrong.append(mark.mistake((axis.name,), found, error.allowed, error.suggestion))
            levels.append(None)
    return tuple(levels)


def _level(cell: Any, axis: Axis, head: str, mark: Mark, layers: Layers) -> Level | None:
    if cell is None or cell == "" or cell != cell:
        return None
    value = _number(cell)
    if isinstance(value, float) and not math.isfinite(value):
        raise UnitError("not a finite number", f"a {axis.leaf.quantity.name}")
    if isinstance(value, float) and axis.leaf.quantity.whole and value != round(value):
        raise UnitError("not a whole number", "whole numbers: round them", str(round(value)))
    text = str(text_of(value, head, mark, layers.file).text)
    if (other := currency_of_text(text)) not in ("", axis.currency):
        raise UnitError(f"in {other}, and the scenario is not", f"{axis.currency}")
    return axis.at(axis.level(text, mark).value, mark)  # of equal values, equal texts


def _number(cell: Any) -> Any:
    """A cell as a float if it is any number, or a text that is nothing but one."""
    if isinstance(cell, bool) or (isinstance(cell, str) and "_" in cell):
        return cell
    try:
        return float(cell)
    except (TypeError, ValueError):
        return cell


def _read(points: str | Path | pd.DataFrame, name: str) -> tuple[list[str], list[Sequence[Any]]]:
    """Heads and rows."""
    if not isinstance(points, str | Path):
        heads = [str(head) for head in points.columns]
        cells = points.astype(object).where(points.notna(), None)
        return heads, [tuple(row) for row in cells.itertuples(index=False, name=None)]
    path = Path(points)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ScenarioErrors([Mistake(name, 1, 1, "", "the file is too large", "16 MB")])
        return _parquet(path) if path.suffix == ".parquet" else _csv(path)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or "no table that can be read"
        allowed = "a number of points, or a .csv or .parquet file of them"
        raise ScenarioErrors([Mistake(name, 1, 1, "", reason, allowed)]) from None


def _parquet(path: Path) -> tuple[list[str], list[Sequence[Any]]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        if pq.ParquetFile(path).metadata.num_rows > MOST_POINTS:
            raise ValueError
        table = pq.read_table(path)
    except pa.ArrowException as problem:
        raise ValueError(str(problem)) from None
    columns = [column.to_pylist() for column in table.columns]
    return list(table.column_names), list(zip(*columns, strict=True))


def _csv(path: Path) -> tuple[list[str], list[Sequence[Any]]]:
    import csv

    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            heads, *rows = list(csv.reader(file, strict=True))
        except csv.Error as problem:
            raise ValueError(str(problem)) from None
    filled = [row for row in rows if any(row)]
    for number, row in enumerate(filled, start=2):
        if len(row) != len(heads):
            found = f"{len(row)} cells, but there are {len(heads)} columns"
            raise ScenarioErrors([Mistake(printable(path, 200), number, 1, "", found)])
    return heads, list(filled)
