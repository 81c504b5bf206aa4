"""Ledger 2, flow: the path of every item, step by step, working or waiting and for whom."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from sim.ledgers.items import ItemBook
from sim.ledgers.observers import Level, Tally

_Queue = tuple[str, str]
"""A resource, and a priority class at it."""

WAITING = "waiting"
WORKING = "working"


class Stop(NamedTuple):
    """A place on the way of an item: what it is, at which step, in which state, and where."""

    item: str
    step: str
    state: str
    resource: str
    rank: str


_NOTHING: Final = Tally()
"""What has come to a stop that nobody has asked for."""


class FlowLedger:
    """Time of items by stop, in ticks; queue lengths; open items; how items ended.

    Stops are posted as items pass them; queue lengths and open items are watched by levels of
    their own. So the stops of a kind of item must add up to the area of its open items, and the
    waits in a queue to the area of its length: Little's law, exactly.
    """

    def __init__(self) -> None:
        self.stops: dict[Stop, int] = {}
        """Their numbers, in order."""
        self.tallies: list[Tally] = []
        """Their accounts, by number."""
        self._places: tuple[Stop, ...] = ()
        self.queues: dict[tuple[str, str], Level] = {}
        self.items: dict[str, ItemBook] = {}
        self._present: dict[tuple[str, str], Callable[[], int]] = {}

    def expect(self, stops: Mapping[Stop, int]) -> None:
        """Lists stops that an item may come to; `stops` has numbers from 0."""
        if self.stops:
            for stop in stops:
                self._number(stop)
        else:  # which would come to the same, but hashes nothing
            self.stops = dict(stops)
            self.tallies = [_NOTHING] * len(stops)

    def stop(self, stop: Stop) -> Tally:
        """The account of one stop; the same object each time it is asked for."""
        number = self._number(stop)
        tally = self.tallies[number]
        if tally is _NOTHING:
            tally = self.tallies[number] = Tally()
        return tally

    def _number(self, stop: Stop) -> int:
        number = self.stops.get(stop)
        if number is None:
            number = self.stops[stop] = len(self.tallies)
            self.tallies.append(_NOTHING)
        return number

    def places(self) -> tuple[Stop, ...]:
        """All stops so far, in order; the same object until there are more."""
        if len(self._places) < len(self.stops):
            self._places = tuple(self.stops)
        return self._places

    def queue(self, resource: str, rank: str, now: int, present: Callable[[], int]) -> Level:
        """The length of one queue; `present` counts those in it and those being served from it."""
        self._present[resource, rank] = present
        return self.queues.setdefault((resource, rank), Level(0, now))

    def book(self, item: str, now: int, *, keeps_lead_times: bool) -> ItemBook:
        """Starts to follow a kind of item."""
        return self.items.setdefault(item, ItemBook(now, keeps_lead_times=keeps_lead_times))

    def settle(self, now: int) -> None:
        """Brings the levels up to date."""
        for level in self.queues.values():
            level.settle(now)
        for book in self.items.values():
            book.open.settle(now)

    def ends(self) -> Iterator[tuple[str, str]]:
        """Kinds of item, and outcomes that items of theirs have had."""
        for item, book in self.items.items():
            for outcome in book.outcomes:
                yield item, outcome

    def ended(self) -> list[int]:
        """How many have had each of them."""
        books = [book for book in self.items.values() if book.outcomes]
        return [end.count for book in books for end in book.outcomes.values()]

    def imbalances(self) -> list[str]:
        """Everything about the flow that does not add up; empty if all does."""
        entered, served, paths = self._sums()
        return [
            *self._paths(paths),
            *self._little(entered),
            *self._visits(entered, served),
            *self._items(),
        ]

    def _sums(self) -> tuple[dict[_Queue, Tally], dict[_Queue, Tally], dict[str, Tally]]:
        """Visits and ticks of waiting and of working by queue, and of both by kind of item."""
        waiting: defaultdict[_Queue, Tally] = defaultdict(Tally)
        working: defaultdict[_Queue, Tally] = defaultdict(Tally)
        paths: defaultdict[str, Tally] = defaultdict(Tally)
        for stop, number in self.stops.items():
            tally = self.tallies[number]
            if tally is not _NOTHING:
                item, _, state, resource, rank = stop
                (waiting if state == WAITING else working)[resource, rank].add(tally)
                paths[item].add(tally)
        return waiting, working, paths

    def _paths(self, paths: dict[str, Tally]) -> list[str]:
        return [
            f"paths of {item}: open {book.open.area} != stops {total} ticks"
            for item, book in self.items.items()
            if (total := paths.get(item, _NOTHING).ticks) != book.open.area
        ]

    def _little(self, entered: dict[_Queue, Tally]) -> list[str]:
        return [
            f"Little's law, {queue[1]} for {queue[0]}: length {level.area} != waits {waits} ticks"
            for queue, level in self.queues.items()
            if (waits := entered.get(queue, _NOTHING).ticks) != level.area
        ]

    def _visits(self, entered: dict[_Queue, Tally], served: dict[_Queue, Tally]) -> list[str]:
        """Whoever entered a queue has been served, is in it, or is being served."""
        return [
            f"visits, {queue[1]} for {queue[0]}: entered {came} != served {went} + there {there()}"
            for queue, there in self._present.items()
            if (came := entered.get(queue, _NOTHING).count)
            != (went := served.get(queue, _NOTHING).count) + there()
        ]

    def _items(self) -> list[str]:
        return [
            f"items of {item}: opened {book.opened} != closed {book.closed} + {book.open.value}"
            for item, book in self.items.items()
            if book.opened != book.closed + book.open.value
        ]
