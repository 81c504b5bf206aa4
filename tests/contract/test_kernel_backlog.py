"""The backlog: first come, first started, under a limit; who waits too long is dropped."""

from collections.abc import Generator
from typing import Any

from sim.ledgers.books import Books
from sim.organisation.backlog import Backlog
from sim.organisation.clock import Clock
from sim.organisation.story import tell
from sim.organisation.timer import Timer
from sim.organisation.work import Project
from tests.builders import DAY

ITEM = "use case"


class Intake:
    """A backlog, use cases that come day by day, and what became of each on which day."""

    def __init__(self, limit: int | None, patience: float | None, lasting: float = 5) -> None:
        self.env = Clock(initial_time=0)
        self.books = Books()
        ticks = None if patience is None else round(patience * DAY)
        self.backlog = Backlog(self.env, self.books, ITEM, limit, ticks)
        self.lasting = lasting
        self.started: dict[int, float] = {}
        self.expired: dict[int, float] = {}

    def come(self, *on: float) -> "Intake":
        for number, day in enumerate(on):
            Timer(self.env, round(day * DAY), self._tell, number, None)
        return self

    def rules(self, on: float, limit: int | None, patience: float | None) -> "Intake":
        ticks = None if patience is None else round(patience * DAY)
        Timer(self.env, round(on * DAY), self.backlog.set_rules, limit, ticks)
        return self

    def _tell(self, number: int, _: object) -> None:
        tell(self._life(number))

    def _life(self, number: int) -> Generator[Any, Any, None]:
        book = self.books.flow.book(ITEM, self.env.now, keeps_lead_times=False)
        item = Project(ITEM, number, 0, book, self.env.now)
        started = yield self.backlog.admission(item)
        (self.started if started else self.expired)[number] = self.env.now / DAY
        if started and not self.lasting:
            self.backlog.finished()
        elif started:
            Timer(self.env, round(self.lasting * DAY), self._finish, None, None)

    def _finish(self, *_: None) -> None:
        self.backlog.finished()

    def until(self, day: float) -> "Intake":
        self.env.run(until=round(day * DAY))
        self.backlog.settle()
        self.books.close(self.env.now)
        assert [line for line in self.books.imbalances() if "wip limit" in line] == []
        return self


def test_without_a_limit_everything_starts_at_once() -> None:
    assert Intake(None, 1).come(0, 0, 1, 2).until(9).started == {0: 0, 1: 0, 2: 1, 3: 2}


def test_under_a_limit_the_first_to_come_is_the_first_to_start() -> None:
    intake = Intake(2, None).come(0, 1, 2, 3, 4).until(20)
    assert intake.started == {0: 0, 1: 1, 2: 5, 3: 6, 4: 10}


def test_who_has_waited_too_long_is_dropped_to_the_tick() -> None:
    intake = Intake(1, 3).come(0, 0.5, 1, 4).until(20)
    assert intake.expired == {1: 3.5, 2: 4}
    assert intake.started == {0: 0, 3: 5}


def test_no_patience_at_all() -> None:
    intake = Intake(1, 0).come(0, 1, 7).until(20)
    assert (intake.started, intake.expired) == ({0: 0, 2: 7}, {1: 1})


def test_a_higher_limit_starts_more_on_that_day() -> None:
    intake = Intake(1, None).come(0, 0, 0, 0).rules(2, limit=3, patience=None).until(20)
    assert intake.started == {0: 0, 1: 2, 2: 2, 3: 5}


def test_a_lower_limit_stops_nobody_but_starts_fewer() -> None:
    intake = Intake(3, None).come(0, 0, 0, 1, 2).rules(0.5, limit=1, patience=None).until(20)
    assert intake.started == {0: 0, 1: 0, 2: 0, 3: 5, 4: 10}


def test_less_patience_holds_for_those_who_wait() -> None:
    intake = Intake(1, None).come(0, 1, 2, 3).rules(4, limit=1, patience=1.5).until(20)
    assert intake.expired == {1: 4, 2: 4, 3: 4.5}


def test_more_patience_does_too() -> None:
    intake = Intake(1, 2).come(0, 1, 3.5).rules(2, limit=1, patience=9).until(30)
    assert (intake.started, intake.expired) == ({0: 0, 1: 5, 2: 10}, {})


def test_expiry_makes_room_for_nobody_else() -> None:
    intake = Intake(1, 2, lasting=50).come(0, 1, 2, 3).until(60)
    assert intake.expired == {1: 3, 2: 4, 3: 5}
    assert intake.books.levels["use cases in progress"].area == 50 * DAY


def test_however_many_end_as_soon_as_they_are_started() -> None:
    """One after the other, not one within the other: thousands do not exhaust the stack."""
    many = 5000
    intake = Intake(0, None, lasting=0).come(*[1] * many).rules(2, 1, None).until(3)
    assert intake.started == dict.fromkeys(range(many), 2)
    assert list(intake.started) == list(range(many))
