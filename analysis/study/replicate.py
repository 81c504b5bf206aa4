"""Replications of every cell of a study: one order of results, wherever they were found.

An engine runs replications and yields outcomes as they finish: in this process, or on the worker
processes of this machine (`analysis.study.workers`). The order in which they finish changes
nothing: outcomes are put back into the order of the cells and of the replications.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import closing

from analysis.study.batches import Batches
from analysis.study.outcome import Job, Outcome, Running, run_batch
from analysis.study.workers import in_workers

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
        ClusterRefusedError, ClusterLostError: as `lived`.
    """
    todo = [range(first, first + replications)] * len(job.worlds)
    total = len(job.worlds) * replications
    outcomes: list[Outcome] = []
    # Closed whatever happens: an exception in `report` must not leave workers behind.
    with closing(lived(job, todo, jobs=jobs, cluster=cluster)) as finished:
        for some in finished:
            outcomes += some
            if report:
                report(len(outcomes), total)
    return tuple(sorted(outcomes, key=lambda outcome: (outcome.cell, outcome.replication)))


def lived(
    job: Job,
    todo: Sequence[Sequence[int]],
    *,
    jobs: int | None = None,
    cluster: str | None = None,
) -> Running:
    """Runs replications, and yields their outcomes as they come, in no order.

    Close it, or workers may outlive an exception of whoever iterates.

    Args:
        job: the worlds, the seed they share and what simulates them.
        todo: for each world the numbers of the replications to run, in rising order.
        jobs: worker processes; all cores if None. With 1, no process is started.
        cluster: address of a dask scheduler whose workers run them, in place of processes here.

    Raises:
        ClusterRefusedError: nothing can be run on the cluster, for the reason that it says.
        ClusterLostError: the cluster does not answer, or no longer.
    """
    workers = min(jobs or cores(), sum(map(len, todo)))
    with closing(_running(job, Batches(todo, workers), workers, cluster)) as finished:
        yield from finished


def _running(job: Job, batches: Batches, workers: int, cluster: str | None) -> Running:
    """The engine that was asked for, at work."""
    if cluster is not None:
        from analysis.study.cluster import in_cluster

        return in_cluster(job, batches, cluster)
    return _in_this_process(job, batches) if workers <= 1 else in_workers(job, batches, workers)


def _in_this_process(job: Job, batches: Batches) -> Running:
    while batch := batches.take():
        yield run_batch(job, batch)[0]
