"""Planned changes: on its day the organisation works differently, or has other people."""

from functools import partial

from sim.lifecycle.refresh import await_refresh
from sim.organisation.organisation import Organisation
from sim.organisation.portfolio import Model
from sim.scenario.machine import Change


def plan_changes(org: Organisation) -> None:
    """Puts every change of the scenario on the calendar."""
    for change in org.world.changes:
        org.after(change.at - org.now, partial(carry_out, org, change))


def carry_out(org: Organisation, change: Change) -> None:
    """The day has come."""
    org.note(f"change: {change.name}", 0)
    cadence = org.ways.cadence
    org.change(change.process or org.ways.process, change.staff or {})
    retune(org)
    if org.ways.cadence != cadence:
        reschedule_refreshes(org)


def retune(org: Organisation) -> None:
    """Everything that happens at a rate happens at the rate of the day."""
    for step, source in org.standing.items():
        source.retune(org.ways.number(f"{step}.rate"))
    for model in org.portfolio.models.values():
        for step, source in model.sources.items():
            source.retune(org.ways.number(f"{step}.rate"))


def reschedule_refreshes(org: Organisation) -> None:
    """Another cadence counts from each model's last refresh, and at the earliest from today."""
    for model in org.portfolio.models.values():
        await_refresh(org, model, _time_left(org, model))


def _time_left(org: Organisation, model: Model) -> int | None:
    cadence = org.ways.cadence
    return None if cadence is None else max(0, model.observed.fresh_since + cadence - org.now)
