"""The backlog: use cases that wait to be started, under a limit of work in progress."""

from sim.ledgers.books import Books
from sim.ledgers.flow import WAITING, WORKING, Stop
from sim.organisation.clock import Clock
from sim.organisation.order import FIRST_COME, Order, Queue
from sim.organisation.timer import Timer
from sim.organisation.work import Project, Waiter

WIP_LIMIT = "wip limit"
"""What use cases in the backlog wait for, as the flow ledger names it."""


class Admission:
    """Whoever waits for it is told True when the use case is started, False when it has waited too
    long."""

    __slots__ = ("arrived", "done", "item", "since", "told", "waiter")
    told: bool

    def __init__(self, item: Project, now: int) -> None:
        self.done = False
        self.waiter: Waiter | None = None
        self.item = item
        self.arrived = self.since = now

    def happen(self, started: bool) -> None:
        """It happens within the present event, so that the story of the use case goes on at once:
        whoever finishes one can take up the next before their hands are given away."""
        self.done, self.told = True, started
        waiter, self.waiter = self.waiter, None
        if waiter is not None:
            waiter.go_on(self)


class Backlog:
    """Started in an order, `limit` use cases in progress at most (None: no limit).

    Those that have waited for `patience` ticks (None: for ever) are dropped.
    """

    def __init__(
        self,
        env: Clock,
        books: Books,
        item: str,
        limit: int | None,
        patience: int | None,
        order: Order = FIRST_COME,
    ) -> None:
        self._env = env
        self._order = order
        self._waiting: Queue[Admission] = order.queue()
        self._waited = books.flow.stop(Stop(item, "backlog", WAITING, WIP_LIMIT, "new"))
        self._left = books.flow.stop(Stop(item, "backlog", WORKING, WIP_LIMIT, "new"))
        self._length = books.flow.queue(WIP_LIMIT, "new", env.now, lambda: len(self._waiting))
        self._in_progress = books.level("use cases in progress", env.now)
        self._limit = limit
        self._patience = patience
        self._watch_ends: int | None = None
        self._admits = False

    def admission(self, item: Project) -> Admission:
        """Puts a use case in the backlog; it may be started at once."""
        ask = Admission(item, self._env.now)
        self._waited.count += 1
        self._length.change(1, self._env.now)
        self._waiting.append(ask)
        self._admit()
        self._watch()
        return ask

    def finished(self) -> None:
        """A use case in progress has come to its end: there is room for the next."""
        self._in_progress.change(-1, self._env.now)
        self._admit()

    def set_limit(self, limit: int | None) -> None:
        """Changes the limit alone; those in progress go on."""
        if limit != self._limit:
            self._limit = limit
            self._admit()

    def set_rules(self, limit: int | None, patience: int | None, order: Order = FIRST_COME) -> None:
        """Changes the limit, the patience and the order, for those who wait as well."""
        self._limit, self._patience = limit, patience
        if order != self._order:
            self._order, before = order, self._waiting
            self._waiting = order.queue()
            for ask in before:
                self._waiting.append(ask)
        self._watch_ends = None
        self._drop_expired()
        self._admit()

    def settle(self) -> None:
        """Posts the waiting so far, for the closing of the books."""
        for ask in self._waiting:
            self._post(ask)

    def clear(self) -> None:
        """Nobody waits any more, in no order."""
        for ask in self._waiting:
            ask.waiter = None
        self._order, self._waiting = FIRST_COME, FIRST_COME.queue()

    def _admit(self) -> None:
        if self._admits:  # whoever ends at once, as they are started, makes room for one more turn
            return
        self._admits = True
        while self._waiting and (self._limit is None or self._in_progress.value < self._limit):
            self._in_progress.change(1, self._env.now)
            self._let_go(self._waiting.pop_next(), started=True)
        self._admits = False

    def _let_go(self, ask: Admission, *, started: bool) -> None:
        self._length.change(-1, self._env.now)
        self._post(ask)
        self._left.count += 1
        ask.happen(started)

    def _post(self, ask: Admission) -> None:
        self._waited.ticks += self._env.now - ask.since
        ask.since = self._env.now

    def _watch(self) -> None:
        """Sets one timer, for who has waited longest: the others came later."""
        if self._patience is not None and self._waiting and self._watch_ends is None:
            self._watch_ends = self._waiting.oldest().arrived + self._patience
            wait = self._watch_ends - self._env.now
            Timer(self._env, wait, Backlog._time_is_up, self, self._watch_ends)

    def _time_is_up(self, watch_ends: int) -> None:
        if self._watch_ends == watch_ends:
            self._watch_ends = None
            self._drop_expired()

    def _drop_expired(self) -> None:
        while self._waiting and self._has_expired(self._waiting.oldest()):
            self._let_go(self._waiting.pop_oldest(), started=False)
        self._watch()

    def _has_expired(self, ask: Admission) -> bool:
        return self._patience is not None and ask.arrived + self._patience <= self._env.now
