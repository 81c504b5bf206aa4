"""A study under way: what has been lived of it, and what lives the rest.

    with closing(Underway(job, Memory())) as going:
        outcomes = going.until(30)
        outcomes = going.until(60)            # lives 30 more
        outcomes = going.until(120, cells={0, 2})

What was lived is asked of a store, so it does not matter when or by which process: of a journal
(`analysis.study.journal`), the same study goes on after whatever ended it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from typing import Protocol

from analysis.study.outcome import Job, Outcome
from analysis.study.replicate import Engines, Report


class Store(Protocol):
    """Where outcomes are kept."""

    def numbers(self, cell: int) -> Collection[int]:
        """The replications of a cell that it has, failed ones included."""

    def keep(self, outcomes: Sequence[Outcome]) -> None:
        """Takes some in, all or none of them; an outcome replaces an earlier one of its place."""

    def outcomes(self, numbers: range) -> tuple[Outcome, ...]:
        """Those whose replication is one of `numbers`, by cell, then by replication."""


class Memory:
    """Outcomes in memory, as long as this object is there."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int], Outcome] = {}

    def numbers(self, cell: int) -> Collection[int]:
        """The replications of a cell that it has."""
        return {number for one, number in self._kept if one == cell}

    def keep(self, outcomes: Sequence[Outcome]) -> None:
        """Takes some in."""
        self._kept |= {(one.cell, one.replication): one for one in outcomes}

    def outcomes(self, numbers: range) -> tuple[Outcome, ...]:
        """Those whose replication is one of `numbers`, by cell, then by replication."""
        return tuple(self._kept[key] for key in sorted(self._kept) if key[1] in numbers)


class Underway:
    """The replications of some worlds, lived as far as somebody asks.

    Args:
        job: the worlds, the seed they share and what simulates them.
        store: what has been lived, and where the rest goes.
        jobs: worker processes; all cores if None. The outcomes do not depend on it.
        cluster: address of a dask scheduler whose workers run them, in place of processes here.
        report: hears of progress: how many of the replications asked for are there.
    """

    def __init__(
        self,
        job: Job,
        store: Store,
        *,
        jobs: int | None = None,
        cluster: str | None = None,
        report: Report | None = None,
    ) -> None:
        self._store, self._report = store, report
        self._worlds = range(len(job.worlds))
        self._engines = Engines(job, jobs=jobs, cluster=cluster)

    def until(
        self, replications: int, *, first: int = 0, cells: Iterable[int] | None = None
    ) -> tuple[Outcome, ...]:
        """Lives what is missing of replications `first` to `first + replications - 1`.

        Args:
            replications: how many of each world there shall be.
            first: number of the first.
            cells: the worlds that go on; all if None. Others keep what they have.

        Returns:
            All outcomes of these numbers that are there, by world, then by replication: the same
            whoever lived them, when, and in which steps.
        """
        numbers = range(first, first + replications)
        chosen = set(self._worlds if cells is None else cells)
        todo = [self._missing(cell, numbers) if cell in chosen else [] for cell in self._worlds]
        self._live(todo, len(chosen) * replications)
        return self._store.outcomes(numbers)

    def close(self) -> None:
        """Lets all workers go; without this they stay for as long as this object."""
        self._engines.close()

    def _missing(self, cell: int, numbers: range) -> list[int]:
        there = self._store.numbers(cell)
        return [number for number in numbers if number not in there]

    def _live(self, todo: Sequence[Sequence[int]], total: int) -> None:
        done = total - sum(map(len, todo))
        # Closed whatever happens: after an exception, nobody goes on with what nobody hears.
        with closing(self._engines.live(todo)) as finished:
            for some in finished:
                self._store.keep(some)
                done += len(some)
                if self._report:
                    self._report(done, total)
