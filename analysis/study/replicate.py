"""Replications of every cell of a study: one order of results, wherever they were found.

An engine runs replications and yields outcomes as they finish: in this process, or on the worker
processes of this machine (`analysis.study.workers`). The order in which they finish changes
nothing: outcomes are put back into the order of the cells and of the replications.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from functools import partial

from analysis.study.batches import Batches
from analysis.study.outcome import Engine, Job, Outcome, Running, run_batch
from analysis.study.workers import Crew

Report = Callable[[int, int], None]
"""What hears of progress: called with the replications done and their total."""


def cores() -> int:
    """The number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def replicate(
    job: Job,
    replications: int,
    *,
    jobs: int | None = None,
    cluster: str | None = None,
    first: int = 0,
    report: Report | None = None,
) -> tuple[Outcome, ...]:
    """Runs replications `first` to `first + replications - 1` of every world.

    Args:
        job: the worlds, the seed they share and what simulates them.
        replications: how many of each world.
        jobs: worker processes; all cores if None. With 1, no process is started.
        cluster: address of a dask scheduler whose workers run them, in place of processes here.
        first: number of the first replication.
        report: hears how many replications are done.

    Returns:
        Outcomes by world, then by replication, whatever the number of workers.

    Raises:
        ClusterRefusedError, ClusterLostError: as `Engines.live`.
    """
    todo = [range(first, first + replications)] * len(job.worlds)
    total = len(job.worlds) * replications
    outcomes: list[Outcome] = []
    # Closed whatever happens: an exception in `report` must not leave workers behind.
    with closing(Engines(job, jobs=jobs, cluster=cluster)) as engines:
        for some in engines.live(todo):
            outcomes += some
            if report:
                report(len(outcomes), total)
    return tuple(sorted(outcomes, key=lambda outcome: (outcome.cell, outcome.replication)))


class Engines:
    """What runs the replications of a job, for as long as there are more of them to run.

    Workers, here or on a cluster, are sought when they are first needed, and kept until this is
    closed: starting takes each of them as long as many a replication.

    Args:
        job: the worlds, the seed they share and what simulates them.
        jobs: worker processes; all cores if None. With 1, no process is started.
        cluster: address of a dask scheduler whose workers run them, in place of processes here.
    """

    def __init__(self, job: Job, *, jobs: int | None = None, cluster: str | None = None) -> None:
        self._job, self._cluster = job, cluster
        self._most = 1 if cluster else jobs or cores()
        self._open = ExitStack()
        self._kept: Engine | None = None

    def live(self, todo: Sequence[Sequence[int]]) -> Running:
        """Runs replications, and yields their outcomes as they come, in no order.

        All workers go when this fails, or is closed before its end.

        Args:
            todo: for each world the numbers of the replications to run, in rising order.

        Raises:
            ClusterRefusedError: nothing can be run on the cluster, for the reason that it says.
            ClusterLostError: the cluster does not answer, or no longer.
        """
        workers = min(self._most, sum(map(len, todo)))
        try:
            yield from self._engine(workers)(Batches(todo, workers))
        except BaseException:
            self.close()  # they are at something that nobody waits for any more
            raise

    def close(self) -> None:
        """Lets all workers go."""
        self._kept = None
        self._open.close()

    def _engine(self, workers: int) -> Engine:
        """One that is there already, or the one that this many workers need."""
        if self._cluster is None and workers <= 1:
            return partial(_here, self._job)
        if self._kept is None:
            self._kept = self._workers()
        return self._kept

    def _workers(self) -> Engine:
        if self._cluster is not None:
            from analysis.study.cluster import joined

            return self._open.enter_context(joined(self._job, self._cluster))
        return self._open.enter_context(closing(Crew(self._job, self._most))).live


def _here(job: Job, batches: Batches) -> Running:
    """An engine: this process."""
    while batch := batches.take():
        yield run_batch(job, batch)[0]
