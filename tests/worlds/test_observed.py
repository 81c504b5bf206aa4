"""People decide on what they can see: worlds that differ in what nobody notices live alike."""

import ast
from pathlib import Path

import pytest

from tests.builders import lived
from tests.worlds.logs import BUSY, log, without, world

NEVER_NOTICED = {"shift.lag.user": "900 years", "shift.lag.operator": "900 years"}
MAY_LOOK_AT_TRUTH = {"organisation/portfolio.py", "lifecycle/shift.py"}


@pytest.mark.parametrize("stage", [2, 3])
def test_shifts_that_nobody_notices_decide_nothing(stage: int) -> None:
    process = {**BUSY["process"], **NEVER_NOTICED}
    organisation = {**BUSY["organisation"], "stage": stage}
    calm, wild = (
        lived(world(process={**process, "shift.rate": rate}, organisation=organisation))
        for rate in ("0 / year", "20 / year")
    )
    assert without(wild, "shifts") == log(calm.events)
    assert len(log(wild.events)) > len(log(calm.events))
    assert calm.time == wild.time
    assert calm.flow == wild.flow
    different = {name for name in calm.measures if calm.measures[name] != wild.measures[name]}
    assert different == {"fresh_models", "stale_share"}


def test_noticed_ones_do() -> None:
    process = {**BUSY["process"], "shift.rate": "20 / year"}
    blind, awake = lived(world(process={**process, **NEVER_NOTICED})), lived(world(process=process))
    assert without(awake, "shifts") != without(blind, "shifts")


def test_only_the_world_and_the_ledgers_look_at_the_truth(root: Path) -> None:
    looking = {
        path.relative_to(root / "sim").as_posix()
        for path in (root / "sim").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "truth"
    }
    assert looking == MAY_LOOK_AT_TRUTH
