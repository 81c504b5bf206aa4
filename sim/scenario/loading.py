"""From a path, or the name of a library scenario, to a resolved scenario or all its mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.scenario import comparing, ending, investments, own_faults, sweeping
from sim.scenario.checks import dates_of, names_of, same_day, too_many_cells, worlds_of
from sim.scenario.currencies import budget_currency, currency_of
from sim.scenario.errors import Mistake, ScenarioErrors
from sim.scenario.holding import mistakes_of
from sim.scenario.layers import Layers, gather
from sim.scenario.machine import Scenario
from sim.scenario.own_capabilities import catalogue_of, names_in
from sim.scenario.places import Places
from sim.scenario.resolve import cell_names, decides, layered, resolve
from sim.scenario.resolved import Resolved, faults, from_resolved
from sim.scenario.schema import Human, Patch
from sim.scenario.validate import validated


def load(source: str | Path, sets: Sequence[str] = ()) -> Scenario:
    """Read, check and resolve a scenario.

    Args:
        source: the path of a scenario file, or the name of a scenario of the library.
        sets: values put above all others, each as "PATH=VALUE": "portfolio.models=20".

    Raises:
        ScenarioErrors: the scenario has mistakes; all of them are in it.
    """
    return scenario_of(gather(source, sets))


def places_in(source: str | Path, sets: Sequence[str] = ()) -> Places:
    """Where everything is written in a scenario that can be loaded; it is read once more."""
    layers = gather(source, sets)
    return Places(layers.file, layers.above)


def scenario_of(layers: Layers) -> Scenario:
    """Check and resolve layers.

    Raises:
        ScenarioErrors: they have mistakes; all of them are in it.
    """
    mistakes = layers.mistakes
    read = _resolved if "resolved" in layers.file.entries else _human
    scenario = read(layers, mistakes)
    if mistakes or scenario is None:
        raise ScenarioErrors(mistakes)
    return scenario


def _human(layers: Layers, mistakes: list[Mistake]) -> Scenario | None:
    places = Places(layers.file, layers.above)
    names = names_in(layers.file)
    human = validated(Human, layers.file, mistakes, own=names)
    above = validated(Patch, layers.above, mistakes, layers.file, names)
    if human is None or above is None:
        return None
    mistakes.extend(own_faults.faults(human.define_capabilities, places))
    mistakes.extend(names_of(human, places))
    mistakes.extend(dates_of(human, above, places))
    mistakes.extend(too_many_cells(human, places))
    mistakes.extend(sweeping.mistakes_of(human.sweep, layers.file))
    compared = max(len(human.alternatives or {}), 1)
    mistakes.extend(comparing.mistakes_of(human.compare, decides(human), compared, places))
    if not mistakes:
        patches = [(name, layered(human, above, *name)) for name in cell_names(human)]
        known = catalogue_of(human.define_capabilities)
        mistakes.extend(mistakes_of(patches, human.begins, places, known))
        if not mistakes:
            mistakes.extend(investments.mistakes_of(patches, human.begins, places, known))
    return None if mistakes else _checked(human, above, places, mistakes)


def _checked(
    human: Human, above: Patch, places: Places, mistakes: list[Mistake]
) -> Scenario | None:
    scenario = resolve(human, above, catalogue_of(human.define_capabilities))
    mistakes.extend(worlds_of(scenario, places))
    mistakes.extend(ending.faults(scenario, places))
    currency = currency_of(scenario, places)
    for cell in scenario.cells:
        patch = layered(human, above, cell.context, cell.alternative)
        mistakes.extend(same_day(patch.changes or {}, cell, places))
        mistakes.extend(budget_currency(patch.organisation, cell, currency, places))
    return scenario


def _resolved(layers: Layers, mistakes: list[Mistake]) -> Scenario | None:
    places = Places(layers.file, layers.above)
    form = validated(Resolved, layers.file, mistakes, own=names_in(layers.file))
    if form is not None:
        mistakes.extend(own_faults.faults(form.define_capabilities, places))
    if form is None or mistakes:
        return None
    mistakes.extend(places.mistake(path, found) for path, found in faults(form))
    alternatives, decide_on = {cell.alternative for cell in form.cells}, form.compare.decide_on
    mistakes.extend(comparing.mistakes_of(form.compare, decide_on, len(alternatives), places))
    if mistakes:
        return None
    scenario = from_resolved(form)
    mistakes.extend(worlds_of(scenario, places))
    mistakes.extend(ending.faults(scenario, places))
    return scenario
