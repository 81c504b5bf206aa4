"""The backlog: who is started next, under the limit of the day."""

from typing import TYPE_CHECKING

from sim.organisation.journal import Entry
from tests.invariants.oracle import stories
from tests.invariants.oracle.records import Steps, Wait
from tests.invariants.oracle.stories import Item

if TYPE_CHECKING:
    from tests.invariants.oracle.replay import Replay

DESK = "wip limit"


class Queue:
    """Use cases that wait to be started. `left` are the moments at which one was let go."""

    def __init__(self, book: "Replay") -> None:
        self.book = book
        self.waiting: list[tuple[Item, Wait]] = []
        self.expiring: list[tuple[Item, Wait]] = []
        self.in_progress = Steps()
        self.waits: list[Wait] = []
        self.left: list[int] = []

    @property
    def limit(self) -> float:
        """Most use cases in progress."""
        each = self.book.way.process["demand.wip_per_data_scientist"]
        heads = self.book.staff["data_scientist"]
        most = float("inf") if each is None else max(1, int(each * heads + 1e-9))
        return self.book.sponsor.limit(most)

    @property
    def patience(self) -> float:
        """Ticks after which a waiting use case is dropped."""
        expiry = self.book.way.process["demand.backlog_expiry"]
        return float("inf") if expiry is None else expiry

    def arrives(self, item: Item) -> None:
        """A use case comes in."""
        wait = Wait(DESK, "use case", "backlog", "new", self.book.now)
        self.waits.append(wait)
        self.waiting.append((item, wait))
        self.admit()
        self.book.seen["WIP limit reached"] += bool(self.waiting)

    def finishes(self, item: Item) -> None:
        """A use case in progress has ended."""
        self.book.at_stake["value in the making"].change(-item.stake, self.book.now)
        self.in_progress.change(-1, self.book.now)
        self.admit()

    def admit(self) -> None:
        """Starts as many as there is room for."""
        while self.waiting and self.in_progress.value < self.limit:
            next_ = min(self.waiting, key=self._turn)
            self.waiting.remove(next_)
            item, wait = next_
            self._let_go(wait)
            self.in_progress.change(1, self.book.now)
            item.started = self.book.now
            self.book.at_stake["value waiting to start"].change(-item.stake, self.book.now)
            self.book.at_stake["value in the making"].change(item.stake, self.book.now)
            item.story = stories.use_case(self.book, item)
            self.book.advance(item)

    def _turn(self, one: tuple[Item, Wait]) -> tuple[float, int]:
        item, _ = one
        return self.book.way.rank(item.entity, item.case.value), item.entity

    def _let_go(self, wait: Wait) -> None:
        wait.end = self.book.now
        self.left.append(self.book.now)

    def expires(self, entry: Entry) -> Item:
        """The log says that one has waited too long."""
        [item, wait] = (self.expiring or self.waiting).pop(0)
        assert item.entity == entry.entity
        assert wait.begin + self.patience <= self.book.now
        self._let_go(wait)
        self.book.at_stake["value waiting to start"].change(-item.stake, self.book.now)
        return item

    def new_rules(self) -> None:
        """Another limit or patience: first whoever has waited too long goes."""
        while self.waiting and self._late(self.waiting[0][1]):
            self.expiring.append(self.waiting.pop(0))
        self.admit()

    def _late(self, wait: Wait) -> bool:
        return wait.begin + self.patience <= self.book.now

    def rest(self) -> None:
        """Nobody waits who could be started or has waited too long."""
        assert not self.expiring
        assert not any(self._late(wait) for _, wait in self.waiting)
        assert not self.waiting or self.in_progress.value >= self.limit
