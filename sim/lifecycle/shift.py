"""Shifts: the world changes under models, and after a while somebody notices.

A model that has been hit is wrong until it is retrained on newer data; a further shift makes it no
more wrong. What people know of it is `observed`; what is so is `truth`.
"""

from sim.ledgers.causes import SHIFT
from sim.lifecycle.noticing import Case, diagnose, notice_later
from sim.organisation.model import Model
from sim.organisation.organisation import Organisation
from sim.organisation.story import Chapter, tell


def domains_shift(org: Organisation) -> None:
    """From now on whole domains of the business may change."""
    rate = org.ways.number("shift.domain.rate")
    if rate > 0 or org.moves:
        for domain in range(int(org.ways.number("shift.domains"))):
            strikes = org.chapter(upheaval)
            source = org.source("shift.domain.rate", domain, rate, strikes, domain)
            org.domains.append(source)
            source.arm()


def upheaval(org: Organisation, domain: int, number: int) -> None:
    """A domain changes; each of its models is hit or not."""
    for model in list(org.portfolio.models.values()):
        if model.case.domain == domain and org.ways.chance(
            "shift.domain.hits", model.entity, number
        ):
            go_wrong(org, model, SHIFT)


def await_shift(org: Organisation, model: Model) -> None:
    """From now on the world may change under the model."""
    if "shift.rate" in org.ways.rates or org.moves:
        rate = org.ways.number("shift.rate")
        strikes = org.chapter(the_world_changes)
        source = org.source("shift.rate", model.entity, rate, strikes, model, again=False)
        model.shift = source
        model.awaits(source)


def the_world_changes(org: Organisation, model: Model, _: int) -> None:
    """What a model has learnt holds no longer."""
    go_wrong(org, model, SHIFT)


def go_wrong(org: Organisation, model: Model, kind: str) -> None:
    """A model is wrong from now on; nobody knows yet.

    While it is, its own source of shifts rests, and goes on from there when the model has learnt:
    a wrong model is made no more wrong.
    """
    incident = org.portfolio.begin(model, kind, org.now, org.ways.number("shift.loss"))
    if incident is None:
        return
    org.note("strikes", model.entity, kind)
    own = model.shift
    if own is not None and own.armed:
        own.stop()
    model.truth.shifts += 1
    notice_later(org, Case(model, incident, model.truth.shifts, _noticed), "shift")


def _noticed(org: Organisation, case: Case) -> None:
    model = case.model
    model.observed.shift_noticed_at = org.now
    if "shift" in org.ways_for(model.lacks).gates.diagnosed:
        tell(look_into(org, case))
    else:
        org.ask_for_refresh(model)


def look_into(org: Organisation, case: Case) -> Chapter[None]:
    """Somebody finds out that it is the world, and asks for newer data to be learnt."""
    yield from diagnose(org, case, "shift")
    if case.model.live and case.incident.resolved is None:
        org.ask_for_refresh(case.model)
