"""A study on a cluster is the same study: here on a made-up cluster, without dask."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.study import connection, remote
from analysis.study.batches import Batch, Batches
from analysis.study.cluster import (
    LEAST_SECONDS,
    lived_on,
)
from analysis.study.outcome import WORKER_DIED, Job, Outcome, Result
from analysis.study.replicate import replicate
from tests.contract import fake_worlds
from tests.contract.typed import mlorg, written

WORLDS = tuple(cell.world for cell in fake_worlds.scenario(contexts=("a", "b")).cells)
JOB = Job(WORLDS, 7, fake_worlds.measured)
COUNT = 12
PACKAGE = "analysis.study."


class MadeUp:
    """A cluster that runs its tasks when it is asked what has finished, the last one first.

    Args:
        sizes: how many workers it has, each time it is asked; then as many as the last.
        deadly: replications of cell 0 whose workers die ...
        deaths: ... so many times.
    """

    def __init__(self, *sizes: int, deadly: tuple[int, ...] = (), deaths: int = 99) -> None:
        self._sizes, self._deadly, self._deaths = list(sizes), deadly, deaths
        self.tasks: list[tuple[bytes, Batch]] = []
        self.most = 0
        self.sent: list[Batch] = []
        self.with_killer: list[int] = []

    def workers(self) -> int:
        return self._sizes.pop(0) if len(self._sizes) > 1 else self._sizes[0]

    def submit(self, job: Job, batch: Batch) -> None:
        self.tasks.append((remote.pack(job, batch.cell), batch))
        self.sent.append(batch)
        self.most = max(self.most, len(self.tasks))

    def finished(self) -> list[tuple[Batch, Result | None]]:
        packed, batch = self.tasks.pop()
        if batch.cell == 0 and set(self._deadly) & set(batch.numbers) and self._deaths:
            self._deaths -= 1
            self.with_killer.append(len(self.tasks))
            innocent = [one for _, one in self.tasks[:1]]
            del self.tasks[:1]
            return [(batch, None), *((one, None) for one in innocent)]
        return [(batch, remote.run(packed, batch, remote.identity()))]


def outcomes(cluster: MadeUp, job: Job = JOB, count: int = COUNT) -> list[Outcome]:
    batches = Batches([range(count)] * len(WORLDS), 1)
    found = [one for some in lived_on(cluster, job, batches) for one in some]
    return sorted(found, key=lambda one: (one.cell, one.replication))


@pytest.fixture(scope="module")
def here() -> list[Outcome]:
    return list(replicate(JOB, COUNT, jobs=1))


@pytest.mark.parametrize("sizes", [(1,), (3,), (1, 50), (2, 0, 0, 5, 1)])
def test_the_outcomes_are_those_of_this_machine(
    here: list[Outcome], sizes: tuple[int, ...]
) -> None:
    assert outcomes(MadeUp(*sizes)) == here


def test_no_more_is_under_way_than_keeps_workers_busy() -> None:
    cluster = MadeUp(3)
    outcomes(cluster)
    assert cluster.most == 6


class Idle(MadeUp):
    """A cluster that only says how long it would have taken: 10 ms a replication."""

    def submit(self, job: Job, batch: Batch) -> None:
        self.tasks.append((b"", batch))
        self.sent.append(batch)

    def finished(self) -> list[tuple[Batch, Result | None]]:
        _, batch = self.tasks.pop()
        return [(batch, ([], 0.01 * len(batch.numbers)))]


@pytest.mark.parametrize("workers", [2, 50, 500])
def test_tasks_are_long_against_what_they_cost(workers: int) -> None:
    """A scheduler hands out a task in some 2 ms: it must get round while all work on theirs."""
    cluster = Idle(workers)
    outcomes(cluster, count=2000 * workers)
    known = cluster.sent[len(WORLDS) + 2 * workers :]  # the others were sent off to find out
    lengths = [0.01 * len(batch.numbers) for batch in known]
    assert sum(length < LEAST_SECONDS for length in lengths) <= len(WORLDS)  # the rest of a cell
    assert max(lengths) >= 2 * 0.002 * workers
    assert max(lengths) <= 5


class TestDeaths:
    """Workers die."""

    def test_once_costs_nothing(self, here: list[Outcome]) -> None:
        assert outcomes(MadeUp(2, deadly=(3,), deaths=1)) == here

    def test_what_kills_is_a_row_as_on_this_machine(self, here: list[Outcome]) -> None:
        cluster = MadeUp(2, deadly=(3, 7))
        found = outcomes(cluster)
        failed = [one for one in found if one.error is not None]
        assert [(one.cell, one.replication, one.error) for one in failed] == [
            (0, 3, WORKER_DIED),
            (0, 7, WORKER_DIED),
        ]
        assert [one for one in found if one.error is None] == [
            one for one in here if (one.cell, one.replication) not in ((0, 3), (0, 7))
        ]
        assert cluster.with_killer[-2:] == [0, 0]  # alone, so that it is certain who killed

    def test_every_replication_has_one_outcome(self) -> None:
        found = outcomes(MadeUp(2, deadly=(0, 1, 2, 3)))
        assert set(Counter((one.cell, one.replication) for one in found).values()) == {1}
        assert len(found) == COUNT * len(WORLDS)


class TestRemote:
    """What workers do."""

    def test_a_cell_keeps_its_number(self) -> None:
        found, _ = remote.run(remote.pack(JOB, 2), Batch(2, 4, 6), remote.identity())
        assert [(one.cell, one.replication) for one in found] == [(2, 4), (2, 5)]

    def test_a_task_carries_one_world(self) -> None:
        many = replace(JOB, worlds=WORLDS * 20)
        assert len(remote.pack(many, 50)) == len(remote.pack(JOB, 2))

    @pytest.mark.parametrize("place", range(len(remote.FIELDS)))
    def test_another_model_is_refused(self, place: int) -> None:
        other = tuple(
            "other" if number == place else one for number, one in enumerate(remote.identity())
        )
        with pytest.raises(remote.OtherVersionError, match=f"^{remote.FIELDS[place]} is .* other$"):
            remote.run(remote.pack(JOB, 0), Batch(0, 0, 1), other)

    def test_the_source_is_that_of_the_model_and_of_what_workers_run(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = remote._source()
        monkeypatch.setattr(remote, "model", lambda: "another")
        another = remote._source()
        monkeypatch.setattr(remote, "SENT", remote.SENT[1:])
        assert len({before, another, remote._source()}) == 3

    def test_nothing_that_workers_run_is_left_out(self) -> None:
        program = "import sys, analysis.study.remote; print(*sys.modules)"
        done = subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True
        )
        imported = done.stdout.split()
        study = {name.removeprefix(PACKAGE) for name in imported if name.startswith(PACKAGE)}
        assert {f"{name}.py" for name in study - {"identity", "lazy", "packed"}} == set(remote.SENT)
        assert not set(imported) & {"click", "distributed", "numpy", "pandas", "pyarrow", "rich"}


@pytest.fixture
def nothing_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
    assert written(tmp_path) == []


@pytest.mark.usefixtures("nothing_written")
class TestTyped:
    """`--cluster` as somebody types it."""

    @pytest.fixture(autouse=True)
    def soon(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(connection, "PATIENCE", 0.2)

    @pytest.mark.parametrize("command", ["compare", "run"])
    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("here", "'here' is no address of a dask scheduler: it is like tcp://10.0.0.1:8786"),
            ("http://10.0.0.1:8787", "'http://10.0.0.1:8787' is no address of a dask scheduler"),
            ("tcp://10.0.0.1", "'tcp://10.0.0.1' is no address of a dask scheduler"),
            ("scheduler.json", "no scheduler has written 'scheduler.json' within 0.2 s"),
        ],
    )
    def test_what_is_no_address(self, command: str, address: str, said: str) -> None:
        done = mlorg(command, "one-more-engineer", "--cluster", address)
        assert done.exit_code == 2
        assert f"Invalid value for '--cluster': {said}" in done.stderr

    def test_dask_is_an_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "distributed", None)
        done = mlorg("compare", "one-more-engineer", "--cluster", "127.0.0.1:8786")
        assert done.exit_code == 2
        assert "pip install 'mlorg[cluster]'" in done.stderr

    def test_a_cluster_and_processes_are_two_things(self) -> None:
        done = mlorg("compare", "one-more-engineer", "--jobs", "2", "--cluster", "127.0.0.1:1")
        assert done.exit_code == 2
        assert "--jobs are processes of this machine, --cluster is elsewhere" in done.stderr

    def test_nobody_answers(self) -> None:
        done = mlorg("compare", "one-more-engineer", "--cluster", "127.0.0.1:1")
        assert done.exit_code == 1
        assert done.stderr == "Failed: no dask scheduler answers at 127.0.0.1:1 within 0.2 s\n"
        assert done.stdout == ""
