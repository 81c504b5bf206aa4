"""The order of the backlog: first come, best estimate, or by lot; old age is the same in all."""

from collections.abc import Generator
from functools import partial
from math import exp
from statistics import NormalDist
from typing import Any

import pytest

from sim.ledgers.books import Books
from sim.organisation.backlog import Backlog
from sim.organisation.clock import Clock
from sim.organisation.order import FIRST_COME, Order
from sim.organisation.story import tell
from sim.organisation.timer import Timer
from sim.organisation.work import Project
from tests.builders import DAY

ITEM = "use case"
LUCK = {0: 0.2, 1: 0.9, 2: 0.5, 3: 0.7, 4: 0.1}


def luck(purpose: str, entity: int) -> float:
    """By lot and by estimate, the same few numbers."""
    return LUCK.get(entity, 0.5)


RANDOM = Order("random", 1.0, luck)
BEST = Order("best_estimate", 0.0, luck)
ERRING = Order("best_estimate", 2.0, luck)


class Intake:
    """A backlog with a limit of one, use cases of given values, and when each was started."""

    def __init__(self, order: Order, patience: float | None = None, lasting: float = 1) -> None:
        self.env = Clock(initial_time=0)
        self.books = Books(0)
        ticks = None if patience is None else round(patience * DAY)
        self.backlog = Backlog(self.env, self.books, ITEM, 1, ticks, order)
        self.ticks, self.lasting = ticks, lasting
        self.started: list[int] = []
        self.expired: dict[int, float] = {}

    def come(self, *worths: int, on: float = 0) -> "Intake":
        for number, value in enumerate(worths):
            Timer(self.env, round(on * DAY), self._tell, number, value)
        return self

    def order(self, on: float, order: Order) -> "Intake":
        then = partial(self.backlog.set_rules, 1, self.ticks, order)
        Timer(self.env, round(on * DAY), lambda *_: then(), None, None)
        return self

    def _tell(self, number: int, value: int) -> None:
        tell(self._life(number, value))

    def _life(self, number: int, value: int) -> Generator[Any, Any, None]:
        book = self.books.flow.book(ITEM, self.env.now, keeps_lead_times=False)
        item = Project(ITEM, number, 0, book, self.env.now)
        item.value = value
        if not (yield self.backlog.admission(item)):
            self.expired[number] = self.env.now / DAY
            return
        self.started.append(number)
        Timer(self.env, round(self.lasting * DAY), self._finish, None, None)

    def _finish(self, *_: None) -> None:
        self.backlog.finished()

    def until(self, day: float) -> "Intake":
        self.env.run(until=round(day * DAY))
        self.backlog.settle()
        self.books.close(self.env.now)
        assert [line for line in self.books.imbalances() if "wip limit" in line] == []
        return self


def estimate(entity: int, value: int) -> float:
    """What people think that a use case is worth, with the error of `ERRING`."""
    return value * exp(2 * NormalDist().inv_cdf(LUCK[entity]))


def test_first_come_looks_at_nothing_else() -> None:
    assert Intake(FIRST_COME).come(1, 5, 3, 4, 2).until(9).started == [0, 1, 2, 3, 4]


def test_the_best_goes_first_where_estimates_do_not_err() -> None:
    # The first to come meets an empty backlog.
    assert Intake(BEST).come(1, 5, 3, 4, 2).until(9).started == [0, 1, 3, 2, 4]


def test_of_equals_the_lower_number() -> None:
    assert Intake(BEST).come(7, 7, 7, 9, 7).until(9).started == [0, 3, 1, 2, 4]
    backwards = Intake(BEST).come(9)
    for number in (4, 3, 2, 1):
        Timer(backwards.env, 1, backwards._tell, number, 7)
    assert backwards.until(9).started == [0, 1, 2, 3, 4]


def test_an_error_moves_the_order() -> None:
    worths = (1, 3, 5, 4, 5)
    by_estimate = sorted((1, 2, 3, 4), key=lambda number: -estimate(number, worths[number]))
    assert by_estimate != [2, 4, 3, 1]
    assert Intake(ERRING).come(*worths).until(9).started == [0, *by_estimate]


def test_by_lot_the_value_does_not_matter() -> None:
    assert Intake(RANDOM).come(1, 5, 3, 4, 2).until(9).started == [0, 4, 2, 3, 1]


@pytest.mark.parametrize("order", [FIRST_COME, BEST, RANDOM])
def test_who_has_waited_too_long_is_dropped_in_any_order(order: Order) -> None:
    intake = Intake(order, patience=2, lasting=1.5).come(1, 5, 3, 4, 2).until(9)
    assert len(intake.started) == 2
    assert sorted([*intake.started, *intake.expired]) == [0, 1, 2, 3, 4]
    assert set(intake.expired.values()) == {2.0}


def test_another_order_holds_for_those_who_wait() -> None:
    intake = Intake(FIRST_COME).come(1, 2, 3, 4, 5).order(1.5, BEST).until(9)
    assert intake.started == [0, 1, 4, 3, 2]


def test_and_back_again_they_go_as_they_came() -> None:
    intake = Intake(BEST).come(1, 2, 3, 4, 5).order(1.5, FIRST_COME).until(9)
    assert intake.started == [0, 4, 1, 2, 3]


@pytest.mark.parametrize("patience", [3.0, None])
def test_those_dropped_do_not_pile_up(patience: float | None) -> None:
    """Ten thousand come, almost none is started: what is kept is what waits."""
    intake = Intake(BEST, patience=patience, lasting=10**6)
    for day in range(1000):
        intake.come(*range(1, 11), on=day / 4)
    intake.until(260)
    queue = intake.backlog._waiting
    assert len(queue) == (10000 - 1 if patience is None else 0)
    assert len(queue._heap) <= 2 * len(queue) + 200
