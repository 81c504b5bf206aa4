"""Scenarios made ready for a study: loaded, with the numbers of the command line set."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.scenario.machine import Scenario


def loaded(
    scenario: Scenario | str | Path,
    *,
    sets: Sequence[str] = (),
    seed: int | None = None,
    replications: int | None = None,
    precision: str | None = None,
    max_replications: int | None = None,
) -> Scenario:
    """A scenario, or the file or library name of one, with another seed or another end.

    Raises:
        ScenarioErrors: the scenario is not what it should be, or cannot end so.
        ValueError: keys are to be set of a scenario that is loaded already.
    """
    from sim.scenario import load
    from sim.scenario.comparing import ended

    if sets and not isinstance(scenario, str | Path):
        raise ValueError(f"{sets[0]}: this scenario is loaded; set keys when loading its file")
    ready = load(scenario, sets) if isinstance(scenario, str | Path) else scenario
    ready = changed(ready, **({} if seed is None else {"seed": seed}))
    return changed(ready, **ended(ready, replications, precision, max_replications))


def only(scenario: Scenario, alternative: str | None, context: str | None) -> Scenario:
    """The scenario of one cell alone, its baseline and its only alternative.

    Args:
        scenario: any scenario.
        alternative: its name; the baseline if None.
        context: its name; the first if None.

    Raises:
        KeyError: no such alternative or context; its argument says which names there are.
    """
    name = _one_of("alternative", alternative or scenario.baseline, scenario)
    where = _one_of("context", context or scenario.cells[0].context, scenario)
    cell = next(c for c in scenario.cells if (c.alternative, c.context) == (name, where))
    return changed(scenario, cells=(cell,), baseline=cell.alternative)


def _one_of(what: str, name: str | None, scenario: Scenario) -> str | None:
    names = scenario.alternatives if what == "alternative" else scenario.contexts
    if name not in names:
        raise KeyError(what, name, tuple(n for n in names if n is not None))
    return name


def changed(scenario: Scenario, **fields: Any) -> Scenario:
    """The scenario with other values of some fields, all checked again."""
    if not fields:
        return scenario
    kept = {name: getattr(scenario, name) for name in type(scenario).model_fields}
    return type(scenario).model_validate({**kept, **fields})
