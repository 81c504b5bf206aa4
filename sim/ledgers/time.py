"""Ledger 1, time: where every hour of every person and every training slot goes."""

from sim.ledgers.observers import Level, Tally


class TimeLedger:
    """Time by resource and kind, in ticks.

    Work is posted by the sitting, idle time is watched by the level of free people, head-count by
    the level of heads: three observers, so that a forgotten posting breaks the balance.
    """

    def __init__(self) -> None:
        self.spent: dict[tuple[str, str], Tally] = {}
        self.heads: dict[str, Level] = {}
        self.free: dict[str, Level] = {}

    def open(self, resource: str, heads: int, now: int) -> tuple[Level, Level]:
        """Starts to keep the time of a resource; returns its levels of heads and of free ones."""
        self.heads[resource] = Level(heads, now)
        self.free[resource] = Level(heads, now)
        return self.heads[resource], self.free[resource]

    def account(self, resource: str, kind: str) -> Tally:
        """The account of one kind of time; the same object each time it is asked for."""
        return self.spent.setdefault((resource, kind), Tally())

    def settle(self, now: int) -> None:
        """Brings the levels up to date."""
        for level in (*self.heads.values(), *self.free.values()):
            level.change(0, now)

    def imbalances(self) -> list[str]:
        """Resources whose kinds of time do not add up to head-count x time; empty if all do."""
        return [
            f"time of {resource}: heads {heads.area} != kinds {self._kinds(resource)} ticks"
            for resource, heads in self.heads.items()
            if heads.area != self._kinds(resource)
        ]

    def _kinds(self, resource: str) -> int:
        total = self.free[resource].area
        for (owner, _), tally in self.spent.items():
            if owner == resource:
                total += tally.ticks
        return total
