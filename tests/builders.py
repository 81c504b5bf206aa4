"""Scenarios for tests, built by the ordinary path but for the reader: resolved by sim.load."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import sim
from sim.history import History
from sim.process import PARAMETERS
from sim.scenario.machine import Scenario, World
from sim.units import TICKS_PER_DAY
from tests import written

DAY = TICKS_PER_DAY
QUARTER = 63 * DAY
YEAR = 252 * DAY

_OFF = {
    "rate": "0 / year",
    "distribution of durations": "0 days",
}
_OUT_OF_THE_WAY: dict[str, Any] = {
    "people.focus.data_scientist": "100 %",
    "people.focus.it_engineer": "100 %",
    "people.switching": "0 days",
    "people.preempting": [],
    "demand.backlog_expiry": "never",
    "demand.wip_per_data_scientist": "unlimited",
    "development.decision_exists": "100 %",
    "development.features": "1",
    "refresh.cadence": "never",
    "demand.pool": "unlimited",
    "demand.credit_gain": "0",
    "demand.incident_closes": "0 %",
    "sponsor.confidence": "fixed",
    "canvas.screen.by": "never",
    "data.improve.by": "never",
    "data.adequacy": "100 %",
    "training.fails": "0 %",
    "handover.foreign": "0 %",
    "chain.most": "0 %",
    "chain.upset": "0 %",
    "ensemble.most": "0 %",
    "defect.bug.new": "0 %",
    "defect.bug.refresh": "0 %",
    "defect.version": "0 %",
    "defect.difference": "0 %",
    "defect.training": "0 %",
    "value.sigma": "0",
    "decay.drifting": "0 %",
    "operate.overdue_breaks": "0",
    "environments.kept": "separate",
    "upkeep.called_for": "0 %",
    "people.overtime.share": "0 %",
    "diagnose.ping_pong": "0 %",
}
"""Every mechanism off that is not off by having no rate and no duration."""


def load(parts: Mapping[str, Any], sets: Sequence[str] = ()) -> Scenario:
    """A scenario from the top-level keys of its file."""
    return written.load({"name": "A test", **parts}, sets)


@cache
def switched_off() -> Mapping[str, Any]:
    """Rows by which next to nothing happens."""
    off = {name: _OFF[row.kind] for name, row in PARAMETERS.items() if row.kind in _OFF}
    return {**off, **_OUT_OF_THE_WAY}


def quiet(
    process: Mapping[str, Any] | None = None,
    *,
    data_scientists: int = 1,
    it_engineers: int = 1,
    models: int = 0,
    use_cases: str = "0 / year",
    **parts: Any,
) -> Scenario:
    """A scenario in which nothing happens but what is asked for: 100 days without history."""
    organisation = {
        "staff": {"data_scientist": data_scientists, "it_engineer": it_engineers},
        **parts.pop("organisation", {}),
    }
    return load(
        {
            "horizon": "100 days",
            "history": "0 days",
            "organisation": organisation,
            "portfolio": {"models": models, "use_cases": use_cases},
            "process": {**switched_off(), **(process or {})},
            **parts,
        }
    )


def lived(world: Scenario | World, seed: int = 1, **which: Any) -> History:
    """One replication with its event log; all balances hold."""
    history = sim.simulate(world, seed, events=True, **which)
    assert history.check() == []
    return history
