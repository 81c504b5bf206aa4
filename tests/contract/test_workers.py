"""Worker processes: whatever befalls them, and whenever, nobody waits for what will not come."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from pickle import dumps

import pytest

from analysis.study.batches import Batch, Batches
from analysis.study.outcome import WORKER_DIED, Job, Outcome
from analysis.study.replicate import Engines, replicate
from analysis.study.worker import Worker, WorkerDiedError
from analysis.study.workers import Crew
from tests.contract import fake_worlds

WORLDS = tuple(cell.world for cell in fake_worlds.scenario(contexts=("a", "b")).cells)


def outcomes(simulate: Callable[..., object], jobs: int, count: int = 12) -> tuple[Outcome, ...]:
    return replicate(Job(WORLDS, 7, simulate), count, jobs=jobs)


@pytest.fixture(scope="module")
def alone() -> tuple[Outcome, ...]:
    return outcomes(fake_worlds.measured, jobs=1)


def test_a_worker_killed_once_costs_nothing(alone: tuple[Outcome, ...], tmp_path: Path) -> None:
    assert outcomes(fake_worlds.Killed(tmp_path, times=1), jobs=2) == alone
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.slow
def test_what_kills_every_worker_is_recorded_as_failed(
    alone: tuple[Outcome, ...], tmp_path: Path
) -> None:
    found = outcomes(fake_worlds.Killed(tmp_path, times=99), jobs=2)
    failed = [one for one in found if one.error is not None]
    assert {one.error for one in failed} == {WORKER_DIED}
    assert [(one.cell, one.replication) for one in failed] == [(0, 3), (2, 3)]
    assert len(list(tmp_path.iterdir())) >= 3  # it is not given up at the first death
    assert [one for one in found if one.error is None] == [
        one for one in alone if (one.cell, one.replication) not in ((0, 3), (2, 3))
    ]


class InOne(Batches):
    """All replications of a cell are one batch."""

    def _size(self, cell: int, left: int) -> int:
        return left


def test_only_what_kills_is_lost_of_a_batch(alone: tuple[Outcome, ...], tmp_path: Path) -> None:
    job = Job(WORLDS, 7, fake_worlds.Killed(tmp_path, times=99))
    with closing(Crew(job, 2)) as crew:
        found = [one for some in crew.live(InOne([range(6)] * 2, 2)) for one in some]
    assert [(one.cell, one.replication, one.error) for one in found if one.error] == [
        (0, 3, WORKER_DIED)
    ]
    kept = sorted(
        (one for one in found if not one.error), key=lambda one: (one.cell, one.replication)
    )
    assert kept == [
        one
        for one in alone
        if one.cell < 2 and one.replication < 6 and (one.cell, one.replication) != (0, 3)
    ]
    assert len(list(tmp_path.iterdir())) == 2  # in its batch, and alone


def test_what_a_dead_worker_had_not_begun_is_under_no_suspicion() -> None:
    batches = Batches([range(5)], 2)
    crew, worker = Crew(Job(WORLDS, 7, fake_worlds.measured), 2), Worker()
    worker.under_way.extend([Batch(0, 0, 2), Batch(0, 2, 4)])
    crew._workers.append(worker)
    assert crew._lost(worker, batches) == [Batch(0, 0, 1), Batch(0, 1, 2)]
    assert batches.take() == Batch(0, 2, 4)
    assert crew._workers == []


def test_a_worker_that_dies_while_it_has_nothing_to_do_is_replaced(
    alone: tuple[Outcome, ...],
) -> None:
    with closing(Engines(Job(WORLDS, 7, fake_worlds.measured), jobs=2)) as engines:
        first = [one for some in engines.live([range(6)] * 4) for one in some]
        for worker in multiprocessing.active_children():
            assert worker.pid is not None
            os.kill(worker.pid, signal.SIGKILL)
        rest = [one for some in engines.live([range(6, 12)] * 4) for one in some]
    found = sorted([*first, *rest], key=lambda one: (one.cell, one.replication))
    assert tuple(found) == alone


def test_workers_stay_from_one_set_of_replications_to_the_next(tmp_path: Path) -> None:
    job = Job(WORLDS, 7, fake_worlds.Brief(tmp_path, 0.01))
    with closing(Engines(job, jobs=2)) as engines:
        for first in (0, 20, 40):
            assert len(list(engines.live([range(first, first + 20)] * 4)))
        at_work = {int(path.name) for path in tmp_path.iterdir()}
        assert at_work == {worker.pid for worker in multiprocessing.active_children()}
        assert len(at_work) == 2
    assert multiprocessing.active_children() == []


def test_a_worker_killed_half_way_through_what_it_says_is_not_waited_for(tmp_path: Path) -> None:
    """The line holds less than the message: it has begun to speak, and cannot have ended."""
    worker = Worker()
    worker.begin(dumps(Job(WORLDS, 7, fake_worlds.Lengthy(tmp_path))))
    worker.give(Batch(0, 0, 1))
    assert worker.line.poll(60)
    [process] = multiprocessing.active_children()
    process.kill()
    process.join()
    with pytest.raises(WorkerDiedError):
        worker.finished()
    worker.end()


def test_whoever_speaks_at_length_is_heard_to_the_end(tmp_path: Path) -> None:
    found = replicate(Job(WORLDS[:1], 7, fake_worlds.Lengthy(tmp_path)), 3, jobs=2)
    assert [one.events for one in found] == [(fake_worlds.SPEECH,)] * 3
    assert len(list(tmp_path.iterdir())) == 2


def test_workers_import_the_model_and_no_tables() -> None:
    import pandas  # noqa: F401  (the master has; the workers must not)

    heavy = fake_worlds.Imports(
        ("pandas", "numpy", "scipy", "pyarrow", "rich", "click", "ruamel.yaml", "sim.scenario.form")
    )
    found = outcomes(heavy, jobs=2, count=1)
    assert {str(one.error).partition(" (")[0] for one in found} == {"RuntimeError: none"}


SCRIPT = """
from pathlib import Path
from analysis.study.outcome import Job
from analysis.study.replicate import replicate
from tests.contract import fake_worlds
worlds = tuple(cell.world for cell in fake_worlds.scenario().cells)
print("script runs")
found = replicate(Job(worlds, 1, {simulate}), 4, jobs=2)
print(sum(one.error is None for one in found), "good")
"""


def script(folder: Path, simulate: str, root: Path) -> "subprocess.Popen[str]":
    path = folder / "study.py"
    path.write_text(SCRIPT.format(simulate=simulate))
    return subprocess.Popen(
        [sys.executable, str(path)],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Whoever started the tests may have told them to ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


@pytest.mark.slow
def test_a_script_needs_no_main_guard(tmp_path: Path, root: Path) -> None:
    out, err = script(tmp_path, "fake_worlds.measured", root).communicate(timeout=120)
    assert out == "script runs\n8 good\n"  # once: workers do not run it again
    assert err == ""


def processes_at_work(folder: Path, count: int) -> list[int]:
    """Waits until so many workers have begun."""
    deadline = time.monotonic() + 120
    while len(list(folder.iterdir())) < count:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return [int(path.name) for path in folder.iterdir()]


def gone(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True
    return status.rpartition(")")[2].split()[0] == "Z"


def all_gone(processes: list[int]) -> bool:
    deadline = time.monotonic() + 60
    while not all(map(gone, processes)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.slow
@pytest.mark.parametrize("to_all", [True, False])
def test_an_interrupt_stops_everything_at_once(tmp_path: Path, root: Path, to_all: bool) -> None:
    """Ctrl-C reaches the whole group; a signal to the master alone must do as well."""
    folder = tmp_path / "at work"
    folder.mkdir()
    running = script(tmp_path, f"fake_worlds.Slow(Path({str(folder)!r}))", root)
    workers = processes_at_work(folder, 2)
    send = os.killpg if to_all else os.kill
    send(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=120)
    assert running.returncode != 0
    assert err.count("Traceback") == 1  # the script's own; no worker speaks
    assert all_gone(workers)


@pytest.mark.slow
def test_workers_do_not_outlive_a_killed_master(tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "at work"
    folder.mkdir()
    running = script(tmp_path, f"fake_worlds.Slow(Path({str(folder)!r}))", root)
    workers = processes_at_work(folder, 2)
    running.kill()
    running.communicate(timeout=120)
    assert all_gone(workers)


@pytest.mark.parametrize("lengthy", [False, True])
def test_an_exception_in_the_report_leaves_no_worker(tmp_path: Path, lengthy: bool) -> None:
    """Nor is anybody waited for who is half-way through what he says."""

    def report(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    simulate = fake_worlds.Lengthy(tmp_path) if lengthy else fake_worlds.measured
    with pytest.raises(KeyboardInterrupt) as held:  # with its traceback, and so all its frames
        replicate(Job(WORLDS, 7, simulate), 500, jobs=2, report=report)
    assert multiprocessing.active_children() == []
    del held
