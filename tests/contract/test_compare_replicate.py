"""Replications in parallel: the same for any number of workers."""

import os
from collections.abc import Callable

import pytest

from analysis.study.batches import FULL_SECONDS, LEAST_SECONDS, Batch, Batches
from analysis.study.outcome import Job, Outcome
from analysis.study.replicate import cores, replicate
from tests.contract import fake_worlds

CELLS = fake_worlds.scenario(contexts=("a", "b")).cells
WORLDS = tuple(cell.world for cell in CELLS)


def outcomes(simulate: Callable[..., object], jobs: int, count: int = 12) -> tuple[Outcome, ...]:
    return replicate(Job(WORLDS, 7, simulate), count, jobs=jobs)


@pytest.fixture(scope="module")
def alone() -> tuple[Outcome, ...]:
    return outcomes(fake_worlds.measured, jobs=1)


def test_any_number_of_workers_gives_the_same(alone: tuple[Outcome, ...]) -> None:
    assert outcomes(fake_worlds.measured, jobs=2) == alone
    assert outcomes(fake_worlds.measured, jobs=3) == alone


def test_outcomes_come_by_cell_and_replication(alone: tuple[Outcome, ...]) -> None:
    places = [(one.cell, one.replication) for one in alone]
    assert places == [(cell, number) for cell in range(4) for number in range(12)]


def test_every_replication_is_another_world(alone: tuple[Outcome, ...]) -> None:
    assert len({one.measures["throughput"] for one in alone}) == len(alone)


def test_replications_may_begin_anywhere(alone: tuple[Outcome, ...]) -> None:
    some = replicate(Job(WORLDS[:1], 7, fake_worlds.measured), 2, jobs=1, first=5)
    assert list(some) == [one for one in alone if one.cell == 0 and one.replication in (5, 6)]


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    job = Job(WORLDS, 7, fake_worlds.measured)
    replicate(job, 5, jobs=2, report=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1] == (20, 20)
    assert {total for _, total in told} == {20}


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("simulate", "error"),
    [
        (
            fake_worlds.failing,
            "ZeroDivisionError: nobody left to do it (tests.contract.fake_worlds:",
        ),
        (fake_worlds.leaving, "SystemExit: gone (tests.contract.fake_worlds:"),
    ],
)
def test_a_replication_that_raises_is_an_outcome(
    alone: tuple[Outcome, ...], simulate: Callable[..., object], error: str, jobs: int
) -> None:
    found = outcomes(simulate, jobs)
    failed = [one for one in found if one.error is not None]
    assert [(one.cell, one.replication) for one in failed] == [(0, 3), (2, 3)]
    assert all(one.error and one.error.startswith(error) for one in failed)
    assert all(one.error and one.error.isprintable() for one in failed)
    assert all(not one.measures and not one.timeline for one in failed)
    assert [one for one in found if one.error is None] == [
        one for one in alone if (one.cell, one.replication) not in ((0, 3), (2, 3))
    ]


def test_a_ledger_that_does_not_balance_is_a_failure() -> None:
    found = outcomes(fake_worlds.unbalanced, jobs=1, count=1)
    assert {one.error for one in found} == {"the ledgers do not balance: time: 1 tick too many"}


class TestBatches:
    """How replications are cut into tasks."""

    @staticmethod
    def taken(batches: Batches, seconds: float) -> list[Batch]:
        found = []
        while batch := batches.take():
            found.append(batch)
            batches.measured(batch, seconds * len(batch.numbers))
        return found

    @pytest.mark.parametrize("seconds", [1e-7, 1e-4, 1e-2, 1.0])
    def test_every_replication_is_in_one_batch(self, seconds: float) -> None:
        found = self.taken(Batches([range(10, 210)] * 3, 4), seconds)
        numbers = [(batch.cell, number) for batch in found for number in batch.numbers]
        assert sorted(numbers) == [(cell, n) for cell in range(3) for n in range(10, 210)]

    @pytest.mark.parametrize("seconds", [1e-4, 1e-3, 1e-2])
    def test_batches_are_long_against_what_they_cost(self, seconds: float) -> None:
        _, *found = self.taken(Batches([range(10_000)], 2), seconds)
        *most, _last = (len(batch.numbers) * seconds for batch in found)
        assert all(LEAST_SECONDS <= length <= FULL_SECONDS + seconds for length in most)
        assert most[0] == pytest.approx(FULL_SECONDS)

    def test_a_long_replication_is_a_batch(self) -> None:
        assert all(len(b.numbers) == 1 for b in self.taken(Batches([range(30)] * 2, 2), 2.0))

    def test_every_cell_is_tried_before_any_is_continued(self) -> None:
        batches = Batches([range(5)] * 3, 2)
        assert [batches.take() for _ in range(3)] == [Batch(cell, 0, 1) for cell in range(3)]

    @pytest.mark.parametrize("seconds", [1e-7, 1e-2, 1.0])
    def test_gaps_are_left_out(self, seconds: float) -> None:
        todo = [[0, 1, 5, 6, 7, 11], [], [3], list(range(2, 300, 3))]
        found = self.taken(Batches(todo, 2), seconds)
        numbers = [(batch.cell, number) for batch in found for number in batch.numbers]
        assert sorted(numbers) == [(cell, n) for cell, ns in enumerate(todo) for n in ns]

    def test_nobody_queues_for_a_busy_worker_where_the_last_task_may_be_near(self) -> None:
        batches = Batches([range(100)] * 2, 2)
        assert not batches.plenty  # nobody knows yet how long they take
        plenty, left = [], 200
        while batch := batches.take():
            batches.measured(batch, 0.1 * len(batch.numbers))
            left -= len(batch.numbers)
            plenty.append((left, batches.plenty))
        assert all(said == (left > 5) for left, said in plenty)  # 2 workers, 0.25 s a task

    def test_cells_go_on_side_by_side(self) -> None:
        lives = [0, 0, 0]
        for batch in self.taken(Batches([range(200)] * 3, 2), 0.1):
            lives[batch.cell] = batch.stop
            assert max(lives) - min(lives) <= 5

    def test_what_is_given_back_is_taken_again(self) -> None:
        batches = Batches([range(1)], 1)
        batch = batches.take()
        assert batch is not None
        assert not batches.left
        batches.give_back(batch)
        assert batches.left
        assert batches.take() == batch


def test_all_cores_are_those_that_may_be_used() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
