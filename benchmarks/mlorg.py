"""Workload W as a scenario file, run by mlorg with all its ledgers on."""

from collections import Counter
from functools import cache
from pathlib import Path

import sim
from benchmarks.workload import Outcome, Size
from sim.units import TICKS_PER_DAY

FOLDER = Path(__file__).parent
PEOPLE = "data_scientist"
REFRESH = "refresh.retrain"
PROJECT = "development.explore"


def run(size: Size, seed: int) -> Outcome:
    """Runs W of this size.

    Raises:
        ValueError: the scenario file says another size, or a ledger does not balance.
    """
    history = sim.simulate(load(size), replication=seed)
    if history.check():
        raise ValueError("; ".join(history.check()))
    return _outcome(history)


@cache
def load(size: Size) -> sim.Scenario:
    """The scenario file of this size, read once: reading is not part of a replication.

    Raises:
        ValueError: the file says another size.
    """
    scenario = sim.load(FOLDER / f"w-{size.models}.yaml")
    if _size(scenario) != size:
        raise ValueError(f"w-{size.models}.yaml is not {size} but {_size(scenario)}")
    return scenario


def _size(scenario: sim.Scenario) -> Size:
    world = scenario.world()
    return Size(world.models, world.staff[PEOPLE], world.horizon / TICKS_PER_DAY)


def _outcome(history: sim.History) -> Outcome:
    """Reads the ledgers: who asked for a person has drifted or arrived, who left one has ended."""
    visits: Counter[tuple[str, str]] = Counter()
    for _, step, state, _, count, _ in history.whole.stops():
        visits[step, state] += count
    return Outcome(
        drifts=visits[REFRESH, "waiting"],
        refreshes=visits[REFRESH, "working"],
        arrivals=visits[PROJECT, "waiting"],
        projects=visits[PROJECT, "working"],
        stale=history.whole.mean_level("shifted models"),
        refreshing=_share(history, "refresh"),
        developing=_share(history, "new_value"),
    )


def _share(history: sim.History, kind: str) -> float:
    """Share of the people's time that went to this kind."""
    return history.whole.spent((PEOPLE,), (kind,)) / history.whole.heads(PEOPLE)
