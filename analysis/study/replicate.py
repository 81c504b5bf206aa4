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
    first: int = 0,
    report: Report | None = None,
) -> tuple[Outcome, ...]:
    """Runs replications `first` to `first + replications - 1` of every world.

    Args:
        job: the worlds, the seed they share and what simulates them.
        replications: how many of each world.
        jobs: worker processes; all cores if None. With 1, no process is started.
        first: number of the first replication.
        report: hears how many replications are done.

    Returns:
        Outcomes by world, then by replication, whatever the number of workers.
    """
    numbers = range(first, first + replications)
    total = len(job.worlds) * replications
    outcomes: list[Outcome] = []
    # Closed whatever happens: an exception in `report` must not leave workers behind.
    with closing(lived(job, [numbers] * len(job.worlds), jobs=jobs)) as finished:
        for some in finished:
            outcomes += some
            if report:
                report(len(outcomes), total)
    return tuple(sorted(outcomes, key=lambda outcome: (outcome.cell, outcome.replication)))


def lived(job: Job, todo: Sequence[Sequence[int]], *, jobs: int | None = None) -> Running:
    """Runs replications, and yields their outcomes as they come, in no order.

    Close it, or workers may outlive an exception of whoever iterates.

    Args:
        job: the worlds, the seed they share and what simulates them.
        todo: for each world the numbers of the replications to run, in rising order.
        jobs: worker processes; all cores if None. With 1, no process is started.
    """
    workers = min(jobs or cores(), sum(map(len, todo)))
    run = _in_this_process if workers <= 1 else in_workers
    with closing(run(job, Batches(todo, workers), workers)) as finished:
        yield from finished


def _in_this_process(job: Job, batches: Batches, _workers: int) -> Running:
    while batch := batches.take():
        yield run_batch(job, batch)[0]
