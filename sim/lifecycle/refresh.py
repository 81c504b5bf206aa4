"""Refresh: the same problem with newer data, retrained by hand or by itself, and released again."""

from sim.ledgers.releases import RELEASED
from sim.lifecycle.defects import Release, drop
from sim.lifecycle.delivery import Route, deliver, released_at_once
from sim.lifecycle.outage import collide
from sim.lifecycle.renewal import await_refresh, live_again
from sim.lifecycle.retirement import review
from sim.lifecycle.training import run, train
from sim.organisation.features import features_to_reimplement
from sim.organisation.model import Model, Observed
from sim.organisation.organisation import Organisation
from sim.organisation.story import Chapter, tell
from sim.organisation.work import Project, Task
from sim.vocabulary import REFRESH, REWORK, TRAINING

IN_VAIN = "in vain"
DROPPED = "dropped"

RETRAIN = Task("refresh.retrain", "refresh", "refresh", REFRESH)
TRAIN = Task("refresh.train", "refresh", "refresh", REFRESH, TRAINING, times="members")
MEND = Task("refresh.mend", "refresh", "refresh", REFRESH)
ROUTE = Route(
    build=(Task("handover.rewrite", "refresh", "refresh", REFRESH, times="features"),),
    tests=(
        ("eye", Task("refresh.check", "refresh", "refresh", REFRESH)),
        ("hand", Task("refresh.test", "refresh", "refresh", REFRESH)),
    ),
    deploy=Task("refresh.deploy", "refresh", "refresh", REFRESH, times="members"),
    repair=Task("release.repair", "refresh", "refresh", REWORK),
    train=TRAIN,
)
TASKS = (RETRAIN, TRAIN, MEND, *ROUTE.tasks)


def refresh_falls_due(org: Organisation, model: Model) -> None:
    """The day of a routine refresh: a good day to ask whether the model is worth it."""
    if review(org, model):
        ask_for_refresh(org, model)


def ask_for_refresh(org: Organisation, model: Model) -> None:
    """One open refresh a model; a further request is absorbed by it."""
    if not model.observed.refresh_open:
        model.observed.refresh_open = True
        tell(refresh(org, model))


def refresh(org: Organisation, model: Model) -> Chapter[None]:
    """Begins to retrain a model and to release it, by the way of working of the day."""
    model.releases += 1
    item = org.take_on("refresh", model.entity, model.releases)
    item.members = model.members
    item.model = model
    org.start(item)
    by_whom = unattended if org.ways_of(item).gates.unattended else by_hand
    return by_whom(org, model, item)


def end(org: Organisation, model: Model, item: Project, release: Release | None) -> None:
    """A refresh is over, in whatever way."""
    model.observed.refresh_open = False
    if release is None:
        org.close(item, DROPPED)
        try_again(org, model)
    elif overtaken(model, release):
        drop(org, release)
        org.close(item, IN_VAIN)
        if model.live and needed(model.observed):
            ask_for_refresh(org, model)
    else:
        org.close(item, RELEASED)
        model.observed.failures = 0
        live_again(org, model, release)


def by_hand(org: Organisation, model: Model, item: Project) -> Chapter[None]:
    """Somebody pulls newer data, retrains, and stays with it until it is released."""
    yield org.work(item, RETRAIN)
    collide(org, item.entity, item.index)
    release = released_at_once(org, item, ROUTE)
    if release is None:
        trained = yield from train(org, item, TRAIN)
        item.features = features_to_rewrite(org, model)
        release = yield from deliver(org, item, ROUTE, model.case, trained)
    end(org, model, item, release)


def unattended(org: Organisation, model: Model, item: Project) -> Chapter[None]:
    """The pipeline retrains by itself: nobody looks, unless something has failed too often."""
    collide(org, item.entity, item.index)
    trained = yield from run(org, item, TRAIN)
    release = None
    if trained is not None:
        item.features = features_to_rewrite(org, model)
        release = yield from deliver(org, item, ROUTE, model.case, trained, mended=False)
    if release is None:
        model.observed.failures += 1
        if model.observed.failures >= org.ways.number("refresh.failures_before_call"):
            release = yield from called(org, model, item)
    end(org, model, item, release)


def called(org: Organisation, model: Model, item: Project) -> Chapter[Release | None]:
    """A person is called, finds out why it keeps failing, and sees it through."""
    yield org.work(item, MEND)
    trained = yield from train(org, item, TRAIN)
    item.features = features_to_rewrite(org, model)
    release = yield from deliver(org, item, ROUTE, model.case, trained)
    return release


def features_to_rewrite(org: Organisation, model: Model) -> int:
    """All of them if IT takes the model over only now; else those that the refresh touched."""
    ways = org.ways_for(model.lacks)
    if not ways.gates.rewrites:
        return 0
    features = features_to_reimplement(org, ways, model.case)
    if not model.rewritten:
        return features
    return int(features * ways.number("handover.touched") + 0.5)


def overtaken(model: Model, release: Release) -> bool:
    """Whether what was refreshed is no longer there: switched off, or replaced by an update."""
    return not model.live or model.observed.fresh_since > release.data_date


def needed(observed: Observed) -> bool:
    """Whether something is known that only a refresh can mend."""
    return observed.shift_noticed_at is not None or observed.drift_seen


def try_again(org: Organisation, model: Model) -> None:
    """A refresh that was dropped is tried again when it is due, or at once if it is needed."""
    if not model.live:
        return
    if needed(model.observed):
        ask_for_refresh(org, model)
    else:
        await_refresh(org, model, org.ways_for(model.lacks).cadence)
