"""Planned changes: on its day the organisation works differently, or has other people."""

from functools import partial

from sim.lifecycle.outage import REPAIRS, outage_rate
from sim.lifecycle.renewal import await_drift, await_refresh
from sim.lifecycle.team import posts_have_changed
from sim.organisation.model import Model
from sim.organisation.organisation import Organisation
from sim.scenario.machine import Change


def plan_changes(org: Organisation) -> None:
    """Puts every change of the scenario on the calendar."""
    for change in org.world.changes:
        org.after(change.at - org.now, partial(carry_out, org, change))


def carry_out(org: Organisation, change: Change) -> None:
    """The day has come."""
    org.note(f"change: {change.name}", 0)
    cadence, by_drift = org.ways.cadence, org.ways.gates.by_drift
    if change.held is not None:
        org.treasury.hold(change.held, org.now)
    come = org.change(change.process or org.ways.process, change.staff or {})
    posts_have_changed(org, come)
    retune(org)
    if org.ways.cadence != cadence:
        reschedule_refreshes(org)
    if org.ways.gates.by_drift and not by_drift:
        for model in list(org.portfolio.models.values()):
            await_drift(org, model)


def retune(org: Organisation) -> None:
    """Everything that happens at a rate happens at the rate of the day."""
    for step, source in org.standing.items():
        source.retune(org.ways.number(f"{step}.rate"))
    for source in org.domains:
        source.retune(org.ways.number("shift.domain.rate"))
    for model in org.portfolio.models.values():
        for step, source in model.sources.items():
            source.retune(rate_of(org, step))


def rate_of(org: Organisation, step: str) -> float:
    """How often something happens to a model, per working day."""
    kind = step.removeprefix("operate.")
    return outage_rate(org, kind) if kind in REPAIRS else org.ways.number(f"{step}.rate")


def reschedule_refreshes(org: Organisation) -> None:
    """Another cadence counts from each model's last refresh, and at the earliest from today."""
    for model in list(org.portfolio.models.values()):  # one that falls due may be switched off
        await_refresh(org, model, _time_left(org, model))


def _time_left(org: Organisation, model: Model) -> int | None:
    cadence = org.ways.cadence
    return None if cadence is None else max(0, model.observed.fresh_since + cadence - org.now)
