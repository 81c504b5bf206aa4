"""The beginning: models that were live before the story starts."""

from sim.lifecycle.chains import feed_on_another, how_many_members
from sim.lifecycle.development import ENGINEER, prepare_data
from sim.lifecycle.operation import begin_service
from sim.lifecycle.worth import worth_of
from sim.organisation.model import Model, Observed, Truth
from sim.organisation.organisation import Organisation


def inherit_portfolio(org: Organisation) -> None:
    """Models are inherited as the way of working of the first day would have released them."""
    if not org.ways.gates.production:
        return
    for number in range(1, org.world.models + 1):
        inherit(org, -number)  # use cases that come later count from 0 upwards


def inherit(org: Organisation, entity: int) -> None:
    """One of them: refreshed at some time of the last cadence, so its next date is spread."""
    case = org.ways.use_case(entity)
    cadence = org.ways.cadence
    first = None if cadence is None else int(cadence * org.luck("inherited age", entity))
    fresh = org.now if cadence is None or first is None else org.now - (cadence - first)
    prepare_data(org, case)  # its pilot did
    org.features.inherit(org.ways, case, needed=org.ways.takes(ENGINEER))
    worth = worth_of(org, case)
    observed = Observed(fresh, worth=worth)
    model = Model(entity, org.ways, case, observed, Truth(fresh), worth)
    model.rewritten = org.ways.gates.rewrites
    model.members = how_many_members(org, entity)
    feed_on_another(org, model)
    begin_service(org, model, first)
