"""Skew: serving differs from training from the first day on, so that there is no before to see."""

from sim.lifecycle.noticing import Case, diagnose, notice_later
from sim.organisation.model import Model
from sim.organisation.organisation import Organisation
from sim.organisation.story import Chapter, tell
from sim.organisation.work import Task
from sim.vocabulary import INCIDENT, REWORK

MEND = Task("diagnose.mend", "mending", "operations", INCIDENT)
DEPLOY = Task("refresh.deploy", "mending", "operations", REWORK, times="members")
TASKS = (MEND, DEPLOY)


def go_live_skewed(org: Organisation, model: Model, kind: str) -> None:
    """A release has brought a difference with it; nobody knows yet."""
    incident = org.portfolio.begin(model, kind, org.now, org.ways.number("skew.loss"))
    if incident is None:
        return
    org.note("goes live", model.entity, kind)
    model.skews += 1
    notice_later(org, Case(model, incident, model.skews, _noticed), "skew")


def _noticed(org: Organisation, case: Case) -> None:
    tell(mend(org, case))


def mend(org: Organisation, case: Case) -> Chapter[None]:
    """Somebody finds out why, mends the feature or the version, and deploys the model again."""
    model, incident = case.model, case.incident
    if "skew" in org.ways_for(model.lacks).gates.diagnosed:
        yield from diagnose(org, case, "skew")
    item = org.take_on("mending", model.entity, -case.index)
    item.incident, item.model = incident, model
    item.members = model.members
    yield org.work(item, MEND)
    item.incident = None  # what follows is the work of any release
    yield org.work(item, DEPLOY)
    org.close(item, "done")
    if incident.resolved is None:
        org.portfolio.end(model, incident, org.now)
        org.note("is mended", model.entity, incident.kind)
