"""All ledgers together: settled, checked, and photographed at the end of each quarter."""

from types import MappingProxyType
from typing import Final, NamedTuple, cast

from sim.ledgers.causes import SHIFTED, SKEWED
from sim.ledgers.flow import FlowLedger, Stop
from sim.ledgers.incidents import Counted, IncidentBook
from sim.ledgers.items import Valued
from sim.ledgers.money import Account, MoneyLedger
from sim.ledgers.observers import Amount, Level
from sim.ledgers.readings import Readings, Row
from sim.ledgers.releases import ReleaseBook
from sim.ledgers.time import TimeLedger
from sim.ledgers.value import ValueLedger
from sim.vocabulary import ROLES

_IN_PROGRESS = "use cases in progress"
_WAITING, _MAKING = "value waiting to start", "value in the making"
ROWS: Final = ("time", "heads", "overtime", "outcomes", "open items", "levels", "amounts")


class Snapshot(NamedTuple):
    """What all accounts had come to at one moment, in ticks, counts and unit x ticks.

    `value` is in the value ledger's unit, by what became of it ("delivered", or the cause of a
    loss), and "potential" in cents a year x ticks; `incidents` counts by kind; `releases` by kind
    of item and result, `defects` by kind and fate; `amounts` are plain sums that measures read,
    such as features built; `money` is what was spent by kind and on what, in cents a year x ticks,
    of which `payments` payments at once.

    Accounts only grow, so what happened in a window is the difference of two snapshots. Stops are
    the most numerous, and so kept as rows: how often each was visited, and for how many ticks in
    all, in the order of `places`. The places of a later snapshot begin with the same.
    """

    at: int
    time: Readings
    heads: Readings
    overtime: Readings
    places: tuple[Stop, ...]
    visits: tuple[int, ...]
    stayed: tuple[int, ...]
    outcomes: Readings
    open_items: Readings
    levels: Readings
    value: MappingProxyType[str, int]
    incidents: MappingProxyType[str, Counted]
    releases: MappingProxyType[tuple[str, str], int]
    defects: MappingProxyType[tuple[str, str], int]
    amounts: Readings
    money: MappingProxyType[Account, int]
    payments: int

    @property
    def stops(self) -> MappingProxyType[Stop, tuple[int, int]]:
        """Visits and ticks of each stop."""
        both = zip(self.visits, self.stayed, strict=True)
        return MappingProxyType(dict(zip(self.places, both, strict=True)))


class Books:
    """The ledgers of one organisation."""

    def __init__(self, now: int = 0, *, keeps_incidents: bool = False) -> None:
        self.time = TimeLedger()
        self.flow = FlowLedger()
        self.value = ValueLedger(now)
        self.incidents = IncidentBook(keeps_all=keeps_incidents)
        self.releases = ReleaseBook()
        self.money = MoneyLedger(now)
        self.levels: dict[str, Level] = {}
        self.amounts: dict[str, Amount] = {}
        self._closed = now
        self._rows = {name: Row() for name in ROWS}

    def level(self, name: str, now: int) -> Level:
        """A level that no ledger balances but measures read, such as the number of live models."""
        level = self.levels.get(name)
        if level is None:
            level = self.levels[name] = Level(0, now)
        return level

    def amount(self, name: str) -> Amount:
        """A sum that measures read, such as the value of all models that have gone live."""
        return self.amounts.setdefault(name, Amount())

    def close(self, now: int) -> Snapshot:
        """Brings every level up to date and takes the snapshot."""
        self.time.settle(now)
        self.flow.settle(now)
        self.value.settle(now)
        self.money.settle(now)
        self._closed = now
        for level in self.levels.values():
            level.settle(now)
        return self._photograph(now)

    def imbalances(self) -> list[str]:
        """Every balance that does not hold; empty if all do. Settle first."""
        return [
            *self.time.imbalances(),
            *self.flow.imbalances(),
            *self.value.imbalances(),
            *self._incidents(),
            *self.releases.imbalances(self.flow),
            *self.money.imbalances(),
            *self._lives(),
            *self._people(),
            *self._levels(),
        ]

    def _incidents(self) -> list[str]:
        """Incidents that do not add up, or do not explain what is charged to them."""
        book = self.incidents
        return [*book.imbalances(), *book.losses(self.value), *book.work(self.time)]

    def _lives(self) -> list[str]:
        """Models that have gone live and not ended, unless they are live."""
        begun, ended = self.amount("models gone live"), self.amount("models ended")
        live = self.level("live models", 0).value
        if begun.total - ended.total == live:
            return []
        return [f"models: {begun.total} gone live, {ended.total} ended, {live} live"]

    def _people(self) -> list[str]:
        """Roles whose people are not those who were there or came, less those who left or had to
        go."""
        found = []
        for role in ROLES:
            first, hires, left, dismissed = (
                self.amount(f"{what}, {role}").total
                for what in ("people at first", "hires", "leavers", "dismissals")
            )
            if self.money.hired.get(role, 0) != hires:
                found.append(f"hires, {role}: {hires}, paid for {self.money.hired.get(role, 0)}")
            heads = self.time.heads[role].value if role in self.time.heads else 0
            if first + hires - left - dismissed != heads:
                words = f"{first} at first + {hires} hired - {left} left - {dismissed} dismissed"
                found.append(f"people, {role}: {words} != {heads}")
        return found

    def _use_cases(self) -> dict[str, tuple[int, int]]:
        """Levels of the use cases under way, and the same from one to the next of them."""
        found = dict.fromkeys((_IN_PROGRESS, _WAITING, _MAKING), 0)
        book = self.flow.items.get("use case")
        for one in book.under_way if book is not None else ():
            item = cast("Valued", one)
            found[_IN_PROGRESS] += item.started is not None
            if item.can_succeed:
                found[_WAITING if item.started is None else _MAKING] += item.value
        return {name: (self.level(name, 0).value, one) for name, one in found.items()}

    def _levels(self) -> list[str]:
        """Levels that measures read and that another observer does not confirm."""
        frontier, behind = self.level("frontier", 0), self.level("value left behind", 0)
        ahead = self.value.potential
        pairs = {
            "shifted models": (
                self.level("shifted models", 0).area,
                self.incidents.area(SHIFTED, self._closed),
            ),
            "skewed models": (
                self.level("skewed models", 0).area,
                self.incidents.area(SKEWED, self._closed),
            ),
            "frontier": (frontier.value, ahead.value + behind.value),
            "frontier in time": (frontier.area, ahead.area + behind.area),
            **self._use_cases(),
        }
        return [f"{name}: {one} != {other}" for name, (one, other) in pairs.items() if one != other]

    def _photograph(self, now: int) -> Snapshot:
        time, flow, rows = self.time, self.flow, self._rows
        heads = [level.area for level in time.heads.values()]
        overtime = [level.area for level in time.overtime.values()]
        open_items = [book.open.area for book in flow.items.values()]
        levels = [level.area for level in self.levels.values()]
        amounts = [amount.total for amount in self.amounts.values()]
        return Snapshot(
            now,
            rows["time"].read(time.names(), time.figures()),
            rows["heads"].read(time.heads, heads),
            rows["overtime"].read(time.overtime, overtime),
            flow.places(),
            tuple([tally.count for tally in flow.tallies]),
            tuple([tally.ticks for tally in flow.tallies]),
            rows["outcomes"].read(flow.ends(), flow.ended()),
            rows["open items"].read(flow.items, open_items),
            rows["levels"].read(self.levels, levels),
            MappingProxyType(self.value.accounts()),
            MappingProxyType(self.incidents.so_far(now)),
            MappingProxyType(dict(self.releases.results)),
            MappingProxyType(self.releases.defects()),
            rows["amounts"].read(self.amounts, amounts),
            MappingProxyType(self.money.accounts(now)),
            len(self.money.paid_before(now)),
        )
