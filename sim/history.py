"""What came of one replication: the ledgers' accounts, and every view of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from sim.ledgers.books import Snapshot
from sim.ledgers.incidents import IncidentRow
from sim.ledgers.money import Payment
from sim.ledgers.prospects import RunOff
from sim.measures import MEASURES
from sim.measures.window import Lives, Spending, Window
from sim.organisation.journal import Entry
from sim.organisation.programme import Milestone
from sim.organisation.run_off import run_off

if TYPE_CHECKING:
    from sim.organisation.organisation import Organisation


@dataclass(frozen=True)
class History:
    """One replication of one world, from the beginning of its history to its horizon.

    `snapshots` are the closings of the books: at the beginning, on day 0, at the end of each
    quarter after it, at the horizon. `imbalances` names every balance that does not hold.
    `incidents` is the incident table, by onset, and None unless it was asked for; what began before
    day 0 is in it. `run_off` is how the live models stand at the horizon. `payments`
    is all that was paid at once, in order.
    """

    snapshots: tuple[Snapshot, ...]
    lives: Mapping[str, Lives]
    imbalances: tuple[str, ...]
    events: tuple[Entry, ...] | None
    incidents: tuple[IncidentRow, ...] | None
    run_off: RunOff
    payments: tuple[Payment, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    """What has become of the investments, in order."""

    @classmethod
    def of(cls, org: Organisation, snapshots: tuple[Snapshot, ...]) -> History:
        """Reads the books of an organisation that has lived to its horizon."""
        lives = {
            kind: Lives(
                book.completions,
                tuple((i.asked, i.started, i.can_succeed) for i in book.under_way),
            )
            for kind, book in org.books.flow.items.items()
            if book.keeps_lead_times
        }
        entries = None if org.journal is None else tuple(org.journal.entries)
        book = org.books.incidents
        return cls(
            snapshots,
            MappingProxyType(lives),
            (*org.books.imbalances(), *org.programme.imbalances(org.portfolio.models.values())),
            entries,
            None if book.over is None else book.table(),
            run_off(org.portfolio, org.ways, org.now),
            tuple(org.books.money.payments),
            tuple(org.programme.milestones),
        )

    def check(self) -> list[str]:
        """Every balance that does not hold; empty if all do."""
        return list(self.imbalances)

    @cached_property
    def whole(self) -> Window:
        """Everything from day 0 to the horizon."""
        return self.after(0)

    def after(self, quarters: int) -> Window:
        """Everything from the end of so many quarters after day 0 to the horizon."""
        first, last = self.snapshots[1 + quarters], self.snapshots[-1]
        left = self.quarters[quarters:]
        return Window(first, last, self.lives, self.run_off, self._spending, left)

    @cached_property
    def quarters(self) -> tuple[Window, ...]:
        """The quarters after day 0; the last may be short."""
        closings = pairwise(self.snapshots[1:])
        return tuple(Window(a, b, None, _spending=self._spending) for a, b in closings)

    @property
    def _spending(self) -> Spending:
        return Spending(self.payments, self.run_off.discount)

    @cached_property
    def measures(self) -> Mapping[str, float | None]:
        """Every measure over the whole horizon; None where it is not reached or not defined."""
        return MappingProxyType({name: m.view(self.whole) for name, m in MEASURES.items()})

    @cached_property
    def timeline(self) -> tuple[tuple[int, str, float | None], ...]:
        """(quarter from 1, measure, value) of the measures that mean something for a quarter."""
        return tuple(
            (quarter, name, measure.view(window))
            for quarter, window in enumerate(self.quarters, 1)
            for name, measure in MEASURES.items()
            if measure.by_quarter
        )

    @cached_property
    def time(self) -> tuple[tuple[int, str, str, int], ...]:
        """(quarter, resource, kind, ticks) of the time ledger."""
        return tuple(
            (quarter, *row)
            for quarter, window in enumerate(self.quarters, 1)
            for row in window.time_spent()
        )

    @cached_property
    def value(self) -> tuple[tuple[int, str, float], ...]:
        """(quarter, account, amount in currency) of the value ledger."""
        return tuple(
            (quarter, account, window.money(account))
            for quarter, window in enumerate(self.quarters, 1)
            for account in window.closing.value
        )

    @cached_property
    def money(self) -> tuple[tuple[int, str, str, float], ...]:
        """(quarter, kind, on what, amount in currency) of the money ledger."""
        return tuple(
            (quarter, kind, what, window.spent_money(kind, what=what))
            for quarter, window in enumerate(self.quarters, 1)
            for kind, what in window.closing.money
        )

    @cached_property
    def flow(self) -> tuple[tuple[int, str, str, str, str, int, int], ...]:
        """(quarter, item, step, state, resource, visits, ticks) of the flow ledger."""
        return tuple(
            (quarter, *row)
            for quarter, window in enumerate(self.quarters, 1)
            for row in window.stops()
        )
