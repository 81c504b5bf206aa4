"""What is to be done: tasks as the story names them, items that take them, work at a desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sim.compiled import mypyc_attr
from sim.organisation.fetching import Fetchable

if TYPE_CHECKING:
    from sim.ledgers.incidents import Incident
    from sim.ledgers.items import ItemBook
    from sim.ledgers.observers import Tally
    from sim.organisation.desk import Desk
    from sim.organisation.lane import Lane
    from sim.organisation.model import Model
    from sim.organisation.timer import Sitting
    from sim.randomness import Draw


@dataclass(frozen=True, eq=False, slots=True)
class Task:
    """A step of the story.

    `step` names its rows among the process parameters (who does it, and the effort); `item` is the
    kind of item that takes it; `rank` its priority class; `kind` what the time is spent on.
    `resource` is given where no `by` row decides: a machine, or a role by nature of the work.
    A given resource goes before a `by` row. `times` names what of the item multiplies the effort:
    its features, its members. `ages` names the row by which there is more to do for each year from
    when the item was asked for until somebody begins.
    """

    step: str
    item: str
    rank: str
    kind: str
    resource: str = ""
    times: str = ""
    ages: str = ""


class Row:
    """A task as the way of working of the day has it: which desk, how much, which accounts.

    `interest` is the share of its effort by which work grows for each tick that its item waits.
    """

    __slots__ = (
        "desk", "effort", "interest", "lane", "spent", "step", "times", "waiting", "working",
    )  # fmt: skip

    def __init__(
        self,
        task: Task,
        desk: Desk,
        lane: Lane,
        effort: Draw,
        accounts: tuple[Tally, Tally, Tally],
        interest: float = 0.0,
    ) -> None:
        self.step = task.step
        self.times = task.times
        self.desk = desk
        self.lane = lane
        self.effort = effort
        self.interest = interest
        self.spent, self.waiting, self.working = accounts


@mypyc_attr(acyclic=True)
class Waiter(Fetchable):
    """Whoever waits for something."""

    __slots__ = ()

    def go_on(self, event: Any) -> None:
        """What it has waited for is done."""
        raise NotImplementedError


@mypyc_attr(free_list_len=1)
class Item:
    """Something on its way through the organisation: a ticket, an incident, a use case. From the
    moment it is made it is in the book of its kind.

    `entity` and `index` key its luck; `number` counts the entity's items of one kind and stays when
    an item goes through something again, with luck of another index. `incident` is what the work on
    it is charged to; `tired` is by how much longer than a regular day those have worked who worked
    on it, 0.0 if nobody has; `asked` and `started` are in ticks. `model` is the live one that it
    works on, as far as this has adopted the way of working of the day; None where that holds
    anyway. `can_succeed` is false where no effort will bring it to its good end, as a use case
    without a decision to improve.

    Of routine operations alone: `is_served` that it is done, `newer` the next one of its model.
    """

    __slots__ = (
        "asked", "book", "can_succeed", "entity", "incident", "index", "is_served", "kind", "model",
        "newer", "number", "started", "tired",
    )  # fmt: skip

    # What is looked at when a ticket is done lies side by side, for memory is read in lines.
    incident: Incident | None
    model: Model | None
    is_served: bool
    newer: Item | None
    book: ItemBook
    asked: int
    started: int | None

    def __init__(self, kind: str, entity: int, index: int, book: ItemBook, now: int) -> None:
        self.kind = kind
        self.entity = entity
        self.index = self.number = index
        self.tired = 0.0
        self.incident = None
        self.model = None
        self.can_succeed = True
        self.is_served = False
        self.newer = None
        self.book = book
        self.asked = now
        self.started = None
        book.opened += 1
        level = book.open  # as its `change` does, without the call
        level.value += 1
        level.moment += now


@mypyc_attr(free_list_len=1)
class Project(Item):
    """An item that something comes of: a use case, a refresh, an update, a capability. Most items
    are none, and take less memory.

    `features` and `members` are how many of them have to be worked on; `attempts` and `runs` count
    how often it was mended and trained, and key the luck of what is done again.

    Of building and adopting alone: `days` is how many were planned.

    Of use cases alone: `value` is what it is worth with the best of models, in cents a year;
    `found` how many of its features come from the store, `lift` the share of its value that the
    last training has reached.
    """

    __slots__ = (
        "attempts", "days", "features", "found", "lift", "members", "runs", "value",
    )  # fmt: skip

    days: float
    found: int
    lift: float
    value: int

    def __init__(self, kind: str, entity: int, index: int, book: ItemBook, now: int) -> None:
        super().__init__(kind, entity, index, book, now)
        self.features = 0
        self.members = 1
        self.attempts = 0
        self.runs = 0
        if book.keeps_lead_times:
            book.under_way[self] = None


@mypyc_attr(acyclic=True)
class Pace:
    """How a sitting goes on whose pace has changed, or in which people work longer than a regular
    day.

    `since` is when this pace began, in ticks; `before` how much was done by then; `longer` by how
    much they work longer; `overtime` what that has come to in the ledger.
    """

    __slots__ = ("before", "longer", "overtime", "since")

    def __init__(self, since: int, before: int, longer: float) -> None:
        self.since = since
        self.before = before
        self.longer = longer
        self.overtime = 0


@mypyc_attr(acyclic=True, free_list_len=1)
class Work:
    """One task of one item at a desk. One story at most waits for it, and is told nothing.

    Times are in ticks. `effort` is what is left to do; `load` what the present sitting has to get
    through (effort, and finding back after an interruption), `elapsed` how long that takes,
    `posted` how much of it is in the time ledger already; `began` is when the sitting did, `since`
    when it was last posted, `asked` when the work was asked for. `pace` is None in most sittings;
    where it is not, `elapsed` is how long the rest takes.
    `seat` is its place among those that are being served in its lane.
    """

    __slots__ = (
        "asked", "began", "done", "effort", "elapsed", "interrupted", "item", "load", "on_reserve",
        "pace", "posted", "row", "seat", "since", "sitting", "switch", "waiter",
    )  # fmt: skip
    told: ClassVar[None] = None

    # What is looked at when it is begun, and when it is done, lies side by side, for memory is read
    # in lines.
    sitting: Sitting | None
    item: Item
    row: Row
    waiter: Waiter | None
    pace: Pace | None
    since: int
    load: int
    posted: int
    seat: int
    switch: int
    done: bool
    on_reserve: bool
    interrupted: bool
    effort: int
    elapsed: int
    began: int
    asked: int

    def __init__(self, item: Item, row: Row, effort: int) -> None:
        # The desk sets the rest: when it is asked for, when it is begun.
        self.done = False
        self.waiter = None
        self.item = item
        self.row = row
        self.effort = effort
        self.switch = 0
        self.pace = None
        self.sitting = None
        self.on_reserve = self.interrupted = False

    def fetch(self) -> int:
        """What it will touch when it is done; see `Fetchable`."""
        item, waiter = self.item, self.waiter
        model = item.model
        fetched = self.since + item.asked
        if model is not None:
            fetched += model.fetch()
        return fetched if waiter is None else fetched + waiter.fetch()


class Skipped:
    """A task of an item that nobody has to do, or that takes no effort: it is done already."""

    __slots__ = ("item",)
    done: ClassVar[bool] = True
    told: ClassVar[None] = None
    waiter: Waiter | None
    """Nobody, for it is done."""

    def __init__(self, item: Item) -> None:
        self.item = item
