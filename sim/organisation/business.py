"""The business: how much it asks for, and how far it trusts; both follow what it sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from sim.ledgers.books import Books
from sim.organisation.clock import Clock
from sim.organisation.order import Order
from sim.organisation.source import Source
from sim.organisation.sponsor import Sponsor
from sim.organisation.timer import Timer
from sim.units import MoneyRate, Value

if TYPE_CHECKING:
    from sim.organisation.model import Model
    from sim.organisation.work import Project


class Business:
    """Sees releases, shelved pilots, value delivered and visible incidents; decides on demand.

    Use cases come in proportion to what is left of a pool of decision processes, oftener with the
    credit that delivered value gives, and less often while incidents are remembered. All that is
    constant between two events, so the rate of arrivals is changed exactly, and only then.
    """

    def __init__(
        self,
        env: Clock,
        books: Books,
        use_cases: float,
        luck: Callable[[str, int], float],
        sponsor: Sponsor,
    ) -> None:
        self._env = env
        self._use_cases = use_cases
        self._luck = luck
        self.sponsor = sponsor
        self.ideas: Source | None = None
        self._live = books.level("live models", env.now)
        self._waiting = books.level("value waiting to start", env.now)
        self._making = books.level("value in the making", env.now)
        self._in_hand = 0
        self._delivered = 0
        self._remembered = 0

    def set_rules(self, process: Mapping[str, Value], staff: Mapping[str, int]) -> None:
        """Decides by these rules from now on. What is remembered already is forgotten as before."""
        pool, half = process["demand.pool"], process["demand.credit_half"]
        memory = process["demand.memory"]
        assert isinstance(half, MoneyRate)
        assert isinstance(memory, int)
        self._pool = None if pool is None else _number(pool)
        self._gain = _number(process["demand.credit_gain"])
        self._half = half.cents_per_year
        self._closes = _number(process["demand.incident_closes"])
        self._memory = memory
        self.sponsor.set_rules(process, staff, Order.of(process, self._luck))
        self._reconsider()

    @property
    def watches_models(self) -> bool:
        """Whether demand follows what becomes of models: how many there are, what they deliver."""
        return bool(self._gain or self._closes or self._pool is not None)

    @property
    def demand(self) -> float:
        """Use cases per working day that come now."""
        rate, live, delivered = self._use_cases, self._live.value, self._delivered
        if self._pool is not None:
            left = 1 - (self._in_hand + live) / self._pool if self._pool else 0.0
            rate *= left if left > 0.0 else 0.0
        if self._gain and delivered:
            rate *= 1 + self._gain * delivered / (delivered + self._half)
        if self._closes and self._remembered:
            rate *= (1 - self._closes) ** (self._remembered / (live or 1))
        return rate

    def asks_for(self, item: Project) -> None:
        """A use case is in hand from now on, and what a decision would be worth waits for it."""
        self._in_hand += 1
        self._waiting.change(_at_stake(item), self._env.now)
        self._reconsider()

    def sees_start(self, item: Project) -> None:
        """A use case is taken up."""
        self._waiting.change(-_at_stake(item), self._env.now)
        self._making.change(_at_stake(item), self._env.now)

    def sees_end(self, item: Project) -> None:
        """A use case is in hand no more."""
        self._in_hand -= 1
        level = self._waiting if item.started is None else self._making
        level.change(-_at_stake(item), self._env.now)
        self._reconsider()

    def sees_release(self) -> None:
        """A new model is in production."""
        self.sponsor.wins("release_adds")

    def sees_shelved(self) -> None:
        """A pilot has come to nothing."""
        self.sponsor.loses("shelved_takes")

    def sees_incident(self) -> None:
        """Something visible went wrong; it is remembered for a while."""
        if self._closes:
            self._remembered += 1
            Timer(self._env, self._memory, Business._forgets, self, 1)
            self._reconsider()
        if self.sponsor.follows:
            self.sponsor.loses("incident_takes", 1 / max(1, self._live.value))

    def sees_model(self, model: Model) -> None:
        """Something about a model may have changed: live or not, known to be in order or not."""
        observed = model.observed
        known = observed.worth if model.live and not observed.known_bad else 0
        self._delivered += known - observed.counted_on
        observed.counted_on = known
        self._reconsider()

    def _forgets(self, incidents: int) -> None:
        self._remembered -= incidents
        self._reconsider()

    def _reconsider(self) -> None:
        if self.ideas is not None:
            self.ideas.retune(self.demand)


def _at_stake(item: Project) -> int:
    """Cents a year that are lost until it is live: nothing, if there is no decision to improve."""
    return item.value if item.can_succeed else 0


def _number(value: Value) -> float:
    assert isinstance(value, int | float)
    return value
