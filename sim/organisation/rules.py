"""The rules of the day: what a process says, read once for all replications that go by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any, Final

from sim.ledgers.flow import WAITING, WORKING, Stop
from sim.organisation.gates import Gates
from sim.organisation.manners import desk_manners, training_manners
from sim.organisation.work import Task
from sim.units import Distribution, Value
from sim.vocabulary import AUTOMATIC, ELASTIC, NEVER, TRAINING

MOST_KEPT: Final = 64
"""So many processes are kept ready: a scenario has a few, and each change of it makes more."""


class Step:
    """How a task is done: by which desk, in which of its lanes, with how much effort. `purpose` is
    the row of the effort, and keys its luck; `account` is whose time it takes, for what, and
    `stops` are where an item waits for it and is worked on."""

    __slots__ = ("account", "effort", "purpose", "rank", "resource", "stops")

    def __init__(
        self, task: Task, resource: str, rank: str, purpose: str, effort: Distribution
    ) -> None:
        self.resource = resource
        self.rank = rank
        self.purpose = purpose
        self.effort = effort
        self.account = (resource, task.kind)
        self.stops = (
            Stop(task.item, task.step, WAITING, resource, rank),
            Stop(task.item, task.step, WORKING, resource, rank),
        )


class Rules:
    """A process, sorted by what is asked of it. Nothing in it depends on a replication."""

    def __init__(self, process: Mapping[str, Value], tasks: Sequence[Task]) -> None:
        self.process = process
        self.tasks = tasks
        # Asked for several times an event: a look into a dictionary, with no function around it.
        self.number: Callable[[str], float] = _only(process, int, float).__getitem__
        """A parameter that is a plain number, share or rate."""
        self.word: Callable[[str], str] = _only(process, str).__getitem__
        """A choice."""
        self.rates = {name: rate for name, rate in process.items() if _happens(name, rate)}
        """What happens at all, under its row, and how often a working day."""
        self.steps = {task: self._step(task) for task in tasks}
        """None where nobody does a task or where it takes no effort at all."""
        taken = [step for step in self.steps.values() if step is not None]
        self.accounts = tuple(dict.fromkeys(step.account for step in taken))
        """Whose time is taken, and for what."""
        places = dict.fromkeys(stop for step in taken for stop in step.stops)
        self.stops = {stop: number for number, stop in enumerate(places)}
        """All stops that an item can come to, numbered."""
        self.upkeep_piece = self.distribution("upkeep.piece.effort").mean()
        """Days of effort that a piece of upkeep takes on average."""
        self.skips = cache(partial(_skips, self.steps))
        """Whether this way of working has nothing to do at any of some tasks."""
        self.manners = cache(partial(desk_manners, process))
        """How people take up work: of a role, with a share that is reserved, in overtime or not."""
        self.training_manners = training_manners(process)
        """How training slots do."""
        self.gates = Gates(self)
        """What a release has to pass."""

    def ticks(self, name: str) -> int | None:
        """A duration in ticks; None is never."""
        value = self.process[name]
        assert value is None or isinstance(value, int)
        return value

    def does(self, step: str) -> bool:
        """Whether a step exists at all, done by people or by a machine."""
        return self.word(f"{step}.by") != NEVER

    def distribution(self, name: str) -> Distribution:
        """A parameter that is drawn."""
        value = self.process[name]
        assert isinstance(value, Distribution)
        return value

    def _step(self, task: Task) -> Step | None:
        resource, machine = self._performer(task), task.resource == TRAINING
        purpose = f"{task.step}.machine" if machine else f"{task.step}.effort"
        effort = self.distribution(purpose)
        if resource in (NEVER, AUTOMATIC) or effort.is_zero:
            return None
        first_come = machine and self.word("training.first") == "first_come"
        return Step(task, resource, "new" if first_come else task.rank, purpose, effort)

    def _performer(self, task: Task) -> str:
        if task.resource == TRAINING and self.word("training.machines") == "elastic":
            return ELASTIC
        return task.resource or self.word(f"{task.step}.by")


_KNOWN: Final[list[Rules]] = []


def rules_of(process: Mapping[str, Value], tasks: Sequence[Task]) -> Rules:
    """The rules of a process that nobody changes; the same object each time it is asked for."""
    for known in _KNOWN:
        if known.process is process and known.tasks is tasks:
            return known
    if len(_KNOWN) >= MOST_KEPT:
        _KNOWN.clear()
    rules = Rules(process, tasks)
    _KNOWN.append(rules)
    return rules


def _skips(steps: Mapping[Task, Step | None], tasks: tuple[Task, ...]) -> bool:
    return all(steps[task] is None for task in tasks)


def _only(process: Mapping[str, Value], *types: type) -> dict[str, Any]:
    return {name: value for name, value in process.items() if isinstance(value, types)}


def _happens(name: str, value: Value) -> bool:
    return name.endswith(".rate") and bool(value)
