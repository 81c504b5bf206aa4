"""The assumption ledger: every parameter of how work is done, with unit, range and source."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sim.process import demand, development, operation, people, refresh, release
from sim.process.parameter import HumanValue, Kind, Parameter

__all__ = ["PARAMETERS", "HumanValue", "Kind", "Parameter"]

_CHAPTERS = (people, demand, development, release, operation, refresh)

PARAMETERS: Final[Mapping[str, Parameter]] = MappingProxyType(
    {row.name: row for chapter in _CHAPTERS for row in chapter.ROWS}
)
"""All parameters by name, in the order of the story."""
