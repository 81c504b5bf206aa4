"""Counts beyond all reason, and shares with which something would never end, are refused."""

from pathlib import Path
from typing import Any

import pytest

from sim.process import PARAMETERS
from sim.scenario.errors import ScenarioErrors
from sim.scenario.limits import MOST
from tests.builders import load
from tests.contract.suggested import mistakes_in

DRIFT = {"organisation": {"stage": 5}}
ENDLESS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "drift at once": (DRIFT, {"refresh.drift_seen": "0 %"}),
    "drift never": (DRIFT, {"refresh.drift_seen": "100 %"}),
    "features": ({}, {"development.features": {"lognormal": {"mean": "60", "cv": "1000"}}}),
    "many features": ({}, {"development.features": "1_000_000"}),
    "packages of nothing": ({}, {"build.package": "0 days"}),
    "packages of next to nothing": ({}, {"build.package": "0.9 hours"}),
}


@pytest.mark.parametrize("row", MOST)
def test_the_most_is_taken_and_more_is_refused(row: str) -> None:
    load({"process": {row: str(MOST[row])}})
    with pytest.raises(ScenarioErrors) as refused:
        load({"process": {row: str(MOST[row] + 1)}})
    [mistake] = refused.value.mistakes
    assert mistake.where == f"process.{row}"
    assert "at most" in mistake.allowed


@pytest.mark.parametrize("row", MOST)
def test_known_ranges_are_far_below(row: str) -> None:
    high = PARAMETERS[row].high
    assert high is not None
    assert float(high) < MOST[row]


@pytest.mark.parametrize("name", ENDLESS)
def test_what_would_never_end_or_begin_is_refused(name: str) -> None:
    rest, process = ENDLESS[name]
    with pytest.raises(ScenarioErrors) as refused:
        load({**rest, "process": process})
    [mistake] = refused.value.mistakes
    assert mistake.where.startswith(f"process.{next(iter(process))}")


def test_an_hour_is_a_package() -> None:
    load({"process": {"build.package": "1 hour"}})


def test_nobody_looks_for_drift_where_it_triggers_nothing() -> None:
    load({"process": {"refresh.drift_seen": "0 %"}})


OFTEN = "operate.run_batch.rate: 100000 / hour"
TOO_MUCH = {
    "a rate": (f"process: {{{OFTEN}}}\n", (3, 35, "process.operate.run_batch.rate"), "12 / year"),
    "in an alternative": (
        f"alternatives: {{a: {{}}, b: {{process: {{{OFTEN}}}}}}}\n",
        (3, 61, "alternatives.b.process.operate.run_batch.rate"),
        "12 / year",
    ),
    "in a change, where the file has written it too": (
        f"process: {{operate.run_batch.rate: 20 / year}}\n"
        f"changes: {{c: {{at: 1 year, process: {{{OFTEN}}}}}}}\n",
        (4, 61, "changes.c.process.operate.run_batch.rate"),
        "12 / year",
    ),
    "models": ("portfolio: {models: 1_000_000}\n", (3, 21, "portfolio.models"), "10"),
    "time between refreshes": (
        "process: {refresh.cadence: 0.00001 days}\n",
        (3, 28, "process.refresh.cadence"),
        "180 calendar days",
    ),
    "by an own capability": (
        "define_capabilities: {ours: {effects: {operate.run_batch.rate: {set: 100000 / hour}}}}\n"
        "organisation: {with: [ours]}\n",
        (3, 40, "define_capabilities.ours.effects.operate.run_batch.rate"),
        "12 / year",
    ),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_too_much_is_told_where_it_is_written(name: str, tmp_path: Path) -> None:
    """Not in the file that is extended, which says how many models there are."""
    text, place, usual = TOO_MUCH[name]
    whole = f"name: x\nextends: stage-3-retailer\n{text}"
    (one,) = mistakes_in(whole, tmp_path / "study.yaml")
    assert one.file == str(tmp_path / "study.yaml")
    assert (one.line, one.column, one.where) == place
    assert f"; with {usual} about " in one.found
