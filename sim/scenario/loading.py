"""From a path, or the name of a library scenario, to a resolved scenario or all its mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sim.scenario import comparing, ending, own_faults, sweeping
from sim.scenario.checks import dates_of, ends_of, names_of, too_many_cells, worlds_of
from sim.scenario.errors import Mistake, ScenarioErrors
from sim.scenario.layers import Layers, gather
from sim.scenario.machine import Scenario
from sim.scenario.own_capabilities import names_in
from sim.scenario.places import Places
from sim.scenario.resolve import decides
from sim.scenario.resolved import Resolved, faults, from_resolved
from sim.scenario.schema import Human, Patch
from sim.scenario.validate import validated
from sim.scenario.whole import Whole

_ANY_DAY = date(2027, 1, 1)
"""Day 0 where what is said of it is wrong: then no other date is wrong for want of it."""


def load(source: str | Path, sets: Sequence[str] = ()) -> Scenario:
    """Read, check and resolve a scenario.

    Args:
        source: the path of a scenario file, or the name of a scenario of the library.
        sets: values put above all others, each as "PATH=VALUE": "portfolio.models=20".

    Raises:
        ScenarioErrors: the scenario has mistakes; all of them are in it, but for what cannot be
            known as long as something else is wrong.
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
    as_read = not mistakes
    human = validated(Human, layers.file, mistakes, own=names)
    above = validated(Patch, layers.above, mistakes, layers.file, names)
    if human is None or above is None:
        return None
    mistakes.extend(own_faults.faults(human.define_capabilities, places))
    mistakes.extend(names_of(human, places))
    dated = {"begins": _ANY_DAY} if any(one.where == "begins" for one in mistakes) else {}
    mistakes.extend(dates_of(human.model_copy(update=dated), above, places))
    mistakes.extend(too_many_cells(human, places))
    mistakes.extend(sweeping.mistakes_of(human.sweep, layers.file))
    compared = max(len(human.alternatives or {}), 1)
    mistakes.extend(comparing.mistakes_of(human.compare, decides(human), compared, places))
    if not as_read:  # what could not be read may have been about anything
        return None
    whole = Whole(human, above, places, names)
    catalogue = whole.held(mistakes)
    return whole.worlds(mistakes, catalogue)


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
    mistakes.extend(ends_of(scenario, places))
    mistakes.extend(ending.faults(scenario, places))
    return scenario
