"""In all alternatives use cases come on the same days, with the same work and the same success.

So it is as far as decisions do not reach. Demand follows what is delivered, what is taken and what
goes wrong, so the days on which use cases come are compared where that feedback is off; what each
of them is like never depends on it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate, count, takewhile
from typing import Any

import pytest

from sim.organisation.journal import Entry
from sim.organisation.organisation import USE_CASE
from sim.organisation.use_case import UseCases
from sim.randomness import exponentials, stream_key, uniform
from sim.units import Distribution
from tests.builders import DAY, lived
from tests.worlds.logs import BUSY, world

Step = tuple[str, int, int, str]
Moments = set[tuple[int, int, int]]

# Whose day it takes must not matter here: all work with the same focus.
ALTERNATIVES: dict[str, dict[str, Any]] = {
    "as it is": {},
    "twice the people": {"organisation": {"staff": {"data_scientist": 8, "it_engineer": 6}}},
    "IT serves": {"organisation": {**BUSY["organisation"], "stage": 3}},
    "no refreshes": {"process": {"refresh.cadence": "never"}},
    "many duties": {"process": {"duties.it_engineer.rate": "300 / year"}},
    "a larger portfolio": {"portfolio": {"models": 9, "use_cases": "30 / year"}},
}
NO_FEEDBACK = {
    "demand.pool": "unlimited",
    "demand.credit_gain": 0,
    "demand.incident_closes": "0 %",
    "sponsor.confidence": "fixed",
    "ensemble.most": "0 %",  # the more models there are, the more are ensembles
    "people.overtime.share": "0 %",  # who works longer days is done sooner
    "upkeep.interest": 0,  # there is more to do the longer it has waited
}
ROUNDED = 4
"""Ticks of a step that another effort and another focus have rounded, there and back: a second."""
UNDERWHELMING = "underwhelming"
"""Depends on the data, which are the better, the more was done with them."""


def parts(name: str, **process: Any) -> dict[str, Any]:
    chosen = ALTERNATIVES[name]
    return {**chosen, "process": {**BUSY["process"], **chosen.get("process", {}), **process}}


def life(name: str, **process: Any) -> tuple[Entry, ...]:
    events = lived(world(**parts(name, **process))).events
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


def fates(events: tuple[Entry, ...]) -> dict[int, str]:
    return {
        entry.entity: entry.step
        for entry in events
        if (entry.what, entry.item) == ("closes", "use case")
        and entry.step not in ("expired", UNDERWHELMING)
    }


@pytest.fixture(scope="module")
def as_it_is() -> tuple[Entry, ...]:
    return life("as it is", **NO_FEEDBACK)


@pytest.mark.parametrize("name", list(ALTERNATIVES)[1:])
def test_use_cases_meet_the_same_luck(name: str, as_it_is: tuple[Entry, ...]) -> None:
    other = life(name, **NO_FEEDBACK)
    assert other != as_it_is
    assert arrivals(other, USE_CASE) == arrivals(as_it_is, USE_CASE)
    _same(efforts(as_it_is), scaled(efforts(other), name), at_least=400, within=ROUNDED)
    one, two = fates(as_it_is), fates(other)
    both = one.keys() & two.keys()
    assert len(both) >= 5
    assert {key: one[key] for key in both} == {key: two[key] for key in both}


def scaled(found: dict[Step, int], name: str) -> dict[Step, float]:
    """Efforts as they would be in the world as it is: a capability may make a step cheaper."""
    usual, here = world().process, world(**parts(name)).process

    def factor(step: str) -> float:
        one, other = usual.get(f"{step}.effort"), here.get(f"{step}.effort")
        if not isinstance(one, Distribution) or not isinstance(other, Distribution):
            return 1.0
        return one.mean() / other.mean()

    return {step: ticks * factor(step[-1]) for step, ticks in found.items()}


def test_only_what_a_capability_says_is_cheaper() -> None:
    """Or the comparison above could be of anything."""
    usual, served = (
        {name: row for name, row in world(**parts(which)).process.items() if ".effort" in name}
        for which in ("as it is", "IT serves")
    )
    assert {name for name in usual if usual[name] != served[name]} == {"development.access.effort"}


def test_demand_does_follow_what_is_done() -> None:
    one, other = (arrivals(life(name), USE_CASE) for name in ("as it is", "twice the people"))
    assert one != other


@pytest.mark.parametrize("name", list(ALTERNATIVES)[1:])
def test_what_the_world_has_made_of_use_cases_depends_on_nothing(name: str) -> None:
    def cases(which: str) -> list[Any]:
        draw = UseCases(world(**parts(which)).process, lambda purpose: stream_key(1, 0, purpose))
        return [draw.draw(entity) for entity in range(-9, 60)]

    assert cases(name) == cases("as it is")


def _same(one: Mapping[Any, float], other: Mapping[Any, float], at_least: int, within: int) -> None:
    both = one.keys() & other.keys()
    assert len(both) >= at_least
    assert [key for key in both if abs(one[key] - other[key]) > within] == []


INHERITED = ["twice the people", "IT serves", "no refreshes", "many duties", "a larger portfolio"]
ENDS = ("is replaced", "is retired, obsolete", "is retired, not worth its upkeep")
ALONE = {"defect.training": "0 %", "chain.upset": "0 %"}
"""A release can make a model wrong, or one that feeds on it: then the world has to wait."""


def until(*lives: tuple[Entry, ...]) -> Callable[[Entry], bool]:
    """Whether something befell an inherited model of the smallest portfolio before its end, in
    whichever of the lives it ended first."""
    ends: dict[int, int] = {}
    for entry in (entry for events in lives for entry in events if entry.what in ENDS):
        ends[entry.entity] = min(entry.at, ends.get(entry.entity, entry.at))
    few = -BUSY["portfolio"]["models"]
    return lambda entry: few <= entry.entity < 0 and entry.at < ends.get(entry.entity, 10**18)


def moments(
    events: tuple[Entry, ...], lives: Callable[[Entry], bool], what: str, item: str
) -> Moments:
    return {
        (entry.entity, entry.number, entry.at)
        for entry in events
        if (entry.what, entry.item) == (what, item) and lives(entry)
    }


@pytest.mark.parametrize("name", INHERITED)
def test_inherited_models_ask_for_the_same_on_the_same_days(
    name: str, as_it_is: tuple[Entry, ...]
) -> None:
    other = life(name, **NO_FEEDBACK)
    lives = until(as_it_is, other)
    for what, item, at_least in (("opens", "ticket", 200), ("strikes", "degradation", 8)):
        asked = moments(as_it_is, lives, what, item)
        assert moments(other, lives, what, item) == asked
        assert len(asked) >= at_least


@pytest.mark.parametrize("name", INHERITED)
def test_the_world_moves_on_at_the_same_time(name: str) -> None:
    """The first shift of each model, and its obsolescence: what comes after is what people make of
    it, for a wrong model is made no more wrong and a re-invented one is another."""
    one, other = (life(which, **NO_FEEDBACK, **ALONE) for which in ("as it is", name))
    lives = until(one, other)

    def first(events: tuple[Entry, ...], what: str, item: str) -> dict[int, int]:
        found = sorted(moments(events, lives, what, item), reverse=True)
        return {entity: at for entity, _, at in found}

    assert len(first(one, "strikes", "shift")) >= 5
    assert first(one, "strikes", "shift") == first(other, "strikes", "shift")
    assert len(first(one, "is obsolete", "")) >= 2
    assert first(one, "is obsolete", "") == first(other, "is obsolete", "")


def candidates(entity: int, rate: float, more: float, end: int) -> Iterator[tuple[int, bool]]:
    """When a pipeline could break, and whether that happens to a model that is well cared for."""
    exposure = exponentials(stream_key(1, 0, "operate.pipeline_break.rate"), DAY)
    luck = stream_key(1, 0, "operate.overdue_breaks")
    waits = (int(exposure(entity, n) / (rate * (1 + more)) + 0.5) for n in count())
    days = takewhile(end.__gt__, accumulate(waits, initial=-world().history))
    for number, at in enumerate(days):
        if number:
            yield at, uniform(luck, entity, number) * (1 + more) < 1


@pytest.mark.parametrize("more", [0, 1, 4])
@pytest.mark.parametrize("name", ["as it is", *INHERITED])
def test_pipelines_break_for_all_or_for_the_neglected_alone(name: str, more: float) -> None:
    """How often is what people make of it; the days on which it may be are the world's."""
    events = life(name, **NO_FEEDBACK, **{"operate.overdue_breaks": more})
    rate = world().process["operate.pipeline_break.rate"]
    assert isinstance(rate, float)
    for entity in range(-BUSY["portfolio"]["models"], 0):
        struck = {
            entry.at
            for entry in events
            if (entry.what, entry.item, entry.entity) == ("strikes", "pipeline_break", entity)
        }
        end = min(
            (e.at for e in events if e.what in ENDS and e.entity == entity),
            default=world().horizon,
        )
        days = list(candidates(entity, rate, more, end))
        assert struck <= {at for at, _ in days}
        assert struck >= {at for at, all_ in days if all_}
        assert more or len(struck) == len(days)


def test_another_seed_or_replication_is_other_luck(as_it_is: tuple[Entry, ...]) -> None:
    for which in ({"seed": 2}, {"replication": 1}):
        events = lived(world(), **which).events
        assert events is not None
        assert not set(arrivals(events, "use case").items()) & set(
            arrivals(as_it_is, "use case").items()
        )
