"""The beginning: models that were live before the story starts."""

from sim.lifecycle.operation import begin_service
from sim.organisation.organisation import Organisation


def inherit_portfolio(org: Organisation) -> None:
    """Inherited models have been refreshed at different times, so their next dates are spread."""
    cadence = org.ways.cadence
    for number in range(1, org.world.models + 1):
        entity = -number  # use cases that come later count from 0 upwards
        spread = org.fraction("inherited age", entity)
        first = None if cadence is None else int(cadence * spread)
        model = begin_service(org, entity, org.ways.count("development.features", entity), first)
        if cadence is not None and first is not None:
            model.observed.fresh_since = org.now - (cadence - first)
