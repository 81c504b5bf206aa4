"""One desk by itself, for tests of its rules: work is handed in on given days, a diary is kept."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sim.ledgers.books import Books
from sim.ledgers.flow import Stop
from sim.organisation.clock import Clock
from sim.organisation.desk import Desk
from sim.organisation.manners import Manners
from sim.organisation.story import tell
from sim.organisation.timer import Timer
from sim.organisation.work import Item, Row, Task, Work
from sim.vocabulary import PRIORITY_CLASSES
from tests.builders import DAY

KIND = "new_value"
PEOPLE = "people"
INTERRUPTING = {"preempting": ("incident",), "preemptible": ("refresh", "new", "improvement")}
"""Manners by which incidents interrupt what may be interrupted."""
Line = tuple[float, str, str]
"""On which day, what happened, to whom."""


def days(number: float) -> int:
    """Days in ticks."""
    return round(number * DAY)


def no_effort(entity: int, index: int) -> int:
    """Efforts are given by hand here."""
    return 0


class Office:
    """Equal people at one desk. Items are named by a letter of their class and their entity."""

    def __init__(self, heads: int | None, **manners: Any) -> None:
        self.env = Clock(initial_time=0)
        self.books = Books()
        self.manners = Manners(**{"priorities": PRIORITY_CLASSES, **manners})
        self.desk = Desk(self.env, PEOPLE, heads, self.manners, self.books)
        self.desk.record = self._note
        self.lines: list[tuple[int, str, str]] = []

    def ask(
        self,
        name: str,
        efforts: float | Sequence[float],
        on: float = 0,
        after: Callable[[], object] = lambda: None,
    ) -> None:
        """An item of a class ("incident 3") needs these days of work, step by step; what happens
        `after` its end happens within the same instant."""
        steps = efforts if isinstance(efforts, Sequence) else (efforts,)
        ticks = [days(effort) for effort in steps]
        self.on(on, partial(self._open, name, ticks, after))

    def ask_exactly(self, name: str, ticks: int, on: int) -> None:
        """The same in ticks."""
        Timer(self.env, on, self._open, name, [ticks])

    def ask_now(self, name: str, effort: float) -> None:
        """The same, at this very instant."""
        self._open(name, [days(effort)])

    def on(self, day: float, action: Callable[[], object]) -> None:
        """Something happens on a day."""
        Timer(self.env, days(day) - self.env.now, lambda *_: action(), None, None)

    def people(self, heads: int, on: float) -> None:
        """From some day on there are more or fewer."""
        self.on(on, partial(self.desk.set_heads, heads))

    def behave(self, on: float, **manners: Any) -> None:
        """From some day on they have other manners."""
        self.on(on, lambda: self.desk.adopt(replace(self.manners, **manners)))

    def run(self, until: float) -> list[Line]:
        """Lives until some day; everything balances then; returns the diary."""
        self.env.run(until=days(until))
        self.close()
        return [(at / DAY, what, who) for at, what, who in self.lines]

    def close(self) -> None:
        """Closes the books, which balance."""
        self.desk.settle()
        self.books.close(self.env.now)
        assert self.books.imbalances() == []

    def spent(self, kind: str) -> int:
        """Ticks of one kind of time."""
        level = self.books.time.free[PEOPLE]
        return level.area if kind == "idle" else self.books.time.spent[PEOPLE, kind].ticks

    def _open(
        self, name: str, efforts: Sequence[int], after: Callable[[], object] = lambda: None
    ) -> None:
        rank, _, entity = name.partition(" ")
        book = self.books.flow.book(rank, self.env.now, keeps_lead_times=False)
        item = Item(rank, int(entity or 0), 0, book, self.env.now)
        tell(self._life(item, efforts, after))

    def _life(
        self, item: Item, efforts: Sequence[int], after: Callable[[], object]
    ) -> Generator[Any, Any, None]:
        for effort in efforts:
            yield self.desk.request(Work(item, self._row(item.kind), effort))
        item.book.leave(item, "done", self.env.now)
        after()

    def _row(self, rank: str) -> Row:
        task = Task("step", rank, rank, KIND)
        stops = [
            self.books.flow.stop(Stop(rank, "step", state, PEOPLE, rank))
            for state in ("waiting", "working")
        ]
        account = self.books.time.account(PEOPLE, KIND)
        return Row(task, self.desk, self.desk.lanes[rank], no_effort, (account, *stops))

    def _note(self, what: str, item: Item, step: str, resource: str) -> None:
        self.lines.append((self.env.now, what, f"{item.kind} {item.entity}"))


def begun(diary: Sequence[Line]) -> list[str]:
    """In which order work was taken up."""
    return [who for _, what, who in diary if what == "begins"]


def ended(diary: Sequence[Line]) -> dict[str, float]:
    """On which day the last step of each was done."""
    return {who: day for day, what, who in diary if what == "ends"}
