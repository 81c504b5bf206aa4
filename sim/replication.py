"""One replication: wires an organisation, lets it live, closes its books each quarter."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

from sim.history import History
from sim.ledgers.books import Snapshot
from sim.lifecycle import (
    development,
    improvement,
    noticing,
    operation,
    outage,
    refresh,
    release,
    skew,
    standing,
    team,
    update,
    upkeep,
)
from sim.lifecycle.beginning import inherit_portfolio
from sim.lifecycle.change import plan_changes
from sim.lifecycle.demand import use_cases_arrive
from sim.lifecycle.shift import domains_shift
from sim.lifecycle.standing import standing_work_arises
from sim.lifecycle.team import people_come_and_go
from sim.measures.window import Window
from sim.organisation.ending import dissolve
from sim.organisation.organisation import Organisation
from sim.scenario.machine import Scenario, World
from sim.units import DAYS, TICKS_PER_DAY

QUARTER: Final = DAYS["quarter"] * TICKS_PER_DAY
TASKS: Final = (
    *development.TASKS,
    *release.TASKS,
    *operation.TASKS,
    *outage.TASKS,
    *noticing.TASKS,
    *skew.TASKS,
    *refresh.TASKS,
    *update.TASKS,
    *standing.TASKS,
    *improvement.TASKS,
    *upkeep.TASKS,
    *team.TASKS,
)


def simulate(
    scenario: Scenario | World,
    seed: int | None = None,
    replication: int = 0,
    *,
    alternative: str | None = None,
    context: str | None = None,
    events: bool = False,
    incidents: bool = False,
) -> History:
    """Runs one replication of one alternative and returns what happened.

    Args:
        scenario: a loaded scenario, or one world of it.
        seed: root of all luck; the scenario's own by default (0 for a bare world).
        replication: which of the worlds with that seed, from 0.
        alternative: name of the alternative; the baseline by default.
        context: name of the context; the first by default.
        events: keep the event log.
        incidents: keep the incident table; with the event log it is kept, too.
    """
    if isinstance(scenario, Scenario):
        seed = scenario.seed if seed is None else seed
        scenario = scenario.world(alternative=alternative, context=context)
    kept = events or incidents
    with uncollected():
        org = Organisation(scenario, seed or 0, replication, TASKS, events=events, incidents=kept)
        try:
            _begin(org)
            history = History.of(org, tuple(_live(org)))
        finally:
            dissolve(org)
        del org  # before anybody looks for garbage in it
    return history


@contextmanager
def uncollected() -> Iterator[None]:
    """Python does not look for cyclic garbage meanwhile: what lives in a replication becomes none
    before its end, and to look through ten thousand models again and again takes a sixth of their
    time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _begin(org: Organisation) -> None:
    org.ask_for_refresh = partial(refresh.ask_for_refresh, org)
    org.model_adopts = partial(improvement.has_adopted, org)
    org.consider_investments = partial(improvement.begin_what_is_ready, org)
    org.refresh_falls_due = partial(refresh.refresh_falls_due, org)
    inherit_portfolio(org)
    use_cases_arrive(org)
    domains_shift(org)
    standing_work_arises(org)
    upkeep.keep_what_is_held(org)
    people_come_and_go(org)
    plan_changes(org)
    improvement.plan_investments(org)


def _live(org: Organisation) -> Iterator[Snapshot]:
    """Lives through history, then quarter by quarter to the horizon."""
    yield _close(org)
    opening: Snapshot | None = None
    for end in (0, *range(QUARTER, org.world.horizon, QUARTER), org.world.horizon):
        if end > org.now:
            org.env.run(until=end)
        closing = _close(org)
        if opening is not None and org.programme.waiting:
            _look_back(org, Window(opening, closing, None))
        opening = closing
        yield closing


def _look_back(org: Organisation, quarter: Window) -> None:
    """Managers look at the quarter that is over, and may begin what has waited for that."""
    if org.programme.look_back(quarter):
        org.consider_investments()


def _close(org: Organisation) -> Snapshot:
    org.settle()
    return org.books.close(org.now)
