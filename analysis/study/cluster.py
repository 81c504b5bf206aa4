"""Replications on the workers of a cluster, with the same results as on this machine.

Only `analysis.study.connection` knows dask; here is what is done with the connection: tasks that
are long against what it costs to hand them out, no more of them under way than keep everybody busy,
and a second chance, alone, for replications whose workers died.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Protocol

from analysis.study.batches import Batch, Batches
from analysis.study.outcome import WORKER_DIED, Engine, Job, Result, Running, failed

TASK_SECONDS = 0.004
"""What a task may take of the scheduler, which all workers share: about 2 ms, and as much room."""
FULL_SECONDS = 0.5
LEAST_SECONDS = 0.2
"""How long a task should take, and how short it may get: a hundred times what it costs."""
UNDER_WAY = 2
"""Tasks for each worker: one at work, and one on the way to it."""


class ClusterRefusedError(Exception):
    """No study is run on this cluster, or nothing was found where it should be; nothing is lost."""


class ClusterLostError(ConnectionError):
    """The cluster does not answer, or no longer."""


class Cluster(Protocol):
    """What is asked of a cluster."""

    def workers(self) -> int:
        """How many there are at present, perhaps none."""

    def submit(self, job: Job, batch: Batch) -> None:
        """Sends a batch off."""

    def finished(self) -> Sequence[tuple[Batch, Result | None]]:
        """Waits a moment for batches; None in place of a result: the workers that had it died.

        Raises:
            ClusterLostError: there will be no more.
        """


@contextmanager
def joined(job: Job, address: str) -> Iterator[Engine]:
    """An engine, for as long as the connection is open: the workers of the cluster at an address,
    or of a scheduler's file.

    Raises:
        ClusterRefusedError: nothing can be run there, for the reason that it says.
        ClusterLostError: the cluster does not answer, or no longer.
    """
    from analysis.study.connection import connected

    with connected(address) as cluster:
        yield partial(lived_on, cluster, job)


def lived_on(cluster: Cluster, job: Job, batches: Batches) -> Running:
    """Batches on a cluster; those whose workers died are tried once more, one at a time."""
    suspects: list[Batch] = []
    under_way = 0
    while True:
        workers = max(1, cluster.workers())
        batches.share(workers, max(FULL_SECONDS, workers * TASK_SECONDS), LEAST_SECONDS)
        while under_way < UNDER_WAY * workers and (batch := batches.take()):
            cluster.submit(job, batch)
            under_way += 1
        if not under_way:
            break
        for batch, result in cluster.finished():
            under_way -= 1
            if result is None:
                suspects += batch.singly()
                continue
            batches.measured(batch, result[1])
            yield result[0]
    yield from _one_at_a_time(cluster, job, suspects)


def _one_at_a_time(cluster: Cluster, job: Job, suspects: Sequence[Batch]) -> Running:
    """With one replication under way it is certain which one kills its workers."""
    for batch in suspects:
        cluster.submit(job, batch)
        while not (finished := cluster.finished()):
            pass  # it has waited a moment
        [(_, result)] = finished
        yield result[0] if result else [failed(batch.cell, batch.first, WORKER_DIED)]
