"""What a mechanism of demand, pilots or features would do changes nothing while it is off."""

from typing import Any

import pytest

from sim.scenario.machine import World
from tests.builders import lived, load
from tests.worlds.logs import BUSY, log, numbers

OFF: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "first come: how far estimates are off": (
        {"demand.policy": "first_come"},
        {"demand.estimate_error": 3},
    ),
    "by lot: the same": ({"demand.policy": "random"}, {"demand.estimate_error": 3}),
    "no canvas: how good it would be": (
        {"canvas.screen.by": "never"},
        {
            "canvas.sensitivity": "5 %",
            "canvas.specificity": "99 %",
            "canvas.screen.effort": "9 days",
        },
    ),
    "no canvas: one that sees nothing and takes no time": (
        {"canvas.screen.by": "never"},
        {
            "canvas.screen.by": "data_scientist",
            "canvas.screen.effort": "0 days",
            "canvas.sensitivity": "100 %",
            "canvas.specificity": "0 %",
        },
    ),
    "no data strategy: what it would raise": (
        {"data.improve.by": "never"},
        {"data.raised_by_work": "90 %", "data.improve.effort": "9 days"},
    ),
    "data that lack nothing: how they differ, and what would mend them": (
        {"data.adequacy": "100 %"},
        {"data.spread": "10 %", "data.raised_by_pilot": "90 %", "development.iterations": 9},
    ),
    "no credit: when it would be half": (
        {"demand.credit_gain": 0},
        {"demand.credit_half": "1 USD / year"},
    ),
    "incidents that keep nothing away: how long they are remembered": (
        {"demand.incident_closes": "0 %"},
        {"demand.memory": "9 years"},
    ),
    "a sponsor who looks away: what would move him": (
        {"sponsor.confidence": "fixed"},
        {
            "sponsor.release_adds": "90 %",
            "sponsor.shelved_takes": "90 %",
            "sponsor.incident_takes": "90 %",
            "sponsor.ends_below": "99 %",
        },
    ),
    "private features: which they are, but for their number": (
        {"features.kept": "private", "features.popularity": 0, "features.universe": 10**9},
        {"development.find.effort": "9 days", "features.universe": 10**9 - 1},
    ),
    "no chains: how they would be": (
        {"chain.most": "0 %"},
        {"chain.half": 1, "chain.elasticity": "100 %", "chain.depth": 1, "chain.upset": "90 %"},
    ),
    "no ensembles: of how many": (
        {"ensemble.most": "0 %"},
        {"ensemble.half": 1, "ensemble.members": 9},
    ),
    "no components: when half would be saved": (
        {"components.reused": "0 %"},
        {"components.half": 1},
    ),
}


def busy(process: dict[str, Any]) -> World:
    return load({**BUSY, "process": {**BUSY["process"], **process}}).world()


@pytest.mark.parametrize("name", OFF)
def test_what_is_off_does_nothing(name: str) -> None:
    off, rest = OFF[name]
    one, other = lived(busy(off)), lived(busy({**off, **rest}))
    assert log(other.events) == log(one.events)
    assert numbers(other) == numbers(one)


def test_where_a_sponsor_looks_away_his_trust_moves_nothing_but_its_own_measure() -> None:
    fixed = {"sponsor.confidence": "fixed"}
    one, other = lived(busy(fixed)), lived(busy({**fixed, "sponsor.start": "5 %"}))
    assert log(other.events) == log(one.events)
    assert (other.time, other.flow) == (one.time, one.flow)
    different = [name for name in one.measures if one.measures[name] != other.measures[name]]
    assert different == ["sponsor_confidence"]


ON: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "best first: how far estimates are off": (
        {"demand.policy": "best_estimate", "demand.wip_per_data_scientist": 1},
        {"demand.estimate_error": 3},
    ),
    "a canvas: how good it is": (
        {"canvas.screen.by": "data_scientist"},
        {"canvas.sensitivity": "5 %"},
    ),
    "a sponsor who looks": ({"sponsor.confidence": "follows"}, {"sponsor.shelved_takes": "50 %"}),
    "a pool": ({"demand.pool": 500}, {"demand.pool": 50}),
    "credit": ({"demand.credit_gain": 1}, {"demand.credit_gain": 2}),
    "incidents that keep away": ({"demand.incident_closes": "1 %"}, {"demand.memory": "9 years"}),
    "chains": ({"chain.most": "100 %", "chain.half": 1}, {"chain.upset": "90 %"}),
    "ensembles": ({"ensemble.most": "100 %"}, {"ensemble.half": 1, "ensemble.members": 9}),
    "a store": ({"features.kept": "shared"}, {"features.popularity": 0}),
}


@pytest.mark.parametrize("name", ON)
def test_what_is_on_does_something(name: str) -> None:
    """Or the test above would see nothing."""
    on, rest = ON[name]
    assert log(lived(busy(on)).events) != log(lived(busy({**on, **rest})).events)


@pytest.mark.parametrize("at", ["-33 days", "0 days", "50 days"])
@pytest.mark.parametrize("name", ["demand.policy", "sponsor.confidence", "demand.pool"])
def test_rules_that_are_set_again_change_nothing(name: str, at: str) -> None:
    rules = {"demand.policy": "best_estimate", "sponsor.confidence": "follows", "demand.pool": 90}
    process = {**BUSY["process"], **rules}
    same = {"at": at, "process": {name: rules[name]}}
    one = lived(load({**BUSY, "process": process}).world())
    other = lived(load({**BUSY, "process": process, "changes": {"same": same}}).world())
    assert other.events is not None
    assert log(e for e in other.events if not e.what.startswith("change: ")) == log(one.events)
    assert numbers(other) == numbers(one)
