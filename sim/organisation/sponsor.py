"""The sponsor: trusts in machine learning as far as what is seen of it, and pays accordingly."""

from collections.abc import Callable, Mapping
from typing import Final

from sim.ledgers.books import Books
from sim.organisation.backlog import Backlog
from sim.organisation.clock import Clock
from sim.organisation.manners import backlog_rules
from sim.organisation.order import Order
from sim.units import Value

ROWS: Final = ("start", "release_adds", "shelved_takes", "incident_takes", "ends_below")
MILLION: Final = 10**6
"""Confidence is kept in the books as a whole number of millionths."""


class Sponsor:
    """How many use cases may be in progress moves in proportion to the sponsor's confidence.

    A success wins a share of the confidence that lacks, a failure costs a share of what there is.
    Below a threshold the initiative ends, for good: what waits is never started.
    """

    def __init__(
        self,
        env: Clock,
        books: Books,
        backlog: Backlog,
        process: Mapping[str, Value],
        note: Callable[[str, int], None],
    ) -> None:
        self._env = env
        self._backlog = backlog
        self._note = note
        self._level = books.level("sponsor's confidence", env.now)
        self._shares = _shares(process)
        self.follows = process["sponsor.confidence"] == "follows"
        self._limit: int | None = None
        self._start = self.confidence = self._shares["start"]
        self.has_ended = False
        self._show()

    def set_rules(
        self, process: Mapping[str, Value], staff: Mapping[str, int], order: Order
    ) -> None:
        """Decides by these rules from now on, and the backlog by what they come to."""
        self._shares = _shares(process)
        self.follows = process["sponsor.confidence"] == "follows"
        self._limit, patience = backlog_rules(process, staff)
        self._backlog.set_rules(self.limit, patience, order)

    @property
    def limit(self) -> int | None:
        """Use cases that may be in progress; at least one, until all is over. None: no limit."""
        if self.has_ended:
            return 0
        if self._limit is None or not self.follows:
            return self._limit
        trust = self.confidence / self._start if self._start else 0.0
        return max(1, int(self._limit * trust + 1e-9))

    def wins(self, row: str) -> None:
        """Something went well: a share of the confidence that lacks is won."""
        if self.follows and not self.has_ended:
            self._move(self._shares[row] * (1 - self.confidence))

    def loses(self, row: str, weight: float = 1.0) -> None:
        """Something went wrong: a share of the confidence that there is is lost."""
        if self.follows and not self.has_ended:
            self._move(-self._shares[row] * weight * self.confidence)

    def _move(self, by: float) -> None:
        if not by:
            return
        self.confidence += by
        self._show()
        if self.confidence < self._shares["ends_below"]:
            self.has_ended = True
            self._note("the sponsor ends the initiative", 0)
        self._backlog.set_limit(self.limit)

    def _show(self) -> None:
        self._level.change(int(self.confidence * MILLION + 0.5) - self._level.value, self._env.now)


def _shares(process: Mapping[str, Value]) -> dict[str, float]:
    """What wins and costs confidence, and when all ends: looked up at every incident."""
    shares = {}
    for row in ROWS:
        value = process[f"sponsor.{row}"]
        assert isinstance(value, int | float)
        shares[row] = value
    return shares
