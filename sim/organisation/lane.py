"""One priority class at one desk: who waits in it, who is being served from it."""

from collections import deque

from sim.ledgers.observers import Level
from sim.organisation.agenda import NEVER
from sim.organisation.seats import Seats
from sim.organisation.work import Work


class Lane:
    """A queue in order of arrival, then of entity; interrupted work goes to its front."""

    __slots__ = (
        "_came_together", "_last_came", "length", "name", "preemptible", "preempting", "rank",
        "running", "waiting",
    )  # fmt: skip

    def __init__(self, name: str) -> None:
        self.name = name
        self.rank = 0
        self.preempting = False
        self.preemptible = False
        self.waiting: deque[Work] = deque()
        self.running = Seats()
        self._last_came = NEVER
        self._came_together = 0
        self.length: Level

    def present(self) -> int:
        """How many are in the lane, waiting or being served."""
        return len(self.waiting) + len(self.running)

    def append(self, work: Work, now: int) -> None:
        """Queues new work; of those that come at the same instant the lower entity goes first."""
        waiting = self.waiting
        if self._last_came == now:
            self._came_together += 1
            waiting.insert(self._place(work), work)
        else:
            self._last_came, self._came_together = now, 1
            waiting.append(work)
        level = self.length  # as its `change` does, without the call, here and in `pop`
        level.value += 1
        level.moment += now

    def _place(self, work: Work) -> int:
        # Not by `since`, which closing the books moves on for whatever waits at that moment.
        place = len(self.waiting)
        others = min(self._came_together - 1, place)
        while others and _comes_before(work, self.waiting[place - 1]):
            place -= 1
            others -= 1
        return place

    def push_front(self, work: Work, now: int) -> None:
        """Puts interrupted work before all others of its class."""
        self.waiting.appendleft(work)
        self.length.change(1, now)

    def pop(self, now: int) -> Work:
        """Takes out the first in the queue."""
        level = self.length
        level.value -= 1
        level.moment -= now
        return self.waiting.popleft()


def _comes_before(new: Work, old: Work) -> bool:
    # Work that was interrupted at this instant stays in front: it came earlier.
    return not old.interrupted and new.item.entity < old.item.entity
