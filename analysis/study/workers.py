"""Replications on worker processes of this machine."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from analysis.study.outcome import WORKER_DIED, Job, Running, failed
from analysis.study.worker import Worker, WorkerDiedError, ready

if TYPE_CHECKING:
    from analysis.study.batches import Batch, Batches

UNDER_WAY = 2
"""Batches that a worker has at most: one at work, and one to go on with."""


class Crew:
    """An engine: worker processes that stay for one set of batches after another.

    If a worker dies, the batch that it was at is tried once more when all else is done, replication
    by replication and with nothing else under way: so it is certain which one kills its worker.

    Args:
        job: what all batches are of.
        workers: how many processes there shall be, as soon as there is something for each to do.
    """

    def __init__(self, job: Job, workers: int) -> None:
        self._job, self._most = pickle.dumps(job), workers
        self._workers: list[Worker] = []

    def live(self, batches: Batches) -> Running:
        """Runs batches, and yields their outcomes as they come."""
        suspects: list[Batch] = []
        yield from self._together(batches, suspects)
        yield from self._one_at_a_time(suspects)

    def close(self) -> None:
        """Ends all workers."""
        while self._workers:
            self._workers.pop().end()

    def _together(self, batches: Batches, suspects: list[Batch]) -> Running:
        while batches.left or any(worker.under_way for worker in self._workers):
            if batches.left:
                self._staff(min(self._most, batches.total))
                self._hand_out(batches)
            for worker in ready(self._workers):
                try:
                    batch, result = worker.finished()
                except WorkerDiedError:
                    suspects += self._lost(worker, batches)
                else:
                    batches.measured(batch, result[1])
                    yield result[0]

    def _staff(self, count: int) -> None:
        """Starts workers until there are so many: all of them first, for each takes a while."""
        new = [Worker() for _ in range(len(self._workers), count)]
        self._workers += new
        for worker in new:
            worker.begin(self._job)

    def _hand_out(self, batches: Batches) -> None:
        """A batch for everybody, and one to go on with while there is plenty."""
        for worker in self._workers:
            if not worker.under_way and (batch := batches.take()):
                worker.give(batch)
        for worker in self._workers:
            if len(worker.under_way) < UNDER_WAY and batches.plenty and (batch := batches.take()):
                worker.give(batch)

    def _lost(self, worker: Worker, batches: Batches) -> list[Batch]:
        """Lets a dead worker go.

        Returns:
            What it was at, replication by replication; what it had not begun is given back.
        """
        self._workers.remove(worker)
        worker.end()
        for batch in worker.waiting:
            batches.give_back(batch)
        return [alone for batch in worker.at for alone in batch.singly()]

    def _one_at_a_time(self, suspects: list[Batch]) -> Running:
        if suspects:
            self.close()
        for batch in suspects:
            self._staff(1)
            [worker] = self._workers
            worker.give(batch)
            try:
                yield worker.finished()[1][0]
            except WorkerDiedError:
                self.close()
                yield [failed(batch.cell, batch.first, WORKER_DIED)]
