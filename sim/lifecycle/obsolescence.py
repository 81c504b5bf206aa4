"""Obsolescence: technology or the business moves on, and a model is worth nothing any more.

There are signs before. Whoever scans the environment may see them, and invents the use case anew
with the business in time: that is how the edge is kept.
"""

from functools import partial

from sim.ledgers.causes import OBSOLESCENCE
from sim.ledgers.incidents import Incident
from sim.lifecycle.retirement import retire
from sim.lifecycle.update import reinvent
from sim.organisation.model import Model
from sim.organisation.organisation import Organisation


def await_obsolescence(org: Organisation, model: Model) -> None:
    """From now on the world may move on."""
    if "obsolescence.rate" in org.ways.rates or org.moves:
        rate = org.ways.number("obsolescence.rate")
        comes = org.chapter(signs)
        source = org.source("obsolescence.rate", model.entity, rate, comes, model, again=False)
        model.obsolescence = source
        model.awaits(source)


def signs(org: Organisation, model: Model, number: int) -> None:
    """The signs are there, for those who look."""
    if org.ways.chance("obsolescence.sensed", model.entity, number):
        org.note("obsolescence is sensed", model.entity)
        reinvent(org, model, partial(renew, org, model))
    warning = org.ways.ticks("obsolescence.warning") or 0
    org.after(warning, strike, (model, number))


def strike(org: Organisation, about: tuple[Model, int]) -> None:
    """It is too late, unless the use case was re-invented in time."""
    model, number = about
    if not model.live or model.reinvented >= number:
        return
    incident = org.portfolio.begin(model, OBSOLESCENCE, org.now)
    assert incident is not None
    org.note("is obsolete", model.entity)
    horizon = org.ways.ticks("obsolescence.horizon") or 0
    org.after(horizon, expire, (model, incident))
    kept = "notices" if org.ways.word("portfolio.reviewed") != "never" else "lingers"
    lag = org.ways.draw(f"portfolio.{kept}")(model.entity, number)
    org.after(lag, switch_off, (model, incident))


def expire(org: Organisation, about: tuple[Model, Incident]) -> None:
    """By now it would have been invented anew elsewhere: it is no value that could be had."""
    model, incident = about
    if incident in (model.truth.obsolete, model.ended_by):
        org.portfolio.expire(model, org.now)


def switch_off(org: Organisation, about: tuple[Model, Incident]) -> None:
    """Somebody sees that nobody needs it any more."""
    model, incident = about
    if model.live and incident.resolved is None:
        org.portfolio.notice(model, incident, org.now)
        retire(org, model, "is retired, obsolete")


def renew(org: Organisation, model: Model) -> None:
    """The re-invented model is live: what made the old one obsolete is behind it."""
    source = model.obsolescence
    assert source is not None
    model.reinvented = source.happened
    model.taught = -1  # what it is worth is reckoned anew
    if model.truth.obsolete is not None:
        org.portfolio.end(model, model.truth.obsolete, org.now)
    if not source.armed:
        source.arm()
