"""Standing work: what people owe others beside the models, and what they do for themselves."""

from sim.organisation.organisation import Organisation
from sim.organisation.story import then
from sim.organisation.work import Skipped, Task, Waiter, Work
from sim.vocabulary import DUTIES, IMPROVEMENT, ROLES

TASKS = tuple(
    Task(f"{kind}.{role}", kind, kind, kind, role)
    for kind in (DUTIES, IMPROVEMENT)
    for role in ROLES
)


def standing_work_arises(org: Organisation) -> None:
    """Each team is asked for duties and plans improvements, at random and for ever."""
    for task in TASKS:
        name = f"{task.step}.rate"
        asks = org.chapter(ask, org.afterword(done))
        source = org.source(name, 0, org.ways.number(name), asks, task)
        org.standing[task.step] = source
        source.arm()


def ask(org: Organisation, afterword: Waiter, task: Task, number: int) -> None:
    """One more piece of it: it is done when somebody gets to it."""
    then(org.work(org.open(task.item, number), task), afterword)


def done(org: Organisation, work: Work | Skipped) -> None:
    """And that is all."""
    org.close(work.item, "done")
