"""Money in several currencies: what cannot be added, all of it in one round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.process import PARAMETERS
from sim.process.money import MARKET_CURRENCY, MARKET_ROWS
from sim.scenario.errors import Mistake
from sim.scenario.machine import Cell, Scenario
from sim.scenario.own_capabilities import KEY, effect_path, own
from sim.scenario.places import Places
from sim.scenario.schema import Organisation
from sim.scenario.values import default
from sim.units import MoneyRate, Value, parse_money, parse_money_rate, text

if TYPE_CHECKING:
    from sim.capability import Figure

MARKET = frozenset(row.name for row in MARKET_ROWS)
"""Prices that may stay in the market's currency."""


def currencies(scenario: Scenario, places: Places) -> Iterator[Mistake]:
    """Money in more than one currency cannot be added, but for the market's, that has a rate."""
    paid = [one for cell in scenario.cells for one in _money(cell)]
    first = _first(paid, places)
    wrong = [one for one in paid if one.rate.currency != first.rate.currency]
    mixed = [one for one in wrong if not _is_of_the_market(one)]
    for one in mixed:
        yield _two_currencies(one, first, places)
    yield from _of_own_capabilities(scenario, first.rate.currency, places)
    if first.rate.currency != MARKET_CURRENCY:
        yield from _without_a_rate(scenario, first, places)


def currency_of(scenario: Scenario, places: Places) -> str:
    """What a scenario counts in, whatever of it is still to be mended: what is written first."""
    paid = [one for cell in scenario.cells for one in _money(cell)]
    return _first(paid, places).rate.currency


def _first(paid: list[Amount], places: Places) -> Amount:
    """The amount whose currency all others should have: of the first day, and written, if any is;
    else the first default."""
    paid = [one for one in paid if not _is_of_the_market(one)]
    said = (one for one in paid if one.path[0] == "process" and places.written(one.path, one.cell))
    return next(said, paid[0])


def _is_of_the_market(one: Amount) -> bool:
    return one.path[-1] in MARKET and one.rate.currency == MARKET_CURRENCY


def _without_a_rate(scenario: Scenario, first: Amount, places: Places) -> Iterator[Mistake]:
    """Machines and capabilities have prices in USD, and 1 is nobody's rate of exchange."""
    for cell in scenario.cells:
        if cell.world.process["money.usd"] == 1:
            found = f"1, but {first.path[-1]} is in {first.rate.currency}"
            allowed = f"what one USD costs in {first.rate.currency}, such as 0.9"
            yield places.mistake(("process", "money.usd"), found, allowed, cell=cell)
            return


@dataclass(frozen=True, slots=True)
class Amount:
    """Money of a cell, and where it is written if it is."""

    cell: Cell
    path: tuple[str, ...]
    rate: MoneyRate


def _money(cell: Cell) -> Iterator[Amount]:
    ways: list[tuple[tuple[str, ...], Mapping[str, Value] | None]]
    ways = [(("process",), cell.world.process)]
    ways += [(("changes", one.name, "process"), one.process) for one in cell.world.changes]
    for path, process in ways:
        for name in PARAMETERS if process else ():
            rate = process[name] if process else None
            if isinstance(rate, MoneyRate):
                yield Amount(cell, (*path, name), rate)


def _two_currencies(wrong: Amount, first: Amount, places: Places) -> Mistake:
    """Point at a line that somebody wrote: the other amount may be a default that nobody wrote."""
    if not places.written(wrong.path, wrong.cell):
        top = ("process", wrong.path[-1])
        if places.written(top, wrong.cell):
            wrong = replace(wrong, path=top)
        elif places.written(first.path, first.cell) or (
            _by_effect(first) and not _by_effect(wrong)
        ):
            wrong, first = first, wrong
    other = first.path[-1]
    where, allowed = f"is in {first.rate.currency}", "one currency"
    if default(other) == first.rate:
        where = f"still has its default, {text(first.rate, PARAMETERS[other].kind)}"
        allowed = f"one currency: set process.{other} too"
    found = f"{wrong.rate.currency}, but {other} {where}"
    path = wrong.path if places.written(wrong.path, wrong.cell) else _by_effect(wrong) or wrong.path
    return places.mistake(path, found, allowed, cell=wrong.cell)


def _by_effect(amount: Amount) -> tuple[str, ...] | None:
    """Where an own capability says what an amount is."""
    known = amount.cell.world.capabilities
    return effect_path(amount.path[-1], known, known)


def _of_own_capabilities(scenario: Scenario, currency: str, places: Places) -> Iterator[Mistake]:
    """Own prices and licences in another currency than what is paid otherwise."""
    cell = scenario.cells[0]
    for row in own(cell.world.capabilities):
        for key, figure in (("price", row.price), ("licence", row.licence)):
            other = _other(figure, currency)
            if other is not None:
                found = f"{other}, but what people cost is in {currency}"
                yield places.mistake((KEY, row.name, key), found, "one currency", cell=cell)


def _other(figure: Figure | None, currency: str) -> str | None:
    """The first currency of a figure or its range that is not the one that is wanted."""
    lines = () if figure is None else (figure.value, figure.low, figure.high)
    for line in lines:
        if line is not None and (found := _currency(line)) != currency:
            return found
    return None


def _currency(line: str) -> str:
    rate = "/" in line or " per " in line
    return (parse_money_rate(line) if rate else parse_money(line)).currency


def budget_currency(
    organisation: Organisation | None, cell: Cell, currency: str, places: Places
) -> Iterator[Mistake]:
    """A budget in another currency than that of the scenario; a resolved one has lost its own.

    Args:
        organisation: as written for a cell, all layers of the file considered.
        cell: the cell.
        currency: that of the scenario.
        places: where things are written.
    """
    budget = organisation.investment_budget if organisation else None
    if budget is not None and budget.currency != currency:
        found = f"{budget.currency}, but the scenario counts in {currency}"
        path = ("organisation", "investment_budget")
        yield places.mistake(path, found, f"an amount in {currency}", cell=cell)
