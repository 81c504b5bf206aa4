"""How the replications of a study are cut into tasks for workers.

A task costs about half a millisecond, so a task should take long against that; and short against
the whole, so that no worker sits idle at the end. The first replication of a cell tells how long
its replications take; until then, and where nobody measures, a batch is one replication.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
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

    Cells go on side by side: a study that is looked at midway, or that ends there, has lived the
    same worlds in all of them, but for the last few.

    Args:
        todo: for each cell the numbers of its replications, in rising order; there may be gaps.
        workers: how many share the work.
    """

    def __init__(self, todo: Sequence[Sequence[int]], workers: int) -> None:
        self.total = sum(map(len, todo))
        self._todo = todo
        self.share(workers)
        self._taken = [0] * len(todo)
        self._untaken = self.total
        self._returned: list[Batch] = []
        self._seconds: dict[int, float] = {}

    def share(self, workers: int, full: float = FULL_SECONDS, least: float = LEAST_SECONDS) -> None:
        """Says who shares what is left: how many, and how long their tasks should take at most
        and, towards the end, at least [s]."""
        self._workers, self._full, self._least = workers, full, least

    @property
    def left(self) -> bool:
        """Whether anything is left to take."""
        return bool(self._returned) or any(map(self._left, range(len(self._todo))))

    @property
    def plenty(self) -> bool:
        """Whether more is left than all workers do in the time of one task; unknown is no."""
        seconds = max(self._seconds.values(), default=0.0)
        return self._untaken * seconds > self._workers * max(self._full, seconds)

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

    def _left(self, cell: int) -> int:
        return len(self._todo[cell]) - self._taken[cell]

    def _cell(self) -> int | None:
        """A cell whose pace is not known yet, or else the one that has come least far."""
        left = [cell for cell in range(len(self._todo)) if self._left(cell)]
        fresh = (cell for cell in left if not self._taken[cell])
        behind = min(left, key=lambda cell: self._todo[cell][self._taken[cell]], default=None)
        return next(fresh, behind)

    def _cut(self, cell: int) -> Batch:
        numbers, taken = self._todo[cell], self._taken[cell]
        size, first = self._size(cell, self._left(cell)), numbers[taken]
        # Rising numbers: those up to here follow one another if the last is where it should be.
        while numbers[taken + size - 1] != first + size - 1:
            size -= 1
        self._taken[cell] += size
        self._untaken -= size
        return Batch(cell, first, first + size)

    def _size(self, cell: int, left: int) -> int:
        if cell not in self._seconds:
            return 1
        seconds = max(self._seconds[cell], 1e-6)
        fair = math.ceil(left / (2 * self._workers))
        most = min(math.ceil(self._full / seconds), max(fair, math.ceil(self._least / seconds)))
        return min(most, left)
