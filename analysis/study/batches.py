"""How the replications of a study are cut into tasks for workers.

A task costs about half a millisecond, so a task should take long against that; and short against
the whole, so that no worker sits idle at the end. The first replication of a cell tells how long
its replications take; until then, and where nobody measures, a batch is one replication.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

FULL_SECONDS = 0.25
"""How long a task should take."""
LEAST_SECONDS = 0.05
"""How short a task may get towards the end: a hundred times what it costs to hand it out."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Replications `first` to `stop - 1` of one cell."""

    cell: int
    first: int
    stop: int

    @property
    def numbers(self) -> range:
        """The replications' numbers."""
        return range(self.first, self.stop)

    def singly(self) -> list[Batch]:
        """The same replications, a batch each."""
        return [Batch(self.cell, number, number + 1) for number in self.numbers]


class Batches:
    """The replications of a study that nobody has taken yet.

    Args:
        cells: how many cells.
        first: number of the first replication.
        replications: how many of each cell.
        workers: how many share the work.
    """

    def __init__(self, cells: int, first: int, replications: int, workers: int) -> None:
        self.total = cells * replications
        self._first, self._stop, self._workers = first, first + replications, workers
        self._next = [first] * cells
        self._returned: list[Batch] = []
        self._seconds: dict[int, float] = {}

    @property
    def left(self) -> bool:
        """Whether anything is left to take."""
        return bool(self._returned) or any(number < self._stop for number in self._next)

    def take(self) -> Batch | None:
        """The next batch, or None when nothing is left."""
        if self._returned:
            return self._returned.pop()
        cell = self._cell()
        return None if cell is None else self._cut(cell)

    def give_back(self, batch: Batch) -> None:
        """Takes back a batch that was never started."""
        self._returned.append(batch)

    def measured(self, batch: Batch, seconds: float) -> None:
        """Learns how long a batch took."""
        self._seconds[batch.cell] = seconds / len(batch.numbers)

    def _cell(self) -> int | None:
        """A cell whose pace is not known yet, or else the first that has replications left."""
        left = [cell for cell, number in enumerate(self._next) if number < self._stop]
        fresh = (cell for cell in left if self._next[cell] == self._first)
        return next(fresh, left[0] if left else None)

    def _cut(self, cell: int) -> Batch:
        first = self._next[cell]
        self._next[cell] = min(first + self._size(cell, self._stop - first), self._stop)
        return Batch(cell, first, self._next[cell])

    def _size(self, cell: int, left: int) -> int:
        if cell not in self._seconds:
            return 1
        seconds = max(self._seconds[cell], 1e-6)
        fair = math.ceil(left / (2 * self._workers))
        return min(math.ceil(FULL_SECONDS / seconds), max(fair, math.ceil(LEAST_SECONDS / seconds)))
