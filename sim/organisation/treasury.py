"""The treasury: knows what everything costs on the day, and pays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from sim.ledgers.books import Books
from sim.ledgers.money import BUILDING, COMPUTE, LICENCES, OVERTIME, SALARIES
from sim.ledgers.observers import Level
from sim.organisation.desk import Desk
from sim.process.money import MARKET_CURRENCY
from sim.units import DAYS, MoneyRate, Value, parse_days, parse_money
from sim.vocabulary import ROLES

if TYPE_CHECKING:
    from sim.scenario.machine import World

SERVING = "serving"


class Treasury:
    """Meters what costs money for as long as it is there, and pays what costs money once.

    Prices of the world market (capabilities, machines) may be in its own currency; they are paid in
    that of the salaries, at the rate of the day. Amounts are whole cents.
    """

    def __init__(self, books: Books, world: World, now: int) -> None:
        self._ledger = books.money
        self._overtime = books.time.overtime
        self._catalogue, self._licences = world.capabilities, world.licences
        self._process: Mapping[str, Value] = {}
        self._held = tuple(world.held)
        self._time = Level(1, now)
        self._ledger.meter(COMPUTE, SERVING, books.level("live models", now))

    def set_prices(
        self,
        process: Mapping[str, Value],
        staff: Mapping[str, int],
        desks: Mapping[str, Desk],
        now: int,
    ) -> None:
        """From now on everything costs what the process says, for these people and machines."""
        self._process = process
        for name, desk in desks.items():
            if name in ROLES:
                self._charge(SALARIES, name, desk.heads, self._salary(name), now)
                self._pay_overtime(desk, now)
            else:
                self._charge_machines(desk, now)
        self._ledger.price(COMPUTE, SERVING, self._market(process["money.serving"]), now)
        self.hold(self._held, now)
        self.set_payroll(staff, now)

    def set_payroll(self, staff: Mapping[str, int], now: int) -> None:
        """From now on so many people of each role are paid."""
        total = 0
        for role, heads in staff.items():
            total += heads * self._salary(role)
        payroll = self._ledger.payroll
        payroll.change(total - payroll.value, now)

    def hold(self, held: Iterable[str], now: int) -> None:
        """From now on the licences of exactly these capabilities are paid."""
        before, self._held = self._held, tuple(sorted(set(held)))
        bill = 0
        for name in sorted(self._licences.keys() & {*before, *self._held}):
            each = self._market(self._licences[name]) if name in self._held else 0
            self._charge(LICENCES, name, self._time, each, now)
            bill += each
        self._ledger.licence_bill.change(bill - self._ledger.licence_bill.value, now)

    def buy(self, capability: str, now: int) -> None:
        """Pays the price of a capability, if it has one: once, when it is begun."""
        cents = self._price(capability)
        if cents:
            self._ledger.pay(BUILDING, capability, cents, now)

    def planned_cost(self, capability: str) -> int:
        """What building a capability is planned to cost, in cents: its price, and people's days.

        The days are in the salaries anyway; a budget counts them as an accountant would.
        """
        cents = Fraction(self._price(capability))
        for role, figure in self._catalogue[capability].build.items():
            days = Fraction(parse_days(figure.value))
            cents += days * self._salary(role) / DAYS["year"]
        return round(cents)

    def spend(self, what: str, cents: int, now: int) -> None:
        """Pays something else that building a capability takes, in the scenario's currency."""
        self._ledger.pay(BUILDING, what, cents, now)

    def hire(self, role: str, now: int, heads: int = 1) -> None:
        """Pays what it costs to find and hire so many people of a role; nothing if they leave."""
        share = self._process["money.hiring"]
        assert isinstance(share, int | float)
        if heads > 0:
            self._ledger.hire(role, heads, round(share * self._salary(role)), now)

    def _charge_machines(self, desk: Desk, now: int) -> None:
        row = "money.elastic" if desk.elastic else "money.slot"
        self._charge(COMPUTE, desk.name, desk.heads, self._market(self._process[row]), now)

    def _charge(self, kind: str, what: str, level: Level, cents: int, now: int) -> None:
        if cents or (kind, what) in self._ledger.meters:
            self._ledger.meter(kind, what, level)
            self._ledger.price(kind, what, cents, now)

    def _salary(self, role: str) -> int:
        pay = self._process[f"people.salary.{role}"]
        assert isinstance(pay, MoneyRate)
        return pay.cents_per_year

    def _pay_overtime(self, desk: Desk, now: int) -> None:
        """From now on; what has been worked so far is paid as it was."""
        times = self._process["money.overtime"]
        assert isinstance(times, int | float)
        desk.post_sittings()
        desk.extra_pay = round(times * self._salary(desk.name))
        self._charge(OVERTIME, desk.name, self._overtime[desk.name], desk.extra_pay, now)

    def _price(self, name: str) -> int:
        price = self._catalogue[name].price
        if price is None:
            return 0
        money = parse_money(price.value)
        return self._market(MoneyRate(money.cents, money.currency))

    def _market(self, value: Value) -> int:
        """Cents, a year or at once, in the currency of the salaries."""
        own = self._process["people.salary.data_scientist"]
        usd = self._process["money.usd"]
        assert isinstance(value, MoneyRate)
        assert isinstance(own, MoneyRate)
        assert isinstance(usd, int | float)
        foreign = value.currency == MARKET_CURRENCY != own.currency
        return round(value.cents_per_year * usd) if foreign else value.cents_per_year
