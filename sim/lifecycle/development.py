"""Development: from data to a model, and from predictions to a decision."""

from sim.lifecycle.outage import collide
from sim.lifecycle.training import Trained, train
from sim.organisation.organisation import USE_CASE, Organisation
from sim.organisation.story import Chapter
from sim.organisation.use_case import UseCase
from sim.organisation.work import Project, Task
from sim.vocabulary import NEW_VALUE, TRAINING

SCREEN = Task("canvas.screen", USE_CASE, "new", NEW_VALUE)
ACCESS = Task("development.access", USE_CASE, "new", NEW_VALUE)
IMPROVE = Task("data.improve", USE_CASE, "new", NEW_VALUE)
EXPLORE = Task("development.explore", USE_CASE, "new", NEW_VALUE)
FIND = Task("development.find", USE_CASE, "new", NEW_VALUE, times="found")
ENGINEER = Task("development.engineer", USE_CASE, "new", NEW_VALUE, times="features")
TRAIN = Task("development.train", USE_CASE, "new", NEW_VALUE, TRAINING, times="members")
EVALUATE = Task("development.evaluate", USE_CASE, "new", NEW_VALUE)
ITERATE = Task("development.iterate", USE_CASE, "new", NEW_VALUE)
TRANSLATE = Task("development.translate", USE_CASE, "new", NEW_VALUE)

TASKS = (
    SCREEN, ACCESS, IMPROVE, EXPLORE, FIND, ENGINEER, TRAIN, EVALUATE, ITERATE, TRANSLATE,
)  # fmt: skip


def passes_the_canvas(org: Organisation, item: Project) -> Chapter[bool]:
    """Asks before exploring, where somebody does, which decision it is for; who asks may err."""
    if not org.ways.does(SCREEN.step):
        return True
    yield org.work(item, SCREEN)
    if item.can_succeed:
        return org.happens("canvas.sensitivity", item)
    return not org.happens("canvas.specificity", item)


def build_pilot(org: Organisation, item: Project, case: UseCase) -> Chapter[Trained]:
    """Builds a pilot, and goes through it again while it underwhelms and patience lasts."""
    yield org.work(item, ACCESS)
    yield org.work(item, IMPROVE)
    yield org.work(item, EXPLORE)
    prepare_data(org, case)
    yield from engineer(org, item, case)
    collide(org, item.entity, item.index)
    trained = yield from train_and_evaluate(org, item, case)
    for iteration in range(1, int(org.ways.number("development.iterations")) + 1):
        if not underwhelms(org, item):
            break
        item.index = -iteration  # luck of its own
        yield org.work(item, ITERATE)
        org.data.mend(case.sources, org.ways.number("data.raised_by_pilot"))
        trained = yield from train_and_evaluate(org, item, case)
    item.index = item.number
    return trained


def prepare_data(org: Organisation, case: UseCase) -> None:
    """Data are better for having been looked into, and better still where someone mends them."""
    if org.ways.does(IMPROVE.step):
        org.data.mend(case.sources, org.ways.number("data.raised_by_work"))
    org.data.mend(case.sources, org.ways.number("data.raised_by_pilot"))


def engineer(org: Organisation, item: Project, case: UseCase) -> Chapter[None]:
    """Finds in the store what it has; builds the rest, for all where there is a store."""
    plan = org.features.plan(org.ways, case, needed=org.ways.takes(ENGINEER))
    item.found, item.features = plan.found, len(plan.build)
    yield org.work(item, FIND)
    yield org.work(item, ENGINEER)
    org.features.have(org.ways, case, plan)


def train_and_evaluate(org: Organisation, item: Project, case: UseCase) -> Chapter[Trained]:
    """Trains on the data as they are today, and looks at what that has reached."""
    item.lift = org.data.lift(case.sources)
    trained = yield from train(org, item, TRAIN)
    yield org.work(item, EVALUATE)
    return trained


def underwhelms(org: Organisation, item: Project) -> bool:
    """Whether the evaluation shows too little for anybody to want it."""
    return item.lift < org.ways.number("data.good_enough")
