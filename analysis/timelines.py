"""The largest table of a study, a measure of a replication in a quarter each row, by column.

Replications of one length have all of it in common but their places and their values, so what
quarters and measures there are is looked at once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from analysis import arrow
from analysis.study.lazy import by_column

if TYPE_CHECKING:
    from analysis.study.compare import Study


def columns(study: Study) -> tuple[list[Any], int]:
    """Context, alternative, replication, quarter, measure and value, no columns where there are no
    rows; and how many rows there are of different replications, quarters or measures."""
    found = [(study.place(one), by_column(one.timeline)) for one in study.outcomes]
    lived = [(place, timeline) for place, timeline in found if timeline]
    if not lived:
        return [], 0
    contexts, alternatives, replications = zip(*(place for place, _ in lived), strict=True)
    quarters, measures, values = zip(*(timeline for _, timeline in lived), strict=True)
    sizes = list(map(len, quarters))
    different = {place: _pairs(*timeline[:2]) for place, timeline in lived}
    return [
        arrow.repeated(contexts, sizes),
        arrow.repeated(alternatives, sizes),
        arrow.whole(np.repeat(np.array(replications, dtype=np.int64), sizes)),
        pa.concat_arrays([arrow.kept("integer", column) for column in quarters]),
        pa.concat_arrays([arrow.kept("text", column) for column in measures]),
        arrow.joined(values),
    ], sum(different.values())


@lru_cache(maxsize=16)
def _pairs(quarters: tuple[int, ...], measures: tuple[str, ...]) -> int:
    return len(set(zip(quarters, measures, strict=True)))
