"""The way of working of the day: its rules, made ready for one replication."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from sim.ledgers.books import Books
from sim.organisation.desk import Desk
from sim.organisation.memo import Memo
from sim.organisation.rules import Rules, Step, rules_of
from sim.organisation.use_case import UseCases
from sim.organisation.work import Row, Task
from sim.randomness import Draw, durations, uniform
from sim.units import TICKS_PER_YEAR, Value

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
        self.skips = rules.skips
        self.rows: dict[Task, Row] = {}
        """How those tasks are done that somebody has asked for; see `row`."""
        self._desks = desks
        self._books = books
        books.time.expect(rules.accounts)
        books.flow.expect(rules.stops)
        self.upkeep_piece = rules.upkeep_piece
        # Of nothing that refers to these ways: once they are left behind, their memory is free.
        self._lags = Memo(partial(_lag, rules, key))
        self.use_case = UseCases(process, key).draw
        """Draws what the world has made of a use case."""
        self.cadence = self.ticks("refresh.cadence")
        """Ticks from one refresh to the next; None for never."""

    def takes(self, task: Task) -> bool:
        """Whether somebody does a task, and it takes any effort."""
        return self._rules.steps[task] is not None

    def row(self, task: Task) -> Row | None:
        """How a task is done, made ready when somebody asks for the first time, as many tasks never
        come; None where nobody does it or where it takes no effort at all."""
        row = self.rows.get(task)
        if row is None:
            step = self._rules.steps[task]
            if step is not None:
                row = self.rows[task] = self._make_row(task, step)
        return row

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

    def lag(self, what: str, purpose: str) -> Draw:
        """Draws of how long something goes unnoticed, in ticks; `purpose` says by whose luck."""
        return self._lags[what, purpose]

    def _make_row(self, task: Task, step: Step) -> Row:
        desk, books = self._desks[step.resource], self._books
        waiting, working = step.stops
        accounts = (
            books.time.account(*step.account),
            books.flow.stop(waiting),
            books.flow.stop(working),
        )
        effort = durations(self._key(step.purpose), step.effort)
        interest = self.number(task.ages) / TICKS_PER_YEAR if task.ages else 0.0
        return Row(task, desk, desk.lanes[step.rank], effort, accounts, interest)


def _lag(rules: Rules, key: Key, about: tuple[str, str]) -> Draw:
    what, purpose = about
    # One purpose whoever notices: a model's luck stays the same when that changes.
    lag = rules.distribution(f"noticing.{what}.{rules.word('noticing.by')}")
    return durations(key(f"noticing.{purpose}"), lag)
