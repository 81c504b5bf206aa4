"""The agenda: what is planned. What comes soon is in SimPy's queue, the rest is kept for later.

SimPy keeps all that is to come in one heap, which every event makes its way through. Most of what a
portfolio waits for is months away: a shift, a broken pipeline, the next refresh. It waits here in
plain lists, one for each stretch, and comes into SimPy's queue when its stretch begins: a calendar
queue (Brown 1988) in front of the heap. Nothing happens in another order, for whatever is planned
has its number from the beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any, ClassVar, Final

from simpy.events import URGENT

from sim.compiled import in_use, mypyc_attr
from sim.organisation.fetching import Fetchable

if TYPE_CHECKING:
    from sim.organisation.clock import Clock

STRETCH: Final = 24
"""A stretch is 2**24 ticks, sixteen working days, long."""
BUNDLE: Final = 64
"""So many events are kept side by side: a list of thousands is moved to another place in memory
again and again as it grows."""
ENOUGH: Final = 16
"""Where less happens, several parts begin at once: to begin one should cost next to nothing."""
PART: Final = 32
"""Where more happens in a stretch, it is parted, until in a part there happens some so much: the
queue of ten thousand models is then no longer than that of ten, and caches hold it."""
CROWD: Final = 4096
"""Where so much waits in a stretch, and so in organisations of some hundreds of models, no cache
holds what is to come."""
CROWDED_PART: Final = 64
"""There parts are so long, for the more is fetched ahead at once, the less has to be waited for."""
FETCHES: Final = in_use()
"""Whether it pays to fetch ahead: interpreted, that takes longer than memory does."""
NORMAL: Final = 1
"""SimPy's priority of everything but the end of a run."""
NEVER: Final = -(2**60)
"""When something is due that does not come: before all time."""


@mypyc_attr(acyclic=True)
class Planned(Fetchable):
    """What can be planned: when it is due, in ticks, and its number if it is kept for later.

    It has what SimPy asks of an event that comes, and no more. It may be planned anew while it
    waits, and comes as it was planned last. Now and then it comes in vain before, which it has to
    see for itself: it is due at no time but that, and has to move on when it has come.
    """

    __slots__ = ("callbacks", "due", "number")
    _ok: ClassVar[bool] = True

    def __init__(self, callbacks: Any) -> None:
        self.callbacks = callbacks
        self.due: int = NEVER
        self.number = 0


class Bundle:
    """Some events that wait, in no order, on top of another bundle of such; `many` of its `row`."""

    __slots__ = ("below", "many", "row")

    def __init__(self) -> None:
        self.row: list[Planned | None] = [None] * BUNDLE
        self.many = 0
        self.below: Bundle | None = None


class Agenda:
    """What is planned. A stretch is `time >> STRETCH`; one that has begun comes in equal parts.

    Args:
        clock: whose queue what comes soon is put into.
        numbers: the number of each event, in the order in which they are planned.
    """

    __slots__ = (
        "_clock", "_crowded", "_end", "_fetched", "_later", "_near", "_next", "_numbers", "_parts",
        "_planned", "_push", "_queue", "_shift", "_spare", "_stretches",
    )  # fmt: skip

    def __init__(self, clock: Clock, numbers: Iterator[int]) -> None:
        self._clock = clock
        self._queue: list[Any] = clock._queue
        self._push: Callable[[list[Any], Any], None] = heappush  # looked up once, both
        self._next: Callable[[Iterator[int]], int] = next
        self._numbers = numbers
        self._later: dict[int, Bundle] = {}
        """By stretch, what happens in it: the bundle on top."""
        self._stretches: list[int] = []
        """Those in which something happens and that have not begun, as a heap."""
        self._parts: list[Bundle | None] = []
        """Likewise by part of the present stretch that has not begun, the last one first."""
        self._spare: list[Bundle] = []
        """Bundles that are empty, to be filled again."""
        self._crowded = False
        self._fetched = 0
        self._shift = STRETCH
        """How long parts are: 2 to the power of this."""
        self._planned: int | None = None
        """When the next part begins: an event in SimPy's queue."""
        self._near = self._end = clock.now
        """Whatever happens before `_near` goes into SimPy's queue at once; before `_end`, into a
        part. In ticks."""

    def plan(self, at: int, event: Planned) -> None:
        """Has an event happen at a time, in ticks."""
        event.due = at
        number = self._next(self._numbers)
        if at < self._near:
            self._push(self._queue, (at, NORMAL, number, event))
            return
        event.number = number
        if at < self._end:
            self._put_into_part(at, event)
            return
        stretch = at >> STRETCH
        bundle = self._later.get(stretch)
        if bundle is None or bundle.many == BUNDLE:
            if bundle is None:
                self._open(stretch)
            bundle = self._later[stretch] = self._onto(bundle)
        bundle.row[bundle.many] = event
        bundle.many += 1

    def begin(self, at: int) -> None:
        """The next part begins: what happens in it, and if that is little in those that follow,
        goes into SimPy's queue."""
        if at != self._planned:
            return  # an earlier one has come between, and then planned this one again
        queue = self._queue
        while self._parts or self._stretches:
            if not self._parts:
                self._divide(heappop(self._stretches))
            top = self._parts.pop()
            begin = self._near
            self._near = self._end - (len(self._parts) << self._shift)
            if FETCHES and self._crowded:
                self._fetch(top, begin)
            while top is not None:
                top = self._bring(top, begin)
            if len(queue) >= ENOUGH:
                break
        heapify(queue)
        self._planned = None
        if self._parts:
            self._plan_beginning(self._near)
        elif self._stretches:
            self._plan_beginning(self._stretches[0] << STRETCH)

    def _bring(self, bundle: Bundle, begin: int) -> Bundle | None:
        """Puts into SimPy's queue what happens from `begin` on, as the rest has been planned anew;
        returns the bundle below."""
        near, row, queue = self._near, bundle.row, self._queue
        for place in range(bundle.many):
            event = row[place]
            assert event is not None
            if begin <= event.due < near:
                queue.append((event.due, NORMAL, event.number, event))
            row[place] = None
        return self._put_away(bundle)

    def _fetch(self, bundle: Bundle | None, begin: int) -> None:
        """All that comes in a part asks before any of it comes."""
        fetched, near = 0, self._near
        while bundle is not None:
            for place in range(bundle.many):
                event = bundle.row[place]
                if event is not None and begin <= event.due < near:
                    fetched += event.fetch()
            bundle = bundle.below
        self._fetched = fetched

    def clear(self) -> None:
        """Nothing is planned any more."""
        self._queue.clear()
        self._later.clear()
        self._parts.clear()

    def _divide(self, stretch: int) -> None:
        """Parts what happens in a stretch."""
        top: Bundle | None = self._later.pop(stretch)
        many = _many(top)
        self._crowded = many >= CROWD
        part = CROWDED_PART if self._crowded else PART
        halvings = min(STRETCH, (many // part).bit_length())
        self._shift = STRETCH - halvings
        self._near = stretch << STRETCH
        self._end = self._near + (1 << STRETCH)
        self._parts = [None] * (1 << halvings)
        while top is not None:
            top = self._distribute(top)

    def _distribute(self, bundle: Bundle) -> Bundle | None:
        """Puts into parts what happens in the stretch; returns the bundle below."""
        begin, end, row = self._near, self._end, bundle.row
        for place in range(bundle.many):
            event = row[place]
            assert event is not None
            if begin <= event.due < end:
                self._put_into_part(event.due, event)
            row[place] = None
        return self._put_away(bundle)

    def _put_into_part(self, at: int, event: Planned) -> None:
        part = (self._end - 1 - at) >> self._shift
        bundle = self._parts[part]
        if bundle is None or bundle.many == BUNDLE:
            bundle = self._parts[part] = self._onto(bundle)
        bundle.row[bundle.many] = event
        bundle.many += 1

    def _onto(self, below: Bundle | None) -> Bundle:
        """An empty bundle on top of others."""
        bundle = self._spare.pop() if self._spare else Bundle()
        bundle.below = below
        return bundle

    def _put_away(self, bundle: Bundle) -> Bundle | None:
        below = bundle.below
        bundle.below, bundle.many = None, 0
        self._spare.append(bundle)
        return below

    def _open(self, stretch: int) -> None:
        """The first that is planned in a stretch sees to it that it will be brought out."""
        heappush(self._stretches, stretch)
        if self._planned is None or stretch << STRETCH < self._planned:
            self._plan_beginning(stretch << STRETCH)

    def _plan_beginning(self, at: int) -> None:
        self._planned = at
        wait = max(0, at - self._clock.now)
        self._clock.schedule(Beginning(self, at), URGENT, wait)  # type: ignore[arg-type]


def _many(top: Bundle | None) -> int:
    """How many there are in a bundle and all below it."""
    many = 0
    while top is not None:
        many += top.many
        top = top.below
    return many


class Beginning:
    """The event with which a part begins, before all else that happens at that time."""

    __slots__ = ("_agenda", "_at", "callbacks")
    _ok: ClassVar[bool] = True

    def __init__(self, agenda: Agenda, at: int) -> None:
        self._agenda, self._at = agenda, at
        self.callbacks: Any = (Beginning._begin,)

    def _begin(self) -> None:
        self._agenda.begin(self._at)
