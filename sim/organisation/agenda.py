"""The agenda: what is planned. What comes soon is in SimPy's queue, the rest is kept for later.

SimPy keeps all that is to come in one heap, which every event makes its way through. Most of what a
portfolio waits for is months away: a shift, a broken pipeline, the next refresh. It waits here in
plain lists, one for each stretch, and comes into SimPy's queue when its stretch begins: a calendar
queue (Brown 1988) in front of the heap. Nothing happens in another order, for whatever is planned
has its number from the beginning.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any, ClassVar, Final

from simpy.events import URGENT

if TYPE_CHECKING:
    from sim.organisation.clock import Clock

STRETCH: Final = 22
"""A stretch is 2**22 ticks, four working days, long: what happens to ten thousand models meanwhile
is no more than caches hold."""
ENOUGH: Final = 32
"""Where less happens, several stretches begin at once: to begin one should cost next to nothing."""
NORMAL: Final = 1
"""SimPy's priority of everything but the end of a run."""

Entry = tuple[int, int, int, Any]
"""As in SimPy's queue: the time in ticks, the priority, the number, what happens."""


class Agenda:
    """What is planned. A stretch is `time >> STRETCH`.

    Args:
        clock: whose queue what comes soon is put into.
        numbers: the number of each event, in the order in which they are planned.
    """

    __slots__ = ("_clock", "_later", "_near", "_numbers", "_planned", "_queue", "_stretches")

    def __init__(self, clock: Clock, numbers: Iterator[int]) -> None:
        self._clock = clock
        self._queue: list[Any] = clock._queue
        self._numbers = numbers
        self._later: dict[int, list[Entry]] = {}
        """By stretch, what happens in it, unsorted."""
        self._stretches: list[int] = []
        """Those in which something happens, as a heap."""
        self._planned: int | None = None
        """The first of them: its beginning is an event in SimPy's queue."""
        self._near = clock.now
        """Whatever happens before this time goes into SimPy's queue at once. In ticks."""

    def plan(self, at: int, event: Any) -> None:
        """Has an event happen at a time, in ticks."""
        if at < self._near:
            heappush(self._queue, (at, NORMAL, next(self._numbers), event))
            return
        entries = self._later.get(at >> STRETCH)
        if entries is None:
            entries = self._open(at >> STRETCH)
        entries.append((at, NORMAL, next(self._numbers), event))

    def waiting(self) -> int:
        """How much is kept for later, in all stretches."""
        many = 0
        for entries in self._later.values():
            many += len(entries)
        return many

    def begin(self, stretch: int) -> None:
        """A stretch begins: what happens in it goes into SimPy's queue."""
        if stretch != self._planned:
            return  # an earlier one has come between, and then planned this one again
        queue = self._queue
        while self._stretches:
            stretch = heappop(self._stretches)
            queue.extend(self._later.pop(stretch))
            self._near = (stretch + 1) << STRETCH
            if len(queue) >= ENOUGH:
                break
        heapify(queue)
        self._planned = None
        if self._stretches:
            self._plan_beginning(self._stretches[0])

    def clear(self) -> None:
        """Nothing is planned any more."""
        self._queue.clear()
        self._later.clear()

    def _open(self, stretch: int) -> list[Entry]:
        """The first that is planned in a stretch sees to it that it will be brought out."""
        heappush(self._stretches, stretch)
        if self._planned is None or stretch < self._planned:
            self._plan_beginning(stretch)
        entries: list[Entry] = []
        self._later[stretch] = entries
        return entries

    def _plan_beginning(self, stretch: int) -> None:
        self._planned = stretch
        wait = max(0, (stretch << STRETCH) - self._clock.now)
        self._clock.schedule(Beginning(self, stretch), URGENT, wait)  # type: ignore[arg-type]


class Beginning:
    """The event with which a stretch begins, before all else that happens at that time."""

    __slots__ = ("_agenda", "_stretch", "callbacks")
    _ok: ClassVar[bool] = True

    def __init__(self, agenda: Agenda, stretch: int) -> None:
        self._agenda, self._stretch = agenda, stretch
        self.callbacks: Any = (Beginning._begin,)

    def _begin(self) -> None:
        self._agenda.begin(self._stretch)
