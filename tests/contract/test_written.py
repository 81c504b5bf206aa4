"""Scenarios that tests do not write to files are those that their files would give."""

import json
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.scenario.errors import ScenarioErrors
from tests.invariants.living_worlds import living_world
from tests.written import load

FILES: dict[str, dict[str, Any]] = {
    "anything": living_world(3),
    "extends": {"extends": "stage-4-retailer", "horizon": "2 years", "portfolio": {"models": 7}},
    "alternatives": {
        "alternatives": {"a": {}, "b": {"process": {"release": {"deploy.by": "automatic"}}}},
        "baseline": "a",
        "compare": {"replications": 3, "measures": ["throughput"]},
        "investments": {"portfolio_management": {"start": "now"}},
    },
    "a switch": {"process": {"people.preempting": [], "refresh.cadence": "never"}},
}
WRONG: dict[str, dict[str, Any]] = {
    "unknown": {"horizn": "3 years"},
    "two": {"horizon": 3, "organisation": {"staff": {"data_scientist": 2.5}}},
    "truth": {"portfolio": {"models": True, "use_cases": None}},
}


def _file(parts: dict[str, Any], folder: Path) -> Path:
    path = folder / "scenario.yaml"
    path.write_text(json.dumps({"name": "One", **parts}), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", FILES)
def test_the_scenario_is_that_of_the_file(name: str, tmp_path: Path) -> None:
    for _ in range(2):  # what is kept of the library stays as it was
        assert load({"name": "One", **FILES[name]}) == sim.load(_file(FILES[name], tmp_path))


@pytest.mark.parametrize("name", WRONG)
def test_the_mistakes_are_those_of_the_file(name: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioErrors) as mine:
        load({"name": "One", **WRONG[name]})
    with pytest.raises(ScenarioErrors) as theirs:
        sim.load(_file(WRONG[name], tmp_path))
    said = [(one.where, one.found, one.allowed) for one in mine.value.mistakes]
    assert said == [(one.where, one.found, one.allowed) for one in theirs.value.mistakes]
