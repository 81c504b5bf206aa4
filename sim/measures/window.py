"""What happened between two moments: the difference of two snapshots of the books."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from math import fsum
from typing import Final, NamedTuple

from sim.ledgers.books import Snapshot
from sim.ledgers.items import Completions
from sim.ledgers.money import Payment
from sim.ledgers.prospects import RunOff
from sim.ledgers.value import GRAIN
from sim.survival import Spell
from sim.units import DAYS, TICKS_PER_DAY

DAYS_PER_YEAR: Final = DAYS["year"]
CENT_TICKS: Final = 100 * DAYS_PER_YEAR * TICKS_PER_DAY
"""Cents a year x ticks in a unit of the currency."""


@dataclass(frozen=True, slots=True)
class Lives:
    """All items of a kind whose dates are kept, in ticks after day 0."""

    completed: Completions
    under_way: tuple[tuple[int, int | None, bool], ...]


class Spending(NamedTuple):
    """All payments of a replication, in order, and the rate at which later money pales.

    `discount` is per year, continuous: a year later counts exp(-discount).
    """

    payments: tuple[Payment, ...] = ()
    discount: float = 0.0


NOTHING_KNOWN: Final = Spending()


@dataclass(frozen=True)
class Window:
    """The time from one snapshot to another. Durations come out in working days."""

    opening: Snapshot
    closing: Snapshot
    _lives: Mapping[str, Lives] | None
    _run_off: RunOff | None = None
    _spending: Spending = NOTHING_KNOWN
    quarters: tuple["Window", ...] = ()
    """The quarters that it is made of; none if it is one itself."""

    @property
    def ticks(self) -> int:
        """Length of the window."""
        return self.closing.at - self.opening.at

    @property
    def years(self) -> float:
        """Length of the window in working years."""
        return self.ticks / TICKS_PER_DAY / DAYS_PER_YEAR

    def spent(self, resources: tuple[str, ...], kinds: tuple[str, ...]) -> int:
        """Ticks that these resources spent on these kinds of time."""
        total = 0
        for resource in resources:
            for kind in kinds:
                account = (resource, kind)
                total += self.closing.time.get(account, 0) - self.opening.time.get(account, 0)
        return total

    def time_spent(self) -> Iterator[tuple[str, str, int]]:
        """(resource, kind, ticks) of every account of the time ledger."""
        for account, ticks in self.closing.time.items():
            yield (*account, ticks - self.opening.time.get(account, 0))

    def stops(self) -> Iterator[tuple[str, str, str, str, int, int]]:
        """(item, step, state, resource, visits, ticks) of every stop of the flow ledger."""
        visits = _grown(self.opening.visits, self.closing.visits)
        ticks = _grown(self.opening.stayed, self.closing.stayed)
        for stop, count, stayed in zip(self.closing.places, visits, ticks, strict=True):
            yield stop.item, stop.step, stop.state, stop.resource, count, stayed

    def ended(self) -> Iterator[tuple[str, str, int]]:
        """(item, outcome, number) of the items that came to an end."""
        for (item, outcome), number in self.closing.outcomes.items():
            yield item, outcome, number - self.opening.outcomes.get((item, outcome), 0)

    def heads(self, resource: str) -> int:
        """Head-count x time, in ticks."""
        return self.closing.heads[resource] - self.opening.heads[resource]

    def overtime(self, resource: str) -> int:
        """What was worked beyond regular days, in ticks."""
        return self.closing.overtime[resource] - self.opening.overtime[resource]

    def count(self, item: str, *outcomes: str) -> int:
        """How many items of a kind ended in one of these ways."""
        total = 0
        for outcome in outcomes:
            key = (item, outcome)
            total += self.closing.outcomes.get(key, 0) - self.opening.outcomes.get(key, 0)
        return total

    def flow(self, item: str, state: str, resource: str | None = None) -> int:
        """Ticks that items of a kind were in a state, for one resource or for all."""
        places = self._places.get((item, state), {})
        if resource is not None:
            return places.get(resource, 0)
        total = 0
        for ticks in places.values():
            total += ticks
        return total

    @cached_property
    def _places(self) -> dict[tuple[str, str], dict[str, int]]:
        """By item and state, ticks for each resource: a dozen measures ask."""
        found: dict[tuple[str, str], dict[str, int]] = {}
        spent = _grown(self.opening.stayed, self.closing.stayed)
        for stop, ticks in zip(self.closing.places, spent, strict=True):
            places = found.setdefault((stop.item, stop.state), {})
            places[stop.resource] = places.get(stop.resource, 0) + ticks
        return found

    def mean_level(self, name: str) -> float:
        """Time-weighted mean of a level."""
        return (self.closing.levels[name] - self.opening.levels[name]) / self.ticks

    def mean_amount(self, name: str) -> float | None:
        """Time-weighted mean of a level in cents a year, as currency a year; None if nothing in
        this model keeps it."""
        return self.mean_level(name) / 100 if name in self.closing.levels else None

    def amount(self, name: str) -> int | None:
        """How much of a plain sum belongs to the window; None if nothing in this model keeps it."""
        if name not in self.closing.amounts:
            return None
        return self.closing.amounts[name] - self.opening.amounts.get(name, 0)

    def money(self, *accounts: str) -> float:
        """What the value ledger booked to these accounts together, in currency."""
        total = 0
        for account in accounts:
            grain = 1 if account == "potential" else GRAIN
            booked = self.closing.value[account] - self.opening.value[account]
            total += booked * (GRAIN // grain)
        return total / (GRAIN * CENT_TICKS)

    def spent_money(self, *kinds: str, what: str | None = None) -> float:
        """What was spent on these kinds of cost together, or on one thing of them, in currency."""
        total = 0
        for account, amount in self.closing.money.items():
            if account[0] in kinds and what in (None, account[1]):
                total += amount - self.opening.money.get(account, 0)
        return total / CENT_TICKS

    @property
    def since_day_0(self) -> float:
        """Years from day 0 to the beginning."""
        return self.opening.at / TICKS_PER_DAY / DAYS_PER_YEAR

    @property
    def discount(self) -> float:
        """Rate per year, continuous, at which later money pales."""
        return self._spending.discount

    @property
    def payments(self) -> list[tuple[float, int]]:
        """What was paid at once: years after day 0, and cents."""
        paid = self._spending.payments[self.opening.payments : self.closing.payments]
        return [(one.at / TICKS_PER_DAY / DAYS_PER_YEAR, one.cents) for one in paid]

    def incidents(self, what: str, *kinds: str) -> int:
        """What has come to incidents of these kinds: a count, or ticks, or an amount of value."""
        total = 0
        for kind in kinds:
            after, before = self.closing.incidents[kind], self.opening.incidents[kind]
            total += getattr(after, what) - getattr(before, what)
        return total

    def releases(self, result: str) -> int:
        """What the release book has counted of one result, over all kinds of item."""
        total = 0
        for key, number in self.closing.releases.items():
            if key[1] == result:
                total += number - self.opening.releases.get(key, 0)
        return total

    def model_years(self) -> float:
        """Years that live models have lived, all together."""
        return self.mean_level("live models") * self.years

    def run_off(self) -> RunOff:
        """The models that are live at the end.

        Raises:
            ValueError: the window is a part of the run, at whose end nobody looked at them.
        """
        if self._run_off is None:
            raise ValueError("how models stand is known at the horizon only")
        return self._run_off

    def spells(
        self, item: str, ending: str, never: tuple[str, ...], *, from_start: bool
    ) -> list[Spell]:
        """How long items were seen on their way to an ending, as survival analysis wants it.

        Age counts from when the item was asked for, or from when it was started. Only items that
        can come to that ending are at risk: to censor the others when they fail would not be fair,
        as they fail at a late step of the same way.
        """
        lives, spells = self.lives(item), []
        for asked, started, ended, outcome, can_succeed in lives.completed:
            born = started if from_start else asked
            if can_succeed and born is not None and ended > self.opening.at:
                lost = None if outcome in never else min(ended, self.closing.at) - born
                spells.append(self._spell(born, lost, outcome == ending))
        for asked, started, can_succeed in lives.under_way:
            born = started if from_start else asked
            if can_succeed and born is not None:
                spells.append(self._spell(born, self.closing.at - born, False))
        return spells

    def _spell(self, born: int, lost: int | None, ended: bool) -> Spell:
        return Spell(max(0, self.opening.at - born), lost, ended)

    def lives(self, item: str) -> Lives:
        """The dates of all items of a kind.

        Raises:
            ValueError: the window is a part of the run, at whose end nobody looked at open items.
        """
        if self._lives is None:
            raise ValueError("ages and lead times are known for the whole horizon only")
        return self._lives[item]

    def mean_age(self, item: str) -> float | None:
        """Mean age of started items at the closing, in days; None if there are none."""
        under_way = self.lives(item).under_way
        ages = [self.closing.at - started for _, started, _ in under_way if started is not None]
        return fsum(ages) / len(ages) / TICKS_PER_DAY if ages else None


def _grown(before: tuple[int, ...], now: tuple[int, ...]) -> list[int]:
    """By how much each account has grown; those that were added since began with nothing."""
    return [late - early for late, early in zip_longest(now, before, fillvalue=0)]
