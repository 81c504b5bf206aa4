"""A capability whose effects are none changes no byte of what an organisation lives through."""

from dataclasses import replace

import pytest

import sim
from sim import stages
from sim.capabilities import CAPABILITIES
from sim.scenario.composition import required_by, way_of_working
from sim.scenario.machine import World
from tests.builders import load

MATURITY = {"capabilities_held", "stage"}
"""Measures that count what is held: all that may tell the two apart."""
DEPLOYS = 2
"""From this stage on models are in production."""


def world(name: str, *, held: bool) -> World:
    """An organisation that has all that a capability requires, and it as well or not: a capability
    that does nothing, and costs nothing to keep."""
    nothing = replace(CAPABILITIES[name], effects=(), upkeep={}, licence=None, price=None)
    catalogue = CAPABILITIES.extended([nothing])
    others = {one for one in stages.held(DEPLOYS) if one != name and name not in required_by(one)}
    all_ = others | required_by(name) | ({name} if held else set())
    whole = load({"organisation": {"stage": DEPLOYS}, "horizon": "1 year", "history": "1 quarter"})
    return whole.world().model_copy(
        update={
            "capabilities": catalogue,
            "held": tuple(sorted(all_)),
            "process": way_of_working(all_, catalogue),
        }
    )


@pytest.mark.parametrize("name", CAPABILITIES)
def test_a_capability_that_does_nothing_changes_no_byte(name: str) -> None:
    without, with_it = (
        sim.simulate(world(name, held=held), 1, events=True) for held in (False, True)
    )
    assert with_it.events == without.events
    differ = {name for name, value in with_it.measures.items() if value != without.measures[name]}
    assert "capabilities_held" in differ
    assert differ <= MATURITY
    assert with_it.time == without.time
    assert with_it.flow == without.flow
    assert with_it.value == without.value
    assert with_it.money == without.money
