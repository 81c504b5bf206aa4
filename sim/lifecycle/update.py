"""Major updates: the problem is defined anew, or the use case; the model is released as if new."""

from collections.abc import Callable
from functools import partial

from sim.ledgers.releases import RELEASED
from sim.lifecycle.defects import drop
from sim.lifecycle.delivery import deliver, route_of_new
from sim.lifecycle.outage import collide
from sim.lifecycle.renewal import arrive, live_again
from sim.lifecycle.training import train
from sim.organisation.features import enter_store, features_to_reimplement
from sim.organisation.model import Model
from sim.organisation.organisation import Organisation
from sim.organisation.story import Chapter, tell
from sim.organisation.work import Task
from sim.vocabulary import NEW_VALUE, TRAINING

DEVELOP = Task("update.develop", "update", "new", NEW_VALUE)
REINVENT = (
    Task("development.explore", "update", "new", NEW_VALUE),
    Task("development.engineer", "update", "new", NEW_VALUE, times="features"),
)
TRAIN = Task("development.train", "update", "new", NEW_VALUE, TRAINING, times="members")
EVALUATE = Task("development.evaluate", "update", "new", NEW_VALUE)
ROUTE = route_of_new("update", TRAIN)
TASKS = (DEVELOP, *REINVENT, TRAIN, EVALUATE, *ROUTE.tasks)

Then = Callable[[], None]
Steps = tuple[Task, ...]


def await_update(org: Organisation, model: Model) -> None:
    """From now on the business may ask for a major update."""
    if "update.rate" in org.ways.rates or org.moves:
        rate = org.ways.number("update.rate")
        source = org.source("update.rate", model.entity, rate, org.chapter(asked), model)
        model.awaits(source)


def asked(org: Organisation, model: Model, _: int) -> None:
    """The business defines the problem anew; while an update is open, that takes it in."""
    if not model.updating:
        tell(update(org, model, (DEVELOP,)))


def reinvent(org: Organisation, model: Model, then: Then) -> None:
    """The use case is invented anew with the business: explored and engineered as at first."""
    after_others(org, model, REINVENT, then)


def rebuild(org: Organisation, model: Model, then: Then) -> None:
    """A model is built to do without the one that it has fed on."""
    after_others(org, model, (DEVELOP,), then)


def after_others(org: Organisation, model: Model, steps: Steps, then: Then) -> None:
    """An update that no other can take in: it begins when the one under way is over."""
    if not model.live:
        return
    if model.updating:
        model.agenda += (partial(after_others, org, model, steps, then),)
    else:
        tell(update(org, model, steps, then))


def update(
    org: Organisation, model: Model, steps: Steps, then: Then | None = None
) -> Chapter[None]:
    """Works the update out, trains, and releases the model anew."""
    model.updating = True
    model.releases += 1
    item = org.take_on("update", model.entity, model.releases)
    item.members = model.members
    enter_store(org, org.ways, model.case)
    item.features = len(org.features.of(org.ways, model.case))
    org.start(item)
    for task in org.steps(steps, item):
        yield org.work(item, task)
    collide(org, item.entity, item.index)
    trained = yield from train(org, item, TRAIN)
    if steps == REINVENT:
        yield org.work(item, EVALUATE)
    if org.ways.gates.rewrites:
        item.features = features_to_reimplement(org, org.ways, model.case)
    release = yield from deliver(org, item, ROUTE, model.case, trained)
    assert release is not None  # it is mended until it works
    model.updating = False
    if model.live:
        org.close(item, RELEASED)
        if then is not None:
            then()
        if model.lacks:  # built as if new, so with all that there is
            org.model_adopts(model, model.lacks)
        if model.live:
            live_again(org, model, release)
        else:  # brought over, it fell due for a refresh at once, and the review has ended it
            arrive(org, model, release)
    else:
        drop(org, release)
        org.close(item, "in vain")
    if model.agenda:
        first, model.agenda = model.agenda[0], model.agenda[1:]
        first()
