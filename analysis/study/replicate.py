"""Replications of every cell of a study, on all cores, with the same results for any number.

Every replication is a pure function of (world, seed, number), so the order in which workers finish
changes nothing: outcomes are put back into the order of the cells and of the replications.

Workers are spawned. A worker imports the model and nothing else: neither pandas nor, as
`multiprocessing` does by itself, the caller's main script (so no `if __name__ == "__main__"` is
needed). It ignores Ctrl-C, and leaves as soon as its master cancels or has died.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import ModuleType
from typing import TYPE_CHECKING

from analysis.study.batches import Batch, Batches
from analysis.study.tails import FlowRow, Tail, TimeRow, paths, tails

if TYPE_CHECKING:
    from sim.history import History
    from sim.ledgers.incidents import IncidentRow
    from sim.organisation.journal import Entry
    from sim.organisation.programme import Milestone
    from sim.scenario.machine import World

Simulate = Callable[..., "History"]
"""What runs one replication: called as `simulate(world, seed=…, replication=…, events=…)`, and with
`incidents=True` where the incident table is asked for."""
Report = Callable[[int, int], None]
"""What hears of progress: called with the replications done and their total."""

WORKER_DIED = "the worker process died (killed, or out of memory?) with nothing else under way"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one replication of one cell came to: its measures, or why it failed.

    `cell` counts the scenario's cells from 0, `replication` the worlds from 0. `error` is None
    where the replication succeeded; elsewhere measures, timeline, events and incidents are empty,
    as the last two are unless they were asked for.
    """

    cell: int
    replication: int
    error: str | None
    measures: Mapping[str, float | None]
    timeline: tuple[tuple[int, str, float | None], ...]
    events: tuple[Entry, ...]
    incidents: tuple[IncidentRow, ...] = ()
    time: tuple[TimeRow, ...] = ()
    """From day 0 to the horizon: (role, kind, ticks) of the time ledger."""
    flow: tuple[FlowRow, ...] = ()
    """From day 0 to the horizon: (item, step, state, resource, visits, ticks) of the flow ledger;
    with the state "ended", the step says how, and visits how many."""
    milestones: tuple[Milestone, ...] = ()
    """What has become of the investments, in order."""
    tails: tuple[Tail, ...] = ()
    """What it came to after each cut that may be made, if that was asked for."""


Result = tuple[list[Outcome], float]
Running = Generator[list[Outcome], None, None]


@dataclass(frozen=True, slots=True)
class Job:
    """Everything a worker has to know; sent to each worker once."""

    worlds: tuple[World, ...]
    seed: int
    simulate: Simulate | None = None
    events: bool = False
    incidents: bool = False
    tails: bool = False
    """Whether measures are wanted after each cut that may be made (see `steady`)."""


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
    workers = min(jobs or cores(), len(job.worlds) * replications)
    batches = Batches(len(job.worlds), first, replications, workers)
    run = _in_this_process if workers <= 1 else _in_workers
    outcomes: list[Outcome] = []
    # Closed whatever happens: an exception in `report` must not leave workers behind.
    with closing(run(job, batches, workers)) as finished:
        for some in finished:
            outcomes += some
            if report:
                report(len(outcomes), batches.total)
    return tuple(sorted(outcomes, key=lambda outcome: (outcome.cell, outcome.replication)))


def _in_this_process(job: Job, batches: Batches, _workers: int) -> Running:
    while batch := batches.take():
        yield run_batch(job, batch)[0]


def _in_workers(job: Job, batches: Batches, workers: int) -> Running:
    """Batches on a pool; if a worker dies, those under way are tried once more, one at a time."""
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
                    yield [_failed(batch.cell, batch.first, WORKER_DIED)]
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
            workers, mp_context=context, initializer=_begin, initargs=(job, self._theirs)
        )

    def submit(self, batch: Batch) -> Future[Result]:
        with _starting_processes():
            return self._executor.submit(_run_here, batch)

    def abandon(self) -> None:
        self._ours.close()
        self._executor.shutdown(cancel_futures=True)

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, problem: type[BaseException] | None, *_: object) -> None:
        if problem:
            self.abandon()
        self._executor.shutdown()
        self._ours.close()
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


def _begin(job: Job, ends_with_master: Connection) -> None:
    global _JOB  # a worker's only state: the job it was started for
    _JOB = job
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(50_000, 20, 100)  # cyclic garbage is rare in a replication: look seldom
    threading.Thread(target=_leave_at_end_of, args=(ends_with_master,), daemon=True).start()


def _leave_at_end_of(pipe: Connection) -> None:
    with suppress(OSError):
        pipe.poll(None)
    os._exit(1)


def _run_here(batch: Batch) -> Result:
    assert _JOB is not None
    return run_batch(_JOB, batch)


def run_batch(job: Job, batch: Batch) -> Result:
    """Runs a batch; returns its outcomes and the seconds that it took."""
    start = time.perf_counter()
    outcomes = [_outcome(job, batch.cell, number) for number in batch.numbers]
    return outcomes, time.perf_counter() - start


def _outcome(job: Job, cell: int, number: int) -> Outcome:
    try:
        history = _history(job, job.simulate or _model(), cell, number)
    except (Exception, SystemExit) as problem:
        return _failed(cell, number, _described(problem))
    if wrong := history.check():
        return _failed(cell, number, f"the ledgers do not balance: {'; '.join(wrong)}")
    events = tuple(history.events or ())
    incidents = tuple(history.incidents or ()) if job.incidents else ()
    timeline = tuple(history.timeline)
    return Outcome(
        cell,
        number,
        None,
        dict(history.measures),
        timeline,
        events,
        incidents,
        tuple(history.whole.time_spent()),
        paths(history.whole),
        tuple(history.milestones),
        tails(history) if job.tails else (),
    )


def _history(job: Job, simulate: Simulate, cell: int, number: int) -> History:
    asked = {"incidents": True} if job.incidents else {}
    return simulate(job.worlds[cell], seed=job.seed, replication=number, events=job.events, **asked)


def _model() -> Simulate:
    from sim import simulate

    return simulate


def _failed(cell: int, number: int, error: str) -> Outcome:
    return Outcome(cell, number, error, {}, (), ())


def _described(problem: BaseException) -> str:
    """One line: what, and in which module; no path, which would differ between machines."""
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" ({trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno})" if trace else ""
    return f"{type(problem).__name__}: {problem}{where}".replace("\n", " ")
