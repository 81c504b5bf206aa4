"""What is to be done: tasks as the story names them, items that pass through them, work on a desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simpy import Environment, Event, Timeout

if TYPE_CHECKING:
    from sim.ledgers.items import ItemBook
    from sim.ledgers.observers import Tally
    from sim.organisation.desk import Desk
    from sim.organisation.lane import Lane
    from sim.randomness import Draw


@dataclass(frozen=True, eq=False, slots=True)
class Task:
    """A step of the story.

    `step` names its rows among the process parameters (who does it, and the effort); `item` is the
    kind of item that takes it; `rank` its priority class; `kind` what the time is spent on.
    `resource` is given where no `by` row decides it: a machine, or a role by nature of the work.
    """

    step: str
    item: str
    rank: str
    kind: str
    resource: str = ""


class Row:
    """A task as the way of working of the day has it: at which desk, how much, on which accounts."""

    __slots__ = ("desk", "effort", "lane", "spent", "task", "waiting", "working")

    def __init__(
        self,
        task: Task,
        desk: Desk,
        lane: Lane,
        effort: Draw,
        accounts: tuple[Tally, Tally, Tally],
    ) -> None:
        self.task = task
        self.desk = desk
        self.lane = lane
        self.effort = effort
        self.spent, self.waiting, self.working = accounts


class Item:
    """Something on its way through the organisation: a use case, a refresh, a ticket."""

    __slots__ = ("book", "entity", "index", "kind")

    def __init__(self, kind: str, entity: int, index: int, book: ItemBook) -> None:
        self.kind = kind
        self.book = book
        self.entity = entity
        self.index = index


class Work(Event):
    """One task of one item at a desk: an event that happens when the task is done.

    Times are in ticks. `load` is what the present sitting has to get through (effort and finding
    back), `elapsed` how long that takes, `posted` how much of it is in the time ledger already.
    """

    def __init__(self, env: Environment, item: Item, row: Row, effort: int) -> None:
        super().__init__(env)
        self.item = item
        self.row = row
        self.effort = effort
        self.switch = 0
        self.since = self.began = 0
        self.load = self.elapsed = self.posted = 0
        self.timer: Timeout | None = None
        self.on_reserve = False
        self.interrupted = False
