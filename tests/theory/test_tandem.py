"""Jackson 1957, beyond the means: the two queues of a tandem know nothing of each other."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise, product

import pytest

import sim
from analysis.closed_forms import chances_m_m_c
from sim.organisation.journal import Entry
from tests.theory.agreement import estimates, load
from tests.theory.cases import TANDEM

REPLICATIONS = 20
CROWDED = 3
SIDES: Mapping[str, Callable[[int], bool]] = {
    "empty": lambda number: number == 0,
    "crowded": lambda number: number >= CROWDED,
}


def joint_shares(events: Iterable[Entry], end: int) -> dict[tuple[int, int], float]:
    """Share of time after day 0 with so many use cases at each of the two queues."""
    first = second = 0
    spent: Counter[tuple[int, int]] = Counter()
    for entry, after in pairwise([*(entry for entry in events if entry.item), None]):
        first += (entry.what == "opens") - (ends := is_left(entry, "data_scientist"))
        second += ends - is_left(entry, "it_engineer")
        until = end if after is None else after.at
        spent[first, second] += max(0, until - max(0, entry.at))
    return {numbers: ticks / end for numbers, ticks in spent.items()}


def is_left(entry: Entry, resource: str) -> bool:
    return entry.what == "ends" and entry.resource == resource


def observed(*sets: str) -> dict[str, list[float]]:
    """For each pair of sides, the share of time in each replication."""
    scenario = load(TANDEM, "horizon=6 months", *sets)
    shares: dict[str, list[float]] = {}
    for number in range(REPLICATIONS):
        history = sim.simulate(scenario, replication=number, events=True)
        joint = joint_shares(history.events or (), history.whole.closing.at)
        for one, other in product(SIDES, SIDES):
            share = sum(time for (n, m), time in joint.items() if SIDES[one](n) and SIDES[other](m))
            shares.setdefault(f"{one}, {other}", []).append(share)
    return shares


def expected() -> dict[str, float]:
    """The product of the chances of each queue by itself."""
    first, second = chances_m_m_c(1.4, 2), chances_m_m_c(0.7, 1)
    return {
        f"{one}, {other}": chance(first, SIDES[one]) * chance(second, SIDES[other])
        for one, other in product(SIDES, SIDES)
    }


def chance(chances: list[float], side: Callable[[int], bool]) -> float:
    return sum(share for number, share in enumerate(chances) if side(number))


@pytest.mark.slow
def test_the_joint_distribution_is_the_product() -> None:
    assert [str(found) for found in estimates(expected(), observed()) if not found.agrees] == []


@pytest.mark.slow
def test_it_is_not_where_departures_are_more_regular() -> None:
    sample = observed("process.development.explore.effort=0.1 days")
    assert not all(found.agrees for found in estimates(expected(), sample))
