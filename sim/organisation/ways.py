"""The way of working of the day: the process parameters, made ready to be used at every step."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any

from sim.ledgers.books import Books
from sim.ledgers.flow import WAITING, WORKING
from sim.organisation.desk import Desk
from sim.organisation.gates import Gates
from sim.organisation.use_case import UseCases
from sim.organisation.work import Row, Task
from sim.randomness import Draw, durations, uniform
from sim.units import Distribution, Value
from sim.vocabulary import AUTOMATIC, ELASTIC, NEVER, TRAINING

Key = Callable[[str], int]
"""The key of a purpose's stream, the same in every alternative."""


def _only(process: Mapping[str, Value], *types: type) -> dict[str, Any]:
    return {name: value for name, value in process.items() if isinstance(value, types)}


def _happens(name: str, value: Value) -> bool:
    return name.endswith(".rate") and bool(value)


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
        # Asked for several times an event: a look into a dictionary, with no function around it.
        self.number: Callable[[str], float] = _only(process, int, float).__getitem__
        """A parameter that is a plain number, share or rate."""
        self.word: Callable[[str], str] = _only(process, str).__getitem__
        """A choice."""
        make = partial(self._row, desks=desks, books=books)
        self.rows: dict[Task, Row | None] = {task: make(task) for task in tasks}
        """How each task is done; None where nobody does it or where it takes no effort at all."""
        # Of nothing that refers to these ways: once they are left behind, their memory is free.
        self.skips = cache(partial(_skips, self.rows))
        """Whether this way of working has nothing to do at any of some tasks."""
        self.lag = cache(partial(_lag, process, key))
        """(what goes unnoticed, whose luck) -> draws for how long, in ticks."""
        self.use_case = UseCases(process, key).draw
        """Draws what the world has made of a use case."""
        self.cadence = self.ticks("refresh.cadence")
        """Ticks from one refresh to the next; None for never."""
        self.rates = {name: rate for name, rate in process.items() if _happens(name, rate)}
        """What happens at all, under its row, and how often a working day."""
        self.gates = Gates(self)
        """What a release has to pass."""

    def ticks(self, name: str) -> int | None:
        """A duration in ticks; None is never."""
        value = self.process[name]
        assert value is None or isinstance(value, int)
        return value

    def chance(self, name: str, entity: int, index: int) -> bool:
        """Draws whether something with a chance happens."""
        return uniform(self._key(name), entity, index) < self.number(name)

    def does(self, step: str) -> bool:
        """Whether a step exists at all, done by people or by a machine."""
        return self.word(f"{step}.by") != NEVER

    def draw(self, name: str) -> Draw:
        """Draws of a duration, in ticks."""
        return durations(self._key(name), _distribution(self.process, name))

    def _row(self, task: Task, desks: Mapping[str, Desk], books: Books) -> Row | None:
        resource = self._performer(task)
        effort = _distribution(self.process, self._effort_name(task))
        if resource in (NEVER, AUTOMATIC) or effort.is_zero:
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
        if task.resource == TRAINING and self.word("training.machines") == "elastic":
            return ELASTIC
        return task.resource or self.word(f"{task.step}.by")

    def _effort_name(self, task: Task) -> str:
        return f"{task.step}.machine" if task.resource == TRAINING else f"{task.step}.effort"

    def _rank(self, task: Task) -> str:
        first_come = self.word("training.first") == "first_come"
        return "new" if task.resource == TRAINING and first_come else task.rank


def _distribution(process: Mapping[str, Value], name: str) -> Distribution:
    value = process[name]
    assert isinstance(value, Distribution)
    return value


def _skips(rows: Mapping[Task, Row | None], tasks: tuple[Task, ...]) -> bool:
    return all(rows[task] is None for task in tasks)


def _lag(process: Mapping[str, Value], key: Key, what: str, purpose: str) -> Draw:
    # One purpose whoever notices: a model's luck stays the same when that changes.
    lag = _distribution(process, f"noticing.{what}.{process['noticing.by']}")
    return durations(key(f"noticing.{purpose}"), lag)
