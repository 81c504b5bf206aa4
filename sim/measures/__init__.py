"""Measures: views over the ledgers, in one registry. They know nothing of how work is done."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sim.measures import flow, people, portfolio
from sim.measures.registry import Measure

__all__ = ["MEASURES", "Measure"]

MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {measure.name: measure for family in (flow, people, portfolio) for measure in family.MEASURES}
)
"""All measures by name."""
