"""Ledger 2, flow: the path of every item, step by step, working or waiting and for whom."""

from collections.abc import Callable
from functools import cache
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
_stop = cache(Stop)
"""Every replication has the same ones, and to make one takes longer than to look it up."""


class FlowLedger:
    """Time of items by stop, in ticks; queue lengths; open items; how items ended.

    Stops are posted as items pass them; queue lengths and open items are watched by levels of
    their own. So the stops of a kind of item must add up to the area of its open items, and the
    waits in a queue to the area of its length: Little's law, exactly.
    """

    def __init__(self) -> None:
        self.stops: dict[Stop, Tally] = {}
        self.tallies: list[Tally] = []
        """Those of `stops`, in their order."""
        self.queues: dict[tuple[str, str], Level] = {}
        self.items: dict[str, ItemBook] = {}
        self._present: dict[tuple[str, str], Callable[[], int]] = {}

    def stop(self, item: str, step: str, state: str, resource: str, rank: str) -> Tally:
        """The account of one stop; the same object each time it is asked for."""
        stop = _stop(item, step, state, resource, rank)
        tally = self.stops.get(stop)
        if tally is None:
            tally = self.stops[stop] = Tally()
            self.tallies.append(tally)
        return tally

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
        waiting: dict[_Queue, Tally] = {}
        working: dict[_Queue, Tally] = {}
        paths: dict[str, Tally] = {}
        for stop, tally in self.stops.items():
            if tally.count or tally.ticks:
                by_queue = waiting if stop.state == WAITING else working
                by_queue.setdefault((stop.resource, stop.rank), Tally()).add(tally)
                paths.setdefault(stop.item, Tally()).add(tally)
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
