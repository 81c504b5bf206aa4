"""Refresh: the same problem with newer data, retrained by hand and released again."""

from collections.abc import Generator
from functools import partial
from typing import Any

from simpy import Event

from sim.organisation.organisation import Organisation
from sim.organisation.portfolio import Model, Observed
from sim.organisation.work import Task
from sim.vocabulary import REFRESH, TRAINING

RETRAIN = Task("refresh.retrain", "refresh", "refresh", REFRESH)
TRAIN = Task("refresh.train", "refresh", "refresh", REFRESH, TRAINING)
REWRITE = Task("handover.rewrite", "refresh", "refresh", REFRESH, per_feature=True)
CHECK = Task("refresh.check", "refresh", "refresh", REFRESH)
TEST = Task("refresh.test", "refresh", "refresh", REFRESH)
DEPLOY = Task("refresh.deploy", "refresh", "refresh", REFRESH)

RELEASING = (REWRITE, CHECK, TEST, DEPLOY)
TASKS = (RETRAIN, TRAIN, *RELEASING)


def await_refresh(org: Organisation, model: Model, delay: int | None) -> None:
    """Sets the date of the next routine refresh; None: there is none."""
    due = model.observed.next_refresh = None if delay is None else org.now + delay
    if delay is not None:
        org.after(delay, partial(routine_refresh, org, model, due))


def routine_refresh(org: Organisation, model: Model, due: int | None) -> None:
    """The day has come, unless the model was refreshed or retired in the meantime."""
    if model.live and model.observed.next_refresh == due:
        ask_for_refresh(org, model)


def ask_for_refresh(org: Organisation, model: Model) -> None:
    """One open refresh a model; a further request is absorbed by it."""
    if not model.observed.refresh_open:
        model.observed.refresh_open = True
        org.tell(refresh(org, model))


def refresh(org: Organisation, model: Model) -> Generator[Event, Any, None]:
    """Retrains a model, and those who serve it release it by the way of working of the day."""
    model.refreshes += 1
    item = org.open("refresh", model.entity, model.refreshes)
    org.start(item)
    yield org.work(item, RETRAIN)
    training = org.work(item, TRAIN)
    yield training
    data_date = org.began(training)  # what comes later is not in the training set
    item.features = features_to_rewrite(org, model)
    rewritten = False
    for task in org.steps(RELEASING):
        rewritten |= task is REWRITE
        yield org.work(item, task)
    org.close(item, "released" if model.live else "in vain")
    if model.live:
        model.rewritten = rewritten
        live_again(org, model, data_date)


def features_to_rewrite(org: Organisation, model: Model) -> int:
    """All of them if IT takes the model over only now; else those that the refresh touched."""
    if not model.rewritten:
        return model.features
    return int(model.features * org.ways.number("handover.touched") + 0.5)


def live_again(org: Organisation, model: Model, data_date: int) -> None:
    """The refreshed model replaces the old one."""
    org.note("is refreshed", model.entity)
    observed, ways = model.observed, org.ways
    model.ways = ways
    observed.refresh_open = False
    observed.fresh_since = org.now
    org.portfolio.learn(model, data_date, org.now)
    if outdated(observed, data_date):
        ask_for_refresh(org, model)
    else:
        observed.shift_noticed_at = None
        await_refresh(org, model, ways.cadence)


def outdated(observed: Observed, data_date: int) -> bool:
    """Whether something was noticed that these data cannot know."""
    noticed = observed.shift_noticed_at
    return noticed is not None and noticed > data_date
