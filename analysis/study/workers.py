"""Replications on worker processes of this machine.

Workers are spawned. A worker imports the model and nothing else: neither pandas nor, as
`multiprocessing` does by itself, the caller's main script (so no `if __name__ == "__main__"` is
needed). It ignores Ctrl-C, and leaves as soon as its master cancels or has died.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from types import ModuleType
from typing import TYPE_CHECKING

from analysis.garbage import look_seldom
from analysis.study.outcome import WORKER_DIED, Job, Result, Running, failed, run_batch

if TYPE_CHECKING:
    from analysis.study.batches import Batch, Batches


def in_workers(job: Job, batches: Batches, workers: int) -> Running:
    """An engine: batches on a pool of so many processes.

    If a worker dies, the batches under way are tried once more, one at a time.
    """
    while batches.left:
        under_way: dict[Future[Result], Batch] = {}
        with _Pool(job, workers) as pool:
            try:
                yield from _until_done(pool, batches, under_way, 2 * workers)
            except BrokenProcessPool:
                pool.abandon()
        yield from _one_at_a_time(job, list(under_way.values()))


def _until_done(
    pool: _Pool, batches: Batches, under_way: dict[Future[Result], Batch], most: int
) -> Running:
    while True:
        while len(under_way) < most and (batch := batches.take()):
            future = _kept(pool, batches, batch)
            under_way[future] = batch
        if not under_way:
            return
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            outcomes, seconds = future.result()
            batches.measured(under_way.pop(future), seconds)
            yield outcomes


def _kept(pool: _Pool, batches: Batches, batch: Batch) -> Future[Result]:
    try:
        return pool.submit(batch)
    except BrokenProcessPool:
        batches.give_back(batch)  # it never started, so it is not under suspicion
        raise


def _one_at_a_time(job: Job, suspects: list[Batch]) -> Running:
    """With one batch under way it is certain which one kills its worker. It is tried again
    replication by replication, so that only those that kill are lost."""
    while suspects:
        with _Pool(job, 1) as pool:
            try:
                while suspects:
                    yield pool.submit(suspects[0]).result()[0]
                    suspects.pop(0)
            except BrokenProcessPool:
                pool.abandon()
                batch = suspects.pop(0)
                if len(batch.numbers) == 1:
                    yield [failed(batch.cell, batch.first, WORKER_DIED)]
                else:
                    suspects[:0] = batch.singly()


class _Pool:
    """Worker processes that die with this object, with this process, and not with Ctrl-C."""

    def __init__(self, job: Job, workers: int) -> None:
        context = multiprocessing.get_context("spawn")
        # Nothing is ever written to this pipe. Workers wait for its end: when this process closes
        # it, or no longer exists.
        self._theirs, self._ours = context.Pipe(duplex=False)
        self._executor = ProcessPoolExecutor(
            workers,
            mp_context=context,
            initializer=_begin,
            initargs=(pickle.dumps(job), self._theirs),
        )

    def submit(self, batch: Batch) -> Future[Result]:
        with _starting_processes():
            return self._executor.submit(_run_here, batch)

    def abandon(self) -> None:
        self._ours.close()
        self._executor.shutdown(cancel_futures=True)

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.abandon()  # nobody waits for what is under way, nor for workers to tidy up
        self._theirs.close()


@contextmanager
def _starting_processes() -> Iterator[None]:
    """Processes started here never see Ctrl-C, and do not import the caller's main script."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    masked = hasattr(signal, "pthread_sigmask")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masked else None
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        if before is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


_JOB: Job | None = None


def _begin(packed: bytes, ends_with_master: Connection) -> None:
    global _JOB  # a worker's only state: the job it was started for
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    look_seldom()
    threading.Thread(target=_leave_at_end_of, args=(ends_with_master,), daemon=True).start()
    _JOB = pickle.loads(packed)  # imports the model: by now seldom looking for garbage


def _leave_at_end_of(pipe: Connection) -> None:
    with suppress(OSError):
        pipe.poll(None)
    os._exit(1)


def _run_here(batch: Batch) -> Result:
    assert _JOB is not None
    return run_batch(_JOB, batch)
