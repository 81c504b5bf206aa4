"""The way of working of the day: its rules, made ready for one replication."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from sim.ledgers.books import Books
from sim.ledgers.flow import WAITING, WORKING
from sim.organisation.desk import Desk
from sim.organisation.rules import Rules, Step, rules_of
from sim.organisation.use_case import UseCases
from sim.organisation.work import Row, Task
from sim.randomness import Draw, durations, uniform
from sim.units import Value

Key = Callable[[str], int]
"""The key of a purpose's stream, the same in every alternative."""


class Ways:
    """Rows for the tasks, draws for the lags, plain values for the rest."""

    def __init__(
        self,
        process: Mapping[str, Value],
        tasks: Sequence[Task],
        desks: Mapping[str, Desk],
        books: Books,
        key: Key,
    ) -> None:
        rules = rules_of(process, tasks)
        self.process = process
        self._rules = rules
        self._key = key
        self.number = rules.number
        self.word = rules.word
        self.rates = rules.rates
        self.gates = rules.gates
        self.rows: dict[Task, Row | None] = {
            task: None if step is None else _row(task, step, desks, books, key)
            for task, step in rules.steps.items()
        }
        """How each task is done; None where nobody does it or where it takes no effort at all."""
        # Of nothing that refers to these ways: once they are left behind, their memory is free.
        self.skips = cache(partial(_skips, self.rows))
        """Whether this way of working has nothing to do at any of some tasks."""
        self.lag = cache(partial(_lag, rules, key))
        """(what goes unnoticed, whose luck) -> draws for how long, in ticks."""
        self.use_case = UseCases(process, key).draw
        """Draws what the world has made of a use case."""
        self.cadence = self.ticks("refresh.cadence")
        """Ticks from one refresh to the next; None for never."""

    def ticks(self, name: str) -> int | None:
        """A duration in ticks; None is never."""
        return self._rules.ticks(name)

    def does(self, step: str) -> bool:
        """Whether a step exists at all, done by people or by a machine."""
        return self._rules.does(step)

    def chance(self, name: str, entity: int, index: int) -> bool:
        """Draws whether something with a chance happens."""
        return uniform(self._key(name), entity, index) < self.number(name)

    def draw(self, name: str) -> Draw:
        """Draws of a duration, in ticks."""
        return durations(self._key(name), self._rules.distribution(name))


def _row(task: Task, step: Step, desks: Mapping[str, Desk], books: Books, key: Key) -> Row:
    resource, rank, desk = step.resource, step.rank, desks[step.resource]
    accounts = (
        books.time.account(resource, task.kind),
        books.flow.stop(task.item, task.step, WAITING, resource, rank),
        books.flow.stop(task.item, task.step, WORKING, resource, rank),
    )
    return Row(task, desk, desk.lanes[rank], durations(key(step.purpose), step.effort), accounts)


def _skips(rows: Mapping[Task, Row | None], tasks: tuple[Task, ...]) -> bool:
    return all(rows[task] is None for task in tasks)


def _lag(rules: Rules, key: Key, what: str, purpose: str) -> Draw:
    # One purpose whoever notices: a model's luck stays the same when that changes.
    lag = rules.distribution(f"noticing.{what}.{rules.word('noticing.by')}")
    return durations(key(f"noticing.{purpose}"), lag)
