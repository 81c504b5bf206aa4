"""Retirement: models end when they no longer earn their upkeep, or when nobody needs them."""

from functools import partial

from sim.lifecycle.update import rebuild
from sim.organisation.model import Model
from sim.organisation.organisation import Organisation
from sim.organisation.upkeep import yearly_upkeep


def review(org: Organisation, model: Model) -> bool:
    """Asks whether a model still earns its upkeep, where somebody asks; False if it is to end."""
    if org.ways.word("portfolio.reviewed") == "never":
        return True
    if model.observed.worth >= yearly_upkeep(org.ways):
        return True
    retire(org, model, "is retired, not worth its upkeep")
    return False


def retire(org: Organisation, model: Model, why: str) -> None:
    """Switches a model off; those that feed on it must be built to do without it first."""
    if not model.live or model.retiring:
        return
    model.retiring = True
    if not model.consumers:
        _off(org, model, why)
        return
    for consumer in list(model.consumers):
        rebuild(org, consumer, partial(_does_without, org, consumer, model, why))


def _does_without(org: Organisation, consumer: Model, model: Model, why: str) -> None:
    if consumer.upstream is model:
        org.portfolio.cut(consumer, org.now)
    if model.live and not model.consumers:
        _off(org, model, why)


def _off(org: Organisation, model: Model, why: str) -> None:
    org.note(why, model.entity)
    fed_on = model.upstream
    org.portfolio.remove(model, org.now)
    if org.programme.is_partly_adopted:
        org.programme.adopt(model, model.lacks, org.now, len(org.portfolio.models))
        org.consider_investments()
    if fed_on is not None and fed_on.retiring and fed_on.live and not fed_on.consumers:
        _off(org, fed_on, why)  # it waited for the last that fed on it
