"""Noticing: what is wrong with a model is found after a while, by whoever looks; then diagnosed."""

from collections.abc import Callable
from functools import partial

from sim.ledgers.incidents import Incident
from sim.organisation.model import Model
from sim.organisation.organisation import Organisation
from sim.organisation.story import Chapter
from sim.organisation.work import Task
from sim.vocabulary import INCIDENT, ROLES

MOST_ROUNDS = 8
"""By then somebody makes both roles sit down together."""

DIAGNOSES = {
    (what, role): Task(f"diagnose.{what}", "diagnosis", "operations", INCIDENT, role)
    for what in ("shift", "skew")
    for role in ROLES
}
TASKS = tuple(DIAGNOSES.values())

Then = Callable[[Incident], None]


def notice_later(
    org: Organisation, model: Model, incident: Incident, lag: str, index: int, then: Then
) -> None:
    """After a lag that depends on who looks, people learn of it, unless it is over by then.

    Args:
        org: the organisation.
        model: which model.
        incident: what is wrong.
        lag: which rows of noticing apply: shift, skew, outage.
        index: keys the luck, among incidents of this kind at this model.
        then: what follows.
    """
    delay = model.ways.lag(lag, incident.kind)(model.entity, index)
    if delay:
        org.after(delay, partial(_notice, org, model, incident, then))
    else:
        _notice(org, model, incident, then)


def _notice(org: Organisation, model: Model, incident: Incident, then: Then) -> None:
    if incident.resolved is None:
        org.portfolio.notice(model, incident, org.now)
        org.note("is noticed", model.entity, incident.kind)
        org.business.sees_incident()
        then(incident)


def diagnose(
    org: Organisation, model: Model, incident: Incident, what: str, index: int
) -> Chapter[None]:
    """Finds out what is wrong: each round one role looks, and may hand the case to the other."""
    role = org.ways_for(model.lacks).word(f"diagnose.{what}.by")
    for round_ in range(MOST_ROUNDS):
        item = org.open("diagnosis", model.entity, _key(index, what) + round_)
        item.incident, item.model = incident, model
        yield org.work(item, DIAGNOSES[what, role])
        again = org.happens("diagnose.ping_pong", item)
        org.close(item, "done")
        other = ROLES[1 - ROLES.index(role)]
        if not again or not org.staff[other]:
            return
        role = other


def _key(index: int, what: str) -> int:
    """Each diagnosis of a model has luck of its own, and each of its rounds."""
    return 2 * MOST_ROUNDS * index + (MOST_ROUNDS if what == "skew" else 0)
