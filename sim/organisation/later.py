"""What will happen later than soon: kept out of SimPy's queue until its stretch of time begins.

SimPy keeps all that is to come in one heap, which every event makes its way through. Most of what a
portfolio waits for is months away: a shift, a broken pipeline, the next refresh. It waits here in
plain lists, one for each stretch, and comes into SimPy's queue when its stretch begins: a calendar
queue (Brown 1988) in front of the heap. Nothing happens in another order, for whatever is planned
has its number from the beginning.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any, Final

from simpy.events import URGENT

if TYPE_CHECKING:
    from sim.organisation.clock import Clock

STRETCH: Final = 22
"""A stretch is 2**22 ticks, four working days, long: what happens to ten thousand models meanwhile
is no more than caches hold."""
ENOUGH: Final = 32
"""Where less happens, several stretches begin at once: to begin one should cost next to nothing."""

Entry = tuple[int, int, int, Any]
"""As in SimPy's queue: the time in ticks, the priority, the number, what happens."""


class Later(dict[int, list[Entry]]):
    """By stretch, what happens in it, unsorted. A stretch is `time >> STRETCH`."""

    __slots__ = ("_clock", "_planned", "_stretches", "near")

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._stretches: list[int] = []
        """Those in which something happens, as a heap."""
        self._planned: int | None = None
        """The first of them: its beginning is an event in SimPy's queue."""
        self.near = clock.now
        """Whatever happens before this time goes into SimPy's queue at once. In ticks."""

    def __missing__(self, stretch: int) -> list[Entry]:
        """The first that is planned in a stretch sees to it that it will be brought out."""
        heappush(self._stretches, stretch)
        if self._planned is None or stretch < self._planned:
            self._plan(stretch)
        entries: list[Entry] = []
        self[stretch] = entries
        return entries

    def waiting(self) -> int:
        """How much is kept here, in all stretches."""
        many = 0
        for entries in self.values():
            many += len(entries)
        return many

    def begin(self, stretch: int) -> None:
        """A stretch begins: what happens in it goes into SimPy's queue."""
        if stretch != self._planned:
            return  # an earlier one has come between, and then planned this one again
        queue = self._clock._queue
        while self._stretches:
            stretch = heappop(self._stretches)
            queue.extend(self.pop(stretch))  # type: ignore[arg-type]
            self.near = (stretch + 1) << STRETCH
            if len(queue) >= ENOUGH:
                break
        heapify(queue)
        self._planned = None
        if self._stretches:
            self._plan(self._stretches[0])

    def _plan(self, stretch: int) -> None:
        self._planned = stretch
        wait = max(0, (stretch << STRETCH) - self._clock.now)
        self._clock.schedule(Beginning(self, stretch), URGENT, wait)  # type: ignore[arg-type]


class Beginning:
    """The event with which a stretch begins, before all else that happens at that time."""

    __slots__ = ("_later", "_stretch", "callbacks")
    _ok = True

    def __init__(self, later: Later, stretch: int) -> None:
        self._later, self._stretch = later, stretch
        self.callbacks = (Beginning._begin,)

    def _begin(self) -> None:
        self._later.begin(self._stretch)
