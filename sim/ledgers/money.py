"""Ledger 4, money: what is spent, by kind and on what, exact to the cent and below."""

from __future__ import annotations

from typing import Final, NamedTuple

from sim.ledgers.observers import Amount, Level
from sim.units import DAYS, TICKS_PER_DAY

SALARIES: Final = "salaries"
HIRING: Final = "hiring"
BUILDING: Final = "building"
OVERTIME: Final = "overtime"
LICENCES: Final = "licences"
COMPUTE: Final = "compute"
KINDS: Final = (SALARIES, OVERTIME, HIRING, BUILDING, LICENCES, COMPUTE)
"""What money is spent on."""
CENT: Final = DAYS["year"] * TICKS_PER_DAY
"""A cent in the ledger's unit: one cent a year x one tick. Every bill is a whole number of them."""

Account = tuple[str, str]
"""A kind of cost, and on what: a role, a capability, a machine."""


class Payment(NamedTuple):
    """Money spent at one moment, in whole cents."""

    at: int
    kind: str
    what: str
    cents: int


class Meter:
    """A quantity that costs money for as long as it is there: people, machines, live models."""

    __slots__ = ("bill", "level", "price", "seen")

    def __init__(self, level: Level) -> None:
        self.level = level
        self.price = 0
        """Cents a year for one of them."""
        self.seen = 0
        """Up to where it has been read: at no price yet, so it does not matter."""
        self.bill = Amount()


class MoneyLedger:
    """Spending by kind and on what.

    What flows is metered: a level that others keep, times a price, read when a price changes and
    when the books are closed, so that metering costs nothing in between. What is paid at once is
    listed. All of it leaves one cash account, so that a posting to one side alone shows; salaries,
    overtime and licences are confirmed by the bills as the organisation sees them.
    """

    def __init__(self, now: int) -> None:
        self.meters: dict[Account, Meter] = {}
        self.hired: dict[str, int] = {}
        """People whose hiring was paid for, by role."""
        self.payments: list[Payment] = []
        self.cash = Amount()
        self.payroll = Level(0, now)
        """Cents a year that all people cost."""
        self.overtime_due = Amount()
        """What all overtime comes to, as it is worked."""
        self.licence_bill = Level(0, now)
        """Cents a year of all licences together."""

    def meter(self, kind: str, what: str, level: Level) -> None:
        """Meters a level from now on; a second time changes nothing. It costs nothing yet."""
        if (kind, what) not in self.meters:
            self.meters[kind, what] = Meter(level)

    def price(self, kind: str, what: str, cents: int, now: int) -> None:
        """From now on one unit of what a meter reads costs so much, in cents a year."""
        meter = self.meters[kind, what]
        if cents != meter.price:
            self._charge(meter, now)
            meter.price = cents

    def hire(self, role: str, heads: int, cents: int, now: int) -> None:
        """Pays so many cents for each of so many people who have come."""
        self.hired[role] = self.hired.get(role, 0) + heads
        if heads * cents:
            self.pay(HIRING, role, heads * cents, now)

    def pay(self, kind: str, what: str, cents: int, now: int) -> None:
        """Spends whole cents at once."""
        self.cash.total += cents * CENT
        self.payments.append(Payment(now, kind, what, cents))

    def settle(self, now: int) -> None:
        """Charges everything that has run up, and brings the levels up to date."""
        for meter in self.meters.values():
            self._charge(meter, now)
        self.payroll.settle(now)
        self.licence_bill.settle(now)

    def _charge(self, meter: Meter, now: int) -> None:
        area = meter.level.up_to(now)
        due = (area - meter.seen) * meter.price
        meter.seen = area
        meter.bill.total += due
        self.cash.total += due

    def paid_before(self, now: int) -> list[Payment]:
        """All payments before a moment. What is paid on day 0 is paid after the books open, even
        where nothing comes before it."""
        return [payment for payment in self.payments if payment.at < now]

    def accounts(self, now: int) -> dict[Account, int]:
        """What every account has come to, in cents a year x ticks."""
        found = {account: meter.bill.total for account, meter in self.meters.items()}
        for _, kind, what, cents in self.paid_before(now):
            found[kind, what] = found.get((kind, what), 0) + cents * CENT
        return found

    def imbalances(self) -> list[str]:
        """Totals that two observers do not agree on; empty if all do. Settle first."""
        pairs = {
            "spent in all": (self._flown() + self._paid(), self.cash.total),
            SALARIES: (self._flown(SALARIES), self.payroll.area),
            OVERTIME: (self._flown(OVERTIME), self.overtime_due.total),
            LICENCES: (self._flown(LICENCES), self.licence_bill.area),
        }
        return [f"money, {k}: {one} != {two}" for k, (one, two) in pairs.items() if one != two]

    def _flown(self, *kinds: str) -> int:
        total = 0
        for (kind, _), meter in self.meters.items():
            if kind in (kinds or KINDS):
                total += meter.bill.total
        return total

    def _paid(self) -> int:
        total = 0
        for payment in self.payments:
            total += payment.cents * CENT
        return total
