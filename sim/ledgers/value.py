"""Ledger 3, value: what live models could deliver, what they deliver, and what is lost to what.

Quality is a product of three factors: what age has left of a model's lift, what a shift has, what
skew has. Each loss is the mean, over the six orders in which the three could be taken away, of what
its own factor takes (Shapley): an order fixed beforehand would charge the first one too much.
Before them goes all that takes a model away whole: obsolete, down, fed by a model that is down; and
what a slow service costs.

Amounts are whole numbers of `GRAIN`ths of a cent per year x tick, so that what is delivered and
what is lost add up exactly to what could have been delivered, though each is reckoned by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.compiled import mypyc_attr
from sim.ledgers.causes import CAUSES, SHIFTED, SKEWED, SLOW, STALE
from sim.ledgers.observers import Amount, Level

if TYPE_CHECKING:
    from sim.ledgers.incidents import Incident

FULL: Final = 2**16
"""A factor of quality at its best; factors are whole numbers from 0 to here."""
GRAIN: Final = 6 * FULL**3
WHOLE: Final = GRAIN // FULL
"""A cent per year x tick x `FULL`, in the ledger's unit."""


@mypyc_attr(acyclic=True, free_list_len=1)
class Stand:
    """How a model stands between two events: what each tick of its time comes to.

    Of a tick, a part is fresh (what age has left) and the rest is stale. `per_fresh`, `per_stale`
    are what a tick of either delivers or loses to age; a shift and skew each take something of all
    ticks and something of the fresh ones.
    """

    __slots__ = (
        "entity", "per_fresh", "per_stale", "shift_of_all", "shift_of_fresh", "shifted",
        "skew_of_all", "skew_of_fresh", "skewed", "slow", "slowed",
    )  # fmt: skip

    def __init__(
        self,
        worth: int,
        entity: int = 0,
        *,
        shift: int = FULL,
        skew: int = FULL,
        slow: int = 0,
        shifted: Incident | None = None,
        skewed: Incident | None = None,
        slowed: Incident | None = None,
    ) -> None:
        """Reckons it.

        Args:
            worth: cents a year at its best.
            entity: the model's number.
            shift: the factor that shifts have left, of `FULL`.
            skew: the factor that skew has left, of `FULL`.
            slow: cents a year that a slow service takes, before all else.
            shifted: the incident to charge for the shift.
            skewed: the incident to charge for the skew.
            slowed: the incident to charge for the slow service.
        """
        self.entity = entity
        served = worth - slow
        both = shift * skew
        self.per_fresh = 6 * served * both
        self.per_stale = served * (2 * FULL * FULL + FULL * (shift + skew) + 2 * both)
        self.shift_of_all = served * (FULL - shift) * (2 * FULL + skew)
        self.shift_of_fresh = served * (FULL - shift) * (FULL + 2 * skew)
        self.skew_of_all = served * (FULL - skew) * (2 * FULL + shift)
        self.skew_of_fresh = served * (FULL - skew) * (FULL + 2 * shift)
        self.slow = slow * WHOLE
        self.shifted, self.skewed, self.slowed = shifted, skewed, slowed


class ValueLedger:
    """Value by what became of it.

    What could be delivered is watched by a level, what was is posted model by model: two observers.
    """

    def __init__(self, now: int) -> None:
        self.potential = Level(0, now)
        """Cents a year of all live models, each as good as its training could make it."""
        self.delivered = Amount()
        self.lost = {cause: Amount() for cause in CAUSES}
        self.inherited = Amount()
        """What of all losses is charged to an incident of another model."""

    def post(self, stand: Stand, ticks: int, fresh: int) -> None:
        """Accounts for some time of a model that is up.

        Args:
            stand: how the model stood all that time.
            ticks: how long, times `FULL`.
            fresh: the integral over that time of what age has left, in ticks x `FULL`.
        """
        self.delivered.total += stand.per_fresh * fresh
        if fresh != ticks:
            self.lost[STALE].total += stand.per_stale * (ticks - fresh)
        incident = stand.shifted
        if incident is not None:
            lost = stand.shift_of_all * ticks + stand.shift_of_fresh * fresh
            if incident.entity != stand.entity:
                self._charge(SHIFTED, incident, lost, stand.entity)
            else:  # by far the commonest charge, and so without the call
                self.lost[SHIFTED].total += lost
                incident.lost += lost
        if stand.skewed is not None:
            lost = stand.skew_of_all * ticks + stand.skew_of_fresh * fresh
            self._charge(SKEWED, stand.skewed, lost, stand.entity)
        if stand.slowed is not None:
            self._charge(SLOW, stand.slowed, stand.slow * ticks, stand.entity)

    def lose(self, cause: str, incident: Incident, worth: int, ticks: int, entity: int) -> None:
        """Accounts for some time, in ticks, of a model that an incident has taken away whole."""
        self._charge(cause, incident, worth * ticks * GRAIN, entity)

    def _charge(self, cause: str, incident: Incident, amount: int, entity: int) -> None:
        self.lost[cause].total += amount
        incident.lost += amount
        if incident.entity != entity:
            self.inherited.total += amount
            incident.elsewhere += amount

    def settle(self, now: int) -> None:
        """Brings the level up to date."""
        self.potential.settle(now)

    def accounts(self) -> dict[str, int]:
        """What every account has come to."""
        accounts = {cause: amount.total for cause, amount in self.lost.items()}
        return {"potential": self.potential.area, "delivered": self.delivered.total, **accounts}

    def imbalances(self) -> list[str]:
        """What could be delivered, unless it was delivered or lost; empty if it adds up."""
        total = self.delivered.total
        for amount in self.lost.values():
            total += amount.total
        potential = self.potential.area * GRAIN
        if potential == total:
            return []
        return [f"value: potential {potential} != delivered and lost {total}"]
