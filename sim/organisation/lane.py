"""One priority class at one desk: who waits in it, who is being served from it."""

from collections import deque

from sim.ledgers.observers import Level
from sim.organisation.work import Work


class Lane:
    """A queue in order of arrival, then of entity; interrupted work goes to its front."""

    __slots__ = ("length", "name", "preemptible", "preempting", "rank", "running", "waiting")

    def __init__(self, name: str) -> None:
        self.name = name
        self.rank = 0
        self.preempting = False
        self.preemptible = False
        self.waiting: deque[Work] = deque()
        self.running: dict[Work, None] = {}
        self.length: Level

    def present(self) -> int:
        """How many are in the lane, waiting or being served."""
        return len(self.waiting) + len(self.running)

    def append(self, work: Work, now: int) -> None:
        """Queues new work; of those that come at the same instant the lower entity goes first."""
        waiting = self.waiting
        if waiting and waiting[-1].since == now:
            waiting.insert(self._place(work), work)
        else:
            waiting.append(work)
        # As Level.change does, without the call, here and where work is taken out.
        level = self.length
        level.area += level.value * (now - level.since)
        level.since = now
        level.value += 1

    def _place(self, work: Work) -> int:
        place = len(self.waiting)
        while place and _comes_before(work, self.waiting[place - 1]):
            place -= 1
        return place

    def push_front(self, work: Work, now: int) -> None:
        """Puts interrupted work before all others of its class."""
        self.waiting.appendleft(work)
        self.length.change(1, now)

    def pop(self, now: int) -> Work:
        """Takes out the first in the queue."""
        level = self.length
        level.area += level.value * (now - level.since)
        level.since = now
        level.value -= 1
        return self.waiting.popleft()

    def latest(self) -> Work | None:
        """Whoever sat down last, if not protected by the improvement reserve."""
        for work in reversed(self.running):
            if not work.on_reserve:
                return work
        return None


def _comes_before(new: Work, old: Work) -> bool:
    # Work that was interrupted at this instant stays in front: it came earlier.
    return old.since == new.since and not old.interrupted and new.item.entity < old.item.entity
