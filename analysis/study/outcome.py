"""What one replication comes to, and what a worker does to find it out.

Every replication is a pure function of (world, seed, number): wherever it runs, it has one outcome.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.study.frozen import Measured
from analysis.study.tails import FlowRow, Tail, TimeRow, paths, tails

if TYPE_CHECKING:
    from analysis.study.batches import Batch, Batches
    from sim.history import History
    from sim.ledgers.incidents import IncidentRow
    from sim.organisation.journal import Entry
    from sim.organisation.programme import Milestone
    from sim.scenario.machine import World

Simulate = Callable[..., "History"]
"""What runs one replication: called as `simulate(world, seed=…, replication=…, events=…)`, and with
`incidents=True` where the incident table is asked for."""

WORKER_DIED = "the worker process died (killed, or out of memory?) with nothing else under way"
"""The error of a replication that ends the process that runs it, wherever that is."""


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
    time: Sequence[TimeRow] = ()
    """From day 0 to the horizon: (role, kind, ticks) of the time ledger."""
    flow: Sequence[FlowRow] = ()
    """From day 0 to the horizon: (item, step, state, resource, visits, ticks) of the flow ledger;
    with the state "ended", the step says how, and visits how many."""
    milestones: tuple[Milestone, ...] = ()
    """What has become of the investments, in order."""
    tails: Sequence[Tail] = ()
    """What it came to after each cut that may be made, if that was asked for (see `steady`)."""


@dataclass(frozen=True, slots=True)
class Job:
    """Everything a worker has to know; sent to each worker once."""

    worlds: tuple[World, ...]
    seed: int
    simulate: Simulate | None = None
    events: bool = False
    incidents: bool = False
    tails: bool = False


Result = tuple[list[Outcome], float]
"""The outcomes of a batch, and the seconds that it took."""
Running = Generator[list[Outcome], None, None]
"""An engine at work: the outcomes of one batch after another, as they come, in no order."""
Engine = Callable[["Batches"], Running]
"""What runs batches."""


def run_batch(job: Job, batch: Batch) -> Result:
    """Runs a batch; returns its outcomes and the seconds that it took."""
    start = time.perf_counter()
    outcomes = [_outcome(job, batch.cell, number) for number in batch.numbers]
    return outcomes, time.perf_counter() - start


def _outcome(job: Job, cell: int, number: int) -> Outcome:
    try:
        history = _history(job, job.simulate or _model(), cell, number)
    except (Exception, SystemExit) as problem:
        return failed(cell, number, _described(problem))
    if wrong := history.check():
        return failed(cell, number, f"the ledgers do not balance: {'; '.join(wrong)}")
    events = tuple(history.events or ())
    incidents = tuple(history.incidents or ()) if job.incidents else ()
    timeline = tuple(history.timeline)
    return Outcome(
        cell,
        number,
        None,
        Measured(history.measures),
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


def failed(cell: int, number: int, error: str) -> Outcome:
    """A replication that came to nothing, and why."""
    return Outcome(cell, number, error, Measured(), (), ())


def _described(problem: BaseException) -> str:
    """One line: what, and in which module; no path, which would differ between machines."""
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" ({trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno})" if trace else ""
    return f"{type(problem).__name__}: {problem}{where}".replace("\n", " ")
