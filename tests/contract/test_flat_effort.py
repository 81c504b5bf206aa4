"""scenarios/flat-effort.yaml leaves no effort, rate or chance to the capabilities but those named
here: a new capability that scales a row, or one that sets a figure, has to be decided upon.
"""

from collections.abc import Iterator

import pytest
from ruamel.yaml import YAML

import sim
from sim.capabilities import CAPABILITIES
from sim.capability import Effect
from sim.process import PARAMETERS
from sim.scenario import library
from sim.scenario.machine import Scenario
from sim.stages import STAGES

DIFFERS = {
    "components.reused": "what is used again",
    "refresh.cadence": "how often a machine does what nobody has to be asked for",
    "demand.estimate_error": "what is known: no effort, nothing that breaks",
    "obsolescence.sensed": "what is known: no effort, nothing that breaks",
}
"""Figures of capabilities that are to differ, and why."""
ALSO_FLAT = {"environments.kept", "operate.overdue_breaks"}
"""No figure of a capability, but it makes models break more often in one way than in another."""


def figures() -> Iterator[Effect]:
    """All effects that are more than the word for who does a step or how something is kept."""
    for capability in CAPABILITIES.values():
        yield from (effect for effect in capability.effects if effect.low is not None)


def scaled() -> set[str]:
    return {effect.parameter for effect in figures()}


def written() -> set[str]:
    """The rows that the file itself sets: they are final."""
    path = library.find("flat-effort")
    assert path is not None
    return set(YAML(typ="safe").load(path)["process"])


@pytest.fixture(scope="module")
def flat() -> Scenario:
    return sim.load("flat-effort")


@pytest.fixture(scope="module")
def default() -> Scenario:
    return sim.load("five-ways-of-working")


def values(scenario: Scenario, name: str) -> list[object]:
    return [cell.world.process[name] for cell in scenario.cells]


def test_it_compares_all_ways_of_working(flat: Scenario) -> None:
    assert len(flat.alternatives) == len(STAGES)


@pytest.mark.parametrize("name", sorted(scaled() - set(DIFFERS)))
def test_the_file_sets_what_a_capability_makes_easier_to_its_default(
    name: str, flat: Scenario, default: Scenario
) -> None:
    assert name in written()
    (value,) = set(values(flat, name))
    assert value == default.world(alternative="1 pilot").process[name]


def test_it_is_the_same_in_all(flat: Scenario) -> None:
    assert [name for name in written() if len(set(values(flat, name))) > 1] == []
    assert written() == (scaled() - set(DIFFERS)) | ALSO_FLAT


def test_nothing_else_is_flattened(flat: Scenario, default: Scenario) -> None:
    """Who does what, what is used again and what is automatic is as it is by default."""
    for one, other in zip(flat.cells, default.cells, strict=True):
        assert (one.alternative, one.world.held) == (other.alternative, other.world.held)
        differs = {
            name
            for name, value in one.world.process.items()
            if repr(value) != repr(other.world.process[name])
        }
        assert differs <= (scaled() - set(DIFFERS)) | ALSO_FLAT


def test_what_differs_is_no_effort_and_no_break() -> None:
    assert set(DIFFERS) <= scaled()
    for name in DIFFERS:
        assert not name.endswith((".effort", ".rate"))
        assert PARAMETERS[name].group not in ("defect", "diagnose", "operate", "catch")
