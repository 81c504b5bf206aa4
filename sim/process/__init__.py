"""The assumption ledger: every parameter of how work is done, with unit, range and source."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sim.process import (
    chains,
    defects,
    demand,
    development,
    features,
    improvement,
    money,
    operation,
    overtime,
    people,
    refresh,
    release,
    team,
    worth,
)
from sim.process.parameter import HumanValue, Kind, Parameter

__all__ = ["PARAMETERS", "HumanValue", "Kind", "Parameter"]

_CHAPTERS = (
    people,
    team,
    overtime,
    demand,
    development,
    features,
    release,
    defects,
    worth,
    chains,
    operation,
    refresh,
    improvement,
    money,
)

PARAMETERS: Final[Mapping[str, Parameter]] = MappingProxyType(
    {row.name: row for chapter in _CHAPTERS for row in chapter.ROWS}
)
"""All parameters by name, in the order of the story."""
