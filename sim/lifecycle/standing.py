"""Standing work: what people owe others beside the models, and what they do for themselves."""

from sim.organisation.organisation import Organisation
from sim.organisation.story import Chapter, tell
from sim.organisation.work import Task
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
        source = org.source(name, 0, org.ways.number(name), org.chapter(ask), task)
        org.standing[task.step] = source
        source.arm()


def ask(org: Organisation, task: Task, number: int) -> None:
    """One more piece of it."""
    tell(do(org, task, number))


def do(org: Organisation, task: Task, number: int) -> Chapter[None]:
    """It is done when somebody gets to it."""
    item = org.open(task.item, number)
    yield org.work(item, task)
    org.close(item, "done")
