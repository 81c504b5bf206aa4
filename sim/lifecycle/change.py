"""Planned changes: on its day the organisation works differently, or has other people."""

from collections.abc import Callable, Iterable
from functools import partial

from sim.lifecycle.outage import REPAIRS, outage_rate
from sim.lifecycle.renewal import await_drift, await_refresh
from sim.lifecycle.team import people_adapt, posts_have_changed
from sim.lifecycle.upkeep import keep_what_is_held, pieces_a_day
from sim.organisation.model import Model
from sim.organisation.organisation import Organisation
from sim.organisation.ways import Ways
from sim.scenario.machine import Change


def plan_changes(org: Organisation) -> None:
    """Puts every change of the scenario on the calendar."""
    for change in org.world.changes:
        org.after(change.at - org.now, carry_out, change)


def carry_out(org: Organisation, change: Change) -> None:
    """The day has come."""
    org.note(f"change: {change.name}", 0)
    come: dict[str, int] = {}
    differently(org, partial(follow, org, change, come))
    posts_have_changed(org, come)
    keep_what_is_held(org)
    org.consider_investments()


def follow(org: Organisation, change: Change, come: dict[str, int]) -> None:
    """The plan is another, and so are the posts; `come` is told who has come to them."""
    org.programme.follow(change, org.now)
    come.update(org.adopt_programme(change.staff))


def differently(org: Organisation, works: Callable[[], None]) -> None:
    """From now on the organisation works differently; and so does all that happens at a rate."""
    adapt(org, list(org.portfolio.models.values()), works)
    for step, source in org.standing.items():
        source.retune(org.ways.number(f"{step}.rate"))
    for kept in org.kept.values():
        kept.source.retune(pieces_a_day(org, kept.name, kept.role))
    for source in org.domains:
        source.retune(org.ways.number("shift.domain.rate"))
    people_adapt(org)


def adapt(org: Organisation, models: Iterable[Model], works: Callable[[], None]) -> None:
    """From now on work at some models is different: what happens to them, and when they are due."""
    before = {model: _waits_for(org, model) for model in models}
    works()
    for model, (cadence, by_drift) in before.items():
        ways = org.ways_for(model.lacks)
        for source in model.sources:
            source.retune(rate_of(ways, source.name))
        if ways.cadence != cadence:
            await_refresh(org, model, _time_left(org, model))  # it may be switched off at once
        if ways.gates.by_drift and not by_drift:
            await_drift(org, model)


def _waits_for(org: Organisation, model: Model) -> tuple[int | None, bool]:
    ways = org.ways_for(model.lacks)
    return ways.cadence, ways.gates.by_drift


def rate_of(ways: Ways, name: str) -> float:
    """How often something happens to a model, per working day, by the parameter that says so."""
    kind = name.removeprefix("operate.").removesuffix(".rate")
    return outage_rate(ways, kind) if kind in REPAIRS else ways.number(name)


def _time_left(org: Organisation, model: Model) -> int | None:
    """Another cadence counts from the last refresh, and at the earliest from today."""
    cadence = org.ways_for(model.lacks).cadence
    return None if cadence is None else max(0, model.observed.fresh_since + cadence - org.now)
