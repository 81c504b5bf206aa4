"""Outages: input pipelines break, services slow down, work in progress collides with production."""

from sim.ledgers.causes import COLLISION, DEGRADATION, PIPELINE_BREAK
from sim.lifecycle.noticing import Case, notice_later
from sim.organisation.model import Model
from sim.organisation.organisation import Organisation
from sim.organisation.story import Chapter, tell
from sim.organisation.ways import Ways
from sim.organisation.work import Task
from sim.vocabulary import INCIDENT

REPAIRS = {
    PIPELINE_BREAK: Task("operate.pipeline_break", "incident", "incident", INCIDENT),
    DEGRADATION: Task("operate.degradation", "incident", "incident", INCIDENT),
}
TASKS = tuple(REPAIRS.values())


def await_outages(org: Organisation, model: Model) -> None:
    """From now on the model's pipeline may break, and its service become slow."""
    for kind in REPAIRS:
        if f"operate.{kind}.rate" in org.ways.rates or org.moves:
            rate = outage_rate(org.ways_for(model.lacks), kind)
            befalls = org.chapter(befall, kind)
            source = org.source(f"operate.{kind}.rate", model.entity, rate, befalls, model)
            model.awaits(source)


def outage_rate(ways: Ways, kind: str) -> float:
    """The highest rate that there may be: overdue operations make pipelines break more often."""
    rate = ways.number(f"operate.{kind}.rate")
    if kind == PIPELINE_BREAK:
        rate *= 1 + ways.number("operate.overdue_breaks")
    return rate


def befall(org: Organisation, kind: str, model: Model, number: int) -> None:
    """It happens, unless it would only have happened to a neglected model (thinning)."""
    if kind == PIPELINE_BREAK and not (
        neglected(org, model) or _happens_to_all(org, model, number)
    ):
        return
    strike(org, model, kind, number)


def neglected(org: Organisation, model: Model) -> bool:
    """Whether routine operations of a model are overdue."""
    oldest, patience = model.oldest, org.ways.ticks("operate.overdue_after")
    return oldest is not None and patience is not None and oldest.asked + patience <= org.now


def _happens_to_all(org: Organisation, model: Model, index: int) -> bool:
    more = org.ways.number("operate.overdue_breaks")
    return org.luck("operate.overdue_breaks", model.entity, index) * (1 + more) < 1


def collide(org: Organisation, entity: int, index: int) -> None:
    """A change is made; where production is not kept apart, it may break a model there.

    `entity` and `index` say whose change it is, and key its luck.
    """
    if org.ways.gates.shared and org.ways.chance("environments.collision", entity, index):
        victim = org.portfolio.pick(org.luck("victim of a collision", entity, index))
        if victim is not None:
            victim.collisions += 1
            strike(org, victim, COLLISION, -victim.collisions)


def strike(org: Organisation, model: Model, kind: str, index: int) -> None:
    """A model is down or slow, and after a while somebody notices.

    Collisions count from -1 downwards: they are repaired as broken pipelines are, but with luck of
    their own.
    """
    loss = org.ways.number("operate.degradation.loss")
    incident = org.portfolio.begin(model, kind, org.now, loss)
    assert incident is not None
    org.note("strikes", model.entity, kind)
    notice_later(org, Case(model, incident, index, _noticed), "outage")


def _noticed(org: Organisation, case: Case) -> None:
    tell(repair(org, case))


def repair(org: Organisation, case: Case) -> Chapter[None]:
    """Whoever took the model over at its last release repairs it."""
    model, incident = case.model, case.incident
    item = org.open("incident", model.entity, case.index)
    item.incident = incident
    task = REPAIRS.get(incident.kind, REPAIRS[PIPELINE_BREAK])
    yield org.work(item, task, ways=model.ways)
    org.close(item, "done")
    if incident.resolved is None:
        org.portfolio.end(model, incident, org.now)
        org.note("is over", model.entity, incident.kind)
