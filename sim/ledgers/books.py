"""All ledgers together: settled, checked, and photographed at the end of each quarter."""

from types import MappingProxyType
from typing import NamedTuple

from sim.ledgers.flow import FlowLedger, Stop
from sim.ledgers.observers import Level
from sim.ledgers.time import TimeLedger


class Snapshot(NamedTuple):
    """What all accounts had come to at one moment, in ticks, counts and unit x ticks.

    Accounts only grow, so what happened in a window is the difference of two snapshots.
    """

    at: int
    time: MappingProxyType[tuple[str, str], int]
    heads: MappingProxyType[str, int]
    stops: MappingProxyType[Stop, tuple[int, int]]
    outcomes: MappingProxyType[tuple[str, str], int]
    open_items: MappingProxyType[str, int]
    levels: MappingProxyType[str, int]


class Books:
    """The ledgers of one organisation."""

    def __init__(self) -> None:
        self.time = TimeLedger()
        self.flow = FlowLedger()
        self.levels: dict[str, Level] = {}

    def level(self, name: str, now: int) -> Level:
        """A level that no ledger balances but measures read, such as the number of live models."""
        return self.levels.setdefault(name, Level(0, now))

    def close(self, now: int) -> Snapshot:
        """Brings every level up to date and takes the snapshot."""
        self.time.settle(now)
        self.flow.settle(now)
        for level in self.levels.values():
            level.change(0, now)
        return self._photograph(now)

    def imbalances(self) -> list[str]:
        """Every balance that does not hold; empty if all do. Settle first."""
        return [*self.time.imbalances(), *self.flow.imbalances()]

    def _photograph(self, now: int) -> Snapshot:
        time, flow = self.time, self.flow
        spent = {account: tally.ticks for account, tally in time.spent.items()}
        spent |= {(resource, "idle"): level.area for resource, level in time.free.items()}
        outcomes = {
            (item, outcome): tally.count
            for item, book in flow.items.items()
            for outcome, tally in book.outcomes.items()
        }
        return Snapshot(
            now,
            MappingProxyType(spent),
            MappingProxyType({resource: level.area for resource, level in time.heads.items()}),
            MappingProxyType({stop: (t.count, t.ticks) for stop, t in flow.stops.items()}),
            MappingProxyType(outcomes),
            MappingProxyType({item: book.open.area for item, book in flow.items.items()}),
            MappingProxyType({name: level.area for name, level in self.levels.items()}),
        )
