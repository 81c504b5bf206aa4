"""The way of working of the day: the process parameters, made ready to be used at every step."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from sim.ledgers.books import Books
from sim.ledgers.flow import WAITING, WORKING
from sim.organisation.desk import Desk
from sim.organisation.work import Row, Task
from sim.randomness import Draw, counts, durations
from sim.units import Distribution, Value
from sim.vocabulary import NEVER, TRAINING

Key = Callable[[str], int]
"""The key of a purpose's stream, the same in every alternative."""


class Ways:
    """Rows for the tasks, draws for the lags, plain values for the rest."""

    def __init__(
        self,
        process: Mapping[str, Value],
        tasks: Iterable[Task],
        desks: Mapping[str, Desk],
        books: Books,
        key: Key,
    ) -> None:
        self.process = process
        self._key = key
        make = partial(self._row, desks=desks, books=books)
        self.rows: dict[Task, Row | None] = {task: make(task) for task in tasks}
        """How each task is done; None where nobody does it or where it takes no effort at all."""
        self.noticing = self._noticing()
        """Draws how long a shift goes unnoticed, in ticks."""
        self.cadence = self.ticks("refresh.cadence")
        """Ticks from one refresh to the next; None for never."""

    def number(self, name: str) -> float:
        """A parameter that is a plain number, share or rate."""
        value = self.process[name]
        assert isinstance(value, int | float)
        return value

    def ticks(self, name: str) -> int | None:
        """A duration in ticks; None is never."""
        value = self.process[name]
        assert value is None or isinstance(value, int)
        return value

    def word(self, name: str) -> str:
        """A choice."""
        value = self.process[name]
        assert isinstance(value, str)
        return value

    def count(self, name: str, entity: int) -> int:
        """Draws a whole number that an entity has for life."""
        return counts(self._key(name), self._distribution(name))(entity, 0)

    def _noticing(self) -> Draw:
        # One purpose whoever notices: a model's luck stays the same when that changes.
        lag = self._distribution(f"shift.lag.{self.word('shift.noticed_by')}")
        return durations(self._key("shift.lag"), lag)

    def _distribution(self, name: str) -> Distribution:
        value = self.process[name]
        assert isinstance(value, Distribution)
        return value

    def _row(self, task: Task, desks: Mapping[str, Desk], books: Books) -> Row | None:
        resource = self._performer(task)
        effort = self._distribution(self._effort_name(task))
        if resource == NEVER or effort.is_zero:
            return None
        desk, rank = desks[resource], self._rank(task)
        accounts = (
            books.time.account(resource, task.kind),
            books.flow.stop(task.item, task.step, WAITING, resource, rank),
            books.flow.stop(task.item, task.step, WORKING, resource, rank),
        )
        draw = durations(self._key(self._effort_name(task)), effort)
        return Row(task, desk, desk.lanes[rank], draw, accounts)

    def _performer(self, task: Task) -> str:
        by = self.process.get(f"{task.step}.by")
        return by if isinstance(by, str) else task.resource

    def _effort_name(self, task: Task) -> str:
        return f"{task.step}.machine" if task.resource == TRAINING else f"{task.step}.effort"

    def _rank(self, task: Task) -> str:
        first_come = self.word("training.first") == "first_come"
        return "new" if task.resource == TRAINING and first_come else task.rank
