"""In all alternatives use cases come on the same days, with the same work and the same success."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from sim.organisation.journal import Entry
from tests.builders import lived
from tests.worlds.logs import BUSY, world

Step = tuple[str, int, int, str]

# Whose day it takes must not matter here: all work with the same focus.
ALTERNATIVES: dict[str, dict[str, Any]] = {
    "as it is": {},
    "twice the people": {"organisation": {"staff": {"data_scientist": 8, "it_engineer": 6}}},
    "IT serves": {"organisation": {**BUSY["organisation"], "stage": 3}},
    "no refreshes": {"process": {**BUSY["process"], "refresh.cadence": "never"}},
    "many duties": {"process": {**BUSY["process"], "duties.it_engineer.rate": "300 / year"}},
    "a larger portfolio": {"portfolio": {"models": 9, "use_cases": "30 / year"}},
}


def life(name: str) -> tuple[Entry, ...]:
    events = lived(world(**ALTERNATIVES[name])).events
    assert events is not None
    return events


def arrivals(events: tuple[Entry, ...], kind: str) -> dict[tuple[int, int], int]:
    opened = (entry for entry in events if (entry.what, entry.item) == ("opens", kind))
    return {(entry.entity, entry.number): entry.at for entry in opened}


def sittings(events: tuple[Entry, ...]) -> Iterator[tuple[Step, str, int]]:
    """Every step, what became of a sitting at it, and how long that was, in ticks."""
    begun: dict[Step, int] = {}
    for entry in events:
        step = (entry.item, entry.entity, entry.number, entry.step)
        if entry.what == "begins":
            begun[step] = entry.at
        elif entry.what in ("ends", "is interrupted"):
            yield step, entry.what, entry.at - begun[step]


def efforts(events: tuple[Entry, ...]) -> dict[Step, int]:
    """How long steps take that are done in one sitting."""
    found = defaultdict(list)
    for step, what, ticks in sittings(events):
        found[step].append((what, ticks))
    return {step: all_[0][1] for step, all_ in found.items() if [w for w, _ in all_] == ["ends"]}


def shelved(events: tuple[Entry, ...]) -> dict[int, str]:
    return {
        entry.entity: entry.step
        for entry in events
        if (entry.what, entry.item) == ("closes", "use case") and entry.step != "expired"
    }


@pytest.fixture(scope="module")
def as_it_is() -> tuple[Entry, ...]:
    return life("as it is")


@pytest.mark.parametrize("name", list(ALTERNATIVES)[1:])
def test_use_cases_meet_the_same_luck(name: str, as_it_is: tuple[Entry, ...]) -> None:
    other = life(name)
    assert other != as_it_is
    assert arrivals(other, "use case") == arrivals(as_it_is, "use case")
    _same(efforts(as_it_is), efforts(other), at_least=20)
    _same(shelved(as_it_is), shelved(other), at_least=3)


def _same(one: dict[Any, Any], other: dict[Any, Any], at_least: int) -> None:
    both = one.keys() & other.keys()
    assert len(both) >= at_least
    assert {key: one[key] for key in both} == {key: other[key] for key in both}


@pytest.mark.parametrize("name", ["twice the people", "IT serves", "no refreshes", "many duties"])
def test_inherited_models_ask_for_the_same_on_the_same_days(
    name: str, as_it_is: tuple[Entry, ...]
) -> None:
    early = {key: at for key, at in arrivals(as_it_is, "incident").items() if key[0] < 0}
    late = {key: at for key, at in arrivals(life(name), "incident").items() if key[0] < 0}
    _same(early, late, at_least=5)


def test_another_seed_or_replication_is_other_luck(as_it_is: tuple[Entry, ...]) -> None:
    for which in ({"seed": 2}, {"replication": 1}):
        events = lived(world(), **which).events
        assert events is not None
        assert not set(arrivals(events, "use case").items()) & set(
            arrivals(as_it_is, "use case").items()
        )
