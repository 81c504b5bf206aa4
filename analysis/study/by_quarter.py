"""Measures of a replication quarter by quarter, out of its timeline, a column at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.study.lazy import by_column

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.study.moments import Array

Places = tuple["NDArray[np.intp]", "NDArray[np.intp]", "NDArray[np.intp]", int]


def table(timeline: Sequence[Any], measures: tuple[str, ...]) -> Array:
    """A row for each of some measures, a column for each quarter from the first on; NaN where a
    measure is not defined."""
    columns = by_column(timeline)
    if not columns:
        return np.empty((len(measures), 0))
    quarters, names, values = columns
    at, row, column, count = _places(tuple(quarters), tuple(names), measures)
    found = np.full((len(measures), count), np.nan)
    found[row, column] = np.asarray(values, dtype=np.float64)[at]
    return found


def series(timeline: Sequence[Any], measure: str) -> Array:
    """One measure by quarter; NaN where it is not defined, and nothing of quarters in whose rows it
    does not stand."""
    columns = by_column(timeline)
    if not columns:
        return np.empty(0)
    quarters, names, values = columns
    at, *_ = _places(tuple(quarters), tuple(names), (measure,))
    return np.asarray(values, dtype=np.float64)[at]


@lru_cache(maxsize=64)
def _places(quarters: tuple[int, ...], names: tuple[str, ...], measures: tuple[str, ...]) -> Places:
    """Where measures stand in a timeline, which of them they are, and of which quarter; and how
    many quarters there are. Replications of one length have all of that in common."""
    rows = {measure: row for row, measure in enumerate(measures)}
    at = [place for place, name in enumerate(names) if name in rows]
    found = at, [rows[names[place]] for place in at], [quarters[place] - 1 for place in at]
    place, row, column = (np.array(one, dtype=np.intp) for one in found)
    return place, row, column, max(quarters)
