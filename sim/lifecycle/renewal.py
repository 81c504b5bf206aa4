"""Renewal: a new release takes the place of the old one, with all that it has brought along.

People see that the model is fresh. What is silently wrong with it they do not see.
"""

from math import log1p

from sim.ledgers.causes import BAD_TRAINING, SKEW, UPSET, WRONG_VERSION
from sim.ledgers.incidents import Incident
from sim.ledgers.releases import OK
from sim.lifecycle.defects import DIFFERENCE, TRAINING_DEFECT, VERSION, Release, stay_silent
from sim.lifecycle.shift import go_wrong
from sim.lifecycle.skew import go_live_skewed
from sim.lifecycle.worth import worth_of
from sim.organisation.features import features_to_reimplement
from sim.organisation.model import Model
from sim.organisation.organisation import Organisation


def live_again(org: Organisation, model: Model, release: Release) -> None:
    """A refreshed or updated model replaces the old one, and what it feeds may be upset."""
    org.note("is refreshed", model.entity)
    model.ways = org.ways_of(release.item)
    model.version = release.item.index
    model.rewritten = release.rewritten
    model.observed.fresh_since = org.now
    learn(org, model, release)
    arrive(org, model, release)
    for consumer in model.consumers:
        upset(org, consumer, model.version)
    look_ahead(org, model, release.data_date)


def learn(org: Organisation, model: Model, release: Release) -> None:
    """It knows what its data know, is worth what they are worth, and serves what was made anew."""
    known = model.truth.data_date
    if release.data_date > known:  # an update loses no refresh
        known = release.data_date
    org.portfolio.learn(model, known, org.now)
    if model.taught != org.data.mendings:
        reach_further(org, model)
    if model.truth.wrong is None:
        right_again(model)
    if model.truth.skew is not None:
        serve_as_trained(org, model, model.truth.skew, release)


def reach_further(org: Organisation, model: Model) -> None:
    """Data have become better since it was last trained."""
    model.taught = org.data.mendings
    worth = worth_of(org, model.case)
    if worth != model.observed.worth or worth != model.worth:
        org.portfolio.revalue(model, worth, org.now)


def arrive(org: Organisation, model: Model, release: Release) -> None:
    """A release stays in production; of what nobody has caught nobody knows."""
    item, book = release.item, org.books.releases
    book.count(item.kind, OK)
    if release.failed_at is not None:
        book.restore(item.kind, org.now - release.failed_at)
    if release.wrong:
        silent = stay_silent(org, release)
        if model.live:  # it may have been switched off at this very instant
            suffer(org, model, silent)


def suffer(org: Organisation, model: Model, silent: tuple[str, ...]) -> None:
    """What nobody has caught befalls the model from its first day on."""
    if DIFFERENCE in silent:  # if both, this one: the next release has the right version
        go_live_skewed(org, model, SKEW)
    if VERSION in silent:
        go_live_skewed(org, model, WRONG_VERSION)
    if TRAINING_DEFECT in silent:
        turn_out_bad(org, model)


def turn_out_bad(org: Organisation, model: Model) -> None:
    """A training that went wrong without a word is live.

    Once an instant at most: where refreshes take no time, the next would go wrong again for ever.
    """
    if model.truth.bad_at != org.now:
        model.truth.bad_at = org.now
        go_wrong(org, model, BAD_TRAINING)


def serve_as_trained(org: Organisation, model: Model, skew: Incident, release: Release) -> None:
    """Skew is gone where the version is a new one, or where no old re-implementation is left."""
    all_ = features_to_reimplement(org, model.ways, model.case)
    some_are_old = release.rewritten and release.item.features < all_
    if skew.kind == WRONG_VERSION or not some_are_old:
        org.portfolio.end(model, skew, org.now)


def right_again(model: Model) -> None:
    """A model that has learnt what had changed may be hit again."""
    source = model.shift
    if source is not None and not source.armed:
        source.arm()


def upset(org: Organisation, consumer: Model, version: int) -> None:
    """Changing anything changes everything: a model may go wrong when what it feeds on is new."""
    if org.ways.chance("chain.upset", consumer.entity, version):
        go_wrong(org, consumer, UPSET)


def look_ahead(org: Organisation, model: Model, data_date: int) -> None:
    """What comes next: at once, if something was noticed that these data cannot know."""
    observed = model.observed
    observed.drift_seen = False
    noticed = observed.shift_noticed_at
    if noticed is not None and noticed > data_date:
        org.ask_for_refresh(model)
    else:
        observed.shift_noticed_at = observed.next_refresh = None
        if model.ways.cadence is not None:
            await_refresh(org, model, model.ways.cadence)
    if model.ways.gates.by_drift:
        await_drift(org, model)


def await_refresh(org: Organisation, model: Model, delay: int | None) -> None:
    """Sets the date of the next routine refresh; None: there is none."""
    model.observed.next_refresh = None if delay is None else org.now + delay
    if delay is not None:
        org.after(delay, _falls_due, model)


def _falls_due(org: Organisation, model: Model) -> None:
    """The day has come, unless the model was refreshed or retired in the meantime."""
    if model.live and model.observed.next_refresh == org.now:
        org.refresh_falls_due(model)


def await_drift(org: Organisation, model: Model) -> None:
    """Where monitoring triggers refreshes, it will see that quality has fallen by so much."""
    ways = org.ways_for(model.lacks)
    seen = ways.number("refresh.drift_seen")
    if not (ways.gates.by_drift and model.decay and 0 < seen < 1):
        return
    if model.ways.word("noticing.by") != "monitoring":
        return
    data_date = model.truth.data_date
    takes = int(-log1p(-seen) / model.decay + 0.5)
    lag = model.ways.lag("shift", "drift")(model.entity, model.version)
    delay = max(0, data_date + takes - org.now) + lag
    org.after(delay, _drift_shows, (model, data_date))


def _drift_shows(org: Organisation, about: tuple[Model, int]) -> None:
    model, data_date = about
    if model.live and model.truth.data_date == data_date and not model.observed.drift_seen:
        org.note("drift is noticed", model.entity)
        model.observed.drift_seen = True
        org.ask_for_refresh(model)
