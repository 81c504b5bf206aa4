"""Measures: views over the ledgers, in one registry. They know nothing of how work is done."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sim.measures import (
    demand,
    flow,
    incidents,
    money,
    people,
    portfolio,
    releases,
    team,
    value,
)
from sim.measures.registry import Measure
from sim.measures.seen import SEEN

__all__ = ["FAMILIES", "MEASURES", "SEEN", "Measure"]

FAMILIES: Final[Mapping[str, tuple[Measure, ...]]] = MappingProxyType(
    {
        "Value": value.MEASURES,
        "Money": money.MEASURES,
        "Demand and pilots": demand.MEASURES,
        "Flow": flow.MEASURES,
        "Releases": releases.MEASURES,
        "Models in production": portfolio.MEASURES,
        "Incidents": incidents.MEASURES,
        "People": people.MEASURES,
        "Coming and going": team.MEASURES,
    }
)
"""All measures by what they are about."""
MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {measure.name: measure for family in FAMILIES.values() for measure in family}
)
"""All measures by name."""
