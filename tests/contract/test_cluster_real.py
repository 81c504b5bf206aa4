"""A real dask cluster on this machine: the same bytes, whatever befalls it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client

from analysis.study import connection
from analysis.study.cluster import ClusterLostError, ClusterRefusedError
from analysis.study.outcome import WORKER_DIED, Job, Outcome
from analysis.study.replicate import replicate
from tests.contract import fake_worlds
from tests.contract.loopback import Loopback, until
from tests.contract.typed import count, mlorg, results

pytestmark = pytest.mark.slow

WORLDS = tuple(cell.world for cell in fake_worlds.scenario().cells)
COUNT = 40
LONG = ("--set", "compare.replications=100000")
SWEPT = ("--over", "organisation.staff.it_engineer=[2, 4]", "--replications", "3")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Loopback]:
    """A scheduler with two workers that are started again when they die."""
    started = Loopback(tmp_path_factory.mktemp("cluster"), root)
    try:
        started.worker(nanny=True)
        started.worker(nanny=True)
        yield started
    finally:
        started.close()


@pytest.fixture
def alone(tmp_path: Path, root: Path) -> Iterator[Loopback]:
    """A scheduler of one's own, without workers."""
    folder = tmp_path / "alone"
    folder.mkdir()
    started = Loopback(folder, root)
    try:
        yield started
    finally:
        started.close()


@pytest.fixture(scope="module")
def local() -> tuple[Outcome, ...]:
    return replicate(Job(WORLDS, 7, fake_worlds.measured), COUNT, jobs=1)


def tasks(cluster: Loopback) -> int:
    """How many tasks the scheduler knows."""
    with Client(cluster.address, set_as_default=False) as client:
        return int(client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)))


@pytest.mark.parametrize("command", ["compare", "run", "sweep"])
def test_the_same_bytes_are_written(cluster: Loopback, here: Path, command: str) -> None:
    flags = {"run": [], "compare": ["--no-report"], "sweep": ["--no-report", *SWEPT]}[command]
    local = mlorg(command, "s.yaml", "--quiet", *flags, "--jobs", "1", "--out", "local")
    far = mlorg(
        command, "s.yaml", "--quiet", *flags, "--cluster", str(cluster.file), "--out", "far"
    )
    assert (local.exit_code, far.exit_code) == (0, 0), far.output
    assert far.stdout == local.stdout
    assert results(here / "far") == results(here / "local")
    assert {"runs.parquet", "manifest.json"} <= set(results(here / "far"))


def test_a_worker_that_is_killed_midway_costs_nothing(
    cluster: Loopback, local: tuple[Outcome, ...], tmp_path: Path
) -> None:
    victim = cluster.worker()
    folder = tmp_path / "at work"
    folder.mkdir()

    told: list[tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        told.append((done, total))
        if (folder / str(victim.pid)).exists():
            victim.kill()

    job = Job(WORLDS, 7, fake_worlds.Brief(folder, 0.3))
    with connection.connected(cluster.address) as client:
        until(lambda: client.workers() == 3)
    assert replicate(job, COUNT, cluster=cluster.address, report=report) == local
    assert victim.wait(60) == -signal.SIGKILL
    assert len(list(folder.iterdir())) == 3  # all three had worked
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1] == (2 * COUNT, 2 * COUNT)


@pytest.mark.usefixtures("here")
def test_a_command_whose_worker_is_killed_midway_writes_the_same_bytes(
    cluster: Loopback, tmp_path: Path
) -> None:
    """The command knows nothing of it; what has been lived so far is in its journal."""
    many, cells = 150, 4
    asked = ("compare", "s.yaml", "--quiet", "--no-report", "--replications", str(many))
    local = mlorg(*asked, "--jobs", "1", "--out", "local")
    victim = cluster.worker()
    with connection.connected(cluster.address) as client:
        until(lambda: client.workers() == 3)
    found: list[int] = []

    def kill_midway() -> None:
        until(lambda: count(tmp_path / "far") > 0)
        victim.kill()
        found.append(count(tmp_path / "far"))

    killer = threading.Thread(target=kill_midway)
    killer.start()
    far = mlorg(*asked, "--cluster", cluster.address, "--out", "far")
    killer.join()
    assert victim.wait(60) == -signal.SIGKILL
    assert 0 < found[0] < many * cells
    assert (local.exit_code, far.exit_code) == (0, 0), far.output
    assert far.stdout == local.stdout
    assert results(tmp_path / "far") == results(tmp_path / "local")


def test_a_worker_that_comes_late_takes_part(
    alone: Loopback, local: tuple[Outcome, ...], tmp_path: Path
) -> None:
    first = alone.worker()
    folder = tmp_path / "at work"
    folder.mkdir()
    late = []

    def report(_done: int, _total: int) -> None:
        if not late:
            late.append(alone.worker())
        elif (folder / str(late[0].pid)).exists():
            first.kill()

    job = Job(WORLDS, 7, fake_worlds.Brief(folder, 0.3))
    assert replicate(job, COUNT, cluster=alone.address, report=report) == local
    assert {path.name for path in folder.iterdir()} == {str(first.pid), str(late[0].pid)}


def test_what_kills_its_workers_is_a_row_as_on_this_machine(
    cluster: Loopback, tmp_path: Path
) -> None:
    folders = [tmp_path / "here", tmp_path / "there"]
    for folder in folders:
        folder.mkdir()
    killing = [Job(WORLDS, 7, fake_worlds.Killed(folder, times=99)) for folder in folders]
    local = replicate(killing[0], 6, jobs=2)
    assert replicate(killing[1], 6, cluster=cluster.address) == local
    assert [one.error for one in local if one.error] == [WORKER_DIED]


class TestVersions:
    """Workers that run another model."""

    @pytest.fixture
    def other(self, tmp_path: Path, root: Path) -> Path:
        """A checkout whose model differs in one line."""
        folder = tmp_path / "other"
        for package in ("sim", "analysis", "tests"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(root / package, folder / package, ignore=ignored)
        with (folder / "sim" / "randomness.py").open("a") as file:
            file.write("# another model\n")
        return folder

    def test_are_refused(self, alone: Loopback, other: Path, here: Path) -> None:
        alone.worker(root=other)
        done = mlorg("compare", "s.yaml", "--cluster", alone.address, "--out", "out")
        assert done.exit_code == 2
        assert f"1 of 1 workers at {alone.address} run another model" in done.stderr
        assert "the source of mlorg is " in done.stderr
        assert not (here / "out").exists()

    def test_so_is_one_that_knows_none(self, alone: Loopback, tmp_path: Path) -> None:
        shutil.copytree(Path(sys.modules["sim"].__path__[0]), tmp_path / "none" / "sim")
        (tmp_path / "none" / "analysis").mkdir()
        (tmp_path / "none" / "analysis" / "__init__.py").touch()
        alone.worker(root=tmp_path / "none")
        with pytest.raises(ClusterRefusedError, match="it has no mlorg, or an old one"):
            connection.check(alone.address)

    def test_and_one_that_comes_late_ends_the_study(
        self, alone: Loopback, other: Path, tmp_path: Path
    ) -> None:
        alone.worker()
        late = []

        def report(_done: int, _total: int) -> None:
            if not late:
                late.append(alone.worker(root=other))

        job = Job(WORLDS, 7, fake_worlds.Brief(tmp_path, 0.1))
        with pytest.raises(ClusterLostError, match="the source of mlorg is "):
            replicate(job, 100_000, cluster=alone.address, report=report)


class TestEnds:
    """A study that ends before its time."""

    @staticmethod
    def start(cluster: Loopback, root: Path) -> "subprocess.Popen[str]":
        command = ["compare", "s.yaml", *LONG, "--no-report", "--cluster", cluster.address]
        running = subprocess.Popen(
            [sys.executable, "-m", "analysis.cli", *command],
            env={**os.environ, "PYTHONPATH": str(root)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        until(lambda: tasks(cluster) > 0 or running.poll() is not None)
        return running

    @pytest.mark.usefixtures("here")
    def test_ctrl_c_takes_everything_back(self, cluster: Loopback, root: Path) -> None:
        running = self.start(cluster, root)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=120)
        assert running.returncode == 130, err
        assert out == ""
        assert err.splitlines()[-1].startswith("Interrupted: ")
        assert "Traceback" not in err
        until(lambda: tasks(cluster) == 0)

    @pytest.mark.usefixtures("here")
    def test_a_killed_command_leaves_no_work(self, cluster: Loopback, root: Path) -> None:
        running = self.start(cluster, root)
        running.kill()
        running.communicate(timeout=120)
        until(lambda: tasks(cluster) == 0)

    @pytest.mark.usefixtures("here")
    def test_a_scheduler_that_is_gone_is_said(self, alone: Loopback, root: Path) -> None:
        alone.worker()
        running = self.start(alone, root)
        alone.scheduler.kill()
        out, err = running.communicate(timeout=120)
        assert running.returncode == 1, err
        assert out == ""
        assert err.splitlines()[-1].startswith(f"Failed: {alone.address} ")
        assert "Traceback" not in err

    def test_nobody_is_waited_for_without_end(
        self, alone: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        worker = alone.worker()
        connection.check(alone.address)  # it has come
        monkeypatch.setattr(connection, "LONELY", 3.0)
        job = Job(WORLDS, 7, fake_worlds.Brief(tmp_path, 0.1))
        with pytest.raises(ClusterLostError, match="has had no workers for 3 s"):
            replicate(job, 1000, cluster=alone.address, report=lambda *_: worker.kill())


def test_a_scheduler_without_workers_is_refused(
    alone: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LONELY", 2.0)
    with pytest.raises(ClusterRefusedError, match="has no workers: none came within 2 s"):
        connection.check(alone.address)


@pytest.mark.parametrize("says", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n" * 5])
def test_who_listens_and_is_no_scheduler(says: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """One says nothing, for ever; one says what dask does not understand."""
    monkeypatch.setattr(connection, "PATIENCE", 2.0)
    with socket.create_server(("127.0.0.1", 0)) as server:
        calls = []

        def answer() -> None:
            while True:
                calls.append(server.accept()[0])
                calls[-1].sendall(says)

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(ClusterLostError, match="scheduler answers|is no dask scheduler"):
            connection.check(f"127.0.0.1:{server.getsockname()[1]}")
    assert calls
