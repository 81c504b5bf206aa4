"""Noticing: what is wrong with a model is found after a while, by whoever looks; then diagnosed."""

from __future__ import annotations

from collections.abc import Callable

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


class Case:
    """Something that is wrong with a model. `index` counts what is wrong there, by kind, and keys
    its luck; `then` follows when people have learnt of it."""

    __slots__ = ("incident", "index", "model", "then")

    def __init__(
        self,
        model: Model,
        incident: Incident,
        index: int,
        then: Callable[[Organisation, Case], None],
    ) -> None:
        self.model = model
        self.incident = incident
        self.index = index
        self.then = then


def notice_later(org: Organisation, case: Case, lag: str) -> None:
    """After a lag that depends on who looks, people learn of it, unless it is over by then.

    Args:
        org: the organisation.
        case: what is wrong.
        lag: which rows of noticing apply: shift, skew, outage.
    """
    model = case.model
    org.after(model.ways.lag(lag, case.incident.kind)(model.entity, case.index), _notice, case)


def _notice(org: Organisation, case: Case) -> None:
    model, incident = case.model, case.incident
    if incident.resolved is None:
        org.portfolio.notice(model, incident, org.now)
        org.note("is noticed", model.entity, incident.kind)
        org.business.sees_incident()
        case.then(org, case)


def diagnose(org: Organisation, case: Case, what: str) -> Chapter[None]:
    """Finds out what is wrong: each round one role looks, and may hand the case to the other."""
    model = case.model
    role = org.ways_for(model.lacks).word(f"diagnose.{what}.by")
    for round_ in range(MOST_ROUNDS):
        item = org.open("diagnosis", model.entity, _key(case.index, what) + round_)
        item.incident, item.model = case.incident, model
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
