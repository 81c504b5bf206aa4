"""Paired replications of two worlds: does what differs between them make a difference?"""

from collections.abc import Callable
from statistics import fmean

from scipy import stats

import sim
from sim.history import History
from sim.scenario.machine import Scenario, World
from tests.builders import DAY

PAIRS = 30
SEED = 20
SURE = 1e-4
"""Chance of a direction where there is none: this small, a fixed seed is no lucky one."""

View = Callable[[History], float]


def both(
    one: Scenario | World, other: Scenario | World, view: View, pairs: int = PAIRS
) -> list[tuple[float, ...]]:
    """What is seen in each pair of worlds."""
    return [
        tuple(view(sim.simulate(world, SEED, number)) for world in (one, other))
        for number in range(pairs)
    ]


def rises(one: Scenario | World, other: Scenario | World, view: View) -> None:
    """It is more in the second world, beyond doubt."""
    differences = [b - a for a, b in both(one, other, view)]
    if len(set(differences)) > 1:
        chance = stats.ttest_1samp(differences, 0, alternative="greater").pvalue
    else:
        chance = float(differences[0] <= 0)
    assert chance < SURE, f"mean difference {fmean(differences)}"


def falls(one: Scenario | World, other: Scenario | World, view: View) -> None:
    """It is less in the second world, beyond doubt."""
    rises(other, one, view)


def stays(one: Scenario | World, other: Scenario | World, view: View) -> None:
    """It is the same in both, to the last digit."""
    seen = both(one, other, view, pairs=5)
    assert [a for a, _ in seen] == [b for _, b in seen]


def measure(name: str) -> View:
    """A measure of the whole horizon, which must be defined."""

    def view(history: History) -> float:
        value = history.measures[name]
        assert value is not None
        return value

    return view


def spent(kind: str) -> View:
    """Days that people spent on one kind of work."""
    return lambda history: sum(ticks for _, _, what, ticks in history.time if what == kind) / DAY


def waited(item: str, resource: str | None = None) -> View:
    """Days that items of a kind waited, for one resource or for any."""

    def view(history: History) -> float:
        return sum(
            ticks / DAY
            for _, what, _, state, where, _, ticks in history.flow
            if (what, state) == (item, "waiting") and resource in (None, where)
        )

    return view
