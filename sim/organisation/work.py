"""What is to be done: tasks as the story names them, items that take them, work at a desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simpy import Event

if TYPE_CHECKING:
    from sim.ledgers.items import ItemBook
    from sim.ledgers.observers import Tally
    from sim.organisation.clock import Clock, Timer
    from sim.organisation.desk import Desk
    from sim.organisation.lane import Lane
    from sim.randomness import Draw


@dataclass(frozen=True, eq=False, slots=True)
class Task:
    """A step of the story.

    `step` names its rows among the process parameters (who does it, and the effort); `item` is the
    kind of item that takes it; `rank` its priority class; `kind` what the time is spent on.
    `resource` is given where no `by` row decides it: a machine, or a role by nature of the work.
    `per_feature` tasks are as large as their item has features.
    """

    step: str
    item: str
    rank: str
    kind: str
    resource: str = ""
    per_feature: bool = False


class Row:
    """A task as the way of working of the day has it: which desk, how much, which accounts."""

    __slots__ = ("desk", "effort", "lane", "per_feature", "spent", "step", "waiting", "working")

    def __init__(
        self,
        task: Task,
        desk: Desk,
        lane: Lane,
        effort: Draw,
        accounts: tuple[Tally, Tally, Tally],
    ) -> None:
        self.step = task.step
        self.per_feature = task.per_feature
        self.desk = desk
        self.lane = lane
        self.effort = effort
        self.spent, self.waiting, self.working = accounts


class Item:
    """Something on its way through the organisation: a use case, a refresh, a ticket.

    `entity` and `index` key its luck; `features` is how many features have to be worked on;
    `asked` and `started` are in ticks. `can_succeed` is false where no effort will bring it to its
    good end, as a use case without a decision to improve.
    """

    __slots__ = (
        "asked", "book", "can_succeed", "entity", "features", "index", "kind", "started",
    )  # fmt: skip

    def __init__(self, kind: str, entity: int, index: int, book: ItemBook, now: int) -> None:
        self.kind = kind
        self.entity = entity
        self.index = index
        self.features = 0
        self.can_succeed = True
        self.book = book
        self.asked = now
        self.started: int | None = None


class Work(Event):
    """One task of one item at a desk: an event that happens when the task is done.

    Times are in ticks. `effort` is what is left to do; `load` what the present sitting has to get
    through (effort, and finding back after an interruption), `elapsed` how long that takes,
    `posted` how much of it is in the time ledger already; `since` is when it was last posted.
    """

    since = began = load = elapsed = posted = switch = 0
    timer: Timer | None = None
    on_reserve = interrupted = False

    def __init__(self, env: Clock, item: Item, row: Row, effort: int) -> None:
        # As Event.__init__ does, without the call: this is the most frequent object of all.
        self.env = env
        self.callbacks = []
        self.item = item
        self.row = row
        self.effort = effort
