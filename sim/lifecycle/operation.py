"""Operation: a live model asks for routine work, and its input pipelines break."""

from collections.abc import Generator
from functools import partial
from typing import Any

from simpy import Event

from sim.lifecycle.refresh import await_refresh
from sim.lifecycle.shift import await_shift
from sim.organisation.organisation import Organisation
from sim.organisation.portfolio import Model, Observed
from sim.organisation.work import Item, Task
from sim.process.operation import INCIDENTS, TICKETS
from sim.vocabulary import INCIDENT, OPERATIONS

TASKS = tuple(
    Task(f"operate.{name}", "ticket", "operations", OPERATIONS) for name in TICKETS
) + tuple(Task(f"operate.{name}", "incident", "incident", INCIDENT) for name in INCIDENTS)


def go_live(org: Organisation, item: Item, rewritten: bool) -> None:
    """A new model is in production: the organisation has it to look after from now on."""
    model = Model(item.entity, item.features, org.ways, Observed(org.now), rewritten=rewritten)
    begin_service(org, model, first_refresh_in=org.ways.cadence)
    if org.now < 0:
        keep_the_size(org)


def keep_the_size(org: Organisation) -> None:
    """During history each new model takes the place of the oldest."""
    while len(org.portfolio.models) > org.world.models:
        replaced = org.portfolio.oldest()
        org.portfolio.remove(replaced, org.now)
        org.note("is replaced", replaced.entity)


def begin_service(org: Organisation, model: Model, first_refresh_in: int | None) -> None:
    """Takes a model into service; `first_refresh_in` is in ticks, None for never."""
    org.portfolio.add(model, org.now)
    org.note("goes live", model.entity)
    for task in TASKS:
        await_ticket(org, model, task)
    await_shift(org, model)
    await_refresh(org, model, first_refresh_in)


def await_ticket(org: Organisation, model: Model, task: Task) -> None:
    """From now on the model may ask for this."""
    rate = org.ways.number(f"{task.step}.rate")
    if rate > 0 or org.world.changes:  # a change may bring what is not asked for today
        arises = partial(ticket, org, model, task)
        source = org.source(f"{task.step}.rate", model.entity, rate, arises)
        model.sources[task.step] = source
        source.arm()


def ticket(org: Organisation, model: Model, task: Task) -> None:
    """The model asks for something."""
    source = model.sources[task.step]
    source.arm()
    org.tell(serve(org, model, task, source.happened))


def serve(org: Organisation, model: Model, task: Task, index: int) -> Generator[Event, Any, None]:
    """Whoever took the model over at its last release does it."""
    item = org.open(task.item, model.entity, index)
    yield org.work(item, task, ways=model.ways)
    org.close(item, "done")
