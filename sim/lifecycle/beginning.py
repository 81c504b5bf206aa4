"""The beginning: models that were live before the story starts."""

from sim.lifecycle.operation import begin_service
from sim.lifecycle.release import REWRITE
from sim.organisation.organisation import Organisation
from sim.organisation.portfolio import Model, Observed


def inherit_portfolio(org: Organisation) -> None:
    """Models are inherited as the way of working of the first day would have released them."""
    for number in range(1, org.world.models + 1):
        inherit(org, -number)  # use cases that come later count from 0 upwards


def inherit(org: Organisation, entity: int) -> None:
    """One of them: refreshed at some time of the last cadence, so its next date is spread."""
    features = org.ways.count("development.features", entity)
    rewritten = org.ways.rows[REWRITE] is not None
    model = Model(entity, features, org.ways, Observed(org.now), rewritten=rewritten)
    cadence, first = org.ways.cadence, None
    if cadence is not None:
        first = int(cadence * org.fraction("inherited age", entity))
        model.observed.fresh_since = org.now - (cadence - first)
    begin_service(org, model, first)
