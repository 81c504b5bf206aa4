"""What cannot be in the cells of a scenario, as far as others' mistakes allow to look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sim.catalogue import Catalogue
from sim.scenario import ending, holding, investments
from sim.scenario.checks import ends_of, same_day, worlds_of
from sim.scenario.currencies import budget_currency, currency_of
from sim.scenario.errors import Mistake
from sim.scenario.machine import Scenario
from sim.scenario.own_capabilities import catalogue_of
from sim.scenario.places import Places
from sim.scenario.resolve import CellName, cell_names, layered, resolve
from sim.scenario.schema import Human, Patch
from sim.scenario.tainted import Tainted


class Whole:
    """A scenario whose fields have been looked at one by one.

    Args:
        human: what the file says, without what mistakes are about.
        above: what the command line sets, likewise.
        places: where things are written.
        names: own capabilities, be what is said of them right or wrong.
    """

    def __init__(self, human: Human, above: Patch, places: Places, names: Sequence[str]) -> None:
        self._human, self._above, self._places, self._names = human, above, places, names
        self._patches: dict[CellName, Patch] = {}

    def held(self, mistakes: list[Mistake]) -> Catalogue:
        """Adds what cannot be held or built, and gives the capabilities that nothing is wrong with.

        Of a cell with mistakes in what is held only the names are looked at of what is built.
        """
        tainted = self._tainted(mistakes)
        known = catalogue_of(tainted.sound)
        if tainted.at("begins") or _without_cells(tainted):
            return known
        names = cell_names(self._human)
        self._patches = {name: layered(self._human, self._above, *name) for name in names}
        begins, places = self._human.begins, self._places
        sound = {
            cell: patch
            for cell, patch in self._patches.items()
            if not tainted.held(cell) and not tainted.names_unsound(patch)
        }
        found = list(holding.mistakes_of(sound.items(), begins, places, known))
        after = self._tainted([*mistakes, *found])
        builds = [one for one in sound.items() if not after.invested(one[0])]
        others = [one for one in self._patches.items() if one not in builds]
        all_ = sorted({*known, *self._names})
        found += investments.mistakes_of(builds, begins, places, known)
        words = investments.mistakes_in_words(others, begins, places, all_)
        mistakes += [*found, *(one for one in words if not tainted.at(one.where))]
        return known

    def worlds(self, mistakes: list[Mistake], catalogue: Catalogue) -> Scenario | None:
        """Adds what cannot be in cells without mistakes; None if there are none."""
        tainted = self._tainted(mistakes)
        sound = [
            cell
            for cell, patch in self._patches.items()
            if not tainted.anything(cell) and not tainted.names_unsound(patch)
        ]
        if not sound:
            return None
        wrong: dict[str, Any] = {
            key: None for key in ("baseline", "compare", "ends") if tainted.at(key)
        }
        human = self._human.model_copy(update=wrong)
        human.model_fields_set.difference_update(wrong)
        scenario = resolve(human, self._above, catalogue, sound)
        mistakes.extend(worlds_of(scenario, self._places, list(self._patches)))
        mistakes.extend(self._of_cells(scenario))
        if not wrong:
            mistakes.extend(ends_of(scenario, self._places))
            mistakes.extend(ending.faults(scenario, self._places))
        return scenario

    def _of_cells(self, scenario: Scenario) -> Iterator[Mistake]:
        currency = currency_of(scenario, self._places)
        for cell in scenario.cells:
            patch = self._patches[CellName(cell.context, cell.alternative)]
            yield from same_day(patch.changes or {}, cell, self._places)
            yield from budget_currency(patch.organisation, cell, currency, self._places)

    def _tainted(self, mistakes: Sequence[Mistake]) -> Tainted:
        return Tainted(mistakes, self._human.define_capabilities, self._names)


def _without_cells(tainted: Tainted) -> bool:
    """Whether it is not even known which alternatives and contexts there are."""
    return tainted.is_("alternatives") or tainted.is_("contexts")
