"""Operation: a live model asks for routine work, and whoever took it over does it."""

from sim.lifecycle.obsolescence import await_obsolescence
from sim.lifecycle.outage import await_outages
from sim.lifecycle.renewal import await_drift, await_refresh
from sim.lifecycle.shift import await_shift
from sim.lifecycle.update import await_update
from sim.organisation.model import Model
from sim.organisation.organisation import Organisation
from sim.organisation.story import then
from sim.organisation.work import Skipped, Task, Waiter, Work
from sim.process.operation import TICKETS
from sim.vocabulary import OPERATIONS

TASKS = tuple(Task(f"operate.{name}", "ticket", "operations", OPERATIONS) for name in TICKETS)


def keep_the_size(org: Organisation) -> None:
    """During history each new model takes the place of the oldest that none feeds on."""
    while len(org.portfolio.models) > org.world.models:
        replaced = next(model for model in org.portfolio.models.values() if not model.consumers)
        org.portfolio.remove(replaced, org.now)
        org.note("is replaced", replaced.entity)


def begin_service(org: Organisation, model: Model, first_refresh_in: int | None) -> None:
    """Takes a model into service; `first_refresh_in` is in ticks, None for never."""
    org.portfolio.add(model, org.now)
    org.note("goes live", model.entity)
    for task in TASKS:
        if f"{task.step}.rate" in org.ways.rates or org.moves:
            await_ticket(org, model, task)  # a change may bring what is not asked for today
    await_outages(org, model)
    await_shift(org, model)
    await_obsolescence(org, model)
    await_update(org, model)
    await_refresh(org, model, first_refresh_in)
    if org.ways.gates.by_drift:
        await_drift(org, model)


def await_ticket(org: Organisation, model: Model, task: Task) -> None:
    """From now on the model may ask for this."""
    name = f"{task.step}.rate"
    asks = org.chapter(ticket, task, org.afterword(served))
    rate = org.ways.number(name)
    source = org.source(name, model.entity, rate, asks, model)
    model.awaits(source)


def ticket(org: Organisation, task: Task, afterword: Waiter, model: Model, number: int) -> None:
    """The model asks for something; whoever took it over at its last release does it."""
    item = org.open(task.item, model.entity, number)
    item.model = model
    model.asks(item)
    then(org.work(item, task, model.ways), afterword)


def served(org: Organisation, work: Work | Skipped) -> None:
    """It is done."""
    item = work.item
    assert item.model is not None
    item.model.is_served(item)
    org.close(item, "done")
